"""The store on SQLAlchemy: SQLite and PostgreSQL, the same verbs and promises on both (tests/storage/test_store.py holds them).

All verbs live on a transaction: `with store.transaction() as tx: tx.add_entries(...)`. It commits when the block ends and rolls back
when it raises. `store.reading()` is a snapshot for reading only. The verbs stand in five files, by what they keep: sql_feeds,
sql_entries, sql_meetings, sql_alerts, sql_status.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from storage import migrate
from storage.engine import masked, open_engine
from storage.errors import StorageDamaged, StorageError, StorageUnavailable
from storage.sql_alerts import AlertRows
from storage.sql_entries import EntryRows
from storage.sql_feeds import FeedRows
from storage.sql_meetings import MeetingRows
from storage.sql_status import StatusRows

ALL_AT_ONCE = -1  # by parts it would begin anew with every write of another process


class Transaction(FeedRows, EntryRows, MeetingRows, AlertRows, StatusRows):
    """All verbs, over one open connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection


class SqlStore:
    """A database with Diwan's schema. Cheap to make; close it, or use it as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite has one writer, and waits for it by sleeping and asking again: threads of one process take turns instead
        self._turn = threading.RLock() if engine.dialect.name == "sqlite" else nullcontext()

    @classmethod
    def open(cls, url: str, *, pool_size: int = 4, upgrade: bool = False) -> "SqlStore":
        """Open a database and check its schema; with `upgrade`, bring it there first.

        Raises:
            SchemaError: the schema is older or newer than this program.
            StorageUnavailable: it cannot be reached.
            StorageDamaged: its file is broken.
        """
        engine = open_engine(url, pool_size=pool_size)
        try:
            if upgrade or url in ("sqlite://", "sqlite:///:memory:"):
                migrate.upgrade(engine)
            else:
                migrate.check(engine)
        except (DatabaseError, OSError) as error:
            engine.dispose()
            if _is_damaged(error):
                raise StorageDamaged(f"{masked(url)} is damaged ({_reason(error)}): {_PUT_BACK}") from error
            if not isinstance(error, OperationalError | OSError):
                raise
            raise StorageUnavailable(f"{masked(url)} cannot be used: {_reason(error)}") from error
        return cls(engine)

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def backup(self, path: Path) -> None:
        """Write a copy of one moment to `path`, whole or not at all, while others read and write.

        Raises:
            StorageError: the database is no file of SQLite, and its own tools copy it; or the copy cannot be written.
            StorageDamaged: the database is broken, and so would be its copy.
        """
        if self.dialect != "sqlite":
            raise StorageError("only SQLite is copied here; for PostgreSQL there is pg_dump")
        part = path.with_name(f"{path.name}.part")
        try:
            part.unlink(missing_ok=True)
            with _unavailable_said(), self.engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
                source: Any = connection.connection.driver_connection
                source.backup(copy, pages=ALL_AT_ONCE)
                (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise StorageDamaged(f"the copy is damaged ({verdict}), and so is the database")
            part.chmod(0o600)
            part.replace(path)
        except (sqlite3.Error, OSError) as error:
            if _is_damaged(error):
                raise StorageDamaged(f"the database is damaged ({_reason(error)}): {_PUT_BACK}") from error
            raise StorageError(f"{path} cannot be written: {_reason(error)}") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A writing transaction. On SQLite it holds the one write lock from its start: keep slow work outside.

        Raises:
            StorageUnavailable: the connection was lost, or the database stayed locked; nothing was kept.
        """
        with _unavailable_said(), self._turn, self.engine.connect() as connection, connection.begin():
            yield Transaction(connection)

    @contextmanager
    def single(self, *, reading: bool = False) -> Iterator[Transaction]:
        """For one verb of one statement: on PostgreSQL it commits by itself, in half the round trips of a transaction.

        Raises StorageUnavailable as `transaction` does.
        """
        if self.dialect != "postgresql":
            with self.reading() if reading else self.transaction() as tx:
                yield tx
            return
        with _unavailable_said(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield Transaction(connection)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction for reading only; it takes no write lock. Raises StorageUnavailable as `transaction` does."""
        options = {"diwan_reading": True}
        with _unavailable_said(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield Transaction(connection)

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _unavailable_said() -> Iterator[None]:
    """A lost connection, or a database that stayed locked, as our own error."""
    try:
        yield
    except DBAPIError as error:
        if _is_damaged(error):
            raise StorageDamaged(f"the database is damaged ({_reason(error)}): {_PUT_BACK}") from error
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise StorageUnavailable(_reason(error)) from error
        raise


_PUT_BACK = "put a copy in its place, such as `diwan db backup` makes"


def _is_damaged(error: BaseException) -> bool:
    """Whether SQLite says so, by itself or through SQLAlchemy."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _reason(error: BaseException) -> str:
    """The driver's own words, one line, without SQL and parameters."""
    origin = getattr(error, "orig", None) or error
    return " ".join(str(origin).split())[:300]
