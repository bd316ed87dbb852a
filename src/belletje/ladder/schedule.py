"""When to practise what again: FSRS over reactions and scenario values, graded by how they were handled.

FSRS-6 as in the package of its authors (github.com/open-spaced-repetition/py-fsrs), with its default weights: those
were fitted on flashcards (evidence.md), so that the intervals are a fair start and no more. No chance and no clock:
fuzzing is off, and every moment comes from the records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler, State

from belletje.ladder.step import AGAIN, EASY, GOOD, HARD, Step, in_order

RETENTION = 0.9  # FSRS default: an item is due when the chance that it still goes well has sunk to this
# Without learning steps: a call is practised on another day, not again within ten minutes (a drill does that).
SCHEDULER = Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
RATINGS = {AGAIN: Rating.Again, HARD: Rating.Hard, GOOD: Rating.Good, EASY: Rating.Easy}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to practise: `reaction:has_supplier` or `manner=curt`, and when it is due.

    `stability_days` is how long until the chance that it goes well is RETENTION; `difficulty` is in [1, 10];
    `last_grade` is one of again, hard, good, easy; `times` and `missed` count the calls that held it, and those graded
    again.
    """

    name: str
    due: datetime
    last: datetime
    last_grade: str
    stability_days: float
    difficulty: float
    times: int
    missed: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """All items by name."""

    items: Mapping[str, Item]


def rebuild(steps: Iterable[Step]) -> Ladder:
    """The ladder from the steps alone, by replaying them in order of time: the same records give the same ladder."""
    items: dict[str, Item] = {}
    for step in in_order(steps):
        for name, grade in step.grades.items():
            items[name] = _reviewed(items.get(name), name, grade, step.at)
    return Ladder(items)


def due(ladder: Ladder, now: datetime) -> tuple[Item, ...]:
    """What is due at `now`, the longest overdue for its stability first."""
    ready = (item for item in ladder.items.values() if item.due <= now)
    return tuple(sorted(ready, key=lambda item: (chance_it_goes_well(item, now), item.name)))


def chance_it_goes_well(item: Item, now: datetime) -> float:
    """The retrievability of FSRS, in [0, 1]: how likely it still goes as well as it went."""
    return SCHEDULER.get_card_retrievability(_card(item), current_datetime=now.astimezone(UTC))


def _reviewed(item: Item | None, name: str, grade: str, at: datetime) -> Item:
    at = at.astimezone(UTC)
    card, _ = SCHEDULER.review_card(
        _card(item) if item else Card(card_id=0, due=at), RATINGS[grade], review_datetime=at
    )
    assert card.stability is not None, "a reviewed card has a stability"
    assert card.difficulty is not None, "a reviewed card has a difficulty"
    seen = item or Item(name, at, at, grade, 0.0, 0.0, 0, 0)
    return replace(
        seen,
        due=card.due,
        last=at,
        last_grade=grade,
        stability_days=card.stability,
        difficulty=card.difficulty,
        times=seen.times + 1,
        missed=seen.missed + (grade == AGAIN),
    )


def _card(item: Item) -> Card:
    """The FSRS card of an item: without learning steps it is always in review."""
    return Card(
        card_id=0,
        state=State.Review,
        stability=item.stability_days,
        difficulty=item.difficulty,
        due=item.due,
        last_review=item.last,
    )
