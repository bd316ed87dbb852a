"""What many tests need: a moment, a house with a small ear, the files that people have, and the command line."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from belletje import cli
from belletje.prospect.recognise import line_reader
from belletje.store.engine import FILE, open_database
from belletje.usecases.house import House
from belletje.usecases.imports import import_files, read_upload
from belletje.wiring import LazyReader
from keyword_ear import KeywordEar

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit status and what it wrote on both outputs."""

    status: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        """Standard output, all of it, read as JSON."""
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()


Belletje = Callable[..., Ran]


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Amsterdam."""
    return datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(scope="session")
def material() -> tuple[Path, ...]:
    """Every contact export, vacancy and list of engineers among the fixtures."""
    found = [path for path in sorted((FIXTURES / "contacts").iterdir()) if path.name != "truth.csv"]
    return (*found, *sorted((FIXTURES / "vacancies").iterdir()), FIXTURES / "engineers.csv")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty house with a small ear."""
    yield from _house(tmp_path / "house")


@pytest.fixture(scope="session")
def _furnished(tmp_path_factory: pytest.TempPathFactory, material: tuple[Path, ...]) -> Path:
    folder = tmp_path_factory.mktemp("furnished")
    at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    for furnished in _house(folder):
        import_files(house=furnished, uploads=[read_upload(path) for path in material], now=at)
    return folder


@pytest.fixture
def furnished_house(tmp_path: Path, _furnished: Path) -> Iterator[House]:
    """A house into which all the material was imported."""
    shutil.copytree(_furnished, tmp_path / "house")
    yield from _house(tmp_path / "house")


@pytest.fixture
def belletje(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Belletje:
    """Runs a command as the terminal would, with a small ear; keeps everything where the house of the test is."""
    monkeypatch.setenv("BELLETJE_DATA", str(tmp_path / "house"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("belletje.understanding.model.trained_ear", lambda *_: KeywordEar())

    def run(*words: object, stdin: str | bytes = "") -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["belletje", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given), "utf-8"))
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        wrote = capsysbinary.readouterr()
        return Ran(int(end.value.code or 0), wrote.out, wrote.err.decode())

    return run


def _house(folder: Path) -> Iterator[House]:
    engine = open_database(folder)
    yield House(engine=engine, folder=folder, ear=KeywordEar(), by="tester", reactions=LazyReader(line_reader))
    engine.dispose()


@pytest.fixture
def contents(tmp_path: Path) -> Callable[[], list[str]]:
    """All that the house of the test holds, as SQL; to see whether anything changed."""

    def dump() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "house" / FILE)) as connection:
            return list(connection.iterdump())

    return dump
