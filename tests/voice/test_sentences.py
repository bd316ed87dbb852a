"""A line as sentences that are spoken one after the other, and what of it was heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.sentences import SHORTEST, heard_part, sentences

ALL = "Dat hebben wij al geregeld, hoor."
LINES = some.text(alphabet="abc éÉ.,!?…'\"’()0129 \n", max_size=200)


@pytest.mark.parametrize(
    ("line", "spoken"),
    [
        ("Met Pieter de Boer.", ["Met Pieter de Boer."]),
        ("Dat hebben we al geregeld. Waarom belt u?", ["Dat hebben we al geregeld.", "Waarom belt u?"]),
        ("Ja. Ik luister naar u.", ["Ja. Ik luister naar u."]),  # a short one sounds chopped alone
        ("Ik luister naar u. Ja?", ["Ik luister naar u.", "Ja?"]),
        ("U spreekt met dhr. Jansen van inkoop.", ["U spreekt met dhr. Jansen van inkoop."]),
        ("Ik werk hier samen met J. de Wit.", ["Ik werk hier samen met J. de Wit."]),
        ("Wij hebben o.a. lassers nodig, a.u.b. snel.", ["Wij hebben o.a. lassers nodig,", "a.u.b. snel."]),
        ("Dat kost nu 12.50 per uur. Te veel.", ["Dat kost nu 12.50 per uur.", "Te veel."]),
        ("Mail naar inkoop@bakker.nl graag.", ["Mail naar inkoop@bakker.nl graag."]),
        ("He said: “We are done.” Nothing else.", ["He said: “We are done.”", "Nothing else."]),
        ("Nou... daar moet ik over denken.", ["Nou... daar moet ik over denken."]),
        ("Wat bedoelt u?! Dat snap ik niet.", ["Wat bedoelt u?!", "Dat snap ik niet."]),
        ("Dat hebben we al geregeld, hoor. Dag.", ["Dat hebben we al geregeld, hoor.", "Dag."]),
        (
            "We zoeken al maanden iemand, want Piet gaat weg, en dan is het leeg. Dus ja, graag.",
            ["We zoeken al maanden iemand,", "want Piet gaat weg, en dan is het leeg.", "Dus ja, graag."],
        ),
        ("Nee, dat doen wij hier allemaal zelf.", ["Nee, dat doen wij hier allemaal zelf."]),
        ("zonder enige leestekens", ["zonder enige leestekens"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_line_is_spoken_sentence_by_sentence(line: str, spoken: list[str]) -> None:
    assert list(sentences(line)) == spoken


@given(LINES)
def test_every_word_is_spoken_once_and_in_order(line: str) -> None:
    assert " ".join(sentences(line)).split() == line.split()


@given(LINES)
def test_only_the_last_sentence_may_be_short(line: str) -> None:
    assert all(len(sentence) >= SHORTEST for sentence in sentences(line)[:-1])


@pytest.mark.parametrize(
    ("share", "heard"),
    [(0.0, ""), (0.2, "Dat"), (0.5, "Dat hebben wij al"), (0.7, "Dat hebben wij al geregeld,"), (1.0, ALL)],
)
def test_what_was_heard_is_the_words_up_to_there(share: float, heard: str) -> None:
    assert heard_part(ALL, share) == heard


@given(LINES, some.floats(0, 1), some.floats(0, 1))
def test_who_listens_longer_hears_at_least_as_much(line: str, one: float, other: float) -> None:
    less, more = sorted((one, other))
    words = line.split()
    heard_less, heard_more = heard_part(line, less).split(), heard_part(line, more).split()
    assert heard_less == words[: len(heard_less)]
    assert heard_more[: len(heard_less)] == heard_less


@given(LINES)
def test_who_hears_it_all_hears_every_word(line: str) -> None:
    assert heard_part(line, 1.0).split() == line.split()
