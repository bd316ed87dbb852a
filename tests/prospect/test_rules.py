"""The rules are data: every name in them is known, and every list of answers has a last resort."""

from random import Random

import pytest

from belletje.prospect.catalogue import catalogue
from belletje.prospect.features import Turn, features, levels
from belletje.prospect.persona import never_said, pick_up
from belletje.prospect.rules import condition, dynamics
from belletje.prospect.scenario import DIMENSIONS, Scenario
from belletje.rehearsal.space import covering_array
from belletje.understanding.acts import Act

SPECIAL = {"+objection", "+question", "+inside", "+twist", "+need"}
AGREEMENTS = {"meeting", "callback", "referral", "material_requested"}
PHASES = ("person", "gatekeeper", "stranger")
ROWS = [(phase, row) for phase in PHASES for row in dynamics().replies[phase]]
STATE = pick_up(Scenario(), Random(1))
NOTHING = Turn(*[False] * 7)
MET = {*features(STATE, STATE, NOTHING, dynamics()), *levels(STATE, 0.5, dynamics())}
MET |= set(map(str, Act)) | {f"{name}:{value}" for name, values in DIMENSIONS.items() for value in values}
MET |= {f"said:{reaction.id}" for reaction in catalogue()}


def test_every_condition_speaks_of_something_that_can_be_the_case() -> None:
    conditions = [effect.condition for effect in dynamics().effects] + [row.condition for _, row in ROWS]
    assert {name for condition in conditions for name in condition.names} <= MET


def test_every_answer_is_in_the_catalogue() -> None:
    assert {name for _, row in ROWS for name in row.say} - SPECIAL <= set(catalogue().reactions)


def test_every_effect_moves_something_by_less_than_one() -> None:
    assert [one.name for one in dynamics().effects if not one.change] == []
    assert [one.name for one in dynamics().effects if any(not 0 < abs(by) < 1 for by in one.change.values())] == []


def test_every_agreement_is_an_outcome_and_every_move_leads_to_a_person() -> None:
    assert {row.agrees for _, row in ROWS if row.agrees} <= AGREEMENTS
    assert {row.moves for _, row in ROWS if row.moves} == {"person"}


def test_every_chance_and_weight_can_come_up() -> None:
    assert [row.name for _, row in ROWS if not 0 < row.chance <= 1 or not all(by > 0 for by in row.say.values())] == []


def test_no_effect_waits_for_what_it_brings_about() -> None:
    """How high the mind stands is looked at after the effects, so no effect may depend on it."""
    names = {name for effect in dynamics().effects for name in effect.condition.names}
    assert names.isdisjoint(levels(STATE, 0.5, dynamics()))


def test_every_row_that_ends_a_call_says_why() -> None:
    assert [row.name for _, row in ROWS if row.ends and not row.because] == []


def test_a_contrary_among_which_one_must_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'not trust_fair' stands in `any`"):
        condition({"any": ["first_turns", "not trust_fair"]})


def test_rows_of_one_list_have_names_of_their_own() -> None:
    assert len({(phase, row.name) for phase, row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("phase", PHASES)
def test_the_last_row_of_every_list_always_has_an_answer(phase: str) -> None:
    last = dynamics().replies[phase][-1]
    assert not last.condition.names
    assert last.chance == 1
    assert last.again or last.ends


def test_what_a_person_can_never_say_is_in_the_catalogue() -> None:
    never = {reaction for scenario in covering_array(2) for reaction in never_said(scenario.values())}
    assert never
    assert never <= set(catalogue().reactions)
