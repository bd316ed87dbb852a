"""Answers of colleagues, how they did in real calls, and the ladder's derived steps."""

from alembic import op

from belletje.store.practice_schema import TABLES
from belletje.store.schema import metadata

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the tables of practice; a new database has them from the start."""
    metadata.create_all(op.get_bind(), tables=list(TABLES))
