"""What was heard in transcripts of calls that were not made at this desk: the figures, without a word of them.

When the time of a transcript is over its words go and its figures stay; who throws it away throws both away.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from belletje.store.desk_schema import heard_alone, heard_alone_reactions


@dataclass(frozen=True, slots=True)
class HeardAlone:
    """One such conversation: the day it was held on, and the transcript while its words are kept."""

    id: int
    on: str
    transcript_id: int | None


def keep(connection: Connection, transcript_id: int, *, on: str, reactions: Collection[str]) -> None:
    """Keeps what was heard in a transcript, instead of what was kept of it before; nothing where nothing was heard."""
    drop(connection, transcript_id)
    if reactions:
        row = {"transcript_id": transcript_id, "on": on}
        number = connection.execute(insert(heard_alone).values(row)).inserted_primary_key[0]  # type: ignore[index]
        connection.execute(
            insert(heard_alone_reactions), [{"heard_id": number, "reaction": one} for one in sorted(set(reactions))]
        )


def drop(connection: Connection, transcript_id: int) -> None:
    """Forgets what was heard in a transcript."""
    connection.execute(delete(heard_alone).where(heard_alone.c.transcript_id == transcript_id))


def conversations(connection: Connection) -> int:
    """Of how many such conversations it was kept what was heard."""
    return int(connection.execute(select(func.count()).select_from(heard_alone)).scalar_one())


def by_reaction(connection: Connection) -> dict[str, int]:
    """In how many of them each reaction was heard."""
    reaction = heard_alone_reactions.c.reaction
    return {row[0]: row[1] for row in connection.execute(select(reaction, func.count()).group_by(reaction))}


def newest(connection: Connection, reaction: str, limit: int) -> list[HeardAlone]:
    """Those in which a reaction was heard, the last one first."""
    found = connection.execute(
        select(heard_alone)
        .join(heard_alone_reactions)
        .where(heard_alone_reactions.c.reaction == reaction)
        .order_by(heard_alone.c.on.desc(), heard_alone.c.id.desc())
        .limit(limit)
    )
    return [HeardAlone(row.id, row.on, row.transcript_id) for row in found]


def of_transcript(connection: Connection, transcript_id: int) -> HeardAlone | None:
    """The conversation of a transcript, or None where nothing of it counts."""
    row = connection.execute(select(heard_alone).where(heard_alone.c.transcript_id == transcript_id)).first()
    return HeardAlone(row.id, row.on, row.transcript_id) if row else None
