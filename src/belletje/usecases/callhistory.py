"""The calls so far as the rules of the desk and the ranking of the call list look at them."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection

from belletje.calllist.reasons import History
from belletje.desk.standing import Past, history, standing
from belletje.store import realcalls


def past_of(connection: Connection, number: int) -> list[Past]:
    """The calls to a person that count, oldest first."""
    return [
        Past(datetime.fromisoformat(call.at), call.outcome, _moment(call.callback_at))
        for call in realcalls.of_person(connection, number)
        if call.undone_at is None
    ]


def pasts(connection: Connection, people: Collection[int] | None = None) -> Iterator[tuple[int, list[Past]]]:
    """The same for everyone who was ever called, or for some people, by their number."""
    for number, calls in groupby(realcalls.pasts(connection, people), key=lambda row: row.person_id):
        yield number, [Past(datetime.fromisoformat(row.at), row.outcome, _moment(row.callback_at)) for row in calls]


def history_of_calls(connection: Connection, today: date, people: Collection[int] | None = None) -> dict[int, History]:
    """What the ranking looks at, by the number of everyone, or of some people, who was ever called."""
    return {number: history(standing(calls), today) for number, calls in pasts(connection, people)}


def history_of(connection: Connection, number: int, today: date) -> History:
    """The same of one person."""
    return history(standing(past_of(connection, number)), today)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
