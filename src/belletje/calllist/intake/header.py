"""The header of a table: where it is, what each column means, which format it betrays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from belletje.calllist.contact import Format
from belletje.calllist.folding import words
from belletje.calllist.intake.grid import Grid
from belletje.calllist.knowledge import table

_ROWS_ABOVE = 40
"""A header stands within the first 40 rows; above it are titles and notes."""


def _read_meanings() -> dict[str, str]:
    meanings: dict[str, str] = {}
    for line in table("columns.tsv"):
        for header in line.several("headers"):
            key = " ".join("#" if word == "#" else word for part in header.split() for word in (words(part) or (part,)))
            known = meanings.setdefault(key, line["meaning"])
            if known != line["meaning"]:
                raise line.wrong(f"header {header!r} already means {known!r}")
    return meanings


_MEANINGS = _read_meanings()
MEANINGS = tuple(dict.fromkeys(line["meaning"] for line in table("columns.tsv")))
"""What a column can mean; a page offers these for columns it has to ask about."""
_TITLES_BEFORE_A_NAME = frozenset(("title", "titel"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 0, its header as written, what it means ("" when unknown), the number in its header."""

    place: int
    written: str
    meaning: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table; `row` is its place in the sheet."""

    row: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """The same for every file with the same headers: the key under which a mapping by hand is remembered."""
        headers = "\n".join(" ".join(words(column.written)) for column in self.columns)
        return hashlib.blake2b(headers.encode(), digest_size=12).hexdigest()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers that mean nothing yet, as written."""
        return tuple(column.written for column in self.columns if column.written and not column.meaning)

    @property
    def meanings(self) -> frozenset[str]:
        return frozenset(column.meaning for column in self.columns if column.meaning)

    def repeats(self, row: list[str]) -> bool:
        """Whether a row is this header once more, as in files that were pasted together."""
        return (
            len(row) >= 2 and [cell.strip() for cell in row] == [column.written for column in self.columns][: len(row)]
        )


def find_header(grid: Grid, by_hand: Mapping[str, str] | None = None) -> Header | None:
    """The row among the first that holds most known headers (at least two, or all of them); None when there is none."""
    chosen = {_normal(header): meaning for header, meaning in (by_hand or {}).items()}
    best: tuple[int, int] = (0, 0)
    for place, row in enumerate(grid[:_ROWS_ABOVE]):
        known = _known(row, chosen)
        enough = known >= 2 or (known == 1 and sum(1 for cell in row if cell.strip()) <= 2)
        if enough and known > best[0] and not any(_looks_like_data(cell) for cell in row):
            best = (known, place)
    return header_at(grid, best[1], chosen) if best[0] else None


def likely_header(grid: Grid, by_hand: Mapping[str, str] | None = None) -> Header | None:
    """The header, or else the first full row without data in it: for a page that asks what the columns mean."""
    found = find_header(grid, by_hand)
    if found:
        return found
    width = max((len(row) for row in grid[:_ROWS_ABOVE]), default=0)
    for place, row in enumerate(grid[:_ROWS_ABOVE]):
        if sum(1 for cell in row if cell.strip()) * 2 > width and not any(_looks_like_data(cell) for cell in row):
            return header_at(grid, place, {})
    return None


def header_at(grid: Grid, place: int, by_hand: Mapping[str, str]) -> Header:
    """This row as a header; `by_hand` gives meanings by folded header and wins."""
    columns = []
    for number, cell in enumerate(grid[place]):
        written = cell.strip()
        meaning = by_hand.get(_normal(written)) or meaning_of_header(written)
        columns.append(Column(number, written, meaning, "".join(re.findall(r"\d+", written))))
    return Header(place, _settled(tuple(columns)))


def format_of_table(header: Header) -> Format:
    """Which program wrote this table; `table` when any could have."""
    present = {_normal(column.written) for column in header.columns} | {
        _numberless(column.written) for column in header.columns
    }
    if "skills" in header.meanings and header.meanings & {
        "certificates",
        "available_from",
        "hours_per_week",
        "regions",
    }:
        return "engineers"
    for line in table("formats.tsv"):
        if all(any(header in present for header in either.split("|")) for either in line["headers"].split(";")):
            return _FORMATS[line["format"]]
    return "table"


_FORMATS: dict[str, Format] = {
    "linkedin": "linkedin", "outlook": "outlook", "hubspot": "hubspot", "salesforce": "salesforce", "google": "google",
}  # fmt: skip


@lru_cache(maxsize=4096)
def meaning_of_header(written: str) -> str:
    """What a header means; empty when it is not known."""
    return _MEANINGS.get(_normal(written)) or _MEANINGS.get(_numberless(written)) or ""


def _known(row: list[str], by_hand: Mapping[str, str]) -> int:
    return len(
        {
            _normal(cell)
            for cell in row
            if cell.strip() and (_normal(cell) in by_hand or meaning_of_header(cell.strip()))
        }
    )


def _normal(written: str) -> str:
    return " ".join(words(written[:80]))


def _numberless(written: str) -> str:
    return re.sub(r"\b\d+\b", "#", _normal(written))


def _looks_like_data(cell: str) -> bool:
    return "@" in cell or len(re.findall(r"\d", cell)) >= 6 or cell.startswith(("http://", "https://"))


def _settled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Headers with two meanings, settled by the other columns."""
    titles = [column for column in columns if column.meaning == "title"]
    names = [column for column in columns if column.meaning == "full_name"]
    organisations = any(column.meaning == "organisation" for column in columns)
    change: dict[int, str] = {}
    if len(titles) > 1:
        # Outlook's "Title" is Mr. or Dr.; its "Job Title" is the work.
        change |= {column.place: "salutation" for column in titles if _normal(column.written) in _TITLES_BEFORE_A_NAME}
    if len(names) == 2 and not organisations:
        # "Naam; Contactpersoon" without a company column: the name is the company's.
        change |= {column.place: "organisation" for column in names if _normal(column.written) in ("naam", "name")}
    if not change:
        return columns
    return tuple(
        Column(column.place, column.written, change.get(column.place, column.meaning), column.number)
        for column in columns
    )
