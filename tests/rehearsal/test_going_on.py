"""By voice, a turn that was answered in a thinking pause is one turn all the same."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.scenario import Scenario
from belletje.rehearsal.conversation import (
    CallIsOver,
    Conversation,
    NothingToTakeBack,
    beside,
    could_go_on,
    dial,
    go_on,
    hang_up,
    resume,
    up_to,
)
from belletje.rehearsal.record import BargeIn, Said, Sounded, from_data, helps, standing, to_data, turns
from belletje.understanding.acts import Act
from prospect.scenarios import scenarios
from rehearsal.score import header, play, say

acts = st.lists(st.sampled_from([*map(str, Act)]), min_size=1, max_size=3, unique=True).map(" ".join)
turns_said = st.lists(st.tuples(acts, st.sampled_from(["whole", "cut short", "answered in a pause"])), max_size=8)
OPENING = "greet introduce state_reason | ask_open"


def break_in(call: Conversation) -> Conversation:
    """The caller begins while the last line has just begun to sound."""
    last = sum(isinstance(event, Said) for event in call.record.events) - 1
    return beside(call, Sounded(20.0, last, 0.3, 3.0), BargeIn(20.3, last, "Nou"))


def hold(scenario: Scenario, said: list[tuple[str, str]], seed: int) -> Conversation:
    """A call by voice of these turns; a turn on a dead line is not heard."""
    call = dial(header(scenario.id, seed, medium="voice"))
    for words, how in said:
        if call.is_over:
            break
        if how == "answered in a pause":
            try:
                call = go_on(break_in(say(call, "filler")), 21.0)
            except (CallIsOver, NothingToTakeBack):
                continue
        elif how == "cut short":
            call = break_in(call)
        call = say(call, words)
    return call


@given(scenarios(("answers", "gatekeeper")), turns_said, st.integers(0, 10_000))
@settings(max_examples=120, deadline=None)
def test_a_call_with_turns_that_went_on_replays_to_the_identical_record_and_survives_json(
    scenario: Scenario, said: list[tuple[str, str]], seed: int
) -> None:
    call = hold(scenario, said, seed)
    assert resume(call.record) == call
    assert from_data(json.loads(json.dumps(to_data(call.record)))) == call.record
    assert up_to(call.record, len(call.record.heard)).state == call.state


@given(
    scenarios(("answers",)),
    turns_said,
    st.sampled_from(["pitch", "ask_open", "goodbye", "pressure", "..."]),
    st.integers(0, 10_000),
)
@settings(max_examples=120, deadline=None)
def test_an_answer_in_a_pause_leaves_the_other_end_as_it_was(
    scenario: Scenario, said: list[tuple[str, str]], begun: str, seed: int
) -> None:
    before = hold(scenario, said, seed)
    if before.is_over or not could_go_on(say(before, begun).record):
        return
    after = go_on(break_in(say(before, begun)), 21.0)
    assert after.state == before.state
    assert turns(after.record) == turns(before.record)
    whole = say(after, "acknowledge ask_open").record
    assert [turn.text for turn in turns(whole)] == [
        turn.text for turn in turns(say(before, "acknowledge ask_open").record)
    ]
    assert not helps(whole), "it is no help that was used"


def test_who_breaks_off_earlier_is_still_minded_after_a_turn_that_went_on() -> None:
    interrupted = say(break_in(play("manner=curt", OPENING)), "pitch")
    assert go_on(break_in(say(interrupted, "filler")), 40.0).state.patience == interrupted.state.patience
    assert interrupted.state.patience < say(play("manner=curt", OPENING), "pitch").state.patience


def test_nothing_goes_on_before_the_first_turn_nor_once_somebody_else_has_picked_up() -> None:
    put_through = play("reach=gatekeeper,manner=friendly", "greet introduce state_reason ask_referral", seed=3)
    assert [event.reaction for event in standing(put_through.record.events) if isinstance(event, Said)][
        1
    ] == "put_through"
    for call in (play("manner=friendly"), put_through):
        with pytest.raises(NothingToTakeBack):
            go_on(call, 30.0)


def test_who_is_hung_up_on_in_a_pause_goes_on_as_if_nothing_had_been_said() -> None:
    before = play("manner=irritated", "greet introduce")
    over = say(before, "goodbye pressure disparage")
    assert over.is_over
    after = go_on(break_in(over), 90.0)
    assert (after.state, after.record.outcome) == (before.state, None)
    assert resume(after.record) == after


def test_a_goodbye_that_got_no_answer_was_none_if_more_follows() -> None:
    before = play("reach=voicemail", "greet introduce")
    assert go_on(say(before, "goodbye"), 90.0).state == before.state


def test_nothing_goes_on_once_the_caller_put_the_phone_down() -> None:
    with pytest.raises(CallIsOver):
        go_on(hang_up(play("manner=friendly", OPENING), 60.0), 90.0)
