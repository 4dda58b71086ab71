"""A store with outlets in it, and entries told to it one after the other."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from storage.records import Change, Entry, Feed, Meeting, Mention, Story
from storage.sql import SqlStore
from tests.worker.dedupe.builders import NOON, assessment, entry
from worker import dedupe

NOW = datetime(2024, 3, 20, 12, tzinfo=UTC)


@dataclass
class Newsroom:
    """Tells entries to a store as the pipeline does: kept, locked, attached, in one transaction."""

    store: SqlStore
    feeds: dict[str, int] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)

    def feed(self, outlet: str, *, side: str = "") -> int:
        if outlet not in self.feeds:
            made = Feed(
                key=outlet.lower(), outlet=outlet, url=f"http://{outlet}", owner_group=outlet, side=side or None
            )
            with self.store.transaction() as tx:
                self.feeds[outlet] = tx.add_feed(made, now=NOW).id or 0
        return self.feeds[outlet]

    def tell(
        self, key: str, *mentions: Mention, outlet: str = "Rudaw", at: datetime = NOON, language: str = "en", side: str = "",
        backfill: bool = False,
    ) -> list[Change]:  # fmt: skip
        """An entry, new or revised, and what became of it."""
        revision = self.revisions[key] = self.revisions.get(key, 0) + 1
        feed_id = self.feed(outlet, side=side)
        told = entry(key, outlet=outlet, at=at, feed_id=feed_id, content_hash=f"{key}-{revision}", backfill=backfill)
        with self.store.transaction() as tx:
            added = tx.add_entries([told], now=NOW)
            tx.claim_entries(now=NOW, owner="test", lease=timedelta(minutes=1))
            (kept,) = tx.get_entries([*added.new, *added.changed])
        return self.attach(kept, *mentions, language=language)

    def attach(self, kept: Entry, *mentions: Mention, language: str = "en") -> list[Change]:
        """What a worker does with an assessed entry; again with the same, it is a redelivery."""
        told = assessment(*mentions, language=language, revision=kept.revision)
        told = replace(told, entry_id=kept.id)
        with self.store.transaction() as tx:
            tx.settle_entries({kept.id or 0: kept.revision}, owner="test")
            tx.lock_actors(dedupe.lock_keys(told))
            return dedupe.attach(tx, kept, told, now=NOW)

    def entry(self, id_: int) -> Entry:
        with self.store.reading() as tx:
            return tx.get_entries([id_])[0]

    def meetings(self) -> list[Meeting]:
        with self.store.reading() as tx:
            return tx.list_meetings()

    def story(self, key: str) -> Story:
        with self.store.reading() as tx:
            found = tx.find_meeting(key)
            assert found is not None, f"no meeting {key}"
            return tx.meeting_story(found)
