"""The real ears and the real mouths: what Belletje says, over a telephone line, Belletje hears."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from belletje.voice.ears import once
from belletje.voice.parts import Ears, Mouth, OwnEars, OwnMouth
from belletje.voice.persons import Voice
from belletje.voice.sound import BYTES_PER_SECOND, seconds, to_samples

USUAL = Voice(1.0, 1.0, "")


@pytest.fixture(scope="module")
def ears(base_model: Path) -> Iterator[Ears]:
    """Whisper base."""
    ears = OwnEars(base_model.parents[1])
    yield ears
    ears.close()


@pytest.fixture(scope="module")
def mouths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Mouth]]:
    """The voices that come with the packages."""
    mouths: dict[str, Mouth] = {
        language: OwnMouth(tmp_path_factory.mktemp("none"), language) for language in ("nl", "en")
    }
    yield mouths
    for mouth in mouths.values():
        mouth.close()


def wrong(heard: str, said: str) -> float:
    """The word error rate, in [0, ...)."""
    heard_words, said_words = (re.findall(r"[\w']+", text.lower()) for text in (heard, said))
    return Levenshtein.distance(heard_words, said_words) / len(said_words)


@pytest.mark.parametrize(
    ("language", "said", "most_wrong"),
    [
        ("en", "Good morning, this is Sandra. Do you have a minute for me?", 0.25),
        ("en", "We already have a supplier for welders.", 0.3),
        ("nl", "Goedemiddag, dit is een test van de telefoon.", 0.5),  # by a robot: see decision record 0018
    ],
)
def test_a_sentence_that_is_said_is_heard(
    ears: Ears, mouths: dict[str, Mouth], language: str, said: str, most_wrong: float
) -> None:
    pcm = asyncio.run(mouths[language].say(said, Voice(0.9, 1.0, "")))
    assert 1.5 < seconds(pcm) < 6
    heard = asyncio.run(ears.recognise(pcm, language, ""))
    assert wrong(heard, said) <= most_wrong, heard


def test_a_decoder_that_goes_round_is_stopped_where_it_began_anew() -> None:
    assert once("Good morning. This is Sandra. Good morning. This") == "Good morning. This is Sandra."
    assert once("Good morning. This is Sandra.") is None
    assert once("Ja, ja") is None
    assert once("") is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_in_silence_and_in_noise_nothing_much_is_heard(ears: Ears, language: str) -> None:
    noise = np.random.default_rng(1).normal(0, 200, BYTES_PER_SECOND // 2).astype("<i2").tobytes()
    for pcm in (b"", bytes(BYTES_PER_SECOND), noise):
        assert len(asyncio.run(ears.recognise(pcm, language, "")).split()) <= 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_mouth_speaks_at_the_pace_it_is_asked_to(mouths: dict[str, Mouth], language: str) -> None:
    line = "We have that covered already, and to be frank with you, it has worked out rather well for all of us."
    slow, fast = (asyncio.run(mouths[language].say(line, Voice(pace, 1.0, "m3"))) for pace in (0.8, 1.4))
    assert seconds(slow) > 1.3 * seconds(fast)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("line", ["...", "", "?!", "12.50", "Æ∂ƒ"])
def test_a_mouth_bears_whatever_it_is_given(mouths: dict[str, Mouth], language: str, line: str) -> None:
    assert np.abs(to_samples(asyncio.run(mouths[language].say(line, USUAL)))).max(initial=0.0) <= 1.0


def test_the_dutch_voice_of_the_packages_says_that_it_is_a_robot(mouths: dict[str, Mouth]) -> None:
    nl, en = mouths["nl"], mouths["en"]
    assert isinstance(nl, OwnMouth)
    assert isinstance(en, OwnMouth)
    assert (nl.robotic, nl.name) == (True, "eSpeak NG")
    assert (en.robotic, en.name) == (False, "Piper (en_US-joe-medium)")
