"""The one transition for a whole crowd: the steps of prospect/respond.py over arrays, by the same rules.

A test holds both against each other.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from belletje.prospect.catalogue import catalogue
from belletje.prospect.features import Turn, features, levels
from belletje.prospect.persona import AFTER_PITCH, BEFORE_PITCH
from belletje.prospect.respond import ANSWERS, LAST_WORDS, NEEDS, OFFERS_AND_ASKS, TELLS_NEED, TOLD_OTHERWISE
from belletje.prospect.rules import MIND, Condition, Reply, dynamics
from belletje.prospect.scenario import DIMENSIONS
from belletje.rehearsal.simulation.chance import draw, pick
from belletje.rehearsal.simulation.crowd import (
    AGREEMENTS,
    OUTCOMES,
    PHASE_NAMES,
    PLACE,
    REACTIONS,
    Crowd,
    Moves,
    Places,
    Truths,
    bits,
    did,
)
from belletje.understanding.acts import Act

_ANSWERS = np.int32(bits(frozenset((Act.ANSWER_QUESTION,))))
_WAYS = [[bits(way) for way in reaction.handled_by] for reaction in catalogue()]
_WORSE = np.array([bits(reaction.mishandled_by) for reaction in catalogue()], np.int32)
_WAITS = np.array([bool(reaction.handled_by) for reaction in catalogue()])


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


_READY, _ROWS = 0, 10  # what chance is drawn for; crowd.py has 1 to 4


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
            result = result & self.truth(name)
        for name in condition.false:
            result = result & ~self.truth(name)
        if condition.any_of:
            result = result & np.logical_or.reduce([self.truth(name) for name in condition.any_of])
        return result

    def truth(self, name: str) -> Truths:
        """Where this is the case."""
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
    never = _never(crowd, places)
    said = crowd.said[places]
    sayable = reactions >= 0
    for column, name in enumerate(row.say):
        reaction = reactions[:, column]
        fresh = row.again or name.startswith("+")
        lines = np.arange(len(places))
        sayable[:, column] &= ~never[lines, reaction] & (fresh | ~said[lines, reaction])
    return reactions, sayable


def _never(crowd: Crowd, places: Places) -> Truths:
    """What each of these cannot say now, (n_places, n_reactions)."""
    told, offered = crowd.need_told[places, None], crowd.pitches[places, None] > 0
    return np.asarray(crowd.never[places] | (_DENIALS & told) | np.where(offered, _BEFORE_PITCH, _AFTER_PITCH))


_BEFORE_PITCH = np.array([name in BEFORE_PITCH for name in REACTIONS])
_AFTER_PITCH = np.array([name in AFTER_PITCH for name in REACTIONS])
_DENIALS = np.array([name in TOLD_OTHERWISE for name in REACTIONS])
_TELLS_NEED = np.array([name in TELLS_NEED for name in REACTIONS])
_LAST_WORDS = np.array([name in LAST_WORDS for name in REACTIONS])


def _meant(crowd: Crowd, name: str, places: Places) -> Places:
    match name:
        case "+objection" | "+question":
            return crowd.on_table[places].astype(np.intp)
        case "+inside":
            never = _never(crowd, places) | crowd.said[places]
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
    lays = ~again & _WAITS[reactions] & ((reactions != PLACE[ANSWERS]) | (crowd.on_table[places] < 0))
    new = places[lays]
    open_before = new[crowd.on_table[new] >= 0]
    crowd.missed_ever[open_before, crowd.on_table[open_before]] = True
    _clear(crowd, new)
    crowd.on_table[new] = reactions[lays]
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
