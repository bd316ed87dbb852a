"""A word that nobody knows is taken for the one it is nearest to; what is known is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.understanding.spelling import Spelling, known_words

COUNTS = {"vacature": 40, "netwerk": 30, "netwerkbeheerder": 20, "heeft": 90, "even": 80, "zeven": 9, "rico": 1}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("vacatre", "vacature"),  # a letter lost
        ("vakature", "vacature"),  # another letter
        ("vacatuure", "vacature"),  # a letter too many
        ("netwer", "netwerk"),  # the end lost: the nearest word before a longer one
        ("netwerkbeh", "netwerkbeheerder"),
        ("even", "even"),
        ("rico", "rico"),  # seldom, but known
        ("ev", "ev"),  # too short to tell
        ("xylofoon", "xylofoon"),  # near nothing
        ("heeft u evn?", "heeft u even?"),
        ("n8", "n8"),
        ("", ""),
    ],
)
def test_an_unknown_word_is_taken_for_a_known_one_that_is_near(typed: str, read: str) -> None:
    assert Spelling(COUNTS)(typed) == read


def test_of_two_that_are_as_near_the_commoner_is_taken() -> None:
    assert Spelling({"huis": 9, "muis": 6})("uis") == "huis"


@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_none_grows_out_of_bounds(text: str) -> None:
    assert len(Spelling(COUNTS)(text.lower())) <= 16 * (len(text.lower()) + 1)


def test_what_was_typed_in_haste_is_understood_as_it_was_meant() -> None:
    assert known_words()("goedemorgn, ik bel over de vacatre") == "goedemorgen, ik bel over de vacature"
