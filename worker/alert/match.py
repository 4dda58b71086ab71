"""Which watches a change of a meeting hits, what each is to be told, and what usual meetings did not happen. Pure."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from storage.records import Change, ChangeKind, Entry, Meeting, Phase, Status, Watch
from worker.alert.index import Rule, WatchIndex
from worker.alert.judge import History, NoHistory, View

_ENDED = (Phase.WITHDRAWN,)


class Why:
    """The reasons of one rule for one meeting, put together when they are asked for: most hits of a busy rule are told nobody anew."""

    __slots__ = ("_rule", "_said", "_view")

    def __init__(self, rule: Rule | None, view: View) -> None:
        self._rule, self._view = rule, view
        self._said: tuple[str, ...] = () if rule else ("told of this meeting before",)

    def said(self) -> tuple[str, ...]:
        if not self._said and self._rule is not None:
            self._said = self._rule.explain(self._view)
        return self._said


class Hit(NamedTuple):
    """A watch that is to be told of a change. Empty `kind`: it was told before, and has nothing to hear but an update of its message."""

    watch: Watch
    kind: str
    why: Why

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.why.said()


def match(
    change: Change,
    index: WatchIndex,
    *,
    entry: Entry | None,
    told: Mapping[int, Collection[str]],
    today: date,
    history: History | None = None,
) -> list[Hit]:
    """The watches that a change hits, each once, in the order of their rules.

    Args:
        told: what each watch was told of this meeting before: watch id -> kinds of its alerts.
        today: in Asia/Baghdad; stands in for a meeting without a day.

    Returns:
        A first match is `new`, whatever the change: a watch can begin to fit with the third report. Later ones are named by what happened
        (`held`, `postponed:2026-04-03`, `changed:4`, `report:17`) where the watch asked to hear of it, else they have no kind. A watch that
        was told follows corrections even where the meeting fits no more: who heard of it must hear that it is not so.
    """
    if change.backfill:
        return []
    view = View(
        change.meeting,
        phase=change.phase,
        entry=entry,
        history=history or NoHistory(),
        offices=index.offices,
        today=today,
    )
    hits: list[Hit] = []
    ended = change.meeting.phase in _ENDED or change.meeting.merged_into is not None
    for rule in () if ended else index.holding(view):
        why = Why(rule, view)
        if rule.asks_history:
            why.said()  # at once: the history goes on
        for watch in rule.watches:
            before = told and told.get(watch.id or 0)
            hits.append(Hit(watch, _later_kind(change, watch.notify, before) if before else "new", why))
    for watch_id in sorted(told.keys() - {hit.watch.id for hit in hits}) if told else ():
        told_rule = index.rule_of(watch_id)
        if told_rule is None or told_rule.names_transition or change.kind is ChangeKind.REPORT:
            continue
        watch = index.by_id[watch_id]
        hits.append(Hit(watch, _later_kind(change, watch.notify, told[watch_id]), Why(None, view)))
    return hits


def _later_kind(change: Change, notify: str, before: Collection[str]) -> str:
    """What to tell who was told `before`. A phase that comes again and makes another status (called off, announced anew, called off after all)
    is told again: the last word must be the true one."""
    if notify == "new":
        return "" if change.meeting.phase not in _ENDED else Phase.WITHDRAWN.value
    if change.phase is not None:
        kind = f"{change.phase.value}:{change.meeting.date}" if change.phase is Phase.POSTPONED else change.phase.value
        again = kind in before and any(one.name == "status" for one in change.fields)
        return f"{kind}:{change.meeting.version}" if again else kind
    if is_material(change):
        return f"changed:{change.meeting.version}"
    if notify == "reports" and change.entry_id is not None:
        return f"report:{change.entry_id}"
    return ""


def is_material(change: Change) -> bool:
    """Whether who was told before should be disturbed: what he was told is not so, or an announced meeting has got its day.

    What was not known before, and who else was in the room, is learnt from the message in place, or the digest.
    """
    for one in change.fields:
        if one.name in ("status", "city", "country", "mode") and one.before is not None:
            return True
        if one.name == "date" and (one.before is not None or change.meeting.status is Status.PLANNED):
            return True
        if one.name == "participants" and change.before is not None and _other_leads(change.before, change.meeting):
            return True
    return False


def _other_leads(before: Meeting, after: Meeting) -> bool:
    """Whether a side came or went, or is led by another named person; a name for an office that was known is no other person."""
    were = {p.polity: p.name for p in before.participants if p.lead}
    are = {p.polity: p.name for p in after.participants if p.lead}
    if were.keys() != are.keys():
        return True
    return any(were[polity] and are[polity] and were[polity] != are[polity] for polity in were)


def missing(index: WatchIndex, history: History, *, today: date) -> list[tuple[Watch, str, str, date]]:
    """Watches whose usual meeting did not happen: (watch, one side, other side, day they last met).

    Usual: at least three meetings of the named pair in the four spans before the last one; missing: none for a span since.
    """
    found: list[tuple[Watch, str, str, date]] = []
    for span, pair, rule in index.rhythms:
        one, _, other = pair.partition("|")
        days = sorted(history.days_met(one, other, since=today - timedelta(days=span * 6), until=today, without=None))
        if not days or (today - days[-1]).days < span:
            continue
        if sum(1 for day in days if (days[-1] - day).days <= span * 4) >= 3:
            found += [(watch, one, other, days[-1]) for watch in rule.watches]
    return found
