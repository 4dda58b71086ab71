"""The first schema, as it stood: one file of statements for each database beside this one."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    path = Path(__file__).with_name(f"0001_first_schema.{connection.dialect.name}.sql")
    _, _, statements = path.read_text(encoding="utf-8").partition("\n")
    for statement in statements.split("\n--\n"):
        connection.exec_driver_sql(statement)
