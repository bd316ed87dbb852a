"""Columns explained by hand, who is the same person by hand, and of which contact something was said."""

import sqlalchemy as sa
from alembic import op

from belletje.store.schema import columns_by_hand, metadata, same_or_not

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what a database of the first release lacks; a new database has it all from the start."""
    connection = op.get_bind()
    metadata.create_all(connection, tables=[same_or_not, columns_by_hand])
    there = {column["name"] for column in sa.inspect(connection).get_columns("said_by_hand")}
    for column in (sa.Column("file", sa.String), sa.Column("row", sa.Integer)):
        if column.name not in there:
            op.add_column("said_by_hand", column)
