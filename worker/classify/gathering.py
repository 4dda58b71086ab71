"""From sentences to meetings: counterparts told apart, a protagonist taken up, later sentences joined to the meeting at hand."""

import itertools
import re

from storage.records import Mode, Status
from worker.classify.lexicon import Item, mark
from worker.classify.telling import NEW_DAY, Teller
from worker.classify.text import LEAD, SIDE, TITLE
from worker.classify.told import AIRPORT, MESSAGE, STRONG, Event, Group, Told
from worker.classify.when import choose_day
from worker.classify.who import Entity, Ref
from worker.knowledge.load import Cue

_CUES, _BODIES = mark("cue"), mark("body")
_BOTH_WORDS, _DELEGATION, _CONSISTS, _COMPANY = map(mark, ("word:both", "word:deleg", "word:consists", "word:company"))
TWO_SIDES = 2.0
IN_LEAD = 0.9
IN_TITLE = 0.6
_DENIED = "a meeting is denied"
_IN_TURN = re.compile(r"\bone after (?:the other|another)\b|\bback[- ]to[- ]back\b|\bindividually\b|\beach in turn\b")
_SEVERAL = re.compile(
    r"(?:چهند|چهندین) (?:کوبوو?نهوهی|دیداری)(?:هکی)? ?(?:دوو ?قولی|دووولایهنه|جیا)|(?:civîn|hevdîtin)ên (?:dualî|duqolî|duhalî|cuda)"
)  # folded
_ASIDE = frozenset(["before", "earlier", "later", "separately", "then", "another", "afterwards", "subsequently"])
_ANOTHER = frozenset(["another", "separate", "second", "third", "other", "later", "also", "subsequent"])
_SIGNED = frozenset(["signed", "sign", "signs", "inked", "initialled", "signing"])
_MOVED_TO = re.compile(
    r"(?:دواخرا\w*|دوا خرا|دوادهخری\w*|دواخست\w*|گواسترایهوه) بو (?:روژی |بهرواری )?$|(?<!\w)bo (?:roja )?$"
)  # folded
_PUT_OFF_CKB = re.compile(r"(?<!\w)بو (?:روژی |بهرواری )?(.{3,45}?) (?:دواخرا|دوا خرا|دوادهخری|گواسترایهوه)")
_PUT_OFF_KMR = re.compile(r"paşxist|paş xist|taloq|paşdexist|paş ket")
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
_TAKES_OBJECT = frozenset(["pêşwazî", "qebûl", "mêvan", "dît", "dîtin", "dîtiye"])
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
_DUAL = re.compile("(?:بحث|ناقش|تباحث|اتفق|استعرض|اکد|تناول|تداول)ت?ا$|^و?[یت](?:بحث|ناقش|تباحث|وکد|ستعرض)ان$")
_DID_BOTH = re.compile("و?(?:افتتح|وقع|بحث|ناقش|اتفق)ت?ا")  # folded: what two do together
_MEETING = re.compile("لقاء|اجتماع|مباحثات|محادثات|جلسه|مراسم|استقبال|مقابله|توقیع|جانب|فیه|مادبه|قمه")
_AMBASSADORS = frozenset(["السفراء", "السفیرین", "السفیران"])  # folded
_COMPRISED = frozenset(["ضم", "یضم", "تضم", "وضم", "ضمت"])  # folded: "a delegation that grouped A and B"
_EACH_OF = frozenset(["کلا", "اجتماعات", "لقاءات"])  # folded: "met each of", "will have meetings with"
_HIS = ("استقباله", "استقبالها", "لقایه", "لقایها", "لقاءه", "لقاءها", "اجتماعه", "اجتماعها")  # folded
_HOUSE = ("مقر", "مبنی", "مکتب", "دیوان", "قصر", "القصر", "الوزاره")  # where a guest is received, not greeted
_BOTH = frozenset(["الجانبان", "الجانبین", "الطرفان", "الطرفین"])
_THE_TALKS = frozenset(
    ["meeting", "talks", "session", "جلسه", "conversation", "discussion", "اللقاء", "الاجتماع", "المباحثات", "المحادثات", "لقاء", "دیدارهکه", "کوبوونهوهکه", "دیداره", "کوبوونهوه", "hevdîtinê", "civînê", "hevdîtin", "civîn"]
)  # fmt: skip
_DURING = frozenset(
    ["during", "at", "in", "خلال", "وخلال", "وشهد", "شهد", "تناول", "وتناول", "فی", "وفی", "له", "di", "li"]
)
_TWO_OF_THEM = frozenset(["meetings", "ceremonies", "receptions", "sessions", "audiences"])
_MEETINGS = frozenset(["meetings", "talks", "conversations", "sessions", "encounters"])
_OWN = frozenset(["his", "her", "their", "include", "included"])  # "the visit will include meetings with": his
_GATHERED = frozenset(["conference", "forum", "summit", "assembly"])
_SIGNS = re.compile("(?:و|ف)?(?:وقع|وقعا|وقعت|یوقع)")
_MANY = frozenset(["meetings", "leaders", "attending", "attends", "participating"])
_MANY_MET = frozenset(["leaders", "officials", "ministers", "counterparts", "presidents"])
_ASIDES = frozenset(["sidelines", "margins"])
_WITH_HIM = frozenset(["لهگهلیدا", "لهگهلی", "لهگهلیان", "لهگهلیاندا", "معه", "معها", "معهما"])


class Gatherer(Teller):
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
                if t.s.zone != TITLE and any(c.kind in ("meet", "receive") for _, c in t.cues) and not t.skip
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
                    if cue.id == "opinion" and s.words[item.start].startswith("میژوویی"):
                        continue  # ties are historical, the entry is no history
                    if cue.kind == "sport":
                        sport += 2 if s.zone == TITLE else 1
                    elif cue.kind == "veto" and not (s.quoted[item.start] and s.zone != TITLE):
                        if cue.id == "denied" and s.zone in (TITLE, LEAD) and self.lang in ("ckb", "kmr"):
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
                        self.vetoes[cue.reason] = min(self.vetoes.get(cue.reason, 0.0), weight)
        if len(denials) == 2:  # headline and lead both say that there is no such meeting
            self.vetoes[_DENIED] = self.vetoes.get(_DENIED, 0.0) - 4.0
        if sport >= 2:
            self.vetoes["sport"] = -1.5 * min(sport, 4)
        if any(c.kind == "call" and c.id != "spoke" for t in self.told if len(t.mains) > 1 for _, c in t.cues):
            self.vetoes.pop(MESSAGE, None)  # good wishes on the telephone are a conversation

    def _two_sides(self, told: Told) -> bool:
        """Whether a headline says by itself that two sides talked."""
        sides = {self._polity(r) for r in told.mains} | {g.polity for g in told.groups}
        return told.s.zone == TITLE and len(sides - {""}) >= 2

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
            return False
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

    def _moved(self) -> bool:
        """ "دواخرا بۆ ڕۆژی 4ی ئەیلوول", "bo 4ê Îlonê hat paşxistin": put off to a named day, for which it is planned now."""
        for told in self.told:
            if told.status is not Status.CANCELLED or told.s.zone not in (TITLE, LEAD):
                continue
            text = self.doc.text_of(told.s)
            ahead = _PUT_OFF_CKB.search(text) if self.lang == "ckb" else None
            for thing in self.doc.days(told.s):
                new = _MOVED_TO.search(text[: thing.start])
                if ahead is not None and ahead.start(1) <= thing.start < ahead.end(1) and thing.kind == "day":
                    new = ahead  # "بۆ ڕۆژی یەکشەممە، 5ی تشرینی دووەم دواخرا"
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
            return
        mains = list(told.mains)
        if self.lang == "en" and mains and not strong and (leader := self._with_the_delegation(told, weak)) is not None:
            mains.append(leader)
            strong = weak
        witnessed = not mains and bool(_SIGNED & set(told.s.words))
        if witnessed:
            mains = list(told.others)  # "The deal was signed in the presence of A and B"
        polities = {self._polity(r) for r in mains} | {g.polity for g in told.groups}
        if self.lang == "ar" and self._members_of(told, mains, polities):
            return
        if self.lang == "ar" and len(polities) > 1 and (host := self._left_out(told, mains, polities)) is not None:
            mains.insert(0, host)
            polities.add(self._polity(host))
        alone = self.lang == "en" and len(polities) > 1 and self._pronoun_meets(told, mains, strong)
        if (len(polities) < 2 or alone) and mains and strong:
            added = self._told_of(told, polities, strong) or self._protagonist(told, polities)
            if added is not None:
                mains.insert(0 if alone else len(mains), added)
                polities.add(self._polity(added))
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

    @staticmethod
    def _met_with(told: Told, last: Ref) -> bool:
        """Whether "met with" and the like stand behind a subject."""
        verb = next((i for i, c in told.cues if c.kind == "meet"), None)
        return verb is not None and verb.start >= last.end and told.s.words[verb.end - 1] == "with"

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

    def _subject_before(self, told: Told) -> int:
        """ "Abadi had flown in from Ankara. There he met B": whom the sentence before begins with, -1 for nobody."""
        if told.s.words[:2] not in (["there", "he"], ["there", "she"]):
            return -1
        before = next((t for t in self.told if t.s.index == told.s.index - 1 and t.s.zone != TITLE), None)
        ref = next((r for r in before.mains if r.start <= 1), None) if before is not None else None
        return ref.entity if ref is not None else -1

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
        if len(by_polity) >= 2 and self.lang == "en" and (several := self._leaders_met(told, by_polity, mains)):
            return several
        if len(by_polity) >= 3 and self.lang == "en" and (calls := self._several_calls(told, by_polity, mains)):
            return calls
        if len(by_polity) == 3 and (split := self._by_cue(told, unique)):
            return split
        if len(by_polity) > 2:
            if self._credentials(told):
                hub = by_polity[self._polity(mains[0])]  # one ambassador after the other
                return [[*hub, guest] for guest in unique if guest not in hub]
            return self._one_by_one(told, mains, by_polity) or [unique]
        if len(by_polity) != 2:
            return [unique]
        if self.lang == "en" and self._in_one_meeting(told):
            return [unique]
        if self.lang == "en" and self._guests_together(told, by_polity[self._polity(mains[0])], unique):
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

    def _credentials(self, told: Told) -> bool:
        """Arabic: whether a sentence tells of credentials, which every ambassador presents alone."""
        return self.lang == "ar" and {"اوراق", "اعتماد"} <= set(told.s.words)

    def _in_one_meeting(self, told: Told) -> bool:
        """ "During his meeting with A and B": one meeting, unless words tell of two."""
        words = told.s.words
        cues = [i for i, c in told.cues if c.kind in (*STRONG, "noun")]
        return (
            len(cues) == 1
            and words[cues[0].start : cues[0].end][-2:] == ["meeting", "with"]
            and not set(words) & (_THEN | _SEPARATELY)
            and words[cues[0].end :].count("with") == 0
        )

    def _guests_together(self, told: Told, hub: list[Ref], unique: list[Ref]) -> bool:
        """ "The King received the speaker, the vice president and the deputy premier": guests of one country come together."""
        verbs = [i for i, c in told.cues if c.kind in STRONG]
        if len(hub) != 1 or len(verbs) != 1 or len(unique) < 4 or set(told.s.words) & (_THEN | _SEPARATELY):
            return False
        active = told.s.words[verbs[0].start : verbs[0].end] in (
            ["received"],
            ["receives"],
            ["hosted"],
            ["hosts"],
            ["welcomed"],
        )
        return (
            active and hub[0].start < verbs[0].start and all(r.start > verbs[0].start for r in unique if r not in hub)
        )

    def _leaders_met(self, told: Told, by_polity: dict[str, list[Ref]], mains: list[Ref]) -> list[list[Ref]]:
        """ "met with high-level leaders, including A and B": one after the other."""
        words = told.s.words
        at = next(
            (i for i, w in enumerate(words) if w == "including" or words[i : i + 2] == ["such", "as"]), len(words)
        )
        hub = by_polity[self._polity(mains[0])]
        guests = [r for refs in by_polity.values() if refs is not hub for r in refs]
        if len(guests) < 2 or any(r.start < at for r in guests) or not _MANY_MET & set(words[max(0, at - 4) : at]):
            return []
        return [[*hub, guest] for guest in guests]

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
        apart = None
        if not _SEPARATELY.isdisjoint(words):
            apart = next(n for n, w in enumerate(words) if w in _SEPARATELY)
        if apart is None and self.lang in ("ckb", "kmr") and _SEVERAL.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang == "en" and _IN_TURN.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang == "en" and "separate" in words[:-1]:
            apart = next(
                (n for n, (w, v) in enumerate(itertools.pairwise(words)) if w == "separate" and v in _MEETINGS), None
            )
        if apart is None and self.lang != "en" and told.s.index:  # "received ambassadors, each apart. He received ..."
            before = next((t for t in self.told if t.s.index == told.s.index - 1), None)
            apart = 0 if before is not None and not _SEPARATELY.isdisjoint(before.s.words) else None
        return apart

    @staticmethod
    def _each_apart(told: Told, unique: list[Ref], apart: int) -> bool:
        """Arabic: "met A and B, each of them alone", said behind the two."""
        words = told.s.words
        last = max(r.end for r in unique)
        reach = 4 if words[apart] in ("منفصله", "منفصلین") else 2  # "خلال اجتماعين منفصلين"
        return len(unique) == 3 and 0 <= apart - last <= reach and not any(w in _THEN for w in words)

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
            if gap == ["and"] and self._in_rounds(told) and self._polity(one) != self._polity(two):
                groups.append([two])
                continue
            again = two.link == one.link and two.link in ("with", "by") and len(gap) >= 2
            again = again or (
                self.lang == "ar" and gap[-1:] == ["مع"] and any(one.end <= i.start < two.start for i, _ in told.cues)
            )
            again = again or (self.lang == "en" and "and" in gap and two.link in ("with", "by") and two.link in gap)
            if again or any(w in _THEN for w in gap):
                groups.append([two])
            else:
                groups[-1].append(two)
        return [[*hub, *group] for group in groups] if len(groups) > 1 else []

    def _in_rounds(self, told: Told) -> bool:
        """ "He also met with A and B", where title or lead tell of a gathering and its many meetings: not together."""
        if self.lang != "en" or not any("also" in told.s.words[max(0, i.start - 1) : i.end] for i, _ in told.cues):
            return False
        return any(
            s.zone in (TITLE, LEAD) and (_GATHERED & set(s.words)) and (_MANY & set(s.words))
            for s in self.doc.sentences
        ) or any(s.zone == LEAD and _ASIDES & set(s.words) for s in self.doc.sentences)

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
        if one.sentence != two.sentence or two.start < one.end:
            return False
        ranks = [self.reader.entities[r.entity].rank for r in (one, two)]
        each = self.lang == "ar" and not _EACH_OF.isdisjoint(s.words[: one.start])
        if each and two.link == "and" and min(ranks) >= 60 and max(ranks) >= 76 and two.start - one.end <= 2:
            return True  # "will meet each of the foreign minister, the president and the premier"
        if two.start == one.end or (self.lang == "ar" and not _COMPRISED.isdisjoint(s.words[: one.start])):
            return False  # side by side, or members of one delegation
        gap = s.words[one.end : two.start]
        if self.lang == "en" and gap == ["and"] and self._met_with(told, two):
            return False  # "the president and the premier met with C"
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
        if self.delegates and self.lang in ("ckb", "kmr") and any(i.is_word("deleg") for i in told.s.items):
            sides = {self._polity(r) for r in refs}
            for index in self.delegates:  # "Şande dê sibe bi X re jî bicive": the delegation whose members were listed
                if self._entity_polity(index) in sides:
                    persons.setdefault(index, False)
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
        if told.mode is not None and self.lang == "en" and len({c.mode for _, c in told.cues if c.kind in STRONG}) > 1:
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
        own = [c for i, c in told.cues if c.kind in STRONG and i.start < at]
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
                and any(c.kind in STRONG for _, c in told.cues)
            ):
                continue  # the headline sums up what the text tells one by one
            if (
                sides != mine
                and told.s.zone != TITLE
                and self._only_headlined(event)
                and self._one_by_one_told(told) is not None
            ):
                continue
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
                and any(c.kind in STRONG for _, c in told.cues)
            ):
                continue  # "Before the meeting, he had talks with Blinken", who sat in on it
            if self.lang == "ar" and sides & mine and sides - mine and sides <= everyone and self._pluperfect(told.s):
                continue  # "earlier the speaker", who sat in on it, "had held talks with the guest"
            explicit = told.status is not None and event.told and event.told[-1].s.zone != TITLE
            if explicit and status is not event.status and Status.CANCELLED not in (status, event.status):
                continue
            if sides <= everyone and len({self._entity_polity(i) for i in sides}) >= 2:
                return event
            shared = {self._entity_polity(i) for i in sides & everyone}
            if len(shared) >= 2:
                return event
            told_apart = len({self._entity_polity(i) for i in mine}) > 1 and (
                self.lang == "en" or self._credentials(told)
            )  # both its sides have persons
            if (
                event.groups
                and not told_apart
                and (sides & mine or {self._entity_polity(i) for i in sides} <= set(event.groups))
            ):
                lacking = set(event.groups) - {self._entity_polity(i) for i in mine}
                if {self._entity_polity(i) for i in sides - mine} <= lacking:
                    return event
            if told.groups and sides & mine and not (told_apart and self.lang == "ar" and sides - mine):
                named = {self._entity_polity(i) for i in sides}
                others = {g.polity for g in told.groups} - named
                if (others or sides <= mine) and others <= {self._entity_polity(i) for i in mine}:
                    return event
            if self._unnamed_match(sides, mine):
                return event
        return None

    def _with_all(self, persons: dict[int, bool]) -> Event | None:
        """The meeting that has all of them: the further guests of a host who receives them one by one."""
        return next(
            (e for e in reversed(self.events) if set(persons) <= set(e.persons) and not self._only_headlined(e)),
            None,
        )

    def _only_headlined(self, event: Event) -> bool:
        """Kurdish: whether only the headline names both sides of a meeting so far."""
        if self.lang not in ("ckb", "kmr"):
            return False
        return all(t.s.zone == TITLE or len({self._polity(r) for r in t.mains}) < 2 for t in event.told)

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
            if match is None or (self._is_named(one) and self._is_named(match)):
                return False
            places = {
                e.polity_rule for e in (one, match) if e.office == "governor" and e.polity_rule.startswith("place:")
            }
            if len(places) > 1:
                return False  # governors of two provinces
            if one.office != match.office and not (
                any({one.office, match.office} <= family for family in _FAMILIES)
                or {one.office, match.office}
                & {"head", "other", "special-envoy", "minister", "member", "adviser", None}
            ):
                return False
        return True

    @staticmethod
    def _is_named(e: Entity) -> bool:
        return e.full is not None or (e.actor is not None and any(r.name for r in e.refs))

    def _refer(self, told: Told) -> None:
        """The sentence speaks of the meeting at hand: it may add people, mode and day."""
        event = self._event_of(told)
        if event is None:
            return
        event.told.append(told)
        if self._of_all_ambassadors(told):
            for other in self.events:
                if other is not event and other.told[-1] is not told:
                    other.told.append(told)
                for ref in told.others if told.attends else ():
                    other.persons.setdefault(ref.entity, False)
        if self._of_both(told):
            for other in self.events:
                for ref in (*told.others, *(told.mains if told.attends else ())):
                    other.persons.setdefault(ref.entity, False)
        if any(c.kind == "call" and c.id != "spoke" for _, c in told.cues):
            self._mode(event, told)
        if told.status is Status.CANCELLED and told.s.zone in (TITLE, LEAD):
            event.status = Status.CANCELLED
        if any(c.kind in (*STRONG, "noun") for _, c in told.cues) or told.attends:
            present = list(told.others)
            if told.attends:
                present += told.mains
            for ref in present:
                if ref.entity not in event.persons:
                    event.persons[ref.entity] = False

    def _of_all_ambassadors(self, told: Told) -> bool:
        """Arabic: behind credentials of several, what is said of "the ambassadors" or their ceremony is of every one of them."""
        if (
            self.lang != "ar"
            or len(self.events) < 2
            or not any(self._credentials(t) for e in self.events for t in e.told)
        ):
            return False
        words = told.s.words
        ceremony = any(w.lstrip("و") in ("مراسم", "مراسیم") for w in words)
        return ceremony or any(w.lstrip("ول") in _AMBASSADORS or w in _AMBASSADORS for w in words)

    @staticmethod
    def _of_both(told: Told) -> bool:
        """ "attended both meetings"."""
        words = told.s.words
        if "two" in words and any(one == "two" and two in _TWO_OF_THEM for one, two in itertools.pairwise(words)):
            return True
        if "both" in words:
            return "meetings" in words or "اللقاءین" in words
        if "ههردوو" not in words and "du" not in words:
            return False
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
        if self._of_both(told) or self._of_all_ambassadors(told):
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
            for ref in told.mains if self.lang in ("ckb", "kmr") else ():
                if ref.link == "led":  # "Şande bi serokatiya NAME bû û X jî amade bû"
                    event.persons[ref.entity] = True

    def _came_with(self, told: Told) -> bool:
        """Arabic: "وكان قد وصل على رأس وفد ضم X وY": who came with the guest of today, though it was before."""
        words = told.s.words
        return (
            self.lang == "ar"
            and told.skip == "remembered meeting"
            and not told.cues
            and bool(self.events)
            and not any(w == "عام" or w.startswith("الماضی") for w in words)
            and any(words[i.start] == "علی" and words[i.start + 1] == "راس" for i in told.attends)
            and any(r.entity in e.persons for r in told.others for e in self.events)
        )

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
        if told.attends and told.status is None and self.lang in ("en", "ar"):
            # who "was present" was not at a meeting yet to come
            counted = [e for e in counted if e.status is Status.HELD] or counted
        if told.attends and told.status is None and self.lang == "en":
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
        bodies = {r.id for i in told.s.those(_BODIES) for r in i.readings if r.kind == "body"}
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
        if base.status is not Status.HELD or told.s.marks & _COMPANY:
            return None
        text = self.doc.text_of(told.s)
        day = choose_day(self.doc.days(told.s), text, published=self.published, status=Status.PLANNED)
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
                if polity in named or (self.lang in ("en", "ar") and self._met_apart(event, polity, len(named) > 1)):
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
                if polity not in named and self.lang == "ar" and (head := self._head_before(event, polity)) is not None:
                    event.persons[head.entity] = True
                    named.add(polity)

    def _head_before(self, event: Event, polity: str) -> Ref | None:
        """ "يشارك وفد ... برئاسة NAME في مؤتمر. واجتمع الوفد بالوزير": who leads the delegation was told a sentence or two before."""
        first = event.told[0].s.index
        for told in reversed(self.told):
            if first - 2 <= told.s.index < first and any(g.polity == polity for g in told.groups):
                heads = [r for r in told.mains if self._polity(r) == polity]
                return heads[0] if len(heads) == 1 else None
        return None

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
                    or (self.lang in ("ckb", "kmr") and e.office in ("representative", "special-envoy"))
                    or all(self.doc.sentences[r.sentence].zone == TITLE for r in e.refs)
                )
            ):
                continue
            if self.lang == "en" and any(
                r in t.others and r.complement for t in event.told if t.attends for r in e.refs
            ):
                continue  # "was attended by the head of the presidential office": himself
            if (
                self.lang in ("ckb", "kmr")
                and e.office == "representative"
                and any(r in t.others for t in event.told if t.attends and t.s.zone != TITLE for r in e.refs)
            ):
                continue  # "نوێنەری حکوومەت لە ئەنقەرە لە کۆبوونەوەکەدا بەشدار بوو"
            rivals = [
                i for i, side in event.persons.items() if i != index and side and self._entity_polity(i) == e.polity
            ]
            if rivals:
                del event.persons[index]
