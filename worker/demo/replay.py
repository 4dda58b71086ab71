"""A small loopback server that plays the recorded outlets, and a Slack endpoint that keeps what it is sent.

`GET /feeds/<feed>.xml` answers with the feed as it stood at the server's current look, with ETag and 304. `/feeds/gated.xml` plays an
outlet behind a challenge page. `POST /services/...` is Slack's incoming webhook.
"""

import hashlib
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self


class Replay:
    """Serves a folder of recordings (`<feed>/<day>-<look>.xml`) on a free loopback port.

    Attributes:
        look: which look is served; raise it and the outlets have published more.
        posted: JSON bodies sent to the webhook, in order.
        asked: how often each path was asked for.
    """

    def __init__(self, folder: Path, day: str) -> None:
        self.folder, self.day = folder, day
        self.look = 1
        self.posted: list[dict[str, Any]] = []
        self.asked: Counter[str] = Counter()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feeds(self) -> list[str]:
        """Names of the recorded feeds."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir())

    def body(self, feed: str) -> bytes | None:
        """The newest recording up to the current look; None for a feed that was never recorded."""
        for look in range(self.look, 0, -1):
            path = self.folder / feed / f"{self.day}-{look}.xml"
            if path.is_file():
                return path.read_bytes()
        return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            replay.asked[self.path] += 1
            name = self.path.removeprefix("/feeds/").removesuffix(".xml")
            if name == "gated":
                return self._answer(403, b"<html><title>Just a moment...</title></html>", {"cf-mitigated": "challenge"})
            body = replay.body(name) if name in replay.feeds() else None
            if body is None:
                return self._answer(404, b"not found", {})
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                return self._answer(304, b"", {"ETag": etag})
            return self._answer(200, body, {"ETag": etag, "Content-Type": "application/rss+xml; charset=utf-8"})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            replay.posted.append(json.loads(body))
            self._answer(200, b"ok", {})

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet: the demo shows what matters."""

    return Handler
