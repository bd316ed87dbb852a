"""The funnel: dialled, reached, conversation, meeting, placement; rates that start published and become one's own.

Each rate is a Beta distribution, updated by what happened (conjugate to the binomial: Gelman et al., Bayesian Data
Analysis, 3rd edition, section 2.4).
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

DRAWS = 20_000
LOW, HIGH = 5.0, 95.0
"""The 90 % interval, in per cents."""

Draws = NDArray[np.float64]


class BadFunnel(ValueError):
    """The data file of the funnel breaks its own rules."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the funnel and the rate at which it starts: `rate` and `good` in [0, 1], `worth` in observations."""

    name: str
    rate: float
    worth: float
    good: float
    title: Mapping[str, str]
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in one stage: `passed` of `tried` got further."""

    passed: int
    tried: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as it is known now: the mean and the 90 % interval, [0, 1], with what it was learnt from.

    `own` is the share of it that the caller's own calls decide, [0, 1].
    """

    stage: Stage
    tally: Tally
    mean: float
    low: float
    high: float
    own: float


@cache
def stages() -> tuple[Stage, ...]:
    """The stages in order, from `data/funnel.toml`. Raises BadFunnel."""
    return read_stages(files(__package__).joinpath("data/funnel.toml").read_text("utf-8"))


def read_stages(text: str) -> tuple[Stage, ...]:
    """Stages from TOML. Raises BadFunnel."""
    try:
        tables: Mapping[str, Any] = tomllib.loads(text)
        found = tuple(
            Stage(
                name=name,
                rate=float(table["rate"]),
                worth=float(table["worth"]),
                good=float(table["good"]),
                title={"nl": str(table["nl"]), "en": str(table["en"])},
                source={"nl": str(table["source_nl"]), "en": str(table["source_en"])},
            )
            for name, table in tables.items()
        )
    except (KeyError, TypeError, ValueError) as mistake:
        raise BadFunnel(f"funnel.toml: {mistake}") from mistake
    for stage in found:
        if (
            not 0 < stage.rate < 1
            or not stage.rate <= stage.good < 1
            or stage.worth <= 0
            or not all(stage.source.values())
        ):
            raise BadFunnel(f"funnel.toml, [{stage.name}]: 0 < rate <= good < 1, worth is more than 0, and a source")
    return found


def beta(stage: Stage, tally: Tally) -> tuple[float, float]:
    """The two parameters of a rate's distribution after what happened."""
    return (
        stage.rate * stage.worth + tally.passed,
        (1 - stage.rate) * stage.worth + max(0, tally.tried - tally.passed),
    )


def draws(found: Sequence[tuple[Stage, Tally]], rng: np.random.Generator, number: int = DRAWS) -> Draws:
    """Rates that may be the true ones: a row a stage, (n_stages, number), each in [0, 1]."""
    return np.array([rng.beta(*beta(stage, tally), size=number) for stage, tally in found])


def rates(found: Sequence[tuple[Stage, Tally]], drawn: Draws) -> tuple[Rate, ...]:
    """Each rate with its 90 % interval."""
    told = []
    for (stage, tally), row in zip(found, drawn, strict=True):
        one, other = beta(stage, tally)
        low, high = np.percentile(row, (LOW, HIGH))
        own = tally.tried / (tally.tried + stage.worth)
        told.append(Rate(stage, tally, one / (one + other), float(low), float(high), own))
    return tuple(told)
