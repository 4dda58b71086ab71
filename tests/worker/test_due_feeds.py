"""How the feeds that are due are handed out to tasks, also after a clock was set back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.records import Entry, Feed, FeedState, altered
from worker import pipeline
from worker.config import load_settings
from worker.house import House

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def test_feeds_that_failed_last_time_wait_together_in_a_task_of_their_own(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path))
    with house.store.transaction() as tx:
        for n in range(6):
            tx.add_feed(Feed(key=f"f{n}", outlet="o", url=f"https://f{n}.example/"), now=NOW)
        ids = tx.claim_due_feeds(now=NOW, owner="me", lease=timedelta(minutes=3))
        failed = {ids[1], ids[4]}
        states = [FeedState(feed_id=id_, next_fetch_at=NOW, failures=0.5 if id_ in failed else 0.0) for id_ in ids]
        tx.settle_feeds([(state, None) for state in states], owner="me")
    due = pipeline.find_due(house, owner="me", now=NOW, feeds_a_task=3, entries_a_task=10)
    house.close()
    assert due.feeds == [[ids[0], ids[2], ids[3]], [ids[5]], [ids[1], ids[4]]]


def test_what_a_clock_ahead_put_off_is_due_when_it_is_set_right(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path))
    ahead = NOW + timedelta(hours=30)
    with house.store.transaction() as tx:
        tx.add_feed(Feed(key="f", outlet="o", url="https://f.example/"), now=NOW)
        ((feed, state),) = tx.list_feeds()
    due = pipeline.find_due(house, owner="me", now=ahead, feeds_a_task=3, entries_a_task=10)
    assert (due.feeds, due.upkeep) == ([[feed.id]], True)
    with house.store.transaction() as tx:
        learnt = altered(state, last_fetch_at=ahead, next_fetch_at=ahead + timedelta(minutes=5))
        tx.settle_feeds([(learnt, None)], owner="me")
        tx.beat("summarise", now=ahead)
        told = {"feed_id": feed.id or 0, "title": "t", "content_hash": "h", "first_seen_at": ahead}
        (entry,) = tx.add_entries([Entry(key="a", **told)], now=ahead).new
    due = pipeline.find_due(house, owner="me", now=NOW, feeds_a_task=3, entries_a_task=10)
    assert (due.feeds, due.entries, due.upkeep) == ([[feed.id]], [[entry]], True)
    with house.store.reading() as tx:
        assert [one.kind for one in tx.list_notices()] == ["clock_set_back"]
        assert {one.name: one.at for one in tx.heartbeats()} == {"tick": NOW}
    assert not pipeline.find_due(
        house, owner="me", now=NOW + timedelta(seconds=1), feeds_a_task=3, entries_a_task=10
    ).feeds
    house.close()
