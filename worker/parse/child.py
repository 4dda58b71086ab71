"""feedparser behind a wall: in a child process that is kept warm, bounded in time and memory, and killed when a feed makes it hang.

Its known traps (regular expressions that never end, fifty thousand attributes) cost the child, never the caller. The child is a plain
`python -I` by `subprocess`, because a prefork worker may not use multiprocessing. It reads no file and no network: bytes in, JSON out.
"""

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from worker.errors import ParseError
from worker.parse.foreign import foreign_feed
from worker.parse.records import ParsedFeed

WALL_SECONDS = 6.0
CPU_SECONDS = 5
MEMORY_BYTES = 1 << 30
MOST_FILES = 32
_MAIN = Path(__file__).with_name("_feedparser_child.py")


class Child:
    """One warm child, started at the first need, restarted after a kill. Two threads take turns."""

    def __init__(self, *, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, body: bytes, headers: Mapping[str, str]) -> ParsedFeed:
        """What feedparser makes of these bytes. Raises ParseError where it finds no feed, hangs, or dies."""
        with self._turn:
            return self._read(body, headers)

    def _read(self, body: bytes, headers: Mapping[str, str]) -> ParsedFeed:
        process = self._running()
        kept = {
            name: value
            for name, value in headers.items()
            if name.lower() in ("content-type", "content-language", "content-location")
        }
        head = json.dumps({"headers": kept, "cpu": CPU_SECONDS}).encode()
        deadline = time.monotonic() + self.wall_seconds
        try:
            self._send(process, struct.pack("!II", len(head), len(body)) + head + body, deadline)
            (size,) = struct.unpack("!I", self._receive(process, 4, deadline))
            answer = json.loads(self._receive(process, size, deadline))
        except _Stalled as error:
            self.close()
            raise ParseError(f"not read: feedparser took more than {self.wall_seconds:g} s") from error
        except (OSError, ValueError, struct.error, EOFError) as error:
            self.close()
            raise ParseError("not read: feedparser ran out of time or memory") from error
        if "error" in answer:
            raise ParseError(f"not a feed: {answer['error']}")
        return foreign_feed(answer)

    def close(self) -> None:
        """Kill the child, if there is one of ours."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        self._owner = os.getpid()
        process = subprocess.Popen(
            [sys.executable, "-I", str(_MAIN), str(MEMORY_BYTES), str(MOST_FILES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            close_fds=True,
            env={"PATH": os.environ.get("PATH", "")},
        )
        assert process.stdin is not None
        os.set_blocking(process.stdin.fileno(), False)
        self._process = process
        return process

    @staticmethod
    def _send(process: "subprocess.Popen[bytes]", data: bytes, deadline: float) -> None:
        assert process.stdin is not None
        view = memoryview(data)
        while view:
            _wait(deadline, write=process.stdin.fileno())
            with contextlib.suppress(BlockingIOError):
                view = view[os.write(process.stdin.fileno(), view[: 1 << 16]) :]

    @staticmethod
    def _receive(process: "subprocess.Popen[bytes]", size: int, deadline: float) -> bytes:
        assert process.stdout is not None
        parts: list[bytes] = []
        while size:
            _wait(deadline, read=process.stdout.fileno())
            part = os.read(process.stdout.fileno(), min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class _Stalled(Exception):
    """The child did not answer in time."""


def _wait(deadline: float, *, read: int | None = None, write: int | None = None) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _Stalled
    poll = select.poll()
    if read is not None:
        poll.register(read, select.POLLIN | select.POLLHUP)
    if write is not None:
        poll.register(write, select.POLLOUT | select.POLLERR)
    if not poll.poll(left * 1000):
        raise _Stalled
