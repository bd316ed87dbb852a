"""The debrief as a whole: at most three points, the most useful first, each with a better line and a drill."""

from dataclasses import replace

import pytest

from belletje.debrief.debrief import debrief, to_data
from belletje.rehearsal.record import Heard, Record

from .score import play

TERRIBLE = """
scenario: supply=preferred_supplier
P hello_curt: Dekker.
C pitch: Wij leveren de beste engineers van het land en die kunnen morgen al beginnen.
P who_is_this: Met wie spreek ik?
C pitch: Onze mensen zijn echt heel goed en ook nog snel.
P has_supplier: We hebben al een partij.
C disparage: Die partij is niks.
P not_interested: Ik heb geen interesse.
C pressure: U moet nu beslissen, anders is het te laat.
P do_not_call: Bel mij nooit meer.
C probe: Waarom niet?
P hangs_up: Dag.
END opted_out prospect prospect_hung_up
"""
SUPPLIER = """
scenario: supply=preferred_supplier
P hello_curt: Dekker.
C greet introduce state_reason ask_open: Met Sanne de Wit van Noordlicht, over uw vacature. Hoe loopt het?
P has_supplier: We hebben al een partij.
C pitch: Onze engineers zijn snel beschikbaar.
P not_interested: Geen interesse.
C acknowledge thank goodbye: Duidelijk. Dank u wel, dag.
END polite_no prospect goodbye
"""


def test_there_are_at_most_three_points_and_the_opt_out_and_pressure_come_first() -> None:
    assert [point.code for point in debrief(play(TERRIBLE)).points][:2] == ["optout_ignored", "pressure"]
    assert len(debrief(play(TERRIBLE)).points) == 3


def test_nobody_is_graded() -> None:
    data = to_data(debrief(play(TERRIBLE)), "c1")
    assert not {"score", "grade", "rating", "stars"} & {*data, *data["measures"]}


@pytest.mark.parametrize(
    ("answers", "line", "source"),
    [
        ({"script_answers": {"has_supplier": "Mooi. Wat mist u?"}, "colleague_answers": {"has_supplier": "Fijn!"}},
         "Mooi. Wat mist u?", "script"),
        ({"colleague_answers": {"has_supplier": "Fijn! Wat doen zij?"}}, "Fijn! Wat doen zij?", "colleague"),
        ({}, "Goed dat u een vaste partij heeft. Wat doet u als die een keer niemand vrij heeft?", "catalogue"),
        ({"script_answers": {"has_supplier": "Onze engineers zijn snel beschikbaar."}},
         "Goed dat u een vaste partij heeft. Wat doet u als die een keer niemand vrij heeft?", "catalogue"),
    ],
)  # fmt: skip
def test_the_better_line_is_the_scripts_then_a_colleagues_then_the_catalogues(
    answers: dict[str, dict[str, str]], line: str, source: str
) -> None:
    point = debrief(play(SUPPLIER), **answers).points[0]
    assert (point.code, point.better, point.better_from) == ("objection_ignored", line, source)


def test_the_drill_keeps_every_turn_before_the_moment() -> None:
    point = debrief(play(SUPPLIER)).points[0]
    assert (point.turn, point.drill.keep, point.drill.reaction) == (4, 1, "has_supplier")
    assert to_data(debrief(play(SUPPLIER)))["points"][0]["drill"] == {"keep": 1, "reaction": "has_supplier"}


def test_one_objection_gives_one_point_about_how_it_was_heard() -> None:
    codes = [point.code for point in debrief(play(SUPPLIER)).points]
    assert len([code for code in codes if code.startswith("objection_")]) == 1


def test_the_texts_are_in_the_language_of_the_record() -> None:
    english = play("P do_not_call: Don't call.\nC pitch: We are good.\nEND opted_out prospect goodbye", "en")
    assert debrief(english).points[0].better.startswith("Of course")


@pytest.mark.parametrize(
    "score",
    [
        "END no_contact line not_reached",
        "V voicemail: Na de piep.\nEND no_contact caller caller_hung_up",
        "P hello_curt: Ja?\nEND caller_gave_up caller caller_hung_up",
        "P hello_curt: Ja?\nC:\nP hangs_up: Dag.\nEND hung_up prospect prospect_hung_up",
        "P hello_curt: Ja?\nC: ehm blub\nP not_understood: Wat zegt u?\nEND hung_up prospect prospect_hung_up",
        "P no_such_reaction: Hm.\nC introduce state_reason: Met Sanne over de vacature.",
    ],
)
def test_a_call_with_next_to_nothing_in_it_has_no_points(score: str) -> None:
    assert debrief(play(score)).points == ()


def test_a_bold_answer_that_stands_in_the_script_is_no_bluff() -> None:
    call = """
    P asks_certification: Hebben ze CCNP?
    C answer_question: Al onze mensen hebben altijd CCNP.
    """
    with_script = play(f"script: Al onze mensen hebben altijd CCNP.\n{call}")
    assert "bluffed" in codes_of(play(call))
    assert "bluffed" not in codes_of(with_script)


def codes_of(record: Record) -> list[str]:
    return [point.code for point in debrief(record).points]


def test_what_went_well_is_named_too() -> None:
    score = """
    P hello_curt: Dekker.
    C introduce state_reason ask_open: Met Sanne, over uw vacature. Hoe vangt u het op?
    P asks_technical_detail: Welke SBC kennen jullie?
    C admit_unknown: Dat weet ik niet, ik zoek het uit.
    P irritated: Jullie bellen ook altijd.
    C apologise ask_open: Excuses. Hoe gaat het nu bij u?
    P shares_problem: Slecht, we komen mensen tekort.
    C propose_meeting propose_slot: Zullen we dinsdag om tien uur praten?
    P agrees_to_meet: Goed.
    C confirm goodbye: Dinsdag tien uur. Tot dan.
    END meeting prospect goodbye
    """
    well = {strength.code for strength in debrief(play(score)).went_well}
    assert well == {"honest_unknown", "kept_calm", "found_need", "turned_objection", "clear_next_step"}


def test_a_no_taken_kindly_is_a_graceful_exit() -> None:
    score = """
    P hello_curt: Dekker.
    C introduce state_reason ask_open: Met Sanne, over uw vacature. Hoe vangt u het op?
    P no_need: Het loopt prima.
    C acknowledge probe: Fijn. Hoe heeft u dat gedaan?
    P not_interested: Nee, echt geen interesse.
    C acknowledge thank goodbye: Duidelijk, dank u wel. Een goede dag.
    END polite_no prospect goodbye
    """
    assert [strength.code for strength in debrief(play(score)).went_well] == ["graceful_exit"]


def test_nobody_is_told_that_something_was_missing_which_may_have_been_there() -> None:
    opening = "P hello_curt: Dekker.\nC introduce pitch: Met Sanne, dat net van u, wij helpen."
    record = play(f"{opening}\nP listens: Ja?\nC pitch: Wij helpen.")
    assert "no_reason" in codes_of(record)
    doubtful = tuple(
        replace(event, confidences={**event.confidences, "state_reason": 0.35}) if isinstance(event, Heard) else event
        for event in record.events
    )
    assert "no_reason" not in codes_of(replace(record, events=doubtful))


def test_nobody_is_told_to_have_pushed_on_a_doubtful_hearing() -> None:
    record = play("P not_interested: Nee.\nC pressure: U moet nu beslissen.")
    assert codes_of(record)[0] == "pressure"
    doubtful = tuple(
        replace(event, confidences={"pressure": 0.5}) if isinstance(event, Heard) else event for event in record.events
    )
    assert "pressure" not in codes_of(replace(record, events=doubtful))


ASKED_WHO = """
scenario: manner=curt
P hello_curt: Dekker.
C introduce state_reason: Goedemorgen, {who}ik bel over uw vacature voor een netwerkbeheerder.
P who_is_this: En met wie spreek ik?
C introduce ask_open: Met Sanne de Wit van Noordlicht. Hoe vangt u het werk nu op?
P shares_problem: Een collega doet het erbij.
C acknowledge propose_meeting propose_slot: Dat is zwaar. Zullen we dinsdag om tien uur praten?
P agrees_to_meet: Dinsdag tien uur is goed.
C confirm thank goodbye: Dinsdag tien uur. Dank u wel, tot dan.
END meeting prospect goodbye
"""


@pytest.mark.parametrize(
    ("who", "sure", "found"),
    [("je spreekt met Karin, ", 0.6, True), ("je spreekt met Karin, ", 0.99, False), ("", 0.99, True)],
)
def test_an_introduction_that_is_doubtful_or_holds_no_name_is_none(who: str, sure: float, found: bool) -> None:
    record = play(ASKED_WHO.format(who=who))
    first = next(event for event in record.events if isinstance(event, Heard))
    doubted = replace(first, confidences={"introduce": sure, "state_reason": 0.9})
    events = tuple(doubted if event is first else event for event in record.events)
    codes = [point.code for point in debrief(replace(record, events=events)).points]
    assert ("no_introduction" in codes) == found


def test_a_word_of_the_trade_in_the_own_company_is_no_introduction() -> None:
    score = """
    P hello_friendly: Hello?
    C state_reason introduce ask_open: I'm calling about your vacancy for a network administrator. How do you manage?
    P answers_open: With difficulty.
    C acknowledge propose_meeting propose_slot: I see. Shall we meet on Tuesday at ten?
    P agrees_to_meet: Fine.
    C confirm thank goodbye: Tuesday at ten. Thank you, bye.
    END meeting caller goodbye
    """
    record = play(score, language="en")
    mine = replace(record.situation, caller="Sanne de Wit", caller_company="Northlight Networks")
    events = tuple(
        replace(event, confidences={"introduce": 0.5}) if isinstance(event, Heard) else event for event in record.events
    )
    codes = [point.code for point in debrief(replace(record, situation=mine, events=events)).points]
    assert "no_introduction" in codes
