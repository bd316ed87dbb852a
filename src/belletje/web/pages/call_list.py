"""The call list: who to call next, and why."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from belletje.calllist.knowledge import table
from belletje.calllist.ranking import Entry
from belletje.usecases import calllist, imports
from belletje.web.visit import Here

router = APIRouter()
PAGE = 25


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some of the call list, from place `start` (from 0) on. `signals` says what each signal means."""

    entries: tuple[tuple[str, Entry], ...]
    start: int
    number: int
    signals: dict[str, str]
    anything_imported: bool

    @property
    def next_start(self) -> int | None:
        """Where the next part of the list begins, if there is one."""
        after = self.start + len(self.entries)
        return after if after < self.number else None


@router.get("/list")
def call_list(here: Here, start: int = 0) -> Response:
    """The call list, best reason first."""
    entries = calllist.call_list(house=here.house, now=here.now, language=here.language)
    start = max(0, start)
    page = ListPage(
        entries=tuple(entries[start : start + PAGE]),
        start=start,
        number=len(entries),
        signals={line["signal"]: line[here.language] for line in table("weights.tsv")},
        anything_imported=bool(entries or imports.list_imports(house=here.house)),
    )
    return here.page("list.html", page)
