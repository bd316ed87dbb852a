"""The conversation: one engine for text box, microphone and telephone.

It takes what the caller does (dial, say, fall silent, hang up) and adds what the other end does. Pure: chance comes
from the record's seed, by one named stream a concern and a turn, so that any turn can be taken again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf
from random import Random

from belletje.prospect.persona import pick_up
from belletje.prospect.respond import end, follow, respond
from belletje.prospect.rules import dynamics
from belletje.prospect.state import ProspectState, Timing
from belletje.rehearsal.record import (
    BargeIn,
    Beside,
    Dialled,
    Event,
    Heard,
    Helped,
    HungUp,
    Rang,
    Record,
    Said,
    Tone,
    WentOn,
    last_deed,
    spoken_s,
    standing,
    takes_back,
)
from belletje.rehearsal.words import words_for
from belletje.understanding.acts import Act

RING_S = 4.0  # one ring and its pause, as Dutch exchanges do: 1 s tone, 4 s pause, from the first tone on
UNANSWERED_RINGS = 6
BREATH_S = 0.5  # between the other end's last word and the caller's next, where nobody measures it
Deed = Heard | Helped | WentOn | Beside
"""What the other end's part follows from, and what was put beside it."""
SPEAKERS = {
    "person": "prospect",
    "gatekeeper": "gatekeeper",
    "stranger": "stranger",
    "voicemail": "voicemail",
    "nobody": "line",
}


class CallIsOver(ValueError):
    """Something was said into a line that is dead."""


class NothingToTakeBack(ValueError):
    """The caller has said nothing yet, or put the phone down."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A call as it stands: its record so far, and the prospect's state of mind."""

    record: Record
    state: ProspectState

    @property
    def is_over(self) -> bool:
        """Whether the line is dead."""
        return self.state.outcome is not None


def dial(header: Record) -> Conversation:
    """Dials: it rings, and somebody picks up, or a machine, or nobody; or it goes on from a moment of a real call."""
    state = pick_up(header.scenario, Random(f"{header.seed}/person"), header.leaning)
    call = Conversation(header.header(), state)
    if header.moment:
        return _go_on(call)
    rings = Random(f"{header.seed}/rings").randint(1, 4)
    match header.scenario.reach:
        case "busy":
            call = _add(call, Dialled(0.0), Tone(1.0, "busy"))
            return _end(_say(call, "busy", 1.5), "line", "not_reached")
        case "no_answer":
            call = _add(call, Dialled(0.0), Rang(1.0, UNANSWERED_RINGS))
            return _end(_say(call, "no_answer", 1.0 + UNANSWERED_RINGS * RING_S), "line", "not_reached")
        case "voicemail":
            call = _say(_add(call, Dialled(0.0), Rang(1.0, rings + 2)), "voicemail", 1.0 + (rings + 2) * RING_S)
            return _add(call, Tone(_free_at(call.record), "beep"))
        case "wrong_number":
            return _say(_add(call, Dialled(0.0), Rang(1.0, rings)), "wrong_number", 1.0 + rings * RING_S)
        case _:
            return _greet(_add(call, Dialled(0.0), Rang(1.0, rings)), 1.0 + rings * RING_S)


def hear(call: Conversation, heard: Heard) -> Conversation:
    """The caller said something (or stayed silent): the other end reacts. Raises CallIsOver on a dead line."""
    if call.is_over:
        raise CallIsOver("The line is dead: dial again.")
    n = len(call.record.heard)
    state = replace(call.state, slot=heard.slot or call.state.slot, answer=heard.answer, asks=heard.asks)
    timing = Timing(
        heard.spoken_s, heard.silence_s, by_voice=call.record.medium == "voice", interrupted=_cut_off(call.record)
    )
    acts = frozenset(map(Act, heard.acts))
    state, reaction = respond(state, acts, timing, Random(f"{call.record.seed}/respond/{n}"))
    call = _add(Conversation(call.record, state), heard)
    at_s = heard.at_s + heard.spoken_s + Random(f"{call.record.seed}/pause/{n}").uniform(0.2, 0.9)
    if reaction is None:
        return _end(call, "caller", "caller_hung_up") if Act.GOODBYE in acts else call
    if reaction == "put_through":
        # the gatekeeper's last words, said before the state moved on to the person
        gatekeeper = Conversation(call.record, replace(state, phase="gatekeeper"))
        call = replace(_say(gatekeeper, reaction, at_s), state=state)
        return _greet(_add(call, Rang(_free_at(call.record), 1)), _free_at(call.record) + RING_S)
    call = _say(call, reaction, at_s)
    if call.is_over:
        by = "prospect" if reaction == "hangs_up" or Act.GOODBYE not in acts else "caller"
        return _add(call, HungUp(_free_at(call.record), by, state.outcome or "", state.reason or ""))
    return call


def hang_up(call: Conversation, at_s: float) -> Conversation:
    """The caller puts the phone down. A line that is dead already stays as it was."""
    return call if call.is_over else _end(call, "caller", "caller_hung_up", at_s)


def use_help(call: Conversation, helped: Helped) -> Conversation:
    """The caller uses a help. A turn can be taken back even when it made the other end hang up.

    Raises NothingToTakeBack; CallIsOver for any other help on a dead line.
    """
    after = _add(call, helped)
    if helped.kind == "take_back":
        if len(call.record.heard) <= call.record.begun or put_down(call.record):
            raise NothingToTakeBack("There is no turn to take back.")
        return replace(after, state=up_to(after.record, len(after.record.heard)).state)
    if call.is_over:
        raise CallIsOver("The line is dead: dial again.")
    return after


def go_on(call: Conversation, at_s: float) -> Conversation:
    """The caller speaks on where the last turn had been taken for finished: it is taken back, and is to be said whole.

    Raises, where `could_go_on` says no, CallIsOver on a dead line and NothingToTakeBack on an open one.
    """
    if not could_go_on(call.record):
        if call.is_over:
            raise CallIsOver("The line is dead: dial again.")
        raise NothingToTakeBack("There is no turn that could go on.")
    after = _add(call, WentOn(round(at_s, 2)))
    return replace(after, state=up_to(after.record, len(after.record.heard)).state)


def could_go_on(record: Record) -> bool:
    """Whether the last of what was said is a turn of the caller in this rehearsal with one line in answer to it.

    After more than a line somebody else has picked up. Who is wished goodbye in a pause is not gone yet; who put the
    phone down is, unless it was their own goodbye that did.
    """
    match standing(record.own_events):
        case (*_, Heard(), Said()):
            return True
        case (*_, Heard(), Said(), HungUp()):
            return not put_down(record)
        case (*_, Heard(acts=acts), HungUp()):
            return Act.GOODBYE in acts
    return False


def asks_after_s() -> float:
    """After so many seconds of silence the other end asks whether anyone is there, by voice."""
    return dynamics().limits["silence_s"]


def bears_s(said: Said) -> float:
    """How long a turn of the caller the one who said this line lets go on, in seconds: until their patience runs low.

    A machine bears anything.
    """
    limits, patience = dynamics().limits, said.mind.get("patience")
    if patience is None:
        return inf
    left_s = max(0.0, patience - limits["patience_low"]) / limits["patience_per_second"]
    return min(limits["monologue_s"], limits["patient_listening_s"] + left_s)


def beside(call: Conversation, *events: Beside) -> Conversation:
    """How the call really sounded, or what was heard wrongly, put beside what was said."""
    return _add(call, *events)


def replay(header: Record, deeds: Iterable[Deed], hung_up_at_s: float | None) -> Conversation:
    """The whole call again, from what the caller did; `hung_up_at_s` is when the caller put the phone down, if so."""
    call = dial(header)
    for deed in deeds:
        match deed:
            case Heard():
                call = hear(call, deed)
            case Helped():
                call = use_help(call, deed)
            case WentOn(at_s):
                call = go_on(call, at_s)
            case _:
                call = beside(call, deed)
    return call if hung_up_at_s is None else hang_up(call, hung_up_at_s)


def resume(record: Record) -> Conversation:
    """A stored call, as it stands: the state is recomputed from the record."""
    last = last_deed(record.events)
    if last is None or not put_down(record):
        return replay(record.header(), (event for event in record.own_events if isinstance(event, Deed)), None)
    place = record.own_events.index(last)
    deeds = (event for event in record.own_events[:place] if isinstance(event, Deed))
    after = (event for event in record.own_events[place:] if isinstance(event, Beside))
    return beside(replay(record.header(), deeds, last.at_s), *after)


def put_down(record: Record) -> bool:
    """Whether it is the caller who put the phone down."""
    last = last_deed(record.events)
    return isinstance(last, HungUp) and last.by == "caller" and last.reason == "caller_hung_up"


def up_to(record: Record, heard: int) -> Conversation:
    """The call as it stood after the caller's first `heard` turns: same person, same state.

    One that goes on from a real call is never taken again from before that.
    """
    kept = {id(turn) for turn in record.heard[:heard]}
    deeds: list[Deed] = []
    barged_in: list[BargeIn] = []
    for event in record.own_events:
        if isinstance(event, BargeIn):
            barged_in.append(event)
        elif isinstance(event, Heard):
            deeds += [*barged_in, event] if id(event) in kept else []
            barged_in = []
        elif takes_back(event):
            barged_in = []
    return replay(record.header(), deeds, None)


def _go_on(call: Conversation) -> Conversation:
    """The call as it stands where the moment of a real one ends; what was said there is taken as it was said."""
    state, waiting = call.state, list[Heard]()
    for event in call.record.moment:
        if isinstance(event, Heard):
            waiting.append(event)
            state = replace(state, slot=event.slot or state.slot)
            continue
        acts = frozenset(Act(act) for heard in waiting for act in heard.acts) if waiting else None
        spoken_s = sum(heard.spoken_s for heard in waiting)
        silence_s = max((heard.silence_s for heard in waiting), default=0.0)
        timing = Timing(spoken_s, silence_s, by_voice=call.record.medium == "voice")
        state, waiting = follow(state, acts, timing, event.reaction), []
    return _add(Conversation(call.record, state), Dialled(0.0), *call.record.moment)


def _greet(call: Conversation, at_s: float) -> Conversation:
    if call.state.phase == "gatekeeper":
        return _say(call, "hello_reception", at_s)
    friendly = {"friendly": 1.0, "talkative": 1.0, "neutral": 0.5}.get(call.record.scenario.manner, 0.0)
    chance = Random(f"{call.record.seed}/greeting").random()
    return _say(call, "hello_friendly" if chance < friendly else "hello_curt", at_s)


def _say(call: Conversation, reaction: str, at_s: float) -> Conversation:
    state = call.state
    text, question = words_for(call.record, state, reaction)
    speaker = SPEAKERS[state.phase]
    mind = state.mind if speaker in {"prospect", "gatekeeper"} else {}
    return _add(call, Said(round(at_s, 2), speaker, reaction, text, mind, question))


def _end(call: Conversation, by: str, reason: str, at_s: float | None = None) -> Conversation:
    state = end(call.state, reason)
    at_s = _free_at(call.record) if at_s is None else at_s
    return _add(Conversation(call.record, state), HungUp(round(at_s, 2), by, state.outcome or "", reason))


def _free_at(record: Record) -> float:
    """When the last event was over, in seconds."""
    last = last_deed(record.events)
    assert last is not None
    match last:
        case Said(at_s=at_s, text=text):
            took_s = spoken_s(text)
        case Heard(at_s=at_s, spoken_s=took_s):
            pass
        case Rang(at_s=at_s, times=times):
            took_s = times * RING_S
        case Helped(at_s=at_s) | WentOn(at_s=at_s):
            took_s = 0.0
        case _:
            at_s, took_s = last.at_s, 0.5
    return round(at_s + took_s, 2)


def _cut_off(record: Record) -> bool:
    """Whether the caller began while the last line was still sounding."""
    return bool(record.events) and isinstance(record.events[-1], BargeIn)


def free_at_s(call: Conversation) -> float:
    """When the other end has finished speaking, in seconds: the earliest that the caller's next turn can begin."""
    return _free_at(call.record)


def _add(call: Conversation, *events: Event) -> Conversation:
    return Conversation(replace(call.record, events=(*call.record.events, *events)), call.state)
