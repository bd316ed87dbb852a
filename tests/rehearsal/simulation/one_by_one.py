"""A scripted caller against the live prospect, one call at a time: what the crowd is held against."""

from dataclasses import replace
from random import Random

from belletje.prospect.catalogue import catalogue
from belletje.prospect.persona import pick_up
from belletje.prospect.respond import end, respond
from belletje.prospect.scenario import Scenario
from belletje.prospect.state import ProspectState, Timing
from belletje.rehearsal.simulation.callers import LATE_TURNS, Caller, Doing
from belletje.rehearsal.simulation.crowd import ACTS
from belletje.understanding.acts import Acts

LONGEST = 60


def outcome(caller: Caller, scenario: Scenario, seed: int) -> str:
    """How one call of this caller ends."""
    rng = Random(f"{seed}/caller")
    state, last = pick_up(scenario, Random(f"{seed}/person")), None
    for turn in range(LONGEST):
        move = next(move for move in caller.moves if move.condition.holds(known(state, last, turn)))
        if move.hangs_up:
            return end(state, "caller_hung_up").outcome or ""
        doing = rng.choices(move.do, [one.weight for one in move.do])[0]

        state = replace(state, answer=doing.answer)
        state, last = respond(state, acts_of(doing, state, last), Timing(rng.uniform(*doing.seconds)), rng)
        if state.outcome:
            return state.outcome
    return end(state, "caller_hung_up").outcome or ""


def acts_of(doing: Doing, state: ProspectState, last: str | None) -> Acts:
    """The acts of one thing done, with what handles the reaction on the table where the caller knows."""
    acts = frozenset(act for place, act in enumerate(ACTS) if doing.acts >> place & 1)
    said = state.on_table or last
    ways = catalogue()[said].handled_by if doing.right and said else ()
    return acts | ways[0] if ways else acts


def known(state: ProspectState, last: str | None, turn: int) -> frozenset[str]:
    """What a caller knows, from one state of mind."""
    facts = {
        "first": turn == 0,
        "late": turn >= LATE_TURNS,
        "gatekeeper": state.phase == "gatekeeper",
        "introduced": state.knows_who,
        "reason_given": state.knows_why,
        "asked": state.open_questions > 0,
        "pitched": state.pitches > 0,
        "refused": state.refusals > 0,
        "refused_twice": state.refusals > 1,
        "objections": state.has_objected,
        "question_waiting": state.question_waiting,
        "objection_open": state.objection_open,
        "need_told": state.need_told,
        "agreed": state.has_agreed,
        "agreed_meeting": state.has_agreed_to_meet,
        "opted_out": state.opted_out,
    }
    names = {name for name, holds in facts.items() if holds}
    names |= {f"{name}:{value}" for name, value in state.scenario.values().items()}
    if last:
        reaction = catalogue()[last]
        names |= {f"heard:{last}", f"kind:{reaction.kind}", f"group:{reaction.group}"}
    return frozenset(names)
