"""The real ears and the real mouths: what Belletje says, over a telephone line, Belletje hears."""

import asyncio
import re
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from belletje.voice.ears import once
from belletje.voice.models import NotReady, fetched_ears, packaged_voice, voice_folder
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
        ("nl", "Dat is goed, dank u wel.", 0.5),  # by a robot: see decision record 0018
    ],
)
def test_a_sentence_that_is_said_is_heard(
    ears: Ears, mouths: dict[str, Mouth], language: str, said: str, most_wrong: float
) -> None:
    pcm = asyncio.run(mouths[language].say(said, Voice(0.9, 1.0, "")))
    assert 1.5 < seconds(pcm) < 6
    heard = asyncio.run(ears.recognise(pcm, language, ""))
    assert wrong(heard, said) <= most_wrong, heard


def test_what_was_looked_at_beforehand_is_heard_as_it_is_otherwise(ears: Ears, mouths: dict[str, Mouth]) -> None:
    pcm = asyncio.run(mouths["en"].say("We already have a supplier for welders.", USUAL))
    other = asyncio.run(mouths["en"].say("Do you have a minute for me?", USUAL))
    quiet = bytes(round(0.1 * BYTES_PER_SECOND))

    async def heard(looked_at: bytes, said: bytes) -> str:
        await ears.look(looked_at)
        return await ears.recognise(said, "en", "")

    assert wrong(asyncio.run(heard(pcm, pcm + quiet)), "We already have a supplier for welders.") <= 0.3
    both = asyncio.run(ears.recognise(pcm + other, "en", ""))
    assert asyncio.run(heard(pcm, pcm + other)) == both, "what is said after it is heard too"
    alone = asyncio.run(ears.recognise(other, "en", ""))
    assert asyncio.run(heard(pcm, other)) == alone, "what another said is not taken for it"


def test_what_was_looked_at_beforehand_is_known_sooner(ears: Ears, mouths: dict[str, Mouth]) -> None:
    pcm = asyncio.run(mouths["en"].say("Good morning, this is Sandra. Do you have a minute for me?", USUAL))

    async def took_s(look: bool) -> float:
        if look:
            await ears.look(pcm)
        began = time.monotonic()
        await ears.recognise(pcm, "en", "")
        return time.monotonic() - began

    pairs = [(asyncio.run(took_s(True)), asyncio.run(took_s(False))) for _ in range(5)]
    assert median(looked / not_looked for looked, not_looked in pairs) < 0.85


def test_a_decoder_that_goes_round_is_stopped_where_it_began_anew() -> None:
    assert once("We have one for welders. We have one for weld") == "We have one for welders."
    assert once("Good morning. This is Sandra. Good morning. This") == "Good morning. This is Sandra."
    assert once("Good morning. This is Sandra.") == "Good morning. This is Sandra."
    assert once("Ja, ja") == "Ja, ja"
    assert once("") == ""


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


def test_with_several_voices_each_person_has_one(tmp_path: Path) -> None:
    folder, joe = voice_folder(tmp_path) / "piper", packaged_voice("joe")
    folder.mkdir(parents=True)
    for name in ("en_GB-one", "en_GB-two"):
        (folder / f"{name}.onnx").symlink_to(joe)
        (folder / f"{name}.onnx.json").symlink_to(f"{joe}.json")
    mouth = OwnMouth(tmp_path, "en")
    assert mouth.name == "Piper (en_GB-one, en_GB-two)"
    for person in (0, 1, 777):
        assert seconds(asyncio.run(mouth.say("Good morning.", Voice(1.0, 1.0, "", person)))) > 0.4
    mouth.close()


def test_a_voice_of_ones_own_that_is_no_voice_is_one_sentence(tmp_path: Path) -> None:
    folder = voice_folder(tmp_path) / "piper"
    folder.mkdir(parents=True)
    (folder / "nl_NL-rust.onnx").write_bytes(b"rust")
    (folder / "nl_NL-rust.onnx.json").write_bytes(b"{}")
    mouth = OwnMouth(tmp_path, "nl")
    with pytest.raises(NotReady, match=r"nl_NL-rust.onnx cannot be loaded: remove it, or fetch it again"):
        asyncio.run(mouth.say("Goedemorgen.", USUAL))
    mouth.close()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"name": "small"}, "The ears small are not there: fetch them with belletje voice fetch --ears small"),
        ({"model": "/nowhere/at/all"}, "cannot be loaded: put a faster-whisper model there"),
    ],
)
def test_ears_that_are_not_there_are_one_sentence(settings: dict[str, str], said: str, tmp_path: Path) -> None:
    ears = OwnEars(tmp_path, **settings)
    with pytest.raises(NotReady, match=said):
        asyncio.run(ears.recognise(b"", "nl", ""))
    ears.close()


def test_fetched_ears_of_another_content_are_not_loaded(tmp_path: Path) -> None:
    folder = fetched_ears(tmp_path, "small")
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"rust")
    ears = OwnEars(tmp_path, name="small")
    with pytest.raises(NotReady, match="are damaged: fetch them again with belletje voice fetch --ears small"):
        asyncio.run(ears.recognise(b"", "nl", ""))
    ears.close()
