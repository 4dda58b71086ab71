"""One word of a name in Arabic letters, spelt as English papers spell it among the people of a country.

A word that a list has is looked up: in the country's own list, among people of the same origin, then in what the knowledge's own pairs have
taught. Another is spelt letter by letter (worker/classify/romaniser.py), unless a name of that country in Latin letters (names.txt) answers the
letters nearly as well: شيبوش is Sipos in Hungary. The same letters so become Hossein in Iran, Huseyin in Turkey and Hussein in Iraq.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial

from worker.classify import romaniser as romaniser_module
from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import Look, Romaniser, answers, counts_of_letters, lightly_folded, plain
from worker.classify.sorani import as_sorani_says
from worker.knowledge import spellings as lists

MARGIN = 0.7  # how much worse, per letter, than the likeliest letters a name of the country may answer
AFAR = 0.2  # the same, less, for a name of any country
SAME = 0.2  # what a name is better, per letter, that is just the likeliest letters
RESPELT = 0.1  # what it is worse where its sound is not its letters,
OTHER = 0.2  # and where it begins otherwise
LIKE = 60  # likeness of consonants, of 100, from which a name is looked at
ALIKE = 100  # names of like consonants that are looked at, and of these
NEAREST = 10  # the names of like letters that are looked at closely

# Whose names a country's people bear too, beside its own.
_SHARED = {
    **dict.fromkeys(("US", "CA", "AU", "NZ", "IE", "ZA", "MT"), ("GB", "IE", "FR")),
    **dict.fromkeys(("AR", "CL", "MX", "CO", "VE", "CU", "PE", "EC", "UY", "BO", "PY", "PA", "CR", "DO"), ("ES",)),
    **dict.fromkeys(("BY", "KZ", "KG", "UZ", "TJ", "TM"), ("RU",)),
    "GB": ("IE",), "AT": ("DE",), "CH": ("DE", "FR", "IT"), "BE": ("FR", "NL"), "LU": ("FR", "DE"), "BR": ("PT",), "AO": ("PT",), "MD": ("RO", "RU"),
    "CZ": ("SK",), "SK": ("CZ", "HU"), "HR": ("RS",), "BA": ("RS", "HR"), "ME": ("RS",), "MK": ("RS", "AL"), "XK": ("AL",), "CY": ("GR",), "FI": ("SE",), "UA": ("RU",),
    "SC": ("FR", "GB"), "COALITION": ("GB", "IE"),
}  # fmt: skip
_ARABIAN = frozenset(["arab", "kurdish", "maghreb"])
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


@lru_cache(maxsize=8192)
def spelt(word: str, language: str, polity: str, abroad: bool) -> str:
    """A lightly folded word, with a capital. `abroad`: the name is neither Kurdish, Arabic, Persian nor Turkish."""
    listed = known(word, language, polity)
    if listed is not None:
        return listed
    if language == "ar":
        for ending, english in _endings():
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                return spelt(word[: -len(ending)], language, polity, abroad) + english
    if not word.strip("ءئ"):
        return ""
    romaniser = _romaniser(language, lists.origin_of(polity))
    read = language == "ckb" and lists.origin_of(polity) in _READ
    letters = as_sorani_says(word) if read else romaniser.spell(word)
    if len(word) > 2 and polity not in _SYLLABLES:
        name = _answering(word, letters, romaniser, language, polity, abroad)
        if name is not None:
            return name
    return at_home(letters, polity)


@lru_cache(maxsize=8192)
def known(word: str, language: str, polity: str) -> str | None:
    """A word that a list has as it stands, or else folded."""
    found = _listed(word, language, polity, stands=True)
    return found if found is not None else _listed(fold(word).text, language, polity, stands=False)


def _listed(word: str, language: str, polity: str, *, stands: bool) -> str | None:
    if language == "ar" and word in _by(polity):
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


@lru_cache(maxsize=8192)
def known_pair(one: str, other: str, language: str, polity: str) -> str | None:
    """Two words that a list has together: نور الدين is Noureddine in Tunis and Nouraddin in Erbil."""
    forms = [f"{one} {other}", f"{fold(one).text} {fold(other).text}"]
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
    letters = lists.learnt()[language]["letters"]
    kindred = [o for o in reversed(lists.kin(origin)) if o in letters] if origin else []
    return Romaniser([letters[""], *(letters[o] for o in kindred)], _look(origin))


@cache
def _look(origin: str) -> Look:
    modules = (__file__, romaniser_module.__file__)
    make = partial(counts_of_letters, sorted({plain(name) for name in _english(origin)} - {""}))
    return Look(lists.made_of_names(f"look-{origin}", modules, make))


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


def _answering(word: str, letters: str, romaniser: Romaniser, language: str, polity: str, abroad: bool) -> str | None:
    """The name of the country, or abroad of any, that answers the letters nearly as well as the likeliest spelling does."""
    from rapidfuzz import fuzz, process  # here: most entries compare no names, and it takes 10 ms to import

    same = plain(letters)
    heard = romaniser.heard(word)
    floor = answers(heard, same) - MARGIN
    skeletons = {bones(same), written_bones(word)}
    best: tuple[float, str] | None = None
    for lands, less in ((_lands(polity, language), 0.0), (("",) if abroad else (), AFAR)):
        if not lands:
            continue
        found, names = _index(lands)
        near = {
            number
            for one in skeletons
            for _, _, number in process.extract(one, found, scorer=fuzz.ratio, score_cutoff=LIKE, limit=ALIKE)
        }
        for number in sorted(near, key=lambda n: (-fuzz.ratio(same, names[n][1]), n))[:NEAREST]:
            name, sound = names[number]
            fit = answers(heard, sound) - less + (SAME if sound == same else 0.0)
            fit -= 0.0 if sound == plain(name) else RESPELT
            fit -= 0.0 if bones(sound)[0] == bones(same)[0] else OTHER
            if fit >= floor and (best is None or fit > best[0]):
                best = fit, name
    return best[1] if best is not None else None


def _lands(polity: str, language: str) -> tuple[str, ...]:
    if not polity:
        return ()
    origin = lists.origin_of(polity)
    if origin in _ARABIAN and language == "ar":
        return ()  # their names are known by their letters, not by their sound
    return (polity, *_SHARED.get(polity, ()), f":{origin}")


@cache
def _index(lands: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Consonants, and beside them the name and how it may sound in plain letters, of the names of these lands (":origin": of spellings.txt)."""
    kept = lists.made_of_names(
        f"sounds-{'-'.join(lands).replace(':', '') or 'any'}", (__file__,), partial(_indexed, lands)
    )
    return kept[0], kept[1]


def _indexed(lands: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    listed = lists.names_by_polity()
    found, names = [], []
    for land in lands:
        words: Sequence[str] = listed.get(land, ())
        if land.startswith(":"):
            words = [w for lang in lists.SCRIPTS for w in lists.spellings(lang, land[1:]).values() if " " not in w]
        for name in dict.fromkeys(words):
            bare = unaccent(name.lower()).replace("'", "")
            for sound in sorted(_sounds(bare, land or lands[0])):
                found.append(bones(sound))
                names.append((name, plain(sound)))
    return found, names


_ENGLISH_SOUNDS = (
    ("^mc", "mak"),
    ("^wr", "r"),
    ("^kn", "n"),
    ("ph", "f"),
    ("ck", "k"),
    ("yre$", "ayer"),
    ("gh(?=t|$)", ""),
    ("augh", "o"),
)
_SLAVIC = frozenset(["PL", "CZ", "SK", "HR", "RS", "SI", "BA", "ME", "MK", "XK", "AL", "LT", "LV"])
_GALLIC = frozenset(["FR", "BE", "CA", "CH", "LU"])


def _sounds(name: str, polity: str) -> set[str]:
    """How a name may sound to who writes it down in Arabic, in plain English letters: Polish "cz" is "ch", Hungarian "s" is "sh"."""
    sounds = {name}
    if polity == "HU":
        sounds.add(
            re.sub(r"s(?!z)", "sh", name.replace("cs", "ch").replace("zs", "zh")).replace("sz", "s").replace("gy", "j")
        )
    if polity in _SLAVIC:
        name = name.replace("cz", "ch").replace("sz", "sh").replace("rz", "zh").replace("j", "y").replace("w", "v")
        sounds |= {name, re.sub(r"c(?!h)", "ch", name), re.sub(r"c(?!h)", "ts", name), name.replace("s", "sh")}
    if polity == "TR":
        sounds |= {name.replace("c", "j"), name.replace("c", "ch"), name.replace("s", "sh")}
    if polity == "RO":
        sounds |= {re.sub(r"c(?=[ei])", "ch", name), name.replace("t", "ts"), name.replace("s", "sh")}
    if polity == "IT":
        sounds.add(re.sub(r"c(?=[ei])", "ch", name).replace("cch", "ch").replace("zz", "ts"))
    if polity in _GALLIC:
        silent = re.sub(r"(?:[tdspxz]|[dt]s)$", "", re.sub(r"(?:eau|au|aud|aut|ault|aux|eaux|ot|os|op)$", "o", name))
        silent = (
            re.sub(r"(?<=[aeiou])m(?=[pb])", "n", silent).replace("ch", "sh").replace("oi", "wa").replace("gn", "ny")
        )
        sounds |= {name.replace("ch", "sh"), re.sub(r"[tdspxc]$", "", name), silent, re.sub(r"h", "", name)}
    if polity in ("DE", "AT", "CH", "NL", "SE", "NO", "DK", "FI", "EE", "IS"):
        sounds |= {name.replace("j", "y").replace("w", "v"), name.replace("z", "ts")}
    if polity in ("GB", "IE", "US", "CA", "AU", "NZ", ""):
        sounds |= {re.sub(r"(?<=[ao])ugh|(?<=i)gh(?=t|$)", "", name), name.replace("mp", "m")}
        sounds |= {name.replace("th", "t"), name.replace("th", "s")}
        heard = name
        for letters, sound in _ENGLISH_SOUNDS:
            heard = re.sub(letters, sound, heard)
        sounds.add(heard)
    return {re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", sound) for sound in sounds if sound} | sounds - {""}


_CLASSES = {
    **dict.fromkeys("pb", "p"), **dict.fromkeys("vf", "f"), **dict.fromkeys("gjqkcx", "k"), **dict.fromkeys("td", "t"), **dict.fromkeys("sz", "s"),
}  # fmt: skip
_CONSONANTS = str.maketrans({**_CLASSES, **dict.fromkeys("aeiouyhw'-. ")})
_PAIRS = (("sch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("ph", "f"), ("ts", "s"))
_HEARD = str.maketrans(
    {
        **dict.fromkeys("اأإآءئؤىيةهعوۆێەی"), "ب": "p", "پ": "p", "ت": "t", "ث": "t", "ج": "k", "چ": "s", "ح": None, "خ": "k", "د": "t", "ذ": "t", "ر": "r", "ڕ": "r",
        "ز": "s", "ژ": "s", "س": "s", "ش": "s", "ص": "s", "ض": "t", "ط": "t", "ظ": "s", "غ": "k", "گ": "k", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k",
        "ل": "l", "ڵ": "l", "م": "m", "ن": "n",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def bones(sound: str) -> str:
    """The consonants of one word in classes that survive transcription."""
    for pair, one in _PAIRS:
        sound = sound.replace(pair, one)
    return _once(sound.translate(_CONSONANTS)) or "-"


def written_bones(word: str) -> str:
    return _once(word.replace("تش", "ش").translate(_HEARD)) or "-"


def _once(bones: str) -> str:
    return "".join(c for n, c in enumerate(bones) if n == 0 or c != bones[n - 1])
