"""The whole walk of an entry, from bytes to inbox, in four functions. Read this first.

    ingest     feeds that are due -> entries kept          fetch, parse
    process    entries            -> meetings, alerts      classify, dedupe, alert
    dispatch   the outbox         -> inboxes               deliver
    summarise  what time brings   -> digests, "no report"  digest

Each claims rows with a lease, does the slow work outside any transaction, and commits what came of it in one. The steps know nothing of
each other; only this module knows their order (docs/architecture.md walks through it).
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog

from storage.errors import StorageUnavailable
from storage.records import Assessment, Delivery, DeliveryState, Entry, Recipient
from storage.sql import Transaction
from storage.sql_status import FORGOTTEN
from worker import alert, classify, dedupe, deliver, digest, fetch
from worker.dedupe.review import expire, merge_pass
from worker.errors import DeliveryError
from worker.house import House
from worker.log import mask
from worker.parse.article import read_article
from worker.parse.html import to_text

log = structlog.get_logger(__name__)

PAGES_A_TASK = 40
FEEDS_A_TRANSACTION = 64
FAILING_A_TASK = 5  # times as many feeds as of those that answer: they mostly wait, all at once
MOST_ATTEMPTS = 5  # an entry that failed so often is quarantined
UPKEEP_EVERY = timedelta(seconds=10)
# a last tick so far ahead says that the clock was wrong: the database's, or this machine's where that has none
SET_BACK = timedelta(minutes=10)
Clock = Callable[[], datetime]


# -- what is due ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Work to be kicked. `feeds` are claimed for `owner` already; the rest is claimed by whoever takes it."""

    owner: str
    feeds: list[list[int]]
    entries: list[list[int]]
    pages: bool
    deliveries: bool
    upkeep: bool


def find_due(house: House, *, owner: str, now: datetime, feeds_a_task: int, entries_a_task: int) -> Due:
    """Claim the feeds that are due and look for whatever else waits, lost kicks included."""
    with house.store.transaction() as tx:
        beats = {one.name: one.at for one in tx.heartbeats()}
        if beats.get("tick", now) - now > SET_BACK:
            moved = tx.turn_back(now=now, longest_lease=house.lease)
            log.error("clock_set_back", since=beats["tick"], rows=moved)
            said = f"the clock was at {beats['tick']:%Y-%m-%d %H:%M} UTC and is at {now:%Y-%m-%d %H:%M}: what waited for it was made due"
            tx.notify("clock_set_back", "tick", said, now=now)
            beats.clear()
        well, failing = tx.claim_due_feeds_apart(now=now, owner=owner, lease=house.lease)
        if stuck := tx.quarantine_stuck(now=now, most=MOST_ATTEMPTS):
            log.error("entries_quarantined", entries=stuck, reason="no answer in any attempt")
        fresh, again = tx.waiting_entries(now=now, limit=entries_a_task * 40)
        pages = house.settings.read_pages and tx.pages_due(now=now)
        deliveries = tx.deliveries_due(now=now)
        tx.beat("tick", now=now, detail={"feeds": len(well) + len(failing), "entries": len(fresh) + len(again)})
    return Due(
        owner=owner,
        # those that may hang wait together: else each of many tasks would last as long as its slowest feed
        feeds=_slices(well, feeds_a_task) + _slices(failing, feeds_a_task * FAILING_A_TASK),
        entries=_slices(fresh, entries_a_task) + [[one] for one in again],  # one that failed before goes alone
        pages=pages,
        deliveries=deliveries,
        upkeep=now - beats.get("summarise", datetime.min.replace(tzinfo=UTC)) >= UPKEEP_EVERY,
    )


def _slices(ids: Sequence[int], size: int) -> list[list[int]]:
    return [list(ids[start : start + size]) for start in range(0, len(ids), size)]


# -- ingest --------------------------------------------------------------------------------------------------------------


def ingest(house: House, feed_ids: Sequence[int], *, owner: str, clock: Clock) -> list[int]:
    """Fetch feeds that were claimed for `owner` and keep what they brought. Returns ids of entries to process.

    Answers that lie ready together are kept in one transaction; none waits for the network. A feed whose lease has passed to another worker is
    left alone. One that fails keeps its reason and its next time; none stops the others.
    """
    with house.store.reading() as tx:
        held = [(feed, state) for feed, state in tx.get_feeds(feed_ids) if state.lease_owner == owner]
    wanted: list[int] = []
    ready: list[fetch.Polled] = []
    fetcher = house.fetcher(clock)
    polls = fetch.poll(held, fetcher=fetcher, read=house.read, to_text=to_text, clock=clock)
    with closing(polls):  # an error leaves no request behind
        for polled in polls:
            ready.append(polled)
            if len(ready) >= FEEDS_A_TRANSACTION or not fetcher.backlog:
                wanted += _keep_feeds(house, ready, owner=owner, clock=clock)
                ready = []
    wanted += _keep_feeds(house, ready, owner=owner, clock=clock)
    with house.store.transaction() as tx:
        tx.beat("fetch", now=clock(), detail={"feeds": len(held), "entries": len(wanted)})
    log.info("ingested", feeds=len(held), entries=len(wanted))
    return wanted


def _keep_feeds(house: House, batch: Sequence[fetch.Polled], *, owner: str, clock: Clock) -> Sequence[int]:
    """Keep a batch in one transaction; where one feed breaks it, each alone, and the odd one's lease runs out."""
    if not batch:
        return ()
    try:
        with house.store.transaction() as tx:
            return fetch.keep_batch(tx, batch, owner=owner)
    except StorageUnavailable:
        raise  # of the whole batch the leases run out, and it is fetched again
    except Exception as error:
        if len(batch) > 1:
            return [id_ for one in batch for id_ in _keep_feeds(house, [one], owner=owner, clock=clock)]
        log.exception("feed_not_kept", feed=batch[0].feed.key)
        with house.store.transaction() as tx:
            tx.notify("feed_not_kept", batch[0].feed.key, f"{type(error).__name__}: {error}"[:500], now=clock())
        return ()


def read_pages(house: House, *, clock: Clock) -> list[int]:
    """Read the pages of entries that are due: teasers for their text, fresh ones for edits. Returns ids of entries to process again.

    A page that cannot be read keeps its entry as the feed gave it; none stops the others.
    """
    with house.store.transaction() as tx:
        dues = tx.claim_pages(now=clock(), lease=house.lease, limit=PAGES_A_TASK)
    wanted: list[int] = []
    looks = fetch.look(dues, store=house.store, fetcher=house.fetcher(clock), read=read_article, clock=clock)
    with closing(looks):
        for looked in looks:
            with house.store.transaction() as tx:
                if fetch.keep_look(tx, looked, now=clock()):
                    wanted.append(looked.due.entry_id)
            if looked.error:
                log.info("page_not_read", entry=looked.due.entry_id, reason=looked.error)
    log.info("pages_read", pages=len(dues), changed=len(wanted))
    return wanted


# -- process -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """What came of a batch of entries."""

    entries: int = 0
    meetings: int = 0
    alerts: int = 0
    deliveries: int = 0
    failed: int = 0


def process(house: House, entry_ids: Sequence[int], *, owner: str, now: datetime) -> Processed:
    """Assess entries and commit assessments, meetings, alerts and outbox rows together.

    Safe to run twice and by several workers: entries are claimed, mentions are unique by entry and index, alerts by watch, meeting and
    kind. An entry that raises is kept with its reason and tried again alone; the others are not held up.
    """
    with house.store.transaction() as tx:
        entries = tx.claim_entries(now=now, owner=owner, lease=house.lease, ids=entry_ids, limit=len(entry_ids) or 1)
    if not entries:
        return Processed()
    assessed, failed = _assess(house, entries)
    try:
        return commit(house, assessed, failed, owner=owner, now=now)
    except StorageUnavailable:
        raise  # nothing was kept; the lease runs out
    except Exception as error:
        log.exception("batch_failed", entries=len(entries))
        ids = [one.id for one in entries if one.id is not None]
        with house.store.transaction() as tx:
            if len(ids) == 1:
                reason = f"{type(error).__name__}: {error}"
                tx.fail_entry(ids[0], owner=owner, error=reason, now=now, most=MOST_ATTEMPTS)
                return Processed(failed=1)
            tx.release_entries(ids, owner=owner)
        return _sum([process(house, [id_], owner=owner, now=now) for id_ in ids])  # find the one that broke it


def _assess(house: House, entries: Sequence[Entry]) -> tuple[list[tuple[Entry, Assessment]], list[tuple[Entry, str]]]:
    assessed: list[tuple[Entry, Assessment]] = []
    failed: list[tuple[Entry, str]] = []
    for entry, answer in zip(entries, classify.assess_all(entries, house.knowledge), strict=True):
        if isinstance(answer, Exception):  # a poison entry must not stop the others
            log.error("entry_failed", entry=entry.id, exc_info=answer)
            failed.append((entry, f"{type(answer).__name__}: {answer}"))
        else:
            assessed.append((entry, answer))
    return assessed, failed


def commit(
    house: House,
    assessed: Sequence[tuple[Entry, Assessment]],
    failed: Sequence[tuple[Entry, str]],
    *,
    owner: str,
    now: datetime,
) -> Processed:
    """Commit claimed entries with what was found in them, the meetings, alerts and messages that follow, in one transaction."""
    keys = {key for _, assessment in assessed for key in dedupe.lock_keys(assessment)}
    index, links = house.watches(), house.links(now)
    signatures = [(entry, dedupe.sign_entry(entry)) for entry, one in assessed if dedupe.is_sketched(one)]
    meetings = 0
    with house.store.transaction() as tx:
        teller = alert.Teller(tx, index, now=now, links=links)
        tx.lock_actors(sorted(keys))
        held = set(tx.settle_entries({one.id: one.revision for one, _ in assessed if one.id is not None}, owner=owner))
        dedupe.link_batch(tx, [pair for pair in signatures if pair[0].id in held], now=now)
        tx.keep_assessments([assessment for entry, assessment in assessed if entry.id in held], now=now)
        for entry, assessment in assessed:
            if entry.id not in held:
                continue  # revised, or taken over, while we were thinking
            if not assessment.mentions and entry.revision == 1:
                continue  # nothing told, and nothing to take back
            changes = dedupe.attach(tx, entry, assessment, now=now)
            meetings += len(changes)
            teller.hear(entry, changes)
        told = teller.say()
        for entry, reason in failed:
            if entry.id is not None:
                tx.fail_entry(entry.id, owner=owner, error=reason, now=now, most=MOST_ATTEMPTS)
        tx.beat("process", now=now, detail={"entries": len(held), "changes": meetings, "alerts": told.alerts})
    log.info("processed", entries=len(held), changes=meetings, alerts=told.alerts, failed=len(failed))
    return Processed(
        entries=len(held), meetings=meetings, alerts=told.alerts, deliveries=told.deliveries, failed=len(failed)
    )


def _sum(parts: Sequence[Processed]) -> Processed:
    return Processed(
        entries=sum(one.entries for one in parts),
        meetings=sum(one.meetings for one in parts),
        alerts=sum(one.alerts for one in parts),
        deliveries=sum(one.deliveries for one in parts),
        failed=sum(one.failed for one in parts),
    )


# -- dispatch ------------------------------------------------------------------------------------------------------------

MESSAGES_A_CLAIM = 8  # so many slow sends still end within the lease
MOST_SENDS = 40  # an hour apart in the end: a receiver that is away for a night, or a day, loses nothing
GIVE_UP_AFTER = timedelta(hours=24)
LEAST_SENDS = 10  # over an hour: what waited because Diwan was away, or is tried again by a person, is not given up at the first refusal
LONGEST_WAIT = timedelta(hours=1)
LONGEST_DISPATCH = timedelta(seconds=20)  # then another task goes on: a worker must be able to stop
LOOK_EVERY = 0.05  # seconds between two looks into an empty outbox
STAYS = timedelta(seconds=1)  # after the last message a dispatcher looks for more, and nobody needs to wake one
CLOCKS_DIFFER = timedelta(seconds=0.5)  # it looks so much longer than it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """What became of the messages that were due. `more`: it stopped for want of time, others may be due still."""

    sent: int = 0
    again: int = 0
    dead: int = 0
    more: bool = False


def dispatch(house: House, *, owner: str, clock: Clock, nap: Callable[[float], None] | None = None) -> Dispatched:
    """Send what is due in the outbox, until nothing is. At least once: the delivery's key travels with the message as its id.

    Claimed rows are sent outside any transaction and settled one by one; a dispatcher that dies leaves its lease to run out.

    Args:
        nap: sleeps for so many seconds. Where it is given, a dispatcher that had something to send stays for a moment, with its connections
            open, and says until when (`outbox_attended`): waking one for every commit costs more than the sending.
    """
    done = dict.fromkeys(DeliveryState, 0)
    began = clock()
    stays_until: datetime | None = None
    more = True
    with house.senders() as senders:
        while clock() - began < LONGEST_DISPATCH:
            count = _send_some(house, senders, done, owner=owner, clock=clock)
            now = clock()
            if count == MESSAGES_A_CLAIM or (count and nap is None):
                continue  # others are likely to wait; who commits now may wake another dispatcher to help
            if count and now + STAYS + CLOCKS_DIFFER < began + LONGEST_DISPATCH:
                stays_until = _stay(house, stays_until, now=now)
            if nap is None or stays_until is None or now > stays_until + CLOCKS_DIFFER:
                more = False
                break
            nap(LOOK_EVERY)
    sent, again, dead = (done[state] for state in (DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.DEAD))
    with house.store.transaction() as tx:
        tx.beat("dispatch", now=clock(), detail={"sent": sent, "again": again, "dead": dead})
    log.info("dispatched", sent=sent, again=again, dead=dead)
    return Dispatched(sent=sent, again=again, dead=dead, more=more)


def outbox_attended(house: House, *, now: datetime) -> bool:
    """Whether a dispatcher looks into the outbox at some moment after `now`, so that nobody needs to wake one. Ask after the commit."""
    with house.store.single(reading=True) as tx:
        return any(one.name == "outbox" and one.at > now for one in tx.heartbeats())


def _stay(house: House, until: datetime | None, *, now: datetime) -> datetime:
    """Say that a dispatcher stays; not again while it was said a moment ago."""
    if until is not None and until - now > STAYS / 2:
        return until
    with house.store.single() as tx:
        tx.beat("outbox", now=now + STAYS)
    return now + STAYS


def _send_some(
    house: House, senders: deliver.Senders, done: dict[DeliveryState, int], *, owner: str, clock: Clock
) -> int:
    """Claim a few messages, send and settle them. Returns how many were claimed."""
    with house.store.single(reading=True) as tx:  # most looks find nothing, and claiming is a write
        if not tx.deliveries_due(now=clock()):
            return 0
    with house.store.transaction() as tx:
        claimed = tx.claim_deliveries(now=clock(), owner=owner, lease=house.lease, limit=MESSAGES_A_CLAIM)
        recipients = tx.get_recipients([one.recipient_id for one in claimed])
    for delivery in claimed:
        outcome = _send(senders, delivery, recipients[delivery.recipient_id])
        done[_settle(house, delivery, outcome, owner=owner, now=clock())] += 1
    return len(claimed)


def _send(senders: deliver.Senders, delivery: Delivery, recipient: Recipient) -> deliver.Receipt | DeliveryError:
    sender = senders.get(delivery.channel)
    if sender is None:
        missing = (
            "no mail server is set (DIWAN_SMTP_HOST)" if delivery.channel == "email" else "there is no such channel"
        )
        return DeliveryError(f"{delivery.channel}: {missing}", permanent=False)
    if recipient.dead_at is not None:
        return DeliveryError(f"recipient switched off: {recipient.dead_reason}", permanent=True)
    try:
        return sender.send(delivery, recipient)
    except DeliveryError as error:
        return error
    except Exception as error:  # a channel must not stop the others
        log.exception("send_failed", delivery=delivery.id, channel=delivery.channel)
        return DeliveryError(type(error).__name__, permanent=False)


def _settle(
    house: House, delivery: Delivery, outcome: deliver.Receipt | DeliveryError, *, owner: str, now: datetime
) -> DeliveryState:
    assert delivery.id is not None
    if not isinstance(outcome, DeliveryError):
        with house.store.single() as tx:
            tx.settle_delivery(delivery.id, owner=owner, now=now, external_id=outcome.external_id)
        return DeliveryState.SENT
    with house.store.transaction() as tx:
        reason = mask(str(outcome))
        old = now - delivery.created_at > GIVE_UP_AFTER and delivery.attempts >= LEAST_SENDS
        given_up = old or delivery.attempts >= MOST_SENDS
        if outcome.permanent or given_up:
            tx.settle_delivery(delivery.id, owner=owner, now=now, error=reason)
            tx.notify("delivery_dead", f"{delivery.channel} {delivery.recipient_id}", f"given up: {reason}", now=now)
            recipient = tx.get_recipients([delivery.recipient_id]).get(delivery.recipient_id)
            if outcome.gone and recipient is not None:
                deliver.switch_off(tx, recipient, reason=reason, now=now)
            return DeliveryState.DEAD
        retry_at = now + _wait(delivery.attempts, outcome.retry_after)
        tx.settle_delivery(delivery.id, owner=owner, now=now, error=reason, retry_at=retry_at)
        return DeliveryState.PENDING


def _wait(attempts: int, asked: float | None) -> timedelta:
    """What the receiver asked for, else 5 s doubling with full jitter; at most an hour."""
    if asked is not None:
        return min(timedelta(seconds=asked), LONGEST_WAIT)
    return min(timedelta(seconds=random.uniform(0.5, 1) * 5 * 2 ** min(attempts, 12)), LONGEST_WAIT)  # noqa: S311


# -- summarise -----------------------------------------------------------------------------------------------------------

REVIEW_EVERY = timedelta(hours=24)
REVIEWED = timedelta(days=7)
MEETINGS_A_REVIEW = 300  # a run: it must end long before its worker takes it for hung
SKETCHES_KEPT = 2 * dedupe.WINDOW  # nothing is compared with older ones
ROUNDS_A_NIGHT = 40
ROWS_A_COMMIT = 5000
TEXTS_A_COMMIT = 1000


def summarise(house: House, *, now: datetime) -> int:
    """Do what time brings: digests that are due, groups of alerts that have waited, meetings that nobody reported. Returns new messages.

    Safe to run from several workers at once: a digest is unique by subscriber, kind and local day, a wait is taken once. A part that fails
    keeps its reason as a notice and is tried again the next time; none stops the others.
    """
    failed: dict[str, str] = {}

    def part(name: str, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except StorageUnavailable:
            raise
        except Exception as error:
            log.exception("part_failed", part=name)
            failed[name] = f"{type(error).__name__}: {error}"[:500]
            return None

    def say(tell: Callable[[Transaction], alert.Told]) -> alert.Told:
        with house.store.transaction() as tx:
            return tell(tx)

    index, links = house.watches(), house.links(now)
    tellings: dict[str, Callable[[Transaction], alert.Told]] = {
        "expected meetings": lambda tx: alert.tell(tx, index, None, expire(tx, now=now), now=now, links=links),
        "waiting alerts": lambda tx: alert.tell_due(tx, index, now=now, links=links),
        "missing meetings": lambda tx: alert.tell_missing(tx, index, now=now, links=links),
    }
    queued = part("digests", lambda: _digests(house, now=now)) or 0
    said = (part(name, partial(say, tell)) for name, tell in tellings.items())
    told = sum((one or alert.Told() for one in said), alert.Told())
    part("nightly review", lambda: _review(house, now=now))
    with house.store.transaction() as tx:
        _note_failures(tx, failed, now=now)
        tx.beat("summarise", now=now, detail={"digests": queued, "alerts": told.alerts})
    return queued + told.deliveries


def _note_failures(tx: Transaction, failed: Mapping[str, str], *, now: datetime) -> None:
    """One open notice for each part that fails; it is closed by the first run in which the part does not."""
    for name, reason in failed.items():
        tx.notify("part_failed", name, f"{name}: {reason}", now=now)
    for notice in tx.list_notices():
        if notice.kind == "part_failed" and notice.subject not in failed:
            tx.close_notice("part_failed", notice.subject, now=now)


DIGESTS_A_COMMIT = 20


def _review(house: House, *, now: datetime) -> None:
    """Once a night: hold the meetings of the last days that few tell of against the others again, and let go of what is old.

    One short transaction a meeting, and some hundred meetings a run: the next run goes on. Two workers at once do the same twice, and the
    second finds nothing to do.
    """
    with house.store.reading() as tx:
        beats = {beat.name: beat for beat in tx.heartbeats()}
        last, part = beats.get("review"), beats.get("review so far")
        if last is not None and now - last.at < REVIEW_EVERY:
            return
        done = part.detail if part is not None and (last is None or part.at > last.at) else {}
        after, merged = int(done.get("upto", 0)), int(done.get("merged", 0))
        young = [id_ for id_ in tx.young_meetings((now - REVIEWED).date(), most_mentions=2) if id_ > after]
    for meeting_id in young[:MEETINGS_A_REVIEW]:
        try:
            with house.store.transaction() as tx:
                changes = merge_pass(tx, [meeting_id], now=now)
                alert.tell(tx, house.watches(), None, changes, now=now, links=house.links(now))
        except StorageUnavailable:
            raise
        except Exception:  # one meeting must not keep the others from being looked at, nor the night from ending
            log.exception("review_failed", meeting=meeting_id)
        else:
            merged += len(changes)
    if len(young) > MEETINGS_A_REVIEW:
        with house.store.transaction() as tx:
            tx.beat("review so far", now=now, detail={"upto": young[MEETINGS_A_REVIEW - 1], "merged": merged})
        return
    with house.store.transaction() as tx:
        tx.close_notice("clock_set_back", "tick", now=now)  # it stood in `diwan status` for a night
        tx.close_settled_notices(now=now, holes_before=now - REVIEWED)
        tx.beat("review", now=now, detail={"merged": merged})
    _forget(house, now=now)
    _forget_texts(house, now=now)


def _forget(house: House, *, now: datetime) -> None:
    """Let go of what is older than the settings keep, a few thousand rows or the lookup keys of one day a transaction, for fetching goes on
    meanwhile; what is left over waits for the next night."""
    kept = house.settings
    gone: Counter[str] = Counter()
    for _ in range(ROUNDS_A_NIGHT):
        with house.store.transaction() as tx:
            if not (bands := tx.forget_bands((now - dedupe.WINDOW).date())):
                break
        gone["near_bands"] += bands
    kinds: Sequence[str] = FORGOTTEN
    for _ in range(ROUNDS_A_NIGHT):
        with house.store.transaction() as tx:
            went = tx.forget_old(
                kinds=kinds,
                most=ROWS_A_COMMIT,
                fetches_before=now - timedelta(days=kept.keep_fetches_days),
                messages_before=now - timedelta(days=kept.keep_messages_days),
                sketches_before=(now - SKETCHES_KEPT).date(),
            )
        gone.update(went)
        kinds = [kind for kind, count in went.items() if count == ROWS_A_COMMIT]
        if not kinds:
            break
    if gone.total():
        log.info("old_rows_forgotten", **gone)


def _forget_texts(house: House, *, now: datetime) -> None:
    """Let go of old texts that tell of nothing; the heartbeat says up to when that was done, so that no night reads the archive again."""
    days = house.settings.keep_texts_days
    if not days:
        return
    with house.store.reading() as tx:
        done = next((beat.detail.get("upto") for beat in tx.heartbeats() if beat.name == "texts"), None)
    after = datetime.fromisoformat(done) if done else datetime.min.replace(tzinfo=UTC)
    for _ in range(ROUNDS_A_NIGHT):
        with house.store.transaction() as tx:
            upto, went = tx.forget_texts(
                after=after, before=now - timedelta(days=days), least=dedupe.NO_WORDS, most=TEXTS_A_COMMIT
            )
            if upto is None:
                return
            tx.beat("texts", now=now, detail={"upto": upto.isoformat()})
        after = upto
        log.info("texts_forgotten", texts=went, upto=upto)


def _digests(house: House, *, now: datetime) -> int:
    with house.store.reading() as tx:
        due = digest.find_all_due(tx, now=now)
        gathered = digest.gather(tx, due, now=now) if due else None
    if gathered is None:
        return 0
    queued = 0
    broken: Exception | None = None
    for start in range(0, len(due), DIGESTS_A_COMMIT):
        written = []
        for one in due[start : start + DIGESTS_A_COMMIT]:
            try:
                written.append(digest.write(one, gathered, now=now, links=house.links(now)))
            except Exception as error:  # the others get theirs; this one is tried again
                log.exception("digest_failed", subscriber=one.subscriber.key)
                broken = error
        with house.store.transaction() as tx:
            queued += sum(digest.keep(tx, one, now=now) for one in written)
    if broken is not None:
        raise broken
    return queued
