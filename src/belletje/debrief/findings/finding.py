"""A finding: something that a check saw in a call, before it is put into words."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from belletje.debrief.call import Call
from belletje.debrief.knowledge import codes
from belletje.debrief.quote import quote
from belletje.rehearsal.record import Turn


@dataclass(frozen=True, slots=True)
class Drill:
    """Try this moment again: keep the caller's first `keep` turns and go on from there, as an answer to `reaction`.

    `reaction` is empty where nothing was said before.
    """

    keep: int
    reaction: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen: the code, the turn (from 1) and its words, verbatim; and how much it weighs, in [0, 2].

    `said` is the number of the other end's turn that it was an answer to, so that findings about one moment are known
    as such.
    """

    code: str
    turn: int
    quote: str
    said: int
    drill: Drill
    weight: float


Findings = tuple[Finding, ...]
Check = Callable[[Call], Findings]


def at(
    call: Call,
    code: str,
    turn: Turn,
    *,
    said: Turn | None = None,
    share: float = 1.0,
    about: re.Pattern[str] | None = None,
) -> Findings:
    """The finding of `code` at a turn, as the tuple that a check returns.

    `said` is what it was an answer to, when that is not what was said last; `share` in [0, 1] makes it weigh less;
    `about` finds the sentence to quote in a long turn.
    """
    said = said or (call.before(turn) if turn.who == "caller" else turn)
    start = next((other for other in call.turns[said.n :] if other.who == "caller"), turn) if said else turn
    weight = codes()[code].severity * share * (1.0 + call.cost_of(turn))
    return (
        Finding(
            code=code,
            turn=turn.n,
            quote=quote(turn.text, about),
            said=said.n if said else 0,
            drill=Drill(call.turns_kept(start), said.reaction or "" if said else ""),
            weight=round(weight, 4),
        ),
    )
