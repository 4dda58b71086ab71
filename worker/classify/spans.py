"""The words of a name: where it ends from its first word, and where it begins from its last, in either script."""

import re
from collections.abc import Sequence

from worker.classify.houses import TITLE_WORDS
from worker.classify.lexicon import Item
from worker.classify.names import is_given, is_known_word
from worker.classify.persons import PersonReader, given_names
from worker.classify.refs import MAX_NAME, PARTICLES
from worker.classify.tails import PARTISANS, SON_OF, TWOFOLD
from worker.classify.text import TITLE, Sentence

_INNER = frozenset(
    {"یهمیری", "یهمیر", "کوری", "شیخ", "مهلا", "حاجی", "حهمه", "بهگ"}
)  # titles that stand inside names, too: جەلال شێخ نووری
_INNER_KMR = frozenset(["şêx", "mele", "hecî", "seyîd", "mîr"])
_SENATOR = ("سیناتور", "سناتور", "سیناتوره", "سناتوره")
_TITLES_IN_NAMES = frozenset(["سید", "شیخ", "حاجی", "ملا"])  # folded: "ماجد سيد صالح", where a title has its article
_DEED = re.compile("ت[^ای]{2}ی[^ای]")  # folded
# what a hyphen joins to a name without being a part of it: "Barzani-led"
_JOINED = frozenset(
    ["led", "backed", "style", "era", "linked", "affiliated", "aligned", "appointed", "run", "allied", "owned", "chaired", "headed", "brokered",
     "based", "sponsored", "mediated", "dominated", "controlled", "drafted", "proposed"]
)  # fmt: skip
DAYS = frozenset(
    {
        "یهمرو",
        "دوینی",
        "یهمشهو",
        "سبهی",
        "سبهینی",
        "روژی",
        "شهممه",
        "یهکشهممه",
        "دووشهممه",
        "سیشهممه",
        "چوارشهممه",
        "پینجشهممه",
        "ههینی",
    }
)  # folded
_WEAK_CKB = ("place", "polity", "adj")  # what may be a name where the word is weak: Sen is also China
PLURALS = ("هکان", "هکانی", "هکانیان")  # folded: no word of a name ends so
_SINCE = frozenset(["دوای", "پاش", "پیش", "لهبارهی", "دهربارهی", "سهبارهت", "لهسهر", "بهپیی", "بهگویرهی"])  # folded
# folded: "in the meeting", "of his task", no end of a name
_LOCATIVE = (
    "رنامهکه",
    "گهیهنراوهکه",
    "گهیاندنهکه",
    "وهکه",
    "یهکه",
    "ستهکه",
    "کهدا",
    "یکدا",
    "کاندا",
    "یهدا",
    "وهدا",
    "یکیدا",
    "هکهیدا",
    "هکهی",
    "هکهیان",
)


def is_verb(word: str) -> bool:
    """Whether an unknown folded Arabic word looks like a verb, or a noun with a pronoun: no name begins or goes on so."""
    if len(word) > 5 and word.endswith(("ها", "هما", "هم")):
        return True
    return (
        len(word) > 4
        and word.startswith(("یت", "تت", "یست", "تست", "استم", "استغ", "استق", "استع"))
        and not word.startswith(("یتیم", "تتر"))
    )


FATHERS = SON_OF | {"ال", "عبد"}  # words of a longer name: "محمد بن سلمان بن عبد العزيز آل سعود"
_LAST_SYLLABLES = frozenset(["هو", "بین"])  # folded: of names from the east of Asia
_DIVINE = frozenset(["الله"])
_ARTICLES = 2  # words with an article that a name has at most
# folded: words that begin with the conjunction's letter and are names, and words before which an article is a given name's
# folded: what was discussed, in the plural and without the article, which no name ends in
_MATTERS = frozenset(["برامج", "ملفات", "قضایا", "مشاریع", "خطط", "اوضاع", "مستجدات", "تطورات", "تداعیات", "الیات", "افاق", "سبل", "اجراءات", "ترتیبات", "تحضیرات", "استعدادات", "نتایج", "خطوات", "مجالات", "اوجه", "جهود", "فرص"])  # fmt: skip
_AS_THE = frozenset(["کالعاده", "کالتالی", "کالاتی", "کالمعتاد"])  # folded: words of "as the" behind a name
_BEGIN_WITH_WAW = frozenset(["ولید", "وایل", "وسیم", "ویلیام", "ویلیامز", "وایت", "والتز", "ویتکوف", "ووکر", "وارن", "وانغ", "ویلسون", "والاس"])  # fmt: skip
_BEFORE_ARTICLES = frozenset(["عبد", "ابو", "ال", "بن", "نور", "صلاح", "شمس", "علاء", "سیف", "یار"])
_PILGRIM = frozenset(["الحاج", "الشیخ"])  # titles that stand inside names, too
_ALSO_GIVEN = frozenset(["said", "may", "will", "grant", "april", "june", "august"])  # words that are given names, too
_ALSO_SURNAMES = frozenset(["king", "prince", "bishop", "pope", "judge", "marshal", "sultan"])
_CLOSES_CKB = frozenset(
    [
        "،",
        ",",
        "(",
        "-",
        '"',
        "بکات",
        "بکهن",
        "دهکهن",
        "دهکرد",
        "کرد",
        "کر",
        "دهکات",
        "کردووه",
        "کرا",
        "وهرگرت",
        "بوو",
        "بوون",
        "کهوت",
        "کهوتن",
        "کهوتووه",
        "دهکهویت",
        "دهکهون",
        "بکهویت",
        "گهیشت",
        "گوتی",
        "وتی",
        "رایگهیاند",
        "دیت",
        "دهگاته",
        "دهگات",
        "سهردانی",
        "بهریوهچوو",
        "بکریت",
        "قسهی",
        "دهچیته",
        "گهیشته",
        "کوبووهوه",
        "کودهبیتهوه",
        "هاته",
        "دانیشت",
        "گهرایهوه",
    ]
)  # folded: words and marks that end a name


class SpanReader(PersonReader):
    """Reads how far a name reaches."""

    def _quoted_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: "رئيس مجلس النواب "محمود المشهداني"": a name that fills a pair of quotation marks behind an office."""
        span = self._name_from(s, i, taken)
        if span is None or span[1] >= len(s.words) or s.words[span[1]] != '"':
            return None
        return span

    def _skip_honorifics(self, s: Sentence, i: int) -> int:
        if self.lang == "ar" and 0 < i < len(s.words) and s.words[i] in PARTISANS:
            i += s.words[i - 1].endswith(_SENATOR)  # "السناتور الديمقراطي NAME"
        for _ in range(5):
            item = s.item(i)
            if item is not None and item.is_word("honorific") and not item.has("actor"):
                if (
                    self.lang == "en"
                    and s.words[i] in ("sultan", "amir")
                    and s.words[item.end : item.end + 1] == ["al"]
                ):
                    break  # "Ambassador Sultan al-Neyadi"
                if self.lang == "ar" and item.clitic.startswith("و"):
                    break  # "مسؤول المكتب والكولونيل NAME" are two
                i = item.end
                nation = s.item(i) if self.lang == "ar" and i < len(s.words) else None
                if nation is not None and nation.has("adj") and nation.definite and not nation.has("short"):
                    i = nation.end  # "العميد الفرنسي NAME"
            elif i < len(s.words) and s.words[i] in (".", "the") and i > 0 and s.at[i - 1] is not None:
                i += 1
            else:
                break
        return i

    @staticmethod
    def _surname_follows(s: Sentence, i: int, taken: Sequence[bool]) -> bool:
        """Kurmanji: whether a surname that no list has stands at token i, right behind a name that one has."""
        free = i < len(s.words) and not taken[i] and s.at[i] is None
        return free and s.capital[i] and s.words[i].isalpha() and len(s.words[i]) > 4 and s.words[i].endswith("î")

    def _name_from(self, s: Sentence, i: int, taken: Sequence[bool], *, sure: bool = False) -> tuple[int, int] | None:
        """The name that begins at token i, or None. `sure`: what stands before tells that a name follows."""
        size = len(s.words)
        if i >= size or taken[i]:
            return None
        item = s.item(i)
        if item is not None and item.has("actor"):
            end = item.end
            if self.latin and end < size and s.words[end] in ("jr", "sr") and s.capital[end]:
                end += 1
            while self.latin and end < size and s.glued[end] and s.at[end] is None and s.words[end] not in _JOINED:
                end += 1  # a second surname behind a hyphen, or the name of another: "Park Jin-woo"
            while self.lang == "en" and s.words[end : end + 1] == ["bin"] and s.capital[end + 1 : end + 2] == [True]:
                end += 2  # "Prince Abdulaziz bin Saud bin Naif bin Abdulaziz"
            if self.lang == "en" and s.zone != TITLE and self._further_surname(s, end, taken):
                end += 1  # "Alan Hama Saeed Salih": one more name than the list has
            if self.lang == "kmr" and s.zone != TITLE and self._surname_follows(s, end, taken):
                end += 1  # "Mihemed Hesen Rehîmî" is another than the Mihemed Hesen whom the list has
            while self.lang == "ckb" and s.words[end : end + 1] in (["بن"], ["یال"]) and s.words[end + 1 : end + 2]:
                end += 2  # "شێخ حەمدان بن محەمەد بن ڕاشد"
            nxt = s.item(end) if self.lang == "ar" else None
            if nxt is not None and nxt.has("actor") and not nxt.clitic and not any(taken[end : nxt.end]):
                end = nxt.end  # "محمد حسين محمد بحر العلوم": a longer name than the one that stands in the list
            if self.lang == "ar":
                end = self._lineage_behind(s, end, taken)
                end += self._surname_behind(s, item.start, end, taken)
            return item.start, end
        if s.words[i].startswith("@"):
            return i, i + 1
        if self.latin or s.words[i].isascii():
            return self._latin_name(s, i, taken)
        return self._arabic_name(s, i, taken, sure=sure)

    @staticmethod
    def _lineage_behind(s: Sentence, end: int, taken: Sequence[bool]) -> int:
        """Arabic: where a known name ends with its fathers and its house: "محمد بن سلمان بن عبد العزيز آل سعود"."""
        while (
            end + 1 < len(s.words)
            and s.words[end] in ("بن", "ال")
            and not any(taken[end : end + 2])
            and not (s.words[end] == "ال" and s.words[end - 1].startswith("ال"))  # "استقبل محمد الحلبوسي آل ثاني"
        ):
            end += 2 + (s.words[end + 1] in ("عبد", "ابو"))
        return min(end, len(s.words))  # a headline may be cut behind "بن عبد"

    def _surname_behind(self, s: Sentence, start: int, end: int, taken: Sequence[bool]) -> bool:
        """Arabic: whether a known name with a father has a surname behind it: "محمد بن سلمان الدوسري", who is another man."""
        if end >= len(s.words) or taken[end] or s.at[end] is not None or SON_OF.isdisjoint(s.words[start:end]):
            return False
        word = self.doc.surface(s, end, end + 1)
        return (
            s.words[end].endswith("ی")
            and self._has_article(s, end)
            and any(is_known_word(w, "ar") for w in (word, word[2:]))
        )

    @staticmethod
    def _further_surname(s: Sentence, i: int, taken: Sequence[bool]) -> bool:
        if i >= len(s.words) or taken[i] or not s.capital[i] or len(s.words[i]) < 3 or not s.words[i].isalpha():
            return False
        item = s.at[i]
        return item is None or (item.end == i + 1 and all(r.kind == "short" for r in item.readings))

    def _latin_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        span = self._capitals_from(s, i, taken)
        if span is None or self.lang != "en" or s.zone != TITLE or not self._title_case(s):
            return span
        name = " ".join(s.words[span[0] : span[1]])  # every word has a capital here: a name comes again in the text
        return span if any(name in " ".join(o.words) for o in self.doc.sentences if o.zone != TITLE) else None

    @staticmethod
    def _title_case(s: Sentence) -> bool:
        """ "Minister Discusses with the Georgian Ambassador Strengthening Bilateral Relations"."""
        long = [large for word, large in zip(s.words, s.capital, strict=True) if len(word) > 4 and word.isalpha()]
        return len(long) > 3 and sum(long) > 0.9 * len(long)

    def _capitals_from(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """The capitals that begin at token i, with initials, particles and a nickname between them; None where there are none."""
        j, size, capitals, reach = i, len(s.words), 0, MAX_NAME + 1
        while j < size and j - i < reach and not taken[j]:
            word, item = s.words[j], s.at[j]
            whole = item is not None and item.start == j and item.end - j > 1 and word not in PARTICLES
            if j > i and whole and item is not None and item.has("actor") and not self._goes_before(s, i, j):
                # "the Executive NAME": whom the list knows begins where he is known to
                return (j, item.end) if capitals == j - i else (i, j)
            reach += self.lang == "en" and word in PARTICLES  # "Ahmed Nasser Al-Mohammed Al-Sabah"
            initial = j > i and len(word) == 1 and word.isalpha() and s.capital[j]
            if initial and s.words[j + 1 : j + 2] == ["."]:  # "Mohamad A. Alhakim"
                capitals += 1
                j += 2
                continue
            if (
                item is not None
                and not self._may_be_in_name(item, j > i)
                and not (s.capital[j] and self._capital_all_the_same(s, i, j))
            ):
                if j == i and self._given_all_the_same(s, i, item):
                    capitals += 1
                    j += 1
                    continue
                if self.lang == "kmr" and j > i:
                    if (onward := self._behind_particle(s, j, item)) is not None:
                        j = onward
                        continue
                    if self._title_inside(s, j):
                        j += 1
                        continue
                    if s.capital[j] and ((j == i + 1 and self._of_a_place(s, j, item)) or self._also_surname(item)):
                        capitals += 1
                        j += 1
                break
            if word == "." and j > i and len(s.words[j - 1]) == 1:
                j += 1
                continue
            if word == '"' and j > i and self._nickname(s, j):
                j, reach = j + 3, reach + 3
                continue
            if not word[0].isalpha():
                break
            if s.capital[j]:
                capitals += 1
            elif not (word in PARTICLES or s.glued[j]):
                break
            j += 1
        while j > i and (s.words[j - 1] in PARTICLES - {"jr", "sr"} or s.words[j - 1] == ".") and not s.glued[j - 1]:
            j -= 1
        return (i, j) if capitals and j > i else None

    @staticmethod
    def _goes_before(s: Sentence, i: int, j: int) -> bool:
        """English: whether one capital before a known name is another's given name behind a comma: ", Walid Mohamed Ismail, the ambassador"."""
        return j == i + 1 and s.words[i - 1 : i] == [","] and s.words[i] not in TITLE_WORDS and s.zone != TITLE

    def _capital_all_the_same(self, s: Sentence, i: int, j: int) -> bool:
        """Whether a capital that means something elsewhere is a name's: "Stephen King", "May Chidiac", "El-Said", "Eva-Maria"."""
        follows = s.capital[j + 1 : j + 2] == [True]
        if j > i and s.glued[j]:
            return True
        if j == i and follows and s.glued[j + 1]:
            return True
        if j > i and not follows and s.glued[j + 1 : j + 2] == [True] and s.words[j + 1] not in _JOINED:
            return True  # "Park Çîn-wo"
        if self.lang != "en":
            return False
        word = s.words[j]
        if word == "an" and 0 < j == i:
            return follows and s.at[j + 1] is None  # "Consul General An Chul-min"
        return (word in _ALSO_GIVEN and follows) or (j > i and word in _ALSO_SURNAMES and self._ends_name(s, j + 1))

    def _behind_particle(self, s: Sentence, j: int, item: Item) -> int | None:
        """Kurmanji: behind a word of grammar that is a name's particle, too: "Francesco Di Marco", "Mihemed Şîa El Sûdanî"."""
        if s.capital[j] and s.words[j] in PARTICLES and s.capital[j + 1 : j + 2] == [True]:
            return max(j + 1, item.end)
        return j + 1 if s.words[j] == "de" and self._is_particle(s, j) else None

    @staticmethod
    def _title_inside(s: Sentence, j: int) -> bool:
        """Kurmanji: "Cafer Şêx Mistefa": a title of the father's within the name."""
        return s.words[j] in _INNER_KMR and all(s.capital[j : j + 2]) and s.words[j + 1 : j + 2] != []

    @staticmethod
    def _ends_name(s: Sentence, j: int) -> bool:
        return j >= len(s.words) or not (s.words[j][0].isalpha() and s.capital[j])

    @staticmethod
    def _nickname(s: Sentence, j: int) -> bool:
        """'Michael "Erik" Kurilla': whether one capitalised word in quotation marks opens at token j, with the surname behind it."""
        return s.words[j + 2 : j + 3] == ['"'] and s.capital[j + 1] and s.capital[j + 3 : j + 4] == [True]

    @staticmethod
    def _also_surname(item: Item) -> bool:
        """ "Mihemmed Şiya Sûdanî": a country's adjective that is a surname, too."""
        return (
            item.end - item.start == 1
            and item.has("short") is not None
            and all(r.kind in ("short", "adj", "polity", "place", "capital") for r in item.readings)
        )

    @staticmethod
    def _is_particle(s: Sentence, j: int) -> bool:
        """Whether Kurmanji "de" is a foreign name's ("Anna de Vries"), not the end of "di ... de"."""
        return (
            s.capital[j + 1 : j + 2] == [True]
            and s.at[j + 1] is None
            and s.words[j + 1][0].isalpha()
            and "di" not in s.words[max(0, j - 12) : j]
        )

    def _may_be_in_name(self, item: Item, inside: bool) -> bool:
        for reading in item.readings:
            if reading.kind in ("short", "actor") or (reading.kind == "place" and reading.weak):
                continue
            if reading.kind == "word" and reading.id in ("article",) and inside:
                continue
            if (
                reading.kind in ("place", "capital", "polity", "adj", "body")
                and inside
                and (item.has("short") or item.end - item.start == 1)
                and self.lang == "en"
            ):
                if item.has("short") or reading.weak:
                    continue
                return False
            return False
        return True

    def _genitive(self, s: Sentence, i: int, j: int) -> bool:
        """ "أكد الرئيس عمق الروابط": a noun and its genitive. A name whose second word has the article begins with a given name we know."""
        if j - i < 2 or not s.words[i + 1].startswith("ال") or len(s.words[i + 1]) < 5 or s.words[i].startswith("ال"):
            return False
        before = s.at[i - 1] if i else None
        if before is not None and (before.has("office") is None or before.end - before.start > 1):
            return False  # "وكيلة وزارة التربية العراقية سهاد الخفاجي": behind a whole office stands a name
        if before is None and i and s.words[i - 1].startswith(("ال", "وال")):
            return False  # "وكيلة وزارة التربية سعاد الكناني"
        return s.at[i] is None and not is_known_word(self.doc.surface(s, i, i + 1), "ar")

    def _surname_of_a_country(self, s: Sentence, item: Item, i: int) -> bool:
        """ "الفريق لطيف السوداني", "ماریۆ ڕۆسی": the adjective of a country that is also a surname, behind one given name that we know."""
        if self.lang == "ckb":
            adjective = all(r.kind in ("adj", "short") for r in item.readings) and item.end - item.start == 1
            return adjective and is_known_word(self.doc.surface(s, i, i + 1), "ckb")
        if not all(r.kind in ("adj", "polity", "short") for r in item.readings) or not any(
            r.weak for r in item.readings
        ):
            return False
        return s.words[item.start].startswith("ال") and is_known_word(self.doc.surface(s, i, i + 1), "ar")

    def _arabic_name(self, s: Sentence, i: int, taken: Sequence[bool], *, sure: bool = False) -> tuple[int, int] | None:
        """The name without capitals that begins at token i, or None: unknown words and given names, up to what no name has."""
        if self.lang == "ar" and s.words[i].startswith("لل"):
            return None
        if self.lang == "ar" and s.at[i] is None and s.words[i].startswith("ال"):
            known = s.item(i + 1)
            if known is not None and known.has("actor") and known.end - known.start > 1:
                return None if taken[i + 1] else (known.start, known.end)  # "رئيس الاتحاد الوطني NAME", whom a list has
        j, ended = self._words_of_name(s, i, taken)
        if j == i:
            return None
        if not ended and j - i > 3:
            j = i + (3 if s.words[i] == "عبد" else 2)
        if self.lang == "ar" and self._genitive(s, i, j):
            return None
        if self.lang == "ckb" and not self._is_closed_name(s, i, j, sure and ended):
            return None
        return i, j

    def _words_of_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, bool]:
        """Where the words of a name that begins at token i end (at i, where none does), and whether the next word surely ends it."""
        j, size, reach, articles = i, len(s.words), i + MAX_NAME, 0
        while j < size and j < reach:
            word = s.words[j]
            if (
                self.lang == "ar"
                and j > i
                and word in ("بن", "بنت")
                and (end := self._fathers(s, j, taken)) is not None
            ):
                return end, True
            if self.lang == "ar" and j > i and word in ("بن", "ال"):
                reach += 2  # "عبدالله بن محمد بن إبراهيم آل الشيخ"
            if taken[j] or not word[0].isalpha() or word.isascii():
                return j, True
            if (
                self.lang == "ar"
                and word in _LAST_SYLLABLES
                and j == i + 2
                and s.words[j + 1 : j + 2] in ([], ["."], ["،"], [","])
            ):
                return j + 1, True  # "كيم جونغ هو", "تشو وين بين": no "he" or "between", which something would follow
            item = self._known_beside_names(s, i, j)
            if item is not None and self._name_all_the_same(s, i, j, item):
                j += 1
                continue
            ali = word == "علی" and not articles and (j > i or self._is_ali(s, j, taken))
            if ali and self.doc.surface(s, j, j + 1).endswith("ي"):
                j += 1  # the name Ali, which folding makes one with "on"
                continue
            if word == "ان" and self.lang == "ar" and self.doc.surface(s, j, j + 1) == "آن":
                j += 1  # Anne
                continue
            if j > i and self.lang == "ar" and word in _PILGRIM and self._goes_on_as_name(s, j + 1, taken):
                j += 2  # "دفع الله الحاج علي"
                continue
            if item is not None and (item.clitic or self._bars_name(s, i, j, item)):
                return j, True
            if self.lang == "ar":
                if (item is None and is_verb(word)) or (j > i + 1 and self._is_deed(s, j)):
                    return j, True
                if j == i and self._joins_more(s, i):
                    return i, True
                if j > i and self._clings(s, i, j):
                    return j, True
                if j > i + 1 and self._heads_genitive(s, j):
                    return j, True
                if j > i and self._has_article(s, j):
                    articles += 1
                    if articles > _ARTICLES:
                        return j, True
                elif articles and word not in SON_OF:
                    break
            j += 1
        return j, self._closed(s, j)

    def _fathers(self, s: Sentence, j: int, taken: Sequence[bool]) -> int | None:
        """Arabic: where a name ends that goes on with "بن" at token j, with one surname or house at most behind the last father; None
        where no word of a name stands behind."""
        size, end = len(s.words), j
        while end + 1 < size and s.words[end] in ("بن", "بنت", "ابن") and s.words[end + 1][0].isalpha():
            end += 2 + (s.words[end + 1] in ("عبد", "ابو"))
        if end == j or end > size or any(taken[j:end]):
            return None
        if s.words[end : end + 1] == ["ال"] and end + 1 < size and not taken[end + 1]:
            return end + 2
        surname = s.at[end] if end < size else None
        named = surname is None or all(r.kind in ("short", "actor") for r in surname.readings)
        if (
            surname is None
            and end < size
            and not taken[end]
            and not is_verb(s.words[end])
            and self._ends_clause(s, end + 1)
        ):
            return end + 1  # "محمد بن علي كومان."
        if end < size and s.words[end].startswith("ال") and s.words[end] not in _DIVINE and named and not taken[end]:
            end += 1
        return end

    @staticmethod
    def _ends_clause(s: Sentence, i: int) -> bool:
        return i >= len(s.words) or s.words[i] in ("،", ",", ".", ")")

    def _known_beside_names(self, s: Sentence, i: int, j: int) -> Item | None:
        """What the knowledge has of a word; None where in a name that begins at token i it is but a name's word."""
        word, item = s.words[j], s.at[j]
        if item is None:
            return None
        if self.lang == "ar":
            if j > i and word.startswith("وو") and len(word) > 3:
                return None  # Ward, Wood: no word of ours begins so
            if word in TWOFOLD and item.end - item.start == 1:
                return None  # a name's word first, and a town's, a country's or a verb's elsewhere
        if not item.clitic or any(r.kind != "short" for r in item.readings):
            return item
        cut = item.clitic == "ک" or self._cut_from_a_name(s, item)
        return None if cut else item  # "كيلين" is no "like Yellen"

    def _cut_from_a_name(self, s: Sentence, item: Item) -> bool:
        """Arabic: whether a letter that joins words was cut from a name's own word: "لويس" is Louis, and not "to Wais"."""
        return bool(item.clitic) and is_known_word(self.doc.surface(s, item.start, item.start + 1), "ar")

    def _bars_name(self, s: Sentence, i: int, j: int, item: Item) -> bool:
        """Whether a known word cannot be part of the name that begins at token i."""
        weak = _WEAK_CKB if self.lang == "ckb" else ("place",)
        if all(r.kind in ("short", "actor") or (r.kind in weak and r.weak) for r in item.readings):
            return False
        if j == i:
            return True
        word, before = s.words[j], s.words[j - 1]
        if before in ("عبد", "ابو", "ال", "بن") or word == "الصباح" or (word == "الامین" and before == "محمد"):
            return False
        if self.lang == "ar" and word in _TITLES_IN_NAMES:
            return False
        if j == i + 1 and self._surname_of_a_country(s, item, i):
            return False
        return not (self.lang == "ckb" and j == i + 1 and self._of_a_place(s, j, item))

    def _joins_more(self, s: Sentence, i: int) -> bool:
        """Arabic: whether the word behind an office joins somebody or something else to it."""
        word = s.words[i]
        if word[0] == "و" and self._joins_a_name(s, i):
            return True  # "the deputy premier of the Region, and Haval ..."
        if not word.startswith("وال") or len(word) <= 5:
            return False
        return not is_known_word(
            self.doc.surface(s, i, i + 1), "ar"
        )  # "وزير الطاقة والثروات الطبيعية": more of the office

    def _clings(self, s: Sentence, i: int, j: int) -> bool:
        """Arabic: whether a further word has a conjunction or preposition of its own, which ends the name."""
        word, size = s.words[j], len(s.words)
        if len(word) > 4 and word.endswith("ها"):
            return True  # "فترة وجودها": "her" is no part of a name
        if word[0] == "و" and len(word) > 3 and not word.startswith("وو") and word not in _BEGIN_WITH_WAW:
            following = s.words[j + 1] if j + 1 < size else "."
            if j - i != 1 or len(word) < 5 or not (following in '،,.():-"' or s.at[j + 1] is not None):
                return True
        if not word.startswith(("لل", "بال", "فال", "کال")):
            return False
        if j != i + 1 or not self._unread(s.at[i]):
            return True
        if word.startswith("کال"):
            return word in _AS_THE  # "أندريس كالنينش" is no "Andris as the"
        closed = j + 1 >= size or s.words[j + 1] in "،,."
        return not closed or word.startswith("لل")  # "سيرجيو بالدوتشي" ends the clause, "NAME بالوفد" does not

    def _heads_genitive(self, s: Sentence, j: int) -> bool:
        """Arabic: whether a third word begins what was said or discussed and no surname: "خلال استقباله السفير NAME عمق العلاقات"."""
        word, behind = s.words[j], s.words[j + 1] if j + 1 < len(s.words) else ""
        if word in _MATTERS and behind[:1].isalpha():
            return True  # "مع NAME برامج تدريب القوات"
        if word.startswith("ال") or not behind.startswith("ال") or len(behind) < 5 or behind.endswith("ی"):
            return False
        if (item := s.at[j + 1]) is not None and item.is_word("stop"):
            return False  # "NAME اليوم"
        return not is_known_word(self.doc.surface(s, j, j + 1), "ar") and s.words[j - 1] not in SON_OF

    def _has_article(self, s: Sentence, j: int) -> bool:
        """Arabic: whether a further word has the article of a surname, not that of "عبد الرحمن"."""
        word = s.words[j]
        return (
            word.startswith("ال")
            and word != "الله"
            and not self.doc.surface(s, j, j + 1).startswith(("إ", "أ", "آ"))  # "إليزابيث" has no article
            and s.words[j - 1] not in _BEFORE_ARTICLES
        )

    def _is_closed_name(self, s: Sentence, i: int, j: int, sure: bool) -> bool:
        """Sorani: whether two words or more are a name: a mark, a verb or a day closes them, or an office before them is `sure` of it."""
        if j - i < 2 or any(w.endswith(PLURALS) for w in s.words[i:j]):
            return False
        if sure or j >= len(s.words):
            return sure
        if s.words[j] in _CLOSES_CKB or s.words[j] in DAYS:
            return True
        cue = item.has("cue") if (item := s.at[j]) is not None else None
        return cue is not None and self.k.cues["ckb"].frames[int(cue)].kind in ("meet", "receive")

    @staticmethod
    def _closed(s: Sentence, i: int) -> bool:
        """Whether a name may end before token i: a mark, the end, or a known word."""
        return i >= len(s.words) or not s.words[i][0].isalpha() or s.at[i] is not None

    @staticmethod
    def _given_all_the_same(s: Sentence, i: int, item: Item) -> bool:
        """English and Kurmanji: a given name that is a town or a title elsewhere, before another capital: "Milan Kundera", "Sultan al-Neyadi"."""
        kinds = {r.kind for r in item.readings} - {"short"}
        after = s.words[i + 1 : i + 2]
        if item.end - i > 1 or not s.capital[i] or not after:
            return False
        if s.words[i] in ("sultan", "amir"):
            return after[0] in ("al", "bin")
        if kinds != {"place"}:
            return False
        return s.capital[i + 1] and after[0].isalpha() and s.at[i + 1] is None and is_given(s.words[i])

    def _name_all_the_same(self, s: Sentence, i: int, j: int, item: Item) -> bool:
        """Whether a word that is a town, a title or a verb elsewhere is part of the name that begins at token i: "سانتياغو أباسكال", "عزيز سنجار",
        "سلطان النيادي", "طالب الرفاعي"."""
        kinds = {"verb" if r.kind == "word" else r.kind for r in item.readings} - {"short", "actor"}
        if not kinds or item.end - item.start > 1 or item.clitic or (self.lang != "kmr" and item.is_word("about")):
            return False  # "ان" is "that" before it is Ann, "پێش" before
        if self.lang == "ckb" and kinds == {"verb"}:
            return self._short_name(s, i, j)
        if not kinds <= {"place", "office", "verb"} and (kinds != {"adj"} or item.definite):
            return False  # "كوري بوكر" is no Korean
        word = self.doc.surface(s, j, j + 1)
        if j == i + 1 and kinds == {"place"}:  # a town behind a given name, and no word between
            return is_known_word(word, self.lang) and (
                s.at[i] is None or is_known_word(self.doc.surface(s, i, j), self.lang)
            )
        if j > i or j + 1 >= len(s.words) or not is_known_word(word, self.lang):
            return False
        after = s.words[j + 1]
        if self.lang == "ar" and not kinds & {"place", "adj"} and self._of_a_town(s, j + 1):
            return True
        if not self._unread(s.at[j + 1]):
            return False
        if kinds == {"adj"}:
            return s.at[j + 1] is None and not after.startswith(("و", "ال"))
        if self.lang == "ar" and kinds != {"place"}:
            return after.startswith("ال") and after.endswith("ی")
        if (place := item.has("place")) is None or self.k.places[place].country in ("IQ", "IQ-KR"):
            return False  # "رئيس جامعة دهوك NAME"
        return kinds == {"place"} and after[0].isalpha() and not after.startswith(("و", "ال"))

    @staticmethod
    def _of_a_town(s: Sentence, i: int) -> bool:
        """Arabic: whether a surname of a town stands at token i: "طالب الرفاعي"."""
        item, word = s.at[i], s.words[i]
        place = item is not None and item.end - item.start == 1 and all(r.kind == "place" for r in item.readings)
        return place and word.startswith("ال") and word.endswith("ی")

    @staticmethod
    def _short_name(s: Sentence, i: int, j: int) -> bool:
        """Sorani: a word of grammar that is a name's word, since what ends names follows: "لی شانگفو، ...", "مۆ یان کرد"."""
        if j > i + 1 or len(s.words[j]) > 3 or s.words[i] in ("له", "به", "بو"):
            return False
        end = i + 2
        other = s.at[i + 1 if j == i else i] if end <= len(s.words) else None
        closes = end < len(s.words) and (s.words[end] in _CLOSES_CKB or s.words[end] in DAYS)
        return closes and other is None and s.words[i][0].isalpha() and s.words[i + 1][0].isalpha()

    def _is_deed(self, s: Sentence, i: int) -> bool:
        """Arabic: a noun of doing of the form "taf'il", which no name ends in unless it is known for one: "بحث مع NAME تشغيل الميناء"."""
        return _DEED.fullmatch(s.words[i]) is not None and not is_known_word(self.doc.surface(s, i, i + 1), "ar")

    def _joins_a_name(self, s: Sentence, i: int) -> bool:
        """Arabic: whether the word at token i is "and" with a given name, not a name that begins so: "وماكسيم", but "ويليام"."""
        word = self.doc.surface(s, i, i + 1)
        if s.words[i][1:] in given_names(self.k):
            return True
        return len(word) > 4 and is_known_word(word[1:], "ar") and not is_known_word(word, "ar")

    def _is_ali(self, s: Sentence, i: int, taken: Sequence[bool]) -> bool:
        """Whether a word that is "on" or Ali has the rest of a name behind it, of words that mean nothing else."""
        if i + 1 >= len(s.words) or taken[i + 1]:
            return False
        behind, item = s.words[i + 1], s.at[i + 1]
        if behind.startswith("ال"):
            return len(behind) > 4 and (item is None or all(r.kind in ("short", "actor") for r in item.readings))
        return self._goes_on_as_name(s, i + 1, taken) and (behind in given_names(self.k) or item is None)

    def _goes_on_as_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> bool:
        """Whether a word of a name stands at token i: an unknown one, without article, that is neither mark nor number."""
        if i >= len(s.words) or taken[i]:
            return False
        word, item = s.words[i], s.at[i]
        if word == "علی":
            return self.doc.surface(s, i, i + 1).endswith("ي")
        plain = item is None or all(r.kind in ("short", "actor") for r in item.readings)
        return plain and word[0].isalpha() and not is_verb(word) and not word.startswith("ال")

    def _latin_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j, reach = end, MAX_NAME
        while j > 0 and end - j < reach:
            word, item = s.words[j - 1], s.at[j - 1]
            reach += word in PARTICLES  # "Ahmed Nasser Al-Mohammed Al-Sabah"
            surname = s.capital[j - 1] and (word in ("amir", "sultan") or (j == end and word in _ALSO_SURNAMES))
            if j < end and item is not None and self._given_all_the_same(s, j - 1, item):
                j -= 1
                break
            if taken[j - 1] or (item is not None and not surname and not self._may_be_in_name(item, True)):
                break
            if word == "." and j > 1 and (len(s.words[j - 2]) == 1 or s.words[j - 2] in ("jr", "sr")):
                j -= 1
                continue
            if word == '"' and 3 < j < end and self._nickname(s, j - 3) and s.words[j - 3] == '"':
                j, reach = j - 3, reach + 3
                continue
            if not word[0].isalpha() or not (s.capital[j - 1] or word in PARTICLES or s.glued[j - 1]):
                break
            j -= 1
        while j < end and (
            s.words[j] in PARTICLES - {"al", "el", "abd", "abu", "ben", "von", "van"} or s.words[j] == "."
        ):
            j += 1
        if end - j < 2:
            return None
        return j, end

    def _arabic_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j = end
        weak = _WEAK_CKB if self.lang == "ckb" else ("place",)
        while j > 0:
            word, item = s.words[j - 1], s.at[j - 1]
            if end - j >= 4 and FATHERS.isdisjoint(s.words[j - 1 : j + 1]):
                break
            if taken[j - 1] or not word[0].isalpha() or (self.lang == "ckb" and word.endswith(_LOCATIVE)):
                break
            name = item is None or all(
                r.kind in ("short", "actor") or (r.kind in weak and r.weak) for r in item.readings
            )
            name = name or (self.lang == "ar" and j > 1 and s.words[j - 2] in SON_OF)
            if not name and j == end and item is not None and self._of_a_place(s, j - 1, item):
                name = True
            inner = word in _INNER and 1 < j < end and s.at[j - 2] is None and s.words[j - 2][0].isalpha()
            inner = inner or (
                word == "یان" and 1 < j == end and s.at[j - 2] is None
            )  # "کریستیان یان، باڵیۆزی ...": no "or"
            if not name and not inner:
                break
            j -= 1
        if end - j < 1:
            return None
        if self.lang == "ar" and s.words[j] in SON_OF and j > 0 and not taken[j - 1] and s.words[j - 1][0].isalpha():
            j -= 1  # whoever is somebody's son has a name, if it is a word of another kind, too
        before = s.at[j - 1] if j > 0 else None
        if end - j == 1 and before is None:
            return None
        if self.lang == "ckb" and before is not None:
            if end - j == 1 and not before.is_word("honorific", "with", "by", "to", "and", "led"):
                return None
            if end - j == 1 and s.words[before.start] == "له" and self._in_a_place(s, j):
                return None  # "ئەمڕۆ لە سەلاحەددین، سەرۆک بارزانی پێشوازیی ..."
            if end - j == 1 and s.words[before.start] == "بو":
                return None  # "لە یەکەم سەردانیدا بۆ هەرێم، باڵیۆزی نوێی ..."
            if end - j == 1 and before.is_word("and") and not is_known_word(self.doc.surface(s, j, end), "ckb"):
                return None  # "بە ئامادەبوونی وەزیرانی ناوخۆ و پێشمەرگە، سەرۆکی حکوومەت ..."
            if before.is_word("about") and not self._says_that(s, before.start) and s.words[before.start] in _SINCE:
                return None  # "دوای سوێندخواردن، سەرۆکی هەرێم ..."
        return j, end

    @staticmethod
    def _in_a_place(s: Sentence, i: int) -> bool:
        """Sorani: whether a town that is a given name, too, follows an "in" that no verb of somebody goes with ("پێشوازی لە")."""
        item, verb = s.at[i], s.at[i - 2] if i > 1 else None
        return item is not None and item.has("place") is not None and (verb is None or verb.has("cue") is None)

    def _is_fathers_name(self, s: Sentence, item: Item, taken: Sequence[bool]) -> bool:
        """Sorani: "باڤڵ جەلال تاڵەبانی" is no Jalal: whether a known name is the father's and the surname of whom the list knows without
        his father's name."""
        if not self._given_before(s, item, taken):
            return False
        son = [s.words[item.start - 1], *s.words[item.end - 1 : item.end]]
        return any(i.start == 0 and i.end == 2 and i.has("actor") for i in self.lex.match(son))

    def _given_before(self, s: Sentence, item: Item, taken: Sequence[bool]) -> bool:
        """Sorani: whether a given name stands before a surname that the list knows: a known one, or whatever follows "led by" and a rank."""
        i = item.start - 1
        if i < 0 or s.at[i] is not None or taken[i] or not s.words[i][0].isalpha():
            return False
        opened = s.at[i - 1] if i else None
        courtesy = opened is not None and opened.end == i and opened.is_word("led", "honorific", "presence")
        return courtesy or is_known_word(self.doc.surface(s, i, i + 1), "ckb")

    def _of_a_place(self, s: Sentence, i: int, item: Item) -> bool:
        """A surname made of a town: "دلدار کەلاری", "Şivan Duhokî"."""
        if item.end - item.start != 1 or i == 0 or not self._unread(s.at[i - 1]) or not s.words[i - 1][0].isalpha():
            return False
        return s.words[i].endswith(("ی", "î")) and all(r.kind in ("place", "capital", "short") for r in item.readings)
