"""Respect: no pushing, nobody run down, and an objection to being called is final."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import limits
from belletje.debrief.moments import acts_of
from belletje.prospect.catalogue import catalogue
from belletje.understanding.acts import Act


def optout_ignored(call: Call) -> Findings:
    """After 'do not call me again' the caller went on, or never confirmed that it will stop."""
    asked = next((turn for turn in call.turns if turn.reaction == "do_not_call"), None)
    if asked is None:
        return ()
    after = [turn for turn in call.spoken if turn.n > asked.n]
    goes_on = catalogue()["do_not_call"].mishandled_by | {
        Act.PROVE, Act.OFFER_MATERIAL, Act.ASK_OPEN, Act.ASK_CLOSED, Act.PROPOSE_SLOT, Act.ASK_REFERRAL,
    }  # fmt: skip
    for turn in after:
        if not acts_of(turn).isdisjoint(goes_on):
            return at(call, "optout_ignored", turn, said=asked)
    confirmed = Act.HONOUR_OPTOUT in call.perhaps(after)
    understood = [turn for turn in after if acts_of(turn) - {Act.FILLER}]
    if confirmed or not understood:
        return ()
    return at(call, "optout_ignored", understood[0], said=asked, share=0.5)


def pressure(call: Call) -> Findings:
    """The caller pushed. The first time is the one to learn from; each counts."""
    least = limits()["pressure_confidence"]
    return tuple(
        found for found in _each(call, "pressure", Act.PRESSURE) if call.is_sure(found.turn, Act.PRESSURE, least)
    )


def disparaged(call: Call) -> Findings:
    """The caller ran down a competitor, a colleague or the person."""
    return _each(call, "disparaged", Act.DISPARAGE)


def _each(call: Call, code: str, act: Act) -> Findings:
    found: Findings = ()
    for turn in call.spoken:
        if act in acts_of(turn):
            found += at(call, code, turn)
    return found
