"""Every kind of source -> the same records: `read_source` picks the reader by the feed's kind and hands it the feed's rules.

The rules are data (schedules/feeds.toml says what each means): CSS for listings, dotted paths for JSON. A page that is a challenge, or no longer
what the rules describe, is a ParseError or an empty answer, never an invented entry.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Protocol

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from storage.records import Feed, FeedKind
from worker.errors import ParseError
from worker.parse import encoding
from worker.parse.child import Child
from worker.parse.dates import Instant, read_date, read_relative, zone_of
from worker.parse.delta import DeltaReader
from worker.parse.feed import challenge
from worker.parse.html import MOST_TAGS, page_title
from worker.parse.links import absolute
from worker.parse.records import ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed
from worker.parse.sanitise import sanitise
from worker.parse.text import clean, one_line, plain
from worker.parse.xml import LONGEST_FIELD, LONGEST_TITLE, MOST_ENTRIES


class Answer(Protocol):
    """What is needed of a fetched answer: the address it came from at last, its headers and its body."""

    @property
    def url(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def fetched_at(self) -> datetime: ...


_remembered, _child = DeltaReader(), Child()


def read_source(answer: Answer, feed: Feed) -> ParsedFeed:
    """Read an answer as its feed's kind and rules say.

    Dates without offset are in the feed's zone; relative ones ("2 hours ago") count from `answer.fetched_at`.
    Raises ParseError where the bytes are not what the kind promises, with `blocked` for challenge pages.
    """
    if feed.kind in (FeedKind.FEED, FeedKind.SITEMAP, FeedKind.DISCOVERY):
        found = _remembered.read(
            answer.body, url=answer.url, headers=answer.headers, tz=feed.zone, last_resort=_child.read
        )
        if feed.kind is FeedKind.SITEMAP and found.format not in ("sitemap", "sitemapindex"):
            found = replace(found, notes=(*found.notes, f"a {found.format} feed where a sitemap was expected"))
        return found
    reader = _READERS[feed.kind]
    return reader(answer.body, answer.url, answer.headers, feed.rules, zone_of(feed.zone), answer.fetched_at)


# -- listings ----------------------------------------------------------------------------------------------------------


def read_listing(
    body: bytes, url: str, headers: Mapping[str, str], rules: Mapping[str, Any], tz: tzinfo, fetched_at: datetime
) -> ParsedFeed:
    """A page that lists entries, by the CSS of `rules.items`: each, link, title, title_attr, time, time_attr, summary, keep, skip.

    An address is taken once; where it stands twice (picture and headline), the first with a title counts. Order of the page.
    Raises ParseError for a challenge page, or where a rule is no CSS.
    """
    text = _page(body, headers)
    items = rules.get("items") or {}
    tree = LexborHTMLParser(text)
    base_node = tree.css_first("base[href]")
    base = absolute(base_node.attributes.get("href"), url) if base_node is not None else None
    found: dict[str, ParsedEntry] = {}
    for node in _css(tree, items.get("each") or "a[href]"):
        entry = _listed(node, items, base or url, tz, fetched_at)
        if entry is None or entry.link is None:
            continue
        known = found.get(entry.link)
        if known is None:
            found[entry.link] = entry
        else:
            found[entry.link] = replace(
                known,
                title=known.title or entry.title,
                published=known.published or entry.published,
                published_raw=known.published_raw or entry.published_raw,
                published_zoned=known.published_zoned or entry.published_zoned,
                published_relative=known.published_relative if known.published else entry.published_relative,
                summary=known.summary or entry.summary,
                image=known.image or entry.image,
            )
        if len(found) >= MOST_ENTRIES:
            break
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or None) if root is not None else None
    return ParsedFeed(
        title=page_title(text),
        link=absolute(url),
        language=language,
        format="listing",
        entries=tuple(entry for entry in found.values() if entry.title),
    )


def _listed(
    node: LexborNode, items: Mapping[str, Any], base: str, tz: tzinfo, fetched_at: datetime
) -> ParsedEntry | None:
    anchor = _inside(node, items.get("link"))
    if anchor is not None and not anchor.attributes.get("href"):
        anchor = anchor.css_first("a[href]") or _ancestor_link(anchor)
    link = absolute(anchor.attributes.get("href"), base) if anchor is not None else None
    if link is None:
        return None
    keep, skip = items.get("keep"), items.get("skip")
    if (keep and not re.search(keep, link)) or (skip and re.search(skip, link)):
        return None
    headline = _inside(node, items.get("title"))
    title = ""
    if headline is not None:
        attribute = items.get("title_attr")
        title = (headline.attributes.get(attribute) or "") if attribute else ""
        title = title or headline.text(deep=True, separator=" ") or headline.attributes.get("title") or ""
    picture = node.css_first("img[src], img[data-src]")
    source = (picture.attributes.get("data-src") or picture.attributes.get("src")) if picture is not None else None
    raw, at, relative = _time(node, items, tz, fetched_at)
    summary = _inside(node, items["summary"]) if items.get("summary") else None
    return ParsedEntry(
        title=plain(title[:LONGEST_TITLE], escaped=False),
        link=link,
        published=at.at if at else None,
        published_raw=raw,
        published_zoned=at.zoned if at else False,
        published_relative=relative,
        summary=(clean(one_line(summary.text(deep=True, separator=" "))) or None) if summary is not None else None,
        image=absolute(source, base),
    )


def _time(
    node: LexborNode, items: Mapping[str, Any], tz: tzinfo, fetched_at: datetime
) -> tuple[str | None, Instant | None, bool]:
    selector = items.get("time")
    clock = _inside(node, selector) if selector else node.css_first("time[datetime]")
    if clock is None:
        return None, None, False
    attribute = items.get("time_attr") or "datetime"
    stated = [clock.attributes.get(attribute) or "", one_line(clock.text(deep=True, separator=" "))]
    for raw in stated:
        at = read_date(raw, tz) if raw else None
        if at:
            return raw, at, False
    for raw in stated:
        moment = read_relative(raw, fetched_at) if raw else None
        if moment:
            return raw, Instant(at=moment, zoned=False, worded=False), True
    return next((raw for raw in stated if raw), None), None, False


def _inside(node: LexborNode, selector: str | None) -> LexborNode | None:
    if not selector:
        return node
    if node.css_matches(selector) and node.css_first(selector) is None:
        return node
    return node.css_first(selector)


def _ancestor_link(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    while parent is not None:
        if parent.tag == "a" and parent.attributes.get("href"):
            return parent
        parent = parent.parent
    return None


def _css(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except Exception as error:  # selectolax raises its own kinds, by version
        raise ParseError(f"the rule {selector!r} is no CSS selector") from error


# -- JSON answers ------------------------------------------------------------------------------------------------------


def read_json(
    body: bytes, url: str, headers: Mapping[str, str], rules: Mapping[str, Any], tz: tzinfo, fetched_at: datetime
) -> ParsedFeed:
    """An API's answer, by the dotted paths of `rules.path`: entries, title, link, published, updated, summary, content, id, base.

    Numbers as dates are seconds or milliseconds since 1970. Raises ParseError where the answer is no JSON or holds no such list.
    """
    text = encoding.decode(body, http=encoding.http_charset(headers)).text.lstrip("\ufeff")
    try:
        top = orjson.loads(text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        whose = challenge(text, headers)
        if whose:
            raise ParseError(f"not JSON: challenge page ({whose})", blocked=True) from error
        raise ParseError(f"not JSON: {error}") from error
    path = rules.get("path") or {}
    listed = _at(top, path.get("entries") or "")
    if not isinstance(listed, list):
        raise ParseError(f"the answer holds no list at {path.get('entries')!r}")
    base = absolute(path.get("base"), url) or url
    found: dict[str, ParsedEntry] = {}
    for number, raw in enumerate(listed[:MOST_ENTRIES]):
        if isinstance(raw, dict):
            entry = _from_json(raw, path, base, tz)
            found.setdefault(entry.link or entry.id or str(number), entry)  # one article may stand on several shelves
    return ParsedFeed(link=absolute(base), format="api", entries=tuple(found.values()))


def _from_json(raw: dict[str, Any], path: Mapping[str, Any], base: str, tz: tzinfo) -> ParsedEntry:
    def text(name: str) -> str | None:
        value = _at(raw, path[name]) if path.get(name) else None
        if isinstance(value, bool) or value is None:
            return None
        return clean(str(value)).strip() or None if isinstance(value, str | int | float) else None

    published_raw, updated_raw = text("published"), text("updated")
    published, updated = _number_or_date(published_raw, tz), _number_or_date(updated_raw, tz)
    title, summary, content = text("title"), text("summary"), text("content")
    return ParsedEntry(
        title=plain(title[:LONGEST_TITLE], escaped=True) if title else None,
        link=absolute(text("link"), base),
        id=text("id"),
        published=published.at if published else None,
        updated=updated.at if updated else None,
        published_raw=published_raw,
        updated_raw=updated_raw,
        published_zoned=published.zoned if published else False,
        summary=sanitise(summary[:LONGEST_FIELD], base) if summary else None,
        content=sanitise(content[:LONGEST_FIELD], base) if content else None,
        image=absolute(text("image"), base),
        language=text("language"),
    )


def _number_or_date(text: str | None, tz: tzinfo) -> Instant | None:
    if text is None:
        return None
    number = re.fullmatch(r"(?:/Date\()?(\d{10}|\d{13})(?:\.\d+)?(?:\)/)?", text)
    if number:
        seconds = int(number[1]) / (1000 if len(number[1]) == 13 else 1)
        return Instant(at=_EPOCH + timedelta(seconds=int(seconds)), zoned=False, worded=False)
    return read_date(text, tz)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _at(value: Any, path: str) -> Any:
    for step in path.split(".") if path else ():
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdigit():
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


# -- Telegram's public preview -----------------------------------------------------------------------------------------


def read_telegram(
    body: bytes, url: str, headers: Mapping[str, str], rules: Mapping[str, Any], tz: tzinfo, fetched_at: datetime
) -> ParsedFeed:
    """The public preview of a channel (t.me/s/NAME), newest message first. The title is the message's first line.

    Raises ParseError where the page shows no channel: most often the channel has no preview.
    """
    text = _page(body, headers)
    tree = LexborHTMLParser(text)
    messages = tree.css("div.tgme_widget_message[data-post]")
    header = tree.css_first(".tgme_channel_info_header_title, .tgme_page_title")
    if not messages and header is None:
        raise ParseError(f"no channel preview: page titled {page_title(text)!r}")
    entries = [entry for node in messages if (entry := _message(node, tz)) is not None]
    about = tree.css_first(".tgme_channel_info_description, .tgme_page_description")
    return ParsedFeed(
        title=clean(one_line(header.text(deep=True))) or None if header is not None else None,
        link=absolute(url),
        description=clean(one_line(about.text(deep=True))) or None if about is not None else None,
        format="telegram",
        entries=tuple(reversed(entries)),
    )


def _message(node: LexborNode, tz: tzinfo) -> ParsedEntry | None:
    post = (node.attributes.get("data-post") or "").strip()
    bodies = [found for found in node.css(".tgme_widget_message_text") if not _quoted(found)]
    if not post or not bodies:
        return None  # a picture or a service message: nothing to read
    html = sanitise(clean(_without_wrapper(bodies[0].html or "")), "https://t.me/").strip()
    lines = [one_line(line) for line in re.split(r"<br\s*/?>", html)]
    title = next((said for line in lines if (said := plain(line, escaped=True))), None)
    clock = node.css_first(".tgme_widget_message_date time[datetime]") or node.css_first("time[datetime]")
    raw = clock.attributes.get("datetime") if clock is not None else None
    at = read_date(raw, tz)
    link = node.css_first("a.tgme_widget_message_date")
    owner = node.css_first(".tgme_widget_message_from_author, .tgme_widget_message_owner_name")
    author = clean(one_line(owner.text(deep=True))) if owner is not None else ""
    photo = node.css_first("a.tgme_widget_message_photo_wrap")
    picture = re.search(r"url\(['\"]?([^'\")]+)", (photo.attributes.get("style") or "")) if photo is not None else None
    return ParsedEntry(
        title=title[:300] if title else None,
        link=absolute(link.attributes.get("href") if link is not None else None) or f"https://t.me/{post}",
        id=post,
        published=at.at if at else None,
        published_raw=raw,
        published_zoned=at.zoned if at else False,
        content=html or None,
        authors=(ParsedAuthor(name=author),) if author else (),
        image=absolute(picture[1]) if picture else None,
        enclosures=tuple(
            ParsedEnclosure(url=address, type="video/mp4")
            for video in node.css("video[src]")
            if (address := absolute(video.attributes.get("src")))
        ),
    )


def _quoted(node: LexborNode) -> bool:
    """Is this the text of the message that was answered to?"""
    parent = node.parent
    return "tgme_widget_message_reply" in ((parent.attributes.get("class") or "") if parent is not None else "") or (
        "js-message_reply_text" in (node.attributes.get("class") or "")
    )


def _without_wrapper(html: str) -> str:
    return re.sub(r"^<div[^>]*>|</div>\s*$", "", html)


def _page(body: bytes, headers: Mapping[str, str]) -> str:
    """An HTML page as text. Raises ParseError for an empty body or a challenge."""
    if not body or body.isspace():
        raise ParseError("the body is empty")
    text = encoding.decode(body, http=encoding.http_charset(headers), html=True).text
    whose = challenge(text, headers)
    if whose:
        raise ParseError(f"not a listing: challenge page ({whose})", blocked=True)
    if text.count("<") > 3 * MOST_TAGS:
        raise ParseError(f"not read: a page of more than {3 * MOST_TAGS} tags")
    return text


_READERS: Mapping[
    FeedKind, Callable[[bytes, str, Mapping[str, str], Mapping[str, Any], tzinfo, datetime], ParsedFeed]
] = {FeedKind.LISTING: read_listing, FeedKind.JSON: read_json, FeedKind.TELEGRAM: read_telegram}
