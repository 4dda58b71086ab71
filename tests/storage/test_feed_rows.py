"""Promises about hosts, leases of feeds and pages, on each database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from storage.errors import NotFound
from storage.records import Entry, Feed, FeedKind, FeedState, FeedStatus, FetchLog, TimeQuality, altered
from storage.sql import SqlStore
from storage.sql_feeds import Removed
from storage.tables import feeds

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LEASE, GAP = timedelta(seconds=45), timedelta(seconds=5)


def enter(store: SqlStore, *names: str, owner: str = "a", after: float = 0.0) -> dict[str, float]:
    with store.transaction() as tx:
        return tx.enter_hosts(names, now=NOW + timedelta(seconds=after), owner=owner, lease=LEASE, gap=GAP)


def leave(store: SqlStore, owner: str = "a", after: float = 0.0, **rests: float) -> None:
    with store.transaction() as tx:
        tx.leave_hosts(rests, now=NOW + timedelta(seconds=after), owner=owner)


def test_a_host_is_held_by_one_worker_at_a_time(store: SqlStore) -> None:
    assert enter(store, "h", "i") == {"h": 0.0, "i": 0.0}
    assert enter(store, "h", owner="b", after=20)["h"] > 0
    leave(store, h=0, after=20)
    assert enter(store, "h", owner="b", after=21) == {"h": 0.0}


def test_a_gap_lies_between_two_starts_even_when_the_first_was_quick(store: SqlStore) -> None:
    enter(store, "h")
    leave(store, h=0, after=1)
    assert enter(store, "h", after=2) == {"h": 3.0}
    assert enter(store, "h", after=5) == {"h": 0.0}


def test_a_host_that_wants_to_rest_is_left_alone_by_everybody(store: SqlStore) -> None:
    enter(store, "h")
    leave(store, h=600, after=1)
    assert enter(store, "h", owner="b", after=100) == {"h": 501.0}


def test_a_worker_that_died_holds_a_host_no_longer_than_its_lease(store: SqlStore) -> None:
    enter(store, "h")
    assert enter(store, "h", owner="b", after=46) == {"h": 0.0}


def test_who_lost_a_host_cannot_give_it_away(store: SqlStore) -> None:
    enter(store, "h")
    enter(store, "h", owner="b", after=46)
    leave(store, owner="a", h=0, after=47)
    assert enter(store, "h", owner="c", after=52)["h"] > 0


def test_many_feeds_settle_at_once_and_only_their_holder_may(store: SqlStore) -> None:
    with store.transaction() as tx:
        for key in ("x", "y"):
            tx.add_feed(Feed(key=key, outlet="o", url=f"https://{key}.example/"), now=NOW)
        ids = tx.claim_due_feeds(now=NOW, owner="a", lease=LEASE)
        assert [tx.held_feeds(ids, owner=who) for who in ("a", "b")] == [set(ids), set()]
        later = NOW + timedelta(hours=1)
        states = [
            (FeedState(feed_id=id_, next_fetch_at=later), FetchLog(feed_id=id_, at=NOW, outcome="unchanged"))
            for id_ in ids
        ]
        tx.settle_feeds(states, owner="b")
        assert tx.claim_due_feeds(now=NOW + timedelta(seconds=50), owner="a", lease=LEASE) == ids
        tx.settle_feeds(states, owner="a")
        assert tx.claim_due_feeds(now=NOW + timedelta(minutes=30), owner="a", lease=LEASE) == []
        assert {state.next_fetch_at for _, state in tx.list_feeds()} == {later}


def test_feeds_that_failed_when_asked_last_are_claimed_apart(store: SqlStore) -> None:
    with store.transaction() as tx:
        for key in ("x", "y", "z"):
            tx.add_feed(Feed(key=key, outlet="o", url=f"https://{key}.example/"), now=NOW)
        first, second, third = tx.claim_due_feeds(now=NOW, owner="a", lease=LEASE)
        tx.settle_feeds(
            [
                (FeedState(feed_id=first, next_fetch_at=NOW), None),
                (FeedState(feed_id=second, next_fetch_at=NOW, failures=0.5), None),
                (FeedState(feed_id=third, next_fetch_at=NOW), None),
            ],
            owner="a",
        )
        assert tx.claim_due_feeds_apart(now=NOW, owner="a", lease=LEASE) == ([first, third], [second])


def test_a_feed_is_read_back_as_it_was_given(store: SqlStore) -> None:
    given = Feed(
        key="x", outlet="o", url="https://x.example/", kind=FeedKind.LISTING, language="ckb", zone="Asia/Baghdad", owner_group="g",
        affiliation="a", side="IQ-KR", polling="official", rules={"item": "li", "hosts": ["x.example"]}, confidence="B",
        verified_at=date(2026, 9, 28), origin="own",
    )  # fmt: skip
    with store.transaction() as tx:
        added = tx.add_feed(given, now=NOW)
        assert added.id is not None
        tx.pause_feed("x", True)
        ((feed, state),) = tx.get_feeds([added.id])
        assert feed == replace(given, id=added.id, paused=True)
        assert (feed, state) == tx.find_feed("x")
        assert tx.get_feeds([]) == []


def test_an_entry_is_read_back_as_it_was_given(store: SqlStore) -> None:
    with store.transaction() as tx:
        feed = tx.add_feed(Feed(key="x", outlet="o", url="https://x.example/", owner_group="g"), now=NOW)
        assert feed.id is not None
        given = Entry(
            feed_id=feed.id, key="k", address="x.example/1", guid="g1", url="https://x.example/1", title="t", summary="s", text="b",
            text_source="json-ld", language="ckb", outlet="o", owner_group="g", author="Desk", published_raw="today", published_at=NOW - GAP,
            time_source="page", time_quality=TimeQuality.ZONED, first_seen_at=NOW, content_hash="h", revision=2, backfill=True,
            page_due_at=NOW + GAP,
        )  # fmt: skip
        plain = Entry(feed_id=feed.id, key="l", title="t", first_seen_at=NOW, published_at=None)
        added = tx.add_entries([given, plain], now=NOW)
        read = tx.get_entries(added.new)
    assert [replace(one, id=None) for one in read] == [given, replace(plain, outlet="o", owner_group="g")]


def test_a_record_altered_is_the_record_replaced() -> None:
    state = FeedState(feed_id=1, status=FeedStatus.QUIET, next_fetch_at=NOW, memory={"a": 1})
    assert altered(state, interval_s=7.0, etag='"x"') == replace(state, interval_s=7.0, etag='"x"')


def test_an_instant_survives_the_database_in_any_zone(store: SqlStore) -> None:
    at = datetime(2026, 3, 1, 15, 0, 0, 123456, tzinfo=timezone(timedelta(hours=3)))
    with store.transaction() as tx:
        feed = tx.add_feed(Feed(key="z", outlet="Z", url="http://127.0.0.1/"), now=at)
        ((_, state),) = tx.get_feeds([feed.id or 0])
    assert state.next_fetch_at == at
    assert state.next_fetch_at is not None
    assert state.next_fetch_at.tzinfo is UTC


def test_an_instant_without_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="naive datetime"), store.transaction() as tx:
        tx.add_feed(Feed(key="n", outlet="N", url="http://127.0.0.1/"), now=datetime(2026, 3, 1, 15))  # noqa: DTZ001


def test_a_removed_source_that_told_of_nothing_is_gone_and_its_notices_are_closed(store: SqlStore) -> None:
    with store.transaction() as tx:
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=NOW)
        tx.add_entries([_entry(feed.id or 0, "a")], now=NOW)
        tx.notify("feed_quiet", "f", "f: silent", now=NOW)
        assert tx.remove_feed("f", now=NOW) == Removed(entries=1, kept=0)
        assert tx.list_notices() == []
        assert tx.connection.execute(select(feeds.c.id)).all() == []
        with pytest.raises(NotFound):
            tx.remove_feed("f", now=NOW)


@pytest.mark.parametrize(("url", "same"), [("https://f.example/rss", True), ("https://other.example/rss", False)])
def test_a_removed_source_with_tellings_comes_back_under_its_address_alone(
    store: SqlStore, url: str, same: bool
) -> None:
    with store.transaction() as tx:
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss", origin="own"), now=NOW)
        (entry,) = tx.add_entries([_entry(feed.id or 0, "a")], now=NOW).new
        tx.tie(entry, 0, 1, author="me", reason="seen", now=NOW)
        assert tx.remove_feed("f", now=NOW) == Removed(entries=0, kept=1)
        assert tx.claim_due_feeds(now=NOW, owner="me", lease=LEASE) == []
        assert tx.fetch_now(now=NOW, keys=["f"]) == 0
        again = tx.add_feed(Feed(key="f", outlet="F", url=url, origin="own"), now=NOW)
        assert (again.id == feed.id) is same
        assert [one.key for one, _ in tx.list_feeds()] == ["f"]
        assert tx.claim_due_feeds(now=NOW, owner="me", lease=LEASE) == [again.id]


def test_a_removed_source_comes_back_with_the_catalogue(store: SqlStore) -> None:
    feed = Feed(key="f", outlet="F", url="https://f.example/rss")
    with store.transaction() as tx:
        tx.sync_feeds([feed], now=NOW)
        ((kept, _),) = tx.list_feeds()
        (entry,) = tx.add_entries([_entry(kept.id or 0, "a")], now=NOW).new
        tx.tie(entry, 0, 1, author="me", reason="seen", now=NOW)
        tx.remove_feed("f", now=NOW)
        assert tx.sync_feeds([feed], now=NOW) == (0, 1)
        assert [(one.id, one.paused) for one, _ in tx.list_feeds()] == [(kept.id, False)]


def _entry(feed_id: int, key: str) -> Entry:
    return Entry(feed_id=feed_id, key=key, title=key, content_hash=key, published_at=NOW, first_seen_at=NOW)
