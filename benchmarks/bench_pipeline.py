"""`make bench`: the whole pipeline's entries a second and core, beside the typical build, in one run.

Both get the same feeds as bytes and end with rows in SQLite. Ours also extracts participants, places, dates and topics, folds tellings into
meetings and writes alerts to the outbox; the typical build does none of that (benchmarks/typical.py). CPU time (user and system, children
too), rounds taken in turn, medians. One no-op Celery task for each entry is what the typical build adds (1.55 ms, measured with Redis on
two cores; printed apart); ours sends one task for a hundred entries.

    python -m benchmarks.bench_pipeline [--entries 2000] [--rounds 5]
"""

import argparse
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import structlog

from benchmarks import corpus

CELERY_TASK_MS = 1.55
NOW = datetime(2024, 3, 5, 18, tzinfo=UTC)


def cpu_seconds() -> float:
    """User and system time of this process and of its children that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def ours(bodies: list[bytes]) -> tuple[int, float]:
    """(entries assessed, CPU seconds) for feeds as bytes: parse, keep, assess, fold, alert."""
    from storage.records import Feed, Recipient, Subscriber, Watch
    from storage.sql import SqlStore
    from worker import parse, pipeline
    from worker.config import load_settings
    from worker.fetch.entries import entries_of
    from worker.house import House

    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(home=Path(folder))
        house = House(settings, SqlStore.open(settings.database, upgrade=True))
        with house.store.transaction() as tx:
            feed = tx.add_feed(Feed(key="bench", outlet="Bench", url="https://bench.example/rss"), now=NOW)
            desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=NOW))
            assert desk.id is not None
            tx.keep_recipient(
                Recipient(subscriber_id=desk.id, channel="email", address="desk@example.org", label="desk")
            )
            tx.keep_watch(Watch(key="fr", subscriber_id=desk.id, name="France", rule={"polity": "FR"}, created_at=NOW))
        house.warm()
        with house.store.reading() as tx:
            ((_, state),) = tx.list_feeds()
        done = 0
        began = cpu_seconds()
        for body in bodies:
            parsed = parse.read_feed(body, url=feed.url, tz=feed.zone)
            read = entries_of(parsed, feed, state, now=NOW, to_text=parse.to_text, first_read=False, same_window=False)
            with house.store.transaction() as tx:
                added = tx.add_entries(read.entries, now=NOW)
            done += pipeline.process(house, added.new, owner="bench", now=NOW).entries
        spent = cpu_seconds() - began
        house.close()
    return done, spent


def typical(bodies: list[bytes]) -> tuple[int, float]:
    """(entries stored, CPU seconds) of the typical build, its Celery task for each entry not counted."""
    from benchmarks.typical import Typical

    with tempfile.TemporaryDirectory() as folder:
        build = Typical(Path(folder))
        began = cpu_seconds()
        done = sum(build.feed(body) for body in bodies)
        return done, cpu_seconds() - began


def measure(side: str, entries: int) -> float:
    """Milliseconds of CPU an entry, in a process of its own: neither side's heap slows the other's garbage collector."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "benchmarks.bench_pipeline",
        "--side",
        side,
        "--entries",
        str(entries),
    ]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(answer.stdout.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=["ours", "typical"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.side:
        logging.disable()
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        bodies = corpus.feeds(arguments.entries, per_feed=100)
        run = ours if arguments.side == "ours" else typical
        run(bodies[:1])  # warm
        done, spent = run(bodies)
        if done != arguments.entries:
            raise SystemExit(f"{arguments.side} handled {done} of {arguments.entries} entries: not comparable")
        print(spent / done * 1000)
        return
    cost: dict[str, list[float]] = {"ours": [], "typical": []}
    for _ in range(arguments.rounds):
        for side, values in cost.items():
            values.append(measure(side, arguments.entries))
    print(
        f"{arguments.entries} entries of about 250 words, en and ar, one in twenty a meeting; "
        f"{arguments.rounds} rounds; load {os.getloadavg()[0]:.1f}"
    )
    medians = {side: statistics.median(values) for side, values in cost.items()}
    for side, name in (("ours", "Diwan"), ("typical", "typical build")):
        print(
            f"{name:14} {medians[side]:7.3f} ms an entry (min {min(cost[side]):.3f}, max {max(cost[side]):.3f}) "
            f"= {1000 / medians[side]:6.0f} a second and core"
        )
    bare = medians["typical"] / medians["ours"]
    whole = (medians["typical"] + CELERY_TASK_MS) / (medians["ours"] + CELERY_TASK_MS / 100)
    print(
        f"ratio {bare:.1f} without Celery, {whole:.1f} with a task for each entry against one for a hundred; the bar is 8"
    )


if __name__ == "__main__":
    main()
