"""Reading a prospect's line into a reaction of the catalogue: for real calls that are pasted or transcribed.

The same words and sentence vectors as the ear for callers stand on; the weights lie in `data/heard/lines.npz`, made by
`make train`.
"""

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.understanding.encoder import Encoder, PackagedEncoder
from belletje.understanding.network import unpacked
from belletje.understanding.ngrams import weighed
from belletje.understanding.wording import clean

Floats = NDArray[np.float32]

SURE = 0.30
"""Under this confidence it is better to ask a person which reaction it was."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The most likely `reaction`, its confidence in [0, 1], and the next likely ones; `sure` where it may be believed.

    `reaction` is None where nothing was said.
    """

    reaction: str | None
    confidence: float
    others: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it may be believed without asking."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class LineWeights:
    """One linear head a reaction: `words` (buckets, reactions), `sentence` (512, reactions), `bias` (reactions,)."""

    reactions: tuple[str, ...]
    words: Floats
    sentence: Floats
    bias: Floats
    rarity: Floats
    digest: str


def load_weights() -> LineWeights:
    """What ships with Belletje."""
    with files("belletje.prospect").joinpath("data/heard/lines.npz").open("rb") as file, np.load(file) as kept:
        return LineWeights(
            reactions=tuple(map(str, kept["reactions"])),
            words=unpacked({name: kept[name] for name in ("words", "words.scale")})["words"],
            sentence=kept["sentence"].astype(np.float32),
            bias=kept["bias"].astype(np.float32),
            rarity=kept["rarity"].astype(np.float32),
            digest=str(kept["digest"]),
        )


class LineReader:
    """Recognises reactions in a prospect's words."""

    def __init__(self, encoder: Encoder, weights: LineWeights) -> None:
        self._encoder, self._weights = encoder, weights

    def __call__(self, line: str) -> Recognised:
        """The reaction that a line is; any text gives an answer."""
        text = clean(line).lower()
        if not any(letter.isalnum() for letter in text):
            return Recognised(None, 0.0)
        weights = self._weights
        buckets, values = weighed(text, weights.rarity)
        scores = values @ weights.words[buckets] + self._encoder.encode([text])[0] @ weights.sentence + weights.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")[:4]
        best, *others = (weights.reactions[place] for place in order)
        return Recognised(best, round(float(shares[order[0]]), 4), tuple(others))


def line_reader() -> LineReader:
    """The reader that ships with Belletje."""
    return LineReader(PackagedEncoder(), load_weights())
