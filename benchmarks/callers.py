"""The callers of the voice benchmark, as recordings: made by the mouths at hand, as a microphone hears them.

Their mouths are the program's own: English by Piper in its full band, Dutch by eSpeak NG, which is robotic.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from belletje.voice.models import packaged_voice
from belletje.voice.mouth import EspeakMouth, Mouth, PiperMouth
from belletje.voice.sound import SAMPLE_RATE_HZ, Samples

LANGUAGES = ("nl", "en")
ROOM = 0.0016
"""The noise of the room and the microphone, root mean square: 56 dB below the loudest there can be."""
EDGE = 0.01
"""What is quieter than this, before the noise of the room, is no sound of speech any more."""
PAUSE = " ... "


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its words, its sound in [-1, 1] at 16 kHz, and the seconds in it at which speech begins and ends.

    `pauses` is how many thinking pauses there are in it.
    """

    text: str
    sound: Samples
    begins_s: float
    ends_s: float
    pauses: int


@cache
def _mouth(language: str) -> Mouth:
    return PiperMouth([packaged_voice("joe")]) if language == "en" else EspeakMouth(language)


def lines(language: str) -> tuple[tuple[str, ...], ...]:
    """What is said, call by call; see callers.toml."""
    found = tomllib.loads(Path(__file__).with_name("callers.toml").read_text(encoding="utf-8"))
    return tuple(tuple(call) for call in found[language])


def room(samples: int, rng: np.random.Generator) -> Samples:
    """Nobody speaks: so many samples of noise, more of it in the low pitches, as in a room."""
    white = rng.standard_normal(samples + 1).astype(np.float32)
    return np.asarray(ROOM * (white[1:] + white[:-1]) / np.sqrt(2), np.float32)


def speak(line: str, language: str, rng: Random) -> Turn:
    """One turn at a pace and a loudness of its own; its silences are as digital silence, without the room's noise."""
    pace, loud = rng.uniform(0.92, 1.08), rng.uniform(0.1, 0.5)
    parts: list[Samples] = []
    for n, words in enumerate(line.split(PAUSE)):
        if n:
            parts.append(np.zeros(round(rng.uniform(0.4, 0.9) * SAMPLE_RATE_HZ), np.float32))
        unfinished = "," if n < line.count(PAUSE) and words[-1].isalpha() else ""
        parts.append(_heard(_mouth(language).say(words + unfinished, pace, 1.0, "m3")))
    sound = np.concatenate(parts)
    sound = np.asarray(sound * (loud / np.abs(sound).max()), np.float32)
    voiced = np.flatnonzero(np.abs(sound) > EDGE)
    return Turn(
        line.replace(PAUSE, " "), sound, voiced[0] / SAMPLE_RATE_HZ, (voiced[-1] + 1) / SAMPLE_RATE_HZ,
        line.count(PAUSE),
    )  # fmt: skip


def _heard(samples: Samples) -> Samples:
    """Without the silence that a mouth puts around its words, so that a pause is as long as it is meant to be."""
    voiced = np.flatnonzero(np.abs(samples) > EDGE)
    return samples[voiced[0] : voiced[-1] + 1]
