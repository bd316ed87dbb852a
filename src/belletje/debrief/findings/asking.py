"""Asking: without a question the need stays hidden."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import limits
from belletje.debrief.measures import questions
from belletje.debrief.moments import acts_of
from belletje.understanding.acts import Act

ASKED = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED, Act.PROBE))
OFFERS = frozenset((Act.PITCH, Act.PROVE, Act.PROPOSE_MEETING, Act.OFFER_MATERIAL))
NO_ROOM = ("bad_moment", "no_time", "do_not_call", "not_my_decision", "wrong_number", "other_language", "irritated")


def closed_questions_only(call: Call) -> Findings:
    """Several closed questions and not one open one."""
    if call.reached != "person" or not call.perhaps(call.to_listener).isdisjoint({Act.ASK_OPEN, Act.PROBE}):
        return ()
    asked = [turn for turn in call.to_listener if Act.ASK_CLOSED in acts_of(turn)]
    if sum(questions(turn, Act.ASK_CLOSED) for turn in asked) < limits()["closed_questions"]:
        return ()
    return at(call, "closed_questions_only", asked[min(1, len(asked) - 1)])


def no_discovery(call: Call) -> Findings:
    """An offer or a proposal in a conversation without one question about the other."""
    asked = not call.perhaps(call.to_listener).isdisjoint(ASKED)
    if call.reached != "person" or len(call.to_listener) < 2 or asked:
        return ()
    if call.was_said(*NO_ROOM):
        return ()
    offer = next((turn for turn in call.to_listener if not acts_of(turn).isdisjoint(OFFERS)), None)
    return at(call, "no_discovery", offer) if offer else ()
