"""HTML -> plain text, fast (lexbor by selectolax), for the body of an entry and the title of a page."""

import re
from html import unescape as unescape_all

from selectolax.lexbor import LexborHTMLParser

from worker.parse.text import clean, cut_spans, one_line, unescape

_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_BLOCKS = (
    "p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "figure", "figcaption", "section", "article", "pre",
    "dd", "dt", "hr", "header", "footer",
)  # fmt: skip
_SILENT = ["script", "style", "template", "iframe", "noscript", "svg", "math", "textarea", "select", "object"]
_BREAK = re.compile(rf"</?(?:{'|'.join(_BLOCKS)})\b[^<>]{{0,2000}}>|<br\b[^<>]{{0,200}}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>?")
_ACTIVE = re.compile(r"<(script|style)\b[^<>]*>[^<]*(?:<(?!/\1)[^<]*)*", re.IGNORECASE)
MOST_TAGS = 20_000  # beyond, trees are not built: their cost may grow with the square of the depth
_ATTRIBUTES = r"(?: +[a-z-]+=\"[^\"<>&]*\")* */?"
_PLAIN_BREAK = re.compile(rf"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote){_ATTRIBUTES}>")
_PLAIN_INLINE = re.compile(rf"</?(?:b|i|em|strong|u|span|a){_ATTRIBUTES}>")
_WHOLE_REFERENCE = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|#39|rsquo|lsquo|rdquo|ldquo|ndash|mdash|hellip|laquo|raquo|#8217|#8216|#8220|#8221|#8211|#160|#038);"
)
_MARK = "\ue000"


def to_text(html: str) -> str:
    """The text people read, paragraphs parted by a blank line, no markup, no control characters. "" for nothing. Never raises."""
    if "<" not in html:
        text = unescape(html)
    elif html.count("<") > MOST_TAGS:
        text = _linear_text(html)
    else:
        html = html.replace(_MARK, "") if _MARK in html else html
        text = _without_plain_tags(html) or _by_parser(html)
    parts = [part for one in text.split(_MARK if _MARK in text else "\n\n") if (part := one.strip())]
    together = " ".join(parts)
    if together.isprintable() and "  " not in together:  # no white space but single spaces, and nothing to clean away
        return "\n\n".join(parts)
    return clean("\n\n".join([one_line(part) for part in parts]))


def _linear_text(html: str) -> str:
    """The text of HTML with so many tags that a tree of it may take minutes: without the tree, and so a little less exact."""
    kept = "".join(piece for comment, piece in cut_spans(html, "<!--", "-->") if not comment)
    return unescape(_ANY_TAG.sub("", _BREAK.sub(_MARK, _ACTIVE.sub("", kept.replace(_MARK, "")))))


def _marked(found: re.Match[str]) -> str:
    return _MARK + found.group()


def _without_plain_tags(html: str) -> str:
    """The text of HTML that holds nothing but plain, whole tags and whole character references, as a browser would read it, with marks where
    blocks begin and end; "" where a parser has to look. Most bodies are so once they are sanitised, and this takes a fifth of the time."""
    text = _PLAIN_INLINE.sub("", _PLAIN_BREAK.sub(_MARK, html))
    if (
        "<" in text
        or "\0" in text
        or ("&" in text and text.count("&") != sum(1 for _ in _WHOLE_REFERENCE.finditer(text)))
    ):
        return ""
    return unescape_all(text) if "&" in text else text


def _by_parser(html: str) -> str:
    tree = LexborHTMLParser(_BREAK.sub(_marked, html))
    if any(start in html for start in ("<s", "<i", "<n", "<t", "<o", "<m", "<S")):
        for node in tree.css(",".join(_SILENT)):
            node.decompose()
    body = tree.body
    return body.text(deep=True, separator="", strip=False) if body is not None else ""


def page_title(html: str) -> str | None:
    """What the page's title says, one line of at most 120 characters."""
    found = _TITLE.search(html, 0, 200_000)
    title = clean(one_line(unescape(found[1]))) if found else ""
    return title[:120] or None
