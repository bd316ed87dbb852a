"""The queue: who is next at the desk. Worked out from the call list and the calls so far; one person, one colleague."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from belletje.calllist.contact import Phone, Vacancy
from belletje.calllist.matching import Fit, best_fits
from belletje.calllist.organisations import organisation_key
from belletje.calllist.people import Person
from belletje.calllist.ranking import FITS_ENOUGH, Entry, is_a_reason_to_call, rank, score_of
from belletje.calllist.reasons import Case, Signal, attempts
from belletje.desk.hours import is_open, zone_and_country
from belletje.desk.knowledge import rules
from belletje.desk.standing import Past, Standing, history, standing
from belletje.store import desk as store
from belletje.store import people, realcalls, settings
from belletje.store.desk import Queued
from belletje.store.engine import reading, transaction
from belletje.store.people_index import keep_verdicts
from belletje.usecases.callhistory import past_of, pasts
from belletje.usecases.calllist import ranked, weights_of
from belletje.usecases.gate import everyone, known_now
from belletje.usecases.house import House, NotThere
from belletje.usecases.people import person_number

MADE_FROM = "desk_queue"
LOOKED_AT = 25
"""How many of the best are looked at before the queue is said to be empty of people who may be called."""
NEUTRAL_HOUR = 10
SKIPPED_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a queue was made from: the imports, the last thing said by hand, the day."""

    version: str = ""
    said: int = 0
    day: str = ""


def utc(moment: datetime) -> str:
    """A moment as the desk keeps it: UTC, ISO 8601 to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def is_behind(*, house: House, now: datetime) -> str:
    """Whether the queue must be made anew: `people` when people changed, `day` when only the day did, or empty."""
    with reading(house.engine) as connection:
        made = _made_from(connection)
        if made.version != store.version_of_people(connection):
            return "people"
        if store.said_since(connection, made.said)[0]:
            return "people"
    return "day" if made.day != now.date().isoformat() else ""


def prepare(*, house: House, now: datetime) -> None:
    """Brings the queue up to date: all of it after an import or on a new day, else only of whom something was said."""
    with reading(house.engine) as connection:
        made = _made_from(connection)
        version = store.version_of_people(connection)
        changed, said = store.said_since(connection, made.said)
    if made.version == version and made.day == now.date().isoformat():
        if changed:
            with transaction(house.engine) as connection:
                for number in changed:
                    put_back(connection, number, now)
                _keep_made_from(connection, MadeFrom(version, said, made.day))
        return
    with transaction(house.engine) as connection:
        realcalls.follow_contacts(connection)
    with reading(house.engine) as connection:
        known = everyone(connection, now.date())
        past = dict(pasts(connection))
        so_far = {number: history(standing(calls), now.date()) for number, calls in past.items()}
        listed = ranked(connection, known, so_far, now.replace(hour=NEUTRAL_HOUR), "nl")
        openings = store.vacancy_ids(connection)
    made_anew = [
        _queued(person_number(name), entry, past.get(person_number(name), []), openings, now.date())
        for name, entry in listed
    ]
    with transaction(house.engine) as connection:
        store.replace_queue(connection, made_anew)
        keep_verdicts(connection, {number: one.why_not is None for number, one in known.items()})
        _keep_made_from(connection, MadeFrom(version, said, now.date().isoformat()))


def next_person(*, house: House, now: datetime, holder: str, skip: str = "") -> str | None:
    """Gives the next person to a holder, for a while; None when nobody may be called now.

    Whom the holder has already is given again, so that a second click changes nothing, unless that is who to `skip`:
    those come back later. A callback that is due comes first; nobody gets whom another holds.
    """
    if is_behind(house=house, now=now) == "people":  # a new day only changes the order a little
        prepare(house=house, now=now)
    moment = utc(now)
    with transaction(house.engine) as connection:
        mine = store.held(connection, holder, moment)
        if skip and mine == person_number(skip):
            _rest(connection, mine, now)
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


def number_ready(*, house: House, now: datetime) -> int:
    """How many people in the queue may be called about now."""
    with reading(house.engine) as connection:
        return store.number_ready(connection, utc(now))


def has_just_called(*, house: House, person: str, now: datetime) -> int | None:
    """The call to a person that who is at work recorded a moment ago, or None: its page is not the form once more."""
    number = person_number(person)
    with reading(house.engine) as connection:
        latest = realcalls.latest_by(connection, house.by)
    if latest is None or latest.person_id != number or datetime.fromisoformat(latest.at) < now - rules().reserved_for:
        return None
    return latest.id


def _reserve(connection: Connection, number: int, house: House, now: datetime, holder: str) -> str | None:
    until = utc(now + rules().reserved_for)
    return store.reserve(
        connection, number, holder=holder, by=house.by, token=token_urlsafe(16), until=until, now=utc(now)
    )


def put_back(connection: Connection, number: int, now: datetime) -> None:
    """One person's place in the queue anew, after a call, an undo, or something said by hand."""
    known = known_now(connection, number, now.date())
    if known is not None:
        keep_verdicts(connection, {number: known.why_not is None})
    if known is None or known.why_not:
        store.take_out_of_queue(connection, number)
        return
    here = vacancies_for(connection, known.person, number, now.date())
    engineers = store.engineers(connection) if here else []
    entries = rank(
        [known.person],
        here,
        engineers,
        now.date(),
        weights_of(connection),
        by_hand={known.person.key: known.by_hand},
        objected_numbers=known.facts.objected_numbers,
        hour=NEUTRAL_HOUR,
    )
    ids = store.vacancy_ids(connection) if here else {}
    for entry in entries:
        store.put_in_queue(connection, _queued(number, entry, past_of(connection, number), ids, now.date()))


@contextmanager
def keeps_the_queue(connection: Connection) -> Iterator[None]:
    """What is done within changes people one by one, and puts them back itself: the queue need not be made anew."""
    made = _made_from(connection)
    fresh = made.version == store.version_of_people(connection)
    yield
    if fresh:
        _keep_made_from(connection, replace(made, version=store.version_of_people(connection)))


def change_standing(connection: Connection, number: int) -> Standing:
    """Where a person stands after their calls, also in the queue if they are in it."""
    stands = standing(past_of(connection, number))
    place = store.queued(connection, number)
    if place:
        store.put_in_queue(connection, _standing_in(place, stands))
    return stands


def opening_for(connection: Connection, person: Person, number: int, today: date) -> tuple[Vacancy | None, Fit | None]:
    """The vacancy that is the reason to call someone, with the engineer who fits it best."""
    place = store.queued(connection, number)
    vacancy = store.vacancy(connection, place.vacancy_id) if place else None
    if vacancy is None or not is_a_reason_to_call(vacancy, today):
        return None, None
    fits = best_fits(vacancy, store.engineers(connection), today)
    return vacancy, fits[0] if fits and fits[0].score >= FITS_ENOUGH else None


def vacancies_for(connection: Connection, person: Person, number: int, today: date) -> list[Vacancy]:
    """The open vacancies of a person's organisation."""
    core = organisation_key(person.organisation).core
    return [
        vacancy
        for vacancy in people.all_vacancies(connection)
        if core and organisation_key(vacancy.organisation).core == core and is_a_reason_to_call(vacancy, today)
    ]


def no_such_person(person: str) -> NotThere:
    """Who is asked for does not exist."""
    return NotThere(
        f"There is no person '{person}'. `belletje people` shows everyone with their id.",
        nl=f"Er is geen persoon '{person}'. Misschien is die gewist; de pagina Mensen toont iedereen.",
    )


def _candidates(connection: Connection, now: datetime, holder: str) -> Iterator[Queued]:
    moment = utc(now)
    yield from store.callbacks_due(connection, moment, holder, LOOKED_AT)
    open_zones = [
        (zone, country, now.astimezone(ZoneInfo(zone)).hour)
        for zone, country in store.zones(connection)
        if is_open(now, zone, country)
    ]
    while found := store.best(connection, moment, open_zones, holder, LOOKED_AT):
        yield from found  # who turns out not to be callable is taken out, so the next look finds others
        if len(found) < LOOKED_AT:
            return


def _may(connection: Connection, number: int, now: datetime) -> bool:
    known = known_now(connection, number, now.date(), thorough=store.queued(connection, number) is None)
    return known is not None and known.why_not is None


def _rest(connection: Connection, number: int, now: datetime) -> None:
    place = store.queued(connection, number)
    if place:
        later = utc(now + SKIPPED_FOR)
        callback = later if place.callback_at else None
        store.put_in_queue(connection, replace(place, not_before=later, callback_at=callback))


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


def with_history(
    signals: tuple[Signal, ...], person: Person, phone: Phone, stands: Standing, today: date
) -> tuple[Signal, ...]:
    """The signals of someone, with what the calls so far say."""
    value = attempts(Case(person, phone, today, history=history(stands, today)))
    return tuple(Signal(one.name, round(value, 4), one.weight) if one.name == "attempts" else one for one in signals)


def _standing_in(place: Queued, stands: Standing) -> Queued:
    return replace(
        place,
        over=stands.over,
        not_before=utc(stands.not_before) if stands.not_before else None,
        callback_at=utc(stands.callback_at) if stands.callback_at else None,
    )


def _made_from(connection: Connection) -> MadeFrom:
    kept = settings.read(connection, MADE_FROM)
    return MadeFrom(**json.loads(kept)) if kept else MadeFrom()


def _keep_made_from(connection: Connection, made: MadeFrom) -> None:
    settings.write(connection, MADE_FROM, json.dumps({"version": made.version, "said": made.said, "day": made.day}))
