"""Company names: the legal form they say, and when two of them mean the same organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from belletje.calllist.folding import folded, one_edit_apart, tidy
from belletje.calllist.knowledge import table

PersonKind = Literal["natural", "legal"]


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: its code, whether the law sees a natural or a legal person, and its names."""

    code: str
    person: PersonKind
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """A company name for comparing: its words without legal form and "Koninklijke", and the form it says."""

    core: str
    form: str


@dataclass(frozen=True, slots=True)
class _Spelling:
    form: str
    where: str
    words: tuple[str, ...]


_ROYAL = ("koninklijke", "koninklijk", "kon", "royal", "nv koninklijke")
_SMALL_WORDS = frozenset(("the", "de", "het", "en", "and", "und", "et"))
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def _read_forms() -> tuple[dict[str, LegalForm], tuple[_Spelling, ...]]:
    forms: dict[str, LegalForm] = {}
    spellings: list[_Spelling] = []
    for line in table("legal_forms.tsv"):
        person: PersonKind = "natural" if line.one_of("person", ("natural", "legal")) == "natural" else "legal"
        where = line.one_of("where", ("start", "end", "any"))
        form = LegalForm(line["form"], person, line["name_nl"], line["name_en"])
        if forms.setdefault(form.code, form).person != person:
            raise line.wrong(f"{form.code!r} is both a natural and a legal person")
        spellings += [_Spelling(form.code, where, tuple(words.split())) for words in line.several("words")]
    return forms, tuple(sorted(spellings, key=lambda spelling: -len(spelling.words)))


LEGAL_FORMS, _SPELLINGS = _read_forms()
_PLACES: dict[str, list[int]] = {}
for _place, _spelling in enumerate(_SPELLINGS):
    _PLACES.setdefault(_spelling.words[0], []).append(_place)


def legal_form_named(written: str) -> str:
    """The form that a cell "Rechtsvorm" or a person names: "Besloten Vennootschap" -> "bv"; empty when it is none."""
    text = folded(tidy(written))
    if text in (folded(code) for code in LEGAL_FORMS):
        return next(code for code in LEGAL_FORMS if folded(code) == text)
    words = tuple(_joined_initials(text))
    return next((spelling.form for spelling in _SPELLINGS if spelling.words == words), "") or legal_form_of(written)


def legal_form_of(organisation: str) -> str:
    """The form that a company's name says; empty when it says none.

    A name that says both a natural and a legal form counts as the natural one: the careful reading.
    """
    return organisation_key(organisation).form


@lru_cache(maxsize=200_000)
def organisation_key(organisation: str) -> OrganisationKey:
    """The comparable form of a company name. "Kon. Bouwgroep De Haan B.V." -> ("bouwgroep haan", "bv")."""
    words = _joined_initials(_ASIDE.sub(" ", folded(tidy(organisation[:300]))))
    forms: list[str] = []
    bare = words
    for spelling in _spellings_among(words):
        rest = _without(bare, spelling)
        if rest is not None:
            forms.append(spelling.form)
            # "Gemeente Leiden" without its form would be the city, "Stichting" alone would be nothing.
            bare = rest if rest and spelling.form not in ("overheid", "universiteit", "hogeschool") else bare
    core = [word for word in bare if word not in _SMALL_WORDS and word not in _ROYAL] or bare or words
    return OrganisationKey(" ".join(core), _most_careful(forms))


def same_organisation(left: str, right: str) -> bool:
    """Whether two company names mean the same organisation: the same words, whatever the legal form."""
    one, other = organisation_key(left).core, organisation_key(right).core
    return bool(one) and one == other


def nearly_same_organisation(left: str, right: str) -> bool:
    """Whether two names differ by one letter, or one is the beginning of the other ("Siemens", "Siemens Nederland")."""
    one, other = organisation_key(left).core, organisation_key(right).core
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter + " ") or (len(shorter) >= 6 and one_edit_apart(one, other))


def _joined_initials(text: str) -> list[str]:
    """The words of a name, with "b.v." and "b v" as one word "bv"."""
    words = _SEPARATORS.sub(" ", text.replace(".", "")).split() if "." in text else _SEPARATORS.sub(" ", text).split()
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and joined and len(joined[-1]) <= 2 and joined[-1] + word in _INITIAL_FORMS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


_INITIAL_FORMS = frozenset(("bv", "nv", "vo", "vof", "cv", "ua", "sa", "ek"))


def _spellings_among(words: Iterable[str]) -> list[_Spelling]:
    """The spellings whose first word is among these, in the order in which they are tried: nearly all have none."""
    places = sorted({place for word in words for place in _PLACES.get(word, ())})
    return [_SPELLINGS[place] for place in places]


def _without(words: list[str], spelling: _Spelling) -> list[str] | None:
    size = len(spelling.words)
    if len(words) < size:
        return None
    if spelling.where in ("end", "any") and tuple(words[-size:]) == spelling.words:
        return words[:-size]
    if spelling.where in ("start", "any") and tuple(words[:size]) == spelling.words and len(words) > size:
        return words[size:]
    if spelling.where == "any":
        for place in range(1, len(words) - size):
            if tuple(words[place : place + size]) == spelling.words:
                return words[:place] + words[place + size :]
    return None


def _most_careful(forms: list[str]) -> str:
    natural = [form for form in forms if LEGAL_FORMS[form].person == "natural"]
    return (natural or forms or [""])[0]
