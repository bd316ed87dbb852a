"""The debrief's domain knowledge: the files in `data/`, checked at load with file and line in the error."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nl", "en")
SIDES = ("improve", "well")
PLACEHOLDERS = frozenset(("caller", "caller_company", "name", "company", "vacancy"))


class BadKnowledge(ValueError):
    """A data file breaks its own rules; the message starts with the file and the line."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in every language."""

    by_language: Mapping[str, str]

    def __getitem__(self, language: str) -> str:
        return self.by_language[language]


@dataclass(frozen=True, slots=True)
class Code:
    """A thing that a debrief can point at. `severity` is in [0, 1].

    `first` is the place among what always goes first, or 0. `why` and `better` may hold placeholders; `voicemail` has
    what is said instead on a voicemail, by field name.
    """

    name: str
    side: str
    severity: float
    first: int
    topic: str
    answers: bool
    source: Words
    why: Words
    better: Words | None
    voicemail: Mapping[str, Words]


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its name, in the order of the file."""
    text = _text("codes.toml")
    return {name: _code(name, table, text) for name, table in _toml("codes.toml").items()}


@cache
def limits() -> Mapping[str, float]:
    """From where on something is worth a word, by name; the unit is in the name."""
    return {name: float(value) for name, value in _toml("limits.toml").items()}


@cache
def answers(language: str) -> Mapping[str, str]:
    """The catalogue of better lines: reaction to line, which may hold placeholders."""
    return {row["reaction"]: _checked(row, row["line"]) for row in table(f"answers.{language}.tsv")}


def whole_words(words: str) -> str:
    """A regular expression for these words as whole words."""
    return rf"(?<!\w){re.escape(words)}(?!\w)"


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """One expression for any of these, without regard to case; longer ones go first."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: where it stands, and its cells by column."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def table(file: str) -> Iterator[Row]:
    """The rows of a tab-separated file; the first line without `#` names the columns. Raises BadKnowledge."""
    columns: list[str] = []
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
        elif len(cells) != len(columns) or not all(cell.strip() for cell in cells):
            raise BadKnowledge(f"{file}:{number}: needs {len(columns)} filled columns separated by tabs.")
        else:
            yield Row(f"{file}:{number}", dict(zip(columns, cells, strict=True)))


@cache
def listed(file: str, **cells: str) -> tuple[str, ...]:
    """The column `words` of those rows of a table that have these cells."""
    return tuple(row["words"] for row in table(file) if all(row[column] == cell for column, cell in cells.items()))


@cache
def any_listed(file: str, **cells: str) -> re.Pattern[str]:
    """What matches any of those as whole words."""
    return any_of([whole_words(words) for words in listed(file, **cells)])


def _checked(row: Row, line: str) -> str:
    unknown = set(re.findall(r"\{(\w+)\}", line)) - PLACEHOLDERS
    if unknown:
        raise BadKnowledge(f"{row.where}: nothing fills in {', '.join(sorted(unknown))}.")
    return line


def _code(name: str, values: Mapping[str, Any], text: str) -> Code:
    where = f"codes.toml:{text[: text.index(f'[{name}]')].count(chr(10)) + 1}"
    try:
        code = Code(
            name=name,
            side=values["side"],
            severity=float(values["severity"]),
            first=int(values.get("first", 0)),
            topic=values.get("topic", name),
            answers=bool(values.get("answer", False)),
            source=Words({language: values["source"][language] for language in LANGUAGES}),
            why=Words({language: values["why"][language] for language in LANGUAGES}),
            better=_words(values.get("better")),
            voicemail={field: Words(words) for field, words in values.get("voicemail", {}).items()},
        )
    except KeyError as missing:
        raise BadKnowledge(f"{where}: '{name}' has no {missing}.") from missing
    if code.side not in SIDES or not 0 <= code.severity <= 1:
        raise BadKnowledge(f"{where}: '{name}' has an unknown side, or a severity outside 0 to 1.")
    if code.side == "improve" and code.better is None:
        raise BadKnowledge(f"{where}: '{name}' has no better line.")
    return code


def _words(values: Mapping[str, str] | None) -> Words | None:
    return Words({language: values[language] for language in LANGUAGES}) if values else None


def _toml(file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as mistake:
        raise BadKnowledge(f"{file}: {mistake}") from mistake


def _text(file: str) -> str:
    return files("belletje.debrief").joinpath("data", file).read_text("utf-8")
