"""Quarantined entries and messages given up, found and counted without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table, state in (("entries", "quarantined"), ("deliveries", "dead")):
        where = sa.text(f"state = '{state}'")
        op.create_index(f"ix_{table}_{state}", table, ["id"], postgresql_where=where, sqlite_where=where)
