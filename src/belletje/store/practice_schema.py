"""The tables of practice: answers of colleagues, how they did in real calls, and the ladder's steps.

`ladder_steps` is derived from the rehearsals: it may be emptied at any time and is then made again.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from belletje.store.schema import metadata

answers = Table(
    "answers", metadata,
    Column("id", Integer, primary_key=True),
    Column("language", String, nullable=False),
    Column("reaction", String, nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
)  # fmt: skip

answer_uses = Table(
    "answer_uses", metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("worked", Boolean, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("token", String, nullable=False, server_default="", index=True),
)  # fmt: skip

ladder_steps = Table(
    "ladder_steps", metadata,
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("made_with", String, nullable=False),
    Column("data", Text, nullable=False),
)  # fmt: skip

TABLES = (answers, answer_uses, ladder_steps)
