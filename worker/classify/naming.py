"""The name that stands beside an office, before or behind it, and names that need none: known ones, and those behind a courtesy title."""

import itertools
import re
from collections.abc import Iterator, Sequence

from worker.classify.lexicon import NAMED, Item, mark
from worker.classify.names import is_known_word
from worker.classify.offices import ADJECTIVES, TWOFOLD
from worker.classify.persons import PersonReader, given_names
from worker.classify.refs import MAX_NAME, PARTICLES, OfficePhrase, Ref
from worker.classify.text import TITLE, Sentence

INNER = frozenset(
    {"یهمیری", "یهمیر", "کوری", "شیخ", "مهلا", "حاجی", "حهمه", "بهگ"}
)  # titles that stand inside names, too: جەلال شێخ نووری
_DAYS = frozenset(
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
LEADS = "سهروکایهت"  # folded: how Sorani says that somebody leads a delegation
COURTESY = mark("word:honorific", "word:led")  # classes of words behind which a name stands
_BARS = ("with", "by", "led", "presence", "counterpart", "deleg", "both", "and", "to", "verb", "mention", "about")
_DAYISH = frozenset(
    {"الیوم", "الاحد", "الاثنین", "الثلاثاء", "الاربعاء", "الخمیس", "الجمعه", "السبت", "الذی", "التی", "الذین", "الا"}
)  # folded
_CLOSERS = frozenset(
    ["kir", "kirin", "re", "ve", "dike", "dikin", "bike", "bikin", "jî", "û"]
)  # behind a Kurmanji name
_DONE_WITH = frozenset(
    ["کرد", "کردن", "کردووه", "دهکات", "بکات", "کرا", "دهکهن", "وهرگرت", "به", "له", "که", "کوبووهوه", "دانیشت", "پیک"]
)  # folded: behind a name that an office and a comma open
_NO_NAME = (
    "یان",
    "یکی",
    "هکان",
    "هکانی",
    "هکه",
    "هکهی",
    "وهی",
    "یتی",
    "یدا",
    "کردنی",
    "بوونی",
)  # folded: ends of nouns
_WEAK_CKB = ("place", "polity", "adj")  # what may be a name where the word is weak: Sen is also China
_PLURALS = ("هکان", "هکانی", "هکانیان")  # folded: no word of a name ends so
_MET_HIM = frozenset(
    ["کرد", "دهکات", "کردووه", "بینی", "بینیوه", "دهبینیت", "کوبووهوه", "دانیشت", "کهوت", "کهوتووه", "دهکهویت"]
)  # folded; the name before it
_SINCE = frozenset(["دوای", "پاش", "پیش", "لهبارهی", "دهربارهی", "سهبارهت", "لهسهر", "بهپیی", "بهگویرهی"])  # folded
_LOCATIVE = ("کهدا", "یکدا", "کاندا", "یهدا", "وهدا")  # folded: "in the meeting", no end of a name
_BEFORE_NAMES = frozenset(
    {"کارنامهی", "بروانامهی", "باوهرنامهی", "له", "لهگهل", "لهلایهن", "نیوان", "لهنیوان", "به", "دگهل", "که"}
)  # folded


def _is_verb(word: str) -> bool:
    """Whether an unknown folded Arabic word looks like a verb, or a noun with a pronoun: no name begins or goes on so."""
    if len(word) > 5 and word.endswith(("ها", "هما", "هم")):
        return True
    return (
        len(word) > 4
        and word.startswith(("یت", "تت", "یست", "تست", "استم", "استغ", "استق", "استع"))
        and not word.startswith(("یتیم", "تتر"))
    )


_PURPOSE = re.compile(
    "ل(?:است[^ا]{2,3}|ا[^ا]ت[^ا]{1,2}|ان[^ا]{2})ا[^ا]"
)  # folded: "to open", "to resume", of the longer verbs
_PILGRIM = frozenset(["الحاج", "الشیخ"])  # titles that stand inside names, too
_AFTER_WAW = frozenset("ايولنهدسأآإرثت")  # letters that go on a name that begins with و: Wilson, Wood, Walter, Wendy
_SON_OF = frozenset(["بن", "ابن", "بنت", "ولد"])

_ALSO_GIVEN = frozenset(["said", "may", "will", "grant", "april", "june", "august"])  # words that are given names, too
# what stands before a lawmaker's office in an apposition: "NAME, a Republican senator from Iowa"
_PARTISAN = frozenset(["independent", "republican", "democrat", "democratic", "conservative", "labour", "liberal"])
_PEERS = frozenset(["lord", "lady", "baroness", "sheikh"])  # go with one name
_ALSO_SURNAMES = frozenset(["king", "prince", "bishop", "pope", "judge", "marshal", "sultan"])
_TITLES = frozenset(["سهروک"])  # stands before a name without izafe


class NameReader(PersonReader):
    """Finds names; see the head of worker/classify/who.py."""

    # -- names ---------------------------------------------------------------------------------------------------------

    def _name_after(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], *, comma: bool
    ) -> tuple[int, int] | None:
        if p.plural and not comma:
            return None
        i = p.end
        size = len(s.words)
        if comma:
            if i + 2 < size and s.words[i] == "(":  # "the head of the office (X), NAME", "(CJTF-OIR), NAME"
                i = next((j + 1 for j in range(i + 2, min(size, i + 5)) if s.words[j] == ")"), i)
            if i >= size or s.words[i] not in (",", "،"):
                return None
            i += 1
        elif i < size and s.words[i] == "(":  # an acronym behind the office
            close = next((j for j in range(i, min(size, i + 5)) if s.words[j] == ")"), None)
            if close is None:
                return None
            i = close + 1
            item = s.item(i)
            if (
                item is not None
                and item.is_word("at", "to")
                and (nxt := s.item(item.end)) is not None
                and self._polity_reading(nxt)
            ):
                i = nxt.end
        if (
            i + 1 < size and s.words[i] in ("û", "و") and self.lang in ("kmr", "ckb")
        ):  # "li Iraqê û Sûriyê General NAME"
            second = s.item(i + 1)
            if second is not None and p.end > p.head[1] and second.has("polity") and not second.has("office"):
                i = second.end
        if self.lang == "ar" and not comma and i + 2 < size and s.words[i] == '"':
            return self._quoted_name(s, i + 1, taken)
        i = self._skip_honorifics(s, i)
        if self.lang == "ar" and i > p.end and not comma and self._receives(s, p):
            return None
        if self.lang == "ar" and i > p.end and i + 2 < size and s.words[i] == '"':
            return self._quoted_name(s, i + 1, taken)
        if i < size and s.words[i] == "-" and self.lang != "ar":
            return None
        if i and self.lang == "en" and s.words[i - 1] == "'s":
            return None  # "commander of the Quds Force of Iran's Revolutionary Guards"
        ranked = (
            self.lang == "ckb" and not comma and i > p.end and s.words[p.end] != "("
        )  # "ئەتاشێی سەربازی کۆلۆنێل NAME"
        span = self._name_from(s, i, taken, sure=ranked)
        if span is None and comma and self.lang == "ckb":
            return self._name_in_course(s, p, i, taken)
        if span is None and self.lang == "ckb" and i == p.head[1] and self._bare_title(s, p):
            span = self._name_from(s, i, taken, sure=True)  # "بە سەرۆکایەتیی جێگری وەزیر NAME و ..."
            if span is not None and (
                span[1] - span[0] > 4 or any(w.endswith(_NO_NAME) for w in s.words[span[0] : span[1]])
            ):
                return None
        if span is None and self.lang == "ckb" and not comma and s.words[p.end - 1] in _TITLES:
            item = s.item(i)  # "سەرۆک بارزانی"
            if item is not None and item.has("short") and item.end == i + 1 and not taken[i]:
                return i, item.end
        if span is None:
            return None
        if self.lang == "ar" and s.at[i] is None and _PURPOSE.fullmatch(s.words[i]):
            return None  # "دعا السفير المصري لافتتاح ملحقية"
        alone = (
            self.lang == "ar" and span[1] - span[0] == 1 and s.at[i] is None and s.words[i].startswith(("ال", "وال"))
        )
        behind_in = (  # "هنأ القنصل العام في أربيل بنجاح الانتخابات"
            self.lang == "ar"
            and span[1] - span[0] == 1
            and s.at[i] is None
            and s.words[i][0] == "ب"
            and len(s.words[i]) > 4
        )
        if behind_in and not is_known_word(self.doc.surface(s, i, i + 1), "ar"):
            return None
        bare = self.doc.surface(s, i, i + 1) if alone else ""
        if alone and not (is_known_word(bare, "ar") or is_known_word(bare[2:], "ar")):
            return None  # "سلط السفير الكوري الضوء"
        if self.lang == "ar" and p.kind == "head" and span[1] - span[0] == 1 and i == p.end and span[1] < size:
            near = s.item(span[1])  # "مدير بلدية الموصل NAME": what is headed, not who heads it
            if near is not None and not near.clitic and (near.has("place") or self._polity_reading(near)):
                return None
        if comma:
            end = span[1]
            if self.lang != "en":
                item = s.item(span[0])
                known = item is not None and item.has("actor") is not None
                follower = s.at[end] if end < size else None
                verb = follower is not None and follower.has("cue") is not None
                listed = end < size and s.words[end] in ("و", "û") and span[1] - span[0] == 2 and self._attends(s, end)
                closed = self.lang == "kmr" and end < size and s.words[end] in _CLOSERS and span[1] - span[0] >= 2
                closed = closed or (self.lang == "ckb" and self._goes_on(s, p, span))
                if (
                    not known
                    and end < size
                    and s.words[end] not in (",", "،", ".", '"')
                    and not (verb or listed or closed)
                ):
                    return None
            item = s.item(span[0])
            if (
                end < size
                and s.words[end] not in (",", "،", ")", ".", "-", "'s")
                and s.at[end] is None
                and self.lang == "en"
                and (item is None or not item.has("actor"))
            ):
                return None
            if span[1] - span[0] < 2 and not (item and item.has("actor")):
                return None
        return span

    @staticmethod
    def _bare_title(s: Sentence, p: OfficePhrase) -> bool:
        """Sorani: an office without izafe behind a preposition: its holder's name follows."""
        before = s.at[p.start - 1] if p.start else None
        return (
            not s.words[p.head[1] - 1].endswith("ی")
            and before is not None
            and before.is_word("led", "with", "by", "presence", "at")
        )

    def _receives(self, s: Sentence, p: OfficePhrase) -> bool:
        """Arabic: "استقبل رئيس الأركان الجنرال NAME": the chief, who has been named before, and behind him his guest."""
        before = s.at[p.start - 1] if p.start else None
        cue = before.has("cue") if before is not None else None
        if cue is None or self.k.cues["ar"].frames[int(cue)].kind not in ("meet", "receive"):
            return False
        return any(r.name and r.office == p.office for n in range(s.index) for r in self.refs.get(n, ()))

    def _name_in_course(self, s: Sentence, p: OfficePhrase, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Sorani: "لەگەڵ نوێنەری یونیسێف لە عێراق، NAME بە ڤیدیۆ ...": behind an office whose side is told, closed by a plain word."""
        span = self._name_from(s, i, taken, sure=True)
        return span if span is not None and span[1] - span[0] >= 2 and self._goes_on(s, p, span) else None

    @staticmethod
    def _goes_on(s: Sentence, p: OfficePhrase, span: tuple[int, int]) -> bool:
        """Sorani: whether the words behind an office and a comma may be its holder, though no mark ends them."""
        words = s.words[span[0] : span[1]]
        if not p.polity or not 2 <= len(words) <= 4 or any(w.endswith(_NO_NAME) for w in words):
            return False
        follower = s.words[span[1]] if span[1] < len(s.words) else "."
        return follower in _DONE_WITH or follower in _DAYS

    def _quoted_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: "رئيس مجلس النواب "محمود المشهداني"": a name that fills a pair of quotation marks behind an office."""
        span = self._name_from(s, i, taken)
        if span is None or span[1] >= len(s.words) or s.words[span[1]] != '"':
            return None
        return span

    def _attends(self, s: Sentence, i: int) -> bool:
        """Whether the sentence goes on to say that they were present."""
        frames = self.k.cues[self.lang].frames
        return any((n := x.has("cue")) is not None and frames[int(n)].kind == "attend" for x in s.items if x.start > i)

    def _listed(self, s: Sentence, p: OfficePhrase, taken: list[bool]) -> Iterator[Ref]:
        """Names behind an office in the plural: "Senators Jana Vitkova and Radek Polansky", each in that office."""
        i, size = p.end, len(s.words)
        sides = [(p.polity, p.polity_rule)] if p.polity else []
        while sides and i + 1 < size and s.words[i] in (",", "and") and (item := s.item(i + 1)):
            step = item.end if item.is_word("article") else i + 1
            reading = self._polity_reading(item) if step == i + 1 else None
            if reading is None:
                break
            sides.append(reading)  # "the health ministers of the Kurdistan Region and Iran, NAME and NAME"
            i = item.end
        if len(sides) > 1 and i < size and s.words[i] == ",":
            i += 1
        count = 0
        while i < size:
            span = self._name_from(s, self._skip_honorifics(s, i), taken)
            item = s.item(i)
            if span is None or (span[1] - span[0] < 2 and not (item is not None and item.has("actor"))):
                return
            ref = self._ref(s, p, span)
            ref.start, ref.end, ref.plural, ref.office_span = span[0], span[1], False, None
            self._take(taken, *span)
            i = span[1]
            if (
                i + 1 < size
                and s.words[i] == "of"
                and (home := s.item(i + 1))
                and (reading := self._polity_reading(home))
            ):
                ref.polity, ref.polity_rule = (
                    reading  # "Foreign Ministers Ayman Safadi of Jordan and Fuad Hussein of Iraq"
                )
                i = ref.end = home.end
            elif len(sides) > 1:
                ref.polity, ref.polity_rule = sides[count] if count < len(sides) else (None, "")
            count += 1
            yield ref
            while i < size and s.words[i] in (",", "and", "û"):
                i += 1
            if i == span[1]:
                return

    def _skip_honorifics(self, s: Sentence, i: int) -> int:
        for _ in range(5):
            item = s.item(i)
            if item is not None and item.is_word("honorific") and not item.has("actor"):
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
            while self.latin and end < size and s.glued[end] and s.capital[end] and s.at[end] is None:
                end += 1  # a second surname behind a hyphen
            while self.lang == "en" and s.words[end : end + 1] == ["bin"] and s.capital[end + 1 : end + 2] == [True]:
                end += 2  # "Prince Abdulaziz bin Saud bin Naif bin Abdulaziz"
            if self.lang == "en" and s.zone != TITLE and self._further_surname(s, end, taken):
                end += 1  # "Alan Hama Saeed Salih": one more name than the list has
            while self.lang == "ckb" and s.words[end : end + 1] in (["بن"], ["یال"]) and s.words[end + 1 : end + 2]:
                end += 2  # "شێخ حەمدان بن محەمەد بن ڕاشد"
            nxt = s.item(end) if self.lang == "ar" else None
            if nxt is not None and nxt.has("actor") and not nxt.clitic and not any(taken[end : nxt.end]):
                end = nxt.end  # "محمد حسين محمد بحر العلوم": a longer name than the one that stands in the list
            while (
                self.lang == "ar" and end + 1 < size and s.words[end] in ("بن", "ال") and not any(taken[end : end + 2])
            ):
                end += 2 + (s.words[end + 1] in ("عبد", "ابو"))  # "محمد بن سلمان بن عبد العزيز آل سعود"
            return item.start, end
        if s.words[i].startswith("@"):
            return i, i + 1
        if self.latin or s.words[i].isascii():
            return self._latin_name(s, i, taken)
        return self._arabic_name(s, i, taken, sure=sure)

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
        j, size, capitals, reach = i, len(s.words), 0, MAX_NAME + 1
        while j < size and j - i < reach and not taken[j]:
            word, item = s.words[j], s.at[j]
            reach += self.lang == "en" and word in PARTICLES  # "Ahmed Nasser Al-Mohammed Al-Sabah"
            if (
                j > i and len(word) == 1 and word.isalpha() and s.capital[j] and s.words[j + 1 : j + 2] == ["."]
            ):  # "Mohamad A. Alhakim"
                capitals += 1
                j += 2
                continue
            if (
                item is not None
                and not self._may_be_in_name(item, j > i)
                and not (
                    self.lang == "en"
                    and j > i
                    and word in _ALSO_SURNAMES
                    and s.capital[j]
                    and self._ends_name(s, j + 1)
                )
                and not (
                    self.lang == "en" and word in _ALSO_GIVEN and s.capital[j] and s.capital[j + 1 : j + 2] == [True]
                )
                and not (j > i and s.glued[j] and s.capital[j])  # but "El-Said" is a name
                and not (
                    j == i and s.capital[j] and s.glued[j + 1 : j + 2] == [True] and s.capital[j + 1]
                )  # and "Eva-Maria"
            ):
                if (
                    self.lang == "kmr"
                    and j > i
                    and s.capital[j]
                    and word in PARTICLES
                    and s.capital[j + 1 : j + 2] == [True]
                ):
                    j = max(j + 1, item.end)  # "Francesco Di Marco": "di" is "in", too; "Mihemed Şîa El Sûdanî"
                    continue
                if self.lang == "kmr" and j > i and word == "de" and self._is_particle(s, j):
                    j += 1
                    continue
                if (
                    self.lang == "kmr"
                    and j > i
                    and s.capital[j]
                    and ((j == i + 1 and self._of_a_place(s, j, item)) or self._also_surname(item))
                ):
                    capitals += 1
                    j += 1
                break
            if word == "." and j > i and len(s.words[j - 1]) == 1:
                j += 1
                continue
            if word == '"' and j > i and self._nickname(s, j):
                j, reach = j + 3, reach + 3
                continue
            if not (word[0].isalpha()):
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
        if before is None and i and s.words[i - 1].startswith("ال"):
            return False  # "وكيلة وزارة التربية سعاد الكناني"
        return s.at[i] is None and not is_known_word(self.doc.surface(s, i, i + 1), "ar")

    def _surname_of_a_country(self, s: Sentence, item: Item, i: int) -> bool:
        """ "الفريق لطيف السوداني": the adjective of a country that is also a surname, behind one given name that we know."""
        if not all(r.kind in ("adj", "polity", "short") for r in item.readings) or not any(
            r.weak for r in item.readings
        ):
            return False
        return s.words[item.start].startswith("ال") and is_known_word(self.doc.surface(s, i, i + 1), "ar")

    def _arabic_name(self, s: Sentence, i: int, taken: Sequence[bool], *, sure: bool = False) -> tuple[int, int] | None:
        j, size = i, len(s.words)
        al = 0
        ended = False
        weak = _WEAK_CKB if self.lang == "ckb" else ("place",)
        reach = i + MAX_NAME
        if self.lang == "ar" and s.words[i].startswith("لل"):
            return None
        while j < size and j < reach:
            word, item = s.words[j], s.at[j]
            if self.lang == "ar" and j > i and word in ("بن", "ال"):
                reach += 2  # "عبدالله بن محمد بن إبراهيم آل الشيخ"
            if self.lang == "ar" and j > i and word.startswith("وو") and len(word) > 3:
                item = None  # Ward, Wood: no word of ours begins so
            elif self.lang == "ar" and word in TWOFOLD and item is not None and item.end - item.start == 1:
                item = None  # a name's word first, and a town's, a country's or a verb's elsewhere
            if taken[j] or not word[0].isalpha() or word.isascii():
                ended = True
                break
            if (
                word == "علی"
                and not al
                and (j > i or self._is_ali(s, j, taken))
                and self.doc.surface(s, j, j + 1).endswith("ي")
            ):
                j += 1  # the name Ali, which folding makes one with "on"
                continue
            if j > i and self.lang == "ar" and word in _PILGRIM and self._goes_on_as_name(s, j + 1, taken):
                j += 2  # "دفع الله الحاج علي"
                continue
            if (
                item is not None
                and not all(r.kind in ("short", "actor") or (r.kind in weak and r.weak) for r in item.readings)
                and not (j == i + 1 and self._surname_of_a_country(s, item, i))
                and not (j > i and s.words[j - 1] in ("عبد", "ابو", "ال", "بن"))
                and not (self.lang == "ckb" and j == i + 1 and self._of_a_place(s, j, item))
                and not (j > i and word == "الصباح")
                and not (j > i and word == "الامین" and s.words[j - 1] == "محمد")
            ):
                ended = True
                break
            if item is not None and item.clitic:
                ended = True
                break
            if self.lang == "ar" and item is None and _is_verb(word):
                ended = True
                break
            after_first = j > i
            if not after_first and self.lang == "ar" and word[0] == "و" and word[1:] in given_names(self.k):
                return None  # "the deputy premier of the Region, and Haval ..."
            if after_first and self.lang == "ar":
                if (
                    word[0] == "و"
                    and len(word) > 3
                    and not (word.startswith("وو") and len(word) > 3)
                    and word
                    not in (
                        "ولید",
                        "وایل",
                        "وسیم",
                        "ویلیام",
                        "ویلیامز",
                        "وایت",
                        "والتز",
                        "ویتکوف",
                        "ووکر",
                        "وارن",
                        "وانغ",
                        "ویلسون",
                        "والاس",
                    )
                ):
                    following = s.words[j + 1] if j + 1 < size else "."
                    if j - i != 1 or len(word) < 5 or not (following in "،,.():-" or s.at[j + 1] is not None):
                        ended = True
                        break
                if word.startswith(("لل", "بال", "فال", "کال")):
                    ended = True
                    break
                if (
                    word.startswith("ال")
                    and word != "الله"
                    and not self.doc.surface(s, j, j + 1).startswith(("إ", "أ", "آ"))  # "إليزابيث" has no article
                    and s.words[j - 1]
                    not in (
                        "عبد",
                        "ابو",
                        "ال",
                        "بن",
                        "نور",
                        "صلاح",
                        "شمس",
                        "علاء",
                        "سیف",
                        "یار",
                    )
                ):
                    al += 1
                    if al > 2:
                        ended = True
                        break
                elif al and not (self.lang == "ar" and word in _SON_OF):
                    break
            j += 1
        if j == size or not s.words[j][0].isalpha() or s.at[j] is not None:
            ended = True
        count = j - i
        if count == 0:
            return None
        if not ended and count > 3:
            j = i + (3 if s.words[i] == "عبد" else 2)
        if self.lang == "ar" and self._genitive(s, i, j):
            return None
        if self.lang == "ckb":
            nxt = s.at[j] if j < size else None
            closed = j < size and s.words[j] in (
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
            )
            if nxt is not None and (cue := nxt.has("cue")) is not None:
                closed = closed or self.k.cues["ckb"].frames[int(cue)].kind in ("meet", "receive")
            closed = closed or (j < size and s.words[j] in _DAYS) or (sure and ended)
            if not closed or j - i < 2 or any(w.endswith(_PLURALS) for w in s.words[i:j]):
                return None
        return i, j

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
        return plain and word[0].isalpha() and not _is_verb(word) and not word.startswith("ال")

    def _name_beyond(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: a name parted from its office by words of the office that no list has: "وزير الصحة في إقليم كوردستان NAME", "رئيس
        حراك الجيل الجديد NAME". No comma, verb or other person may stand between."""
        if p.plural or p.counterpart:
            return None
        size, nouns, quoted = len(s.words), 0, False
        i = p.end
        while i < min(size, p.end + 9):
            word, item = s.words[i], s.at[i]
            if taken[i]:
                return None
            if word in '"()' or quoted:
                quoted = word in '"(' and not quoted
                i += 1
                continue
            if item is None:
                if word.startswith(("ال", "لل", "بال", "وال")) and len(word) > 4:
                    i += 1
                    continue
                if p.kind == "envoy" and word[0] == "و" and i > p.end:  # "إلى الشرق الأوسط وإفريقيا"
                    i += 1
                    continue
                span = self._arabic_name(s, i, taken) if i > p.end or nouns else None
                if span is not None and 2 <= span[1] - span[0] <= 4 and self._closed(s, span[1]):
                    return span
                nouns += 1
                if (
                    nouns > 1
                    or (_is_verb(word) and not word.startswith("مکتب"))
                    or not word[0].isalpha()
                    or not (p.bare or p.kind == "head")
                ):
                    return None
                i += 1
                continue
            if i > p.end and item.start == i:
                if item.has("actor") and not item.clitic:
                    return (item.start, item.end) if self._may_hold(item, p) else None
                if item.is_word("honorific") and not item.clitic:
                    return self._name_from(s, self._skip_honorifics(s, i), taken)
            if any(r.kind in ("cue", "gap", "office", "title", "portfolio", "short", "actor") for r in item.readings):
                return None
            abroad = p.kind == "envoy" and self._polity_reading(item) is not None  # "إلى الشرق الأوسط وإفريقيا"
            if p.kind == "envoy" and item.is_word("to") and not item.clitic:
                i = item.end
                continue
            if item.is_word(*_BARS) or (item.clitic.startswith(("و", "ف")) and not item.definite and not abroad):
                return None
            if (reading := self._polity_reading(item)) is not None:
                if p.polity is None and p.kind not in ("envoy", "consul") and not any(r.weak for r in item.readings):
                    p.polity, p.polity_rule = reading
            elif (place := item.has("place")) is not None:
                if p.polity is None and p.kind == "head":
                    p.polity, p.polity_rule = self.k.places[place].country, f"place:{place}"
            elif not (
                item.is_word("at", "unit", "ministry", "filler", "company", "affairs")
                or (item.is_word("stop") and word.startswith("ال") and word not in _DAYISH)
            ):
                return None
            i = item.end
        return None

    def _may_act_for(self, item: Item, polity: str) -> bool:
        for reading in item.readings:
            if reading.kind in ("actor", "short"):
                sides = {t.polity for t in self.k.actors[reading.id].tenures(self.day)}
                if (
                    not sides
                    or polity in sides
                    or {polity, *sides} <= {"IQ", "IQ-KR"}
                    or {polity, *sides} <= {"US", "COALITION", "NATO"}
                ):
                    return True
        return False

    @staticmethod
    def _closed(s: Sentence, i: int) -> bool:
        """Whether a name may end before token i: a mark, the end, or a known word."""
        return i >= len(s.words) or not s.words[i][0].isalpha() or s.at[i] is not None

    def _may_hold(self, item: Item, p: OfficePhrase) -> bool:
        """Whether a known person may be the holder of this office."""
        if p.bare or p.kind == "head":
            return not p.polity or self._may_act_for(item, p.polity)
        return any(
            t.office == p.office
            for r in item.readings
            if r.kind == "actor"
            for t in self.k.actors[r.id].tenures(self.day)
        )

    @staticmethod
    def _is(s: Sentence, i: int, kind: str) -> bool:
        item = s.at[i]
        return item is not None and item.is_word(kind)

    def _name_before(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], refs: Sequence[Ref]
    ) -> tuple[int, int] | None:
        if p.plural:
            return None
        i = p.start - 1
        if self.lang == "en":
            if p.rank >= 60 and p.kind != "head" and s.words[p.end : p.end + 1] == ["'s"]:
                return None  # "A, Kurdistan Region President's chief of staff B"
            while i >= 0 and (
                s.words[i] in ("the", "a", "an", "also", "as") or s.words[i] in _PARTISAN or self._is(s, i, "filler")
            ):
                i -= 1
            if i >= 1 and s.words[i] == "'s":  # "NAME, President X's coordinator"
                owner = next((r for r in refs if r.end == i), None)
                if owner is not None:
                    i = owner.start - 1
                    if p.polity is None:
                        p.polity, p.polity_rule = self._polity_of_ref(owner), "owner"
                    while i >= 0 and s.words[i] in ("the", "a"):
                        i -= 1
            if i >= 1 and "as" in s.words[i + 1 : p.start] and s.capital[i] and (p.polity or p.host):
                i += 1  # "the credentials of NAME as ambassador of Slovakia": no comma
            elif i < 1 or s.words[i] != ",":
                return self._courteous_before(s, i + 1, taken)
            if s.zone == TITLE and s.words[p.end : p.end + 1] not in ([","], []):
                return None  # a headline's comma joins two: "Al-Araji, Dutch ambassador review"
            after = s.at[p.end] if p.end < len(s.words) else None
            if after is not None and after.has("cue") and self._has_office_in_front(s, i):
                return None
        elif self.lang == "ar":
            item = s.at[i] if i >= 0 else None
            if item is not None and item.end == p.start and item.has("actor") and not p.clitic:
                return (item.start, item.end)
            told = next((r for r in refs if r.name and r.end == p.start), None)
            if told is not None and not p.clitic and not told.polity and told.office in (p.office, "ambassador"):
                return told.name  # "السفير NAME سفير كوريا"
            if i >= 1 and s.words[i] in ("،", ","):
                item = s.at[i - 1]
                if item is not None and item.has("actor") and not p.clitic:
                    return (item.start, item.end)
                return (
                    self._predicate_before(s, p, i, taken)
                    or self._honoured_before(s, p, taken, end=i)
                    or self._stranger_before(s, p, i, taken)
                )
            return (
                self._honoured_before(s, p, taken)
                or self._predicate_before(s, p, p.start, taken)
                or self._stranger_before(s, p, p.start, taken)
            )
        elif self.lang in ("ckb", "kmr"):
            if i < 0:
                return None
            if s.words[i] not in ("،", ","):
                item = s.at[i]
                if (
                    item is not None
                    and item.has("actor")
                    and item.end == p.start
                    and self.lang == "ckb"
                    and not p.counterpart
                ):
                    return (item.start, item.end)
                return self._joined_before(s, p, taken)
        end = i
        item = s.at[end - 1]
        if item is not None and item.has("actor"):
            for ref in refs:
                if ref.name and ref.name[1] == item.end and ref.name[0] == item.start:
                    if ref.office and self.lang == "en" and self._name_after(s, p, taken, comma=True) is not None:
                        return None  # "Foreign Minister A, director of the office, B": B's
                    return ref.name if not ref.office or self.lang == "en" else None
            return None if self._listed_behind(s, p, (item.start, item.end), taken, refs) else (item.start, item.end)
        for ref in refs:
            if ref.name and ref.name[1] == end:
                return None
        if self.latin:
            span = self._latin_before(s, end, taken)
            if span is None and self.lang == "en" and end > 1 and s.words[end - 2] in _PEERS and not taken[end - 1]:
                return end - 1, end  # "Lord Ahmad, Minister of State"
            if span is not None and self._listed_behind(s, p, span, taken, refs):
                return None
            return span
        return self._arabic_before(s, end, taken)

    def _listed_behind(
        self, s: Sentence, p: OfficePhrase, span: tuple[int, int], taken: Sequence[bool], refs: Sequence[Ref]
    ) -> bool:
        """ "the minister, A, the ambassador, B": an office without a name before the first name, and a name behind the second office."""
        if self.lang != "en" or span[0] < 2 or s.words[span[0] - 1] != "," or not taken[span[0] - 2]:
            return False
        if any(r.name and r.end == span[0] - 1 for r in refs):
            return False
        return self._name_after(s, p, taken, comma=True) is not None

    def _courteous_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """ "the credentials of Mr NAME the new ambassador of Italy": without a comma, but behind a title of courtesy."""
        if end < 3 or s.zone == TITLE:
            return None
        span = self._latin_before(s, end, taken)
        if span is None or not span[0]:
            return None
        return (
            span
            if s.words[span[0] - 1] in ("mr", "mrs", "ms") or s.words[span[0] - 2 : span[0]] == ["mr", "."]
            else None
        )

    def _has_office_in_front(self, s: Sentence, comma: int) -> bool:
        """Whether the name that ends at `comma` already stands behind an office: "Italy's Minister of Defence, Mr. X, the President said"."""
        j = comma
        while j > 0 and comma - j < 8 and s.words[j - 1] != ",":
            item = s.at[j - 1]
            if item is not None and item.has("cue"):  # "received NAME, the head of ..."
                return False
            j -= 1
        before = s.at[j - 2] if j >= 2 else None
        return before is not None and any(r.kind in ("office", "title", "portfolio", "polity") for r in before.readings)

    def _polity_of_ref(self, ref: Ref) -> str | None:
        if ref.polity:
            return ref.polity
        actor = self._choose(ref.actors, ref) if ref.actors else None
        tenures = actor.tenures(self.day) if actor else []
        return tenures[0].polity if tenures else None

    def _latin_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j, reach = end, MAX_NAME
        while j > 0 and end - j < reach:
            word, item = s.words[j - 1], s.at[j - 1]
            reach += word in PARTICLES  # "Ahmed Nasser Al-Mohammed Al-Sabah"
            surname = s.capital[j - 1] and (word in ("amir", "sultan") or (j == end and word in _ALSO_SURNAMES))
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
        while j > 0 and end - j < 4:
            word, item = s.words[j - 1], s.at[j - 1]
            if taken[j - 1] or not word[0].isalpha() or (self.lang == "ckb" and word.endswith(_LOCATIVE)):
                break
            name = item is None or all(
                r.kind in ("short", "actor") or (r.kind in weak and r.weak) for r in item.readings
            )
            if not name and j == end and item is not None and self._of_a_place(s, j - 1, item):
                name = True
            inner = word in INNER and 1 < j < end and s.at[j - 2] is None and s.words[j - 2][0].isalpha()
            if not name and not inner:
                break
            j -= 1
        if end - j < 1:
            return None
        before = s.at[j - 1] if j > 0 else None
        if end - j == 1 and before is None:
            return None
        if self.lang == "ckb" and before is not None:
            if end - j == 1 and not before.is_word("honorific", "with", "by", "to", "and", "led"):
                return None
            if before.is_word("about") and not self._says_that(s, before.start) and s.words[before.start] in _SINCE:
                return None  # "دوای سوێندخواردن، سەرۆکی هەرێم ..."
        return j, end

    def _joined_before(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Sorani without commas: "پێشوازی لە NAME باڵیۆزی یۆنان کرد": two words or more between a preposition and the office."""
        if self.lang == "kmr" and not p.counterpart and s.zone != TITLE:
            return self._courteous_kurmanji(s, p, taken)
        if self.lang != "ckb" or p.counterpart:
            return None
        that = p.start - 1 - (s.words[p.start - 1] == "وهک")
        if (
            s.words[that] == "که" and that > 4
        ):  # "میوانداریی NAME کرد، کە باڵیۆزی ...ە", "NAMEی بینی، کە وەک باڵیۆزی ..."
            at = that - 1 - (s.words[that - 1] in ("،", ","))
            verb = s.words[at] in _MET_HIM and not self._is(s, min(p.end, len(s.words) - 1), "honorific")
            return self._cue_before(s, at, taken) if verb else None
        span = self._arabic_before(s, p.start, taken)
        if span is None:
            return None
        if span[1] - span[0] < 2:  # "کە NAME کونسوڵی ... ئامادەی بوو"
            alone = p.polity and s.words[span[0] - 1] == "که" and self._attends(s, p.end)
            return span if span[0] and alone else None
        if span[0] == 0:
            return span if s.zone != TITLE else None
        before = s.at[span[0] - 1]
        if before is not None and (before.is_word("presence", "led", "honorific") or before.has("office")):
            return span
        return span if s.words[span[0] - 1] in _BEFORE_NAMES else None

    def _courteous_kurmanji(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """ "pêşwaziya birêz NAME Balyozê Japonê kir", "bi NAME Wezîrê Derve yê Yewnanistanê re": the office behind the name, without a
        comma; not "NAME balyozê Japonê qebûl kir", where one receives the other."""
        span = self._latin_before(s, p.start, taken)
        if span is None or not p.polity or span[0] < 2:
            return None
        before = s.at[span[0] - 1]
        if before is None or before.end != span[0]:
            return None
        return (
            span
            if before.is_word("honorific", "with") or s.words[span[0] - 1] in ("pêşwaziya", "bixêrhatina")
            else None
        )

    def _cue_before(self, s: Sentence, at: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """The name that ends at token `at`, up to the word of reception before it."""
        j = at
        while j > 0 and at - j < MAX_NAME:
            item = s.at[j - 1]
            if taken[j - 1] or not s.words[j - 1][0].isalpha():
                break
            known = item is None or all(r.kind in ("short", "actor") for r in item.readings)
            if not known and s.words[j - 1] != "یان":  # "or", and the Dutch name Jan
                break
            if s.words[j - 1] in _BEFORE_NAMES:
                break
            j -= 1
        return (j, at) if at - j >= 2 and ADJECTIVES.isdisjoint(s.words[j:at]) else None

    def _predicate_before(
        self, s: Sentence, p: OfficePhrase, end: int, taken: Sequence[bool]
    ) -> tuple[int, int] | None:
        """Arabic: "أوراق اعتماد NAME، سفيرا فوق العادة": an office in the accusative stands behind its holder's name."""
        if s.words[p.start] not in ("سفیرا", "سفیره", "قنصلا", "ممثلا", "مبعوثا") or p.clitic or s.zone == TITLE:
            return None
        span = self._arabic_before(s, end, taken)
        return span if span is not None and span[1] - span[0] >= 2 else None

    def _stranger_before(self, s: Sentence, p: OfficePhrase, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: "استقبل ... في مكتبه، توماس زايلر القنصل الألماني": an unknown name before an office whose side is told."""
        if p.clitic or p.counterpart or p.former or s.zone == TITLE:
            return None
        span = self._stranger(s, end, taken)
        sided = p.polity or p.host or p.at or (span is not None and s.words[span[0] - 1 : span[0]] == ["مع"])
        return span if sided else None

    def _stranger(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Two to four words of a name that end at token `end`: the first is known from other names, and a mark or a known word of the
        sentence stands before it."""
        j = end
        while j > 0 and end - j < 4:
            word, item = s.words[j - 1], s.at[j - 1]
            if taken[j - 1] or not word[0].isalpha() or word.isascii() or _is_verb(word):
                break
            if item is not None and not all(r.kind in ("short", "actor") for r in item.readings):
                break
            j -= 1
        if end - j < 2 or s.words[j].startswith(("ال", "لل", "بال")):
            return None
        opened = j == 0 or s.at[j - 1] is not None or not s.words[j - 1][0].isalpha()
        first = self.doc.surface(s, j, j + 1)
        known = is_known_word(first, "ar") or (first.startswith("و") and is_known_word(first[1:], "ar"))
        known = known or (j > 0 and s.words[j - 1] == "مع" and end - j < 4)  # "مع مولن أشيمباييف رئيس مجلس الشيوخ"
        known = known or (
            j > 0 and (s.words[j - 1] in ("الیوم", "امس") or re.search(r"\b20\d\d$", s.words[j - 1]) is not None)
        )  # "استقبل ... اليوم ميكلوس سابو المبعوث المجري"
        listed = end - j == 3 and first.startswith("و") and s.words[j - 1 : j] in (["،"], [","])
        return (j, end) if opened and (known or listed) else None

    @staticmethod
    def _of_a_place(s: Sentence, i: int, item: Item) -> bool:
        """A surname made of a town: "دلدار کەلاری", "Şivan Duhokî"."""
        if item.end - item.start != 1 or i == 0 or s.at[i - 1] is not None or not s.words[i - 1][0].isalpha():
            return False
        return s.words[i].endswith(("ی", "î")) and all(r.kind in ("place", "capital", "short") for r in item.readings)

    def _honoured_before(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], end: int | None = None
    ) -> tuple[int, int] | None:
        """Arabic: "السيد NAME رئيس ..." with the name before the office, or with a comma between that stands at `end`."""
        if p.clitic:
            return None
        if end is not None:
            end -= s.words[end - 1] == '"'
            span = self._arabic_before(s, end, taken)
            if span is not None and span[0] > 1 and s.words[span[0] - 1] == '"' and s.words[end] == '"':
                near = s.at[span[0] - 2]  # 'الجنرال "NAME"، الملحق العسكري'
                return span if near is not None and near.is_word("honorific") else None
            title = s.at[span[0] - 1] if span is not None and span[0] else None
            courtesy = title is not None and title.is_word("honorific", "led") and not title.has("office")
            return span if span is not None and courtesy and span[1] - span[0] > 1 else None
        j = p.start
        while j > 0 and p.start - j < 5:
            item = s.at[j - 1]
            if item is not None and item.is_word("honorific"):
                return (j, p.start) if p.start > j and not any(taken[j : p.start]) else None
            if item is not None and not all(r.kind in ("short", "actor") for r in item.readings):
                return None
            if s.words[max(0, j - 2) : j] in (["د", "."], ["ود", "."]) and j < p.start - 1:
                return None if any(taken[j : p.start]) else (j, p.start)
            if not s.words[j - 1][0].isalpha():
                return None
            j -= 1
        return None

    def _ref(self, s: Sentence, p: OfficePhrase, span: tuple[int, int] | None) -> Ref:
        start = min(p.start, span[0]) if span else p.start
        end = max(p.end, span[1]) if span else p.end
        first = s.item(start) if start < p.start else None  # "وNAME رئيس الوزراء": the name has the clitic
        clitic = first.clitic if first is not None and self.lang == "ar" else p.clitic
        if self.lang == "ar" and first is None and span is not None and span[0] < p.start:
            word = self.doc.surface(s, span[0], span[0] + 1)
            joined = is_known_word(word[1:], "ar") or s.words[span[0] - 1 : span[0]] in (["،"], [","])
            joined = joined or (len(word) > 4 and word[1] not in _AFTER_WAW)  # "وجوشوا هاريس"
            if word.startswith("و") and not is_known_word(word, "ar") and joined:
                clitic = "و"
        ref = Ref(
            s.index, start, end, span, p.office or None, p.role, p.rank, p.polity, p.polity_rule, p.host, p.at,
            former=p.former, plural=p.plural, counterpart=p.counterpart, clitic=clitic, office_span=(p.start, p.end),
            complement=p.complement,
        )  # fmt: skip
        if span:
            self._known(s, ref)
        return ref

    def _add_office(self, ref: Ref, p: OfficePhrase) -> None:
        ref.start, ref.end = min(ref.start, p.start), max(ref.end, p.end)
        if not ref.office or (p.rank > ref.rank and not p.former):
            ref.office, ref.role, ref.rank, ref.complement = p.office, p.role, p.rank, p.complement
        if not ref.polity or (p.polity and p.rank >= ref.rank):
            ref.polity, ref.polity_rule = p.polity or ref.polity, p.polity_rule or ref.polity_rule
        ref.host, ref.at = ref.host or p.host, ref.at or p.at
        ref.office_span = ref.office_span or (p.start, p.end)

    def _known(self, s: Sentence, ref: Ref) -> None:
        assert ref.name is not None
        item = s.item(ref.name[0])
        if self.latin and item is None and s.words[ref.name[0]].startswith("@"):
            handle = list(self.names_of(ref))
            item = next((i for i in self.lex.match(handle) if i.start == 0 and i.end == len(handle)), None)
        if (
            self.lang == "ar"
            and (item is None or item.end < ref.name[1])
            and (last := s.at[ref.name[1] - 1]) is not None
            and last.end - last.start > 2
            and last.has("actor")
        ):
            item = last  # "محمد حسين محمد بحر العلوم", who stands in the list with fewer names
        if item is not None and item.has("actor"):
            ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
            ref.known = True
        elif item is not None and item.end == ref.name[1] and item.has("short"):
            ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
            ref.short = True
        elif (len(self.names_of(ref)) == 1 and not s.words[ref.name[0]].startswith("@")) or (
            self.latin and len(names := self.names_of(ref)) == 2 and names[0] in PARTICLES
        ):
            ref.short = True
        elif not ref.known and (known := self._without_middle(ref)):
            ref.actors, ref.known = known, True

    def _without_middle(self, ref: Ref) -> tuple[str, ...]:
        """Actors whose name this is but for initials, a middle name or "Jr."."""
        names = [n for n in self.names_of(ref) if n not in ("jr", "sr")]
        if len(names) < 2 or not self.latin:
            return ()
        trials = [[n for n in names if len(n) > 1]]
        if len(names) > 2 and not set(names) & PARTICLES:
            trials.append([names[0], names[-1]])
        for trial in trials:
            if len(trial) < 2 or trial == list(self.names_of(ref)):
                continue
            for item in self.lex.match(trial):
                if item.start == 0 and item.end == len(trial) and item.has("actor"):
                    return tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
        return ()

    @staticmethod
    def _titled_ahead(s: Sentence, i: int) -> bool:
        """Whether up to three unknown words and a title of courtesy stand before token i: "السيد أسامة عبد العزيز النجيفي"."""
        j = i - 1
        while j > 0 and i - j < 5 and s.words[j][0].isalpha():
            item = s.at[j]
            if item is not None and not all(r.kind == "short" for r in item.readings):
                break
            j -= 1
        near = s.at[j] if 0 <= j < i - 1 else None
        return near is not None and near.is_word("honorific")

    def _in_lineage(self, s: Sentence, item: Item) -> bool:
        """ "سعيد بن عبدالله القحطاني", "زهرة الكيلاني": one word of a longer name is nobody's short name."""
        before = s.words[item.start - 1] if item.start else ""
        after = s.words[item.end] if item.end < len(s.words) else ""
        titled = s.at[item.start - 2] if item.start > 1 and s.at[item.start - 1] is None else None
        if titled is not None and titled.is_word("honorific") and before[0].isalpha():
            return True  # "السيدة غويندلين غرين"
        if self.lang == "ar" and self._titled_ahead(s, item.start):
            return True
        if before == "علی" and self.doc.surface(s, item.start - 1, item.start).endswith("ي"):
            return True  # "علي الجنابي": the name Ali, which folding makes one with "on"
        if item.start and s.at[item.start - 1] is None and self.lang == "ar":
            given = self.doc.surface(s, item.start - 1, item.start)
            if is_known_word(given, "ar") or (given.startswith("و") and is_known_word(given[1:], "ar")):
                return True
        return before in _SON_OF or after in _SON_OF

    @staticmethod
    def _no_name(s: Sentence, item: Item) -> bool:
        """Arabic: a surname that is an adjective here ("الوضع العسكري"), or the given name of somebody whom the next word names further
        ("برئاسة عبدالله لوتاه")."""
        if item.start == 0:
            return False
        before, near = s.words[item.start - 1], s.at[item.start - 1]
        plain = near is None or all(r.kind == "word" and r.id in ("stop", "about") for r in near.readings)
        if s.words[item.start].removeprefix("و").startswith("ال") and before.lstrip("وبلف").startswith("ال") and plain:
            return before not in ("الا", "الذی", "التی") and len(before) > 3
        after = s.words[item.end] if item.end < len(s.words) else "."
        led = near is not None and near.is_word("led")
        return led and after[0].isalpha() and (s.at[item.end] is None) and not _is_verb(after)

    def _known_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        for item in s.those(NAMED):
            if any(taken[item.start : item.end]):
                continue
            if item.has("actor"):
                end = item.end
                while self.lang == "ckb" and s.words[end : end + 1] in (["بن"], ["یال"]) and s.words[end + 1 : end + 2]:
                    end += 2
                ref = Ref(s.index, item.start, end, (item.start, end), clitic=item.clitic)
                self._known(s, ref)
                self._take(taken, item.start, end)
                yield ref
            elif self.lang == "ckb" and s.words[item.start].endswith(_PLURALS):
                continue  # "خانەکان" is no Mr Khan
            elif item.has("short") and all(
                r.kind in ("short", "actor")
                or (self.latin and r.kind in ("adj", "place") and s.capital[item.start] and r.weak)
                for r in item.readings
            ):
                start = item.start
                if self.lang == "ar" and (self._in_lineage(s, item) or self._no_name(s, item)):
                    continue
                if self.latin:
                    if not s.capital[item.start] or s.words[item.start - 1 : item.start] in (
                        ["wezareta"],
                        ["wezaretê"],
                    ):
                        continue
                    run = self._latin_before(s, item.end, taken)
                    if run is not None and run[0] < item.start:
                        start = run[0]
                ref = Ref(s.index, start, item.end, (start, item.end), clitic=item.clitic, short=start == item.start)
                if ref.short:
                    ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
                self._take(taken, start, item.end)
                yield ref

    def _leaders(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        """Sorani: "شاندێک کە NAME سەرۆکایەتیی دەکرد", "شاندەکە NAME سەرۆکایەتیی دەکات"."""
        for n, word in enumerate(s.words):
            if not word.startswith(LEADS):
                continue
            j = n
            while (
                j > 0 and n - j < 5 and self._unread(s.at[j - 1]) and not taken[j - 1] and s.words[j - 1][0].isalpha()
            ):
                j -= 1
            opened = s.words[j - 1] if j > 0 else ""
            if 2 <= n - j <= 4 and (opened == "که" or opened in ("شاندهکه", "وهفدهکه")):
                led = Ref(s.index, j, n, (j, n))
                self._known(s, led)
                self._take(taken, j, n)
                yield led

    def _titled_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        """Names behind a title of courtesy or a handle, without an office: "Mr. Harcourt", "Maj. Gen. Leahy", "@handle"."""
        for item in s.those(COURTESY):
            if any(taken[item.start : item.end]) or item.has("office"):
                continue
            i = self._skip_honorifics(s, item.end if item.is_word("led") else item.start)
            if i >= len(s.words) or taken[i]:
                continue
            quoted = self.lang == "ar" and s.words[i] == '"' and i + 2 < len(s.words)  # 'الجنرال "NAME"'
            span = self._quoted_name(s, i + 1, taken) if quoted else self._name_from(s, i, taken, sure=True)
            if span is None:
                continue
            start = item.end if item.is_word("led") else item.start
            ref = Ref(s.index, start, span[1], span, clitic=item.clitic)
            self._known(s, ref)
            self._take(taken, start, span[1])
            yield ref
        if self.latin:
            reach = 0
            large = [i for i in itertools.compress(range(len(s.words)), s.capital) if s.at[i] is None]
            for i in large:  # full names without any title, told apart by a second capital
                if i < reach or taken[i] or not s.words[i].isalpha() or (i == 0 and s.zone == TITLE):
                    continue
                span = self._latin_name(s, i, taken)
                if span and span[1] - span[0] >= 2:
                    if sum(s.capital[span[0] : span[1]]) >= 2:
                        yield Ref(s.index, span[0], span[1], span)
                        self._take(taken, span[0], span[1])
                    reach = span[1]
