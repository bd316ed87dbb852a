"""Figures of real calls, counted where they lie; calls that were taken back count nowhere."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select

from belletje.store.desk_schema import goals, heard_reactions, real_calls, tally
from belletje.store.realcalls import StoredRealCall
from belletje.store.tally import BETWEEN

COUNTS = real_calls.c.undone_at.is_(None)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many calls of one kind: `group` is a week, an hour (`1-09`), a reason, a reaction; or empty for all."""

    group: str
    outcome: str
    result: str
    number: int


@dataclass(frozen=True, slots=True)
class StoredGoal:
    """A goal. `at` and `by` are when and by whom it was set."""

    kind: str
    number: int
    since: str
    until: str
    at: str
    by: str


def by_week(connection: Connection, since: str = "") -> list[Counted]:
    """Calls by week, outcome and result, from a week (2026-W48) on."""
    return _counted(connection, "week", tally.c.group >= since)


def between(connection: Connection, since: str, until: str) -> list[Counted]:
    """Calls by outcome and result, from one moment up to another (UTC)."""
    columns = (real_calls.c.outcome, real_calls.c.result)
    within = COUNTS & (real_calls.c.at >= since) & (real_calls.c.at < until)
    found = connection.execute(select(*columns, func.count()).where(within).group_by(*columns))
    return [Counted("", *row) for row in found]


def first_call(connection: Connection) -> str | None:
    """When the first call was (UTC), or None."""
    found = connection.execute(select(func.min(real_calls.c.at)).where(COUNTS)).scalar()
    return None if found is None else str(found)


def number_between(connection: Connection, since: str, until: str) -> int:
    """How many calls were made, from one moment up to another (UTC)."""
    return sum(one.number for one in between(connection, since, until))


def placements(connection: Connection, since: str, until: str) -> int:
    """How many placements fell on the days from one to another, both included, whenever the call was."""
    within = COUNTS & (real_calls.c.result == "won") & real_calls.c.result_on.between(since, until)
    return int(connection.execute(select(func.count()).where(within)).scalar_one())


def open_meetings(connection: Connection, outcomes: Collection[str], since: str) -> int:
    """How many calls since a moment (UTC) ended in a meeting of which it is not known yet what came of it."""
    still = COUNTS & (real_calls.c.at >= since) & real_calls.c.outcome.in_(outcomes) & (real_calls.c.result == "")
    return int(connection.execute(select(func.count()).where(still)).scalar_one())


def by_hour(connection: Connection) -> list[Counted]:
    """Calls by weekday and hour at the other end (`1-09` is Monday, nine to ten), outcome and result."""
    return _counted(connection, "hour")


def by_why(connection: Connection) -> list[Counted]:
    """Calls by the kind of reason to call, outcome and result."""
    return _counted(connection, "why")


def by_reaction(connection: Connection) -> list[Counted]:
    """Calls in which each reaction was heard, by outcome and result."""
    return _counted(connection, "reaction")


def by_answer(connection: Connection) -> list[tuple[str, str, str, int]]:
    """Reaction, the step that met it, outcome, and in how many calls."""
    return [
        (*one.group.split(BETWEEN, 1), one.outcome, one.number)  # type: ignore[misc]
        for one in _counted(connection, "answer")
    ]


def conversations_kept(connection: Connection) -> int:
    """Calls of which it was kept what the other end said."""
    return sum(one.number for one in _counted(connection, "kept"))


def by_colleagues_answer(connection: Connection, answers: Collection[int] | None = None) -> dict[int, list[Counted]]:
    """Calls in which each answer of a colleague, or each of some, was said, by its number, outcome and result."""
    among = [] if answers is None else [tally.c.group.in_([str(number) for number in answers])]
    found: dict[int, list[Counted]] = {}
    for one in _counted(connection, "colleague", *among):
        found.setdefault(int(one.group), []).append(one)
    return found


def _counted(connection: Connection, kind: str, *among: ColumnElement[bool]) -> list[Counted]:
    found = connection.execute(select(tally).where(tally.c.kind == kind, tally.c.number > 0, *among))
    return [Counted(row.group, row.outcome, row.result, row.number) for row in found]


def behind(
    connection: Connection,
    *,
    week: str = "",
    outcomes: tuple[str, ...] = (),
    hour: str = "",
    why: str = "",
    reaction: str = "",
    answer: str = "",
    colleague: int = 0,
    won: bool = False,
    start: int = 0,
    limit: int = 50,
) -> list[StoredRealCall]:
    """The calls behind a figure, newest first; only those that led to a placement where `won`."""
    wanted: list[ColumnElement[bool]] = [COUNTS]
    if week:
        wanted.append(real_calls.c.week == week)
    if outcomes:
        wanted.append(real_calls.c.outcome.in_(outcomes))
    if hour:
        weekday, _, of_day = hour.partition("-")
        wanted += [real_calls.c.weekday == int(weekday), real_calls.c.hour == int(of_day)]
    if why:
        wanted.append(real_calls.c.why == why)
    if won:
        wanted.append(real_calls.c.result == "won")
    if reaction or answer or colleague:
        heard = select(heard_reactions.c.call_id)
        if reaction:
            heard = heard.where(heard_reactions.c.reaction == reaction)
        if answer:
            heard = heard.where(heard_reactions.c.answer == answer)
        if colleague:
            heard = heard.where(heard_reactions.c.colleague == colleague)
        wanted.append(real_calls.c.id.in_(heard))
    found = connection.execute(
        select(real_calls).where(*wanted).order_by(real_calls.c.id.desc()).offset(start).limit(limit)
    )
    return [StoredRealCall(**row._mapping) for row in found]


def set_goal(connection: Connection, goal: StoredGoal) -> None:
    """Keeps a goal; the last one counts."""
    connection.execute(insert(goals).values(asdict(goal)))


def goals_set(connection: Connection, limit: int) -> list[StoredGoal]:
    """The goals that were set, the last one, which counts, first."""
    rows = connection.execute(select(goals).order_by(goals.c.id.desc()).limit(limit))
    return [StoredGoal(row.kind, row.number, row.since, row.until, row.at, row.by) for row in rows]
