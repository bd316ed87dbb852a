"""What to practise next: one due, one new, one wished."""

import pytest

from belletje.ladder.proposals import practise_next, scenario_for
from belletje.prospect.catalogue import catalogue
from belletje.prospect.scenario import UnknownScenario, possible
from belletje.rehearsal.space import combinations_of

from .diary import GOOD, MISSED, day, steps


def test_before_the_first_call_the_start_is_quiet() -> None:
    due, new, wished = practise_next((), day(1))
    assert due.scenario.manner == "friendly"
    assert "45" in new.why["nl"]
    assert wished.why["nl"].endswith(".")


def test_what_is_most_overdue_comes_first() -> None:
    due, _, _ = practise_next(steps((1, MISSED)), day(30))
    assert due.kind == "due"
    assert "29 dagen" in due.why["nl"]
    assert "29 days" in due.why["en"]


def test_the_new_one_adds_pairs_that_were_not_met() -> None:
    calls = steps((1, GOOD))
    _, new, _ = practise_next(calls, day(2))
    added = combinations_of(new.scenario, 2) - combinations_of(calls[0].scenario, 2)
    assert f"{len(added)} combinaties" in new.why["nl"]
    assert len(added) > 30


@pytest.mark.parametrize(
    ("wish", "name", "value"),
    [
        ("has_supplier", "supply", "preferred_supplier"),
        ("reaction:asks_rate", "role", "procurement"),
        ("manner=curt", "manner", "curt"),
        ("manner=curt,need=urgent", "need", "urgent"),
    ],
)
def test_a_wish_is_a_reaction_a_value_or_a_scenario(wish: str, name: str, value: str) -> None:
    _, _, wished = practise_next((), day(1), wish)
    assert wished.scenario.values()[name] == value


@pytest.mark.parametrize("wish", ["reaction:nonsense", "manner=sleepy", "nonsense"])
def test_a_wish_that_cannot_be_is_refused_in_one_sentence(wish: str) -> None:
    with pytest.raises(UnknownScenario):
        practise_next((), day(1), wish)


def test_without_a_wish_what_went_wrong_most_is_proposed() -> None:
    _, _, wished = practise_next(steps((1, MISSED), (2, MISSED), (3, GOOD)), day(4))
    assert wished.item
    assert wished.why["en"].endswith("to be gained.")


def test_every_reaction_has_a_scenario_in_which_it_can_be_met() -> None:
    for reaction in catalogue():
        assert possible(scenario_for(f"reaction:{reaction.id}").values())
