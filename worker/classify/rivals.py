"""Rivals for what a word in Arabic letters is in English, and which of them it most likely is.

شيبوش is Sipos in Hungary and would be Shippush by its letters; يوهان is Johan in Stockholm and Johann in Vienna. Rivals are the likeliest letters
(worker/classify/romaniser.py), what lists have, the names of the country in Latin letters and, abroad, of any (names.txt), and
the English words that people with the same or like Arabic words bore (words.txt). Each is weighed by how well it answers the letters, how
much it looks like a name of that origin, and who says so. The weights were fitted, as those of a choice among rivals, on words of actors
that had been left out of what is learnt (docs/adr/0027-words-that-people-bore.md).
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, groupby
from operator import itemgetter
from sys import intern

from worker.classify import sounds as sounds_module
from worker.classify.alignment import Heard
from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.ngrams import Ngrams
from worker.classify.romaniser import plain
from worker.classify.sounds import bones, sounds_of, written_bones
from worker.knowledge import sightings
from worker.knowledge import spellings as lists

FIT = 4.0  # what the mean log probability of a letter weighs,
FIT_WRITTEN = 0.85  # the same where people bore it who were written just so,
LOOK = 0.67  # and the mean log probability of an English letter among names of the origin;
LISTED = 1.5  # what a rival gains that a list has,
CONFIRMED = 1.0  # that is a name of the country besides,
AT_HOME = 2.9  # that is a name of the country,
ABROAD = 1.3  # that is a name of any country,
WRITTEN = 1.2  # that people bore who were written just so,
SHARE = 0.38  # and times the logarithm of their share of those who were;
ALIKE = 2.6  # that people bore who were written nearly so: times the likeness of the two Arabic words,
UNLIKE = 0.46  # less this
WORST = -5.0  # no fit is worse
MANY_BORE = 5  # people who bore a word,
NEARLY_ALL = 0.9  # and the share of all who were written so, from which no rivals are asked
POOR = -1.5  # the likeliest letters mostly answer better than this: then less is compared
SLACK = 0.15  # no rival is thought to answer better than the likeliest letters by more,
FINEST = -0.8  # nor to look better
MARGIN = 0.7  # how much worse, per letter, than the likeliest letters a name of lists may answer
LIKE = 60  # likeness of consonants, of 100, from which a name is looked at
MANY = 100  # names of like consonants that are looked at, and of these
NEAREST = 10  # the names of like letters that are looked at closely
NEAR = 12  # words of the same consonants, likewise, by Arabic letters and by English ones
HALF = 50  # likeness of letters, of 100, from which a word is looked at

# Whose names a country's people bear too, beside its own.
_SHARED = {
    **dict.fromkeys(("US", "CA", "AU", "NZ", "IE", "ZA", "MT"), ("GB", "IE", "FR")),
    **dict.fromkeys(("AR", "CL", "MX", "CO", "VE", "CU", "PE", "EC", "UY", "BO", "PY", "PA", "CR", "DO"), ("ES",)),
    **dict.fromkeys(("BY", "KZ", "KG", "UZ", "TJ", "TM"), ("RU",)),
    "GB": ("IE",), "AT": ("DE",), "CH": ("DE", "FR", "IT"), "BE": ("FR", "NL"), "LU": ("FR", "DE"), "BR": ("PT",), "AO": ("PT",), "MD": ("RO", "RU"),
    "CZ": ("SK",), "SK": ("CZ", "HU"), "HR": ("RS",), "BA": ("RS", "HR"), "ME": ("RS",), "MK": ("RS", "ALB"), "XK": ("ALB",), "ALB": ("XK",), "CY": ("GR",), "FI": ("SE",), "UA": ("RU",),
    "SC": ("FR", "GB"), "COALITION": ("GB", "IE"),
}  # fmt: skip
ARABIAN = frozenset(["arab", "kurdish", "maghreb"])


@dataclass(slots=True)
class _Rival:
    """An English word that may be meant."""

    name: str  # with its capital
    sounds: list[str]  # how it may be said, in plain letters
    gains: dict[str, float]  # from whom, how much


class Rivals:
    """The rivals for one lightly folded word. `letters` is its likeliest spelling, `home` the same as the country writes it."""

    def __init__(self, word: str, heard: Heard, letters: str, home: str) -> None:
        self._word = word
        self._heard = heard
        self._same = plain(letters)
        self._found: dict[str, _Rival] = {}
        self._add(home, plain(home), "letters", 0.0, self._same)
        self._skeletons = tuple(dict.fromkeys((written_bones(word), bones(self._same))))

    def _add(self, name: str, key: str, source: str, gain: float, sound: str = "") -> None:
        """A rival, or what another source says of one: a name, the same in plain letters, and how it may sound."""
        rival = self._found.get(key)
        if rival is None:
            rival = self._found[key] = _Rival(key if key in _SMALL else name, [key], {})
        if gain > rival.gains.get(source, -math.inf):
            rival.gains[source] = gain
        if sound and sound not in rival.sounds:
            rival.sounds.append(sound)

    def of_lists(self, names: Iterable[str]) -> None:
        """What lists have for the word."""
        for name in names:
            self._add(name, plain(name), "lists", LISTED)

    def of_lands(self, polity: str, language: str, abroad: bool) -> None:
        """Names of the country, and abroad of any, whose consonants are like the word's."""
        from rapidfuzz import fuzz, process  # here: most entries compare no names, and it takes 10 ms to import

        for lands, gain in ((_lands(polity, language), AT_HOME), (("",) if abroad else (), ABROAD)):
            if not lands:
                continue
            index = _index(lands)
            near = sorted({number for skeleton in self._skeletons for number in _near(skeleton, lands)})
            sounds = [index.sounds[number] for number in near]
            for sound, _, n in process.extract(self._same, sounds, scorer=fuzz.ratio, limit=NEAREST):
                name = index.names[near[n]]
                key = name.lower() if name.isascii() and name.isalpha() else plain(name)
                self._add(name, key, "names", gain, sound)

    def of_people(self, language: str) -> None:
        """What people bore who were written just so in Arabic, or with the same consonants and like letters."""
        from rapidfuzz import fuzz, process

        word = fold(self._word if language == "ar" else self._word.translate(_AS_ARABIC)).text
        for one in self._skeletons:
            people, folded = _people(one), _folded_people(one)
            exact: list[int] = []
            if language == "ar":
                exact = _places(self._word, people.written) or _places(word, folded)
            everybody = sum(people.borne[n] for n in exact) + 1
            for n in exact:
                gain = WRITTEN + SHARE * math.log(people.borne[n] / everybody)
                self._add_borne(people.english[n], "written", gain)
            near = {
                n
                for query, among in ((word, folded), (self._same, people.english))
                for _, _, n in process.extract(query, among, scorer=fuzz.ratio, limit=NEAR, score_cutoff=HALF)
            }
            for n in near.difference(exact):
                alike = fuzz.ratio(word, folded[n]) / 100
                self._add_borne(people.english[n], "alike", ALIKE * (alike - UNLIKE))

    def _add_borne(self, english: str, source: str, gain: float) -> None:
        self._add(capital(english), english.replace("'", ""), source, gain)

    def best(self, look: Ngrams) -> str:
        """The rival that wins. The likeliest letters are weighed first, for it is known how well they answer, then those that might gain most,
        and no others than might still win."""
        usual = self._heard.answers(self._same, POOR)
        if usual == -math.inf:
            usual = self._heard.answers(self._same)
        highest = min(usual + SLACK, 0.0)
        hopes = [(_gained(rival) + _fit_weighs(rival) * highest, key, rival) for key, rival in self._found.items()]
        letters = self._found.get(self._same)
        best, name = -math.inf, ""
        if letters is not None:
            gained = _gained(letters) + LOOK * look.likelihood(self._same) / max(len(self._same), 4)
            best, name = gained + _fit_weighs(letters) * usual, letters.name
        for hope, key, rival in sorted(hopes, key=lambda one: (-one[0], one[1])):
            if hope + LOOK * FINEST <= best:
                break
            gained = _gained(rival) + LOOK * look.likelihood(key) / max(len(key), 4)
            weighs = _fit_weighs(rival)
            if gained + weighs * highest <= best:
                continue
            least = (best - gained) / weighs
            if not rival.gains.keys() - {"names"}:
                least = max(least, usual - MARGIN)
            fit = max(self._heard.answers(sound, least) for sound in rival.sounds)
            if "written" in rival.gains:
                fit = max(fit, WORST)
            if gained + weighs * fit > best:
                best, name = gained + weighs * fit, rival.name
        return name


def _gained(rival: _Rival) -> float:
    confirmed = "lists" in rival.gains and rival.gains.get("names") == AT_HOME
    return sum(rival.gains.values()) + (CONFIRMED if confirmed else 0.0)


def _fit_weighs(rival: _Rival) -> float:
    return FIT_WRITTEN if "written" in rival.gains else FIT


def borne(word: str, polity: str) -> str | None:
    """What nearly all people bore who were written just so in Arabic, where they are many and no other spelling is a name of the country."""
    people = _people(written_bones(word))
    places = _places(word, people.written)
    most = max(places, key=lambda n: people.borne[n], default=None)
    if most is None or people.borne[most] < max(MANY_BORE, NEARLY_ALL * sum(people.borne[n] for n in places)):
        return None
    others = (people.english[n] for n in places if n != most)
    return None if any(other in _names_of(polity) for other in others) else capital(people.english[most])


def _places(word: str, words: Sequence[str]) -> list[int]:
    """Where a word stands among others."""
    return [n for n, other in enumerate(words) if other == word] if word in words else []


@lru_cache(maxsize=16)
def _names_of(polity: str) -> frozenset[str]:
    return frozenset(unaccent(name.lower()) for name in lists.names_by_polity().get(polity, ()))


@lru_cache(maxsize=8)
def _people(skeleton: str) -> sightings.Sighted:
    return sightings.words_of(skeleton)


@lru_cache(maxsize=8)
def _folded_people(skeleton: str) -> list[str]:
    """The words of these consonants as they are written, folded."""
    return fold(" ".join(_people(skeleton).written)).text.split(" ")


_SMALL = frozenset(
    ["van", "der", "den", "von", "zu", "de", "da", "dos", "del", "du"]
)  # words of names without a capital


def capital(english: str) -> str:
    """A word of a name with its capitals: McDonald, O'Brien."""
    start = 2 if english.startswith("mc") or english[1:2] == "'" else 0
    return english[:start].capitalize() + english[start:].capitalize()


# Letters that Arabic has not, as Arabic papers would write them.
_AS_ARABIC = str.maketrans(
    {"ێ": "ی", "ۆ": "و", "ە": None, "ڵ": "ل", "ڕ": "ر", "ڤ": "ف", "پ": "ب", "چ": "ش", "گ": "غ", "ژ": "ج"}
)


def _lands(polity: str, language: str) -> tuple[str, ...]:
    if not polity:
        return ()
    origin = lists.origin_of(polity)
    if origin in ARABIAN and language == "ar":
        return ()  # their names are known by their letters, not by their sound
    return (polity, *_SHARED.get(polity, ()), f":{origin}")


@dataclass(slots=True, frozen=True)
class _Index:
    """The names of some lands by their consonants: `numbers[begins[n] : begins[n + 1]]` are those of `skeletons[n]`."""

    skeletons: list[str]
    begins: "array[int]"
    numbers: "array[int]"
    sounds: list[str]  # by number, how a name may sound, in plain letters,
    names: list[str]  # and the name


@cache
def _index(lands: Sequence[str]) -> _Index:
    """The names of these lands (":origin": of spellings.txt)."""
    modules = (__file__, sounds_module.__file__)
    kind = f"sounds-{'-'.join(lands).replace(':', '') or 'any'}"
    skeletons, begins, numbers, sounds, names = lists.made_of_names(kind, modules, partial(_indexed, lands))
    return _Index(skeletons, array("H", begins), array("H", numbers), sounds, names)


def _indexed(lands: Sequence[str]) -> tuple[list[str], bytes, bytes, list[str], list[str]]:
    listed = lists.names_by_polity()
    found: dict[str, list[int]] = {}
    sounds: list[str] = []  # interned strings are so again when they are loaded: lands share most of theirs
    names: list[str] = []
    for land in lands:
        words: Sequence[str] = listed.get(land, ())
        if land.startswith(":"):
            words = [w for lang in lists.SCRIPTS for w in lists.spellings(lang, land[1:]).values() if " " not in w]
        for name in dict.fromkeys(words):
            bare = unaccent(name.lower()).replace("'", "")
            for sound in sorted(sounds_of(bare, land or lands[0])):
                found.setdefault(intern(bones(sound)), []).append(len(names))
                sounds.append(intern(plain(sound)))
                names.append(intern(name))
    begins = array("H", accumulate(map(len, found.values()), initial=0))
    numbers = array("H", chain.from_iterable(found.values()))
    return list(found), begins.tobytes(), numbers.tobytes(), sounds, names


@lru_cache(maxsize=1024)
def _near(skeleton: str, lands: Sequence[str]) -> "array[int]":
    """The numbers of the MANY names whose consonants are most like these, the first of those that are equally so."""
    from rapidfuzz import fuzz, process

    index = _index(lands)
    near = array("H")
    found = process.extract(skeleton, index.skeletons, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MANY)
    for _, alike in groupby(found, key=itemgetter(1)):
        some = array("H")
        for _, _, n in alike:
            some += index.numbers[index.begins[n] : index.begins[n + 1]]
        near += some if len(near) + len(some) <= MANY else array("H", sorted(some)[: MANY - len(near)])
        if len(near) == MANY:
            break
    return near
