"""A crowd on the line: the states of mind of many calls at once, and the one transition for all of them.

The names and the steps are those of prospect/state.py and prospect/respond.py, and the rules are the same file; here
every value is an array with one place a call. A test holds both against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.catalogue import catalogue
from belletje.prospect.features import Turn, features, levels
from belletje.prospect.persona import (
    MOST_IN_MIND,
    PHASES,
    START,
    TWIST_TURNS,
    adds,
    brings,
    comes_out,
    denies,
    twists,
)
from belletje.prospect.respond import LAST_WORDS, NEEDS, OFFERS_AND_ASKS, TELLS_NEED, TOLD_OTHERWISE
from belletje.prospect.rules import MIND, Condition, Reply, dynamics
from belletje.prospect.scenario import DIMENSIONS
from belletje.prospect.state import KNOW_THE_TRADE
from belletje.rehearsal.simulation.chance import Calls, Floats, draw, pick
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
_WAITS = np.array([bool(reaction.handled_by) for reaction in catalogue()])


def bits(acts: frozenset[Act]) -> int:
    """A set of acts as one number, a bit an act."""
    return sum(1 << ACTS.index(act) for act in acts)


_ANSWERS = np.int32(bits(frozenset((Act.ANSWER_QUESTION,))))
_WAYS = [[bits(way) for way in reaction.handled_by] for reaction in catalogue()]
_WORSE = np.array([bits(reaction.mishandled_by) for reaction in catalogue()], np.int32)


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

    def __init__(self, values: Values, calls: Calls, seed: int) -> None:
        """Everybody picks up: `values` has the scenarios, `calls` the numbers of the calls, (n_calls,) each."""
        size = len(calls)
        self.seed, self.calls, self.values = seed, calls, values
        minds = np.clip(_START + sum(_added(name)[values[name]] for name in DIMENSIONS), 0.0, 1.0)
        self.interest, self.trust, self.patience, self.clarity = minds.T.copy()
        self.never = np.logical_or.reduce([_denied(name)[values[name]] for name in DIMENSIONS])
        self.phase = np.where(self.value_is("reach", "gatekeeper"), GATEKEEPER, PERSON).astype(np.int8)
        self.inside = _in_mind(values, self.never, calls, seed)
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
    def knows_trade(self) -> Truths:
        """Where this person can tell a bluff from an answer."""
        return _TRADE[self.values["role"]] | ~self.value_is("technical", "none")


def did(acts: NDArray[np.int32], act: Act) -> Truths:
    """Where these acts hold this one."""
    return (acts & np.int32(bits(frozenset((act,))))) != 0


def respond(crowd: Crowd, moves: Moves, turn: int) -> None:
    """One turn for every call of the crowd, none of which is over. `turn` counts the caller's turns in the call."""
    rules = dynamics()
    doing = _Doing(crowd, moves)
    sees_through = moves.dodged | (moves.bluffed & crowd.knows_trade)
    believed = np.where(sees_through, moves.acts & ~_ANSWERS, moves.acts)
    taken = _take(crowd, believed, moves)
    before = crowd.part(np.arange(len(crowd)))
    _hear(crowd, believed)
    facts = features(before, crowd, taken, rules)
    doing.facts = {name: np.broadcast_to(np.asarray(truth), len(crowd)) for name, truth in facts.items()}
    _feel(crowd, doing, moves)
    _settle(crowd, taken)
    doing.facts |= levels(crowd, draw(crowd.seed, crowd.calls, turn, _READY), rules)
    for phase, name in enumerate(PHASE_NAMES):
        places = np.flatnonzero(crowd.phase == phase)
        if len(places):
            _answer(crowd, doing, places, rules.replies[name], turn)


_READY, _INSIDE, _ORDER, _TWIST, _TWIST_TURN, _ROWS = 0, 1, 2, 3, 4, 10  # what chance is drawn for


class _Doing:
    """What holds in this turn for each call: features, acts, values of the scenario and what was said before."""

    def __init__(self, crowd: Crowd, moves: Moves) -> None:
        self._crowd, self._acts = crowd, moves.acts
        self._said = crowd.said.copy()
        self.facts: dict[str, Truths] = {}

    def holds(self, condition: Condition) -> Truths:
        """Where the condition holds, (n_calls,)."""
        result = np.ones(len(self._crowd), bool)
        for name in condition.true:
            result = result & self._truth(name)
        for name in condition.false:
            result = result & ~self._truth(name)
        if condition.any_of:
            result = result & np.logical_or.reduce([self._truth(name) for name in condition.any_of])
        return result

    def truth(self, name: str) -> Truths:
        """Where this is the case."""
        return self._truth(name)

    def _truth(self, name: str) -> Truths:
        known = self.facts.get(name)
        if known is None:
            known = self.facts[name] = self._look_up(name)
        return known

    def _look_up(self, name: str) -> Truths:
        kind, _, value = name.partition(":")
        if kind == "said":
            return self._said[:, PLACE[value]]
        return self._crowd.value_is(kind, value) if value else did(self._acts, Act(name))


def _take(crowd: Crowd, believed: NDArray[np.int32], moves: Moves) -> Turn:
    """The turn against what is on the table."""
    since = crowd.since | believed
    handled = np.zeros(len(crowd), bool)
    for reaction in np.unique(crowd.on_table[crowd.on_table >= 0]):
        there = crowd.on_table == reaction
        handled[there] = np.logical_or.reduce([(since[there] & way) == way for way in _WAYS[reaction]])
    waiting = crowd.on_table >= 0
    return Turn(
        nothing=moves.acts == 0,
        silent=np.zeros(len(crowd), bool),
        monologue=moves.spoken_s >= dynamics().limits["monologue_s"],
        handled=handled,
        mishandled=waiting & ~handled & ((_WORSE[crowd.on_table] & moves.acts) != 0),
        dodged=moves.dodged,
        bluffed=moves.bluffed,
    )


def _hear(crowd: Crowd, acts: NDArray[np.int32]) -> None:
    crowd.turn = crowd.turn + np.int16(1)
    crowd.turns_taken = crowd.turns_taken + np.int16(1)
    crowd.knows_who = crowd.knows_who | did(acts, Act.INTRODUCE)
    offers_and_asks = np.logical_and.reduce([did(acts, act) for act in OFFERS_AND_ASKS])
    crowd.knows_why = crowd.knows_why | did(acts, Act.STATE_REASON) | offers_and_asks
    crowd.connection_named = crowd.connection_named | did(acts, Act.NAME_CONNECTION)
    crowd.asked_for_person = crowd.asked_for_person | did(acts, Act.ASK_REFERRAL)
    crowd.since = crowd.since | acts
    crowd.permissions = crowd.permissions + did(acts, Act.ASK_PERMISSION)
    crowd.pitches = crowd.pitches + did(acts, Act.PITCH)
    opened = did(acts, Act.ASK_OPEN)
    crowd.open_questions = crowd.open_questions + opened
    crowd.closed_questions = np.where(opened, 0, crowd.closed_questions + did(acts, Act.ASK_CLOSED)).astype(np.int16)


def _feel(crowd: Crowd, doing: _Doing, moves: Moves) -> None:
    rules = dynamics()
    mind = {part: getattr(crowd, part).copy() for part in MIND}
    for effect in rules.effects:
        holds = doing.holds(effect.condition)
        for part, amount in effect.change.items():
            mind[part] += amount * holds
    too_long_s = np.maximum(0.0, moves.spoken_s - rules.limits["patient_listening_s"])
    mind["patience"] -= too_long_s * rules.limits["patience_per_second"]
    for part in MIND:
        setattr(crowd, part, np.clip(mind[part], 0.0, 1.0))


def _settle(crowd: Crowd, turn: Turn) -> None:
    crowd.confused = crowd.confused + turn.nothing
    crowd.mishandled = crowd.mishandled | turn.mishandled
    waiting = crowd.on_table >= 0
    settled = np.flatnonzero(waiting & turn.handled & ~turn.mishandled)
    crowd.handled_ever[settled, crowd.on_table[settled]] = True
    crowd.waited = crowd.waited + waiting
    _clear(crowd, settled)


def _clear(crowd: Crowd, places: Places) -> None:
    crowd.on_table[places] = -1
    crowd.since[places] = 0
    crowd.waited[places] = 0
    crowd.repeated[places] = False


def _answer(crowd: Crowd, doing: _Doing, places: Places, rows: Sequence[Reply], turn: int) -> None:
    """Each call of `places` gets the first row that holds, whose chance comes up, and that has anything left to say."""
    decided = np.zeros(len(crowd), bool)
    undecided = places
    for number, row in enumerate(rows):
        if not len(undecided):
            return
        there = undecided[doing.holds(row.condition)[undecided]]
        if row.chance < 1.0 and len(there):
            there = there[draw(crowd.seed, crowd.calls[there], turn, _ROWS + 2 * number) < row.chance]
        if not len(there):
            continue
        reactions, sayable = _sayable(crowd, row, there)
        speaks = sayable.any(axis=1)
        weights = np.array(list(row.say.values())) * sayable[speaks]
        chances = draw(crowd.seed, crowd.calls[there[speaks]], turn, _ROWS + 2 * number + 1)
        chosen = reactions[speaks][np.arange(len(weights)), pick(chances, weights)]
        _say(crowd, doing, there[speaks], row, chosen)
        answered = there[speaks]
        if row.ends:
            _say(crowd, doing, there[~speaks], row, np.full((~speaks).sum(), PLACE["says_goodbye"]))
            answered = there
        decided[answered] = True
        undecided = undecided[~decided[undecided]]


def _sayable(crowd: Crowd, row: Reply, places: Places) -> tuple[Places, Truths]:
    """The reactions that the row may give now, and which of them this call can: both (n_places, n_names)."""
    reactions = np.stack([_meant(crowd, name, places) for name in row.say], axis=1)
    never = crowd.never[places] | (_DENIALS & crowd.need_told[places, None])
    said = crowd.said[places]
    sayable = reactions >= 0
    for column, name in enumerate(row.say):
        reaction = reactions[:, column]
        fresh = row.again or name.startswith("+")
        lines = np.arange(len(places))
        sayable[:, column] &= ~never[lines, reaction] & (fresh | ~said[lines, reaction])
    return reactions, sayable


_DENIALS = np.array([name in TOLD_OTHERWISE for name in REACTIONS])
_TELLS_NEED = np.array([name in TELLS_NEED for name in REACTIONS])
_LAST_WORDS = np.array([name in LAST_WORDS for name in REACTIONS])
_TRADE = np.array([role in KNOW_THE_TRADE for role in DIMENSIONS["role"]])


def _meant(crowd: Crowd, name: str, places: Places) -> Places:
    match name:
        case "+objection" | "+question":
            return crowd.on_table[places].astype(np.intp)
        case "+inside":
            never = crowd.never[places] | (_DENIALS & crowd.need_told[places, None]) | crowd.said[places]
            return _first(crowd.inside[places], ~never)
        case "+twist":
            return crowd.twist[places].astype(np.intp)
        case "+need":
            return _first(_need_lines()[crowd.values["need"][places]], ~crowd.said[places])
        case _:
            return np.full(len(places), PLACE[name], np.intp)


def _first(candidates: NDArray[np.int16], free: Truths) -> Places:
    """The first candidate of each row, (n, k), that is one (not -1) and free, (n, n_reactions); -1 where none is."""
    able = (candidates >= 0) & np.take_along_axis(free, candidates.astype(np.intp), axis=1)
    first = candidates[np.arange(len(candidates)), able.argmax(axis=1)]
    return np.where(able.any(axis=1), first, -1).astype(np.intp)


@cache
def _need_lines() -> NDArray[np.int16]:
    lines = [[PLACE[reaction] for reaction in NEEDS.get(need, ())] for need in DIMENSIONS["need"]]
    longest = max(map(len, lines))
    return np.array([[*one, *[-1] * (longest - len(one))] for one in lines], np.int16)


def _say(crowd: Crowd, doing: _Doing, places: Places, row: Reply, reactions: Places) -> None:
    if not len(places):
        return
    again = (reactions == crowd.on_table[places]) | (reactions == PLACE["asked_again"])
    crowd.repeated[places[again]] = True
    new = places[~again & _WAITS[reactions]]
    open_before = new[crowd.on_table[new] >= 0]
    crowd.missed_ever[open_before, crowd.on_table[open_before]] = True
    _clear(crowd, new)
    crowd.on_table[new] = reactions[~again & _WAITS[reactions]]
    if not row.agrees:
        proposed = doing.truth(Act.PROPOSE_MEETING)[places] | doing.truth(Act.PROPOSE_SLOT)[places]
        crowd.refusals[places] += proposed
    crowd.said[places, reactions] = True
    crowd.last[places] = reactions
    crowd.inside[places] = np.where(crowd.inside[places] == reactions[:, None], -1, crowd.inside[places])
    crowd.twist[places] = np.where(crowd.twist[places] == reactions, -1, crowd.twist[places])
    crowd.need_told[places] |= _TELLS_NEED[reactions]
    crowd.opted_out[places] |= reactions == PLACE["do_not_call"]
    if row.agrees:
        meets = AGREEMENTS.index("meeting")
        crowd.agreed[places] = np.where(crowd.agreed[places] == meets, meets, AGREEMENTS.index(row.agrees))
    if row.moves:
        _clear(crowd, places)
        crowd.phase[places] = PHASE_NAMES.index(row.moves)
        crowd.turn[places] = 0
        crowd.agreed[places] = 0
    else:
        over = _LAST_WORDS[reactions] | row.ends
        end(crowd, places[over], hung_up=(reactions == PLACE["hangs_up"])[over])


def end(crowd: Crowd, places: Places, hung_up: Truths, gave_up: bool = False) -> None:
    """Ends these calls: outcomes as in prospect/respond.py."""
    open_ones = places[crowd.on_table[places] >= 0]
    crowd.missed_ever[open_ones, crowd.on_table[open_ones]] = True
    nothing = "caller_gave_up" if gave_up else "polite_no"
    outcome = np.array([OUTCOMES.index(name or nothing) for name in AGREEMENTS])[crowd.agreed[places]]
    outcome = np.where(hung_up, OUTCOMES.index("hung_up"), outcome)
    crowd.outcome[places] = np.where(crowd.opted_out[places], OUTCOMES.index("opted_out"), outcome)


_START = np.array([START[part] for part in MIND])


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


def _in_mind(values: Values, never: Truths, calls: Calls, seed: int) -> Numbers:
    """What each person has in mind to say against it, (n_calls, MOST_IN_MIND), in the order in which it comes out.

    The certain ones are kept first, then those that chance brings up, in an order of chance.
    """
    places = np.array([PLACE[name] for name in comes_out()])
    chances = np.maximum.reduce([_brought(name)[values[name]] for name in DIMENSIONS]) * ~never[:, places]
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
