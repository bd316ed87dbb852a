"""Not now: who is put off comes back later, what was agreed stands, and it is kept who said so."""

from datetime import datetime, timedelta

import pytest

from belletje.usecases import callbacks, desk, queue, realcalls
from belletje.usecases.house import NotThere

HOUR = timedelta(hours=1)


@pytest.fixture
def promised(furnished_house, now) -> str:
    """Somebody who is to be called back at eleven."""
    person = queue.next_person(house=furnished_house, now=now, holder="a")
    assert person
    realcalls.record_call(
        house=furnished_house, person=person, outcome="callback", now=now, token="t", callback="2026-11-23T11:00",
        holder="a",
    )  # fmt: skip
    return person


@pytest.fixture
def not_now(furnished_house, promised, now):
    """Somebody gets them when that is due, and says not now; gives the moment."""
    due = now + HOUR
    assert queue.next_person(house=furnished_house, now=due, holder="b") == promised
    assert queue.next_person(house=furnished_house.at_work("Piet"), now=due, holder="b", skip=promised) != promised
    return due


def test_a_callback_that_is_put_off_keeps_the_moment_that_was_agreed(furnished_house, promised, not_now) -> None:
    (kept,) = callbacks.coming(house=furnished_house, now=not_now)
    assert kept.at == datetime.fromisoformat("2026-11-23T11:00+01:00")
    assert b"T110000" in callbacks.callbacks_calendar(house=furnished_house, now=not_now)
    shown = desk.sheet(house=furnished_house, person=promised, now=not_now, language="nl")
    assert shown.standing.callback_at == kept.at


def test_it_is_kept_who_put_it_off_and_until_when(furnished_house, not_now) -> None:
    (kept,) = callbacks.coming(house=furnished_house, now=not_now)
    assert kept.put_off is not None
    assert (kept.put_off.by, kept.put_off.at, kept.put_off.stands) == ("Piet", "2026-11-23T10:00:00+00:00", True)
    later = not_now + queue.SKIPPED_FOR
    (kept,) = callbacks.coming(house=furnished_house, now=later)
    assert kept.put_off is not None
    assert not kept.put_off.stands


def test_nobody_gets_them_until_then_and_then_they_come_first_again(furnished_house, promised, not_now) -> None:
    assert queue.next_person(house=furnished_house, now=not_now, holder="c") != promised
    assert queue.next_person(house=furnished_house, now=not_now + queue.SKIPPED_FOR, holder="d") == promised


def test_putting_off_is_taken_back_with_nothing_lost(furnished_house, promised, not_now) -> None:
    for _ in range(2):
        queue.bring_back(house=furnished_house, person=promised, now=not_now)

    (kept,) = callbacks.coming(house=furnished_house, now=not_now)
    assert kept.put_off is None
    assert queue.next_person(house=furnished_house, now=not_now, holder="c") == promised


def test_who_is_called_all_the_same_is_put_off_no_longer(furnished_house, promised, not_now) -> None:
    soon = not_now + timedelta(minutes=10)
    realcalls.record_call(
        house=furnished_house, person=promised, outcome="callback", now=soon, token="u", callback="2026-11-23T11:30"
    )
    (kept,) = callbacks.coming(house=furnished_house, now=soon)
    assert kept.put_off is None
    assert queue.next_person(house=furnished_house, now=not_now + HOUR / 2, holder="c") == promised


def test_who_is_not_there_cannot_be_brought_back(furnished_house, now) -> None:
    with pytest.raises(NotThere):
        queue.bring_back(house=furnished_house, person="p99999", now=now)
