"""The order of the queue: each person's place in it, worked out anew only for those who were touched by something.

An import touches whom it is about, a vacancy who works there, an objection who shares the number, a new day everyone.
Places are worked out some at a time, each lot in a transaction of its own: meanwhile the desk goes on with the places
as they were, and what was worked out stays when the program stops half-way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from belletje.calllist.contact import Phone
from belletje.calllist.people import Person
from belletje.calllist.ranking import Entry, Openings, score_of
from belletje.calllist.reasons import Case, Signal, attempts
from belletje.desk.hours import zone_and_country
from belletje.desk.standing import Past, Standing, history, standing
from belletje.store import desk as store
from belletje.store import people, people_index, settings
from belletje.store.desk import Queued
from belletje.store.engine import reading, transaction
from belletje.usecases.callhistory import past_of, pasts
from belletje.usecases.calllist import openings_now, ranked
from belletje.usecases.gate import some_now
from belletje.usecases.house import House, utc
from belletje.usecases.people import person_number

WORKED_OUT_ON = "desk_queue_day"
LOT = 250
"""So many places are worked out at once: a page that waits for one lot still opens at once."""
NEUTRAL_HOUR = 10


@dataclass(frozen=True, slots=True)
class Behind:
    """How far the order is behind: of how many people the facts changed, of how many only the place may differ."""

    facts: int
    places: int
    everybody: int

    def __bool__(self) -> bool:
        return bool(self.facts or self.places)

    @property
    def share_done(self) -> float:
        """How much of the order is as it should be, [0, 1]."""
        return 1.0 - (self.facts + self.places) / max(1, self.everybody)


@dataclass(slots=True)
class _Reasons:
    """The openings and their numbers, read once for many lots, and again when an import came or went."""

    version: tuple[int, int] | None = None
    openings: Openings | None = None
    ids: dict[tuple[str, int], int] | None = None


def behind(*, house: House, now: datetime) -> Behind:
    """How far the order is behind."""
    with reading(house.engine) as connection:
        facts, places = people_index.number_touched(connection)
        everybody = people_index.number_of_people(connection)
        if settings.read(connection, WORKED_OUT_ON) != now.date().isoformat():
            places = everybody - facts
    return Behind(facts, places, everybody)


def catch_up(*, house: House, now: datetime) -> Behind:
    """Works out as many places as a page may wait for, who changed before the others; gives what is left to do.

    Where only the day is new and the house is large, nobody waits: the order then differs a little.
    """
    found = behind(house=house, now=now)
    if found.facts or 0 < found.places <= LOT:
        _new_day(house, now)
        _lot(house, now, _Reasons())
        found = behind(house=house, now=now)
    return found


def prepare(*, house: House, now: datetime, progress: Callable[[float], None] = lambda done: None) -> None:
    """Brings the whole order up to date; `progress` hears the share that is done, [0, 1]."""
    _new_day(house, now)
    reasons = _Reasons()
    while _lot(house, now, reasons):
        progress(behind(house=house, now=now).share_done)


def put_back(connection: Connection, number: int, now: datetime) -> None:
    """One person's place in the queue anew, after something was said of them or they were added."""
    _work_out(connection, [number], now, _Reasons())


def change_standing(connection: Connection, number: int) -> Standing:
    """Where a person stands after their calls, also in the queue if they are in it."""
    stands = standing(past_of(connection, number))
    place = store.queued(connection, number)
    if place:
        store.put_in_queue(connection, _standing_in(place, stands))
    return stands


def with_history(
    signals: tuple[Signal, ...], person: Person, phone: Phone, stands: Standing, today: date
) -> tuple[Signal, ...]:
    """The signals of someone, with what the calls so far say."""
    value = attempts(Case(person, phone, today, history=history(stands, today)))
    return tuple(Signal(one.name, round(value, 4), one.weight) if one.name == "attempts" else one for one in signals)


def _new_day(house: House, now: datetime) -> None:
    """On another day the law, the vacancies and the calls so far may weigh otherwise, for everyone."""
    today = now.date().isoformat()
    with reading(house.engine) as connection:
        if settings.read(connection, WORKED_OUT_ON) == today:
            return
    with transaction(house.engine) as connection:
        people_index.touch_everyone(connection)
        settings.write(connection, WORKED_OUT_ON, today)


def _lot(house: House, now: datetime, reasons: _Reasons) -> bool:
    """Works some places out; whether there were any to work out."""
    with transaction(house.engine) as connection:
        numbers = people_index.touched(connection, LOT)
        _work_out(connection, numbers, now, reasons)
    return bool(numbers)


def _work_out(connection: Connection, numbers: Sequence[int], now: datetime, reasons: _Reasons) -> None:
    if not numbers:
        return
    version = people.version_of_openings(connection)
    if reasons.version != version or reasons.openings is None:
        reasons.openings, reasons.ids = openings_now(connection, now.date()), people.vacancy_ids(connection)
        reasons.version = version
    known = some_now(connection, numbers, now.date())
    past = dict(pasts(connection, numbers))
    so_far = {number: history(standing(calls), now.date()) for number, calls in past.items()}
    listed = ranked(connection, known, so_far, now.replace(hour=NEUTRAL_HOUR), "nl", reasons.openings)
    places = [
        _queued(number, entry, past.get(number, []), reasons.ids or {}, now.date())
        for number, entry in ((person_number(name), entry) for name, entry in listed)
    ]
    there = {one.person_id for one in places}
    store.put_in_queue(connection, *places)
    store.take_out_of_queue(connection, *(number for number in numbers if number not in there))
    people_index.keep_verdicts(connection, {number: one.why_not is None for number, one in known.items()})


def _queued(number: int, entry: Entry, calls: list[Past], openings: dict[tuple[str, int], int], today: date) -> Queued:
    zone, country = zone_and_country(entry.phone.e164)
    stands = standing(calls)
    place = Queued(
        person_id=number,
        score=score_of(with_history(entry.signals, entry.person, entry.phone, stands, today)),
        phone=entry.phone.e164,
        zone=zone,
        country=country,
        from_hour=entry.person.not_before_hour or 0,
        vacancy_id=openings.get(entry.vacancy.source) if entry.vacancy else None,
        over=False,
        not_before=None,
        callback_at=None,
    )
    return _standing_in(place, stands)


def _standing_in(place: Queued, stands: Standing) -> Queued:
    return replace(
        place,
        over=stands.over,
        not_before=utc(stands.not_before) if stands.not_before else None,
        callback_at=utc(stands.callback_at) if stands.callback_at else None,
    )
