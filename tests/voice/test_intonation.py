"""Whether a turn is over, by its words and by its voice together."""

import asyncio
from pathlib import Path

import pytest

from belletje.voice.endings import finished
from belletje.voice.models import missing_parts
from belletje.voice.parts import OwnMouth
from belletje.voice.persons import Voice
from belletje.voice.turntaking import Finished

NL, EN = "nl", "en"


@pytest.mark.parametrize(
    ("words", "language"),
    [("Ik bel over uw vacature.", NL), ("we hebben nog plek", NL), ("We supply engineers.", EN)],
)
def test_the_voice_decides_where_the_words_leave_it_open(words: str, language: str) -> None:
    assert finished(words, language, voice=True) == Finished.YES
    assert finished(words, language, voice=False) == Finished.UNKNOWN


@pytest.mark.parametrize(("words", "language"), [("Ik bel u omdat", NL), ("We can help you with.", EN), ("en", NL)])
def test_no_voice_finishes_what_the_words_leave_unfinished(words: str, language: str) -> None:
    assert finished(words, language, voice=True) == Finished.NO


def test_a_question_is_over_whatever_the_voice_does() -> None:
    assert finished("Hoe lang staat de vacature al open?", NL, voice=False) == Finished.YES


@pytest.mark.parametrize("particle", ["uit", "over", "op", "in", "aan", "om", "door", "tegen"])
def test_the_loose_part_of_a_dutch_verb_may_be_the_last_word(particle: str) -> None:
    words = f"donderdag om tien uur komt dat {particle}"
    assert finished(words, NL, voice=True) == Finished.UNKNOWN
    assert finished(words, NL, voice=False) == Finished.NO


@pytest.mark.parametrize(("words", "language"), [("Goedemorgen.", NL), ("Goede middag", NL), ("Good morning.", EN)])
def test_who_has_only_greeted_is_waited_for(words: str, language: str) -> None:
    assert finished(words, language, voice=True) == Finished.UNKNOWN
    assert finished(words.rstrip(".") + "?", language, voice=True) == Finished.YES


@pytest.mark.skipif(bool(missing_parts()), reason="calls by voice need the extra: pip install '.[voice]'")
def test_a_sentence_sounds_finished_and_the_beginning_of_one_does_not(tmp_path: Path) -> None:
    from belletje.voice.intonation import Intonation

    mouth, intonation = OwnMouth(tmp_path, EN), Intonation()

    async def sounds_finished(words: str) -> bool:
        """Whether it does so most of the time: the voice says nothing twice in the same way."""
        said = [await mouth.say(words, Voice(1.0, 1.0, "")) for _ in range(5)]
        return sum([await intonation.finished(pcm + bytes(3200)) for pcm in said]) > 2

    assert asyncio.run(sounds_finished("What does the work look like exactly?"))
    assert not asyncio.run(sounds_finished("I saw that you are looking for someone for your network and,"))
    mouth.close()
