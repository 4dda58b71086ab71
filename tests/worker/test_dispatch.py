"""The dispatcher: what a channel's answer makes of the row, the recipient and its owner."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.records import Delivery, DeliveryState, Recipient, Subscriber
from storage.sql import SqlStore
from tests.worker.deliver.builders import NOW, a_message
from worker import deliver, pipeline
from worker.errors import DeliveryError


class FakeChannel:
    """Answers as told for each recipient; keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.errors: dict[str, Exception] = {}

    def send(self, delivery: Delivery, recipient: Recipient) -> deliver.Receipt:
        if error := self.errors.get(recipient.address):
            raise error
        self.sent.append((recipient.address, delivery.key))
        return deliver.Receipt(external_id="x1")

    def close(self) -> None:
        pass


class House:
    lease = timedelta(seconds=30)

    def __init__(self, store: SqlStore, channel: FakeChannel) -> None:
        self.store, self._channel = store, channel

    def senders(self) -> deliver.Senders:
        return deliver.Senders({"email": self._channel, "slack": self._channel})


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def store(sqlite_store: SqlStore) -> SqlStore:
    with sqlite_store.transaction() as tx:
        desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=NOW))
        for name in ("slack", "email"):
            to = tx.keep_recipient(
                Recipient(subscriber_id=desk.id or 0, channel=name, address=f"at-{name}", label=name)
            )
            tx.add_deliveries(
                [
                    Delivery(
                        key=f"k-{name}",
                        recipient_id=to.id or 0,
                        channel=name,
                        message=a_message(),
                        due_at=NOW,
                        created_at=NOW,
                    )
                ]
            )
    return sqlite_store


def dispatch(store: SqlStore, channel: FakeChannel, *, later: timedelta = timedelta()) -> pipeline.Dispatched:
    house: Any = House(store, channel)
    return pipeline.dispatch(house, owner="me", clock=lambda: NOW + later)


def test_one_failing_recipient_neither_delays_nor_repeats_the_other(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack answered 500", permanent=False)
    assert dispatch(store, channel) == pipeline.Dispatched(sent=1, again=1, dead=0)
    channel.errors.clear()
    assert dispatch(store, channel, later=timedelta(hours=1)) == pipeline.Dispatched(sent=1, again=0, dead=0)
    assert channel.sent == [("at-email", "k-email"), ("at-slack", "k-slack")]


def test_what_the_receiver_asks_for_is_waited(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack answered 429", permanent=False, retry_after=90)
    dispatch(store, channel)
    with store.reading() as tx:
        (waiting,) = tx.list_deliveries(state="pending")
    assert waiting.due_at == NOW + timedelta(seconds=90)
    assert dispatch(store, channel, later=timedelta(seconds=89)).again == 0


def test_a_recipient_that_is_gone_is_switched_off_and_its_owner_told_through_the_other(
    store: SqlStore, channel: FakeChannel
) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack: no_service", permanent=True, gone=True)
    assert dispatch(store, channel).dead == 1
    dispatch(store, channel)
    with store.reading() as tx:
        dead = [one.address for one in tx.list_recipients() if one.dead_at]
        told = next(one for one in tx.list_deliveries(state="sent") if one.key.startswith("dead-"))
    assert dead == ["at-slack"]
    assert "no_service" in told.message.text
    assert [address for address, _ in channel.sent] == ["at-email", "at-email"]


def test_a_message_refused_for_good_is_dead_and_the_recipient_lives(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack: invalid_blocks", permanent=True)
    dispatch(store, channel)
    with store.transaction() as tx:
        assert [one.key for one in tx.dead_letters()] == ["k-slack"]
        assert not any(one.dead_at for one in tx.list_recipients())
        tx.retry_deliveries([one.id or 0 for one in tx.dead_letters()], now=NOW)
    channel.errors.clear()
    assert dispatch(store, channel).sent == 1


def test_a_channel_that_breaks_in_its_own_way_stops_nobody(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = RuntimeError("https://hooks.slack.com/services/canary")
    assert dispatch(store, channel) == pipeline.Dispatched(sent=1, again=1, dead=0)
    with store.reading() as tx:
        assert "canary" not in tx.list_deliveries(state="pending")[0].last_error


def another(store: SqlStore, key: str, now: datetime) -> None:
    """One more message is committed."""
    with store.transaction() as tx:
        first = tx.list_deliveries()[0]
        tx.add_deliveries([replace(first, id=None, key=key, state=DeliveryState.PENDING, due_at=now)])


class Ticking:
    """A clock that only naps move; `then` happens during the first nap."""

    def __init__(self, then: Callable[[datetime], None] = lambda _: None) -> None:
        self.now, self._then, self.naps = NOW, then, 0

    def __call__(self) -> datetime:
        return self.now

    def nap(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.naps += 1
        if self.naps == 1:
            self._then(self.now)


def test_a_dispatcher_that_says_it_stays_sends_what_is_committed_until_then(
    store: SqlStore, channel: FakeChannel
) -> None:
    house: Any = House(store, channel)

    def commit(now: datetime) -> None:
        assert pipeline.outbox_attended(house, now=now)
        another(store, "late", now)

    clock = Ticking(commit)
    assert pipeline.dispatch(house, owner="me", clock=clock, nap=clock.nap).sent == 3
    assert channel.sent[-1][1] == "late"
    assert not pipeline.outbox_attended(house, now=clock.now)


def test_a_dispatcher_with_nothing_to_send_does_not_stay(store: SqlStore, channel: FakeChannel) -> None:
    dispatch(store, channel)
    clock = Ticking()
    house: Any = House(store, channel)
    assert pipeline.dispatch(house, owner="me", clock=clock, nap=clock.nap) == pipeline.Dispatched()
    assert clock.naps == 0
    assert not pipeline.outbox_attended(house, now=clock.now)


def test_a_dispatcher_looks_until_after_the_moment_it_named_and_ends_in_time(
    store: SqlStore, channel: FakeChannel
) -> None:
    """Whoever commits by a slower clock before that moment is seen, however busy the outbox is."""
    house: Any = House(store, channel)
    named: list[datetime] = []
    clock = Ticking()

    def nap(seconds: float) -> None:
        clock.nap(seconds)
        with store.transaction() as tx:
            named.extend(one.at for one in tx.heartbeats() if one.name == "outbox")
        another(store, f"more-{clock.naps}", clock.now)

    pipeline.dispatch(house, owner="me", clock=clock, nap=nap)
    assert NOW + timedelta(seconds=15) < clock.now < NOW + pipeline.LONGEST_DISPATCH + timedelta(seconds=0.1)
    assert max(named) + pipeline.CLOCKS_DIFFER <= clock.now


def test_a_receiver_that_is_away_for_a_day_loses_nothing(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack: no connection", permanent=False)
    for minutes in range(0, 23 * 60, 10):
        dispatch(store, channel, later=timedelta(minutes=minutes))
    channel.errors.clear()
    dispatch(store, channel, later=timedelta(hours=24))
    assert ("at-slack", "k-slack") in channel.sent


def test_what_waited_for_a_day_before_it_was_first_sent_is_not_given_up_at_the_first_refusal(
    store: SqlStore, channel: FakeChannel
) -> None:
    """The machine was off, or a person tries again what was given up: a server that greylists must not end it."""
    channel.errors["at-slack"] = DeliveryError("greylisted", permanent=False)
    assert dispatch(store, channel, later=timedelta(days=2)).again == 1
    channel.errors.clear()
    assert dispatch(store, channel, later=timedelta(days=2, hours=1)).sent == 1


def test_what_is_refused_for_a_day_is_given_up(store: SqlStore, channel: FakeChannel) -> None:
    channel.errors["at-slack"] = DeliveryError("Slack: no connection", permanent=False)
    for minutes in range(0, 27 * 60, 10):  # an attempt an hour in the end
        dispatch(store, channel, later=timedelta(minutes=minutes))
    with store.reading() as tx:
        (dead,) = tx.dead_letters()
        assert [one.kind for one in tx.list_notices()] == ["delivery_dead"]
    assert dead.attempts >= pipeline.LEAST_SENDS
