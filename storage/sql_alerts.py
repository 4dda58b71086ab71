"""Verbs about who is told: subscribers, recipients, watches, alerts, the outbox, digests."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import rows
from storage.errors import NotFound
from storage.records import Alert, Delivery, DigestRun, Recipient, Subscriber, Watch
from storage.tables import alerts, deliveries, digests, recipients, subscribers, watches
from storage.tables import counters as counters_table


class AlertRows:
    connection: Connection

    # -- subscribers, recipients, watches

    def keep_subscriber(self, subscriber: Subscriber) -> Subscriber:
        """Add a subscriber, or change the one of this key. Returns it with its id."""
        values = rows.columns(subscriber, without=("id", "created_at"))
        changed = self.connection.execute(
            update(subscribers).where(subscribers.c.key == subscriber.key).values(**values)
        )
        if not changed.rowcount:
            self.connection.execute(insert(subscribers).values(**values, created_at=subscriber.created_at))
        return self.get_subscriber(subscriber.key)

    def get_subscriber(self, key: str) -> Subscriber:
        """Raises NotFound."""
        row = self.connection.execute(select(subscribers).where(subscribers.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"no subscriber {key!r}")
        return rows.subscriber(row)

    def list_subscribers(self) -> list[Subscriber]:
        return [
            rows.subscriber(row)
            for row in self.connection.execute(select(subscribers).order_by(subscribers.c.key)).mappings()
        ]

    def keep_recipient(self, recipient: Recipient) -> Recipient:
        """Add an address of a subscriber; the same one twice is one, and comes to life again."""
        same = (
            recipients.c.subscriber_id == recipient.subscriber_id,
            recipients.c.channel == recipient.channel,
            recipients.c.address == recipient.address,
        )
        values = rows.columns(recipient)
        if not self.connection.execute(update(recipients).where(*same).values(**values)).rowcount:
            self.connection.execute(insert(recipients).values(**values))
        return rows.recipient(self.connection.execute(select(recipients).where(*same)).mappings().one())

    def list_recipients(self, subscriber_id: int | None = None) -> list[Recipient]:
        """All recipients, or those of one subscriber; dead ones too."""
        query = select(recipients).order_by(recipients.c.id)
        if subscriber_id is not None:
            query = query.where(recipients.c.subscriber_id == subscriber_id)
        return [rows.recipient(row) for row in self.connection.execute(query).mappings()]

    def get_recipients(self, ids: Sequence[int]) -> dict[int, Recipient]:
        """Those of these ids that exist, by id."""
        found = self.connection.execute(select(recipients).where(recipients.c.id.in_(ids))).mappings()
        return {row["id"]: rows.recipient(row) for row in found}

    def bury_recipient(self, id_: int, *, reason: str, now: datetime) -> bool:
        """Switch a recipient off. True where it was alive."""
        alive = recipients.c.id == id_, recipients.c.dead_at.is_(None)
        return bool(
            self.connection.execute(update(recipients).where(*alive).values(dead_at=now, dead_reason=reason)).rowcount
        )

    def keep_watch(self, watch: Watch) -> Watch:
        """Add a watch, or change the one of this key; the version of the watches goes up. Returns it with its id."""
        values = rows.columns(watch, without=("id", "created_at"))
        if not self.connection.execute(update(watches).where(watches.c.key == watch.key).values(**values)).rowcount:
            self.connection.execute(insert(watches).values(**values, created_at=watch.created_at))
        self._watches_changed()
        return self.get_watch(watch.key)

    def get_watch(self, key: str) -> Watch:
        """Raises NotFound."""
        row = self.connection.execute(select(watches).where(watches.c.key == key)).mappings().one_or_none()
        if row is None:
            raise NotFound(f"no watch {key!r}")
        return rows.watch(row)

    def remove_watch(self, key: str) -> None:
        """Raises NotFound."""
        if not self.connection.execute(delete(watches).where(watches.c.key == key)).rowcount:
            raise NotFound(f"no watch {key!r}")
        self._watches_changed()

    def list_watches(self) -> list[Watch]:
        """All watches, paused ones too, by key."""
        return [rows.watch(row) for row in self.connection.execute(select(watches).order_by(watches.c.key)).mappings()]

    def watches_version(self) -> int:
        """Goes up with every change of a watch: what a cached index compares."""
        return (
            self.connection.execute(select(counters_table.c.value).where(counters_table.c.name == "watches")).scalar()
            or 0
        )

    def _watches_changed(self) -> None:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(counters_table).values(name="watches", value=1)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": counters_table.c.value + 1})
        )

    # -- alerts and the outbox

    def add_alerts(self, batch: Sequence[Alert]) -> list[Alert]:
        """Keep alerts; one of the same watch, meeting and kind is kept once. Returns those that were new, with their ids."""
        added: list[Alert] = []
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        for alert in batch:
            statement = dialect.insert(alerts).values(**rows.columns(alert)).on_conflict_do_nothing().returning(alerts)
            added += [rows.alert(row) for row in self.connection.execute(statement).mappings()]
        return added

    def add_deliveries(self, batch: Sequence[Delivery]) -> int:
        """Put messages into the outbox; one of a key that exists is not put again. Returns how many were new."""
        if not batch:
            return 0
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(deliveries).on_conflict_do_nothing(index_elements=["key"]).returning(deliveries.c.id)
        return len(self.connection.execute(statement, [rows.columns(one) for one in batch]).all())

    def deliveries_due(self, *, now: datetime) -> bool:
        """Whether anything in the outbox waits to be sent."""
        free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)
        due = select(deliveries.c.id).where(deliveries.c.state == "pending", deliveries.c.due_at <= now, free).limit(1)
        return self.connection.execute(due).first() is not None

    def claim_deliveries(self, *, now: datetime, owner: str, lease: timedelta, limit: int = 50) -> list[Delivery]:
        """Take messages that are due and nobody holds, oldest first, for `lease`; `attempts` counts up."""
        free = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= now)
        due = (
            select(deliveries.c.id)
            .where(deliveries.c.state == "pending", deliveries.c.due_at <= now, free)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = self.connection.execute(
            update(deliveries)
            .where(deliveries.c.id.in_(due.scalar_subquery()), deliveries.c.state == "pending", free)
            .values(lease_until=now + lease, lease_owner=owner, attempts=deliveries.c.attempts + 1)
            .returning(deliveries)
        ).mappings()
        return sorted((rows.delivery(row) for row in taken), key=lambda one: one.id or 0)

    def settle_delivery(
        self,
        id_: int,
        *,
        owner: str,
        now: datetime,
        external_id: str | None = None,
        error: str = "",
        retry_at: datetime | None = None,
    ) -> bool:
        """End the lease of a message: sent where `error` is empty, else tried again at `retry_at`, or dead where that is None.

        False, and nothing changed, where the lease has passed to another owner.
        """
        if not error:
            outcome = {"state": "sent", "sent_at": now, "external_id": external_id, "last_error": ""}
        elif retry_at is not None:
            outcome = {"due_at": retry_at, "last_error": error[:1000]}
        else:
            outcome = {"state": "dead", "last_error": error[:1000]}
        held = deliveries.c.id == id_, deliveries.c.lease_owner == owner
        settled = update(deliveries).where(*held).values(**outcome, lease_until=None, lease_owner=None)
        return bool(self.connection.execute(settled).rowcount)

    def list_deliveries(self, *, state: str | None = None, limit: int = 50) -> list[Delivery]:
        """Messages, newest first."""
        query = select(deliveries).order_by(deliveries.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(deliveries.c.state == state)
        return [rows.delivery(row) for row in self.connection.execute(query).mappings()]

    def dead_letters(self, *, limit: int = 50) -> list[Delivery]:
        """Messages given up, newest first."""
        return self.list_deliveries(state="dead", limit=limit)

    def retry_deliveries(self, ids: Sequence[int], *, now: datetime) -> int:
        """Make dead messages pending again. Returns how many were dead."""
        dead = deliveries.c.id.in_(ids), deliveries.c.state == "dead"
        again = {"state": "pending", "due_at": now, "attempts": 0, "last_error": ""}
        return self.connection.execute(update(deliveries).where(*dead).values(**again)).rowcount

    def delivery_counts(self) -> dict[str, int]:
        """How many messages are in which state."""
        counted = self.connection.execute(select(deliveries.c.state, func.count()).group_by(deliveries.c.state))
        return {row[0]: row[1] for row in counted}

    # -- digests

    def last_digest(self, subscriber_id: int, kind: str) -> DigestRun | None:
        """The newest digest of a subscriber: its `to_change` is the watermark."""
        mine = digests.c.subscriber_id == subscriber_id, digests.c.kind == kind
        row = (
            self.connection.execute(select(digests).where(*mine).order_by(digests.c.local_day.desc()).limit(1))
            .mappings()
            .first()
        )
        return rows.only(DigestRun, row) if row else None

    def add_digest(self, digest: DigestRun) -> DigestRun | None:
        """Record a digest; None where this subscriber has one of this kind for this local day already: another worker was first."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        statement = dialect.insert(digests).values(**rows.columns(digest)).on_conflict_do_nothing().returning(digests)
        row = self.connection.execute(statement).mappings().first()
        return rows.only(DigestRun, row) if row else None

    def digest_on(self, subscriber_id: int, kind: str, local_day: date) -> bool:
        """Whether the digest of that local day was composed."""
        mine = digests.c.subscriber_id == subscriber_id, digests.c.kind == kind, digests.c.local_day == local_day
        return self.connection.execute(select(digests.c.id).where(*mine)).first() is not None
