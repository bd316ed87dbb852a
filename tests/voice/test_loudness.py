"""When nothing is said any more, by how loud it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.loudness import FRAME, Level, hear, stays_quiet
from belletje.voice.sound import Samples


def tone(decibel: float, frames: int = 1) -> Samples:
    """So many frames of a tone, so far below the loudest there can be."""
    at = np.arange(frames * FRAME)
    return np.asarray(10 ** (decibel / 20) * np.sin(2 * np.pi * at / 32), np.float32)


@pytest.mark.parametrize(
    ("decibel", "is_quiet"),
    [
        pytest.param(0, False, id="the loudest there is"),
        pytest.param(-20, False, id="a soft consonant"),
        pytest.param(-27, False, id="the softest consonant"),
        pytest.param(-29, True, id="the room"),
        pytest.param(-80, True, id="a quiet room"),
    ],
)
@pytest.mark.parametrize("loudest", [-1.0, -20.0])
def test_quiet_is_what_is_far_below_the_loudest_of_a_turn_however_loud_that_is(
    loudest: float, decibel: float, is_quiet: bool
) -> None:
    level = hear(hear(Level(), tone(loudest)), tone(loudest + decibel))
    assert level.quiet == is_quiet
    assert level.loudest == pytest.approx(10 ** (loudest / 20) / np.sqrt(2), rel=0.01)


def test_a_turn_begins_with_what_is_heard_first_however_soft() -> None:
    assert not hear(Level(), tone(-50)).quiet
    assert hear(Level(), np.zeros(FRAME, np.float32)).quiet


def test_what_is_said_after_a_short_silence_is_something_said() -> None:
    said = tone(-6, 20)
    assert stays_quiet(said, tone(-60, 5))
    assert not stays_quiet(said, np.concatenate((tone(-60, 4), tone(-10, 1))))
    assert stays_quiet(said, tone(0, 0)), "nothing came after it"


@given(loud=some.floats(-40, 0), frames=some.integers(1, 30), cut=some.integers(0, FRAME - 1))
def test_silence_after_any_speech_stays_quiet_wherever_its_frames_began(loud: float, frames: int, cut: int) -> None:
    assert stays_quiet(tone(loud, frames + 1)[cut:], tone(loud - 40, 3))
