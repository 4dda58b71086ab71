"""Assessed entries through the real store, one after the other: which meeting does each mention tell of?

Joins what the pipeline joins (near-duplicates, matching, merging) for answers outside of a running system: `diwan assess --resolve`, the
benchmarks, and the test seam in which participants are given. A mention is printed with the meeting known at that time; the key of a
meeting that is merged later goes on answering.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.records import Assessment, Change, Entry, Feed
from storage.sql import SqlStore
from worker import dedupe


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An assessed entry with the public key of the meeting of each of its mentions, in the order of `assessment.mentions`."""

    entry: Entry
    assessment: Assessment
    keys: tuple[str, ...]
    changes: tuple[Change, ...] = ()


def resolve_stream(
    items: Iterable[tuple[Entry, Assessment]], *, now: datetime, store: SqlStore | None = None
) -> Iterator[Resolved]:
    """Resolve assessed entries in the order in which they come. Lazy: each answer is given before the next entry is asked for.

    Args:
        items: entries without id (`feed_id` is ignored: a feed is made for each outlet) with what was assessed of them.
        now: the time at which all of this is taken to happen.
        store: an empty store to use; an in-memory SQLite where none is given.
    """
    if store is not None:
        yield from _resolve_all(items, now, store)
        return
    with SqlStore.open("sqlite://") as memory:
        yield from _resolve_all(items, now, memory)


def _resolve_all(items: Iterable[tuple[Entry, Assessment]], now: datetime, store: SqlStore) -> Iterator[Resolved]:
    feeds: dict[str, int] = {}
    for entry, assessment in items:
        with store.transaction() as tx:
            if entry.outlet not in feeds:
                key = f"stream-{len(feeds)}"
                group = entry.owner_group or entry.outlet
                made = tx.add_feed(Feed(key=key, outlet=entry.outlet, url=f"stream:{key}", owner_group=group), now=now)
                feeds[entry.outlet] = made.id or 0
            feed_id = feeds[entry.outlet]
            added = tx.add_entries([replace(entry, feed_id=feed_id)], now=now)
            tx.claim_entries(now=now, owner="stream", lease=timedelta(minutes=1), ids=added.new)
            (kept,) = tx.get_entries(added.new or added.changed)
            dedupe.link_copies(tx, kept, dedupe.sign_entry(kept), now=now)
            tx.lock_actors(dedupe.lock_keys(assessment))
            changes = dedupe.attach(tx, kept, assessment, now=now)
            mentions = tx.mentions_of(kept.id or 0)
            by_id = {one.id: one.key for one in tx.get_meetings([m.meeting_id for m in mentions if m.meeting_id])}
        keys = tuple(by_id[mention.meeting_id] for mention in mentions)
        yield Resolved(entry=kept, assessment=assessment, keys=keys, changes=tuple(changes))
