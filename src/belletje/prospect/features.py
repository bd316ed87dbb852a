"""What is the case at this moment of the call: the names that the rules speak about.

One definition serves a single call and a crowd of them: every value here is a number and every answer a truth, or an
array of them with one place a call.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import e
from typing import Any

from belletje.prospect.rules import Dynamics

Truth = Any  # bool, or NDArray[bool] of shape (n_calls,)
Number = Any  # int or float, or an array of them of shape (n_calls,)


Mind = Any  # ProspectState, or a Crowd of them: the same names


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller did, as the other end takes it.

    `nothing` was understood, or said; `silent` is long enough to be asked about. `handled` and `mishandled` are about
    what was on the table; `dodged` is words in place of an answer, `bluffed` an answer that cannot be true.
    """

    nothing: Truth
    silent: Truth
    monologue: Truth
    handled: Truth
    mishandled: Truth
    dodged: Truth
    bluffed: Truth


def features(before: Mind, now: Mind, turn: Turn, dynamics: Dynamics) -> Mapping[str, Truth]:
    """What is the case, by name: `before` is the mind as the turn began, `now` with what the turn made known."""
    limits = dynamics.limits
    return {
        "knew_who": before.knows_who,
        "knows_who": now.knows_who,
        "knew_why": before.knows_why,
        "knows_why": now.knows_why,
        "knows_what": now.knows_what,
        "connection_named": before.connection_named,
        "asked_for_person": now.asked_for_person,
        "objection_open": before.objection_open,
        "objection_stuck": before.objection_open & no(turn.handled) & (before.waited + 1 >= limits["turns_to_handle"]),
        "acknowledged": before.acknowledged,
        "handled": before.objection_open & turn.handled,
        "mishandled": turn.mishandled,
        "mishandled_before": before.mishandled,
        "question_waiting": before.question_waiting,
        "answered": before.question_waiting & turn.handled,
        "dodged": before.question_waiting & turn.dodged,
        "bluffed": before.question_waiting & turn.bluffed,
        "knows_trade": before.knows_trade,
        "question_repeated": before.repeated,
        "question_ignored_twice": before.question_waiting & no(turn.handled) & before.repeated,
        "misunderstood": turn.nothing & no(turn.silent),
        "confused_enough": before.confused >= limits["times_confused"],
        "silent": turn.silent,
        "silent_before_twice": before.silences >= limits["times_silent"],
        "monologue": turn.monologue,
        "first_turns": before.turn <= 1,
        "long_call": before.turn >= limits["longest_call_turns"] / 2,
        "too_long": before.turn >= limits["longest_call_turns"],
        "said_no": before.has_objected,
        "opted_out": before.opted_out,
        "agreed": before.has_agreed,
        "agreed_meeting": before.has_agreed_to_meet,
        "refused_before": before.refusals > 0,
        "asked_permission_before": before.permissions > 0,
        "asked_to_repeat": now.is_asked_to_repeat,
        "asked_fact": now.is_asked_a_fact,
        "has_need": now.has_need,
        "need_told": before.need_told,
        "inside_left": now.has_more_inside,
        "twist_due": now.twist_due,
        "pitched_much": before.pitches >= limits["pitches_enough"],
        "asked_much": before.open_questions >= limits["open_questions_enough"],
        "asked_closed_much": before.closed_questions >= limits["closed_questions_enough"],
    }


def levels(mind: Mind, draw: Number, dynamics: Dynamics) -> Mapping[str, Truth]:
    """How high or low the mind stands, by name, after the turn moved it; `draw` in [0, 1) decides who is ready."""
    limits = dynamics.limits
    return {
        "ready": draw < readiness(mind, dynamics),
        "trust_gone": mind.trust < limits["trust_gone"],
        "trust_fair": mind.trust >= limits["trust_fair"],
        "patience_low": mind.patience < limits["patience_low"],
        "patience_out": mind.patience <= 0.0,
        "interest_high": mind.interest >= limits["interest_high"],
        "interest_low": mind.interest < limits["interest_low"],
    }


def no(truth: Truth) -> Truth:
    """Not, for one call or for each of a crowd."""
    return truth ^ True


def readiness(mind: Mind, dynamics: Dynamics) -> Number:
    """The chance in [0, 1] that this person, asked now, agrees to meet."""
    weights = dynamics.readiness
    pull = (
        weights["interest_weight"] * mind.interest
        + weights["trust_weight"] * mind.trust
        + weights["patience_weight"] * mind.patience
    )
    return 1.0 / (1.0 + e ** (-weights["slope"] * (pull - weights["threshold"])))
