"""Rehearsals: a header and its events, kept event by event as the call goes on."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from belletje.rehearsal.record import Record, from_data, to_data, without_words
from belletje.store import steps
from belletje.store.schema import calls, events, fears

AT_ONCE = 500  # SQLite takes a limited number of values in one question


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A rehearsal as kept. `taken_from` and `taken_at_turn` name the call and turn that a drill started from."""

    id: int
    record: Record
    person_id: int | None
    taken_from: int | None
    taken_at_turn: int | None
    started_at: str


def add(
    connection: Connection,
    record: Record,
    *,
    person_id: int | None = None,
    taken_from: int | None = None,
    taken_at_turn: int | None = None,
) -> int:
    """Keeps a new rehearsal, its events so far included; gives its id."""
    data = to_data(record.header())
    row = {
        "header": json.dumps(data, ensure_ascii=False),
        "person_id": person_id,
        "taken_from": taken_from,
        "taken_at_turn": taken_at_turn,
        "started_at": record.started_at,
        "outcome": record.outcome,
    }
    call_id = connection.execute(insert(calls).values(row)).inserted_primary_key[0]  # type: ignore[index]
    _append(connection, call_id, record, 0)
    return int(call_id)


def extend(connection: Connection, call_id: int, record: Record, kept: int) -> None:
    """Keeps the events after the first `kept`, and the outcome when there is one."""
    _append(connection, call_id, record, kept)
    connection.execute(update(calls).where(calls.c.id == call_id).values(outcome=record.outcome))
    steps.forget(connection, call_id)


def _append(connection: Connection, call_id: int, record: Record, kept: int) -> None:
    rows = [
        {"call_id": call_id, "n": n, "data": json.dumps(event, ensure_ascii=False)}
        for n, event in enumerate(to_data(record)["events"])
        if n >= kept
    ]
    if rows:
        connection.execute(insert(events), rows)


def get(connection: Connection, call_id: int) -> StoredCall | None:
    """One rehearsal with all its events, or None."""
    return next(_read(connection, calls.c.id == call_id), None)


def every(connection: Connection, *, newest: int | None = None) -> list[StoredCall]:
    """All rehearsals, oldest first; only the `newest` so many where that is given."""
    if newest is None:
        return list(_read(connection, calls.c.id > 0))
    ids = connection.execute(select(calls.c.id).order_by(calls.c.id.desc()).limit(newest)).scalars().all()
    return list(_read(connection, calls.c.id.in_(ids)))


def several(connection: Connection, call_ids: Sequence[int]) -> list[StoredCall]:
    """These rehearsals, oldest first."""
    found: list[StoredCall] = []
    for start in range(0, len(call_ids), AT_ONCE):
        found += _read(connection, calls.c.id.in_(call_ids[start : start + AT_ONCE]))
    return found


def with_person(connection: Connection, person_id: int) -> list[int]:
    """The rehearsals in which this person of the call list was called."""
    return list(connection.execute(select(calls.c.id).where(calls.c.person_id == person_id)).scalars())


def erase_words_of(connection: Connection, transcripts: Collection[int]) -> None:
    """Erases what was said in real calls from the rehearsals that go on from these transcripts of them."""
    for kept in _read(connection, calls.c.header.contains('"moment_of": ')):
        if kept.record.moment_of in transcripts:
            data = to_data(without_words(kept.record))
            told = json.dumps({**data, "events": []}, ensure_ascii=False)
            connection.execute(update(calls).where(calls.c.id == kept.id).values(header=told))
            for n, event in enumerate(data["events"][: len(kept.record.moment) + 1]):
                here = (events.c.call_id == kept.id) & (events.c.n == n)
                connection.execute(update(events).where(here).values(data=json.dumps(event, ensure_ascii=False)))


def drills_of(connection: Connection, call_id: int) -> list[int]:
    """The rehearsals that took up a moment of this one again."""
    found = connection.execute(select(calls.c.id).where(calls.c.taken_from == call_id).order_by(calls.c.id))
    return list(found.scalars())


def _read(connection: Connection, condition: object) -> Iterator[StoredCall]:
    found = connection.execute(select(calls).where(condition).order_by(calls.c.id)).all()  # type: ignore[arg-type]
    happened: dict[int, list[object]] = {}
    for row in connection.execute(
        select(events).join(calls).where(condition).order_by(events.c.call_id, events.c.n)  # type: ignore[arg-type]
    ):
        happened.setdefault(row.call_id, []).append(json.loads(row.data))
    for row in found:
        record = from_data({**json.loads(row.header), "events": happened.get(row.id, [])})
        yield StoredCall(row.id, record, row.person_id, row.taken_from, row.taken_at_turn, row.started_at)


def write_fear(connection: Connection, call_id: int, data: str) -> None:
    """Keeps what was feared and felt around one rehearsal; private to the caller."""
    connection.execute(fears.delete().where(fears.c.call_id == call_id))
    connection.execute(insert(fears).values(call_id=call_id, data=data))


def read_fears(connection: Connection) -> dict[int, str]:
    """What was feared and felt, by rehearsal."""
    return {row.call_id: row.data for row in connection.execute(select(fears).order_by(fears.c.call_id))}
