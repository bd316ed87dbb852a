"""Both attempts at one moment, side by side."""

import pytest

from belletje.debrief.attempts import side_by_side

from .score import play

OPENING = """
scenario: supply=preferred_supplier
P hello_curt: Dekker.
C introduce state_reason: Met Sanne, over uw vacature.
P has_supplier: We hebben al een partij.
"""
FIRST = f"""{OPENING}
C pitch: Onze mensen zijn sneller.
P not_interested: Geen interesse.
C thank goodbye: Jammer, dag.
END polite_no prospect goodbye
"""
AGAIN = f"""{OPENING}
C acknowledge ask_open: Goed dat u iemand heeft. Wat doet u als die niet kan?
P shares_problem: Dan wachten we.
END caller_gave_up caller caller_hung_up
"""


def test_the_same_moment_and_what_came_of_each() -> None:
    tried = side_by_side(play(FIRST), play(AGAIN), keep=1)
    assert tried.said is not None
    assert tried.said.reaction == "has_supplier"
    assert [turn.text for turn in tried.first.turns][:2] == ["Onze mensen zijn sneller.", "Geen interesse."]
    assert [turn.text for turn in tried.again.turns][1] == "Dan wachten we."
    assert (tried.first.handling, tried.again.handling) == ("missed", "at_once")
    assert "objection_ignored" in tried.first.codes
    assert tried.again.codes == ()


def test_from_the_very_first_turn() -> None:
    tried = side_by_side(play(FIRST), play(AGAIN), keep=0)
    assert tried.said is not None
    assert tried.said.reaction == "hello_curt"
    assert len(tried.first.turns) == 5


@pytest.mark.parametrize("keep", [3, 9])
def test_an_attempt_in_which_nothing_was_said_is_empty(keep: int) -> None:
    tried = side_by_side(play(FIRST), play(AGAIN), keep=keep)
    assert tried.again.turns == ()
    assert tried.again.handling == ""
