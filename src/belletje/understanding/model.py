"""The trained ear: a turn, with the prospect's line before it, becomes dialogue acts with confidences.

The network lies in `data/acts.onnx` and what it needs besides in `data/acts.npz`, both made by `make train` from the
utterances beside them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.acts import Act
from belletje.understanding.clauses import clauses, stretches
from belletje.understanding.encoder import LONGEST_PIECES, PackagedEncoder, Vectors
from belletje.understanding.graph import Graph, load
from belletje.understanding.ngrams import weighed
from belletje.understanding.packing import unpacked
from belletje.understanding.second import CLAUSES_WEIGHT, SecondReader
from belletje.understanding.spelling import Spelling, known_words
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

SECOND_WEIGHT = 0.7
"""How much the second reader counts beside the first."""

DOUBT = (0.15, 0.85)
"""A confidence between these is doubt: only then are both readers heard. That takes less time and nothing off F1."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heads:
    """What was learned: the `network`, what words add to its scores, and how scores become confidences and acts.

    `words` (buckets, acts) are the weights of n-grams, scaled; `rarity` (buckets,) weighs n-grams; a confidence is
    1 / (1 + exp(-(slope * score + offset))), both (acts,); `digest` names the data it was learned from.
    """

    network: Graph
    words: Floats
    rarity: Floats
    slope: Floats
    offset: Floats
    digest: str

    def logits(self, scores: Floats) -> Floats:
        """The logarithm of the odds of each act, (acts,)."""
        result: Floats = self.slope * scores + self.offset
        return result


def load_heads() -> Heads:
    """What ships with Belletje."""
    with files("belletje.understanding").joinpath("data/acts.npz").open("rb") as file, np.load(file) as kept:
        return Heads(
            network=load("acts"),
            words=unpacked({name: kept[name] for name in ("words", "words.scale")})["words"],
            **{name: kept[name].astype(np.float32) for name in ("rarity", "slope", "offset")},
            digest=str(kept["digest"]),
        )


class TrainedEar:
    """Understands turns with the shipped weights; remembers the vectors of the prospect's latest lines."""

    def __init__(self, encoder: PackagedEncoder, heads: Heads, spelling: Spelling, second: SecondReader) -> None:
        self._encoder = encoder
        self._heads = heads
        self._spelling = spelling
        self._second = second
        self._lines: OrderedDict[str, Vectors] = OrderedDict()
        self.version = f"{heads.digest}-{second.learned.digest}"

    def __call__(self, utterance: str, before: str) -> Understanding:
        """What the utterance means after the prospect's line `before`; any text gives an answer."""
        text = self._spelling(clean(utterance).lower())
        if not _says_anything(text):
            return Understanding(dict.fromkeys(ACTS, 0.0), ())
        earlier = clean(before).lower()
        logits = self._second.acts(clean(utterance).lower(), earlier)
        confidences = _confidences(logits)
        if _in_doubt(confidences):
            confidences = _confidences((1 - SECOND_WEIGHT) * self._logits(text, earlier) + SECOND_WEIGHT * logits)
        return Understanding(
            {act: round(float(value), 4) for act, value in zip(ACTS, confidences, strict=True)},
            choose(confidences),
        )

    def _logits(self, text: str, before: str) -> Floats:
        """What the first reader makes of a turn, (acts,).

        In a long one each stretch is read by itself; only the first of them answers the line before.
        """
        line = self._line(before)
        nothing = np.zeros_like(line)
        parts = stretches(text)
        scores = np.max([self._scores(part, nothing if place else line) for place, part in enumerate(parts)], axis=0)
        return self._heads.logits(scores)

    def _scores(self, text: str, line: Vectors) -> Floats:
        """Raw scores of a stretch of words after a line, (acts,): read as a whole and clause by clause.

        An act in one clause of many is easily lost in the whole. The pieces are worked out once for both.
        """
        parts = [part for part in clauses(text) if _says_anything(part)] or [text]
        pieces, masks = self._pieces(parts)
        texts = (text, *parts)[: len(masks)]
        before = np.zeros((len(masks), len(line)), np.float32)
        before[:2] = line  # the whole and the first clause answer it
        found = self._heads.network(
            {
                "vectors": self._encoder.piece_vectors(pieces)[None],
                "mask": masks[:1],
                "masks": masks,
                "before": before,
                "words": np.stack([*map(self._words, texts)]),
            }
        )
        whole: Floats = found[0]
        return whole if len(found) == 1 else (1 - CLAUSES_WEIGHT) * whole + CLAUSES_WEIGHT * found[1:].max(axis=0)

    def _pieces(self, parts: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """The pieces of all parts in one row, and masks (1 + parts, pieces, 1): of the whole, and of each part.

        There is one mask where the whole is the only part; parts beyond the longest row have none.
        """
        rows = [self._encoder.pieces(part) for part in parts]
        inner = [row[1:-1] for row in rows]
        pieces = np.concatenate([rows[0][:1], *inner, rows[-1][-1:]])[:LONGEST_PIECES]
        part_of = np.repeat(np.arange(len(inner)), [len(row) for row in inner])[: len(pieces) - 1]
        there = np.unique(part_of) if len(parts) > 1 else np.arange(0)
        masks = np.zeros((1 + len(there), len(pieces), 1), np.float32)
        masks[0] = 1.0
        for place, part in enumerate(there, start=1):
            masks[place, 1 : 1 + len(part_of), 0] = part_of == part
        return pieces, masks

    def _words(self, text: str) -> Floats:
        """What the words of a text add to the scores, (acts,)."""
        buckets, values = weighed(text, self._heads.rarity)
        found: Floats = values @ self._heads.words[buckets]
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


def _confidences(logits: Floats) -> Floats:
    """Confidences in [0, 1], (acts,)."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0))), np.float32)


def _in_doubt(confidences: Floats) -> bool:
    """Whether some act may be there or not, or none surely is."""
    least, most = DOUBT
    return bool(((confidences > least) & (confidences < most)).any() or confidences.max() < most)


def _says_anything(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def choose(confidences: Floats) -> tuple[Act, ...]:
    """The acts that are sure enough, most certain first; filler only alone."""
    order = np.argsort(-confidences, kind="stable")
    taken = [ACTS[place] for place in order if confidences[place] >= THRESHOLD]
    if not taken and confidences[order[0]] >= LEAST:
        return (ACTS[order[0]],)
    if len(taken) > 1 and Act.FILLER in taken:
        taken = [Act.FILLER] if taken[0] is Act.FILLER else [act for act in taken if act is not Act.FILLER]
    return tuple(taken)


def trained_ear(encoder: PackagedEncoder | None = None, second: SecondReader | None = None) -> Ear:
    """The ear that ships with Belletje: the encoder and what it was taught, and the second reader."""
    return TrainedEar(encoder or PackagedEncoder(), load_heads(), known_words(), second or SecondReader())
