"""Verbs about who is told: subscribers, recipients, watches, alerts, the outbox, digests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal, literal_column, or_, select, update

from storage import rows
from storage.connected import Connected
from storage.errors import NotFound
from storage.records import Alert, Delivery, DigestRun, Recipient, Silence, Subscriber, Wait, WaitState, Watch
from storage.tables import (
    alerts,
    deliveries,
    digests,
    meeting_actors,
    meetings,
    recipients,
    silences,
    subscribers,
    waits,
    watches,
)
from storage.tables import counters as counters_table

# Built once: what a statement costs is mostly its building.
_FREE = or_(deliveries.c.lease_until.is_(None), deliveries.c.lease_until <= bindparam("now"))
_DUE = deliveries.c.state == literal_column("'pending'"), deliveries.c.due_at <= bindparam("now"), _FREE
_DELIVERIES_DUE = select(deliveries.c.id).where(*_DUE).limit(literal_column("1"))
_CLAIM_DELIVERIES = (
    update(deliveries)
    .where(
        deliveries.c.id.in_(
            select(deliveries.c.id)
            .where(*_DUE)
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        ),
        deliveries.c.state == literal_column("'pending'"),
        _FREE,
    )
    .values(lease_until=bindparam("until"), lease_owner=bindparam("owner"), attempts=deliveries.c.attempts + 1)
    .returning(deliveries)
)
_SETTLE_SENT = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"), deliveries.c.lease_owner == bindparam("owner"))
    .values(
        state="sent", sent_at=bindparam("now"), external_id=bindparam("external"), last_error="", lease_until=None, lease_owner=None
    )
)  # fmt: skip

_ALERT_COUNTS = (
    select(alerts.c.watch_id, func.count())
    .where(alerts.c.watch_id.in_(bindparam("watches", expanding=True)), alerts.c.at >= bindparam("since"))
    .group_by(alerts.c.watch_id)
)
_SUBSCRIBERS = select(subscribers).where(subscribers.c.id.in_(bindparam("subscribers", expanding=True)))
_ALIVE = (
    select(recipients)
    .where(recipients.c.subscriber_id.in_(bindparam("subscribers", expanding=True)), recipients.c.dead_at.is_(None))
    .order_by(recipients.c.id)
)
_SILENCES = select(silences).order_by(silences.c.ends_at.desc(), silences.c.id)
_SILENCES_IN_FORCE = _SILENCES.where(silences.c.starts_at <= bindparam("at"), silences.c.ends_at > bindparam("at"))


class AlertRows(Connected):
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

    def remove_subscriber(self, key: str) -> None:
        """With addresses, watches, alerts and messages. Raises NotFound."""
        if not self.connection.execute(delete(subscribers).where(subscribers.c.key == key)).rowcount:
            raise NotFound(f"no subscriber {key!r}")
        self._watches_changed()

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
        statement = self._dialect.insert(counters_table).values(name="watches", value=1)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": counters_table.c.value + 1})
        )

    # -- alerts and the outbox

    def add_alerts(self, batch: Sequence[Alert]) -> list[Alert]:
        """Keep alerts; one of the same watch, meeting and kind is kept once. Returns those that were new, with their ids, in their order."""
        if not batch:
            return []
        statement = self._dialect.insert(alerts).on_conflict_do_nothing().returning(alerts)
        added = self.connection.execute(statement, [rows.columns(one) for one in batch]).mappings()
        return sorted((rows.alert(row) for row in added), key=lambda one: one.id or 0)

    def add_deliveries(self, batch: Sequence[Delivery]) -> int:
        """Put messages into the outbox; one of a key that exists is not put again. Returns how many were new."""
        if not batch:
            return 0
        statement = (
            self._dialect.insert(deliveries).on_conflict_do_nothing(index_elements=["key"]).returning(deliveries.c.id)
        )
        values = [rows.columns(replace(one, thread=one.message.thread)) for one in batch]
        return len(self.connection.execute(statement, values).all())

    def deliveries_due(self, *, now: datetime) -> bool:
        """Whether anything in the outbox waits to be sent."""
        return self.connection.execute(_DELIVERIES_DUE, {"now": now}).first() is not None

    def claim_deliveries(self, *, now: datetime, owner: str, lease: timedelta, limit: int = 50) -> list[Delivery]:
        """Take messages that are due and nobody holds, oldest first, for `lease`; `attempts` counts up."""
        given = {"now": now, "until": now + lease, "owner": owner, "most": limit}
        taken = self.connection.execute(_CLAIM_DELIVERIES, given).mappings()
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
            given = {"delivery": id_, "owner": owner, "now": now, "external": external_id}
            return bool(self.connection.execute(_SETTLE_SENT, given).rowcount)
        outcome: dict[str, object]
        if retry_at is not None:
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
            # an index is for messages given up, by these words
            wanted = literal_column("'dead'") if state == "dead" else literal(state)
            query = query.where(deliveries.c.state == wanted)
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
        return self._counts_by_state(deliveries, "sent", ("pending", "dead"))

    def drop_deliveries(self, ids: Sequence[int], *, reason: str) -> int:
        """Give messages up that were not sent: they are dead, with the reason. Returns how many were pending."""
        open_ = deliveries.c.id.in_(ids), deliveries.c.state == "pending"
        return self.connection.execute(
            update(deliveries).where(*open_).values(state="dead", last_error=reason[:1000])
        ).rowcount

    def living_message(self, recipient_id: int, thread: str) -> Delivery | None:
        """The newest message of a thread that the recipient's side has under a name of its own (`external_id`): what can be edited. One that
        was edited bears the name of the first; where that was deleted, a later one has a name of its own."""
        row = (
            self.connection.execute(
                select(deliveries)
                .where(
                    deliveries.c.recipient_id == recipient_id,
                    deliveries.c.thread == thread,
                    deliveries.c.state == "sent",
                    deliveries.c.external_id.is_not(None),
                )
                .order_by(deliveries.c.id.desc())
                .limit(1)
            )
            .mappings()
            .first()
        )
        return rows.delivery(row) if row else None

    def in_thread(self, recipient_ids: Sequence[int], thread: str) -> set[int]:
        """Those of the recipients who got, or are about to get, a message of the thread."""
        found = select(deliveries.c.recipient_id).where(
            deliveries.c.thread == thread, deliveries.c.recipient_id.in_(recipient_ids), deliveries.c.state != "dead"
        )
        return set(self.connection.execute(found.distinct()).scalars())

    # -- alerts: who was told what

    def watches_of(self, subscriber_id: int, meeting_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Names of a subscriber's watches that hit these meetings, by meeting id."""
        query = (
            select(alerts.c.meeting_id, watches.c.name)
            .join(watches, watches.c.id == alerts.c.watch_id)
            .where(watches.c.subscriber_id == subscriber_id, alerts.c.meeting_id.in_(meeting_ids))
            .distinct()
            .order_by(alerts.c.meeting_id, watches.c.name)
        )
        found: dict[int, tuple[str, ...]] = {}
        for row in self.connection.execute(query):
            found[row.meeting_id] = (*found.get(row.meeting_id, ()), row.name)
        return found

    def told_of(self, meeting_id: int) -> dict[int, set[str]]:
        """What each watch was told of a meeting, or of one merged into it: watch id -> kinds."""
        merged = select(meetings.c.id).where(meetings.c.merged_into == meeting_id)
        query = select(alerts.c.watch_id, alerts.c.kind).where(
            or_(alerts.c.meeting_id == meeting_id, alerts.c.meeting_id.in_(merged))
        )
        told: dict[int, set[str]] = {}
        for row in self.connection.execute(query):
            told.setdefault(row.watch_id, set()).add(row.kind)
        return told

    def list_alerts(
        self, *, watch_id: int | None = None, meeting_id: int | None = None, limit: int = 50
    ) -> list[Alert]:
        """Alerts, newest first."""
        query = select(alerts).order_by(alerts.c.id.desc()).limit(limit)
        if watch_id is not None:
            query = query.where(alerts.c.watch_id == watch_id)
        if meeting_id is not None:
            query = query.where(alerts.c.meeting_id == meeting_id)
        return [rows.alert(row) for row in self.connection.execute(query).mappings()]

    def get_alerts(self, ids: Sequence[int]) -> dict[int, Alert]:
        """Those of these ids that exist, by id."""
        found = self.connection.execute(select(alerts).where(alerts.c.id.in_(ids))).mappings()
        return {row["id"]: rows.alert(row) for row in found}

    def alert_counts(self, watch_ids: Collection[int], *, since: datetime) -> dict[int, int]:
        """How many alerts each of these watches had since then; those without one are not in the answer."""
        counted = self.connection.execute(_ALERT_COUNTS, {"watches": list(watch_ids), "since": since})
        return {row[0]: row[1] for row in counted}

    def audience(self, subscriber_ids: Collection[int]) -> dict[int, tuple[Subscriber, tuple[Recipient, ...]]]:
        """Subscribers with their recipients that are alive, by id."""
        given = {"subscribers": sorted(subscriber_ids)}
        addresses: dict[int, list[Recipient]] = {}
        for row in self.connection.execute(_ALIVE, given).mappings():
            addresses.setdefault(row["subscriber_id"], []).append(rows.recipient(row))
        people = self.connection.execute(_SUBSCRIBERS, given).mappings()
        return {row["id"]: (rows.subscriber(row), tuple(addresses.get(row["id"], ()))) for row in people}

    def messages_since(self, recipient_ids: Collection[int], *, since: datetime) -> dict[int, int]:
        """How many messages each recipient was written since then, digests not counted."""
        mine = deliveries.c.recipient_id.in_(recipient_ids), deliveries.c.created_at >= since
        counted = self.connection.execute(
            select(deliveries.c.recipient_id, func.count())
            .where(*mine, deliveries.c.alert_id.is_not(None))
            .group_by(deliveries.c.recipient_id)
        )
        return {row[0]: row[1] for row in counted}

    def days_met(self, one: str, other: str, *, since: date, until: date, without: int | None) -> list[date]:
        """Days from `since` to `until` on which two sides (actor keys or polity codes) met or were to meet: one for each meeting that was
        not cancelled, withdrawn or merged, in order; meeting `without` is not counted."""
        a, b = meeting_actors.alias("a"), meeting_actors.alias("b")

        query = (
            select(a.c.meeting_id, a.c.day)
            .join(b, and_(b.c.meeting_id == a.c.meeting_id, b.c.day == a.c.day, b.c.actor != a.c.actor))
            .join(meetings, meetings.c.id == a.c.meeting_id)
            .where(
                or_(a.c.actor == one, a.c.polity == one),
                or_(b.c.actor == other, b.c.polity == other),
                a.c.day >= since,
                a.c.day <= until,
                meetings.c.merged_into.is_(None),
                meetings.c.status != "cancelled",
                meetings.c.phase != "withdrawn",
            )
            .distinct()
        )
        return sorted(row.day for row in self.connection.execute(query) if row.meeting_id != without)

    # -- silences

    def add_silence(self, silence: Silence) -> Silence:
        values = rows.columns(silence)
        row = self.connection.execute(insert(silences).values(**values).returning(silences)).mappings().one()
        return rows.only(Silence, row)

    def list_silences(self, *, active_at: datetime | None = None) -> list[Silence]:
        """All silences as they were made, those that end last first; or only those in force at an instant, of a meeting that was merged with the
        key of the one in which it lives on."""
        query, given = (_SILENCES, {}) if active_at is None else (_SILENCES_IN_FORCE, {"at": active_at})
        found = [rows.only(Silence, row) for row in self.connection.execute(query, given).mappings()]
        named = {one.matcher["meeting"] for one in found if "meeting" in one.matcher}
        if active_at is None or not named:
            return found
        old = meetings.alias()
        moved = select(old.c.key, meetings.c.key).join(meetings, meetings.c.id == old.c.merged_into)
        lives_in = {row[0]: row[1] for row in self.connection.execute(moved.where(old.c.key.in_(named)))}
        return [
            replace(one, matcher={**one.matcher, "meeting": lives_in[key]})
            if (key := one.matcher.get("meeting")) in lives_in
            else one
            for one in found
        ]

    def end_silence(self, id_: int, *, now: datetime) -> bool:
        """End a silence now; it stays on record. False where it had ended, or never was."""
        running = silences.c.id == id_, silences.c.ends_at > now
        return bool(self.connection.execute(update(silences).where(*running).values(ends_at=now)).rowcount)

    # -- waits

    def add_waits(self, batch: Sequence[Wait]) -> int:
        """Keep alerts that are not told at once; the same alert, recipient and purpose once. Returns how many were new."""
        if not batch:
            return 0
        statement = self._dialect.insert(waits).on_conflict_do_nothing().returning(waits.c.id)
        return len(self.connection.execute(statement, [rows.columns(one) for one in batch]).all())

    def group_state(self, recipient_id: int, group_key: str) -> tuple[datetime | None, datetime | None]:
        """Of one group: when it is due (None: nothing waits), and when it was last told (None: never)."""
        mine = waits.c.recipient_id == recipient_id, waits.c.group_key == group_key
        row = self.connection.execute(
            select(
                select(func.min(waits.c.due_at))
                .where(*mine, waits.c.state == "waiting", waits.c.purpose == "first")
                .scalar_subquery(),
                select(func.max(waits.c.told_at)).where(*mine, waits.c.state == "told").scalar_subquery(),
            )
        ).one()
        return row[0], row[1]

    def take_waits(self, *, now: datetime, limit: int = 500) -> list[Wait]:
        """Waits of groups that are due, with all that waits in the same groups, locked until the transaction ends; rows that another
        transaction holds are left to it."""
        due = waits.alias("due")
        together = exists().where(
            due.c.recipient_id == waits.c.recipient_id,
            due.c.group_key == waits.c.group_key,
            due.c.state == "waiting",
            due.c.due_at <= now,
        )
        query = (
            select(waits)
            .where(waits.c.state == "waiting", together, or_(waits.c.due_at <= now, waits.c.purpose == "first"))
            .order_by(waits.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_wait(row) for row in self.connection.execute(query).mappings()]

    def settle_waits(self, ids: Sequence[int], state: WaitState, *, now: datetime, reason: str = "") -> int:
        """End the waiting of these. Returns how many waited or were held."""
        open_ = waits.c.id.in_(ids), waits.c.state.in_(("waiting", "held"))
        values = {"state": state.value, "told_at": now if state is WaitState.TOLD else None, "reason": reason}
        return self.connection.execute(update(waits).where(*open_).values(**values)).rowcount

    def postpone_waits(self, ids: Sequence[int], *, due_at: datetime, group_key: str | None, reason: str) -> None:
        """Let these wait until then, in another group where one is given."""
        values: dict[str, object] = {"due_at": due_at, "reason": reason}
        if group_key is not None:
            values["group_key"] = group_key
        self.connection.execute(update(waits).where(waits.c.id.in_(ids)).values(**values))

    def list_waits(
        self, *, state: WaitState | None = None, watch_id: int | None = None, limit: int = 200
    ) -> list[Wait]:
        """Waits, newest first."""
        query = select(waits).order_by(waits.c.id.desc()).limit(limit)
        if state is not None:
            query = query.where(waits.c.state == state.value)
        if watch_id is not None:
            query = query.where(waits.c.alert_id.in_(select(alerts.c.id).where(alerts.c.watch_id == watch_id)))
        return [_wait(row) for row in self.connection.execute(query).mappings()]

    def release_waits(self, watch_id: int, *, now: datetime, drop: bool = False) -> int:
        """A person decides about what the flood guard held back of a watch: tell it now as one message for each recipient, or drop it."""
        mine = waits.c.state == "held", waits.c.alert_id.in_(select(alerts.c.id).where(alerts.c.watch_id == watch_id))
        values: Mapping[str, object] = (
            {"state": "dropped", "reason": "dropped by a person"}
            if drop
            else {
                "state": "waiting",
                "due_at": now,
                "group_key": f"released:{watch_id}",
                "reason": "released by a person",
            }
        )
        return self.connection.execute(update(waits).where(*mine).values(**values)).rowcount

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
        statement = (
            self._dialect.insert(digests).values(**rows.columns(digest)).on_conflict_do_nothing().returning(digests)
        )
        row = self.connection.execute(statement).mappings().first()
        return rows.only(DigestRun, row) if row else None

    def list_digests(self, *, limit: int = 50) -> list[DigestRun]:
        """Digests, newest first."""
        found = self.connection.execute(select(digests).order_by(digests.c.id.desc()).limit(limit)).mappings()
        return [rows.only(DigestRun, row) for row in found]


def _wait(row: rows.Row) -> Wait:
    return rows.only(Wait, row, state=WaitState(row["state"]))
