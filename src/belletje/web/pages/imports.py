"""Imports: choose files, see what they would bring, bring it in, take it back."""

import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from belletje.calllist.contact import Rejected
from belletje.calllist.intake.rejections import sentence_for
from belletje.usecases import imports
from belletje.usecases.house import Refused
from belletje.usecases.imports import Imported, Upload
from belletje.web.visit import Here, Visit

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was done, with each rejected row (from 1) and why."""

    id: int
    file: str
    format: str
    rows: int
    accepted: int
    rejected: tuple[tuple[int, str], ...]
    at: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The imports so far. With a `preview`, what chosen files would bring, and the `ticket` to bring them in."""

    done: tuple[PastImport, ...]
    preview: Imported | None = None
    rejected: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()
    ticket: str = ""


@dataclass(slots=True)
class Waiting:
    """Files that were looked at and not yet brought in: in memory only, the last few of them, until the next start."""

    most: int = 3
    _files: OrderedDict[str, tuple[Upload, ...]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, uploads: Sequence[Upload]) -> str:
        """Keeps files; gives the ticket to fetch them with."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._files[ticket] = tuple(uploads)
            while len(self._files) > self.most:
                self._files.popitem(last=False)
        return ticket

    def fetch(self, ticket: str) -> tuple[Upload, ...] | None:
        """The files of a ticket, once."""
        with self._lock:
            return self._files.pop(ticket, None)


WAITING = Waiting()


@router.get("/import")
def imports_so_far(here: Here) -> Response:
    """Where files are chosen, and the imports so far."""
    return here.page("import.html", ImportPage(_done(here)))


@router.post("/import")
def preview(here: Here, files: Annotated[list[UploadFile], File()] = []) -> Response:  # noqa: B006 - FastAPI copies it
    """What the chosen files would bring. Nothing is kept yet."""
    uploads = [Upload(file.filename, file.file.read()) for file in files if file.filename]
    if not uploads:
        raise Refused(here.words.gettext("No file was chosen. Choose one or more files first."))
    would = imports.import_files(house=here.house, uploads=uploads, now=here.now, dry_run=True)
    rejected = tuple((one.file, _sentences(here, one.rejected)) for one in would.readings if one.rejected)
    return here.page("import.html", ImportPage(_done(here), would, rejected, WAITING.keep(uploads)))


@router.post("/import/commit")
def commit(here: Here, ticket: Annotated[str, Form()] = "") -> Response:
    """Brings in the files of a preview."""
    uploads = WAITING.fetch(ticket)
    if uploads is None:
        raise Refused(
            here.words.gettext("These files are no longer at hand, and nothing was imported. Choose them again.")
        )
    imports.import_files(house=here.house, uploads=uploads, now=here.now)
    return here.go("/import?done=imported")


@router.post("/import/{number}/undo")
def undo(here: Here, number: int) -> Response:
    """Takes an import back, with all that it brought."""
    imports.undo_import(house=here.house, import_id=number, now=here.now)
    return here.go("/import?done=undone")


def _done(here: Visit) -> tuple[PastImport, ...]:
    return tuple(_past(here, row) for row in imports.list_imports(house=here.house))


def _past(here: Visit, row: Mapping[str, object]) -> PastImport:
    rejected = row["rejected"]
    assert isinstance(rejected, list)
    return PastImport(
        id=int(str(row["id"])),
        file=str(row["file"]),
        format=str(row["format"]),
        rows=int(str(row["rows"])),
        accepted=int(str(row["accepted"])),
        rejected=_sentences(here, [Rejected(**one) for one in rejected]),
        at=str(row["at"]),
    )


def _sentences(here: Visit, rejected: Sequence[Rejected]) -> tuple[tuple[int, str], ...]:
    return tuple((one.row + 1, sentence_for(one, here.language)) for one in rejected)
