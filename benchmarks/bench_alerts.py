"""From the commit of a meeting to its message at the sink: `python benchmarks/bench_alerts.py [meetings a second] [seconds]`.

A PostgreSQL and a Redis from the pip packages, beat and a worker as `diwan beat` and `diwan worker` start them, a mail server and a Slack
endpoint on loopback. This process commits meetings at a steady rate, each with its alert and its two messages as `pipeline.process` does it
(`alert.tell` in the same transaction, then a kick), and takes the time until each message came. Target at 50 a second on two cores:
half within 1 s, 99 of 100 within 5 s.
"""

import os
import socketserver
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from storage.records import Change, ChangeKind, Facts, Mode, Participant, Phase, Recipient, Subscriber, Watch
from storage.sql import SqlStore
from tests import servers
from tests.delivery_chaos import Faults, mail_handler, serving, slack_handler
from tests.worker.digest.builders import MACRON, a_meeting
from tests.world import World, kill_tree, start

TARGETS = {50: 1.0, 99: 5.0}  # percentile: seconds


class Stopwatch(Faults):
    """Sinks without faults that note when each message came first."""

    def __init__(self) -> None:
        super().__init__(seed=0, share=0.0)
        self.came: dict[str, float] = {}

    def take(self, id_: str, *, proven: bool) -> None:
        self.came.setdefault(id_.split(" ")[0], time.monotonic())


def main() -> None:
    given = [int(word) for word in sys.argv[1:3]]
    rate, seconds = (*given, *(50, 20)[len(given) :])
    watch = Stopwatch()
    socketserver.ThreadingTCPServer.daemon_threads = True
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), mail_handler(watch))
    slack = ThreadingHTTPServer(("127.0.0.1", 0), slack_handler(watch))
    with (
        tempfile.TemporaryDirectory(prefix="diwan-") as folder,
        servers.running_redis() as redis,
        servers.running_postgres() as postgres,
        serving(mail) as mail_port,
        serving(slack) as slack_port,
    ):
        os.chmod(folder, 0o755)
        settings = {
            "DIWAN_HOME": folder,
            "DIWAN_DATABASE_URL": postgres.new_database("bench"),
            "DIWAN_BROKER_URL": redis.url,
            "DIWAN_ALLOW_ADDRESSES": "127.0.0.0/8",
            "DIWAN_SMTP_HOST": "127.0.0.1",
            "DIWAN_SMTP_PORT": str(mail_port),
            "DIWAN_SMTP_SECURITY": "none",
            "DIWAN_LOG_LEVEL": "ERROR",
        }
        os.environ.update(settings)
        with SqlStore.open(settings["DIWAN_DATABASE_URL"], upgrade=True) as store:
            _fill(store, rate * seconds, f"http://127.0.0.1:{slack_port}/services/T/B/x")
            world = World(Path(folder), None, None, settings)  # type: ignore[arg-type]
            processes = [start(world, "worker", "--queues", "tick,dispatch"), start(world, "beat")]
            try:
                late = _measure(store, watch, rate, seconds)
            finally:
                for one in processes:
                    kill_tree(one)
    late.sort()
    marks = {share: late[min(len(late) - 1, len(late) * share // 100)] for share in (50, 90, 99)}
    print(
        f"{rate} meetings a second for {seconds} s: {len(late)} messages, "
        + ", ".join(f"p{share} {took:.2f} s" for share, took in marks.items())
        + f", longest {late[-1]:.2f} s"
    )
    sys.exit(0 if all(marks[share] <= limit for share, limit in TARGETS.items()) else 1)


def _actor(number: int) -> Participant:
    return Participant(
        name=f"Person {number}",
        surface=f"Person {number}",
        role="Minister",
        polity="IQ-KR",
        lead=True,
        actor=f"bench-{number}",
    )


def _fill(store: SqlStore, watches: int, hook: str) -> None:
    now = datetime.now(UTC)
    with store.transaction() as tx:
        desk = tx.keep_subscriber(
            Subscriber(key="desk", name="Desk", created_at=now, rules={"ceilings": {"email": 0, "slack": 0}})
        )
        for channel, address in (("email", "desk@house.example"), ("slack", hook)):
            tx.keep_recipient(Recipient(subscriber_id=desk.id or 0, channel=channel, address=address, label=channel))
        for number in range(watches):
            rule = {"any": [{"actor": f"bench-{number}"}]}
            tx.keep_watch(
                Watch(key=f"w{number}", subscriber_id=desk.id or 0, name=f"Person {number}", rule=rule, created_at=now)
            )


def _measure(store: SqlStore, stopwatch: Stopwatch, rate: int, seconds: int) -> list[float]:
    from worker import alert, tasks

    with store.reading() as tx:
        index = alert.WatchIndex(tx.list_watches(), version=tx.watches_version())
    tasks.kick(tasks.dispatch)
    deadline = time.monotonic() + 60
    while True:  # until the worker has begun
        with store.reading() as tx:
            if any(one.name == "dispatch" for one in tx.heartbeats()):
                break
        assert time.monotonic() < deadline, "the worker did not begin within 60 s"
        time.sleep(0.1)
    committed: dict[int, float] = {}
    began = time.monotonic()
    for number in range(rate * seconds):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        now = datetime.now(UTC)
        made = a_meeting(
            number,
            key=f"m-{number}",
            participants=(_actor(number), MACRON),
            date=now.date(),
            first_told_at=now,
            updated_at=now,
        )
        facts = Facts(day=now.date(), day_sure=True, mode=Mode.IN_PERSON)
        with store.transaction() as tx:
            kept = tx.add_meeting(replace(made, id=None), facts, keys=(f"k{number}",), days=(facts.day,), rules="bench")
            assert kept is not None
            change = tx.keep_change(Change(kind=ChangeKind.NEW, at=now, meeting=kept, phase=Phase.HELD))
            alert.tell(tx, index, None, [change], now=now)
        committed[kept.id or 0] = time.monotonic()
        tasks.kick(tasks.dispatch)
    behind = time.monotonic() - began - seconds
    if behind > 1:
        print(
            f"the meetings themselves were committed {behind:.1f} s late: this machine does not keep up with {rate} a second"
        )
    with store.reading() as tx:
        rows = tx.list_deliveries(limit=10 * rate * seconds)
        told = tx.get_alerts([one.alert_id for one in rows if one.alert_id is not None])
    meeting_of = {one.key: told[one.alert_id].meeting_id for one in rows if one.alert_id is not None}
    assert len(meeting_of) == 2 * rate * seconds, f"{len(meeting_of)} messages for {rate * seconds} meetings"
    deadline = time.monotonic() + 120
    while meeting_of.keys() - stopwatch.came.keys():
        assert time.monotonic() < deadline, f"{len(meeting_of.keys() - stopwatch.came.keys())} messages did not come"
        time.sleep(0.05)
    return [stopwatch.came[key] - committed[meeting] for key, meeting in meeting_of.items()]


if __name__ == "__main__":
    main()
