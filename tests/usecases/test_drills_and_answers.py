"""Practice as use cases: helps, drills, answers of colleagues, the ladder from the records, and what stays private."""

import json
import logging

import pytest

from belletje.rehearsal.record import turns
from belletje.store.engine import open_database
from belletje.usecases import answers, dialling, practice, rehearsals
from belletje.usecases.answers import note_real_use
from belletje.usecases.house import House, Refused
from belletje.usecases.privacy import export
from belletje.usecases.steps import forget_steps, steps_of

OPENING = "Goedemorgen, met Sanne de Wit van Noordlicht. Ik bel over uw vacature."
ANSWER = "Goed dat u iemand heeft. Hoe gaat dat als die partij niemand vrij heeft?"
FEAR = "dat mevrouw Zonderling me uitlacht"


@pytest.fixture
def call(house, now) -> int:
    """A call to someone who has a supplier."""
    scenario = "supply=preferred_supplier,manner=neutral"
    return dialling.dial(house=house, now=now, language="nl", seed=4, scenario=scenario)


def until_reaction(house, now, reaction: str) -> int:
    """A call in which this was the last thing said."""
    for seed in range(200):
        call = dialling.dial(house=house, now=now, language="nl", seed=seed, scenario="supply=preferred_supplier")
        for text in (OPENING, "Hoe vangt u dat nu op?"):
            kept = rehearsals.say(house=house, call=call, text=text)
            if call_said(kept) == reaction:
                return call
            if kept.record.outcome:
                break
    pytest.fail(f"no seed leads to {reaction}")


def call_said(kept) -> str | None:
    return turns(kept.record)[-1].reaction


def test_an_exam_gives_no_help_and_a_coached_call_names_what_was_used(house, now, call):
    exam = dialling.dial(house=house, now=now, language="nl", seed=4, mode="exam")
    for kind in ("hint", "answers", "pause", "take_back"):
        with pytest.raises(Refused, match="exam gives no help"):
            rehearsals.use_help(house=house, call=exam, kind=kind)
    rehearsals.say(house=house, call=call, text="Eh, hallo?")
    rehearsals.use_help(house=house, call=call, kind="take_back")
    rehearsals.use_help(house=house, call=call, kind="hint")
    kept = rehearsals.say(house=house, call=call, text=OPENING)
    assert [heard.text for heard in kept.record.heard] == [OPENING]
    rehearsals.hang_up(house=house, call=call)
    looked_back = practice.debrief(house=house, call=call)
    assert [(used.kind, used.times) for used in looked_back.help] == [("hint", 1), ("take_back", 1)]
    assert rehearsals.replay(house=house, call=call).record == rehearsals.show_call(house=house, call=call).record


def test_an_unknown_help_is_refused_in_one_sentence(house, call):
    with pytest.raises(Refused, match="no help"):
        rehearsals.use_help(house=house, call=call, kind="oracle")


def test_the_ladder_thrown_away_and_rebuilt_from_the_records_is_the_same(house, now):
    for seed in range(6):
        call = dialling.dial(house=house, now=now, language="nl", seed=seed)
        rehearsals.rehearse_lines(house=house, call=call, lines=[OPENING, "Hoe vangt u dat nu op?", "Dank u, dag."])
    before, steps = practice.ladder(house=house, now=now), steps_of(house)
    forget_steps(house)
    assert practice.ladder(house=house, now=now) == before
    assert steps_of(house) == steps
    assert before["rungs"]["tried"] == 6


def test_a_call_that_a_turn_taken_back_revives_has_no_step_until_it_ends_at_last(house, now, call):
    kept = rehearsals.show_call(house=house, call=call)
    while kept.record.outcome is None:
        kept = rehearsals.say(house=house, call=call, text="Hm.")
    assert [step.outcome for step in steps_of(house)] == [kept.record.outcome]
    rehearsals.use_help(house=house, call=call, kind="take_back")
    assert list(steps_of(house)) == []
    rehearsals.hang_up(house=house, call=call)
    assert [step.outcome for step in steps_of(house)] == ["caller_gave_up"]


def test_a_drill_stands_beside_the_first_attempt_and_is_graded_only_for_what_is_new(house, now):
    call = until_reaction(house, now, "has_supplier")
    kept = rehearsals.say(house=house, call=call, text="Onze mensen zijn beter en sneller.")
    keep = len(kept.record.heard) - 1
    rehearsals.hang_up(house=house, call=call)
    drill = rehearsals.take_again(house=house, call=call, turns_kept=keep, now=now)
    rehearsals.say(house=house, call=drill, text=ANSWER)
    rehearsals.hang_up(house=house, call=drill)

    tried = practice.attempts(house=house, call=drill)
    assert tried.said.reaction == "has_supplier"
    assert tried.first.turns[0].text == "Onze mensen zijn beter en sneller."
    assert tried.again.turns[0].text == ANSWER
    assert practice.attempts(house=house, call=call) is None
    assert practice.drills_of(house=house, call=call) == [drill]

    step = next(step for step in steps_of(house) if step.call == str(drill))
    assert step.drill
    assert all(name.startswith("reaction:") for name in step.grades)
    assert all(point.turn > 2 * keep for point in practice.debrief(house=house, call=drill).points)


def test_an_answer_of_a_colleague_is_offered_and_counted_where_it_was_said(house, now):
    number = answers.add_answer(
        house=house, now=now, reaction="has_supplier", language="nl", text=ANSWER, by="Joost Verhaar"
    )
    call = until_reaction(house, now, "has_supplier")
    rehearsals.say(house=house, call=call, text=f"Kijk. {ANSWER}")
    rehearsals.hang_up(house=house, call=call)
    note_real_use(house=house, now=now, answer=number, worked=True)
    note_real_use(house=house, now=now, answer=number, worked=False)
    (known,) = answers.list_answers(house=house, reaction="has_supplier")
    assert (known.by, known.rehearsals.used) == ("Joost Verhaar", 1)
    assert (known.real.used, known.real.worked) == (2, 1)

    missed = until_reaction(house, now, "has_supplier")
    rehearsals.say(house=house, call=missed, text="Onze mensen zijn beter en sneller.")
    rehearsals.hang_up(house=house, call=missed)
    record = rehearsals.show_call(house=house, call=missed).record
    assert practice.colleague_answers(house=house, record=record)["has_supplier"].text == ANSWER


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reaction": "sighs"}, "no reaction"),
        ({"text": "  "}, "needs words"),
        ({"text": "x" * 601}, "at most 600"),
        ({"language": "fr"}, "no language"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(house, now, changed, sentence):
    given = {"reaction": "has_supplier", "language": "nl", "text": ANSWER} | changed
    with pytest.raises(Refused, match=sentence):
        answers.add_answer(house=house, now=now, **given)
    for gone in (answers.remove_answer, note_real_use):
        extra = {"worked": True} if gone is note_real_use else {}
        with pytest.raises(Refused, match="no answer 9"):
            gone(house=house, now=now, answer=9, **extra)


def test_an_answer_to_one_question_is_not_offered_for_another(house, now):
    for question, text in (("Kent u CCNP?", "Ja, hij heeft CCNP."), ("Is hij VOG gescreend?", "Ja, met een VOG.")):
        answers.add_answer(
            house=house, now=now, reaction="asks_certification", language="nl", text=text, question=question
        )
    asked = "Is die man VOG gescreend?"
    found = answers.list_answers(house=house, reaction="asks_certification", asked=asked)
    assert found[0].text == "Ja, met een VOG."
    assert answers.best_lines(found, {"asks_certification": asked})["asks_certification"].text == "Ja, met een VOG."
    assert answers.best_lines(found, {"asks_certification": "Welke opleiding?"}) == {}


def test_what_was_feared_is_in_no_log_and_in_no_export_but_the_callers_own(house, now, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="sqlalchemy.engine")
    house = House(engine=open_database(tmp_path / "talkative"), folder=tmp_path / "talkative", ear=house.ear)
    call = dialling.dial(house=house, now=now, language="nl", seed=4)
    practice.record_fear(house=house, call=call, now=now, feared=FEAR, nerves_before=80)
    with pytest.raises(Refused) as refusal:
        practice.record_fear(house=house, call=call, now=now, feared=FEAR, nerves_after=999)
    rehearsals.hang_up(house=house, call=call)
    looked_back = practice.debrief(house=house, call=call)
    assert "sqlalchemy" in {record.name.partition(".")[0] for record in caplog.records}
    assert FEAR not in caplog.text
    assert FEAR not in str(refusal.value)
    assert FEAR not in json.dumps(practice.debrief_to_data(looked_back, call))
    for kind in ("csv", "xlsx", "ics"):
        assert FEAR.encode() not in export(house=house, now=now, kind=kind)
    assert FEAR in export(house=house, now=now, kind="json").decode()
    house.engine.dispose()
