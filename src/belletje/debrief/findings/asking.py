"""Asking: without a question the need stays hidden."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import limits
from belletje.debrief.measures import questions
from belletje.debrief.moments import acts_of
from belletje.debrief.next_step import STEPS
from belletje.prospect.forms import EITHER_OR, YES_NO, forms_in
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act

ASKED = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED, Act.PROBE))
OPEN = frozenset((Act.ASK_OPEN, Act.PROBE))
CLOSED_FORMS = frozenset((YES_NO, EITHER_OR))
OFFERS = frozenset((Act.PITCH, Act.PROVE, Act.PROPOSE_MEETING, Act.OFFER_MATERIAL))
NO_ROOM = ("bad_moment", "no_time", "do_not_call", "not_my_decision", "wrong_number", "other_language", "irritated")


def closed_questions_only(call: Call) -> Findings:
    """Several closed questions and not one open one."""
    if call.reached != "person" or any(_asks_openly(call, turn) for turn in call.to_listener):
        return ()
    asked = [turn for turn in call.to_listener if Act.ASK_CLOSED in acts_of(turn) or _sounds_closed(call, turn)]
    if sum(max(1, questions(turn, Act.ASK_CLOSED)) for turn in asked) < limits()["closed_questions"]:
        return ()
    return at(call, "closed_questions_only", asked[min(1, len(asked) - 1)])


def _asks_openly(call: Call, turn: Turn) -> bool:
    """Whether a turn asks an open question; where the ear is not sure the form of the question tells."""
    if call.perhaps([turn]).isdisjoint(OPEN):
        return False
    sure = max(call.confidences.get(turn.n, {}).get(str(act), 0.0) for act in OPEN)
    return not _form_tells(call, turn) or sure >= limits()["open_confidence"] or not _is_closed(call, turn)


def _sounds_closed(call: Call, turn: Turn) -> bool:
    """Whether a question that the ear took for nothing that asks wants a yes, a no or one of two."""
    return _form_tells(call, turn) and _is_closed(call, turn) and _asks_for_nothing(turn)


def _form_tells(call: Call, turn: Turn) -> bool:
    """Whether the acts of a turn with a question in it were heard, and not known."""
    return "?" in turn.text and call.was_heard(turn)


def _is_closed(call: Call, turn: Turn) -> bool:
    return CLOSED_FORMS.issuperset(forms_in(turn.text, call.record.language))


def _asks_for_nothing(turn: Turn) -> bool:
    return acts_of(turn).isdisjoint(STEPS | {Act.ASK_PERMISSION})


def no_discovery(call: Call) -> Findings:
    """An offer or a proposal in a conversation without one question about the other."""
    asked = not call.perhaps(call.to_listener).isdisjoint(ASKED) or any(
        "?" in turn.text and _asks_for_nothing(turn) and not _is_closed(call, turn) for turn in call.to_listener
    )
    if call.reached != "person" or len(call.to_listener) < 2 or asked:
        return ()
    if call.was_said(*NO_ROOM):
        return ()
    offer = next((turn for turn in call.to_listener if not acts_of(turn).isdisjoint(OFFERS)), None)
    return at(call, "no_discovery", offer) if offer else ()
