"""Every promise of the store, on SQLite and on PostgreSQL."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from storage import migrate
from storage.errors import NotFound, SchemaError
from storage.records import Assessment, Entry, Feed, FeedStatus, FetchLog, Hole, TimeQuality
from storage.sql import SqlStore
from storage.sql_entries import Added
from storage.tables import assessments, metadata

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=3)


def a_feed(key: str = "kurdistan24-en", **changed: object) -> Feed:
    return replace(Feed(key=key, outlet="Kurdistan 24", url="http://127.0.0.1/rss.xml", language="en"), **changed)


def an_entry(feed_id: int, key: str = "1", **changed: object) -> Entry:
    entry = Entry(feed_id=feed_id, key=key, title="Title", text="Text", first_seen_at=NOW, content_hash="a")
    return replace(entry, **changed)


def with_feed(store: SqlStore, key: str = "kurdistan24-en") -> int:
    with store.transaction() as tx:
        feed = tx.add_feed(a_feed(key), now=NOW)
    assert feed.id is not None
    return feed.id


def test_the_catalogue_is_added_once_and_then_only_changed(store: SqlStore) -> None:
    with store.transaction() as tx:
        assert tx.sync_feeds([a_feed(), a_feed("b")], now=NOW) == (2, 0)
        assert tx.sync_feeds([a_feed(), a_feed("b", outlet="B")], now=NOW) == (0, 1)
        assert [feed.outlet for feed, _ in tx.list_feeds()] == ["B", "Kurdistan 24"]


def test_two_claimers_never_get_the_same_feed(store: SqlStore) -> None:
    with_feed(store)
    with store.transaction() as tx:
        assert len(tx.claim_due_feeds(now=NOW, owner="one", lease=LEASE)) == 1
    with store.transaction() as tx:
        assert tx.claim_due_feeds(now=NOW, owner="two", lease=LEASE) == []


def test_an_expired_lease_is_taken_over_and_the_first_owner_can_no_longer_settle(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        tx.claim_due_feeds(now=NOW, owner="one", lease=LEASE)
        _, state = tx.get_feeds([feed_id])[0]
    later = NOW + LEASE
    with store.transaction() as tx:
        assert tx.claim_due_feeds(now=later, owner="two", lease=LEASE) == [feed_id]
        log = FetchLog(feed_id=feed_id, at=later, outcome="proven")
        learnt = replace(state, status=FeedStatus.PROVEN, next_fetch_at=later + LEASE)
        assert not tx.settle_feed(learnt, log, owner="one")
        assert tx.list_fetches(feed_id) == []
        assert tx.settle_feed(learnt, log, owner="two")
        assert tx.find_feed("kurdistan24-en")[1].status is FeedStatus.PROVEN  # type: ignore[index]
        assert [one.outcome for one in tx.list_fetches(feed_id)] == ["proven"]


def test_a_paused_feed_is_not_due(store: SqlStore) -> None:
    with_feed(store)
    with store.transaction() as tx:
        tx.pause_feed("kurdistan24-en", True)
        assert tx.claim_due_feeds(now=NOW, owner="one", lease=LEASE) == []
        with pytest.raises(NotFound, match="no feed 'nobody'"):
            tx.pause_feed("nobody", True)


def test_an_entry_seen_twice_is_one_and_an_edited_one_a_revision(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        first = tx.add_entries([an_entry(feed_id), an_entry(feed_id, "2")], now=NOW)
        again = tx.add_entries([an_entry(feed_id)], now=NOW)
        edited = tx.add_entries([an_entry(feed_id, title="New title", content_hash="b")], now=NOW)
        entry = tx.get_entries(edited.changed)[0]
    assert (len(first.new), again.new, again.changed, edited.new) == (2, (), (), ())
    assert (entry.title, entry.revision, entry.outlet) == ("New title", 2, "Kurdistan 24")


def test_a_key_repeated_in_one_batch_is_kept_once(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        added = tx.add_entries([an_entry(feed_id, title="First"), an_entry(feed_id, title="Second")], now=NOW)
        assert [entry.title for entry in tx.get_entries(added.new)] == ["First"]


def test_entries_are_claimed_once_settled_once_and_pending_again_when_edited(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        (id_,) = tx.add_entries([an_entry(feed_id)], now=NOW).new
        assert [entry.id for entry in tx.claim_entries(now=NOW, owner="one", lease=LEASE)] == [id_]
        assert tx.claim_entries(now=NOW, owner="two", lease=LEASE, ids=[id_]) == []
        assert tx.settle_entries({id_: 1}, owner="two") == []
        assert tx.settle_entries({id_: 1}, owner="one") == [id_]
        assert tx.waiting_entries(now=NOW) == ([], [])
        tx.add_entries([an_entry(feed_id, content_hash="b")], now=NOW)
        assert tx.waiting_entries(now=NOW) == ([id_], [])


def test_an_entry_edited_while_it_is_assessed_is_not_settled_in_its_old_revision(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        (id_,) = tx.add_entries([an_entry(feed_id)], now=NOW).new
        tx.claim_entries(now=NOW, owner="one", lease=LEASE)
        tx.add_entries([an_entry(feed_id, content_hash="b")], now=NOW)
        assert tx.settle_entries({id_: 1}, owner="one") == []


def test_a_poison_entry_waits_longer_each_time_is_quarantined_and_can_be_released(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        (id_,) = tx.add_entries([an_entry(feed_id)], now=NOW).new
        tx.claim_entries(now=NOW, owner="one", lease=LEASE)
        tx.fail_entry(id_, owner="one", error="ValueError: no", now=NOW, most=2)
        assert tx.claim_entries(now=NOW, owner="one", lease=LEASE) == []
        later = NOW + timedelta(minutes=1)
        assert tx.waiting_entries(now=later) == ([], [id_])
        tx.claim_entries(now=later, owner="one", lease=LEASE)
        tx.fail_entry(id_, owner="one", error="ValueError: again", now=later, most=2)
        assert [(entry.id, why) for entry, why in tx.quarantined()] == [(id_, "ValueError: again")]
        assert tx.release_quarantined(now=later) == 1
        assert tx.waiting_entries(now=later) == ([id_], [])


def test_an_entry_that_kills_whoever_takes_it_is_quarantined_by_the_sweep(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        (id_,) = tx.add_entries([an_entry(feed_id)], now=NOW).new
        for attempt in range(2):
            at = NOW + attempt * LEASE
            assert tx.quarantine_stuck(now=at, most=2) == []
            assert [one.id for one in tx.claim_entries(now=at, owner=f"w{attempt}", lease=LEASE)] == [id_]
        assert tx.quarantine_stuck(now=NOW + LEASE, most=2) == []  # still held
        assert tx.quarantine_stuck(now=NOW + 2 * LEASE, most=2) == [id_]


def test_the_newest_assessment_takes_the_place_of_an_older_one(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        (id_,) = tx.add_entries([an_entry(feed_id)], now=NOW).new
        for reasons in (("one",), ("two",)):
            tx.keep_assessments([Assessment(entry_id=id_, language="en", reasons=reasons)], now=NOW)
        kept = tx.connection.execute(select(assessments.c.entry_id, assessments.c.reasons)).all()
    assert [tuple(row) for row in kept] == [(id_, ["two"])]


def test_a_transaction_that_raises_keeps_nothing(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.transaction() as tx:
        tx.add_feed(a_feed(), now=NOW)
        raise RuntimeError
    with store.reading() as tx:
        assert tx.list_feeds() == []


def test_holes_are_recorded_once_and_closed(store: SqlStore) -> None:
    feed_id = with_feed(store)
    hole = Hole(feed_id=feed_id, from_at=NOW - LEASE, to_at=NOW, reason="window shorter than the outage")
    with store.transaction() as tx:
        tx.add_hole(hole)
        tx.add_hole(hole)
        assert len(tx.list_holes()) == 1
        assert tx.close_holes(feed_id, upto=NOW, now=NOW) == 1
        assert tx.list_holes() == []


def test_a_notice_is_open_once_until_it_is_closed(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.notify("quiet-feed", "a", "silent for 2 h", now=NOW)
        tx.notify("quiet-feed", "a", "silent for 3 h", now=NOW + LEASE)
        assert [(one.text, one.at) for one in tx.list_notices()] == [("silent for 3 h", NOW)]
        tx.close_notice("quiet-feed", "a", now=NOW)
        assert tx.list_notices() == []


def test_heartbeats_and_counters_keep_their_last_value(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.beat("tick", now=NOW)
        tx.beat("tick", now=NOW + LEASE, detail={"feeds": 3})
        tx.count("entries", 2)
        tx.count("entries", 3)
        assert [(one.name, one.at, one.detail) for one in tx.heartbeats()] == [("tick", NOW + LEASE, {"feeds": 3})]
        assert tx.counters() == {"entries": 5}


def test_a_naive_instant_is_refused(store: SqlStore) -> None:
    with pytest.raises(Exception, match="naive datetime"), store.transaction() as tx:
        tx.beat("tick", now=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.servers
def test_many_workers_claim_each_feed_once(postgres_url: str) -> None:
    with SqlStore.open(postgres_url, upgrade=True) as store:
        with store.transaction() as tx:
            tx.sync_feeds([a_feed(f"f{n}") for n in range(60)], now=NOW)
            tx.fetch_now(now=NOW)
        claimed: list[int] = []

        def work(name: str) -> None:
            for _ in range(10):
                with store.transaction() as tx:
                    claimed.extend(tx.claim_due_feeds(now=NOW, owner=name, lease=LEASE, limit=4))

        threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == 60


@pytest.mark.servers
def test_of_two_programs_that_migrate_at_once_one_waits(postgres_url: str) -> None:
    engines = [SqlStore(migrate_engine) for migrate_engine in (_engine(postgres_url), _engine(postgres_url))]
    threads = [threading.Thread(target=migrate.upgrade, args=(store.engine,)) for store in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert migrate.current(engines[0].engine) == migrate.newest()
    for store in engines:
        store.close()


def test_a_newer_schema_is_refused(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3"
    with SqlStore.open(url, upgrade=True) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaError, match="newer than this program"):
        SqlStore.open(url)


def test_an_empty_database_is_refused_with_the_command_that_mends_it(tmp_path: object) -> None:
    with pytest.raises(SchemaError, match="diwan db upgrade"):
        SqlStore.open(f"sqlite:///{tmp_path}/x.sqlite3")


def _engine(url: str):
    from storage.engine import open_engine

    return open_engine(url)


def test_the_migrated_schema_has_the_tables_of_the_code(store: SqlStore) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_an_entry_without_guid_whose_address_was_edited_is_found_by_its_words_and_its_second(store: SqlStore) -> None:
    feed_id = with_feed(store)
    sure = {"published_at": NOW, "time_quality": TimeQuality.EXACT}
    with store.transaction() as tx:
        (known,) = tx.add_entries([an_entry(feed_id, "url:a/1", address="a/1", **sure)], now=NOW).new
        edited = tx.add_entries(
            [an_entry(feed_id, "url:a/1-new", address="a/1-new", url="https://a/1-new", **sure)], now=NOW
        )
        again = tx.add_entries([an_entry(feed_id, "url:a/1-new", address="a/1-new", content_hash="b", **sure)], now=NOW)
        other_time = {**sure, "published_at": NOW + timedelta(seconds=1)}
        other = tx.add_entries([an_entry(feed_id, "url:a/2", address="a/2", content_hash="b", **other_time)], now=NOW)
        unsure = tx.add_entries(
            [an_entry(feed_id, "url:a/3", address="a/3", content_hash="b", published_at=NOW)], now=NOW
        )
    assert edited == Added()
    assert again == Added(changed=(known,))
    assert (len(other.new), len(unsure.new)) == (1, 1)


def test_texts_go_by_when_they_were_seen_and_no_entry_is_looked_at_twice(store: SqlStore) -> None:
    feed_id = with_feed(store)
    seen = [NOW - timedelta(days=days) for days in (9, 9, 8, 7)]
    with store.transaction() as tx:
        made = [an_entry(feed_id, f"k{n}", first_seen_at=at, text="words") for n, at in enumerate(seen)]
        ids = tx.add_entries(made, now=NOW).new
        tx.claim_entries(now=NOW, owner="me", lease=timedelta(minutes=1))
        tx.settle_entries(dict.fromkeys(ids[1:], 1), owner="me")  # the first is work still
        spans = []
        after: datetime | None = NOW - timedelta(days=100)
        while after is not None:
            after, went = tx.forget_texts(after=after, before=NOW - timedelta(days=7), least=0.01, most=1)
            spans.append((after, went))
        assert spans == [(seen[0], 1), (seen[2], 1), (None, 0)]
        assert [bool(one.text) for one in tx.get_entries(ids)] == [True, False, False, True]


def test_counts_by_state_leave_out_what_there_is_none_of(store: SqlStore) -> None:
    feed_id = with_feed(store)
    with store.transaction() as tx:
        assert tx.entry_counts() == {}
        tx.add_entries([an_entry(feed_id, key) for key in "abc"], now=NOW)
        (held, *_) = tx.claim_entries(now=NOW, owner="me", lease=timedelta(minutes=1), limit=1)
        tx.settle_entries({held.id or 0: 1}, owner="me")
        assert tx.entry_counts() == {"assessed": 1, "pending": 2}


def test_the_size_of_the_database_is_known(store: SqlStore) -> None:
    with store.reading() as tx:
        size, free = tx.size()
    assert size > free >= 0
