"""How long 1,000 digests of 50 meetings take: `python benchmarks/bench_digests.py [subscribers] [meetings]`.

One process, one core, a SQLite file: everything from "who is due" to the rows in the outbox, in three languages, with HTML, text and Slack
form. The target is 60 seconds for 1,000 digests of 50 meetings.
"""

import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as local_time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from storage.records import (
    Change,
    ChangeKind,
    Entry,
    Facts,
    Feed,
    Mention,
    Mode,
    Outcome,
    Phase,
    Recipient,
    Status,
    Subscriber,
    Telling,
)
from storage.sql import SqlStore
from tests.worker.digest.builders import NOW, a_meeting
from tests.worker.digest.sample import recent
from worker import digest
from worker.pipeline import DIGESTS_A_COMMIT

TARGET_S = 60.0


def fill(store: SqlStore, subscribers: int, meetings: int) -> None:
    sides = [one.participants for one in recent()]
    with store.transaction() as tx:
        feed = tx.add_feed(Feed(key="k24-en", outlet="Kurdistan 24", url="https://k24.example/feed"), now=NOW)
        for number in range(meetings):
            made = a_meeting(
                number,
                key=f"m-{number}",
                participants=sides[number % len(sides)],
                date=NOW.date() - timedelta(days=number % 3),
            )
            facts = Facts(day=made.date or NOW.date(), day_sure=True, mode=Mode.IN_PERSON)
            kept = replace(made, id=tx.new_meeting_id())
            keys = frozenset({f"k{number}"})
            tx.keep_meeting(kept, Outcome(facts=facts, rules="bench", new=True, keys=keys, days=(facts.day,)))
            for copy in range(3):
                entry = Entry(
                    feed_id=feed.id or 0, key=f"e{number}-{copy}", title=f"Leaders discuss ties and energy, report {number}.{copy}",
                    url=f"https://k24.example/{number}/{copy}", first_seen_at=NOW - timedelta(hours=2), content_hash=f"{number}{copy}",
                )  # fmt: skip
                (entry_id,) = tx.add_entries([entry], now=NOW).new
                mention = Mention(
                    id=tx.new_mention_id(), entry_id=entry_id, meeting_id=kept.id, status=Status.HELD, mode=Mode.IN_PERSON, date=made.date, city="Paris", country="FR", participants=made.participants
                )  # fmt: skip
                telling = Telling(
                    mention=mention,
                    told_at=NOW,
                    language=("en", "ar", "ckb")[copy],
                    outlet="Kurdistan 24",
                    owner_group="",
                )
                tx.keep_meeting(kept, Outcome(telling=telling))
            tx.keep_change(Change(kind=ChangeKind.NEW, at=NOW - timedelta(hours=1), meeting=kept, phase=Phase.HELD))
        for number in range(subscribers):
            one = tx.keep_subscriber(
                Subscriber(
                    key=f"s{number}", name=f"Subscriber {number}", language=("en", "ar", "ckb")[number % 3], digest_at=local_time(7, 0),
                    created_at=datetime(2020, 1, 1, tzinfo=UTC),
                )
            )  # fmt: skip
            tx.keep_recipient(
                Recipient(subscriber_id=one.id or 0, channel="email", address=f"s{number}@x.example", label="x")
            )


def main() -> None:
    given = [int(word) for word in sys.argv[1:3]]
    subscribers, meetings = (*given, *(1000, 50)[len(given) :])
    with (
        tempfile.TemporaryDirectory(prefix="diwan-") as folder,
        SqlStore.open(f"sqlite:///{folder}/d.sqlite3", upgrade=True) as store,
    ):
        fill(store, subscribers, meetings)
        began, cpu = time.monotonic(), time.process_time()
        with store.reading() as tx:
            due = digest.find_all_due(tx, now=NOW)
            gathered = digest.gather(tx, due, now=NOW)
        read = time.monotonic() - began
        queued, largest = 0, 0
        for start in range(0, len(due), DIGESTS_A_COMMIT):  # as pipeline.summarise does
            batch = [digest.write(one, gathered, now=NOW) for one in due[start : start + DIGESTS_A_COMMIT]]
            largest = max(largest, *(len(one.message.html.encode()) for one in batch))
            with store.transaction() as tx:
                queued += sum(digest.keep(tx, one, now=NOW) for one in batch)
        took, used = time.monotonic() - began, time.process_time() - cpu
    print(
        f"{queued} digests of {batch[-1].run.meetings} meetings composed and queued in {took:.1f} s ({used:.1f} s of CPU; {read:.1f} s reading), "
        f"{queued / took:.0f} a second, largest HTML {largest:,} bytes; target {TARGET_S:.0f} s for 1000"
    )
    sys.exit(0 if used / max(1, queued) <= TARGET_S / 1000 else 1)


if __name__ == "__main__":
    main()
