"""Weights learn from outcomes, and only from enough of them."""

from __future__ import annotations

import random

import pytest

from belletje.calllist.learning import ENOUGH_CALLS, Call, calls_missing, learned
from belletje.calllist.reasons import WEIGHTS


def calls(number: int, telling: str, seed: int = 1) -> list[Call]:
    """Calls that go well more often the higher one signal is, and whatever the others are."""
    rng = random.Random(seed)
    made = []
    for _ in range(number):
        signals = {name: rng.random() for name in WEIGHTS}
        made.append(Call(signals, rng.random() < 0.05 + 0.6 * signals[telling]))
    return made


@pytest.mark.parametrize(("made", "missing"), [(0, 100), (40, 60), (ENOUGH_CALLS, 0)])
def test_with_too_few_calls_nothing_is_learned(made: int, missing: int) -> None:
    found = calls(made, "warmth")
    well = sum(call.went_well for call in found)
    assert calls_missing(well, len(found) - well) == missing
    assert (learned(WEIGHTS, found) is None) == bool(missing)


def test_calls_that_all_went_alike_teach_nothing() -> None:
    always = [Call({"warmth": 1.0}, True)] * 500
    assert calls_missing(len(always), 0) == 15
    assert learned(WEIGHTS, always) is None


@pytest.mark.parametrize("telling", sorted(WEIGHTS))
def test_the_signal_that_tells_gains_and_the_whole_stays_as_heavy(telling: str) -> None:
    found = learned(WEIGHTS, calls(600, telling))
    assert found is not None
    whole = sum(WEIGHTS.values())
    assert found[telling] / whole > WEIGHTS[telling] / whole
    assert sum(found.values()) == pytest.approx(whole, abs=0.1) or max(found.values()) == 10
    assert all(0 <= weight <= 10 for weight in found.values())


def test_more_calls_move_the_weights_further() -> None:
    few, many = (learned(WEIGHTS, calls(number, "hour")) for number in (120, 2000))
    assert few is not None
    assert many is not None
    assert WEIGHTS["hour"] < many["hour"]
    assert few["hour"] < many["hour"]
