"""People found by name and by what is written of them, without reading everyone."""

from alembic import op

from belletje.store.schema import metadata, people_index

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the table, which the next step fills; a new database has it from the start."""
    metadata.create_all(op.get_bind(), tables=[people_index])
    op.execute("CREATE INDEX IF NOT EXISTS desk_queue_in_order ON desk_queue (score DESC, person_id)")
