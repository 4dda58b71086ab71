"""From sentences to meetings: what each sentence adds to them, and what forbids a meeting."""

import itertools
import re
from collections.abc import Iterator

from storage.records import Status
from worker.classify.grammar import HAD
from worker.classify.lexicon import Item, mark
from worker.classify.newness import NEW_DAY
from worker.classify.refs import says
from worker.classify.seating import Seater
from worker.classify.stated import AIRPORTS, PLACES
from worker.classify.telling import kinds_at_the_door
from worker.classify.text import BODY, LEAD, SIDE, TITLE, Sentence, begins
from worker.classify.told import AIRPORT, MEETING, MESSAGE, STRONG, TALK, Event, Table, Told
from worker.classify.when import choose_day
from worker.classify.who import Ref
from worker.knowledge.load import Cue

_BOTH_WORDS = mark("word:both")
_DELEGATION = mark("word:deleg")
_CONSISTS = mark("word:consists")
DENIED = "a meeting is denied"
_GUESTS = re.compile(r"(?<!\w)(?:دوو|سی|چوار|پینج|چهند|ژمارهیهک)(?: له)? (?:میوان|دیپلومات|بالیوز|کونسول)")  # folded
_GUESTS_WITHIN = 8  # sentences behind it
_IN_IT = "شاندهکهدان"  # folded: "A و B لە شاندەکەدان"
# folded: a meeting, and what is said of one
_DENIABLE = (
    "کوبوونهوه",
    "دیدار",
    "سهردان",
    "دانیشتن",
    "چاوپیکهوتن",
    "پهیوهندی",
    "ههوال",
    "دهنگو",
    "زانیاری",
    "راپورت",
    "راست",
    "بلاوکرا",
)
_ANOTHER = frozenset(["another", "separate", "second", "third", "other", "later", "also", "subsequent"])
_MOVED_TO = re.compile(
    r"(?:دواخرا\w*|دوا خرا|دوادهخری\w*|دواخست\w*|گواسترایهوه) بو (?:روژی |بهرواری )?$|(?<!\w)(?:bo|ket) (?:roja )?$"
    r"|\b(?:postponed|pushed back|put off|moved|delayed|rescheduled|deferred|shifted|brought forward)(?:(?: [\w'-]+){0,14}? (?:to|until|till)| for) (?:the )?(?:(?:next|coming|following) )?$"
)  # folded
_PUT_OFF_CKB = re.compile(r"(?<!\w)بو (?:روژی |بهرواری )?(.{3,45}?) (?:دواخرا|دوا خرا|دوادهخری|گواسترایهوه)")
_THEN = frozenset(["piştre", "paşê", "dûre", "paşî"])  # Kurmanji
_PUT_OFF_KMR = re.compile(r"paşxist|paş xist|taloq|paşdexist|paş ket")
_PUT_OFF_TO = re.compile(
    r"(?:(?:paşxist|paş xist|taloq|paşdexist|paş ket)\w*(?: kir\w*)? (?:ji )?bo|(?<!\w)ket) (?:roja )?$"
)
_NEW_DATE = re.compile(
    "(?:الزیاره|اللقاء|الاجتماع|القمه) (?:ستتم|سیتم|ستجری|سیجری|ستکون|سیکون|سیعقد|ستعقد)|الموعد (?:الجدید|البدیل)|موعدا? (?:جدیدا?|بدیلا?)|تاریخا? جدیدا?|موعدها الجدید|موعده الجدید"
)  # folded
_OTHERS_MEET = frozenset(["الدول", "دول", "وزراء", "اعضاء", "قاده", "زعماء"])  # folded
_MET_AR = frozenset(["التقی", "التقت", "اجتمع", "اجتمعت", "استقبل", "استقبلت"])  # folded
_DID_BOTH = re.compile("و?(?:افتتح|وقع|بحث|ناقش|اتفق)ت?ا")  # folded: what two do together
_HOUSE = ("مقر", "مبنی", "مکتب", "دیوان", "قصر", "القصر", "الوزاره")  # where a guest is received, not greeted
_BOTH = frozenset(["الجانبان", "الجانبین", "الطرفان", "الطرفین"])
_THE_TALKS = frozenset(
    ["meeting", "talks", "session", "جلسه", "conversation", "discussion", "اللقاء", "الاجتماع", "المباحثات", "المحادثات", "لقاء", "دیدارهکه", "کوبوونهوهکه", "دیداره", "کوبوونهوه", "hevdîtinê", "civînê", "hevdîtin", "civîn", "civînekê", "hevdîtinekê"]
)  # fmt: skip
_LANDS = frozenset(
    ["countries", "nations", "states", "peoples", "neighbors", "neighbours", "governments", "ministries"]
)
_THE_TWO_CKB = frozenset(["ههردوو", "ههردوولا"])  # folded: "both ministers", "both sides"
_SIGNING = frozenset(["signing", "signed", "sign"])
_DURING = frozenset(
    ["during", "at", "in", "خلال", "وخلال", "وشهد", "شهد", "تناول", "وتناول", "فی", "وفی", "له", "di", "li"]
)
_SIGNS = re.compile("(?:و|ف)?(?:وقع|وقعا|وقعت|یوقع)")


_AFTER = frozenset(["after", "following", "since"])
_TO_COME_KMR = frozenset(["dê", "wê", "payîn", "biryar", "çaverêkirin", "bicive", "bicivin", "bibîne"])
_SINCE = frozenset(["piştî"])  # Kurmanji: "after", where a sentence opens with it
_PRESIDED: dict[str, tuple[str, ...]] = {"kmr": ("serokatî", "serokatiy", "serkêşî", "serkêşiy"), "en": ()}
_SAT_TOGETHER = {
    "kmr": ("civîn", "lûtke", "komîteya", "komîsyona", "danûstandin", "gotûbêj"),
    "en": ("summit",),
}
# no round of talks, whoever was there
_NO_TALKS = {
    "kmr": (
    "konferans", "forum", "korbend", "kongre", "merasîm", "rêwresm", "rewrism", "festîval", "pêşangeh", "panel", "salveger", "bîranîn", "cejn",
    "newroz", "wezîran", "vekirin", "sersaxî", "rojnamevanî", "çapemenî",
    ),
    "en": ("forum", "panel", "speech", "address", "sidelines", "margins", "ceremony", "invit", "ahead", "prepar", "opening", "governments"),
}  # fmt: skip
_FURTHER_DOWN = 0.45  # of a veto's weight below the first sentence of the lead
# English: how a sentence opens that names some of those who were met
_SOME_OF_THEM = frozenset(
    [("among", "them"), ("among", "those"), ("among", "its"), ("among", "the"), ("they", "included"), ("these", "included"), ("it", "included"),
     ("attending", "were"), ("present", "were"), ("also", "present"), ("its", "members")]
)  # fmt: skip
_WAS_TO = ("was-to-meet", "was-to")  # cues that leave open whether it was called off
_TURNS = frozenset(["but", "however", "instead", "although", "though"])
_IN_PASSING = 0.4  # of it where a meeting is told beside


def _at_the_door(told: Told) -> bool:
    """Arabic: "كان في استقباله", "كان باستقباله": at the door, not at the table."""
    if any("حیث" in told.s.words[i.start : i.end] for i, c in told.cues if c.kind == "receive"):
        return False  # "توجه إلى القصر الحكومي حيث كان في استقباله B"
    if any(one in HAD and two.startswith("باستقبال") for one, two in itertools.pairwise(told.s.words)):
        return True
    return "فی" in told.s.words and any(
        w == "فی"
        and n.removeprefix("ال").startswith("استقبال")
        and not any(v.lstrip("ب").startswith(_HOUSE) for v in after)
        for w, n, *after in zip(*(told.s.words[k:] for k in range(4)), strict=False)
    )


class Gatherer(Seater):
    """Brings the sentences of an entry together to meetings."""

    def _one_by_one_below(self) -> None:
        """A headline that lists the guests of several meetings tells of none of them where the text tells of each."""
        for title in self.told:
            if title.s.zone != TITLE:
                continue
            guests = {r.entity for r in title.mains}
            sides = len({self._polity(r) for r in title.mains})
            by_name = self.lang == "ar" and all(r.name for r in title.mains)
            if len(guests) < 3 or sides < (2 if by_name else 3):
                continue
            met = [
                {r.entity for r in t.mains} & guests
                for t in self.told
                if t.s.zone != TITLE and any(c.kind in STRONG for _, c in t.cues) and not t.skip
            ]
            alone = {i for here in met for i in here if len(here) <= 2}
            if len([here for here in met if 1 <= len(here) <= 2]) >= 2 and len(alone) >= 2:
                title.cues = []

    def _airports(self) -> None:
        """Who only welcomes a guest at an airport has not met him, unless the text says that they talked."""
        welcomes: list[Told] = []
        arrivals: list[Told] = []
        for told in self.told:
            if not told.cues:
                continue
            kinds = kinds_at_the_door(told, greeted=self.lang == "en" and self._at_airport(told))
            if "receive" not in kinds or kinds & {"meet", "call", "talk"} or told.status is Status.CANCELLED:
                continue
            if any(c.kind == "noun" and told.s.words[i.start] in _THE_TALKS for i, c in told.cues):
                continue
            if self.lang == "en" and told.s.zone != LEAD and self._came_in(told):
                arrivals.append(told)
            elif self._then_talked(told):
                continue
            elif _at_the_door(told) or self._at_airport(told) or self._on_landing(told) or self._welcomed_there(told):
                welcomes.append(told)
        if arrivals and self._met_elsewhere(arrivals):
            for told in arrivals:
                told.skip = AIRPORT
        if welcomes and (self._met_elsewhere(welcomes) or not self._talks_told()):  # the talks are another sentence's
            guests = [{r.entity for r in told.mains} for told in welcomes]
            for told in (*welcomes, *(t for t in self.told if t.s.zone == TITLE and self._only_receives(t, guests))):
                told.skip = AIRPORT

    def _then_talked(self, told: Told) -> bool:
        """Arabic: "زار الوزارة حيث كان في استقباله B. وبحث الطرفان ..."; Sorani: "B پێشوازیی لێ کرد. هەردوو وەزیر دوای کۆبوونەوەیەکی دوولایەنە ...": whether
        the next sentence tells of the talks of those who stood at the door."""
        after = self.doc.sentences[told.s.index + 1 : told.s.index + 2]
        if not after or len({self._polity(r) for r in told.mains} - {""}) < 2:
            return False
        if self.lang == "ckb" and after[0].words[0] in _THE_TWO_CKB:
            then = next((t for t in self.told if t.s.index == after[0].index), None)
            return then is not None and not then.mains and any(c.kind == "noun" for _, c in then.cues)
        both = self.lang == "ar" and not _BOTH.isdisjoint(after[0].words[:4])
        return both and _at_the_door(told) and not self._at_airport(told)

    def _on_landing(self, told: Told) -> bool:
        """Kurmanji: "... gihîşt Balafirgeha Hewlêrê. Şand ji aliyê A û B ve hat pêşwazîkirin": the airport is named in the sentence before."""
        before = told.before
        if (
            self.lang != "kmr"
            or before is None
            or before.s.index != told.s.index - 1
            or told.both
            or not _THEN.isdisjoint(told.s.words)
        ):
            return False
        passive = any(told.s.words[i.end - 1].startswith("pêşwazîk") for i, _ in told.cues)
        landed = any(w.startswith(AIRPORTS) for w in before.s.words) and not any(
            c.kind in STRONG for _, c in before.cues
        )
        return passive and landed and not any(told.s.words[i.start - 1] == "li" for i in told.s.those(PLACES))

    @staticmethod
    def _only_receives(title: Told, guests: list[set[int]]) -> bool:
        """A headline "A receives B" of those whom the text has meet at the airport alone."""
        kinds = {c.kind for _, c in title.cues}
        return kinds == {"receive"} and bool(title.mains) and {r.entity for r in title.mains} in guests

    def _met_elsewhere(self, welcomes: list[Told]) -> bool:
        """Whether a sentence of the text, none of `welcomes`, tells of a meeting."""
        return any(
            t.s.zone != TITLE
            and t.mains
            and t not in welcomes
            and any(c.kind in STRONG for _, c in t.cues)
            and not t.skip
            for t in self.told
        )

    def _talks_told(self) -> bool:
        """Whether the text speaks of talks that were held, or of what the two did together."""
        if any(not _BOTH.isdisjoint(s.words) or self._speaks_of_both(s) for s in self.doc.sentences if s.zone != SIDE):
            return True
        held = [t for t in self.told if t.cues and t.status is None and not t.skip]
        for t in held:
            words = t.s.words
            for i, c in t.cues:
                if (
                    c.kind == "noun"
                    and words[i.start] in _THE_TALKS
                    and set(words[max(0, i.start - 2) : i.start]) & _DURING
                ):
                    return True
        return (
            self.lang == "ar"
            and any(  # "وصل عمّان ووقع مذكرة تفاهم ... وكان في استقباله وزير الداخلية الأردني"
                t.mains
                and _SIGNS.fullmatch(t.s.words[i.start])
                and "".join(t.s.words[i.start + 1 : i.start + 2]).startswith(("مذکره", "اتفاق", "بروتوکول"))
                for t in held
                for i, _ in t.cues
            )
        )

    def _welcomed_there(self, told: Told) -> bool:
        """English: "A arrived in Tehran on Monday. He was welcomed by B": behind an arrival, and not received."""
        before, words = self._told_before(told), told.s.words
        if self.lang != "en" or before is None or told.both or before.cues:
            return False
        if not {"arrived", "landed"} & set(before.s.words):
            return False
        if "office" in words:
            return False  # "was welcomed by the premier at his office"
        cues = [words[i.start : i.end] for i, _ in told.cues]
        return all(cue[-1] == "by" and not {"welcomed", "greeted"}.isdisjoint(cue) for cue in cues)

    def _speaks_of_both(self, s: Sentence) -> bool:
        """Whether a sentence speaks of "the two" who met; in English not of "the two countries" alone."""
        if not s.marks & _BOTH_WORDS:
            return False
        if self.lang != "en":
            return True
        ends = (i.end for i in s.items if i.is_word("both"))
        return any(_LANDS.isdisjoint(s.words[end : end + 2]) for end in ends)

    @staticmethod
    def _came_in(told: Told) -> bool:
        """ "arrived in Erbil earlier in the day and was received by the interior minister": greeted, where others met him."""
        words = told.s.words
        passive = next((i.start for i, c in told.cues if c.kind == "receive" and words[i.end - 1] == "by"), None)
        return passive is not None and "arrived" in words[:passive] and "where" not in words[:passive]

    def _veto(self) -> None:
        """What forbids a meeting in a text, whatever its sentences tell: sport, an interview, a court, a denial; with their weights."""
        sport = 0
        denials: set[str] = set()
        for told, share in self._opening():
            for item, cue in self._vetoing(told):
                if cue.kind == "sport":
                    sport += 2 if told.s.zone == TITLE else 1
                    continue
                if cue.id == "denied" and told.s.zone in (TITLE, LEAD):
                    denials.add(told.s.zone)
                weight = self._weight_of(told, item, cue, share)
                if weight < 0:
                    self.vetoes[cue.reason] = min(self.vetoes.get(cue.reason, 0.0), weight)
        if len(denials) == 2:  # headline and lead both say that there is no such meeting
            self.vetoes[DENIED] = self.vetoes.get(DENIED, 0.0) - 4.0
        if sport >= 2:
            self.vetoes["sport"] = -1.5 * min(sport, 4)
        if any(c.kind == "call" and c.id != "spoke" for t in self.told if len(t.mains) > 1 for _, c in t.cues):
            self.vetoes.pop(MESSAGE, None)  # good wishes on the telephone are a conversation
            if self.lang == "kmr":
                self.vetoes.pop("interview", None)  # "hevpeyvîn" is also a talk on the telephone

    def _opening(self) -> Iterator[tuple[Told, float]]:
        """Title, lead and first paragraphs, with how much of a veto counts in each."""
        lead_seen = False
        for told in self.told:
            if told.s.zone == TITLE:
                yield told, 1.0
            elif told.s.zone == LEAD and not lead_seen:
                lead_seen = True
                yield told, 1.0
            elif told.s.zone == LEAD or told.s.paragraph <= 1:
                yield told, _FURTHER_DOWN

    def _vetoing(self, told: Told) -> Iterator[tuple[Item, Cue]]:
        """The cues of a sentence that may forbid a meeting, but for those that say it of something else."""
        s = told.s
        for item, cue in self._frames_in(s):
            if cue.id == "denied" and self.lang == "en" and told.both:
                continue  # "the two rejected claims that ..." when they met
            if cue.id == "denied" and self.lang == "ckb" and not self._denies_a_report(s, item):
                continue  # "rejected the two-state solution", "was not pleased"
            if (cue.id == "cabinet" or cue.kind == "sport") and self._inside_an_office(s, item):
                continue  # "Wezîrê Karûbarên Encûmena Wezîran", "Serokê Tîma Şêwirmendên Hevpeymanan"
            if cue.id == "cabinet" and item.start and s.words[item.start - 1] == "karûbarên":
                continue  # "Wezîrê Herêmê ji bo Karûbarên Encûmena Wezîran"
            if cue.id == "court" and self.lang == "en" and item.start < 9 and not _AFTER.isdisjoint(s.words[:4]):
                continue  # "Hours after the attack on Erbil airport, A telephoned B": the occasion only
            if cue.id == "denied" and self.lang == "en" and s.words[item.start] == "did" and self._others_tell(told):
                continue  # "He did not meet the president, who was away": but others
            if cue.id == "court" and self.lang == "kmr" and s.words[0] in _SINCE and "," in s.words[item.end :]:
                continue  # "Piştî teqîna ku tê de 84 kes hatin kuştin, Serokkomar serdana xwe paşxist": the occasion only
            if cue.id == "opinion" and s.words[item.start].startswith("میژوویی"):
                continue  # ties are historical, the entry is no history
            if cue.kind == "sport" or (cue.kind == "veto" and not (s.quoted[item.start] and s.zone != TITLE)):
                yield item, cue

    def _others_tell(self, told: Told) -> bool:
        """Whether another sentence of the text tells of people of two sides who met."""
        others = (t for t in self.told if t is not told and t.s.zone != TITLE and t.cues)
        return any(len({self._polity(r) for r in t.mains} - {""}) > 1 for t in others)

    def _weight_of(self, told: Told, item: Item, cue: Cue, share: float) -> float:
        """What a veto takes from the confidence, below 0; 0 where it says nothing there."""
        s = told.s
        if cue.id == "denied" and s.zone == LEAD and self.lang == "en":
            return cue.weight  # wherever the lead says so
        if share < 1.0 and cue.id not in ("interview", "denied", "opinion"):
            return 0.0
        if s.zone == TITLE and item.start == 0 and s.words[item.end : item.end + 1] == [":"]:
            return 2.0 * cue.weight  # "Analysis: ..."
        weight = cue.weight * share
        if cue.id in ("opinion", "court") and self.lang == "en" and self._two_sides(told):
            return weight * _IN_PASSING  # "Erbil governor, Emirati consul discuss book fair"
        if cue.id == "opinion" and self.lang == "ar" and self._lead_tells():
            return weight * _IN_PASSING  # "القنصل الياباني في حلبجة قبيل ذكرى القصف"
        return weight

    @staticmethod
    def _denies_a_report(s: Sentence, item: Item) -> bool:
        """Sorani: whether what is denied, near the verb, is a meeting or what was said of one: "هەواڵی دیدارەکە ڕەت دەکاتەوە"."""
        return any(w.startswith(_DENIABLE) for w in s.words[max(0, item.start - 8) : item.end + 10])

    def _inside_an_office(self, s: Sentence, item: Item) -> bool:
        spans = (r.office_span for r in self.reader.refs.get(s.index, ()))
        return any(span is not None and span[0] < item.start < span[1] for span in spans)

    def _two_sides(self, told: Told) -> bool:
        """Whether a headline, or a lead with a verb of meeting, says by itself that two sides talked."""
        if told.s.zone != TITLE and not any(c.kind in STRONG for _, c in told.cues):
            return False
        return len(self._sides_of(told, told.mains) - {""}) >= 2

    def _lead_tells(self) -> bool:
        """Whether the lead says by itself that officials of two sides met."""
        return any(
            t.s.zone == LEAD
            and not t.skip
            and any(c.kind in STRONG for _, c in t.cues)
            and len({self._polity(r) for r in t.mains} - {""}) >= 2
            for t in self.told
        )

    def _still_due(self) -> None:
        """English: "was to meet A later in the day": planned, unless the entry tells that something was called off or goes on with "but"."""
        due = [t for t in self.told if t.status_cue is not None and t.status_cue.id in _WAS_TO]
        if due and not any(self._calls_off(t, due) for t in self.told):
            for told in due:
                told.status, told.status_cue = Status.PLANNED, self._frame("meeting-planned")

    def _calls_off(self, told: Told, due: list[Told]) -> bool:
        """Whether a sentence tells that something was called off, or goes on with a "but" behind what was to be."""
        if any(cue.status == "cancelled" and cue.id not in _WAS_TO for _, cue in self._frames_in(told.s)):
            return True
        turns = any(0 <= told.s.index - d.s.index <= 1 for d in due)
        return turns and not _TURNS.isdisjoint(told.s.words)

    def _doc_status(self) -> None:
        """Called off: said once, in title or lead, it holds for the meetings that were planned."""
        if self.lang == "en":
            self._still_due()
        self.cancelled: Told | None = None
        if self.lang == "ar" and self._put_off_to_a_day():
            return
        if self.lang != "ar" and self._moved():
            return
        self.cancelled = next(
            (t for t in self.told if t.status is Status.CANCELLED and t.s.zone in (TITLE, LEAD) and (t.mains or t.groups or self._visit(t))), None
        )  # fmt: skip

    def _put_off_to_a_day(self) -> bool:
        """Arabic: a sentence tells of the new day: for the whole entry the meeting is planned, for that day."""
        put_off = [
            t for t in self.told if t.status is Status.PLANNED and t.status_cue and t.status_cue.status == "cancelled"
        ]
        if not put_off:
            return self._new_date()
        for other in self.told:
            if other.status is Status.CANCELLED:
                other.status = Status.PLANNED
        for told in put_off:
            text = self.doc.text_of(told.s)
            ahead = NEW_DAY.search(text)
            for thing in self.doc.days(told.s) if ahead else ():
                if ahead and thing.start >= ahead.start():
                    day = choose_day((thing,), text, published=self.published, status=Status.PLANNED)
                    if day is not None and day.date > self.published:
                        self.moved_to, self.moved_at = day, told.s.index
                    return True
        return True

    def _new_date(self) -> bool:
        """Arabic: "والموعد الجديد هو يوم 18 كانون الأول", behind news of putting off: planned for that day."""
        called_off = [t for t in self.told if t.status is Status.CANCELLED]
        if not any(t.s.zone in (TITLE, LEAD) for t in called_off):
            return False
        for s in self.doc.sentences:
            text = self.doc.text_of(s)
            if (new := _NEW_DATE.search(text)) is None:
                continue
            near = [thing for thing in self.doc.days(s) if 0 <= thing.start - new.end() < 30]
            day = choose_day(near, text, published=self.published, status=Status.PLANNED)
            if day is not None and day.date > self.published:
                self.moved_to, self.moved_at = day, s.index
                for told in called_off:
                    told.status = Status.PLANNED
                return True
        return False

    def _moved(self) -> bool:
        """ "دواخرا بۆ ڕۆژی 4ی ئەیلوول", "bo 4ê Îlonê hat paşxistin", "postponed to Monday": for that day it is planned now."""
        for told in self.told:
            aside = self.lang == "ckb" and told.s.zone == BODY and len({self._polity(r) for r in told.mains}) > 1
            if told.status is not Status.CANCELLED or not (aside or told.s.zone in (TITLE, LEAD)):
                continue
            text = self.doc.text_of(told.s)
            ahead = _PUT_OFF_CKB.search(text) if self.lang == "ckb" else None
            for thing in self.doc.days(told.s):
                new = _MOVED_TO.search(text[: thing.start])
                if (
                    ahead is not None
                    and ahead.start(1) <= thing.start < ahead.end(1)
                    and (thing.kind == "day" or aside or thing.start == ahead.start(1))
                ):
                    new = ahead  # "بۆ ڕۆژی یەکشەممە، 5ی تشرینی دووەم دواخرا"
                if new is None or thing.kind not in ("day", "weekday", "relative"):
                    continue
                if self.lang == "kmr" and not (
                    _PUT_OFF_KMR.search(text[thing.end : thing.end + 40]) or _PUT_OFF_TO.search(text, 0, thing.start)
                ):
                    continue
                day = choose_day((thing,), text, published=self.published, status=Status.PLANNED)
                if day is not None and day.date > self.published:
                    if aside:  # one meeting of several, whose sentence tells its day
                        told.status = Status.PLANNED
                        break
                    self.moved_to, self.moved_at = day, told.s.index
                    for other in self.told:
                        if other.status is Status.CANCELLED:
                            other.status = Status.PLANNED
                    return True
        return False

    def _visit(self, told: Told) -> bool:
        return bool(told.cues) or any(cue.kind == "visit" for _, cue in self._frames_in(told.s))

    def _consider(self, told: Told) -> None:
        """What a sentence adds: a meeting, somebody or something of one, or a reason why it is none."""
        if self.lang in _SAT_TOGETHER and not self.events and not told.skip and self._took_part_together(told):
            return
        if self.guests is not None and not told.skip and self._next_of_the_guests(told):
            return
        if not (told.cues or told.attends):
            if self.lang in ("en", "kmr") and len(told.groups) > 1 and self._each_led_by(told):
                return
            if self.lang == "ckb" and not self.events and self._one_of_each_side(told):
                return
            if self.lang == "en" and self._among_them(told):
                return
            if not self._may_add(told):
                return  # whether it is news of today need not be asked
        if told.skip:
            self._pass_over(told)
            return
        if told.s.index - 1 in self.private and not told.mains and not told.others:
            self.private.add(told.s.index)
            return
        if self.lang == "kmr" and self._of_another_trip(told):
            self._note("remembered meeting")
            return
        if self.lang == "kmr" and self._with_a_country(told):
            self._note("nobody with an office on two sides")
            return
        if self.lang == "kmr" and (each := self._with_each(told)):
            for event in each:
                event.told.append(told)
            return
        strong = [(i, c) for i, c in told.cues if c.kind in STRONG]
        weak = [(i, c) for i, c in told.cues if c.kind in ("talk", "noun")]
        if self.lang == "ar" and self._among_his_own(told):
            self.private.add(told.s.index)
            self._note("officials of one polity")
            return
        if not strong and self._members(told):
            return
        if self.lang == "ckb" and strong and told.s.zone == LEAD and len({r.entity for r in told.mains}) == 1:
            self.guests = told if _GUESTS.search(self.doc.text_of(told.s)) else self.guests
        if not strong and not weak:
            self._attendance(told)
            return
        table = Table(told=told, strong=strong, weak=weak, mains=list(told.mains))
        if not self._seat(table):
            return
        if self.lang == "en" and self._met_by_a_group(table) and not self._group_named_below(table):
            self._note("nobody with an office on two sides")
        elif len(table.polities) >= 2 and table.mains:
            self._sides_meet(table)
        else:
            self._side_alone(table)

    def _each_led_by(self, told: Told) -> bool:
        """ "The Iraqi side was headed by A, while the Turkish delegation was led by B", behind a sentence that speaks of a meeting: the two who
        led it, added as such. Whether there are such."""
        before = self._told_before(told)
        if (
            told.s.zone == TITLE
            or before is None
            or before.skip
            or not any(c.kind in MEETING or c.kind in TALK for _, c in before.cues)
        ):
            return False
        heads: dict[str, Ref] = {}
        sides = list({g.at: g for g in sorted(told.groups, key=lambda g: g.at)}.values())
        refs = self.reader.refs.get(told.s.index, ())
        for side, after in zip(sides, [*(g.at for g in sides[1:]), len(told.s.words)], strict=True):
            head = next((r for r in refs if side.at < r.start < after and r.name and not r.plural), None)
            entity = self.entity(head) if head is not None else None
            if head is None or entity is None or head.link not in ("led", "by"):
                return False
            if entity.office and (not entity.polity or entity.polity_rule == "home"):
                entity.polity, entity.polity_rule = side.polity, side.rule
            if entity.polity == side.polity or (entity.polity, side.polity) == ("COALITION", "US"):
                heads[side.polity] = head
        if len(heads) < 2:
            return False
        told.status, told.status_cue = before.status, before.status_cue
        self._add_behind(before, told, list(heads.values()), before.cues)
        return True

    def _add_behind(
        self, before: Told, told: Told, refs: list[Ref], cues: list[tuple[Item, Cue]], *, apart: int = 0
    ) -> None:
        """Adds the meeting that two sentences tell of together: that there was one, and behind it who met."""
        self._add(told, refs, cues, apart=apart)
        event = next(e for e in reversed(self.events) if e.told[-1] is told)
        if before not in event.told:
            event.told.insert(0, before)

    def _took_part_together(self, told: Told) -> bool:
        """English: "A opened a summit in which B and C took part", "A summit was held. It was attended by A and B"; Kurmanji: "Lûtkeya sêalî li Ammanê
        hat lidarxistin. Di lûtkeyê de A, B û C beşdar bûn", "Ji aliyê Iraqê ve A û ji aliyê Rûsyayê ve B
        serokatî kir", "Civîna komîteya hevbeş bi serokatiya A û B": a meeting of all who took part or led, added as such. Whether there is one."""
        led = begins(told.s.words, _PRESIDED[self.lang])
        if told.s.zone == TITLE or not (led or told.attends) or any(c.kind in STRONG for _, c in told.cues):
            return False
        before = self._told_before(told)
        near = [t for t in (told, before) if t is not None and begins(t.s.words, _SAT_TOGETHER[self.lang])]
        if not near or begins([w for t in near for w in t.s.words], _NO_TALKS[self.lang]):
            return False
        refs = [
            r
            for r in self.reader.refs.get(told.s.index, ())
            if r.entity >= 0 and self._official(r) and r.link != "mention"
        ]
        if led and before in near and len({self._polity(r) for r in refs}) == 1 and before is not None:
            refs = [*(r for r in before.mains if self._official(r)), *refs]
        sides = {self._polity(r) for r in refs} - {""}
        if len(sides) < 2 or sides.isdisjoint(("IQ", "IQ-KR")):
            return False
        opens = near[-1]
        told.status, told.status_cue = told.status or opens.status, told.status_cue or opens.status_cue
        noun = self._frame("noun-meeting")
        self._add_behind(opens, told, refs, told.cues or opens.cues or [(told.s.items[0], noun)])
        return True

    def _among_them(self, told: Told) -> bool:
        """English: "A hosted heads of foreign missions. Among them were B and C", "He met a number of diplomats. They included B": some of those whom
        the sentence before tells that he met. Whether there are such."""
        before = self._told_before(told)
        opens = tuple(told.s.words[:2]) in _SOME_OF_THEM
        if not opens or before is None or before.skip or told.s.zone == TITLE:
            return False
        here = (r for r in self.reader.refs.get(told.s.index, ()) if not r.plural and (r.name or r.polity))
        guests = [r for r in here if self._polity(r)]
        if not guests or not any(c.kind in STRONG for _, c in before.cues):
            return False
        if before.mode is not None and len(before.mains) == 1:  # "received phone calls. Among the callers were A and B"
            told.status, told.status_cue, told.mode = before.status, before.status_cue, before.mode
            for n, guest in enumerate(guests):
                self._add_behind(before, told, [before.mains[0], guest], before.cues, apart=n)
            return True
        event = next((e for e in self.events if e.told[-1] is before), None)
        if event is None:
            hosts = [r for r in before.mains if self._polity(r) not in {self._polity(g) for g in guests}]
            if not hosts:
                return False
            told.status, told.status_cue, told.mode = before.status, before.status_cue, before.mode
            self._add_behind(before, told, [*hosts, *guests], before.cues)
            return True
        event.told.append(told)
        for guest in guests:
            sides = {self._entity_polity(i) for i, side in event.persons.items() if side}
            event.persons.setdefault(guest.entity, self._polity(guest) not in sides)
        return True

    def _with_a_country(self, told: Told) -> bool:
        """Kurmanji: "Berî wê bi telefonê bi Erebistana Siûdî re axivî": the other side is a country that nobody spoken of acts for."""
        words = told.s.words
        sides = self._sides_of(told, [*told.mains, *told.others])
        if len(sides) > 1:
            return False
        known = sides | {self._entity_polity(i) for e in self.events for i in e.persons}
        return any(
            (polity := item.has("polity")) is not None
            and polity not in known
            and words[item.end : item.end + 1] == ["re"]
            and words[item.start - 1] == "bi"
            and any(c.kind == "call" or 0 < i.start - item.end <= 2 for i, c in told.cues if c.kind in STRONG)
            for item in told.s.items
        )

    def _with_each(self, told: Told) -> list[Event]:
        """Kurmanji: "Di hevdîtina bi A re ..., di ya bi B re jî ...": the meetings with each of them that were told of before, with one host."""
        here = {r.entity for r in told.mains}
        if told.s.words[0] != "di" or len(here) < 2 or any(r.link != "with" for r in told.mains):
            return []
        each = [e for e in self.events if len(here & e.persons.keys()) == 1]
        hosts = set.intersection(*(set(e.persons) for e in each)) if len(each) == len(here) else set()
        return each if hosts and len({i for e in each for i in here & e.persons.keys()}) == len(here) else []

    def _pass_over(self, told: Told) -> None:
        """A sentence that is no news of today may still name who came with a guest, or speak of a meeting known already."""
        if told.cues:
            self._note(told.skip)
        if self._came_with(told):
            self._attend(told)
        if told.cues and self.events and told.skip not in ("remembered meeting", "an observer's view"):
            self._refer(told)

    def _attendance(self, told: Told) -> None:
        """A sentence without a word of meeting: who was there."""
        if self.events and self._headed(told):
            for n, ref in enumerate(told.mains):
                self.events[-1].persons.setdefault(ref.entity, n == 0)
            self.events[-1].told.append(told)
        elif told.attends and told.others and self.events:
            self._attend(told)
        elif told.attends and self.lang == "en" and (opening := self._of_a_summit(told)) is not None:
            self._add(told, [*opening.mains, *told.others], opening.cues)
        elif told.attends and self.lang == "ckb" and (opening := self._joined_from_abroad(told)) is not None:
            self._add_behind(opening, told, [*opening.mains, *told.others], opening.cues)

    # -- what becomes of them ----------------------------------------------------------------------------------------------

    def _met_by_a_group(self, table: Table) -> bool:
        """English: "Two US senators met separately with A and B": whom unnamed people of a third polity met did not meet each other."""
        told, mains = table.told, table.mains
        verb, cue = next(((i, c) for i, c in table.strong if c.kind == "meet"), (None, None))
        if verb is None or cue is None or len(mains) < 2 or "by" in told.s.words[verb.start : verb.end]:
            return False
        sides = {self._polity(r) for r in mains}
        group = next((g for g in told.groups if g.at < verb.start), None)
        return group is not None and group.polity not in sides and all(r.start > verb.start for r in mains)

    def _group_named_below(self, table: Table) -> bool:
        """ "A KRG delegation met with A and B. The delegation, led by C, ...": puts C at the table; False where nobody is said to lead it."""
        told = table.told
        group = next(g for g in told.groups if g.polity not in {self._polity(r) for r in table.mains})
        below = (t for t in self.told if 0 < t.s.index - told.s.index <= 2 and "delegation" in t.s.words[:8])
        refs = (r for t in below for r in self.reader.refs.get(t.s.index, ()) if r.link == "led" and not r.plural)
        head = next((r for r in refs if self._polity(r) == group.polity and self._official(r)), None)
        if head is not None:
            table.mains.insert(0, head)
            table.polities.add(group.polity)
        return head is not None

    def _sides_meet(self, table: Table) -> None:
        """Somebody on each of two sides: a meeting, news of one known already, or too little."""
        if self.lang == "ar":
            table.mains = self._at_the_table(table)
        told, mains, weak = table.told, table.mains, table.weak
        if self._too_little(table):
            self._note("too little said of a meeting")
            return
        self._company_of(told, mains)
        if not (
            table.strong
            or told.s.zone in (TITLE, LEAD)
            or self._explicit(told, weak)
            or self._another(told, mains, weak)
            or (not self.events and told.s.paragraph <= 1)
        ):
            self._refer(told)
            return
        if self.lang == "en" and table.strong and self._closes_it(told, mains):
            return
        if self.lang == "en" and not table.strong and (event := self._at_the_same(told, mains)) is not None:
            for ref in mains:  # "during the meeting the premier and the guest's foreign secretary oversaw the signing"
                event.persons.setdefault(ref.entity, False)
            event.told.append(told)
            return
        if (
            self.lang == "en"
            and self._sought_out(told)
            and any(r.entity in e.persons for e in self.events for r in mains)
        ):
            return
        if self.lang == "en" and not table.strong and len(told_of := self._all_of(mains)) > 1:
            for event in told_of:  # "The meeting with the Emir dealt with ...; Zelenskyy told the premier"
                event.told.append(told)
            return
        if self.lang in ("ckb", "kmr") and not table.strong and len(told_of := self._each_guest_of(mains)) > 1:
            for event in told_of:
                event.told.append(told)
            return
        parts = self._parts(told, mains)
        apart = len(parts) > 1 and (self._one_by_one_told(told) is not None or self._credentials(told))
        if apart and self.lang == "ar":
            self._break_up(parts)
        later = self._planned_from(told) if self.lang == "ar" or (self.lang == "en" and len(parts) > 1) else None
        if self.lang == "kmr" and len(parts) > 1 and told.status is Status.PLANNED:
            later = self._then_planned(told)
        if later is not None and (len(parts) > 1 or self._held_ahead(told, parts[0], later)):
            told.forget_status()
        for n, part in enumerate(parts):
            to_come = later is not None and len(parts) > 1 and any(r.start >= later for r in part)
            if to_come:
                told.status, told.status_cue = (
                    Status.PLANNED,
                    self._frame("meeting-planned" if self.lang == "en" else "planned-meet"),
                )
            self._add(told, part, table.strong or weak, apart=n if apart else 0)
            if to_come:
                told.forget_status()
            if self.lang == "ar" and n == 0:
                self._summoned(told, part)
            if apart:  # what a sentence before said of all guests is said of each
                named = {self._polity(r) for r in part}
                for event in self.events:
                    if event.told[-1] is told:
                        event.groups = {p: g for p, g in event.groups.items() if p in named}

    def _at_the_table(self, table: Table) -> list[Ref]:
        """Arabic: "تلقى A دعوة، وذلك خلال لقاء جمع B بـC": who is named behind such a word, where they are of two sides; "وصل A إلى مطار X حيث
        استقبله B، ثم التقى C": without who stood at the door, where two sides are left."""
        told, mains = table.told, table.mains
        if "جمع" in told.s.words:
            joined = next((i.end for i, _ in table.strong if "جمع" in told.s.words[i.end - 1 : i.end + 1]), None)
            behind = [r for r in mains if joined is not None and r.start >= joined]
            if len({self._polity(r) for r in behind}) > 1:
                return behind
        door = self._door(told)
        if door is None:
            return mains
        ends = next((i.start for i, c in told.cues if i.start > door and c.kind == "meet"), len(told.s.words))
        if "حیث" in told.s.words[door + 1 : ends]:
            ends = told.s.words.index("حیث", door + 1)
        inside = [r for r in mains if r.sentence != told.s.index or not door < r.start < ends]
        return inside if len({self._polity(r) for r in inside}) > 1 else mains

    @staticmethod
    def _door(told: Told) -> int | None:
        """Arabic: the token behind which a sentence tells who received a guest at an airport: "حيث كان في استقبال", "حيث استقبله"."""
        words = told.s.words
        port = next((n for n, w in enumerate(words) if w.endswith("مطار")), None)
        if port is None or "حیث" not in words:
            return None
        where = words.index("حیث")
        return where if any("استقبل" in w or "استقبال" in w for w in words[where + 1 : where + 4]) else None

    @staticmethod
    def _held_ahead(told: Told, part: list[Ref], later: int) -> bool:
        """Arabic: "والتقى A فور وصوله B حيث من المقرر أن يلتقي رؤساء الكتل": whether these met before the plan for others, told at token `later`."""
        verb = min(i.start for i, c in told.cues if c.kind in STRONG)
        past = told.s.words[verb].lstrip("و") in _MET_AR
        return past and all(r.sentence == told.s.index and r.start < later for r in part)

    def _break_up(self, parts: list[list[Ref]]) -> None:
        """Arabic: "بحث A مع سفراء X وY. واستقبل A في لقاءات منفصلة كلا من ...": what seemed one meeting of all was one with each."""
        sides = [{r.entity for r in part} for part in parts]
        everybody = set().union(*sides)
        joint = next((e for e in self.events if {i for i, side in e.persons.items() if side} == everybody), None)
        if joint is None:
            return
        joint.persons = dict.fromkeys(sides[0], True) | {i: False for i, side in joint.persons.items() if not side}
        for part in sides[1:]:
            each = Event(
                persons=dict.fromkeys(part, True), told=list(joint.told), status=joint.status, status_rule=joint.status_rule,
                status_at=joint.status_at, mode=joint.mode, mode_rule=joint.mode_rule, mode_at=joint.mode_at, weights=dict(joint.weights),
            )  # fmt: skip
            self.events.append(each)

    def _told_guest_by_guest(self) -> None:
        """Arabic: "بحث A مع سفراء X وY وZ. والتقى A سفير X ... كما التقى سفير Y": what the lead sums up was a meeting with each."""
        for event in list(self.events):
            sides = [i for i, side in event.persons.items() if side]
            if len({self._entity_polity(i) for i in sides}) < 3:
                continue
            host = sides[0]
            guests = {i for i in sides if self._entity_polity(i) != self._entity_polity(host)}
            named = [({r.entity for r in (*t.mains, *t.others)} & guests, t) for t in event.told]
            alone = {
                min(here)
                for here, t in named
                if len(here) == 1 and t.s.zone != TITLE and any(c.kind in ("meet", "receive") for _, c in t.cues)
            }
            if len(alone) < 2 or len(guests) < len(sides) - 1:
                continue
            told: dict[int, list[Told]] = {i: [] for i in guests}
            at_hand = guests
            for here, t in named:
                at_hand = here or at_hand
                for i in at_hand:
                    told[i].append(t)
            for i in guests:  # whom only words outside these sentences name is of what sums them up
                told[i] = told[i] or event.told[:1]
            first, *rest = sorted(guests, key=sides.index)
            for i in rest:
                self.events.append(self._with_one_guest(event, host, i, told[i]))
            self.events[self.events.index(event)] = self._with_one_guest(event, host, first, told[first])

    @staticmethod
    def _with_one_guest(event: Event, host: int, guest: int, told: list[Told]) -> Event:
        """The meeting of these two, of several that were told of as one."""
        there = {r.entity for t in told for r in t.others}
        persons = {host: True, guest: True} | {i: False for i, side in event.persons.items() if not side and i in there}
        return Event(
            persons=persons, told=told, status=event.status, status_rule=event.status_rule, status_at=event.status_at,
            mode=event.mode, mode_rule=event.mode_rule, mode_at=event.mode_at, weights=dict(event.weights),
        )  # fmt: skip

    def _planned_from(self, told: Told) -> int | None:
        """ "He met A and is set to hold talks with B", "before travelling on to meet B", but not "flew on to meet B", "استقبل A B الذي من المقرر أن
        يلتقي C": where those to come begin in a sentence of meetings held."""
        words = told.s.words
        cues = [
            (i.start, c.status)
            for i, c in told.cues
            if c.kind in STRONG and (words[i.start] != "to" or "before" in words[max(0, i.start - 5) : i.start])
        ]
        if not cues or cues[0][1] is not None:
            return None
        if told.status is not None and (
            self.lang != "ar" or told.status is not Status.PLANNED or self._planned_before(told.s, cues[0][0])
        ):
            return None
        later = next((at for at, status in cues if status == "planned"), None)
        if self.lang == "ar" and later is None and "علی" in words and words[cues[0][0]].lstrip("و") in _MET_AR:
            due = next((n for n in range(cues[0][0], len(words) - 1) if words[n : n + 2] == ["علی", "ان"]), None)
            later = (
                due if due is not None and cues[-1][0] > due else None
            )  # "التقى A، على أن يزور غدا أربيل ويجتمع مع B"
        if later is not None and ("قبل", "ان") in itertools.pairwise(told.s.words[:later]):
            return None  # "قبل أن يتوجه إلى أنقرة للقاء C": all of it is over
        return later

    @staticmethod
    def _then_planned(told: Told) -> int | None:
        """Kurmanji: "A duh bi B re civiya û îro jî dê bi C re bicive", "A dît û tê payîn ku ...": the "and" behind which it is to come."""
        words = told.s.words
        met = [(i, c.status) for i, c in told.cues if c.kind in ("meet", "receive")]
        if len(met) < 2 or met[0][1] is not None:
            return None
        joint = next((n for n in range(met[0][0].end, met[-1][0].start) if words[n] == "û"), None)
        if joint is None or not _TO_COME_KMR.isdisjoint(words[:joint]):
            return None
        return None if _TO_COME_KMR.isdisjoint(words[joint : met[-1][0].end]) else joint

    def _closes_it(self, told: Told, mains: list[Ref]) -> bool:
        """ "A and B, who have moved on to talks, are expected to hold a joint press conference": of those who have met already, no meeting to come."""
        if told.status is not Status.PLANNED or any(c.kind in STRONG and c.id != "joint-press" for _, c in told.cues):
            return False
        return any(e.status is Status.HELD for e in self._all_of(mains))

    def _at_the_same(self, told: Told, mains: list[Ref]) -> Event | None:
        """The meeting last told of, where "the meeting" opens a sentence of one who was there and others of its sides, who sign."""
        words, event = told.s.words, self.events[-1] if self.events else None
        opens = words[:2] == ["the", "meeting"] or words[1:3] == ["the", "meeting"]
        if event is None or not opens or _SIGNING.isdisjoint(words) or told.s.zone == TITLE:
            return None
        sides = {self._entity_polity(i) for i, side in event.persons.items() if side}
        known = any(event.persons.get(r.entity) for r in mains)
        return event if known and {self._polity(r) for r in mains} <= sides else None

    def _too_little(self, table: Table) -> bool:
        """Deep in a text that tells of no meeting, a verb of talk alone ("they agreed"), with nothing that makes it one."""
        told, weak = table.told, table.weak
        if table.strong or table.witnessed or told.s.zone in (TITLE, LEAD) or told.s.paragraph == 0:
            return False
        if self.events or told.both or told.status is not None or any(c.kind != "talk" for _, c in weak):
            return False
        opening = (c.kind for t in self.told if t.s.zone in (TITLE, LEAD) for _, c in t.cues)
        if any(kind in MEETING for kind in opening):
            return False
        together = any(_DID_BOTH.fullmatch(told.s.words[i.start]) for i, _ in weak)
        return not together and not self._explicit(told, weak)

    def _side_alone(self, table: Table) -> None:
        """Nobody, or nobody of a second side: more of a meeting known already, or the reason why there is none."""
        told, mains, strong = table.told, table.mains, table.strong
        if self.lang == "en" and strong:
            sides = {g.polity for g in told.groups}
            if not mains and len(sides) >= 2 and told.s.zone == LEAD:
                self._add(told, [], strong)  # two sides without persons, whose heads are named later
                return
            if len(mains) <= 1 and self._met_private(told):
                self.private.add(told.s.index)
                return
            if told.s.zone != TITLE and (self._met_his_own(told) or self._met_a_fellow(told, strong)):
                self._note("officials of one polity")
                return
        if (
            self.lang == "ar"
            and not mains
            and any(not _OTHERS_MEET.isdisjoint(told.s.words[i.end : i.end + 1]) for i, _ in strong)
        ):
            self._note("nobody with an office on two sides")  # "وتجتمع الدول الأعضاء في فيينا يوم ..."
        elif self.lang == "ar" and told.status is Status.PLANNED and self._meets_unnamed(told):
            self._note("no second polity")  # "... حيث سيلتقي ممثلين عن حكومة الإقليم"
        elif self.events:
            if not strong and (self.lang == "en" or told.status) and (both := self._with_another(table)):
                self._add(told, both, table.weak)
            elif not self._call_ahead(told) and self._later_round(told) is None:
                self._refer(told)
        elif strong and mains:
            self._note("no second polity")
        elif strong and told.s.zone in (TITLE, LEAD):
            self._note("nobody with an office on two sides")

    def _with_another(self, table: Table) -> list[Ref]:
        """ "A planned meeting with the Iranian consul was postponed", behind a meeting of others: the host told of last, and the consul."""
        told = table.told
        near = reversed(self._earlier(told, 3 if self.lang == "en" else 1))
        before = next((t for t in near if t.mains and (t.cues or self.lang != "en")), None)
        ahead = [i for i, c in table.weak if c.kind == "noun" and i.end <= 4]
        if not ahead or len(table.mains) != 1 or before is None or not before.mains or told.s.zone == TITLE:
            return []
        guest = table.mains[0]  # "received by A. A meeting with B, planned for today, was off", A and B of one country
        host = next((r for r in before.mains if self._polity(r) != self._polity(guest)), before.mains[0])
        common = set.intersection(*(set(e.persons) for e in self.events)) if len(self.events) > 1 else set()
        if self.lang == "en" and told.status is None and len(common) == 1 and host.entity not in common:
            host = self.reader.entities[next(iter(common))].refs[0]  # "His last meeting was with B": he of all before
        last = next((e for e in reversed(self.events) if before in e.told), None)
        entity = self.entity(guest)
        known = last is None or guest.entity in last.persons or host.entity not in last.persons
        known = (
            known or entity is None or (entity.full is None and self.lang != "en")
        )  # "with the ambassador": he of before
        if known or guest.link != "with" or not self._polity(guest) or self._polity(guest) == self._polity(host):
            return []
        return [host, guest]

    def _of_another_trip(self, told: Told) -> bool:
        """Kurmanji: "A ji aliyê B ve hatibû pêşwazîkirin", where the news is of others: the pluperfect of people of no meeting told so far."""
        if not told.cues or any(c.id != "had-met" for _, c in told.cues) or not self.events:
            return False
        if len({self._polity(r) for r in told.mains}) < 2:
            return False  # "X duh jî bi B re civiyabû": X goes on
        return not any(r.entity in e.persons for r in told.mains for e in self.events)

    def _of_a_summit(self, told: Told) -> Told | None:
        """ "Leaders came together for a summit hosted by the premier. A, B and C attended", "The officers agreed ... Their side was represented
        by A": the lead that tells of a gathering whose people this sentence names."""
        sent = "represented" in told.s.words
        before = next(
            (
                t
                for t in self.told[:5]
                if t.s.zone == LEAD and t.s.index < told.s.index and (sent or "summit" in t.s.words)
            ),
            None,
        )
        if before is None or before.skip or before.status is not None:
            return None
        if not any(c.kind in STRONG or (sent and c.kind == "talk") for _, c in before.cues):
            return None
        sides = {self._polity(r) for r in (*before.mains, *told.others)} - {""}
        return before if len(sides) > (1 if sent else 2) else None

    def _one_of_each_side(self, told: Told) -> bool:
        """Sorani: "کۆبوونەوەی هەولێر و بەغدا بەڕێوەچوو. لەلایەن بەغداوە A و لەلایەن هەولێرەوە B سەرپەرشتییان کرد": the two who led it, added."""
        words, before = told.s.words, self._told_before(told)
        if before is None or before.skip or told.s.zone == TITLE or words.count("لهلایهن") < 2:
            return False
        if not any(c.kind in MEETING for _, c in before.cues):
            return False
        refs = (r for r in self.reader.refs.get(told.s.index, ()) if self._official(r))
        heads = {self._polity(r): r for r in refs if "لهلایهن" in words[max(0, r.start - 3) : r.start]}
        if len(heads) != 2 or "" in heads:
            return False
        told.status, told.status_cue = before.status, before.status_cue
        self._add_behind(before, told, list(heads.values()), before.cues)
        return True

    def _next_of_the_guests(self, told: Told) -> bool:
        """Sorani: "A جیا جیا پێشوازی لە سێ میوان کرد. سەرەتا لەگەڵ B باسی ئاو کرا. پاشان C ...": a meeting with each, as he is named; whether
        this sentence names one."""
        opening = self.guests
        if opening is None or told.status is not None or not 1 <= told.s.index - opening.s.index <= _GUESTS_WITHIN:
            return False
        host = opening.mains[0]
        named = {
            r.entity: r for r in self.reader.refs.get(told.s.index, ()) if self._official(r) and r.entity != host.entity
        }
        guest = next(iter(named.values()), None)
        if guest is None or len(named) > 1 or self._polity(guest) in ("", self._polity(host)):
            return False
        if any(guest.entity in e.persons for e in self.events):
            return False
        self._add(told, [host, guest], told.cues or opening.cues, apart=1)
        return True

    def _joined_from_abroad(self, told: Told) -> Told | None:
        """Sorani: "A لەگەڵ B کۆبووەوە. C بەشداریی کۆبوونەوەکەی کرد", with A and B of one country and C of another: the sentence about the two."""
        before = self._told_before(told)
        if self.events or told.s.zone == TITLE or before is None or before.skip or len(before.mains) < 2:
            return None
        if before.s.zone == TITLE or not any(c.kind == "meet" for _, c in before.cues):
            return None
        sides = {self._polity(r) for r in (*before.mains, *told.others)}
        return before if "" not in sides and len(sides) == 2 else None

    def _may_add(self, told: Told) -> bool:
        """Whether a sentence without a word of meeting may still add to a meeting: it goes on with a private one, or is of a delegation."""
        if told.s.index - 1 in self.private:
            return True
        if not self.events:
            return False
        return bool(told.s.marks & _DELEGATION) or told.s.words[:2] == ["the", "delegation"] or _IN_IT in told.s.words

    def _headed(self, told: Told) -> bool:
        """ "The delegation headed by A, B and C, according to a statement": who came, in a sentence without a verb."""
        if self.lang != "en" or told.s.zone == TITLE or not told.mains or told.s.words[:2] != ["the", "delegation"]:
            return False
        sides = {self._polity(r) for r in told.mains}
        known = {*self.events[-1].groups, *(self._entity_polity(i) for i in self.events[-1].persons)}
        return (
            len(sides) == 1
            and sides <= known
            and any(i.is_word("led", "consists") for i in told.s.items if i.start < 6)
        )

    def _met_private(self, told: Told) -> bool:
        """ "He also met with the activist NAME": no meeting of officials, and none of those told of before."""
        also = next(
            (i for i, c in told.cues if c.kind == "meet" and "also" in told.s.words[max(0, i.start - 1) : i.end]), None
        )
        if also is None or told.s.zone == TITLE or not self.events or told.groups:
            return False
        guest = next((r for r in self.reader.refs.get(told.s.index, ()) if r.start >= also.end), None)
        return guest is not None and guest.name is not None and not guest.short and not self._official(guest)

    def _among_his_own(self, told: Told) -> bool:
        """Arabic: "واستقبل A وزير النفط B", "كما التقى A محافظ واسط B": the host of before with one of his own side, whom the verb names both."""
        verb = next((i for i, c in told.cues if c.kind in ("meet", "receive")), None)
        if verb is None or told.s.words[verb.start].lstrip("و") not in _MET_AR or told.groups:
            return False
        if len(told.mains) != 2 or len({self._polity(r) for r in (*told.mains, *told.others)}) != 1:
            return False
        host, guest = sorted(told.mains, key=lambda r: r.start)
        named = host.start == verb.end and host.entity != guest.entity and guest.name is not None
        if any(i.start >= host.end for i, c in told.cues if c.kind in STRONG):
            return False  # "التقى A، قبل أن يتوجه إلى بيرمام للقاء B": the guest of before, with each
        return named and guest.link != "and" and "و" not in guest.clitic

    def _met_his_own(self, told: Told) -> bool:
        """ "He also met with his country's ambassador": no meeting of two sides, and none of those told of before."""
        also = next(
            (i for i, c in told.cues if c.kind == "meet" and "also" in told.s.words[max(0, i.start - 1) : i.end]), None
        )
        if also is None or len({self._polity(r) for r in told.mains}) != 1:
            return False
        return any(r.end <= also.start for r in told.mains) and any(r.start >= also.end for r in told.mains)

    def _members(self, told: Told) -> bool:
        """ "Di şanda Herêmê de X û Y hene": members of the delegation were at all its meetings so far."""
        s = told.s
        if not self.events or s.zone == TITLE or not s.marks & _CONSISTS:
            return False
        refs = [r for r in (*told.mains, *told.others) if r.name]
        member = next(
            (i for i in s.items if self.lang == "ckb" and i.is_word("consists") and s.words[i.start] == "یهندامی"), None
        )
        if member is not None:  # "X، کە ئەندامی شاندەکەیە، ..."
            refs = [r for r in refs if r.end <= member.start]
        elif not s.marks & _DELEGATION and _IN_IT not in s.words:
            return False
        if self.lang == "kmr":  # "şanda Îtalyayê ji A, B û C pêk dihat": who stands between
            opens = next((i.start for i in s.items if i.is_word("deleg")), 0)
            named = [r for r in self.reader.refs.get(s.index, ()) if r.name and r.entity >= 0]
            if "ji" in s.words[opens:]:
                refs = [r for r in named if r.start > opens]
        if not refs:
            return False
        self.delegates = [r.entity for r in refs]
        for event in self.events:
            if event.status is not Status.HELD:
                continue
            sides = {self._entity_polity(i) for i, side in event.persons.items() if side}
            if self.lang == "kmr" and len(lone := set(event.groups) - sides) == 1 and len(sides) == 1:
                for ref in refs:
                    entity = self.reader.entities[ref.entity]
                    if not entity.polity and ref.office:
                        entity.polity, entity.polity_rule = next(iter(lone)), "delegation"
                    if entity.polity in lone and (ref.office or entity.actor is not None):
                        event.persons.setdefault(ref.entity, True)
            sides |= set(event.groups)
            for ref in refs:
                if self._polity(ref) in sides:
                    event.persons.setdefault(ref.entity, False)
        return True

    def _company_of(self, told: Told, mains: list[Ref]) -> None:
        """Kurdish: "received A and a delegation that consists of B, C and D": they came with A, and take his polity where they have none."""
        if self.lang not in ("ckb", "kmr"):
            return
        s = told.s
        group = next((i for i in s.items if i.is_word("deleg")), None)
        if group is None or not any(i.is_word("consists") and i.start > group.end for i in s.items):
            return
        guest = next((r for r in reversed(mains) if r.end <= group.start), None)
        guest = next((r for r in mains if r.link == "led" and r.start > group.start), guest)
        if guest is None:
            return
        for ref in self.reader.refs.get(s.index, ()):
            if ref.start < group.end or not ref.name or not ref.office or ref in mains or ref.entity < 0:
                continue
            entity = self.reader.entities[ref.entity]
            if not entity.polity:
                entity.polity, entity.polity_rule = self._polity(guest), "delegation"
            if ref not in told.others:
                told.others.append(ref)

    def _summoned(self, told: Told, sides: list[Ref]) -> None:
        """Arabic: "the ministry summoned the ambassador and handed him a note. He was received by ...": the sentence before is of it, too."""
        event, here = self.events[-1], {r.entity for r in sides}
        for earlier in self._earlier(told, 1):
            alone = earlier.s.zone == LEAD and not earlier.skip and not any(earlier in e.told for e in self.events)
            if alone and here & {r.entity for r in earlier.mains} and any(c.kind == "receive" for _, c in earlier.cues):
                event.told.append(earlier)

    def _all_of(self, mains: list[Ref]) -> list[Event]:
        """The meetings known so far all of whose sides a sentence names."""
        here = {r.entity for r in mains}
        return [
            e
            for e in self.events
            if {i for i, side in e.persons.items() if side} <= here and any(t.s.zone != TITLE for t in e.told)
        ]

    def _each_guest_of(self, mains: list[Ref]) -> list[Event]:
        """Kurmanji: "Bi konsul re behsa avê, bi balyoz re behsa bazirganiyê kir": the meetings of those who are all behind "with", where
        no two of them met each other."""
        if any(r.link != "with" for r in mains):
            return []
        here = {r.entity for r in mains}
        theirs = [e for e in self.events if here & set(e.persons)]
        return (
            theirs
            if here <= {i for e in theirs for i in e.persons} and all(not here <= set(e.persons) for e in theirs)
            else []
        )

    def _note(self, reason: str) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def _explicit(self, told: Told, weak: list[tuple[Item, Cue]]) -> bool:
        """A noun of meeting with "with" or "between" before one of the two sides, or a talk verb with both."""
        if self.lang == "en" and self._between_them(told):
            return True
        return any(r.link in ("with", "by") for r in told.mains) and bool(weak)

    @staticmethod
    def _between_them(told: Told) -> bool:
        """English: "during a meeting between A and B", who stand behind it."""
        words, mains = told.s.words, told.mains
        return len(mains) > 1 and any(
            c.kind == "noun" and "between" in words[i.end : i.end + 3] and all(r.start > i.end for r in mains)
            for i, c in told.cues
        )

    def _talked_side_by_side(self, told: Told, mains: list[Ref], weak: list[tuple[Item, Cue]]) -> bool:
        """Sorani: "هەر لە دوبەی، A و OFFICE B باسیان لە وزە کرد", with A of a meeting told before, and B of none."""
        if len(mains) != 2 or told.s.zone == TITLE or told.status is not None or told.groups:
            return False
        one, two = sorted(mains, key=lambda r: r.start)
        both = (self.reader.entities[one.entity], self.reader.entities[two.entity])
        fresh = [x for x in both if not any(x.index in e.persons for e in self.events)]
        if len(fresh) != 1 or fresh[0].full is None or fresh[0].office is None:
            return False
        gap = told.s.words[one.end : two.start]
        if gap[:1] != ["و"] or len(gap) > 2:  # "و ئێیمی پۆپ", of whom the surname alone is read again
            return False
        ahead = [w for w in told.s.words[: one.start] if not w.endswith("هکهدا")]
        talks = [i for i, c in weak if c.kind == "talk" and i.end > two.end]
        return len(ahead) == one.start <= 5 and bool(talks) and not any(says(w) for w in told.s.words[two.end :])

    def _another(self, told: Told, mains: list[Ref], weak: list[tuple[Item, Cue]]) -> bool:
        """ "In another meeting, the President and NAME discussed ...": a meeting and its talk, with somebody not met so far."""
        if self.lang == "ar":  # "a meeting was called off that was to bring him together with NAME"
            called = told.status is not None and any(c.kind == "noun" for _, c in weak)
            return called and any(all(r.entity not in e.persons for e in self.events) for r in mains)
        if self.lang == "ckb":
            return self._talked_side_by_side(told, mains, weak)
        if self.lang != "en":
            return False
        met = [r for r in mains if any(r.entity in e.persons for e in self.events)]
        fresh = [r for r in mains if r not in met and self.reader.entities[r.entity].full]
        if not fresh:
            return False
        opening = told.s.words[:4]
        if opening[0] in ("in", "at", "during") and not _ANOTHER.isdisjoint(opening) and "meeting" in opening:
            return True  # "In another meeting, A congratulated B on his appointment"
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
