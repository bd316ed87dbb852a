"""Named values: the caller's name and company, the language, the secret for objections."""

import secrets

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from belletje.store.schema import settings


def read(connection: Connection, name: str, default: str = "") -> str:
    """The value of a setting, or the default."""
    return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar() or default


def write(connection: Connection, name: str, value: str) -> None:
    """Keeps a value under a name."""
    row = insert(settings).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def secret(connection: Connection) -> bytes:
    """The key with which objections are hashed: made once, on first use, and never shown."""
    kept = read(connection, "objection_secret")
    if not kept:
        kept = secrets.token_hex(32)
        write(connection, "objection_secret", kept)
    return bytes.fromhex(kept)
