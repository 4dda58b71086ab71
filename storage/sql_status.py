"""Verbs about the system itself: heartbeats of the tasks, notices to the operator, counters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, delete, exists, func, or_, select, text, update

from storage import rows
from storage.connected import Connected
from storage.tables import (
    alerts,
    counters,
    deliveries,
    entries,
    feeds,
    fetches,
    heartbeats,
    holes,
    hosts,
    notices,
    recipients,
    signatures,
    waits,
    watches,
)

FORGOTTEN = (
    "fetches",
    "deliveries",
    "waits",
    "notices",
    "holes",
    "signatures",
)  # tables that old rows are deleted from


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the operator should know. One open notice for each (kind, subject)."""

    id: int | None = None
    kind: str
    subject: str
    text: str
    at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """The last time a task ran, with a few figures of that run."""

    name: str
    at: datetime
    detail: Mapping[str, Any]


class StatusRows(Connected):
    def beat(self, name: str, *, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
        """Say that a task ran."""
        statement = self._dialect.insert(heartbeats).values(name=name, at=now, detail=dict(detail or {}))
        changed = {"at": statement.excluded.at, "detail": statement.excluded.detail}
        self.connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))

    def heartbeats(self) -> list[Heartbeat]:
        """All heartbeats, by name."""
        return [
            rows.only(Heartbeat, row) for row in self.connection.execute(select(heartbeats).order_by("name")).mappings()
        ]

    def notify(self, kind: str, subject: str, text: str, *, now: datetime) -> None:
        """Open a notice, or renew the text of the open one of this kind and subject."""
        open_ = (notices.c.kind == kind, notices.c.subject == subject[:200], notices.c.closed_at.is_(None))
        if not self.connection.execute(update(notices).where(*open_).values(text=text)).rowcount:
            values = {"kind": kind, "subject": subject[:200], "text": text, "at": now}
            self.connection.execute(self._dialect.insert(notices).values(**values).on_conflict_do_nothing())

    def close_notice(self, kind: str, subject: str, *, now: datetime) -> None:
        """Close the open notice of this kind and subject, if there is one."""
        open_ = (notices.c.kind == kind, notices.c.subject == subject[:200], notices.c.closed_at.is_(None))
        self.connection.execute(update(notices).where(*open_).values(closed_at=now))

    def list_notices(self) -> list[Notice]:
        """Open notices, newest first."""
        found = self.connection.execute(
            select(notices).where(notices.c.closed_at.is_(None)).order_by(notices.c.at.desc())
        )
        return [rows.only(Notice, row) for row in found.mappings()]

    def close_settled_notices(self, *, now: datetime, holes_before: datetime) -> int:
        """Close notices whose cause is over, where nobody does so at the moment it ends: messages given up of which none is left, feeds that were
        kept since, floods of which nothing is held back, holes that all ended before `holes_before`. Returns how many."""
        dead = (deliveries.c.state == "dead") & (
            notices.c.subject == deliveries.c.channel.concat(" ").concat(cast(deliveries.c.recipient_id, String))
        )
        kept = (feeds.c.key == notices.c.subject) & (feeds.c.last_success_at > notices.c.at)
        held = (waits.c.state == "held") & (watches.c.key == notices.c.subject)
        flood = (
            select(waits.c.id)
            .join(alerts, alerts.c.id == waits.c.alert_id)
            .join(watches, watches.c.id == alerts.c.watch_id)
        )
        hole = select(holes.c.id).join(feeds, feeds.c.id == holes.c.feed_id).where(feeds.c.key == notices.c.subject)
        over = (
            ("delivery_dead", ~exists().where(dead)),
            ("feed_not_kept", exists().where(kept)),
            ("flood", ~flood.where(held).exists()),
            ("feed_hole", ~hole.where(holes.c.closed_at.is_(None), holes.c.to_at >= holes_before).exists()),
        )
        open_ = notices.c.closed_at.is_(None)
        return sum(
            self.connection.execute(
                update(notices).where(open_, notices.c.kind == kind, ended).values(closed_at=now)
            ).rowcount
            for kind, ended in over
        )

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter."""
        statement = self._dialect.insert(counters).values(name=name, value=by)
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"], set_={"value": counters.c.value + statement.excluded.value}
            )
        )

    def counters(self) -> dict[str, int]:
        return {row[0]: row[1] for row in self.connection.execute(select(counters.c.name, counters.c.value))}

    def release_leases(self) -> int:
        """End all leases. Only for the embedded default, whose lock on the data folder says that nobody else is at work. Returns how many."""
        held = 0
        for table in (feeds, entries, deliveries, hosts):
            freed = update(table).where(table.c.lease_owner.is_not(None)).values(lease_until=None, lease_owner=None)
            held += self.connection.execute(freed).rowcount
        return held

    def turn_back(self, *, now: datetime, longest_lease: timedelta) -> int:
        """Bring to now what a clock that was ahead has put off: it was set back since, and nothing would be due until the old time comes again.
        Feeds, work and messages that were asked or made in what is the future now, pages due in more than a day, resting hosts, leases that
        end later than any can. Returns how many rows."""
        day = now + timedelta(days=1)
        moved = 0
        for table in (feeds, entries, deliveries, hosts):
            freed = (
                update(table)
                .where(table.c.lease_until > now + longest_lease)
                .values(lease_until=None, lease_owner=None)
            )
            moved += self.connection.execute(freed).rowcount
        for due, wrong in (
            (feeds.c.next_fetch_at, or_(feeds.c.last_fetch_at > now, feeds.c.next_fetch_at > day)),
            (hosts.c.next_start_at, hosts.c.next_start_at > now + timedelta(minutes=10)),
            (entries.c.page_due_at, entries.c.page_due_at > day),
            (entries.c.due_at, (entries.c.state == "pending") & (entries.c.due_at > now + timedelta(hours=1))),
            (deliveries.c.due_at, (deliveries.c.state == "pending") & (deliveries.c.created_at > now)),
            (waits.c.due_at, (waits.c.state == "waiting") & (waits.c.created_at > now)),
        ):
            moved += self.connection.execute(update(due.table).where(wrong).values({due.name: now})).rowcount
        self.connection.execute(delete(heartbeats).where(heartbeats.c.at > now))
        return moved

    def is_idle(self, *, now: datetime) -> bool:
        """Whether nothing is due and nobody is at work: no feed, no entry, no message."""
        waiting = (
            select(feeds.c.id).where(
                feeds.c.paused.is_(False), or_(feeds.c.next_fetch_at <= now, feeds.c.lease_until > now)
            ),
            select(entries.c.id).where(
                entries.c.state == "pending", or_(entries.c.due_at <= now, entries.c.lease_until > now)
            ),
            select(deliveries.c.id).where(
                deliveries.c.state == "pending", or_(deliveries.c.due_at <= now, deliveries.c.lease_until > now)
            ),
        )
        return not any(self.connection.execute(query.limit(1)).first() for query in waiting)

    def forget_old(
        self,
        *,
        fetches_before: datetime,
        messages_before: datetime,
        sketches_before: date,
        kinds: Collection[str] = FORGOTTEN,
        most: int = 5000,
    ) -> dict[str, int]:
        """Delete what nobody needs any more, at most `most` rows of a kind: the log of fetches; messages that were sent or given up, and
        waits that ended; closed notices; holes; sketches of texts. Alerts stay: who was told of what. Returns how many of which went: where fewer
        than `most`, none is left of the kind."""
        anybody = deliveries.c.recipient_id.in_(select(recipients.c.id))  # by that index: the messages are not read
        ended = anybody, deliveries.c.state.in_(("sent", "dead")), deliveries.c.created_at < messages_before
        waited = waits.c.state.in_(("told", "muted", "dropped")), waits.c.created_at < messages_before
        old = {
            fetches: (fetches.c.at < fetches_before,),
            deliveries: ended,
            waits: waited,
            notices: (notices.c.closed_at < messages_before,),
            holes: (holes.c.to_at < messages_before,),
            signatures: (signatures.c.day < sketches_before,),
        }
        gone: dict[str, int] = {}
        for table, which in old.items():
            if table.name not in kinds:
                continue
            (key,) = table.primary_key.columns
            some = delete(table).where(key.in_(select(key).where(*which).limit(most)))
            gone[table.name] = self.connection.execute(some).rowcount
        return gone

    def size(self) -> tuple[int, int]:
        """Bytes that the database takes, and how many of them are free for new rows (0 where the server does not say)."""
        if self._on_postgres:
            return int(self.connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()), 0
        page, pages, free = (
            int(self.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
            for name in ("page_size", "page_count", "freelist_count")
        )
        return page * pages, page * free

    def clock(self) -> datetime | None:
        """What the database server takes the time to be; None for SQLite, which has no clock of its own."""
        if not self._on_postgres:
            return None
        found: datetime = self.connection.execute(select(func.clock_timestamp())).scalar_one()
        return found
