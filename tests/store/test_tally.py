"""The figures that are kept call by call are those that counting anew gives."""

import pytest
from sqlalchemy import select

from belletje.desk.alongside import Met
from belletje.store import tally
from belletje.store.desk_schema import tally as table
from belletje.store.engine import transaction
from belletje.usecases import queue, realcalls


@pytest.fixture
def figures(furnished_house):
    """All figures that are not nought."""

    def read() -> set[tuple[object, ...]]:
        with transaction(furnished_house.engine) as connection:
            return {tuple(row) for row in connection.execute(select(table).where(table.c.number != 0))}

    return read


def test_recording_undoing_and_results_keep_the_figures_right(furnished_house, now, figures):
    for n, outcome in enumerate(["meeting", "no_contact", "polite_no", "meeting"]):
        person = queue.next_person(house=furnished_house, now=now, holder=f"desk{n}")
        realcalls.record_call(
            house=furnished_house, person=person, outcome=outcome, now=now, token=f"t{n}",
            heard=[Met("has_supplier", "Al een partij"), Met("has_supplier", "Reden", 7), Met("send_email")],
        )  # fmt: skip
    realcalls.set_result(house=furnished_house, call=1, result="won", now=now)
    realcalls.undo_call(house=furnished_house, call=4, now=now)
    realcalls.undo_call(house=furnished_house, call=4, now=now)
    kept = figures()
    assert ("reaction", "has_supplier", "meeting", "won", 1) in kept
    with transaction(furnished_house.engine) as connection:
        tally.recount(connection)
    assert figures() == kept
