"""The sound of a call that the caller asked to keep: both ends in one file, at their time, until it is deleted."""

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from belletje.usecases import dialling, people, sounds
from belletje.usecases.house import House, NotThere

RATE_HZ = 16_000


def tone(level: int, took_s: float) -> bytes:
    return np.full(round(took_s * RATE_HZ), level, "<i2").tobytes()


def heard(path: Path) -> NDArray[np.int16]:
    """The samples of a WAV file, as a program that knows nothing of Belletje reads them."""
    with wave.open(str(path)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, RATE_HZ)
        return np.frombuffer(wav.readframes(wav.getnframes()), "<i2")


def test_both_ends_are_mixed_where_they_sounded(house: House) -> None:
    sounds.keep_sound(house=house, call=1)
    sounds.add_sound(house=house, call=1, pcm=tone(1000, 1.0), at_s=1.0)
    sounds.add_sound(house=house, call=1, pcm=tone(200, 1.0), at_s=1.5)
    sounds.add_sound(house=house, call=1, pcm=tone(50, 0.5), at_s=0.0)

    samples = heard(sounds.sound_of(house=house, call=1))

    at = {second: int(samples[round(second * RATE_HZ)]) for second in (0.25, 0.75, 1.25, 1.75, 2.25)}
    assert at == {0.25: 50, 0.75: 0, 1.25: 1000, 1.75: 1200, 2.25: 200}
    assert len(samples) == 2.5 * RATE_HZ


def test_what_is_too_loud_together_is_clipped_and_not_turned_round(house: House) -> None:
    sounds.keep_sound(house=house, call=1)
    for _ in range(2):
        sounds.add_sound(house=house, call=1, pcm=tone(30_000, 0.1), at_s=0.0)

    assert heard(sounds.sound_of(house=house, call=1)).max() == 32_767


def test_nothing_is_kept_of_a_call_that_nobody_asked_to_keep(house: House) -> None:
    sounds.add_sound(house=house, call=1, pcm=tone(1000, 1.0), at_s=0.0)

    assert not sounds.keeps_sound(house=house, call=1)
    with pytest.raises(NotThere):
        sounds.sound_of(house=house, call=1)


def test_only_the_owner_of_the_folder_can_read_it(house: House) -> None:
    sounds.keep_sound(house=house, call=1)
    sounds.add_sound(house=house, call=1, pcm=tone(1, 0.1), at_s=0.0)

    assert sounds.sound_of(house=house, call=1).stat().st_mode & 0o077 == 0


def test_deleting_twice_is_as_good_as_once(house: House) -> None:
    sounds.keep_sound(house=house, call=1)
    for _ in range(2):
        sounds.delete_sound(house=house, call=1)

    assert not sounds.keeps_sound(house=house, call=1)


def test_who_is_erased_takes_along_the_sound_of_rehearsals_about_them(furnished_house: House, now) -> None:
    house = furnished_house
    call = dialling.dial(house=house, now=now, language="nl", seed=1, person="p1", medium="voice")
    sounds.keep_sound(house=house, call=call)

    people.forget(house=house, person="p1", now=now)

    assert not sounds.keeps_sound(house=house, call=call)
