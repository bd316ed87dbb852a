"""What a call is made with: a digest of the rules and the words, so that it is known whether it can be recomputed."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

KEPT_ELSEWHERE = frozenset(("asked", "heard"))
"""What the readers learn from: a record keeps what they heard."""


@cache
def prospect_version() -> str:
    """Names the data that ship with Belletje: other rules or other words have another name."""
    return version_of(files("belletje.prospect").joinpath("data"))


def version_of(folder: Traversable) -> str:
    """Names the data in a folder."""
    digest = hashlib.sha256()
    for path, file in sorted(_files(folder, ""), key=lambda found: found[0]):
        digest.update(f"{path}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in KEPT_ELSEWHERE:
                yield from _files(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry
