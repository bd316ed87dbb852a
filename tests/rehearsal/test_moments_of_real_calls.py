"""A rehearsal goes on from a moment of a real call: what was said there stands, and the rest is a rehearsal as any."""

import json
from dataclasses import replace

import pytest

from belletje.prospect.respond import LAST_WORDS
from belletje.rehearsal.conversation import (
    Conversation,
    NothingToTakeBack,
    dial,
    replay,
    resume,
    up_to,
    use_help,
)
from belletje.rehearsal.record import Heard, Helped, Record, Said, from_data, moment_in, to_data, turns
from rehearsal.score import header, play, put_down, say


def said(at_s: float, reaction: str, text: str) -> Said:
    """A line of a real person: nobody can look into them."""
    return Said(at_s, "prospect", reaction, text, {})


def heard(at_s: float, acts: str, text: str) -> Heard:
    """What the caller said then."""
    return Heard(at_s, text, tuple(acts.split()), {}, 3.0, 0.5)


MOMENT = (
    said(1.0, "listens", "Met Bakker."),
    heard(3.0, "greet introduce state_reason", "Goedemorgen, met Sanne, over uw vacature."),
    said(8.0, "has_supplier", "Daar hebben we al een partij voor."),
)


def going_on(seed: int = 1) -> Conversation:
    """A rehearsal that goes on where they said that they have somebody already."""
    return dial(replace(header("supply=preferred_supplier", seed), moment=MOMENT))


def test_it_begins_with_what_was_said_and_waits_for_the_caller() -> None:
    call = going_on()
    assert [turn.text for turn in turns(call.record)] == [one.text for one in MOMENT]
    assert not call.is_over
    assert call.state.on_table == "has_supplier"
    assert call.state.knows_who
    assert call.state.knows_why


def test_what_the_caller_does_then_counts_as_in_any_call() -> None:
    call = say(going_on(), "acknowledge probe reframe")
    assert "has_supplier" in call.state.handled
    assert len(call.record.heard) == call.record.begun + 1 == 2


@pytest.mark.parametrize("seed", range(12))
def test_it_plays_again_to_the_same_record_and_survives_being_written_down(seed: int) -> None:
    call = going_on(seed)
    for turn in ("acknowledge probe", "ask_open", "propose_meeting"):
        call = call if call.is_over else say(call, turn)
    call = put_down(call)

    assert resume(call.record) == call
    assert from_data(json.loads(json.dumps(to_data(call.record)))) == call.record


def test_only_turns_of_the_rehearsal_are_taken_back() -> None:
    with pytest.raises(NothingToTakeBack):
        use_help(going_on(), Helped(12.0, "take_back"))

    back = use_help(say(going_on(), "pitch"), Helped(30.0, "take_back"))

    assert back.state == going_on().state
    assert resume(back.record) == back


def test_it_is_taken_again_from_the_moment_and_not_from_before_it() -> None:
    call = say(going_on(), "pitch")
    assert up_to(call.record, 0) == up_to(call.record, 1) == going_on()
    assert up_to(call.record, 2) == call


def test_two_lines_after_one_another_are_no_silence_of_the_caller() -> None:
    twice = (*MOMENT, said(11.0, "listens", "Al jaren."))
    call = dial(replace(header("supply=preferred_supplier"), moment=twice))
    assert call.state.silences == call.state.confused == 0
    assert call.state.on_table == "has_supplier"


def test_a_real_call_that_went_on_after_a_goodbye_goes_on() -> None:
    on = (*MOMENT[:2], said(8.0, "says_goodbye", "Nou, dag hoor."), heard(9.0, "probe", "Nog even?"), MOMENT[2])
    assert not dial(replace(header("manner=friendly"), moment=on)).is_over


def record(*events: Said | Heard) -> Record:
    """A call in which this was said."""
    return replace(header("manner=friendly"), events=events)


def test_the_moment_ends_with_their_line_in_or_last_before_a_turn() -> None:
    after = (*MOMENT, heard(12.0, "pitch", "Wij zijn beter."), said(15.0, "hangs_up", "Dag."))
    assert moment_in(record(*after), 3) == MOMENT
    assert moment_in(record(*after), 4) == MOMENT
    assert moment_in(record(*after), 5, LAST_WORDS) == MOMENT


def test_before_the_caller_said_anything_there_is_no_moment() -> None:
    assert moment_in(record(*MOMENT), 1) == moment_in(record(*MOMENT), 2) == ()
    assert moment_in(record(), 7) == ()


def test_without_a_moment_a_call_is_as_it_was() -> None:
    call = play("manner=friendly", "greet introduce | state_reason")
    assert call.record.begun == 0
    assert replay(call.record.header(), call.record.heard, None) == call
