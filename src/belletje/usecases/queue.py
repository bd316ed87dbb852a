"""The queue: who is next at the desk, in the order that `order` works out; one person, one colleague."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from belletje.calllist.contact import Vacancy
from belletje.calllist.matching import Fit, best_fits
from belletje.calllist.people import Person
from belletje.calllist.ranking import FITS_ENOUGH, is_a_reason_to_call
from belletje.desk.hours import is_open, next_open_from
from belletje.desk.knowledge import rules
from belletje.store import desk as store
from belletje.store import put_off as put_offs
from belletje.store import realcalls
from belletje.store.desk import Queued
from belletje.store.engine import reading, transaction
from belletje.usecases.gate import known_now
from belletje.usecases.house import House, NotThere, utc
from belletje.usecases.order import catch_up
from belletje.usecases.people import person_number

LOOKED_AT = 25
"""How many of the best are looked at before the queue is said to be empty of people who may be called."""
SKIPPED_FOR = timedelta(hours=1)


def next_person(*, house: House, now: datetime, holder: str, skip: str = "") -> str | None:
    """Gives the next person to a holder, for a while; None when nobody may be called now.

    Whom the holder has already is given again, so that a second click changes nothing, unless that is who to `skip`:
    those are put off for a while, and a callback that was agreed stands as it was. A callback that is due comes first;
    nobody gets whom another holds.
    """
    catch_up(house=house, now=now)
    moment = utc(now)
    with transaction(house.engine) as connection:
        mine = store.held(connection, holder, moment)
        if skip and mine == person_number(skip):
            put_offs.add(connection, mine, at=moment, by=house.by, until=utc(now + SKIPPED_FOR))
            store.release(connection, holder)
        elif mine is not None and _may(connection, mine, now):
            _reserve(connection, mine, house, now, holder)
            return f"p{mine}"
        for candidate in _candidates(connection, now, holder):
            if not _may(connection, candidate.person_id, now):
                store.take_out_of_queue(connection, candidate.person_id)
            elif _reserve(connection, candidate.person_id, house, now, holder):
                return f"p{candidate.person_id}"
    return None


def take(*, house: House, person: str, now: datetime, holder: str) -> str | None:
    """Gives a certain person to a holder for a while; gives the token under which their call is recorded once.

    None when another has them, or when they may not be called. Raises NotThere.
    """
    number = person_number(person)
    with transaction(house.engine) as connection:
        if not realcalls.exists_person(connection, number):
            raise no_such_person(person)
        return _reserve(connection, number, house, now, holder) if _may(connection, number, now) else None


def held_by(*, house: House, now: datetime, holder: str) -> str | None:
    """Whom a holder has now, or None."""
    with reading(house.engine) as connection:
        number = store.held(connection, holder, utc(now))
    return None if number is None else f"p{number}"


def is_with_a_colleague(*, house: House, person: str, now: datetime, holder: str) -> bool:
    """Whether another desk has this person now."""
    with reading(house.engine) as connection:
        return store.held_by(connection, person_number(person), utc(now)) not in (None, holder)


def bring_back(*, house: House, person: str, now: datetime) -> None:
    """Takes back that a person is put off, with who and when; a second time changes nothing. Raises NotThere."""
    number = person_number(person)
    with transaction(house.engine) as connection:
        if not realcalls.exists_person(connection, number):
            raise no_such_person(person)
        put_offs.take_back(connection, number, at=utc(now), by=house.by)


@dataclass(frozen=True, slots=True)
class Ready:
    """How many people may be called now; where that is nobody, from when the first may, or None for nobody at all."""

    number: int
    again: datetime | None


def ready(*, house: House, now: datetime, holder: str) -> Ready:
    """How many people a holder may be given now, with calling hours where they are; a callback is due at any hour."""
    moment = utc(now)
    with reading(house.engine) as connection:
        number = store.number_ready(connection, moment, _open_zones(connection, now), holder)
        if number:
            return Ready(number, None)
        waiting, callback = store.waiting(connection, moment, holder), store.next_callback(connection, moment, holder)
    moments = [datetime.fromisoformat(callback)] if callback else []
    for one in waiting:
        rested = max(now, datetime.fromisoformat(one.earliest)) if one.earliest else now
        if opens := next_open_from(rested, one.zone, one.country, one.from_hour):
            moments.append(opens)
    return Ready(0, min(moments).astimezone(now.tzinfo) if moments else None)


def has_just_called(*, house: House, person: str, now: datetime) -> int | None:
    """The call to a person that who is at work recorded a moment ago, or None: its page is not the form once more."""
    number = person_number(person)
    with reading(house.engine) as connection:
        mine = [call for call in realcalls.of_person(connection, number) if call.by == house.by and not call.undone_at]
    if not mine or datetime.fromisoformat(mine[-1].at) < now - rules().reserved_for:
        return None
    return mine[-1].id


def _reserve(connection: Connection, number: int, house: House, now: datetime, holder: str) -> str | None:
    until = utc(now + rules().reserved_for)
    return store.reserve(
        connection, number, holder=holder, by=house.by, token=token_urlsafe(16), until=until, now=utc(now)
    )


def opening_for(connection: Connection, person: Person, number: int, today: date) -> tuple[Vacancy | None, Fit | None]:
    """The vacancy that is the reason to call someone, with the engineer who fits it best."""
    place = store.queued(connection, number)
    vacancy = store.vacancy(connection, place.vacancy_id) if place else None
    if vacancy is None or not is_a_reason_to_call(vacancy, today):
        return None, None
    fits = best_fits(vacancy, store.engineers(connection), today)
    return vacancy, fits[0] if fits and fits[0].score >= FITS_ENOUGH else None


def no_such_person(person: str) -> NotThere:
    """Who is asked for does not exist."""
    return NotThere(
        f"There is no person '{person}'. `belletje people` shows everyone with their id.",
        nl=f"Er is geen persoon '{person}'. Misschien is die gewist; de pagina Mensen toont iedereen.",
    )


def _candidates(connection: Connection, now: datetime, holder: str) -> Iterator[Queued]:
    moment = utc(now)
    yield from store.callbacks_due(connection, moment, holder, LOOKED_AT)
    open_zones = _open_zones(connection, now)
    while found := store.best(connection, moment, open_zones, holder, LOOKED_AT):
        yield from found  # who turns out not to be callable is taken out, so the next look finds others
        if len(found) < LOOKED_AT:
            return


def _open_zones(connection: Connection, now: datetime) -> list[tuple[str, str, int]]:
    """The zones and countries in which it is calling hours, with the hour that it is there."""
    return [
        (zone, country, now.astimezone(ZoneInfo(zone)).hour)
        for zone, country in store.zones(connection)
        if is_open(now, zone, country)
    ]


def _may(connection: Connection, number: int, now: datetime) -> bool:
    known = known_now(connection, number, now.date())
    return known is not None and known.why_not is None
