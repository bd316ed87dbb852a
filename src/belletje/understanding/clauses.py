"""Splitting a turn into clauses: several acts in one breath are easier to tell apart one at a time."""

import re

MOST_CLAUSES = 6
_OPENERS = (
    "en|maar|want|dus|of|dan|is|kan|kunt|mag|zal|zullen|heeft|hoe|wat|wie|waar|waarom|wanneer|welke|"
    "and|but|so|because|or|then|could|can|may|shall|should|would|how|what|who|where|why|when|which"
)
_SPLIT = re.compile(rf"(?<=[.!?;…])\s+|,\s+(?=(?:{_OPENERS})\b)", re.IGNORECASE)


def clauses(text: str) -> tuple[str, ...]:
    """The sentences of a turn, and what follows a comma and a word that opens a clause; at most six, or none if one."""
    parts = tuple(part for part in _SPLIT.split(text) if any(letter.isalnum() for letter in part))
    return parts[:MOST_CLAUSES] if len(parts) > 1 else ()
