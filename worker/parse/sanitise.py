"""HTML from outside, made harmless: only plain tags, only http(s) and mailto addresses, all of them absolute.

nh3 (the ammonia library) is the judge. Most feeds hold nothing but plain paragraphs, so a cheap proof comes first: where every `<`
opens a tag that is written in its strictest form and is allowed, the text is what the judge would keep, and it is kept as it stands, without
the attributes that are not allowed. The proof is one search for a `<` that opens anything but the commonest tags, and a look at each
tag where that finds one. `tests/worker/parse/test_sanitise.py` holds the proof against the judge.
"""

import re
from functools import lru_cache
from typing import Literal

import nh3

from worker.parse.links import FOREIGN
from worker.parse.text import clean, one_line, unescape

TAGS = (nh3.ALLOWED_TAGS | {"tfoot", "big", "audio", "video", "source", "main", "section"}) - {"map", "area"}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang"},
    "a": {"href", "hreflang", "title"},
    "img": {"src", "alt", "title", "width", "height"},
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
_ALLOWED = {tag: names | ATTRIBUTES["*"] for tag, names in ATTRIBUTES.items()}
_GONE_WITH_CONTENT = {
    "script", "style", "iframe", "noscript", "template", "svg", "math", "noembed", "noframes", "textarea", "xmp", "title", "object", "embed", "select",
    "frameset", "applet",
}  # fmt: skip
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "cite", "poster"})
_SCHEMES = {"http", "https", "mailto"}
_ADDRESS = rf"https?://[A-Za-z0-9][!#-&(-;=?-\[\]-_a-~{FOREIGN}]*+"
_LINK = rf'a(?: href="{_ADDRESS}"| (?:title|hreflang|dir|lang)="[^"<>]*+")*+'
_PICTURE = (
    rf'img(?: src="{_ADDRESS}"| (?:alt|title)="[^"<>]*+"| (?:width|height)="(?![01](?:px)?")[^"<>]*+")*+(?: ?/)?+'
)
_PLAIN = "strong|em|b|i|u|br|li|ul|ol|div|span|blockquote|h[1-6]|figure|figcaption|section"
# A `<` that opens none of the commonest tags, and the tag it opens, if any: a body without one is proven in one call.
_ODD = re.compile(rf"<(?!/?p>|{_LINK}>|{_PICTURE}>|(?:{_PLAIN})(?: ?/)?>|/(?:a|{_PLAIN})>)(?:([^<>]*)>)?")
_SAFE_ADDRESS = re.compile(_ADDRESS)
_LONGEST_TAG = 8_000
_ENDLESS = re.compile(rf"<[A-Za-z][^<>]{{{_LONGEST_TAG},}}>?")
_CLOSING = re.compile(r"/([a-z][a-z0-9]*)")
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*')"""
_OPENING = re.compile(
    rf"([a-z][a-z0-9]*)((?:[ \t\n]+[A-Za-z][\w:.-]*(?:={_VALUE})?(?=[ \t\n/]|$))*)[ \t\n]*(/?)", re.ASCII
)
_ATTRIBUTE = re.compile(rf"([A-Za-z][\w:.-]*)(?:=({_VALUE}))?", re.ASCII)
_MAY_OPEN = re.compile(r"<[A-Za-z/!?]")  # any other `<` is a character to every HTML parser
_SWALLOWS = re.compile(rf"<({'|'.join(sorted(_GONE_WITH_CONTENT))})(?=[\s/>])[^>]*>", re.IGNORECASE)
# Pictures of one pixel or none: somebody counts the readers.
_COUNTER = re.compile(
    r"""<img(?=\s[^<>]*\bwidth=["']?[01](?:px)?["'\s/>])(?=\s[^<>]*\bheight=["']?[01](?:px)?["'\s/>])[^<>]*>"""
)
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 5_000, 120


def sanitise(html: str, base: str | None = None) -> str:
    """The HTML with nothing left that runs, loads a frame or leaves http(s); relative addresses resolved against `base`.

    Text without a tag comes back as it is. Relative addresses are dropped where there is no base. Never raises.
    """
    if "<" not in html:
        return html
    plain = with_plain_tags(html)
    if plain is not None:
        return plain
    if "<img" in html:
        html = _COUNTER.sub("", html)
    if not _MAY_OPEN.search(html):
        return html
    if len(html) > _LONGEST_TAG:
        html = _ENDLESS.sub("", html)  # a tag of fifty thousand attributes would cost seconds, and its square
    return _cleaner(base).clean(_without_open_ends(html))


def _without_open_ends(html: str) -> str:
    """Without the frames and objects that are never closed (`<iframe .../>` out of XHTML): a browser would hide the rest of the story in them.

    A script or style whose body stands there, but whose end is missing, goes on hiding it: what follows is code.
    """
    if not _SWALLOWS.search(html):
        return html
    lowered = html.lower()
    closed = {name: lowered.rfind(f"</{name}") for name in _GONE_WITH_CONTENT}

    def keep(match: re.Match[str]) -> str:
        name = match[1].lower()
        code, alone = name in ("script", "style"), match[0].endswith("/>")
        shut = match.end() <= closed[name]
        is_kept = (shut or not alone) if code else (shut and not alone)
        return match[0] if is_kept else ""

    return _SWALLOWS.sub(keep, html)


def with_plain_tags(html: str) -> str | None:
    """The text with its tags as they stand, but for counters and attributes that are not allowed; None where any of its `<` is not the start of an
    allowed tag in its strictest form. Then nothing in it can act, whatever the nesting."""
    kept = _ODD.sub(_kept, html)
    return None if "\0" in kept else kept


def _kept(odd: re.Match[str]) -> str:
    tag = odd[1]
    return "\0" if tag is None else _plain_tags[tag]


class _PlainTags(dict[str, str]):
    """A tag as it stands between < and > -> what is kept of it, with them; a NUL where it is not plain. Those without addresses are learnt."""

    def __missing__(self, tag: str) -> str:
        if name := _CLOSING.fullmatch(tag):
            kept = f"<{tag}>" if name[1] in TAGS else "\0"
        else:
            kept = "" if _COUNTER.fullmatch(f"<{tag}>") else _opening(tag)
        if "//" not in tag and len(tag) < _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[tag] = kept
        return kept


_plain_tags = _PlainTags()


def _opening(tag: str) -> str:
    """The opening tag with its allowed attributes; a NUL where the judge has to look at it."""
    found = _OPENING.fullmatch(tag)
    if found is None or found[1] not in TAGS:
        return "\0"
    name, attributes, end = found.groups()
    allowed, kept = _ALLOWED.get(name, ATTRIBUTES["*"]), {}
    for attribute, value in _ATTRIBUTE.findall(attributes):
        if attribute in allowed:
            if attribute in kept or (attribute in _ADDRESS_ATTRIBUTES and not _SAFE_ADDRESS.fullmatch(value[1:-1])):
                return "\0"
            kept[attribute] = f" {attribute}={value}" if value else f" {attribute}"
        elif attribute.lower() in allowed:
            return "\0"
    return f"<{name}{''.join(kept.values())}{' /' if end else ''}>"


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
