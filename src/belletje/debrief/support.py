"""Whether the material bears an answer out: the script that lay alongside, and what is known of the engineer.

Conservative: only what the material says otherwise counts, never what it leaves open.
"""

import re
from collections.abc import Iterator
from functools import cache

from belletje.debrief.knowledge import any_of, table, whole_words
from belletje.debrief.likeness import stems

SAYS_THE_SAME = 2
"""An answer that shares so many words with what the material says no to, beside those of the question, tells of it."""
_CLAUSE_END = re.compile(r"[,.;:()!?\n|]+")
_WORD = re.compile(r"\w+")


def is_denied(asked: str, answer: str, material: str, language: str) -> bool:
    """Whether an answer says yes to what the material says no to: 'no security clearance yet'; 'oh yes, fully cleared'.

    Or to a certificate or a make, where the material names others and not this one; or gives another number of years,
    or rate.
    """
    if not material or (_denials(language).search(answer) and not _yes(language).match(answer)):
        return False
    return (
        _says_no(asked, answer, material, language)
        or any(_is_other_name(kind, asked, answer, material) for kind in ("certificate", "make"))
        or any(_is_other_number(kind, answer, material, language) for kind in ("years", "money"))
    )


def _says_no(asked: str, answer: str, material: str, language: str) -> bool:
    about = stems(asked) - _common(language) - stems(" ".join(_listed("denial", language)))
    before = ""
    for clause in map(str.strip, _CLAUSE_END.split(material)):
        whole = f"{before} {clause}" if _not_yet(language).match(clause) else clause
        says_the_same = len(stems(answer) & stems(whole) - about) >= SAYS_THE_SAME
        if _denials(language).search(clause) and not about.isdisjoint(stems(whole)) and not says_the_same:
            return True
        before = whole
    return False


def _is_other_name(kind: str, asked: str, answer: str, material: str) -> bool:
    known = {found.upper() for found in _names(kind).findall(material)}
    claimed = {found.upper() for found in _names(kind).findall(f"{asked} {answer}")}
    return bool(known) and bool(claimed) and not claimed & known


def _is_other_number(kind: str, answer: str, material: str, language: str) -> bool:
    said, known = (set(_numbers(kind, text, language)) for text in (answer, material))
    return bool(said) and bool(known) and not said & known


def _numbers(kind: str, text: str, language: str) -> Iterator[int]:
    """The whole numbers beside a unit of this kind, as figures or in words."""
    words = _WORD.findall(text.lower())
    units, names = _units(kind, language), _number_words(language) if kind == "years" else {}
    for place, word in enumerate(words):
        number = names.get(word, int(word) if word.isdecimal() and len(word) < 5 else None)
        around = (*words[place + 1 : place + 3], *words[max(0, place - 1) : place])
        if number is not None and units.intersection(around):
            yield number


@cache
def _denials(language: str) -> re.Pattern[str]:
    return any_of([whole_words(word) for word in _listed("denial", language)])


@cache
def _yes(language: str) -> re.Pattern[str]:
    return any_of([whole_words(word) for word in _listed("yes", language)])


@cache
def _not_yet(language: str) -> re.Pattern[str]:
    return any_of([whole_words(word) for word in _listed("not_yet", language)])


@cache
def _names(kind: str) -> re.Pattern[str]:
    return any_of([whole_words(word) for word in _listed(kind, "any")])


@cache
def _common(language: str) -> frozenset[str]:
    return stems(" ".join(_listed("common", language)))


@cache
def _units(kind: str, language: str) -> frozenset[str]:
    return frozenset(_listed(kind, language))


@cache
def _number_words(language: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(_listed("number", language), 1)}


def _listed(kind: str, language: str) -> list[str]:
    return [row["words"] for row in table("support.tsv") if (row["kind"], row["language"]) == (kind, language)]
