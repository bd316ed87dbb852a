"""Domain knowledge as data: the files in `data/`, validated with file and line in the error."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

LANGUAGES = ("nl", "en")


class KnowledgeError(ValueError):
    """A data file breaks its own rules; the message starts with the file and, where known, the line."""


def text_of(file: str) -> str:
    """The text of a file in `data/`."""
    return files("belletje.script").joinpath("data", file).read_text("utf-8")


def table(file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of a tab-separated file: where each stands (`file:line`) and its cells.

    `#` starts a comment line; the first line that is none names the columns. Raises KnowledgeError.
    """
    header = None
    for number, line in enumerate(text_of(file).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where, cells = f"{file}:{number}", tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise KnowledgeError(f"{where}: the first line must be {' <tab> '.join(columns)}.")
        elif len(cells) != len(columns) or not all(cells):
            raise KnowledgeError(f"{where}: needs {len(columns)} filled columns separated by tabs.")
        else:
            yield where, cells


def tables(file: str, keys: frozenset[str], optional: frozenset[str] = frozenset()) -> dict[str, dict[str, str]]:
    """The tables of a TOML file, each with texts under exactly `keys`, and perhaps some of `optional`.

    Raises KnowledgeError.
    """
    text = text_of(file)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise KnowledgeError(f"{file}: {mistake}") from mistake
    for name, entry in content.items():
        where = f"{file}:{text[: text.find(f'[{name}]')].count(chr(10)) + 1}"
        if not isinstance(entry, dict) or not keys <= entry.keys() <= keys | optional:
            raise KnowledgeError(f"{where}: [{name}] must have exactly {', '.join(sorted(keys))}.")
        if not all(isinstance(value, str) and value.strip() for value in entry.values()):
            raise KnowledgeError(f"{where}: everything in [{name}] must be text.")
    return content
