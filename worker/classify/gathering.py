"""From sentences to meetings: counterparts told apart, a protagonist taken up, what forbids a meeting."""

import re

from storage.records import Status
from worker.classify.events import EventKeeper
from worker.classify.lexicon import Item, mark
from worker.classify.newness import NEW_DAY
from worker.classify.text import BODY, LEAD, SIDE, TITLE, Sentence
from worker.classify.told import AIRPORT, MESSAGE, STRONG, Event, Told
from worker.classify.when import choose_day
from worker.classify.who import Ref
from worker.knowledge.load import Cue

_CUES = mark("cue")
_BOTH_WORDS = mark("word:both")
_DELEGATION = mark("word:deleg")
_CONSISTS = mark("word:consists")
_SUMMONS = mark("word:summons")
_TOLD_HIM = frozenset(["him", "her", "diplomat", "ambassador", "envoy", "official"])
_APART = re.compile(
    r"\bseparately\b|\b(?:a|another) separate (?:meeting|conversation|session|encounter)\b|\bon the other hand\b|\banother meeting\b"
)
_DENIED = "a meeting is denied"
_ANOTHER = frozenset(["another", "separate", "second", "third", "other", "later", "also", "subsequent"])
_HE_AND = (["he", "and"], ["she", "and"])
_SIGNED = frozenset(["signed", "sign", "signs", "inked", "initialled", "signing"])
_MOVED_TO = re.compile(
    r"(?:دواخرا\w*|دوا خرا|دوادهخری\w*|دواخست\w*|گواسترایهوه) بو (?:روژی |بهرواری )?$|(?<!\w)bo (?:roja )?$"
)  # folded
_SAW = frozenset(["بینی", "بینیی", "بینیوه", "دهبینیت", "ببینیت"])  # Sorani, folded
_PUT_OFF_CKB = re.compile(r"(?<!\w)بو (?:روژی |بهرواری )?(.{3,45}?) (?:دواخرا|دوا خرا|دوادهخری|گواسترایهوه)")
_PUT_OFF_KMR = re.compile(r"paşxist|paş xist|taloq|paşdexist|paş ket")
_NEW_DATE = re.compile(
    "الموعد (?:الجدید|البدیل)|موعدا? (?:جدیدا?|بدیلا?)|تاریخا? جدیدا?|موعدها الجدید|موعده الجدید"
)  # folded
_AFTER = frozenset(["بعد", "عقب", "اثر"])  # folded
_A_MEETING = frozenset(["لقاء", "لقاءات", "اجتماع", "اجتماعات", "محادثات", "مباحثات"])
_TAKES_OBJECT = frozenset(["pêşwazî", "qebûl", "mêvan", "dît", "dîtin", "dîtiye"])
_DUAL = re.compile("(?:بحث|ناقش|تباحث|اتفق|استعرض|اکد|تناول|تداول)ت?ا$|^و?[یت](?:بحث|ناقش|تباحث|وکد|ستعرض)ان$")
_DID_BOTH = re.compile("و?(?:افتتح|وقع|بحث|ناقش|اتفق)ت?ا")  # folded: what two do together
_HIS = ("استقباله", "استقبالها", "لقایه", "لقایها", "لقاءه", "لقاءها", "اجتماعه", "اجتماعها")  # folded
_HOUSE = ("مقر", "مبنی", "مکتب", "دیوان", "قصر", "القصر", "الوزاره")  # where a guest is received, not greeted
_BOTH = frozenset(["الجانبان", "الجانبین", "الطرفان", "الطرفین"])
_THE_TALKS = frozenset(
    ["meeting", "talks", "session", "جلسه", "conversation", "discussion", "اللقاء", "الاجتماع", "المباحثات", "المحادثات", "لقاء", "دیدارهکه", "کوبوونهوهکه", "دیداره", "کوبوونهوه", "hevdîtinê", "civînê", "hevdîtin", "civîn", "civînekê", "hevdîtinekê"]
)  # fmt: skip
_DURING = frozenset(
    ["during", "at", "in", "خلال", "وخلال", "وشهد", "شهد", "تناول", "وتناول", "فی", "وفی", "له", "di", "li"]
)
_OWN = frozenset(["his", "her", "their", "include", "included"])  # "the visit will include meetings with": his
_SIGNS = re.compile("(?:و|ف)?(?:وقع|وقعا|وقعت|یوقع)")
_VISIT_WORDS = frozenset(["الزیاره", "زیارته", "زیارتها"])  # folded
_UNNAMED = frozenset(
    ["مسوولین", "مسوولون", "قیادات", "شخصیات", "کبار", "قاده"]
)  # folded, without article and proclitics
_WITH_HIM = frozenset(["لهگهلیدا", "لهگهلی", "لهگهلیان", "لهگهلیاندا", "معه", "معها", "معهما"])


class Gatherer(EventKeeper):
    """Brings the sentences of an entry together to meetings."""

    def _one_by_one_below(self) -> None:
        """A headline that lists the guests of several meetings tells of none of them where the text tells of each."""
        for title in self.told:
            guests = {r.entity for r in title.mains}
            if title.s.zone != TITLE or len(guests) < 3 or len({self._polity(r) for r in title.mains}) < 3:
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
            kinds = {c.kind for _, c in told.cues}
            if "receive" not in kinds or kinds & {"meet", "call", "talk"} or told.status is Status.CANCELLED:
                continue
            if any(c.kind == "noun" and told.s.words[i.start] in _THE_TALKS for i, c in told.cues):
                continue
            if self.lang == "en" and told.s.zone != LEAD and self._came_in(told):
                arrivals.append(told)
                continue
            greeted = any(
                w == "فی" and n.startswith("استقبال") and not any(v.lstrip("ب").startswith(_HOUSE) for v in after)
                for w, n, *after in zip(*(told.s.words[k:] for k in range(4)), strict=False)
            )  # "كان في استقباله": at the door, not at the table
            if greeted or self._at_airport(told):
                welcomes.append(told)
        if arrivals and any(
            t.mains
            and not t.skip
            and t not in arrivals
            and t.s.zone != TITLE
            and any(c.kind in STRONG for _, c in t.cues)
            for t in self.told
        ):
            for told in arrivals:
                told.skip = "only welcomed at the airport"
        if not welcomes:
            return
        talked = any(
            not _BOTH.isdisjoint(s.words) or s.marks & _BOTH_WORDS for s in self.doc.sentences if s.zone != SIDE
        ) or any(
            c.kind == "noun"
            and t.s.words[i.start] in _THE_TALKS
            and set(t.s.words[max(0, i.start - 2) : i.start]) & _DURING
            for t in self.told
            if t.cues and t.status is None and not t.skip
            for i, c in t.cues
        )
        if self.lang == "ar" and not talked:  # "وصل عمّان ووقع مذكرة تفاهم ... وكان في استقباله وزير الداخلية الأردني"
            talked = any(
                i.start + 1 < len(t.s.words)
                and _SIGNS.fullmatch(t.s.words[i.start])
                and t.s.words[i.start + 1].startswith(("مذکره", "اتفاق", "بروتوکول"))
                for t in self.told
                if t.mains and t.cues and t.status is None and not t.skip
                for i, c in t.cues
            )
        elsewhere = any(
            t.s.zone != TITLE
            and t.mains
            and t not in welcomes
            and any(c.kind in STRONG for _, c in t.cues)
            and not t.skip
            for t in self.told
        )
        for told in welcomes:
            if elsewhere or not talked:  # the talks are another sentence's
                told.skip = AIRPORT

    @staticmethod
    def _came_in(told: Told) -> bool:
        """ "arrived in Erbil earlier in the day and was received by the interior minister": greeted, where others met him."""
        words = told.s.words
        passive = next((i.start for i, c in told.cues if c.kind == "receive" and words[i.end - 1] == "by"), None)
        return passive is not None and "arrived" in words[:passive] and "where" not in words[:passive]

    def _veto(self) -> None:
        sport = 0
        lead_seen = 0
        denials: set[str] = set()
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
            for item in s.those(_CUES):
                for reading in item.readings:
                    if reading.kind != "cue":
                        continue
                    cue = self.frames[int(reading.id)]
                    if cue.id == "denied" and self.lang == "en" and told.both:
                        continue  # "the two rejected claims that ..." when they met
                    if cue.id == "cabinet" and self._inside_an_office(s, item):
                        continue  # "Wezîrê Karûbarên Encûmena Wezîran"
                    if cue.id == "opinion" and s.words[item.start].startswith("میژوویی"):
                        continue  # ties are historical, the entry is no history
                    if cue.kind == "sport":
                        sport += 2 if s.zone == TITLE else 1
                    elif cue.kind == "veto" and not (s.quoted[item.start] and s.zone != TITLE):
                        if cue.id == "denied" and s.zone in (TITLE, LEAD) and self.lang != "ar":
                            denials.add(s.zone)
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
                        if cue.id == "opinion" and not heading and self.lang == "ar" and self._lead_tells():
                            weight *= 0.4  # "القنصل الياباني في حلبجة قبيل ذكرى القصف"
                        self.vetoes[cue.reason] = min(self.vetoes.get(cue.reason, 0.0), weight)
        if len(denials) == 2:  # headline and lead both say that there is no such meeting
            self.vetoes[_DENIED] = self.vetoes.get(_DENIED, 0.0) - 4.0
        if sport >= 2:
            self.vetoes["sport"] = -1.5 * min(sport, 4)
        if any(c.kind == "call" and c.id != "spoke" for t in self.told if len(t.mains) > 1 for _, c in t.cues):
            self.vetoes.pop(MESSAGE, None)  # good wishes on the telephone are a conversation
            if self.lang == "kmr":
                self.vetoes.pop("interview", None)  # "hevpeyvîn" is also a talk on the telephone

    def _inside_an_office(self, s: Sentence, item: Item) -> bool:
        spans = (r.office_span for r in self.reader.refs.get(s.index, ()))
        return any(span is not None and span[0] < item.start < span[1] for span in spans)

    def _two_sides(self, told: Told) -> bool:
        """Whether a headline says by itself that two sides talked."""
        sides = {self._polity(r) for r in told.mains} | {g.polity for g in told.groups}
        return told.s.zone == TITLE and len(sides - {""}) >= 2

    def _behind_its_head(self, told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> list[Ref]:
        """Arabic: "اجتمع الوفد الذي ضم A وB مع C": members, led by whom a sentence before has named as the head of the delegation."""
        words = told.s.words
        at = next((i for i, w in enumerate(words[:-2]) if w == "الوفد" and words[i + 1] in ("الذی", "الذي")), None)
        if at is None or words[at + 2] not in ("ضم", "یضم"):
            return mains
        verb = next((i.start for i, _ in strong if i.start > at), 0)
        members = [r for r in mains if at < r.start < verb]
        heads = [r for t in self.told if t.s.index < told.s.index for r in t.mains if r.link == "led"]
        if not members or not heads or self._polity(heads[-1]) != self._polity(members[0]):
            return mains
        told.others.extend(members)
        return [heads[-1], *(r for r in mains if r not in members)]

    @staticmethod
    def _without_another(told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> list[Ref]:
        """Arabic: "اجتمع A وB ...، بعد لقاء السفير قوى الإطار": whom the meeting before was with had no part in this one."""
        words, verb = told.s.words, min(i.start for i, _ in strong)
        at = next(
            (i for i in range(verb + 1, len(words) - 1) if words[i] in _AFTER and words[i + 1] in _A_MEETING), None
        )
        if at is None:
            return mains
        end = next((i for i in range(at, len(words)) if words[i] == "،"), len(words))
        return [r for r in mains if not at < r.start < end]

    def _lead_tells(self) -> bool:
        """Whether the lead says by itself that officials of two sides met."""
        return any(
            t.s.zone == LEAD
            and not t.skip
            and any(c.kind in STRONG for _, c in t.cues)
            and len({self._polity(r) for r in t.mains} - {""}) >= 2
            for t in self.told
        )

    def _doc_status(self) -> None:
        """Called off: said once, in title or lead, it holds for the meetings that were planned."""
        self.cancelled: Told | None = None
        if self.lang == "ar" and self._put_off_to_a_day():
            return
        if self.lang in ("ckb", "kmr") and self._moved():
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
        """ "دواخرا بۆ ڕۆژی 4ی ئەیلوول", "bo 4ê Îlonê hat paşxistin": put off to a named day, for which it is planned now."""
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
                    and (thing.kind == "day" or aside)
                ):
                    new = ahead  # "بۆ ڕۆژی یەکشەممە، 5ی تشرینی دووەم دواخرا"
                if new is None or thing.kind not in ("day", "weekday", "relative"):
                    continue
                if self.lang == "kmr" and not _PUT_OFF_KMR.search(text[thing.end : thing.end + 40]):
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
        return any(
            self.frames[int(r.id)].kind == "visit" for i in told.s.those(_CUES) for r in i.readings if r.kind == "cue"
        ) or bool(told.cues)

    def _consider(self, told: Told) -> None:
        if not (told.cues or told.attends) and not self._may_add(told):
            return  # whether it is news of today need not be asked
        if told.skip:
            if told.cues:
                self._note(told.skip)
            if self._came_with(told):
                self._attend(told)
            if told.cues and self.events and told.skip not in ("remembered meeting", "an observer's view"):
                self._refer(told)
            return
        if told.s.index - 1 in self.private and not told.mains and not told.others:
            self.private.add(told.s.index)
            return
        if self.lang == "kmr" and self._of_another_trip(told):
            self._note("remembered meeting")
            return
        strong = [(i, c) for i, c in told.cues if c.kind in STRONG]
        weak = [(i, c) for i, c in told.cues if c.kind in ("talk", "noun")]
        if not strong and self._members(told):
            return
        if not strong and not weak:
            if self.events and self._headed(told):
                for n, ref in enumerate(told.mains):
                    self.events[-1].persons.setdefault(ref.entity, n == 0)
                self.events[-1].told.append(told)
                return
            if told.attends and told.others and self.events:
                self._attend(told)
            elif told.attends and self.lang == "en" and (opening := self._of_a_summit(told)) is not None:
                self._add(told, [*opening.mains, *told.others], opening.cues)
            return
        mains = list(told.mains)
        if self.lang == "en" and mains and not strong and (leader := self._with_the_delegation(told, weak)) is not None:
            mains.append(leader)
            strong = weak
        if self.lang == "en":
            if mains and (strong or weak) and self._split_off(told, mains):
                return
            if mains and weak and not strong and (guest := self._summoned_before(told, mains)) is not None:
                mains.append(guest)
                strong = weak
            if weak and not strong and len(mains) == 1 and told.s.words[mains[0].start - 2 : mains[0].start] in _HE_AND:
                strong = weak  # "where he and the premier talked for two hours"
        witnessed = not mains and bool(_SIGNED & set(told.s.words))
        if witnessed:
            mains = list(told.others)  # "The deal was signed in the presence of A and B"
        polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        if self.lang == "ar" and self._members_of(told, mains, polities):
            return
        if self.lang == "ar" and len(polities) > 1 and (host := self._left_out(told, mains, polities)) is not None:
            mains.insert(0, host)
            polities.add(self._polity(host))
        if self.lang == "ar" and strong and len(polities) > 1:
            mains = self._behind_its_head(told, mains, strong)
            mains = self._without_another(told, mains, strong)
            polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        alone = self.lang == "en" and len(polities) > 1 and self._pronoun_meets(told, mains, strong)
        if self.lang == "kmr" and not strong and len(polities) == 1 and self._talked_with(told, mains, weak):
            strong = weak
        if (len(polities) < 2 or alone) and mains and strong:
            added = self._told_of(told, polities, strong) or self._protagonist(told, polities)
            if added is not None:
                mains.insert(0 if alone else len(mains), added)
                polities.add(self._polity(added))
        if self.lang == "kmr" and len(polities) == 1 and mains and (met := self._met_in_lead(told, weak, polities)):
            mains.extend(met)
            polities |= {self._polity(r) for r in met}
            strong = strong or weak
        if self.lang == "en" and mains and strong and (sent := self._sent_again(told, mains, strong)):
            told.others.extend(r for r, side in sent if not side)
            mains = [*(r for r, side in sent if side), *mains]
            polities |= {self._polity(r) for r in mains}
        if (
            len(polities) < 2 and mains and strong and told.s.zone != TITLE
        ):  # a guest without office, an envoy beside him
            beside = [r for r in told.others if self._polity(r) and self._polity(r) not in polities]
            if beside and not self.events:
                mains.extend(beside)
                polities |= {self._polity(r) for r in beside}
        if self.lang == "ar" and strong and not mains and not self.events:
            mains = self._took_part(told)
        if self.lang == "ar" and len(polities) < 2:
            mains = self._both_of(told, mains, bool(strong), [i for i, c in weak if c.kind == "talk"])
            polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        signs = any(c.kind == "talk" for _, c in weak) and told.s.zone != TITLE
        if (strong or signs or weak) and told.both and not mains and not self.events and self.lang == "en":
            mains = self._the_two(told)
            polities = {self._polity(r) for r in mains}
        if len(polities) >= 2 and mains:
            loose = not strong and all(c.kind == "talk" for _, c in weak) and told.s.zone not in (TITLE, LEAD)
            loose = (
                loose
                and told.status is None
                and not any(
                    c.kind in (*STRONG, "noun") for t in self.told if t.s.zone in (TITLE, LEAD) for _, c in t.cues
                )
            )
            if (
                loose
                and not witnessed
                and not self.events
                and not told.both
                and not any(_DID_BOTH.fullmatch(told.s.words[i.start]) for i, _ in weak)
                and not self._explicit(told, weak)
                and told.s.paragraph > 0
            ):
                self._note("too little said of a meeting")
                return
            self._company_of(told, mains)
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
                apart = len(parts) > 1 and (self._one_by_one_told(told) is not None or self._credentials(told))
                for n, part in enumerate(parts):
                    self._add(told, part, strong or weak, apart=n if apart else 0)
                    if self.lang == "ar" and n == 0:
                        self._summoned(told, part)
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
        if self.lang == "en" and strong and len(mains) <= 1 and self._met_private(told):
            self.private.add(told.s.index)
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

    def _split_off(self, told: Told, mains: list[Ref]) -> bool:
        """ "Met the head of the Fund and a Rwandan minister. ... The minister shared her experience at a separate meeting": what seemed one
        meeting was two, and this sentence tells of the second."""
        if not self.events or told.s.zone == TITLE or not _APART.search(self.doc.text_of(told.s)):
            return False
        here = {r.entity for r in mains}
        for event in reversed(self.events):
            sides = {i: self._entity_polity(i) for i, side in event.persons.items() if side}
            if not here < set(sides):
                continue
            host = sides[next(iter(sides))]
            ours, others = {sides[i] for i in here}, {p for i, p in sides.items() if i not in here}
            if len(ours) == 1 and host not in ours and len(others) > 1:  # only the guest is named
                gone, hosts = here, {i for i, p in sides.items() if p == host}
            else:
                gone, hosts = {i for i in here if sides[i] in others or sides[i] != host}, set()
            left = {p for i, p in sides.items() if i not in gone}
            if not gone or len(left) < 2 or len({sides[i] for i in here | hosts}) < 2:
                continue
            for i in gone:
                del event.persons[i]
            apart = Event(
                persons=dict.fromkeys([i for i in sides if i in here | hosts], True), told=[told], status=event.status,
                status_rule=event.status_rule, status_at=event.status_at, weights=dict(event.weights),
            )  # fmt: skip
            self.events.append(apart)
            return True
        return False

    def _summoned_before(self, told: Told, mains: list[Ref]) -> Ref | None:
        """ "The foreign ministry called in the Danish chargé d'affaires. Undersecretary NAME told the diplomat ...": who was called in."""
        words = told.s.words
        verb = min(i.end for i, c in told.cues)
        if not _TOLD_HIM & set(words[verb : verb + 3]):
            return None
        for earlier in reversed(self.told[: self.told.index(told)]):
            at = next((i.end for i in earlier.s.those(_SUMMONS) if i.is_word("summons")), None)
            if at is None or earlier.s.zone == TITLE:
                continue
            guest = next((r for r in self.reader.refs.get(earlier.s.index, ()) if r.start >= at and not r.plural), None)
            host = next((r for r in mains if guest is not None and self._polity(r) != self._polity(guest)), None)
            if guest is not None and self._official(guest) and host is not None:
                return guest
        return None

    def _took_part(self, told: Told) -> list[Ref]:
        """Arabic: "القمة الثلاثية التي عقدت اليوم بمشاركة A وB وC": where nobody else is named, who takes part are the sides."""
        if (
            any(w.lstrip("و") == "بمشارکه" for w in told.s.words)
            and len({self._polity(r) for r in told.others} - {""}) > 1
        ):
            return list(told.others)
        return []

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

    def _may_add(self, told: Told) -> bool:
        """Whether a sentence without a word of meeting may still add to a meeting: it goes on with a private one, or is of a delegation."""
        if told.s.index - 1 in self.private:
            return True
        return bool(self.events) and (bool(told.s.marks & _DELEGATION) or told.s.words[:2] == ["the", "delegation"])

    def _with_the_delegation(self, told: Told, weak: list[tuple[Item, Cue]]) -> Ref | None:
        """ "A discussed trade with the delegation": whoever leads the delegation spoken of before, from abroad."""
        words = told.s.words
        at = next((i for i, w in enumerate(words) if w == "delegation"), None)
        opens = [w for w in words[max(0, (at or 0) - 4) : at or 0] if w not in ("visiting", "guest", "accompanying")]
        if at is None or opens[-2:] != ["with", "the"] or not any(c.kind == "talk" for _, c in weak):
            return None
        sides = {self._polity(r) for r in told.mains}
        leaders = [r for t in self.told if t.s.index < told.s.index for r in t.mains if r.link == "led"]
        return next((r for r in reversed(leaders) if self._polity(r) not in sides), None)

    def _told_of(self, told: Told, polities: set[str], strong: list[tuple[Item, Cue]]) -> Ref | None:
        """ "... of the premier, who was in Washington, where he met B": "he" is who stands before it in the sentence."""
        verb = min(i.start for i, _ in strong)
        if self.lang != "en" or told.s.words[verb - 2 : verb] not in (["where", "he"], ["where", "she"]):
            return None
        ahead = [r for r in (*told.mains, *told.others) if r.end < verb and self._polity(r)]
        last = max(ahead, key=lambda r: r.start, default=None)
        return last if last is not None and self._polity(last) not in polities else None

    def _sent_again(self, told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> list[tuple[Ref, bool]]:
        """ "The KRG delegation also met A": the people of that delegation, from the meeting told before, each with whether he is a side."""
        verb = min(i.start for i, _ in strong)
        ahead = [g for g in told.groups if g.at < verb]
        if not ahead or not self.events or any(r.start < verb for r in mains) or told.s.zone == TITLE:
            return []
        polity = ahead[0].polity
        if polity in {self._polity(r) for r in mains} or not any(i.start < verb for i in told.s.those(_DELEGATION)):
            return []
        event = next((e for e in reversed(self.events) if any(t.s.zone != TITLE for t in e.told)), None)
        persons = event.persons.items() if event is not None else ()
        entities = self.reader.entities
        return [
            (entities[i].refs[0], side) for i, side in persons if self._entity_polity(i) == polity and entities[i].refs
        ]

    def _met_in_lead(self, told: Told, weak: list[tuple[Item, Cue]], polities: set[str]) -> list[Ref]:
        """Kurmanji: "Şandek ... bi berpirsên Herêmê re civiya. Serok A di civîna yekem de got": whom the lead left without a counterpart."""
        if self.events or told.s.zone == TITLE or told.status is Status.CANCELLED:
            return []
        if not any(c.kind == "noun" and told.s.words[i.start - 1] == "di" for i, c in weak if i.start):
            return []
        for before in reversed(self.told[: self.told.index(told)]):
            if before.s.zone == LEAD and not before.skip and any(c.kind in STRONG for _, c in before.cues):
                guests = [r for r in before.mains if self._official(r) and self._polity(r) not in polities]
                return guests if len({self._polity(r) for r in guests}) == 1 else []
        return []

    @staticmethod
    def _talked_with(told: Told, mains: list[Ref], weak: list[tuple[Item, Cue]]) -> bool:
        """Kurmanji: "Sibehê wî li gel wezîrê derve A behsa perwerdeyê kir": a pronoun talked with somebody."""
        if told.s.zone == TITLE or not mains or any(r.link != "with" for r in mains):
            return False
        subject = set(told.s.words[: mains[0].start]) & {"wî", "wê", "ew"}
        return bool(subject) and any(c.kind == "talk" and i.start >= mains[0].end for i, c in weak)

    @staticmethod
    def _pronoun_meets(told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> bool:
        """ "She met Iraqi and Kurdish officials, including A and B": whoever stands behind the verb, the subject is somebody else."""
        verb = min((i.start for i, _ in strong), default=0)
        subject = [w for w in told.s.words[max(0, verb - 2) : verb] if w not in ("also", "then", "later", "had")]
        return subject[-1:] in (["he"], ["she"]) and all(r.start > verb for r in mains)

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
        elif not s.marks & _DELEGATION:
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

    def _both_of(self, told: Told, mains: list[Ref], strong: bool, talks: list[Item]) -> list[Ref]:
        """Arabic: "the two ministers held a meeting", of those whom the sentence before named; "A, with B at his side, ... and they
        discussed", where the verb is a dual."""
        if not mains and strong and told.both and all(t.s.zone == TITLE for e in self.events for t in e.told):
            for earlier in reversed(self.told[: self.told.index(told)][-2:]):
                words = earlier.s.words
                inviters = [
                    r
                    for r in self.reader.refs.get(earlier.s.index, ())
                    if any(w.endswith("دعوه") for w in words[max(0, r.start - 4) : r.start]) and self._official(r)
                ]
                pair = [*earlier.mains, *(r for r in inviters if r not in earlier.mains)]
                if len({self._polity(r) for r in pair}) > 1 and (not earlier.skip or inviters):
                    return pair
        if mains and told.others and not self.events:
            dual = any(_DUAL.search(told.s.words[i.start]) for i in talks)
            beside = [r for r in told.others if self._polity(r) not in {self._polity(m) for m in mains}]
            if dual and beside:
                return [*mains, *beside]
        return mains

    def _left_out(self, told: Told, mains: list[Ref], polities: set[str]) -> Ref | None:
        """Arabic: "وناقش مع A ...، فيما تمحور اللقاء مع B": who stand behind "with" are all guests; the host of them all is left out."""
        if not self.events or told.s.zone == TITLE:
            return None
        behind = False
        for ref in mains:
            before = [w for w in told.s.words[max(0, ref.start - 3) : ref.start] if w not in ("کل", "من", "کلا")][-1:]
            behind = before == ["مع"] or ref.clitic == "ب" or (behind and ref.link == "and")
            if not behind:
                return None
        hosts = [i for e in self.events for i, side in e.persons.items() if side and self._entity_polity(i)]
        hosts = [i for i in hosts if self._entity_polity(i) not in polities]
        return self.reader.entities[max(hosts, key=hosts.count)].refs[0] if hosts else None

    def _summoned(self, told: Told, sides: list[Ref]) -> None:
        """Arabic: "the ministry summoned the ambassador and handed him a note. He was received by ...": the sentence before is of it, too."""
        event, here = self.events[-1], {r.entity for r in sides}
        before = self.told[: self.told.index(told)][-1:]
        for earlier in before:
            alone = earlier.s.zone == LEAD and not earlier.skip and not any(earlier in e.told for e in self.events)
            if alone and here & {r.entity for r in earlier.mains} and any(c.kind == "receive" for _, c in earlier.cues):
                event.told.append(earlier)

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
        if self.lang == "ar":  # "a meeting was called off that was to bring him together with NAME"
            called = told.status is not None and any(c.kind == "noun" for _, c in weak)
            return called and any(all(r.entity not in e.persons for e in self.events) for r in mains)
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
        if (
            self.lang == "ar" and not pointed
        ):  # "وجرى ذلك خلال استقباله في قصر بغداد السفير", "وكان في استقباله بمقر الوزارة"
            pointed = any(
                w.endswith(_HIS)
                or (w.lstrip("و").startswith(("استقبل", "التق")) and w.endswith(("له", "لها", "لهما", "اه", "اها")))
                for i, c in told.cues
                if c.kind in ("meet", "receive")
                for w in told.s.words[i.start : i.end]
            )
        if self.lang == "ar" and told.s.words[0].lstrip("و") == "خلال" and _VISIT_WORDS & set(told.s.words[1:4]):
            pointed = True  # "وخلال هذه الزيارة، التقى واستشار ..."
        if self.lang == "ar" and self._meets_unnamed(told):
            return None
        if self.lang == "ckb" and not pointed:  # "پێشوازیی لێ کرد": received him
            pointed = any(
                c.kind == "receive" and two == "لی" and three in ("کرد", "کردووه", "دهکات")
                for i, c in told.cues
                for two, three in [(*told.s.words[i.start + 1 : i.start + 3], "", "")[:2]]
            ) or any(  # "پاش نیوەڕۆش A-ی بینی": an object right before its verb
                c.kind == "meet" and told.s.words[i.start] in _SAW and any(r.end == i.start for r in told.mains)
                for i, c in told.cues
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
        if self.lang == "kmr" and not pointed:  # "serdana wî kir"
            pointed = any(
                {"wî", "wê"} & set(told.s.words[i.start : i.end]) for i, c in told.cues if c.kind in ("meet", "receive")
            )
        if self.lang == "en":
            own = any(w in _OWN for i, _ in told.cues for w in told.s.words[i.start : i.end])
            passive = any(
                told.s.words[i.start] in ("was", "were") and told.s.words[i.end - 1] == "by" for i, _ in told.cues
            )
            opens = all(r.link in ("with", "cue") for r in told.mains) and any(
                told.s.words[i.start] in ("in", "at", "during") and told.s.words[i.end - 1] == "with"
                for i, _ in told.cues
            )  # "In a meeting with NAME, the two sides discussed"
            if not told.pronoun and not own and not passive and not opens:
                return None
        elif not pointed and not told.s.marks & _DELEGATION and not any(w in _WITH_HIM for w in told.s.words):
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
        if self.lang == "en" and (subject := self._subject_before(told)) in sides:
            entity = self.reader.entities[subject]
            if entity.polity and entity.polity not in polities:
                return entity.refs[0]
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

    @staticmethod
    def _meets_unnamed(told: Told) -> bool:
        """Arabic: "سيلتقي NAME خلال زيارته بمسؤولين سياسيين": the one who is named is the guest, and whom he meets is not."""
        verbs = [i for i, c in told.cues if c.kind == "meet"]
        if not verbs or not told.mains or len({r.entity for r in told.mains}) > 1:
            return False
        words = told.s.words
        met = [
            n
            for n in range(verbs[0].end, min(len(words), verbs[-1].end + 12))
            if words[n].lstrip("بل").removeprefix("ال").removeprefix("ل") in _UNNAMED
        ]
        return bool(met) and told.mains[-1].end <= met[0]

    def _subject_before(self, told: Told) -> int:
        """ "Abadi had flown in from Ankara. There he met B": whom the sentence before begins with, -1 for nobody."""
        if told.s.words[:2] not in (["there", "he"], ["there", "she"]):
            return -1
        before = next((t for t in self.told if t.s.index == told.s.index - 1 and t.s.zone != TITLE), None)
        ref = next((r for r in before.mains if r.start <= 1), None) if before is not None else None
        return ref.entity if ref is not None else -1
