from datetime import UTC, date, datetime

import pytest
from sqlalchemy import BigInteger, bindparam, column, func, literal, select, table, text

from storage.errors import StorageUnavailable
from storage.prepared import PreparedRead, read_together
from storage.records import Feed
from storage.sql import SqlStore
from storage.tables import Instant, feeds

NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
ONE = PreparedRead(select((literal(1) + bindparam("more", type_=BigInteger)).label("sum")))


def test_several_reads_answer_in_their_order_by_name(store: SqlStore) -> None:
    with store.reading() as tx:
        answers = read_together(tx.connection, [(ONE, {"more": 1}), (ONE, {"more": 41})])
    assert [[dict(row) for row in rows] for rows in answers] == [[{"sum": 2}], [{"sum": 42}]]


def test_values_come_as_sqlalchemy_gives_them(store: SqlStore) -> None:
    """Instants aware, days as days, JSON as values: whichever way a row was read."""
    with store.transaction() as tx:
        tx.add_feed(
            Feed(key="k", outlet="K", url="https://k.example/", owner_group="k", verified_at=date(2026, 3, 1)), now=NOW
        )
        slow = dict(tx.connection.execute(select(feeds)).mappings().one())
        (quick,) = PreparedRead(select(feeds)).run(tx.connection, {})
    assert dict(quick) == slow
    instants = [name for name, column in feeds.c.items() if isinstance(column.type, Instant)]
    assert any(quick[name] is not None and quick[name].tzinfo is not None for name in instants)


def test_reads_see_what_the_same_transaction_wrote(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.add_feed(Feed(key="k", outlet="K", url="https://k.example/", owner_group="k"), now=NOW)
        assert PreparedRead(select(func.count().label("n")).select_from(feeds)).run(tx.connection, {}) == [{"n": 1}]


@pytest.mark.servers
def test_a_lost_connection_is_said_and_nothing_is_kept(postgres_url: str) -> None:
    with SqlStore.open(postgres_url, upgrade=True) as store:
        with pytest.raises(StorageUnavailable), store.transaction() as tx:
            tx.add_feed(Feed(key="k", outlet="K", url="https://k.example/", owner_group="k"), now=NOW)
            mine = tx.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with store.single() as other:
                other.connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
            ONE.run(tx.connection, {"more": 1})
        with store.reading() as tx:
            assert tx.list_feeds() == []


@pytest.mark.servers
def test_an_error_of_one_read_names_no_values(postgres_url: str) -> None:
    missing = PreparedRead(select(column("id")).select_from(table("nowhere")).where(column("id") == bindparam("id")))
    with SqlStore.open(postgres_url, upgrade=True) as store:
        with pytest.raises(Exception, match="nowhere") as raised, store.transaction() as tx:
            read_together(tx.connection, [(ONE, {"more": 1}), (missing, {"id": 987654})])
        assert "987654" not in str(raised.value)
        with store.reading() as tx:
            assert ONE.run(tx.connection, {"more": 1}) == [{"sum": 2}]
