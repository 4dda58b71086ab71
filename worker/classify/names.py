"""Names in the English spelling the press would use, for people whom no list knows, and how alike two such spellings are.

Words in Arabic letters are spelt by worker/classify/spelling.py, for the country of the person; here they are put together. Kurmanji is Latin
already and only loses its special letters.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from worker.classify import spelling
from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import is_article, lightly_folded
from worker.classify.sorani import in_new_spelling
from worker.classify.spelling import known, known_pair, seen_words, spelt
from worker.knowledge.spellings import learnt, names_by_polity, origin_of

# Polities, and leagues, whose people have Kurdish, Arabic, Persian or Turkish names.
_NEAR = frozenset(
    ["IQ", "IQ-KR", "IR", "SY", "SA", "AE", "KW", "QA", "BH", "OM", "YE", "JO", "LB", "PS", "EG", "LY", "TN", "DZ", "MA", "SD", "AL", "GCC", "TR"]
)  # fmt: skip


def is_abroad(polity: str | None) -> bool:
    """Whether who acts for a polity is likely to have a name that is neither Kurdish, Arabic, Persian nor Turkish; an unknown one is near."""
    return polity is not None and polity not in _NEAR


@lru_cache(maxsize=2048)
def english_name(surface: str, language: str, polity: str = "", *, abroad: bool = False) -> str:
    """A name as English papers would write it. `surface` is as in the source; Latin names stay but for Kurmanji letters. `polity`, for whom
    the person acts, decides between the spellings of one Arabic word (محمد: Mohammed, Mehmet). `abroad`: the name is neither Kurdish nor
    Arabic, so that its letters may stand for a name of any country in worker/knowledge/names.txt."""
    if not any("\u0600" <= c <= "\u06ff" or c >= "\ufb50" for c in surface):
        return _latin(surface, language, at_home=polity in _NEAR and polity != "TR")
    arabic = language == "ar"
    script = "ckb" if language in ("ckb", "kmr") else "ar"
    if script == "ckb":
        surface = in_new_spelling(unicodedata.normalize("NFKC", surface).replace("ه\u200c", "ە"))
    words = [w for w in map(lightly_folded, re.split(r"[\s\-]+", surface)) if w.strip("ء") and fold(w).text.strip()]
    parts: list[str] = []
    number = 0
    while number < len(words):
        word, number = words[number], number + 1
        both = known_pair(word, words[number], script, polity) if number < len(words) else None
        if both is not None:
            number += 1
            parts.append(both)
        elif script == "ckb" and parts and (abroad or word == "کوڕی") and word in _PARTICLES:
            parts.append(_PARTICLES[word])
        elif arabic and word == "الله" and parts and parts[-1][-1:].isalpha():
            parts[-1] += _GODS.get(origin_of(polity), "allah")
        elif arabic and is_article(word):
            parts.append(_with_article(word, polity, abroad, parts))
        else:
            parts.append(spelt(word, script, polity, abroad))
    return _native(" ".join(filter(None, parts)), polity)


def _with_article(word: str, polity: str, abroad: bool, before: Sequence[str]) -> str:
    """A word behind the Arabic article, which becomes "al-" but where the country's papers leave it out, and behind "Abdul"."""
    whole = known(word, "ar", polity)
    behind = bool(before) and before[-1] in ("Abdul", "Abdel")
    if whole is not None:  # "الدين", "الأمير" inside a name
        return whole.removeprefix("al-") if behind or polity in _NO_ARTICLE else whole
    bare = spelt(word[2:], "ar", polity, abroad)
    return bare if behind or polity in _NO_ARTICLE else f"al-{bare}"


_GODS = {"persian": "ollah", "indian": "ullah", "malay": "ullah"}  # Nasrallah, Nasrollah, Nasrullah
_NO_ARTICLE = frozenset(["TN", "DZ", "MA", "MR", "LB", "JO"])  # Brahmi, Gemayel, Safadi
_POLISH = re.compile(r"(?<=[oe])vsk(?=[yi]\b|a\b)")


def _native(name: str, polity: str) -> str:
    """How the countries that write Latin letters spell endings that Arabic does not tell apart: Kozovsky is Kozowski in Poland."""
    if polity == "PL":
        return re.sub(r"sky\b", "ski", _POLISH.sub("wsk", name))
    if polity == "CN" and name.count(" ") == 2:  # a surname and the two syllables of one given name
        surname, first, second = name.split()
        return f"{surname} {first}{second.lower()}"
    if polity == "TR":
        return re.sub(r"(?i) oglu\b", "oglu", name)
    return name


_PARTICLES = {
    "کوڕی": "bin",
    "ڤان": "van", "فان": "van", "دێر": "der", "دەر": "der", "دێن": "den", "ڤۆن": "von", "فۆن": "von", "دو": "du", "دی": "di", "دێ": "de",
    "دا": "da", "دێلا": "della", "لا": "la", "لێ": "le",
}  # fmt: skip


def _ratio(one: str, other: str) -> float:
    """How alike two words are by their letters, 0..1."""
    from rapidfuzz import fuzz  # here: most entries compare no names, and it takes 10 ms to import

    return fuzz.ratio(one, other) / 100


@lru_cache(maxsize=8192)
def is_known_word(word: str, language: str) -> bool:
    """Whether a word in Arabic letters has been seen as part of somebody's name."""
    bare = lightly_folded(word)
    return bare in seen_words(language) or fold(bare).text in seen_words(language)


@cache
def _latin_names() -> frozenset[str]:
    return frozenset(unaccent(name.lower()) for names in names_by_polity().values() for name in names)


def is_given(word: str) -> bool:
    """Whether a word in Latin letters, in small ones and without accents, is among the names of any country (names.txt)."""
    return word in _latin_names()


def forget() -> None:
    """Let go of what was made of the learnt tables, so that others take effect."""
    for made in (
        english_name,
        spelling.spelt,
        spelling.known,
        spelling.known_pair,
        spelling.seen_words,
        spelling._romaniser,
        spelling._channels,
        spelling._look,
    ):
        made.cache_clear()


@cache
def _kurmanji_words() -> dict[str, str]:
    words: dict[str, str] = learnt()["kmr"]["words"][""]
    return words


_EL = re.compile(
    r"(?<![\w-])[Ee]l[ -](?=[^\W\d_])"
)  # the Arabic article in Kurmanji: "Salim El Ketbî", "Enwer El-Şemerî"


# Kurmanji has no two vowels beside each other, and no x in these: what has them and no letter of Kurmanji alone is spelt as at home
_AT_HOME = re.compile(r"[aeiou]{2}|lex|\bmax|fel[ií]x|\bax?el|\bxav|\w[aou]x\b|ixon|rew\b", re.IGNORECASE)


def _is_kurmanji(surface: str) -> bool:
    """Whether a name is spelt in Kurmanji's letters: "Zuzana Malîkova", not "Jean-François Guillaume", "Alexander Cox"."""
    folded = fold(surface).text
    if any(c in "êîûş" for c in folded):
        return True
    return any(c in "çx" for c in folded) and _AT_HOME.search(folded) is None


def _in_its_words(surface: str) -> bool:
    """Whether every word of a name is one that Kurmanji papers have for an Arabic or Kurdish name: "Omer Ehmed", though no letter tells it."""
    seen = [(w, _kurmanji_words().get(w)) for w in fold(surface).text.split()]
    return len(seen) > 1 and all(spelt for _, spelt in seen) and any(spelt and spelt.lower() != w for w, spelt in seen)


def _latin(surface: str, language: str, *, at_home: bool = False) -> str:
    """A name in Latin letters. `at_home`: of a country whose names Kurmanji papers spell in their own way."""
    words = []
    kurdish = _is_kurmanji(surface) or (language == "kmr" and at_home and _in_its_words(surface))
    for word in _EL.sub("al-", surface).split() if language == "kmr" and kurdish else surface.split():
        if language == "kmr" and word.startswith("al-"):
            word = f"al-{_latin(word[3:], language, at_home=at_home)}"
        elif language == "kmr":
            folded = fold(word).text
            seen = _kurmanji_words().get(folded) if kurdish else None
            word = seen or (_from_kurmanji(word) if kurdish and any(c in "êîûşçx" for c in folded) else word)
        if len(word) > 3 and word.isupper():
            word = word.title()
        words.append(word)
    return " ".join(words)


def _from_kurmanji(word: str) -> str:
    for old, new in (
        ("ş", "sh"),
        ("Ş", "Sh"),
        ("ç", "ch"),
        ("Ç", "Ch"),
        ("x", "kh"),
        ("X", "Kh"),
        ("ê", "e"),
        ("Ê", "E"),
        ("î", "i"),
        ("Î", "I"),
        ("û", "u"),
        ("Û", "U"),
    ):
        word = word.replace(old, new)
    return word


_CLASSES = {
    **dict.fromkeys("pb", "p"), **dict.fromkeys("vfw", "f"), **dict.fromkeys("gjq", "k"), **dict.fromkeys("kc", "k"), "d": "t", "z": "s", "x": "k",
}  # fmt: skip


@lru_cache(maxsize=4096)
def skeleton(name: str) -> tuple[str, ...]:
    """Consonants of first and last name in classes that survive transcription."""
    words = [w for w in re.findall(r"[a-z]+", unaccent(name.lower())) if w not in ("al", "el", "bin", "ibn", "abdul")]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    out = []
    for word in picked:
        word = (
            word.replace("sh", "s")
            .replace("ch", "s")
            .replace("kh", "k")
            .replace("gh", "k")
            .replace("th", "t")
            .replace("ph", "f")
        )
        bones = "".join(_CLASSES.get(c, c) for c in word if c not in "aeiouyh")
        out.append(re.sub(r"(.)\1+", r"\1", bones))
    return tuple(b for b in out if b)


_SERVANT = ("abd", "ebd", "evd", "ewd")


@lru_cache(maxsize=4096)
def name_likeness(name: str, bones: tuple[str, ...], other: str) -> float:
    """How alike two English spellings are, 0..1: letters, and consonants of first and last name as a second witness. 0 where the
    last names' consonants differ by more than an edit: not comparable is never equal."""
    theirs = skeleton(other)
    if len(theirs) < 2 or len(bones) < 2:
        return 0.0
    last = _ratio(bones[-1], theirs[-1])
    first = _ratio(bones[0], theirs[0])
    if last < 0.66 or first < 0.66 or bones[0][0] != theirs[0][0]:
        return 0.0
    if name.lower().startswith(_SERVANT) != other.lower().startswith(_SERVANT):
        return 0.0  # "Abdul Karim Tuma" is not "Karim al-Tamimi"
    letters = _ratio(unaccent(name.lower()), unaccent(other.lower()))
    return 0.4 * last + 0.25 * first + 0.35 * letters


def half_alike(bones: tuple[str, ...], other: str) -> bool:
    """Whether the last name, or the first with a part of a double last name, has all consonants of another's: "Yans Stoltenberg" and
    "Jens Stoltenberg", "Mark Bryson" and "Mark Bryson-Richardson". Enough only where nobody else can be meant."""
    theirs = skeleton(other)
    if len(theirs) < 2 or len(bones) < 2:
        return False
    if len(bones[-1]) > 3 and bones[-1] == theirs[-1]:
        return bones[0][-1:] == theirs[0][-1:]
    double = skeleton(other.split()[-1].replace("-", " ")) if "-" in other else ()
    return bones[0] == theirs[0] and len(bones[-1]) > 2 and bones[-1] in double
