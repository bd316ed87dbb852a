"""Files that are no good: one clear sentence, exit status 2, nothing changed."""

import os
import zipfile
from pathlib import Path

import pytest

HUGE = 200 * 1024 * 1024


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, HUGE)


def _locked_workbook(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))


def _damaged_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    path.write_bytes(path.read_bytes()[:-20])


BAD = {
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "only white space": (lambda path: path.write_bytes(b"\xef\xbb\xbf \r\n\r\n"), "is empty"),
    "huge": (_sparse, "larger than 100 MB"),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "is a picture"),
    "a PDF": (lambda path: path.write_bytes(b"%PDF-1.7\n"), "is a PDF"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 40), "no text"),
    "a locked workbook": (_locked_workbook, "password"),
    "a damaged workbook": (_damaged_workbook, "damaged"),
    "no list": (lambda path: path.write_text("Lieve Jan,\n\nDank voor de taart.\n"), "not recognised"),
    "a call script": (lambda path: path.write_text("---\ntitle: x\n---\n\n# Opening\n> Hallo\n"), "script check"),
    "a folder": (lambda path: path.mkdir(), "is a folder"),
    "missing": (lambda path: None, "cannot be read"),
    "a broken link": (lambda path: path.symlink_to("nergens"), "cannot be read"),
}


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("dry_run", [False, True], ids=["", "dry run"])
def test_a_file_that_cannot_be_imported_is_refused_and_so_are_the_good_ones_beside_it(
    belletje, tmp_path, contents, material, make, said, dry_run
):
    belletje("people")
    before = contents()
    make(tmp_path / "slecht.csv")
    ran = belletje("import", material[1], tmp_path / "slecht.csv", "--json", *["--dry-run"] * dry_run)
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.strip().count("\n") == 0
    assert "slecht.csv" in ran.err
    assert said in ran.err
    assert contents() == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_a_file_in_another_encoding_is_read_as_it_was_meant(belletje, tmp_path, encoding):
    export = tmp_path / "export.csv"
    export.write_bytes("Naam;Bedrijf;Telefoon\nZoë Özdemir;Café Brûlée BV;0612340001\n".encode(encoding))
    assert belletje("import", export).status == 0
    (known,) = belletje("people", "--json").json
    assert (known["name"], known["organisation"]) == ("Zoë Özdemir", "Café Brûlée BV")


def test_a_file_with_broken_bytes_keeps_its_good_rows(belletje, tmp_path):
    export = tmp_path / "export.csv"
    export.write_bytes("Naam;Bedrijf;Telefoon\nZoë Özdemir;Eén BV;0612340001\nE ".encode() + b"\xff;X BV;0612340002\n")
    assert belletje("import", export).status in {0, 1}
    assert "Zoë Özdemir" in [known["name"] for known in belletje("people", "--json").json]


@pytest.mark.parametrize("option", ["--say", "--script"])
@pytest.mark.parametrize(
    ("make", "said"),
    [(_sparse, "too long"), (lambda path: path.write_bytes(b"\xff\xfe\x00"), "not UTF-8"), (Path.mkdir, "is a folder")],
    ids=["huge", "wrongly encoded", "a folder"],
)
def test_a_rehearsal_with_a_bad_file_is_refused_before_it_rings(belletje, tmp_path, contents, option, make, said):
    belletje("people")
    before = contents()
    make(tmp_path / "slecht.txt")
    ran = belletje("rehearse", option, tmp_path / "slecht.txt", "--json")
    assert (ran.status, ran.out, ran.err.strip().count("\n")) == (2, b"", 0)
    assert said in ran.err
    assert contents() == before


def test_a_rehearsal_with_a_script_whose_front_matter_is_broken_is_refused_before_it_rings(
    belletje, tmp_path, contents
):
    belletje("people")
    before = contents()
    script = tmp_path / "kapot.md"
    script.write_text("---\ntitle: [Voorbeeld\n---\n\n# Opening\n> Goedemorgen.\n")
    ran = belletje("rehearse", "--script", script, "--seed", "1", "--say", "/dev/null", "--json")
    assert (ran.status, ran.out, ran.err.strip().count("\n")) == (2, b"", 0)
    assert "belletje script check" in ran.err
    assert contents() == before
