"""A line as what is spoken in one go, one after the other: the first can sound while the next is being made."""

import re

SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)]*(?=\s)|$)\s*", re.DOTALL)
ABBREVIATED = re.compile(
    r"(?:^|\s)(?:[A-HJ-Z]|(?i:(?:\w\.)+\w|dhr|mevr|mw|dr|ir|ing|mr|mrs|ms|bv|bijv|nr|enz|etc|incl|excl|approx))\.\s*$"
)
"""A full stop after these is no end. A letter alone is an initial, but "u." and "I." end many a sentence."""
SHORTEST = 12
"""In characters: what is shorter is said together with what follows, or it sounds chopped."""


COMMA = re.compile(rf"(.{{{SHORTEST - 1},}}?,)\s+(.{{{SHORTEST},}})", re.DOTALL)
"""Where a first sentence is said in two: its first part can sound while the rest is being made."""


def sentences(text: str) -> tuple[str, ...]:
    """What is spoken in one go, in order: the sentences, a short one with the next, and the first in two at a comma."""
    first, *others = _sentences(text) or ("",)
    parts = COMMA.fullmatch(first)
    return (*(parts.groups() if parts else filter(None, (first,))), *others)


def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    waiting = ""
    for part in SENTENCE.findall(text.strip()):
        waiting += part
        if len(waiting.strip()) >= SHORTEST and not ABBREVIATED.search(waiting):
            found.append(waiting.strip())
            waiting = ""
    if waiting.strip():
        found.append(waiting.strip())
    return tuple(found)


def heard_part(text: str, share: float) -> str:
    """The words of a text that had sounded when `share` in [0, 1] of it had."""
    words = text.split()
    letters = sum(map(len, words))
    heard, so_far = [], 0.0
    for word in words:
        so_far += len(word)
        if letters == 0 or so_far - len(word) / 2 > share * letters:
            break
        heard.append(word)
    return " ".join(heard)
