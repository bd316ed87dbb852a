"""The sentences of what somebody says."""

import re

_END = re.compile(r"(?<=[.?!…])\s+")


def sentences_in(text: str) -> list[str]:
    """The sentences of a text, each with what ends it; a number such as g.711 ends none."""
    return [sentence for sentence in _END.split(text.strip()) if sentence]
