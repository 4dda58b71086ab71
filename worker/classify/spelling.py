"""One word of a name in Arabic letters, spelt as English papers spell it among the people of a country.

A word that a list has is looked up: in the country's own list, among people of the same origin, then in what the knowledge's own pairs have
taught. Another is spelt letter by letter (worker/classify/romaniser.py), unless a name of that country or one that people bore who were so
written is the likelier rival (worker/classify/rivals.py). The same letters so become Hossein in Iran, Huseyin in Turkey and Hussein in Iraq.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial

from worker.classify import channel, ngrams
from worker.classify.channel import Channels
from worker.classify.fold import fold
from worker.classify.ngrams import Ngrams
from worker.classify.rivals import ARABIAN, Rivals, borne
from worker.classify.romaniser import Romaniser, lightly_folded, plain
from worker.classify.sorani import as_sorani_says
from worker.knowledge import spellings as lists

_BY_LISTS = ARABIAN | {"persian"}  # whose listed names are never weighed against what strangers write
_READ = frozenset(
    ["korean", "chinese", "russian", "indian", ""]
)  # whose English spelling is how they sound, as Sorani has it
_SYLLABLES = frozenset(["KR", "KP", "CN", "VN", "MM"])  # names of single syllables, which Western names would swallow

_SLAVIC_WAY = (("ch", "c"), ("sh", "s"), ("zh", "z"), ("^Y", "J"), ("kh", "h"), ("ts", "c"), ("^Ts", "C"))
_GERMAN_WAY = (("^Sh(?=[tp])", "S"), ("Sh", "Sch"), ("sh", "sch"), ("kh", "ch"), ("aw", "au"), ("^Y", "J"))
_ROMANCE_WAY = (("k(?=[aourlt])", "c"), ("K(?=[aourl])", "C"))
_MAGHREB_WAY = (
    ("sh", "ch"),
    ("Sh", "Ch"),
    ("oo", "ou"),
    ("ee", "i"),
    ("aa", "a"),
    ("w(?=[aei])", "ou"),
    ("(?<![aeo])u(?=[^aeiou])", "ou"),
)
# How the countries that write Latin letters spell sounds: what stands for what, in this order, in a romanised name that no list has.
_AT_HOME: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(("HR", "RS", "BA", "ME", "SI", "MK", "CZ", "SK", "LT", "LV"), _SLAVIC_WAY),
    **dict.fromkeys(("DE", "AT", "CH", "LI"), _GERMAN_WAY),
    **dict.fromkeys(("FR", "ES", "IT", "PT", "BR", "MX", "AR", "CO", "CL", "MT"), _ROMANCE_WAY),
    **dict.fromkeys(("FI", "EE"), (("nn$", "nen"), ("^Y", "J"), ("sh", "s"))),
    **dict.fromkeys(("SE", "NO", "DK"), (("^Y", "J"), ("kv", "qv"))),
    **dict.fromkeys(("TN", "DZ", "MA", "MR"), _MAGHREB_WAY),
    "PL": (("ch", "cz"), ("sh", "sz"), ("v", "w"), ("^V", "W"), ("ts", "c"), ("^Y", "J"), ("ks", "x")),
    "HU": (("sh", "s"), ("ch", "cs"), ("^J", "Zs")),
    "TR": (("sh", "s"), ("ch", "c"), ("^Sh", "S"), ("^Ch", "C"), ("kh", "h")),
    "RO": (("^Y", "I"), ("sh", "s"), ("k(?=[aou])", "c")),
    **dict.fromkeys(("NL", "BE"), (("kh", "ch"), ("^Y", "J"))),
}  # fmt: skip


@lru_cache(maxsize=4096)
def spelt(word: str, language: str, polity: str, abroad: bool) -> str:
    """A lightly folded word, with a capital. `abroad`: the name is neither Kurdish, Arabic, Persian nor Turkish."""
    origin = lists.origin_of(polity)
    listed = known(word, language, polity)
    if listed is not None and (not origin or origin in _BY_LISTS or _is_own(word, language, polity)):
        return listed
    if not word.strip("ءئ"):
        return ""
    if language == "ar" and abroad and (name := borne(word, polity)) is not None and listed in (None, name):
        return name
    romaniser = _romaniser(language, origin)
    heard = romaniser.heard(word)
    letters = as_sorani_says(word) if language == "ckb" and origin in _READ else romaniser.spell(heard)
    rivals = Rivals(word, heard, letters, at_home(letters, polity))
    if language == "ar" and listed is None:
        rivals.of_lists(_by_ending(word, language, polity, abroad))
    if listed is not None:
        rivals.of_lists([listed])
    rivals.of_people(language)
    if len(word) > 2 and polity not in _SYLLABLES:
        rivals.of_lands(polity, language, abroad)
    return rivals.best(_look(origin))


def _by_ending(word: str, language: str, polity: str, abroad: bool) -> Iterator[str]:
    """The word as a name before a usual ending: كولبورن is Col + bourne."""
    for ending, english in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            yield spelt(word[: -len(ending)], language, polity, abroad) + english
            return


@lru_cache(maxsize=512)
def _bare(word: str) -> str:
    """A word folded: it is asked for by several tables."""
    return fold(word).text


@lru_cache(maxsize=2048)
def known(word: str, language: str, polity: str) -> str | None:
    """A word that a list has as it stands, or else folded."""
    found = _listed(word, language, polity, stands=True)
    return found if found is not None else _listed(_bare(word), language, polity, stands=False)


def _is_own(word: str, language: str, polity: str) -> bool:
    """Whether the country's list has a word, or that of its origin."""
    origin = lists.origin_of(polity)
    folded = _bare(word)
    own = (_by(polity) if language == "ar" else {}, _folded(language, origin) if origin else {})
    return any(word in table or folded in table for table in own)


def _listed(word: str, language: str, polity: str, *, stands: bool) -> str | None:
    if (language == "ar" or polity in _SYLLABLES) and word in _by(polity):  # شین is Xin in Sorani, too
        return _by(polity)[word]
    origin = lists.origin_of(polity)
    kin = tuple(filter(None, lists.kin(origin)))
    learnt = lists.learnt()[language]["words"]
    tables = [_folded(language, o) for o in kin]
    taught = [learnt.get(o, {}) for o in kin]
    # What one actor has taught is less than what is usual, but for those who spell their neighbours' names in their own way.
    usual = [_folded(language, "any")]
    tables += taught + usual if origin in _OWN_WAY else usual + taught
    if stands or language == "ar":  # folded Sorani has lost vowels: کاری may be کارێ of another country
        tables += [learnt[o] for o in ("", *_ELSEWHERE) if o in learnt]
    for table in tables:
        if word in table:
            found: str = table[word]
            return (
                at_home(found, polity)
                if origin == "maghreb" and table is not tables[0] and table is not taught[0]
                else found
            )
    return None


@lru_cache(maxsize=2048)
def known_pair(one: str, other: str, language: str, polity: str) -> str | None:
    """Two words that a list has together: نور الدين is Noureddine in Tunis and Nouraddin in Erbil."""
    forms = [f"{one} {other}", f"{_bare(one)} {_bare(other)}"]
    tables = [_folded(language, o) for o in (*filter(None, lists.kin(lists.origin_of(polity))), "any")]
    for table in [_by(polity), *tables] if language == "ar" else tables:
        for form in (*forms, *(f.replace(" ", "") for f in forms)):
            if form in table:
                return table[form]
    return None


_OWN_WAY = frozenset(["arab", "kurdish", "maghreb", "persian", "turkish", "malay", "indian", "african"])
_ELSEWHERE = ("turkish", "persian", "maghreb", "malay")  # what "" of the learnt words leaves out


def at_home(word: str, polity: str) -> str:
    """A romanised word in the letters of its country."""
    for sound, letters in _AT_HOME.get(polity, ()):
        word = re.sub(sound, letters, word)
    return word


@cache
def seen_words(language: str) -> frozenset[str]:
    """Words in Arabic letters that have been part of somebody's name."""
    learnt = lists.learnt()[language]
    found = {word for table in learnt["words"].values() for word in table} | set(learnt.get("seen", ()))
    return frozenset(found | _folded(language, "any").keys())


@cache
def _folded(language: str, origin: str) -> Mapping[str, str]:
    return _both_ways(lists.spellings(language, origin).items())


@cache
def _by(polity: str) -> Mapping[str, str]:
    return _both_ways(lists.pairs(lists.tables()["by"].get(polity, "")))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    found = _both_ways(lists.pairs(lists.tables()["endings"]))
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Spellings as written and folded; a spelling as written wins, and the first of several."""
    rows = [(lightly_folded(arabic), english) for arabic, english in pairs]
    found: dict[str, str] = {}
    for arabic, english in rows:
        found.setdefault(fold(arabic).text, english)
    return found | dict(reversed(rows))


@cache
def _romaniser(language: str, origin: str) -> Romaniser:
    # where whole names are read by lists, letters are learnt from lists too
    of_all = lists.PEOPLE if language == "ar" and origin and origin not in _BY_LISTS else ""
    kindred = reversed(lists.kin(origin)) if origin else ()
    return Romaniser(_channels(language), (of_all, *kindred), _look(origin))


@cache
def _channels(language: str) -> Channels:
    make = partial(_compiled_channels, language)
    return Channels(*lists.made_of_names(f"letters-{language}", (__file__, channel.__file__), make))


def _compiled_channels(language: str) -> channel.Compiled:
    return channel.compiled(lists.letters()[language])


@cache
def _look(origin: str) -> Ngrams:
    make = partial(_compiled_look, origin)
    return Ngrams(*lists.made_of_names(f"look-{origin}", (__file__, ngrams.__file__), make))


def _compiled_look(origin: str) -> tuple[bytes, bytes]:
    return ngrams.compiled({plain(name) for name in _english(origin)} - {""})


def _english(origin: str) -> Iterator[str]:
    """The words of names of one origin in Latin letters; for "", of actors of all."""
    names = lists.learnt()["names"]
    for key, words in names.items():
        if key == origin or not origin:
            yield from words.split()
    if origin:
        for polity, listed in lists.names_by_polity().items():
            if polity and lists.origin_of(polity) == origin:
                yield from listed
        for language in lists.SCRIPTS:
            yield from (w for w in lists.spellings(language, origin).values() if " " not in w)
