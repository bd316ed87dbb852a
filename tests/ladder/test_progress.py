"""How far the caller has come."""

import json
from dataclasses import replace

import pytest

from belletje.ladder.held import held, is_handled
from belletje.ladder.nerves import Fear
from belletje.ladder.progress import covered, rungs, to_data
from belletje.ladder.proposals import practise_next
from belletje.ladder.schedule import rebuild

from .diary import GOOD, LATE, MISSED, NO_ANSWER, PUSHED, SILENT, VOICEMAIL, day, diary, steps


@pytest.mark.parametrize(
    ("score", "handled"),
    [
        (GOOD, True), (LATE, True), (MISSED, False), (PUSHED, False),
        (VOICEMAIL, True), (NO_ANSWER, True), (SILENT, False),
    ],
    ids=["good", "late", "missed", "pushed", "voicemail", "no answer", "silent"],
)  # fmt: skip
def test_which_calls_count_as_handled(score: str, handled: bool) -> None:
    assert is_handled(diary((1, score))[0].record) is handled


def test_coverage_counts_what_was_met_and_what_was_handled() -> None:
    missed, both = (covered(steps(*calls)) for calls in ([(1, MISSED)], [(1, MISSED), (2, GOOD)]))
    assert (missed[2].met, missed[2].handled) == (45, 0)
    assert (both[2].met, both[2].handled) == (45, 45)
    assert both[3].met == 120
    assert both[2].possible < both[3].possible


def test_a_silent_call_meets_nothing() -> None:
    assert covered(steps((1, SILENT)))[2].met == 0


def test_a_no_is_a_rung_too() -> None:
    earned = rungs(steps((1, MISSED), (2, GOOD), (9, MISSED), (9, SILENT)))
    assert (earned.tried, earned.noes) == (3, 2)
    assert [(rung.outcome, rung.call) for rung in earned.firsts] == [("polite_no", "c1"), ("meeting", "c2")]
    assert earned.weeks == {"2026-W02": 2, "2026-W03": 1}
    assert earned.best == 3


def test_the_shape_of_the_command_line() -> None:
    calls = steps((1, MISSED), (2, GOOD))
    fears = [Fear("c1", day(1), "Ze hangt op", 80, "Ze zei nee", 50, False)]
    data = to_data(rebuild(calls), day(90), covered(calls), rungs(calls), fears, practise_next(calls, day(90)))
    again = json.loads(json.dumps(data))
    assert set(again) >= {"due", "coverage", "rungs", "fears"}
    assert set(again["coverage"]["2"]) == {"met", "handled", "possible"}
    assert again["due"][0]["item"]
    assert again["fears"][0]["nerves_before"] == 80
    assert [proposal["kind"] for proposal in again["next"]] == ["due", "new", "wished"]


def test_a_record_knows_when_it_was_held() -> None:
    record = replace(diary((1, GOOD))[0].record, started_at="2026-01-05T10:00:00+01:00")
    assert held("c1", record).at == day(1)
