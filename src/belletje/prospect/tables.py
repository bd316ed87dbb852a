"""The tables that a sales trainer edits: a first line with the names of the columns, and cells between tabs."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable


class CatalogueError(ValueError):
    """A mistake in a data file: the message starts with the file and the line."""


def rows(file: Traversable, header: tuple[str, ...], folder: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each line after the first, with where it stands (`folder` before the file's name) and its cells, as they are.

    Raises CatalogueError where the first line has other columns than `header`.
    """
    for number, row in enumerate(file.read_text("utf-8").splitlines(), 1):
        where = f"{folder}{file.name}:{number}"
        cells = tuple(row.split("\t"))
        if number > 1:
            yield where, cells
        elif cells != header:
            raise CatalogueError(f"{where}: the first line must be {' <tab> '.join(header)}.")
