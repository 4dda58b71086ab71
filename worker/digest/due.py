"""When a digest is due. Pure.

A digest belongs to a local day of its subscriber's zone and goes out once for it, at the local hour asked for. An hour that a change of
clocks skips goes out as much later (02:30 becomes 03:30); an hour that comes twice goes out the first time. One that could not go out in
time (the machine was off) is caught up for six hours, then skipped: its meetings stand in the next one, since a digest goes by watermark.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.records import Subscriber

CATCH_UP = timedelta(hours=6)
HOME = "Asia/Baghdad"
DAILY, WEEKLY = "daily", "weekly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A digest that is to be written now."""

    subscriber: Subscriber
    kind: str  # daily | weekly
    local_day: date
    due_at: datetime


def zone_of(name: str) -> ZoneInfo:
    """A named zone; Baghdad's where the name is not known."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo(HOME)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local wall time: moved forward over a gap, the first of two in a fold."""
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone).astimezone(UTC)


def hour_of(subscriber: Subscriber, kind: str) -> tuple[time, frozenset[int]] | None:
    """Local hour and ISO weekdays of a subscriber's digest; None for none of this kind.

    The weekly one is asked for in the rules: `{"weekly": {"weekday": 4, "at": "17:00"}}`.
    """
    if kind == DAILY:
        return (subscriber.digest_at, frozenset(subscriber.weekdays)) if subscriber.digest_at is not None else None
    asked = subscriber.rules.get("weekly")
    if not isinstance(asked, dict):
        return None
    try:
        return time.fromisoformat(str(asked.get("at", "08:00"))), frozenset({int(asked.get("weekday", 7))})
    except (ValueError, TypeError):
        return None


def find_due(subscriber: Subscriber, kind: str, last_day: date | None, *, now: datetime) -> Due | None:
    """The digest of this kind that is due, if any. `last_day` is the local day of the newest one that was written."""
    asked = hour_of(subscriber, kind)
    if asked is None:
        return None
    at, weekdays = asked
    zone = zone_of(subscriber.zone)
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        if day.isoweekday() not in weekdays or (last_day is not None and day <= last_day):
            continue
        due_at = instant(day, at, zone)
        if due_at <= now < due_at + CATCH_UP and subscriber.created_at <= due_at:
            return Due(subscriber=subscriber, kind=kind, local_day=day, due_at=due_at)
    return None


def next_due(subscriber: Subscriber, kind: str, *, now: datetime) -> datetime | None:
    """When the next digest goes out; None for none within two weeks."""
    asked = hour_of(subscriber, kind)
    if asked is None:
        return None
    at, weekdays = asked
    zone = zone_of(subscriber.zone)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(15))
    return next(
        (found for day in days if day.isoweekday() in weekdays and (found := instant(day, at, zone)) > now), None
    )
