"""What the nightly upkeep lets go of."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from storage.records import Feed
from storage.tables import fetches
from tests.worker.deliver.builders import NOW
from worker import pipeline
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
