"""What reading answers with: a feed and its entries as the source gave them, before anything is decided about them.

Neutral on purpose: the same two records come out of RSS, RDF, Atom, JSON Feed, sitemaps, listings, JSON answers and channel previews.
Titles are plain text, links absolute, HTML sanitised, instants aware UTC to the second; `None` or empty means the source does not say.
"""

from dataclasses import dataclass, fields
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedAuthor:
    """A person or body named as author; at least one field is set."""

    name: str | None = None
    email: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEnclosure:
    """A file beside the entry. `length` in bytes, None where missing or no number."""

    url: str
    type: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One entry as its source gave it.

    Attributes:
        id: guid, atom:id, rdf:about or the kind's own key; not yet an identity (see the pipeline).
        link: the page for people, absolute http(s).
        published, updated: UTC; a date without offset was read in the feed's zone (`published_zoned` tells).
        published_raw, updated_raw: the strings the instants were read from, also where they could not be read.
        published_zoned: True where the offset was not stated but assumed.
        published_relative: True where only an age was stated ("2 hours ago").
        summary, content: sanitised HTML, or text without markup.
        language: of the entry itself (xml:lang, dc:language, JSON Feed), None where only the feed has one.
        comments: address of the comments page.
    """

    title: str | None = None
    link: str | None = None
    id: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    published_raw: str | None = None
    updated_raw: str | None = None
    published_zoned: bool = False
    published_relative: bool = False
    summary: str | None = None
    content: str | None = None
    authors: tuple[ParsedAuthor, ...] = ()
    tags: tuple[str, ...] = ()
    enclosures: tuple[ParsedEnclosure, ...] = ()
    language: str | None = None
    comments: str | None = None
    image: str | None = None


class EntryDraft:
    """A `ParsedEntry` in the making, for readers of many: a frozen record takes its attributes one by one through `object.__setattr__`, at
    three times the cost of this, which has the same slots and so can become one."""

    __slots__ = tuple(field.name for field in fields(ParsedEntry))
    title: str | None
    link: str | None
    id: str | None
    published: datetime | None
    updated: datetime | None
    published_raw: str | None
    updated_raw: str | None
    published_zoned: bool
    published_relative: bool
    summary: str | None
    content: str | None
    authors: tuple[ParsedAuthor, ...]
    tags: tuple[str, ...]
    enclosures: tuple[ParsedEnclosure, ...]
    language: str | None
    comments: str | None
    image: str | None

    def finished(self) -> ParsedEntry:
        """This very object, frozen from now on. Every attribute must have been set."""
        self.__class__ = ParsedEntry  # type: ignore[assignment]
        return self  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """One document and its entries, in document order.

    Attributes:
        format: `rss`, `rdf`, `atom`, `json`, `sitemap`, `sitemapindex`, `listing`, `api`, `telegram`.
        tier: which reader answered: `strict`, `repair` or `feedparser`; `strict` for formats with one reader.
        notes: what had to be repaired or was left out, as sentences for the operator.
    """

    title: str | None = None
    link: str | None = None
    id: str | None = None
    description: str | None = None
    language: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    published_raw: str | None = None
    updated_raw: str | None = None
    image: str | None = None
    format: str = "rss"
    tier: str = "strict"
    notes: tuple[str, ...] = ()
    entries: tuple[ParsedEntry, ...] = ()
