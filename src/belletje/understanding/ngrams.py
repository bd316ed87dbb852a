"""The words themselves: hashed word and letter n-grams, for what a sentence vector smooths over ("wie", "niet")."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
LONGEST_WORDS = 60
KNOWN_WORDS = 1 << 13
_WORD = re.compile(r"\w+|\?")


def words(text: str) -> list[str]:
    """The words in lower case without accents, and question marks; at most 60."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))[:LONGEST_WORDS]


def ngrams(text: str) -> Counter[int]:
    """How often each bucket is hit by word 1- to 3-grams and by 3- to 5-letter pieces of words."""
    tokens = words(text)
    found: Counter[int] = Counter()
    marked = ["<", *tokens, ">"]
    for size in (1, 2, 3):
        for start in range(len(marked) - size + 1):
            found[_bucket("w", " ".join(marked[start : start + size]))] += 1
    for token in tokens:
        for bucket in _letters(token):
            found[bucket] += 1
    return found


@lru_cache(maxsize=KNOWN_WORDS)
def _letters(token: str) -> tuple[int, ...]:
    """The buckets of the 3- to 5-letter pieces of a word."""
    marked = f"<{token}>"
    return tuple(
        _bucket("c", marked[start : start + size]) for size in (3, 4, 5) for start in range(len(marked) - size + 1)
    )


def _bucket(kind: str, piece: str) -> int:
    return crc32(f"{kind}:{piece}".encode()) % BUCKETS


def weighed(text: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Buckets and their values: 1 + log of the count, times the bucket's rarity, scaled to length 1."""
    found = ngrams(text)
    buckets = np.fromiter(found, np.int64, len(found))
    counts = np.fromiter(found.values(), np.float32, len(found))
    values = (1.0 + np.log(counts)) * rarity[buckets]
    length = float(np.sqrt(values @ values)) if len(values) else 0.0
    return buckets, (values / length if length else values).astype(np.float32)
