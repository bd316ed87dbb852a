"""Drills of two minutes: one moment that went wrong, taken again from exactly there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from belletje.ladder.schedule import Ladder, chance_it_goes_well
from belletje.ladder.step import Reply, Step, in_order

MOST = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to take again: in which call, after how many turns of the caller, what was said, and the answer then."""

    call: str
    keep: int
    reaction: str
    said: str
    answered: str


def drills(steps: Iterable[Step], ladder: Ladder, now: datetime) -> tuple[Moment, ...]:
    """At most MOST moments: of each reaction whose last answer did not handle it, that answer.

    First those that would most likely go wrong again today.
    """
    last: dict[str, tuple[Step, Reply]] = {}
    for step in in_order(steps):
        for reply in step.replies if step.tried else ():
            last[reply.reaction] = (step, reply)
    missed = [(step, reply) for step, reply in last.values() if not reply.good and reply.text.strip()]

    def chance(found: tuple[Step, Reply]) -> tuple[float, float]:
        step, reply = found
        item = ladder.items.get(f"reaction:{reply.reaction}")
        return (chance_it_goes_well(item, now) if item else 0.0, -step.at.timestamp())

    return tuple(
        Moment(step.call, reply.keep, reply.reaction, reply.said, reply.text)
        for step, reply in sorted(missed, key=chance)[:MOST]
    )
