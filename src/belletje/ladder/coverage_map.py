"""The space of what can happen as a map that fills: a cell for each two values that can occur together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from belletje.ladder.step import Step, in_order
from belletje.prospect.scenario import DIMENSIONS
from belletje.rehearsal.space import Combination, combinations_of, combinations_possible


@dataclass(frozen=True, slots=True)
class Cell:
    """Two values of the space: each a dimension and a value; `state` is open, met or handled.

    `triples` is the share of the combinations of three with this pair in them that were met, in [0, 1].
    """

    first: tuple[str, str]
    second: tuple[str, str]
    state: str
    triples: float


@dataclass(frozen=True, slots=True)
class Growth:
    """How many pairs were met and handled after so many calls."""

    calls: int
    met: int
    handled: int


def cells(steps: Iterable[Step]) -> tuple[Cell, ...]:
    """The whole map, pair by pair in the order of the dimensions."""
    done = [step for step in steps if step.tried]
    met, handled = (
        frozenset[Combination]().union(*(combinations_of(step.scenario, 2) for step in among))
        for among in (done, [step for step in done if step.handled])
    )
    triples = frozenset[Combination]().union(*(combinations_of(step.scenario, 3) for step in done))
    around, filled = _pairs_of_triples(), _count_pairs(triples)
    found = []
    for pair in combinations_possible(2):
        first, second = sorted(pair, key=_place)
        state = "handled" if pair in handled else "met" if pair in met else "open"
        found.append(Cell(first, second, state, round(filled[pair] / max(1, around[pair]), 3)))
    return tuple(sorted(found, key=lambda cell: (_place(cell.first), _place(cell.second))))


def _place(value: tuple[str, str]) -> tuple[int, int]:
    dimension, of = value
    return list(DIMENSIONS).index(dimension), DIMENSIONS[dimension].index(of)


def growth(steps: Iterable[Step]) -> tuple[Growth, ...]:
    """How the map filled, call by call."""
    met: frozenset[Combination] = frozenset()
    handled: frozenset[Combination] = frozenset()
    found = []
    for place, step in enumerate((step for step in in_order(steps) if step.tried), 1):
        pairs = combinations_of(step.scenario, 2)
        met |= pairs
        handled |= pairs if step.handled else frozenset()
        found.append(Growth(place, len(met), len(handled)))
    return tuple(found)


@cache
def _pairs_of_triples() -> Counter[Combination]:
    return _count_pairs(combinations_possible(3))


def _count_pairs(triples: Iterable[Combination]) -> Counter[Combination]:
    return Counter(frozenset(pair) for triple in triples for pair in combinations(triple, 2))
