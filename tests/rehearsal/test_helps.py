"""The helps of the coached mode: kept in the record, and without a trace in what the other end says."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.scenario import Scenario
from belletje.rehearsal.conversation import (
    CallIsOver,
    Conversation,
    NothingToTakeBack,
    dial,
    free_at_s,
    hang_up,
    resume,
    use_help,
)
from belletje.rehearsal.record import HELPS, Help, Helped, from_data, helps, to_data, turns
from belletje.understanding.acts import Act
from prospect.scenarios import scenarios
from rehearsal.score import header, play, say

acts = st.lists(st.sampled_from([*map(str, Act)]), max_size=3, unique=True).map(" ".join)
deeds = st.lists(st.one_of(acts, st.sampled_from([f"?{kind}" for kind in HELPS])), max_size=14)
OPENING = "greet introduce state_reason | ask_open"


def helped(call: Conversation, kind: str) -> Conversation:
    """The call after this help was used, where it can be."""
    try:
        return use_help(call, Helped(free_at_s(call), kind))
    except (CallIsOver, NothingToTakeBack):
        return call


def hold(scenario: Scenario, score: list[str], seed: int) -> Conversation:
    """A call of turns and helps; a turn on a dead line is not heard."""
    call = dial(header(scenario.id, seed))
    for deed in score:
        if deed.startswith("?"):
            call = helped(call, deed[1:])
        elif not call.is_over:
            call = say(call, deed or "filler")
    return call


@given(scenarios(), deeds, st.integers(0, 10_000))
@settings(max_examples=120, deadline=None)
def test_a_call_with_helps_replays_to_the_identical_record_and_survives_json(
    scenario: Scenario, score: list[str], seed: int
) -> None:
    call = hold(scenario, score, seed)
    assert resume(call.record) == call
    assert from_data(json.loads(json.dumps(to_data(call.record)))) == call.record


@given(scenarios(("answers", "gatekeeper")), deeds, st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_looking_something_up_changes_nothing_of_what_is_said(scenario: Scenario, score: list[str], seed: int) -> None:
    looked = [deed for deed in score if deed != "?take_back"]
    plain = [deed for deed in looked if not deed.startswith("?")]
    said = [(turn.who, turn.text, turn.mind) for turn in turns(hold(scenario, looked, seed).record)]
    assert said == [(turn.who, turn.text, turn.mind) for turn in turns(hold(scenario, plain, seed).record)]


@given(scenarios(("answers", "gatekeeper")), st.lists(acts, min_size=1, max_size=6), st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_a_turn_taken_back_leaves_the_state_and_the_words_of_before(
    scenario: Scenario, score: list[str], seed: int
) -> None:
    before = hold(scenario, score[:-1], seed)
    if before.is_over:
        return
    after = use_help(say(before, score[-1]), Helped(500.0, "take_back"))
    assert after.state == before.state
    assert turns(after.record) == turns(before.record)
    again = say(after, score[-1])
    assert [turn.text for turn in turns(again.record)] == [turn.text for turn in turns(say(before, score[-1]).record)]


def test_a_turn_that_made_the_other_end_hang_up_can_be_taken_back() -> None:
    angry = play("manner=irritated", "pressure disparage | pressure | pressure | pressure")
    assert angry.is_over
    assert not helped(angry, "take_back").is_over


def test_there_is_nothing_to_take_back_before_the_first_turn_nor_after_putting_the_phone_down() -> None:
    for call in (play("manner=friendly"), hang_up(play("manner=friendly", OPENING), 90.0)):
        with pytest.raises(NothingToTakeBack):
            use_help(call, Helped(100.0, "take_back"))


def test_a_dead_line_gives_no_hint() -> None:
    with pytest.raises(CallIsOver):
        use_help(hang_up(play("manner=friendly", OPENING), 90.0), Helped(100.0, "hint"))


def test_a_help_is_told_with_the_turn_it_was_used_for() -> None:
    call = helped(play("manner=friendly", OPENING), "hint")
    assert helps(call.record) == (Help("hint", len(turns(call.record)) + 1),)
