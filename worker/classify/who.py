"""Who is named in an entry, in which office, and for whom he or she acts.

A person is found by an office beside a name (open world), by a known name (gazetteer), or, later in the same entry, by surname or office
alone. References to one person are brought together in an `Entity`. The polity of an office comes from its own adjective or genitive, then
from the office's known holder at the date, then from the dateline or the outlet's home. "To Iraq" after an ambassador is the host.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from worker.classify.lexicon import Item, Lexicon, unaccent
from worker.classify.names import english_name, name_likeness, skeleton
from worker.classify.text import SIDE, TITLE, Document, Sentence, opens_a_date
from worker.knowledge.load import Actor, Knowledge, Tenure

LATIN = ("en", "kmr")
PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "da",
        "di",
        "la",
        "le",
        "abu",
        "abd",
        "ben",
        "jr",
        "sr",
        "ter",
        "dos",
    ]
)
MAX_NAME = 5
INNER = frozenset({"شیخ", "مهلا", "حاجی", "حهمه", "بهگ"})  # titles that stand inside names, too: جەلال شێخ نووری
_BEFORE_NAMES = frozenset({"له", "لهگهل", "لهلایهن", "نیوان", "لهنیوان", "به", "دگهل", "که"})  # folded
_ENOUGH = 40  # references that say who somebody is; a text of nothing but one name has thousands


@dataclass(slots=True, eq=False)
class Ref:
    """One reference to a person in a sentence: tokens `start`..`end` hold office and name together."""

    sentence: int
    start: int
    end: int
    name: tuple[int, int] | None = None
    office: str | None = None
    role: str = ""
    rank: int = 0
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    actors: tuple[str, ...] = ()
    short: bool = False
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    clitic: str = ""
    link: str = ""
    office_span: tuple[int, int] | None = None
    complement: str = ""
    entity: int = -1
    known: bool = False  # by gazetteer


@dataclass(slots=True, eq=False)
class Entity:
    """A person of this entry."""

    index: int
    refs: list[Ref] = field(default_factory=list)
    actor: Actor | None = None
    names: list[tuple[str, ...]] = field(default_factory=list)  # folded name words
    full: Ref | None = None  # where the name stands in full first
    office: str | None = None
    role: str = ""
    rank: int = 0
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    former: bool = False


@dataclass(slots=True)
class OfficePhrase:
    start: int
    end: int
    office: str
    role: str
    rank: int
    kind: str
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    clitic: str = ""
    complement: str = ""
    article: bool = False
    bare: bool = False
    head: tuple[int, int] = (0, 0)


class Reader:
    """Reads one entry. `published` decides which holder of an office is meant; `home` is the polity of bare offices."""

    def __init__(
        self, knowledge: Knowledge, lexicon: Lexicon, doc: Document, published: date, home: str | None
    ) -> None:
        self.k = knowledge
        self.lex = lexicon
        self.doc = doc
        self.day = published
        self.home = home
        self.lang = doc.language
        self.latin = doc.language in LATIN
        self.refs: dict[int, list[Ref]] = {}
        self.entities: list[Entity] = []

    # -- the walk ------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        for s in self.doc.sentences:
            if s.zone == SIDE or s.plain:
                continue
            self.refs[s.index] = self._sentence(s)
        self._resolve()

    def _sentence(self, s: Sentence) -> list[Ref]:
        taken = [False] * len(s.words)
        phrases = self._office_phrases(s)
        refs: list[Ref] = []
        named = set()
        for phrase in phrases:
            self._take(taken, phrase.start, phrase.end)
        # Names directly behind an office first, so that "OFFICE NAME, OFFICE NAME" is read right; Sorani writes "NAME, OFFICE".
        steps = (self._try_before, self._try_behind) if self.lang == "ckb" else (self._try_behind, self._try_before)
        for step in steps:
            for i, phrase in enumerate(phrases):
                if i not in named and step(s, phrase, taken, refs):
                    named.add(i)
        for i, phrase in enumerate(phrases):
            if i in named:
                continue
            if (span := self._name_after(s, phrase, taken, comma=True)) is not None:
                refs.append(self._ref(s, phrase, span))
                self._take(taken, phrase.start, span[1])
                named.add(i)
        for i, phrase in enumerate(phrases):
            if i not in named:
                refs.append(self._ref(s, phrase, None))
        refs.extend(self._known_names(s, taken))
        refs.extend(self._titled_names(s, taken))
        refs.sort(key=lambda r: r.start)
        for i, ref in enumerate(refs):
            ref.link = self._link(s, ref)
            if ref.counterpart:
                self._mirror(ref, refs[:i])
            if ref.polity == "=":
                ref.polity = next((self._polity_of_ref(r) for r in reversed(refs[:i]) if self._polity_of_ref(r)), None)
        return [r for r in refs if r.office or r.name]

    def _try_behind(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> bool:
        span = self._name_after(s, phrase, taken, comma=False)
        if span is None:
            return False
        refs.append(self._ref(s, phrase, span))
        self._take(taken, phrase.start, span[1])
        return True

    def _try_before(self, s: Sentence, phrase: OfficePhrase, taken: list[bool], refs: list[Ref]) -> bool:
        span = self._name_before(s, phrase, taken, refs)
        if span is None:
            return False
        item = s.item(span[0])
        if (
            item is not None
            and (item.has("actor") or item.has("short"))
            and phrase.polity
            and not self._may_act_for(item, phrase.polity)
        ):
            return False  # "Masrour Barzani, Greek FM inaugurate consulate"
        existing = next((r for r in refs if r.name == span), None)
        if existing is not None:
            self._add_office(existing, phrase)
        else:
            refs.append(self._ref(s, phrase, span))
            self._take(taken, span[0], phrase.end)
        return True

    def _may_act_for(self, item: Item, polity: str) -> bool:
        for reading in item.readings:
            if reading.kind in ("actor", "short"):
                sides = {t.polity for t in self.k.actors[reading.id].tenures(self.day)}
                if (
                    not sides
                    or polity in sides
                    or {polity, *sides} <= {"IQ", "IQ-KR"}
                    or {polity, *sides} <= {"US", "COALITION", "NATO"}
                ):
                    return True
        return False

    def _mirror(self, ref: Ref, before: Sequence[Ref]) -> None:
        """A counterpart has the office of the one before; "his counterpart" is never the same person."""
        earlier = [r for n in range(ref.sentence - 1, -1, -1) for r in reversed(self.refs.get(n, ()))]
        model = next(
            (r for r in (*reversed(before), *earlier) if r.office and not r.counterpart and r.rank >= 30), None
        )
        if model is not None and (ref.polity is None or model.polity != ref.polity):
            ref.office, ref.role, ref.rank = model.office, model.role, model.rank
            if ref.office in ("foreign-minister", "defence-minister"):
                ref.role = self.k.offices[ref.office].role

    @staticmethod
    def _take(taken: list[bool], start: int, end: int) -> None:
        for i in range(start, end):
            taken[i] = True

    # -- offices -------------------------------------------------------------------------------------------------------

    def _office_phrases(self, s: Sentence) -> list[OfficePhrase]:
        found: list[OfficePhrase] = []
        reach = 0
        for item in s.items:
            if item.start < reach:
                continue
            phrase = self._office(s, item)
            if phrase is None:
                continue
            last = found[-1] if found else None
            if last is not None and self._continues(s, last, phrase):
                self._merge_phrases(last, phrase)
            else:
                found.append(phrase)
            reach = phrase.end
        return found

    def _continues(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Whether two offices are one person's: "Deputy Prime Minister and Foreign Minister", "نائب رئيس الوزراء وزير الخارجية"."""
        if last.plural or phrase.plural or last.counterpart or phrase.counterpart:
            return False
        gap = s.words[last.end : phrase.start]
        joined = [w for w in gap if w not in ("and", "û", "و", "the", "(", ")")]
        if joined or len(gap) > 2 or (phrase.article and "and" in gap):
            return False
        if not gap and phrase.clitic and phrase.clitic != "و":
            return False
        if (gap or phrase.clitic) and last.polity and phrase.polity and last.polity != phrase.polity:
            return False
        if (gap or phrase.clitic) and not (phrase.rank >= 55 and last.rank >= 55 and abs(phrase.rank - last.rank) < 40):
            return False
        return not (last.polity and phrase.polity and last.polity != phrase.polity)

    @staticmethod
    def _merge_phrases(last: OfficePhrase, phrase: OfficePhrase) -> None:
        polity, rule = (phrase.polity, phrase.polity_rule) if phrase.polity else (last.polity, last.polity_rule)
        if not phrase.bare or last.bare:
            last.office, last.role, last.kind = phrase.office, phrase.role, phrase.kind
            last.complement = phrase.complement
        last.rank = max(last.rank, phrase.rank)
        last.polity, last.polity_rule = polity, rule
        last.host, last.at = last.host or phrase.host, last.at or phrase.at
        last.end = phrase.end
        last.former = last.former or phrase.former

    def _office(self, s: Sentence, item: Item) -> OfficePhrase | None:
        k = self.k
        if (number := item.has("title")) is not None:
            title = k.titles[int(number)]
            office = k.offices[title.office]
            phrase = OfficePhrase(
                item.start, item.end, office.id, title.role, office.rank, office.kind or "fixed", title.polity,
                f"title:{title.role}" if title.polity else "", title.to_polity, title.at, clitic=item.clitic,
            )  # fmt: skip
        elif (number := item.has("portfolio")) is not None:
            portfolio = k.portfolios[int(number)]
            office = k.offices[portfolio.office]
            phrase = OfficePhrase(item.start, item.end, office.id, portfolio.role, office.rank, "", clitic=item.clitic)
        elif (office_id := item.has("office")) is not None:
            office = k.offices[office_id]
            phrase = OfficePhrase(
                item.start, item.end, office.id, office.role, office.rank, office.kind, clitic=item.clitic
            )
            if (body := item.has("body")) is not None:  # "Congresswoman"
                phrase.polity, phrase.polity_rule = self.k.bodies[body].polity, f"body:{body}"
            phrase.bare = office_id in ("minister", "head", "member", "other", "party-leader", "representative")
        elif item.is_word("counterpart"):
            phrase = OfficePhrase(item.start, item.end, "", "", 0, "counterpart", clitic=item.clitic, counterpart=True)
        else:
            return None
        if self.lang == "kmr" and item.end - item.start == 1 and s.words[item.start].endswith(("iya", "iyê")):
            return None  # "Serokomariya Iraqê" is the presidency
        phrase.head = (item.start, item.end)
        phrase.plural = self._is_plural(s, item)
        self._modifiers_before(s, phrase)
        self._modifiers_after(s, phrase)
        if (
            phrase.office == "head"
            and self.lang in ("ckb", "kmr")
            and s.words[item.start].startswith(("سهروک", "serok"))
            and phrase.polity not in (None, "UN", "EU", "NATO", "AL", "COALITION", "=")
            and phrase.polity_rule.startswith(("polity", "adj"))
            and not phrase.complement
        ):  # "the head of France" is its president
            president = k.offices["president"]
            phrase.office, phrase.role, phrase.rank, phrase.kind = president.id, president.role, president.rank, ""
        if phrase.office == "military-commander" and phrase.polity == "COALITION":
            office = self.k.offices["coalition-commander"]
            phrase.office, phrase.role, phrase.rank = office.id, office.role, office.rank
        if phrase.kind == "speaker-of":
            phrase.former = True  # never a participant
        if phrase.office == "party-leader" and not phrase.polity and phrase.kind == "head" and not phrase.complement:
            return None
        return phrase

    def _is_plural(self, s: Sentence, item: Item) -> bool:
        word = s.words[item.end - 1] if self.lang == "en" else s.words[item.start]
        if s.words[item.start] == "who":
            return False
        if self.lang == "en":
            return any(w in ("ministers", "presidents", "ambassadors", "consuls", "lawmakers", "deputies", "diplomats", "officials", "leaders", "members", "commanders", "governors", "representatives", "heads", "envoys", "mps", "senators", "premiers", "counterparts", "legislators", "parliamentarians") for w in s.words[item.start : item.end])  # fmt: skip
        if self.lang == "ar":
            bare = word.removeprefix("ال")
            return bare in {
                "وزراء",
                "سفراء",
                "قناصل",
                "رؤساء",
                "نواب",
                "وزیرا",
                "وزیری",
                "اعضاء",
                "قاده",
                "ممثلی",
                "سفیری",
                "وزیران",
                "وزیرین",
                "نظراوه",
                "نظرایه",
                "برلمانیین",
            }
        if self.lang == "ckb":
            return word.startswith(("وهزیران", "بالیوزان", "نوینهران", "پهرلهمانتاران", "یهندامان"))
        return word.endswith(("ên", "an")) and word not in ("parlamentoyan",)

    def _polity_reading(self, item: Item) -> tuple[str, str] | None:
        for reading in item.readings:
            if reading.kind in ("adj", "polity", "seat"):
                return reading.id, f"{reading.kind}:{reading.id}"
        if (body := item.has("body")) is not None and self.k.bodies[body].polity:
            return self.k.bodies[body].polity or "", f"body:{body}"
        for reading in item.readings:
            if reading.kind == "capital":
                return reading.id, f"capital:{reading.id}"
        return None

    def _modifiers_before(self, s: Sentence, p: OfficePhrase) -> None:
        """English: "the Turkish", "Iraq's", "London's", "KRG", "former", in front of the head."""
        if self.lang != "en":
            i = p.start - 1
            item = s.at[i] if i >= 0 else None
            if item is not None and item.end == p.start and item.is_word("former") and self.lang == "kmr":
                p.former = True
            return
        i = p.start - 1
        for _ in range(6):
            if i < 0:
                break
            word, item = s.words[i], s.at[i]
            if word == "'s" or word == "'":
                i -= 1
                continue
            if item is not None:
                if item.has("office") and item.end < p.start and s.words[item.end] == "'s":
                    i = item.start - 1  # "the Turkish President's envoy"
                    continue
                seat = item.has("place")
                if p.kind == "territorial" and p.at is None and seat is not None:  # "Duhok's governor"
                    self._take_place(p, seat, "of")
                    p.start = item.start
                    i = item.start - 1
                    continue
                reading = self._polity_reading(item)
                if (
                    reading
                    and not p.polity
                    and not (item.has("place") and not item.has("capital") and not item.has("polity"))
                ):
                    p.polity, p.polity_rule = reading
                    if (body := item.has("body")) is not None:
                        self._of_body(p, body)
                    p.start = item.start
                    i = item.start - 1
                    continue
                if item.is_word("former"):
                    p.former = True
                    p.start = item.start
                    i = item.start - 1
                    continue
                if item.is_word("filler") and item.start > 0:
                    if s.words[item.start] in ("its",):
                        p.former = True
                    i = item.start - 1
                    if s.at[i] is not None or s.words[i] in ("'s", "the"):
                        continue
                    break
                if item.is_word("article"):
                    p.article = True
                break
            if word == "deputy":
                p.rank = min(p.rank, 55)
                i -= 1
                continue
            break

    def _of_body(self, p: OfficePhrase, body_id: str, owner: bool = False) -> None:
        """What a body tells of its official: the office of its head, unless it only owns what is headed ("the parliament's committee")."""
        body = self.k.bodies[body_id]
        if owner:
            return
        if (
            p.office
            in ("head", "military-commander", "president", "party-leader", "head-of-mission", "secretary-general")
            and body.head
        ):
            office = self.k.offices[body.head]
            p.office, p.role, p.rank, p.bare = office.id, body.head_role or office.role, office.rank, False
        elif not p.complement:
            p.complement = body.name

    def _modifiers_after(self, s: Sentence, p: OfficePhrase) -> None:
        """What belongs to the office behind its head: polity, host, seat, and what is headed where that must follow."""
        i, size = p.end, len(s.words)
        open_words = 0
        complement_start: int | None = None
        link = ""
        limit = min(size, i + 14)
        if self.lang == "en" and s.words[p.start] == "who":
            link, complement_start = "of", i
        while i < limit:
            word, item = s.words[i], s.at[i]
            if item is not None and item.start < i:
                i = item.end
                continue
            if item is not None:
                if item.clitic.startswith(("و", "ف")) and not p.plural:
                    if p.office == "minister" and open_words and self._is_portfolio_word(item, word):
                        open_words += 1
                        p.end = i = item.end
                        continue
                    break
                if item.has("actor") or item.has("office") or item.has("title") or item.has("portfolio"):
                    if self._headed_office(s, p, item, link):
                        p.end = i = item.end
                        continue
                    break
                if item.is_word("former"):
                    p.former = True
                    p.end = i = item.end
                    continue
                reading = self._polity_reading(item)
                place = item.has("place")
                connective = link in ("of", "to", "at") or item.clitic in ("ل", "ب")
                if reading is not None and link == "at" and reading[1].startswith("adj"):
                    break
                if reading is not None and (self.lang != "en" or connective or complement_start is not None):
                    owner = self.lang == "en" and item.end < size and s.words[item.end] == "'s"
                    if owner and (region := self._own_region(s, item.end + 1)) is not None:
                        item, reading, owner = region, self._polity_reading(region) or reading, False
                    if self._take_polity(p, item, reading, link or ("of" if item.clitic == "ل" else ""), place, owner):
                        p.end = i = self._second_host(s, item.end, link)
                        link = ""
                        if self.lang == "en" and (
                            house := _HOUSES.get(" ".join(s.words[i : i + 2]))
                            or _HOUSES.get(s.words[i] if i < size else "")
                        ):
                            if p.office in ("president", "head", "speaker"):  # "President of the French Senate"
                                p.office, p.role, p.rank, p.kind = (
                                    house,
                                    self.k.offices[house].role,
                                    self.k.offices[house].rank,
                                    "",
                                )
                            p.end = i = i + (2 if " ".join(s.words[i : i + 2]) in _HOUSES else 1)
                            continue
                        if owner and p.kind in ("head", "member"):
                            complement_start = i = item.end + 1
                            p.end = i
                            open_words = max(open_words, 1) - 1
                        if self.lang == "en" and p.kind not in ("head", "member"):
                            complement_start = None
                        continue
                    break
                if place is not None and link == "of" and self.k.places[place].kind == "region":
                    p.end = i = item.end
                    continue
                if place is not None and (
                    p.kind in ("territorial", "consul", "envoy") or link in ("at", "of") or self.lang in ("ar", "ckb")
                ):
                    if self._take_place(p, place, link):
                        p.end = i = item.end
                        link = ""
                        continue
                    break
                if item.is_word("to", "at") and p.end - 1 <= i:
                    kind = (
                        "at"
                        if item.is_word("at")
                        and (not item.is_word("to") or (self.lang == "kmr" and p.kind not in ("envoy", "consul")))
                        else "to"
                    )
                    if (
                        self.lang == "ar"
                        and p.kind == "head"
                        and open_words
                        and item.end < size
                        and s.at[item.end] is None
                        and s.words[item.end].startswith("ال")
                    ):
                        p.end = i = item.end + 1
                        continue
                    step = item.end + (1 if item.end < size and s.words[item.end] in ("the", "هریم") else 0)
                    nxt = s.item(step)
                    if nxt is None or not (self._polity_reading(nxt) or nxt.has("place")):
                        break
                    link = kind
                    i = step
                    continue
                if item.is_word("of"):
                    link = "of"
                    if complement_start is None and self.lang == "en":
                        complement_start = item.end
                    i = item.end
                    continue
                if (
                    self.lang == "en"
                    and complement_start is not None
                    and s.words[item.end - 1] == "of"
                    and item.is_word("mention")
                ):
                    link = "of"
                    i = item.end
                    continue
                if item.is_word("ministry") and (p.kind != "" or p.bare or p.office in ("state-minister",)):
                    link = "ministry"
                    open_words += 1
                    i = item.end
                    if self._polity_ahead(s, i, 6):
                        p.end = i
                    continue
                if item.is_word("unit") and not item.clitic and (p.kind in ("head", "counterpart", "envoy") or p.bare):
                    open_words += 1
                    complement_start = complement_start or i
                    p.end = i = item.end
                    continue
                if item.is_word("affairs"):  # "ji bo Karûbarên Rojhilata Nêzîk": what the office is for
                    p.end = i = item.end
                    continue
                if item.is_word("same"):
                    p.polity, p.polity_rule = "=", "same-country"
                    p.end = i = item.end
                    continue
                if item.is_word("article", "filler") and not item.has("cue"):
                    i = item.end
                    if self.lang in ("ar", "ckb", "kmr") and item.is_word("filler"):
                        p.end = i
                    continue
                if (
                    self.lang == "en"
                    and complement_start is not None
                    and open_words < 7
                    and not item.has("cue")
                    and not item.is_word("honorific", "by", "with", "to", "pronoun", "about")
                ):
                    if word in (",", "(", ")"):
                        break
                    if item.is_word("stop", "company", "deleg", "and", "head"):
                        open_words += 1
                        i = item.end
                        p.end = i
                        continue
                break
            if self.lang == "en":
                if word == "the":
                    i += 1
                    continue
                if (
                    complement_start is not None
                    and word.isalpha()
                    and open_words < 7
                    and not self._may_begin_name(s, i, open_words)
                ):
                    open_words += 1
                    i += 1
                    p.end = i
                    continue
                break
            if self.lang == "ar" and link == "of" and word.startswith("ال") and open_words < 4:
                open_words += 1
                i += 1
                p.end = i
                continue
            if (
                self.lang == "ar"
                and p.kind in ("head", "", "territorial", "counterpart")
                and word.startswith(("ال", "وال", "لل", "بال"))
                and open_words < 5
            ):
                if p.kind == "" and not p.bare:
                    break
                open_words += 1
                complement_start = complement_start or i
                i += 1
                p.end = i
                continue
            if (
                self.lang in ("ckb", "kmr")
                and (
                    p.bare
                    or p.kind == "head"
                    or p.office in ("undersecretary", "state-minister", "assistant-secretary")
                )
                and word[0].isalpha()
            ):
                ahead = self._polity_ahead(s, i, 6)
                if ahead:
                    complement_start = complement_start or i
                    i = ahead
                    p.end = i
                    continue
            break
        if complement_start is not None and p.end > complement_start and open_words:
            p.complement = self.doc.surface(s, complement_start, p.end)

    def _second_host(self, s: Sentence, i: int, link: str) -> int:
        """ "in Iraq and Syria": the end of both."""
        if link not in ("to", "at"):
            return i
        nxt = s.item(i)
        if nxt is not None and nxt.clitic == "و" and nxt.has("polity"):
            return nxt.end
        if nxt is not None and nxt.is_word("and") and (after := s.item(nxt.end)) is not None and after.has("polity"):
            return after.end
        return i

    def _own_region(self, s: Sentence, i: int) -> Item | None:
        """ "Iraq's semi-autonomous Kurdistan region": the region, not the state."""
        while i < len(s.words) and s.words[i] in (
            "semi",
            "autonomous",
            "northern",
            "semiautonomous",
            "self",
            "governing",
        ):
            i += 1
        item = s.item(i)
        return item if item is not None and "IQ-KR" in {r.id for r in item.readings} else None

    @staticmethod
    def _is_portfolio_word(item: Item, word: str) -> bool:
        """A further word of a ministry in Arabic: "وزير الصناعة والتجارة"."""
        return word.startswith("وال") and not any(
            r.kind in ("office", "title", "actor", "short", "polity", "adj", "cue") for r in item.readings
        )

    def _headed_office(self, s: Sentence, p: OfficePhrase, item: Item, link: str) -> bool:
        """An office inside another's complement: "director of the Prime Minister's office"."""
        if (
            self.lang == "en"
            and link == "of"
            and p.kind == "head"
            and item.end + 1 < len(s.words)
            and s.words[item.end] == "'s"
        ):
            p.complement = "Office"
            p.polity = p.polity or None
            return True
        return False

    def _may_begin_name(self, s: Sentence, i: int, open_words: int) -> bool:
        """Whether a person's name begins here, after an open complement: two capitals that end the phrase."""
        if not s.capital[i] or open_words == 0:
            return False
        j = i
        while j < len(s.words) and s.capital[j] and s.words[j].isalpha() and s.at[j] is None:
            j += 1
        return 2 <= j - i <= 3 and (
            j == len(s.words) or s.words[j] in (",", ".", "on", "in", "at", "and", ")") or s.at[j] is not None
        )

    def _polity_ahead(self, s: Sentence, i: int, reach: int) -> int | None:
        """Token index of a polity within the same izafe chain, if only unknown or filler words lie between."""
        for j in range(i, min(len(s.words), i + reach)):
            item = s.at[j]
            if self.lang == "kmr" and s.words[j] in ("li", "îro", "duh", "sibe", "roja", "îşev"):
                return None
            if item is not None and item.start == j:
                if self._polity_reading(item):
                    return j
                if item.is_word("filler", "of", "and", "at", "stop") and not item.has("cue"):
                    continue
                return None
            if not s.words[j][0].isalpha():
                return None
        return None

    def _take_polity(
        self, p: OfficePhrase, item: Item, reading: tuple[str, str], link: str, place: str | None, owner: bool = False
    ) -> bool:
        polity, rule = reading
        if p.kind in ("envoy", "consul"):
            if link == "to" or (link == "at" and p.polity) or (link == "at" and p.kind == "envoy"):
                if item.has("place") and p.kind == "consul":
                    return self._seat_of_consul(p, item.has("place"))
                else:
                    p.host = p.host or polity
                return True
            if p.polity is None:
                if (
                    item.has("place")
                    and not item.has("polity")
                    and not item.has("adj")
                    and p.kind == "consul"
                    and link == "at"
                ):
                    return self._seat_of_consul(p, item.has("place"))
                p.polity, p.polity_rule = polity, rule
                if (body := item.has("body")) is not None:
                    self._of_body(p, body)
                return True
            if p.host is None and link in ("to", "at", ""):
                if item.has("place") and p.kind == "consul":
                    p.at = item.has("place")
                elif link:
                    p.host = polity
                else:
                    return False
                return True
            return False
        if p.kind == "territorial" and place is not None:
            p.at = place
            p.polity = p.polity or self.k.places[place].country
            p.polity_rule = p.polity_rule or f"place:{place}"
            return True
        if link == "at" and p.polity is None and item.has("polity") is None and item.has("adj") is None:
            return False
        if (
            p.kind == "fixed"
            and p.office == "president"
            and p.polity == "IQ"
            and polity != "IQ"
            and p.end == item.start
        ):
            p.polity, p.polity_rule = polity, rule  # "رئيس جمهورية قبرص" is not "رئيس الجمهورية"
            return True
        if p.polity is not None and p.polity != polity:
            if ((body := item.has("body")) is not None and p.kind != "fixed") or link == "ministry":
                p.polity, p.polity_rule = polity, rule
                if body is not None:
                    self._of_body(p, body, owner)
                return True
            if item.has("adj") and (p.polity_rule.startswith("body") or p.kind == "fixed"):
                return p.polity == polity
            if link == "at" or p.complement or (link == "of" and self.lang == "en"):
                p.host = p.host or polity
                return True
            if polity in ("UN",) and self.lang in ("ar", "ckb", "kmr"):
                p.polity, p.polity_rule = polity, rule
                return True
            return False
        if link == "at" and p.polity is None and p.kind not in ("head", "counterpart", "territorial"):
            return False
        p.polity, p.polity_rule = polity, rule
        if (body := item.has("body")) is not None:
            self._of_body(p, body, owner)
        return True

    def _seat_of_consul(self, p: OfficePhrase, place: str | None) -> bool:
        """Consuls sit in cities: "the consul in Pirmam" was received there."""
        if place is None or self.k.places[place].kind not in ("capital", "city"):
            return False
        p.at = p.at or place
        return True

    def _take_place(self, p: OfficePhrase, place: str, link: str) -> bool:
        if p.kind == "territorial":
            p.at = place
            p.polity = p.polity or self.k.places[place].country
            p.polity_rule = p.polity_rule or f"place:{place}"
            return True
        if p.kind in ("consul", "envoy") and link in ("to", "at"):
            return self._seat_of_consul(p, place)
        if p.kind == "head" and link in ("of", "at", ""):
            p.at = place
            return True
        return False

    # -- names ---------------------------------------------------------------------------------------------------------

    def _name_after(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], *, comma: bool
    ) -> tuple[int, int] | None:
        if p.plural and not comma:
            return None
        i = p.end
        size = len(s.words)
        if comma:
            if i >= size or s.words[i] not in (",", "،"):
                return None
            i += 1
        elif i < size and s.words[i] == "(":  # an acronym behind the office
            close = next((j for j in range(i, min(size, i + 5)) if s.words[j] == ")"), None)
            if close is None:
                return None
            i = close + 1
            item = s.item(i)
            if (
                item is not None
                and item.is_word("at", "to")
                and (nxt := s.item(item.end)) is not None
                and self._polity_reading(nxt)
            ):
                i = nxt.end
        if (
            i + 1 < size and s.words[i] in ("û", "و") and self.lang in ("kmr", "ckb")
        ):  # "li Iraqê û Sûriyê General NAME"
            second = s.item(i + 1)
            if second is not None and p.end > p.head[1] and second.has("polity") and not second.has("office"):
                i = second.end
        i = self._skip_honorifics(s, i)
        if i < size and s.words[i] == "-" and self.lang != "ar":
            return None
        span = self._name_from(s, i, taken)
        if span is None:
            return None
        if comma:
            end = span[1]
            if self.lang != "en":
                item = s.item(span[0])
                known = item is not None and item.has("actor") is not None
                follower = s.at[end] if end < size else None
                verb = follower is not None and follower.has("cue") is not None
                if not known and end < size and s.words[end] not in (",", "،") and not verb:
                    return None
            item = s.item(span[0])
            if (
                end < size
                and s.words[end] not in (",", "،", ")", ".", "-", "'s")
                and s.at[end] is None
                and self.lang == "en"
                and (item is None or not item.has("actor"))
            ):
                return None
            if span[1] - span[0] < 2 and not (item and item.has("actor")):
                return None
        return span

    def _skip_honorifics(self, s: Sentence, i: int) -> int:
        for _ in range(5):
            item = s.item(i)
            if item is not None and item.is_word("honorific") and not item.has("actor"):
                i = item.end
            elif i < len(s.words) and s.words[i] in (".", "the") and i > 0 and s.at[i - 1] is not None:
                i += 1
            else:
                break
        return i

    def _name_from(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        """The name that begins at token i, or None."""
        size = len(s.words)
        if i >= size or taken[i]:
            return None
        item = s.item(i)
        if item is not None and item.has("actor"):
            end = item.end
            if self.latin and end < size and s.words[end] in ("jr", "sr") and s.capital[end]:
                end += 1
            return item.start, end
        if s.words[i].startswith("@"):
            return i, i + 1
        return self._latin_name(s, i, taken) if self.latin or s.words[i].isascii() else self._arabic_name(s, i, taken)

    def _latin_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j, size, capitals = i, len(s.words), 0
        while j < size and j - i < MAX_NAME + 1 and not taken[j]:
            word, item = s.words[j], s.at[j]
            if item is not None and not self._may_be_in_name(item, j > i):
                break
            if word == "." and j > i and len(s.words[j - 1]) == 1:
                j += 1
                continue
            if not (word[0].isalpha()):
                break
            if s.capital[j]:
                capitals += 1
            elif not (word in PARTICLES or s.glued[j]):
                break
            j += 1
        while j > i and (s.words[j - 1] in PARTICLES - {"jr", "sr"} or s.words[j - 1] == ".") and not s.glued[j - 1]:
            j -= 1
        return (i, j) if capitals else None

    def _may_be_in_name(self, item: Item, inside: bool) -> bool:
        for reading in item.readings:
            if reading.kind in ("short", "actor") or (reading.kind == "place" and reading.weak):
                continue
            if reading.kind == "word" and reading.id in ("article",) and inside:
                continue
            if (
                reading.kind in ("place", "capital", "polity", "adj", "body")
                and inside
                and (item.has("short") or item.end - item.start == 1)
                and self.lang == "en"
            ):
                if item.has("short") or reading.weak:
                    continue
                return False
            return False
        return True

    def _arabic_name(self, s: Sentence, i: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j, size = i, len(s.words)
        al = 0
        ended = False
        while j < size and j - i < MAX_NAME:
            word, item = s.words[j], s.at[j]
            if taken[j] or not word[0].isalpha() or word.isascii():
                ended = True
                break
            if j > i and word == "علی" and self.doc.surface(s, j, j + 1).endswith("ي"):
                j += 1  # the name Ali, which folding makes one with "on"
                continue
            if (
                item is not None
                and not all(r.kind in ("short", "actor") or (r.kind == "place" and r.weak) for r in item.readings)
                and not (j > i and s.words[j - 1] in ("عبد", "ابو", "ال", "بن"))
            ):
                ended = True
                break
            if item is not None and item.clitic:
                ended = True
                break
            after_first = j > i
            if after_first and self.lang == "ar":
                if (
                    word[0] == "و"
                    and len(word) > 3
                    and word
                    not in (
                        "ولید",
                        "وایل",
                        "وسیم",
                        "ویلیام",
                        "ویلیامز",
                        "وایت",
                        "والتز",
                        "ویتکوف",
                        "ووکر",
                        "وارن",
                        "وانغ",
                        "ویلسون",
                        "والاس",
                    )
                ):
                    following = s.words[j + 1] if j + 1 < size else "."
                    if j - i != 1 or len(word) < 5 or not (following in "،,.():-" or s.at[j + 1] is not None):
                        ended = True
                        break
                if word.startswith(("لل", "بال", "فال", "کال")):
                    ended = True
                    break
                if word.startswith("ال") and s.words[j - 1] not in (
                    "عبد",
                    "ابو",
                    "ال",
                    "بن",
                    "نور",
                    "صلاح",
                    "شمس",
                    "علاء",
                    "سیف",
                    "یار",
                ):
                    al += 1
                    if al > 2:
                        ended = True
                        break
                elif al:
                    break
            j += 1
        if j == size:
            ended = True
        count = j - i
        if count == 0:
            return None
        if not ended and count > 3:
            j = i + (3 if s.words[i] == "عبد" else 2)
        if self.lang == "ckb":
            nxt = s.at[j] if j < size else None
            closed = j < size and s.words[j] in (
                "،",
                ",",
                "(",
                "-",
                '"',
                "بکات",
                "بکهن",
                "دهکهن",
                "دهکرد",
                "کرد",
                "کر",
                "دهکات",
                "کردووه",
                "کرا",
                "وهرگرت",
            )
            if nxt is not None and (cue := nxt.has("cue")) is not None:
                closed = closed or self.k.cues["ckb"].frames[int(cue)].kind in ("meet", "receive")
            if not closed or j - i < 2:
                return None
        return i, j

    @staticmethod
    def _is(s: Sentence, i: int, kind: str) -> bool:
        item = s.at[i]
        return item is not None and item.is_word(kind)

    def _name_before(
        self, s: Sentence, p: OfficePhrase, taken: Sequence[bool], refs: Sequence[Ref]
    ) -> tuple[int, int] | None:
        if p.plural:
            return None
        i = p.start - 1
        if self.lang == "en":
            while i >= 0 and (s.words[i] in ("the", "a", "an", "also", "as") or self._is(s, i, "filler")):
                i -= 1
            if i >= 1 and s.words[i] == "'s":  # "NAME, President X's coordinator"
                owner = next((r for r in refs if r.end == i), None)
                if owner is not None:
                    i = owner.start - 1
                    if p.polity is None:
                        p.polity, p.polity_rule = self._polity_of_ref(owner), "owner"
                    while i >= 0 and s.words[i] in ("the", "a"):
                        i -= 1
            if i < 1 or s.words[i] != ",":
                return None
            after = s.at[p.end] if p.end < len(s.words) else None
            if after is not None and after.has("cue") and self._has_office_in_front(s, i):
                return None
        elif self.lang == "ar":
            item = s.at[i] if i >= 0 else None
            if item is not None and item.end == p.start and item.has("actor") and not p.clitic:
                return (item.start, item.end)
            if i >= 1 and s.words[i] in ("،", ","):
                item = s.at[i - 1]
                if item is not None and item.has("actor") and not p.clitic:
                    return (item.start, item.end)
                return None
            return self._honoured_before(s, p, taken)
        elif self.lang in ("ckb", "kmr"):
            if i < 0:
                return None
            if s.words[i] not in ("،", ","):
                item = s.at[i]
                if (
                    item is not None
                    and item.has("actor")
                    and item.end == p.start
                    and self.lang == "ckb"
                    and not p.counterpart
                ):
                    return (item.start, item.end)
                return self._joined_before(s, p, taken)
        end = i
        item = s.at[end - 1]
        if item is not None and item.has("actor"):
            for ref in refs:
                if ref.name and ref.name[1] == item.end and ref.name[0] == item.start:
                    return ref.name if not ref.office or self.lang == "en" else None
            return (item.start, item.end)
        for ref in refs:
            if ref.name and ref.name[1] == end:
                return None
        if self.latin:
            return self._latin_before(s, end, taken)
        return self._arabic_before(s, end, taken)

    def _has_office_in_front(self, s: Sentence, comma: int) -> bool:
        """Whether the name that ends at `comma` already stands behind an office: "Italy's Minister of Defence, Mr. X, the President said"."""
        j = comma
        while j > 0 and comma - j < 8 and s.words[j - 1] not in (",",):
            j -= 1
        before = s.at[j - 2] if j >= 2 else None
        return before is not None and any(r.kind in ("office", "title", "portfolio", "polity") for r in before.readings)

    def _polity_of_ref(self, ref: Ref) -> str | None:
        if ref.polity:
            return ref.polity
        actor = self._choose(ref.actors, ref) if ref.actors else None
        tenures = actor.tenures(self.day) if actor else []
        return tenures[0].polity if tenures else None

    def _latin_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j = end
        while j > 0 and end - j < MAX_NAME:
            word, item = s.words[j - 1], s.at[j - 1]
            if taken[j - 1] or (item is not None and not self._may_be_in_name(item, True)):
                break
            if word == "." and j > 1 and len(s.words[j - 2]) == 1:
                j -= 1
                continue
            if not word[0].isalpha() or not (s.capital[j - 1] or word in PARTICLES or s.glued[j - 1]):
                break
            j -= 1
        while j < end and (s.words[j] in PARTICLES - {"al", "el", "abu", "ben", "von", "van"} or s.words[j] == "."):
            j += 1
        if end - j < 2:
            return None
        return j, end

    def _arabic_before(self, s: Sentence, end: int, taken: Sequence[bool]) -> tuple[int, int] | None:
        j = end
        while j > 0 and end - j < 4:
            word, item = s.words[j - 1], s.at[j - 1]
            if taken[j - 1] or not word[0].isalpha():
                break
            name = item is None or all(
                r.kind in ("short", "actor") or (r.kind == "place" and r.weak) for r in item.readings
            )
            inner = word in INNER and 1 < j < end and s.at[j - 2] is None and s.words[j - 2][0].isalpha()
            if not name and not inner:
                break
            j -= 1
        if end - j < 1:
            return None
        if end - j == 1 and not (j > 0 and s.at[j - 1] is not None):
            return None
        return j, end

    def _joined_before(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Sorani without commas: "پێشوازی لە NAME باڵیۆزی یۆنان کرد": two words or more between a preposition and the office."""
        if self.lang != "ckb" or p.counterpart:
            return None
        span = self._arabic_before(s, p.start, taken)
        if span is None or span[1] - span[0] < 2:
            return None
        if span[0] == 0:
            return span if s.zone != TITLE else None
        return span if s.words[span[0] - 1] in _BEFORE_NAMES else None

    def _honoured_before(self, s: Sentence, p: OfficePhrase, taken: Sequence[bool]) -> tuple[int, int] | None:
        """Arabic: "السيد NAME رئيس ..." with the name before the office."""
        if p.clitic:
            return None
        j = p.start
        while j > 0 and p.start - j < 4:
            item = s.at[j - 1]
            if item is not None and item.is_word("honorific"):
                return (j, p.start) if p.start > j and not any(taken[j : p.start]) else None
            if item is not None and not all(r.kind in ("short", "actor") for r in item.readings):
                return None
            if not s.words[j - 1][0].isalpha():
                return None
            j -= 1
        return None

    def _ref(self, s: Sentence, p: OfficePhrase, span: tuple[int, int] | None) -> Ref:
        start = min(p.start, span[0]) if span else p.start
        end = max(p.end, span[1]) if span else p.end
        ref = Ref(
            s.index, start, end, span, p.office or None, p.role, p.rank, p.polity, p.polity_rule, p.host, p.at,
            former=p.former, plural=p.plural, counterpart=p.counterpart, clitic=p.clitic, office_span=(p.start, p.end),
            complement=p.complement,
        )  # fmt: skip
        if span:
            self._known(s, ref)
        return ref

    def _add_office(self, ref: Ref, p: OfficePhrase) -> None:
        ref.start, ref.end = min(ref.start, p.start), max(ref.end, p.end)
        if not ref.office or (p.rank > ref.rank and not p.former):
            ref.office, ref.role, ref.rank, ref.complement = p.office, p.role, p.rank, p.complement
        if not ref.polity or (p.polity and p.rank >= ref.rank):
            ref.polity, ref.polity_rule = p.polity or ref.polity, p.polity_rule or ref.polity_rule
        ref.host, ref.at = ref.host or p.host, ref.at or p.at
        ref.office_span = ref.office_span or (p.start, p.end)

    def _known(self, s: Sentence, ref: Ref) -> None:
        assert ref.name is not None
        item = s.item(ref.name[0])
        if item is not None and item.has("actor"):
            ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
            ref.known = True
        elif item is not None and item.end == ref.name[1] and item.has("short"):
            ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
            ref.short = True
        elif (len(self.names_of(ref)) == 1 and not s.words[ref.name[0]].startswith("@")) or (
            self.latin and len(names := self.names_of(ref)) == 2 and names[0] in PARTICLES
        ):
            ref.short = True
        elif not ref.known and (known := self._without_middle(ref)):
            ref.actors, ref.known = known, True

    def _without_middle(self, ref: Ref) -> tuple[str, ...]:
        """Actors whose name this is but for initials, a middle name or "Jr."."""
        names = [n for n in self.names_of(ref) if n not in ("jr", "sr")]
        if len(names) < 2 or not self.latin:
            return ()
        trials = [[n for n in names if len(n) > 1]]
        if len(names) > 2 and not set(names) & PARTICLES:
            trials.append([names[0], names[-1]])
        for trial in trials:
            if len(trial) < 2 or trial == list(self.names_of(ref)):
                continue
            for item in self.lex.match(trial, [True] * len(trial)):
                if item.start == 0 and item.end == len(trial) and item.has("actor"):
                    return tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "actor"))
        return ()

    def _known_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        for item in s.items:
            if any(taken[item.start : item.end]):
                continue
            if item.has("actor"):
                ref = Ref(s.index, item.start, item.end, (item.start, item.end), clitic=item.clitic)
                self._known(s, ref)
                self._take(taken, item.start, item.end)
                yield ref
            elif item.has("short") and all(
                r.kind in ("short", "actor")
                or (self.latin and r.kind in ("adj", "place") and s.capital[item.start] and r.weak)
                for r in item.readings
            ):
                start = item.start
                if self.latin:
                    if not s.capital[item.start]:
                        continue
                    run = self._latin_before(s, item.end, taken)
                    if run is not None and run[0] < item.start:
                        start = run[0]
                ref = Ref(s.index, start, item.end, (start, item.end), clitic=item.clitic, short=start == item.start)
                if ref.short:
                    ref.actors = tuple(dict.fromkeys(r.id for r in item.readings if r.kind == "short"))
                self._take(taken, start, item.end)
                yield ref

    def _titled_names(self, s: Sentence, taken: list[bool]) -> Iterator[Ref]:
        """Names behind a title of courtesy or a handle, without an office: "Mr. Harcourt", "Maj. Gen. Leahy", "@handle"."""
        if self.lang == "ckb":  # "شاندێک کە NAME سەرۆکایەتیی دەکرد"
            for n, word in enumerate(s.words):
                j = n
                while j > 0 and n - j < 5 and s.at[j - 1] is None and not taken[j - 1] and s.words[j - 1][0].isalpha():
                    j -= 1
                if word.startswith("سهروکایهت") and 2 <= n - j <= 4 and j > 0 and s.words[j - 1] == "که":
                    led = Ref(s.index, j, n, (j, n))
                    self._known(s, led)
                    self._take(taken, j, n)
                    yield led
        for item in s.items:
            if not item.is_word("honorific", "led") or any(taken[item.start : item.end]) or item.has("office"):
                continue
            i = self._skip_honorifics(s, item.end if item.is_word("led") else item.start)
            if i >= len(s.words) or taken[i]:
                continue
            span = self._name_from(s, i, taken)
            if span is None:
                continue
            ref = Ref(s.index, span[0] if item.is_word("led") else item.start, span[1], span, clitic=item.clitic)
            start = item.end if item.is_word("led") else item.start
            ref = Ref(s.index, start, span[1], span, clitic=item.clitic)
            self._known(s, ref)
            self._take(taken, start, span[1])
            yield ref
        if self.latin:
            i = 0
            while i < len(s.words):  # full names without any title, told apart by a second capital
                if (
                    not taken[i]
                    and s.capital[i]
                    and s.at[i] is None
                    and s.words[i].isalpha()
                    and (i > 0 or s.zone != TITLE)
                ):
                    span = self._latin_name(s, i, taken)
                    if span and span[1] - span[0] >= 2:
                        if sum(s.capital[span[0] : span[1]]) >= 2:
                            yield Ref(s.index, span[0], span[1], span)
                            self._take(taken, span[0], span[1])
                        i = span[1]
                        continue
                i += 1

    # -- links ---------------------------------------------------------------------------------------------------------

    def _link(self, s: Sentence, ref: Ref) -> str:
        """What joins a reference to the words before it."""
        follows = s.words[ref.end] if ref.end < len(s.words) else ""
        if self.lang == "ckb" and ref.office is None and follows.startswith("سهروکایهت"):
            return "led"
        i = ref.start - 1
        for _ in range(6):
            if i < 0:
                return "start"
            word, item = s.words[i], s.at[i]
            if item is not None:
                if item.is_word("mention") and not item.is_word("led") and not (self.lang == "ar" and item.definite):
                    return "mention"
                if item.is_word("led"):
                    return "led"
                if item.is_word("presence"):
                    return "presence"
                if ref.clitic.startswith("و") or (ref.clitic and ref.clitic[0] == "و"):
                    return "and"
                if item.is_word("with"):
                    return "with"
                if item.is_word("by"):
                    return "by"
                if item.has("cue"):
                    return "cue"
                if item.is_word("and"):
                    return "and"
                if item.is_word("about") and not item.is_word("filler", "article"):
                    if opens_a_date(s, item):
                        i = item.start - 1
                        continue
                    return "about"
                if ref.clitic == "" and item.is_word("to", "at", "of"):
                    return "at" if item.is_word("at") else "of" if item.is_word("of") else "to"
                if item.is_word("article", "filler", "honorific", "former") or item.is_word("stop"):
                    i = item.start - 1
                    continue
                return "other"
            if word in (",", "،", "-"):
                return "and"
            if word in ('"', "(", ")"):
                i -= 1
                continue
            return {"ل": "to", "ب": "by"}.get(ref.clitic, "and" if ref.clitic.startswith("و") else "other")
        return "other"

    # -- persons of the entry ------------------------------------------------------------------------------------------

    def names_of(self, ref: Ref) -> tuple[str, ...]:
        assert ref.name is not None
        s = self.doc.sentences[ref.sentence]
        words = s.words[ref.name[0] : ref.name[1]]
        if len(words) == 1 and words[0].startswith("@"):
            source = self.doc.surface(s, *ref.name).lstrip("@")
            return tuple(unaccent(w.lower()) for w in handle_words(source))
        return tuple(unaccent(w).replace("'", "") for w in words if w[0].isalpha())

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
        for s in self.doc.sentences:
            if s.zone != SIDE and not s.plain:
                self._surnames(s)
        for ref in queue:
            if not ref.name and not ref.plural and ref.office:
                if ref.counterpart and ref.polity is None:
                    continue
                self._join_office(ref)
        self._name_late()
        for entity in self.entities:
            self._settle(entity)
            if entity.actor is None and entity.full is not None and entity.polity and entity.office:
                self._recognise(entity)

    def _recognise(self, e: Entity) -> None:
        """A known actor under a spelling that no list has: same polity and office, and names alike across scripts (consonants, letters)."""
        assert e.full is not None
        assert e.full.name is not None
        s = self.doc.sentences[e.full.sentence]
        name = english_name(self.doc.surface(s, *e.full.name), self.lang)
        bones = skeleton(name)
        if len(bones) < 2:
            return
        best: tuple[float, Actor, Tenure] | None = None
        offices = {e.office, *_GENERAL.get(e.office or "", ())}
        for office in offices:
            for tenure, actor in self.k.holders(office or "", e.polity or "", self.day):
                alike = max(
                    (name_likeness(name, bones, other) for other in (actor.name, *actor.aliases.get("en", ()))),
                    default=0.0,
                )
                if alike >= 0.84 and (best is None or alike > best[0]):
                    best = (alike, actor, tenure)
        if best is not None:
            e.actor = best[1]
            if e.office == best[2].office:
                e.role = best[2].role
            e.host, e.at = e.host or best[2].to_polity, e.at or best[2].at

    def _name_late(self) -> None:
        """ "The head of the committee will not travel ... Gernot Hallwang had been scheduled": the name comes a sentence after the office."""
        unnamed = [
            e
            for e in self.entities
            if e.full is None
            and e.refs
            and e.refs[0].office
            and e.refs[0].polity
            and not any(r.former or r.counterpart for r in e.refs)
            and not any(r.name for r in e.refs)
        ]
        for entity in self.entities:
            ref = entity.full
            if ref is None or entity.actor is not None or any(r.office for r in entity.refs) or ref.start > 1:
                continue
            s = self.doc.sentences[ref.sentence]
            if s.zone == TITLE or s.paragraph > 2:
                continue
            for other in unnamed:
                if not other.refs:  # taken up before
                    continue
                first = next((r for r in other.refs if self.doc.sentences[r.sentence].zone != TITLE), other.refs[0])
                if 0 < ref.sentence - first.sentence <= 2 and other.refs:
                    for moved in other.refs:
                        moved.entity = entity.index
                    entity.refs = sorted([*entity.refs, *other.refs], key=lambda r: (r.sentence, r.start))
                    other.refs = []
                    break

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
                entity.names = []
                continue
            if any(r.known or not r.office or self.doc.sentences[r.sentence].zone != TITLE for r in named):
                continue
            for other in self.entities:
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
                    entity.refs, entity.full, entity.names = [], None, []
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
            entity.names.append(self.names_of(ref))
            if not ref.short:
                current = entity.full
                in_title = current is not None and self.doc.sentences[current.sentence].zone == TITLE
                if current is None or (in_title and self.doc.sentences[ref.sentence].zone != TITLE):
                    entity.full = ref

    def _join_full(self, ref: Ref) -> None:
        words = self.names_of(ref)
        if ref.known:
            actor = self._choose(ref.actors, ref)
            for entity in self.entities:
                if entity.actor is not None and actor is not None and entity.actor.id == actor.id:
                    self._attach(entity, ref)
                    return
            self._new(ref).actor = actor
            return
        for entity in self.entities:
            if any(same_words(words, names) for names in entity.names):
                self._attach(entity, ref)
                return
        self._new(ref)

    def _choose(self, ids: Sequence[str], ref: Ref) -> Actor | None:
        """The actor a name means: by office and polity at the date where several share it."""
        actors = [self.k.actors[i] for i in ids]
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

    def _join_short(self, ref: Ref) -> None:
        words = self.names_of(ref)
        fitting = [e for e in self.entities if e.full is not None and self._fits(e, ref, words)]
        if fitting:
            self._attach(self._nearest(fitting, ref), ref)
            return
        if ref.actors:
            if (actor := self._choose_short(ref)) is not None:
                for entity in self.entities:
                    if entity.actor is actor:
                        self._attach(entity, ref)
                        return
                self._new(ref).actor = actor
            return
        if ref.office:
            for entity in self.entities:
                if any(same_words(words, names) for names in entity.names):
                    self._attach(entity, ref)
                    return
            self._new(ref)

    def _fits(self, e: Entity, ref: Ref, words: tuple[str, ...]) -> bool:
        known = e.actor is not None and e.actor.id in ref.actors
        if not known and not any(set(words) <= set(names) or short_of(words, names) for names in e.names):
            return False
        if ref.office and not ref.plural:
            offices = {r.office for r in e.refs if r.office}
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
            same_office = any(r.office == ref.office for r in e.refs) if ref.office else True
            before = [r for r in e.refs if (r.sentence, r.start) <= (ref.sentence, ref.start)]
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
                if ref.office:
                    score += 3 if t.office == ref.office else -2
                if ref.polity:
                    score += 2 if t.polity == ref.polity else -2
                best = max(best, score)
            if best > 0.0:
                candidates.append((best, actor))
        candidates.sort(key=lambda pair: -pair[0])
        if not candidates:
            return None
        if not ref.office and (
            ref.clitic not in ("", "و") or (self.doc.sentences[ref.sentence].zone != TITLE and candidates[0][0] < 0.85)
        ):
            return None
        if ref.office or len(candidates) == 1 or candidates[0][0] > candidates[1][0]:
            return candidates[0][1]
        return None

    def _surnames(self, s: Sentence) -> None:
        """Later mentions by surname alone of people whom no list knows."""
        covered = [False] * len(s.words)
        for ref in self.refs.get(s.index, ()):
            self._take(covered, ref.start, ref.end)
        surnames: dict[str, Entity] = {}
        for entity in self.entities:
            if entity.full is None:
                continue
            for names in entity.names:
                if len(names) >= 2 and len(names[-1]) > 2:
                    surnames.setdefault(names[-1], entity)
        text = unaccent(self.doc.text_of(s)) if self.latin else self.doc.text_of(s)
        surnames = {n: e for n, e in surnames.items() if n.removeprefix("ال") in text}
        if not surnames:
            return
        added: list[Ref] = []
        for i, word in enumerate(s.words):
            if covered[i] or (self.latin and not s.capital[i]):
                continue
            for stem in self.lex.stems(word):
                owner = surnames.get(unaccent(stem))
                if owner is None and self.lang == "ar":
                    owner = surnames.get("ال" + stem)
                if owner is not None:
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
        recent = (*self.entities[:_ENOUGH], *self.entities[_ENOUGH:][-_ENOUGH:])
        before = [e for e in recent if any(r.office for r in e.refs[:_ENOUGH])]
        fitting = []
        for entity in before:
            if ref.polity and entity.actor is not None and not any(r.polity for r in entity.refs[:_ENOUGH]):
                sides = {t.polity for t in entity.actor.tenures(self.day)}
                if sides and ref.polity not in sides:
                    continue
            for other in entity.refs[:_ENOUGH]:
                if other is ref or not other.office:
                    continue
                same = other.office == ref.office or other.office in _GENERAL.get(ref.office or "", ())
                if ref.office in ("other", "head", "member") and (ref.polity is None or ref.office == other.office):
                    same = same and ref.polity is not None
                if (
                    same
                    and (ref.polity is None or other.polity is None or ref.polity == other.polity)
                    and not (other.former or ref.former)
                ):
                    if ref.at and other.at and ref.at != other.at:
                        continue
                    fitting.append(entity)
                    break
        if ref.polity is None and any(w in _VISITING for w in s.words[max(0, ref.start - 2) : ref.end + 2]):
            fitting = [e for e in fitting if not any(r.counterpart for r in e.refs)] or fitting
        if fitting:
            self._attach(self._nearest(fitting, ref), ref)
            return
        del s
        polity = ref.polity or self._home_of(ref)
        known = [
            e
            for e in self.entities
            if e.actor is not None
            and polity
            and any(t.office == ref.office and t.polity == polity for t in e.actor.tenures(self.day))
        ]
        if known:
            self._attach(self._nearest(known, ref), ref)
            return
        self._new(ref)

    def _home_of(self, ref: Ref) -> str | None:
        """The polity of an office named without one: never of an envoy, whose polity is always somebody else."""
        if not ref.office or ref.office in _NEVER_HOME:
            return None
        if ref.office == "secretary-general":
            return self.home if self.home in ("UN", "NATO", "AL", "OIC", "GCC", "EU") else None
        if (
            ref.office in ("foreign-minister", "defence-minister", "oil-minister", "vice-president")
            and self.home == "IQ-KR"
        ):
            return "IQ"
        if ref.office in ("peshmerga-minister", "natural-resources-minister", "head-of-foreign-relations"):
            return "IQ-KR"
        return self.home

    # -- settling ------------------------------------------------------------------------------------------------------

    def _settle(self, e: Entity) -> None:
        """Office, role and polity of a person from all references and from the knowledge at the date."""
        if not e.refs:
            return
        own = [r for r in e.refs if r.office]
        named = [r for r in own if r.name] or own
        e.former = bool(own) and all(r.former for r in own)
        main = max(
            named,
            key=lambda r: (
                not r.former,
                r.polity is not None,
                r.rank if r.office not in ("minister", "head", "member", "other") else r.rank - 40,
                -r.sentence,
            ),
            default=None,
        )
        tenure = self._tenure(e, main)
        if main is not None:
            e.office, e.role, e.rank = main.office, main.role, main.rank
        for ref in own:
            if ref.polity and not ref.former:
                e.polity, e.polity_rule = ref.polity, ref.polity_rule
                if ref.polity_rule.startswith(("adj", "title", "polity", "body")):
                    break
        e.host = next((r.host for r in own if r.host), None)
        e.at = next((r.at for r in own if r.at), None)
        if tenure is not None:
            if main is None or (
                tenure.office == main.office
                or main.office
                in (
                    "minister",
                    "head",
                    "member",
                    "other",
                    "president",
                    "party-leader",
                    "representative",
                    "special-envoy",
                    "military-commander",
                )
            ):
                e.office, e.role = tenure.office, tenure.role
                e.rank = self.k.offices[tenure.office].rank
                e.host, e.at = e.host or tenure.to_polity, e.at or tenure.at
            if (
                e.polity is None
                or e.polity_rule.startswith(("capital", "home"))
                or (e.polity != tenure.polity and {e.polity, tenure.polity} in ({"IQ", "IQ-KR"}, {"US", "COALITION"}))
            ) and not (e.polity == "COALITION" or (e.polity == "US" and tenure.polity == "COALITION" and main is None)):
                e.polity, e.polity_rule = tenure.polity, f"actor:{e.actor.id}" if e.actor else ""
        if e.polity is None and main is not None and (home := self._home_of(main)) is not None:
            e.polity, e.polity_rule = home, "home"

    def _tenure(self, e: Entity, main: Ref | None) -> Tenure | None:
        if e.actor is None:
            return None
        held = e.actor.tenures(self.day)
        if not held:
            return None
        if main is not None:
            for t in held:
                if t.office == main.office and (main.polity is None or t.polity == main.polity):
                    return t
            for t in held:
                if t.office == main.office:
                    return t
            for t in held:
                same_side = main.polity is None or t.polity == main.polity
                if same_side and main.office == "president" and t.office in _GENERAL["president"]:
                    return t
        return max(
            held,
            key=lambda t: (self.k.offices[t.office].rank if t.office != "party-leader" else 70, t.start or date.min),
        )


_HOUSES = {
    "senate": "senate-president", "parliament": "speaker", "national assembly": "speaker", "assembly": "speaker", "bundestag": "speaker",
    "house": "speaker", "knesset": "speaker", "riksdag": "speaker", "sejm": "speaker",
}  # fmt: skip
_VISITING = frozenset(["visiting", "guest", "الضیف", "الزایر", "الضیفه", "mêvan", "میوان"])
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
        "undersecretary",
        "state-minister",
        "military-commander",
        "special-representative",
        "head-of-mission",
    ]
)
_GENERAL = {
    "special-envoy": ("ambassador", "special-representative", "charge-daffaires", "deputy-special-representative", "assistant-secretary", "representative"),
    "other": ("ambassador", "undersecretary", "assistant-secretary", "deputy-foreign-minister", "head", "state-minister", "director-general", "adviser"),
    "president": ("party-leader", "speaker", "senate-president"),
    "party-leader": ("president",),
    "head": ("special-representative", "head-of-mission", "adviser", "director-general", "military-commander", "coalition-commander", "representative"),
    "representative": ("special-representative", "head-of-mission"),
    "military-commander": ("coalition-commander", "deputy-coalition-commander"),
    "member": ("member-of-parliament",),
    "minister": (
        "foreign-minister", "defence-minister", "interior-minister", "finance-minister", "oil-minister", "justice-minister", "trade-minister",
        "planning-minister", "health-minister", "education-minister", "higher-education-minister", "culture-minister", "agriculture-minister",
        "environment-minister", "transport-minister", "electricity-minister", "migration-minister", "labour-minister", "water-minister",
        "peshmerga-minister", "natural-resources-minister", "state-minister", "deputy-foreign-minister",
    ),
}  # fmt: skip


def same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names are one person's in the same entry: equal last word, and the shorter one's words within the longer's."""
    if len(one) > len(other):
        one, other = other, one
    if not one or len(one) < 2:
        return one == other
    if one == other:
        return True
    return one[-1] == other[-1] and one[0] == other[0]


def short_of(words: Iterable[str], names: tuple[str, ...]) -> bool:
    """Whether every word of a short form is a name's word, an Arabic article or Kurdish ending aside."""
    plain = [n.removeprefix("ال") for n in names]
    return all(
        any(w.removeprefix("ال") == n or (len(n) > 3 and w.startswith(n) and len(w) - len(n) <= 3) for n in plain)
        for w in words
    )


def handle_words(handle: str) -> list[str]:
    """Words of a social media handle: "Anne_Hidalgo", "masrourbarzani", "EmmanuelMacron"."""
    words: list[str] = []
    for part in handle.replace(".", "_").split("_"):
        word = ""
        for char in part:
            if char.isupper() and word and not word[-1].isupper():
                words.append(word)
                word = ""
            if char.isalpha():
                word += char
        if word:
            words.append(word)
    return words
