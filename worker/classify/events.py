"""The meetings of an entry as they grow: which of them a further sentence tells of, and who else was there."""

import itertools
import re
from collections.abc import Collection, Sequence

from storage.records import Mode, Status
from worker.classify.apart import Divider
from worker.classify.grammar import SOME
from worker.classify.lexicon import Item, mark
from worker.classify.parts import SAYS
from worker.classify.refs import leads_another
from worker.classify.text import LEAD, TITLE, Sentence, begins
from worker.classify.told import MEETING, STRONG, Event, Group, Told
from worker.classify.when import choose_day
from worker.classify.who import Entity, Ref
from worker.knowledge.load import Cue

_BODIES = mark("body")
_COMPANY = mark("word:company")
_WITH = mark("word:with")
TWO_SIDES = 2.0
IN_LEAD = 0.9
IN_TITLE = 0.6
# folded
_ASIDE_AR = re.compile(r"وقت (?:سابق|لاحق)|(?:قبل|بعد) ذلک|(?:لقاء|اجتماع|جلسه) (?:منفصله?|اخر)|لاحقا")
_ASIDE = frozenset(["before", "earlier", "later", "separately", "then", "another", "afterwards", "subsequently"])
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
_MEETING = re.compile("لقاء|اجتماع|مباحثات|محادثات|جلسه|مراسم|استقبال|مقابله|توقیع|جانب|فیه|مادبه|قمه")
_AMBASSADORS = frozenset(["السفراء", "السفیرین", "السفیران"])  # folded
_OF_EVERY = frozenset(["ههردوو", "ههرسی", "ههر", "du"])  # folded: both, all three
_ALL_SORANI = ("دیدارهکاندا", "کوبوونهوهکاندا", "دانیشتنهکاندا")  # folded
_HOUSES = ("یهنجومهن", "یهنجوومهن", "پهرلهمان", "لیژنه")  # folded
_DID_SO = (["دهکرد"], ["کرد"], ["دهکردن"], ["دهکات"], ["دهکهن"])  # folded: "یاوەریی A دەکەن"
_RECALLS = frozenset(["یذکر", "یشار", "جدیر", "تجدر"])  # folded
_ALL_ARABIC = frozenset(["الاجتماعین", "اللقاءین", "الاجتماعات", "اللقاءات", "المقابلتین", "المقابلات"])  # folded
_TWO_OF_THEM = frozenset(["meetings", "ceremonies", "receptions", "sessions", "audiences"])
_FOLLOWS = frozenset(["follows", "followed", "following", "after", "since"])
_BY_MEANS = frozenset(["via", "by", "through", "over", "virtually", "remotely", "online"])
OTHERS = frozenset(
    ["مسوولین", "مسوولون", "قیادات", "شخصیات", "کبار", "قاده", "ممثلین", "ممثلون", "ممثلی", "ناشطین", "موظفی"]
)  # folded, without article and proclitics
_BOTH_SIDES = frozenset(
    [
        "they",
        "two",
        "both",
        "sides",
        "again",
        "agreed",
        "ministers",
        "leaders",
        "presidents",
        "counterparts",
        "parties",
        "pair",
        "he",
        "she",
    ]
)
_WITH_SOMEBODY = frozenset(["bi", "ligel", "li", "digel", "di"])  # "li gel"
_EACH_OTHER = frozenset(["hev", "hevdu", "hevûdu", "hevdû", "wî", "wê", "wan"])
_TALKS_IN = ("hevdîtina", "civîna", "rûniştina", "kombûna")
_OBJECT = 9  # words of whom somebody met
_DID_MEET = frozenset(["met", "received", "welcomed", "hosted"])


class EventKeeper(Divider):
    """Keeps the meetings found so far."""

    def _add(self, told: Told, refs: list[Ref], cues: list[tuple[Item, Cue]], *, apart: int = 0) -> None:
        persons = {r.entity: True for r in refs}
        for ref in told.others:
            persons.setdefault(ref.entity, False)
        together = self.lang == "ckb" and any(r.entity in self.delegates for r in refs)
        if (
            self.delegates
            and self.lang in ("ckb", "kmr")
            and (together or any(i.is_word("deleg") for i in told.s.items))
        ):
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
        elif self.lang == "en" and self._came_and_met(event, told):
            event.status, event.status_rule, event.status_at = Status.HELD, "default", told.s.index
        others = {r.entity for r in told.mains} - set(persons)
        if others and event.own_at is None:
            event.own_at = next(
                (
                    r.start
                    for r in reversed(refs)
                    if told.mains and r is not told.mains[0] and r.sentence == told.s.index
                ),
                None,
            )
        for index, side in persons.items():
            event.persons[index] = event.persons.get(index, False) or side
        for group in told.groups:
            event.groups.setdefault(group.polity, group)
        event.told.append(told)
        self._mode(event, told)
        if told.mode is not None and self.lang == "en" and len({c.mode for _, c in told.cues if c.kind in STRONG}) > 1:
            self._own_mode(event, told, refs)
        if self.lang == "en" and event.told[0] is told:
            self._own_status(event, told, refs)
        best = max(cues, key=lambda pair: pair[1].weight)[1]
        key = f"cue:{self.lang}:{best.id}"
        event.weights[key] = max(event.weights.get(key, 0.0), best.weight)
        event.weights["two-sides"] = TWO_SIDES
        if told.s.zone == LEAD:
            event.weights["lead"] = IN_LEAD
        elif told.s.zone == TITLE:
            event.weights["title"] = IN_TITLE

    def _came_and_met(self, event: Event, told: Told) -> bool:
        """ "Arrived in Erbil to meet with officials. A met with B": they were to meet a group, and the one met is of it."""
        return (
            event.status is Status.PLANNED
            and told.status is None
            and not told.skip
            and "arrived" in event.told[-1].s.words
            and bool(event.groups)
            and len({self._entity_polity(i) for i, side in event.persons.items() if side}) < 2
            and any(c.kind in STRONG and told.s.words[i.start] in _DID_MEET for i, c in told.cues)
        )

    def _own_status(self, event: Event, told: Told, refs: list[Ref]) -> None:
        """ "Met A on Wednesday, and will meet B on Thursday": the second is to come, whatever the sentence tells first."""
        if not refs or told.status is not None:
            return
        at = max(r.start for r in refs)
        own = [(i, c) for i, c in told.cues if c.kind in STRONG and i.start < at]
        if own and own[-1][1].status == "planned" and told.s.words[own[-1][0].start] == "will":
            event.status = Status.PLANNED
            event.status_rule, event.status_at = f"cue:{self.lang}:{own[-1][1].id}", told.s.index

    def _own_mode(self, event: Event, told: Told, refs: list[Ref]) -> None:
        """ "Met A in Ankara and held a phone call with B": each as the verb before its own guest says."""
        at = max(r.start for r in refs)
        if any(c.mode and i.start > at and told.s.words[i.start] in _BY_MEANS for i, c in told.cues):
            return  # "met A via videoconference"
        verbs = [(i, c) for i, c in told.cues if c.kind in STRONG and i.start < at]
        if verbs and told.s.words[verbs[-1][0].end : verbs[-1][0].end + 1] == ["from"]:
            return  # "in a phone call he received from A"
        own = [c for _, c in verbs]
        if own and not own[-1].mode and event.mode_at == told.s.index:
            event.mode, event.mode_rule, event.mode_at = Mode.IN_PERSON, f"cue:{self.lang}:{own[-1].id}", told.s.index

    @staticmethod
    def _had_done(words: list[str]) -> bool:
        """English: "had spoken by phone earlier", but not "had a virtual meeting"."""
        return any(one == "had" and two not in SOME for one, two in itertools.pairwise(words))

    def _mode(self, event: Event, told: Told) -> None:
        if told.mode is None:
            return
        spoke = all(c.id == "spoke" for _, c in told.cues if c.mode) or (
            self.lang == "en" and self._had_done(told.s.words)
        )
        if spoke and any(c.kind in ("meet", "receive") for t in event.told if t is not told for _, c in t.cues):
            return  # "met him in Vienna. They spoke with each other a day before the vote", "had spoken by phone earlier"
        here = [r.entity for r in (*told.mains, *told.others)] if told.attends and told.mode is Mode.VIDEO else []
        if here and event.told[0] is not told and not any(event.persons.get(i) for i in here):
            return  # "Balyozê B bi vîdyoyê beşdarî civînê bû": how somebody else took part
        if (event.mode is Mode.IN_PERSON and told.s.zone == TITLE) or told.s.zone == LEAD or event.told[0] is told:
            cue = next((c for _, c in told.cues if c.mode), None)
            event.mode, event.mode_rule, event.mode_at = (
                told.mode,
                f"cue:{self.lang}:{cue.id if cue else 'mode'}",
                told.s.index,
            )
        elif event.mode is Mode.IN_PERSON and any(c.kind in ("call",) for _, c in told.cues):
            item, cue = next((i, c) for i, c in told.cues if c.kind == "call")
            if not _FOLLOWS.isdisjoint(told.s.words[max(0, item.start - 3) : item.start]):
                return  # "the meeting follows a phone call on Sunday"
            event.mode, event.mode_rule, event.mode_at = told.mode, f"cue:{self.lang}:{cue.id}", told.s.index

    def _find(self, told: Told, persons: dict[int, bool], status: Status) -> Event | None:
        """The meeting at hand that these persons are of."""
        sides = {i for i, side in persons.items() if side}
        kurdish = self.lang in ("ckb", "kmr") and bool(self.events)
        one_by_one = kurdish and self._one_by_one_told(told) is not None
        for event in reversed(self.events):
            mine = {i for i, side in event.persons.items() if side}
            told_each = (
                sides != mine
                and told.s.zone != TITLE
                and self._only_headlined(event)
                and (one_by_one or self._told_in_turn(told, sides, mine))
            )
            if told_each or self._is_another(event, told, sides, mine, status):
                continue
            everyone = set(event.persons)
            if sides <= everyone and len({self._entity_polity(i) for i in sides}) >= 2:
                return event
            shared = {self._entity_polity(i) for i in sides & everyone}
            if len(shared) >= 2:
                return event
            told_apart = len({self._entity_polity(i) for i in mine}) > 1 and (
                self.lang == "en" or self._credentials(told) or self._next_guest(event, told)
            )  # both its sides have persons
            if (
                event.groups
                and not told_apart
                and (sides & mine or {self._entity_polity(i) for i in sides} <= set(event.groups))
            ):
                there = {self._entity_polity(i) for i in mine}
                lacking = set(event.groups) - there
                elsewhere = {g.polity for g in told.groups} - there - set(event.groups)  # whom he meets next
                if not elsewhere and {self._entity_polity(i) for i in sides - mine} <= lacking:
                    return event
            if told.groups and sides & mine and not (told_apart and self.lang == "ar" and sides - mine):
                named = {self._entity_polity(i) for i in sides}
                others = {g.polity for g in told.groups} - named
                if (others or sides <= mine) and others <= {self._entity_polity(i) for i in mine}:
                    return event
            if self._unnamed_match(sides, mine):
                return event
        return None

    def _is_another(self, event: Event, told: Told, sides: set[int], mine: set[int], status: Status) -> bool:
        """Whether a sentence tells of another meeting than one of before, whoever is at both: `sides` here, `mine` there."""
        if (
            len({self._entity_polity(i) for i in mine}) > 2
            and sides < mine
            and all(x.s.zone == TITLE for x in event.told)
            and told.s.zone != TITLE
            and any(c.kind in STRONG for _, c in told.cues)
        ):
            return True  # the headline sums up what the text tells one by one
        if (
            self.lang == "ckb"
            and event.mode is not Mode.IN_PERSON
            and event.status is Status.HELD
            and told.status is Status.CANCELLED
            and told.mode is None
            and told.s.zone not in (TITLE, LEAD)
        ):
            return True  # they spoke on the phone, and a visit was called off
        if self._spoke_ahead(event, told):
            return True
        if self.lang == "ar" and (
            self._headlines_each(event, told, sides, mine) or self._on_its_margins(event, told, sides)
        ):
            return True
        everyone = set(event.persons)
        if self.lang == "en" and event.told and event.told[-1] is told and not sides <= everyone:
            return True  # the part of a sentence that tells of another meeting
        if (
            self.lang == "en"
            and sides - mine
            and sides & mine
            and sides <= everyone
            and told.s.zone == "body"
            and _ASIDE & set(told.s.words)
            and any(c.kind in STRONG for _, c in told.cues)
        ):
            return True  # "Before the meeting, he had talks with Blinken", who sat in on it
        if self.lang == "ar" and sides & mine and sides - mine and sides <= everyone and self._another_told(told):
            return True  # "earlier the speaker", who sat in on it, "had held talks with the guest"
        if self.lang == "ar" and status is Status.HELD and self._met_ahead(event, told, sides < mine):
            return True  # "تستضيف القاهرة غدا قمة تجمع A وB وC. وقالت الرئاسة إن A استقبل اليوم B"
        explicit = told.status is not None and bool(event.told) and event.told[-1].s.zone != TITLE
        return explicit and status is not event.status and Status.CANCELLED not in (status, event.status)

    def _met_ahead(self, event: Event, told: Told, some: bool) -> bool:
        """Arabic: whether two of three, `some` of those who are to meet, have met already, by a sentence of the text with a verb of its own."""
        if not some or event.status is not Status.PLANNED or told.status is not None or told.s.zone == TITLE:
            return False
        polities = {self._entity_polity(i) for i, side in event.persons.items() if side}
        return len(polities) > 2 and any(c.kind in ("meet", "receive") for _, c in told.cues)

    def _another_told(self, told: Told) -> bool:
        """Arabic: whether a sentence of the text tells of another meeting than the one told before."""
        if self._pluperfect(told.s):
            return True
        met = told.s.zone != TITLE and any(c.kind in STRONG for _, c in told.cues)
        return met and _ASIDE_AR.search(self.doc.text_of(told.s)) is not None

    def _next_guest(self, event: Event, told: Told) -> bool:
        """Arabic: "met the ministers of A and B" is the headline or the lead, then A was told of; a verb of meeting with B is another meeting."""
        if self.lang != "ar" or told.s.zone == TITLE:
            return False
        if event.told[0].s.zone != TITLE and (len(event.groups) < 3 or len(event.told) < 2):
            return False
        return any(t.s.zone != TITLE for t in event.told) and any(c.kind in STRONG for _, c in told.cues)

    def _headlines_each(self, event: Event, told: Told, sides: set[int], mine: set[int]) -> bool:
        """Arabic: "A يلتقي B وC" is the headline, two of one country, and the text tells of each with a verb of his own."""
        if told.s.zone == TITLE or len(mine) < 3 or not sides < mine or any(t.s.zone != TITLE for t in event.told):
            return False
        return self._told_in_turn(told, sides, mine)

    def _on_its_margins(self, event: Event, told: Told, sides: Collection[int]) -> bool:
        """Arabic: "عقد وزراء A وB وC اجتماعا ثلاثيا. وعلى هامش الاجتماع التقى A نظيره B": two of three, at a meeting of their own."""
        if self.lang != "ar" or told.s.words[:2] != ["وعلی", "هامش"] or told is event.told[0]:
            return False
        whole = {self._entity_polity(i) for i, side in event.persons.items() if side}
        part = {self._entity_polity(i) for i in sides}
        return len(whole) > 2 and part < whole and any(c.kind in STRONG for _, c in told.cues)

    def _told_in_turn(self, told: Told, sides: set[int], mine: set[int]) -> bool:
        """Kurdish, Arabic: "X met A and B" is the headline, and the text has a verb of meeting with A here and another with B elsewhere."""
        rest = mine - sides
        guests = {i for i in sides & mine if self._entity_polity(i) in {self._entity_polity(j) for j in rest}}
        if not rest or not guests or not any(c.kind in STRONG for _, c in told.cues):
            return False
        for other in self.told:
            there = {r.entity for r in other.mains}
            if other.s.zone != TITLE and rest & there and not guests & there and not other.skip:
                return any(c.kind in STRONG for _, c in other.cues)
        return False

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
            if self._of_two_parties(one, match) or self._of_two_parties(match, one):
                return False
            if one.office != match.office and not (
                any({one.office, match.office} <= family for family in _FAMILIES)
                or {one.office, match.office}
                & {"head", "other", "special-envoy", "minister", "member", "adviser", None}
            ):
                return False
        return True

    @staticmethod
    def _of_two_parties(one: Entity, other: Entity) -> bool:
        """Whether the first is a president, or the leader of a party, by a title that the second, the leader of a party, has not."""
        return any(leads_another(r, o) for r in one.refs[:1] for o in other.refs if o.office == "party-leader")

    @staticmethod
    def _is_named(e: Entity) -> bool:
        return e.full is not None or (e.actor is not None and any(r.name for r in e.refs))

    def _refer(self, told: Told) -> None:
        """The sentence speaks of the meeting at hand: it may add people, mode and day."""
        event = self._event_of(told)
        if event is None:
            return
        off = self.lang == "en" and told.status is Status.CANCELLED and event.status is Status.HELD
        if off and any(r.name and r.entity not in event.persons for r in told.mains):
            return  # "He was received by A. A meeting with B did not take place"
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
        headlined = told.s.zone == TITLE and all(e.status is not Status.CANCELLED for e in self.events)
        if told.status is Status.CANCELLED and (headlined or told.s.zone == LEAD):
            event.status = Status.CANCELLED
        elsewhere = self.lang == "ar" and bool(told.attends) and not self._of_meeting(told)
        if (any(c.kind in MEETING for _, c in told.cues) or told.attends) and not elsewhere:
            present = [] if self.lang == "en" and self._sought_out(told) else list(told.others)
            if told.attends:
                present += told.mains
            for ref in present:
                if ref.entity not in event.persons:
                    event.persons[ref.entity] = False
        if self.lang == "en" and any(
            told.s.words[i.start : i.start + 2] == ["chaired", "the"] and i.end - i.start > 2 for i, _ in told.cues
        ):
            for ref in told.mains:  # "The coalition's deputy commander chaired the session"
                event.persons.setdefault(ref.entity, True)

    @staticmethod
    def _sought_out(told: Told) -> bool:
        """English: "arrived in Tehran for talks with officials, including A and B": whom he came for, at no meeting told of before."""
        words = told.s.words
        cue = next((i.end for i, c in told.cues if c.kind in STRONG), None)
        return cue is not None and "including" in words[cue:] and "arrived" in words[:cue]

    def _of_all_ambassadors(self, told: Told) -> bool:
        """Arabic: behind credentials of several, what is said of "the ambassadors" or their ceremony is of every one of them."""
        if self.lang != "ar" or len(self.events) < 2:
            return False
        words = told.s.words
        ceremony = any(w.lstrip("و") in ("مراسم", "مراسیم") for w in words)
        if not (ceremony or any(w.lstrip("ول") in _AMBASSADORS or w in _AMBASSADORS for w in words)):
            return False
        return any(self._credentials(t) for e in self.events for t in e.told)

    @staticmethod
    def _of_both(told: Told) -> bool:
        """ "attended both meetings", "وحضر اللقاءين"."""
        words = told.s.words
        if "two" in words and any(one == "two" and two in _TWO_OF_THEM for one, two in itertools.pairwise(words)):
            return True
        if not _ALL_ARABIC.isdisjoint(words):
            return words[0].lstrip("و").startswith("حضر")
        if "both" in words:
            return "meetings" in words
        if begins(words, _ALL_SORANI):
            return True  # "لە دیدارەکاندا A ئامادە بوو"
        if _OF_EVERY.isdisjoint(words):
            return False
        for n, (one, two) in enumerate(itertools.pairwise(words)):
            all_of = one in ("ههردوو", "ههرسی") or (one == "سی" and n and words[n - 1] == "ههر")
            if (all_of and two.startswith(("دیدار", "کوبوونهوه", "دانیشتن"))) or (
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
        if (
            self.lang == "ckb" and (whom := self._accompanied(told)) is not None
        ):  # "A یاوەریی B دەکرد": to all his meetings
            status = Status.PLANNED if told.s.words[-2] in ("دهکات", "دهکهن") else Status.HELD
            events = [e for e in self.events if e.persons.get(whom) and e.status is status]
        if self.lang == "en" and "accompanied" in told.s.words and "meetings" in told.s.words:
            events = list(self.events)  # "He was accompanied in the meetings by B"
        for event in events:
            if event is None or (event.status is Status.PLANNED and self._set_out_with(told)):
                continue
            event.told.append(told)
            for ref in told.others:
                event.persons.setdefault(ref.entity, False)
            for ref in told.mains if self.lang in ("ckb", "kmr") else ():
                if ref.link == "led":  # "Şande bi serokatiya NAME bû û X jî amade bû"
                    event.persons[ref.entity] = True

    def _accompanied(self, told: Told) -> int | None:
        """Sorani: who is named between "in the company of" and "was", of a meeting that is told: "یاوەریی دزەیی دەکرد"."""
        words = told.s.words
        at = next((i.end for i in told.attends if words[i.start].startswith(("یاوهری", "هاوریهتی"))), None)
        refs = self.reader.refs.get(told.s.index, ())
        whom = next((r for r in refs if r.start == at and words[r.end : r.end + 1] in _DID_SO), None)
        return whom.entity if whom is not None and any(e.persons.get(whom.entity) for e in self.events) else None

    @staticmethod
    def _set_out_with(told: Told) -> bool:
        """ "left for Paris at the head of a delegation that includes A": whether A will be at a meeting to come is not said."""
        return all(told.s.words[i.start : i.start + 3] == ["at", "the", "head"] for i in told.attends)

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
        if (
            "الجلسه" in s.words
            and s.index
            and {"الافتتاحیه", "للموتمر", "الموتمر"} & set(self.doc.sentences[s.index - 1].words)
        ):
            return False  # who was at the opening of the conference
        for item in told.attends:
            said = s.words[item.start].removeprefix("و")
            if said not in ("شارک", "شارکت", "حضر", "حضرت", "مثل", "حضرا", "حضروا"):
                return True
            near = s.words[item.start : item.end + 5]
            near += s.words[: item.start] if item.start <= 5 else []  # "ومن الجانب العراقي، شارك OFFICE NAME"
            of_it = [t for t in self.events[-1].told if t is not told and "القمه" in t.s.words]
            if "القمه" in near and all("هامش" in t.s.words for t in of_it):
                continue  # "وشارك في القمة A", behind what others talked about on its sidelines
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
            held = [e for e in counted if e.status is Status.HELD]
            if self.lang == "ar" and not held and told.s.words[0].removeprefix("و") in _RECALLS:
                return None  # "يذكر أن البلدين وقعا أمس مذكرات، بحضور A": of another meeting than the one to come
            counted = held or counted
        if told.attends and told.status is None and self.lang == "en":
            sides = {self._entity_polity(i) for i in here} - {""}
            fitting = [e for e in counted if sides <= {self._entity_polity(i) for i, side in e.persons.items() if side}]
            counted = fitting if sides and fitting else counted
        if self.lang == "kmr" and (there := self._told_in_town(counted, told)) is not None:
            return there
        for event in reversed(counted):
            if self._same_house(event, told):
                return event
            specific = here & set(event.persons)
            if specific and any(i not in other.persons for other in counted if other is not event for i in specific):
                return event
        return max(counted, key=lambda e: e.told[-1].s.index)

    def _told_in_town(self, events: Sequence[Event], told: Told) -> Event | None:
        """Kurmanji: "di hevdîtina Bexdayê de A jî amade bû": the one of several meetings whose sentence names that town; None where not one does."""
        towns = {p for i in told.s.items if (p := i.has("place")) and told.s.words[i.start - 1].startswith(_TALKS_IN)}
        if len(events) < 2 or not towns:
            return None
        there = [e for e in events if any(i.has("place") in towns for t in e.told[:1] for i in t.s.items)]
        return there[0] if len(there) == 1 else None

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

    def _spoke_ahead(self, event: Event, told: Told) -> bool:
        """ "A شەممە دێتە بەغدا و لەگەڵ B کۆدەبێتەوە. هەردوو وەزیر ئەمڕۆ بە تەلەفۆن قسەیان کرد", "The visit was put off. The two ministers spoke
        by telephone on Thursday", "ألغيت زيارة A. وبدلا من ذلك أجرى A اتصالا هاتفيا مع B": a call that was held, whatever is to come or is off."""
        if told.mode is None or told.status is not None or told.s.zone == TITLE:
            return False
        if event.status is Status.HELD or event.mode is not Mode.IN_PERSON or event.told[-1].s.zone == TITLE:
            return False
        return any(c.kind == "call" for _, c in told.cues)

    def _call_ahead(self, told: Told) -> bool:
        """Such a call of the two whose meeting was told of last, added; whether there is one."""
        base = self.events[-1]
        if self.lang == "en":
            open_ones = (
                e for e in self.events if e.status is not Status.HELD and all(map(self._named_side, e.persons))
            )
            base = next(open_ones, base)
        if not told.both or told.mains or not self._spoke_ahead(base, told):
            return False
        refs = [self.reader.entities[i].refs[0] for i, side in base.persons.items() if side]
        if self.lang == "ar":
            refs = self._one_of_each(told, refs)
        if len({self._polity(r) for r in refs}) != 2:
            return False
        self._add(told, refs, told.cues)
        return True

    def _one_of_each(self, told: Told, refs: list[Ref]) -> list[Ref]:
        """Arabic: "the two ministers" of those whose meeting was put off: one of each side, who holds such an office where one does."""
        plural = next((r.office or "" for r in self.reader.refs.get(told.s.index, ()) if r.plural), "")
        pair: dict[str, Ref] = {}
        for ref in refs:
            office = self.reader.entities[ref.entity].office or ""
            if self._polity(ref) not in pair or (plural and office.endswith(plural)):
                pair[self._polity(ref)] = ref
        return list(pair.values())

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
        refs = self.reader.refs.get(told.s.index, ())
        if self.lang == "ar" and any(w.lstrip("بل").removeprefix("ال") in OTHERS for w in told.s.words):
            return None  # "ومن المقرر أن يلتقي الوفد غدا مسؤولين في الديوان"
        if self.lang == "kmr" and any(r.link == "with" and r.entity not in base.persons for r in refs):
            return None  # with somebody else, whose office is not read
        named = told.both or any(r.entity in base.persons for r in refs)
        if self.lang == "ckb" and not named and begins(told.s.words, _HOUSES):
            return None  # "بڕیارە سبەی ئەنجوومەنی نوێنەران کۆببێتەوە"
        same = {r.entity for r in refs if r.entity in base.persons}
        if self.lang == "ckb" and "لهگهل" in told.s.words and not told.both and len(same) < 2:
            return None  # "بڕیارە سبەی لەگەڵ سەرکردەکانی یەکێتی کۆببێتەوە"
        if self.lang == "kmr" and self._with_others_still(told, [r for r in refs if r.entity in base.persons]):
            return None
        if (
            self.lang == "en"
            and _BOTH_SIDES.isdisjoint(told.s.words)
            and not any(r.entity in base.persons for r in refs)
        ):
            return None  # "The committee is due to hold a meeting in April"
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

    @staticmethod
    def _with_others_still(told: Told, refs: list[Ref]) -> bool:
        """Kurmanji: "dê sibê bi serkirdayetiya YNKê re bicive": with people who are not named, and none of these."""
        words = told.s.words
        for item in told.s.those(_WITH):
            span = words[item.end : item.end + _OBJECT]
            if words[item.start] not in _WITH_SOMEBODY or not span or span[0] in _EACH_OTHER:
                continue
            if words[item.start] == "bi":
                span = span[: span.index("re")] if "re" in span else []
            if span and not any(item.end <= r.start < item.end + len(span) for r in refs):
                return True
        return False

    def _named_side(self, index: int) -> bool:
        return self._is_named(self.reader.entities[index])

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
                    held = (
                        told not in event.told and told.status is None and any(c.kind in STRONG for _, c in told.cues)
                    )
                    if self.lang == "en" and event.status is Status.HELD and told.status is Status.PLANNED:
                        continue  # "arrived for talks with officials. He is scheduled to meet B"
                    if self.lang == "en" and event.status is Status.PLANNED and held:
                        continue  # "is going to meet officials. Another minister met B on Saturday"
                    for ref in self.reader.refs.get(told.s.index, ()):
                        entity = self.entity(ref)
                        if entity is None or ref.plural or event.persons.get(entity.index):
                            continue
                        if self.lang == "ar" and told is not event.told[0] and self._only_spoke(told, ref):
                            continue
                        verb_inside = self.lang in ("en", "ar") and not entity.polity and told in event.told
                        if verb_inside and self._hosting(told, ref, group):
                            continue
                        if entity.former and not (ref.link == "led" and ref.polity):
                            continue
                        if self.lang == "en" and told.s.words[ref.end : ref.end + 1] == ["'s"] and not told.cues:
                            continue  # "the premier's office had called on the ministry"
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
                if (
                    polity not in named
                    and self.lang == "kmr"
                    and (guest := self._guest_before(event, polity)) is not None
                ):
                    event.persons[guest] = True
                    named.add(polity)
                if polity not in named and (leader := self._leader_told_before(event, group)) is not None:
                    event.persons[leader.entity] = True
                    named.add(polity)

    def _leader_told_before(self, event: Event, group: Group) -> Ref | None:
        """ "Foreign Minister NAME arrived in Erbil. The Dutch delegation met the premier": the one of that side whom the three sentences before
        have named, where the delegation is the one known; "a Dutch delegation" may be another."""
        opens = event.told[0]
        s = opens.s
        deleg = s.at[group.at] if group in opens.groups else None
        if deleg is None or not deleg.is_word("deleg") or not self._known_delegation(s, deleg):
            return None
        near = (self.told_at.get(n) for n in range(s.index - 3, s.index))
        before = [t for t in near if t is not None and t.s.zone != TITLE]
        named = {
            r.entity: r
            for t in before
            for r in (*t.mains, *t.others)
            if r.name and self._polity(r) == group.polity and self.reader.entities[r.entity].office
        }
        return next(iter(named.values())) if len(named) == 1 else None

    def _known_delegation(self, s: Sentence, deleg: Item) -> bool:
        """Whether a delegation has its article: "the Dutch delegation", "الوفد الهولندي", "شاندی هۆڵەندی", "şanda Holandî"."""
        word = s.words[deleg.start]
        if self.lang == "en":
            return "the" in s.words[max(0, deleg.start - 3) : deleg.start]
        if self.lang == "ar":
            return "ال" in word[:4]
        return not word.endswith(("یک", "یکی", "ek", "eke", "ekî", "ekê", "eka", "eya"))

    def _only_spoke(self, told: Told, ref: Ref) -> bool:
        """Arabic: "وقال وزير الخارجية NAME إن الأطراف تنتظر المباحثات": who speaks of what others did, and is of no delegation."""
        if told.s.words[0].removeprefix("و") not in SAYS:
            return False
        opens = any(r.entity == ref.entity and r.start <= 2 for r in self.reader.refs.get(told.s.index, ()))
        return opens and ref.office not in (
            "head",
            "ambassador",
            "consul-general",
            "charge-daffaires",
            "member",
            "senator",
        )

    def _guest_before(self, event: Event, polity: str) -> int | None:
        """Kurmanji: "Piştre serokwezîr pêşwaziya mêvanên Fransî kir": the one of that side whom another host met before."""
        met = {
            i
            for other in self.events[: self.events.index(event)]
            for i, side in other.persons.items()
            if side and self._entity_polity(i) == polity
        }
        return met.pop() if len(met) == 1 else None

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
