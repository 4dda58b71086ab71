"""Spell a word of a name in Arabic letters as English papers would, letter by letter, and say how well another spelling answers it.

A letter becomes what it most often becomes between its neighbours among names of the same origin, weighed against what names of
that origin look like in English (ngrams), by a beam of BEAM half-spelt words. The counts are learnt from the knowledge's own pairs of
spellings by scripts/train_romaniser.py; the method is docs/adr/0023-spelling-unknown-names.md.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from worker.classify.lexicon import unaccent

BEAM = 8
OPTIONS = 6
ENGLISH = 0.2  # what the look of English names weighs beside the letters
DOUBT = 4.0  # how many sightings more a context must have to outweigh a wider one
USUAL = 1.2  # minus the log probability of a usual letter: else short spellings would win
ORDER = 4
OWN = 0.6  # what names of the same origin weigh beside all names
LONGEST = 3  # English letters that one letter may stand for
HOPELESS = 9.0  # how far behind the best a way to read a name is given up
SURELY_STRANGE = -1.8  # a cost above it is no less than what sounding alike is worth
STRANGE = -7.0  # log probability of a letter that becomes what it never became

Heard = list[tuple[str, dict[str, float]]]  # each letter, and the log probability of what it may become
Rows = Mapping[str, str]  # context of a letter -> what it became and how often: "m9 mo2 1"

_OLD_KURDISH = str.maketrans(
    {"ك": "ک", "ي": "ی", "ھ": "ه", "ـ": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None}
)


def lightly_folded(word: str) -> str:
    """A word with the letters that tell vowels apart (ێ ۆ ە ة أ), but for the accidents of keyboards."""
    return unicodedata.normalize("NFKC", word).replace("ه\u200c", "ە").translate(_OLD_KURDISH).strip("\"'.,،()")


def is_article(word: str) -> bool:
    """Whether a word of Arabic as it stands begins with the article (ال, not the أل of "Alexander")."""
    return word.startswith("ال") and len(word) > 4


def plain(word: str) -> str:
    """Lower-case letters a-z of a Latin word, accents off."""
    return "".join(c for c in unaccent(unicodedata.normalize("NFC", word).lower()) if "a" <= c <= "z")


def contexts(word: str, i: int) -> tuple[str, ...]:
    """The letter at `i` of a word in "^...$" with ever more of its neighbours, as keys of Rows."""
    p, c, n = word[i - 1], word[i], word[i + 1]
    after = word[i + 2] if i + 2 < len(word) else "$"
    return f"1{c}", f"2<{p}{c}", f"2{c}{n}", f"3{p}{c}{n}", f"4{p}{c}{n}{after}"


def counts_of_letters(names: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each letter stood behind up to ORDER - 1 others, for a Look."""
    counts: dict[str, dict[str, int]] = {}
    for name in names:
        padded = "^" * (ORDER - 1) + name + "$"
        for i in range(ORDER - 1, len(padded)):
            for size in range(ORDER):
                row = counts.setdefault(padded[i - size : i], {})
                row[padded[i]] = row.get(padded[i], 0) + 1
    return counts


class Look:
    """What names look like: the probability of a letter behind up to ORDER - 1 others, after Witten and Bell."""

    def __init__(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        self._counts = counts
        self.chance = lru_cache(maxsize=8192)(self._chance)

    def _chance(self, before: str, char: str) -> float:
        row = self._counts.get(before)
        shorter = self.chance(before[1:], char) if before else 1 / 28
        if not row:
            return shorter
        total = sum(row.values())
        return (row.get(char, 0) + len(row) * shorter) / (total + len(row))

    def likelihood(self, name: str) -> float:
        """The log probability of a whole name in plain letters."""
        padded = "^" * (ORDER - 1) + name + "$"
        return sum(math.log(self.chance(padded[i + 1 - ORDER : i], padded[i])) for i in range(ORDER - 1, len(padded)))


class Romaniser:
    """`rows` are what letters became, among all names first, then among ever nearer kin; `look` that of the origin's."""

    def __init__(self, rows: Sequence[Rows], look: Look) -> None:
        self._rows = rows
        self._look = look
        self._became = lru_cache(maxsize=4096)(self._options)
        self._next = lru_cache(maxsize=8192)(self._english)
        self.spell = lru_cache(maxsize=4096)(self._spell)

    def _spell(self, word: str) -> str:
        """A lightly folded word as it is most likely spelt, with a capital."""
        padded = f"^{word}$"
        beam: list[tuple[float, str]] = [(0.0, "^" * (ORDER - 1))]
        for i in range(1, len(padded) - 1):
            options = self._became(contexts(padded, i))
            best: dict[str, float] = {}
            for score, text in beam:
                for segment, cost in options[:OPTIONS]:
                    total, out = score + cost, text
                    for char in segment:
                        total += self._next(out[1 - ORDER :], char)
                        out += char
                    if total > best.get(out, -math.inf):
                        best[out] = total
            beam = sorted(((s, t) for t, s in best.items()), reverse=True)[:BEAM]
        text = max((s + self._next(t[1 - ORDER :], "$"), t) for s, t in beam)[1][ORDER - 1 :]
        return text[:1].upper() + text[1:]

    def heard(self, word: str) -> "Heard":
        """What the letters of a lightly folded word may be, to be compared with names."""
        padded = f"^{word}$"
        return [(padded[i], dict(self._became(contexts(padded, i)))) for i in range(1, len(padded) - 1)]

    def _options(self, keys: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        """What a letter may become, with log probabilities, likeliest first: the wider the context and the nearer the names, the more it counts."""
        mixed: dict[str, float] = {}
        for rows in self._rows:
            found = _interpolated(rows, keys)
            share = OWN if mixed and found else 1.0
            mixed = {segment: chance * (1 - share) for segment, chance in mixed.items()} if found else mixed
            for segment, chance in found.items():
                mixed[segment] = mixed.get(segment, 0.0) + share * chance
        if not mixed:
            return (("", -1.0),)
        return tuple(sorted(((s, math.log(v)) for s, v in mixed.items()), key=lambda pair: (-pair[1], pair[0])))

    def _english(self, before: str, char: str) -> float:
        return ENGLISH * (math.log(self._look.chance(before, char)) + USUAL)


def answers(heard: Heard, english: str, least: float = -math.inf) -> float:
    """The mean log probability of a letter if `english` (plain letters) is the spelling of the word that was heard; minus infinity where
    that is below `least`."""
    size, lowest = len(english), least * len(heard)
    reached = {0: 0.0}
    for letter, options in heard:
        further: dict[int, float] = {}
        for j, score in reached.items():
            for end in range(j, min(j + LONGEST, size) + 1):
                segment = english[j:end]
                cost = options.get(segment)
                if cost is None or cost < SURELY_STRANGE:
                    cost = options[segment] = max(cost or -math.inf, _strange(letter, segment))
                if score + cost > further.get(end, -math.inf):
                    further[end] = score + cost
        # costs only add up: what is below the least already stays there
        floor = max(max(further.values(), default=-math.inf) - HOPELESS, lowest)
        reached = {end: score for end, score in further.items() if score > floor}
        if not reached:
            return -math.inf
    return reached.get(size, -math.inf) / len(heard)


def _interpolated(rows: Rows, keys: Sequence[str]) -> dict[str, float]:
    """Chances of what a letter becomes, from its narrowest context to its widest: the more a context was seen, the more it decides."""
    mixed: dict[str, float] = {}
    for key in keys:
        if found := rows.get(key):
            row = counts_of(found)
            total = sum(row.values())
            keep = (len(row) + DOUBT) / (total + len(row) + DOUBT) if mixed else 0.0
            mixed = {segment: chance * keep for segment, chance in mixed.items()}
            for segment, count in row.items():
                mixed[segment] = mixed.get(segment, 0.0) + (1.0 - keep) * count / total
    return mixed


def counts_of(row: str) -> dict[str, int]:
    """ "m9 mo2 1" as {"m": 9, "mo": 2, "": 1}."""
    found = {}
    for part in row.split(" "):
        letters = part.rstrip("0123456789")
        found[letters] = int(part[len(letters) :])
    return found


_VOWELS = frozenset("aeiouy")
_SOUNDS = {
    **dict.fromkeys("بپ", "bp"), **dict.fromkeys("تطث", "t"), **dict.fromkeys("دضذ", "d"), **dict.fromkeys("سصث", "sc"), **dict.fromkeys("زظذض", "zs"), "ج": "jgc",
    **dict.fromkeys("کقك", "kcqg"), **dict.fromkeys("غگخ", "gkhjx"), "ش": "scj", "چ": "c", "ژ": "jzg", "ر": "r", "ڕ": "r", "ل": "l", "ڵ": "l", "م": "m", "ن": "nm", "ف": "fvp", "ڤ": "vw", "ح": "h", "ه": "ha",
    "و": "wouv", "ۆ": "oua", "ی": "iyej", "ێ": "ei", "ا": "aeh", "أ": "aeiou", "إ": "iea", "آ": "a", "ە": "ae", "ة": "aeh", "ئ": "eiyao", "ؤ": "ou", "ع": "aei", "ى": "a",
}  # fmt: skip


def _strange(letter: str, segment: str) -> float:
    """The least that a letter and English letters that never met are worth: more where they sound alike, and where only vowels are added."""
    if not segment:
        return STRANGE if letter not in "اأإوۆیێەهةعئى" else -3.5
    if segment[0] not in _SOUNDS.get(letter, ""):
        return STRANGE
    if segment == segment[0] * len(segment) or (segment[0] in _VOWELS and _VOWELS.issuperset(segment)):
        return -1.8
    return -3.0 if _VOWELS.issuperset(segment[1:]) else -4.5
