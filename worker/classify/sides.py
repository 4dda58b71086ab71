"""Who takes part in what a sentence reports: sides, attendants, members of delegations, and people merely spoken of."""

import itertools
from collections.abc import Sequence
from datetime import date

from worker.classify.lexicon import Item, mark
from worker.classify.refs import says
from worker.classify.text import TITLE, Document, opens_a_date
from worker.classify.told import STRONG, Event, Group, Told
from worker.classify.when import Day
from worker.classify.who import Entity, Reader, Ref
from worker.knowledge.load import Knowledge

_COMPANY, _DELEGATION, _PRESENCE, _ABOUT = map(mark, ("word:company", "word:deleg", "word:presence", "word:about"))
_UNSURE = ("home", "title:Foreign Secretary")  # a polity that the delegation's own overrules
_MISSIONS = frozenset(["ambassador", "charge-daffaires", "consul-general", "deputy-consul"])
_LOCAL = frozenset(["head", "director-general", "adviser", "undersecretary", "other", "member"])
_SENT = ("special-envoy", "special-representative", "representative", "adviser", "spokesperson", "ambassador")
_GREETINGS = ("silav", "rêz", "slav", "سلاو", "ریز")
_COMPRISING = frozenset(
    [
        "comprising", "including", "included", "includes", "comprised", "comprises", "consisting", "grouping", "ضم", "یضم", "تضم", "پیکهاتبوو", "پیکهاتووه", "هاتبوو",
        "هاتووه", "پیکدیت", "پیکهاتوون", "گرتبوو", "گرتووه", "لهخوگرتبوو", "hatibû", "dihat", "pêkhatî", "pêkhatibû",
    ]
)  # fmt: skip
_MEMBERS = frozenset(["members", "included", "includes", "comprised", "comprises", "consisted", "consists"])
_COMPANY_OF = frozenset(["accompanied", "flanked"])
_LISTING = frozenset(
    ["و", "،", "ههروهها", "ژمارهیهک", "û", ",", "hejmarek", "herwiha"]
)  # folded: between those present
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
_OF_THE_BUREAU = "Member of the Political Bureau"
_STAFF = frozenset(["director-general", "undersecretary", "adviser"])
_ACCOMPANIED = frozenset(["رافق", "رافقه", "رافقها", "یرافقه", "یرافقها", "ضم", "یضم", "تضم"])
_COURTLY = frozenset(["Director of the King's Office", "Chief of the Royal Court"])
_MAJESTY = frozenset(["جلالته", "جلاله", "سموه", "الملک"])  # folded
_MADE_OF = frozenset(["المکون", "المولف", "المکونه", "المولفه"])
_SAYS = frozenset(
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
        "کشف",
        "کتب",
        "کتبت",
        "غرد",
        "غردت",
        "نشر",
        "نشرت",
    ]
)
_MEANTIME = frozenset(["خلال", "وخلال", "اثناء"])
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
_STAYS = frozenset(["visit", "stay", "trip", "tour", "stopover"])
_HEADING = ("serokat", "serkêş", "serperişt")  # what who leads a delegation does
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
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday"])
_REGARDS = frozenset(["تحیات", "تهانی", "تمنیات", "وتحیات", "وتهانی", "وتمنیات"])
_BESIDE = frozenset(["ahead", "before", "after", "following", "prior", "besides"])  # a meeting


_CLOSES_REPORT = frozenset(
    ["kir", "kirin", "xist", "da", "ziman", "kişand", "dike"]
)  # Kurmanji: ends of verbs of saying, before "ku"

_NOT_TO_HIM = [["ya"], ["a"], ["bo"], ["ji"]]
_GLAD = [["xweşhal"], ["kêfxweş"], ["dilxweş"], ["şad"], ["bextewar"]]


def _in_place(words: Sequence[str], item: Item) -> bool:
    """Kurmanji: "di civînê de", "di vê hevdîtinê de": what is said there."""
    return words[item.start - 1] in ("di", "vê", "wê")


class SideReader:
    """Reads who takes part. The attributes are the notes of one entry; see `Judge`."""

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
        self.events: list[Event] = []
        self.delegates: list[int] = []  # entities that a sentence lists as members of the delegation
        self.vetoes: dict[str, float] = {}
        self.kept: list[Event] = []
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

    def _roles(self, told: Told) -> None:
        """Sides, attendants, and people merely spoken of."""
        s = told.s
        refs = self.reader.refs.get(s.index, [])
        if not told.cues and self.lang in ("ckb", "kmr"):
            self._beside(told, refs)
        first_cue = min((item.start for item, _ in told.cues), default=None)
        strong = any(c.kind in STRONG and not self._place_of_presence(told, i) for i, c in told.cues)
        previous: str = ""
        previous_end = -10
        sender: Ref | None = None
        for ref in refs:
            if ref.plural or ref.entity < 0:
                continue
            entity = self.reader.entities[ref.entity]
            if self.lang == "kmr" and self._heads_them(told, ref):
                ref.link = "led"
            if ref.link == "led" and (
                entity.polity is None or (entity.polity_rule.startswith(_UNSURE) and entity.actor is None)
            ):
                groups = told.groups
                if not groups and (
                    (self.lang in ("ckb", "kmr") and any(i.is_word("deleg") for i in s.items))
                    or (self.lang == "en" and s.words[:2] == ["led", "by"] and ref.start < 4)
                ):  # "Led by NAME, they were hosted by B", of a group told of before
                    groups = next((t.groups for t in reversed(self.told[-2:]) if t.groups), [])
                    groups = [Group(g.polity, 0, g.rule) for g in groups if ref.start]
                for group in groups:
                    if group.at < ref.start:
                        entity.polity, entity.polity_rule = group.polity, group.rule
                        if entity.office is None:
                            entity.office, entity.role, entity.rank = "head", "Head of delegation", 44
            if s.zone == TITLE and ref.short and not ref.office and self._only_in_title(entity):
                continue
            if self.lang == "en" and sender is not None and entity.office is None and ref.name:
                self._colleague(told, sender, ref)
            self._of_delegation(told, ref)
            if (
                told.attends
                and entity.polity is None
                and entity.office
                and (entity.full is not None or (ref.complement and ref.link in ("presence", "cue", "and")))
                and self.lang == "en"
            ):
                self._side_of_attendant(told, ref, entity)
            if (
                told.attends
                and ref.name
                and entity.polity is None
                and entity.office in _STAFF
                and (
                    self.reader.home in _HOMES
                    or (self.lang == "ar" and self.reader.home in {self._polity(r) for t in self.told for r in t.mains})
                )
            ):
                entity.polity, entity.polity_rule = (
                    self.reader.home,
                    "home",
                )  # "the ministry's director-general was there, too"
            unsure = entity.polity is None or (entity.polity_rule == "home" and entity.actor is None)
            if self.lang == "en" and unsure and entity.office in ("president", "prime-minister"):
                self._of_the_seat(told, entity)
            if self.lang == "en" and entity.polity is None and entity.office == "member-of-parliament" and entity.full:
                self._of_the_lawmakers(entity)
            if self.lang == "ar" and entity.polity is None and entity.role == _OF_THE_BUREAU:
                self._of_the_party(told, entity)
            if self.lang == "ar" and entity.polity is None and entity.role in _COURTLY:
                self._of_the_court(entity)
            verdict = self._verdict(told, ref, first_cue, strong, previous, previous_end)
            if verdict == "attend" and self.lang == "ar" and unsure and entity.actor is None and told.mains:
                self._beside_host(told, ref, entity)
            if verdict == "attend" and self.lang == "ar" and entity.actor is None:
                if self._of_the_side(told, ref, entity):
                    pass
                elif entity.polity_rule == "home":
                    self._of_the_host(told, entity)
            if sender is not None and self._sent_by(sender, ref):
                verdict = "spoken"
                if previous == "main" and sender not in told.mains and self._official(sender):
                    told.mains.append(sender)
            sender = ref
            if verdict != "spoken" or entity.office or ref.link != "of" or self.lang != "en":
                previous, previous_end = verdict, ref.end  # not "of the Chaldean Catholic Church, and NAME, the Nuncio"
            if entity.polity is None and self.lang == "en":
                if entity.office in _MISSIONS and entity.full is ref:
                    self._side_of_envoy(told, refs, entity)
                elif verdict == "main":
                    self._side_of_fellow(told, refs, ref)
            if self.lang == "ckb" and verdict == "main" and unsure and told.mains:
                self._of_the_hosts(told, ref, entity)
            if self.lang == "en" and verdict == "main" and unsure and told.mains:
                self._of_the_cabinet(told, told.mains[-1], ref, entity)
            if verdict == "main" and self._official(ref):
                told.mains.append(ref)
            elif verdict == "attend" and self._official(ref):
                told.others.append(ref)
        if self.lang in ("ckb", "kmr") and not told.mains and told.cues:
            told.mains.extend(self._chairs(refs) or self._at_the_summit(told))
            told.others = [r for r in told.others if r not in told.mains]

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
        if "King" in e.role and (
            crown := {self._polity(r) for t in self.told for r in t.mains if self._crowned(r)} - {""}
        ):
            e.polity, e.polity_rule = crown.pop(), "crown"  # of His Majesty's office
            return
        met = {self._polity(r) for t in self.told for r in t.mains}
        if self.reader.home and (self.reader.home in _HOMES or self.reader.home in met) and e.office in _LOCAL:
            e.polity, e.polity_rule = self.reader.home, "home"

    def _of_the_seat(self, told: Told, e: Entity) -> None:
        """ "The Prime Minister hosted NAME in Downing Street": of the country whose house it is."""
        if not any(c.kind == "receive" for _, c in told.cues):
            return
        seat = next((polity for i in told.s.items if (polity := i.has("seat")) is not None), None)
        if seat is not None:
            e.polity, e.polity_rule = seat, f"seat:{seat}"

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
        """Sorani: "لەلایەن A، سەرۆکوەزیرانی یۆنانەوە پێشوازیی لێ کرا و لەگەڵ B، وەزیری دەرەوە کۆبووەوە": B is of the country visited."""
        if e.full is not ref or not (e.office or "").endswith("minister") or ref.link not in ("with", "by", "at"):
            return
        if not any(self._polity(r) in _HOMES and r.link not in ("with", "by", "at") for r in told.mains):
            return
        for host in told.mains:
            fellow = self.entity(host)
            abroad = fellow is not None and fellow.polity not in (None, *_HOMES)
            if fellow is not None and abroad and fellow.rank >= 60 and host.link in ("with", "by", "at"):
                e.polity, e.polity_rule = fellow.polity, "listed"

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
            and any(i.is_word("deleg") for i in told.s.items)
            and any(i.is_word("consists") for i in told.s.items)
            and (before := next((t.groups for t in reversed(self.told[-3:]) if t.groups), None))
        ):  # "Şande ji parlamenteran A û B pêk dihat", whose side the sentence before told
            entity.polity, entity.polity_rule = before[-1].polity, before[-1].rule
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
            if any(w in _COMPRISING or w.lstrip("و") in _ACCOMPANIED for w in around) and not any(
                group.at < i.start < ref.start and not self._clause_opens(told, i, ref)
                for i, c in told.cues
                if c.kind in STRONG
            ):
                entity.polity, entity.polity_rule = group.polity, group.rule

    def _came_in_his_delegation(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "A arrived at the head of a delegation that includes the commander NAME": who came with A is of his side."""
        words = told.s.words
        opens = next((i for i, w in enumerate(words[: ref.start]) if w == "delegation"), None)
        if opens is None or not _COMPRISING & set(words[opens : ref.start]):
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
        return self._polity(leader) if leader is not None else ""

    def _member_of_delegation(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "a delegation led by A and including Baroness B": who is listed behind its leader came with him."""
        if not told.mains:
            self._listed_member(told, ref, e)
            return
        leader = told.mains[-1]
        between = told.s.words[leader.end : ref.start]
        if leader.link == "led" and "including" in between and len(between) <= 4 and (polity := self._polity(leader)):
            member = self.k.offices["member"]
            e.polity, e.polity_rule = polity, "delegation"
            e.office, e.role, e.rank = member.id, "Member of the delegation", member.rank

    def _listed_member(self, told: Told, ref: Ref, e: Entity) -> None:
        """ "The delegation, whose members are A and B": of the side whose delegation the sentence before told of, without an office."""
        words = told.s.words
        opens = words.index("delegation") if "delegation" in words[:4] else ref.start
        if not told.attends or not _MEMBERS & set(words[opens : ref.start]):
            return
        of = next((t.groups for t in reversed(self.told[-2:]) if t.groups), None)
        if of is not None:
            member = self.k.offices["member"]
            e.polity, e.polity_rule = of[-1].polity, of[-1].rule
            e.office, e.role, e.rank = member.id, "Member of the delegation", member.rank

    def _verdict(
        self, told: Told, ref: Ref, first_cue: int | None, strong: bool, previous: str, previous_end: int
    ) -> str:
        s = told.s
        if ref.start in told.aside:
            return "spoken"
        near = ref.start - previous_end <= 4
        of_complement = ref.name is not None and ref.name[1] < ref.end  # "NAME, director of Duhok's Board"
        if ref.end < len(s.words) and s.words[ref.end] == "'s" and self.lang == "en" and not of_complement:
            after = s.words[ref.end + 1 : ref.end + 4]
            if not any(w in ("meeting", "call", "talks", "visit", "meetings") for w in after):
                return "spoken"
        if self.lang == "en" and (self._called_upon(s.words, ref) or self._first_to(s.words, ref)):
            return "spoken"
        if ref.link == "mention":
            invited = self.lang == "en" and "invitation" in s.words[max(0, ref.start - 4) : ref.start]
            if invited and told.both and any(i.start > ref.end and c.kind in ("talk", "meet") for i, c in told.cues):
                return "main"  # "arrived at the invitation of NAME, and the two discussed ..."
            if invited and not told.mains and strong and first_cue is not None and first_cue < ref.start:
                return "main"  # "leaders of the blocs met at the invitation of the premier"
            visit = self.lang == "en" and "visit" in s.words[max(0, ref.start - 3) : ref.start]
            if self.lang == "ar" and ref.clitic.startswith(
                "ل"
            ):  # "in a visit of the minister's to Baghdad, he met ..."
                visit = any(w.endswith(("زیاره", "جوله")) for w in s.words[max(0, ref.start - 4) : ref.start])
            coming = any(i.start > ref.end and c.kind in ("meet", "receive") for i, c in told.cues)
            return "main" if visit and coming else "spoken"
        if ref.link == "led" and strong and first_cue is not None and first_cue < ref.start:
            return "main"
        if ref.link == "led":
            if self.lang == "en" and self._house_led_by(told, ref):
                return "main"
            sent = any(i.start < ref.start for i in s.those(_DELEGATION)) or "delegation" in s.words[: ref.start]
            return "main" if sent else "spoken"
        if self.lang == "en" and self._among_meetings(told, ref):
            return "main"
        presence = [i for i in s.those(_PRESENCE) if i.start < ref.start]
        if presence and all(
            not (presence[-1].end <= c.start < ref.start) for c, cue in told.cues if cue.kind in STRONG
        ):
            gap = s.words[presence[-1].end : ref.start]
            if ref.link in ("presence",) or (previous == "attend" and near) or len(gap) <= 3:
                return "attend"
        if ref.link == "of" and previous_end > 0 and near and previous in ("main", "attend") and self.lang == "en":
            return "spoken"
        if self.lang == "en" and self._sets_the_time(told, ref):
            return "aside"
        if (
            self.lang == "ar"
            and strong
            and ref.start
            and s.words[ref.start - 1] in ("بعد", "قبل", "عقب")
            and s.words[max(0, ref.start - 2)] != "من"
            and not ref.clitic
        ):
            return "aside"  # "after the president, the premier"
        if self.lang == "ar" and (self._only_says(told, ref) or self._greeted(told, ref)):
            return "spoken"
        discussed = self.lang == "ar" and any(c.kind == "talk" for _, c in told.cues)
        if told.attends and not strong and not (discussed and ref.end <= told.attends[0].start):
            return "spoken" if self._behind_the_verb(told, ref) else "attend"
        if (
            self.lang == "ar"
            and told.attends
            and any(a.end <= ref.start for a in told.attends)
            and ref.link in ("presence", "cue", "and", "other")
            and self._attends_between(told, ref)
        ):
            return "attend"
        if self.lang in ("en", "ar") and first_cue is not None and ref.start > first_cue:
            barrier = [
                i
                for i in s.those(_ABOUT)
                if first_cue < i.start < ref.start
                and not i.is_word("filler", "with")
                and not opens_a_date(s, i)
                and not (self.lang == "ar" and s.words[i.start] == "عن" and s.words[i.end : i.end + 1] == ["الجانب"])
                and not (s.words[i.start] == "during" and set(s.words[i.end : i.end + 3]) & _STAYS)
                and not (
                    s.words[i.start] in _MEANTIME
                    and s.words[i.end : i.end + 1]
                    and s.words[i.end].startswith(_HIS_STAY)
                )
            ]
            crossed = [i for i in barrier if i.start >= previous_end and not self._comprised(told, i, ref)]
            if (
                crossed
                and ref.link not in ("with", "by", "cue", "presence")
                and not self._cue_between(told, crossed[-1].start, ref.start)
                and not self._each_of(s.words[: ref.start])
                and not self._subject_ahead(told, ref)
            ):
                return "spoken"
            if previous == "spoken" and ref.link == "and" and near:
                return "spoken"
        if self.lang in ("ckb", "kmr"):
            if self._greetings_of(told, ref) or self._tells_of_others(told, ref):
                return "spoken"
            ahead = [a for a in told.attends if 0 <= a.start - ref.end <= 8 and not a.is_word("presence")]
            if ahead and not any(
                ref.end <= i.start < ahead[0].start and not self._place_of_presence(told, i)
                for i, c in told.cues
                if c.kind in STRONG
            ):
                return "attend"
            if ref.link in ("about", "and") and self._makes_up(told, ref):
                return "main"
            if self._thanked(told, ref) or self._in_report(told, ref) or self._visit_of(told, ref):
                return "spoken"
            if ref.link == "about" and self._listed_present(told, ref):
                return "attend"
            if ref.link in ("about", "other") and told.both and self._invites(told, ref):
                return "main"
            if ref.link in ("other", "and") and not strong and not told.both and self._invited_by(told, ref):
                return "spoken"  # "بە بانگهێشتی NAME بەشداری لە لوتکەکە دەکات"
            if ref.link == "about":
                leads = any(
                    w.startswith(("serokat", "serperişt", "سهروکایهت", "سهرپهرشت"))
                    for w in s.words[ref.end : ref.end + 3]
                )
                return "main" if leads else "spoken"
            if previous == "spoken" and ref.link == "and" and near:
                said = any(says(w) or w == ":" for w in s.words[previous_end : ref.start])
                return "main" if said else "spoken"  # "X ڕایگەیاند، A ..." is about A
        if previous == "attend" and ref.link == "and" and near:
            return "attend"
        return "main"

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
        return barrier.end < ref.start <= barrier.end + 2 and told.s.words[barrier.end] in _COMPRISING

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

    def _place_of_presence(self, told: Told, item: Item) -> bool:
        """Kurmanji: "X jî di hevdîtinê de cih girt": where somebody was present, no meeting of his own."""
        if self.lang != "kmr" or not told.attends or not item.start:
            return False
        words = told.s.words
        return words[item.start - 1] in ("di", "li") and any(0 <= a.start - item.end <= 4 for a in told.attends)

    @staticmethod
    def _invited_by(told: Told, ref: Ref) -> bool:
        before = told.s.words[max(0, ref.start - 2) : ref.start]
        return any(w.startswith(("بانگهیشت", "vexwendin", "vexwandin", "dawet")) for w in before)

    def _invites(self, told: Told, ref: Ref) -> bool:
        """ "لەسەر بانگهێشتی NAME گەیشتە ... و هەردوولا ...": who invited is one of the two, where they meet or talk further on."""
        if not self._invited_by(told, ref):
            return False
        return any(i.start > ref.end and c.kind in (*STRONG, "talk") for i, c in told.cues)

    def _makes_up(self, told: Told, ref: Ref) -> bool:
        """ "şandeke ku ji A û B pêk tê": those whom the delegation consists of."""
        words = told.s.words
        return any(
            g.at < ref.start
            and "ji" in words[g.at : ref.start]
            and "pêk" in words[ref.end : ref.end + 40]
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
        if words[0].removeprefix("و") not in _SAYS or ref.start > 3:
            return False
        that = next((n for n in range(ref.end, len(words)) if words[n] in ("ان", "بان", ":")), None)
        if that is None or any(ref.start < i.start < that for i, c in told.cues if c.kind != "talk"):
            return False
        others = [
            r for r in self.reader.refs.get(told.s.index, ()) if r.start > that and r.entity >= 0 and not r.plural
        ]
        sides = {self._polity(r) for r in others if self._official(r)} - {""}
        return len(sides) >= 2 and any(i.start > that for i, c in told.cues if c.kind in ("meet", "receive"))

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
        if len(others) < 2 or others[0].link in ("with", "mention"):
            return False
        return len({self._polity(r) for r in others} - {""}) >= 2

    def _thanked(self, told: Told, ref: Ref) -> bool:
        """Kurmanji: "Serok jî spasiya Donald Trump kir": who is thanked in a meeting at which the text has not placed him."""
        if told.s.words[max(0, ref.start - 1) : ref.start] not in (["spasiya"], ["sipasiya"], ["spasiyên"]):
            return False
        before = [t for t in self.told if not t.skip and len({self._polity(r) for r in t.mains}) > 1]
        if not before:
            return any(w.startswith("peyam") for w in told.s.words)  # "bi peyamekê spasiya Serok Trump kir"
        return not any(r.entity == ref.entity for t in before for r in t.mains)

    @staticmethod
    def _visit_of(told: Told, ref: Ref) -> bool:
        """Kurmanji: "di hevdîtinê de ... giringiya serdana Papa ya bo Iraqê": whose visit was only spoken of at the meeting."""
        words = told.s.words
        there = any(c.kind == "noun" and i.start < ref.start and _in_place(words, i) for i, c in told.cues)
        if ref.link == "by" and there:  # "... û got, ew pêkvejiyan ji aliyê Papa ve cihê rûmetê ye"
            met = any(i.start > ref.start and c.kind in (*STRONG, "noun") for i, c in told.cues)
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
        if any(i.start > ref.start and c.kind in (*STRONG, "talk") for i, c in told.cues):
            return False  # the verb stands last: "got ku A bi B re civiya"
        that = max(n for n, w in enumerate(words[: ref.start]) if w == "ku")
        verb = words[that - 1] in _CLOSES_REPORT or says(words[that - 1])
        in_it = any(c.kind in (*STRONG, "noun") and i.end <= that and _in_place(words, i) for i, c in told.cues)
        return verb and in_it and bool(told.mains)

    @staticmethod
    def _greetings_of(told: Told, ref: Ref) -> bool:
        """Kurdish: "silav û rêzên Serok X gihandin": whose greetings were conveyed; "spasiya X kir" and the like are said there."""
        behind = told.s.words[ref.end : ref.end + 6]
        conveyed = any(w.startswith(("gihan", "ragihan", "گهیاند", "گهیهند")) for w in behind)
        return conveyed and any(w.startswith(_GREETINGS) for w in told.s.words[max(0, ref.start - 3) : ref.start])

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
        if not _DAYS.isdisjoint(told.s.words[noun.end : ref.start]):
            return False  # "after talks in Baghdad on Sunday with B": an earlier leg, with its own day
        return any(
            c.kind in ("meet", "receive") and (i.start > ref.end or i.end < noun.start - 4) for i, c in told.cues
        )

    def _attends_between(self, told: Told, ref: Ref) -> bool:
        last = max((a.start for a in told.attends if a.end <= ref.start), default=-1)
        return last >= 0 and ref.start - last <= 12

    def _subject_ahead(self, told: Told, ref: Ref) -> bool:
        """ "In their first encounter since May, A and B discussed ...": subjects of a verb yet to come."""
        if any(c.kind != "noun" for i, c in told.cues if i.start < ref.start):
            return False
        return any(0 <= i.start - ref.end <= 8 for i, c in told.cues if c.kind in (*STRONG, "talk"))

    def _cue_between(self, told: Told, start: int, end: int) -> bool:
        return any(start < item.start < end and cue.kind in (*STRONG, "noun") for item, cue in told.cues)

    def _polity(self, ref: Ref) -> str:
        entity = self.entity(ref)
        return (entity.polity or "") if entity else ""

    def _entity_polity(self, index: int) -> str:
        return self.reader.entities[index].polity or ""
