"""The second reader: it reads a turn in the light of the line before it, for its acts and for what it asks about.

Two readers that learned from the same turns in different ways are wrong about different ones: what both make of a turn
is right more often than what either does. It lies in `data/second.onnx` and `second.npz`, both made by `make train`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.clauses import clauses, stretches
from belletje.understanding.graph import load_session
from belletje.understanding.pieces import LONGEST_TURN, pieces, row
from belletje.understanding.wording import clean

REMEMBERED = 256
BEFORE = 12
"""Pieces of the line before that are read, the last ones: half of what was learned with, in less time and as well."""
CLAUSES_WEIGHT = 1 / 3
"""How much the clauses of a turn, each by itself, count beside the turn as a whole."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Learned:
    """What scores of acts become a logit by, slope and offset (acts,); the names of the topics; the data's digests."""

    slope: Floats
    offset: Floats
    topics: tuple[str, ...]
    digest: str


def load_learned() -> Learned:
    """What ships with Belletje."""
    with files("belletje.understanding").joinpath("data/second.npz").open("rb") as file, np.load(file) as kept:
        return Learned(kept["slope"], kept["offset"], tuple(map(str, kept["topics"])), str(kept["digest"]))


class SecondReader:
    """Reads with the shipped weights; remembers the latest turns, as acts and topics are read one after the other."""

    def __init__(self) -> None:
        self._graph = load_session("second")
        self._read = lru_cache(maxsize=REMEMBERED)(self._run)
        self.learned = load_learned()

    def acts(self, turn: str, before: str) -> Floats:
        """The logit of each act, (acts,); of a long turn each stretch is read by itself, and the surest counts."""
        read = [self._acts(part, "" if place else before) for place, part in enumerate(stretches(clean(turn)))]
        return np.asarray(np.max(read, axis=0), np.float32)

    def topics(self, turn: str, before: str) -> Floats:
        """The logarithm of the share of each topic, (topics,), in the order of `learned.topics`."""
        _, scores = self._read(turn, before)
        scores = scores[0] - scores[0].max()
        shares: Floats = scores - np.log(np.exp(scores).sum())
        return shares

    def _acts(self, turn: str, before: str) -> Floats:
        scores, _ = self._read(turn, before)
        found = self.learned.slope * scores + self.learned.offset
        whole: Floats = found[0]
        return whole if len(found) == 1 else (1 - CLAUSES_WEIGHT) * whole + CLAUSES_WEIGHT * found[1:].max(axis=0)

    def _run(self, turn: str, before: str) -> tuple[Floats, Floats]:
        """Raw scores of acts and topics, (readings, acts) and (readings, topics): of the whole and of each clause."""
        parts = [found for part in clauses(turn) if (found := pieces(part))]
        whole = [piece for part in parts for piece in part][:LONGEST_TURN]
        numbers, turn_at = row(whole, pieces(before)[-BEFORE:])
        masks = _masks([len(part) for part in parts], turn_at, len(numbers))
        scores = self._graph.run(
            None,
            {
                "numbers": np.array([numbers], np.int64),
                "there": np.ones((1, 1, 1, len(numbers)), np.float32),
                "masks": masks,
                "places": np.arange(len(numbers)),
            },
        )
        return scores[0], scores[1]


def _masks(lengths: Sequence[int], turn: slice, pieces: int) -> Floats:
    """Masks (readings, pieces, 1): of the whole turn, and, where it has several clauses, of each."""
    starts = turn.start + np.cumsum([0, *lengths])
    ends = np.minimum(starts[1:], turn.stop)
    parts = [(start, end) for start, end in zip(starts, ends, strict=False) if start < end]
    spans = [(turn.start, max(turn.stop, turn.start + 1)), *(parts if len(parts) > 1 else [])]
    masks = np.zeros((len(spans), pieces, 1), np.float32)
    for place, (start, end) in enumerate(spans):
        masks[place, start:end] = 1.0
    return masks
