"""Answers of experienced colleagues, and how they did in real calls."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Integer, cast, delete, func, insert, select

from belletje.store.practice_schema import answer_uses, answers


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer to a reaction, or to one `question` of it (empty: to all), with who gave it and when.

    `used` and `worked` count the real calls in which it was used.
    """

    id: int
    language: str
    reaction: str
    question: str
    text: str
    by: str
    at: str
    used: int
    worked: int


def add(connection: Connection, *, language: str, reaction: str, question: str, text: str, by: str, at: str) -> int:
    """Keeps an answer; gives its id."""
    row = {"language": language, "reaction": reaction, "question": question, "text": text, "by": by, "at": at}
    return int(connection.execute(insert(answers).values(row)).inserted_primary_key[0])  # type: ignore[index]


def remove(connection: Connection, answer_id: int) -> None:
    """Throws an answer away, with how it did."""
    connection.execute(delete(answers).where(answers.c.id == answer_id))


def note_use(connection: Connection, answer_id: int, *, worked: bool, at: str, by: str, token: str = "") -> None:
    """Keeps that an answer was used in a real call, and whether it worked; under a `token` only once."""
    if token and connection.execute(select(answer_uses.c.id).where(answer_uses.c.token == token)).first():
        return
    connection.execute(insert(answer_uses).values(answer_id=answer_id, worked=worked, at=at, by=by, token=token))


def every(connection: Connection, *, reaction: str = "", language: str = "") -> list[StoredAnswer]:
    """All answers, or those to one reaction, or in one language; oldest first."""
    return _read(connection, *([answers.c.reaction == reaction] if reaction else []), *_in(language))


def to(connection: Connection, reactions: Collection[str], language: str) -> list[StoredAnswer]:
    """The answers to some reactions in one language, oldest first."""
    return _read(connection, answers.c.reaction.in_(reactions), *_in(language))


def _in(language: str) -> list[ColumnElement[bool]]:
    return [answers.c.language == language] if language else []


def _read(connection: Connection, *wanted: ColumnElement[bool]) -> list[StoredAnswer]:
    counted = (
        select(answers, func.count(answer_uses.c.id), func.coalesce(func.sum(cast(answer_uses.c.worked, Integer)), 0))
        .outerjoin(answer_uses)
        .where(*wanted)
        .group_by(answers.c.id)
        .order_by(answers.c.id)
    )
    return [StoredAnswer(*row) for row in connection.execute(counted)]


def get(connection: Connection, answer_id: int) -> StoredAnswer | None:
    """One answer, or None."""
    return next((answer for answer in every(connection) if answer.id == answer_id), None)
