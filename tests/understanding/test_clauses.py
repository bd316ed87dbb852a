"""A long turn is read in stretches, and every turn also by its clauses; nothing of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.understanding.clauses import MOST_WORDS, clauses, stretches

texts = st.lists(st.sampled_from(("dat", "snap", "ik,", "maar", "hoe?", "goed.", "…", "en")), max_size=400).map(
    " ".join
)


def test_a_turn_of_usual_length_is_read_at_once() -> None:
    assert stretches("Dat snap ik. Mag ik vragen waarom?") == ("Dat snap ik. Mag ik vragen waarom?",)


def test_a_long_turn_is_cut_where_a_sentence_ends() -> None:
    told = "Dat is een lang verhaal over hoe het hier ooit begon, met een kast en drie draden. "
    parts = stretches((told * 6).strip())
    assert len(parts) > 1
    assert all(part.endswith("draden.") for part in parts)


def test_words_without_a_pause_are_cut_all_the_same() -> None:
    assert [len(part.split()) for part in stretches("woord " * (2 * MOST_WORDS + 3))] == [MOST_WORDS, MOST_WORDS, 3]


@pytest.mark.parametrize(
    ("turn", "parts"),
    [
        ("Dat snap ik. Mag ik vragen waarom?", ["Dat snap ik.", "Mag ik vragen waarom?"]),
        ("Goedemorgen, met Sanne, stoor ik", ["Goedemorgen, met Sanne, stoor ik"]),
        ("staat die nog open", ["staat die nog open"]),
        (
            "dag met kees van delta ik bel over uw vacature staat die nog open",
            ["dag met kees van delta", "ik bel over uw vacature", "staat die nog open"],
        ),
        (
            "morning it's tom over at delta i saw your vacancy how are you coping",
            ["morning it's tom over at delta", "i saw your vacancy", "how are you coping"],
        ),
        ("we do not hire anybody at the moment thanks", ["we do not hire anybody at the moment thanks"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_turn_has_its_sentences_as_clauses_and_without_punctuation_what_looks_like_them(
    turn: str, parts: list[str]
) -> None:
    assert list(clauses(turn)) == parts


@given(texts)
def test_no_word_is_lost_and_no_stretch_is_too_long(text: str) -> None:
    parts = stretches(text)
    assert " ".join(parts).split() == text.split()
    assert all(len(part.split()) <= MOST_WORDS for part in parts)
    assert " ".join(clauses(text)).split() == text.split()
