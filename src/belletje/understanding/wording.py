"""Text made ready to read."""

LONGEST_UTTERANCE = 2000
"""Letters that are read; at 150 words a minute this is over two minutes of speech."""


def clean(text: str) -> str:
    """Text without control characters, shortened to what is read."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[:LONGEST_UTTERANCE]).split())
