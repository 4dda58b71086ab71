"""What one sentence reports: its frames, status, mode and groups, and why it reports nothing (remembered, wished for, denied)."""

import itertools
from collections.abc import Iterable, Sequence

from storage.records import Mode, Status
from worker.classify.grammar import _CUES
from worker.classify.lexicon import LOUD, Item, mark
from worker.classify.newness import UTTERED, NewsReader
from worker.classify.parts import INVITATION, SETS_OUT_FOR, VISITS, WILL_COME
from worker.classify.text import BODY, TITLE, Sentence, begins, opens_a_date
from worker.classify.told import MEETING, MESSAGE, STRONG, TALK, Group, Told
from worker.classify.who import Ref
from worker.knowledge.load import Cue

_INDOORS = frozenset(["palace", "office", "headquarters", "residence", "ministry"])
_BEFORE = frozenset(["earlier", "previous", "previously", "twice", "attempts"])
_OBSERVERS = frozenset(["çavdêr", "pispor", "analîst", "şirovekar"])
_WILL_DO = frozenset(["دهکات", "بکات", "دهدات", "دهکهن", "بکهن"])  # folded
_HOLDS = frozenset(["heye", "hene", "digire", "digirin"])  # Kurmanji: "there is", "takes in"
_TALKS_KMR = ("hevdîtin", "civîn", "rûniştin")
_TO_GO = frozenset(["dê", "wê", "diçe", "biçe", "here", "were"])
_IS_DOING = frozenset(["دهکات", "دهکهن", "دهکریت", "دهکری", "dike", "dikin"])
_CALLS_FOR = frozenset(
    f"{also}{verb}"
    for also in ("", "و")
    for verb in ("دعا", "دعت", "یدعو", "تدعو", "حث", "حثت", "طالب", "طالبت", "یطالب", "تطالب", "ناشد", "یناشد")
)
_MAY_BE_OFF = (
    *("لقاء", "لقای", "اجتماع", "زیار", "قمه", "قمم", "مباحث", "محادث", "جلس", "موتمر", "موعد", "عقد", "انعقاد"),
    *(
        "سفر",
        "جول",
        "مفاوض",
        "وصول",
        "رحل",
        "مشارک",
        "استقبال",
        "حضور",
        "توجه",
        "دور",
        "اعمال",
        "الزیار",
        "حدث",
        "فعال",
    ),
)  # folded
_HOSTED = frozenset(["استضاف", "استضافت", "یستضیف", "تستضیف"])  # folded
_TALKS_HOSTED = frozenset(["المحادثات", "المباحثات", "اللقاء", "الاجتماع", "المفاوضات"])
_AIRPORT = (
    "airport",
    "مطار",
    "المطار",
    "بمطار",
    "بالمطار",
    "لمطار",
    "فروکهخان",
    "balafirgeh",
    "balafirxan",
    "firokexan",
    "firokxan",
)  # folded
_HOUSES_AR = ("مقر", "المقر", "مبن", "مکتب", "دیوان", "قصر", "القصر", "وزاره", "الوزاره")
_SETS_OUT = frozenset(
    ["lead", "head", "travel", "fly", "visit", "arrive", "leave", "depart"]
)  # behind "will": the talks are to come
_SAYS = frozenset(
    ["said", "says", "added", "stressed", "noted", "stated", "told", "affirmed", "confirmed", "recalled"]
)  # that
_REVERED = frozenset(["excellency", "majesty", "highness", "holiness"])  # "His Excellency then received ..."
_GATHERINGS = frozenset(
    ["attend", "participate", "conference", "forum", "summit", "ceremony", "inauguration", "funeral"]
)
_AT_INVITATION = frozenset(["لدعوه", "بدعوه", "دعوه"])  # folded
_GATHERINGS_AR = frozenset(
    ["للمشارکه", "لحضور", "موتمر", "الموتمر", "منتدی", "المنتدی", "القمه", "قمه", "مراسم", "معرض", "افتتاح", "مهرجان"]
)  # folded
_LONG_AGO = frozenset(["had", "remember", "remembers", "remembered", "recall", "recalls", "recalled"])
_FRIENDSHIP = ("friend", "الصداقه", "دوستایهت", "هاوریهت", "dostan", "hevalt")  # folded
_IN_A_HOUSE = frozenset(["in", "at", "of", "فی", "له", "li"])  # folded
_RELATIVE = frozenset(["who", "which", "whose"])
_HELD_OR_ATTENDED = frozenset([*STRONG, "attend"])
_TO_COME = frozenset(
    ["meet", "hold", "sit", "confer", "conduct", "for", "to"]
)  # verbs of a meeting without an ending, "for talks with"
_OF_NONE = frozenset(
    [
        "formal",
        "official",
        "such",
        "direct",
        "bilateral",
        "secret",
        "face-to-face",
        "new",
        "planned",
        "scheduled",
        "phone",
    ]
)
_AIMS = frozenset(
    ["attend", "participate", "take", "sign", "visit", "chair", "address", "deliver", "open", "lead"]
)  # "to"
_ASKED_TO = frozenset(["summit", "conference", "forum", "meeting", "talks"])
_COME_TO = frozenset(["attend", "participate", "visit", "take", "join", "come"])
_OF_MEETING = frozenset([*STRONG, "talk", "noun"])
_HAVE_TO = frozenset(["meet", "hold", "receive", "host", "talk", "speak"])
_NOT_IN_A_QUOTE = frozenset([*STRONG, "talk", "noun", "skip", "status"])  # where somebody says "I" or "we"
_TOLD = mark("cue", "gap", "word:both", "word:pronoun", "word:someone")
_DELEGATION = mark("word:deleg")
_AIRPORTS = mark("word:airport", "place")


def _before_that(s: Sentence, item: Item) -> bool:
    """Arabic: "أجرى مباحثات مع A، قبل أن يلتقي B": one after the other, and both over."""
    return item.start > 0 and s.words[item.start - 1] in ("قبل", "وقبل") and s.words[item.start] == "ان"


def _in_the_future(s: Sentence, item: Item) -> bool:
    """Arabic: "سيناقشان", of which the lexicon takes the particle of the future for one that goes in front of any word."""
    verb = s.words[item.start].lstrip("وف")
    return verb.startswith(("سی", "ست")) and len(verb) > 5


def _of_something_else(s: Sentence, item: Item) -> bool:
    """Arabic: "بحثا إلغاء رسوم التأشيرات": what is called off is no meeting."""
    if s.words[item.start : item.end] not in (["الغاء"], ["تاجیل"], ["ارجاء"]) or item.end >= len(s.words):
        return False
    thing = s.words[item.end]
    return thing[0].isalpha() and not thing.removeprefix("ال").startswith(_MAY_BE_OFF)


def _hosts_talks(s: Sentence, item: Item) -> bool:
    """Arabic: "واستضاف المحادثات وزير الخارجية السعودي": a third, who was there at the talks of others."""
    behind = s.words[item.end] if item.end < len(s.words) else ""
    return s.words[item.start].removeprefix("و") in _HOSTED and behind in _TALKS_HOSTED


_IZAFE = frozenset(["yê", "ya", "yên", "ê"])  # Kurmanji
_OCCASIONS_KMR = ("civîn", "hevdîtin", "serdan", "ger", "rûnişt")
_PAST = frozenset(["borî", "çûyî", "çû", "derbasbûyî"])  # Kurmanji: last week, month, year
_IS_ABOUT_TO = frozenset(["یبدا", "تبدا", "یزور", "تزور", "یتوجه", "تتوجه", "یصل", "تصل"])  # folded
_A_VISIT = frozenset(["زیاره", "زیارته", "زیارتها", "وزیاره", "وزیارته", "وزیارتها"])  # folded
_SPOKEN_OF_AR = frozenset(["نتایج", "مخرجات", "تقریرا", "شرحا", "ایجازا", "تفاصیل", "خلفیه"])  # folded
_HIS_TALKS = ("ومباحثات", "ومحادثات", "واجتماع", "ولقاء", "ولقای", "ومشاورات")
_CAME = frozenset(["جاء", "یاتی", "وجاء", "ویاتی"])  # folded
_AFTER = frozenset(["عقب", "بعد", "بعید", "غداه"])
_HAS_BEGUN = frozenset(
    ["وصل", "وصلت", "بدا", "بدات", "یبدا", "یصل", "حط", "استقبل", "التقی", "بحث", "عقد", "اجری", "زار", "یزور"]
)
_CALLED_OFF = frozenset(["کان", "کانت", "تاجلت", "تاجل", "ارجیت", "الغیت", "تاجیل", "الغاء", "ارجاء", "اجلت"])
_POINTS_OUT = frozenset(["لافتا", "مشیرا", "منوها", "مبینا", "موضحا", "کاشفا"])  # folded
_TO_MEET = frozenset(["لعقد", "لاجراء", "للقاء", "للاجتماع", "لمقابله", "للتباحث"])  # folded
_DEPARTS = frozenset(["غادر", "غادرت", "یغادر", "تغادر", "توجه", "توجهت", "یتوجه", "تتوجه", "متوجها", "متوجهه"])


_AT = frozenset(["لهسهر", "به"])  # folded: "at the invitation of"
_TEAMS = ("شاند", "وهفد")  # folded
_ATTENDANCES = ("بهشدار", "کونفرانس", "کونفران", "لووتکه", "فیستیڤال", "پیشانگا", "یاههنگ")  # folded


def kinds_at_the_door(told: Told, greeted: bool) -> set[str]:
    """The kinds of the cues, "met" taken for a welcome where it greeted somebody, as is "hatibû pêşwazîkirin" (Kurmanji's pluperfect)."""
    return {
        "receive"
        if (greeted and c.id == "met") or (c.id == "had-met" and told.s.words[i.end - 1].startswith("pêşwaz"))
        else c.kind
        for i, c in told.cues
        if not _came_for_talks(told, i, c)
    }


def _came_for_talks(told: Told, item: Item, cue: Cue) -> bool:
    """Arabic: "وصل A لإجراء مباحثات مع المسؤولين، واستقبله بالمطار B": what he came for, with nobody who is named."""
    if cue.kind != "meet" or cue.status != "planned" or not told.s.words[item.start].startswith("ل"):
        return False
    welcome = next((i.start for i, c in told.cues if c.kind == "receive" and i.start > item.start), None)
    return welcome is not None and not any(item.start < r.start < welcome for r in told.mains)


_SENDS = frozenset(["وجه", "وجهت", "ارسل", "ارسلت", "بعث", "بعثت"])  # folded
_LETTERS = frozenset(["رساله", "برقیه", "ببرقیه", "برساله"])
_STATEMENTS = frozenset(["بیانین", "بیانات"])
_STATES = mark("polity", "capital")
_URGED = frozenset(
    ["urged", "urges", "urging", "asked", "asks", "asking", "pressed", "presses", "pressing", "appealed", "called", "calls", "calling", "advised", "encouraged",
     "implored", "pushed", "wants", "wanted"]
)  # fmt: skip


class Teller(NewsReader):
    """Reads what each sentence tells of."""

    def _tell(self, s: Sentence) -> Told:
        """What a sentence says. Of one in the body without persons, delegation or a cue of meeting nothing is asked but its day."""
        if s.zone == BODY and not s.marks & LOUD and not self.reader.refs.get(s.index):
            return Told(s, quiet=True)
        return self._tell_all(s)

    def _tell_all(self, s: Sentence) -> Told:
        """Its cues one by one, then what the whole sentence says of its status, then who stands where."""
        told = Told(s)
        if self.lang == "en":
            told.aside = self._aside(s)
        for item in s.those(_TOLD):
            if item.start in told.aside:
                continue
            for reading in item.meaning.told:
                if reading.kind != "word":
                    cue = self._cue_of(told, item, reading.id)
                    if cue is not None:
                        self._hear(told, item, cue)
                elif reading.id == "both":
                    told.both = True
                elif reading.id == "pronoun" or (reading.id == "someone" and self._named_by_country(s, item)):
                    told.pronoun = True
        self._reconsider(told)
        if s.zone == TITLE and s.text.endswith(("?", "؟")):
            told.hard = "a question"
        if self.lang == "ar" and self._called_for(told):
            told.hard = "only wished for or asked for"
        if self.lang == "ar" and self._only_wrote(told):
            told.hard = MESSAGE
        self._groups(told)
        if told.status is Status.PLANNED and self.lang in ("ckb", "kmr") and self._after_meeting(told):
            told.aside = self._next_leg(told) if self.lang == "ckb" else self._leg_behind(told)
            if not told.aside:
                told.forget_status()
        if self.told and self.told[-1].s.paragraph == s.paragraph:
            told.before = self.told[-1]
        attended = bool(told.attends)
        told.later = lambda: self._when_told(told, attended=attended)
        if told.status is not None:
            told.settle()  # a status may be put right, which is no news of this sentence
        self._roles(told)
        return told

    def _cue_of(self, told: Told, item: Item, number: str) -> Cue | None:
        """The frame that a cue stands for here; None where it says nothing of this meeting."""
        s = told.s
        number, _, tail = number.partition(":")
        if tail and not self.reader.lex.has_stem(s.words[item.end :], tail):
            return None
        cue = self.frames[int(number)]
        if self.lang == "en" and cue.id == "noun-meeting":
            if self._opens_with_guest(s, item):
                return self._calls_on
            if self._goes_on_with(s, item):
                return self._frame("meeting-planned")
            if s.zone != TITLE and self._on_the_agenda(s, item):
                told.pronoun = True
                return self._frame("meeting-planned")
            if s.zone != TITLE and self._opens_with_his_talks(s, item):
                told.pronoun = True
                return self._frame("met")
            if s.zone != TITLE and self._visit_included(s, item):
                told.pronoun = True
                return self._frame("met")
            if (held := self._held_with(s, item)) != "":
                return self._frame(held)
        elif self.lang == "ckb" and cue.id == "noun-meeting" and self._was_held(s, item):
            return self._frame("met")
        elif self.lang == "ar":
            if cue.id == "planned-meet" and _before_that(s, item):
                return self._frame("met")
            if cue.status is None and cue.kind in ("meet", "receive", "talk") and _in_the_future(s, item):
                return self._frame("planned-meet")
            if cue.id == "planned-meet" and self._of_a_gathering(told, item):
                return None
            if cue.status == "cancelled" and _of_something_else(s, item):
                return None
        if self.lang == "en" and s.zone == TITLE and cue.kind in _NOT_IN_A_QUOTE and self._in_his_words(s, item):
            return None
        if s.quoted[item.start] and self.lang != "ar" and cue.kind in _NOT_IN_A_QUOTE and self._first_person(s):
            # "Delighted to meet A", "I met today with A", in the minister's own words
            own = s.words[item.start + 1 : item.start + 2] == ["to"] or self._says_he_met(s, item)
            return cue if own and cue.kind in ("meet", "receive") and cue.status is None else None
        return cue

    @staticmethod
    def _in_his_words(s: Sentence, item: Item) -> bool:
        """English: "Minister: We are ready for the visit and we will discuss the files": a headline that goes on in the first person."""
        if ":" not in s.words[: item.start]:
            return False
        said = s.words[s.words.index(":") : item.start]
        return not {"we", "i", "our"}.isdisjoint(said)

    def _says_he_met(self, s: Sentence, item: Item) -> bool:
        """English: "I met today with A", right behind the pronoun, at the head of a report."""
        before = s.words[max(0, item.start - 3) : item.start]
        said = self.lang == "en" and s.zone != BODY and before[-1:] in (["i"], ["we"])
        return said and "when" not in before and s.words[item.start] not in _HAVE_TO

    @staticmethod
    def _of_a_gathering(told: Told, item: Item) -> bool:
        """Arabic: "بحث الوزيران جدول أعمال القمة التي ستعقد الخميس": what they spoke of is to be held, and they have met."""
        words = told.s.words
        spoken_of = words[item.start - 1] in ("التی", "الذی") or words[item.end : item.end + 1] == ["موتمرا"]
        if not spoken_of or words[item.start] not in ("ستعقد", "سیعقد", "ستستضیف"):
            return False
        return any(c.status is None and words[i.start].lstrip("وف")[:1] not in ("ی", "ت", "س") for i, c in told.cues)

    def _frame(self, name: str) -> Cue:
        return next(cue for cue in self.frames if cue.id == name)

    def _hear(self, told: Told, item: Item, cue: Cue) -> None:
        """Note what one cue says of the sentence."""
        s = told.s
        if cue.kind in _OF_MEETING:
            self._hear_meeting(told, item, cue)
        elif cue.kind == "mode":
            if cue.mode:
                told.mode = Mode(cue.mode)
        elif cue.kind == "status":
            later = cue.status == "cancelled" or told.status is None
            if cue.status and later and not self._of_another_matter(told, item, cue):
                told.status, told.status_cue = Status(cue.status), cue
            trip = s.words[item.end - 1 : item.end + 1]  # "is to visit", "is expected in", "will arrive"
            if not SETS_OUT_FOR.isdisjoint(trip) and self._visits_inviter(told):
                told.cues.append((item, self._frame("meeting-planned")))
        elif cue.kind == "attend":
            if self._attended(s, item, cue):
                told.attends.append(item)
        elif cue.kind == "visit":
            if self._visits_person(s, item):
                told.cues.append((item, self._calls_on))
            elif self._visits_inviter(told):
                told.cues.append((item, self._frame("meeting-planned")))
            elif self.lang == "ckb" and self._visits_host(s, item):
                to_come = (
                    told.status is Status.PLANNED
                    or not _WILL_DO.isdisjoint(s.words[-3:])
                    or s.words[item.start] in WILL_COME
                )
                told.cues.append((item, self._frame("planned-meet" if to_come else "met")))
                if to_come and told.status is None:
                    told.status, told.status_cue = Status.PLANNED, self._frame("planned")
        elif cue.kind == "skip":
            self._hear_doubt(told, item, cue)

    def _hear_meeting(self, told: Told, item: Item, cue: Cue) -> None:
        """A word that reports a meeting, with the mode and status that it has in itself."""
        s = told.s
        if self.lang == "ar" and cue.id == "received" and _hosts_talks(s, item):
            told.attends.append(item)
            return
        if cue.id == "summoned-received" and s.words[item.end - 2] == "the":
            told.pronoun = True  # "told the ambassador", whose country was named when he was summoned
        if not self._fits_grammar(s, item, cue):
            return
        if self.lang == "kmr" and cue.id == "planned-meet" and self._agreed_to_meet(told, item):
            return
        if self.lang == "en" and self._was_urged_to(s, item):
            return
        told.cues.append((item, cue))
        spoke = self.lang == "en" and all(c is cue or c.id == "spoke" for _, c in told.cues if c.mode)
        seen = cue.mode == "video" and (self.lang == "ar" or spoke)  # "اتصالا عبر الفيديو", "spoke with him by video"
        if cue.mode and (told.mode is None or seen) and not (cue.id == "spoke" and self._spoke_there(s, item)):
            told.mode = Mode(cue.mode)
        if cue.status and told.status is None and not (cue.id == "meeting-planned" and self._went_to(s, item)):
            told.status, told.status_cue = Status(cue.status), cue

    def _was_urged_to(self, s: Sentence, item: Item) -> bool:
        """English: "urged President NAME on Monday to meet with Kurdish leaders": what somebody is only asked to do."""
        if "to" not in (s.words[item.start], s.words[item.start - 1]):
            return False
        asked = next((n for n in range(item.start - 1, max(-1, item.start - 16), -1) if s.words[n] in _URGED), None)
        if asked is None or s.words[asked - 1] in ("was", "were", "is", "are", "be", "been"):
            return False
        whom = any(asked < r.start and r.end <= item.start for r in self.reader.refs.get(s.index, ()))
        whom = whom or any(asked < i.start < item.start for i in s.those(_STATES))
        return whom and not any(w in (",", "and", "who") for w in s.words[asked + 1 : item.start])

    def _of_another_matter(self, told: Told, item: Item, cue: Cue) -> bool:
        """Whether a word of status speaks of something else than the meeting of its sentence."""
        s = told.s
        if self._is_pronoun(s, item) or self._elsewhere(told, item) or self._comes_late(told, item, cue):
            return True
        if self.lang == "en":
            if _BEFORE & set(s.words[max(0, item.start - 6) : item.start]):
                return True
            if s.quoted[item.start] and not self._sets_out(s, item):
                return True
            if self._of_another_noun(told, item, cue):
                return True
        return self._other_called_off(s, item, cue)

    def _attended(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """Whether a word of attendance ("in the presence of", "accompanied by") is of this meeting."""
        if s.quoted[item.start] and self.lang != "ar" and (self.lang == "kmr" or self._first_person(s)):
            return False  # a ministry's statement may be quoted whole
        if (
            self.lang == "ckb"
            and s.words[item.start].startswith("یاوهر")
            and s.words[item.start - 1].startswith(_TEAMS)
        ):
            # "پێشوازی لە A و شاندێکی یاوەری کرد": who came with him; "A و شاندێکی یاوەری لە دیدارەکە بوون" tells who was there
            return not {"بوو", "بوون"}.isdisjoint(s.words[item.end : item.end + 5])
        if self.lang == "ckb" and (self._ready(s, item) or (self._festive(s, item) and not self._accredits())):
            return False
        if self.lang == "ar" and s.words[item.end - 1] == "الجانب" and s.words[item.start].endswith("من"):
            return item.start == 0  # a list goes on; "ترأسه من الجانب التركي A، ومن الجانب العراقي B" tells who led
        if self.lang == "ar" and s.words[item.start : item.end] in (["شارک"], ["یشارک"], ["حضر"], ["یحضر"]):
            return not self._takes_part_in_his_own(s, item)
        if self.lang == "en" and s.words[item.end - 1] == "included":  # "his visit also included talks with B"
            return self._talks_included(s, item.end) is None
        if self.lang == "en" and s.words[item.end - 1] in ("part", "participated") and self._met_others_there(s, item):
            return False
        if cue.id == "colleagues":  # "with his colleagues", where nobody follows, names nobody
            return any(r.name and r.start == item.end for r in self.reader.refs.get(s.index, ()))
        return True

    def _met_others_there(self, s: Sentence, item: Item) -> bool:
        """English: "A took part on Monday in a tripartite meeting in Amman with his counterparts B and C": whom he met stands behind the meeting."""
        meeting = next((i for i, c in self._frames_in(s) if c.kind == "noun" and 0 < i.start - item.end < 6), None)
        refs = self.reader.refs.get(s.index, ())
        return (
            meeting is not None
            and any(r.end <= item.start for r in refs)
            and any(r.link == "with" and r.start > meeting.end for r in refs)
        )

    def _takes_part_in_his_own(self, s: Sentence, item: Item) -> bool:
        """Arabic: "شارك OFFICE NAME في اجتماع مع B": whose meeting it is, as no word of meeting stands before it, and "with" behind the next."""
        cues = [(i, c) for i, c in self._frames_in(s) if c.kind in ("meet", "receive", "noun")]
        return bool(cues) and cues[0][0].start > item.start and s.words[cues[0][0].end - 1] == "مع"

    def _hear_doubt(self, told: Told, item: Item, cue: Cue) -> None:
        """A word that says why the sentence is no news of a meeting: `soft` unless a day says otherwise, `hard` whatever its day."""
        s = told.s
        if self.lang == "en" and cue.id == "remembered" and s.words[item.start] == "had" and self._stated_that(s, item):
            return
        if self._behind_news(told, item, cue) or self._asked_then(told, item, cue) or self._of_a_thing(told, item, cue):
            return
        if cue.id == "wish" and self.lang in ("ckb", "kmr") and (self._protests(s) or self._invitation_itself(s, item)):
            return  # "the ambassador was called in and given a note of protest"
        if cue.id == "wish" and s.words[item.end - 1] == "لزیاره" and self._handed_over(told, item):
            return
        told.soft = told.soft or cue.reason
        met = any(c.kind in STRONG and c.status is None for _, c in told.cues)
        if (
            (cue.id == "of-late" and self._of_that_visit(told, item))
            or (cue.id == "wants" and not met)
            or (cue.id == "remembered" and self._background(s))
            or (cue.id == "observer" and not told.cues)  # "an observer thought that a meeting ..."
            or (cue.id == "remembered" and self._said_of_the_past(s, item))
            or self._dates_cue(told, item, cue)
        ):
            told.hard = cue.reason

    def _handed_over(self, told: Told, item: Item) -> bool:
        """Arabic: "استقبل A B، الذي سلمه رسالة تتضمن الدعوة لزيارة بلاده": an invitation, in a meeting that the sentence has told."""
        held = (i for i, c in told.cues if c.kind in ("meet", "receive") and c.status is None)
        return self.lang == "ar" and any(i.start < item.start for i in held)

    def _invitation_itself(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "vexwendin di hevdîtinê de radestî X hat kirin": the noun, in a meeting that was held."""
        return s.words[item.start].startswith(("vexwendin", "vexwandin"))

    def _said_of_the_past(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "îro ji X re got ku wî hefteya borî bi Y re civiyaye": the day is that of his words, not of what they tell."""
        if self.lang != "kmr" or s.words[item.end - 1] not in _PAST or "ku" not in s.words[: item.start]:
            return False
        said = s.words[: s.words.index("ku")]
        return any(w.startswith(UTTERED) for w in said) and not any(w in ("îro", "duh") for w in s.words[len(said) :])

    def _of_a_thing(self, told: Told, item: Item, cue: Cue) -> bool:
        """English: "discussed with A the follow-up to the conference that Kuwait hosted last year": an older time of what they spoke of; Kurmanji:
        "Serokê berê yê Amerîkayê", who was that once."""
        words = told.s.words
        if self.lang == "kmr" and words[item.start : item.end] in (["berê"], ["pêştir"]):
            follows = words[item.end : item.end + 1]
            if not {"paşê", "piştre"}.isdisjoint(words[item.end :]):
                return True  # "wî berê serî li A da, paşê jî bi B re rûnişt": first
            return bool(follows) and follows[0] in _IZAFE and not words[item.start - 1].startswith(_OCCASIONS_KMR)
        if self.lang != "en" or cue.id != "remembered" or words[item.start] not in ("last", "years", "months", "weeks"):
            return False
        talks = min((i.start for i, c in told.cues if c.kind in TALK), default=item.start)
        that = next(
            (n for n in range(item.start - 1, max(talks, item.start - 7), -1) if words[n] in ("that", "which")), None
        )
        return that is not None and words[that - 1].isalpha() and words[that - 1] not in _SAYS

    def _reconsider(self, told: Told) -> None:
        """What the sentence as a whole says of its status and cues, where the words one by one mislead."""
        if self.lang == "en":
            self._reconsider_english(told)
        elif self.lang == "ar":
            self._reconsider_arabic(told)
        else:
            if self.lang == "kmr" and told.cues and len(told.s.words) > 2 and self._follows(told.s):
                told.hard = "remembered meeting"
            if (
                self.lang == "kmr"
                and told.s.zone == TITLE
                and told.s.words[1:2] == [":"]
                and told.s.words[0] in _OBSERVERS
            ):
                told.hard = "an observer's view"
            if (
                told.status is None
                and told.s.zone != TITLE
                and (self._receives_then(told) or self._is_received_yet(told) or self._has_in_plan(told))
            ):
                told.status, told.status_cue = Status.PLANNED, self._frame("planned")

    def _reconsider_english(self, told: Told) -> None:
        s, cue = told.s, told.status_cue
        if told.status is Status.PLANNED and cue is not None and cue.id in ("meeting-planned", "planned"):
            at, first = next(((i.start, c) for i, c in told.cues if c.kind in STRONG), (0, None))
            if (
                first is not None
                and first.status is None
                and (first.id == "met" or (first.id == "received" and not self._planned_before(s, at)))
                and "will" not in s.words[:12]
                and not (s.words[at] in _TO_COME and self._planned_before(s, at))
                and not any(w == "will" and v in _SETS_OUT for w, v in itertools.pairwise(s.words))
            ):
                told.forget_status()  # "met X ahead of a meeting planned in May"
        if (
            told.cues
            and not any(c.kind in STRONG for _, c in told.cues)
            and (asked := self._asks_to_come(s)) is not None
        ):
            told.cues = [(i, c) for i, c in told.cues if i.start < asked]
        if any(c.kind == "noun" and self._none_of_them(told, i) for i, c in told.cues):
            told.hard = "a meeting is denied"
        if told.status is None and self._means_to(told):
            told.status, told.status_cue = Status.PLANNED, self._frame("meeting-planned")
        if self._when_he_was(told):
            told.hard = "remembered meeting"
        if told.planned_by_a_word() and (self._after_all(told) or self._told_him(told)):
            told.forget_status()
        if s.words[0] in ("his", "her") and set(s.words[1:2]) & _REVERED:
            told.pronoun = told.pronoun or not any(r.start <= 2 for r in self.reader.refs.get(s.index, ()))

    @staticmethod
    def _asks_to_come(s: Sentence) -> int | None:
        """ "A invited B to attend the summit in Baghdad": where the gathering begins to which somebody is only asked."""
        asks = next((n for n, w in enumerate(s.words) if w in ("invites", "invited", "inviting")), None)
        if asks is None or s.words[asks - 1] in _RELATIVE:
            return None
        reach = range(asks + 1, min(len(s.words) - 1, asks + 14))
        to = (n for n in reach if s.words[n] == "to")
        return next(
            (n for n in to if s.words[n + 1] in _COME_TO or not _ASKED_TO.isdisjoint(s.words[n + 1 : n + 5])), None
        )

    @staticmethod
    def _none_of_them(told: Told, item: Item) -> bool:
        """ "Said that no meeting was planned between A and B", "held no direct talks with B", but not "A, who held no talks with B, met C"."""
        s = told.s
        ahead = s.words[max(0, item.start - 2) : item.start]
        denied = ahead[-1:] == ["no"] or (ahead[:1] == ["no"] and ahead[-1] in _OF_NONE)
        if not denied or _RELATIVE.isdisjoint(s.words[max(0, item.start - 5) : item.start]):
            return denied
        closes = next((n for n in range(item.end, len(s.words)) if s.words[n] == ","), len(s.words))
        return not any(c.kind in STRONG and i.start > closes for i, c in told.cues)

    @staticmethod
    def _means_to(told: Told) -> bool:
        """ "Headed to Ankara to attend a council's session and hold talks with B": the first verb of meeting goes on with an aim."""
        words = told.s.words
        at = next((i.start for i, c in told.cues if c.kind in STRONG), 0)
        if words[at] not in _TO_COME or words[at - 1] != "and":
            return False
        return any(one == "to" and two in _AIMS for one, two in itertools.pairwise(words[:at]))

    def _planned_before(self, s: Sentence, at: int) -> bool:
        """ "Is to visit Washington on April 15 and meet B": whether a word of a plan stands before token `at`."""
        ahead = (i.has("cue") for i in s.those(_CUES) if i.start < at)
        return any(self.frames[int(number)].status == "planned" for number in ahead if number is not None)

    def _visits_inviter(self, told: Told) -> bool:
        """ "Will visit Baghdad on Monday at the invitation of NAME": the two cannot but talk, unless he comes for a conference."""
        words = told.s.words
        if self.lang != "en" or told.status is not Status.PLANNED or "invitation" not in words:
            return False
        whose = words.index("invitation") + 1
        return words[whose : whose + 1] == ["of"] and _GATHERINGS.isdisjoint(words) and not told.cues

    def _visits_host(self, s: Sentence, item: Item) -> bool:
        """Sorani: "لەسەر بانگهێشتی NAME سەردانی ... دەکات", "... دێتە بەغدا": host and guest cannot but talk, unless he comes for a conference."""
        comes = s.words[item.start].startswith(VISITS) or s.words[item.start] in WILL_COME
        if not comes or any(w.startswith(_ATTENDANCES) for w in s.words):
            return False
        asked = next(
            (n for n, w in enumerate(s.words[: item.start]) if w.startswith(INVITATION) and s.words[n - 1] in _AT), None
        )
        hosts = (r for r in self.reader.refs.get(s.index, ()) if (r.name or r.polity) and not r.plural)
        return asked is not None and any(0 < r.start - asked <= 2 for r in hosts)

    @staticmethod
    def _when_he_was(told: Told) -> bool:
        """ "He had felt welcome from his first visit, when he was received by B", "I remember my first week, when ...": long ago."""
        words = told.s.words
        if "when" not in words or _LONG_AGO.isdisjoint(words):
            return False
        at = next((n for n, w in enumerate(words) if w == "when" and words[n - 1] == ","), None)
        if at is None or _LONG_AGO.isdisjoint(words[:at]):
            return False
        return all(i.start > at for i, c in told.cues if c.kind in STRONG)

    def _reconsider_arabic(self, told: Told) -> None:
        if told.status is None and told.s.zone != TITLE and self._goes_on_planned(told):
            told.status, told.status_cue = Status.PLANNED, self.told[-1].status_cue or self._frame("planned")
        self._in_interview(told)
        self._of_others(told)
        self._of_a_visit_spoken_of(told)
        self._came_after(told)
        self._had_come(told)
        told.cues = [(i, c) for i, c in told.cues if not (c.kind in STRONG and self._own_envoy(told.s, i))]
        self._met_before(told)
        self._put_off(told)
        if told.status is Status.PLANNED and (
            self._said_there(told) or (told.planned_by_a_word() and self._done_before(told))
        ):
            told.forget_status()
        if told.status is None and (self._on_a_day_to_come(told) or self._leaves_to_meet(told)):
            told.status, told.status_cue = Status.PLANNED, self._frame("planned")
        if told.status is None and not told.cues and (self._travels_soon(told) or self._comes_at_invitation(told)):
            told.status, told.status_cue = Status.PLANNED, self._frame("planned")
        if told.status is Status.PLANNED and not told.cues and (inviting := self._invitation(told)) is not None:
            told.cues.append((inviting, self._frame("planned-meet")))

    def _of_others(self, told: Told) -> None:
        """Arabic: "وقالت السفيرة إن لقاءات رئيس الوزراء في واشنطن كانت مثمرة": what somebody says of meetings of another."""
        if any(c.kind != "noun" for _, c in told.cues) or not told.cues:
            return
        words = told.s.words
        if told.s.zone == TITLE and ":" in words[:6]:  # "السوداني: حضور الشرع للقمة ضروري"
            told.cues = [(i, c) for i, c in told.cues if not words[i.start].startswith("لل")]
        quotes = ("ان", "بان", ":") if told.s.zone == TITLE else ("ان", "بان")
        that = next((n for n, w in enumerate(words) if w in quotes), len(words))
        if that > 14 or any(i.start <= that for i, _ in told.cues):
            return
        refs = self.reader.refs.get(told.s.index, ())
        for item, _ in told.cues:
            whose = next((r for r in refs if r.start == item.end), None)
            if whose is None or {"مع", "بین"} & set(words[item.start : whose.end + 2]):
                return
        told.cues = []

    @staticmethod
    def _of_a_visit_spoken_of(told: Told) -> None:
        """Arabic: "قدم تقريراً عن زيارته إلى موسكو ومباحثاته مع B", "نتائج زيارة الوفد واجتماعه مع B": what was told of an earlier visit."""
        words = told.s.words
        visit = next((n for n, w in enumerate(words) if w in _A_VISIT), None) if told.cues else None
        if visit is None or _SPOKEN_OF_AR.isdisjoint(w.lstrip("وب") for w in words[max(0, visit - 8) : visit]):
            return
        spoken_of = [
            i.start
            for i, c in told.cues
            if visit < i.start and words[i.start].startswith(_HIS_TALKS) and c.kind in ("meet", "noun")
        ]
        if spoken_of:
            ends = next((n for n in range(spoken_of[-1], len(words)) if words[n] in ("،", ",")), len(words))
            told.aside = range(visit, ends)
            told.cues = [(i, c) for i, c in told.cues if i.start not in told.aside]

    def _came_after(self, told: Told) -> None:
        """Arabic: "وجاء الاتصال عقب زيارة التقى خلالها B": what the call came after was none; "وصل A بعد أن تأجلت زيارته": he came."""
        words = told.s.words
        first = words[0].lstrip("و")
        if told.mode is not None and first in _CAME and any(w in _AFTER for w in words[2:5]):
            call = next((i for i, c in told.cues if c.kind == "call"), None)
            if call is not None and call.start == 1 and any(c.kind != "call" for _, c in told.cues):
                told.cues, told.mode = [(i, c) for i, c in told.cues if i is not call], None
        if told.mode is not None and first not in _CAME:
            self._met_after_a_call(told)
        if told.status is Status.CANCELLED and first in _HAS_BEGUN:
            off = next((n for n, w in enumerate(words) if w.lstrip("و") in _CALLED_OFF), len(words))
            if any(w in _AFTER for w in words[4:off]):
                told.forget_status()

    @staticmethod
    def _met_after_a_call(told: Told) -> None:
        """Arabic: "بحث A مع B في بغداد ملف المياه، بعد يوم من اتصال هاتفي مع C": how they met is not how he spoke with another."""
        words = told.s.words
        call = next((i.start for i, c in told.cues if c.kind == "call"), 0)
        after = next((n for n in range(call - 1, max(5, call - 5), -1) if words[n] in ("بعد", "عقب")), None)
        if after is not None and any(c.kind != "call" and i.start < 2 for i, c in told.cues):
            told.aside = range(after, len(words))
            told.cues, told.mode = [(i, c) for i, c in told.cues if i.start < after], None

    def _had_come(self, told: Told) -> None:
        """Arabic: "ووصل A إلى طهران أمس للقاء مسؤولين", told behind a meeting that was held: nobody is named whom he came to meet."""
        if told.status is not Status.PLANNED or told.s.words[0] not in ("ووصل", "ووصلت"):
            return
        near = (t for t in self.told[-5:] if t.s.zone != TITLE and t.status is None)
        if not any(c.kind in STRONG for t in near for _, c in t.cues):
            return
        aim = min((i.start for i, _ in told.cues), default=0)
        if told.s.words[aim].startswith("ل") and all(r.start < aim for r in self.reader.refs.get(told.s.index, ())):
            told.cues = []
            told.forget_status()

    def _own_envoy(self, s: Sentence, item: Item) -> bool:
        """Arabic: "زار الشطري السفارة العراقية والتقى القائم بالأعمال العراقي": whom he met serves his own country."""
        refs = self.reader.refs.get(s.index, ())
        met = next((r for r in refs if r.start == item.end and r.office in ("ambassador", "charge-daffaires")), None)
        if met is None or met.polity is None or any(r.start > met.start and r.polity != met.polity for r in refs):
            return False
        before = [self.reader.entities[r.entity] for r in refs if r.end <= item.start and r.entity >= 0]
        return bool(before) and all(e.polity == met.polity for e in before)

    @staticmethod
    def _said_there(told: Told) -> bool:
        """Arabic: "جاء ذلك خلال لقاء A مع B ... قبيل القمة التي ستعقد غدا", "إن مباحثاته مع A تناولت ...، لافتا إلى اجتماع سيعقد": the meeting is
        over, whatever is to come."""
        words = told.s.words
        if not _POINTS_OUT.isdisjoint(words) and told.cues and told.cues[0][1].status is None:
            at = next(n for n, w in enumerate(words) if w in _POINTS_OUT)
            plans = [i.start for i, c in told.cues if c.status == "planned"]
            return told.cues[0][0].start < at and bool(plans) and at < min(plans)
        opens = words[0].lstrip("و") in ("جاء", "جاءت") and not {"خلال", "لدی", "اثناء"}.isdisjoint(words[1:5])
        return opens and any(c.kind in STRONG and c.status is None and i.start < 7 for i, c in told.cues)

    def _invitation(self, told: Told) -> Item | None:
        """Arabic: "سيصل A إلى بغداد الاثنين تلبية لدعوة B": the two cannot but talk, unless he comes for a gathering. The word of inviting."""
        s = told.s
        at = next((n for n, w in enumerate(s.words) if w in _AT_INVITATION), None)
        if at is not None and "الزیاره" in s.words[:at]:
            told.pronoun = True  # "وتأتي الزيارة تلبية لدعوة من B": whose it is was told before
        if at is None or not _GATHERINGS_AR.isdisjoint(s.words) or (s.words[at] == "دعوه" and s.words[at - 1] != "علی"):
            return None
        inviting = next((i for i in s.items if any(w.endswith("دعوه") for w in s.words[i.start : i.end])), None)
        if inviting is None or not any(0 <= r.start - inviting.end <= 1 for r in self.reader.refs.get(s.index, ())):
            return None
        return inviting

    def _comes_at_invitation(self, told: Told) -> bool:
        """Arabic: "وتأتي الزيارة تلبية لدعوة من B", behind the news that A will come, or comes in these days."""
        words, before = told.s.words, self._told_before(told)
        if before is None or "الزیاره" not in words or _AT_INVITATION.isdisjoint(words):
            return False
        return before.status is Status.PLANNED or before.s.words[0] in _IS_ABOUT_TO

    @staticmethod
    def _leaves_to_meet(told: Told) -> bool:
        """Arabic: "غادر الوزير البلاد متوجها إلى بغداد لعقد لقاءات مع ...": whom he left to meet he has not met yet."""
        words = told.s.words
        if _TO_MEET.isdisjoint(words):
            return False
        aim = next(n for n, w in enumerate(words) if w in _TO_MEET)
        if _DEPARTS.isdisjoint(w.removeprefix("و") for w in words[:aim]):
            return False
        return all(i.start >= aim for i, c in told.cues if c.kind in STRONG)

    @staticmethod
    def _named_by_country(s: Sentence, item: Item) -> bool:
        """ "The Dutch general": somebody spoken of before."""
        near = s.at[item.start - 1] if item.start > 1 else None
        return near is not None and near.has("adj") is not None and s.words[near.start - 1] == "the"

    def _aside(self, s: Sentence) -> range:
        """ "Pompeo, who called off talks with Merkel in Berlin, flew to Baghdad and met ...", "received A, who last met him in 2021": a clause
        about somebody that tells of another time."""
        if _RELATIVE.isdisjoint(s.words):
            return range(0)
        opens = next((i for i, w in enumerate(s.words[:-1]) if w == "," and s.words[i + 1] in _RELATIVE), None)
        if opens is None:
            return range(0)
        closes = next((i for i in range(opens + 2, len(s.words)) if s.words[i] == ","), len(s.words))
        kinds = [(i.start, self.frames[int(n)]) for i in s.those(_CUES) if (n := i.has("cue")) is not None]
        inside = [cue for at, cue in kinds if opens < at < closes]
        # the news stands behind the clause, or before one that ends the sentence: "received B, whose trip had been put off in June"
        off = any(cue.status == "cancelled" for cue in inside) and any(
            cue.kind in STRONG and (at > closes or (at < opens and not cue.status)) for at, cue in kinds
        )
        then = any(cue.id == "remembered" for cue in inside) or any(
            len(w) == 4 and w.isdecimal() and 1900 < int(w) < self.published.year for w in s.words[opens:closes]
        )
        old = then and any(not opens < at < closes and cue.kind in _HELD_OR_ATTENDED for at, cue in kinds)
        return range(opens + 1, closes) if off or old else range(0)

    def _at_airport(self, told: Told) -> bool:
        """Who welcomes a guest at the airport has not met him yet, unless they talked there."""
        greeted = any(c.id == "met" and told.s.words[i.start - 1] in ("was", "were") for i, c in told.cues)
        kinds = kinds_at_the_door(told, greeted)  # "was met at the airport by"
        if "receive" not in kinds or kinds & {"meet", "talk", "call"}:
            return False  # before the words of places are looked at
        if self.lang == "ar":
            arriving = self._on_arrival(told.s.words)
        else:
            arriving = self.lang == "en" and "arrival" in told.s.words and self._upon_arrival(told)
        if arriving and _INDOORS & set(told.s.words):
            return False
        if (
            not arriving
            and not begins(told.s.words, _AIRPORT)
            and not any(i.is_word("airport") or "airport" in (i.has("place") or "") for i in told.s.those(_AIRPORTS))
        ):
            return False
        return not told.both

    @staticmethod
    def _on_arrival(words: list[str]) -> bool:
        """Arabic: "استقبل A B لدى وصوله إلى بغداد", but not to a palace or an office; "وكان B قد وصل إلى بغداد واستقبله A"."""
        if words[0] in ("وکان", "وکانت", "کان", "کانت") and "وصل" in words[:12]:
            return any(w.startswith("واستقبل") for w in words[words.index("وصل") :])
        return "لدی" in words and any(
            one == "لدی" and two.startswith("وصول") and to == "الی" and not begins([where], _HOUSES_AR)
            for one, two, to, where in zip(*(words[n:] for n in range(4)), strict=False)
        )

    @staticmethod
    def _upon_arrival(told: Told) -> bool:
        """ "Upon arrival, he was received by B", "B welcomed him upon his arrival in Tehran"."""
        words = told.s.words
        at = words.index("arrival")
        opens = words[0] in ("upon", "on") and at < 4
        return opens or not {"upon", "on"}.isdisjoint(words[max(0, at - 2) : at])

    def _in_interview(self, told: Told) -> None:
        """Arabic: what stands behind "he said in an interview with X that" is his word, not the report's."""
        if not told.cues:
            return
        said = [i.start for i, cue in self._frames_in(told.s) if cue.id == "interview"]
        if said:
            told.cues = [(i, c) for i, c in told.cues if i.start < min(said) - 1]

    @staticmethod
    def _only_wrote(told: Told) -> bool:
        """Arabic: "وجه A رسالة إلى B أكد فيها", "شدد A وB في بيانين منفصلين": words on paper, in a sentence without a verb of meeting."""
        words = told.s.words
        if any(c.kind in MEETING for _, c in told.cues):
            return False
        if not _SENDS.isdisjoint((words[0], words[0][1:])) and not _LETTERS.isdisjoint(words[1:10]):
            return True
        return any(v in _STATEMENTS and w.startswith(("منفصل", "متزامن")) for v, w in itertools.pairwise(words))

    def _called_for(self, told: Told) -> bool:
        """Arabic: "an MP called on the premier to meet the president": a wish, unless he said so when he met somebody."""
        words = told.s.words
        if _CALLS_FOR.isdisjoint(words):
            return False
        at = next(n for n, w in enumerate(words) if w in _CALLS_FOR)
        for n in range(at + 1, len(words)):
            meant = words[n] in ("للقاء", "بلقاء", "للاجتماع", "بالاجتماع") or (
                words[n - 1] in ("الی", "بعقد", "عقد") and words[n].removeprefix("ال") in ("لقاء", "اجتماع", "زیاره")
            )
            if meant:
                strong = [i.start for i, c in told.cues if c.kind in STRONG]
                return all(i >= n - 1 for i in strong)
        return False

    def _receives_then(self, told: Told) -> bool:
        """Kurdish: "on Friday at one o'clock the President receives ...", "visits Baghdad": the present with another day than today is to come;
        so is whom somebody "comes to Erbil" to see."""
        s = told.s
        going = [n for n, w in enumerate(s.words[:-1]) if w in WILL_COME] if self.lang == "ckb" else []
        there = [n for n in going if (i := s.at[n + 1]) is not None and (i.has("place") or i.has("polity"))]
        if not _IS_DOING & set(s.words[-3:]) and not any(n >= len(s.words) - 4 for n in there):
            return False
        if there:
            return True
        before = self.told[-1] if self.told else None
        onward = (
            self.lang == "ckb"
            and before is not None
            and before.status is Status.PLANNED
            and before.s.paragraph == s.paragraph
        )
        if onward and told.cues and not self.doc.days(s):
            return True  # "... سبەی دەگاتە بەغدا. لەلایەن A پێشوازیی لێ دەکرێت", "لەگەڵ B پرسی ئاو تاوتوێ دەکات"
        told_of = any(f.kind == "day" or (f.kind == "relative" and f.value <= 0) for f in self.doc.days(s))
        visits = self.lang == "ckb" and not told_of and any(c.kind == "visit" for _, c in self._frames_in(s))
        if not visits and not any(c.kind == "receive" for _, c in told.cues):
            return False
        days = [f for f in self.doc.days(told.s) if f.kind == "weekday" and f.turn >= 0]
        return bool(days) and all(f.value != self.published.weekday() for f in days)

    def _is_received_yet(self, told: Told) -> bool:
        """Kurmanji: "ji aliyê A ve tê pêşwazîkirin û dê bi B re jî bicive": what goes on with "will" is all to come."""
        words = told.s.words
        if self.lang != "kmr" or not any(c.kind == "receive" for _, c in told.cues):
            return False
        if not any(one == "û" and two in ("dê", "wê") for one, two in itertools.pairwise(words)):
            return False
        will = max(n for n, w in enumerate(words) if w in ("dê", "wê"))
        received = [i for i, c in told.cues if c.kind == "receive" and i.start < will]
        return any(not {"tê", "tên"}.isdisjoint(words[i.start - 1 : i.end]) for i in received)

    def _has_in_plan(self, told: Told) -> bool:
        """Kurmanji: "A dê here Parîsê. Di bernameya serdanê de hevdîtina bi B re jî heye": what a journey to come holds."""
        before = self.told[-1] if self.told else None
        if self.lang != "kmr" or before is None or _HOLDS.isdisjoint(told.s.words[-3:]):
            return False
        ahead = any(told.s.words[i.start].startswith(_TALKS_KMR) for i, _ in told.cues)
        return ahead and not _TO_GO.isdisjoint(before.s.words)

    def _asked_then(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurmanji: "bi telefonê bi A re axivî û jê xwest ku ...": what he asked of him when they spoke."""
        if self.lang != "kmr" or cue.id != "wish" or not told.s.words[item.start].startswith("xwest"):
            return False
        return any(i.start < item.start and c.kind in STRONG and not c.status for i, c in told.cues)

    @staticmethod
    def _festive(s: Sentence, item: Item) -> bool:
        """ "لەو ئاهەنگەدا کە X ئامادەی بوو": who was at a ceremony was at no meeting."""
        before = [w.removeprefix("له") for w in s.words[max(0, item.start - 14) : item.start]]
        return any(
            w.startswith(("یاههنگهدا", "یاههنگیکدا", "ریورهسمهکهدا", "ریورهسمهدا", "مهراسیمهکهدا")) for w in before
        )

    def _accredits(self) -> bool:
        """Sorani: whether an ambassador's letter of credence has been handed over before: that ceremony is a meeting."""
        return any(t.s.words[i.end - 1].endswith(("نامهی", "نامه")) for t in self.told for i, _ in t.cues)

    @staticmethod
    def _ready(s: Sentence, item: Item) -> bool:
        """Sorani: "ئامادەیی" is presence only before a meeting; "ئامادەیی وڵاتەکەی دەربڕی" is readiness."""
        after = s.words[item.end] if item.end < len(s.words) else ""
        if s.words[item.end - 1] == "یامادهیه":
            return True  # "گوتی هەموو شتێک ئامادەیە": is ready
        return s.words[item.end - 1] == "یامادهیی" and not after.startswith(("کوبوونهوه", "دیدار", "دانیشتن"))

    @staticmethod
    def _told_him(told: Told) -> bool:
        """ "Estonia will train soldiers, its minister told the President": what will be is not the talk, which is over."""
        words = told.s.words
        return bool(told.cues) and all(words[i.start] == "told" and words[i.start - 1] != "be" for i, _ in told.cues)

    @staticmethod
    def _sets_out(s: Sentence, item: Item) -> bool:
        """ "'Salam will arrive on Sunday,' the source said": a journey announced; any other promise is no day of the meeting."""
        ahead = s.words[item.end : item.end + 2]
        return s.words[item.end - 1] == "will" and (ahead == ["go", "to"] or ahead[0] in _SETS_OUT)

    def _groups(self, told: Told) -> None:
        s = told.s
        refs = self.reader.refs.get(s.index, [])
        for ref in refs:
            if ref.plural and ref.office_span is not None and not ref.former and not self._topic(told, ref):
                low, high, friends = max(0, ref.start - 1), min(len(s.words), ref.end + 7), self._befriended(s)
                for item in s.items:
                    if item.start >= ref.end and (item.is_word("company") or s.words[item.start - 2] == "sidelines"):
                        break  # "nûnerên kompaniyeke Amerîkî": its people; "officials on the sidelines of the United Nations General Assembly"
                    if self.lang == "kmr" and item.start >= ref.end and item.is_word("about"):
                        break  # "komîsyona nûneran li ser rewşa Sûriyeyê civiya"
                    if (
                        low <= item.start < high
                        and item.start not in friends
                        and not any(r is not ref and r.start <= item.start < r.end for r in refs)
                        and (polity := self._side(item)) is not None
                        and not (ref.polity and self._is_party(item))  # "Iraqi MPs from the PUK"
                    ):
                        told.groups.append(Group(polity, item.start, f"group:{polity}"))
                if ref.polity:
                    told.groups.append(Group(ref.polity, ref.start, ref.polity_rule))
                if self.lang == "en":
                    self._both_peoples(told, ref)
        if self.lang in ("ckb", "kmr") and self._protests(s):
            self._calling_in(told, refs)
        delegations = s.those(_DELEGATION)
        if self.lang == "en" and told.attends:  # "a Kuwaiti delegation that included A" is one phrase of the knowledge
            delegations = [*delegations, *(i for i in told.attends if "delegation" in s.words[i.start : i.end])]
        elif self.lang == "ar" and told.cues:  # "زار وفد من حلف الناتو" is one phrase of the knowledge
            delegations = [*delegations, *(i for i, _ in told.cues if s.words[i.end - 1] == "وفد")]
        if not delegations:
            return
        inside = [False] * len(s.words)
        for ref in refs:
            for i in range(ref.start, min(ref.end, len(s.words))):
                inside[i] = True
        friends = self._befriended(s)
        for item in delegations:
            if self.lang == "en" and any(r.plural and r.polity and r.start <= item.start < r.end for r in refs):
                continue  # "Iraqi MPs from the PUK": told as holders of an office
            ahead = range(item.end, min(len(s.words), item.end + (6 if self.lang == "en" else 7)))
            behind = range(item.start - 1, max(-1, item.start - 4), -1) if self.lang == "en" else ()
            if not self._group_of(told, item, behind, inside, friends):
                self._group_of(told, item, ahead, inside, friends)

    @staticmethod
    def _protests(s: Sentence) -> bool:
        """Kurdish: whether a sentence tells of a summons and a protest."""
        return begins(s.words, ("بانگهیشت", "vexwend", "bang")) and begins(s.words, ("نارهزای", "nerazî", "protesto"))

    def _calling_in(self, told: Told, refs: Sequence[Ref]) -> None:
        """Kurdish: "وەزارەتی دەرەوەی عێراق باڵیۆزی سویدی بانگهێشت کرد": the ministry is the side whose official a further sentence names."""
        s = told.s
        if not any(r.office in ("ambassador", "charge-daffaires") for r in refs):
            return
        for item in s.items:
            if item.is_word("ministry") and not any(r.start <= item.start < r.end for r in refs):
                whose = s.item(
                    item.end + (s.words[item.end : item.end + 1] in (["ya"], ["a"]))
                )  # "wezareta derve ya Iraqê"
                if whose is not None and (polity := self._side(whose)) is not None:
                    told.groups.append(Group(polity, item.start, f"group:{polity}"))
                    return

    def _topic(self, told: Told, ref: Ref) -> bool:
        """ "briefed A on relations with members of the Austrian parliament": a group that was talked about."""
        if self.lang != "en":
            return False
        cue = next((i for i, _ in told.cues), None)
        if cue is None or cue.end >= ref.start or any(cue.end < i.start < ref.start for i, _ in told.cues):
            return False
        return any(
            told.s.words[i.start] in ("on", "about", "regarding", "concerning") and not opens_a_date(told.s, i)
            for i in told.s.items
            if cue.end <= i.start < ref.start
        )

    def _both_peoples(self, told: Told, ref: Ref) -> None:
        """ "Iraqi and Kurdish military commanders": the peoples joined in front of one office in the plural."""
        s = told.s
        i = ref.start - 1
        if i >= 0 and s.words[i] == ",":
            return  # "for the Iraqi presidency, officials told Rudaw"
        while i >= 0 and ref.start - i < 8:
            near = s.at[i]
            if near is not None and (polity := self._side(near)) is not None:
                told.groups.append(Group(polity, near.start, f"group:{polity}"))
                i = near.start - 1
            elif s.words[i] in ("and", ",", "-") or (near is not None and near.is_word("filler")):
                i -= 1
            else:
                return

    @staticmethod
    def _befriended(s: Sentence) -> range:
        """Where a group's friends are named, and not whose it is: "the Iraq friendship group in the British Parliament"."""
        at = next(
            (i for i, w in enumerate(s.words) if w.startswith(_FRIENDSHIP) or s.words[i : i + 2] == ["العلاقات", "مع"]),
            None,
        )
        if at is None:
            return range(0)
        high = min(len(s.words), at + 7)
        house = next(
            (i for i in range(at + 1, high) if s.words[i] in _IN_A_HOUSE and s.words[i - 1] != "friends"), high
        )
        return range(max(0, at - 2), house) if house < high else range(0)

    def _group_of(self, told: Told, item: Item, reach: Iterable[int], inside: Sequence[bool], friends: range) -> bool:
        """Whose the delegation is: the first polity within reach that is none of its friends, before another phrase begins."""
        s = told.s
        origin = False
        for i in reach:
            near = s.at[i]
            if i < item.start and s.words[i] == ",":
                break  # "for the Iraqi presidency, officials told Rudaw"
            if i in friends:
                continue
            if self.lang == "ar" and s.words[i] == "فی" and ((land := s.item(i + 1)) is None or not land.has("polity")):
                break  # "يلتقي الوفد غدا مسؤولين في ديوان الرقابة المالية"
            if i == item.end and s.words[i] == "in" and s.words[item.start] == "mission":
                break  # "the defeat-ISIS mission in Iraq": where it is, not whose
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
            # "a delegation of the House of Commons"; beside one, "Polish" is no verb and "المصري" no surname
            if (polity := self._side(near) or near.has("seat") or near.has("adj") or near.has("polity")) is not None:
                if polity in ("IQ", "IQ-KR") and s.glued[near.start] and (other := s.at[near.start - 1]) is not None:
                    side = None if self.lang == "en" else self._side(other)  # "the Iran-Iraq group" is of both
                    polity = side or other.has("adj") or polity  # "the Polish-Kurdish group" is Poland's
                told.groups.append(Group(polity, item.start, f"group:{polity}"))
                return True
        return False

    def _is_party(self, item: Item) -> bool:
        number = item.has("body")
        return number is not None and self.k.bodies[number].party

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
