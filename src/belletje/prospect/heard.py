"""What prospects really say: labelled lines that a sales trainer can read and extend (`data/heard/<language>/`)."""

from dataclasses import dataclass
from importlib.resources import files

from belletje.prospect.catalogue import LANGUAGES, MANNERS, CatalogueError, catalogue

HEADER = ("line", "reaction", "manner")
PARTS = ("train", "test")
UNSAID = frozenset(("no_answer", "busy", "silence"))
"""Reactions in which nobody says a word."""


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
        rows = files("belletje.prospect").joinpath(f"data/heard/{language}/{part}.tsv").read_text("utf-8").splitlines()
        for number, row in enumerate(rows, 1):
            where = f"heard/{language}/{part}.tsv:{number}"
            cells = tuple(row.split("\t"))
            if number == 1:
                if cells != HEADER:
                    raise CatalogueError(f"{where}: the first line must be {' <tab> '.join(HEADER)}.")
                continue
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
