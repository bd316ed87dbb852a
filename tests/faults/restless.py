"""A worker that imports, undoes and rehearses without end, and writes down each thing after it was kept.

Run as a program it is a nest of them: for each line `folder<TAB>seed<TAB>diary` on standard input it forks a worker,
tells its process id, and when the worker is gone by which signal it went.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from belletje.rehearsal.record import Record, turns
from belletje.store.engine import open_database
from belletje.usecases import dialling, imports, rehearsals
from belletje.usecases.house import House
from keyword_ear import KeywordEar

Note = Callable[..., None]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SENTENCES = (
    "Goedemorgen, u spreekt met Sanne de Wit van Noordlicht.",
    "Ik bel over uw vacature voor een netwerkbeheerder.",
    "Hoe vangt u dat nu op?",
    "",
    "Zullen we een afspraak maken?",
    "Schikt dinsdag om tien uur?",
)


def nest() -> None:
    """Starts workers on request, one at a time. All of them are warm: one import and one rehearsal were done before."""
    with tempfile.TemporaryDirectory() as folder:
        work(folder, 1, str(Path(folder) / "diary"), rounds=5)
    for line in sys.stdin:
        folder, seed, diary = line.rstrip("\n").split("\t")
        worker = os.fork()
        if not worker:
            work(folder, int(seed), diary)
        print(worker, flush=True)
        print(os.WTERMSIG(os.waitpid(worker, 0)[1]), flush=True)


def work(folder: str, seed: int, diary: str, rounds: int = 10**9) -> None:
    """Goes on until it is killed. Each line of `diary` is JSON: a turn, an import, or an undo about to begin."""
    rng = Random(seed)
    page = os.open(diary, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(**kept: object) -> None:
        os.write(page, (json.dumps(kept) + "\n").encode())

    house = House(engine=open_database(Path(folder)), folder=Path(folder), ear=KeywordEar())
    for _ in range(rounds):
        if rng.random() < 0.4:
            _import(house, rng, note)
        else:
            _rehearse(house, rng, note)


def _import(house: House, rng: Random, note: Note) -> None:
    name = f"export{rng.randrange(10**9)}.csv"
    rows = [f"Persoon{rng.randrange(10**6)};Bedrijf{n} BV;06{rng.randrange(10**8):08}" for n in range(40)]
    content = "\n".join(["Naam;Bedrijf;Telefoon", *rows]).encode()
    imports.import_files(house=house, uploads=[imports.Upload(name, content)], now=NOW)
    number = imports.list_imports(house=house)[0]["id"]
    note(imported=number, file=name)
    if rng.random() < 0.7:
        note(undoing=number, file=name)
        imports.undo_import(house=house, import_id=int(str(number)), now=NOW)


def _rehearse(house: House, rng: Random, note: Note) -> None:
    seed = rng.randrange(10**6)
    call = dialling.dial(house=house, now=NOW, language="nl", seed=seed, scenario="manner=talkative")
    record = rehearsals.show_call(house=house, call=call).record
    shown = _show(record, call, 0, note)
    while record.outcome is None and shown < 30:
        record = rehearsals.say(house=house, call=call, text=rng.choice(SENTENCES)).record
        shown = _show(record, call, shown, note)


def _show(record: Record, call: int, shown: int, note: Note) -> int:
    found = turns(record)
    for turn in found[shown:]:
        note(call=call, n=turn.n, who=turn.who, text=turn.text)
    return len(found)


if __name__ == "__main__":
    nest()
