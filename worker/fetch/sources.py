"""What to ask for a feed now: its address in force, with or without validators, fall-backs, and the pages that fill a hole. Pure.

One small interface for all kinds of source: `plan(feed, state, now)` says what to ask, the reader turns each answer into a document,
`follow(...)` says what that document leads to (the parts of a sitemap index). Reading itself belongs to the parse step.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from storage.records import Entry, Feed, FeedKind, FeedState, Json, quick
from worker.fetch.answers import Request
from worker.fetch.entries import ParsedFeed
from worker.fetch.schedule import believes_304, instant

MOST_PARTS = 3  # of a sitemap index, in an ordinary fetch
MOST_BACKFILL_PAGES = 5
PRIMARY_AGAIN = timedelta(hours=24)  # so often a feed on its fall-back looks at its own address again


class Purpose(StrEnum):
    WINDOW = "window"  # what the source shows now
    PART = "part"  # a part of a sitemap index
    BACKFILL = "backfill"  # older pages, to fill a hole


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request and how its answer is to be read.

    Attributes:
        kind, rules: of this address; a fall-back may be of another kind than its feed.
        page: 1 for the first page of a listing, API or back-fill.
    """

    feed_id: int
    purpose: Purpose
    request: Request
    kind: FeedKind
    rules: Json
    page: int = 1


def plan(feed: Feed, state: FeedState, now: datetime) -> tuple[Ask, ...]:
    """The requests of one fetch: the window, and a step of back-fill where a hole is being filled."""
    now_, older_ = window(feed, state, now), backfill(feed, state)
    return (*older_, now_) if (state.memory.get("hole") or {}).get("first") else (now_, *older_)


def window(feed: Feed, state: FeedState, now: datetime) -> Ask:
    """The request for what the source shows now."""
    url, kind, rules = in_force(feed, state, now)
    conditional = believes_304(state, now) and url == (state.memory.get("asked") or url)
    return Ask(
        feed_id=state.feed_id,
        purpose=Purpose.WINDOW,
        request=Request(
            url=url,
            etag=state.etag if conditional else None,
            last_modified=state.last_modified if conditional else None,
            accept=_ACCEPT[kind],
            ref=state.feed_id,
        ),
        kind=kind,
        rules=rules,
    )


def in_force(feed: Feed, state: FeedState, now: datetime) -> tuple[str, FeedKind, Json]:
    """Address, kind and rules to use now: a proven permanent move before the catalogue's address; a fall-back while that is blocked or
    gone, its own address being looked at once a day."""
    own = str((state.memory.get("moved") or {}).get("in_force") or feed.url)
    fallbacks = feed.rules.get("fallbacks") or ()
    turn = state.memory.get("fallback") or {}
    if not fallbacks or not turn:
        return own, feed.kind, feed.rules
    looked = instant(turn.get("looked"))
    if looked is None or now - looked >= PRIMARY_AGAIN:
        return own, feed.kind, feed.rules
    chosen = fallbacks[int(turn.get("index", 0)) % len(fallbacks)]
    return str(chosen["url"]), FeedKind(chosen.get("kind", FeedKind.FEED)), {**feed.rules, **chosen.get("rules", {})}


def on_fallback(feed: Feed, ask: Ask) -> bool:
    """Whether a request goes to one of the feed's other addresses."""
    return any(ask.request.url == other["url"] for other in feed.rules.get("fallbacks") or ())


_XML = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_HTML = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_ACCEPT = {
    FeedKind.FEED: _XML,
    FeedKind.SITEMAP: "application/xml, text/xml;q=0.9, */*;q=0.5",
    FeedKind.LISTING: _HTML,
    FeedKind.JSON: "application/json, */*;q=0.5",
    FeedKind.TELEGRAM: _HTML,
    FeedKind.DISCOVERY: _XML,
}


# -- holes -----------------------------------------------------------------------------------------------------------------


def backfill(feed: Feed, state: FeedState) -> tuple[Ask, ...]:
    """The next step of filling a hole, where the feed's memory holds one and the source has older pages."""
    hole = state.memory.get("hole")
    if not hole or hole.get("given_up"):
        return ()
    page = int(hole.get("page", 1)) + 1
    found = older(feed, page, before=hole.get("before"))
    if found is None or page > MOST_BACKFILL_PAGES + 1:
        return ()
    url, kind, rules = found
    return (
        Ask(
            feed_id=state.feed_id,
            purpose=Purpose.BACKFILL,
            request=Request(url=url, accept=_ACCEPT[kind], ref=state.feed_id),
            kind=kind,
            rules=rules,
            page=page,
        ),
    )


def older(feed: Feed, page: int, *, before: str | None = None) -> tuple[str, FeedKind, Json] | None:
    """Where older entries of a source stand: `rules.backfill` (a sitemap, a listing), the next page by `rules.pages`, the `before` of a
    channel preview. None where the source has none. `page` counts from 2."""
    other = feed.rules.get("backfill")
    if other:
        kind = FeedKind(other.get("kind", FeedKind.SITEMAP))
        pages = other.get("pages")
        if not pages and page > 2:
            return None
        number = page - 1
        return _numbered(str(other["url"]), pages, number), kind, other.get("rules", {})
    if feed.kind is FeedKind.TELEGRAM and before:
        return with_parameter(feed.url, "before", before), feed.kind, feed.rules
    if pages := feed.rules.get("pages"):
        return _numbered(feed.url, pages, page), feed.kind, feed.rules
    return None


def before(entries: Iterable[Entry]) -> str | None:
    """The oldest message's number of a channel preview, whose `before` leads to the page of older ones."""
    numbers = [int(found.group(1)) for one in entries if one.url and (found := re.search(r"/(\d+)/?$", one.url))]
    return str(min(numbers)) if numbers else None


def _numbered(url: str, pages: str | None, number: int) -> str:
    """`pages` is a query parameter ("CurrentPage"), or a pattern with {n} that replaces the address."""
    if not pages or number <= 1:
        return url
    if "{n}" in pages:
        return (
            pages.replace("{n}", str(number))
            if "://" in pages
            else url.rstrip("/") + "/" + pages.replace("{n}", str(number)).lstrip("/")
        )
    return with_parameter(url, pages, str(number))


def with_parameter(url: str, name: str, value: str) -> str:
    """The address with one query parameter set."""
    parts = urlsplit(url)
    query = [(key, old) for key, old in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit((*parts[:3], urlencode([*query, (name, value)]), ""))


# -- sitemaps --------------------------------------------------------------------------------------------------------------


def follow(ask: Ask, parsed: ParsedFeed) -> tuple[Ask, ...]:
    """The parts of a sitemap index that are worth reading, newest first; only one level: a part that is an index again leads nowhere."""
    if parsed.format != "sitemapindex" or ask.purpose is Purpose.PART:
        return ()
    return tuple(
        replace(
            ask,
            purpose=Purpose.PART if ask.purpose is Purpose.WINDOW else ask.purpose,
            request=replace(ask.request, url=url, etag=None, last_modified=None),
        )
        for url in newest_parts(parsed.entries)[:MOST_PARTS]
    )


def newest_parts(entries: Sequence[Any]) -> list[str]:
    """Addresses of sitemap parts: those with a date newest first, those without in reverse order of the document after them (publishers
    append), news sitemaps before all others."""
    dated = [(one.updated or one.published, index, one.link) for index, one in enumerate(entries) if one.link]
    with_date = sorted((row for row in dated if row[0] is not None), key=lambda row: (row[0], row[1]), reverse=True)
    without = sorted((row for row in dated if row[0] is None), key=lambda row: row[1], reverse=True)
    links = [str(link) for _, _, link in [*with_date, *without]]
    return sorted(links, key=lambda link: "news" not in link.lower().rsplit("/", 1)[-1])
