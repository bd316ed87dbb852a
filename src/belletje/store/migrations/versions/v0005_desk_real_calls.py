"""The desk: real calls, what they left to do, the queue, transcripts, goals."""

from alembic import op

from belletje.store.desk_schema import TABLES
from belletje.store.schema import metadata

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the tables of the desk; a new database has them from the start."""
    metadata.create_all(op.get_bind(), tables=list(TABLES))
