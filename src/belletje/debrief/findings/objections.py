"""Objections: heard, acknowledged, probed."""

from belletje.debrief.call import Call
from belletje.debrief.findings.asking import ASKED
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.likeness import objection_in, objects, refers_to
from belletje.debrief.moments import Handling, Moment, acts_of
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act, Acts

HEARD: Acts = frozenset((Act.ACKNOWLEDGE, Act.APOLOGISE))
GOES_ALONG: Acts = frozenset(
    (Act.OFFER_MATERIAL, Act.ASK_CALLBACK, Act.ASK_REFERRAL, Act.PROPOSE_SLOT, Act.CONFIRM, Act.HONOUR_OPTOUT)
)
LEAVING: Acts = frozenset((Act.THANK, Act.GOODBYE))
OWN_CODE: Acts = frozenset((Act.PRESSURE, Act.DISPARAGE))
TALKS_ON: Acts = frozenset((Act.PITCH, Act.PROVE))
ARGUES: Acts = frozenset((Act.REFRAME, Act.PITCH))


def objection_ignored(call: Call) -> Findings:
    """The answer to an objection had nothing to do with it, or talked on where the moment was bad."""
    found: Findings = ()
    for moment, turn in _answered_objections(call):
        acts = acts_of(turn)
        unheard = call.perhaps([turn]).isdisjoint(moment.ways | HEARD | {Act.PROBE, Act.REFRAME}) or _is_elsewhere(
            call, moment, turn
        )
        talked_on = not acts.isdisjoint(moment.reaction.mishandled_by & TALKS_ON)
        if (unheard or talked_on) and not acts <= LEAVING | HEARD:
            share = 0.8 if moment.handling.is_good else 1.0
            found += at(call, "objection_ignored", turn, said=moment.said, share=share)
    return found


def objection_not_acknowledged(call: Call) -> Findings:
    """The answer was about the objection, but began with an argument or a question instead of acknowledging it."""
    found: Findings = ()
    for moment, turn in _answered_objections(call):
        acts = acts_of(turn)
        about_it = not acts.isdisjoint((moment.ways | {Act.PROBE, Act.REFRAME}) - LEAVING)
        if (
            Act.ACKNOWLEDGE in moment.ways
            and about_it
            and moment.said.n > 1
            and not _is_elsewhere(call, moment, turn)
            and call.perhaps([turn]).isdisjoint(HEARD | GOES_ALONG | LEAVING)
        ):
            found += at(call, "objection_not_acknowledged", turn, said=moment.said)
    return found


def objection_not_probed(call: Call) -> Findings:
    """The objection was acknowledged, or gone along with, and left at that; or argued with before it was asked into."""
    found: Findings = ()
    probed_any = any(Act.PROBE in moment.acts for moment in call.moments if moment.kind == "objection")
    for moment in call.moments:
        turn = moment.answer
        if (
            not _is_answered_objection(call, moment)
            or turn is None
            or _leaves(turn)
            or moment.acts.isdisjoint(HEARD | GOES_ALONG)
        ):
            continue
        if not call.perhaps(moment.answers).isdisjoint(ASKED) or moment.acts <= LEAVING | HEARD:
            continue
        if not moment.handling.is_good:
            found += at(call, "objection_not_probed", turn, said=moment.said)
        elif (
            not probed_any
            and not acts_of(turn).isdisjoint(ARGUES)
            and Act.PROBE in moment.ways
            and not call.told(moment)
        ):
            found += at(call, "objection_not_probed", turn, said=moment.said, share=0.4)
    return found


def _leaves(turn: Turn) -> bool:
    """Whether the answer ends the call without anything that goes along."""
    return Act.GOODBYE in acts_of(turn) and acts_of(turn).isdisjoint(GOES_ALONG)


def _is_elsewhere(call: Call, moment: Moment, turn: Turn) -> bool:
    """Whether the answer is a question, not heard to acknowledge anything, about something else altogether."""
    acts = call.perhaps([turn])
    return (
        acts <= {Act.ASK_OPEN, Act.ASK_CLOSED}
        and bool(acts)
        and not refers_to(turn.text, objection_in(moment.said.text, call.record.language), call.record.language)
    )


def _answered_objections(call: Call) -> list[tuple[Moment, Turn]]:
    """Objections not handled at once, with the caller's first answer; left out where another code says it."""
    return [
        (moment, moment.answer)
        for moment in call.moments
        if _is_answered_objection(call, moment) and moment.answer is not None and moment.handling != Handling.AT_ONCE
    ]


def _is_answered_objection(call: Call, moment: Moment) -> bool:
    """An objection that got an answer of which no other code says more; a mere laugh is none.

    Nothing is asked into where somebody does not want to be called.
    """
    laughs = moment.reaction.id == "laughs_it_off" and not objects(moment.said.text, call.record.language)
    return (
        not laughs
        and moment.kind == "objection"
        and not call.was_said("do_not_call")
        and moment.answer is not None
        and bool(acts_of(moment.answer))
        and acts_of(moment.answer).isdisjoint(OWN_CODE)
    )
