"""Fold a text into one spelling, and remember where every character came from.

Outlets of one language write it in several ways: Arabic yeh or Farsi yeh, old Kurdish heh for ە, presentation forms copied out of a page,
tatweel before a suffix, three systems of digits. All rules match on the folded text; `offsets` leads every match back to the source, so
that names are quoted as they stand. Language identification reads the unfolded text (worker/classify/language.py).

What folding does, in this order:

1. drops Arabic marks (U+064B-0655, 0670), tatweel, zero-width and bidi marks, soft hyphens. Heh + ZWNJ, the old way of
   writing ە, so becomes the same letter as ە;
2. NFKC (presentation forms, ligatures, full width forms, decomposed letters);
3. letters: {ي ى ئ ێ ې ے -> ی} {ك ڪ -> ک} {ه ە ھ ة ہ ۀ -> ه} {أ إ آ ٱ -> ا} {ؤ ۆ ۇ -> و} {ڵ -> ل} {ڕ -> ر}; Latin lower case without Turkish
   rules (İ and ı are i);
4. halves of surrogate pairs to U+FFFD; digits to ASCII; quotes, apostrophes, dashes, spaces and the ellipsis to one ASCII character each.

Lengths: a text that has nothing to drop and is in NFKC (nearly all English, Kurmanji and Arabic) keeps its length, and `offsets` is then
`range(len(text) + 1)`. Only steps 1 and 2 change lengths.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"
_INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_DROPPED = _MARKS + "\u0640" + _INVISIBLE
_DROP_SET = frozenset(_DROPPED)
_DROPPED_ONES = re.compile(f"[{_DROPPED}][{_DROPPED}]*")  # not "+": what begins with one character is looked for faster
_TRIM = "\u0640" + _INVISIBLE

# Before NFKC, which would make two or three characters of some of these, or leave its quick path because of them.
_EARLY = {
    **dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u2028\u2029\x85", "\n"),
    **dict.fromkeys("‘’‚‛`´′ʼʻʿʾʹ＇", "'"),
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": ".",
    "İ": "i",
    "ı": "i",
}
_LATE = {
    **dict.fromkeys("يىئێېۍےۑۓ", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("ەھةہۀۂۃۿ", "ه"),
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ؤۆۇۈۋۊ", "و"),
    "ڵ": "ل",
    "ڕ": "ر",
    **{chr(0x0660 + i): str(i) for i in range(10)},
    **{chr(0x06F0 + i): str(i) for i in range(10)},
}
# The common ones first: most texts leave the chain of `in` tests with few replacements. str.translate costs thirty times as much here.
_EARLY_CHAIN = tuple(_EARLY.items())
_LATE_CHAIN = tuple(_LATE.items())
_DROP_CHAIN = tuple((char, "") for char in _DROPPED)
_INVISIBLE_CHAIN = tuple((char, "") for char in _INVISIBLE)
# Most texts have only letters that stay as they are, and of the others only these: they are asked for no more than these.
_USUAL = {*"\u064b\u064e\u064f\u0650\u0651\u0640\u200b\u200c\u200e\u200f", *"\xa0‘’“”«»–—…İı`", *"يىئێكەھةأإآؤۆڵڕ"}
_CHANGED = {*_DROPPED, *_EARLY, *_LATE, "ς"} - _USUAL


def _simple(*blocks: tuple[int, int]) -> set[str]:
    """The characters of some blocks that NFKC leaves alone, whatever stands beside them, and the usual ones that folding changes."""
    letters = {chr(code) for first, last in blocks for code in range(first, last)}
    stable = {c for c in letters if unicodedata.category(c)[0] != "M" and unicodedata.is_normalized("NFKC", c)}
    return (stable - _CHANGED) | {"\n", "\t", "\r"}


def _no_other(simple: set[str]) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(''.join(sorted(simple)))}]")


def _among(chain: tuple[tuple[str, str], ...], simple: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in chain if pair[0] in simple)


_LATIN = _simple((0x20, 0x7F), (0xA1, 0x250)) | (_USUAL - {chr(code) for code in range(0x600, 0x700)})
_ARABIC = (_LATIN - {"İ", "ı"}) | _simple((0x600, 0x700)) | (_USUAL - {"İ", "ı"})
_NOT_LATIN, _NOT_ARABIC = _no_other(_LATIN), _no_other(_ARABIC)
_NOT_SMALL = _no_other(
    {char for char in _ARABIC if char == char.lower()}
)  # to look for capitals takes half as long as to lower them
_LATIN_CHAINS = _among(_INVISIBLE_CHAIN, _LATIN), _among(_EARLY_CHAIN, _LATIN), _among(_LATE_CHAIN, _LATIN)
_ARABIC_CHAINS = _among(_DROP_CHAIN, _ARABIC), _among(_EARLY_CHAIN, _ARABIC), _among(_LATE_CHAIN, _ARABIC)
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_HALF = re.compile("[\ud800-\udfff]")
_NOT_IN_A_NAME = re.compile(r"[^\w']+|_+")


class _Offsets(Sequence[int]):
    """The offsets of a text from which characters were dropped and nothing else changed its length: few of them are ever asked for."""

    __slots__ = ("_gaps", "_lengths", "_size")

    def __init__(self, source: str) -> None:
        self._gaps: list[int] = []  # where, in the folded text, something was dropped before a character
        self._lengths = [0]  # how much was dropped up to there
        dropped = 0
        for match in _DROPPED_ONES.finditer(source):
            self._gaps.append(match.start() - dropped)
            dropped += match.end() - match.start()
            self._lengths.append(dropped)
        self._size = len(source) - dropped + 1

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._size))]
        if not -self._size <= index < self._size:
            raise IndexError(index)
        index %= self._size
        return index + self._lengths[bisect_right(self._gaps, index)]


class Folded:
    """A folded text. `offsets[i]` is the index in `source` of the character that `text[i]` came from; `offsets[len(text)]` is
    `len(source)`. Offsets never fall, and are worked out when first asked for, since most texts report no meeting."""

    __slots__ = ("_offsets", "source", "text")

    def __init__(self, text: str, source: str, offsets: Sequence[int] | None = None) -> None:
        self.text = text
        self.source = source
        self._offsets = offsets

    @property
    def offsets(self) -> Sequence[int]:
        if self._offsets is None:
            self._offsets = _Offsets(self.source)
        return self._offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[start:end]` came from, without invisible characters at its end."""
        if start >= end:
            at = self.offsets[min(start, len(self.text))]
            return at, at
        first, last = self.offsets[start], self.offsets[end]
        while last > first + 1 and self.source[last - 1] in _TRIM:
            last -= 1
        return first, last

    def surface(self, start: int, end: int) -> str:
        """What stands in the source where the folded text has `text[start:end]`."""
        first, last = self.span(start, end)
        return self.source[first:last]


def fold(text: str) -> Folded:
    """Fold `text`; see the head of this file. Never raises, linear in the length of the text."""
    if text.isascii():
        return Folded(text.replace("`", "'").lower(), text, range(len(text) + 1))
    small = False
    if _NOT_LATIN.search(text) is None:
        dropped, early, late = _LATIN_CHAINS
    elif _NOT_SMALL.search(text) is None:
        small = True
        dropped, early, late = _ARABIC_CHAINS
    elif _NOT_ARABIC.search(text) is None:
        dropped, early, late = _ARABIC_CHAINS
    else:
        return _fold_any(text)
    kept = _chain(text, dropped)
    folded = _chain(kept, early)
    folded = _chain(folded if small else folded.lower(), late)
    return Folded(folded, text, range(len(text) + 1) if len(kept) == len(text) else None)


def _fold_any(text: str) -> Folded:
    """Any text that is not ASCII alone."""
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:  # half of a pair, from a cut JSON string; nothing downstream can write it
        whole = fold(_HALF.sub("\ufffd", text))
        return Folded(whole.text, text, whole.offsets)
    arabic = _HAS_ARABIC.search(text) is not None
    kept = _chain(text, _DROP_CHAIN if arabic else _INVISIBLE_CHAIN)
    early = _chain(kept, _EARLY_CHAIN)
    if (
        not unicodedata.is_normalized("NFKC", early) or "\u0307" in early
    ):  # i + dot above: İ put in lower case by a careless page
        return _fold_by_clusters(text)
    folded = _letters(early, arabic)
    return Folded(folded, text, range(len(text) + 1) if len(kept) == len(text) else None)


def fold_name(name: str) -> str:
    """A name as it is compared: folded, without Latin diacritics, apostrophes and punctuation, single spaces. For keys, not for matching."""
    folded = fold(name).text
    if not folded.isascii():
        folded = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
        folded = (
            folded.replace("ø", "o")
            .replace("ł", "l")
            .replace("đ", "d")
            .replace("ə", "e")
            .replace("ß", "ss")
            .replace("æ", "ae")
        )
    return " ".join(_NOT_IN_A_NAME.sub(" ", folded.replace("'", "")).split())


def _chain(text: str, chain: tuple[tuple[str, str], ...]) -> str:
    for old, new in chain:
        if old in text:
            text = text.replace(old, new)
    return text


def _letters(text: str, arabic: bool) -> str:
    """Steps 3 and 4 on a text in NFKC: one character for one. `lower` gives a final sigma by its place, so that one is put right."""
    text = text.lower().replace("ς", "σ")
    return _chain(text, _LATE_CHAIN) if arabic else text


def _fold_by_clusters(text: str) -> Folded:
    """The same, letter by letter with the marks that follow it: for texts that NFKC changes."""
    pieces: list[str] = []
    offsets: list[int] = []
    start, size = 0, len(text)
    while start < size:
        end = start + 1
        while end < size and _joins(text[end]):
            end += 1
        piece = _fold_cluster(text[start : min(end, start + 32)])
        pieces.append(piece)
        offsets.extend([start] * len(piece))
        start = end
    return Folded("".join(pieces), text, (*offsets, size))


@lru_cache(maxsize=4096)
def _joins(char: str) -> bool:
    """Whether a character belongs to the letter before it."""
    if char.isascii():
        return False
    return char in _DROP_SET or any(unicodedata.combining(c) for c in unicodedata.normalize("NFKC", char)[:1])


@lru_cache(maxsize=16384)
def _fold_cluster(cluster: str) -> str:
    """Fold to the fixed point: lower case may undo NFKC, and NFKC may bring back what the first steps have replaced."""
    for _ in range(4):
        before = cluster
        cluster = _chain(_chain(cluster, _DROP_CHAIN), _EARLY_CHAIN)
        cluster = unicodedata.normalize("NFKC", cluster).replace("İ", "i").replace("i\u0307", "i")
        cluster = _letters(cluster, arabic=True)
        if cluster == before:
            break
    return cluster
