"""One round over the feeds that are due: ask, have read, decide identity and time, and keep what came in one transaction a feed.

`Poll` is iterated outside any transaction (that is where the network and the reader work); each `Polled` is then kept by `keep` inside
one. A crash in between costs another fetch, never an entry.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import xxhash

from storage.records import Entry, Feed, FeedKind, FeedState, TimeQuality, altered, quick
from storage.sql import Transaction
from storage.sql_entries import Added
from worker.errors import FetchError
from worker.fetch import sources
from worker.fetch.answers import HostBusy, Response, shown
from worker.fetch.entries import ParsedFeed, entries_of, keys_of
from worker.fetch.http import Fetcher
from worker.fetch.identity import fingerprint
from worker.fetch.schedule import Outcome, Verdict, after_backfill, next_state
from worker.fetch.sources import Ask, Purpose

Read = Callable[[Response, Feed], ParsedFeed]
"""Bytes to a document, by the kind and rules of the feed it is given; raises any error with a sentence for the operator."""

NOTICE_KINDS = (
    "feed_gone", "feed_blocked", "feed_html", "feed_moved", "feed_304", "feed_quiet", "feed_dates", "feed_halved", "feed_language",
    "feed_identity", "feed_clock", "feed_hole",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfilled:
    """One page read to fill a hole."""

    entries: tuple[Entry, ...] = ()
    failed: bool = False
    busy: bool = False
    more: bool = False
    oldest_at: datetime | None = None
    before: str | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What asking one feed brought, not kept yet."""

    feed: Feed
    state: FeedState
    at: datetime
    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    backfilled: tuple[Backfilled, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Ids of what was new and what changed. `held` is False where the lease had passed to another worker: then nothing was kept."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    held: bool = True
    verdict: Verdict


class _Pending:
    """A feed whose answers are still coming."""

    __slots__ = (
        "ask",
        "backfilled",
        "cut",
        "document",
        "entries",
        "error",
        "feed",
        "memory",
        "notices",
        "open",
        "pointers",
        "read",
        "response",
        "state",
    )

    def __init__(self, feed: Feed, state: FeedState) -> None:
        self.feed, self.state = feed, state
        self.open = 0
        self.ask: Ask | None = None
        self.response: Response | None = None
        self.error: FetchError | None = None
        self.document: ParsedFeed | None = None
        self.read = False
        self.cut = False
        self.pointers = 0
        self.entries: list[Entry] = []
        self.memory = state.memory
        self.notices: list[tuple[str, str]] = []
        self.backfilled: list[Backfilled] = []


def poll(
    pairs: Iterable[tuple[Feed, FeedState]],
    *,
    fetcher: Fetcher,
    read: Read,
    to_text: Callable[[str], str],
    clock: Callable[[], datetime],
) -> Generator[Polled, None, None]:
    """Ask these feeds, many at once. Each comes back as soon as all its answers are in; none waits for a slow one of another host."""
    pending = {state.feed_id: _Pending(feed, state) for feed, state in pairs}
    asks: list[Ask] = []
    for one in pending.values():
        planned = sources.plan(one.feed, one.state, clock())
        one.open = len(planned)
        asks += planned
    while asks:
        later: list[Ask] = []
        for ask, answer in _ask(fetcher, asks):
            one = pending[ask.feed_id]
            one.open -= 1
            further = _take(one, ask, answer, read, to_text, clock())
            one.open += len(further)
            later += further
            if not one.open:
                yield _polled(pending.pop(ask.feed_id), clock())
        asks = later


def _ask(fetcher: Fetcher, asks: Sequence[Ask]) -> Iterator[tuple[Ask, Response | FetchError]]:
    by_request = {id(ask.request): ask for ask in asks}
    for request, answer in fetcher.fetch_all([ask.request for ask in asks]):
        yield by_request[id(request)], answer


def _take(
    one: _Pending, ask: Ask, answer: Response | FetchError, read: Read, to_text: Callable[[str], str], now: datetime
) -> tuple[Ask, ...]:
    """Note an answer; returns what it leads to."""
    if ask.purpose is Purpose.BACKFILL:
        return _take_backfill(one, ask, answer, read, to_text, now)
    if ask.purpose is Purpose.WINDOW:
        one.ask = ask
    if isinstance(answer, FetchError):
        one.error = one.error or answer
        return ()
    if ask.purpose is Purpose.WINDOW:
        one.response = answer
        if answer.not_modified or (one.state.body_hash and body_hash(answer.body) == one.state.body_hash):
            return ()
    if not answer.body.strip():
        one.read = True
        return ()
    try:
        document = read(answer, _as(one.feed, ask))
    except Exception as error:  # whatever a hostile document makes a reader raise: this feed's trouble alone
        one.error = one.error or _unreadable(answer, error)
        return ()
    further = sources.follow(ask, document)
    if further:
        return further
    one.read = True
    one.document = document
    cut = is_cut(answer.body)
    one.cut = one.cut or cut
    found = entries_of(
        document,
        _as(one.feed, ask),
        one.state if one.memory is one.state.memory else altered(one.state, memory=one.memory),
        now=now,
        to_text=to_text,
        without_last=cut,
    )
    one.memory = found.memory
    one.entries += found.entries
    one.notices += found.notices
    one.pointers += found.pointers
    return ()


def _take_backfill(
    one: _Pending, ask: Ask, answer: Response | FetchError, read: Read, to_text: Callable[[str], str], now: datetime
) -> tuple[Ask, ...]:
    if isinstance(answer, FetchError):
        one.backfilled.append(Backfilled(failed=True, busy=isinstance(answer, HostBusy)))
        return ()
    try:
        document = read(answer, _as(one.feed, ask))
    except Exception:
        one.backfilled.append(Backfilled(failed=True))
        return ()
    further = sources.follow(ask, document)
    if further:
        return tuple(replace(part, page=-ask.page) for part in further) if ask.page > 0 else ()  # one level only
    found = entries_of(
        document, _as(one.feed, ask), one.state, now=now, to_text=to_text, first_read=False, same_window=False
    )
    oldest = min((entry.published_at for entry in found.entries if entry.published_at and _dated(entry)), default=None)
    before = sources.before(found.entries) if ask.kind is FeedKind.TELEGRAM else None
    more = (
        sources.older(one.feed, abs(ask.page) + 1, before=before) is not None
        and abs(ask.page) <= sources.MOST_BACKFILL_PAGES
    )
    one.backfilled.append(Backfilled(entries=found.entries, more=more, oldest_at=oldest, before=before))
    return ()


def _as(feed: Feed, ask: Ask) -> Feed:
    """The feed as this address is to be read."""
    if feed.url == ask.request.url and feed.kind is ask.kind and feed.rules is ask.rules:
        return feed
    return replace(feed, url=ask.request.url, kind=ask.kind, rules=ask.rules)


def _unreadable(answer: Response, error: Exception) -> FetchError:
    words = " ".join(str(error).split())[:250]
    return FetchError(
        words or type(error).__name__,
        url=shown(answer.url),
        transient=True,
        http_status=answer.status,
        blocked=bool(getattr(error, "blocked", False)),
    )


def _polled(one: _Pending, now: datetime) -> Polled:
    ask, response = one.ask, one.response
    assert ask is not None
    error = one.error if not one.read else None  # a part of a sitemap may fail; the others are news
    found: dict[str, Any] = {
        "conditional": bool(ask.request.etag or ask.request.last_modified),
        "fallback": sources.on_fallback(one.feed, ask),
        "asked": ask.request.url,
        "error": error,
    }
    if response is not None:
        found |= {
            "etag": response.etag,
            "last_modified": response.last_modified,
            "moved_to": response.moved_to,
            "http_status": response.status,
            "bytes": response.wire_bytes,
            "seconds": response.seconds,
            "hint_s": _hint(response),
        }
        if error is not None:
            found["turned_html"] = one.feed.kind in _NO_HTML and looks_like_html(response.body)
        elif response.not_modified:
            found["not_modified"] = True
        elif not one.read:
            found["same_body"] = True
        else:
            found |= _document(one, response)
            if one.cut:  # the rest must not hide behind a validator or the same hash
                found |= {"cut": True, "etag": None, "last_modified": None, "body_hash": None}
    return Polled(
        feed=one.feed,
        state=one.state,
        at=now,
        outcome=Outcome(**found),
        entries=tuple(one.entries),
        backfilled=tuple(one.backfilled),
        notices=tuple(one.notices),
    )


_NO_HTML = (FeedKind.FEED, FeedKind.SITEMAP, FeedKind.JSON)


def _document(one: _Pending, response: Response) -> dict[str, Any]:
    dated = [(at, entry) for entry in one.entries if (at := entry.published_at) and entry.time_quality in _STATED]
    dates = [at for at, _ in dated]
    before = keys_of(one.state.memory)
    fresh = [at for at, entry in dated if fingerprint(entry.key) not in before] if before else dates
    language = one.document.language if one.document else None
    pointers = one.feed.kind is FeedKind.DISCOVERY
    return {
        "entries": len(one.document.entries) if pointers and one.document else len(one.entries),
        "new": one.pointers,
        "undated": len(one.entries) - len(dated),
        "unread": next((e.published_raw for e in one.entries if e.time_quality is TimeQuality.UNREAD), None),
        "language": language.lower().split("-")[0] if language else None,
        "newest_at": max(dates, default=None),
        "oldest_at": min(dates, default=None),
        "hid_since": min(fresh, default=None),
        "body_hash": body_hash(response.body) if response.body else None,
        "before": sources.before(one.entries) if one.feed.kind is FeedKind.TELEGRAM else None,
        "memory": one.memory,
    }


def _dated(entry: Entry) -> bool:
    return entry.time_quality in _STATED


_STATED = (TimeQuality.EXACT, TimeQuality.ZONED, TimeQuality.CORRECTED)


# -- keeping ---------------------------------------------------------------------------------------------------------------


def keep(tx: Transaction, polled: Polled, *, owner: str) -> Kept:
    """Keep what asking a feed brought: entries, state, log, notices, holes. One transaction; safe to repeat after a crash."""
    return keep_all(tx, [polled], owner=owner)[0]


def keep_batch(tx: Transaction, batch: Sequence[Polled], *, owner: str) -> tuple[int, ...]:
    """Keep several feeds in one transaction. Returns ids of entries that are new or changed."""
    return tuple(id_ for kept in keep_all(tx, batch, owner=owner) for id_ in (*kept.new, *kept.changed))


def keep_all(tx: Transaction, batch: Sequence[Polled], *, owner: str) -> list[Kept]:
    """`keep` for several feeds, with as few statements as one takes."""
    held = tx.held_feeds([polled.state.feed_id for polled in batch], owner=owner)
    here = [polled for polled in batch if polled.state.feed_id in held]
    spoken = [polled for polled in here if polled.entries]
    added = {
        polled.state.feed_id: found
        for polled, found in zip(
            spoken, tx.add_entries_of([(polled.entries, polled.at) for polled in spoken]), strict=True
        )
    }
    kept = {polled.state.feed_id: _judge(tx, polled, added.get(polled.state.feed_id, _NOTHING)) for polled in here}
    tx.settle_feeds([(one.verdict.state, one.verdict.log) for one in kept.values()], owner=owner)
    return [kept.get(polled.state.feed_id) or Kept(held=False, verdict=Verdict(state=polled.state)) for polled in batch]


_NOTHING = Added()


def _judge(tx: Transaction, polled: Polled, added: Added) -> Kept:
    """What follows from an answer whose entries are kept: told, and ready to be settled."""
    state, now = polled.state, polled.at
    outcome = polled.outcome
    if polled.feed.kind is not FeedKind.DISCOVERY and (added.new or added.changed):
        outcome = altered(outcome, new=len(added.new), changed=len(added.changed))
    verdict = next_state(polled.feed, state, outcome, now)
    older = _NOTHING
    for page in polled.backfilled:
        last = [page.entries[-1].key] if page.entries else []
        last_known = bool(tx.known_entries(state.feed_id, last))
        more = tx.add_entries(page.entries, now=now)
        step = after_backfill(
            verdict.state,
            entries=len(page.entries),
            last_known=last_known,
            oldest_at=page.oldest_at,
            failed=page.failed,
            more=page.more,
            busy=page.busy,
            before=page.before,
        )
        verdict = replace(verdict, state=step.state, filled=step.filled or verdict.filled)
        older = Added(new=older.new + more.new, changed=older.changed + more.changed)
    _tell(tx, polled, verdict)
    return Kept(new=added.new + older.new, changed=added.changed + older.changed, verdict=verdict)


def _tell(tx: Transaction, polled: Polled, verdict: Verdict) -> None:
    key, now = polled.feed.key, polled.at
    for kind, text in (*polled.notices, *verdict.opened):
        tx.notify(kind, key, f"{key}: {text}", now=now)
    for kind in verdict.closed:
        tx.close_notice(kind, key, now=now)
    if verdict.hole is not None:
        tx.add_hole(verdict.hole)
        tx.notify("feed_hole", key, f"{key}: {verdict.hole.reason}", now=now)
    if verdict.filled is not None:
        tx.close_holes(polled.state.feed_id, upto=verdict.filled, now=now)
        tx.close_notice("feed_hole", key, now=now)


# -- of bodies -------------------------------------------------------------------------------------------------------------

_ENTRY_STARTS = re.compile(rb"<(?:item|entry|url|sitemap)[\s>]")
_RESTLESS = re.compile(
    rb"<(lastBuildDate|pubDate|updated|dc:date|generator|sy:updateBase)\b[^>]*>[^<]*</\1\s*>|<!--.*?-->", re.DOTALL
)
_ROOT = re.compile(rb"<(rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_TTL = re.compile(rb"<ttl>\s*(\d{1,5})\s*</ttl>")
_HTML = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)


def body_hash(body: bytes) -> str:
    """Hash of a document without what its head changes with every answer (build date, generator); 32 hex digits."""
    start = _ENTRY_STARTS.search(body)
    head = body[: start.start()] if start else b""
    digest = xxhash.xxh3_128(_RESTLESS.sub(b"", head))
    digest.update(memoryview(body)[len(head) :])
    return digest.hexdigest()


def is_cut(body: bytes) -> bool:
    """Whether an XML document ends before its root element does."""
    root = _ROOT.search(body[:4096])
    return root is not None and b"</" + root.group(1) not in body[-4096:]


def looks_like_html(body: bytes) -> bool:
    return _HTML.match(body[:4096]) is not None


def _hint(response: Response) -> float | None:
    found = _TTL.search(response.body, 0, 8192) if b"<ttl>" in response.body[:8192] else None
    ttl = float(found.group(1)) * 60 if found else 0.0
    return max(ttl, response.max_age or 0.0) or None
