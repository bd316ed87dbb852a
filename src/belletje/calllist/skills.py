"""Skills by meaning, in Dutch and English: which ones a text names, and how much of one is in another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from belletje.calllist.folding import words
from belletje.calllist.knowledge import Line, table

_TWO_STEPS_AT_LEAST = 0.2
"""Over two relations, less than this is no relation at all."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill and how a caller says it."""

    code: str
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate, the skills it proves, and how deep: 1 associate, 2 professional, 3 expert."""

    name: str
    skills: tuple[str, ...]
    level: float


def skills_in(text: str) -> dict[str, int]:
    """The skills that a text names and how often, longest words first: "Aruba CX" is switching, not Aruba wireless."""
    return _found(text, _SPELLINGS)


def certificates_in(text: str) -> tuple[Certificate, ...]:
    """The certificates that a text names."""
    return tuple(_CERTIFICATES[name] for name in _found(text, _CERTIFICATE_SPELLINGS))


@lru_cache(maxsize=10_000)
def closeness(left: str, right: str) -> float:
    """How much of one skill is in another, [0, 1]: directly related, or by way of one skill between."""
    if left == right:
        return 1.0
    direct = _RELATED[left].get(right, 0.0)
    between = max(
        (strength * _RELATED[middle].get(right, 0.0) for middle, strength in _RELATED[left].items()), default=0.0
    )
    return max(direct, between if between >= _TWO_STEPS_AT_LEAST else 0.0)


_Spellings = dict[tuple[str, ...], str]


def _found(text: str, spellings: _Spellings) -> dict[str, int]:
    seen, found, at = words(text), dict[str, int](), 0
    while at < len(seen):
        for size in range(min(_LONGEST, len(seen) - at), 0, -1):
            code = spellings.get(seen[at : at + size])
            if code:
                found[code] = found.get(code, 0) + 1
                at += size
                break
        else:
            at += 1
    return found


def _read_skills() -> tuple[dict[str, Skill], _Spellings, dict[str, dict[str, float]]]:
    lines = table("skills.tsv")
    skills = {line["skill"]: Skill(line["skill"], line["nl"], line["en"]) for line in lines}
    related: dict[str, dict[str, float]] = {code: {} for code in skills}
    spellings: _Spellings = {}
    for line in lines:
        for spelling in line.several("words"):
            spellings.setdefault(words(spelling), line["skill"])
        for relation in line.several("related"):
            other, strength = _relation(line, relation, skills)
            related[line["skill"]][other] = related[other][line["skill"]] = strength
    return skills, spellings, related


def _relation(line: Line, relation: str, skills: dict[str, Skill]) -> tuple[str, float]:
    other, _, strength = relation.partition(":")
    try:
        number = float(strength)
    except ValueError:
        raise line.wrong(f"write a relation as skill:0.5, not {relation!r}") from None
    if other not in skills or not 0 < number <= 1:
        raise line.wrong(f"{relation!r} names no known skill or is not between 0 and 1")
    return other, number


def _read_certificates() -> tuple[dict[str, Certificate], _Spellings]:
    certificates: dict[str, Certificate] = {}
    spellings: _Spellings = {}
    for line in table("certificates.tsv"):
        proven = line.several("skills")
        if unknown := [skill for skill in proven if skill not in SKILLS]:
            raise line.wrong(f"unknown skills {', '.join(unknown)}")
        certificates[line["certificate"]] = Certificate(line["certificate"], proven, line.number_in("level"))
        for spelling in line.several("words"):
            spellings.setdefault(words(spelling), line["certificate"])
    return certificates, spellings


SKILLS, _SPELLINGS, _RELATED = _read_skills()
_CERTIFICATES, _CERTIFICATE_SPELLINGS = _read_certificates()
_LONGEST = max(len(spelling) for spelling in (*_SPELLINGS, *_CERTIFICATE_SPELLINGS))
