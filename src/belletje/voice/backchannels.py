"""What was said while the other spoke: words that want the floor, or a mere "hm-hm", which shows that one listens."""

import re
import tomllib
import unicodedata
from functools import cache

from belletje.voice.models import HERE
from belletje.voice.turntaking import SaidOver

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
REPEATED = re.compile(r"(.)\1+")


@cache
def _sounds(language: str) -> re.Pattern[str]:
    lists = tomllib.loads((HERE / "backchannels.toml").read_text(encoding="utf-8"))
    sounds = "|".join(" ".join(_words(line)) for line in lists[language].split("\n") if line)
    return re.compile(rf"(?:(?:{sounds})(?: |$))+")


def _words(text: str) -> list[str]:
    """The words in lower case, without accents, each letter once where it is repeated."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return [REPEATED.sub(r"\1", word) for word in WORD.findall(plain.lower())]


def said_over(text: str, language: str) -> SaidOver:
    """What some recognised words are, in a language."""
    words = _words(text)
    if not words:
        return SaidOver.NOTHING
    listens = "?" not in text and _sounds(language).fullmatch(" ".join(words))
    return SaidOver.BACKCHANNEL if listens else SaidOver.WORDS
