"""The embedded default: worker and beat as threads of one process over `memory://`, no server.

The same tasks and the same beat schedule as on many machines. The queue may be lost at any moment; that costs one tick, because the
database is the queue. This module owns the signals and the exit code: Ctrl-C stops cleanly with 0, a second one at once.
"""

import contextlib
import fcntl
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import structlog
from celery import Celery
from celery.beat import EmbeddedService
from celery.worker import WorkController

from worker.errors import DiwanError

log = structlog.get_logger(__name__)
THREADS = 4  # a slow fetch must not hold up an alert


class AlreadyRunning(DiwanError):
    """Another `diwan run` holds this data folder."""


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the data folder. Raises AlreadyRunning where another process does."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AlreadyRunning(
                f"{home} is in use by process {lock.read().strip() or 'unknown'}: stop it first"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


class Embedded:
    """Worker and beat of an app, as threads. `start` returns at once; `stop` waits for running tasks."""

    def __init__(self, app: Celery, *, schedule: Path, queues: str) -> None:
        self._worker: Any = WorkController(
            app=app,
            pool_cls="threads",
            concurrency=THREADS,
            queues=queues,
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            hostname="embedded@localhost",
            loglevel="WARNING",
        )
        self._beat: Any = EmbeddedService(app, thread=True, schedule_filename=str(schedule), max_interval=1)
        self._thread = threading.Thread(target=self._worker.start, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._beat.start()

    def alive(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        self._beat.stop()
        self._worker.stop(in_sighandler=False)
        self._thread.join(timeout=10)


def run_until_signal(embedded: Embedded, *, done: Callable[[], bool] = lambda: False, poll_seconds: float = 0.2) -> int:
    """Run until SIGINT or SIGTERM, or until `done()`. Exit code 0; a second signal ends the process at once with 130.

    1 where the worker thread died by itself.
    """
    stopping = threading.Event()

    def on_signal(number: int, _frame: Any) -> None:
        if stopping.is_set():
            os._exit(130)
        stopping.set()
        log.info("stopping", signal=signal.Signals(number).name)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        embedded.start()
        while not stopping.wait(poll_seconds) and not done():
            if not embedded.alive():
                log.error("worker_died")
                return 1
        embedded.stop()
        return 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
