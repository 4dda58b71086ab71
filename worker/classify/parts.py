"""Which part somebody has in what a sentence reports: a side of the meeting, present, only marking its time, or only spoken of."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from storage.records import Status
from worker.classify.lexicon import Item, mark
from worker.classify.refs import says
from worker.classify.text import BODY, Document, Sentence, begins, opens_a_date
from worker.classify.told import MEETING, STRONG, TALK, Event, Told
from worker.classify.when import Day
from worker.classify.who import Entity, Reader, Ref
from worker.knowledge.load import Knowledge

Part = Literal["", "main", "attends", "aside", "spoken"]
MAIN: Final = "main"  # a side
ATTENDS: Final = "attends"
ASIDE: Final = "aside"  # another meeting's, told beside this one
SPOKEN: Final = "spoken"  # no more than spoken of

_DELEGATION, _PRESENCE, _ABOUT = map(mark, ("word:deleg", "word:presence", "word:about"))
_PRESENT_WITHIN = 3  # words between "in the presence of" and the last of those who were
_REMARKS = frozenset(["remarks", "comments", "statement", "statements", "words"])
_HIS_MEETING = frozenset(["meeting", "call", "talks", "visit", "meetings"])
_STAYS = frozenset(["visit", "stay", "trip", "tour", "stopover"])
_MEANTIME = frozenset(["خلال", "وخلال", "اثناء"])
_THAT = frozenset(["ان", "بان", "انه", "بانه"])  # folded
_THIS = (["هذه"], ["تلک"])
_HIS_STAY = (
    "زیار",
    "الزیاره",
    "وجوده",
    "تواجده",
    "وجودها",
    "تواجدها",
    "جولته",
    "جولتها",
    "اقامته",
    "مشارکته",
    "مشارکتها",
)  # folded
_SAID = frozenset(["said", "says", "told", "wrote", "was", "were"])
_TO_SEE = ("bibîne", "bibînin", "bibînê")
_WAITED = (["li", "benda"], ["li", "hêviya"])  # for him
_LEADS = ("serokat", "serperişt", "سهروکایهت", "سهرپهرشت")
_CONVEYED = ("gihan", "ragihan", "گهیاند", "گهیهند", "راگهیاند")
_DONE_CKB = frozenset(
    ["کرد", "کردووه", "کوبووهوه", "کوبوونهوه", "دهکات", "دانیشت", "کهوت", "بینی"]
)  # folded: ends a clause
_EFFORTS = (
    ["ههولهکانی"],
    ["ههولی"],
    ["رولی"],
    ["ههلویستی"],
    ["ههلویستهکانی"],
    ["پیشنیازهکهی"],
    ["دهستپیشخهرییهکهی"],
)  # folded
_HONOURS = ("سهروک", "بهریز")
_SINCE = frozenset(["piştî", "berî", "beriya"])  # Kurmanji: a clause of time, where a sentence opens with it
_TO_WHOM = frozenset(["به", "بو", "ji", "bo", ",", "،"])  # opens for whom greetings are
_THE_GUEST = ("میوانهکه", "وهزیرهکه", "بالیوزهکه", "نیردهکه")  # folded
SETS_OUT_FOR = frozenset(["visit", "in", "arrive", "travel", "fly"])  # what a plan to come ends in or goes on with
VISITS, WILL_COME = (
    ("سهردان", "گهشت"),
    frozenset(["دهگاته", "بگاته", "دهچیته", "بچیته", "دیته", "بیته"]),
)  # Sorani, folded
INVITATION = ("بانگهیشت", "بانگیشت", "vexwendin", "vexwandin", "dawet")  # folded
_GREETINGS = ("silav", "rêz", "slav", "سلاو", "ریز")
_HIS_WORDS = re.compile(
    r"(?:لیدوان|قسه|وته|ههلویست|بریار|پهیام|دهستپیشخهری|ههنگاو|پیشنیار|بانگهواز|راگهیه?ندراو|راگهیه?نراو|هاوسوزی|خهبات|قوربانی)"
    r"(?:هکه|هکان|هکا|کان|ان|یهکه|یهکان)?یی?$"
    r"|(?:daxuyaniy|gotin|helwest|biryar|peyam|pêşniyar|pesn|hewl|hewldan|hewildan|bizav|ked|rol)(?:a|ê|ên)$"
).match  # folded: what somebody said or did, which others welcome
COMPRISING = frozenset(
    [
        "comprising", "including", "included", "includes", "comprised", "comprises", "consisting", "grouping", "ضم", "یضم", "تضم", "پیکهاتبوو", "پیکهاتووه", "هاتبوو",
        "هاتووه", "پیکدیت", "پیکهاتوون", "گرتبوو", "گرتووه", "لهخوگرتبوو", "hatibû", "dihat", "pêkhatî", "pêkhatibû",
    ]
)  # fmt: skip
_NO_BARRIERS = frozenset([("عن", "الجانب"), ("علی", "راسهم"), ("علی", "راسها")])  # folded: "officials, at their head A"
_AND_HIS_MEETING = frozenset(["ولقایه", "ولقایها", "ولقاءه", "ولقاءها", "واجتماعه", "واجتماعها"])  # folded
_VISITS = frozenset(["زیاره", "بزیاره", "الزیاره", "بالزیاره", "لزیاره"])
_LISTING = frozenset(
    ["و", "،", "ههروهها", "ژمارهیهک", "û", ",", "hejmarek", "herwiha"]
)  # folded: between those present
SAYS = frozenset(
    [
        "ذکر",
        "ذکرت",
        "قال",
        "قالت",
        "اعلن",
        "اعلنت",
        "افاد",
        "افادت",
        "اوضح",
        "صرح",
        "اشار",
        "لفت",
        "کشف",
        "کتب",
        "کتبت",
        "غرد",
        "غردت",
        "نشر",
        "نشرت",
    ]
)
# folded: behind them stands who brought a letter, or with whom somebody held a press meeting ("الذي عقده ونظيره")
_WHO_DID = frozenset(["سلمها", "سلمتها", "نقلها", "بتسلیمها", "بنقلها", "عقده", "عقدته", "عقدها"])
_PUT_OFF = frozenset(["تاجیل", "ارجاء", "الغاء", "بتاجیل", "بارجاء", "بالغاء"])  # folded
_MANY_MET = frozenset(
    [
        "leaders",
        "officials",
        "politicians",
        "ministers",
        "figures",
        "lawmakers",
        "ambassadors",
        "diplomats",
        "counterparts",
    ]
)
_SOMEBODYS_VISIT = frozenset(
    [
        "چاوهروانی", "چاوهریی", "کاتی", "وادهی", "بهرنامهی", "یامانجی", "له", "دوای", "پیش", "پرسی", "بابهتی", "ههوالی", "گرنگی", "گرنگیی",
        "ریکخستنی",
    ]
)  # fmt: skip
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"])
_LATTER = frozenset(["الاخیر", "الاخیره"])
_PRAISES = frozenset(
    [
        "شکر",
        "شکرت",
        "شکره",
        "شکرها",
        "اشاد",
        "اشادت",
        "مشیدا",
        "مشیده",
        "وصف",
        "وصفت",
        "واصفا",
        "واصفه",
        "ثمن",
        "ثمنت",
        "مثمنا",
        "مثمنه",
        "مستذکرا",
    ]
)  # folded
_REGARDS = frozenset(["تحیات", "تهانی", "تمنیات", "وتحیات", "وتهانی", "وتمنیات"])
_BESIDE = frozenset(["ahead", "before", "after", "following", "prior", "besides"])  # a meeting
_CLOSES_REPORT = frozenset(
    ["kir", "kirin", "xist", "da", "ziman", "kişand", "dike"]
)  # Kurmanji: ends of verbs of saying, before "ku"
_NOT_TO_HIM = [["ya"], ["a"], ["bo"], ["ji"]]
_GLAD = [["xweşhal"], ["kêfxweş"], ["dilxweş"], ["şad"], ["bextewar"]]
_CAME = frozenset(["وصل", "وصلت", "زار", "زارت"])  # folded
_TO_MEET_HIM = frozenset(["استقباله", "استقبالها", "استقبله", "استقبلها"])


def is_somebodys_visit(ahead: str) -> bool:
    """Sorani: whether "سەردانی NAME" is the visit that he pays, by the word before it: "ئامادەکارییەکانی سەردانی A"."""
    return ahead in _SOMEBODYS_VISIT or ahead.endswith("هکانی")


@dataclass(slots=True, kw_only=True)
class Before:
    """What stands before somebody in a sentence."""

    cue: int | None  # where the first cue of it stands
    strong: bool  # whether the sentence reports a meeting by a cue that needs no other
    part: Part = ""  # of whoever was named before
    end: int = -10

    def near(self, ref: Ref) -> bool:
        return ref.start - self.end <= 4

    def joined(self, ref: Ref) -> bool:
        return ref.link == "and" and self.near(ref)

    def reports(self, ref: Ref) -> bool:
        return self.cue is not None and self.cue < ref.start


def _after_somebody(words: Sequence[str], ref: Ref) -> bool:
    """Arabic: "بعد الرئيس، التقى": whoever was met before."""
    if not ref.start or ref.clitic or words[ref.start - 1] not in ("بعد", "قبل", "عقب"):
        return False
    return words[max(0, ref.start - 2)] != "من"


def on_that_visit(s: Sentence, i: int) -> bool:
    """Arabic: "أشاد بزيارة A إلى بغداد ولقائه B": whether "and his meeting" at token i is of a visit that was only spoken of."""
    return s.zone == BODY and i > 0 and s.words[i] in _AND_HIS_MEETING and not _VISITS.isdisjoint(s.words[:i])


def _is_barrier(s: Sentence, item: Item, language: str) -> bool:
    """Whether "about", "during" and their like begin what was talked about, and no day or stay."""
    words = s.words
    if item.is_word("filler", "with") or opens_a_date(s, item):
        return False
    opens = (words[item.start].removeprefix("و"), *words[item.start + 1 : item.end + 1])
    if language == "ar" and opens in _NO_BARRIERS:
        return False
    if language == "ar" and words[item.end : item.end + 1] and words[item.end].startswith("هامش"):
        return False  # "والتقى على هامشه NAME"
    if words[item.start] == "during" and set(words[item.end : item.end + 3]) & _STAYS:
        return False
    stay = item.end + (words[item.end : item.end + 1] in _THIS)  # "during this visit"
    return not (words[item.start] in _MEANTIME and words[stay : stay + 1] and words[stay].startswith(_HIS_STAY))


def _in_place(words: Sequence[str], item: Item) -> bool:
    """Kurmanji: "di civînê de", "di vê hevdîtinê de": what is said there."""
    return words[item.start - 1] in ("di", "vê", "wê")


_NO_TALKS_BETWEEN = frozenset(["agreement", "deal", "accord", "dispute", "disputes", "differences", "relations", "ties", "tensions", "rivalry", "agreements"])  # fmt: skip
_TELLS = frozenset(["told", "said", "announced", "revealed", "confirmed", "says"])
_WISHES = frozenset(["wish", "wishes", "wished", "wishing"])
_IN_COMPANY = frozenset(["accompanied", "flanked", "joined"])  # by somebody
# ahead of the one whom somebody serves: "Chief of Staff to President A, B"
_SERVES = [
    ["staff", "to"],
    ["adviser", "to"],
    ["advisor", "to"],
    ["assistant", "to"],
    ["aide", "to"],
    ["secretary", "to"],
]
_PRAISED = frozenset(
    ["thanked", "praised", "hailed", "commended", "congratulated", "condemned", "criticised", "criticized"]
)


_PRESENCE_OF = "یامادهبوون"  # folded


class PartReader:
    """Reads the part of each. The attributes are the notes of one entry; see `Judge`."""

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
        self.told_at: dict[int, Told] = {}  # the same by their sentences
        self.events: list[Event] = []
        self.delegates: list[int] = []  # entities that a sentence lists as members of the delegation
        self.vetoes: dict[str, float] = {}
        self.kept: list[Event] = []
        self.guests: Told | None = None  # tells of guests whom somebody received, and names none (Sorani)
        self.private: set[int] = set()  # sentences of meetings with people who hold no office
        self.moved_to: Day | None = None
        self.moved_at: int | None = None

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

    def _polity(self, ref: Ref) -> str:
        entity = self.entity(ref)
        return (entity.polity or "") if entity else ""

    def _entity_polity(self, index: int) -> str:
        return self.reader.entities[index].polity or ""

    def _part_of(self, told: Told, ref: Ref, before: Before) -> Part:
        """The part that somebody has in what a sentence reports; `before` is what stands ahead of him in it."""
        lang = self.lang
        if ref.start in told.aside or (lang == "en" and self._whose_or_asked(told, ref)):
            return SPOKEN
        if lang == "ar" and (self._is_the_latter(told, ref) or told.s.words[ref.start - 1] in _WHO_DID):
            return MAIN
        if ref.link == "mention":
            return MAIN if self._invited_or_coming(told, ref, before) else SPOKEN
        if lang in ("ckb", "kmr") and ref.start and self._words_of(told, ref):
            return SPOKEN  # "پێشوازیی لە لێدوانەکانی NAME کرد", "pêşwazî li daxuyaniyên NAME kir"
        if ref.link == "led":
            return MAIN if self._leads_them(told, ref, before) else SPOKEN
        if lang == "en" and self._among_meetings(told, ref):
            return MAIN
        if lang == "en" and before.part == ATTENDS and self._subject_behind_company(told, ref):
            return MAIN
        if self._in_presence(told, ref, before):
            return ATTENDS
        if lang == "en":
            if ref.link == "of" and before.near(ref) and before.end > 0 and before.part in (MAIN, ATTENDS):
                return SPOKEN
            if self._sets_the_time(told, ref):
                return ASIDE
        elif lang == "ar":
            if before.strong and _after_somebody(told.s.words, ref):
                return ASIDE  # "after the president, the premier"
            if self._only_says(told, ref) or self._greeted(told, ref) or self._praised(told, ref):
                return SPOKEN
            if on_that_visit(told.s, ref.start - 1):
                return SPOKEN
        if told.attends and not before.strong and not self._discusses_ahead(told, ref):
            return SPOKEN if self._behind_the_verb(told, ref) or self._occasion_of(told, ref) else ATTENDS
        if lang == "ar" and self._behind_attends(told, ref):
            return ATTENDS
        if lang in ("ckb", "kmr"):
            part = self._part_kurdish(told, ref, before)
        else:
            part = SPOKEN if self._behind_a_barrier(told, ref, before) else None
        if part is not None:
            return part
        return ATTENDS if before.part == ATTENDS and before.joined(ref) else MAIN

    def _subject_behind_company(self, told: Told, ref: Ref) -> bool:
        """English: "In the presence of the ambassador, NAME, the minister, NAME, received ...", "Accompanied by the ambassador, A and B met C":
        whether only others joined to him stand between somebody and the verb, behind those who were there."""
        words = told.s.words
        company = words[:3] == ["in", "the", "presence"] or not _IN_COMPANY.isdisjoint(words[:5])
        verb = next((i.start for i, c in told.cues if c.kind in STRONG and i.start >= ref.end), None)
        if not company or verb is None:
            return False
        joined = [r for r in self.reader.refs.get(told.s.index, ()) if ref.end <= r.start < verb]
        if joined and (words[ref.end] != "and" or len(joined) > 1):
            return False
        return verb - (joined[-1].end if joined else ref.end) <= 2

    @staticmethod
    def _words_of(told: Told, ref: Ref) -> bool:
        """Kurdish: whether it is his words or efforts that are spoken of: "daxuyaniyên NAME", "rola navbeynkariyê ya NAME"."""
        words, last = told.s.words, ref.start - 1
        if _HIS_WORDS(words[last]):
            return True
        return words[last] in ("ya", "yên") and last > 1 and _HIS_WORDS(words[last - 2]) is not None

    def _is_the_latter(self, told: Told, ref: Ref) -> bool:
        """Arabic: "بيان صادر عن مكتب الرئيس أن الأخير استقبل ...": who was named last before "the latter", who met somebody."""
        words = told.s.words
        if _LATTER.isdisjoint(words[ref.end :]):
            return False
        at = next(n for n in range(ref.end, len(words)) if words[n] in _LATTER)
        if any(ref.end <= r.start < at for r in self.reader.refs.get(told.s.index, ())):
            return False
        return any(c.kind in STRONG and at < i.start <= at + 2 for i, c in told.cues)

    def _whose_or_asked(self, told: Told, ref: Ref) -> bool:
        """English: "NAME's speech" (not his meeting), "urged NAME to", "the first to"."""
        words = told.s.words
        of_complement = ref.name is not None and ref.name[1] < ref.end  # "NAME, director of Duhok's Board"
        owns = words[ref.end : ref.end + 1] == ["'s"] and not of_complement
        came = words[ref.end + 2 : ref.end + 3] == ["came"] and words[ref.end + 1] in _REMARKS
        if owns and not came and _HIS_MEETING.isdisjoint(words[ref.end + 1 : ref.end + 4]):
            return True  # but "A's remarks came during a meeting with B"
        ahead = [w for w in words[max(0, ref.start - 3) : ref.start] if w != "the"]
        if ahead[-2:] in (["support", "for"], ["support", "to"], ["message", "of"], ["letter", "of"]):
            return True  # "confirms his support to the premier", "the letter of the Emir was delivered during a meeting between ..."
        if ref.name and (ahead[-2:] in _SERVES or (ahead[-1:] and ahead[-1] in _WISHES)):
            return True
        if told.s.quoted[ref.start] and self._wished_in_a_quote(told, ref):
            return True
        if ahead[-1:] and ahead[-1] in _PRAISED and any(i.end < ref.start for i, c in told.cues if c.kind in STRONG):
            return True  # "met the minister and thanked President NAME for his support"
        if ref.link == "with" and words[ref.start - 3 : ref.start].count("between"):
            between = ref.start - 1 - words[ref.start - 1 :: -1].index("between")
            if words[between - 1] in _NO_TALKS_BETWEEN:
                return True  # "praising the agreement between President A and B"
        if self._tells_of_two(told, ref):
            return True
        if self._tells_of_others_behind(told, ref):
            return True
        return self._called_upon(words, ref) or self._first_to(words, ref) or self._in_a_clause_of_his(told, ref)

    def _tells_of_others_behind(self, told: Told, ref: Ref) -> bool:
        """English: "The ambassador, NAME, said on Monday that A would meet B": who tells that others, of two sides, met or will meet."""
        words = told.s.words
        at = ref.end + (words[ref.end : ref.end + 1] == [","])
        if not words[at : at + 1] or words[at] not in _TELLS or ref.plural:
            return False
        that = next((n for n in range(at + 1, min(len(words), at + 9)) if words[n] == "that"), at)
        cue = next((i.start for i, c in told.cues if c.kind in STRONG), -1)
        if cue < that or (that == at and words[at] not in ("said", "says")):
            return False
        behind = [r for r in self.reader.refs.get(told.s.index, ()) if r.start > that and not r.plural]
        ahead = next((r for r in behind if r.start < cue), None)
        if ahead is None or ahead.entity in (ref.entity, -1) or not {"he", "she", "we"}.isdisjoint(words[that:cue]):
            return False
        return any(self._polity(r) not in ("", self._polity(ahead)) and r.entity != ref.entity for r in behind)

    def _tells_of_two(self, told: Told, ref: Ref) -> bool:
        """ "A will hold talks with B, the consul, C, told the agency", "C said the two leaders would meet": who speaks of others' meeting."""
        behind = told.s.words[ref.end + (told.s.words[ref.end : ref.end + 1] == [","]) :][:1]
        if not behind or behind[0] not in _TELLS:
            return False
        if told.both and not told.mains:
            of_them = ["the", "two"] in (told.s.words[ref.end + n : ref.end + n + 2] for n in (1, 2, 3))
            return of_them and told.status is Status.PLANNED
        return len({self._polity(r) for r in told.mains} - {""}) > 1

    @staticmethod
    def _wished_in_a_quote(told: Told, ref: Ref) -> bool:
        """ "Received the ambassador: 'he expressed his wishes for President NAME'": behind "for" or "to" in a quotation that reports no meeting."""
        s, strong = told.s, [i.start for i, c in told.cues if c.kind in STRONG]
        ahead = s.words[max(0, ref.start - 3) : ref.start]
        return bool(strong) and not any(s.quoted[at] for at in strong) and not {"for", "to"}.isdisjoint(ahead)

    @staticmethod
    def _in_a_clause_of_his(told: Told, ref: Ref) -> bool:
        """ "... after talks with party leaders; the ambassador welcomed the step": behind a semicolon, with a verb that reports no meeting."""
        words = told.s.words
        if ";" not in words[: ref.start]:
            return False
        opens = ref.start - words[ref.start - 1 :: -1].index(";")
        verb = words[ref.end] if ref.end < len(words) else ""
        return (verb.endswith("ed") or verb in _SAID) and not any(i.start >= opens for i, _ in told.cues)

    @staticmethod
    def _invited_and_met(told: Told, ref: Ref) -> bool:
        """Arabic: "بدعوة من B، وصل A إلى أنقرة، وعقد الجانبان مباحثات", "وأجرى معه مباحثات": who had invited him is the other of the two."""
        words = told.s.words
        if {"لدعوه", "بدعوه"}.isdisjoint(words[max(0, ref.start - 4) : ref.start]):
            return False
        behind = words[ref.end :]
        together = not {"الجانبان", "الطرفان", "معه", "معها"}.isdisjoint(behind)
        return together and any(i.start > ref.end and c.kind in ("talk", "meet", "noun") for i, c in told.cues)

    def _invited_or_coming(self, told: Told, ref: Ref, before: Before) -> bool:
        """Who is only mentioned is a side where he had invited, or where his visit is what the meeting was in."""
        words = told.s.words
        visit = False
        if self.lang == "en":
            if "invitation" in words[max(0, ref.start - 4) : ref.start]:
                if told.both and any(i.start > ref.end and c.kind in ("talk", "meet") for i, c in told.cues):
                    return True  # "arrived at the invitation of NAME, and the two discussed ..."
                if any(
                    c.id == "meeting-planned" and not SETS_OUT_FOR.isdisjoint(words[i.end - 1 : i.end + 1])
                    for i, c in told.cues
                ):
                    return True  # "will visit Baghdad at the invitation of NAME"
                if not told.mains and before.strong and before.reports(ref):
                    return True  # "leaders of the blocs met at the invitation of the premier"
            visit = "visit" in words[max(0, ref.start - 3) : ref.start]
        elif self.lang == "kmr" and (self._says_of_himself(words, ref) or self._inviter_met(words, ref)):
            return True
        elif self.lang == "ar" and any(
            c.id == "planned-meet"
            and i.end <= ref.start <= i.end + 1
            and words[i.end - 1].startswith(("دعو", "لدعو", "بدعو", "من"))
            for i, c in told.cues
        ):
            return True  # "سيصل بغداد الاثنين تلبية لدعوة NAME"
        elif self.lang == "ar" and self._invited_and_met(told, ref):
            return True
        elif self.lang == "ar" and ref.clitic.startswith("ل"):  # "in a visit of the minister's to Baghdad, he met ..."
            visit = any(w.endswith(("زیاره", "جوله")) for w in words[max(0, ref.start - 4) : ref.start])
        off = (
            self.lang == "en" and told.status is Status.CANCELLED
        )  # "a visit by A, in which he was to sign a deal with B, was called off"
        return visit and any(
            i.start > ref.end and (c.kind in ("meet", "receive") or (off and c.kind == "talk")) for i, c in told.cues
        )

    @staticmethod
    def _inviter_met(words: list[str], ref: Ref) -> bool:
        """Kurmanji: "A, ku li ser vexwendina B çûye Tehranê, îro bi wî re rûnişt": who invited is whom a pronoun means."""
        invited = any(w.startswith(INVITATION) for w in words[max(0, ref.start - 5) : ref.start])
        behind = words[ref.end :]
        return invited and any(
            behind[n : n + 3] in (["bi", "wî", "re"], ["bi", "wê", "re"]) for n in range(len(behind))
        )

    @staticmethod
    def _says_of_himself(words: list[str], ref: Ref) -> bool:
        """Kurmanji: "Ofîsa Serokwezîr NAME ragihand ku wî telefonî X kiriye": whose office it is did what it tells."""
        that = next((n for n in range(ref.end, min(len(words) - 1, ref.end + 6)) if words[n] == "ku"), None)
        return (
            that is not None and words[that + 1] in ("wî", "wê", "ew") and any(says(w) for w in words[ref.end : that])
        )

    def _leads_them(self, told: Told, ref: Ref, before: Before) -> bool:
        """Whether "led by NAME" is said of a delegation that is there."""
        if before.strong and before.reports(ref):
            return True
        if self.lang == "en" and self._house_led_by(told, ref):
            return True
        if self.lang == "ckb" and self._chaired_by(told, ref):
            return True
        s = told.s
        return any(i.start < ref.start for i in s.those(_DELEGATION)) or "delegation" in s.words[: ref.start]

    @staticmethod
    def _chaired_by(told: Told, ref: Ref) -> bool:
        """Sorani: "بە سەرپەرشتیی A کۆبوونەوەیەک لەگەڵ B گرێدرا": a verb of meeting behind or before who chairs it."""
        words = told.s.words
        chairs = any(w.startswith("سهرپهرشت") for w in words[max(0, ref.start - 2) : ref.start])
        return chairs and any(c.kind == "meet" for _, c in told.cues)

    def _in_presence(self, told: Told, ref: Ref, before: Before) -> bool:
        """Whether "in the presence of" stands before him, and no verb of meeting in between."""
        if not told.s.marks & _PRESENCE:
            return False
        presence = [i for i in told.s.those(_PRESENCE) if i.start < ref.start]
        if not presence or any(presence[-1].end <= c.start < ref.start for c, cue in told.cues if cue.kind in STRONG):
            return False
        if self.lang == "ar" and ref.link == "with" and before.strong:
            return False  # "سيجتمع A، برفقة السفير، مع B"
        return (
            ref.link == "presence"
            or (before.part == ATTENDS and before.near(ref))
            or ref.start - presence[-1].end <= _PRESENT_WITHIN
        )

    def _discusses_ahead(self, told: Told, ref: Ref) -> bool:
        """Arabic: "discussed" makes a side of who stands before the attendance; Kurmanji "A û B, bi amadebûna C, ... îmze kirin"."""
        if self.lang not in ("ar", "kmr") or (self.lang == "kmr" and not told.attends[0].is_word("presence")):
            return False
        discussed = any(c.kind == "talk" for _, c in told.cues)
        if told.s.words[0] in _CAME and not told.cues:  # "وصل A يرافقه B، وكان في استقباله C"
            return ref.end <= told.attends[0].start or not _TO_MEET_HIM.isdisjoint(
                told.s.words[max(0, ref.start - 2) : ref.start]
            )
        return discussed and ref.end <= told.attends[0].start

    def _behind_attends(self, told: Told, ref: Ref) -> bool:
        if not told.attends:
            return False
        if self.lang == "ar" and self._took_part_and_met(told, ref):
            return False
        return (
            any(a.end <= ref.start for a in told.attends)
            and ref.link in ("presence", "cue", "and", "other")
            and self._attends_between(told, ref)
        )

    @staticmethod
    def _took_part_and_met(told: Told, ref: Ref) -> bool:
        """Arabic: "شارك A في المنتدى والتقى B": who took part in something is the subject of "and met", too."""
        words, took = told.s.words, told.attends[0].end
        met = [i.start for i, c in told.cues if c.kind in STRONG and i.start > took and words[i.start].startswith("و")]
        return bool(met) and took <= ref.start

    def _behind_a_barrier(self, told: Told, ref: Ref, before: Before) -> bool:
        """English, Arabic: whether "about", "during" and their like part him from what is reported: he is what it was about."""
        if not before.reports(ref) or (self.lang == "en" and self._whose_words(told.s, ref)):
            return False
        crossed = [
            i
            for i in told.s.those(_ABOUT)
            if before.cue is not None
            and max(before.cue, before.end - 1) < i.start < ref.start
            and _is_barrier(told.s, i, self.lang)
            and not self._comprised(told, i, ref)
        ]
        if (
            crossed
            and ref.link not in ("with", "by", "cue", "presence")
            and not self._cue_between(told, crossed[-1].start, ref.start)
            and not self._each_of(told.s.words[: ref.start])
            and not self._subject_ahead(told, ref)
        ):
            return True
        return before.part == SPOKEN and before.joined(ref)

    @staticmethod
    def _whose_words(s: Sentence, ref: Ref) -> bool:
        """English: " "I met with A to discuss trade," B wrote": who stands right behind what he says of himself."""
        i = ref.start - 1
        closed = i > 1 and s.words[i] == '"' and s.quoted[i - 2] and not s.quoted[ref.start]
        return closed and any(s.words[n] in ("i", "we") and s.quoted[n] for n in range(i))

    def _part_kurdish(self, told: Told, ref: Ref, before: Before) -> Part | None:
        """Where words around him say it; None where nothing does."""
        if self._greetings_of(told, ref) or self._tells_of_others(told, ref):
            return SPOKEN
        if self._ahead_of_attendance(told, ref):
            return ATTENDS
        if ref.link in ("about", "and", "other") and self._makes_up(told, ref):
            return MAIN
        if self._thanked(told, ref) or self._in_report(told, ref) or self._visit_of(told, ref):
            return SPOKEN
        if self.lang == "ckb" and (plan := told.plan_spoken_of()) is not None and plan < ref.start:
            return SPOKEN
        if self.lang == "ckb" and (self._says_behind(told, ref) or self._efforts_of(told, ref)):
            return SPOKEN
        if ref.link == "about" and self._listed_present(told, ref):
            return ATTENDS
        if ref.link in ("about", "other") and self._invites(told, ref):
            return MAIN
        if ref.link in ("other", "and") and not before.strong and not told.both and self._invited_by(told, ref):
            return SPOKEN  # "بە بانگهێشتی NAME بەشداری لە لوتکەکە دەکات"
        words = told.s.words
        if ref.link == "about" and self.lang == "kmr" and self._to_be_seen(told, ref):
            return MAIN
        if self.lang == "kmr" and words[ref.start - 1] == "ji" and words[ref.end : ref.end + 1] == ["wergirt"]:
            return MAIN if any(w.startswith("bawer") for w in words) else SPOKEN  # "vexwendinameyek ji A wergirt"
        if ref.link == "about" and words[ref.end : ref.end + 2] in _WAITED:
            return MAIN  # "çû Pîrmamê, cihê ku A li benda wî bû"
        if ref.link == "about":
            return MAIN if any(w.startswith(_LEADS) for w in words[ref.end : ref.end + 3]) else SPOKEN
        if before.part == SPOKEN and before.joined(ref):
            said = any(says(w) or w == ":" for w in words[before.end : ref.start])
            dated = words[before.end : ref.start] == [","] and not _SINCE.isdisjoint(words[:3])
            return MAIN if said or dated else SPOKEN  # "X ڕایگەیاند، A ..." is about A; "Piştî mirina X, A ..."
        return None

    def _to_be_seen(self, told: Told, ref: Ref) -> bool:
        """Kurmanji: "dê biçe Silêmaniyê ku A bibîne", "tê payîn ku beriya vegerê A, serokê ..., jî bibîne": whom somebody is to see."""
        words = told.s.words
        see = next((n for n in range(ref.end, min(ref.end + 9, len(words))) if words[n] in _TO_SEE), None)
        if see is None or (see > ref.end and words[ref.end] not in (",", "jî")):
            return False
        return not any(ref.end <= r.start < see and r.name for r in self.reader.refs.get(told.s.index, ()))

    @staticmethod
    def _says_behind(told: Told, ref: Ref) -> bool:
        """Sorani: "A پێشوازی لە B کرد و C دەڵێ": who speaks of it behind the verb was not there for that."""
        words = told.s.words
        if words[ref.start - 1] != "و" or words[ref.start - 2] not in _DONE_CKB:
            return False
        return any(says(w) for w in words[ref.end : ref.end + 3])  # "نوێنەری حکوومەت لە ئەمریکا دەڵێ"

    def _efforts_of(self, told: Told, ref: Ref) -> bool:
        """Sorani: "A و B لە داڤۆس تاوتوێی ... و هەوڵەکانی Cیان کرد": whose efforts two sides spoke of."""
        before = [w for w in told.s.words[max(0, ref.start - 4) : ref.start] if w not in _HONOURS][-1:]
        return before in _EFFORTS and len({self._polity(r) for r in told.mains}) > 1

    def _ahead_of_attendance(self, told: Told, ref: Ref) -> bool:
        """Kurdish: "A ئامادەی دیدارەکە بوو": the word of attendance stands behind, and no verb of meeting in between."""
        ahead = [a for a in told.attends if 0 <= a.start - ref.end <= 8 and not a.is_word("presence")]
        return bool(ahead) and not any(
            ref.end <= i.start < ahead[0].start and not self._place_of_presence(told, i)
            for i, c in told.cues
            if c.kind in STRONG
        )

    @staticmethod
    def _each_of(before: Sequence[str]) -> bool:
        """Arabic: "... كلا من: A وB": the object of the verb ahead, whatever stands between."""
        return list(before[-3:] if before[-1:] == [":"] else (*before[-2:], ":")) == ["کلا", "من", ":"]

    @staticmethod
    def _first_to(words: Sequence[str], ref: Ref) -> bool:
        """ "met the leaders, the first head of state to visit since ...": said of somebody who is named already."""
        return ref.name is None and words[ref.end : ref.end + 1] == ["to"] and words[ref.start - 1] in ("first", "only")

    @staticmethod
    def _called_upon(words: list[str], ref: Ref) -> bool:
        """ "called on the Prime Minister to hold to account": whom somebody asks from afar."""
        before = [w for w in words[max(0, ref.start - 3) : ref.start] if w != "the"][-2:]
        if len(before) < 2 or not before[0].startswith("call") or before[1] not in ("on", "upon"):
            return False
        return "to" in words[ref.end : ref.end + 4]

    @staticmethod
    def _comprised(told: Told, barrier: Item, ref: Ref) -> bool:
        """ "... والوفد المرافق له الذي ضم وزير الخارجية X": the relative clause tells who came along."""
        return barrier.end < ref.start <= barrier.end + 2 and told.s.words[barrier.end] in COMPRISING

    @staticmethod
    def _among_meetings(told: Told, ref: Ref) -> bool:
        """ "Has had scores of meetings since Friday, including with the Secretary-General": one of those whom he met."""
        words = told.s.words
        if "including" not in words and "such" not in words:
            return False
        at = next(
            (
                i
                for i in range(ref.start - 1, -1, -1)
                if words[i] == "including" or words[i - 1 : i + 1] == ["such", "as"]
            ),
            None,
        )
        if at is None or not ("with" in words[at + 1 : at + 3] or at + 2 >= ref.start):
            return False
        if any(c.kind == "noun" and i.end <= at and words[i.end - 1] in ("meetings", "talks") for i, c in told.cues):
            return True
        many = bool(_MANY_MET & set(words[max(0, at - 3) : at]))  # "met with leaders, including A and B"
        return many and any(c.kind == "meet" and i.end <= at for i, c in told.cues)

    def _behind_the_verb(self, told: Told, ref: Ref) -> bool:
        """ "..., ku X jî tê de amade bû, mijara Serokkomar hat nîqaşkirin": who stands behind "was present" was talked about."""
        if self.lang not in ("ckb", "kmr") or any(a.start >= ref.end for a in told.attends):
            return False
        last = max((a.end for a in told.attends if a.end <= ref.start), default=0)
        return last > 0 and told.s.words[last - 1].endswith(("bû", "bûn", "بوو", "بوون"))

    def _occasion_of(self, told: Told, ref: Ref) -> bool:
        """Sorani: "سوێندخواردنی NAME بە ئامادەبوونی ... بەڕێوەچوو": whose occasion others were present at, where no meeting is told of."""
        if self.lang != "ckb" or told.cues:
            return False
        return all(
            a.start >= ref.end and a.is_word("presence") and _PRESENCE_OF in told.s.words[a.end - 1]
            for a in told.attends
        )

    def _place_of_presence(self, told: Told, item: Item) -> bool:
        """Kurmanji: "X jî di hevdîtinê de cih girt": where somebody was present, no meeting of his own."""
        if self.lang != "kmr" or not told.attends or not item.start:
            return False
        words = told.s.words
        return words[item.start - 1] in ("di", "li") and any(0 <= a.start - item.end <= 4 for a in told.attends)

    @staticmethod
    def _invited_by(told: Told, ref: Ref) -> bool:
        before = told.s.words[max(0, ref.start - 2) : ref.start]
        return any(w.startswith(INVITATION) for w in before)

    def _invites(self, told: Told, ref: Ref) -> bool:
        """ "لەسەر بانگهێشتی NAME گەیشتە ... و هەردوولا ...", "لەسەر بانگهێشتی NAME سەردانی ... دەکات": who invited is one of the two, where
        they meet or talk further on, or where the other comes to see him."""
        if not self._invited_by(told, ref):
            return False
        verbs = [told.s.words[i.start] for i, _ in told.cues] if self.lang == "ckb" else []
        comes = any(verb.startswith(VISITS) or verb in WILL_COME for verb in verbs)
        return (told.both or comes) and any(i.start >= ref.end and c.kind in TALK for i, c in told.cues)

    def _makes_up(self, told: Told, ref: Ref) -> bool:
        """ "şandeke ku ji A û B pêk tê": those whom the delegation consists of."""
        words = told.s.words
        return any(
            g.at < ref.start
            and "ji" in words[g.at : ref.start]
            and any(w.startswith("pêk") for w in words[ref.end : ref.end + 40])
            and not any(
                g.at < i.start < ref.start and not self._clause_opens(told, i, ref)
                for i, c in told.cues
                if c.kind in STRONG
            )
            for g in told.groups
        )

    def _clause_opens(self, told: Told, verb: Item, ref: Ref) -> bool:
        """Kurmanji: "bi şandekê re civiya ku ji A û B pêk dihat": behind the verb more is said of the delegation."""
        return self.lang == "kmr" and told.s.words[verb.end : verb.end + 2] == ["ku", "ji"] and verb.end < ref.start

    def _listed_present(self, told: Told, ref: Ref) -> bool:
        """ "hevdîtina ku A, B û C jî amade bûn": nothing but names between this one and the word of presence."""
        inside = {i for r in self.reader.refs.get(told.s.index, ()) for i in range(r.start, r.end)}
        words = told.s.words
        return any(
            sum(i not in inside and words[i] not in _LISTING for i in range(ref.end, a.start)) <= 3
            for a in told.attends
            if a.start >= ref.end
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
        if words[0].removeprefix("و") not in SAYS or not _THAT.isdisjoint(words[: ref.start]):
            return False
        if told.status is Status.CANCELLED and any(
            one in _PUT_OFF and two.removeprefix("ال") == "زیاره" for one, two in itertools.pairwise(words[ref.end :])
        ):
            return True  # "أعلن وزير الخارجية السعودي تأجيل زيارة رئيس الوزراء العراقي"
        that = next((n for n in range(ref.end, len(words)) if words[n] in ("ان", "بان", ":", '"')), None)
        if that is None or any(ref.start < i.start < that for i, c in told.cues if c.kind != "talk"):
            return False
        opens = that + 1 + (words[that + 1 : that + 2] == ['"'])
        if words[opens : opens + 1] == ["الوفد"]:
            return True  # "قال ممثل الإقليم إن الوفد سيناقش مع الوزير"
        if any(i.start == opens and c.kind in ("meet", "receive") for i, c in told.cues):
            verb = next(i for i, c in told.cues if i.start == opens)
            if any(r.start == verb.end for r in self.reader.refs.get(told.s.index, ())):
                return True  # 'وقال الوزير "سيستقبل الرئيس ضيفه في القصر"': the subject behind the verb is another
        others = [
            r for r in self.reader.refs.get(told.s.index, ()) if r.start > that and r.entity >= 0 and not r.plural
        ]
        sides = {self._polity(r) for r in others if self._official(r)} - {""}
        return len(sides) >= 2 and any(i.start > that for i, c in told.cues if c.kind in STRONG)

    def _tells_of_others(self, told: Told, ref: Ref) -> bool:
        """Kurdish: "X ڕایگەیاند، A لەگەڵ B کۆدەبێتەوە", "X: A wê bi B re bicive": who tells of a meeting of two others."""
        if ref.start > 3:
            return False
        words = told.s.words
        first = min((i.start for i, c in told.cues if c.kind in STRONG), default=len(words))
        reach = range(ref.end, min(first, ref.end + 14))
        verb = next((n for n in reach if words[n] == ":" or says(words[n])), None)
        if verb is None:
            return False
        others = [
            r
            for r in self.reader.refs.get(told.s.index, ())
            if r.start > verb and r.entity not in (ref.entity, -1) and not r.plural
        ]
        if any(i.start > verb and i.is_word("deleg") and words[i.start].endswith("هکه") for i in told.s.items):
            return bool(others)  # "گوتی: شاندەکە ... لەگەڵ B کۆدەبێتەوە", who stays at home
        if any(w.startswith(_THE_GUEST) for w in words[verb + 1 : verb + 4]):
            return bool(others)  # "گوتی: میوانەکەمان لەگەڵ B کۆدەبێتەوە"
        if len(others) < 2 or others[0].link in ("with", "mention"):
            return False
        return len({self._polity(r) for r in others} - {""}) >= 2

    def _thanked(self, told: Told, ref: Ref) -> bool:
        """Kurmanji: "Serok jî spasiya Donald Trump kir": who is thanked in a meeting at which the text has not placed him."""
        if told.s.words[max(0, ref.start - 1) : ref.start] not in (["spasiya"], ["sipasiya"], ["spasiyên"]):
            return False
        if not self._met_already():
            return any(w.startswith("peyam") for w in told.s.words)  # "bi peyamekê spasiya Serok Trump kir"
        return not self._is_at_the_table(ref)

    def _praised(self, told: Told, ref: Ref) -> bool:
        """Arabic: "شكر الرئيس خلال اللقاء الملك X", "واصفا الملك X": who is thanked or praised at a meeting where the text has not placed him."""
        before = [w.removeprefix("و").removeprefix("ف") for w in told.s.words[max(0, ref.start - 12) : ref.start]]
        if _PRAISES.isdisjoint(before) or any(c.kind == "receive" for i, c in told.cues if i.start < ref.start):
            return False
        return self._met_already() and not self._is_at_the_table(ref)

    def _met_already(self) -> bool:
        """Whether the text has told of a meeting of two sides before this sentence."""
        return any(not t.skip and len({self._polity(r) for r in t.mains}) > 1 for t in self.told)

    def _is_at_the_table(self, ref: Ref) -> bool:
        """Whether a sentence before has him among those who met."""
        return any(r.entity == ref.entity for t in self.told if not t.skip for r in (*t.mains, *t.others))

    @staticmethod
    def _visit_of(told: Told, ref: Ref) -> bool:
        """Kurdish: "di hevdîtinê de ... giringiya serdana Papa ya bo Iraqê", "باسی سەردانەکەی NAMEی کرد": whose visit was only spoken of."""
        words = told.s.words
        if words[ref.start - 1] == "سهردانی" and is_somebodys_visit(words[ref.start - 2]):
            return (
                len({r.entity for r in told.mains}) > 1
            )  # "لەگەڵ B کۆبووەوە و ئامادەکارییەکانی سەردانی Cی تاوتوێ کرد"
        if words[ref.start - 1].startswith("سهردانهکه") and told.status is None:
            return "باسی" in words[: ref.start] or words[ref.start - 2] in ("لهبارهی", "دهربارهی", "سهبارهت")
        there = any(c.kind == "noun" and i.start < ref.start and _in_place(words, i) for i, c in told.cues)
        if ref.link == "by" and there:  # "... û got, ew pêkvejiyan ji aliyê Papa ve cihê rûmetê ye"
            met = any(i.start > ref.start and c.kind in MEETING for i, c in told.cues)
            return not met and any(says(w) for w in words[: ref.start])
        if words[ref.start - 1 : ref.start] != ["serdana"]:
            return False
        after = words[ref.end : ref.end + 1]
        return (there and after in _NOT_TO_HIM) or after in _GLAD  # "bi serdana Papa xweşhal bûn"

    def _in_report(self, told: Told, ref: Ref) -> bool:
        """Kurmanji: "di civînê de ligel A got ku serdana B û C giring e": who is named in what was said there, and met nobody in it."""
        words = told.s.words
        if self.lang != "kmr" or "ku" not in words[: ref.start] or told.both:
            return False
        if any(i.start > ref.start and c.kind in TALK for i, c in told.cues):
            return False  # the verb stands last: "got ku A bi B re civiya"
        that = max(n for n, w in enumerate(words[: ref.start]) if w == "ku")
        verb = words[that - 1] in _CLOSES_REPORT or says(words[that - 1])
        in_it = any(c.kind in MEETING and i.end <= that and _in_place(words, i) for i, c in told.cues)
        return verb and in_it and bool(told.mains)

    @staticmethod
    def _greetings_of(told: Told, ref: Ref) -> bool:
        """Kurdish: "silav û rêzên Serok X gihandin": whose greetings were conveyed; "spasiya X kir" and the like are said there."""
        words = told.s.words
        if not begins(words[ref.end : ref.end + 15], _CONVEYED):
            return False
        for word in reversed(words[max(0, ref.start - 15) : ref.start]):
            if word.startswith(_GREETINGS):
                return True
            if word in _TO_WHOM or word.startswith(_CONVEYED):
                return False
        return False

    @staticmethod
    def _greeted(told: Told, ref: Ref) -> bool:
        """Arabic: "نقل الوزير تحيات الملك X وولي العهد Y": whose greetings were conveyed."""
        before = told.s.words[: ref.start]
        if _REGARDS.isdisjoint(before):
            return False
        at = next(n for n, word in enumerate(before) if word in _REGARDS)
        return not any(c.kind in STRONG and at < i.start < ref.start for i, c in told.cues)

    def _sets_the_time(self, told: Told, ref: Ref) -> bool:
        """ "Ahead of his meeting with A, B met C": the meeting with A only says when."""
        noun = next((i for i, c in reversed(told.cues) if c.kind == "noun" and i.end <= ref.start), None)
        if noun is None or ref.start - noun.end > 6 or "with" not in told.s.words[noun.end : ref.start]:
            return False
        if not set(told.s.words[max(0, noun.start - 4) : noun.start]) & _BESIDE:
            return False
        if not DAYS.isdisjoint(told.s.words[noun.end : ref.start]):
            return False  # "after talks in Baghdad on Sunday with B": an earlier leg, with its own day
        if told.s.words[ref.start - 1] == "," and self._subject_of_a_meeting(told, ref):
            return False
        return any(
            c.kind in ("meet", "receive") and (i.start > ref.end or i.end < noun.start - 4) for i, c in told.cues
        )

    def _subject_of_a_meeting(self, told: Told, ref: Ref) -> bool:
        """ "Prior to his meeting with A, B also held talks with C": right before the verb, with somebody else ahead."""
        verb = any(c.kind in STRONG and 0 <= i.start - ref.end <= 1 for i, c in told.cues)
        return verb and any(r.end == ref.start - 1 for r in self.reader.refs.get(told.s.index, ()))

    def _attends_between(self, told: Told, ref: Ref) -> bool:
        last = max((a.start for a in told.attends if a.end <= ref.start), default=-1)
        return last >= 0 and ref.start - last <= 12

    def _subject_ahead(self, told: Told, ref: Ref) -> bool:
        """ "In their first encounter since May, A and B discussed ...": subjects of a verb yet to come."""
        if any(c.kind != "noun" for i, c in told.cues if i.start < ref.start):
            return False
        return any(0 <= i.start - ref.end <= 8 for i, c in told.cues if c.kind in TALK)

    def _cue_between(self, told: Told, start: int, end: int) -> bool:
        return any(start < item.start < end and cue.kind in MEETING for item, cue in told.cues)
