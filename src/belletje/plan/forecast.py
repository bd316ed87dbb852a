"""From a goal to calls a day, how it may go from here, and what would help most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from belletje.plan.funnel import HIGH, LOW, Draws, Stage, Tally, beta

KINDS = ("meetings", "placements")
STAGES_TO = {"meetings": 3, "placements": 4}
"""How many stages of the funnel lead to each kind of goal."""
MOST_CALLS = 1_000_000
COURSES = 4000
"""So many courses make the fan: enough for its edges to within a few in a hundred of their place."""


@dataclass(frozen=True, slots=True)
class Goal:
    """So many meetings or placements, from one day until another, both included."""

    kind: str
    number: int
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its 90 % interval."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Fan:
    """What may have come in by the end of each day: `wide` holds 90 in 100 courses, `narrow` 50 in 100."""

    days: tuple[date, ...]
    low: tuple[float, ...]
    lower: tuple[float, ...]
    middle: tuple[float, ...]
    upper: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What a stage would bring if it went as it goes for good callers: results more in the time that is left."""

    stage: Stage
    now: float
    good: float
    more: float


def chance_per_call(drawn: Draws, kind: str) -> Draws:
    """The chance that one call leads to a result of this kind, for each draw, (n_draws,)."""
    whole: Draws = np.prod(drawn[: STAGES_TO[kind]], axis=0)
    return whole


def chance_per_open_meeting(drawn: Draws, kind: str) -> Draws:
    """The chance that a meeting that is still open leads to one more result of this kind, for each draw, (n_draws,).

    A meeting was counted as such on the day it was made: open or not, it adds nothing to a goal of meetings.
    """
    return drawn[STAGES_TO["placements"] - 1] if kind == "placements" else np.zeros(drawn.shape[1])


def calls_needed(drawn: Draws, kind: str, missing: int, open_meetings: int = 0) -> Range:
    """How many calls it takes to get what is missing, on average at the rates that may be the true ones.

    What the meetings that are still open may bring need not be called for.
    """
    if missing <= 0:
        return Range(0, 0, 0)
    still = np.maximum(missing - open_meetings * chance_per_open_meeting(drawn, kind), 0.0)
    needed = np.minimum(still / np.maximum(chance_per_call(drawn, kind), 1e-9), MOST_CALLS)
    low, middle, high = np.percentile(needed, (LOW, 50, HIGH))
    return Range(float(low), float(middle), float(high))


def per_day(needed: Range, days_left: int) -> Range | None:
    """The same per working day; None when no day is left."""
    if days_left <= 0:
        return None
    return Range(needed.low / days_left, needed.middle / days_left, needed.high / days_left)


def fan(
    drawn: Draws,
    kind: str,
    so_far: int,
    days: Sequence[date],
    calls_a_day: float | Draws,
    rng: np.random.Generator,
    open_meetings: int = 0,
) -> Fan:
    """How it may go when so many calls are made on each of these days: chance of the rates and of the calls.

    `calls_a_day` may be one figure or one for each draw, (n_draws,), where it is not sure either.
    Of the meetings that are still open each is as likely to be decided on one of these days as on another.
    """
    chance, of_meeting = chance_per_call(drawn, kind)[:COURSES], chance_per_open_meeting(drawn, kind)[:COURSES]
    came = np.full(chance.shape, so_far, dtype=np.int64)
    still_open = np.full(chance.shape, open_meetings, dtype=np.int64)
    rows = []
    pace = np.broadcast_to(np.maximum(calls_a_day, 0.0), drawn.shape[1])[:COURSES]
    made = np.zeros(chance.shape, dtype=np.int64)
    for number, _ in enumerate(days, 1):
        today = np.rint(pace * number).astype(np.int64) - made
        made += today
        decided = rng.binomial(still_open, 1 / (len(days) - number + 1))
        still_open = still_open - decided
        came = came + rng.binomial(today, chance) + rng.binomial(decided, of_meeting)
        rows.append(np.percentile(came, (LOW, 25, 50, 75, HIGH)))
    columns = [tuple(float(value) for value in column) for column in np.array(rows).reshape(-1, 5).T]
    return Fan(tuple(days), *columns)


def reaches(
    drawn: Draws, kind: str, missing: int, calls: float | Draws, rng: np.random.Generator, open_meetings: int = 0
) -> float:
    """The chance that so many calls, and the meetings that are still open, bring what is missing, [0, 1].

    `calls` may be one figure or one for each draw, (n_draws,).
    """
    if missing <= 0:
        return 1.0
    called = rng.binomial(np.rint(calls).astype(np.int64), chance_per_call(drawn, kind))
    return float(np.mean(called + rng.binomial(open_meetings, chance_per_open_meeting(drawn, kind)) >= missing))


def what_helps(found: Sequence[tuple[Stage, Tally]], kind: str, calls: float) -> tuple[Help, ...]:
    """What each stage would bring with the same calls if it went as well as for good callers, the most first.

    The same share better brings the same in every stage, so the gap to what others reach is what tells them apart.
    """
    means = [one / (one + other) for one, other in (beta(stage, tally) for stage, tally in found)]
    last = STAGES_TO[kind]
    whole = float(np.prod(means[:last]))
    gains = [
        Help(stage, mean, max(stage.good, mean), calls * whole * (max(stage.good, mean) / mean - 1))
        for (stage, _), mean in list(zip(found, means, strict=True))[:last]
    ]
    return tuple(sorted(gains, key=lambda one: -one.more))
