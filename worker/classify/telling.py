"""What one sentence reports: its frames, status, mode and groups, and why it reports nothing (remembered, wished for, denied)."""

import itertools
import re
from collections.abc import Iterable, Sequence

from storage.records import Mode, Status
from worker.classify.lexicon import LOUD, Item, mark
from worker.classify.sides import SideReader
from worker.classify.text import BODY, LEAD, TITLE, Sentence, opens_a_date
from worker.classify.told import STRONG, Group, Told
from worker.classify.when import choose_day
from worker.classify.who import Ref
from worker.knowledge.load import Cue

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_NAMED_MONTH = re.compile(r"\s*(?:elections?|vote|polls?|referendum|agreement|attacks?|war|protests?|uprising|deal)\b")
_INDOORS = frozenset(["palace", "office", "headquarters", "residence", "ministry"])
_AHEAD = re.compile(r"\b(?:due|will|to be|scheduled|planned|next|expected|upcoming|slated)\b[^.;]{0,60}$")
_SINCE = re.compile(r"\b(?:before|since|until|till|prior to)(?: \w+){0,2}\s*$")
_BEFORE = frozenset(["earlier", "previous", "previously", "twice", "attempts"])
_FIRST = frozenset(["i", "we", "our", "us", "my", "em", "me", "ez", "min", "ئێمە", "ییمه", "من"])
_PLUPERFECT = ("bû", "bûn", "بوو", "بوون", "بووهوه", "بوونهوه")  # folded
_DONE = ("met", "received")
_WHOSE_VISIT = frozenset(
    ["bo", "ji", "li", "ya", "yê", "ber", "بو", "له", "یی"]
)  # "serdana X bo Y": X's visit, not one to X
_UTTERED = ("ragihand", "got", "tekez", "رایگهیاند", "راگهیاند", "گوت", "وتی")
_IS_DOING = frozenset(["دهکات", "دهکهن", "dike", "dikin"])
_MEANWHILE = (
    "یهمه لهکاتیکدایه",
    "یهمهش لهکاتیکدایه",
    "یهمه له کاتیکدایه",
    "یهمهش له کاتیکدایه",
    "یهمه لهکاتیکدا",
    "یهمهش له کاتیکدا",
    "یهم دیداره لهکاتیکدایه",
    "یهم سهردانه لهکاتیکدایه",
    "شایانی باسه",
    "شایهنی باسه",
    "جیی باسه",
    "جیگهی باسه",
    "ev jî di demekê de",
    "ev di demekê de",
    "hêjayî gotinê",
    "hêjayî bibîrxistinê",
)  # folded
_THIS_MEETING = ("hevdîtin", "civîn", "serdan", "peywendî", "pêwendî", "peywendiy", "pêwendiy")
_AROUND = frozenset(["piştî", "berî", "beriya"])
_GLAD = ("kêfxweş", "xweşhal", "dilxweş", "şanaz", "spas", "sipas", "pêzanîn")
_PUT_OFF_TOO = (
    "ههلبژاردن",
    "رادهستکردن",
    "پروسه",
    "پرۆسه",
    "یاسا",
    "مووچه",
    "موچه",
    "دانیشتنی پهرلهمان",
    "تاقیکردنهوه",
    "یاری",
    "ریفراندوم",
    "سهرژمیری",
    "hilbijartin",
    "qanûn",
    "yasa",
    "mûçe",
    "lîstik",
    "azmûn",
    "serjimêr",
    "proje",
)  # folded: elections, laws, salaries, matches
_NO_TALKS = frozenset(
    [
        "referendum",
        "vote",
        "election",
        "elections",
        "polls",
        "strike",
        "match",
        "flights",
        "session",
        "hearing",
        "trial",
        "deal",
        "project",
    ]
)  # what else is called off
_SPOKEN_OF = (
    *("encam", "îhtimal", "egera", "pirsa", "şayîa", "gotegot"),
)  # folded: results of a meeting, whether there will be one
_DECIDED = (
    *(
        "biryar",
        "pêşniyar",
        "pêşniyaz",
        "daxwaz",
        "qanûn",
        "yasa",
        "peyman",
        "rêkeftin",
        "lêborîn",
        "îstifa",
        "proje",
        "şert",
        "rapor",
    ),
    *("bûdçe", "destûr", "bername"),
)  # folded: what is accepted is no guest
_LAST_MONTH = re.compile(" (?:الماضی|الفایت|المنصرم)")
_CALLS_FOR = frozenset(
    f"{also}{verb}"
    for also in ("", "و")
    for verb in ("دعا", "دعت", "یدعو", "تدعو", "حث", "حثت", "طالب", "طالبت", "یطالب", "تطالب", "ناشد", "یناشد")
)
_PUT_OFF = re.compile("(?:تاجیل|تاجل|ارجا|ارجاء|یوجل|توجل|تقرر تاجیل)")
NEW_DAY = re.compile(
    " الی (?:یوم |موعد |تاریخ )?(?:غد|الاحد|الاثنین|الثلاثاء|الاربعاء|الخمیس|الجمعه|السبت|[0-9]{1,2} )"
)
_WHEN = frozenset(["حین", "حینما", "عندما", "لحظه"])
_PAID = frozenset(["kir", "kirin", "kiriye", "dike", "bike", "کرد", "کردن", "کردووه", "دهکات", "بکات"])
_PERFECT = frozenset(
    [
        "استقبل", "استقبلت", "التقی", "التقت", "اجتمع", "اجتمعت", "بحث", "بحثت", "تلقی", "تلقت", "اجری", "اجرت", "ناقش", "ناقشت", "عقد", "عقدت",
        "تباحث", "رحب", "رحبت",
    ]
)  # fmt: skip
_PRESENT = frozenset(
    ["یعقد", "تعقد", "یعقدان", "یلتقی", "تلتقی", "یلتقیان", "یجتمع", "تجتمع", "یجتمعان", "یجری", "تجری", "یبحث", "تبحث"]
)
_PRESENT_OF_MEETING = _PRESENT | {"یستقبل", "تستقبل", "یستضیف", "تستضیف"}
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
_CALLS_AT = frozenset(["زار", "زارت", "یزور", "تزور"])
# Sorani, folded: what is to come without any meeting being so
_NEXT_ONES = (
    "حکوومهت",
    "حکومهت",
    "کابینه",
    "پهرلهمان",
    "ههلبژاردن",
    "سهروک",
    "نهوه",
    "قوناغ",
    "ساله",
    "مانگه",
    "روژانی",
    "بودجه",
)
_CONDITION = frozenset(["یهگهر", "یایا"])  # Sorani, folded: if, whether
_INFINITIVE = ("کردن", "کردنی")
_DOINGS = tuple(
    stem + end
    for stem in ("کردن", "بوون", "چوون", "دان", "دانان", "هینان", "گرتن", "گهیشتن", "خستن", "کهوتن")
    for end in ("ی", "هوهی")
)  # Sorani, folded
_AT_HOME = ("مکتب", "منزل", "مقر", "دیوان", "دار", "قصر", "مبنی")
_PROTOCOL = frozenset(["مدیر", "مدیره", "رییس", "رییسه", "دایره", "قسم", "مسوول", "مدیریه"])
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
_DAY_EARLIER = re.compile(
    r"\b(?:a day earlier|the day before|the previous day|earlier (?:in the day|on)|hours earlier)\b"
)
_IN_A_SPEECH = frozenset(
    ["وتهیهکدا", "وتاریکدا", "گوتهیهکدا", "وتهکهیدا", "وتارهکهیدا", "گوتارهکهیدا", "گوتاریکدا"]
)  # folded
_SETS_OUT = frozenset(["lead", "head", "travel", "fly", "visit", "arrive"])  # behind "will": the talks are to come
_REVERED = frozenset(["excellency", "majesty", "highness", "holiness"])  # "His Excellency then received ..."
_RELATIVE = frozenset(["who", "which", "whose"])
_CUES = mark("cue")
_TOLD = mark("cue", "gap", "word:both", "word:pronoun", "word:someone")
_DELEGATION = mark("word:deleg")
_COMPANY = mark("word:company")
_LED = mark("word:led", "word:presence")


def _before_that(s: Sentence, item: Item) -> bool:
    """Arabic: "أجرى مباحثات مع A، قبل أن يلتقي B": one after the other, and both over."""
    return item.start > 0 and s.words[item.start - 1] in ("قبل", "وقبل") and s.words[item.start] == "ان"


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


# English: what is welcomed in words alone
_DEEDS = frozenset(
    ["step", "move", "decision", "initiative", "statement", "announcement", "agreement", "deal", "news", "outcome", "ruling", "remarks", "proposal", "plan", "ceasefire", "truce", "verdict", "measure", "resolution", "call", "gesture"]
)  # fmt: skip
_AUXILIARIES = frozenset(["has", "have", "had", "did", "does", "do", "was", "were"])


class Teller(SideReader):
    """Reads what each sentence tells."""

    def _tell(self, s: Sentence) -> Told:
        """What a sentence says. Of one in the body without persons, delegation or a cue of meeting nothing is asked but its day."""
        if s.zone == BODY and not s.marks & LOUD and not self.reader.refs.get(s.index):
            return Told(s, quiet=True)
        return self._tell_all(s)

    def _tell_all(self, s: Sentence) -> Told:
        told = Told(s)
        soft_skip = hard_skip = ""
        aside = self._aside(s) if self.lang == "en" else range(0)
        told.aside = aside
        for item in s.those(_TOLD):
            if item.start in aside:
                continue
            for reading in item.meaning.told:
                if reading.kind != "word":
                    number, _, tail = reading.id.partition(":")
                    if tail and not any(tail in self.reader.lex.stems(w) for w in s.words[item.end :]):
                        continue
                    cue = self.frames[int(number)]
                    if self.lang == "en" and cue.id == "noun-meeting" and self._opens_with_guest(s, item):
                        cue = self._calls_on
                    elif self.lang == "en" and cue.id == "noun-meeting" and self._goes_on_with(s, item):
                        cue = next(c for c in self.frames if c.id == "meeting-planned")
                    if self.lang == "ar" and cue.id == "planned-meet" and _before_that(s, item):
                        cue = next(c for c in self.frames if c.id == "met")
                    if self.lang == "ar" and cue.status == "cancelled" and _of_something_else(s, item):
                        continue
                    if self.lang == "ar" and cue.id == "received" and _hosts_talks(s, item):
                        told.attends.append(item)
                        continue
                    if (
                        s.quoted[item.start]
                        and self.lang != "ar"
                        and cue.kind in (*STRONG, "talk", "noun", "skip", "status")
                    ) and self._first_person(s):
                        continue
                    if cue.id == "summoned-received" and s.words[item.end - 2] == "the":
                        told.pronoun = True  # "told the ambassador", whose country was named when he was summoned
                    if cue.kind in ("meet", "receive", "call", "talk", "noun"):
                        if self._fits_grammar(s, item, cue):
                            told.cues.append((item, cue))
                            if (
                                cue.mode
                                and told.mode is None
                                and not (cue.id == "spoke" and self._spoke_there(s, item))
                            ):
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
                        or (self.lang == "en" and s.quoted[item.start] and not self._sets_out(s, item))
                        or self._other_called_off(s, item, cue)
                    ):
                        continue
                    elif cue.kind == "status" and cue.status:
                        if cue.status == "cancelled" or told.status is None:
                            told.status, told.status_cue = Status(cue.status), cue
                    elif cue.kind == "attend" and (
                        self.lang == "ar"
                        or not s.quoted[item.start]
                        or (self.lang == "en" and not self._first_person(s))  # a ministry's statement, quoted whole
                    ):
                        if self.lang == "ckb" and (self._ready(s, item) or self._festive(s, item)):
                            continue
                        if cue.id == "colleagues" and not any(
                            r.name and r.start == item.end for r in self.reader.refs.get(s.index, ())
                        ):
                            continue  # nobody is named
                        told.attends.append(item)
                    elif cue.kind == "visit" and self._visits_person(s, item):
                        told.cues.append((item, self._calls_on))
                    elif cue.kind == "skip":
                        if self._behind_news(told, item, cue) or self._asked_then(told, item, cue):
                            continue
                        if self.lang == "ckb" and cue.id == "wish" and self._protests(s):
                            continue  # "the ambassador was called in and given a note of protest"
                        soft_skip = soft_skip or cue.reason
                        met = any(c.kind in STRONG and c.status is None for _, c in told.cues)
                        if cue.id == "of-late" and self._of_that_visit(told, item):
                            hard_skip = cue.reason
                        if (cue.id == "wants" and not met) or (cue.id == "remembered" and self._background(s)):
                            hard_skip = cue.reason
                        if cue.id == "observer" and not told.cues:
                            hard_skip = cue.reason  # "an observer thought that a meeting ..."
                        if self._dates_cue(told, item, cue):
                            hard_skip = cue.reason
                elif reading.id == "both":
                    told.both = True
                elif reading.id == "pronoun" or (reading.id == "someone" and self._named_by_country(s, item)):
                    told.pronoun = True
        if (
            told.status is Status.PLANNED
            and told.status_cue is not None
            and told.status_cue.id in ("meeting-planned", "planned")
        ):
            first = next((c for _, c in told.cues if c.kind in STRONG), None)
            if (
                first is not None
                and first.status is None
                and first.id == "met"
                and self.lang == "en"
                and "will" not in s.words[:12]
                and not any(w == "will" and v in _SETS_OUT for w, v in itertools.pairwise(s.words))
            ):
                told.status, told.status_cue = None, None
        if (
            self.lang == "en"
            and told.status is Status.PLANNED
            and told.status_cue is not None
            and told.status_cue.kind == "status"
            and (self._after_all(told) or self._told_him(told))
        ):
            told.status, told.status_cue = None, None
        if self.lang == "kmr" and told.cues and len(s.words) > 2 and self._follows(s):
            hard_skip = "remembered meeting"
        if s.zone == TITLE and s.text.endswith(("?", "؟")):
            hard_skip = "a question"
        if self.lang == "en" and s.words[0] in ("his", "her") and set(s.words[1:2]) & _REVERED:
            told.pronoun = told.pronoun or not any(r.start <= 2 for r in self.reader.refs.get(s.index, ()))
        if self.lang == "ar":
            if told.status is None and s.zone == "body" and self._goes_on_planned(told):
                told.status, told.status_cue = Status.PLANNED, self.told[-1].status_cue
            self._in_interview(told)
            self._met_before(told)
            self._put_off(told)
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
        if told.status is None and self.lang in ("ckb", "kmr") and s.zone != TITLE and self._receives_then(told):
            told.status, told.status_cue = Status.PLANNED, next(c for c in self.frames if c.id == "planned")
        if told.status is None and self.lang == "ar" and self._on_a_day_to_come(told):
            told.status, told.status_cue = Status.PLANNED, next(c for c in self.frames if c.id == "planned")
        self._groups(told)
        if told.status is Status.PLANNED and self.lang in ("ckb", "kmr") and self._after_meeting(told):
            told.status, told.status_cue = None, None
        if self.told and self.told[-1].s.paragraph == s.paragraph:
            told.before = self.told[-1]
        attended = bool(told.attends)
        told.later = lambda: self._when_told(told, soft_skip, hard_skip, attended=attended)
        if told.status is not None:
            told.settle()  # a status may be put right, which is no news of this sentence
        self._roles(told)
        return told

    @staticmethod
    def _named_by_country(s: Sentence, item: Item) -> bool:
        """ "The Dutch general": somebody spoken of before."""
        near = s.at[item.start - 1] if item.start > 1 else None
        return near is not None and near.has("adj") is not None and s.words[near.start - 1] == "the"

    def _when_told(self, told: Told, soft: str, hard: str, *, attended: bool) -> tuple[bool, str]:
        """Whether a sentence has a fresh day, and why it is passed over: words that say so (`soft`, and `hard` whatever its day), or its days."""
        s, fresh, skip = told.s, self._is_fresh(told.s), ""
        if soft == "remembered meeting" and self._earlier_leg(told):
            soft = ""
        if self.lang == "ar" and self._pluperfect(s) and not fresh and not self._earlier_leg(told):
            skip = "remembered meeting"
        if soft and not (fresh and (s.zone in (TITLE, LEAD) or soft == "remembered meeting")):
            skip = soft
        if hard:  # "a meeting last week", whatever else is fresh in the sentence
            skip = hard
        if not skip and ((not fresh and self._is_old(told, attended=attended)) or self._goes_on(told, fresh=fresh)):
            skip = "remembered meeting"
        return fresh, skip

    def _is_fresh(self, s: Sentence) -> bool:
        """Whether a sentence has a day within three days of publication."""
        day = choose_day(self.doc.days(s), self.doc.text_of(s), published=self.published, status=Status.HELD)
        return day is not None and day.sure and abs((day.date - self.published).days) <= 3

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
        kinds = [(i.start, self.frames[int(n)]) for i in s.those(_CUES) if (n := i.has("cue")) is not None]
        off = any(opens < at < closes and cue.status == "cancelled" for at, cue in kinds)
        met = any(at > closes and cue.kind in STRONG for at, cue in kinds)
        return range(opens + 1, closes) if off and met else range(0)

    def _goes_on(self, told: Told, *, fresh: bool) -> bool:
        """Behind "his visit last week" in the same paragraph: "the man whom the president received ..." is of that visit, too."""
        s, before = told.s, told.before
        if before is None or self.doc.days(s) or before.skip != "remembered meeting":
            return False
        if self._background(before.s) and not any(r.name for r in self.reader.refs.get(s.index, ())):
            return True
        return before.s.zone == s.zone == LEAD and not fresh and told.status is None

    def _goes_on_planned(self, told: Told) -> bool:
        """Arabic: "ومن المقرر أن يزور ... وبعد ذلك يعقد A وB مباحثات": the present tense goes on with what was announced before."""
        before = self.told[-1] if self.told else None
        if before is None or before.status is not Status.PLANNED or before.s.paragraph < told.s.paragraph - 1:
            return False
        return any(w.lstrip("و") in _PRESENT for w in told.s.words[:7])

    def _on_a_day_to_come(self, told: Told) -> bool:
        """Arabic: "يستقبل A وB في 17 تموز", written on the tenth: the present tense of a day that is named and still ahead."""
        words = told.s.words
        verb = next((i for i, c in told.cues if c.kind in STRONG), None)
        if verb is None or words[verb.start].lstrip("وف") not in _PRESENT_OF_MEETING:
            return False
        opens = told.s.zone == LEAD and verb.start <= 1 and words[verb.start][0] in "یت"
        if opens and any(f.kind == "relative" and f.value == 0 for f in self.doc.days(told.s)):
            return True  # "يلتقي الرئيس، اليوم الثلاثاء، ...": news of what is over opens in the past
        after = [f for f in self.doc.days(told.s) if f.start >= told.s.spans[verb.start][0] - told.s.start]
        written = [f for f in after if f.kind == "day" or (f.kind == "weekday" and f.turn > 0)]
        if told.s.zone == LEAD and verb.start == 0 and after and after[0].kind == "weekday" and not after[0].turn:
            # "يلتقي الرئيس A السبت", written on Friday: a lead tells what is over in the past
            return 0 < (after[0].value - self.published.weekday()) % 7 < 4 and not told.attends
        if not written or written[0] is not after[0]:
            return False
        text = self.doc.text_of(told.s)
        day = choose_day(written[:1], text, published=self.published, status=Status.PLANNED)
        return day is not None and 1 < (day.date - self.published).days < 60

    def _after_meeting(self, told: Told) -> bool:
        """ "Piştî civîna xwe ya bi X re got ku dê ...": the meeting is over, what is to come is something else."""
        words = told.s.words
        over = [
            i.start
            for i, c in told.cues
            if c.kind in ("noun", "meet")
            and not c.status
            and any(w in ("piştî", "دوای", "پاش") for w in words[max(0, i.start - 2) : i.start])
        ]
        plans = [
            i.start for i in told.s.items if (n := i.has("cue")) is not None and self.frames[int(n)].id == "planned"
        ]
        return bool(over) and not (plans and plans[0] < over[0])  # "it is planned that, after the two met, ..."

    def _at_airport(self, told: Told) -> bool:
        """Who welcomes a guest at the airport has not met him yet, unless they talked there."""
        arriving = self.lang == "en" and "arrival" in told.s.words[:4] and told.s.words[0] in ("upon", "on")
        if arriving and _INDOORS & set(told.s.words):
            return False
        if (
            not arriving
            and not (
                any(stem in told.s.text for stem in _AIRPORT) and any(w.startswith(_AIRPORT) for w in told.s.words)
            )
            and not any(i.is_word("airport") or "airport" in (i.has("place") or "") for i in told.s.items)
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
                    and not (self.lang == "ar" and "قد" in s.words[item.start : item.end])
                    and not item.is_word("just-before")
                ):
                    return False
        return not any(int(m.group()) < self.published.year for m in _YEAR.finditer(self.doc.text_of(s)))

    def _in_interview(self, told: Told) -> None:
        """Arabic: what stands behind "he said in an interview with X that" is his word, not the report's."""
        said = [
            i.start
            for i in told.s.those(_CUES)
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].id == "interview"
        ]
        if said:
            told.cues = [(i, c) for i, c in told.cues if i.start < min(said) - 1]

    def _put_off(self, told: Told) -> None:
        """Arabic: "تأجيل الاجتماع المقرر بين A وB إلى يوم الاثنين المقبل": the word of putting off holds the meeting; a new day makes it planned."""
        if told.status is not Status.CANCELLED:
            return
        s = told.s
        for item in s.those(_CUES):
            if any(r.kind == "cue" and self.frames[int(r.id)].status == "cancelled" for r in item.readings):
                if any(
                    w.removeprefix("ال") in ("اجتماع", "لقاء", "مباحثات", "زیاره")
                    for w in s.words[item.start : item.end]
                ):
                    told.cues.append((item, next(c for c in self.frames if c.kind == "noun")))
                said = self.doc.text_of(s)[s.spans[item.start][0] - s.start :]
                if (
                    _PUT_OFF.match(said)
                    and NEW_DAY.search(said)
                    and any(f.kind in ("weekday", "day") for f in self.doc.days(s))
                ):
                    told.status = Status.PLANNED
                return

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

    def _met_before(self, told: Told) -> None:
        """Arabic: "then he met A, before going to Pirmam to meet B": the infinitive behind a verb of the past is no plan."""
        if told.status is not Status.PLANNED or told.status_cue is None or told.status_cue.id != "planned-meet":
            return
        words = told.s.words
        plans = [i for i, c in told.cues if c.id == "planned-meet"]
        others = [
            i
            for i in told.s.those(_CUES)
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].id == "planned"
        ]
        if others or not all(words[i.start] in ("للقاء", "للاجتماع") for i in plans):
            return
        past = [
            i for i, c in told.cues if c.kind in ("meet", "receive") and c.status is None and i.start < plans[0].start
        ]
        if past and words[past[0].start].lstrip("و")[0] not in "یتس":
            told.status, told.status_cue = None, None

    def _spoke_there(self, s: Sentence, item: Item) -> bool:
        """ "arrived in Tehran, where he spoke with his counterpart": face to face, unlike who merely "spoke with" somebody."""
        came = any(
            (number := i.has("cue")) is not None and self.frames[int(number)].kind == "visit"
            for i in s.items
            if i.end <= item.start
        )
        return came or "where" in s.words[max(0, item.start - 3) : item.start]

    def _went_to(self, s: Sentence, item: Item) -> bool:
        """ "Visited the consulate to meet the consul": gone there already."""
        if self.lang != "en" or s.words[item.start : item.start + 1] != ["to"]:
            return False
        return any(w in ("visited", "hosted", "convened") for w in s.words[: item.start])

    def _leg_before(self, told: Told) -> bool:
        """ "In Baghdad he had held talks with ...", where the lead tells of the arrival from there."""
        s = told.s
        if s.zone == BODY and _DAY_EARLIER.search(self.doc.text_of(s)) and any(c.id == "had-met" for _, c in told.cues):
            return True  # "A day earlier, she had held talks with B in Baghdad"
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
        return any(0 <= item.start - i.end <= 2 for i, c in told.cues if c.kind in (*STRONG, "noun"))

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
            and self.frames[int(number)].kind in (*STRONG, "noun")
        ]
        return bool(coming) and any(w in ("following", "after") for w in s.words[item.end : coming[0]])

    def _comes_late(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurdish verbs stand last: a word of the future behind "civiya" belongs to another clause ("..., ku biryar e were vekirin")."""
        if self.lang not in ("ckb", "kmr") or cue.status != "planned":
            return False
        if told.s.words[item.start].startswith("داهات") and told.s.words[item.start - 1].startswith(_NEXT_ONES):
            return True  # "the coming government", "the next parliament"
        if (
            not any(c.kind in STRONG and i.start > item.start for i, c in told.cues)
            and not any(
                self.frames[int(n)].kind in STRONG
                for i in told.s.items
                if i.start >= item.start and (n := i.has("cue")) is not None
            )
            and any(
                self._in_it(told.s, i) and any(w.startswith(_UTTERED) for w in told.s.words[i.end : item.start])
                for i, c in told.cues
            )
        ):
            return True  # "in a meeting with X he said that the coming government ..."
        return any(
            c.kind in STRONG and not c.status and c.id in _DONE and i.end <= item.start for i, c in told.cues
        ) and (told.s.words[item.start - 1] in (",", "،", "ku", "که"))

    def _receives_then(self, told: Told) -> bool:
        """Kurdish: "on Friday at one o'clock the President receives ...": the present with another day than today is to come."""
        if not any(c.kind == "receive" for _, c in told.cues) or not _IS_DOING & set(told.s.words[-3:]):
            return False
        days = [f for f in self.doc.days(told.s) if f.kind == "weekday" and f.turn >= 0]
        return bool(days) and all(f.value != self.published.weekday() for f in days)

    def _of_that_visit(self, told: Told, item: Item) -> bool:
        """Sorani: "in his visit of late he met X": no comma parts the visit from the meeting."""
        s = told.s
        met = next((i for i in s.those(LOUD) if i.start >= item.end and self._strong(i)), None)
        return met is not None and not {"،", ","} & set(s.words[item.end : met.start])

    def _strong(self, item: Item) -> bool:
        cue = item.has("cue")
        return cue is not None and self.frames[int(cue)].kind in STRONG

    def _background(self, s: Sentence) -> bool:
        """Kurdish: "ئەمە لە کاتێکدایە ...", "Hêjayî gotinê ye ...": what opens so and is of another time is no leg of this visit."""
        opening = " ".join(s.words[:5])
        return self.lang in ("ckb", "kmr") and opening.startswith(_MEANWHILE)

    @staticmethod
    def _follows(s: Sentence) -> bool:
        """Kurmanji: "Ev hevdîtina A û B piştî rêze civînan tê ku bi C re pêk hatine", "Ev serdan di halekî de ye ku ...": what went before
        the meeting at hand."""
        if s.words[0] != "ev" or not s.words[1].startswith(_THIS_MEETING):
            return False
        return ("tê" in s.words and not _AROUND.isdisjoint(s.words)) or s.words[2:4] in (
            ["di", "demekê"],
            ["di", "halekî"],
        )

    def _asked_then(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurmanji: "bi telefonê bi A re axivî û jê xwest ku ...": what he asked of him when they spoke."""
        if self.lang != "kmr" or cue.id != "wish" or not told.s.words[item.start].startswith("xwest"):
            return False
        return any(i.start < item.start and c.kind in STRONG and not c.status for i, c in told.cues)

    def _behind_news(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurdish: "received A in Pirmam, who had come to take leave": the lead's own verb has told the news before the pluperfect."""
        s = told.s
        if self.lang not in ("ckb", "kmr") or cue.id != "remembered" or s.zone == TITLE:
            return False
        if not s.words[item.start].endswith(_PLUPERFECT):
            return False
        done = next((i for i, c in told.cues if c.kind in STRONG and not c.status and c.id in _DONE), None)
        if done is None or done.start >= item.start:
            return False
        if s.zone != LEAD:  # of the guest alone: "..., که سەردانی پارێزگای کردبوو"
            clause = s.words[done.end : item.start]
            return "که" in clause and bool({"کرد", "هات", "کوبووهوه"} & set(clause[: clause.index("که")]))
        return bool(
            {"کرد", "کردووه", "کوبووهوه", "کوبوونهوه", "kir", "civiya", "civiyan"}
            & set(s.words[done.start : item.start])
        )

    def _other_called_off(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """What was put off is no meeting: "urges Kurds to call off referendum", "in the meeting he said that the election must not be put off"."""
        if self.lang == "en" and cue.status == "cancelled":
            return s.words[item.start - 1] == "to" or not _NO_TALKS.isdisjoint(s.words[item.end : item.end + 4])
        if self.lang not in ("ckb", "kmr") or cue.status != "cancelled":
            return False
        held_in = False
        for other in s.items:
            if other.start >= item.end + 4:
                break
            if (
                other is item
                or s.words[other.start] == "hat"
                or not any(
                    r.kind == "cue" and self.frames[int(r.id)].kind in (*STRONG, "noun", "visit")
                    for r in other.readings
                )
            ):
                continue
            if not self._in_it(s, other):
                return False
            held_in = True
        return held_in or any(w.startswith(_PUT_OFF_TOO) for w in s.words[max(0, item.start - 6) : item.end + 3])

    def _in_it(self, s: Sentence, item: Item) -> bool:
        """ "لە کۆبوونەوەکەدا", "di civînê de": where something is said, not what is spoken of."""
        last = s.words[item.end - 1]
        if self.lang == "ckb":
            return last.endswith("دا") or "تهلهفون" in last or s.words[item.start].endswith("یهکدا")
        return s.words[max(0, item.start - 3) : item.start].count("di") > 0 and "de" in s.words[item.end : item.end + 8]

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
        """ "وكان ... قد ...", "وكان ... في برلين حين ...، حيث التقى" at the head of a sentence."""
        if s.words[0] not in ("وکان", "وکانت", "کان", "کانت"):
            return False
        return "قد" in s.words[1:7] or any(w in _WHEN for w in s.words[3:12])

    def _is_old(self, told: Told, *, attended: bool) -> bool:
        """A year gone by, or a day more than three days before publication, in a sentence without a fresh day."""
        s = told.s
        if s.zone == TITLE:
            return False
        found = self.doc.days(s)
        if self.lang == "ar" and s.zone != LEAD and any(f.kind == "month" and f.turn < 0 for f in found):
            return told.status is not Status.PLANNED  # "at the end of last March the summit was put off"
        if told.status is not None:
            return False
        text = self.doc.text_of(s)
        if self.lang == "en" and found and (will := text.find(" will ")) >= 0 and will < found[0].start:
            return False  # "will arrive on Sunday"
        strong = next((i for i, c in told.cues if c.kind in STRONG), None)
        if (
            self.lang == "en" and strong is not None and len(found) > 1
        ):  # "met him on Wednesday about the vote of Sept. 25"
            at = s.spans[strong.start][0] - s.start
            near = choose_day(found, text, published=self.published, status=Status.HELD, at=at)
            if near is not None and near.rule == "date.weekday" and 0 <= (self.published - near.date).days <= 3:
                return False
        for match in _YEAR.finditer(text) if "19" in text or "20" in text else ():
            if int(match.group()) < self.published.year:
                return any(c.kind in (*STRONG, "noun") for _, c in told.cues) or attended
        for thing in found:
            if told.s.zone == LEAD and _SINCE.search(text[: thing.start]):
                continue  # "told him that they will not leave what they freed before October 17"
            if _NAMED_MONTH.match(text, thing.end):
                continue  # "the October elections"
            if thing.kind == "month" and self.lang == "en" and _AHEAD.search(text[: thing.start]):
                continue  # "reviewed preparations for the conference due to be held in November"
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
        if self.lang == "ar":
            return self._goes_to_see(s, item)
        if s.words[item.start] not in {"en": ("visited", "visits"), "ckb": ("سهردانی",), "kmr": ("serdana",)}.get(
            self.lang, ()
        ):
            return False
        at = item.end + (self.lang == "en" and s.words[item.end : item.end + 1] == ["the"])
        return any(
            r.start == at
            and (r.name or r.office)
            and not r.plural
            and (s.words[r.end : r.end + 1] != ["'s"] if self.lang == "en" else self._is_visited(s.words[r.end :]))
            for r in self.reader.refs.get(s.index, ())
        )

    def _goes_on_with(self, s: Sentence, item: Item) -> bool:
        """ "The programme continues tomorrow with a meeting with A": a meeting to come."""
        before = s.words[max(0, item.start - 8) : item.start]
        return s.words[item.end : item.end + 1] == ["with"] and "tomorrow" in before and before[-2:] == ["with", "a"]

    def _with_private_people(self, s: Sentence, item: Item) -> bool:
        """ "During his meeting with a Kuwaiti media delegation": journalists, whoever they asked about, unless an official leads them."""
        if not s.marks & _COMPANY or s.marks & _LED:
            return False
        guest = next((i for i in s.those(_COMPANY) if item.end <= i.start <= item.end + 4), None)
        if guest is None or (guest.start - item.end > 1 and s.words[guest.start - 1] in ("and", ",")):
            return False
        return not any(item.end <= r.start <= guest.start for r in self.reader.refs.get(s.index, ()))

    def _opens_with_guest(self, s: Sentence, item: Item) -> bool:
        """ "Meeting the governor of Duhok, the consul said ...": the participle, with whom he met right behind it."""
        if item.start or item.end > 1 or s.words[0] != "meeting":
            return False
        return any(1 <= r.start <= 2 and not r.plural for r in self.reader.refs.get(s.index, ()))

    def _goes_to_see(self, s: Sentence, item: Item) -> bool:
        """Arabic: "زارت بلاسخارت محافظ السليمانية": subject and object stand side by side behind the verb, with at most a day between them."""
        if s.words[item.start].lstrip("و") not in _CALLS_AT:
            return False
        refs = [r for r in self.reader.refs.get(s.index, ()) if r.start >= item.end and not r.plural]
        if not refs or refs[0].start - item.end > 1:
            return False
        after = s.words[refs[0].end : refs[0].end + 2]
        at_home = after[:1] == ["فی"] and after[-1].startswith(_AT_HOME)
        if at_home and not refs[0].clitic and len(refs) == 1:
            return refs[0].office is not None  # "ثم زار محافظ أربيل في مكتبه"
        if len(refs) < 2 or refs[1].clitic or refs[1].link == "mention" or not (refs[1].office or refs[1].actors):
            return False
        gap = [
            w
            for w in s.words[refs[0].end : refs[1].start]
            if w not in ("،", ",", "الیوم", "یوم", "امس", "مساء", "صباح", "ظهر")
        ]
        return all(w.startswith("ال") for w in gap) and len(gap) <= 1

    @staticmethod
    def _is_visited(after: Sequence[str]) -> bool:
        """Whether "serdana X" goes on as a visit to X, not as one that X pays; "serdana X li Bexdayê" is X's unless "kir" follows."""
        if not after or after[0] not in _WHOSE_VISIT:
            return True
        return after[0] in ("li", "له") and any(w in _PAID for w in after[1:9])

    @staticmethod
    def _not_done(s: Sentence, item: Item) -> bool:
        """English: "has not met", "had never met"; "not only met" is done."""
        before = s.words[max(0, item.start - 3) : item.start]
        denied = any(w in ("not", "never") or w.endswith("n't") for w in before)
        return (
            denied
            and "only" not in before
            and bool(_AUXILIARIES & set(before) or any(w.endswith("n't") for w in before))
        )

    def _only_thought_of(self, s: Sentence, item: Item) -> bool:
        """English: "a meeting between A and B would help", "could take place": what might be, behind those who would meet."""
        ends = {r.end for r in self.reader.refs.get(s.index, ()) if item.end <= r.start <= item.end + 12}
        return "between" in s.words[item.start : item.end + 1] and any(
            s.words[i : i + 1] in (["would"], ["could"], ["might"], ["may"]) for i in ends
        )

    def _fits_grammar(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """Words that are a verb here and a noun there."""
        word = s.words[item.start]
        before = s.words[item.start - 1] if item.start else ""
        if self.lang == "en":
            seen = s.words[item.end - 1] in ("see", "saw", "sees")  # "pleased to see that ties deepen" is no meeting
            if seen or (word in ("called", "calls") and item.end - item.start == 1):
                return any(item.end <= r.start <= item.end + 1 for r in self.reader.refs.get(s.index, ()))
            if (
                cue.id == "met"
                and item.end - item.start == 1
                and word == "meet"
                and before in ("to", "will", "would", "could", "not")
            ):
                return before != "not"
            if cue.kind in ("meet", "receive") and self._with_private_people(s, item):
                return False
            if (
                s.words[item.start : item.end] == ["told"]
                and s.words[item.end : item.end + 1]
                and not self._person_near(s, item.end, 2)
            ):
                return any(
                    i.is_word("pronoun") for i in s.items if item.end <= i.start <= item.end + 1
                )  # "told Rudaw that"
            if cue.id == "brought-message" and s.zone == BODY and "from" in s.words[item.start : item.end]:
                return False  # "handed over a message from A to B": to whom it is written, not to whom it was handed
            if cue.kind in ("meet", "receive", "call") and self._not_done(s, item):
                return False
            if cue.kind == "noun" and self._only_thought_of(s, item):
                return False
            if word.startswith("welcom") and "by" in s.words[item.start : item.end + 1] and before in _DEEDS:
                return False  # "a step welcomed by the premier"
            if cue.id == "brought-message":  # by hand, to somebody
                behind = [r for r in self.reader.refs.get(s.index, ()) if r.start >= item.end and not r.plural]
                return any(r.link == "to" or r.start <= item.end + 1 for r in behind)
            if (
                cue.kind == "receive"
                and word in ("hosted", "hosts")
                and {"honour", "honor"} & set(s.words[item.end : item.end + 8])
                and {"their", "his", "her"} & set(s.words[item.end : item.end + 8])
                and "accompanied" in s.words[: item.start]
            ):
                return False  # "accompanied the visitors and hosted a lunch in their honour": of the meeting at hand
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
                subject = any(r.end == item.start for r in self.reader.refs.get(s.index, ()))
                if word == "received" and after == "from" and before not in ("he", "she", "they") and not subject:
                    return False  # "messages received from the ambassador"
                if (
                    word.startswith("welcome")
                    and after in ("the", "this", "what", "iraq's", "his", "a")
                    and not self._person_near(s, item.end, 8)
                    and not any(i.is_word("pronoun", "deleg") for i in s.items if item.end <= i.start <= item.end + 4)
                ):
                    return False
                if after in ("support", "training", "threats", "help", "aid", "funds", "news", "less", "more"):
                    return False
        if (
            self.lang == "kmr"
            and cue.id == "planned-meet"
            and s.words[item.start : item.start + 2] == ["ji", "bo"]
            and any(w.startswith(_GLAD) for w in s.words[max(0, item.start - 4) : item.start])
        ):
            return False  # "kêfxweşiya xwe ji bo hevdîtina bi X re": glad of it, not going to it
        if self.lang == "kmr" and cue.id == "met" and before == "di" and s.words[item.end : item.end + 1] == ["de"]:
            said = s.words[item.end + 1 : item.end + 2]  # "di hevdîtinê de amade bûn": at the meeting at hand
            return not (word.endswith("ê") and said in (["amade"], ["cih"], ["beşdar"], ["hazir"]))
        if self.lang == "kmr" and word.endswith("ên") and self._with_whom_only(s, item):
            return False  # "Piştî hevdîtinên ligel A û B ENKS ...": meetings of somebody else with each of them
        if self.lang == "kmr" and cue.id == "planned-meet" and self._purpose(s, item):
            return False
        if self.lang == "kmr" and cue.id == "planned-meet" and "divê" in s.words[max(0, item.start - 9) : item.start]:
            return False  # "divê hemû alî kom bibin": what should be
        if self.lang == "kmr" and before.startswith(_SPOKEN_OF):
            return False  # "encamên civîna A û B hatin gotûbêjkirin": a meeting that was talked about
        if (
            self.lang == "kmr"
            and word == "qebûl"
            and any(w.startswith(_DECIDED) for w in s.words[max(0, item.start - 3) : item.start])
        ):
            return False  # "biryara Iraqê qebûl kir"
        if (
            self.lang == "ckb" and cue.id == "planned-meet" and word.startswith("یهنجام")
        ):  # "holds": a meeting, no match
            return any(
                w.startswith(("کوبوونهوه", "کوبونهوه", "دیدار")) for w in s.words[max(0, item.start - 9) : item.start]
            )
        if self.lang == "ar" and self._names_an_office(s, item):
            return False
        if self.lang == "ar" and cue.id == "planned-meet" and self._for_a_meeting(s, item):
            return False
        if cue.id == "had-met" and s.zone in (TITLE, LEAD) and not any(i.is_word("just-before") for i in s.items):
            return False  # news does not open in the pluperfect
        if (
            self.lang == "ar"
            and before == "قد"
            and s.zone in (TITLE, LEAD)
            and {"کان", "وکان", "کانت", "وکانت"} & set(s.words[max(0, item.start - 4) : item.start])
        ):
            return False
        if self.lang == "ckb" and cue.id == "planned-meet" and "داوای" in s.words[: item.start]:
            return False  # "داوای لە X کردووە لەگەڵ Y دابنیشێت": asked for
        if self.lang == "ckb" and self._no_news(s, item, cue):
            return False
        if self.lang == "ckb" and word.startswith("بهخیرهاتن") and _IN_A_SPEECH & set(s.words[: item.start]):
            return False  # welcomed from the lectern
        if self.lang == "ckb" and cue.id == "met" and word.startswith(("کوبوونهوه", "کوبونهوه")):
            after = s.words[item.end] if item.end < len(s.words) else "."
            if word.endswith("یهکدا") or (item.end - item.start > 1 and before in ("دوای", "پاش", "لهدوای")):
                return True  # "لە کۆبوونەوەیەکدا لەگەڵ X", "دوای کۆبوونەوەی لەگەڵ X"
            return word in ("کوبوونهوه", "کوبونهوه") and after in (".", "،", ",", "و", "-", '"')
        return not (self.lang == "ar" and cue.id == "discussed" and item.clitic in ("ل", "ب"))

    def _with_whom_only(self, s: Sentence, item: Item) -> bool:
        behind = s.words[item.end : item.end + 2]
        if behind[:1] not in (["ligel"], ["bi"]) and behind != ["li", "gel"]:
            return False
        return not any(r.end <= item.start for r in self.reader.refs.get(s.index, ()))

    def _purpose(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "li Duhokê civiyan da ku ... gotûbêj bikin": what they met for, not what is to come."""
        that = next((i for i in range(item.start - 1, 1, -1) if s.words[i - 1 : i + 1] == ["da", "ku"]), None)
        if that is None:
            return False
        ahead = [self.frames[int(n)] for i in s.those(_CUES) if i.end < that and (n := i.has("cue")) is not None]
        return any(c.kind in STRONG and not c.status for c in ahead)

    @staticmethod
    def _no_news(s: Sentence, item: Item, cue: Cue) -> bool:
        """Sorani: words of meeting that report none: conditions and questions, calls in the plural, a welcome as a noun in a quotation."""
        words = s.words
        if cue.id == "planned-meet" and not _CONDITION.isdisjoint(words[: item.start]):
            return True  # "ئەگەر ... کۆببێتەوە", "ئایا ... ببینێت"
        if (
            cue.id == "planned-meet"
            and words[item.start].endswith("بینیت")
            and "وهک" in words[max(0, item.start - 9) : item.start]
        ):
            return True  # "وەک پێشێلکردنی سەروەریی خۆی دەبینێت": how he sees it
        if cue.id == "phone" and words[item.end - 1].endswith(("کانی", "کان")):
            return True  # "ئاماژەی بە پەیوەندییە تەلەفۆنییەکانی ... کرد"
        if cue.kind == "noun" and item.start and words[item.start - 1] == "سهرهرای":
            return True  # "despite the meeting of A and B"
        after = words[item.end] if item.end < len(words) else ""
        if cue.id == "received" and after == "له" and "".join(words[item.end + 1 : item.end + 2]).endswith(_DOINGS):
            return True  # "پێشوازی لە بەڕێوەچوونی هەڵبژاردن دەکات": glad of what was done
        if words[item.start].startswith("قبو"):  # received together, not "accepted the proposal"
            if words[item.start - 1] in ("پیکهوه", "،", ","):
                return False
            return not any(
                i.is_word("deleg") and 0 < item.start - i.start <= 16 for i in s.items
            )  # "شاندێکی ... قبووڵ کرد"
        return cue.kind == "receive" and s.quoted[item.start] and (words[item.end - 1] + after).endswith(_INFINITIVE)

    @staticmethod
    def _festive(s: Sentence, item: Item) -> bool:
        """ "لەو ئاهەنگەدا کە X ئامادەی بوو": who was at a ceremony was at no meeting."""
        before = [w.removeprefix("له") for w in s.words[max(0, item.start - 8) : item.start]]
        return any(
            w.startswith(("یاههنگهدا", "یاههنگیکدا", "ریورهسمهکهدا", "ریورهسمهدا", "مهراسیمهکهدا")) for w in before
        )

    @staticmethod
    def _ready(s: Sentence, item: Item) -> bool:
        """Sorani: "ئامادەیی" is presence only before a meeting; "ئامادەیی وڵاتەکەی دەربڕی" is readiness."""
        after = s.words[item.end] if item.end < len(s.words) else ""
        return s.words[item.end - 1] == "یامادهیی" and not after.startswith(("کوبوونهوه", "دیدار", "دانیشتن"))

    @staticmethod
    def _for_a_meeting(s: Sentence, item: Item) -> bool:
        """Arabic: "التحضيرات للاجتماع الاستثنائي": a meeting spoken of, where "للاجتماع مع" is what somebody sets out for."""
        if s.words[item.start : item.end] not in (["للاجتماع"], ["للقاء"]) or item.end >= len(s.words):
            return False
        near = s.at[item.end]
        person = near is not None and any(r.kind in ("office", "title", "actor", "short") for r in near.readings)
        return s.words[item.end].startswith("ال") and not person

    @staticmethod
    def _names_an_office(s: Sentence, item: Item) -> bool:
        """Arabic: an adviser "for communication" has made no call, and a head of protocol is no ceremony."""
        word = s.words[item.start]
        return word == "للاتصال" or (
            word == "المراسم" and item.start > 0 and s.words[item.start - 1].lstrip("و") in _PROTOCOL
        )

    def _after_all(self, told: Told) -> bool:
        """Whether "will" stands behind every verb of meeting: "told the minister that troops will stay"."""
        verbs = [i.start for i, c in told.cues if c.kind != "noun"]
        words = [
            i.start
            for i in told.s.those(_CUES)
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].id == "planned"
        ]
        return bool(verbs) and bool(words) and max(verbs) < min(words)

    @staticmethod
    def _told_him(told: Told) -> bool:
        """ "Estonia will train soldiers, its minister told the President": what will be is not the talk, which is over."""
        words = told.s.words
        return bool(told.cues) and all(words[i.start] == "told" and words[i.start - 1] != "be" for i, _ in told.cues)

    def _done_before(self, told: Told) -> bool:
        """Arabic: a verb of meeting in the perfect ahead of the word of the future, which then tells of something else."""
        verbs = [
            i.start for i, c in told.cues if c.kind != "noun" and told.s.words[i.start].removeprefix("و") in _PERFECT
        ]
        words = [
            i.start
            for i in told.s.those(_CUES)
            for r in i.readings
            if r.kind == "cue" and self.frames[int(r.id)].kind == "status"
        ]
        return bool(verbs) and bool(words) and min(verbs) + 4 < min(words)

    @staticmethod
    def _sets_out(s: Sentence, item: Item) -> bool:
        """ "'Salam will arrive on Sunday,' the source said": a journey announced; any other promise is no day of the meeting."""
        return s.words[item.end - 1] == "will" and s.words[item.end] in _SETS_OUT

    @staticmethod
    def _first_person(s: Sentence) -> bool:
        """Whether a quotation speaks of itself: what "we" say is no report."""
        return any(
            q and w in _FIRST and not (w == "us" and s.capital[i])  # "the US ambassador" is not us
            for i, (w, q) in enumerate(zip(s.words, s.quoted, strict=True))
        ) or (s.words[0] != '"' and sum(s.quoted) < 8)

    def _person_near(self, s: Sentence, start: int, reach: int) -> bool:
        return any(start <= r.start <= start + reach for r in self.reader.refs.get(s.index, ()))

    def _groups(self, told: Told) -> None:
        s = told.s
        refs = self.reader.refs.get(s.index, [])
        for ref in refs:
            if ref.plural and ref.office_span is not None and not ref.former and not self._topic(told, ref):
                low, high = max(0, ref.start - 1), min(len(s.words), ref.end + 7)
                for item in s.items:
                    if item.start >= ref.end and item.is_word("company"):
                        break  # "nûnerên kompaniyeke Amerîkî": its people
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
        if self.lang == "ckb" and self._protests(s):
            self._calling_in(told, refs)
        delegations = s.those(_DELEGATION)
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

    @staticmethod
    def _protests(s: Sentence) -> bool:
        """Sorani: whether a sentence tells of a summons and a protest."""
        return any(w.startswith("بانگهیشت") for w in s.words) and any(w.startswith("نارهزای") for w in s.words)

    def _calling_in(self, told: Told, refs: Sequence[Ref]) -> None:
        """Sorani: "وەزارەتی دەرەوەی عێراق باڵیۆزی سویدی بانگهێشت کرد": the ministry is the side whose official a further sentence names."""
        s = told.s
        if not any(r.office in ("ambassador", "charge-daffaires") for r in refs):
            return
        for item in s.items:
            if item.is_word("ministry") and not any(r.start <= item.start < r.end for r in refs):
                whose = s.item(item.end)
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

    def _group_of(self, told: Told, item: Item, reach: Iterable[int], inside: Sequence[bool]) -> bool:
        """Whose the delegation is: the first polity within reach, before another phrase begins."""
        s = told.s
        origin = False
        for i in reach:
            near = s.at[i]
            if i < item.start and s.words[i] == ",":
                break  # "for the Iraqi presidency, officials told Rudaw"
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
