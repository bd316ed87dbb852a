"""The pace: how many calls a day are made, as far as the days so far tell."""

from collections.abc import Sequence

import numpy as np

from belletje.plan.forecast import Range
from belletje.plan.funnel import DRAWS, HIGH, LOW, Draws


def pace(by_day: Sequence[int], rng: np.random.Generator, number: int = DRAWS) -> Draws | None:
    """Calls a day that may be the true pace, after these days, (number,); None where no call was made.

    Each day draws from the same pace, with the spread that the days show: a quasi-Poisson rate (McCullagh & Nelder,
    Generalized Linear Models, 2nd edition, section 6.2), as a Gamma distribution from Jeffreys' prior.
    """
    if not sum(by_day):
        return None
    mean = float(np.mean(by_day))
    spread = max(1.0, float(np.var(by_day, ddof=1)) / mean) if len(by_day) > 1 else 1.0
    return rng.gamma((sum(by_day) + 0.5) / spread, spread / len(by_day), size=number)


def told(drawn: Draws) -> Range:
    """The same in three figures."""
    low, middle, high = np.percentile(drawn, (LOW, 50, HIGH))
    return Range(float(low), float(middle), float(high))
