"""A rehearsal is its record: written down and read back, played again, and taken again from any moment."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.scenario import Scenario
from belletje.rehearsal.conversation import Conversation, dial, hear, replay, resume, up_to
from belletje.rehearsal.record import (
    BrokenRecord,
    Heard,
    HungUp,
    Record,
    Said,
    Script,
    from_data,
    spoken_s,
    to_data,
    turns,
)
from belletje.understanding.acts import Act
from prospect.scenarios import scenarios
from rehearsal.score import header, play, put_down, say

said = st.lists(st.lists(st.sampled_from([*map(str, Act)]), max_size=3, unique=True).map(" ".join), max_size=14)
seeds = st.integers(0, 10_000)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
seconds = st.floats(0, 1e5).map(lambda at_s: round(at_s, 2))
CALL = "greet introduce state_reason | ask_open | acknowledge probe | prove"


def held(scenario: Scenario, score: list[str], seed: int, language: str = "nl") -> Conversation:
    """The whole call, to its end."""
    return put_down(play(scenario.id, "|".join(turn or " " for turn in score), seed=seed, language=language))


@given(scenarios(), said, seeds, st.sampled_from(["nl", "en"]))
@settings(max_examples=80, deadline=None)
def test_any_call_replays_to_the_identical_record(
    scenario: Scenario, score: list[str], seed: int, language: str
) -> None:
    call = held(scenario, score, seed, language)
    again = resume(call.record)
    assert again.record == call.record
    assert again.state == call.state


@given(scenarios(), said, seeds)
@settings(max_examples=80, deadline=None)
def test_any_record_survives_being_written_down_as_json(scenario: Scenario, score: list[str], seed: int) -> None:
    record = held(scenario, score, seed).record
    assert from_data(json.loads(json.dumps(to_data(record)))) == record


@given(scenarios(("answers", "gatekeeper")), st.lists(st.tuples(texts, seconds, seconds, texts), max_size=8), seeds)
@settings(max_examples=60, deadline=None)
def test_any_words_at_any_time_survive_too(
    scenario: Scenario, heard: list[tuple[str, float, float, str]], seed: int
) -> None:
    call = dial(replace(header(scenario.id, seed), script=Script("mine", "# Groet\n\nHallo {name}")))
    for text, at_s, took_s, slot in heard:
        if not call.is_over:
            call = hear(call, Heard(at_s, text, ("propose_slot",), {"propose_slot": 0.75}, took_s, 0.5, slot))
    assert from_data(json.loads(json.dumps(to_data(call.record)))) == call.record
    assert resume(call.record).record == call.record


@given(scenarios(), said, seeds, st.data())
@settings(max_examples=80, deadline=None)
def test_a_moment_taken_again_with_the_same_words_goes_the_same_way(
    scenario: Scenario, score: list[str], seed: int, data: st.DataObject
) -> None:
    record = held(scenario, score, seed).record
    kept = data.draw(st.integers(0, len(record.heard)))
    call = up_to(record, kept)
    assert record.events[: len(call.record.events)] == call.record.events
    for turn in record.heard[kept:]:
        call = hear(call, turn)
    assert put_down(call).record.events == record.events


def test_a_moment_taken_again_with_better_words_meets_the_same_person() -> None:
    record = play("need=urgent,manner=curt", CALL).record
    again = up_to(record, 1)
    assert (again.record.seed, again.record.situation, again.record.scenario) == (
        record.seed,
        record.situation,
        record.scenario,
    )
    assert say(again, "pressure").record.events != record.events


@given(scenarios(), said, seeds)
@settings(max_examples=80, deadline=None)
def test_every_record_is_a_whole_call(scenario: Scenario, score: list[str], seed: int) -> None:
    record = held(scenario, score, seed).record
    assert [isinstance(event, HungUp) for event in record.events].count(True) == 1
    assert record.outcome
    times = [event.at_s for event in record.events]
    assert times == sorted(times)
    assert all(0 <= value <= 1 for event in record.events if isinstance(event, Said) for value in event.mind.values())
    assert not any("{" in event.text for event in record.events if isinstance(event, Said))


def test_a_seed_decides_who_picks_up_and_what_they_say() -> None:
    assert play("need=urgent", CALL, seed=4).record == play("need=urgent", CALL, seed=4).record
    assert len({"|".join(turn.text for turn in turns(play("", CALL, seed=seed).record)) for seed in range(10)}) == 10


def test_turns_alternate_between_who_said_them_and_count_from_one() -> None:
    found = turns(play("", CALL).record)
    assert [turn.n for turn in found] == list(range(1, len(found) + 1))
    assert {turn.who for turn in found[::2]} == {"prospect"}
    assert {turn.who for turn in found[1::2]} == {"caller"}
    assert found[1].acts == ("greet", "introduce", "state_reason")


def test_text_takes_as_long_as_reading_it_aloud() -> None:
    assert spoken_s(" ".join(["word"] * 150)) == 60.0
    assert spoken_s("") == 0.0


def test_a_header_is_the_call_before_anything_happened() -> None:
    record = play("", CALL).record
    assert record.header() == header("")
    assert (record.header().outcome, record.header().duration_s) == (None, 0.0)
    assert replay(record.header(), record.heard, None).record == record


def broken(**parts: Any) -> dict[str, Any]:
    """A record as data, with something wrong in it."""
    return {**to_data(play("", CALL).record), **parts}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "format None"),
        (broken(format=99), "format 99"),
        ({"format": 1}, "cannot be read"),
        (broken(events=[{"event": "sneezed"}]), "cannot be read"),
        (broken(events=[{"event": "heard", "at_s": 1.0}]), "cannot be read"),
        (broken(events=7), "cannot be read"),
        (broken(scenario={"reach": "answers", "mood": "happy"}), "cannot be read"),
        (broken(scenario={"reach": "carrier_pigeon"}), "carrier_pigeon"),
        (broken(situation={"caller": "Sanne"}), "cannot be read"),
        (broken(script=None), "cannot be read"),
    ],
)
def test_what_is_no_record_is_refused_in_one_sentence(data: dict[str, Any], told: str) -> None:
    with pytest.raises(BrokenRecord, match=told):
        from_data(data)


def test_a_record_can_be_told_apart_from_another_by_its_facts() -> None:
    one = header("")
    assert isinstance(one, Record)
    assert one != replace(one, seed=2)
