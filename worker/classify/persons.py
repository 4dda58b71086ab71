"""The persons of an entry: references to one person brought together, known actors chosen, office and polity settled."""

from collections.abc import Sequence
from itertools import pairwise

from worker.classify.fold import fold
from worker.classify.lexicon import Item, mark, unaccent, unaccented
from worker.classify.names import english_name, half_alike, name_likeness, skeleton
from worker.classify.refs import ENOUGH, HIMSELF, LEADS, Entity, Ref, handle_words, leads_another, says, short_of, some
from worker.classify.tails import SON_OF
from worker.classify.tenures import GENERAL, TenureReader
from worker.classify.text import LEAD, SIDE, TITLE, Sentence, opens_a_date
from worker.knowledge.load import Actor, Knowledge, Tenure

_MEETS = ("meet", "receive", "call")  # kinds of cues
_CUES = mark("cue")
_HOMES = ("IQ", "IQ-KR")
_VISITING = frozenset(["visiting", "guest", "الضیف", "الزایر", "الضیفه", "mêvan", "میوان"])
# offices that say less than what somebody is known to hold
_ENVOYS = frozenset(
    ["ambassador", "consul-general", "deputy-consul", "charge-daffaires", "special-representative", "representative"]
)


_OF_THE_SAME = {
    "vice-president": "speaker",
    "deputy-speaker": "speaker",
    "undersecretary": "minister",
}  # a deputy, and whose
_BEFORE_CLAUSE = frozenset(
    ["re", "kir", "kirin", "civiya", "dît", "ra", ",", "،", "کهوت", "کهوتن"]
)  # what may stand between a name and what is told of it
_ALSO = ("special-envoy", "military-commander")  # a later word for who was named with another

# folded Kurmanji verbs of saying of two words: "belav kir ku", "agahî da ku", "da xuyakirin ku"
_WISHES_KMR = frozenset(["vexwendina", "vexwandina", "dawetkirina", "daxwaza", "biryara", "fermana", "pêşniyara"])
_LIGHT = frozenset(["kir", "kirin", "kiriye", "kirîye", "kirine", "da", "daye", "dan", "dike", "dikin"])
_MADE_KNOWN = frozenset(
    [
        "aşkera",
        "destnîşan",
        "agahî",
        "agahdarî",
        "nûçe",
        "xuya",
        "tekez",
        "xwiya",
        "amaje",
        "tesdîq",
        "biryar",
        "ron",
        "rapor",
    ]
)
_EXPECTED = (
    ["biryar", "e"],
    ["bendê", "ye"],
    ["bernamekirî", "ye"],
    ["plankirî", "ye"],
    ["hatiye", "plankirin"],
    ["plan", "heye"],
    ["plan", "e"],
    ["biryar", "heye"],
)
_SHE_SAID = frozenset(
    ["قالت", "اکدت", "اضافت", "ذکرت", "اوضحت", "اشارت", "لفتت", "تابعت", "بینت", "کشفت", "اعلنت", "رات", "شددت"]
)
_SAYING = frozenset(
    [
        "ziman",
        "zimên",
        "nasîn",
        "xuyandin",
        "dibêje",
        "dibêjin",
        "xuyakirin",
        "diyarkirin",
        "weşand",
        "weşandin",
        "weşandiye",
    ]
)


# Arabic, folded: between a verb of meeting and its object: "والتقى خلالها نظيره"
_ON_THAT_VISIT = frozenset(["خلالها", "خلاله", "هناک", "اثناءها"])


def _visited_by(before: Sequence[str]) -> bool:
    """Arabic: "الزيارة المرتقبة للرئيس الفرنسي": whether a visit stands before somebody, and nothing but what kind of visit between."""
    for word in reversed(before):
        if word.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال") in ("زیاره", "جوله"):
            return True
        if not word.startswith("ال") and word not in ("رسمیه", "مرتقبه", "قریبه", "مقبله"):
            return False
    return False


def _at_ones_wish(words: list[str]) -> bool:
    """Kurmanji: "Li ser vexwendina A, B ...", "Piştî hevdîtina ligel serokê Fransayê, B ...", with the words before the comma: who stands behind
    it is the subject."""
    if words[:1] == ["piştî"] and "," not in words:
        return "".join(words[1:2]).startswith(("civîn", "hevdîtin")) and not {"ligel", "gel", "digel"}.isdisjoint(words)
    return (
        words[:2] in (["li", "ser"], ["li", "gorî"], ["bi", "vexwendina"])
        and "," not in words
        and not _WISHES_KMR.isdisjoint(words[:4])
    )


def _opens_behind(words: list[str], i: int) -> bool:
    """Kurmanji: whether the subject stands behind token `i`: the comma of "Li ser vexwendina A, ...", "saetekê piştî wê ..."."""
    if words[i] == ",":
        return _at_ones_wish(words[:i])
    return words[i] in ("wê", "vê") and words[i - 1] in ("piştî", "berî", "beriya")


def _dined(behind: Sequence[str]) -> bool:
    """Kurmanji: "ji bo Balyoz NAME firavîn da", "ji bo rêzgirtina NAME şîveke da": a meal given for somebody is one with him."""
    return "da" in behind and any(w.startswith(("firavîn", "şîv")) for w in behind)


def _at_his_table(behind: Sequence[str]) -> bool:
    """Kurmanji: "li mala NAME, serokê ..., şîv xwar", "li mala NAME bû mêvan": who was at somebody's house was with him."""
    ate = "xwar" in behind[1:] and behind[behind.index("xwar") - 1].startswith(("şîv", "firavîn", "taşt", "xwarin"))
    return ate or any(one in ("bû", "bûn") and two == "mêvan" for one, two in pairwise(behind))


def _no_counterparts(entities: list[Entity]) -> list[Entity]:
    """Those who are not called somebody's counterpart; all, where everybody is."""
    return [e for e in entities if not any(r.counterpart for r in e.refs)] or entities


_GIVEN: dict[int, frozenset[str]] = {}


def given_names(knowledge: Knowledge) -> frozenset[str]:
    """First names in Arabic, folded, that the knowledge has seen."""
    known = _GIVEN.get(id(knowledge))
    if known is None:
        firsts = (form.split()[0] for a in knowledge.actors.values() for form in a.aliases.get("ar", ()) if " " in form)
        known = _GIVEN[id(knowledge)] = frozenset(fold(" ".join(firsts)).text.split())
    return known


_SUBJECT_AND_GUEST = {"start", "with"}  # links of two who cannot be one: "Parêzgarê Duhokê ... bi Walî NAME re civiya"
_PAID = frozenset(["paid", "pays", "paying", "made", "makes", "making"])
# folded
_IN_OR_WHEN = frozenset(
    ["فی", "داخل", "خلال", "ضمن", "فور", "علی", "،", "ایضا", "کذلک", "قبل", "قبیل", "بعد", "عقب", "لدی", "اثناء", "صباح", "مساء", "ظهر", "عصر"]
)  # fmt: skip
_IN_HIS_OFFICE = ("بمکتب", "بمقر", "بقصر", "بمبنی", "بدیوان", "بمنزل", "بدار")
_WHEREIN = ("تییدا", "تیایدا")  # folded
_SPOKEN_OF = ("mention", "to", "of", "about")  # links of who is no more than named: "greetings to King B"

_LETTERS = frozenset(
    [
        "letter",
        "letters",
        "message",
        "messages",
        "invitation",
        "greetings",
        "cable",
        "telegram",
        "condolences",
        "wishes",
    ]
)


_HEADS_OF_STATE = frozenset(["president", "prime-minister", "speaker", "vice-president", "deputy-prime-minister"])
_MET = frozenset(["with", "by", "at", "cue", "other"])  # links of whom a subject meets
_HIS = frozenset(["his", "her", "their"])
# folded: "... سەرۆکایەتیی دەکات", of a delegation, where no meeting stands between
_LED = frozenset(["دهکات", "دهکرد", "دهکا", "دهکریت", "دهکرا", "کردووه"])
_JOINING = frozenset(["the", "of", "in", "for", "and"])
_WISHES = frozenset(["congratulated", "congratulating", "congratulates", "wished", "wishing"])
_POSTS = frozenset(["post", "duties", "duty", "appointment", "position", "mission", "role", "tenure", "assignment", "task", "tasks"])  # fmt: skip
_SENT = frozenset(["برقیه", "البرقیه", "رساله", "الرساله"])
# folded: a king's number is no surname, and a month's ("تشرين الثاني") no king
_ORDINALS = frozenset(
    ["الاول", "الثانی", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"]
)


_AHEAD_OF_GUESTS = frozenset(["with", "the", "and", "by"])


def _pays_calls(words: Sequence[str]) -> bool:
    """English: "paid farewell calls in Baghdad on": whom they were paid on stands behind."""
    near = words[-7:]
    if near[-1] != "on":
        return False
    again = "and" in near and ("called", "on") in pairwise(words[:-1])  # "called on A and, in the afternoon, on B"
    return again or (not {"call", "calls"}.isdisjoint(near) and not _PAID.isdisjoint(words[-10:]))


class PersonReader(TenureReader):
    """Brings the references of an entry together; see the head of worker/classify/who.py."""

    # -- links ---------------------------------------------------------------------------------------------------------

    def _link(self, s: Sentence, ref: Ref) -> str:
        """What joins a reference to the words before it."""
        follows = s.words[ref.end] if ref.end < len(s.words) else ""
        if self.lang == "ckb" and follows.startswith(LEADS):
            verb = s.words[ref.end + 1 : ref.end + 2]
            if ref.office is None or (verb and verb[0] in _LED):
                return "led"
        i = ref.start - 1
        if self.lang == "ckb" and s.words[max(0, i - 1) : i + 1] in (["چاوی", "به"], ["چاویان", "به"]):
            return "with"  # "چاوی بە NAME کەوت"
        if self.lang == "ar" and ref.clitic.startswith("ل") and _visited_by(s.words[max(0, i - 3) : i + 1]):
            return "mention"
        for _ in range(6):
            if i < 0:
                return "start"
            word, item = s.words[i], s.at[i]
            if word == "ود" and self.lang == "ar":
                return "and"  # "د. A ود. B"
            if word in _WHEREIN and self.lang == "ckb":
                return "other"  # "کۆبوونەوەیەک کە تێیدا A ئامادە بوو"
            if self.lang == "kmr" and _opens_behind(s.words, i):
                return "start"
            if (word == "al" and s.glued[i + 1]) or (word == "visiting" and s.words[i - 1] in _AHEAD_OF_GUESTS):
                i -= 1  # "with visiting al-Shaibani"
                continue
            if item is not None:
                words = item.meaning.words
                if "mention" in words and "led" not in words and not (self.lang == "ar" and item.definite):
                    if self.lang == "kmr" and _dined(s.words[ref.end : ref.end + 4]):
                        return "with"
                    return "with" if word == "mala" and _at_his_table(s.words[ref.end :]) else "mention"
                if "led" in words:
                    return "led"
                if "presence" in words:
                    return "presence"
                if ref.clitic.startswith("و"):
                    return "and"
                if "with" in words:
                    return "with"
                if "by" in words:
                    return "mention" if self._from_sender(s, item) else "by"  # who sent it is not who hands it over
                if item.has("cue"):
                    return "cue"
                if "and" in words and not (word == "کذلک" and self.lang == "ar"):
                    return "and"
                if "about" in words and self._says_that(s, item.start):
                    return "start"
                if "about" in words and not item.is_word("filler", "article"):
                    if opens_a_date(s, item):
                        i = item.start - 1
                        continue
                    return "with" if self.lang == "en" and _pays_calls(s.words[: item.end]) else "about"
                if ref.clitic == "" and item.is_word("to", "at", "of"):
                    return "at" if "at" in words else "of" if "of" in words else "to"
                if item.is_word("article", "filler", "honorific", "former", "stop") or (
                    self.lang == "ar" and (word == "کذلک" or item.is_word("just-before"))
                ):
                    i = item.start - 1
                    continue
                near = s.at[item.start - 2] if s.words[item.start - 1 : item.start] == ["فی"] else None
                met_there = near is not None and near.has("cue") and item.has("place")
                seated = ref.clitic == "" and self._behind_its_verb(s, ref)
                return "cue" if met_there or seated else "other"  # "ويلتقي في أنقرة الرئيس"
            if word in (",", "،", "-"):
                return "cue" if ref.clitic == "" and self._behind_its_verb(s, ref) else "and"
            if word == "." and i and (title := s.at[i - 1]) is not None and title.is_word("honorific"):
                i -= 1  # "with Mr. NAME"
                continue
            if word in ('"', "(", ")") or word in _ON_THAT_VISIT or (word in HIMSELF and self.lang == "ar"):
                i -= 1
                continue
            if ref.clitic == "" and self._behind_its_verb(s, ref):
                return "cue"
            return {"ل": "to", "ب": "by"}.get(ref.clitic, "and" if ref.clitic.startswith("و") else "other")
        return "other"

    def _behind_its_verb(self, s: Sentence, ref: Ref) -> bool:
        """Arabic: "استقبل في مقر إقامته رئيسة الوزراء", "والتقى، ظهر اليوم، السفير": where nothing but where and when it was stands between a
        verb of meeting and somebody."""
        if self.lang != "ar":
            return False
        frames = self.k.cues[self.lang].frames
        for n in range(ref.start - 1, max(-1, ref.start - 9), -1):
            item = s.at[n]
            number = item.has("cue") if item is not None else None
            if number is not None and item is not None:
                behind = s.words[item.end]
                there = behind in _IN_OR_WHEN or behind.startswith(_IN_HIS_OFFICE)
                return there and item.start <= 2 and frames[int(number)].kind in ("meet", "receive")
            if item is not None and (item.has("office") or item.has("actor") or item.has("short")):
                return False
        return False

    def _from_sender(self, s: Sentence, item: Item) -> bool:
        """ "A letter from NAME", "تلقى برقية من NAME": whether "from" tells who sent what is handed over."""
        if self.lang == "en":
            before = s.words[max(0, item.start - 6) : item.start]
            return s.words[item.start] == "from" and not _LETTERS.isdisjoint(before)
        return self.lang == "ar" and item.start > 0 and s.words[item.start - 1] in _SENT

    @staticmethod
    def _says_that(s: Sentence, i: int) -> bool:
        """Kurdish "ragihand ku X ...", "ڕایگەیاند (کە) X ...": X is the subject of what is said, not what it is about."""
        if s.words[i] not in ("ku", "که"):
            return says(s.words[i])
        before = [w for w in s.words[max(0, i - 3) : i] if w not in (",", "،")]
        if before[-2:-1] == ["tê"] or before[-2:] in _EXPECTED:
            return True  # "tê payîn ku"
        if len(before) > 1 and before[-1] in _LIGHT:
            return says(before[-2]) or before[-2] in _MADE_KNOWN
        return bool(before) and (says(before[-1]) or before[-1] in _SAYING)

    # -- persons of the entry ------------------------------------------------------------------------------------------

    def names_of(self, ref: Ref) -> tuple[str, ...]:
        assert ref.name is not None
        known = self._names.get((ref.sentence, ref.name))
        if known is None:
            known = self._names[ref.sentence, ref.name] = self._names_in(self.doc.sentences[ref.sentence], ref.name)
        return known

    def _names_in(self, s: Sentence, name: tuple[int, int]) -> tuple[str, ...]:
        words = s.words[name[0] : name[1]]
        if len(words) == 1 and words[0].startswith("@"):
            source = self.doc.surface(s, *name).lstrip("@")
            return tuple(unaccent(w.lower()) for w in handle_words(source))
        if '"' in words and words.count('"') == 2:  # a nickname is no part of the name
            opens = words.index('"')
            words = words[:opens] + words[words.index('"', opens + 1) :]
        return tuple([unaccented(w).replace("'", "") for w in words if w[0].isalpha()])

    def _resolve(self) -> None:
        """Bring references together. Full names first, so that surnames and offices find them."""
        ordered = [r for refs in self.refs.values() for r in refs]
        body_first = [r for r in ordered if self.doc.sentences[r.sentence].zone != TITLE]
        title_last = [r for r in ordered if self.doc.sentences[r.sentence].zone == TITLE]
        queue = body_first + title_last
        for ref in queue:
            if ref.name and not ref.short:
                self._join_full(ref)
        for ref in queue:
            if ref.name and ref.short:
                self._join_short(ref)
        if not self.latin:
            self._misread_titles()
        if surnames := self._surnames():
            bare = {n: n.removeprefix("ال") for n in surnames}
            forms = {*surnames, *bare.values()}
            for s in self.doc.sentences:
                if s.zone != SIDE and not s.plain:
                    self._by_surname(s, surnames, bare, forms)
        if self.lang == "ckb":
            for refs in self.refs.values():
                self._one_state(refs)
        for ref in queue:
            if not ref.name and not ref.plural and ref.office:
                if ref.counterpart and ref.polity is None:
                    continue
                self._join_office(ref)
        if self.lang == "ar":
            self._join_again(queue)
        self._name_late()
        for entity in self.entities:
            self._settle(entity)
        if self.lang == "ar":
            self._beside()
        self._of_the_hosts()
        for entity in self.entities:
            if entity.actor is None and entity.full is not None and entity.polity and entity.office:
                self._recognise(entity)
                if entity.actor is not None:
                    self._same_actor(entity)

    def _one_state(self, refs: Sequence[Ref]) -> None:
        """Sorani: "لەگەڵ سەرۆککۆمار و سەرۆکوەزیرانی عێراق کۆبووەوە", "سەرۆک وەزیران و بەرپرسانی باڵای عێراق": the state behind the second
        office is the first one's, too."""
        for one, two in pairwise(refs):
            words = self.doc.sentences[one.sentence].words
            if (
                one.name
                or one.plural
                or not one.office
                or one.polity
                or not two.polity
                or not (two.office or two.plural)
            ):
                continue
            joined = two.start == one.end + 1 and words[one.end] == "و" and not words[one.end - 1].endswith("ی")
            of_state = two.plural or two.office in _HEADS_OF_STATE or (two.office or "").endswith("-minister")
            if joined and of_state and one.link in _MET and one.office in _HEADS_OF_STATE:
                one.polity, one.polity_rule = two.polity, "joined"

    def _same_actor(self, entity: Entity) -> None:
        """Two spellings of one person in one entry: what the second spelling says goes to the first."""
        assert entity.actor is not None
        self.register.add_actor(entity)
        other = next((e for e in self.register.of_actors([entity.actor.id]) if e is not entity and e.refs), None)
        if other is None or (self.lang == "en" and (other.office, other.polity) != (entity.office, entity.polity)):
            return
        first, second = (other, entity) if other.index < entity.index else (entity, other)
        for ref in second.refs:
            ref.entity = first.index
        first.refs = sorted([*first.refs, *second.refs], key=lambda r: (r.sentence, r.start))
        second.refs, second.full, second.names = [], None, {}

    def _beside(self) -> None:
        """ "The British ambassador and the consul general": an envoy without a country is of the foreigner before him, in the sentence or,
        where the entry has foreigners of one country only, in the entry."""
        abroad = {e.polity for e in self.entities if e.polity and e.full is not None} - {"IQ", "IQ-KR"}
        abroad = abroad - {"UN", "COALITION"} or abroad
        self._inviters()
        self._peers()
        for refs in self.refs.values():
            self._listed_together(refs)
        for refs in self.refs.values():
            before = ""
            for ref in refs:
                if ref.entity < 0:
                    continue
                e = self.entities[ref.entity]
                if e.polity is None and e.office in _ENVOYS and not ref.plural and not ref.counterpart and ref.office:
                    known = e.actor.tenures(self.day) if e.actor is not None else ()
                    if before and ref.link in ("and", "presence", "with", "by"):
                        e.polity, e.polity_rule = before, "beside"
                    elif len(abroad) == 1 and not known:
                        e.polity, e.polity_rule = next(iter(abroad)), "only-foreigners"
                deputy = _OF_THE_SAME.get(e.office or "")
                if (
                    deputy
                    and e.polity_rule in ("", "home")
                    and e.actor is None
                    and ref.link in ("presence", "and")
                    and before
                ):
                    last = next((r for r in reversed(refs[: refs.index(ref)]) if r.name), None)
                    if last is not None and last.office == deputy and ref.start - last.end <= 2:
                        e.polity, e.polity_rule = (
                            before,
                            "beside",
                        )  # "رئيس المجلس الوطني الفلسطيني X رفقة نائب رئيس المجلس Y"
                if e.polity is None and e.office == "adviser" and ref.name and ref.clitic == "و" and before:
                    e.polity, e.polity_rule = before, "beside"  # "السفير X والمستشار Y"
                if e.polity and not e.former:
                    before = e.polity if e.polity in abroad else ""

    def _listed_together(self, refs: Sequence[Ref]) -> None:
        """Arabic: "التقى رئيس الوزراء A، والرئيس B، ورئيس مجلس النواب C، ووزير الخارجية D": one without a side is of the side of three others;
        "مع الرئيس الإيراني A ورئيس السلطة القضائية B": behind "with", of the foreigner's before."""
        run: list[Entity] = []
        for n, ref in enumerate(refs):
            joined = bool(run) and ref.clitic.startswith("و") and ref.start - refs[n - 1].end <= 1
            run = run if joined else []
            if ref.entity < 0 or not ref.office or not ref.name or ref.plural:
                run = []
                continue
            run.append(self.entities[ref.entity])
            sides = {e.polity for e in run if e.polity and e.polity_rule != "home"}
            lost = [e for e in run if e.polity is None or (e.polity_rule == "home" and e.actor is None)]
            if len(run) - len(lost) >= 3 and len(sides) == 1 and len(lost) == 1 and lost[0].rank >= 55:
                lost[0].polity, lost[0].polity_rule = next(iter(sides)), "listed"
            opens = refs[n + 1 - len(run)]
            first = run[0]
            if opens.link == "with" and opens.polity and opens.polity not in ("IQ", "IQ-KR") and first not in lost:
                for e in lost:
                    if e.rank >= 55 and e.office not in _ENVOYS:
                        e.polity, e.polity_rule = first.polity, "listed"

    def _inviters(self) -> None:
        """ "A visit to the Kingdom, at the invitation of Speaker NAME": who invites is of the one country that nobody else here is of."""
        there = {e.polity for e in self.entities if e.polity}
        for e in self.entities:
            ref = e.full
            if e.polity is not None or ref is None or not e.office or e.office in _ENVOYS:
                continue
            words = self.doc.sentences[ref.sentence].words
            if not any(w.endswith("دعوه") for w in words[max(0, ref.start - 4) : ref.start]):
                continue
            others = self._mentioned() - there
            if len(others) == 1:
                e.polity, e.polity_rule = next(iter(others)), "invited"

    def _peers(self) -> None:
        """ "يزور أوزبكستان ... ويلتقي نظيره": a peer without a side is of the one other country spoken of, else of where the journey goes."""
        there = {e.polity for e in self.entities if e.polity}
        for e in self.entities:
            ref = next((r for r in e.refs if r.counterpart), None)
            if e.polity is not None or ref is None:
                continue
            others = self._mentioned() - there
            goal = next(iter(others)) if len(others) == 1 else self._goal(self.doc.sentences[ref.sentence], there)
            if goal is not None:
                e.polity, e.polity_rule = goal, "goal"
            elif (home := self._home_of(ref)) is not None:
                e.polity, e.polity_rule = home, "home"

    def _goal(self, s: Sentence, there: set[str]) -> str | None:
        """The country or capital behind "to" or "in" in a sentence, of none who is here."""
        for item in s.items:
            if item.start and (s.words[item.start - 1] in ("الی", "فی") or item.clitic in ("ل", "ب")):
                polity = item.has("capital") or item.has("polity")
                if polity and polity not in there:
                    return polity
        return None

    def _recognise(self, e: Entity) -> None:
        """A known actor under a spelling that no list has: same polity and office, and names alike across scripts (consonants, letters)."""
        assert e.full is not None
        assert e.full.name is not None
        held = [
            (office, holders)
            for office in {e.office, *GENERAL.get(e.office or "", ())}
            if (holders := self.k.holders(office or "", e.polity or "", self.day))
        ]
        if not held:  # and nothing to compare the name with, which may take long to spell
            return
        s = self.doc.sentences[e.full.sentence]
        name = english_name(self.doc.surface(s, *e.full.name), self.lang, e.polity or "")
        bones = skeleton(name)
        if len(bones) < 2:
            return
        best: tuple[float, Actor, Tenure] | None = None
        for office, holders in held:
            posted = self.k.holders(office or "", e.polity or "", self.day, to_polity=self._posted_to(e), at=e.at)
            only = posted[0][1] if len(posted) == 1 and office == e.office else None  # who alone is it there that day
            for tenure, actor in holders:
                alike = max(
                    (name_likeness(name, bones, other) for other in (actor.name, *actor.aliases.get("en", ()))),
                    default=0.0,
                )
                if (
                    actor is only
                    and alike < 0.84
                    and any(half_alike(bones, other) for other in (actor.name, *actor.aliases.get("en", ())))
                ):
                    alike = 0.84
                if alike >= 0.84 and (best is None or alike > best[0]):
                    best = (alike, actor, tenure)
        if best is not None:
            e.actor = best[1]
            if e.office == best[2].office:
                e.role = best[2].role
            e.host, e.at = e.host or best[2].to_polity, e.at or best[2].at

    def _posted_to(self, e: Entity) -> str | None:
        """To whom an envoy is sent: as the text says, else to Iraq, of which the outlets tell; envoys to the Region are envoys to Iraq."""
        told_at_home = (
            e.host is None and e.office in _ENVOYS and e.polity != "IQ" and self.home in (None, "IQ", "IQ-KR")
        )
        return "IQ" if told_at_home or e.host == "IQ-KR" else e.host

    def _name_late(self) -> None:
        """ "The head of the committee will not travel ... Gernot Hallwang had been scheduled": the name comes a sentence after the office."""
        unnamed: dict[int, list[tuple[Entity, Ref]]] = {}  # by the sentence that calls them by the office first
        for e in self.entities:
            called = e.full is None and e.refs and e.refs[0].office and e.refs[0].polity
            if called and not any(r.former or r.counterpart or r.name for r in e.refs):
                first = next((r for r in e.refs if self.doc.sentences[r.sentence].zone != TITLE), e.refs[0])
                unnamed.setdefault(first.sentence, []).append((e, first))
        for entity in self.entities:
            ref = entity.full
            if ref is None or entity.actor is not None or (ref.start > 1 and not self._wished_well(ref)):
                continue
            charged = self.lang == "en" and ref.office == "minister" and not ref.polity  # "NAME, the minister for Asia"
            if not charged and any(r.office for r in entity.refs):
                continue
            s = self.doc.sentences[ref.sentence]
            if s.zone == TITLE or s.paragraph > 2:
                continue
            before = (*unnamed.get(ref.sentence - 2, ()), *unnamed.get(ref.sentence - 1, ()))
            for other, first in sorted(before, key=lambda pair: pair[0].index):
                if not other.refs or (charged and not (first.office or "").endswith("minister")):
                    continue  # taken up before
                for moved in other.refs:
                    moved.entity = entity.index
                entity.refs = sorted([*entity.refs, *other.refs], key=lambda r: (r.sentence, r.start))
                other.refs = []
                break

    def _wished_well(self, ref: Ref) -> bool:
        """English: "received Japan's new consul ... He congratulated NAME on assuming his post": the one who has come to that office."""
        words = self.doc.sentences[ref.sentence].words
        wished = not _WISHES.isdisjoint(words[max(0, ref.start - 2) : ref.start])
        return self.lang == "en" and wished and not _POSTS.isdisjoint(words[ref.end : ref.end + 10])

    def _misread_titles(self) -> None:
        """No capitals: what a headline has behind an office may be a verb ("رئيس الوزراء يتلقى"). The body's holder of that office decides."""
        for entity in self.entities:
            named = [r for r in entity.refs if r.name]
            if entity.actor is not None or not named:
                continue
            if all(
                r.office and r.short and not r.actors and self.doc.sentences[r.sentence].zone == TITLE
                for r in entity.refs
            ):  # one word that nothing else in the entry bears out
                for ref in named:
                    ref.name, ref.short = None, False
                entity.names = {}
                continue
            if any(r.known or not r.office or self.doc.sentences[r.sentence].zone != TITLE for r in named):
                continue
            sides = {ref.polity for ref in named if ref.polity}
            here = [e for e in self.entities if sides & {r.polity for r in e.refs if r.name}]
            for other in (*here, *self.entities):  # first whose side is the headline's
                if other is entity or other.full is None or self.doc.sentences[other.full.sentence].zone == TITLE:
                    continue
                if any(
                    r.office == ref.office and (not r.polity or not ref.polity or r.polity == ref.polity)
                    for r in other.refs
                    for ref in named
                ):
                    for ref in entity.refs:
                        ref.entity = other.index
                    other.refs = sorted([*other.refs, *entity.refs], key=lambda r: (r.sentence, r.start))
                    entity.refs, entity.full, entity.names = [], None, {}
                    break

    def _new(self, ref: Ref) -> Entity:
        entity = Entity(len(self.entities))
        self.entities.append(entity)
        self._attach(entity, ref)
        return entity

    def _attach(self, entity: Entity, ref: Ref) -> None:
        ref.entity = entity.index
        entity.refs.append(ref)
        if ref.name:
            self.register.add(entity, ref, self.names_of(ref))
            if not ref.short:
                current = entity.full
                in_title = current is not None and self.doc.sentences[current.sentence].zone == TITLE
                if current is None or (in_title and self.doc.sentences[ref.sentence].zone != TITLE):
                    entity.full = ref

    def _join_full(self, ref: Ref) -> None:
        words = self.names_of(ref)
        if ref.known:
            self._join_actor(self._choose(ref.actors, ref), ref)
        else:
            self._join_spelt(words, ref)

    def _join_actor(self, actor: Actor | None, ref: Ref) -> None:
        known = next(iter(self.register.of_actors([actor.id])), None) if actor is not None else None
        if known is not None:
            self._attach(known, ref)
            return
        whole = self._in_full(ref) if self.lang == "ar" and actor is not None else None
        if whole is None:
            whole = self._new(ref)
        else:
            self._attach(whole, ref)
        whole.actor = actor
        self.register.add_actor(whole)

    def _in_full(self, ref: Ref) -> Entity | None:
        """Arabic: "عمار الحكيم" of the headline is "عمار عبد العزيز الحكيم" of the text, whom no list has with his father's name."""
        words = self.names_of(ref)
        if len(words) < 2:
            return None
        ends = (words[0], words[-1])
        return next(
            (
                e
                for e in self.register.with_ends(words)
                if e.actor is None and any((n[0], n[-1]) == ends for n in e.names if len(n) > 2)
            ),
            None,
        )

    def _join_spelt(self, words: tuple[str, ...], ref: Ref) -> None:
        """To the person of the entry whose name is spelt so, or a new one."""
        found = self.register.spelt(words)
        if self.lang == "ar" and ref.office is not None and len(words) > 1:
            longer = next((e for e in self.register.with_opening(words) if self._longer_name(e, ref, words)), None)
            if longer is not None and (found is None or longer.index < found.index):
                found = longer
        if found is not None:
            self._attach(found, ref)
            return
        if self.lang == "ar" and self._taken_up(ref):
            ref.name, ref.short = None, False
            return
        self._new(ref)

    def _longer_name(self, entity: Entity, ref: Ref, words: tuple[str, ...]) -> bool:
        """Arabic: "محافظ البصرة خلف عبد الصمد ... محافظ البصرة خلف عبد الصمد خلف": the same office, and one name more."""
        refs = entity.refs[:ENOUGH]
        held = any((r.office, r.polity, r.at) == (ref.office, ref.polity, ref.at) for r in refs)
        return held and any(len(names) > 1 and names[: len(words)] == words[: len(names)] for names in entity.names)

    def _taken_up(self, ref: Ref) -> bool:
        """Arabic: "the ambassador", who has been named, with what he does behind it: "أشادت الوزيرة الهولندية ببطولات البيشمركة"."""
        if ref.office_span is None or ref.office is None:
            return False
        words = self.doc.sentences[ref.sentence].words
        if not words[ref.office_span[0]].lstrip("وبف").startswith(("ال", "لل")):
            return False
        if ref.office == "member-of-parliament" and len(self.names_of(ref)) > 1:
            return False  # a delegation has more than one of them
        offices = (ref.office, *GENERAL.get(ref.office, ()))
        return any(self.register.named_before(office, ref.polity, ref.sentence) for office in offices)

    def _choose(self, ids: Sequence[str], ref: Ref) -> Actor | None:
        """The actor a name means: by office and polity at the date where several share it."""
        actors = [self.k.actors[i] for i in ids]
        if self.lang == "ar":
            actors = [a for a in actors if not (self._another_with_article(a, ref) or self._another_son(a, ref))]
        if len(actors) <= 1:
            return actors[0] if actors else None
        best, score = actors[0], -1.0
        for actor in actors:
            points = 0.0
            for t in actor.tenures(self.day):
                here = 0.0
                if ref.office and t.office == ref.office:
                    here += 3
                if ref.polity and t.polity == ref.polity:
                    here += 2
                here += self.k.offices[t.office].rank / 1000
                points = max(points, here + 0.5)
            if points > score:
                best, score = actor, points
        return best

    def _another_with_article(self, actor: Actor, ref: Ref) -> bool:
        """Arabic: "علي الربيعي" is an Arab, where the list has an Iranian "علي ربيعي", unless the text makes him one."""
        names = self.names_of(ref)
        surname = "" if "عبد" in names[-2:-1] else names[-1]
        sides = {t.polity for t in actor.offices}
        if not surname.startswith("ال") or ref.polity in sides or not sides or not sides.isdisjoint(("IQ", "IQ-KR")):
            return False
        return not any(fold(alias).text.endswith(surname) for alias in actor.aliases.get("ar", ()))

    def _another_son(self, actor: Actor, ref: Ref) -> bool:
        """Arabic: "محمد بن سلمان الدوسري" is not the prince, of whose names none ends so."""
        names = self.names_of(ref)
        if not names or SON_OF.isdisjoint(names) or not (names[-1].startswith("ال") and names[-1].endswith("ی")):
            return False
        return not any(fold(alias).text.endswith(names[-1]) for alias in actor.aliases.get("ar", ()))

    def _join_short(self, ref: Ref) -> None:
        words = self.names_of(ref)
        called = self.register.called(words, ref.actors)
        fitting = [e for e in called if e.full is not None and self._fits(e, ref, words)]
        if fitting and self._bare_leader(ref) and self._goes_on_with(fitting, ref):
            self._attach(fitting[0], ref)
            return
        if fitting and self._bare_leader(ref) and (leader := self._choose_short(ref)) is not None:
            self._join_actor(leader, ref)  # "سەرۆک بارزانی" is the party's leader, whoever else of the name is named
            return
        if fitting:
            self._attach(self._nearest(fitting, ref), ref)
            return
        if self.lang == "kmr" and ref.actors and not ref.office:
            met = self.register.of_actors(ref.actors)
            if len(met) == 1:  # "Serok Barzanî ... Barzanî": of all who bear it the one who was named before
                self._attach(met[0], ref)
                return
        if ref.actors:
            if (actor := self._choose_short(ref)) is not None:
                self._join_actor(actor, ref)
                return
            if not ref.office or self.lang != "ar":
                return
        if ref.office:
            self._join_spelt(words, ref)

    def _goes_on_with(self, fitting: Sequence[Entity], ref: Ref) -> bool:
        """Kurmanji: "Serokê Herêmê Nêçîrvan Barzanî bi A re civiya. Serok Barzanî got": a president who is the only one of the name in the entry,
        where one of the three sentences before names him so and this one begins with him."""
        if self.lang != "kmr" or ref.start or len(fitting) != 1:
            return False
        return any(r.sentence >= ref.sentence - 3 and r.name and r.office == "president" for r in fitting[0].refs)

    def _join_again(self, refs: Sequence[Ref]) -> None:
        """A surname that alone was too weak a hint, of somebody whom a headline or an office has brought in since."""
        for ref in refs:
            if ref.short and ref.entity < 0 and ref.actors and not ref.office:
                known = [e for e in self.register.of_actors(ref.actors) if e.refs]
                if len(known) == 1:
                    self._attach(known[0], ref)

    def _bare_leader(self, ref: Ref) -> bool:
        """Kurdish: "سەرۆک", "Serok" without izafe or country before a surname."""
        return (
            ref.office == "president"
            and not ref.polity
            and self.doc.sentences[ref.sentence].words[ref.start] in ("سهروک", "serok")
            and any(t.office == "party-leader" for a in ref.actors for t in self.k.actors[a].tenures(self.day))
        )

    def _fits(self, e: Entity, ref: Ref, words: tuple[str, ...]) -> bool:
        known = e.actor is not None and e.actor.id in ref.actors
        if not known and not any(short_of(words, names) for names in e.names):
            return False
        if ref.office and not ref.plural:
            offices = {r.office for r in e.refs[:ENOUGH] if r.office}
            held = {t.office for t in e.actor.tenures(self.day)} if e.actor else set()
            if offices | held and ref.office not in offices | held:
                generic = (
                    ref.office in ("minister", "president", "party-leader", "head", "special-envoy") or ref.rank < 60
                )
                if ref.office == "president" and any(self.k.offices[o].rank >= 87 for o in offices | held):
                    return "prime-minister" not in held or bool(offices & {"president"})
                return generic and ref.office != "president"
        return True

    def _nearest(self, fitting: list[Entity], ref: Ref) -> Entity:
        if len(fitting) == 1:
            return fitting[0]

        def distance(e: Entity) -> tuple[int, int, int]:
            refs = some(e.refs)
            same_office = any(r.office == ref.office for r in refs) if ref.office else True
            before = [r for r in refs if (r.sentence, r.start) <= (ref.sentence, ref.start)]
            last = max(((r.sentence, r.start) for r in before), default=(-1, -1))
            return (0 if same_office else 1, -last[0], -last[1])

        return min(fitting, key=distance)

    def _choose_short(self, ref: Ref) -> Actor | None:
        candidates: list[tuple[float, Actor]] = []
        for actor_id in ref.actors:
            actor = self.k.actors[actor_id]
            best = 0.0
            for t in actor.tenures(self.day):
                score = self.k.offices[t.office].rank / 100
                if ref.office == "president" and not ref.polity and self.lang in ("ckb", "kmr"):
                    score += 3 if t.office in ("president", "party-leader") else -2
                    score += t.office == "party-leader"  # bare "سەرۆک بارزانی": the leader of the party
                elif ref.office:
                    held = t.office == ref.office or (ref.office == "minister" and t.office.endswith("-minister"))
                    score += 3 if held else -2  # "Wezîr Blinken" is the Foreign Minister
                if ref.polity:
                    score += 2 if t.polity == ref.polity else -2
                elif t.polity in self._mentioned():  # the King Abdullah of the country that the text is about
                    score += 0.5
                best = max(best, score)
            if best > 0.0:
                candidates.append((best, actor))
        candidates.sort(key=lambda pair: -pair[0])
        if not candidates:
            return None
        if (
            self.lang == "ckb" and not ref.office and not ref.polity
        ):  # "یاسین" is a first name before it is Malaysia's premier
            far = {t.polity for t in candidates[0][1].tenures(self.day)} - {"IQ", "IQ-KR"}
            if far and far.isdisjoint(self._mentioned()) and self.names_of(ref)[0] in given_names(self.k):
                return None
        if self.lang == "ar" and not ref.office and candidates[0][1].gender == "m" and self._says_a_woman(ref):
            return None
        if not ref.office and (
            ref.clitic not in ("", "و") or (self.doc.sentences[ref.sentence].zone != TITLE and candidates[0][0] < 0.85)
        ):
            return None
        if ref.office or len(candidates) == 1 or candidates[0][0] > candidates[1][0]:
            return candidates[0][1]
        return None

    def _says_a_woman(self, ref: Ref) -> bool:
        """Arabic: whether what a woman said is told before a surname: "قالت هبة NAME", "وأكدت «NAME»"."""
        s = self.doc.sentences[ref.sentence]
        before = [i for i in range(max(0, ref.start - 3), ref.start) if s.words[i].isalpha()][-2:]
        if before and s.words[before[-1]].removeprefix("و") in _SHE_SAID:
            return True
        return len(before) == 2 and s.words[before[0]].removeprefix("و") in _SHE_SAID and s.at[before[1]] is None

    def _surnames(self) -> dict[str, Entity]:
        """Surnames of the people who are named in full."""
        surnames: dict[str, Entity] = {}
        for entity in self.entities:
            if entity.full is None:
                continue
            for names in entity.names:
                if len(names) >= 2 and len(names[-1]) > 2 and names[-1] not in _ORDINALS:
                    surnames.setdefault(names[-1], entity)
        if self.lang == "en":  # "Fuad met his counterpart": some outlets go on with the first name
            first: dict[str, set[int]] = {}
            for entity in self.entities:
                for names in entity.names:
                    if entity.full is not None and len(names) >= 2 and len(names[0]) > 3:
                        first.setdefault(names[0], set()).add(entity.index)
            for word, owners in first.items():
                if len(owners) == 1 and word not in surnames:
                    surnames[word] = self.entities[min(owners)]
        return surnames

    def _by_surname(self, s: Sentence, surnames: dict[str, Entity], bare: dict[str, str], forms: set[str]) -> None:
        """Later mentions by surname alone of people whom no list knows. `bare` are the surnames without an article, `forms` both."""
        fits = self.lex.plain_stems
        if (
            self.latin
            and not s.text.isascii()  # to take the accents off a text takes longer than to look at its words
            and all(forms.isdisjoint(fits(word)) for word, large in zip(s.words, s.capital, strict=True) if large)
        ):
            return
        text = unaccent(s.text) if self.latin else s.text
        if len(bare) <= ENOUGH and not any(map(text.__contains__, bare.values())):
            return
        large = s.capital if self.latin else None
        covered = [False] * len(s.words)
        for ref in self.refs.get(s.index, ()):
            self._take(covered, ref.start, ref.end)
        added: list[Ref] = []
        for i, word in enumerate(s.words):
            if covered[i] or (large is not None and not large[i]) or forms.isdisjoint(fits(word)):
                continue
            for stem in self.lex.stems(word):
                surname = unaccented(stem)
                if self.lang == "ar" and (surname not in surnames or bare[surname] not in text):
                    surname = "ال" + stem
                owner = surnames.get(surname)
                if owner is not None and bare[surname] in text:
                    clitic = word[0] if self.lang == "ar" and word != stem and word[0] in "ولب" else ""
                    ref = Ref(s.index, i, i + 1, (i, i + 1), short=True, clitic=clitic)
                    ref.link = self._link(s, ref)
                    self._attach(owner, ref)
                    added.append(ref)
                    break
        if added:
            self.refs[s.index] = sorted([*self.refs[s.index], *added], key=lambda r: r.start)

    def _join_office(self, ref: Ref) -> None:
        """An office without a name: the person of this entry who holds it, or somebody unnamed."""
        s = self.doc.sentences[ref.sentence]
        if ref.office == "guest":  # "the Latvian guest": whoever of that side is here
            there = [e for e in some(self.entities) if e.full is not None and ref.polity in self._sides_of(e)]
            there = there or self._leader_untold(ref)
            if there:
                self._attach(self._nearest(there, ref), ref)
            return
        if (told_of := self._in_relative(s, ref)) is not None:
            self._attach(self.entities[told_of.entity], ref)
            return
        before = [e for e in some(self.entities) if any(r.office for r in e.refs[:ENOUGH])]
        fitting = [e for e in before if self._may_be_called(s, ref, e)]
        if self.lang == "ckb" and fitting and ref.polity is None:  # "the premier", whose name stood without his office
            fitting += [e for e in self._known_holders(s, ref) if e not in fitting]
        if len(fitting) > 1:
            fitting = self._likelier(s, ref, fitting)
        unnamed = all(e.full is None for e in fitting)
        if unnamed and self.lang == "en" and ref.office == "other" and ref.polity and not ref.plural:
            own = [e for e in before if e.full is not None and ref.polity in self._sides_of(e)]
            own = own or self._leader_untold(ref)
            fitting = own if len(own) == 1 else fitting  # "the Kurdish official was received by": the only one named
        if not fitting and self.lang == "ar" and ref.polity and s.words[ref.start].lstrip("و") == "المسوول":
            own = [e for e in some(self.entities) if e.full is not None and ref.polity in self._sides_of(e)]
            own = own or self._leader_untold(ref)
            fitting = own if len(own) == 1 else []  # "المسؤول العسكري العماني"
        if not fitting and self.lang == "en" and ref.office == "head" and ref.office_span == (ref.end - 1, ref.end):
            fitting = [e for e in before if e.full is not None and self._called_so(e, s.words[ref.end - 1])]
        fitting = fitting or self._known_holders(s, ref)
        if fitting:
            self._attach(self._nearest(fitting, ref), ref)
        else:
            self._new(ref)

    def _leader_untold(self, ref: Ref) -> list[Entity]:
        """ "A Dutch delegation headed by Foreign Minister NAME. The Dutch official ...": the one led before, of whom nothing but the delegation's
        adjective in his sentence tells a side."""
        led = [
            (e, e.full)
            for e in some(self.entities)
            if e.full is not None and e.full.link == "led" and e.full.sentence < ref.sentence and not self._sides_of(e)
        ]
        if len(led) != 1:
            return []
        leader, full = led[0]
        ahead = (item for item in self.doc.sentences[full.sentence].items if item.end <= full.start)
        told = any(ref.polity in (item.has("adj"), item.has("polity")) for item in ahead)
        return [leader] if told else []

    @staticmethod
    def _called_so(e: Entity, word: str) -> bool:
        """English: "the secretary", "the commissioner" behind "Defense Secretary NAME": whether a title of his has the word."""
        return any(r.name and word in r.role.lower().replace("-", " ").split() for r in e.refs[:ENOUGH])

    def _may_be_called(self, s: Sentence, ref: Ref, e: Entity) -> bool:
        """Whether an office without a name may be said of a person, by the offices that the entry has called him so far."""
        offices = (ref.office, *GENERAL.get(ref.office or "", ()))  # "the minister" may be the Foreign Minister
        refs = e.refs[:ENOUGH]
        if not any(self._same_side(ref, other) for other in refs if other.office in offices and other is not ref):
            return False
        if self.lang == "ar" and ref.polity and (said := {r.polity for r in refs} - {None}) and ref.polity not in said:
            return False  # "وزيرة ألمانية" is not "the minister" who was called the Region's before
        if self.lang == "ar" and self._calls_a_woman(s, ref) and e.actor is not None and e.actor.gender == "m":
            return False  # "الوزيرة" is not the minister, a man, whom she met
        if ref.polity and e.actor is not None and not any(r.polity for r in refs):
            sides = {t.polity for t in e.actor.tenures(self.day)}
            if sides and ref.polity not in sides and not self._only_implied(ref):
                return False
        if ref.at and any(o.at and o.at != ref.at for o in refs):
            return False
        joined = s.words[ref.end : ref.end + 1] in (["and"], ["û"], ["و"])
        if joined and any(o.sentence == ref.sentence and o.start == ref.end + 1 for o in refs):
            return False  # "the premier and Qatar's premier NAME"
        met = self.lang == "ckb" and ref.polity is None and ref.link in ("with", "by", "cue")
        if met and any(o.sentence == ref.sentence and o.name and o is not ref for o in refs):
            return False  # "سوودانی لەلایەن سەرۆکی حکوومەتەوە پێشوازیی لێ کرا"
        return not self._parted(s, ref, e) and not (self.lang in ("en", "ar") and self._another_president(ref, e))

    @staticmethod
    def _calls_a_woman(s: Sentence, ref: Ref) -> bool:
        """Arabic: "الوزيرة", "السفيرة الهولندية": an office in the feminine."""
        word = s.words[ref.office_span[0] if ref.office_span is not None else ref.start]
        return word.lstrip("وبلف").removeprefix("ال").removeprefix("وزیر").removeprefix("سفیر") == "ه" or word.endswith(
            ("مبعوثه", "ممثله", "مستشاره")
        )

    def _same_side(self, ref: Ref, other: Ref) -> bool:
        """Whether two references by one office may be to one holder of it, and of its day."""
        if None not in (ref.polity, other.polity) and ref.polity != other.polity:
            return False
        if ref.polity is None and ref.office in ("other", "head", "member"):
            return False
        if ref.office == "head" and self.lang == "en" and self._of_another_house(ref, other):
            return False
        if other.office == "party-leader" and leads_another(ref, other):
            return False
        if ref.polity == "UN" and (one := self._agencies(ref)) and (two := self._agencies(other)) and not one & two:
            return False  # "nûnera UNHCRê NAME", "berpirsê Bernameya Xurekê ya Cîhanî"
        titled = self.lang == "ar" and ref.office == "party-leader" and ref.polity_rule.startswith("title:")
        if titled and other.office == "prime-minister":
            return False  # "زعيم الحزب الديمقراطي" is nobody in the government
        return not (other.former or ref.former)

    def _agencies(self, ref: Ref) -> set[str]:
        """The bodies that stand within a reference."""
        items = self.doc.sentences[ref.sentence].items
        inside = (r for i in items if ref.start <= i.start < ref.end for r in i.readings)
        return {r.id for r in inside if r.kind == "body"}

    @staticmethod
    def _of_another_house(ref: Ref, other: Ref) -> bool:
        """English: "the head of Japan's consular office" is not "NAME, head of the local office of JICA", who is Japan's too."""
        one, two = (frozenset(r.complement.lower().split()) - _JOINING for r in (ref, other))
        return bool(one and two) and not (one <= two or two <= one)

    def _likelier(self, s: Sentence, ref: Ref, fitting: list[Entity]) -> list[Entity]:
        """Of several persons of whom an office may be said, those of whom it is said here; all, where nothing parts them."""
        if ref.polity is None:
            visiting = any(w in _VISITING for w in s.words[max(0, ref.start - 2) : ref.end + 2])
            abroad = [e for e in fitting if not any(r.polity in _HOMES for r in e.refs[:ENOUGH])] if visiting else []
            if self.lang != "en" and abroad:
                fitting = abroad  # "Serokkomarê mêvan", "سەرۆککۆماری میوان", "الوزير الضيف"
            elif self.lang in ("ckb", "kmr"):  # "the minister" is ours, not his counterpart
                home = self._home_of(ref) or self.home if self.lang == "ckb" else self.home
                ours = [e for e in fitting if home in self._sides_of(e)] if home else []
                fitting = ours or _no_counterparts(fitting)
                if self.lang == "ckb" and home is None and len(fitting) > 1:
                    fitting = [e for e in fitting if self._opens(e)] or fitting
            elif self.lang == "ar" and not visiting and len(ours := self._of_home(ref, fitting)) == 1:
                fitting = ours  # "رئيس الحكومة" is ours, not the premier whom he met before
            elif self.lang == "en" and (ours := [e for e in fitting if self._opens_at_home(e)]):
                fitting = ours  # "With A the president discussed ...", of whom the report is
            elif (
                self.lang == "en"
                and ref.start <= 4
                and s.words[ref.start - 2 : ref.start] == [",", "the"]
                and len(opening := [e for e in fitting if self._opens(e)]) == 1
            ):
                fitting = opening  # "Later on, the Prime Minister met ..." is he of whom the report is, not the premier whom he met before
            elif self.lang == "en" and ref.link == "start":
                # "The Prime Minister also met ..." is the outlet's own, whose country it does not name, not "NAME, Prime Minister of Belgium"
                own = [
                    e
                    for e in fitting
                    if e.full is not None and any(r.office and r.name and not r.polity for r in e.refs[:ENOUGH])
                ]
                fitting = own if len(own) == 1 else fitting
            if visiting:
                fitting = _no_counterparts(fitting)
        if self.lang in ("ar", "en") and ref.office_span is not None and ref.office_span[1] - ref.office_span[0] == 1:
            # bare "the minister" is who received the letter, not who sent it
            aside = _SPOKEN_OF if self.lang == "en" else ("mention",)
            fitting = [e for e in fitting if any(r.link not in aside for r in e.refs)] or fitting
            if self.lang == "ar" and ref.polity is None:
                across = self._met_by(s, ref)
                fitting = [e for e in fitting if not (sides := self._sides_of(e)) or not sides <= across] or fitting
        if ref.polity:  # "the Iraqi speaker" is not the speaker whose side is yet unknown
            fitting = [e for e in fitting if any(r.polity == ref.polity for r in e.refs[:ENOUGH])] or fitting
        return fitting

    def _met_by(self, s: Sentence, ref: Ref) -> set[str]:
        """Arabic: "يلتقي الوزير غداً رئيس الوزراء الروسي": the sides of whom a verb of meeting brings together with the minister."""
        frames = self.k.cues[self.lang].frames
        cues = (
            i for i in s.those(_CUES) if i.end <= ref.start and (n := i.has("cue")) and frames[int(n)].kind in _MEETS
        )
        verb = next(cues, None)
        if verb is None:
            return set()
        others = (r for r in self.refs.get(s.index, ()) if r.start >= ref.end and r.link not in ("mention", "about"))
        return {r.polity for r in others if r.polity and not r.former}

    def _opens(self, e: Entity) -> bool:
        """Whether the report opens with somebody."""
        first = next((r for r in e.refs if self.doc.sentences[r.sentence].zone == LEAD), None)
        return first is not None and first.link == "start"

    def _of_home(self, ref: Ref, fitting: list[Entity]) -> list[Entity]:
        """Those of Iraq, of the Region, or of the country that the outlet or the dateline tells, of whom was told before."""
        homes = (self._home_of(ref) or self.home or "", *_HOMES)
        told = (e for e in fitting if min((r.sentence for r in e.refs), default=0) <= ref.sentence)
        return [e for e in told if not self._sides_of(e).isdisjoint(homes)]

    def _opens_at_home(self, e: Entity) -> bool:
        """Whether the report opens with somebody of the outlet's own country."""
        return self._opens(e) and self.home in self._sides_of(e)

    def _known_holders(self, s: Sentence, ref: Ref) -> list[Entity]:
        """The known persons of the entry who hold an office on the day, though the entry has not called them by it yet."""
        polity = ref.polity or self._home_of(ref)
        if not polity and self.lang == "ar":
            return []
        offices = (ref.office, *(GENERAL[ref.office] if ref.office in _ALSO else ()))
        if ref.role == "Energy Minister":
            offices = (*offices, "electricity-minister")  # where another has the oil
        titled = ref.office == "party-leader" and ref.polity_rule.startswith("title:")
        party = ref.polity_rule.partition(" of ")[2].removeprefix("the ") if titled else ""
        if self._holders is None:
            self._holders = {}
            for e in self.entities:
                for t in e.actor.tenures(self.day) if e.actor is not None else ():
                    self._holders.setdefault(t.office, []).append((e, t))
        held = [
            (e, t.polity)
            for office in offices
            for e, t in some(self._holders.get(office or "", ()))
            if (not party or t.role.endswith(party)) and not self._parted(s, ref, e)
        ]
        held.sort(key=lambda pair: pair[0].index)
        at_home = [e for e, side in held if side == polity]
        if not at_home and ref.polity is None and len(held) == 1 and held[0][1] in ("IQ", "IQ-KR"):
            told = [r.sentence for r in held[0][0].refs]
            if told and min(told) < ref.sentence and ref.sentence not in told:
                return [held[0][0]]  # "Masrour Barzani met A. Later B met the prime minister"
        if (
            not polity
            or at_home
            or ref.polity
            or self.lang != "ckb"
            or self.k.holders(ref.office or "", polity, self.day)
        ):
            return at_home
        return (
            [e for e, _ in held] if len(held) == 1 else []
        )  # nobody at home holds it: the National Security Adviser is Baghdad's

    def _another_president(self, ref: Ref, e: Entity) -> bool:
        """ "Kurdistan's President" is not the party leader who is called "President", "الرئيس الإيراني" not the speaker, where somebody else
        holds the office on the day."""
        if ref.office != "president" or not ref.polity or e.actor is None:
            return False
        held = {t.office for t in e.actor.tenures(self.day)}
        holders = self.k.holders("president", ref.polity, self.day)
        called = held & ({"party-leader"} if self.lang == "en" else {"speaker"})
        return bool(called) and "president" not in held and bool(holders)

    def _in_relative(self, s: Sentence, ref: Ref) -> Ref | None:
        """Kurdish "bi NAME re, ku serokê beşa Iraqê ye", "چاوی بە NAME کەوت کە فەرماندەی هێزەکانە": the name that the clause tells of; "Wezîrê
        Derve, serokê berê yê MÎTê NAME": the name behind what he was before."""
        if self.lang == "kmr" and s.words[ref.end : ref.end + 1] == [","]:
            behind = next((r for r in self.refs.get(s.index, ()) if r.start > ref.end), None)
            once = behind is not None and "berê" in s.words[ref.end : behind.start][:4]
            if behind is not None and once and behind.name and not behind.office and behind.start - ref.end < 8:
                return behind if behind.entity >= 0 else None
        if self.lang not in ("ckb", "kmr") or not ref.start or s.words[ref.start - 1] not in ("که", "ku"):
            return None
        for other in self.refs.get(s.index, ()):
            between = s.words[other.end : ref.start - 1]
            if (
                other.name
                and not other.office
                and other.end < ref.start
                and set(between) <= _BEFORE_CLAUSE
                and len(between) < 4
            ):
                return other if other.entity >= 0 else None
        return None

    def _sides_of(self, e: Entity) -> set[str]:
        """The polities that an entity may act for, before it is settled."""
        said = {r.polity for r in e.refs[:ENOUGH] if r.polity}
        return said or ({t.polity for t in e.actor.tenures(self.day)} if e.actor is not None else set())

    def _parted(self, s: Sentence, ref: Ref, e: Entity) -> bool:
        """Whether a word of meeting parts a reference from one to this person: "Foreign minister receives Turkish counterpart" are two."""
        if (
            self.lang == "en"
            and s.words[ref.start - 1] == "as"
            and not _HIS.isdisjoint(s.words[max(0, ref.start - 4) : ref.start])
        ):
            return False  # "received NAME, who congratulated him on his election as President of the UAE"
        return self.latin and any(
            (self._across(s, ref, other) or (self.lang == "kmr" and {ref.link, other.link} == _SUBJECT_AND_GUEST))
            for other in e.refs[:ENOUGH]
            if other.sentence == ref.sentence and other is not ref and not self._in_same_words(s, ref, other)
        )

    @staticmethod
    def _in_same_words(s: Sentence, ref: Ref, other: Ref) -> bool:
        """ "bi Şaredara Parîsê re civiya û diyariyek pêşkêşî Şaredara Parîsê kir": one office of one town or state, said twice."""
        return bool(ref.polity) and s.words[ref.start : ref.end] == s.words[other.start : other.end]

    def _across(self, s: Sentence, ref: Ref, other: Ref) -> bool:
        """Whether a word of meeting stands between two references of one sentence."""
        low, high = sorted((ref.start, other.start))
        frames = self.k.cues[self.lang].frames
        return any(
            low < item.start < high
            and (number := item.has("cue")) is not None
            and frames[int(number)].kind in _MEETS
            and s.words[item.start - 1] not in ("who", "whom")
            for item in s.those(_CUES)
        )

    # -- settling ------------------------------------------------------------------------------------------------------
