"""When an entry was published, and how sure that is: zones, clocks that lie, dates in the future, dates that are missing. Pure.

A source whose clock is off by hours (local time labelled GMT is the common case) is found by several entries from the future at once,
corrected, watched, and set right again when it is repaired. Instants in and out are aware UTC.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.records import Json, TimeQuality

AHEAD = timedelta(minutes=3)  # beyond this a date is ahead of our clock
FUTURE = timedelta(minutes=15)  # beyond this a date is not believed
STEP = 1800  # clocks are off by multiples of half an hour
LIARS = 5  # so many entries at once make a lie
OLD = timedelta(days=7)
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class Stated(NamedTuple):  # a tuple, as `Told`: both are made for each entry, at half the cost of a record
    """What the source says. `zoned`: without offset, read in the feed's zone. `relative`: "2 hours ago". `fresh`: not in the last document. `unread`: a date
    that says no instant, as one of another calendar."""

    at: datetime | None
    zoned: bool = False
    relative: bool = False
    fresh: bool = True
    unread: bool = False


class Told(NamedTuple):
    """What we make of it. `at` is never None: first sight stands in for what is missing or not believed."""

    at: datetime
    source: str
    quality: TimeQuality


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document's times. `memory` is what the feed's memory holds under "clock" from now on; `notice` says a change to the operator."""

    times: tuple[Told, ...]
    memory: Json
    notice: str = ""


def read_times(
    stated: Sequence[Stated], *, memory: Json, zone: str, last_read_at: datetime | None, now: datetime
) -> Reading:
    """Decide each entry's time, and whether the source's clock is to be corrected.

    Args:
        memory: `{"off": seconds, "since": ISO instant, "honest": count}`, or empty.
        last_read_at: when the document before this one was read; bounds the age of fresh entries.
    """
    memory, notice = _judge_clock(stated, dict(memory), zone, last_read_at, now)
    off, latest = timedelta(seconds=memory.get("off", 0)), now + FUTURE
    return Reading(times=tuple([_time(one, off, latest, now) for one in stated]), memory=memory, notice=notice)


def _judge_clock(
    stated: Sequence[Stated], memory: dict[str, Any], zone: str, last_read_at: datetime | None, now: datetime
) -> tuple[dict[str, Any], str]:
    off = int(memory.get("off", 0))
    honest = now + timedelta(seconds=off) + AHEAD
    ahead = [one.at for one in stated if one.at is not None and one.at > honest and not one.relative]
    liars = sorted([at - honest + AHEAD for at in ahead if at - honest + AHEAD < timedelta(hours=15)], reverse=True)
    if len(liars) >= LIARS:
        wrong = off + _step(liars[0], zone, now)
        return {"off": wrong, "since": now.isoformat(), "honest": 0}, (
            f"its clock is {_hours(wrong)} ahead ({len(liars)} entries from the future); dates are corrected"
        )
    if off:
        return _look_for_repair(stated, memory, off, last_read_at, now)
    return memory, ""


def _step(most: timedelta, zone: str, now: datetime) -> int:
    """The multiple of half an hour that brings the newest entry back to us. Local time labelled GMT explains more than it needs to: an
    entry may well be an hour old, so the zone's own offset is taken where it covers the lead."""
    seconds = (most - AHEAD).total_seconds()
    try:
        local = ZoneInfo(zone).utcoffset(now) or timedelta()
    except (ZoneInfoNotFoundError, ValueError):
        local = timedelta()
    if timedelta() < local and seconds <= local.total_seconds():
        return int(local.total_seconds())
    return math.ceil(seconds / STEP) * STEP


def _look_for_repair(
    stated: Sequence[Stated], memory: dict[str, Any], off: int, last_read_at: datetime | None, now: datetime
) -> tuple[dict[str, Any], str]:
    """A repaired clock gives fresh entries the hour it is; an unrepaired one gives them an hour to come."""
    if last_read_at is None:
        return memory, ""
    fresh = [one.at for one in stated if one.fresh and one.at is not None and not one.relative]
    if any(at > now + AHEAD for at in fresh):
        return memory | {"honest": 0}, ""
    honest = int(memory.get("honest", 0)) + sum(last_read_at - FUTURE <= at <= now + AHEAD for at in fresh)
    # a correction larger than the time since the last look makes an honest date look like an old one; a smaller one proves nothing
    if honest >= LIARS and timedelta(seconds=off) > now - last_read_at + FUTURE:
        return {}, f"its clock is right again; dates are no longer corrected by {_hours(off)}"
    return memory | {"honest": honest}, ""


def _time(one: Stated, off: timedelta, latest: datetime, now: datetime) -> Told:
    if one.at is None or one.at < EARLIEST:
        return Told(now, "first-seen", TimeQuality.UNREAD if one.unread else TimeQuality.MISSING)
    at = one.at - off if off and not one.relative else one.at
    if at > latest:
        return Told(now, "first-seen", TimeQuality.FUTURE)
    if one.relative:
        return Told(at, "feed", TimeQuality.RELATIVE)
    if off:
        return Told(at, "feed", TimeQuality.CORRECTED)
    return Told(at, "feed", TimeQuality.ZONED if one.zoned else TimeQuality.EXACT)


def is_backfill(published_at: datetime, *, first_read: bool, now: datetime) -> bool:
    """Whether an entry seen for the first time alerts nobody: it came with the feed's first fetch, or is older than seven days."""
    return first_read or published_at < now - OLD


def _hours(seconds: int) -> str:
    hours = seconds / 3600
    return f"{hours:g} hour{'s' if hours != 1 else ''}"
