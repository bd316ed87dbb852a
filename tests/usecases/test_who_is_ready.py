"""How many people are ready: as many as the desk would give one after the other, and when there are some again."""

from datetime import datetime, timedelta

import pytest

from belletje.usecases import order, queue, realcalls
from belletje.usecases.queue import Ready

MORNING = "2026-11-24T09:00+01:00"


@pytest.fixture
def ready(furnished_house, now):
    """Who is ready at a moment."""
    order.prepare(house=furnished_house, now=now)

    def asked(moment: datetime | str, holder: str = "a") -> Ready:
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return queue.ready(house=furnished_house, now=at, holder=holder)

    return asked


def test_as_many_are_ready_as_are_given(furnished_house, now, ready) -> None:
    number = ready(now).number
    given = [queue.next_person(house=furnished_house, now=now, holder=f"desk{n}") for n in range(number + 1)]
    assert number > 0
    assert None not in given[:number]
    assert given[number] is None
    assert ready(now).number == 0


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        ("2026-11-23T07:30+01:00", "2026-11-23T09:00+01:00"),
        ("2026-11-23T18:00+01:00", MORNING),
        ("2026-11-28T10:00+01:00", "2026-11-30T09:00+01:00"),
        ("2026-12-25T10:00+01:00", "2026-12-28T09:00+01:00"),
    ],
)
def test_outside_calling_hours_nobody_is_and_it_is_told_when_they_are(moment: str, again: str, ready) -> None:
    assert ready(moment) == Ready(0, datetime.fromisoformat(again))
    assert ready(again).number > 0


def test_a_callback_that_is_due_is_ready_at_any_hour_and_told_beforehand(furnished_house, now, ready) -> None:
    person = queue.next_person(house=furnished_house, now=now, holder="a")
    realcalls.record_call(
        house=furnished_house, person=person, outcome="callback", now=now, token="t", callback="2026-11-23T18:30",
        holder="a",
    )  # fmt: skip

    assert ready("2026-11-23T18:00+01:00").again == datetime.fromisoformat("2026-11-23T18:30+01:00")
    assert ready("2026-11-23T18:30+01:00") == Ready(1, None)
    queue.take(house=furnished_house, person=person, now=datetime.fromisoformat("2026-11-23T18:30+01:00"), holder="b")
    assert ready("2026-11-23T18:31+01:00", "b").number == 1
    assert ready("2026-11-23T18:31+01:00", "c") == Ready(0, datetime.fromisoformat(MORNING))


def test_who_was_called_in_vain_or_put_off_is_ready_again_after_that(furnished_house, now, ready) -> None:
    before = ready(now).number
    first = queue.next_person(house=furnished_house, now=now, holder="a")
    realcalls.record_call(house=furnished_house, person=first, outcome="no_contact", now=now, token="t", holder="a")
    second = queue.next_person(house=furnished_house, now=now, holder="a")
    queue.next_person(house=furnished_house, now=now, holder="a", skip=second)

    assert ready(now).number == before - 2
    assert ready(now + queue.SKIPPED_FOR).number == before - 1
    assert ready(now + timedelta(hours=3)).number >= before


def test_in_an_empty_house_nobody_ever_is(house, now) -> None:
    assert queue.ready(house=house, now=now, holder="a") == Ready(0, None)
