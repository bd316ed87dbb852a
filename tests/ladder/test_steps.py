"""Steps, drills, the map and answers: all derived from the records."""

import json
from dataclasses import replace

import pytest

from belletje.ladder.answered import Worked, holds, in_calls, likeness
from belletje.ladder.coverage_map import cells, growth
from belletje.ladder.drills import drills
from belletje.ladder.progress import covered, rungs
from belletje.ladder.schedule import rebuild
from belletje.ladder.step import from_data, step, to_data
from belletje.rehearsal.record import Helped, Record

from .diary import GOOD, LATE, MISSED, SILENT, day, diary, steps

ANSWER = "Goed dat u iemand heeft. Wat doet u als die niet kan?"


def with_hint(record: Record, place: int) -> Record:
    """The record with a hint looked at before the event at `place`."""
    events = record.events
    return replace(record, events=(*events[:place], Helped(events[place].at_s, "hint"), *events[place:]))


@pytest.mark.parametrize("score", [GOOD, LATE, MISSED, SILENT])
def test_a_step_survives_being_written_down(score: str) -> None:
    (one,) = steps((1, score))
    assert from_data(json.loads(json.dumps(to_data(one)))) == one


def test_what_was_handled_with_a_hint_is_not_known_yet() -> None:
    (call,) = diary((1, GOOD))
    place = next(n for n, event in enumerate(call.record.events) if getattr(event, "text", "") == ANSWER)
    helped = replace(call, record=with_hint(call.record, place))
    assert step(call).grades["reaction:has_supplier"] == "good"
    assert step(helped).grades["reaction:has_supplier"] == "hard"


def test_a_drill_is_graded_for_what_came_after_the_turns_it_kept() -> None:
    (call,) = diary((1, GOOD))
    drill = step(replace(call, kept=2))
    assert drill.drill
    assert "reaction:has_supplier" not in drill.grades
    assert set(drill.grades) == {"reaction:shares_problem", "reaction:agrees_to_meet"}


def test_drills_are_the_moments_that_went_wrong_the_last_time() -> None:
    done = steps((1, GOOD), (2, MISSED))
    moments = drills(done, rebuild(done), day(3))
    assert {moment.reaction for moment in moments} == {"has_supplier", "not_interested"}
    supplier = next(moment for moment in moments if moment.reaction == "has_supplier")
    assert (supplier.call, supplier.keep, supplier.answered) == ("c2", 1, "Onze mensen zijn beter.")
    mended = steps((1, MISSED), (2, GOOD))
    assert "has_supplier" not in {moment.reaction for moment in drills(mended, rebuild(mended), day(3))}


def test_the_map_counts_what_the_coverage_counts() -> None:
    done = steps((1, MISSED), (2, GOOD), (3, SILENT))
    figures, drawn = covered(done)[2], cells(done)
    assert len(drawn) == figures.possible
    assert sum(cell.state != "open" for cell in drawn) == figures.met
    assert sum(cell.state == "handled" for cell in drawn) == figures.handled
    assert all(cell.triples == 0 for cell in cells(()))
    assert 0 < max(cell.triples for cell in drawn) <= 1


def test_the_map_fills_and_never_empties() -> None:
    grown = growth(steps((1, MISSED), (2, GOOD), (3, MISSED), (4, SILENT)))
    assert [(at.calls, at.met, at.handled) for at in grown] == [(1, 45, 0), (2, 45, 45), (3, 45, 45)]


def test_personal_bests_are_of_a_call_and_of_a_week() -> None:
    earned = rungs(steps((1, MISSED), (2, GOOD), (9, MISSED)))
    assert (earned.best, earned.best_week) == (3, 2)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (ANSWER, True),
        ("Ja. goed dat u iemand heeft, wat doet u als die een keer niet kan?", True),
        ("Goed dat u iemand heeft.", False),
        ("", False),
    ],
)
def test_an_answer_is_recognised_in_nearly_the_same_words(text: str, held: bool) -> None:
    assert holds(text, ANSWER) is held


def test_how_often_an_answer_worked() -> None:
    assert in_calls("has_supplier", ANSWER, steps((1, GOOD), (2, GOOD), (3, MISSED))) == Worked(2, 2)
    assert in_calls("no_need", ANSWER, steps((1, GOOD))) == Worked(0, 0)
    assert Worked(0, 0).chance() == 0.5
    assert Worked(2, 2).chance() > Worked(9, 4).chance()


def test_a_question_is_likened_by_its_words() -> None:
    assert likeness("Heeft hij CCNP?", "en heeft hij ook ccnp dan?") == 1.0
    assert likeness("Heeft hij CCNP?", "Wat kost dat?") == 0.0
    assert likeness("", "Wat kost dat?") == 0.0
