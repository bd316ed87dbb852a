"""The trained heads: from the words, the sentence vector and the prospect's line to a confidence for each act.

The weights lie in `data/acts.npz`, made by `make train` from the utterances beside them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.acts import Act
from belletje.understanding.clauses import clauses
from belletje.understanding.encoder import Encoder, PackagedEncoder, Vectors
from belletje.understanding.ngrams import weighed
from belletje.understanding.utterance import Ear, Understanding

ACTS = tuple(Act)
LONGEST_UTTERANCE = 2000
"""Letters that are read; at 150 words a minute this is over two minutes of speech."""
REMEMBERED_LINES = 64

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads, one a column for each of ACTS.

    `words` (buckets, acts), `sentence` and `before` (encoder size, acts), `bias` (acts,); `rarity` (buckets,) weighs
    n-grams; a confidence is 1 / (1 + exp(-(slope * score + offset))); `thresholds` (acts,) are in [0, 1].
    """

    rarity: Floats
    words: Floats
    sentence: Floats
    before: Floats
    bias: Floats
    slope: Floats
    offset: Floats
    thresholds: Floats
    digest: str

    def scores(self, parts: Sequence[str], sentences: Vectors, before: Vectors) -> Floats:
        """Raw scores of a turn, (acts,): `parts` is the whole turn and then its clauses, `sentences` their vectors.

        The whole turn and its most telling clause count alike; the prospect's line bears on the turn and its beginning.
        """
        nothing = np.zeros_like(before)
        whole = self._scores(parts[0], sentences[0], before)
        if len(parts) == 1:
            return whole
        each = [
            self._scores(part, sentence, nothing if place else before)
            for place, (part, sentence) in enumerate(zip(parts[1:], sentences[1:], strict=True))
        ]
        return blend(whole, np.stack(each).max(axis=0))

    def _scores(self, text: str, sentence: Vectors, before: Vectors) -> Floats:
        buckets, values = weighed(text, self.rarity)
        result: Floats = values @ self.words[buckets] + sentence @ self.sentence + before @ self.before + self.bias
        return result

    def confidences(self, scores: Floats) -> Floats:
        """Calibrated confidences in [0, 1], (acts,)."""
        result: Floats = 1.0 / (1.0 + np.exp(-np.clip(self.slope * scores + self.offset, -30.0, 30.0)))
        return result


def blend(whole: Floats, clause: Floats) -> Floats:
    """The score of a turn with several clauses, from that of the whole and the highest of a clause."""
    result: Floats = (whole + clause) * np.float32(0.5)
    return result


def load_heads() -> Heads:
    """The heads that ship with Belletje."""
    with files("belletje.understanding").joinpath("data/acts.npz").open("rb") as file, np.load(file) as kept:
        weights = {name: kept[name].astype(np.float32) for name in kept.files if name != "digest"}
        return Heads(**weights, digest=str(kept["digest"]))


class TrainedEar:
    """Understands utterances with the shipped heads; remembers the vectors of the prospect's latest lines."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self._encoder = encoder
        self._heads = heads
        self._lines: OrderedDict[str, Vectors] = OrderedDict()
        self.version = heads.digest

    def __call__(self, utterance: str, before: str) -> Understanding:
        """What the utterance means after the prospect's line `before`; any text gives an answer."""
        text = clean(utterance)
        if not any(letter.isalnum() for letter in text):
            return Understanding(dict.fromkeys(ACTS, 0.0), ())
        parts = (text, *clauses(text))
        confidences = self._heads.confidences(self._heads.scores(parts, *self._vectors(parts, clean(before))))
        return Understanding(
            {act: round(float(value), 4) for act, value in zip(ACTS, confidences, strict=True)},
            choose(confidences, self._heads.thresholds),
        )

    def _vectors(self, parts: Sequence[str], before: str) -> tuple[Vectors, Vectors]:
        lowered = [part.lower() for part in parts]
        if not before:
            return self._encoder.encode(lowered), np.zeros(self._encoder.size, np.float32)
        known = self._lines.get(before)
        if known is not None:
            return self._encoder.encode(lowered), known
        vectors = self._encoder.encode([*lowered, before.lower()])
        self._lines[before] = vectors[-1]
        if len(self._lines) > REMEMBERED_LINES:
            self._lines.popitem(last=False)
        return vectors[:-1], vectors[-1]


def clean(text: str) -> str:
    """Text without control characters, shortened to what is read."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_UTTERANCE]).split())


def choose(confidences: Floats, thresholds: Floats) -> tuple[Act, ...]:
    """The acts at or over their threshold, most certain first; filler only alone."""
    order = np.argsort(-confidences, kind="stable")
    taken = [ACTS[place] for place in order if confidences[place] >= thresholds[place]]
    if len(taken) > 1 and Act.FILLER in taken:
        taken = [Act.FILLER] if taken[0] is Act.FILLER else [act for act in taken if act is not Act.FILLER]
    return tuple(taken)


def trained_ear() -> Ear:
    """The ear that ships with Belletje: encoder and heads from its packages."""
    return TrainedEar(PackagedEncoder(), load_heads())
