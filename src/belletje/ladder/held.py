"""A call as the ladder looks at it: when it was, what it held, and how that was dealt with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from belletje.debrief.call import Call, read
from belletje.debrief.findings.respect import optout_ignored, pressure
from belletje.debrief.moments import Handling, Moment, has_content
from belletje.rehearsal.record import Record
from belletje.understanding.acts import Act

MOSTLY = 2 / 3  # an estimate of ours: two of three is more than half and leaves room for one slip
REACHED_NOBODY: tuple[str, ...] = ("reach",)
PERSONLESS: Mapping[str, tuple[str, ...]] = {
    "gatekeeper": ("reach", "warmth"),
    "stranger": REACHED_NOBODY,
    "voicemail": ("reach", "warmth"),
    "nobody": REACHED_NOBODY,
}


@dataclass(frozen=True, slots=True)
class Held:
    """One rehearsal with its name and when it began; `at` has a time zone.

    A drill took over the caller's first `kept` turns from the call it started from.
    """

    call: str
    at: datetime
    record: Record
    kept: int = 0

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"The time of call {self.call} needs a time zone.")


def held(call: str, record: Record, kept: int = 0) -> Held:
    """A rehearsal that knows when it began; raises ValueError when its record does not say, or without a time zone."""
    return Held(call, datetime.fromisoformat(record.started_at), record, kept)


def was_tried(record: Record) -> bool:
    """Whether the caller tried: dialled to the end where nobody picked up, and spoke where a person or machine did."""
    if record.outcome is None:
        return False
    call = read(record)
    return call.reached == "nobody" or any(map(has_content, call.spoken))


def is_handled(record: Record) -> bool:
    """Whether a call counts as handled, for the coverage.

    It does when it was tried and came to an end, without pressure and without an ignored opt-out, and when at least
    MOSTLY of the objections, questions and signals that the caller could answer were handled, be it late. A call in
    which none of these came counts when the reason was told (a voicemail: with name and reason). Where nobody picked
    up, dialling is all there is to do; a wrong number counts when it was ended as the catalogue says.
    """
    if not was_tried(record):
        return False
    call = read(record)
    if pressure(call) or optout_ignored(call):
        return False
    if call.reached == "nobody":
        return True
    judged = answerable(call)
    if call.reached in {"voicemail", "stranger"}:
        judged = tuple(moment for moment in call.moments if moment.handling != Handling.OPEN)
    if not judged:
        return Act.STATE_REASON in call.acts or Act.ASK_REFERRAL in call.acts
    return sum(moment.handling.is_good for moment in judged) >= MOSTLY * len(judged)


def answerable(call: Call) -> tuple[Moment, ...]:
    """The objections, questions and signals that the caller had a chance to answer."""
    return tuple(moment for moment in call.moments if moment.kind != "move" and moment.handling != Handling.OPEN)


def values_met(call: Call) -> dict[str, str]:
    """The dimensions of the scenario that were met: on a voicemail nothing is met of the person's manner or need."""
    values = call.record.scenario.values()
    names = PERSONLESS.get(call.reached, tuple(values))
    return {name: values[name] for name in names}
