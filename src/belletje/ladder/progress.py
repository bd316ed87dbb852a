"""How far the caller has come: coverage of the space, and rungs. A no is a rung too."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from belletje.debrief.call import read
from belletje.ladder.held import Held, answerable, in_order, is_handled, was_tried
from belletje.ladder.nerves import Fear
from belletje.ladder.proposals import Proposal
from belletje.ladder.schedule import Item, Ladder, due
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

    `noes` counts the calls that ended in a no, and `best` is the most that was handled in one call: a personal best,
    not a grade.
    """

    tried: int
    noes: int
    firsts: tuple[Rung, ...]
    weeks: Mapping[str, int]
    best: int


def covered(calls: Iterable[Held]) -> Mapping[int, Coverage]:
    """Coverage for t = 2 and t = 3: met are calls that were tried, handled those of `held.is_handled`."""
    done = [call.record for call in in_order(calls) if was_tried(call.record)]
    met = [record.scenario for record in done]
    handled = [record.scenario for record in done if is_handled(record)]
    return {strength: coverage(met, handled, strength) for strength in STRENGTHS}


def rungs(calls: Iterable[Held]) -> Rungs:
    """What was earned by trying."""
    done = [call for call in in_order(calls) if was_tried(call.record)]
    firsts: dict[str, Rung] = {}
    for call in done:
        firsts.setdefault(call.record.outcome or "", Rung(call.record.outcome or "", call.call, call.at))
    return Rungs(
        tried=len(done),
        noes=sum(call.record.outcome in NOES for call in done),
        firsts=tuple(firsts.values()),
        weeks=dict(Counter(_week(call.at) for call in done)),
        best=max((_handled_in(call) for call in done), default=0),
    )


def _week(at: datetime) -> str:
    year, week, _ = at.isocalendar()
    return f"{year}-W{week:02}"


def _handled_in(call: Held) -> int:
    return sum(moment.handling.is_good for moment in answerable(read(call.record)))


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
