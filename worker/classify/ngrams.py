"""What names look like: the probability of a letter behind up to three others, among the names of one origin (a character 4-gram model).

Probabilities are smoothed after Witten and Bell ("The zero-frequency problem", 1991): how many different letters were seen in a context says how
likely a new one is there, and what it is likely to be is asked of the next shorter context. `compiled` computes them once, as plain
arrays that are remembered between processes; an Ngrams reads them.
"""

import math
from array import array
from collections.abc import Iterable, Mapping

ORDER = 4  # letters of an n-gram
CODES = 27  # the letters a-z are 1..26, and 0 is what stands before a name and behind it
START = 0  # the context of a first letter; a context is the codes of three letters as one number, 27 * 27 * first + 27 * second + third
_UNSEEN = 1 / 28  # a letter where no name is known at all


_CODED = bytes(byte - 96 if 96 < byte < 123 else 0 for byte in range(256))


def coded(letters: str) -> bytes:
    """The codes of plain letters."""
    return letters.encode().translate(_CODED)


def counts_of_letters(names: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each letter stood behind up to ORDER - 1 others; "^" before a name, "$" behind it."""
    counts: dict[str, dict[str, int]] = {}
    for name in names:
        padded = "^" * (ORDER - 1) + name + "$"
        for i in range(ORDER - 1, len(padded)):
            for size in range(ORDER):
                row = counts.setdefault(padded[i - size : i], {})
                row[padded[i]] = row.get(padded[i], 0) + 1
    return counts


def compiled(names: Iterable[str]) -> tuple[bytes, bytes]:
    """For each context where its row begins (C unsigned int), and the rows: log probabilities of CODES symbols each (C float). Contexts that
    were never seen have the row of the longest end of theirs that was."""
    counts = counts_of_letters(names)
    chances: dict[str, list[float]] = {}
    starts: dict[str, int] = {}
    rows = array("f")
    for context in sorted({"", *counts}, key=lambda one: (len(one), one)):
        # a shorter context was seen at least as often, so that its row is there
        shorter = chances[context[1:]] if context else [_UNSEEN] * CODES
        chances[context] = _smoothed(counts.get(context, {}), shorter)
        starts[context] = len(rows)
        rows.extend(map(math.log, chances[context]))
    begins = [starts[""]]
    letters = "^" + "".join(map(chr, range(97, 123)))
    for size in range(1, ORDER):
        contexts = _contexts(letters, size)
        begins = [starts.get(context, begins[n % len(begins)]) for n, context in enumerate(contexts)]
    return array("I", begins).tobytes(), rows.tobytes()


def _smoothed(row: Mapping[str, int], shorter: list[float]) -> list[float]:
    """Witten and Bell: as many sightings are kept for the unseen as there were different letters."""
    if not row:
        return shorter
    kinds, total = len(row), sum(row.values())
    symbols = ["$", *map(chr, range(97, 123))]
    return [(row.get(symbol, 0) + kinds * shorter[n]) / (total + kinds) for n, symbol in enumerate(symbols)]


def _contexts(letters: str, size: int) -> list[str]:
    """All contexts of a size, in the order of their numbers."""
    return [one + letter for one in _contexts(letters, size - 1) for letter in letters] if size else [""]


class Ngrams:
    """The model of one origin. `begins[context] + code` is the place in `scores` of the log probability of a letter."""

    __slots__ = ("begins", "scores")

    def __init__(self, begins: bytes, scores: bytes) -> None:
        self.begins = array("I", begins)
        self.scores = array("f", scores)

    @classmethod
    def of(cls, names: Iterable[str]) -> "Ngrams":
        """The model of these names in plain letters."""
        return cls(*compiled(names))

    def likelihood(self, name: str) -> float:
        """The log probability of a whole name in plain letters."""
        begins, scores = self.begins, self.scores
        context, total = START, 0.0
        for code in coded(name):
            total += scores[begins[context] + code]
            context = context % 729 * 27 + code  # the last two letters, and this one
        return total + scores[begins[context]]
