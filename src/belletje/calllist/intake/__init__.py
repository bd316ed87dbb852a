"""Files as people have them, to contacts, vacancies and engineers. The content decides what a file is, not its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from belletje.calllist.contact import Format, Reading, Rejected, Vacancy
from belletje.calllist.intake.decoding import decoded
from belletje.calllist.intake.engineer_rows import read_engineers
from belletje.calllist.intake.grid import Grid, evenly_cut, grid_of_text, grid_of_workbook
from belletje.calllist.intake.header import MEANINGS, Header, find_header, format_of_table, likely_header
from belletje.calllist.intake.people_rows import read_contacts
from belletje.calllist.intake.unreadable import MAX_BYTES, Unreadable, check_readable
from belletje.calllist.intake.vacancy_email import is_email, postings_in_email
from belletje.calllist.intake.vacancy_html import postings_in_html, text_of_html
from belletje.calllist.intake.vacancy_parts import contact_of
from belletje.calllist.intake.vacancy_text import looks_like_a_vacancy, postings_in_text
from belletje.calllist.intake.vcards import read_cards

__all__ = ["MAX_BYTES", "MEANINGS", "Header", "Remembered", "Unreadable", "header_of", "read", "table_of"]
Remembered = Mapping[str, Mapping[str, str]]
"""Meanings by column, as explained by hand before, by the signature of the header that they belong to."""

_VCARD = re.compile(r"^\s*BEGIN:VCARD\b", re.IGNORECASE | re.MULTILINE)
_SCRIPT = re.compile(r"---\n(?:.*\n){0,40}?---\n[\s\S]*^# ", re.MULTILINE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script|div|article|section|meta)\b", re.IGNORECASE)


def read(
    content: bytes,
    name: str,
    today: date,
    columns: Mapping[str, str] | None = None,
    remembered: Remembered = MappingProxyType({}),
) -> Reading:
    """What a file holds. `columns` gives meanings (of MEANINGS) by header, made by hand, and wins over what is known;
    without it, what was `remembered` for a table with the same headers does.

    Rows count from 0: data rows of a table below its header (a row of empty cells between filled rows counts and is
    rejected, a blank line does not), cards of a vCard file, postings of an alert or a page.
    Raises Unreadable with one sentence that says what is wrong and how to mend it.
    """
    check_readable(content, name)
    if content.startswith(b"PK"):
        grid = _best_sheet(grid_of_workbook(content, name), columns)
        return _read_table(grid, name, today, columns or _explained(grid, remembered))
    if is_email(content):
        return _read_vacancies(postings_in_email(content, name, today), "vacancy_email", name)
    text = decoded(content, name)
    if _VCARD.match(text) or (_VCARD.search(text) and not _HTML.search(text[:2000])):
        cards = read_cards(text, name, today)
        return Reading(
            name, "vcard", cards.count, tuple(cards.contacts), (), (), tuple(cards.rejected), tuple(cards.doubts)
        )
    if _HTML.search(text[:5000]) and text.lstrip().startswith("<"):
        return _read_vacancies(_in_page(text, name, today), "vacancy_html", name)
    return _read_text(text, name, today, columns, remembered)


def header_of(content: bytes, name: str, columns: Mapping[str, str] | None = None) -> Header | None:
    """The header of a table, with its signature and the columns it does not know; None when the file is no table.

    Raises Unreadable as `read` does.
    """
    return table[0] if (table := table_of(content, name, columns)) else None


def table_of(content: bytes, name: str, columns: Mapping[str, str] | None = None) -> tuple[Header, Grid] | None:
    """The header of a table and the rows below it; None when the file is no table. Raises Unreadable as `read` does."""
    check_readable(content, name)
    if content.startswith(b"PK"):
        grid = _best_sheet(grid_of_workbook(content, name), columns)
    elif is_email(content):
        return None
    else:
        text = decoded(content, name)
        if _VCARD.match(text) or text.lstrip().startswith("<"):
            return None
        grid = grid_of_text(text)
    header = likely_header(grid, columns)
    return (header, grid[header.row + 1 :]) if header else None


def _explained(grid: Grid, remembered: Remembered) -> Mapping[str, str] | None:
    header = likely_header(grid) if remembered else None
    return remembered.get(header.signature) if header else None


def _read_text(text: str, name: str, today: date, columns: Mapping[str, str] | None, remembered: Remembered) -> Reading:
    if _SCRIPT.match(text):
        raise Unreadable("call_script", name)
    grid = grid_of_text(text)
    columns = columns or _explained(grid, remembered)
    header = find_header(grid, columns)
    # A single known word on the first lines of a pasted vacancy ("Functie") makes no table of it.
    if (header and len(header.columns) > 1) or (header and not looks_like_a_vacancy(text)):
        return _read_table(grid, name, today, columns)
    if looks_like_a_vacancy(text) and not (evenly_cut(grid) and likely_header(grid)):
        return _read_vacancies(postings_in_text(text, name, today), "vacancy_text", name)
    if evenly_cut(grid):
        return _read_table(grid, name, today, columns)
    raise Unreadable("not_recognised", name)


def _read_table(grid: Grid, name: str, today: date, columns: Mapping[str, str] | None) -> Reading:
    header = find_header(grid, columns)
    if header is None:
        raise Unreadable("no_header", name)
    kind = format_of_table(header)
    if kind == "engineers":
        rows, engineers, rejected, doubts = read_engineers(grid, header, name, today)
        return Reading(name, kind, rows, engineers=tuple(engineers), rejected=tuple(rejected), doubts=tuple(doubts))
    people = read_contacts(grid, header, name, today)
    return Reading(
        name, kind, people.count, tuple(people.contacts), rejected=tuple(people.rejected), doubts=tuple(people.doubts)
    )


def _best_sheet(sheets: list[Grid], columns: Mapping[str, str] | None) -> Grid:
    """The sheet with the best-known header; the first one when none is known."""
    return max(sheets, key=lambda sheet: _known_columns(sheet, columns))


def _known_columns(sheet: Grid, columns: Mapping[str, str] | None) -> int:
    header = find_header(sheet, columns)
    return len(header.meanings) if header else 0


def _in_page(page: str, name: str, today: date) -> list[Vacancy | Rejected]:
    found = postings_in_html(page, name, today)
    if found:
        return found
    text = text_of_html(page)
    return postings_in_text(text, name, today) if looks_like_a_vacancy(text) else []


def _read_vacancies(found: list[Vacancy | Rejected], kind: Format, name: str) -> Reading:
    if not found:
        raise Unreadable("no_vacancy", name)
    vacancies = tuple(one for one in found if isinstance(one, Vacancy))
    rejected = tuple(one for one in found if isinstance(one, Rejected))
    people = tuple(contact for vacancy in vacancies if (contact := contact_of(vacancy)))
    return Reading(name, kind, len(found), people, vacancies, rejected=rejected)
