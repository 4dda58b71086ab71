"""Spell a name in Arabic letters as English papers would: whole words that the knowledge has seen, else letter by letter.

A letter becomes what it most often becomes between its neighbours, weighed against what English names look like (trigrams), by a beam of
BEAM half-spelt words. The counts are learnt from the knowledge's own pairs of spellings by scripts/train_romaniser.py.
"""

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from worker.classify.fold import fold

BEAM = 12
LETTER = 1.0
ENGLISH = 0.2


_OLD_KURDISH = str.maketrans(
    {"ك": "ک", "ي": "ی", "ھ": "ه", "ـ": None, "\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None}
)


def lightly_folded(word: str) -> str:
    """A word with the letters that tell vowels apart (ێ ۆ ە ة أ), but for the accidents of keyboards."""
    return unicodedata.normalize("NFKC", word).replace("ه\u200c", "ە").translate(_OLD_KURDISH).strip("\"'.,،()")


def is_article(word: str) -> bool:
    """Whether a word of Arabic as it stands begins with the article."""
    return word.startswith("ال") and len(word) > 4


class Romaniser:
    """`model` is one language of worker/knowledge/romanise.json; `endings` are ends of words with their spelling, longest first."""

    def __init__(self, model: Mapping[str, Any], endings: Sequence[tuple[str, str]] = ()) -> None:
        self._endings = endings
        self._words: Mapping[str, str] = model.get("words", {})
        self._letters: Mapping[str, Mapping[str, int]] = model.get("letters", {})
        self._trigrams: Mapping[str, Mapping[str, int]] = model.get("trigrams", {})
        self.word = lru_cache(maxsize=4096)(self._word)

    def name(self, surface: str, *, arabic: bool = True, other: Callable[[str, str], str | None] | None = None) -> str:
        """A whole name as it stands in the text; an Arabic article becomes "al-" (ال, not the أل of "Alexander"). `other` may know a
        better spelling of a word that was spelt letter by letter, from both."""
        parts: list[str] = []
        before = ""
        for word in surface.replace("-", " ").split():
            bare = lightly_folded(word)
            whole = self.known(fold(bare).text) if arabic and is_article(word) else None
            if whole is not None and whole.startswith("al-"):  # "الدين", "الأمير" inside a name
                parts.append(whole.removeprefix("al-") if before == "عبد" else whole)
                before = bare
                continue
            article = arabic and is_article(word)
            if article:
                bare = bare[2:]
            if before == "عبد" and bare in ("له", "لله", "الله", "ه"):
                parts[-1] = "Abdullah"
            elif bare:
                known = self.word(bare)
                if (
                    other is not None
                    and not article
                    and self.known(bare) is None
                    and self.known(fold(bare).text) is None
                ):
                    known = other(bare, known) or known
                parts.append(f"al-{known}" if article and before != "عبد" else known)
            before = bare
        return " ".join(p for p in parts if p)

    def known(self, word: str) -> str | None:
        return self._words.get(word)

    def _word(self, word: str) -> str:
        seen = self._words.get(word) or self._words.get(fold(word).text)
        if seen is not None:
            return seen
        for ending, english in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                return self._word(word[: -len(ending)]) + english
        if not self._letters:
            return word
        padded = f"^{word}$"
        beam: list[tuple[float, str]] = [(0.0, "^^")]
        for i in range(1, len(padded) - 1):
            options = self._options(padded, i)
            grown = []
            for score, text in beam:
                for segment, cost in options:
                    total = score + LETTER * cost
                    out = text
                    for char in segment:
                        total += ENGLISH * self._english(out[-2:], char)
                        out += char
                    grown.append((total, out))
            best: dict[str, float] = {}
            for score, text in grown:
                if score > best.get(text, -math.inf):
                    best[text] = score
            beam = sorted(((s, t) for t, s in best.items()), reverse=True)[:BEAM]
        final = max(beam, key=lambda pair: (pair[0] + ENGLISH * self._english(pair[1][-2:], "$"), pair[1]))
        text = final[1][2:]
        return text[:1].upper() + text[1:]

    def _options(self, padded: str, i: int) -> list[tuple[str, float]]:
        """What the letter may become, with log probabilities: the narrower context counts more."""
        p, c, n = padded[i - 1], padded[i], padded[i + 1]
        after = padded[i + 2] if i + 2 < len(padded) else "$"
        mixed: dict[str, float] = {}
        keys = (
            (f"4{p}{c}{n}{after}", 8.0),
            (f"3{p}{c}{n}", 5.0),
            (f"2{c}{n}", 2.0),
            (f"2<{p}{c}", 2.0),
            (f"1{c}", 0.5),
        )
        weights = 0.0
        for key, weight in keys:
            row = self._letters.get(key)
            if not row:
                continue
            total = sum(row.values())
            share = weight * total / (total + 2.0)
            weights += share
            for segment, count in row.items():
                mixed[segment] = mixed.get(segment, 0.0) + share * count / total
        if not mixed:
            return [("", -1.0)]
        ranked = sorted(((s, math.log(v / weights)) for s, v in mixed.items()), key=lambda pair: -pair[1])
        return ranked[:6]

    def _english(self, pair: str, char: str) -> float:
        row = self._trigrams.get(pair)
        if not row:
            return -4.0
        return math.log((row.get(char, 0) + 0.1) / (sum(row.values()) + 2.7))
