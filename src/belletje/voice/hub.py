"""Fetching ears and voices from the hub, into the data folder: whole and right, or not at all."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from belletje.usecases.house import Refused
from belletje.voice.models import digest, fetched_ears, known_models, voice_folder

PIECE_BYTES = 1 << 18
WAIT_S = 30.0
Took = Callable[[int], None]


class Unreachable(Exception):
    """The hub does not answer, or not with what was asked for; the message is the reason, in a few words."""


class Hub(Protocol):
    """Where models are kept."""

    def read(self, repository: str, revision: str, file: str) -> Iterator[bytes]:
        """The content of a file, piece by piece. Raises Unreachable."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What can be fetched. `files` are, by name, their sizes in bytes and their digests; `place` is where they go."""

    name: str
    title: str
    licence: str
    repository: str
    revision: str
    folder: str
    files: Mapping[str, tuple[int, str]]
    place: Path

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(size for size, _ in self.files.values())

    @property
    def is_there(self) -> bool:
        """Whether all of it is there, as it should be."""
        return all(
            (self.place / name).is_file() and digest(self.place / name, pin) == pin
            for name, (_, pin) in self.files.items()
        )


def ears_to_fetch(data_folder: Path, name: str) -> Wanted:
    """The ears of this name. Raises Refused where nobody knows them."""
    known = {one["name"]: one for one in known_models()["hub"]["ears"]}
    if name not in known:
        names = " or ".join(known)
        raise Refused(f"There are no ears '{name}' to fetch. Choose {names}.", nl=f"Kies {names.replace('or', 'of')}.")
    return _wanted(known[name], fetched_ears(data_folder, name))


def voices_to_fetch(data_folder: Path, language: str) -> list[Wanted]:
    """The voices for a language."""
    place = voice_folder(data_folder) / "piper"
    return [_wanted(one, place) for one in known_models()["hub"]["voices"] if one["language"] == language]


def _wanted(known: Mapping[str, Any], place: Path) -> Wanted:
    files = {name: (int(size), str(pin)) for name, (size, pin) in known["files"].items()}
    name, title, licence, repository, revision = (
        str(known[key]) for key in ("name", "title", "licence", "repository", "revision")
    )
    return Wanted(name, title, licence, repository, revision, str(known.get("folder", "")), files, place)


def fetch(wanted: Wanted, hub: Hub, took: Took) -> None:
    """Fetches it; `took` is told of each piece, in bytes. Raises Refused, and leaves nothing half done."""
    half = wanted.place.with_name(f".{wanted.name}.half")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        for name in wanted.files:
            _fetch_file(wanted, name, half / name, hub, took)
        wanted.place.mkdir(parents=True, exist_ok=True)
        for name in wanted.files:  # what makes it count as there is the last of them
            (half / name).replace(wanted.place / name)
    except Unreachable as fault:
        raise Refused(
            f"{wanted.title} could not be fetched ({fault}): connect to the internet and try again; Belletje works on "
            "with what it has."
        ) from fault
    except OSError as fault:
        raise Refused(
            f"{wanted.title} could not be put in {wanted.place} ({fault.strerror or fault}): it needs "
            f"{wanted.size / 1e6:.0f} MB; make room there and try again."
        ) from fault
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _fetch_file(wanted: Wanted, name: str, to: Path, hub: Hub, took: Took) -> None:
    size, pin = wanted.files[name]
    seen = hashlib.md5(usedforsecurity=False) if len(pin) == 32 else hashlib.sha256()
    source = f"{wanted.folder}/{name}" if wanted.folder else name
    with to.open("wb") as file:
        for piece in hub.read(wanted.repository, wanted.revision, source):
            file.write(piece)
            seen.update(piece)
            took(len(piece))
            if file.tell() > size:
                break
    if seen.hexdigest() != pin:
        raise Unreachable(f"{name} came with another content than it should have")


class HuggingFace:
    """The hub of Hugging Face, or what HF_ENDPOINT names in its place."""

    def read(self, repository: str, revision: str, file: str) -> Iterator[bytes]:
        """See Hub."""
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import urlopen

        try:
            from huggingface_hub import hf_hub_url
        except ImportError as missing:
            raise Unreachable("the extra is missing: pip install 'belletje[voice]'") from missing
        try:
            address = hf_hub_url(repository, file, revision=revision, endpoint=os.environ.get("HF_ENDPOINT"))
            with urlopen(address, timeout=WAIT_S) as answer:  # noqa: S310 - the hub's own address, made by its library
                while piece := answer.read(PIECE_BYTES):
                    yield piece
        except HTTPError as fault:
            raise Unreachable(f"the hub answers {fault.code}") from fault
        except (OSError, HTTPException) as fault:
            raise Unreachable("the hub does not answer") from fault
