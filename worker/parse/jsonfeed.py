"""JSON Feed 1.0 and 1.1 -> the same records as XML feeds."""

from datetime import tzinfo
from html import escape
from typing import Any

import orjson

from worker.errors import ParseError
from worker.parse.dates import read_date
from worker.parse.links import absolute
from worker.parse.records import ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed
from worker.parse.sanitise import sanitise
from worker.parse.text import clean, plain
from worker.parse.xml import LONGEST_FIELD, LONGEST_TITLE, MOST_ENTRIES


def read_json_feed(text: str, *, base: str | None, tz: tzinfo | None) -> ParsedFeed:
    """Read a JSON Feed. Unknown and wrongly typed members are left out. Raises ParseError where it is none."""
    try:
        top = orjson.loads(text.lstrip("\ufeff").encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        raise ParseError(f"not a feed: broken JSON ({error})") from error
    if not isinstance(top, dict) or not _is_feed(top):
        raise ParseError("not a feed: JSON, but no JSON Feed (its version does not say so)")
    own = absolute(_text(top.get("feed_url")), base)
    base = base or own or absolute(_text(top.get("home_page_url")))
    items = [item for item in _list(top.get("items")) if isinstance(item, dict)]
    notes = (f"only the first {MOST_ENTRIES} of {len(items)} entries were read",) if len(items) > MOST_ENTRIES else ()
    shared = _authors(top)
    return ParsedFeed(
        title=_title(top.get("title")),
        link=absolute(_text(top.get("home_page_url")), base),
        id=own or _text(top.get("feed_url")),
        description=_plain_html(top.get("description")),
        language=_text(top.get("language")),
        image=absolute(_text(top.get("icon")), base) or absolute(_text(top.get("favicon")), base),
        format="json",
        notes=notes,
        entries=tuple(_entry(item, base, tz, shared) for item in items[:MOST_ENTRIES]),
    )


def _is_feed(top: dict[str, Any]) -> bool:
    version = top.get("version")
    if isinstance(version, str) and "jsonfeed.org/version/" in version:
        return True
    return isinstance(top.get("items"), list) and any(name in top for name in ("feed_url", "home_page_url", "title"))


def _entry(item: dict[str, Any], base: str | None, tz: tzinfo | None, shared: tuple[ParsedAuthor, ...]) -> ParsedEntry:
    published_raw, updated_raw = _text(item.get("date_published")), _text(item.get("date_modified"))
    published, updated = read_date(published_raw, tz), read_date(updated_raw, tz)
    html = item.get("content_html")
    body = sanitise(clean(html[:LONGEST_FIELD]), base).strip() if isinstance(html, str) else ""
    return ParsedEntry(
        title=_title(item.get("title")),
        link=absolute(_text(item.get("url")), base) or absolute(_text(item.get("external_url")), base),
        id=_text(item.get("id")),
        published=published.at if published else None,
        updated=updated.at if updated else None,
        published_raw=published_raw,
        updated_raw=updated_raw,
        published_zoned=published.zoned if published else False,
        summary=_plain_html(item.get("summary")),
        content=body or _plain_html(item.get("content_text")),
        authors=_authors(item) or shared,
        tags=tuple(dict.fromkeys(tag for raw in _list(item.get("tags")) if (tag := _title(raw)))),
        enclosures=tuple(_attachments(item, base)),
        language=_text(item.get("language")),
        image=absolute(_text(item.get("image")), base) or absolute(_text(item.get("banner_image")), base),
    )


def _attachments(item: dict[str, Any], base: str | None) -> list[ParsedEnclosure]:
    found = []
    for raw in _list(item.get("attachments")):
        if isinstance(raw, dict) and (url := absolute(_text(raw.get("url")), base)):
            size = raw.get("size_in_bytes")
            length = int(size) if isinstance(size, int | float) and not isinstance(size, bool) and size >= 0 else None
            found.append(ParsedEnclosure(url=url, type=_text(raw.get("mime_type")), length=length))
    return found


def _authors(holder: dict[str, Any]) -> tuple[ParsedAuthor, ...]:
    stated = holder.get("authors") or holder.get("author")
    raws = [raw for raw in ([stated] if isinstance(stated, dict) else _list(stated)) if isinstance(raw, dict)]
    found = []
    for raw in raws:
        url = _text(raw.get("url"))
        mail = url.removeprefix("mailto:") if url and url.startswith("mailto:") else None
        author = ParsedAuthor(name=_title(raw.get("name")), email=mail, uri=absolute(url) if url and not mail else None)
        if author.name or author.email or author.uri:
            found.append(author)
    return tuple(dict.fromkeys(found))


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return clean(value).strip() or None if isinstance(value, str) else None


def _title(value: object) -> str | None:
    return plain(value[:LONGEST_TITLE], escaped=True) if isinstance(value, str) else None


def _plain_html(value: object) -> str | None:
    """Plain text as HTML: its angle brackets are characters, not tags."""
    text = _text(value) if isinstance(value, str) else None
    return (escape(text, quote=False) if text and "<" in text else text) or None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
