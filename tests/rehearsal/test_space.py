"""The scenario space, its covering arrays and what a caller has met of it."""

from belletje.prospect.scenario import possible
from belletje.rehearsal.space import combinations_possible, coverage, covering_array, most_new


def test_the_covering_array_holds_every_pair_that_can_occur() -> None:
    found = coverage(covering_array(2), (), 2)
    assert found.met == found.possible == len(combinations_possible(2))


def test_every_scenario_of_the_array_can_occur() -> None:
    assert all(possible(scenario.values()) for scenario in covering_array(2))


def test_pairs_need_few_rehearsals() -> None:
    assert len(covering_array(2)) <= 60


def test_nothing_met_is_nothing_covered() -> None:
    assert coverage((), (), 2).met == 0


def test_what_was_handled_was_met_too() -> None:
    done = covering_array(2)[:3]
    found = coverage((), done, 2)
    assert found.met == found.handled > 0


def test_the_next_rehearsal_is_one_that_adds_most() -> None:
    met = list(covering_array(2)[:5])
    before = coverage(met, (), 2).met
    gains = [coverage([*met, other], (), 2).met - before for other in covering_array(2)]
    assert coverage([*met, most_new(met)], (), 2).met - before == max(gains)
