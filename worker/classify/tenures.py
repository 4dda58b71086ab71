"""Who somebody is as of the day: the office held, for whom, and what the knowledge says of it."""

from collections.abc import Sequence
from datetime import date

from worker.classify.lexicon import mark
from worker.classify.offices import OfficeReader
from worker.classify.refs import Entity, Ref
from worker.classify.text import SIDE, TITLE
from worker.knowledge.load import Tenure

_PLACES = mark("place")
_STAFF = frozenset(["director-general", "undersecretary"])
_BARE_SECRETARIES = frozenset(["title:Secretary of State", "title:Defence Secretary", "title:Foreign Secretary"])
_NEVER_HOME = frozenset(
    [
        "ambassador",
        "consul-general",
        "deputy-consul",
        "special-envoy",
        "charge-daffaires",
        "representative",
        "member",
        "member-of-parliament",
        "other",
        "adviser",
        "head",
        "assistant-secretary",
        "director-general",
        "deputy-secretary-general",
        "state-minister",
        "military-commander",
        "special-representative",
        "head-of-mission",
    ]
)
_ARMS = ("Air", "Navy", "Naval", "Ground Forces", "Army", "Border", "Joint Operations")  # parts of a state's forces
_UNTOLD = frozenset(["guest", "minister", "head", "member", "other", "president", "party-leader", "representative", "special-envoy", "military-commander"])  # fmt: skip
_UN_ENVOYS = {"special-envoy", "special-representative"}  # which of them somebody is, the news rarely says
_COUNTRIES = mark("adj", "polity", "capital")
_LED_BY_ONE = frozenset(["UN", "NATO", "AL", "OIC", "GCC", "EU"])  # bodies with a Secretary-General
_VAGUE = 40  # of rank, that a reference without a charge stands behind one with it
_CHOSEN = ("-elect", "-designate")
GENERAL = {
    "special-envoy": ("ambassador", "special-representative", "charge-daffaires", "deputy-special-representative", "assistant-secretary", "representative", "consul-general", "deputy-consul"),
    "other": ("ambassador", "charge-daffaires", "consul-general", "deputy-consul", "special-envoy", "special-representative", "undersecretary", "assistant-secretary", "deputy-foreign-minister", "head", "state-minister", "director-general", "adviser"),
    "president": ("party-leader", "speaker", "senate-president"),
    "party-leader": ("president", "prime-minister"),
    "head": ("special-representative", "head-of-mission", "adviser", "director-general", "military-commander", "coalition-commander", "representative"),
    "representative": ("special-representative", "head-of-mission"),
    "deputy-representative": ("deputy-special-representative",),
    "military-commander": ("coalition-commander", "deputy-coalition-commander", "head-of-mission"),
    "member": ("member-of-parliament",),
    "minister": (
        "foreign-minister", "defence-minister", "interior-minister", "finance-minister", "oil-minister", "justice-minister", "trade-minister",
        "planning-minister", "health-minister", "education-minister", "higher-education-minister", "culture-minister", "agriculture-minister",
        "environment-minister", "transport-minister", "electricity-minister", "migration-minister", "labour-minister", "water-minister",
        "peshmerga-minister", "natural-resources-minister", "state-minister", "deputy-foreign-minister",
    ),
}  # fmt: skip
_NO_PREMIER = ("IR", "US", "BR", "MX", "AR", "ID", "PH", "CY")  # states without a prime minister
_AUTHORITY = frozenset(["هییه", "الهییه", "جهاز", "المفوضیه", "مفوضیه"])  # folded: bodies of a state
_OF_PARTIES = frozenset(["party-leader", "deputy-party-leader"])
_COMMITTEE = frozenset(["لجنه", "اللجنه"])
_OF_PARLIAMENT = frozenset(["النیابیه", "البرلمانیه", "الوزاریه", "النواب"])
_GOVERN = ("minister", "speaker", "undersecretary")  # how offices of a government and its parliament end
_HEADS = ("president", "monarch", "chancellor", "crown-prince")
_MET_BY = frozenset(["with", "by", "cue", "at", "to"])  # links of those whom somebody met
_IN = frozenset(["in", "at", "فی", "له", "li"])
_HOUSES = ("wezaret", "konsulxan", "balyozxan", "sefaret")  # folded: that tell of their own people
_BLOCS = ("تحالف", "ایتلاف", "هاوپهیمان", "hevpeyman", "îtîlaf")  # folded


class TenureReader(OfficeReader):
    """Settles office and polity of each person from the references to him and from his dated offices."""

    def _home_of(self, ref: Ref) -> str | None:
        """The polity of an office named without one: never of an envoy, whose polity is always somebody else."""
        if ref.office == "pope":
            return "VA"
        if ref.office in ("monarch", "crown-prince") and self.lang in ("ckb", "kmr"):  # never of a republic
            sides = [r.polity for e in self.entities for r in e.refs if r.office in ("monarch", "crown-prince")]
            return next((polity for polity in sides if polity), None)
        if ref.office in ("monarch", "crown-prince", "supreme-leader") and self.home in (None, "IQ", "IQ-KR"):
            return None
        if (
            self.lang == "ar"
            and ref.office in ("undersecretary", "deputy-foreign-minister")
            and ref.office_span is not None
        ):
            head = self.doc.sentences[ref.sentence].words[ref.office_span[0]]
            return self.home or ("IQ" if "وکیل" in head else None)  # only Iraq's deputy ministers are called so
        if self.lang == "kmr" and ref.name and (told := self._announced_by(ref)) is not None:
            return told
        if self.lang in ("ckb", "kmr") and ref.name and ref.office in _STAFF and ref.office_span is not None:
            if not self._of_ministry(ref):
                return None
            words = self.doc.sentences[ref.sentence].words[slice(*ref.office_span)]
            of_ministry = any(w.startswith(("وهزارهت", "wezaret")) for w in words)
            return (self._ministry_before(ref) if of_ministry else None) or self.home
        if self.lang == "ar" and ref.office == "head" and ref.name:
            end = ref.name[0] if ref.name[0] > ref.start else ref.end
            words = self.doc.sentences[ref.sentence].words[ref.start : end]
            if "الوزاره" in words or "بالوزاره" in words:  # "رئيس دائرة الدول المجاورة في الوزارة"
                return self._ministry_before(ref) or self.home
            if words[0].removeprefix("و") == "رییس" and words[1] in ("دایره", "الدایره"):
                return self.home or "IQ"  # "رئيس دائرة آسيا" of a ministry: so departments are called in Iraq
            of_house = not _OF_PARLIAMENT.isdisjoint(words) and not _COMMITTEE.isdisjoint(words)
            if of_house or not _AUTHORITY.isdisjoint(words):
                return self.home  # "رئيس هيئة الاستثمار", "رئيس لجنة العلاقات الخارجية النيابية"
        if self.lang != "en" and ref.office == "party-leader" and self.home in ("IQ", "IQ-KR"):
            words = self.doc.sentences[ref.sentence].words[ref.start : ref.end]
            if any(w.startswith(_BLOCS) for w in words):
                return "IQ"  # so Iraq's blocs are called
            if self.lang == "ar":
                return None
        if ref.office == "prime-minister" and self.home in _NO_PREMIER:
            return None
        if self.lang == "ar" and ref.office == "adviser" and ref.office_span is not None:
            served = {"رییس", "لرییس"} & {*self.doc.sentences[ref.sentence].words[slice(*ref.office_span)]}
            return self.home if served else None  # "مستشار رئيس الوزراء", "المستشار السياسي لرئيس الوزراء"
        if self.lang == "ar" and ref.office == "military-commander" and ref.office_span is not None:
            said = self.doc.sentences[ref.sentence].words[ref.office_span[0] : ref.office_span[0] + 2]
            if said[0].lstrip("وبل") == "قاید" and said[-1] in ("عملیات", "العملیات"):
                return self.home or "IQ"  # "قائد عمليات نينوى": so commands are called in Iraq
            if said[-1].removeprefix("ال") in ("قوات", "شرطه", "حرس", "قوه"):
                return self.home  # "قائد قوات الحدود": of the country whose news it is
        if self.lang == "en" and ref.name and ref.office == "director-general" and ref.name[1] < ref.end:
            words = self.doc.sentences[ref.sentence].words[ref.name[1] : ref.end]
            if words[:4] == [",", "the", "ministry", "'s"]:
                return self.home  # "NAME, the ministry's director for Western Europe"
        if ref.office == "military-commander" and any(arm in ref.role for arm in _ARMS):
            return self.home  # "قائد القوة الجوية": of the forces of the country whose news it is
        if self.lang == "en" and ref.office == "head" and ref.name and "department" in ref.complement.lower():
            return self.home  # "the head of the Europe Department", in the news of a ministry
        if not ref.office or ref.office in _NEVER_HOME:
            return None
        if ref.office == "secretary-general":
            return self._home_of_secretary(ref)
        if (
            ref.office
            in ("foreign-minister", "deputy-foreign-minister", "defence-minister", "oil-minister", "vice-president")
            and self.home == "IQ-KR"
        ):
            return "IQ"
        if ref.office in ("peshmerga-minister", "natural-resources-minister", "head-of-foreign-relations"):
            return "IQ-KR"
        return self.home

    def _home_of_secretary(self, ref: Ref) -> str | None:
        """Of a Secretary-General: a ministry's is of the state, any other of the body whose news it is or, in English, of the one spoken of."""
        if self.home in _LED_BY_ONE or "ministry" in ref.complement.lower():
            return self.home
        if self.lang != "en" or ref.name is not None or ref.complement:
            return None
        told_of = _LED_BY_ONE & self._mentioned()  # "The Secretary-General met ..."
        return next(iter(told_of)) if len(told_of) == 1 else None

    def _ministry_before(self, ref: Ref) -> str | None:
        """Whose ministry was spoken of last: "وەزارەتی دەرەوەی عێراق ... بریکاری وەزارەت", "استدعت وزارة الخارجية العراقية"."""
        for s in self.doc.sentences[: ref.sentence + 1]:
            if s.zone == SIDE or (s.index == ref.sentence and s.zone == TITLE):
                continue
            for item in s.items:
                if (s.index, item.start) >= (ref.sentence, ref.start):
                    break
                if not s.words[item.start].startswith(("وهزارهت", "wezaret", "وزاره")):
                    continue
                for near in s.items:
                    if item.start <= near.start <= item.end + 3 and (reading := self._polity_reading(near)):
                        return reading[0]
        return None

    def _ministry_of(self, ref: Ref) -> str | None:
        """English: whose ministry the last one told of before is: "Iraq's foreign ministry", "the Iraqi Ministry of Trade"."""
        for s in reversed(self.doc.sentences[: ref.sentence + 1]):
            ahead = s.words[: ref.start] if s.index == ref.sentence else s.words
            if s.zone == SIDE or "ministry" not in ahead:
                continue
            at = max(n for n, word in enumerate(ahead) if word == "ministry")
            for near in s.items:
                told = at - 3 <= near.start < at and "the" not in s.words[near.end : at]
                if told and (reading := self._polity_reading(near)):
                    return reading[0]
        return None

    def _announced_by(self, ref: Ref) -> str | None:
        """Whose ministry or mission tells of the first office behind "ku": "Wezareta Derve ya Japonyayê ragihand ku Wezîrê Derve NAME"."""
        s = self.doc.sentences[ref.sentence]
        if ref.office not in _STAFF and not (ref.office or "").endswith("minister"):
            return None
        if ref.office == "prime-minister" or any(w.startswith(_HOUSES) for w in s.words[ref.start : ref.end]):
            return None
        by = s.words[ref.start - 2 : ref.start] == [
            "ji",
            "aliyê",
        ]  # "serdana Wezareta Derve ya X kir û ji aliyê OFFICE NAME ve hat pêşwazîkirin"
        told = next((n for n in range(ref.start - 1, 0, -1) if s.words[n] == ("û" if by else "ku")), None)
        if told is None or any(told < r.start < ref.start for r in self.refs.get(s.index, ())):
            return None
        house = next((n for n in range(told) if s.words[n].startswith(_HOUSES)), told)
        lands = [land for i in s.items if house <= i.start < told and (land := self._polity_reading(i)) is not None]
        return lands[0][0] if len({land for land, _ in lands}) == 1 else None

    def _of_ministry(self, ref: Ref) -> bool:
        """Whether a named director or undersecretary is of a ministry or department here: neither of a company nor of a delegation."""
        s = self.doc.sentences[ref.sentence]
        assert ref.office_span is not None
        start, end = ref.office_span
        if ref.link == "led" or any(i.is_word("deleg", "company") for i in s.items if start - 8 <= i.start <= end + 1):
            return False
        return not any(i.is_word("led") for i in s.items if start - 8 <= i.start < start)

    def _settle(self, e: Entity) -> None:
        """Office, role and polity of a person from all references and from the knowledge at the date."""
        if not e.refs:
            return
        own = [r for r in e.refs if r.office and r.office != "guest"] or [r for r in e.refs if r.office]
        e.former = bool(own) and all(r.former for r in own)
        main = self._telling(own) if len(own) > 1 else next(iter(own), None)
        tenure = self._tenure(e, main)
        if main is not None:
            e.office, e.role, e.rank = main.office, main.role, main.rank
        for ref in own:
            if ref.polity and not ref.former:
                if tenure is not None and tenure.polity != ref.polity and self._only_implied(ref, tenure):
                    continue
                e.polity, e.polity_rule = ref.polity, ref.polity_rule
                if ref.polity_rule.startswith(("adj", "title", "polity", "body")):
                    break
        e.host = next((r.host for r in own if r.host), None)
        e.at = next((r.at for r in own if r.at), None)
        if tenure is not None:
            self._take_tenure(e, main, tenure)
            if self.lang == "en" and e.former and (tenure.office, tenure.polity) == ("party-leader", "IQ-KR"):
                e.former = False  # "former Kurdistan Region President Masoud Barzani", whose house is still called on
                e.office, e.role, e.rank = tenure.office, tenure.role, self.k.offices[tenure.office].rank
                for ref in own:
                    ref.former = False
        if (chief := self._chief_of(e, main)) is not None:
            e.office, e.role, e.rank = chief.office, chief.role, self.k.offices[chief.office].rank
        if self.lang == "ckb" and self._past(e, main):
            e.former = True  # "سەرۆک مام جەلال", of whom they speak
        if e.polity is None and main is not None:
            self._side_untold(e, main, tenure)

    def _chief_of(self, e: Entity, main: Ref | None) -> Tenure | None:
        """ "NAME, the Region's prime minister and deputy president of the KDP": the office of state that a known person holds on the day beside one
        of his party, where the same sentence gives both; None where it does not."""
        of_party = main is not None and (main.office in _OF_PARTIES or main.polity_rule.startswith("body:"))
        held = e.actor.tenures(self.day) if e.actor is not None and of_party and not e.former else ()
        if main is None or len(held) < 2:
            return None
        told = {r.office for r in e.refs if r.sentence == main.sentence}
        for item in self.doc.sentences[main.sentence].items:
            if main.start <= item.start < main.end:
                told |= {r.id for r in item.readings if r.kind == "office"}
                told |= {self.k.titles[int(r.id)].office for r in item.readings if r.kind == "title"}
        rank = {t.office: self.k.offices[t.office].rank for t in held}
        chief = max((t for t in held if t.office in told - _OF_PARTIES), key=lambda t: rank[t.office], default=None)
        return chief if chief is not None and rank[chief.office] > rank.get(main.office or "", 0) else None

    def _mentioned(self) -> frozenset[str]:
        """The polities that the entry names."""
        if self._named is None:
            self._named = frozenset(
                r.id
                for s in self.doc.sentences
                if s.zone != SIDE
                for item in s.those(_COUNTRIES)
                for r in item.readings
                if r.kind in ("adj", "polity", "capital") and not r.weak
            )
        return self._named

    @staticmethod
    def _telling(own: Sequence[Ref]) -> Ref:
        """The reference that tells best what somebody is: named, in office, with a side, of the highest rank, the earliest."""
        return max(
            [r for r in own if r.name] or own,
            key=lambda r: (
                not r.former,
                r.polity is not None,
                r.rank - _VAGUE if r.office in ("minister", "head", "member", "other") else r.rank,
                -r.sentence,
            ),
        )

    def _take_tenure(self, e: Entity, main: Ref | None, tenure: Tenure) -> None:
        """What a known person holds on the day, where the entry says no more and nothing else."""
        told = main is not None and main.office == "other" and main.polity_rule.startswith("title:")
        if main is None or (
            not told  # in so many words: "رئيس ديوان الرقابة المالية"
            and not main.role.endswith(_CHOSEN)  # and not yet in office
            and (
                tenure.office == main.office
                or {tenure.office, main.office} == _UN_ENVOYS
                or (
                    main.office in _UNTOLD and tenure.office != "spokesperson"
                )  # a minister who speaks for the government
                or (
                    main.counterpart and self.lang in ("en", "kmr")
                )  # whose peer he is may be another than the one named last
            )
        ):
            e.office, e.role = tenure.office, tenure.role
            e.rank = self.k.offices[tenure.office].rank
            e.host, e.at = e.host or tenure.to_polity, e.at or tenure.at
        if e.polity == "COALITION" or (e.polity == "US" and tenure.polity == "COALITION" and main is None):
            return
        if (
            e.polity is None
            or e.polity_rule.startswith(("capital", "home"))
            or (e.polity == "AL" and tenure.polity != "AL" and e.office == tenure.office)  # of an Arab union besides
            or (e.polity != tenure.polity and {e.polity, tenure.polity} in ({"IQ", "IQ-KR"}, {"US", "COALITION"}))
        ):
            e.polity, e.polity_rule = tenure.polity, f"actor:{e.actor.id}" if e.actor else ""

    def _of_the_hosts(self) -> None:
        """ "Met the Emirates' president in Abu Dhabi. He later met Saif al-Mansouri, the minister of trade": on a journey abroad, a minister
        met there of whom nothing tells another side is one of the hosts."""
        untold = [
            e
            for e in self.entities
            if e.actor is None
            and e.full is not None
            and e.polity_rule in ("", "home")
            and (e.office or "").endswith(_GOVERN)
            and not e.full.counterpart
            and e.full.link in _MET_BY
        ]
        if not untold:
            return
        govern = {e.polity for e in self.entities if e not in untold and (e.office or "").endswith((*_GOVERN, *_HEADS))}
        hosts = [polity for polity in govern - {None, "IQ", "IQ-KR"} if polity and self._met_in(polity)]
        if len(hosts) == 1 and len(govern - {None}) > 1:
            for e in untold:
                e.polity, e.polity_rule = hosts[0], "visited"

    def _met_in(self, polity: str) -> bool:
        """Whether the entry names a town of a country behind "in"."""
        return any(
            (place := item.has("place")) is not None
            and self.k.places[place].country == polity
            and (item.clitic == "ب" or (item.start > 0 and s.words[item.start - 1] in _IN))
            for s in self.doc.sentences
            if s.zone not in (TITLE, SIDE)
            for item in s.those(_PLACES)
        )

    def _side_untold(self, e: Entity, main: Ref, tenure: Tenure | None) -> None:
        """A side for whom the entry gives none: the one he has always served, else the home of his office."""
        if e.actor is not None and tenure is None:
            served = {t.polity for t in e.actor.offices}
            if len(served) == 1:
                e.polity, e.polity_rule = next(iter(served)), f"actor:{e.actor.id}"
                return
        if self.lang == "ar" and main.office == "minister" and main.name and (told := self._ministry_before(main)):
            e.polity, e.polity_rule = told, "ministry"  # "أعلنت وزارة الخارجية الهولندية أن الوزير NAME"
            return
        if self.lang == "ar" and main.counterpart:
            return  # whose peer it is tells more than where the paper sits: see `_peers`
        if self.lang == "en" and main.office == "undersecretary" and (told := self._ministry_of(main)) is not None:
            e.polity, e.polity_rule = told, "ministry"  # "Iraq's foreign ministry summoned ... by Undersecretary NAME"
            return
        if main.role == "Senator" and "US" in self._mentioned():
            e.polity, e.polity_rule = "US", "office:senator"  # senators of other countries come with their country
            return
        if (home := self._home_of(main)) is not None:
            e.polity, e.polity_rule = home, "home"

    def _past(self, e: Entity, main: Ref | None) -> bool:
        """Whether a known person is called by an office of which he, like of all others, has been out for years."""
        if e.actor is None or main is None or main.office not in ("president", "prime-minister") or main.polity:
            return False
        return bool(e.actor.offices) and all(
            t.end is not None and (self.day - t.end).days > 700 for t in e.actor.offices
        )

    def _tenure(self, e: Entity, main: Ref | None) -> Tenure | None:
        if e.actor is None:
            return None
        held = e.actor.tenures(self.day)
        if not held:
            return None
        if main is not None:
            if main.host and (
                told := next((t for t in held if (t.office, t.to_polity) == (main.office, main.host)), None)
            ):
                return told  # "the ambassador to Iraq", whose next post is another
            for t in held:
                if t.office == main.office and (main.polity is None or t.polity == main.polity):
                    return t
            for t in held:
                if t.office == main.office:
                    return t
            for t in held:
                same_side = main.polity is None or t.polity == main.polity
                if same_side and main.office == "president" and t.office in GENERAL["president"]:
                    return t
        return max(
            held,
            key=lambda t: (self.k.offices[t.office].rank if t.office != "party-leader" else 70, t.start or date.min),
        )

    def _only_implied(self, ref: Ref, tenure: Tenure | None = None) -> bool:
        """A bare "رئيس الجمهورية" is Iraq's unless the text names another country's, and nobody of Iraq. In English only for a name that
        we know: "Defence Secretary Lloyd Austin", "the Secretary of State, Cardinal Parolin"; so it is in Arabic of who holds `tenure`."""
        if self.lang == "en":
            return ref.name is not None and ref.polity_rule in _BARE_SECRETARIES
        titled = self.lang == "ar" and ref.polity_rule.startswith("title:")
        if titled and tenure is not None and ref.office == tenure.office:
            return (
                True  # "استقبل رئيس الجمهورية NAME دعوة من الرئيس العراقي NAME": a known president of another country
            )
        return (
            titled
            and not any(
                r.office == ref.office and r.polity == ref.polity and r.polity_rule != ref.polity_rule
                for refs in self.refs.values()
                for r in refs
            )
            and not any(
                t.office == ref.office and t.polity == ref.polity
                for e in self.entities
                if e.actor is not None
                for t in e.actor.tenures(self.day)
            )
        )
