"""Questions that sound like a topic and are about something else: "which version is that?" asks for no make."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from belletje.prospect.catalogue import LANGUAGES


def is_near_miss(topic: str, text: str, language: str) -> bool:
    """Whether a question that sounds like this topic is about something else, by a word in it."""
    pattern = _by_topic(language).get(topic)
    return pattern is not None and bool(pattern.search(text.lower()))


@cache
def _by_topic(language: str) -> Mapping[str, re.Pattern[str]]:
    assert language in LANGUAGES
    tables = tomllib.loads(files("belletje.prospect").joinpath("data/near_misses.toml").read_text("utf-8"))
    return {topic: re.compile(table[language]) for table in tables.values() for topic in table["topics"]}
