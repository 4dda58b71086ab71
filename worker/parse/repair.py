"""Broken XML made readable: the second tier, for feeds a strict parser refuses.

Works on text that is already decoded: cuts what stands before and behind the document, drops control characters and the DOCTYPE
(no entity of it is ever read), turns HTML's named entities into characters, escapes bare ampersands (`&lang=` stays `&lang=`), then
lets a recovering parser close what was left open. All steps are linear in the length of the text.
"""

import html
import re
from html.entities import html5
from typing import Any

from lxml import etree

from worker.parse.text import cut_spans

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_START = re.compile(
    r"<(?:\?xml\b|(?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed|urlset|sitemapindex|channel)\b)", re.IGNORECASE
)
_ROOT = re.compile(
    r"<((?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed|urlset|sitemapindex|channel))(?=[\s>/])", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?*>", re.IGNORECASE)
_AMPERSAND = re.compile(
    r"&(?:#(\d{1,10});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{1,31});|([A-Za-z]{2,8})(?![A-Za-z0-9=;]))?"
)
# As numbers, because a recovering parser that met an error drops named references, also these.
_XML_OWN = {"amp": "&#38;", "lt": "&#60;", "gt": "&#62;", "quot": "&#34;", "apos": "&#39;"}
_UNQUOTED = re.compile(r"<[A-Za-z][^<>=]*=[^<>]*>")
_ATTRIBUTES = re.compile(r"(\"[^\"]*\"|'[^']*')|(=\s*)([^\s\"'<>]+?)(?=[\s>]|/?>)")
_STRAY = re.compile(r"<(?![A-Za-z_/!?:])")
_PARSER_OPTIONS: dict[str, Any] = {
    "recover": True, "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_comments": True, "remove_pis": True,
    "strip_cdata": True, "encoding": "utf-8",
}  # fmt: skip


def repaired_tree(text: str) -> Any | None:
    """The root element of the document in this text, or None where not even a recovering parser finds one."""
    text = repaired(text)
    if not text:
        return None
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(**_PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError):
        return None


def repaired(text: str) -> str:
    """The text as XML that a recovering parser reads in full."""
    text = _cut_around(_CONTROL.sub("", text))
    text = _escape_bodies(_without_comments(_without_doctype(text)))
    return "".join(
        _whole_cdata(piece) if cdata else _escape_loose(piece) for cdata, piece in cut_spans(text, "<![CDATA[", "]]>")
    )


_NEXT_ENTRY = re.compile(r"<(?:item|entry|link|guid|pubDate|channel)[\s>]", re.IGNORECASE)
_BODIES = re.compile(
    r"<(title|description|summary|content|content:encoded|encoded|subtitle|media:description|itunes:summary)((?:\s[^<>]*)?)>"
)


def _escape_bodies(text: str) -> str:
    """HTML that was put into an element as it is, escaped: a recovering parser would close its open tags in the wrong places."""
    pieces, at, gone = [], 0, set()
    for opening in _BODIES.finditer(text):
        name, attributes = opening.groups()
        if (
            opening.start() < at
            or name in gone
            or attributes.endswith("/")
            or "xhtml" in attributes
            or '"xml"' in attributes
        ):
            continue
        closing = text.find(f"</{name}>", opening.end())
        if closing < 0:
            gone.add(name)  # none further on either
            continue
        inner = text[opening.end() : closing]
        if "<" not in inner or "<![CDATA[" in inner or _NEXT_ENTRY.search(inner):
            continue
        pieces.append(text[at : opening.end()])
        pieces.append(inner.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;"))
        at = closing
    pieces.append(text[at:])
    return "".join(pieces)


def _whole_cdata(piece: str) -> str:
    return piece if piece.endswith("]]>") else piece + "]]>"


def _without_comments(text: str) -> str:
    """Comments go first: an unclosed one would swallow the entries behind it, so it is dropped by its opening alone."""
    pieces = []
    for cdata, piece in cut_spans(text, "<![CDATA[", "]]>"):
        if cdata or "<!--" not in piece:
            pieces.append(piece)
        else:
            pieces.extend(
                part if not comment else "" if part.endswith("-->") else part.replace("<!--", "")
                for comment, part in cut_spans(piece, "<!--", "-->")
            )
    return "".join(pieces)


def _cut_around(text: str) -> str:
    """Without warnings of a script in front and counters of a host behind."""
    start = _START.search(text)
    if start and start.start():
        text = text[start.start() :]
    text = _DECLARATION.sub("", text, count=1) if text.lstrip()[:5].lower() == "<?xml" else text
    root = _ROOT.search(text)
    if not root:
        return text
    closing = f"</{root[1]}>"
    end = text.rfind(closing)
    if end < 0:
        found = list(re.finditer(rf"</{re.escape(root[1])}\s*>", text, re.IGNORECASE))
        return text[: found[-1].end()] if found else _without_half_element(text)
    return text[: end + len(closing)]


def _without_half_element(text: str) -> str:
    """A file that was cut off, without the words it was cut in: half an address or half a guid would be another entry's."""
    opened = text.rfind("<![CDATA[")
    if opened >= 0 and text.find("]]>", opened) < 0:
        return text[:opened]
    return text[: text.rfind(">") + 1]


def _without_doctype(text: str) -> str:
    """No DTD is read: the declaration goes, with its internal subset."""
    start = text.find("<!DOCTYPE", 0, 20_000)
    if start < 0:
        start = text.find("<!doctype", 0, 20_000)
    if start < 0:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        close = re.compile(r"\]\s*>").search(text, bracket)
        if close is None:
            root = _ROOT.search(text, bracket)
            return text[:start] + (text[root.start() :] if root else "")
        return text[:start] + text[close.end() :]
    return text[:start] + text[end + 1 :] if end >= 0 else text[:start]


def _escape_loose(text: str) -> str:
    if "&" in text:
        text = _AMPERSAND.sub(_reference, text)
    text = _UNQUOTED.sub(lambda match: _ATTRIBUTES.sub(_quoted, match.group()), text)
    return _STRAY.sub("&#60;", text)


def _quoted(match: re.Match[str]) -> str:
    return match.group() if match[1] else f'{match[2]}"{match[3]}"'


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name, unended = match.groups()
    if unended:  # "&nbsp " as HTML reads it; "&lang=" is a parameter of an address and not of these
        return _XML_OWN.get(unended) or (html.unescape(match.group()) if unended in html5 else f"&#38;{unended}")
    if name:
        if name in _XML_OWN:
            return _XML_OWN[name]
        character = html.unescape(match.group())
        if character == match.group():
            return "&#38;" + match.group()[1:]
        return "".join(f"&#{ord(c)};" if c in "<>&" else c for c in character)
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        if 0x80 <= number <= 0x9F:
            return html.unescape(f"&#{number};")
        legal = (
            number in (9, 10, 13)
            or 0x20 <= number <= 0xD7FF
            or 0xE000 <= number <= 0xFFFD
            or 0x10000 <= number <= 0x10FFFF
        )
        return f"&#{number};" if legal else ""  # XML knows no capital X
    return "&#38;"
