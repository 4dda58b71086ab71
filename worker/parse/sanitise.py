"""HTML from outside, made harmless: only plain tags, only http(s) and mailto addresses, all of them absolute.

nh3 (the ammonia library) is the judge. Most feeds hold nothing but plain paragraphs, so a cheap proof comes first: where every `<`
opens a tag that is written in its strictest form, is allowed, and carries allowed attributes only, the text is what the
judge would keep, and it is kept as it stands. `tests/worker/parse/test_sanitise.py` holds the proof against the judge.
"""

import re
from functools import lru_cache
from typing import Literal

import nh3

from worker.parse.text import clean, one_line, unescape

TAGS = (nh3.ALLOWED_TAGS | {"tfoot", "big", "audio", "video", "source", "main", "section"}) - {"map", "area"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src", "controls"},
    "video": {"src", "poster", "controls", "width", "height"},
    "source": {"src", "type"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
}
_GONE_WITH_CONTENT = {
    "script", "style", "iframe", "template", "svg", "math", "noembed", "noframes", "textarea", "xmp", "title", "object", "embed", "select",
    "frameset", "applet",
}  # fmt: skip
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "cite", "poster"})
_SCHEMES = {"http", "https", "mailto"}
_SAFE_ADDRESS = re.compile(r"https?://[A-Za-z0-9][^\s\x00-\x20\"'<>\\`\x7f-\x9f]*")
_CLOSING = re.compile(r"/([a-z][a-z0-9]*)")
_OPENING = re.compile(r"([a-z][a-z0-9]*)((?: [a-z]+=(?:\"[^\"<>]*\"|'[^'<>]*'))*) ?/?")
_ATTRIBUTE = re.compile(r" ([a-z]+)=(?:\"([^\"]*)\"|'([^']*)')")
_MAY_OPEN = re.compile(r"<[A-Za-z/!?]")  # any other `<` is a character to every HTML parser
_judged: dict[str, bool] = {}  # what stands between < and >, and whether it is harmless as it is
_MOST_JUDGED = 20_000


def sanitise(html: str, base: str | None = None) -> str:
    """The HTML with nothing left that runs, loads a frame or leaves http(s); relative addresses resolved against `base`.

    Text without a tag comes back as it is. Relative addresses are dropped where there is no base. Never raises.
    """
    if "<" not in html or is_harmless(html) or not _MAY_OPEN.search(html):
        return html
    return _cleaner(base).clean(html)


def is_harmless(html: str) -> bool:
    """Is every `<` of this text the start of a plain, allowed tag? Then nothing in it can act, whatever the nesting."""
    known = _judged.get
    pieces = html.split("<")
    pieces[0] = "b>"
    for piece in pieces:
        end = piece.find(">")
        if end < 0:
            return False
        tag = piece[:end]
        verdict = known(tag)
        if verdict is None:
            verdict = _judge(tag)
            if len(_judged) >= _MOST_JUDGED:
                _judged.clear()
            if len(tag) < 300:
                _judged[tag] = verdict
        if not verdict:
            return False
    return True


def _judge(tag: str) -> bool:
    closing = _CLOSING.fullmatch(tag)
    if closing:
        return closing[1] in TAGS
    opening = _OPENING.fullmatch(tag)
    if not opening or opening[1] not in TAGS:
        return False
    allowed = ATTRIBUTES.get(opening[1], set()) | ATTRIBUTES["*"]
    seen = set()
    for name, double, single in _ATTRIBUTE.findall(opening[2]):
        value = double or single
        if name not in allowed or name in seen or (name in _ADDRESS_ATTRIBUTES and not _SAFE_ADDRESS.fullmatch(value)):
            return False
        seen.add(name)
    return True


@lru_cache(maxsize=512)
def _cleaner(base: str | None) -> nh3.Cleaner:
    if base is not None:
        try:
            return _make_cleaner(("rewrite_with_base", base))
        except ValueError:  # an address libraries disagree about is no base
            pass
    return _make_cleaner("deny")


def _make_cleaner(relative: Literal["deny"] | tuple[Literal["rewrite_with_base"], str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        clean_content_tags=set(_GONE_WITH_CONTENT),
        url_schemes=set(_SCHEMES),
        link_rel=None,
        url_relative=relative,
    )


_EVERYTHING_GONE = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=set(_GONE_WITH_CONTENT), link_rel=None)


def without_tags(html: str) -> str | None:
    """One line of plain text out of any HTML, by the same judge; for titles that are declared as HTML and heavily marked up."""
    return clean(one_line(unescape(_EVERYTHING_GONE.clean(html)))) or None
