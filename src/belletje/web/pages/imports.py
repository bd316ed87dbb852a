"""Imports: choose files, explain columns, see row by row what they would bring, bring it in, take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.datastructures import FormData
from starlette.responses import Response

from belletje.calllist.contact import Rejected
from belletje.calllist.intake import MEANINGS
from belletje.calllist.intake.rejections import sentence_for
from belletje.calllist.people.explaining import explained
from belletje.usecases import imports
from belletje.usecases.house import NotThere, Refused
from belletje.usecases.imports import Imported, TableToExplain, UnknownColumns, Upload
from belletje.usecases.preview import RowFate
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit
from belletje.web.waiting import Waiting

router = APIRouter()
PAGE = 100
SHOWN = ("all", "new", "merged", "rejected", "doubted")
TECHNICAL = frozenset(("phone_value", "phone_label", "email_label"))
"""Meanings that only the program that wrote a table can use."""
OFFERED = tuple(meaning for meaning in MEANINGS if meaning not in TECHNICAL)


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
    """The imports so far."""

    done: tuple[PastImport, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of a preview in words: its place (from 1), what becomes of it, and why."""

    file: str
    row: int
    fate: str
    what: str
    why: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What chosen files would bring, some of the rows from `start` on, and the `ticket` to bring them in.

    `tables` are the places of files whose columns can be explained.
    """

    would: Imported
    ticket: str
    show: str
    rows: tuple[RowShown, ...]
    start: int
    number: int
    tables: frozenset[int]

    @property
    def next_start(self) -> int | None:
        """Where the next rows begin, if there are any."""
        after = self.start + len(self.rows)
        return after if after < self.number else None


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """A table whose columns are to be explained, and every meaning that can be chosen."""

    table: TableToExplain
    ticket: str
    place: int
    meanings: tuple[str, ...]


WAITING = Waiting()


@router.get("/import")
def imports_so_far(here: Here) -> Response:
    """Where files are chosen, and the imports so far."""
    return here.page(
        "import.html", ImportPage(tuple(_past(here, row) for row in imports.list_imports(house=here.house)))
    )


@router.post("/import")
def choose(here: Here, files: Annotated[list[UploadFile], File()] = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Takes the chosen files in hand. Nothing is kept yet."""
    uploads = [Upload(file.filename, file.file.read()) for file in files if file.filename]
    if not uploads:
        raise Refused(here.words.gettext("No file was chosen. Choose one or more files first."))
    return _look(here, uploads, WAITING.keep(uploads))


@router.get("/import/preview/{ticket}")
def preview(here: Here, ticket: str, show: str = "all", start: Whole = 0) -> Response:
    """What the chosen files would bring, row by row."""
    would = WAITING.preview(ticket)
    if would is None:
        raise _no_longer_at_hand(here)
    show = show if show in SHOWN else "all"
    found = [fate for fate in would.fates if show in ("all", fate.fate) or (show == "doubted" and fate.doubts)]
    start = max(0, start)
    rows = tuple(_shown(here, fate) for fate in found[start : start + PAGE])
    tables = frozenset(
        place
        for place, one in enumerate(would.readings)
        if one.format not in ("vcard", "vacancy_html", "vacancy_email", "vacancy_text") and one.file not in would.known
    )
    page = PreviewPage(would, ticket, show, rows, start, len(found), tables)
    return here.page("preview.html", page, block="rows")


@router.get("/import/columns/{ticket}/{place}")
def columns(here: Here, ticket: str, place: Whole) -> Response:
    """What each column of a chosen table means, to be said by hand."""
    table = _table(here, ticket, place)
    return here.page("columns.html", ColumnsPage(table, ticket, place, OFFERED))


async def _sent(request: Request) -> FormData:
    return await request.form()


@router.post("/import/columns/{ticket}/{place}")
def explain(here: Here, form: Annotated[FormData, Depends(_sent)], ticket: str, place: Whole) -> Response:
    """Keeps what the columns mean, for this file and each later one with the same headers, and looks again."""
    table = _table(here, ticket, place)
    meanings = {column.written: str(form.get(f"column-{number}", "")) for number, column in enumerate(table.columns)}
    imports.explain_columns(house=here.house, signature=table.signature, meanings=meanings, now=here.now)
    uploads = WAITING.uploads(ticket)
    if uploads is None:
        raise _no_longer_at_hand(here)
    return _look(here, uploads, ticket)


@router.post("/import/commit")
def commit(here: Here, ticket: Annotated[str, Form()] = "") -> Response:
    """Brings in the files of a preview."""
    uploads = WAITING.take(ticket)
    if uploads is None:
        raise _no_longer_at_hand(here)
    imports.import_files(house=here.house, uploads=uploads, now=here.now)
    return here.go("/import?done=imported")


@router.post("/import/{number}/undo")
def undo(here: Here, number: Whole) -> Response:
    """Takes an import back, with all that it brought."""
    imports.undo_import(house=here.house, import_id=number, now=here.now)
    return here.go("/import?done=undone")


def _look(here: Visit, uploads: Sequence[Upload], ticket: str) -> Response:
    try:
        would = imports.import_files(house=here.house, uploads=uploads, now=here.now, dry_run=True)
    except UnknownColumns as unknown:
        return here.go(f"/import/columns/{ticket}/{unknown.file}")
    WAITING.show(ticket, would)
    return here.go(f"/import/preview/{ticket}")


def _table(here: Visit, ticket: str, place: int) -> TableToExplain:
    uploads = WAITING.uploads(ticket)
    if uploads is None:
        raise _no_longer_at_hand(here)
    table = imports.table_to_explain(house=here.house, upload=uploads[place]) if 0 <= place < len(uploads) else None
    if table is None:
        raise NotThere(here.words.gettext("This file is no table, so it has no columns to explain."))
    return table


def _no_longer_at_hand(here: Visit) -> NotThere:
    return NotThere(
        here.words.gettext("These files are no longer at hand, and nothing was imported. Choose them again.")
    )


def _shown(here: Visit, fate: RowFate) -> RowShown:
    why = sentence_for(fate.rejected, here.language) if fate.rejected else ""
    if fate.other:
        other = here.words.gettext("%(file)s, row %(row)s") % {"file": fate.other.file, "row": fate.other.row + 1}
        why = f"{fate.other.name or fate.other.organisation} ({other}): {explained(fate.because, here.language)}"
    doubts = tuple(sentence_for(doubt, here.language) for doubt in fate.doubts)
    return RowShown(fate.file, fate.row + 1, fate.fate, "" if fate.rejected else fate.what, why, doubts)


def _past(here: Visit, row: Mapping[str, object]) -> PastImport:
    rejected = row["rejected"]
    assert isinstance(rejected, list)
    return PastImport(
        id=int(str(row["id"])),
        file=str(row["file"]),
        format=str(row["format"]),
        rows=int(str(row["rows"])),
        accepted=int(str(row["accepted"])),
        rejected=tuple(
            (one.row + 1, sentence_for(one, here.language)) for one in (Rejected(**one) for one in rejected)
        ),
        at=str(row["at"]),
    )
