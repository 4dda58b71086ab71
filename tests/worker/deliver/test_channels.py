"""All channels of a batch, a dead server among them, and a dead address whose owner is told."""

from datetime import timedelta

import pytest

from storage.records import Recipient, Subscriber
from storage.sql import SqlStore
from tests.worker.deliver.builders import NOW, a_delivery, a_recipient, clock
from worker import deliver
from worker.deliver.failures import Unreachable
from worker.errors import ConfigError, DeliveryError
from worker.net.post import Answer, Unanswered


class FakePost:
    """Answers ok; hosts in `away` do not answer."""

    def __init__(self, *away: str) -> None:
        self.away = away
        self.asked: list[str] = []

    def __call__(self, url: str, _body: bytes, _headers: object) -> Answer:
        self.asked.append(url)
        if any(host in url for host in self.away):
            raise Unanswered("no answer in time", sent=True)
        return Answer(status=200, headers={}, body=b"ok")


def test_every_channel_has_a_sender_and_mail_needs_a_server() -> None:
    mail = deliver.Mail(host="127.0.0.1", security="none")
    with deliver.open_senders(deliver.Config(mail=mail), FakePost()) as senders:
        assert set(senders) == set(deliver.CHANNELS)
    with deliver.open_senders(deliver.Config(), FakePost()) as senders:
        assert set(senders) == set(deliver.CHANNELS) - {"email"}


def test_mail_in_the_clear_to_another_machine_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="DIWAN_SMTP_SECURITY"):
        deliver.open_senders(deliver.Config(mail=deliver.Mail(host="mail.example", security="none")), FakePost())


def test_a_dead_server_is_not_asked_for_the_whole_batch_and_others_are_served() -> None:
    post = FakePost("dead.example")
    with deliver.open_senders(deliver.Config(), post, clock=clock) as senders:
        for _ in range(5):
            with pytest.raises(Unreachable):
                senders["slack"].send(a_delivery(), a_recipient("https://dead.example/services/x", "slack"))
        senders["slack"].send(a_delivery(), a_recipient("https://live.example/services/x", "slack"))
    assert len([url for url in post.asked if "dead" in url]) == 2
    assert len([url for url in post.asked if "live" in url]) == 1


def test_no_error_and_no_setting_shows_a_secret() -> None:
    config = deliver.Config(
        mail=deliver.Mail(host="m.example", user="u", password="canary-1"),
        slack_token="canary-2", telegram_token="canary-3", secret_key="canary-4",
    )  # fmt: skip
    assert "canary" not in repr(config)
    with deliver.open_senders(config, FakePost("canary"), clock=clock) as senders:
        for channel in ("slack", "teams", "webhook"):
            with pytest.raises(DeliveryError) as caught:
                senders[channel].send(a_delivery(), a_recipient("https://canary-5.example/canary-6", channel))
            assert "canary" not in str(caught.value)
            assert caught.value.__cause__ is None


def a_person(store: SqlStore) -> list[Recipient]:
    with store.transaction() as tx:
        person = tx.keep_subscriber(Subscriber(key="desk", name="Desk", language="en", created_at=NOW))
        return [
            tx.keep_recipient(Recipient(subscriber_id=person.id or 0, channel=channel, address=address, label=address))
            for channel, address in (("slack", "https://hooks.slack.com/services/x"), ("email", "desk@house.example"))
        ]


def test_a_dead_address_is_switched_off_and_its_owner_told_once_through_another(store: SqlStore) -> None:
    slack, mail = a_person(store)
    for later in (0, 1):
        with store.transaction() as tx:
            told = deliver.switch_off(tx, slack, reason="Slack: no_service", now=NOW + timedelta(minutes=later))
        assert told == (1 if later == 0 else 0)
    with store.reading() as tx:
        (queued,) = tx.list_deliveries()
        dead = [one for one in tx.list_recipients() if one.dead_at]
    assert [one.id for one in dead] == [slack.id]
    assert queued.recipient_id == mail.id
    assert "no_service" in queued.message.text


def test_what_only_brings_a_message_up_to_date_goes_where_messages_can_be_edited() -> None:
    post = FakePost()
    quiet = a_delivery(thread="m-1", quiet=True)
    with deliver.open_senders(deliver.Config(secret_key="k"), post, clock=clock) as senders:
        for channel in ("slack", "teams", "webhook"):
            senders[channel].send(quiet, a_recipient("https://live.example/services/x", channel))
    assert post.asked == []
