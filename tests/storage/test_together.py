"""Rows for several tables in one statement: on each database the same comes of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, event, select
from sqlalchemy.exc import StatementError

from storage.sql import SqlStore, Transaction
from storage.tables import actors, copies, counters, decisions, near_bands, notices
from storage.together import Delete, Insert, Update, Write, write_together

AT = datetime(2024, 3, 6, 9, 30, tzinfo=UTC)


def decision(mention_id: int, **changed: Any) -> dict[str, Any]:
    base = {
        "mention_id": mention_id, "meeting_id": 7, "verdict": "no", "score": 0.25, "reasons": ["two days: 50 % sure", 'said "no"', "كلا"],
        "rules": "r", "at": AT,
    }  # fmt: skip
    return base | changed


def notice(**changed: Any) -> dict[str, Any]:
    return {"kind": "k", "subject": "s", "text": "t", "at": AT, "closed_at": None} | changed


def kept(tx: Transaction, table: Table) -> list[dict[str, Any]]:
    order = list(table.primary_key.columns)
    return [dict(row) for row in tx.connection.execute(select(table).order_by(*order)).mappings()]


def test_rows_of_several_tables_are_kept_with_their_types(store: SqlStore) -> None:
    band = {"key": -(2**62), "entry_id": 3, "day": date(2024, 3, 6)}
    with store.transaction() as tx:
        given = [decision(1), decision(2, verdict="same")]
        write_together(tx.connection, [Insert(table=decisions, rows=given), Insert(table=near_bands, rows=[band])])
        found = kept(tx, decisions)
        assert [{name: row[name] for name in given[0]} for row in found] == given
        assert kept(tx, near_bands) == [band]


def test_the_id_of_the_last_row_is_given(store: SqlStore) -> None:
    with store.transaction() as tx:
        id_ = write_together(
            tx.connection, [Insert(table=decisions, rows=[decision(1)]), Insert(table=notices, rows=[notice()])], new_id=True
        )  # fmt: skip
        assert [row["id"] for row in kept(tx, notices)] == [id_]


def test_a_row_whose_key_is_taken_is_left_as_it_is(store: SqlStore) -> None:
    rows = [{"key": 1, "entry_id": 3, "day": date(2024, 3, day)} for day in (6, 7)]
    with store.transaction() as tx:
        for row in rows:
            write_together(tx.connection, [Insert(table=near_bands, rows=[row], unseen=True)])
        assert kept(tx, near_bands) == rows[:1]


def test_rows_are_changed_by_their_id_and_deleted_by_a_value(store: SqlStore) -> None:
    with store.transaction() as tx:
        write_together(tx.connection, [Insert(table=decisions, rows=[decision(1), decision(2), decision(3)])])
        first, _, third = [row["id"] for row in kept(tx, decisions)]
        changes: list[Write] = [
            Update(table=decisions, rows=[{"id": first, "score": 1.0, "reasons": ["a"]}, {"id": third, "score": 0.5, "reasons": []}]),
            Delete(table=decisions, column="mention_id", values=[2]),
        ]  # fmt: skip
        write_together(tx.connection, changes)
        found = [(row["id"], row["score"], row["reasons"], row["verdict"]) for row in kept(tx, decisions)]
        assert found == [(first, 1.0, ["a"], "no"), (third, 0.5, [], "no")]


def test_an_instant_without_a_zone_is_refused(store: SqlStore) -> None:
    with store.transaction() as tx:
        with pytest.raises((StatementError, TypeError)) as refused:
            write_together(tx.connection, [Insert(table=notices, rows=[notice(at=AT.replace(tzinfo=None))])])
        assert "naive datetime" in f"{refused.value} {refused.value.__cause__}"


def test_nothing_to_write_is_no_statement(store: SqlStore) -> None:
    sent: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda *about: sent.append(about[2]))
    with store.transaction() as tx:
        assert write_together(tx.connection, [Insert(table=copies, rows=[])]) is None
        before = len(sent)
        write_together(
            tx.connection, [Insert(table=actors, rows=[]), Delete(table=counters, column="value", values=[])]
        )
        assert len(sent) == before


@pytest.mark.servers
def test_on_postgresql_it_is_one_statement_whatever_the_number_of_rows(postgres_url: str) -> None:
    sent: list[str] = []
    with SqlStore.open(postgres_url, upgrade=True) as store:
        event.listen(store.engine, "before_cursor_execute", lambda *about: sent.append(about[2]))
        with store.transaction() as tx:
            for count in (1, 9):
                some = [decision(number) for number in range(count)]
                write_together(
                    tx.connection,
                    [Insert(table=decisions, rows=some), Insert(table=notices, rows=[notice(subject=str(count))])],
                )
            assert len(kept(tx, decisions)) == 10
    writes = [sql for sql in sent if "INSERT" in sql]
    assert len(writes) == 2
    assert writes[0] == writes[1]  # planned once
