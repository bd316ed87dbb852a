"""Turns cut into pieces: nothing is lost, and whatever is written has pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.understanding.pieces import BEGIN, END, LONGEST_BEFORE, LONGEST_TURN, UNKNOWN, pieces, places, row
from belletje.understanding.utterances import examples


def test_no_letter_of_what_callers_say_is_unknown() -> None:
    unknown = [one.utterance for one in examples("train") if UNKNOWN in pieces(one.utterance)]
    assert unknown == []


def test_a_common_word_is_one_piece_and_a_new_one_is_cut() -> None:
    assert len(pieces("wie")) == len(pieces("who")) == 1
    assert len(pieces("netwerksegmentatie")) > 1


def test_capitals_and_spaces_make_no_difference() -> None:
    assert pieces("Wie  doet\tdat?") == pieces("wie doet dat?")


def test_words_are_cut_by_themselves() -> None:
    assert pieces("hoe gaat het") == pieces("hoe") + pieces("gaat") + pieces("het")


@settings(deadline=None)  # the table is read at the first use
@given(st.text(max_size=400))
def test_whatever_is_written_has_pieces_of_the_table_and_no_more_than_are_read(text: str) -> None:
    found = pieces(text)
    assert len(found) <= LONGEST_TURN
    assert all(UNKNOWN <= number < len(places()) for number in found)


def test_letters_that_no_piece_holds_are_unknown_together() -> None:
    assert pieces("明日") == pieces("明日の")
    assert UNKNOWN in pieces("明日")


def test_a_row_is_the_line_before_and_the_turn_each_with_its_end() -> None:
    assert row([7, 8], []) == ([BEGIN, 7, 8, END], slice(1, 3))
    assert row([7, 8], [5]) == ([BEGIN, 5, END, 7, 8, END], slice(3, 5))


def test_of_a_long_line_before_it_the_end_is_read() -> None:
    found, turn = row([7], list(range(10, 90)))
    assert found[1 : 1 + LONGEST_BEFORE] == list(range(90 - LONGEST_BEFORE, 90))
    assert found[turn] == [7]
