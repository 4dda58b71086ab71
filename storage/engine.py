"""Engines for the two databases, with the pragmas and limits that were measured.

SQLite: write-ahead log, `BEGIN IMMEDIATE` for writers (a deferred transaction that upgrades fails at once, whatever the busy
timeout), foreign keys on. PostgreSQL: pre-ping, a small pool, UTC.
"""

import shutil
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import StaticPool

BUSY_TIMEOUT_MS = 15_000
PAGE_BYTES = 16 * 1024
LOG_BYTES = 16_000 * 1024


def open_engine(url: str, *, pool_size: int = 4) -> Engine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory, one connection) or `postgresql://...`.

    The psycopg 3 driver is chosen for PostgreSQL whatever the URL says. Nothing is connected yet.

    Raises:
        ValueError: the URL is of another database.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            return create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=pool_size,
                max_overflow=4,
                pool_pre_ping=True,
                json_serializer=_dumps,
                json_deserializer=orjson.loads,
                connect_args={"connect_timeout": 5, "options": "-c timezone=utc -c lock_timeout=10s"},
            )
        case other:
            raise ValueError(f"database URL is of {other!r}, expected sqlite or postgresql")


def _dumps(value: Any) -> str:
    return orjson.dumps(value).decode()


def _sqlite(url: URL) -> Engine:
    memory = url.database in (None, "", ":memory:")
    if not memory:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        url,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        **({"poolclass": StaticPool} if memory else {"pool_size": 8, "max_overflow": 8}),
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        cursor = connection.cursor()
        # heard while a file is still empty. A page holds several entries instead of one and the rest of another: half the CPU of a commit
        cursor.execute(f"PRAGMA page_size={PAGE_BYTES}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-32000")
        (page_bytes,) = cursor.execute("PRAGMA page_size").fetchone()  # older files keep theirs
        # pages: with a long log a burst of new entries rewrites index pages less often
        cursor.execute(f"PRAGMA wal_autocheckpoint={LOG_BYTES // page_bytes}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("diwan_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def masked(url: str) -> str:
    """The URL fit for logs and errors: no password."""
    return make_url(url).render_as_string(hide_password=True)


def file_of(url: str) -> Path | None:
    """The file that a database is; None for one in memory, or on a server."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def disk_free(url: str) -> int | None:
    """Bytes left where the database lies; None where that is memory, or another machine's."""
    path = file_of(url)
    return None if path is None else shutil.disk_usage(path.parent).free
