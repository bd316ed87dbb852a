"""The scenario space, its covering arrays and what a caller has met of it."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from belletje.prospect.scenario import DIMENSIONS, EXCLUSIONS, Scenario, possible
from belletje.rehearsal.space import (
    combinations_of,
    combinations_possible,
    coverage,
    covering_array,
    most_new,
)
from prospect.scenarios import scenarios

NOBODY = {"no_answer", "busy", "wrong_number"}


def test_the_covering_array_holds_every_pair_that_can_occur() -> None:
    found = coverage(covering_array(2), (), 2)
    assert found.met == found.possible == len(combinations_possible(2))


def test_the_array_holds_no_pair_that_cannot_occur() -> None:
    held = {pair for scenario in covering_array(2) for pair in combinations_of(scenario, 2)}
    assert held == combinations_possible(2)


def test_every_scenario_of_the_array_can_occur_and_is_there_once() -> None:
    array = covering_array(2)
    assert all(possible(scenario.values()) for scenario in array)
    assert len(set(array)) == len(array)


def test_every_single_value_is_met() -> None:
    for name, values in DIMENSIONS.items():
        assert {getattr(scenario, name) for scenario in covering_array(2)} == set(values)


def test_pairs_need_few_rehearsals() -> None:
    assert len(covering_array(2)) <= 60


@given(scenarios())
@settings(max_examples=200)
def test_whatever_can_occur_is_counted_as_possible(scenario: Scenario) -> None:
    assert combinations_of(scenario, 2) <= combinations_possible(2)


def test_what_an_exclusion_forbids_outright_is_not_counted() -> None:
    for exclusion in EXCLUSIONS:
        for one, among in exclusion.when.items():
            for other, allowed in exclusion.then.items():
                for value in among:
                    for refused in set(DIMENSIONS[other]) - allowed:
                        assert frozenset({(one, value), (other, refused)}) not in combinations_possible(2)


def test_a_scenario_holds_as_many_pairs_as_there_are_pairs_of_dimensions() -> None:
    assert len(combinations_of(Scenario(), 2)) == len(list(combinations(DIMENSIONS, 2))) == 45


def test_nothing_met_is_nothing_covered() -> None:
    assert (coverage((), (), 2).met, coverage((), (), 2).handled) == (0, 0)


def test_what_was_handled_was_met_too() -> None:
    done = covering_array(2)[:3]
    found = coverage((), done, 2)
    assert found.met == found.handled > 0


def test_the_same_scenario_twice_covers_no_more() -> None:
    assert coverage([Scenario()] * 3, (), 2).met == 45


def test_the_next_rehearsal_is_one_that_adds_most() -> None:
    met = list(covering_array(2)[:5])
    before = coverage(met, (), 2).met
    gains = [coverage([*met, other], (), 2).met - before for other in covering_array(2)]
    assert coverage([*met, most_new(met)], (), 2).met - before == max(gains)


def test_following_the_advice_every_rehearsal_adds_until_all_pairs_are_met() -> None:
    met: list[Scenario] = []
    covered = [0]
    while covered[-1] < len(combinations_possible(2)):
        met.append(most_new(met))
        covered.append(coverage(met, (), 2).met)
        assert covered[-1] > covered[-2]
    assert len(met) <= len(covering_array(2))


@pytest.mark.parametrize("strength", [0, len(DIMENSIONS) + 1])
def test_a_strength_that_cannot_be_is_refused(strength: int) -> None:
    with pytest.raises(ValueError, match="whole number from 1 to 10"):
        covering_array(strength)
