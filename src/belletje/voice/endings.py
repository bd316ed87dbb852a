"""Whether the words of a turn sound finished: a thinking pause after "omdat" is not the end of a turn."""

import re
import tomllib
from functools import cache

from belletje.voice.models import HERE
from belletje.voice.turntaking import Finished

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@cache
def _unfinished(language: str) -> frozenset[str]:
    lists = tomllib.loads((HERE / "endings.toml").read_text(encoding="utf-8"))
    return frozenset(lists[language].split())


def finished(text: str, language: str) -> Finished:
    """What the words say of the end: by the last word, and by the punctuation that the ears put there."""
    words = WORD.findall(text.lower())
    if not words:
        return Finished.UNKNOWN
    ending = text.rstrip()
    if ending.endswith("?"):
        return Finished.YES
    if ending.endswith((",", "...", "…", "-", ":")) or words[-1] in _unfinished(language):
        return Finished.NO
    return Finished.YES if ending.endswith((".", "!")) else Finished.UNKNOWN
