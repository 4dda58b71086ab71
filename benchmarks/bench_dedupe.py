"""What folding costs and finds: `make bench-dedupe`, or the parts by name.

    python benchmarks/bench_dedupe.py [signature] [copies] [traps] [race] [growth] [--sizes 10000,100000,1000000] [--quick]

signature  microseconds for an entry of 250 words, folding apart and included
copies     recall of planted copies by kind of edit and language, and false edges
traps      960 templates with other names: how many are merged as meetings
race       400 meetings of 5 reports by 1, 4 and 8 workers on SQLite and PostgreSQL: meetings made, and left by the nightly review (those
           beyond 400 are the order of arrival), how many mix two true meetings, reports a second, p99
growth     milliseconds and candidates a mention at 10 k, 100 k and 1 M meetings in PostgreSQL

PostgreSQL is DIWAN_TEST_DATABASE_URL, or one that is started from the pip package.
"""

import argparse
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import create_engine, make_url, text

from benchmarks import dedupe_data as made
from storage import rows
from storage.errors import StorageUnavailable
from storage.records import Feed
from storage.sql import SqlStore
from storage.sql_meetings import _hash
from storage.tables import meetings
from worker import dedupe
from worker.assess_stream import Resolver
from worker.dedupe import review
from worker.dedupe.copies import link_copies
from worker.dedupe.keys import mention_keys
from worker.dedupe.resolve import Context, look_for
from worker.dedupe.similarity import fold, sign, sign_folded

NOW = datetime(2024, 6, 1, tzinfo=UTC)


# -- signature ---------------------------------------------------------------------------------------------------------


def signature_cost(texts: int = 200, rounds: int = 7) -> dict[str, float]:
    """The best of several rounds, CPU time in microseconds an entry: what the code costs, not the neighbours."""
    bodies = [made.article(made.LANGUAGES[n % 4], n) for n in range(texts)]
    folded = [fold(body) for body in bodies]
    return {
        "fold": _best(fold, bodies, rounds),
        "sign, from folded text": _best(sign_folded, folded, rounds),
        "fold and sign": _best(sign, bodies, rounds),
    }


def _best(work: Callable, items: Sequence, rounds: int) -> float:
    taken = []
    gc.collect()
    for _ in range(rounds):
        start = time.process_time()
        for item in items:
            work(item)
        taken.append((time.process_time() - start) / len(items) * 1e6)
    return min(taken)


# -- copies ------------------------------------------------------------------------------------------------------------


def copy_recall(each: int = 50) -> tuple[dict[tuple[str, str], float], int]:
    """Originals in a store, then a copy of each by every kind of edit: (edit, language) -> share that found its original; and how many
    edges led elsewhere."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    wrong = 0
    with SqlStore.open("sqlite://") as store:
        with store.transaction() as tx:
            feed = tx.add_feed(Feed(key="f", outlet="O", url="x:"), now=NOW).id or 0
        for language in made.LANGUAGES:
            originals: dict[int, int] = {}
            for seed in range(each):
                id_, _ = _link(store, feed, f"{language}-{seed}", made.article(language, seed))
                originals[seed] = id_
            for edit in made.EDITS:
                for seed in range(each):
                    body = made.edited(made.article(language, seed), edit, language, seed)
                    _, edges = _link(store, feed, f"{language}-{seed}-{edit}", body, keep=False)
                    others = {edge.other_id for edge in edges}
                    found[edit, language].append(originals[seed] in others)
                    wrong += len(others - {originals[seed]})
    return {key: sum(hits) / len(hits) for key, hits in found.items()}, wrong


class _Undo(Exception):
    pass


def _link(store: SqlStore, feed: int, key: str, body: str, *, keep: bool = True) -> tuple[int, tuple]:
    told = replace(made.entry(key, body, outlet="O", at=NOW), feed_id=feed, title="")
    id_, edges = 0, ()
    try:
        with store.transaction() as tx:
            (id_,) = tx.add_entries([told], now=NOW).new
            (kept,) = tx.get_entries([id_])
            edges = link_copies(tx, kept, sign(body), now=NOW)
            if not keep:
                raise _Undo
    except _Undo:
        pass
    return id_, edges


# -- traps -------------------------------------------------------------------------------------------------------------


def traps_merged(count: int = 960) -> tuple[int, int]:
    """How many templates were merged with another as a meeting, and how many were seen as near-duplicate texts."""
    with SqlStore.open("sqlite://") as store:
        resolver = Resolver(store, now=NOW)
        keys = [resolver.resolve(entry, assessment).keys[0] for entry, assessment in made.traps(count)]
        with store.reading() as tx:
            edges = tx.connection.execute(text("SELECT count(DISTINCT entry_id) FROM copies")).scalar_one()
    return len(keys) - len(set(keys)), int(edges)


# -- race --------------------------------------------------------------------------------------------------------------


def shaken(told: Sequence[made.Report], seed: int) -> list[made.Report]:
    """The reports in an order in which eight workers might take them: each up to eight places late."""
    pick = random.Random(seed)
    return [report for _, _, report in sorted((n + pick.uniform(0, 8), n, report) for n, report in enumerate(told))]


def race(store: SqlStore, told: Sequence[made.Report], workers: int) -> dict[str, float]:
    """All reports through `attach`, one transaction each, by so many threads. Retries what the database asks to retry."""
    outlets = sorted({report.entry.outlet for report in told})
    with store.transaction() as tx:
        feeds = {
            outlet: tx.add_feed(Feed(key=outlet, outlet=outlet, url=f"x:{outlet}", owner_group=outlet), now=NOW).id or 0
            for outlet in outlets
        }
        for report in told:
            tx.add_entries([replace(report.entry, feed_id=feeds[report.entry.outlet])], now=NOW)
    ids = {}
    with store.reading() as tx:
        for report in told:
            ids[report.entry.key] = tx.known_entries(feeds[report.entry.outlet], [report.entry.key])[report.entry.key][
                0
            ]
        entries = {one.id: one for one in tx.get_entries(sorted(ids.values()))}
    queue = iter(told)
    guard = threading.Lock()
    taken: list[float] = []
    errors: list[BaseException] = []
    retries = Counter[str]()

    def work() -> None:
        while True:
            with guard:
                report = next(queue, None)
            if report is None:
                return
            entry = entries[ids[report.entry.key]]
            start = time.perf_counter()
            for _ in range(20):
                try:
                    with store.transaction() as tx:
                        tx.lock_actors(dedupe.lock_keys(report.assessment))
                        dedupe.attach(tx, entry, report.assessment, now=NOW)
                    break
                except StorageUnavailable:
                    retries["again"] += 1
                except BaseException as error:
                    errors.append(error)
                    return
            taken.append((time.perf_counter() - start) * 1000)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if errors:
        raise errors[0]
    with store.reading() as tx:
        alive = tx.list_meetings(limit=100_000)
        mentions = tx.connection.execute(text("SELECT count(*) FROM mentions")).scalar_one()
    with store.transaction() as tx:
        review.merge_pass(tx, tx.young_meetings(date.min, most_mentions=2), now=NOW)
        left = tx.list_meetings(limit=100_000)
        homes = tx.connection.execute(text("SELECT entry_id, meeting_id FROM mentions")).all()
    true = {ids[report.entry.key]: report.meeting for report in told}
    mixed = Counter(home for home, _ in {(home, true[entry_id]) for entry_id, home in homes})
    taken.sort()
    return {
        "meetings": len(alive), "after review": len(left), "mixed": sum(count > 1 for count in mixed.values()), "mentions": int(mentions), "reports/s": len(told) / seconds, "p50 ms": statistics.median(taken),
        "p99 ms": taken[int(len(taken) * 0.99)], "retries": retries["again"],
    }  # fmt: skip


# -- growth ------------------------------------------------------------------------------------------------------------

DAYS_PER_10K = 36  # the archive grows with time: some 275 meetings a day


def fill(store: SqlStore, count: int, already: int = 0) -> None:
    """Meetings of some 3,000 actors, a few of them in every fourth meeting, straight into PostgreSQL."""
    days = max(30, count * DAYS_PER_10K // 10_000)
    pick = random.Random(already)
    raw = store.engine.raw_connection()
    names = [c.name for c in meetings.columns if c.name != "id"]
    offices = made.vocabulary("en")
    people = [made.person(n, made.GUESTS[n % 12], offices[n % 300]) for n in range(3000)]
    hosts = [made.person(10_000 + n, "IQ-KR", offices[n]) for n in range(60)]
    keys: dict[str, set[int]] = {}
    try:
        cursor = raw.driver_connection.cursor()
        ids = []
        with cursor.copy(f"COPY meetings (id, {', '.join(names)}) FROM STDIN") as copy:
            for number in range(already, count):
                host, guest = hosts[int(60 * pick.random() ** 3)], people[int(3000 * pick.random() ** 1.5)]
                day = made.some_day(pick, days)
                at = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
                participants = json.dumps(
                    [
                        {"name": p.name, "surface": p.surface, "role": p.role, "polity": p.polity, "lead": True, "actor": p.actor}
                        for p in (host, guest)
                    ]
                )  # fmt: skip
                facts = (
                    f'{{"day":"{day}","day_sure":true,"other_days":[],"mode":"in_person","city":"Erbil","country":"IQ-KR","place_sure":true,'
                    f'"participants":{participants},"topics":["bilateral"],"announced_for":null,"announced_at":null,"held_at":"{at.isoformat()}"}}'
                )
                values = {
                    "key": f"m-x{number}", "status": "held", "phase": "held", "mode": "in_person", "date": day, "date_sure": True,
                    "city": "Erbil", "country": "IQ-KR", "participants": participants, "topics": '["bilateral"]', "confidence": 0.9,
                    "mentions": 1, "languages": '["en"]', "outlets": '["O"]', "owner_groups": '["O"]', "first_told_at": at, "updated_at": at,
                    "day": day, "facts": facts, "rules": "bench", "merged_into": None, "version": 1,
                }  # fmt: skip
                copy.write_row([number + 1, *(values[name] for name in names)])
                ids.append((number + 1, day, host, guest))
        with cursor.copy("COPY meeting_keys (key, day, meeting_id) FROM STDIN") as copy:
            for id_, day, host, guest in ids:
                for one in (host, guest):
                    if one.actor not in keys:
                        keys[one.actor] = {_hash(key) for key in mention_keys([one])}
                for key in keys[host.actor] | keys[guest.actor]:
                    copy.write_row((key, day, id_))
        with cursor.copy("COPY meeting_actors (actor, day, meeting_id, polity) FROM STDIN") as copy:
            for id_, day, host, guest in ids:
                copy.write_row((host.actor, day, id_, host.polity))
                copy.write_row((guest.actor, day, id_, guest.polity))
        cursor.execute("SELECT setval('meetings_id_seq', %s)", (count,))
        raw.commit()
        raw.driver_connection.autocommit = True
        cursor.execute("ANALYZE")
    finally:
        raw.close()


def growth(store: SqlStore, sample: int = 300) -> dict[str, float]:
    """Match-or-create for mentions of recent days, one transaction each: half of a known meeting, half new."""
    pick = random.Random(9)
    with store.transaction() as tx:
        key = uuid.uuid4().hex[:8]
        feed = tx.add_feed(Feed(key=key, outlet=key, url=f"x:{key}", owner_group=key), now=NOW).id or 0
        newest = [rows.meeting(row) for row in tx.connection.execute(_recent(sample // 2)).mappings()]
    taken, candidates = [], []
    for number in range(sample):
        base = newest[number % len(newest)]
        host, guest = base.participants[:2]
        if number % 2:
            guest = made.person(20_000 + number, guest.polity or "FR", "Ambassador to Iraq")
        mention = made.Mention(
            status=base.status, mode=base.mode, date=base.date, date_sure=True, city="Erbil", country="IQ-KR",
            participants=(host, guest), topics=("bilateral",), confidence=0.9,
        )  # fmt: skip
        assessment = made.Assessment(language="en", mentions=(mention,))
        at = base.first_told_at + timedelta(hours=pick.random() * 9)
        with store.transaction() as tx:
            told = replace(made.entry(f"{key}-{number}", "", outlet=key, at=at), feed_id=feed)
            (id_,) = tx.add_entries([told], now=NOW).new
            (entry,) = tx.get_entries([id_])
        start = time.perf_counter()
        with store.transaction() as tx:
            tx.lock_actors(dedupe.lock_keys(assessment))
            dedupe.attach(tx, entry, assessment, now=NOW)
        taken.append((time.perf_counter() - start) * 1000)
        with store.reading() as tx:
            near = tx.candidates(look_for(mention, Context(told_at=at)))
            candidates.append(len(near))
    taken.sort()
    return {
        "median ms": statistics.median(taken), "p99 ms": taken[int(len(taken) * 0.99)], "candidates, mean": statistics.mean(candidates),
        "candidates, most": max(candidates),
    }  # fmt: skip


def _recent(count: int):
    from sqlalchemy import select

    return select(meetings).order_by(meetings.c.day.desc(), meetings.c.id).limit(count)


# -- servers -----------------------------------------------------------------------------------------------------------


@contextmanager
def postgres() -> Iterator[Callable[[], str]]:
    """Gives URLs of new, empty databases."""
    if url := os.environ.get("DIWAN_TEST_DATABASE_URL"):

        def named() -> str:
            name = f"diwan_bench_{uuid.uuid4().hex[:8]}"
            engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            engine.dispose()
            return make_url(url).set(database=name).render_as_string(hide_password=False)

        yield named
        return
    from tests import servers

    with servers.running_postgres() as server:
        yield lambda: server.new_database(f"bench_{uuid.uuid4().hex[:8]}")


def table(title: str, rows_: Sequence[tuple[str, dict[str, float]]]) -> None:
    print(f"\n{title}")
    columns = list(rows_[0][1])
    print(f"{'':24}" + "".join(f"{column:>18}" for column in columns))
    for name, values in rows_:
        shown = [f"{values[c]:.2f}" if isinstance(values[c], float) else str(values[c]) for c in columns]
        print(f"{name:24}" + "".join(f"{value:>18}" for value in shown), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["signature", "copies", "traps", "race", "growth"])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if "signature" in args.parts:
        table("Signature of 250 words", [(name, {"us": cost}) for name, cost in signature_cost().items()])
    if "copies" in args.parts:
        recall, wrong = copy_recall(20 if args.quick else 50)
        by_edit = [(edit, {lang: recall[edit, lang] for lang in made.LANGUAGES}) for edit in made.EDITS]
        table(f"Planted copies, recall ({wrong} edges to another text)", by_edit)
    if "traps" in args.parts:
        merged, edges = traps_merged()
        table(
            "Templates with other names", [("960 items", {"merged as meetings": merged, "near-duplicate texts": edges})]
        )
    if "race" in args.parts:
        told = made.reports(80 if args.quick else 400, 5)
        results = []
        with tempfile.TemporaryDirectory() as folder:
            for workers in (1, 4, 8):
                with SqlStore.open(f"sqlite:///{folder}/{workers}.db", pool_size=workers, upgrade=True) as store:
                    results.append((f"SQLite, {workers} workers", race(store, told, workers)))
            for seed in range(1, 5):  # what the order alone makes, without any race
                with SqlStore.open(f"sqlite:///{folder}/order-{seed}.db", upgrade=True) as store:
                    results.append((f"SQLite, 1 worker, shaken {seed}", race(store, shaken(told, seed), 1)))
        with postgres() as new_database:
            for workers in (1, 4, 8):
                with SqlStore.open(new_database(), pool_size=workers, upgrade=True) as store:
                    results.append((f"PostgreSQL, {workers} workers", race(store, told, workers)))
        table(f"Race: {len(told) // 5} meetings of 5 reports", results)
    if "growth" in args.parts:
        results = []
        with postgres() as new_database, SqlStore.open(new_database(), upgrade=True) as store:
            already = 0
            for size in map(int, args.sizes.split(",")):
                fill(store, size, already)
                already = size
                results.append((f"{size:,} meetings", growth(store)))
                already = _count(store)
        table("Match or create, PostgreSQL", results)


def _count(store: SqlStore) -> int:
    with store.reading() as tx:
        return int(tx.connection.execute(text("SELECT max(id) FROM meetings")).scalar_one())


if __name__ == "__main__":
    main()
