"""Whose place in the queue is to be worked out anew, and who has which number; calls by their contact."""

import sqlalchemy as sa
from alembic import op

from belletje.store.people_index import index_everyone
from belletje.store.schema import metadata, people_numbers

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the columns and the table and fills them; a new database has them from the start."""
    connection = op.get_bind()
    there = {column["name"] for column in sa.inspect(connection).get_columns("people_index")}
    for column in (
        sa.Column("organisation", sa.String, nullable=False, server_default=""),
        sa.Column("touched", sa.Integer, nullable=False, server_default="2"),
    ):
        if column.name not in there:
            op.add_column("people_index", column)
    metadata.create_all(connection, tables=[people_numbers])
    op.execute("CREATE INDEX IF NOT EXISTS people_touched ON people_index (touched) WHERE touched > 0")
    op.execute("CREATE INDEX IF NOT EXISTS people_by_organisation ON people_index (organisation)")
    op.execute('CREATE INDEX IF NOT EXISTS real_calls_by_contact ON real_calls (file, "row")')
    index_everyone(connection)
