"""Reading what a prospect said: made from the lines as they are now, judged by lines never learned, never at a loss."""

from collections import Counter

import pytest

from belletje.prospect.catalogue import LANGUAGES, catalogue
from belletje.prospect.heard import UNSAID, heard_lines, lines_digest, lines_to_learn
from belletje.prospect.recognise import REACTIONS, LineReader, line_reader, load_weights

SAID = {reaction.id for reaction in catalogue()} - UNSAID


@pytest.fixture(scope="module")
def reader() -> LineReader:
    """The shipped reader, loaded once."""
    return line_reader()


def test_the_weights_were_made_from_the_lines_as_they_are_now() -> None:
    assert load_weights(REACTIONS).digest == lines_digest(), "data/heard/lines.npz is older: run `make train`"


def test_every_reaction_that_is_said_can_be_recognised() -> None:
    assert set(load_weights(REACTIONS).names) == SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reaction_was_heard_in_calls(language: str) -> None:
    counts = Counter(one.reaction for one in heard_lines("train") if one.language == language)
    assert [reaction for reaction in SAID if counts[reaction] < 15] == []


def test_what_it_is_judged_by_it_never_learned() -> None:
    learned = {_bare(text) for text, _ in lines_to_learn()}
    assert [one.text for one in heard_lines("test") if _bare(one.text) in learned] == []


def _bare(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


@pytest.mark.parametrize(
    ("line", "reaction"),
    [
        ("Wij hebben al een vaste partij voor het netwerk.", "has_supplier"),
        ("stuur maar een mailtje", "send_email"),
        ("How did you get my number?", "how_got_my_number"),
        ("take me off your list and never call again", "do_not_call"),
        ("What would he cost per hour?", "asks_rate"),
    ],
)
def test_plain_lines_are_recognised(reader: LineReader, line: str, reaction: str) -> None:
    assert reader(line).name == reaction


@pytest.mark.parametrize("line", ["", "  ", "?!…", "👍", "\x00"])
def test_where_nothing_was_said_there_is_no_reaction(reader: LineReader, line: str) -> None:
    assert reader(line).name is None
    assert not reader(line).sure


@pytest.mark.parametrize("line", ["ja " * 10_000, "x" * 100_000, "Можно позже?", "<script>", "\ud800 half"])
def test_any_line_gets_an_answer(reader: LineReader, line: str) -> None:
    found = reader(line)
    assert found.name in SAID
    assert 0 <= found.confidence <= 1
    assert found.name not in found.others
