"""Assessed entries through the real store, one after the other: which meeting does each mention tell of?

Joins what the pipeline joins (near-duplicates, matching, merging) for answers outside of a running system: `diwan assess --resolve`, the
benchmarks, and the test seam in which participants are given. A mention is answered with the meeting known at that time; the key of a
meeting that is merged later goes on answering.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import blake2b
from itertools import count

from storage.records import Assessment, Change, Entry, Feed
from storage.sql import SqlStore
from worker import dedupe
from worker.classify.contract import Line, answers, published_of
from worker.dedupe.days import BAGHDAD
from worker.knowledge.load import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """An assessed entry with the public key of the meeting of each of its mentions, in the order of `assessment.mentions`."""

    entry: Entry
    assessment: Assessment
    keys: tuple[str, ...]
    changes: tuple[Change, ...] = ()


class Resolver:
    """Resolves assessed entries in the order in which they are given to it, against all before. `store` is empty at first.

    An entry given a second time (same outlet and key) is a revision where its content hash differs, else a repetition.
    """

    def __init__(self, store: SqlStore, *, now: datetime) -> None:
        self.store, self.now = store, now
        self._feeds: dict[str, int] = {}

    def resolve(self, entry: Entry, assessment: Assessment) -> Resolved:
        """`entry` has no id yet; its `feed_id` is ignored: each outlet is a feed, and its owner group where none is named."""
        signature = dedupe.sign_entry(entry)
        with self.store.transaction() as tx:
            if entry.outlet not in self._feeds:
                key, group = f"stream-{len(self._feeds)}", entry.owner_group or entry.outlet
                made = tx.add_feed(
                    Feed(key=key, outlet=entry.outlet, url=f"stream:{key}", owner_group=group), now=self.now
                )
                self._feeds[entry.outlet] = made.id or 0
            feed_id = self._feeds[entry.outlet]
            tx.add_entries([replace(entry, feed_id=feed_id)], now=self.now)
            (kept,) = tx.get_entries([tx.known_entries(feed_id, [entry.key])[entry.key][0]])
            tx.settle_entries({kept.id or 0: kept.revision}, owner="stream")
            dedupe.link_copies(tx, kept, signature, now=self.now)
            tx.lock_actors(dedupe.lock_keys(assessment))
            changes = dedupe.attach(tx, kept, assessment, now=self.now)
            homes = dedupe.homes(tx.mentions_of(kept.id or 0), assessment.mentions)
            by_id = {one.id: one.key for one in tx.get_meetings(sorted(set(homes)))}
        return Resolved(
            entry=kept, assessment=assessment, keys=tuple(by_id[home] for home in homes), changes=tuple(changes)
        )


def resolve_stream(
    items: Iterable[tuple[Entry, Assessment]], *, now: datetime, store: SqlStore | None = None
) -> Iterator[Resolved]:
    """Resolve assessed entries in the order in which they come. Lazy: each answer is given before the next entry is asked for.

    Args:
        now: the time at which all of this is taken to happen.
        store: an empty store to use; an in-memory SQLite where none is given.
    """
    if store is not None:
        resolver = Resolver(store, now=now)
        for entry, assessment in items:
            yield resolver.resolve(entry, assessment)
        return
    with SqlStore.open("sqlite://") as memory:
        yield from resolve_stream(items, now=now, store=memory)


def resolved_answers(lines: Iterable[str | bytes], knowledge: Knowledge, *, now: datetime) -> Iterator[Line]:
    """What `worker.classify.contract.answers` gives, with the key of each meeting: one answer a line, before the next line is read.

    Each line is an entry of its own, seen when it was published (`now` where it does not say).
    """
    numbers = count(1)
    with SqlStore.open("sqlite://") as store:
        resolver = Resolver(store, now=now)
        yield from answers(
            lines,
            knowledge,
            keys_of=lambda line, answer: resolver.resolve(entry_of(line, next(numbers), now), answer).keys,
        )


def entry_of(line: Line, number: int, now: datetime) -> Entry:
    """A line of the contract as an entry."""
    title, text = str(line.get("title") or ""), str(line.get("text") or "")
    published = _instant(published_of(line.get("published")))
    return Entry(
        feed_id=0,
        key=f"line-{number}",
        url=str(line["url"]) if line.get("url") else None,
        title=title,
        text=text,
        outlet=str(line.get("outlet") or "unknown outlet"),
        published_at=published,
        first_seen_at=published or now,
        content_hash=blake2b(f"{title}\n\n{text}".encode("utf-8", "replace"), digest_size=16).hexdigest(),
    )


def _instant(published: datetime | date | None) -> datetime | None:
    """A day alone is taken as its noon in Baghdad, an instant without offset as Baghdad's."""
    if published is None:
        return None
    if not isinstance(published, datetime):
        published = datetime.combine(published, time(12))
    return (published if published.tzinfo else published.replace(tzinfo=BAGHDAD)).astimezone(UTC)
