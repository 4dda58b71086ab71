"""Does an entry report diplomatic meetings, and which? The verb of this step.

`assess` reads one entry and answers with mentions, each field with its evidence, or with the reasons why there are none. Pure: knowledge and
entry in, record out; the clock is the entry's own publication. Most entries leave at the gate (one pass over title and first paragraphs).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from storage.records import Assessment, Entry, Mention, Status
from worker.classify.gate import passes
from worker.classify.language import identify
from worker.classify.lexicon import lexicon_of, mark
from worker.classify.meetings import Judge
from worker.classify.mention import MentionWriter
from worker.classify.text import LEAD, SIDE, Document, read_document
from worker.classify.when import find_days
from worker.classify.where import Locator
from worker.classify.who import Reader, Ref
from worker.knowledge.load import LANGUAGES, Knowledge

Answer = TypeVar("Answer")
RULES = "2026.11"
_COUNTRIES = mark("adj", "polity", "capital")
BAGHDAD = timezone(timedelta(hours=3), "Asia/Baghdad")  # no summer time since 2008


def assess(entry: Entry, knowledge: Knowledge) -> Assessment:
    """What `entry` says of diplomatic meetings. Pure; never raises on any text; linear in its length.

    `Mention.date` is a day in Asia/Baghdad. Evidence offsets point into `storage.records.body_of(entry.title, entry.text)`.
    """
    answer = assess_text(
        entry.title, entry.text or entry.summary, knowledge, published=_told_at(entry), language=entry.language,
        outlet=entry.outlet, url=entry.url, entry_id=entry.id,
    )  # fmt: skip
    return replace_revision(answer, entry.revision)


def _told_at(entry: Entry) -> datetime | None:
    """When it was published; when it was first seen where the source does not say. None for what stood in a feed already at its first fetch and
    has no date, or one that is not read: "today" was any day there."""
    if entry.backfill and entry.time_source == "first-seen":
        return None
    return entry.published_at or entry.first_seen_at


def assess_all(entries: Sequence[Entry], knowledge: Knowledge) -> list[Assessment | Exception]:
    """`assess` for a batch: the answer to each entry, in their order. What reading an entry raises is its answer; the others are not held up.

    Language and gate of all entries come first, those of one language together: most entries end there. The others are read step by step,
    each step for all of them before the next: a step's words and code, which the reading of one whole entry drives out of the processor's
    near memory, so stay there.
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
    reading: dict[int, Iterator[Assessment | None]] = {}
    for pack, lang, i in packs:
        if answers[i] is None:
            entry, text = entries[i], entries[i].text or entries[i].summary
            reading[i] = _steps(entry.title, text, knowledge, lang, pack, _told_at(entry), entry.outlet, entry.id)
    while reading:
        for i, steps in tuple(reading.items()):
            answers[i] = _tried(next, steps)
            if answers[i] is not None:
                del reading[i]
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
    for language in LANGUAGES:  # first, since what building an automaton takes for a moment then serves the lexicons
        passes("", "", language, knowledge)
    for language in LANGUAGES:
        lexicon_of(knowledge, language)


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
    if refused is not None:
        return refused
    return next(filter(None, _steps(title, text, knowledge, lang, pack, published, outlet, entry_id)))


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
    unknown = "too little text to tell its language" if lang == "und" else f"not one of our languages: {lang}"
    reason = "no words of a meeting" if ours else unknown
    return Assessment(
        entry_id=entry_id, language=lang, reasons=(reason,), confidence=0.01 if ours else 0.0, version=_version(knowledge)
    )  # fmt: skip


def _version(knowledge: Knowledge) -> str:
    return f"{RULES}+{knowledge.version}"


def _steps(
    title: str, text: str, knowledge: Knowledge, lang: str, pack: str, published: datetime | date | None, outlet: str | None, entry_id: int | None
) -> Iterator[Assessment | None]:  # fmt: skip
    """Reads an entry that the gate has let through: None after each step, at last the answer."""
    doc = read_document(title, text, pack)
    known_day = _day(published, doc)
    day = known_day or knowledge.latest
    lexicon = lexicon_of(knowledge, pack)
    for s in doc.sentences:
        if s.zone != SIDE:
            s.annotate(lexicon)
            s.plain = s.plain and not doc.days(s)
    yield None
    home = knowledge.outlets.get((outlet or "").casefold())
    reader = Reader(knowledge, lexicon, doc, day, home)
    locator = Locator(knowledge, lexicon, doc, reader)
    dateline = locator.home()
    if home is None or (
        dateline in ("IQ", "IQ-KR") and home in ("IQ", "IQ-KR") and dateline != home and home == "IQ-KR"
    ):
        reader.home = dateline or home or _home_told(doc) or (_capital_told(doc, knowledge) if pack == "en" else None)
    reader.read()
    yield None
    judge = Judge(knowledge, doc, reader, day, dated=known_day is not None)
    events = judge.decide()
    yield None
    writer = MentionWriter(knowledge, doc, reader, locator, judge, entry_id)
    mentions = tuple(writer.mention(i, e) for i, e in enumerate(events))
    reasons = _reasons(judge, mentions)
    confidence = max((m.confidence for m in mentions), default=0.05 if judge.reasons else 0.02)
    yield Assessment(
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


def explain(answer: Assessment) -> Iterable[str]:
    """Lines for people: what was found, and why."""
    for mention in answer.mentions:
        yield f"{mention.status} {mention.mode} {mention.date or '?'} {mention.city or '?'} ({mention.confidence:.2f})"
        for e in mention.evidence:
            yield f"  {e.field}: {e.rule} {e.text[:80]!r}"
    if not answer.mentions:
        yield from answer.reasons


__all__ = ["assess", "assess_text", "explain", "Status", "Ref"]
