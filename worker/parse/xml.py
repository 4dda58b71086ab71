"""RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and news sitemaps: from a parsed XML tree to records.

One table of handlers serves them all: a tag is looked up once (namespace spelled right or wrong, in any case), its handler notes what
the element says, and the notes are put together by rank at the end, so the order of elements in the document never matters.
The tree comes from the strict or the repairing parser (feed.py); nothing here looks at bytes.
"""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from lxml import etree

from worker.parse import quick
from worker.parse.dates import quick_instant, read_date
from worker.parse.links import absolute
from worker.parse.records import EntryDraft, ParsedAuthor, ParsedEnclosure, ParsedEntry, ParsedFeed
from worker.parse.sanitise import sanitise
from worker.parse.text import clean, one_line, plain, strip_dangerous, undouble, unescape

MOST_ENTRIES = 1000
LONGEST_FIELD = 400_000  # characters of one summary or content; longer ones are cut at a tag
LONGEST_TITLE = 4_000
MOST_FILES = 100  # enclosures, and media, of one entry

_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ABOUT = _RDF + "about"

Element = Any  # lxml's own types are not generic over what we need
Notes = dict[str, Any]
Stated = str | tuple[str | None, str | None, str | None]  # an author: one string, or name, address of mail, address
Handler = Callable[["Reader", Notes, Element], None]

# Namespaces by the part of their address that does not vary; "" is RSS's own.
_SPACES: tuple[tuple[str, str], ...] = (
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("purl.org/atom-blog/ns", ""),
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/dc/elements", "dc"),
    ("purl.org/dc", "dc"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/slash", "slash"),
    ("purl.org/rss/1.0/modules/syndication", "sy"),
    ("purl.org/rss/1.0/modules/rss091", ""),
    ("purl.org/rss/1.0/modules", "other"),
    ("purl.org/rss/1.0", ""),
    ("my.netscape.com/rdf/simple/0.9", ""),
    ("my.netscape.com/publish/formats", ""),
    ("channel.netscape.com/rdf/simple/0.9", ""),
    ("backend.userland.com", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("cyber.law.harvard.edu/rss", ""),
    ("search.yahoo.com/mrss", "media"),
    ("search.yahoo.com/rss", "media"),
    ("www.itunes.com/dtds/podcast", "itunes"),
    ("www.itunes.com/dtds", "itunes"),
    ("example.com/dtds/podcast", "itunes"),
    ("wellformedweb.org/commentapi", "wfw"),
    ("rssnamespace.org/feedburner", "feedburner"),
    ("www.google.com/schemas/play-podcasts", "googleplay"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("www.google.com/schemas/sitemap-news", "news"),
    ("www.google.com/schemas/sitemap-image", "image"),
    ("www.google.com/schemas/sitemap", "sitemap"),
    ("www.sitemaps.org/schemas/sitemap", "sitemap"),
    ("webfeeds.org/rss", "webfeeds"),
)
_PREFIXES = {
    "atom": "atom", "atom10": "atom", "a10": "atom", "dc": "dc", "dcterms": "dcterms", "content": "content", "media": "media", "itunes": "itunes",
    "wfw": "wfw", "slash": "slash", "feedburner": "feedburner", "googleplay": "googleplay", "xhtml": "xhtml", "rdf": "rdf", "news": "news", "image": "image",
    "rss": "", "webfeeds": "webfeeds", "sy": "sy",
}  # fmt: skip


_SIMPLE: dict[Handler, str] = {}  # handlers that only note the text of an element, and under which key


class NotAFeed(Exception):
    """The tree is well-formed and no feed; `root` is the name of its root."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.root = root


class _Names(dict[Any, str | None]):
    """Tag as lxml spells it -> `prefix:name` of ours; learnt once per spelling. `home` is what an unprefixed tag belongs to."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home

    def __missing__(self, tag: Any) -> str | None:
        name = canonical(tag, self.home) if isinstance(tag, str) else None
        if len(self) < 5_000:
            self[tag] = name
        return name


class _Actions(dict[Any, tuple[str | None, Handler] | None]):
    """Tag as lxml spells it -> what to do with it: (key where noting its text is all, handler); learnt once per spelling."""

    def __init__(self, names: _Names, table: dict[str, Handler]) -> None:
        super().__init__()
        self.names = names
        self.table = table

    def __missing__(self, tag: Any) -> tuple[str | None, Handler] | None:
        name = self.names[tag]
        handle = self.table.get(name) if name is not None else None
        action = (_SIMPLE.get(handle), handle) if handle is not None else None
        if len(self) < 5_000:
            self[tag] = action
        return action


def canonical(tag: str, home: str = "") -> str | None:
    """`{http://purl.org/dc/elements/1.1/}Creator` -> `dc:creator`; None for a namespace we do not read."""
    if tag.startswith("{"):
        address, _, local = tag[1:].partition("}")
        space = _space(address)
        if space is None:
            return None
    elif ":" in tag:  # a prefix nobody declared, kept by the repairing parser
        prefix, _, local = tag.partition(":")
        found = _PREFIXES.get(prefix.lower())
        if found is None:
            return None
        space = found
    else:
        space, local = home, tag
    local = local.lower()
    return f"{space}:{local}" if space else local


def _space(address: str) -> str | None:
    bare = re.sub(r"^https?://", "", address.strip().lower())
    for start, space in _SPACES:
        if bare.startswith(start):
            return space
    return (
        None
        if bare not in ("", "example.com/newformat#", "example.com/necho", "purl.org/echo/", "purl.org/pie/")
        else ""
    )


_IN_RSS, _IN_ATOM, _IN_SITEMAP = _Names(""), _Names("atom"), _Names("sitemap")


class Reader:
    """Reads one tree. `base` is the address relative links are resolved against; `tz` the zone of dates without offset."""

    def __init__(
        self, root: Element, *, base: str | None, tz: tzinfo | None, suspect: bool, based: bool, languages: bool
    ) -> None:
        self.root = root
        self.base = base
        self.tz = tz
        self.suspect = suspect  # the document may hold control characters or overrides
        self.based = based  # it has xml:base somewhere
        self.languages = languages  # it has xml:lang somewhere
        self.names = _IN_RSS
        self.notes: list[str] = []
        self.doubled = False  # some text may have been encoded twice
        self.nested = False  # closing tags may be missing: entries are looked for at any depth
        self.cut: quick.Cut | None = None  # the entries, where `root` is only the frame they stood in

    # -- documents

    def feed(self) -> ParsedFeed:
        """The whole document. Raises NotAFeed, and quick.NotPlain only where the entries were cut out."""
        root = self.root
        name = canonical(root.tag) if isinstance(root.tag, str) else None
        local = name.rpartition(":")[2] if name else str(root.tag).rpartition("}")[2].lower()
        if name in ("rss", "rdf:rdf", "channel", "rdf") or (local == "rss" and name != "atom:feed"):
            return self._rss(root, "rdf" if name in ("rdf:rdf", "rdf") else "rss")
        if local == "feed" and (name is None or name in ("atom:feed", "feed")):
            return self._atom(root)
        if local == "entry" and name in ("atom:entry", "entry"):
            return self._atom_entry_document(root)
        if local in ("urlset", "sitemapindex"):
            return self._sitemap(root, local)
        raise NotAFeed(local)

    def _rss(self, root: Element, form: str) -> ParsedFeed:
        names = self.names = _IN_RSS
        channel = root
        items: list[Element] = []
        if names[root.tag] != "channel":
            for child in root:
                if names[child.tag] == "channel":
                    channel = child
                    break
        feed: Notes = {}
        for parent in (channel,) if channel is root else (channel, root):
            for child in parent:
                name = names[child.tag]
                if name == "item":
                    items.append(child)
                elif name is not None and (handle := _FEED.get(name)) is not None and child is not channel:
                    handle(self, feed, child)
        if self.nested:
            items = [element for element in root.iter() if names[element.tag] == "item"]
        self._language(feed, channel)
        if self.base is None:
            self.base = absolute(feed.get("link") or _page(feed)) or absolute(feed.get("self"))
        return self._finish(feed, self._entries(items), form)

    def _atom(self, root: Element) -> ParsedFeed:
        self.names = _IN_ATOM
        names = self.names
        feed: Notes = {}
        items: list[Element] = []
        for child in root:
            name = names[child.tag]
            if name in ("atom:entry", "entry"):
                items.append(child)
            elif name is not None and (handle := _FEED.get(name)) is not None:
                handle(self, feed, child)
        if self.nested:
            items = [element for element in root.iter() if names[element.tag] in ("atom:entry", "entry")]
        self._language(feed, root)
        if self.base is None:
            self.base = absolute(_page(feed)) or absolute(feed.get("self"))
        entries = self._entries(items)
        authors = tuple(feed.get("authors", ()))
        if authors:  # RFC 4287 4.2.1: an entry without author has its feed's
            entries = [
                entry if entry.get("authors") or entry.get("source_authors") else {**entry, "authors": list(authors)}
                for entry in entries
            ]
        return self._finish(feed, entries, "atom")

    def _atom_entry_document(self, root: Element) -> ParsedFeed:
        self.names = _IN_ATOM
        return self._finish({}, self._entries([root]), "atom")

    def _sitemap(self, root: Element, local: str) -> ParsedFeed:
        self.names = _IN_SITEMAP
        wanted = "sitemap:url" if local == "urlset" else "sitemap:sitemap"
        entries = []
        for child in root:
            if self.names[child.tag] == wanted:
                note: Notes = {}
                self._walk_sitemap(note, child)
                note["link"] = note.get("loc")
                note["id"] = absolute(note.get("loc"), self.base)
                if note["id"]:
                    entries.append(note)
                if len(entries) >= MOST_ENTRIES:
                    self._cut(len(root))
                    break
        return self._finish({}, entries, "sitemap" if local == "urlset" else "sitemapindex")

    def _walk_sitemap(self, note: Notes, parent: Element) -> None:
        for child in parent:
            name = self.names[child.tag]
            if name in ("news:news", "image:image", "news:publication"):
                self._walk_sitemap(note, child)
            elif name == "sitemap:loc":
                note.setdefault("loc", _text(child))
            elif name == "sitemap:lastmod":
                note.setdefault("updated", _text(child))
            elif name == "news:title":
                note.setdefault("title", (_text(child), True))
            elif name == "news:publication_date":
                note.setdefault("published", _text(child))
            elif name == "news:language":
                note.setdefault("language", _text(child))
            elif name == "news:keywords":
                _split_tags(note, _text(child))
            elif name == "image:loc":
                note.setdefault("image", _text(child))

    # -- entries

    def _entries(self, items: list[Element]) -> list[Notes]:
        if self.cut is not None:
            return self._entries_of(self.cut, items)
        if len(items) > MOST_ENTRIES:
            self._cut(len(items))
            items = items[:MOST_ENTRIES]
        actions = _ACTIONS[self.names.home]
        simply = not self.based
        entries = []
        for item in items:
            note: Notes = {}
            about = item.get(_ABOUT)
            if about:
                note["id"] = note["permalink"] = about.strip()
            for child in item:
                action = actions[child.tag]
                if action is None:
                    continue
                key, handle = action
                if key is not None and simply and len(child) == 0:
                    if key not in note:
                        text = child.text
                        if text and not text.isspace():
                            note[key] = text
                else:
                    handle(self, note, child)
            if self.languages and "language" not in note:
                self._language(note, item)
            entries.append(note)
        return entries

    def _entries_of(self, cut: quick.Cut, items: list[Element]) -> list[Notes]:
        """The entries that were cut out of the document. Raises quick.NotPlain where they, or the place they stood in, are not plain."""
        if len(items) != 1 or items[0].get(quick.MARK) is None or items[0].getparent() is None:
            raise quick.NotPlain
        around: Notes = {}
        self._language(around, items[0])

        def begin(attributes: dict[str, str]) -> Notes:
            about = attributes.get(_ABOUT)
            return {"id": about.strip(), "permalink": about.strip()} if about else {}

        entries = quick.read_entries(self, cut, _tags(self.names.home, tuple(items[0].nsmap.items())), begin)
        if len(entries) > MOST_ENTRIES:
            self._cut(len(entries))
            entries = entries[:MOST_ENTRIES]
        return [{**around, **note} for note in entries] if around else entries

    def _cut(self, count: int) -> None:
        self.notes.append(f"only the first {MOST_ENTRIES} of {count} entries were read")

    def _language(self, note: Notes, element: Element) -> None:
        while self.languages and "language" not in note and element is not None:
            lang = element.get(_XML + "lang")
            if lang:
                note["language"] = lang
            element = element.getparent()

    def _finish(self, feed: Notes, entries: list[Notes], form: str) -> ParsedFeed:
        published_raw, updated_raw = (
            self._line(feed.get("published")),
            self._line(feed.get("updated") or feed.get("dcdate")),
        )
        published, updated = self._instant(published_raw), self._instant(updated_raw)
        return ParsedFeed(
            title=self._title(feed.get("title") or feed.get("title2")),
            link=absolute(feed.get("link") or _page(feed), self.base),
            id=self._line(feed.get("id")),
            description=self._html(feed.get("summary") or feed.get("summary2") or feed.get("summary3")),
            language=self._line(feed.get("language")),
            published=published[0],
            updated=updated[0],
            published_raw=published_raw,
            updated_raw=updated_raw,
            image=absolute(feed.get("image") or feed.get("image2") or feed.get("icon"), self.base),
            format=form,
            entries=tuple([self._entry(note) for note in entries]),
            notes=tuple(self.notes),
        )

    def _entry(self, note: Notes) -> ParsedEntry:
        get = note.get
        stated = get("published") or get("dcdate") or get("created")
        changed = get("updated") or get("dcdate")
        published, updated, zoned = None, None, False
        if stated:
            stated = stated.strip()
            published, zoned = self._instant(stated)
        if changed:
            changed = changed.strip()
            updated = published if changed == stated else self._instant(changed)[0]
        link = absolute(get("origlink") or get("link") or _page(note), self.base)
        if link is None:
            link = absolute(_page(note), self.base) or absolute(get("permalink"), self.base)
        summary = get("summary") or get("summary2") or get("summary3")
        content = get("content")
        if summary is None and content is None:
            summary = get("media_description")
        entry = EntryDraft()
        entry.title = self._title(get("title") or get("title2"))
        entry.link = link
        entry.id = self._line(get("id"))
        entry.published = published
        entry.updated = updated
        entry.published_raw = stated
        entry.updated_raw = changed
        entry.published_zoned = zoned
        entry.published_relative = False
        entry.summary = self._html(summary)
        entry.content = self._html(content)
        entry.authors = _authors(note) if "authors" in note or "authors2" in note else ()
        entry.tags = self._tags(note["tags"]) if "tags" in note else ()
        entry.enclosures = self._enclosures(note) if "enclosures" in note or "media" in note else ()
        entry.language = self._line(get("language"))
        entry.comments = absolute(address, self.base) if (address := get("comments") or get("replies")) else None
        entry.image = (
            absolute(address, self.base) if (address := get("image") or get("image2") or get("image3")) else None
        )
        return entry.finished()

    def _title(self, value: str | tuple[str, bool] | None) -> str | None:
        if value is None:
            return None
        text, escaped = (value, True) if isinstance(value, str) else value
        if self.doubled:
            text = undouble(text)
        if not escaped:
            return one_line(clean(strip_dangerous(text[:LONGEST_TITLE]))) or None
        if "<" in text or "&" in text or self.suspect:
            return plain(text[:LONGEST_TITLE], escaped=escaped)
        return " ".join(text[:LONGEST_TITLE].split()) or None

    def _line(self, text: str | None) -> str | None:
        if not text:
            return None
        text = " ".join((undouble(text) if self.doubled else text).split())
        return (clean(text) if self.suspect else text) or None

    def _html(self, value: str | tuple[str, str | None] | None) -> str | None:
        if value is None:
            return None
        html, base = (value, None) if isinstance(value, str) else value
        if len(html) > LONGEST_FIELD:
            html = html[:LONGEST_FIELD].rpartition("<")[0] or html[:LONGEST_FIELD]
        if self.doubled:
            html = undouble(html)
        if self.suspect:
            html = clean(html)
        if "<" in html:
            html = sanitise(html, base or self.base)
        return html.strip() or None

    def _tags(self, tags: list[str]) -> tuple[str, ...]:
        if len(tags) > MOST_FILES:
            tags = tags[:MOST_FILES]
        together = "".join(tags)
        if together.isalpha():
            return tuple(dict.fromkeys(tags))
        if "&" in together or "<" in together or self.suspect:
            tags = [plain(tag, escaped=True) or "" for tag in tags]
        return tuple(dict.fromkeys([line for tag in tags if (line := one_line(tag))]))

    def _enclosures(self, note: Notes) -> tuple[ParsedEnclosure, ...]:
        found: dict[str, ParsedEnclosure] = {}
        for address, kind, length in (*note.get("enclosures", ())[:MOST_FILES], *note.get("media", ())[:MOST_FILES]):
            url = absolute(address, self.base)
            if url is not None:
                known = found.get(url)
                size = _size(length)
                if known is None:
                    found[url] = ParsedEnclosure(url=url, type=self._line(kind), length=size)
                elif known.type is None or known.length is None:
                    found[url] = ParsedEnclosure(
                        url=url,
                        type=known.type or self._line(kind),
                        length=known.length if known.length is not None else size,
                    )
        return tuple(found.values())

    def _instant(self, text: str | None) -> tuple[datetime | None, bool]:
        if not text:
            return None, False
        at = quick_instant(text)
        if at is not None:
            return at, False
        found = read_date(text, self.tz)
        return (found.at, found.zoned) if found else (None, False)

    def based_on(self, element: Element) -> str | None:
        """The base of addresses inside this element, where it differs from the document's."""
        if not self.based:
            return None
        bases: list[str] = []
        walk = element
        while walk is not None:
            here = walk.get(_XML + "base")
            if here:
                bases.append(here.strip())
            walk = walk.getparent()
        base = self.base
        for here in reversed(bases):
            base = absolute(here, base) or base
        return base if bases else None

    def address(self, element: Element, text: str | None) -> str | None:
        """An address, absolute already where xml:base speaks for it; the rest is resolved at the end."""
        if not text:
            return None
        base = self.based_on(element) if self.based else None
        return absolute(text, base) if base else text.strip()


def _size(text: str | None) -> int | None:
    if not text:
        return None
    digits = text.strip().replace(",", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


# -- text of an element ------------------------------------------------------------------------------------------------


def _text(element: Element) -> str:
    """All text of the element, without its tags."""
    if len(element) == 0:
        return (element.text or "").strip()
    return "".join(element.itertext()).strip()


def _markup(element: Element) -> str:
    """The element's content as HTML; children that should have been escaped are written out again."""
    if len(element) == 0:
        return element.text or ""
    return _inner(element)


_NAMESPACE = re.compile(r"\s+xmlns(?::[\w.-]+)?=(?:\"[^\"]*\"|'[^']*')")


def _inner(element: Element) -> str:
    parts = [_escape(element.text or "")]
    for child in element:
        if isinstance(child.tag, str):
            _strip_namespaces(child)
        parts.append(etree.tostring(child, encoding="unicode", method="html"))
    return _NAMESPACE.sub("", "".join(parts))


def _strip_namespaces(top: Element) -> None:
    for element in top.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_CLOSED = re.compile(r"</[A-Za-z][^<>]*>|<[A-Za-z][^<>]*/>|<(?:br|p|img|hr)[\s>]", re.IGNORECASE)
_TAG_LIKE = re.compile(r"<[A-Za-z/!?]")


def _typed(element: Element) -> tuple[str, bool] | None:
    """Content of an Atom text construct: (text, is it HTML?). None where it stands elsewhere or is no text."""
    if element.get("src"):
        return None
    kind = (element.get("type") or "").strip().lower()
    mode = (element.get("mode") or "").strip().lower()
    if mode == "base64":
        return _unpacked(element, html="html" in kind)
    if kind in ("html", "text/html"):
        return (_markup(element), True)
    if kind in ("xhtml", "application/xhtml+xml") or (mode == "xml" and len(element)):
        return _xhtml(element), True
    if kind in ("", "text", "text/plain", "plain"):
        if len(element):
            return _xhtml(element), True
        text = element.text or ""
        if mode == "escaped" and kind != "text/plain":
            return text, True
        return text, not kind and bool(_CLOSED.search(text))  # undeclared, but written as HTML
    if kind.endswith(("+xml", "/xml")):
        return (_inner(element), True) if len(element) else (element.text or "", True)
    if kind.startswith("text/"):
        return (element.text or "", False) if len(element) == 0 else (_xhtml(element), True)
    return _unpacked(element, html=False) if "/" in kind else (_markup(element), True)


def _unpacked(element: Element, *, html: bool) -> tuple[str, bool] | None:
    try:
        text = base64.b64decode(_text(element), validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return clean(text), html or bool(_CLOSED.search(text))


def _xhtml(element: Element) -> str:
    """The markup inside, without the one div RFC 4287 wraps it in."""
    children = [child for child in element if isinstance(child.tag, str)]
    if (
        len(children) == 1
        and children[0].tag.rpartition("}")[2].lower() == "div"
        and not (element.text or "").strip()
        and not (children[0].tail or "").strip()
    ):
        return _inner(children[0]).strip()
    return _inner(element).strip()


# -- handlers: what one element says, noted under a rank ---------------------------------------------------------------


def _title(reader: Reader, note: Notes, element: Element) -> None:
    if "title" not in note:
        text = _markup(element)
        if text and not text.isspace():
            note["title"] = (text, True)


_SIMPLE[_title] = "title"


def _title_fallback(reader: Reader, note: Notes, element: Element) -> None:
    if "title2" not in note:
        text = _markup(element)
        if text.strip():
            note["title2"] = (text, True)


def _atom_title(reader: Reader, note: Notes, element: Element) -> None:
    if "title" not in note:
        found = _typed(element)
        if found and found[0].strip():
            note["title"] = found


def _html_as(key: str) -> Handler:
    def handle(reader: Reader, note: Notes, element: Element) -> None:
        if key not in note:
            text = _markup(element)
            if text and not text.isspace():
                note[key] = (text, reader.based_on(element) if reader.based else None)

    _SIMPLE[handle] = key
    return handle


def _atom_html_as(key: str) -> Handler:
    def handle(reader: Reader, note: Notes, element: Element) -> None:
        if key in note:
            return
        found = _typed(element)
        if found and found[0].strip():
            text, html = found
            if not html and _TAG_LIKE.search(text):
                text = _escape(text)
            note[key] = (text, reader.based_on(element) if reader.based else None)

    return handle


def _line_as(key: str) -> Handler:
    def handle(reader: Reader, note: Notes, element: Element) -> None:
        if key not in note:
            text = element.text if len(element) == 0 else _text(element)
            if text and not text.isspace():
                note[key] = text.strip()

    _SIMPLE[handle] = key
    return handle


def _address_as(key: str) -> Handler:
    def handle(reader: Reader, note: Notes, element: Element) -> None:
        if key not in note:
            text = element.text if len(element) == 0 else _text(element)
            found = reader.address(element, text or element.get("href") or element.get("url"))
            if found:
                note[key] = found

    return handle


def _link(reader: Reader, note: Notes, element: Element) -> None:
    """RSS <link>, also in the shape of Atom's, which some write without its namespace."""
    text = element.text
    if text and "link" not in note and not element.attrib and not text.isspace():
        note["link"] = reader.address(element, text)
    elif element.get("href") and (element.get("rel") or not (text or "").strip()):
        _atom_link(reader, note, element)
    elif "link" not in note:
        # "<link/>https://...": written by a program that takes it for HTML's, which has no content
        found = reader.address(element, element.text or (element.tail if not element.attrib else None))
        if found:
            note["link"] = found


_PAGES = ("", "text/html", "html", "application/xhtml+xml", "text")


def _relation(get: Callable[[str], str | None]) -> tuple[str, str]:
    """What an Atom link leads to, from its attributes: (relation, type)."""
    rel = (get("rel") or "alternate").strip().lower().removeprefix("http://www.iana.org/assignments/relation/")
    return rel, (get("type") or "").strip().lower()


def _page(note: Notes) -> str | None:
    """Where the alternate of an Atom link is: a page before anything else."""
    return note.get("page") or note.get("alternate")


def _atom_link(reader: Reader, note: Notes, element: Element) -> None:
    href = element.get("href")
    if href is None:
        text = (element.text or "").strip()
        if text and "alternate" not in note:
            note["alternate"] = reader.address(element, text)
        return
    href = reader.address(element, href)
    if not href:
        return
    rel, kind = _relation(element.get)
    if rel == "alternate":
        note.setdefault("page" if kind in _PAGES else "alternate", href)
    elif rel == "enclosure":
        note.setdefault("enclosures", []).append((href, element.get("type"), element.get("length")))
    elif rel == "replies":
        if kind in ("text/html", "application/xhtml+xml"):  # without a type it is a feed of comments (RFC 4685)
            note["replies"] = href
    elif rel == "self":
        note.setdefault("self", href)


def _guid(reader: Reader, note: Notes, element: Element) -> None:
    text = (element.text or "").strip() if len(element) == 0 else _text(element)
    if not text or "guid" in note:
        return
    note["guid"] = note["id"] = text
    flag = element.get("isPermaLink")
    if flag is None and element.attrib:
        flag = next((value for name, value in element.attrib.items() if name.lower() == "ispermalink"), None)
    if flag == "false":
        return
    flag = (flag or "").strip().lower()
    if flag == "true" or (flag != "false" and text[:4].lower() == "http"):
        note["permalink"] = reader.address(element, text)


def _take_guid(note: Notes, text: str) -> None:
    """A guid that says it is no address."""
    text = text.strip()
    if text and "guid" not in note:
        note["guid"] = note["id"] = text


def _take_address_guid(note: Notes, text: str) -> None:
    """A guid that does not say whether it is an address."""
    text = text.strip()
    if text and "guid" not in note:
        note["guid"] = note["id"] = text
        if text[:4].lower() == "http":
            note["permalink"] = text


def _id(reader: Reader, note: Notes, element: Element) -> None:
    _take_id(note, _text(element))


def _take_id(note: Notes, text: str) -> None:
    text = text.strip()
    if text and "id" not in note:
        note["id"] = text
        if text[:4].lower() == "http":
            note["permalink"] = text


def _category(reader: Reader, note: Notes, element: Element) -> None:
    term = element.text if len(element) == 0 else _text(element)
    if not term or term.isspace():
        term = element.get("term") or element.get("label") or element.get("text")
    if term:
        if "tags" in note:
            note["tags"].append(term)
        else:
            note["tags"] = [term]


def _atom_category(reader: Reader, note: Notes, element: Element) -> None:
    term = element.get("term") or element.get("label") or _text(element)
    if term:
        note.setdefault("tags", []).append(term)


def _itunes_category(reader: Reader, note: Notes, element: Element) -> None:
    term = element.get("text")
    if term:
        note.setdefault("tags", []).append(term)
    for child in element:
        if isinstance(child.tag, str) and child.get("text"):
            note.setdefault("tags", []).append(child.get("text"))


def _keywords(reader: Reader, note: Notes, element: Element) -> None:
    _split_tags(note, _text(element))


def _split_tags(note: Notes, text: str) -> None:
    words = [word.strip() for word in re.split(r"[,،;]", text)]
    if any(words):
        note.setdefault("tags", []).extend(word for word in words if word)


def _enclosure(reader: Reader, note: Notes, element: Element) -> None:
    url = reader.address(element, element.get("url") or element.get("href") or element.text)
    if url:
        kind = element.get("type")
        note.setdefault("enclosures", []).append((url, kind, element.get("length")))
        if kind and kind.lower().startswith("image/"):
            note.setdefault("image3", url)


def _media_content(reader: Reader, note: Notes, element: Element) -> None:
    url = reader.address(element, element.get("url"))
    kind, medium = element.get("type"), (element.get("medium") or "").lower()
    if url:
        note.setdefault("media", []).append((url, kind, element.get("fileSize") or element.get("filesize")))
        if (
            medium == "image"
            or (kind or "").lower().startswith("image/")
            or (not medium and not kind and _PICTURE.search(url))
        ):
            note.setdefault("image2", url)
    _media_group(reader, note, element)


_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)


def _media_group(reader: Reader, note: Notes, element: Element) -> None:
    for child in element:
        name = reader.names[child.tag]
        handle = _MEDIA.get(name) if name is not None else None
        if handle is not None:
            handle(reader, note, child)


def _media_description(reader: Reader, note: Notes, element: Element) -> None:
    text = _markup(element)
    if text.strip() and "media_description" not in note:
        if (
            (element.get("type") or "").lower() not in ("html", "text/html")
            and _TAG_LIKE.search(text)
            and len(element) == 0
        ):
            text = sanitise(text)
        note["media_description"] = (text, None)


def _thumbnail(reader: Reader, note: Notes, element: Element) -> None:
    url = reader.address(element, element.get("url") or element.text)
    if url:
        note.setdefault("image", url)


def _itunes_image(reader: Reader, note: Notes, element: Element) -> None:
    url = reader.address(element, element.get("href") or element.get("url") or element.text)
    if url:
        note.setdefault("image2", url)


def _image(reader: Reader, note: Notes, element: Element) -> None:
    """RSS <image>: an element with <url>, or the bare address some put there."""
    for child in element:
        if reader.names[child.tag] in ("url", "atom:url"):
            url = reader.address(child, _text(child))
            if url:
                note.setdefault("image", url)
            return
    url = reader.address(
        element, element.get("href") or element.get("url") or element.text or element.get(_RDF + "resource")
    )
    if url and not url.isspace():
        note.setdefault("image3" if element.get(_RDF + "resource") else "image", url)


def _icon(reader: Reader, note: Notes, element: Element) -> None:
    url = reader.address(element, _text(element))
    if url:
        note.setdefault("icon", url)


def _author(reader: Reader, note: Notes, element: Element) -> None:
    """RSS <author>, dc:creator and the like: one string; Atom's shape inside is read too."""
    if len(element):
        _atom_author(reader, note, element)
        return
    text = _text(element)
    if text:
        note.setdefault("authors", []).append(text)


def _author_fallback(reader: Reader, note: Notes, element: Element) -> None:
    text = _text(element)
    if text:
        note.setdefault("authors2", []).append(text)


def _atom_author(reader: Reader, note: Notes, element: Element) -> None:
    fields: dict[str, str] = {}
    for child in element:
        local = child.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(child.tag, str) else ""
        text = _text(child) if local else ""
        if text:
            if local in ("uri", "url", "homepage"):
                text = absolute(text, reader.based_on(child) or reader.base) or ""
                local = "uri"
            if text:
                fields.setdefault(local, text)
    name, email, uri = fields.get("name"), fields.get("email"), fields.get("uri")
    if name or email or uri:
        note.setdefault("authors", []).append((name, email, uri))
    elif text := _text(element):  # a bare name, or one inside markup
        note.setdefault("authors", []).append(text)


def _take_author(note: Notes, text: str) -> None:
    """An Atom author who has but a name."""
    text = text.strip()
    if text:
        note.setdefault("authors", []).append((text, None, None))


def _source(reader: Reader, note: Notes, element: Element) -> None:
    """Atom's source: whose entry it was; its author counts where the entry names none."""
    for child in element:
        if reader.names[child.tag] in ("atom:author", "author"):
            inner: Notes = {}
            _atom_author(reader, inner, child)
            note.setdefault("authors2", []).extend(inner.get("authors", ()))
            note["source_authors"] = True


_published, _updated, _created, _dcdate = (
    _line_as("published"),
    _line_as("updated"),
    _line_as("created"),
    _line_as("dcdate"),
)

_MEDIA: dict[str, Handler] = {
    "media:content": _media_content,
    "media:group": _media_group,
    "media:thumbnail": _thumbnail,
    "media:title": _title_fallback,
    "media:description": _media_description,
    "media:keywords": _keywords,
    "media:category": _category,
}
_BOTH: dict[str, Handler] = {
    "title": _title,
    "atom:title": _atom_title,
    "dc:title": _title_fallback,
    "itunes:title": _title_fallback,
    "link": _link,
    "atom:link": _atom_link,
    "atom:id": _id,
    "atom:updated": _updated,
    "atom:modified": _updated,
    "updated": _updated,
    "modified": _updated,
    "dcterms:modified": _updated,
    "dc:date": _dcdate,
    "dc:date.taken": _dcdate,
    "dcterms:date": _dcdate,
    "language": _line_as("language"),
    "dc:language": _line_as("language"),
    "category": _category,
    "atom:category": _atom_category,
    "image": _image,
    "itunes:image": _itunes_image,
    "googleplay:image": _itunes_image,
    "atom:logo": _address_as("image"),
    "atom:icon": _icon,
    "atom:author": _atom_author,
}
_ITEM: dict[str, Handler] = {
    **_BOTH,
    **_MEDIA,
    "guid": _guid,
    "id": _id,
    "description": _html_as("summary"),
    "summary": _html_as("summary2"),
    "atom:summary": _atom_html_as("summary"),
    "atom:description": _atom_html_as("summary2"),
    "dc:description": _html_as("summary2"),
    "dcterms:abstract": _html_as("summary3"),
    "itunes:summary": _html_as("summary2"),
    "googleplay:description": _html_as("summary3"),
    "itunes:subtitle": _html_as("summary3"),
    "content:encoded": _html_as("content"),
    "encoded": _html_as("content"),
    "content": _atom_html_as("content"),
    "fullitem": _html_as("content"),
    "fulltext": _html_as("content"),
    "body": _html_as("content"),
    "xhtml:body": lambda reader, note, element: note.setdefault("content", (_xhtml(element), reader.based_on(element))),
    "xhtml:div": lambda reader, note, element: note.setdefault("content", (_xhtml(element), reader.based_on(element))),
    "atom:content": _atom_html_as("content"),
    "pubdate": _published,
    "published": _published,
    "dcterms:issued": _published,
    "dcterms:created": _created,
    "created": _created,
    "atom:published": _published,
    "atom:issued": _published,
    "atom:created": _created,
    "atom:pubdate": _published,
    "author": _author,
    "dc:creator": _author,
    "dc:author": _author,
    "itunes:author": _author_fallback,
    "googleplay:author": _author_fallback,
    "dc:subject": _category,
    "itunes:keywords": _keywords,
    "keywords": _keywords,
    "enclosure": _enclosure,
    "comments": _address_as("comments"),
    "wfw:comment": _address_as("replies"),
    "feedburner:origlink": _address_as("origlink"),
    "atom:source": _source,
}
_FEED: dict[str, Handler] = {
    **_BOTH,
    "description": _html_as("summary"),
    "atom:subtitle": _atom_html_as("summary"),
    "atom:tagline": _atom_html_as("summary"),
    "atom:description": _atom_html_as("summary2"),
    "subtitle": _html_as("summary2"),
    "tagline": _html_as("summary2"),
    "dc:description": _html_as("summary2"),
    "itunes:summary": _html_as("summary2"),
    "itunes:subtitle": _html_as("summary3"),
    "pubdate": _published,
    "atom:published": _published,
    "lastbuilddate": _updated,
    "webfeeds:logo": _address_as("image2"),
    "webfeeds:icon": _icon,
    "media:thumbnail": _itunes_image,
}

# Handlers that read children; those of Atom's text constructs, with the key they note HTML under; those that list texts, where no attribute tells more.
_NESTING = frozenset({_author, _atom_author, _source, _media_group, _media_content})
_HTML_KEYS: dict[Handler, str] = {
    _atom_title: "title",
    _ITEM["atom:summary"]: "summary",
    _ITEM["atom:content"]: "content",
}
_LISTED: dict[Handler, str] = {_category: "tags", _author: "authors", _author_fallback: "authors2"}


@lru_cache(maxsize=64)
def _tags(home: str, spaces: tuple[tuple[str | None, str], ...]) -> quick.Tags:
    """The start tags learnt so far where these namespaces are declared."""
    actions = _ACTIONS[home]

    def plan(tag: str, attributes: dict[str, str]) -> quick.Plan:
        action = actions[tag]
        if action is None:
            return quick.Plan()
        key, handle = action
        many = take = attribute = within = None
        if attributes.get("type") == "html" and "src" not in attributes and "mode" not in attributes:
            key = key or _HTML_KEYS.get(handle)
        elif handle is _atom_category:
            attribute = next((name for name in ("term", "label") if attributes.get(name)), None)
            many = "tags" if attribute else None
        elif handle is _atom_link and "href" in attributes:  # of any value: links are learnt without it
            rel, kind = _relation(attributes.get)
            if rel == "alternate":
                key, attribute = "page" if kind in _PAGES else "alternate", "href"
        elif handle is _atom_author:
            take, within = _take_author, tag.removesuffix("author") + "name"
        elif handle is _id:
            take = _take_id
        elif handle is _guid and attributes == {"isPermaLink": "false"}:
            take = _take_guid
        elif handle is _guid and not attributes:
            take = _take_address_guid
        elif not attributes:
            key, many = key or ("link" if handle is _link else None), _LISTED.get(handle)
        return quick.Plan(key, many, take, attribute, within, handle, handle in _NESTING)

    return quick.Tags(dict(spaces), plan)


_ACTIONS = {names.home: _Actions(names, _ITEM) for names in (_IN_RSS, _IN_ATOM)}


# -- authors -----------------------------------------------------------------------------------------------------------

_MAIL = re.compile(r"[^\s@<>()\[\],;:\"']{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")


def _authors(note: Notes) -> tuple[ParsedAuthor, ...]:
    stated: list[Stated] | None = note.get("authors") or note.get("authors2")
    if not stated:
        return ()
    if len(stated) == 1:
        only = stated[0]
        text = only if isinstance(only, str) else only[0] if only[1] is only[2] is None else None
        if text is not None and len(text) <= 200:
            return _one_author(only)
    found: dict[tuple[str | None, str | None], ParsedAuthor] = {}
    for author in stated:
        for record in _as_authors(author):
            found.setdefault((record.name, record.email), record)
    return tuple(found.values())


def _as_authors(stated: Stated) -> tuple[ParsedAuthor, ...]:
    """The author of one statement; none where it says nothing."""
    if isinstance(stated, tuple):
        name, email, uri = stated
        one: ParsedAuthor | None = ParsedAuthor(
            name=plain(name, escaped=True) if name else None, email=one_line(email) if email else None, uri=uri
        )
    else:
        one = read_author(stated)
    return (one,) if one is not None and (one.name or one.email or one.uri) else ()


_one_author = lru_cache(maxsize=2048)(_as_authors)  # a desk has few, so most are remembered


def read_author(text: str) -> ParsedAuthor | None:
    """`mail (Name)`, `Name (mail)`, `Name <mail>`, `mail`, `mailto:mail` or `Name`; linear in the length of the text."""
    text = text[:1000]
    if "@" not in text:
        name = plain(text, escaped=True)
        return ParsedAuthor(name=name) if name else None
    text = unescape(text)
    found = _MAIL.search(text)
    if not found:
        name = plain(text, escaped=True)
        return ParsedAuthor(name=name) if name else None
    rest = text[: found.start()].removesuffix("mailto:") + " " + text[found.end() :]
    rest = re.sub(r"\(\s*\)|<\s*>|\[\s*\]", " ", rest)
    wrapped = re.fullmatch(r"\s*[(<\[\"']+(.*?)[)>\]\"']+\s*", rest, re.DOTALL)
    name = plain((wrapped[1] if wrapped else rest).strip(" \t\r\n,;:-\"'"), escaped=False)
    return ParsedAuthor(name=name, email=found.group())
