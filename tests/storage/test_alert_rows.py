"""Promises about subscribers, watches, alerts, the outbox and digests, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from storage.errors import NotFound
from storage.records import (
    Alert,
    Delivery,
    DigestRun,
    Entry,
    Feed,
    Hole,
    Message,
    Recipient,
    Silence,
    Sketch,
    Subscriber,
    Wait,
    WaitState,
    Watch,
)
from storage.sql import SqlStore, Transaction
from storage.tables import feeds, meetings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=3)


def a_subscriber(tx: Transaction) -> int:
    kept = tx.keep_subscriber(Subscriber(key="desk", name="Press desk", created_at=NOW))
    assert kept.id is not None
    return kept.id


def a_recipient(tx: Transaction) -> int:
    kept = tx.keep_recipient(
        Recipient(subscriber_id=a_subscriber(tx), channel="email", address="a@example.org", label="a")
    )
    assert kept.id is not None
    return kept.id


def a_watch(tx: Transaction) -> int:
    watch = Watch(key="fr", subscriber_id=a_subscriber(tx), name="France", rule={"polity": "FR"}, created_at=NOW)
    kept = tx.keep_watch(watch)
    assert kept.id is not None
    return kept.id


def a_meeting(tx: Transaction) -> int:
    row = meetings.insert().values(
        key="m-1", status="held", phase="held", mode="phone", date_sure=True, participants=[], topics=[], confidence=1, mentions=1,
        languages=[], outlets=[], owner_groups=[], first_told_at=NOW, updated_at=NOW, day=NOW.date(), facts={},
    )  # fmt: skip
    return int(tx.connection.execute(row.returning(meetings.c.id)).scalar_one())


def a_delivery(recipient_id: int, key: str = "k1", **changed: object) -> Delivery:
    message = Message(subject="Subject", text="Text", blocks=({"type": "divider"},), headers={"References": "x"})
    made = Delivery(key=key, recipient_id=recipient_id, channel="email", message=message, due_at=NOW, created_at=NOW)
    return replace(made, **changed)


def test_a_subscriber_kept_twice_is_changed_not_doubled(store: SqlStore) -> None:
    with store.transaction() as tx:
        first = a_subscriber(tx)
        again = tx.keep_subscriber(Subscriber(key="desk", name="New name", created_at=NOW, weekdays=(1, 2)))
        assert (again.id, again.name, again.weekdays) == (first, "New name", (1, 2))
        assert len(tx.list_subscribers()) == 1
        with pytest.raises(NotFound, match="no subscriber 'x'"):
            tx.get_subscriber("x")


def test_every_change_of_a_watch_raises_the_version(store: SqlStore) -> None:
    with store.transaction() as tx:
        versions = [tx.watches_version()]
        a_watch(tx)
        versions.append(tx.watches_version())
        a_watch(tx)
        versions.append(tx.watches_version())
        tx.remove_watch("fr")
        versions.append(tx.watches_version())
        assert versions == [0, 1, 2, 3]
        assert tx.list_watches() == []


def test_an_alert_of_the_same_watch_meeting_and_kind_is_kept_once(store: SqlStore) -> None:
    with store.transaction() as tx:
        alert = Alert(watch_id=a_watch(tx), meeting_id=a_meeting(tx), kind="new", reasons=("France",), at=NOW)
        assert [one.reasons for one in tx.add_alerts([alert, alert])] == [("France",)]
        assert tx.add_alerts([alert]) == []
        assert len(tx.add_alerts([replace(alert, kind="held")])) == 1


def test_a_message_of_one_key_goes_into_the_outbox_once_and_comes_out_whole(store: SqlStore) -> None:
    with store.transaction() as tx:
        recipient = a_recipient(tx)
        assert tx.add_deliveries([a_delivery(recipient), a_delivery(recipient, "k2")]) == 2
        assert tx.add_deliveries([a_delivery(recipient)]) == 0
        assert tx.deliveries_due(now=NOW)
        claimed = tx.claim_deliveries(now=NOW, owner="one", lease=LEASE)
        assert [(one.key, one.attempts) for one in claimed] == [("k1", 1), ("k2", 1)]
        assert claimed[0].message == a_delivery(recipient).message
        assert not tx.deliveries_due(now=NOW)


def test_two_dispatchers_never_hold_the_same_message_and_a_late_one_cannot_settle(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.add_deliveries([a_delivery(a_recipient(tx))])
        (mine,) = tx.claim_deliveries(now=NOW, owner="one", lease=LEASE)
        assert mine.id is not None
        assert tx.claim_deliveries(now=NOW, owner="two", lease=LEASE) == []
        later = NOW + LEASE
        assert len(tx.claim_deliveries(now=later, owner="two", lease=LEASE)) == 1
        assert not tx.settle_delivery(mine.id, owner="one", now=later)
        assert not tx.settle_delivery(mine.id, owner="one", now=later, error="too late", retry_at=later)
        assert not tx.settle_delivery(mine.id, owner="one", now=later, error="too late")
        assert tx.settle_delivery(mine.id, owner="two", now=later, external_id="ts-1")
        assert tx.delivery_counts() == {"sent": 1}


def test_a_refused_message_waits_or_dies_and_can_be_tried_again(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.add_deliveries([a_delivery(a_recipient(tx))])
        (one,) = tx.claim_deliveries(now=NOW, owner="me", lease=LEASE)
        assert one.id is not None
        tx.settle_delivery(one.id, owner="me", now=NOW, error="421 later", retry_at=NOW + LEASE)
        assert tx.claim_deliveries(now=NOW, owner="me", lease=LEASE) == []
        (one,) = tx.claim_deliveries(now=NOW + LEASE, owner="me", lease=LEASE)
        assert (one.attempts, one.last_error) == (2, "421 later")
        assert one.id is not None
        tx.settle_delivery(one.id, owner="me", now=NOW, error="550 no such user")
        assert [dead.last_error for dead in tx.dead_letters()] == ["550 no such user"]
        assert tx.retry_deliveries([one.id], now=NOW) == 1
        assert tx.deliveries_due(now=NOW)


def test_a_digest_of_one_local_day_is_recorded_once(store: SqlStore) -> None:
    with store.transaction() as tx:
        run = DigestRun(
            subscriber_id=a_subscriber(tx),
            kind="daily",
            local_day=date(2026, 3, 1),
            from_change=0,
            to_change=7,
            composed_at=NOW,
            meetings=2,
        )
        assert tx.add_digest(run) is not None
        assert tx.add_digest(run) is None
        last = tx.last_digest(run.subscriber_id, "daily")
        assert last is not None
        assert last.to_change == 7
        assert last.local_day == date(2026, 3, 1)
        assert tx.last_digest(run.subscriber_id, "weekly") is None


def test_a_recipient_is_buried_once_and_comes_to_life_when_kept_again(store: SqlStore) -> None:
    with store.transaction() as tx:
        id_ = a_recipient(tx)
        assert tx.bury_recipient(id_, reason="550", now=NOW)
        assert not tx.bury_recipient(id_, reason="550", now=NOW)
        assert tx.list_recipients()[0].dead_reason == "550"
        a_recipient(tx)
        assert tx.get_recipients([id_])[id_].dead_at is None


# -- what waits, silences, what was told -------------------------------------------------------------------------------


def an_alert(tx: Transaction, kind: str = "new") -> tuple[int, int]:
    """An alert and a recipient."""
    recipient = a_recipient(tx)
    watch = a_watch(tx)
    known = tx.list_alerts()
    meeting = known[0].meeting_id if known else a_meeting(tx)
    (alert,) = tx.add_alerts([Alert(watch_id=watch, meeting_id=meeting, kind=kind, reasons=("x",), at=NOW)])
    return alert.id or 0, recipient


def a_wait(alert: int, recipient: int, group: str = "g", **changed: object) -> Wait:
    made = Wait(alert_id=alert, recipient_id=recipient, group_key=group, due_at=NOW, created_at=NOW)
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_group_is_taken_whole_when_one_of_it_is_due_and_settled_once(store: SqlStore) -> None:
    with store.transaction() as tx:
        first, recipient = an_alert(tx)
        second, _ = an_alert(tx, "held")
        later = NOW + timedelta(hours=1)
        assert tx.add_waits([a_wait(first, recipient), a_wait(second, recipient, due_at=later)]) == 2
        assert tx.add_waits([a_wait(first, recipient)]) == 0, "the same alert, recipient and purpose wait once"
        tx.add_waits([a_wait(first, recipient, "other", purpose="repeat:1", due_at=later)])
        assert tx.group_state(recipient, "g") == (NOW, None)
        taken = tx.take_waits(now=NOW)
        assert [one.alert_id for one in taken] == [first, second]
        assert tx.settle_waits([one.id or 0 for one in taken], WaitState.TOLD, now=NOW) == 2
        assert tx.take_waits(now=NOW) == []
        assert tx.group_state(recipient, "g") == (None, NOW)
        assert [one.purpose for one in tx.list_waits(state=WaitState.WAITING)] == ["repeat:1"]


def test_what_the_flood_guard_holds_is_released_or_dropped_by_a_person(store: SqlStore) -> None:
    with store.transaction() as tx:
        first, recipient = an_alert(tx)
        second, _ = an_alert(tx, "held")
        watch = tx.get_watch("fr").id or 0
        tx.add_waits([a_wait(one, recipient, str(one), state=WaitState.HELD) for one in (first, second)])
        assert tx.take_waits(now=NOW) == []
        assert tx.release_waits(watch, now=NOW) == 2
        assert {one.group_key for one in tx.take_waits(now=NOW)} == {f"released:{watch}"}
        assert tx.release_waits(watch, now=NOW, drop=True) == 0


@pytest.mark.servers
def test_two_dispatchers_never_take_the_same_group(postgres_url: str) -> None:
    with SqlStore.open(postgres_url, upgrade=True) as store:
        with store.transaction() as tx:
            alert, recipient = an_alert(tx)
            tx.add_waits([a_wait(alert, recipient)])
        with store.transaction() as one, store.transaction() as two:
            assert len(one.take_waits(now=NOW)) == 1
            assert two.take_waits(now=NOW) == []


def test_a_silence_is_in_force_between_its_ends_and_stays_on_record(store: SqlStore) -> None:
    with store.transaction() as tx:
        made = tx.add_silence(
            Silence(
                author="Dana",
                reason="ours",
                matcher={"watch": "fr"},
                starts_at=NOW,
                ends_at=NOW + LEASE,
                created_at=NOW,
            )
        )
        assert tx.list_silences(active_at=NOW) == [made]
        assert tx.list_silences(active_at=NOW - LEASE) == []
        assert tx.end_silence(made.id or 0, now=NOW + timedelta(seconds=1))
        assert not tx.end_silence(made.id or 0, now=NOW + timedelta(seconds=2))
        assert tx.list_silences(active_at=NOW + timedelta(minutes=1)) == []
        assert len(tx.list_silences()) == 1


def test_what_was_told_of_a_meeting_counts_for_the_one_it_was_merged_into(store: SqlStore) -> None:
    with store.transaction() as tx:
        an_alert(tx)
        old = tx.list_alerts()[0].meeting_id
        row = meetings.insert().values(
            key="m-2", status="held", phase="held", mode="phone", date_sure=True, participants=[], topics=[], confidence=1, mentions=1,
            languages=[], outlets=[], owner_groups=[], first_told_at=NOW, updated_at=NOW, day=NOW.date(), facts={},
        )  # fmt: skip
        new = int(tx.connection.execute(row.returning(meetings.c.id)).scalar_one())
        tx.connection.execute(meetings.update().where(meetings.c.id == old).values(merged_into=new))
        watch = tx.get_watch("fr").id or 0
        assert tx.told_of(new) == {watch: {"new"}}
        assert tx.alert_counts([watch], since=NOW) == {watch: 1}
        assert tx.alert_counts([watch], since=NOW + LEASE) == {}


def test_a_thread_knows_who_is_in_it_and_what_can_be_edited(store: SqlStore) -> None:
    with store.transaction() as tx:
        recipient = a_recipient(tx)
        tx.add_deliveries([a_delivery(recipient, message=Message(subject="S", text="T", thread="m-1"))])
        assert tx.in_thread([recipient], "m-1") == {recipient}
        assert tx.in_thread([recipient], "m-2") == set()
        assert tx.living_message(recipient, "m-1") is None
        (one,) = tx.claim_deliveries(now=NOW, owner="me", lease=LEASE)
        tx.settle_delivery(one.id or 0, owner="me", now=NOW, external_id="C1:17.5")
        living = tx.living_message(recipient, "m-1")
        assert living is not None
        assert living.external_id == "C1:17.5"
        # the first one was deleted there, and another took its place
        later = Message(subject="S", text="T", thread="m-1")
        tx.add_deliveries([a_delivery(recipient, "k2", message=later)])
        (two,) = tx.claim_deliveries(now=NOW, owner="me", lease=LEASE)
        tx.settle_delivery(two.id or 0, owner="me", now=NOW, external_id="C1:18.0")
        newest = tx.living_message(recipient, "m-1")
        assert newest is not None
        assert newest.external_id == "C1:18.0"
        people = tx.audience([tx.get_subscriber("desk").id or 0])
        assert [[r.id for r in addresses] for _, addresses in people.values()] == [[recipient]]
        tx.bury_recipient(recipient, reason="gone", now=NOW)
        assert [addresses for _, addresses in tx.audience(people).values()] == [()]


def test_given_up_by_a_person_is_dead_with_the_reason(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.add_deliveries([a_delivery(a_recipient(tx))])
        (one,) = tx.list_deliveries()
        assert tx.drop_deliveries([one.id or 0], reason="wrong") == 1
        assert tx.drop_deliveries([one.id or 0], reason="wrong") == 0
        assert tx.list_deliveries()[0].last_error == "wrong"


def test_what_is_old_and_ended_is_forgotten_and_nothing_else(store: SqlStore) -> None:
    old, now = NOW - timedelta(days=200), NOW
    with store.transaction() as tx:
        alert, recipient = an_alert(tx)
        tx.add_waits(
            [a_wait(alert, recipient, created_at=old), a_wait(alert, recipient, "h", purpose="p", created_at=old)]
        )
        tx.settle_waits([tx.list_waits()[-1].id or 0], WaitState.TOLD, now=old)
        for key, at in (("sent", old), ("waits", old), ("young", now)):
            tx.add_deliveries([replace(a_delivery(recipient), key=key, created_at=at)])
        by_key = {one.key: one.id or 0 for one in tx.list_deliveries()}
        tx.drop_deliveries([by_key["sent"], by_key["young"]], reason="x")
        tx.notify("kind", "open", "x", now=old)
        tx.notify("kind", "closed", "x", now=old)
        tx.close_notice("kind", "closed", now=old)
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=now)
        told = {"feed_id": feed.id or 0, "title": "t", "content_hash": "h", "first_seen_at": old}
        ids = tx.add_entries([Entry(key=key, **told) for key in "ab"], now=now).new
        for id_, day in zip(ids, (old.date(), now.date()), strict=True):
            tx.keep_signatures([Sketch(entry_id=id_, packed=b"x", shingles=9, bands=(1,), day=day)], version=1)
        before: dict[str, Any] = {
            "fetches_before": now - timedelta(days=30),
            "messages_before": now - timedelta(days=180),
            "sketches_before": (now - timedelta(days=60)).date(),
        }
        tx.add_hole(
            Hole(feed_id=feed.id or 0, from_at=old - timedelta(hours=3), to_at=old, reason="the window moved on")
        )
        tx.add_hole(
            Hole(feed_id=feed.id or 0, from_at=now - timedelta(hours=3), to_at=now, reason="the window moved on")
        )
        gone = {"fetches": 0, "deliveries": 1, "waits": 1, "notices": 1, "holes": 1, "signatures": 1}
        assert tx.forget_old(**before, kinds=["waits"]) == {"waits": 1}
        assert tx.forget_old(**before) == gone | {"waits": 0}
        assert tx.forget_old(**before) == dict.fromkeys(gone, 0)
        assert set(tx.signatures(ids, version=1)) == {ids[1]}
        assert {one.key for one in tx.list_deliveries()} == {"waits", "young"}
        assert [one.group_key for one in tx.list_waits()] == ["h"]
        assert [one.subject for one in tx.list_notices()] == ["open"]
        assert [one.id for one in tx.list_alerts()] == [alert]


def test_notices_whose_cause_is_over_are_closed_and_the_others_stay(store: SqlStore) -> None:
    with store.transaction() as tx:
        alert, recipient = an_alert(tx)
        feed = tx.add_feed(Feed(key="f", outlet="F", url="https://f.example/rss"), now=NOW)
        tx.add_hole(Hole(feed_id=feed.id or 0, from_at=NOW - LEASE, to_at=NOW, reason="the window moved on"))
        tx.add_waits([a_wait(alert, recipient, state=WaitState.HELD)])
        tx.add_deliveries([a_delivery(recipient)])
        tx.drop_deliveries([one.id or 0 for one in tx.list_deliveries()], reason="refused")
        watch = tx.list_watches()[0].key
        for kind, subject in (
            ("delivery_dead", f"email {recipient}"), ("feed_not_kept", "f"), ("flood", watch), ("feed_hole", "f"), ("feed_quiet", "f"),
        ):  # fmt: skip
            tx.notify(kind, subject, "x", now=NOW)
        day = timedelta(days=1)
        assert tx.close_settled_notices(now=NOW, holes_before=NOW - day) == 0
        tx.retry_deliveries([one.id or 0 for one in tx.dead_letters()], now=NOW)
        tx.release_waits(tx.get_watch(watch).id or 0, now=NOW, drop=True)
        tx.connection.execute(update(feeds).values(last_success_at=NOW + day))
        assert tx.close_settled_notices(now=NOW + day, holes_before=NOW + day) == 4
        assert [one.kind for one in tx.list_notices()] == ["feed_quiet"]
