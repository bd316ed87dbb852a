"""Rates of what happened, with intervals that are honest about few calls."""

from collections.abc import Iterable
from dataclasses import dataclass

from belletje.rehearsal.simulation.tally import interval


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, as a share in [0, 1] with its 95 % interval (Wilson); `key` is what it is a share for."""

    key: str
    times: int
    among: int
    rate: float
    low: float
    high: float


def share(key: str, times: int, among: int) -> Share:
    """A share; of nothing it is anything from 0 to 1."""
    if among <= 0:
        return Share(key, 0, 0, 0.0, 0.0, 1.0)
    found = interval(times, among)
    return Share(key, times, among, found.rate, found.low, found.high)


def surest_first(shares: Iterable[Share]) -> tuple[Share, ...]:
    """The shares, that of which the lower end is highest first: few calls do not make a best hour."""
    return tuple(sorted(shares, key=lambda one: (-one.low, one.key)))
