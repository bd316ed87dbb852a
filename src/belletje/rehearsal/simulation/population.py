"""Who picks up when many are called: scenarios drawn by how often each value is met."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.frequencies import Leaning, counts_for
from belletje.prospect.persona import brings, twists
from belletje.prospect.scenario import DIMENSIONS, EXCLUSIONS, Scenario
from belletje.rehearsal.simulation.chance import Calls, draw, pick
from belletje.rehearsal.simulation.crowd import Values

_PURPOSE = 900
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Population:
    """How often each value of each dimension is met among conversations, and where each figure comes from.

    `leaning` is how often they say a thing, beside the published shares.
    """

    shares: Mapping[str, Mapping[str, float]]
    sources: Mapping[str, str]
    leaning: Leaning = field(default_factory=dict)

    def as_heard(self, leaning: Leaning) -> "Population":
        """The same people as a team meets them: who brings what it hears more often, is met more often."""
        return Population(
            {name: _weighed(name, shares, leaning) for name, shares in self.shares.items()},
            {name: f"{source}; weighed by what the team heard" for name, source in self.sources.items()},
            leaning,
        )

    def one(self, seed: int) -> Scenario:
        """One scenario, as it is met."""
        drawn = self.draw(np.zeros(1, np.uint64), seed)
        return Scenario(**{name: DIMENSIONS[name][int(places[0])] for name, places in drawn.items()})

    def draw(self, calls: Calls, seed: int) -> Values:
        """The scenarios of the calls. Dimensions are drawn one by one; what cannot go together is drawn anew."""
        values = {name: self._values(name, calls, seed, 0) for name in DIMENSIONS}
        for again in range(1, _TRIES):
            wrong = np.flatnonzero(~_possible(values))
            if not len(wrong):
                return values
            for name in DIMENSIONS:
                values[name][wrong] = self._values(name, calls[wrong], seed, again)
        wrong = np.flatnonzero(~_possible(values))
        for name, value in Scenario().values().items():
            values[name][wrong] = DIMENSIONS[name].index(value)
        return values

    def _values(self, name: str, calls: Calls, seed: int, again: int) -> NDArray[np.int8]:
        weights = np.array([self.shares[name].get(value, 0.0) for value in DIMENSIONS[name]])
        chances = draw(seed, calls, again, _PURPOSE + tuple(DIMENSIONS).index(name))
        return pick(chances, np.broadcast_to(weights, (len(calls), len(weights)))).astype(np.int8)


@cache
def population() -> Population:
    """The population that ships with Belletje (`data/population.toml`)."""
    text = files("belletje.rehearsal.simulation").joinpath("data/population.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Population(
        {name: table[name]["shares"] for name in DIMENSIONS}, {name: table[name]["source"] for name in DIMENSIONS}
    )


def _weighed(dimension: str, shares: Mapping[str, float], leaning: Leaning) -> dict[str, float]:
    weights = {}
    for value, share in shares.items():
        special = twists(value) if dimension == "twist" else ()
        once = sum(leaning.get(name, 1.0) for name in special) / len(special) if special else 1.0
        weights[value] = share * once * counts_for(brings(dimension, value), leaning)
    return {value: weight / sum(weights.values()) for value, weight in weights.items()}


def _possible(values: Values) -> NDArray[np.bool_]:
    """Whether each combination of values may occur, (n_calls,)."""
    result = np.ones(len(next(iter(values.values()))), bool)
    for exclusion in EXCLUSIONS:
        concerned = np.logical_and.reduce([_among(values, name, among) for name, among in exclusion.when.items()])
        kept = np.logical_and.reduce([_among(values, name, among) for name, among in exclusion.then.items()])
        result &= ~concerned | kept
    return result


def _among(values: Values, name: str, among: frozenset[str]) -> NDArray[np.bool_]:
    return np.isin(values[name], [DIMENSIONS[name].index(value) for value in among])
