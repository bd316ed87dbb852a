"""Who was put off at the desk, by whom and until when; what was agreed with them stands where it was agreed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Select, Subquery, func, insert, select, update

from belletje.store.desk_schema import put_off


@dataclass(frozen=True, slots=True)
class StoredPutOff:
    """One "not now": `at` is when it was said, `until` when the person comes back; both UTC."""

    id: int
    person_id: int
    at: str
    by: str
    until: str


def add(connection: Connection, person_id: int, *, at: str, by: str, until: str) -> None:
    """Puts a person off."""
    connection.execute(insert(put_off).values(person_id=person_id, at=at, by=by, until=until))


def latest(connection: Connection, people: Collection[int]) -> dict[int, StoredPutOff]:
    """How each of these people was put off last, by their number; what was taken back is left out."""
    found = connection.execute(
        select(*(put_off.c[name] for name in StoredPutOff.__dataclass_fields__))
        .where(put_off.c.person_id.in_(list(people)), put_off.c.undone_at.is_(None))
        .order_by(put_off.c.id)
    )
    return {row.person_id: StoredPutOff(**row._mapping) for row in found}


def take_back(connection: Connection, person_id: int, *, at: str, by: str) -> None:
    """Takes back how a person is put off now, if they are; a second time changes nothing."""
    now = (put_off.c.person_id == person_id) & put_off.c.undone_at.is_(None) & (put_off.c.until > at)
    connection.execute(update(put_off).where(now).values(undone_at=at, undone_by=by))


def end(connection: Connection, person_id: int, *, at: str) -> None:
    """Ends how a person is put off: they were called all the same."""
    connection.execute(update(put_off).where(put_off.c.person_id == person_id, put_off.c.until > at).values(until=at))


def for_now(now: str) -> Select[tuple[int]]:
    """The numbers of those who are put off at this moment, for a query."""
    return select(put_off.c.person_id).where(put_off.c.until > now, put_off.c.undone_at.is_(None))


def until_when(now: str) -> Subquery:
    """The same with until when they are, for a query: person_id and until."""
    return (
        select(put_off.c.person_id, func.max(put_off.c.until).label("until"))
        .where(put_off.c.until > now, put_off.c.undone_at.is_(None))
        .group_by(put_off.c.person_id)
        .subquery()
    )
