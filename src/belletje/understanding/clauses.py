"""Splitting a turn: a long one into stretches that are read one by one, and each of those into its clauses."""

import re

MOST_WORDS = 55
"""Words in a stretch: as many as the network reads at once."""
FEWEST_WORDS, UNMARKED_WORDS = 4, 8
"""Without punctuation a clause has at least the first number of words, and what has no more than the second is one."""
_SENTENCE_END = re.compile(r"(?<=[.?!;…])\s+")
_PUNCTUATION = re.compile(r"[.?!,;…]")
_BEGINS = re.compile(
    "en|maar|dus|want|ik|wij|we|zullen|zal|mag|kan|kunt|wat|hoe|wie|wanneer|waarom|waar|heeft|hebt|is|zijn|staat|wilt|dan|"
    "goed|oké|sorry|dank|bedankt|and|but|so|because|i|shall|could|can|may|would|what|how|who|when|why|where|do|does|did|"
    "have|has|are|okay|thanks|thank|great|right"
)
"""Words that a clause often begins with, in both languages."""


def stretches(text: str) -> tuple[str, ...]:
    """The text in stretches of at most so many words, cut where a clause ends or, failing that, anywhere.

    A turn of usual length is one stretch.
    """
    if len(text.split()) <= MOST_WORDS:
        return (text,)
    found: list[list[str]] = [[]]
    for clause in clauses(text):
        words = clause.split()
        if len(found[-1]) + len(words) > MOST_WORDS and found[-1]:
            found.append([])
        for start in range(0, len(words), MOST_WORDS):
            if start:
                found.append([])
            found[-1].extend(words[start : start + MOST_WORDS])
    return tuple(" ".join(words) for words in found if words)


def clauses(text: str) -> tuple[str, ...]:
    """The sentences of a text; where a recogniser left out the punctuation, what looks like clauses."""
    return tuple(clause for sentence in _SENTENCE_END.split(text.strip()) for clause in _clauses(sentence) if clause)


def _clauses(sentence: str) -> list[str]:
    words = sentence.split()
    if len(words) <= UNMARKED_WORDS or _PUNCTUATION.search(sentence):
        return [sentence]
    found: list[list[str]] = [[]]
    for word in words:
        if _BEGINS.fullmatch(word) and len(found[-1]) >= FEWEST_WORDS:
            found.append([])
        found[-1].append(word)
    if len(found[-1]) < FEWEST_WORDS - 1 and len(found) > 1:
        found[-2:] = [found[-2] + found[-1]]
    return [" ".join(words) for words in found]
