"""How many people may be called now is counted from an index alone, with calling hours in it."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Puts another index in the place of the one without hours; a new database has it from the start."""
    op.execute("DROP INDEX IF EXISTS desk_queue_ready")
    op.execute(
        "CREATE INDEX IF NOT EXISTS desk_queue_waits ON desk_queue "
        "(over, zone, country, from_hour, callback_at, not_before, person_id)"
    )
