"""A crowd on the line: the states of mind of many calls at once.

The names are those of prospect/state.py; here every value is an array with one place a call.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.catalogue import catalogue
from belletje.prospect.frequencies import Leaning, leaned
from belletje.prospect.persona import (
    MOST_IN_MIND,
    NO_LEANING,
    PHASES,
    START,
    TWIST_TURNS,
    adds,
    brings,
    comes_out,
    denies,
    twists,
)
from belletje.prospect.rules import MIND
from belletje.prospect.scenario import DIMENSIONS
from belletje.prospect.state import KNOW_THE_TRADE
from belletje.rehearsal.simulation.chance import Calls, Floats, draw
from belletje.understanding.acts import Act

Truths = NDArray[np.bool_]
Numbers = NDArray[np.int16]
Places = NDArray[np.intp]
Values = Mapping[str, NDArray[np.int8]]
"""For each dimension of the scenario the place of its value in DIMENSIONS, (n_calls,)."""

REACTIONS = tuple(reaction.id for reaction in catalogue())
PLACE = {reaction: place for place, reaction in enumerate(REACTIONS)}
ACTS = tuple(Act)
AGREEMENTS = ("", "callback", "referral", "material_requested", "meeting")
OUTCOMES = (
    "meeting", "callback", "referral", "material_requested", "polite_no", "hung_up", "opted_out", "caller_gave_up",
)  # fmt: skip
TALKING = -1
PERSON, GATEKEEPER = 0, 1
PHASE_NAMES = ("person", "gatekeeper")
NOBODY_TALKS = frozenset(PHASES) - {"answers", "gatekeeper"}

_KIND = np.array([reaction.kind for reaction in catalogue()])
_OBJECTIONS, _QUESTIONS = _KIND == "objection", _KIND == "question"


def bits(acts: frozenset[Act]) -> int:
    """A set of acts as one number, a bit an act."""
    return sum(1 << ACTS.index(act) for act in acts)


def acts_in(number: int) -> frozenset[Act]:
    """The set of acts that `bits` made a number of."""
    return frozenset(act for place, act in enumerate(ACTS) if number >> place & 1)


@dataclass(frozen=True, slots=True)
class Moves:
    """What the callers do in one turn, (n_calls,) each: acts as bits, seconds spoken, the worth of an answer given."""

    acts: NDArray[np.int32]
    spoken_s: Floats
    dodged: Truths
    bluffed: Truths

    def part(self, places: Places) -> "Moves":
        """Those of some of the calls."""
        return Moves(self.acts[places], self.spoken_s[places], self.dodged[places], self.bluffed[places])


class Crowd:
    """The states of mind of many calls. The arrays change in place; `calls` are the numbers that chance goes by.

    `step` is where each caller is in the script, for a caller who has one.
    """

    def __init__(self, values: Values, calls: Calls, seed: int, leaning: Leaning = NO_LEANING) -> None:
        """Everybody picks up: `values` has the scenarios, `calls` the numbers of the calls, (n_calls,) each."""
        size = len(calls)
        self.seed, self.calls, self.values = seed, calls, values
        minds = np.clip(_START + sum(_added(name)[values[name]] for name in DIMENSIONS), 0.0, 1.0)
        self.interest, self.trust, self.patience, self.clarity = minds.T.copy()
        self.never = np.logical_or.reduce([_denied(name)[values[name]] for name in DIMENSIONS])
        self.phase = np.where(self.value_is("reach", "gatekeeper"), GATEKEEPER, PERSON).astype(np.int8)
        self.inside = _in_mind(values, self.never, calls, seed, leaning)
        self.twist, self.twist_turn = _twists(values["twist"], calls, seed)
        self.said = np.zeros((size, len(REACTIONS)), bool)
        self.handled_ever, self.missed_ever = np.zeros_like(self.said), np.zeros_like(self.said)
        self.on_table = np.full(size, -1, np.int16)
        self.last = np.full(size, -1, np.int16)
        self.since = np.zeros(size, np.int32)
        self.agreed = np.zeros(size, np.int8)
        self.outcome = np.full(size, TALKING, np.int8)
        for name in (
            "turn", "waited", "confused", "silences", "permissions", "pitches", "open_questions", "closed_questions",
            "refusals", "turns_taken", "step",
        ):  # fmt: skip
            setattr(self, name, np.zeros(size, np.int16))
        for name in (
            "knows_who", "knows_why", "connection_named", "asked_for_person", "mishandled", "repeated", "opted_out",
            "need_told",
        ):  # fmt: skip
            setattr(self, name, np.zeros(size, bool))

    turn: Numbers
    waited: Numbers
    confused: Numbers
    silences: Numbers
    permissions: Numbers
    pitches: Numbers
    open_questions: Numbers
    closed_questions: Numbers
    refusals: Numbers
    turns_taken: Numbers
    step: Numbers
    knows_who: Truths
    knows_why: Truths
    connection_named: Truths
    asked_for_person: Truths
    mishandled: Truths
    repeated: Truths
    opted_out: Truths
    need_told: Truths

    def __len__(self) -> int:
        return len(self.calls)

    def part(self, places: Places) -> "Crowd":
        """Some of the calls, as a crowd of their own."""
        other = object.__new__(Crowd)
        for name, value in vars(self).items():
            taken = {key: array[places] for key, array in value.items()} if name == "values" else value
            setattr(other, name, taken if name in {"seed", "values"} else value[places])
        return other

    @staticmethod
    def joined(crowds: Sequence["Crowd"]) -> "Crowd":
        """All calls of several crowds, in the order given."""
        other = object.__new__(Crowd)
        for name, value in vars(crowds[0]).items():
            if name == "values":
                joined = {key: np.concatenate([crowd.values[key] for crowd in crowds]) for key in value}
                setattr(other, name, joined)
            elif name == "seed":
                setattr(other, name, value)
            else:
                setattr(other, name, np.concatenate([getattr(crowd, name) for crowd in crowds]))
        return other

    def value_is(self, dimension: str, value: str) -> Truths:
        """Where the scenario has this value."""
        return np.asarray(self.values[dimension]) == DIMENSIONS[dimension].index(value)

    @property
    def objection_open(self) -> Truths:
        """See ProspectState, as for all that follows."""
        return (self.on_table >= 0) & _OBJECTIONS[self.on_table]

    @property
    def question_waiting(self) -> Truths:
        """Where a question is on the table."""
        return (self.on_table >= 0) & _QUESTIONS[self.on_table]

    @property
    def acknowledged(self) -> Truths:
        """Where the caller showed to have heard what is on the table."""
        return did(self.since, Act.ACKNOWLEDGE)

    @property
    def has_objected(self) -> Truths:
        """Where this person said no to anything in this call."""
        return (self.said & _OBJECTIONS).any(axis=1)

    @property
    def has_agreed(self) -> Truths:
        """Where some next step was agreed."""
        return self.agreed > 0

    @property
    def has_agreed_to_meet(self) -> Truths:
        """Where a meeting was agreed."""
        return self.agreed == AGREEMENTS.index("meeting")

    @property
    def has_need(self) -> Truths:
        """Where there is anything to be of use with."""
        return ~self.value_is("need", "none")

    @property
    def has_more_inside(self) -> Truths:
        """Where there is something left in mind to say against it."""
        return np.any(self.inside >= 0, axis=1)

    @property
    def twist_due(self) -> Truths:
        """Where what makes this call special happens now."""
        return (self.twist >= 0) & (self.turn >= self.twist_turn)

    @property
    def is_asked_a_fact(self) -> Truths:
        """Nowhere: what the callers of a simulation ask about is not drawn."""
        return np.zeros(len(self), bool)

    @property
    def is_asked_to_repeat(self) -> Truths:
        """Nowhere: in a simulation everybody hears what was said."""
        return np.zeros(len(self), bool)

    @property
    def knows_what(self) -> Truths:
        """Where the caller has said what the call is about: why, or what they offer."""
        return self.knows_why | (self.pitches > 0)

    @property
    def knows_trade(self) -> Truths:
        """Where this person can tell a bluff from an answer."""
        return _TRADE[self.values["role"]] | ~self.value_is("technical", "none")


def did(acts: NDArray[np.int32], act: Act) -> Truths:
    """Where these acts hold this one."""
    return (acts & np.int32(bits(frozenset((act,))))) != 0


_TRADE = np.array([role in KNOW_THE_TRADE for role in DIMENSIONS["role"]])
_START = np.array([START[part] for part in MIND])
_INSIDE, _ORDER, _TWIST, _TWIST_TURN = 1, 2, 3, 4  # what chance is drawn for


@cache
def _added(dimension: str) -> Floats:
    """What each value of a dimension adds to the mind a call begins with, (n_values, 4)."""
    return np.array(
        [[adds(dimension, value).get(part, 0.0) for part in MIND] for value in DIMENSIONS[dimension]]
    )  # fmt: skip


@cache
def _denied(dimension: str) -> Truths:
    """The reactions that each value of a dimension rules out, (n_values, n_reactions)."""
    return np.array([[name in denies(dimension, value) for name in REACTIONS] for value in DIMENSIONS[dimension]])


@cache
def _brought(dimension: str) -> Floats:
    """The chance of each reaction that may be in mind, by value of a dimension, (n_values, n_in_mind)."""
    return np.array(
        [[brings(dimension, value).get(name, 0.0) for name in comes_out()] for value in DIMENSIONS[dimension]]
    )


def _in_mind(values: Values, never: Truths, calls: Calls, seed: int, leaning: Leaning) -> Numbers:
    """What each person has in mind to say against it, (n_calls, MOST_IN_MIND), in the order in which it comes out.

    The certain ones are kept first, then those that chance brings up, in an order of chance.
    """
    places = np.array([PLACE[name] for name in comes_out()])
    chances = np.maximum.reduce([_brought(name)[values[name]] for name in DIMENSIONS]) * ~never[:, places]
    for place, name in enumerate(comes_out()):
        if name in leaning:
            chances[:, place] = leaned(chances[:, place], leaning[name])
    lots = np.stack([draw(seed, calls, place, _INSIDE) for place in range(len(places))], axis=1)
    order = np.stack([draw(seed, calls, place, _ORDER) for place in range(len(places))], axis=1)
    absent = 2.0
    rank = np.where(chances >= 1.0, -1.0, np.where(lots < chances, order, absent))
    kept = np.argpartition(rank, MOST_IN_MIND, axis=1)[:, :MOST_IN_MIND]
    there = np.take_along_axis(rank, kept, axis=1) < absent
    kept = np.sort(np.where(there, kept, len(places)), axis=1)
    return np.append(places, -1)[kept].astype(np.int16)


def _twists(values: NDArray[np.int8], calls: Calls, seed: int) -> tuple[Numbers, Numbers]:
    """The twist of each call, or -1, and the turn from which it may come."""
    lots = draw(seed, calls, 0, _TWIST)
    twist = np.full(len(calls), -1, np.int16)
    for number, value in enumerate(DIMENSIONS["twist"]):
        choices = np.array([PLACE[name] for name in twists(value)], np.int16)
        these = np.flatnonzero(values == number)
        if len(choices):
            twist[these] = choices[(lots[these] * len(choices)).astype(int)]
    first, last = TWIST_TURNS
    turns = first + (draw(seed, calls, 0, _TWIST_TURN) * (last - first + 1)).astype(np.int16)
    return twist, turns.astype(np.int16)
