"""A scenario has a name, is found again by it, and holds nothing that cannot go together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.prospect.scenario import DIMENSIONS, Scenario, UnknownScenario, parse, possible
from prospect.scenarios import scenarios


@given(scenarios())
def test_a_scenario_is_found_again_by_its_id(scenario: Scenario) -> None:
    assert possible(scenario.values())
    assert parse(scenario.id) == scenario


@given(scenarios())
def test_a_scenario_is_found_again_by_its_values(scenario: Scenario) -> None:
    assert parse(", ".join(f"{name} = {value}" for name, value in scenario.values().items())) == scenario


@given(scenarios(), st.sets(st.sampled_from(tuple(DIMENSIONS))))
def test_values_left_out_take_what_may_go_with_the_rest(scenario: Scenario, left_out: set[str]) -> None:
    given_values = {name: value for name, value in scenario.values().items() if name not in left_out}
    found = parse(",".join(f"{name}={value}" for name, value in given_values.items()))
    assert given_values.items() <= found.values().items()
    assert possible(found.values())


def test_nothing_said_is_an_ordinary_call() -> None:
    assert parse("") == parse("  ") == Scenario()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mood=happy", "no scenario dimension 'mood'"),
        ("manner=purple", "'manner' cannot be 'purple'. Choose from friendly"),
        ("manner", "no scenario 'manner'"),
        ("=curt", "no scenario dimension ''"),
        ("s99", "no scenario 's99'"),
        ("s9999999999", "reach has no value number 9"),
        ("x" * 40, "no scenario"),
        ("\x00=\x00", "no scenario dimension"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence_that_says_what_is(text: str, told: str) -> None:
    with pytest.raises(UnknownScenario, match=told):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "reach=busy,manner=curt",
        "reach=voicemail,twist=do_not_call",
        "reach=no_answer,role=director",
        "role=hr_recruiter,authority=decides",
        "role=procurement,technical=deep",
        "manner=talkative,time=in_a_hurry",
        "need=urgent,twist=off_topic",
        "s0041000000",
    ],
)
def test_what_cannot_go_together_is_refused(text: str) -> None:
    with pytest.raises(UnknownScenario, match="cannot go together"):
        parse(text)


def test_the_scenario_space_is_that_of_the_domain() -> None:
    assert {name: len(values) for name, values in DIMENSIONS.items()} == {
        "reach": 6,
        "role": 5,
        "manner": 5,
        "time": 3,
        "need": 4,
        "supply": 5,
        "authority": 3,
        "technical": 3,
        "warmth": 3,
        "twist": 8,
    }
