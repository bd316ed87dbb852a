"""A line as the sentences that are spoken one after the other: the first can sound while the next is being made."""

import re

SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)]*(?=\s)|$)\s*", re.DOTALL)
ABBREVIATED = re.compile(
    r"(?:^|\s)(?:[A-HJ-Z]|(?i:(?:\w\.)+\w|dhr|mevr|mw|dr|ir|ing|mr|mrs|ms|bv|bijv|nr|enz|etc|incl|excl|approx))\.\s*$"
)
"""A full stop after these is no end. A letter alone is an initial, but "u." and "I." end many a sentence."""
SHORTEST = 12
"""In characters: what is shorter is said together with what follows, or it sounds chopped."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a line, in order; a short one is kept with the next."""
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
