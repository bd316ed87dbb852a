"""Rows of a table to engineers on offer."""

from __future__ import annotations

import re
from datetime import date

from belletje.calllist.contact import Engineer, Rejected
from belletje.calllist.dates import read_date
from belletje.calllist.folding import tidy
from belletje.calllist.intake.grid import Grid
from belletje.calllist.intake.header import Header
from belletje.calllist.intake.people_rows import data_rows, fault_of_row

_BETWEEN = re.compile(r"\s*[,;|/\n•]\s*|\s+(?:en|and)\s+(?=[A-Z])")


def read_engineers(
    grid: Grid, header: Header, file: str, today: date
) -> tuple[int, list[Engineer], list[Rejected], list[Rejected]]:
    """The number of data rows, the engineers in a table, the rejected rows and the doubts."""
    engineers: list[Engineer] = []
    rejected: list[Rejected] = []
    doubts: list[Rejected] = []
    rows = data_rows(grid, header)
    for number, cells in enumerate(rows):
        fault = fault_of_row(cells, header)
        found = Rejected(number, *fault) if fault else _read_row(cells, header, file, number, today, doubts)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            engineers.append(found)
    return len(rows), engineers, rejected, doubts


def _read_row(
    cells: list[str], header: Header, file: str, row: int, today: date, doubts: list[Rejected]
) -> Engineer | Rejected:
    values: dict[str, str] = {}
    for column in header.columns:
        if column.place < len(cells) and (cell := tidy(cells[column.place])):
            values.setdefault(column.meaning, cell)
    whole = " ".join(values[part] for part in ("given", "infix", "family") if part in values)
    name = values.get("engineer") or values.get("full_name") or whole
    skills, certificates = _several(values.get("skills", "")), _several(values.get("certificates", ""))
    if not name:
        return Rejected(row, "no_engineer_name", values.get("skills", ""))
    if not skills and not certificates:
        return Rejected(row, "no_skills", name)
    written = values.get("available_from", "")
    available = read_date(written, today) if written else None
    if written and available is None:
        doubts.append(Rejected(row, "not_a_date", written))
    return Engineer(
        file, row, name, skills, certificates, available, _hours(values), _several(values.get("regions", ""))
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(cell) if part))


def _hours(values: dict[str, str]) -> float | None:
    found = re.search(r"\d{1,2}(?:[.,]\d+)?", values.get("hours_per_week", ""))
    return float(found[0].replace(",", ".")) if found else None
