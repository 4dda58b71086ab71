"""OPML in and out: the subscription lists that feed readers exchange. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree

from storage.records import Feed, FeedKind
from worker.errors import ParseError

MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One subscription. `folder` is the nearest group it stands in."""

    url: str
    title: str = ""
    language: str | None = None
    kind: FeedKind = FeedKind.FEED
    folder: str = ""


def read_opml(body: bytes) -> list[Outline]:
    """The subscriptions of an OPML file, each address once, in order. Raises ParseError for what is no OPML; entities are not resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser) if body.strip() else None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise ParseError("this is no OPML file: its root is not <opml>")
    found: dict[str, Outline] = {}
    for node in root.iter("outline"):
        url = (node.get("xmlUrl") or node.get("xmlurl") or "").strip()
        if urlsplit(url).scheme not in ("http", "https") or url in found or len(found) >= MOST:
            continue
        parent = node.getparent()
        kind = node.get("diwanKind", "feed")
        found[url] = Outline(
            url=url,
            title=" ".join((node.get("title") or node.get("text") or "").split())[:200],
            language=node.get("language") or None,
            kind=FeedKind(kind) if kind in set(FeedKind) else FeedKind.FEED,
            folder=(parent.get("text") or "") if parent is not None and parent.tag == "outline" else "",
        )
    return list(found.values())


def write_opml(feeds: Iterable[Feed]) -> str:
    """The feeds as an OPML 2.0 file, grouped by outlet. Listings and APIs carry their kind, which other readers ignore."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>Diwan</title></head>",
        "<body>",
    ]
    by_outlet: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_outlet.setdefault(feed.outlet, []).append(feed)
    for outlet, group in sorted(by_outlet.items()):
        lines.append(f"<outline text={_quoted(outlet)}>")
        for feed in group:
            more = "" if feed.kind is FeedKind.FEED else f" diwanKind={_quoted(feed.kind)}"
            language = f" language={_quoted(feed.language)}" if feed.language else ""
            lines.append(
                f'<outline type="rss" text={_quoted(feed.key)} title={_quoted(feed.key)} xmlUrl={_quoted(feed.url)}{language}{more}/>'
            )
        lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _quoted(text: str) -> str:
    return quoteattr(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))
