"""What was feared, and what happened: the caller's own words and figures, for the caller alone.

What drives the fear down is the violated expectation, variation and naming the feeling (Craske 2014, doi
10.1016/j.brat.2014.04.006). All of it is self-report; nothing is inferred from a voice or a text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

CALMEST, MOST_NERVOUS = 0, 100


@dataclass(frozen=True, slots=True)
class Fear:
    """Before a call: what may happen, in the caller's words, and how nervous, 0-100. After it: how it turned out.

    Everything may be left out. `came_true` is the caller's own judgement. Raises ValueError for nerves outside 0-100.
    """

    call: str
    at: datetime
    feared: str = ""
    nerves_before: int | None = None
    happened: str = ""
    nerves_after: int | None = None
    came_true: bool | None = None

    def __post_init__(self) -> None:
        for nerves in (self.nerves_before, self.nerves_after):
            if nerves is not None and not CALMEST <= nerves <= MOST_NERVOUS:
                raise ValueError(f"Nerves are a whole number from {CALMEST} to {MOST_NERVOUS}, not {nerves}.")


@dataclass(frozen=True, slots=True)
class FearedAgainstHappened:
    """How often something was feared and the caller said what came of it, and how often it came true."""

    feared: int
    judged: int
    came_true: int


@dataclass(frozen=True, slots=True)
class NervesPoint:
    """One point of the chart of nerves over calls: 0-100 before and after; None where it was left out."""

    call: str
    at: datetime
    before: int | None
    after: int | None


def feared_against_happened(fears: Iterable[Fear]) -> FearedAgainstHappened:
    """The counts over all fears that were written down."""
    written = [fear for fear in fears if fear.feared.strip()]
    judged = [fear for fear in written if fear.came_true is not None]
    return FearedAgainstHappened(len(written), len(judged), sum(bool(fear.came_true) for fear in judged))


def nerves_over_calls(fears: Iterable[Fear]) -> tuple[NervesPoint, ...]:
    """The chart of nerves, by time; calls without any figure are left out."""
    given = (fear for fear in fears if fear.nerves_before is not None or fear.nerves_after is not None)
    return tuple(
        NervesPoint(fear.call, fear.at, fear.nerves_before, fear.nerves_after)
        for fear in sorted(given, key=lambda fear: (fear.at, fear.call))
    )
