"""Rivals for what a word in Arabic letters is in English, and which of them it most likely is.

شيبوش is Sipos in Hungary and would be Shippush by its letters; يوهان is Johan in Stockholm and Johann in Vienna. Rivals are the likeliest letters
(worker/classify/romaniser.py), what lists have, the names of the country in Latin letters and, abroad, of any (names.txt), and
the English words that people with the same or like Arabic words bore (words.txt). Each is weighed by how well it answers the letters, how
much it looks like a name of that origin, and who says so. The weights were fitted, as those of a choice among rivals, on words of actors
that had been left out of what is learnt (docs/adr/0027-words-that-people-bore.md).
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import Heard, Look, Romaniser, answers, plain
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

    def __init__(self, word: str, romaniser: Romaniser, letters: str, home: str) -> None:
        self._word = word
        self._heard: Heard = romaniser.heard(word)
        self._same = plain(letters)
        self._found: dict[str, _Rival] = {}
        self._add(home, "letters", 0.0, self._same)
        self._skeletons = tuple(dict.fromkeys((written_bones(word), bones(self._same))))

    def _add(self, name: str, source: str, gain: float, sound: str = "") -> None:
        key = _plain(name)
        rival = self._found.get(key)
        if rival is None:
            rival = self._found[key] = _Rival(key if key in _SMALL else name, [key], {})
        rival.gains[source] = max(gain, rival.gains.get(source, -math.inf))
        if sound and sound not in rival.sounds:
            rival.sounds.append(sound)

    def of_lists(self, names: Iterable[str]) -> None:
        """What lists have for the word."""
        for name in names:
            self._add(name, "lists", LISTED)

    def of_lands(self, polity: str, language: str, abroad: bool) -> None:
        """Names of the country, and abroad of any, whose consonants are like the word's."""
        from rapidfuzz import fuzz, process  # here: most entries compare no names, and it takes 10 ms to import

        for lands, gain in ((_lands(polity, language), AT_HOME), (("",) if abroad else (), ABROAD)):
            if not lands:
                continue
            found, names = _index(lands)
            near = {
                number
                for one in self._skeletons
                for _, _, number in process.extract(one, found, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MANY)
            }
            for number in sorted(near, key=lambda n: (-fuzz.ratio(self._same, names[n][1]), n))[:NEAREST]:
                name, sound = names[number]
                self._add(name, "names", gain, sound)

    def of_people(self, language: str) -> None:
        """What people bore who were written just so in Arabic, or with the same consonants and like letters."""
        from rapidfuzz import fuzz, process

        word = fold(self._word if language == "ar" else self._word.translate(_AS_ARABIC)).text
        for one in self._skeletons:
            rows, written, english = _bucket(one)
            exact: list[int] = []
            if language == "ar":
                exact = [n for n, row in enumerate(rows) if row[0] == self._word]
                exact = exact or [n for n, other in enumerate(written) if other == word]
            everybody = sum(int(rows[n][2]) for n in exact) + 1
            for n in exact:
                self._add(capital(english[n]), "written", WRITTEN + SHARE * math.log(int(rows[n][2]) / everybody))
            for query, among in ((word, written), (self._same, english)):
                for _, _, n in process.extract(query, among, scorer=fuzz.ratio, limit=NEAR, score_cutoff=HALF):
                    if n not in exact:
                        alike = fuzz.ratio(word, written[n]) / 100
                        self._add(capital(english[n]), "alike", ALIKE * (alike - UNLIKE))

    def best(self, look: Look) -> str:
        """The rival that wins. Those that might gain most are weighed first, and no others than might still win."""
        usual = answers(self._heard, self._same)
        highest = min(usual + SLACK, 0.0)
        hopes = [(_gained(rival) + _fit_weighs(rival) * highest, key, rival) for key, rival in self._found.items()]
        best, name = -math.inf, ""
        for hope, key, rival in sorted(hopes, key=lambda one: (-one[0], one[1])):
            if hope + LOOK * FINEST <= best:
                break
            gained = _gained(rival) + LOOK * look.likelihood(key) / max(len(key), 4)
            weighs = _fit_weighs(rival)
            if gained + weighs * highest <= best:
                continue
            least = WORST if "written" in rival.gains else (best - gained) / weighs
            if not rival.gains.keys() - {"names"}:
                least = max(least, usual - MARGIN)
            fit = max(answers(self._heard, sound, least) for sound in rival.sounds)
            if "written" in rival.gains:
                fit = max(fit, WORST)
            if gained + weighs * fit > best:
                best, name = gained + weighs * fit, rival.name
        return name


_plain = lru_cache(maxsize=4096)(plain)


def _gained(rival: _Rival) -> float:
    confirmed = "lists" in rival.gains and rival.gains.get("names") == AT_HOME
    return sum(rival.gains.values()) + (CONFIRMED if confirmed else 0.0)


def _fit_weighs(rival: _Rival) -> float:
    return FIT_WRITTEN if "written" in rival.gains else FIT


def borne(word: str, polity: str) -> str | None:
    """What nearly all people bore who were written just so in Arabic, where they are many and no other spelling is a name of the country."""
    rows = [row for row in _bucket(written_bones(word))[0] if row[0] == word]
    most = max(rows, key=lambda row: int(row[2]), default=None)
    if most is None or int(most[2]) < max(MANY_BORE, NEARLY_ALL * sum(int(row[2]) for row in rows)):
        return None
    return None if any(row[1] in _names_of(polity) for row in rows if row is not most) else capital(most[1])


@cache
def _names_of(polity: str) -> frozenset[str]:
    return frozenset(unaccent(name.lower()) for name in lists.names_by_polity().get(polity, ()))


@lru_cache(maxsize=64)
def _bucket(one: str) -> tuple[list[list[str]], list[str], list[str]]:
    """The words of these consonants: (as written, English, how often), the written ones folded, the English ones."""
    rows = [line.split(" ") for line in sightings.lines_of(one, written_bones)]
    folded = fold(" ".join(row[0] for row in rows)).text
    return rows, folded.split(" "), [row[1] for row in rows]


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
_SLAVIC = frozenset(["PL", "CZ", "SK", "HR", "RS", "SI", "BA", "ME", "MK", "XK", "ALB", "LT", "LV"])
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
