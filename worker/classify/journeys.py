"""Where the entry says that somebody went: arrivals, visits, coming journeys, and countries where no city is told."""

from collections.abc import Callable
from itertools import pairwise

from storage.records import Status
from worker.classify.grammar import CALLS_AT
from worker.classify.legs import leg_of
from worker.classify.lexicon import Item, mark
from worker.classify.parts import DAYS
from worker.classify.stated import AIRPORTS, MEETS, PLACES, VISITED, Where
from worker.classify.text import BODY, LEAD, TITLE, Sentence, begins
from worker.classify.told import Event
from worker.classify.venues import VenueReader

LANDS = mark("polity", "place")
_QUARTERS = ("bakur", "başûr", "rojhilat", "rojava", "باکوور", "باکور", "باشوور", "باشور", "روژهه", "روژیاوا", "روژاوا")
_FIELDS = ("eniy", "çeper", "senger", "baregeh", "kamp", "بهره", "سهنگهر", "هیلی", "بنکه", "سهربازگه", "کهمپ")
# Arabic, folded: what an agency calls its own country
_REALMS = frozenset(["البلاد", "للبلاد", "المملکه", "للمملکه", "السلطنه", "للسلطنه", "الدوله", "للدوله"])
_OTHER_VISIT = frozenset(
    ["الاخیره", "السابقه", "المقبله", "القادمه", "المرتقبه", "المقرره", "الماضی", "الشهر", "العام", "الاسبوع", "فی"]
)  # folded: "during his visit to Kuwait last month"
_COMES_AR = frozenset(["وصل", "وصلت", "یصل", "تصل", "توجه", "توجهت", "یتوجه", "تتوجه"])
_NEIGHBOURLY = frozenset(["neighboring", "neighbouring", "brotherly", "friendly", "nearby"])  # country
VISITS = frozenset(["visited", "visits", "visiting"])
HOST_OF_ONE = "masoud-barzani"
OF_ONE_HOST = "Pirmam"  # where nobody receives but one: the next host of the same guest sits elsewhere
_CALLS = VISITS | {"reached", "reaches", "toured", "tours"}
_STAYS = frozenset(
    [
        "arrived",
        "arrives",
        "landed",
        "lands",
        "touched",
        "spent",
        "spends",
        "stop",
        "stopped",
        "tour",
        "turned",
        "foot",
        "stay",
    ]
)  # in
# to
_COMES = frozenset(
    ["visit", "trip", "came", "comes", "flew", "flies", "travelled", "traveled", "travels", "went", "headed", "heads", "drove", "rushed",
     "got", "arrived", "led"]
)  # fmt: skip
_ARRIVES = frozenset(["arrived", "arrives", "landed", "lands"])  # in
_CAME_THERE = VISITS | _ARRIVES | {"visit"}
_IS_THERE = _ARRIVES | {"is", "left", "heads", "headed", "leaves", "travelled", "traveled", "flew", "departed"}  # for
_GOES = frozenset(["go", "going", "continue", "continuing", "proceed", "head", "heading", "travel", "fly"])  # to
_MISSIONS = frozenset(["embassy", "consulate"])
_TAKES_PLACE = frozenset(["held", "convened", "hosted"])  # in
_ANOTHER_TIME = frozenset(
    ["recalled", "recalls", "recalling", "last", "next", "previous", "earlier", "recent", "upcoming", "soon", "planned", "latter"]
)  # fmt: skip
_MADE = frozenset(["kir", "kiriye", "bike", "dike"])
_MADE_CKB = frozenset(["دهکات", "بکات", "کرد", "کردووه", "دهکهن", "بکهن"])  # folded
# folded
_GETS_TO = (
    "گهیشته", "گهیشتوو", "دهگاته", "بگاته", "دهچیته", "بچیته", "چووهته", "چوونهته", "دیته", "بیته", "هاتووهته",
)  # fmt: skip
_WENT = frozenset(
    [
        "giha",
        "gihaye",
        "gihan",
        "firî",
        "firîn",
        "firiya",
        "çû",
        "çûn",
        "çûye",
        "çûne",
        "biçe",
        "here",
        "herin",
        "diçe",
        "gihîşt",
        "gihîşte",
        "gihîştiye",
        "digihîje",
        "hat",
        "hate",
        "hatin",
        "hatiye",
    ]
)
_TO_GO = frozenset(["here", "herin", "biçe", "biçin", "diçe", "diçin"])  # Kurmanji
_ARRIVALS = frozenset(
    [
        "arrived", "توجه", "وصل", "گهیشته", "gihîşt", "gihîşte", "gihîştibû", "gihîştibûn", "gihîştiye", "وصلت", "landed", "çû", "çûye",
        "giha", "gihaye", "gihan", "firî", "firîn", "firiya", "gihîştin", "gihîştine", "چووه"
    ]
)  # fmt: skip
# how words of a journey to a country begin, folded
_TRIPS = (
    "visit", "trip", "زیار", "بزیار", "لزیار", "متوجه", "توجه", "یتوجه", "travel", "fly", "flew", "serdan", "سهردان",
)  # fmt: skip
_TO_COME = frozenset(
    ["مرتقبه", "المرتقبه", "المقبله", "مقبله", "المقرره", "السابقه", "الاخیره", "یعتزم", "تعتزم", "دعوه"]
)  # folded, of a visit
_NOT_GONE_TO = ("IQ", "IQ-KR", "UN", "EU", "NATO", "COALITION")  # at home for our outlets, or no country
# taking part in a gathering, folded
_ATTENDING = frozenset(
    ["attending", "attends", "attended", "participating", "participates", "participated", "participation", "during",
     "یشارک", "تشارک", "شارک", "شارکت", "مشارکته", "مشارکتها", "بمشارکه", "یحضر", "تحضر", "حضر", "حضرت", "حضوره",
     "بهشداریی", "بهشداری", "بهشدار", "بهشداره", "beşdarî", "beşdarê", "beşdariya", "beşdar", "beşdarbûna", "beşdarbûnê", "tevlîbûna"]
)  # fmt: skip
# how gatherings with guests from abroad begin, folded
_GATHERED_AT = (
    "conference", "forum", "summit", "dialogue", "موتمر", "الموتمر", "منتدی", "المنتدی", "قمه", "القمه", "ملتقی", "حوار",
    "کونفران", "کوربهند", "لووتکه", "لوتکه", "دیالوگ", "konferans", "forum", "lûtke", "diyalog", "dîyalog",
)  # fmt: skip
_HAD_GONE = (["وکان", "قد"], ["وکانت", "قد"], ["کان", "قد"], ["وسبق", "ان"])  # folded: a visit of before
_SHALL = frozenset(["will", "would", "سیشارک", "ستشارک", "سیحضر", "ستحضر", "dê", "بکات", "دهبیت"])
_BEFORE_A_TOWN = frozenset(
    ["the", "capital", "city", "iraqi", "العاصمه", "مدینه", "شاری", "پایتهختی", "bajarê", "paytexta"]
)
_SPEAKS_OF = (
    "باس", "قسه", "behs", "axivî", "gotûbêj", "بحث", "تناول", "ناقش", "دعو", "bangh", "vexwend", "بانگهیشت", "داوه",
)  # fmt: skip
_FOR_A_VISIT = frozenset(["لبحث", "لمناقشه", "بحث", "ناقش", "تحضیرات", "ترتیبات", "تفاصیل", "موعد"])  # folded


def _asked_there(ahead: list[str]) -> bool:
    """Arabic: whether these words speak of an invitation."""
    return any(w.endswith("دعوه") for w in ahead)


def _comes_by_arabic(before: list[str], word: str, behind: list[str], named: bool) -> bool:
    """ "زار NAME أربيل", "بدأ زيارة إلى أربيل", "كان في أربيل", "حل ضيفا على أربيل"."""
    if any(w in _FOR_A_VISIT and v.startswith("زیار") for w, v in pairwise(before)):
        return False  # "لبحث زيارة مرتقبة لرئيس البرلمان إلى بغداد"
    if word == "الی":
        return begins(
            before, ("زیار", "بزیار", "وصل", "یصل", "سیصل", "توجه", "یتوجه", "سیتوجه", "ستتوجه", "قدم", "انتقل", "وفدا")
        )
    if word == "علی":
        return before[-1:] == ["ضیفا"]
    if word in ("زار", "زارت"):
        return "قد" not in before  # "وكان NAME، زار العاصمة بغداد، أمس"
    if word == "فی":
        return not {"کان", "حط", "حطت", "هبط", "هبطت", "متواجد", "یتواجد"}.isdisjoint(before)
    named = named or (
        word in ("،", ",") and not {"یزور", "تزور"}.isdisjoint(before)
    )  # "يزور NAME، يوم غد، العاصمة بغداد"
    return named and not {"زار", "زارت", "یزور", "تزور", "دخل", "دخلت"}.isdisjoint(before)


def _comes_by_sorani(before: list[str], word: str, behind: list[str], named: bool) -> bool:
    """ "سەردانی هەولێری کرد", "هاتە هەولێر", "سەردانێکی بۆ هەولێر", "لە هەولێر بوو", "ڕووی لە هەولێر کرد"."""
    if word == "له":
        return begins(behind, ("بوو", "نیشته", "دابهز")) or before[-1:] in (["رووی"], ["روویان"])
    if word in ("بو", "بهرهو"):
        return begins(before[-4:], ("سهردان", "گهشت")) or begins(behind, ("بهریکهوت", "بهری"))
    return word == "سهردانی" or word.startswith((*_GETS_TO, "هاته", "هاتووهته", "هاتوته"))


def _comes_by_kurmanji(before: list[str], word: str, behind: list[str], named: bool) -> bool:
    """ "serdana Hewlêrê kir", "hat Hewlêrê", "serdanek bo Hewlêrê", "li Hewlêrê bû", "ber bi Hewlêrê ve bi rê ket"."""
    if word == "li":
        return begins(behind, ("bû", "ye", "daket"))
    if word == "bi":
        return before[-1:] == ["ber"]
    if word in ("bo", "ya"):
        return begins(before[-3:], ("serdan", "geşt"))
    return word in _WENT or word in ("serdana", "hat", "hatiye", "hate")


_COMES_BY: dict[str, Callable[[list[str], str, list[str], bool], bool]] = {
    "ar": _comes_by_arabic,
    "ckb": _comes_by_sorani,
    "kmr": _comes_by_kurmanji,
}


class JourneyReader(VenueReader):
    """What sentences that do not tell of the meeting itself say of the way to it."""

    dateline: str | None  # place id of where the entry was filed

    def home(self) -> str | None:
        """The country of the dateline."""
        return self.k.places[self.dateline].country if self.dateline else None

    def _arrived(self, codes: set[str] | None) -> Where | None:
        """The city, of one of these sides where they are given, that a sentence of arrival names."""
        for s in self.doc.sentences:
            if s.zone == "side" or (
                _ARRIVALS.isdisjoint(s.words)
                and not (self.lang == "kmr" and any(w.startswith(AIRPORTS) for w in s.words))
            ):
                continue
            for item in s.those(PLACES):
                place = self._stated(s, item, strict=True)
                if place is not None and (codes is None or self.k.places[place].country in codes):
                    return self._answer(place, f"arrival:{place}", s.index)
        return None

    def _came_to(self, event: Event, codes: set[str]) -> Where | None:
        """ "TAMPA - General NAME visited Baghdad", "NAME came to Baghdad on Saturday. He held talks with ...": the city of one side
        to which the lead, or one of the two sentences before the meeting, says that a side of it goes, away from the dateline's country."""
        first = min((t.s.index for t in event.told if t.s.zone != TITLE), default=0)
        filed = self.home()
        for s in reversed(self.doc.sentences[: first + 1]):
            if s.zone not in (LEAD, BODY) and not (self.lang == "ckb" and s.zone == TITLE):
                continue
            if s.zone == BODY and s.index < first - 2:
                continue
            for item in s.those(PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or self.k.places[place].country not in codes - {filed}:
                    continue
                if item.has("polity"):
                    continue  # "زيارة إلى الكويت": the country
                if event.status is Status.HELD and s.words[item.start - 1] in _TO_GO:
                    continue  # "dê Pêncşemê here Parîsê", of the next journey
                if self._calls_at(s, item) and self._of_a_side(event, s, item.start):
                    return self._answer(place, f"visit:{place}", s.index)
        return self._came_to_the_capital(codes) or self._at_the_assembly() or self._taking_part(event, first)

    def _taking_part(self, event: Event, first: int) -> Where | None:
        """ "NAME is attending the World Governments Summit in Dubai. On Monday he met ...", "يشارك NAME في منتدى أنطاليا", "بەشداریی لە دیالۆگی مەنامە
        دەکات": the city of the gathering in which the lead, or a sentence before the meeting, says that a side of it takes part."""
        for s in reversed(self.doc.sentences[max(0, first - 2) : first + 1]):
            if s.zone not in (LEAD, BODY) or _ATTENDING.isdisjoint(s.words) or not _ANOTHER_TIME.isdisjoint(s.words):
                continue
            if event.status is Status.HELD and not _SHALL.isdisjoint(s.words):
                continue
            if not any(r.entity in event.persons for r in self.reader.refs.get(s.index, ())):
                continue
            attends = next(n for n, w in enumerate(s.words) if w in _ATTENDING)
            for item in s.those(PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or item.start < attends:
                    continue
                if begins(s.words[max(attends, item.start - 6) : item.end + 5], _GATHERED_AT):
                    return self._answer(place, f"attends:{place}", s.index)
        return None

    def _at_the_assembly(self) -> Where | None:
        """English: "arrived in New York to take part in the UN General Assembly. He met B": the city of a gathering that the lead says somebody
        went to."""
        for s in self.doc.sentences:
            if s.zone != LEAD or "assembly" not in s.words:
                continue
            for item in s.those(PLACES):
                place = item.has("place")
                ahead = s.words[: item.start]
                if place is None or not self._is_city(place) or "before" in ahead or "ahead" in ahead:
                    continue
                if not _IS_THERE.isdisjoint(ahead):
                    return self._answer(place, f"assembly:{place}", s.index)
        return None

    def _moved_on(self, event: Event, before: Where, codes: set[str]) -> Where | None:
        """English: "met A in Baghdad. On Monday he flew to Erbil. B received him": the town to which a sentence behind the meeting before says that
        one of them came; `before` is where that was."""
        first = min((t.s.index for t in event.told if t.s.zone != TITLE), default=0)
        since = before.sentence if before.sentence is not None else first
        for s in reversed(self.doc.sentences[since + 1 : first]):
            for item in s.those(PLACES) if s.zone in (LEAD, BODY) else ():
                place = item.has("place")
                if place is None or item.has("polity") or not self._is_city(place):
                    continue
                away = self.k.places[place].country in codes and self.k.places[place].name != before.city
                if away and self._calls_at(s, item) and self._of_a_side(event, s, item.start):
                    return self._answer(place, f"onward:{place}", s.index)
        return None

    def _came_to_the_capital(self, codes: set[str]) -> Where | None:
        """English: "NAME arrived in the Iraqi capital on Monday", "on a visit to the Iraqi capital": in the lead, of one side, away from the
        dateline."""
        for s in self.doc.sentences:
            if s.zone != LEAD or "capital" not in s.words:
                continue
            if _CAME_THERE.isdisjoint(s.words[: s.words.index("capital")]):
                continue
            where = self._capital_of(s)
            if where is not None and where.country in codes and where.country != self.home():
                return where
        return None

    def _of_a_side(self, event: Event, s: Sentence, at: int) -> bool:
        """Whether somebody of the meeting, or "he", stands before token `at` of a sentence."""
        refs = self.reader.refs.get(s.index, ())
        named = any((r.end <= at or self.lang == "ar") and r.entity in event.persons for r in refs)
        return named or not {"he", "she"}.isdisjoint(s.words[: min(at, 5)])

    def _calls_at(self, s: Sentence, item: Item) -> bool:
        """ "visited X", "during his visit to X", "flew into X", "made a stop in X", "was in X"; not "a visit to X last month"."""
        i = item.start - 1
        while i > 0 and s.words[i] in _BEFORE_A_TOWN:
            i -= 1
        before, word, behind = s.words[max(0, i - 12) : max(0, i)], s.words[max(0, i)], s.words[item.end : item.end + 2]
        if self.lang != "en":
            named = any(r.end == i + 1 for r in self.reader.refs.get(s.index, ()))
            return not begins(before, _SPEAKS_OF) and _COMES_BY[self.lang](before, word, behind, named)
        if not _ANOTHER_TIME.isdisjoint([*before[-6:], *s.words[item.start : item.end + 3]]):
            return False
        if word in _CALLS:
            return True
        if word == "paid":
            return behind == ["a", "visit"]
        if word == "in":
            return before[-1:] in (["was"], ["is"], ["due"], ["expected"]) or not _STAYS.isdisjoint(before[-6:])
        return word in ("to", "into", "at") and not _COMES.isdisjoint(before[-6:]) and not self._talked_of_going(s, i)

    def _has_visited(self, event: Event, codes: set[str]) -> Where | None:
        """Kurmanji: "Serok NAME serdana bajarê Soçiyê kir", "dê sibe biçe Hewlêrê": the city of one side to which the lead says he goes."""
        if self.lang == "ar":
            return self._visited_in_arabic(event, codes)
        if self.lang != "kmr":
            return None
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            for item in s.those(PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or self.k.places[place].country not in codes:
                    continue
                ahead = s.words[max(0, item.start - 2) : item.start]
                if event.status is Status.HELD and not _TO_GO.isdisjoint(ahead[-1:]):
                    continue  # "dê Pêncşemê here Parîsê"
                done = not _MADE.isdisjoint(s.words[item.end : item.end + 3])
                if ahead[-1:] and (
                    ahead[-1] in _WENT or (done and ahead[-1 if ahead[-1] != "bajarê" else 0] == "serdana")
                ):
                    return self._answer(place, f"visit:{place}", s.index)
        return None

    def _announces(self, s: Sentence, end: int) -> bool:
        """Whether a sentence has a word of what is to come ahead of a token."""
        frames = self.k.cues[self.lang].frames
        return any(
            i.start < end and (n := i.has("cue")) is not None and frames[int(n)].status == "planned" for i in s.items
        )

    def _visited_in_arabic(self, event: Event, codes: set[str]) -> Where | None:
        """ "أجرى الوزير زيارة رسمية إلى باريس. والتقى خلالها ...": the city of one side that the lead visits, none that is only talked of."""
        for s in self.doc.sentences:
            if s.zone != LEAD or VISITED.isdisjoint(s.words) or s.words[:2] in _HAD_GONE:
                continue
            for item in s.those(PLACES):
                place = self._stated(s, item, strict=True)
                if place is None or self.k.places[place].country not in codes or self._among_topics(s, item):
                    continue
                if event.status is Status.HELD and self._announces(s, item.start):
                    continue  # "ويعتزم زيارة باريس الشهر المقبل"
                visit = next((n for n in range(item.start - 1, -1, -1) if s.words[n] in VISITED), None)
                if visit is None or item.start - visit > 5 or s.words[visit] == "لزیاره":
                    continue
                if _TO_COME.isdisjoint(s.words[max(0, visit - 10) : item.end + 2]):
                    return self._answer(place, f"visit:{place}", s.index)
        return None

    def _bound_for(self, event: Event, codes: set[str]) -> Where | None:
        """Where a coming visit goes: the city that the sentence of the meeting, title or lead name behind a word of travel."""
        own = [t.s for t in event.told]
        for s in own if self.lang == "en" else ():
            for item in s.those(PLACES):
                place = item.has("place")
                if place is None or not self._is_city(place) or self.k.places[place].country not in codes:
                    continue
                verb = item.start - 2 - (s.words[item.start - 2] == "on")  # "go to", "go on to"
                if s.words[item.start - 1] == "to" and verb >= 0 and s.words[verb] in _GOES:
                    return self._answer(place, f"bound-for:{place}", s.index)
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            for item in s.those(PLACES):
                place = self._stated(s, item, strict=True)
                if place is None or self.k.places[place].country not in codes:
                    continue
                if self._going(s, item.start - 1) or (self.lang == "kmr" and s.words[item.start - 1] in VISITED):
                    return self._answer(place, f"bound-for:{place}", s.index)  # "dê Pêncşemê were Hewlêrê"
        return None

    def _opened_in(self, event: Event) -> Where | None:
        """ "li Bexdayê bi çend balyozan re civiya": the lead tells of several meetings in one city, of which this is one."""
        frames = self.k.cues[self.lang].frames
        for s in self.doc.sentences:
            if s.zone != LEAD or not any(r.entity in event.persons for r in self.reader.refs.get(s.index, ())):
                continue
            told = [frames[int(cue)] for i in s.items if (cue := i.has("cue")) is not None]
            if not any(c.kind in ("meet", "receive") for c in told) or leg_of(s, self.lang) is not None:
                continue
            if self.lang == "kmr" and event.status is Status.HELD and any(c.status for c in told):
                continue  # "dê sibê biçe Silêmaniyê ku A bibîne": of the leg to come
            if self.lang == "en":
                last = max((t.s.index for t in event.told), default=0)
                towns = {p for x in self.doc.sentences[s.index : last + 1] for i in x.items if (p := i.has("place"))}
                if event.status is not Status.HELD or any(c.status for c in told) or len(towns) > 1:
                    return None  # where the lead goes on to meet somebody else
            for item in s.those(PLACES):
                place = self._stated(s, item, strict=True)
                if place is None or self._among_topics(s, item):
                    continue
                if not self._of_another_host(event, s, item, place):
                    return self._answer(place, f"stated:{place}", s.index)
            if self.lang == "en":
                return None
        return None

    def _of_another_host(self, event: Event, s: Sentence, item: Item, place: str) -> bool:
        """Whether a place is the seat of one host, and of a meeting told of before this one: "was received in Pirmam, and met the premier"."""
        if self.lang == "kmr" and self._of_next_host(event, s, item):
            return True
        if self.k.places[place].name != OF_ONE_HOST:
            return False
        here = [t for t in event.told if t.s is s]
        cues = [i.start for t in here for i, c in t.cues if c.kind in MEETS]
        own = event.own_at
        return not here or (own is not None and any(item.end <= at < own for at in cues) and max(cues) > own)

    @staticmethod
    def _of_next_host(event: Event, s: Sentence, item: Item) -> bool:
        """Kurmanji: "bi A re bicive û piştre biçe Hewlêrê da ku bi B re ...": the town stands behind this meeting's verb, before another host."""
        here = next((t for t in event.told if t.s is s), None)
        if here is None or not any(c.kind in MEETS and i.end <= item.start for i, c in here.cues):
            return False
        return any(r.start >= item.end and r.entity not in event.persons for r in here.mains) and not any(
            r.start >= item.end and r.entity in event.persons for r in here.mains
        )

    def _afield(self) -> bool:
        """Whether the lead takes the guests to a front, a camp or a site that is no city, away from the dateline."""
        return self.lang in ("ckb", "kmr") and any(
            one in VISITED and two.startswith(_FIELDS)
            for s in self.doc.sentences
            if s.zone == LEAD
            for one, two in pairwise(s.words)
        )

    def _in_the_realm(self, event: Event) -> Where | None:
        """Arabic: "استقبل أمير قطر ... بمناسبة زيارته للبلاد", "الذي يزور المملكة": the host's country, by what his agency calls it."""
        for told in event.told:
            at = next((i.start for i, c in told.cues if c.id == "received"), None)
            if self.lang != "ar" or at is None or told.s.zone == TITLE:
                continue
            mains = [r for r in told.mains if event.persons.get(r.entity)]
            host = next((r for r in mains if r.end == at or (r.start > at and not r.clitic)), None)
            polity = self.reader.entities[host.entity].polity if host is not None else None
            if polity is None or polity not in self.k.polities or polity in _NOT_GONE_TO:
                continue
            for s in self.doc.sentences:
                if s.paragraph < 3 and any(
                    w in _REALMS
                    and any("زیار" in v or v in CALLS_AT for v in s.words[max(0, i - 4) : i])
                    and not _asked_there(s.words[max(0, i - 6) : i])
                    for i, w in enumerate(s.words)
                ):
                    return Where(None, self.k.polities[polity].code, f"realm:{polity}", s.index)
        return None

    def _country(self, event: Event, codes: set[str]) -> Where | None:
        """ "a visit to France": the country of one side, where the dateline lies elsewhere."""
        for s in self.doc.sentences:
            if s.zone == "side" or s.paragraph > 2:
                continue
            for item in s.those(LANDS):
                polity = item.has("polity")
                if polity is None:
                    if self.lang in ("ckb", "kmr") and (where := self._in_region(s, item, codes)) is not None:
                        return where
                    continue
                if (
                    polity not in codes
                    or item.start == 0
                    or any(r.start <= item.start < r.end for r in self.reader.refs.get(s.index, ()))
                ):
                    continue
                filed = self.home()
                filed_away = filed not in ("IQ", "IQ-KR") and (
                    self.lang == "en" or (self.lang == "ar" and filed in codes)
                )
                abroad = polity == "IQ" and "IQ-KR" not in codes and filed_away
                abroad = abroad or (polity == "IQ-KR" and self.lang == "ar" and "IQ" not in codes and filed_away)
                if polity in _NOT_GONE_TO and not abroad:
                    continue
                after = item.end if item.end < len(s.words) and s.words[item.end].isalpha() else None
                if self.lang == "en" and after is not None and s.capital[after] and s.at[after] is None:
                    continue  # "his visit to New Zealand Defence Force troops"
                if (how := self._gone_to(s, item)) is not None:
                    return Where(None, self.k.polities[polity].code, f"{how}:{polity}", s.index)
        return None

    def _in_region(self, s: Sentence, item: Item, codes: set[str]) -> Where | None:
        """Kurdish: "li Rojavayê Kurdistanê": a region of one side, outside Iraq in Sorani."""
        region = item.has("place")
        there = self.k.places[region] if region is not None else None
        if (
            there is not None
            and there.kind == "region"
            and there.country in codes
            and (self.lang == "kmr" or there.country not in ("IQ", "IQ-KR"))
            and s.words[item.start - 1 : item.start] in (["li"], ["له"], ["ویلایهتی"])
        ):
            return Where(None, there.country, f"in:{region}", s.index)
        return None

    def _gone_to(self, s: Sentence, item: Item) -> str | None:
        """The rule by which a country is where somebody went or was ("visit", "in", "went-to"); None where it is only named."""
        before = s.words[item.start - 1]
        if self.lang == "en":
            at = item.start - 1
            while at > 0 and (s.words[at] in _NEIGHBOURLY or s.words[at] == "the"):
                at -= 1
            before = s.words[at]
            if not _ANOTHER_TIME.isdisjoint(s.words[max(0, at - 6) : item.end + 3]):
                return None  # "signed during his visit to France last January"
            if not _MISSIONS.isdisjoint(s.words[item.end : item.end + 2]):
                return None  # "visits Iran's embassy"
            if before in VISITS or (before == "in" and s.words[at - 1] in (*_TAKES_PLACE, *_ARRIVES)):
                return "visit"
            if (
                before == "in"
                and self._meets(s)
                and s.words[at - 1] in DAYS
                and s.words[item.end : item.end + 1] != ["'s"]
            ):
                return "in"  # "received A on Sunday in Jordan"
        if self.lang in ("ckb", "kmr") and item.start > 1 and before.startswith(_QUARTERS):
            before = s.words[item.start - 2]  # "li bakurê Sûriyeyê", "لە باکووری سووریا"
            if before in ("li", "له") and self._meets(s):
                return "in"
        if self.lang == "kmr" and (
            before in _WENT or (before == "serdana" and not _MADE.isdisjoint(s.words[item.end : item.end + 3]))
        ):
            return "went-to"
        beside = s.at[item.end] if item.end < len(s.words) else None
        if self.lang in ("ckb", "kmr") and before in ("li", "له") and beside and beside.is_word("with", "by"):
            return "in"
        if self.lang == "ckb":
            visits = before == "سهردانی" and not _MADE_CKB.isdisjoint(s.words[item.end : item.end + 3])
            if visits or before.startswith(_GETS_TO):
                return "visit"
        if before in ("وصل", "وصلت", "یصل"):
            return "visit"
        if before in ("لزیاره", "زیاره") and _asked_there(s.words[max(0, item.start - 5) : item.start]):
            return None  # "دعوة رسمية لزيارة سلطنة عمان"
        if before in ("زیارته", "زیارتها") and s.words[item.start - 2] in ("بمناسبه", "خلال", "اثناء"):
            return None if s.words[item.end : item.end + 1] and s.words[item.end] in _OTHER_VISIT else "visit"
        if before == "الی" and s.words[0] in _COMES_AR and "الی" not in s.words[: item.start - 1]:
            return "visit"  # "وصل OFFICE NAME اليوم إلى إقليم كردستان"
        if before in ("to", "الی", "bo", "بو", "li", "له") and self._visit_near(s, item.start):
            return "visit"
        return None

    def _visit_near(self, s: Sentence, i: int) -> bool:
        words = s.words[max(0, i - 6) : i]
        return any(w.startswith(_TRIPS) for w in words)
