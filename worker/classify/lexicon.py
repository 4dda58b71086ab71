"""Every name and cue of the knowledge, matched in a text of one language.

A lexicon is a table from the stem of a first word to the phrases that begin with it. A word of a text may have several stems: Arabic loses
its proclitics (و ف ب ل ك س, the article), Sorani and Kurmanji the endings of a closed list, longest first. Longest phrase wins, leftmost
first. Stems of words are remembered, so that a word seen before costs one look-up.
"""

import itertools
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from worker.classify import fold as folding
from worker.classify.fold import fold
from worker.classify.when import Timely, timely
from worker.knowledge import load
from worker.knowledge.load import LANGUAGES, Knowledge, is_shipped
from worker.knowledge.remember import remembered

__all__ = ["Item", "Lexicon", "Reading", "Stem", "lexicon_of", "spellings", "split_words"]

# A word may hold apostrophes (Sa'ar); "'s" and Kurmanji endings after an apostrophe part from it. U.S. and H.E. are one word.
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.\s")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|@\w+|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*|'s\b|\d+(?:[.,:/]\d+)*|\w+|[^\w\s]")


# Arabic verbs that begin like an article, folded: "التقى" is no article and the name "تقي"
_MET_AR = re.compile("التق(?:ی|ت|تا|ته|یا|یاه|یت|وا|اه|اهم|اهما)")


_NOT_AR = ("لم", "لن")
_AL_ALI = "العلی"  # folded: the surname is no "the" before "on"


class Reading(NamedTuple):
    """What a phrase may mean. `kind`: polity adj capital seat place actor short office title portfolio body cue word."""

    kind: str
    id: str
    weak: bool = False
    caps: bool = False  # counts only where the text has capitals ("US", not "us")
    loud: bool = False  # a cue that tells of a meeting, or that one is off, by itself


class Stem(NamedTuple):
    text: str
    clitic: str = ""
    definite: bool = False


_BITS: dict[str, int] = {}


def mark(*names: str) -> int:
    """One bit for each kind of reading, class of words ("word:deleg"), and "loud": a sentence has the marks of all its items, so that most
    questions about it need no look at the items."""
    marks = 0
    for name in names:
        marks |= _BITS.setdefault(name, 1 << len(_BITS))
    return marks


SAYS = mark(
    *("polity", "adj", "capital", "seat", "place", "actor", "short"),
    *("office", "title", "portfolio", "body", "cue", "gap"),
)  # every kind of reading but plain words
OFFICIAL = mark("office", "title", "portfolio", "word:counterpart")
NAMED = mark("actor", "short")
LOUD = mark("loud", "word:deleg")


class Meaning:
    """The readings of a phrase, with what is asked of them ten thousand times worked out once: made once for each set of readings."""

    __slots__ = ("capital", "cues", "ids", "marks", "nation", "readings", "told", "words")

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self.readings = readings
        self.ids = {reading.kind: reading.id for reading in reversed(readings)}  # the first of each kind
        self.words = frozenset(reading.id for reading in readings if reading.kind == "word")
        rules = [(reading.kind, (reading.id, f"{reading.kind}:{reading.id}")) for reading in readings]
        self.nation = next(
            (rule for kind, rule in rules if kind in ("adj", "polity", "seat")), None
        )  # and what says so
        self.capital = next((rule for kind, rule in rules if kind == "capital"), None)
        self.cues = tuple(int(reading.id) for reading in readings if reading.kind == "cue")
        self.told = tuple(reading for reading in readings if reading.kind in ("cue", "gap", "word"))
        self.marks = mark(*self.ids, *(f"word:{word}" for word in self.words))
        if any(reading.loud for reading in readings):
            self.marks |= mark("loud")


class Item:
    """A phrase in a sentence; never changed. No named tuple: their fields are read at a third of the speed, and these are read a thousand
    times an entry."""

    __slots__ = ("clitic", "definite", "end", "marks", "meaning", "start")

    def __init__(self, start: int, end: int, meaning: Meaning, clitic: str, definite: bool) -> None:
        self.start = start  # token index
        self.end = end
        self.meaning = meaning
        self.marks = meaning.marks
        self.clitic = clitic
        self.definite = definite

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.meaning.readings

    def has(self, kind: str) -> str | None:
        """The id of the first reading of this kind."""
        return self.meaning.ids.get(kind)

    def is_word(self, *ids: str) -> bool:
        return not self.meaning.words.isdisjoint(ids)


_FIRST = itemgetter(0)
_KEPT = 64  # first words of a sentence, whose items are kept
_ARTICLES = frozenset(["al", "el", "as", "ad", "the"])  # "al-Sulaymaniyah" begins small
Phrase = tuple[tuple[str, ...], tuple[Reading, ...]]  # words after the first, readings
Seconds = dict[
    str, list[tuple[int, tuple[str, ...]]]
]  # phrases of several words by their second word: order, words after the first


class _Best:
    """What a phrase was found to mean. `placed` keeps its items by where they begin: to look one up costs a third of making it."""

    __slots__ = ("clitic", "definite", "meaning", "placed", "size")

    def __init__(self, meaning: Meaning, clitic: str, definite: bool, size: int) -> None:
        self.meaning = meaning
        self.clitic = clitic
        self.definite = definite
        self.size = size  # words
        self.placed: dict[int, Item] = {}

    def place(self, at: int) -> Item:
        item = Item(at, at + self.size, self.meaning, self.clitic, self.definite)
        if at < _KEPT:
            self.placed[at] = item
        return item


# What the lexicon tells of a sentence: its items, the item at each word, and its words that may tell of time.
Annotation = tuple[list[Item], list[Item | None], list[tuple[int, Timely]]]


class _Path:
    """Where the phrases of an opening stand after some words of a text: `orders` of those complete by then, best first, and those that
    want more words after the `depth` so far. `following` remembers where words seen next lead; None where no phrase goes on with them."""

    __slots__ = ("depth", "following", "orders", "wanting")

    def __init__(self, depth: int, complete: Iterable[int], found: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        rows = sorted(found)
        self.depth = depth
        self.orders = tuple(sorted([*complete, *(order for order, tail in rows if len(tail) == depth)]))
        self.wanting = [row for row in rows if len(row[1]) > depth]
        self.following: dict[str, _Path | None] = {}


class _Opening:
    """What may begin at a word: phrases by their second word, with their order; all phrases in that order, best first; and which of them
    say the word alone. `capital` is what the word alone means with a capital, `small` what without; `strict` says that some reading asks
    for one. `known` remembers what became of phrases found together, `following` what words seen behind this one may go on with. `timely`
    is what the word may tell of time, whatever else it is; `special` that it is timely or strict. `following` is None without `seconds`."""

    __slots__ = ("alone", "capital", "following", "known", "phrases", "seconds", "small", "special", "strict", "timely")

    def __init__(
        self, seconds: Seconds, phrases: tuple[tuple["Stem", Phrase], ...], alone: tuple[int, ...], *, strict: bool, timely: Timely | None
    ) -> None:  # fmt: skip
        self.timely = timely
        self.special = strict or timely is not None
        self.seconds = seconds
        self.phrases = phrases
        self.alone = alone
        self.strict = strict
        self.capital: _Best | None = None
        self.small: _Best | None = None
        self.known: dict[tuple[tuple[int, ...], bool], _Best | None] = {}
        self.following: dict[str, _Path | None] | None = {"": None} if seconds else None  # "": the end of the sentence


# -- stems -------------------------------------------------------------------------------------------------------------

Cut = tuple[str, str, bool]  # the fields of a `Stem`, which is made of the few that begin a phrase
_LETTERS = str.maketrans("øłđßı", "oldsi")


def unaccent(word: str) -> str:
    """A Latin word without diacritics; others as they are."""
    if word.isascii() or "\u0600" <= word[0] <= "\u06ff":
        return word
    return "".join(
        itertools.filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", word.translate(_LETTERS)))
    )


@lru_cache(maxsize=8192)
def unaccented(word: str) -> str:
    """`unaccent` for words that are names: the same ones stand in many entries."""
    return unaccent(word)


def stems_en(word: str) -> tuple[Cut, ...]:
    plain = unaccent(word).replace("'", "").replace(".", "")
    found = [(plain, "", False)]
    if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss"):
        found.append((plain[:-1], "", False))
    return tuple(found)


def stems_ar(word: str) -> tuple[Cut, ...]:
    found = [(word, "", False)]
    bases = [(word, "")]
    if word[0] in "وف" and (len(word) > 3 or word[1:] in _NOT_AR):
        bases.append((word[1:], word[0]))
    for base, clitic in tuple(bases):
        if base[0] in "بلکس" and len(base) > 3 and not base.startswith("لل"):
            if base[0] == "س" and base[1] not in "یتنا":
                continue  # "will" stands before a verb in the imperfect: the name سعاد is no "will return"
            bases.append((base[1:], clitic + base[0]))
    for base, clitic in bases:
        if clitic:
            found.append((base, clitic, False))
        if base.startswith("ال") and len(base) > 4 and base != _AL_ALI:
            found.append((base[2:], clitic, True))
        elif base.startswith("لل") and len(base) > 4:
            found.append((base[2:], clitic + "ل", True))
    return tuple(found)


Endings = dict[str, tuple[str, ...]]  # by their last letter, longest first


def _by_last(endings: str) -> Endings:
    ordered = sorted(endings.split(), key=len, reverse=True)
    return {last: tuple(one for one in ordered if one[-1] == last) for last in {one[-1] for one in ordered}}


# Folded endings: plural, definite, indefinite, izafe, case, "also", postposed -دا and -ەوە.
_CKB = _by_last(
    "یهکانیانی هکانیان هکانی هکان هکهی هکه یهکه یهکهی یهکان یهکانی یکی یک یهکی یهک انی ان یان یانی هوه یهوه یی ی یش یشی ش هی دا "
    "یدا هکهدا هکانیش انیش یهتی ه یه هکهیان انهوه هیه یکدا هدا ییش یشهوه انه وه شهوه هکهوه یانهوه"
)
_KMR = _by_last(
    "'ê 'î 'a 'an 'yê 'yî ekî ekê eke eka ek ên êne yê ya yên yan yî yek yekî yekê yeke ê a an î in yeka inan ne ye e 'de"
)
_REGIONS_KMR = _by_last("iya iyê iyên iyan")


def _strip(word: str, endings: Endings, least: int, depth: int = 2) -> Iterable[str]:
    """A word without each ending that it may have, and those without a further one."""
    for ending in endings.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            base = word[: -len(ending)]
            yield base
            if depth > 1:
                yield from _strip(base, endings, least, depth - 1)


_LOOSE = str.maketrans("قحصطضظذث", "کهستزززس")


def loose_ckb(word: str) -> str:
    """One spelling of foreign names in Sorani: single letters for doubled vowels and a doubled m, Kurdish letters for Arabic ones, one final vowel."""
    plain = word.translate(_LOOSE).replace("وو", "و").replace("یی", "ی").replace("مم", "م")
    return plain[:-1] + "ه" if len(plain) > 4 and plain.endswith("ا") else plain


def stems_ckb(word: str) -> tuple[Cut, ...]:
    found = [word, *_strip(word, _CKB, 3)]
    if word.endswith("ا") and len(word) > 4:  # Badini: the feminine izafe, where Sorani has ی
        found += [word[:-1], word[:-1] + "ی"]
    elif word.endswith("ین") and len(word) > 5:  # and its plural
        found += [word[:-2], word[:-2] + "انی"]
    found += [loose for text in tuple(found) if len(text) > 4 and (loose := loose_ckb(text)) != text]
    return tuple([(text, "", False) for text in dict.fromkeys(found)])


_BARE_KMR = frozenset(["li", "bi", "ji", "di", "re", "ve", "de"])  # prepositions take no ending: "Lieke" is somebody


def stems_kmr(word: str) -> tuple[Cut, ...]:
    found = [word, *(base for base in _strip(word, _KMR, 2, 1) if base not in _BARE_KMR)]
    found += [base + "î" for base in _strip(word, _REGIONS_KMR, 2, 1)]  # Barzaniyê; rêveberiya is no rêveber
    if "'" in word:
        found.append(word.replace("'", ""))
    found += [plain for text in tuple(found) if (plain := unaccent(text)) != text and len(plain) > 3]
    return tuple([(text, "", False) for text in dict.fromkeys(found)])


_PEOPLES = 5  # letters of an adjective that is no other word in small letters, as "çek" and "kurdî" are
_LOUD = ("meet", "receive", "call", "talk", "noun")
_VERBAL = ("cue", "gap", "word")
_STEMS = {"en": stems_en, "ar": stems_ar, "ckb": stems_ckb, "kmr": stems_kmr}


# -- the table ---------------------------------------------------------------------------------------------------------


class Lexicon:
    """Phrases of one language. Build it once; `match` is linear in the number of tokens."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._stems = _STEMS[language]
        self._first: dict[str, Sequence[Phrase]] = {}
        self._keys: dict[tuple[str, ...], dict[Reading, None]] = {}
        self._memo: dict[str, _Opening | None] = {}
        self._sets: dict[str, frozenset[str]] = {}
        self._paths = 0  # words remembered behind openings
        self._plain: dict[str, frozenset[str]] = {}
        self._meanings: dict[tuple[Reading, ...], Meaning] = {}

    def add(self, form: str, reading: Reading) -> None:
        key = self.key(form)
        if key:
            self._keys.setdefault(key, {})[reading] = None
            if self.language == "ckb":
                loose = tuple(loose_ckb(part) if len(part) > 4 else part for part in key)
                if loose != key:
                    self._keys.setdefault(loose, {})[reading] = None
            elif _INITIAL.search(form):  # the point of an initial is a word of the text: "Alina L. Romanowski"
                dotted = itertools.chain.from_iterable((part, ".") if len(part) == 1 else (part,) for part in key)
                self._keys.setdefault(tuple(dotted), {})[reading] = None

    def key(self, form: str) -> tuple[str, ...]:
        """The words of a form as they stand in the table: folded, an Arabic article taken off."""
        parts = split_words(fold(form).text)
        if self.language == "en":
            return tuple(unaccent(p).replace("'", "").replace(".", "") for p in parts)
        if self.language == "ar":  # "ألماني" has no article: its hamza is lost in folding
            raw = split_words(form)
            raw = raw if len(raw) == len(parts) else parts
            return tuple(
                p[2:] if p.startswith("ال") and r.startswith("ال") and len(p) > 4 and not _MET_AR.fullmatch(p) else p
                for p, r in zip(parts, raw, strict=True)
            )
        return tuple(parts)

    def freeze(self) -> None:
        first: dict[str, list[Phrase]] = {}
        for key, readings in self._keys.items():
            first.setdefault(key[0], []).append((key[1:], tuple(readings)))
        self._first = {
            word: tuple(sorted(phrases, key=lambda phrase: -len(phrase[0]))) for word, phrases in first.items()
        }
        self._keys = {}

    def plain(self) -> dict[str, Any]:
        """The frozen table as plain data. Words, tails and readings of several phrases are one object each, which marshal keeps one, and
        interned strings one for all languages: a third less memory in a process that reads them."""
        tails: dict[tuple[str, ...], tuple[str, ...]] = {}
        rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}

        def once(tail: tuple[str, ...]) -> tuple[str, ...]:
            return tails.get(tail) or tails.setdefault(tail, tuple(map(sys.intern, tail)))

        def row(readings: tuple[Any, ...]) -> tuple[Any, ...]:
            return rows.get(readings) or rows.setdefault(
                readings, tuple((kind, sys.intern(name), *flags) for kind, name, *flags in readings)
            )

        return {
            sys.intern(first): tuple((once(tail), row(readings)) for tail, readings in phrases)
            for first, phrases in self._first.items()
        }

    @classmethod
    def of(cls, language: str, plain: dict[str, Any]) -> "Lexicon":
        """The lexicon whose `plain` this is. Its readings become `Reading`s when a text has their word: most are never met."""
        lexicon = cls(language)
        lexicon._first = plain
        return lexicon

    def stems(self, word: str) -> frozenset[str]:
        known = self._sets.get(word)
        if known is None:
            if len(self._sets) > 60_000:
                self._sets.clear()
            known = self._sets[word] = frozenset(map(_FIRST, self._stems(word)))
        return known

    def has_stem(self, words: Iterable[str], stem: str) -> bool:
        """Whether one of some words has this stem."""
        for word in words:
            known = self._sets.get(word)
            if stem in (self.stems(word) if known is None else known):
                return True
        return False

    def plain_stems(self, word: str) -> frozenset[str]:
        """The stems of a word without Latin diacritics."""
        known = self._plain.get(word)
        if known is None:
            if len(self._plain) > 60_000:
                self._plain.clear()
            known = self._plain[word] = frozenset(map(unaccent, self.stems(word)))
        return known

    def _opening(self, word: str) -> _Opening | None:
        """What may begin at a word; None for most. Best first: longest, then the least cut stem."""
        stems = self._stems(word)
        if len(self._sets) < 60_000:  # what asks for what begins at a word asks for its stems, too
            self._sets[word] = frozenset(map(_FIRST, stems))
        found = [
            (Stem._make(stem), (tail, tuple(map(Reading._make, readings))))
            for stem in stems
            for tail, readings in self._first.get(stem[0], ())
        ]
        if (
            self.language == "ar" and word[:1] == "س" and found
        ):  # the future's letter stands before verbs: "سكندا" is no Canada
            found = [(stem, (tail, r)) for stem, (tail, r) in found if "س" not in stem.clitic or r[0].kind in _VERBAL]
        if any(not stem.clitic and r[0].kind == "actor" for stem, (_, r) in found):  # Louis is no "to Wais"
            found = [(stem, (tail, r)) for stem, (tail, r) in found if not stem.clitic or r[0].kind != "short"]
        if len(self._memo) > 60_000:
            self._memo.clear()
        time = timely(word, self.language)
        answer = self._memo[word] = self._opened(found, time) if found or time is not None else None
        return answer

    def _opened(self, found: list[tuple[Stem, Phrase]], time: Timely | None) -> _Opening:
        found.sort(key=lambda pair: (-len(pair[1][0]), -len(pair[0].text)))
        seconds: Seconds = {}
        for order, (_, (tail, _)) in enumerate(found):
            if tail:
                seconds.setdefault(tail[0], []).append((order, tail))
        alone = tuple(order for order, (_, (tail, _)) in enumerate(found) if not tail)
        strict = any(reading.caps for _, (_, readings) in found for reading in readings)
        opening = _Opening(seconds, tuple(found), alone, strict=strict, timely=time)
        opening.capital = self._best((found[order] for order in alone), capital=True)
        opening.small = self._best((found[order] for order in alone), capital=False) if strict else opening.capital
        return opening

    def _best(self, candidates: Iterable[tuple[Stem, Phrase]], *, capital: bool) -> _Best | None:
        """The longest of some phrases, best first, with the readings of all of its length; None where all of them want a capital that is
        not there."""
        best: Stem | None = None
        size = 0
        merged: tuple[Reading, ...] = ()
        for stem, (tail, readings) in candidates:
            if best is not None and len(tail) < size:
                break
            if not capital:
                readings = tuple(r for r in readings if not r.caps)
                if not readings:
                    continue
            if best is None:
                best, size, merged = stem, len(tail), readings
            elif stem.clitic == best.clitic:
                merged += tuple(r for r in readings if r not in merged)
        return None if best is None else _Best(self._meaning(merged), best.clitic, best.definite, size + 1)

    def _meaning(self, readings: tuple[Reading, ...]) -> Meaning:
        meaning = self._meanings.get(readings)
        if meaning is None:
            if len(self._meanings) > 60_000:
                self._meanings.clear()
            meaning = self._meanings[readings] = Meaning(readings)
        return meaning

    def match(self, words: Sequence[str], capitals: Callable[[], Sequence[bool]] | None = None) -> list[Item]:
        """Items of a sentence, left to right, not overlapping. `capitals` says of every word whether it has one; without it all have."""
        return self.read(words, capitals)[0]

    def read(self, words: Sequence[str], capitals: Callable[[], Sequence[bool]] | None = None) -> Annotation:
        """All that one look at each word of a sentence tells; `capitals` as for `match`."""
        if not words:
            return [], [], []
        memo = self._memo
        try:
            openings = list(map(memo.__getitem__, words))
        except KeyError:
            openings = [memo[word] if word in memo else self._opening(word) for word in words]
        size, reach = len(words), 0
        items: list[Item] = []
        table: list[Item | None] = [None] * size
        times: list[tuple[int, Timely]] = []
        capital: Sequence[bool] = ()
        opening: _Opening  # nothing begins at half of the words, which are passed over
        each: Iterable[tuple[int, Any, str]] = zip(range(size), openings, (*words[1:], ""), strict=True)
        for at, opening, behind in itertools.compress(each, openings):
            best, large = opening.capital, True
            if opening.special:
                if opening.timely is not None:
                    times.append((at, opening.timely))
                if at < reach:
                    continue
                if opening.strict and capitals is not None:
                    capital = capital or capitals()
                    if not capital[at] and not (words[at] in _ARTICLES and behind and capital[at + 1]):
                        best, large = opening.small, False
            elif at < reach:
                continue
            if (following := opening.following) is not None:
                try:
                    path = following[behind]
                except KeyError:
                    path = self._enter(opening, behind)
                if path is not None:
                    best = self._longest(opening, path, words, at + 2, large) or best
            if best is not None:
                try:
                    item = best.placed[at]
                except KeyError:
                    item = best.place(at)
                items.append(item)
                reach = item.end
                if best.size == 1:
                    table[at] = item
                else:
                    table[at:reach] = [item] * best.size
        return items, table, times

    def _longest(self, opening: _Opening, path: _Path, words: Sequence[str], at: int, large: bool) -> _Best | None:
        """The longest phrase of an opening along a path that two words have led to, and whatever words go on at `at`; None for none."""
        size = len(words)
        while path.wanting and at < size:
            try:
                longer = path.following[words[at]]
            except KeyError:
                longer = self._go_on(path, words[at])
            if longer is None:
                break
            path = longer
            at += 1
        if not (orders := path.orders):
            return None
        if (key := (orders, large)) not in opening.known:
            together = (opening.phrases[order] for order in (*orders, *opening.alone))
            opening.known[key] = self._best(together, capital=large)
        return opening.known[key]

    def _enter(self, opening: _Opening, word: str) -> _Path | None:
        """Where a second word leads."""
        self._remember()
        rows = [row for key in {word, *self.stems(word)} for row in opening.seconds.get(key, ())]
        answer = _Path(1, (), rows) if rows else None
        if opening.following is not None:
            opening.following[word] = answer
        return answer

    def _go_on(self, path: _Path, word: str) -> _Path | None:
        """Where one more word leads."""
        self._remember()
        stems, depth = self.stems(word), path.depth
        rows = [row for row in path.wanting if row[1][depth] == word or row[1][depth] in stems]
        answer = path.following[word] = _Path(depth + 1, path.orders, rows) if rows else None
        return answer

    def _remember(self) -> None:
        if self._paths > 60_000:  # the openings are made anew, without all words seen behind them
            self._memo.clear()
            self._paths = 0
        self._paths += 1


def split_words(text: str) -> list[str]:
    """Words of a folded text, without punctuation between or around them."""
    return [w for w in WORD.findall(text) if w[0].isalnum() or w[0] == "@" or w == "'s"]


# -- from knowledge ----------------------------------------------------------------------------------------------------


MODULES = (__file__, folding.__file__, load.__file__)  # what a compiled lexicon depends on beside the knowledge


@lru_cache(maxsize=16)
def _build(knowledge_id: int, language: str) -> Lexicon:
    knowledge = _KNOWN[knowledge_id]
    if not is_shipped(knowledge):
        return _compile(knowledge, language)
    kept = remembered(f"lexicon-{language}", knowledge.version, MODULES, lambda: _compile(knowledge, language).plain())
    return Lexicon.of(language, kept)


_KNOWN: dict[int, Knowledge] = {}


def lexicon_of(knowledge: Knowledge, language: str) -> Lexicon:
    """The lexicon of a language, built at its first use."""
    _KNOWN.setdefault(id(knowledge), knowledge)
    return _build(id(knowledge), language if language in LANGUAGES else "en")


def _compile(knowledge: Knowledge, language: str) -> Lexicon:
    lexicon = Lexicon(language)
    add = lexicon.add
    latin = language in ("en", "kmr")
    for polity in knowledge.polities.values():
        weak = {lexicon.key(form) for form in polity.weak.get(language, ())}
        named = [("polity", f) for f in (*polity.names.get(language, ()), *polity.weak.get(language, ()))]
        named += [("adj", f) for f in _adjective_forms(polity.adjectives.get(language, ()), language)]
        named += [("seat", f) for f in polity.seats.get(language, ())]
        for kind, form in named:
            capitals = latin and _needs_capitals(form) and not (kind == "seat" and " " in form)
            if language == "kmr" and kind == "adj" and lexicon.key(form) not in weak:
                capitals = len(form) < _PEOPLES  # "hevtayê xwe yê fransî"
            for spelt in spellings(form, language) if kind in ("polity", "seat") else (form,):
                add(spelt, Reading(kind, polity.id, weak=lexicon.key(form) in weak, caps=capitals))
            if language == "ckb" and kind == "polity" and polity.kind == "state":
                for head in _STATE_HEADS:
                    add(f"{head} {form}", Reading(kind, polity.id))
        if polity.capital and polity.capital_speaks and (capital := knowledge.places.get(polity.capital)):
            for form in capital.names.get(language, ()):
                add(form, Reading("capital", polity.id, caps=latin))
    for place in knowledge.places.values():
        weak = {lexicon.key(form) for form in place.weak.get(language, ())}
        for form in (*place.names.get(language, ()), *place.weak.get(language, ())):
            add(form, Reading("place", place.id, weak=lexicon.key(form) in weak, caps=latin))
    for actor in knowledge.actors.values():
        for form in actor.aliases.get(language, ()):
            add(form, Reading("actor", actor.id, caps=latin))
            if language == "ar" and "عبد ال" in form:  # written as one word just as often
                add(form.replace("عبد ال", "عبدال"), Reading("actor", actor.id, caps=latin))
            if language == "kmr":
                add(unaccent(fold(form).text), Reading("actor", actor.id, caps=True))
        if language == "kmr":
            for form in actor.aliases.get("en", ()):
                add(form, Reading("actor", actor.id, caps=True))
        for form in actor.short.get(language, ()):
            add(form, Reading("short", actor.id, caps=latin))
            if language == "kmr":
                add(unaccent(fold(form).text), Reading("short", actor.id, caps=True))
    for office in knowledge.offices.values():
        for form in office.forms.get(language, ()):
            add(form, Reading("office", office.id, caps=form.isupper()))
    for number, title in enumerate(knowledge.titles):
        for form in _articled(title.forms.get(language, ())):
            add(form, Reading("title", str(number), caps=form.isupper()))
    for number, portfolio in enumerate(knowledge.portfolios):
        for form in portfolio.forms.get(language, ()):
            for phrase in _minister_forms(form, language):
                add(phrase, Reading("portfolio", str(number)))
            if language == "kmr":  # "Berdevka Wezareta Navxwe NAME": the charge is the ministry's, not the name's
                for kind in ("ministry", "stop"):
                    add(f"wezareta {form}", Reading("word", kind))
    for body in knowledge.bodies.values():
        for form in _articled(body.forms.get(language, ())):
            add(form, Reading("body", body.id, caps=_needs_capitals(form)))
    cues = knowledge.cues[language]
    for number, cue in enumerate(cues.frames):
        loud = cue.kind in _LOUD or cue.status == "cancelled"
        for form in cue.forms:
            head, gap, tail = form.partition(" ... ")
            if gap:  # words that stand apart: "چاوی بە ... کەوت"
                add(head, Reading("gap", f"{number}:{lexicon.key(tail)[0]}", loud=loud))
            else:
                add(form, Reading("cue", str(number), loud=loud))
                if language == "ckb" and (glued := _written_together(form)):
                    add(glued, Reading("cue", str(number), loud=loud))
    for kind, forms in cues.words.items():
        for form in forms:
            add(form, Reading("word", kind))
    lexicon.freeze()
    return lexicon


_LAND = ("iya", "îya", "iye", "îye", "ya")  # ends of countries' names that outlets use for each other
_HOUSES = ("Qesra", "Koşka", "Koçka", "Koçika")
_PLAIN = str.maketrans("êîûÊÎÛ", "eiuEIU")


def spellings(country: str, language: str) -> Iterable[str]:
    """Kurmanji: a country or palace as other outlets write it: "Spanya" and "Spaniya", "Sûriye" and "Suriya", "Tacîkistan" and "Tacikîstan",
    "Qesra" and "Koşka Komarî"."""
    if language != "kmr":
        yield country
        return
    house, _, whose = country.partition(" ")
    if house in _HOUSES:
        yield from (f"{other} {whose}" for other in _HOUSES)
        return
    end = next((end for end in _LAND if country.endswith(end)), "")
    stem = country.removesuffix(end)
    forms = [country, country.replace("istan", "îstan")]
    if end and len(stem) > 2 and stem[-1] not in "aeêiîouû":
        forms += [stem + other for other in _LAND if other.endswith("a")]
    yield from dict.fromkeys(spelt for form in forms for spelt in (form, form.translate(_PLAIN)))


_LIGHT = ("کرد", "کرا", "کران", "کردووە", "کراوە", "دەکات", "دەکەن", "دەکرێت", "بکات", "بکەن")


def _written_together(form: str) -> str:
    """Sorani: a compound verb as one word, as just as many write it: "تاوتوێ کرا", "تاوتوێکرا"; "" where the form is none."""
    noun, _, verb = form.rpartition(" ")
    return noun + verb if noun and verb in _LIGHT else ""


_STATE_HEADS = ("کۆماری", "شانشینی", "وڵاتی", "دەوڵەتی")  # Sorani: "the ambassador of the Republic of Kazakhstan"


def _articled(forms: Iterable[str]) -> Iterable[str]:
    """English: "the US" is a country of its own in the knowledge, since "us" is a pronoun; "the US Congress" must be longer than that."""
    for form in forms:
        yield form
        if form.startswith("US "):
            yield f"the {form}"


def _needs_capitals(form: str) -> bool:
    return form.removeprefix("the ")[:1].isupper()


def _adjective_forms(forms: Iterable[str], language: str) -> Iterable[str]:
    for form in forms:
        yield form
        if language == "ar":
            stem = form[:-1] if form.endswith("ة") else form
            yield stem + "ة"
            if stem.endswith("ي"):
                yield stem + "ا"  # "وفداً تونسياً"
                yield stem + "ين"
                yield stem + "ان"
                yield stem + "تين"
                yield stem + "ون"
                yield stem + "ات"


def _minister_forms(portfolio: str, language: str) -> Iterable[str]:
    if language == "en":
        for head in ("minister", "ministers", "secretary"):
            yield f"{portfolio} {head}"
        for glue in ("of", "for", "of the", "for the"):
            yield f"minister {glue} {portfolio}"
            yield f"ministers {glue} {portfolio}"
    elif language == "ar":
        for head in ("وزير", "وزيرة", "وزيري", "وزيرا", "وزراء"):
            yield f"{head} {portfolio}"
    elif language == "ckb":
        for head in ("وەزیری", "وەزیرانی"):
            yield f"{head} {portfolio}"
    else:
        for head in ("wezîrê", "wezîra", "wezîrên", "wezîr"):
            yield f"{head} {portfolio}"
            if portfolio.endswith("ê"):  # "Wezîrê Bazirganiya Îtalyayê": the izafe instead of the case
                yield f"{head} {portfolio[:-1]}a"
