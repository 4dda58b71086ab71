"""Who sits at the table by one sentence: those it names as sides, and those it only means."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from storage.records import Status
from worker.classify.events import OTHERS, EventKeeper
from worker.classify.lexicon import Item, mark
from worker.classify.parts import INVITATION
from worker.classify.refs import HIMSELF
from worker.classify.spans import DAYS
from worker.classify.text import LEAD, TITLE, begins
from worker.classify.told import AIRPORT, MEETING, STRONG, Event, Table, Told
from worker.classify.who import Ref
from worker.knowledge.load import Cue

_SENT = (["delegation"], ["team"])
_DELEGATION, _CONSISTS = mark("word:deleg"), mark("word:consists")
_MINISTRY = mark("word:ministry")
_SUMMONS = mark("word:summons")
_TOLD_HIM = frozenset(["him", "her", "diplomat", "ambassador", "envoy", "official"])
_APART = re.compile(
    r"\bseparately\b|\b(?:a|another) separate (?:meeting|conversation|session|encounter)\b|\bon the other hand\b|\banother meeting\b"
    r"|(?:لقاء|اجتماع|استقبال) (?:اخر )?منفصل|بشکل منفصل|کل علی حده"
)
_OPENING = 14  # words between a meeting and those who took part: what it was of, the day, the town
_GLAD = frozenset(["great", "good", "glad", "pleased", "delighted", "happy", "honored", "honoured"])  # to meet
_SAYS = frozenset(["said", "says", "wrote", "tweeted", "posted", "told", "added", "noted"])
_GOES_ON = frozenset(
    [
        "go",
        "goes",
        "travel",
        "travels",
        "fly",
        "flies",
        "head",
        "heads",
        "continue",
        "continues",
        "proceed",
        "proceeds",
        "leaves",
        "due",
        "expected",
    ]
)
_CAME = frozenset(["arrived", "landed", "flew", "reached"])
_EARLY = 9  # words of a sentence within which a pronoun is its subject
_RESIDENT = frozenset(["ambassador", "charge-daffaires", "consul-general", "deputy-consul", "special-representative", "head-of-mission"])  # fmt: skip
_LEADS_IT = frozenset(["led", "leads", "leading", "headed", "heads", "heading"])
_FEW_BEFORE = 4  # sentences
_OF_RANK = 50  # of ministers, who sit at a table of their own
_HE_AND = (["he", "and"], ["she", "and"])
# Sorani, folded: what opens a sentence that goes on with the subject of the one before
_HE_WITH = frozenset(
    ["لهگهل", "شاندهکه", "وهفدهکه", "ناوبراو", "یهو", "لهوی", "لهویش", "ههروهها", "دواتر", "پاشان", "لهو", "سهردانهدا"]
)
_THEN_WITH = frozenset(  # Kurmanji
    ["her", "wiha", "roja", "herwiha", "herwisa", "herweha", "wekî", "din", "paşê", "piştre", "dû", "re", "di", "heman", "rojê", "de", "duh", "doh", "îro", "êvarê",
     "sibehê", "nîvro", "dîsa", "jî", "beriya", "berî", "vê", "wê", "berê", ",", "bi", "li", "gel", "ligel", "digel"]
)  # fmt: skip
_AT = frozenset(["at", "during", "in"])
_THAT_CAME = (["this", "came"], ["that", "came"], ["it", "came"], ["this", "was"], ["that", "was"], ["it", "was"])
_SIGNED = frozenset(["signed", "sign", "signs", "inked", "initialled", "signing"])
_TEAM, _SOME_TEAM, _THE_TEAM = ("شاند", "وهفد"), ("شاندیک", "وهفدیک"), ("شاندهکه", "وهفدهکه")  # folded
_THE_SAID = ("هکه", "هکهی", "هکهش")  # folded: ends of whom a sentence before has named
_SAW = frozenset(["بینی", "بینیی", "بینیوه", "دهبینیت", "ببینیت"])  # Sorani, folded
_AFTER = frozenset(["بعد", "عقب", "اثر"])  # folded
_A_MEETING = frozenset(["لقاء", "لقاءات", "اجتماع", "اجتماعات", "محادثات", "مباحثات"])
_TAKES_OBJECT = frozenset(
    ["pêşwazî", "qebûl", "mêvan", "dît", "dîtin", "dîtiye", "dîtibû", "dîtibûn", "bibîne", "dibîne"]
)
_HIM = frozenset(["wî", "wê", "wan", "lê"])  # "pêşwazî lê kir"
_TO_WHOM = ("cem", "bal", "ba", "mêvanê", "mêvana", "bide")  # "hat cem wî", "bû mêvanê wî"
_GUESTS_OPEN = frozenset(
    ["şand", "şanda", "şande", "şandeya", "şandê", "heyet", "heyeta", "mêvan", "mêvanê", "mêvana", "mêvanên"]
)
_MAKES = ("kir", "dik", "bik")  # "pêşwaziya wî kir", and not "pêşwaziya wî balyozî"
_DUAL = re.compile("(?:بحث|ناقش|تباحث|اتفق|استعرض|اکد|تناول|تداول)ت?ا$|^و?[یت](?:بحث|ناقش|تباحث|وکد|ستعرض)ان$")
_HIS = ("استقباله", "استقبالها", "لقایه", "لقایها", "لقاءه", "لقاءها", "اجتماعه", "اجتماعها")  # folded
_MEALS = frozenset(["dinner", "lunch", "luncheon", "breakfast", "banquet", "iftar", "reception"])
_OWN = frozenset(["his", "her", "him", "their", "include", "included"])  # "the visit will include meetings with": his
_VISIT_WORDS = frozenset(["الزیاره", "زیارته", "زیارتها"])  # folded
_OF_HIM = frozenset(["لیکرد", "لیکردووه", "لیدهکات"])  # folded: "received him", its words written together or apart
# folded
_WAS_HELD = frozenset(
    ["راس", "انطلق", "انطلقت", "بدات", "اختتمت", "اختتم", "تراس", "تراست", "عقد", "عقدت", "انعقد", "انعقدت", "احتضنت", "استضافت", "جری",
     "جرت", "شهدت"]
)  # fmt: skip
_GAVE_HIM = frozenset(["سلم", "سلمت", "سلمه", "سلمته", "سلمها"])  # folded: a note of protest, to whom was called in
_TAKING_PART = frozenset(["بمشارکه", "بحضور", "بهشداریی", "بهشداری"])  # folded
_GATHERED = ("قمه", "اجتماع", "مباحثات", "محادثات", "لقاء")  # folded, without article
_BOTH_HOSTS = {"IQ", "IQ-KR"}
_FIRMS = frozenset(["شرکه", "لشرکه", "شرکات", "الشرکات", "التنفیذی", "التنفیذیه", "مستثمرین", "المستثمرین"])  # folded
_AMONG_THEM = frozenset(
    ["بینهم", "ابرزهم", "منهم", "مقدمتهم", "راسهم", "فیهم", "ضمنهم", "بضمنهم"]
)  # folded: names of some of those met
_WITH_HIM = frozenset(["لهگهلیدا", "لهگهلی", "لهگهلیان", "لهگهلیاندا", "معه", "معها", "معهما"])
# folded: "the said", "the guest", whom a sentence before has named
_SPOKEN_OF = frozenset(
    ["ناوبراو", "ناوبراوی", "میوانهکه", "میوانهکهی", "وهزیرهکه", "navborî", "الضیف", "الضیفه", "ضیف", "ضیفه"]
)


def _him_in_the_verb(told: Told) -> bool:
    """Arabic: "وجرى ذلك خلال استقباله في قصر بغداد السفير", "وكان في استقباله", "وخلال هذه الزيارة، التقى واستشار ..."."""
    words = told.s.words
    if words[0].lstrip("و") == "خلال" and _VISIT_WORDS & set(words[1:4]):
        return True
    if not _AMONG_THEM.isdisjoint(words) and _some_of_many(told):
        return True
    return any(
        w.endswith(_HIS)
        or (w.lstrip("و").startswith(("استقبل", "التق")) and w.endswith(("له", "لها", "لهما", "اه", "اها")))
        or (
            w.lstrip("و") in _GAVE_HIM
            and "مذکره" in words
            and not any(m.start < i.start for m in told.s.those(_MINISTRY))
        )
        for i, c in told.cues
        if c.kind in ("meet", "receive")
        for w in words[i.start : i.end]
    )


def _some_of_many(told: Told) -> bool:
    """Arabic: "والتقى عددا من المسؤولين، بينهم A": whoever is named stands behind the verb and is one of those met."""
    verb = min((i.start for i, c in told.cues if c.kind == "meet"), default=len(told.s.words))
    first = min((r.start for r in (*told.mains, *told.others)), default=0)
    return verb < first and not _AMONG_THEM.isdisjoint(told.s.words[verb:first])


def _object_of_verb_sorani(told: Told) -> bool:
    """ "پێشوازیی لێ کرد": received him; "پاش نیوەڕۆش A-ی بینی": an object right before its verb."""
    words = told.s.words
    return (
        any(
            c.kind == "receive"
            and not _OF_HIM.isdisjoint(["".join(words[i.start + 1 : n]) for n in (i.start + 2, i.start + 3)])
            for i, c in told.cues
        )
        or any(
            c.kind == "meet" and words[i.start] in _SAW and any(r.end == i.start for r in told.mains)
            for i, c in told.cues
        )
        or any(
            words[i.start : i.start + 2] == ["بهخیرهاتنی", "کرد"]
            or (
                words[i.start].startswith("چاو")
                and words[i.start + 1].startswith("پی")
                and words[i.end - 1].endswith(("کهوت", "کهوتووه"))
            )
            for i, c in told.cues
            if c.kind in ("meet", "receive") and i.end - i.start > 1
        )
    )


def _object_of_verb_kurmanji(told: Told) -> bool:
    """ "piştre jî balyozê Misrê X pêşwazî kir": an object right before its verb; "serdana wî kir", "pêşwaziya wî kir"."""
    words, alone = told.s.words, len({r.entity for r in told.mains}) == 1
    if len(told.mains) > 1 and words[0] in _THEN_WITH and words[0] != "bi" and told.mains[0].start > 0:
        # "Paşê li Hewlêrê A û B dîtin": both were seen, by whom the sentence before names
        joined = all(r.link == "and" and words[r.start - 1] in ("û", ",") for r in told.mains[1:])
        alone = joined and not {"hev", "hevdu"} & set(words)
    return any(
        not _HIM.isdisjoint(words[i.start : i.end + (words[i.end - 1] in _TO_WHOM)])
        or (not _HIM.isdisjoint(words[i.end : i.end + 1]) and begins(words[i.end + 1 : i.end + 2], _MAKES))
        or (alone and words[i.start] in _TAKES_OBJECT and any(0 <= i.start - r.end <= 1 for r in told.mains))
        or (c.kind == "receive" and any("ew" in words[r.end : min(i.start, r.end + 6)] for r in told.mains))
        for i, c in told.cues
        if c.kind in ("meet", "receive")
    )


def _held_talks(told: Told) -> bool:
    """Kurmanji: "Her du berpirsan danûstandinek li ser sînor kir": a noun of meeting and a verb of doing at the end."""
    talks = any(c.kind == "noun" and told.s.words[i.start].endswith(("ek", "eke")) for i, c in told.cues)
    return talks and begins(told.s.words[-3:], ("kir", "encam", "lidarxist", "xist"))


_LEAVES_ONE_OUT: dict[str, Callable[[Told], bool]] = {
    "ar": _him_in_the_verb,
    "ckb": _object_of_verb_sorani,
    "kmr": _object_of_verb_kurmanji,
}


class Seater(EventKeeper):
    """Fills the table of a sentence. Each step is of one grammar; a sentence that names both sides needs none of them."""

    def _seat(self, table: Table) -> bool:
        """Fill the table with all whom the sentence means but does not name as a side; False where it was of another matter after all."""
        told = table.told
        if self.lang == "en" and not self._leaders_and_guests(table):
            return False
        if self.lang == "en" and (speaker := self._speaker_who_met(told)) is not None and speaker not in table.mains:
            table.mains.insert(0, speaker)
        witnessed = not table.mains and bool(_SIGNED & set(told.s.words))
        if witnessed:
            table.mains = list(told.others)  # "The deal was signed in the presence of A and B"
        elif self.lang == "kmr" and not table.mains and (held := self._held_before(told)):
            table.mains, table.strong = held, table.strong or table.weak
        table.witnessed = witnessed
        self._count_sides(table)
        if self.lang == "ar" and not self._heads_and_hosts(table):
            return False
        if self.lang in ("ckb", "kmr") and not table.strong and len(table.polities) == 1:
            table.strong = table.weak if self._talked_with(told, table.mains, table.weak) else []
        self._take_up(table)
        if (
            self.lang == "kmr"
            and len(table.polities) > 2
            and table.strong
            and (host := self._host_of_many(told, table)) is not None
        ):
            table.mains.insert(0, host)
            table.polities.add(self._polity(host))
        if self.lang == "kmr" and len(table.polities) == 1 and table.mains:
            met = self._met_in_lead(told, table.weak, table.polities)
            self._join(table, met)
            table.strong = table.strong or (table.weak if met else [])
        if self.lang == "en" and table.mains and table.strong:
            self._delegation_of_before(table)
        self._take_up_envoy(table)
        if self.lang == "ar":
            self._whom_a_dual_means(table)
        elif self.lang == "en" and not table.mains and not self.events and (told.both or self._at_a_meeting(told)):
            table.mains = self._the_two(told)
            table.polities = {self._polity(r) for r in table.mains}
        elif self.lang == "kmr" and told.both and not table.strong and not table.mains and _held_talks(told):
            table.strong = table.weak
        if self.lang in ("ckb", "kmr") and told.both and table.strong and not table.mains and not self.events:
            # "Piştî merasîmê her du li hev civiyan", "هەردوو سەرۆک دواتر کۆدەبنەوە"; of an arrival and a welcome in two sentences, too
            table.mains = self._the_two(told) or self._came_and_was_met(told)
            self._count_sides(table)
        elif self.lang == "ckb" and told.attends and table.strong and not table.mains and not self.events:
            table.mains = self._took_part(told)
            self._count_sides(table)
        return True

    def _speaker_who_met(self, told: Told) -> Ref | None:
        """English: '"I met A yesterday and B this morning," C said', '"Great to meet A today," C wrote': who tells it in his own words."""
        s = told.s
        met = next((i for i, c in told.cues if c.kind in ("meet", "receive") and s.quoted[i.start]), None)
        if met is None or not (s.words[met.start - 1] in ("i", "we") or s.words[met.start] in _GLAD):
            return None
        refs = (r for r in self.reader.refs.get(s.index, ()) if r.name and not s.quoted[r.start])
        return next(
            (r for r in refs if not _SAYS.isdisjoint((*s.words[r.end : r.end + 1], s.words[r.start - 1]))), None
        )

    def _held_before(self, told: Told) -> list[Ref]:
        """Kurmanji: "Civîn li Qahîreyê bi beşdariya A û B pêk hat": no other side than those present, who held the meeting."""
        opens = bool(told.attends) and told.attends[0].is_word("presence") and told.s.zone != TITLE and not self.events
        named = opens and any(
            0 <= told.attends[0].start - i.end <= _OPENING and not told.s.words[i.start].startswith("merasîm")
            for i, c in told.cues
            if c.kind in MEETING
        )
        return list(told.others) if named and len(told.others) > 1 else []

    def _count_sides(self, table: Table) -> None:
        table.polities = self._sides_of(table.told, table.mains)

    def _sides_of(self, told: Told, mains: list[Ref]) -> set[str]:
        """The polities of these persons and of the groups of a sentence."""
        sides = {self._polity(r) for r in mains}
        return sides | {g.polity for g in told.groups} if told.groups else sides

    def _join(self, table: Table, refs: list[Ref]) -> None:
        table.mains.extend(refs)
        table.polities |= {self._polity(r) for r in refs}

    def _leaders_and_guests(self, table: Table) -> bool:
        """English: who leads the delegation of "talks with", who had been called in, whom "he and" leaves to one; False for another meeting."""
        told, mains = table.told, table.mains
        if mains and not table.strong and (leader := self._with_the_delegation(told, table.weak)) is not None:
            mains.append(leader)
            table.strong = table.weak
        if mains and (self._split_off(told, mains) or self._one_guest_apart(told, mains)):
            return False
        if noted := self._handed_him_a_note(told):
            mains[:] = noted
        if (head := self._head_of_the_delegation(told, mains, table.strong)) is not None:
            mains.insert(0, head)
        if not table.strong and mains and (guest := self._summoned_before(told, mains)) is not None:
            mains.append(guest)
            table.strong = table.weak
        if not table.strong and len(mains) == 1 and told.s.words[mains[0].start - 2 : mains[0].start] in _HE_AND:
            table.strong = table.weak  # "where he and the premier talked for two hours"
        with_all = bool(mains) and mains[0].link == "with" and all(r.link in ("with", "and") for r in mains)
        if not table.strong and with_all and self._he_discussed(told, table.weak):
            table.strong = table.weak
        return True

    def _guest_of_both(self, told: Told, mains: list[Ref]) -> Ref | None:
        """Arabic: "يصل A غدا. ويجري مباحثات مع B، ثم يتوجه إلى أربيل حيث يلتقي C": who meets Baghdad's host, then the Region's."""
        if told.s.zone == TITLE or {self._polity(r) for r in mains} != _BOTH_HOSTS:
            return None
        verbs, first = [i for i, c in told.cues if c.kind in ("meet", "receive")], min(r.start for r in mains)
        if not verbs or verbs[0].start > 1 or verbs[0].end > first or not any(first < i.start for i in verbs):
            return None
        guests = (r for t in reversed(self._earlier(told, 2)) if t.s.zone != TITLE for r in t.mains)
        return next((r for r in guests if self._polity(r) not in {"", *_BOTH_HOSTS}), None)

    def _head_of_the_delegation(self, told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> Ref | None:
        """English: "A led a US delegation to Iraq. The delegation met with B and C", "A and his delegation ... The delegation met B": who heads
        the delegation that is the subject, where he is of none of those it met."""
        words, verb = told.s.words, min((i.start for i, _ in strong), default=0)
        subject = [w for w in words[max(0, verb - 4) : verb] if w not in ("also", "then", "later", "visiting")]
        if not verb or not mains or told.s.zone == TITLE or subject[-1:] not in _SENT or mains[0].start < verb:
            return None
        sides = {self._polity(r) for r in mains}
        heads = (head for t in reversed(self._earlier(told, _FEW_BEFORE)) if (head := self._heads_one(t)) is not None)
        head = next(heads, None)
        return head if head is not None and self._polity(head) not in sides | {""} else None

    def _heads_one(self, told: Told) -> Ref | None:
        """English: who is said to lead a delegation in a sentence, or to have one with him."""
        words, refs = told.s.words, self.reader.refs.get(told.s.index, ())
        for at in (i.start for i in told.s.those(_DELEGATION) if [words[i.start]] in _SENT):
            led = next((r for r in refs if r.link == "led" and at < r.start), None)
            verb = next((n for n in range(at - 1, max(0, at - 7), -1) if words[n] in _LEADS_IT), None)
            if led is None and verb is not None:
                led = next((r for r in refs if r.end <= verb and self._official(r)), None)
            if led is None and not _OWN.isdisjoint(words[max(0, at - 2) : at]):
                led = next((r for r in reversed(refs) if r.end < at <= r.end + 4 and self._official(r)), None)
            if led is not None:
                return led
        return None

    @staticmethod
    def _he_discussed(told: Told, weak: list[tuple[Item, Cue]]) -> bool:
        """English: "On Tuesday, she discussed the camps with the minister", "The guest discussed ...": who stands behind "with" was met."""
        before = [near for i, _ in weak if i.start and (near := told.s.at[i.start - 1]) is not None]
        return told.s.zone != TITLE and any(near.is_word("pronoun") for near in before)

    def _heads_and_hosts(self, table: Table) -> bool:
        """Arabic: the host whom the sentence leaves out, who belongs to which verb; False where it lists members of a delegation."""
        told = table.told
        if self._members_of(told, table.mains, table.polities):
            return False
        if (guest := self._guest_of_both(told, table.mains)) is not None:
            table.mains.insert(0, guest)
            self._count_sides(table)
        if table.mains and self._split_off(told, table.mains):
            return False
        words = told.s.words
        first = int(words[0] == "کما")  # "كما ناقش مع القائم بالأعمال الروسي"
        opens = [
            i for i, c in table.weak if i.start == first and c.kind == "talk" and "مع" in words[i.end - 1 : i.end + 1]
        ]
        if opens and not table.strong and len(table.polities) == 1:
            table.strong = table.weak  # "وبحث مع رئيس الوزراء ملف التجارة", of whom the sentence before tells
        if len(table.polities) > 1 and (host := self._left_out(told, table.mains, table.polities)) is not None:
            table.mains.insert(0, host)
            table.polities.add(self._polity(host))
        if table.strong and len(table.polities) > 1:
            table.mains = self._behind_its_head(told, table.mains, table.strong)
            table.mains = self._without_another(told, table.mains, table.strong)
            self._count_sides(table)
        return True

    def _take_up(self, table: Table) -> None:
        """One side is told: the other is whoever the text has spoken of so far."""
        told = table.told
        if self.lang == "ckb":
            if self._among_themselves(table) or self._met_each_elsewhere(table):
                return
            self._the_same_delegation(table)
            self._those_of_the_delegation(table)
        if self.lang == "en" and self._met_a_fellow(told, table.strong):
            return
        if self.lang == "en" and (pair := self._both_received(table)):
            self._join(table, pair)
            return
        alone = self.lang == "en" and len(table.polities) > 1 and self._pronoun_meets(told, table.mains, table.strong)
        if self.lang == "en" and len(table.polities) > 1 and self._met_with_him(table):
            host = self._protagonist(told, table.polities)
            self._join(table, [host] if host is not None else [])
            return
        if (len(table.polities) < 2 or alone) and table.mains and table.strong:
            here = {self._polity(r) for r in table.mains} if alone else table.polities
            added = (
                self._told_of(told, here, table.strong) or self._inviter(told, here) or self._protagonist(told, here)
            )
            if added is not None:
                table.mains.insert(0 if alone else len(table.mains), added)
                table.polities.add(self._polity(added))
                if self.lang == "kmr" and told.s.those(_DELEGATION):
                    told.others.extend(self._delegates_beside(added))

    @staticmethod
    def _met_with_him(table: Table) -> bool:
        """English: "The envoys A, B and C met with him in Duhok": subjects of several countries, and whom they met is a pronoun."""
        words, verb = table.told.s.words, next((i for i, c in table.strong if c.kind == "meet"), None)
        if verb is None or words[verb.end : verb.end + 1] not in (["him"], ["her"]):
            return False
        return words[verb.start - 1] != "who" and all(r.end <= verb.start for r in table.mains)

    def _both_received(self, table: Table) -> list[Ref]:
        """English: "A and B arrived in Baghdad. Both leaders were received by C", "C received the two": the guests from two countries whom the
        sentence before joins."""
        told = table.told
        if not told.both or len(table.mains) != 1 or told.s.zone == TITLE:
            return []
        both = [(i.start, i.end) for i in told.s.items if i.is_word("both")]
        verbs = [i for i, c in table.strong if c.kind == "receive"]
        if not any(i.start - end in (0, 1) or start == i.end for i in verbs for start, end in both):
            return []
        pair = self._the_two(told)
        return pair if len(pair) == 2 and self._polity(table.mains[0]) not in {self._polity(r) for r in pair} else []

    def _met_a_fellow(self, told: Told, strong: list[tuple[Item, Cue]]) -> bool:
        """English: "A visited the ministry, where he met B", "A received the ambassador of X. He also met B", A and B of one country: whether
        whom the pronoun means met one of his own."""
        if not strong or not told.mains or told.s.zone == TITLE:
            return False
        verb = min(i.start for i, _ in strong)
        met = {r.entity for r in told.mains if r.start > verb}
        sides = {self._polity(r) for r in told.mains}
        if not met or len(sides) != 1 or told.groups:
            return False
        if told.s.words[verb - 2 : verb] in (["where", "he"], ["where", "she"]):
            ahead = max((r for r in told.mains if r.end < verb), key=lambda r: r.start, default=None)
            if ahead is not None:
                return ahead.entity not in met
        subject = self._subject_before(told)
        if subject < 0 or subject in met or self.reader.entities[subject].polity not in sides:
            return False
        event = next((e for e in reversed(self.events) if e.persons.get(subject)), None)
        guests = [i for i, side in event.persons.items() if side and i != subject] if event is not None else []
        at_home = all(self.reader.entities[i].office in _RESIDENT for i in guests)
        before = self._told_before(told)
        hosts = before is not None and all(any(c.id == "received" for _, c in t.cues) for t in (before, told))
        return bool(guests) and (at_home or hosts)

    def _delegates_beside(self, one: Ref) -> list[Ref]:
        """Kurmanji: "Piştre Serok pêşwaziya heman heyetê kir": with this one all come who sat beside him at the meeting before."""
        event = next((e for e in reversed(self.events) if e.persons.get(one.entity)), None)
        sides = [i for i, side in event.persons.items() if side and i != one.entity] if event is not None else []
        entities = self.reader.entities
        return [entities[i].refs[0] for i in sides if self._entity_polity(i) == self._polity(one) and entities[i].refs]

    @staticmethod
    def _among_themselves(table: Table) -> bool:
        """Sorani: "پاشای بەریتانیا پێشوازی لە سەرۆکوەزیران کرد": host and guest are both named, and of one polity."""
        if len(table.polities - {""}) != 1 or "" in table.polities:
            return False
        if any(c.kind == "receive" and table.told.s.words[i.end : i.end + 1] == ["لی"] for i, c in table.strong):
            return False  # "A پێشوازیی لێ کرد و لەگەڵ B دانیشت": him of whom was spoken before
        hosts = {r.entity for r in table.mains if r.link == "start"}
        kinds = {c.kind for _, c in table.strong}
        links = {link for kind, link in (("receive", "at"), ("meet", "with")) if kind in kinds}
        return bool(hosts) and any(r.link in links and r.entity not in hosts for r in table.mains)

    def _the_same_delegation(self, table: Table) -> None:
        """Sorani: "شاندی ناتۆ دواتر لەگەڵ A ...", behind a meeting of theirs: who was there for that side is put at the table."""
        told = table.told
        group = next((g for g in told.groups if g.at <= 1), None)
        if group is None or not table.mains or told.s.zone == TITLE or told.s.words[group.at].startswith(_SOME_TEAM):
            return
        if any(self._polity(r) == group.polity for r in (*table.mains, *told.others)):
            return
        came = (
            i
            for e in reversed(self.events)
            for i, side in e.persons.items()
            if side and self._entity_polity(i) == group.polity
        )
        guest = next((self.reader.entities[i].refs for i in came), None)
        if not guest and not self.events:  # "شاندێک کە A سەرۆکایەتیی دەکات گەیشتە هەولێر. شاندە سویدییەکە لەگەڵ B ..."
            guest = [r for r in self._heads_named(told) if self._polity(r) == group.polity]
        if guest:
            self._join(table, guest[:1])

    def _those_of_the_delegation(self, table: Table) -> None:
        """Sorani: "شاندێک کە لە A، B و C پێکدێت گەیشتە هەولێر. شاندەکە لەلایەن X ...": A is put at the table, and the others came with him."""
        told = table.told
        if self.events or len(table.polities) != 1 or not table.strong or not told.s.words[0].startswith(_THE_TEAM):
            return
        for before in reversed(self._earlier(told, 2)):
            if before.s.zone == TITLE or not before.s.marks & _CONSISTS:
                continue
            named = [r for r in self.reader.refs.get(before.s.index, ()) if r.name and self._official(r)]
            sides = {self._polity(r) for r in named}
            if len(named) > 1 and len(sides) == 1 and not sides & table.polities:
                self._join(table, named[:1])
                told.others.extend(named[1:])
                self.delegates = [r.entity for r in named]
            return

    def _met_each_elsewhere(self, table: Table) -> bool:
        """Sorani: "لە بەغدا لەگەڵ A و لە هەولێر لەگەڵ B کۆدەبێتەوە", behind a sentence about their guest: he is put at the table; whether he is."""
        mains = table.mains
        if not table.strong or len(mains) < 2 or len(table.polities) != 2 or any(r.link != "with" for r in mains):
            return False
        before = self._told_before(table.told)
        visitors = [r for r in before.mains if r.link != "with"] if before is not None and not before.cues else []
        guest = next((r for r in visitors if self._polity(r) not in table.polities), None)
        guest = guest or self._protagonist(table.told, table.polities)
        if guest is None:
            return False
        mains.insert(0, guest)
        table.polities.add(self._polity(guest))
        return True

    def _delegation_of_before(self, table: Table) -> None:
        """English: "the KRG delegation also met A": its people; those who are no side came with them."""
        sent = self._sent_again(table.told, table.mains, table.strong)
        if sent:
            table.told.others.extend(r for r, side in sent if not side)
            table.mains = [*(r for r, side in sent if side), *table.mains]
            table.polities |= {self._polity(r) for r in table.mains}

    def _take_up_envoy(self, table: Table) -> None:
        """A guest without office, and an envoy beside him who is from elsewhere."""
        told = table.told
        if len(table.polities) >= 2 or not table.mains or not table.strong or told.s.zone == TITLE or self.events:
            return
        self._join(table, [r for r in told.others if self._polity(r) and self._polity(r) not in table.polities])

    def _whom_a_dual_means(self, table: Table) -> None:
        """Arabic: who took part in a summit that names nobody else; whom a dual ("the two sides", "they discussed") means."""
        held = (
            bool(table.strong) or table.told.s.words[0].removeprefix("و") in _WAS_HELD
        )  # "عقد اليوم في دهوك اجتماع أمني بحضور ..."
        if held and not table.mains and not self.events:
            table.mains = self._took_part(table.told)
        if len(table.polities) < 2:
            talks = [i for i, c in table.weak if c.kind == "talk"]
            table.mains = self._both_of(table.told, table.mains, bool(table.strong), talks)
            self._count_sides(table)

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
            self._part_from(event, [i for i in sides if i in here | hosts], [told])
            return True
        return False

    def _part_from(self, event: Event, persons: Iterable[int], told: list[Told]) -> None:
        """One more meeting, like the one that it seemed to be part of."""
        apart = Event(
            persons=dict.fromkeys(persons, True), told=told, status=event.status,
            status_rule=event.status_rule, status_at=event.status_at, weights=dict(event.weights),
        )  # fmt: skip
        self.events.append(apart)

    def _one_guest_apart(self, told: Told, mains: list[Ref]) -> bool:
        """ "Met the energy minister, A, and the trade minister, B. In his meeting with A, the two discussed gas": what seemed one meeting was two,
        where neither guest came with the other."""
        words = told.s.words
        if not self.events or told.s.zone == TITLE or len({r.entity for r in mains}) != 1:
            return False
        opens = words[0] in _AT and not _OWN.isdisjoint(words[1:2])  # "At his meeting with B"
        if not opens or words[2:4] not in (["meeting", "with"], ["talks", "with"]):
            return False
        guest, entities = mains[0].entity, self.reader.entities
        for event in reversed(self.events):
            sides = [i for i, side in event.persons.items() if side]
            fellows = [i for i in sides if i != guest and self._entity_polity(i) == self._entity_polity(guest)]
            hosts = [i for i in sides if self._entity_polity(i) != self._entity_polity(guest)]
            if guest not in sides or len(hosts) != 1 or len(fellows) != 1:
                continue
            if any(entities[i].rank < _OF_RANK for i in (guest, *fellows)):
                return False
            del event.persons[guest]
            self._part_from(event, [*hosts, guest], [*event.told[:1], told])
            return True
        return False

    def _summoned_before(self, told: Told, mains: list[Ref]) -> Ref | None:
        """ "The foreign ministry called in the Danish chargé d'affaires. Undersecretary NAME told the diplomat ...": who was called in."""
        words = told.s.words
        verb = min(i.end for i, c in told.cues)
        if not _TOLD_HIM & set(words[verb : verb + 3]):
            return None
        guest, _ = self._called_in(told)
        host = next((r for r in mains if guest is not None and self._polity(r) != self._polity(guest)), None)
        return guest if host is not None else None

    def _called_in(self, told: Told) -> tuple[Ref | None, str | None]:
        """Which official the text told before has been called in by a ministry, and whose the ministry is, by the words before it or the outlet."""
        for earlier in reversed(self._earlier(told)):
            s = earlier.s
            item = next((i for i in s.those(_SUMMONS) if i.is_word("summons")), None)
            if item is None or s.zone == TITLE:
                continue
            refs = self.reader.refs.get(s.index, ())
            guest = next((r for r in refs if r.start >= item.end and not r.plural), None)
            if guest is not None and self._official(guest):
                whose = (i for i in s.items if i.end <= item.start)
                return guest, next((side for i in whose if (side := self._side(i)) is not None), self.reader.home)
        return None, None

    def _handed_him_a_note(self, told: Told) -> list[Ref]:
        """English: "The ministry called in the chargé d'affaires. The head of the Americas Department, NAME, handed a note of protest": both, where
        whose that head is nothing tells but the ministry."""
        if not any(c.id == "summoned-received" for _, c in told.cues) or told.s.zone == TITLE:
            return []
        refs = self.reader.refs.get(told.s.index, ())
        host = next((r for r in refs if r.link == "start" and r.name and r.office), None)
        entity = self.entity(host) if host is not None else None
        guest, ministry = self._called_in(told) if entity is not None else (None, None)
        if host is None or entity is None or guest is None or ministry in (None, self._polity(guest)):
            return []
        if entity.polity not in (None, "", ministry, self._polity(guest)):
            return []
        entity.polity, entity.polity_rule = ministry, "summons"
        return [host, guest]

    def _with_the_delegation(self, told: Told, weak: list[tuple[Item, Cue]]) -> Ref | None:
        """ "A discussed trade with the delegation": whoever leads the delegation spoken of before, from abroad."""
        words = told.s.words
        at = next((i for i, w in enumerate(words) if w == "delegation"), None)
        opens = [w for w in words[max(0, (at or 0) - 4) : at or 0] if w not in ("visiting", "guest", "accompanying")]
        if at is None or opens[-2:] != ["with", "the"] or not any(c.kind == "talk" for _, c in weak):
            return None
        sides = {self._polity(r) for r in told.mains}
        return next((r for r in reversed(self._led_before(told)) if self._polity(r) not in sides), None)

    def _led_before(self, told: Told) -> list[Ref]:
        """Who led a delegation in the sentences before this one, in their order."""
        return [r for t in self.told if t.s.index < told.s.index for r in t.mains if r.link == "led"]

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

    def _behind_its_head(self, told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> list[Ref]:
        """Arabic: "اجتمع الوفد الذي ضم A وB مع C": members, led by whom a sentence before has named as the head of the delegation."""
        words = told.s.words
        at = next((i for i, w in enumerate(words[:-2]) if w == "الوفد" and words[i + 1] == "الذی"), None)
        if at is None or words[at + 2] not in ("ضم", "یضم"):
            return mains
        verb = next((i.start for i, _ in strong if i.start > at), 0)
        members = [r for r in mains if at < r.start < verb]
        heads = self._led_before(told)
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

    @staticmethod
    def _in_town(told: Told, n: int) -> bool:
        item = told.s.at[n]
        return item is not None and item.has("place") is not None

    def _talked_with(self, told: Told, mains: list[Ref], weak: list[tuple[Item, Cue]]) -> bool:
        """Kurmanji: "Sibehê wî li gel wezîrê derve A behsa perwerdeyê kir": a pronoun talked with somebody; Sorani: "لەگەڵ A پرسی ئاوی تاوتوێ کرد",
        "شاندەکە لەگەڵ A ..."."""
        if told.s.zone == TITLE or not mains or any(r.link != "with" for r in mains):
            return False
        talks = any(c.kind == "talk" and i.start >= mains[0].end for i, c in weak)
        return talks and self._goes_on_with_him(told, told.s.words[: mains[0].start])

    def _goes_on_with_him(self, told: Told, ahead: list[str]) -> bool:
        """Whether the words before "with A" leave the other to the sentences before: a pronoun, "the delegation", "the ambassador"."""
        if not {"wî", "wê", "ew"}.isdisjoint(ahead):
            return True
        if not ahead or all(w in _HE_WITH for w in ahead):
            return bool(ahead)
        if self.lang == "kmr":  # "Her wiha bi A re jî axivî", "Duh bi A û îro jî bi B re gotûbêj kirin"
            return all(w in _THEN_WITH for w in ahead) and ahead[-1] in ("bi", "gel", "ligel", "digel")
        if ahead[0].startswith(_TEAM):  # "شاندی ناتۆ دواتر چووە وەزارەت و لەگەڵ A ..."
            return not any(r.start < len(ahead) for r in told.others)
        if not ahead[0].endswith(_THE_SAID) or told.status is not None:
            return False  # "باڵیۆزەکە دوێنێ لە سلێمانی لەگەڵ A ..."
        return all(
            w in _HE_WITH or w == "له" or w in DAYS or self._in_town(told, n) for n, w in enumerate(ahead[1:], 1)
        )

    def _host_of_many(self, told: Told, table: Table) -> Ref | None:
        """Kurmanji: "Her wiha ligel A, B û C hevdîtin pêk hatin": who met them all before is left out."""
        if told.s.zone == TITLE or not self.events or table.mains[0].link != "with":
            return None
        if any(r.link not in ("with", "and") for r in table.mains) or not table.polities.isdisjoint(("IQ", "IQ-KR")):
            return None
        return self._protagonist(told, table.polities)

    def _met_in_lead(self, told: Told, weak: list[tuple[Item, Cue]], polities: set[str]) -> list[Ref]:
        """Kurmanji: "Şandek ... bi berpirsên Herêmê re civiya. Serok A di civîna yekem de got": whom the lead left without a counterpart."""
        if self.events or told.s.zone == TITLE or told.status is Status.CANCELLED:
            return []
        if not any(c.kind == "noun" and told.s.words[i.start - 1] == "di" for i, c in weak if i.start):
            return []
        for before in reversed(self._earlier(told)):
            if before.s.zone == LEAD and not before.skip and any(c.kind in STRONG for _, c in before.cues):
                guests = [r for r in before.mains if self._official(r) and self._polity(r) not in polities]
                return guests if len({self._polity(r) for r in guests}) == 1 else []
        return []

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

    def _told_of(self, told: Told, polities: set[str], strong: list[tuple[Item, Cue]]) -> Ref | None:
        """ "... of the premier, who was in Washington, where he met B": "he" is who stands before it in the sentence."""
        verb = min(i.start for i, _ in strong)
        if self.lang != "en" or told.s.words[verb - 2 : verb] not in (["where", "he"], ["where", "she"]):
            return None
        ahead = [r for r in (*told.mains, *told.others) if r.end < verb and self._polity(r)]
        last = max(ahead, key=lambda r: r.start, default=None)
        return last if last is not None and self._polity(last) not in polities else None

    def _inviter(self, told: Told, polities: set[str]) -> Ref | None:
        """English: "At the invitation of B, A will meet with her in Berlin": whom "her" means behind the verb."""
        words = told.s.words
        if (
            self.lang != "en"
            or "invitation" not in words
            or {"him", "her"}.isdisjoint(words[words.index("invitation") :])
        ):
            return None
        asked = words.index("invitation") + 1
        host = next((r for r in self.reader.refs.get(told.s.index, ()) if asked < r.start <= asked + 3), None)
        met = [
            i for i, _ in told.cues if words[i.end : i.end + 1] in (["him"], ["her"]) and words[i.start - 1] != "who"
        ]
        if host is None or not met or met[0].start < host.end or not self._official(host):
            return None
        return host if self._polity(host) not in polities | {""} else None

    @staticmethod
    def _pronoun_meets(told: Told, mains: list[Ref], strong: list[tuple[Item, Cue]]) -> bool:
        """ "She met Iraqi and Kurdish officials, including A and B": whoever stands behind the verb, the subject is somebody else."""
        verb = min((i.start for i, _ in strong), default=0)
        subject = [w for w in told.s.words[max(0, verb - 2) : verb] if w not in ("also", "then", "later", "had")]
        return subject[-1:] in (["he"], ["she"]) and all(r.start > verb for r in mains)

    def _protagonist(self, told: Told, polities: set[str]) -> Ref | None:
        """The other side, taken up by a pronoun or left out, when the sentence names only the counterpart."""
        if told.s.zone == TITLE or not self._leaves_one_out(told):
            return None
        first = next((r.entity for t in self.told if t.s.zone == LEAD for r in t.mains), -1)
        sent = any(told.s.words[i.start] == "الوفد" for i in told.s.those(_DELEGATION))
        alone = self.lang == "ar" and not sent and HIMSELF.isdisjoint(told.s.words)
        if alone and self._with_a_fellow(told, first):
            return None
        if (leader := self._leader_of_the_delegation(told, polities)) is not None:
            return leader
        if self.lang == "ar" and (guest := self._guest_in_the_verb(told, polities)) is not None:
            return guest
        sides = [i for event in reversed(self.events) for i, side in event.persons.items() if side]
        if self.lang == "kmr" and (guest := self._guest_on_tour(told, sides, polities)) is not None:
            return guest
        subject = -1
        if self.lang == "en" and (subject := self._traveller(told)) < 0:
            subject = self._subject_before(told)
        if subject >= 0 and (subject in sides or not sides):
            entity = self.reader.entities[subject]
            if entity.polity and entity.polity not in polities:
                return entity.refs[0]
        everywhere = {i for i in sides if len(self.events) > 1 and sides.count(i) == len(self.events)}
        if self.lang == "kmr" and "wî" in told.s.words:  # "bû mêvanê wî": of a man
            sides = [i for i in sides if (a := self.reader.entities[i].actor) is None or a.gender != "f"]
        for index in sorted(sides, key=lambda i: (i not in everywhere, i != first, -sides.count(i))):
            entity = self.reader.entities[index]
            if entity.polity and entity.polity not in polities:
                return entity.refs[0]
        here = {r.entity for r in told.mains}
        before = itertools.takewhile(lambda t: t is not told, self.told)
        return next(
            (
                r
                for r in reversed([r for t in before for r in t.mains])
                if self._polity(r) not in polities and r.entity not in here and self._fits_pronoun(told, r)
            ),
            self._visitor_before(told, polities) or self._who_headed_it(told, polities),
        )

    def _guest_on_tour(self, told: Told, sides: Sequence[int], polities: set[str]) -> Ref | None:
        """Kurmanji: "A şandeke B qebûl kir. Şand îro gihîşt Hewlêrê û bi C re civiya", "Mêvan ...": whoever came from abroad, not his first host."""
        if _GUESTS_OPEN.isdisjoint(told.s.words[:2]):
            return None
        abroad = (i for i in sides if self._entity_polity(i) not in polities | {"", "IQ", "IQ-KR"})
        index = next(abroad, None)
        if index is not None:
            return self.reader.entities[index].refs[0]
        groups = {side for e in self.events for side in e.groups} - polities - {"", "IQ", "IQ-KR"}
        near = (r for t in reversed(self._earlier(told, _FEW_BEFORE)) for r in self.reader.refs.get(t.s.index, ()))
        return next((r for r in near if r.name and self._official(r) and self._polity(r) in groups), None)

    def _fits_pronoun(self, told: Told, ref: Ref) -> bool:
        """English: whether "he" or "she" that opens a sentence may be somebody whose gender is known."""
        said = next((w for w in told.s.words[:_EARLY] if w in ("he", "she")), None) if self.lang == "en" else None
        entity = self.entity(ref) if said is not None else None
        known = entity.actor.gender if entity is not None and entity.actor is not None else ""
        return said is None or known != {"he": "f", "she": "m"}[said]

    def _who_headed_it(self, told: Told, polities: set[str]) -> Ref | None:
        """English, Kurmanji: "A delegation came to Erbil. It was headed by A. B received the guests": who led it, in a sentence without a word
        of meeting."""
        heads = self._heads_named(told) if self.lang in ("en", "kmr") else ()
        return next((r for r in heads if self._polity(r) not in polities | {""}), None)

    def _heads_named(self, told: Told) -> Iterator[Ref]:
        """Who is said to lead a delegation in the three sentences before, whether or not they tell of a meeting; the nearest sentence first."""
        for n in reversed(range(max(0, told.s.index - 3), told.s.index)):
            yield from (r for r in self.reader.refs.get(n, ()) if r.link == "led" and self._official(r))

    def _guest_in_the_verb(self, told: Told, polities: set[str]) -> Ref | None:
        """Arabic: "استقبل A السفيرة B. ومن المقرر أن يستقبلها C": the guest of the meeting told last, a woman or a man as the verb says."""
        words = told.s.words
        verbs = (words[i.end - 1] for i, c in told.cues if c.kind == "receive" or c.id == "planned-meet")
        verb = next((w for w in verbs if "ستقبل" in w and w.endswith(("له", "لها"))), "")
        event = next((e for e in reversed(self.events) if any(t.s.zone != TITLE for t in e.told)), None)
        if not verb or event is None or event.told[-1].status is not None:
            return None
        host = next((r.entity for t in event.told for r in t.mains if any(c.id == "received" for _, c in t.cues)), -1)
        for index, side in event.persons.items():
            entity = self.reader.entities[index]
            gender = entity.actor.gender if entity.actor is not None else None
            other = gender is not None and gender != ("f" if verb.endswith("ها") else "m")
            if side and index != host and not other and entity.polity and entity.polity not in polities:
                return entity.refs[0]
        return None

    def _visitor_before(self, told: Told, polities: set[str]) -> Ref | None:
        """English: "The visit of NAME to Baghdad was put off. He was to meet B": whose visit the sentence before is about."""
        before = self._told_before(told) if self.lang == "en" else None
        first = next(iter(self.reader.refs.get(before.s.index, ())), None) if before is not None else None
        if before is None or first is None or self._polity(first) in polities | {""}:
            return None
        visit = before.s.words[: first.start][-2:]
        return first if visit[:1] in (["visit"], ["trip"], ["tour"]) and visit[1:] in (["of"], ["by"]) else None

    def _leader_of_the_delegation(self, told: Told, polities: set[str]) -> Ref | None:
        """ "شاندەکە دوێنێ لەگەڵ A کۆببووەوە", "The delegation also met A": who was said to lead one, not who received it."""
        words, verb = told.s.words, min((i.start for i, _ in told.cues), default=0)
        reach = min(verb, 8) if self.lang == "ar" else 2  # "وعقب ذلك توجه الوفد إلى مقر الحكومة واجتمع مع A"
        opens = any(i.start < max(2, reach) for i in told.s.those(_DELEGATION))
        named = self.lang == "en" and verb and words[:verb][-2:] in (["the", "delegation"], ["the", "team"])
        if not (opens or named or (self.lang == "en" and self._it_met(told))):
            return None
        before = reversed(self._led_before(told))
        return next((r for r in before if self._polity(r) and self._polity(r) not in polities), None)

    def _leaves_one_out(self, told: Told) -> bool:
        """Whether its grammar leaves one side of a meeting to be understood."""
        if self.lang == "en":
            return self._leaves_one_out_english(told)
        if self.lang == "ar" and (self._meets_unnamed(told) or self._meets_a_firm(told)):
            return False
        return (
            any(r.link in ("with", "by", "cue", "to", "at") for r in told.mains)
            or bool(told.s.marks & _DELEGATION)
            or not _WITH_HIM.isdisjoint(told.s.words)
            or not _SPOKEN_OF.isdisjoint(told.s.words)
            or (self.lang == "ar" and told.pronoun)
            or any(
                told.s.words[r.start - 2 : r.start] == ["ew", "û"] for r in told.mains
            )  # "ew û A bi hev re rûniştin"
            or _LEAVES_ONE_OUT[self.lang](told)
        )

    def _leaves_one_out_english(self, told: Told) -> bool:
        words = told.s.words
        if told.pronoun or self._it_met(told) or any(c.id == "next-guest" for _, c in told.cues):
            return True
        if any(words[i.end : i.end + 1] == ["them"] for i, c in told.cues if c.kind in ("meet", "receive")):
            return True  # "The deputy minister received them on Thursday"
        return any(
            not _OWN.isdisjoint(words[i.start : i.end])
            or (words[i.start] in ("was", "were") and words[i.end - 1] == "by")
            or (words[i.start : i.end] == ["hosted", "by"] and words[i.start - 1] in _MEALS)
            or words[i.end - 2 : i.end] in (["was", "with"], ["were", "with"])
            for i, _ in told.cues
        ) or (  # "In a meeting with NAME, the two sides discussed"
            all(r.link in ("with", "cue") for r in told.mains)
            and any(
                words[i.end - 1] == "with"
                and words[i.start - 2 * (words[i.start] == "joint")] in _AT  # "at a joint ..."
                for i, _ in told.cues
            )
        )

    def _it_met(self, told: Told) -> bool:
        """English: "A KRG delegation led by A arrived in Baghdad. It met with B", "Later it met B"."""
        before = self._told_before(told)
        if "it" not in told.s.words[:_EARLY] or before is None or not before.s.those(_DELEGATION):
            return False
        it = told.s.words.index("it")
        return any(c.kind in STRONG and 0 <= i.start - it <= 2 for i, c in told.cues)

    def _with_a_fellow(self, told: Told, first: int) -> bool:
        """Arabic: "وقبل السفر اجتمع بالمرجع": the report's own subject, with one of his country."""
        if first < 0 or any(r.entity == first for r in told.mains):
            return False
        leader = self.reader.entities[first]
        return any(self._polity(r) == leader.polity for r in told.mains) and all(
            r.link in ("by", "with", "to") or r.clitic in ("ب", "ل") for r in told.mains
        )

    @staticmethod
    def _meets_a_firm(told: Told) -> bool:
        """Arabic: "واجتمع A مع الرئيس التنفيذي لشركة ...": whom he met is named, and acts for no country."""
        words, ends = told.s.words, [r.end for r in told.mains]
        return (
            len(ends) == 1
            and words[ends[0] : ends[0] + 1] == ["مع"]
            and not _FIRMS.isdisjoint(words[ends[0] : ends[0] + 6])
        )

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
            if words[n].lstrip("بل").removeprefix("ال").removeprefix("ل") in OTHERS
        ]
        return bool(met) and told.mains[-1].end <= met[0]

    def _traveller(self, told: Told) -> int:
        """English: "A arrived in Doha. B received him. He will go on to Manama to meet C": who came is who goes on, -1 for nobody."""
        words = told.s.words[:_EARLY]
        if {"he", "she"}.isdisjoint(words[:4]) or (_GOES_ON.isdisjoint(words) and words[0] != "from"):
            return -1
        came = (t for t in reversed(self._earlier(told)) if t.s.zone != TITLE and not _CAME.isdisjoint(t.s.words))
        return next((t.mains[0].entity for t in came if t.mains and t.mains[0].start <= 2), -1)

    def _subject_before(self, told: Told) -> int:
        """ "Abadi had flown in from Ankara. There he met B", "He met B": whom the sentence before begins with, -1 for nobody."""
        first = next((r.start for r in self.reader.refs.get(told.s.index, ())), len(told.s.words))
        said = next((w for w in told.s.words[: min(first, _EARLY)] if w in ("he", "she")), None)
        before = self._told_before(told)
        if said is None or before is None or before.s.zone == TITLE:
            return -1
        verb = min((i.start for i, c in before.cues if c.kind in STRONG), default=2)
        ref = next((r for r in before.mains if r.end <= verb or r.start <= 1), None)
        entity = self.entity(ref) if ref is not None else None
        known = entity.actor.gender if entity is not None and entity.actor is not None else ""
        return -1 if ref is None or known == {"he": "f", "she": "m"}[said] else ref.entity

    def _took_part(self, told: Told) -> list[Ref]:
        """ "القمة الثلاثية التي عقدت اليوم بمشاركة A وB وC", "عقد اجتماع ثلاثي بحضور A وB", "میوانداریی کۆبوونەوەیەکی سێقۆڵیی کرد بە بەشداریی A و B":
        where nobody else is named, who takes part are the sides."""
        words = told.s.words
        at = next((n for n, w in enumerate(words) if w.lstrip("و") in _TAKING_PART), None)
        if at is None or len({self._polity(r) for r in told.others} - {""}) < 2:
            return []
        met = words[at].removeprefix("و") != "بحضور" or any(
            i.end <= at and words[i.end - 1].removeprefix("ال").startswith(_GATHERED)
            for i, c in told.cues
            if c.kind == "noun"
        )
        named = [r for r in told.others if r.end <= at]  # "رأس A وB الاجتماع بحضور C"
        sides = named if len({self._polity(r) for r in named} - {""}) > 1 else told.others
        return list(sides) if met else []

    def _both_of(self, told: Told, mains: list[Ref], strong: bool, talks: list[Item]) -> list[Ref]:
        """Arabic: "the two ministers held a meeting", of those whom the sentence before named; "A, with B at his side, ... and they
        discussed", where the verb is a dual."""
        if not mains and strong and told.both and all(t.s.zone == TITLE for e in self.events for t in e.told):
            for earlier in reversed(self._earlier(told, 2)):
                words = earlier.s.words
                inviters = [
                    r
                    for r in self.reader.refs.get(earlier.s.index, ())
                    if any(w.endswith("دعوه") for w in words[max(0, r.start - 4) : r.start]) and self._official(r)
                ]
                pair = [*earlier.mains, *(r for r in inviters if r not in earlier.mains)]
                if len({self._polity(r) for r in pair}) > 1 and (not earlier.skip or inviters):
                    return pair
            return self._came_and_was_met(told)
        if mains and told.others and not self.events:
            dual = any(_DUAL.search(told.s.words[i.start]) for i in talks)
            beside = [r for r in told.others if self._polity(r) not in {self._polity(m) for m in mains}]
            if dual and beside:
                return [*mains, *beside]
        return mains

    def _came_and_was_met(self, told: Told) -> list[Ref]:
        """Arabic: "وصل A إلى طهران. وكان في استقباله B. وعقد الجانبان ...": one of each side in the two sentences before."""
        before = [t for t in self._earlier(told) if t.s.zone != TITLE][-2:]
        pair = list({r.entity: r for t in before if t.skip in ("", AIRPORT) for r in t.mains}.values())
        return pair if len(pair) == 2 and len({self._polity(r) for r in pair} - {""}) == 2 else []

    def _at_a_meeting(self, told: Told) -> bool:
        """ "The speakers A and B called for trade. At a meeting held at the House, A said ...", "This came during a meeting": of the two whom the
        sentence before joins."""
        words = told.s.words
        if not any(c.kind == "noun" and not _AT.isdisjoint(words[max(0, i.start - 2) : i.start]) for i, c in told.cues):
            return False
        pair = self._the_two(told)
        here = {r.entity for r in self.reader.refs.get(told.s.index, ())}
        joined = len(pair) == 2 and pair[1].link == "and"
        return joined and (words[:2] in _THAT_CAME if not here else not here.isdisjoint(r.entity for r in pair))

    def _the_two(self, told: Told) -> list[Ref]:
        """ "The two met in Salahaddin": whom the sentence before names on two sides."""
        before = next((t for t in reversed(self._earlier(told)) if t.s.zone != TITLE), None)
        if before is None:
            return []
        invited = [
            r
            for r in self.reader.refs.get(before.s.index, ())
            if begins(before.s.words[max(0, r.start - 4) : r.start], ("invitation", *INVITATION)) and self._official(r)
        ]
        refs = [*before.mains, *before.others, *(r for r in invited if r not in before.mains)]
        if self.lang == "kmr" and len({self._polity(r) for r in refs}) == 1:
            # "A gihîşt Bexdayê. Li balafirgehê B pêşwazî lê kir. Her du wezîran paşê civînek li dar xist"
            came = next((t for t in reversed(self._earlier(before)) if t.s.zone != TITLE), None)
            refs += [r for r in came.mains if self._polity(r) != self._polity(refs[0])] if came is not None else []
        return refs if len({self._polity(r) for r in refs}) == 2 and len({r.entity for r in refs}) == 2 else []
