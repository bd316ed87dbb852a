"""The caller's own questions, change by change, with who and when; the newest change of a question holds."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from belletje.prospect.questions import Question, from_data, to_data
from belletje.store.schema import questions


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """An own question as kept; `change` is the number of the change that it stands at."""

    question: Question
    change: int
    at: str
    by: str


def keep(connection: Connection, name: str, question: Question | None, *, at: str, by: str) -> int:
    """Adds a change: the question as it is now, or None where it is thrown away. Gives the number of the change."""
    data = json.dumps(to_data((question,)), ensure_ascii=False) if question else None
    row = {"name": name, "data": data, "at": at, "by": by}
    return int(connection.execute(insert(questions).values(row)).inserted_primary_key[0])  # type: ignore[index]


def undo(connection: Connection, change: int) -> str | None:
    """Takes back a change; gives the question's id, or None where the change is no longer the newest of it."""
    name = connection.execute(select(questions.c.name).where(questions.c.id == change)).scalar()
    newest = select(func.max(questions.c.id)).where(questions.c.name == name)
    if name is None or connection.execute(newest).scalar() != change:
        return None
    connection.execute(delete(questions).where(questions.c.id == change))
    return str(name)


def every(connection: Connection) -> list[StoredQuestion]:
    """All own questions that were not thrown away, in the order in which they were first kept."""
    first, last = func.min(questions.c.id).label("first"), func.max(questions.c.id).label("last")
    spans = select(first, last).group_by(questions.c.name).subquery()
    rows = connection.execute(
        select(questions).join(spans, questions.c.id == spans.c.last).order_by(spans.c.first)
    ).all()  # fmt: skip
    return [
        StoredQuestion(question, row.id, row.at, row.by)
        for row in rows
        if row.data is not None
        for question in from_data(json.loads(row.data), "questions")
    ]


def get(connection: Connection, name: str) -> StoredQuestion | None:
    """One own question, or None."""
    return next((kept for kept in every(connection) if kept.question.id == name), None)
