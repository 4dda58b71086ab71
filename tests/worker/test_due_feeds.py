"""How the feeds that are due are handed out to tasks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.records import Feed, FeedState
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
