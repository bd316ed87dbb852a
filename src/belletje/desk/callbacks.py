"""When to call back: what someone says or types, as a moment."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from belletje.desk.hours import is_working_day
from belletje.desk.knowledge import Rules, rules
from belletje.understanding.facts import find

_MOMENT = re.compile(r"^(?P<day>\d{4}-\d\d-\d\d)?(?:T(?P<time>\d\d:\d\d)(?:/T?\d\d:\d\d)?)?(?: (?P<part>\w+))?$")
_WEEK = re.compile(r"^(\d{4})-W(\d\d)(?: (?P<part>\w+))?$")
_MONTH = re.compile(r"^(\d{4})-(\d\d)(?: (?P<part>\w+))?$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_WAIT = re.compile(r"^PT(\d+)([MH])$")
_DAY_IN_MONTH = {"start": 1, "mid": 14, "end": 24}
FURTHEST = timedelta(days=3 * 366)


class NoMoment(ValueError):
    """The words hold no moment to call back at; `reason` is unreadable, past or too_far."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def moment_in(words: str, language: str, now: datetime, zone: str) -> datetime:
    """The moment that the words name, with its zone: `volgende week dinsdag om 10 uur`, or `2026-12-01T10:00`.

    `now` counts in `zone` (an IANA name). Where no time of day is said, the parts of `data/rules.toml` tell it; where
    no day is said, it is the first day on which that time is still to come. Raises NoMoment.
    """
    there = now.astimezone(ZoneInfo(zone))
    found = _picked(words, there) or _spoken(words, language, there)
    if found is None:
        raise NoMoment("unreadable")
    if found <= there:
        raise NoMoment("past")
    if found > there + FURTHEST:
        raise NoMoment("too_far")
    return found


def _picked(words: str, there: datetime) -> datetime | None:
    """What a picker gives: ISO 8601, in the zone of the other end where it names none."""
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if len(words.strip()) <= len("2026-12-01"):
        return None
    return found.replace(tzinfo=there.tzinfo) if found.tzinfo is None else found.astimezone(there.tzinfo)


def _spoken(words: str, language: str, there: datetime) -> datetime | None:
    for tried in (language, "en" if language == "nl" else "nl"):
        for fact in find(words, tried, there.date()):
            if fact.kind == "slot" and (found := _moment(fact.value, there)):
                return found
    return None


def _moment(value: str, there: datetime) -> datetime | None:
    """A slot of the facts (see `Fact`) as a moment; None where it names none."""
    usual = rules()
    relation, _, rest = value.partition(" ")
    if relation in ("after", "before"):
        named = _moment(rest, there)
        if named and _DAY.match(rest):
            return _other_day(named, 1 if relation == "after" else -1)
        shift = timedelta(hours=1) if rest.endswith("lunch") or relation == "before" else timedelta()
        return named and (named + shift if relation == "after" else named - shift)
    if wait := _WAIT.match(value):
        minutes = int(wait[1]) * (60 if wait[2] == "H" else 1)
        return (there + timedelta(minutes=minutes)).replace(second=0, microsecond=0)
    if week := _WEEK.match(value):
        return _on_working_day(date.fromisocalendar(int(week[1]), int(week[2]), 1), usual.parts["anytime"], there)
    if month := _MONTH.match(value):
        day = date(int(month[1]), int(month[2]), _DAY_IN_MONTH.get(month["part"] or "start", 1))
        return _on_working_day(day, usual.parts["anytime"], there)
    if not (said := _MOMENT.match(value)):
        part = value if value in usual.parts else ""
        return _without_day(usual.parts[part], there) if part else None
    at = time.fromisoformat(said["time"]) if said["time"] else _part(said["part"], usual)
    if said["day"]:
        return datetime.combine(date.fromisoformat(said["day"]), at, there.tzinfo)
    return _without_day(at, there) if said["time"] or said["part"] else None


def _part(part: str | None, usual: Rules) -> time:
    return usual.parts.get(part or "anytime", usual.parts["anytime"])


def _without_day(at: time, there: datetime) -> datetime:
    today = datetime.combine(there.date(), at, there.tzinfo)
    return today if today > there else today + timedelta(days=1)


def _other_day(named: datetime, step: int) -> datetime:
    """The next working day after a day, or the last one before it."""
    day = named.date() + timedelta(days=step)
    while not is_working_day(day):
        day += timedelta(days=step)
    return datetime.combine(day, named.timetz())


def _on_working_day(day: date, at: time, there: datetime) -> datetime:
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, at, there.tzinfo)
