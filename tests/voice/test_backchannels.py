"""What is said while the other speaks: words that want the floor, or a sign that one listens."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.backchannels import said_over
from belletje.voice.turntaking import SaidOver


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Ja."),
        ("nl", "Ja, ja."),
        ("nl", "Jaaa"),
        ("nl", "Hm-hm."),
        ("nl", "Mmm."),
        ("nl", "M M M"),
        ("nl", "Oké."),
        ("nl", "OK"),
        ("nl", "O ja, precies."),
        ("nl", "Uhu"),
        ("en", "Mm-hmm."),
        ("en", "Uh-huh."),
        ("en", "Yeah. Yeah."),
        ("en", "Right."),
        ("en", "Oh, okay."),
        ("en", "I see."),
    ],
)
def test_a_sign_of_listening(language: str, words: str) -> None:
    assert said_over(words, language) is SaidOver.BACKCHANNEL


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Ja, maar"),
        ("nl", "Nee."),
        ("nl", "Ja?"),
        ("nl", "Hm?"),
        ("nl", "Wacht even."),
        ("nl", "Jan."),
        ("nl", "Oké, dan bel ik later."),
        ("nl", "12"),
        ("en", "No."),
        ("en", "Right?"),
        ("en", "Right now."),
        ("en", "I"),
        ("en", "See you."),
    ],
)
def test_words_that_want_the_floor(language: str, words: str) -> None:
    assert said_over(words, language) is SaidOver.WORDS


@pytest.mark.parametrize("words", ["", " ", "...", "-"])
def test_no_words_at_all(words: str) -> None:
    assert said_over(words, "nl") is SaidOver.NOTHING


@given(some.text(max_size=100), some.sampled_from(["nl", "en"]))
def test_anything_can_be_heard(words: str, language: str) -> None:
    assert said_over(words, language) in SaidOver
