"""A report for a cable: the meetings of some days as one document, in Markdown, Word or PDF. Pure.

One numbered paragraph for each meeting, made from the record, with its sources below: the original headline, the outlet, the address.
What was announced for these days and not yet told as held, and what was cancelled, stands apart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from storage.records import Meeting, Phase, Status, Telling
from worker.digest.compose import Source, day_of, sources_of
from worker.digest.render import say, web
from worker.knowledge.wording import RIGHT_TO_LEFT, Wording, isolate

MOST_SOURCES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source as it is cited: `credit` names outlet, language and when it was told, left to right in every language."""

    source: Source
    credit: str

    @classmethod
    def of(cls, source: Source, zone: tzinfo | None) -> "Cited":
        told = f"{source.told_at.astimezone(zone):%Y-%m-%d %H:%M}"
        return cls(source=source, credit=f"{source.outlet}, {source.language}, {told}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One meeting, in the words of the report's language."""

    number: int
    line: str
    details: tuple[str, ...]
    sources: tuple["Cited", ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A day, or what was planned or cancelled."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document in one language, in no format yet. `table` has a row for each meeting: number, day, who, where, state, topics."""

    language: str
    title: str
    subtitle: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    head: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    foot: str
    made_at: datetime


def compose_report(
    meetings: Sequence[Meeting],
    tellings: Mapping[int, Sequence[Telling]],
    *,
    since: date,
    until: date,
    made_at: datetime,
    language: str,
    names: Wording,
    watch: str = "",
) -> Report:
    """The report of the meetings of these days (inclusive, in Asia/Baghdad).

    Args:
        tellings: by meeting id, oldest first.
        made_at: aware; printed as it stands, and the hours of the sources by its zone.
        watch: name of the watch that chose the meetings; empty for all.
    """
    alive = [one for one in meetings if one.merged_into is None and one.phase is not Phase.WITHDRAWN]
    alive.sort(key=lambda one: (day_of(one), one.id or 0))
    held = [one for one in alive if one.status is Status.HELD]
    cancelled = [one for one in alive if one.status is Status.CANCELLED or one.phase is Phase.POSTPONED]
    planned = [one for one in alive if one.status is Status.PLANNED and one not in cancelled]
    groups: list[tuple[str, list[Meeting]]] = []
    for day in sorted({day_of(one) for one in held}):
        title = names.day(day, language, weekday=True)
        groups.append((title, [one for one in held if day_of(one) == day]))
    groups += [(say("report_planned", language), planned), (say("report_cancelled", language), cancelled)]
    sections: list[Section] = []
    table: list[tuple[str, ...]] = []
    for title, members in groups:
        paragraphs: list[Paragraph] = []
        for one in members:
            number = len(table) + 1
            paragraphs.append(_paragraph(number, one, tellings.get(one.id or 0, ()), language, names, made_at.tzinfo))
            table.append(_row(number, one, language, names))
        if paragraphs:
            sections.append(Section(title=title, paragraphs=tuple(paragraphs)))
    days = (
        f"{names.day(since, language)} – {names.day(until, language)}" if since != until else names.day(since, language)
    )
    return Report(
        language=language,
        title=say("report", language),
        subtitle=f"{days}{' · ' + isolate(watch, language) if watch else ''}",
        summary=tuple(_summary(held, planned, cancelled, language, names)),
        sections=tuple(sections),
        head=tuple(say(f"report_{key}", language) for key in ("number", "day", "who", "where", "state", "topics")),
        table=tuple(table),
        foot=f"{say('footer', language)} {names.instant(made_at, language, made_at.tzinfo or UTC)}",
        made_at=made_at,
    )


def _summary(
    held: Sequence[Meeting], planned: Sequence[Meeting], cancelled: Sequence[Meeting], language: str, names: Wording
) -> list[str]:
    comma = "، " if language in RIGHT_TO_LEFT else ", "
    lines = [say("report_counts", language, held=len(held), planned=len(planned), cancelled=len(cancelled))]
    polities = Counter(code for one in held for code in {p.polity for p in one.participants if p.polity})
    if polities:
        ranked = sorted(polities.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
        said = comma.join(f"{names.polity(code, language)} ({count})" for code, count in ranked)
        lines.append(f"{say('report_polities', language)} {said}")
    topics = Counter(topic for one in held for topic in one.topics)
    if topics:
        ranked = sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
        lines.append(
            f"{say('topics', language)}: " + comma.join(f"{names.topic(t, language)} ({n})" for t, n in ranked)
        )
    return lines


def _paragraph(
    number: int, meeting: Meeting, told: Sequence[Telling], language: str, names: Wording, zone: tzinfo | None
) -> Paragraph:
    line = names.line(meeting, language)
    details = [names.others(meeting, language)]
    if meeting.topics:
        details.append(f"{say('about', language)} {names.topics(meeting.topics, language)}")
    return Paragraph(
        number=number,
        line=line[:1].upper() + line[1:],
        details=tuple(one for one in details if one),
        sources=tuple(Cited.of(one, zone) for one in sources_of(meeting, told)[:MOST_SOURCES]),
        key=meeting.key,
    )


def _row(number: int, meeting: Meeting, language: str, names: Wording) -> tuple[str, ...]:
    leads = [p for p in meeting.participants if p.lead]
    return (
        str(number),
        names.day(meeting.date, language) if meeting.date else "–",
        "; ".join(names.side(person, language) for person in leads),
        names.where(meeting, language) or names.mode(meeting.mode, language),
        names.phase(meeting.phase, language),
        names.topics(meeting.topics, language),
    )


def markdown(report: Report) -> str:
    """The report as Markdown. What comes from outside is escaped: no markup, no HTML, links http(s) only."""
    lines = [f"# {_md(report.title)}", "", f"**{_md(report.subtitle)}**", ""]
    lines += [f"- {_md(one)}" for one in report.summary]
    for section in report.sections:
        lines += ["", f"## {_md(section.title)}"]
        for one in section.paragraphs:
            lines += ["", f"{one.number}. **{_md(one.line)}**"]
            lines += [f"   {_md(detail)}  " for detail in one.details]
            for cited in one.sources:
                title, credit, url = _md(cited.source.title), _md(cited.credit), web(cited.source.url)
                lines.append(
                    f"   - [{title}](<{url.replace('>', '%3E')}>) ({credit})" if url else f"   - {title} ({credit})"
                )
    if report.table:
        lines += ["", f"| {' | '.join(_md(cell) for cell in report.head)} |", "|" + " --- |" * len(report.head)]
        lines += [f"| {' | '.join(_md(cell) for cell in row)} |" for row in report.table]
    return "\n".join([*lines, "", f"*{_md(report.foot)}*", ""])


def _md(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in flat)
