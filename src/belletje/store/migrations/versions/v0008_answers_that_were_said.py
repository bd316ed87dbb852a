"""Which answer of a colleague was said in a real call, and whether the desk or a transcript tells it."""

import sqlalchemy as sa
from alembic import op

from belletje.store.tally import recount

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the columns, and counts anew; a new database has them from the start."""
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("heard_reactions")}
    for column in (
        sa.Column("colleague", sa.Integer, nullable=False, server_default="0"),
        sa.Column("transcript", sa.Boolean, nullable=False, server_default=sa.false()),
    ):
        if column.name not in there:
            op.add_column("heard_reactions", column)
    recount(op.get_bind())
