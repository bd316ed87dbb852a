"""Databases that cannot be used: from a newer version, damaged, in an impossible place, in use by another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

COMMANDS = [
    ("people", "--json"),
    ("list", "--json"),
    ("import", "{file}", "--json"),
    ("rehearse", "--say", "/dev/null", "--json"),
    ("ladder", "--json"),
    ("export",),
    ("forget", "p1"),
    ("doctor", "--json"),
]


def _refused(ran, said: str) -> None:
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.startswith("belletje: ")
    assert ran.err.strip().count("\n") == 0
    assert said in ran.err


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_database_from_a_newer_version_is_left_as_it_is(belletje, tmp_path, contents, material, words):
    belletje("people")
    with closing(sqlite3.connect(tmp_path / "house" / "belletje.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = contents()
    _refused(belletje(*(word.format(file=material[1]) for word in words)), "newer Belletje")
    assert contents() == before


@pytest.mark.parametrize(
    "content", [b"Geen database." * 400, b"SQLite format 3\0" + b"\xff" * 999], ids=["text", "torn"]
)
def test_a_damaged_database_is_left_as_it_is(belletje, tmp_path, content):
    database = tmp_path / "house" / "belletje.sqlite3"
    database.parent.mkdir()
    database.write_bytes(content)
    _refused(belletje("people", "--json"), "backup")
    assert database.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(belletje, tmp_path):
    (tmp_path / "bestand").write_text("")
    _refused(belletje("people", "--data", tmp_path / "bestand"), "--data")
    _refused(belletje("people", "--data", tmp_path / "bestand" / "map"), "--data")


def test_a_database_that_was_left_half_made_is_finished(belletje, tmp_path):
    database = tmp_path / "house" / "belletje.sqlite3"
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("CREATE TABLE settings (name VARCHAR NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
    assert belletje("people", "--json").json == []


def test_a_database_that_another_program_holds_is_said_to_be_busy(belletje, tmp_path, material, contents, monkeypatch):
    belletje("people")
    before = contents()
    monkeypatch.setattr("belletje.store.engine.BUSY_MS", 50)
    with closing(sqlite3.connect(Path(tmp_path / "house" / "belletje.sqlite3"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        _refused(belletje("import", material[1], "--json"), "Another Belletje is writing")
    assert contents() == before
