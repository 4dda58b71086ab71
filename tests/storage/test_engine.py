"""How SQLite files are set up, copied, and refused."""

import sqlite3
from pathlib import Path

import pytest

from storage.engine import LOG_BYTES, PAGE_BYTES, open_engine
from storage.errors import StorageDamaged, StorageError
from storage.sql import SqlStore


def pragmas(path: Path) -> tuple[int, int]:
    engine = open_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("page_size", "wal_autocheckpoint")
        ]
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x)")
    engine.dispose()
    return found[0], found[1]


def test_a_new_file_has_large_pages(tmp_path: Path) -> None:
    assert pragmas(tmp_path / "new.sqlite3") == (PAGE_BYTES, LOG_BYTES // PAGE_BYTES)
    assert pragmas(tmp_path / "new.sqlite3") == (PAGE_BYTES, LOG_BYTES // PAGE_BYTES)


def test_an_older_file_keeps_its_pages_and_its_log_the_same_length_in_bytes(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "old.sqlite3") as old:
        old.execute("PRAGMA page_size=4096")
        old.execute("CREATE TABLE t (x)")
    old.close()
    assert pragmas(tmp_path / "old.sqlite3") == (4096, LOG_BYTES // 4096)


def test_a_damaged_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "diwan.sqlite3"
    path.write_bytes(b"no database at all " * 5000)
    with pytest.raises(StorageDamaged, match="diwan db backup"):
        SqlStore.open(f"sqlite:///{path}", upgrade=True)


def test_a_copy_of_a_database_in_use_is_whole_and_replaces_the_last_one(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(b"the last one")
    with SqlStore.open(f"sqlite:///{tmp_path / 'diwan.sqlite3'}", upgrade=True) as store:
        with store.transaction() as tx:
            tx.count("watches", 7)
        with store.transaction() as tx:
            tx.count("watches", 1)  # not committed: not in the copy
            store.backup(copy)
    with SqlStore.open(f"sqlite:///{copy}") as restored, restored.reading() as tx:
        assert tx.counters() == {"watches": 7}
    assert copy.stat().st_mode & 0o077 == 0
    assert list(tmp_path.glob("*.part")) == []


def test_a_copy_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with (
        SqlStore.open("sqlite://") as store,
        pytest.raises(StorageError, match="cannot be written"),
    ):
        store.backup(tmp_path / "no folder" / "copy.sqlite3")


def test_a_damaged_database_is_named_as_such_and_leaves_no_half_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "diwan.sqlite3", tmp_path / "copy.sqlite3"
    copy.write_bytes(b"the last one")
    with SqlStore.open(f"sqlite:///{path}", upgrade=True) as store, store.transaction() as tx:
        tx.count("watches", 7)
    whole = path.read_bytes()
    at = len(whole) // 2 // PAGE_BYTES * PAGE_BYTES
    path.write_bytes(whole[:at] + b"\xaa" * (PAGE_BYTES * 4) + whole[at + PAGE_BYTES * 4 :])
    with SqlStore(open_engine(f"sqlite:///{path}")) as store, pytest.raises(StorageDamaged):
        store.backup(copy)
    assert copy.read_bytes() == b"the last one"
    assert list(tmp_path.glob("*.part*")) == []
