"""The parts of the ear that need no weights: words, cleaning and choosing."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.understanding.acts import Act
from belletje.understanding.model import ACTS, LEAST, THRESHOLD, choose
from belletje.understanding.ngrams import BUCKETS, LONGEST_WORDS, ngrams, weighed, words
from belletje.understanding.wording import LONGEST_UTTERANCE, clean


def test_words_are_lower_case_and_bare_of_accents_and_questions_stay_questions() -> None:
    assert words("Één BELLETJE, gelegen?") == ["een", "belletje", "gelegen", "?"]


def test_only_the_first_words_are_read() -> None:
    assert len(words("hallo " * 10_000)) == LONGEST_WORDS


@given(st.text(max_size=200))
def test_the_same_text_gives_the_same_ngrams(text: str) -> None:
    assert ngrams(text) == ngrams(text)
    assert all(0 <= bucket < BUCKETS for bucket in ngrams(text))


def test_ngrams_are_the_same_in_another_process() -> None:
    code = "from belletje.understanding.ngrams import ngrams; print(sorted(ngrams('Bel ik gelegen?').items()))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(sorted(ngrams("Bel ik gelegen?").items()))


@given(st.text(max_size=200))
def test_weighed_ngrams_have_length_one_or_nothing(text: str) -> None:
    buckets, values = weighed(text, np.ones(BUCKETS, np.float32))
    assert len(buckets) == len(values)
    assert float(values @ values) == pytest.approx(1.0, abs=1e-4)
    nothing = weighed(text, np.zeros(BUCKETS, np.float32))[1]
    assert not nothing.any()


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("  Goede \t\n morgen  ", "Goede morgen"),
        ("Goede\x00morgen\x1b[31m", "Goede morgen [31m"),
        ("a\u200bb\u2028c\xa0d", "a b c d"),
        ("Zullen we dinsdag? 👍", "Zullen we dinsdag? 👍"),
        ("x" * 5000, "x" * LONGEST_UTTERANCE),
    ],
)
def test_cleaning_keeps_what_can_be_read(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).isprintable()


@pytest.mark.parametrize(
    ("confidences", "chosen"),
    [
        ({}, ""),
        ({"greet": LEAST - 0.01}, ""),
        ({"greet": LEAST + 0.01}, "greet"),
        ({"greet": LEAST + 0.01, "introduce": LEAST + 0.02}, "introduce"),
        ({"greet": THRESHOLD - 0.01, "introduce": 0.9}, "introduce"),
        ({"greet": THRESHOLD + 0.01}, "greet"),
        ({"greet": 0.6, "introduce": 0.9}, "introduce greet"),
        ({"greet": 0.7, "introduce": 0.7}, "greet introduce"),
        ({"filler": 0.8}, "filler"),
        ({"filler": 0.8, "greet": 0.6}, "filler"),
        ({"filler": 0.6, "greet": 0.8}, "greet"),
        ({"filler": 0.6, "greet": 0.8, "thank": 0.55}, "greet thank"),
    ],
)
def test_acts_that_are_sure_enough_are_chosen_most_certain_first_and_filler_only_alone(
    confidences: dict[str, float], chosen: str
) -> None:
    given_confidences = np.array([confidences.get(str(act), 0.01) for act in ACTS], np.float32)
    assert choose(given_confidences) == tuple(map(Act, chosen.split()))
