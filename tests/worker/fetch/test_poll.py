"""Feeds asked, read and kept, over a loopback outlet and a database in memory."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from storage.records import Feed, FeedKind, FeedStatus
from storage.sql import SqlStore
from tests.worker.fetch.reading import Parsed, read, rss, to_text
from tests.worker.fetch.server import Answer, Asked, outlet
from worker import parse
from worker.fetch import Fetcher, Kept, keep, poll
from worker.fetch.identity import parted

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


class Desk:
    """A store with feeds, and a clock that only moves when told to."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.now = NOW
        self.read: Any = read
        self.fetcher = Fetcher(agent="t", allowed=["127.0.0.0/8"], clock=lambda: self.now)

    def add(self, url: str, **more: object) -> Feed:
        with self.store.transaction() as tx:
            return tx.add_feed(Feed(key=str(more.pop("key", "k24-en")), outlet="K24", url=url, **more), now=self.now)  # type: ignore[arg-type]

    def ask(self, after: timedelta = timedelta()) -> list[Kept]:
        self.now += after
        with self.store.transaction() as tx:
            ids = tx.claim_due_feeds(now=self.now, owner="me", lease=timedelta(minutes=3))
            pairs = tx.get_feeds(ids)
        kept = []
        for polled in poll(pairs, fetcher=self.fetcher, read=self.read, to_text=to_text, clock=lambda: self.now):
            with self.store.transaction() as tx:
                kept.append(keep(tx, polled, owner="me"))
        return kept

    def state(self, key: str = "k24-en"):  # type: ignore[no-untyped-def]
        with self.store.reading() as tx:
            found = tx.find_feed(key)
        assert found is not None
        return found[1]

    def entries(self, ids: Sequence[int]):  # type: ignore[no-untyped-def]
        with self.store.reading() as tx:
            return tx.get_entries(ids)

    def notices(self) -> dict[str, str]:
        with self.store.reading() as tx:
            return {notice.kind: notice.text for notice in tx.list_notices()}


@pytest.fixture
def desk() -> Iterator[Desk]:
    with SqlStore.open("sqlite://") as store:
        made = Desk(store)
        yield made
        made.fetcher.close()


def items(*numbers: int, at: datetime = NOW) -> list[Parsed]:
    return [
        Parsed(
            title=f"Barzani receives envoy {n}",
            link=f"https://outlet.example/story/{n}",
            id=f"g{n}",
            published=at - timedelta(minutes=100 - n),
            summary=f"text {n}",
        )
        for n in numbers
    ]


def serving(bodies: list[bytes]) -> Callable[[Asked], Answer]:
    """Each ask gets the next body, the last one for ever."""

    def answer(_: Asked) -> Answer:
        return Answer(body=bodies.pop(0) if len(bodies) > 1 else bodies[0])

    return answer


def test_the_first_fetch_keeps_entries_silently_and_proves_the_feed(desk: Desk) -> None:
    with outlet({"/rss": Answer(body=rss(*items(1, 2, 3)))}) as there:
        desk.add(there.base + "/rss")
        (kept,) = desk.ask()
    assert len(kept.new) == 3
    assert all(entry.backfill for entry in desk.entries(kept.new))
    assert desk.state().status is FeedStatus.PROVEN
    assert desk.state().next_fetch_at > desk.now


def test_a_second_fetch_keeps_only_what_is_new(desk: Desk) -> None:
    with outlet({"/rss": serving([rss(*items(1, 2, 3)), rss(*items(4, 3, 2))])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert [entry.title for entry in desk.entries(kept.new)] == ["Barzani receives envoy 4"]
    assert not desk.entries(kept.new)[0].backfill


def test_not_modified_keeps_state_only(desk: Desk) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.headers.get("if-none-match") == '"1"':
            return Answer(status=304)
        return Answer(body=rss(*items(1, 2)), headers={"ETag": '"1"'})

    with outlet({"/rss": answer}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=6))
    assert kept.new == ()
    assert desk.state().status is FeedStatus.UNCHANGED


def test_a_restless_head_is_no_change(desk: Desk) -> None:
    first = rss(*items(1, 2), head="<lastBuildDate>Mon, 05 Oct 2026 09:00:00 GMT</lastBuildDate>")
    second = rss(*items(1, 2), head="<lastBuildDate>Mon, 05 Oct 2026 09:30:00 GMT</lastBuildDate>")
    with outlet({"/rss": serving([first, second])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert kept.verdict.state.status_reason == "the same document"


def test_a_corrected_entry_is_a_revision_and_a_cosmetic_change_is_none(desk: Desk) -> None:
    first, second = items(1, 2)
    cosmetic = Parsed(title=first.title, link=first.link, id=first.id, published=first.published, summary="text  1 ")
    changed = Parsed(
        title="Barzani receives the envoy", link=second.link, id=second.id, published=second.published, summary="text 2"
    )
    with outlet({"/rss": serving([rss(first, second), rss(cosmetic, changed)])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert kept.new == ()
    assert [(entry.title, entry.revision) for entry in desk.entries(kept.changed)] == [
        ("Barzani receives the envoy", 2)
    ]


def test_a_guid_issued_anew_for_a_known_address_is_the_same_entry_and_costs_trust(desk: Desk) -> None:
    again = [
        Parsed(title=one.title, link=one.link, id=f"{one.id}-b", published=one.published, summary=one.summary)
        for one in items(1, 2, 3)
    ]
    with outlet({"/rss": serving([rss(*items(1, 2, 3)), rss(*again)])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert kept.new == ()
    assert desk.state().memory["identity"]["mode"] == "link"
    assert "guids are no longer trusted" in desk.notices()["feed_identity"]


def test_the_memory_of_an_older_version_is_read_as_it_was_written(desk: Desk) -> None:
    again = [
        Parsed(title=one.title, link=one.link, id=f"{one.id}-b", published=one.published, summary=one.summary)
        for one in items(1, 2, 3)
    ]
    with outlet({"/rss": serving([rss(*items(1, 2, 3)), rss(*again)])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        keys, sides = (parted(desk.state().memory[name]) for name in ("keys", "window"))
        with desk.store.transaction() as tx:
            (id_,) = tx.claim_due_feeds(now=NOW + timedelta(hours=1), owner="me", lease=timedelta(minutes=3))
            ((_, state),) = tx.get_feeds([id_])
            older = {**state.memory, "keys": keys, "window": dict(zip(sides[::2], sides[1::2], strict=True))}
            tx.settle_feed(replace(state, memory=older), None, owner="me")
        (kept,) = desk.ask(timedelta(minutes=30))
    assert len(keys) == 3
    assert kept.new == ()
    assert desk.state().memory["identity"]["mode"] == "link"


def test_a_slug_that_changes_under_a_stable_guid_is_the_same_entry(desk: Desk) -> None:
    first = items(1, 2)
    moved = [
        Parsed(title=one.title, link=f"{one.link}-new", id=one.id, published=one.published, summary=one.summary)
        for one in first
    ]
    with outlet({"/rss": serving([rss(*first), rss(*moved)])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert kept.new == ()


def without_guid(*found: Parsed, suffix: str = "", title: str = "") -> list[Parsed]:
    return [
        Parsed(title=title or one.title, link=f"{one.link}{suffix}", published=one.published, summary=one.summary)
        for one in found
    ]


def test_a_slug_that_changes_without_a_guid_is_the_same_entry_and_stays_it(desk: Desk) -> None:
    first, edited = items(1, 2), without_guid(*items(1, 2), suffix="-new")
    later = [replace(edited[0], title="Barzani receives an envoy and his delegation"), edited[1]]
    with outlet({"/rss": serving([rss(*without_guid(*first)), rss(*edited), rss(*later)])}) as there:
        desk.add(there.base + "/rss")
        (kept,) = desk.ask()
        (again,) = desk.ask(timedelta(minutes=30))
        (corrected,) = desk.ask(timedelta(minutes=60))
    assert again.new == again.changed == corrected.new == ()
    assert corrected.changed == kept.new[:1]
    assert [entry.url for entry in desk.entries(kept.new)] == [one.link for one in edited]


def test_the_same_words_at_two_addresses_at_once_are_two_entries(desk: Desk) -> None:
    first = without_guid(*items(1))
    both = [*first, *without_guid(*items(1), suffix="-copy")]
    with outlet({"/rss": serving([rss(*first), rss(*both)])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        (kept,) = desk.ask(timedelta(minutes=30))
    assert len(kept.new) == 1


def test_a_window_that_moved_on_unseen_is_a_hole_and_is_filled_from_older_pages(desk: Desk) -> None:
    pages = {
        "/rss": serving([rss(*items(1, 2, 3)), rss(*items(9, 8, 7)), rss(*items(9, 8, 7)), rss(*items(10, 9, 8))]),
        "/rss?page=2": Answer(body=rss(*items(6, 5, 4))),
        "/rss?page=3": Answer(body=rss(*items(4, 3, 2))),
    }
    with outlet(pages) as there:
        desk.add(there.base + "/rss", rules={"pages": "page"})
        desk.ask()
        (jumped,) = desk.ask(timedelta(minutes=30))
        assert len(jumped.new) == 3
        with desk.store.reading() as tx:
            assert len(tx.list_holes()) == 1
        (first,) = desk.ask(timedelta(minutes=30))
        (second,) = desk.ask(timedelta(minutes=30))
    assert len(first.new) == 3
    assert [entry.title[-2:] for entry in desk.entries(second.new)] == ["10"]
    with desk.store.reading() as tx:
        assert tx.list_holes() == []
    assert "feed_hole" not in desk.notices()


def test_a_hole_nobody_can_fill_stays_on_record(desk: Desk) -> None:
    with outlet({"/rss": serving([rss(*items(1, 2, 3)), rss(*items(9, 8, 7))])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        desk.ask(timedelta(minutes=30))
    with desk.store.reading() as tx:
        (hole,) = tx.list_holes()
    assert hole.from_at == items(3)[0].published
    assert hole.to_at == items(7)[0].published
    assert "may have passed unseen" in desk.notices()["feed_hole"]


def test_a_304_that_hides_news_is_found_out(desk: Desk) -> None:
    def slow(*numbers: int) -> bytes:
        return rss(*(replace(items(n)[0], published=NOW + timedelta(hours=10 * n - 40)) for n in numbers))

    asked_with: list[bool] = []

    def answer(asked: Asked) -> Answer:
        conditional = "if-none-match" in asked.headers
        asked_with.append(conditional)
        if conditional:
            return Answer(status=304)
        return Answer(body=slow(1, 2, 3) if len(asked_with) == 1 else slow(2, 3, 4), headers={"ETag": '"stuck"'})

    with outlet({"/rss": answer}) as there:
        desk.add(there.base + "/rss")
        found = [kept.new for _ in range(5) for kept in desk.ask(timedelta(minutes=25))]
    assert asked_with == [False, True, True, False, False]
    assert [len(new) for new in found] == [3, 0, 0, 1, 0]
    assert '"not modified" hid news' in desk.notices()["feed_304"]


def test_a_refusal_is_blocked_and_the_fall_back_is_asked_next(desk: Desk) -> None:
    with outlet({"/rss": Answer(status=403), "/other": Answer(body=rss(*items(1, 2)))}) as there:
        desk.add(there.base + "/rss", rules={"fallbacks": [{"url": there.base + "/other", "kind": "feed"}]})
        (refused,) = desk.ask()
        assert refused.verdict.state.status is FeedStatus.BLOCKED
        (kept,) = desk.ask(timedelta(hours=3))
        assert len(kept.new) == 2
        desk.ask(timedelta(hours=22))
    assert [asked.path for asked in there.asked] == ["/rss", "/other", "/rss"]


def test_a_broken_feed_keeps_its_reason_and_stops_nobody(desk: Desk) -> None:
    with outlet({"/rss": Answer(body=b"<html>sorry</html>"), "/good": Answer(body=rss(*items(1)))}) as there:
        desk.add(there.base + "/rss")
        desk.add(there.base + "/good", key="good")
        kept = desk.ask()
    assert sorted(len(one.new) for one in kept) == [0, 1]
    assert desk.state().status is FeedStatus.FAILING
    assert desk.state().status_reason == "this is no feed"


def test_a_sitemap_index_is_followed_one_level(desk: Desk) -> None:
    with outlet(
        {
            "/sitemap.xml": lambda _: Answer(
                body=f"<sitemapindex><loc>{there.base}/1.xml</loc><loc>{there.base}/2.xml</loc></sitemapindex>".encode()
            ),
            "/1.xml": Answer(body=rss(*items(1, 2))),
            "/2.xml": Answer(body=rss(*items(3))),
        }
    ) as there:
        desk.add(there.base + "/sitemap.xml", kind=FeedKind.SITEMAP)
        (kept,) = desk.ask()
    assert len(kept.new) == 3
    assert [asked.path for asked in there.asked] == ["/sitemap.xml", "/2.xml", "/1.xml"]


def test_an_answer_that_comes_after_the_lease_has_passed_on_is_not_kept(desk: Desk) -> None:
    with outlet({"/rss": Answer(body=rss(*items(1, 2)))}) as there:
        desk.add(there.base + "/rss")
        with desk.store.transaction() as tx:
            pairs = tx.get_feeds(tx.claim_due_feeds(now=NOW, owner="other", lease=timedelta(minutes=3)))
        (polled,) = poll(pairs, fetcher=desk.fetcher, read=read, to_text=to_text, clock=lambda: NOW)
        with desk.store.transaction() as tx:
            kept = keep(tx, polled, owner="me")
    assert not kept.held
    assert kept.new == ()


def test_a_clock_three_hours_ahead_is_found_and_corrected(desk: Desk) -> None:
    early = items(91, 92, 93, 94, 95, 96, 97, at=NOW + timedelta(hours=3))
    with outlet({"/rss": Answer(body=rss(*early))}) as there:
        desk.add(there.base + "/rss")
        (kept,) = desk.ask()
    assert [entry.published_at for entry in desk.entries(kept.new)] == [
        one.published - timedelta(hours=3) for one in early
    ]
    assert "3 hours ahead" in desk.notices()["feed_clock"]


def test_a_sitemap_that_names_itself_is_read_once(desk: Desk) -> None:
    routes = {
        "/rss": serving([rss(*items(1, 2, 3)), rss(*items(9, 8, 7))]),
        "/map.xml": lambda _: Answer(body=f"<sitemapindex><loc>{there.base}/map.xml</loc></sitemapindex>".encode()),
    }
    with outlet(routes) as there:
        desk.add(there.base + "/rss", rules={"backfill": {"url": there.base + "/map.xml", "kind": "sitemap"}})
        for _ in range(3):
            desk.ask(timedelta(minutes=30))
    assert [asked.path for asked in there.asked].count("/map.xml") == 2


def test_a_discovery_feed_points_and_tells_nothing(desk: Desk) -> None:
    with outlet({"/rss": serving([rss(*items(1, 2, 3)), rss(*items(9, 8, 7))])}) as there:
        desk.add(there.base + "/rss", kind=FeedKind.DISCOVERY)
        (first,) = desk.ask()
        (second,) = desk.ask(timedelta(minutes=30))
    assert first.new == second.new == ()
    assert second.verdict.hole is None
    assert second.verdict.log is not None
    assert second.verdict.log.new == 3


def test_a_first_fetch_asks_for_few_pages_not_for_a_whole_sitemap(desk: Desk) -> None:
    with outlet({"/rss": Answer(body=rss(*items(*range(1, 91))))}) as there:
        desk.add(there.base + "/rss")
        (kept,) = desk.ask()
    due = [entry.title for entry in desk.entries(kept.new) if entry.page_due_at is not None]
    assert len(kept.new) == 90
    assert sorted(due) == sorted(f"Barzani receives envoy {n}" for n in range(51, 91))


def test_a_document_cut_off_gives_what_is_whole_and_the_rest_next_time(desk: Desk) -> None:
    whole = rss(*items(3, 2, 1))
    with outlet({"/rss": serving([whole[: whole.index(b"envoy 1<")], whole])}) as there:
        desk.add(there.base + "/rss")
        desk.ask()
        desk.ask(timedelta(minutes=30))
    with desk.store.reading() as tx:
        titles = sorted(entry.title for entry in tx.get_entries([1, 2, 3, 4]))
    assert titles == [f"Barzani receives envoy {n}" for n in (1, 2, 3)]


def test_feeds_that_hang_delay_none_of_the_others() -> None:
    go_on = Event()

    def hang(_: Asked) -> Answer:
        go_on.wait(60)
        return Answer(body=rss(*items(1)))

    routes: dict[str, Answer | Callable[[Asked], Answer]] = {"/quick": Answer(body=rss(*items(1))), "/slow": hang}
    with outlet(routes) as there, SqlStore.open("sqlite://") as store:
        port = there.base.rpartition(":")[2]
        with store.transaction() as tx:
            for n in range(75):  # each of a host of its own, every fifth hangs
                path = "slow" if n % 5 == 0 else "quick"
                url = f"http://outlet{n}.example:{port}/{path}"
                tx.add_feed(Feed(key=f"{path}{n}", outlet=f"O{n}", url=url), now=NOW)
            pairs = tx.get_feeds(tx.claim_due_feeds(now=NOW, owner="me", lease=timedelta(minutes=3)))
        names = {"resolve": lambda host, port: ["127.0.0.1"], "allowed": ["127.0.0.0/8"]}
        with Fetcher(agent="t", clock=lambda: NOW, deadline=50.0, **names) as fetcher:  # type: ignore[arg-type]
            came = poll(pairs, fetcher=fetcher, read=read, to_text=to_text, clock=lambda: NOW)
            first = [next(came) for _ in range(60)]
            go_on.set()
            last = list(came)
    assert all(one.feed.key.startswith("quick") and one.outcome.error is None for one in first)
    assert [one.outcome.error for one in last] == [None] * 15


@pytest.mark.parametrize("stated", ["1448-05-12", "1448-05-12T10:00:00+03:00", "٢ آذر ١٤٠٥", "12 جمادى الأولى 1448 هـ"])
def test_a_date_of_another_calendar_gives_no_day_and_is_kept(desk: Desk, stated: str) -> None:
    def dated(*numbers: int) -> bytes:
        told = rss(*items(*numbers)).decode()
        return re.sub("<pubDate>[^<]*</pubDate>", f"<pubDate>{stated}</pubDate>", told).encode()

    desk.read = parse.read_source
    with outlet({"/rss": serving([dated(1), dated(2, 1)])}) as there:
        desk.add(there.base + "/rss")
        (first,) = desk.ask()
        (second,) = desk.ask(timedelta(minutes=30))
    (old,), (new,) = desk.entries(first.new), desk.entries(second.new)
    for entry in (old, new):
        assert (entry.time_source, entry.time_quality, entry.published_raw) == ("first-seen", "unread", stated)
        assert entry.published_at == entry.first_seen_at
    assert (old.backfill, new.backfill) == (True, False)
    assert stated in desk.notices()["feed_dates"]
