"""Dispatchers killed at random moments, sinks that fail at random: every message arrives, and what comes twice comes under the same id.

`run` starts two dispatchers (processes of their own, over one SQLite file) against a mail server and a Slack endpoint on loopback that
answer 421, 450, 451, 550, 429, 500, cut the line or fall silent, before and after they took a message. It kills one dispatcher after the
other. Time runs faster than real, so that hours of waiting pass in seconds. The seed gives the faults and the moments; what the processes
make of them differs from run to run, and what must hold does not.
"""

import json
import logging
import os
import random
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from storage.records import Delivery, Message, Recipient, Subscriber
from storage.sql import SqlStore

ROOT = Path(__file__).parents[1]
START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
SPEED = 300.0  # seconds of the dispatchers' clock in one real second
LEASE = timedelta(seconds=6 * SPEED)
PATIENCE = 0.4  # real seconds until a dispatcher gives up on an answer
SILENCE = 0.7


@dataclass(frozen=True)
class Report:
    """What a run came to."""

    messages: int
    kills: int
    arrived: int  # distinct ids
    repeats: int
    unproven: int  # taken by a sink whose answer never left it
    lost: int
    unknown: int
    by_hand: int  # dead letters that were sent again by hand: a 550 is final
    faults: int
    seconds: float

    def wrong(self) -> list[str]:
        """Sentences; empty where all is as it must be."""
        found = []
        if self.lost:
            found.append(f"{self.lost} of {self.messages} messages never arrived")
        if self.unknown:
            found.append(f"{self.unknown} messages came under an id that the outbox does not know")
        return found

    @property
    def unexplained(self) -> int:
        """Repeats beyond one for each answer and each dispatcher that was lost. On a busy machine an answer that came too late counts here,
        too: the sink cannot know that nobody heard it."""
        return max(0, self.repeats - self.unproven - self.kills)


class Faults:
    """Draws what goes wrong, from one seed; counts what was drawn and which ids were taken."""

    def __init__(self, seed: int, share: float) -> None:
        self.taken: list[str] = []
        self.unproven = self.count = 0
        self._rng, self._share, self._lock = random.Random(seed), share, threading.Lock()

    def draw(self, *kinds: str) -> str:
        """One of the kinds, or nothing most of the time."""
        with self._lock:
            if self._rng.random() >= self._share:
                return ""
            self.count += 1
            return self._rng.choice(kinds)

    def take(self, id_: str, *, proven: bool) -> None:
        with self._lock:
            self.taken.append(id_)
            self.unproven += not proven


def mail_handler(faults: Faults) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):  # the dispatcher was killed, or lost patience
                self.talk()

        def talk(self) -> None:
            if not self.say("220 ready", "421 too busy", "cut", "silent"):
                return
            for raw in self.rfile:
                verb = raw.decode().strip().upper().split(" ")[0].split(":")[0]
                if verb == "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                if verb == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    if not self.take_text():
                        return
                elif verb == "RCPT":
                    if not self.say(
                        "250 well", "450 greylisted", "451 later", "550 not now", "421 closing", "cut", "silent"
                    ):
                        return
                else:
                    self.wfile.write(b"250 well\r\n")

        def take_text(self) -> bool:
            lines = []
            for raw in self.rfile:
                if raw == b".\r\n":
                    break
                lines.append(raw.decode())
            else:
                return False  # cut before the end: not taken
            fault = faults.draw("421 closing", "451 later", "cut", "silent")
            if fault[:1].isdigit():
                self.wfile.write(fault.encode() + b"\r\n")
                return not fault.startswith("421")
            found = re.search(r"(?im)^X-Diwan-Delivery: *(\S+)", "".join(lines))
            message_id = re.search(r"(?im)^Message-ID: *(\S+)", "".join(lines))
            assert found
            assert message_id
            faults.take(f"{found.group(1)} {message_id.group(1)}", proven=not fault)
            if fault == "silent":
                time.sleep(SILENCE)
            if fault:
                return False
            self.wfile.write(b"250 kept\r\n")
            return True

        def say(self, otherwise: str, *kinds: str) -> bool:
            fault = faults.draw(*kinds)
            if fault == "silent":
                time.sleep(SILENCE)
            if fault in ("silent", "cut"):
                return False
            self.wfile.write((fault or otherwise).encode() + b"\r\n")
            return not fault.startswith("421")

    return Handler


def slack_handler(faults: Faults) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = (
            -1
        )  # head and body in one packet: in two, the second waits 40 ms for the acknowledgement of the first

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            fault = faults.draw("429", "500", "503", "cut", "silent", "taken, cut", "taken, silent")
            if fault.isdigit():
                return self._answer(int(fault), b"later")
            if not fault or fault.startswith("taken"):
                faults.take(str(body["blocks"][0]["block_id"]), proven=not fault)
            if fault.endswith("silent"):
                time.sleep(SILENCE)
            if fault:
                self.close_connection = True
                return None
            return self._answer(200, b"ok")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "60")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                super().handle()

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def run(
    folder: Path, *, messages: int, kills: int, seed: int, share: float = 0.12, most_seconds: float = 120
) -> Report:
    """Send `messages` mails and as many Slack messages while dispatchers die. `share` of all answers are faults."""
    faults, rng, began = Faults(seed, share), random.Random(seed + 1), time.monotonic()
    url, real = f"sqlite:///{folder / 'diwan.sqlite3'}", time.time()
    socketserver.ThreadingTCPServer.daemon_threads = True
    mail = socketserver.ThreadingTCPServer(("127.0.0.1", 0), mail_handler(faults))
    slack = ThreadingHTTPServer(("127.0.0.1", 0), slack_handler(faults))
    with serving(mail) as mail_port, serving(slack) as slack_port, SqlStore.open(url, upgrade=True) as store:
        keys = _fill(store, messages, f"http://127.0.0.1:{slack_port}/services/T/B/x")

        nursery = _Nursery(url, mail_port, real)
        by_hand = 0
        try:
            dispatchers = [nursery.start(), nursery.start()]
            for number in range(kills):
                time.sleep(rng.uniform(0.0, 0.4))
                _kill(dispatchers[number % 2])
                dispatchers[number % 2] = nursery.start()
            while True:
                assert time.monotonic() - began < most_seconds, f"not done after {most_seconds} s"
                with store.transaction() as tx:
                    dead = [one.id or 0 for one in tx.dead_letters(limit=10_000)]
                    by_hand += tx.retry_deliveries(dead, now=_clock(real)())
                    waiting = tx.delivery_counts().get("pending", 0)
                if not waiting:
                    break
                time.sleep(0.05)
        finally:
            nursery.end()
    came = Counter(one.split(" ")[0] for one in faults.taken)
    ids = {
        one.split(" ")[0]: {other for other in faults.taken if other.startswith(one.split(" ")[0] + " ")}
        for one in faults.taken
        if " " in one
    }
    two_ids = sum(len(found) > 1 for found in ids.values())
    return Report(
        messages=len(keys), kills=kills, arrived=len(came), repeats=came.total() - len(came), unproven=faults.unproven,
        lost=len(keys - came.keys()), unknown=len(came.keys() - keys) + two_ids, by_hand=by_hand, faults=faults.count,
        seconds=time.monotonic() - began,
    )  # fmt: skip


class _Nursery:
    """A process that has loaded everything and forks dispatchers, so that a new one works at once."""

    def __init__(self, url: str, mail_port: int, real: float) -> None:
        command = [sys.executable, "-m", "tests.delivery_chaos", url, str(mail_port), str(real)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._alive: set[int] = set()

    def start(self) -> int:
        """The id of a dispatcher that has begun to work."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line.strip().isdigit(), f"no dispatcher came: {line!r}"
        self._alive.add(int(line))
        return int(line)

    def end(self) -> None:
        for pid in self._alive:
            with suppress(ProcessLookupError):
                _kill(pid)
        self._process.kill()
        self._process.communicate()


def _kill(pid: int) -> None:
    """SIGKILL, and wait until it is gone."""
    os.kill(pid, signal.SIGKILL)
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            time.sleep(0.005)


def _fill(store: SqlStore, messages: int, hook: str) -> set[str]:
    with store.transaction() as tx:
        desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=START))
        mail = tx.keep_recipient(
            Recipient(subscriber_id=desk.id or 0, channel="email", address="desk@house.example", label="desk")
        )
        slack = tx.keep_recipient(Recipient(subscriber_id=desk.id or 0, channel="slack", address=hook, label="#desk"))
        batch = [
            Delivery(
                key=f"alert.{number}.{to.channel}", recipient_id=to.id or 0, channel=to.channel,
                message=Message(subject=f"Meeting {number}", text=f"Meeting {number}\n", html=f"<p>Meeting {number}</p>"),
                due_at=START, created_at=START,
            )
            for number in range(messages)
            for to in (mail, slack)
        ]  # fmt: skip
        tx.add_deliveries(batch)
    return {one.key for one in batch}


# -- a dispatcher ----------------------------------------------------------------------------------------------------------


def _clock(real: float) -> Callable[[], datetime]:
    """Faster than real, the same in all processes."""
    return lambda: START + timedelta(seconds=(time.time() - real) * SPEED)


def dispatch(url: str, mail_port: int, real: float) -> None:
    """Dispatch again and again, until killed. The house is a small one: a store, a lease, and senders with little patience."""
    import structlog

    from worker import deliver, pipeline
    from worker.net.post import Poster

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    clock = _clock(real)
    mail = deliver.Mail(host="127.0.0.1", port=mail_port, security="none", sender="d@house.example", timeout=PATIENCE)

    class House:
        lease = LEASE
        store = SqlStore.open(url)

        def senders(self) -> deliver.Senders:
            poster = Poster(agent="Diwan/0", allowed=("127.0.0.0/8",), deadline=PATIENCE)
            return deliver.open_senders(deliver.Config(mail=mail), poster, clock=clock)

    house: Any = House()
    print(os.getpid(), flush=True)
    while True:
        pipeline.dispatch(house, owner=f"{os.getpid()}", clock=clock)
        time.sleep(0.02)


def nurse(url: str, mail_port: int, real: float) -> None:
    """Fork a dispatcher for each line on stdin."""
    from worker import deliver, pipeline

    assert deliver
    assert pipeline
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        if os.fork() == 0:
            try:
                dispatch(url, mail_port, real)
            finally:
                os._exit(1)


if __name__ == "__main__":
    nurse(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
