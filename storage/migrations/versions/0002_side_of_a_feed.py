"""Whose own account a feed gives, apart from how often it may be asked and whom its outlet is close to."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("feeds", sa.Column("side", sa.String(20)))
