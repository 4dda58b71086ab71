"""Door 1, the clock: one thin Celery task for each function of the pipeline. Ids in, nothing out, the clock read here.

A message is only a kick and may be lost at any moment: what is due stands in the database, `tick` finds it again. Every task is safe to
run twice: rows are claimed with a lease and settled by their owner only.
"""

import os
import threading
import time
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import structlog
from celery import Task
from celery.signals import setup_logging, worker_init

from storage.errors import StorageUnavailable
from worker import pipeline
from worker.app import make_app
from worker.config import Settings, load_settings
from worker.house import House

log = structlog.get_logger(__name__)
app = make_app()

FEEDS_A_TASK = 40  # one multi-handle fetches them together
ENTRIES_A_TASK = 100  # a transaction of 50-200 is where a row gets cheap
_lock = threading.Lock()


@cache
def _settings() -> Settings:
    return load_settings()


@cache
def _house_of(pid: int) -> House:
    """Store, knowledge, fetcher and senders of this process; a forked child gets its own."""
    return House.open(_settings())


def house() -> House:
    with _lock:  # two threads of the embedded worker must not build two
        return _house_of(os.getpid())


@setup_logging.connect  # type: ignore[untyped-decorator]
def _own_logs(**_: Any) -> None:
    from worker.log import set_up

    set_up(_settings().log_level, _settings().log_format)


@worker_init.connect  # type: ignore[untyped-decorator]
def _before_fork(**_: Any) -> None:
    """Build what the children only read, so that they share it; each child opens its own database connections."""
    House.warm()


def _on_time() -> House:
    """This process's house, its clock kept by the database's."""
    found = house()
    found.keep_time()
    return found


def kick(task: Task, *args: Any) -> bool:
    """Send a kick; a broker that is away costs one sweep, nothing more."""
    try:
        task.apply_async(args=args, expires=_settings().lease_seconds)
    except Exception as error:  # whatever the broker's client raises: the row stays due
        log.warning("kick_lost", task=task.name, error=type(error).__name__)
        return False
    return True


def _owner() -> str:
    return f"{os.getpid()}-{uuid.uuid4().hex[:12]}"


@app.task(name="diwan.tick")  # type: ignore[untyped-decorator]
def tick() -> None:
    """Find what is due, whoever lost it, and kick it."""
    try:
        here = _on_time()
        due = pipeline.find_due(
            here, owner=_owner(), now=here.now(), feeds_a_task=FEEDS_A_TASK, entries_a_task=ENTRIES_A_TASK
        )
    except StorageUnavailable as error:
        log.error("database_away", reason=str(error))
        return
    for shard in due.feeds:
        kick(fetch_feeds, shard, due.owner)
    for batch in due.entries:
        kick(process_entries, batch)
    if due.pages:
        kick(read_pages)
    if due.deliveries:
        kick(dispatch)
    if due.upkeep:
        kick(summarise)


@app.task(name="diwan.fetch_feeds")  # type: ignore[untyped-decorator]
def fetch_feeds(feed_ids: Sequence[int], owner: str) -> None:
    """Fetch feeds that a tick has claimed for `owner`, keep their unseen entries, kick their processing."""
    here = _on_time()
    for ids in _batches(pipeline.ingest(here, feed_ids, owner=owner, clock=here.now), ENTRIES_A_TASK):
        kick(process_entries, ids)


@app.task(name="diwan.read_pages")  # type: ignore[untyped-decorator]
def read_pages() -> None:
    """Read the pages of entries that are due, kick the processing of those whose text changed."""
    here = _on_time()
    for ids in _batches(pipeline.read_pages(here, clock=here.now), ENTRIES_A_TASK):
        kick(process_entries, ids)


@app.task(name="diwan.process_entries")  # type: ignore[untyped-decorator]
def process_entries(entry_ids: Sequence[int]) -> None:
    """Assess entries, fold their mentions into meetings, put alerts into the outbox, kick the dispatcher."""
    here = _on_time()
    done = pipeline.process(here, entry_ids, owner=_owner(), now=here.now())
    if done.deliveries:
        wake_dispatcher()


def wake_dispatcher() -> None:
    """Kick a dispatcher, unless one says that it looks again by itself."""
    try:
        if pipeline.outbox_attended(house(), now=house().now()):
            return
    except StorageUnavailable:
        log.warning("outbox_not_asked")
    kick(dispatch)


@app.task(name="diwan.dispatch")  # type: ignore[untyped-decorator]
def dispatch() -> None:
    """Send what is due in the outbox."""
    here = _on_time()
    if pipeline.dispatch(here, owner=_owner(), clock=here.now, nap=time.sleep).more:
        kick(dispatch)


@app.task(name="diwan.summarise")  # type: ignore[untyped-decorator]
def summarise() -> None:
    """What time brings: digests that are due, meetings nobody reported, groups of alerts that have waited long enough."""
    here = _on_time()
    if pipeline.summarise(here, now=here.now()):
        wake_dispatcher()


def _batches(ids: Sequence[int], size: int) -> Iterable[list[int]]:
    return (list(ids[start : start + size]) for start in range(0, len(ids), size))
