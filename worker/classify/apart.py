"""One meeting or several: whether the people that a sentence names met together."""

import itertools
import re

from worker.classify.legs import leg_of
from worker.classify.lexicon import Item
from worker.classify.parts import DAYS
from worker.classify.telling import Teller
from worker.classify.text import LEAD, TITLE, Sentence, begins
from worker.classify.told import MEETING, STRONG, Told
from worker.classify.who import Ref

_IN_TURN = re.compile(
    r"\bone after (?:the other|another)\b|\bone by one\b|\bback[- ]to[- ]back\b|\bindividually\b|\beach in turn\b|\bbilateral meetings\b|"
    r"\b(?:receive[sd]|met|meets|hosted|hosts|welcomed|welcomes|saw)(?: \w+)?,? (?:in turn|in succession|consecutively)\b|"
    r"\beach on (?:his|her|their) own\b|\bamong (?:the )?(?:others|those)(?: whom)? (?:he|she|they) (?:also )?met\b"
)
_SEVERAL = re.compile(
    r"(?:چهند|چهندین) (?:کوبوو?نهوهی|دیداری)(?:هکی)? ?(?:دوو ?قولی|دووولایهنه|جیا)|"
    r"(?:دوو|سی|چوار) (?:کوبوو?نهوهی|دیداری) جیا|(?:دوو|سی) پهیوهندیی? تهلهفون|\b(?:du|sê) (?:peywendiyên|pêwendiyên|têkiliyên) telefon|(?:civîn|hevdîtin)ên (?:dualî|duqolî|duhalî|cuda)|\bbi rêzê\b|\bli pey hev\b|\byek bi yek\b|\byek li pey y|یهک (?:له )?دوای یهک|یهک به یهک|یهکه یهکه|\bbi van \w+ re\b"
)  # folded
_SEVERAL_AR = re.compile(
    "(?:اتصالین|اتصالات|مکالمتین|مکالمات) هاتفی|(?<!\\w)تباعا|(?<!\\w)علی التوالی|(?:الواحد|واحدا) تلو الاخر|لقا[ءی]ین|اجتماعین|(?:لقاءات|اجتماعات) (?:ثنایی|منفصل|جانبی)"
)  # folded: several talks, each with one
_SEPARATELY = frozenset(
    [
        "separately",
        "respectively",
        "انفراد",
        "حده",
        "حدی",
        "منفصله",
        "منفصلین",
        "منفردا",
        "جیا",
        "جیاجیا",
        "cuda",
        "cihê",
    ]
)
_LETTERS_OF_CREDENCE = ("متمانهنامه", "باوهرنامه", "بروانامه")  # Sorani, folded
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
        "وبعدها",
        "لاحقا",
        "ولاحقا",
        "پاشان",
        "دواتر",
        "paşê",
        "piştre",
    ]
)
# between two of those met, folded: one after the other
_NEXT = frozenset(
    ["then", "later", "afternoon", "afterwards", "separately", "respectively", "ثم", "بعدها", "وبعدها", "لاحقا", "ولاحقا", "کذلک", "پاشان", "دواتر", "paşê", "piştre"]
)  # fmt: skip
# of several in one sentence, each is of another guest; folded
_HOURS = frozenset(
    ["yesterday", "today", "morning", "noon", "midday", "afternoon", "evening", "night", "صباحا", "وصباحا", "ظهرا", "وظهرا", "عصرا", "وعصرا", "مساء", "ومساء", "لیلا", "ولیلا",
     "بهیانی", "نیوهرو", "ییواره", "nîvro", "êvarê", "sibehê"]
)  # fmt: skip
_HIS_DEPUTY = frozenset(["ونایبه", "ونایبها"])  # folded
_COMPRISED = frozenset(["ضم", "یضم", "تضم", "وضم", "ضمت"])  # folded: "a delegation that grouped A and B"
_EACH_OF = frozenset(
    ["کلا", "بکل", "وهم", "بینهم", "منهم", "ومنهم", "اجتماعات", "لقاءات"]
)  # folded: "met each of", "will have meetings with"
_MEETINGS = frozenset(["meeting", "meetings", "ceremonies", "talks", "conversations", "sessions", "encounters"])
_HIS_MEETING = (["لقایه"], ["لقایها"], ["لقاءه"], ["لقاءها"], ["اجتماعه"], ["اجتماعها"])  # folded
_AFTER = frozenset(["after", "following", "before", "having"])
_AFTER_A_MEETING = frozenset(["دوای", "پاش", "لهدوای", "لهپاش"])  # folded
_WITH_WHOM = frozenset(["with", "by", "cue", "at"])  # links of whom a subject meets
_ALL_OF = frozenset(["ههردوو", "ههرسی", "سی", "چوار"])  # folded: both, all three
_MET_AT = ("دیدارهکه", "کوبوونهوهکه", "دانیشتنهکه", "دیداره", "کوبوونهوهیه")
_THEY_MET = frozenset(
    ["کوبوونهوه", "کوبوونهتهوه", "کودهبنهوه", "کوببنهوه", "دانیشتن", "دادهنیشن"]
)  # folded: of more than one
_TALKS = frozenset(["talks", "meeting", "meetings", "seeing", "seen", "met"])
_GATHERED = frozenset(["conference", "forum", "summit", "assembly"])
_MANY = frozenset(["meetings", "leaders", "attending", "attends", "participating"])
_MANY_MET = frozenset(["leaders", "officials", "ministers", "counterparts", "presidents", "politicians", "figures"])
_PLURAL_ARTICLES = ("the", "both", "these", "two", "separate")
_ASIDES = frozenset(["sidelines", "margins"])
_TOGETHER = frozenset(["together", "joint", "trilateral", "tripartite", "quadrilateral", "summit", "jointly"])
_OF_RANK = 55  # of ministers and who stands above them
_AT_A_FORUM = ("lûtke", "korbend", "forum", "konferans", "komcivîn", "davos", "perawîz", "perawêz")
_OF_THREE = ("sêalî", "sêqolî", "çaralî", "çarqolî")


class Divider(Teller):
    """Divides those who met into meetings."""

    @staticmethod
    def _subjects(told: Told, last: Ref) -> bool:
        """Whether the first verb of meeting stands behind a subject: "the president and the premier hosted a dinner for C"."""
        verb = next((i for i, c in told.cues if c.kind in ("meet", "receive")), None)
        return verb is not None and verb.start >= last.end

    def _open_together(self, told: Told, one: Ref, two: Ref) -> bool:
        """Kurdish: whether two stand side by side as the subjects, with "and" alone between them and whom they met behind."""
        if (
            two.link != "and"
            or one.link in ("with", "by", "cue")
            or told.s.words[one.end : two.start] not in (["û"], [","], ["و"])
        ):
            return False
        if self.lang == "ckb" and not any(told.s.words[i.start] in _THEY_MET for i, c in told.cues if c.kind == "meet"):
            return False
        others = [r for r in told.mains if self._polity(r) != self._polity(one)]
        return bool(others) and all(r.start >= two.end and r.link in ("with", "cue") for r in others)

    def _parts(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """One meeting per counterpart: A met B, then C."""
        if self.lang == "ckb" and self._came_from_a_fellow(told, mains):
            mains = mains[1:]
        if len(mains) > 2 and (
            legs := self._by_leg(told, mains) or (self.lang == "kmr" and self._after_talks(told, mains))
        ):
            return legs
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
            hosts = [r for r in mains if r.link == "by"] if self.lang == "en" else []
            host = hosts[0] if len(hosts) == 1 else mains[0]  # "A, B and C were received separately by D"
            hub = by_polity[self._polity(host)]
            if len(hub) > 1 and len(by_polity) == 2 and self._apart_from_guest(told, hub, mains[-1], apart):
                hub = by_polity[self._polity(mains[-1])]
            guests = [r for r in unique if r not in hub]
            if len(hub) == 1 and len(guests) > 1:
                return [[*hub, guest] for guest in guests]
        if len(by_polity) >= 2 and self.lang == "en" and (several := self._leaders_met(told, by_polity, mains)):
            return several
        if len(by_polity) >= 3 and self.lang == "en" and (calls := self._several_calls(told, by_polity, mains)):
            return calls
        if len(by_polity) >= 2 and self.lang == "en" and (each := self._while_another_met(told, mains)):
            return each
        if len(by_polity) == 3 and (split := self._by_cue(told, unique)):
            return split
        if len(by_polity) > 2:
            if self._credentials(told):
                hub = by_polity[self._polity(mains[0])]  # one ambassador after the other
                return [[*hub, guest] for guest in unique if guest not in hub]
            return self._one_by_one(told, mains, by_polity) or [unique]
        if len(by_polity) != 2:
            return [unique]
        if self.lang == "ckb" and (calls := self._called_each(told, mains)):
            return calls
        if self.lang == "en" and self._in_one_meeting(told):
            return [unique]
        if self.lang == "en" and self._guests_together(told, by_polity[self._polity(mains[0])], unique):
            return [unique]
        if self.lang == "ar" and told.s.zone == TITLE:
            mine, theirs = sorted(by_polity.values(), key=lambda refs: refs[0].start)
            if len(mine) == 2 and mine[1].link == "with" and mine[1].start > theirs[-1].end:
                return [
                    [mine[0], *theirs]
                ]  # "ميقاتي استقبل السفيرة وعرض مع وزير الصحة": the second talk is among his own
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

    def _after_talks(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """Kurmanji: "Piştî hevdîtina bi A re, NAME pêşwazî li B kir", "NAME piştî ku bi A re civiya, B qebûl kir": two meetings of NAME's."""
        words = told.s.words
        then = words.index("piştî") if "piştî" in words else len(words)
        end = next((n for n in range(then, len(words)) if words[n] == ","), 0)
        inside = [r for r in mains if then < r.start < end]
        outside = [r for r in mains if r not in inside]
        met = {then < i.start < end for i, c in told.cues if c.kind in MEETING and i.start > then}
        if not inside or len(met) < 2 or len({self._polity(r) for r in outside}) < 2:
            return []
        return [[outside[0], *inside], outside]

    def _by_leg(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """ "After talks with A in Baghdad, B arrived in Erbil and met C": the meetings of one traveller on two legs, where each has a word of
        meeting."""
        leg = leg_of(told.s, self.lang)
        if leg is None:
            return []
        there = [r for r in mains if r.start in leg.tokens]
        here = [r for r in mains if r not in there]
        at = {i.start in leg.tokens for i, c in told.cues if c.kind in MEETING or c.kind == "talk"}
        if not there or len(here) < 2 or len(at) < 2:
            return []
        parts = [here, [here[0], *there]] if leg.tokens.start else [[here[0], *there], here]
        return parts if all(len({self._polity(r) for r in part}) > 1 for part in parts) else []

    def _apart_from_guest(self, told: Told, hub: list[Ref], guest: Ref, apart: int) -> bool:
        """ "She met with A and B separately", English "A and B separately received C": whether the first named are those who met one by one."""
        if guest.sentence != told.s.index:
            return True
        verb = next((i.start for i, c in told.cues if c.kind in STRONG), 0)
        return self.lang == "en" and all(r.end <= apart < verb for r in hub)

    def _came_from_a_fellow(self, told: Told, mains: list[Ref]) -> bool:
        """Sorani: "دوای کۆبوونەوەی لەگەڵ A، B چووە بەغدا و لەگەڵ C کۆبووەوە", with A and B of one side: A is none of those who met there."""
        words = told.s.words
        if len(mains) < 3 or words[0] not in _AFTER_A_MEETING or mains[0].link not in ("cue", "with"):
            return False
        host, subject, guest = mains[:3]
        one_side = self._polity(host) == self._polity(subject) != self._polity(guest)
        cues = [i.start for i, c in told.cues if c.kind in ("meet", "receive")]
        return one_side and any(at < host.start for at in cues) and any(at >= guest.end for at in cues)

    def _credentials(self, told: Told) -> bool:
        """Arabic, Sorani: whether a sentence tells of credentials, which every ambassador presents alone."""
        if self.lang == "ckb":
            return any(w.startswith(_LETTERS_OF_CREDENCE) for w in told.s.words)
        words = set(told.s.words)
        return self.lang == "ar" and ({"اوراق", "اعتماد"} <= words or not {"اوراقه", "اوراقها"}.isdisjoint(words))

    def _in_one_meeting(self, told: Told) -> bool:
        """ "During his meeting with A and B": one meeting, unless words tell of two."""
        words = told.s.words
        cues = [i for i, c in told.cues if c.kind in MEETING]
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
        met = (refs for refs in by_polity.values() if any(r.sentence == told.s.index and r.start >= at for r in refs))
        listed = next(met, None)  # where only a pronoun stands for who met them
        one = next((refs for refs in by_polity.values() if refs is not listed), None) if len(by_polity) == 2 else None
        hub = one if listed is not None and one is not None else by_polity[self._polity(mains[0])]
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

    def _called_each(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """Sorani: "A بە تەلەفۆن لەگەڵ هەریەک لە B و C و D قسەی کرد": a call each; with a fellow of his own side it is none that counts."""
        if "ههریهک" not in told.s.words and "لهوانه" not in told.s.words:
            return []
        if not any(c.kind == "call" for _, c in told.cues) or mains[0].link in ("with", "cue"):
            return []
        one = mains[0]
        guests = list({r.entity: r for r in mains[1:] if self._polity(r) != self._polity(one)}.values())
        return [[one, guest] for guest in guests]

    def _one_by_one_told(self, told: Told) -> int | None:
        """Where the sentence, or in Arabic the one before it, says that guests were received one by one."""
        words = told.s.words
        apart = None
        if not _SEPARATELY.isdisjoint(words):
            apart = next(n for n, w in enumerate(words) if w in _SEPARATELY)
        if apart is None and self.lang in ("ckb", "kmr") and _SEVERAL.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang == "ar" and _SEVERAL_AR.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang == "en" and _IN_TURN.search(self.doc.text_of(told.s)):
            return 0
        if apart is None and self.lang in ("en", "ckb") and self._meetings_follow(told):
            return 0
        if apart is None and self.lang == "en" and "each" in words:  # "A and B each received C"
            apart = next((i.start - 1 for i, c in told.cues if c.kind in STRONG and words[i.start - 1] == "each"), None)
        if apart is None and self.lang == "en" and "separate" in words[:-1]:
            # "received A and, in a separate meeting, B", but "in a separate meeting with A and B"
            pairs = [n for n, (w, v) in enumerate(itertools.pairwise(words)) if w == "separate" and v in _MEETINGS]
            apart = next((n for n in pairs if words[n + 1] != "meeting" or "," in words[n - 3 : n - 2]), None)
        if apart is None and self.lang != "en" and told.s.index:  # "received ambassadors, each apart. He received ..."
            before = self._told_before(told)
            apart = 0 if before is not None and not _SEPARATELY.isdisjoint(before.s.words) else None
        return apart

    def _meetings_follow(self, told: Told) -> bool:
        """English, Sorani: "held talks with A and B. During the meetings, he stressed ...", "لە هەردوو دیدارەکەدا": the next sentence tells of
        more than one."""
        after = self.doc.sentences[told.s.index + 1 : told.s.index + 2]
        words = after[0].words[:5] if after and told.s.zone != TITLE else []
        if self.lang == "ckb":
            return any(v in _ALL_OF and w.startswith(_MET_AT) for v, w in itertools.pairwise(words))
        return "meetings" in words[1:] and words[words.index("meetings") - 1] in _PLURAL_ARTICLES

    @staticmethod
    def _each_apart(told: Told, unique: list[Ref], apart: int) -> bool:
        """Arabic: "met A and B, each of them alone", said behind the two."""
        words = told.s.words
        last = max(r.end for r in unique)
        words_between = [w for w in words[last:apart] if w != "،"]
        reach = 4 if words[apart] in ("منفصله", "منفصلین") else 2  # "خلال اجتماعين منفصلين", "كلا على حدة"
        return last <= apart and len(words_between) <= reach and not any(w in _THEN for w in words)

    def _one_by_one(self, told: Told, mains: list[Ref], by_polity: dict[str, list[Ref]]) -> list[list[Ref]]:
        """Three sides or more: "met with A and, in the evening, with B" is two meetings, "met A and B" is one."""
        hub = by_polity[self._polity(mains[0])]
        if self.lang == "kmr" and (subject := next((r for r in mains if r.link not in ("with", "by", "cue")), None)):
            hub = by_polity[self._polity(subject)]  # "Li gel A, B behsa X kir; berî wê bi C re peyivî"
        guests = [r for refs in by_polity.values() for r in refs if r not in hub]
        guests.sort(key=lambda r: r.start)
        if len(hub) != 1:
            return []
        groups = [[guests[0]]]
        hours = sum(w in _HOURS for w in told.s.words) > 1
        for one, two in itertools.pairwise(guests):
            gap = told.s.words[one.end : two.start]
            if gap == ["and"] and self._in_rounds(told) and self._polity(one) != self._polity(two):
                groups.append([two])
                continue
            if self.lang == "en" and self._meetings_with(told, one, two):
                groups.append([two])
                continue
            if self.lang == "kmr" and gap in (["û"], [","]) and self._guests_of_a_forum(told, one, two):
                groups.append([two])
                continue
            again = two.link == one.link and two.link in ("with", "by") and len(gap) >= 2
            again = again or (
                self.lang == "ar" and gap[-1:] == ["مع"] and any(one.end <= i.start < two.start for i, _ in told.cues)
            )
            again = again or (
                self.lang == "ar" and (self._each_with_a_particle(one, two) or self._each_of_rank(told, one, two))
            )
            again = again or (self.lang == "en" and "and" in gap and two.link in ("with", "by") and two.link in gap)
            again = again or (self.lang == "en" and bool(_AFTER & set(gap)) and bool(_TALKS & set(gap)))
            again = again or (self.lang == "kmr" and self._each_with_a_verb(told, one, two))
            again = again or (self.lang == "en" and gap == ["and"] and self._of_two_capitals(one, two))
            again = again or (self.lang == "en" and self._each_on_a_day(told.s, one, two))
            towns = self._town_behind(told.s, one), self._town_behind(told.s, two)
            again = again or (
                self.lang == "ar" and told.s.words[two.start].startswith("فال")
            )  # "ثم السفيرة A، فالسفير B"
            if (
                again
                or any(w in _THEN or (w in _HOURS and hours) for w in gap)
                or (None not in towns and towns[0] != towns[1])
            ):
                groups.append([two])
            else:
                groups[-1].append(two)
        return [[*hub, *group] for group in groups] if len(groups) > 1 else []

    @staticmethod
    def _each_on_a_day(s: Sentence, one: Ref, two: Ref) -> bool:
        """English: "received A on Monday and B on Tuesday": a day behind each."""
        days = (
            [w for w in words if w in DAYS] for words in (s.words[one.end : two.start], s.words[two.end : two.end + 3])
        )
        first, second = next(days)[:1], next(days)[:1]
        return bool(first and second) and first != second and "and" in s.words[one.end : two.start]

    def _of_two_capitals(self, one: Ref, two: Ref) -> bool:
        """English: "met with President A and Iraqi Prime Minister B": a head of the Region and one of Iraq, who receive a guest each at home."""
        ranks = [self.reader.entities[r.entity].rank for r in (one, two)]
        return {self._polity(one), self._polity(two)} == {"IQ", "IQ-KR"} and min(ranks) >= 76

    def _each_of_rank(self, told: Told, one: Ref, two: Ref) -> bool:
        """Arabic: "التقى كلا من رئيس وزراء هولندا A، ووزير خارجية تركيا B": a host who meets statesmen of several countries, each by himself."""
        each = "کلا" in told.s.words[: one.start] and two.clitic.startswith("و")
        return each and min(self.reader.entities[r.entity].rank for r in (one, two)) >= 60

    @staticmethod
    def _next_to(s: Sentence, one: Ref, two: Ref) -> bool:
        """Whether one person is listed right behind another, be it over "and each of": "A وB", "A، وكل من B"."""
        between = s.words[one.end : two.start]
        return (two.link == "and" and len(between) <= 2) or between[-2:] in (["وکل", "من"], ["وکلا", "من"])

    @staticmethod
    def _each_with_a_particle(one: Ref, two: Ref) -> bool:
        """Arabic: "اجتمع بوزيرة الخارجية A، وبوزير الدفاع B": the particle of the first again before the second."""
        return one.clitic.endswith("ب") and two.clitic in ("وب", "و ب")

    @staticmethod
    def _each_with_a_verb(told: Told, one: Ref, two: Ref) -> bool:
        """Kurmanji, whose verbs stand last: "bi A re rûnişt û her wê rojê B jî dît": a verb of meeting behind each, and "and" behind the first."""
        verbs = [i for i, c in told.cues if c.kind in ("meet", "receive") and i.start >= one.end]
        first = next((i for i in verbs if i.end <= two.start and told.s.words[i.end] in ("û", ",")), None)
        return first is not None and any(i.start >= two.end for i in verbs)

    @staticmethod
    def _town_behind(s: Sentence, ref: Ref) -> str | None:
        """The town right behind somebody: "held talks with A in Erbil and B in Baghdad"."""
        at = s.item(ref.end)
        town = s.item(at.end) if at is not None and at.is_word("at") else None
        return town.has("place") if town is not None else None

    def _in_rounds(self, told: Told) -> bool:
        """ "He also met with A and B", where title or lead tell of a gathering and its many meetings: not together."""
        if self.lang != "en" or not any("also" in told.s.words[max(0, i.start - 1) : i.end] for i, _ in told.cues):
            return False
        return any(
            s.zone in (TITLE, LEAD) and (_GATHERED & set(s.words)) and (_MANY & set(s.words))
            for s in self.doc.sentences
        ) or any(s.zone == LEAD and _ASIDES & set(s.words) for s in self.doc.sentences)

    def _of_two_states(self, told: Told, one: Ref, two: Ref) -> bool:
        """Whether two guests are statesmen of two countries, in a sentence that does not speak of both together."""
        ranks = [self.reader.entities[r.entity].rank for r in (one, two)]
        return min(ranks) >= _OF_RANK and self._polity(one) != self._polity(two) and not told.both

    def _meetings_with(self, told: Told, one: Ref, two: Ref) -> bool:
        """English: "held meetings with A, B and C", "met A; B; and C": statesmen of several countries, each met alone."""
        if not self._of_two_states(told, one, two):
            return False
        if ";" in told.s.words[one.end : two.start]:
            return True
        words = told.s.words[: one.start]
        return "meetings" in words and "with" in words[words.index("meetings") :] and _TOGETHER.isdisjoint(told.s.words)

    def _guests_of_a_forum(self, told: Told, one: Ref, two: Ref) -> bool:
        """Kurmanji: "li Davosê ... bi Serokwezîrê Gurcistanê û Wezîra Derve ya Swêdê re civiya", where title, lead or sentence tell of a summit or
        forum: statesmen of several countries, each met alone."""
        if not self._of_two_states(told, one, two):
            return False
        near = (s for s in self.doc.sentences if s.zone in (TITLE, LEAD) or s is told.s)
        return any(begins(s.words, _AT_A_FORUM) and not begins(s.words, _OF_THREE) for s in near)

    def _by_cue(self, told: Told, refs: list[Ref]) -> list[list[Ref]]:
        """ "A met B in Baghdad, and later travelled to Erbil to meet C": each verb with what follows it, and the one subject."""
        cues = [i for i, c in told.cues if c.kind in ("meet", "receive")]
        if len(cues) < 2:
            return []
        if self.lang == "ckb":
            return self._by_clause(told, refs, cues)
        subject = [r for r in refs if r.start < cues[0].start]
        his = next((i for i in cues[1:] if told.s.words[i.start : i.end][-1:] in _HIS_MEETING), None)
        if self.lang == "ar" and not subject and his is not None:
            subject, refs = refs[:1], refs[1:]  # "أجرى A محادثات مع B، غداة لقائه C": the verb comes first
            cues = [cues[0], his]
        parts = [
            [r for r in refs if one.end <= r.start < (two.start if two else 10**6)]
            for one, two in zip(cues, [*cues[1:], None], strict=True)
        ]
        parts = [p for p in parts if p]
        if len(subject) != 1 or len(parts) != 2:
            return []
        return [subject + part for part in parts]

    def _while_another_met(self, told: Told, mains: list[Ref]) -> list[list[Ref]]:
        """English: "A met B in Baghdad, while C met with D in Erbil": a verb of meeting and two sides before "while", and behind it."""
        words = told.s.words
        cues = [i.start for i, c in told.cues if c.kind in ("meet", "receive")]
        at = next(
            (n for n, w in enumerate(words) if w in ("while", "whereas") and cues and cues[0] < n < cues[-1]), None
        )
        if at is None or any(r.sentence != told.s.index for r in mains):
            return []
        behind = [r for r in self.reader.refs.get(told.s.index, ()) if r.start > at and r.entity >= 0 and not r.plural]
        halves = [[r for r in mains if r.start < at], [r for r in behind if self._polity(r)]]
        if any(len({self._polity(r) for r in half} - {""}) != 2 for half in halves):
            return []
        return halves if any(r.end <= cues[-1] for r in halves[1]) else []

    @staticmethod
    def _by_clause(told: Told, refs: list[Ref], cues: list[Item]) -> list[list[Ref]]:
        """Sorani, whose verbs stand last: "A لە بەغدا لەگەڵ B کۆبووەوە و لە هەولێر چاوی بە C کەوت": what each clause names, and the one subject."""
        words = told.s.words
        closes = next((i.end for i in cues if words[i.end : i.end + 1] in (["و"], ["؛"], [";"])), None)
        if closes is None or not any(i.start > closes for i in cues):
            return []
        ordered = sorted(refs, key=lambda r: r.start)
        first, second = [r for r in ordered if r.start < closes], [r for r in ordered if r.start > closes]
        if len(first) != 2 or len(second) != 1:
            return []
        if first[1].link not in ("with", "by", "at", "cue", "to") and all(i.start != first[1].end for i in cues):
            return []
        return [first, [first[0], *second]]

    def _all_three_heads(self, told: Told, one: Ref) -> bool:
        """Arabic: "سيلتقي A الرئيس B ورئيس الوزراء C ورئيس البرلمان D": whether a list has all three heads of a state, who receive apart."""
        mine = (self.reader.entities[r.entity] for r in told.mains if self._polity(r) == self._polity(one))
        return {"president", "prime-minister", "speaker"} <= {e.office for e in mine}

    def _leaders_named(self, told: Told, one: Ref) -> bool:
        """English: "met with Shia leaders A, B and C": whether one of a list is called a leader with the others."""
        first = one
        for ref in reversed(self.reader.refs.get(told.s.index, ())):
            if ref.end <= first.start and told.s.words[ref.end : first.start] in ([","], ["and"]):
                first = ref
        return told.s.words[first.start - 1] == "leaders"

    def _apart(self, told: Told, one: Ref, two: Ref) -> bool:
        s = told.s
        if one.sentence != two.sentence or two.start < one.end:
            return False
        ranks = [self.reader.entities[r.entity].rank for r in (one, two)]
        each = self.lang == "ar" and (not _EACH_OF.isdisjoint(s.words[: one.start]) or self._all_three_heads(told, one))
        if each and min(ranks) >= 60 and max(ranks) >= 76 and self._next_to(s, one, two):
            return True  # "will meet each of the foreign minister, the president and the premier"
        if self.lang == "ar" and self._each_with_a_particle(one, two):
            return True
        if self.lang == "ar" and s.zone == TITLE and two.link == "and" and min(ranks) >= 76:
            return True  # "ماكرون يلتقي صالح والكاظمي": a president and a premier, one after the other
        if two.start == one.end or (self.lang == "ar" and not _COMPRISED.isdisjoint(s.words[: one.start])):
            return False  # side by side, or members of one delegation
        if self.lang == "ar" and one.link == "led" and two.link == "and" and s.words[two.start] in _HIS_DEPUTY:
            return False  # "وفد برئاسة رئيس الحكومة A ونائبه B"
        gap = s.words[one.end : two.start]
        if self.lang == "en" and ";" in gap and any(i.end <= one.start for i, c in told.cues if c.kind in STRONG):
            return True  # "held talks with A, head of X; B, former premier; and C"
        if self.lang == "en" and gap in ([","], ["and"], [",", "and"]) and self._leaders_named(told, one):
            return False
        if self.lang == "en" and gap == ["and"] and self._subjects(told, two):
            return False  # "the president and the premier met with C"
        if self.lang in ("ckb", "kmr") and s.zone != TITLE and self._open_together(told, one, two):
            return False  # "Serok A û Serokwezîr B bi C re civiyan", "A و B لەگەڵ C کۆبوونەوە"
        again = any(c.kind in ("meet", "receive") and one.end <= i.start < two.start for i, c in told.cues)
        if self.lang == "en" and gap[-1:] in (["his"], ["her"]) and not again and {"by", "with"}.isdisjoint(gap):
            return False  # "hosted the premier, A, and his deputy, B"
        if not _NEXT.isdisjoint(gap):
            return True
        if (
            self.lang == "en"
            and "and" in gap
            and {"by", "with"} & set(gap)
            and two.link in ("by", "with")
            and min(ranks) >= 55
        ):
            return True  # "by the premier and by the speaker", whatever stands before the first
        if {"before", "after"} & set(gap) and {"meeting", "holding", "sitting", "talks", "received", "hosted"} & set(
            gap
        ):
            return True  # "was received by the president before meeting the supreme leader"
        if two.link == "with" and len(gap) > 3:
            return True
        if self.lang == "kmr" and (self._each_with_a_verb(told, one, two) or ("hem" in gap and two.link == one.link)):
            return True  # "hem bi A re û hem jî bi B re civiya"
        verbs = [i for i, c in told.cues if c.kind in ("meet", "receive")]
        if any(one.end <= i.start < two.start for i in verbs) and (
            self.lang == "ar" or (self.lang == "en" and verbs[0].start < one.start)
        ):
            return True  # "will hold talks with the premier, before he is received by the president"
        behind = {i.start for i in verbs if i.start >= one.end} if self.lang == "ckb" else ()
        if len(behind) > 1 and min(behind) < two.start - 2 and "و" in gap and one.link in _WITH_WHOM:
            return True  # "دوێنێ لەگەڵ A کۆبووەوە و ئەمڕۆ دیداری لەگەڵ B هەبوو"
        if self.lang == "en" and self._each_on_a_day(s, one, two):
            return True
        if self.lang == "en" and one.link in ("to", "cue") and gap[-2:] == ["and", "to"]:
            return True  # "bade farewell to the president on Monday and to the premier an hour later"
        if two.link == one.link and two.link in ("with", "by") and any(w in ("and", "û", "و") for w in gap):
            return True  # "by the premier and by the speaker"
        if {self.reader.entities[r.entity].office for r in (one, two)} == {"monarch", "crown-prince"}:
            return False  # "the King and his heir"
        listed = self.lang == "ckb" and two.link == "other" and one.link in _WITH_WHOM and "،" in gap
        return min(ranks) >= 76 and (listed or two.link in ("and", "with")) and len(gap) <= 8
