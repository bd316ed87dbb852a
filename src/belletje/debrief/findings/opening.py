"""The opening: who calls, why, and not too much too soon."""

from belletje.debrief.call import Call
from belletje.debrief.findings.finding import Findings, at
from belletje.debrief.knowledge import limits, listed
from belletje.debrief.likeness import stems
from belletje.debrief.measures import time_to_reason_s, words
from belletje.debrief.moments import acts_of
from belletje.debrief.next_step import names_in
from belletje.rehearsal.record import Turn
from belletje.understanding.acts import Act

CUT_SHORT = (
    "bad_moment",
    "no_time",
    "do_not_call",
    "call_later",
    "irritated",
    "dislikes_cold_calls",
    "other_language",
    "hangs_up",
)
SIDETRACKS = frozenset(
    (
        "who_is_this",
        "how_got_my_number",
        "are_you_a_robot",
        "asks_to_repeat",
        "misheard",
        "other_language",
        "not_understood",
    )
)
QUESTIONS = frozenset((Act.ASK_OPEN, Act.ASK_CLOSED, Act.ASK_PERMISSION, Act.PROBE))
OFFERS = frozenset((Act.PITCH, Act.PROVE, Act.PROPOSE_MEETING, Act.OFFER_MATERIAL))
REBUFFS = frozenset(
    ("irritated", "interrupts", "is_this_sales", "dislikes_cold_calls", "no_need", "not_interested", "wants_permanent")
)
PITCHES_EARLY = 3
"""In so many first turns; in the last of them a pitch is only early where it was not what was wanted."""
INVITED = frozenset(("tell_me_more", "asks_experience", "asks_technical_detail", "prove_it", "never_heard_of_you"))


def no_introduction(call: Call) -> Findings:
    """The caller gave no name in the first turns, or only after being asked for it."""
    if call.reached not in {"person", "gatekeeper", "voicemail"} or not call.to_listener:
        return ()
    first = call.to_listener[0]
    own = next((turn for turn in call.to_listener if _gives_a_name(call, turn)), None)
    if own is None:
        return at(call, "no_introduction", first)
    before = call.before(own)
    asked = before is not None and before.reaction == "who_is_this" and own is not first
    late = call.to_listener.index(own) >= limits()["introduction_within_turns"]
    return at(call, "no_introduction", first, share=0.7) if asked or late else ()


def _gives_a_name(call: Call, turn: Turn) -> bool:
    """Whether the caller gave a name: the own name or company is in it, or the ear is quite sure of another one.

    An ear in doubt takes the name of the other end for an introduction ("good morning, Marlow"), and in a name such as
    Northlight Networks only the first word tells who calls about a network.
    """
    said = stems(turn.text)
    trade = stems(" ".join(listed("support.tsv", kind="common", language=call.record.language)))
    own = [not (stems(name) - trade).isdisjoint(said) for name in _own_names(call)]
    if all(own):
        return True
    if Act.INTRODUCE not in acts_of(turn):
        return False
    if any(own):
        return True
    sure = call.is_sure(turn.n, Act.INTRODUCE, limits()["introduction_confidence"])
    return sure and (not call.was_heard(turn) or _holds_a_name(call, turn))


def _holds_a_name(call: Call, turn: Turn) -> bool:
    """Whether a name is in a turn that is not the other end's; where nothing has a capital nobody can tell."""
    situation = call.record.situation
    theirs = stems(f"{situation.name} {situation.company} {situation.vacancy}")
    return turn.text.islower() or any(stems(name).isdisjoint(theirs) for name in names_in(turn.text))


def _own_names(call: Call) -> tuple[str, str]:
    return call.record.situation.caller, call.record.situation.caller_company


def no_reason(call: Call) -> Findings:
    """The caller never said why this call, to this person."""
    if call.reached not in {"person", "voicemail"} or not call.to_listener:
        return ()
    acts, asked = call.perhaps(call.to_listener), _asked_about(call)
    if Act.STATE_REASON in acts or (Act.NAME_CONNECTION in acts and asked is None):
        return ()
    if call.was_said(*CUT_SHORT) and (len(call.to_listener) <= 2 or call.acts.isdisjoint(OFFERS)):
        return ()
    return at(call, "no_reason", asked or call.to_listener[0])


def late_reason(call: Call) -> Findings:
    """The reason came, but only in a third turn, after being asked twice, or after half a minute of talk."""
    reason = _first_with(call, Act.STATE_REASON)
    if call.reached != "person" or reason is None:
        return ()
    earlier = [turn for turn in call.to_listener if turn.n < reason.n and not _is_sidetrack(call, turn)]
    if not earlier:
        return ()
    asked_in_vain = any(
        said is not None and said.reaction == "what_is_this_about" for said in (call.before(turn) for turn in earlier)
    )
    took_s = time_to_reason_s(call) if len({turn.speaker for turn in call.turns}) == 2 else None
    slow = took_s is not None and took_s >= limits()["reason_within_s"]
    if len(earlier) < limits()["reason_within_turns"] and not asked_in_vain and not slow:
        return ()
    return at(call, "late_reason", reason)


def pitch_too_early(call: Call) -> Findings:
    """The offer came before the reason, or filled a first turn that asked nothing, or went to the wrong person."""
    for place, turn in enumerate(turn for turn in call.spoken if not _is_filler(turn)):
        acts = acts_of(turn)
        before = call.before(turn)
        if Act.STATE_REASON in acts or place > 2 or _is_invited(before):
            break
        if Act.PITCH in acts and not (before is not None and before.speaker == "voicemail"):
            return at(call, "pitch_too_early", turn)
    return _long_first_pitch(call)


def _long_first_pitch(call: Call) -> Findings:
    """A long pitch in the first turns, before any question; what was asked for is not too early."""
    if call.reached != "person":
        return ()
    for place, turn in enumerate(call.to_listener[:PITCHES_EARLY]):
        acts, before, after = acts_of(turn), call.before(turn), call.after(turn)
        rebuffed = after is not None and after.reaction in REBUFFS
        early = rebuffed or place < PITCHES_EARLY - 1
        long = words(turn) >= limits()["pitch_words"] + (0 if rebuffed else 10)
        if Act.PITCH in acts and early and long and not _is_invited(before):
            return at(call, "pitch_too_early", turn, share=0.6)
        if not acts.isdisjoint(QUESTIONS - {Act.ASK_PERMISSION}) or _is_invited(before):
            break
    return ()


def _is_invited(before: Turn | None) -> bool:
    return before is not None and before.reaction in INVITED


def _first_with(call: Call, act: Act) -> Turn | None:
    return next((turn for turn in call.to_listener if act in acts_of(turn)), None)


def _asked_about(call: Call) -> Turn | None:
    """The caller's answer to 'what is this about?', where that was asked."""
    for turn in call.to_listener:
        before = call.before(turn)
        if before is not None and before.reaction in {"what_is_this_about", "is_this_sales"}:
            return turn
    return None


def _is_sidetrack(call: Call, turn: Turn) -> bool:
    """Whether the turn answers something that had to be answered first."""
    before = call.before(turn)
    return before is not None and before.reaction in SIDETRACKS


def _is_filler(turn: Turn) -> bool:
    return acts_of(turn) <= {Act.FILLER}
