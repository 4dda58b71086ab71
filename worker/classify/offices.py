"""The phrases of office in a sentence: head, polity, host, seat and what is headed, in the word order of each language."""

from worker.classify.houses import SECTIONS
from worker.classify.lexicon import OFFICIAL, Item
from worker.classify.polities import SENDS
from worker.classify.refs import HEADS_SAID, PARTICLES, OfficePhrase
from worker.classify.tails import SON_OF, TWOFOLD, TailReader
from worker.classify.text import TITLE, Sentence
from worker.knowledge.load import Actor

_ENGLISH = (
    "title:Foreign Secretary",
    "title:Defence Secretary",
    "title:Home Secretary",
    "title:Secretary of State",
)  # other countries have them, too
_DEFENCE = frozenset(
    ["defense", "defence", "security", "intelligence"]
)  # whose chief is a minister or head of a service
_ASSISTANTS = ("یاریدهدهر", "alîkar", "arîkar")  # folded
# What a deputy of an office holds; a minister's deputy is an undersecretary, whoever else's keeps the office with a lower rank.
_DEPUTIES = {
    "president": "vice-president", "prime-minister": "deputy-prime-minister", "speaker": "deputy-speaker", "party-leader": "deputy-party-leader",
    "foreign-minister": "deputy-foreign-minister", "secretary-general": "deputy-secretary-general", "consul-general": "deputy-consul",
    "coalition-commander": "deputy-coalition-commander", "special-representative": "deputy-special-representative", "ambassador": "charge-daffaires",
}  # fmt: skip
_DEPUTY_WORDS = frozenset(
    [
        *(
            "جیگری",
            "جیگرا",
            "یاریدهدهری",
            "cîgirê",
            "cîgira",
            "cihgirê",
            "cihgira",
            "cigirê",
            "cigira",
            "alîkarê",
            "alîkara",
        ),
        *("arîkarê", "arîkara", "bergirê"),
        "deputy",
    ]
)
_COMMITTEES = (
    "komîte",
    "lijne",
    "fraksiyon",
    "لیژنه",
    "کومیته",
    "فراکسیون",
)  # Kurdish: whoever heads one heads no parliament
_AGENCIES = (
    "دهزگ",
    "دهسته",
    "ریکخراو",
    "کومیسیون",
    "یاژانس",
    "dezgeh",
    "desteya",
    "rêxistin",
)  # their heads are no presidents
_BOARDS = (*_COMMITTEES, *_AGENCIES)  # Kurdish: their second man is no vice-president
_ORDINALS = frozenset(["یهکهمی", "دووهمی", "yekem", "yekemîn", "duyem", "duyemîn", "ê", "yê", "ya", "a"])
_COORDINATES = frozenset(["ومنسق", "ومنسقه", "والمنسق", "والمنسقه", "منسق", "المنسق", "المنسقه"])  # folded
_DIPLOMATIC = ("دبلوماسی", "دبلوماسیه")
# Arabic, folded: what bears a king's name
_NAMED_AFTER = frozenset(
    ["مستشفی", "جامعه", "مطار", "قاعده", "جسر", "شارع", "مدینه", "میناء", "طریق", "کلیه", "معهد", "جایزه", "مرکز", "ملعب", "استاد", "مجمع", "قاعه", "حدیقه", "مکتبه", "مسجد", "جامع", "موسسه", "مدرسه"]
)  # fmt: skip
_OF_THE_UN = frozenset(["general", "للامین", "الامین", "للامم", "الامم"])  # folded: "of the Secretary-General"
_MAIN_OF = frozenset(["شریک", "شریکا", "کشریک", "سبب", "عامل", "محور", "بشکل", "دور", "مصدر"])  # folded
_TWO_HEADED = frozenset(
    ["البرلمانین", "برلمانی", "المجلسین", "مجلسی", "حکومتی", "جمهوریتی", "وزراء", "ارکان", "الارکان", "الجیشین", "جیشی"]
)  # folded
_HEADED = frozenset(["دایره", "هییه", "لجنه", "مکتب", "جهاز", "قسم", "موسسه"])  # folded
_MANY_EN = frozenset(
    ["ministers", "presidents", "ambassadors", "consuls", "lawmakers", "deputies", "diplomats", "officials", "leaders", "members", "commanders", "governors", "representatives", "heads", "envoys", "mps", "senators", "congressmen", "congresswomen", "premiers", "counterparts", "legislators", "parliamentarians", "directors", "chiefs", "speakers", "undersecretaries", "attaches", "attachés", "mayors"]
)  # fmt: skip
# Arabic plurals and duals, folded, without the article
_MANY_AR = frozenset(
    ["وزراء", "سفراء", "قناصل", "روساء", "نواب", "وزیرا", "وزیری", "اعضاء", "عضوی", "قاده", "ممثلی", "سفیری", "وزیران", "وزیرین", "سفیران", "سفیرین", "رییسان", "رییسین", "قنصلان", "قنصلین", "نظراوه", "نظرایه", "برلمانیین"]
)  # fmt: skip
# Sorani plurals: bare, with the izafe, definite.
_ONE = ("کونگریسمان", "کونگرییسمان", "سولتان", "کاپتان")  # that end so and mean one
_MANY = ("ان", "انی", "هکان", "هکانی", "انیش", "انه", "انهی")
_DEPUTY_OF = frozenset(["نایب", "نایبه", "جیگری"])  # folded
_OF_STATE = 60  # rank of those who act for a state
_HEADS = frozenset(["president", "prime-minister", "speaker", "monarch", "judiciary-head"])
_AIDES_OF_MINISTERS = {"نایب": "Deputy", "نایبه": "Deputy", "مساعد": "Assistant", "مساعده": "Assistant"}  # folded
_US_DEPARTMENTS = {"Defence": "Defense", "Foreign": "State", "Finance": "the Treasury", "Trade": "Commerce"}


_BARE = (
    "minister",
    "head",
    "member",
    "other",
    "party-leader",
    "representative",
)  # they say nothing without what is headed
_NO_STATES = (None, "UN", "EU", "NATO", "AL", "COALITION", "=")
_OF_FIRMS_TOO = ("president", "vice-president")
_MODIFIERS = 6  # words before a head that are asked, at most
_CHARGES = (
    6  # words of a minister's charges before the last one: "Planning, Development and Special Initiatives Minister"
)
_AIDES = ("deputy", "vice", "assistant")  # words that make a deputy of the office
_LOOSE = ("stop", "filler")  # classes of words that stand in charges, too: "Security", "Human Rights"
_CHAMBERS = ("parliament", "presidency")  # with a minister behind "and": two
_SUPREME_COMMANDERS = frozenset(["president", "prime-minister", "crown-prince", "monarch"])
_AIDE, _DEPUTY = 40, 55  # ranks: of an aide called "his deputy", the highest of a deputy
_BRANCHES = (["bureau"], ["office"], ["branch"], ["bloc"], ["faction"], ["list"], ["committee"], ["delegation"])


_FORCES = frozenset(["army", "air", "force", "forces", "navy", "naval", "land", "ground", "border", "guard", "guards", "special", "joint", "operations",
                     "defence", "defense", "armed", "carabinieri", "gendarmerie", "corps", "brigade", "contingent", "coast"])  # fmt: skip
_ARMIES = frozenset(["army", "armed", "military"])
_MINISTRIES = frozenset(["ministry", "embassy", "department", "treasury"])  # "led by its Secretary General"
_HOUSES_OF = frozenset(
    ["committee", "commission", "parliament", "senate", "caucus", "house", "assembly", "chamber", "council", "ministry"]
)  # "its chairman": theirs, not a firm's

_RULERS = frozenset(["government", "administration"])
_NO_FIRM_HAS = frozenset(["secretary-general", "speaker", "deputy-speaker", "ambassador", "consul-general", "governor"])
_GOING = (["to"], ["for"], ["back"], ["home"], ["toward"], ["towards"])  # behind "head", where it is a verb


_HOSTS_ALONE = frozenset(
    ["president", "monarch", "speaker", "governor", "minister"]
)  # who is no minister or ambassador besides
_HOUSES_PAIRED = (
    "وزاره",
    "هییه",
    "موسسه",
    "مدیریه",
    "دایره",
    "جامعه",
    "محکمه",
)  # folded: what has a counterpart of its own


class OfficeReader(TailReader):
    """Reads offices: which word of a sentence is the head of one, and what stands before it."""

    def _office_phrases(self, s: Sentence) -> list[OfficePhrase]:
        found: list[OfficePhrase] = []
        reach = 0
        for item in s.those(OFFICIAL):
            if item.start < reach:
                continue
            phrase = self._office(s, item)
            if phrase is None:
                continue
            if self.lang == "en" and found and phrase.start <= found[-1].start and s.words[found[-1].start] == "deputy":
                found.pop()  # "deputy interior minister" is one office
            last = found[-1] if found else None
            if last is not None and self.lang == "ar":
                self._his_deputy(s, last, phrase)
            if last is not None and self.lang == "ar" and self._is_rank(s, last, phrase):
                last.end = reach = phrase.end  # "وكيل الوزارة للشؤون الثنائية السفير NAME"
                continue
            if last is not None and self.lang == "kmr" and self._soldier(s, last, phrase):
                reach = last.end
                continue
            if last is not None and self.lang == "ar" and self._at_his_court(s, last, phrase):
                reach = last.end
                continue
            if last is not None and self._continues(s, last, phrase):
                if self.lang == "en" and "acting" in s.words[last.end : phrase.start]:
                    last.end = phrase.end  # "Minister of Finance and Acting Minister of Trade": the first is his own
                else:
                    self._merge_phrases(last, phrase)
            else:
                found.append(phrase)
            reach = phrase.end
        return found

    def _at_his_court(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Arabic: "المستشار بديوان رئيس الوزراء NAME", "نائب رئيس ديوان ولي العهد NAME": whose court or office it is is not who is named."""
        between = s.words[last.end : phrase.start]
        if between not in (["بدیوان"], ["بمکتب"]) and not (last.office == "vice-president" and between == ["دیوان"]):
            return False
        if last.office == "vice-president":
            head = self.k.offices["head"]
            last.office, last.role, last.rank, last.kind = head.id, "Deputy Head", head.rank, "fixed"
        last.end, last.bare = phrase.end, False
        if not last.polity:
            last.polity, last.polity_rule = phrase.polity, phrase.polity_rule
        return True

    def _his_deputy(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> None:
        """Arabic: "رئيس الحكومة NAME ونائبه NAME", "السفير NAME ونائبه": the deputy of whom stands before, no member of parliament ("نائبة")."""
        if phrase.office != "member-of-parliament" or not self.doc.surface(s, phrase.start, phrase.start + 1).endswith(
            ("نائبه", "نائبها")
        ):
            return
        if (office_id := _DEPUTIES.get(last.office)) is not None and last.kind != "consul":
            office = self.k.offices[office_id]
            phrase.office, phrase.role, phrase.rank, phrase.kind = office.id, office.role, office.rank, "fixed"
            if last.office == "ambassador":
                phrase.role = "Deputy Ambassador"
            phrase.polity, phrase.polity_rule = last.polity, last.polity_rule

    def _continues(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Whether two offices are one person's: "Deputy Prime Minister and Foreign Minister", "نائب رئيس الوزراء وزير الخارجية"."""
        if last.plural or phrase.plural or last.counterpart or phrase.counterpart:
            return False
        if phrase.office == "coalition-commander" and last.office.endswith("minister"):
            return False  # "وەزیری پێشمەرگە و فەرماندەی هاوپەیمانان"
        if last.office != phrase.office and {last.office, phrase.office} <= _HEADS:
            return False  # "رئيس الإقليم ورئيس الحكومة" are two
        apart = phrase.start > last.end or self.lang == "ar"  # and no "Minister-President"
        if last.office in ("minister", "guest") and phrase.office in _HEADS and apart:
            return False  # "التقى الوزير الهولندي رئيس الوزراء NAME", "wezîr û Serokwezîr NAME civiyan"
        by_and = s.words[last.end : phrase.start] in (["and"], ["û"], ["و"])
        if by_and and last.office == phrase.office and phrase.rank >= _OF_STATE:
            return False  # "the prime minister and Qatar's prime minister NAME"
        by_and = (by_and or phrase.clitic == "و") and self.lang != "ckb" and phrase.office not in SENDS
        if by_and and last.office in _HEADS and self._never_held(s, phrase.end, last.office):
            return False  # "رئيس مجلس الوزراء ورئيس تحالف الفتح NAME"
        if self.lang == "ar" and self._verb_and_two(s, last, phrase):
            return False
        ranked = phrase.office in ("adviser", "ambassador") and not (phrase.polity or phrase.host or phrase.clitic)
        if self.lang == "ar" and last.office == "spokesperson" and ranked and s.words[last.end : phrase.start] == ["،"]:
            return True  # "المتحدث باسم الخارجية، المستشار NAME"
        charge = phrase.office.endswith("-minister") and not phrase.polity
        if (
            self.lang in ("en", "ar")
            and last.office in ("deputy-prime-minister", "crown-prince")
            and charge
            and not phrase.clitic
            and s.words[last.end : phrase.start] in ([","], ["،"])
        ):
            return True  # "the Deputy Prime Minister, Minister of Defense NAME", "نائب رئيس مجلس الوزراء، وزير التخطيط، NAME"
        gap = s.words[last.end : phrase.start]
        if self.lang == "ar" and gap == ["/"] and not phrase.clitic and last.office != phrase.office:
            last.polity, last.polity_rule = None, ""
            return True  # "رئيس الاتحاد البرلماني العربي/ رئيس مجلس النواب NAME": what he is here stands last
        if self.lang == "en" and gap and self._holds_also(s, last, phrase, gap):
            return True
        if not gap and last.office.endswith("special-representative") and s.words[phrase.start] in _COORDINATES:
            return not phrase.polity or phrase.polity == last.polity  # the UN's second man is its coordinator, too
        if (
            gap in ([","], ["،"])
            and phrase.office == "ambassador"
            and not (phrase.polity or phrase.host or phrase.clitic)
        ):
            ranked = last.kind not in ("envoy", "consul") or (last.office in SENDS and bool(last.polity))
            return ranked and last.rank > 30  # "the undersecretary, Ambassador NAME"
        joined = [w for w in gap if w not in ("and", "û", "و", "the", "(", ")", "acting")]
        if joined or len(gap) > 2 or (phrase.article and "and" in gap):
            return False
        if not gap and phrase.clitic and phrase.clitic != "و":
            return False
        if (gap or phrase.clitic) and last.polity and phrase.polity and last.polity != phrase.polity:
            return False
        if (gap or phrase.clitic) and not (phrase.rank >= 55 and last.rank >= 55 and abs(phrase.rank - last.rank) < 40):
            return False
        return not (last.polity and phrase.polity and last.polity != phrase.polity)

    def _verb_and_two(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Arabic: "التقى الوزير سفيرة أستراليا", "استقبل الرئيس وزير الخارجية الفرنسي": behind a verb of meeting, who met and whom."""
        verb = s.at[last.start - 1] if last.start else None
        number = verb.has("cue") if verb is not None else None
        if number is None or self.k.cues["ar"].frames[int(number)].kind not in ("meet", "receive"):
            return False
        if s.words[last.end : phrase.start] or phrase.clitic:
            return False
        if last.polity and not phrase.polity and self._serves_another(s, phrase.end, last.polity):
            return True  # "يلتقي السفير الأميركي رئيس الوزراء NAME"
        if not phrase.polity or last.polity:
            return False
        if phrase.kind in ("envoy", "consul"):
            return last.office in _HOSTS_ALONE or last.office.endswith("minister")
        if last.office == phrase.office:
            return True  # "سيلتقي رئيس الوزراء رئيس الحكومة المصرية NAME"
        return last.office in _HOSTS_ALONE and phrase.office.endswith("minister")

    def _never_held(self, s: Sentence, i: int, office: str) -> bool:
        """Whether somebody known stands at token i who has never held this office."""
        people = self._known_at(s, i)
        return bool(people) and not any(t.office == office for a in people for t in a.offices)

    def _serves_another(self, s: Sentence, i: int, polity: str) -> bool:
        """Whether somebody known stands at token i who has never held an office of this polity."""
        people = self._known_at(s, i)
        return bool(people) and not any(t.polity == polity for a in people for t in a.offices)

    def _known_at(self, s: Sentence, i: int) -> list[Actor]:
        """Who in the knowledge may be meant by the name at token i."""
        named = s.item(i) if i < len(s.words) else None
        return [self.k.actors[r.id] for r in named.readings if r.kind == "actor"] if named is not None else []

    @staticmethod
    def _holds_also(s: Sentence, last: OfficePhrase, phrase: OfficePhrase, gap: list[str]) -> bool:
        """English: "Crown Prince and Deputy Supreme Commander of the Armed Forces"."""
        heads = last.office in _SUPREME_COMMANDERS and phrase.office == "military-commander" and gap[0] in ("and", ",")
        return heads and s.words[phrase.end - 2 : phrase.end] == ["armed", "forces"]

    def _merge_phrases(self, last: OfficePhrase, phrase: OfficePhrase) -> None:
        if self.lang == "ar" and phrase.former and not last.former:
            last.end = phrase.end  # "زعيم الحزب والرئيس السابق للإقليم NAME": what he is now
            return
        polity, rule = (phrase.polity, phrase.polity_rule) if phrase.polity else (last.polity, last.polity_rule)
        if (
            phrase.office == "ambassador"
            and (last.kind not in ("envoy", "consul") or last.office in SENDS)
            and not phrase.polity
            and not phrase.host
        ):
            pass
        elif last.office.endswith("special-representative") and phrase.office in (
            "head",
            "head-of-mission",
            "special-envoy",
        ):
            pass  # "the Special Representative of the Secretary-General, head of the mission"
        elif last.office in ("crown-prince", "vice-president") or last.role == "Deputy Crown Prince":
            pass  # "ولي العهد ورئيس مجلس الوزراء"
        elif last.office == "prime-minister" and phrase.office.endswith("-minister"):
            pass  # "Prime Minister and Minister of Foreign Affairs": the higher of the two
        elif not phrase.bare or last.bare:
            last.office, last.role, last.kind = phrase.office, phrase.role, phrase.kind
            last.complement = phrase.complement
        last.rank = max(last.rank, phrase.rank)
        last.polity, last.polity_rule = polity, rule
        last.host, last.at = last.host or phrase.host, last.at or phrase.at
        last.end = phrase.end
        if not (last.former and not phrase.former and self.lang in ("ckb", "kmr") and phrase.rank >= 55):
            last.former = last.former or phrase.former
        else:
            last.former = False  # "سەرۆکی پێشووی پەرلەمان و سەرۆکی پارتی ...": what he is now stands last

    def _office(self, s: Sentence, item: Item) -> OfficePhrase | None:
        """The office whose head is `item`, with all that belongs to it before and behind; None where the word is no office here."""
        p = self._head(s, item)
        if p is None or self._is_no_office(s, item, p):
            return None
        p.head = (item.start, item.end)
        if self.lang == "en" and (p.polity or p.office == "party-leader"):
            self._of_a_part(s, item, p)
        p.plural = self._is_plural(s, item)
        self._deputy(s, p)
        if self.lang == "kmr" and p.office == "undersecretary" and s.words[item.end - 1].startswith("wezaret"):
            self._deputy_minister(s, p)
        if p.office == "vice-president" and s.words[item.end : item.end + 1] and s.words[item.end].startswith(_BOARDS):
            self._turn_into(p, "head")  # "جێگری سەرۆکی لیژنەی دەرەوە", "Cîgirê Serokê Komîteya Derve"
            p.role, p.kind, p.bare = "Deputy Head", "head", True
        if p.kind == "head" and any(w.startswith(_COMMITTEES) for w in s.words[item.start : item.end + 2]):
            p.kind = "committee"  # until the walk behind it is over
        if p.office.endswith("special-representative") and not _OF_THE_UN.isdisjoint(s.words[item.start : item.end]):
            p.polity, p.polity_rule = p.polity or "UN", p.polity_rule or f"office:{p.office}"
        if self.lang == "en":
            self._modifiers_before(s, p)
        elif self.lang == "kmr":
            self._former_before(s, p)
        elif self.lang == "ar" and p.office in SENDS:
            self._sent_in_one(s, item, p)
        self._modifiers_after(s, p)
        if p.kind == "committee":
            p.kind = "head"
        if p.office == "military-commander" and p.polity == "COALITION":
            self._turn_into(p, "deputy-coalition-commander" if p.role.startswith("Deputy") else "coalition-commander")
        elif p.office == "foreign-minister" and p.polity == "IQ-KR":
            self._turn_into(p, "head-of-foreign-relations")  # the Region's "top diplomat": it has no such minister
        if self.lang == "en":
            if p.polity and p.role != "Head":
                self._of_its_branch(s, p)
        elif self.lang == "ar":
            self._as_headed(s, item, p)
        else:
            self._of_a_state(s, item, p)
        if p.office == "assistant-secretary" and self.lang != "en":
            self._of_which_department(s, item, p)
        if p.role == "Deputy Deputy Foreign Minister":  # "یاریدەدەری جێگری وەزیری دەرەوەی ئەمریکا"
            p.role = "Deputy Assistant Secretary of State" if p.polity == "US" else "Assistant Deputy Foreign Minister"
        if p.kind == "speaker-of":
            p.former = True  # never a participant
        if p.office == "party-leader" and not p.polity and not self._leads_anything(s, p):
            return None
        if self.lang == "ckb" and p.office == "governor" and not p.polity and s.words[item.start].startswith("والی"):
            return None  # "واڵی ئەدێیمۆ": Wally, and no wali of any province
        return p

    # -- the head alone --------------------------------------------------------------------------------------------------

    def _head(self, s: Sentence, item: Item) -> OfficePhrase | None:
        """What the word itself tells: a title of one country, a minister's charge, an office of any country, a counterpart."""
        if self.lang == "ar" and (republic := self._another_republic(s, item)) is not None:
            end, polity = republic
            office = self.k.offices["president"]
            return OfficePhrase(
                item.start, end, office.id, office.role, office.rank, office.kind or "fixed", polity, f"polity:{polity}", clitic=item.clitic,
            )  # fmt: skip
        if (number := item.has("title")) is not None and not self._another_party(s, item):
            return self._titled(s, item, int(number))
        if (number := item.has("portfolio")) is not None:
            portfolio = self.k.portfolios[int(number)]
            office = self.k.offices[portfolio.office]
            return OfficePhrase(item.start, item.end, office.id, portfolio.role, office.rank, "", clitic=item.clitic)
        if (office_id := item.has("office")) is not None:
            return self._of_any_country(s, item, office_id)
        if item.is_word("counterpart"):
            whose = s.at[item.start - 1] if item.start else None
            if s.words[item.start] == "colleague" and (whose is None or not whose.has("adj")):
                return None  # "his Iraqi colleague", but "the minister and his colleague"
            if self.lang == "ar" and any(
                w.lstrip("و").removeprefix("ال").startswith(_HOUSES_PAIRED)
                for w in s.words[max(0, item.start - 3) : item.start]
            ):
                return None  # "التعاون بين الوزارة ونظيرتها الفرنسية"
            return OfficePhrase(item.start, item.end, "", "", 0, "counterpart", clitic=item.clitic, counterpart=True)
        return None

    def _titled(self, s: Sentence, item: Item, number: int) -> OfficePhrase:
        """An office by a title that is one country's or body's own: "Secretary of State", "رئيس الجمهورية"."""
        title = self.k.titles[number]
        office = self.k.offices[title.office]
        p = OfficePhrase(
            item.start, item.end, office.id, title.role, office.rank, office.kind or "fixed", title.polity,
            f"title:{title.role}" if title.polity else "", title.to_polity, title.at, clitic=item.clitic,
        )  # fmt: skip
        at_home = self.home in (None, "IQ", "IQ-KR")
        if self.lang == "ar" and not at_home and s.words[item.start : item.end] == ["رییس", "الجمهوریه"]:
            p.polity, p.polity_rule = None, ""  # in the news of another republic its own
        return p

    def _of_any_country(self, s: Sentence, item: Item, office_id: str) -> OfficePhrase | None:
        """An office by its common noun, whose country other words tell; None where the noun is part of a name or an adjective."""
        if self.lang == "ckb" and office_id == "monarch" and self._inside_name(s, item):
            return None
        office = self.k.offices[office_id]
        p = OfficePhrase(item.start, item.end, office.id, office.role, office.rank, office.kind, clitic=item.clitic)
        if (body := item.has("body")) is not None:  # "Congresswoman"
            p.polity, p.polity_rule = self.k.bodies[body].polity, f"body:{body}"
        p.bare = office_id in _BARE
        if self.lang == "en":
            self._as_worded(s, item, p)
        elif self.lang == "ar" and office_id == "other" and s.words[item.start].endswith(_DIPLOMATIC):
            after = s.at[item.end] if item.end < len(s.words) else None
            if after is None or self._polity_reading(after) is None:
                return None  # "منتدى أنطاليا الدبلوماسي": diplomatic, no diplomat
        return p

    def _as_worded(self, s: Sentence, item: Item, p: OfficePhrase) -> None:
        """English: the role in the words of the text, where they say more than the name of the office."""
        said = s.words[item.start : item.end]
        aide = s.words[item.end : item.end + 2]
        if p.kind == "territorial" and aide[:1] == ["'s"] and aide[-1] in _AIDES:
            p.role, p.end = f"{aide[-1].capitalize()} {p.role}", item.end + 2  # "the governor's assistant"
        if p.office == "assistant-secretary" and "to" not in said:
            p.role = " ".join(w if w == "of" else w.title() for w in said)
            p.role += "" if "of" in p.role else " of State"  # "Deputy Assistant Secretary of Defense"
        elif p.office in ("head", "director-general"):
            if p.office == "director-general" and said[-1] == "director":
                p.role = " ".join(said).title()  # "Regional Director"
                if said[0] in ("regional", "executive", "managing"):
                    p.rank = self.k.offices["head-of-mission"].rank + 1  # above a country's director
            if said[-1] in HEADS_SAID:
                p.role = " ".join(said).title()  # "High Commissioner", "Co-Chair"
            elif said[0] == "deputy":
                p.role = f"Deputy {p.role}"
            staff = s.words[item.end : item.end + 2] == ["of", "staff"]
            if staff and not _ARMIES.isdisjoint(s.words[item.end + 2 : item.end + 6]):
                self._turn_into(p, "chief-of-staff")  # "the chief of staff of the Turkish army"
                p.end = item.end + 2
        if said == ["secretary"] and item.start:
            near = s.at[item.start - 1]  # "the British secretary", who was named as Foreign Secretary before
            if near is not None and near.has("adj") in ("GB", "US"):
                self._turn_into(p, "minister")
                p.role, p.kind = "Secretary", ""
        elif said == ["deputy"] and s.words[item.start - 1] in ("his", "her", "its"):
            self._turn_into(p, "head")  # "accompanied by her deputy for political affairs": of no parliament
            p.role, p.rank, p.kind = "Deputy", _AIDE, self.k.offices["head"].kind
        elif said in (["country", "director"], ["deputy", "minister"]):
            p.role = " ".join(said).title()

    def _is_no_office(self, s: Sentence, item: Item, p: OfficePhrase) -> bool:
        """Whether the word of an office is here part of a name, a council, a phrase or another office."""
        if p.office == "guest" and not self._polity_next(s, item):
            return True  # "the visiting minister" is the minister
        if self.lang == "ar":
            return self._is_no_arabic_office(s, item)
        if self.lang == "kmr":
            presidency = item.end - item.start == 1 and s.words[item.start].endswith(("iya", "iyê"))
            presidency = presidency and not s.words[item.start].startswith("wal")  # "waliyê Şirnexê" is one
            before = s.at[item.start - 1] if item.start else None
            sent = before is not None and before.is_word("deleg") and s.words[item.start].startswith("balyozxane")
            return (
                presidency or sent or self._of_the_firm(s, item, p)
            )  # "şandeke Balyozxaneya Amerîkayê" is not its head
        if self.lang == "ckb":  # "ئەنجوومەنی وەزیرانەکەی": his cabinet
            cabinet = item.start > 0 and s.words[item.start].startswith("وهزیرانه")
            return cabinet and s.words[item.start - 1].startswith(("یهنجومهنی", "یهنجوومهنی"))
        if p.office == "head" and s.words[max(0, item.start - 2) : item.start] == ["at", "the"]:
            return "delegation" in s.words[item.end : item.end + 6]  # "who arrived at the head of a delegation"
        if (
            p.office == "head"
            and s.words[item.end - 1] in ("head", "heads")
            and s.words[item.end : item.end + 1] in _GOING
        ):
            return True  # "departed to head to the Emirates", "heads for talks in Vienna"
        return p.office == "monarch" and self._a_surname(s, item)  # "Mr Angus King"

    @staticmethod
    def _of_the_firm(s: Sentence, item: Item, p: OfficePhrase) -> bool:
        """Kurmanji: "şandeke kompanyaya Siemens bi serokatiya cîgirê serokê wê": its vice president, where a company was named before."""
        if s.words[item.end : item.end + 1] not in (["wê"], ["wî"]):
            return False
        if p.office not in (*_OF_FIRMS_TOO, "head", "director-general"):
            return False
        return any(near is not None and near.is_word("company") for near in s.at[max(0, item.start - 12) : item.start])

    def _is_no_arabic_office(self, s: Sentence, item: Item) -> bool:
        first, before = s.words[item.start], s.words[item.start - 1]
        if item.start and (before in SON_OF or (first == "الوزراء" and before.endswith("مجلس"))):
            return True  # "فهد بن سلطان"; a council, not its ministers
        if first == "الملک" and before.lstrip("وبل") in _NAMED_AFTER:
            return True  # "مستشفى الملك فيصل", "جامعة الملك عبد العزيز"
        if first == "الاعضاء" and before.endswith("الدول"):
            return True  # member states
        if s.words[item.start - 1 : item.end] == ["محمد", "الامین"]:
            return True  # Mohamed Lemine
        if item.end - item.start > 1:
            return False
        if first in ("سلطان", "امیر"):  # "السفير سلطان النيادي": no monarch, whose country would follow
            behind = s.words[item.end] if item.end < len(s.words) else ""
            if behind in SON_OF:
                return True  # "الأمير سلطان بن عبدالعزيز"
            return len(behind) > 4 and behind.startswith("ال") and behind.endswith("ی") and s.at[item.end] is None
        if first == "رییس":
            return before in _MAIN_OF  # "شريك رئيس": a main partner
        return first == "امین" and not self._heads_something(s, item)  # a given name

    def _of_a_part(self, s: Sentence, item: Item, p: OfficePhrase) -> None:
        """English: who heads a part of what the title names: a bureau of the party, a section of the body, the region of the state."""
        if p.office == "party-leader" and s.words[p.end : p.end + 1] in _BRANCHES:
            self._turn_into(p, "head")  # "the head of the PUK bureau in Kirkuk" does not lead the party
            p.role, p.kind = f"Head of the {self.doc.surface(s, p.end - 1, p.end + 1)}", ""
            p.end += 1
        if not p.polity or s.words[p.end : p.end + 1] != ["'s"]:
            return
        if item.has("title") is not None:
            self._of_section(s, p, p.end + 1)
        if (region := self._own_region(s, p.end + 1)) is not None:  # "president of Iraq's Kurdistan Region"
            p.end, p.polity, p.polity_rule = region.end, "IQ-KR", "polity:IQ-KR"

    def _sent_in_one(self, s: Sentence, item: Item, p: OfficePhrase) -> None:
        """Arabic: the head of an envoy's office that already names who sent him: "مبعوث الرئيس الأمريكي", "المبعوث الخاص للرئيس"."""
        if p.office == "special-envoy" and item.end - item.start > 1 and not p.polity:
            for last in self.lex.match(s.words[item.end - 1 : item.end]):
                if (adj := last.has("adj")) is not None:
                    p.polity, p.polity_rule = adj, f"adj:{adj}"
        if s.words[p.end - 1].startswith(("لل", "الرییس")) or s.words[p.end - 2 : p.end] == ["رییس", "الوزراء"]:
            p.end = self._sender(s, p, item) or p.end

    # -- the office once its end is known --------------------------------------------------------------------------------

    def _of_its_branch(self, s: Sentence, p: OfficePhrase) -> None:
        """English: "the head of the UNAMI Erbil office"."""
        branch = s.item(p.end)
        if branch is not None and branch.has("place") and s.words[branch.end : branch.end + 1] == ["office"]:
            self._of_section(s, p, p.end)

    def _as_headed(self, s: Sentence, item: Item, p: OfficePhrase) -> None:
        """Arabic: what an office is by the noun behind it: of a university, of the European Parliament, of which ministry."""
        if p.office == "member-of-parliament":
            self._of_europe(s, p)
        self._construct(s, p)
        if p.office in ("undersecretary", "secretary-general"):
            self._of_which_ministry(s, p)

    @staticmethod
    def _of_which_department(s: Sentence, item: Item, p: OfficePhrase) -> None:
        """ "نائب مساعد وزير الدفاع", "یاریدەدەری وەزیری بەرگری": an American secretary's assistant, or his deputy."""
        words = s.words[item.start : item.end]
        if any(w.startswith(("الدفاع", "بهرگری", "berevan")) for w in words):
            p.role = p.role.replace("of State", "of Defense")
        if words[0].lstrip("و") in _DEPUTY_OF and not p.role.startswith("Deputy"):
            p.role = f"Deputy {p.role}"

    def _of_a_state(self, s: Sentence, item: Item, p: OfficePhrase) -> None:
        """Kurdish: "the head of France" is its president, where nothing else is headed; an American minister's aide has his own office."""
        if (
            p.office == "head"
            and item.has("title") is None
            and s.words[item.start].startswith(("سهروک", "serok"))
            and p.polity not in _NO_STATES
            and p.polity_rule.startswith(("polity", "adj", "seat"))  # "سەرۆکی ئەمریکا لە کۆشکی سپی"
            and not p.complement
            and not any(w.startswith(_AGENCIES) for w in s.words[item.end : p.end])
            and not self._of_a_thing(s, p)
        ):
            self._turn_into(p, "president")
            p.kind = ""
        elif p.office == "deputy-foreign-minister" and p.polity == "US" and s.words[p.start].startswith(_ASSISTANTS):
            self._turn_into(p, "assistant-secretary")

    def _leads_anything(self, s: Sentence, p: OfficePhrase) -> bool:
        """Whether a party's leader whose party the title does not tell leads one, or anything else."""
        if self.lang == "ar" and self._party_behind(s, p):
            return True  # "رئيس جبهة الإنقاذ"
        if p.kind != "head" or p.complement:
            return True
        return self.lang == "ckb" and self._party_behind(s, p)

    @staticmethod
    def _of_europe(s: Sentence, p: OfficePhrase) -> None:
        """ "النائبة الهولندية في البرلمان الأوروبي": she acts for the Union, whose country she is from."""
        if p.polity == "EU" or "البرلمان" not in s.words[p.head[1] : p.end]:
            return
        if s.words[p.end - 1] in ("الاوروبی", "الاوربی"):
            p.role, p.polity, p.polity_rule, p.host = "Member of the European Parliament", "EU", "title:MEP", None

    def _inside_name(self, s: Sentence, item: Item) -> bool:
        """Sorani: "بەهمەن ئەمیری موقەدەم": between two words that nothing is known of."""
        around = (item.start - 1, item.end)
        return all(0 <= i < len(s.words) and s.at[i] is None and s.words[i][0].isalpha() for i in around)

    @staticmethod
    def _a_surname(s: Sentence, item: Item) -> bool:
        i = item.start - 1
        if item.end - item.start > 1 or i < 0 or not s.capital[item.start] or s.zone == TITLE:
            return False
        if s.words[item.start] in ("amir", "sultan") and s.words[item.end : item.end + 1] == ["al"]:
            return True  # "Ambassador Sultan al-Neyadi": a monarch is told by his first name
        if s.words[item.start] in ("amir", "sultan"):  # given names, too: "Abdul-Amir", "Abd Al Amir Rashid"
            return s.capital[i] and s.words[i].isalpha() and (s.at[i] is None or s.words[i] in PARTICLES)
        after = s.words[item.end] if item.end < len(s.words) else "."
        goes_on = after[0].isalpha() and s.capital[item.end]
        return s.capital[i] and s.at[i] is None and s.words[i].isalpha() and not goes_on

    def _of_section(self, s: Sentence, p: OfficePhrase, start: int) -> None:
        """ "The head of UNAMI's Erbil office" is not the head of UNAMI."""
        for i in range(start, min(len(s.words), start + 4)):
            if s.words[i] in SECTIONS:
                head = self.k.offices["head"]
                p.office, p.role, p.rank, p.bare = head.id, head.role, head.rank, False
                p.end, p.complement = i + 1, self.doc.surface(s, start, i + 1)
                return
            if not s.words[i][0].isalpha():
                return

    def _of_which_ministry(self, s: Sentence, p: OfficePhrase) -> None:
        """Arabic: "وكيلة وزارة التربية", "نائب وزير الصناعة": the ministry is said in the role."""
        words, start = s.words[p.head[0] : p.head[1]], p.head[1]
        if p.office == "secretary-general":
            if s.words[start : start + 1] != ["لوزاره"]:
                return
            start += 1
        for item in self.lex.match(["وزیر", *s.words[start : start + 3]]):
            if item.start:
                return
            if (number := item.has("portfolio")) is not None:
                role = self.k.portfolios[int(number)].role
            elif (number := item.has("title")) is not None:  # "Secretary of Defense"
                role = self.k.titles[int(number)].role
            elif (office := item.has("office")) is not None and office.endswith("-minister"):
                role = self.k.offices[office].role
            else:
                return
            field = role.removesuffix(" Minister").removeprefix("Secretary of ")
            aide = next((aide for word, aide in _AIDES_OF_MINISTERS.items() if words[0].endswith(word)), "")
            if p.office == "secretary-general":
                p.role = f"{p.role} of the {field} Ministry"
            elif p.polity == "US":
                p.role = f"{aide or 'Under'} Secretary of {_US_DEPARTMENTS.get(field, field)}"
            else:
                p.role = f"{aide} {role}" if aide else f"Undersecretary of the {field} Ministry"
            return

    def _deputy(self, s: Sentence, p: OfficePhrase) -> None:
        """ "جێگری سەرۆکی ...", "Cihgirê Yekem ê Serokê ...": the deputy word in front of an office, an ordinal between them or not."""
        i = p.start - 1
        while i > 0 and s.words[i] in _ORDINALS:
            i -= 1
        if i < 0 or p.plural:
            return
        if self.lang == "ar":
            word = s.words[i]
            clitic = word[0] if word[0] in "وبل" else ""
            if word.removeprefix(clitic) not in ("نایب", "نایبه", "مساعد", "مساعده", "معاون", "معاونه") or p.clitic:
                return
            if s.at[i] is None and not word.removeprefix(clitic).startswith("معاون"):
                return
            p.clitic = clitic
        elif s.words[i] not in _DEPUTY_WORDS:
            return
        p.start = i
        p.bare = False
        if (office_id := _DEPUTIES.get(p.office)) is not None:
            office = self.k.offices[office_id]
            p.office, p.role, p.rank, p.kind = office.id, office.role, office.rank, office.kind
            if p.polity is not None and p.kind not in ("envoy", "consul"):
                p.kind = "fixed"
            return
        if p.office == "minister" or p.office.endswith("-minister"):
            p.office, p.kind = "undersecretary", ""
            p.rank = self.k.offices["undersecretary"].rank
        else:
            p.rank = max(1, p.rank - 8)
        p.role = f"Deputy {p.role}"
        if i and s.words[i - 1] in _DEPUTY_WORDS:  # "Cîgira Alîkarê Wezîrê Parastinê"
            p.start, p.rank, p.role = i - 1, p.rank - 8, f"Deputy Assistant {p.role.removeprefix('Deputy ')}"

    def _deputy_minister(self, s: Sentence, p: OfficePhrase) -> None:
        """ "Wekîlê Wezareta Derve NAME": whose deputy one is whom a ministry has for a deputy."""
        for found in self.lex.match(["wezîrê", *s.words[p.end : p.end + 4]]):
            if found.start or found.end < 2:
                continue
            if (number := found.has("portfolio")) is not None:
                p.role = f"Deputy {self.k.portfolios[int(number)].role}"
            elif found.has("office") == "foreign-minister":
                deputy = self.k.offices["deputy-foreign-minister"]
                p.office, p.role, p.rank = deputy.id, deputy.role, deputy.rank
            else:
                return
            p.end += found.end - 1
            return

    def _another_republic(self, s: Sentence, item: Item) -> tuple[int, str] | None:
        """ "رئيس الجمهورية" alone is Iraq's; with "الإسلامية الإيرانية" or "التونسية" behind it, that republic's: (end, polity)."""
        if s.words[item.end - 1] != "الجمهوریه" or item.end >= len(s.words) or item.has("title") is None:
            return None
        start = item.end - 1
        words = s.words[start : start + 5]
        for found in self.lex.match(words):
            reading = self._polity_reading(found)
            if reading is not None and found.start <= 1 and start + found.end > item.end and reading[0] != "IQ":
                return start + found.end, reading[0]
        return None

    def _another_party(self, s: Sentence, item: Item) -> bool:
        """ "سەرۆکی پارتی" and "الزعيم الكوردي" alone are the KDP's; with a name behind that we do not know it is another's."""
        words = s.words[item.start : item.end]
        kdp = ["سهروکی", "پارتی"] if self.lang == "ckb" else ["الزعیم", "الکوردی"]
        if [w.replace("کردی", "کوردی") for w in words] != kdp or item.end >= len(s.words):
            return False
        return s.at[item.end] is None and s.words[item.end][0].isalpha()

    def _party_behind(self, s: Sentence, p: OfficePhrase) -> bool:
        """ "سەرۆکی پارتی کۆماری گەل", "رئيس تيار الحكمة": the word for party is the party's name's."""
        begin = (p.head[1] if self.lang == "ar" else p.end) - 1
        for item in self.lex.match(s.words[begin : begin + 6]):
            if self.lang == "ckb" and item.end == 1 and s.words[begin] == "پارتی":
                p.end = max(p.end, begin + 2)
                return True  # of another party than the one that is called just so; whose, other words say
            if item.start == 0 and (number := item.has("body")) is not None and self.k.bodies[number].party:
                p.polity, p.polity_rule = self.k.bodies[number].polity, f"body:{number}"
                p.end = max(p.end, begin + item.end)
                return p.polity is not None
        return False

    @staticmethod
    def _heads_something(s: Sentence, item: Item) -> bool:
        """Whether a noun of office goes on with what is headed: "أمين المجلس", "أمين سر"."""
        before = s.words[item.start - 1] if item.start else "."
        if item.end >= len(s.words) or (before[0].isalpha() and (s.at[item.start - 1] is None or before in TWOFOLD)):
            return False
        near = s.at[item.end]
        return (
            s.words[item.end].startswith("ال")
            or s.words[item.end] == "سر"
            or (near is not None and near.is_word("unit"))
        )

    @staticmethod
    def _is_rank(s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Arabic: "the ambassador" as a rank between an office and its holder's name."""
        return (
            phrase.office in ("ambassador", "adviser")
            and last.office != phrase.office
            and phrase.start == last.end
            and phrase.end - phrase.start == 1
            and s.words[phrase.start].startswith("ال")
            and not phrase.polity
            and not last.plural
        )

    def _soldier(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Kurmanji: "Cîgirê Fermandar yê karên stratejîk, generalê Brîtanî NAME": a rank and an army in apposition to a command, which is
        the coalition's where its commander was named before; then the command, not the army, is whom he acts for."""
        if last.role != "Deputy Commander" and last.office != "deputy-coalition-commander":
            return False
        gap = s.words[last.end : phrase.start]
        if not s.words[phrase.start].startswith("general") or gap[-1:] != [","] or "," in gap[:-1] or len(gap) > 5:
            return False
        if not last.polity and any(
            r.office == "coalition-commander" for n in range(s.index) for r in self.refs.get(n, ())
        ):
            office = self.k.offices["deputy-coalition-commander"]
            last.office, last.role, last.rank = office.id, office.role, office.rank
            last.polity, last.polity_rule = "COALITION", "same-command"
        elif not last.polity:
            last.polity, last.polity_rule = phrase.polity, phrase.polity_rule
        last.end = phrase.end
        return True

    def _construct(self, s: Sentence, p: OfficePhrase) -> None:
        """Arabic "رئيس" before a noun that is no polity heads that thing ("رئيس جامعة دهوك"), and who heads a company is private."""
        if p.kind in ("head", "member", "envoy") or p.office == "president":
            reach = s.at[p.head[1] : p.head[1] + 3]
            company = any(near is not None and near.is_word("company") and near.clitic in ("", "ل") for near in reach)
            state = s.words[p.head[1] - 1] in ("عام", "عامه")  # "مدير عام شركة ..." is a state company's
            if company and not state:
                p.former = True
                return
        words = s.words[p.head[0] : p.head[1] + 1]
        if p.office == "vice-president" and words[-2:-1] == ["رییس"] and words[-1] in _HEADED:
            head = self.k.offices["head"]  # "نائب رئيس دائرة العلاقات الخارجية"
            p.office, p.role, p.rank, p.kind, p.bare = head.id, "Deputy Head", head.rank - 8, head.kind, True
            p.end = max(p.end, self._affairs(s, p.head[1] + 1))
            return
        if p.office == "president" and p.polity_rule.startswith("body") and not p.kind:
            head = self.k.offices["head"]  # "رئيس المفوضية العليا للانتخابات"
            p.office, p.role, p.rank, p.bare = head.id, head.role, head.rank, True
            return
        if p.office != "president" or p.polity or p.kind or s.words[p.head[0]].lstrip("وبل") not in ("رییس", "رییسه"):
            return
        if p.head[1] - p.head[0] > 1 or p.head[1] >= len(s.words):
            return
        word, near = s.words[p.head[1]], s.at[p.head[1]]
        if (near is None and word[0].isalpha()) or (near is not None and near.is_word("unit")):
            head = self.k.offices["head"]
            p.office, p.role, p.rank, p.kind, p.bare = head.id, head.role, head.rank, head.kind, True
            p.end = max(p.end, p.head[1] + 1)

    def _is_plural(self, s: Sentence, item: Item) -> bool:
        word = s.words[item.end - 1] if self.lang == "en" else s.words[item.start]
        if s.words[item.start] == "who":
            return False
        if self.lang == "en":
            said = s.words[item.start : item.end]
            return not _MANY_EN.isdisjoint(said[: said.index("of")] if "of" in said else said)
        if self.lang == "ar":
            bare = word[len(item.clitic) :] if item.clitic and word.startswith(item.clitic) else word
            bare = bare.removeprefix("ال" if bare.startswith("ا") or item.clitic != "ل" else "ل")  # "للسفيرين"
            if bare in ("رییسی", "رییسا") and not _TWO_HEADED.isdisjoint(s.words[item.start + 1 : item.end + 1]):
                return True  # "رئيسي البرلمانين التركي والإندونيسي", "رئيسا أركان الجيشين"
            return bare in _MANY_AR
        if self.lang == "ckb":
            behind = s.words[item.end] if item.end < len(s.words) else ""
            if word.endswith("ه") and behind.endswith(("هکان", "هکانی")):
                return True  # "بەرپرسە سەربازییەکانی ئەمریکا": the adjective has the plural
            if s.words[max(0, item.start - 1) : item.start] in (["چهند"], ["چهندین"]):
                return True  # "چەند ڕاوێژکارێک"
            if s.words[item.end - 1].endswith("پهرلهمانان"):
                return True  # "ئەندام پەرلەمانان"
            if not word.endswith(_MANY) or word.startswith(_ONE):
                return False
            return not (
                word.startswith("سهروک") and "وهزیر" in "".join(s.words[item.start : item.end])
            )  # "of ministers"
        if s.words[max(0, item.start - 1) : item.start] in (
            ["çend"],
            ["çendîn"],
            ["gelek"],
            ["hinek"],
            ["hemû"],
            ["hejmarek"],
        ):
            return True
        if s.words[max(0, item.start - 2) : item.start] in (["hejmarek", "ji"], ["hejmareke", "ji"], ["komek", "ji"]):
            return True  # "hejmarek ji wezîr û berpirsan"
        return word.endswith(("ên", "an")) and word not in ("parlamentoyan",)

    @staticmethod
    def _former_before(s: Sentence, p: OfficePhrase) -> None:
        """Kurmanji: "berê" in front of the head."""
        item = s.at[p.start - 1] if p.start else None
        if item is not None and item.end == p.start and item.is_word("former"):
            p.former = True

    def _modifiers_before(self, s: Sentence, p: OfficePhrase) -> None:
        """English: "the Turkish", "Iraq's", "London's", "KRG", "former", in front of the head."""
        i = self._before_charges(s, p)
        for _ in range(_MODIFIERS):
            if i < 0:
                break
            item, onward = s.at[i], None
            if s.words[i] in ("'s", "'"):
                onward = i - 1
                if (owner := self._agency_before(s, i)) is not None and not p.polity:
                    p.polity, p.polity_rule = self._polity_reading(owner) or (None, "")
                    p.start = owner.start
                    break
                theirs = p.office in _OF_FIRMS_TOO or s.words[p.head[0] : p.head[1]] == ["country", "director"]
                if theirs and not p.polity and s.at[i - 1] is None and s.capital[i - 1]:
                    p.former = True  # "Chevron's vice president", "Oxfam's country director": no list has them
            elif s.words[i] == "/" and p.host:
                onward = i - 1  # "USAID/Iraq Mission Director"
            elif p.office == "military-commander" and s.words[i] in _FORCES and s.capital[i]:
                p.role = self.doc.surface(s, i, p.head[1])  # "the Iraqi Air Force Commander"
                p.start, onward = i, i - 1
            elif item is None or (s.words[i] == "deputy" and item.end - item.start == 1):  # also a member of parliament
                onward = self._unlisted_modifier(s, p, i)
            else:
                onward = self._listed_modifier(s, p, item)
            if onward is None:
                break
            i = onward
        if p.office == "assistant-secretary" and not p.polity and "general" not in s.words[p.head[0] : p.head[1] + 1]:
            # only Washington has them; "for Iraq and Iran" is whom they deal with
            p.polity, p.polity_rule = "US", "office:assistant-secretary"

    @staticmethod
    def _agency_before(s: Sentence, i: int) -> Item | None:
        """English: whose the agency is that the knowledge has not, and that owns the office behind the mark at `i`: "the British National
        Crime Agency's director"."""
        j = i - 1
        while (
            j > 0 and i - j < 6 and s.capital[j] and ((near := s.at[j]) is None or near.meaning.ids.keys() == {"word"})
        ):
            j -= 1
        item = s.at[j]
        return item if i - j > 1 and item is not None and item.has("adj") else None

    @staticmethod
    def _before_charges(s: Sentence, p: OfficePhrase) -> int:
        """English: the token before a minister's charges, where others stand between the country and the last one: "the Greek Environment
        and Energy Minister". Nothing but capitals that nobody is named by may, so that two officials are not taken for one."""
        last = p.start - 1
        if p.office != "minister" and (not p.office.endswith("-minister") or p.office == "prime-minister"):
            return last
        i, joints = last, ("and",) if s.zone == TITLE else ("and", ",")  # a headline's comma joins two
        while i > 0 and last - i < _CHARGES and s.words[i] not in _AIDES:
            item = s.at[i]
            listed = item is not None and (item.meaning.words.isdisjoint(_LOOSE) or len(item.meaning.ids) > 1)
            listed = listed or s.words[i] in _CHAMBERS
            if s.words[i] not in joints and (listed or not s.capital[i]):
                break
            i -= 1
        if i == last or s.words[i + 1] in joints:
            return last
        near = s.at[i - 1] if s.words[i] == "'s" else s.at[i]
        return i if s.words[i] in _AIDES or (near is not None and (near.has("adj") or near.has("polity"))) else last

    # Both of these answer where the words before the head go on to the left, or None where they end.

    def _listed_modifier(self, s: Sentence, p: OfficePhrase, item: Item) -> int | None:
        """English: a word of the knowledge before the head, and what it says of the office."""
        left = item.start - 1
        if item.has("office") and item.end < p.start and s.words[item.end] == "'s":
            return left  # "the Turkish President's envoy"
        if self._side_before(s, p, item):
            p.start = item.start
            return left
        if item.is_word("ministry") and item.end < p.start:  # "the Norwegian Foreign Ministry's Special Envoy"
            return left
        if s.words[item.start] in _RULERS and s.words[item.end] == "'s":  # "the Japanese government's special envoy"
            return left
        if item.is_word("same") and not p.polity:  # "the country's ambassador"
            p.polity, p.polity_rule = "=", "same-country"
            p.start = item.start
            return left
        if item.is_word("former"):
            if s.words[item.start] == "then" and s.words[left] in ("and", ","):  # "received A and then the premier, B"
                return None
            p.former = True
            p.start = item.start
            return left
        if p.counterpart and s.words[item.start] == "federal" and not p.polity:
            p.polity, p.polity_rule = "IQ", "federal"  # "his federal counterpart", of a minister of the Region
        if item.is_word("filler") and item.start > 0:
            house = _HOUSES_OF if p.office == "head" else _MINISTRIES
            of_house = not house.isdisjoint(s.words[: item.start])
            of_state = p.office in _NO_FIRM_HAS or p.office.endswith("minister")
            if s.words[item.start] == "its" and s.words[left] != "," and not (of_house or of_state):
                p.former = True
            return left if s.at[left] is not None or s.words[left] in ("'s", "the") else None
        if item.is_word("article"):
            p.article = True
        return None

    def _side_before(self, s: Sentence, p: OfficePhrase, item: Item) -> bool:
        """English: takes the seat or the country before the head, where it is the office's: "Duhok's governor", "the Turkish minister"."""
        seat = item.has("place")
        if p.kind == "territorial" and p.at is None and seat is not None:
            self._take_place(p, seat, "of")
            return True
        reading = self._polity_reading(item)
        if reading is None:
            return False
        if item.has("polity") and p.polity is None and self._branch_of(s, item) and item.end == p.start:
            p.host, p.start = reading[0], item.start  # "IOM Iraq Chief of Mission", "UNICEF Iraq Representative"
            return True
        if p.polity == reading[0] and p.polity_rule.startswith("title:") and item.has("adj"):
            return True  # "the French Minister of the Armed Forces"
        if p.polity and (p.polity == reading[0] or not p.polity_rule.startswith(_ENGLISH)):
            return False
        if seat is not None and not (item.has("capital") or item.has("polity") or item.has("body")):
            return False
        p.polity, p.polity_rule = reading
        if (body := item.has("body")) is not None:
            self._of_body(p, body)
        return True

    def _branch_of(self, s: Sentence, item: Item) -> bool:
        """English: whether a country is where the body right before it works: "IOM Iraq", "USAID/Iraq"."""
        before = item.start - 1 - (s.words[item.start - 1] == "/")
        near = s.at[before] if before >= 0 else None
        number = near.has("body") if near is not None and near.end == before + 1 else None
        return number is not None and self.k.bodies[number].polity not in (None, "IQ", "IQ-KR")

    @staticmethod
    def _unlisted_modifier(s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """English: a charge that no list has ("Iran's Science Minister"), or a word that makes a deputy of the office."""
        word = s.words[i]
        if p.bare and p.office == "minister" and p.start - i <= 2 and word.isalpha():
            return i - 1
        if p.office == "head" and p.start - i == 1 and i > 0 and s.at[i] is None and word not in _DEFENCE:
            whose = s.at[i - 1]  # "KRG coordination head NAME"
            if whose is not None and (whose.has("polity") or whose.has("adj")):
                return i - 1
        if word not in _AIDES:
            return None
        p.rank = min(p.rank, _DEPUTY)
        if p.office == "minister" or (p.office.endswith("-minister") and p.office != "prime-minister"):
            p.role = f"{word.capitalize()} {p.role}"
            p.office = "deputy-foreign-minister" if p.office == "foreign-minister" else "undersecretary"
            p.start = min(p.start, i)
        elif p.kind == "territorial":
            p.role = f"{word.capitalize()} {p.role}"
        return i - 1
