"""Files that cannot be read, and the checks that keep harmful ones out."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from belletje.calllist.knowledge import table

MAX_BYTES = 100_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_RATIO = 200
"""Spreadsheets pack 5 to 30 times; beyond 200 times (and over 10 MB) it is a bomb."""
MAX_CELLS = 6_000_000

_NO_TABLES = (
    (b"%PDF", "een PDF", "a PDF"), (b"\x89PNG", "een plaatje", "a picture"),
    (b"\xff\xd8\xff", "een plaatje", "a picture"), (b"GIF8", "een plaatje", "a picture"),
    (b"\x1f\x8b", "een gzip-archief", "a gzip archive"), (b"7z\xbc\xaf", "een 7-Zip-archief", "a 7-Zip archive"),
    (b"Rar!", "een RAR-archief", "a RAR archive"), (b"\x7fELF", "een programma", "a program"),
    (b"MZ\x90", "een programma", "a program"), (b"SQLite format 3", "een database", "a database"),
    (b"{\\rtf", "een RTF-document", "an RTF document"),
)  # fmt: skip
_IS_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


_SENTENCES = {line["reason"]: line for line in table("unreadable.tsv")}


class Unreadable(Exception):
    """A file that gives nothing: a reason of `data/unreadable.tsv`, whose sentence says what is wrong and the mend.

    `what` fills in what differs: a limit, or what the file is instead of a list, in Dutch and in English.
    """

    def __init__(self, reason: str, name: str, *what: str) -> None:
        self.reason = reason
        self._name = name
        self._what = {"nl": what[0], "en": what[-1]} if what else {"nl": "", "en": ""}
        super().__init__(self.sentence("en"))

    def sentence(self, language: Literal["nl", "en"]) -> str:
        """What is wrong and how to mend it."""
        return _SENTENCES[self.reason][language].format(name=self._name, what=self._what[language])


def check_readable(content: bytes, name: str) -> None:
    """Raises Unreadable for what can be refused at first sight: empty, too large, a picture, a locked workbook."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty", name)
    if len(content) > MAX_BYTES:
        raise Unreadable("too_large", name, str(MAX_BYTES // 1_000_000))
    if content.startswith(_OLD_OFFICE):
        raise Unreadable("password" if _IS_LOCKED in content else "old_excel", name)
    for beginning, dutch, english in _NO_TABLES:
        if content.startswith(beginning):
            raise Unreadable("no_list", name, dutch, english)


def open_workbook(content: bytes, name: str) -> zipfile.ZipFile:
    """The zip of a workbook whose declared and real sizes are sane. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, KeyError, OverflowError):
        raise Unreadable("damaged", name) from None
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("password", name)
    if len(parts) > 10_000 or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Unreadable("unpacks_too_large", name)
    for part in parts:
        if part.file_size > 10_000_000 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Unreadable("bomb", name)
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The real content of one part, never more than it declared. Raises Unreadable."""
    try:
        with archive.open(part) as stream:
            declared = archive.getinfo(part).file_size
            content = stream.read(declared + 1)
    # zlib.error and friends have no common base; a damaged zip can raise any of them.
    except Exception:
        raise Unreadable("damaged", name) from None
    if len(content) > declared:
        raise Unreadable("more_than_declared", name)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise Unreadable("entities", name)
    return content


def cells_of_sheet(xml: bytes) -> int:
    """How many cells an XLSX sheet spans (rows times columns), as its furthest cell says."""
    if b"sheetData" not in xml:
        return 0
    rows = max((int(row) for row in set(re.findall(rb"\br\s*=\s*[\"'][A-Z]{0,7}(\d{1,9})[\"']", xml))), default=0)
    columns = max((_column(letters) for letters in set(re.findall(rb"\br\s*=\s*[\"']([A-Z]{1,7})\d", xml))), default=0)
    return rows * columns


def cells_of_ods(xml: bytes) -> int:
    """How many cells an ODS content part may unfold to: all rows up to the last filled one, as wide as the widest."""
    rows, waiting, widest = 0, 0, 0
    for row in re.split(rb"<table:table-row\b", xml)[1:]:
        waiting += _repeated(rb"number-rows-repeated", row.split(b">", 1)[0])
        if b"<text:" in row or b"office:value" in row:
            rows, waiting = rows + waiting, 0
            widest = max(widest, _width(row))
    return rows * widest


def _width(row: bytes) -> int:
    cells = re.findall(rb"<table:(?:covered-)?table-cell\b[^>]*>", row)
    # The last empty cell often repeats to the edge of the sheet and is cut off by the reader.
    if cells and cells[-1].endswith(b"/>"):
        cells.pop()
    return max(sum(_repeated(rb"number-columns-repeated", cell) for cell in cells), 1)


def _repeated(name: bytes, tag: bytes) -> int:
    found = re.search(name + rb"\s*=\s*[\"'](\d{1,9})", tag)
    return int(found[1]) if found else 1


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
