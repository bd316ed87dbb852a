"""The call list: who to call next, and why."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from belletje.calllist.knowledge import table
from belletje.calllist.ranking import Entry
from belletje.calllist.reasons import WEIGHTS
from belletje.usecases import calllist, imports, listing
from belletje.usecases.house import Refused
from belletje.usecases.order import Behind
from belletje.web.bringing_up import and_then_the_rest
from belletje.web.numbers import Whole
from belletje.web.visit import Here, Visit

router = APIRouter()
PAGE = 25


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some of the call list, from place `start` (from 0) on. `signals` says what each signal means."""

    entries: tuple[tuple[str, Entry], ...]
    start: int
    number: int
    signals: dict[str, str]
    weights: dict[str, float]
    calls_missing: int
    anything_imported: bool
    behind: Behind

    @property
    def next_start(self) -> int | None:
        """Where the next part of the list begins, if there is one."""
        after = self.start + PAGE
        return after if after < self.number else None


@router.get("/list")
def call_list(here: Here, start: Whole = 0) -> Response:
    """The call list, best reason first."""
    start = max(0, start)
    part = listing.list_part(house=here.house, now=here.now, language=here.language, start=start, limit=PAGE)
    page = ListPage(
        entries=part.entries,
        start=start,
        number=part.number,
        signals={line["signal"]: line[here.language] for line in table("weights.tsv")},
        weights=calllist.weights_now(house=here.house),
        calls_missing=calllist.calls_to_learn_from(house=here.house),
        anything_imported=bool(part.number or imports.list_imports(house=here.house)),
        behind=part.behind,
    )
    return and_then_the_rest(here, here.page("list.html", page))


async def _sent(request: Request) -> FormData:
    return await request.form()


@router.post("/list/weights")
def set_weights(here: Here, form: Annotated[FormData, Depends(_sent)]) -> Response:
    """Keeps how much each signal counts, or brings back the weights of the product."""
    if "learn" in form:
        calllist.learn_weights(house=here.house, now=here.now)
        return here.go("/list?done=weights")
    weights = {} if "reset" in form else {name: _weight(here, form.get(name)) for name in WEIGHTS if name in form}
    calllist.set_weights(house=here.house, weights=weights, now=here.now)
    return here.go("/list?done=weights")


def _weight(here: Visit, written: object) -> float:
    try:
        return float(str(written).replace(",", "."))
    except ValueError:
        raise Refused(here.words.gettext("A weight is a number from 0 to 10.")) from None
