"""What went well, seen with the same care."""

from collections.abc import Callable

from belletje.debrief.call import Call
from belletje.debrief.findings.asking import ASKED
from belletje.debrief.findings.closing import gave_up_early
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.findings.respect import optout_ignored
from belletje.debrief.moments import Handling, Moment, acts_of
from belletje.debrief.next_step import next_step
from belletje.prospect.catalogue import catalogue
from belletje.prospect.respond import TELLS_NEED
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act, Acts

UNFRIENDLY = frozenset(("irritated", "dislikes_cold_calls", "gatekeeper_refuses", "laughs_it_off", "do_not_call"))
UNKIND: Acts = frozenset((Act.PRESSURE, Act.DISPARAGE))


def kept_calm(call: Call) -> Findings:
    """It turned unfriendly, and the caller dealt with it without pushing."""
    if not call.acts.isdisjoint(UNKIND) or optout_ignored(call):
        return ()
    return _first(call, "kept_calm", lambda moment: moment.reaction.id in UNFRIENDLY and moment.handling.is_good)


def found_need(call: Call) -> Findings:
    """A question of the caller brought the need to the table."""
    for turn in call.to_listener:
        after = call.after(turn)
        if after is not None and after.reaction in TELLS_NEED and not acts_of(turn).isdisjoint(ASKED):
            return at(call, "found_need", turn)
    return ()


def turned_objection(call: Call) -> Findings:
    """An objection was handled, and what came next was an opening."""
    return _first(call, "turned_objection", lambda moment: moment.kind == "objection" and _opened_up(call, moment))


def honest_unknown(call: Call) -> Findings:
    """The caller said honestly not to know, in answer to a question."""
    return _first(call, "honest_unknown", lambda moment: moment.kind == "question" and Act.ADMIT_UNKNOWN in moment.acts)


def clear_next_step(call: Call) -> Findings:
    """What happens next is settled, with a day or a time; for a referral, with a name."""
    step = next_step(call)
    if step is None or not (step.when or (step.what == "referral" and step.who)):
        return ()
    turn = next((turn for turn in reversed(call.to_listener) if turn.n >= step.turn or turn.n == step.turn - 1), None)
    return at(call, "clear_next_step", turn) if turn else ()


def graceful_exit(call: Call) -> Findings:
    """A no was taken kindly: with thanks, or with the promise not to call again."""
    if (
        call.record.outcome not in {"polite_no", "opted_out"}
        or not call.acts.isdisjoint(UNKIND)
        or not call.to_listener
    ):
        return ()
    last = call.to_listener[-1]
    kind = acts_of(last) & {Act.THANK, Act.HONOUR_OPTOUT} and acts_of(last) & {Act.GOODBYE, Act.HONOUR_OPTOUT}
    no = any(moment.kind == "objection" for moment in call.moments)
    ill_timed = gave_up_early(call) or optout_ignored(call)
    return at(call, "graceful_exit", last) if kind and no and not ill_timed else ()


def _opened_up(call: Call, moment: Moment) -> bool:
    if not moment.handling.is_good or moment.acts >= {Act.GOODBYE}:
        return False
    said = _next_said(call, moment.answers[-1])
    return said is not None and catalogue()[said.reaction or ""].kind == "signal"


def _next_said(call: Call, turn: Turn) -> Turn | None:
    after = call.after(turn)
    return after if after is not None and after.reaction in catalogue() else None


def _first(call: Call, code: str, holds: Callable[[Moment], bool]) -> Findings:
    for moment in call.moments:
        if moment.handling != Handling.OPEN and holds(moment):
            return at(call, code, _decisive(moment), said=moment.said)
    return ()


def _decisive(moment: Moment) -> Turn:
    return moment.answers[-1] if moment.handling == Handling.LATE else moment.answers[0]
