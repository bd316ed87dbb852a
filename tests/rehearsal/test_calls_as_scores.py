"""Calls as scores: each way that a call can go is playable, and ends for a reason that the record names."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.persona import impossible
from belletje.prospect.scenario import DIMENSIONS, Scenario, possible
from belletje.rehearsal.conversation import CallIsOver, resume, up_to
from belletje.rehearsal.record import HungUp, Rang, Said, Tone, from_data, to_data, turns
from belletje.understanding.acts import Act
from rehearsal.score import header, play, put_down, say

GOOD = (
    "greet introduce state_reason",
    "ask_open",
    "acknowledge ask_open",
    "acknowledge probe",
    "acknowledge reframe answer_question",
    "prove answer_question",
    "acknowledge answer_question propose_meeting propose_slot",
    "acknowledge answer_question propose_meeting propose_slot",
    "confirm thank goodbye",
)
TERRIBLE = ("pitch", "pitch", "pressure", "pitch pressure", "disparage", "pressure")
scenarios = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in DIMENSIONS.items()}).filter(
    possible
)
utterances = st.lists(st.lists(st.sampled_from([*map(str, Act)]), max_size=3).map(" ".join), max_size=14)


def test_nobody_picks_up_and_the_line_goes_dead() -> None:
    call = play("reach=no_answer")
    assert call.state.outcome == "no_contact"
    assert [event.times for event in call.record.events if isinstance(event, Rang)] == [6]


def test_a_busy_line_sounds_busy() -> None:
    call = play("reach=busy")
    assert any(isinstance(event, Tone) and event.sound == "busy" for event in call.record.events)
    assert call.state.outcome == "no_contact"


def test_a_voicemail_beeps_and_keeps_the_message() -> None:
    call = play("reach=voicemail", "greet introduce state_reason confirm")
    assert any(isinstance(event, Tone) and event.sound == "beep" for event in call.record.events)
    assert put_down(call).state.outcome == "voicemail_left"


def test_a_voicemail_without_a_message_reached_nobody() -> None:
    assert put_down(play("reach=voicemail")).state.outcome == "no_contact"


def test_a_goodbye_to_a_voicemail_is_the_end_of_the_message() -> None:
    assert play("reach=voicemail", "introduce state_reason", "thank goodbye").state.outcome == "voicemail_left"


def test_a_wrong_number_ends_with_an_apology() -> None:
    call = play("reach=wrong_number", "apologise goodbye")
    assert call.state.outcome == "no_contact"
    assert turns(call.record)[0].speaker == "stranger"


def test_a_gatekeeper_can_be_won_over() -> None:
    through = [play("reach=gatekeeper", "greet introduce state_reason ask_referral", seed=seed) for seed in range(20)]
    assert any(call.state.phase == "person" for call in through)
    won = next(call for call in through if call.state.phase == "person")
    assert [turn.speaker for turn in turns(won.record)][-1] == "prospect"


def test_a_gatekeeper_who_is_pushed_closes_the_door() -> None:
    outcomes = Counter(play("reach=gatekeeper", *["pressure"] * 6, seed=seed).state.outcome for seed in range(20))
    assert outcomes["polite_no"] == 20


def test_do_not_call_is_final_and_honouring_it_ends_the_call_well() -> None:
    call = play("manner=neutral,twist=do_not_call", *["state_reason introduce"] * 6)
    assert "do_not_call" in call.state.said
    assert call.state.outcome == "opted_out" or say(call, "honour_optout").state.outcome == "opted_out"


def test_pressure_after_a_no_ends_the_call() -> None:
    call = play("need=none,manner=curt", "introduce state_reason", "ask_closed", "ask_closed", "ask_closed")
    assert say(call, "pressure").state.outcome in {"hung_up", "opted_out"} if not call.is_over else True


def test_silence_is_asked_about_and_then_the_line_is_put_down() -> None:
    call = play("manner=neutral")
    for _ in range(3):
        heard = replace_silence(call)
        call = heard
    assert call.state.outcome == "hung_up"
    assert [turn.reaction for turn in turns(call.record) if turn.reaction == "hello_again"] == ["hello_again"] * 2


def replace_silence(call):
    """A minute in which the caller says nothing."""
    from belletje.rehearsal.conversation import free_at_s, hear
    from belletje.rehearsal.record import Heard

    return hear(call, Heard(free_at_s(call) + 60, "", (), {}, 0.0, 60.0))


def test_a_good_caller_books_meetings_and_a_terrible_one_does_not() -> None:
    good = Counter(put_down(play("need=open_vacancy", *GOOD, seed=seed)).state.outcome for seed in range(200))
    terrible = Counter(put_down(play("need=open_vacancy", *TERRIBLE, seed=seed)).state.outcome for seed in range(200))
    assert terrible["meeting"] == 0
    assert good["meeting"] >= 60


def test_nothing_can_be_said_into_a_dead_line() -> None:
    with pytest.raises(CallIsOver):
        say(play("reach=busy"), "greet")


def test_the_same_call_is_the_same_record() -> None:
    assert play("need=urgent", *GOOD, seed=4).record == play("need=urgent", *GOOD, seed=4).record


def test_a_record_survives_being_written_down() -> None:
    record = put_down(play("need=urgent", *GOOD[:3])).record
    assert from_data(json.loads(json.dumps(to_data(record)))) == record


@settings(max_examples=60, deadline=None)
@given(scenarios, utterances, st.integers(0, 10_000), st.sampled_from(["nl", "en"]))
def test_any_call_replays_to_the_same_record(values: dict[str, str], said: list[str], seed: int, language: str) -> None:
    scenario = ",".join(f"{name}={value}" for name, value in values.items())
    call = put_down(play(scenario, *said, seed=seed, language=language))
    assert resume(call.record).record == call.record


@settings(max_examples=60, deadline=None)
@given(scenarios, utterances, st.integers(0, 10_000))
def test_whatever_is_said_the_mind_stays_a_mind_and_the_facts_stay_true(
    values: dict[str, str], said: list[str], seed: int
) -> None:
    scenario = ",".join(f"{name}={value}" for name, value in values.items())
    call = put_down(play(scenario, *said, seed=seed))
    assert all(
        0 <= value <= 1 for event in call.record.events if isinstance(event, Said) for value in event.mind.values()
    )
    person = {event.reaction for event in call.record.events if isinstance(event, Said) and event.speaker == "prospect"}
    assert not person & impossible(Scenario(**values).values())
    assert isinstance(call.record.events[-1], HungUp)


def test_a_moment_taken_again_with_the_same_words_goes_the_same_way() -> None:
    call = play("need=latent", *GOOD[:4], seed=7)
    again = up_to(call.record, 2)
    for acts in GOOD[2:4]:
        again = say(again, acts)
    assert again.record.events == call.record.events


def test_no_line_is_said_twice_in_a_call() -> None:
    for seed in range(30):
        spoken = [
            turn.text for turn in turns(play("manner=friendly", *GOOD, seed=seed).record) if turn.who == "prospect"
        ]
        assert len(set(spoken)) == len(spoken)


def test_a_header_knows_no_events() -> None:
    assert header("").header().events == ()
