"""When to practise what again: FSRS over reactions and scenario values, graded by how they were handled.

FSRS-6 as in the package of its authors (github.com/open-spaced-repetition/py-fsrs), with its default weights: those
were fitted on flashcards (evidence.md), so that the intervals are a fair start and no more. No chance and no clock:
fuzzing is off, and every moment comes from the records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from belletje.debrief.call import Call, read
from belletje.debrief.moments import Handling, Moment
from belletje.ladder.held import Held, in_order, is_handled, values_met, was_tried

RETENTION = 0.9  # FSRS default: an item is due when the chance that it still goes well has sunk to this
# Without learning steps: a call is practised on another day, not again within ten minutes (a drill does that).
SCHEDULER = Scheduler(desired_retention=RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
AGAIN, HARD, GOOD, EASY = "again", "hard", "good", "easy"
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


def rebuild(calls: Iterable[Held]) -> Ladder:
    """The ladder from the records alone, by replaying them in order of time: the same records give the same ladder."""
    items: dict[str, Item] = {}
    for call in in_order(calls):
        for name, grade in grades(call).items():
            items[name] = _reviewed(items.get(name), name, grade, call.at)
    return Ladder(items)


def due(ladder: Ladder, now: datetime) -> tuple[Item, ...]:
    """What is due at `now`, the longest overdue for its stability first."""
    ready = (item for item in ladder.items.values() if item.due <= now)
    return tuple(sorted(ready, key=lambda item: (chance_it_goes_well(item, now), item.name)))


def chance_it_goes_well(item: Item, now: datetime) -> float:
    """The retrievability of FSRS, in [0, 1]: how likely it still goes as well as it went."""
    return SCHEDULER.get_card_retrievability(_card(item), current_datetime=now.astimezone(UTC))


def grades(call: Held) -> dict[str, str]:
    """How each item that a call held was dealt with. An item met twice gets the lower grade."""
    if not was_tried(call.record):
        return {}
    read_call = read(call.record)
    order = (AGAIN, HARD, GOOD, EASY)
    found: dict[str, str] = {}
    for moment in read_call.moments:
        if moment.handling == Handling.OPEN:
            continue
        name = f"reaction:{moment.reaction.id}"
        found[name] = min(found.get(name, EASY), grade(moment, read_call), key=order.index)
    whole = _grade_of_call(read_call)
    return found | {f"{name}={value}": whole for name, value in values_met(read_call).items()}


def grade(moment: Moment, call: Call) -> str:
    """Handled at once is good (easy in exam mode, where nothing helped); late or with help is hard; else again."""
    match moment.handling:
        case Handling.AT_ONCE if moment.answer is not None and call.had_help(moment.answer):
            return HARD
        case Handling.AT_ONCE:
            return EASY if call.record.mode == "exam" else GOOD
        case Handling.LATE:
            return HARD
        case _:
            return AGAIN


def _grade_of_call(call: Call) -> str:
    """Of a scenario value: good when the call was handled, hard when something of it was, again when nothing was."""
    if is_handled(call.record):
        return GOOD
    return HARD if any(moment.handling.is_good and moment.kind != "move" for moment in call.moments) else AGAIN


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
    return Card.from_dict(
        {
            "card_id": 0,
            "state": 2,
            "step": None,
            "stability": item.stability_days,
            "difficulty": item.difficulty,
            "due": item.due.isoformat(),
            "last_review": item.last.isoformat(),
        }
    )
