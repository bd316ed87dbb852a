"""The ladder: what to practise next, how much of the space was met, and what was feared against what happened."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from belletje.ladder import coverage_map
from belletje.ladder.drills import Moment
from belletje.ladder.nerves import Fear
from belletje.ladder.progress import Rungs
from belletje.ladder.proposals import Proposal
from belletje.ladder.schedule import Item, due
from belletje.rehearsal.space import Coverage
from belletje.usecases import practice, rehearsals
from belletje.web import charts
from belletje.web.charts import Chart
from belletje.web.kept import KeptCall
from belletje.web.visit import Here, item_name

router = APIRouter()
MOST_CALLS = 50


@dataclass(frozen=True, slots=True)
class LadderPage:
    """What to do next and what was done; `calls` newest first, `due` with their names.

    `fears` and `private` are of the caller alone.
    """

    proposals: tuple[Proposal, ...]
    seed: int
    drills: tuple[Moment, ...]
    due: tuple[tuple[Item, str], ...]
    coverage: dict[int, Coverage]
    map: tuple[Chart, ...]
    rungs: Rungs
    weeks: tuple[Chart, ...]
    fears: tuple[Fear, ...]
    private: tuple[Chart, ...]
    calls: tuple[KeptCall, ...]


@router.get("/ladder")
def ladder(here: Here, wish: str = "") -> Response:
    """The ladder."""
    climbed = practice.climb(house=here.house, now=here.now, wish=wish)
    possible = climbed.coverage[2].possible
    page = LadderPage(
        proposals=tuple(climbed.next_up),
        seed=here.new_seed(),
        drills=tuple(climbed.drills),
        due=tuple((item, item_name(here.words, item.name)) for item in due(climbed.ladder, here.now)),
        coverage=dict(climbed.coverage),
        map=charts.present(
            charts.coverage(here.words, coverage_map.cells(climbed.steps)),
            charts.filling(here.words, coverage_map.growth(climbed.steps), possible),
        ),
        rungs=climbed.rungs,
        weeks=charts.present(charts.weeks(here.words, climbed.rungs.weeks)),
        fears=tuple(climbed.fears),
        private=charts.present(charts.fears(here.words, climbed.fears), charts.nerves(here.words, climbed.fears)),
        calls=tuple(reversed(rehearsals.list_calls(house=here.house, newest=MOST_CALLS))),
    )
    return here.page("ladder.html", page)
