"""How well an English spelling answers a word in Arabic letters: the likeliest way to align the two, letter by letter.

A letter may stand for none to three English ones. What it often became between its neighbours has a log probability (worker/classify/romaniser.py);
what it never became is worth more where the two sound alike. The best alignment is found by dynamic programming (Viterbi), in which what cannot
reach a least any more is given up early.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import inf

LONGEST = 3  # English letters that one letter may stand for
HOPELESS = 9.0  # how far behind the best a way to read a name is given up
SURELY_STRANGE = -1.8  # a cost above it is no less than what sounding alike is worth
STRANGE = -7.0  # log probability of a letter that becomes what it never became,
_SILENT = -3.5  # of one that often has no sound and has none,
_VOWELS_MORE = -3.0  # of one that sounds alike with vowels behind it,
_MORE = -4.5  # and with other letters

_VOWELS = frozenset("aeiouy")
_SOUNDS = {
    **dict.fromkeys("بپ", "bp"), **dict.fromkeys("تطث", "t"), **dict.fromkeys("دضذ", "d"), **dict.fromkeys("سصث", "sc"), **dict.fromkeys("زظذض", "zs"), "ج": "jgc",
    **dict.fromkeys("کقك", "kcqg"), **dict.fromkeys("غگخ", "gkhjx"), "ش": "scj", "چ": "c", "ژ": "jzg", "ر": "r", "ڕ": "r", "ل": "l", "ڵ": "l", "م": "m", "ن": "nm", "ف": "fvp", "ڤ": "vw", "ح": "h", "ه": "ha",
    "و": "wouv", "ۆ": "oua", "ی": "iyej", "ێ": "ei", "ا": "aeh", "أ": "aeiou", "إ": "iea", "آ": "a", "ە": "ae", "ة": "aeh", "ئ": "eiyao", "ؤ": "ou", "ع": "aei", "ى": "a",
}  # fmt: skip
_OFTEN_SILENT = frozenset("اأإوۆیێەهةعئى")


class Letter:
    """One letter of a word between its neighbours."""

    __slots__ = ("became", "best", "silent", "sounds")

    def __init__(self, letter: str, became: Mapping[str, float]) -> None:
        self.became = became or {"": -1.0}  # segment -> log probability
        self.sounds = _SOUNDS.get(letter, "")
        self.silent = max(self.became.get("", STRANGE), _SILENT if letter in _OFTEN_SILENT else STRANGE)
        self.best = max(SURELY_STRANGE, *self.became.values())  # the most that it may be worth

    def worth(self, segment: str) -> float:
        """The log probability of a segment, no less than what sounding alike is worth."""
        if not segment:
            return self.silent
        cost = self.became.get(segment, STRANGE)
        if cost < SURELY_STRANGE and segment[0] in self.sounds:
            return max(cost, _shapes[segment])
        return max(cost, STRANGE)


class _Shapes(dict[str, float]):
    """What a segment is worth whose first letter sounds like the letter: one sound, or more."""

    def __missing__(self, segment: str) -> float:
        if segment == segment[0] * len(segment) or _VOWELS.issuperset(segment):
            worth = SURELY_STRANGE
        else:
            worth = _VOWELS_MORE if _VOWELS.issuperset(segment[1:]) else _MORE
        self[segment] = worth  # there are few segments of at most three letters
        return worth


_shapes = _Shapes()


class Heard:
    """A word as its letters may be read, to be compared with spellings."""

    __slots__ = ("_ends", "_rest", "_starts", "letters")

    def __init__(self, letters: Sequence[Letter]) -> None:
        self.letters = letters
        worth = accumulate((letter.best for letter in reversed(letters)), initial=0.0)
        self._rest = list(worth)[::-1]  # the most that the letters from each on may be worth
        self._starts: dict[
            str, float
        ] = {}  # by how much the first letter falls short of its best in names that begin so,
        self._ends: dict[str, float] = {}  # and the last one in names that end so

    def answers(self, english: str, least: float = -inf) -> float:
        """The mean log probability of a letter if `english` (plain letters) is the spelling of the word that was heard; minus infinity
        where that is no more than `least`."""
        lowest = least * len(self.letters)
        # what is so low that the best of the other letters cannot lift it above the least is given up, at once or on the way
        lowest_before = lowest + self._end(english[-LONGEST:])
        if self._rest[0] - self._start(english[:LONGEST]) <= lowest_before:
            return -inf
        size, last = len(english), self.letters[-1]
        reached = {0: 0.0}  # how many English letters are answered so far -> how well
        for letter, rest in zip(self.letters[:-1], self._rest[1:], strict=False):
            became, silent, sounds = letter.became, letter.silent, letter.sounds
            further: dict[int, float] = {}
            for start, score in reached.items():
                if score + silent > further.get(start, -inf):
                    further[start] = score + silent
                alike = start < size and english[start] in sounds
                for end in range(start + 1, min(start + LONGEST, size) + 1):
                    segment = english[start:end]
                    cost = became.get(segment, STRANGE)  # Letter.worth, without the call
                    if cost < SURELY_STRANGE:
                        sound = _shapes[segment] if alike else STRANGE
                        if cost < sound:
                            cost = sound
                    cost += score
                    if cost > further.get(end, -inf):
                        further[end] = cost
            floor = max(max(further.values()) - HOPELESS, lowest_before - rest)
            reached = {end: score for end, score in further.items() if score > floor}
            if not reached:
                return -inf
        best = max([s + last.worth(english[at:]) for at, s in reached.items() if at + LONGEST >= size], default=-inf)
        return best / len(self.letters) if best > lowest else -inf

    def _start(self, letters: str) -> float:
        short = self._starts.get(letters)
        if short is None:
            first = self.letters[0]
            worth = max(first.worth(letters[:size]) for size in range(LONGEST + 1))
            short = self._starts[letters] = first.best - worth if len(self.letters) > 1 else 0.0
        return short

    def _end(self, letters: str) -> float:
        short = self._ends.get(letters)
        if short is None:
            last = self.letters[-1]
            short = self._ends[letters] = last.best - max(last.worth(letters[at:]) for at in range(len(letters) + 1))
        return short
