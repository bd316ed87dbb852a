"""What is the case at this moment of the call: the names that the rules speak about."""

from math import exp

from belletje.prospect.catalogue import Catalogue
from belletje.prospect.rules import Dynamics
from belletje.prospect.state import ProspectState, Timing
from belletje.understanding.acts import Act, Acts

NAMES = frozenset(
    [
        "knew_who",
        "knows_who",
        "knew_why",
        "knows_why",
        "connection_named",
        "asked_for_person",
        "objection_open",
        "objection_stuck",
        "acknowledged",
        "handled",
        "mishandled",
        "mishandled_before",
        "question_waiting",
        "answered",
        "question_repeated",
        "question_ignored_twice",
        "misunderstood",
        "confused_enough",
        "silent",
        "silent_before_twice",
        "monologue",
        "first_turns",
        "long_call",
        "too_long",
        "said_no",
        "opted_out",
        "agreed",
        "agreed_meeting",
        "refused_before",
        "ready",
        "has_need",
        "need_told",
        "inside_left",
        "twist_due",
        "pitched_much",
        "asked_much",
        "asked_closed_much",
        "trust_gone",
        "trust_fair",
        "patience_out",
        "patience_low",
        "interest_high",
        "interest_low",
    ]
)


def features(
    before: ProspectState,
    now: ProspectState,
    acts: Acts,
    timing: Timing,
    catalogue: Catalogue,
    dynamics: Dynamics,
    readiness_draw: float = 1.0,
) -> frozenset[str]:
    """All that holds: `before` is the state as the turn began, `now` after hearing it; `readiness_draw` in [0, 1)."""
    limits = dynamics.limits
    open_one = catalogue[before.on_table] if before.on_table else None
    objection = open_one is not None and open_one.kind == "objection"
    question = open_one is not None and open_one.kind == "question"
    handled = open_one is not None and open_one.is_handled_by(now.since)
    silent = not acts and timing.silence_s >= limits["silence_s" if timing.by_voice else "silence_text_s"]
    true = {
        "knew_who": before.knows_who,
        "knows_who": now.knows_who,
        "knew_why": before.knows_why,
        "knows_why": now.knows_why,
        "connection_named": before.connection_named,
        "asked_for_person": now.asked_for_person,
        "objection_open": objection,
        "objection_stuck": objection and not handled and before.waited + 1 >= limits["turns_to_handle"],
        "acknowledged": Act.ACKNOWLEDGE in before.since,
        "handled": handled and objection,
        "mishandled": open_one is not None and not handled and not open_one.mishandled_by.isdisjoint(acts),
        "mishandled_before": before.mishandled,
        "question_waiting": question,
        "answered": question and handled,
        "question_repeated": before.repeated,
        "question_ignored_twice": question and not handled and before.repeated,
        "misunderstood": not acts and not silent,
        "confused_enough": before.confused >= limits["times_confused"],
        "silent": silent,
        "silent_before_twice": before.silences >= 2,
        "monologue": timing.spoken_s >= limits["monologue_s"],
        "first_turns": before.turn <= 1,
        "long_call": before.turn >= limits["longest_call_turns"] / 2,
        "too_long": before.turn >= limits["longest_call_turns"],
        "said_no": any(catalogue[reaction].kind == "objection" for reaction in before.said),
        "opted_out": before.opted_out,
        "agreed": before.agreed is not None,
        "agreed_meeting": before.agreed == "meeting",
        "refused_before": before.refusals > 0,
        "ready": readiness_draw < readiness(now, dynamics),
        "has_need": now.scenario.need != "none",
        "need_told": before.need_told,
        "inside_left": bool(now.inside),
        "twist_due": now.twist is not None and now.turn >= now.twist_turn,
        "pitched_much": before.pitches >= 2,
        "asked_much": before.open_questions >= 4,
        "asked_closed_much": before.closed_questions >= 2,
        "trust_gone": now.trust < 0.12,
        "trust_fair": now.trust >= 0.4,
        "patience_out": now.patience <= 0.0,
        "patience_low": now.patience < 0.2,
        "interest_high": now.interest >= 0.5,
        "interest_low": now.interest < 0.25,
    }
    return frozenset(
        [name for name, holds in true.items() if holds]
        + [str(act) for act in acts]
        + [f"{name}:{value}" for name, value in now.scenario.values().items()]
        + [f"said:{reaction}" for reaction in before.said]
    )


def readiness(state: ProspectState, dynamics: Dynamics) -> float:
    """The chance in [0, 1] that this person, asked now, agrees to meet."""
    weights = dynamics.readiness
    pull = (
        weights["interest_weight"] * state.interest
        + weights["trust_weight"] * state.trust
        + weights["patience_weight"] * state.patience
    )
    return 1.0 / (1.0 + exp(-weights["slope"] * (pull - weights["threshold"])))
