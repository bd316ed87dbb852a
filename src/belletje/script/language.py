"""Which language a script is in, when it does not say so."""

import re
from collections.abc import Iterable
from functools import cache

from belletje.script.knowledge import LANGUAGES, table


@cache
def common_words() -> dict[str, frozenset[str]]:
    """The little words that give a language away, from `data/common_words.tsv`."""
    return {
        language: frozenset(words.split()) for _, (language, words) in table("common_words.tsv", ("language", "words"))
    }


def language_of(stated: str, lines: Iterable[str]) -> str:
    """The stated language if it is one of ours, else the one whose common words occur most; Dutch when in doubt."""
    if stated in LANGUAGES:
        return stated
    words = [word for line in lines if line.lstrip().startswith(">") for word in re.findall(r"\w+", line.casefold())]
    return max(LANGUAGES, key=lambda language: sum(word in common_words()[language] for word in words))
