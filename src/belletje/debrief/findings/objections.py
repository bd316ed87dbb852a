"""Objections and signals: heard, acknowledged, probed; a door that opens is walked through."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
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
FOLLOWS_UP: Acts = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED, Act.PROBE, Act.PROPOSE_MEETING, Act.PROPOSE_SLOT))
SAID_YES = frozenset(("agrees_to_meet", "offers_other_time", "gives_referral"))
INVITES = frozenset(("tell_me_more", "asks_proposal"))
TELLS: Acts = frozenset((Act.STATE_REASON, Act.ANSWER_QUESTION, Act.PITCH, Act.PROVE))


def objection_ignored(call: Call) -> Findings:
    """The answer to an objection had nothing to do with it, or talked on where the moment was bad."""
    found: Findings = ()
    for moment, turn in _answered_objections(call):
        acts = acts_of(turn)
        unheard = call.perhaps([turn]).isdisjoint(moment.ways | HEARD | {Act.PROBE, Act.REFRAME})
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
            and call.perhaps([turn]).isdisjoint(HEARD | GOES_ALONG | LEAVING)
        ):
            found += at(call, "objection_not_acknowledged", turn, said=moment.said)
    return found


def objection_not_probed(call: Call) -> Findings:
    """The objection was acknowledged, or gone along with, and then left at that."""
    found: Findings = ()
    for moment, turn in _answered_objections(call):
        acts = moment.acts
        if moment.handling.is_good or acts.isdisjoint(HEARD | GOES_ALONG):
            continue
        if call.perhaps(moment.answers).isdisjoint({Act.PROBE, Act.ASK_OPEN}) and not acts <= LEAVING | HEARD:
            found += at(call, "objection_not_probed", turn, said=moment.said)
    return found


def signal_missed(call: Call) -> Findings:
    """Interest or a problem was named, and the caller went on about something else; after a yes: sold on."""
    found: Findings = ()
    for moment in call.moments:
        turn = moment.answer
        if moment.kind != "signal" or moment.reaction.id == "put_through" or turn is None or not acts_of(turn):
            continue
        if _passed_by(moment, acts_of(turn)):
            share = 0.8 if moment.handling.is_good else 1.0
            found += at(call, "signal_missed", turn, said=moment.said, share=share)
    return found


def _passed_by(moment: Moment, first: Acts) -> bool:
    if moment.reaction.id in SAID_YES:
        return not moment.handling.is_good and not first.isdisjoint(TALKS_ON)
    if moment.reaction.id in INVITES and not first.isdisjoint(TELLS):
        return False
    if moment.handling == Handling.LATE:
        return first.isdisjoint(moment.ways | HEARD | FOLLOWS_UP)
    heard_and_asked = Act.ACKNOWLEDGE in moment.acts and not moment.acts.isdisjoint(FOLLOWS_UP)
    return moment.handling in {Handling.MISSED, Handling.MISHANDLED} and not heard_and_asked


def _answered_objections(call: Call) -> list[tuple[Moment, Turn]]:
    """Objections not handled at once, with the caller's first answer; left out where another code says it."""
    return [
        (moment, moment.answer)
        for moment in call.moments
        if moment.kind == "objection"
        and moment.reaction.id != "do_not_call"
        and moment.answer is not None
        and acts_of(moment.answer)
        and moment.handling != Handling.AT_ONCE
        and acts_of(moment.answer).isdisjoint(OWN_CODE)
    ]
