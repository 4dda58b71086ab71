"""Is it alive, what did it read, what did it send, what did it skip and why: the figures behind `diwan status` and the digest's coverage."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from storage.records import FeedStatus
from storage.sql import Transaction
from worker.cli_out import console, print_table

HOLES_SHOWN = timedelta(days=7)  # as `diwan feeds health` does; those of one feed are all listed with it
UNWELL = (FeedStatus.FAILING, FeedStatus.BLOCKED, FeedStatus.GONE, FeedStatus.QUIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All instants UTC; counts are of the whole store unless named. `bytes` is the size of the database, `bytes_free` what of it new rows can
    take, `disk_free` what is left where it lies; None where that is another machine's."""

    now: datetime
    last_tick_at: datetime | None
    feeds: dict[str, int]
    unwell: list[dict[str, Any]]
    fetches_24h: dict[str, int]
    entries: dict[str, int]
    meetings: dict[str, int]
    deliveries: dict[str, int]
    quarantined: list[dict[str, Any]]
    dead: list[dict[str, Any]]
    notices: list[dict[str, Any]]
    holes: list[dict[str, Any]] = field(default_factory=list)
    bytes: int = 0
    bytes_free: int = 0
    disk_free: int | None = None


def read(tx: Transaction, *, now: datetime, disk_free: int | None = None) -> Status:
    """The figures as they stand now; `disk_free` is passed on."""
    size, free = tx.size()
    feeds = tx.list_feeds()
    names = {feed.id: feed.key for feed, _ in feeds}
    ticks = [one.at for one in tx.heartbeats() if one.name == "tick"]
    return Status(
        now=now,
        last_tick_at=ticks[0] if ticks else None,
        feeds=dict(Counter("paused" if feed.paused else str(state.status) for feed, state in feeds)),
        unwell=[
            {
                "feed": feed.key,
                "status": str(state.status),
                "reason": state.status_reason,
                "since": state.last_success_at,
            }
            for feed, state in feeds
            if state.status in UNWELL and not feed.paused
        ],
        fetches_24h=tx.fetch_counts(since=now - timedelta(hours=24)),
        entries=tx.entry_counts(),
        meetings=tx.meeting_counts(),
        deliveries=tx.delivery_counts(),
        quarantined=[
            {"entry": entry.id, "title": entry.title, "reason": why} for entry, why in tx.quarantined(limit=10)
        ],
        dead=[
            {"delivery": one.id, "channel": one.channel, "reason": one.last_error} for one in tx.dead_letters(limit=10)
        ],
        notices=[
            {"kind": one.kind, "subject": one.subject, "text": one.text, "at": one.at} for one in tx.list_notices()
        ],
        holes=[
            {"feed": names.get(one.feed_id), "from": one.from_at, "to": one.to_at, "reason": one.reason}
            for one in tx.list_holes(since=now - HOLES_SHOWN)
        ],
        bytes=size,
        bytes_free=free,
        disk_free=disk_free,
    )


def show(found: Status) -> None:
    """The figures for people."""
    if found.last_tick_at is None:
        console.print("[yellow]not running:[/yellow] no tick yet; `diwan run` starts it")
    else:
        age = (found.now - found.last_tick_at).total_seconds()
        alive = "[green]alive[/green]" if age < 90 else "[red]not running[/red]"
        console.print(f"{alive}: last tick {_ago(age)} ago")
    console.print(f"feeds       {_counts(found.feeds)}", soft_wrap=True)
    console.print(f"fetches 24h {_counts(found.fetches_24h)}", soft_wrap=True)
    console.print(f"entries     {_counts(found.entries)}", soft_wrap=True)
    console.print(f"meetings    {_counts(found.meetings)}", soft_wrap=True)
    console.print(f"deliveries  {_counts(found.deliveries)}", soft_wrap=True)
    left = "" if found.disk_free is None else f", {_bytes(found.disk_free)} left on its disk"
    inside = f" ({_bytes(found.bytes_free)} of it free)" if found.bytes_free > found.bytes / 10 else ""
    console.print(f"database    {_bytes(found.bytes)}{inside}{left}", soft_wrap=True)
    for title, columns, rows in (
        ("feeds that are not well", ("feed", "status", "reason"), found.unwell),
        ("may have missed", ("feed", "from", "to", "reason"), found.holes),
        ("quarantined entries", ("entry", "title", "reason"), found.quarantined),
        ("messages given up", ("delivery", "channel", "reason"), found.dead),
        ("notices", ("kind", "subject", "text"), found.notices),
    ):
        if rows:
            print_table(title, columns, [[row[column] for column in columns] for row in rows])


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "none"


def _bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


def _ago(seconds: float) -> str:
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.0f} h"
    )
