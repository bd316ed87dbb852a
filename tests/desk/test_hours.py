"""Calling hours: at the other end, on working days, not on public holidays."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from belletje.desk.hours import is_open, is_working_day, next_open, next_open_from, working_days, zone_and_country

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("number", "zone", "country"),
    [
        ("+31612345678", "Europe/Amsterdam", "NL"),
        ("+31201234567", "Europe/Amsterdam", "NL"),
        ("+442079460000", "Europe/London", "GB"),
        ("+3225551212", "Europe/Brussels", "BE"),
        ("not a number", "Europe/Amsterdam", "NL"),
        ("", "Europe/Amsterdam", "NL"),
    ],
)
def test_a_number_tells_where_it_rings(number: str, zone: str, country: str) -> None:
    assert zone_and_country(number) == (zone, country)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
        (date(2026, 4, 27), False),
        (date(2026, 5, 25), False),
        (date(2025, 5, 5), False),
        (date(2026, 5, 5), True),
    ],
)
def test_dutch_public_holidays_are_no_working_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_nobody_abroad_is_called_on_their_own_holiday() -> None:
    belgian = date(2026, 7, 21)
    assert is_working_day(belgian)
    assert not is_working_day(belgian, "BE")


@pytest.mark.parametrize(
    ("hour", "minute", "zone", "is_it"),
    [
        (8, 59, "Europe/Amsterdam", False),
        (9, 0, "Europe/Amsterdam", True),
        (17, 29, "Europe/Amsterdam", True),
        (17, 30, "Europe/Amsterdam", False),
        (9, 30, "Europe/London", False),
        (18, 0, "Europe/London", True),
    ],
)
def test_it_is_calling_hours_by_the_clock_at_the_other_end(hour: int, minute: int, zone: str, is_it: bool) -> None:
    assert is_open(datetime(2026, 11, 23, hour, minute, tzinfo=AMSTERDAM), zone, "NL") is is_it


def test_after_the_last_hour_before_christmas_comes_the_monday() -> None:
    after_work = datetime(2026, 12, 24, 18, 0, tzinfo=AMSTERDAM)
    assert next_open(after_work, "Europe/Amsterdam", "NL") == datetime(2026, 12, 28, 9, 0, tzinfo=AMSTERDAM)


def test_no_day_lies_between_a_later_and_an_earlier_one() -> None:
    assert working_days(date(2026, 11, 27), date(2026, 11, 23)) == ()
    assert len(working_days(date(2026, 12, 21), date(2026, 12, 31))) == 8


@pytest.mark.parametrize(
    ("now", "from_hour", "opens"),
    [
        ("2026-11-23T08:00", 0, "2026-11-23T09:00"),
        ("2026-11-23T08:00", 14, "2026-11-23T14:00"),
        ("2026-11-23T15:00", 14, "2026-11-23T15:00"),
        ("2026-11-27T18:00", 14, "2026-11-30T14:00"),
        ("2026-11-23T08:00", 18, None),
    ],
)
def test_who_asked_not_to_be_called_before_an_hour_is_called_from_then(now: str, from_hour: int, opens: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)
    expected = datetime.fromisoformat(opens).replace(tzinfo=AMSTERDAM) if opens else None
    assert next_open_from(moment, "Europe/Amsterdam", "NL", from_hour) == expected
