"""A call as one step of the ladder: all that the ladder needs of it, small enough to keep beside the record.

Steps are derived: thrown away, they are made again from the records, and the ladder is the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from belletje.debrief.call import Call, read
from belletje.debrief.moments import Handling, Moment
from belletje.ladder.held import Held, answerable, is_handled, values_met, was_tried
from belletje.prospect.scenario import Scenario
from belletje.rehearsal.record import Turn

AGAIN, HARD, GOOD, EASY = "again", "hard", "good", "easy"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the caller answered to a reaction: both texts, whether that handled it, and the turns before it.

    Taking the moment again keeps the caller's first `keep` turns.
    """

    reaction: str
    said: str
    text: str
    good: bool
    keep: int


@dataclass(frozen=True, slots=True)
class Step:
    """One ended call. `grades` holds, by item, how it was dealt with; `replies` what was answered to what.

    `best` is how many objections, questions and signals were handled. A `drill` began in the middle of another call:
    only what came after that is in it.
    """

    call: str
    at: datetime
    tried: bool
    handled: bool
    outcome: str
    scenario: Scenario
    grades: Mapping[str, str]
    best: int
    drill: bool
    replies: tuple[Reply, ...]


def step(call: Held) -> Step:
    """What the ladder needs of a call that has ended."""
    heard = read(call.record)
    own = tuple(moment for moment in heard.moments if moment.answer is None or _is_new(heard, moment.answer, call))
    tried = was_tried(call.record)
    return Step(
        call=call.call,
        at=call.at.astimezone(UTC),
        tried=tried,
        handled=is_handled(call.record),
        outcome=call.record.outcome or "",
        scenario=call.record.scenario,
        grades=_grades(heard, own, is_drill=bool(call.kept)) if tried else {},
        best=sum(moment.handling.is_good for moment in answerable(heard)),
        drill=bool(call.kept),
        replies=tuple(
            Reply(
                moment.reaction.id,
                moment.said.text,
                moment.answer.text,
                moment.handling.is_good,
                heard.turns_kept(moment.answer),
            )
            for moment in own
            if moment.answer is not None and moment.kind != "move"
        ),
    )


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps by time; at the same moment by name, so that the order never depends on the store."""
    return tuple(sorted(steps, key=lambda step: (step.at, step.call)))


def to_data(step: Step) -> dict[str, Any]:
    """The step as plain data for JSON; `from_data` gives the same step back."""
    return {**asdict(step), "at": step.at.isoformat(), "scenario": dict(step.scenario.values())}


def from_data(data: Mapping[str, Any]) -> Step:
    """Reads what `to_data` wrote."""
    return Step(
        **{
            **data,
            "at": datetime.fromisoformat(data["at"]),
            "scenario": Scenario(**data["scenario"]),
            "replies": tuple(Reply(**reply) for reply in data["replies"]),
        }
    )


def _is_new(call: Call, answer: Turn, held: Held) -> bool:
    """Whether an answer was given in this call, not taken over from the call that a drill started from."""
    return call.turns_kept(answer) >= held.kept


def _grades(call: Call, moments: Iterable[Moment], *, is_drill: bool) -> dict[str, str]:
    """How each item was dealt with. An item met twice gets the lower grade; a drill practises no whole scenario."""
    order = (AGAIN, HARD, GOOD, EASY)
    found: dict[str, str] = {}
    for moment in moments:
        if moment.handling != Handling.OPEN:
            name = f"reaction:{moment.reaction.id}"
            found[name] = min(found.get(name, EASY), _grade(moment, call), key=order.index)
    if is_drill:
        return found
    whole = _grade_of_call(call)
    return found | {f"{name}={value}": whole for name, value in values_met(call).items()}


def _grade(moment: Moment, call: Call) -> str:
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
