"""The plan: the goal, the funnel as it is known now, calls a day, the forecast, what helps most, and the week."""

import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Connection

from belletje.desk.hours import working_days
from belletje.desk.knowledge import outcomes
from belletje.plan.forecast import (
    KINDS,
    Fan,
    Goal,
    Help,
    Range,
    calls_needed,
    fan,
    per_day,
    reaches,
    what_helps,
)
from belletje.plan.funnel import Rate, Tally, draws, rates, stages
from belletje.plan.pace import pace, told
from belletje.plan.week import Day, week
from belletje.store import desk as desk_store
from belletje.store import results as store
from belletje.store.engine import reading, transaction
from belletje.store.results import Counted, StoredGoal
from belletje.usecases import practice
from belletje.usecases.house import House, Refused, utc
from belletje.usecases.order import catch_up

USUAL_KIND, USUAL_NUMBER = "placements", 3
"""The goal until one is set: three engineers placed this quarter (product.md)."""
MOST = 10_000
LONGEST = timedelta(days=2 * 366)
GOALS_SHOWN = 6
OPEN_FOR = timedelta(days=120)
"""A meeting of which nothing was heard for longer brings nothing any more: a judgement."""
PACE_DAYS = 10
"""The pace is that of the last so many working days."""


_MEETING = frozenset(name for name, told in outcomes().items() if told.meeting)


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it. `set` tells whether the goal was set by somebody; `goals` are those set, the last one first.

    `needed` is calls, `a_day` calls per working day. `open_meetings` are those that may still come to a result; they
    count where that is the goal.

    `pace` is calls per working day lately, None before the first call. `fan` forecasts at that pace, or at what is
    needed where there is none; `needed_course` is the middle of the same at what is needed, by day. `chance` is that of
    making it at the pace.
    """

    goal: Goal
    set: bool
    done: int
    open_meetings: int
    days_left: int
    rates: tuple[Rate, ...]
    needed: Range
    a_day: Range | None
    pace: Range | None
    fan: Fan
    needed_course: tuple[float, ...]
    chance: float | None
    helps: tuple[Help, ...]
    week: tuple[Day, ...]
    goals: tuple[StoredGoal, ...]


def set_goal(*, house: House, kind: str, number: int, until: date, now: datetime) -> None:
    """Keeps a goal, from today on. Raises Refused."""
    if kind not in KINDS:
        raise Refused(
            "A goal is a number of meetings or placements.", nl="Een doel is een aantal afspraken of plaatsingen."
        )
    if not 1 <= number <= MOST:
        raise Refused(f"A goal is a number from 1 to {MOST}.", nl=f"Een doel is een getal van 1 tot {MOST}.")
    if not now.date() <= until <= now.date() + LONGEST:
        raise Refused(
            "The day of a goal lies between today and two years from now.",
            nl="De dag van een doel ligt tussen vandaag en over twee jaar.",
        )
    with transaction(house.engine) as connection:
        kept = StoredGoal(kind, number, now.date().isoformat(), until.isoformat(), utc(now), house.by)
        before = store.goals_set(connection, 1)
        if not before or replace(before[0], at=kept.at, by=kept.by) != kept:
            store.set_goal(connection, kept)


def plan(*, house: House, now: datetime, with_week: bool = True) -> Plan:
    """The plan as it stands. The same calls on the same day give the same figures."""
    today = now.date()
    if with_week:
        catch_up(house=house, now=now)
    with reading(house.engine) as connection:
        goals = store.goals_set(connection, GOALS_SHOWN)
        goal = _goal(goals[0]) if goals else _usual(today)
        counted = store.by_week(connection)
        since = datetime.combine(goal.since, time(), now.tzinfo)
        if goal.kind == "placements":
            done = store.placements(connection, goal.since.isoformat(), today.isoformat())
        else:
            done = _meetings(store.between(connection, utc(since), utc(now + timedelta(days=1))))
        still_open = store.open_meetings(connection, _MEETING, utc(now - OPEN_FOR))
        lately = _lately(connection, now)
    tallies = tally(counted)
    found = list(zip(stages(), tallies, strict=True))
    rng = np.random.default_rng([zlib.crc32(b"plan"), today.toordinal(), sum(one.tried for one in tallies)])
    drawn = draws(found, rng)
    missing = max(0, goal.number - done)
    left = working_days(max(today, goal.since), goal.until)
    needed = calls_needed(drawn, goal.kind, missing, still_open)
    a_day = per_day(needed, len(left))
    own = pace(lately, rng)
    calls_a_day = a_day.middle if a_day else 0.0
    calls = round(calls_a_day * len(left))
    needed_fan = fan(drawn, goal.kind, done, left, calls_a_day, rng, still_open)
    return Plan(
        goal=goal,
        set=bool(goals),
        done=done,
        open_meetings=still_open,
        days_left=len(left),
        rates=rates(found, drawn),
        needed=needed,
        a_day=a_day,
        pace=None if own is None else told(own),
        fan=needed_fan if own is None else fan(drawn, goal.kind, done, left, own, rng, still_open),
        needed_course=needed_fan.middle,
        chance=None if own is None else reaches(drawn, goal.kind, missing, own * len(left), rng, still_open),
        helps=what_helps(found, goal.kind, calls),
        week=_week(house, now, calls_a_day) if with_week else (),
        goals=tuple(goals),
    )


def tally(counted: Iterable[Counted]) -> tuple[Tally, ...]:
    """What happened in each stage of the funnel. A meeting counts for the last stage once its result is known."""
    dials = reached = conversations = meetings = known = won = 0
    for one in counted:
        told = outcomes()[one.outcome]
        dials += one.number
        reached += one.number * told.reached
        conversations += one.number * told.conversation
        meetings += one.number * told.meeting
        known += one.number * bool(told.meeting and one.result)
        won += one.number * (told.meeting and one.result == "won")
    return (
        Tally(reached, dials),
        Tally(conversations, reached),
        Tally(meetings, conversations),
        Tally(won, known),
    )


def plan_to_data(found: Plan) -> dict[str, Any]:
    """The shape of `belletje plan --json`."""
    return {
        "goal": {
            "kind": found.goal.kind, "number": found.goal.number, "since": found.goal.since.isoformat(),
            "until": found.goal.until.isoformat(), "set": found.set, "done": found.done,
        },
        "funnel": [
            {
                "stage": rate.stage.name, "rate": round(rate.mean, 5), "low": round(rate.low, 5),
                "high": round(rate.high, 5), "passed": rate.tally.passed, "tried": rate.tally.tried,
                "prior": rate.stage.rate, "prior_worth": rate.stage.worth, "source": rate.stage.source["en"],
            }
            for rate in found.rates
        ],
        "open_meetings": found.open_meetings,
        "working_days_left": found.days_left,
        "calls_needed": asdict(found.needed),
        "calls_per_day": asdict(found.a_day) if found.a_day else None,
        "pace_per_day": asdict(found.pace) if found.pace else None,
        "chance_at_this_pace": found.chance,
        "forecast_at": "own pace" if found.pace else "calls needed",
        "forecast": [
            {"day": day.isoformat(), "low": low, "middle": middle, "high": high, "with_calls_needed": needed}
            for day, low, middle, high, needed in zip(
                found.fan.days, found.fan.low, found.fan.middle, found.fan.high, found.needed_course, strict=True
            )
        ],
        "helps_most": [
            {"stage": one.stage.name, "now": round(one.now, 5), "good": one.good, "more": round(one.more, 3)}
            for one in found.helps
        ],
        "week": [
            {"day": day.day.isoformat(), "calls": day.calls, "blocks": day.blocks,
             "rehearse": [asdict(subject) for subject in day.rehearse]}
            for day in found.week
        ],
    }  # fmt: skip


def _goal(kept: StoredGoal) -> Goal:
    return Goal(kept.kind, kept.number, date.fromisoformat(kept.since), date.fromisoformat(kept.until))


def _usual(today: date) -> Goal:
    month = (today.month - 1) // 3 * 3 + 1
    start = date(today.year, month, 1)
    after = date(today.year + (month == 10), (month + 2) % 12 + 1, 1)
    return Goal(USUAL_KIND, USUAL_NUMBER, start, after - timedelta(days=1))


def _meetings(counted: Iterable[Counted]) -> int:
    return sum(one.number for one in counted if one.outcome in _MEETING)


def _lately(connection: Connection, now: datetime) -> list[int]:
    """How many calls were made on each of the last working days, from the first call on.

    Today is not over: it counts only where there is no other day yet.
    """
    first = store.first_call(connection)
    if first is None:
        return []
    started = datetime.fromisoformat(first).astimezone(now.tzinfo).date()
    days = working_days(max(started, now.date() - timedelta(days=2 * PACE_DAYS + 14)), now.date() - timedelta(days=1))
    mornings = [datetime.combine(day, time(), now.tzinfo) for day in days[-PACE_DAYS:] or (now.date(),)]
    return [store.number_between(connection, utc(day), utc(day + timedelta(days=1))) for day in mornings]


def _week(house: House, now: datetime, calls_a_day: float) -> tuple[Day, ...]:
    today = now.date()
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    days = working_days(today, friday if today.weekday() < 5 else today + timedelta(days=7))
    with reading(house.engine) as connection:
        top = [f"p{one.person_id}" for one in desk_store.top(connection, utc(now), len(days))]
    due = [proposal.item for proposal in practice.next_rehearsals(house=house, now=now) if proposal.item]
    return week(days, calls_a_day, top, due)
