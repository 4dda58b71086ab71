"""From what a document says to entries that can be kept: identity, time, text, hash; and what the feed's memory learns. Pure.

The reader's records are met by shape (`ParsedEntry`, `ParsedFeed` below), so that fetching and parsing stay independent steps.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.records import Entry, Feed, FeedKind, FeedState
from worker.fetch.clock import OLD, Reading, Stated, Told, is_backfill, read_times
from worker.fetch.identity import (
    Identity,
    broken_guids,
    clean_url,
    content_hash,
    fingerprint,
    identify,
    item_of,
    joined,
    parted,
    window,
)

MOST_ENTRIES = 2000
LONGEST_TITLE = 1000
LONGEST_TEXT = 200_000
MOST_REMEMBERED = 500  # entries of the last document
FIRST_PAGES = 40  # of a first fetch: so many pages are read, not all of a sitemap
TEASER = 500  # letters; under that a feed's text is taken for a teaser


class ParsedAuthor(Protocol):
    @property
    def name(self) -> str | None: ...


class ParsedEntry(Protocol):
    """What is needed of a parsed entry; instants aware UTC, markup sanitised."""

    @property
    def title(self) -> str | None: ...
    @property
    def link(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def updated(self) -> datetime | None: ...
    @property
    def published_raw(self) -> str | None: ...
    @property
    def updated_raw(self) -> str | None: ...
    @property
    def published_zoned(self) -> bool: ...
    @property
    def summary(self) -> str | None: ...
    @property
    def content(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def authors(self) -> Sequence[ParsedAuthor]: ...


class ParsedFeed(Protocol):
    @property
    def language(self) -> str | None: ...
    @property
    def format(self) -> str: ...
    @property
    def entries(self) -> Sequence[ParsedEntry]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Entries of a document, newest rules applied; `memory` replaces the feed's; `notices` are (kind, text) for the operator;
    `pointers` counts what is new in a discovery feed."""

    entries: tuple[Entry, ...]
    memory: dict[str, Any]
    notices: tuple[tuple[str, str], ...] = field(default=())
    pointers: int = 0


def entries_of(
    parsed: ParsedFeed,
    feed: Feed,
    state: FeedState,
    *,
    now: datetime,
    to_text: Callable[[str], str],
    first_read: bool | None = None,
    same_window: bool = True,
    without_last: bool = False,
) -> Read:
    """The entries of a parsed document as they may be kept.

    Args:
        now: when the document was fetched; `first_seen_at` of whatever is new.
        to_text: HTML to plain text: single spaces within paragraphs, blank lines between them, no other white space.
        first_read: whether these are back-fill; by default, whether the feed has never given entries.
        without_last: the document was cut off: its last entry is a torso and is left for the next time.
        same_window: False for an older page or a sitemap read to fill a hole: it says nothing about guids and clock.

    A discovery feed gives no entries: it is a pointer only.
    """
    memory: dict[str, Any] = dict(state.memory)
    notices: list[tuple[str, str]] = []
    whole = parsed.entries[:-1] if without_last else parsed.entries
    chosen = [one for one in whole if one.title or one.link or one.summary or one.content][:MOST_ENTRIES]
    first = state.primed_at is None if first_read is None else first_read
    zone = _zone(feed)

    urls = [clean_url(one.link) if one.link else None for one in chosen]
    items = [
        item_of(guid=one.id, url=url, title=one.title or "", at=one.published)
        for one, url in zip(chosen, urls, strict=True)
    ]
    if same_window and memory.get("identity") is None and (why := broken_guids(items, _window_of(memory))):
        memory["identity"] = {"mode": "link", "reason": why, "at": now.isoformat()}
        notices.append(("feed_identity", f"its guids are no longer trusted: {why}; entries are known by their address"))
    trusted = memory.get("identity") is None
    identities = identify(items, pattern=feed.rules.get("id"), trust_guids=trusted, zone=zone)

    seen_keys = keys_of(memory)
    prints = [fingerprint(identity.key) for identity in identities]
    new = [key_print not in seen_keys for key_print in prints]
    clock = memory.get("clock") or {}
    last_read_at = state.last_success_at if not first else None
    times = _times_of(chosen, new, feed, zone=zone, clock=clock, last_read_at=last_read_at, now=now)
    if same_window:
        if times.memory:
            memory["clock"] = dict(times.memory)
        else:
            memory.pop("clock", None)
        if times.notice:
            notices.append(("feed_clock", times.notice))
        memory["window"] = joined([side for pair in window(items[:MOST_REMEMBERED]).items() for side in pair])
        memory["keys"] = joined(prints[:MOST_REMEMBERED])

    if feed.kind is FeedKind.DISCOVERY:
        return Read(entries=(), memory=memory, pointers=sum(new))
    rows = zip(chosen, urls, identities, times.times, strict=True)
    language = parsed.language or feed.language
    kept = tuple(_kept(rows, feed, state.feed_id, language, first_read=first, now=now, to_text=to_text))
    return Read(entries=_few_pages(kept) if first else kept, memory=memory, notices=tuple(notices))


def _kept(
    rows: Iterable[tuple[ParsedEntry, str | None, Identity, Told]],
    feed: Feed,
    feed_id: int,
    language: str | None,
    *,
    first_read: bool,
    now: datetime,
    to_text: Callable[[str], str],
) -> Iterator[Entry]:
    """Each entry once, as it may be stored; `language` is the document's, or the feed's."""
    keys: set[str] = set()
    addresses: set[str] = set()
    old = now - OLD
    teasers = bool(feed.rules.get("teaser")) or feed.kind in (FeedKind.LISTING, FeedKind.SITEMAP)
    for one, url, identity, told in rows:
        if identity.key in keys or (identity.address and identity.address in addresses):
            continue  # the same entry twice in one document
        keys.add(identity.key)
        addresses.add(identity.address)
        title, summary, text = _texts(one, to_text)
        yield Entry(
            feed_id=feed_id,
            key=identity.key,
            address=identity.address,
            guid=one.id,
            url=url,
            title=title,
            summary=summary,
            text=text,
            language=one.language or language,
            outlet=feed.outlet,
            owner_group=feed.owner_group,
            author=_author(one.authors) if one.authors else None,
            published_raw=one.published_raw or one.updated_raw,
            published_at=told.at,
            time_source=told.source,
            time_quality=told.quality,
            first_seen_at=now,
            content_hash=content_hash(title, text, tidy=True),
            backfill=is_backfill(told.at, first_read=first_read, now=now),
            page_due_at=now if (teasers or len(text) < TEASER) and told.at >= old and _has_page(url, feed) else None,
        )


def _times_of(
    chosen: Sequence[ParsedEntry],
    new: Sequence[bool],
    feed: Feed,
    *,
    zone: ZoneInfo,
    clock: Mapping[str, Any],
    last_read_at: datetime | None,
    now: datetime,
) -> Reading:
    """When each entry was published, by what it states and what is known of the feed's clock; `new` are those not seen at the last look, `zone` is the feed's."""
    shifted = feed.rules.get("time") == "gmt-is-local"
    stated = []
    for one, is_new in zip(chosen, new, strict=True):
        at = one.published or one.updated
        relative = bool(getattr(one, "published_relative", False))
        unread = at is None and bool(one.published_raw or one.updated_raw)
        at = _shifted(at, one.published_zoned, zone) if shifted else at
        stated.append(Stated(at, one.published_zoned, relative, is_new, unread))
    return read_times(stated, memory=clock, zone=feed.zone, last_read_at=last_read_at, now=now)


def keys_of(memory: Mapping[str, Any]) -> set[str]:
    """Fingerprints of the keys of the last document's entries, out of a feed's memory."""
    return set(parted(memory.get("keys") or ""))


def _window_of(memory: Mapping[str, Any]) -> Mapping[str, str]:
    kept = memory.get("window") or {}
    if isinstance(kept, Mapping):  # as older versions kept it
        return kept
    sides = parted(kept)
    return dict(zip(sides[::2], sides[1::2], strict=True))


def _author(authors: Sequence[ParsedAuthor]) -> str | None:
    if len(authors) == 1 and (name := authors[0].name):
        return name[:300]
    return ", ".join([author.name for author in authors if author.name])[:300] or None


def _has_page(url: str | None, feed: Feed) -> bool:
    """Whether there is a page to be read for the text, where the feed brought no more than a teaser."""
    return url is not None and url.startswith(("http://", "https://")) and feed.kind is not FeedKind.TELEGRAM


def _few_pages(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries of a first fetch, of which only the newest have their page read."""
    if sum(one.page_due_at is not None for one in entries) <= FIRST_PAGES:
        return entries
    newest = sorted(entries, key=lambda one: one.published_at or one.first_seen_at, reverse=True)[:FIRST_PAGES]
    keys = {one.key for one in newest}
    return tuple(one if one.key in keys else replace(one, page_due_at=None) for one in entries)


def _shifted(at: datetime | None, zoned: bool, zone: ZoneInfo) -> datetime | None:
    """The instant that is meant where a source labels its zone's clock time as GMT."""
    return at if at is None or zoned else at.astimezone(UTC).replace(tzinfo=zone).astimezone(UTC)


def _texts(one: ParsedEntry, to_text: Callable[[str], str]) -> tuple[str, str, str]:
    """Title, summary and text, tidy as `plain_form` means it; the longer of summary and content is the text. A missing title is the text's
    first line."""
    summary = to_text(one.summary) if one.summary else ""
    content = summary if one.content == one.summary else to_text(one.content) if one.content else ""
    text = content if len(content) >= len(summary) else summary
    title = " ".join((one.title or "").split()) or text.split("\n", 1)[0][:200]
    return title[:LONGEST_TITLE], summary[:LONGEST_TEXT], text[:LONGEST_TEXT]


def _zone(feed: Feed) -> ZoneInfo:
    try:
        return ZoneInfo(feed.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Asia/Baghdad")
