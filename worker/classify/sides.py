"""Who takes part in what a sentence reports, and whose they are by the company they are in: attendants, delegations, colleagues."""

import itertools
from collections.abc import Sequence

from worker.classify.lexicon import mark
from worker.classify.parts import ATTENDS, COMPRISING, MAIN, SPOKEN, Before, Part, PartReader
from worker.classify.text import TITLE, Sentence
from worker.classify.told import STRONG, Group, Told
from worker.classify.who import ENVOYS, Entity, Ref

_COMPANY, _DELEGATION = mark("word:company"), mark("word:deleg")
_CONSISTS = mark("word:consists")
_UNSURE = ("home", "title:Foreign Secretary")  # a polity that the delegation's own overrules
_MISSIONS = frozenset(["ambassador", "charge-daffaires", "consul-general", "deputy-consul"])
_GROUPS = frozenset(["delegation", "group", "committee", "team", "mission"])
_OF_A_MISSION = frozenset(["embassy", "consulate"])
_BROUGHT = frozenset(["سلمها", "سلمتها", "نقلها", "نقلتها", "حملها"])  # folded: a letter
_LOCAL = frozenset(["head", "director-general", "adviser", "undersecretary", "other", "member"])
_SENT = ("special-envoy", "special-representative", "representative", "adviser", "spokesperson", "ambassador")
_JUNIOR = (" Officer", "First Secretary", "Second Secretary", "Third Secretary")
_CLOSE = 5  # words between two who are named together: ", along with Mr."
_OF_A_MINISTRY = ("undersecretary", "state-minister", "deputy-foreign-minister", "director-general")
_NATIONS = mark("adj", "polity")
_OFFICERS = ("colonel", "major", "captain", "commander", "general", "brigadier", "lieutenant")
_INCLUDED = frozenset(["including", "included", "includes", "comprising", "comprised", "made", "consisting"])
_MEMBER_RANK = 40
_HIS = ("his", "her", "their")
_STAFF_OF = frozenset(["deputy", "adviser", "advisor", "assistant", "aide", "chief", "chargé"])
_MEMBERS = frozenset(["members", "included", "includes", "comprised", "comprises", "consisted", "consists"])
_COMPANY_OF = frozenset(["accompanied", "flanked"])
_SUMMITS = ("لووتکه", "لوتکه", "کوبوونهوه", "دیدار", "دانیشتن")  # folded
_TOOK_PLACE = frozenset(
    [
        "بهریوهچوو",
        "بهریوهچووه",
        "بهریوهدهچیت",
        "بهسترا",
        "دهبهستریت",
        "یهنجامدرا",
        "سازدرا",
        "درا",
        "سازکرا",
        "چوو",
        "دهچیت",
    ]
)
_HOMES = ("IQ", "IQ-KR")
_OF_STATE = ("president", "speaker", "deputy-speaker", "senate-president", "undersecretary", "state-minister")
_OF_THE_BUREAU = "Member of the Political Bureau"
_STAFF = frozenset(["director-general", "undersecretary", "adviser"])
_ACCOMPANIED = frozenset(["رافق", "رافقه", "رافقها", "یرافقه", "یرافقها", "ضم", "یضم", "تضم"])
_COURTLY = frozenset(["Director of the King's Office", "Chief of the Royal Court"])
_MAJESTY = frozenset(["جلالته", "جلاله", "سموه", "الملک"])  # folded
_MADE_OF = frozenset(["المکون", "المولف", "المکونه", "المولفه"])
_HEADING = ("serokat", "serkêş", "serperişt")  # what who leads a delegation does


_RANKS_KMR = {
    "general": "General", "jeneral": "General", "tuxgeneral": "Brigadier General", "kolonel": "Colonel", "albay": "Colonel", "admiral": "Admiral",
    "admîral": "Admiral", "amîral": "Admiral", "lîwa": "Major General", "emîd": "Brigadier General", "ferîq": "Lieutenant General",
}  # fmt: skip


class SideReader(PartReader):
    """Reads who takes part."""

    def _roles(self, told: Told) -> None:
        """Sides and attendants of what a sentence reports, and whose they are by the company they are in."""
        refs = self.reader.refs.get(told.s.index, [])
        kurdish = self.lang in ("ckb", "kmr")
        if not told.cues and kurdish:
            self._beside(told, refs)
        before = Before(cue=None, strong=False)
        if told.cues:
            before.cue = min([item.start for item, _ in told.cues])
            before.strong = any(c.kind in STRONG and not self._place_of_presence(told, i) for i, c in told.cues)
        sender: Ref | None = None
        for ref in refs:
            if ref.plural or ref.entity < 0:
                continue
            entity = self.reader.entities[ref.entity]
            if self.lang == "kmr" and self._heads_them(told, ref):
                ref.link = "led"
            if ref.link == "led":
                self._heads_a_group(told, ref, entity)
            if told.s.zone == TITLE and ref.short and not ref.office and self._only_in_title(entity):
                continue
            if self.lang == "en" and sender is not None and ref.name:
                if entity.office is None:
                    self._colleague(told, sender, ref)
                elif entity.polity is None and told.s.words[ref.start - 1] in _HIS:
                    self._his_deputy(told, sender, ref)
            self._of_delegation(told, ref)
            courtly = "King" in entity.role and entity.polity_rule == "home"
            if told.attends and self._at_a_mission(told, ref) and entity.polity_rule == "home" and entity.full is ref:
                entity.polity, entity.polity_rule = None, ""
            if told.attends and entity.office and (entity.polity is None or courtly):
                self._of_attendants(told, ref, entity)
            unsure = entity.polity is None or (entity.polity_rule == "home" and entity.actor is None)
            self._by_office(told, entity, unsure=unsure)
            brought = self.lang == "ar" and unsure and sender is not None and told.s.words[ref.start - 1] in _BROUGHT
            if brought and sender is not None:
                entity.polity, entity.polity_rule = (
                    self._polity(sender) or None,
                    "sender",
                )  # "رسالة من A نقلها مبعوثه B"
            if self.lang == "ckb" and unsure and entity.office:
                self._for_the_side_named(told, ref, entity)
            part = self._part_of(told, ref, before)
            if part == ATTENDS and self.lang == "ar" and entity.actor is None:
                self._attendant_arabic(told, ref, entity, unsure=unsure)
            if sender is not None and self._sent_by(sender, ref):
                part = SPOKEN
                if before.part == MAIN and sender not in told.mains and self._official(sender):
                    told.mains.append(sender)
            sender = ref
            if part != SPOKEN or entity.office or ref.link != "of" or self.lang != "en":
                before.part, before.end = part, ref.end  # not "of the Chaldean Catholic Church, and NAME, the Nuncio"
            self._beside_a_side(told, refs, ref, part, unsure=unsure)
            if part == MAIN and self._official(ref):
                told.mains.append(ref)
            elif part == ATTENDS and self._official(ref):
                told.others.append(ref)
        if kurdish and not told.mains and told.cues:
            told.mains.extend(self._chairs(refs) or self._at_the_summit(told))
            told.others = [r for r in told.others if r not in told.mains]

    def _heads_a_group(self, told: Told, ref: Ref, entity: Entity) -> None:
        """ "a delegation of the Bundestag led by NAME": of whom the group is."""
        if entity.polity is not None and (entity.actor is not None or not entity.polity_rule.startswith(_UNSURE)):
            return
        groups, s = told.groups, told.s
        if not groups and (
            (self.lang in ("ckb", "kmr") and any(i.is_word("deleg") for i in s.items))
            or (self.lang == "en" and s.words[:2] == ["led", "by"] and ref.start < 4)
            or self._of_the_delegation(s, ref)
        ):  # "Led by NAME, they were hosted by B", of a group told of before
            groups = self._groups_before()
            groups = [Group(g.polity, 0, g.rule) for g in groups if ref.start]
        opens = self.lang == "kmr" and ref.start < 4 and s.words[ref.end : ref.end + 1] == [","]
        for group in groups:
            if group.at < ref.start or (opens and group.at < ref.end + 3):  # "Bi serokatiya NAME, şandeke Çînê ..."
                entity.polity, entity.polity_rule = group.polity, group.rule
                if entity.office is None:
                    entity.office, entity.role, entity.rank = "head", "Head of delegation", 44

    def _of_the_delegation(self, s: Sentence, ref: Ref) -> bool:
        """ "A British delegation arrived in Erbil. The premier received the delegation headed by NAME", "الوفد برئاسة NAME": told of before."""
        ahead = s.words[: ref.start]
        if self.lang == "ar":
            return any(w.lstrip("وب") == "الوفد" for w in ahead)
        return self.lang == "en" and any(a == "the" and b in _GROUPS for a, b in itertools.pairwise(ahead))

    def _groups_before(self) -> list[Group]:
        """The groups of the two sentences before: those of the nearer, where it tells of any."""
        return next((t.groups for t in reversed(self.told[-2:]) if t.groups), [])

    def _of_attendants(self, told: Told, ref: Ref, entity: Entity) -> None:
        """Officials without a country among those present."""
        refs = self.reader.refs.get(told.s.index, [])
        if self.lang == "en" and entity.role.endswith(_JUNIOR):
            self._side_of_senior(refs, ref)
        elif self._at_a_mission(told, ref):
            self._side_of_envoy(told, refs, entity)
        elif self.lang == "en" and (
            entity.full is not None or (ref.complement and ref.link in ("presence", "cue", "and"))
        ):
            self._side_of_attendant(told, ref, entity)
        home = self.reader.home  # "the ministry's director-general was there, too"
        at_home = home in _HOMES or (
            self.lang == "ar" and home in {self._polity(r) for t in self.told for r in t.mains}
        )
        if entity.polity is None and ref.name and entity.office in _STAFF and at_home:
            entity.polity, entity.polity_rule = home, "home"

    def _at_a_mission(self, told: Told, ref: Ref) -> bool:
        """English: "the head of the consulate's political section", "the embassy's counsellor": at the mission of whoever was received."""
        if self.lang != "en" or ref.office_span is None:
            return False
        first, end = ref.office_span
        return not _OF_A_MISSION.isdisjoint(told.s.words[max(0, first - 2) : end + 3])

    def _by_office(self, told: Told, entity: Entity, *, unsure: bool) -> None:
        """Offices whose country is another's of this text: a president at his seat, a lawmaker, a courtier, a member of the bureau."""
        if self.lang == "en":
            if unsure and entity.office in ("president", "prime-minister"):
                self._of_the_seat(told, entity)
            elif unsure and (entity.office in _OF_A_MINISTRY or (entity.office or "").endswith("minister")):
                self._of_the_ministry(told, entity)
            if entity.polity is None and entity.office == "member-of-parliament" and entity.full:
                self._of_the_lawmakers(entity)
        elif self.lang == "ar" and entity.polity is None:
            if entity.role == _OF_THE_BUREAU:
                self._of_the_party(told, entity)
            if entity.role in _COURTLY:
                self._of_the_court(entity)

    def _attendant_arabic(self, told: Told, ref: Ref, entity: Entity, *, unsure: bool) -> None:
        if unsure and told.mains:
            self._beside_host(told, ref, entity)
        if not self._of_the_side(told, ref, entity) and entity.polity_rule == "home":
            self._of_the_host(told, entity)
        lawmaker = ref.name and ref.link == "presence" and entity.office == "member-of-parliament"
        if lawmaker and entity.polity is None and {self._polity(r) for r in told.mains} & set(_HOMES) == {"IQ"}:
            entity.polity, entity.polity_rule = "IQ", "presence"  # "استقبل محافظ نينوى السفير ...، بحضور النائب NAME"
        if entity.polity is None and ref.name and ref.link == "and" and entity.office not in ENVOYS and told.others:
            before = self.reader.entities[told.others[-1].entity]
            if before.office not in ENVOYS and before.polity:  # "وزير الداخلية السعودي A، ووزير الدولة B"
                entity.polity, entity.polity_rule = before.polity, "listed"

    def _beside_a_side(self, told: Told, refs: list[Ref], ref: Ref, part: Part, *, unsure: bool) -> None:
        """Whose somebody is by the side that stands before him."""
        entity = self.reader.entities[ref.entity]
        if entity.polity is None and self.lang == "en":
            if entity.office in _MISSIONS and entity.full is ref:
                self._side_of_envoy(told, refs, entity)
            elif entity.role.endswith(_JUNIOR):
                self._side_of_senior(refs, ref)
            elif part == MAIN:
                self._side_of_fellow(told, refs, ref)
        if part == MAIN and unsure and told.mains:
            if self.lang == "ckb":
                self._of_the_hosts(told, ref, entity)
            elif self.lang == "en":
                self._of_the_cabinet(told, told.mains[-1], ref, entity)

    @staticmethod
    def _for_the_side_named(told: Told, ref: Ref, e: Entity) -> None:
        """Sorani: "لەلایەن عێراقەوە A، وەزیری گواستنەوە و لەلایەن کوەیتیشەوە B": whose each is stands right before him."""
        near = told.s.at[ref.start - 1] if ref.start > 1 else None
        if near is None or told.s.words[near.start - 1] != "لهلایهن" or not told.s.words[near.end - 1].endswith("هوه"):
            return
        if (polity := near.has("polity") or near.has("adj") or near.has("capital")) is not None:
            e.polity, e.polity_rule = polity, f"side:{polity}"

    def _at_the_summit(self, told: Told) -> list[Ref]:
        """Sorani: "لووتکەی سێقۆڵیی ... بە بەشداریی A، B و C بەڕێوەچوو": those with whom a meeting was held, where nobody else is its side."""
        words = told.s.words
        if self.lang != "ckb" or len({self._polity(r) for r in told.others}) < 2 or _TOOK_PLACE.isdisjoint(words):
            return []
        first = min(r.start for r in told.others)
        if not any(r.start == first and r.link == "presence" for r in told.others):
            return []
        summit = any(i.end <= first and words[i.start].startswith(_SUMMITS) for i, c in told.cues if c.kind == "noun")
        return list(told.others) if summit else []

    @staticmethod
    def _heads_them(told: Told, ref: Ref) -> bool:
        """Kurmanji: "şandeke ku NAME serokatiya wê dike": whose delegation it is that he heads was told before."""
        lead, whose = (*told.s.words[ref.end : ref.end + 2], "", "")[:2]
        return lead.startswith(_HEADING) and (whose in ("wê", "wî") or whose.startswith(("şand", "heyet")))

    def _chairs(self, refs: list[Ref]) -> list[Ref]:
        """Kurdish: "Bi serokatiya A û B ... civîneke berfireh li dar xist": who chair a meeting of two delegations together."""
        for one, two in itertools.pairwise(refs):
            if one.link == "led" and two.link == "and" and self._official(one) and self._official(two):
                sides = {self._polity(one), self._polity(two)}
                if len(sides) == 2 and "" not in sides:
                    return [one, two]
        return []

    def _colleague(self, told: Told, before: Ref, ref: Ref) -> None:
        """ "the senator and her colleagues A and B": they are of her side and, in general words, of her office."""
        words = told.s.words[before.end : ref.start]
        fellow, entity = self.reader.entities[before.entity], self.reader.entities[ref.entity]
        named = bool(words) and words[-1] in ("colleague", "colleagues")
        listed = words in ([","], ["and"], [",", "and"]) and fellow.polity_rule == "colleague"
        if entity.actor is None and entity.polity is None and fellow.polity and fellow.office and (named or listed):
            office = self.k.offices[fellow.office]
            entity.polity, entity.polity_rule = fellow.polity, "colleague"
            entity.office, entity.role, entity.rank = office.id, office.role, min(office.rank, fellow.rank)

    def _his_deputy(self, told: Told, before: Ref, ref: Ref) -> None:
        """ "The ambassador, NAME, and his deputy, NAME": of the side of whom he is the deputy."""
        fellow, entity = self.reader.entities[before.entity], self.reader.entities[ref.entity]
        if fellow.polity and told.s.words[ref.start] in _STAFF_OF:
            entity.polity, entity.polity_rule = fellow.polity, "colleague"

    def _of_the_party(self, told: Told, e: Entity) -> None:
        """ "حضره A عضو المكتب السياسي": of the party whose leader received, or of the Region's, where one of them met."""
        leaders = (self.entity(r) for t in (*self.told, told) for r in t.mains)
        leader = next((x for x in leaders if x is not None and x.office == "party-leader" and x.polity in _HOMES), None)
        if leader is not None:
            e.polity, e.polity_rule = leader.polity, "party"

    def _of_the_host(self, told: Told, e: Entity) -> None:
        """ "حضر اللقاء رئيس الأركان": of the Region where the Region received and Baghdad is not there, and the other way round."""
        sides = {self._polity(r) for t in (*self.told, told) for r in t.mains} & set(_HOMES)
        if e.polity in _HOMES and len(sides) == 1:
            e.polity = sides.pop()

    def _of_the_court(self, e: Entity) -> None:
        """The people of a king are of his country."""
        kings = {
            side
            for t in self.told
            for r in t.mains
            if self.reader.entities[r.entity].office == "monarch" and (side := self._polity(r))
        }
        if len(kings) == 1:
            e.polity, e.polity_rule = kings.pop(), "court"

    def _beside_host(self, told: Told, ref: Ref, e: Entity) -> None:
        """Arabic: "التقى الرئيس A بحضور وزير الصحة B، وفدا ...": a minister right behind the host is his own."""
        host = told.mains[-1]
        if ref.link == "presence" and ref.start - host.end <= 2 and len({r.entity for r in told.mains}) == 1:
            polity = self._polity(host)
            of_all = self.reader.entities[host.entity].office in ("president", "prime-minister", "speaker")
            if polity and of_all and (e.office or "").endswith("minister"):
                e.polity, e.polity_rule = polity, "beside"

    def _of_the_side(self, told: Told, ref: Ref, e: Entity) -> bool:
        """ "حضره من الجانب السعودي A وB وC": all of them are of the side named last, where nothing else is said."""
        if not told.attends or (e.polity is not None and e.polity_rule != "home"):
            return False
        s = told.s
        for i in range(ref.start - 1, 0, -1):
            if s.words[i - 1].removeprefix("و") not in ("الجانب", "جانب"):
                continue
            item = s.at[i]
            side = item.has("adj") or item.has("polity") if item is not None else None
            if side is not None:
                e.polity, e.polity_rule = side, f"adj:{side}"
            return side is not None
        return False

    def _side_of_attendant(self, told: Told, ref: Ref, e: Entity) -> None:
        """Whose somebody is who sat in and has an office but no side: the delegation's of which the sentence speaks, else the home side's."""
        if e.actor is not None or told.s.marks & _COMPANY:
            return
        for item in told.attends:  # "the Iraqi delegation included ..."
            if item.start >= ref.start or "delegation" not in told.s.words[item.start : item.end]:
                continue
            near = (told.s.at[i] for i in range(max(0, item.start - 2), item.start))  # "diplomatic" may stand between
            if (adj := next((a for n in near if n is not None and (a := n.has("adj")) is not None), None)) is not None:
                e.polity, e.polity_rule = adj, "delegation"
                return
        if any(i.start < ref.start for i in told.s.those(_DELEGATION)):
            of = [g for t in self.told for g in t.groups] + [g for g in told.groups if g.at < ref.start]
            if of:
                e.polity, e.polity_rule = of[-1].polity, of[-1].rule
            return
        if "King" in e.role:  # of His Majesty's office: the outlet's own king, else the first here
            crowned = [p for t in self.told for r in t.mains if self._crowned(r) and (p := self._polity(r))]
            if crowned:
                e.polity, e.polity_rule = self.reader.home if self.reader.home in crowned else crowned[0], "crown"
                return
        met = {self._polity(r) for t in self.told for r in t.mains}
        if self.reader.home and (self.reader.home in _HOMES or self.reader.home in met) and e.office in _LOCAL:
            e.polity, e.polity_rule = self.reader.home, "home"

    def _of_the_seat(self, told: Told, e: Entity) -> None:
        """ "The Prime Minister hosted NAME in Downing Street": of the country whose house it is, or whose spokesperson said so."""
        kinds = {c.kind for _, c in told.cues}
        if kinds.isdisjoint(STRONG):
            return
        others = {self._polity(r) for r in self.reader.refs.get(told.s.index, ()) if r.entity != e.index}
        seat = next((polity for i in told.s.items if (polity := i.has("seat")) is not None), None)
        if seat is None:
            seat = next(
                (r.polity for t in self.told for r in self._speakers(t) if r.polity_rule.startswith("seat")), None
            )
        if seat is not None and ("receive" in kinds or (seat not in others and e.polity in (None, *others))):
            e.polity, e.polity_rule = seat, f"seat:{seat}"

    def _speakers(self, told: Told) -> list[Ref]:
        return [r for r in self.reader.refs.get(told.s.index, ()) if r.office == "spokesperson"]

    def _of_the_ministry(self, told: Told, e: Entity) -> None:
        """ "He was received at the Russian Foreign Ministry by Deputy Minister NAME": of the country whose ministry it is."""
        words = told.s.words
        for item in told.s.those(_NATIONS):
            near = words[item.end : item.end + 3]
            if (
                "ministry" in near
                and words[item.start - 1] in ("at", "the")
                and "at" in words[max(0, item.start - 2) : item.start]
            ):
                polity = item.has("adj") or item.has("polity")
                if polity is not None and any(c.kind == "receive" for _, c in told.cues):
                    e.polity, e.polity_rule = polity, f"adj:{polity}"
                return

    def _of_the_cabinet(self, told: Told, before: Ref, ref: Ref, e: Entity) -> None:
        """ "met Prime Minister A, Foreign Minister B, and Speaker of Parliament C": all of one state."""
        fellow = self.entity(before)
        gap = [w for w in told.s.words[before.end : ref.start] if w not in ("the", "mr", ".")]
        if (
            fellow is None
            or e.full is None
            or (min(fellow.rank, e.rank) < 60 and not (e.office == "head" and e.polity is None and gap == ["and"]))
            or gap not in ([","], ["and"], [",", "and"])
        ):
            return
        e.polity, e.polity_rule = fellow.polity, "listed"

    def _of_the_hosts(self, told: Told, ref: Ref, e: Entity) -> None:
        """Sorani: "لەلایەن A، سەرۆکوەزیرانی یۆنانەوە پێشوازیی لێ کرا و لەگەڵ B، وەزیری دەرەوە کۆبووەوە", "لە پراگ لەگەڵ B، وەزیری دەرەوە": B is of
        the country visited."""
        of_state = (e.office or "").endswith("minister") or e.office in _OF_STATE
        if e.full not in (ref, None) or not of_state or ref.link not in ("with", "by", "at"):
            return
        if not any(self._polity(r) in _HOMES and r.link not in ("with", "by", "at") for r in told.mains):
            return
        for host in told.mains:
            fellow = self.entity(host)
            abroad = fellow is not None and fellow.polity not in (None, *_HOMES)
            if fellow is not None and abroad and fellow.rank >= 60 and host.link in ("with", "by", "at"):
                e.polity, e.polity_rule = fellow.polity, "listed"
                return
        if len(told.mains) == 1 and (there := self._state_of_town(told.s, ref)) is not None:
            e.polity, e.polity_rule = there, "town"

    def _state_of_town(self, s: Sentence, ref: Ref) -> str | None:
        """The state of a town abroad that stands right before whom somebody met there."""
        item = s.at[ref.start - 2] if ref.start > 2 else None
        place = item.has("place") if item is not None and item.end == ref.start - 1 else None
        country = self.k.places[place].country if place is not None and item is not None else None
        if country in (None, *_HOMES) or item is None or s.words[item.start - 1] != "له":
            return None
        return country

    def _of_the_lawmakers(self, e: Entity) -> None:
        """ "Two US senators met A ... NAME, a senator from Maine": of the country whose lawmakers were spoken of."""
        told = {
            r.polity
            for refs in self.reader.refs.values()
            for r in refs
            if r.plural and r.office == "member-of-parliament" and r.polity
        }
        if len(told) == 1:
            e.polity, e.polity_rule = next(iter(told)), "lawmakers"

    def _crowned(self, ref: Ref) -> bool:
        entity = self.entity(ref)
        return entity is not None and entity.office == "monarch"

    def _side_of_envoy(self, told: Told, refs: list[Ref], e: Entity) -> None:
        """ "together with Consul General NAME": of the only foreign side in the sentence, else of the meeting at hand."""
        here = {self._polity(r) for r in refs} | {g.polity for g in told.groups}
        met = {self._polity(r) for t in self.told if t.mains and not t.skip for r in t.mains}  # so far
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

    def _side_of_senior(self, refs: list[Ref], ref: Ref) -> None:
        """ "NAME, head of the UN office, with NAME, Protection Officer": an officer is of the side of the official right before."""
        at = refs.index(ref)
        senior = self.entity(refs[at - 1]) if at else None
        if senior is None or not senior.polity or ref.start - refs[at - 1].end > _CLOSE:
            return
        e = self.reader.entities[ref.entity]
        e.polity, e.polity_rule = senior.polity, "colleague"

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
        if (
            self.lang in ("ckb", "kmr")
            and not told.groups
            and told.s.marks & _DELEGATION
            and told.s.marks & _CONSISTS
            and (before := next((t.groups for t in reversed(self.told[-3:]) if t.groups), None))
        ):  # "Şande ji parlamenteran A û B pêk dihat", whose side the sentence before told
            entity.polity, entity.polity_rule = before[-1].polity, before[-1].rule
            rank = words[ref.start - 1] if ref.start else ""
            if entity.office is None and rank in _RANKS_KMR:  # "Şand ji A, General NAME û B pêk dihat"
                entity.office, entity.role, entity.rank = "other", _RANKS_KMR[rank], self.k.offices["other"].rank
            return
        came_along = self.lang == "ar" and told.mains and words[ref.start - 1 : ref.start] in (["ضم"], ["یضم"], ["وضم"])
        if (
            came_along
            and "الوفد" in "".join(words[told.mains[-1].end : ref.start])
            and (guest := self.entity(told.mains[-1]))
        ):
            entity.polity, entity.polity_rule = (
                guest.polity,
                "delegation",
            )  # "والوفد المرافق له الذي ضم المستشار السياسي"
            return
        if self.lang == "ar" and told.mains and any(w in _MADE_OF for w in words[told.mains[-1].end : ref.start]):
            guest = self.entity(told.mains[-1])  # "... والوفد المرافق له، المكون من": the guest's own people
            if guest is not None and guest.polity:
                entity.polity, entity.polity_rule = guest.polity, "delegation"
                return
        if self.lang == "ar" and words[0].lstrip("و") in _ACCOMPANIED and words[1:2] and words[1] in _MAJESTY:
            self._of_the_court(entity)  # "ورافق جلالته خلال الزيارة رئيس الوزراء A": the king's own people
            if entity.polity is not None:
                return
        if self.lang == "ar" and not told.groups and "الوفد" in words[: ref.start] and self.told:
            joined = any(w.lstrip("و") in _ACCOMPANIED for w in words[: ref.start])
            before = next((t.groups for t in reversed(self.told[-3:]) if t.groups), None)
            if joined and before:
                entity.polity, entity.polity_rule = before[-1].polity, before[-1].rule
                return
        if self.lang == "en" and entity.office is None and entity.full is ref and not entity.actor:
            self._member_of_delegation(told, ref, entity)
            return
        if self.lang == "en" and entity.office and entity.full is ref and (leader := self._led_them(told, ref)):
            entity.polity, entity.polity_rule = leader, "delegation"
            return
        if self.lang == "en" and entity.polity_rule in ("", "home") and not told.groups:
            self._came_in_his_delegation(told, ref, entity)
        for group in told.groups:
            between = words[group.at : ref.start] if group.at < ref.start else ()
            around = (*between, *words[ref.end :][-3:]) if self.lang in ("ckb", "kmr") else between
            listed = any(w in COMPRISING or w.lstrip("و") in _ACCOMPANIED for w in around) and not any(
                group.at < i.start < ref.start and not self._clause_opens(told, i, ref)
                for i, c in told.cues
                if c.kind in STRONG
            )
            if listed or (self.lang == "kmr" and self._makes_up(told, ref)):
                entity.polity, entity.polity_rule = group.polity, group.rule

    def _came_in_his_delegation(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "A arrived at the head of a delegation that includes the commander NAME": who came with A is of his side."""
        words = told.s.words
        opens = next((i for i, w in enumerate(words[: ref.start]) if w == "delegation"), None)
        if opens is None or not COMPRISING & set(words[opens : ref.start]):
            return
        heads = [r for r in self.reader.refs.get(told.s.index, ()) if r.end <= opens and self._polity(r)]
        if heads:
            e.polity, e.polity_rule = self._polity(heads[-1]), "delegation"

    def _led_them(self, told: Told, ref: Ref) -> str:
        """ "A, accompanied by B and C": whose people B and C are, or ""."""
        words = told.s.words
        at = next((i for i in range(ref.start - 1, 0, -1) if words[i] in _COMPANY_OF), 0)
        if not at or any(at < i.start < ref.start and c.kind in STRONG for i, c in told.cues):
            return ""
        leaders = [r for r in self.reader.refs.get(told.s.index, ()) if r.end <= at and not r.plural]
        leader = leaders[-1] if leaders and at - leaders[-1].end <= 10 else None
        if ref.office == "member-of-parliament" and leader is not None and leader.office in ENVOYS:
            leader = next((r for r in leaders if r.office not in ENVOYS), leader)  # lawmakers come with a speaker
        return self._polity(leader) if leader is not None else ""

    def _member_of_delegation(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "a delegation led by A and including Baroness B": who is listed behind its leader came with him."""
        if self._officer_of_delegation(told, ref, e):
            return
        if not told.mains:
            self._listed_member(told, ref, e)
            return
        leader = told.mains[-1]
        between = told.s.words[leader.end : ref.start]
        polity = self._polity(leader) if leader.link == "led" and "including" in between and len(between) <= 4 else ""
        group = next((g for g in reversed(told.groups) if leader.end <= g.at < ref.start), None)
        if not polity and group is not None and COMPRISING & set(told.s.words[group.at : ref.start]):
            others = any(r.office for r in self.reader.refs.get(told.s.index, ()) if group.at < r.start < ref.start)
            polity = "" if others or told.s.marks & _COMPANY else group.polity  # "a Kuwaiti delegation that included A"
        if polity:
            member = self.k.offices["member"]
            e.polity, e.polity_rule = polity, "delegation"
            e.office, e.role, e.rank = member.id, "Member of the delegation", member.rank

    def _officer_of_delegation(self, told: Told, ref: Ref, e: Entity) -> bool:
        """ "A British delegation, including Colonel A and Major B", "Brigadier A told B, who received him and a Czech delegation": officers
        of whom no more than the rank is told."""
        words = told.s.words
        rank = " ".join([w for w in words[ref.start : ref.end] if w in _OFFICERS])
        groups = told.groups
        if not groups and words[:2] == ["the", "delegation"]:  # whose the sentence before has told
            groups = self._groups_before()
        if not rank or e.polity is not None or not groups or "delegation" not in words:
            return False
        opens = words.index("delegation")
        if opens < ref.start and _INCLUDED.isdisjoint(words[opens : ref.start]):
            return False
        if opens > ref.start and ("him" not in words[:opens] or words[words.index("him") + 1] != "and"):
            return False
        e.polity, e.polity_rule = groups[0].polity, groups[0].rule
        e.office, e.role, e.rank = "member", rank.title(), _MEMBER_RANK
        return True

    def _listed_member(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "The delegation, whose members are A and B": of the side whose delegation the sentence before told of, without an office."""
        words = told.s.words
        opens = words.index("delegation") if "delegation" in words[:4] else ref.start
        if not told.attends or not _MEMBERS & set(words[opens : ref.start]):
            return
        of = self._groups_before()
        if of:
            member = self.k.offices["member"]
            e.polity, e.polity_rule = of[-1].polity, of[-1].rule
            e.office, e.role, e.rank = member.id, "Member of the delegation", member.rank
