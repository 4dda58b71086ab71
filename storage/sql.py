"""The store on SQLAlchemy: SQLite and PostgreSQL, the same verbs and promises on both (tests/storage/test_store.py holds them).

All verbs live on a transaction: `with store.transaction() as tx: tx.add_entries(...)`. It commits when the block ends and rolls back
when it raises. `store.reading()` is a snapshot for reading only. The verbs stand in five files, by what they keep: sql_feeds,
sql_entries, sql_meetings, sql_alerts, sql_status.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import migrate
from storage.engine import masked, open_engine
from storage.errors import StorageUnavailable
from storage.sql_alerts import AlertRows
from storage.sql_entries import EntryRows
from storage.sql_feeds import FeedRows
from storage.sql_meetings import MeetingRows
from storage.sql_status import StatusRows


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
        """
        engine = open_engine(url, pool_size=pool_size)
        try:
            if upgrade or url in ("sqlite://", "sqlite:///:memory:"):
                migrate.upgrade(engine)
            else:
                migrate.check(engine)
        except (OperationalError, OSError) as error:
            engine.dispose()
            raise StorageUnavailable(f"{masked(url)} cannot be used: {_reason(error)}") from error
        return cls(engine)

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

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
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise StorageUnavailable(_reason(error)) from error
        raise


def _reason(error: BaseException) -> str:
    """The driver's own words, one line, without SQL and parameters."""
    origin = getattr(error, "orig", None) or error
    return " ".join(str(origin).split())[:300]
