"""Domain knowledge as data: the files in `data/`, read once and validated with file and line in the error."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files


class BadKnowledge(ValueError):
    """A data file breaks its own rules; the message names the file and the line."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}, line {line}: {message}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table in `data/`: where it stands (1-based line) and its cells by column name."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, separated by `|`."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def number_in(self, column: str) -> float:
        """The cell as a number. Raises BadKnowledge."""
        try:
            return float(self.cells[column])
        except ValueError:
            raise self.wrong(f"{column!r} must be a number, not {self.cells[column]!r}") from None

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """The cell, which must be one of the allowed words. Raises BadKnowledge."""
        if self.cells[column] not in allowed:
            raise self.wrong(f"{column!r} must be one of {', '.join(allowed)}, not {self.cells[column]!r}")
        return self.cells[column]

    def wrong(self, message: str) -> BadKnowledge:
        return BadKnowledge(self.file, self.number, message)


def table(file: str) -> tuple[Line, ...]:
    """The lines of a tab-separated file in `data/`.

    The first line that is no comment names the columns; `#` starts a comment line. Raises BadKnowledge.
    """
    return table_from(file, _text(file))


def table_from(file: str, text: str) -> tuple[Line, ...]:
    """The same for a text at hand; `file` is only used in errors."""
    lines = _meaningful(text)
    number, header = next(lines, (1, ""))
    columns = header.split("\t")
    if not header:
        raise BadKnowledge(file, number, "the file is empty")
    return tuple(_line(file, number, columns, text) for number, text in lines)


def settings(file: str) -> dict[str, object]:
    """A TOML file in `data/`. Raises BadKnowledge."""
    text = _text(file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadKnowledge(file, _line_named_in(str(error)), str(error)) from None


def line_of(file: str, words: str) -> int:
    """The first line (1-based) of a data file that holds these words; 1 when none does."""
    lines = _text(file).splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)


def _text(file: str) -> str:
    return files(__package__).joinpath("data", file).read_text(encoding="utf-8")


def _meaningful(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _line(file: str, number: int, columns: list[str], text: str) -> Line:
    cells = text.split("\t")
    if len(cells) > len(columns):
        raise BadKnowledge(file, number, f"{len(cells)} cells, but there are {len(columns)} columns")
    cells += [""] * (len(columns) - len(cells))
    return Line(file, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def _line_named_in(message: str) -> int:
    words = message.replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words else 1
