"""The name that stands beside an office, behind it or before it."""

import re
from collections.abc import Sequence

from worker.classify.houses import ADJECTIVES
from worker.classify.lexicon import Item
from worker.classify.names import is_known_word
from worker.classify.refs import LEADS, MAX_NAME, OfficePhrase, Ref
from worker.classify.spans import DAYS, FATHERS, SpanReader, is_verb
from worker.classify.tails import SON_OF
from worker.classify.text import TITLE, Sentence

_BARS = ("with", "by", "led", "presence", "counterpart", "deleg", "both", "and", "to", "verb", "mention", "about")
_DAYISH = frozenset(
    {"الیوم", "الاحد", "الاثنین", "الثلاثاء", "الاربعاء", "الخمیس", "الجمعه", "السبت", "الذی", "التی", "الذین", "الا"}
)  # folded
_AS = ("wek", "weke", "wekî", "وهک", "وهکو")  # Kurdish: in which office
_CONCERNING = frozenset(["yê", "ya", "ê", "a", "ji", "bo", "dijî", "û"])  # Kurmanji: opens what an office is for
_AFFAIRS = frozenset(["karûbarên", "karên"])  # Kurmanji: whatever follows says which
_FAR = 9  # tokens that may stand between a Kurmanji office and its name
_CLOSERS = frozenset(
    ["kir", "kirin", "re", "ve", "dike", "dikin", "bike", "bikin", "jî", "û"]
)  # behind a Kurmanji name
_DONE_WITH = frozenset(
    [
        "لهگهل",
        "سهردانی",
        "پیشوازی",
        "پیشوازیی",
        "رایگهیاند",
        "گوتی",
        "وتی",
        "گهیشت",
        "گهیشته",
        "کرد",
        "کردن",
        "کردووه",
        "دهکات",
        "بکات",
        "کرا",
        "دهکهن",
        "وهرگرت",
        "به",
        "له",
        "که",
        "کوبووهوه",
        "دانیشت",
        "پیک",
        "یامادهی",
        "بهشداری",
        "بهشداریی",
    ]
)  # folded: behind a name that an office and a comma open
_SEES = frozenset(["بینی", "بینیی", "بینیوه", "قبول", "قبوول", "دهبینیت"])  # folded: sees or receives somebody
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
_MET_HIM = frozenset(
    ["کرد", "دهکات", "کردووه", "بینی", "بینیوه", "دهبینیت", "کوبووهوه", "دانیشت", "کهوت", "کهوتووه", "دهکهویت"]
)  # folded; the name before it
# folded
_BEFORE_NAMES = frozenset(
    ["کارنامهی", "بروانامهی", "باوهرنامهی", "له", "لهگهل", "لهلایهن", "نیوان", "لهنیوان", "به", "دگهل", "که", "بریاره", "سهردانهکهی",
     "سهردانی", "گهشتهکهی", "هاتنی", "گهیشتنی"]
)  # fmt: skip
_LETTER = "نامهی"  # folded: ends whatever letter somebody hands over
_PURPOSE = re.compile(
    "ل(?:است[^ا]{2,3}|ا[^ا]ت[^ا]{1,2}|ان[^ا]{2})ا[^ا]"
)  # folded: "to open", "to resume", of the longer verbs
# what stands before a lawmaker's office in an apposition: "NAME, a Republican senator from Iowa"
_PARTISAN = frozenset(["independent", "republican", "democrat", "democratic", "conservative", "labour", "liberal"])
_PEERS = frozenset(["lord", "lady", "baroness", "sheikh"])  # go with one name
_POLITICIANS = frozenset(["السیاسی", "السیاسیه", "القیادی", "القیادیه", "الزعیم"])
_PRINCE = ("الامیر", "الامیره")
_THE_HOUSE = frozenset(
    ["ministry", "agency", "organization", "organisation", "embassy", "mission", "party", "country", "department"]
)
_TITLES = frozenset(["سهروک"])  # stands before a name without izafe
_MADE = frozenset(["named", "appointed", "elected", "nominated", "chosen"])
# what stands between "who" and the office that somebody holds: "NAME, who recently took over his duties as ambassador"
_BEING = _MADE | frozenset(
    ["is", "was", "were", "has", "been", "became", "becomes", "serves", "assumed", "took", "takes", "take", "taken", "began", "will", "up", "over",
     "his", "her", "their", "post", "position", "duties", "work", "office", "of", "recently", "newly", "currently", "also", "now", "just", "be", "as",
     "the", "new", "assume"]
)  # fmt: skip
_GOES_ON = frozenset(["has", "had", "is", "was", "will", "held", "met", "visited", "arrived"])
_JOINS_A_TITLE = frozenset(
    ["and", "of", "on", "for", "the", "in", "to", "against", "with", "'s", "-", "&"]
)  # between capitals of what somebody heads

_COMMANDS = frozenset(["military-commander", "coalition-commander", "deputy-coalition-commander", "head-of-mission"])
_RANKS = frozenset(
    ["general", "gen", "brigadier", "brig", "colonel", "col", "admiral", "marshal", "major", "lieutenant", "commodore"]
)


class BesideReader(SpanReader):
    """Finds the name that an office's words belong to."""

    def _name_after(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], *, comma: bool
    ) -> tuple[int, int] | None:
        """The name right behind an office, or with `comma` the one behind the comma that follows it."""
        i = p.end
        size = len(s.words)
        if comma:
            if i < size and s.words[i] == "(":  # "the head of the office (X), NAME", "(CJTF-OIR), NAME"
                i = self._past_brackets(s, i) or i
                i = self._to_whom(s, i) if self.lang in ("ckb", "ar") else i
            elif self.lang == "ckb" and i < size and s.words[i] in ("له", "بو"):
                i = self._past_purpose(s, i)
            relative = self._past_relative(s, p, i) if self.lang == "en" and p.kind == "envoy" else None
            i = relative or i
            if self.lang == "en" and p.polity and not p.plural and i < size and s.words[i] != ",":
                i = self._past_what_is_headed(s, i, taken)
            if i >= size or s.words[i] not in (",", "،"):
                return None
            i += 1
            if relative is not None and (near := s.item(i)) is not None and near.has("actor"):
                return None  # whom the list knows is more likely the next one
        elif p.plural:
            return None
        elif i < size and s.words[i] == "(":  # an acronym behind the office
            close = self._past_brackets(s, i)
            if close is None:
                return None
            i = self._to_whom(s, close)
        if self.lang == "ar":
            return self._arabic_after(s, p, i, taken, comma)
        if i + 1 < size and s.words[i] in ("û", "و") and self.lang != "en":  # "li Iraqê û Sûriyê General NAME"
            second = s.item(i + 1)
            if second is not None and p.end > p.head[1] and second.has("polity") and not second.has("office"):
                i = second.end
        i = self._skip_honorifics(s, self._past_army(s, p, i) if comma else i)
        if i < size and s.words[i] == "-":
            return None
        if self.lang == "en" and i and s.words[i - 1] == "'s":
            return None  # "commander of the Quds Force of Iran's Revolutionary Guards"
        premier = s.item(i) if self.lang == "kmr" and p.office == "prime-minister" else None
        if premier is not None and premier.has("short") and self._premier_by_surname(s, premier):
            return premier.start, premier.end  # "Serokwezîr Sûdanî"
        span = self._sorani_after(s, p, i, taken, comma) if self.lang == "ckb" else self._name_from(s, i, taken)
        return span if span is None or not comma or self._fits_behind_comma(s, p, span) else None

    @staticmethod
    def _past_what_is_headed(s: Sentence, i: int, taken: Sequence[bool]) -> int:
        """English: the comma behind words of an office that no list has: "the director of the UN Office | on Drugs and Crime, NAME"; else `i`."""
        for j in range(i, min(len(s.words), i + 9)):
            if s.words[j] == ",":
                return j
            item = s.at[j]
            if taken[j] or not (s.capital[j] or s.words[j] in _JOINS_A_TITLE):
                return i
            if item is not None and any(
                r.kind in ("cue", "gap", "office", "title", "actor", "short") for r in item.readings
            ):
                return i
        return i

    @staticmethod
    def _past_purpose(s: Sentence, i: int) -> int:
        """Sorani: "سەرۆکی نووسینگەی یونامی لە هەولێر، NAME", "باڵیۆزی ئەمریکا بۆ ئازادیی ئایینی، NAME": behind the town of an office, or
        behind what it is for."""
        if s.words[i] == "له":
            town = s.item(i + 1)
            return town.end if town is not None and town.has("place") else i
        comma = next((n for n in range(i + 1, min(len(s.words), i + 6)) if s.words[n] in ("،", ",")), None)
        plain = comma is not None and all(s.at[n] is None or s.words[n] == "و" for n in range(i + 1, comma))
        return comma if comma is not None and plain else i

    @staticmethod
    def _past_relative(s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """English: the comma behind a clause about an envoy: "the ambassador of Norway, who is not residing in Iraq, NAME"."""
        first = i + (s.words[i : i + 1] == [","])
        if s.words[first : first + 2] not in (["who", "is"], ["who", "was"]):
            return None
        for j in range(first + 2, min(len(s.words), first + 9)):
            item = s.at[j]
            if s.words[j] == ",":
                return j
            if item is not None and (item.has("cue") or item.has("office") or item.has("actor")):
                return None
        return None

    @staticmethod
    def _premier_by_surname(s: Sentence, item: Item) -> bool:
        """Kurmanji: "Serokwezîrê Iraqê Sûdanî", "Serokwezîr Sûdanî", "bi Sûdanî re": a surname that is also a country's people."""
        i, end = item.start, item.end
        if not s.capital[i] or (end < len(s.words) and s.capital[end] and s.words[end].isalpha()):
            return False
        if i == 0 or s.words[i - 1] in ("serokwezîr", "û", "bi", "gel", "ligel", ",", ":"):
            return any(r.weak for r in item.readings)
        before = s.at[i - 1]
        own = {r.id for r in item.readings if r.kind == "polity"}
        return before is not None and any(r.kind == "polity" and r.id not in own for r in before.readings)

    @staticmethod
    def _past_army(s: Sentence, p: OfficePhrase, i: int) -> int:
        """ "The Deputy Commander of the Coalition, British Brigadier NAME": behind the army of the rank that follows a command."""
        item = s.item(i) if p.office in _COMMANDS else None
        army = item is not None and item.has("adj") and s.words[item.end : item.end + 1]
        return item.end if item is not None and army and army[0] in _RANKS else i

    @staticmethod
    def _past_brackets(s: Sentence, i: int) -> int | None:
        """Behind the brackets that open at token i, if they close soon."""
        return next((j + 1 for j in range(i + 1, min(len(s.words), i + 5)) if s.words[j] == ")"), None)

    def _sorani_after(
        self, s: Sentence, p: OfficePhrase, i: int, taken: Sequence[bool], comma: bool
    ) -> tuple[int, int] | None:
        """Sorani: the name at token i, by what ends it, by a rank before it, or by an office that has no izafe."""
        ranked = not comma and i > p.end and s.words[p.end] != "("  # "ئەتاشێی سەربازی کۆلۆنێل NAME"
        span = self._name_from(s, i, taken, sure=ranked)
        if span is not None:
            return span
        if comma:
            return self._name_in_course(s, p, i, taken)
        if i < len(s.words) and self._unread(s.at[i]) and is_known_word(self.doc.surface(s, i, i + 1), "ckb"):
            span = self._name_in_course(s, p, i, taken)
            if span is not None:
                return span  # "باڵیۆزی ژاپۆن ئاکیرا ئێندۆ لە هەولێر": the first word is known from other names
        if i == p.head[1] and self._bare_title(s, p):
            span = self._name_from(s, i, taken, sure=True)  # "بە سەرۆکایەتیی جێگری وەزیر NAME و ..."
            if span is not None:
                noun = span[1] - span[0] > 4 or any(w.endswith(_NO_NAME) for w in s.words[span[0] : span[1]])
                return None if noun else span
        if s.words[p.end - 1] in _TITLES:
            item = s.item(i)  # "سەرۆک بارزانی"
            if item is not None and item.has("short") and item.end == i + 1 and not taken[i]:
                return i, item.end
        return None

    def _arabic_after(
        self, s: Sentence, p: OfficePhrase, i: int, taken: Sequence[bool], comma: bool
    ) -> tuple[int, int] | None:
        """Arabic: the name at token i, in quotation marks or not, unless it is a guest's, the next one's or no name."""
        size = len(s.words)
        if not comma:
            near = s.item(i)
            if near is not None and (near.has("actor") or near.is_word("honorific")) and near.clitic.startswith("و"):
                return None  # "A رئيس الديوان وB المتحدث", "A رئيس الديوان والسيد B المتحدث": who is listed next
            if i + 2 < size and s.words[i] == '"':
                return self._quoted_name(s, i + 1, taken)
        i = self._skip_honorifics(s, i)
        if i > p.end:
            if not comma and self._receives(s, p):
                return None
            if i + 2 < size and s.words[i] == '"':
                return self._quoted_name(s, i + 1, taken)
        span = self._name_from(s, i, taken)
        if span is None or self._is_no_holder(s, p, i, span):
            return None
        if self._is_another(s, p, span, taken):
            span = span[0], span[1] + 1
        return span if not comma or self._fits_behind_comma(s, p, span) else None

    def _is_another(self, s: Sentence, p: OfficePhrase, span: tuple[int, int], taken: Sequence[bool]) -> bool:
        """Arabic: "السفير الأردني محمد مصطفى القرعان": who bears a known name and one more, and acts for another state, is another man."""
        item, end = s.item(span[0]), span[1]
        if item is None or item.end != end or not item.has("actor") or not p.polity or end >= len(s.words):
            return False
        near = s.at[end]
        unlisted = near is None or all(r.kind == "short" for r in near.readings)
        more = unlisted and not taken[end] and self._has_article(s, end)
        return more and not self._ever_for(item, p.polity)

    def _ever_for(self, item: Item, polity: str) -> bool:
        """Whether somebody who bears this known name has ever served a state or body."""
        actors = (self.k.actors[r.id] for r in item.readings if r.kind == "actor")
        return any(t.polity == polity for actor in actors for t in actor.offices)

    def _is_no_holder(self, s: Sentence, p: OfficePhrase, i: int, span: tuple[int, int]) -> bool:
        """Arabic: whether what reads like a name behind an office is what its holder does, or what he heads."""
        if s.at[i] is None and _PURPOSE.fullmatch(s.words[i]):
            return True  # "دعا السفير المصري لافتتاح ملحقية"
        if span[1] - span[0] > 1:
            return False
        if s.at[i] is None:
            word, bare = s.words[i], self.doc.surface(s, i, i + 1)
            if word[0] == "ب" and len(word) > 4 and not is_known_word(bare, "ar"):
                return True  # "هنأ القنصل العام في أربيل بنجاح الانتخابات"
            if word.startswith(("ال", "وال")) and not (is_known_word(bare, "ar") or is_known_word(bare[2:], "ar")):
                return True  # "سلط السفير الكوري الضوء"
        if p.kind != "head" or i != p.end or span[1] >= len(s.words):
            return False
        near = s.item(span[1])  # "مدير بلدية الموصل NAME": what is headed, not who heads it
        if near is None or near.clitic:
            return False
        return near.has("place") is not None or self._polity_reading(near) is not None

    def _fits_behind_comma(self, s: Sentence, p: OfficePhrase, span: tuple[int, int]) -> bool:
        """Whether a name behind an office and a comma is its holder's: a known one, or two words that a mark or the clause closes."""
        item, end = s.item(span[0]), span[1]
        if item is not None and item.has("actor"):  # "لە دیدارێکدا لەگەڵ باڵیۆزی یۆنان، قوباد تاڵەبانی": another's
            return self.lang not in ("ckb", "kmr") or not p.polity or self._may_act_for(item, p.polity)
        if end - span[0] < 2:
            return False
        if end >= len(s.words):
            return True
        word, follower = s.words[end], s.at[end]
        if self.lang == "en":
            if word in (",", "،", ")", ".", "-", "'s") or follower is not None:
                return True
            return p.start <= 3 and word in _GOES_ON  # "The outgoing Turkish ambassador, NAME has put off his visit"
        if word in (",", "،", ".", '"') or (follower is not None and follower.has("cue") is not None):
            return True
        if self.lang == "ar" and (word == "والوفد" or (follower is not None and follower.is_word("at", "stop"))):
            return word == "والوفد" or is_known_word(self.doc.surface(s, span[0], span[0] + 1), "ar")
        if word in ("و", "û") and end - span[0] == 2 and self._attends(s, end):
            return True
        return word in _CLOSERS if self.lang == "kmr" else self.lang == "ckb" and self._goes_on(s, p, span)

    def _to_whom(self, s: Sentence, i: int) -> int:
        """Behind brackets in an office, where it goes on ("... (X) لە عێراق", "... (X) في العراق"): the end of that, or the same place."""
        item = s.item(i)
        nxt = s.item(item.end) if item is not None and item.is_word("at", "to") else None
        return nxt.end if nxt is not None and self._polity_reading(nxt) else i

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
        told = p.polity or p.office.endswith("-minister")  # "وەزیری ڕۆشنبیری NAME لەگەڵ ...": at home
        follower = s.words[span[1]] if span[1] < len(s.words) else "."
        leads = follower.startswith(LEADS)  # "کە جێگری سەرۆکی پەرلەمان NAME سەرۆکایەتیی دەکرد"
        if not (told or leads) or not 2 <= len(words) <= 4 or words[-1].endswith(_NO_NAME):
            return False
        if any(w.endswith(_NO_NAME) and not w.endswith("یان") for w in words):  # Stoyan, Brian, Sebastian
            return False
        return leads or follower in _DONE_WITH or follower in DAYS

    def _attends(self, s: Sentence, i: int) -> bool:
        """Whether the sentence goes on to say that they were present."""
        frames = self.k.cues[self.lang].frames
        return any((n := x.has("cue")) is not None and frames[int(n)].kind == "attend" for x in s.items if x.start >= i)

    def _name_beyond(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: a name parted from its office by words of the office that no list has: "وزير الصحة في إقليم كوردستان NAME", "رئيس
        حراك الجيل الجديد NAME". No comma, verb or other person may stand between."""
        if p.plural or p.counterpart:
            return None
        size, nouns, quoted = len(s.words), 0, False
        i = p.end
        if p.kind == "head" and any(
            w.startswith("ل") and len(w) > 3 and self._plain(s, n) for n, w in enumerate(s.words[i - 1 : i + 1], i - 1)
        ):
            nouns = -2  # "رئيس بعثة الاتحاد الأوروبي لدعم إصلاح القطاع الأمني NAME": what it is for
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
                    or (is_verb(word) and not word.startswith("مکتب"))
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
            # "إلى الشرق الأوسط وإفريقيا", "لشؤون العراق وإيران"
            abroad = (p.kind == "envoy" or p.office == "assistant-secretary") and self._polity_reading(item) is not None
            if p.kind in ("envoy", "head") and item.is_word("to") and not item.clitic:  # "بعثة صندوق النقد إلى العراق"
                i = item.end
                continue
            committee = item.is_word("unit") and word.startswith("ال")  # "في اللجنة المركزية NAME"
            if (item.is_word(*_BARS) and not committee) or (
                item.clitic.startswith(("و", "ف")) and not item.definite and not abroad
            ):
                return None
            if (reading := self._polity_reading(item)) is not None and not self._where_he_went(s, p, item):
                town = item.has("capital") and p.office == "minister" and s.words[item.start - 1] == "فی"
                unsure = any(r.weak for r in item.readings) or bool(town)  # "التقت الوزيرة في بغداد رئيس الجمهورية"
                if p.polity is None and p.kind not in ("envoy", "consul") and not unsure:
                    p.polity, p.polity_rule = reading
            elif (place := item.has("place")) is not None:
                if p.polity is None and p.kind == "head":
                    p.polity, p.polity_rule = self.k.places[place].country, f"place:{place}"
            elif not (
                item.is_word("at", "unit", "ministry", "filler", "company", "affairs")
                or (item.is_word("stop") and (nouns < 0 or (word.startswith(("ال", "لل")) and word not in _DAYISH)))
            ):
                return None
            i = item.end
        return None

    @staticmethod
    def _plain(s: Sentence, i: int) -> bool:
        """Whether a token is a word without a meaning of its own here."""
        item = s.at[i]
        return item is None or all(r.kind == "word" and r.id == "stop" for r in item.readings)

    def _beyond_kurmanji(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Kurmanji: a name parted from its office by what the office is for: "Fermandarê Hevpeymaniyê yê dijî DAIŞê General NAME", "Cîgirê
        Wezîrê Navxwe yê Îranê yê karûbarên ewlehiyê NAME", "Wezîrê Derve û Koçberan yê Lubnanê NAME". No mark, verb or other person may
        stand between."""
        if p.plural or p.counterpart:
            return None
        i = self._second_field(s, p)
        opened = i > p.end
        for _ in range(_FAR):
            another = s.words[i - 1] == "û"  # "Parêzgarê Duhokê û NAME"
            i = self._skip_honorifics(s, i)
            if i >= len(s.words):
                return None
            word, item = s.words[i], s.item(i)
            if word in _CONCERNING or s.words[i : i + 2] == ["li", "dijî"]:
                opened = True
                i += 1
            elif opened and (s.words[i - 1] in _AFFAIRS or self._field(s, i)):
                i = item.end if item is not None else i + 1  # "ji bo Karûbarên Encûmena Wezîran NAME"
            elif not opened or taken[i]:
                return None
            elif item is not None and self._polity_reading(item) is not None:
                i = item.end
            elif s.capital[i] and (span := self._name_from(s, i, taken)) is not None:
                return span if not another and (item is not None or span[1] - span[0] > 1) else None
            elif not word[0].isalpha() or not (s.at[i] is None or self._is(s, i, "stop") or s.words[i - 1] == "dijî"):
                return None
            else:
                i += 1
        return None

    @staticmethod
    def _field(s: Sentence, i: int) -> bool:
        """Kurmanji: "Wezîrê Dewletê ji bo Enerjiyê NAME": one word in the oblique between "for" and the two words of a name."""
        oblique = s.words[i - 1] == "bo" and s.at[i] is None and s.words[i].endswith(("ê", "an"))
        return oblique and s.capital[i + 1 : i + 3] == [True, True]

    def _second_field(self, s: Sentence, p: OfficePhrase) -> int:
        """Kurmanji: behind the second field of a minister and his country ("û Koçberan yê Lubnanê"), or where the office ends."""
        i = p.end
        if p.polity or s.words[i : i + 1] != ["û"] or s.words[i + 2 : i + 3] not in (["yê"], ["ya"]):
            return i
        land = s.item(i + 3)
        if s.at[i + 1] is not None or land is None or (reading := self._polity_reading(land)) is None:
            return i
        p.polity, p.polity_rule = reading
        return land.end

    def _may_act_for(self, item: Item, polity: str) -> bool:
        """Whether somebody who bears this known name acts for a state or body, or has ever done so: the knowledge may be behind the news."""
        for reading in item.readings:
            if reading.kind in ("actor", "short"):
                actor = self.k.actors[reading.id]
                sides = {t.polity for t in actor.tenures(self.day)}
                if (
                    not sides
                    or any(t.polity == polity for t in actor.offices)
                    or {polity, *sides} <= {"IQ", "IQ-KR"}
                    or {polity, *sides} <= {"US", "COALITION", "NATO"}
                ):
                    return True
        return False

    def _may_hold(self, item: Item, p: OfficePhrase) -> bool:
        """Whether a known person may be the holder of this office."""
        if p.bare or p.kind in ("head", "envoy"):
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
        """The name before an office, behind which the office stands in apposition."""
        if p.plural:
            return None
        if self.lang == "ar":
            return self._before_arabic(s, p, taken, refs)
        i = p.start - 1
        if self.lang == "en":
            if p.rank >= 60 and p.kind != "head" and s.words[p.end : p.end + 1] == ["'s"]:
                return None  # "A, Kurdistan Region President's chief of staff B"
            i = self._before_modifiers(s, p, refs)
            if (
                i >= 1
                and "as" in s.words[i + 1 : p.start]
                and s.words[i] != ","
                and s.capital[i]
                and (p.polity or p.host)
            ):
                i += 1  # "the credentials of NAME as ambassador of Slovakia": no comma
            elif i < 1 or s.words[i] != ",":
                return self._courteous_before(s, i + 1, taken)
            if s.zone == TITLE and s.words[p.end : p.end + 1] not in ([","], []):
                return None  # a headline's comma joins two: "Al-Araji, Dutch ambassador review"
            after = s.at[p.end] if p.end < len(s.words) else None
            if after is not None and after.has("cue") and self._has_office_in_front(s, i):
                return None
        else:
            if i < 0:
                return None
            joined = s.words[i] in _AS and p.kind in ("envoy", "consul")  # "baweriya NAME wek balyozê Macaristanê"
            if joined and self.lang == "ckb" and (span := self._accredited(s, i, taken)) is not None:
                return span
            if s.words[i] not in ("،", ",") and not (joined and self.latin):
                item = s.at[i] if self.lang == "ckb" and not p.counterpart else None
                if item is not None and item.has("actor") and item.end == p.start:
                    return (item.start, item.end)
                return self._joined_before(s, p, taken)
        return self._name_ending(s, p, i, taken, refs)

    def _before_modifiers(self, s: Sentence, p: OfficePhrase, refs: Sequence[Ref]) -> int:
        """English: the last token before an office, what is said of it and whose it is: the comma in "NAME, the ministry's director"."""
        i = p.start - 1
        while i >= 0 and (
            s.words[i] in ("the", "a", "an", "also", "as") or s.words[i] in _PARTISAN or self._is(s, i, "filler")
        ):
            i -= 1
        if i >= 1 and s.words[i] == "'s" and s.words[i - 1] in _THE_HOUSE:
            i -= 2  # "NAME, the ministry's director for Western Europe"
            i -= s.words[i] == "the"
        if i >= 1 and s.words[i] == "'s":  # "NAME, President X's coordinator"
            owner = next((r for r in refs if r.end == i), None)
            if owner is not None:
                i = owner.start - 1
                if p.polity is None:
                    p.polity, p.polity_rule = self._polity_of_ref(owner), "owner"
                while i >= 0 and s.words[i] in ("the", "a"):
                    i -= 1
        return self._before_who_is(s, p, i) if s.words[i] in _BEING else i

    @staticmethod
    def _before_who_is(s: Sentence, p: OfficePhrase, i: int) -> int:
        """English: the comma in "NAME, who has been named consul general", from the token before the office; of "who was the consul" none."""
        who = next((n for n in range(i, max(0, i - 8), -1) if s.words[n] not in _BEING), i)
        said = s.words[who + 1 : p.start]
        if s.words[who] != "who" or s.words[who - 1] != "," or (said[0] in ("was", "were") and _MADE.isdisjoint(said)):
            return i
        return who - 1

    def _before_arabic(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], refs: Sequence[Ref]
    ) -> tuple[int, int] | None:
        """Arabic: the name before an office: a known one, one behind a title or a rank, or one that the clause bears out."""
        i = p.start - 1
        item = s.at[i] if i >= 0 else None
        if item is not None and item.end == p.start and item.has("actor") and not p.clitic:
            return (item.start, item.end)
        told = next((r for r in refs if r.name and r.end == p.start), None)
        if told is not None and not p.clitic and not told.polity and told.office in (p.office, "ambassador"):
            return told.name  # "السفير NAME سفير كوريا"
        if i >= 1 and s.words[i] in ("،", ","):
            item = s.at[i - 1]
            if (quoted := self._in_quotes_before(s, i, taken)) is not None and not p.clitic:
                return quoted
            if item is not None and item.has("actor") and not p.clitic:
                return None if self._of_office_before(s, p, item) else (item.start, item.end)
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

    @staticmethod
    def _in_quotes_before(s: Sentence, comma: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: "استقبل بارزاني "NAME"، القنصل العام": two to four words that nobody knows between quotation marks ahead of the comma."""
        if s.words[comma - 1] != '"':
            return None
        opens = next((n for n in range(comma - 2, max(-1, comma - 7), -1) if s.words[n] == '"'), None)
        if opens is None or comma - opens < 4 or any(taken[opens:comma]):
            return None
        known = (i for i in s.at[opens + 1 : comma - 1] if i is not None)
        return None if any(i.has("cue") or i.has("office") for i in known) else (opens + 1, comma - 1)

    def _of_office_before(self, s: Sentence, p: OfficePhrase, name: Item) -> bool:
        """Arabic: "استقبل الرئيس العراقي، NAME، وزير الخارجية": a name between commas is the first office's, where he never held the second."""
        office = s.at[name.start - 2] if name.start > 1 and s.words[name.start - 1] in ("،", ",") else None
        behind = office is not None and any(office.has(kind) for kind in ("office", "title", "portfolio", "adj"))
        return behind and self._never_held(s, name.start, p.office)

    def _name_ending(
        self, s: Sentence, p: OfficePhrase, end: int, taken: Sequence[bool], refs: Sequence[Ref]
    ) -> tuple[int, int] | None:
        """English and Kurdish: the name that ends at token `end`, unless it is another office's."""
        item = s.at[end - 1]
        if item is not None and item.has("actor"):
            for ref in refs:
                if ref.name and ref.name[1] == item.end and ref.name[0] == item.start:
                    if ref.office and self.lang == "en" and self._name_after(s, p, taken, comma=True) is not None:
                        return None  # "Foreign Minister A, director of the office, B": B's
                    return ref.name if not ref.office or self.lang == "en" else None
            if self.lang == "ckb" and self._is_fathers_name(s, item, taken):
                return item.start - 1, item.end
            return None if self._listed_behind(s, p, (item.start, item.end), taken, refs) else (item.start, item.end)
        for ref in refs:
            if ref.name and ref.name[1] == end:
                return None
        if self.latin:
            span = self._latin_before(s, end, taken)
            titled = (
                self.lang == "en"
                and end > 1
                and (s.words[end - 2] in _PEERS or (s.words[end - 2] in _RANKS and s.words[end - 1] != "assembly"))
            )
            if span is None and titled and not taken[end - 1]:
                return end - 1, end  # "Lord Ahmad, Minister of State", "Colonel Thurman, the commander"
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
        behind = s.at[p.end] if p.end < len(s.words) and s.words[p.end - 1] in _TITLES else None
        if behind is not None and (behind.has("short") or behind.has("actor")):
            return None  # "... بە سەرکردایەتیی حەکیمانەی سەرۆک بارزانی": his name stands behind it
        if p.polity and s.words[p.start - 2 : p.start - 1] == ["که"] and self._attends(s, p.end):
            alone = s.at[p.start - 1] is None and s.words[p.start - 1].isalpha()
            if alone and not taken[p.start - 1]:
                return p.start - 1, p.start  # "لە دیدارێکدا کە NAME کونسوڵی ... ئامادەی بوو"
        span = self._arabic_before(s, p.start, taken)
        if span is None:
            return None
        if span[1] - span[0] < 2:
            ranked = p.polity and (near := s.at[span[0] - 1]) is not None and near.is_word("honorific")
            return span if span[0] and ranked else None  # "کۆلۆنێل NAME نوێنەری سوپای ..."
        if span[0] == 0:
            return span if s.zone != TITLE else None
        before = s.at[span[0] - 1]
        if before is not None and (before.is_word("presence", "led", "honorific") or before.has("office")):
            return span
        opened = s.words[span[0] - 1] == "و"  # "A باڵیۆزی ... و B کونسوڵی ..."
        opened = opened and (taken[span[0] - 2] or is_known_word(self.doc.surface(s, span[0], span[0] + 1), "ckb"))
        opened = opened or self._object_of_the_verb(s, p, span)
        return span if opened or s.words[span[0] - 1] in _BEFORE_NAMES else None

    def _object_of_the_verb(self, s: Sentence, p: OfficePhrase, span: tuple[int, int]) -> bool:
        """Sorani: "A لە دیوانی پارێزگا B کونسوڵی ئێرانی بینی": a known given name behind a comma, a place or a day, before the office of another
        state that the verb of seeing or receiving follows."""
        before = s.at[span[0] - 1]
        parted = s.words[span[0] - 1] in (",", "،") or (
            before is not None and (before.has("place") or before.is_word("stop"))
        )
        if not parted or not p.polity or any(w.endswith(_NO_NAME) for w in s.words[span[0] : span[1]]):
            return False
        verb = _SEES.isdisjoint(s.words[p.end :])
        return not verb and is_known_word(self.doc.surface(s, span[0], span[0] + 1), "ckb")

    def _accredited(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Sorani: "ڕاسپاردەنامەی NAME وەک باڵیۆزی ...": two words or more before "as", behind a letter of credence or a known word."""
        span = self._arabic_before(s, end, taken)
        if span is None:
            return None
        letter = s.words[span[0]].endswith(_LETTER)
        begin = span[0] + letter
        opened = letter or begin == 0 or s.at[begin - 1] is not None or not s.words[begin - 1][0].isalpha()
        noun = any(w.endswith(_NO_NAME) for w in s.words[begin:end])
        return (begin, end) if opened and end - begin >= 2 and not noun else None

    def _courteous_kurmanji(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """ "pêşwaziya birêz NAME Balyozê Japonê kir", "bi NAME Wezîrê Derve yê Yewnanistanê re": the office behind the name, without a
        comma; not "NAME balyozê Japonê qebûl kir", where one receives the other."""
        known = s.at[p.start - 1]
        span = self._latin_before(s, p.start, taken)
        if span is None and known is not None and known.end == p.start and known.has("actor"):
            span = (known.start, known.end)
        if span is not None and span[0] and self._in_list_of_present(s, p, span):
            return span
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

    def _in_list_of_present(self, s: Sentence, p: OfficePhrase, span: tuple[int, int]) -> bool:
        """Kurmanji: "ku A Wezîrê Darayî, B Berpirsê Têkiliyên Derve û C Nûnerê ... amade bûn": each office behind its name."""
        joined = s.words[span[0] - 1] in (",", "û", "ku", "birêz", "rêzdar")
        goes_on = s.words[p.end : p.end + 1] in ([","], ["û"], ["jî"]) and self._attends(s, p.end)
        return joined and (goes_on or self._is_present(s, p.end))

    def _is_present(self, s: Sentence, i: int) -> bool:
        near = s.at[i] if i < len(s.words) else None
        return (
            near is not None
            and (n := near.has("cue")) is not None
            and self.k.cues[self.lang].frames[int(n)].kind == "attend"
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
        if (
            s.words[p.start] not in ("سفیرا", "سفیره", "قنصلا", "ممثلا", "مبعوثا", "مندوبا")
            or p.clitic
            or s.zone == TITLE
        ):
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
            if taken[j - 1] or not word[0].isalpha() or word.isascii() or is_verb(word):
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
        near = s.at[j - 1] if j else None
        known = known or (
            near is not None and near.is_word("presence") and end - j < 4
        )  # "حضره أوليفي ديكوتيني القنصل"
        comma = s.words[j - 1 : j] in (["،"], [","])
        listed = comma and end - j == 3 and first.startswith("و")
        listed = listed or (
            comma and s.words[end] in ("،", ",") and s.words[end - 1].startswith("ال")
        )  # "في بيرمام، سامر الخطيب، القنصل"
        return (j, end) if opened and (known or listed) else None

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
            if title is not None and title.has("adj") and title.start and s.words[title.start - 1] in _POLITICIANS:
                p.polity, p.polity_rule = p.polity or title.has("adj"), p.polity_rule or f"adj:{title.has('adj')}"
                return span  # "السياسي العراقي NAME، رئيس تحالف ..."
            prince = title is not None and s.words[title.end - 1].endswith(_PRINCE)  # an office, too
            courtesy = title is not None and title.is_word("honorific", "led") and (prince or not title.has("office"))
            return span if span is not None and courtesy and span[1] - span[0] > 1 else None
        j = p.start
        while j > 0:
            item = s.at[j - 1]
            if item is not None and item.is_word("honorific"):
                return (j, p.start) if p.start > j and not any(taken[j : p.start]) else None
            if p.start - j >= 4 and FATHERS.isdisjoint(s.words[j - 1 : j + 1]):
                return None
            if j > 1 and s.words[j - 2] in SON_OF:
                j -= 1
                continue
            if item is not None and not all(r.kind in ("short", "actor") for r in item.readings):
                return None
            if s.words[max(0, j - 2) : j] in (["د", "."], ["ود", "."]) and j < p.start - 1:
                return None if any(taken[j : p.start]) else (j, p.start)
            if not s.words[j - 1][0].isalpha():
                return None
            j -= 1
        return None
