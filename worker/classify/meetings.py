"""Which meetings an entry reports: cues and persons of each sentence brought together, sides counted, duplicates merged.

A sentence reports a meeting when it has a frame (knowledge/cues) and people of two polities at it: both named there, or one named and the
other the entry's protagonist taken up by a pronoun. Sentences that remember, wish or deny report none. "The meeting" refers back and adds
people, mode, place and day to the meeting at hand.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from storage.records import Mode, Status
from worker.classify.gathering import DENIED, Gatherer
from worker.classify.legs import Leg, leg_of, of_the_leg
from worker.classify.lexicon import mark
from worker.classify.newness import OF_A_THING, YET_HOSTED
from worker.classify.stated import PLACES
from worker.classify.text import BODY, LEAD, SIDE, TITLE, Sentence, begins, opens_there
from worker.classify.told import AIRPORT, MEETING, MESSAGE, STRONG, Event, Told
from worker.classify.when import Day, Found, choose_day, find_days
from worker.classify.who import ENVOYS

_LANDS = mark("polity", "place")
NAMED_SIDES = 0.5
_MOST = 100  # meetings of one entry: the review of a year tells of fewer, and each further one is compared with all
_FRESH = 3  # days before publication that a meeting is news
_HISTORY = 183  # days before it that no entry is the first to report one
_FILED_WITHIN = 7  # days of the publication lies the day of a dateline
_AROUND = 6  # sentences asked for a day that no sentence of the meeting tells
_NAMED_DAYS = ("weekday", "day", "relative")
_BEFORE_LEAVING = re.compile(  # "will meet B before returning on Friday", folded Arabic: "قبل أن يعود"
    r"\bbefore (?:returning|leaving|departing|wrapping|(?:he|she|they) (?:leaves?|returns?|departs?|fl(?:y|ies)|heads?|goes|go))\b[^.;,]*$|قبل (?:ان (?:یعود|تعود|یغادر|تغادر)|عودته|عودتها|العوده|مغادرته|مغادرتها)\b[^.،؛]*$"
)
_WROTE_ON = re.compile(r"\b(?:wrote|posted|tweeted|said|added)(?: [\w']+){0,3} on $")
_REPORTED = re.compile(
    r"\b(?:said|revealed|announced|confirmed|reported|stated|disclosed|told [\w' ]{1,25}|added|says)\b(?: in an? (?:\w+ ){0,2}statement)?(?: \w+){0,2} on\s*$|\b(?:said|announced|revealed|told \w+)\s*$"
)
# folded: "بحسب ما نقلت الرئاسة الفرنسية السبت"
_REPORTED_AR = re.compile(r"(?:حسب|بحسب|وفق|علی) ?ما (?:نقل|افاد|اعلن|ذکر)ت?(?: \w+){1,4}،?\s*$")
# "held talks with A, who is due in Riyadh on Monday": what comes after the meeting
_WILL_ON = re.compile(r"\bwill (?:(?!said|says|told|announced|promised|stated|added|pledged)[\w'-]+ ){1,12}(?:on )?$")
_WHO_WILL = re.compile(r"\b(?:who|which) (?:will|(?:is|are) (?:to|due|set|expected|scheduled|slated))\b[^.;]{0,60}$")
# "He is to fly home on Wednesday", "returned to Erbil on Monday": a journey behind the meeting, or one that has not begun; folded
_ELSEWHEN = {
    "en": re.compile(
        r"\b(?:(?:he|she|they) (?:then )?(?:(?:will|returned|flew)|(?:is|are) (?:to|due|set|expected|scheduled|slated))|returned to)\b"
    ),
    "ar": re.compile(
        r"(?<!\w)و?(?:من المقرر|(?:س[یت])?عود|عاد|عادت|سی(?:توجه|غادر|زور|صل|سافر)|ست(?:توجه|غادر|زور|صل|سافر))(?!\w)"
    ),
    "ckb": re.compile(r"(?<!\w)(?:بریاره|گهرایهوه|گهراوهتهوه|گهرانهوه|دهگهریتهوه|دهگهرینهوه)(?!\w)"),
    "kmr": re.compile(r"\b(?:dê|biryar e|vegeriya|vegeriyan|vegere|vegerin|vegeriyaye|vedigere|vedigerin)\b"),
}
_LATER_TODAY = {"ییواره", "ییوارهی", "یهمشهو", "دوانیوهرو", "پاشنیوهرو"}  # folded
_UNDECIDED = re.compile(r"(?:کاتهکه|وادهکه|روژهکه|بهروارهکه)\w* (?:دیاری|یهکلا|دهستنیشان)\w*(?: \w+)? ?نهکرا")  # folded
_STAYS_UNTIL = re.compile(
    r"(?<!\w)(?:تا|ههتا|تاوهکو|تاکو|heta) (?:روژی |roja )?$"
)  # folded: "تا چوارشەممە لە بەغدا دەمێنێتەوە"
_UNTIL = re.compile(r"حتی (?:\w+ ){0,2}$")  # folded: "وتستمر الزيارة حتى يوم غد الاثنين"
# folded: "قبل أن يتوجه غدا إلى أربيل"
_LEAVES_THEN = re.compile(r"(?:قبل|علی) ان [یت](?:توجه|نتقل|سافر|غادر|زور)(?: \w+){0,2}\s*$")
_TO_COME = re.compile(
    r"(?:(?:الذی|التی) س[تی]\w{3,}|(?:المزمع|المقرر) (?:عقد|انعقاد|اقامت)\w*)(?: \w+){0,4}\s*$"
)  # folded
# folded, of what was called off: behind it stands the day it was planned for, not that of the news
_WAS_PLANNED = re.compile(
    r"(?:کانت?|کانا) (?:من )?(?:ال)?(?:مقرر|مومل|مزمع|منتظر|مفترض)|(?<!من )المقرره?(?!\w)|المزمعه?(?!\w)"
)
# folded: "أعلن البيت الأبيض، اليوم السبت، عن زيارة": where what was announced begins
_WHAT_IS_SAID = re.compile(r"و?(?:اعلن|کشف|افاد|ذکر|قال|صرح|اکد)ت? [^.]{4,120}? (?:عن|ان|انه|بان)(?!\w)")
# folded: when somebody came
_WHO_CAME = re.compile(r"(?:الذی|التی) (?:وصلت?|زارت?|غادرت?)،?(?: \w+){0,4}[\s(]*$")
_HAD_COME = re.compile(r"و?کانت?(?: [^\s.]+){0,4} (?:وصلت?|زارت?|غادرت?)،?(?: \w+){0,4}\s*$")
_THAT_MEETING = re.compile(r"(?<!\w)(?:کوبوونهوهکه|دیدارهکه|دانیشتنهکه)ی $")  # Sorani, folded
_WHILE = "له کاتیکدا"  # folded
# behind a day, folded: who announced it then
_ANNOUNCED = re.compile(
    r"[\w\s\d)]{0,3}[،,]?(?: [^\s،,]+){0,5} (?:رایگهیاند|بلاوی کردهوه|بلاویکردهوه|بلاویان کردهوه|بلاویانکردهوه|رایانگهیاند|یاشکرای کرد|(?:گوت|گوتی|وتی)(?!\w)|ragihand|eşkere kir|diyar kir)"
)
_PUT_OFF_TO = re.compile(r"دوا ?(?:خرا|خراوه|دهخریت|خست|خراون|خران) بو ")
# "di hevdîtinê de got ku di 9ê Sibatê de ...": behind what was said or done there
_GOES_ON = re.compile(r" (?:kir|kirin|hat|hatin|da|dan|xist|xistin|got|gotin|civiya|civiyan|ragihand|bû|bûn) ku ")
# Kurmanji: "bi A re bicive û sibe jî derbasî Hewlêrê bibe": the day of the way on
_THEN_GOES_KMR = re.compile(
    r" û (?:sibe|duh|îro|roja \w+)(?: jî| êvarê| dê)* (?:derbasî|biçe|here|diçe|vegere|vedigere|çû|vegeriya)\b"
)
_DAY_OPENS_KMR = frozenset(["îro", "duh", "doh", "sibe", "pêr", "roja"])
_OTHER_NEWS_KMR = ("êrîş", "êriş", "teqîn", "bombebaran", "gotar")
# "berî ku roja Çarşemê vegere Hewlêrê": when somebody goes home
_BEFORE_RETURN = re.compile(r"\b(?:berî|beriya|berîya) ku (?:[\w-]+ ){0,4}$")
_RETURN = re.compile(r"\b(?:vegere|vegerin|vegeriya|vegeriyan|vedigere|vedigerin)\b")
# "dê bi X re bicive û sibe jî biçe Hewlêrê": what comes behind the verb of meeting is something else
_AND_THEN = re.compile(r",? û \w")
_HAD = re.compile(r"(?:kiri|goti|hati|dîti|ragihandi|çûyi|çûi|xisti|civiya|axivî|peyivî)bûn?$").match
_EARLY = frozenset(["morning", "early", "dawn", "midday", "noon"])
_HAS_COME = frozenset(["arrived", "landed"])
_SET_OUT = frozenset(["arrived", "travelled", "traveled", "headed", "left", "flew", "departed"])
_ARRIVED_ON = re.compile(r"\b(?:arrived|travelled|traveled|headed(?! by)|left|flew|departed) (?:\w+ ){1,12}on $")
_OFF_ON = re.compile(r"\b(?:called off|cancelled|canceled|postponed|put off|scrapped)(?: late)? on $")
# folded
_SOON = frozenset(
    ["later", "today", "day", "evening", "afternoon", "tonight", "morning", "hours", "لاحق", "لاحقا", "بعدها", "بعد", "ثم", "الیوم", "مساء",
     "المساء", "خلال", "خلالها"]
)  # fmt: skip
# Kurmanji, behind an arrival: "in the evening", "then", "on the first day of his visit"
_LATER_THAT_DAY = re.compile(
    r"(?:êvarê|paşê|piştre|dû re|dûre|di heman rojê|heman rojê|her wê rojê)\b|.{0,40}\bdi roja (?:yekem|pêşîn)"
)
_SOON_KMR = frozenset(["îro", "îşev", "îroyîn", "êvarî", "êvarê", "piştre", "paşê", "dûre", "paşî", "saetan", "saetên"])
_AT_ONCE = frozenset(["فور", "عقب", "لدی", "بعید"])  # folded: "upon", of an arrival
_COMES = frozenset(
    ["will", "tê", "tên", "diçe", "diçin", "یتوجه", "تتوجه", "سیتوجه", "ستتوجه", "یصل", "تصل"]
)  # comes, goes; folded
_NEXT_DAY = (
    "the following day",
    "the next day",
    "a day later",
    "one day later",
    "فی الیوم التالی",
    "روژی دواتر",
    "roja din",
    "roja dî",
    "roja piştre",
    "roja paştir",
    "rojek paşê",
    "rojek piştre",
    "rojek piştî",
    "rojekê piştî",
    "dotira rojê",
    "dotira wê",
    "روژی پاشتر",
)
_DAY_BEFORE = dict.fromkeys((
    "a day earlier", "a day before", "one day before", "on the eve of", "the day before", "one day earlier", "the previous day", "فی الیوم السابق", "قبل ذلک بیوم", "روژی پیشتر", "روژیک پیشتر", "rojek berê", "rojekê berê", "berî wê bi rojekê", "beriya wê bi rojekê", "rojekê berî wê",
), -1) | {"two days earlier": -2, "three days earlier": -3}  # fmt: skip
_SAME_DAY_EN = re.compile(r"\b(?:the|that) same (?:day|morning|afternoon|evening|night)\b")
_SAID = frozenset(
    ["underlined", "emphasised", "emphasized", "stressed", "pressed", "urged", "addressed", "confirmed", "outlined", "demanded", "focused", "assessed",
     "evaluated"]
)  # fmt: skip
_WROTE = frozenset(["letter", "tweet", "post", "tweeted", "message", "cable", "telegram", "statement", "wrote"])
_CLAUSE = frozenset(["who", "which", "whose", "having"])
_SAME_DAY = ("ههر یهو روژه", "ههر لهو روژهدا", "ههمان روژ", "heman rojê", "her wê rojê")  # folded


class Judge(Gatherer):
    """Decides for one entry. `reasons` collects why sentences were passed over."""

    def decide(self) -> list[Event]:
        for s in self.doc.sentences:
            if s.zone != SIDE and not s.plain:
                told = self.told_at[s.index] = self._tell(s)
                self.told.append(told)
        self._airports()
        self._veto()
        self._one_by_one_below()
        self._doc_status()
        for told in self.told:
            if len(self.events) < _MOST:
                self._consider(told)
        self._adopt()
        if self.lang == "ar":
            self._told_guest_by_guest()
        for event in self.events:
            self._drop_doubles(event)
        kept = [e for e in self.events if self._stands(e)]
        if self.lang == "en":
            self._by_the_headline(kept)
        if self.lang == "ckb":
            kept = [e for e in kept if not self._retold_in_the_present(e, kept)]
        self.kept = kept
        if self.lang in ("ckb", "kmr"):
            kept.sort(key=self._told_first)  # what a meeting has from the one before it is from that told before it
        for n, e in enumerate(kept):
            if self.dated and (found := self._day(e, kept[:n])) is not None:
                e.day, e.day_at = found
        kept = [e for e in kept if not self._stale(e)]
        for e in kept:
            if e.status is Status.PLANNED and e.day is not None and e.day.date < self.published:
                e.day = e.day_at = None  # what is to come is on no day gone by: that of what came before
        self.kept = self._distinct(kept)
        for event in self.kept:
            for told in event.told:
                told.settle()
        for told in self.told:
            told.later = None  # it holds the judge, who holds this: a circle that only the garbage collector would find
        return self.kept

    def _by_the_headline(self, events: Sequence[Event]) -> None:
        """ "By phone .. A discusses with B": the mode that opens a headline, in a sentence of its own, is of the only meeting."""
        opens = self.told[0] if self.told else None
        if len(events) == 1 and opens is not None and opens.s.zone == TITLE and opens.mode is not None:
            event = events[0]
            if not opens.mains and event.mode_rule == "default":
                event.mode, event.mode_rule, event.mode_at = opens.mode, "cue:en:headline", opens.s.index

    @staticmethod
    def _told_first(e: Event) -> int:
        """The first sentence of the text, headline aside, that tells of a meeting."""
        return min((t.s.index for t in e.told if t.s.zone != TITLE), default=0)

    def _retold_in_the_present(self, e: Event, kept: Sequence[Event]) -> bool:
        """Sorani: "glad of the visit of X, the first whom he receives": a meeting told of as held, and no second one to come."""
        if e.status is not Status.PLANNED or any(
            t.s.zone in (TITLE, LEAD) or t.status_cue is None or t.status_cue.kind == "status" or self.doc.days(t.s)
            for t in e.told
        ):
            return False
        return any(o.status is Status.HELD and o.persons.keys() >= e.persons.keys() for o in kept)

    def _stands(self, e: Event) -> bool:
        polities = {self._entity_polity(i) for i, side in e.persons.items() if side and self._entity_polity(i)}
        if len(polities) < 2:
            polities = {self._entity_polity(i) for i in e.persons if self._entity_polity(i)}
        if len(polities) < 2:
            self._note("two parties of one polity" if len(e.persons) > 1 else "no second polity")
            return False
        if self.lang == "en" and self._only_said(e):
            self._note("too little said of a meeting")
            return False
        people = [self.reader.entities[i] for i in e.persons]
        if self.lang == "en" and all(p.full is None and p.office in ENVOYS for p in people):
            self._note("envoys without a host")  # "the German and American consuls have raised the case in meetings"
            return False
        if all(p.full is not None for p in people):
            e.weights["named"] = NAMED_SIDES
        if not any(t.s.zone in (TITLE, LEAD) for t in e.told):
            e.weights["deep"] = -0.3
        for reason, weight in self.vetoes.items():
            met = any(c.kind in ("meet", "receive") for t in e.told if t.s.zone != TITLE for _, c in t.cues)
            met = met or (self.lang == "en" and any(self._between_them(t) for t in e.told if t.s.zone != TITLE))
            handed = met and reason == MESSAGE  # "delivered a letter that congratulated him on the anniversary"
            fresh = handed or (met and self.lang == "en" and MESSAGE in self.vetoes and any(t.fresh for t in e.told))
            if reason == DENIED and met and self.lang == "ckb" and self._met_another(e):
                continue  # "the news that he met A is denied. He met B alone"
            e.weights[f"veto:{reason}"] = weight * (0.4 if fresh else 1.0)
        off = self.cancelled
        if off is not None and e.status is Status.CANCELLED and off not in e.told:
            e.told.append(off)
        if off is not None and e.status is not Status.CANCELLED and not self._another_is_off(e):
            called = self.lang in ("en", "ar") and e.mode is not Mode.IN_PERSON and off.mode is None
            if (
                e.status is not Status.PLANNED
                and e.told[0] is not off
                and (off.s.zone != TITLE or called or self._off_is_told(e))
            ):
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

    def _met_another(self, e: Event) -> bool:
        """Sorani: whether somebody of this meeting, told of as held in these days, stands in no sentence that denies one."""
        denied = [t for t in self.told if any(c.id == "denied" for _, c in self._frames_in(t.s))]
        if not denied or any(t in denied for t in e.told) or not any(t.fresh for t in e.told):
            return False
        spoken_of = {r.entity for t in denied for r in self.reader.refs.get(t.s.index, ())}
        return any(i not in spoken_of for i, side in e.persons.items() if side)

    def _off_is_told(self, e: Event) -> bool:
        """Kurdish: "... سەردانی A هەڵوەشێندرایەوە. A دوێنێ لەگەڵ B کۆبووەوە": whether the text tells who was not met, and of this one that he was."""
        if self.lang == "en" and e.status is Status.HELD:
            return self._visit_of_others_is_off(e)
        if self.lang not in ("ckb", "kmr") or any(t.s.zone == TITLE or t.status is not None for t in e.told):
            return False
        return any(
            o is not e and o.status is Status.CANCELLED and any(t.status is Status.CANCELLED for t in o.told)
            for o in self.events
        )

    def _only_said(self, e: Event) -> bool:
        """English: "A urged President B on Monday to release C": one spoke of the other, or wrote to him, in a text without a word of meeting."""
        heard = False
        for told in e.told:
            for item, cue in told.cues:
                heard = True
                said = cue.kind == "talk" and told.s.words[item.start] in _SAID
                wrote = cue.kind == "talk" and not _WROTE.isdisjoint(told.s.words)
                jointly = sum(r.end <= item.start for r in told.mains) > 1
                with_him = any(r.link == "with" and not r.plural for r in told.mains)
                if not (said or wrote) or jointly or with_him:
                    return False
        return heard and not any(c.kind in MEETING for t in self.told for _, c in t.cues)

    def _visit_of_others_is_off(self, e: Event) -> bool:
        """English: "Visit postponed", and in the text whose: nobody of this meeting, of which a verb of its own tells."""
        if any(t.s.zone == TITLE or t.status is not None for t in e.told):
            return False
        off = (
            s for s in self.doc.sentences if s.zone != TITLE and any(c.id == "cancelled" for _, c in self._frames_in(s))
        )
        there = {r.entity for r in self.reader.refs.get(first.index, ())} if (first := next(off, None)) else set()
        return bool(there) and there.isdisjoint(e.persons)

    def _another_is_off(self, e: Event) -> bool:
        """ "PM off to Turkey but scraps Iran trip", "A's trip was put off. A and B spoke by phone": whether what is called off is another meeting,
        and this one still planned, or told by a verb of its own."""
        own = self.lang == "kmr" and e.told[0].s.zone != TITLE
        said = (
            own
            or e.told[0].status is Status.PLANNED
            or (
                e.status is Status.HELD
                and all(t.s.zone != TITLE and t.status is None for t in e.told)
                and any(c.kind in STRONG and c.status is None for _, c in e.told[0].cues)
            )
        )
        return said and any(o is not e and o.told[0].status is Status.CANCELLED for o in self.events)

    # -- the day of a meeting ------------------------------------------------------------------------------------------

    def _day(self, e: Event, earlier: Sequence[Event]) -> tuple[Day, int | None] | None:
        """The day of a meeting and the sentence that tells it; `earlier` are the meetings told before it.

        What its own sentence says of several meetings comes first, then its other sentences, the journey that it is part of, the dateline,
        the meeting before, and at last the sentences around it.
        """
        if self.moved_to is not None and e.status is Status.PLANNED:
            return self.moved_to, self.moved_at
        if self.lang == "ckb" and e.status is Status.PLANNED:
            if _UNDECIDED.search(self.doc.text_of(e.told[0].s)):
                return None
            if (near := self._in_the_morning(e.told[0].s) or self._this_evening(e.told[0].s)) is not None:
                return near, e.told[0].s.index
        if (found := self._day_among_meetings(e, earlier)) is not None or (found := self._day_told(e)) is not None:
            return found
        if earlier and (found := self._day_of_journey(e, earlier)) is not None:
            return found
        if e.status is Status.HELD and (filed := self._day_of_dateline()) is not None:
            return filed, None
        for other in reversed(earlier):
            if other.day is None or other.status is not e.status:
                continue
            went_before = self.lang == "ar" and self._pluperfect(other.told[0].s)  # "وكان قد التقى أمس ..."
            if not went_before and not self._on_a_leg_before(other):
                return other.day, other.day_at
        return self._day_nearby(e) or self._day_of_news(e)

    def _in_the_morning(self, s: Sentence) -> Day | None:
        """Sorani: "بەیانی دەچێتە سلێمانی": of what is to come the word for the morning means tomorrow, where no day stands in the sentence."""
        at = next((n for n, w in enumerate(s.words[:-1]) if w == "بهیانی"), None)
        if at is None or self.doc.days(s) or s.words[at + 1] in ("زوو", "یهو"):
            return None
        day = self.published + timedelta(days=1)
        return Day(
            date=day, sure=True, start=s.spans[at][0] - s.start, end=s.spans[at][1] - s.start, rule="date.morning"
        )

    def _this_evening(self, s: Sentence) -> Day | None:
        """Sorani: "ئێوارە میوانی X دەبێت": a sentence that opens with a part of the day, and names no day, speaks of the day of publication."""
        if s.zone == TITLE or s.words[0] not in _LATER_TODAY or self.doc.days(s):
            return None
        end = s.spans[0][1] - s.start
        return Day(date=self.published, sure=True, start=s.spans[0][0] - s.start, end=end, rule="date.evening")

    def _day_of_news(self, e: Event) -> tuple[Day, int | None] | None:
        """English: "Earlier in the day, A met B", where nothing tells another day: that of the publication; "is due within hours"."""
        if self.lang != "en" or e.status is Status.CANCELLED:
            return None
        words = ("earlier in the day",) if e.status is Status.HELD else ("within hours", "in the coming hours")
        near = range(min(t.s.index for t in e.told) - (e.status is Status.PLANNED), max(t.s.index for t in e.told) + 1)
        told = next(
            (t for t in self.told if t.s.index in near and any(w in self.doc.text_of(t.s) for w in words)), None
        )
        return (_counted(self.published, 0), told.s.index) if told is not None else None

    def _day_among_meetings(self, e: Event, earlier: Sequence[Event]) -> tuple[Day, int | None] | None:
        """The day that the first sentence gives this one of several meetings, or counts from the meeting before."""
        told = e.told[0]
        s, last = told.s, earlier[-1] if earlier else None
        if self.lang == "en" and (there := self._day_of_town(e)) is not None:
            return there
        if leg_of(s, self.lang) is not None:
            return None  # each by the days of its own clause
        if self.lang in ("ckb", "kmr") and (own := self._day_of_guest(e)) is not None:
            return own, s.index
        if self.lang in ("en", "ar") and last is not None and s.zone != TITLE and (own := self._own_day(e)) is not None:
            return own, s.index
        text = self.doc.text_of(s)
        if last is not None and last.day is not None and s.zone != TITLE and last.told[0] is told:
            if self.lang == "en" and (turn := self._days_before(text)) and not self._of_another(e, text):
                return _counted(last.day.date, turn), s.index
            return last.day, last.day_at
        onward = text + self._journey_told_before(e) if self.lang == "en" else text
        if last is not None and last.day is not None and any(f in onward for f in _NEXT_DAY):
            return _counted(last.day.date, 1), s.index
        if e.status is Status.PLANNED and any(f in text for f in _SAME_DAY):
            for before in reversed(self.doc.sentences[: s.index]):
                day = choose_day(
                    self.doc.days(before), self.doc.text_of(before), published=self.published, status=e.status
                )
                if day is not None:
                    return day, before.index
        if (turn := self._days_before(text)) and not self._of_another(e, text):
            since = last.day.date if last is not None and last.day is not None else self.published
            return _counted(since, turn), s.index
        return None

    @staticmethod
    def _days_before(text: str) -> int:
        """How many days before another meeting words like "a day earlier" place this one, below 0; 0 for no such words."""
        return next((turn for words, turn in _DAY_BEFORE.items() if words in text), 0)

    def _day_moved_on(self, e: Event, before: Event) -> tuple[Day, int] | None:
        """English: "met A in Baghdad on Sunday. On Monday he flew to Erbil. B received him": the day of the journey between two meetings."""
        if "earlier" in e.told[0].s.words[:3]:
            return None
        first, last = self._told_first(before), self._told_first(e)
        for told in self.told:
            between = first < told.s.index < last and "who" not in told.s.words
            if between and self._set_out(told.s.words) and not any(c.kind in MEETING for _, c in told.cues):
                day = self._day_in(told.s, e, told)
                if day is not None:
                    return day, told.s.index
        return None

    def _journey_told_before(self, e: Event) -> str:
        """English: "The following day he flew to Erbil. There he met B": the sentence before the meeting, where it tells of the way to it."""
        before = self._told_before(e.told[0])
        if before is None or before.s.zone == TITLE or any(c.kind in MEETING for _, c in before.cues):
            return ""
        return self.doc.text_of(before.s) if self._set_out(before.s.words) else ""

    def _day_of_town(self, e: Event) -> tuple[Day, int] | None:
        """ "Will visit Baghdad on Thursday and Erbil on Friday. In Erbil he is to meet B": the day that a sentence before gives the town."""
        s = next((t.s for t in e.told if t.s.zone != TITLE), e.told[0].s)
        towns = [(i, p) for i in s.those(PLACES) if (p := i.has("place")) and s.words[i.start - 1] == "in"]
        own = e.own_at if e.own_at is not None and e.told[0].s is s else 0  # "to meet A in Baghdad and B in Erbil"
        town = next((p for i, p in towns if i.start > own), towns[-1][1] if towns else None)
        if town is None or self.doc.days(s):
            return None
        for before in self.doc.sentences[: s.index]:
            if not _HAS_COME.isdisjoint(before.words):
                continue  # "arrived in Baghdad on Tuesday"
            for item in before.those(PLACES):
                on = before.words[item.end : item.end + 1] == ["on"] and item.end + 1 < len(before.words)
                if item.has("place") != town or not on:
                    continue
                at = before.spans[item.end + 1][0] - before.start
                near = [f for f in self.doc.days(before) if f.start - at in (0, -3)]  # with or without its "on"
                day = choose_day(near, self.doc.text_of(before), published=self.published, status=e.status)
                if day is not None:
                    return day, before.index
        return None

    def _of_another(self, e: Event, text: str) -> bool:
        """ "Met A on Wednesday, having seen B the day before": whether another's meeting stands between this one and those words."""
        told = e.told[0]
        if self.lang != "en":
            return False
        at = told.s.start + min(found for f in _DAY_BEFORE if (found := text.find(f)) >= 0)
        if self._of_a_clause(told, at):
            return True
        if e.own_at is None or not self.doc.days(told.s):
            return False
        return any(r.start > e.own_at and told.s.spans[r.start][0] < at for r in told.mains)

    @staticmethod
    def _of_a_clause(told: Told, at: int) -> bool:
        """ "A, who arrived in the city a day earlier, met B": whether the words at this place are of a clause without a verb of meeting."""
        s = told.s
        before = sum(span[0] < at for span in s.spans)
        opens = next((n for n in range(before - 1, max(-1, before - 14), -1) if s.words[n] in _CLAUSE), None)
        return opens is not None and not any(opens < i.start < before for i, c in told.cues if c.kind in MEETING)

    def _day_told(self, e: Event) -> tuple[Day, int] | None:
        """The day that a sentence of the meeting tells, those with a verb of meeting first, and a headline with no such verb before all."""
        ordered = [t for t in e.told if t.s.zone != TITLE] + [t for t in e.told if t.s.zone == TITLE]
        ordered.sort(key=lambda t: t.s.zone != TITLE and not any(c.kind in STRONG for _, c in t.cues))
        if self.lang == "ar":  # "وكانت أربيل قد استقبلت يوم الاثنين ...": what went before has a day of its own
            ordered.sort(key=lambda t: self._pluperfect(t.s))
            if e.status is Status.PLANNED:  # "وكان قد بدأ زيارته يوم الأربعاء"
                ordered = [t for t in ordered if not self._pluperfect(t.s)]
        if self.lang in ("ckb", "en", "ar") and e.status is Status.HELD:
            # the day of the arrival is not that of the talks told of before
            opening = next((t for t in e.told if t.s.zone != TITLE), e.told[0])
            ordered = [t for t in ordered if t.s.index <= opening.s.index or not self._arrives(t.s)]
        if self.lang == "ckb":  # "ناوبراو دوێنێ لەگەڵ کۆمسیۆن دانیشتبوو", behind what is told of
            first = min(t.s.index for t in e.told)
            ordered = [t for t in ordered if t.s.index == first or not self._of_others_met(e, t)]
        quoted: tuple[Day, int] | None = None
        for told in ordered:
            if self.lang == "kmr" and self._next_days_news(e, told):
                continue
            if (day := self._day_in(told.s, e, told)) is None:
                continue
            says = quoted is None and self.lang in ("en", "ar") and e.status is Status.HELD
            if says and self._dates_the_word(told.s, day):
                quoted = day, told.s.index  # "said on Sunday that they had met": unless the text says when
                continue
            if quoted is None or any(c.kind in STRONG for _, c in told.cues):
                return day, told.s.index
        return quoted

    def _of_others_met(self, e: Event, told: Told) -> bool:
        """Sorani: "دوێنێ لەگەڵ کۆمسیۆن دانیشتبوو", "دوێنێش میوانداریی ژمارەیەک پەرلەمانتاری کرد": of whom somebody met besides."""
        if any(c.id == "had-met" for _, c in told.cues):
            return True
        there = {r.entity for r in told.mains} & {i for i, side in e.persons.items() if side}
        opens = told.s.words[0].startswith("دوینی") and any(c.kind in ("meet", "receive") for _, c in told.cues)
        return opens and len(there) < 2 and not told.both

    def _next_days_news(self, e: Event, told: Told) -> bool:
        """Kurmanji: "Îro berî nîvro pêşwaziya rêveberê şîrketê kir", "Roja Çarşemê Sûriye mijara civînên wî bû", behind what is told of: a sentence
        that opens with the day of other meetings."""
        words = told.s.words
        first = next((t.s.index for t in e.told if t.s.zone != TITLE), None)
        if first is None or told.s.index <= first or words[0] not in _DAY_OPENS_KMR:
            return False
        if len({r.entity for r in told.mains} & {i for i, side in e.persons.items() if side}) > 1 or told.both:
            return False
        return any(
            (c.kind == "noun" and words[i.start].endswith("ên"))
            or (c.kind in ("meet", "receive") and told not in e.told)
            or (c.kind == "receive" and not told.mains and words[i.end : i.end + 1] not in (["wî"], ["wê"], ["wan"]))
            for i, c in told.cues
        )

    def _day_of_journey(self, e: Event, earlier: Sequence[Event]) -> tuple[Day, int | None] | None:
        """The day of the landing that opens another leg, or of another meeting of one of the sides."""
        if (landed := self._landed(e, earlier[-1])) is not None:
            return landed
        if self.lang == "en" and (moved := self._day_moved_on(e, earlier[-1])) is not None:
            return moved
        mine = {i for i, side in e.persons.items() if side}
        for other in reversed(earlier):  # "X, who ..., also held talks with": the day of his other meeting
            if other.day is None or not other.day.sure or other.day.rule.startswith("dateline"):
                continue
            same = other.status is e.status and mine & {i for i, side in other.persons.items() if side}
            if same and not self._on_a_leg_before(other):  # "arrived on Monday after talks with A on Sunday. He met B"
                return other.day, other.day_at
        return None

    def _day_of_dateline(self) -> Day | None:
        """The day beside the place where the entry was filed, within a week of its publication."""
        for start, end in self.doc.dateline:
            text = self.doc.folded.text[start:end]
            day = choose_day(find_days(text, self.lang), text, published=self.published, status=Status.HELD)
            if day is not None and abs((day.date - self.published).days) <= _FILED_WITHIN:
                return Day(date=day.date, sure=True, start=day.start, end=day.end, rule=f"dateline:{day.rule}")
        return None

    def _day_nearby(self, e: Event) -> tuple[Day, int] | None:
        """The day that one of the sentences around the meeting tells of it or of the way to it."""
        first = e.told[0].s
        coming = self.lang in ("ar", "en") and e.status is Status.PLANNED
        if coming and any(thing.kind == "vague" for thing in self.doc.days(first)):
            return None  # "in the coming days", "later in the week" is no day
        at_once = _SOON_KMR if self.lang == "kmr" else _SOON
        soon = self.lang not in ("en", "ar", "kmr") or any(not at_once.isdisjoint(t.s.words) for t in e.told)
        for told in itertools.islice(self._told_near(first.index), _AROUND):
            if self._of_another_day(e, told, soon=soon) or (day := self._day_in(told.s, e, told)) is None:
                continue
            if (
                e.status is Status.HELD
                and (self.published - day.date).days == 1
                and self._arrives(told.s)
                and not self._met_on_arrival(e, told, day)
            ):
                day = Day(date=self.published, sure=False, start=day.start, end=day.end, rule="day-after-arrival")
            return day, told.s.index
        return None

    def _of_another_day(self, e: Event, told: Told, *, soon: bool) -> bool:
        """Whether the day of a sentence nearby is surely not that of a meeting. `soon`: its own sentences say that it is to follow at once."""
        made = told.status is None and told not in e.told
        if e.status is Status.CANCELLED and made and (self.lang == "ar" or any(c.kind in STRONG for _, c in told.cues)):
            return (
                True  # the day of a journey that was made, or of talks that were held, is not that of those called off
            )
        if e.status is Status.PLANNED and self.lang == "ar" and told not in e.told:
            sides = {self._entity_polity(i) for i in e.persons}
            others = any(g.polity and g.polity not in sides for g in told.groups)
            if others or self._pluperfect(told.s) or self._meets_unnamed(told):
                return True  # "وكان قد بدأ زيارته يوم الأربعاء", "وغدا سيلتقي ممثلين عن حكومة الإقليم"
        held = self.lang == "en" and e.status is Status.HELD and told not in e.told
        if held and not told.cues and "will" in told.s.words:  # "will close its office on Wednesday"
            text = self.doc.text_of(told.s)
            return all(_WILL_ON.search(text, 0, day.start) for day in self.doc.days(told.s))
        if e.status is Status.PLANNED and told.status is None:
            to_come = self._visit(told) or self._arrives(told.s) or not _COMES.isdisjoint(told.s.words)
            if not to_come:
                return True
            ahead = self.lang == "ar" and any(day > self.published for day in self._days_of(told))
            if not (soon or ahead) and any(c.kind in STRONG for _, c in told.cues):
                return True  # the day of a meeting that was held is not that of the next
        due = (Status.PLANNED, Status.CANCELLED) if self.lang == "ar" else (Status.PLANNED,)
        to_come = e.status is Status.HELD and told.status in due and told not in e.told
        if to_come and any(c.kind in STRONG for _, c in told.cues):
            return True  # "received A. A said that he would meet B on Thursday", "وكان من المقرر أن يلتقي A B الاثنين"
        if e.status is Status.HELD and told.s.index > e.told[-1].s.index and self._journey_after(told):
            return True
        if self.lang == "ckb" and not told.cues and begins(told.s.words, ("وتار", "گوتار")):
            return True  # the day of a speech
        if self.lang == "kmr" and not told.cues and begins(told.s.words, _OTHER_NEWS_KMR):
            return True  # "Îranê duh êrîşî baregehan kir": the day of an attack
        if self.lang == "kmr" and self._next_days_news(e, told):
            return True
        if (
            self.lang == "kmr"
            and e.status is Status.PLANNED
            and told not in e.told
            and self._bound_elsewhere(e, told.s)
        ):
            return True
        # the day of another meeting
        return self.lang == "ckb" and any(
            o is not e and o.told and o.told[0].s is told.s and not self._on_a_leg(o, o.told[0]) for o in self.kept
        )

    def _bound_elsewhere(self, e: Event, s: Sentence) -> bool:
        """Kurmanji: "ew sibe diçe Hewlêrê", of one who is to meet the premier in Baghdad: every land that a sentence names, but in an office, is
        of nobody at this meeting."""
        inside = {i for r in self.reader.refs.get(s.index, ()) for i in range(r.start, r.end)}
        named = [i for i in s.those(_LANDS) if i.start not in inside]
        lands = {self.k.places[p].country if (p := i.has("place")) else i.has("polity") for i in named}
        return bool(lands) and lands.isdisjoint(self._entity_polity(i) for i in e.persons)

    def _journey_after(self, told: Told) -> bool:
        """Whether a sentence tells of no meeting, but that somebody went home or is to go somewhere."""
        if any(c.kind in MEETING for _, c in told.cues) or self._arrives(told.s):
            return False
        return _ELSEWHEN[self.lang].search(self.doc.text_of(told.s)) is not None

    def _met_on_arrival(self, e: Event, told: Told, day: Day) -> bool:
        """English: whether a sentence that tells the day of an arrival tells of the meeting, too, or the lead has the same day. Sorani: whether
        they met "there". Arabic: "فور وصوله" is of that day."""
        if self.lang == "ar":
            words = (t.s.words for t in e.told)
            return any(w.startswith("وصول") and v in _AT_ONCE for here in words for v, w in itertools.pairwise(here))
        if self.lang == "kmr" and _LATER_THAT_DAY.match(self.doc.text_of(e.told[0].s)):
            return told.s.index == e.told[0].s.index - 1
        if self.lang != "en":
            return told.s.index == e.told[0].s.index - 1 and opens_there(e.told[0].s)
        if not _EARLY.isdisjoint(told.s.words):
            return True  # "landed in Baghdad on Tuesday morning"
        meets = any(c.kind in MEETING for _, c in told.cues)
        if meets and len({self._polity(r) for r in told.mains}) < 2:
            return True
        if any(_SAME_DAY_EN.search(self.doc.text_of(t.s)) for t in e.told):
            return True
        return any(t.s.zone == LEAD and d == day.date for t in e.told for d in self._days_of(t))

    def _own_day(self, e: Event) -> Day | None:
        """ "On Monday he will meet A, and on Wednesday B", "met A on Monday after talks in Baghdad on Sunday with B": the day that stands
        between the guest before and this meeting's own."""
        s = e.told[0].s
        if e.own_at is None or e.own_at >= len(s.words):
            return None
        other = max((r.end for r in e.told[0].mains if r.end <= e.own_at), default=1)
        if e.status is Status.PLANNED and (to_come := self._planned_from(e.told[0])) is not None:
            other = max(other, to_come)  # "met A on Sunday and will meet B on Monday"
            behind = [f for f in self.doc.days(s) if f.start >= s.spans[to_come][0] - s.start and f.kind != "vague"]
            if len(behind) == len(self.doc.days(s)) == 1:  # "والتقى A، على أن يلتقي غدا B"
                return choose_day(behind, self.doc.text_of(s), published=self.published, status=e.status)
        near = self._days_between(s, other, e.own_at)
        if not near and e.status is Status.PLANNED:
            near = self._days_between(s, e.own_at, len(s.words) - 1)[:1]  # "and will meet B on Thursday"
        if near and e.status is Status.HELD:  # "met A in Ankara on Monday and B in Baghdad on Sunday"
            last = min((r.start for r in e.told[0].mains if r.start > e.own_at), default=len(s.words) - 1)
            near = self._days_between(s, e.own_at, last)[:1] or near
        day = choose_day(near[-1:], self.doc.text_of(s), published=self.published, status=e.status)
        stale = day is not None and e.status is Status.HELD and not 0 <= (self.published - day.date).days <= _FRESH
        return None if stale else day

    def _day_of_guest(self, e: Event) -> Day | None:
        """Kurdish: "yesterday he was received by A and today he met with B", in one sentence: the day that stands before each one's guest."""
        told = e.told[0]
        others = [o for o in self.events if o is not e and o.told and o.told[0] is told]
        if not others:
            return None
        shared = {i for i in e.persons if all(i in o.persons for o in others)}
        own = [r.start for r in told.mains if r.entity in e.persons and r.entity not in shared]
        if not own:
            return None
        at = min(own)
        other = max((r.end for r in told.mains if r.end <= at and r.entity not in e.persons), default=0)
        near = self._days_between(told.s, other, at)
        status = Status.HELD if e.status is Status.HELD else Status.PLANNED
        day = choose_day(near, self.doc.text_of(told.s), published=self.published, status=status) if near else None
        if day is not None and self.lang == "kmr" and e.status is Status.PLANNED and day.date == self.published:
            return day  # "duh bi A re civiya û îro jî dê bi B re bicive"
        return day if day is not None and (day.date <= self.published) == (e.status is Status.HELD) else None

    def _days_between(self, s: Sentence, first: int, last: int) -> tuple[Found, ...]:
        """The days between two tokens of a sentence that tells several days; none where it tells only one."""
        days = [f for f in self.doc.days(s) if f.kind in _NAMED_DAYS]
        if len(days) < 2:
            return ()
        low, high = s.spans[first][0] - s.start, s.spans[last][0] - s.start
        return tuple(f for f in days if low <= f.start and f.end <= high)

    def _landed(self, e: Event, before: Event) -> tuple[Day, int] | None:
        """The day of a welcome at the airport between the meeting before and this one, which opens another leg."""
        last, first = self._told_first(before), self._told_first(e)
        for told in reversed(self.told):
            if (
                told.skip == AIRPORT
                and last < told.s.index < first
                and (day := self._day_in(told.s, e, told)) is not None
            ):
                return day, told.s.index
        return None

    def _days_of(self, told: Told) -> list[date]:
        day = choose_day(self.doc.days(told.s), self.doc.text_of(told.s), published=self.published, status=Status.HELD)
        return [day.date] if day is not None else []

    def _told_near(self, index: int) -> Iterator[Told]:
        """What sentences near one tell, the nearest first, without those passed over unless they tell of an arrival."""
        news = (t for t in self.told if t.s.zone in (TITLE, LEAD, "body"))
        for told in sorted(news, key=lambda t: abs(t.s.index - index)):
            read = self._tell_all(told.s) if told.quiet else told
            goes = self._arrives(read.s) or (self.lang in ("ar", "kmr") and not _COMES.isdisjoint(read.s.words))
            if read.skip in ("", AIRPORT) or (goes and not self._background(read.s)):
                yield read

    def _arrives(self, s: Sentence) -> bool:
        return begins(s.words, ("وصل", "arriv", "landed", "گهیشت", "gihîşt"))

    def _today(self, day: Found, text: str) -> bool:
        """ "كشف مصدر، اليوم الأحد (17 آذار)، عن زيارة ... غداً": a date written in full that is the publication's."""
        written = choose_day((day,), text, published=self.published, status=Status.HELD)
        return written is not None and written.date == self.published

    def _day_in(self, s: Sentence, e: Event, told: Told) -> Day | None:
        text = self.doc.text_of(s)
        found = self.doc.days(s)
        leg = leg_of(s, self.lang) if found else None
        if leg is not None:
            if leg.turn and self._on_a_leg(e, told):
                return self._counted_from_the_rest(s, leg)
            found = self._days_by_leg(s, leg, found, inside=self._on_a_leg(e, told))
        if not found:
            return None
        strong = [i for i, c in told.cues if c.kind in STRONG]
        if self.lang == "en" and not strong and s.zone == BODY and '"' in s.words:
            found = tuple(f for f in found if not self._quoted_at(s, f))  # "He said: 'Today the world looks on'"
        if self.lang == "en" and any(_WROTE_ON.search(text, 0, f.start) for f in found):
            found = tuple(f for f in found if not self._quoted_at(s, f))  # "I met A today," he wrote on Monday
        if self.lang == "en":  # "after talks in Baghdad on Tuesday, he travelled to Erbil on Wednesday and met ..."
            strong = [i for i in strong if s.words[i.start] not in ("after", "following")] or strong
        cue = strong[0] if strong else None
        if (
            cue is None and self.lang == "en" and "where" in s.words
        ):  # "returned on Tuesday from Tehran, where he signed ..."
            cue = next((i for i, c in told.cues if c.kind == "talk" and "where" in s.words[: i.start]), None)
        at = s.spans[cue.start][0] - s.start if cue is not None else None
        status = Status.PLANNED if e.status is Status.CANCELLED else e.status
        if status is Status.PLANNED:  # "a source revealed on Monday" dates the word, not the meeting
            found = tuple(f for f in found if not _REPORTED.search(text[: f.start]))
            found = tuple(f for f in found if not _BEFORE_LEAVING.search(text[: f.start]))
            if self.lang == "ar" and (that := _WHAT_IS_SAID.match(text)) is not None:
                found = tuple(f for f in found if f.start > that.end() or (f.kind == "relative" and f.value > 0))
            if self.lang == "ar" and any(f.kind == "relative" and f.value > 0 for f in found):
                found = tuple(f for f in found if f.kind != "day" or not self._today(f, text))
        if self.lang == "kmr" and at is not None and (joint := self._then_planned(told)) is not None:
            there, held = s.spans[joint][0] - s.start, e.status is Status.HELD
            found = tuple(f for f in found if (f.start < there) is held)  # "duh bi A re civiya û îro dê bi B re bicive"
        if self.lang == "kmr" and at is not None:
            found = tuple(f for f in found if f.start < at or not _THEN_GOES_KMR.search(text, at, f.end + 40))
        if status is Status.PLANNED and self.lang == "ar" and cue is None and s.words[0].startswith(("وصل", "ووصل")):
            arrived = choose_day(found, text, published=self.published, status=Status.HELD)
            if arrived is not None and arrived.date < self.published:
                return None  # "وصل مساء الأربعاء ... وسيلتقي": when he came, not when they will meet
        if self.lang == "en" and e.status is Status.HELD:
            found = tuple(f for f in found if not _WHO_WILL.search(text, at or 0, f.start))
            found = tuple(f for f in found if not YET_HOSTED.search(text, 0, f.start))
        coming = self._planned_from(told) if self.lang in ("en", "ar") and e.status is Status.HELD else None
        if coming is not None:  # "met A and is to meet B on Thursday", "والتقى A، على أن يلتقي غدا B"
            found = tuple(f for f in found if f.start < s.spans[coming][0] - s.start)
        found = self._of_the_meeting(s, e, told, found, verb=cue is not None)
        if e.status is not Status.HELD:
            vague = any(thing.kind == "vague" for thing in found)
            found = tuple(thing for thing in found if not thing.reported)
            if vague and not self._sure_of_a_day(text, found):
                return None
        came = self.lang == "en" and status is Status.PLANNED and self._set_out(s.words)
        if self.lang == "en" and status is Status.PLANNED and told.status is None and told not in e.told:
            came = came or "visited" in s.words  # "visited the troops on Saturday": no day of what is to come
        if came and (later := tuple(f for f in found if not _ARRIVED_ON.search(text, 0, f.start))) and later != found:
            found, came = later, False  # "arrived on Sunday and is to meet him on Monday"
        day = choose_day(found, text, published=self.published, status=Status.HELD if came else status, at=at)
        if day is None:
            return None
        if e.status is Status.HELD and told.status is Status.PLANNED and day.date > self.published:
            return None
        if self.lang == "en" and s.zone == BODY and not strong and (self.published - day.date).days > _FILED_WITHIN:
            return None  # "commended the vote that took place on 10/10/2021"
        if e.status is Status.HELD and day.date > self.published + timedelta(days=1):
            return None
        if e.status is Status.PLANNED and day.date < self.published - timedelta(days=0 if came else 1):
            return None
        if e.status is Status.PLANNED and self.lang == "ar" and day.date < self.published and told not in e.told:
            return None  # the day of the arrival
        return day

    def _sure_of_a_day(self, text: str, found: tuple[Found, ...]) -> bool:
        """Whether a sentence with a vague day ("in the coming days") has one for what is to come besides, on which nobody only said so."""
        if any(thing.kind == "day" for thing in found):
            return True
        today = any(thing.kind == "relative" and thing.value == 0 for thing in found)  # "announced today, Saturday"
        after = [
            thing
            for thing in found
            if thing.kind == "weekday" and thing.turn >= 0 and not (today and thing.value == self.published.weekday())
        ]
        return bool(after) and not any(self._said_on(text, thing) for thing in after)

    def _on_a_leg(self, e: Event, told: Told) -> bool:
        """Whether a sentence tells of this meeting in the clause of another leg."""
        leg = leg_of(told.s, self.lang) if told in e.told else None
        return leg is not None and of_the_leg(e, told, leg)

    def _on_a_leg_before(self, e: Event) -> bool:
        """Whether it was on a leg that the traveller has behind him: its day is not that of what is told next."""
        return any(
            (leg := leg_of(t.s, self.lang)) is not None and not leg.later and of_the_leg(e, t, leg) for t in e.told
        )

    def _counted_from_the_rest(self, s: Sentence, leg: Leg) -> Day | None:
        """ "Arrived on Monday, a day after meeting B": the day that the words count from that of the rest."""
        rest = self._days_by_leg(s, leg, self.doc.days(s), inside=False)
        day = choose_day(rest, self.doc.text_of(s), published=self.published, status=Status.HELD)
        return _counted(day.date, leg.turn) if day is not None else None

    @staticmethod
    def _days_by_leg(s: Sentence, leg: Leg, found: tuple[Found, ...], *, inside: bool) -> tuple[Found, ...]:
        """The days of the clause of another leg, where it has any, or those of the rest of its sentence."""
        low = s.spans[leg.tokens.start][0] - s.start
        high = s.spans[leg.tokens.stop - 1][1] - s.start
        of_leg = tuple(f for f in found if low <= f.start < high)
        return of_leg or found if inside else tuple(f for f in found if f not in of_leg)

    @staticmethod
    def _day_he_came(text: str, day: Found) -> bool:
        """Arabic: "المقداد الذي وصل ليل السبت", "وكان قاآني قد وصل يوم 25 كانون الثاني": when somebody came, who met later."""
        before = text[max(0, day.start - 70) : day.start]
        if (day.kind == "day" or day.turn < 0) and _HAD_COME.search(before) is not None:
            return True
        return day.value != 0 and _WHO_CAME.search(before) is not None

    @staticmethod
    def _set_out(words: list[str]) -> bool:
        """English: whether somebody came or set out; a delegation "headed by" somebody need not have."""
        return any(w in _SET_OUT and v != "by" for w, v in itertools.pairwise(words))

    def _of_the_meeting(
        self, s: Sentence, e: Event, told: Told, found: tuple[Found, ...], *, verb: bool
    ) -> tuple[Found, ...]:
        """Without the days of something else, which the words around them tell. `verb`: whether the sentence has a verb of meeting."""
        text = self.doc.text_of(s)
        if self.lang == "ar":
            found = tuple(f for f in found if not _UNTIL.search(text[max(0, f.start - 20) : f.start]))
            if leg_of(s, "ar") is None:  # else each leg has days of its own
                found = tuple(
                    f for f in found if f.value <= 0 or not _LEAVES_THEN.search(text[max(0, f.start - 40) : f.start])
                )
        elif self.lang in ("ckb", "kmr"):
            found = tuple(f for f in found if not _STAYS_UNTIL.search(text[max(0, f.start - 16) : f.start]))
        if e.status is Status.HELD and self.lang == "ar":  # "the conference that will open today"
            found = tuple(f for f in found if not _TO_COME.search(text[max(0, f.start - 50) : f.start]))
            found = tuple(f for f in found if not self._day_he_came(text, f))
        if e.status is Status.CANCELLED and self.lang == "ar" and (plan := _WAS_PLANNED.search(text)) is not None:
            found = tuple(f for f in found if f.start > plan.start()) or found
        if e.status is Status.CANCELLED and self.lang == "en":  # "was called off on Monday night"
            found = tuple(f for f in found if not _OFF_ON.search(text, 0, f.start))
        if e.status is not Status.HELD and self.lang in ("ckb", "kmr"):
            told_on: list[Found] = []  # "today, Thursday, 2 November, the Presidency announced": all words of that day
            for thing in reversed(found):
                if _ANNOUNCED.match(text, thing.end) or any(0 <= day.start - thing.end <= 3 for day in told_on):
                    told_on.append(thing)
            found = tuple(thing for thing in found if thing not in told_on)
        if self.lang == "ckb" and (other := text.find(_WHILE)) > 0:  # "... while yesterday another met ..."
            found = tuple(f for f in found if f.start < other)
        if e.status is Status.CANCELLED and self.lang == "ckb" and (off := _PUT_OFF_TO.search(text)) is not None:
            found = tuple(f for f in found if f.start < off.start()) or found  # "... دواخرا بۆ هەفتەی داهاتوو"
        if self.lang == "ckb" and len(found) > 1:  # "ئەمڕۆ گوتی، کۆبوونەوەکەی دوێنێی لەگەڵ A"
            found = tuple(f for f in found if _THAT_MEETING.search(text[: f.start])) or found
        if self.lang in OF_A_THING:
            found = self.not_of_things(text, found)
        if self.lang == "kmr":
            first = next((i.start for i, c in told.cues if c.kind in MEETING), None)
            if e.status is Status.HELD and first is not None:
                begun = s.spans[first][0] - s.start
                found = tuple(f for f in found if not _GOES_ON.search(text, begun, max(begun, f.start)))
            further = told not in e.told or (told is not e.told[0] and s.zone == BODY)
            if e.status is Status.HELD and further and any(map(_HAD, s.words)):
                found = ()  # "Duh X gotibû ku ...", "Her du 19ê vê mehê jî civiyabûn": what went before
            if e.status is Status.HELD and not verb and "çû" in s.words:  # the day they set out
                found = tuple(f for f in found if f.kind != "day")
            if e.status is Status.PLANNED and _RETURN.search(text) is not None:
                found = tuple(f for f in found if not self._of_a_return(text, f, verb=verb))
            if e.status is Status.PLANNED and verb:
                last = max(i.end for i, c in told.cues if c.kind in STRONG)
                over = s.spans[last - 1][1] - s.start
                found = tuple(f for f in found if not _AND_THEN.match(text, over, f.start + 1))
        return found

    @staticmethod
    def _of_a_return(text: str, thing: Found, *, verb: bool) -> bool:
        """Kurmanji: "dê roja Yekşemê vegere Hewlêrê" in a sentence without a verb of meeting, "berî ku Çarşemê vegere, dê ...": when they go home."""
        if verb and _BEFORE_RETURN.search(text, max(0, thing.start - 60), thing.start) is None:
            return False
        return _RETURN.search(text, thing.end, thing.end + 40) is not None

    @staticmethod
    def _quoted_at(s: Sentence, thing: Found) -> bool:
        """Whether "today" or another word that counts from the speaker's day stands in a quotation."""
        at = next((n for n, span in enumerate(s.spans) if span[0] - s.start >= thing.start), None)
        closes = (
            s.words.index('"') if s.words.count('"') == 1 else 0
        )  # of a quotation that a sentence before has opened
        return thing.kind == "relative" and at is not None and (s.quoted[at] or (at < closes and s.words[-1] == '"'))

    def _dates_the_word(self, s: Sentence, day: Day) -> bool:
        reported = _REPORTED_AR if self.lang == "ar" else _REPORTED
        return day.rule == "date.weekday" and reported.search(self.doc.text_of(s)[: day.start]) is not None

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
        """More than three days before publication: background; half a year before it, history."""
        if e.day is not None and e.status is not Status.PLANNED and (self.published - e.day.date).days > _HISTORY:
            self._note("remembered meeting")
            return True
        if (
            e.day is not None
            and e.status is Status.HELD
            and (self.published - e.day.date).days > _FRESH
            and len(self.events) > 1
        ):
            self._note("remembered meeting")
            return True
        return False

    def _headline_only(self, e: Event, events: list[Event]) -> bool:
        """A headline whose meeting the text tells in other words: with the guest's name, or as several meetings."""
        zones = {t.s.zone == TITLE for t in e.told}
        below = e.told[0].s.zone != TITLE  # told in the text first, and only called off by the headline
        if True not in zones or (False in zones and (below or not self._only_headlined(e))):
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

    def _other_lead(self, e: Event, other: Event) -> bool:
        """Whether somebody led this meeting who only sat beside in the other: "A met B; then C received A in the presence of B"."""
        earlier = self.lang == "ar" and self._pluperfect(
            e.told[0].s
        )  # "A, who sat in on it, had held talks with the guest"
        if self.lang == "ar":  # the headline aside, where the text tells of each
            one, two = (next((t for t in x.told if t.s.zone != TITLE), None) for x in (e, other))
            earlier = earlier or (one is not None and two is not None and one is not two)
        if e.told[0] is other.told[0] is not None and not earlier:
            return False
        if any(t.s.zone == TITLE for t in (*e.told, *other.told)) and not earlier:
            return False
        return any(side and other.persons.get(i) is False for i, side in e.persons.items())

    def _distinct(self, events: list[Event]) -> list[Event]:
        """Drop tellings whose people are all in a better one of the same day."""
        kept: list[Event] = []
        events = [e for e in events if not self._headline_only(e, events)]
        for e in sorted(events, key=lambda e: (-len(e.persons), e.status is Status.PLANNED)):
            double = False
            for other in kept:
                same_day = e.day is None or other.day is None or e.day.date == other.day.date
                if (
                    (
                        set(e.persons) <= set(other.persons)
                        and same_day
                        and (e.status is other.status or (e.day is None and e.mode is other.mode))
                        and not self._other_lead(e, other)
                    )
                    or (
                        e.day is not None  # "a source had said that they will meet today": they have met
                        and other.day is not None
                        and e.day.date == other.day.date == self.published
                        and {e.status, other.status} == {Status.HELD, Status.PLANNED}
                        and self.lang == "ar"
                        and set(e.persons) <= set(other.persons)
                    )
                    or (
                        same_day
                        and e.status is other.status
                        and self._unnamed_match(set(e.persons), set(other.persons))
                    )
                ):
                    double = not self._on_its_margins(other, e.told[0], e.persons) or double
            if not double:
                kept.append(e)
        return sorted(kept, key=lambda e: min(t.s.index for t in e.told))


def _counted(day: date, turn: int) -> Day:
    """The day after or before another meeting's, or the publication's, or that itself."""
    rule = "next-day" if turn > 0 else "day-before" if turn else "same-day"
    return Day(date=day + timedelta(days=turn), sure=True, start=0, end=0, rule=rule)
