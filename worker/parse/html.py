"""HTML -> plain text, fast (lexbor by selectolax), for the body of an entry and the title of a page."""

import re

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
_MARK = "\ue000"


def to_text(html: str) -> str:
    """The text people read, paragraphs parted by a blank line, no markup, no control characters. "" for nothing. Never raises."""
    if "<" not in html:
        text = unescape(html)
    elif html.count("<") > MOST_TAGS:
        text = _linear_text(html)
    else:
        marked = _BREAK.sub(lambda match: _MARK + match.group(), html.replace(_MARK, ""))
        tree = LexborHTMLParser(marked)
        if "<s" in html or "<i" in html or "<n" in html or "<t" in html or "<o" in html or "<m" in html or "<S" in html:
            for node in tree.css(",".join(_SILENT)):
                node.decompose()
        body = tree.body
        text = body.text(deep=True, separator="", strip=False) if body is not None else ""
    text = " ".join(text.split()) if _MARK in text else text
    paragraphs = [one_line(part) for part in (text.split(_MARK) if _MARK in text else text.split("\n\n"))]
    return clean("\n\n".join(part for part in paragraphs if part))


def _linear_text(html: str) -> str:
    """The text of HTML with so many tags that a tree of it may take minutes: without the tree, and so a little less exact."""
    kept = "".join(piece for comment, piece in cut_spans(html, "<!--", "-->") if not comment)
    return unescape(_ANY_TAG.sub("", _BREAK.sub(_MARK, _ACTIVE.sub("", kept.replace(_MARK, "")))))


def page_title(html: str) -> str | None:
    """What the page's title says, one line of at most 120 characters."""
    found = _TITLE.search(html, 0, 200_000)
    title = clean(one_line(unescape(found[1]))) if found else ""
    return title[:120] or None
