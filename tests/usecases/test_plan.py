"""The plan: what counts towards the goal and when, and what is forecast from it."""

from datetime import date, timedelta

import pytest

from belletje.usecases import plan, queue, realcalls
from belletje.usecases.house import Refused

WEEK = timedelta(days=7)


@pytest.fixture
def call(furnished_house):
    """Records a call to the next person, at some moment; gives its number."""
    made = iter(range(1_000_000))

    def called(outcome: str, at) -> int:
        number = next(made)
        person = queue.next_person(house=furnished_house, now=at, holder=f"desk{number}")
        assert person
        return realcalls.record_call(
            house=furnished_house, person=person, outcome=outcome, now=at, token=f"t{number}"
        ).id

    return called


@pytest.fixture
def planned(furnished_house):
    """The plan at a moment, without its week."""
    return lambda at: plan.plan(house=furnished_house, now=at, with_week=False)


def test_a_placement_counts_on_its_own_day_not_on_that_of_the_call(furnished_house, now, call, planned) -> None:
    meeting = call("meeting", now - 6 * WEEK)
    plan.set_goal(house=furnished_house, kind="placements", number=3, until=date(2026, 12, 31), now=now - WEEK)

    realcalls.set_result(house=furnished_house, call=meeting, result="won", now=now)

    assert planned(now).done == 1


def test_a_placement_from_before_the_goal_does_not_count_towards_it(furnished_house, now, call, planned) -> None:
    meeting = call("meeting", now - 6 * WEEK)
    plan.set_goal(house=furnished_house, kind="placements", number=3, until=date(2026, 12, 31), now=now - WEEK)

    realcalls.set_result(house=furnished_house, call=meeting, result="won", now=now, on=now.date() - 2 * WEEK)

    assert planned(now).done == 0


def test_the_day_of_a_placement_can_be_put_right(furnished_house, now, call) -> None:
    meeting = call("meeting", now - WEEK)
    realcalls.set_result(house=furnished_house, call=meeting, result="won", now=now)

    righted = realcalls.set_result(
        house=furnished_house, call=meeting, result="won", now=now, on=now.date() - timedelta(days=3)
    )

    assert righted.result_on == "2026-11-20"
    assert realcalls.set_result(house=furnished_house, call=meeting, result="", now=now).result_on is None


@pytest.mark.parametrize("days", [-8, 1])
def test_a_result_lies_between_the_call_and_today(furnished_house, now, call, days: int) -> None:
    meeting = call("meeting", now - WEEK)
    with pytest.raises(Refused, match="between the call and today"):
        realcalls.set_result(
            house=furnished_house, call=meeting, result="won", now=now, on=now.date() + timedelta(days=days)
        )


def test_a_meeting_of_the_goal_counts_on_the_day_of_its_call(furnished_house, now, call, planned) -> None:
    call("meeting", now - WEEK)
    plan.set_goal(house=furnished_house, kind="meetings", number=8, until=date(2026, 12, 31), now=now)
    call("meeting", now + timedelta(hours=1))

    assert planned(now + timedelta(hours=2)).done == 1


def test_meetings_that_are_still_open_make_fewer_calls_needed(now, call, planned) -> None:
    before = planned(now)
    meetings = [call("meeting", now) for _ in range(2)]

    after = planned(now)

    assert (before.open_meetings, after.open_meetings) == (0, len(meetings))
    assert after.needed.middle < before.needed.middle


def test_a_meeting_counts_as_open_until_its_result_is_known_or_it_is_too_long_ago(
    furnished_house, now, call, planned
) -> None:
    assert 19 * WEEK > plan.OPEN_FOR
    call("meeting", now - 19 * WEEK)
    decided, _, taken_back = (call("meeting", now) for _ in range(3))
    realcalls.undo_call(house=furnished_house, call=taken_back, now=now)
    realcalls.set_result(house=furnished_house, call=decided, result="lost", now=now)

    assert planned(now).open_meetings == 1


def test_the_forecast_is_at_the_pace_so_far_beside_what_is_needed(now, call, planned) -> None:
    before = planned(now)
    assert before.pace is None
    assert before.needed_course == before.fan.middle
    for _ in range(3):
        call("no_contact", now)

    after = planned(now + timedelta(days=1))

    assert after.pace is not None
    assert after.pace.low < 3 < after.pace.high
    assert after.fan.middle[-1] < after.needed_course[-1]
    assert after.needed_course[-1] == pytest.approx(after.goal.number, abs=1)


def test_days_before_the_first_call_and_a_day_that_is_not_over_do_not_slow_the_pace(now, call, planned) -> None:
    for _ in range(8):
        call("no_contact", now - timedelta(days=3))
    call("no_contact", now)

    pace = planned(now).pace

    assert pace is not None
    assert pace.middle == pytest.approx(8, abs=0.5)
