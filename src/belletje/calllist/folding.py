"""Text as it compares: without case, accents, punctuation and invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ĳ": "ij", "’": "'"}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f]")
_SPACES = re.compile(r"\s+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """The text for reading: no invisible characters, single spaces, composed accents (NFC)."""
    if text.isascii():
        return " ".join(text.split())
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """The text for comparing: lower case without accents; punctuation stays. "Özdemir" -> "ozdemir"."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).casefold().translate(_WHOLE_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, punctuation gone. "Aruba CX (wifi)" -> ("aruba", "cx", "wifi")."""
    return tuple(_NOT_A_WORD.sub(" ", folded(text)).split())


def one_edit_apart(left: str, right: str) -> bool:
    """Whether one letter was added, lost, changed or swapped with its neighbour (Damerau 1964)."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = _common_start(left, right)
    left, right = left[start:], right[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or neighbours_swapped(left, right)
    return left[1:] == right or left == right[1:]


def neighbours_swapped(left: str, right: str) -> bool:
    """Whether two neighbouring letters changed places and nothing else did: "jnasen" and "jansen"."""
    start = _common_start(left, right)
    left, right = left[start:], right[start:]
    return len(left) == len(right) >= 2 and left[:2] == right[1::-1] and left[2:] == right[2:] and left != right


def _common_start(left: str, right: str) -> int:
    for place, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return place
    return min(len(left), len(right))
