"""On which day something came of a meeting, beside who said so and when; until now that was one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds the column, as far as known from when it was said; a new database has it from the start."""
    if "result_on" not in {there["name"] for there in sa.inspect(op.get_bind()).get_columns("real_calls")}:
        op.add_column("real_calls", sa.Column("result_on", sa.String))
        op.execute("UPDATE real_calls SET result_on = substr(result_at, 1, 10) WHERE result != ''")
    op.execute("CREATE INDEX IF NOT EXISTS real_calls_by_result ON real_calls (result_on) WHERE result_on IS NOT NULL")
