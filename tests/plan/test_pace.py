"""The pace: calls a day as they were made, with the interval that so few days allow."""

import numpy as np
import pytest

from belletje.plan.pace import pace, told


def rng() -> np.random.Generator:
    """The same chance for every test."""
    return np.random.default_rng(1)


def width(by_day: list[int]) -> float:
    """How wide the interval is after these days."""
    drawn = pace(by_day, rng())
    assert drawn is not None
    return told(drawn).high - told(drawn).low


def test_before_the_first_call_there_is_no_pace() -> None:
    assert pace([], rng()) is None
    assert pace([0, 0], rng()) is None


def test_the_pace_is_what_was_made_a_day() -> None:
    drawn = pace([20] * 10, rng())
    assert drawn is not None
    found = told(drawn)
    assert found.low < 20 < found.high
    assert found.middle == pytest.approx(20, rel=0.02)


def test_more_days_make_it_surer_and_uneven_days_less_sure() -> None:
    assert width([20] * 10) < width([20] * 2) < width([20])
    assert width([0, 40] * 5) > 2 * width([20] * 10)
