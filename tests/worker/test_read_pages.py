"""A teaser is known at once, and read again when its page has been read: from the due row through the pipeline."""

from datetime import UTC, datetime
from pathlib import Path

from storage.records import Entry, Feed
from tests.worker.fetch.server import Answer, outlet
from worker import pipeline
from worker.config import load_settings
from worker.house import House

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
SENTENCE = "President Nechirvan Barzani received the Ambassador of France to Iraq in Erbil on Monday, and they discussed security. "
PAGE = f"<html><body><article><h1>Barzani receives envoy</h1>{''.join(f'<p>{SENTENCE} It was matter {n}.</p>' for n in range(6))}</article></body></html>"


def test_a_teaser_is_due_its_page_read_and_the_entry_pending_again(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, allow_addresses=("127.0.0.0/8",), host_gap_seconds=0)
    house = House.open(settings)
    with outlet(
        {"/story/1": Answer(body=PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})}
    ) as there:
        with house.store.transaction() as tx:
            feed = tx.add_feed(Feed(key="a", outlet="A", url="https://a.example/rss"), now=NOW)
            assert feed.id is not None
            entry = Entry(
                feed_id=feed.id, key="1", url=there.base + "/story/1", title="Barzani receives envoy", text="A teaser.", first_seen_at=NOW,
                published_at=NOW, page_due_at=NOW,
            )  # fmt: skip
            (id_,) = tx.add_entries([entry], now=NOW).new
        due = pipeline.find_due(house, owner="me", now=NOW, feeds_a_task=10, entries_a_task=10)
        assert due.pages
        assert pipeline.read_pages(house, clock=lambda: NOW) == [id_]
    with house.store.reading() as tx:
        (read,) = tx.get_entries([id_])
        assert tx.waiting_entries(now=NOW, limit=10) == ([id_], [])
    house.close()
    assert read.text.count("It was matter") == 6
    assert (read.revision, read.text_source) == (2, "trafilatura")
