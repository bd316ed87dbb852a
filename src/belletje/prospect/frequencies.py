"""How often a team meets a reaction: the published share, updated by what its own calls brought.

A published share is taken for a Beta distribution that is worth WORTH conversations; own conversations give the mean
of its posterior. What then differs from the published share is a *leaning*: the factor by which the odds of the
reaction change. A population leans with Bayes: who brings a reaction with chance c counts 1 - c + c times its factor.
"""

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, TypeVar

from belletje.prospect.catalogue import catalogue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Chance = TypeVar("Chance", float, "NDArray[np.float64]")
WORTH = 200
"""A published share counts as much as so many conversations of the team; a judgement."""

Leaning = Mapping[str, float]
"""By reaction, the factor on its odds; a reaction that is not there keeps the published odds."""


def updated(published: float, times: int, among: int) -> float:
    """The share in [0, 1] after a reaction was heard `times` in `among` own conversations (Beta-Binomial mean)."""
    return (published * WORTH + times) / (WORTH + among)


def leaning(times: Mapping[str, int], among: int) -> dict[str, float]:
    """How a team's prospects differ from the published ones; nothing where no own conversations were kept."""
    if among <= 0:
        return {}
    found = {}
    for reaction in catalogue():
        share = updated(reaction.frequency, times.get(reaction.id, 0), among)
        if 0.0 < reaction.frequency < 1.0 and 0.0 < share < 1.0:
            found[reaction.id] = round(_odds(share) / _odds(reaction.frequency), 4)
    return found


def leaned(chance: Chance, factor: float) -> Chance:
    """A chance in [0, 1] after its odds changed by a factor: what cannot be, and what is certain, stays so."""
    return chance * factor / (1.0 - chance + chance * factor)


def counts_for(chances: Mapping[str, float], towards: Leaning) -> float:
    """By how much more often somebody is met who brings these reactions with these chances."""
    return prod(1.0 - chance + chance * towards.get(name, 1.0) for name, chance in chances.items())


def _odds(share: float) -> float:
    return share / (1.0 - share)
