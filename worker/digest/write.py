"""Digests from the store to the outbox: who is due, what they need, one message for each, kept with its watermark.

    due = find_all_due(tx, now=now)               reading
    material = gather(tx, due, now=now)           reading, once for all
    written = write(one, material, now=now)       pure, for each
    keep(tx, written, now=now)                    one transaction: the digest's row and its outbox rows, or neither

Two workers may do the same at once: the row of a digest is unique by subscriber, kind and local day, and only who adds it queues messages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from storage.records import (
    Change,
    Delivery,
    DigestRun,
    Feed,
    FeedState,
    FeedStatus,
    Hole,
    Meeting,
    Message,
    Recipient,
    Subscriber,
    Telling,
)
from worker.digest import render as render_
from worker.digest.compose import BAGHDAD, MOST_MEETINGS, Coverage, Feedback, Material, compose, day_of
from worker.digest.due import DAILY, WEEKLY, Due, find_due

CHANGES_A_PAGE = 2_000
OLDEST_NEWS = timedelta(days=21)  # changes longer ago are not told to whoever was away for longer
FIRST_LOOK = {DAILY: timedelta(hours=24), WEEKLY: timedelta(days=7)}  # what a first digest goes back to
TELLINGS_BACK = timedelta(days=21)  # sources are read of meetings whose own day is no longer ago
_FAILED = (FeedStatus.FAILING, FeedStatus.BLOCKED, FeedStatus.GONE)


class DigestStore(Protocol):
    """The verbs of a transaction that digests need; see storage/sql.py."""

    def list_subscribers(self) -> list[Subscriber]: ...
    def list_recipients(self, subscriber_id: int | None = None) -> list[Recipient]: ...
    def last_digest(self, subscriber_id: int, kind: str) -> DigestRun | None: ...
    def list_changes(self, *, after: int = 0, upto: int | None = None, limit: int = 1000) -> list[Change]: ...
    def last_change(self, *, before: datetime | None = None) -> int: ...
    def settled_change(self) -> int: ...
    def watches_of(self, subscriber_id: int, meeting_ids: Sequence[int]) -> dict[int, tuple[str, ...]]: ...
    def list_meetings(
        self, *, since: date | None = None, until: date | None = None, limit: int = 50
    ) -> list[Meeting]: ...
    def tellings_of(self, meeting_ids: Sequence[int]) -> dict[int, tuple[Telling, ...]]: ...
    def answered(self, meeting_ids: Sequence[int]) -> tuple[set[int], set[tuple[int, int]]]: ...
    def list_feeds(self) -> list[tuple[Feed, FeedState]]: ...
    def list_holes(self, *, since: datetime | None = None) -> list[Hole]: ...
    def entries_since(self, at: datetime) -> int: ...
    def add_digest(self, digest: DigestRun) -> DigestRun | None: ...
    def add_deliveries(self, batch: Sequence[Delivery]) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A digest that is ready for the outbox."""

    run: DigestRun
    subscriber: Subscriber
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a run of digests has read: the material, and where each subscriber stands."""

    material: Material
    from_change: Mapping[tuple[int, str], int]
    since: Mapping[tuple[int, str], datetime]
    watched: Mapping[int, Mapping[int, tuple[str, ...]]]  # subscriber id -> meeting id -> names of watches


def find_all_due(tx: DigestStore, *, now: datetime) -> list[Due]:
    """All digests that are due, by subscriber key. Who can be reached nowhere gets none, and the watermark waits."""
    found: list[Due] = []
    for subscriber in tx.list_subscribers():
        for kind in (DAILY, WEEKLY):
            if find_due(subscriber, kind, None, now=now) is None:
                continue  # as it is most of the time: the database need not be asked
            last = tx.last_digest(subscriber.id or 0, kind)
            due = find_due(subscriber, kind, last.local_day if last else None, now=now)
            if due is not None and any(one.dead_at is None for one in tx.list_recipients(subscriber.id)):
                found.append(due)
    return found


def gather(tx: DigestStore, due: Sequence[Due], *, now: datetime) -> Gathered:
    """Read what these digests need, once for all of them."""
    from_change: dict[tuple[int, str], int] = {}
    since: dict[tuple[int, str], datetime] = {}
    floor = tx.last_change(before=now - OLDEST_NEWS)
    for one in due:
        key = one.subscriber.id or 0, one.kind
        last = tx.last_digest(*key)
        since[key] = last.composed_at if last else now - FIRST_LOOK[one.kind]
        from_change[key] = max(floor, last.to_change if last else tx.last_change(before=since[key]))
    newest = tx.settled_change()
    changes = _changes(tx, after=min(from_change.values(), default=newest), upto=newest)
    today = min((one.due_at for one in due), default=now).astimezone(BAGHDAD).date()
    told = sorted({one.meeting.id or 0 for one in changes if day_of(one.meeting) >= today - TELLINGS_BACK})
    confirmed, apart = tx.answered(told)
    material = Material(
        changes=changes,
        last_change=newest,
        upcoming=tx.list_meetings(since=today, limit=500),
        recent=tx.list_meetings(since=today - timedelta(days=15), until=today + timedelta(days=1), limit=5000),
        tellings=tx.tellings_of(told),
        coverage={at: _coverage(tx, at) for at in set(since.values())},
        confirmed=confirmed,
        apart=apart,
    )
    ids = sorted({one.meeting.id or 0 for one in changes} | {one.id or 0 for one in material.upcoming})
    watched = {one.subscriber.id or 0: tx.watches_of(one.subscriber.id or 0, ids) for one in due}
    return Gathered(material=material, from_change=from_change, since=since, watched=watched)


def _changes(tx: DigestStore, *, after: int, upto: int) -> list[Change]:
    found: list[Change] = []
    while page := tx.list_changes(after=after, upto=upto, limit=CHANGES_A_PAGE):
        found += page
        after = page[-1].id or upto
    return found


def _only_watched(subscriber: Subscriber) -> bool:
    """Whether the rules ask for watched meetings only: `{"digest": {"scope": "watched"}}`."""
    asked = subscriber.rules.get("digest")
    return isinstance(asked, Mapping) and asked.get("scope") == "watched"


def _coverage(tx: DigestStore, since: datetime) -> Coverage:
    feeds = [(feed, state) for feed, state in tx.list_feeds() if not feed.paused]

    def those(states: Iterable[FeedStatus]) -> tuple[Feedback, ...]:
        wanted = tuple(states)
        return tuple(
            Feedback(outlet=feed.outlet, feed=feed.key, status=str(state.status), reason=state.status_reason)
            for feed, state in feeds
            if state.status in wanted
        )

    return Coverage(
        since=since,
        feeds=len(feeds),
        read=sum(state.last_success_at is not None and state.last_success_at >= since for _, state in feeds),
        failed=those(_FAILED),
        quiet=those((FeedStatus.QUIET,)),
        entries=tx.entries_since(since),
        holes=len(tx.list_holes(since=since)),
    )


def write(
    due: Due,
    gathered: Gathered,
    *,
    now: datetime,
    links: render_.Links | None = None,
) -> Written:
    """Compose and render one digest; `links` lead to the web door where one is open. Where its HTML grows over the size that mail programs cut, fewer meetings stand in it: the others roll over, or are counted."""
    key = due.subscriber.id or 0, due.kind
    most = MOST_MEETINGS
    while True:
        digest = compose(
            due,
            gathered.material,
            from_change=gathered.from_change[key],
            since=gathered.since[key],
            coverage=gathered.material.coverage[gathered.since[key]],
            most=most,
            watched=gathered.watched.get(due.subscriber.id or 0),
            only_watched=_only_watched(due.subscriber),
        )
        message = render_.render(digest, links=links)
        if len(message.html.encode()) < render_.LARGEST_HTML or most <= 4:
            break
        most = most * 5 // 6
    run = DigestRun(
        subscriber_id=due.subscriber.id or 0,
        kind=due.kind,
        local_day=due.local_day,
        from_change=digest.from_change,
        to_change=digest.to_change,
        composed_at=now,
        meetings=digest.meetings,
    )
    return Written(run=run, subscriber=due.subscriber, message=message)


def keep(tx: DigestStore, written: Written, *, now: datetime) -> int:
    """Keep a digest and queue its messages. Returns how many; 0 where another worker was first, or nobody can be reached."""
    run = written.run
    alive = [one for one in tx.list_recipients(run.subscriber_id) if one.dead_at is None]
    kept = tx.add_digest(run) if alive else None  # the last address may have died meanwhile: then the watermark waits
    if kept is None:
        return 0
    return tx.add_deliveries(
        [
            Delivery(
                key=f"digest-{run.kind}-{written.subscriber.key}-{run.local_day.isoformat()}-{one.id}",
                recipient_id=one.id or 0,
                channel=one.channel,
                message=written.message,
                due_at=now,
                created_at=now,
                digest_id=kept.id,
            )
            for one in alive
        ]
    )
