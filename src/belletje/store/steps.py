"""The ladder's steps, kept beside the calls that they were derived from."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from belletje.store.practice_schema import ladder_steps
from belletje.store.schema import calls


def read(connection: Connection, made_with: str) -> dict[int, str]:
    """The steps that these versions made, by call."""
    found = connection.execute(select(ladder_steps).where(ladder_steps.c.made_with == made_with))
    return {row.call_id: row.data for row in found}


def write(connection: Connection, steps: Mapping[int, str], made_with: str) -> None:
    """Keeps steps in the place of those that were there."""
    connection.execute(delete(ladder_steps).where(ladder_steps.c.call_id.in_(list(steps))))
    if not steps:
        return
    connection.execute(
        insert(ladder_steps),
        [{"call_id": call, "made_with": made_with, "data": data} for call, data in steps.items()],
    )


def forget(connection: Connection, call_id: int | None = None) -> None:
    """Throws the step of one call away, or all of them: they are derived."""
    every = delete(ladder_steps)
    connection.execute(every if call_id is None else every.where(ladder_steps.c.call_id == call_id))


def ended(connection: Connection) -> list[int]:
    """The calls that came to an end, oldest first."""
    return list(
        connection.execute(select(calls.c.id).where(calls.c.outcome.is_not(None)).order_by(calls.c.id)).scalars()
    )
