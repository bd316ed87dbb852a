"""The trained ear: a turn, with the prospect's line before it, becomes dialogue acts with confidences.

The weights lie in `data/acts.npz`, made by `make train` from the utterances beside them.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.acts import Act
from belletje.understanding.clauses import stretches
from belletje.understanding.encoder import PackagedEncoder, Vectors
from belletje.understanding.network import WORDS_SCALE, logits, unpacked
from belletje.understanding.ngrams import weighed
from belletje.understanding.utterance import Ear, Understanding
from belletje.understanding.wording import clean

ACTS = tuple(Act)
REMEMBERED_LINES = 64
THRESHOLD = 0.40
"""From this confidence on an act is taken for true. Where confidences mean what they say, F1 is highest at half the F1
that is reached (Lipton, Elkan and Naryanaswamy 2014, doi 10.1007/978-3-662-44851-9_15): on files held back from
training that was 0.795."""

LEAST = 0.25
"""Where no act reaches THRESHOLD the likeliest is taken from here on: under it people ask what was meant."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """What was learned: the `weights` of the network, and how its scores become confidences and acts.

    `rarity` (buckets,) weighs n-grams; a confidence is 1 / (1 + exp(-(slope * score + offset))), both (acts,); `digest`
    names the data it was learned from.
    """

    weights: Mapping[str, Floats]
    rarity: Floats
    slope: Floats
    offset: Floats
    digest: str

    def confidences(self, scores: Floats) -> Floats:
        """Calibrated confidences in [0, 1], (acts,)."""
        result: Floats = 1.0 / (1.0 + np.exp(-np.clip(self.slope * scores + self.offset, -30.0, 30.0)))
        return result


def load_heads() -> Heads:
    """What ships with Belletje."""
    with files("belletje.understanding").joinpath("data/acts.npz").open("rb") as file, np.load(file) as kept:
        found = {name: kept[name] for name in kept.files}
    own = {name: found.pop(name).astype(np.float32) for name in ("rarity", "slope", "offset")}
    digest = str(found.pop("digest"))
    return Heads(weights=unpacked(found), digest=digest, **own)


class TrainedEar:
    """Understands turns with the shipped weights; remembers the vectors of the prospect's latest lines."""

    def __init__(self, encoder: PackagedEncoder, heads: Heads) -> None:
        self._encoder = encoder
        self._heads = heads
        self._lines: OrderedDict[str, Vectors] = OrderedDict()
        self.version = heads.digest

    def __call__(self, utterance: str, before: str) -> Understanding:
        """What the utterance means after the prospect's line `before`; any text gives an answer."""
        text = clean(utterance).lower()
        if not any(letter.isalnum() for letter in text):
            return Understanding(dict.fromkeys(ACTS, 0.0), ())
        line = self._line(clean(before).lower())
        nothing = np.zeros_like(line)
        # in a long turn each stretch is read by itself; only the first one answers the line before
        parts = stretches(text)
        scores = np.max([self._scores(part, nothing if place else line) for place, part in enumerate(parts)], axis=0)
        confidences = self._heads.confidences(scores)
        return Understanding(
            {act: round(float(value), 4) for act, value in zip(ACTS, confidences, strict=True)},
            choose(confidences),
        )

    def _scores(self, text: str, line: Vectors) -> Floats:
        """Raw scores of a stretch of words after a line, (acts,)."""
        weights = self._heads.weights
        vectors = self._encoder.piece_vectors(self._encoder.pieces(text))[None]
        buckets, values = weighed(text, self._heads.rarity)
        words = values @ weights["words"][buckets] * WORDS_SCALE
        mask = np.ones((1, vectors.shape[1], 1), np.float32)
        found: Floats = logits(np, weights, vectors, mask, line[None], words[None])[0]
        return found

    def _line(self, before: str) -> Vectors:
        """The vector of the prospect's line, (512,), zeros where there is none."""
        if not before:
            return np.zeros(self._encoder.size, np.float32)
        if before not in self._lines:
            self._lines[before] = self._encoder.encode([before])[0]
            if len(self._lines) > REMEMBERED_LINES:
                self._lines.popitem(last=False)
        return self._lines[before]


def choose(confidences: Floats) -> tuple[Act, ...]:
    """The acts that are sure enough, most certain first; filler only alone."""
    order = np.argsort(-confidences, kind="stable")
    taken = [ACTS[place] for place in order if confidences[place] >= THRESHOLD]
    if not taken and confidences[order[0]] >= LEAST:
        return (ACTS[order[0]],)
    if len(taken) > 1 and Act.FILLER in taken:
        taken = [Act.FILLER] if taken[0] is Act.FILLER else [act for act in taken if act is not Act.FILLER]
    return tuple(taken)


def trained_ear(encoder: PackagedEncoder | None = None) -> Ear:
    """The ear that ships with Belletje: the encoder and what it was taught."""
    return TrainedEar(encoder or PackagedEncoder(), load_heads())
