"""The tables of the desk: real calls and what they left to do. Moments are UTC, ISO 8601 to the second, and so sort.

A call knows its person by number and by the contact it was about (`file`, `row`): people are joined and split, and the
calls go along with the contact. `desk_queue` holds nothing of its own: it is worked out from people and calls.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, false

from belletje.store.schema import metadata

real_calls = Table(
    "real_calls", metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("person_id", ForeignKey("persons.id", ondelete="SET NULL"), index=True),
    Column("file", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("duration_s", Integer),
    Column("callback_at", String),
    Column("why", String, nullable=False),
    Column("week", String, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("result", String, nullable=False, server_default=""),
    Column("result_at", String),
    Column("result_by", String),
    Column("result_on", String),
    Column("referral_import", Integer),
    Column("undone_at", String),
    Column("undone_by", String),
    Column("signals", Text, nullable=False, server_default=""),
)  # fmt: skip

heard_reactions = Table(
    "heard_reactions", metadata,
    Column("call_id", ForeignKey("real_calls.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("reaction", String, nullable=False, index=True),
    Column("answer", String, nullable=False),
    Column("colleague", Integer, nullable=False, server_default="0"),
    Column("transcript", Boolean, nullable=False, server_default=false()),
)  # fmt: skip

after_calls = Table(
    "after_calls", metadata,
    Column("call_id", ForeignKey("real_calls.id", ondelete="CASCADE"), primary_key=True),
    Column("by", String, nullable=False),
    Column("feared", Text, nullable=False),
    Column("happened", Text, nullable=False),
    Column("next", Text, nullable=False),
    Column("at", String, nullable=False),
)  # fmt: skip

tasks = Table(
    "desk_tasks", metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("real_calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("done_at", String),
    Column("done_by", String),
)  # fmt: skip

reservations = Table(
    "desk_reservations", metadata,
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", String, nullable=False, index=True),
    Column("token", String, nullable=False),
    Column("by", String, nullable=False),
    Column("until", String, nullable=False),
)  # fmt: skip

put_off = Table(
    "desk_put_off", metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("until", String, nullable=False, index=True),
    Column("undone_at", String),
    Column("undone_by", String),
)  # fmt: skip

queue = Table(
    "desk_queue", metadata,
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("phone", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("country", String, nullable=False),
    Column("from_hour", Integer, nullable=False),
    Column("vacancy_id", Integer),
    Column("over", Boolean, nullable=False),
    Column("not_before", String),
    Column("callback_at", String, index=True),
)  # fmt: skip

transcripts = Table(
    "transcripts", metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String, nullable=False, unique=True),
    Column("call_id", ForeignKey("real_calls.id", ondelete="SET NULL"), index=True),
    Column("data", Text, nullable=False),
    Column("caller", String, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
)  # fmt: skip

heard_alone = Table(
    "heard_alone", metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey("transcripts.id", ondelete="SET NULL"), index=True),
    Column("on", String, nullable=False),
)  # fmt: skip

heard_alone_reactions = Table(
    "heard_alone_reactions", metadata,
    Column("heard_id", ForeignKey("heard_alone.id", ondelete="CASCADE"), primary_key=True),
    Column("reaction", String, primary_key=True),
)  # fmt: skip

goals = Table(
    "goals", metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("since", String, nullable=False),
    Column("until", String, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
)  # fmt: skip

tally = Table(
    "desk_tally", metadata,
    Column("kind", String, primary_key=True),
    Column("group", String, primary_key=True),
    Column("outcome", String, primary_key=True),
    Column("result", String, primary_key=True),
    Column("number", Integer, nullable=False),
)  # fmt: skip

Index("desk_queue_best", queue.c.over, queue.c.score.desc())
Index("desk_queue_in_order", queue.c.score.desc(), queue.c.person_id)
Index(
    "desk_queue_waits", queue.c.over, queue.c.zone, queue.c.country, queue.c.from_hour, queue.c.callback_at,
    queue.c.not_before, queue.c.person_id,
)  # fmt: skip
Index("real_calls_by_time", real_calls.c.at, real_calls.c.undone_at, real_calls.c.outcome, real_calls.c.result)
Index("real_calls_by_contact", real_calls.c.file, real_calls.c.row)
Index("real_calls_by_week", real_calls.c.week)
Index("real_calls_by_hour", real_calls.c.weekday, real_calls.c.hour)
Index("real_calls_by_why", real_calls.c.why)
Index("real_calls_by_who", real_calls.c.by, real_calls.c.undone_at, real_calls.c.id)
Index("real_calls_by_result", real_calls.c.result_on, sqlite_where=real_calls.c.result_on.is_not(None))
Index("tasks_to_do", tasks.c.done_at, tasks.c.due_at)

TABLES = (
    real_calls, heard_reactions, after_calls, tasks, reservations, put_off, queue, transcripts, heard_alone,
    heard_alone_reactions, goals, tally,
)  # fmt: skip
