from dataclasses import replace

import pytest
from sqlalchemy import select

from storage.records import Copy, CopyKind, Mention
from storage.rows import only
from storage.sql import SqlStore, Transaction
from storage.tables import copies, near_bands
from tests.worker.dedupe.builders import NOON, assessment, days, entry, mention
from tests.worker.dedupe.newsroom import NOW, Newsroom
from tests.worker.dedupe.test_similarity import edited, text
from worker.dedupe.copies import TEMPLATE, is_sketched, link_batch, link_copies, sign_entry


@pytest.fixture
def news(store: SqlStore) -> Newsroom:
    return Newsroom(store)


def link(
    news: Newsroom, key: str, body: str, *, outlet: str = "Rudaw", **changed: object
) -> tuple[int, tuple[Copy, ...]]:
    told = entry(
        key, outlet=outlet, feed_id=news.feed(outlet), title="Title", text=body, content_hash=body[:60], **changed
    )
    with news.store.transaction() as tx:
        added = tx.add_entries([told], now=NOW)
        (kept,) = tx.get_entries([*added.new, *added.changed])
        return kept.id or 0, link_copies(tx, kept, sign_entry(kept), now=NOW)


def kept_copies(tx: Transaction, entry_id: int) -> list[Copy]:
    found = tx.connection.execute(select(copies).where(copies.c.entry_id == entry_id)).mappings()
    return [only(Copy, row, kind=CopyKind(row["kind"])) for row in found]


def test_a_wire_copy_is_linked_to_what_it_copies(news: Newsroom) -> None:
    first, none = link(news, "a", text(1))
    second, edges = link(news, "b", edited(text(1), 0.03), outlet="INA")
    assert none == ()
    assert [(e.entry_id, e.other_id, e.kind) for e in edges] == [(second, first, CopyKind.COPY)]
    with news.store.reading() as tx:
        assert kept_copies(tx, second) == list(edges)


def test_linking_again_changes_nothing(news: Newsroom) -> None:
    link(news, "a", text(1))
    second, edges = link(news, "b", edited(text(1), 0.03))
    with news.store.transaction() as tx:
        (kept,) = tx.get_entries([second])
        assert link_copies(tx, kept, sign_entry(kept), now=NOW) == ()
        assert kept_copies(tx, second) == list(edges)


def test_a_revised_entry_is_a_copy_of_what_it_now_copies(news: Newsroom) -> None:
    link(news, "a", text(1))
    other, _ = link(news, "c", text(2))
    link(news, "b", text(1))
    revised, edges = link(news, "b", text(2))
    assert [(e.entry_id, e.other_id, e.kind) for e in edges] == [(revised, other, CopyKind.IDENTICAL)]


def test_what_is_older_than_the_window_is_not_found(news: Newsroom) -> None:
    link(news, "a", text(1), at=NOON - days(31))
    _, edges = link(news, "b", text(1))
    assert edges == ()


def test_a_bucket_of_a_template_is_skipped_and_grows_no_more(news: Newsroom) -> None:
    feed_id = news.feed("Rudaw")
    with news.store.transaction() as tx:
        ids = tx.add_entries([entry(f"t{n}", feed_id=feed_id) for n in range(TEMPLATE + 3)], now=NOW).new
        signature = sign_entry(entry("x", text=text(1)))
        assert signature is not None
        linked = link_batch(tx, [(one, signature) for one in tx.get_entries(ids)], now=NOW)
        held = tx.band_entries(signature.bands, since=NOON.date())
    assert len(linked[ids[5]]) == 5
    assert linked[ids[-1]] == ()  # the buckets hold a template by then
    assert {len(entries) for entries in held.values()} == {TEMPLATE + 1}


def test_entries_of_one_batch_see_each_other(news: Newsroom) -> None:
    feed_id = news.feed("Rudaw")
    with news.store.transaction() as tx:
        added = tx.add_entries([entry(key, feed_id=feed_id, text=text(1)) for key in ("a", "b")], now=NOW).new
        linked = link_batch(tx, [(one, sign_entry(one)) for one in tx.get_entries(added)], now=NOW)
    assert [edge.other_id for edge in linked[added[1]]] == [added[0]]
    assert linked[added[0]] == ()


def test_old_bands_are_dropped_a_day_at_a_time(news: Newsroom) -> None:
    for age in (50, 40, 30):
        link(news, f"{age}", text(age), at=NOON - days(age))
    gone = []
    for _ in range(3):
        with news.store.transaction() as tx:
            gone.append(tx.forget_bands((NOON - days(30)).date()))
            left = {one[0] for one in tx.connection.execute(select(near_bands.c.day).distinct())}
    assert [count > 0 for count in gone] == [True, True, False]
    assert left == {(NOON - days(30)).date()}


def test_a_copied_text_is_a_reason_and_no_proof(news: Newsroom) -> None:
    one, _ = link(news, "a", text(1))
    other, edges = link(news, "b", text(1), outlet="INA")
    (first,) = news.attach(news.entry(one), mention())
    (second,) = news.attach(news.entry(other), mention())
    assert edges[0].kind is CopyKind.IDENTICAL
    story = news.story(second.meeting.key)
    assert story.meeting.key == first.meeting.key
    assert "the text is a near-copy of one that tells of it" in story.decisions[-1].reasons
    assert story.copies == edges


@pytest.mark.parametrize(
    ("told", "confidence", "kept"), [((mention(),), 0.9, True), ((), 0.05, True), ((), 0.02, True), ((), 0.01, False)]
)
def test_sketches_are_kept_of_what_tells_or_nearly_tells_of_a_meeting(
    told: tuple[Mention, ...], confidence: float, kept: bool
) -> None:
    assert is_sketched(replace(assessment(*told), confidence=confidence)) is kept
