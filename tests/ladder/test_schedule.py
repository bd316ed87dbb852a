"""When to practise what again."""

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from belletje.ladder.held import Held
from belletje.ladder.schedule import due, rebuild
from belletje.ladder.step import step

from .diary import GOOD, LATE, MISSED, NO_ANSWER, SILENT, VOICEMAIL, day, diary, steps


@pytest.mark.parametrize(
    ("score", "grade"), [(GOOD, "good"), (LATE, "hard"), (MISSED, "again")], ids=["at once", "late", "missed"]
)
def test_the_grade_is_how_it_was_handled(score: str, grade: str) -> None:
    (call,) = diary((1, score))
    assert step(call).grades["reaction:has_supplier"] == grade


def test_without_help_handled_at_once_is_easy() -> None:
    (call,) = diary((1, GOOD))
    exam = replace(call, record=replace(call.record, mode="exam"))
    assert step(exam).grades["reaction:has_supplier"] == "easy"


def test_nobody_picks_up_and_only_that_was_met() -> None:
    (call,) = diary((1, NO_ANSWER))
    assert step(call).grades == {"reach=no_answer": "good"}


def test_a_voicemail_practises_the_voicemail_and_no_manner() -> None:
    (call,) = diary((1, VOICEMAIL))
    assert step(call).grades == {"reaction:voicemail": "good", "reach=voicemail": "good", "warmth=cold": "good"}


def test_a_call_in_which_nothing_was_said_practises_nothing() -> None:
    assert rebuild(steps((1, SILENT))).items == {}


def test_golden_ladder() -> None:
    ladder = rebuild(steps((1, MISSED), (2, LATE), (4, GOOD), (12, GOOD)))
    supplier = ladder.items["reaction:has_supplier"]
    assert (supplier.times, supplier.missed, supplier.last_grade) == (4, 1, "good")
    assert (round(supplier.stability_days, 4), round(supplier.difficulty, 4)) == (13.5345, 7.5795)
    assert supplier.due == day(26)
    assert [item.name for item in due(ladder, day(13))] == ["reaction:not_interested"]


def test_what_goes_well_comes_back_later_than_what_goes_wrong() -> None:
    good, missed = (rebuild(steps((1, score))).items["reaction:has_supplier"] for score in (GOOD, MISSED))
    assert missed.due < good.due


def test_the_same_records_give_the_same_ladder_in_any_order() -> None:
    calls = list(steps((1, MISSED), (2, LATE), (2, VOICEMAIL), (4, GOOD), (12, GOOD)))
    shuffled = calls.copy()
    Random(5).shuffle(shuffled)
    assert rebuild(calls) == rebuild(shuffled)


def test_nothing_is_due_before_its_day() -> None:
    ladder = rebuild(steps((1, GOOD)))
    assert due(ladder, day(1)) == ()
    assert {item.name for item in due(ladder, day(200))} == set(ladder.items)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Held("c1", datetime(2026, 1, 5), diary((1, GOOD))[0].record)  # noqa: DTZ001
