"""Which single answer to improve first: what each reaction costs that is not handled as it could be."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from belletje.prospect.catalogue import catalogue
from belletje.rehearsal.simulation.crowd import PLACE, Crowd, Moves, Places, bits
from belletje.rehearsal.simulation.population import Population
from belletje.rehearsal.simulation.run import Speaker, simulate
from belletje.rehearsal.simulation.tally import Tally

TRIED = 12
"""Reactions that are tried, the most met first."""
CALLS_TRIED = 20_000
MET_AT_LEAST = 0.003
"""Share of conversations in which a reaction must be met to be worth a try."""
ANSWERED_S = 6.0


@dataclass(frozen=True, slots=True)
class Weakness:
    """A reaction, and how many meetings in 1,000 conversations a good answer to it would save."""

    reaction: str
    lost_per_1000: float


@dataclass(frozen=True, slots=True)
class Handles:
    """Somebody who calls as another does, but handles one reaction in the way that the catalogue names first."""

    speaker: Speaker
    reaction: str

    def act(self, crowd: Crowd, turn: int) -> tuple[Moves, Places]:
        """See Speaker."""
        moves, gone = self.speaker.act(crowd, turn)
        place = PLACE[self.reaction]
        there = crowd.on_table == place
        acts = np.where(there, bits(catalogue()[self.reaction].handled_by[0]), moves.acts).astype(np.int32)
        seconds = np.where(there, ANSWERED_S, moves.spoken_s)
        return Moves(acts, seconds, moves.dodged & ~there, moves.bluffed & ~there), gone[~there[gone]]


def weakest(
    speaker: Speaker,
    population: Population,
    found: Tally,
    seed: int,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[Weakness, ...]:
    """What each reaction costs, most first: the same calls, with the same luck, once as they were and once handled.

    `found` is the tally of the calls as they were; only differences over chance are given.
    """
    calls = min(found.calls, CALLS_TRIED)
    before = simulate(speaker, population, calls, seed)
    progress(calls)
    costs = []
    for reaction in _worth_trying(found):
        after = simulate(Handles(speaker, reaction), population, calls, seed)
        progress(calls)
        saved = after.outcomes["meeting"] - before.outcomes["meeting"]
        if saved > _by_chance(before, reaction):
            costs.append(Weakness(reaction, round(1000 * saved / calls, 1)))
    return tuple(sorted(costs, key=lambda one: -one.lost_per_1000))


def steps_of(found: Tally) -> int:
    """How many calls `weakest` will hold, for a progress bar."""
    return min(found.calls, CALLS_TRIED) * (1 + len(_worth_trying(found)))


def _worth_trying(found: Tally) -> tuple[str, ...]:
    asks = [reaction.id for reaction in catalogue() if reaction.kind in {"objection", "question"}]
    met = [reaction for reaction in asks if found.met[reaction] >= MET_AT_LEAST * found.calls]
    unhandled = sorted(met, key=lambda reaction: found.handled[reaction] - found.met[reaction])
    return tuple(reaction for reaction in unhandled if found.met[reaction] > found.handled[reaction])[:TRIED]


def _by_chance(before: Tally, reaction: str) -> float:
    """A difference in meetings that chance may bring, two standard deviations: only calls that met it can differ."""
    rate = before.outcomes["meeting"] / before.calls
    return float(2 * np.sqrt(2 * before.met[reaction] * rate * (1 - rate)))
