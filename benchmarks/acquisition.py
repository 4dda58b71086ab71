"""Plays outlets with the faults that the real web has, over simulated days, against the real fetcher, reader, schedule and store.

    python -m benchmarks.acquisition --days 3 --seed 1

What is simulated is time and the outlets (one loopback server, a name for each); everything else is what `diwan run` does: due feeds are
claimed from the database by two workers at once, asked through the gate, read, kept in one transaction. Counted are entries lost (published
while the feed was watched and never kept), doubled, late; requests in flight per host; broken Retry-After. Exit code 1 where a bar is broken.
"""

import argparse
import gzip
import random
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from storage.records import Feed, FeedKind, FeedState
from storage.sql import SqlStore
from worker import parse
from worker.fetch import Fetcher, Response, StoreGate, keep, poll
from worker.parse.html import to_text

START = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
GAP = 5.0
DEADLINE = 0.6  # real seconds: a drip costs this much of our life
PRIVATE = "http://10.0.0.7/feed"
BOMB = gzip.compress(b"\0" * (20 << 20))
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + b"x" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b"]><rss><channel><item><title>&i;</title></item></channel></rss>"
)  # fmt: skip


# -- outlets ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Item:
    number: int
    at: datetime
    title: str
    text: str


@dataclass(slots=True)
class Reply:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    drip: bool = False


class Outlet:
    """An outlet that behaves. Others override what they get wrong."""

    per_hour = 6.0
    window = 20
    rules: Mapping[str, object] = {}
    kind = FeedKind.FEED
    prefix = "story"
    encoding = "utf-8"

    def __init__(self, seed: int, days: float) -> None:
        self.name = type(self).__name__.lower()
        self.host = f"{self.name}.example"
        self.random = random.Random(f"{seed}/{self.name}")
        self.items = list(self._publish(days))
        self.not_before: datetime | None = None  # what Retry-After asked for
        self.broken_waits = 0
        self.requests = 0
        self.most_at_once = 0
        self.inside: list[socket.socket] = []  # connections with a request that is being answered
        self.lock = threading.Lock()

    def _publish(self, days: float) -> Iterator[Item]:
        at, number, end = START - timedelta(hours=self.window / self.per_hour + 12), 1000, START + timedelta(days=days)
        while at < end:
            quiet = 3.0 if at.hour in (22, 23, 0, 1, 2) else 1.0  # nights are slower
            at += timedelta(hours=self.random.expovariate(1.0) * quiet / self.per_hour + 0.002)
            number += 1
            who = self.random.choice(("Barzani", "Talabani", "Hussein", "Sudani"))
            whom = self.random.choice(
                ("French consul", "US envoy", "Turkish minister", "UN representative", "Iranian ambassador")
            )
            yield Item(
                number,
                at.replace(microsecond=0),
                f"{who} receives {whom} no. {number}",
                f"They discussed matter {number} in Erbil. " * 3,
            )

    def shown(self, now: datetime, skip: int = 0) -> list[Item]:
        past = [item for item in self.items if item.at <= now]
        return past[::-1][skip : skip + self.window]

    def link(self, item: Item, now: datetime) -> str:
        return f"https://www.{self.host}/en/{self.prefix}/{item.number}"

    def guid(self, item: Item, now: datetime) -> str:
        return f"tag:{self.host},{item.number}"

    def stated(self, item: Item) -> datetime:
        return item.at

    def document(self, items: list[Item], now: datetime) -> bytes:
        parts = [
            f'<?xml version="1.0" encoding="{self.encoding}"?><rss version="2.0"><channel><title>{self.name}</title><language>en</language>'
        ]
        parts.append(f"<lastBuildDate>{format_datetime(now)}</lastBuildDate>")
        for item in items:
            parts.append(
                f"<item><title>{escape(item.title)}</title><link>{escape(self.link(item, now))}</link><guid isPermaLink='false'>"
                f"{escape(self.guid(item, now))}</guid><pubDate>{format_datetime(self.stated(item))}</pubDate>"
                f"<description>{escape(item.text)}</description></item>"
            )
        return "".join([*parts, "</channel></rss>"]).encode("utf-8")

    def etag(self, items: list[Item]) -> str:
        return f'"{items[0].number if items else 0}"'

    def answer(self, path: str, query: Mapping[str, list[str]], headers: Mapping[str, str], now: datetime) -> Reply:
        items = self.shown(now)
        if headers.get("if-none-match") == self.etag(items):
            return Reply(304)
        return Reply(headers={"ETag": self.etag(items)}, body=self.document(items, now))

    def identity(self, url: str | None, title: str) -> int:
        """The true number of a kept entry."""
        found = re.search(r"(\d+)$", title)
        return int(found.group(1)) if found else -1


class Honest(Outlet):
    pass


class Slow(Outlet):
    per_hour = 0.3


class Lies304(Outlet):
    """Says "not modified" under one validator for ever."""

    per_hour = 4.0

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        if "if-none-match" in headers or "if-modified-since" in headers:
            return Reply(304)
        return Reply(
            headers={"ETag": '"stuck"', "Last-Modified": "Tue, 01 Jan 2041 00:00:00 GMT"},
            body=self.document(self.shown(now), now),
        )


class Limits(Outlet):
    """Answers 429 now and then, with seconds or a date by a clock of its own, and counts who comes back too early."""

    clock_off = timedelta(hours=2)

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        if self.random.random() < 0.08:
            wait = self.random.choice((60, 600, 1500))
            self.not_before = now + timedelta(seconds=wait)
            theirs = now + self.clock_off
            dated = self.random.random() < 0.5
            asked = format_datetime(theirs + timedelta(seconds=wait), usegmt=True) if dated else str(wait)
            return Reply(429, {"Retry-After": asked, "Date": format_datetime(theirs, usegmt=True)})
        return super().answer(path, query, headers, now)


class Outage(Outlet):
    """Forty entries an hour in a window of ten, and half an hour out of service each day: only the older pages can fill that."""

    per_hour = 40.0
    window = 10
    rules: Mapping[str, object] = {"pages": "page"}

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        if now.hour == 7 and now.minute < 30:
            return Reply(503, {"Retry-After": "120"})
        page = int(query.get("page", ["1"])[0])
        return Reply(body=self.document(self.shown(now, (page - 1) * self.window), now))


class Busy(Outlet):
    """Forty entries an hour in a window of ten."""

    per_hour = 40.0
    window = 10


class Cuts(Outlet):
    """Bodies end in the middle: by a broken connection, or well closed and simply not whole."""

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        body = self.document(self.shown(now), now)
        chance = self.random.random()
        if chance < 0.15:
            return Reply(body=body, cut=True)
        if chance < 0.3:
            return Reply(body=body[: int(len(body) * self.random.uniform(0.3, 0.9))])
        return Reply(body=body)


class Flips(Outlet):
    """A temporary redirect that comes and goes, http and https in guids by turns."""

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        if path == "/rss" and self.random.random() < 0.5:
            return Reply(302, {"Location": "/rss/other"})
        return super().answer(path, query, headers, now)

    def guid(self, item, now):  # type: ignore[no-untyped-def]
        return f"{'http' if now.minute % 2 else 'https://www'[:5]}://{self.host}/en/story/{item.number}"


class Charset(Outlet):
    """Labelled windows-1256, sent as UTF-8."""

    encoding = "windows-1256"

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        return Reply(
            headers={"Content-Type": "text/xml; charset=windows-1256"}, body=self.document(self.shown(now), now)
        )

    def _publish(self, days):  # type: ignore[no-untyped-def]
        for item in super()._publish(days):
            item.title = f"نێچیرڤان بارزانی پێشوازی لە باڵیۆز دەکات {item.number}"
            yield item


class Ahead(Outlet):
    """Its clock is three hours ahead: local time labelled GMT."""

    def stated(self, item):  # type: ignore[no-untyped-def]
        return item.at + timedelta(hours=3)


class Slugs(Outlet):
    """The address follows the headline, which is edited after twenty minutes; the guid stays."""

    def link(self, item, now):  # type: ignore[no-untyped-def]
        edited = now - item.at > timedelta(minutes=20)
        return f"https://{self.host}/en/politics/{'updated-' if edited else ''}meeting-{item.number}"

    def document(self, items, now):  # type: ignore[no-untyped-def]
        return super().document(
            [
                Item(i.number, i.at, ("Update: " if now - i.at > timedelta(minutes=20) else "") + i.title, i.text)
                for i in items
            ],
            now,
        )


class Reissues(Outlet):
    """Guids are made anew every day."""

    def guid(self, item, now):  # type: ignore[no-untyped-def]
        return f"{now:%Y%m%d}-{item.number}"


class OneGuid(Outlet):
    """All entries carry the same guid."""

    def guid(self, item, now):  # type: ignore[no-untyped-def]
        return self.host


class Undated(Outlet):
    def document(self, items, now):  # type: ignore[no-untyped-def]
        return re.sub(rb"<pubDate>.*?</pubDate>", b"", super().document(items, now))


class Hostile(Outlet):
    """Drips, bombs, entity bombs, redirects into private ranges, challenge pages, endless heads; every fifth answer is the feed."""

    per_hour = 2.0

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        body = self.document(self.shown(now), now)
        match self.requests % 5:
            case 1:
                turn = self.requests // 5 % 4
                if turn == 0:
                    return Reply(drip=True)
                if turn == 1:
                    return Reply(headers={"Content-Encoding": "gzip"}, body=BOMB)
                if turn == 2:
                    return Reply(body=ENTITIES)
                return Reply(302, {"Location": PRIVATE})
            case 3 if self.requests // 5 % 8 == 0:
                return Reply(
                    503, {"Content-Type": "text/html"}, b"<!doctype html><title>Just a moment...</title><p>cf-chl-x"
                )
        return Reply(body=body)


class Two(Outlet):
    """Two feeds of one host: never asked at once, never within five seconds."""

    starts: list[datetime]

    def answer(self, path, query, headers, now):  # type: ignore[no-untyped-def]
        if not hasattr(self, "starts"):
            self.starts = []
        if self.starts and (now - self.starts[-1]).total_seconds() < GAP:
            self.broken_waits += 1
        self.starts.append(now)
        return super().answer(path, query, headers, now)


OUTLETS: tuple[type[Outlet], ...] = (
    Honest, Slow, Lies304, Limits, Outage, Busy, Cuts, Flips, Charset, Ahead, Slugs, Reissues, OneGuid, Undated, Hostile, Two,
)  # fmt: skip


# -- the server ------------------------------------------------------------------------------------------------------------


class Time:
    """The simulated clock."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def serving(outlets: Mapping[str, Outlet], clock: Time) -> Iterator[int]:
    """All outlets on one port, told apart by the Host header."""
    import socketserver

    stop = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            try:
                while not stop.is_set() and self.one():
                    pass
            except OSError:
                pass

        def one(self) -> bool:
            first = self.rfile.readline(65536)
            if not first.strip():
                return False
            headers = {}
            while (line := self.rfile.readline(65536)).strip():
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.strip().lower()] = value.strip()
            outlet = outlets[headers["host"].split(":")[0]]
            with outlet.lock:
                outlet.requests += 1
                outlet.inside = [one for one in outlet.inside if not _hung_up(one)] + [self.connection]
                outlet.most_at_once = max(outlet.most_at_once, len(outlet.inside))
                if outlet.not_before and clock.now < outlet.not_before:
                    outlet.broken_waits += 1
                parts = urlsplit(first.split()[1].decode("latin-1"))
                reply = outlet.answer(parts.path, parse_qs(parts.query), headers, clock.now)
            try:
                return self.send(reply)
            finally:
                with outlet.lock:
                    outlet.inside = [one for one in outlet.inside if one is not self.connection]

        def send(self, reply: Reply) -> bool:
            head = {"Content-Type": "application/rss+xml", "Content-Length": str(len(reply.body)), **reply.headers}
            if reply.drip:
                head["Content-Length"] = "100000"
            lines = [f"HTTP/1.1 {reply.status} X", *(f"{k}: {v}" for k, v in head.items()), "", ""]
            whole = "\r\n".join(lines).encode("latin-1")
            if reply.drip:
                self.wfile.write(whole)
                while not stop.wait(0.05):
                    self.wfile.write(b"x")
                return False
            if reply.cut:
                self.wfile.write(whole + reply.body[: len(reply.body) // 2])
                return False
            self.wfile.write(whole + (b"" if reply.status == 304 else reply.body))
            return True

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


# -- the simulation --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """What became of one outlet's entries. Delays and intervals in seconds of simulated time."""

    outlet: str
    published: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    intervals: list[float] = field(default_factory=list)
    wrong_times: int = 0
    requests: int = 0
    most_at_once: int = 0
    broken_waits: int = 0
    memory: str = ""


def _hung_up(connection: socket.socket) -> bool:
    """Whether the client gave the request up: an answer too large or too slow is still being written then, to nobody."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def read(response: Response, feed: Feed) -> parse.ParsedFeed:
    return parse.read_feed(response.body, url=response.url, headers=response.headers, tz=feed.zone)


def simulate(
    outlets: list[Outlet], *, days: float, folder: Path, progress: Callable[[str], None] = lambda _: None
) -> list[Tally]:
    """Run the outlets for so many simulated days with two workers; a tally each."""
    clock = Time()
    by_host = {outlet.host: outlet for outlet in outlets}
    polls: dict[str, list[datetime]] = {outlet.name: [] for outlet in outlets}
    failures: list[Exception] = []
    with SqlStore.open(f"sqlite:///{folder / 'bench.sqlite3'}", upgrade=True) as store, serving(by_host, clock) as port:
        with store.transaction() as tx:
            for outlet in outlets:
                tx.add_feed(_feed(outlet, port, ""), now=START)
                if isinstance(outlet, Two):
                    tx.add_feed(_feed(outlet, port, "-b"), now=START)
        fetchers = [
            Fetcher(
                agent="Diwan/bench",
                allowed=["127.0.0.0/8"],
                gate=StoreGate(store, owner=f"worker-{n}", gap=GAP, clock=clock),
                resolve=lambda host, _: ["127.0.0.1"],
                deadline=DEADLINE,
                patience=0.0,
                clock=clock,
            )
            for n in (1, 2)
        ]
        end, reported = START + timedelta(days=days), START
        while clock.now < end:
            with store.transaction() as tx:
                shares = [
                    tx.get_feeds(
                        tx.claim_due_feeds(now=clock.now, owner=f"worker-{n}", lease=timedelta(minutes=3), limit=size)
                    )
                    for n, size in ((1, 8), (2, 500))
                ]
            threads = [
                threading.Thread(target=_work, args=(store, fetcher, pairs, f"worker-{n}", clock, polls, failures))
                for n, (fetcher, pairs) in enumerate(zip(fetchers, shares, strict=True), start=1)
                if pairs
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            if failures:
                raise failures[0]
            with store.reading() as tx:
                due = min(state.next_fetch_at for _, state in tx.list_feeds() if state.next_fetch_at is not None)
            clock.now = max(due, clock.now + timedelta(milliseconds=100))
            if clock.now - reported >= timedelta(hours=6):
                reported = clock.now
                progress(f"{(clock.now - START) / timedelta(days=1):5.2f} of {days:g} days")
        for fetcher in fetchers:
            fetcher.close()
        return [_tally(store, outlet, polls[outlet.name], end) for outlet in outlets]


def _feed(outlet: Outlet, port: int, suffix: str) -> Feed:
    return Feed(
        key=outlet.name + suffix,
        outlet=outlet.name,
        url=f"http://{outlet.host}:{port}/rss" + (f"?feed={suffix}" if suffix else ""),
        kind=outlet.kind,
        rules=dict(outlet.rules),
    )


def _work(
    store: SqlStore,
    fetcher: Fetcher,
    pairs: list[tuple[Feed, FeedState]],
    owner: str,
    clock: Time,
    polls: Mapping[str, list[datetime]],
    failures: list[Exception],
) -> None:
    try:
        for polled in poll(pairs, fetcher=fetcher, read=read, to_text=to_text, clock=clock):
            with store.transaction() as tx:
                kept = keep(tx, polled, owner=owner)
            if kept.verdict.log is not None and polled.outcome.error is None and polled.feed.key in polls:
                polls[polled.feed.key].append(clock.now)
    except Exception as error:
        failures.append(error)


def _tally(store: SqlStore, outlet: Outlet, polls: list[datetime], end: datetime) -> Tally:
    with store.reading() as tx:
        found = tx.find_feed(outlet.name)
        assert found is not None
        state = found[1]
        kept: dict[int, list[tuple[datetime, datetime | None]]] = {}
        last = 0
        while page := tx.get_entries(list(range(last + 1, last + 2001))):
            for entry in page:
                if entry.feed_id == state.feed_id:
                    kept.setdefault(outlet.identity(entry.url, entry.title), []).append(
                        (entry.first_seen_at, entry.published_at)
                    )
            last += 2000
    tally = Tally(
        outlet.name, requests=outlet.requests, most_at_once=outlet.most_at_once, broken_waits=outlet.broken_waits
    )
    tally.memory = ", ".join(sorted(set(state.memory) & {"distrust_304", "identity", "clock", "hole"}))
    whole = [at for at in polls if at <= end]
    settled = whole[-1] if whole else START  # what came later had no chance yet
    first = state.primed_at or end
    for item in outlet.items:
        if not first < item.at <= settled:
            continue
        tally.published += 1
        rows = kept.get(item.number, [])
        if not rows:
            tally.lost.append(item.number)
            continue
        if len(rows) > 1:
            tally.doubled.append(item.number)
        seen, published = rows[0]
        tally.delays.append((seen - item.at).total_seconds())
        before = max((at for at in whole if at <= item.at), default=first)
        after = min((at for at in whole if at > item.at), default=seen)
        tally.intervals.append((after - before).total_seconds())
        tally.wrong_times += (
            published is not None
            and not isinstance(outlet, Undated)
            and abs(published - item.at) > timedelta(minutes=1)
        )
    return tally


def judge(tallies: list[Tally]) -> list[str]:
    """Which bars are broken, as sentences."""
    broken = []
    for tally in tallies:
        if tally.lost:
            broken.append(
                f"{tally.outlet}: {len(tally.lost)} of {tally.published} entries lost, the first is {tally.lost[0]}"
            )
        if tally.doubled:
            broken.append(f"{tally.outlet}: {len(tally.doubled)} entries doubled")
        if tally.most_at_once > 1:
            broken.append(f"{tally.outlet}: {tally.most_at_once} requests at once")
        if tally.broken_waits:
            broken.append(f"{tally.outlet}: asked too early {tally.broken_waits} times")
        if tally.wrong_times:
            broken.append(f"{tally.outlet}: {tally.wrong_times} entries with a wrong time")
        if not tally.published:
            broken.append(f"{tally.outlet}: nothing was published, nothing was tested")
    return broken


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--days", type=float, default=3.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="outlets, comma-separated")
    given = options.parse_args()
    wanted = set(given.only.split(",")) if given.only else None
    outlets = [kind(given.seed, given.days) for kind in OUTLETS if wanted is None or kind.__name__.lower() in wanted]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tallies = simulate(
            outlets, days=given.days, folder=Path(folder), progress=lambda line: print(line, file=sys.stderr)
        )
    print(
        f"{'outlet':10} {'entries':>7} {'lost':>5} {'doubled':>7} {'asked':>6} {'at once':>7} {'early':>5} {'delay p50':>9} {'interval p50':>12}  learnt"
    )
    delays, intervals = [], []
    for tally in tallies:
        delays += tally.delays
        intervals += tally.intervals
        print(
            f"{tally.outlet:10} {tally.published:7} {len(tally.lost):5} {len(tally.doubled):7} {tally.requests:6} {tally.most_at_once:7} "
            f"{tally.broken_waits:5} {statistics.median(tally.delays or [0]):8.0f}s {statistics.median(tally.intervals or [0]):11.0f}s  {tally.memory}"
        )
    broken = judge(tallies)
    share = statistics.median(delay / max(interval, 1.0) for delay, interval in zip(delays, intervals, strict=True))
    print(
        f"all: {len(delays)} entries; median delay {statistics.median(delays):.0f} s, which is {share:.2f} of the interval they fell into; "
        f"{time.monotonic() - begun:.0f} s"
    )
    if share > 0.52:  # half is what chance does; two hundredths are what chance does to half
        broken.append("the median delay is more than half the interval")
    print("\n".join(broken) or "every bar holds")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
