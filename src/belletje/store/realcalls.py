"""Real calls as rows: kept once, undone rather than deleted, each with who and when."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, true, update

from belletje.calllist.contact import Source
from belletje.desk.alongside import Met
from belletje.store.desk_schema import after_calls, heard_reactions, real_calls, tasks, transcripts
from belletje.store.schema import persons


@dataclass(frozen=True, slots=True)
class StoredRealCall:
    """One real call. `at`, `callback_at` and the like are UTC, ISO 8601 to the second; `week` is like 2026-W48.

    `weekday` (1 is Monday) and `hour` are those at the other end. `why` names the kind of reason to call. `result` is
    won, lost or empty: what a meeting came to, and `result_on` the day of that. `signals` is JSON: what the ranking
    went by, each in [0, 1].
    """

    id: int
    token: str
    person_id: int | None
    file: str
    row: int
    at: str
    by: str
    outcome: str
    note: str
    duration_s: int | None
    callback_at: str | None
    why: str
    week: str
    weekday: int
    hour: int
    result: str
    result_at: str | None
    result_by: str | None
    referral_import: int | None
    undone_at: str | None
    undone_by: str | None
    signals: str = ""
    result_on: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAfter:
    """Three short answers after a call: what was feared, what happened, what to try next; the caller's own."""

    call_id: int
    by: str
    feared: str
    happened: str
    next: str
    at: str


def add(connection: Connection, values: dict[str, Any]) -> int:
    """Keeps a call; gives its number. The token must be new."""
    return int(connection.execute(insert(real_calls).values(values)).inserted_primary_key[0])  # type: ignore[index]


def by_token(connection: Connection, token: str) -> StoredRealCall | None:
    """The call that was recorded under this token, or None."""
    return _one(connection.execute(select(real_calls).where(real_calls.c.token == token)).first())


def get(connection: Connection, call_id: int) -> StoredRealCall | None:
    """One call, or None."""
    return _one(connection.execute(select(real_calls).where(real_calls.c.id == call_id)).first())


def of_person(connection: Connection, person_id: int) -> list[StoredRealCall]:
    """The calls to a person, oldest first; those undone too."""
    found = connection.execute(
        select(real_calls).where(real_calls.c.person_id == person_id).order_by(real_calls.c.at, real_calls.c.id)
    )
    return [StoredRealCall(**row._mapping) for row in found]


def every(connection: Connection) -> Iterable[StoredRealCall]:
    """All calls, oldest first; those undone too."""
    return (StoredRealCall(**row._mapping) for row in connection.execute(select(real_calls).order_by(real_calls.c.id)))


def number_to_learn_from(
    connection: Connection, brought: Collection[str], not_reached: Collection[str]
) -> tuple[int, int]:
    """Of the calls of which is kept what the ranking went by: how many brought something, and how many did not."""
    counted = (real_calls.c.signals != "") & real_calls.c.undone_at.is_(None)
    found = connection.execute(
        select(real_calls.c.outcome, func.count()).where(counted).group_by(real_calls.c.outcome)
    ).all()
    reached = {outcome: number for outcome, number in found if outcome not in not_reached}
    well = sum(number for outcome, number in reached.items() if outcome in brought)
    return well, sum(reached.values()) - well


def latest_by(connection: Connection, by: str) -> StoredRealCall | None:
    """The last call that someone recorded and did not undo, or None."""
    mine = (real_calls.c.by == by) & real_calls.c.undone_at.is_(None)
    return _one(connection.execute(select(real_calls).where(mine).order_by(real_calls.c.id.desc()).limit(1)).first())


def undo(connection: Connection, call_id: int, *, at: str, by: str) -> None:
    """Takes a call back: it stays, with who undid it, and counts nowhere."""
    connection.execute(update(real_calls).where(real_calls.c.id == call_id).values(undone_at=at, undone_by=by))


def set_result(connection: Connection, call_id: int, *, result: str, on: str | None, at: str, by: str) -> None:
    """Keeps what a meeting came to: won, lost, or empty while that is open; on which day, and who said so when."""
    changed = {"result": result, "result_on": on, "result_at": at, "result_by": by}
    connection.execute(update(real_calls).where(real_calls.c.id == call_id).values(changed))


def set_referral(connection: Connection, call_id: int, import_id: int) -> None:
    """Keeps which import brought the person whom this call referred to."""
    connection.execute(update(real_calls).where(real_calls.c.id == call_id).values(referral_import=import_id))


def pasts(connection: Connection, people: Collection[int] | None = None) -> Iterable[Row[Any]]:
    """Of every call that counts, to anyone or to these: person_id, at, outcome, callback_at; by person, in time."""
    theirs = true() if people is None else real_calls.c.person_id.in_(people)
    return connection.execute(
        select(real_calls.c.person_id, real_calls.c.at, real_calls.c.outcome, real_calls.c.callback_at)
        .where(real_calls.c.undone_at.is_(None), real_calls.c.person_id.is_not(None), theirs)
        .order_by(real_calls.c.person_id, real_calls.c.at, real_calls.c.id)
    )


def follow_contacts(connection: Connection, owners: Mapping[Source, int]) -> None:
    """Gives the calls about these contacts to the person whom each is about now: people are joined and split."""
    moved = [{"of_file": file, "of_row": row, "to": person_id} for (file, row), person_id in owners.items()]
    if moved:
        here = (real_calls.c.file == bindparam("of_file")) & (real_calls.c.row == bindparam("of_row"))
        connection.execute(update(real_calls).where(here).values(person_id=bindparam("to")), moved)


def erase_person(connection: Connection, person_id: int) -> None:
    """Takes everything about a person out of the calls; that there was a call, and how it ended, stays as a figure."""
    mine = real_calls.c.person_id == person_id
    ids = connection.execute(select(real_calls.c.id).where(mine)).scalars().all()
    for table in (after_calls, tasks, transcripts):
        connection.execute(delete(table).where(table.c.call_id.in_(ids)))
    connection.execute(
        update(real_calls).where(mine).values(person_id=None, file="", row=-1, note="", callback_at=None)
    )


def exists_person(connection: Connection, person_id: int) -> bool:
    """Whether there is a person of that number."""
    return connection.execute(select(persons.c.id).where(persons.c.id == person_id)).first() is not None


def keep_reactions(connection: Connection, call_id: int, heard: Sequence[Met]) -> None:
    """Keeps what the other end said, in order: each a reaction and what met it."""
    connection.execute(delete(heard_reactions).where(heard_reactions.c.call_id == call_id))
    rows = [
        {
            "call_id": call_id, "n": n, "reaction": one.reaction, "answer": one.step, "colleague": one.answer,
            "transcript": one.transcript,
        }
        for n, one in enumerate(heard)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(heard_reactions), rows)


def reactions_of(connection: Connection, call_id: int) -> list[Met]:
    """What the other end said in a call, in order, with what met it."""
    found = connection.execute(
        select(heard_reactions).where(heard_reactions.c.call_id == call_id).order_by(heard_reactions.c.n)
    )
    return [Met(row.reaction, row.answer, row.colleague, row.transcript) for row in found]


def keep_after(connection: Connection, after: StoredAfter) -> None:
    """Keeps the three answers about a call."""
    connection.execute(delete(after_calls).where(after_calls.c.call_id == after.call_id))
    row = {name: getattr(after, name) for name in ("call_id", "by", "feared", "happened", "next", "at")}
    connection.execute(insert(after_calls).values(row))


def after_of(connection: Connection, call_id: int, by: str) -> StoredAfter | None:
    """The three answers about a call, for who gave them only."""
    row = connection.execute(
        select(after_calls).where(after_calls.c.call_id == call_id, after_calls.c.by == by)
    ).first()
    return StoredAfter(**row._mapping) if row else None


def latest_afters(connection: Connection, by: str, number: int) -> list[StoredAfter]:
    """The last answers that someone gave, newest first; all of them for -1."""
    found = connection.execute(
        select(after_calls).where(after_calls.c.by == by).order_by(after_calls.c.call_id.desc()).limit(number)
    )
    return [StoredAfter(**row._mapping) for row in found]


def _one(row: Row[Any] | None) -> StoredRealCall | None:
    return StoredRealCall(**row._mapping) if row else None
