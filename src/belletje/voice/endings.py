"""Whether the words of a turn sound finished: a thinking pause after "omdat" is not the end of a turn."""

import re
import tomllib
from functools import cache

from belletje.voice.models import HERE
from belletje.voice.turntaking import Finished

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """After which words more is to come, and those that only greet."""
    lists = tomllib.loads((HERE / "endings.toml").read_text(encoding="utf-8"))
    return frozenset(lists[language].split()), frozenset(lists["greetings"][language].split())


def finished(text: str, language: str, voice: bool | None = None) -> Finished:
    """What the words say of the end: by the last word, and by the punctuation that the ears put there.

    Whether the `voice` sounds finished decides where the words are not clear: ears put a full stop after anything.
    """
    words = WORD.findall(text.lower())
    if not words:
        return Finished.UNKNOWN
    ending = text.rstrip()
    unfinished, greetings = _words(language)
    if ending.endswith("?"):
        return Finished.YES
    if ending.endswith((",", "...", "…", "-", ":")) or words[-1] in unfinished:
        return Finished.NO
    if greetings.issuperset(words):
        return Finished.UNKNOWN
    if voice is None:
        return Finished.YES if ending.endswith((".", "!")) else Finished.UNKNOWN
    return Finished.YES if voice else Finished.UNKNOWN
