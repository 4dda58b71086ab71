"""News of today or not: meetings remembered, earlier legs of a visit, what is called off and what comes late in a text."""

import re

from storage.records import Status
from worker.classify.grammar import _CUES, DAY_EARLIER, GrammarReader
from worker.classify.lexicon import LOUD, Item
from worker.classify.refs import says
from worker.classify.text import BODY, LEAD, TITLE, Sentence
from worker.classify.told import MEETING, STRONG, Told
from worker.classify.when import Found, choose_day
from worker.knowledge.load import Cue

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_NAMED_MONTH = re.compile(r"\s*(?:elections?|vote|polls?|referendum|agreement|attacks?|war|protests?|uprising|deal)\b")
_AHEAD = re.compile(
    r"\b(?:due|will|would|until|to be|to meet|to visit|to see|is to|are to|set to|scheduled|planned|next|expected|upcoming|slated)\b[^.;]{0,60}$"
)
# "the conference which Baghdad hosts on Saturday": of a gathering that they talked about
YET_HOSTED = re.compile(
    r"\b(?:which|that) (?:\w+ ){1,2}?(?:(?:is|are) )?(?:hosts|hosting|holds|holding|opens|begins|starts|plans)\b[^.;]{0,40}$"
)
# "on the agreement that was signed in August": the day of a thing that they talked about
_YEAR_OF_A_THING = re.compile(
    r" (?:\w+ ){0,2}(?:law|bill|budget|constitution|agreement|deal|accord|pact|treaty|referendum)\b"
)
_OF_A_DEED = re.compile(
    r"\b(?:signed|reached|concluded|adopted|approved|passed|ratified|launched|opened|announced|issued)(?: \w+){0,3}? (?:in|on|last|since)(?: \w+)? ?$"
)
# the day of something else than a meeting, folded
OF_A_THING = {
    "ckb": re.compile(  # "هێرشەکەی دوێنێ", "ڕێککەوتنی 10ی ئادار"
        r"(?<!\w)(?:(?!کوبوو?نهوه|دیدار|سهردان|گفتوگو|دانیشتن|پهیوهندی)\w+هکه(?:ی|ی سهر \w+ی)|"
        r"(?:رییککهوتن|ریککهوتن|ریکهوتن|ههلبژاردن|ریفراندوم|بریار|هیرش|رووداو|شهر|کومهلکوژی|جینوساید|راپرسی)(?:نامه)?(?:ه?کانی|ی)"
        r"(?: (?:گشتی|پهرلهمانی)\w{0,2})?|(?:ههلبژاردن|دهنگدان|راپرسی)\w*(?: \w+){0,4} له(?: روژی| بهرواری)?) $"
    ),
    "kmr": re.compile(  # "peymana 10ê Adarê", "hilbijartinên 11ê Mijdarê"
        r"(?<!\w)(?:(?:li)?hevpeyman|peyman|rêkeftin|lihevkirin|biryar|hilbijartin|referandom|referandum|rîfrandom|êrîş|bûyer|şer|kuştar|erdhej|teqîn|rapor|beyanname|name)\w{0,5}(?: (?:giştî|dawî|parlamentoyî|navdewletî)\w{0,2})?(?: yên?| yê| ya| ên| ê| a)?(?: di)? $"
    ),
}
# "attended by B, who assumed office in July"
_WHO_BEGAN = re.compile(
    r"\b(?:who|which) (?:had |has |have )?(?:also )?(?:assumed|took|was (?:appointed|named|elected|sworn)|became|been|began|started|replaced|succeeded|joined|presented|formed|served|held|headed|led)\b[^.;]*$"
)
_SINCE = re.compile(r"\b(?:before|since|until|till|prior to)(?: \w+){0,2}\s*$")
_PLUPERFECT = ("bû", "bûn", "بوو", "بوون", "بووهوه", "بوونهوه")  # folded
_DONE = ("met", "received")
_NOUNS_KMR = ("dîtina", "civîna", "kombûna")
_HELD_OR_VISITED = MEETING | {"visit"}
_PLANNED_FOR = frozenset(["planned", "scheduled", "slated"])
_BEEN = frozenset(["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "also", "now", "still", "originally", "initially", "tentatively", "provisionally"])  # fmt: skip
_TO_MEET_EN = frozenset(["to", "will", "not"])
_MAY_BE_PLANNED = frozenset(
    ["meeting", "meetings", "talks", "visit", "visits", "trip", "tour", "summit", "conference", "call", "conversation", "session", "round", "dialogue",
     "negotiations", "discussions", "consultations", "gathering", "audience", "reception", "ceremony", "delegation", "event", "forum"]
)  # fmt: skip
UTTERED = ("ragihand", "got", "tekez", "رایگهیاند", "راگهیاند", "گوت", "وتی")
_AGREED = (["hev", "kirin"], ["hev", "kir"], ["biryar", "da"], ["biryar", "dan"], ["soz", "da"], ["soz", "dan"])
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
_PUT_OFF_TOO = (
    "ههلبژاردن",
    "رادهستکردن",
    "پروسه",
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
_TRIPS = frozenset(["visit", "trip", "tour", "journey"])
_WHILE = frozenset(["as", "after", "while", "because"])
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
_LAST_MONTH = re.compile(" (?:الماضی|الفایت|المنصرم)")
_PUT_OFF = re.compile("(?:تاجیل|تاجل|ارجا|ارجاء|یوجل|توجل|تقرر تاجیل)")
NEW_DAY = re.compile(
    " الی (?:یوم |موعد |تاریخ )?(?:غد|الاحد|الاثنین|الثلاثاء|الاربعاء|الخمیس|الجمعه|السبت|[0-9]{1,2} )"
)
# folded: a sentence that opens so leaves the background of the one before
_OF_ANOTHER_MATTER = re.compile(
    "و?(?:(?:علی|فی) (?:صعید|سیاق|شان|جانب) (?:اخر|متصل|منفصل|ذی صله)|من (?:جهه|ناحیه|جانب) (?:اخری|ثانیه|اخر)|الی ذلک|"
    "فی (?:لقاء|اجتماع) (?:اخر|منفصل|ثان|ثالث|رابع))(?!\\w)"
)
_WHEN = frozenset(["حین", "حینما", "عندما", "لحظه"])
_PERFECT = frozenset(
    [
        "استقبل", "استقبلت", "التقی", "التقت", "اجتمع", "اجتمعت", "بحث", "بحثت", "تلقی", "تلقت", "اجری", "اجرت", "ناقش", "ناقشت", "عقد", "عقدت",
        "تباحث", "رحب", "رحبت", "بحثا", "ناقشا", "تباحثا", "اتفقا",
    ]
)  # fmt: skip
_PRESENT = frozenset(
    ["یعقد", "تعقد", "یعقدان", "یلتقی", "تلتقی", "یلتقیان", "یجتمع", "تجتمع", "یجتمعان", "یجری", "تجری", "یبحث", "تبحث"]
)
_THERE_OR_WITH = frozenset(
    ["لهگهل", "لهوی", "لهو"]
)  # folded: how a sentence opens that goes on with the subject of the one before
_TAKES_PART = _PRESENT | {"یشارک", "تشارک", "یختتم", "تختتم"}
_HONOURED = frozenset(["شرفا", "شرف", "تشرفت", "سعدت", "سررت", "سعدنا", "تشرفنا"])  # folded
_WAS = frozenset(["وکان", "وکانت"])  # folded
_ARRIVED = frozenset(["وصل", "وصلت"])  # folded
_ASKED = frozenset(["یطلب", "تطلب", "طلب", "طلبت", "اقترح", "اقترحت", "طالب", "طالبت", "بحثا", "ناقشا"])  # folded
_IS_DUE = frozenset(["عقده", "عقدها", "انعقاده", "انعقادها", "اقامته", "اقامتها"])  # folded
_CONFERENCES = frozenset(["موتمر", "منتدی", "ملتقی", "معرض", "انتخابات"])  # folded, without article
_SET_OUT = frozenset(["وصل", "وصلت", "توجه", "توجهت", "یصل", "تصل", "یبدا", "تبدا", "بدات"])  # folded
_CLOSES = frozenset(["یختتم", "تختتم", "یختم", "تختم"])  # folded
_PRESENT_OF_TRAVEL = frozenset(
    ["یزور", "تزور", "تستضیف", "یستضیف", "تحتضن", "یحتضن", "یتوجه", "تتوجه", "ینتقل", "تنتقل"]
)  # folded
_GOES_ON = frozenset(
    ["ینتقل", "تنتقل", "یتوجه", "تتوجه", "یختتم", "تختتم", "یغادر", "تغادر", "یصل", "تصل"]
)  # folded: another leg
_IN_WHICH = frozenset(["فی", "خلال", "اجری", "واجری", "تلقی", "وتلقی"])  # folded
_PRESENT_OF_MEETING = _PRESENT | {"یستقبل", "تستقبل", "یستضیف", "تستضیف"}
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
_TIMES = (
    "ههفته",
    "مانگ",
    "روژ",
    "سال",
    "شهممه",
    "یهکشه",
    "دووشه",
    "سیشه",
    "چوارشه",
    "پینجشه",
    "ههینی",
    "جار",
    "خول",
)  # folded


_WENT_THERE = frozenset(["visited", "visit", "travelled", "traveled", "toured", "trip"])


class NewsReader(GrammarReader):
    """Asks of each sentence when what it tells was."""

    def _when_told(self, told: Told, *, attended: bool) -> tuple[bool, str]:
        """Whether a sentence has a fresh day, and why it is passed over: words that say so, or its days."""
        s, soft, fresh, skip = told.s, told.soft, self._is_fresh(told.s), ""
        if soft == "remembered meeting" and self._earlier_leg(told):
            soft = ""
        if self.lang == "ar" and self._pluperfect(s) and not fresh and not self._earlier_leg(told):
            skip = "remembered meeting"
        if soft and not (fresh and (s.zone in (TITLE, LEAD) or soft == "remembered meeting")):
            skip = soft
        if told.hard:  # "a meeting last week", whatever else is fresh in the sentence
            skip = told.hard
        if not skip and ((not fresh and self._is_old(told, attended=attended)) or self._goes_on(told, fresh=fresh)):
            skip = "remembered meeting"
        if not skip and self.lang == "ar" and s.zone == BODY and told.cues and self._of_that_time(told):
            skip = "remembered meeting"
        return fresh, skip

    def _told_before(self, told: Told) -> Told | None:
        """What the sentence right before tells; None for the first of the entry."""
        return self.told_at.get(told.s.index - 1)

    def _earlier(self, told: Told, most: int = 0) -> list[Told]:
        """What the sentences before tell, as many as are read; the last `most` of them where a number is given."""
        at = self.told.index(told)
        return self.told[max(0, at - most) if most else 0 : at]

    def _is_fresh(self, s: Sentence) -> bool:
        """Whether a sentence has a day within three days of publication."""
        day = choose_day(self.doc.days(s), self.doc.text_of(s), published=self.published, status=Status.HELD)
        return day is not None and day.sure and abs((day.date - self.published).days) <= 3

    def _goes_on(self, told: Told, *, fresh: bool) -> bool:
        """Behind "his visit last week" in the same paragraph: "the man whom the president received ..." is of that visit, too."""
        s, before = told.s, told.before
        if before is None or self.doc.days(s) or before.skip != "remembered meeting":
            return False
        if self._background(before.s) and not any(r.name for r in self.reader.refs.get(s.index, ())):
            return True
        if self.lang == "ckb" and before.s.paragraph == s.paragraph and s.words[0] in _THERE_OR_WITH:
            return (
                bool(self.doc.days(before.s)) and told.status is None
            )  # "14ی نیسان سەردانی ئەمریکای کرد. لەگەڵ A کۆبووەوە"
        if self.lang == "ar" and told.mains and _OF_ANOTHER_MATTER.match(self.doc.text_of(s)):
            return False
        return before.s.zone == s.zone == LEAD and not fresh and told.status is None

    def _of_that_time(self, told: Told) -> bool:
        """Arabic: "وكان السفير قد دعا يوم 17 تشرين الثاني A ... وشدد A، خلال استقباله السفير، ...": of the same two and of that older day."""
        before = self._told_before(told)
        if before is None or not before.mains or self.doc.days(told.s):
            return False
        if before.s.words[0] not in ("وکان", "وکانت", "کان", "کانت") or "قد" not in before.s.words:
            return False
        days = self.doc.days(before.s)
        day = choose_day(days, self.doc.text_of(before.s), published=self.published, status=Status.HELD)
        if day is None or (self.published - day.date).days <= 3:
            return False
        return bool(told.mains) and {r.entity for r in told.mains} <= {r.entity for r in before.mains}

    def _goes_on_planned(self, told: Told) -> bool:
        """Arabic: "ومن المقرر أن يزور ... وبعد ذلك يعقد A وB مباحثات": the present tense goes on with what was announced before."""
        before = self.told[-1] if self.told else None
        if before is None or before.s.paragraph < told.s.paragraph - 1:
            return False
        opens = told.s.words[0].lstrip("و") in _TAKES_PART
        if before.status is not Status.PLANNED:
            return opens and (self._travels_soon(before) or any(map(self._has_just_come, self.told[-2:])))
        return opens or (told.s.zone == BODY and any(w.lstrip("و") in _PRESENT for w in told.s.words[:7]))

    @staticmethod
    def _has_just_come(told: Told) -> bool:
        """Arabic: "بدأ الوزير، اليوم، زيارة إلى بغداد. ويلتقي ...": a journey that has begun; what it holds is to come."""
        words = told.s.words
        return (
            told.s.zone == LEAD and not told.cues and (words[0] in _SET_OUT or (words[0] == "بدا" and "زیاره" in words))
        )

    def _travels_soon(self, told: Told) -> bool:
        """Arabic: "يتوجه الوزير، غداً، إلى بغداد": whether a sentence opens with a journey of a day to come."""
        if told.s.words[0] not in _PRESENT_OF_TRAVEL:
            return False
        return any(
            (f.kind == "relative" and f.value > 0) or (f.kind == "weekday" and f.turn > 0)
            for f in self.doc.days(told.s)
        )

    def _on_a_day_to_come(self, told: Told) -> bool:
        """Arabic: "يستقبل A وB في 17 تموز", written on the tenth: the present tense of a day that is named and still ahead."""
        words = told.s.words
        if not told.cues:
            return False
        if words[0].lstrip("وف") in _PRESENT_OF_TRAVEL:  # "تستضيف بغداد في 18 من الشهر الحالي اجتماعا"
            days = [f for f in self.doc.days(told.s) if f.kind == "day" or (f.kind == "weekday" and f.turn > 0)][:1]
            coming = choose_day(days, self.doc.text_of(told.s), published=self.published, status=Status.PLANNED)
            if coming is not None and 1 < (coming.date - self.published).days < 60:
                return True
        verb = next((i for i, c in told.cues if c.kind in STRONG), None)
        if verb is not None and words[0].lstrip("و") in _CLOSES and words[verb.start].startswith(("بلقا", "باجتماع")):
            day = choose_day(
                self.doc.days(told.s), self.doc.text_of(told.s), published=self.published, status=Status.PLANNED
            )
            return day is not None and 0 < (day.date - self.published).days < 7  # "ويختتم زيارته الجمعة بلقاء B"
        if verb is None:  # "يبحث A في بغداد الاربعاء المقبل مع B"
            verb = next((i for i, c in told.cues if c.kind == "talk" and i.start == 0), None)
        if verb is None or words[verb.start].lstrip("وف") not in _PRESENT_OF_MEETING:
            return False
        opens = told.s.zone == LEAD and verb.start <= 1 and words[verb.start][0] in "یت"
        if opens and any(f.kind == "relative" and f.value == 0 for f in self.doc.days(told.s)):
            return True  # "يلتقي الرئيس، اليوم الثلاثاء، ...": news of what is over opens in the past
        if opens and "الاسبوع" in words[:-1] and words[words.index("الاسبوع") + 1] in ("الجاری", "الحالی"):
            return True  # "يلتقي الرئيس A B الأسبوع الجاري"
        after = [f for f in self.doc.days(told.s) if f.start >= told.s.spans[verb.start][0] - told.s.start]
        if self._sets_out_then(told, verb.start):
            return True
        if verb.start <= 1 and words[verb.start].lstrip("وف")[0] in "یت" and "لاحق" in words[verb.end : verb.end + 12]:
            return True  # "ويلتقي الوفد في وقت لاحق اليوم B"
        if told.s.zone != TITLE and words[verb.start].startswith(("وی", "وت")) and self._in_hours(words, verb.end):
            return True  # "ويلتقي عصرا B", behind what was in the morning
        written = [f for f in after if f.kind == "day" or (f.kind == "weekday" and f.turn > 0)]
        if told.s.zone == LEAD and verb.start == 0 and after and after[0].kind == "weekday" and not after[0].turn:
            # "يلتقي الرئيس A السبت", written on Friday: a lead tells what is over in the past
            return 0 < (after[0].value - self.published.weekday()) % 7 < 4 and not told.attends
        if not written or written[0] is not after[0]:
            return False
        text = self.doc.text_of(told.s)
        day = choose_day(written[:1], text, published=self.published, status=Status.PLANNED)
        return day is not None and 1 < (day.date - self.published).days < 60

    @staticmethod
    def _in_hours(words: list[str], i: int) -> bool:
        """Arabic: whether an hour of the day stands at token i, and not yesterday's: "عصرا", "مساء", "بعد الظهر", "في المساء"."""
        hour = words[i : i + 1] in (["عصرا"], ["ظهرا"], ["مساء"]) or words[i : i + 2] in (
            ["بعد", "الظهر"],
            ["فی", "المساء"],
        )
        return hour and "امس" not in words[i + 1 : i + 4]

    def _sets_out_then(self, told: Told, verb: int) -> bool:
        """Arabic: "يتوجه A الإثنين المقبل إلى بغداد حيث يجري محادثات مع B": the day of the journey, still ahead, is that of the talks."""
        words = told.s.words
        if "حیث" not in words[:verb] or words[0].lstrip("و")[:1] not in ("ی", "ت"):
            return False
        days = self.doc.days(told.s)
        if words[0].lstrip("و") in _GOES_ON and any(f.kind == "weekday" and f.turn >= 0 for f in days):
            return True  # "وينتقل من الدوحة إلى البحرين حيث يلتقي A يوم الأربعاء"
        ahead = told.s.spans[verb][0] - told.s.start
        days = tuple(f for f in days if f.start < ahead)
        return any(f.turn > 0 or f.kind == "vague" or (f.kind == "relative" and f.value > 0) for f in days)

    def _after_meeting(self, told: Told) -> bool:
        """ "Piştî civîna xwe ya bi X re got ku dê ...": the meeting is over, what is to come is something else."""
        words = told.s.words
        if self.lang == "kmr" and told.both and not self.reader.refs.get(told.s.index):
            return False  # "Piştî civînê hat zanîn ku dê heman wezîr dîsa bicivin"
        over = [
            i.start
            for i, c in told.cues
            if c.kind in ("noun", "meet")
            and not c.status
            and any(w in ("piştî", "دوای", "پاش") for w in words[max(0, i.start - 2) : i.start])
        ]
        plans = [
            i.start
            for i in told.s.items
            if (n := i.has("cue") or i.has("gap")) is not None and self.frames[int(n.partition(":")[0])].id == "planned"
        ]
        return bool(over) and not (plans and plans[0] < over[0])  # "it is planned that, after the two met, ..."

    def _leg_behind(self, told: Told) -> range:
        """Kurmanji: "NAME piştî hevdîtina bi A re biryar e, ligel B jî bicive", "Piştî hevdîtina bi A re, NAME dê here Romayê û bi B re bicive":
        the clause of the talks that come before, in tokens."""
        words = told.s.words
        if words[0] == "piştî":
            will = next((n for n in range(2, len(words)) if words[n] in ("dê", "wê")), len(words))
            ahead = words[:will]
            if any(will < i.start and c.kind in ("meet", "receive") for i, c in told.cues):
                return range(ahead.index(",") if "," in ahead else 2)
        then = next((n for n, w in enumerate(words) if w == "piştî"), None)
        plan = next((i.start for i in told.s.items if i.has("cue") and words[i.start : i.end] == ["biryar", "e"]), None)
        if then is None or plan is None or plan < then or any(says(w) for w in words):
            return range(0)
        met = [i.start for i, c in told.cues if c.kind in ("meet", "receive")]
        return range(then, plan) if any(n > plan for n in met) else range(0)

    @staticmethod
    def _next_leg(told: Told) -> range:
        """Sorani: "دوای کۆبوونەوەی لەگەڵ A، NAME دەچێتە سلێمانی و لەگەڵ B کۆدەبێتەوە": the clause that tells what comes before, in tokens;
        empty where somebody only says what is to come."""
        words = told.s.words
        if words[0] not in ("دوای", "پاش") or any(says(w) for w in words):
            return range(0)
        end = next((n for n, w in enumerate(words) if w in ("،", ",")), 0)
        ahead = [c for i, c in told.cues if i.start > end and c.kind in ("meet", "receive")]
        return range(end) if end and any(c.status == "planned" for c in ahead) else range(0)

    def _earlier_leg(self, told: Told) -> bool:
        """ "Berî wê ... hatibû pêşwazîkirin": the pluperfect of an earlier hour of the same visit, not of another time."""
        s = told.s
        if self.lang == "en":
            return self._on_earlier_leg(told)
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

    def _met_before(self, told: Told) -> None:
        """Arabic: "then he met A, before going to Pirmam to meet B": the infinitive behind a verb of the past is no plan."""
        if told.status is not Status.PLANNED or told.status_cue is None or told.status_cue.id != "planned-meet":
            return
        words = told.s.words
        plans = [i for i, c in told.cues if c.id == "planned-meet"]
        others = any(cue.id == "planned" for _, cue in self._frames_in(told.s))
        if others or not plans or not all(words[i.start] in ("للقاء", "للاجتماع") for i in plans):
            return
        past = [
            i for i, c in told.cues if c.kind in ("meet", "receive") and c.status is None and i.start < plans[0].start
        ]
        if words[0] in _WAS and not _ARRIVED.isdisjoint(words[:9]) and self._have_met(told):
            told.cues, told.status, told.status_cue = [], None, None  # "وكان A وصل اليوم للقاء B", whom he has met
            return
        honoured = not _HONOURED.isdisjoint(words[: plans[0].start])  # "لقد كان شرفا لي التواجد هنا للقاء الرئيس"
        if honoured or (past and words[past[0].start].lstrip("و")[0] not in "یتس"):
            told.status, told.status_cue = None, None

    def _have_met(self, told: Told) -> bool:
        """Whether a sentence before tells that two of those named here have met."""
        here = {r.entity for r in self.reader.refs.get(told.s.index, ())}
        return any(
            t.status is None
            and len(here & {r.entity for r in t.mains}) > 1
            and any(c.kind in STRONG for _, c in t.cues)
            for t in self.told
        )

    def _on_earlier_leg(self, told: Told) -> bool:
        """ "A day earlier, she had held talks with B"; "In Baghdad he had held talks with ...", where the lead tells of the arrival from there."""
        s = told.s
        had_met = any(c.id == "had-met" for _, c in told.cues)
        if (
            had_met
            and s.zone != TITLE
            and self._told_before(told) is not None
            and DAY_EARLIER.search(self.doc.text_of(s))
        ):
            return True  # "A day earlier, she had held talks with B in Baghdad"
        if s.zone == BODY and s.words[:2] == ["earlier", ","] and any(c.kind in STRONG for _, c in told.cues):
            return True  # "Earlier, the president had welcomed his counterpart, with whom he held a meeting"
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
        if cue.id != "remembered" or self.lang != "en":
            return False
        if said[-1] == "after":  # "jets struck on Monday, days after A met B": but for "A met B, days after ..."
            at = [i.start for i, c in self._frames_in(told.s) if c.kind in MEETING]
            return all(item.end <= n and "," not in told.s.words[item.end : n] for n in at)
        if not {"last", "ago"} & set(said):
            return False
        refs = self.reader.refs.get(told.s.index, ())
        for met in (i.end for i, c in told.cues if c.kind in MEETING and i.end <= item.start):
            whom = sum(r.end - r.start for r in refs if met <= r.start < item.start)
            if item.start - met - whom <= 2:
                return True  # "met A last month"
        return False

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
            and self.frames[int(number)].kind in MEETING
        ]
        return bool(coming) and any(w in ("following", "after") for w in s.words[item.end : coming[0]])

    @staticmethod
    def _of_another_noun(told: Told, item: Item, cue: Cue) -> bool:
        """English: "elections planned for December dominated a meeting", "courses that had been on hold": said of what is no meeting."""
        s, first = told.s, item.start
        if cue.status == "planned":
            if s.words[first] not in _PLANNED_FOR or any(i.start < first for i, _ in told.cues):
                return False
            noun = first - 1
        else:
            that = first - 1
            while s.words[that] in _BEEN:
                that -= 1
            if s.words[that] not in ("that", "which") or not _TO_MEET_EN.isdisjoint(s.words[first : item.end]):
                return False
            noun = that - 1
        if noun < 0 or s.capital[noun] or not s.words[noun].isalpha():
            return False
        return s.words[noun] not in _BEEN and s.words[noun] not in _MAY_BE_PLANNED

    def _comes_late(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurdish verbs stand last: a word of the future behind "civiya" belongs to another clause ("..., ku biryar e were vekirin")."""
        if self.lang not in ("ckb", "kmr") or cue.status != "planned":
            return False
        if told.s.words[item.start].startswith("داهات") and told.s.words[item.start - 1].startswith(_NEXT_ONES):
            return True  # "the coming government", "the next parliament"
        if told.s.words[item.start : item.end] == ["داهاتووی"] and not told.s.words[item.start - 1].startswith(_TIMES):
            return True  # "داهاتووی هێزەکان": their future
        if (
            not any(c.kind in STRONG and i.start > item.start for i, c in told.cues)
            and not self._strong_behind(told, item)
            and any(
                self._in_it(told.s, i) and any(w.startswith(UTTERED) for w in told.s.words[i.end : item.start])
                for i, c in told.cues
            )
        ):
            return True  # "in a meeting with X he said that the coming government ..."
        if self.lang == "ckb" and (plan := told.plan_spoken_of()) is not None and plan < item.start:
            return True  # "... کرد و باسی ئەو سەردانەیان کرد کە بڕیارە لە مانگی داهاتوودا ..."
        onward = self.lang == "kmr" and not self._strong_behind(told, item)  # "civiyaye û dê di demeke nêz de vegere"
        return any(
            c.kind in STRONG
            and not c.status
            and c.id in _DONE
            and i.end <= item.start
            # "hevdîtina A û B sibe ye", but "di hevdîtina bi B re de soz da ku dê ..."
            and (not told.s.words[i.end - 1].endswith(_NOUNS_KMR) or told.s.words[i.start - 1] == "di")
            for i, c in told.cues
        ) and (onward or told.s.words[item.start - 1] in (",", "،", "ku", "که"))

    @staticmethod
    def _agreed_to_meet(told: Told, item: Item) -> bool:
        """Kurmanji: "bi telefonê axivîn û li hev kirin ku di Nîsanê de bicivin": what was agreed at a meeting that the sentence tells of."""
        words = told.s.words
        that = next((n for n in range(item.start - 1, 1, -1) if words[n] == "ku"), 0)
        if not that or words[that - 2 : that] not in _AGREED:
            return False
        return any(c.kind in STRONG and not c.status and i.end <= that for i, c in told.cues)

    def _strong_behind(self, told: Told, item: Item) -> bool:
        """Whether a verb of meeting stands behind a word of status, or is one with it."""
        return any(i.start >= item.start and self._strong(i) for i in told.s.items)

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

    def _behind_news(self, told: Told, item: Item, cue: Cue) -> bool:
        """Kurdish: "received A in Pirmam, who had come to take leave": the lead's own verb has told the news before the pluperfect."""
        s = told.s
        if self.lang not in ("ckb", "kmr") or cue.id != "remembered" or s.zone == TITLE:
            return False
        if self.lang == "ckb" and s.words[item.start - 1] == "که" and "،" in s.words[item.end : item.end + 8]:
            return True  # "باڵیۆز، کە پێشتر لە عەمان بوو، لەگەڵ A دانیشت": what somebody was before
        if not s.words[item.start].endswith(_PLUPERFECT):
            return False
        clause = s.words[max(0, item.start - 14) : item.start]
        if self.lang == "ckb" and "که" in clause and s.words[item.end : item.end + 1] == ["،"]:
            return True  # "شاندەکە کە سەردانی بەغدای کردبوو، دوای گفتوگۆ لەگەڵ B گەڕایەوە"
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
        """What was put off is no meeting: "urges Kurds to call off referendum", "in the meeting he said that the election must not be put off"; or it is
        a visit, and they spoke by telephone: "A calls B as visit is postponed"."""
        if self.lang == "en" and cue.status == "cancelled":
            called = next(
                (i.end for i, c in self._frames_in(s) if c.kind == "call" and i.end <= item.start), item.start
            )
            clause = s.words[called : item.start]
            visit = not _TRIPS.isdisjoint(clause[-3:]) and not _WHILE.isdisjoint(clause)
            return (
                visit or s.words[item.start - 1] == "to" or not _NO_TALKS.isdisjoint(s.words[item.end : item.end + 4])
            )
        if self.lang == "ar":
            visit = any("زیار" in w for w in s.words[item.start : item.end + 1])
            called = cue.status == "cancelled" and any(
                i.end + 3 < item.start
                or (visit and i.start > item.end and not _IN_WHICH.isdisjoint(s.words[i.start - 1 : i.start + 1]))
                for i, c in self._frames_in(s)
                if c.kind == "call"
            )  # "خلال اتصال هاتفي مع A، سيبلغان العواصم بتأجيل القمة", "تقرر تأجيل الزيارة، وأكد A في اتصال هاتفي مع B"
            return called or self._asked_or_due(s, item, cue)
        if self.lang not in ("ckb", "kmr") or cue.status != "cancelled":
            return False
        held_in = False
        for other in s.items:
            if other.start >= item.end + 4:
                break
            if (
                other is item
                or s.words[other.start] == "hat"
                or not any(r.kind == "cue" and self.frames[int(r.id)].kind in _HELD_OR_VISITED for r in other.readings)
            ):
                continue
            if not self._in_it(s, other):
                return False
            held_in = True
        return held_in or any(w.startswith(_PUT_OFF_TOO) for w in s.words[max(0, item.start - 6) : item.end + 3])

    @staticmethod
    def _asked_or_due(s: Sentence, item: Item, cue: Cue) -> bool:
        """Arabic: "اتصال طلب خلاله تأجيل القمة", "اتصال ... بشأن المؤتمر المقرر عقده": what is put off or due is not the talk itself."""
        if cue.status == "cancelled":
            return not _ASKED.isdisjoint(s.words[max(0, item.start - 3) : item.start])
        due = not _IS_DUE.isdisjoint(s.words[item.start : item.end + 1])
        ahead = s.words[max(0, item.start - 16) : item.start]
        asked = "دعوه" in ahead and "لحضور" in ahead
        return due and (asked or any(w.lstrip("لب").removeprefix("ال") in _CONFERENCES for w in ahead[-8:]))

    def _in_it(self, s: Sentence, item: Item) -> bool:
        """ "لە کۆبوونەوەکەدا", "di civînê de": where something is said, not what is spoken of."""
        last = s.words[item.end - 1]
        if self.lang == "ckb":
            return last.endswith("دا") or "تهلهفون" in last or s.words[item.start].endswith("یهکدا")
        return s.words[max(0, item.start - 3) : item.start].count("di") > 0 and "de" in s.words[item.end : item.end + 8]

    @staticmethod
    def _pluperfect(s: Sentence) -> bool:
        """ "وكان ... قد ...", "وكان ... في برلين حين ...، حيث التقى" at the head of a sentence."""
        if s.words[0] not in ("وکان", "وکانت", "کان", "کانت"):
            return False
        return "قد" in s.words[1:11] or any(w in _WHEN for w in s.words[3:12])

    def _is_old(self, told: Told, *, attended: bool) -> bool:
        """A year gone by, or a day more than three days before publication, in a sentence without a fresh day."""
        s = told.s
        if s.zone == TITLE:
            return False
        found = self._days_outside(told)
        if self.lang == "ar" and s.zone != LEAD and any(f.kind == "month" and f.turn < 0 for f in found):
            return told.status is not Status.PLANNED  # "at the end of last March the summit was put off"
        if told.status is not None:
            return False
        if self.lang == "en" and not found and s.zone == BODY and self._goes_on_from_a_month(told):
            return True
        text = self.doc.text_of(s)
        of_things: tuple[Found, ...] = ()
        if self.lang in OF_A_THING and found:
            named = self.not_of_things(text, found)
            of_things = tuple(f for f in found if f not in named)
            found = named
        if self.lang == "en":  # "will arrive on Sunday", "met A, who is due in Riyadh on Monday"
            found = tuple(
                f
                for f in found
                if not (_AHEAD.search(text, 0, f.start) or YET_HOSTED.search(text, 0, f.start))
                and _WHO_BEGAN.search(text, 0, f.start) is None
            )
        strong = next((i for i, c in told.cues if c.kind in STRONG), None)
        if self.lang == "en" and strong is not None:
            met = s.spans[strong.end - 1][1] - s.start
            found = tuple(f for f in found if not _OF_A_DEED.search(text, met, max(met, f.start)))
        if (
            self.lang == "en" and strong is not None and len(found) > 1
        ):  # "met him on Wednesday about the vote of Sept. 25"
            at = s.spans[strong.start][0] - s.start
            near = choose_day(found, text, published=self.published, status=Status.HELD, at=at)
            if near is not None and near.rule == "date.weekday" and 0 <= (self.published - near.date).days <= 3:
                return False
        for match in _YEAR.finditer(text) if "19" in text or "20" in text else ():
            if self.lang == "en" and strong is not None and _OF_A_DEED.search(text, 0, match.start()):
                continue
            if told.aside and self._inside(told, match.start()):
                continue
            if self.lang == "en" and strong is not None and _YEAR_OF_A_THING.match(text, match.end()):
                continue
            if any(f.start <= match.start() < f.end for f in of_things):
                continue  # "ڕێککەوتنی 10ی ئاداری 2025"
            if int(match.group()) < self.published.year:
                return any(c.kind in MEETING for _, c in told.cues) or attended
        for thing in found:
            if told.s.zone == LEAD and _SINCE.search(text[: thing.start]):
                continue  # "told him that they will not leave what they freed before October 17"
            if self.lang == "en" and text[: thing.start].endswith((" since ", " since early ", " since late ")):
                continue  # "reviewed with him courses that have been on hold since January"
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

    def not_of_things(self, text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
        """Kurdish: the days of a sentence, but for those that name an agreement, a vote or an attack."""
        return tuple(f for f in found if not OF_A_THING[self.lang].search(text, max(0, f.start - 40), f.start))

    def _goes_on_from_a_month(self, told: Told) -> bool:
        """English: "In April, A praised the visit. 'It was positive,' A said in a meeting with B", "A visited Erbil in October. There he met B":
        of the month that the sentence before tells."""
        before = self._told_before(told)
        if before is None or before.cues or before.s.zone != BODY or told.s.paragraph != before.s.paragraph:
            return False
        month = next((f for f in self.doc.days(before.s) if f.kind == "month"), None)
        if month is None or month.month in (None, self.published.month):
            return False
        if told.pronoun and not _WENT_THERE.isdisjoint(before.s.words) and told.s.words[0] in ("in", "there"):
            return True
        if before.s.words[0] != "in" or month.start > 4:
            return False
        here = {r.entity for r in self.reader.refs.get(told.s.index, ())}
        return any(r.entity in here and r.entity >= 0 for r in self.reader.refs.get(before.s.index, ()))

    def _days_outside(self, told: Told) -> tuple[Found, ...]:
        """The days of a sentence, but for those of a clause that tells of another time."""
        found = self.doc.days(told.s)
        return tuple(f for f in found if not self._inside(told, f.start)) if told.aside else found

    @staticmethod
    def _inside(told: Told, at: int) -> bool:
        """Whether a place in the text of a sentence lies in its clause aside."""
        s = told.s
        return s.spans[told.aside.start][0] <= at + s.start < s.spans[told.aside.stop - 1][1]

    def _after_all(self, told: Told) -> bool:
        """Whether "will" stands behind every verb of meeting: "told the minister that troops will stay"."""
        nouns = {i.start for i, c in told.cues if c.kind == "noun"}  # "talks between A and B are planned"
        verbs = [i.start for i, c in told.cues if i.start not in nouns]
        words = [i.start for i, cue in self._frames_in(told.s) if cue.id == "planned"]
        return bool(verbs) and bool(words) and max(verbs) < min(words)

    def _done_before(self, told: Told) -> bool:
        """Arabic: a verb of meeting in the perfect ahead of the word of the future, which then tells of something else."""
        verbs = [
            i.start for i, c in told.cues if c.kind != "noun" and told.s.words[i.start].removeprefix("و") in _PERFECT
        ]
        words = [i.start for i, cue in self._frames_in(told.s) if cue.kind == "status"]
        return bool(verbs) and bool(words) and min(verbs) + 4 < min(words)
