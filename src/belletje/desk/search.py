"""Finding a reaction by what they said: "we hebben al een partij" finds "has a supplier", also half typed or misspelt.

Texts are compared by their trigrams of letters, weighted by how rare each is (tf-idf, cosine): a fifty-year-old method,
quick enough to answer while someone types, and it needs no model.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from belletje.desk.knowledge import said
from belletje.prospect.catalogue import catalogue

LIKE_ENOUGH = 0.12
"""Below this nothing is offered: a wrong answer costs more than none."""
"""From here on a line of a transcript is taken for the reaction."""
OTHERS_COUNT = 0.25
LONGEST_QUERY = 300
_PLACEHOLDER = re.compile(r"\{\w+\}")
_GAP = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A reaction that was meant, the line that was most like the words, and how like it was, [0, 1]."""

    reaction: str
    line: str
    likeness: float


class Finder:
    """Finds among lines, each with the reaction that it says."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self._lines = list(lines)
        counts = [Counter(_trigrams(text)) for _, text in self._lines]
        seen = Counter(gram for count in counts for gram in count)
        self._rarity = {gram: math.log((1 + len(counts)) / times) for gram, times in seen.items()}
        self._places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, count in enumerate(counts):
            weights = {gram: (1 + math.log(times)) * self._rarity[gram] for gram, times in count.items()}
            length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
            for gram, weight in weights.items():
                self._places[gram].append((place, weight / length))

    def find(self, words: str, limit: int = 5) -> tuple[Found, ...]:
        """The reactions that these words are most like, the likeliest first; none for words like nothing."""
        wanted = {gram: self._rarity.get(gram, 0.0) for gram in set(_trigrams(words[:LONGEST_QUERY]))}
        length = math.sqrt(sum(weight * weight for weight in wanted.values()))
        if not length:
            return ()
        like: defaultdict[int, float] = defaultdict(float)
        for gram, weight in wanted.items():
            for place, other in self._places.get(gram, ()):
                like[place] += weight * other / length
        best: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for place, likeness in like.items():
            best[self._lines[place][0]].append((likeness, place))
        found = [self._found(reaction, sorted(places, reverse=True)) for reaction, places in best.items()]
        ranked = sorted(found, key=lambda one: (-one[0], one[1].reaction))
        return tuple(one for _, one in ranked if one.likeness >= LIKE_ENOUGH)[:limit]

    def _found(self, reaction: str, places: list[tuple[float, int]]) -> tuple[float, Found]:
        """The best line of a reaction counts; that the next ones are like the words too counts a little."""
        likeness, place = places[0]
        others = sum(other for other, _ in places[1:3]) / 2
        return likeness + OTHERS_COUNT * others, Found(reaction, self._lines[place][1], round(min(1.0, likeness), 4))


@cache
def finder(language: str) -> Finder:
    """The finder of the catalogue's reactions in a language: by its lines and by what people type (`said.tsv`)."""
    lines = [(reaction, words) for spoken, reaction, words in said() if spoken == language]
    for reaction in catalogue():
        lines += [(reaction.id, _PLACEHOLDER.sub("…", line.text)) for line in reaction.lines[language]]
    return Finder(dict.fromkeys(lines))


def _trigrams(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    padded = f" {_GAP.sub(' ', plain).strip()} "
    return [padded[start : start + 3] for start in range(len(padded) - 2)] if padded.strip() else []
