"""Counting how calls ended: rates with their 95 % intervals."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from belletje.rehearsal.simulation.crowd import OUTCOMES, REACTIONS, Crowd

Z = 1.959964  # a 95 % interval, two-sided


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of conversations in [0, 1], with its 95 % interval."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How `calls` conversations ended, and how often each reaction was met and handled, by reaction."""

    calls: int
    outcomes: Counter[str]
    met: Counter[str]
    handled: Counter[str]
    turns: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.calls + other.calls,
            self.outcomes + other.outcomes,
            self.met + other.met,
            self.handled + other.handled,
            self.turns + other.turns,
        )

    def rate(self, outcome: str) -> Rate:
        """How often a conversation ended so."""
        return interval(self.outcomes[outcome], self.calls)

    def rates(self) -> dict[str, Rate]:
        """Every outcome a conversation can have, the most frequent first."""
        return dict(sorted(((name, self.rate(name)) for name in OUTCOMES), key=lambda one: -one[1].rate))


NOTHING = Tally(0, Counter(), Counter(), Counter(), 0)


def count(crowd: Crowd) -> Tally:
    """The tally of calls that are over."""
    ended = np.bincount(crowd.outcome, minlength=len(OUTCOMES))
    return Tally(
        calls=len(crowd),
        outcomes=Counter(dict(zip(OUTCOMES, map(int, ended), strict=True))),
        met=_by_reaction(crowd.said),
        handled=_by_reaction(crowd.handled_ever & ~crowd.missed_ever),
        turns=int(crowd.turns_taken.sum()),
    )


def _by_reaction(where: NDArray[np.bool_]) -> Counter[str]:
    return Counter(dict(zip(REACTIONS, map(int, where.sum(axis=0)), strict=True)))


def interval(times: int, among: int) -> Rate:
    """The share `times / among` with its 95 % score interval (Wilson 1927, doi 10.1080/01621459.1927.10502953)."""
    if not among:
        return Rate(0.0, 0.0, 1.0)
    share = times / among
    middle = (share + Z * Z / (2 * among)) / (1 + Z * Z / among)
    half = Z * sqrt(share * (1 - share) / among + Z * Z / (4 * among * among)) / (1 + Z * Z / among)
    return Rate(share, max(0.0, middle - half), min(1.0, middle + half))
