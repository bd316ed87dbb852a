"""Which answer of a colleague was said in a real call, as the desk or a transcript tells it; what was noted once."""

import sqlalchemy as sa
from alembic import op

from belletje.store.tally import recount

revision = "0008"
down_revision = "0007"
NEW = (
    ("heard_reactions", sa.Column("colleague", sa.Integer, nullable=False, server_default="0")),
    ("heard_reactions", sa.Column("transcript", sa.Boolean, nullable=False, server_default=sa.false())),
    ("answer_uses", sa.Column("token", sa.String, nullable=False, server_default="")),
)


def upgrade() -> None:
    """Adds the columns, and counts anew; a new database has them from the start."""
    connection = op.get_bind()
    for table, column in NEW:
        if column.name not in {there["name"] for there in sa.inspect(connection).get_columns(table)}:
            op.add_column(table, column)
    op.execute("CREATE INDEX IF NOT EXISTS ix_answer_uses_token ON answer_uses (token)")
    recount(connection)
