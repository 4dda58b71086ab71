"""Does an entry report diplomatic meetings, and which? The verb of this step.

`assess` reads one entry and answers with mentions, each field with its evidence, or with the reasons why there are none. Pure: knowledge and
entry in, record out; the clock is the entry's own publication. Most entries leave at the gate (one pass over title and first paragraphs).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from storage.records import Assessment, Entry, Evidence, Mention, Mode, Participant, Status
from worker.classify.fold import fold
from worker.classify.gate import passes
from worker.classify.language import identify
from worker.classify.lexicon import lexicon_of, mark, unaccent
from worker.classify.meetings import Judge
from worker.classify.names import english_name, is_abroad, skeleton
from worker.classify.refs import HEADS_SAID
from worker.classify.stated import NOWHERE, Where
from worker.classify.text import LEAD, SIDE, TITLE, Document, Sentence, read_document
from worker.classify.told import Event, Told
from worker.classify.topics import find_topics, topics_of
from worker.classify.when import find_days
from worker.classify.where import Locator
from worker.classify.who import Entity, Reader, Ref
from worker.knowledge.load import LANGUAGES, Actor, Knowledge

Answer = TypeVar("Answer")
RULES = "2026.11"
_COUNTRIES = mark("adj", "polity", "capital")
BAGHDAD = timezone(timedelta(hours=3), "Asia/Baghdad")  # no summer time since 2008
_NO_STATE = frozenset(["party-leader", "deputy-party-leader", "military-commander", "head", "other", "member", None])
_HE = frozenset(["he", "she", "his", "her"])
# folded; without one of these none of the phrases is there
_MEETINGS = ("meetings", "talks", "دیدار", "کوبوونهوه", "ههردوو", "اللقاء", "الاجتماع", "hevdîtin", "civîn")
_TOWNS = ("capital", "city", "town")
_TURNS = re.compile("، (?=(?:قبل ان|فیما|بینما|فی حین|اما|کما) )")  # folded: words that turn to another
_OF_BOTH = re.compile(
    "|".join(
        fold(w).text
        for w in (
            "هەردوو دیدار",
            "هەردوو کۆبوونەوە",
            "هەردوو پەیوەندی",
            "هەردوو گفتوگۆ",
            "هەردوو دانیشتن",
            "هەر سێ دیدار",
            "هەرسێ دیدار",
            "هەر سێ کۆبوونەوە",
            "هەرسێ کۆبوونەوە",
            "دیدارەکاندا",
            "کۆبوونەوەکاندا",
            "تناولت اللقاءات",
            "اللقاءات تناولت",
            "خلال اللقاءات",
            "في اللقاءات",
            "تمحورت اللقاءات",
            "ناقشت اللقاءات",
            "اللقاءين",
            "اللقاءان",
            "الاجتماعين",
            "الاجتماعان",
            "خلال الاجتماعات",
            "تناولت الاجتماعات",
        )
    )
    + "|her du hevdîtin|her du civîn|di hevdîtinan de|di civînan de|hevdîtinên xwe de"
    + r"|\b(?:both|all|all the|all these|in the|during the|during these|in these) (?:meetings|talks)\b|\b(?:themes?|topics?|focus|agenda) of (?:[\w'-]+ ){0,3}(?:meetings|talks)\b|\bthe meetings (?:dealt|focus|discuss|cover|review|cent|touch|also)"
)
_PORTFOLIO = "foreign|interior|defence|defense|finance|oil|health|trade|justice|transport|education|planning|electricity|culture|labour|agriculture"
_MINISTRIES = re.compile(rf"\b({_PORTFOLIO}) ministry\b|\bministry of (?:the )?({_PORTFOLIO})\b")
_NICKNAME = re.compile(r"\s+[\"“”][^\"“”]+[\"“”]\s+")
_NOBODY: frozenset[int] = frozenset()
_GOES_ON = frozenset(["the", "they", "both", "he", "she", "it", "in", "during", "also"])  # a paragraph, without a name
_ORDINAL = re.compile(r"\b(first|former|second|latter|third) (?:meeting|session|stop|conversation|call)\b")
_SIGNED = frozenset(["وقع", "وقعا", "یوقع", "یوقعان", "قع", "قعا"])  # folded, some without their first letter
_OF_GOVERNMENT = 85  # rank of a premier and of a head of state
_SAME = re.compile(r"\bthe same (?:developments|topics?|issues?|subjects?|matters?|files?|questions?|points)\b")
_ENDINGS = ("یشەوە", "یەوە", "ەوە", "یه‌وه‌", "ه‌وه‌", "ه‌وە", "یش", "ش", "ی")  # longest first
_HOUSE = re.compile(" Al (?:Thani|Nahyan|Maktoum|Khalifa)| آل (?:ثاني|نهيان|مكتوم|خليفة)| ئال (?:سانی|نەه|مەکت|خەلیف)")
_CAPS = re.compile(r"(?<!\w)[A-ZÀ-Ý]{4,}(?!\w)")


def assess(entry: Entry, knowledge: Knowledge) -> Assessment:
    """What `entry` says of diplomatic meetings. Pure; never raises on any text; linear in its length.

    `Mention.date` is a day in Asia/Baghdad. Evidence offsets point into `storage.records.body_of(entry.title, entry.text)`.
    """
    answer = assess_text(
        entry.title, entry.text or entry.summary, knowledge, published=entry.published_at or entry.first_seen_at, language=entry.language,
        outlet=entry.outlet, url=entry.url, entry_id=entry.id,
    )  # fmt: skip
    return replace_revision(answer, entry.revision)


def assess_all(entries: Sequence[Entry], knowledge: Knowledge) -> list[Assessment | Exception]:
    """`assess` for a batch: the answer to each entry, in their order. What reading an entry raises is its answer; the others are not held up.

    Language and gate of all entries come first, those of one language together: most entries end there, and the gate's names, which one
    full reading drives out of the processor's near memory, stay there for all of them.
    """
    answers: list[Assessment | Exception | None] = [None] * len(entries)
    packs: list[tuple[str, str, int]] = []
    for i, entry in enumerate(entries):
        found = _tried(_languages, entry.title, entry.text or entry.summary, entry.language, entry.outlet)
        if isinstance(found, Exception):
            answers[i] = found
        else:
            packs.append((found[1], found[0], i))
    packs.sort()
    for pack, lang, i in packs:
        entry = entries[i]
        answers[i] = _tried(_refused, entry.title, entry.text or entry.summary, knowledge, lang, pack, entry.id)
    for pack, lang, i in packs:
        if answers[i] is None:
            entry, text = entries[i], entries[i].text or entries[i].summary
            published = entry.published_at or entry.first_seen_at
            answers[i] = _tried(_read, entry.title, text, knowledge, lang, pack, published, entry.outlet, entry.id)
    return [
        replace_revision(answer, entry.revision) if isinstance(answer, Assessment) else answer
        for entry, answer in zip(entries, answers, strict=True)
        if answer is not None
    ]


def _tried(step: Callable[..., Answer], *given: object) -> Answer | Exception:
    try:
        return step(*given)
    except Exception as error:
        return error


def replace_revision(answer: Assessment, revision: int) -> Assessment:
    if revision == 1:
        return answer
    mentions = tuple(_with_revision(m, revision) for m in answer.mentions)
    return Assessment(
        entry_id=answer.entry_id, revision=revision, language=answer.language, mentions=mentions, reasons=answer.reasons,
        confidence=answer.confidence, version=answer.version,
    )  # fmt: skip


def _with_revision(m: Mention, revision: int) -> Mention:
    return Mention(
        entry_id=m.entry_id, revision=revision, index=m.index, status=m.status, mode=m.mode, date=m.date, date_sure=m.date_sure,
        city=m.city, country=m.country, participants=m.participants, topics=m.topics, confidence=m.confidence, evidence=m.evidence,
    )  # fmt: skip


def warm(knowledge: Knowledge) -> None:
    """Build what all entries share, one to two seconds: before workers fork, or before the first entry is waited for."""
    for language in LANGUAGES:
        lexicon_of(knowledge, language)
        passes("", "", language, knowledge)


def assess_text(
    title: str,
    text: str,
    knowledge: Knowledge,
    *,
    published: datetime | date | None = None,
    language: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    entry_id: int | None = None,
) -> Assessment:
    """The same for a bare text. `published` may be a day; None is the text's own header date or first full date. Where there is none
    either, offices are read as of the newest that the knowledge has, and meetings have no day."""
    lang, pack = _languages(title, text, language, outlet)
    refused = _refused(title, text, knowledge, lang, pack, entry_id)
    return refused or _read(title, text, knowledge, lang, pack, published, outlet, entry_id)


def _languages(title: str, text: str, language: str | None, outlet: str | None) -> tuple[str, str]:
    """The language of a text, and the one whose words it is read with: Kurmanji in Arabic letters shares those of Sorani."""
    found = identify(f"{title}\n{text[:2000]}", declared=language, outlet=outlet)
    return found.language, "ckb" if found.variety == "badini" else found.language


def _refused(
    title: str, text: str, knowledge: Knowledge, lang: str, pack: str, entry_id: int | None
) -> Assessment | None:
    """The answer to most entries: not one of our languages, or no words of a meeting. None for those to be read."""
    if lang in LANGUAGES and passes(title, text, pack, knowledge):
        return None
    ours = lang in LANGUAGES
    reason = "no words of a meeting" if ours else f"not one of our languages: {lang}"
    return Assessment(
        entry_id=entry_id, language=lang, reasons=(reason,), confidence=0.01 if ours else 0.0, version=_version(knowledge)
    )  # fmt: skip


def _version(knowledge: Knowledge) -> str:
    return f"{RULES}+{knowledge.version}"


def _read(
    title: str, text: str, knowledge: Knowledge, lang: str, pack: str, published: datetime | date | None, outlet: str | None, entry_id: int | None
) -> Assessment:  # fmt: skip
    """The answer to an entry that the gate has let through."""
    doc = read_document(title, text, pack)
    known_day = _day(published, doc)
    day = known_day or knowledge.latest
    lexicon = lexicon_of(knowledge, pack)
    for s in doc.sentences:
        if s.zone != SIDE:
            s.annotate(lexicon)
            s.plain = s.plain and not doc.days(s)
    home = knowledge.outlets.get((outlet or "").casefold())
    reader = Reader(knowledge, lexicon, doc, day, home)
    locator = Locator(knowledge, lexicon, doc, reader)
    dateline = locator.home()
    if home is None or (
        dateline in ("IQ", "IQ-KR") and home in ("IQ", "IQ-KR") and dateline != home and home == "IQ-KR"
    ):
        reader.home = dateline or home or _home_told(doc) or (_capital_told(doc, knowledge) if pack == "en" else None)
    reader.read()
    judge = Judge(knowledge, doc, reader, day, dated=known_day is not None)
    events = judge.decide()
    writer = _Writer(knowledge, doc, reader, locator, judge, entry_id)
    mentions = tuple(writer.mention(i, e) for i, e in enumerate(events))
    reasons = _reasons(judge, mentions)
    confidence = max((m.confidence for m in mentions), default=0.05 if judge.reasons else 0.02)
    return Assessment(
        entry_id=entry_id,
        language=lang,
        mentions=mentions,
        reasons=reasons,
        confidence=round(confidence, 4),
        version=_version(knowledge),
    )


def _day(published: datetime | date | None, doc: Document) -> date | None:
    """The day to count from; None where nothing tells it, and then no day of a meeting is told either."""
    if isinstance(published, datetime):
        if published.tzinfo is None or published.utcoffset():
            return published.date()  # the outlet's own day
        return published.astimezone(BAGHDAD).date()
    if published is not None:
        return published
    if doc.header_date:
        try:
            return date.fromisoformat(doc.header_date)
        except ValueError:
            pass
    for found in find_days(doc.folded.text[:600], doc.language):  # "September 16, 2020" above the lead
        if found.kind == "day" and found.year and found.month and found.value:
            try:
                return date(found.year, found.month, found.value)
            except ValueError:
                continue
    return None


def _home_told(doc: Document) -> str | None:
    """Whose "the foreign minister" is without outlet or dateline: Iraq's or the Region's, where the text names it and one foreign side."""
    named = {
        r.id
        for s in doc.sentences
        if s.zone != SIDE
        for item in s.those(_COUNTRIES)
        for r in item.readings
        if r.kind in ("adj", "polity", "capital") and not r.weak
    }
    own = named & {"IQ", "IQ-KR"}
    if len(own) != 1 or len(named) > 2:
        return None
    return own.pop()


def _capital_told(doc: Document, knowledge: Knowledge) -> str | None:
    """The country whose capital the lead gives as the place: "Vice Foreign Minister NAME met with NAME in Seoul"."""
    frames = knowledge.cues["en"].frames
    for s in doc.sentences:
        told = [frames[int(n)] for item in s.items if (n := item.has("cue")) is not None] if s.zone == LEAD else []
        if any(cue.kind in ("meet", "receive") and cue.status is None for cue in told):
            for item in s.those(_COUNTRIES):
                if s.words[item.start - 1] == "in" and (polity := item.has("capital")) is not None:
                    return polity
    return None


def _reasons(judge: Judge, mentions: Sequence[Mention]) -> tuple[str, ...]:
    if mentions:
        return tuple(f"meeting of {' and '.join(p.polity or '?' for p in m.participants if p.lead)}" for m in mentions)
    ordered = sorted(judge.reasons, key=lambda r: -judge.reasons[r])
    vetoes = sorted(judge.vetoes, key=lambda r: judge.vetoes[r])
    return tuple(dict.fromkeys([*vetoes, *ordered])) or ("no meeting is told of",)


def _of_what(role: str, what: str) -> str:
    """A role and what it is of; what is read in English keeps its own preposition ("for Policy")."""
    return f"{role} {what}" if what.startswith(("for ", "of ")) else f"{role} of {what}"


class _Writer:
    """Turns an event into a mention with evidence."""

    def __init__(
        self, knowledge: Knowledge, doc: Document, reader: Reader, locator: Locator, judge: Judge, entry_id: int | None
    ) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader
        self.locator = locator
        self.judge = judge
        self.entry_id = entry_id
        self.places: list[tuple[date | None, Where]] = []  # of the meetings before, with their days
        self.before_topics: list[str] = []

    def mention(self, index: int, event: Event) -> Mention:
        evidence: list[Evidence] = []
        people = self._people(event)
        first = event.told[0].s
        evidence.append(self._evidence("meeting", first, "+".join(sorted(event.weights)), "what says that they met"))
        evidence.append(self._evidence("status", self._sentence(event.status_at, first), event.status_rule))
        evidence.append(self._evidence("mode", self._sentence(event.mode_at, first), event.mode_rule))
        if event.day is not None:
            s = self._sentence(event.day_at, None)
            evidence.append(
                self._evidence(
                    "date",
                    s,
                    f"when:{event.day.rule}",
                    "a weekday beside the date is another day's" if event.day.contradicted else "",
                )
            )
        where = (
            NOWHERE
            if event.mode is not Mode.IN_PERSON
            else self.locator.locate(event, [e.polity or "" for e, _ in people], self._place_before(event))
        )
        if where.country:
            self.places.append((event.day.date if event.day else None, where))
        if where.country:
            evidence.append(self._evidence("place", self._sentence(where.sentence, None), f"where:{where.rule}"))
        participants = []
        leads: set[str | None] = set()
        for number, (e, side) in enumerate(people):
            polity = self._polity(e)
            lead = polity not in leads
            leads.add(polity)
            participants.append(self._participant(e, lead, where))
            ref = e.full or e.refs[0]
            s = self.doc.sentences[ref.sentence]
            evidence.append(
                self._evidence(
                    f"participants.{number}",
                    s,
                    f"actor:{e.actor.id}" if e.actor else "name:title" if e.full else "office",
                    "takes part as a side" if side else "attends",
                )
            )
            evidence.append(self._evidence(f"participants.{number}.polity", s, e.polity_rule or "none"))
        topics = self._topics(event, [e.polity or "" for e, _ in people], evidence, where.city)
        confidence = event.confidence()
        if event.day is not None and event.day.contradicted:
            confidence *= 0.9
        return Mention(
            entry_id=self.entry_id, index=index, status=event.status, mode=event.mode, date=event.day.date if event.day else None,
            date_sure=event.day.sure if event.day else False, city=where.city, country=where.country, participants=tuple(participants),
            topics=tuple(topics), confidence=round(confidence, 4), evidence=tuple(evidence),
        )  # fmt: skip

    def _place_before(self, event: Event) -> Where | None:
        """Where the meeting before was: the last of the same day, where there is one; on another day only where one of these is at home."""
        day = event.day.date if event.day else None
        homes = {self._polity(self.reader.entities[i]) for i in event.persons}
        same = [where for known, where in self.places if known == day]
        near = [where for known, where in self.places if None in (known, day) or where.country in homes]
        return same[-1] if same else near[-1] if near else None

    def _polity(self, e: Entity) -> str | None:
        return self.k.polities[e.polity].code if e.polity and e.polity in self.k.polities else e.polity

    def _people(self, event: Event) -> list[tuple[Entity, bool]]:
        """Participants, the lead of every polity before its others, in the order of the text."""
        entities = [(self.reader.entities[i], side) for i, side in event.persons.items()]
        order = {e.index: n for n, (e, _) in enumerate(entities)}
        best: dict[str | None, Entity] = {}
        witnesses = self.doc.language == "ar" and any(
            t.s.words[i.start].lstrip("و") in _SIGNED for t in event.told[:1] for i, _ in t.cues
        )  # ministers sign, and the premier who looks on leads his side
        for e, _ in sorted(
            entities,
            key=lambda pair: (
                not (pair[1] or (witnesses and pair[0].rank >= _OF_GOVERNMENT)),
                -pair[0].rank,
                order[pair[0].index],
            ),
        ):
            first = best.setdefault(e.polity, e)
            if first.rank - e.rank <= 8 and self._in_title(e) and not self._in_title(first):
                best[e.polity] = e  # "X receives Tom Barrack": of near equals, whom the headline names
        leads = [(e, s) for e, s in entities if best[e.polity] is e]
        return leads + [(e, s) for e, s in entities if best[e.polity] is not e]

    def _in_title(self, e: Entity) -> bool:
        return any(r.name and self.doc.sentences[r.sentence].zone == TITLE for r in e.refs)

    def _participant(self, e: Entity, lead: bool, where: Where) -> Participant:
        ref = e.full or next((r for r in e.refs if r.name), None)
        name: str | None = None
        if ref is not None and ref.name is not None:
            s = self.doc.sentences[ref.sentence]
            surface = self._bare(self.doc.surface(s, *ref.name))
            if self.doc.language == "ckb":
                surface = self._without_ending(surface, e)
            if (
                self.doc.language == "ar"
                and ref.clitic[:1] == "و"
                and ref.name[0] == ref.start
                and surface.startswith("و")
            ):
                surface = surface[1:]
            if s.words[ref.name[0]].startswith("@"):
                surface = " ".join(w.title() for w in self.reader.names_of(ref))
            name = (
                self._spelt(e.actor, surface)
                if e.actor
                else english_name(
                    _NICKNAME.sub(" ", surface), self.doc.language, e.polity or "", abroad=is_abroad(self._polity(e))
                )
            )
        else:
            ref = e.refs[0]
            s = self.doc.sentences[ref.sentence]
            start, end = ref.office_span or (ref.start, ref.end)
            surface = self.doc.surface(s, start, end)
        glued = ref.clitic[:1] in ("و", "ب") and name is None  # a name has lost it above
        glued = glued or (ref.clitic[:1] == "ب" and ref.name is not None and ref.name[0] == ref.start)
        if self.doc.language == "ar" and glued and surface.startswith(ref.clitic[:1]):
            surface = surface[1:]
        return Participant(
            name=name,
            surface=surface,
            role=self._role(e, where),
            polity=self._polity(e),
            lead=lead,
            actor=self._actor(e, name),
        )

    @staticmethod
    def _spelt(actor: Actor, surface: str) -> str:
        """The name of a known person, with the house ("Al Thani") where the Arabic text has it, and without where it has not."""
        if not ("\u0600" <= surface[:1] <= "\u06ff"):
            told = _HOUSE.search(surface)  # "Sheikh Abdullah bin Zayed Al Nahyan" in full
            return (
                f"{actor.name}{told[0]}"
                if told and " bin " in actor.name and not _HOUSE.search(actor.name)
                else actor.name
            )
        house = _HOUSE.search(surface) is not None
        if house == (_HOUSE.search(actor.name) is not None):
            return actor.name
        spelt = (a for a in actor.aliases.get("en", ()) if (_HOUSE.search(a) is not None) == house and "-" not in a)
        return next(spelt, actor.name)

    def _bare(self, surface: str) -> str:
        for title in ("Pope ", "البابا ", "Papa ", "پاپا ", "King ", "الملك ", "الشيخ ", "Sheikh ", "قداسة البابا "):
            if surface.startswith(title) and len(surface) > len(title):
                surface = surface[len(title) :]
        return surface

    def _without_ending(self, surface: str, e: Entity) -> str:
        """Sorani: "لەلایەن ...ەوە" and "...یش" glue an ending to the last word of a name."""
        if e.actor is not None and any(fold(surface).text == fold(a).text for a in e.actor.aliases.get("ckb", ())):
            return surface
        trials = [surface.removesuffix(ending) for ending in _ENDINGS if surface.endswith(ending)]
        known = {fold(a).text for a in e.actor.aliases.get("ckb", ())} if e.actor is not None else set()
        for trial in trials:
            if fold(trial).text in known:
                return trial
        bare = next((t for t in reversed(trials) if len(t.split()[-1]) > 3), None)
        if bare is not None and not known and e.full is not None and self._stands_alone(bare, e.full):
            return bare
        if known or not trials or not (e.full is None or e.full.link == "by" or surface.endswith("یش")):
            return surface
        if surface.endswith("انیش"):
            return surface[:-1]
        return trials[0] if len(trials[0].split()[-1]) > 2 else surface

    def _stands_alone(self, bare: str, full: Ref) -> bool:
        """Whether the entry has a name without its ending, too, or the ending marks the object of "saw": "NAMEی بینی"."""
        s = self.doc.sentences[full.sentence]
        if full.name is not None and s.words[full.name[1] : full.name[1] + 1] in (["بینی"], ["وهرگرت"]):
            return True
        return (
            len(bare.split()) > 1 and re.search(re.escape(bare) + r"(?![\w\u200c])", self.doc.folded.source) is not None
        )

    def _role(self, e: Entity, where: Where) -> str | None:
        if e.office is None:
            return None
        office = self.k.offices[e.office]
        role = e.role or office.role
        if office.kind == "territorial" and role == f"Deputy {office.role}":
            seat = e.at or (self._governed() if self.doc.language == "ar" else "")
            return f"{role} of {self.k.places[seat].name}" if seat in self.k.places else role
        ranked = (  # of what, is yet to be said
            role in (f"Deputy {office.role}", "Deputy Minister", "Deputy")
            or (role.endswith("Director") and e.office == "director-general")
            or role.rpartition(" ")[2].lower() in HEADS_SAID
        )
        bare = e.office == "undersecretary" and role in (office.role, "Deputy Minister")
        if bare and self.doc.language == "en" and not any(r.complement for r in e.refs):
            charge = self._ministry_before(e)
            if charge and role == "Deputy Minister":
                return f"Deputy {charge} Minister"
            return f"{role} of the {charge} Ministry" if charge else role
        if role != office.role and e.office not in ("ambassador", "representative") and not ranked:
            return role
        accredited = "IQ" if e.host == "IQ-KR" else e.host  # envoys to the Region are envoys to Iraq
        host = self.k.polities[accredited].name if accredited and accredited in self.k.polities else None
        if e.office in ("ambassador", "charge-daffaires", "special-envoy"):
            if role != office.role:
                return role
            if host is None and e.at is not None and e.at in self.k.places:  # "the ambassador in Khartoum"
                country = self.k.places[e.at].country
                host = next((p.name for p in self.k.polities.values() if p.code == country), None)
            if host is None and e.polity == "IQ":
                return office.role
            if host is None and self.doc.language == "ar" and self.reader.home not in (None, "IQ", "IQ-KR", e.polity):
                host = self.k.polities[self.reader.home].name  # "سفير باكستان لدى البلاد", in the news of Kuwait
            return f"{office.role} to {host or 'Iraq'}" if e.office != "special-envoy" or host else office.role
        if e.office in ("consul-general", "deputy-consul"):
            if e.at is None and self.doc.language == "ar" and where.country not in (None, "IQ", "IQ-KR"):
                return office.role  # "القنصل الإسباني العام", received in Ramallah
            place = self.k.places[e.at].name if e.at and e.at in self.k.places else _seat_of_consuls(where)
            return f"{office.role} in {place}"
        if office.kind == "territorial":
            return f"{office.role} of {self.k.places[e.at].name}" if e.at and e.at in self.k.places else office.role
        if (
            (
                office.kind in ("head", "member", "envoy")
                or (e.office == "secretary-general" and e.polity not in ("UN", "NATO", "AL", "EU"))
            )
            and (complement := next((r.complement for r in e.refs if r.complement), ""))
            and complement.isascii()
            and complement not in role
        ):
            if e.office == "assistant-secretary" and complement[:1].isupper():
                return f"{role} for {complement}"
            return _of_what(
                role, f"the {complement}" if complement[:1].isupper() and not complement.isupper() else complement
            )
        if e.office == "minister" and role == office.role:
            charge = next((r.complement for r in e.refs if r.complement), "")
            if not charge or not charge.isascii() or self.doc.language != "en":
                return role
            return _of_what(role, charge)
        return role

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

    # -- topics --------------------------------------------------------------------------------------------------------

    def _topics(self, event: Event, polities: list[str], evidence: list[Evidence], city: str | None) -> list[str]:
        first_told = self._first_told(event)  # "met A and, separately, B": two meetings told at once
        twins = [e for e in self.judge.kept if e is event or self._first_told(e) is first_told]
        mine = {t.s.index for t in event.told}
        polities = list({*polities, *(self.reader.entities[i].polity or "" for e in twins for i in e.persons)})
        if self.doc.language == "kmr":
            polities = self._states(polities, twins)
        own = {t.s.index for e in twins for t in e.told}
        others = {t.s.index for e in self.judge.kept if all(e is not one for one in twins) for t in e.told}
        away = False  # with somebody who was not there
        announced: set[int] = set()
        if event.status is Status.PLANNED:
            announced = {t.s.index for e in self.judge.kept if e.status is Status.PLANNED for t in e.told} & others
            if all(e.status is Status.PLANNED for e in self.judge.kept):
                announced |= {s.index for s in self.doc.sentences if s.zone == LEAD}
                announced |= {
                    t.s.index for t in self.judge.told if t.status is Status.PLANNED and t.cues and not t.skip
                }
                if self.doc.language == "ar":  # "its talks will deal with ...", ahead of whom the guest will meet
                    first = min((t.s.index for e in self.judge.kept for t in e.told if t.s.zone != TITLE), default=0)
                    announced |= {s.index for s in self.doc.sentences[:first] if s.zone not in (SIDE, TITLE)}
        several = self.doc.language == "ar" and len(self.judge.kept) > 1
        chosen: list[Sentence] = []
        turned = -1  # paragraph in which the text has turned to a twin
        opening = next((t.s for t in event.told if t.s.zone != TITLE), None)
        current = (
            opening is not None
            and len(self.judge.kept) == 1
            and (opening.words[:2] == ["this", "came"] or (opening.words[0] == "یهمه" and "هات" in opening.words))
        )  # "... at his reception of", "ئەمە لە میانی پێشوازیکردنیدا هات لە"
        for s in self.doc.sentences:
            if s.zone in (SIDE, TITLE):
                continue
            if several and city and self._told_from(s) not in (None, city):
                continue  # "وفي أربيل، تناول اللقاء ...": of the other meeting
            refs = self.reader.refs.get(s.index)
            everyone = {r.entity for r in refs} if refs else _NOBODY
            absent = everyone - event.persons.keys() if refs else _NOBODY
            if absent and s.index not in mine and any(absent & e.persons.keys() for e in twins):
                shared = {i for e in twins if e is not event for i in e.persons}
                if self.doc.language != "kmr" or not (event.persons.keys() - shared) & everyone:
                    turned = s.paragraph
                    continue  # of the other meeting that the same sentence told of
            if self.doc.language == "en" and len(twins) > 1:
                if turned == s.paragraph and s.index not in mine and s.words[0] in _GOES_ON and not absent - {-1}:
                    continue  # "The two also discussed ..."
                turned = -1
                if self._of_other_in_order(s, event, twins):
                    continue
            elsewhere = s.index not in own or (
                self.doc.language == "ar" and s.words[0].lstrip("و") == "القی"
            )  # a speech
            if self.doc.language != "ckb" and absent and elsewhere and len(absent) == len(everyone):
                named = [self.reader.entities[i] for i in absent if i >= 0]
                if any(e.office not in (None, "spokesperson") and e.full for e in named):
                    away = True
                    continue  # what somebody did who was not there; a spokesman tells of it
            if away and not everyone and s.index not in own and s.words[0] in _HE:
                continue
            away = False
            if s.index in own:
                current = True
            elif s.index in others or s.index in self.judge.private:
                current = False
            if s.index in announced and s.index not in own and not absent - {-1}:
                chosen.append(s)  # what an announced visit is about is the matter of all its meetings
                continue
            if current or (others and self._of_both(self.doc.text_of(s))):
                chosen.append(s)
        title = " ".join(self._nameless(s) for s in self.doc.sentences if s.zone == TITLE)
        storm = self.doc.language == "en" and event.status is Status.CANCELLED  # "Dust storm keeps the general away"
        storm = storm and not any(t.cues for t in self.judge.told if t.s.zone == TITLE)
        if len(self.judge.kept) > 1 or storm:
            title = ""
        lead = next((i for i, s in enumerate(chosen) if s.index in own), 0)
        here = {
            n
            for n, s in enumerate(chosen)
            if (refs := self.reader.refs.get(s.index)) and any(r.entity in event.persons for r in refs)
        }
        texts = [self._nameless(s) for s in chosen]
        if self.doc.language == "en" and len(twins) > 1 and first_told.s in chosen:
            at = chosen.index(first_told.s)
            texts[at] = self._own_part(first_told.s, texts[at], event, twins)
        if several:
            texts = [self._own_clauses(s, text, event) for s, text in zip(chosen, texts, strict=True)]
        found = topics_of(
            title,
            texts,
            self.doc.language,
            polities=polities,
            lead=lead,
            own=here,
            called_off=event.status is Status.CANCELLED and self.doc.language == "ar",
        )
        for topic in found:
            where = chosen[topic.sentence] if 0 <= topic.sentence < len(chosen) else None
            evidence.append(self._evidence(f"topics.{topic.id}", where, f"topic:{topic.word}"))
        topics = [t.id for t in found]
        if self.before_topics and any(_SAME.search(text) for text in texts):  # "discussed the same developments with"
            topics += [t for t in self.before_topics if t not in topics]
        self.before_topics = topics
        return topics

    def _guests_in_order(self, s: Sentence, twins: Sequence[Event]) -> list[tuple[Ref, Event]]:
        """Where a sentence names the guest that only this meeting has, for each meeting it tells of; none where one lacks its own."""
        found: list[tuple[Ref, Event]] = []
        for e in twins:
            shared = {i for o in twins if o is not e for i in o.persons}
            ref = next(
                (r for r in self.reader.refs.get(s.index, ()) if r.entity in e.persons and r.entity not in shared), None
            )
            if ref is None:
                return []
            found.append((ref, e))
        return sorted(found, key=lambda pair: pair[0].start)

    def _own_part(self, s: Sentence, text: str, event: Event, twins: Sequence[Event]) -> str:
        """ "Met A, with whom he reviewed the budget, and later B": what stands between two guests is of the first, and then what stands behind
        the last is of the last; the others' parts are blotted out."""
        guests = self._guests_in_order(s, twins)
        if not guests:
            return text
        ends = [s.spans[ref.end - 1][1] - s.start for ref, _ in guests]
        begins = [s.spans[ref.start][0] - s.start for ref, _ in guests]
        parts = list(zip(ends, [*begins[1:], len(text)], strict=True))
        if not any(find_topics(text[start:end], self.doc.language) for start, end in parts[:-1]):
            return text
        for (_, e), (start, end) in zip(guests, parts, strict=True):
            if e is not event and start < end:
                text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
        return text

    def _of_other_in_order(self, s: Sentence, event: Event, twins: Sequence[Event]) -> bool:
        """ "Oil was on the agenda of the second meeting": not of the first."""
        said = _ORDINAL.search(self.doc.text_of(s))
        if said is None:
            return False
        guests = self._guests_in_order(self._first_told(event).s, twins)
        number = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2}[said[1]]
        return number < len(guests) and guests[number][1] is not event

    def _states(self, polities: list[str], events: Sequence[Event]) -> list[str]:
        """Those of `polities` for which a state speaks: of Syria with the Syrian Democratic Forces is of the region."""
        people = [self.reader.entities[i] for e in events for i in e.persons]
        spoken = {e.polity for e in people if e.office not in _NO_STATE}
        return [p for p in polities if p in spoken or p in ("IQ", "IQ-KR")]

    @staticmethod
    def _of_both(text: str) -> bool:
        """ "In both meetings they discussed ..."."""
        return any(word in text for word in _MEETINGS) and _OF_BOTH.search(text) is not None

    @staticmethod
    def _first_told(event: Event) -> Told:
        return next((t for t in event.told if t.s.zone != TITLE), event.told[0])

    def _nameless(self, s: Sentence) -> str:
        """The text of a sentence, officials' names blotted out: "Christian" is no topic where it is a first name. In Arabic with
        the office before the name: "قائد قوات التحالف في العراق وسوريا NAME"."""
        text = self.doc.text_of(s)
        for ref in self.reader.refs.get(s.index, ()):
            if ref.name is not None and ref.entity >= 0 and self.reader.entities[ref.entity].office:
                first = ref.start if self.doc.language == "ar" and ref.name[0] > ref.start else ref.name[0]
                start, end = s.spans[first][0] - s.start, s.spans[ref.name[1] - 1][1] - s.start
                text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
        return text

    def _told_from(self, s: Sentence) -> str | None:
        """Arabic: the city that opens a sentence: "وفي أربيل، ..."."""
        item = s.item(1) if s.words[0] in ("فی", "وفی") else None
        place = item.has("place") if item is not None else None
        return self.k.places[place].name if place is not None and self.k.places[place].kind in _TOWNS else None

    def _own_clauses(self, s: Sentence, text: str, event: Event) -> str:
        """Arabic: "وبحث مع A ...، فيما تركز اللقاء مع B على ...": the clauses that name only guests of other meetings are blotted out."""
        turns = [m.start() for m in _TURNS.finditer(text)]
        refs = self.reader.refs.get(s.index)
        if not turns or not refs:
            return text
        others = {i for e in self.judge.kept if e is not event for i in e.persons} - event.persons.keys()
        shared = {i for e in self.judge.kept if e is not event for i in e.persons}
        own = event.persons.keys() - shared
        for start, end in itertools.pairwise([0, *turns, len(text)]):
            named = {r.entity for r in refs if start <= s.spans[r.start][0] - s.start < end}
            if named & others and not named & own:
                text = f"{text[:start]}{'_' * (end - start)}{text[end:]}"
        return text

    # -- evidence ------------------------------------------------------------------------------------------------------

    def _sentence(self, index: int | None, default: Sentence | None) -> Sentence | None:
        return self.doc.sentences[index] if index is not None else default

    def _evidence(self, field: str, s: Sentence | None, rule: str, note: str = "") -> Evidence:
        if s is None:
            return Evidence(field=field, rule=rule, note=note)
        start, end, text = self.doc.quote(s)
        return Evidence(field=field, rule=rule, start=start, end=end, text=text, note=note)


def _seat_of_consuls(where: Where) -> str:
    """Consuls to the Region sit in Erbil; elsewhere in Iraq they are received where they sit."""
    return where.city if where.city and where.country == "IQ" and where.city != "Baghdad" else "Erbil"


def explain(answer: Assessment) -> Iterable[str]:
    """Lines for people: what was found, and why."""
    for mention in answer.mentions:
        yield f"{mention.status} {mention.mode} {mention.date or '?'} {mention.city or '?'} ({mention.confidence:.2f})"
        for e in mention.evidence:
            yield f"  {e.field}: {e.rule} {e.text[:80]!r}"
    if not answer.mentions:
        yield from answer.reasons


__all__ = ["assess", "assess_text", "explain", "Status", "Ref"]
