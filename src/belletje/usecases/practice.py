"""Debrief and ladder: what a call teaches, and what to practise next."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from belletje.debrief import debrief as room
from belletje.debrief.debrief import Debrief
from belletje.ladder import progress
from belletje.ladder.held import Held, held
from belletje.ladder.nerves import Fear
from belletje.ladder.proposals import Proposal, practise_next
from belletje.ladder.schedule import rebuild
from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import UnknownScenario
from belletje.rehearsal.record import Record
from belletje.script.filling import fill
from belletje.script.following import answer_for
from belletje.script.reading import read
from belletje.store import calls as store
from belletje.store.engine import reading, transaction
from belletje.usecases.house import House, Refused
from belletje.usecases.rehearsals import show_call


def debrief(*, house: House, call: int) -> Debrief:
    """Looks back on a call. Raises Refused while it goes on, for a call without an end has no lesson yet."""
    record = show_call(house=house, call=call).record
    if record.outcome is None:
        raise Refused(f"Call {call} is still going on. Hang up first, then read its debrief.")
    return room.debrief(record, script_answers=script_answers(record))


def debrief_to_data(looked_back: Debrief, call: int) -> dict[str, Any]:
    """The shape of `belletje debrief --json`."""
    return room.to_data(looked_back, str(call))


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


def ladder(*, house: House, now: datetime, wish: str = "") -> dict[str, Any]:
    """The shape of `belletje ladder --json`: what is due, coverage, rungs, fears, and what to practise next."""
    calls = _held(house)
    try:
        next_up = practise_next(calls, now, wish)
    except UnknownScenario as mistake:
        raise Refused(str(mistake)) from mistake
    return progress.to_data(rebuild(calls), now, progress.covered(calls), progress.rungs(calls), _fears(house), next_up)


def next_rehearsals(*, house: House, now: datetime, wish: str = "") -> tuple[Proposal, ...]:
    """Three rehearsals to do next, each with its reason."""
    return practise_next(_held(house), now, wish)


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
    """Keeps what was feared before a call, or what happened in it; only what is given is changed."""
    given: dict[str, Any] = {
        "feared": feared, "nerves_before": nerves_before, "happened": happened, "nerves_after": nerves_after,
        "came_true": came_true,
    }  # fmt: skip
    with transaction(house.engine) as connection:
        if store.get(connection, call) is None:
            raise Refused(f"There is no call {call}.")
        kept = store.read_fears(connection).get(call)
        fear = _read_fear(kept) if kept else Fear(str(call), now)
        try:
            changed = replace(fear, **{name: value for name, value in given.items() if value is not None})
        except ValueError as mistake:
            raise Refused(str(mistake)) from mistake
        store.write_fear(connection, call, json.dumps(asdict(changed), default=str, ensure_ascii=False))


def _held(house: House) -> list[Held]:
    with reading(house.engine) as connection:
        return [held(str(call.id), call.record) for call in store.every(connection) if call.record.outcome is not None]


def _fears(house: House) -> list[Fear]:
    with reading(house.engine) as connection:
        return [_read_fear(text) for text in store.read_fears(connection).values()]


def _read_fear(text: str) -> Fear:
    data = json.loads(text)
    return Fear(**{**data, "at": datetime.fromisoformat(data["at"])})
