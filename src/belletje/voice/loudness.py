"""How loud a turn is: after its last word it is quiet well before the detection of speech is sure that it has ended."""

from dataclasses import dataclass

import numpy as np

from belletje.voice.sound import Samples

FAR_BELOW = 10 ** (-28 / 20)
"""So far below the loudest of a turn, as a ratio, nothing is said; the softest consonants are 20 to 25 dB below it."""
FRAME = 512
"""Samples that are looked at together: 32 ms."""


@dataclass(frozen=True, slots=True)
class Level:
    """The loudest frame of a turn so far, as the root mean square of its samples, and whether it is quiet now."""

    loudest: float = 0.0
    quiet: bool = True


def hear(level: Level, samples: Samples) -> Level:
    """One frame more."""
    loud = float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0
    loudest = max(level.loudest, loud)
    return Level(loudest, loud < FAR_BELOW * loudest or not loud)


def stays_quiet(spoken: Samples, after: Samples) -> bool:
    """Whether nothing is said in what comes after what was spoken."""
    level = Level()
    for at in range(len(spoken) % FRAME, len(spoken), FRAME):  # the same frames as when it was looked at
        level = hear(level, spoken[at : at + FRAME])
    return all(hear(level, after[at : at + FRAME]).quiet for at in range(0, len(after), FRAME))
