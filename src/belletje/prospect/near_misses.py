"""Questions that sound like a topic and are about something else: "which version is that?" asks for no make."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from belletje.prospect.catalogue import LANGUAGES
from belletje.prospect.tables import CatalogueError
from belletje.prospect.topics import topics


def is_near_miss(topic: str, text: str, language: str) -> bool:
    """Whether a question that sounds like this topic is about something else, by a word in it."""
    pattern = near_misses()[language].get(topic)
    return pattern is not None and bool(pattern.search(text.lower()))


@cache
def near_misses() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """By language and topic what those words are, as they ship with Belletje."""
    return load(files("belletje.prospect").joinpath("data/near_misses.toml").read_text("utf-8"))


def load(text: str) -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Reads and checks the file; raises CatalogueError at the first mistake."""
    found: dict[str, dict[str, re.Pattern[str]]] = {language: {} for language in LANGUAGES}
    for name, table in tomllib.loads(text).items():
        for topic in table["topics"]:
            if topics().get(topic) is None:
                raise CatalogueError(f"near_misses.toml, [{name}]: there is no topic '{topic}' in topics.toml.")
            for language, patterns in found.items():
                if topic in patterns:
                    raise CatalogueError(f"near_misses.toml, [{name}]: '{topic}' stands in another table already.")
                patterns[topic] = re.compile(table[language])
    return found
