"""What a watch would have told in the stored history: the hits, how many messages they make, and what is odd about them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Protocol

from storage.records import Entry, Meeting, Phase, Recipient, Subscriber, Telling, Transition, Watch
from worker.alert import publish
from worker.alert.judge import (
    History,
    NoHistory,
    Offices,
    View,
    holds,
    named_pairs,
    names,
    no_offices,
    reasons_of,
    walk,
)
from worker.alert.render import BAGHDAD, Links
from worker.alert.route import group_key, seconds
from worker.alert.rules import Node, Words, parse_rule
from worker.knowledge.wording import Wording

MOST_A_DAY = 20.0  # messages a day that a watch may make unless it says otherwise, or is forced
FEW = 5  # meetings told in a language below which its silence says nothing


class PastStore(Protocol):
    """The verbs that reading the history needs; storage.sql_meetings and storage.sql_entries say what each promises."""

    def list_meetings(
        self, *, since: date | None = None, until: date | None = None, actor: str | None = None, polity: str | None = None, limit: int = 50
    ) -> list[Meeting]: ...  # fmt: skip
    def tellings(self, meeting_id: int) -> list[Telling]: ...
    def list_transitions(self, meeting_id: int) -> list[Transition]: ...
    def get_entries(self, ids: Sequence[int]) -> list[Entry]: ...


class Past:
    """A meeting of the stored history. Its tellings, the steps of its life and its entries are read when they are asked for."""

    def __init__(self, meeting: Meeting, store: PastStore) -> None:
        self.meeting, self._store = meeting, store

    @cached_property
    def tellings(self) -> Sequence[Telling]:
        return self._store.tellings(self.meeting.id or 0)

    @cached_property
    def steps(self) -> Sequence[Transition]:
        return self._store.list_transitions(self.meeting.id or 0)

    @cached_property
    def entries(self) -> Mapping[int, Entry]:
        ids = sorted({telling.mention.entry_id or 0 for telling in self.tellings})
        return {entry.id or 0: entry for entry in self._store.get_entries(ids)}


def history(store: PastStore, *, since: date, until: date, limit: int = 20_000) -> list[Past]:
    """The meetings of these days, newest first."""
    return [Past(meeting, store) for meeting in store.list_meetings(since=since, until=until, limit=limit)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One hit: the meeting, why, and the languages in which a telling by itself fits."""

    meeting: Meeting
    reasons: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer of a back-test.

    Attributes:
        looked_at: meetings in the history; by_language: hits by language of the tellings that fit; told: meetings told in each language.
        by_week: hits by Monday of the week.
        messages: under the grouping of the watch; ungrouped: without it.
        absurd: more messages a day than allowed; the watch is not saved unless forced.
        warnings: as sentences.
    """

    days: int
    looked_at: int
    found: tuple[Found, ...]
    by_language: Mapping[str, int]
    told: Mapping[str, int]
    by_week: Mapping[date, int]
    ungrouped: int
    messages: int
    a_day: float
    absurd: bool
    warnings: tuple[str, ...]


def back_test(
    watch: Watch,
    history: Sequence[Past],
    *,
    days: int,
    today: date,
    offices: Offices = no_offices,
    before: History | None = None,
) -> Report:
    """Play the stored history to a watch.

    Args:
        history: meetings of the last `days` days.
        before: what novelty is asked of.

    Raises:
        RuleError: the rule means nothing.
    """
    node = parse_rule(watch.rule)
    pairs = named_pairs(node)
    found: list[Found] = []
    by_language: Counter[str] = Counter()
    told: Counter[str] = Counter()
    events: list[tuple[datetime, str]] = []
    ungrouped = 0
    for past in history:
        told.update(set(past.meeting.languages))
        why = _why(node, pairs, past, offices, before or NoHistory(), today)
        if why is None:
            continue
        languages = tuple(sorted(_languages(node, pairs, past, offices, before or NoHistory(), today)))
        by_language.update(languages)
        found.append(Found(meeting=past.meeting, reasons=why, languages=languages))
        happened = _events(watch, past)
        ungrouped += len(happened)
        key = group_key([str(one) for one in watch.options.get("group_by", ["meeting"])], watch, past.meeting)
        events += [(at, key) for at in happened]
    messages = _messages(events, watch)
    a_day = messages / max(1, days)
    most = float(watch.options.get("most_a_day", MOST_A_DAY))
    return Report(
        days=days,
        looked_at=len(history),
        found=tuple(sorted(found, key=lambda one: (one.meeting.date or today, one.meeting.key), reverse=True)),
        by_language=dict(sorted(by_language.items())),
        told=dict(sorted(told.items())),
        by_week=dict(sorted(Counter(_monday(one.meeting, today) for one in found).items())),
        ungrouped=ungrouped,
        messages=messages,
        a_day=a_day,
        absurd=a_day > most,
        warnings=tuple(_warnings(found, by_language, told, a_day, most, len(history))),
    )


def fits(
    watch: Watch, past: Past, *, today: date, offices: Offices = no_offices, before: History | None = None
) -> bool:
    """Whether a watch would have been told of a meeting at some time of its life. Raises RuleError."""
    node = parse_rule(watch.rule)
    return _why(node, named_pairs(node), past, offices, before or NoHistory(), today) is not None


def told_to(
    watch: Watch, store: PastStore, *, since: date, until: date, today: date, offices: Offices = no_offices, before: History | None = None
) -> list[tuple[Meeting, Sequence[Telling]]]:  # fmt: skip
    """The meetings of these days that a watch would have been told of, newest first, with their tellings. Raises RuleError."""
    past = history(store, since=since, until=until)
    hit = [one for one in past if fits(watch, one, today=today, offices=offices, before=before)]
    return [(one.meeting, one.tellings) for one in hit]


class WatchStore(PastStore, History, Protocol):
    """And what publishing a watch needs; storage.sql_alerts says what it promises."""

    def audience(self, subscriber_ids: Collection[int]) -> dict[int, tuple[Subscriber, tuple[Recipient, ...]]]: ...


def published(
    watch: Watch, store: WatchStore, form: str, *, now: datetime, offices: Offices, wording: Wording, links: Links,
    back: timedelta | None = None, language: str | None = None,
) -> bytes:  # fmt: skip
    """The meetings of a watch in one of the forms of `publish.MEDIA`: from so far back, in its subscriber's language where none is named. Raises RuleError."""
    today = now.astimezone(BAGHDAD).date()
    owner = store.audience([watch.subscriber_id]).get(watch.subscriber_id)
    told = told_to(
        watch, store, since=today - (publish.BACK[form] if back is None else back), until=today + publish.AHEAD, today=today,
        offices=offices, before=store,
    )  # fmt: skip
    return publish.publish(
        form, watch.key, watch.name, told, language=language or (owner[0].language if owner else "en"), wording=wording, now=now,
        links=links,
    )  # fmt: skip


def _phases(node: Node, past: Past) -> list[Phase]:
    """The phases in which a rule is tried: all of the meeting's life where it asks for one, else the last."""
    if not names(node, "transition"):
        return [past.meeting.phase]
    return list(dict.fromkeys([step.phase for step in past.steps] or [past.meeting.phase]))


def _texts(node: Node, past: Past) -> list[Entry | None]:
    if not any(isinstance(one, Words) for one in walk(node)):
        return [None]
    return [*past.entries.values()] or [None]


def _why(
    node: Node, pairs: frozenset[str], past: Past, offices: Offices, before: History, today: date
) -> tuple[str, ...] | None:
    """The reasons of a hit; None where nothing in the life of the meeting fits. Every phase and every telling is tried, as they came."""
    for phase in _phases(node, past):
        for entry in _texts(node, past):
            view = View(past.meeting, phase=phase, entry=entry, history=before, offices=offices, today=today)
            if holds(node, view, pairs):
                return reasons_of(node, view, pairs)
    return None


def _languages(
    node: Node, pairs: frozenset[str], past: Past, offices: Offices, before: History, today: date
) -> set[str]:
    """Languages with a telling that fits by itself: what one language lacks, another may hide."""
    fitting: set[str] = set()
    with_text = any(isinstance(one, Words) for one in walk(node))
    for telling in past.tellings:
        if telling.language in fitting:
            continue
        mention = telling.mention
        alone = replace(
            past.meeting, participants=mention.participants, topics=mention.topics, city=mention.city, country=mention.country,
            languages=(telling.language,), outlets=(telling.outlet,),
        )  # fmt: skip
        entry = past.entries.get(mention.entry_id or 0) if with_text else None
        for phase in _phases(node, past):
            view = View(alone, phase=phase, entry=entry, history=before, offices=offices, today=today)
            if holds(node, view, pairs):
                fitting.add(telling.language)
                break
    return fitting


def _events(watch: Watch, past: Past) -> list[datetime]:
    """When the watch would have been told of a meeting."""
    first = past.meeting.first_told_at
    if watch.notify == "new":
        return [first]
    later = {step.at for step in past.steps if step.at > first}
    if watch.notify == "reports":
        later |= {telling.told_at for telling in past.tellings if telling.told_at > first}
    return [first, *sorted(later)]


def _messages(events: Iterable[tuple[datetime, str]], watch: Watch) -> int:
    """How many messages the grouping of the watch makes of these."""
    wait, interval = seconds(watch.options.get("group_wait", 0)), seconds(watch.options.get("group_interval", 0))
    pending: dict[str, datetime] = {}  # group -> when its message goes out
    sent: dict[str, datetime] = {}
    messages = 0
    for at, key in sorted(events):
        due = pending.get(key)
        if due is not None and at <= due:
            continue
        last = sent.get(key)
        due = last + interval if last is not None and at < last + interval else at + wait
        messages += 1
        if due > at:
            pending[key] = due
        sent[key] = due
    return messages


def _monday(meeting: Meeting, today: date) -> date:
    day = meeting.date or meeting.first_told_at.date() or today
    return day - timedelta(days=day.weekday())


def _warnings(
    found: Sequence[Found], by_language: Counter[str], told: Counter[str], a_day: float, most: float, looked_at: int
) -> list[str]:
    said: list[str] = []
    if looked_at == 0:
        said.append("there is no history yet: nothing can be said of this watch")
    elif not found:
        said.append(f"it matches none of the {looked_at} meetings of the history")
    if found:
        said += [
            f"it never matches in {language}, though {count} meetings were told in it"
            for language, count in sorted(told.items())
            if count >= FEW and not by_language.get(language)
        ]
    if a_day > most:
        said.append(f"it would make {a_day:.1f} messages a day, more than {most:g}: narrow it, group it, or force it")
    return said
