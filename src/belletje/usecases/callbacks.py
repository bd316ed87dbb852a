"""Callbacks as a calendar, under an address that only who was given it knows."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from sqlalchemy import Connection

from belletje.store import audit, settings
from belletje.store import desk as store
from belletje.store.engine import reading, transaction
from belletje.usecases.house import House, NotThere, stamp
from belletje.usecases.people import person_number

SECRET = "calendar_secret"  # noqa: S105 - the name of a setting
CALENDAR = "calendar"
MOST_IN_A_FEED = 150
"""A calendar that is asked for every few minutes holds the callbacks that come first."""
CALL_TAKES = timedelta(minutes=15)
WORDS = {"nl": "Terugbellen", "en": "Call back"}


@dataclass(frozen=True, slots=True)
class Callback:
    """A call that was promised: to whom, on which number, when (in the zone at the other end)."""

    person: str
    name: str
    organisation: str
    phone: str
    at: datetime


def coming(*, house: House, limit: int | None = None) -> list[Callback]:
    """The callbacks still to be made, the earliest first."""
    with reading(house.engine) as connection:
        return _coming(connection, limit)


def callbacks_calendar(
    *, house: House, now: datetime, person: str = "", language: str = "nl", limit: int | None = None
) -> bytes:
    """The callbacks, of everyone or of one person, as an iCalendar file; only the first so many where that is given."""
    calendar = Calendar()
    calendar.add("prodid", "-//Belletje//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Belletje: {WORDS['nl' if language == 'nl' else 'en'].lower()}")
    number = person_number(person) if person else None
    for one in coming(house=house, limit=limit):
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


def _coming(connection: Connection, limit: int | None) -> list[Callback]:
    places = store.coming_callbacks(connection, limit)
    known = store.some_people(connection, [place.person_id for place in places])
    return [
        Callback(
            f"p{place.person_id}",
            known[place.person_id].name,
            known[place.person_id].organisation,
            place.phone,
            datetime.fromisoformat(str(place.callback_at)).astimezone(ZoneInfo(place.zone)),
        )
        for place in places
        if place.person_id in known
    ]
