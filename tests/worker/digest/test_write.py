"""From the store to the outbox: once for each local day, with what was committed and nothing twice."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from storage.records import (
    Alert,
    Change,
    ChangeKind,
    DigestRun,
    Facts,
    Meeting,
    Mode,
    Outcome,
    Phase,
    Recipient,
    Subscriber,
    Watch,
)
from storage.sql import SqlStore, Transaction
from tests.worker.digest.builders import NOW, TODAY, a_meeting
from worker import digest


def a_desk(tx: Transaction, **given: object) -> Subscriber:
    values = {"key": "desk", "name": "Desk", "digest_at": time(7, 0), "created_at": datetime(2020, 1, 1, tzinfo=UTC)}
    desk = tx.keep_subscriber(Subscriber(**{**values, **given}))  # type: ignore[arg-type]
    for channel, address in (("email", "desk@house.example"), ("slack", "https://hooks.slack.com/services/x")):
        tx.keep_recipient(Recipient(subscriber_id=desk.id or 0, channel=channel, address=address, label=channel))
    return desk


def add(tx: Transaction, number: int, *, at: datetime = NOW - timedelta(hours=1), **given: Any) -> Meeting:
    meeting = a_meeting(number, **given)
    facts = Facts(day=meeting.date or TODAY, day_sure=True, mode=Mode.IN_PERSON)
    kept = replace(meeting, id=tx.new_meeting_id())
    tx.keep_meeting(kept, Outcome(facts=facts, rules="t", new=True, keys=frozenset({f"k{number}"}), days=(facts.day,)))
    tx.keep_change(Change(kind=ChangeKind.NEW, at=at, meeting=kept, phase=Phase.HELD))
    return kept


def run(store: SqlStore, now: datetime) -> int:
    with store.reading() as tx:
        due = digest.find_all_due(tx, now=now)
        gathered = digest.gather(tx, due, now=now)
    queued = 0
    for one in due:
        written = digest.write(one, gathered, now=now)
        with store.transaction() as tx:
            queued += digest.keep(tx, written, now=now)
    return queued


def test_a_digest_goes_to_every_address_once(store: SqlStore) -> None:
    with store.transaction() as tx:
        a_desk(tx)
        add(tx, 1)
    assert run(store, NOW) == 2
    assert run(store, NOW + timedelta(minutes=1)) == 0
    with store.reading() as tx:
        sent = tx.list_deliveries()
    assert {one.channel for one in sent} == {"email", "slack"}
    assert all("digest" in one.key and one.digest_id for one in sent)
    assert "Barzani" in sent[0].message.html


def test_a_digest_whose_last_address_dies_while_it_is_written_leaves_the_watermark(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        desk = a_desk(tx)
        add(tx, 1)
        due = digest.find_all_due(tx, now=NOW)
        written = digest.write(due[0], digest.gather(tx, due, now=NOW), now=NOW)
        for one in tx.list_recipients(desk.id):
            tx.bury_recipient(one.id or 0, reason="gone", now=NOW)
        assert digest.keep(tx, written, now=NOW) == 0
        assert tx.last_digest(desk.id or 0, "daily") is None
        tx.keep_recipient(
            Recipient(subscriber_id=desk.id or 0, channel="email", address="new@house.example", label="new")
        )
    assert run(sqlite_store, NOW + timedelta(minutes=5)) == 1


def test_two_workers_write_one_digest(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        a_desk(tx)
        due = digest.find_all_due(tx, now=NOW)
        gathered = digest.gather(tx, due, now=NOW)
        written = digest.write(due[0], gathered, now=NOW)
        assert digest.keep(tx, written, now=NOW) == 2
        assert digest.keep(tx, written, now=NOW) == 0


def test_the_next_digest_starts_where_the_last_one_ended(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        desk = a_desk(tx)
        add(tx, 1)
    run(sqlite_store, NOW)
    with sqlite_store.transaction() as tx:
        add(tx, 2, at=NOW - timedelta(days=3))  # committed late: no clock could have told
    run(sqlite_store, NOW + timedelta(days=1))
    with sqlite_store.reading() as tx:
        last = tx.last_digest(desk.id or 0, "daily")
    assert last is not None
    assert (last.from_change, last.to_change, last.meetings) == (1, 2, 1)


def test_nothing_is_said_to_be_nothing_and_since_when(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        a_desk(tx)
    assert run(sqlite_store, NOW) == 2
    with sqlite_store.reading() as tx:
        message = tx.list_deliveries()[0].message
    assert "nothing new" in message.subject
    assert "Nothing today: no new meeting since 4 Mar 2026 07:00." in message.text


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("ckb", "rtl")])
def test_a_digest_speaks_the_language_of_its_subscriber(sqlite_store: SqlStore, language: str, direction: str) -> None:
    with sqlite_store.transaction() as tx:
        a_desk(tx, language=language)
        add(tx, 1)
    run(sqlite_store, NOW)
    with sqlite_store.reading() as tx:
        html = tx.list_deliveries()[0].message.html
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_who_asks_for_watched_meetings_only_gets_those(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        desk = a_desk(tx, rules={"digest": {"scope": "watched"}})
        hit, _ = add(tx, 1), add(tx, 2)
        watch = tx.keep_watch(Watch(key="fr", subscriber_id=desk.id or 0, name="France", rule={}, created_at=NOW))
        tx.add_alerts([Alert(watch_id=watch.id or 0, meeting_id=hit.id or 0, kind="new", reasons=(), at=NOW)])
    run(sqlite_store, NOW)
    with sqlite_store.reading() as tx:
        last, message = tx.last_digest(desk.id or 0, "daily"), tx.list_deliveries()[0].message
    assert last is not None
    assert (last.meetings, last.to_change) == (1, 2)
    assert "Watch: France" in message.text


@pytest.mark.servers
def test_a_watermark_waits_for_changes_that_are_being_written(postgres_url: str) -> None:
    """Ids are drawn before commit: had the watermark passed an uncommitted one, no digest would ever tell of it."""
    with SqlStore.open(postgres_url, upgrade=True) as store, ThreadPoolExecutor(1) as pool:
        with store.transaction() as tx:
            first = add(tx, 1)
        drawn, go_on = threading.Event(), threading.Event()

        def slow_writer() -> None:
            with store.transaction() as tx:
                tx.keep_change(Change(kind=ChangeKind.REPORT, at=NOW, meeting=first))
                drawn.set()
                go_on.wait(20)

        writing = pool.submit(slow_writer)
        assert drawn.wait(20)
        with ThreadPoolExecutor(1) as reader:

            def watermark() -> int:
                with store.reading() as tx:
                    return tx.settled_change()

            reading = reader.submit(watermark)
            assert not reading.done()
            go_on.set()
            assert reading.result(20) == 2
        writing.result(20)


def test_who_can_be_reached_nowhere_loses_nothing(sqlite_store: SqlStore) -> None:
    with sqlite_store.transaction() as tx:
        desk = a_desk(tx)
        add(tx, 1)
        for one in tx.list_recipients(desk.id):
            tx.bury_recipient(one.id or 0, reason="gone", now=NOW)
    assert run(sqlite_store, NOW) == 0
    with sqlite_store.transaction() as tx:
        assert tx.last_digest(desk.id or 0, "daily") is None
        tx.keep_recipient(
            Recipient(subscriber_id=desk.id or 0, channel="email", address="new@house.example", label="new")
        )
    assert run(sqlite_store, NOW + timedelta(minutes=5)) == 1
    with sqlite_store.reading() as tx:
        last = tx.last_digest(desk.id or 0, "daily")
    assert last is not None
    assert last.meetings == 1


def test_who_was_away_for_long_costs_nobody_else_anything(
    sqlite_store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["worker.digest.write"], "CHANGES_A_PAGE", 3)
    with sqlite_store.transaction() as tx:
        away, desk = a_desk(tx, key="away"), a_desk(tx)
        for number in range(1, 9):
            add(tx, number, at=NOW - timedelta(days=30 - number))
        for one, upto in ((away, 0), (desk, 8)):
            day = TODAY - timedelta(days=1)
            tx.add_digest(
                DigestRun(
                    subscriber_id=one.id or 0, kind="daily", local_day=day, from_change=0, to_change=upto, composed_at=NOW - timedelta(days=1), meetings=0
                )
            )  # fmt: skip
        for number in range(9, 14):
            add(tx, number)
    run(sqlite_store, NOW)
    with sqlite_store.reading() as tx:
        ends = {one.subscriber_id: tx.last_digest(one.subscriber_id, "daily") for one in tx.list_digests()}
    mine, theirs = ends[desk.id or 0], ends[away.id or 0]
    assert mine is not None
    assert theirs is not None
    assert (mine.from_change, mine.to_change, mine.meetings) == (8, 13, 5)
    assert (theirs.from_change, theirs.to_change) == (8, 13)
