"""Holding very many calls: a caller or a script against the population, chunk by chunk."""

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from belletje.prospect.scenario import DIMENSIONS, Scenario
from belletje.rehearsal.simulation.chance import Calls
from belletje.rehearsal.simulation.crowd import NOBODY_TALKS, TALKING, Crowd, Moves, Places
from belletje.rehearsal.simulation.population import Population
from belletje.rehearsal.simulation.tally import NOTHING, Tally, count
from belletje.rehearsal.simulation.transition import end, respond

CHUNK = 16_384
"""Calls held at once: some 20 MB, whatever the number asked for."""
LONGEST_TURNS = 60


class Speaker(Protocol):
    """Who calls: a scripted caller, or a script."""

    def act(self, crowd: Crowd, turn: int) -> tuple[Moves, Places]:
        """What each caller does now, and the places of those who put the phone down instead."""
        ...


def simulate(
    speaker: Speaker,
    population: Population,
    calls: int,
    seed: int,
    progress: Callable[[int], None] = lambda done: None,
) -> Tally:
    """Holds `calls` conversations with whom the population brings; tells `progress` how many are done."""
    total = NOTHING
    for numbers in _chunks(calls):
        total += count(hold(speaker, Crowd(population.draw(numbers, seed), numbers, seed, population.leaning)))
        progress(total.calls)
    return total


def simulate_one(speaker: Speaker, scenario: Scenario, calls: int, seed: int) -> Tally:
    """The same with one scenario for every call. Raises ValueError where nobody would speak."""
    if scenario.reach in NOBODY_TALKS:
        raise ValueError(f"In a scenario with reach={scenario.reach} nobody talks: there is nothing to simulate.")
    total = NOTHING
    for numbers in _chunks(calls):
        values = {
            name: np.full(len(numbers), DIMENSIONS[name].index(value), np.int8)
            for name, value in scenario.values().items()
        }
        total += count(hold(speaker, Crowd(values, numbers, seed)))
    return total


def hold(speaker: Speaker, crowd: Crowd) -> Crowd:
    """Holds the calls of a crowd to their end; gives the crowd with every outcome."""
    over: list[Crowd] = []
    for turn in range(LONGEST_TURNS):
        if not len(crowd):
            break
        moves, gone = speaker.act(crowd, turn)
        if len(gone):
            stays = np.setdiff1d(np.arange(len(crowd)), gone, assume_unique=True)
            end(crowd, gone, np.zeros(len(gone), bool), gave_up=True)
            over.append(crowd.part(gone))
            crowd, moves = crowd.part(stays), moves.part(stays)
        respond(crowd, moves, turn)
        still = crowd.outcome == TALKING
        if not still.all():
            over.append(crowd.part(np.flatnonzero(~still)))
            crowd = crowd.part(np.flatnonzero(still))
    if len(crowd):
        end(crowd, np.arange(len(crowd)), np.zeros(len(crowd), bool), gave_up=True)
        over.append(crowd)
    return Crowd.joined(over)


def _chunks(calls: int) -> Iterator[Calls]:
    for start in range(0, calls, CHUNK):
        yield np.arange(start, min(calls, start + CHUNK), dtype=np.uint64)
