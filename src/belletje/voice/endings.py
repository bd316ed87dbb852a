"""Whether the words of a turn sound finished: a thinking pause after "omdat" is not the end of a turn."""

import re
import tomllib
from functools import cache

from belletje.voice.models import HERE
from belletje.voice.turntaking import Finished

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@cache
def _words(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """After which words more is to come; those among them that may as well be the last; and those that only greet."""
    lists = tomllib.loads((HERE / "endings.toml").read_text(encoding="utf-8"))
    unfinished, either, greetings = lists[language], lists["either"][language], lists["greetings"][language]
    return frozenset(unfinished.split()), frozenset(either.split()), frozenset(greetings.split())


def finished(text: str, language: str, voice: bool | None = None) -> Finished:
    """What the words say of the end: by the last word, and by the punctuation that the ears put there.

    Whether the `voice` sounds finished decides where the words are not clear: ears put a full stop after anything.
    """
    words = WORD.findall(text.lower())
    if not words:
        return Finished.UNKNOWN
    ending = text.rstrip()
    unfinished, either, greetings = _words(language)
    if ending.endswith("?"):
        return Finished.YES
    if ending.endswith((",", "...", "…", "-", ":")) or words[-1] in unfinished:
        return Finished.UNKNOWN if voice and words[-1] in either else Finished.NO
    if greetings.issuperset(words):
        return Finished.UNKNOWN
    if voice is None:
        return Finished.YES if ending.endswith((".", "!")) else Finished.UNKNOWN
    return Finished.YES if voice else Finished.UNKNOWN
