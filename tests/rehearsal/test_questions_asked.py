"""The prospect asks questions of the trade: none twice, in other words when not answered, and the same on replay."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.asking import find
from belletje.prospect.questions import from_data as questions_from_data
from belletje.prospect.questions import questions
from belletje.prospect.scenario import Scenario
from belletje.rehearsal.conversation import Conversation, dial, free_at_s, hear, resume
from belletje.rehearsal.known import known_to
from belletje.rehearsal.record import Heard, Record, Said, from_data, to_data, turns
from belletje.rehearsal.words import on_table
from belletje.understanding.acts import Act
from prospect.scenarios import scenarios
from rehearsal.score import header, play, say

OPENED = "greet introduce state_reason"
ASKING = "role=network_architect,technical=deep,need=urgent"
said = st.lists(st.lists(st.sampled_from([*map(str, Act)]), max_size=3, unique=True).map(" ".join), max_size=14)
seeds = st.integers(0, 10_000)


def asked(call: Conversation) -> list[Said]:
    """What was asked from the questions, in order."""
    return [event for event in call.record.events if isinstance(event, Said) and event.question]


def until_asked(scenario: str = ASKING, seeds: range = range(200), **parts: Any) -> Conversation:
    """A call in which a question of the trade lies on the table."""
    for seed in seeds:
        call = dial(replace(header(scenario, seed), **parts))
        for turn in (OPENED, "pitch", "pitch"):
            if not call.is_over and not call.state.question_waiting:
                call = say(call, turn)
        if not call.is_over and call.state.question_waiting and on_table(call.record, call.state):
            return call
    raise AssertionError("nobody asked anything")


def answer(call: Conversation, text: str, *acts: str, **parts: str) -> Conversation:
    """The caller says this."""
    at_s = round(free_at_s(call) + 0.5, 2)
    return hear(call, Heard(at_s, text, acts, {}, 3.0, 0.5, **parts))


@given(scenarios(("answers", "gatekeeper")), said, seeds, st.sampled_from(["nl", "en"]))
@settings(max_examples=80, deadline=None)
def test_nothing_is_asked_twice_and_all_fits_the_call(
    scenario: Scenario, score: list[str], seed: int, language: str
) -> None:
    call = play(scenario.id, "|".join(turn or " " for turn in score), seed=seed, language=language)
    field = questions().field_of(call.record.situation.vacancy)
    first = [event for event in asked(call) if event.reaction != "asked_again"]
    assert len({event.question for event in first}) == len(first)
    for event in asked(call):
        question = find((), event.question)
        assert question
        assert event.speaker == "prospect"
        assert event.reaction in {question.reaction, "asked_again"}
        assert question.depth == "basic" or scenario.technical == "deep"
        assert "any" in {field, question.topic.field} or question.topic.field == field
    assert len({event.text for event in asked(call)}) == len(asked(call))


def test_most_of_what_can_be_asked_comes_from_the_questions() -> None:
    calls = [play(ASKING, f"{OPENED} | pitch | answer_question | pitch", seed=seed) for seed in range(150)]
    said_at_all = [
        event
        for call in calls
        for event in call.record.events
        if isinstance(event, Said) and event.reaction in {question.reaction for question in questions().all}
    ]
    assert len(said_at_all) > 100
    assert 0.65 < sum(bool(event.question) for event in said_at_all) / len(said_at_all) < 0.85


def test_what_was_not_answered_is_asked_again_in_other_words() -> None:
    call = until_asked()
    again = say(call, "small_talk")
    first, second = asked(again)[-2:]
    assert (second.reaction, second.question) == ("asked_again", first.question)
    assert second.text != first.text
    assert on_table(again.record, again.state) == on_table(call.record, call.state)


def test_a_good_answer_takes_the_question_off_the_table_and_a_dodge_does_not() -> None:
    call = until_asked()
    good = answer(call, "Ja.", "answer_question", answer="answered")
    beside = answer(call, "Ja.", "answer_question", answer="dodged")
    assert on_table(call.record, call.state) != on_table(good.record, good.state)
    assert beside.state.trust < good.state.trust
    assert [event.reaction for event in beside.record.events if isinstance(event, Said)][-1] == "asked_again"


def test_a_verdict_holds_for_its_own_turn_only() -> None:
    call = answer(until_asked(), "Ja.", "answer_question", answer="dodged")
    assert call.state.answer == "dodged"
    assert say(call, "ask_open").state.answer == ""


# ---- the record -----------------------------------------------------------------------------------------------------


def own_question(text: str) -> Any:
    """A question of the caller's own about the rate."""
    row = {"id": "mine", "topic": "rate", "reaction": "asks_terms", "depth": "basic"}
    return questions_from_data({"question": [{**row, "ask": {"nl": [text]}, "names": {"nl": ["euro"]}}]}, "own")


@given(seeds, st.lists(st.sampled_from(["answered", "dodged", "bluffed", ""]), max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_call_with_own_questions_and_verdicts_is_read_back_and_replays_the_same(
    seed: int, verdicts: list[str]
) -> None:
    call = say(dial(replace(header(ASKING, seed), questions=own_question("Wat is de kortste termijn?"))), OPENED)
    for verdict in verdicts:
        if not call.is_over:
            call = answer(call, "Nou", "answer_question", "pitch", answer=verdict, name="Kees", company="Baken")
    again = from_data(json.loads(json.dumps(to_data(call.record))))
    assert again == call.record
    assert resume(again).record == call.record


def test_own_questions_are_asked_before_those_that_ship() -> None:
    mine = own_question("Wat is de kortste termijn?")
    calls = []
    for seed in range(150):
        call = dial(replace(header("role=procurement,need=urgent", seed), questions=mine))
        for turn in (OPENED, "pitch", "answer_question pitch"):
            call = call if call.is_over else say(call, turn)
        calls.append(call)
    terms = [event for call in calls for event in asked(call) if event.reaction == "asks_terms"]
    assert len(terms) > 20
    assert {event.text for event in terms} == {"Wat is de kortste termijn?"}


def _old(record: Record) -> dict[str, Any]:
    """The record as a Belletje without questions of the trade would have written it."""
    data = json.loads(json.dumps(to_data(record)))
    data.pop("questions", None)
    for event in data["events"]:
        for name in ("question", "answer", "name", "company"):
            event.pop(name, None)
    return data


@given(scenarios(), said, seeds)
@settings(max_examples=40, deadline=None)
def test_a_record_of_before_is_still_read_with_all_its_turns(scenario: Scenario, score: list[str], seed: int) -> None:
    record = play(scenario.id, "|".join(turn or " " for turn in score), seed=seed).record
    old = from_data(_old(record))
    assert old.questions == ()
    assert [(turn.text, turn.acts, turn.reaction) for turn in turns(old)] == [
        (turn.text, turn.acts, turn.reaction) for turn in turns(record)
    ]
    assert {turn.question for turn in turns(old)} | {turn.answer for turn in turns(old)} <= {""}
    again = resume(old).record
    assert [turn.text for turn in turns(again)] == [turn.text for turn in turns(record)]


# ---- the caller's own name ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts", "name", "company"),
    [
        ("Met Kees Baas van Baken", {"name": "Kees Baas", "company": "Baken"}, "Kees Baas", "Baken"),
        ("Met Sanne de Wit van Noordlicht Netwerken", {}, "Sanne de Wit", "Noordlicht Netwerken"),
        ("met sanne", {}, "Sanne", None),
        ("met sanneke", {}, None, None),
        ("met mij", {}, None, None),
    ],
)
def test_the_prospect_calls_the_caller_what_was_really_said(
    text: str, parts: dict[str, str], name: str | None, company: str | None
) -> None:
    call = answer(play("manner=friendly"), text, "introduce", **parts)
    known = known_to(call.record, call.state)
    assert (known.get("caller"), known.get("caller_company")) == (name, company)


def test_who_said_no_name_is_never_called_by_the_one_in_the_settings() -> None:
    for seed in range(60):
        call = play("manner=friendly", f"{OPENED} | ask_open | pitch | thank goodbye", seed=seed, language="en")
        assert not any("Sanne" in turn.text for turn in turns(call.record) if turn.who == "prospect")
