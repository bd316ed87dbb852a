"""What the other end may say next: its answers to what callers usually do, the likeliest first."""

from collections.abc import Iterator
from functools import cache

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal import conversation
from belletje.rehearsal.conversation import BREATH_S, Conversation, free_at_s
from belletje.rehearsal.record import Heard, Said
from belletje.rehearsal.simulation.callers import Doing, caller
from belletje.rehearsal.simulation.crowd import acts_in
from belletje.understanding.acts import Act, Acts

USUAL_CALLERS = ("average", "good")
NOT_UNDERSTOOD: Acts = frozenset()


def likely(call: Conversation) -> tuple[Said, ...]:
    """The first line of each answer that a usual turn of the caller would get now, the likeliest first.

    A turn is what the scripted callers do anywhere in a call, as often as they do it, or one that is not understood.
    What is asked about is left open: answers to particular questions are not among them. Nothing for a call that is
    over.
    """
    if call.is_over:
        return ()
    before = len(call.record.events)
    lines: dict[str, Said] = {}
    often: dict[str, float] = {}
    for turn, weight in _usual_turns(call):
        answer = conversation.hear(call, turn).record.events[before:]
        line = next((event for event in answer if isinstance(event, Said)), None)
        if line:
            lines.setdefault(line.text, line)
            often[line.text] = often.get(line.text, 0.0) + weight
    return tuple(lines[text] for text in sorted(often, key=lambda text: -often[text]))


def _usual_turns(call: Conversation) -> Iterator[tuple[Heard, float]]:
    """What the caller may do, each once, with how often it is done."""
    often: dict[tuple[Acts, str], float] = {(NOT_UNDERSTOOD, ""): 1.0}
    right = _right_now(call)
    for doing in _doings():
        acts = acts_in(doing.acts) | (right if doing.right else frozenset())
        turn = acts, doing.answer
        often[turn] = often.get(turn, 0.0) + doing.weight
    at_s = free_at_s(call) + BREATH_S
    for (acts, answer), weight in often.items():
        worth = answer or ("answered" if Act.ANSWER_QUESTION in acts else "")
        yield Heard(at_s, "", tuple(sorted(map(str, acts))), {}, 3.0, BREATH_S, answer=worth), weight


@cache
def _doings() -> tuple[Doing, ...]:
    return tuple(doing for name in USUAL_CALLERS for move in caller(name).moves for doing in move.do)


def _right_now(call: Conversation) -> Acts:
    """The first way in which the catalogue says that what is on the table is handled."""
    open_one = catalogue()[call.state.on_table] if call.state.on_table else None
    return open_one.handled_by[0] if open_one and open_one.handled_by else frozenset()
