"""feedparser's answer -> our records: cleaned, dated and sanitised by the same hands as everything else."""

from typing import Any

from worker.parse.dates import read_date
from worker.parse.links import absolute
from worker.parse.records import ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed
from worker.parse.sanitise import sanitise
from worker.parse.text import clean, one_line, plain


def foreign_feed(answer: dict[str, Any]) -> ParsedFeed:
    """The feed as `_feedparser_child` wrote it down. Links were resolved there against the address in the headers, if any."""
    head = answer["feed"]
    published, updated = read_date(head.get("published")), read_date(head.get("updated"))
    form = "atom" if str(answer.get("version", "")).startswith("atom") else "rss"
    return ParsedFeed(
        title=plain(head["title"], escaped=True) if head.get("title") else None,
        link=absolute(head.get("link")),
        id=_line(head.get("id")),
        description=_html(head.get("subtitle")),
        language=_line(head.get("language")),
        published=published.at if published else None,
        updated=updated.at if updated else None,
        published_raw=head.get("published"),
        updated_raw=head.get("updated"),
        image=absolute(head.get("image")),
        format=form,
        tier="feedparser",
        notes=("only the first entries were read",) if answer.get("cut") else (),
        entries=tuple(_entry(entry) for entry in answer["entries"]),
    )


def _entry(entry: dict[str, Any]) -> ParsedEntry:
    stated = entry.get("published") or entry.get("updated") or entry.get("created")
    published, updated = read_date(stated), read_date(entry.get("updated"))
    link = absolute(entry.get("link"))
    content, summary = entry.get("content"), entry.get("summary")
    files = [
        ParsedEnclosure(
            url=url,
            type=_line(file.get("type")),
            length=int(length) if (length := file.get("length") or "").isdecimal() else None,
        )
        for file in entry["enclosures"]
        if (url := absolute(file.get("url")))
    ]
    authors = [
        ParsedAuthor(name=_line(author.get("name")), email=_line(author.get("email")), uri=absolute(author.get("href")))
        for author in entry["authors"]
    ]
    return ParsedEntry(
        title=plain(entry["title"], escaped=True) if entry.get("title") else None,
        link=link,
        id=_line(entry.get("id")),
        published=published.at if published else None,
        updated=updated.at if updated else None,
        published_raw=stated,
        updated_raw=entry.get("updated"),
        published_zoned=published.zoned if published else False,
        summary=_html(summary) if summary != content else None,
        content=_html(content),
        authors=tuple(author for author in authors if author.name or author.email or author.uri),
        tags=tuple(dict.fromkeys(tag for raw in entry["tags"] if (tag := plain(raw, escaped=True)))),
        enclosures=tuple({file.url: file for file in reversed(files)}.values())[::-1],
        comments=absolute(entry.get("comments")),
        image=absolute(entry.get("image")),
    )


def _line(text: str | None) -> str | None:
    return (clean(one_line(text)) or None) if text else None


def _html(text: str | None) -> str | None:
    return (sanitise(clean(text)).strip() or None) if text else None
