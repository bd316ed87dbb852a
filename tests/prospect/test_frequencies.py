"""What a team hears itself moves the published shares, slowly, and with them who is met."""

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.catalogue import catalogue
from belletje.prospect.frequencies import WORTH, counts_for, leaned, leaning, updated
from belletje.prospect.persona import pick_up
from belletje.prospect.scenario import parse
from belletje.rehearsal.simulation.callers import caller
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.simulation.run import simulate

FEWEST, MOST = 0, 10_000


def test_without_own_calls_a_share_is_the_published_one_and_with_very_many_the_own() -> None:
    assert updated(0.3, 0, 0) == pytest.approx(0.3)
    assert updated(0.3, WORTH, 2 * WORTH) == pytest.approx((0.3 + 1) / 3)
    assert updated(0.3, 90_000, 100_000) == pytest.approx(0.9, abs=0.002)
    assert leaning({"has_supplier": 5}, 0) == {}


@given(among=st.integers(1, MOST), heard=st.floats(0.0, 1.0))
def test_what_is_heard_more_often_than_published_leans_up_and_what_is_heard_less_leans_down(
    among: int, heard: float
) -> None:
    published = catalogue()["has_supplier"].frequency
    times = round(heard * among)
    factor = leaning({"has_supplier": times}, among)["has_supplier"]
    assert factor == pytest.approx(1.0, abs=1e-3) or (factor > 1.0) == (times / among > published)


@given(chance=st.floats(0.0, 1.0), factor=st.floats(0.01, 100.0))
def test_a_chance_stays_a_chance_and_what_is_certain_stays_so(chance: float, factor: float) -> None:
    assert 0.0 <= leaned(chance, factor) <= 1.0 + 1e-12
    assert (leaned(0.0, factor), leaned(1.0, factor)) == (0.0, 1.0)
    assert counts_for({"no_need": 1.0}, {"no_need": factor}) == pytest.approx(factor)
    assert counts_for({"no_need": chance}, {}) == 1.0


def test_a_person_has_more_often_in_mind_what_the_team_hears_more_often() -> None:
    scenario = parse("need=latent")
    towards = leaning({"hiring_freeze": 150}, 200)
    had = {
        name: Counter("hiring_freeze" in pick_up(scenario, Random(seed), factors).inside for seed in range(800))[True]
        for name, factors in (("published", {}), ("ours", towards))
    }
    assert had["ours"] > 2 * had["published"]


def test_the_crowd_leans_as_the_single_prospect_does() -> None:
    times = {reaction.id: round(200 * reaction.frequency) for reaction in catalogue()} | {"has_supplier": 190}
    ours = population().as_heard(leaning(times, 200))
    who = caller("average")
    before, after = (simulate(who, people, 6_000, 3) for people in (population(), ours))
    assert after.met["has_supplier"] > 1.3 * before.met["has_supplier"]
    assert all(sum(shares.values()) == pytest.approx(1.0) for shares in ours.shares.values())
    drawn = Counter(ours.one(seed).supply for seed in range(300))
    assert drawn["preferred_supplier"] > 1.3 * 300 * population().shares["supply"]["preferred_supplier"]


def test_who_leans_nowhere_is_the_published_population() -> None:
    calls = np.arange(500, dtype=np.uint64)
    same, published = population().as_heard({}), population()
    for name, drawn in same.draw(calls, 7).items():
        assert (drawn == published.draw(calls, 7)[name]).all()
