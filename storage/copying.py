"""A copy of what matching works on, to try things out without touching the original."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select, text

from storage.sql import SqlStore
from storage.tables import (
    actors,
    assessments,
    cannot_link,
    copies,
    entries,
    feeds,
    meeting_actors,
    meeting_keys,
    meetings,
    mentions,
    must_link,
    signatures,
    transitions,
)

_TABLES = (
    feeds, entries, assessments, signatures, copies, actors, meetings, meeting_keys, meeting_actors, mentions, transitions, cannot_link, must_link,
)  # fmt: skip
_ROWS = 500


@contextmanager
def copied(source: SqlStore) -> Iterator[SqlStore]:
    """A temporary SQLite store with the entries, mentions and meetings of another store, of one moment; gone when the block ends."""
    with TemporaryDirectory(prefix="diwan-copy-") as folder, _open(Path(folder) / "copy.db") as target:
        with source.reading() as ours, target.transaction() as theirs:
            theirs.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            for table in _TABLES:
                found = ours.connection.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
                for part in found.partitions(_ROWS):
                    theirs.connection.execute(insert(table), [dict(row) for row in part])
        yield target


def _open(path: Path) -> SqlStore:
    return SqlStore.open(f"sqlite:///{path}", upgrade=True)
