"""How long it takes to find, among many watches, those that a meeting hits. Target: 100,000 watches, at most 5 ms a meeting
(the 99th of a hundred decides the exit code; the slowest are meetings that hit hundreds of watches, and each hit costs).

    python -m benchmarks.bench_watches [--watches 100000] [--meetings 2000] [--check]

Watches and meetings are made at random (a fixed seed) from the knowledge files, in the proportions that people ask for: persons and pairs
most, then sides with topics and places, then everything combined; the Region and Iraq are in most meetings, as in the news. Nearly
every rule is its own: watches that share a rule are judged once, which makes it faster. Times are CPU time of this process. With --check a sample is compared with a plain scan.
"""

import argparse
import random
import statistics
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage.records import TOPICS, Change, ChangeKind, Entry, Meeting, Mode, Participant, Phase, Status, Watch
from worker.alert.index import WatchIndex
from worker.alert.judge import NoHistory, View, holds
from worker.alert.match import match
from worker.alert.rules import parse_rule
from worker.alert.vocabulary import offices
from worker.knowledge.load import Knowledge, load_knowledge

AT = datetime(2024, 3, 6, 9, tzinfo=UTC)
OUTLETS = [f"Outlet {n}" for n in range(40)]


class World:
    """Who and what can be asked for, the common more often."""

    def __init__(self, knowledge: Knowledge, seed: int) -> None:
        self.random = random.Random(seed)
        self.actors = [a for a in knowledge.actors.values() if a.offices]
        self.polities = list(dict.fromkeys(p.code for p in knowledge.polities.values()))
        self.places = [p for p in knowledge.places.values() if p.kind in ("capital", "city", "town")]
        self.home = [a for a in self.actors if a.offices[-1].polity in ("IQ", "IQ-KR")]
        self.offices = sorted({f"{t.polity}/{t.office}" for a in self.actors for t in a.offices})

    def one(self, of: list[Any]) -> Any:
        """Of a list, one of the first hundred in three cases of ten: a few people and states make much of the news."""
        return self.random.choice(of[:100]) if self.random.random() < 0.3 else self.random.choice(of)

    def rule(self) -> dict[str, Any]:
        r = self.random.random()
        if r < 0.25:
            return {"actor": self.one(self.actors).id, "min_confidence": round(self.random.random() * 0.6, 3)}
        if r < 0.45:
            one, other = (
                self.random.sample(self.polities, 2)
                if self.random.random() < 0.5
                else ("IQ-KR", self.one(self.polities[2:]))
            )
            return {"pair": [one, other], "topic": self.random.sample(TOPICS, self.random.randint(1, 4))}
        if r < 0.65:
            return {
                "polity": self.one(self.polities),
                "topic": self.random.sample(TOPICS, self.random.randint(1, 3)),
                "min_confidence": self.random.random(),
            }
        if r < 0.75:
            return {
                "office": self.one(self.offices),
                "not": {"mode": "phone"},
                "min_confidence": round(self.random.random() * 0.6, 3),
            }
        if r < 0.85:
            return {
                "place": self.one(self.places).name,
                "topic": self.random.choice(TOPICS),
                "outlet": self.random.sample(OUTLETS, 3),
            }
        if r < 0.95:
            return {
                "any": [
                    {"actor": self.one(self.actors).id},
                    {"all": [{"polity": self.one(self.polities)}, {"place": self.one(self.places).name}]},
                ]
            }
        return {
            "polity": ["IQ", "IQ-KR"],
            "words": f"word{self.random.randrange(10**6)}",
            "topic": self.random.choice(TOPICS),
        }

    def meeting(self, number: int) -> tuple[Meeting, Entry]:
        people = [
            self.one(self.home),
            self.one(self.actors),
            *(self.one(self.actors) for _ in range(self.random.choice((0, 0, 0, 1, 2, 6)))),
        ]
        polities: set[str] = set()
        participants = []
        for actor in people:
            tenure = actor.offices[-1]
            lead = tenure.polity not in polities
            polities.add(tenure.polity)
            participants.append(
                Participant(
                    name=actor.name,
                    surface=actor.name,
                    role=tenure.role,
                    polity=tenure.polity,
                    lead=lead,
                    actor=actor.id,
                )
            )
        place = self.one(self.places)
        outlet = self.random.choice(OUTLETS)
        meeting = Meeting(
            id=number, key=f"m-{number}", status=Status.HELD, phase=Phase.HELD, mode=Mode.IN_PERSON,
            date=date(2024, 3, 6) - timedelta(days=number % 300), city=place.name, country=place.country, participants=tuple(participants),
            topics=tuple(self.random.sample(TOPICS, self.random.randint(0, 4))), confidence=self.random.random(), languages=("en",),
            outlets=(outlet,), owner_groups=(outlet,), first_told_at=AT, updated_at=AT,
        )  # fmt: skip
        text = " ".join(f"word{self.random.randrange(10**6)}" for _ in range(300))
        return meeting, Entry(
            id=number,
            feed_id=1,
            key=str(number),
            title="Title",
            text=text,
            outlet=outlet,
            owner_group=outlet,
            first_seen_at=AT,
        )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--watches", type=int, default=100_000)
    asked.add_argument("--meetings", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--check", action="store_true", help="compare 20 meetings with a scan")
    given = asked.parse_args()
    knowledge = load_knowledge()
    world = World(knowledge, given.seed)
    watches = [
        Watch(id=n, key=f"w{n}", subscriber_id=1, name="w", rule=world.rule(), created_at=AT)
        for n in range(1, given.watches + 1)
    ]
    begun = time.process_time()
    index = WatchIndex(watches, offices=offices(knowledge))
    built = time.process_time() - begun
    begun = time.process_time()
    changed = index.updated([*watches[:-1], replace(watches[-1], rule={"polity": "FR"})], version=1)
    again = time.process_time() - begun
    index = changed.updated(watches, version=2)
    news = [world.meeting(n) for n in range(1, given.meetings + 1)]
    took: list[float] = []
    hits: list[int] = []
    tried: list[int] = []
    for meeting, entry in news:
        change = Change(kind=ChangeKind.NEW, at=AT, meeting=meeting, phase=Phase.HELD)
        begun = time.process_time()
        found = match(change, index, entry=entry, told={}, today=AT.date())
        took.append((time.process_time() - begun) * 1000)
        hits.append(len(found))
        view = View(meeting, phase=Phase.HELD, entry=entry, history=NoHistory(), offices=index.offices, today=AT.date())
        tried.append(len(index.candidates(view)))
    took.sort()
    p99 = took[int(len(took) * 0.99)]
    print(
        f"{given.watches} watches, index built in {built:.2f} s, one change taken in {again:.2f} s, {len(index.broken)} broken"
    )
    print(f"a meeting: p50 {statistics.median(took):.2f} ms, p99 {p99:.2f} ms, worst {took[-1]:.2f} ms")
    print(
        f"rules tried: mean {statistics.mean(tried):.0f}, most {max(tried)}; hits: mean {statistics.mean(hits):.0f}, most {max(hits)}"
    )
    if given.check:
        rules = [(watch.id, parse_rule(watch.rule)) for watch in watches]
        for meeting, entry in news[:20]:
            view = View(
                meeting, phase=Phase.HELD, entry=entry, history=NoHistory(), offices=index.offices, today=AT.date()
            )
            change = Change(kind=ChangeKind.NEW, at=AT, meeting=meeting, phase=Phase.HELD)
            found_ids = {hit.watch.id for hit in match(change, index, entry=entry, told={}, today=AT.date())}
            assert found_ids == {id_ for id_, node in rules if holds(node, view)}, meeting.key
        print("20 meetings compared with a scan: the same hits")
    return 0 if p99 <= 5 else 1


if __name__ == "__main__":
    raise SystemExit(main())
