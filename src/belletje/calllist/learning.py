"""Weights that learn from the outcomes of real calls, and only when there are enough of them.

Logistic regression with a Gaussian prior around the weights so far (Bishop 2006, section 4.5): few calls move them
little. Who keeps real calls gives them here; rehearsals are no outcomes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ENOUGH_CALLS = 100
ENOUGH_OF_EACH = 15
"""Fewer calls in all, or of those that went well, or of those that did not, say more of luck than of weights."""
HEAVIEST = 10.0
_STRENGTH_OF_PRIOR = 4.0
_STEPS, _PACE = 400, 0.5


@dataclass(frozen=True, slots=True)
class Call:
    """One real call: the value of each signal when it was made, [0, 1], and whether it brought something."""

    signals: Mapping[str, float]
    went_well: bool


def calls_missing(well: int, others: int) -> int:
    """How many calls are needed, at least, before weights may be learned, of which went `well` and `others` there are.

    0 when there are enough.
    """
    return max(ENOUGH_CALLS - well - others, ENOUGH_OF_EACH - well, ENOUGH_OF_EACH - others, 0)


def learned(weights: Mapping[str, float], calls: Sequence[Call]) -> dict[str, float] | None:
    """The weights that these calls speak for, 0 to 10 and as heavy together as before; None with too few calls."""
    well = sum(call.went_well for call in calls)
    if calls_missing(well, len(calls) - well):
        return None
    names = sorted(weights)
    whole = sum(weights.values()) or 1.0
    prior = [weights[name] / whole for name in names]
    rows = [[call.signals.get(name, 0.0) for name in names] for call in calls]
    means = [sum(row[place] for row in rows) / len(rows) for place in range(len(names))]
    rows = [[value - mean for value, mean in zip(row, means, strict=True)] for row in rows]
    wells = [float(call.went_well) for call in calls]
    rate = sum(wells) / len(wells)
    bias, slopes = math.log(rate / (1 - rate)), [_SCALE * share for share in prior]
    for _ in range(_STEPS):
        faults = [well - _chance(bias + sum(map(_product, slopes, row))) for row, well in zip(rows, wells, strict=True)]
        bias += _PACE * sum(faults) / len(rows)
        for place, share in enumerate(prior):
            pull = sum(fault * row[place] for fault, row in zip(faults, rows, strict=True))
            pull -= _STRENGTH_OF_PRIOR * (slopes[place] - _SCALE * share)
            slopes[place] = max(slopes[place] + _PACE * pull / len(rows), 0.0)
    heavy = sum(slopes) or 1.0
    return {name: min(round(slope / heavy * whole, 2), HEAVIEST) for name, slope in zip(names, slopes, strict=True)}


_SCALE = 4.0
"""How much the log-odds of a good call differ between all signals at 1 and all at 0, before any call: a judgement."""


def _product(left: float, right: float) -> float:
    return left * right


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
