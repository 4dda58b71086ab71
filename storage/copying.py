"""A copy of what matching works on, to try things out without touching the original."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Select, Table, case, exists, insert, select, text

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
def copied(source: SqlStore, *, since: datetime | None = None) -> Iterator[SqlStore]:
    """A temporary SQLite store with the entries, mentions and meetings of another store, of one moment; gone when the block ends.

    Of entries first seen before `since` only those come along that tell of a meeting, and without their texts: a year of news is gigabytes.
    """
    with TemporaryDirectory(prefix="diwan-copy-") as folder, _open(Path(folder) / "copy.db") as target:
        with source.reading() as ours, target.transaction() as theirs:
            theirs.connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            for table in _TABLES:
                query = _rows(table, since).execution_options(yield_per=_ROWS)
                for part in ours.connection.execute(query).mappings().partitions(_ROWS):
                    theirs.connection.execute(insert(table), [dict(row) for row in part])
        yield target


def _rows(table: Table, since: datetime | None) -> Select[Any]:
    """The rows of a table that are copied."""
    if since is None:
        return select(table)
    young = entries.c.first_seen_at >= since
    told = exists().where(mentions.c.entry_id == entries.c.id)
    if table is entries:
        emptied = {name: case((young, entries.c[name]), else_="").label(name) for name in ("text", "summary")}
        return select(*[emptied.get(column.name, column) for column in entries.c]).where(young | told)
    if table in (assessments, signatures, copies):
        kept = select(entries.c.id).where(young | told)
        of_entries = [table.c[name].in_(kept) for name in ("entry_id", "other_id") if name in table.c]
        return select(table).where(*of_entries)
    return select(table)


def _open(path: Path) -> SqlStore:
    return SqlStore.open(f"sqlite:///{path}", upgrade=True)
