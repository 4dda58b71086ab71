"""`make bench`: the whole pipeline's entries a second and core, beside the typical build, in one run.

Both get the same feeds as bytes and end with rows in SQLite. Ours also extracts participants, places, dates and topics, folds tellings into
meetings and writes alerts to the outbox; the typical build does none of that (benchmarks/typical.py). CPU time (user and system, children
too), rounds taken in turn, medians. One no-op Celery task for each entry is what the typical build adds (1.55 ms, measured with Redis on
two cores; printed apart); ours sends one task for a hundred entries.

    python -m benchmarks.bench_pipeline [--entries 2000] [--rounds 5]
"""

import argparse
import os
import resource
import statistics
import tempfile
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

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
        assert house.knowledge is not None
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    bodies = corpus.feeds(arguments.entries, per_feed=100)
    sides: dict[str, Callable[[list[bytes]], tuple[int, float]]] = {"Diwan": ours, "typical build": typical}
    cost: dict[str, list[float]] = {name: [] for name in sides}
    for side in sides.values():
        side(bodies[:1])  # warm
    for _ in range(arguments.rounds):
        for name, side in sides.items():
            done, spent = side(bodies)
            if done != arguments.entries:
                raise SystemExit(f"{name} handled {done} of {arguments.entries} entries: not comparable")
            cost[name].append(spent / done * 1000)
    print(
        f"{arguments.entries} entries of about 250 words, en and ar, one in twenty a meeting; {arguments.rounds} rounds; load {os.getloadavg()[0]:.1f}"
    )
    medians = {name: statistics.median(values) for name, values in cost.items()}
    for name, values in cost.items():
        print(
            f"{name:22} {medians[name]:7.3f} ms an entry (min {min(values):.3f}, max {max(values):.3f}) = {1000 / medians[name]:6.0f} a second and core"
        )
    bare = medians["typical build"] / medians["Diwan"]
    whole = (medians["typical build"] + CELERY_TASK_MS) / (medians["Diwan"] + CELERY_TASK_MS / 100)
    print(
        f"ratio {bare:.1f} without Celery, {whole:.1f} with a task for each entry against one for a hundred; the bar is 8"
    )


if __name__ == "__main__":
    main()
