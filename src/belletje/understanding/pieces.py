"""Turns cut into pieces for the second reader: those of its vocabulary that Dutch and English are made of.

`data/pieces.tsv` has each piece with its score and its place in the whole vocabulary. They are all that the words of
three word lists (Debian's wdutch, wamerican, wbritish) and our own utterances are cut into, and every single letter.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from belletje.understanding.wording import clean

BEGIN, END, UNKNOWN = range(3)
"""The first rows of the table: what a row of pieces begins with, what ends each part of it, and what is not known."""
LONGEST_TURN, LONGEST_BEFORE = 90, 24
"""Pieces of a turn, and of the line before it, that are read."""
WORD = "▁"
"""Stands before every word."""
KNOWN_WORDS = 1 << 14
UNLIKELY = 10.0
"""A letter that no piece holds is so much less likely than the least likely piece."""


def pieces(text: str) -> list[int]:
    """The numbers of the pieces of a text, in lower case; of a long one the first."""
    words = unicodedata.normalize("NFKC", clean(text).lower()).split()
    return [number for word in words for number in _cut(WORD + word)][:LONGEST_TURN]


def row(turn: list[int], before: list[int]) -> tuple[list[int], slice]:
    """The pieces of a turn after those of the line before it, which may be none; and which of them are the turn's."""
    ahead = [BEGIN, *before[-LONGEST_BEFORE:], END] if before else [BEGIN]
    return [*ahead, *turn, END], slice(len(ahead), len(ahead) + len(turn))


def places() -> tuple[int, ...]:
    """The place of each piece in the whole vocabulary."""
    return tuple(int(place) for _, _, place in _rows())


@lru_cache(maxsize=KNOWN_WORDS)
def _cut(word: str) -> tuple[int, ...]:
    """The likeliest pieces of a word, where each is as likely as its score says (Kudo 2018, arXiv 1804.10959)."""
    table, longest, unknown = _table()
    best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]  # score up to here, where its last piece begins, and which
    for end in range(1, len(word) + 1):
        found = [
            (best[start][0] + piece[0], start, piece[1])
            for start in range(max(0, end - longest), end)
            if (piece := table.get(word[start:end]))
        ]
        best.append(max(found, default=(best[end - 1][0] + unknown, end - 1, UNKNOWN), key=lambda one: one[0]))
    numbers: list[int] = []
    end = len(word)
    while end:
        _, start, number = best[end]
        if number != UNKNOWN or numbers[-1:] != [UNKNOWN]:
            numbers.append(number)
        end = start
    return tuple(reversed(numbers))


@cache
def _table() -> tuple[Mapping[str, tuple[float, int]], int, float]:
    """Each piece with its score and number, the letters of the longest, and the score of a letter that none holds."""
    scores = {piece: (float(score), number) for number, (piece, score, _) in enumerate(_rows()) if number > UNKNOWN}
    return scores, max(map(len, scores)), min(score for score, _ in scores.values()) - UNLIKELY


def _rows() -> list[list[str]]:
    lines = files("belletje.understanding").joinpath("data/pieces.tsv").read_text("utf-8").split("\n")
    return [line.split("\t") for line in lines if line]
