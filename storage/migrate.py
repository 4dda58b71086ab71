"""Bring a database to the schema of this program, by numbered steps (`diwan db upgrade`)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from storage.errors import SchemaError

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x6469776E  # "diwn": one migration at a time on PostgreSQL


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str:
    """The revision this program is written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "no migration is shipped"
    return head


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(engine: Engine) -> tuple[str | None, str]:
    """Run the missing steps, each in a transaction; of several programs one migrates and the others wait. (before, after)

    Raises:
        SchemaError: the database is newer than this program.
    """
    config = _config()
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        before = MigrationContext.configure(connection).get_current_revision()
        _refuse_newer(before)
        if before != newest():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return before, newest()


def check(engine: Engine) -> None:
    """Raise SchemaError unless the database has just this program's schema."""
    found = current(engine)
    _refuse_newer(found)
    if found != newest():
        raise SchemaError(f"database schema is {found or 'empty'}, expected {newest()}: run `diwan db upgrade`")


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in known():
        raise SchemaError(f"database schema is {found}, newer than this program's {newest()}: install a newer Diwan")
