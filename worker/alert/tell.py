"""From what happened to a meeting to rows in the outbox: who is told, once, and by which message.

`tell` runs inside the transaction that commits the meeting, so that a crash before the commit leaves nothing and after it loses nothing;
alerts are unique by (watch, meeting, kind) and messages by key, so that running twice tells nobody twice. What is not told at once (groups,
quiet hours, ceilings) waits as rows; `tell_due` sends what is due of them. Both only read and write through an `AlertStore`.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from storage.records import (
    Alert,
    Change,
    ChangeKind,
    Delivery,
    DeliveryState,
    Entry,
    Json,
    Meeting,
    Message,
    Phase,
    Recipient,
    Silence,
    Status,
    Subscriber,
    Telling,
    Wait,
    WaitState,
    Watch,
)
from worker.alert.index import WatchIndex
from worker.alert.judge import NoHistory, View, holds
from worker.alert.match import Hit, match, missing
from worker.alert.render import Item, Links, render
from worker.alert.route import Way, priority_of, ways
from worker.alert.rules import RuleError, parse_rule
from worker.knowledge.wording import Wording, wording

BAGHDAD = ZoneInfo("Asia/Baghdad")
MAX_AGE = timedelta(hours=48)  # an entry older than this is no news: digests tell it, alerts do not
REPEATED_FOR = timedelta(days=30)  # so long a meeting without a day is remembered to somebody
FLOOD_LEAST = 20  # alerts of a watch in an hour that are never a flood
FLOOD_TIMES = 10  # times the usual of the last seven days
MOST_TOLD = 300  # alerts in one message; the others are counted


class AlertStore(Protocol):
    """The verbs on an open writing transaction that telling needs; storage.sql_alerts says what each promises."""

    def told_of(self, meeting_id: int) -> dict[int, set[str]]: ...
    def add_alerts(self, batch: Sequence[Alert]) -> list[Alert]: ...
    def get_alerts(self, ids: Sequence[int]) -> dict[int, Alert]: ...
    def alert_counts(self, watch_ids: Collection[int], *, since: datetime) -> dict[int, int]: ...
    def audience(self, subscriber_ids: Collection[int]) -> dict[int, tuple[Subscriber, tuple[Recipient, ...]]]: ...
    def messages_since(self, recipient_ids: Collection[int], *, since: datetime) -> dict[int, int]: ...
    def days_met(self, one: str, other: str, *, since: date, until: date, without: int | None) -> Sequence[date]: ...
    def list_silences(self, *, active_at: datetime | None = None) -> list[Silence]: ...
    def in_thread(self, recipient_ids: Sequence[int], thread: str) -> set[int]: ...
    def tellings_of(self, meeting_ids: Sequence[int]) -> dict[int, tuple[Telling, ...]]: ...
    def get_meetings(self, ids: Sequence[int]) -> list[Meeting]: ...
    def survivor(self, meeting_id: int) -> int: ...
    def list_meetings(
        self, *, since: date | None = None, until: date | None = None, actor: str | None = None, polity: str | None = None, limit: int = 50
    ) -> list[Meeting]: ...  # fmt: skip
    def add_deliveries(self, batch: Sequence[Delivery]) -> int: ...
    def add_waits(self, batch: Sequence[Wait]) -> int: ...
    def group_state(self, recipient_id: int, group_key: str) -> tuple[datetime | None, datetime | None]: ...
    def take_waits(self, *, now: datetime, limit: int = 500) -> list[Wait]: ...
    def notify(self, kind: str, subject: str, text: str, *, now: datetime) -> None: ...
    def settle_waits(self, ids: Sequence[int], state: WaitState, *, now: datetime, reason: str = "") -> int: ...
    def postpone_waits(self, ids: Sequence[int], *, due_at: datetime, group_key: str | None, reason: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of it: new alerts, new rows in the outbox, and alerts that wait."""

    alerts: int = 0
    deliveries: int = 0
    waiting: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(
            alerts=self.alerts + other.alerts, deliveries=self.deliveries + other.deliveries, waiting=self.waiting + other.waiting
        )  # fmt: skip


def tell(
    tx: AlertStore,
    index: WatchIndex,
    entry: Entry | None,
    changes: Iterable[Change],
    *,
    now: datetime,
    links: Links | None = None,
    words: Wording | None = None,
) -> Told:
    """Tell of changes whoever watches for them.

    Args:
        entry: the telling that brought the changes; None where time or a person did.
        index: of the watches as they are now; a stale one costs an alert about a watch that is gone, nothing else.

    Back-fill, and entries older than `MAX_AGE` (or the watch's own `max_age_hours`), alert nobody.
    """
    teller = Teller(tx, index, now=now, links=links, words=words)
    teller.hear(entry, changes)
    return teller.say()


def tell_due(
    tx: AlertStore,
    index: WatchIndex,
    *,
    now: datetime,
    links: Links | None = None,
    words: Wording | None = None,
    limit: int = 500,
) -> Told:
    """Send the groups that are due: one message for each. Safe to run from several places at once."""
    return Teller(tx, index, now=now, links=links, words=words).tell_due(limit)


def tell_missing(
    tx: AlertStore, index: WatchIndex, *, now: datetime, links: Links | None = None, words: Wording | None = None
) -> Told:
    """Tell of usual meetings that did not happen. Once for each missing one; a process looks once an hour, however often
    it is asked."""
    return Teller(tx, index, now=now, links=links, words=words).tell_missing()


class Teller:
    """Tells of all that happens in one transaction, in as few statements as one change takes.

    `hear` looks for the watches that a change hits, at once, so that what asks for novelty sees the meetings of earlier changes and not of later
    ones. `say` keeps the alerts and puts the messages into the outbox; without it nothing is told.
    """

    def __init__(
        self,
        tx: AlertStore,
        index: WatchIndex,
        *,
        now: datetime,
        links: Links | None = None,
        words: Wording | None = None,
    ) -> None:
        self.tx, self.index, self.now, self.links, self.words = tx, index, now, links, words or wording()
        self._silences: list[Silence] | None = None
        self._heard: list[tuple[Change, list[Hit]]] = []
        self._told = Told()

    @property
    def silences(self) -> list[Silence]:
        if self._silences is None:
            self._silences = self.tx.list_silences(active_at=self.now)
        return self._silences

    # -- a change ------------------------------------------------------------------------------------------------------

    def hear(self, entry: Entry | None, changes: Iterable[Change]) -> None:
        """Take in changes that an entry brought, in their order. Back-fill is passed over."""
        for change in changes:
            if not change.backfill and not (entry is not None and entry.backfill):
                self._hear(entry, change)

    def _hear(self, entry: Entry | None, change: Change) -> None:
        meeting_id = change.meeting.id
        if meeting_id is None:
            raise ValueError("a change is told after its meeting is kept: it has no id")
        if change.kind not in _OF_ONE_MEETING or any(one.meeting.id == meeting_id for one, _ in self._heard):
            self._flush()  # what was told of it, or of one merged into it, must be in the store before it is asked
        before = {} if change.kind is ChangeKind.NEW else self.tx.told_of(meeting_id)
        today = self.now.astimezone(BAGHDAD).date()
        hits = [
            hit
            for hit in match(change, self.index, entry=entry, told=before, today=today, history=self.tx)
            if not _too_old(entry, change, hit, self.now)
        ]
        if hits:
            self._heard.append((change, hits))

    def say(self) -> Told:
        """Tell of what was heard. Returns what came of all that this teller was given."""
        self._flush()
        return self._told

    def _flush(self) -> None:
        heard, self._heard = self._heard, []
        alerts = self.tx.add_alerts(
            [
                Alert(watch_id=hit.watch.id or 0, meeting_id=change.meeting.id or 0, kind=hit.kind, reasons=hit.reasons, at=self.now)
                for change, hits in heard
                for hit in hits
                if hit.kind
            ]
        )  # fmt: skip
        added = {(one.meeting_id, one.watch_id): one for one in alerts}
        stories = [_Story.of(change, hits, added) for change, hits in heard]
        stories = [one for one in stories if one.loud or one.idle]
        if not stories:
            return
        people = self.tx.audience({hit.watch.subscriber_id for _, hits in heard for hit in hits})
        tellings = self.tx.tellings_of([one.change.meeting.id or 0 for one in stories])
        told = Told(alerts=len(alerts)) + self._say(stories, people, tellings)
        for one in stories:
            told = told + self._update(one.change, one.idle, people, tellings[one.change.meeting.id or 0])
        self._told = self._told + told

    def _say(
        self,
        stories: Sequence["_Story"],
        people: Mapping[int, tuple[Subscriber, tuple[Recipient, ...]]],
        tellings: Mapping[int, tuple[Telling, ...]],
    ) -> Told:
        floods = self._floods([one for story in stories for one in story.loud])
        direct: list[tuple[_Story, dict[int, _Direct]]] = []
        waits: list[Wait] = []
        messages: list[Delivery] = []
        for story in stories:
            at_once: dict[int, _Direct] = {}
            meeting = story.change.meeting
            for alert, hit in story.loud:
                subscriber, recipients = people.get(hit.watch.subscriber_id, (None, ()))
                if subscriber is None:
                    continue
                muted = self._muted(subscriber, hit.watch, meeting)
                flood = floods.get(alert.id)
                for way in ways(subscriber, recipients, hit.watch, meeting, now=self.now):
                    if muted is not None:
                        waits.append(self._wait(alert, way, state=WaitState.MUTED, reason=muted))
                    elif flood is not None:
                        waits.append(
                            self._wait(alert, way, state=WaitState.HELD, reason="held back by the flood guard")
                        )
                        messages.append(self._flood_notice(hit.watch, subscriber, way.recipient, flood))
                    elif way.direct:
                        _, same, mine = at_once.get(way.recipient.id or 0, (subscriber, way, []))
                        # what is critical takes the others with it
                        freest = min(same, way, key=lambda one: one.ceiling > 0)
                        at_once[way.recipient.id or 0] = (subscriber, freest, [*mine, (alert, hit)])
                    else:
                        waits.append(self._wait(alert, way))
                    waits += self._repeat(alert, way, meeting) if muted is None else []
            direct.append((story, at_once))
        counts = self._counts([way for _, at_once in direct for _, way, _ in at_once.values()])
        for story, at_once in direct:
            for recipient_id, (subscriber, way, mine) in at_once.items():
                if way.ceiling and counts[recipient_id] >= way.ceiling:
                    waits += [self._wait(alert, way, over=True) for alert, _ in mine]
                    continue
                counts[recipient_id] += 1
                item = Item(
                    meeting=story.change.meeting,
                    kind=mine[0][0].kind,
                    watches=tuple((hit.watch, hit.reasons) for _, hit in mine),
                    tellings=tellings[story.change.meeting.id or 0],
                    change=story.change,
                )
                message = self._render([item], subscriber, way.recipient)
                first = mine[0][0].id
                messages.append(self._delivery(f"alert:{first}:{self._stamp}", way.recipient, message, alert_id=first))
        return Told(deliveries=self.tx.add_deliveries(_unique(messages)), waiting=self.tx.add_waits(waits))

    def _update(
        self,
        change: Change,
        idle: Sequence[Hit],
        people: Mapping[int, tuple[Subscriber, tuple[Recipient, ...]]],
        tellings: tuple[Telling, ...],
    ) -> Told:
        """Bring messages up to date that stand where they can be edited; nobody is disturbed."""
        wanted: dict[int, tuple[Subscriber, Recipient, list[Hit]]] = {}
        for hit in idle:
            subscriber, recipients = people.get(hit.watch.subscriber_id, (None, ()))
            if subscriber is None:
                continue
            for way in ways(subscriber, recipients, hit.watch, change.meeting, now=self.now):
                if way.recipient.can_edit and way.recipient.id is not None:
                    wanted.setdefault(way.recipient.id, (subscriber, way.recipient, []))[2].append(hit)
        if not wanted:
            return Told()
        messages: list[Delivery] = []
        for recipient_id in sorted(self.tx.in_thread(sorted(wanted), change.meeting.key)):
            subscriber, recipient, hits = wanted[recipient_id]
            item = Item(
                meeting=change.meeting, kind="", watches=tuple((hit.watch, hit.reasons) for hit in hits), tellings=tellings, change=change,
            )  # fmt: skip
            message = replace(self._render([item], subscriber, recipient), quiet=True)
            messages.append(self._delivery(f"update:{change.meeting.key}:{change.meeting.version}", recipient, message))
        return Told(deliveries=self.tx.add_deliveries(messages))

    # -- what waited ---------------------------------------------------------------------------------------------------

    def tell_due(self, limit: int) -> Told:
        taken = self.tx.take_waits(now=self.now, limit=limit)
        if not taken:
            return Told()
        alerts = self.tx.get_alerts(sorted({one.alert_id for one in taken}))
        survivors = {alert.meeting_id: self.tx.survivor(alert.meeting_id) for alert in alerts.values()}
        meetings = {one.id or 0: one for one in self.tx.get_meetings(sorted(set(survivors.values())))}
        watches = {id_: watch for id_ in {a.watch_id for a in alerts.values()} if (watch := self.index.by_id.get(id_))}
        people = self.tx.audience({watch.subscriber_id for watch in watches.values()})
        recipients = {r.id or 0: (who, r) for who, addresses in people.values() for r in addresses}
        untold = {
            (one.recipient_id, alert.watch_id, survivors[alert.meeting_id])
            for one in taken
            if (alert := alerts.get(one.alert_id)) and alert.kind == "new" and one.purpose == "first"
        }
        groups: dict[tuple[int, str, bool], list[Wait]] = {}
        told = Told()
        for wait in taken:
            alert = alerts.get(wait.alert_id)
            watch = watches.get(alert.watch_id) if alert else None
            meeting = meetings.get(survivors[alert.meeting_id]) if alert else None
            if alert is None or watch is None or meeting is None or wait.recipient_id not in recipients:
                self._settle([wait], WaitState.DROPPED, "the watch or its recipient is gone")
            elif reason := self._idle(wait, meeting, watch, recipients[wait.recipient_id][0]):
                self._settle([wait], WaitState.MUTED, reason)
            elif meeting.phase is Phase.WITHDRAWN and (wait.recipient_id, watch.id, meeting.id) in untold:
                self._settle([wait], WaitState.MUTED, "inhibited: it was withdrawn before anybody was told")
            else:
                key = _OF_MEETING.sub(f"meeting={meeting.key}", wait.group_key)  # of one that lives on in another, too
                group = key if wait.purpose == "first" else f"{key}|{wait.purpose}"
                critical = priority_of(watch) == "critical"  # it passes quiet hours, and takes nobody through them
                groups.setdefault((wait.recipient_id, group, critical), []).append(wait)
        for (recipient_id, *_), waits in groups.items():
            subscriber, recipient = recipients[recipient_id]
            told = told + self._tell_group(waits, subscriber, recipient, alerts, watches, meetings, survivors)
        return told

    def _idle(self, wait: Wait, meeting: Meeting, watch: Watch, subscriber: Subscriber) -> str | None:
        """Why what waited is not said any more."""
        if wait.purpose != "first" and watch.paused:
            return "inhibited: the watch rests"
        if wait.purpose != "first" and meeting.status is not Status.PLANNED:
            return f"inhibited: the meeting is {meeting.phase.value} meanwhile"
        if wait.purpose != "first" and meeting.date and meeting.date < self.now.astimezone(BAGHDAD).date():
            return "inhibited: the day of the meeting has passed"
        if wait.purpose != "first" and meeting.date is None and self.now - meeting.first_told_at > REPEATED_FOR:
            return "inhibited: it was announced for no day, and nothing was heard for a month"
        return self._muted(subscriber, watch, meeting)

    def _tell_group(
        self,
        waits: Sequence[Wait],
        subscriber: Subscriber,
        recipient: Recipient,
        alerts: Mapping[int, Alert],
        watches: Mapping[int, Watch],
        meetings: Mapping[int, Meeting],
        survivors: Mapping[int, int],
    ) -> Told:
        first = alerts[waits[0].alert_id]
        way = next(
            (
                one
                for one in ways(
                    subscriber,
                    [recipient],
                    watches[first.watch_id],
                    meetings[survivors[first.meeting_id]],
                    now=self.now,
                )
            ),
            None,
        )
        released = waits[0].group_key.startswith(("over:", "released:"))
        if way is not None and way.quiet_until is not None:
            self.tx.postpone_waits(
                [one.id or 0 for one in waits], due_at=way.quiet_until, group_key=None, reason="quiet hours"
            )
            return Told()
        if way is not None and way.ceiling and not released:
            counted = self.tx.messages_since([recipient.id or 0], since=_hour(self.now)).get(recipient.id or 0, 0)
            if counted >= way.ceiling:
                self.tx.postpone_waits(
                    [one.id or 0 for one in waits], due_at=_hour(self.now) + timedelta(hours=1), group_key=f"over:{_hour(self.now):%d%H}",
                    reason=f"over the ceiling of {way.ceiling} messages an hour",
                )  # fmt: skip
                return Told()
        items = self._items(waits, alerts, watches, meetings, survivors)
        message = self._render(items[:MOST_TOLD], subscriber, recipient, more=max(0, len(items) - MOST_TOLD))
        key = f"group:{waits[0].id}:{self._stamp}"
        added = self.tx.add_deliveries([self._delivery(key, recipient, message, alert_id=first.id)])
        self._settle(waits, WaitState.TOLD, "")
        repeats: list[Wait] = []
        for wait in waits:
            if way is not None and way.repeat is not None and wait.purpose.startswith("repeat:"):
                number = int(wait.purpose.partition(":")[2]) + 1
                repeats.append(
                    replace(wait, id=None, purpose=f"repeat:{number}", due_at=self.now + way.repeat, created_at=self.now, state=WaitState.WAITING)
                )  # fmt: skip
        return Told(deliveries=added, waiting=self.tx.add_waits(repeats))

    def _items(
        self,
        waits: Sequence[Wait],
        alerts: Mapping[int, Alert],
        watches: Mapping[int, Watch],
        meetings: Mapping[int, Meeting],
        survivors: Mapping[int, int],
    ) -> list[Item]:
        """One for each meeting, as it stands now: what it was when the alert came is no news any more."""
        by_meeting: dict[int, list[tuple[Alert, Wait]]] = {}
        for wait in waits:
            alert = alerts[wait.alert_id]
            by_meeting.setdefault(survivors[alert.meeting_id], []).append((alert, wait))
        items: list[Item] = []
        tellings = self.tx.tellings_of(list(by_meeting)[:10])
        for meeting_id, mine in by_meeting.items():
            said = {alert.watch_id: (watches[alert.watch_id], alert.reasons) for alert, _ in mine}
            kinds = [alert.kind for alert, _ in mine]
            kind = "repeat" if mine[-1][1].purpose != "first" else "new" if "new" in kinds else kinds[-1]
            told = tellings.get(meeting_id, ())
            items.append(Item(meeting=meetings[meeting_id], kind=kind, watches=tuple(said.values()), tellings=told))
        return items

    # -- what did not happen -------------------------------------------------------------------------------------------

    def tell_missing(self) -> Told:
        asked = self.index.rhythms_asked_at
        if not self.index.rhythms or (asked is not None and timedelta() <= self.now - asked < timedelta(hours=1)):
            return Told()
        self.index.rhythms_asked_at = self.now
        today = self.now.astimezone(BAGHDAD).date()
        told = Told()
        for watch, one, other, last in missing(self.index, self.tx, today=today):
            meeting = self._met_on(one, other, last)
            if meeting is None or watch.id is None:
                continue
            kind = f"missing:{last}"
            reasons = (f"no meeting of {one} and {other} since {last}",)
            alerts = self.tx.add_alerts(
                [Alert(watch_id=watch.id, meeting_id=meeting.id or 0, kind=kind, reasons=reasons, at=self.now)]
            )
            people = self.tx.audience({watch.subscriber_id})
            for alert in alerts:
                subscriber, recipients = people.get(watch.subscriber_id, (None, ()))
                if subscriber is None or self._muted(subscriber, watch, meeting) is not None:
                    continue
                told = told + Told(alerts=1)
                for way in ways(subscriber, recipients, watch, meeting, now=self.now):
                    said = self._missing_message(subscriber, way.recipient, watch, meeting, one, other, last)
                    delivery = self._delivery(f"alert:{alert.id}:{self._stamp}", way.recipient, said, alert_id=alert.id)
                    due = way.quiet_until or self.now
                    told = told + Told(deliveries=self.tx.add_deliveries([replace(delivery, due_at=due)]))
        return told

    def _met_on(self, one: str, other: str, day: date) -> Meeting | None:
        for meeting in self.tx.list_meetings(since=day, until=day, limit=500):
            sides = {p.actor for p in meeting.participants} | {p.polity for p in meeting.participants}
            if {one, other} <= sides:
                return meeting
        return None

    def _missing_message(
        self,
        subscriber: Subscriber,
        recipient: Recipient,
        watch: Watch,
        meeting: Meeting,
        one: str,
        other: str,
        last: date,
    ) -> Message:
        language = subscriber.language
        names = [self.words.actor(side, language) or self.words.polity(side, language) for side in (one, other)]
        said = self.words.phrase("missing", language, one=names[0], other=names[1], day=self.words.day(last, language))
        rendered = self._render([Item(meeting=meeting, kind="", watches=((watch, (said,)),))], subscriber, recipient)
        return replace(rendered, subject=said, text=f"{said}\n\n{rendered.text}", thread=None, blocks=(), html="")

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _floods(self, loud: Sequence[tuple[Alert, Hit]]) -> dict[int | None, int]:
        """Alerts, in their order, of watches that hit far more than they use to: id -> alerts of the watch in the last hour, up to it."""
        guarded = [
            (alert, hit.watch)
            for alert, hit in loud
            if hit.watch.id is not None and hit.watch.options.get("flood_guard", True)
        ]
        if not guarded:
            return {}
        lately = self.tx.alert_counts({alert.watch_id for alert, _ in guarded}, since=self.now - timedelta(hours=1))
        many = {id_: count for id_, count in lately.items() if count > FLOOD_LEAST}
        if not many:
            return {}
        week = self.tx.alert_counts(many, since=self.now - timedelta(days=7))
        count = Counter(many)
        count.subtract(alert.watch_id for alert, _ in guarded if alert.watch_id in many)  # before those of now
        floods: dict[int | None, int] = {}
        for alert, watch in guarded:
            if (id_ := alert.watch_id) not in many:
                continue
            count[id_] += 1
            if count[id_] > max(FLOOD_LEAST, FLOOD_TIMES * (week.get(id_, 0) - many[id_]) / 167):
                floods[alert.id] = count[id_]
                said = (
                    f"{count[id_]} alerts in an hour, held back; `diwan alerts release {watch.key}` sends or drops them"
                )
                self.tx.notify("flood", watch.key, said, now=self.now)
        return floods

    def _muted(self, subscriber: Subscriber, watch: Watch, meeting: Meeting) -> str | None:
        for silence in self.silences:
            if silenced(silence, subscriber, watch, meeting, today=self.now.astimezone(BAGHDAD).date()):
                return f"silenced by {silence.author} until {silence.ends_at:%Y-%m-%d %H:%M} UTC: {silence.reason}"
        return None

    def _wait(
        self, alert: Alert, way: Way, *, state: WaitState = WaitState.WAITING, reason: str = "", over: bool = False
    ) -> Wait:
        due, key = self.now, way.group_key
        if over:
            due, key, reason = (
                _hour(self.now) + timedelta(hours=1),
                f"over:{_hour(self.now):%d%H}",
                f"over the ceiling of {way.ceiling} messages an hour",
            )
        elif state is WaitState.WAITING:
            due_at, told_at = self.tx.group_state(way.recipient.id or 0, key)
            due = due_at or (
                max(self.now, told_at + way.interval)
                if told_at and told_at + way.interval > self.now
                else self.now + way.wait
            )
            if way.quiet_until is not None and way.quiet_until > due:
                due, reason = way.quiet_until, "quiet hours"
            reason = reason or "waits for its group"
        return Wait(
            alert_id=alert.id or 0, recipient_id=way.recipient.id or 0, group_key=key, due_at=due, state=state, reason=reason, created_at=self.now,
        )  # fmt: skip

    def _repeat(self, alert: Alert, way: Way, meeting: Meeting) -> list[Wait]:
        """A reminder of what is announced, muted later by the report that it was held."""
        if way.repeat is None or meeting.status is not Status.PLANNED or alert.kind != "new":
            return []
        return [
            Wait(
                alert_id=alert.id or 0, recipient_id=way.recipient.id or 0, group_key=way.group_key, purpose="repeat:1",
                due_at=self.now + way.repeat, reason="repeated while it is announced", created_at=self.now,
            )
        ]  # fmt: skip

    def _counts(self, direct: Iterable[Way]) -> Counter[int]:
        """Messages of this hour to each recipient that has a ceiling."""
        limited = {way.recipient.id or 0 for way in direct if way.ceiling}
        return Counter(self.tx.messages_since(limited, since=_hour(self.now)) if limited else {})

    def _render(self, items: Sequence[Item], subscriber: Subscriber, recipient: Recipient, *, more: int = 0) -> Message:
        return render(
            items,
            language=subscriber.language,
            wording=self.words,
            recipient_id=recipient.id or 0,
            channel=recipient.channel,
            links=self.links,
            more=more,
            zone=ZoneInfo(subscriber.zone),
        )

    @property
    def _stamp(self) -> str:
        """Beside an id in a key: SQLite gives the id of a row that was removed to the next one, and a message of that key was sent long ago."""
        return f"{int(self.now.timestamp()):x}"

    def _delivery(self, key: str, recipient: Recipient, message: Message, *, alert_id: int | None = None) -> Delivery:
        return Delivery(
            key=f"{key}:{recipient.id}", recipient_id=recipient.id or 0, channel=recipient.channel, message=message,
            state=DeliveryState.PENDING, due_at=self.now, created_at=self.now, alert_id=alert_id,
        )  # fmt: skip

    def _flood_notice(self, watch: Watch, subscriber: Subscriber, recipient: Recipient, count: int) -> Delivery:
        language = subscriber.language
        subject = self.words.phrase("flood", language, watch=watch.name, count=count)
        ask = self.words.phrase("flood_ask", language, key=watch.key)
        message = Message(subject=subject, text=f"{subject}\n\n{ask}\n", headers={"X-Diwan-Watch": watch.key})
        day = hashlib.sha256(f"{self.now:%Y-%m-%d %H}".encode()).hexdigest()[:8]  # one notice an hour
        return self._delivery(f"flood:{watch.id}:{day}", recipient, message)

    def _settle(self, waits: Sequence[Wait], state: WaitState, reason: str) -> None:
        self.tx.settle_waits([one.id or 0 for one in waits], state, now=self.now, reason=reason)


_OF_MEETING = re.compile(r"^meeting=[\w-]+(?=;|$)")
_Direct = tuple[Subscriber, Way, list[tuple[Alert, Hit]]]
_OF_ONE_MEETING = (ChangeKind.NEW, ChangeKind.TRANSITION, ChangeKind.REPORT)


@dataclass(frozen=True, slots=True)
class _Story:
    """A change with the alerts that are new, and the hits that only bring standing messages up to date."""

    change: Change
    loud: list[tuple[Alert, Hit]]
    idle: list[Hit]

    @classmethod
    def of(cls, change: Change, hits: Sequence[Hit], added: Mapping[tuple[int, int], Alert]) -> "_Story":
        found = [(added.get((change.meeting.id or 0, hit.watch.id or 0)), hit) for hit in hits]
        return cls(
            change,
            sorted(((alert, hit) for alert, hit in found if alert is not None), key=lambda one: one[0].id or 0),
            [hit for alert, hit in found if alert is None and not hit.kind],
        )


def silenced(silence: Silence, subscriber: Subscriber, watch: Watch, meeting: Meeting, *, today: date) -> bool:
    """Whether a silence matches: all that its matcher names must fit."""
    wanted: Json = silence.matcher
    for key, value in (("subscriber", subscriber.key), ("watch", watch.key), ("meeting", meeting.key)):
        if key in wanted and wanted[key] != value:
            return False
    if "rule" in wanted:
        try:
            node = parse_rule(wanted["rule"])
        except RuleError:
            return False  # it was checked when it was made; a rule that lost its meaning mutes nothing
        view = View(meeting, phase=meeting.phase, entry=None, history=NoHistory(), today=today)
        return holds(node, view)
    return bool(wanted)


def _too_old(entry: Entry | None, change: Change, hit: Hit, now: datetime) -> bool:
    """Whether what a watch would be told is no news. An entry that was told of and is revised is as new as its revision; of what time or a
    person brings, a meeting that a watch never heard of is as old as its own day."""
    hours = hit.watch.options.get("max_age_hours")
    most = timedelta(hours=float(hours)) if hours else MAX_AGE
    if entry is None:
        day = change.meeting.date or change.meeting.first_told_at.astimezone(BAGHDAD).date()
        ended = datetime.combine(day + timedelta(days=1), time(), tzinfo=BAGHDAD)
        return hit.kind == "new" and now - ended > most
    if entry.revision > 1 and hit.kind != "new":
        return False
    return now - (entry.published_at or entry.first_seen_at) > most


def _unique(messages: Sequence[Delivery]) -> list[Delivery]:
    """The first of each key, as the outbox would keep it."""
    return list({one.key: one for one in reversed(messages)}.values())[::-1]


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
