"""Pages of entries: read where the feed gives a teaser, looked at again, refused where we are refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.records import Entry, Feed
from storage.sql import SqlStore
from tests.worker.fetch.server import Answer, Outlet, outlet
from worker.fetch import Fetcher
from worker.fetch.pages import Looked, keep_look, look

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
LONG = "The president received the ambassador in Erbil and spoke about the election. " * 5
LEASE = timedelta(minutes=3)


@dataclass(frozen=True)
class Article:
    text: str
    source: str = "trafilatura"


def read(body: bytes, *, url: str, headers: Mapping[str, str], rules: Mapping[str, Any], feed_html: str) -> Article:
    if b"<p>" not in body:
        raise ValueError("no article text")
    return Article(body.decode().removeprefix("<p>"))


class Desk:
    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.now = NOW
        self.fetcher = Fetcher(agent="t", allowed=["127.0.0.0/8"], clock=lambda: self.now)
        with store.transaction() as tx:
            self.feed = tx.add_feed(Feed(key="a", outlet="A", url="https://a.example/rss"), now=NOW)

    def add(self, there: Outlet, path: str = "/1", text: str = "A teaser.") -> int:
        assert self.feed.id is not None
        entry = Entry(
            feed_id=self.feed.id,
            key=path,
            url=there.base + path,
            title="t",
            text=text,
            first_seen_at=self.now,
            published_at=self.now,
            page_due_at=self.now,
        )
        with self.store.transaction() as tx:
            return tx.add_entries([entry], now=self.now).new[0]

    def look(self, after: timedelta = timedelta()) -> list[Looked]:
        self.now += after
        with self.store.transaction() as tx:
            dues = tx.claim_pages(now=self.now, lease=LEASE)
        seen = []
        for one in look(dues, store=self.store, fetcher=self.fetcher, read=read, clock=lambda: self.now):
            with self.store.transaction() as tx:
                keep_look(tx, one, now=self.now)
            seen.append(one)
        return seen

    def entry(self, id_: int) -> Entry:
        with self.store.reading() as tx:
            return tx.get_entries([id_])[0]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with SqlStore.open("sqlite://") as store:
        made = Desk(store)
        yield made
        made.fetcher.close()


def test_a_teaser_becomes_the_text_of_its_page_as_a_revision(desk: Desk) -> None:
    with outlet({"/1": Answer(body=b"<p>" + LONG.encode())}) as there:
        id_ = desk.add(there)
        desk.look()
    entry = desk.entry(id_)
    assert entry.text == LONG
    assert (entry.text_source, entry.revision) == ("trafilatura", 2)
    assert entry.page_due_at == NOW + timedelta(minutes=30)


def test_a_fresh_page_is_looked_at_again_after_30_minutes_3_hours_and_24(desk: Desk) -> None:
    with outlet({"/1": Answer(body=b"<p>" + LONG.encode())}) as there:
        id_ = desk.add(there)
        for after in (timedelta(), timedelta(minutes=30), timedelta(hours=2, minutes=30), timedelta(hours=21)):
            assert len(desk.look(after)) == 1
        assert desk.look(timedelta(days=3)) == []
    assert desk.entry(id_).revision == 2
    assert [asked.path for asked in there.asked].count("/1") == 4


def test_an_edited_page_is_a_new_revision_and_a_broken_one_is_none(desk: Desk) -> None:
    bodies = [LONG, LONG + "It was corrected.", "Gone."]
    with outlet({"/1": lambda _: Answer(body=b"<p>" + bodies.pop(0).encode())}) as there:
        id_ = desk.add(there)
        desk.look()
        desk.look(timedelta(minutes=30))
        desk.look(timedelta(hours=3))
    assert desk.entry(id_).text.endswith("It was corrected.")
    assert desk.entry(id_).revision == 3


def test_a_page_that_says_less_than_the_feed_changes_nothing(desk: Desk) -> None:
    with outlet({"/1": Answer(body=b"<p>Please accept cookies.")}) as there:
        id_ = desk.add(there, text=LONG)
        desk.look()
    assert desk.entry(id_).text == LONG
    assert desk.entry(id_).revision == 1


def test_robots_txt_is_obeyed_and_asked_once_a_day(desk: Desk) -> None:
    routes = {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /no\n"),
        "/yes/1": Answer(body=b"<p>" + LONG.encode()),
    }
    with outlet(routes) as there:
        desk.add(there, "/yes/1")
        refused = desk.add(there, "/no/1")
        desk.look()
        desk.look(timedelta(minutes=30))
    assert [asked.path for asked in there.asked] == ["/robots.txt", "/yes/1", "/yes/1"]
    assert desk.entry(refused).page_due_at is None


def test_a_site_whose_robots_txt_fails_is_left_alone_for_now(desk: Desk) -> None:
    with outlet({"/robots.txt": Answer(status=503), "/1": Answer(body=b"<p>x")}) as there:
        id_ = desk.add(there)
        desk.look()
    assert [asked.path for asked in there.asked] == ["/robots.txt"]
    assert desk.entry(id_).page_due_at == NOW + timedelta(minutes=10)


def test_a_site_that_refuses_a_page_is_not_asked_for_the_next(desk: Desk) -> None:
    with outlet({"/1": Answer(status=403), "/2": Answer(status=403)}) as there:
        desk.add(there, "/1")
        desk.look()
        desk.add(there, "/2")
        desk.look()
    assert [asked.path for asked in there.asked] == ["/robots.txt", "/1"]


def test_a_page_that_fails_is_tried_three_times(desk: Desk) -> None:
    with outlet({"/1": Answer(status=500)}) as there:
        id_ = desk.add(there)
        for _ in range(5):
            desk.look(timedelta(hours=1))
    assert [asked.path for asked in there.asked].count("/1") == 3
    assert desk.entry(id_).page_due_at is None


def test_a_page_claimed_by_somebody_who_died_is_due_again(desk: Desk) -> None:
    with outlet({"/1": Answer(body=b"<p>" + LONG.encode())}) as there:
        desk.add(there)
        with desk.store.transaction() as tx:
            assert len(tx.claim_pages(now=NOW, lease=LEASE)) == 1
            assert tx.claim_pages(now=NOW, lease=LEASE) == []
        assert len(desk.look(LEASE)) == 1


def test_a_page_read_while_its_entry_was_revised_is_read_again(desk: Desk) -> None:
    with outlet({"/1": Answer(body=b"<p>" + LONG.encode())}) as there:
        id_ = desk.add(there)
        with desk.store.transaction() as tx:
            (due,) = tx.claim_pages(now=NOW, lease=LEASE)
        (looked,) = look([due], store=desk.store, fetcher=desk.fetcher, read=read, clock=lambda: NOW)
        with desk.store.transaction() as tx:
            old = tx.get_entries([id_])[0]
            tx.add_entries(
                [
                    Entry(
                        feed_id=old.feed_id,
                        key=old.key,
                        url=old.url,
                        title="edited",
                        first_seen_at=NOW,
                        content_hash="x",
                    )
                ],
                now=NOW,
            )
            assert not keep_look(tx, looked, now=NOW)
    assert desk.entry(id_).title == "edited"
    assert desk.entry(id_).page_due_at == NOW
