"""Calls as scores, played without waiting: what the caller does, turn by turn, on one line.

    play("reach=gatekeeper", "greet introduce | state_reason ask_referral | 3s: goodbye")

dials, says each turn half a second after the other end has finished, and leaves the call as it stands then. Turns are
parted by `|` and hold acts; a number of seconds before a colon is how long the turn took (else four), and `...` is a
silence long enough to be asked about. `ask_closed?contract_until` is a question about that topic. A score that goes on
after the call is over is simply not heard.
"""

from random import Random

from belletje.prospect.scenario import parse
from belletje.rehearsal.conversation import Conversation, dial, free_at_s, hang_up, hear
from belletje.rehearsal.record import Heard, Record
from belletje.rehearsal.situation import invent

TURN_S = 4.0
BREATH_S = 0.5
SILENCE_S = 70.0


def header(scenario: str, seed: int = 1, language: str = "nl", medium: str = "text") -> Record:
    """A record before anything happened."""
    point = parse(scenario)
    return Record(seed, {"test": "1"}, language, point, invent(point, language, Random(seed)), medium=medium)


def say(call: Conversation, turn: str) -> Conversation:
    """One turn of the caller."""
    free_s = free_at_s(call)
    if turn.strip() == "...":
        return hear(call, Heard(round(free_s + SILENCE_S, 2), "", (), {}, 0.0, SILENCE_S))
    took, _, acts = turn.rpartition(":")
    spoken_s = float(took.strip().removesuffix("s")) if took else TURN_S
    done = tuple(word.partition("?")[0] for word in acts.split())
    asks = "".join(word.partition("?")[2] for word in acts.split())
    return hear(call, Heard(round(free_s + BREATH_S, 2), acts.strip(), done, {}, spoken_s, BREATH_S, asks=asks))


def play(scenario: str, score: str = "", seed: int = 1, language: str = "nl") -> Conversation:
    """The call after this score, or when it was over."""
    call = dial(header(scenario, seed, language))
    for turn in filter(None, score.split("|")):
        if call.is_over:
            break
        call = say(call, turn)
    return call


def put_down(call: Conversation) -> Conversation:
    """The caller hangs up where the other end has finished."""
    return hang_up(call, free_at_s(call))
