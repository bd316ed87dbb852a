"""The sound of a call goes to the disk while it goes on, and only where the caller asked for that."""

import asyncio
import wave

import numpy as np

from belletje.usecases import sounds
from belletje.usecases.house import House
from belletje.voice.keeping import Keeping

SECOND = np.full(16_000, 500, "<i2").tobytes()


def test_what_both_ends_said_stands_where_it_was_said(house: House) -> None:
    sounds.keep_sound(house=house, call=1)
    now_s = [3.0]
    keeping = Keeping(house, 1, lambda: now_s[0])

    async def call() -> None:
        await keeping.microphone(SECOND[:16_000])
        await keeping.flush()
        await keeping.other_end(SECOND, 4.0)

    asyncio.run(call())

    with wave.open(str(sounds.sound_of(house=house, call=1))) as kept:
        samples = np.frombuffer(kept.readframes(kept.getnframes()), "<i2")
    assert [int(samples[round(at_s * 16_000)]) for at_s in (2.4, 2.6, 2.9, 3.5, 4.5)] == [0, 500, 500, 0, 500]


def test_nothing_is_written_of_a_call_that_nobody_asked_to_keep(house: House) -> None:
    keeping = Keeping(house, 1, lambda: 1.0)

    asyncio.run(keeping.microphone(SECOND))

    assert not keeping.on
    assert not sounds.keeps_sound(house=house, call=1)


def test_a_sound_that_cannot_be_written_costs_the_sound_and_not_the_call(house: House, monkeypatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    sounds.keep_sound(house=house, call=1)
    keeping = Keeping(house, 1, lambda: 1.0)
    monkeypatch.setattr(sounds, "add_sound", full)

    asyncio.run(keeping.other_end(SECOND, 0.0))

    assert not keeping.on
