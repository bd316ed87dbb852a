"""Transcripts as rows, until their time is over."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from belletje.store.desk_schema import transcripts


@dataclass(frozen=True, slots=True)
class StoredTranscript:
    """One transcript: `data` is what was said and the record made of it, as JSON; `caller` the speaker who called."""

    id: int
    token: str
    call_id: int | None
    data: str
    caller: str
    at: str
    by: str


def add(connection: Connection, *, token: str, call_id: int | None, data: str, caller: str, at: str, by: str) -> int:
    """Keeps a transcript; gives its number. The token must be new."""
    row = {"token": token, "call_id": call_id, "data": data, "caller": caller, "at": at, "by": by}
    return int(connection.execute(insert(transcripts).values(row)).inserted_primary_key[0])  # type: ignore[index]


def by_token(connection: Connection, token: str) -> int | None:
    """The number of the transcript that was kept under this token, or None."""
    found = connection.execute(select(transcripts.c.id).where(transcripts.c.token == token)).scalar()
    return None if found is None else int(found)


def change(connection: Connection, transcript_id: int, *, data: str, caller: str) -> None:
    """Writes what was made of a transcript anew."""
    connection.execute(update(transcripts).where(transcripts.c.id == transcript_id).values(data=data, caller=caller))


def get(connection: Connection, transcript_id: int) -> StoredTranscript | None:
    """One transcript, or None."""
    row = connection.execute(select(transcripts).where(transcripts.c.id == transcript_id)).first()
    return StoredTranscript(**row._mapping) if row else None


def newest(connection: Connection, limit: int) -> list[StoredTranscript]:
    """The last transcripts, newest first."""
    found = connection.execute(select(transcripts).order_by(transcripts.c.id.desc()).limit(limit))
    return [StoredTranscript(**row._mapping) for row in found]


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Throws transcripts away."""
    connection.execute(delete(transcripts).where(transcripts.c.id.in_(list(ids))))


def before(connection: Connection, moment: str) -> list[int]:
    """The numbers of those that were kept before a moment (UTC)."""
    return list(connection.execute(select(transcripts.c.id).where(transcripts.c.at < moment)).scalars())
