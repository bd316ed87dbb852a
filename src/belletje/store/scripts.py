"""Call scripts by name; the one in use is current."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from belletje.store.schema import scripts


@dataclass(frozen=True, slots=True)
class StoredScript:
    """A call script as kept; `current` is the one that lies beside the next call."""

    id: int
    name: str
    text: str
    at: str
    current: bool


def add(connection: Connection, *, name: str, text: str, at: str) -> int:
    """Keeps a script and makes it the current one; gives its id."""
    connection.execute(update(scripts).values(current=False))
    row = {"name": name, "text": text, "at": at, "current": True}
    return int(connection.execute(insert(scripts).values(row)).inserted_primary_key[0])  # type: ignore[index]


def change(connection: Connection, script_id: int, *, name: str, text: str, at: str) -> None:
    """Writes a script anew."""
    connection.execute(update(scripts).where(scripts.c.id == script_id).values(name=name, text=text, at=at))


def make_current(connection: Connection, script_id: int) -> None:
    """Lays this script beside the next calls."""
    connection.execute(update(scripts).values(current=scripts.c.id == script_id))


def remove(connection: Connection, script_id: int) -> None:
    """Throws a script away."""
    connection.execute(delete(scripts).where(scripts.c.id == script_id))


def every(connection: Connection) -> list[StoredScript]:
    """All scripts, the current one first."""
    found = connection.execute(select(scripts).order_by(scripts.c.current.desc(), scripts.c.id.desc()))
    return [StoredScript(row.id, row.name, row.text, row.at, row.current) for row in found]


def get(connection: Connection, script_id: int) -> StoredScript | None:
    """One script, or None."""
    return next((script for script in every(connection) if script.id == script_id), None)
