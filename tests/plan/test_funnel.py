"""The funnel: published rates that become one's own, call by call, with honest intervals."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta as exact

from belletje.plan.forecast import calls_needed, fan, per_day, reaches, what_helps
from belletje.plan.funnel import BadFunnel, Tally, beta, draws, rates, read_stages, stages

NOTHING = [(stage, Tally(0, 0)) for stage in stages()]
counts = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: Tally(min(pair), max(pair)))


def rng() -> np.random.Generator:
    """The same chance for every test."""
    return np.random.default_rng(1)


def test_it_starts_at_the_published_rates_and_says_where_they_come_from() -> None:
    for rate in rates(NOTHING, draws(NOTHING, rng())):
        assert rate.mean == pytest.approx(rate.stage.rate)
        assert rate.own == 0
        assert all(rate.stage.source.values())


@settings(max_examples=25, deadline=None)
@given(counts)
def test_the_interval_is_that_of_the_beta_distribution(tally: Tally) -> None:
    found = [(stages()[0], tally)]
    (rate,) = rates(found, draws(found, rng()))
    one, other = beta(*found[0])
    assert rate.low == pytest.approx(exact.ppf(0.05, one, other), abs=0.012)
    assert rate.high == pytest.approx(exact.ppf(0.95, one, other), abs=0.012)
    assert rate.low <= rate.mean <= rate.high


def test_as_many_own_calls_as_the_start_is_worth_weigh_the_same() -> None:
    stage = stages()[0]
    own = Tally(int(stage.worth), int(stage.worth))
    (rate,) = rates([(stage, own)], draws([(stage, own)], rng()))
    assert rate.own == pytest.approx(0.5)
    assert rate.mean == pytest.approx((stage.rate + 1) / 2)


def test_more_own_calls_make_the_interval_narrower() -> None:
    few, many = ([(stages()[0], Tally(10 * n, 100 * n))] for n in (1, 50))
    widths = [rate.high - rate.low for found in (few, many) for rate in rates(found, draws(found, rng()))]
    assert widths[1] < widths[0] / 3


def test_the_calls_that_a_goal_takes_follow_from_the_rates() -> None:
    found = [(stage, Tally(50_000, 100_000)) for stage in stages()]
    needed = calls_needed(draws(found, rng()), "placements", 3)
    assert needed.middle == pytest.approx(3 / 0.5**4, rel=0.03)
    assert calls_needed(draws(found, rng()), "meetings", 3).middle == pytest.approx(3 / 0.5**3, rel=0.03)
    day = per_day(needed, 10)
    assert day
    assert day.middle == pytest.approx(needed.middle / 10)
    assert per_day(needed, 0) is None
    assert calls_needed(draws(found, rng()), "meetings", 0).high == 0


def test_the_fan_starts_at_what_is_done_widens_and_never_falls() -> None:
    days = [date(2026, 11, day) for day in range(2, 28)]
    told = fan(draws(NOTHING, rng()), "meetings", 2, days, 60, rng())
    assert len(told.middle) == len(days)
    assert told.low[0] >= 2
    for row in (told.low, told.lower, told.middle, told.upper, told.high):
        assert list(row) == sorted(row)
    assert told.high[-1] - told.low[-1] > told.high[0] - told.low[0]


def test_the_chance_of_making_it_grows_with_the_calls() -> None:
    drawn = draws(NOTHING, rng())
    chances = [reaches(drawn, "meetings", 3, calls, rng()) for calls in (0, 200, 1000, 5000)]
    assert chances == sorted(chances)
    assert chances[0] == 0
    assert reaches(drawn, "meetings", 0, 0, rng()) == 1


def test_what_helps_most_is_where_the_gap_to_good_callers_is_largest() -> None:
    poor = [(stage, Tally(0, 0)) for stage in stages()]
    poor[0] = (stages()[0], Tally(1, 1000))
    assert what_helps(poor, "placements", 1000)[0].stage.name == "reached"
    assert all(one.more >= 0 for one in what_helps(poor, "placements", 1000))
    assert len(what_helps(poor, "meetings", 1000)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "[x]\nrate = 2",
        "[x]\nrate = 0.5\nworth = 1\ngood = 0.4\nnl = ''\nen = ''\nsource_nl = 'x'\nsource_en = 'x'",
        "[x]\nrate = 0.5\nworth = 1\ngood = 0.6\nnl = ''\nen = ''\nsource_nl = ''\nsource_en = ''",
    ],
)
def test_a_funnel_that_breaks_its_rules_says_where(text: str) -> None:
    with pytest.raises(BadFunnel, match=r"funnel\.toml"):
        read_stages(text)


def test_an_open_meeting_counts_for_what_comes_of_meetings() -> None:
    found = [(stage, Tally(50_000, 100_000)) for stage in stages()]
    drawn = draws(found, rng())
    days = [date(2026, 11, day) for day in range(2, 28)]

    assert calls_needed(drawn, "placements", 3, 4).middle == pytest.approx((3 - 4 * 0.5) / 0.5**4, rel=0.03)
    assert calls_needed(drawn, "placements", 3, 40).middle == 0
    assert reaches(drawn, "placements", 1, 0, rng(), 1) == pytest.approx(0.5, abs=0.02)
    told = fan(drawn, "placements", 0, days, 0, rng(), 20)
    assert told.middle[-1] == pytest.approx(10, abs=1)
    assert told.middle[len(days) // 2] == pytest.approx(5, abs=1)


def test_an_open_meeting_is_no_second_meeting() -> None:
    drawn = draws(NOTHING, rng())
    assert calls_needed(drawn, "meetings", 3, 2) == calls_needed(drawn, "meetings", 3)
    assert reaches(drawn, "meetings", 1, 0, rng(), 9) == 0


def test_at_a_pace_of_ones_own_the_middle_ends_where_that_leads_and_not_at_the_goal() -> None:
    found = [(stage, Tally(50_000, 100_000)) for stage in stages()]
    drawn = draws(found, rng())
    days = [date(2026, 11, day) for day in range(2, 12)]
    told = fan(drawn, "meetings", 0, days, 8, rng())
    assert told.middle[-1] == pytest.approx(80 * 0.5**3, abs=1)

    unsure = fan(drawn, "meetings", 0, days, rng().uniform(0, 16, drawn.shape[1]), rng())
    assert unsure.high[-1] - unsure.low[-1] > told.high[-1] - told.low[-1]
