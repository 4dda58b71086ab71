"""Weeks of news for people in odd zones: `python -m benchmarks.weeks [--days 20] [--a-day 12] [--seed 1]`.

Meetings are announced, held, called off, put off, told by several outlets, revised into others and taken back; subscribers have quiet hours,
groups, ceilings, reminders and digests across changes of the clocks. The pipeline's own functions run every quarter of an hour of a simulated
clock. At the end what was told is held against what is known. Exit code 1 where a promise was broken.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from storage.records import Alert, Delivery, Feed, Meeting, Mention, Phase, Recipient, Status, Subscriber, Watch
from tests.worker.dedupe.builders import assessment, entry, known, mention, postponed
from worker import pipeline
from worker.alert.route import quiet_until
from worker.config import load_settings
from worker.digest.due import instant
from worker.house import House

START = datetime(
    2024, 3, 4, tzinfo=UTC
)  # the clocks change in America on the 10th, in Europe on the 31st, in New Zealand on 7 April
ROUND = timedelta(minutes=15)
AFTER = timedelta(days=8)  # without news, so that whatever waits has its time
BAGHDAD = ZoneInfo("Asia/Baghdad")
OUTLETS = tuple(f"Outlet {letter}" for letter in "ABCDEF")
HOSTS = tuple(known(f"Host {n}", "IQ" if n % 2 else "IQ-KR", "Minister") for n in range(14))
GUESTS = tuple(known(f"Guest {n}", ("FR", "US", "TR", "IR", "GB", "DE")[n % 6], "Ambassador") for n in range(60))
PEOPLE = (  # zone, hour of the digest, rules
    ("Asia/Baghdad", time(7, 30), {}),
    ("America/Los_Angeles", time(2, 30), {"quiet": {"from": "22:00", "to": "07:00"}}),
    ("Europe/Paris", time(23, 30), {"quiet": {"from": "23:30", "to": "06:00", "weekend": True}, "group_by": ["polity"], "group_wait": "10m"}),
    ("Pacific/Auckland", time(0, 30), {"ceilings": {"email": 2}}),
    ("Asia/Kathmandu", time(5, 30), {"weekly": {"weekday": 5, "at": "17:00"}}),
    ("America/New_York", time(12, 30), {"repeat_interval": "24h"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An entry, or a revision of one: what it tells from then on."""

    at: datetime
    key: str
    outlet: str
    mentions: tuple[Mention, ...]


def news(chance: random.Random, *, days: int, a_day: int) -> list[News]:
    """What outlets write, in order."""
    found: list[News] = []
    for number in range(days * a_day):
        at = START + timedelta(days=number // a_day, seconds=chance.randrange(86_400))
        found += _story(chance, number, at)
        if chance.random() < 0.1:
            found.append(_revised(chance, chance.choice(found)))
    return sorted(found, key=lambda one: one.at)


def _story(chance: random.Random, number: int, at: datetime) -> Iterator[News]:
    people = (chance.choice(HOSTS), chance.choice(GUESTS))
    place = {"city": "Baghdad", "country": "IQ"}
    today = at.astimezone(BAGHDAD).date()

    def told(key: str, after: timedelta, one: Mention) -> News:
        return News(at=at + after, key=f"{key}{number}", outlet=chance.choice(OUTLETS), mentions=(one,))

    if chance.random() < 0.55:  # held, told by some, with or without its day
        for copy in range(chance.randrange(1, 4)):
            sure = chance.random() < 0.8
            day = {"date": today if sure else None, "date_sure": sure}
            yield told(f"held-{copy}-", timedelta(minutes=chance.randrange(600)), mention(*people, **day, **place))
        return
    ahead = timedelta(days=chance.randrange(1, 5))
    plan = mention(*people, status=Status.PLANNED, date=today + ahead, **place)
    for copy in range(2):
        yield told(f"plan-{copy}-", timedelta(minutes=chance.randrange(300)), plan)
    later, fate = timedelta(hours=chance.randrange(6, 20)), chance.random()
    if fate < 0.3:
        yield told("done-", ahead + timedelta(minutes=chance.randrange(900)), replace(plan, status=Status.HELD))
    elif fate < 0.7:
        yield told("off-", later, replace(plan, status=Status.CANCELLED))
        if fate < 0.55:  # on again, and off after all
            yield told("on-", later + timedelta(hours=1), plan)
            yield told("off-again-", later + timedelta(hours=2), replace(plan, status=Status.CANCELLED))
    elif fate < 0.85:
        yield told("put-off-", later, postponed(*people, date=today + ahead + timedelta(days=6), **place))


def _revised(chance: random.Random, one: News) -> News:
    """The same entry, taken back, corrected, or about somebody else."""
    mentions = [replace(told, city="Erbil", country="IQ-KR") for told in one.mentions]
    others = [replace(told, participants=(chance.choice(HOSTS), chance.choice(GUESTS))) for told in one.mentions]
    at = one.at + timedelta(hours=chance.randrange(1, 60))
    return replace(one, at=at, mentions=tuple(chance.choice(([], mentions, others))))


@dataclass
class Desk:
    """The house, and what left it."""

    house: House
    feeds: dict[str, int] = field(default_factory=dict)
    revisions: Counter[str] = field(default_factory=Counter)
    first_at: dict[str, datetime] = field(default_factory=dict)
    sent: list[tuple[datetime, Delivery]] = field(default_factory=list)

    def prepare(self) -> None:
        with self.house.store.transaction() as tx:
            for outlet in OUTLETS:
                key = outlet.lower().replace(" ", "-")
                made = Feed(key=key, outlet=outlet, url=f"https://{key}.example/", owner_group=outlet)
                self.feeds[outlet] = tx.add_feed(made, now=START).id or 0
            for number, (zone, hour, rules) in enumerate(PEOPLE):
                who = tx.keep_subscriber(
                    Subscriber(key=f"s{number}", name=zone, zone=zone, digest_at=hour, rules=rules, created_at=START)
                )
                tx.keep_recipient(
                    Recipient(subscriber_id=who.id or 0, channel="email", address=f"s{number}@x.example", label="mail")
                )
                rule = (
                    {"any": [{"polity": ["FR"]}, {"polity": ["US"]}]} if number % 2 else {"polity": ["FR", "TR", "GB"]}
                )
                notify = ("transitions", "new", "reports")[number % 3]
                tx.keep_watch(
                    Watch(key=f"w{number}", subscriber_id=who.id or 0, name=f"w{number}", rule=rule, notify=notify, created_at=START)
                )  # fmt: skip

    def tell(self, one: News) -> None:
        """Keep an entry and what was read in it, as the pipeline does."""
        self.revisions[one.key] += 1
        at = self.first_at.setdefault(one.key, one.at)
        words = f"{one.key}-{self.revisions[one.key]}"
        told = entry(one.key, outlet=one.outlet, at=at, feed_id=self.feeds[one.outlet], content_hash=words)
        with self.house.store.transaction() as tx:
            added = tx.add_entries([told], now=one.at)
            tx.claim_entries(now=one.at, owner="weeks", lease=timedelta(minutes=1))
            (kept,) = tx.get_entries([*added.new, *added.changed])
        found = replace(assessment(*one.mentions, revision=kept.revision), entry_id=kept.id)
        pipeline.commit(self.house, [(kept, found)], [], owner="weeks", now=one.at)

    def round(self, now: datetime) -> None:
        """What the clock brings, and all messages sent."""
        pipeline.summarise(self.house, now=now)
        with self.house.store.transaction() as tx:
            for one in tx.claim_deliveries(now=now, owner="weeks", lease=timedelta(minutes=3), limit=1000):
                tx.settle_delivery(one.id or 0, owner="weeks", now=now)
                self.sent.append((now, one))


def play(folder: Path, *, days: int, a_day: int, seed: int) -> Desk:
    """Play the weeks; the desk as they leave it."""
    settings = load_settings(home=folder, public_url="https://diwan.example", secret_key="k" * 32)
    desk = Desk(House.open(settings))
    desk.prepare()
    coming = iter([*news(random.Random(seed), days=days, a_day=a_day), None])
    following, now = next(coming), START
    while now < START + timedelta(days=days) + AFTER:
        while following is not None and following.at <= now:
            desk.tell(following)
            following = next(coming)
        desk.round(now)
        now += ROUND
    return desk


def wrong(desk: Desk, *, days: int) -> list[str]:
    """What was promised and is not so, as sentences."""
    with desk.house.store.reading() as tx:
        alerts, waits = tx.list_alerts(limit=1_000_000), tx.list_waits(limit=1_000_000)
        meetings = {one.id or 0: one for one in tx.list_meetings(limit=1_000_000, ended=True)}
        people, notices = tx.list_subscribers(), tx.list_notices()
    found = [f"notice: {one.text}" for one in notices if one.kind not in ("flood",)]
    keys = Counter(one.key for _, one in desk.sent)
    found += [f"{key} was sent {count} times" for key, count in keys.items() if count > 1]
    told = {one.alert_id for _, one in desk.sent} | {one.alert_id for one in waits}
    found += [f"alert {one.id} ({one.kind}) was told nobody" for one in alerts if one.id not in told]
    still = [one for one in waits if one.state == "waiting" and one.purpose == "first"]  # reminders go on
    found += [f"wait {one.id} waits still: {one.reason}" for one in still]
    found += _last_words(alerts, meetings)
    for who in people:
        mine = [(at, one) for at, one in desk.sent if one.recipient_id == who.id]
        found += _digests(who, [(at, one) for at, one in mine if "digest-daily" in one.key], meetings, days=days)
        found += [
            f"{who.key}: {one.key} was written at {one.created_at}, in quiet hours"
            for _, one in mine
            if one.digest_id is None and quiet_until(who, one.created_at) is not None
        ]
    return found


def _last_words(alerts: list[Alert], meetings: dict[int, Meeting]) -> list[str]:
    """Where the last that a watch was told of a meeting says another thing than its phase."""
    last = {(one.watch_id, one.meeting_id): one for one in sorted(alerts, key=lambda one: one.id or 0)}
    on, off = ("announced", "confirmed", "held"), ("cancelled", "announced")
    against = {Phase.CANCELLED: on, Phase.HELD: off}
    return [
        f"watch {watch} heard last of {meetings[id_].key}: {one.kind}; it is {meetings[id_].phase.value}"
        for (watch, id_), one in last.items()
        if id_ in meetings and one.kind.partition(":")[0] in against.get(meetings[id_].phase, ())
    ]


def _digests(
    who: Subscriber, sent: list[tuple[datetime, Delivery]], meetings: dict[int, Meeting], *, days: int
) -> list[str]:
    """One digest each local day, at its hour; each meeting in one of them at least."""
    zone, found = ZoneInfo(who.zone), []
    assert who.digest_at is not None
    first, last = START + timedelta(days=1), START + timedelta(days=days) + AFTER - timedelta(days=1)
    came = Counter(at.astimezone(zone).date() for at, _ in sent)
    for count in range((last - first).days):
        day = (first + timedelta(days=count)).astimezone(zone).date()
        if came[day] != 1:
            found.append(f"{who.key}: {came[day]} digests on {day}")
        due = instant(day, who.digest_at, zone)
        if not any(due <= at < due + 2 * ROUND for at, _ in sent):
            found.append(f"{who.key}: no digest at {due}")
    named = {key for _, one in sent for key in re.findall(r"/meetings/(m-[a-z0-9]+)", one.message.html)}
    alive = [one for one in meetings.values() if one.merged_into is None and one.phase is not Phase.WITHDRAWN]
    return found + [f"{who.key}: {one.key} ({one.date}) stood in no digest" for one in alive if one.key not in named]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("--days", type=int, default=20)
    parser.add_argument("--a-day", type=int, default=12, help="meetings a day")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="diwan-") as folder:
        desk = play(Path(folder), days=given.days, a_day=given.a_day, seed=given.seed)
        sentences = wrong(desk, days=given.days)
        kinds = Counter(re.split("[:-]", one.key)[0] for _, one in desk.sent)
        desk.house.close()
    print(
        f"{given.days} days of {given.a_day} meetings, seed {given.seed}: sent {dict(kinds)}; broken promises: {len(sentences)}"
    )
    for sentence in sentences[:30]:
        print(f"WRONG: {sentence}")
    sys.exit(1 if sentences else 0)


if __name__ == "__main__":
    main()
