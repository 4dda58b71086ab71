"""What a letter of a name in Arabic letters becomes in English, between its neighbours: the channel of the noisy channel (romaniser.py).

Counts of aligned pairs of names (scripts/train_romaniser.py) say what a letter became in contexts of ever more neighbours, among all names and
among those of each origin. The chances of a narrow context are mixed with those of wider ones by how often it was seen (interpolated
back-off). `compiled` mixes beforehand what can be, into plain arrays that are remembered between processes; Channels reads them.
"""

from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate

DOUBT = 4.0  # how many sightings more a context must have to outweigh a wider one

Rows = Mapping[str, str]  # context of a letter -> what it became and how often: "m9 mo2 1"
Contexts = tuple[str, str, str, str, str]  # of one letter, the widest first, as keys of Rows
Arrays = tuple[bytes, bytes, bytes, bytes]  # of one origin, as of `compiled`
Compiled = tuple[dict[str, int], list[str], dict[str, Arrays]]  # what Channels are made of
UNKNOWN = 0  # the number of a context that nobody has seen, and of the empty row of what an origin has not


def contexts(word: str, i: int) -> Contexts:
    """The letter at `i` of a word in "^...$" with ever more of its neighbours."""
    p, c, n = word[i - 1], word[i], word[i + 1]
    after = word[i + 2] if i + 2 < len(word) else "$"
    return f"1{c}", f"2<{p}{c}", f"2{c}{n}", f"3{p}{c}{n}", f"4{p}{c}{n}{after}"


def compiled(origins: Mapping[str, Rows]) -> Compiled:
    """The numbers of contexts and the segments, of all origins, and for each of these the row of each context (C unsigned short), where the rows
    begin (C unsigned int), and the numbers of their segments (C unsigned short) with their chances (C float). Contexts of three and
    more letters have all wider ones mixed in; of two, only that with the letter before has, since that with the letter behind
    may follow it: it has its counts as they are."""
    keys = sorted({key for rows in origins.values() for key in rows})
    numbers = {key: number for number, key in enumerate(keys, start=UNKNOWN + 1)}
    segments: dict[str, int] = {}
    found = {origin: _compiled(rows, numbers, segments) for origin, rows in sorted(origins.items())}
    return numbers, list(segments), found


def _compiled(rows: Rows, numbers: Mapping[str, int], segments: dict[str, int]) -> Arrays:
    """One origin; `segments` gains those that are new."""
    row_of = array("H", [UNKNOWN]) * (len(numbers) + 1)
    sizes, parts, chances = [0], array("H"), array("f")

    @cache
    def counts(key: str) -> Mapping[str, float]:
        return counts_of(rows[key]) if key in rows else {}

    @cache
    def mixture(keys: Sequence[str]) -> Mapping[str, float]:
        return _mixed(mixture(keys[:-1]), counts(keys[-1])) if keys else {}

    for row, key in enumerate(sorted(rows), start=1):
        row_of[numbers[key]] = row
        mixed = counts(key) if _is_behind(key) else mixture(_within(key))
        sizes.append(len(mixed))
        parts.extend(segments.setdefault(segment, len(segments)) for segment in mixed)
        chances.extend(mixed.values())
    begins = array("I", accumulate(sizes, initial=0))
    return row_of.tobytes(), begins.tobytes(), parts.tobytes(), chances.tobytes()


def _is_behind(key: str) -> bool:
    """Whether a context is of a letter and the one behind it."""
    return key[0] == "2" and key[1] != "<"


def _within(key: str) -> tuple[str, ...]:
    """The contexts that are mixed for one of another kind, the widest first."""
    if key[0] in "12":
        return (f"1{key[-1]}", key) if key[0] == "2" else (key,)
    return contexts(f"{key[1:]}$", 1)[: int(key[0]) + 1]


def _mixed(wide: Mapping[str, float], counts: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of a context with those of a wider one: the more it was seen, the more it decides."""
    if not counts:
        return wide
    total, kinds = sum(counts.values()), len(counts)
    keep = (kinds + DOUBT) / (total + kinds + DOUBT) if wide else 0.0
    mixed = {segment: chance * keep for segment, chance in wide.items()}
    for segment, count in counts.items():
        mixed[segment] = mixed.get(segment, 0.0) + (1.0 - keep) * count / total
    return mixed


def counts_of(row: str) -> dict[str, int]:
    """ "m9 mo2 1" as {"m": 9, "mo": 2, "": 1}."""
    found = {}
    for part in row.split(" "):
        letters = part.rstrip("0123456789")
        found[letters] = int(part[len(letters) :])
    return found


class Channel:
    """The model of one origin, or of all names."""

    __slots__ = ("_begins", "_chances", "_parts", "_row_of", "_segments")

    def __init__(self, row_of: bytes, begins: bytes, parts: bytes, chances: bytes, segments: Sequence[str]) -> None:
        self._row_of = array("H", row_of)
        self._begins = array("I", begins)
        self._parts = array("H", parts)
        self._chances = array("f", chances)
        self._segments = segments

    def chances(self, letter: Sequence[int]) -> Mapping[str, float]:
        """What a letter may become, by the numbers of its contexts; empty where it was never seen."""
        row_of = self._row_of
        wide, before, behind, both, most = letter
        if row := row_of[most] or row_of[both]:
            return self._row(row)
        mixed = self._row(row_of[before] or row_of[wide])
        return _mixed(mixed, self._row(row_of[behind])) if row_of[behind] else mixed

    def _row(self, row: int) -> dict[str, float]:
        start, end = self._begins[row], self._begins[row + 1]
        segments = map(self._segments.__getitem__, self._parts[start:end])
        return dict(zip(segments, self._chances[start:end], strict=True))


class Channels:
    """The models of one language by origin, and the numbers of the contexts that they know."""

    def __init__(self, numbers: dict[str, int], segments: Sequence[str], origins: Mapping[str, Arrays]) -> None:
        self._numbers = numbers
        self.by_origin = {origin: Channel(*arrays, segments) for origin, arrays in origins.items()}

    @classmethod
    def of(cls, origins: Mapping[str, Rows]) -> "Channels":
        return cls(*compiled(origins))

    def letters_of(self, word: str) -> list[list[int]]:
        """Each letter of a word, by the numbers of its contexts."""
        padded, number = f"^{word}$", self._numbers.get
        return [[number(key, UNKNOWN) for key in contexts(padded, i)] for i in range(1, len(padded) - 1)]
