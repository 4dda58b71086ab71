"""Which feeds does a page offer? For `diwan feeds add URL` and `diwan parse --discover`.

The rules are those browsers settled on: `<link rel=alternate>` with a feed type, or `rel=feed` with any; the vague XML types only where the
title says RSS. Links people click (`<a>`) count only where the page's head names no feed, well-known addresses only as marked guesses.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from worker.parse.html import MOST_TAGS
from worker.parse.links import absolute
from worker.parse.text import clean, cut_spans, one_line

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_JSON_TYPE = "application/json"
_VAGUE_TYPES = frozenset({"text/xml", "application/xml", "application/rdf+xml"})
_SAYS_RSS = re.compile(r"(?:^|\s)rss(?:$|\s)", re.IGNORECASE)
_NO_FEED = re.compile(r"/wp-json/|/oembed|[?&]rest_route=", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:rss|feed|atom|feeds?|index|news|all|latest)\.(?:xml|json)|/(?:feed|rss|atom|rssfeed))/?$",
    re.IGNORECASE,
)
_WELL_KNOWN = (
    "/feed/",
    "/rss.xml",
    "/rss",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/?feed=rss2",
    "/sitemap-news.xml",
    "/news-sitemap.xml",
)
_MOST = 100
_LINK_TAG = re.compile(r"<(?:base|link|a)\s[^<>]*>", re.IGNORECASE)


class How(StrEnum):
    """What speaks for a candidate."""

    LINK = "link"  # the page's head names it
    ANCHOR = "anchor"  # the page links to it
    GUESS = "guess"  # nobody named it; many sites have a feed there


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One address that may be a feed, absolute http(s)."""

    url: str
    title: str | None = None
    type: str | None = None
    how: How = How.LINK


def discover(html: str, url: str | None = None) -> tuple[Candidate, ...]:
    """The feeds this page names, in its order, each once. `url` is where the page came from. Never raises, never guesses."""
    tree = LexborHTMLParser(html if html.count("<") <= MOST_TAGS else _links_alone(html))
    base = _base(tree, url)
    found: dict[str, Candidate] = {}
    for node in tree.css("link[href]"):
        _add(found, node, base, _link_type(node), How.LINK)
    if not found:
        for node in tree.css("a[href]"):
            _add(found, node, base, _anchor_type(node), How.ANCHOR)
    return tuple(found.values())[:_MOST]


def _links_alone(html: str) -> str:
    """Of a page too large for a tree, the tags that matter."""
    kept = "".join(piece for comment, piece in cut_spans(html, "<!--", "-->") if not comment)
    return "".join(_LINK_TAG.findall(kept)[:5_000])


def guesses(url: str) -> tuple[Candidate, ...]:
    """Where feeds stand on many sites; to be tried only after `discover` named none, and shown as guesses."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ()
    root = f"{parts.scheme}://{parts.netloc}"
    addresses = [root + path for path in _WELL_KNOWN]
    if parts.path.strip("/"):
        addresses.insert(0, f"{root}{parts.path.rstrip('/')}/feed/")
    return tuple(Candidate(url=address, how=How.GUESS) for address in dict.fromkeys(addresses))


def _base(tree: LexborHTMLParser, url: str | None) -> str | None:
    base = absolute(url)
    node = tree.css_first("base[href]")
    return (absolute(node.attributes.get("href"), base) or base) if node is not None else base


def _add(found: dict[str, Candidate], node: LexborNode, base: str | None, kind: str | None, how: How) -> None:
    if kind is None:
        return
    href = (node.attributes.get("href") or "").strip()
    if not href or href.startswith("#"):
        return
    address = absolute(_without_feed_scheme(href), base)
    if address is None or _NO_FEED.search(address):
        return
    title = (
        clean(one_line(node.attributes.get("title") or (node.text(deep=True) if how is How.ANCHOR else "") or ""))
        or None
    )
    found.setdefault(address, Candidate(url=address, title=title, type=kind or None, how=how))


def _without_feed_scheme(href: str) -> str:
    if href[:5].lower() != "feed:":
        return href
    rest = href[5:]
    return "http:" + rest if rest.startswith("//") else rest


def _link_type(node: LexborNode) -> str | None:
    """The feed type of a <link>, "" where rel alone says feed, None where it is none."""
    rels = set((node.attributes.get("rel") or "").lower().split())
    kind = _bare_type(node)
    if "feed" in rels:
        return kind
    if "alternate" not in rels or "stylesheet" in rels:
        return None
    if kind in _FEED_TYPES or kind == _JSON_TYPE:
        return kind
    if kind in _VAGUE_TYPES and _SAYS_RSS.search(node.attributes.get("title") or ""):
        return kind
    return None


def _anchor_type(node: LexborNode) -> str | None:
    rels = set((node.attributes.get("rel") or "").lower().split())
    kind = _bare_type(node)
    if "feed" in rels or kind in _FEED_TYPES:
        return kind
    href = (node.attributes.get("href") or "").strip()
    if href[:5].lower() == "feed:":
        return kind
    path = href.partition("#")[0].partition("?")[0]
    if _FEED_PATH.search("/" + path):
        return kind
    if re.search(r"[?&](?:feed=(?:rss2?|atom)|format=feed|type=(?:rss|atom))", href, re.IGNORECASE):
        return kind
    return None


def _bare_type(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").partition(";")[0].strip().lower()
