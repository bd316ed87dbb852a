"""What a question takes for granted: who has no supplier is not asked about one by "since when do you do that?"."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from belletje.prospect.scenario import Scenario
from belletje.prospect.topics import OTHER


@dataclass(frozen=True, slots=True)
class Presumed:
    """A thing that questions may presume: who `has` it (dimension: values), and the words that name it, by language.

    Of who has no such thing some of the topics ask something else `instead`.
    """

    has: Mapping[str, tuple[str, ...]]
    words: Mapping[str, re.Pattern[str]]
    instead: Mapping[str, str]


def granted(topic: str, text: str, language: str, scenario: Scenario) -> str:
    """What a question of this topic is about: the topic itself, if what it presumes is there, or is named in the text.

    Else what it is about instead, or OTHER.
    """
    presumed = _by_topic().get(topic)
    if presumed is None:
        return topic
    values = scenario.values()
    there = any(values[dimension] in having for dimension, having in presumed.has.items())
    named = presumed.words[language].search(text.lower())
    return topic if there or named else presumed.instead.get(topic, OTHER)


@cache
def _by_topic() -> Mapping[str, Presumed]:
    tables = tomllib.loads(files("belletje.prospect").joinpath("data/presumed.toml").read_text("utf-8"))
    return {
        topic: Presumed(
            {dimension: tuple(values) for dimension, values in table["has"].items()},
            {language: re.compile(table[language]) for language in ("nl", "en")},
            table.get("instead", {}),
        )
        for table in tables.values()
        for topic in table["topics"]
    }
