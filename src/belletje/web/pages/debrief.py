"""The debrief: what to improve, what went well, and how the other end felt along the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.debrief.debrief import Debrief
from belletje.rehearsal.record import Record, Turn, turns
from belletje.usecases import practice, rehearsals
from belletje.web.pages.rehearse import whole_number
from belletje.web.visit import Here, Visit

router = APIRouter()
PARTS = ("interest", "trust", "patience")
WIDTH, HEIGHT = 240, 40


@dataclass(frozen=True, slots=True)
class Line:
    """How one part of the other end's state of mind went, in per cents, and the points of its line in the drawing."""

    part: str
    values: tuple[int, ...]
    points: str
    last_y: float


@dataclass(frozen=True, slots=True)
class DebriefPage:
    """A call looked back on. `feared` and the nerves are what the caller wrote about it, or None."""

    number: int
    record: Record
    debrief: Debrief
    turns: tuple[Turn, ...]
    lines: tuple[Line, ...]
    taken_from: int | None
    feared: str
    nerves_before: int | None
    happened: str
    nerves_after: int | None


@router.get("/calls/{call}/debrief")
def show_debrief(here: Here, call: int) -> Response:
    """Looks back on one call."""
    kept = rehearsals.show_call(house=here.house, call=call)
    said = turns(kept.record)
    fear = _fear(here, call)
    page = DebriefPage(
        number=call,
        record=kept.record,
        debrief=practice.debrief(house=here.house, call=call),
        turns=said,
        lines=tuple(line for part in PARTS if (line := _line(part, said))),
        taken_from=kept.taken_from,
        feared=str(fear.get("feared") or ""),
        nerves_before=_number(fear.get("nerves_before")),
        happened=str(fear.get("happened") or ""),
        nerves_after=_number(fear.get("nerves_after")),
    )
    return here.page("debrief.html", page)


@router.post("/calls/{call}/happened")
def record_what_happened(
    here: Here,
    call: int,
    happened: Annotated[str, Form()] = "",
    nerves: Annotated[str, Form()] = "",
) -> Response:
    """Keeps what happened and how nervous the caller was afterwards, in their own words and figure."""
    practice.record_fear(
        house=here.house, call=call, now=here.now, happened=happened.strip(), nerves_after=whole_number(here, nerves)
    )
    return here.go(f"/calls/{call}/debrief?done=kept")


def _fear(here: Visit, call: int) -> dict[str, object]:
    fears = practice.ladder(house=here.house, now=here.now)["fears"]
    return next((fear for fear in fears if fear["call"] == str(call)), {})


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _line(part: str, said: Sequence[Turn]) -> Line | None:
    values = [round(100 * turn.mind[part]) for turn in said if part in turn.mind]
    if len(values) < 2:
        return None
    step = WIDTH / (len(values) - 1)
    places = [(round(place * step, 1), round(HEIGHT - HEIGHT * value / 100, 1)) for place, value in enumerate(values)]
    return Line(part, tuple(values), " ".join(f"{x},{y}" for x, y in places), places[-1][1])
