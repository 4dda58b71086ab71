"""Plain text out of what feeds call text: without markup, control characters, bidi overrides and half characters."""

import html
import re

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
# C1 controls stand for the windows-1252 characters of the same number, as browsers read them.
_C1 = {n: bytes([n]).decode("cp1252", "ignore") or None for n in range(0x80, 0xA0)}
_SPACES = re.compile(r"\s+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

HTML_NAMES = (
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|center|cite|"
    "code|col|colgroup|data|datalist|dd|del|details|dfn|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|"
    "frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|meter|"
    "nav|nobr|noframes|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|samp|script|section|"
    "select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|"
    "track|tt|u|ul|var|video|wbr|xmp"
)
_TAG = re.compile(
    rf"<(?:/(?:{HTML_NAMES})\s*|(?:{HTML_NAMES})(?:[\s/]+[^\s<>=/\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s<>\"']+))*"
    r"(?:[\s/]+(?:hidden|controls|autoplay|loop|muted|async|defer|checked|disabled|nowrap|noshade|allowfullscreen))*[\s/]*)>",
    re.IGNORECASE,
)
# Names nobody writes as words: these go however broken the tag is.
_BROKEN = re.compile(
    r"</?(?:script|style|iframe|img|svg|object|embed|form|input|video|audio|meta|link|base|button|textarea|select|math|body|html|div|span|font|br|applet)"
    r"(?![A-Za-z0-9])[^<>]*(?:>|$)",
    re.IGNORECASE,
)
_VOID = re.compile(r"<(?:br|hr|img|p|wbr)\s*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:br|p|div|li|tr|td|th|h[1-6]|ul|ol|hr|blockquote|section|article)\b", re.IGNORECASE)
_SILENT = re.compile(
    r"<(script|style|template|iframe|noframes|textarea|xmp)\b[^>]*>.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL
)
_ACTIVE = re.compile(
    r"<(?:/?(?:script|style|iframe|object|embed|svg|math|form|base|meta|link)\b|[A-Za-z][A-Za-z0-9]*[\s/]+[^\s<>=]+\s*=)[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:.*?-->|[^>]*>?)", re.DOTALL)  # one without end reaches to the next bracket


def cut_spans(text: str, start: str, end: str) -> list[tuple[bool, str]]:
    """The text in pieces: (is it a span from `start` to `end`?, piece). A span without end reaches to the end of the text. Linear."""
    pieces: list[tuple[bool, str]] = []
    at = 0
    while (where := text.find(start, at)) >= 0:
        if where > at:
            pieces.append((False, text[at:where]))
        close = text.find(end, where + len(start))
        at = len(text) if close < 0 else close + len(end)
        pieces.append((True, text[where:at]))
    if at < len(text):
        pieces.append((False, text[at:]))
    return pieces


def clean(text: str) -> str:
    """The text without what no screen, database or terminal should be given; C1 controls become the characters they stand for."""
    if _UNWANTED.search(text) is None:
        return text
    return _UNWANTED.sub("", text.translate(_C1))


_DOUBLED = re.compile("[ÂÃØÙÚÛâÐÑ][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_CP1252_BYTES = {char: bytes([n]) for n in range(0x80, 0xA0) if (char := _C1[n])} | {
    chr(n): bytes([n]) for n in range(0x80, 0x100)
}


def undouble(text: str) -> str:
    """Text that was UTF-8, taken for windows-1252 and encoded again ("Ø§Ù„" for "ال"), as it was meant; any other text as it is."""
    if text.isascii() or not _DOUBLED.search(text):
        return text
    try:
        meant = b"".join(c.encode() if c < "\x80" else _CP1252_BYTES[c] for c in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text
    return meant


def unescape(text: str) -> str:
    """Character references with their semicolon, once. `&lang=` in an address or `AT&T` stay."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def one_line(text: str) -> str:
    """White space as single spaces, none at the ends."""
    return " ".join(text.split())


def strip_markup(text: str) -> str:
    """The text without HTML tags and comments; `5 < 6`, `Vec<T>` and `a <b and c> d` are no markup and stay."""
    if "<" not in text:
        return text
    text = _SILENT.sub("", _COMMENT.sub("", text))
    if "</" not in text and "/>" not in text and "=" not in text and not _VOID.search(text):
        return _BROKEN.sub("", text)  # "History of the <blink> tag": nothing is closed, so nothing was marked up
    text = _TAG.sub(lambda match: " " if _BLOCK.match(match.group()) else "", text)
    return _BROKEN.sub("", text) if "<" in text else text


def plain(text: str, *, escaped: bool) -> str | None:
    """One line of plain text. `escaped`: the text is HTML, so its character references are read after its tags are gone."""
    if "<" in text:
        text = strip_markup(text)
    if escaped and "&" in text:
        text = unescape(text)
        if "&" in text or "<" in text:  # escaped once more than it should be: "AT&amp;amp;T", "&lt;b&gt;"
            text = strip_dangerous(text)
    return one_line(clean(text)) or None


def strip_dangerous(text: str) -> str:
    """Text that came out of an escape and looks like active markup, without it; other angle brackets are what the author wrote."""
    if "<" not in text:
        return text
    return _ACTIVE.sub("", _SILENT.sub("", text))
