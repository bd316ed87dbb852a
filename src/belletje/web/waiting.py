"""Files that were chosen and not yet brought in."""

import secrets
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import IO

from belletje.usecases.imports import Imported, Upload


@dataclass(slots=True)
class _Chosen:
    names: tuple[str, ...]
    contents: tuple[IO[bytes], ...]
    preview: Imported | None = None

    def uploads(self) -> tuple[Upload, ...]:
        found = []
        for name, content in zip(self.names, self.contents, strict=True):
            content.seek(0)
            found.append(Upload(name, content.read()))
        return tuple(found)

    def close(self) -> None:
        for content in self.contents:
            content.close()


@dataclass(slots=True)
class Waiting:
    """The last few choices of files, until the next start: on disk without a name, so that nothing is left behind."""

    most: int = 3
    _chosen: OrderedDict[str, _Chosen] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, uploads: Sequence[Upload]) -> str:
        """Keeps files; gives the ticket to fetch them with."""
        ticket = secrets.token_urlsafe(16)
        contents = []
        for upload in uploads:
            content = tempfile.TemporaryFile()  # noqa: SIM115 - open for as long as the files wait
            content.write(upload.content)
            contents.append(content)
        with self._lock:
            self._chosen[ticket] = _Chosen(tuple(upload.name for upload in uploads), tuple(contents))
            while len(self._chosen) > self.most:
                self._chosen.popitem(last=False)[1].close()
        return ticket

    def show(self, ticket: str, preview: Imported) -> None:
        """Keeps what the files of a ticket would bring."""
        with self._lock:
            if ticket in self._chosen:
                self._chosen[ticket].preview = preview

    def preview(self, ticket: str) -> Imported | None:
        """What the files of a ticket would bring; None when they are no longer at hand."""
        with self._lock:
            return self._chosen[ticket].preview if ticket in self._chosen else None

    def uploads(self, ticket: str) -> tuple[Upload, ...] | None:
        """The files of a ticket; None when they are no longer at hand."""
        with self._lock:
            return self._chosen[ticket].uploads() if ticket in self._chosen else None

    def take(self, ticket: str) -> tuple[Upload, ...] | None:
        """The files of a ticket, once."""
        with self._lock:
            chosen = self._chosen.pop(ticket, None)
            if chosen is None:
                return None
            found = chosen.uploads()
            chosen.close()
            return found
