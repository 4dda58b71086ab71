"""Find out what stands behind an address: a feed, a page that names one, a channel, a sitemap. For `diwan feeds add` and `feeds test`.

Between the steps, like the pipeline: it has the fetcher ask and the reader read.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from storage.records import Feed, FeedKind
from worker.errors import FetchError, ParseError
from worker.fetch import Fetcher, Request, Response
from worker.net.addresses import registrable
from worker.parse.discover import discover, guesses
from worker.parse.records import ParsedFeed

Read = Callable[[Response, Feed], ParsedFeed]
MOST_TRIES = 8
_KINDS = {"sitemap": FeedKind.SITEMAP, "sitemapindex": FeedKind.SITEMAP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A source that answered, as it would be kept, and what it says now. `how` tells how it was found."""

    feed: Feed
    document: ParsedFeed
    how: str


def find_source(url: str, *, fetcher: Fetcher, read: Read, known: Collection[str] = ()) -> Found:
    """What stands behind an address. A page is searched for the feeds it names, then the places where feeds usually stand are tried.

    Args:
        known: keys in use; the feed gets another.

    Raises:
        FetchError: the address does not answer.
        ParseError: nothing there, or on the page behind it, can be read as a source; says what was tried.
    """
    if "://" not in url:
        url = f"https://{url}"
    feed = shaped(url)
    answer = fetcher.fetch(Request(url=feed.url))
    first = _try(feed, answer, read)
    if first is not None:
        return _named(Found(feed=_as_read(feed, first), document=first, how="the address itself"), known)
    page = answer.body.decode("utf-8", "replace")
    tried: list[str] = []
    for candidate in [*discover(page, answer.url), *guesses(answer.url)][:MOST_TRIES]:
        tried.append(candidate.url)
        try:
            there = fetcher.fetch(Request(url=candidate.url))
        except FetchError:
            continue
        document = _try(shaped(candidate.url), there, read)
        if document is not None and (document.entries or candidate.how != "guess"):
            how = {"link": "the page names it", "anchor": "the page links to it"}.get(str(candidate.how), "guessed")
            return _named(Found(feed=_as_read(shaped(candidate.url), document), document=document, how=how), known)
    raise ParseError(f"no feed at {url}; tried {', '.join(tried) or 'nothing else'}")


def shaped(url: str) -> Feed:
    """An address as a feed of the kind its shape tells: channel previews, searches of Google News and GDELT; else a feed."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    kind = FeedKind.FEED
    if host in ("t.me", "telegram.me") and (channel := re.fullmatch(r"/(?:s/)?([A-Za-z][\w]{3,31})/?", parts.path)):
        return Feed(
            key="",
            outlet=channel.group(1),
            url=f"https://t.me/s/{channel.group(1)}",
            kind=FeedKind.TELEGRAM,
            origin="own",
        )
    if host == "news.google.com" or host.endswith("gdeltproject.org"):
        kind = FeedKind.DISCOVERY
    return Feed(key="", outlet=registrable(host) or url, url=url, kind=kind, origin="own")


def _try(feed: Feed, answer: Response, read: Read) -> ParsedFeed | None:
    try:
        return read(answer, feed)
    except ParseError:
        return None


def _as_read(feed: Feed, document: ParsedFeed) -> Feed:
    language = (document.language or "").lower().split("-")[0][:10] or None
    kind = _KINDS.get(document.format, feed.kind)
    title = " ".join((document.title or "").split())[:100]
    return replace(feed, kind=kind, language=language, outlet=title or feed.outlet)


def _named(found: Found, known: Collection[str]) -> Found:
    return replace(found, feed=named(found.feed, known))


def named(feed: Feed, known: Collection[str]) -> Feed:
    """The source with a key of its own: registrable host without its ending, language behind it."""
    host = registrable((urlsplit(feed.url).hostname or "source").lower())
    stem = (
        feed.outlet.lower()
        if feed.kind is FeedKind.TELEGRAM
        else host.split(".")[0]
        if not re.fullmatch(r"[\d.:]+", host)
        else host
    )
    stem = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60] or "source"
    base = f"{stem}-{feed.language}" if feed.language else stem
    key, number = base, 2
    while key in known:
        key, number = f"{base}-{number}", number + 1
    return replace(feed, key=key, owner_group=feed.owner_group or stem)
