"""Bytes of a feed -> what it says. The verb of this step for feeds and sitemaps: `read_feed`.

Three tiers, each for what the one before refuses: a strict XML parse with our own handlers (well-formed feeds, that is most; some thirty
times as fast as feedparser, and quicker still where the entries can be cut out, quick.py), the same handlers over repaired text (repair.py), and feedparser in a child process that may be killed
(child.py). JSON Feed and sitemaps have readers of their own. No DTD is read, no entity expanded, nothing fetched, no file opened.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from lxml import etree

from worker.errors import ParseError
from worker.parse import encoding, jsonfeed, quick, repair
from worker.parse.dates import zone_of
from worker.parse.html import page_title
from worker.parse.links import absolute, http_only
from worker.parse.records import ParsedFeed
from worker.parse.text import cut_spans
from worker.parse.xml import NotAFeed, Reader

_STRICT: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False, "remove_comments": True,
    "remove_pis": True, "strip_cdata": True,
}  # fmt: skip
_PARSER, _UTF8_PARSER = etree.XMLParser(**_STRICT), etree.XMLParser(**_STRICT, encoding="utf-8")
_NAMED = etree.XPath(
    "boolean(descendant-or-self::*/@xml:*)"
)  # any xml:base or xml:lang? Several times quicker than a search
_SUSPECT_BYTES = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")
# References to what text.clean takes away; `&#8217;` and the like are none.
_SUSPECT_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-9]|[12][0-9]|3[01]|12[789]|1[345][0-9]|823[4-8]|829[4-7]|65279|6553[45]|5[5-7][0-9]{3})(?![0-9])"
    rb"|[xX]0*(?:[01]?[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]|202[a-eA-E]|206[6-9]|[fF][eE][fF]{2}|[fF]{3}[eEfF]|[dD][89a-fA-F][0-9a-fA-F]{2})(?![0-9a-fA-F]))"
)
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
_DOUBLED_BYTES = re.compile(rb"\xc3[\x82\x83\x90\x91\x98-\x9b\xa2][\xc2\xc5\xc6\xcb\xe2]")
_UTF8_NAMES = (None, "utf-8", "utf8", "us-ascii", "ascii")
_OPENING = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_OPENING_BYTES = re.compile(rb"<(?:item|entry)[\s>]")

LARGEST_BODY = 15 * 1024 * 1024

LastResort = Callable[[bytes, Mapping[str, str]], ParsedFeed]


def read_feed(
    body: bytes,
    *,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    tz: str | tzinfo | None = None,
    last_resort: LastResort | None = None,
) -> ParsedFeed:
    """Read one document: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, news sitemap or sitemap index. Pure.

    Args:
        body: as received, after content-encoding was undone.
        url: the address it came from at last; relative links are resolved against it (xml:base wins; without both, the feed's own link).
        headers: of the answer; only Content-Type, Content-Location and cf-mitigated are looked at, names in any case.
        tz: zone of dates without offset. None: UTC, and Asia/Baghdad for dates in Arabic or Kurdish words.
        last_resort: reads what the own tiers cannot, as child.Child.read does; None leaves that tier out.

    Returns:
        The feed with at most xml.MOST_ENTRIES entries in document order. No entries is an answer.

    Raises:
        ParseError: the bytes are no feed; says what they are.
        ValueError: `tz` is no zone.
    """
    headers = {name.lower(): value for name, value in (headers or {}).items()}
    zone = zone_of(tz) if tz is not None else None
    if not body or body.isspace():
        raise ParseError("the body is empty")
    if body.startswith(b"\x1f\x8b"):
        body = _inflated(body)
    base = _base(url, headers)
    lead = body.lstrip()[:1]
    if lead in (b"{", b"[") or (lead == b"\xef" and body[3:].lstrip()[:1] in (b"{", b"[")):
        return jsonfeed.read_json_feed(encoding.decode(body).text, base=base, tz=zone)
    strict = _strict(body, base, zone, headers)
    if strict is not None and (strict.entries or not _OPENING_BYTES.search(body)):
        return strict  # well-formed, and no entry stands where the format has none
    return _repair(body, base, zone, headers, last_resort)


def _inflated(body: bytes) -> bytes:
    """A sitemap that is a .gz file. Raises ParseError where it is broken or grows beyond LARGEST_BODY."""
    try:
        inflater = zlib.decompressobj(wbits=31)
        inflated = inflater.decompress(body, LARGEST_BODY)
    except zlib.error as error:
        raise ParseError("not a feed: broken gzip") from error
    if inflater.unconsumed_tail:
        raise ParseError(f"not read: more than {LARGEST_BODY >> 20} MiB when inflated")
    return inflated


def read_strict(
    body: bytes, *, url: str | None = None, headers: Mapping[str, str] | None = None, tz: str | tzinfo | None = None
) -> ParsedFeed | None:
    """The first tier alone: a well-formed XML feed, or None where it is anything else."""
    lowered = {name.lower(): value for name, value in headers.items()} if headers else {}
    return _strict(body, _base(url, lowered), zone_of(tz) if tz is not None else None, lowered)


def _base(url: str | None, headers: Mapping[str, str]) -> str | None:
    base = http_only(url)
    location = headers.get("content-location")
    return (absolute(location, base) or base) if location else base


def _strict(body: bytes, base: str | None, zone: tzinfo | None, headers: Mapping[str, str]) -> ParsedFeed | None:
    """The first tier; None where the document is not well-formed, has a DTD, or is no feed."""
    if b"<!DOCTYPE" in body[:4096] or b"<!doctype" in body[:4096]:
        return None
    label = encoding.xml_label(body)
    notes: tuple[str, ...] = ()
    suspect = False
    parser = _PARSER
    if (label.lower() if label else None) not in _UTF8_NAMES or not body.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        decoded = encoding.decode(body, http=encoding.http_charset(headers))
        if label and not _same_codec(label, decoded.encoding):
            notes = (f"the label says {label}, the bytes are {decoded.encoding}",)
        body = decoded.text.encode("utf-8", "replace")
        parser = _UTF8_PARSER
        suspect = True
    if not suspect:
        suspect = _is_suspect(body)
    doubled = b"\xc3" in body and _DOUBLED_BYTES.search(body) is not None

    def read(xml: bytes, cut: quick.Cut | None) -> ParsedFeed:
        root = etree.fromstring(xml, parser)
        named = b"xml:" in xml and bool(_NAMED(root))  # no other prefix may stand for that namespace
        based = named and b"xml:base" in xml
        if cut is not None and based:
            raise quick.NotPlain
        reader = Reader(root, base=base, tz=zone, suspect=suspect, based=based, languages=named and b"xml:lang" in xml)
        reader.cut = cut
        reader.doubled = doubled
        reader.notes.extend(notes)
        return reader.feed()

    cut = quick.cut(body) if label is None or label.lower() in ("utf-8", "utf8") else None
    if cut is not None:
        try:
            return read(cut.frame, cut)
        except (quick.NotPlain, etree.XMLSyntaxError, NotAFeed):
            pass  # not so plain: by the tree of the whole
    try:
        return read(body, None)
    except (etree.XMLSyntaxError, ValueError, NotAFeed):
        return None


def _is_suspect(body: bytes) -> bool:
    """May the text hold C1 controls or bidi overrides, in bytes or as references? (A single byte is found much quicker than two.)"""
    if b"#" in body and b"&#" in body and _SUSPECT_REFERENCE.search(body) is not None:
        return True
    return (b"\xe2" in body and _SUSPECT_BYTES.search(body) is not None) or (
        b"\xc2" in body and _C1_BYTES.search(body) is not None
    )


def _same_codec(label: str, codec: str) -> bool:
    return encoding.codec_of(label) == encoding.codec_of(codec)


def _repair(
    body: bytes, base: str | None, zone: tzinfo | None, headers: Mapping[str, str], last_resort: LastResort | None
) -> ParsedFeed:
    decoded = encoding.decode(body, http=encoding.http_charset(headers))
    text = decoded.text
    _refuse_pages(text, headers)
    root = repair.repaired_tree(text)
    feed: ParsedFeed | None = None
    refused = "XML without a root"
    if root is not None:
        reader = Reader(root, base=base, tz=zone, suspect=True, based="xml:base" in text, languages="xml:lang" in text)
        reader.nested = reader.doubled = True
        if decoded.replaced:
            reader.notes.append(f"{decoded.replaced} bad bytes replaced")
        try:
            feed = reader.feed()
        except NotAFeed as error:
            refused = f"XML with the root <{error.root}>"
    if feed is not None and len(feed.entries) >= min(_openings(text), 1000):
        return _as_repaired(feed)
    if last_resort is not None and (feed is not None or _OPENING.search(text) or "<rss" in text[:2000].lower()):
        try:
            other = last_resort(body, headers)
        except ParseError:
            other = None
        if (
            other is not None
            and len(other.entries) > (len(feed.entries) if feed else -1)
            and (other.entries or other.title)
        ):
            return other
    if feed is None:
        raise ParseError(f"not a feed: {refused if '<' in text else _what_text(text)}")
    return _as_repaired(feed)


def _as_repaired(feed: ParsedFeed) -> ParsedFeed:
    return replace(feed, tier="repair")


def _openings(text: str) -> int:
    """How many entries the text opens, outside CDATA and comments."""
    outside = (piece for cdata, piece in cut_spans(text, "<![CDATA[", "]]>") if not cdata)
    return sum(
        len(_OPENING.findall(part))
        for piece in outside
        for comment, part in cut_spans(piece, "<!--", "-->")
        if not comment
    )


# -- what it is instead of a feed --------------------------------------------------------------------------------------

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|title|script|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_CHALLENGES = (
    ("just a moment", "Cloudflare"), ("attention required! | cloudflare", "Cloudflare"), ("cf-chl-", "Cloudflare"), ("challenge-platform", "Cloudflare"),
    ("checking your browser", "a browser check"), ("_incapsula_resource", "Imperva"), ("ddos-guard", "DDoS-Guard"), ("sucuri website firewall", "Sucuri"),
    ("captcha", "a captcha"), ("access denied", "access denied"), ("verify you are human", "a captcha"), ("enable javascript and cookies", "a browser check"),
    ("datadome", "DataDome"), ("px-captcha", "PerimeterX"), ("request unsuccessful. incapsula", "Imperva"),
)  # fmt: skip


def challenge(text: str, headers: Mapping[str, str] | None = None) -> str | None:
    """Who refuses to show a page to us, where this page is a challenge and no content; None otherwise."""
    if any(name.lower() == "cf-mitigated" for name in headers or {}):
        return "Cloudflare"
    head = text[:60_000].lower()
    title = (page_title(text) or "").lower()
    for mark, whose in _CHALLENGES:
        if mark in title or (mark in head and len(text) < 30_000):
            return whose
    return None


def _refuse_pages(text: str, headers: Mapping[str, str]) -> None:
    """Raises ParseError for an HTML page. XHTML-looking feeds and pages that embed a feed's words are told apart by how they start."""
    if not _HTML_START.match(text):
        return
    if _FEED_ROOT.search(text[:400]):  # an HTML warning printed in front of the feed
        return
    if _FEED_ROOT.search(text) and re.search(r"</(?:rss|feed|(?:\w+:)?rdf|urlset)\s*>\s*$", text[-400:], re.IGNORECASE):
        return
    whose = challenge(text, headers)
    if whose:
        raise ParseError(f"not a feed: challenge page ({whose})", blocked=True)
    title = page_title(text)
    raise ParseError(f"not a feed: HTML page titled {title!r}" if title else "not a feed: HTML page without a title")


def _what_text(text: str) -> str:
    start = " ".join(text[:200].split())[:60]
    return f"text that begins {start!r}"
