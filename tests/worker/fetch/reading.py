"""A small reader for tests of fetching: RSS without surprises, and records shaped like the parse step's."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from xml.sax.saxutils import escape

from storage.records import Feed
from worker.fetch import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    title: str | None = None
    link: str | None = None
    id: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    published_raw: str | None = None
    updated_raw: str | None = None
    published_zoned: bool = False
    summary: str | None = None
    content: str | None = None
    language: str | None = None
    authors: tuple[()] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    entries: tuple[Parsed, ...] = ()
    language: str | None = None
    format: str = "rss"


def to_text(html: str) -> str:
    """Text without markup, on one line."""
    return " ".join(html.split())


def rss(*items: Parsed, language: str = "en", head: str = "") -> bytes:
    """An RSS document of these items, in order."""
    parts = [
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title><language>{language}</language>{head}'
    ]
    for item in items:
        fields = {
            "title": item.title,
            "link": item.link,
            "guid": item.id,
            "pubDate": format_datetime(item.published.astimezone(UTC)) if item.published else None,
            "description": item.summary,
        }
        parts.append(
            "<item>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in fields.items() if v is not None) + "</item>"
        )
    return "".join([*parts, "</channel></rss>"]).encode()


def read(response: Response, _feed: Feed) -> Document:
    """RSS or a sitemap index; raises ValueError for anything else. Cut documents give what is whole."""
    text = response.body.decode()
    if "<sitemapindex" in text:
        parts = [Parsed(link=link) for link in re.findall(r"<loc>(.*?)</loc>", text)]
        return Document(entries=tuple(parts), format="sitemapindex")
    if "<rss" not in text:
        raise ValueError("this is no feed")
    items = []
    for one in re.findall(r"<item>(.*?)</item>", text, re.DOTALL):
        fields = {
            k: v.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            for k, v in re.findall(r"<(\w+)>(.*?)</\1>", one, re.DOTALL)
        }
        raw = fields.get("pubDate")
        items.append(
            Parsed(
                title=fields.get("title"),
                link=fields.get("link"),
                id=fields.get("guid"),
                published=parsedate_to_datetime(raw) if raw else None,
                published_raw=raw,
                summary=fields.get("description"),
            )
        )
    language = re.search(r"<language>(.*?)</language>", text)
    return Document(entries=tuple(items), language=language.group(1) if language else None)
