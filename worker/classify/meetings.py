"""Which meetings an entry reports: cues and persons of each sentence brought together, sides counted, duplicates merged.

A sentence reports a meeting when it has a frame (knowledge/cues) and people of two polities at it: both named there, or one named and the
other the entry's protagonist taken up by a pronoun. Sentences that remember, wish or deny report none. "The meeting" refers back and adds
people, mode, place and day to the meeting at hand.
"""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from storage.records import Mode, Status
from worker.classify.lexicon import Item
from worker.classify.text import LEAD, SIDE, TITLE, Document, Sentence, opens_a_date
from worker.classify.when import Day, Found, choose_day, find_days
from worker.classify.who import Entity, Reader, Ref
from worker.knowledge.load import Cue, Knowledge

BIAS = -2.4
TWO_SIDES = 2.0
IN_LEAD = 0.9
IN_TITLE = 0.6
NAMED_SIDES = 0.5
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_REPORTED = re.compile(
    r"\b(?:said|revealed|announced|confirmed|reported|stated|disclosed|told [\w' ]{1,25}|added|says)\b(?: \w+){0,2} on\s*$|\b(?:said|announced|revealed|told \w+)\s*$"
)
_NAMED_MONTH = re.compile(r"\s*(?:elections?|vote|polls?|referendum|agreement|attacks?|war|protests?|uprising|deal)\b")
_SINCE = re.compile(r"\b(?:before|since|until|till|prior to)(?: \w+){0,2}\s*$")
_IN_TURN = re.compile(r"\bone after (?:the other|another)\b|\bback[- ]to[- ]back\b|\bindividually\b|\beach in turn\b")
_UNSURE = ("home", "title:Foreign Secretary")  # a polity that the delegation's own overrules
_MISSIONS = frozenset(["ambassador", "charge-daffaires", "consul-general", "deputy-consul"])
_SOON = frozenset(["later", "today", "day", "evening", "afternoon", "tonight", "morning", "hours"])
_BEFORE = frozenset(["earlier", "previous", "previously", "twice", "attempts"])
_ASIDE = frozenset(["before", "earlier", "later", "separately", "then", "another", "afterwards", "subsequently"])
_LOCAL = frozenset(["head", "director-general", "adviser", "undersecretary", "other", "member"])
_ANOTHER = frozenset(["another", "separate", "second", "third", "other", "later", "also", "subsequent"])
_SIGNED = frozenset(["signed", "sign", "signs", "inked", "initialled", "signing"])
_FIRST = frozenset(["i", "we", "our", "us", "my", "em", "me", "ez", "min", "ئێمە", "ییمه", "من"])
_NEXT_DAY = (
    "the following day",
    "the next day",
    "في اليوم التالي",
    "فی الیوم التالی",
    "روژی دواتر",
    "roja din",
    "roja piştre",
    "روژی پاشتر",
)
_MOVED_TO = re.compile(
    r"(?:دواخرا\w*|دوا خرا|دوادهخری\w*|دواخست\w*|گواسترایهوه) بو (?:روژی |بهرواری )?$|(?<!\w)bo (?:roja )?$"
)  # folded
_PUT_OFF_KMR = re.compile(r"paşxist|paş xist|taloq|paşdexist|paş ket")
_STRONG = ("meet", "receive", "call")
_PLUPERFECT = ("bû", "bûn", "بوو", "بوون", "بووهوه", "بوونهوه")  # folded
_DONE = ("met", "received")
_MESSAGE = "a message without a conversation"
_SENT = ("special-envoy", "special-representative", "representative", "adviser", "spokesperson", "ambassador")
_SEPARATELY = frozenset(
    [
        "separately",
        "respectively",
        "انفراد",
        "حده",
        "حدي",
        "منفصله",
        "منفصلین",
        "منفردا",
        "جیا",
        "جیاجیا",
        "cuda",
        "cihê",
    ]
)
_THEN = frozenset(
    [
        "then",
        "later",
        "afternoon",
        "evening",
        "afterwards",
        "separately",
        "ثم",
        "بعدها",
        "لاحقا",
        "پاشان",
        "دواتر",
        "paşê",
        "piştre",
    ]
)
_DAY_BEFORE = (
    "a day earlier", "the day before", "one day earlier", "the previous day", "فی الیوم السابق", "قبل ذلک بیوم", "روژی پیشتر", "روژیک پیشتر", "rojek berê", "rojekê berê",
)  # fmt: skip
_COMPRISING = frozenset(
    [
        "comprising", "including", "included", "includes", "consisting", "grouping", "ضم", "یضم", "تضم", "پیکهاتبوو", "پیکهاتووه", "هاتبوو",
        "هاتووه", "پیکدیت", "پیکهاتوون", "hatibû", "dihat", "pêkhatî", "pêkhatibû",
    ]
)  # fmt: skip
_HOMES = ("IQ", "IQ-KR")
_STAFF = frozenset(["director-general", "undersecretary", "adviser"])
_TAKES_OBJECT = frozenset(["pêşwazî", "qebûl", "mêvan", "dît", "dîtin", "dîtiye"])
_ACCOMPANIED = frozenset(["رافق", "رافقه", "رافقها", "یرافقه", "یرافقها", "ضم", "یضم", "تضم"])
_FAMILIES = (
    frozenset(["consul-general", "deputy-consul"]),
    frozenset(
        [
            "ambassador",
            "charge-daffaires",
            "representative",
            "special-representative",
            "special-envoy",
            "head-of-mission",
        ]
    ),
    frozenset(["president", "party-leader", "monarch", "crown-prince"]),
    frozenset(["military-commander", "coalition-commander", "deputy-coalition-commander", "chief-of-staff"]),
)
_WHOSE_VISIT = frozenset(
    ["bo", "ji", "li", "ya", "yê", "ber", "بو", "له", "یی"]
)  # "serdana X bo Y": X's visit, not one to X
_LAST_MONTH = re.compile(" (?:الماضی|الفایت|المنصرم)")
_DUAL = re.compile("(?:بحث|ناقش|تباحث|اتفق|استعرض|اکد|تناول|تداول)ت?ا$|^و?[یت](?:بحث|ناقش|تباحث|وکد|ستعرض)ان$")
_CALLS_FOR = frozenset(["دعا", "دعت", "یدعو", "تدعو", "حث", "حثت", "طالب", "طالبت", "یطالب", "تطالب", "ناشد", "یناشد"])
_PUT_OFF = re.compile("(?:تاجیل|تاجل|ارجا|ارجاء|یوجل|توجل|تقرر تاجیل)")
_NEW_DAY = re.compile(
    " الی (?:یوم |موعد |تاریخ )?(?:غد|الاحد|الاثنین|الثلاثاء|الاربعاء|الخمیس|الجمعه|السبت|[0-9]{1,2} )"
)
_MEETING = re.compile("لقاء|اجتماع|مباحثات|محادثات|جلسه|مراسم|استقبال|مقابله|توقیع|جانب|فیه|مادبه|قمه")
_PAID = frozenset(["kir", "kirin", "kiriye", "dike", "bike", "کرد", "کردن", "کردووه", "دهکات", "بکات"])
_PERFECT = frozenset(
    [
        "استقبل", "استقبلت", "التقی", "التقت", "اجتمع", "اجتمعت", "بحث", "بحثت", "تلقی", "تلقت", "اجری", "اجرت", "ناقش", "ناقشت", "عقد", "عقدت",
        "تباحث", "رحب", "رحبت",
    ]
)  # fmt: skip
_AIRPORT = (
    "airport",
    "مطار",
    "المطار",
    "بمطار",
    "لمطار",
    "فروکهخان",
    "balafirgeh",
    "balafirxan",
    "firokexan",
    "firokxan",
)  # folded
_BOTH = frozenset(["الجانبان", "الجانبین", "الطرفان", "الطرفین"])
_THE_TALKS = frozenset(
    ["meeting", "talks", "session", "جلسه", "conversation", "discussion", "اللقاء", "الاجتماع", "المباحثات", "المحادثات", "لقاء", "دیدارهکه", "کوبوونهوهکه", "دیداره", "کوبوونهوه", "hevdîtinê", "civînê", "hevdîtin", "civîn"]
)  # fmt: skip
_DURING = frozenset(
    ["during", "at", "in", "خلال", "وخلال", "وشهد", "شهد", "تناول", "وتناول", "فی", "وفی", "له", "di", "li"]
)
_MADE_OF = frozenset(["المکون", "المولف", "المکونه", "المولفه"])
_MEETINGS = frozenset(["meetings", "talks", "conversations", "sessions", "encounters"])
_SAYS = frozenset(["ذکر", "ذکرت", "قال", "قالت", "اعلن", "اعلنت", "افاد", "افادت", "اوضح", "صرح", "اشار", "کشف"])
_STAYS = frozenset(["visit", "stay", "trip", "tour", "stopover"])
_BESIDE = frozenset(["ahead", "before", "after", "following", "prior", "besides"])  # a meeting
_RELATIVE = frozenset(["who", "which", "whose"])
_WITH_HIM = frozenset(["لهگهلیدا", "لهگهلی", "لهگهلیان", "لهگهلیاندا", "معه", "معها", "معهما"])


@dataclass(slots=True)
class Group:
    """A side without a person: "five members of the French National Assembly"."""

    polity: str
    at: int
    rule: str


@dataclass(slots=True)
class Told:
    """What one sentence says."""

    s: Sentence
    cues: list[tuple[Item, Cue]] = field(default_factory=list)
    attends: list[Item] = field(default_factory=list)
    mains: list[Ref] = field(default_factory=list)
    others: list[Ref] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    skip: str = ""
    status: Status | None = None
    status_cue: Cue | None = None
    mode: Mode | None = None
    both: bool = False
    pronoun: bool = False
    fresh: bool = False
    aside: range = range(0)  # tokens of a clause that tells of another, cancelled meeting


@dataclass(slots=True)
class Event:
    """A meeting in the making."""

    persons: dict[int, bool] = field(default_factory=dict)  # entity -> takes part as a side (not only attends)
    groups: dict[str, Group] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    status: Status = Status.HELD
    status_rule: str = "default"
    status_at: int | None = None
    mode: Mode = Mode.IN_PERSON
    mode_rule: str = "default"
    mode_at: int | None = None
    day: Day | None = None
    day_at: int | None = None
    weights: dict[str, float] = field(default_factory=dict)
    own_at: int | None = None  # where the sentence names the side that only this meeting has

    def confidence(self) -> float:
        score = BIAS + sum(self.weights.values())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


class Judge:
    """Decides for one entry. `reasons` collects why sentences were passed over."""

    def __init__(
        self, knowledge: Knowledge, doc: Document, reader: Reader, published: date, *, dated: bool = True
    ) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader
        self.published = published
        self.dated = dated
        self.lang = doc.language
        self.frames = knowledge.cues[doc.language].frames
        self._calls_on = next(cue for cue in self.frames if cue.kind == "meet" and not cue.status)
        self.reasons: dict[str, float] = {}
        self.told: list[Told] = []
        self.events: list[Event] = []
        self.vetoes: dict[str, float] = {}
        self.kept: list[Event] = []
        self.moved_to: Day | None = None
        self.moved_at: int | None = None

    # -- reading sentences ---------------------------------------------------------------------------------------------

    def decide(self) -> list[Event]:
        for s in self.doc.sentences:
            if s.zone != SIDE and not s.plain:
                self.told.append(self._tell(s))
        self._airports()
        self._veto()
        self._one_by_one_below()
        self._doc_status()
        for told in self.told:
            self._consider(told)
        self._adopt()
        for event in self.events:
            self._drop_doubles(event)
        kept = [e for e in self.events if self._stands(e)]
        for n, e in enumerate(kept):
            if self.dated:
                self._date(e, kept[:n])
        kept = [e for e in kept if not self._stale(e)]
        self.kept = self._distinct(kept)
        return self.kept

    def _one_by_one_below(self) -> None:
        """A headline that lists the guests of several meetings tells of none of them where the text tells of each."""
        for title in self.told:
            guests = {r.entity for r in title.mains}
            if title.s.zone != TITLE or len(guests) < 3 or len({self._polity(r) for r in title.mains}) < 3:
                continue
            met = [
                {r.entity for r in t.mains} & guests
                for t in self.told
                if t.s.zone != TITLE and not t.skip and any(c.kind in ("meet", "receive") for _, c in t.cues)
            ]
            alone = {i for here in met for i in here if len(here) <= 2}
            if len([here for here in met if 1 <= len(here) <= 2]) >= 2 and len(alone) >= 2:
                title.cues = []

    def _tell(self, s: Sentence) -> Told:
        told = Told(s)
        found = find_days(self.doc.text_of(s), self.lang)
        for status in (Status.HELD,):
            day = choose_day(found, self.doc.text_of(s), published=self.published, status=status)
            if day is not None and abs((day.date - self.published).days) <= 3 and day.sure:
                told.fresh = True
        soft_skip = hard_skip = ""
        aside = self._aside(s) if self.lang == "en" else range(0)
        told.aside = aside
        for item in s.items:
            if item.start in aside:
                continue
            for reading in item.meaning.told:
                if reading.kind != "word":
                    number, _, tail = reading.id.partition(":")
                    if tail and not any(tail in self.reader.lex.stems(w) for w in s.words[item.end :]):
                        continue
                    cue = self.frames[int(number)]
                    if (
                        s.quoted[item.start]
                        and self.lang != "ar"
                        and cue.kind in (*_STRONG, "talk", "noun", "skip", "status")
                    ) and self._first_person(s):
                        continue
                    if cue.kind in ("meet", "receive", "call", "talk", "noun"):
                        if self._fits_grammar(s, item, cue):
                            told.cues.append((item, cue))
                            if cue.mode and told.mode is None:
                                told.mode = Mode(cue.mode)
                            if cue.id == "meeting-planned" and self._went_to(s, item):
                                continue
                            if cue.status and told.status is None:
                                told.status, told.status_cue = Status(cue.status), cue
                    elif cue.kind == "mode" and cue.mode:
                        told.mode = Mode(cue.mode)
                    elif cue.kind == "status" and (
                        self._is_pronoun(s, item)
                        or self._elsewhere(told, item)
                        or self._comes_late(told, item, cue)
                        or (self.lang == "en" and _BEFORE & set(s.words[max(0, item.start - 6) : item.start]))
                        or (self.lang == "en" and s.quoted[item.start])  # what is promised is not the meeting's day
                    ):
                        continue
                    elif cue.kind == "status" and cue.status:
                        if cue.status == "cancelled" or told.status is None:
                            told.status, told.status_cue = Status(cue.status), cue
                    elif cue.kind == "attend" and not s.quoted[item.start]:
                        told.attends.append(item)
                    elif cue.kind == "visit" and self._visits_person(s, item):
                        told.cues.append((item, self._calls_on))
                    elif cue.kind == "skip":
                        soft_skip = soft_skip or cue.reason
                        if self._dates_cue(told, item, cue):
                            hard_skip = cue.reason
                elif reading.id == "both":
                    told.both = True
                elif reading.id == "pronoun":
                    told.pronoun = True
        if (
            told.status is Status.PLANNED
            and told.status_cue is not None
            and told.status_cue.id in ("meeting-planned", "planned")
        ):
            first = next((c for _, c in told.cues if c.kind in _STRONG), None)
            if (
                first is not None
                and first.status is None
                and first.id == "met"
                and self.lang == "en"
                and "will" not in s.words[:12]
            ):
                told.status, told.status_cue = None, None
        if (
            self.lang == "en"
            and told.status is Status.PLANNED
            and told.status_cue is not None
            and told.status_cue.kind == "status"
            and self._after_all(told)
        ):
            told.status, told.status_cue = None, None
        if self.lang == "ar":
            self._in_interview(told)
            self._met_before(told)
            self._put_off(told, found)
            if self._called_for(told):
                hard_skip = "only wished for or asked for"
        if (
            self.lang == "ar"
            and told.status is Status.PLANNED
            and told.status_cue is not None
            and told.status_cue.kind == "status"
            and self._done_before(told)
        ):
            told.status, told.status_cue = None, None
        self._groups(told)
        if told.status is Status.PLANNED and self.lang in ("ckb", "kmr") and self._after_meeting(told):
            told.status, told.status_cue = None, None
        if soft_skip == "remembered meeting" and self._earlier_leg(told):
            soft_skip = ""
        if self.lang == "ar" and self._pluperfect(s) and not told.fresh and not self._earlier_leg(told):
            told.skip = "remembered meeting"
        if soft_skip and not (told.fresh and (s.zone in (TITLE, LEAD) or soft_skip == "remembered meeting")):
            told.skip = soft_skip
        if hard_skip:  # "a meeting last week", whatever else is fresh in the sentence
            told.skip = hard_skip
        if not told.skip and (self._is_old(s, found, told) or self._goes_on(told, found)):
            told.skip = "remembered meeting"
        self._roles(told)
        return told

    def _aside(self, s: Sentence) -> range:
        """ "Pompeo, who called off talks with Merkel in Berlin, flew to Baghdad and met ...": the clause between the commas."""
        if _RELATIVE.isdisjoint(s.words):
            return range(0)
        opens = next((i for i, w in enumerate(s.words[:-1]) if w == "," and s.words[i + 1] in _RELATIVE), None)
        if opens is None:
            return range(0)
        closes = next((i for i in range(opens + 2, len(s.words)) if s.words[i] == ","), None)
        if closes is None:
            return range(0)
        kinds = [(i.start, self.frames[int(n)]) for i in s.items if (n := i.has("cue")) is not None]
        off = any(opens < at < closes and cue.status == "cancelled" for at, cue in kinds)
        met = any(at > closes and cue.kind in _STRONG for at, cue in kinds)
        return range(opens + 1, closes) if off and met else range(0)

    def _goes_on(self, told: Told, found: Sequence[Found]) -> bool:
        """Behind "his visit last week" in the same paragraph: "the man whom the president received ..." is of that visit, too."""
        before = self.told[-1] if self.told else None
        return (
            before is not None
            and before.skip == "remembered meeting"
            and before.s.zone == told.s.zone == LEAD
            and before.s.paragraph == told.s.paragraph
            and not found
            and not told.fresh
            and told.status is None
        )

    def _after_meeting(self, told: Told) -> bool:
        """ "Piştî civîna xwe ya bi X re got ku dê ...": the meeting is over, what is to come is something else."""
        words = told.s.words
        return any(
            c.kind in ("noun", "meet")
            and not c.status
            and any(w in ("piştî", "دوای", "پاش") for w in words[max(0, i.start - 2) : i.start])
            for i, c in told.cues
        )

    def _at_airport(self, told: Told) -> bool:
        """Who welcomes a guest at the airport has not met him yet, unless they talked there."""
        if not any(w.startswith(_AIRPORT) for w in told.s.words) and not any(
            i.is_word("airport") or "airport" in (i.has("place") or "") for i in told.s.items
        ):
            return False
        kinds = {c.kind for _, c in told.cues}
        return "receive" in kinds and not kinds & {"meet", "talk", "call"} and not told.both

    def _earlier_leg(self, told: Told) -> bool:
        """ "Berî wê ... hatibû pêşwazîkirin": the pluperfect of an earlier hour of the same visit, not of another time."""
        s = told.s
        if self.lang == "en":
            return self._leg_before(told)
        if s.zone == TITLE or not any(i.is_word("just-before") for i in s.items):
            return False
        for item in s.items:
            for r in item.readings:
                if (
                    r.kind == "cue"
                    and self.frames[int(r.id)].id == "remembered"
                    and not s.words[item.start].endswith(_PLUPERFECT)
                    and not item.is_word("just-before")
                ):
                    return False
        return not any(int(m.group()) < self.published.year for m in _YEAR.finditer(self.doc.text_of(s)))

    def _in_interview(self, told: Told) -> None:
        """Arabic: what stands behind "he said in an interview with X that" is his word, not the report's."""
        said = [
            i.start
            for i in told.s.items
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].id == "interview"
        ]
        if said:
            told.cues = [(i, c) for i, c in told.cues if i.start < min(said) - 1]

    def _put_off(self, told: Told, found: Sequence[Found]) -> None:
        """Arabic: "تأجيل الاجتماع المقرر بين A وB إلى يوم الاثنين المقبل": the word of putting off holds the meeting; a new day makes it planned."""
        if told.status is not Status.CANCELLED:
            return
        s = told.s
        for item in s.items:
            if any(r.kind == "cue" and self.frames[int(r.id)].status == "cancelled" for r in item.readings):
                if any(
                    w.removeprefix("ال") in ("اجتماع", "لقاء", "مباحثات", "زیاره")
                    for w in s.words[item.start : item.end]
                ):
                    told.cues.append((item, next(c for c in self.frames if c.kind == "noun")))
                said = self.doc.text_of(s)[s.spans[item.start][0] - s.start :]
                if _PUT_OFF.match(said) and _NEW_DAY.search(said) and any(f.kind in ("weekday", "day") for f in found):
                    told.status = Status.PLANNED
                return

    def _called_for(self, told: Told) -> bool:
        """Arabic: "an MP called on the premier to meet the president": a wish, unless he said so when he met somebody."""
        words = told.s.words
        at = next((n for n, w in enumerate(words) if w.lstrip("و") in _CALLS_FOR), None)
        if at is None:
            return False
        for n in range(at + 1, len(words)):
            meant = words[n] in ("للقاء", "بلقاء", "للاجتماع", "بالاجتماع") or (
                words[n - 1] in ("الی", "بعقد", "عقد") and words[n].removeprefix("ال") in ("لقاء", "اجتماع", "زیاره")
            )
            if meant:
                strong = [i.start for i, c in told.cues if c.kind in _STRONG]
                return all(i >= n - 1 for i in strong)
        return False

    def _met_before(self, told: Told) -> None:
        """Arabic: "then he met A, before going to Pirmam to meet B": the infinitive behind a verb of the past is no plan."""
        if told.status is not Status.PLANNED or told.status_cue is None or told.status_cue.id != "planned-meet":
            return
        words = told.s.words
        plans = [i for i, c in told.cues if c.id == "planned-meet"]
        others = [
            i for i in told.s.items for r in i.readings if r.kind == "cue" and self.frames[int(r.id)].id == "planned"
        ]
        if others or not all(words[i.start] in ("للقاء", "للاجتماع") for i in plans):
            return
        past = [
            i for i, c in told.cues if c.kind in ("meet", "receive") and c.status is None and i.start < plans[0].start
        ]
        if past and words[past[0].start].lstrip("و")[0] not in "یتس":
            told.status, told.status_cue = None, None

    def _went_to(self, s: Sentence, item: Item) -> bool:
        """ "Visited the consulate to meet the consul": gone there already."""
        if self.lang != "en" or s.words[item.start : item.start + 1] != ["to"]:
            return False
        return any(w in ("visited", "hosted", "convened") for w in s.words[: item.start])

    def _airports(self) -> None:
        """Who only welcomes a guest at an airport has not met him, unless the text says that they talked."""
        welcomes: list[Told] = []
        for told in self.told:
            kinds = {c.kind for _, c in told.cues}
            if "receive" not in kinds or kinds & {"meet", "call", "talk"} or told.status is Status.CANCELLED:
                continue
            if any(c.kind == "noun" and told.s.words[i.start] in _THE_TALKS for i, c in told.cues):
                continue
            greeted = any(
                w == "فی" and n.startswith("استقبال") for w, n in itertools.pairwise(told.s.words)
            )  # "كان في استقباله": at the door, not at the table
            if greeted or self._at_airport(told):
                welcomes.append(told)
        if not welcomes:
            return
        talked = any(
            not _BOTH.isdisjoint(s.words) or any(i.is_word("both") for i in s.items)
            for s in self.doc.sentences
            if s.zone != SIDE
        ) or any(
            c.kind == "noun"
            and t.s.words[i.start] in _THE_TALKS
            and set(t.s.words[max(0, i.start - 2) : i.start]) & _DURING
            for t in self.told
            if t.status is None and not t.skip
            for i, c in t.cues
        )
        elsewhere = any(
            t.s.zone != TITLE
            and t.mains
            and not t.skip
            and t not in welcomes
            and any(c.kind in _STRONG for _, c in t.cues)
            for t in self.told
        )
        for told in welcomes:
            if elsewhere or not talked:  # the talks are another sentence's
                told.skip = "only welcomed at the airport"

    def _leg_before(self, told: Told) -> bool:
        """ "In Baghdad he had held talks with ...", where the lead tells of the arrival from there."""
        s = told.s
        if s.zone == TITLE or s.words[0] not in ("in", "earlier") or not any(c.id == "had-met" for _, c in told.cues):
            return False
        town = next((i.has("place") for i in s.items if i.start <= 4 and i.has("place")), None)
        if town is None or any(
            i.has("cue")
            and self.frames[int(i.has("cue") or 0)].id == "remembered"
            and "had" not in s.words[i.start : i.end]
            for i in s.items
        ):
            return False
        return any(
            e.zone == LEAD
            and any(i.has("place") == town for i in e.items)
            and {"arrived", "landed", "flew", "from"} & set(e.words)
            for e in self.doc.sentences
        )

    def _dates_cue(self, told: Told, item: Item, cue: Cue) -> bool:
        """Whether words of an older time stand right behind the word of meeting."""
        said = told.s.words[item.start : item.end]
        if cue.id != "remembered" or not ({"last", "ago"} & set(said) and self.lang == "en"):
            return False
        return any(0 <= item.start - i.end <= 2 for i, c in told.cues if c.kind in (*_STRONG, "noun"))

    def _elsewhere(self, told: Told, item: Item) -> bool:
        """English "will" in another clause: "said that Sweden will expand its aid, following a conversation with ..."."""
        s = told.s
        if self.lang != "en" or s.words[item.start] not in ("will", "is", "are"):
            return False
        coming = [
            i.start
            for i in s.items
            if i.start > item.start
            and (number := i.has("cue")) is not None
            and self.frames[int(number)].kind in (*_STRONG, "noun")
        ]
        return bool(coming) and any(w in ("following", "after") for w in s.words[item.end : coming[0]])

    def _comes_late(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurdish verbs stand last: a word of the future behind "civiya" belongs to another clause ("..., ku biryar e were vekirin")."""
        if self.lang not in ("ckb", "kmr") or cue.status != "planned":
            return False
        return any(
            c.kind in _STRONG and not c.status and c.id in _DONE and i.end <= item.start for i, c in told.cues
        ) and (told.s.words[item.start - 1] in (",", "،", "ku", "که"))

    def _is_pronoun(self, s: Sentence, item: Item) -> bool:
        """Kurmanji "wê" is a particle of the future and also "her", "that"."""
        if self.lang != "kmr" or item.end - item.start > 1 or s.words[item.start] != "wê":
            return False
        after = s.words[item.end] if item.end < len(s.words) else ""
        before = s.words[item.start - 1] if item.start else ""
        return (
            after in ("yê", "ya", "yên", "de", "re", "ve", "dê", "û", "jî", ",")
            or before
            in (
                "bi",
                "ji",
                "li",
                "di",
                "bo",
                "gel",
            )
            or before.endswith("iya")
        )

    @staticmethod
    def _pluperfect(s: Sentence) -> bool:
        """ "وكان ... قد ..." at the head of a sentence."""
        return s.words[0] in ("وکان", "وکانت", "کان", "کانت") and "قد" in s.words[1:7]

    def _is_old(self, s: Sentence, found: Sequence[Found], told: Told) -> bool:
        """A year gone by, or a day more than three days before publication, in a sentence without a fresh day."""
        if told.fresh or s.zone == TITLE or told.status is not None:
            return False
        text = self.doc.text_of(s)
        for match in _YEAR.finditer(text) if "19" in text or "20" in text else ():
            if int(match.group()) < self.published.year:
                return any(c.kind in (*_STRONG, "noun") for _, c in told.cues) or bool(told.attends)
        for thing in found:
            if told.s.zone == LEAD and _SINCE.search(text[: thing.start]):
                continue  # "told him that they will not leave what they freed before October 17"
            if _NAMED_MONTH.match(text, thing.end):
                continue  # "the October elections"
            if (
                thing.kind == "month"
                and (thing.end - thing.start > 3 or _LAST_MONTH.match(text, thing.end))
                and thing.month
                and thing.month != self.published.month
                and told.status is None
                and s.zone != LEAD
            ):
                return True
        if s.zone == LEAD:
            found = tuple(thing for thing in found if not _SINCE.search(text[: thing.start]))
        day = choose_day(found, text, published=self.published, status=Status.HELD)
        return day is not None and (self.published - day.date).days > 3

    def _visits_person(self, s: Sentence, item: Item) -> bool:
        """Kurdish: "سەردانی مەسعود بارزانی کرد", "serdana Mesûd Barzanî kir": to visit somebody is to meet him."""
        if s.words[item.start] not in {"en": ("visited", "visits"), "ckb": ("سهردانی",), "kmr": ("serdana",)}.get(
            self.lang, ()
        ):
            return False
        return any(
            r.start == item.end
            and (r.name or r.office)
            and not r.plural
            and (self.lang == "en" or self._is_visited(s.words[r.end :]))
            for r in self.reader.refs.get(s.index, ())
        )

    @staticmethod
    def _is_visited(after: Sequence[str]) -> bool:
        """Whether "serdana X" goes on as a visit to X, not as one that X pays; "serdana X li Bexdayê" is X's unless "kir" follows."""
        if not after or after[0] not in _WHOSE_VISIT:
            return True
        return after[0] in ("li", "له") and any(w in _PAID for w in after[1:9])

    def _fits_grammar(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """Words that are a verb here and a noun there."""
        word = s.words[item.start]
        before = s.words[item.start - 1] if item.start else ""
        if self.lang == "en":
            if word in ("saw", "sees", "called", "calls") and item.end - item.start == 1:
                return any(item.end <= r.start <= item.end + 1 for r in self.reader.refs.get(s.index, ()))
            if (
                cue.id == "met"
                and item.end - item.start == 1
                and word == "meet"
                and before in ("to", "will", "would", "could", "not")
            ):
                return before != "not"
            if cue.id == "paid-a-call":  # "called on the president", not "called on the president to resign"
                guest = next(
                    (
                        r
                        for r in self.reader.refs.get(s.index, ())
                        if item.end <= r.start <= item.end + 2 and not r.plural
                    ),
                    None,
                )
                return guest is not None and "to" not in s.words[guest.end : guest.end + 4]
            if cue.kind == "receive" and item.end - item.start == 1:
                after = s.words[item.end] if item.end < len(s.words) else ""
                if (
                    word.startswith("welcome")
                    and after in ("the", "this", "what", "iraq's", "his", "a")
                    and not self._person_near(s, item.end, 8)
                    and not any(i.is_word("pronoun", "deleg") for i in s.items if item.end <= i.start <= item.end + 4)
                ):
                    return False
                if after in ("support", "training", "threats", "help", "aid", "funds", "news", "less", "more"):
                    return False
        if cue.id == "had-met" and s.zone in (TITLE, LEAD):
            return False  # news does not open in the pluperfect
        if (
            self.lang == "ar"
            and before == "قد"
            and s.zone in (TITLE, LEAD)
            and {"کان", "وکان", "کانت", "وکانت"} & set(s.words[max(0, item.start - 4) : item.start])
        ):
            return False
        if self.lang == "ckb" and cue.id == "met" and word.startswith("کوبوونهوه"):
            after = s.words[item.end] if item.end < len(s.words) else "."
            return word == "کوبوونهوه" and after in (".", "،", ",", "و", "-", '"')
        return not (self.lang == "ar" and cue.id == "discussed" and item.clitic in ("ل", "ب"))

    def _after_all(self, told: Told) -> bool:
        """Whether "will" stands behind every verb of meeting: "told the minister that troops will stay"."""
        verbs = [i.start for i, c in told.cues if c.kind != "noun"]
        words = [
            i.start
            for i in told.s.items
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].id == "planned"
        ]
        return bool(verbs) and bool(words) and max(verbs) < min(words)

    def _done_before(self, told: Told) -> bool:
        """Arabic: a verb of meeting in the perfect ahead of the word of the future, which then tells of something else."""
        verbs = [
            i.start for i, c in told.cues if c.kind != "noun" and told.s.words[i.start].removeprefix("و") in _PERFECT
        ]
        words = [
            i.start
            for i in told.s.items
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].kind == "status"
        ]
        return bool(verbs) and bool(words) and min(verbs) + 4 < min(words)

    @staticmethod
    def _first_person(s: Sentence) -> bool:
        """Whether a quotation speaks of itself: what "we" say is no report."""
        return any(q and w in _FIRST for w, q in zip(s.words, s.quoted, strict=True)) or (
            s.words[0] != '"' and sum(s.quoted) < 8
        )

    def _person_near(self, s: Sentence, start: int, reach: int) -> bool:
        return any(start <= r.start <= start + reach for r in self.reader.refs.get(s.index, ()))

    def _groups(self, told: Told) -> None:
        s = told.s
        refs = self.reader.refs.get(s.index, [])
        for ref in refs:
            if ref.plural and ref.office_span is not None and not ref.former:
                low, high = max(0, ref.start - 1), min(len(s.words), ref.end + 7)
                for item in s.items:
                    if (
                        low <= item.start < high
                        and not any(r is not ref and r.start <= item.start < r.end for r in refs)
                        and (polity := self._side(item)) is not None
                    ):
                        told.groups.append(Group(polity, item.start, f"group:{polity}"))
                if ref.polity:
                    told.groups.append(Group(ref.polity, ref.start, ref.polity_rule))
                if self.lang == "en":
                    self._both_peoples(told, ref)
        delegations = [item for item in s.items if "deleg" in item.meaning.words]
        if not delegations:
            return
        inside = [False] * len(s.words)
        for ref in refs:
            for i in range(ref.start, min(ref.end, len(s.words))):
                inside[i] = True
        for item in delegations:
            ahead = range(item.end, min(len(s.words), item.end + (6 if self.lang == "en" else 7)))
            behind = range(item.start - 1, max(-1, item.start - 4), -1) if self.lang == "en" else ()
            if not self._group_of(told, item, behind, inside):
                self._group_of(told, item, ahead, inside)

    def _both_peoples(self, told: Told, ref: Ref) -> None:
        """ "Iraqi and Kurdish military commanders": the peoples joined in front of one office in the plural."""
        s = told.s
        i = ref.start - 1
        while i >= 0 and ref.start - i < 8:
            near = s.at[i]
            if near is not None and (polity := self._side(near)) is not None:
                told.groups.append(Group(polity, near.start, f"group:{polity}"))
                i = near.start - 1
            elif s.words[i] in ("and", ",", "-") or (near is not None and near.is_word("filler")):
                i -= 1
            else:
                return

    def _group_of(self, told: Told, item: Item, reach: Iterable[int], inside: Sequence[bool]) -> bool:
        """Whose the delegation is: the first polity within reach, before another phrase begins."""
        s = told.s
        origin = False
        for i in reach:
            near = s.at[i]
            if origin and near is None and s.capital[i] and s.words[i][0].isalpha():
                break  # "a delegation from Hyundai Engineering in Iraq"
            origin = origin or s.words[i] == "from"
            if near is None or (near.start != i and self.lang != "en"):
                continue
            if near.is_word("company"):
                break
            if (near.is_word("led", "with", "by") and s.words[near.start] not in ("من", "from")) or (
                inside[i] and not near.is_word("deleg")
            ):
                break
            if (polity := self._side(near) or near.has("seat")) is not None:  # "a delegation of the House of Commons"
                told.groups.append(Group(polity, item.start, f"group:{polity}"))
                return True
        return False

    def _side(self, item: Item) -> str | None:
        for r in item.readings:
            if r.kind in ("adj", "polity") and not r.weak:
                return self.k.polities[r.id].id
        for r in item.readings:
            if r.kind in ("adj", "polity") and r.id in ("IQ-KR", "IQ", "US"):
                return r.id
            if r.kind == "body":
                return self.k.bodies[r.id].polity
        return None

    # -- who takes part ------------------------------------------------------------------------------------------------

    def entity(self, ref: Ref) -> Entity | None:
        return self.reader.entities[ref.entity] if ref.entity >= 0 else None

    def _official(self, ref: Ref) -> bool:
        entity = self.entity(ref)
        if entity is None or entity.polity is None or ref.plural:
            return False
        if (entity.former or ref.former) and not (
            ref.link == "led" and ref.polity
        ):  # who leads a delegation acts for it, if only just relieved
            return False
        return bool(entity.office) and entity.office != "spokesperson"

    def _roles(self, told: Told) -> None:
        """Sides, attendants, and people merely spoken of."""
        s = told.s
        refs = self.reader.refs.get(s.index, [])
        if not told.cues and self.lang in ("ckb", "kmr"):
            self._beside(told, refs)
        first_cue = min((item.start for item, _ in told.cues), default=None)
        strong = any(c.kind in _STRONG for _, c in told.cues)
        previous: str = ""
        previous_end = -10
        sender: Ref | None = None
        for ref in refs:
            if ref.plural or ref.entity < 0:
                continue
            entity = self.reader.entities[ref.entity]
            if ref.link == "led" and (
                entity.polity is None or (entity.polity_rule.startswith(_UNSURE) and entity.actor is None)
            ):
                for group in told.groups:
                    if group.at < ref.start:
                        entity.polity, entity.polity_rule = group.polity, group.rule
                        if entity.office is None:
                            entity.office, entity.role, entity.rank = "head", "Head of delegation", 44
            if s.zone == TITLE and ref.short and not ref.office and self._only_in_title(entity):
                continue
            self._of_delegation(told, ref)
            if (
                told.attends
                and entity.polity is None
                and entity.office
                and entity.full is not None
                and self.lang == "en"
            ):
                self._side_of_attendant(told, entity)
            if (
                told.attends
                and ref.name
                and entity.polity is None
                and entity.office in _STAFF
                and self.reader.home in _HOMES
            ):
                entity.polity, entity.polity_rule = (
                    self.reader.home,
                    "home",
                )  # "the ministry's director-general was there, too"
            verdict = self._verdict(told, ref, first_cue, strong, previous, previous_end)
            if sender is not None and self._sent_by(sender, ref):
                verdict = "spoken"
                if previous == "main" and sender not in told.mains and self._official(sender):
                    told.mains.append(sender)
            sender = ref
            if verdict != "spoken" or entity.office or ref.link != "of" or self.lang != "en":
                previous, previous_end = verdict, ref.end  # not "of the Chaldean Catholic Church, and NAME, the Nuncio"
            if entity.polity is None and self.lang == "en":
                if entity.office in _MISSIONS and entity.full is ref:
                    self._side_of_envoy(told, refs, entity)
                elif verdict == "main":
                    self._side_of_fellow(told, refs, ref)
            if verdict == "main" and self._official(ref):
                told.mains.append(ref)
            elif verdict == "attend" and self._official(ref):
                told.others.append(ref)

    def _side_of_attendant(self, told: Told, e: Entity) -> None:
        """Whose somebody is who sat in and has an office but no side: the delegation's of which the sentence speaks, else the home side's."""
        if e.actor is not None or any(i.is_word("company") for i in told.s.items):
            return
        if any(i.is_word("deleg") for i in told.s.items):
            of = [g for t in (*self.told, told) for g in t.groups]
            if of:
                e.polity, e.polity_rule = of[-1].polity, of[-1].rule
        elif self.reader.home in ("IQ", "IQ-KR") and e.office in _LOCAL:
            e.polity, e.polity_rule = self.reader.home, "home"

    def _side_of_envoy(self, told: Told, refs: list[Ref], e: Entity) -> None:
        """ "together with Consul General NAME": of the only foreign side in the sentence, else of the meeting at hand."""
        here = {self._polity(r) for r in refs} | {g.polity for g in told.groups}
        met = {self._entity_polity(i) for i, side in self.events[-1].persons.items() if side} if self.events else set()
        for sides in (here, met):
            abroad = sides - {"", "IQ", "IQ-KR"}
            if len(abroad) == 1:
                e.polity, e.polity_rule = abroad.pop(), "fellow"
                return

    def _side_of_fellow(self, told: Told, refs: list[Ref], ref: Ref) -> None:
        """ "by NAME, director of the Commission, and by Dindar Zebari": an office of no stated side is the home side's if its fellow is."""
        e = self.reader.entities[ref.entity]
        if e.full is None or e.actor is not None or e.office not in _LOCAL or self.reader.home not in ("IQ", "IQ-KR"):
            return
        at = refs.index(ref)
        for one, two in ((ref, refs[at + 1 : at + 2]), (refs[at - 1] if at else None, [ref])):
            if one is None or not two or two[0].start - one.end > 4:
                continue
            fellow = self.entity(two[0] if one is ref else one)
            joined = "and" in told.s.words[one.end : two[0].start] or two[0].link in ("and", "presence")
            if joined and fellow is not None and fellow.polity == self.reader.home:
                e.polity, e.polity_rule = fellow.polity, "home"

    def _sent_by(self, envoy: Ref, ref: Ref) -> bool:
        """Kurdish: "NAME، نێردەی تایبەتی دۆناڵد ترەمپ": behind an envoy's office stands whose envoy it is, and for whom he acts."""
        if self.lang not in ("ckb", "kmr") or envoy.office not in _SENT or not envoy.name or ref.start != envoy.end:
            return False
        if not ref.actors or ref.name is None or envoy.name[0] >= ref.start or envoy.entity == ref.entity:
            return False
        sent, owner = self.reader.entities[envoy.entity], self.reader.entities[ref.entity]
        if sent.polity is None:
            sent.polity, sent.polity_rule = owner.polity, "owner"
        return True

    def _beside(self, told: Told, refs: Sequence[Ref]) -> None:
        """ "Nûner X li gel Dizeyî bû", "X لەگەڵ بارزانی بوو": X was there, too."""
        words = told.s.words
        if len(refs) < 2 or len(words) < 4 or words[-2 if words[-1] == "." else -1] not in ("bû", "bûn", "بوو", "بوون"):
            return
        last = refs[-1]
        if last.link == "with" and len(words) - last.end <= 2:
            item = next((i for i in reversed(told.s.items) if i.start < last.start and i.is_word("with")), None)
            if item is not None:
                told.attends.append(item)

    def _only_in_title(self, e: Entity) -> bool:
        """A surname of the title that the text never takes up is guesswork, unless there is no text."""
        if len(self.doc.sentences) < 3:
            return False
        return all(self.doc.sentences[r.sentence].zone == TITLE for r in e.refs)

    def _of_delegation(self, told: Told, ref: Ref) -> None:
        """Members of a delegation are of its side: "a Turkish delegation, comprising Deputy Minister X and Consul Y"."""
        entity = self.reader.entities[ref.entity]
        if ref.polity or entity.actor is not None or entity.polity_rule not in ("", "home"):
            return
        if entity.office in ("peshmerga-minister", "head-of-foreign-relations", "natural-resources-minister"):
            return
        words = told.s.words
        if self.lang == "ar" and told.mains and any(w in _MADE_OF for w in words[told.mains[-1].end : ref.start]):
            guest = self.entity(told.mains[-1])  # "... والوفد المرافق له، المكون من": the guest's own people
            if guest is not None and guest.polity:
                entity.polity, entity.polity_rule = guest.polity, "delegation"
                return
        if self.lang == "ar" and not told.groups and "الوفد" in words[: ref.start] and self.told:
            joined = any(w.lstrip("و") in _ACCOMPANIED for w in words[: ref.start])
            before = next((t.groups for t in reversed(self.told[-3:]) if t.groups), None)
            if joined and before:
                entity.polity, entity.polity_rule = before[-1].polity, before[-1].rule
                return
        for group in told.groups:
            between = words[group.at : ref.start] if group.at < ref.start else ()
            around = (*between, *words[ref.end :][-3:]) if self.lang in ("ckb", "kmr") else between
            if any(w in _COMPRISING or w.lstrip("و") in _ACCOMPANIED for w in around) and not any(
                group.at < i.start < ref.start for i, c in told.cues if c.kind in _STRONG
            ):
                entity.polity, entity.polity_rule = group.polity, group.rule

    def _verdict(
        self, told: Told, ref: Ref, first_cue: int | None, strong: bool, previous: str, previous_end: int
    ) -> str:
        s = told.s
        if ref.start in told.aside:
            return "spoken"
        near = ref.start - previous_end <= 4
        of_complement = ref.name is not None and ref.name[1] < ref.end  # "NAME, director of Duhok's Board"
        if ref.end < len(s.words) and s.words[ref.end] == "'s" and self.lang == "en" and not of_complement:
            after = s.words[ref.end + 1 : ref.end + 4]
            if not any(w in ("meeting", "call", "talks", "visit", "meetings") for w in after):
                return "spoken"
        if ref.link == "mention":
            invited = self.lang == "en" and "invitation" in s.words[max(0, ref.start - 4) : ref.start]
            if invited and told.both and any(i.start > ref.end and c.kind in ("talk", "meet") for i, c in told.cues):
                return "main"  # "arrived at the invitation of NAME, and the two discussed ..."
            if invited and not told.mains and strong and first_cue is not None and first_cue < ref.start:
                return "main"  # "leaders of the blocs met at the invitation of the premier"
            visit = self.lang == "en" and "visit" in s.words[max(0, ref.start - 3) : ref.start]
            coming = any(i.start > ref.end and c.kind in ("meet", "receive") for i, c in told.cues)
            return "main" if visit and coming else "spoken"
        if ref.link == "led" and strong and first_cue is not None and first_cue < ref.start:
            return "main"
        if ref.link == "led":
            if self.lang == "en" and self._house_led_by(told, ref):
                return "main"
            return "main" if any(i.is_word("deleg") for i in s.items if i.start < ref.start) else "spoken"
        presence = [i for i in s.items if "presence" in i.meaning.words and i.start < ref.start]
        if presence and all(
            not (presence[-1].end <= c.start < ref.start) for c, cue in told.cues if cue.kind in _STRONG
        ):
            gap = s.words[presence[-1].end : ref.start]
            if ref.link in ("presence",) or (previous == "attend" and near) or len(gap) <= 3:
                return "attend"
        if ref.link == "of" and previous_end > 0 and near and previous in ("main", "attend") and self.lang == "en":
            return "spoken"
        if self.lang == "en" and self._sets_the_time(told, ref):
            return "aside"
        if (
            self.lang == "ar"
            and strong
            and ref.start
            and s.words[ref.start - 1] in ("بعد", "قبل", "عقب")
            and s.words[max(0, ref.start - 2)] != "من"
            and not ref.clitic
        ):
            return "aside"  # "after the president, the premier"
        if self.lang == "ar" and self._only_says(told, ref):
            return "spoken"
        discussed = self.lang == "ar" and any(c.kind == "talk" for _, c in told.cues)
        if told.attends and not strong and not (discussed and ref.end <= told.attends[0].start):
            return "spoken" if self._behind_the_verb(told, ref) else "attend"
        if (
            self.lang == "ar"
            and told.attends
            and any(a.end <= ref.start for a in told.attends)
            and ref.link in ("presence", "cue", "and", "other")
            and self._attends_between(told, ref)
        ):
            return "attend"
        if self.lang in ("en", "ar") and first_cue is not None and ref.start > first_cue:
            barrier = [
                i
                for i in s.items
                if "about" in i.meaning.words
                and first_cue < i.start < ref.start
                and not i.is_word("filler", "with")
                and not opens_a_date(s, i)
                and not (s.words[i.start] == "during" and set(s.words[i.end : i.end + 3]) & _STAYS)
            ]
            crossed = [i for i in barrier if i.start >= previous_end and not self._comprised(told, i, ref)]
            if (
                crossed
                and ref.link not in ("with", "by", "cue", "presence")
                and not self._cue_between(told, crossed[-1].start, ref.start)
                and not self._subject_ahead(told, ref)
            ):
                return "spoken"
            if previous == "spoken" and ref.link == "and" and near:
                return "spoken"
        if self.lang in ("ckb", "kmr"):
            ahead = [a for a in told.attends if 0 <= a.start - ref.end <= 8]
            if ahead and not any(ref.end <= i.start < ahead[0].start for i, c in told.cues if c.kind in _STRONG):
                return "attend"
            if ref.link in ("about", "and") and self._makes_up(told, ref):
                return "main"
            if ref.link == "about" and self._listed_present(told, ref):
                return "attend"
            if ref.link == "about":
                leads = any(
                    w.startswith(("serokat", "serperişt", "سهروکایهت", "سهرپهرشت"))
                    for w in s.words[ref.end : ref.end + 3]
                )
                return "main" if leads else "spoken"
            if previous == "spoken" and ref.link == "and" and near:
                return "spoken"
        if previous == "attend" and ref.link == "and" and near:
            return "attend"
        return "main"

    @staticmethod
    def _comprised(told: Told, barrier: Item, ref: Ref) -> bool:
        """ "... والوفد المرافق له الذي ضم وزير الخارجية X": the relative clause tells who came along."""
        return barrier.end < ref.start <= barrier.end + 2 and told.s.words[barrier.end] in _COMPRISING

    def _behind_the_verb(self, told: Told, ref: Ref) -> bool:
        """ "..., ku X jî tê de amade bû, mijara Serokkomar hat nîqaşkirin": who stands behind "was present" was talked about."""
        if self.lang not in ("ckb", "kmr") or any(a.start >= ref.end for a in told.attends):
            return False
        last = max((a.end for a in told.attends if a.end <= ref.start), default=0)
        return last > 0 and told.s.words[last - 1].endswith(("bû", "bûn", "بوو", "بوون"))

    @staticmethod
    def _makes_up(told: Told, ref: Ref) -> bool:
        """ "şandeke ku ji A û B pêk tê": those whom the delegation consists of."""
        words = told.s.words
        return any(
            g.at < ref.start
            and "ji" in words[g.at : ref.start]
            and "pêk" in words[ref.end : ref.end + 40]
            and not any(g.at < i.start < ref.start for i, c in told.cues if c.kind in _STRONG)
            for g in told.groups
        )

    def _listed_present(self, told: Told, ref: Ref) -> bool:
        """ "hevdîtina ku A, B û C jî amade bûn": nothing but names between this one and the word of presence."""
        inside = {i for r in self.reader.refs.get(told.s.index, ()) for i in range(r.start, r.end)}
        return any(
            sum(i not in inside for i in range(ref.end, a.start)) <= 3 for a in told.attends if a.start >= ref.end
        )

    @staticmethod
    def _house_led_by(told: Told, ref: Ref) -> bool:
        """ "The Kurdistan Parliament headed by Speaker X welcomed ...": the house is its people."""
        led = next((i for i in reversed(told.s.items) if i.end <= ref.start and i.is_word("led")), None)
        return led is not None and any(
            i.has("body") is not None and led.start - 4 <= i.start and i.end <= led.start for i in told.s.items
        )

    def _only_says(self, told: Told, ref: Ref) -> bool:
        """Arabic: "وذكر نائب الوزير أن A سيلتقي B": who tells of a meeting of two others."""
        words = told.s.words
        if words[0].removeprefix("و") not in _SAYS or ref.start > 3:
            return False
        that = next((n for n in range(ref.end, len(words)) if words[n] in ("ان", "بان")), None)
        if that is None or any(ref.start < i.start < that for i, c in told.cues if c.kind != "talk"):
            return False
        others = [
            r for r in self.reader.refs.get(told.s.index, ()) if r.start > that and r.entity >= 0 and not r.plural
        ]
        sides = {self._polity(r) for r in others if self._official(r)} - {""}
        return len(sides) >= 2 and any(i.start > that for i, c in told.cues if c.kind in ("meet", "receive"))

    def _sets_the_time(self, told: Told, ref: Ref) -> bool:
        """ "Ahead of his meeting with A, B met C": the meeting with A only says when."""
        noun = next((i for i, c in reversed(told.cues) if c.kind == "noun" and i.end <= ref.start), None)
        if noun is None or ref.start - noun.end > 6 or "with" not in told.s.words[noun.end : ref.start]:
            return False
        if not set(told.s.words[max(0, noun.start - 4) : noun.start]) & _BESIDE:
            return False
        return any(
            c.kind in ("meet", "receive") and (i.start > ref.end or i.end < noun.start - 4) for i, c in told.cues
        )

    def _attends_between(self, told: Told, ref: Ref) -> bool:
        last = max((a.start for a in told.attends if a.end <= ref.start), default=-1)
        return last >= 0 and ref.start - last <= 12

    def _subject_ahead(self, told: Told, ref: Ref) -> bool:
        """ "In their first encounter since May, A and B discussed ...": subjects of a verb yet to come."""
        if any(c.kind != "noun" for i, c in told.cues if i.start < ref.start):
            return False
        return any(0 <= i.start - ref.end <= 8 for i, c in told.cues if c.kind in (*_STRONG, "talk"))

    def _cue_between(self, told: Told, start: int, end: int) -> bool:
        return any(start < item.start < end and cue.kind in (*_STRONG, "noun") for item, cue in told.cues)

    # -- the entry as a whole ------------------------------------------------------------------------------------------

    def _veto(self) -> None:
        sport = 0
        lead_seen = 0
        for told in self.told:
            s = told.s
            body_number = s.paragraph
            if s.zone == TITLE:
                share = 1.0
            elif s.zone == LEAD and lead_seen == 0:
                share, lead_seen = 1.0, 1
            elif s.zone == LEAD or body_number <= 1:
                share = 0.45
            else:
                continue
            for item in s.items:
                for reading in item.readings:
                    if reading.kind != "cue":
                        continue
                    cue = self.frames[int(reading.id)]
                    if cue.kind == "sport":
                        sport += 2 if s.zone == TITLE else 1
                    elif cue.kind == "veto" and not (s.quoted[item.start] and s.zone != TITLE):
                        if cue.id == "denied" and s.zone == LEAD and self.lang == "en":
                            self.vetoes[cue.reason] = min(
                                self.vetoes.get(cue.reason, 0.0), cue.weight
                            )  # wherever the lead says so
                        if share < 1.0 and cue.id not in ("interview", "denied", "opinion"):
                            continue
                        heading = s.zone == TITLE and item.start == 0 and s.words[item.end : item.end + 1] == [":"]
                        weight = cue.weight * (2.0 if heading else share)  # "Analysis: ..."
                        if (
                            cue.id in ("opinion", "court")
                            and not heading
                            and self.lang == "en"
                            and self._two_sides(told)
                        ):
                            weight *= 0.4  # "Erbil governor, Emirati consul discuss book fair"
                        self.vetoes[cue.reason] = min(self.vetoes.get(cue.reason, 0.0), weight)
        if sport >= 2:
            self.vetoes["sport"] = -1.5 * min(sport, 4)
        if any(c.kind == "call" and c.id != "spoke" for t in self.told if len(t.mains) > 1 for _, c in t.cues):
            self.vetoes.pop(_MESSAGE, None)  # good wishes on the telephone are a conversation

    def _two_sides(self, told: Told) -> bool:
        """Whether a headline says by itself that two sides talked."""
        sides = {self._polity(r) for r in told.mains} | {g.polity for g in told.groups}
        return told.s.zone == TITLE and len(sides - {""}) >= 2

    def _doc_status(self) -> None:
        """Called off: said once, in title or lead, it holds for the meetings that were planned."""
        if self.lang == "ar" and any(
            t.status is Status.PLANNED and t.status_cue is not None and t.status_cue.status == "cancelled"
            for t in self.told
        ):
            self.cancelled: Told | None = None  # put off to a new day
            return
        if self.lang in ("ckb", "kmr") and self._moved():
            self.cancelled = None
            return
        self.cancelled = next(
            (t for t in self.told if t.status is Status.CANCELLED and t.s.zone in (TITLE, LEAD) and (t.mains or t.groups or self._visit(t))), None
        )  # fmt: skip

    def _moved(self) -> bool:
        """ "دواخرا بۆ ڕۆژی 4ی ئەیلوول", "bo 4ê Îlonê hat paşxistin": put off to a named day, for which it is planned now."""
        for told in self.told:
            if told.status is not Status.CANCELLED or told.s.zone not in (TITLE, LEAD):
                continue
            text = self.doc.text_of(told.s)
            for thing in find_days(text, self.lang):
                new = _MOVED_TO.search(text[: thing.start])
                if new is None or thing.kind not in ("day", "weekday", "relative"):
                    continue
                if self.lang == "kmr" and not _PUT_OFF_KMR.search(text[thing.end : thing.end + 40]):
                    continue
                day = choose_day((thing,), text, published=self.published, status=Status.PLANNED)
                if day is not None and day.date > self.published:
                    self.moved_to, self.moved_at = day, told.s.index
                    for other in self.told:
                        if other.status is Status.CANCELLED:
                            other.status = Status.PLANNED
                    return True
        return False

    def _visit(self, told: Told) -> bool:
        return any(
            self.frames[int(r.id)].kind == "visit" for i in told.s.items for r in i.readings if r.kind == "cue"
        ) or bool(told.cues)

    # -- making events -------------------------------------------------------------------------------------------------

    def _consider(self, told: Told) -> None:
        if told.skip:
            if told.cues:
                self._note(told.skip)
            if told.cues and self.events and told.skip not in ("remembered meeting", "an observer's view"):
                self._refer(told)
            return
        strong = [(i, c) for i, c in told.cues if c.kind in _STRONG]
        weak = [(i, c) for i, c in told.cues if c.kind in ("talk", "noun")]
        if not strong and self._members(told):
            return
        if not strong and not weak:
            if told.attends and told.others and self.events:
                self._attend(told)
            return
        mains = list(told.mains)
        witnessed = not mains and bool(_SIGNED & set(told.s.words))
        if witnessed:
            mains = list(told.others)  # "The deal was signed in the presence of A and B"
        polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        if self.lang == "ar" and self._members_of(told, mains, polities):
            return
        if len(polities) < 2 and mains and strong:
            added = self._protagonist(told, polities)
            if added is not None:
                mains.append(added)
                polities.add(self._polity(added))
        if (
            len(polities) < 2 and mains and strong and told.s.zone != TITLE
        ):  # a guest without office, an envoy beside him
            beside = [r for r in told.others if self._polity(r) and self._polity(r) not in polities]
            if beside and not self.events:
                mains.extend(beside)
                polities |= {self._polity(r) for r in beside}
        if self.lang == "ar" and len(polities) < 2:
            mains = self._both_of(told, mains, bool(strong), [i for i, c in weak if c.kind == "talk"])
            polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        signs = any(c.kind == "talk" for _, c in weak) and told.s.zone != TITLE
        if (strong or signs) and told.both and not mains and not self.events and self.lang == "en":
            mains = self._the_two(told)
            polities = {self._polity(r) for r in mains}
        if len(polities) >= 2 and mains:
            loose = not strong and all(c.kind == "talk" for _, c in weak) and told.s.zone not in (TITLE, LEAD)
            loose = (
                loose
                and told.status is None
                and not any(
                    c.kind in (*_STRONG, "noun") for t in self.told if t.s.zone in (TITLE, LEAD) for _, c in t.cues
                )
            )
            if (
                loose
                and not witnessed
                and not self.events
                and not told.both
                and not self._explicit(told, weak)
                and told.s.paragraph > 0
            ):
                self._note("too little said of a meeting")
                return
            if (
                strong
                or told.s.zone in (TITLE, LEAD)
                or self._explicit(told, weak)
                or self._another(told, mains, weak)
                or (not self.events and told.s.paragraph <= 1)
            ):
                if self.lang == "en" and not strong and len(told_of := self._all_of(mains)) > 1:
                    for event in told_of:  # "The meeting with the Emir dealt with ...; Zelenskyy told the premier"
                        event.told.append(told)
                    return
                parts = self._parts(told, mains)
                apart = len(parts) > 1 and self._one_by_one_told(told) is not None
                for n, part in enumerate(parts):
                    self._add(told, part, strong or weak, apart=n if apart else 0)
                    if apart:  # what a sentence before said of all guests is said of each
                        named = {self._polity(r) for r in part}
                        for event in self.events:
                            if event.told[-1] is told:
                                event.groups = {p: g for p, g in event.groups.items() if p in named}
                return
            self._refer(told)
            return
        if (
            strong
            and not mains
            and len({g.polity for g in told.groups}) == 2
            and told.s.zone == LEAD
            and self.lang == "en"
        ):
            self._add(told, [], strong)  # two sides without persons, whose heads are named later
            return
        if self.events and (told.mains or told.others or told.both or weak or strong):
            later = self._later_round(told)
            if later is None:
                self._refer(told)
            return
        if strong and mains:
            self._note("no second polity")
        elif strong and told.s.zone in (TITLE, LEAD):
            self._note("nobody with an office on two sides")

    def _members(self, told: Told) -> bool:
        """ "Di şanda Herêmê de X û Y hene": members of the delegation were at all its meetings so far."""
        s = told.s
        if not self.events or s.zone == TITLE or not any(i.is_word("deleg") for i in s.items):
            return False
        if not any(i.is_word("consists") for i in s.items):
            return False
        refs = [r for r in (*told.mains, *told.others) if r.name]
        if not refs:
            return False
        for event in self.events:
            if event.status is not Status.HELD:
                continue
            sides = {self._entity_polity(i) for i, side in event.persons.items() if side}
            for ref in refs:
                if self._polity(ref) in sides:
                    event.persons.setdefault(ref.entity, False)
        return True

    def _both_of(self, told: Told, mains: list[Ref], strong: bool, talks: list[Item]) -> list[Ref]:
        """Arabic: "the two ministers held a meeting", of those whom the sentence before named; "A, with B at his side, ... and they
        discussed", where the verb is a dual."""
        if not mains and strong and told.both and all(t.s.zone == TITLE for e in self.events for t in e.told):
            for earlier in reversed(self.told[: self.told.index(told)][-2:]):
                if not earlier.skip and len({self._polity(r) for r in earlier.mains}) > 1:
                    return list(earlier.mains)
        if mains and told.others and not self.events:
            dual = any(_DUAL.search(told.s.words[i.start]) for i in talks)
            beside = [r for r in told.others if self._polity(r) not in {self._polity(m) for m in mains}]
            if dual and beside:
                return [*mains, *beside]
        return mains

    def _members_of(self, told: Told, mains: list[Ref], polities: set[str]) -> bool:
        """Arabic: "before the signing a meeting that grouped the ambassador and ...": more people of the meeting at hand."""
        if not self.events or not mains or "ضم" not in told.s.words or told.status is not None:
            return False
        event = self.events[-1]
        mine = {self._entity_polity(i) for i, side in event.persons.items() if side}
        if len(mine) < 2 or not polities <= mine or any(r.entity in event.persons for r in mains):
            return False
        ranks = [self.reader.entities[i].rank for i in event.persons]
        if max(self.reader.entities[r.entity].rank for r in mains) >= max(ranks):
            return False
        for ref in (*mains, *told.others):
            event.persons.setdefault(ref.entity, False)
        event.told.append(told)
        return True

    def _all_of(self, mains: list[Ref]) -> list[Event]:
        """The meetings known so far all of whose sides a sentence names."""
        here = {r.entity for r in mains}
        return [
            e
            for e in self.events
            if {i for i, side in e.persons.items() if side} <= here and any(t.s.zone != TITLE for t in e.told)
        ]

    def _note(self, reason: str) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def _polity(self, ref: Ref) -> str:
        entity = self.entity(ref)
        return (entity.polity or "") if entity else ""

    def _explicit(self, told: Told, weak: list[tuple[Item, Cue]]) -> bool:
        """A noun of meeting with "with" or "between" before one of the two sides, or a talk verb with both."""
        return any(r.link in ("with", "by") for r in told.mains) and bool(weak)

    def _the_two(self, told: Told) -> list[Ref]:
        """ "The two met in Salahaddin": whom the sentence before names on two sides."""
        before = next((t for t in reversed(self.told[: self.told.index(told)]) if t.s.zone != TITLE), None)
        if before is None:
            return []
        invited = [
            r
            for r in self.reader.refs.get(before.s.index, ())
            if "invitation" in before.s.words[max(0, r.start - 4) : r.start] and self._official(r)
        ]
        refs = [*before.mains, *before.others, *(r for r in invited if r not in before.mains)]
        return refs if len({self._polity(r) for r in refs}) == 2 and len({r.entity for r in refs}) == 2 else []

    def _another(self, told: Told, mains: list[Ref], weak: list[tuple[Item, Cue]]) -> bool:
        """ "In another meeting, the President and NAME discussed ...": a meeting and its talk, with somebody not met so far."""
        if self.lang != "en":
            return False
        met = [r for r in mains if any(r.entity in e.persons for e in self.events)]
        fresh = [r for r in mains if r not in met and self.reader.entities[r.entity].full]
        if not fresh:
            return False
        if _ANOTHER & set(told.s.words) and {"noun", "talk"} <= {c.kind for _, c in weak}:
            return True
        verb = min(
            (i.start for i, c in weak if c.kind == "talk"), default=0
        )  # "Later Barzani and NAME exchanged views"
        return (
            bool(met)
            and fresh[0].link == "and"
            and met[0].end + 3 >= fresh[0].start
            and fresh[0].end <= verb <= fresh[0].end + 8
        )

    def _protagonist(self, told: Told, polities: set[str]) -> Ref | None:
        """The other side, taken up by a pronoun or left out, when the sentence names only the counterpart."""
        pointed = any(r.link in ("with", "by", "cue", "to", "at") for r in told.mains)
        if self.lang == "ckb" and not pointed:  # "پێشوازیی لێ کرد": received him
            pointed = any(
                c.kind == "receive" and two == "لی" and three in ("کرد", "کردووه", "دهکات")
                for i, c in told.cues
                for two, three in [(*told.s.words[i.start + 1 : i.start + 3], "", "")[:2]]
            )
        if (
            self.lang == "kmr" and not pointed
        ):  # "piştre jî balyozê Misrê X pêşwazî kir": an object right before its verb
            pointed = any(
                0 <= i.start - r.end <= 1 and c.kind in ("receive", "meet")
                for i, c in told.cues
                for r in told.mains
                if told.s.words[i.start] in _TAKES_OBJECT and len({x.entity for x in told.mains}) == 1
            )
        if self.lang == "en":
            own = any(w in ("his", "her", "their") for i, _ in told.cues for w in told.s.words[i.start : i.end])
            passive = any(
                told.s.words[i.start] in ("was", "were") and told.s.words[i.end - 1] == "by" for i, _ in told.cues
            )
            if not told.pronoun and not own and not passive:
                return None
        elif (
            not pointed
            and not any(i.is_word("deleg") for i in told.s.items)
            and not any(w in _WITH_HIM for w in told.s.words)
        ):
            return None
        seen: list[Ref] = []
        for earlier in self.told:
            if earlier is told:
                break
            seen.extend(r for r in earlier.mains)
        if told.s.zone == TITLE:
            return None
        first = next((r.entity for t in self.told if t.s.zone == LEAD for r in t.mains), -1)
        if self.lang == "ar" and first >= 0 and not any(r.entity == first for r in told.mains):
            leader = self.reader.entities[first]
            fellows = [r for r in told.mains if self._polity(r) == leader.polity]
            if fellows and all(r.link in ("by", "with", "to") or r.clitic in ("ب", "ل") for r in told.mains):
                return None  # "وقبل السفر اجتمع بالمرجع": the report's own subject, with one of his country
        sides = [i for event in reversed(self.events) for i, side in event.persons.items() if side]
        everywhere = {i for i in sides if len(self.events) > 1 and sides.count(i) == len(self.events)}
        for index in sorted(sides, key=lambda i: (i not in everywhere, i != first, -sides.count(i))):
            entity = self.reader.entities[index]
            if entity.polity and entity.polity not in polities:
                return entity.refs[0]
        here = {r.entity for r in told.mains}
        for ref in reversed(seen):
            if self._polity(ref) not in polities and ref.entity not in here:
                return ref
        return None

    def _parts(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """One meeting per counterpart: A met B, then C."""
        by_polity: dict[str, list[Ref]] = {}
        seen: set[int] = set()
        for ref in mains:
            if ref.entity in seen:
                continue
            seen.add(ref.entity)
            by_polity.setdefault(self._polity(ref), []).append(ref)
        unique = [r for refs in by_polity.values() for r in refs]
        apart = self._one_by_one_told(told)
        if (
            len(unique) > 2
            and apart is not None
            and (self.lang != "ar" or apart < unique[-1].start or self._each_apart(told, unique, apart))
        ):
            hub = by_polity[self._polity(mains[0])]
            guests = [r for r in unique if r not in hub]
            if len(hub) == 1 and len(guests) > 1:
                return [[*hub, guest] for guest in guests]
        if len(by_polity) >= 3 and self.lang == "en" and (calls := self._several_calls(told, by_polity, mains)):
            return calls
        if len(by_polity) == 3 and (split := self._by_cue(told, unique)):
            return split
        if len(by_polity) > 2:
            if self.lang == "ar" and {"اوراق", "اعتماد"} <= set(told.s.words):
                hub = by_polity[self._polity(mains[0])]  # one ambassador after the other
                return [[*hub, guest] for guest in unique if guest not in hub]
            return self._one_by_one(told, mains, by_polity) or [unique]
        if len(by_polity) != 2:
            return [unique]
        for polity, refs in by_polity.items():
            if len(refs) < 2:
                continue
            other = [r for p, rs in by_polity.items() if p != polity for r in rs]
            groups: list[list[Ref]] = [[refs[0]]]
            for one, two in itertools.pairwise(refs):
                apart = self._apart(told, one, two)
                if apart:
                    groups.append([two])
                else:
                    groups[-1].append(two)
            if len(groups) > 1:
                return [group + other for group in groups]
        return [unique]

    def _several_calls(self, told: Told, by_polity: dict[str, list[Ref]], mains: list[Ref]) -> list[list[Ref]]:
        """ "received telephone calls from A and B": a call each."""
        hub = by_polity[self._polity(mains[0])]
        if len(hub) != 1 or not any(
            c.kind == "call" and {"calls", "conversations"} & set(told.s.words[i.start : i.end]) for i, c in told.cues
        ):
            return []
        return [[*hub, *refs] for refs in by_polity.values() if refs is not hub]

    def _one_by_one_told(self, told: Told) -> int | None:
        """Where the sentence, or in Arabic the one before it, says that guests were received one by one."""
        words = told.s.words
        apart = next((n for n, w in enumerate(words) if w in _SEPARATELY), None)
        if apart is None and self.lang == "en" and _IN_TURN.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang == "en" and "separate" in words[:-1]:
            apart = next(
                (n for n, (w, v) in enumerate(itertools.pairwise(words)) if w == "separate" and v in _MEETINGS), None
            )
        if apart is None and self.lang == "ar" and told.s.index:  # "received ambassadors, each apart. He received ..."
            before = next((t for t in self.told if t.s.index == told.s.index - 1), None)
            apart = 0 if before is not None and any(w in _SEPARATELY for w in before.s.words) else None
        return apart

    @staticmethod
    def _each_apart(told: Told, unique: list[Ref], apart: int) -> bool:
        """Arabic: "met A and B, each of them alone", said behind the two."""
        words = told.s.words
        last = max(r.end for r in unique)
        return len(unique) == 3 and 0 <= apart - last <= 2 and not any(w in _THEN for w in words)

    def _one_by_one(self, told: Told, mains: list[Ref], by_polity: dict[str, list[Ref]]) -> list[list[Ref]]:
        """Three sides or more: "met with A and, in the evening, with B" is two meetings, "met A and B" is one."""
        hub = by_polity[self._polity(mains[0])]
        guests = [r for refs in by_polity.values() for r in refs if r not in hub]
        guests.sort(key=lambda r: r.start)
        if len(hub) != 1:
            return []
        groups = [[guests[0]]]
        for one, two in itertools.pairwise(guests):
            gap = told.s.words[one.end : two.start]
            again = two.link == one.link and two.link in ("with", "by") and len(gap) >= 2
            again = again or (self.lang == "en" and "and" in gap and two.link in ("with", "by") and two.link in gap)
            if again or any(w in _THEN for w in gap):
                groups.append([two])
            else:
                groups[-1].append(two)
        return [[*hub, *group] for group in groups] if len(groups) > 1 else []

    def _by_cue(self, told: Told, refs: list[Ref]) -> list[list[Ref]]:
        """ "A met B in Baghdad, and later travelled to Erbil to meet C": each verb with what follows it, and the one subject."""
        cues = [i for i, c in told.cues if c.kind in ("meet", "receive")]
        if len(cues) < 2:
            return []
        subject = [r for r in refs if r.start < cues[0].start]
        parts = [
            [r for r in refs if one.end <= r.start < (two.start if two else 10**6)]
            for one, two in zip(cues, [*cues[1:], None], strict=True)
        ]
        parts = [p for p in parts if p]
        if len(subject) != 1 or len(parts) != 2:
            return []
        return [subject + part for part in parts]

    def _apart(self, told: Told, one: Ref, two: Ref) -> bool:
        s = told.s
        if one.sentence != two.sentence or two.start <= one.end:
            return False
        gap = s.words[one.end : two.start]
        if any(
            w
            in (
                "then",
                "later",
                "afternoon",
                "afterwards",
                "separately",
                "ثم",
                "بعدها",
                "پاشان",
                "دواتر",
                "paşê",
                "piştre",
                "لاحقا",
                "کذلک",
                "respectively",
            )
            for w in gap
        ):
            return True
        ranks = [self.reader.entities[r.entity].rank for r in (one, two)]
        if (
            self.lang == "en"
            and "and" in gap
            and {"by", "with"} & set(gap)
            and two.link in ("by", "with")
            and min(ranks) >= 55
        ):
            return True  # "by the premier and by the speaker", whatever stands before the first
        if {"before", "after"} & set(gap) and {"meeting", "holding", "sitting", "talks"} & set(gap):
            return True  # "was received by the president before meeting the supreme leader"
        if two.link == "with" and len(gap) > 3:
            return True
        if self.lang == "ar" and any(
            one.end <= i.start < two.start for i, c in told.cues if c.kind in ("meet", "receive")
        ):
            return True
        if two.link == one.link and two.link in ("with", "by") and any(w in ("and", "û", "و") for w in gap):
            return True  # "by the premier and by the speaker"
        return min(ranks) >= 76 and two.link in ("and", "with") and len(gap) <= 8

    def _add(self, told: Told, refs: list[Ref], cues: list[tuple[Item, Cue]], *, apart: int = 0) -> None:
        persons = {r.entity: True for r in refs}
        for ref in told.others:
            persons.setdefault(ref.entity, False)
        status = told.status or Status.HELD
        event = self._find(told, persons, status) if not apart else self._with_all(persons)
        if event is None:
            event = Event()
            self.events.append(event)
            event.status = status
            if told.status_cue:
                event.status_rule, event.status_at = f"cue:{self.lang}:{told.status_cue.id}", told.s.index
        elif told.s.zone != TITLE and event.told and event.told[0].s.zone == TITLE and len(event.told) == 1:
            if told.status:
                event.status = told.status
                event.status_rule, event.status_at = (
                    f"cue:{self.lang}:{told.status_cue.id if told.status_cue else ''}",
                    told.s.index,
                )
            elif event.status is Status.PLANNED and not told.status:
                event.status, event.status_rule, event.status_at = Status.HELD, "default", told.s.index
        elif told.status is Status.CANCELLED:
            event.status = Status.CANCELLED
            event.status_rule, event.status_at = (
                f"cue:{self.lang}:{told.status_cue.id if told.status_cue else ''}",
                told.s.index,
            )
        others = {r.entity for r in told.mains} - set(persons)
        if others and event.own_at is None:
            event.own_at = next((r.start for r in reversed(refs) if told.mains and r is not told.mains[0]), None)
        for index, side in persons.items():
            event.persons[index] = event.persons.get(index, False) or side
        for group in told.groups:
            event.groups.setdefault(group.polity, group)
        event.told.append(told)
        self._mode(event, told)
        if told.mode is not None and self.lang == "en" and len({c.mode for _, c in told.cues if c.kind in _STRONG}) > 1:
            self._own_mode(event, told, refs)
        best = max(cues, key=lambda pair: pair[1].weight)[1]
        key = f"cue:{self.lang}:{best.id}"
        event.weights[key] = max(event.weights.get(key, 0.0), best.weight)
        event.weights["two-sides"] = TWO_SIDES
        if told.s.zone == LEAD:
            event.weights["lead"] = IN_LEAD
        elif told.s.zone == TITLE:
            event.weights["title"] = IN_TITLE

    def _own_mode(self, event: Event, told: Told, refs: list[Ref]) -> None:
        """ "Met A in Ankara and held a phone call with B": each as the verb before its own guest says."""
        at = max(r.start for r in refs)
        own = [c for i, c in told.cues if c.kind in _STRONG and i.start < at]
        if own and not own[-1].mode and event.mode_at == told.s.index:
            event.mode, event.mode_rule, event.mode_at = Mode.IN_PERSON, f"cue:{self.lang}:{own[-1].id}", told.s.index

    def _mode(self, event: Event, told: Told) -> None:
        if told.mode is None:
            return
        if (event.mode is Mode.IN_PERSON and told.s.zone == TITLE) or told.s.zone == LEAD or event.told[0] is told:
            cue = next((c for _, c in told.cues if c.mode), None)
            event.mode, event.mode_rule, event.mode_at = (
                told.mode,
                f"cue:{self.lang}:{cue.id if cue else 'mode'}",
                told.s.index,
            )
        elif event.mode is Mode.IN_PERSON and any(c.kind in ("call",) for _, c in told.cues):
            cue = next(c for _, c in told.cues if c.kind == "call")
            event.mode, event.mode_rule, event.mode_at = told.mode, f"cue:{self.lang}:{cue.id}", told.s.index

    def _find(self, told: Told, persons: dict[int, bool], status: Status) -> Event | None:
        """The meeting at hand that these persons are of."""
        sides = {i for i, side in persons.items() if side}
        for event in reversed(self.events):
            mine = {i for i, side in event.persons.items() if side}
            if (
                len({self._entity_polity(i) for i in mine}) > 2
                and sides < mine
                and all(x.s.zone == TITLE for x in event.told)
                and told.s.zone != TITLE
                and any(c.kind in _STRONG for _, c in told.cues)
            ):
                continue  # the headline sums up what the text tells one by one
            everyone = set(event.persons)
            if self.lang == "en" and event.told and event.told[-1] is told and not sides <= everyone:
                continue  # the part of a sentence that tells of another meeting
            if (
                self.lang == "en"
                and sides - mine
                and sides & mine
                and sides <= everyone
                and told.s.zone == "body"
                and _ASIDE & set(told.s.words)
                and any(c.kind in _STRONG for _, c in told.cues)
            ):
                continue  # "Before the meeting, he had talks with Blinken", who sat in on it
            explicit = told.status is not None and event.told and event.told[-1].s.zone != TITLE
            if explicit and status is not event.status and Status.CANCELLED not in (status, event.status):
                continue
            if sides <= everyone and len({self._entity_polity(i) for i in sides}) >= 2:
                return event
            shared = {self._entity_polity(i) for i in sides & everyone}
            if len(shared) >= 2:
                if len(sides - everyone) and self._parts_from(event, sides):
                    continue
                return event
            told_apart = (
                self.lang == "en" and len({self._entity_polity(i) for i in mine}) > 1
            )  # both its sides have persons
            if (
                event.groups
                and not told_apart
                and (sides & mine or {self._entity_polity(i) for i in sides} <= set(event.groups))
            ):
                lacking = set(event.groups) - {self._entity_polity(i) for i in mine}
                if {self._entity_polity(i) for i in sides - mine} <= lacking:
                    return event
            if told.groups and sides & mine:
                named = {self._entity_polity(i) for i in sides}
                if {g.polity for g in told.groups} - named <= {self._entity_polity(i) for i in mine}:
                    return event
            if self._unnamed_match(sides, mine):
                return event
        return None

    def _with_all(self, persons: dict[int, bool]) -> Event | None:
        """The meeting that has all of them: the further guests of a host who receives them one by one."""
        return next((e for e in reversed(self.events) if set(persons) <= set(e.persons)), None)

    def _parts_from(self, event: Event, sides: set[int]) -> bool:
        return False

    def _unnamed_match(self, sides: set[int], mine: set[int]) -> bool:
        """One side the same person, the other side an office without a name in one of the tellings (title against lead)."""
        shared = sides & mine
        if not shared:
            return False
        new, old = sides - mine, mine - sides
        if not new or not old:
            return False
        for i in new:
            one = self.reader.entities[i]
            match = next((self.reader.entities[j] for j in old if self.reader.entities[j].polity == one.polity), None)
            if match is None or (one.full is not None and match.full is not None):
                return False
            if one.office != match.office and not (
                any({one.office, match.office} <= family for family in _FAMILIES)
                or {one.office, match.office}
                & {"head", "other", "special-envoy", "minister", "member", "adviser", None}
            ):
                return False
        return True

    def _entity_polity(self, index: int) -> str:
        return self.reader.entities[index].polity or ""

    def _refer(self, told: Told) -> None:
        """The sentence speaks of the meeting at hand: it may add people, mode and day."""
        event = self._event_of(told)
        if event is None:
            return
        event.told.append(told)
        if self._of_both(told):
            for other in self.events:
                for ref in (*told.others, *(told.mains if told.attends else ())):
                    other.persons.setdefault(ref.entity, False)
        if any(c.kind == "call" and c.id != "spoke" for _, c in told.cues):
            self._mode(event, told)
        if told.status is Status.CANCELLED and told.s.zone in (TITLE, LEAD):
            event.status = Status.CANCELLED
        if any(c.kind in (*_STRONG, "noun") for _, c in told.cues) or told.attends:
            present = list(told.others)
            if told.attends:
                present += told.mains
            for ref in present:
                if ref.entity not in event.persons:
                    event.persons[ref.entity] = False

    @staticmethod
    def _of_both(told: Told) -> bool:
        """ "attended both meetings"."""
        words = told.s.words
        if "both" in words:
            return "meetings" in words or "اللقاءین" in words
        for one, two in itertools.pairwise(words):
            if (one == "ههردوو" and two.startswith(("دیدار", "کوبوونهوه", "دانیشتن"))) or (
                one == "du" and two.startswith(("hevdîtin", "civîn", "rûniştin"))
            ):
                return True
        return False

    def _attend(self, told: Told) -> None:
        if self.lang == "ar" and not self._of_meeting(told):
            return
        events = [self._event_of(told)]
        if self._of_both(told):
            events = list(self.events)
        hub = {r.entity for r in told.mains} | {r.entity for r in told.others if r.link != "presence"}
        if (
            self.lang == "en" and len(hub) == 1 and "accompanied" in told.s.words
        ):  # the guest's company went with him everywhere
            events += [e for e in self.events if e is not events[0] and e.persons.get(next(iter(hub)), False)]
        for event in events:
            if event is None:
                continue
            event.told.append(told)
            for ref in told.others:
                event.persons.setdefault(ref.entity, False)

    def _of_meeting(self, told: Told) -> bool:
        """Whether the sentence of attendance is about the meeting at hand: not "took part in a funeral"."""
        s = told.s
        for item in told.attends:
            said = s.words[item.start].removeprefix("و")
            if said not in ("شارک", "شارکت", "حضر", "حضرت", "مثل", "حضرا", "حضروا"):
                return True
            near = s.words[item.start : item.end + 5]
            if any(_MEETING.search(w) for w in near):
                return True
        return False

    def _event_of(self, told: Told) -> Event | None:
        """The latest meeting, or the one whose people the sentence names."""
        here = {r.entity for r in (*told.mains, *told.others)}
        counted = [e for e in self.events if e.told]
        if not counted:
            return None
        if (
            told.attends and told.status is None and self.lang == "en"
        ):  # who "was present" was not at a meeting yet to come
            counted = [e for e in counted if e.status is Status.HELD] or counted
            sides = {self._entity_polity(i) for i in here} - {""}
            fitting = [e for e in counted if sides <= {self._entity_polity(i) for i, side in e.persons.items() if side}]
            counted = fitting if sides and fitting else counted
        for event in reversed(counted):
            if self._same_house(event, told):
                return event
            specific = here & set(event.persons)
            if specific and any(i not in other.persons for other in counted if other is not event for i in specific):
                return event
        return max(counted, key=lambda e: e.told[-1].s.index)

    def _same_house(self, event: Event, told: Told) -> bool:
        """ "The State Department meeting", where one sentence told of two meetings in two houses."""
        bodies = {r.id for i in told.s.items for r in i.readings if r.kind == "body"}
        if not bodies or len(self.events) < 2:
            return False
        for other in event.told:
            for item in other.s.items:
                if any(r.kind == "body" and r.id in bodies for r in item.readings):
                    after = [r for r in other.mains if r.start >= item.end]
                    return bool(after) and after[0].entity in event.persons
        return False

    def _later_round(self, told: Told) -> Event | None:
        """A call today in which the same two agree to meet on a named later day."""
        if (
            told.status is not Status.PLANNED
            or told.s.zone == TITLE
            or not any(c.kind in ("meet", "receive") and c.status == "planned" for _, c in told.cues)
        ):
            return None
        base = self.events[-1]
        if base.status is not Status.HELD or any(i.is_word("company") for i in told.s.items):
            return None
        text = self.doc.text_of(told.s)
        day = choose_day(find_days(text, self.lang), text, published=self.published, status=Status.PLANNED)
        again = self.lang == "ar" and told.both and base.mode is not Mode.IN_PERSON and day is None
        if not again and (day is None or day.date <= self.published):
            return None
        event = Event(
            persons={i: side for i, side in base.persons.items() if side}, status=Status.PLANNED, status_at=told.s.index
        )
        event.status_rule = f"cue:{self.lang}:{told.status_cue.id if told.status_cue else ''}"
        event.told.append(told)
        event.weights = {**base.weights}
        self.events.append(event)
        base.told.append(told)
        return event

    def _adopt(self) -> None:
        """A side that stands only as a group gets its first person named later: "Hélène Marchetti, a deputy who leads the group"."""
        for event in self.events:
            named = {self._entity_polity(i) for i, side in event.persons.items() if side}
            for polity, group in event.groups.items():
                if polity in named or (self.lang == "en" and self._met_apart(event, polity, len(named) > 1)):
                    continue
                last = max(t.s.index for t in event.told)
                for told in self.told:
                    if told.s.index < event.told[0].s.index or told.s.index > last + 2 or told.skip:
                        continue
                    for ref in self.reader.refs.get(told.s.index, ()):
                        entity = self.entity(ref)
                        if entity is None or ref.plural or event.persons.get(entity.index):
                            continue
                        verb_inside = self.lang in ("en", "ar") and not entity.polity and told in event.told
                        if verb_inside and self._hosting(told, ref, group):
                            continue
                        if entity.former and not (ref.link == "led" and ref.polity):
                            continue
                        if entity.polity == polity or (
                            entity.polity in (None, "")
                            and entity.full is not None
                            and (entity.office or ref.link == "led")
                        ):
                            if entity.office in (None, "spokesperson"):
                                continue
                            entity.polity, entity.polity_rule = polity, group.rule
                            event.persons[entity.index] = True
                            named.add(polity)
                            break
                    if polity in named:
                        break

    def _met_apart(self, event: Event, polity: str, complete: bool) -> bool:
        """Whether the same sentence tells of a side's own meeting: "received, separately, the ambassadors of Japan and Korea"."""
        return any(
            other is not event
            and (complete or any(t is one for t in other.told for one in event.told))
            and any(self._entity_polity(i) == polity for i, side in other.persons.items() if side)
            for other in self.events
        )

    @staticmethod
    def _hosting(told: Told, ref: Ref, group: Group) -> bool:
        """Whether the verb stands between a person and a group: who receives a delegation is not of it."""
        low, high = sorted((ref.start, group.at))
        return any(low < i.start < high for i, c in told.cues if c.kind in ("meet", "receive"))

    def _drop_doubles(self, event: Event) -> None:
        """An office that only the title gives, beside a named person of the same side, is that person."""
        for index in list(event.persons):
            e = self.reader.entities[index]
            if (
                e.full is not None
                or any(r.name for r in e.refs)
                or not (
                    e.office in ("other", "head", "member")
                    or all(self.doc.sentences[r.sentence].zone == TITLE for r in e.refs)
                )
            ):
                continue
            rivals = [
                i for i, side in event.persons.items() if i != index and side and self._entity_polity(i) == e.polity
            ]
            if rivals:
                del event.persons[index]

    # -- what stands ---------------------------------------------------------------------------------------------------

    def _stands(self, e: Event) -> bool:
        polities = {self._entity_polity(i) for i, side in e.persons.items() if side and self._entity_polity(i)}
        if len(polities) < 2:
            polities = {self._entity_polity(i) for i in e.persons if self._entity_polity(i)}
        if len(polities) < 2:
            self._note("two parties of one polity" if len(e.persons) > 1 else "no second polity")
            return False
        if all(self.reader.entities[i].full is not None for i in e.persons):
            e.weights["named"] = NAMED_SIDES
        if not any(t.s.zone in (TITLE, LEAD) for t in e.told):
            e.weights["deep"] = -0.3
        for reason, weight in self.vetoes.items():
            met = any(c.kind in ("meet", "receive") for t in e.told if t.s.zone != TITLE for _, c in t.cues)
            e.weights[f"veto:{reason}"] = weight * (0.4 if met and reason == _MESSAGE else 1.0)  # it was handed over
        off = self.cancelled
        if off is not None and e.status is Status.CANCELLED and off not in e.told:
            e.told.append(off)
        if off is not None and e.status is not Status.CANCELLED:
            if e.status is not Status.PLANNED and e.told[0] is not off and off.s.zone != TITLE:
                return e.confidence() >= 0.5
            e.status, e.status_at = Status.CANCELLED, off.s.index
            if off not in e.told:
                e.told.append(off)
            e.status_rule = f"cue:{self.lang}:{off.status_cue.id if off.status_cue else ''}"
        if e.confidence() < 0.5:
            worst = min(self.vetoes, key=lambda r: self.vetoes[r], default="too little said of a meeting")
            self._note(worst)
            return False
        return True

    # -- when ----------------------------------------------------------------------------------------------------------

    def _date(self, e: Event, earlier: Sequence[Event]) -> None:
        if self.moved_to is not None and e.status is Status.PLANNED:
            e.day, e.day_at = self.moved_to, self.moved_at
            return
        if earlier and earlier[-1].day and e.told and e.told[0].s.zone != TITLE and earlier[-1].told[0] is e.told[0]:
            e.day, e.day_at = earlier[-1].day, earlier[-1].day_at
            return
        if (
            earlier
            and earlier[-1].day is not None
            and e.told
            and any(f in self.doc.text_of(e.told[0].s) for f in _NEXT_DAY)
        ):
            before = earlier[-1].day
            e.day = Day(date=before.date + timedelta(days=1), sure=True, start=0, end=0, rule="next-day")
            e.day_at = e.told[0].s.index
            return
        if e.told and any(f in self.doc.text_of(e.told[0].s) for f in _DAY_BEFORE):
            base = earlier[-1].day.date if earlier and earlier[-1].day is not None else self.published
            e.day = Day(date=base - timedelta(days=1), sure=True, start=0, end=0, rule="day-before")
            e.day_at = e.told[0].s.index
            return
        ordered = [t for t in e.told if t.s.zone != TITLE] + [t for t in e.told if t.s.zone == TITLE]
        ordered.sort(key=lambda t: t.s.zone != TITLE and not any(c.kind in _STRONG for _, c in t.cues))
        for told in ordered:
            if (day := self._day_in(told.s, e, told)) is not None:
                e.day, e.day_at = day, told.s.index
                return
        for start, end in self.doc.dateline:
            text = self.doc.folded.text[start:end]
            day = choose_day(find_days(text, self.lang), text, published=self.published, status=Status.HELD)
            if day is not None and e.status is Status.HELD and abs((day.date - self.published).days) <= 7:
                e.day = Day(date=day.date, sure=True, start=day.start, end=day.end, rule=f"dateline:{day.rule}")
                return
        for other in reversed(earlier):
            if other.day is not None and other.status is e.status:
                e.day, e.day_at = other.day, other.day_at
                return
        if self.lang == "ar" and e.status is Status.PLANNED and e.told:
            said = find_days(self.doc.text_of(e.told[0].s), self.lang)
            if any(thing.kind == "vague" for thing in said):
                return  # "in the coming days" is no day
        first = e.told[0].s.index if e.told else 0
        near = sorted(
            (t for t in self.told if (not t.skip or self._arrives(t.s)) and t.s.zone in (TITLE, LEAD, "body")),
            key=lambda t: abs(t.s.index - first),
        )
        soon = self.lang != "en" or any(_SOON & set(t.s.words) for t in e.told)
        for told in near[:6]:
            if e.status is Status.PLANNED and told.status is None and not self._visit(told):
                continue
            if (
                not soon
                and e.status is Status.PLANNED
                and told.status is None
                and any(c.kind in _STRONG for _, c in told.cues)
            ):
                continue  # the day of a meeting that was held is not that of the next
            if (day := self._day_in(told.s, e, told)) is not None:
                if self._arrives(told.s) and e.status is Status.HELD and (self.published - day.date).days == 1:
                    day = Day(date=self.published, sure=False, start=day.start, end=day.end, rule="day-after-arrival")
                e.day, e.day_at = day, told.s.index
                return

    def _arrives(self, s: Sentence) -> bool:
        return any(w.startswith(("وصل", "arriv", "landed", "گهیشت", "gihîşt")) for w in s.words)

    def _day_in(self, s: Sentence, e: Event, told: Told) -> Day | None:
        text = self.doc.text_of(s)
        found = find_days(text, self.lang)
        if not found:
            return None
        cue = next((i for i, c in told.cues if c.kind in _STRONG), None)
        at = s.spans[cue.start][0] - s.start if cue is not None else None
        status = Status.PLANNED if e.status is Status.CANCELLED else e.status
        if status is Status.PLANNED:  # "a source revealed on Monday" dates the word, not the meeting
            found = tuple(f for f in found if not _REPORTED.search(text[: f.start]))
        if e.status is not Status.HELD:
            vague = any(thing.kind == "vague" for thing in found)
            found = tuple(thing for thing in found if not thing.reported)
            if vague and not any(thing.kind == "day" for thing in found):
                after = [thing for thing in found if thing.kind == "weekday" and thing.turn >= 0]
                if not after or any(self._said_on(text, thing) for thing in after):
                    return None
        day = choose_day(found, text, published=self.published, status=status, at=at)
        if day is None:
            return None
        if e.status is Status.HELD and told.status is Status.PLANNED and day.date > self.published:
            return None
        if e.status is Status.HELD and day.date > self.published + timedelta(days=1):
            return None
        if e.status is Status.PLANNED and day.date < self.published - timedelta(days=1):
            return None
        return day

    @staticmethod
    def _said_on(text: str, thing: Found) -> bool:
        """ "announced on Tuesday", "said on Tuesday": the day of the statement."""
        before = text[max(0, thing.start - 24) : thing.start]
        after = text[thing.end : thing.end + 24]
        return any(
            w in before or w in after
            for w in (
                "said",
                "announced",
                "told",
                "according",
                "statement",
                "اعلن",
                "قال",
                "افاد",
                "رایگهیاند",
                "گوتی",
                "got",
                "ragihand",
            )
        )

    def _stale(self, e: Event) -> bool:
        """More than three days before publication: background."""
        if (
            e.day is not None
            and e.status is Status.HELD
            and (self.published - e.day.date).days > 3
            and len(self.events) > 1
        ):
            self._note("remembered meeting")
            return True
        return False

    def _headline_only(self, e: Event, events: list[Event]) -> bool:
        """A headline whose meeting the text tells in other words: with the guest's name, or as several meetings."""
        if any(t.s.zone != TITLE for t in e.told):
            return False
        told = [
            o
            for o in events
            if o is not e and any(t.s.zone != TITLE for t in o.told) and set(o.persons) & set(e.persons)
        ]
        if not told:
            return False
        sides = {i for i, side in e.persons.items() if side}
        unnamed = any(self.reader.entities[i].full is None for i in sides)
        return unnamed or sides <= {i for o in told for i in o.persons}

    @staticmethod
    def _other_lead(e: Event, other: Event) -> bool:
        """Whether somebody led this meeting who only sat beside in the other: "A met B; then C received A in the presence of B"."""
        if any(t.s.zone == TITLE for t in (*e.told, *other.told)) or e.told[0] is other.told[0]:
            return False
        return any(side and other.persons.get(i) is False for i, side in e.persons.items())

    def _distinct(self, events: list[Event]) -> list[Event]:
        """Drop tellings whose people are all in a better one of the same day."""
        kept: list[Event] = []
        events = [e for e in events if not self._headline_only(e, events)]
        for e in sorted(events, key=lambda e: -len(e.persons)):
            double = False
            for other in kept:
                same_day = e.day is None or other.day is None or e.day.date == other.day.date
                if (
                    set(e.persons) <= set(other.persons)
                    and same_day
                    and (e.status is other.status or (e.day is None and e.mode is other.mode))
                    and not self._other_lead(e, other)
                ) or (
                    same_day and e.status is other.status and self._unnamed_match(set(e.persons), set(other.persons))
                ):
                    double = True
            if not double:
                kept.append(e)
        return sorted(kept, key=lambda e: min(t.s.index for t in e.told))
