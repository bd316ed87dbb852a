"""When to call back: what people say, as a moment at the other end."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.desk.callbacks import NoMoment, moment_in

AMSTERDAM = "Europe/Amsterdam"
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=ZoneInfo(AMSTERDAM))


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("volgende week dinsdag om 10 uur", "2026-12-01 10:00"),
        ("bel maar dinsdag om half drie", "2026-12-01 14:30"),
        ("morgen", "2026-11-27 09:30"),
        ("morgenochtend", "2026-11-27 09:30"),
        ("vanmiddag", "2026-11-26 14:00"),
        ("over een kwartier", "2026-11-26 10:15"),
        ("na de lunch", "2026-11-26 13:30"),
        ("na vrijdag", "2026-11-30 09:30"),
        ("vóór dinsdag", "2026-11-30 09:30"),
        ("voor dinsdag", "2026-12-01 09:30"),
        ("om half tien", "2026-11-27 09:30"),
        ("over twee weken", "2026-12-07 09:30"),
        ("begin januari", "2027-01-04 09:30"),
        ("eind januari", "2027-01-25 09:30"),
        ("tomorrow at 3pm", "2026-11-27 15:00"),
        ("2026-12-01T10:00", "2026-12-01 10:00"),
        ("2026-12-01T10:00+00:00", "2026-12-01 11:00"),
    ],
)
def test_a_moment_is_read_as_it_is_said(words: str, moment: str) -> None:
    assert moment_in(words, "nl", THURSDAY, AMSTERDAM).strftime("%Y-%m-%d %H:%M") == moment


@pytest.mark.parametrize(
    ("words", "reason"),
    [("", "unreadable"), ("ooit", "unreadable"), ("gisteren", "unreadable"), ("2026-11-25T10:00", "past"),
     ("2036-11-25T10:00", "too_far")],
)  # fmt: skip
def test_what_holds_no_moment_to_come_is_refused(words: str, reason: str) -> None:
    with pytest.raises(NoMoment) as mistake:
        moment_in(words, "nl", THURSDAY, AMSTERDAM)
    assert mistake.value.reason == reason


def test_a_time_is_the_time_at_the_other_end() -> None:
    there = moment_in("tomorrow at 10 o'clock", "en", THURSDAY, "Europe/London")
    assert there.astimezone(ZoneInfo(AMSTERDAM)).hour == 11


@given(st.text(max_size=80), st.sampled_from(["nl", "en"]))
def test_whatever_is_typed_gives_a_moment_to_come_or_no_moment(words: str, language: str) -> None:
    try:
        found = moment_in(words, language, THURSDAY, AMSTERDAM)
    except NoMoment:
        return
    assert THURSDAY < found <= THURSDAY + timedelta(days=3 * 366)
