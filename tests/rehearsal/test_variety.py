"""Fifty rehearsals of one scenario: nobody repeats a line in a call, and hardly ever is a line the same at a turn."""

from collections import Counter
from math import comb

import pytest

from belletje.rehearsal.conversation import Conversation, dial
from belletje.rehearsal.record import Said
from rehearsal.score import header, say

REHEARSALS = 50
SCORES = (
    "greet introduce state_reason | acknowledge ask_open | acknowledge answer_question ask_open | acknowledge probe"
    "| acknowledge reframe answer_question | propose_meeting propose_slot | confirm thank",
    "greet introduce | state_reason | pitch | ask_closed | answer_question | propose_meeting | offer_material | thank",
)
SCENARIOS = ("need=open_vacancy", "manner=curt,need=none,supply=preferred_supplier", "reach=gatekeeper,manner=friendly")


def held(scenario: str, score: str, language: str, seed: int) -> Conversation:
    """One rehearsal, the caller doing the same every time."""
    call = dial(header(scenario, seed, language))
    for turn in score.split("|"):
        if not call.is_over:
            call = say(call, turn)
    return call


def lines(call: Conversation) -> list[str]:
    """What was said by the other end."""
    return [event.text for event in call.record.events if isinstance(event, Said)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_line_comes_twice_in_a_call_and_few_at_the_same_turn(scenario: str, language: str) -> None:
    for score in SCORES:
        calls = [lines(held(scenario, score, language, seed)) for seed in range(REHEARSALS)]
        assert [said for said in calls if len(set(said)) < len(said)] == []
        alike = pairs = 0
        for turn in range(max(map(len, calls))):
            there = [said[turn] for said in calls if len(said) > turn]
            alike += sum(comb(times, 2) for times in Counter(there).values())
            pairs += comb(len(there), 2)
        assert alike / pairs <= 0.05, f"{alike / pairs:.3f}"
