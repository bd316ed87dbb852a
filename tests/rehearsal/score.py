"""Conversations as scores: a call is written as the acts of the caller, turn by turn, and played without waiting.

    play("reach=answers,need=open_vacancy", "greet introduce", "state_reason", "ask_open")

dials, says each turn, and leaves the call as it stands then. An empty turn is a silence.
"""

from random import Random

from belletje.prospect.scenario import parse
from belletje.rehearsal.conversation import Conversation, dial, free_at_s, hang_up, hear
from belletje.rehearsal.record import Heard, Record
from belletje.rehearsal.situation import invent

TURN_S = 4.0


def header(scenario: str, seed: int = 1, language: str = "nl") -> Record:
    """A record before anything happened."""
    point = parse(scenario)
    return Record(seed, {"test": "1"}, language, point, invent(point, language, Random(seed)))


def say(call: Conversation, acts: str, spoken_s: float = TURN_S) -> Conversation:
    """One turn of the caller, half a second after the other end finished."""
    heard = Heard(free_at_s(call) + 0.5, acts or "", tuple(acts.split()), {}, spoken_s, 0.5, "")
    return hear(call, heard)


def play(scenario: str, *turns: str, seed: int = 1, language: str = "nl") -> Conversation:
    """The call after these turns, or when it was over."""
    call = dial(header(scenario, seed, language))
    for acts in turns:
        if call.is_over:
            break
        call = say(call, acts)
    return call


def put_down(call: Conversation) -> Conversation:
    """The caller hangs up where the other end has finished."""
    return hang_up(call, free_at_s(call))
