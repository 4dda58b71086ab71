"""Polling beside `reader` (PyPI), the nearest peer: the same outlets, the same bytes, CPU time of the client alone.

    python -m benchmarks.bench_poll --feeds 200 --rounds 5

First fetch: fetch, parse, text, store. Second: nothing has changed, the server answers 304; schedule and state are kept by both. What was
stored is compared first: a poller that drops entries is not faster. Diwan's round is that of `diwan run`: claim, gate, poll, keep. It does more
than its peer (identity, clock, plain text, politeness across workers, health) and less (no tags, no search index). Each side runs in
a process of its own; the outlets, one loopback address each, in another.
"""

import argparse
import json
import os
import resource
import socket
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

WORDS = [
    "president",
    "minister",
    "ambassador",
    "delegation",
    "Erbil",
    "Baghdad",
    "Ankara",
    "Paris",
    "oil",
    "budget",
    "security",
    "election",
    "region",
    "government",
    "received",
    "discussed",
    "relations",
    "cooperation",
    "meeting",
    "stressed",
    "importance",
    "support",
    "federal",
    "Kurdistan",
    "Iraq",
    "partners",
    "visit",
    "council",
]
ENTRIES = 20


def document(number: int) -> bytes:
    """A WordPress-like feed of 20 entries of about 250 words each, its own for each number."""
    random = Random(number)
    now = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Outlet {number}</title><link>https://o{number}.example/</link>'
        "<description>News</description><language>en</language>"
    ]
    for n in range(ENTRIES):
        words = [random.choice(WORDS) for _ in range(250)]
        body = "".join(f"<p>{' '.join(words[at : at + 50])}.</p>" for at in range(0, 250, 50))
        link = f"https://o{number}.example/story/{n}"
        parts.append(
            f"<item><title>Story {n} of {number}: {' '.join(words[:8])}</title><link>{link}</link><guid>{link}</guid><dc:creator>Desk</dc:creator>"
            f"<pubDate>{format_datetime(now - timedelta(minutes=17 * n))}</pubDate><description><![CDATA[{' '.join(words[:40])}]]></description>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
        )
    return "".join([*parts, "</channel></rss>"]).encode()


# -- the outlets -----------------------------------------------------------------------------------------------------------


def address(number: int) -> str:
    return f"127.{2 + number // 60000}.{number // 250 % 240}.{number % 250 + 1}"


def serve(feeds: int) -> None:
    """Outlets until standard input closes; prints its port."""
    bodies = [document(number) for number in range(feeds)]

    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            while line := self.rfile.readline():
                number = int(line.split(b" ")[1].rsplit(b"/", 1)[1])
                known = False
                while (head := self.rfile.readline()).strip():
                    known = known or head.lower().startswith(b"if-none-match:")
                if known:
                    self.wfile.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                else:
                    body = bodies[number]
                    self.wfile.write(
                        b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Type: application/rss+xml; charset=UTF-8\r\nContent-Length: %d\r\n\r\n'
                        % len(body)
                        + body
                    )

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 1024

    server = Server(("0.0.0.0", 0) if sys.platform != "linux" else ("127.0.0.1", 0), Handler, bind_and_activate=False)
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.socket.bind(("127.0.0.1", 0))
    port = server.socket.getsockname()[1]
    server.server_activate()
    others = []
    for number in range(feeds):
        one = socket.create_server((address(number), port), backlog=64)
        others.append(one)
        threading.Thread(target=_accept, args=(one, server), daemon=True).start()
    print(port, flush=True)
    sys.stdin.read()


def _accept(listening: socket.socket, server: socketserver.ThreadingTCPServer) -> None:
    while True:
        request, client = listening.accept()
        server.process_request(request, client)


# -- the two sides ---------------------------------------------------------------------------------------------------------


def urls(feeds: int, port: int) -> list[str]:
    return [f"http://{address(number)}:{port}/{number}" for number in range(feeds)]


def diwan(feeds: int, port: int, folder: Path) -> dict[str, object]:
    from storage.records import Feed
    from storage.sql import SqlStore
    from worker import parse
    from worker.fetch import Fetcher, StoreGate, keep_batch, poll
    from worker.memory import settle
    from worker.pipeline import FEEDS_A_TRANSACTION

    now = [datetime(2026, 10, 5, 9, 5, tzinfo=UTC)]

    def clock() -> datetime:
        return now[0]

    with SqlStore.open(f"sqlite:///{folder / 'diwan.sqlite3'}", upgrade=True) as store:
        with store.transaction() as tx:
            for number, url in enumerate(urls(feeds, port)):
                tx.add_feed(Feed(key=f"o{number}", outlet=f"o{number}", url=url), now=clock())
        fetcher = Fetcher(
            agent="Diwan/bench",
            allowed=["127.0.0.0/8"],
            gate=StoreGate(store, owner="w", gap=0.0, clock=clock),
            clock=clock,
        )

        settle()

        def round_() -> float:
            begun = time.process_time()
            with store.transaction() as tx:
                pairs = tx.get_feeds(
                    tx.claim_due_feeds(now=clock(), owner="w", lease=timedelta(minutes=3), limit=feeds)
                )
            assert len(pairs) == feeds
            ready = []
            for polled in poll(pairs, fetcher=fetcher, read=parse.read_source, to_text=parse.to_text, clock=clock):
                assert polled.outcome.error is None, polled.outcome.error
                ready.append(polled)
                if len(ready) >= FEEDS_A_TRANSACTION or not fetcher.backlog:
                    with store.transaction() as tx:
                        keep_batch(tx, ready, owner="w")
                    ready = []
            if ready:
                with store.transaction() as tx:
                    keep_batch(tx, ready, owner="w")
            return time.process_time() - begun

        first = round_()
        now[0] += timedelta(minutes=7)
        second = round_()
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before all is read back for the comparison
        with store.reading() as tx:
            stored = [(entry.url, entry.title) for entry in tx.get_entries(list(range(1, feeds * ENTRIES + 10)))]
        fetcher.close()
    return {"first": first, "second": second, "stored": sorted(stored), "rss": rss}


def reader(feeds: int, port: int, folder: Path) -> dict[str, object]:
    from reader import make_reader

    from worker.memory import settle

    made = make_reader(str(folder / "reader.sqlite"))
    for url in urls(feeds, port):
        made.add_feed(url)
    settle()

    def round_() -> float:
        begun = time.process_time()
        for result in made.update_feeds_iter(scheduled=False):
            assert not isinstance(result.value, Exception), result
        return time.process_time() - begun

    first, second = round_(), round_()
    stored = sorted((entry.link, entry.title) for entry in made.get_entries())
    made.close()
    return {"first": first, "second": second, "stored": stored}


def one_side(side: str, feeds: int, port: int) -> dict[str, object]:
    """Run one side in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.bench_poll",
        "--side",
        side,
        "--feeds",
        str(feeds),
        "--port",
        str(port),
    ]
    found: dict[str, object] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--feeds", type=int, default=200)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--alone", action="store_true", help="Diwan only: memory of very many feeds at once")
    options.add_argument("--side", choices=["diwan", "reader", "serve"])
    options.add_argument("--port", type=int, default=0)
    given = options.parse_args()
    if given.side == "serve":
        serve(given.feeds)
        return 0
    if given.side:
        with tempfile.TemporaryDirectory() as folder:
            found = {"diwan": diwan, "reader": reader}[given.side](given.feeds, given.port, Path(folder))
        print(json.dumps(found))
        return 0
    command = [sys.executable, "-m", "benchmarks.bench_poll", "--side", "serve", "--feeds", str(given.feeds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as outlets:
        assert outlets.stdout is not None
        port = int(outlets.stdout.readline())
        try:
            return compare(given.feeds, given.rounds, port, alone=given.alone)
        finally:
            assert outlets.stdin is not None
            outlets.stdin.close()


def compare(feeds: int, rounds: int, port: int, *, alone: bool) -> int:
    if alone:
        found = one_side("diwan", feeds, port)
        print(
            f"{feeds} feeds at once: RSS {found['rss']:.0f} MB, target 300 MB; first {_ms(found, 'first', feeds)}, unchanged {_ms(found, 'second', feeds)} a feed"
        )
        return 0 if float(str(found["rss"])) < 300 else 1
    sides: dict[str, list[dict[str, object]]] = {"diwan": [], "reader": []}
    for _ in range(rounds):
        for side, runs in sides.items():
            runs.append(one_side(side, feeds, port))
    same = sides["diwan"][0]["stored"] == sides["reader"][0]["stored"]
    print(
        f"{feeds} feeds of {ENTRIES} entries, CPU of the client, median of {rounds} interleaved rounds, load {os.getloadavg()[0]:.1f}; stored alike: {'yes' if same else 'NO'}"
    )
    good = same
    for name, title, target in (
        ("second", "unchanged (304), schedule and state kept", 10),
        ("first", "fetch, parse, text, store", 10),
    ):
        mine, theirs = (
            statistics.median(float(str(run[name])) for run in sides[side]) / feeds * 1000
            for side in ("diwan", "reader")
        )
        print(f"{title:42} reader {theirs:7.2f} ms   diwan {mine:6.3f} ms   {theirs / mine:5.1f}x   (target {target}x)")
        good = good and theirs / mine >= target
    return 0 if good else 1


def _ms(found: dict[str, object], name: str, feeds: int) -> str:
    return f"{float(str(found[name])) / feeds * 1000:.3f} ms"


if __name__ == "__main__":
    sys.exit(main())
