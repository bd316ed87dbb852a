"""What a question takes for granted: who has no supplier is not asked about one by "since when do you do that?"."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from belletje.prospect.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Presumed:
    """A thing that questions may presume: who `has` it (dimension: values), and the words that name it, by language."""

    has: Mapping[str, tuple[str, ...]]
    words: Mapping[str, re.Pattern[str]]


def is_named(topic: str, text: str, language: str, scenario: Scenario) -> bool:
    """Whether a topic can be what is asked: what it presumes is there, or is named in the text."""
    presumed = _by_topic().get(topic)
    if presumed is None:
        return True
    values = scenario.values()
    there = any(values[dimension] in having for dimension, having in presumed.has.items())
    return there or bool(presumed.words[language].search(text.lower()))


@cache
def _by_topic() -> Mapping[str, Presumed]:
    tables = tomllib.loads(files("belletje.prospect").joinpath("data/presumed.toml").read_text("utf-8"))
    return {
        topic: Presumed(
            {dimension: tuple(values) for dimension, values in table["has"].items()},
            {language: re.compile(table[language]) for language in ("nl", "en")},
        )
        for table in tables.values()
        for topic in table["topics"]
    }
