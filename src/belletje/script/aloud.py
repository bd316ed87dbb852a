"""How long a text takes to read aloud."""

import re

WORDS_PER_MINUTE = 150
"""A calm speaking pace; the script issue sets it."""


def seconds_aloud(text: str) -> float:
    """The time in seconds that it takes to say the text at WORDS_PER_MINUTE."""
    return 60.0 * len(re.findall(r"\w[\w'’-]*", text)) / WORDS_PER_MINUTE
