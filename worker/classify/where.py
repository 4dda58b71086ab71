"""Where a meeting took place: a city the sentence gives, a named seat of government, a governor's own seat, or the dateline's city.

A call has no place. A city inside an office ("Consul General in Erbil") or among the topics is none. Without a city a country may stand
("a visit to France"). Seats that the text does not name are not inferred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from storage.records import Status
from worker.classify.lexicon import WORD, Item, Lexicon, mark
from worker.classify.refs import says
from worker.classify.text import LEAD, TITLE, Document, Sentence
from worker.classify.told import Event, Told
from worker.classify.who import Reader
from worker.knowledge.load import Knowledge

# Seat towns of governorates that the news names by the governorate.
_SEATS = {
    "nineveh": "mosul", "diyala": "baqubah", "anbar": "ramadi", "babil": "hillah", "dhi-qar": "nasiriyah", "maysan": "amarah", "wasit": "kut",
    "muthanna": "samawah", "qadisiyah": "diwaniyah", "saladin": "tikrit", "salah-al-din": "tikrit",
}  # fmt: skip
_IN = {
    "en": frozenset({"in", "at", "from", "to", "towards", "toward"}),
    "ar": frozenset({"فی", "العاصمه", "بالعاصمه", "مدینه", "بمدینه", "مصیف", "حاضره", "الی", "للعاصمه", "قضاء"}),
    "ckb": frozenset(
        {"له", "ل", "گهیشته", "گهیشتووهته", "چووهته", "بو", "بهرهو", "دهگاته", "بگاته", "شاری", "پایتهختی"}
    ),
    "kmr": frozenset({"li", "bo", "ji", "bajarê", "şarê"}),
}
_GATHERING_OF = ("کوربهندی", "کونفرانسی", "کونفراسی", "konferansa", "konferensa", "foruma", "korbenda")  # folded
_VISITED = frozenset(
    {
        "visit",
        "visits",
        "visited",
        "visiting",
        "زیاره",
        "یزور",
        "تزور",
        "زار",
        "زارت",
        "بزیاره",
        "سیصل",
        "ستصل",
        "سیصلون",
        "یصل",
        "تصل",
        "وصل",
        "وصلت",
        "سیزور",
        "ستزور",
        "لزیاره",
        "سهردانی",
        "سهردانیکی",
        "gihîştibû",
        "gihîştibûn",
        "gihîşt",
        "gihîşte",
        "digihîje",
        "bigihîje",
        "biçe",
        "diçe",
        "çû",
        "çûye",
        "çûne",
        "دهچیته",
        "بچیته",
        "چووه",
        "serdana",
        "serdaneke",
    }
)
_QUARTERS = ("bakur", "başûr", "rojhilat", "rojava", "باکوور", "باکور", "باشوور", "باشور", "روژهه", "روژیاوا", "روژاوا")
_FIELDS = ("eniy", "çeper", "senger", "baregeh", "kamp", "بهره", "سهنگهر", "هیلی", "بنکه", "سهربازگه", "کهمپ")
_PARTS = frozenset({"جنوبی", "شمالی", "شرقی", "غربی", "وسط", "جنوب", "شمال", "شرق", "غرب", "قرب", "بوسط"})
_DAYS = frozenset(
    ["الیوم", "الاحد", "الاثنین", "الثلاثاء", "الاربعاء", "الخمیس", "الجمعه", "السبت", "الماضی"]
)  # folded
_THEREAFTER = frozenset(["وبعد", "بعد", "وعقب", "عقب"])  # folded
_THE_TALKS = frozenset(["اللقاء", "الاجتماع", "المباحثات", "المحادثات"])
_IS_HELD = frozenset(
    {
        "یعقد",
        "تعقد",
        "المنعقد",
        "المنعقده",
        "عقد",
        "انعقد",
        "ینعقد",
        "تنعقد",
        "یقام",
        "المقام",
        "تستضیفه",
        "یستضیفه",
        "انعقدت",
        "المقامه",
    }
)
_TOWARDS = frozenset({"الی", "bo", "بو", "بهرهو", "to", "towards", "toward", "ji", "from"})
_TOPICS_CKB = ("تهوهر", "باس", "قسه", "پرس", "بابهت")  # folded
_CONCERNING = frozenset({"بههوی", "سهبارهت", "دهربارهی", "لهبارهی"})  # what follows is what was spoken of

_TOLD = frozenset(
    ["about", "over", "regarding", "concerning", "against", "informed", "told", "that", "because", "situation", "developments", "thanked", "praised", "condemned"]
)  # fmt: skip
_TOPICAL = frozenset(
    [
        "discuss",
        "discusses",
        "discussed",
        "talk",
        "review",
        "over",
        "about",
        "on",
        "urges",
        "calls",
        "condemns",
        "after",
        "eye",
        "weigh",
    ]
)
_SITES = frozenset(["village", "base", "camp", "headquarters", "barracks", "farm", "site", "front", "town", "outpost"])
_ROOMS = frozenset(["headquarters", "office", "residence", "compound", "villa", "resort", "palace", "home"])
_GATHERINGS = frozenset(["conference", "forum", "summit"])
_TAKES_PART = frozenset(
    ["attending", "attends", "attended", "attend", "participating", "participation", "participates", "participate", "meetings", "sidelines"]
)  # fmt: skip
_NEIGHBOURLY = frozenset(["neighboring", "neighbouring", "brotherly", "friendly", "nearby"])  # country
_VISITS = frozenset(["visited", "visits", "visiting"])
_ARRIVES = frozenset(["arrived", "arrives", "landed", "lands"])  # in
_TAKES_PLACE = frozenset(["held", "convened", "hosted"])  # in
_WHOSE = frozenset(["his", "her", "their", "the", "its"])
_ANOTHER_TIME = frozenset(["last", "next", "previous", "earlier", "recent", "upcoming", "soon", "planned", "latter"])
_DEPARTS = frozenset(["left", "leaves", "departed", "departs", "bound", "headed", "heads"])
_LATER = frozenset(["later", "then", "afterwards", "subsequently"])
_MEETS = ("meet", "receive", "call")
_SPEAKS = frozenset(["said", "says", "statement", "spokesperson", "spokesman", "spokeswoman", "announced", "official"])
_INSTITUTION = frozenset(["department", "congress", "pentagon", "ministry"])
_OTHER_THINGS = frozenset(
    [
        "families",
        "refugees",
        "people",
        "residents",
        "prisoners",
        "displaced",
        "forces",
        "troops",
        "events",
        "crisis",
        "security",
        "stability",
        "ceasefire",
        "truce",
        "escalation",
        "tensions",
        "hostilities",
        "strikes",
        "bombing",
        "shelling",
        "bombardment",
        "offensive",
        "famine",
        "reconstruction",
        "aid",
        "response",
        "civilians",
        "prisons",
        "ban",
        "fields",
        "field",
        "refinery",
        "plant",
        "crossing",
        "crossings",
        "conflict",
        "fighting",
        "operations",
        "projects",
        "investments",
        "violence",
        "presence",
        "file",
        "conditions",
        "mission",
        "aggression",
        "genocide",
        "situation",
        "developments",
        "elections",
        "office",
        "embassy",
        "consulate",
        "mission",
        "representation",
        "camps",
        "war",
        "protests",
        "attack",
        "attacks",
        "university",
        "airport",
        "مکتب",
        "سفاره",
        "قنصلیه",
        "الاوضاع",
        "الوضع",
        "اوضاع",
        "الحرب",
        "حرب",
        "العدوان",
        "القتال",
        "النار",
        "الازمه",
        "التصعید",
        "التطورات",
        "تطورات",
        "المستجدات",
        "الصراع",
        "الاحداث",
        "الاشتباکات",
        "المعارک",
        "الانتخابات",
        "القوات",
        "قوات",
        "اللاجیین",
        "النازحین",
        "مخیم",
        "مخیمات",
        "السلام",
        "المشاریع",
        "المساعدات",
        "الممثلیه",
        "ممثلیه",
        "السفاره",
        "القنصلیه",
        "konsolxaneya",
        "ofîsa",
        "rewşa",
        "balyozxaneya",
        "کونسولخانهی",
        "بالیوزخانهی",
        "دوخی",
    ]
)


_PLACES, _CUES = mark("place"), mark("cue")
_CONFERENCES = frozenset(["موتمر", "منتدی", "قمه", "ملتقی", "معرض", "جمعیه"])  # folded
_HELD_THERE = frozenset(["یعقد", "تعقد", "ستعقد", "سیعقد", "عقدت", "تقام", "یقام", "تستضیفها", "تستضیفه"])
_MARGINS = frozenset(["sidelines", "margins", "هامش", "بههامش", "پهراویزی", "kêleka", "perawêza", "qiraxa"])
_CAPITALS = frozenset(["capital", "العاصمه", "بالعاصمه", "paytexta", "پایتهختی"])
_FORUMS = ("konferans", "forum", "korbend", "lûtke", "dîdar")
_AIRPORTS = ("firokex", "balafirge", "balafirx")
_PARTS_KMR = frozenset(
    [
        "paytexta",
        "bajarê",
        "şarê",
        "navenda",
        "deriyê",
        "navçeya",
        "bajarokê",
        "qezaya",
        "ya",
        "a",
        "navdewletî",
        "navneteweyî",
        "navdewletiya",
        "navneteweyiya",
    ]
)
_AROUND = frozenset(["piştî", "berî", "beriya", "berîya", "behsa"])
_MADE = frozenset(["kir", "kiriye", "bike", "dike"])
_WENT = frozenset(
    ["giha", "gihaye", "çû", "çûye", "çûne", "biçe", "diçe", "gihîşt", "gihîşte", "gihîştiye", "digihîje"]
)
_ARRIVALS = frozenset(
    [
        "arrived",
        "توجه",
        "وصل",
        "گهیشته",
        "gihîşt",
        "gihîşte",
        "gihîştibû",
        "gihîştibûn",
        "gihîştiye",
        "وصلت",
        "landed",
        "çû",
        "çûye",
        "giha",
        "gihaye",
        "چووه",
    ]
)


@dataclass(frozen=True, slots=True)
class Where:
    city: str | None
    country: str | None
    rule: str
    sentence: int | None = None


NOWHERE = Where(None, None, "none")
_ROUNDS = (
    "کوبوونهوه",
    "کوبونهوه",
    "دیدار",
    "دانیشتن",
    "گهر",
    "خول",
    "گفتوگو",
    "لووتکه",
    "لوتکه",
)  # folded: what may be the next
_REACHED = frozenset(["gihîşt", "gihîşte", "gihîştine", "gihîştin", "gehişt", "gehîşt", "gehîşte"])
_REACHES = frozenset(["دهگاته", "بگاته", "دهچیته", "بچیته"])  # folded


# folded: "الأوضاع الإنسانية في غزة", "القمة العربية الأخيرة في بغداد"
_SITUATIONS = frozenset(["الاوضاع", "اوضاع", "الوضع", "التطورات", "الاحداث", "الازمه", "النزاع", "الاخیره", "الماضیه"])
_AGREED = frozenset(["اتفق", "اتفقا", "اتفقت", "قرر", "قررا", "قررت", "تقرر", "الاتفاق", "اتفقوا"])  # folded


class Locator:
    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, doc: Document, reader: Reader) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader
        self.lang = doc.language
        self.dateline = self._dateline(lexicon)

    def _dateline(self, lexicon: Lexicon) -> str | None:
        """Place id of the first city of the dateline; None where there are two ("PARIS/BAGHDAD")."""
        if self.lang == "ar" and self.doc.sentences and (above := self.doc.sentences[0]).zone == TITLE:
            town = above.item(0)  # "واشنطن.. وزير الداخلية يجتمع مع": the headline says where, whoever files it
            place = town.has("place") if town is not None and above.words[town.end :] == [".", "."] else None
            if place and self._is_city(place):
                return place
        found: list[str] = []
        for start, end in self.doc.dateline:
            text = self.doc.folded.text[start:end]
            if text.startswith(("by ", "reporting by")):
                continue
            words = [w for w in WORD.findall(text) if w != "-"]
            for item in lexicon.match(words):
                inside = item.start > 0 and words[item.start - 1] == "("
                place = item.has("place") or self._namesake(item)
                if place is None or inside:
                    continue
                if self.lang == "ar" and words[item.end : item.end + 1] in (["24"], ["الیوم"]):
                    continue  # an agency's name
                if words[item.start - 1 : item.start] == ["بتوقیت"]:
                    continue  # "20:52 بتوقيت طهران" on the clock of the page
                if not self._is_city(place) and not (self.lang == "ar" and place in _SEATS):
                    continue
                if self.k.places[place].country not in {self.k.places[p].country for p in found}:
                    found.append(place)
        return found[0] if len(found) == 1 else None

    def _namesake(self, item: Item) -> str | None:
        """ "KUWAIT, Sept 8 (KUNA)": the capital that is called by its country's name."""
        polity = self.k.polities.get(item.has("polity") or "")
        capital = self.k.places.get(polity.capital or "") if polity is not None else None
        if polity is None or capital is None or not capital.name.startswith(polity.name):
            return None
        return capital.id

    def _is_city(self, place: str) -> bool:
        return self.k.places[place].kind in ("capital", "city", "town", "venue", "camp")

    def home(self) -> str | None:
        return self.k.places[self.dateline].country if self.dateline else None

    def locate(self, event: Event, polities: Sequence[str], before: Where | None = None) -> Where:
        """`before` is the place of the meeting before in the same entry, for a second leg of one visit."""
        codes = {self.k.polities[p].code if p in self.k.polities else p for p in polities}
        ordered = [t.s for t in sorted(event.told, key=self._telling)]
        territorial = self._governor(event)
        first = ordered[0] if ordered else None
        asides = {t.s.index: t.aside for t in event.told if t.aside}
        for s in ordered:
            if self.lang == "ar" and s is not first and s.words[0] in _THEREAFTER and s.words[1] in _THE_TALKS:
                continue  # "وبعد اللقاء افتتح الجانبان مدرسة في عنكاوا"
            if (where := self._venue_of_forum(s)) is not None:
                return where
            if (place := self._sidelines(s)) is not None:
                return self._answer(place, f"sidelines:{place}", s.index)
            if self.lang == "en" and s.words[0] == "there" and (place := self._named_before(s)) is not None:
                return self._answer(place, f"there:{place}", s.index)
            if (s is first or self._own(event, s)) and (place := self._there(s)) is not None:
                return self._answer(place, f"where-clause:{place}", s.index)
            stated = []
            for item in s.those(_PLACES):
                if item.start in asides.get(s.index, ()):
                    continue
                place = self._stated(s, item, strict=s is not first)
                if place is not None and s.zone != TITLE and self._among_topics(s, item):
                    continue
                if s is not first and self.lang == "en" and (self._of_others(event, s) or _LATER & set(s.words)):
                    continue
                visited = self.lang == "en" and s.words[item.start - 1] in _VISITS and self._own(event, s)
                near = s is first or s.zone == TITLE or visited or self._near_cue(s, item) or self._retold(event, s)
                if place is not None and near:
                    stated.append((item, place))
            if stated:
                at = event.own_at if s is first and event.own_at is not None else 0
                _, place = min(stated, key=lambda pair: abs(pair[0].start - at)) if at else stated[0]
                if not at and self.lang == "ckb" and event.status is Status.PLANNED:
                    # "who is in Baghdad now, is to reach Erbil tomorrow and meet"
                    place = next((p for i, p in stated if i.start and s.words[i.start - 1] in _REACHES), place)
                if not at and len(stated) > 1 and self.lang == "kmr" and s.words[stated[0][0].start - 1] in _REACHED:
                    # "gihîşt Hewlêrê û li Pîrmamê ... hate pêşwazîkirin"
                    place = next((p for i, p in stated[1:] if s.words[i.start - 1] == "li"), place)
                if not at and len(stated) > 1 and self.lang == "en" and (cue := self._first_cue(s)) is not None:
                    # "arrived in Erbil hours after talks in Baghdad with": the town behind the word of meeting
                    _, place = min(stated, key=lambda pair: (pair[0].start < cue, abs(pair[0].start - cue)))
                return self._answer(place, f"stated:{place}", s.index)
            if (where := self._capital_of(s)) is not None:
                return where
            if s is first and (where := self._mission(s)) is not None:
                return where
            if self.lang == "en" and s is first and (where := self._seat(s, codes)) is not None:
                return where  # before what further sentences say of other meetings
            if (
                self.lang == "en"
                and s is first
                and territorial is not None
                and not self._abroad(ordered[1:], territorial)
            ):
                return self._answer(territorial, f"seat-of-governor:{territorial}", None)
            if self.lang == "en" and s is first and (place := self._near(s)) is not None:
                return Where(None, self.k.places[place].country, f"near:{place}", s.index)
        for s in ordered:
            if (where := self._seat(s, codes)) is not None:
                return where
        if before is not None and before.rule.startswith(("stated", "seat:", "sidelines", "capital", "forum")):
            return Where(before.city, before.country, before.rule, before.sentence)
        if territorial is not None:
            return self._answer(territorial, f"seat-of-governor:{territorial}", None)
        for s in self.doc.sentences:
            if s.zone != TITLE and s.zone != "lead":
                continue
            for item in s.those(_PLACES):
                place = self._stated(s, item, strict=True)
                if place is not None and self._near_cue(s, item) and self.k.places[place].country in codes:
                    return self._answer(place, f"stated:{place}", s.index)
        for s in self.doc.sentences:
            if (
                self.lang in ("en", "ckb")
                and s.zone == TITLE
                and (place := self._ends_in(s)) is not None
                and (self.k.places[place].country in codes or (self.lang == "en" and self._meets(s)))
            ):
                return self._answer(place, f"title:{place}", s.index)
            near = s.zone in (TITLE, LEAD) or (self.lang == "ckb" and s in ordered)
            if near and (place := self._sidelines(s) or self._attended(s)) is not None:
                return self._answer(place, f"sidelines:{place}", s.index)
        if self.lang != "ar" and (where := self._opened_in(event)) is not None:
            return where
        if (where := self._of_the_forum(event)) is not None:
            return where
        if event.status is not Status.HELD and (where := self._bound_for(codes)) is not None:
            return where
        country = self._country(event, codes)
        if (where := self._visited(codes) if self.lang == "en" else self._has_visited(codes)) is not None:
            return where
        filed_elsewhere = self.dateline is not None and self.k.places[self.dateline].country not in codes
        if filed_elsewhere and (where := self._arrived(codes)) is not None:
            return where
        if country is None and self._afield():
            return NOWHERE
        told_aside = [t.s for t in event.told] + [s for s in self.doc.sentences if s.zone == TITLE]
        if self.lang == "en" and any("sidelines" in s.words or "margins" in s.words for s in told_aside):
            there = country if country is not None and country.sentence in {t.s.index for t in event.told} else None
            return there or self._arrived(None) or NOWHERE  # not where it was filed
        if self.dateline and country is None and not self._envoy_abroad(event, self.k.places[self.dateline].country):
            line = self.k.places[self.dateline]
            if (line.country in codes and not self._received_elsewhere(event, line.country)) or not (
                line.country in codes or self._elsewhere(line.country)
            ):
                return self._answer(self.dateline, f"dateline:{self.dateline}", None)
        if country is not None:
            if self.lang == "en" and self.dateline and self.k.places[self.dateline].country == country.country:
                return self._answer(self.dateline, f"dateline:{self.dateline}", None)
            there = self._arrived({country.country}) if self.lang in ("ar", "kmr") and country.country else None
            return there or country
        return self._arrived(codes) or NOWHERE

    @staticmethod
    def _agreed_to_meet(s: Sentence, i: int) -> bool:
        """Arabic: "اتفق الجانبان على عقد اجتماع اللجنة في بغداد": where the next meeting is to be."""
        before = s.words[max(0, i - 12) : i]
        held = next((n for n, w in enumerate(before) if w in ("عقد", "لعقد", "انعقاد")), None)
        first = s.words[: max(0, i - 12) + (held or 0)]
        return held is not None and any(w.lstrip("و") in _AGREED for w in first[-10:])

    def _envoy_abroad(self, event: Event, country: str) -> bool:
        """Arabic: filed from the home of an ambassador who sits elsewhere: "بغداد - قال السفير العراقي لدى تركيا إنه التقى ..."."""
        people = [self.reader.entities[i] for i in event.persons]
        return self.lang == "ar" and any(
            e.office == "ambassador" and e.polity == country and e.host not in (None, country) for e in people
        )

    def _abroad(self, further: Sequence[Sentence], home: str) -> bool:
        """ "A governor said that they had met the President ... They met in Tehran": a further sentence places it in another country."""
        return any(
            (place := self._stated(s, item, strict=True)) is not None
            and self._near_cue(s, item)
            and self.k.places[place].country != self.k.places[home].country
            for s in further
            if s.zone != TITLE
            for item in s.those(_PLACES)
        )

    def _received_elsewhere(self, event: Event, country: str) -> bool:
        """A dateline of the guest's country: "TEHRAN - The Iraqi speaker received the Iranian ambassador"."""
        for told in event.told:
            received = next((i for i, c in told.cues if c.id == "received"), None)
            if received is None or not told.mains or self.lang not in ("en", "kmr"):
                continue
            passive = self.lang == "en" and (
                "by" in told.s.words[received.start : received.end + 1]
                or told.s.words[received.start] in ("was", "were", "is", "been")
                or any(r.link == "by" for r in told.mains)
            )
            host = told.mains[-1] if passive else told.mains[0]
            if self.lang == "kmr":  # "X ji aliyê Y ve hat pêşwazîkirin"
                if not told.s.words[received.start].startswith("pêşwaz"):
                    continue  # "X mêvanê Y bû"
                host = next((r for r in told.mains if r.link == "by"), host)
            elif (passive and host.start < received.start) or (not passive and host.start > received.start):
                continue
            polity = self.reader.entities[host.entity].polity or ""
            code = self.k.polities[polity].code if polity in self.k.polities else polity
            guests = {self.reader.entities[r.entity].polity for r in told.mains if r is not host}
            return code != country and country in guests and not {code, country} <= {"IQ", "IQ-KR"}
        return False

    def _opened_in(self, event: Event) -> Where | None:
        """ "li Bexdayê bi çend balyozan re civiya": the lead tells of several meetings in one city, of which this is one."""
        frames = self.k.cues[self.lang].frames
        for s in self.doc.sentences:
            if s.zone != LEAD or not any(r.entity in event.persons for r in self.reader.refs.get(s.index, ())):
                continue
            told = [frames[int(cue)] for i in s.items if (cue := i.has("cue")) is not None]
            if not any(c.kind in ("meet", "receive") for c in told):
                continue
            if self.lang == "en":
                last = max((t.s.index for t in event.told), default=0)
                towns = {p for x in self.doc.sentences[s.index : last + 1] for i in x.items if (p := i.has("place"))}
                if event.status is not Status.HELD or any(c.status for c in told) or len(towns) > 1:
                    return None  # where the lead goes on to meet somebody else
            for item in s.those(_PLACES):
                if (place := self._stated(s, item, strict=True)) is not None:
                    return self._answer(place, f"stated:{place}", s.index)
            if self.lang == "en":
                return None
        return None

    def _afield(self) -> bool:
        """Whether the lead takes the guests to a front, a camp or a site that is no city, away from the dateline."""
        return self.lang in ("ckb", "kmr") and any(
            one in _VISITED and two.startswith(_FIELDS)
            for s in self.doc.sentences
            if s.zone == LEAD
            for one, two in pairwise(s.words)
        )

    def _ends_in(self, s: Sentence) -> str | None:
        """ "Swedish ambassador handed protest letter in Baghdad": the city at the end of a headline that names no topic before it."""
        last = s.items[-1] if s.items else None
        if last is None or last.end != len(s.words) or (place := last.has("place")) is None or not self._is_city(place):
            return None
        if last.start < 1 or s.words[last.start - 1] not in ("in", "له") or self._office_place(s, last.start - 1):
            return None
        return None if _TOPICAL & set(s.words) else place

    def _near(self, s: Sentence) -> str | None:
        """ "in a village near Mosul": a place without a name, whose country alone is known."""
        for item in s.those(_PLACES):
            before = s.words[max(0, item.start - 5) : item.start]
            if (
                (place := item.has("place"))
                and self._is_city(place)
                and ("near" in before[-1:] or before[-2:] == ["outside", "of"] or before[-1:] == ["outside"])
                and _SITES & set(before)
                and (cue := self._first_cue(s)) is not None
                and cue < item.start
            ):
                return place
        return None

    def _of_others(self, event: Event, s: Sentence) -> bool:
        """Whether a sentence names officials of whom none was at this meeting."""
        refs = [r for r in self.reader.refs.get(s.index, ()) if r.entity >= 0 and self.reader.entities[r.entity].office]
        return bool(refs) and all(r.entity not in event.persons for r in refs)

    def _first_cue(self, s: Sentence) -> int | None:
        """Token of the verb of meeting, else of the noun."""
        frames = self.k.cues[self.lang].frames
        kinds = [(i.start, frames[int(n)].kind) for i in s.those(_CUES) if (n := i.has("cue")) is not None]
        verbs = [at for at, kind in kinds if kind in _MEETS]
        nouns = [at for at, kind in kinds if kind == "noun"]
        return verbs[0] if verbs else nouns[0] if nouns else None

    def _telling(self, told: Told) -> tuple[bool, bool, bool]:
        """The headline last, before it what is no news ("his recent visit to Baghdad" is no place); in English the sentence that says
        "met" before one that only says "discussed"."""
        return (
            told.s.zone == TITLE,
            bool(told.skip),
            self.lang == "en" and not any(c.kind in _MEETS and c.id != "joint-press" for _, c in told.cues),
        )

    def _arrived(self, codes: set[str] | None) -> Where | None:
        """The city, of one of these sides where they are given, that a sentence of arrival names."""
        for s in self.doc.sentences:
            if s.zone == "side" or (
                _ARRIVALS.isdisjoint(s.words)
                and not (self.lang == "kmr" and any(w.startswith(_AIRPORTS) for w in s.words))
            ):
                continue
            for item in s.those(_PLACES):
                place = self._stated(s, item, strict=True)
                if place is not None and (codes is None or self.k.places[place].country in codes):
                    return self._answer(place, f"arrival:{place}", s.index)
        return None

    def _visited(self, codes: set[str]) -> Where | None:
        """ "TAMPA - General NAME visited Baghdad": the city of one side that the lead visits, away from the dateline's country."""
        for s in self.doc.sentences:
            if s.zone != LEAD or (_VISITS.isdisjoint(s.words) and "visit" not in s.words):
                continue
            for item in s.those(_PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or not item.start or not self._calls_at(s, item.start):
                    continue
                country = self.k.places[place].country
                if country in codes and (self.dateline is None or self.k.places[self.dateline].country != country):
                    return self._answer(place, f"visit:{place}", s.index)
        return None

    @staticmethod
    def _calls_at(s: Sentence, i: int) -> bool:
        """ "visited X", "during his visit to X"."""
        before = s.words[max(0, i - 5) : i]
        return before[-1] in _VISITS or (before[-2:] == ["visit", "to"] and "during" in before)

    def _has_visited(self, codes: set[str]) -> Where | None:
        """Kurmanji: "Serok NAME serdana bajarê Soçiyê kir", "dê sibe biçe Hewlêrê": the city of one side to which the lead says he goes."""
        if self.lang != "kmr":
            return None
        for s in self.doc.sentences:
            if s.zone != LEAD:
                continue
            for item in s.those(_PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or self.k.places[place].country not in codes:
                    continue
                ahead = s.words[max(0, item.start - 2) : item.start]
                done = not _MADE.isdisjoint(s.words[item.end : item.end + 3])
                if ahead[-1:] and (
                    ahead[-1] in _WENT or (done and ahead[-1 if ahead[-1] != "bajarê" else 0] == "serdana")
                ):
                    return self._answer(place, f"visit:{place}", s.index)
        return None

    def _bound_for(self, codes: set[str]) -> Where | None:
        """Where a coming visit goes: the city that title or lead name behind a word of travel."""
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            for item in s.those(_PLACES):
                place = self._stated(s, item, strict=True)
                if place is None or self.k.places[place].country not in codes:
                    continue
                if self._going(s, item.start - 1):
                    return self._answer(place, f"bound-for:{place}", s.index)
        return None

    @staticmethod
    def _elsewhere(country: str) -> bool:
        """An Erbil or Baghdad dateline of an outlet says nothing of a meeting to which nobody from there goes."""
        return country in ("IQ", "IQ-KR")

    def _answer(self, place_id: str, rule: str, sentence: int | None) -> Where:
        place = self.k.places[place_id]
        seen = 0
        while place.within and place.within in self.k.places and seen < 3:
            place = self.k.places[place.within]
            seen += 1
        if place.kind in ("governorate", "region"):
            seat = _SEATS.get(place.id)
            if seat is not None and seat in self.k.places:
                place = self.k.places[seat]
            else:
                return Where(None, place.country, rule, sentence)
        return Where(place.name, place.country, rule, sentence)

    def _stated(self, s: Sentence, item: Item, *, strict: bool) -> str | None:
        """The city this item gives as the place of what the sentence reports."""
        place = item.has("place")
        if place is None or self.k.places[place].kind in ("region", "governorate"):
            return None
        if any(r.start <= item.start < r.end for r in self.reader.refs.get(s.index, ())):
            return None
        after = s.words[item.end] if item.end < len(s.words) else ""
        if after in (
            "university",
            "province",
            "governorate",
            "agreement",
            "dam",
            "campaign",
            "offensive",
            "battle",
            "operation",
        ):
            return None
        i = item.start - 1
        if self.lang == "ckb" and self._spoken_of(s, item):
            return None
        if self.lang == "ckb" and s.words[item.end - 1].endswith("هوه"):
            return None  # "لە عەممانەوە": from there
        if self.lang == "ckb" and (says(after) or self._told_somebody(s, item.end)):
            return None  # "لە هەولێر بە ڕووداوی گوت": where it was said
        if self.lang == "ckb" and any(
            v.startswith("داهاتوو") and w.startswith(_ROUNDS) for w, v in pairwise(s.words[max(0, i - 3) : i + 1])
        ):
            return None  # "the next meeting is to be in Baghdad"
        if self.lang == "en" and after in _ROOMS and i > 0 and s.words[i] in _WHOSE and s.words[i - 1] in ("at", "in"):
            return place  # "at his Pirmam headquarters"
        if strict and i > 0 and s.words[i] == "for" and s.words[i - 1] in _DEPARTS:
            return place
        if after == "airport" and s.words[i] not in ("at", "in"):
            return None
        if self.lang == "ar":
            if s.words[i] == "فی" and (self._seat_of_office(s, i) or self._has_a_mission(s, i)):
                return None
            held_there = s.words[i] == "فی" and s.words[i - 1] in _HELD_THERE and s.words[i - 2] in ("التی", "الذی")
            if held_there and any(w.removeprefix("ال") in _CONFERENCES for w in s.words[max(0, i - 8) : i - 2]):
                return None  # "takes part in the summit that is held in Dubai"
            if i > 0 and (who := next((r for r in self.reader.refs.get(s.index, ()) if r.end == item.start), None)):
                return place if who.start and s.words[who.start - 1] in _VISITED else None
            if s.words[i] == "فی" and (self._agreed_to_meet(s, i) or _SITUATIONS & set(s.words[max(0, i - 3) : i])):
                return None
            if item.clitic == "ب":
                house = any("سفار" in w or "قنصلی" in w for w in s.words[max(0, item.start - 3) : item.start])
                return None if house else place
            if item.clitic:
                return None
        if self.lang == "kmr" and after.startswith(("rûdin", "rûniştî", "dijî", "dimîn", "niştecih")):
            return None  # "balyozê Norwecê yê li Iraqê ye lê li Emmanê rûdine"
        if self.lang == "kmr" and any(w.startswith("peyamnêr") for w in s.words[max(0, i - 5) : i]):
            return None  # "Peyamnêrê Kurdistan24ê li Hewlêrê got": where the reporter is
        for _ in range(6 if self.lang == "en" else 5 if self.lang == "kmr" else 3):
            if i < 0:
                return None
            word = s.words[i]
            near = s.at[i]
            if self.lang == "en" and near is not None and near.has("adj") and i:  # "in the Swiss city of Geneva"
                i -= 1
                continue
            if word in _VISITED:
                invited = self.lang == "ar" and any(w.endswith("دعوه") for w in s.words[max(0, i - 14) : i])
                left = self.lang == "kmr" and s.words[i - 1] in _AROUND if i else False  # "piştî serdana Bexdayê"
                return None if invited or left else place  # "discussed the invitation to visit Paris"
            if word in _IN[self.lang]:
                if self.lang == "en" and word == "to" and s.words[max(0, i - 3) : i - 1 : 2] == ["during"]:
                    return (
                        place if s.words[i - 1] in ("visit", "trip") else None
                    )  # "during his visit to Baghdad, he met"
                if word == "from" or (
                    word == "to" and (not self._going(s, i) or "before" in s.words[max(0, i - 3) : i])
                ):
                    return None
                if self.lang == "ar" and word == "الی" and "من" in s.words[max(0, i - 5) : i]:
                    return None  # "من كركوك إلى ميناء جيهان"
                if word in _TOWARDS and (strict or self._going(s, i)):
                    return place if self._going(s, i) else None
                if word in ("ji", "from"):
                    return None
                if self._office_place(s, i):
                    return None
                if self.lang == "en" and after == "'s" and self.k.places[place].kind == "capital" and word != "at":
                    return None
                return place
            if (
                self.lang == "en"
                and word
                in (
                    "the",
                    "capital",
                    "central",
                    "downtown",
                    "city",
                    "of",
                    "greek",
                    "turkish",
                    "jordanian",
                    "northern",
                    "southern",
                    "western",
                    "eastern",
                    "iraqi",
                    "iranian",
                    "resort",
                    "town",
                    "kurdish",
                )
                and i
            ):
                i -= 1
                continue
            if self.lang == "ar" and word in _PARTS:
                return place
            if self.lang == "ar" and (word.startswith("ال") or word in ("مدینه", "مصیف", "العاصمه", "مطار")) and i:
                i -= 1
                continue
            if self.lang == "kmr" and i and (word in _PARTS_KMR or word.startswith(_AIRPORTS)):
                i -= 1
                continue
            if self.lang == "ckb" and word in ("شاری", "پایتهختی", "دهروازهی", "قهزای", "ناحیهی", "شاروچکهی") and i:
                i -= 1
                continue
            return None
        return None

    def _spoken_of(self, s: Sentence, item: Item) -> bool:
        """Sorani, whose verbs stand last: whether a place stands in what was said or discussed, and not where they met."""
        before = s.words[: item.start]
        if any(one == "له" and two == "کاتیکدا" for one, two in pairwise(before)):
            return True  # "... while yesterday another was in Tehran"
        if any(r.end == item.start - 1 and "Attaché" in r.role for r in self.reader.refs.get(s.index, ())):
            return True  # "the military attaché in Baghdad"
        if before[-3:-1] in (["که", "بارهگای"], ["که", "بارهگاکهی"]):
            return True  # "the ambassador, whose seat is in Amman"
        frames = self.k.cues["ckb"].frames
        cues = [(i, frames[int(cue)].kind) for i in s.those(_CUES) if (cue := i.has("cue")) is not None]
        verbs = [i for i, kind in cues if kind in ("meet", "receive")]
        if any(i.start >= item.end for i in verbs) or before[-1:] == ["سهردانی"]:
            return False
        if not _CONCERNING.isdisjoint(before[-8:]):
            return True
        if before.count('"') % 2 or (s.zone == TITLE and ":" in before):
            return not _TOWARDS & set(before[-1:])  # "NAME: دەبێت پێگەی کورد لە بەغدا بەهێزتر بێت"
        met = next((i for i in reversed(verbs) if i.end < item.start), None)
        spoken = any(kind == "talk" and i.start >= item.end for i, kind in cues) or any(
            w.startswith(_TOPICS_CKB) for w in s.words[item.end :]
        )
        return met is not None and s.words[met.end] == "و" and spoken  # "... دانیشت و دۆخی شنگالیان باس کرد"

    @staticmethod
    def _told_somebody(s: Sentence, i: int) -> bool:
        """Sorani: "بە ڕووداوی گوت", "told Rudaw", at token i."""
        return s.words[i : i + 1] == ["به"] and any(says(w) for w in s.words[i + 1 : i + 4])

    def _retold(self, event: Event, s: Sentence) -> bool:
        """Kurdish, whose verbs stand last: whether a sentence tells of the meeting again, with both sides and a verb of meeting."""
        if self.lang not in ("ckb", "kmr") or not self._own(event, s):
            return False
        return any(t.s is s and any(c.kind in ("meet", "receive") for _, c in t.cues) for t in event.told)

    @staticmethod
    def _has_a_mission(s: Sentence, i: int) -> bool:
        """Arabic: "إعادة فتح سفارة زغرب في بغداد": where the embassy is that is spoken of, unless they met on its premises."""
        near = s.words[max(0, i - 5) : i]
        if any("سفار" in w or "قنصلی" in w for w in near[-3:]) and {"وفد", "وفدا", "الوفد"} & set(near):
            return True  # "زار وفد من السفارة الأمريكية في بغداد"
        return any("سفار" in w or "قنصلی" in w for w in near[-3:]) and any(
            w.lstrip("و").startswith(("فتح", "افتتاح", "اغلاق", "اعاده", "عمل")) for w in near
        )

    def _seat_of_office(self, s: Sentence, i: int) -> bool:
        """Arabic: "مسؤول مكتب التنسيق الأمني الأمريكي في بغداد": whether only the rest of an office stands before "in" at token i."""
        j = i - 1
        while j > 0 and i - j < 7 and s.words[j].startswith("ال") and s.words[j] not in _DAYS:
            j -= 1
        return j < i - 1 and any(
            r.end in (j + 1, j + 2) and r.office in ("head", "director-general", "other", "adviser") and r.start <= j
            for r in self.reader.refs.get(s.index, ())
        )

    def _among_topics(self, s: Sentence, item: Item) -> bool:
        """ "received X and discussed the situation in Kirkuk": behind a second verb, of talking."""
        if self.lang not in ("en", "ar"):
            return False
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
        return bool(strong and talk and talk[-1] > strong[-1] + 1)

    def _near_cue(self, s: Sentence, item: Item) -> bool:
        """Whether a word of meeting stands shortly before the place, or, in Kurdish, behind it: but for people, six words."""
        frames = self.k.cues[self.lang].frames
        people = self.reader.refs.get(s.index, ()) if self.lang != "ar" else ()
        parted = s.words[max(0, item.start - 2) : item.start] == ["،", "فی"]
        reach = 3 if parted else 0  # "received X and the delegation with him, before noon today, in Pirmam"
        for other in s.those(_CUES):
            # who was met stands between: "received the Iranian ambassador to Baghdad, NAME, in Erbil"
            between = (r.end - r.start for r in people if other.end <= r.start and r.end <= item.start)
            named = sum(between) if self.lang == "en" else 0
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
            w.startswith(("بهریوه", "یهنجامدرا", "سازکرا", "lidarxist", "pêk"))
            for w in s.words[item.end : item.end + 2]
        )

    def _sidelines(self, s: Sentence) -> str | None:
        """ "on the sidelines of the Antalya forum": the forum's city."""
        within = self.lang == "kmr" and "çarçoveya" in s.words
        if self.lang == "en" and (place := self._during_forum(s)) is not None:
            return place
        if not within and _MARGINS.isdisjoint(s.words):
            return None
        for i, word in enumerate(s.words):
            forum = (
                within and word == "çarçoveya" and s.words[i + 1 : i + 2] != [] and s.words[i + 1].startswith(_FORUMS)
            )
            if word in _MARGINS or forum:
                for item in s.items:
                    if any(w.isdigit() for w in s.words[item.end : item.end + 1]) and not self._at_home(s, item):
                        continue  # the summit "Baghdad 2" was in Jordan
                    if (
                        self.lang == "ar"
                        and s.words[item.start - 1] == "موتمر"
                        and s.words[item.end : item.end + 1] == ["للتعاون"]
                    ):
                        continue  # the Baghdad Conference for Cooperation and Partnership was in Jordan the second time
                    far = (
                        i + 18
                        if self.lang == "en" and s.words[item.start - 2 : item.start] == ["held", "in"]
                        else i + 9
                    )
                    if i < item.start <= far and (place := item.has("place")) is not None and self._is_city(place):
                        return place
        return None

    def _during_forum(self, s: Sentence) -> str | None:
        """ "Met him during the Munich Security Conference": the forum's city."""
        for item in s.those(_PLACES):
            place = item.has("place")
            if place is None or not self._is_city(place) or s.words[item.start - 2 : item.start] != ["during", "the"]:
                continue
            if _GATHERINGS & set(s.words[item.end : item.end + 4]):
                return place
        return None

    def _at_home(self, s: Sentence, item: Item) -> bool:
        """Whether the town's country is named behind it: the forum "حوار المنامة 21" was in Bahrain."""
        place = self.k.places.get(item.has("place") or "")
        return place is not None and any(
            other.start > item.end
            and (polity := other.has("polity")) in self.k.polities
            and self.k.polities[polity or ""].code == place.country
            and not any(
                r.start <= other.start < r.end for r in self.reader.refs.get(s.index, ())
            )  # "the premier of Iraq"
            for other in s.items
        )

    def _of_the_forum(self, event: Event) -> Where | None:
        """Arabic: "وعلى هامش المؤتمر اجتمع ...", where title or lead say in which town the conference is."""
        if self.lang != "ar" or not any(not _MARGINS.isdisjoint(t.s.words) for t in event.told):
            return None
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD) or not any(w.removeprefix("ال") in _CONFERENCES for w in s.words):
                continue
            for item in s.those(_PLACES):
                if (place := self._stated(s, item, strict=True)) is not None and self._is_city(place):
                    return self._answer(place, f"forum:{place}", s.index)
        return None

    def _attended(self, s: Sentence) -> str | None:
        """ "attending the 59th Munich Security Conference", "meetings at the Doha Forum": the city that a gathering is called by."""
        if self.lang in ("ckb", "kmr"):
            return self._called_by(s)
        if self.lang != "en" or _GATHERINGS.isdisjoint(s.words) or _TAKES_PART.isdisjoint(s.words):
            return None
        for item in s.items:
            place = item.has("place")
            if place is not None and self._is_city(place) and _GATHERINGS & set(s.words[item.end : item.end + 3]):
                return place
        return None

    def _called_by(self, s: Sentence) -> str | None:
        """Sorani and Kurmanji: "لە کۆڕبەندی جیهانیی داڤۆس", "konferansa Ewlehiyê ya Munîhê": the city behind a gathering and at most two words."""
        for item in s.those(_PLACES):
            place = item.has("place")
            if place is not None and self._is_city(place) and not "".join(s.words[item.end : item.end + 1]).isdigit():
                before = s.words[max(0, item.start - 3) : item.start]
                if any(w.removeprefix("له").startswith(_GATHERING_OF) for w in before):
                    return place
        return None

    @staticmethod
    def _own(event: Event, s: Sentence) -> bool:
        """Whether the sentence names two of the meeting's sides."""
        return any(t.s is s and sum(event.persons.get(r.entity, False) for r in t.mains) > 1 for t in event.told)

    def _venue_of_forum(self, s: Sentence) -> Where | None:
        """Arabic: "على هامش مؤتمر بغداد الذي يعقد في البحر الميت بالأردن": a forum's name is not its place."""
        if self.lang != "ar" or "هامش" not in s.words:
            return None
        at = s.words.index("هامش")
        held = next((i for i in range(at, len(s.words)) if s.words[i].lstrip("و") in _IS_HELD), None)
        if held is None:
            return None
        country: Where | None = None
        for item in s.items:
            if not held < item.start <= held + 10:
                continue
            if s.words[item.start - 1] in ("موتمر", "منتدی", "قمه", "اعلان"):
                continue  # a name again
            place = item.has("place")
            if place is not None and self._is_city(place):
                return self._answer(place, f"forum:{place}", s.index)
            if place is not None:
                country = country or Where(None, self.k.places[place].country, f"forum:{place}", s.index)
            elif (polity := item.has("polity")) is not None and polity in self.k.polities:
                country = country or Where(None, self.k.polities[polity].code, f"forum:{polity}", s.index)
        return country

    def _named_before(self, s: Sentence) -> str | None:
        """ "He had flown in from Ankara. There he met ...": the city that the sentence before names last."""
        before = next((o for o in self.doc.sentences if o.index == s.index - 1), None)
        places = [item.has("place") for item in before.those(_PLACES)] if before is not None else []
        return next((place for place in reversed(places) if place is not None and self._is_city(place)), None)

    def _where_clause(self, s: Sentence) -> str | None:
        """ "coming from Jeddah, where he met ...": the town before "where", for a sentence whose only verb of meeting stands behind it."""
        at = next((i for i, w in enumerate(s.words) if w == "where" and i > 1), None) if "where" in s.words else None
        if at is None:
            return None
        frames = self.k.cues[self.lang].frames  # "where he signed a protocol" tells of a meeting, too
        done = (
            i.start for i in s.items if (n := i.has("cue")) is not None and frames[int(n)].kind in (*_MEETS, "talk")
        )
        cue = self._first_cue(s) or next(done, None)
        if cue is None or not at < cue <= at + 8:
            return None
        near = s.at[at - 1] or s.at[at - 2]
        place = near.has("place") if near is not None and near.end >= at - 1 else None
        return place if place is not None and self._is_city(place) else None

    def _there(self, s: Sentence) -> str | None:
        """Arabic: "came from Baghdad, where he held talks": the place right before حيث, for what stands behind it; and "in the airport"."""
        if self.lang == "en":
            return self._where_clause(s)
        if self.lang == "kmr":
            return self._place_just_told(s)
        if self.lang != "ar":
            return None
        if "المطار" in s.words and s.words[s.words.index("المطار") - 1] == "فی":
            for earlier in self.doc.sentences[: s.index + 1]:
                for item in earlier.items:
                    if item.start and s is not earlier and earlier.words[item.start - 1] == "مطار":
                        return item.has("place")
        if (where := self._where_they_did(s)) is not None:
            return where
        if "حیث" not in s.words:
            return None
        at = s.words.index("حیث")
        frames = self.k.cues[self.lang].frames
        cues = [i.start for i in s.items if (n := i.has("cue")) and frames[int(n)].kind in ("meet", "receive")]
        if not cues or min(cues) < at:
            return None
        for item in reversed([i for i in s.items if i.end <= at]):
            place = item.has("place")
            if place is None or not self._is_city(place):
                continue
            if any(r.start <= item.start < r.end for r in self.reader.refs.get(s.index, ())):
                return None
            return place
        return None

    def _where_they_did(self, s: Sentence) -> str | None:
        """Arabic: "قادماً من بغداد التي بحث فيها مع نظيره ...": the place that "therein" takes up."""
        if "فیها" not in s.words:
            return None
        at = s.words.index("فیها")
        for item in s.those(_PLACES):
            place = item.has("place")
            if place is not None and self._is_city(place) and s.words[item.end : item.end + 1] == ["التی"]:
                return place if 0 < at - item.end <= 4 else None
        return None

    def _place_just_told(self, s: Sentence) -> str | None:
        """Kurmanji: "... bajarê Şamê bû. Barrot li wir ligel X civiya": the last city of the sentence before."""
        if not any(pair in (("li", "wir"), ("li", "wê"), ("li", "wur")) for pair in pairwise(s.words)) or not s.index:
            return None
        at = s.words.index("li")
        if any((p := i.has("place")) is not None and self._is_city(p) for i in s.items if i.start < at):
            return None  # "gihîşt Parîsê û li wir ..."
        before = self.doc.sentences[s.index - 1]
        cities = [p for item in before.items if (p := item.has("place")) is not None and self._is_city(p)]
        return cities[-1] if cities and before.paragraph == s.paragraph else None

    def _capital_of(self, s: Sentence) -> Where | None:
        """ "the Greek capital", "العاصمة اليونانية", "li paytexta Swêdê", "لە پایتەختی سوید"."""
        if _CAPITALS.isdisjoint(s.words):
            return None
        for i, word in enumerate(s.words):
            if word == "capital" and i > 1 and s.words[i - 2] in ("the", "in"):
                near = s.at[i - 1]
            elif word != "capital" and word in _CAPITALS and i + 1 < len(s.words):
                near = s.at[i + 1]
            else:
                continue
            if near is None:
                continue
            polity = near.has("adj") or near.has("polity")
            if polity is not None and polity in self.k.polities and (city := self.k.polities[polity].capital):
                return self._answer(city, f"capital:{polity}", s.index)
        return None

    def _mission(self, s: Sentence) -> Where | None:
        """Arabic: "زار السفارة العراقية في الولايات المتحدة والتقى السفير": the country of an embassy or consulate that somebody visited."""
        if self.lang != "ar" or not _VISITED & set(s.words):
            return None
        at = next((i for i, w in enumerate(s.words) if w in ("السفاره", "سفاره", "القنصلیه", "قنصلیه")), None)
        if at is None:
            return None
        for item in s.items:
            polity = item.has("polity")
            if (
                polity is not None
                and at < item.start <= at + 4
                and polity in self.k.polities
                and (s.words[item.start - 1] == "فی" or item.clitic == "ب")
            ):
                return Where(None, self.k.polities[polity].code, f"mission:{polity}", s.index)
        return None

    def _going(self, s: Sentence, i: int) -> bool:
        """Whether "to X" is a journey there: "flies to", "arrived in", "زيارة ... إلى", "serdana X bo"."""
        words = s.words[max(0, i - 14) : i + 4]
        return any(
            w.startswith(
                (
                    "welcom",
                    "fly",
                    "flew",
                    "left",
                    "head",
                    "depart",
                    "غادر",
                    "travel",
                    "visit",
                    "trip",
                    "tour",
                    "arriv",
                    "زیار",
                    "وصل",
                    "یصل",
                    "سیصل",
                    "توجه",
                    "یتوجه",
                    "serdan",
                    "çû",
                    "gihîşt",
                    "گهیشت",
                    "سهردان",
                    "دهگا",
                    "بگا",
                )
            )
            for w in words
        )

    def _office_place(self, s: Sentence, i: int) -> bool:
        """ "the consulate in Erbil", "the situation in Baghdad": a place of something else."""
        own = s.words[i - 2 : i - 1] in (["his"], ["her"], ["their"], ["'s"])  # "at his office in Baghdad"
        if (
            s.words[i - 1] in ("embassy", "consulate", "residence", "airport")
            and "at" in s.words[max(0, i - 6) : i - 1]
        ):
            return False  # "at the kingdom's embassy in Baghdad"
        return i > 0 and s.words[i - 1] in _OTHER_THINGS and not (s.words[i - 1] == "office" and own)

    def _sends(self, s: Sentence, item: Item) -> bool:
        return any(
            i.is_word("deleg") and (0 <= item.start - i.end <= 1 or 0 <= i.start - item.end <= 1) for i in s.items
        )

    def _seat(self, s: Sentence, codes: set[str]) -> Where | None:
        for item in s.items:
            if item.has("seat") is None and item.has("body") not in ("white-house", "pentagon"):
                continue
            if self._sends(s, item) or not self._inside(s, item):  # "a delegation of Congress" is from there, not there
                continue
            if self.lang == "ar" and item.clitic.startswith("ل"):
                continue  # "بيان لمستشارية ..." comes from there
            if self.lang == "ar" and item.start and s.words[item.start - 1] in ("مع", "من", "بین"):
                continue
            if self.lang == "en" and (not self._house(s, item) or self._employs(s, item)):
                continue
            polity_id = item.has("seat") or "US"
            if polity_id not in codes:
                continue
            polity = self.k.polities[polity_id]
            city = polity.capital or polity.seat_city
            if city:
                return self._answer(city, f"seat:{polity_id}", s.index)
        return None

    def _inside(self, s: Sentence, item: Item) -> bool:
        """Kurdish: "لە کۆشکی سپی", "li Qesra Spî"; behind "and" or an izafe the house is somebody's employer."""
        if self.lang not in ("ckb", "kmr") or item.start == 0:
            return True
        before = s.words[item.start - 1]
        return before in _IN[self.lang] or before.startswith(("gihîşt", "گهیشت", "چووه"))

    @staticmethod
    def _house(s: Sentence, item: Item) -> bool:
        """Whether a seat is a house here: "at the State Department", not "the State Department said" or "an agreement with" it."""
        if item.end < len(s.words) and s.words[item.end] in _SPEAKS:
            return False
        if not _INSTITUTION & set(s.words[item.start : item.end]):
            return True
        before = [w for w in s.words[max(0, item.start - 3) : item.start] if w not in ("the", "us")]
        after = s.words[item.end] if item.end < len(s.words) else ""
        return (bool(before) and before[-1] in ("at", "in", "inside", "to", "from")) or after in ("meeting", "talks")

    def _employs(self, s: Sentence, item: Item) -> bool:
        """ "a member of the House of Lords", "spokesperson of the committee of the Bundestag": whose somebody is, not where."""
        before = [w for w in s.words[max(0, item.start - 2) : item.start] if w != "the"]
        inside = any(r.start < item.start and item.end <= r.end for r in self.reader.refs.get(s.index, ()))
        return inside or before[-1:] == ["of"]

    def _governor(self, event: Event) -> str | None:
        for index in event.persons:
            e = self.reader.entities[index]
            if e.role.startswith("Deputy") and self.lang == "en":
                continue  # sent out rather than at home
            if e.office in ("governor", "mayor") and e.at and (self._hosts(event, index) or self._toured(e.at)):
                return e.at
        return None

    def _toured(self, place: str) -> bool:
        """Arabic: whether title or lead name the governor's place outside offices, as in "visited a camp in the governorate of Duhok"."""
        if self.lang != "ar":
            return False
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            inside = {i for r in self.reader.refs.get(s.index, ()) for i in range(r.start, r.end)}
            if any(
                any(r.kind == "place" and r.id == place for r in i.readings) and i.start not in inside for i in s.items
            ):
                return True
        return False

    @staticmethod
    def _hosts(event: Event, index: int) -> bool:
        """Whether this side is named before the other, or receives: a guest who "met with the mayor of Paris" says nothing of where."""
        for told in sorted(event.told, key=lambda t: t.s.zone == TITLE):
            if told.mains and any(r.entity == index for r in told.mains):
                ref = next(r for r in told.mains if r.entity == index)
                verb = min((i for i, c in told.cues if c.kind == "meet"), key=lambda i: i.start, default=None)
                if verb is not None and told.s.words[verb.start : verb.end] in (["visited"], ["visits"]):
                    return ref.start >= verb.end  # who is visited
                return (
                    told.mains[0].entity == index
                    or ref.link == "by"
                    or (ref.link != "led" and any(c.id.startswith("received") for _, c in told.cues))
                )
        return False

    def _country(self, event: Event, codes: set[str]) -> Where | None:
        """ "a visit to France": the country of one side, where the dateline lies elsewhere."""
        for s in self.doc.sentences:
            if s.zone == "side" or s.paragraph > 2:
                continue
            for item in s.items:
                polity = item.has("polity")
                if polity is None and self.lang in ("ckb", "kmr") and (region := item.has("place")) is not None:
                    there = self.k.places[region]
                    if (
                        there.kind == "region"
                        and there.country in codes
                        and (self.lang == "kmr" or there.country not in ("IQ", "IQ-KR"))
                        and s.words[item.start - 1 : item.start] in (["li"], ["له"], ["ویلایهتی"])
                    ):
                        return Where(None, there.country, f"in:{region}", s.index)  # "li Rojavayê Kurdistanê"
                if (
                    polity is None
                    or polity not in codes
                    or item.start == 0
                    or any(r.start <= item.start < r.end for r in self.reader.refs.get(s.index, ()))
                ):
                    continue
                abroad = self.lang == "en" and polity == "IQ" and "IQ-KR" not in codes and self.dateline is None
                if polity in ("IQ", "IQ-KR", "UN", "EU", "NATO", "COALITION") and not abroad:
                    continue
                before = s.words[item.start - 1]
                if self.lang == "en":
                    at = item.start - 1
                    while at > 0 and (s.words[at] in _NEIGHBOURLY or s.words[at] == "the"):
                        at -= 1
                    before = s.words[at]
                    if not _ANOTHER_TIME.isdisjoint(s.words[max(0, at - 6) : item.end + 3]):
                        continue  # "signed during his visit to France last January"
                    if before in _VISITS or (before == "in" and s.words[at - 1] in (*_TAKES_PLACE, *_ARRIVES)):
                        return Where(None, self.k.polities[polity].code, f"visit:{polity}", s.index)
                if self.lang in ("ckb", "kmr") and item.start > 1 and before.startswith(_QUARTERS):
                    before = s.words[item.start - 2]  # "li bakurê Sûriyeyê", "لە باکووری سووریا"
                    if before in ("li", "له") and self._meets(s):
                        return Where(None, self.k.polities[polity].code, f"in:{polity}", s.index)
                if self.lang == "kmr" and (
                    before in _WENT or (before == "serdana" and not _MADE.isdisjoint(s.words[item.end : item.end + 3]))
                ):
                    return Where(None, self.k.polities[polity].code, f"went-to:{polity}", s.index)
                beside = s.at[item.end] if item.end < len(s.words) else None
                if self.lang in ("ckb", "kmr") and before in ("li", "له") and beside and beside.is_word("with", "by"):
                    return Where(None, self.k.polities[polity].code, f"in:{polity}", s.index)
                if self.lang == "ckb" and before.startswith(("گهیشته", "گهیشتوو")):
                    return Where(None, self.k.polities[polity].code, f"visit:{polity}", s.index)
                if before in ("وصل", "وصلت", "یصل"):
                    return Where(None, self.k.polities[polity].code, f"visit:{polity}", s.index)
                if before in ("to", "الی", "bo", "بو", "li", "له") and self._visit_near(s, item.start):
                    return Where(None, self.k.polities[polity].code, f"visit:{polity}", s.index)
        return None

    def _meets(self, s: Sentence) -> bool:
        frames = self.k.cues[self.lang].frames
        return any((cue := i.has("cue")) is not None and frames[int(cue)].kind in ("meet", "receive") for i in s.items)

    def _visit_near(self, s: Sentence, i: int) -> bool:
        words = s.words[max(0, i - 6) : i]
        return any(
            w.startswith(
                (
                    "visit",
                    "trip",
                    "زیار",
                    "بزیار",
                    "لزیار",
                    "متوجه",
                    "توجه",
                    "یتوجه",
                    "travel",
                    "fly",
                    "flew",
                    "serdan",
                    "سهردان",
                )
            )
            for w in words
        )
