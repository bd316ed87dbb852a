"""Files that are broken, locked, bombs or nonsense: one clear sentence, never a traceback."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.calllist.intake import MAX_BYTES, Unreadable, header_of, read
from belletje.calllist.intake.rejections import REASONS, sentence_for

from .material import CONTACT_FILES, FIXTURES, TODAY, VACANCY_FILES

ALL_FILES = [*CONTACT_FILES, *VACANCY_FILES, FIXTURES / "engineers.csv"]
MUTATIONS = 600
SPLINTERS = [
    b"\x00", b'"', b"\n\n", b";", b"\xff\xfe", b"BEGIN:VCARD\n", b'<script type="application/ld+json">[[[[', b"{" * 500,
    b"\xc3", b"ENCODING=QUOTED-PRINTABLE:=", b"9" * 400, b"3,16E+10", b"3E+99999999", b"Date: x", b"charset=bogus",
    b"<!ENTITY", b"Content-Transfer-Encoding: base64\n", b"99 jaar geleden", b"9999-12-31", b"v.d. ,,",
    "\u0301İ".encode(),
]  # fmt: skip


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


FAR_CELL = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
REPEATED = (
    b'<x><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="999" '
    b'office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></x>'
)
HARMFUL = {
    "nothing": (b"", "empty"),
    "only white": (b"\xef\xbb\xbf \r\n\r\n", "empty"),
    "too large": (b"a;b\n" * (MAX_BYTES // 4 + 1), "100 MB"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    "a PDF": (b"%PDF-1.7 ...", "PDF"),
    "binary": (bytes(range(256)) * 20, "no text"),
    "Excel 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "no workbook": (packed(readme_xml=b"x"), "zip archive"),
    "damaged zip": (b"PK\x03\x04" + b"x" * 200, "damaged"),
    "zip bomb": (packed(xl__worksheets__sheet1_xml=b"0" * 40_000_000), "zip bomb"),
    "far cell": (packed(xl__workbook_xml=b"<a/>", xl__worksheets__sheet1_xml=FAR_CELL), "million"),
    "entities": (packed(xl__workbook_xml=LAUGHS), "entities"),
    "locked ODS": (
        packed(content_xml=b"<a/>", **{"META-INF__manifest_xml": b"<manifest:encryption-data/>"}),
        "password",
    ),
    "repeated cells": (packed(content_xml=REPEATED), "million"),
    "prose": (b"Er was eens een klein meisje dat door het bos liep.\nZe zong.\n", "not recognised"),
    "unknown columns": (b"aap;noot;mies\n1;2;3\n4;5;6\n", "which column is which"),
    "a page without a vacancy": (b"<html><body>hello</body></html>", "no vacancy"),
    "an alert without a posting": (b"From: a@b.example\nSubject: hello\n\nHow are you?\n", "no vacancy"),
    "a call script": ((FIXTURES / "belscript_voorbeeld.md").read_bytes(), "call script"),
}


@pytest.mark.parametrize("case", HARMFUL.values(), ids=HARMFUL)
def test_one_clear_sentence(case: tuple[bytes, str]) -> None:
    content, says = case
    with pytest.raises(Unreadable) as refusal:
        read(content, "lijst", TODAY)
    assert says in refusal.value.sentence("en") == str(refusal.value)
    for language in ("nl", "en"):
        sentence = refusal.value.sentence(language)
        assert "lijst" in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


def mutated(content: bytes, rng: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        start = rng.randrange(len(out) + 1)
        end = min(len(out), start + rng.choice((1, 3, 30, 300)))
        change = rng.randrange(6)
        if change == 0:
            out[start:end] = bytes(rng.randrange(256) for _ in range(end - start))
        elif change == 1:
            del out[start:end]
        elif change == 2:
            out[start:start] = rng.choice(SPLINTERS)
        elif change == 3:
            out[start:start] = out[start:end] * rng.choice((1, 5))
        elif change == 4 and rng.random() < 0.3:
            del out[start:]
        else:
            out[start:start] = rng.choice(ALL_FILES).read_bytes()[: rng.choice((50, 500))]
    return bytes(out)


def accounted_for(content: bytes, name: str) -> None:
    """Every row is accepted or rejected, or the file is unreadable; nothing else is ever raised."""
    try:
        reading = read(content, name, TODAY)
        header_of(content, name)
    except Unreadable:
        return
    taken = reading.vacancies or reading.engineers or reading.contacts
    rows = sorted([*(one.row for one in taken), *(one.row for one in reading.rejected)])
    assert rows == list(range(reading.rows))
    assert all(one.reason in REASONS and sentence_for(one, "nl") for one in (*reading.rejected, *reading.doubts))


def test_mutated_files_never_raise_anything_but_unreadable() -> None:
    rng = random.Random(20261123)
    for _ in range(MUTATIONS):
        path = rng.choice(ALL_FILES)
        accounted_for(mutated(path.read_bytes(), rng), path.name)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    accounted_for(content, "x")


CELLS = st.one_of(
    st.sampled_from(["", "Noor Bos", "Kompas BV", "0612345678", "3,16E+10", "niet bellen", "a@b.nl", '"', ";"]),
    st.text(max_size=12),
)
HEADERS = [
    "Naam",
    "Bedrijf",
    "Telefoon",
    "Opmerking",
    "E-mail",
    "Laatste contact",
    "Rechtsvorm",
    "Iets anders",
    "Expertise",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(HEADERS), min_size=2, max_size=6, unique=True),
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
)
def test_any_table(header: list[str], rows: list[list[str]]) -> None:
    lines = [";".join(header), *(";".join(row) for row in rows)]
    accounted_for("\n".join(lines).encode("utf-8", errors="replace"), "x")
