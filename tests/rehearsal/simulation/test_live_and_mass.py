"""One dynamics: very many calls at once end as the same calls end one by one with the live prospect."""

from collections import Counter

import pytest
from scipy.stats import chi2_contingency

from belletje.prospect.scenario import Scenario
from belletje.rehearsal.simulation.callers import caller
from belletje.rehearsal.simulation.crowd import OUTCOMES
from belletje.rehearsal.simulation.run import simulate_one
from belletje.rehearsal.space import covering_array
from rehearsal.simulation.one_by_one import outcome

LIVE_CALLS, MASS_CALLS = 250, 8_000
SPOKEN = [scenario for scenario in covering_array(2) if scenario.reach in {"answers", "gatekeeper"}]
SCENARIOS = SPOKEN[:: len(SPOKEN) // 20][:20]
BY = {scenario: ("average", "good")[number % 2] for number, scenario in enumerate(SCENARIOS)}
CHANCE_OF_ALARM = 0.001
RARE = 4


def test_twenty_scenarios_are_compared() -> None:
    assert len(SCENARIOS) == 20


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_live_and_mass_calls_end_alike(scenario: Scenario) -> None:
    who = caller(BY[scenario])
    live = Counter(outcome(who, scenario, seed) for seed in range(LIVE_CALLS))
    mass = simulate_one(who, scenario, MASS_CALLS, seed=11).outcomes
    frequent = [name for name in OUTCOMES if mass[name] * LIVE_CALLS / MASS_CALLS >= RARE]
    table = [[counts[name] for name in frequent] for counts in (live, mass)]
    rest = [LIVE_CALLS - sum(table[0]), MASS_CALLS - sum(table[1])]
    if sum(rest):
        table = [[*row, left] for row, left in zip(table, rest, strict=True)]
    if len(table[0]) > 1:
        assert chi2_contingency(table).pvalue > CHANCE_OF_ALARM, (live, mass)
