"""A store with outlets, subscribers and watches, and entries told to it as the pipeline tells them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from storage.records import Delivery, Entry, Json, Mention, Recipient, Subscriber, Watch
from storage.sql import SqlStore
from tests.worker.dedupe.builders import MACRON, NECHIRVAN, NOON, assessment, known, mention
from tests.worker.dedupe.newsroom import Newsroom
from worker import alert, dedupe

NOW = NOON + timedelta(minutes=10)
FRANCE_AND_REGION: Json = {"pair": ["FR", "IQ-KR"]}

__all__ = ["FRANCE_AND_REGION", "MACRON", "NECHIRVAN", "NOON", "NOW", "Desk", "known", "mention"]


@dataclass
class Desk:
    """One subscriber with one address and any watches; `news` tells it of entries."""

    store: SqlStore
    now: datetime = NOW
    room: Newsroom = field(init=False)
    waiting: list[tuple[Entry, Any]] | None = None  # entries that `commit` takes into one transaction

    def __post_init__(self) -> None:
        self.room = _Room(self.store, desk=self)

    def subscribe(
        self,
        key: str = "desk",
        *channels: str,
        rules: Json | None = None,
        language: str = "en",
        zone: str = "Asia/Baghdad",
        address: str = "",
    ) -> Subscriber:
        with self.store.transaction() as tx:
            kept = tx.keep_subscriber(
                Subscriber(key=key, name=key, rules=rules or {}, language=language, zone=zone, created_at=self.now)
            )
            for channel in channels or ("email",):
                tx.keep_recipient(
                    Recipient(
                        subscriber_id=kept.id or 0,
                        channel=channel,
                        address=address or f"{key}@{channel}.example",
                        label=f"{key}-{channel}",
                    )
                )
        return kept

    def watch(
        self,
        key: str = "fr",
        *,
        rule: Json = FRANCE_AND_REGION,
        subscriber: str = "desk",
        notify: str = "transitions",
        **options: Any,
    ) -> Watch:
        with self.store.transaction() as tx:
            return tx.keep_watch(
                Watch(
                    key=key, subscriber_id=tx.get_subscriber(subscriber).id or 0, name=f"Watch {key}", rule=rule, notify=notify,
                    options=options, created_at=self.now,
                )
            )  # fmt: skip

    def news(
        self, key: str, *mentions: Mention, outlet: str = "Rudaw", at: datetime | None = None, **more: Any
    ) -> None:
        self.room.tell(
            key, *(mentions or (mention(),)), outlet=outlet, at=at or self.now - timedelta(minutes=5), **more
        )

    def commit(self) -> alert.Told:
        """What the pipeline does with a batch: all entries in one transaction, told at its end."""
        waiting, self.waiting = self.waiting or [], None
        with self.store.transaction() as tx:
            teller = alert.Teller(tx, self.index(tx), now=self.now)
            for kept, told in waiting:
                teller.hear(kept, dedupe.attach(tx, kept, told, now=self.now))
            return teller.say()

    def due(self) -> alert.Told:
        with self.store.transaction() as tx:
            return alert.tell_due(tx, self.index(tx), now=self.now)

    def index(self, tx: Any) -> alert.WatchIndex:
        return alert.WatchIndex(tx.list_watches(), version=tx.watches_version())

    def outbox(self) -> list[Delivery]:
        """Messages, oldest first."""
        with self.store.reading() as tx:
            return tx.list_deliveries(limit=1000)[::-1]

    def subjects(self) -> list[str]:
        return [one.message.subject for one in self.outbox()]

    def kinds(self) -> list[str]:
        """What was alerted, oldest first."""
        with self.store.reading() as tx:
            return [one.kind for one in tx.list_alerts(limit=1000)][::-1]

    def waits(self) -> list[tuple[str, str]]:
        """State and purpose of what waits or waited, oldest first."""
        with self.store.reading() as tx:
            return [(one.state.value, one.purpose) for one in tx.list_waits()][::-1]


@dataclass
class _Room(Newsroom):
    desk: "Desk | None" = None

    def attach(self, kept: Entry, *mentions: Mention, language: str = "en") -> list[Any]:
        assert self.desk is not None
        told = replace(assessment(*mentions, language=language, revision=kept.revision), entry_id=kept.id)
        if self.desk.waiting is not None:
            self.desk.waiting.append((kept, told))
            return []
        with self.store.transaction() as tx:
            tx.lock_actors(dedupe.lock_keys(told))
            changes = dedupe.attach(tx, kept, told, now=self.desk.now)
            alert.tell(tx, self.desk.index(tx), kept, changes, now=self.desk.now)
        return changes
