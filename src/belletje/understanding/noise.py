"""A recogniser's ear, imitated: without capitals and punctuation, and with the word errors that one really makes.

`data/confusions.<language>.tsv` holds what a Whisper base model heard for what was said over a telephone line
(`python -m benchmarks.confusions` makes it anew).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

HEADER = ("said", "heard", "times")
LONGEST_PHRASE = 2


@dataclass(frozen=True, slots=True)
class Confusions:
    """What is heard in place of one or two words, with how often; and the words heard where nothing was said."""

    heard: Mapping[str, tuple[tuple[str, ...], tuple[int, ...]]]
    added: tuple[tuple[str, ...], tuple[int, ...]]
    deleted_share: float


@cache
def confusions(language: str) -> Confusions:
    """The confusions of a language, as harvested."""
    by_said: dict[str, dict[str, int]] = {}
    rows = files("belletje.understanding").joinpath(f"data/confusions.{language}.tsv").read_text("utf-8").splitlines()
    if tuple(rows[0].split("\t")) != HEADER:
        raise ValueError(f"confusions.{language}.tsv:1: the first line must be {' <tab> '.join(HEADER)}.")
    for row in rows[1:]:
        said, heard, times = row.split("\t")
        by_said.setdefault(said, {})[heard] = int(times)
    added = by_said.pop("", {})
    lost = sum(times for heard in by_said.values() for text, times in heard.items() if not text)
    return Confusions(
        {said: (tuple(heard), tuple(heard.values())) for said, heard in by_said.items()},
        (tuple(added), tuple(added.values())),
        lost / max(1, sum(times for heard in by_said.values() for times in heard.values())),
    )


def as_recognised(text: str) -> str:
    """Without capitals and punctuation, as a recogniser writes."""
    return " ".join("".join(letter if letter.isalnum() or letter in " '" else " " for letter in text.lower()).split())


def misheard(text: str, language: str, share: float, rng: Random) -> str:
    """The text as recognised, with about `share` of its words wrong: confused, lost, run together or added.

    A word that no recogniser was heard to get wrong loses a letter or its end, as unknown words do.
    """
    known = confusions(language)
    words = as_recognised(text).split()
    heard: list[str] = []
    place = 0
    while place < len(words):
        size = next((size for size in (2, 1) if _is_known(words, place, size, known)), 1)
        phrase = " ".join(words[place : place + size])
        if rng.random() >= share:
            heard.append(words[place])
            place += 1
            continue
        heard.append(_confused(phrase, known, rng))
        if known.added[0] and rng.random() < 0.1:
            heard.append(rng.choices(*known.added)[0])
        place += size
    return " ".join(" ".join(heard).split()) or text


def _is_known(words: Sequence[str], place: int, size: int, known: Confusions) -> bool:
    return place + size <= len(words) and " ".join(words[place : place + size]) in known.heard


def _confused(phrase: str, known: Confusions, rng: Random) -> str:
    if phrase in known.heard:
        return rng.choices(*known.heard[phrase])[0]
    if rng.random() < known.deleted_share:
        return ""
    if len(phrase) < 4:
        return rng.choice(known.added[0]) if known.added[0] else ""
    cut = rng.randrange(1, len(phrase))
    return phrase[:cut] + phrase[cut + 1 :] if rng.random() < 0.5 else phrase[: max(2, cut)]
