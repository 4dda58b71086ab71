"""Near-duplicate text by sketches: is this the wire copy, the edited re-post, the excerpt?

A text is folded (letters that outlets exchange, marks, case, digits), cut into shingles of three words, and sketched by MinHash: 128
minima of 32 bits, of which 42 bands of three become lookup keys. All constants are pinned here and no library takes part in the format;
every stored row carries SIG_VERSION, and known answers are tested, because a sketch that silently changed finds nothing any more.

A text match says "copy of the same text", never "same meeting": "X received Y in Z" with other names is nine tenths the same text.

Method: docs/adr/0040-near-duplicate-text.md, with the measured recall of each kind of edit.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from storage.records import CopyKind

SIG_VERSION = 1
HASHES = 128
BANDS, ROWS = 42, 3
SHINGLE = 3  # words
LONGEST = 200_000  # characters that are looked at
SHORTEST = 40  # words: what is shorter says too little to be called a copy
COPY_AT = 0.35  # Jaccard
PART_AT = 0.7  # containment

U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The sketch of a text.

    Attributes:
        whole: hash of the folded words; equal for equal texts.
        minima: HASHES minima, uint32.
        shingles: how many distinct ones the text has.
        bands: BANDS signed 64-bit lookup keys, the number of the band mixed in.
    """

    whole: int
    minima: U32
    shingles: int
    bands: tuple[int, ...]

    def pack(self) -> bytes:
        """8 bytes of `whole`, then the minima, little-endian."""
        return self.whole.to_bytes(8, "little") + self.minima.astype("<u4").tobytes()


def unpack(packed: bytes, shingles: int) -> Signature:
    """What `pack` made, without the bands (`bands_of` computes them again)."""
    minima = np.frombuffer(packed, dtype="<u4", offset=8).astype(np.uint32)
    return Signature(whole=int.from_bytes(packed[:8], "little"), minima=minima, shingles=shingles, bands=())


def sign(text: str) -> Signature | None:
    """The sketch of a text; None where it has fewer than SHORTEST words. About 0.1 ms for 250 words, folding included."""
    return sign_folded(fold(text))


def sign_folded(folded: U32) -> Signature | None:
    """The sketch of code points as `fold` gives them."""
    words = _word_hashes(folded)
    if len(words) < SHORTEST:
        return None
    shingles = _shingles(words)
    ordered = np.sort(shingles)
    distinct = 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))
    minima = _minima(shingles)
    whole = int(np.dot(words, _POWERS[: len(words)]))
    return Signature(whole=whole, minima=minima, shingles=distinct, bands=bands_of(minima))


def jaccard(one: Signature, other: Signature) -> float:
    """Estimate of the shared part of all shingles of both, 0..1; the error is about 0.04 at one half."""
    return float(np.count_nonzero(one.minima == other.minima)) / HASHES


def containment(one: Signature, other: Signature, similarity: float) -> float:
    """Estimate of the part of the smaller text that is in the other, 0..1."""
    shared = similarity / (1 + similarity) * (one.shingles + other.shingles)
    return min(1.0, shared / min(one.shingles, other.shingles))


def compare(one: Signature, other: Signature) -> tuple[CopyKind, float, float] | None:
    """What `one` is of `other`, with Jaccard and containment; None where they are no near-duplicates."""
    if one.whole == other.whole:
        return CopyKind.IDENTICAL, 1.0, 1.0
    similar = jaccard(one, other)
    part = containment(one, other, similar)
    if (
        part >= PART_AT
        and similar < 0.6
        and max(one.shingles, other.shingles) >= 1.4 * min(one.shingles, other.shingles)
    ):
        return (CopyKind.EXCERPT if one.shingles < other.shingles else CopyKind.CONTAINS), similar, part
    if similar >= COPY_AT or part >= PART_AT:
        return CopyKind.COPY, similar, part
    return None


# -- fold --------------------------------------------------------------------------------------------------------------

_SPACE, _DROP = 32, 0
# letters of the Arabic script that outlets exchange for one another, to one of them
_LETTERS = {
    "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ه": "ھ", "ة": "ھ", "ە": "ھ", "ۀ": "ھ", "ۃ": "ھ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ۆ": "و",
    "ۇ": "و", "ێ": "ی", "ې": "ی", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "s", "æ": "a", "œ": "o",
}  # fmt: skip


@cache
def _table() -> U32:
    """For each code point of the first plane its folded one: _SPACE parts words, _DROP vanishes."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        table[code] = _folded(chr(code))
    return table


def _folded(char: str) -> int:
    if 0xD800 <= ord(char) < 0xE000:
        return _SPACE
    if (digit := unicodedata.decimal(char, None)) is not None:
        return ord("0") + digit
    plain = unicodedata.normalize("NFKC", char)[:1].casefold()[:1]
    plain = _LETTERS.get(plain) or unicodedata.normalize("NFKD", plain)[:1]
    plain = _LETTERS.get(plain, plain)
    kind = unicodedata.category(plain)
    if kind[0] == "L" and kind != "Lm":
        return ord(plain)
    return _DROP if kind in ("Mn", "Me", "Cf", "Lm") or char in "'’‘`´" else _SPACE


def fold(text: str) -> U32:
    """A space, then the text as code points of folded letters and digits, words parted by spaces. Characters beyond the first plane part
    words; what is longer than LONGEST characters is cut."""
    codes = np.frombuffer(f" {text[:LONGEST]}".encode("utf-32-le", "replace"), dtype=np.uint32)
    folded: U32 = _table().take(codes, mode="clip")
    kept: U32 = folded[folded != _DROP]
    return kept


# -- hashes ------------------------------------------------------------------------------------------------------------

_MASK = (1 << 64) - 1


def _stream(seed: int, count: int) -> U64:
    """`count` odd pseudo-random numbers: splitmix64 from a seed, the same on every machine."""
    numbers = []
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & _MASK
        mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        numbers.append((mixed ^ (mixed >> 31)) | 1)
    return np.array(numbers, dtype=np.uint64)


def _powers(base: int, count: int) -> U64:
    powers = np.full(count, base, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_BASE = 0xD1342543DE82EF95
_POWERS = _powers(_BASE, LONGEST + 1)
_INVERSES = _powers(pow(_BASE, -1, 1 << 64), LONGEST + 1)
_PLACES = _stream(0x6469_7761_6E01, SHINGLE)  # of a word in a shingle
_FACTORS = (_stream(0x6469_7761_6E02, HASHES) >> np.uint64(32)).astype(np.uint32)[:, None] | np.uint32(1)
_SEEDS = _stream(0x6469_7761_6E04, BANDS)
_ROW_PLACES = _stream(0x6469_7761_6E05, ROWS)
_MIX = _stream(0x6469_7761_6E06, 2)
_HALF, _LOW = np.uint64(32), np.uint64(29)


def _word_hashes(folded: U32) -> U64:
    """A 64-bit hash of each word, in order: a polynomial of its letters, the same wherever in the text it stands."""
    letters = folded != _SPACE
    starts = np.flatnonzero(letters[1:] > letters[:-1]) + 1
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    terms = (folded ^ _SPACE) * _POWERS[: len(folded)]  # a space adds nothing
    return np.add.reduceat(terms, starts) * _INVERSES[starts]


def _shingles(words: U64) -> U32:
    """Hashes of the runs of SHINGLE words."""
    count = len(words) - SHINGLE + 1
    runs = words[:count] * _PLACES[0]
    for i in range(1, SHINGLE):
        runs += words[i : count + i] * _PLACES[i]
    runs ^= runs >> _LOW
    runs *= _MIX[0]
    short: U32 = (runs >> _HALF).astype(np.uint32)
    return short


def _minima(shingles: U32) -> U32:
    """The least value of the shingles under each of HASHES permutations of 32 bits."""
    least: U32 = (shingles * _FACTORS).min(axis=1)
    return least


def bands_of(minima: U32) -> tuple[int, ...]:
    """The lookup keys of a sketch."""
    keys = (minima[: BANDS * ROWS].reshape(BANDS, ROWS) * _ROW_PLACES).sum(axis=1) + _SEEDS
    keys ^= keys >> _LOW
    keys *= _MIX[1]
    keys ^= keys >> _HALF
    return tuple(keys.view(np.int64).tolist())
