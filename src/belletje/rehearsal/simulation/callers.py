"""Scripted callers: what a terrible, an average and a good caller do, as data that anybody can rewrite."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.catalogue import GROUPS, KINDS, catalogue
from belletje.prospect.rules import Condition, condition
from belletje.prospect.scenario import DIMENSIONS
from belletje.rehearsal.simulation.chance import draw, pick
from belletje.rehearsal.simulation.crowd import REACTIONS, Crowd, Moves, Places, Truths, bits
from belletje.understanding.acts import Act

CALLERS = ("terrible", "average", "good")
RIGHT = "+right"  # in a move: what handles the reaction on the table, whatever it is
ANSWERS = ("", "dodged", "bluffed")
_ROWS = 5000
_KNOWN = ("reach", "warmth", "role")
"""Dimensions of the scenario that a caller knows before dialling."""
LATE_TURNS = 8


class CallerError(ValueError):
    """A caller's file that cannot be used: one sentence that says which move, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing to do: acts as bits (`right`: and what handles the reaction on the table), seconds from and to."""

    weight: float
    acts: int
    right: bool
    seconds: tuple[float, float]
    answer: str


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the caller's decision list: when it holds, one of `do` is done; with `hangs_up` the call is put down."""

    name: str
    condition: Condition
    do: tuple[Doing, ...]
    hangs_up: bool


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller as a decision list; the last move always holds."""

    name: str
    moves: tuple[Move, ...]

    def act(self, crowd: Crowd, turn: int) -> tuple[Moves, Places]:
        """What each caller does now, and the places of those who put the phone down instead."""
        size = len(crowd)
        acts, spoken_s = np.zeros(size, np.int32), np.zeros(size)
        dodged, bluffed, gone = np.zeros(size, bool), np.zeros(size, bool), np.zeros(size, bool)
        facts = _Known(crowd)
        undecided, decided = np.arange(size), np.zeros(size, bool)
        for number, move in enumerate(self.moves):
            there = undecided[facts.holds(move.condition, undecided)]
            if not len(there):
                continue
            decided[there] = True
            undecided = undecided[~decided[undecided]]
            if move.hangs_up:
                gone[there] = True
                continue
            chances = draw(crowd.seed, crowd.calls[there], turn, _ROWS + 2 * number)
            weights = np.broadcast_to([one.weight for one in move.do], (len(there), len(move.do)))
            chosen = pick(chances, weights)
            luck = draw(crowd.seed, crowd.calls[there], turn, _ROWS + 2 * number + 1)
            for place, one in enumerate(move.do):
                these = there[chosen == place]
                acts[these] = one.acts | (right_acts(crowd, these) if one.right else 0)
                low, high = one.seconds
                spoken_s[these] = low + (high - low) * luck[chosen == place]
                dodged[these], bluffed[these] = one.answer == "dodged", one.answer == "bluffed"
        return Moves(acts, spoken_s, dodged, bluffed), np.flatnonzero(gone)


_RIGHT = np.array([bits(reaction.handled_by[0]) if reaction.handled_by else 0 for reaction in catalogue()], np.int32)


def right_acts(crowd: Crowd, places: Places) -> NDArray[np.int32]:
    """The first way in which the catalogue says that what is on the table, or was said last, is handled."""
    said = np.where(crowd.on_table[places] >= 0, crowd.on_table[places], crowd.last[places])
    return np.where(said >= 0, _RIGHT[said], 0).astype(np.int32)


class _Known:
    """What the callers know of each call: never what goes on inside the other."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._truths: dict[str, Truths] = {}

    def holds(self, wanted: Condition, places: Places) -> Truths:
        """Where it holds, (n_places,)."""
        result = np.ones(len(places), bool)
        for name in wanted.true:
            result &= self._truth(name)[places]
        for name in wanted.false:
            result &= ~self._truth(name)[places]
        if wanted.any_of:
            result &= np.logical_or.reduce([self._truth(name)[places] for name in wanted.any_of])
        return result

    def _truth(self, name: str) -> Truths:
        if name not in self._truths:
            self._truths[name] = self._look_up(name)
        return self._truths[name]

    def _look_up(self, name: str) -> Truths:
        crowd = self._crowd
        kind, _, value = name.partition(":")
        if kind == "heard":
            return crowd.last == REACTIONS.index(value)
        if kind in _BY_REACTION:
            return (crowd.last >= 0) & (_BY_REACTION[kind] == value)[crowd.last]
        if value:
            return crowd.value_is(kind, value)
        found: Truths = _FACTS[name](crowd)
        return found


_BY_REACTION: Mapping[str, NDArray[Any]] = {
    "kind": np.array([reaction.kind for reaction in catalogue()]),
    "group": np.array([reaction.group for reaction in catalogue()]),
}
_FACTS = {
    "first": lambda crowd: crowd.turns_taken == 0,
    "late": lambda crowd: crowd.turns_taken >= LATE_TURNS,
    "gatekeeper": lambda crowd: crowd.phase == 1,
    "introduced": lambda crowd: crowd.knows_who,
    "reason_given": lambda crowd: crowd.knows_why,
    "asked": lambda crowd: crowd.open_questions > 0,
    "pitched": lambda crowd: crowd.pitches > 0,
    "refused": lambda crowd: crowd.refusals > 0,
    "refused_twice": lambda crowd: crowd.refusals > 1,
    "objections": lambda crowd: crowd.has_objected,
    "question_waiting": lambda crowd: crowd.question_waiting,
    "objection_open": lambda crowd: crowd.objection_open,
    "need_told": lambda crowd: crowd.need_told,
    "agreed": lambda crowd: crowd.has_agreed,
    "agreed_meeting": lambda crowd: crowd.has_agreed_to_meet,
    "opted_out": lambda crowd: crowd.opted_out,
}
NAMES = frozenset(
    [
        *_FACTS,
        *(f"heard:{reaction}" for reaction in REACTIONS),
        *(f"kind:{kind}" for kind in KINDS),
        *(f"group:{group}" for group in GROUPS),
        *(f"{name}:{value}" for name in _KNOWN for value in DIMENSIONS[name]),
    ]
)


@cache
def caller(name: str) -> Caller:
    """One of CALLERS."""
    return read_caller(
        files("belletje.rehearsal.simulation").joinpath(f"data/callers/{name}.toml").read_text("utf-8"), name
    )


def read_caller(text: str, name: str) -> Caller:
    """Reads a caller's file, in the form of `data/callers/average.toml`. Raises CallerError."""
    try:
        rows = tomllib.loads(text).get("move", [])
    except tomllib.TOMLDecodeError as mistake:
        raise CallerError(f"{name} is no TOML: {mistake}.") from mistake
    if not isinstance(rows, list) or not rows:
        raise CallerError(f"{name} has no [[move]]. See the callers that ship with Belletje for the form.")
    moves = tuple(_move(row, f"{name}, move {number}") for number, row in enumerate(rows, 1))
    last = moves[-1]
    if last.condition.names or not any(move.hangs_up for move in moves):
        raise CallerError(f"{name}: the last move must hold always (no `when`), and one must have hangs_up = true.")
    return Caller(name, moves)


def _move(row: Mapping[str, Any], where: str) -> Move:
    wanted = condition(row)
    unknown = sorted(wanted.names - NAMES)
    if unknown:
        raise CallerError(f"{where}: a caller cannot know '{unknown[0]}'. See `data/callers` for what a caller knows.")
    hangs_up = bool(row.get("hangs_up", False))
    done = tuple(_doings(row.get("do", []), where))
    if not done and not hangs_up:
        raise CallerError(f"{where}: needs `do`, or hangs_up = true.")
    return Move(str(row.get("name", "")), wanted, done, hangs_up)


def _doings(rows: Sequence[Mapping[str, Any]], where: str) -> Iterator[Doing]:
    for row in rows:
        names = str(row.get("acts", "")).split()
        unknown = [name for name in names if name != RIGHT and name not in set(map(str, Act))]
        seconds = row.get("seconds", 5)
        low, high = seconds if isinstance(seconds, list) and len(seconds) == 2 else (seconds, seconds)
        answer, weight = str(row.get("answer", "")), row.get("weight", 1)
        if unknown:
            raise CallerError(f"{where}: '{unknown[0]}' is no act. Choose from {', '.join(Act)}, or {RIGHT}.")
        if answer not in ANSWERS:
            raise CallerError(f"{where}: an answer is dodged or bluffed, or is left out when it is a good one.")
        if not all(isinstance(number, int | float) and number >= 0 for number in (low, high, weight)) or not weight:
            raise CallerError(f"{where}: seconds and weight are numbers, and the weight is more than 0.")
        acts = frozenset(Act(name) for name in names if name != RIGHT)
        yield Doing(float(weight), bits(acts), RIGHT in names, (float(low), float(high)), answer)
