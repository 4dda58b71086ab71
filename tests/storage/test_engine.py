"""How SQLite files are set up."""

import sqlite3
from pathlib import Path

from storage.engine import LOG_BYTES, PAGE_BYTES, open_engine


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
