"""Chance for a crowd: a number in [0, 1) that follows from seed, call, turn and purpose, and from nothing else.

So a call has the same luck whatever the size of the chunk it is computed in, and whatever another call or another
script does: two simulations with the same seed differ only by what was changed.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Calls = NDArray[np.uint64]

_STEP = 0x9E3779B97F4A7C15
_WORD = (1 << 64) - 1


def draw(seed: int, calls: Calls, turn: int, purpose: int) -> Floats:
    """A number in [0, 1) for each call number in `calls`, (n_calls,). SplitMix64 (doi 10.1145/2660193.2660195)."""
    key = _mixed(((seed * 1_000_003 + turn) * 1_000_003 + purpose) & _WORD)
    mixed = calls * np.uint64(_STEP) + np.uint64(key)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def pick(chances: Floats, weights: NDArray[np.floating]) -> NDArray[np.intp]:
    """For each row of `weights`, (n_calls, n_choices), the choice that its chance in [0, 1) points at."""
    edges = np.cumsum(weights, axis=1)
    return (edges <= (chances * edges[:, -1])[:, None]).sum(axis=1)


def _mixed(value: int) -> int:
    value = (value + _STEP) & _WORD
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _WORD
    return value ^ (value >> 31)
