"""The first tables."""

from alembic import op

from belletje.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates all tables of the first release."""
    metadata.create_all(op.get_bind())
