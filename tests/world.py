"""A small world on loopback for tests of the whole: recorded outlets, a mailbox, a Slack endpoint, and the settings to run against them."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import select

from storage.records import Feed, Recipient, Subscriber, Watch
from storage.sql import SqlStore, Transaction
from storage.tables import alerts, entries
from worker.deliver.email import message_id
from worker.demo.mailbox import Mailbox
from worker.demo.play import DAY, EVENING, OUTLETS, RECORDINGS, WATCHES
from worker.demo.replay import Replay

ROOT = Path(__file__).parents[1]


@dataclass
class World:
    """Settings and sinks; `store()` opens the database of the settings."""

    folder: Path
    replay: Replay
    mailbox: Mailbox
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> str:
        return self.environment["DIWAN_DATABASE_URL"]

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.environment["DIWAN_CLOCK_OFFSET"]))

    @contextlib.contextmanager
    def store(self) -> Iterator[SqlStore]:
        with SqlStore.open(self.database, upgrade=True) as opened:
            yield opened

    def prepare(self) -> None:
        """The feeds, a subscriber with two addresses, and watches. A digest is due at once."""
        now = self.now()
        with self.store() as store, store.transaction() as tx:
            tx.sync_feeds([self._feed(name) for name in self.replay.feeds()], now=now)
            desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=now - timedelta(days=1)))
            assert desk.id is not None
            for channel, address in (("email", "desk@example.org"), ("slack", f"{self.replay.url}/services/T/B/x")):
                tx.keep_recipient(Recipient(subscriber_id=desk.id, channel=channel, address=address, label=channel))
            for key, name, rule in WATCHES:
                tx.keep_watch(Watch(key=key, subscriber_id=desk.id, name=name, rule=rule, created_at=now))

    def _feed(self, name: str) -> Feed:
        outlet, group = OUTLETS[name.split("-")[0]]
        return Feed(
            key=name,
            outlet=outlet,
            url=f"{self.replay.url}/feeds/{name}.xml",
            language=name.partition("-")[2],
            owner_group=group,
        )

    def reveal(self) -> None:
        """The outlets publish the rest of the day, and all feeds are due."""
        self.replay.look = 2
        with self.store() as store, store.transaction() as tx:
            tx.fetch_now(now=self.now())

    def quiet(self) -> bool:
        """Whether every feed was read at the current look, every entry settled, every message sent."""
        with self.store() as store, store.reading() as tx:
            read = all(self._read_whole(feed.key, _keys(tx, feed.id)) for feed, _ in tx.list_feeds())
            waiting = tx.entry_counts().get("pending", 0) or tx.delivery_counts().get("pending", 0)
        return read and not waiting

    def _read_whole(self, name: str, keys: set[str]) -> bool:
        body = self.replay.body(name) or b""
        return len(keys) >= len(re.findall(rb"<item>", body))

    def outcome(self) -> dict[str, Any]:
        """What came of it, without ids and instants: comparable between runs."""
        with self.store() as store, store.reading() as tx:
            meetings = {one.id: one for one in tx.list_meetings(limit=1000)}
            shown = {id_: _shown(one) for id_, one in meetings.items()}
            return {
                "entries": sorted(_keys(tx)),
                "meetings": Counter(shown.values()),
                "alerts": Counter(
                    (watch, shown.get(meeting, "?"), kind)
                    for watch, meeting, kind in tx.connection.execute(
                        select(alerts.c.watch_id, alerts.c.meeting_id, alerts.c.kind)
                    )
                    if not kind.startswith("changed:")  # which telling corrects which depends on the order they come in
                ),
            }

    def sent(self) -> tuple[Counter[str], set[str]]:
        """How often each mail came, by Message-ID; and the Message-IDs of the mails that the outbox calls sent."""
        received = Counter(str(mail["Message-ID"]) for mail in self.mailbox.mails)
        with self.store() as store, store.reading() as tx:
            sent = [one for one in tx.list_deliveries(state="sent", limit=10_000) if one.channel == "email"]
        return received, {message_id(one.key, "localhost") for one in sent}


def _keys(tx: Transaction, feed_id: int | None = None) -> set[str]:
    """Keys of the entries of one feed, or of all."""
    query = select(entries.c.key) if feed_id is None else select(entries.c.key).where(entries.c.feed_id == feed_id)
    return set(tx.connection.execute(query).scalars())


def _shown(meeting: Any) -> str:
    leads = sorted(f"{one.actor}" for one in meeting.participants if one.lead)
    return f"{'+'.join(leads)} {meeting.date} {meeting.phase} {meeting.mentions}"


@contextlib.contextmanager
def a_world(folder: Path, **environment: str) -> Iterator[World]:
    """Outlets and sinks on loopback; settings for a quick, small installation in `folder`."""
    with Replay(RECORDINGS, DAY) as replay, Mailbox() as mailbox:
        world = World(folder, replay, mailbox)
        world.environment = {
            "DIWAN_HOME": str(folder),
            "DIWAN_DATABASE_URL": f"sqlite:///{folder / 'diwan.sqlite3'}",
            "DIWAN_BROKER_URL": "memory://",
            "DIWAN_TICK_SECONDS": "0.5",
            "DIWAN_LEASE_SECONDS": "9",
            "DIWAN_CATALOGUE": str(folder / "feeds.toml"),
            "DIWAN_ALLOW_ADDRESSES": "127.0.0.0/8",
            "DIWAN_HOST_GAP_SECONDS": "0",
            "DIWAN_READ_PAGES": "false",
            "DIWAN_SMTP_HOST": "127.0.0.1",
            "DIWAN_SMTP_PORT": str(mailbox.port),
            "DIWAN_SMTP_SECURITY": "none",
            "DIWAN_LOG_LEVEL": "WARNING",
            "DIWAN_LOG_FORMAT": "json",
            "DIWAN_CLOCK_OFFSET": str((EVENING - datetime.now(UTC)).total_seconds()),
        } | environment
        (folder / "feeds.toml").write_text("", encoding="utf-8")
        yield world


def start(world: World, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A `diwan` process of its own session, with the world's settings; its log goes to `diwan.log` in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIWAN_")}
    with (world.folder / "diwan.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "worker.cli", *arguments],
            env=kept | world.environment | dict(environment or {}),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to a process and all its children, by pid."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    process.kill()
    process.wait()


def wait_for(ready: Callable[[], bool], *, seconds: float, world: World, what: str) -> None:
    """Until `ready()`; AssertionError with the end of the log where it does not come."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            log = (world.folder / "diwan.log").read_text(encoding="utf-8", errors="replace")[-3000:]
            raise AssertionError(f"{what}: not within {seconds:.0f} s\n{log}")
        time.sleep(0.1)
