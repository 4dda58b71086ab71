"""HTML -> plain text, fast (lexbor by selectolax), for the body of an entry and the title of a page."""

import re
from html import unescape as unescape_all

import orjson
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
# bare paragraphs, the commonest, come first and go by twos
_PLAIN_BREAK = re.compile(rf"<(?:/p>\s*<p>|/?p>|/?(?:p|br|div|h[1-6]|ul|ol|li|blockquote){_ATTRIBUTES}>)")
_PLAIN_INLINE = re.compile(rf"</?(?:b|i|em|strong|u|span|a){_ATTRIBUTES}>")
_WHOLE_REFERENCE = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|#39|rsquo|lsquo|rdquo|ldquo|ndash|mdash|hellip|laquo|raquo|#8217|#8216|#8220|#8221|#8211|#160|#038);"
)
_MARK = "\x1e"  # white space that nobody writes; with it a text in ASCII stays one, and quick to cut
_CONTROLS = bytes([*range(0x20), 0x7F])


def to_text(html: str) -> str:
    """The text people read: single spaces within paragraphs, blank lines between them, no other white space, no markup, no control
    characters. "" for nothing. Never raises."""
    if "<" not in html and "&" not in html and "\n" not in html and _is_even(line := html.strip()):
        return line
    html = html.replace(_MARK, " ") if _MARK in html else html
    if "<" not in html:
        pieces = unescape(html).split("\n\n")
    elif len(html) > MOST_TAGS and html.count("<") > MOST_TAGS:
        pieces = _pieces(_linear_text(html))
    else:
        pieces = _without_plain_tags(html) or _pieces(_by_parser(html))
    parts = [part for one in pieces if (part := one.strip())]
    if _is_even(" ".join(parts)):
        return "\n\n".join(parts)
    return "\n\n".join([line for part in parts if (line := one_line(clean(one_line(part))))])


def _pieces(text: str) -> list[str]:
    return text.split(_MARK if _MARK in text else "\n\n")


def _is_even(line: str) -> bool:
    """Whether there is no white space but single spaces, and nothing to clean away."""
    if line.rfind("  ") >= 0:  # from the end it is found, and not found, in two thirds of the time
        return False
    if not line.isascii():
        return line.isprintable()
    # JSON escapes control characters, quotes and the backslash, and its writer finds them many at a time
    if b"\\" not in orjson.dumps(line):
        return "\x7f" not in line
    return len(line.encode().translate(None, _CONTROLS)) == len(line)  # a third of the cost of `isprintable`


def _linear_text(html: str) -> str:
    """The text of HTML with so many tags that a tree of it may take minutes: without the tree, and so a little less exact."""
    kept = "".join(piece for comment, piece in cut_spans(html, "<!--", "-->") if not comment)
    return unescape(_ANY_TAG.sub("", _BREAK.sub(_MARK, _ACTIVE.sub("", kept))))


def _marked(found: re.Match[str]) -> str:
    return _MARK + found.group()


def _without_plain_tags(html: str) -> list[str] | None:
    """The text of HTML that holds nothing but plain, whole tags and whole character references, as a browser would read it, in pieces where
    blocks begin and end; None where a parser has to look. Most bodies are so once they are sanitised, and this takes a fifth of the time."""
    pieces = _PLAIN_BREAK.split(html)
    text = _MARK.join(pieces)
    if "\0" in text:
        return None
    if "<" in text:
        text = _PLAIN_INLINE.sub("", text)
        if "<" in text:
            return None
    elif "&" not in text and len(pieces) > 1:
        return pieces
    if "&" in text:
        if text.count("&") != sum(1 for _ in _WHOLE_REFERENCE.finditer(text)):
            return None
        text = unescape_all(text)
    return _pieces(text)


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
