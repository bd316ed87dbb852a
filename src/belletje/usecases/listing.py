"""Some of the call list and some of the people at a time: what pages show, without reading everyone.

The order and the verdicts are those of the queue of the desk; the law is asked again for everyone who is shown, so a
queue that is behind can hide someone, never offer them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from belletje.calllist.ranking import Entry
from belletje.store import desk as store
from belletje.store import people_index
from belletje.store.engine import reading
from belletje.usecases.callhistory import history_of_calls
from belletje.usecases.calllist import ranked
from belletje.usecases.gate import Known, some_now
from belletje.usecases.house import House
from belletje.usecases.order import Behind, catch_up
from belletje.usecases.people import person_number


@dataclass(frozen=True, slots=True)
class ListPart:
    """Some of the call list, each with their id, how many people are on it in all, and how far its order is behind."""

    number: int
    entries: tuple[tuple[str, Entry], ...]
    behind: Behind


@dataclass(frozen=True, slots=True)
class PeoplePart:
    """Some of those who were found, how many were, and how many people there are in all."""

    number_found: int
    number_known: int
    found: tuple[Known, ...]


def list_part(*, house: House, now: datetime, language: str, start: int = 0, limit: int) -> ListPart:
    """The call list from place `start` (from 0) on, the best reason first."""
    behind = catch_up(house=house, now=now)
    with reading(house.engine) as connection:
        number, found = store.part_of_queue(connection, start, limit)
        entries = _entries(connection, found, now, language)
    return ListPart(number, tuple((name, replace(entry, rank=start + entry.rank)) for name, entry in entries), behind)


def entry_of(*, house: House, person: str, now: datetime, language: str) -> Entry | None:
    """One person's place on the list, ranked among nobody else; None when they may not be called."""
    with reading(house.engine) as connection:
        entries = _entries(connection, [person_number(person)], now, language)
    return entries[0][1] if entries else None


def people_part(
    *, house: House, now: datetime, query: str = "", may_be_called: bool | None = None, start: int = 0, limit: int
) -> PeoplePart:
    """Those who answer to `query`, by name, from place `start` on; `may_be_called` also asks for a verdict."""
    if may_be_called is not None:
        catch_up(house=house, now=now)
    with reading(house.engine) as connection:
        number, found = people_index.find(connection, query.split(), may_be_called, start=start, limit=limit)
        known = some_now(connection, found, now.date())
        everybody = people_index.number_of_people(connection)
    wanted = (one for one in known.values() if may_be_called in (None, one.why_not is None))
    return PeoplePart(number, everybody, tuple(wanted))


def _entries(connection: Connection, numbers: Sequence[int], now: datetime, language: str) -> list[tuple[str, Entry]]:
    known = some_now(connection, numbers, now.date())
    past = history_of_calls(connection, now.date(), numbers)
    return ranked(connection, known, past, now, language)
