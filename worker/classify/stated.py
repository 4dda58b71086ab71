"""Which city a sentence states as the place of what it reports: led there by a preposition or a verb, and no part of something else.

A city inside an office ("Consul General in Erbil"), among the topics, or where something was said or is to come, is none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from worker.classify.lexicon import Item, mark
from worker.classify.refs import says
from worker.classify.spans import DAYS
from worker.classify.text import TITLE, Document, Sentence, begins
from worker.classify.who import Reader, Ref
from worker.knowledge.load import Knowledge

# Kurmanji: how words for an airport begin
AIRPORTS = ("firokex", "firokx", "firokgeh", "balafirge", "balafirx")
# Kurmanji: verbs of going, and what stands for one
_GOES_ON_TO = frozenset(
    ["biçe", "diçe", "here", "çû", "çûn", "derbasî", "vegere", "vegeriya", "were", "serdana", "bigihîje", "digihîje", "gihîşt"]
)  # fmt: skip
# Kurmanji: words between "li", or a visit, and a town
_PARTS_KMR = frozenset(
    [
        "paytexta", "bajarê", "şarê", "navenda", "deriyê", "navçeya", "bajarokê", "qezaya", "ya", "a", "navdewletî", "navneteweyî",
        "navdewletiya", "navneteweyiya", "xwe", "wî", "wê", "wan", "nivîsgeha", "nivîsîngeha", "ofîsa", "baregeha", "baregayê", "mala",
        "avahiya", "yê", "ê", "fermî"
    ]
)  # fmt: skip
PLACES = mark("place")
_SINCE_THEN = frozenset(["after", "following", "before"])
_CUES = mark("cue")
# Seat towns of governorates that the news names by the governorate.
SEATS = {
    "nineveh": "mosul", "diyala": "baqubah", "anbar": "ramadi", "babil": "hillah", "dhi-qar": "nasiriyah", "maysan": "amarah", "wasit": "kut",
    "muthanna": "samawah", "qadisiyah": "diwaniyah", "saladin": "tikrit", "salah-al-din": "tikrit", "salahaddin-governorate": "tikrit",
}  # fmt: skip
IN = {
    "en": frozenset({"in", "at", "from", "to", "towards", "toward"}),
    "ar": frozenset(
        {
            "فی",
            "وفی",
            "العاصمه",
            "بالعاصمه",
            "مدینه",
            "بمدینه",
            "مصیف",
            "منتجع",
            "بمنتجع",
            "حاضره",
            "الی",
            "للعاصمه",
            "قضاء",
        }
    ),
    "ckb": frozenset(
        {
            "له",
            "ل",
            "گهیشته",
            "گهیشتووهته",
            "گهیشتوته",
            "گهشته",
            "گهشتووهته",
            "گهشتوهته",
            "گهشتوته",
            "چووهته",
            "چوته",
            "گهیشتنه",
            "دهگهنه",
            "بگهنه",
            "دهچیته",
            "بچیته",
            "دهچنه",
            "بچنه",
            "چوونهته",
            "دیته",
            "بیته",
            "دینه",
            "بینه",
            "هاته",
            "هاتووهته",
            "هاتوته",
            "هاتنه",
            "بو",
            "بهرهو",
            "دهگاته",
            "بگاته",
            "شاری",
            "پایتهختی",
        }
    ),
    "kmr": frozenset({"li", "bo", "ji", "bajarê", "şarê"}),
}
VISITED = frozenset(
    [
        "visit", "visits", "visited", "visiting", "زیاره", "زیارته", "زیارتها", "یزور", "تزور", "یزوران", "تزوران", "زار", "زارت", "بزیاره", "سیصل", "ستصل", "سیصلون", "یصل", "تصل",
        "وصل", "وصلت", "سیزور", "ستزور", "لزیاره", "سهردانی", "سهردانیکی", "gihîştibû", "gihîştibûn", "gihîşt", "gihîşte", "gihîştin", "gihîştine", "digihîje",
        "bigihîje", "biçe", "here", "diçe", "çû", "çûn", "çûye", "çûne", "firî", "firîn", "firiya", "gehîşt", "gehîşte", "gehişt", "gihîşta", "giha", "gihaye", "gihan", "tê", "tên", "were", "werin", "bê", "derbasî", "hat", "hate", "hatin", "hatiye", "hatine", "دهچیته", "بچیته", "چووه", "serdana", "serdaneke"
    ]
)  # fmt: skip
_HOSTING_TOWN = frozenset(
    ["تستقبل", "استقبلت", "تستضیف", "استضافت", "تحتضن", "احتضنت", "تشهد", "شهدت"]
)  # folded: "تستقبل بغداد الرئيس"
_SIGNED = frozenset(["تفاهم", "تعاون", "مشترکا", "نوایا"])  # folded: "وقعا مذكرة تفاهم في طهران"
_VISITING = frozenset(["یزور", "تزور", "زار", "زارت", "سیزور", "ستزور"])  # folded: Arabic verbs whose object is a city
# Arabic: "north of", "near"
_PARTS = frozenset({"جنوبی", "شمالی", "شرقی", "غربی", "وسط", "جنوب", "شمال", "شرق", "غرب", "قرب", "بوسط"})
_DAYS = frozenset(
    ["الیوم", "الاحد", "الاثنین", "الثلاثاء", "الاربعاء", "الخمیس", "الجمعه", "السبت", "الماضی"]
)  # folded
_TOWARDS = frozenset({"الی", "bo", "بو", "بهرهو", "to", "towards", "toward", "ji", "from"})
_TOPICS_CKB = ("تهوهر", "باس", "قسه", "پرس", "بابهت")  # folded
_CONCERNING = frozenset({"بههوی", "سهبارهت", "دهربارهی", "لهبارهی"})  # what follows is what was spoken of
_TOLD = frozenset(
    ["about", "over", "regarding", "concerning", "against", "informed", "told", "that", "because", "situation", "developments", "thanked", "praised", "condemned",
     "commended", "lauded", "hailed", "urged", "asked", "denounced", "congratulated"]
)  # fmt: skip
# Arabic, folded: what befell a place, which is spoken of where people met elsewhere
_STRUCK = frozenset(["قصف", "القصف", "هجوم", "الهجوم", "الهجمات", "استهداف", "تفجیر", "التفجیر", "انفجار", "الانفجار", "حریق", "الحریق", "زلزال", "الزلزال", "تعرضت", "تعرض", "استهدف", "استهدفت"])  # fmt: skip
_SET_OUT = frozenset(["da", "dane", "bide", "bidin", "dide", "daye"])  # Kurmanji, behind "berê xwe"
_STRUCK_KMR = ("êrîş", "êriş", "teqîn", "bombebaran", "mûşekbaran", "topbaran", "erdhej")
_RETURNS = frozenset(["یعود", "تعود", "عودته", "عودتها", "العوده"])  # folded
_ROOMS = frozenset(["headquarters", "office", "residence", "compound", "villa", "resort", "palace", "home"])
_AT_ROOMS = frozenset(["at", "in", "to", "into"])
_AT_THAT = frozenset(["during", "at", "in", "after", "following", "on", "as", "when", "amid", "between"])
_BEFORE_LEAVING = (["before", "leaving"], ["before", "departing"], ["before", "quitting"])
_WHOSE = frozenset(["his", "her", "their", "the", "its"])
_DEPARTS = frozenset(["left", "leaves", "departed", "departs", "bound", "headed", "heads"])
MEETS = ("meet", "receive", "call")
_LEFT = ("جیهیشت", "بهجیهیشت", "جیدههیل", "بهجیدههیل")  # folded: left, of a town
_COMES_BACK = ("بگهریتهوه", "بگهرینهوه", "دهگهریتهوه", "دهگهرینهوه", "گهرایهوه", "گهراوهتهوه", "گهرانهوه")  # folded
_THEREUPON = frozenset(["پاشان", "دواتر", "دواتریش", "پاشانیش"])
_OTHER_THINGS = frozenset(
    [
        "hideouts", "strongholds", "positions", "cells", "targets", "sleeper", "families", "refugees", "people", "residents", "prisoners", "displaced", "forces", "troops", "events", "crisis", "security",
        "stability", "ceasefire", "truce", "escalation", "tensions", "hostilities", "strikes", "bombing", "shelling", "bombardment",
        "offensive", "famine", "reconstruction", "aid", "response", "civilians", "prisons", "ban", "fields", "field", "refinery", "plant",
        "crossing", "crossings", "conflict", "fighting", "operations", "projects", "investments", "violence", "presence", "file",
        "conditions", "construction", "services", "formed", "based", "located", "established", "built", "stationed", "deployed", "roads", "market", "companies", "mission", "aggression", "genocide", "situation", "developments", "elections", "office", "embassy", "consulate",
        "representation", "camps", "war", "protests", "attack", "attacks", "university", "airport", "مکتب", "سفاره", "قنصلیه", "الاوضاع",
        "الوضع", "اوضاع", "الحرب", "حرب", "العدوان", "القتال", "النار", "الازمه", "التصعید", "التطورات", "تطورات", "المستجدات", "الصراع",
        "الاحداث", "الاشتباکات", "المعارک", "الانتخابات", "القوات", "قوات", "اللاجیین", "النازحین", "مخیم", "مخیمات", "السلام", "المشاریع",
        "المساعدات", "الممثلیه", "ممثلیه", "السفاره", "القنصلیه", "konsolxaneya", "ofîsa", "rewşa", "balyozxaneya", "کونسولخانهی",
        "بالیوزخانهی", "دوخی"
    ]
)  # fmt: skip
CONFERENCES = frozenset(["موتمر", "منتدی", "قمه", "ملتقی", "معرض", "جمعیه"])  # folded
_TO_HOLD = frozenset(["ستعقد", "سیعقد", "ستنظم", "سینظم", "ستقیم", "سیقیم"])  # folded
_TO_ATTEND = frozenset(["لحضور", "حضور", "للمشارکه", "بالمشارکه", "المشارکه"])  # folded
_GOES_AR = ("یتوجه", "تتوجه", "ینتقل", "تنتقل", "یسافر", "تسافر", "یغادر", "تغادر", "یزور", "تزور")  # folded
_BEGUN = frozenset(["انطلقت", "انطلق", "بدات", "بدا", "تاسست", "تاسس", "اطلقت", "اطلق"])  # folded
_HELD_THERE = frozenset(
    ["انعقدت", "انعقد", "اختتمت", "اختتم", "یعقد", "تعقد", "ستعقد", "سیعقد", "عقدت", "تقام", "یقام", "تستضیفها", "تستضیفه"]
)  # fmt: skip
_AROUND = frozenset(["piştî", "berî", "beriya", "berîya", "behsa"])
# folded: what may be the next
_ROUNDS = (
    "کوبوونهوه", "کوبونهوه", "دیدار", "دانیشتن", "گهر", "خول", "گفتوگو", "لووتکه", "لوتکه",
)  # fmt: skip
# folded: "الأوضاع الإنسانية في غزة", "القمة العربية الأخيرة في بغداد"
_SITUATIONS = frozenset(
    [
        "الاوضاع",
        "اوضاع",
        "الوضع",
        "التطورات",
        "الاحداث",
        "الازمه",
        "النزاع",
        "الاخیره",
        "الماضیه",
        "المقبله",
        "القادمه",
        "المرتقبه",
        "الاداره",
    ]
)
_WARS = frozenset(
    ["الحرب", "العدوان", "القتال", "المعارک", "الصراع", "التصعید", "الاشتباکات", "الهجوم", "الهجمات", "القصف"]
)
_AGREED = frozenset(["اتفق", "اتفقا", "اتفقت", "قرر", "قررا", "قررت", "تقرر", "الاتفاق", "اتفقوا"])  # folded
# what a town gives its name to
_CALLED_BY_TOWNS = frozenset(["university", "province", "governorate", "agreement", "dam", "campaign", "offensive", "battle", "operation"])  # fmt: skip
_OF_THE_CAPITAL = frozenset(["city", "of", "the", "region"])  # "the capital city of the region, Erbil"
_REACH = {"en": 7, "kmr": 5, "ar": 3, "ckb": 3}  # words from a place back to its preposition
_TAKES_PART = frozenset(["attend", "participate", "part", "join"])  # in a summit that somebody is asked to
# what describes a place between it and its preposition: whole words, and how words begin
_DESCRIBES = {
    "en": frozenset(
        ["the", "capital", "central", "downtown", "city", "of", "greek", "turkish", "jordanian", "northern", "southern", "western", "eastern", "iraqi",
         "iranian", "resort", "town", "kurdish"]
    ),
    "ar": frozenset(["مدینه", "مصیف", "منتجع", "العاصمه", "مطار"]),
    "ckb": frozenset(["شاری", "پایتهختی", "دهروازهی", "قهزای", "ناحیهی", "شاروچکهی", "پاریزگای"]),
    "kmr": _PARTS_KMR,
}  # fmt: skip
_DESCRIBES_FROM: dict[str, tuple[str, ...]] = {"en": (), "ar": ("ال",), "ckb": (), "kmr": AIRPORTS}
OF_A_STATE = 65  # rank of those who have no seat in another town
_HELD_IN = (["took", "place", "in"], ["was", "held", "in"], ["were", "held", "in"])
_SPOKE_OF = ("discuss", "review", "prepar", "touch", "stress")
_OVER = frozenset(["after", "following", "concluding", "concluded", "ending", "wrapping", "finishing"])
_WHEN_THERE = frozenset(["during", "amid", "while", "in"])
# how words of a journey to a place begin, folded
_JOURNEYS = (
    "went", "welcom", "fly", "flies", "flew", "leaves", "left", "head", "depart", "غادر", "travel", "visit", "trip", "tour", "arriv", "زیار", "وصل", "وصول", "یصل", "سیصل", "توجه", "یتوجه",
    "serdan", "çû", "gihîşt", "گهیشت", "سهردان", "دهگا", "بگا", "دهگه", "بگه", "دهچیته", "بچیته", "دهچنه", "بچنه", "دیته", "بیته", "سهفهر",
)  # fmt: skip


def _speaks_of_a_conference(words: list[str]) -> bool:
    """Whether one of these Arabic words, with its article or "to the" before it, is a conference."""
    return any(w.removeprefix("لل").removeprefix("ال") in CONFERENCES for w in words)


@dataclass(frozen=True, slots=True)
class Where:
    city: str | None
    country: str | None
    rule: str
    sentence: int | None = None


NOWHERE = Where(None, None, "none")


_HOSTS = ("میوانداری", "mazûvan", "mêvandar")  # folded


class PlaceReader:
    """The place of an item in its sentence, by the word order of each language."""

    def __init__(self, knowledge: Knowledge, doc: Document, reader: Reader) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader
        self.lang = doc.language

    def _is_city(self, place: str) -> bool:
        return self.k.places[place].kind in ("capital", "city", "town", "venue", "camp")

    def _answer(self, place_id: str, rule: str, sentence: int | None) -> Where:
        place = self.k.places[place_id]
        seen = 0
        while place.within and place.within in self.k.places and seen < 3:
            place = self.k.places[place.within]
            seen += 1
        if place.kind in ("governorate", "region"):
            seat = SEATS.get(place.id)
            if seat is not None and seat in self.k.places:
                place = self.k.places[seat]
            else:
                return Where(None, place.country, rule, sentence)
        return Where(place.name, place.country, rule, sentence)

    def _stated(self, s: Sentence, item: Item, *, strict: bool) -> str | None:
        """The city this item gives as the place of what the sentence reports. `strict`: where the sentence is not the first to tell of it."""
        place = item.has("place")
        if place is None or self.k.places[place].kind in ("region", "governorate"):
            return None
        inside = next((r for r in self.reader.refs.get(s.index, ()) if r.start <= item.start < r.end), None)
        if inside is not None and not self._where_he_was(s, inside, item):
            return None
        after = s.words[item.end] if item.end < len(s.words) else ""
        if after in _CALLED_BY_TOWNS:
            return None
        i = item.start - 1
        if i < 0 and self._hosts_the_talks(s, after):
            return place
        if self.lang == "ckb":
            if item.has("short") and any(r.kind == "place" and r.weak for r in item.readings):
                return None  # "پێشوازی لە بارزانی کرد": the surname
            if after.startswith(_LEFT) and any(self._met_before(s, item.start)):
                return place  # "دوای ئەوەی لەگەڵ A کۆبووەوە، بەغدای جێهێشت"
            if self._away_in_sorani(s, item, after):
                return None
            if self._comes_back_to_meet(s, item, after):
                return place
        if (
            self.lang == "en"
            and after in _ROOMS
            and i > 0
            and s.words[i] in _WHOSE
            and s.words[i - 1] in ("at", "in", "to")
        ):
            return place  # "at his Pirmam headquarters"
        if strict and self.lang == "en" and self._left_for(s, i):
            return place
        if self.lang == "en" and i == 1 and s.words[:2] in _BEFORE_LEAVING:
            return place  # "Before leaving Baghdad, he met B"
        if after == "airport" and s.words[i] not in ("at", "in"):
            return None
        if self.lang == "ar":
            return self._stated_in_arabic(s, item, place, strict=strict)
        if self.lang == "kmr" and (
            self._of_one_who_sits_there(s, i, after) or self._goes_there_next(s, item) or self._was_struck(s, item)
        ):
            return None
        return self._led_to(s, item, place, strict=strict)

    def _hosts_the_talks(self, s: Sentence, after: str) -> bool:
        """ "Amman hosted a trilateral meeting of", "Eman mazûvaniya civîneke sêalî kir": the town that opens a sentence and hosts what it tells of."""
        if self.lang == "en":
            return after in ("hosted", "hosts")
        return self.lang in ("ckb", "kmr") and any(w.startswith(_HOSTS) for w in s.words[1:8])

    @staticmethod
    def _left_for(s: Sentence, i: int) -> bool:
        """ "Left for Baghdad", "left Tehran for the Iraqi capital Baghdad": whether the town behind token i is where somebody set out for."""
        while i > 0 and s.words[i] in _DESCRIBES["en"]:
            i -= 1
        return i > 0 and s.words[i] == "for" and not _DEPARTS.isdisjoint(s.words[max(0, i - 3) : i])

    def _where_he_was(self, s: Sentence, ref: Ref, item: Item) -> bool:
        """English: "met his Iraqi counterpart in Baghdad", "the chief of staff in Erbil": no seat of his, as an envoy's would be; Arabic and
        Sorani: "استقبل السفيرة في أربيل", where no ambassador sits."""
        if self.lang in ("ar", "ckb") and ref.office == "ambassador" and ref.name is None:
            town = self.k.places[item.has("place") or ""]
            return item.end == ref.end and (town.kind != "capital" or town.country == "IQ-KR")
        behind = self.lang == "en" and item.end == ref.end and ref.name is None and s.words[item.start - 1] == "in"
        return behind and (ref.counterpart or ref.rank >= OF_A_STATE or (ref.plural and self._met_there(s, ref)))

    @staticmethod
    def _met_there(s: Sentence, ref: Ref) -> bool:
        """English: "met with Iraqi officials in Baghdad", but not "after talks with officials in Baghdad"."""
        verb = next((i.start for i in reversed(s.those(_CUES)) if i.end <= ref.start), None)
        return verb is not None and _SINCE_THEN.isdisjoint(s.words[max(0, verb - 1) : verb + 1])

    def _led_to(self, s: Sentence, item: Item, place: str, *, strict: bool) -> str | None:
        """The place, where a preposition or a verb of visiting leads to it over at most some words that describe it."""
        i = item.start - 1
        if self.lang == "en":
            i = self._capital_before(s, i)
        for _ in range(_REACH[self.lang]):
            if i < 0:
                return None
            word = s.words[i]
            near = s.at[i]
            if (self.lang == "en" and i and self._describes(s, i, near)) or (
                word in ('"', "(") and i == item.start - 1
            ):
                i = near.start - 1 if near is not None and near.has("polity") else i - 1
                continue
            if word in ("زیارته", "زیارتها") and item.has("polity"):
                return None  # "زيارته الكويت": the country
            if word in _SET_OUT and s.words[max(0, i - 2) : i] == ["berê", "xwe"]:
                return place  # "dê berê xwe bide Necefê"
            if word in VISITED:
                return None if s.words[i + 1] == "of" or self._not_this_visit(s, i) else place
            if word in IN[self.lang]:
                return place if self._leads_there(s, i, item, place, strict=strict) else None
            if self.lang == "ar" and word in _PARTS:
                toured = {"وزار", "زار", "وزارت", "زارت", "وتفقد", "تفقد"} & set(s.words[max(0, i - 4) : i])
                return None if toured else place  # "وزار مخيما للنازحين قرب دهوك"
            if not i or not (word in _DESCRIBES[self.lang] or word.startswith(_DESCRIBES_FROM[self.lang])):
                return None
            i -= 1
        return None

    @staticmethod
    def _capital_before(s: Sentence, i: int) -> int:
        """ "In the capital of the Kurdistan Region, Erbil", "in the region's capital city, Erbil": the capital before the comma at token i."""
        if s.words[i] != ",":
            return i
        at = i - 1
        while at > 0 and (s.words[at] in _OF_THE_CAPITAL or ((near := s.at[at]) and near.has("polity"))):
            at -= 1
        return at if s.words[at] == "capital" else i

    @staticmethod
    def _describes(s: Sentence, i: int, near: Item | None) -> bool:
        """ "In the Swiss city of Geneva", "in the Kurdistan Region's capital, Erbil": a country before a town, or the comma or genitive between."""
        if near is not None and near.has("adj"):
            return True
        if near is not None and near.has("polity"):
            return s.words[near.end] in ("capital", "'s")
        if near is not None and near.has("place"):
            return s.words[near.end] == "'s"  # "in Erbil's Pirmam district"
        town = s.at[i - 1] if s.words[i] == "'s" else None
        return (
            s.words[i : i + 2] == ["'s", "capital"]
            or s.words[i : i + 3] == ["region", "'s", "capital"]
            or s.words[i - 1 : i + 1] == ["capital", ","]
            or (town is not None and town.has("place") is not None)
        )

    def _leads_there(self, s: Sentence, i: int, item: Item, place: str, *, strict: bool) -> bool:
        """Whether the preposition at token i says that they were there, and not something else."""
        word = s.words[i]
        if word == "from":
            return False
        if word in _TOWARDS:
            if word == "to" and s.words[max(0, i - 3) : i - 1 : 2] == ["during"]:
                return s.words[i - 1] in ("visit", "trip")  # "during his visit to Baghdad, he met"
            if (
                word == "الی"
                and "قبل" in s.words[max(0, i - 4) : i]
                and not _RETURNS.isdisjoint(s.words[max(0, i - 3) : i])
            ):
                return False  # "قبل أن يعود إلى بغداد"
            if word == "الی" and "من" in s.words[max(0, i - 5) : i]:
                return False  # "من كركوك إلى ميناء جيهان"
            going = self._going(s, i) and not self._talked_of_going(s, i)
            if word == "to":
                return going and "before" not in s.words[max(0, i - 3) : i]
            if strict or going:
                return going
            if word == "ji":
                return False
        if self._office_place(s, i) or (self.lang == "en" and (self._invited_there(s, i) or self._to_open(s, i))):
            return False
        called_after = self.lang == "en" and s.words[item.end : item.end + 1] == ["'s"] and word != "at"
        return not (called_after and self.k.places[place].kind == "capital")

    @staticmethod
    def _to_open(s: Sentence, i: int) -> bool:
        """English: "signed a memorandum for the opening of a cultural centre in Sulaimani": where something is to be."""
        ahead = s.words[max(0, i - 7) : i]
        at = next((n for n, w in enumerate(ahead) if w in ("opening", "establishment", "creation")), None)
        return at is not None and ahead[at + 1 : at + 2] == ["of"] and ahead[:at][-2:-1] in (["for"], ["on"], ["about"])

    @staticmethod
    def _invited_there(s: Sentence, i: int) -> bool:
        """English: "handed him an invitation to attend a summit in Cairo"."""
        ahead = s.words[max(0, i - 14) : i]
        asked = next((n for n, w in enumerate(ahead) if w in ("invitation", "invited", "inviting")), None)
        return asked is not None and not _TAKES_PART.isdisjoint(ahead[asked:])

    def _not_this_visit(self, s: Sentence, i: int) -> bool:
        """Whether the visit at token i is only spoken of, or over."""
        ahead = s.words[max(0, i - 14) : i]
        if self.lang == "ar":  # "discussed the invitation to visit Paris"
            return any(w.endswith("دعوه") for w in ahead)
        if self.lang == "en":  # "handed him an invitation to visit London"
            return any(w.startswith("invit") for w in ahead)
        return self.lang == "kmr" and i > 0 and s.words[i - 1] in _AROUND  # "piştî serdana Bexdayê"

    def _going(self, s: Sentence, i: int) -> bool:
        """Whether "to X" is a journey there: "flies to", "arrived in", "زيارة ... إلى", "serdana X bo"."""
        words = s.words[max(0, i - 14) : i + 4]
        return any(w.startswith(_JOURNEYS) for w in words)

    def _talked_of_going(self, s: Sentence, i: int) -> bool:
        """English: "discussed the premier's visit to Washington", but not "discussed trade during a visit to Washington"; "after concluding
        a visit to Baghdad", which is over."""
        visit = next((n for n in range(i - 1, max(0, i - 8), -1) if s.words[n] in ("visit", "trip")), None)
        if self.lang != "en" or visit is None:
            return False
        if "received" in s.words[max(0, visit - 4) : visit] and s.words[s.words.index("received") - 1] in ("he", "she"):
            return True  # "the reception he received in his visit to Berlin"
        spoken = any(w.startswith(_SPOKE_OF) for w in s.words[:visit])
        near = s.words[max(0, visit - 3) : visit]
        there = not _WHEN_THERE.isdisjoint(near) or ("on" in near and not {"a", "an"}.isdisjoint(near))
        return (spoken and not there) or not _OVER.isdisjoint(near)

    def _office_place(self, s: Sentence, i: int) -> bool:
        """ "the consulate in Erbil", "the situation in Baghdad": a place of something else."""
        # "at his office in Baghdad", "at the presidential office in Baghdad"
        own = s.words[i - 2 : i - 1] in (["his"], ["her"], ["their"], ["'s"], ["presidential"])
        if self.lang == "en" and self._of_a_mission(s, i):
            return True
        if (
            s.words[i - 1] in ("embassy", "consulate", "residence", "airport")
            and "at" in s.words[max(0, i - 6) : i - 1]
        ):
            return False  # "at the kingdom's embassy in Baghdad"
        return i > 0 and s.words[i - 1] in _OTHER_THINGS and not (s.words[i - 1] == "office" and own)

    def _of_a_mission(self, s: Sentence, i: int) -> bool:
        """English: "NAME, deputy chief of mission at the Embassy of the United States in Baghdad": where somebody serves."""
        refs = self.reader.refs.get(s.index, ())
        if s.words[i - 1] == "ministry":  # "the undersecretary at the foreign ministry in Tallinn, NAME"
            at = next((n for n in range(i - 2, max(0, i - 5), -1) if s.words[n] == "at"), None)
            return at is not None and any(r.office is not None and r.end >= at >= r.start for r in refs)
        house = next((n for n in range(i - 2, max(0, i - 9), -1) if s.words[n] in ("embassy", "consulate")), None)
        if house is None or s.words[house + 1] not in ("of", "general"):
            return False
        at = next((n for n in range(house - 1, max(0, house - 4), -1) if s.words[n] == "at"), None)
        return at is None or any(r.end == at and (r.name is None or r.name[1] < at) for r in refs)

    # -- what one language asks ----------------------------------------------------------------------------------------

    def _stated_in_arabic(self, s: Sentence, item: Item, place: str, *, strict: bool) -> str | None:
        """The same for an Arabic sentence, whose preposition may be glued to the place."""
        i = item.start - 1
        leaves = begins(s.words[i - 1 : i] if i > 0 else (), ("یغادر", "تغادر", "یعود", "تعود"))
        if self._goes_on_behind(s, item):
            return None
        if s.words[i] == "الی" and leaves and s.words[max(0, i - 3) : i - 1] in (["قبل", "ان"], ["علی", "ان"]):
            return None  # "قبل أن يغادر إلى عمان", "على أن يعود إلى بيروت"
        if s.words[i] == "الی" and item.has("polity") == self.k.places[place].country:
            return None  # "زيارة إلى الكويت": the country, whose capital has its name
        behind_in = s.words[i] in ("فی", "وفی")
        if behind_in and (self._seat_of_office(s, i) or self._has_a_mission(s, i)):
            return None
        if (behind_in or item.clitic.endswith("ب")) and self._conference_held(s, i + (not behind_in)):
            return None
        if i > 0 and (who := next((r for r in self.reader.refs.get(s.index, ()) if r.end == item.start), None)):
            met_there = (
                item.clitic == "ب" and who.name is not None and who.name[1] == who.end and who.rank >= OF_A_STATE
            )
            return place if met_there or (who.start and s.words[who.start - 1].removeprefix("و") in VISITED) else None
        if behind_in and (self._agreed_to_meet(s, i) or _SITUATIONS & set(s.words[max(0, i - 3) : i])):
            return None
        if behind_in and not _WARS.isdisjoint(w.lstrip("وب") for w in s.words[max(0, i - 2) : i]):
            return None  # "تطورات المنطقة والحرب الدائرة في غزة"
        if (
            item.clitic == "ب"
            and any(w.removeprefix("ال") in CONFERENCES for w in s.words[max(0, i - 1) : i + 1])
            and _TO_ATTEND & set(s.words[max(0, i - 3) : i])
        ):
            return None  # "دعوة لحضور القمة العربية ببغداد"
        begun = i - behind_in
        if s.words[begun] in _BEGUN and s.words[begun - 1] in ("التی", "الذی"):
            return None  # "آلية التعاون التي انطلقت بالقاهرة"
        if behind_in and s.words[i - 1].lstrip("لو").startswith("مراسل"):
            return None  # "وفقا لمراسلنا في بغداد"
        if item.clitic == "ب":
            house = any("سفار" in w or "قنصلی" in w for w in s.words[max(0, item.start - 3) : item.start])
            return None if house else place
        if item.clitic:
            return place if item.clitic == "ل" and s.words[i] in ("زیارته", "زیارتها") else None
        if self._visited_behind_comma(s, i) or s.words[i].removeprefix("س") in _HOSTING_TOWN:
            return place
        return self._led_to(s, item, place, strict=strict)

    def _goes_on_behind(self, s: Sentence, item: Item) -> bool:
        """Arabic: "يلتقي A اليوم B، قبل أن يتوجه غدا إلى أربيل لزيارة الجنود": where he goes behind the meeting, with none told of there."""
        at = next(
            (n for n in range(item.start - 1, max(1, item.start - 7), -1) if s.words[n].startswith(_GOES_AR)), None
        )
        if at is None or s.words[at - 2 : at] not in (["قبل", "ان"], ["علی", "ان"]):
            return False
        met = list(self._met_before(s, len(s.words)))
        return any(n < at for n in met) and not any(n > item.start for n in met)

    @staticmethod
    def _visited_behind_comma(s: Sentence, i: int) -> bool:
        """Arabic: "يزور OFFICE NAME، يوم الأحد، العاصمة بغداد": whether a comma before or at token i parts a city from the verb of visiting."""
        i -= s.words[i] in ("العاصمه", "مدینه")
        return i > 2 and s.words[i] in ("،", ",") and not _VISITING.isdisjoint(s.words[max(0, i - 24) : i - 1])

    def _seat_of_office(self, s: Sentence, i: int) -> bool:
        """Arabic: "مسؤول مكتب التنسيق الأمني الأمريكي في بغداد": whether only the rest of an office stands before "in" at token i."""
        j = i - 1
        while j > 0 and i - j < 7 and s.words[j].startswith("ال") and s.words[j] not in _DAYS:
            j -= 1
        return j < i - 1 and any(
            r.end in (j + 1, j + 2)
            and not (r.name and r.name[1] == r.end)
            and r.office in ("head", "director-general", "other", "adviser")
            and r.start <= j
            for r in self.reader.refs.get(s.index, ())
        )

    @staticmethod
    def _has_a_mission(s: Sentence, i: int) -> bool:
        """Arabic: "إعادة فتح سفارة زغرب في بغداد": where the embassy is that is spoken of, unless they met on its premises."""
        near = s.words[max(0, i - 5) : i]
        if any("سفار" in w or "قنصلی" in w for w in near[-3:]) and {"وفد", "وفدا", "الوفد"} & set(near):
            return True  # "زار وفد من السفارة الأمريكية في بغداد"
        return any("سفار" in w or "قنصلی" in w for w in near[-3:]) and any(
            w.lstrip("و").startswith(("فتح", "افتتاح", "اغلاق", "اعاده", "عمل")) for w in near
        )

    @staticmethod
    def _conference_held(s: Sentence, i: int) -> bool:
        """Arabic: "takes part in the summit that is held (tomorrow) in Dubai", "القمة المقرر عقدها في بغداد", "الحكومة ستعقد مؤتمرا في جنيف",
        with "in" at token i: where the summit is."""
        due = next((n for n in range(i - 1, max(0, i - 5), -1) if s.words[n] in ("المقرر", "المزمع")), None)
        if due is not None and _speaks_of_a_conference(s.words[max(0, due - 4) : due]):
            return True
        if {"موتمرا", "منتدی"} & set(s.words[max(0, i - 3) : i]) and not _TO_HOLD.isdisjoint(
            s.words[max(0, i - 5) : i]
        ):
            return True
        that = next((n for n in range(i - 2, max(0, i - 6), -1) if s.words[n] in ("التی", "الذی")), None)
        if that is None or s.words[that + 1] not in _HELD_THERE:
            return False
        ahead = s.words[max(0, that - 6) : that]
        if s.words[that + 1].startswith("س"):
            return _speaks_of_a_conference(ahead)
        return that == i - 2 and any(w.removeprefix("ال") in CONFERENCES for w in ahead)

    @staticmethod
    def _agreed_to_meet(s: Sentence, i: int) -> bool:
        """Arabic: "اتفق الجانبان على عقد اجتماع اللجنة في بغداد": where the next meeting is to be."""
        before = s.words[max(0, i - 12) : i]
        held = next((n for n, w in enumerate(before) if w in ("عقد", "لعقد", "انعقاد")), None)
        if held and before[held - 1].removeprefix("ال") in ("اجتماع", "لقاء", "جلسه"):
            return False  # "اتفقا خلال اجتماع عقد أمس في بغداد"
        first = s.words[: max(0, i - 12) + (held or 0)]
        return held is not None and any(w.lstrip("و") in _AGREED for w in first[-10:])

    def _away_in_sorani(self, s: Sentence, item: Item, after: str) -> bool:
        """Sorani: whether a place is where something else was than this meeting; `after` is the word behind it."""
        if self._spoken_of(s, item) or self._gone_on(s, item):
            return True
        if s.words[item.end - 1].endswith(("هوه", "اوه")):
            return True  # "لە عەممانەوە", "لە بەغداوە": from there
        if s.words[max(0, item.start - 3) : item.start - 1] == ["که", "پیشتر"]:
            return True  # "باڵیۆز، کە پێشتر لە عەمان بوو": where somebody was before
        press = any(v.startswith("روژنامهوان") and w.startswith("هاوبهش") for v, w in pairwise(s.words))
        if (says(after) and not press) or self._told_somebody(s, item.end):
            return True  # "لە هەولێر بە ڕووداوی گوت": where it was said, but for what two say at their joint press conference
        near = s.words[max(0, item.start - 4) : item.start]
        # "the next meeting is to be in Baghdad", "بەر لە لووتکەی عەرەبی لە بەغدا"
        return any(
            w.startswith(_ROUNDS) and (v.startswith("داهاتوو") or s.words[item.start - len(near) + n - 2] == "بهر")
            for n, (w, v) in enumerate(pairwise(near))
        )

    def _gone_on(self, s: Sentence, item: Item) -> bool:
        """Sorani: "... پێشوازیی لێ کرا و پاشان سەردانی کەمپی ئاشتیی کرد": where somebody went after what the sentence tells of a meeting."""
        then = next((n for n in range(item.start - 1, max(0, item.start - 9), -1) if s.words[n] in _THEREUPON), None)
        if then is None:
            return False
        return any(self._met_before(s, then)) and not any(at > then for at in self._met_before(s, len(s.words)))

    def _met_before(self, s: Sentence, end: int) -> Iterator[int]:
        """Where the verbs of meeting before token `end` stand."""
        frames = self.k.cues[self.lang].frames
        for i in s.those(_CUES):
            if i.start < end and (cue := i.has("cue")) is not None and frames[int(cue)].kind in MEETS:
                yield i.start

    def _comes_back_to_meet(self, s: Sentence, item: Item, after: str) -> bool:
        """Sorani: "بڕیارە A بگەڕێتەوە بەغدا و لەگەڵ B کۆببێتەوە": a return that the sentence tells of, with the meeting behind it."""
        ahead = [w for w in s.words[max(0, item.start - 2) : item.start] if w != "بو"]
        if after not in ("و", "تا", "تاوهکو", "بو") or not begins(ahead[-1:], _COMES_BACK):
            return False
        return len(list(self._met_before(s, len(s.words)))) > len(list(self._met_before(s, item.end)))

    def _spoken_of(self, s: Sentence, item: Item) -> bool:
        """Sorani, whose verbs stand last: whether a place stands in what was said or discussed, and not where they met."""
        before = s.words[: item.start]
        if any(one == "له" and two == "کاتیکدا" for one, two in pairwise(before)):
            return True  # "... while yesterday another was in Tehran"
        if any(r.end == item.start - 1 and "Attaché" in r.role for r in self.reader.refs.get(s.index, ())):
            return True  # "the military attaché in Baghdad"
        if (
            len(before) > 1
            and before[-1] == "بو"
            and before[-2].startswith("سهردان")
            and not {"دوای", "پاش"}.isdisjoint(before[-3:-2])
        ):
            return True  # "دوای سەردانیان بۆ بەغدا": where they were before
        if before[-3:-1] in (["که", "بارهگای"], ["که", "بارهگاکهی"]):
            return True  # "the ambassador, whose seat is in Amman"
        frames = self.k.cues["ckb"].frames
        cues = [(i, frames[int(cue)].kind) for i in s.those(_CUES) if (cue := i.has("cue")) is not None]
        verbs = [i for i, kind in cues if kind in ("meet", "receive")]
        if any(i.start >= item.end for i in verbs) or before[-1:] == ["سهردانی"]:
            return False
        about = max((n for n, w in enumerate(before) if w in _CONCERNING), default=-9)
        if len(before) - about <= 8 and DAYS.isdisjoint(before[about:]):
            return True  # but "لەبارەی نەوت ئەمڕۆ لە بەغدا بەڕێوەچوو"
        said = max((n + 1 for n, (one, two) in enumerate(pairwise(before)) if two == "که" and says(one)), default=0)
        if said and not any(i.start > said for i, kind in cues if kind == "noun" and i.end < item.start):
            return True  # "... لەگەڵ B ڕایگەیاند کە لە غەززە"
        if before.count('"') % 2 or (s.zone == TITLE and ":" in before):
            return not _TOWARDS & set(before[-1:])  # "NAME: دەبێت پێگەی کورد لە بەغدا بەهێزتر بێت"
        met = next((i for i in reversed(verbs) if i.end < item.start), None)
        spoken = any(kind == "talk" and i.start >= item.end for i, kind in cues) or any(
            w.startswith(_TOPICS_CKB) for w in s.words[item.end :]
        )
        if met is None:
            return spoken and self._inside_the_talks(before)
        if "که" in s.words[met.end : item.start] and not self._took_place(s, item):
            return True  # "... کۆبووەوە و جەختی کردەوە کە لە بەغدا"
        return s.words[met.end] == "و" and spoken  # "... دانیشت و دۆخی شنگالیان باس کرد"

    @staticmethod
    def _inside_the_talks(before: Sequence[str]) -> bool:
        """Sorani: "لە کۆبوونەوەکەدا پڕۆژەکانی ئاو لە سلێمانی تاوتوێ کران", but not "لە دیدارەکەدا کە لە هەولێر بەڕێوەچوو": what was spoken of."""
        opens = len(before) > 2 and before[0] == "له" and before[1].startswith(_ROUNDS) and before[1].endswith("هکهدا")
        return opens and "که" not in before[2:4]

    @staticmethod
    def _told_somebody(s: Sentence, i: int) -> bool:
        """Sorani: "بە ڕووداوی گوت", "told Rudaw", at token i."""
        return s.words[i : i + 1] == ["به"] and any(says(w) for w in s.words[i + 1 : i + 4])

    @staticmethod
    def _of_one_who_sits_there(s: Sentence, i: int, after: str) -> bool:
        """Kurmanji: whether somebody lives or reports at the place behind token i; `after` is the word behind it."""
        if after.startswith(("rûdin", "rûniştî", "dijî", "dimîn", "niştecih")):
            return True  # "balyozê Norwecê yê li Iraqê ye lê li Emmanê rûdine"
        # "Peyamnêrê Kurdistan24ê li Hewlêrê got": where the reporter is
        return any(w.startswith("peyamnêr") for w in s.words[max(0, i - 5) : i])

    @staticmethod
    def _was_struck(s: Sentence, item: Item) -> bool:
        """Kurmanji: "êrîşa dronan a li Kerkûkê gotûbêj kirin": what befell the place behind "li"."""
        before = s.words[max(0, item.start - 9) : item.start]
        struck = next((j for j in range(len(before) - 1, -1, -1) if before[j].startswith(_STRUCK_KMR)), None)
        if struck is None or before[struck].endswith("ê"):
            return False  # "piştî êrîşê li Hewlêrê civiyan"
        return not {",", "û", "de", "kir", "bû"} & set(before[struck:])

    def _goes_there_next(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "bi X re bicive û sibe jî biçe Hewlêrê", "piştî hevdîtinê çû Zaxoyê": behind the verb of meeting, where they go afterwards."""
        if _GOES_ON_TO.isdisjoint(s.words[: item.end + 4]) or s.words[item.end : item.end + 1] == ["pêk"]:
            return False  # "Piştî civîna A û B, ku duh li Riyadê pêk hat, ..."
        frames = self.k.cues["kmr"].frames
        ends = [i.end for i in s.those(_CUES) if (n := i.has("cue")) is not None and frames[int(n)].kind in MEETS]
        over = next((n + 2 for n, w in enumerate(s.words[: item.start - 1]) if w == "piştî"), None)
        if over is not None and s.words[over - 1].startswith(("hevdîtin", "civîn")):
            went = not _GOES_ON_TO.isdisjoint(s.words[over : item.end + 4])
            return went and all(end <= item.start for end in ends)
        met = max((end for end in ends if end <= item.start), default=None)
        if met is None or "û" not in s.words[met : item.start] or max(ends) > item.end:
            return False
        return not _GOES_ON_TO.isdisjoint(s.words[met : item.end + 4])

    # -- the words of meeting beside it ------------------------------------------------------------------------------

    def _among_topics(self, s: Sentence, item: Item) -> bool:
        """ "received X and discussed the situation in Kirkuk": behind a second verb, of talking."""
        if self.lang not in ("en", "ar"):
            return False
        if s.words[max(0, item.start - 2)] in _ROOMS and not _AT_ROOMS.isdisjoint(
            s.words[max(0, item.start - 7) : item.start - 2]
        ):
            return False  # "at his office in Erbil"
        frames = self.k.cues[self.lang].frames
        kinds = [
            (i.start, frames[int(cue)].kind)
            for i in s.those(_CUES)
            if i.start < item.start and (cue := i.has("cue")) is not None
        ]
        strong = [at for at, kind in kinds if kind in ("meet", "receive", "noun")]
        talk = [at for at, kind in kinds if kind == "talk"]
        if strong and self.lang == "en" and _TOLD & set(s.words[strong[-1] + 1 : item.start]):
            return True  # "received her and informed her of a protest against what happened in Stockholm"
        if self.lang == "ar" and not _STRUCK.isdisjoint(
            s.words[max(strong[-1] if strong else 0, item.start - 9) : item.start]
        ):
            return True  # "استقبله وسلمه مذكرة احتجاج على قصف مصيف برخ في زاخو"
        if self.lang == "ar" and talk and not strong:
            return self._behind_what_was_discussed(s, item)
        if self.lang == "en" and kinds[-1:] == [(item.start - 2, "noun")] and talk and not self._meets(s):
            return _AT_THAT.isdisjoint(s.words[talk[-1] : item.start - 2])  # "touched upon the negotiations in Vienna"
        return bool(strong and talk and talk[-1] > strong[-1] + 1)

    def _behind_what_was_discussed(self, s: Sentence, item: Item) -> bool:
        """Arabic: "بحث A مع B تأهيل جسر في أبي الخصيب": right before "in" stands an indefinite noun that names nobody."""
        i = item.start - 2
        if i < 0 or s.words[i + 1] != "فی" or s.at[i] is not None or s.words[i].startswith("ال"):
            return False
        return (
            s.words[i].isalpha()
            and s.words[i] not in _SIGNED
            and not any(r.start <= i < r.end for r in self.reader.refs.get(s.index, ()))
        )

    def _near_cue(self, s: Sentence, item: Item) -> bool:
        """Whether a word of meeting stands shortly before the place, or, in Kurdish, behind it: but for people, six words."""
        frames = self.k.cues[self.lang].frames
        parted = s.words[max(0, item.start - 2) : item.start] == ["،", "فی"]
        people = self.reader.refs.get(s.index, ()) if self.lang != "ar" or parted else ()
        if self.lang == "en" and s.words[max(0, item.start - 3) : item.start] in _HELD_IN:
            return True  # "was present at the meeting, which took place in Erbil"
        reach = 3 if parted else 0  # "received X and the delegation with him, before noon today, in Pirmam"
        for other in s.those(_CUES):
            # who was met stands between: "received the Iranian ambassador to Baghdad, NAME, in Erbil"
            between = (r.end - r.start for r in people if other.end <= r.start and r.end <= item.start)
            named = sum(between) if self.lang in ("en", "ar") else 0
            if (
                other.start < item.start <= other.end + named + reach + (16 if self._took_place(s, item) else 9)
                and (cue := other.has("cue")) is not None
                and frames[int(cue)].kind in ("meet", "receive", "noun")
            ):
                return True
            if (
                self.lang in ("ckb", "kmr")  # the verb stands last: "li bajarê Bexdayê pêşwazî li X kir"
                and item.end
                <= other.start
                <= item.end + 6 + sum(r.end - r.start for r in people if r.start >= item.end and r.end <= other.start)
                and (cue := other.has("cue")) is not None
                and frames[int(cue)].kind in ("meet", "receive", "noun")
            ):
                return True
        return False

    @staticmethod
    def _took_place(s: Sentence, item: Item) -> bool:
        """Kurdish: "... لە هەولێر بەڕێوەچوو", "... li Hewlêrê hat lidarxistin": the verb right behind the place."""
        return any(
            w.startswith(("بهریوه", "یهنجامدرا", "سازکرا", "lidarxist", "pêk", "girêdan", "saz"))
            for w in s.words[item.end : item.end + 2]
        )

    def _first_cue(self, s: Sentence) -> int | None:
        """Token of the verb of meeting, else of the noun."""
        frames = self.k.cues[self.lang].frames
        kinds = [(i.start, frames[n].kind) for i in s.those(_CUES) for n in i.meaning.cues]
        verbs = [at for at, kind in kinds if kind in MEETS]
        nouns = [at for at, kind in kinds if kind == "noun"]
        return verbs[0] if verbs else nouns[0] if nouns else None

    def _meets(self, s: Sentence) -> bool:
        frames = self.k.cues[self.lang].frames
        return any((cue := i.has("cue")) is not None and frames[int(cue)].kind in ("meet", "receive") for i in s.items)
