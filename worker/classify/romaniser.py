"""Spell a word of a name in Arabic letters as English papers would, letter by letter: a noisy channel, decoded by a beam search.

What a letter becomes between its neighbours among people of the same origin (the channel: counts of aligned pairs, learnt by
scripts/train_romaniser.py) is weighed against what names of that origin look like in English (worker/classify/ngrams.py). The same chances, as a
Heard word, are what English spellings are compared with (worker/classify/alignment.py). The method is docs/adr/0023-spelling-unknown-names.md.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from math import inf, log

from worker.classify.alignment import Heard, Letter
from worker.classify.channel import Channels
from worker.classify.lexicon import unaccent
from worker.classify.ngrams import START, Ngrams, coded

BEAM = 8  # half-spelt words that are kept
OPTIONS = 6  # of what a letter may be, so many are tried in spelling
LETTERS = 5.0  # what the letters weigh beside the look of English names
USUAL = 1.2  # minus the log probability of a usual letter: else short spellings would win
OWN = 0.6  # what names of the same origin weigh beside all names

HalfSpelt = tuple[float, str, int]  # score, letters so far, and their context in the look
Option = tuple[float, str, bytes]  # the most that it can add to a score, and what a letter may become, also in codes

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


class Romaniser:
    """Letters are read as they are among all names first (an origin of `channels` too), then among ever nearer kin; `look` is what the origin's
    names look like."""

    def __init__(self, channels: Channels, origins: Sequence[str], look: Ngrams) -> None:
        self._channels = channels
        self._origins = [channels.by_origin[origin] for origin in origins if origin in channels.by_origin]
        self._look = look

    def heard(self, word: str) -> Heard:
        """What the letters of a lightly folded word may be, with log probabilities."""
        contexts = self._channels.letters_of(word)
        return Heard([Letter(char, self._chances(letter)) for char, letter in zip(word, contexts, strict=True)])

    def _chances(self, letter: Sequence[int]) -> dict[str, float]:
        """The log probability of what a letter may become: the nearer the names, the more they count."""
        mixed: Mapping[str, float] = {}
        for origin in self._origins:
            near = origin.chances(letter)
            if mixed and near:
                both = {segment: chance * (1 - OWN) for segment, chance in mixed.items()}
                for segment, chance in near.items():
                    both[segment] = both.get(segment, 0.0) + OWN * chance
                mixed = both
            else:
                mixed = mixed or near
        return {segment: log(chance) for segment, chance in mixed.items()}

    def spell(self, heard: Heard) -> str:
        """A word as it is most likely spelt, with a capital."""
        beam: list[HalfSpelt] = [(0.0, "", START)]
        for letter in heard.letters:
            beam = self._further(beam, _options(letter))
        begins, scores = self._look.begins, self._look.scores
        text = max((score + scores[begins[at]], text) for score, text, at in beam)[1]
        return text[:1].upper() + text[1:]

    def _further(self, beam: Sequence[HalfSpelt], options: Sequence[Option]) -> list[HalfSpelt]:
        """The BEAM best with one more letter, best first."""
        begins, scores = self._look.begins, self._look.scores
        best: dict[str, tuple[float, int]] = {}
        least = -inf
        for some in (options[:1], options[1:]):  # the one that promises most first
            for score, text, context in beam:
                for gain, segment, codes in some:
                    total, at = score + gain, context
                    if total < least:  # the look can only take from it
                        break
                    for code in codes:
                        total += scores[begins[at] + code]
                        at = at % 729 * 27 + code  # the last two letters, and this one
                    out = text + segment
                    if out not in best or total > best[out][0]:
                        best[out] = total, at
            if len(beam) == BEAM:
                least = min(best.values())[0]  # as many as are kept are as good
        return sorted([(total, text, at) for text, (total, at) in best.items()], reverse=True)[:BEAM]


def _options(letter: Letter) -> list[Option]:
    """The likeliest that a letter may be, the greatest gain first; an English letter can only take from it, for its log probability is negative."""
    likeliest = sorted([(-cost, segment) for segment, cost in letter.became.items()])[:OPTIONS]
    return sorted([(USUAL * len(s) - LETTERS * cost, s, coded(s)) for cost, s in likeliest], reverse=True)
