"""The plan: the goal, the funnel with its intervals, calls a day, the forecast, and the week."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from babel.dates import format_date
from fastapi import APIRouter, Form
from starlette.responses import Response

from belletje.usecases import plan
from belletje.usecases.gate import Known
from belletje.usecases.house import Refused
from belletje.usecases.plan import Plan
from belletje.web.chart import Bar, FanChart, bar, fan_chart
from belletje.web.pages.desk.after import people_or_none
from belletje.web.visit import Here, Visit, item_name

router = APIRouter()


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan, its drawings, and the names of whom and what to rehearse, by id and item."""

    plan: Plan
    fan: FanChart | None
    bars: tuple[Bar, ...]
    names: dict[str, str]
    days: dict[date, str]
    feasible: bool


@router.get("/plan")
def show(here: Here) -> Response:
    """The plan as it stands."""
    found = plan.plan(house=here.house, now=here.now)
    names: dict[str, str] = {}
    for day in found.week:
        for subject in day.rehearse:
            if subject.person:
                known = people_or_none(here, subject.person)
                names[subject.person] = _name(known) if known else subject.person
            else:
                names[subject.item] = item_name(here.words, subject.item)
    days = [_day(here, day, "d MMM") for day in found.fan.days]
    largest = max(rate.high for rate in found.rates)
    page = PlanPage(
        plan=found,
        fan=fan_chart(found.fan, found.goal.number, days, found.needed_course if found.pace else ()),
        bars=tuple(bar(rate.low, rate.mean, rate.high, rate.stage.rate, largest) for rate in found.rates),
        names=names,
        days={day.day: _day(here, day.day, "EEEE d MMM") for day in found.week},
        feasible=not found.week or not found.a_day or found.a_day.middle <= found.week[0].calls + 0.5,
    )
    return here.page("plan.html", page)


@router.post("/plan")
def set_goal(
    here: Here,
    kind: Annotated[str, Form()] = "",
    number: Annotated[str, Form()] = "",
    until: Annotated[str, Form()] = "",
) -> Response:
    """Sets the goal."""
    try:
        day = date.fromisoformat(until)
    except ValueError as mistake:
        raise Refused(
            "Choose the day by which it is to be reached.", nl="Kies de dag waarop het gehaald moet zijn."
        ) from mistake
    figure = int(number) if number.isdecimal() and len(number) < 7 else 0
    plan.set_goal(house=here.house, kind=kind, number=figure, until=day, now=here.now)
    return here.go("/plan?done=kept")


def _day(here: Visit, day: date, form: str) -> str:
    return str(format_date(day, form, locale=here.language))


def _name(known: Known) -> str:
    return known.person.name or known.person.organisation
