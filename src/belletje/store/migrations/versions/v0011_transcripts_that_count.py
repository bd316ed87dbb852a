"""What was heard in transcripts without a call counts from now on, also in those that there are."""

import json

import sqlalchemy as sa
from alembic import op

from belletje.desk.transcripts.record import reactions_heard
from belletje.rehearsal.record import from_data
from belletje.store import heard_alone as store
from belletje.store.desk_schema import heard_alone, heard_alone_reactions, transcripts
from belletje.store.schema import metadata

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Adds the tables; a new database has them from the start."""
    connection = op.get_bind()
    metadata.create_all(connection, tables=[heard_alone, heard_alone_reactions])
    alone = sa.select(transcripts.c.id, transcripts.c.data, transcripts.c.at).where(transcripts.c.call_id.is_(None))
    for row in connection.execute(alone).all():
        heard = reactions_heard(from_data(json.loads(row.data)["record"]))
        store.keep(connection, row.id, on=row.at[:10], reactions=heard)
