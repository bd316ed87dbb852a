"""Calling hours where the other end is: its time zone, its working days, its public holidays."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import phonenumbers
from phonenumbers import timezone as phone_zones
from phonenumbers.tzdata import TIMEZONE_DATA

from belletje.desk.knowledge import Rules, rules

FURTHEST_DAYS = 30
"""No run of days without calling hours is this long."""


def zone_and_country(e164: str) -> tuple[str, str]:
    """The time zone and the country (ISO 3166) of a number; those of the rules where it does not tell."""
    usual = rules()
    if e164.startswith(_home_code(usual.country, usual.zone)):
        return usual.zone, usual.country
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return usual.zone, usual.country
    country = phonenumbers.region_code_for_number(number) or usual.country
    zones = phone_zones.time_zones_for_number(number)
    unknown = not zones or zones[0] == phone_zones.UNKNOWN_TIMEZONE
    return (usual.zone if unknown else zones[0]), country


@cache
def _home_code(country: str, zone: str) -> str:
    """The calling code that is that country's alone, all of it in that zone; else what no number begins with.

    Nearly everyone called is at home, and looking a number up takes a tenth of a millisecond.
    """
    code = str(phonenumbers.country_code_for_region(country))
    zones = {name for prefix, names in TIMEZONE_DATA.items() if prefix.startswith(code) for name in names}
    alone = len(phonenumbers.region_codes_for_country_code(int(code))) == 1 and zones == {zone}
    return f"+{code}" if alone else "?"


@cache
def _free_days(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def is_working_day(day: date, country: str = "NL") -> bool:
    """Monday to Friday, and no public holiday in the Netherlands (where the caller is) or in `country`."""
    return day.weekday() < 5 and not any(day in _free_days(one, day.year) for one in {"NL", country})


def is_open(now: datetime, zone: str, country: str, kept: Rules | None = None) -> bool:
    """Whether it is calling hours there now."""
    usual = kept or rules()
    there = now.astimezone(ZoneInfo(zone))
    return is_working_day(there.date(), country) and usual.opens <= there.time() < usual.closes


def next_open(now: datetime, zone: str, country: str) -> datetime:
    """The first moment from now on that is within calling hours there, in that zone."""
    there = now.astimezone(ZoneInfo(zone))
    if is_open(now, zone, country):
        return there
    for later in range(FURTHEST_DAYS):
        day = there.date() + timedelta(days=later)
        opening = datetime.combine(day, rules().opens, ZoneInfo(zone))
        if opening >= there and is_working_day(day, country):
            return opening
    raise AssertionError("every month has a working day")


def next_open_from(now: datetime, zone: str, country: str, from_hour: int) -> datetime | None:
    """The same for who asked not to be called before an hour of the day; None where that is after calling hours."""
    if time(from_hour) >= rules().closes:
        return None
    opening = next_open(now, zone, country)
    return max(opening, datetime.combine(opening.date(), time(from_hour), ZoneInfo(zone)))


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from `first` to `last`, both included; none where `last` comes before."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_working_day(day))
