"""Debrief and ladder: what a call teaches, and what to practise next."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from belletje.debrief import debrief as room
from belletje.debrief.attempts import Attempts, side_by_side
from belletje.debrief.debrief import Debrief
from belletje.ladder import progress
from belletje.ladder.drills import Moment, drills
from belletje.ladder.nerves import Fear
from belletje.ladder.progress import Rungs
from belletje.ladder.proposals import Proposal, practise_next
from belletje.ladder.schedule import Ladder, rebuild
from belletje.ladder.step import Step
from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import UnknownScenario
from belletje.rehearsal.record import Record, turns
from belletje.rehearsal.space import Coverage
from belletje.script.filling import fill
from belletje.script.following import answer_for
from belletje.script.reading import read
from belletje.store import calls as store
from belletje.store.engine import reading, transaction
from belletje.usecases.answers import Answer, best_lines, list_answers
from belletje.usecases.house import House, NotThere, Refused
from belletje.usecases.rehearsals import show_call
from belletje.usecases.steps import steps_of


def debrief(*, house: House, call: int) -> Debrief:
    """Looks back on a call. Raises Refused while it goes on, for a call without an end has no lesson yet."""
    kept = show_call(house=house, call=call)
    record = kept.record
    if record.outcome is None:
        raise Refused(
            f"Call {call} is still going on. Hang up first, then read its debrief.",
            nl=f"Gesprek {call} is nog bezig. Hang eerst op, en lees dan de nabespreking.",
        )
    lines = {reaction: answer.text for reaction, answer in colleague_answers(house=house, record=record).items()}
    return room.debrief(
        record,
        script_answers=script_answers(record),
        colleague_answers=lines,
        kept=kept.taken_at_turn or 0,
    )


def debrief_to_data(looked_back: Debrief, call: int, tried: Attempts | None = None) -> dict[str, Any]:
    """The shape of `belletje debrief --json`; `attempts` has both, where the call was a drill."""
    return {**room.to_data(looked_back, str(call)), "attempts": asdict(tried) if tried else None}


def script_answers(record: Record) -> Mapping[str, str]:
    """For each reaction that the caller's own script answers: the line, filled in."""
    if not record.script.text:
        return {}
    script = read(record.script.text)[0]
    values = record.situation.known() | {"company": record.situation.caller_company}
    found = {}
    for reaction in catalogue():
        step = answer_for(script, reaction.id)
        if step and step.text:
            filled = fill(step.text, values)
            if not filled.missing:
                found[reaction.id] = filled.text
    return found


def colleague_answers(*, house: House, record: Record) -> Mapping[str, Answer]:
    """For each reaction: the colleague's answer that worked best, in the language of the call."""
    asked = {turn.reaction: turn.text for turn in turns(record) if turn.reaction}
    return best_lines(list_answers(house=house, language=record.language), asked)


def attempts(*, house: House, call: int) -> Attempts | None:
    """A drill beside the call that it began in; None when this call is no drill, or its first call is gone."""
    again = show_call(house=house, call=call)
    if again.taken_from is None:
        return None
    with reading(house.engine) as connection:
        first = store.get(connection, again.taken_from)
    return side_by_side(first.record, again.record, again.taken_at_turn or 0) if first else None


def drills_of(*, house: House, call: int) -> list[int]:
    """The drills that began in a call."""
    with reading(house.engine) as connection:
        return store.drills_of(connection, call)


@dataclass(frozen=True, slots=True)
class Climbed:
    """The whole ladder: the schedule, what was covered and earned, what was feared, and what to do next."""

    steps: Sequence[Step]
    ladder: Ladder
    coverage: Mapping[int, Coverage]
    rungs: Rungs
    fears: Sequence[Fear]
    next_up: Sequence[Proposal]
    drills: Sequence[Moment]


def climb(*, house: House, now: datetime, wish: str = "") -> Climbed:
    """Looks at the ladder. Raises Refused for a wish that cannot be."""
    steps = steps_of(house)
    ladder = rebuild(steps)
    return Climbed(
        steps,
        ladder,
        progress.covered(steps),
        progress.rungs(steps),
        read_fears(house=house),
        _proposals(steps, now, wish, ladder),
        drills(steps, ladder, now),
    )


def ladder(*, house: House, now: datetime, wish: str = "") -> dict[str, Any]:
    """The shape of `belletje ladder --json`: what is due, coverage, rungs, fears, and what to practise next."""
    found = climb(house=house, now=now, wish=wish)
    data = progress.to_data(found.ladder, now, found.coverage, found.rungs, found.fears, found.next_up)
    return {**data, "drills": [asdict(moment) for moment in found.drills]}


def next_rehearsals(*, house: House, now: datetime, wish: str = "") -> tuple[Proposal, ...]:
    """Three rehearsals to do next, each with its reason."""
    steps = steps_of(house)
    return _proposals(steps, now, wish, rebuild(steps))


def _proposals(steps: Sequence[Step], now: datetime, wish: str, ladder: Ladder) -> tuple[Proposal, ...]:
    try:
        return practise_next(steps, now, wish, ladder)
    except UnknownScenario as mistake:
        raise Refused(str(mistake), nl=mistake.nl) from mistake


def record_fear(
    *,
    house: House,
    call: int,
    now: datetime,
    feared: str | None = None,
    nerves_before: int | None = None,
    happened: str | None = None,
    nerves_after: int | None = None,
    came_true: bool | None = None,
) -> None:
    """Keeps what was feared before a call, or what happened in it; only what is given is changed.

    No line of the audit tells of it: it is the caller's alone.
    """
    given: dict[str, Any] = {
        "feared": feared, "nerves_before": nerves_before, "happened": happened, "nerves_after": nerves_after,
        "came_true": came_true,
    }  # fmt: skip
    with transaction(house.engine) as connection:
        if store.get(connection, call) is None:
            raise NotThere(f"There is no call {call}.", nl=f"Er is geen gesprek {call}.")
        kept = store.read_fears(connection).get(call)
        fear = _read_fear(kept) if kept else Fear(str(call), now)
        try:
            changed = replace(fear, **{name: value for name, value in given.items() if value is not None})
        except ValueError as mistake:
            raise Refused(str(mistake), nl="Zenuwen zijn een heel getal van 0 tot 100.") from mistake
        store.write_fear(connection, call, json.dumps(asdict(changed), default=str, ensure_ascii=False))


def read_fears(*, house: House) -> list[Fear]:
    """What the caller feared and how it turned out, in the order of the calls."""
    with reading(house.engine) as connection:
        return [_read_fear(text) for text in store.read_fears(connection).values()]


def _read_fear(text: str) -> Fear:
    data = json.loads(text)
    return Fear(**{**data, "at": datetime.fromisoformat(data["at"])})
