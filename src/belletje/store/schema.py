"""The tables. Facts about people are rows with who and when; a rehearsal is its header and its events."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

imports = Table(
    "imports", metadata,
    Column("id", Integer, primary_key=True),
    Column("file", String, nullable=False),
    Column("format", String, nullable=False),
    Column("digest", String, nullable=False, index=True),
    Column("rows", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Text, nullable=False),
    Column("at", String, nullable=False),
)  # fmt: skip

contacts = Table(
    "contacts", metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("file", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("person_id", ForeignKey("persons.id", ondelete="SET NULL"), index=True),
    Column("data", Text, nullable=False),
    UniqueConstraint("file", "row"),
)  # fmt: skip

persons = Table(
    "persons", metadata,
    Column("id", Integer, primary_key=True),
    Column("data", Text, nullable=False),
)  # fmt: skip

# How people are found: worked out from `persons`, and anew whenever they change. `may_be_called` is as it was when the
# person's place in the queue of the desk was worked out: the law itself is asked again for everyone who is shown.
# `touched` is more than 0 while that place is to be worked out anew; `organisation` is its name for comparing.
people_index = Table(
    "people_index", metadata,
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("family", String, nullable=False),
    Column("name", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("files_say_no", Boolean, nullable=False, index=True),
    Column("may_be_called", Boolean),
    Column("organisation", String, nullable=False, server_default=""),
    Column("touched", Integer, nullable=False, server_default="2"),
)  # fmt: skip

# By which numbers people are reached: an objection of one person holds for whoever else has the number.
people_numbers = Table(
    "people_numbers", metadata,
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String, primary_key=True, index=True),
)  # fmt: skip

said_by_hand = Table(
    "said_by_hand", metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("persons.id", ondelete="CASCADE"), nullable=False, index=True),
    # The contact that it was said of: when people are joined or split, what was said goes along with that contact.
    Column("file", String),
    Column("row", Integer),
    Column("kind", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
)  # fmt: skip

same_or_not = Table(
    "same_or_not", metadata,
    Column("id", Integer, primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("file", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("other_file", String, nullable=False),
    Column("other_row", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    UniqueConstraint("file", "row", "other_file", "other_row"),
)  # fmt: skip

columns_by_hand = Table(
    "columns_by_hand", metadata,
    Column("signature", String, primary_key=True),
    Column("meanings", Text, nullable=False),
    Column("at", String, nullable=False),
)  # fmt: skip

objections = Table(
    "objections", metadata,
    Column("key", String, primary_key=True),
    Column("at", String, nullable=False),
)  # fmt: skip

vacancies = Table(
    "vacancies", metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("data", Text, nullable=False),
)  # fmt: skip

engineers = Table(
    "engineers", metadata,
    Column("id", Integer, primary_key=True),
    Column("import_id", ForeignKey("imports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("data", Text, nullable=False),
)  # fmt: skip

scripts = Table(
    "scripts", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("current", Boolean, nullable=False, default=False),
)  # fmt: skip

calls = Table(
    "calls", metadata,
    Column("id", Integer, primary_key=True),
    Column("header", Text, nullable=False),
    Column("person_id", ForeignKey("persons.id", ondelete="SET NULL")),
    Column("taken_from", Integer),
    Column("taken_at_turn", Integer),
    Column("started_at", String, nullable=False),
    Column("outcome", String),
)  # fmt: skip

events = Table(
    "events", metadata,
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("data", Text, nullable=False),
)  # fmt: skip

fears = Table(
    "fears", metadata,
    Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("data", Text, nullable=False),
)  # fmt: skip

# Each line is one change to the caller's own questions: the newest line of a name holds, and no data is "thrown away".
questions = Table(
    "questions", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("data", Text),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    sqlite_autoincrement=True,  # a number once given never means another change
)  # fmt: skip

settings = Table(
    "settings", metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
)  # fmt: skip

Index("calls_by_time", calls.c.started_at)
Index("people_touched", people_index.c.touched, sqlite_where=people_index.c.touched > 0)
Index("people_by_organisation", people_index.c.organisation)
Index("people_by_name", people_index.c.family, people_index.c.name, people_index.c.person_id)
Index(
    "people_by_verdict",
    people_index.c.may_be_called,
    people_index.c.family,
    people_index.c.name,
    people_index.c.person_id,
)
