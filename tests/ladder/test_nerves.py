"""What was feared and what happened."""

import pytest

from belletje.ladder.nerves import Fear, feared_against_happened, nerves_over_calls

from .diary import day

FEARS = (
    Fear("c3", day(3), "Ze lacht me uit", 60, "Ze was aardig", 30, False),
    Fear("c1", day(1), "Ze hangt op", 80, "Ze hing op", 70, True),
    Fear("c2", day(2), "Ik weet het antwoord niet", 70),
    Fear("c4", day(4)),
)


def test_fears_are_counted_against_what_came_of_them() -> None:
    counts = feared_against_happened(FEARS)
    assert (counts.feared, counts.judged, counts.came_true) == (3, 2, 1)


def test_nerves_are_a_line_over_time_without_what_was_left_out() -> None:
    assert [(point.call, point.before, point.after) for point in nerves_over_calls(FEARS)] == [
        ("c1", 80, 70), ("c2", 70, None), ("c3", 60, 30),
    ]  # fmt: skip


@pytest.mark.parametrize("nerves", [-1, 101])
def test_nerves_lie_between_0_and_100(nerves: int) -> None:
    with pytest.raises(ValueError, match="0 to 100"):
        Fear("c1", day(1), nerves_before=nerves)
