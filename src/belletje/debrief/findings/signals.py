"""Signals: a door that opens is walked through, and a need that is named is taken up."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.findings.objections import ARGUES, HEARD, TALKS_ON
from belletje.debrief.likeness import changes_subject, refers_to, stems
from belletje.debrief.moments import Handling, Moment, acts_of
from belletje.debrief.quote import sentences, telling
from belletje.prospect.respond import TELLS_NEED
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act, Acts

FOLLOWS_UP: Acts = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED, Act.PROBE, Act.PROPOSE_MEETING, Act.PROPOSE_SLOT))
NEXT_STEPS: Acts = frozenset((Act.PROPOSE_MEETING, Act.PROPOSE_SLOT, Act.ASK_CALLBACK, Act.CONFIRM))
TAKES_UP: Acts = frozenset((Act.ASK_OPEN, Act.PROBE)) | NEXT_STEPS | TALKS_ON
TELLS: Acts = frozenset((Act.STATE_REASON, Act.ANSWER_QUESTION, Act.PITCH, Act.PROVE))
SAID_YES = frozenset(("agrees_to_meet", "offers_other_time", "gives_referral"))
INVITES = frozenset(("tell_me_more", "asks_proposal"))


def signal_missed(call: Call) -> Findings:
    """Interest or a problem was named, and the caller went on about something else; after a yes: sold on."""
    found: Findings = ()
    for moment in call.moments:
        turn = moment.answer
        if moment.kind != "signal" or moment.reaction.id == "put_through" or turn is None or not acts_of(turn):
            continue
        if _passed_by(call, moment, turn):
            share = 0.8 if moment.handling.is_good else 1.0
            found += at(call, "signal_missed", turn, said=moment.said, share=share)
    return found


def _passed_by(call: Call, moment: Moment, turn: Turn) -> bool:
    first = acts_of(turn)
    if moment.reaction.id in SAID_YES:
        return not moment.handling.is_good and not first.isdisjoint(TALKS_ON)
    if moment.reaction.id in INVITES and not first.isdisjoint(TELLS | NEXT_STEPS):
        return False
    if moment.reaction.id in TELLS_NEED and _asks_elsewhere(call, moment, turn):
        return True
    if moment.reaction.id in TELLS_NEED and Act.PITCH in first and len(sentences(turn.text)) > 1:
        return False  # a sentence before the offer takes it up, however it was heard
    if moment.handling == Handling.LATE:
        return first.isdisjoint(moment.ways | HEARD | FOLLOWS_UP)
    perhaps = call.perhaps(moment.answers)
    taken_up = Act.ACKNOWLEDGE in perhaps and (_echoes(moment, turn) or not perhaps.isdisjoint(FOLLOWS_UP | ARGUES))
    return moment.handling in {Handling.MISSED, Handling.MISHANDLED} and not taken_up


def _echoes(moment: Moment, turn: Turn) -> bool:
    """Whether a statement of the caller takes up a word of what was said: a paraphrase is easily not heard as one."""
    return not stems(" ".join(telling(turn.text))).isdisjoint(stems(moment.said.text))


def _asks_elsewhere(call: Call, moment: Moment, turn: Turn) -> bool:
    """Whether a need is followed by a question about something else: a closed one, or one that changes the subject."""
    perhaps, language = call.perhaps([turn]), call.record.language
    if not perhaps.isdisjoint(NEXT_STEPS | TALKS_ON) or refers_to(turn.text, moment.said.text, language):
        return False
    closed = Act.ASK_CLOSED in acts_of(turn) and perhaps.isdisjoint(TAKES_UP)
    return closed or (perhaps.isdisjoint(HEARD) and changes_subject(turn.text, language))
