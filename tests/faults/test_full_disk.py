"""A full disk: one clear sentence, exit status 2, and what was kept before is still there, whole."""

import os
import resource
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from belletje.rehearsal.record import turns
from belletje.store.engine import CannotOpen, CannotWrite, open_database
from belletje.usecases import dialling, imports, people, rehearsals


def _fill(house) -> None:
    """From now on the database cannot grow."""
    with house.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    house.engine.dispose()
    event.listen(house.engine, "begin", lambda one: one.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))


def _belletje(tmp_path: Path, *words: object, largest: int | None = None, out: Path | None = None):
    """Runs a command as its own process, in which no file can grow beyond `largest` bytes."""

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    with (out or tmp_path / "out").open("wb") as stdout:
        return subprocess.run(
            [sys.executable, "-m", "belletje", *map(str, words)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "BELLETJE_DATA": str(tmp_path / "house")},
            preexec_fn=limit,
        )


def _refused(ran: subprocess.CompletedProcess[str], said: str) -> None:
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr.startswith("belletje: ")
    assert ran.stderr.strip().count("\n") == 0
    assert said in ran.stderr


def test_an_import_onto_a_full_disk_keeps_nothing_of_it(house, now, material, contents):
    uploads = [imports.read_upload(path) for path in material]
    imports.import_files(house=house, uploads=uploads[1:2], now=now)
    known, before = people.list_people(house=house, today=now.date()), contents()
    _fill(house)
    with pytest.raises(CannotWrite, match="disk is full, so nothing was changed"):
        imports.import_files(house=house, uploads=uploads, now=now)
    assert contents() == before
    assert people.list_people(house=house, today=now.date()) == known


def test_a_rehearsal_on_a_full_disk_keeps_every_turn_that_was_shown(house, now):
    _fill(house)
    shown = {}

    def call_after_call() -> None:
        for seed in count():
            call = dialling.dial(house=house, now=now, language="nl", seed=seed, scenario="manner=talkative")
            kept = rehearsals.show_call(house=house, call=call)
            shown[call] = turns(kept.record)
            while kept.record.outcome is None:
                kept = rehearsals.say(house=house, call=call, text="Hoe gaat dat nu? " * 60)
                shown[call] = turns(kept.record)

    with pytest.raises(CannotWrite, match="disk is full, so nothing was changed"):
        call_after_call()
    assert {call.id: turns(call.record) for call in rehearsals.list_calls(house=house)} == shown


def test_a_command_on_a_full_disk_says_so_in_one_sentence(furnished_house, tmp_path, contents):
    export = tmp_path / "groot.csv"
    rows = (f"Persoon {n};Bedrijf {n} BV;06{n:08}" for n in range(2000))
    export.write_text("\n".join(["Naam;Bedrijf;Telefoon", *rows]))
    before = contents()
    _refused(_belletje(tmp_path, "import", export, largest=100_000), "disk is full, so nothing was changed")
    assert contents() == before


def test_a_first_start_on_a_full_disk_says_so_and_works_once_there_is_room(tmp_path):
    _refused(_belletje(tmp_path, "people", "--json", largest=40_000), "full")
    assert _belletje(tmp_path, "people", "--json").returncode == 0
    assert (tmp_path / "out").read_text().strip() == "[]"


def test_opening_a_new_database_on_a_full_disk_is_told_from_a_damaged_one(tmp_path, monkeypatch):
    monkeypatch.setattr("belletje.store.engine.PRAGMAS", ("page_size=512", "max_page_count=3"))
    with pytest.raises(CannotOpen, match=r"is full\. Make room"):
        open_database(tmp_path / "house")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a device that is always full")
@pytest.mark.parametrize("words", [("export", "--format", "csv"), ("people", "--json"), ("people",)], ids=" ".join)
def test_an_answer_that_cannot_be_written_out_is_refused_in_one_sentence(furnished_house, tmp_path, words):
    _refused(_belletje(tmp_path, *words, out=Path("/dev/full")), "could not be written out")
