"""What prospects really say: labelled lines that a sales trainer can read and extend (`data/heard/<language>/`)."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

from belletje.prospect.catalogue import LANGUAGES, MANNERS, catalogue
from belletje.prospect.questions import questions
from belletje.prospect.tables import CatalogueError, rows

HEADER = ("line", "reaction", "manner")
UNSAID = frozenset(("no_answer", "busy", "silence"))
"""Reactions in which nobody says a word."""
HEARD_COUNTS = 2
"""Lines heard in calls count so many times: the catalogue's are written, not heard."""
EXAMPLE = {
    "name": "Dekker", "company": "Bakker", "vacancy": "netwerkbeheerder", "caller": "Sanne",
    "caller_company": "Noordlicht", "connection": "Pim", "slot": "dinsdag", "engineer": "Karim",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeardLine:
    """One line as a prospect said it, with the reaction that it is."""

    text: str
    reaction: str
    manner: str
    language: str


def heard_lines(part: str) -> tuple[HeardLine, ...]:
    """All lines of a part, `train` or `test`. Raises CatalogueError with file and line at the first mistake."""
    found: list[HeardLine] = []
    seen: dict[str, str] = {}
    for language in LANGUAGES:
        file = files("belletje.prospect").joinpath(f"data/heard/{language}/{part}.tsv")
        for where, cells in rows(file, HEADER, f"heard/{language}/"):
            one = _checked(where, cells, language)
            if one.text.casefold() in seen:
                raise CatalogueError(f"{where}: the same line stands at {seen[one.text.casefold()]}.")
            seen[one.text.casefold()] = where
            found.append(one)
    return tuple(found)


def _checked(where: str, cells: tuple[str, ...], language: str) -> HeardLine:
    if len(cells) != len(HEADER) or not all(cell.strip() for cell in cells):
        raise CatalogueError(f"{where}: needs {len(HEADER)} filled columns separated by tabs.")
    text, reaction, manner = cells
    if reaction not in catalogue() or reaction in UNSAID:
        raise CatalogueError(f"{where}: '{reaction}' is no reaction that anybody says.")
    if manner not in MANNERS:
        raise CatalogueError(f"{where}: '{manner}' is no manner; choose from {', '.join(MANNERS)}.")
    return HeardLine(text, reaction, manner, language)


def lines_to_learn() -> list[tuple[str, str]]:
    """Every line to learn from, with its reaction, in a fixed order."""
    found = [
        (line.text.format_map(EXAMPLE), reaction.id)
        for reaction in catalogue()
        if reaction.id not in UNSAID
        for language in LANGUAGES
        for line in reaction.lines[language]
    ]
    asked = [
        (text.format_map(EXAMPLE), question.reaction)
        for question in questions().all
        for texts in question.ask.values()
        for text in texts
    ]
    heard = [(one.text, one.reaction) for one in heard_lines("train")] * HEARD_COUNTS
    return [*found, *asked, *heard]


def lines_digest() -> str:
    """Names the lines that the weights were made from."""
    return hashlib.sha256("\n".join("\t".join(one) for one in lines_to_learn()).encode()).hexdigest()[:12]
