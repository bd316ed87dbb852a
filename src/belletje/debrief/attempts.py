"""Both attempts at one moment side by side: what was answered then and what now, and what came of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from belletje.debrief.call import Call, read
from belletje.debrief.debrief import findings_of
from belletje.debrief.moments import Handling
from belletje.rehearsal.record import Record, Turn

SHOWN = 6  # turns of each attempt: three of the caller with what came of them


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the caller did from the moment on, at most SHOWN turns.

    `handling` says how the moment was dealt with, or is empty where nothing asked for an answer. `moved` tells by how
    much interest, trust and patience changed over these turns, each in [-1, 1]; `codes` what could be better in them.
    """

    turns: tuple[Turn, ...]
    handling: str
    moved: Mapping[str, float]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attempts:
    """The moment, as it was said, or None at the start of a call; and the two attempts at it."""

    said: Turn | None
    first: Attempt
    again: Attempt


def side_by_side(first: Record, again: Record, keep: int) -> Attempts:
    """Compares a call with the drill that began after its caller's first `keep` turns."""
    before, after = read(first), read(again)
    return Attempts(_said(after, keep), _attempt(before, keep), _attempt(after, keep))


def _start(call: Call, keep: int) -> int:
    """The number of the first turn of the attempt, one past the last where nothing was tried."""
    own = [turn for turn in call.turns if turn.who == "caller"]
    return own[keep].n if keep < len(own) else len(call.turns) + 1


def _said(call: Call, keep: int) -> Turn | None:
    start = _start(call, keep)
    return next((turn for turn in reversed(call.turns[: start - 1]) if turn.who == "prospect"), None)


def _attempt(call: Call, keep: int) -> Attempt:
    start = _start(call, keep)
    shown = call.turns[start - 1 : start - 1 + SHOWN]
    end = start + len(shown)
    handling = next((str(one.handling) for one in call.moments if one.answer is not None and one.answer.n == start), "")
    codes = tuple(dict.fromkeys(found.code for found in findings_of(call) if start <= found.turn < end))
    return Attempt(shown, handling if handling != Handling.OPEN else "", _moved(call, start, end), codes)


def _moved(call: Call, start: int, end: int) -> Mapping[str, float]:
    minds = [turn.mind for turn in call.turns if turn.mind and turn.n < end]
    before = [turn.mind for turn in call.turns if turn.mind and turn.n < start]
    if not before or not minds:
        return {}
    return {part: round(minds[-1][part] - before[-1][part], 3) for part in ("interest", "trust", "patience")}
