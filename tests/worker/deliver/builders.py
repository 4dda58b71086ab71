"""Deliveries and recipients that name only what matters."""

from datetime import UTC, datetime
from typing import Any

from storage.records import Delivery, Message, Recipient

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def a_message(**given: Any) -> Message:
    values = {
        "subject": "Barzani met Macron in Paris",
        "text": "Barzani met Macron.\n",
        "html": "<p>Barzani met Macron.</p>",
    }
    return Message(**{**values, **given})


def a_delivery(key: str = "alert-1-m-abc-held-7", *, channel: str = "email", **message: Any) -> Delivery:
    return Delivery(
        id=1, key=key, recipient_id=7, channel=channel, message=a_message(**message), due_at=NOW, created_at=NOW
    )


def a_recipient(address: str = "press@office.example", channel: str = "email") -> Recipient:
    return Recipient(id=7, subscriber_id=1, channel=channel, address=address, label="press office")
