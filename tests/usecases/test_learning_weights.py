"""The weights of the call list learn from real calls, and only when there are enough of them."""

from datetime import timedelta

import pytest

from belletje.calllist.learning import ENOUGH_CALLS
from belletje.usecases import calllist, order, realcalls
from belletje.usecases.calllist import calls_to_learn_from, learn_weights, set_weights, weights_now
from belletje.usecases.house import Refused


@pytest.fixture
def ring(furnished_house, now):
    """Records real calls to the people of the list, from the top; the first of them bring a meeting."""
    order.prepare(house=furnished_house, now=now)
    people = [person for person, _ in calllist.call_list(house=furnished_house, now=now)]

    def recorded(number: int, meetings: int = 0, outcome: str = "polite_no") -> None:
        for place in range(number):
            realcalls.record_call(
                house=furnished_house,
                person=people[place % len(people)],
                outcome="meeting" if place < meetings else outcome,
                now=now + timedelta(minutes=place),
                token=f"{outcome}-{place}",
            )

    return recorded


def test_too_few_calls_move_nothing_and_say_how_many_are_missing(furnished_house, now, ring):
    usual = weights_now(house=furnished_house)
    ring(10, meetings=2)
    with pytest.raises(Refused, match="90 more"):
        learn_weights(house=furnished_house, now=now)
    assert weights_now(house=furnished_house) == usual
    assert calls_to_learn_from(house=furnished_house) == ENOUGH_CALLS - 10


def test_calls_in_which_nobody_was_reached_teach_nothing(furnished_house, ring):
    ring(5, outcome="no_contact")
    assert calls_to_learn_from(house=furnished_house) == ENOUGH_CALLS


def test_enough_calls_move_the_weights_and_the_usual_ones_come_back(furnished_house, now, ring):
    usual = weights_now(house=furnished_house)
    ring(ENOUGH_CALLS + 10, meetings=20)
    assert calls_to_learn_from(house=furnished_house) == 0
    found = learn_weights(house=furnished_house, now=now)
    assert weights_now(house=furnished_house) == found != usual
    assert all(0 <= weight <= 10 for weight in found.values())
    set_weights(house=furnished_house, weights={}, now=now)
    assert weights_now(house=furnished_house) == usual
