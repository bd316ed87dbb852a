"""The scenario space measured: covering arrays, and how much of the space a caller has met.

Coverage is t-way: of all combinations of t values that may occur together, the share that some call held. Of software
failures 67 % are triggered by one factor, 93 % by at most two, 98 % by at most three (Kuhn, Wallace, Gallo 2004, doi
10.1109/TSE.2004.24); conversation is an analogy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from covertable import make

from belletje.prospect.scenario import DIMENSIONS, EXCLUSIONS, Exclusion, Scenario

Combination = frozenset[tuple[str, str]]
STRENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the possible combinations were met, and how many of those were handled."""

    met: int
    handled: int
    possible: int


@cache
def covering_array(strength: int = 2) -> tuple[Scenario, ...]:
    """Few scenarios that together hold every possible combination of `strength` values."""
    if not 1 <= strength <= len(DIMENSIONS):
        raise ValueError(f"The strength is a whole number from 1 to {len(DIMENSIONS)}.")
    rows = make(
        {name: list(values) for name, values in DIMENSIONS.items()},
        strength=strength,
        constraints=[_constraint(exclusion) for exclusion in EXCLUSIONS],
    )
    return tuple(Scenario(**row) for row in rows)


def _constraint(exclusion: Exclusion) -> dict[str, object]:
    """`when` implies `then`, in covertable's terms: not one of these, or one of those."""

    def among(name: str, values: frozenset[str]) -> dict[str, object]:
        return {"operator": "in", "left": name, "values": sorted(values)}

    unless: list[dict[str, object]] = [
        {"operator": "not", "condition": among(name, values)} for name, values in exclusion.when.items()
    ]
    then: dict[str, object] = {
        "operator": "and",
        "conditions": [among(name, values) for name, values in exclusion.then.items()],
    }
    return {"operator": "or", "conditions": [*unless, then]}


@cache
def combinations_possible(strength: int) -> frozenset[Combination]:
    """Every combination of `strength` values that at least one scenario holds."""
    return frozenset(
        frozenset(zip(names, values, strict=True))
        for names in combinations(DIMENSIONS, strength)
        for values in product(*(DIMENSIONS[name] for name in names))
        if _extends(dict(zip(names, values, strict=True)))
    )


def _extends(part: Mapping[str, str]) -> bool:
    """Whether a whole scenario holds these values: looks only at dimensions that some exclusion names."""
    undecided = [
        name
        for exclusion in EXCLUSIONS
        if not _certainly_allows(exclusion, part)
        for name in (*exclusion.when, *exclusion.then)
        if name not in part
    ]
    if not undecided:
        return all(_certainly_allows(exclusion, part) for exclusion in EXCLUSIONS)
    name = undecided[0]
    return any(
        _extends({**part, name: value})
        for value in DIMENSIONS[name]
        if not _broken({**part, name: value})
    )  # fmt: skip


def _certainly_allows(exclusion: Exclusion, part: Mapping[str, str]) -> bool:
    if any(name in part and part[name] not in among for name, among in exclusion.when.items()):
        return True
    return all(name in part and part[name] in among for name, among in exclusion.then.items())


def _broken(part: Mapping[str, str]) -> bool:
    return any(
        all(part.get(name) in among for name, among in exclusion.when.items())
        and any(name in part and part[name] not in among for name, among in exclusion.then.items())
        for exclusion in EXCLUSIONS
    )


@cache
def combinations_of(scenario: Scenario, strength: int) -> frozenset[Combination]:
    """The combinations of `strength` values that this scenario holds."""
    return frozenset(map(frozenset, combinations(scenario.values().items(), strength)))


def coverage(met: Iterable[Scenario], handled: Iterable[Scenario], strength: int) -> Coverage:
    """How much of the space the scenarios `met` hold, and how much of it those `handled`."""
    seen = frozenset().union(*(combinations_of(scenario, strength) for scenario in met))
    good = frozenset().union(*(combinations_of(scenario, strength) for scenario in handled))
    return Coverage(met=len(seen | good), handled=len(good), possible=len(combinations_possible(strength)))


def most_new(met: Iterable[Scenario], strength: int = 2) -> Scenario:
    """The scenario of the covering array that adds most combinations not met yet; the earliest of equals."""
    seen = frozenset().union(*(combinations_of(scenario, strength) for scenario in met))
    return max(covering_array(strength), key=lambda scenario: len(combinations_of(scenario, strength) - seen))
