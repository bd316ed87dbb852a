"""The ladder: what to practise next, how much of the space was met, and what was feared against what happened."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from belletje.ladder.proposals import Proposal
from belletje.usecases import practice, rehearsals
from belletje.web.kept import KeptCall
from belletje.web.visit import Here, item_name

router = APIRouter()
MOST_CALLS = 50


@dataclass(frozen=True, slots=True)
class Covered:
    """Of all combinations of `strength` values: how many were met, how many of those handled, how many there are."""

    strength: int
    met: int
    handled: int
    possible: int


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something to refresh: its name, and the wish to rehearse it."""

    wish: str
    name: str
    last: str
    times: int
    missed: int


@dataclass(frozen=True, slots=True)
class LadderPage:
    """What to do next and what was done; `calls` newest first. `fears` are those of the caller alone."""

    proposals: tuple[Proposal, ...]
    due: tuple[DueItem, ...]
    coverage: tuple[Covered, ...]
    rungs: dict[str, Any]
    fears: tuple[dict[str, Any], ...]
    calls: tuple[KeptCall, ...]


@router.get("/ladder")
def ladder(here: Here, wish: str = "") -> Response:
    """The ladder."""
    found = practice.ladder(house=here.house, now=here.now, wish=wish)
    page = LadderPage(
        proposals=practice.next_rehearsals(house=here.house, now=here.now, wish=wish),
        due=tuple(
            DueItem(item["item"], item_name(here.words, item["item"]), item["last"], item["times"], item["missed"])
            for item in found["due"]
        ),
        coverage=tuple(Covered(int(strength), **figures) for strength, figures in found["coverage"].items()),
        rungs=found["rungs"],
        fears=tuple(found["fears"]),
        calls=tuple(reversed(rehearsals.list_calls(house=here.house, newest=MOST_CALLS))),
    )
    return here.page("ladder.html", page)
