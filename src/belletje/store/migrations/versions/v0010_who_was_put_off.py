"""Who was put off at the desk, by whom and until when; until now that overwrote the callback that was agreed."""

from alembic import op

from belletje.store.desk_schema import put_off
from belletje.store.schema import metadata

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the table; a new database has it from the start."""
    metadata.create_all(op.get_bind(), tables=[put_off])
