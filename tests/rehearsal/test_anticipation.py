"""What the other end may say next is known before the caller has spoken, so that it can be made ready."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.scenario import Scenario
from belletje.rehearsal.anticipation import likely
from belletje.rehearsal.conversation import Conversation, dial, hang_up
from belletje.rehearsal.record import Said
from prospect.scenarios import scenarios
from rehearsal.score import header, say

USUAL_TURNS = ["greet introduce state_reason", "acknowledge", "pitch", "propose_meeting", "thank goodbye", ""]


def answers(call: Conversation, acts: str) -> list[str]:
    """What the other end says to these acts of the caller."""
    after = say(call, acts).record.events[len(call.record.events) :]
    return [event.text for event in after if isinstance(event, Said)]


@given(
    scenarios(("answers", "gatekeeper")),
    st.lists(st.sampled_from(USUAL_TURNS), max_size=4),
    st.sampled_from(USUAL_TURNS),
    st.integers(0, 10_000),
)
@settings(max_examples=120, deadline=None)
def test_what_is_answered_to_a_usual_turn_was_among_the_likely_lines(
    scenario: Scenario, before: list[str], turn: str, seed: int
) -> None:
    call = dial(header(scenario.id, seed, medium="voice"))
    for acts in before:
        call = call if call.is_over else say(call, acts)
    foreseen = [line.text for line in likely(call)]
    said = [] if call.is_over else answers(call, turn)
    assert said[:1] == [] or said[0] in foreseen


@pytest.mark.parametrize("acts", ["greet introduce state_reason", "acknowledge ask_open"])
def test_what_most_turns_lead_to_comes_first_and_nothing_comes_twice(acts: str) -> None:
    call = say(dial(header("need=open_vacancy", 7, medium="voice")), acts)
    foreseen = [line.text for line in likely(call)]
    assert 3 <= len(foreseen) == len(set(foreseen))
    assert foreseen[0] in {text for turn in USUAL_TURNS for text in answers(call, turn)}


def test_a_dead_line_says_nothing_more() -> None:
    assert likely(hang_up(dial(header("need=open_vacancy", 7)), 9.0)) == ()
