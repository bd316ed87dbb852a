"""How far the caller has come: coverage of the space, and rungs. A no is a rung too."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from belletje.ladder.nerves import Fear
from belletje.ladder.proposals import Proposal
from belletje.ladder.schedule import Item, Ladder, due
from belletje.ladder.step import Step, in_order
from belletje.rehearsal.space import STRENGTHS, Coverage, coverage

NOES = frozenset(("polite_no", "hung_up", "opted_out"))


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung, earned by trying: the first call that ended in an outcome. `at` is when."""

    outcome: str
    call: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rungs:
    """Every call tried is a rung. `firsts` are the first of each outcome, `weeks` the calls by ISO week (`2026-W05`).

    `noes` counts the calls that ended in a no, `drills` the moments taken again. `best` is the most that was handled in
    one call and `best_week` the most calls in one week: personal bests, not grades, and no streak that can break.
    """

    tried: int
    noes: int
    drills: int
    firsts: tuple[Rung, ...]
    weeks: Mapping[str, int]
    best: int
    best_week: int


def covered(steps: Iterable[Step]) -> Mapping[int, Coverage]:
    """Coverage for t = 2 and t = 3: met are calls that were tried, handled those of `held.is_handled`."""
    done = [step for step in steps if step.tried]
    met = {step.scenario for step in done}
    handled = {step.scenario for step in done if step.handled}
    return {strength: coverage(met, handled, strength) for strength in STRENGTHS}


def rungs(steps: Iterable[Step]) -> Rungs:
    """What was earned by trying. Drills count among the calls tried; their outcome is no first of its own."""
    done = [step for step in in_order(steps) if step.tried]
    firsts: dict[str, Rung] = {}
    for step in done:
        if not step.drill:
            firsts.setdefault(step.outcome, Rung(step.outcome, step.call, step.at))
    weeks = Counter(_week(step.at) for step in done)
    return Rungs(
        tried=len(done),
        noes=sum(step.outcome in NOES for step in done),
        drills=sum(step.drill for step in done),
        firsts=tuple(firsts.values()),
        weeks=dict(weeks),
        best=max((step.best for step in done), default=0),
        best_week=max(weeks.values(), default=0),
    )


def _week(at: datetime) -> str:
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"


def to_data(
    ladder: Ladder,
    now: datetime,
    coverages: Mapping[int, Coverage],
    earned: Rungs,
    fears: Iterable[Fear] = (),
    next_up: Iterable[Proposal] = (),
) -> dict[str, Any]:
    """The shape of `belletje ladder --json` (contract.md), with `next` as an extra key."""
    return {
        "due": [_item(item) for item in due(ladder, now)],
        "coverage": {str(strength): asdict(figures) for strength, figures in coverages.items()},
        "rungs": {
            **asdict(earned),
            "firsts": [{**asdict(rung), "at": _iso(rung.at)} for rung in earned.firsts],
        },
        "fears": [{**asdict(fear), "at": _iso(fear.at)} for fear in fears],
        "next": [
            {
                "kind": proposal.kind,
                "scenario": {"id": proposal.scenario.id, **proposal.scenario.values()},
                "item": proposal.item,
                "why": dict(proposal.why),
            }
            for proposal in next_up
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "item": item.name,
        "due": _iso(item.due),
        "last": _iso(item.last),
        "last_grade": item.last_grade,
        "times": item.times,
        "missed": item.missed,
    }


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
