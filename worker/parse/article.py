"""The full text of an entry, from its page: which of several readings to believe, and which page to refuse.

Four readings, in order of trust: the outlet's own CSS rules, trafilatura (best of the extractors measured on English and on Arabic and Sorani,
docs/adr/0012), the page's JSON-LD `articleBody`, and the body the feed brought. What won is kept beside the text. A page that asks for cookies,
money or a puzzle gives no text: the feed's own words are better than a wall's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from worker.errors import ParseError
from worker.parse import encoding
from worker.parse.dates import read_date
from worker.parse.feed import challenge
from worker.parse.html import MOST_TAGS, page_title, to_text
from worker.parse.links import absolute
from worker.parse.text import clean, one_line, plain, unescape

LEAST_LETTERS = 200  # under that a page's text counts only where the feed says less
LONGEST_TEXT = 200_000


class TextSource(StrEnum):
    """Where the text of an entry was taken from."""

    RULES = "rules"
    TRAFILATURA = "trafilatura"
    JSON_LD = "json-ld"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says. `text`: paragraphs parted by a blank line, no markup, never empty. Instants aware UTC.

    `language` is what the page claims; `canonical` its own address for itself; `notes` tell what was refused, for the operator.
    """

    text: str
    source: TextSource
    title: str | None = None
    published: datetime | None = None
    published_raw: str | None = None
    published_zoned: bool = False
    modified: datetime | None = None
    canonical: str | None = None
    language: str | None = None
    author: str | None = None
    image: str | None = None
    notes: tuple[str, ...] = ()


def read_article(
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str] | None = None,
    rules: Mapping[str, Any] | None = None,
    feed_html: str | None = None,
    tz: tzinfo | None = None,
) -> Article:
    """The best text of this page.

    Args:
        rules: `text` of the feed's rules: CSS `body` (several are joined), `title`, `drop`; `precise` for outlets whose pages trail headlines.
        feed_html: the body the feed brought; wins where the page has less to say.
        tz: zone of dates without offset; None as in `dates.read_date`.

    Raises:
        ParseError: neither page nor feed has a text worth keeping; says what the page is instead (`blocked` for challenges).
    """
    page = encoding.decode(body, http=encoding.http_charset(headers), html=True).text
    own = to_text(feed_html) if feed_html else ""
    whose = challenge(page, headers)
    if whose or not page.strip():
        return _from_feed(own, f"challenge page ({whose})" if whose else "the page is empty", blocked=bool(whose))
    if page.count("<") > 3 * MOST_TAGS:
        return _from_feed(own, f"a page of more than {3 * MOST_TAGS} tags")
    tree = LexborHTMLParser(page)
    data = tuple(_json_ld(tree))
    notes: list[str] = []
    for source, text in _readings(page, tree, data, url, rules or {}):
        reason = refusal(text, own)
        if reason is None:
            return _article(
                tree, data, url, tz, rules or {}, text=text[:LONGEST_TEXT], source=source, notes=tuple(notes)
            )
        if text:
            notes.append(f"{source.value}: {reason}")
    if own and refusal(own, "") in (None, _TOO_SHORT):
        return _article(
            tree, data, url, tz, rules or {}, text=own[:LONGEST_TEXT], source=TextSource.FEED, notes=tuple(notes)
        )
    raise ParseError(f"no article text: {'; '.join(notes) or 'the page has none'} (page titled {page_title(page)!r})")


def _from_feed(own: str, reason: str, *, blocked: bool = False) -> Article:
    if not own or refusal(own, "") not in (None, _TOO_SHORT):
        raise ParseError(f"no article text: {reason}", blocked=blocked)
    return Article(text=own[:LONGEST_TEXT], source=TextSource.FEED, notes=(reason,))


# -- the readings ------------------------------------------------------------------------------------------------------


def _readings(
    page: str, tree: LexborHTMLParser, data: tuple[dict[str, Any], ...], url: str, rules: Mapping[str, Any]
) -> Iterator[tuple[TextSource, str]]:
    """One after the other, so that the costly ones run only where the cheap ones fail."""
    if rules.get("body"):
        yield TextSource.RULES, _by_rules(page, rules)
    yield TextSource.TRAFILATURA, _by_trafilatura(page, url, precise=bool(rules.get("precise")))
    for thing in data:
        told = thing.get("articleBody")
        if isinstance(told, str) and told.strip():
            told = unescape(told)
            yield TextSource.JSON_LD, to_text(told) if "<" in told else _paragraphs(told)


def _by_rules(page: str, rules: Mapping[str, Any]) -> str:
    tree = LexborHTMLParser(page)
    try:
        for selector in rules.get("drop") or ():
            for node in tree.css(selector):
                node.decompose()
        selectors = rules["body"] if isinstance(rules["body"], list | tuple) else [rules["body"]]
        for selector in selectors:  # the first that finds text; a later one is for an older layout
            text = "\n\n".join(part for node in tree.css(selector) if (part := to_text(node.html or "")))
            if text:
                return text
    except Exception as error:  # selectolax raises its own kinds, by version
        raise ParseError(f"a rule for article text is no CSS selector: {error}") from error
    return ""


def _by_trafilatura(page: str, url: str, *, precise: bool) -> str:
    import trafilatura  # heavy: 46 MB and a third of a second, wanted only where pages are read

    try:
        found = trafilatura.extract(
            page,
            url=url,
            include_comments=False,
            include_tables=False,
            include_formatting=False,
            favor_precision=precise,
            deduplicate=False,
            with_metadata=False,
        )
    except Exception:  # extractors fail on hostile pages in many ways; another reading is tried
        return ""
    return _paragraphs(str(found)) if found else ""


def _paragraphs(text: str) -> str:
    parts = (clean(one_line(part)) for part in text.splitlines())
    return "\n\n".join(part for part in parts if part)


# -- refusing ----------------------------------------------------------------------------------------------------------

_TOO_SHORT = "shorter than what the feed says"
_WALLS = re.compile(
    r"""
      (?:enable|turn\s+on)\s+(?:javascript|cookies) | javascript\s+is\s+(?:disabled|required) | we\s+(?:use|value)\s+(?:cookies|your\s+privacy)
    | (?:accept|manage|allow)\s+(?:all\s+)?cookies | cookie\s+(?:policy|settings|preferences|consent) | this\s+(?:web)?site\s+uses\s+cookies
    | subscribe\s+(?:now\s+)?to\s+(?:continue|read) | (?:sign|log)\s+in\s+to\s+(?:continue|read) | to\s+continue\s+reading | already\s+a\s+subscriber
    | this\s+(?:article|content)\s+is\s+(?:for|reserved|only|available)\b.{0,30}\bsubscribers | verify\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human
    | access\s+(?:to\s+this\s+page\s+)?(?:has\s+been\s+)?denied | unusual\s+traffic | page\s+(?:not\s+found|you\s+requested) | 404\s+not\s+found
    | all\s+rights\s+reserved | terms\s+of\s+(?:use|service)
    | ملفات\s+تعريف\s+الارتباط | سياسة\s+(?:الخصوصية|ملفات) | تفعيل\s+(?:جافا|الجافا) | للاشتراك\s+(?:في|ومتابعة) | اشترك\s+(?:الآن|لمتابعة|في\s+النشرة)
    | الصفحة\s+(?:غير\s+موجودة|المطلوبة) | جميع\s+الحقوق\s+محفوظة | سجل\s+الدخول
    | کوکی | سیاسەتی\s+تایبەتمەندی | پەڕەکە\s+نەدۆزرایەوە | هەموو\s+مافەکان | مافی\s+بڵاوکردنەوە
    | çerez | hemû\s+maf | rûpel\s+nehat\s+dîtin
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE = re.compile(r"[.!?؟۔…](?:\s|$)")


def refusal(text: str, own: str) -> str | None:
    """Why this text is not the article's; None where it may be. `own` is what the feed says."""
    letters = sum(1 for c in text if c.isalpha())
    if letters == 0:
        return "no text"
    walls = _WALLS.findall(text[:20_000])
    if walls and (letters < 600 or len(walls) * 150 > letters):
        return f"a wall, not an article: {one_line(walls[0])!r}"
    lines = [line for line in text.splitlines() if line]
    if letters >= 60 and len(lines) >= 8 and not _SENTENCE.search(text) and max(map(len, lines)) < 80:
        return "a menu or a list of headlines"
    if letters < LEAST_LETTERS and sum(1 for c in own if c.isalpha()) > letters:
        return _TOO_SHORT
    if letters < 40:
        return "hardly any text"
    return None


# -- what the page says of itself --------------------------------------------------------------------------------------


def _article(
    tree: LexborHTMLParser,
    data: tuple[dict[str, Any], ...],
    url: str,
    tz: tzinfo | None,
    rules: Mapping[str, Any],
    *,
    text: str,
    source: TextSource,
    notes: tuple[str, ...],
) -> Article:
    raw = _first_date(
        tree,
        data,
        ("datePublished",),
        ("article:published_time", "datePublished", "publishdate", "pubdate", "date", "dc.date", "parsely-pub-date"),
    )
    changed = _first_date(
        tree, data, ("dateModified",), ("article:modified_time", "og:updated_time", "dateModified", "lastmod")
    )
    published, modified = read_date(raw, tz), read_date(changed, tz)
    canonical = tree.css_first("link[rel=canonical][href]")
    root = tree.css_first("html")
    return Article(
        text=text,
        source=source,
        title=_title(tree, data, rules),
        published=published.at if published else None,
        published_raw=raw,
        published_zoned=published.zoned if published else False,
        modified=modified.at if modified else None,
        canonical=absolute(canonical.attributes.get("href"), url) if canonical is not None else None,
        language=(root.attributes.get("lang") or None) if root is not None else None,
        author=_author(tree, data),
        image=absolute(_meta(tree, "og:image", "twitter:image"), url),
        notes=notes,
    )


def _title(tree: LexborHTMLParser, data: tuple[dict[str, Any], ...], rules: Mapping[str, Any]) -> str | None:
    if rules.get("title"):
        node = tree.css_first(str(rules["title"]))
        said = plain(node.text(deep=True, separator=" "), escaped=False) if node is not None else None
        if said:
            return said
    for thing in data:
        if isinstance(thing.get("headline"), str):
            return plain(thing["headline"], escaped=True)
    said = _meta(tree, "og:title", "twitter:title")
    if said:
        return plain(said, escaped=False)
    node = tree.css_first("h1")
    return plain(node.text(deep=True, separator=" "), escaped=False) if node is not None else None


def _author(tree: LexborHTMLParser, data: tuple[dict[str, Any], ...]) -> str | None:
    for thing in data:
        told = thing.get("author")
        for one in told if isinstance(told, list) else [told]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                return plain(name, escaped=True)
    said = _meta(tree, "author", "article:author")
    return plain(said, escaped=False) if said and not said.startswith("http") else None


def _first_date(
    tree: LexborHTMLParser, data: tuple[dict[str, Any], ...], keys: tuple[str, ...], metas: tuple[str, ...]
) -> str | None:
    """The first date string that can be read: JSON-LD, then meta elements, then a <time> inside the article."""
    stated = [thing.get(key) for thing in data for key in keys]
    stated += [_meta(tree, name) for name in metas]
    if keys == ("datePublished",):
        stated += [
            node.attributes.get("datetime")
            for node in tree.css("article time[datetime], main time[datetime], time[itemprop=datePublished]")[:1]
        ]
    return next((text for text in stated if isinstance(text, str) and read_date(text) is not None), None)


def _meta(tree: LexborHTMLParser, *names: str) -> str | None:
    for name in names:
        for node in tree.css(f'meta[property="{name}"], meta[name="{name}"], meta[itemprop="{name}"]'):
            content = (node.attributes.get("content") or "").strip()
            if content:
                return content
    return None


_ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "WebPage",
    }
)


def _json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The JSON-LD things that are articles, articles before web pages; broken blocks are passed over."""
    found: list[dict[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        raw = (node.text(deep=True) or "").strip()
        if not raw or len(raw) > 1_000_000:
            continue
        try:
            top = orjson.loads(re.sub(r"[\x00-\x1f]", " ", raw).encode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            continue
        stack = [top]
        while stack and len(found) < 20:
            thing = stack.pop()
            if isinstance(thing, list):
                stack.extend(thing[:50])
            elif isinstance(thing, dict):
                if isinstance(thing.get("@graph"), list):
                    stack.extend(thing["@graph"][:50])
                kinds = thing.get("@type")
                if _ARTICLE_TYPES.intersection(
                    [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else ()
                ):
                    found.append(thing)
    yield from sorted(found, key=lambda thing: thing.get("@type") == "WebPage")
