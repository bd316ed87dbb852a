"""Who did what, and when."""

from sqlalchemy import Connection, insert, select

from belletje.store.schema import audit


def note(connection: Connection, *, at: str, by: str, action: str, subject: str) -> None:
    """Adds a line; `subject` is an id such as `person:12`, never a name."""
    connection.execute(insert(audit).values(at=at, by=by, action=action, subject=subject))


def about(connection: Connection, subject: str) -> list[dict[str, str]]:
    """The lines about one subject, oldest first."""
    rows = connection.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.id))
    return [{"at": row.at, "by": row.by, "action": row.action} for row in rows]


def newest(connection: Connection, limit: int) -> list[dict[str, str]]:
    """The last lines, newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(limit))
    return [{"at": row.at, "by": row.by, "action": row.action, "subject": row.subject} for row in rows]
