"""Words that nobody knows, taken for the word they are nearest to: a slip of the keys, or of a recogniser.

Known is what occurs in the training utterances (`data/words.tsv`, made by `make train`). After Norvig, "How to write a
spelling corrector": every word that is one letter away is tried, and the commonest of those that exist is taken.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile

COMMON = 5
"""What is taken for an unknown word occurs so often at least."""
SHORTEST, SHORTEST_BEGINNING = 3, 4
"""Letters of a word that may be mended, and of one that may be the beginning of a longer one."""
LETTERS = "abcdefghijklmnopqrstuvwxyzçèéëïöü'"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class Spelling:
    """Mends words by the `counts` of those that are known."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._common = sorted(word for word, count in counts.items() if count >= COMMON)
        self._is_common = frozenset(self._common)
        self._mended = lru_cache(maxsize=1 << 13)(self._mend)

    def __call__(self, text: str) -> str:
        """The text, in lower case, with its unknown words mended where one that is known is near."""
        return _WORD.sub(lambda found: self._mended(found.group()), text)

    def _mend(self, word: str) -> str:
        if word in self._counts or len(word) < SHORTEST:
            return word
        near = self._is_common.intersection(_with_a_letter_more(word)).union(self._beginning_with(word))
        near = near or self._is_common.intersection(_with_another_letter(word))
        return max(sorted(near), key=self._counts.__getitem__, default=word)

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) >= SHORTEST_BEGINNING:
            start = bisect_left(self._common, word)
            yield from takewhile(lambda longer: longer.startswith(word), self._common[start:])


def _with_a_letter_more(word: str) -> Iterator[str]:
    return (word[:place] + letter + word[place:] for place in range(len(word) + 1) for letter in LETTERS)


def _with_another_letter(word: str) -> Iterator[str]:
    for place in range(len(word)):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        yield from (before + letter + after for letter in LETTERS)


def known_words() -> Spelling:
    """What ships with Belletje."""
    rows = files("belletje.understanding").joinpath("data/words.tsv").read_text("utf-8").splitlines()
    return Spelling({word: int(count) for word, _, count in (row.partition("\t") for row in rows)})
