"""What time brings: what the nightly upkeep lets go of, and that no part of it stops the others."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from storage.records import Assessment, Entry, Feed, Recipient, Subscriber
from storage.sql import SqlStore, Transaction
from storage.sql_entries import Added
from storage.tables import fetches, near_bands
from tests.worker.deliver.builders import NOW
from worker import digest, pipeline
from worker.config import load_settings
from worker.house import House


def test_once_a_night_the_log_of_fetches_is_cut_to_what_the_settings_keep(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path, keep_fetches_days=10))
    with house.store.transaction() as tx:
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=NOW)
        for days in (1, 9, 11, 40):
            tx.connection.execute(
                insert(fetches).values(feed_id=feed.id, at=NOW - timedelta(days=days), outcome="healthy")
            )
    left = []
    for hours in (0, 1, 25):
        pipeline.summarise(house, now=NOW + timedelta(hours=hours))
        with house.store.reading() as tx:
            left.append(len(tx.connection.execute(select(fetches.c.id)).all()))
    assert left == [2, 2, 1]
    house.close()


def test_a_part_that_fails_stops_no_other_and_is_said_until_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House.open(load_settings(home=tmp_path))
    told: list[datetime] = []
    monkeypatch.setattr(pipeline, "expire", lambda tx, *, now: 1 // 0)
    monkeypatch.setattr(
        pipeline.alert, "tell_due", lambda tx, index, *, now, links: told.append(now) or pipeline.alert.Told()
    )
    pipeline.summarise(house, now=NOW)
    assert told == [NOW]
    with house.store.reading() as tx:
        assert [(one.kind, one.subject) for one in tx.list_notices()] == [("part_failed", "expected meetings")]
        assert "review" in {one.name for one in tx.heartbeats()}
    monkeypatch.undo()
    pipeline.summarise(house, now=NOW + timedelta(minutes=1))
    with house.store.reading() as tx:
        assert tx.list_notices() == []
    house.close()


def test_a_digest_that_cannot_be_written_keeps_nobody_else_from_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House.open(load_settings(home=tmp_path))
    with house.store.transaction() as tx:
        for key in ("a", "b"):
            who = tx.keep_subscriber(
                Subscriber(key=key, name=key, digest_at=time(8), created_at=NOW - timedelta(days=2))
            )
            tx.keep_recipient(
                Recipient(subscriber_id=who.id or 0, channel="email", address=f"{key}@x.example", label=key)
            )
    write = digest.write

    def broken(due: digest.Due, *given: Any, **more: Any) -> Any:
        if due.subscriber.key == "a":
            raise RuntimeError("no words")
        return write(due, *given, **more)

    monkeypatch.setattr(pipeline.digest, "write", broken)
    pipeline.summarise(house, now=NOW.replace(hour=5, minute=1))
    with house.store.reading() as tx:
        assert [one.key.split("-")[2] for one in tx.list_deliveries()] == ["b"]
        assert "no words" in tx.list_notices()[0].text
    house.close()


def test_old_texts_that_tell_of_nothing_go_and_those_of_meetings_stay(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path, keep_texts_days=100))
    with house.store.transaction() as tx:
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=NOW)
        ids = {
            key: _entry(tx, feed.id or 0, key, days=days, confidence=confidence)
            for key, days, confidence in (
                ("old", 101, 0.01),
                ("young", 99, 0.01),
                ("near", 101, 0.4),
                ("said", 101, 0.01),
            )
        }
        tx.tie(ids["said"], 0, 1, author="me", reason="seen", now=NOW)
    texts = []
    for days in (0, 5):
        pipeline.summarise(house, now=NOW + timedelta(days=days))
        with house.store.reading() as tx:
            kept = {one.key: one for one in tx.get_entries(list(ids.values()))}
        texts.append(sorted(key for key, one in kept.items() if one.text))
    assert texts == [["near", "said", "young"], ["near", "said"]]
    assert (kept["old"].title, kept["old"].summary) == ("old", "s" * 500)
    with house.store.transaction() as tx:  # it is known still
        again = _told(feed.id or 0, "old", days=101)
        assert tx.add_entries([again], now=NOW) == Added()
    house.close()


def test_texts_are_kept_for_ever_where_the_settings_say_so(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path, keep_texts_days=0))
    with house.store.transaction() as tx:
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=NOW)
        id_ = _entry(tx, feed.id or 0, "old", days=5000, confidence=0.01)
    pipeline.summarise(house, now=NOW)
    with house.store.reading() as tx:
        assert tx.get_entries([id_])[0].text
    house.close()


def test_a_review_of_many_meetings_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House.open(load_settings(home=tmp_path))
    looked: list[int] = []
    monkeypatch.setattr(pipeline, "MEETINGS_A_REVIEW", 2)
    monkeypatch.setattr(pipeline, "merge_pass", lambda tx, ids, *, now: looked.extend(ids) or [])
    monkeypatch.setattr(Transaction, "young_meetings", lambda *given, **more: [3, 5, 7, 9, 11])
    for minutes in range(5):
        pipeline.summarise(house, now=NOW + timedelta(minutes=minutes))
    assert looked == [3, 5, 7, 9, 11]
    pipeline.summarise(house, now=NOW + timedelta(hours=25))
    assert looked == [3, 5, 7, 9, 11, 3, 5]
    house.close()


def _told(feed_id: int, key: str, *, days: int) -> Entry:
    at = NOW - timedelta(days=days)
    return Entry(
        feed_id=feed_id, key=key, title=key, text="t" * 3000, summary="s" * 900, content_hash=key, published_at=at, first_seen_at=at
    )  # fmt: skip


def _entry(tx: Transaction, feed_id: int, key: str, *, days: int, confidence: float) -> int:
    """An entry seen so many days ago, assessed with that confidence and without a meeting."""
    (id_,) = tx.add_entries([_told(feed_id, key, days=days)], now=NOW).new
    tx.claim_entries(now=NOW, owner="me", lease=timedelta(minutes=1), ids=[id_])
    tx.settle_entries({id_: 1}, owner="me")
    tx.keep_assessments([Assessment(entry_id=id_, language="en", confidence=confidence)], now=NOW)
    return id_


def test_a_night_looks_for_old_messages_without_reading_those_that_stay() -> None:
    """Half a year of them is a gigabyte, and the one write lock of SQLite is held meanwhile."""
    asked: list[tuple[str, Any]] = []
    with SqlStore.open("sqlite://") as store, store.transaction() as tx:
        event.listen(store.engine, "before_cursor_execute", lambda _c, _k, said, given, *_: asked.append((said, given)))
        tx.forget_old(
            kinds=["deliveries"],
            fetches_before=NOW,
            messages_before=NOW - timedelta(days=180),
            sketches_before=NOW.date(),
        )
        ((said, given),) = asked
        plan = [str(row) for row in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)]
    assert any("ix_deliveries_recipient_created" in step for step in plan)
    assert not any("SCAN deliveries" in step for step in plan)


def test_the_lookup_keys_of_many_days_go_in_one_night(tmp_path: Path) -> None:
    house = House.open(load_settings(home=tmp_path))
    with house.store.transaction() as tx:
        for days in range(28, 35):
            day = (NOW - timedelta(days=days)).date()
            tx.connection.execute(insert(near_bands).values(key=days, entry_id=1, day=day))
    pipeline.summarise(house, now=NOW)
    with house.store.reading() as tx:
        assert set(tx.connection.execute(select(near_bands.c.key)).scalars()) == {28, 29, 30}
    house.close()
