"""Whether the material bears an answer out: the script that lay alongside, and what is known of the engineer.

Conservative: only what the material says otherwise counts, never what it leaves open.
"""

import re
from collections.abc import Iterator
from functools import cache

from belletje.debrief.knowledge import any_listed, listed
from belletje.debrief.likeness import stems

TABLE = "support.tsv"
SAYS_THE_SAME = 2
"""An answer that shares so many words with what the material says no to, beside those of the question, tells of it."""
_CLAUSE_END = re.compile(r"[,.;:()!?\n|]+")
_WORD = re.compile(r"\w+")


def is_denied(asked: str, answer: str, material: str, language: str) -> bool:
    """Whether an answer says yes to what the material says no to: 'no security clearance yet'; 'oh yes, fully cleared'.

    Or to a certificate or a make, where the material names others and not this one; or gives another number of years,
    or rate.
    """
    if not material or (_any("denial", language).search(answer) and not _any("yes", language).match(answer)):
        return False
    return (
        _says_no(asked, answer, material, language)
        or any(_is_other_name(kind, asked, answer, material) for kind in ("certificate", "make"))
        or any(_is_other_number(kind, answer, material, language) for kind in ("years", "money"))
    )


def holds_for_all(asked: str, material: str, language: str) -> bool:
    """Whether the material says of all of them that they have what was asked for."""
    clauses = _CLAUSE_END.split(material)
    return any(_any("all", language).search(clause) and stems(clause) & stems(asked) for clause in clauses)


def _says_no(asked: str, answer: str, material: str, language: str) -> bool:
    about = stems(asked) - _of_any_question(language)
    before = ""
    for clause in map(str.strip, _CLAUSE_END.split(material)):
        whole = f"{before} {clause}" if _any("not_yet", language).match(clause) else clause
        says_the_same = len(stems(answer) & stems(whole) - about) >= SAYS_THE_SAME
        if _any("denial", language).search(clause) and not about.isdisjoint(stems(whole)) and not says_the_same:
            return True
        before = whole
    return False


def _is_other_name(kind: str, asked: str, answer: str, material: str) -> bool:
    known = {found.upper() for found in _any(kind, "any").findall(material)}
    claimed = {found.upper() for found in _any(kind, "any").findall(f"{asked} {answer}")}
    return bool(known) and bool(claimed) and not claimed & known


def _is_other_number(kind: str, answer: str, material: str, language: str) -> bool:
    said, known = (set(_numbers(kind, text, language)) for text in (answer, material))
    return bool(said) and bool(known) and not said & known


def _numbers(kind: str, text: str, language: str) -> Iterator[int]:
    """The whole numbers beside a unit of this kind, as figures or in words."""
    words = _WORD.findall(text.lower())
    units = set(listed(TABLE, kind=kind, language=language))
    names = _number_words(language) if kind == "years" else {}
    for place, word in enumerate(words):
        number = names.get(word, int(word) if word.isdecimal() and len(word) < 5 else None)
        around = (*words[place + 1 : place + 3], *words[max(0, place - 1) : place])
        if number is not None and units.intersection(around):
            yield number


@cache
def _of_any_question(language: str) -> frozenset[str]:
    """Stems that tell nothing of what is asked: words that any two sentences share, and those that say no."""
    kinds = ("common", "denial")
    return stems(" ".join(word for kind in kinds for word in listed(TABLE, kind=kind, language=language)))


def _any(kind: str, language: str) -> re.Pattern[str]:
    return any_listed(TABLE, kind=kind, language=language)


@cache
def _number_words(language: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(listed(TABLE, kind="number", language=language), 1)}
