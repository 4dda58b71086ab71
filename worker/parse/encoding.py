"""Bytes to text: valid UTF-8 wins, then the byte order mark, HTTP, the XML label, and last a guess; a bad byte costs one character.

Labels lie more often than bytes do: servers say windows-1256 over UTF-8 and UTF-8 over windows-1256. No text of a legacy Arabic or
Latin encoding is valid UTF-8 by accident, so the bytes are asked first.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

import charset_normalizer

_LABEL = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_USUAL = (b'<?xml version="1.0" encoding="UTF-8"?>', b'<?xml version="1.0" encoding="utf-8"?>')
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_HTTP = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"\n\0", "utf-16-le"), (b"\0\n", "utf-16-be"),
)  # fmt: skip
# Encodings that producers name when they mean the larger one with the same start.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "shift_jis": "cp932", "big5": "big5hkscs", "iso8859-11": "cp874", "tis-620": "cp874", "utf-7": "", "iso8859-8": "cp1255",
}  # fmt: skip
_WESTERN = frozenset({"cp1252", "cp1254", "cp1250", "iso8859-15", "mac-roman"})  # named by default over Arabic bytes
_WORD_ABOVE_ASCII = re.compile(rb"[\x80-\xff]{3,}")
_STATEFUL = ("iso2022", "hz")
_GUESSES = [
    "cp1256",
    "cp1252",
    "cp1254",
    "cp1251",
    "koi8_r",
    "iso8859_6",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1253",
    "cp1255",
    "cp1250",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """`replaced`: how many bad bytes became U+FFFD. `by`: which witness named the encoding."""

    text: str
    encoding: str
    by: str
    replaced: int = 0


def http_charset(headers: Mapping[str, str] | None) -> str | None:
    """The charset of a Content-Type header, whatever the case of its name."""
    for name, value in (headers or {}).items():
        if name.lower() == "content-type":
            found = _HTTP.search(value or "")
            return found[1] if found else None
    return None


def xml_label(body: bytes) -> str | None:
    """The encoding an XML declaration near the start names."""
    if body.startswith(_USUAL):
        return "utf-8"
    start = body.find(b"<?xml", 0, 512)
    if start < 0:
        return None
    found = _LABEL.match(body, start, start + 300)
    return found[1].decode("ascii") if found else None


def decode(body: bytes, *, http: str | None = None, html: bool = False) -> Decoded:
    """The text of these bytes. Never raises; the worst answer is UTF-8 with replacements. `html`: look for a meta label too."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _forced(body[len(mark) :], encoding, "mark")
    for start, encoding in _WIDE_STARTS:
        if body[:4].startswith(start):
            return _forced(body, encoding, "bytes")
    label = xml_label(body)
    if label is None and html:
        found = _META.search(body, 0, 4096)
        label = found[1].decode("ascii") if found else None
    named = [(witness, codec) for witness, name in (("http", http), ("label", label)) if (codec := codec_of(name))]
    for witness, codec in named:
        if codec.startswith(_STATEFUL) and (b"\x1b" in body or b"~{" in body):
            return _forced(body, codec, witness)
    try:
        return Decoded(text=body.decode("utf-8"), encoding="utf-8", by="bytes")
    except UnicodeDecodeError:
        pass
    lenient = body.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for c in lenient if c > "\x7f") - bad
    if good >= 5 * bad:
        return Decoded(text=lenient, encoding="utf-8", by="bytes", replaced=bad)
    for witness, codec in named:
        if codec in ("utf-8", "utf-8-sig") or (codec in _WESTERN and _is_arabic(body)):
            continue
        try:
            return Decoded(text=body.decode(codec), encoding=codec, by=witness)
        except (UnicodeDecodeError, LookupError):
            text = body.decode(codec, "replace")
            replaced = text.count("\ufffd")
            if replaced * 20 <= sum(1 for b in body if b > 0x7F):
                return Decoded(text=text, encoding=codec, by=witness, replaced=replaced)
    guess = _guess(body)
    if guess:
        return _forced(body, guess, "guess")
    return Decoded(text=lenient, encoding="utf-8", by="bytes", replaced=bad)


def _forced(body: bytes, encoding: str, by: str) -> Decoded:
    text = body.decode(encoding, "replace").lstrip("\ufeff")
    return Decoded(text=text, encoding=encoding, by=by, replaced=text.count("\ufffd"))


def codec_of(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip().lower())
    except LookupError:
        try:
            codec = codecs.lookup(
                re.sub(r"^x-|^cp-|^windows-?(?=\d)", lambda m: "cp" if m[0].startswith("w") else "", name.lower())
            )
        except LookupError:
            return None
    if not getattr(codec, "_is_text_encoding", True) or codec.name in (
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
    ):
        return None
    meant = _MEANT.get(codec.name, codec.name)
    return meant or None


def _is_arabic(body: bytes) -> bool:
    """Whether the bytes above ASCII are those of Arabic letters in windows-1256, in words, as no text of a Western language has them: a letter
    with an accent stands alone."""
    sample = body[:60_000]
    high = [b for b in sample if b > 0x7F]
    in_words = sum(map(len, _WORD_ABOVE_ASCII.findall(sample)))
    arabic = sum(1 for b in high if 0xC0 <= b <= 0xED and b not in (0xD7, 0xE0, 0xE2, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB))
    common = sum(1 for b in high if b in (0xC7, 0xE1, 0xE3, 0xE4, 0xE6, 0xED))  # alef, lam, meem, noon, waw, yeh
    return in_words * 2 > len(high) and arabic * 20 >= len(high) * 19 and common * 3 > len(high)


def _guess(body: bytes) -> str | None:
    """The likeliest legacy encoding. Arabic script has one in use (windows-1256); others are left to charset-normalizer."""
    sample = bytes(body[:60_000])
    high = [b for b in sample if b > 0x7F]
    if not high:
        return None
    if _is_arabic(sample):
        return "cp1256"
    if len(_WORD_ABOVE_ASCII.findall(sample)) * 20 <= len(high):
        return "cp1252"  # single letters among ASCII: Western text, or a stray byte
    best = charset_normalizer.from_bytes(sample, cp_isolation=_GUESSES, threshold=0.4).best()
    return best.encoding if best else None
