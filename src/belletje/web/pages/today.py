"""The first page: on a first visit the choice what to begin with, afterwards what today holds."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from belletje.calllist.ranking import Entry
from belletje.debrief.debrief import Debrief
from belletje.ladder.proposals import Proposal
from belletje.usecases import demo, imports, listing, practice, rehearsals
from belletje.web.visit import Here, Visit

router = APIRouter()
TOP = 5
RECENT = 12


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What today holds. `first_visit` when there is nothing yet; `unfinished` numbers a call still going on."""

    first_visit: bool
    proposal: Proposal | None = None
    seed: int = 0
    top: tuple[tuple[str, Entry], ...] = ()
    last_call: int | None = None
    last_debrief: Debrief | None = None
    unfinished: int | None = None


@router.get("/")
def today(here: Here) -> Response:
    """The first page."""
    return here.page("today.html", _today(here))


@router.post("/demo")
def load_demo(here: Here) -> Response:
    """Brings in the demo data, in the language of the page."""
    demo.load_demo(house=here.house, now=here.now, language=here.language)
    return here.go("/list?done=demo")


def _today(here: Visit) -> TodayPage:
    recent = rehearsals.list_calls(house=here.house, newest=RECENT)
    if not recent and not imports.list_imports(house=here.house):
        return TodayPage(first_visit=True)
    ended = next((call for call in reversed(recent) if call.record.outcome is not None), None)
    newest = recent[-1] if recent else None
    return TodayPage(
        first_visit=False,
        proposal=practice.next_rehearsals(house=here.house, now=here.now)[0],
        seed=here.new_seed(),
        top=listing.list_part(house=here.house, now=here.now, language=here.language, limit=TOP).entries,
        last_call=ended.id if ended else None,
        last_debrief=practice.debrief(house=here.house, call=ended.id) if ended else None,
        unfinished=newest.id if newest and newest.record.outcome is None else None,
    )
