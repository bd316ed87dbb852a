"""The one transition: what the other end does, given its state of mind and what the caller just did.

Pure: the state, the acts, the timing and the chance come in; a new state and a reaction come out. The live rehearsal
and the mass simulation both stand on the rules that it reads.
"""

from dataclasses import replace
from random import Random

from belletje.prospect.catalogue import Catalogue, Reaction, catalogue
from belletje.prospect.features import Turn, features, levels
from belletje.prospect.persona import AFTER_PITCH, BEFORE_PITCH, never_said
from belletje.prospect.rules import MIND, Condition, Dynamics, Reply, dynamics
from belletje.prospect.state import ProspectState, Timing
from belletje.understanding.acts import Act, Acts

TOLD_OTHERWISE = frozenset(
    (
        "no_need",
        "hiring_freeze",
        "vacancy_filled",
        "does_in_house",
        "never_heard_of_you",
        "dislikes_cold_calls",
        "is_this_sales",
    )
)
"""What nobody says who has told what they need."""
OFFERS_AND_ASKS = frozenset((Act.PITCH, Act.ASK_OPEN))
"""Who says what they offer and asks how it is done here has said why they call."""
ANSWERS = "answers_open"
"""An answer, which leaves what is on the table where it lies."""
LAST_WORDS = frozenset(("says_goodbye", "hangs_up"))
_WENT_ON = Reply("what a real person said", Condition(), {})
TELLS_NEED = frozenset(("latent_need", "shares_problem", "urgent_need"))
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
    heard, moment = _understood(state, acts, timing, rules)
    moment |= {name for name, holds in levels(heard, rng.random(), rules).items() if holds}
    row, reaction = _choose(heard, moment, rules, reactions, rng)
    return _say(heard, row, reaction, moment, reactions), reaction


def follow(state: ProspectState, acts: Acts | None, timing: Timing, reaction: str) -> ProspectState:
    """The new state where the other end said this, whatever else they might have said: a real person did.

    `acts` is None where they went on speaking by themselves. The call goes on, whatever it was.
    """
    heard, moment = state, frozenset[str]()
    if acts is not None:
        heard, moment = _understood(state, acts, timing, dynamics())
    after = _say(heard, _WENT_ON, reaction, moment, catalogue())
    if reaction == "put_through" and state.phase == "gatekeeper":
        after = replace(_clear(after), phase="person", turn=0)
    return replace(after, outcome=None, reason=None)


def _understood(
    state: ProspectState, acts: Acts, timing: Timing, rules: Dynamics
) -> tuple[ProspectState, frozenset[str]]:
    """The state after what the caller did, before anything is said to it; and all that holds at that moment."""
    answered = acts - {Act.ANSWER_QUESTION} if _sees_through(state) else acts
    heard = _hear(state, answered)
    turn = _take(state, heard, acts, timing, rules)
    facts = features(state, heard, turn, rules)
    moment = frozenset(
        [name for name, holds in facts.items() if holds]
        + [str(act) for act in acts]
        + [f"{name}:{value}" for name, value in state.scenario.values().items()]
        + [f"said:{reaction}" for reaction in state.said]
    )
    return _settle(_feel(heard, moment, timing, rules), turn), moment


def _sees_through(state: ProspectState) -> bool:
    """Whether this turn's answer is none to this person: beside the question, or a bluff to who knows the trade."""
    return state.answer == "dodged" or (state.answer == "bluffed" and state.knows_trade)


def _hear(state: ProspectState, acts: Acts) -> ProspectState:
    """What the caller's acts make known, whatever is felt about it."""
    return replace(
        state,
        turn=state.turn + 1,
        knows_who=state.knows_who or Act.INTRODUCE in acts,
        knows_why=state.knows_why or Act.STATE_REASON in acts or acts >= OFFERS_AND_ASKS,
        connection_named=state.connection_named or Act.NAME_CONNECTION in acts,
        asked_for_person=state.asked_for_person or Act.ASK_REFERRAL in acts,
        since=state.since | acts,
        permissions=state.permissions + (Act.ASK_PERMISSION in acts),
        pitches=state.pitches + (Act.PITCH in acts),
        open_questions=state.open_questions + (Act.ASK_OPEN in acts),
        closed_questions=0 if Act.ASK_OPEN in acts else state.closed_questions + (Act.ASK_CLOSED in acts),
    )


def _take(before: ProspectState, now: ProspectState, acts: Acts, timing: Timing, rules: Dynamics) -> Turn:
    """The turn against what is on the table."""
    limits = rules.limits
    open_one = catalogue()[before.on_table] if before.on_table else None
    handled = open_one is not None and open_one.is_handled_by(now.since)
    return Turn(
        nothing=not acts,
        silent=not acts and timing.silence_s >= limits["silence_s" if timing.by_voice else "silence_text_s"],
        monologue=timing.spoken_s >= limits["monologue_s"],
        handled=handled,
        mishandled=open_one is not None and not handled and not open_one.mishandled_by.isdisjoint(acts),
        dodged=before.answer == "dodged",
        bluffed=before.answer == "bluffed",
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
    if timing.interrupted:
        mind["patience"] -= rules.limits["patience_interrupted"]
    interest, trust, patience, clarity = (min(1.0, max(0.0, mind[part])) for part in MIND)
    return replace(state, interest=interest, trust=trust, patience=patience, clarity=clarity)


def _settle(state: ProspectState, turn: Turn) -> ProspectState:
    """Takes what was handled off the table, and counts how long the rest has been there."""
    state = replace(
        state,
        confused=state.confused + (turn.nothing and not turn.silent),
        silences=state.silences + turn.silent,
        mishandled=state.mishandled or turn.mishandled,
    )
    if state.on_table is None:
        return state
    if turn.handled and not turn.mishandled:
        return replace(_clear(state), handled=(*state.handled, state.on_table))
    return replace(state, waited=state.waited + 1)


def _clear(state: ProspectState) -> ProspectState:
    return replace(state, on_table=None, since=frozenset(), waited=0, repeated=False)


def _choose(
    state: ProspectState, moment: frozenset[str], rules: Dynamics, reactions: Catalogue, rng: Random
) -> tuple[Reply, str]:
    never = never_said(state.scenario.values())
    never |= (TOLD_OTHERWISE if state.need_told else frozenset()) | (BEFORE_PITCH if state.pitches else AFTER_PITCH)
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
    elif _needs_handling(said) and not (reaction == ANSWERS and state.on_table):
        missed = (*state.missed, state.on_table) if state.on_table else state.missed
        state = replace(_clear(state), on_table=reaction, missed=missed)
    refused = not row.agrees and not moment.isdisjoint({Act.PROPOSE_MEETING, Act.PROPOSE_SLOT})
    state = replace(
        state,
        said=(*state.said, reaction),
        inside=tuple(other for other in state.inside if other != reaction),
        twist=None if reaction == state.twist else state.twist,
        need_told=state.need_told or reaction in TELLS_NEED,
        refusals=state.refusals + refused,
        agreed=state.agreed if state.agreed == "meeting" else row.agrees or state.agreed,
        opted_out=state.opted_out or reaction == "do_not_call",
    )
    if row.moves:
        return replace(_clear(state), phase=row.moves, turn=0, said=state.said, agreed=None)
    if row.ends or reaction in LAST_WORDS:
        return end(state, row.because or "goodbye", hung_up=reaction == "hangs_up")
    return state


def _needs_handling(reaction: Reaction) -> bool:
    return bool(reaction.handled_by)


def end(state: ProspectState, reason: str, hung_up: bool = False) -> ProspectState:
    """Ends the call. `reason` is what `ends` names in dynamics.toml, or caller_hung_up, or not_reached.

    `hung_up` is whether the other end put the phone down without a goodbye.
    """
    missed = (*state.missed, state.on_table) if state.on_table else state.missed
    return replace(state, missed=missed, on_table=None, reason=reason, outcome=_outcome(state, reason, hung_up))


def _outcome(state: ProspectState, reason: str, hung_up: bool) -> str:
    if state.opted_out:
        return "opted_out"
    if state.phase in {"nobody", "stranger"}:
        return "no_contact"
    if state.phase == "voicemail":
        return "voicemail_left" if state.message - {Act.FILLER} else "no_contact"
    if hung_up:
        return "hung_up"
    if state.agreed:
        return state.agreed
    if reason == "caller_hung_up":
        return "caller_gave_up"
    return "polite_no"
