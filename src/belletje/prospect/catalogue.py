"""The catalogue: everything the other end can do, with its words, its tips and what handles it.

Read from `data/`, which a sales trainer can edit; every mistake is reported with its file and line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from belletje.prospect.tables import CatalogueError, rows
from belletje.understanding.acts import Act, Acts

LANGUAGES = ("nl", "en")
GROUPS = (
    "reach", "opening", "brush_off", "need", "money", "past", "authority", "technical", "trust", "talk", "yes",
)  # fmt: skip
KINDS = ("objection", "question", "signal", "move")
MANNERS = ("friendly", "neutral", "curt", "irritated", "talkative")
PLACEHOLDERS = frozenset(
    ("name", "company", "vacancy", "caller", "caller_company", "connection", "slot", "engineer")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One way to say a reaction. `manner` is one of MANNERS, or `any`."""

    text: str
    manner: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in braces that must be known before the line can be said."""
        return frozenset(re.findall(r"\{(\w+)\}", self.text))


@dataclass(frozen=True, slots=True)
class Reaction:
    """Something the other end can do, and what handles it well or badly.

    `handled_by` lists alternatives: all acts of one of them, within two turns, handle it.
    `frequency` is the share of conversations in [0, 1]; `source` says where that figure comes from.
    """

    id: str
    group: str
    kind: str
    handled_by: tuple[Acts, ...]
    mishandled_by: Acts
    frequency: float
    source: str
    lines: Mapping[str, tuple[Line, ...]]
    tips: Mapping[str, str]

    def is_handled_by(self, acts: Acts) -> bool:
        """Whether these acts together are one of the ways to handle it."""
        return any(way <= acts for way in self.handled_by)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All reactions by id."""

    reactions: Mapping[str, Reaction]

    def __getitem__(self, reaction: str) -> Reaction:
        return self.reactions[reaction]

    def __contains__(self, reaction: object) -> bool:
        return reaction in self.reactions

    def __iter__(self) -> Iterator[Reaction]:
        return iter(self.reactions.values())


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with Belletje."""
    return load(files("belletje.prospect").joinpath("data"))


def load(folder: Traversable) -> Catalogue:
    """Reads and checks a catalogue folder; raises CatalogueError with file and line at the first mistake."""
    text = folder.joinpath("reactions.toml").read_text("utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise CatalogueError(f"reactions.toml: {mistake}") from mistake
    lines: dict[tuple[str, str], list[Line]] = {}
    tips: dict[tuple[str, str], str] = {}
    for language in LANGUAGES:
        for group in GROUPS:
            file = folder.joinpath("lines", language, f"{group}.tsv")
            for where, (reaction, manner, line) in _filled(file, ("reaction", "manner", "line")):
                _check_line(where, reaction, manner, line, tables, group)
                lines.setdefault((reaction, language), []).append(Line(line, manner))
        for where, (reaction, tip) in _filled(folder.joinpath(f"tips.{language}.tsv"), ("reaction", "tip")):
            if reaction not in tables:
                raise CatalogueError(f"{where}: there is no reaction '{reaction}' in reactions.toml.")
            tips[reaction, language] = tip
    reactions = {
        name: _reaction(name, table, text, lines, tips) for name, table in tables.items()
    }  # fmt: skip
    return Catalogue(reactions)


def _filled(file: Traversable, header: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for where, cells in rows(file, header):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header) or not all(cell.strip() for cell in cells):
            raise CatalogueError(f"{where}: needs {len(header)} filled columns separated by tabs.")
        yield where, cells


def _check_line(where: str, reaction: str, manner: str, line: str, tables: Mapping[str, object], group: str) -> None:
    table = tables.get(reaction)
    if not isinstance(table, dict):
        raise CatalogueError(f"{where}: there is no reaction '{reaction}' in reactions.toml.")
    if table.get("group") != group:
        raise CatalogueError(f"{where}: '{reaction}' belongs in {table.get('group')}.tsv.")
    if manner not in (*MANNERS, "any"):
        raise CatalogueError(f"{where}: '{manner}' is no manner; choose from {', '.join(MANNERS)}, any.")
    unknown = Line(line, manner).placeholders - PLACEHOLDERS
    if unknown:
        raise CatalogueError(f"{where}: nothing fills in {', '.join(sorted(unknown))}.")


def _reaction(
    name: str,
    table: Mapping[str, object],
    text: str,
    lines: Mapping[tuple[str, str], list[Line]],
    tips: Mapping[tuple[str, str], str],
) -> Reaction:
    where = f"reactions.toml:{text[: text.index(f'[{name}]')].count(chr(10)) + 1}"
    try:
        reaction = Reaction(
            id=name,
            group=str(table["group"]),
            kind=str(table["kind"]),
            handled_by=tuple(frozenset(map(Act, way)) for way in _lists(table.get("handled_by", []))),
            mishandled_by=frozenset(map(Act, *_lists([table.get("mishandled_by", [])]))),
            frequency=float(str(table["frequency"])),
            source=str(table["source"]),
            lines={language: tuple(lines.get((name, language), ())) for language in LANGUAGES},
            tips={language: tips.get((name, language), "") for language in LANGUAGES},
        )
    except KeyError as missing:
        raise CatalogueError(f"{where}: '{name}' has no {missing}.") from missing
    except ValueError as mistake:
        raise CatalogueError(f"{where}: '{name}': {mistake}.") from mistake
    if reaction.group not in GROUPS or reaction.kind not in KINDS or not 0 <= reaction.frequency <= 1:
        raise CatalogueError(f"{where}: '{name}' has an unknown group or kind, or a frequency outside 0 to 1.")
    for language in LANGUAGES:
        if not reaction.lines[language]:
            raise CatalogueError(f"{where}: '{name}' has no lines in {language}.")
    return reaction


def _lists(value: object) -> list[list[str]]:
    if not isinstance(value, list) or not all(isinstance(item, list) for item in value):
        raise ValueError("acts are written as lists")
    return value
