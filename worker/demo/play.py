"""Play a recorded day through the real thing: the same tasks, beat schedule, broker, store and outbox as `diwan run`.

The clock is moved to that evening (DIWAN_CLOCK_OFFSET). The outlets show their morning first, which the system reads as its first import
and alerts nobody about; then they publish the rest of the day, and somebody is told.
"""

import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.records import DeliveryState, Feed, FeedStatus, Meeting, Recipient, Subscriber, Watch
from worker.cli_out import console, escape, print_table
from worker.clock import OFFSET, utcnow
from worker.demo.mailbox import Mailbox
from worker.demo.replay import Replay
from worker.errors import DiwanError

if TYPE_CHECKING:
    from worker.house import House

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "fixtures" / "feeds"
DAY = "2024-03-05"
BAGHDAD = timezone(timedelta(hours=3))
EVENING = datetime(2024, 3, 5, 20, tzinfo=BAGHDAD)
MOST_SECONDS = 55
OUTLETS = {
    "kurdistan24": ("Kurdistan 24", "kurdistan24"),
    "shafaq": ("Shafaq News", "shafaq"),
    "gated": ("An outlet behind a challenge", "gated"),
}
WATCHES = (
    ("france-kurdistan", "France and the Kurdistan Region", {"pair": ["FR", "IQ-KR"]}),
    ("coalition", "The coalition and its partners", {"polity": "COALITION"}),
    (
        "iraq-neighbours",
        "Iraq and its neighbours",
        {"all": [{"polity": "IQ"}, {"any": [{"polity": "TR"}, {"polity": "IR"}]}]},
    ),
)


def play(keep: Path, *, most_seconds: float = MOST_SECONDS) -> int:
    """Run the demo; leaves the database and the digest in `keep`. Exit code 0, or 1 where something did not arrive in time.

    Raises:
        DiwanError: the recordings are not there (an installed wheel has none), or the port could not be had.
    """
    if not RECORDINGS.is_dir():
        raise DiwanError(f"no recordings in {RECORDINGS}: the demo runs from a checkout of the repository")
    started = time.monotonic()
    shutil.rmtree(keep, ignore_errors=True)
    keep.mkdir(parents=True, mode=0o700)
    with Replay(RECORDINGS, DAY) as replay, Mailbox() as mailbox:
        _environment(keep, replay, mailbox)
        return _Show(keep, replay, mailbox, started, most_seconds).run()


def _environment(keep: Path, replay: Replay, mailbox: Mailbox) -> None:
    """Settings come from the environment only: no `.env` of the folder one stands in."""
    for name in [name for name in os.environ if name.startswith("DIWAN_")]:
        del os.environ[name]
    os.environ.update(
        DIWAN_HOME=str(keep.resolve()),
        DIWAN_DATABASE_URL=f"sqlite:///{(keep / 'diwan.sqlite3').resolve()}",
        DIWAN_BROKER_URL="memory://",
        DIWAN_TICK_SECONDS="1",
        DIWAN_ALLOW_ADDRESSES="127.0.0.0/8",
        DIWAN_HOST_GAP_SECONDS="0",
        DIWAN_READ_PAGES="false",  # the pages of the recorded entries are in the world, not here
        DIWAN_SMTP_HOST="127.0.0.1",
        DIWAN_SMTP_PORT=str(mailbox.port),
        DIWAN_SMTP_SECURITY="none",
        DIWAN_MAIL_FROM="Diwan <diwan@demo.example>",
        DIWAN_LOG_LEVEL="ERROR",
        DIWAN_PUBLIC_URL="http://127.0.0.1:8421",
        DIWAN_SECRET_KEY=secrets.token_hex(32),
    )
    os.environ[OFFSET] = str((EVENING - datetime.now(UTC)).total_seconds())
    _keep_settings(keep / "env")


def _keep_settings(path: Path) -> None:
    """What `diwan web` needs to answer the links of the demo's messages, on its day."""
    names = ("DIWAN_HOME", "DIWAN_DATABASE_URL", "DIWAN_PUBLIC_URL", "DIWAN_SECRET_KEY", OFFSET)
    path.touch(mode=0o600)
    path.write_text("".join(f"{name}={os.environ[name]}\n" for name in names), encoding="utf-8")


class _Show:
    def __init__(self, keep: Path, replay: Replay, mailbox: Mailbox, started: float, most_seconds: float) -> None:
        from worker import embedded, tasks
        from worker.app import Queue
        from worker.log import set_up

        set_up("ERROR")
        self.keep, self.replay, self.mailbox = keep, replay, mailbox
        self.started, self.most_seconds = started, most_seconds
        self.tasks: Any = tasks
        self.house: House = tasks.house()
        self.house.warm()
        self.embedded = embedded.Embedded(
            tasks.app, schedule=keep / "beat-schedule", queues=",".join(queue.value for queue in Queue)
        )
        self.run_until = embedded.run_until_signal

    def run(self) -> int:
        self._prepare()
        feeds = [*self.replay.feeds(), "gated"]
        console.print(
            f"Replaying {escape(f'{EVENING:%A %d %B %Y}')}: {len(feeds)} feeds on {self.replay.url}, "
            f"mail to 127.0.0.1:{self.mailbox.port}, Slack to the same server",
            soft_wrap=True,
        )
        self.tasks.kick(self.tasks.tick)
        steps = iter(self._steps())
        next(steps)
        code = self.run_until(self.embedded, done=lambda: next(steps, True), poll_seconds=0.1)
        if code or self.late:
            return code or 1
        self._tell()
        return 0

    def _prepare(self) -> None:
        now = utcnow()
        catalogue = [self._feed(name) for name in [*self.replay.feeds(), "gated"]]
        with self.house.store.transaction() as tx:
            tx.sync_feeds(catalogue, now=now)
            desk = tx.keep_subscriber(Subscriber(key="press-office", name="Press office", created_at=now))
            assert desk.id is not None
            for channel, address, label in (
                ("email", "press.office@demo.example", "press office"),
                ("slack", f"{self.replay.url}/services/T000/B000/demo", "#diplomacy"),
            ):
                tx.keep_recipient(Recipient(subscriber_id=desk.id, channel=channel, address=address, label=label))
            for key, name, rule in WATCHES:
                tx.keep_watch(Watch(key=key, subscriber_id=desk.id, name=name, rule=rule, created_at=now))

    def _feed(self, name: str) -> Feed:
        outlet, group = OUTLETS[name.split("-")[0]]
        language = name.partition("-")[2] or None
        return Feed(
            key=name,
            outlet=outlet,
            url=f"{self.replay.url}/feeds/{name}.xml",
            language=language,
            owner_group=group,
            confidence="A",
        )

    # -- progress

    late = False

    def _steps(self) -> Any:
        """A generator that is asked again and again whether all is done."""
        yield False
        yield from self._wait("the morning", self._all_read)
        self.replay.look = 2
        with self.house.store.transaction() as tx:
            tx.fetch_now(now=utcnow())
        yield from self._wait("the rest of the day", self._all_read)
        with self.house.store.transaction() as tx:  # the day is read: the digest's hour has come
            desk = tx.get_subscriber("press-office")
            tx.keep_subscriber(replace(desk, digest_at=utcnow().astimezone(BAGHDAD).time()))
        yield from self._wait("alerts and digest", self._all_sent)
        yield True

    def _wait(self, what: str, ready: Callable[[], bool]) -> Any:
        began = utcnow()
        self.since = began
        while not ready():
            if time.monotonic() - self.started > self.most_seconds:
                self.late = True
                console.print(
                    f"[red]not done after {self.most_seconds:.0f} s[/red]: {what}; `diwan status` in {self.keep} tells more"
                )
                yield True
            yield False
        with self.house.store.reading() as tx:
            entries, meetings, gone = tx.entry_counts(), tx.meeting_counts(), tx.delivery_counts().get("sent", 0)
        console.print(
            f"  {time.monotonic() - self.started:4.1f} s  {what}: {sum(entries.values())} entries read, "
            f"{sum(meetings.values())} meetings, {gone} message{'' if gone == 1 else 's'} sent"
        )

    def _all_read(self) -> bool:
        with self.house.store.reading() as tx:
            fetched = all(state.last_fetch_at and state.last_fetch_at >= self.since for _, state in tx.list_feeds())
            return fetched and not tx.entry_counts().get("pending")

    def _all_sent(self) -> bool:
        with self.house.store.reading() as tx:
            waiting = tx.delivery_counts().get("pending", 0)
            digests = [one for one in tx.list_deliveries(state=DeliveryState.SENT, limit=1000) if one.digest_id]
        return bool(digests) and not waiting

    # -- what came of it

    def _tell(self) -> None:
        with self.house.store.reading() as tx:
            meetings = tx.list_meetings(limit=100)
            feeds = tx.list_feeds()
        print_table(
            "Meetings", ("who met whom", "where", "when", "status", "topics", "told"), [_row(one) for one in meetings]
        )
        alerts = [mail for mail in self.mailbox.mails if not _is_digest(mail)]
        print_table(
            "Mails received (SMTP on loopback)",
            ("subject", "id"),
            [(str(mail["Subject"]).strip(), mail["Message-ID"]) for mail in self.mailbox.mails],
        )
        print_table("Slack messages received", ("text",), [(body.get("text", ""),) for body in self.replay.posted])
        unwell = [
            (feed.outlet, state.status_reason)
            for feed, state in feeds
            if state.status in (FeedStatus.BLOCKED, FeedStatus.FAILING)
        ]
        print_table("Feeds that could not be read", ("outlet", "why"), unwell)
        path = self._keep_digest()
        console.print(
            f"{len(alerts)} alerts by mail, {len(self.replay.posted)} messages on Slack, digest: {path}", soft_wrap=True
        )
        console.print(
            f"the links in the messages work while this runs: env $(cat {self.keep}/env) {_command()} web",
            soft_wrap=True,
        )
        console.print(
            f"done in {time.monotonic() - self.started:.1f} s; the database is in {self.keep}", soft_wrap=True
        )
        sys.stdout.flush()

    def _keep_digest(self) -> Path | None:
        for mail in self.mailbox.mails:
            html = mail.get_body(("html",))
            if _is_digest(mail) and isinstance(html, EmailMessage):
                path = self.keep / "digest.html"
                path.write_text(html.get_content(), encoding="utf-8")
                return path
        return None


def _command() -> str:
    """How this program was called: in a fresh checkout it is in no folder of the path."""
    called = sys.argv[0]
    return "diwan" if shutil.which("diwan") or not Path(called).exists() else called


def _is_digest(mail: EmailMessage) -> bool:
    return "digest" in str(mail["Message-ID"])


def _row(meeting: Meeting) -> tuple[str, ...]:
    leads = [f"{one.name or one.role or one.surface} ({one.polity})" for one in meeting.participants if one.lead]
    others = sum(not one.lead for one in meeting.participants)
    place = ", ".join(part for part in (meeting.city, meeting.country) if part) or meeting.mode.replace("_", " ")
    return (
        " – ".join(leads) + (f" +{others}" if others else ""),
        place,
        f"{meeting.date:%a %d %b}" if meeting.date else "?",
        meeting.phase.replace("_", " "),
        ", ".join(meeting.topics),
        f"{meeting.mentions} in {' '.join(meeting.languages)}",
    )
