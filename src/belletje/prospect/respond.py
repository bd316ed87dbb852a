"""The one transition: what the other end does, given its state of mind and what the caller just did.

Pure: the state, the acts, the timing and the chance come in; a new state and a reaction come out. The live rehearsal
and the mass simulation both stand on the rules that it reads.
"""

from dataclasses import replace
from random import Random

from belletje.prospect.catalogue import Catalogue, Reaction, catalogue
from belletje.prospect.features import features
from belletje.prospect.persona import impossible
from belletje.prospect.rules import MIND, Dynamics, Reply, dynamics
from belletje.prospect.state import ProspectState, Timing
from belletje.understanding.acts import Act, Acts

TOLD_OTHERWISE = frozenset(("no_need", "hiring_freeze", "vacancy_filled"))
LAST_WORDS = frozenset(("says_goodbye", "hangs_up"))
NEEDS = {
    "latent": ("latent_need", "shares_problem"),
    "open_vacancy": ("shares_problem", "latent_need"),
    "urgent": ("urgent_need", "shares_problem"),
}


def respond(state: ProspectState, acts: Acts, timing: Timing, rng: Random) -> tuple[ProspectState, str | None]:
    """What happens next: the new state, and the reaction, or None where nothing is said (a voicemail records).

    `acts` is empty where nothing was understood, or nothing said. The call is over when the new state has an `outcome`.
    """
    rules, reactions = dynamics(), catalogue()
    if state.phase == "voicemail":
        return replace(state, message=state.message | acts, turn=state.turn + 1), None
    heard = _hear(state, acts)
    moment = features(state, heard, acts, timing, reactions, rules, rng.random())
    heard = _feel(heard, moment, timing, rules)
    if heard.patience <= 0.0:
        moment |= {"patience_out"}
    heard = _settle(heard, moment)
    row, reaction = _choose(heard, moment, rules, reactions, rng)
    return _say(heard, row, reaction, moment, reactions), reaction


def _hear(state: ProspectState, acts: Acts) -> ProspectState:
    """What the caller's acts make known, whatever is felt about it."""
    return replace(
        state,
        turn=state.turn + 1,
        knows_who=state.knows_who or Act.INTRODUCE in acts,
        knows_why=state.knows_why or Act.STATE_REASON in acts,
        connection_named=state.connection_named or Act.NAME_CONNECTION in acts,
        asked_for_person=state.asked_for_person or Act.ASK_REFERRAL in acts,
        since=state.since | acts,
        pitches=state.pitches + (Act.PITCH in acts),
        open_questions=state.open_questions + (Act.ASK_OPEN in acts),
        closed_questions=0 if Act.ASK_OPEN in acts else state.closed_questions + (Act.ASK_CLOSED in acts),
    )


def _feel(state: ProspectState, moment: frozenset[str], timing: Timing, rules: Dynamics) -> ProspectState:
    """The mind after every effect that holds; a long turn costs patience by the second."""
    mind = {part: float(getattr(state, part)) for part in MIND}
    for effect in rules.effects:
        if effect.condition.holds(moment):
            for part, amount in effect.change.items():
                mind[part] += amount
    too_long_s = max(0.0, timing.spoken_s - rules.limits["patient_listening_s"])
    mind["patience"] -= too_long_s * rules.limits["patience_per_second"]
    interest, trust, patience, clarity = (min(1.0, max(0.0, mind[part])) for part in MIND)
    return replace(state, interest=interest, trust=trust, patience=patience, clarity=clarity)


def _settle(state: ProspectState, moment: frozenset[str]) -> ProspectState:
    """Takes what was handled off the table, and counts how long the rest has been there."""
    state = replace(
        state,
        confused=state.confused + ("misunderstood" in moment),
        silences=state.silences + ("silent" in moment),
        mishandled=state.mishandled or "mishandled" in moment,
    )
    if state.on_table is None:
        return state
    if catalogue()[state.on_table].is_handled_by(state.since) and "mishandled" not in moment:
        return replace(_clear(state), handled=(*state.handled, state.on_table))
    return replace(state, waited=state.waited + 1)


def _clear(state: ProspectState) -> ProspectState:
    return replace(state, on_table=None, since=frozenset(), waited=0, repeated=False)


def _choose(
    state: ProspectState, moment: frozenset[str], rules: Dynamics, reactions: Catalogue, rng: Random
) -> tuple[Reply, str]:
    never = impossible(state.scenario.values()) | (TOLD_OTHERWISE if state.need_told else frozenset())
    for row in rules.replies[state.phase]:
        if not row.condition.holds(moment) or (row.chance < 1.0 and rng.random() >= row.chance):
            continue
        weighed = {
            reaction: weight
            for name, weight in row.say.items()
            for reaction in _meant(name, state, never)
            if reaction not in never and (row.again or name.startswith("+") or reaction not in state.said)
        }
        if weighed:
            return row, rng.choices(list(weighed), list(weighed.values()))[0]
        if row.ends:
            return row, "says_goodbye"
    raise AssertionError("the last row of every decision list always holds")


def _meant(name: str, state: ProspectState, never: frozenset[str]) -> tuple[str, ...]:
    """The reactions that a name in `say` stands for now; most stand for themselves."""
    match name:
        case "+objection" | "+question":
            return (state.on_table,) if state.on_table else ()
        case "+inside":
            return tuple(reaction for reaction in state.inside if reaction not in never | set(state.said))[:1]
        case "+twist":
            return (state.twist,) if state.twist else ()
        case "+need":
            return tuple(reaction for reaction in NEEDS.get(state.scenario.need, ()) if reaction not in state.said)[:1]
        case _:
            return (name,)


def _say(
    state: ProspectState, row: Reply, reaction: str, moment: frozenset[str], reactions: Catalogue
) -> ProspectState:
    """The state after the reaction was said."""
    said = reactions[reaction]
    again = reaction == state.on_table
    if again or reaction == "asked_again":
        state = replace(state, repeated=True)
    elif _needs_handling(said):
        missed = (*state.missed, state.on_table) if state.on_table else state.missed
        state = replace(_clear(state), on_table=reaction, missed=missed)
    refused = not row.agrees and not moment.isdisjoint({Act.PROPOSE_MEETING, Act.PROPOSE_SLOT})
    state = replace(
        state,
        said=(*state.said, reaction),
        inside=tuple(other for other in state.inside if other != reaction),
        twist=None if "+twist" in row.say or reaction == state.twist else state.twist,
        need_told=state.need_told or reaction in {"latent_need", "shares_problem", "urgent_need"},
        refusals=state.refusals + refused,
        agreed=state.agreed if state.agreed == "meeting" else row.agrees or state.agreed,
        opted_out=state.opted_out or reaction == "do_not_call",
    )
    if row.moves:
        return replace(_clear(state), phase=row.moves, turn=0, said=state.said, agreed=None)
    if row.ends or reaction in LAST_WORDS:
        return end(state, "prospect_hung_up" if reaction == "hangs_up" else "goodbye")
    return state


def _needs_handling(reaction: Reaction) -> bool:
    return bool(reaction.handled_by)


def end(state: ProspectState, reason: str) -> ProspectState:
    """Ends the call. `reason` is goodbye, prospect_hung_up, caller_hung_up or not_reached."""
    missed = (*state.missed, state.on_table) if state.on_table else state.missed
    return replace(state, missed=missed, on_table=None, reason=reason, outcome=_outcome(state, reason))


def _outcome(state: ProspectState, reason: str) -> str:
    if state.opted_out:
        return "opted_out"
    if state.phase in {"nobody", "stranger"}:
        return "no_contact"
    if state.phase == "voicemail":
        return "voicemail_left" if state.message - {Act.FILLER} else "no_contact"
    if reason == "prospect_hung_up":
        return "hung_up"
    if state.agreed:
        return state.agreed
    if reason == "caller_hung_up":
        return "caller_gave_up"
    return "polite_no"
