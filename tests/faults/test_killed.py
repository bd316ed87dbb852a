"""Nothing lost: a worker is killed at sixty random moments, and everything it had shown is still there."""

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

from belletje.rehearsal.record import turns
from belletje.store.engine import FILE, open_database
from belletje.usecases import imports, rehearsals
from belletje.usecases.house import House

FOLDERS = 6
KILLS_IN_EACH = 10
LONGEST_S = 0.3
NEST = Path(__file__).with_name("restless.py")


def test_after_each_of_sixty_kills_the_database_opens_and_holds_every_turn_that_was_shown(tmp_path: Path, house: House):
    nest = subprocess.Popen(
        [sys.executable, str(NEST)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        env={**os.environ, "PYTHONPATH": str(NEST.parents[1])},
    )
    moments = Random(20261123)
    shown = kept_imports = 0
    for number in range(FOLDERS):
        folder, diary = tmp_path / f"house{number}", tmp_path / f"diary{number}"
        for kill in range(KILLS_IN_EACH):
            nest.stdin.write(f"{folder}\t{number * 1000 + kill}\t{diary}\n")
            worker = int(nest.stdout.readline())
            gone, _, _ = select.select([nest.stdout], [], [], moments.uniform(0.002, LONGEST_S))
            assert not gone, "the worker had stopped by itself"
            os.kill(worker, signal.SIGKILL)
            assert int(nest.stdout.readline()) == signal.SIGKILL
            turns_kept, imports_kept = _all_is_kept(folder, diary, house)
        shown, kept_imports = shown + turns_kept, kept_imports + imports_kept
    nest.stdin.close()
    nest.wait()
    assert shown > 100
    assert kept_imports > 10


def _all_is_kept(folder: Path, diary: Path, house: House) -> tuple[int, int]:
    """Looks at the database as the killed worker left it; gives how many turns and imports were noted and found."""
    if (folder / FILE).exists():
        with sqlite3.connect(folder / FILE) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
    engine = open_database(folder)
    left = House(engine=engine, folder=folder, ear=house.ear)
    lines = diary.read_text().split("\n") if diary.exists() else [""]
    notes = [json.loads(line) for line in lines[:-1]]

    calls = {call.id: turns(call.record) for call in rehearsals.list_calls(house=left)}
    noted = [note for note in notes if "call" in note]
    for note in noted:
        turn = calls[note["call"]][note["n"] - 1]
        assert (turn.who, turn.text) == (note["who"], note["text"])
    if calls:
        rehearsals.replay(house=left, call=max(calls))

    there = {str(one["file"]) for one in imports.list_imports(house=left)}
    undone = {note["file"] for note in notes if "undoing" in note}
    imported = {note["file"] for note in notes if "imported" in note}
    assert imported - undone <= there
    with engine.connect() as connection:
        whole = connection.exec_driver_sql(
            "SELECT accepted, (SELECT count(*) FROM contacts WHERE import_id = imports.id AND person_id IS NOT NULL)"
            " FROM imports"
        ).all()
    assert all(accepted == found for accepted, found in whole), "an import was kept in part"
    engine.dispose()
    return len(noted), len(imported)
