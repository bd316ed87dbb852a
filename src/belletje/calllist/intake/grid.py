"""Tables as rows of text cells: delimited text and workbooks (XLSX, ODS)."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO

from belletje.calllist.intake.unreadable import (
    MAX_CELLS,
    Unreadable,
    cells_of_ods,
    cells_of_sheet,
    open_workbook,
    read_part,
)

Grid = list[list[str]]
DELIMITERS = (";", "\t", ",", "|")

csv.field_size_limit(10_000_000)


def grid_of_text(text: str) -> Grid:
    """The rows of delimited text; lines without any text and delimiter are no rows ("sep=;" of Excel neither)."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return _split(rest, first.strip()[4])
    return _split(text, delimiter_of(text))


def delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first 60 lines into the same number of cells, at least two."""
    lines = [line for line in text[:200_000].split("\n")[:60] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def evenly_cut(grid: Grid) -> bool:
    """Whether most rows have the same number of cells, at least two: what a table looks like."""
    counts = Counter(len(row) for row in grid[:200])
    size, times = counts.most_common(1)[0] if counts else (0, 0)
    return size >= 2 and times >= 2 and times * 2 > sum(counts.values())


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    counts = Counter(_cells_in(line, delimiter) for line in lines)
    size, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1] * min(item[0], 12)), default=(0, 0))
    return (times * min(size, 12), size) if size > 1 else (0, 0)


def _cells_in(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return line.count(delimiter) + 1


def _split(text: str, delimiter: str) -> Grid:
    try:
        rows = list(csv.reader(text.split("\n"), delimiter=delimiter, strict=True))
        # One cell over twenty lines is a quotation mark that was never closed, not an address.
        if not any(cell.count("\n") > 20 for row in rows for cell in row):
            return [row for row in rows if row]
    except csv.Error:
        pass
    return [row for line in text.split("\n") if (row := _split_line(line, delimiter))]


def _split_line(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def grid_of_workbook(content: bytes, name: str) -> list[Grid]:
    """The sheets of an XLSX or ODS workbook that hold something. Raises Unreadable."""
    archive = open_workbook(content, name)
    parts = set(archive.namelist())
    if "xl/workbook.bin" in parts:
        raise Unreadable("binary_workbook", name)
    if "content.xml" not in parts and not any(part.startswith("xl/") for part in parts):
        raise Unreadable("zip", name)
    if "META-INF/manifest.xml" in parts and b"encryption-data" in read_part(archive, "META-INF/manifest.xml", name):
        raise Unreadable("password", name)
    _check_parts(archive, name)
    return _sheets(content, name)


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Every part is looked at, whatever its name: a workbook may point to any of them as its sheet."""
    for part in archive.namelist():
        xml = read_part(archive, part, name)
        if cells_of_sheet(xml) > MAX_CELLS or cells_of_ods(xml) > MAX_CELLS:
            raise Unreadable("cells_far_outside", name, str(MAX_CELLS // 1_000_000))


def _sheets(content: bytes, name: str) -> list[Grid]:
    from python_calamine import CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = workbook.sheet_names[:50]
        grids = [_grid(workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=True)) for sheet in names]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    # calamine raises its own errors, and a Rust panic arrives as a BaseException.
    except BaseException:
        raise Unreadable("damaged", name) from None
    filled = [grid for grid in grids if any(any(row) for row in grid)]
    if not filled:
        raise Unreadable("no_rows", name)
    return filled


def _grid(rows: Iterable[Iterable[object]]) -> Grid:
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
