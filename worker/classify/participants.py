"""Who takes part in a meeting, as it goes out: who leads each side, names in usual English, roles, and the actors they are."""

import re
from collections.abc import Iterable

from storage.records import Participant
from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.names import english_name, is_abroad, is_given, skeleton
from worker.classify.parts import COMPRISING
from worker.classify.refs import HEADS_SAID
from worker.classify.stated import OF_A_STATE, Where
from worker.classify.text import SIDE, TITLE, Document
from worker.classify.told import Event
from worker.classify.who import Entity, Reader, Ref
from worker.knowledge.load import Actor, Knowledge, Office

_PORTFOLIO = "foreign|interior|defence|defense|finance|oil|health|trade|justice|transport|education|planning|electricity|culture|labour|agriculture"
_MINISTRIES = re.compile(rf"\b({_PORTFOLIO}) ministry\b|\bministry of (?:the )?({_PORTFOLIO})\b")
_NICKNAME = re.compile(r"\s+[\"“”][^\"“”]+[\"“”]\s+")
_SIGNED = frozenset(["وقع", "وقعا", "یوقع", "یوقعان", "قع", "قعا"])  # folded, some without their first letter
_OF_GOVERNMENT = 85  # rank of a premier and of a head of state
_NEAR_EQUALS = 8  # of ranks
_FIELD_OFFICERS = frozenset(["colonel", "col", "major", "lieutenant-colonel", "captain"])
_OF_A_FIELD_OFFICER = 43  # below those who head an embassy
_OF_ANY_SIZE = frozenset(
    ["head", "director-general", "representative", "consul-general"]
)  # say little of who is the senior
_HEADS = 44  # rank of a head of anything
_ENDINGS = ("یشەوە", "یەوە", "ەوە", "یه‌وه‌", "ه‌وه‌", "ه‌وە", "یش", "ش", "ی")  # longest first
_HOUSE = re.compile(
    "[ -]Al[ -](?:Thani|Nahyan|Maktoum|Khalifa)| آل (?:ثاني|نهيان|مكتوم|خليفة)| ئال (?:سانی|نەه|مەکت|خەلیف)"
)
_HONORIFICS = ("Pope ", "البابا ", "Papa ", "پاپا ", "King ", "الملك ", "الشيخ ", "Sheikh ", "قداسة البابا ")
_ENVOYS = ("ambassador", "charge-daffaires", "special-envoy")
_OF_A_BODY = ("UN", "NATO", "AL", "EU")  # "Secretary-General" is of the whole of these


class ParticipantWriter:
    """Writes the participants of the meetings of one entry."""

    def __init__(self, knowledge: Knowledge, doc: Document, reader: Reader) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader

    def of(self, event: Event) -> list[tuple[Entity, bool]]:
        """Participants, the lead of every polity before its others, in the order of the text."""
        entities = self._without_twins([(self.reader.entities[i], side) for i, side in event.persons.items()])
        order = {e.index: n for n, (e, _) in enumerate(entities)}
        best: dict[str | None, Entity] = {}
        witnesses = self.doc.language == "ar" and any(
            t.s.words[i.start].lstrip("و") in _SIGNED for t in event.told[:1] for i, _ in t.cues
        )  # ministers sign, and the premier who looks on leads his side
        for e, side in sorted(
            entities,
            key=lambda pair: (
                not (pair[1] or (witnesses and pair[0].rank >= _OF_GOVERNMENT)),
                not self._leads_members(pair[0]),
                -self._rank(pair[0]),
                order[pair[0].index],
            ),
        ):
            first = best.setdefault(e.polity, e)
            if self._rank(first) - self._rank(e) > _NEAR_EQUALS or (first is not e and self._leads_members(first)):
                continue
            named, first_named = self._in_title(e), self._in_title(first)
            if named > first_named or (named == first_named and side and self._before(e, first, order)):
                best[e.polity] = (
                    e  # "X receives Tom Barrack": of near equals, whom the headline names, or the text first
                )
        leads = [(e, s) for e, s in entities if best[e.polity] is e]
        return leads + [(e, s) for e, s in entities if best[e.polity] is not e]

    def _leads_members(self, e: Entity) -> bool:
        """ "A delegation headed by the envoy A and comprising the charge d'affaires, B": whoever comes along is led by him."""
        return any(
            r.link == "led"
            and not COMPRISING.isdisjoint(w.removeprefix("و") for w in self.doc.sentences[r.sentence].words[r.end :])
            for r in e.refs
        )

    def _before(self, e: Entity, other: Entity, order: dict[int, int]) -> bool:
        """Whether the text names somebody before another; in English by where their names stand, whatever the headline's order."""
        if self.doc.language == "en" and e.full is not None and other.full is not None:
            return (e.full.sentence, e.full.start) < (other.full.sentence, other.full.start)
        return order[e.index] < order[other.index]

    def _rank(self, e: Entity) -> int:
        """Of a colonel that of his rank, whatever he commands: his ambassador leads "Ambassador A and Colonel B, commander of the contingent"."""
        if self.doc.language == "en" and e.office == "military-commander" and e.full is not None:
            words, start = self.doc.sentences[e.full.sentence].words, e.full.start
            near = words[max(0, start - 2) : start + 2]  # "Major General" is none of them
            if "general" not in near and not _FIELD_OFFICERS.isdisjoint(near):
                return min(e.rank, _OF_A_FIELD_OFFICER)
        if self.doc.language == "en" and e.office == "member-of-parliament" and e.polity == "US":
            return max(e.rank, self.k.offices["ambassador"].rank)  # a senator, whom the ambassador accompanies
        if self.doc.language == "ckb" and e.office in _OF_ANY_SIZE and e.rank <= _HEADS:
            return _HEADS  # "A, director of an office, and B, head of another": the first who is named
        return e.rank

    def _without_twins(self, entities: list[tuple[Entity, bool]]) -> list[tuple[Entity, bool]]:
        """Who is given by an office alone that only one can hold is the one who is named in it."""
        held = {(e.office, e.polity) for e, _ in entities if e.full is not None}
        return [
            (e, side)
            for e, side in entities
            if e.full is not None
            or (e.office, e.polity) not in held
            or not (e.office and self.k.offices[e.office].unique)
        ]

    def _in_title(self, e: Entity) -> bool:
        return any(r.name and self.doc.sentences[r.sentence].zone == TITLE for r in e.refs)

    def country(self, e: Entity) -> str | None:
        """What places write for the side that somebody acts for."""
        return self.k.polities[e.polity].code if e.polity and e.polity in self.k.polities else e.polity

    def write(self, people: Iterable[tuple[Entity, bool]], where: Where) -> tuple[Participant, ...]:
        """The people that `of` answers, of whom the first of each side leads it. `where` tells the seat of consuls for whom the text names none."""
        written: list[Participant] = []
        led: set[str | None] = set()
        for e, _ in people:
            written.append(self._participant(e, e.polity, e.polity not in led, where))
            led.add(e.polity)
        return tuple(written)

    def _participant(self, e: Entity, polity: str | None, lead: bool, where: Where) -> Participant:
        ref = e.full or next((r for r in e.refs if r.name), None)
        name: str | None = None
        if ref is not None and ref.name is not None:
            surface, name = self._named(e, ref, ref.name, polity)
        else:
            ref = e.refs[0]
            start, end = ref.office_span or (ref.start, ref.end)
            end = self._without_place(ref, end)
            surface = self.doc.surface(self.doc.sentences[ref.sentence], start, end)
        glued = ref.clitic[:1] in ("و", "ب") and name is None  # a name has lost it above
        glued = glued or (ref.clitic[:1] == "ب" and ref.name is not None and ref.name[0] == ref.start)
        if self.doc.language == "ar" and glued and surface.startswith(ref.clitic[:1]):
            surface = surface[1:]
        return Participant(
            name=name,
            surface=surface,
            role=self._role(e, where),
            polity=polity,
            lead=lead,
            actor=self._actor(e, name),
        )

    def _without_place(self, ref: Ref, end: int) -> int:
        """English: "his Iraqi counterpart in Baghdad" is an Iraqi counterpart, whom somebody met in Baghdad; envoys have a seat."""
        s = self.doc.sentences[ref.sentence]
        place = s.at[end - 1]
        if (
            self.doc.language != "en"
            or place is None
            or not place.has("place")
            or not (ref.counterpart or ref.rank >= OF_A_STATE)
        ):
            return end
        return place.start - 1 if s.words[place.start - 1] == "in" and place.start - 1 > ref.start else end

    # -- names ---------------------------------------------------------------------------------------------------------

    def _named(self, e: Entity, ref: Ref, span: tuple[int, int], polity: str | None) -> tuple[str, str]:
        """The name as the text has it, without what is glued to it, and in English."""
        language = self.doc.language
        s = self.doc.sentences[ref.sentence]
        surface = whole = self._bare(self.doc.surface(s, *span))
        if language == "ckb":
            surface = self._without_ending(surface, e)
            if surface != whole and whole.endswith("یش") and e.actor is None:
                last = english_name(whole.split()[-1], language, e.polity or "", abroad=is_abroad(polity))
                if last.endswith(("ch", "sh")) and is_given(last.lower()):
                    surface = whole  # "ئۆلریکە هاینریش": no "too", but Heinrich
        if language == "ar" and ref.clitic[:1] == "و" and span[0] == ref.start and surface.startswith("و"):
            surface = surface[1:]
        if s.words[span[0]].startswith("@"):
            surface = " ".join(w.title() for w in self.reader.names_of(ref))
        if e.actor:
            return surface, self._spelt(e.actor, surface)
        bare = _NICKNAME.sub(" ", surface)
        return surface, english_name(bare, language, e.polity or "", abroad=is_abroad(polity))

    @staticmethod
    def _spelt(actor: Actor, surface: str) -> str:
        """The name of a known person, with the house ("Al Thani") where the Arabic text has it, and without where it has not."""
        if not ("\u0600" <= surface[:1] <= "\u06ff"):
            told = _HOUSE.search(surface)  # "Sheikh Abdullah bin Zayed Al Nahyan" in full
            return (
                f"{actor.name}{told[0].replace('-', ' ')}"
                if told and " bin " in actor.name and not _HOUSE.search(actor.name)
                else actor.name
            )
        house = _HOUSE.search(surface) is not None
        if house == (_HOUSE.search(actor.name) is not None):
            return actor.name
        spelt = (a for a in actor.aliases.get("en", ()) if (_HOUSE.search(a) is not None) == house and "-" not in a)
        return next(spelt, actor.name)

    def _bare(self, surface: str) -> str:
        for title in _HONORIFICS:
            if surface.startswith(title) and len(surface) > len(title):
                surface = surface[len(title) :]
        return surface

    def _without_ending(self, surface: str, e: Entity) -> str:
        """Sorani: "لەلایەن ...ەوە" and "...یش" glue an ending to the last word of a name."""
        if e.actor is not None and any(fold(surface).text == fold(a).text for a in e.actor.aliases.get("ckb", ())):
            return surface
        trials = [surface.removesuffix(ending).rstrip("ـ") for ending in _ENDINGS if surface.endswith(ending)]
        known = {fold(a).text for a in e.actor.aliases.get("ckb", ())} if e.actor is not None else set()
        surnames = {alias.rpartition(" ")[2] for alias in known} if trials else set()
        for trial in trials:
            name = fold(trial).text
            if name in known or (
                name.rpartition(" ")[2] in surnames and fold(surface).text.rpartition(" ")[2] not in surnames
            ):
                return trial
        bare = next((t for t in reversed(trials) if len(t.split()[-1]) > 3), None)
        if bare is not None and not known and e.full is not None and self._stands_alone(bare, e.full):
            return bare
        agent = e.full is None or e.full.link == "by" or (e.full.link == "led" and surface.endswith("ەوە"))
        if known or not trials or not (agent or surface.endswith("یش")):
            return surface
        if surface.endswith("انیش"):
            return surface[:-1]
        closed = self._closed(e.full) if e.full is not None else f"{surface}،" in self.doc.source
        if len(trials) == 1 and surface.endswith("ی") and closed:
            return surface  # "لەلایەن عەبدولڕەحمان حسێنی، بریکاری ...ەوە": a name's own letter
        return trials[0] if len(trials[0].split()[-1]) > 2 else surface

    def _closed(self, full: Ref) -> bool:
        """Whether a comma stands right behind a name."""
        words = self.doc.sentences[full.sentence].words
        return full.name is not None and words[full.name[1] : full.name[1] + 1] in (["،"], [","])

    def _stands_alone(self, bare: str, full: Ref) -> bool:
        """Whether the entry has a name without its ending, too, or the ending marks the object of "saw": "NAMEی بینی"."""
        s = self.doc.sentences[full.sentence]
        if full.name is not None and s.words[full.name[1] : full.name[1] + 1] in (["بینی"], ["وهرگرت"]):
            return True
        return (
            len(bare.split()) > 1 and re.search(re.escape(bare) + r"(?![\w\u200c])", self.doc.folded.source) is not None
        )

    # -- roles ---------------------------------------------------------------------------------------------------------

    def _role(self, e: Entity, where: Where) -> str | None:
        """The role in English, with what it is of, or to or in which country or town."""
        if e.office is None:
            return None
        office = self.k.offices[e.office]
        role = e.role or office.role
        if office.kind == "territorial" and role == f"Deputy {office.role}":
            seat = e.at or (self._governed() if self.doc.language == "ar" else "")
            return f"{role} of {self.k.places[seat].name}" if seat in self.k.places else role
        bare = e.office == "undersecretary" and role in (office.role, "Deputy Minister")
        if bare and self.doc.language == "en" and not any(r.complement for r in e.refs):
            return self._undersecretary(e, role)
        sent_to = self.k.polities.get(e.host or "")
        if sent_to is not None and role == office.role.removesuffix(" for Iraq") != office.role:
            return f"{role} for {sent_to.name}"  # "المبعوث الأممي إلى ليبيا"
        known = role == office.role or e.office in ("ambassador", "representative")
        if not known and not self._is_of_something(e, office, role):
            return role
        if e.office in _ENVOYS:
            return self._envoy(e, office) if role == office.role else role
        if e.office in ("consul-general", "deputy-consul"):
            return self._consul(e, office, where)
        if office.kind == "territorial":
            return f"{office.role} of {self.k.places[e.at].name}" if e.at and e.at in self.k.places else office.role
        return self._with_charge(e, office, role)

    @staticmethod
    def _is_of_something(e: Entity, office: Office, role: str) -> bool:
        """Whether of what, is yet to be said of a role that is not the usual one of its office."""
        return (
            role in (f"Deputy {office.role}", "Deputy Minister", "Deputy")
            or (role.endswith("Director") and e.office == "director-general")
            or role.rpartition(" ")[2].lower() in HEADS_SAID
        )

    def _undersecretary(self, e: Entity, role: str) -> str:
        """English: an undersecretary or deputy minister without a charge of his own, of the ministry named before."""
        charge = self._ministry_before(e)
        if charge and role == "Deputy Minister":
            return f"Deputy {charge} Minister"
        return f"{role} of the {charge} Ministry" if charge else role

    def _ministry_before(self, e: Entity) -> str:
        """ "Iraq's foreign ministry called in the envoy. Undersecretary NAME told him ...": the ministry named last, up to the office."""
        at = (e.full or e.refs[0]).sentence
        for s in reversed(self.doc.sentences[: at + 1]):
            found = _MINISTRIES.findall(self.doc.text_of(s)) if s.zone != SIDE else []
            if found:
                one, two = found[-1]
                return str(one or two).title().replace("Defense", "Defence")
        return ""

    def _governed(self) -> str:
        """The one province whose governor the entry names, whose deputy "نائب المحافظ" is."""
        seats = {e.at for e in self.reader.entities if e.office == "governor" and e.at}
        return seats.pop() if len(seats) == 1 else ""

    def _envoy(self, e: Entity, office: Office) -> str:
        """ "Ambassador to Iraq": to the host whom the text names, who sits where the ambassador does, or who is at home; else to Iraq."""
        accredited = "IQ" if e.host == "IQ-KR" else e.host  # envoys to the Region are envoys to Iraq
        host = self.k.polities[accredited].name if accredited and accredited in self.k.polities else None
        if host is None and e.at is not None and e.at in self.k.places:  # "the ambassador in Khartoum"
            country = self.k.places[e.at].country
            host = next((p.name for p in self.k.polities.values() if p.code == country), None)
        if host is None and self.doc.language == "ar" and self.reader.home not in (None, "IQ", "IQ-KR", e.polity):
            host = self.k.polities[self.reader.home].name  # "سفير باكستان لدى البلاد", in the news of Kuwait
        if host is None and e.polity == "IQ":
            return office.role
        return f"{office.role} to {host or 'Iraq'}" if e.office != "special-envoy" or host else office.role

    def _consul(self, e: Entity, office: Office, where: Where) -> str:
        """ "Consul General in Erbil"."""
        if e.at is None and self.doc.language == "ar" and where.country not in (None, "IQ", "IQ-KR"):
            return office.role  # "القنصل الإسباني العام", received in Ramallah
        place = self.k.places[e.at].name if e.at and e.at in self.k.places else _seat_of_consuls(where)
        return f"{office.role} in {place}"

    def _with_charge(self, e: Entity, office: Office, role: str) -> str:
        """A role with what it is of, where the text tells it in English letters."""
        headed = office.kind in ("head", "member", "envoy") or (
            e.office == "secretary-general" and e.polity not in _OF_A_BODY
        )
        minister = e.office == "minister" and role == office.role and self.doc.language == "en"
        if not headed and not minister:
            return role
        charge = next((r.complement for r in e.refs if r.complement), "")
        if not charge or not charge.isascii():
            return role
        if headed and charge not in role:
            capital = charge[:1].isupper()
            if e.office == "assistant-secretary" and capital:
                return f"{role} for {charge}"
            return _of_what(role, f"the {charge}" if capital and not charge.isupper() else charge)
        return _of_what(role, charge) if minister else role

    # -- actors --------------------------------------------------------------------------------------------------------

    def _actor(self, e: Entity, name: str | None) -> str:
        """Known id, holder of the office on the day, provisional id of an unknown name, or the office itself."""
        if e.actor is not None:
            return e.actor.id
        polity = e.polity or "?"
        if name is None:
            if e.office and e.polity:
                held = self.k.holders(e.office, e.polity, self.reader.day, to_polity=e.host, at=e.at)
                if len({a.id for _, a in held}) == 1:
                    return held[0][1].id
            to = e.at or e.host
            return f"@{polity}:{e.office or 'official'}" + (f":{to}" if to else "")
        return f"~{polity}:{'-'.join(skeleton(name)) or unaccent(name.lower()).replace(' ', '-')}"


def _of_what(role: str, what: str) -> str:
    """A role and what it is of; what is read in English keeps its own preposition ("for Policy")."""
    return f"{role} {what}" if what.startswith(("for ", "of ")) else f"{role} of {what}"


def _seat_of_consuls(where: Where) -> str:
    """Consuls to the Region sit in Erbil; elsewhere in Iraq they are received where they sit."""
    return where.city if where.city and where.country == "IQ" and where.city != "Baghdad" else "Erbil"
