"""A week that mixes practice and calls: rehearse first what today's list will need, then call in blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

CALLS_IN_A_BLOCK = 12
"""As many calls in vain and conversations as fit in an hour, with notes; a judgement."""
MOST_BLOCKS = 4
"""No more than four hours of calling a day: a judgement, as practice that tires teaches little."""
REHEARSALS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to rehearse: a person on the list (`person` is their id), or an item of the ladder."""

    why: str
    person: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One working day: what to rehearse first, then how many calls in how many blocks of an hour."""

    day: date
    rehearse: tuple[Subject, ...]
    calls: int
    blocks: int


def week(days: Sequence[date], calls_a_day: float, people: Sequence[str], items: Sequence[str]) -> tuple[Day, ...]:
    """The plan for these days: each day the next on the list to rehearse, and the next item that is due.

    `people` are those on top of the list, as they come; `items` what the ladder has due. No day asks for more calls
    than fit in MOST_BLOCKS.
    """
    planned = []
    most = MOST_BLOCKS * CALLS_IN_A_BLOCK
    calls = max(0, min(most, round(calls_a_day)))
    for number, day in enumerate(days):
        subjects = []
        if number < len(people):
            subjects.append(Subject("person", person=people[number]))
        if items:
            subjects.append(Subject("item", item=items[number % len(items)]))
        planned.append(Day(day, tuple(subjects[:REHEARSALS]), calls, -(-calls // CALLS_IN_A_BLOCK)))
    return tuple(planned)
