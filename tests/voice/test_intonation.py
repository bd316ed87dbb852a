"""Whether a turn is over, by its words and by its voice together."""

import asyncio

import numpy as np
import pytest

from belletje.voice.endings import finished
from belletje.voice.models import missing_parts
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
def test_a_sentence_sounds_finished_and_the_beginning_of_one_does_not() -> None:
    from belletje.voice.intonation import Intonation
    from belletje.voice.mouth import EspeakMouth
    from belletje.voice.sound import to_pcm

    mouth, intonation = EspeakMouth(NL), Intonation()

    def sounds_finished(words: str) -> bool:
        samples = mouth.say(words, 0.95, 1.0, "m3")
        voiced = np.flatnonzero(np.abs(samples) > 0.01)
        said = np.append(samples[voiced[0] : voiced[-1]], np.zeros(3200, np.float32))
        return asyncio.run(intonation.finished(to_pcm(said)))

    assert sounds_finished("Dat begrijp ik heel goed.")
    assert not sounds_finished("Wij hebben een,")
