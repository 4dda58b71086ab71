"""A dead channel: switched off, and its owner told through another.

Pure but for the verbs it is given; call it in the transaction that settles the delivery whose error said `gone`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.records import Delivery, Message, Recipient, Subscriber

_SUBJECT = {
    "en": "Diwan can no longer reach you by {channel}",
    "ar": "لم يعد ديوان قادراً على بلوغكم عبر {channel}",
    "ckb": "دیوان ئیتر ناتوانێت لە ڕێگەی {channel} پێتان بگات",
}
_TEXT = {
    "en": "Messages to {label} ({channel}) were refused and are switched off.\nReason: {reason}\nAdd the address again to switch it on.",
    "ar": "رُفضت الرسائل المرسلة إلى {label} ({channel}) فأوقفت.\nالسبب: {reason}\nأضيفوا العنوان من جديد لتشغيله.",
    "ckb": "نامەکان بۆ {label} ({channel}) ڕەتکرانەوە و ڕاگیران.\nهۆکار: {reason}\nبۆ کارپێکردنەوە ناونیشانەکە دووبارە زیاد بکەن.",
}


class OwnerStore(Protocol):
    """The verbs of a transaction that are needed; see storage/sql_alerts.py."""

    def bury_recipient(self, id_: int, *, reason: str, now: datetime) -> bool: ...
    def list_recipients(self, subscriber_id: int | None = None) -> list[Recipient]: ...
    def list_subscribers(self) -> list[Subscriber]: ...
    def add_deliveries(self, batch: Sequence[Delivery]) -> int: ...


def switch_off(tx: OwnerStore, recipient: Recipient, *, reason: str, now: datetime) -> int:
    """Switch a recipient off and queue a word to the same subscriber's other addresses. Returns how many are told.

    Harmless to repeat: who is switched off already is not told again. `reason` must hold no secret.
    """
    if recipient.id is None or not tx.bury_recipient(recipient.id, reason=reason, now=now):
        return 0
    others = [
        one for one in tx.list_recipients(recipient.subscriber_id) if one.dead_at is None and one.id != recipient.id
    ]
    language = next((one.language for one in tx.list_subscribers() if one.id == recipient.subscriber_id), "en")
    words = {"channel": recipient.channel, "label": recipient.label, "reason": reason}
    message = Message(
        subject=_SUBJECT.get(language, _SUBJECT["en"]).format(**words),
        text=_TEXT.get(language, _TEXT["en"]).format(**words),
    )
    return tx.add_deliveries(
        [
            Delivery(
                key=f"dead-{recipient.id}-{now:%Y%m%dT%H%M%S}-{one.id}",
                recipient_id=one.id or 0,
                channel=one.channel,
                message=message,
                due_at=now,
                created_at=now,
            )
            for one in others
        ]
    )
