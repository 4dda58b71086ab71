"""Ask many addresses at once, politely and without being hurt: libcurl's multi interface under one loop.

Every request ends within its deadline (a drip too), within its size on the wire and after decompression, after at most five redirects,
each judged like the first address. No address outside the public internet is connected to: the name is resolved once, all its numbers are
judged, and the socket is opened only to a number that was judged (docs/adr/0030-a-fetcher-on-curl.md). No browser is played, no cookie kept,
no challenge solved.
"""

import contextlib
import heapq
import ipaddress
import itertools
import math
import queue
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pycurl

from worker.errors import FetchError
from worker.fetch.answers import (
    HostBusy,
    Request,
    Response,
    refused_status,
    retry_after,
    shown,
    split_head,
    transport_error,
)
from worker.fetch.gates import Gate, OpenGate, Visit
from worker.fetch.inflate import ACCEPT_ENCODING, InflateError, inflate
from worker.net import addresses
from worker.net.addresses import Network, Refused, Target
from worker.net.handle import Guard, new_handle

DEADLINE = 20.0
STALL = 3.0
LIMIT = 15 * 1024 * 1024
MOST_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_AT_ONCE = 4  # answers handed out between two looks at the network
_FEW = 16  # sockets read at one look: what is not read yet is the kernel's memory, and a body is read while it is fresh in the cache
_LONGEST_LAG = (
    1.0  # seconds after which all sockets are read after all: nobody's deadline is spent on the others' answers
)
_MOST_READY = 64  # answers that may lie ready before new requests wait: their bodies are memory
_AFTER_ALL = 1 << 40  # added to the place in the queue of a host that hung when it was asked last
_MOST_LEFT = 64  # visits that ended and are not told to the gate yet, while answers are handed out
_NAME_KEPT = 60.0  # seconds for which a resolved name is believed

Resolve = Callable[[str, int], Sequence[str]]
Answer = tuple[Request, "Response | FetchError"]


def user_agent(version: str, contact: str = "") -> str:
    """Who we are, honestly: `Diwan/0.1.0 (+contact)`."""
    return f"Diwan/{version} (+{contact})" if contact else f"Diwan/{version}"


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class _Flight:
    """One request on its way, over all its hops."""

    __slots__ = ("hops", "host", "line", "permanent", "queued", "request", "started", "target")

    def __init__(self, request: Request, target: Target, queued: float) -> None:
        self.request = request
        self.target = target
        self.host = addresses.registrable(target.host)
        self.hops: list[tuple[int, str]] = []
        self.permanent = True
        self.started: float | None = None
        self.queued = queued
        self.line: _Line | None = None


class _Line:
    """A libcurl handle with the options that never change, and what the current transfer has brought."""

    __slots__ = ("chunks", "easy", "flight", "guard", "head", "headers", "resolved")

    def __init__(self, agent: str, allowed: tuple[Network, ...]) -> None:
        self.head: list[bytes] = []
        self.chunks: list[bytes] = []
        self.headers: list[bytes] = []
        self.flight: _Flight | None = None
        self.resolved = False
        self.guard = Guard(allowed)
        easy = self.easy = new_handle(agent, self.guard)
        easy.setopt(pycurl.MAXFILESIZE_LARGE, LIMIT)
        easy.setopt(
            pycurl.BUFFERSIZE, 128 * 1024
        )  # most feeds in one or two reads; the buffer is shared by all transfers
        easy.setopt(pycurl.CONNECTTIMEOUT_MS, 10_000)
        # each transfer is given the numbers of its name; else libcurl would look for old ones among all it knows, with each
        easy.setopt(pycurl.DNS_CACHE_TIMEOUT, -1)
        easy.setopt(pycurl.HEADERFUNCTION, self.head.append)
        easy.setopt(pycurl.WRITEFUNCTION, self.chunks.append)

    def load(self, flight: _Flight, numbers: Sequence[str] | None, remaining: float) -> None:
        easy, request, target = self.easy, flight.request, flight.target
        self.flight, self.guard.refused = flight, ""
        self.head.clear()
        self.chunks.clear()
        headers = [_accepting(request.accept)]
        if request.etag:
            headers.append(f"If-None-Match: {request.etag}".encode("latin-1", "ignore"))
        if request.last_modified:
            headers.append(f"If-Modified-Since: {request.last_modified}".encode("latin-1", "ignore"))
        easy.setopt(pycurl.URL, target.url)
        if headers != self.headers:
            self.headers = headers
            easy.setopt(pycurl.HTTPHEADER, [_CODINGS, *headers])
        easy.setopt(pycurl.TIMEOUT_MS, max(1, int(remaining * 1000)))
        if numbers:
            shown_ = ",".join(f"[{one}]" if ":" in one else one for one in numbers)
            easy.setopt(pycurl.RESOLVE, [f"+{target.host}:{target.port}:{shown_}"])
            self.resolved = True
        elif self.resolved:
            easy.unsetopt(pycurl.RESOLVE)
            self.resolved = False


_CODINGS = f"Accept-Encoding: {ACCEPT_ENCODING}".encode()


@lru_cache(maxsize=64)
def _accepting(accept: str) -> bytes:
    return f"Accept: {accept}".encode("latin-1", "ignore")


_IN, _OUT = select.POLLIN, select.POLLOUT
_EVENTS = {pycurl.POLL_IN: _IN, pycurl.POLL_OUT: _OUT, pycurl.POLL_INOUT: _IN | _OUT}


class _Sockets:
    """The sockets that are watched: epoll where the system has it, poll elsewhere. Half the cost of a selector, which makes records of them."""

    def __init__(self) -> None:
        self._watched: set[int] = set()
        self._epoll = select.epoll() if hasattr(select, "epoll") else None
        self._poller: Any = self._epoll or select.poll()

    def watch(self, fd: int, events: int) -> None:
        if fd in self._watched:
            self._poller.modify(fd, events)
        else:
            self._poller.register(fd, events)
            self._watched.add(fd)

    def forget(self, fd: int) -> None:
        if fd in self._watched:
            self._watched.discard(fd)
            with contextlib.suppress(OSError, KeyError):  # closed already
                self._poller.unregister(fd)

    def ready(self, seconds: float, most: int) -> list[tuple[int, int]]:
        """Wait until some are; (descriptor, events) of at most so many, -1 for all."""
        if self._epoll:
            return self._epoll.poll(seconds, most)
        found: list[tuple[int, int]] = self._poller.poll(math.ceil(seconds * 1000))
        return found[:most] if most > 0 else found

    def close(self) -> None:
        if self._epoll:
            self._epoll.close()


class Slots:
    """How many hosts are asked at once. One that keeps us waiting makes room for another after `stall` seconds, as often as there are slots: so
    many that hang delay no other. Times are given, in seconds of any clock that only goes forward."""

    def __init__(self, slots: int, stall: float) -> None:
        self._slots = slots
        self._stall = stall
        self._since: dict[str, float] = {}
        self._young: deque[tuple[float, str]] = deque()  # in the order of entering; some have left since
        self._stalled: set[str] = set()

    def __contains__(self, host: str) -> bool:
        return host in self._since

    def __len__(self) -> int:
        return len(self._since)

    def room(self, now: float) -> int:
        """How many hosts more may be asked now."""
        while self._young and self._young[0][0] <= now - self._stall:
            since, host = self._young.popleft()
            if self._since.get(host) == since:
                self._stalled.add(host)
        young = len(self._since) - len(self._stalled)
        return max(0, min(self._slots - young, 2 * self._slots - len(self._since)))

    def enter(self, host: str, now: float) -> None:
        self._since[host] = now
        self._young.append((now, host))

    def leave(self, host: str) -> None:
        """Nothing where it is not inside."""
        self._since.pop(host, None)
        self._stalled.discard(host)

    def clear(self) -> list[str]:
        """Let all leave; returns who was inside."""
        inside = list(self._since)
        self._since.clear()
        self._stalled.clear()
        return inside


class Fetcher:
    """Asks addresses. Keeps connections open between calls; close it, or use it as a context manager. Not for two threads at once.

    Args:
        agent: the User-Agent; see `user_agent`.
        allowed: private ranges that may be asked after all (CIDR).
        gate: who may ask a host when; without one, only "one in flight per host" holds, within this object.
        deadline: seconds for one request over all its hops, waiting for the gate not counted.
        concurrency: hosts asked at once; those that `stall` for so many seconds do not count, up to as many again.
        patience: seconds a request waits for its host before it is given back as `HostBusy`.
        resolve: name and port to addresses; for tests.
        clock: wall clock, for Retry-After dates and `fetched_at`.
    """

    def __init__(
        self,
        *,
        agent: str,
        allowed: Iterable[str] = (),
        gate: Gate | None = None,
        deadline: float = DEADLINE,
        limit: int = LIMIT,
        concurrency: int = 256,
        stall: float = STALL,
        patience: float = 45.0,
        resolve: Resolve = resolve,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._agent = agent
        self._allowed = addresses.networks(allowed)
        self._gate = gate or OpenGate()
        self._deadline = deadline
        self._limit = limit
        self._concurrency = concurrency
        self._stall = stall
        self._patience = patience
        self._resolve = resolve
        self._clock = clock
        self._hung: set[str] = set()  # hosts that did not answer in time when they were asked last
        self._names: dict[tuple[str, int], tuple[float, Sequence[str]]] = {}
        self._idle: list[_Line] = []
        self._sockets = _Sockets()
        self._timer: float | None = None
        self._abreast = 0.0  # when no socket was left unread
        multi = self._multi = pycurl.CurlMulti()
        multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        multi.setopt(pycurl.M_MAXCONNECTS, 1024)
        self._busy = False
        self._run: _Run | None = None

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        for line in self._idle:
            line.easy.close()
        self._idle.clear()
        self._multi.close()
        self._sockets.close()

    @property
    def backlog(self) -> int:
        """How many answers lie ready: the next of them come without waiting for the network."""
        return len(self._run.done) if self._run is not None else 0

    def fetch(self, request: Request) -> Response:
        """Ask one address. Raises FetchError."""
        (_, answer), *_ = self.fetch_all([request])
        if isinstance(answer, FetchError):
            raise answer
        return answer

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[Answer]:
        """Ask all addresses, many at once; answers come as they arrive, each with its request, errors as values.

        Never more than one request per registrable host is in flight. Requests of one host are asked in the order given.
        """
        if self._busy:
            raise RuntimeError("a Fetcher asks one batch at a time")
        self._busy = True
        run = self._run = _Run(self)
        try:
            yield from run.answers(requests)
        finally:
            run.abandon()
            self._busy = False
            self._run = None

    # -- libcurl's side of the loop

    def _watch(self, event: int, fd: int, _multi: Any, _data: Any) -> None:
        if event == pycurl.POLL_REMOVE:
            self._sockets.forget(fd)
        else:
            self._sockets.watch(fd, _EVENTS.get(event, 0))

    def _set_timer(self, milliseconds: int) -> None:
        self._timer = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def _turn(self, longest: float) -> bool:
        """Wait for the network, at most `longest` seconds, and let libcurl work. Whether there was something to do."""
        now = time.monotonic()
        wait = longest if self._timer is None else min(longest, max(0.0, self._timer - now))
        most = _FEW if now - self._abreast < _LONGEST_LAG else -1
        ready = self._sockets.ready(wait, most)
        for fd, events in ready:  # an error or a hang-up is for both, as libcurl will see what it is
            mask = (pycurl.CSELECT_IN if events & ~_OUT else 0) | (pycurl.CSELECT_OUT if events & ~_IN else 0)
            self._multi.socket_action(fd, mask)
        now = time.monotonic()
        if len(ready) != most:
            self._abreast = now
        if self._timer is not None and now >= self._timer:
            self._timer = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
            return True
        return bool(ready)


class _Run:
    """One batch of a Fetcher."""

    def __init__(self, owner: Fetcher) -> None:
        self.o = owner
        self.done: deque[Answer] = deque()
        self.hosts: dict[str, deque[_Flight]] = {}  # waiting, by host
        self.calls: list[tuple[float, int, str]] = []  # when to ask the gate for which host
        self.order = itertools.count()
        self.inside = Slots(owner._concurrency, owner._stall)  # hosts we hold
        self.left: list[Visit] = []
        self.lookups: dict[_Flight, float] = {}
        self.found: queue.SimpleQueue[tuple[_Flight, Sequence[str] | OSError]] = queue.SimpleQueue()
        self.lines: dict[Any, _Line] = {}

    def answers(self, requests: Iterable[Request]) -> Iterator[Answer]:
        now = time.monotonic()
        for request in requests:
            try:
                target = addresses.target(request.url, allowed=self.o._allowed)
            except Refused as error:
                self.done.append((request, _refused(request.url, error)))
            else:
                self._queue(_Flight(request, target, now), now)
        while True:
            for _ in range(
                min(len(self.done), _AT_ONCE)
            ):  # then the network again: nobody's deadline is spent on the others' answers
                while len(self.done) == 1 and self.lines and self.o._turn(0.0):
                    self._collect()  # before the last one a look at what came meanwhile, for `backlog`
                yield self.done.popleft()
            if not (self.hosts or self.inside or self.done):
                return
            if len(self.done) < _MOST_READY:
                self._admit()
            self._take_names()
            if self.lines or self.lookups or (self.calls and not self.done):
                self.o._turn(self._nap())
            self._collect()

    def abandon(self) -> None:
        """Let go of whatever is still on its way."""
        for easy in list(self.lines):
            self._unplug(self.lines[easy], keep=False)
        self.left += [Visit(host=host) for host in self.inside.clear()]
        self._say_left()

    def _nap(self) -> float:
        if self.done:
            return 0.0
        longest = 0.005 if self.lookups else 1.0
        now = time.monotonic()
        if self.calls and self.inside.room(now):
            longest = min(longest, max(0.0, self.calls[0][0] - now))
        return longest

    # -- waiting for hosts

    def _queue(self, flight: _Flight, now: float) -> None:
        waiting = self.hosts.get(flight.host)
        if waiting is None:
            self.hosts[flight.host] = deque([flight])
            if flight.host not in self.inside:
                late = _AFTER_ALL if flight.host in self.o._hung else 0
                heapq.heappush(self.calls, (now, next(self.order) + late, flight.host))
        else:
            waiting.append(flight)

    def _admit(self) -> None:
        now = time.monotonic()
        room = self.inside.room(now)
        ready: list[str] = []
        while self.calls and len(ready) < room and self.calls[0][0] <= now:
            ready.append(heapq.heappop(self.calls)[2])
        if not ready:
            if self.left and not self.calls and (len(self.left) >= _MOST_LEFT or not self.done):
                self._say_left()
            return
        self._say_left()
        for host, wait in self.o._gate.enter(ready).items():
            if wait <= 0:
                waiting = self.hosts[host]
                flight = waiting.popleft()
                if not waiting:
                    del self.hosts[host]
                self.inside.enter(host, now)
                self._start(flight)
            else:
                self._wait(host, wait, now)

    def _wait(self, host: str, wait: float, now: float) -> None:
        waiting = self.hosts[host]
        while waiting and now + wait - waiting[-1].queued > self.o._patience:
            flight = waiting.pop()
            busy = HostBusy(
                f"{host} is being asked, or wants to rest",
                url=shown(flight.request.url),
                transient=True,
                retry_after=wait,
            )
            self.done.append((flight.request, busy))
        if waiting:
            heapq.heappush(self.calls, (now + wait, next(self.order), host))
        else:
            del self.hosts[host]

    def _say_left(self) -> None:
        if self.left:
            left, self.left = self.left, []
            self.o._gate.leave(left)

    def _leave(self, flight: _Flight, rest: float = 0.0) -> None:
        self.inside.leave(flight.host)
        self.left.append(Visit(host=flight.host, rest=rest))
        if flight.host in self.hosts:
            heapq.heappush(self.calls, (time.monotonic(), next(self.order), flight.host))

    def _end(self, flight: _Flight, answer: "Response | FetchError", rest: float = 0.0) -> None:
        self.o._hung.discard(flight.host)
        self._leave(flight, max(rest, flight.request.rest))
        self.done.append((flight.request, answer))

    def _hang(self, flight: _Flight, message: str) -> None:
        self._end(flight, transport_error(pycurl.E_OPERATION_TIMEDOUT, message, url=flight.request.url))
        self.o._hung.add(flight.host)

    # -- names

    def _start(self, flight: _Flight) -> None:
        now = time.monotonic()
        if flight.started is None:
            flight.started = now
        if flight.target.address is not None:
            self._plug(flight, None)
            return
        where = (flight.target.host, flight.target.port)
        kept = self.o._names.get(where)
        if kept and kept[0] > now:
            self._judge(flight, kept[1])
            return
        self.lookups[flight] = now

        def look_up() -> None:
            try:
                self.found.put((flight, self.o._resolve(*where)))
            except OSError as error:
                self.found.put((flight, error))
            except Exception as error:  # UnicodeError of odd names
                self.found.put((flight, OSError(str(error))))

        threading.Thread(target=look_up, name="diwan-name", daemon=True).start()  # getaddrinfo knows no timeout

    def _take_names(self) -> None:
        while self.lookups:
            try:
                flight, numbers = self.found.get_nowait()
            except queue.Empty:
                break
            if self.lookups.pop(flight, None) is None:
                continue  # given up already
            if isinstance(numbers, OSError):
                self._end(
                    flight, transport_error(pycurl.E_COULDNT_RESOLVE_HOST, flight.target.host, url=flight.request.url)
                )
                continue
            where = (flight.target.host, flight.target.port)
            self.o._names[where] = (time.monotonic() + _NAME_KEPT, numbers)
            self._judge(flight, numbers)
        now = time.monotonic()
        for flight in [f for f in self.lookups if now - (f.started or now) > self.o._deadline]:
            del self.lookups[flight]
            self._hang(flight, "name lookup")

    def _judge(self, flight: _Flight, numbers: Sequence[str]) -> None:
        found = [ipaddress.ip_address(number.split("%")[0]) for number in numbers]
        whys = [why for one in found if (why := addresses.refusal(one, self.o._allowed))]
        if flight.target.port not in addresses.PORTS and not all(
            addresses._inside(one, self.o._allowed) for one in found
        ):
            whys.append(f"port {flight.target.port}, expected 80, 443, 8080 or 8443")
        if whys or not found:
            self._end(flight, _refused(flight.request.url, whys[0] if whys else "the name has no address"))
        else:
            self._plug(flight, [str(one) for one in found])

    # -- transfers

    def _plug(self, flight: _Flight, numbers: Sequence[str] | None) -> None:
        remaining = self.o._deadline - (time.monotonic() - (flight.started or 0.0))
        line = self.o._idle.pop() if self.o._idle else _Line(self.o._agent, self.o._allowed)
        line.load(flight, numbers, remaining)
        self.lines[line.easy] = line
        self.o._multi.add_handle(line.easy)

    def _unplug(self, line: _Line, *, keep: bool) -> None:
        del self.lines[line.easy]
        self.o._multi.remove_handle(line.easy)
        if keep:
            self.o._idle.append(line)
        else:
            line.easy.close()

    def _collect(self) -> None:
        while self.lines:
            waiting, good, bad = self.o._multi.info_read()
            for easy in good:
                self._finish(self.lines[easy], 0, "")
            for easy, code, message in bad:
                self._finish(self.lines[easy], code, message)
            if not waiting:
                return

    def _finish(self, line: _Line, code: int, message: str) -> None:
        flight = line.flight
        assert flight is not None
        refused, status = line.guard.refused, int(line.easy.getinfo(pycurl.RESPONSE_CODE))
        headers, wire = split_head(line.head), b"".join(line.chunks)
        line.chunks.clear()
        self._unplug(line, keep=True)
        url = flight.request.url
        if refused and code:
            self._end(flight, _refused(url, refused))
        elif code:
            self.o._names.pop((flight.target.host, flight.target.port), None)
            if code == pycurl.E_OPERATION_TIMEDOUT:
                self._hang(flight, message)
            else:
                self._end(flight, transport_error(code, message, url=url))
        elif status in _REDIRECTS and (where := headers.get("location")):
            self._follow(flight, status, where)
        else:
            self._read(flight, status, headers, wire)

    def _follow(self, flight: _Flight, status: int, where: str) -> None:
        url = flight.request.url
        try:
            # headers are bytes: UTF-8 paths come as they are
            where = where.encode("latin-1").decode("utf-8", "replace")
            target = addresses.target(where, allowed=self.o._allowed, base=flight.target.url)
        except Refused as error:
            self._end(flight, _refused(url, f"redirected to an address that must not be asked: {error}"))
            return
        if flight.target.scheme == "https" and target.scheme == "http":
            self._end(flight, _refused(url, "redirected from https to http"))
        elif len(flight.hops) >= MOST_HOPS:
            self._end(
                flight,
                FetchError(f"more than {MOST_HOPS} redirects", url=shown(url), transient=True, http_status=status),
            )
        else:
            flight.hops.append((status, target.url))
            flight.permanent &= status in _PERMANENT
            before, host = flight.host, addresses.registrable(target.host)
            flight.target = target
            if host == before:
                self._start(flight)
                return
            self._leave(flight)
            flight.host = host
            flight.queued = time.monotonic()
            self._queue(flight, flight.queued)

    def _read(self, flight: _Flight, status: int, headers: dict[str, str], wire: bytes) -> None:
        url, now = flight.request.url, self.o._clock()
        try:
            body = inflate(wire, headers.get("content-encoding", ""), limit=self.o._limit) if wire else wire
        except InflateError as error:
            large = "more than" in str(error)
            self._end(flight, FetchError(str(error), url=shown(url), transient=not large, http_status=status))
            return
        if error_ := refused_status(status, headers, body, url=url, now=now):
            self._end(flight, error_, error_.retry_after or 0.0)
            return
        self._end(
            flight,
            Response(
                request=flight.request,
                url=flight.target.url,
                status=status,
                headers=headers,
                body=body,
                hops=tuple(flight.hops),
                moved_to=flight.target.url if flight.hops and flight.permanent else None,
                wire_bytes=len(wire),
                seconds=time.monotonic() - (flight.started or 0.0),
                fetched_at=now,
            ),
            retry_after(headers, now) or 0.0,
        )


def _refused(url: str, why: object) -> FetchError:
    return FetchError(str(why), url=shown(url), transient=False)
