"""Whether the words of a turn sound finished."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.endings import finished
from belletje.voice.turntaking import Finished

YES, NO, UNKNOWN = Finished.YES, Finished.NO, Finished.UNKNOWN


@pytest.mark.parametrize(
    ("language", "words", "sounds"),
    [
        ("nl", "Hebt u een minuutje?", YES),
        ("nl", "U spreekt met Sanne de Wit van Noordlicht.", YES),
        ("nl", "Ik bel u omdat", NO),
        ("nl", "Ik bel u omdat.", NO),  # Whisper likes to put a full stop where one pauses
        ("nl", "Ik bel u over uw vacature voor een", NO),
        ("nl", "Wij werken met lassers, frezers,", NO),
        ("nl", "En dan denk ik aan...", NO),
        ("nl", "Dat is dus, eh", NO),
        ("nl", "Wat denkt u van", NO),
        ("nl", "Wat denkt u van?", YES),
        ("nl", "dat is goed", UNKNOWN),
        ("nl", "", UNKNOWN),
        ("nl", "...", UNKNOWN),
        ("en", "Is this a good time?", YES),
        ("en", "I am calling because", NO),
        ("en", "We place welders and", NO),
        ("en", "I was wondering, um", NO),
        ("en", "That sounds good!", YES),
        ("en", "that sounds good", UNKNOWN),
    ],
)
def test_the_last_words_tell(language: str, words: str, sounds: Finished) -> None:
    assert finished(words, language) is sounds


@given(some.text(max_size=100), some.sampled_from(["nl", "en"]))
def test_anything_can_be_judged(words: str, language: str) -> None:
    assert finished(words, language) in Finished


@given(some.text(alphabet="abcdefg ", min_size=1).filter(str.strip), some.sampled_from(["nl", "en"]))
def test_what_ends_in_a_question_mark_is_finished(words: str, language: str) -> None:
    assert finished(words + "?", language) is YES


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Ik vroeg me af wie daar beslist bij u"),
        ("nl", "Ik ben benieuwd hoe jullie dat geregeld hebben."),
        ("nl", "Ik wilde even horen of dinsdag of woensdag uitkomt, of komt dat niet uit"),
        ("en", "That is what I am calling about."),
        ("en", "I do not know yet how busy you are."),
    ],
)
def test_where_a_last_word_may_as_well_have_more_after_it_the_voice_tells(language: str, words: str) -> None:
    assert finished(words, language, voice=True) is UNKNOWN
    assert finished(words, language, voice=False) is NO
