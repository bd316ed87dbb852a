"""Sorting a line by what it is: a prospect's into a reaction of the catalogue, a caller's into what it asks about.

The same words and sentence vectors as the ear for callers stand on. Both sets of weights are made by `make train`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.topics import OTHER, topics
from belletje.understanding.encoder import Encoder, PackagedEncoder
from belletje.understanding.ngrams import weighed
from belletje.understanding.packing import packed, unpacked
from belletje.understanding.second import SecondReader
from belletje.understanding.wording import clean

Floats = NDArray[np.float32]

REACTIONS, TOPICS = "heard/lines.npz", "asked/topics.npz"
SECOND_WEIGHT = 0.5
"""How much the second reader counts beside the first, in what is asked about."""
SURE = 0.30
"""Under this confidence it is better to ask a person which reaction it was."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The most likely `name`, its confidence in [0, 1], and the next likely ones; `sure` where it may be believed.

    `name` is None where nothing was said. `closely` is what it is more closely, where the name stands for several.
    """

    name: str | None
    confidence: float
    others: tuple[str, ...] = ()
    closely: "Recognised | None" = None

    @property
    def sure(self) -> bool:
        """Whether it may be believed without asking."""
        return self.confidence >= SURE


Reader = Callable[[str, str], Recognised]
"""`reader(line, before)`: what a line is, after the line `before` of the other side."""


def hears_nothing(line: str, before: str) -> Recognised:
    """The reader of a house that has none: it recognises nothing."""
    return Recognised(None, 0.0)


@dataclass(frozen=True, slots=True)
class LineWeights:
    """One linear head a name: `words` (buckets, names), `sentence` and `before` (512, names), `bias` (names,).

    `before` is for the line of the other side just before; `rarity` (buckets,) weighs n-grams.
    """

    names: tuple[str, ...]
    words: Floats
    sentence: Floats
    before: Floats
    bias: Floats
    rarity: Floats
    digest: str

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """The weights as they are kept in a file; `from_arrays` gives nearly the same back."""
        return packed({"words": self.words}) | {
            "names": np.array(self.names, dtype=str),
            "sentence": self.sentence.astype(np.float16),
            "before": self.before.astype(np.float16),
            "bias": self.bias,
            "rarity": self.rarity.astype(np.float16),
            "digest": np.array(self.digest),
        }

    @staticmethod
    def from_arrays(kept: Mapping[str, NDArray[Any]]) -> "LineWeights":
        """What `as_arrays` gave."""
        return LineWeights(
            names=tuple(map(str, kept["names"])),
            words=unpacked({name: kept[name] for name in ("words", "words.scale")})["words"],
            digest=str(kept["digest"]),
            **{name: kept[name].astype(np.float32) for name in ("sentence", "before", "bias", "rarity")},
        )


def load_weights(kept_in: str) -> LineWeights:
    """What ships with Belletje, `kept_in` REACTIONS or TOPICS."""
    with files("belletje.prospect").joinpath("data", kept_in).open("rb") as file, np.load(file) as kept:
        return LineWeights.from_arrays(kept)


class LineReader:
    """Recognises what a line is. `within` says which names are kinds of another: together they weigh as that one.

    With a `second` reader, who knows the same names, both count.
    """

    def __init__(
        self,
        encoder: Encoder,
        weights: LineWeights,
        within: Mapping[str, str] | None = None,
        second: SecondReader | None = None,
    ) -> None:
        if second and second.learned.topics != weights.names:
            raise ValueError("The two readers of topics know other topics: make train.")
        self._encoder, self._weights, self._second = encoder, weights, second
        kept_as = [(within or {}).get(name, name) for name in weights.names]
        self._names = tuple(dict.fromkeys(kept_as))
        self._place = np.array([self._names.index(name) for name in kept_as])

    def __call__(self, line: str, before: str = "") -> Recognised:
        """What a line is, after the line `before` of the other side; any text gives an answer."""
        text, earlier = clean(line).lower(), clean(before).lower()
        if not any(letter.isalnum() for letter in text):
            return Recognised(None, 0.0)
        weights = self._weights
        buckets, values = weighed(text, weights.rarity)
        scores = values @ weights.words[buckets] + self._encoder.encode([text])[0] @ weights.sentence + weights.bias
        if earlier and weights.before.any():
            scores = scores + self._encoder.encode([earlier])[0] @ weights.before
        if self._second:
            first = scores - scores.max()
            first -= np.log(np.exp(first).sum())
            scores = (1 - SECOND_WEIGHT) * first + SECOND_WEIGHT * self._second.topics(text, earlier)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        together = np.bincount(self._place, shares)
        order = np.argsort(-together, kind="stable")[:4]
        best, *others = (self._names[place] for place in order)
        kinds = np.flatnonzero(self._place == order[0])
        closest = kinds[shares[kinds].argmax()]
        closely = Recognised(weights.names[closest], round(float(shares[closest]), 4)) if len(kinds) > 1 else None
        return Recognised(best, round(float(together[order[0]]), 4), tuple(others), closely)


def line_reader(encoder: Encoder | None = None) -> LineReader:
    """The reader of a prospect's lines that ships with Belletje."""
    return LineReader(encoder or PackagedEncoder(), load_weights(REACTIONS))


def topic_reader(encoder: Encoder | None = None, second: SecondReader | None = None) -> LineReader:
    """The reader of what a caller asks about; a rare topic is one of OTHER, more closely."""
    rare = {topic.id: OTHER for topic in topics().by_id.values() if topic.rare}
    return LineReader(encoder or PackagedEncoder(), load_weights(TOPICS), rare, second or SecondReader())
