"""How the feeds that are due are handed out to tasks, also after a clock was set back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.records import Entry, Feed, FeedState, altered
from worker import clock, pipeline
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


def test_a_machine_that_is_ahead_or_behind_goes_by_the_databases_clock(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the one ahead takes what others hold, and the one behind takes their last tick for a clock that was set back."""
    house = House.open(load_settings(home=tmp_path, database_url=postgres_url), upgrade=True)
    with house.store.transaction() as tx:
        tx.add_feed(Feed(key="f", outlet="o", url="https://f.example/"), now=house.now() - timedelta(minutes=1))
    ticks: list[list[list[int]]] = []
    for minutes in (0, 20, -20):
        off = timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "machine_now", lambda off=off: datetime.now(UTC) + off)
        monkeypatch.setattr("worker.house.machine_now", clock.machine_now)
        house.keep_time()
        assert abs(house.now() - datetime.now(UTC)) < timedelta(seconds=30)
        ticks.append(
            pipeline.find_due(house, owner=f"{minutes}", now=house.now(), feeds_a_task=3, entries_a_task=10).feeds
        )
    with house.store.reading() as tx:
        assert not tx.list_notices()
        ((_, state),) = tx.list_feeds()
        assert state.lease_owner == "0"
    assert ticks == [[[1]], [], []]
    house.close()


def test_a_recorded_day_is_replayed_on_the_databases_clock_too(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(clock.OFFSET, "-86400")
    house = House.open(load_settings(home=tmp_path, database_url=postgres_url), upgrade=True)
    house.keep_time()
    assert timedelta(hours=23) < datetime.now(UTC) - house.now() < timedelta(hours=25)
    house.close()
