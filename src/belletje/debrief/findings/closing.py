"""The end: not too soon, and with a next step that has a day in it."""

import re

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import any_listed
from belletje.debrief.moments import ASKING, Handling, Moment, acts_of
from belletje.debrief.next_step import STEPS, next_step, proposal, time_in, when
from belletje.debrief.quote import sentences
from belletje.prospect.respond import TELLS_NEED
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act, Acts

TRIED: Acts = (
    frozenset((Act.PROBE, Act.ASK_OPEN, Act.ASK_CLOSED, Act.REFRAME, Act.ASK_PERMISSION, Act.HONOUR_OPTOUT)) | STEPS
)
FINAL = frozenset(("do_not_call", "irritated", "dislikes_cold_calls", "other_language", "are_you_a_robot", "misheard"))
CLOSED_DOORS = frozenset(
    ("not_interested", "no_need", "does_in_house", "vacancy_filled", "hiring_freeze", "has_supplier")
)
LATER = frozenset(("call_later", "send_email"))
ROUNDING_OFF = frozenset(("says_goodbye", "hello_again"))
_OWN_NUMBER = re.compile(r"(?:\d[\s.-]?){8,}")


def gave_up_early(call: Call) -> Findings:
    """The caller ended the call at the first no (or the first question) without trying anything."""
    last = _caller_ends(call)
    if last is None or call.reached not in {"person", "gatekeeper"}:
        return ()
    moment = _last_word(call, last) or _last_no(call)
    if moment is None or moment.kind not in {"objection", "question"} or moment.reaction.id in FINAL | LATER:
        return ()
    if _noes_until(call, moment) > 1 or not call.perhaps(moment.answers).isdisjoint(TRIED):
        return ()
    if moment.handling.is_good and call.reached == "gatekeeper":
        return ()
    if any(Act.PROBE in other.acts for other in call.moments if other.kind == "objection"):
        return ()
    return at(call, "gave_up_early", last, said=moment.said)


def no_next_step(call: Call) -> Findings:
    """A conversation that was about something ended without any proposal; or a voicemail leaves nothing to go on."""
    if call.reached == "voicemail":
        return _no_way_back(call)
    last = _caller_ends(call) or _left_by_prospect(call)
    if call.reached != "person" or last is None or call.record.outcome in {"hung_up", "opted_out"}:
        return ()
    if not call.acts.isdisjoint(STEPS) or next_step(call) is not None or len(call.to_listener) < 2:
        return ()
    if _noes_until(call, None) > 1 or call.was_said(*FINAL) or _no_was_asked_into(call):
        return ()
    moment = _last_word(call, last)
    if moment is not None and moment.kind == "objection":
        return ()
    return at(call, "no_next_step", last)


def vague_next_step(call: Call) -> Findings:
    """Something was agreed or offered at the end, without a day or a time."""
    if call.reached not in {"person", "gatekeeper"} or call.hung_up is None:
        return ()
    if call.record.outcome in {"hung_up", "opted_out"} or call.was_said("do_not_call"):
        return ()
    if Act.HONOUR_OPTOUT in call.acts:
        return ()
    step = next_step(call)
    if left_open := _leaves_it_open(call):
        return at(call, "vague_next_step", left_open)
    if step is not None and (step.what == "referral" or step.when):
        return ()
    turn = _last_step(call) if step is not None else proposal(call)
    if turn is None and step is None:
        turn = _left_at_later(call)
    if turn is None or when(call, turn):
        return ()
    return at(call, "vague_next_step", turn)


def _leaves_it_open(call: Call) -> Turn | None:
    """Where the caller says to be in touch 'some time', and no day after it: a day of sending is none of speaking."""
    if Act.PROPOSE_SLOT in call.acts:
        return None
    language = call.record.language
    some_time = any_listed("some_time.tsv", language=language)
    for turn in reversed(call.to_listener):
        for sentence in reversed(sentences(turn.text)):
            if time_in(sentence, language):
                return None
            if some_time.search(sentence):
                return turn
    return None


def _no_was_asked_into(call: Call) -> bool:
    """Whether a no stood after it was asked into, and nothing else was said that opened a door."""
    if any(moment.kind == "signal" for moment in call.moments):
        return False
    return any(moment.reaction.id in CLOSED_DOORS and Act.PROBE in moment.acts for moment in call.moments)


def _no_way_back(call: Call) -> Findings:
    if not call.to_listener:
        return ()
    said = " ".join(turn.text for turn in call.to_listener)
    if _OWN_NUMBER.search(said) or time_in(said, call.record.language):
        return ()
    return at(call, "no_next_step", call.to_listener[-1])


def _caller_ends(call: Call) -> Turn | None:
    """The caller's last turn, when it was the caller who ended the call."""
    if not call.to_listener or call.hung_up is None:
        return None
    last = call.to_listener[-1]
    by_hand = call.hung_up.by == "caller"
    return last if Act.GOODBYE in acts_of(last) or by_hand else None


def _left_by_prospect(call: Call) -> Turn | None:
    """The caller's last turn, when the other end said goodbye without having been asked for anything."""
    ended = call.turns[-1].reaction == "says_goodbye" if call.turns else False
    return call.to_listener[-1] if ended and call.hung_up is not None and call.to_listener else None


def _last_word(call: Call, last: Turn) -> Moment | None:
    """The moment that the caller's last turn was an answer to, where the other end's last words were one."""
    before = call.before(last)
    if before is None or before.reaction in ROUNDING_OFF:
        return None
    for moment in reversed(call.moments):
        if moment.said.n <= before.n and moment.reaction.id == before.reaction:
            return moment
    return None


def _last_no(call: Call) -> Moment | None:
    """An objection after which nothing more was told or asked for, though there had been a need."""
    last = next((moment for moment in reversed(call.moments) if moment.kind in ASKING), None)
    needed = any(moment.reaction.id in TELLS_NEED for moment in call.moments)
    return last if last is not None and needed and last.kind == "objection" else None


def _noes_until(call: Call, moment: Moment | None) -> int:
    """How often the other end said no, in whatever words, up to a moment or to the end."""
    until = moment.said.n if moment else len(call.turns)
    noes = [other for other in call.moments if other.kind == "objection" and not call.told(other)]
    return sum(other.times for other in noes if other.said.n <= until)


def _last_step(call: Call) -> Turn | None:
    return proposal(call) or (call.to_listener[-1] if call.to_listener else None)


def _left_at_later(call: Call) -> Turn | None:
    """The caller's goodbye after 'call me some other time', without asking when."""
    last = _caller_ends(call)
    moment = _last_word(call, last) if last else None
    if moment is None or moment.reaction.id not in LATER or moment.handling == Handling.OPEN:
        return None
    return last
