"""Callbacks as a calendar, under an address that only who was given it knows."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlalchemy import Connection

from belletje.store import audit, settings
from belletje.store import desk as store
from belletje.store import put_off as put_offs
from belletje.store.engine import reading, transaction
from belletje.usecases.callhistory import pasts
from belletje.usecases.house import House, NotThere, stamp, utc
from belletje.usecases.people import person_number

SECRET = "calendar_secret"  # noqa: S105 - the name of a setting
CALENDAR = "calendar"
MOST_IN_A_FEED = 150
"""A calendar that is asked for every few minutes holds the callbacks that come first."""
CALL_TAKES = timedelta(minutes=15)
WORDS = {"nl": "Terugbellen", "en": "Call back"}


@dataclass(frozen=True, slots=True)
class PutOff:
    """That somebody was put off: by whom, when and until when (UTC); `stands` while that is so."""

    by: str
    at: str
    until: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Callback:
    """A call that was promised: to whom, on which number, when (in the zone at the other end).

    `put_off` is who said "not now" to it last, None where nobody did since it was agreed.
    """

    person: str
    name: str
    organisation: str
    phone: str
    at: datetime
    put_off: PutOff | None = None


def coming(*, house: House, now: datetime, limit: int | None = None) -> list[Callback]:
    """The callbacks still to be made, the earliest first, at the moment that was agreed."""
    with reading(house.engine) as connection:
        return _coming(connection, now, limit)


def put_off_since(connection: Connection, people: Collection[int], now: datetime) -> dict[int, PutOff]:
    """How these people were put off since they were called last, by their number."""
    called = {number: past[-1].at for number, past in pasts(connection, people)}
    return {
        number: PutOff(one.by, one.at, one.until, stands=one.until > utc(now))
        for number, one in put_offs.latest(connection, people).items()
        if number not in called or called[number] <= datetime.fromisoformat(one.at)
    }


def callbacks_calendar(
    *, house: House, now: datetime, person: str = "", language: str = "nl", limit: int | None = None
) -> bytes:
    """The callbacks, of everyone or of one person, as an iCalendar file; only the first so many where that is given."""
    calendar = Calendar()
    calendar.add("prodid", "-//Belletje//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Belletje: {WORDS['nl' if language == 'nl' else 'en'].lower()}")
    number = person_number(person) if person else None
    for one in coming(house=house, now=now, limit=limit):
        if number is not None and one.person != f"p{number}":
            continue
        event = Event()
        event.add("uid", f"{one.person}@belletje")
        event.add("dtstamp", now)
        event.add("dtstart", one.at)
        event.add("dtend", one.at + CALL_TAKES)
        who = ", ".join(filter(None, (one.name, one.organisation)))
        event.add("summary", f"{WORDS['nl' if language == 'nl' else 'en']}: {who}")
        event.add("description", one.phone)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def calendar_secret(*, house: House) -> str:
    """What the address of the calendar ends in: made once, until it is changed."""
    with transaction(house.engine) as connection:
        return settings.read(connection, SECRET) or _new_secret(connection)


def change_secret(*, house: House, now: datetime) -> str:
    """A new secret: who has the old address sees nothing any more. It is kept who made it, and when."""
    with transaction(house.engine) as connection:
        audit.note(connection, at=stamp(now), by=house.by, action="new calendar address", subject=CALENDAR)
        return _new_secret(connection)


def shared_calendar(*, house: House, now: datetime, secret: str, language: str) -> bytes:
    """The calendar under its secret address. Raises NotThere for any other."""
    with reading(house.engine) as connection:
        kept = settings.read(connection, SECRET)
    if not kept or not secrets.compare_digest(kept.encode(), secret.encode()):
        raise NotThere("There is no such calendar.", nl="Deze agenda bestaat niet.")
    return callbacks_calendar(house=house, now=now, language=language, limit=MOST_IN_A_FEED)


def _new_secret(connection: Connection) -> str:
    made = secrets.token_urlsafe(24)
    settings.write(connection, SECRET, made)
    return made


def _coming(connection: Connection, now: datetime, limit: int | None) -> list[Callback]:
    places = store.coming_callbacks(connection, limit)
    put_off = put_off_since(connection, [place.person_id for place in places], now)
    known = store.some_people(connection, [place.person_id for place in places])
    return [
        Callback(
            f"p{place.person_id}",
            known[place.person_id].name,
            known[place.person_id].organisation,
            place.phone,
            datetime.fromisoformat(str(place.callback_at)).astimezone(ZoneInfo(place.zone)),
            put_off.get(place.person_id),
        )
        for place in places
        if place.person_id in known
    ]
