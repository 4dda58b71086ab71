"""Who is named in an entry, in which office, and for whom he or she acts.

A person is found by an office beside a name (open world), by a known name (gazetteer), or, later in the same entry, by surname or office
alone. References to one person are brought together in an `Entity`. The polity of an office comes from its own adjective or genitive, then
from the office's known holder at the date, then from the dateline or the outlet's home. "To Iraq" after an ambassador is the host.
"""

import itertools
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from worker.classify.lexicon import NAMED, OFFICIAL, Item
from worker.classify.naming import COURTESY, NameReader
from worker.classify.refs import ENOUGH, LEADS, Entity, OfficePhrase, Ref
from worker.classify.text import SIDE, TITLE, Sentence
from worker.knowledge.load import Office

__all__ = ["Entity", "Reader", "Ref"]

_BY_PLACE = attrgetter("start")
_ALLIANCES = ("COALITION", "NATO", "UN")  # whose posts tell more than the army of who holds them
_ARMIES = frozenset(["army", "navy", "air", "force", "marine", "corps"])
_RANKS = frozenset(
    [
        "general",
        "gen",
        "brigadier",
        "brig",
        "colonel",
        "col",
        "admiral",
        "adm",
        "marshal",
        "major",
        "maj",
        "lieutenant",
        "lt",
    ]
)

# Kurmanji, folded: what somebody does, and the office that it is
_DOING = (("fermandarî", "military-commander"), ("fermandariy", "military-commander"), ("nûnertiy", "representative"))
_DOES = frozenset(["dike", "dikir", "kiriye", "kir"])
_ENVOY_OF = frozenset(["special-envoy", "special-representative", "representative", "adviser"])
_SENDERS = frozenset(["president", "monarch", "prime-minister", "crown-prince", "secretary-general"])
_EACH = frozenset(["یهک", "ههریهک", "ههریهکه"])  # folded: "of each of"
ENVOYS = ("ambassador", "charge-daffaires", "consul-general", "deputy-consul")
# Sorani, folded: behind these stand guests: "received the ambassadors of A, B and C"
_RECEIVED_EACH = frozenset(["له", "لهگهل", "متمانهنامهی", "متمانهنامهکانی", "باوهرنامهی", "باوهرنامهکانی"])
_WITH_EACH = frozenset(["bi", "li", "ligel", "gel"])  # Kurmanji
_MISSIONS = (*ENVOYS, "head-of-mission", "chief-of-staff")
_IN_EACH = frozenset(
    ["فی", "لکل", "بکل", "کل", "من", "لدی", "دول"]
)  # folded: between an office in the plural and its countries
# English: between two ambassadors listed with their countries
_AHEAD_OF_A_LAND = frozenset([",", "and", "the", "of", "republic", "kingdom", "state", "sultanate", "islamic", "federal", "people", "'s"])  # fmt: skip
_OF_THE_KING = ["خادم", "الحرمین", "الشریفین"]  # folded: whose adviser a prince is
_FEW = 4  # of more countries, a text names those that count
_MET_THEM = frozenset(
    [
        "کرد",
        "دهکات",
        "بکات",
        "کردبوو",
        "کردووه",
        "کوبووهوه",
        "کوبوونهوه",
        "کودهبیتهوه",
        "کوببیتهوه",
        "دانیشت",
        "کهوت",
        "بینی",
    ]
)  # folded: the verb behind whom somebody meets
_MADE_UP = ("پیکهات", "پیکدههات", "پیکدیت", "پیکدین")  # folded: who a delegation consists of
_WITH_A_THIRD = frozenset(["لهگهل", "پیشوازی", "پیشوازیی", "لهلایهن"])  # folded
_JOINS = frozenset(["و", "û", ",", "،", "and"])


_HIS_MEETING = frozenset(["قایه", "قایها", "قاءه", "قاءها", "اجتماعه", "اجتماعها", "باجتماعه"])  # folded, without ل
_BOTH_PEERS = ("نظیریه", "نظیریها", "نظراءه", "نظرایه", "نظیرتیه")  # folded


class _Side(NamedTuple):
    """A country that an office in the plural is said of, with the tokens that say so."""

    polity: str
    rule: str
    start: int
    end: int


def _each_sends(phrase: OfficePhrase) -> bool:
    """Whether an office in the plural, said of some countries, may mean who holds it in each: envoys and ministers, no heads of state."""
    if phrase.office == "president" and phrase.head[1] - phrase.head[0] == 1:
        return True  # "الرئيسان العراقي والفرنسي"
    return phrase.office in _MISSIONS or (phrase.office.endswith("-minister") and "prime" not in phrase.office)


class Reader(NameReader):
    """Reads one entry: `read`, then `refs` by sentence and `entities`."""

    # -- the walk ------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        for s in self.doc.sentences:
            if s.zone == SIDE or s.plain:
                continue
            refs = self.refs[s.index] = self._sentence(s) if self._may_name(s) else []
            for ref in refs:
                if ref.office and ref.rank >= 30:
                    self.officials.append(ref)
                    self.officials_by_actor.update(dict.fromkeys(ref.actors, ref))
        self._resolve()

    def _may_name(self, s: Sentence) -> bool:
        """Whether a sentence may name anybody: by office, by a known name, behind a title, or by capitals alone."""
        return bool(self.latin or s.marks & (OFFICIAL | NAMED | COURTESY) or LEADS in s.text)

    def _sentence(self, s: Sentence) -> list[Ref]:
        """Everybody whom a sentence names or calls by an office, in the order of its words, with what joins each to the words before."""
        taken = [False] * len(s.words)
        phrases = self._office_phrases(s)
        refs = self._office_holders(s, phrases, taken) if phrases else []
        if self.lang == "ckb" and LEADS in s.text:
            refs.extend(self._leaders(s, taken))
        refs.extend(self._known_names(s, taken))
        refs.extend(self._titled_names(s, taken))
        if not refs:
            return refs
        refs.sort(key=_BY_PLACE)
        if self.lang == "en":
            refs = self._without_second_offices(s, refs)
        elif self.lang == "kmr":
            refs = self._with_his_other_offices(s, refs)
        elif self.lang == "ar":
            self._both_members(s, refs)
            refs = self._without_titles_behind(s, self._of_one_head(s, refs))
        for i, ref in enumerate(refs):
            ref.link = self._link(s, ref)
            if ref.counterpart:
                self._mirror(ref, refs[:i], refs[i + 1 :])
            if self.lang == "en":
                self._english_neighbours(s, refs, i)
            elif self.lang == "kmr":
                self._kurmanji_neighbours(s, refs, i)
            elif self.lang == "ar" and ref.polity is None and "الجانب" in s.words:
                nation = self._side_said(s, ref)
                if nation is not None and (reading := self._polity_reading(nation)) is not None:
                    ref.polity, ref.polity_rule = reading
            if ref.polity == "=":
                ref.polity = self._same_country(s, refs[:i], ref.office_span or (ref.start, ref.end))
        if self.lang == "en":
            self._share_genitive(s, refs)
        elif self.lang == "ckb":
            self._share_with_next(s, refs)
        return [r for r in refs if r.office or r.name]

    @staticmethod
    def _side_said(s: Sentence, ref: Ref) -> Item | None:
        """Arabic: whose side somebody is said to be of: "ترأس الجانب الكرواتي OFFICE NAME", "برئاسة OFFICE NAME عن الجانب السعودي"."""
        if s.words[ref.end : ref.end + 2] == ["عن", "الجانب"] and ref.end + 2 < len(s.words):
            return s.at[ref.end + 2]
        ahead = s.words[max(0, ref.start - 3) : ref.start]
        return s.at[ref.start - 1] if ahead[-2:-1] == ["الجانب"] and ahead[0] != "عن" else None

    # -- whose an office is ----------------------------------------------------------------------------------------------

    def _office_holders(self, s: Sentence, phrases: Sequence[OfficePhrase], taken: list[bool]) -> list[Ref]:
        """The references of the offices of a sentence: to the name that belongs to each, or to somebody unnamed."""
        refs: list[Ref] = []
        for phrase in phrases:
            self._take(taken, phrase.start, phrase.end)
        named = self._named_beside(s, phrases, taken, refs)
        if self.lang == "ar":
            self._named_beyond(s, phrases, taken, refs, named)
        elif self.lang == "kmr":
            named |= {i for i, p in enumerate(phrases) if i not in named and self._try_beyond(s, p, taken, refs)}
        for i, phrase in enumerate(phrases):
            if i in named:
                continue
            paired = {"en": self._paired, "ar": self._by_country}.get(self.lang)
            if paired is not None and phrase.plural and (pairs := paired(s, phrase, taken)):
                refs.extend(pairs)
                named.add(i)
            elif (
                self.lang == "ckb"
                and phrase.plural
                and (self._each_one_of(s, phrase) or self._in_apposition(s, phrase, taken))
                and (listed := list(self._listed(s, phrase, taken)))
            ):
                refs.extend(listed)
                named.add(i)
            elif self.lang == "en" and phrase.plural and (each := self._each_behind_comma(s, phrase, taken)):
                refs.extend(each)
                named.add(i)
            elif (span := self._name_after(s, phrase, taken, comma=True)) is not None:
                refs.append(self._ref(s, phrase, span))
                self._take(taken, phrase.start, span[1])
                named.add(i)
        for i, phrase in enumerate(phrases):
            if i not in named:
                self._unnamed(s, phrase, taken, refs)
        return refs

    def _each_behind_comma(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """English: "two US senators, A and B, met", "three French lawmakers, A, B and C": each of them in that office."""
        spans: list[tuple[int, int]] = []
        i, closed = phrase.end, False
        while not closed and s.words[i : i + 1] and s.words[i] in (",", "and"):
            closed = "and" in s.words[i : i + 2]
            i = self._skip_honorifics(s, i + 1 + (s.words[i : i + 2] == [",", "and"]))
            span = self._name_from(s, i, taken)
            item = s.item(i)
            if span is None or (span[1] - span[0] < 2 and not (item is not None and item.has("actor"))):
                return []
            if item is not None and item.has("actor") and not self._may_act_for(item, phrase.polity or ""):
                return []  # "After meeting the German diplomats, Masrour Barzani and ..."
            spans.append(span)
            i = span[1]
        if not closed or len(spans) < 2:
            return []
        refs: list[Ref] = []
        for span in spans:
            ref = self._ref(s, phrase, span)
            ref.plural = False
            if refs:  # the first keeps the words of the office
                ref.start, ref.end, ref.office_span = *span, None
            self._take(taken, *span)
            refs.append(ref)
        return refs

    @staticmethod
    def _each_one_of(s: Sentence, phrase: OfficePhrase) -> bool:
        """Sorani: "هەریەک لە سیناتۆرەکان، A، B و C", "لە سیناتۆران A، B و C پێکهاتبوو": who are listed behind the office in the plural hold it."""
        before = s.words[max(0, phrase.start - 3) : phrase.start]
        if before[-1:] != ["له"]:
            return False
        return any(w.startswith(("ههریهک", "یهک", *_MADE_UP)) for w in before) or any(
            w.startswith(_MADE_UP) for w in s.words[phrase.end : phrase.end + 30]
        )

    def _in_apposition(self, s: Sentence, phrase: OfficePhrase, taken: Sequence[bool]) -> bool:
        """Sorani: "پێشوازی لە ئەندامانی پەرلەمانی X، A و B کرد": nothing but names between the office in the plural and the verb."""
        if s.words[phrase.start - 1] not in ("له", "لهگهل"):
            return False
        listed = list(self._listed(s, phrase, list(taken)))
        return len(listed) > 1 and listed[-1].end < len(s.words) and s.words[listed[-1].end] in _MET_THEM

    def _named_beside(
        self, s: Sentence, phrases: Sequence[OfficePhrase], taken: list[bool], refs: list[Ref]
    ) -> set[int]:
        """Gives the offices the names right behind or before them; which offices have found one. Behind comes first, so that
        "OFFICE NAME, OFFICE NAME" is read right; Sorani writes "NAME, OFFICE"."""
        named = set()
        steps = (self._try_before, self._try_behind) if self.lang == "ckb" else (self._try_behind, self._try_before)
        for step in steps:
            for i, phrase in enumerate(phrases):
                if i not in named and step(s, phrase, taken, refs):
                    named.add(i)
        return named

    def _named_beyond(
        self, s: Sentence, phrases: Sequence[OfficePhrase], taken: list[bool], refs: list[Ref], named: set[int]
    ) -> None:
        """Arabic: names parted from their office by words that no list has, judges, and the second of two peers."""
        for i, phrase in enumerate(phrases):
            if i not in named and (span := self._name_beyond(s, phrase, taken)) is not None:
                refs.append(self._ref(s, phrase, span))
                self._take(taken, phrase.start, span[1])
                named.add(i)
        self._judges(s, phrases, refs, named)
        for phrase in phrases:
            if phrase.counterpart and s.words[phrase.start].startswith(_BOTH_PEERS):
                refs.extend(self._further_peers(s, phrase, refs, taken))

    def _unnamed(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> None:
        """Adds an office without a name beside it: held in each of some countries, by somebody unnamed, or by those listed elsewhere."""
        if each := self._of_each(s, phrase):
            refs.extend(each)
            return
        if self.lang == "ckb" and self._bare_title(s, phrase):  # "کۆنگرێسمان NAME، ئەندامی لیژنەی ..."
            holder = next((r for r in refs if r.name and r.name[0] == phrase.end), None)
            if holder is not None:
                self._add_office(holder, phrase)
                return
        refs.append(self._ref(s, phrase, None))
        if phrase.plural and self.lang in ("en", "kmr"):
            refs.extend(self._listed(s, phrase, taken))
        if phrase.plural and self.lang in ("ckb", "kmr"):
            refs.extend(self._named_together(s, phrase, taken))

    # -- what the neighbours of a reference tell of it -------------------------------------------------------------------

    def _english_neighbours(self, s: Sentence, refs: Sequence[Ref], i: int) -> None:
        """English: the army of a rank, the mission or the cabinet of the one listed before."""
        ref = refs[i]
        if ref.name is not None:
            self._ranked(s, ref)
        if not i:
            return
        if ref.polity is None and ref.office in ENVOYS:
            self._fellow(s, ref, refs[i - 1])
        if ref.polity is None and ref.office and not ref.plural and not ref.counterpart:
            self._listed_with(s, ref, refs[i - 1])

    def _kurmanji_neighbours(self, s: Sentence, refs: Sequence[Ref], i: int) -> None:
        """Kurmanji: the house of a member, the command of whom a clause tells of, the sender of an envoy."""
        ref = refs[i]
        if ref.office == "member" and ref.polity is None and ref.name:
            self._of_house(s, ref)
        if ref.name and not ref.office:
            self._who_leads(s, ref)
        if i:
            self._sent_by_name(s, refs[i - 1], ref, refs[i + 1] if i + 1 < len(refs) else None)

    @staticmethod
    def _without_titles_behind(s: Sentence, refs: Sequence[Ref]) -> list[Ref]:
        """Arabic: "NAME نائب رئيس الدولة نائب رئيس مجلس الوزراء": what stands right behind a name's office is his, too."""
        kept: list[Ref] = []
        for ref in refs:
            before = kept[-1] if kept else None
            if before is not None and before.name is not None and before.office_span is not None:
                behind = before.office_span[0] >= before.name[1]
                next_to = ref.start == before.end or s.words[before.end : ref.start] == _OF_THE_KING
                if behind and next_to and not (ref.name or ref.clitic or ref.plural):
                    before.end = ref.end
                    continue
            kept.append(ref)
        return kept

    def _without_second_offices(self, s: Sentence, refs: list[Ref]) -> list[Ref]:
        """ "NAME, Vice President, Deputy Prime Minister and director of the Court, ...": what closes the apposition is his, too."""
        kept: list[Ref] = []
        listed: list[Ref] = []  # offices behind commas, which are his if the apposition closes with one more
        for ref in refs:
            before = kept[-1] if kept else None
            if before is None or before.name is None or ref.name is not None or ref.plural:
                kept += [*listed, ref]
                listed = []
                continue
            gap = s.words[(listed[-1] if listed else before).end : ref.start]
            behind = before.office_span is not None and before.office_span[0] > before.name[1]  # a comma
            his = (behind and (gap == ["and"] or (gap == [","] and "and" in s.words[ref.start : ref.end]))) or gap in (
                [",", "a"],
                [",", "an"],
            )  # "Hook, a senior adviser to Pompeo, spoke"
            if gap == [","] and not behind and self._known_to_be(before, ref.role):
                continue  # "Cardinal Pietro Parolin, Secretary of State"
            if his and s.words[ref.end : ref.end + 1] in ([","], ["."], [")"], ["("], [";"]):
                listed = []
            elif behind and gap == [","] and s.words[ref.end : ref.end + 1] in ([","], ["and"]):
                listed.append(ref)
            else:
                kept += [*listed, ref]
                listed = []
        return kept + listed

    def _known_to_be(self, ref: Ref, role: str) -> bool:
        """Whether a known person's office of the day is told by these words, be it with one more ahead: "Cardinal Secretary of State"."""
        held = (t.role for a in ref.actors for t in self.k.actors[a].tenures(self.day))
        return bool(role) and any(own == role or own.endswith(f" {role}") for own in held)

    def _with_his_other_offices(self, s: Sentence, refs: list[Ref]) -> list[Ref]:
        """Kurmanji: "Cîgirê Serokwezîr, Wezîrê Derve û Endamê Polîtburoya PDKê NAME": all are his, of whom the list knows one of them."""
        kept: list[Ref] = []
        for ref in refs:
            first = len(kept)
            if ref.name is not None and ref.name[0] == ref.start:
                kept.append(ref)  # "Serokwezîr û NAME, Wezîrê Derve yê Qeterê": the office ahead of him is another's
                continue
            while first and kept[first - 1].name is None and kept[first - 1].office and not kept[first - 1].plural:
                after = kept[first] if first < len(kept) else ref
                gap = s.words[kept[first - 1].end : after.start]
                if gap != [","] and (gap != ["û"] or ref.office == kept[first - 1].office):
                    break  # "Serokwezîr û Serokwezîrê Qeterê NAME" are two
                first -= 1
            held = {t.office for a in ref.actors for t in self.k.actors[a].tenures(self.day)} if ref.name else set()
            if any(other.office in held for other in kept[first:]):
                chief = max((*kept[first:], ref), key=lambda r: (r.office in held, r.rank))
                ref.office, ref.role, ref.rank = chief.office, chief.role, chief.rank
                ref.polity, ref.polity_rule, ref.start = chief.polity, chief.polity_rule, kept[first].start
                del kept[first:]
            kept.append(ref)
        return kept

    def _heads_a_state(self, s: Sentence, span: tuple[int, int]) -> bool:
        """Whether a name is that of a president, monarch or premier of the day."""
        item = s.item(span[0])
        ids = [r.id for r in item.readings if r.kind in ("actor", "short")] if item is not None else []
        return any(t.office in _SENDERS for i in ids for t in self.k.actors[i].tenures(self.day))

    def _sent_by_name(self, s: Sentence, envoy: Ref, owner: Ref, holder: Ref | None) -> None:
        """ "nûnerê taybet ê Donald Trump li Sûriyeyê Tom Barrack": between an envoy's office and his name, who sent him."""
        if envoy.office not in _ENVOY_OF or envoy.name is not None:
            return
        if not owner.actors or owner.office or owner.name is None or owner.start - envoy.end > 1:
            return
        owner.link = "mention"
        envoy.polity, envoy.polity_rule = self._polity_of_ref(owner) or envoy.polity, "owner"
        if holder is None or holder.office or holder.name is None or holder.start - owner.end > 2:
            return
        holder.office, holder.role, holder.rank = envoy.office, envoy.role, envoy.rank
        holder.polity, holder.polity_rule = envoy.polity, envoy.polity_rule

    def _who_leads(self, s: Sentence, ref: Ref) -> None:
        """ "General NAME re, ku fermandariya hêzên Îtalyayê yên li Hewlêrê dike": an office told as what its holder does."""
        i = ref.end + (s.words[ref.end : ref.end + 1] == ["re"])
        if s.words[i : i + 2] != [",", "ku"] or i + 3 >= len(s.words):
            return
        office_id = next((o for word, o in _DOING if s.words[i + 2].startswith(word)), None)
        if office_id is None or _DOES.isdisjoint(s.words[i + 4 : i + 13]):
            return
        for item in s.items:
            if i + 2 < item.start <= i + 9 and (reading := self._polity_reading(item)) is not None:
                office = self.k.offices[office_id]
                ref.office, ref.role, ref.rank = office.id, office.role, office.rank
                ref.polity, ref.polity_rule = reading
                return

    def _of_house(self, s: Sentence, ref: Ref) -> None:
        """ "li avahiya Kongresê bi endama Komîteya ... NAME re": a member of a committee is of the house that the sentence names."""
        if not any(w.startswith(("komîte", "komisyon", "komîsyon")) for w in s.words[ref.start : ref.end]):
            return
        body = next((b for item in s.items if (b := item.has("body")) is not None and self.k.bodies[b].polity), None)
        if body is not None:
            ref.polity, ref.polity_rule = self.k.bodies[body].polity, f"body:{body}"

    def _judges(self, s: Sentence, phrases: Sequence[OfficePhrase], refs: list[Ref], named: set[int]) -> None:
        """ "المستشار NAME رئيس المجلس": "counsellor" is what Egypt calls its judges; the office stands behind the name."""
        for ref in refs:
            if ref.office != "adviser" or ref.name is None or s.words[ref.start] not in ("المستشار", "المستشاره"):
                continue
            known = self._choose(ref.actors, ref) if ref.actors else None
            heads = [t for t in known.tenures(self.day) if t.office == "prime-minister"] if known is not None else []
            if heads:  # "المستشار أولاف شولتس": a chancellor
                office = self.k.offices["prime-minister"]
                ref.office, ref.role, ref.rank = office.id, heads[0].role, office.rank
                continue
            for i, phrase in enumerate(phrases):
                if i not in named and phrase.start == ref.end and not phrase.clitic and phrase.office != "adviser":
                    ref.office, ref.role, ref.rank, ref.office_span = None, "", 0, None
                    self._add_office(ref, phrase)
                    named.add(i)

    def _share_with_next(self, s: Sentence, refs: Sequence[Ref]) -> None:
        """Sorani: "A وەزیری دەرەوە و B وەزیری بەرگریی فەرەنسا لەگەڵ C": two ministers of one cabinet who meet a third."""
        for ref, after in itertools.pairwise(refs):
            if not (
                ref.name
                and after.name
                and ref.office
                and not ref.polity
                and after.polity_rule == f"polity:{after.polity}"
            ):
                continue
            if ref.office == after.office or min(ref.rank, after.rank) < 60 or s.words[ref.end : after.start] != ["و"]:
                continue
            known = [t.polity for a in ref.actors for t in self.k.actors[a].tenures(self.day)]
            if known and after.polity not in known:
                continue
            if ref.name[1] <= ref.end - 2 and not _WITH_A_THIRD.isdisjoint(s.words) and len(refs) > 2:
                ref.polity, ref.polity_rule = after.polity, "listed"

    @staticmethod
    def _share_genitive(s: Sentence, refs: Sequence[Ref]) -> None:
        """ "the foreign minister, the premier and the president of Iraq": what stands behind the last office is of all."""
        for ref, after in itertools.pairwise(refs):
            bare = not (ref.name or after.name or after.polity or after.plural or ref.plural or after.counterpart)
            if (
                bare
                and ref.polity
                and min(ref.rank, after.rank) >= 60
                and ref.polity_rule.startswith(("polity", "adj", "title"))
                and s.words[ref.end : after.start] == ["and"]
            ):
                after.polity, after.polity_rule = ref.polity, "listed"  # "Kurdistan's President and Prime Minister"
        for ref, after in reversed(list(itertools.pairwise(refs))):
            if ref.name or ref.polity or not ref.office or ref.plural or ref.counterpart or ref.rank < 60:
                continue
            if (
                after.name
                or after.plural
                or after.rank < 60
                or not after.polity_rule.startswith((f"polity:{after.polity}", "listed", "title"))
            ):
                continue
            gap = [w for w in s.words[ref.end : after.start] if w != "the"]
            if gap in ([","], ["and"], [",", "and"]) and (
                after.polity_rule == "listed" or "of" in s.words[after.start : after.end]
            ):
                ref.polity, ref.polity_rule = after.polity, "listed"

    def _paired(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """ "the ambassadors of Australia, Paula Ganly, Spain, Pedro Martinez, and the Czech Republic, Petr Stepanek": one of each."""
        if each := self._in_order(s, phrase, taken):
            return each
        found: list[tuple[tuple[int, int], str]] = []
        polity, i = phrase.polity, phrase.end
        while polity:
            i += s.words[i : i + 1] == [","]
            span = self._name_from(s, i, taken)
            if span is None or span[1] - span[0] < 2:
                break
            found.append((span, polity))
            i = span[1]
            while s.words[i : i + 1] and s.words[i] in _AHEAD_OF_A_LAND and not self._names_a_polity(s, i):
                i += 1
            item = s.item(i)
            polity = item.has("polity") if item is not None else None
            i = item.end if item is not None else i
        return self._one_of_each(s, phrase, found, taken)

    def _by_country(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """Arabic: "وزيري خارجية الأردن A ومصر B", "السفراء الجدد لكل من مملكة البحرين السيد A، وجمهورية مالطا السيد B": one of each."""
        found: list[tuple[tuple[int, int], str]] = []
        polity, i = phrase.polity, phrase.end
        if polity and phrase.office == "member":
            return self._members_behind(s, phrase, taken)
        while not polity and i < min(len(s.words), phrase.end + 4):  # "... الجدد لكل من"
            item = s.item(i)
            polity = item.has("polity") if item is not None else None
            i = item.end if item is not None else i + 1
        while polity:
            span = self._name_from(s, self._skip_honorifics(s, i), taken)
            if span is None:
                break
            found.append((span, polity))
            i = span[1] + (s.words[span[1] : span[1] + 1] in (["،"], [","]))
            item = s.item(i)
            joined = item is not None and item.clitic.startswith("و")
            if item is not None and item.is_word("filler"):  # "وجمهورية كينيا السيد C"
                item = s.item(item.end)
            polity = (item.has("polity") or item.has("adj")) if item is not None and joined else None
            i = item.end if item is not None else i
        if not found and s.words[phrase.end : phrase.end + 1] == ["البلدین"]:
            return self._of_both_countries(s, phrase, taken)
        return self._one_of_each(s, phrase, found, taken)

    def _one_of_each(
        self, s: Sentence, phrase: OfficePhrase, found: Sequence[tuple[tuple[int, int], str]], taken: list[bool]
    ) -> list[Ref]:
        """Each named holder of a plural office, with the polity told beside the name; none where there are not two."""
        if len(found) < 2:
            return []
        refs = []
        for span, side in found:
            ref = self._ref(s, phrase, span)
            ref.start, ref.end, ref.plural, ref.polity, ref.polity_rule = *span, False, side, f"polity:{side}"
            refs.append(ref)
            self._take(taken, *span)
        return refs

    def _members_behind(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """Arabic: "عضوي المكتب السياسي للاتحاد الوطني A وB": the dual before two names is of both."""
        refs: list[Ref] = []
        i = phrase.end
        while (span := self._name_from(s, i, taken)) is not None:
            ref = self._ref(s, phrase, span)
            ref.start, ref.end, ref.plural = *span, False
            ref.clitic = "و" if refs else ref.clitic
            refs.append(ref)
            self._take(taken, *span)
            item = s.item(span[1])
            if item is None or not item.has("actor") or not item.clitic.startswith("و"):
                break
            i = span[1]
        return refs

    @staticmethod
    def _of_one_head(s: Sentence, refs: list[Ref]) -> list[Ref]:
        """Arabic: "وفد برئاسة النائب عن الحزب الديمقراطي ورئيس لجنة الدفاع NAME": who leads a delegation is one, whatever he is besides."""
        for ref, after in itertools.pairwise(refs):
            near = s.at[ref.start - 1] if ref.start else None
            if ref.name or near is None or not near.is_word("led") or not after.name or after.clitic != "و":
                continue
            if not {"،", ","} & set(s.words[ref.end : after.start]) and after.start - ref.end <= 8:
                after.start, after.polity = ref.start, after.polity or ref.polity
                after.polity_rule = after.polity_rule or ref.polity_rule
                return [r for r in refs if r is not ref]
        return refs

    @staticmethod
    def _both_members(s: Sentence, refs: Sequence[Ref]) -> None:
        """Arabic: "A وB عضوا المكتب السياسي": the dual behind two names is of both."""
        for before, ref in itertools.pairwise(refs):
            span = ref.office_span
            if ref.office != "member" or ref.name is None or span is None or span[0] < ref.name[1]:
                continue
            if s.words[span[0]] == "عضوا" and before.name and not before.office and ref.start - before.end <= 3:
                before.office, before.role, before.rank = ref.office, ref.role, ref.rank
                before.polity, before.polity_rule, before.office_span = ref.polity, ref.polity_rule, span

    def _of_both_countries(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """Arabic: "وزيري خارجية البلدين A وB": two known people, of whom everybody knows whose ministers they are."""
        refs: list[Ref] = []
        i = phrase.end + 1
        while len(refs) < 2 and (item := s.item(i)) is not None and (item.has("actor") or item.is_word("counterpart")):
            if item.has("actor"):
                ref = self._ref(s, phrase, (item.start, item.end))
                ref.start, ref.end, ref.plural, ref.clitic = item.start, item.end, False, item.clitic
                refs.append(ref)
            i = item.end
        if len(refs) < 2:
            return []
        self._take(taken, phrase.start, i)
        return refs

    def _in_order(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """ "his Egyptian and Iraqi counterparts, Sameh Shoukry and Fuad Hussein": adjectives, then as many names in the same order."""
        if phrase.polity is None or not phrase.polity_rule.startswith(("adj", "polity")):
            return []
        listed = self._sides_listed(s, phrase)
        sides = [side.polity for side in listed]
        if len(set(sides)) < 2:
            return []
        spans: list[tuple[int, int]] = []
        i = max(phrase.end, listed[-1].end)
        while len(spans) < len(sides):
            while s.words[i : i + 1] and s.words[i] in (",", "and"):
                i += 1
            i = self._skip_honorifics(s, i)
            span = self._name_from(s, i, taken)
            if span is None:
                return []
            spans.append(span)
            i = span[1]
        refs = []
        for side, span in zip(sides, spans, strict=True):
            ref = self._ref(s, phrase, span)
            ref.start, ref.end, ref.plural, ref.polity, ref.polity_rule = *span, False, side, f"adj:{side}"
            refs.append(ref)
        self._take(taken, phrase.start, spans[-1][1])
        return refs

    def _ranked(self, s: Sentence, ref: Ref) -> None:
        """ "French Brigadier General NAME", "Brigadier General NAME of the Iraqi Army": the army a soldier is of."""
        assert ref.name is not None
        i, ranked = ref.name[0] - 1, False
        while i >= 0 and (item := s.at[i]) is not None and item.is_word("honorific") and not item.has("adj"):
            ranked = ranked or bool(_RANKS & set(s.words[item.start : item.end]))
            i = item.start - 1
        while ranked and i > 0 and s.words[i] in _ARMIES and s.capital[i]:  # "British Army Major General NAME"
            i -= 1
        if (
            not ranked
            or ref.polity in _ALLIANCES
            or (ref.polity and ref.polity_rule.startswith(("adj", "title", "body")))
        ):
            return
        near = s.at[i] if i >= 0 else None
        if near is None or not near.has("adj"):
            near = None
            for j in range(ref.name[1], min(len(s.words), ref.name[1] + 4)):
                if s.words[j] not in ("of", "the") and s.at[j] is not None:
                    j += 2 * (s.words[j + 1 : j + 2] == ["led"])  # "of the US-led coalition"
                    near = s.item(j) if ref.name[1] < j and s.words[ref.name[1]] == "of" else None
                    break
        if (
            near is None
            or not (near.has("adj") or near.has("polity"))
            or (reading := self._polity_reading(near)) is None
        ):
            return
        ref.polity, ref.polity_rule = reading
        if not ref.office:
            office = self.k.offices["military-commander"]
            colonel = s.words[i + 1 : ref.name[0]] in (["colonel"], ["col"], ["col", "."])
            ref.office, ref.role, ref.rank = office.id, "Colonel" if colonel else "General", office.rank

    def _listed_with(self, s: Sentence, ref: Ref, before: Ref) -> None:
        """ "Iraqi Prime Minister A, Oil Minister B, and Electricity Minister C": ministers of one cabinet."""
        if not (
            ref.name and before.name and before.polity and before.polity_rule.startswith(("adj", "polity", "listed"))
        ):
            return
        known = [t.polity for a in ref.actors for t in self.k.actors[a].tenures(self.day)]
        if known and before.polity not in known:
            return  # "with NAME, the Dutch Minister of Trade, Interior Minister Abdul Amir al-Shammari said"
        cabinet = all(r.rank >= 60 for r in (ref, before))
        if cabinet and [w for w in s.words[before.end : ref.start] if w != "the"] in ([","], ["and"], [",", "and"]):
            ref.polity, ref.polity_rule = before.polity, "listed"

    def _further_peers(self, s: Sentence, phrase: OfficePhrase, refs: Sequence[Ref], taken: list[bool]) -> list[Ref]:
        """ "نظيريه الأردني A، والفرنسي B": each peer behind his adjective."""
        first = next((r for r in refs if r.office_span == (phrase.start, phrase.end)), None)
        found: list[Ref] = []
        i = first.end if first is not None else len(s.words)
        while i < len(s.words):
            i += s.words[i] in (",", "،")
            item = s.item(i)
            polity = item.has("adj") if item is not None and item.clitic.startswith("و") else None
            span = (
                self._name_from(s, self._skip_honorifics(s, item.end), taken) if item is not None and polity else None
            )
            if span is None or polity is None:
                break
            ref = self._ref(s, phrase, span)
            ref.start, ref.end, ref.polity, ref.polity_rule = *span, polity, f"adj:{polity}"
            self._take(taken, *span)
            found.append(ref)
            i = span[1]
        return found

    def _fellow(self, s: Sentence, ref: Ref, before: Ref) -> None:
        """ "The Dutch ambassador and Consul General Jan Peter Mout": one mission, one polity."""
        if (
            before.office in ENVOYS
            and before.polity
            and s.words[before.end : ref.start] in (["and"], [","], [",", "and"])
        ):
            ref.polity, ref.polity_rule = before.polity, before.polity_rule

    def _named_together(self, s: Sentence, phrase: OfficePhrase, taken: list[bool]) -> list[Ref]:
        """ "A و B، ئەندامانی پەرلەمانی بەریتانیا", "A û B, wezîrên derve yên Tirkiye û Iraqê": all hold the office, each for his side."""
        i = phrase.start - 1
        if i < 3 or s.words[i] not in (",", "،"):
            return []
        spans: list[tuple[int, int]] = []
        end = i
        while len(spans) < 4:
            span = self._latin_before(s, end, taken) if self.latin else self._arabic_before(s, end, taken)
            item = s.at[end - 1]
            if item is not None and item.has("actor"):
                span = (item.start, item.end)
            if span is None or span[1] - span[0] < 2:
                break
            spans.insert(0, span)
            if s.words[span[0] - 1] not in ("و", "û", ",", "،") or span[0] < 3:
                break
            end = span[0] - 1
        if len(spans) < 2:
            return []
        sides = [phrase.polity]
        joined = s.item(phrase.end + 1) if s.words[phrase.end : phrase.end + 1] in (["و"], ["û"]) else None
        if joined is not None and (reading := self._polity_reading(joined)) is not None:
            sides.append(reading[0])
        refs = []
        for n, span in enumerate(spans):
            ref = self._ref(s, phrase, span)
            ref.start, ref.end, ref.plural = span[0], span[1], False
            if len(sides) == len(spans):
                ref.polity = sides[n]
            self._take(taken, *span)
            refs.append(ref)
        return refs

    def _of_each(self, s: Sentence, phrase: OfficePhrase) -> list[Ref]:
        """An office held in each of the countries listed, without names: "وەزیرانی دەرەوەی تورکیا، ئێران و ڕووسیا", "Serokên Tirkiye û
        Îranê", "the British, French and German ambassadors", "وزراء النقل في الأردن ومصر والعراق"."""
        if self.lang in ("en", "ar"):
            peers = self.lang == "en" and phrase.counterpart  # "his French and German counterparts"
            fits = (peers or _each_sends(phrase)) and s.zone != TITLE  # a headline sums up whom the text names
        else:
            fits = phrase.rank >= 60
            if self.lang == "ckb" and _each_sends(phrase) and s.zone != TITLE and phrase.start:
                ahead = s.words[max(0, phrase.start - 2) : phrase.start]
                # "لە کۆبوونەوەیەکی سێقۆڵیدا، وەزیرانی دەرەوەی A و B و C ..."
                opens = len(ahead) == 2 and ahead[1] in ("،", ",") and ahead[0].endswith("یدا")
                fits = ahead[-1] in _RECEIVED_EACH or opens
            elif self.lang == "kmr" and not fits and _each_sends(phrase) and s.zone != TITLE and phrase.start:
                fits = s.words[phrase.start - 1] in _WITH_EACH  # "bi konsulên A, B û C re civiya"
        if not fits or (phrase.polity is None and self.lang != "ar"):
            return []
        if not (phrase.plural or _EACH & set(s.words[phrase.start : phrase.end])):
            return []
        read = {"en": self._sides_listed, "ar": self._sides_joined}.get(self.lang, self._sides_behind)
        sides = read(s, phrase)
        if len({side.polity for side in sides}) < 2 or (self.lang in ("en", "ar") and len(sides) > _FEW):
            return []
        refs = []
        for side in sides:
            ref = self._ref(s, phrase, None)
            ref.start, ref.end, ref.plural, ref.polity, ref.polity_rule = (
                side.start,
                side.end,
                False,
                side.polity,
                side.rule,
            )
            refs.append(ref)
        return refs

    def _sides_behind(self, s: Sentence, phrase: OfficePhrase) -> list[_Side]:
        """The phrase's own country and those joined behind it."""
        sides = [_Side(phrase.polity or "", phrase.polity_rule, phrase.start, phrase.end)]
        i = phrase.end
        while s.words[i : i + 1] and s.words[i] in _JOINS:
            i += 1
            while self.lang == "en" and s.words[i : i + 1] in (["and"], ["the"]) and not self._names_a_polity(s, i):
                i += 1
            item = s.item(i)
            reading = self._polity_reading(item) if item is not None and not item.has("body") else None
            if item is None or reading is None or (self.lang == "en" and item.has("polity") is None):
                break
            sides.append(_Side(*reading, i, item.end))
            i = item.end
        return sides

    @staticmethod
    def _names_a_polity(s: Sentence, i: int) -> bool:
        """Whether a country's name begins at token i, be it with an article: "the Netherlands"."""
        item = s.item(i)
        return item is not None and item.has("polity") is not None

    def _sides_joined(self, s: Sentence, phrase: OfficePhrase) -> list[_Side]:
        """Arabic: the phrase's own country or adjective, or one behind "في" or "لكل من", and those that "و" or a comma joins to it."""
        sides: list[_Side] = []
        i = phrase.end
        if phrase.polity:
            sides.append(_Side(phrase.polity, phrase.polity_rule, phrase.start, phrase.end))
        else:
            while s.words[i : i + 1] and s.words[i] in _IN_EACH:
                i += 1
        while i < len(s.words):
            comma = s.words[i] in (",", "،")
            item = s.item(i + comma)
            reading = self._polity_reading(item) if item is not None and not item.has("body") else None
            if item is None or reading is None or not (comma or not sides or item.clitic.startswith("و")):
                break
            sides.append(_Side(*reading, i + comma if sides else phrase.start, item.end))
            i = item.end
        return sides

    def _sides_listed(self, s: Sentence, phrase: OfficePhrase) -> list[_Side]:
        """English: the adjectives joined before the phrase's own, or the countries joined behind its own."""
        last = s.at[phrase.end - 1]
        if last is not None and last.has("polity") == phrase.polity:  # "of A and B", not "Iraqi ambassadors to A and B"
            return self._sides_behind(s, phrase)
        sides = [_Side(phrase.polity or "", phrase.polity_rule, phrase.start, phrase.end)]
        i = phrase.start - 1
        while i > 0 and s.words[i] in ("and", ","):
            i -= s.words[i - 1] == ","
            item = s.at[i - 1]
            polity = (item.has("adj") or item.has("polity")) if item is not None else None
            if item is None or polity is None:
                break
            sides.insert(0, _Side(polity, f"adj:{polity}", item.start, item.end))
            i = item.start - 1
        return sides

    def _same_country(self, s: Sentence, before: Sequence[Ref], span: tuple[int, int]) -> str | None:
        """ "The country's ambassador": of the country named last, be it an official's or a delegation's."""
        for item in reversed(s.items):
            if item.end > span[0]:
                continue
            owner = next((r for r in before if r.start <= item.start < r.end), None)
            if owner is not None:
                if (polity := self._polity_of_ref(owner)) not in (None, "="):
                    return polity
                continue
            for reading in item.readings if self.lang != "ar" else ():
                if reading.kind in (("adj", "polity") if self.lang == "en" else ("polity",)) and not reading.weak:
                    return reading.id
        return None

    def _try_behind(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> bool:
        return self._take_name(s, phrase, self._name_after(s, phrase, taken, comma=False), taken, refs)

    def _take_name(
        self, s: Sentence, phrase: OfficePhrase, span: tuple[int, int] | None, taken: list[bool], refs: list[Ref]
    ) -> bool:
        """Makes a name behind an office its holder's, if there is one and he is not who sends an envoy ("nûnerê Macron")."""
        if span is None or (self.lang == "kmr" and phrase.office in _ENVOY_OF and self._heads_a_state(s, span)):
            return False
        sent = self.lang == "en" and phrase.office in _ENVOY_OF and "of" in s.words[phrase.start : span[0]]
        if sent and self._heads_a_state(s, span):  # "A, the special envoy of Prime Minister B"
            self._take(taken, *span)
            return False
        refs.append(self._ref(s, phrase, span))
        self._take(taken, phrase.start, span[1])
        return True

    def _try_beyond(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> bool:
        """Kurmanji: gives an office the name behind what it is for."""
        return self._take_name(s, phrase, self._beyond_kurmanji(s, phrase, taken), taken, refs)

    def _try_before(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> bool:
        span = self._name_before(s, phrase, taken, refs)
        if span is None:
            return False
        item = s.item(span[0])
        if (
            item is not None
            and item.end >= span[1]
            and (item.has("actor") or item.has("short"))
            and not ((not phrase.polity or self._may_act_for(item, phrase.polity)) and self._may_head(s, item, phrase))
        ):
            return False  # "Masrour Barzani, Greek FM inaugurate consulate"
        if self.lang == "en" and self._in_a_list_of_offices(s, phrase, span, taken, refs):
            return False
        existing = next((r for r in refs if r.name == span), None)
        if existing is not None and self.lang == "en" and self._subject_behind(s, existing, phrase):
            return False
        if existing is not None:
            if phrase.office == "representative" and existing.office == "ambassador" and not existing.polity:
                existing.office, existing.role, existing.rank = None, "", 0  # his rank: "السفير NAME مندوبا دائما"
            self._add_office(existing, phrase)
        else:
            refs.append(self._ref(s, phrase, span))
            self._take(taken, span[0], phrase.end)
        return True

    def _in_a_list_of_offices(
        self, s: Sentence, phrase: OfficePhrase, span: tuple[int, int], taken: list[bool], refs: list[Ref]
    ) -> bool:
        """ "The ambassador, NAME, deputy director of the department, NAME": the name before this office is that of the office before it."""
        behind = s.words[phrase.end : phrase.end + 1]
        speaks = (
            s.words[phrase.start - 2 : phrase.start] == [",", "the"]
            and not phrase.polity
            and behind
            and behind[0].isalpha()
        )
        if s.words[span[0] - 1 : span[0]] != [","] or not (behind == [","] or speaks):
            return False
        item = s.at[span[0] - 2] if span[0] > 1 else None
        before = span[0] - 2
        held = item is not None and any(r.start <= before < r.end and r.name for r in refs)
        if held or not taken[before] or any(r.name is not None and r.name[0] <= before < r.name[1] for r in refs):
            return False
        if speaks:  # "attended by the consul general, NAME, the premier spoke of"
            return behind[0] not in ("and", "of", "at", "in", "for", "to")
        return self._name_from(s, self._skip_honorifics(s, phrase.end + 1), taken) is not None

    @staticmethod
    def _subject_behind(s: Sentence, ref: Ref, phrase: OfficePhrase) -> bool:
        """ "With Managing Director NAME, the premier reviewed ...": behind an official's comma, the subject and no second office of his."""
        bare = ref.office is not None and phrase.polity is None and not phrase.complement
        after = s.words[phrase.end : phrase.end + 1]
        return (
            bare
            and s.words[phrase.start - 2 : phrase.start] == [",", "the"]
            and after[:1] not in ([","], ["."], ["and"], [])
        )

    def _may_head(self, s: Sentence, item: Item, p: OfficePhrase) -> bool:
        """Whether a known person may be head of a state or government: never where somebody else is, and he has never been."""
        if p.office not in ("president", "prime-minister") or self.latin:
            return True
        if not p.polity:  # "التقى NAME رئيس مجلس الوزراء ورئيس ...": another, if he has never been one
            return self.lang != "ar" or not self._never_held(s, item.start, p.office)
        if not self.k.holders(p.office, p.polity, self.day):
            return True
        people = [self.k.actors[r.id] for r in item.readings if r.kind in ("actor", "short")]
        return any(t.office == p.office and t.polity == p.polity for a in people for t in a.offices)

    def _predicate(self, ref: Ref) -> bool:
        """Arabic: "when he was premier" (رئيسا للوزراء): an office in the accusative that nobody holds here."""
        word = self.doc.sentences[ref.sentence].words[ref.start]
        return word in ("رییسا", "وزیرا", "سفیرا", "نایبا")

    def _met_by_him(self, ref: Ref) -> bool:
        """Arabic: whether "his meeting" stands closely before a counterpart."""
        words = self.doc.sentences[ref.sentence].words
        return any(w.lstrip("ول") in _HIS_MEETING for w in words[max(0, ref.start - 4) : ref.start])

    def _named_before(self, short: Ref) -> Ref | None:
        """The reference before that names in full, with an office, one of those who may be called so: "الصفدي" of whom is told."""
        before = (self.officials_by_actor.get(actor) for actor in short.actors)
        return max(filter(None, before), key=lambda r: (r.sentence, r.start), default=None)

    def _held_by(self, before: Sequence[Ref]) -> Office | None:
        """Sorani: "فوئاد حوسێن لەگەڵ هاوتا تورکەکەی": the office of a known subject whose name stands without it; a minister's before others."""
        subject = next((r for r in reversed(before) if r.name), None)
        if subject is not None and not subject.office and (same := self._named_before(subject)) is not None:
            return self.k.offices.get(
                same.office or ""
            )  # "سەفەدی ... لەگەڵ هاوتا عێراقییەکەی", of whom more than one are called so
        actor = self._choose(subject.actors, subject) if subject is not None and not subject.office else None
        held = [self.k.offices[t.office] for t in actor.tenures(self.day)] if actor is not None else []
        return max(
            held, key=lambda o: (o.id.endswith("-minister") and not o.id.startswith("deputy"), o.rank), default=None
        )

    def _office_of_both(self, ref: Ref, before: Sequence[Ref]) -> Office | None:
        """Arabic: "لافروف ... مع رئيس الوزراء A ونظيره زيباري": the office that a counterpart whom the knowledge knows shares with one before."""
        known = self._choose(ref.actors, ref) if ref.actors else None
        held = {t.office for t in known.tenures(self.day)} if known is not None else ()
        if not held:
            return None
        others = (self._choose(r.actors, r) for r in reversed(before) if r.actors)
        shared = (t.office for a in others if a is not None for t in a.tenures(self.day) if t.office in held)
        office = next(shared, None)
        return self.k.offices[office] if office is not None else None

    def _holds_another(self, ref: Ref, model: Ref) -> bool:
        """Arabic: "والتقت رئيس الوزراء A. وبحثت مع نظيرها B": whether a list has B in other offices on the day."""
        actor = self.k.actors[ref.actors[0]] if ref.known and len(ref.actors) == 1 else None
        held = {t.office for t in actor.tenures(self.day)} if actor is not None else set()
        return bool(held) and model.office not in {*held, "minister", "other", "head"}

    def _mirror(self, ref: Ref, before: Sequence[Ref], behind: Sequence[Ref]) -> None:
        """A counterpart has the office of the one before; "his counterpart" is never the same person."""
        if self.lang == "ar":
            before = [r for r in before if r.name or not self._predicate(r)]
            near = before or self.refs.get(ref.sentence - 1, [])  # "كما التقى نظيره الروسي سيرغي لافروف"
            if (own := self._office_of_both(ref, near)) is not None:
                ref.office, ref.role, ref.rank = own.id, own.role, own.rank
                return
            subject = before[-1] if before else None
            actor = self._choose(subject.actors, subject) if subject is not None and not subject.office else None
            if subject is not None and actor is not None and (same := self._named_before(subject)) is not None:
                ref.office, ref.role, ref.rank = same.office, same.role, same.rank
                return
            if subject is not None and actor is not None and actor.tenures(self.day):  # "أن يلتقي أردوغان نظيره"
                office = self.k.offices[
                    max(actor.tenures(self.day), key=lambda t: self.k.offices[t.office].rank).office
                ]
                ref.office, ref.role, ref.rank = office.id, office.role, office.rank
                return
        elif self.lang == "ckb" and (held := self._held_by(before)) is not None:
            ref.office, ref.role, ref.rank = held.id, held.role, held.rank
            return
        if self.lang == "ar" and self._met_by_him(ref):
            before = before[:1]  # "... مع B، غداة لقائه نظيره": his, who opens the sentence
        earlier = self.officials[: -ENOUGH - 1 : -1]
        if (
            self.lang == "ar"
        ):  # nobody's who is only mentioned: "زيارة ظريف هي الأولى منذ مقتل القائد ... وقبل لقاء مع نظيره"
            earlier = [r for r in earlier if r.link != "mention"]
        ahead = (
            behind if self.lang == "en" and not before else ()
        )  # "In a meeting with his Dutch counterpart, A, Foreign Minister B said"
        peers = (r for r in (*reversed(before), *ahead, *earlier) if r.office and not r.counterpart and r.rank >= 30)
        model = next((r for r in peers if ref.polity is None or self._polity_of_ref(r) != ref.polity), None)
        if model is not None and not (self.lang == "ar" and self._holds_another(ref, model)):
            ref.office, ref.role, ref.rank = model.office, model.role, model.rank
            if ref.office == "peshmerga-minister":  # whose peers abroad have another title
                ref.office, ref.rank = "defence-minister", self.k.offices["defence-minister"].rank
            if ref.office in ("foreign-minister", "defence-minister"):
                ref.role = self.k.offices[ref.office].role
