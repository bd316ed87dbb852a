"""Filling in the names: `{caller}`, `{vacancy}` and the rest, from `data/placeholders.toml`.

`{company}` is the caller's own company; the prospect's is `{organisation}`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from belletje.script.knowledge import tables

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One name in braces: where its value comes from, what it means and an example, both by language."""

    name: str
    source: str
    meaning: Mapping[str, str]
    example: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its names filled in; those without a value are `missing`, and stay in braces in the text."""

    text: str
    missing: tuple[str, ...]


@cache
def placeholders() -> Mapping[str, Placeholder]:
    """Every placeholder a script may use."""
    entries = tables("placeholders.toml", frozenset(("source", "nl", "en", "example_nl", "example_en")))
    return {
        name: Placeholder(
            name,
            entry["source"],
            {"nl": entry["nl"], "en": entry["en"]},
            {"nl": entry["example_nl"], "en": entry["example_en"]},
        )
        for name, entry in entries.items()
    }


def placeholders_in(text: str) -> Iterator[tuple[int, str]]:
    """The offset and the name of each pair of braces in the text; the name of `{}` is empty."""
    for found in _PLACEHOLDER.finditer(text):
        yield found.start(), found[1].strip().casefold()


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Fills in the names once: braces inside a value are left alone, and a blank value counts as missing."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1].strip().casefold()
        given = values.get(name, "").strip()
        if not given:
            missing[name] = None
        return given or found[0]

    filled = _PLACEHOLDER.sub(value, text)
    return Filled(filled, tuple(missing))


def examples(language: str) -> dict[str, str]:
    """An example value for every placeholder, to show or time a script before there is a contact."""
    return {name: known.example[language] for name, known in placeholders().items()}
