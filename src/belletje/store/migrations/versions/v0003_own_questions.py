"""The caller's own questions."""

from alembic import op

from belletje.store.schema import questions

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the table; a new database has it already, as the first tables are made from the schema of today."""
    questions.create(op.get_bind(), checkfirst=True)
