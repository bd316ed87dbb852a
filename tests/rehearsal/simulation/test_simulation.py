"""Very many calls: the same for the same seed, whatever the chunks; the terrible get nowhere."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belletje.prospect.scenario import DIMENSIONS, Scenario, parse
from belletje.rehearsal.simulation import run
from belletje.rehearsal.simulation.callers import CALLERS, CallerError, caller, read_caller
from belletje.rehearsal.simulation.chance import draw, pick
from belletje.rehearsal.simulation.population import population
from belletje.rehearsal.simulation.run import simulate, simulate_one
from belletje.rehearsal.simulation.tally import Tally, interval
from belletje.rehearsal.simulation.weakest import Handles, weakest

CALLS = 6_000
WAVES = 'do = [{ acts = "greet" }]'


def of(name: str, calls: int = CALLS, seed: int = 5) -> Tally:
    """So many conversations of a scripted caller."""
    return simulate(caller(name), population(), calls, seed)


def test_a_terrible_caller_gets_no_meetings_an_average_one_some_and_a_good_one_twice_as_many() -> None:
    meetings = {name: of(name, 30_000).rate("meeting").rate for name in CALLERS}
    assert meetings["terrible"] <= 0.002
    assert 0.02 <= meetings["average"] <= 0.08
    assert meetings["good"] >= 2 * meetings["average"]


@pytest.mark.parametrize("name", CALLERS)
def test_every_conversation_ends_in_some_way(name: str) -> None:
    found = of(name, 2_000)
    assert found.calls == sum(found.outcomes.values()) == 2_000
    assert sum(rate.rate for rate in found.rates().values()) == pytest.approx(1.0)


def test_who_needs_nothing_is_seldom_talked_into_a_meeting() -> None:
    needless, needy = (simulate_one(caller("good"), parse(f"need={need}"), 4_000, 2) for need in ("none", "urgent"))
    assert needless.outcomes["meeting"] < needy.outcomes["meeting"] / 2


def test_the_same_seed_gives_the_same_calls_and_another_seed_others() -> None:
    assert of("average", 3_000) == of("average", 3_000)
    assert of("average", 3_000) != of("average", 3_000, seed=6)


def test_calls_do_not_depend_on_how_many_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = of("average", 3_000)
    monkeypatch.setattr(run, "CHUNK", 700)
    assert of("average", 3_000) == whole


def test_progress_is_told_and_ends_with_all_calls() -> None:
    told: list[int] = []
    simulate(caller("terrible"), population(), run.CHUNK + 10, 1, told.append)
    assert told == [run.CHUNK, run.CHUNK + 10]


def test_nobody_talks_where_nobody_picks_up() -> None:
    with pytest.raises(ValueError, match="nobody talks"):
        simulate_one(caller("good"), Scenario(reach="no_answer"), 10, 1)


# ---- chance ----------------------------------------------------------------------------------------------------------


def test_chance_is_even_and_does_not_follow_call_turn_or_purpose() -> None:
    numbers = np.arange(100_000, dtype=np.uint64)
    one, next_turn, other_purpose = draw(1, numbers, 0, 0), draw(1, numbers, 1, 0), draw(1, numbers, 0, 1)
    assert np.histogram(one, bins=20, range=(0, 1))[0] == pytest.approx(5_000, rel=0.06)
    for other in (next_turn, other_purpose, np.roll(one, 1)):
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.02


@given(st.lists(st.floats(0.0, 10.0), min_size=1, max_size=6).filter(lambda row: sum(row) > 0.1), st.integers(0, 99))
@settings(max_examples=60)
def test_what_weighs_nothing_is_never_picked(row: list[float], seed: int) -> None:
    weights = np.tile(row, (200, 1))
    picked = pick(draw(seed, np.arange(200, dtype=np.uint64), 0, 0), weights)
    assert all(row[place] > 0 for place in picked)


# ---- who is met ------------------------------------------------------------------------------------------------------


def test_the_population_is_met_as_often_as_its_data_says_and_never_in_an_impossible_combination() -> None:
    values = population().draw(np.arange(20_000, dtype=np.uint64), 3)
    for number in range(200):
        Scenario(**{name: DIMENSIONS[name][values[name][number]] for name in DIMENSIONS}).id  # noqa: B018
        parse(",".join(f"{name}={DIMENSIONS[name][values[name][number]]}" for name in DIMENSIONS))
    gatekeepers = Counter(values["reach"].tolist())[DIMENSIONS["reach"].index("gatekeeper")]
    assert gatekeepers / 20_000 == pytest.approx(population().shares["reach"]["gatekeeper"], abs=0.02)


def test_every_figure_of_the_population_says_where_it_comes_from() -> None:
    assert set(population().sources) == set(DIMENSIONS)
    assert all(population().sources.values())
    for name, shares in population().shares.items():
        assert set(shares) <= set(DIMENSIONS[name])
        assert sum(shares.values()) == pytest.approx(1.0)


# ---- intervals, and what to improve ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("times", "among"), [(0, 1), (0, 1000), (5, 10), (1000, 1000), (48, 1000)])
def test_an_interval_holds_its_rate_and_stays_within_bounds(times: int, among: int) -> None:
    found = interval(times, among)
    assert 0.0 <= found.low <= found.rate + 1e-12
    assert found.rate - 1e-12 <= found.high <= 1.0
    assert interval(times * 10, among * 10).high - interval(times * 10, among * 10).low < found.high - found.low


def test_an_interval_is_the_one_that_is_published() -> None:
    """Wilson's interval for 81 of 263, as in Newcombe (1998), table I: 0.2553 to 0.3662."""
    assert (interval(81, 263).low, interval(81, 263).high) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_handling_what_is_missed_saves_meetings() -> None:
    found = of("average", 20_000)
    costs = weakest(caller("average"), population(), found, 5)
    assert costs
    assert [one.lost_per_1000 for one in costs] == sorted((one.lost_per_1000 for one in costs), reverse=True)
    handled = simulate(Handles(caller("average"), costs[0].reaction), population(), 20_000, 5)
    saved = handled.outcomes["meeting"] - found.outcomes["meeting"]
    assert 1000 * saved / 20_000 == pytest.approx(costs[0].lost_per_1000, abs=0.1)


# ---- a caller of one's own -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = [", "is no TOML"),
        ("", "has no [[move]]"),
        ('[[move]]\nwhen = ["mind_reading"]\n' + WAVES, "cannot know 'mind_reading'"),
        ('[[move]]\ndo = [{ acts = "dance" }]', "'dance' is no act"),
        ('[[move]]\ndo = [{ acts = "greet", answer = "lied" }]', "dodged or bluffed"),
        ('[[move]]\ndo = [{ acts = "greet", weight = 0 }]', "weight is more than 0"),
        ("[[move]]\nwhen = []", "needs `do`"),
        ('[[move]]\nwhen = ["first"]\n' + WAVES, "the last move must hold always"),
    ],
)
def test_a_callers_file_that_cannot_be_used_says_why(text: str, says: str) -> None:
    with pytest.raises(CallerError) as refused:
        read_caller(text, "mine.toml")
    assert says in str(refused.value)
    assert "mine.toml" in str(refused.value)


def test_a_caller_who_only_waves_gets_nowhere() -> None:
    who = read_caller(f'[[move]]\nwhen = ["late"]\nhangs_up = true\n[[move]]\n{WAVES}', "waves")
    assert simulate(who, population(), 2_000, 1).outcomes["meeting"] == 0
