"""Sound as it goes over the wire, and what a telephone line leaves of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from belletje.voice.sound import BYTES_PER_SECOND, SAMPLE_RATE_HZ, Samples, seconds, telephone, to_pcm, to_samples


def tone(hertz: float, level: float = 0.25, length_s: float = 0.5) -> Samples:
    """A pure tone."""
    at_s = np.arange(round(length_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return np.asarray(level * np.sin(2 * np.pi * hertz * at_s), np.float32)


def decibel_lost(hertz: float) -> float:
    """How much quieter the middle of a tone is over the telephone."""
    before, after = (sound[2000:6000] for sound in (tone(hertz), telephone(tone(hertz))))
    return float(20 * np.log10(np.sqrt(np.mean(before**2)) / np.sqrt(np.mean(after**2) + 1e-12)))


@pytest.mark.parametrize("hertz", [500, 1000, 2000, 3000])
def test_the_band_of_a_telephone_stays(hertz: float) -> None:
    assert abs(decibel_lost(hertz)) < 1.5


@pytest.mark.parametrize("hertz", [50, 100, 6000, 7500])
def test_what_is_outside_the_band_falls(hertz: float) -> None:
    assert decibel_lost(hertz) > 15


def test_a_telephone_keeps_length_and_loudness_within_bounds() -> None:
    loud = telephone(tone(1000, level=1.0))
    assert len(loud) == SAMPLE_RATE_HZ // 2
    assert np.abs(loud).max() <= 1.05
    assert len(telephone(np.zeros(0, np.float32))) == 0
    assert not telephone(np.zeros(100, np.float32)).any()


def test_eight_bits_leave_the_noise_of_a_digital_exchange() -> None:
    """G.711 gives some 38 dB over the noise for speech."""
    sent = tone(1000)[2000:6000]
    noise = telephone(tone(1000))[2000:6000] - sent
    assert 25 < 20 * np.log10(np.std(sent) / np.std(noise)) < 50


@given(some.lists(some.integers(-32768, 32767), max_size=50))
def test_sound_comes_back_from_the_wire_as_it_was(values: list[int]) -> None:
    pcm = np.array(values, "<i2").tobytes()
    there_and_back = np.frombuffer(to_pcm(to_samples(pcm)), "<i2").astype(int)
    assert np.abs(there_and_back - np.array(values, int)).max(initial=0) <= 1


def test_half_a_sample_at_the_end_is_left_out() -> None:
    assert len(to_samples(b"\0\0\0")) == 1


def test_what_is_too_loud_is_clipped() -> None:
    assert np.frombuffer(to_pcm(np.array([2.0, -2.0], np.float32)), "<i2").tolist() == [32767, -32767]


def test_how_long_sound_lasts() -> None:
    assert seconds(bytes(BYTES_PER_SECOND * 3)) == 3.0
