"""What the ears got wrong is put right after the call: the debrief goes by what was said, the call itself stands."""

import pytest

from belletje.rehearsal.record import Corrected, turns
from belletje.store.engine import open_database
from belletje.usecases import dialling, practice, rehearsals
from belletje.usecases.house import House, Refused
from belletje.usecases.steps import steps_of

WRONG = "goede morgen met wit van noord licht hik wel ober u vakantie"
RIGHT = "Goedemorgen, met Sanne de Wit van Noordlicht. Ik bel over uw vacature."


@pytest.fixture
def call(house: House, now) -> int:
    """A call that is over, whose first turn was heard wrongly."""
    number = dialling.dial(house=house, now=now, language="nl", seed=4, medium="voice")
    rehearsals.say(house=house, call=number, text=WRONG)
    rehearsals.hang_up(house=house, call=number)
    return number


def test_the_debrief_goes_by_what_was_said(house: House, now, call: int) -> None:
    assert practice.debrief(house=house, call=call).measures.time_to_reason_s is None

    rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now)

    assert practice.debrief(house=house, call=call).measures.time_to_reason_s is not None


def test_the_other_end_answered_what_it_heard_and_that_stands(house: House, now, call: int) -> None:
    before = rehearsals.show_call(house=house, call=call).record
    after = rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now).record

    assert [turn.text for turn in turns(after)] == [RIGHT if turn.n == 2 else turn.text for turn in turns(before)]
    assert (after.outcome, after.duration_s) == (before.outcome, before.duration_s)
    assert rehearsals.replay(house=house, call=call).record == after


def test_the_record_keeps_who_put_right_what_and_when(house: House, now, call: int) -> None:
    record = rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now).record
    right = next(event for event in record.events if isinstance(event, Corrected))

    assert (right.was, right.text, right.by) == (WRONG, RIGHT, house.by)
    assert right.at.startswith("2026-11-23T10:00")


def test_the_same_correction_twice_counts_once(house: House, now, call: int) -> None:
    once = rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now)
    twice = rehearsals.correct(house=house, call=call, turn=2, text=f"  {RIGHT} ", now=now)

    assert twice.record == once.record


def test_the_ladder_counts_what_was_said(house: House, now, call: int) -> None:
    steps_of(house)
    rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now)
    after = list(steps_of(house))

    with open_database(house.folder).begin() as connection:
        connection.exec_driver_sql("delete from ladder_steps")
    assert list(steps_of(house)) == after


def test_a_moment_before_it_is_taken_again_with_the_person_as_they_were(house: House, now, call: int) -> None:
    before = rehearsals.take_again(house=house, call=call, turns_kept=1, now=now)
    rehearsals.correct(house=house, call=call, turn=2, text=RIGHT, now=now)
    after = rehearsals.take_again(house=house, call=call, turns_kept=1, now=now)

    again = [rehearsals.show_call(house=house, call=number).record.events for number in (before, after)]
    assert again[0] == again[1]


def test_a_call_that_still_goes_on_is_put_right_afterwards(house: House, now) -> None:
    going_on = dialling.dial(house=house, now=now, language="nl", seed=4, medium="voice", scenario="reach=answers")
    rehearsals.say(house=house, call=going_on, text=WRONG)

    with pytest.raises(Refused, match="still going on"):
        rehearsals.correct(house=house, call=going_on, turn=2, text=RIGHT, now=now)
