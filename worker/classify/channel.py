"""What a letter of a name in Arabic letters becomes in English, between its neighbours: the channel of the noisy channel (romaniser.py).

Counts of aligned pairs of names (scripts/train_romaniser.py) say what a letter became in contexts of ever more neighbours. The chances of a
narrow context are mixed with those of wider ones by how often it was seen (interpolated back-off). `compiled` mixes beforehand what can be,
into plain arrays that are remembered between processes; a Channel reads them.
"""

from array import array
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from itertools import accumulate

DOUBT = 4.0  # how many sightings more a context must have to outweigh a wider one

Rows = Mapping[str, str]  # context of a letter -> what it became and how often: "m9 mo2 1"
Contexts = tuple[str, str, str, str, str]  # of one letter, the widest first, as keys of Rows
Compiled = tuple[dict[str, int], bytes, bytes, bytes, list[str]]  # what a Channel is made of


def contexts(word: str, i: int) -> Contexts:
    """The letter at `i` of a word in "^...$" with ever more of its neighbours."""
    p, c, n = word[i - 1], word[i], word[i + 1]
    after = word[i + 2] if i + 2 < len(word) else "$"
    return f"1{c}", f"2<{p}{c}", f"2{c}{n}", f"3{p}{c}{n}", f"4{p}{c}{n}{after}"


def compiled(rows: Rows) -> Compiled:
    """The number of each context, where the rows begin (C unsigned int), the numbers of their segments (C unsigned short) and their chances
    (C float), and the segments. Contexts of three and more have all wider ones mixed in; of two, only that with the letter before has,
    since that with the letter behind may follow it: it has its counts as they are."""
    segments: dict[str, int] = {}
    sizes, numbers, values = [], array("H"), array("f")
    counts = cache(lambda key: counts_of(rows[key]) if key in rows else {})
    for key in sorted(rows):
        mixed: Mapping[str, float] = counts(key)
        if not _is_behind(key):
            mixed = reduce(_mixed, map(counts, _within(key)), {})
        sizes.append(len(mixed))
        values.extend(mixed.values())
        numbers.extend(segments.setdefault(segment, len(segments)) for segment in mixed)
    begins = array("I", accumulate(sizes, initial=0))
    at = {key: number for number, key in enumerate(sorted(rows))}
    return at, begins.tobytes(), numbers.tobytes(), values.tobytes(), list(segments)


def _is_behind(key: str) -> bool:
    """Whether a context is of a letter and the one behind it."""
    return key[0] == "2" and key[1] != "<"


def _within(key: str) -> Sequence[str]:
    """The contexts that are mixed for one of another kind, the widest first."""
    if key[0] in "12":
        return (f"1{key[-1]}", key) if key[0] == "2" else (key,)
    return contexts(f"{key[1:]}$", 1)[: int(key[0]) + 1]


def _mixed(wide: Mapping[str, float], counts: Mapping[str, float]) -> Mapping[str, float]:
    """The chances of a context with those of a wider one: the more it was seen, the more it decides."""
    if not wide or not counts:
        return {segment: count / sum(counts.values()) for segment, count in counts.items()} if counts else wide
    total, kinds = sum(counts.values()), len(counts)
    keep = (kinds + DOUBT) / (total + kinds + DOUBT)
    mixed = {segment: chance * keep for segment, chance in wide.items()}
    for segment, count in counts.items():
        mixed[segment] = mixed.get(segment, 0.0) + (1.0 - keep) * count / total
    return mixed


def counts_of(row: str) -> Mapping[str, int]:
    """ "m9 mo2 1" as {"m": 9, "mo": 2, "": 1}."""
    found = {}
    for part in row.split(" "):
        letters = part.rstrip("0123456789")
        found[letters] = int(part[len(letters) :])
    return found


class Channel:
    """The model of one origin, or of all."""

    __slots__ = ("_at", "_begins", "_numbers", "_segments", "_values")

    def __init__(self, at: dict[str, int], begins: bytes, numbers: bytes, values: bytes, segments: list[str]) -> None:
        self._at = at
        self._begins = array("I", begins)
        self._numbers = array("H", numbers)
        self._values = array("f", values)
        self._segments = segments

    @classmethod
    def of(cls, rows: Rows) -> "Channel":
        return cls(*compiled(rows))

    def chances(self, letter: Contexts) -> Mapping[str, float]:
        """What a letter may become; empty where it was never seen."""
        at = self._at
        for key in (letter[4], letter[3]):
            if key in at:
                return self._row(at[key])
        wide = letter[1] if letter[1] in at else letter[0]
        mixed: Mapping[str, float] = self._row(at[wide]) if wide in at else {}
        return _mixed(mixed, self._row(at[letter[2]])) if letter[2] in at else mixed

    def _row(self, number: int) -> dict[str, float]:
        start, end = self._begins[number], self._begins[number + 1]
        return dict(
            zip(map(self._segments.__getitem__, self._numbers[start:end]), self._values[start:end], strict=True)
        )
