"""Where a person stands after the calls so far."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belletje.desk.knowledge import outcomes, rules
from belletje.desk.standing import NEVER_CALLED, Past, standing

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def after(*names: str, callback_at: datetime | None = None) -> list[Past]:
    """Calls on successive days, the last with a callback where that is given."""
    calls = [Past(MONDAY + timedelta(days=day), name) for day, name in enumerate(names)]
    return [*calls[:-1], Past(calls[-1].at, calls[-1].outcome, callback_at)]


def test_who_was_never_called_may_be_called_at_once() -> None:
    assert standing([]) == NEVER_CALLED


@pytest.mark.parametrize(
    ("names", "hours"),
    [
        (["no_contact"], 3),
        (["no_contact", "voicemail_left"], 21),
        (["no_contact", "no_contact", "no_contact"], 51),
        (["no_contact"] * 5, 171),
        (["polite_no"], 90 * 24),
        (["material_requested"], 7 * 24),
        (["no_contact", "material_requested", "no_contact"], 3),
    ],
)
def test_each_call_in_vain_makes_the_next_wait_longer(names: list[str], hours: int) -> None:
    now = standing(after(*names))
    assert now.last_at
    assert now.not_before == now.last_at + timedelta(hours=hours)
    assert not now.over


def test_after_as_many_calls_in_vain_as_the_rules_allow_it_is_over() -> None:
    assert standing(after(*["no_contact"] * rules().most_attempts)).over


@pytest.mark.parametrize("name", ["meeting", "opted_out"])
def test_after_a_meeting_or_an_objection_nobody_calls_by_themselves(name: str) -> None:
    assert standing(after(name)).over


def test_a_callback_stands_until_the_person_is_reached_again() -> None:
    due = MONDAY + timedelta(days=9)
    agreed = after("callback", callback_at=due)
    assert standing(agreed).callback_at == due
    assert standing([*agreed, Past(due, "no_contact")]).callback_at == due
    assert standing([*agreed, Past(due, "polite_no")]).callback_at is None


@given(st.lists(st.sampled_from(sorted(outcomes())), max_size=12))
def test_nobody_is_called_more_often_in_vain_than_the_rules_allow(names: list[str]) -> None:
    now = standing([Past(MONDAY + timedelta(days=day), name) for day, name in enumerate(names)])
    assert now.over or now.attempts < rules().most_attempts
    if names and not now.over:
        assert now.not_before
        assert now.last_at
        assert now.not_before > now.last_at
