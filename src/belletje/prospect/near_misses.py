"""Questions that sound like a topic and are about something else: "which version is that?" asks for no make."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.tables import CatalogueError
from belletje.prospect.topics import OTHER, topics


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Words, by language, by which a question that sounds like one of the `topics` is about `instead`."""

    topics: frozenset[str]
    instead: str
    words: Mapping[str, re.Pattern[str]]


def meant(topic: str, text: str, language: str) -> str:
    """The topic that a question is about which sounds like this one: another where a word in it tells so."""
    lowered = text.lower()
    return next(
        (one.instead for one in near_misses() if topic in one.topics and one.words[language].search(lowered)), topic
    )


@cache
def near_misses() -> tuple[NearMiss, ...]:
    """Those that ship with Belletje; of two that fit the first counts."""
    return load(files("belletje.prospect").joinpath("data/near_misses.toml").read_text("utf-8"))


def load(text: str) -> tuple[NearMiss, ...]:
    """Reads and checks the file; raises CatalogueError at the first mistake."""
    found = []
    for name, table in tomllib.loads(text).items():
        one = NearMiss(
            frozenset(table["topics"]),
            table.get("instead", OTHER),
            {language: re.compile(table[language]) for language in LANGUAGES},
        )
        if unknown := sorted(topic for topic in (*one.topics, one.instead) if topics().get(topic) is None):
            raise CatalogueError(f"near_misses.toml, [{name}]: there is no topic '{unknown[0]}' in topics.toml.")
        found.append(one)
    return tuple(found)
