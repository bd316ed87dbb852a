"""The caller's own words: a piece of a turn, verbatim."""

import re

from belletje.debrief.knowledge import limits

_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*[\"'”’]*")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each a verbatim piece of it, without the space around."""
    return tuple(piece for piece in (match.group().strip() for match in _SENTENCE.finditer(text)) if piece)


def asking(text: str) -> tuple[str, ...]:
    """The sentences of a text that end in a question mark."""
    return tuple(piece for piece in sentences(text) if piece.endswith("?"))


def telling(text: str) -> tuple[str, ...]:
    """The sentences of a text that do not."""
    return tuple(piece for piece in sentences(text) if not piece.endswith("?"))


def quote(text: str, about: re.Pattern[str] | None = None) -> str:
    """A verbatim piece of `text`: all of it when short, else the first sentence with `about` in it, or the longest.

    A sentence that is itself too long is cut after a whole word.
    """
    text = text.strip()
    longest = int(limits()["quote_characters"])
    if len(text) <= longest:
        return text
    pieces = sentences(text) or (text,)
    chosen = next((piece for piece in pieces if about and about.search(piece)), max(pieces, key=len))
    if len(chosen) <= longest:
        return chosen
    return chosen[: longest + 1].rsplit(None, 1)[0] if " " in chosen[:longest] else chosen[:longest]
