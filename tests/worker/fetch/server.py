"""A loopback server that answers as a test wants: each path has a function from the request to an `Answer`."""

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to send. `drip` sends the body byte by byte for as long as the client stays; `length` overrides Content-Length."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    length: int | None = None
    drip: bool = False
    raw: bytes | None = None


@dataclass(slots=True)
class Outlet:
    base: str
    asked: list[Asked]
    most_at_once: int = 0


@contextmanager
def outlet(routes: Mapping[str, Answer | Callable[[Asked], Answer]], *, address: str = "127.0.0.1") -> Iterator[Outlet]:
    """Serve these paths on a free port; what is not among them is 404."""
    running = 0
    lock = threading.Lock()
    stop = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            while not stop.is_set() and self._one():
                pass

        def _one(self) -> bool:
            nonlocal running
            try:
                first = self.rfile.readline(65536)
                if not first.strip():
                    return False
                headers: dict[str, str] = {}
                while (line := self.rfile.readline(65536)).strip():
                    name, _, value = line.decode("latin-1").partition(":")
                    headers[name.strip().lower()] = value.strip()
            except OSError:
                return False
            asked = Asked(path=first.split()[1].decode("latin-1"), headers=headers, at=time.monotonic())
            with lock:
                running += 1
                seen.asked.append(asked)
                seen.most_at_once = max(seen.most_at_once, running)
            try:
                found = routes.get(asked.path, Answer(status=404))
                return self._send(found(asked) if callable(found) else found)
            except OSError:
                return False
            finally:
                with lock:
                    running -= 1

        def _send(self, answer: Answer) -> bool:
            if answer.raw is not None:
                self.wfile.write(answer.raw)
                return False
            length = len(answer.body) if answer.length is None else answer.length
            lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in answer.headers.items())]
            lines += [] if answer.drip else [f"Content-Length: {length}"]
            self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
            if answer.drip:
                while not stop.wait(0.02):
                    self.wfile.write(answer.body or b"x")
                return False
            self.wfile.write(answer.body)
            return length == len(answer.body)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 128
        address_family = socket.AF_INET

    server = Server((address, 0), Handler)
    seen = Outlet(base=f"http://{address}:{server.server_address[1]}", asked=[])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
