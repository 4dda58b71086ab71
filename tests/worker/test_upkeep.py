"""What time brings: what the nightly upkeep lets go of, and that no part of it stops the others."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from storage.records import Feed, Recipient, Subscriber
from storage.tables import fetches
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
