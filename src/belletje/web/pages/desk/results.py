"""Results: what came of the calls, each figure with the calls behind it."""

from dataclasses import dataclass, fields
from urllib.parse import urlencode

from babel.dates import get_day_names
from fastapi import APIRouter
from starlette.responses import Response

from belletje.usecases import results
from belletje.usecases.realcalls import RealCall
from belletje.usecases.results import Results
from belletje.web.chart import Bar, bar
from belletje.web.numbers import Whole
from belletje.web.visit import Here

router = APIRouter()
PAGE = 50
HOURS, ANSWERS = 8, 12
MEDIA = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The figures, a bar for each hour, and the names of weekdays by their number."""

    results: Results
    stages: tuple[str, ...]
    hours: int
    answers: int
    bars: dict[str, Bar]
    weekdays: dict[str, str]


@dataclass(frozen=True, slots=True)
class Behind:
    """Which calls are asked for; an empty value asks nothing."""

    week: str = ""
    stage: str = ""
    hour: str = ""
    why: str = ""
    reaction: str = ""
    answer: str = ""
    colleague: int = 0

    def query(self, start: int) -> str:
        """The address of the page from a call on."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return "/results/calls?" + urlencode(
            {**{name: value for name, value in given.items() if value}, "start": start}
        )


@dataclass(frozen=True, slots=True)
class CallsPage:
    """The calls behind a figure, from `start` on."""

    behind: Behind
    calls: tuple[RealCall, ...]
    back: str | None
    on: str | None


@router.get("/results")
def show(here: Here) -> Response:
    """All figures."""
    found = results.results(house=here.house, now=here.now)
    most = max((one.high for one in found.hours[:HOURS]), default=1.0)
    names = get_day_names("wide", locale=here.language)
    page = ResultsPage(
        results=found,
        stages=results.STAGES,
        hours=HOURS,
        answers=ANSWERS,
        bars={one.key: bar(one.low, one.rate, one.high, 0.0, most) for one in found.hours[:HOURS]},
        weekdays={str(day): str(names[day - 1]) for day in range(1, 8)},
    )
    return here.page("results.html", page)


@router.get("/results/calls")
def calls(
    here: Here,
    week: str = "",
    stage: str = "",
    hour: str = "",
    why: str = "",
    reaction: str = "",
    answer: str = "",
    colleague: str = "",
    start: Whole = 0,
) -> Response:
    """The calls behind a figure."""
    said = int(colleague) if colleague.isdecimal() and len(colleague) < 10 else 0
    behind = Behind(week, stage, hour, why, reaction, answer, said)
    start = max(0, start)
    found = results.calls_behind(
        house=here.house, week=week, stage=stage, hour=hour, why=why, reaction=reaction, answer=answer,
        colleague=said, start=start, limit=PAGE + 1,
    )  # fmt: skip
    page = CallsPage(
        behind=behind,
        calls=tuple(found[:PAGE]),
        back=behind.query(max(0, start - PAGE)) if start else None,
        on=behind.query(start + PAGE) if len(found) > PAGE else None,
    )
    return here.page("results_calls.html", page)


@router.get("/results/export/{kind}")
def export(here: Here, kind: str) -> Response:
    """All real calls as a file."""
    content = results.export_calls(house=here.house, kind=kind)
    headers = {"Content-Disposition": f'attachment; filename="calls.{kind}"'}
    return Response(content, media_type=MEDIA[kind], headers=headers)
