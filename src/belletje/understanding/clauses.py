"""Splitting a long turn at its clauses, into stretches that are read one by one."""

import re

MOST_WORDS = 55
"""Words in a stretch: as many as the network reads at once."""
_OPENERS = (
    "en|maar|want|dus|of|dan|is|kan|kunt|mag|zal|zullen|heeft|hoe|wat|wie|waar|waarom|wanneer|welke|"
    "and|but|so|because|or|then|could|can|may|shall|should|would|how|what|who|where|why|when|which"
)
_SPLIT = re.compile(
    rf"(?<=[.!?;…])\s+|(?<=,)\s+(?=(?:{_OPENERS})\b)|(?<=\w)\s+(?=(?:maar|but|dus|so)\b)", re.IGNORECASE
)


def stretches(text: str) -> tuple[str, ...]:
    """The text in stretches of at most so many words, cut where a clause ends or, failing that, anywhere.

    A turn of usual length is one stretch.
    """
    if len(text.split()) <= MOST_WORDS:
        return (text,)
    found: list[list[str]] = [[]]
    for clause in _SPLIT.split(text):
        words = clause.split()
        if len(found[-1]) + len(words) > MOST_WORDS and found[-1]:
            found.append([])
        for start in range(0, len(words), MOST_WORDS):
            if start:
                found.append([])
            found[-1].extend(words[start : start + MOST_WORDS])
    return tuple(" ".join(words) for words in found if words)
