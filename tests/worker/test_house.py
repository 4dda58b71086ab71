"""What the house hands to the pipeline: senders and links, as the settings say."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.records import Delivery, Message, Recipient, Subscriber
from tests.worker.deliver.builders import NOW
from worker.config import load_settings
from worker.errors import ConfigError
from worker.house import House


def a_house(folder: Path, **given: object) -> House:
    return House.open(load_settings(home=folder, **given))


def test_mail_is_sent_where_a_server_is_named(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    with house.senders() as senders:
        assert "email" not in senders
        assert "slack" in senders
    house.close()
    house = a_house(tmp_path, smtp_host="127.0.0.1", smtp_security="none")
    with house.senders() as senders:
        assert "email" in senders
    house.close()


def test_mail_in_the_clear_to_another_machine_is_refused(tmp_path: Path) -> None:
    house = a_house(tmp_path, smtp_host="mail.example", smtp_security="none")
    with pytest.raises(ConfigError, match="DIWAN_SMTP_SECURITY"):
        house.senders()
    house.close()


def test_links_lead_somewhere_only_where_there_is_a_public_address(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    assert house.links(NOW).meeting("m-1") is None
    house.close()
    house = a_house(tmp_path, public_url="https://diwan.example", secret_key="k")
    assert house.links(NOW).meeting("m-1") == "https://diwan.example/meetings/m-1"
    house.close()


def test_a_later_message_finds_the_living_one_of_its_thread(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    with house.store.transaction() as tx:
        desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=NOW))
        slack = tx.keep_recipient(
            Recipient(subscriber_id=desk.id or 0, channel="slack", address="#desk", label="#desk")
        )
        one = Delivery(
            key="k1", recipient_id=slack.id or 0, channel="slack", message=Message(subject="s", text="t", thread="m-1"), due_at=NOW, created_at=NOW,
        )  # fmt: skip
        assert house._living(one) is None
        tx.add_deliveries([one])
        (claimed,) = tx.claim_deliveries(now=NOW, owner="me", lease=timedelta(minutes=1))
        tx.settle_delivery(claimed.id or 0, owner="me", now=NOW, external_id="C1/17.5")
    assert house._living(one) == "C1/17.5"
    house.close()
