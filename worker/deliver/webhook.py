"""A webhook of the subscriber's own: signed JSON.

    Diwan-Delivery: <key>              the same for a repeat; also as Idempotency-Key
    Diwan-Timestamp: <unix seconds>
    Diwan-Signature: v1=<hex>          HMAC-SHA256 over "<key>.<timestamp>.<body>" with the recipient's own signing key

The receiver checks the signature and that the timestamp is near, then drops keys it has seen. docs/delivery.md shows how in ten lines.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime

from storage.records import Delivery, Recipient
from worker.deliver.failures import Meaning, failed
from worker.deliver.sender import Receipt, ask, refused
from worker.net.post import Post


def signing_key(secret_key: str, recipient_id: int) -> str:
    """The key of one recipient, made from the house's: whoever holds it learns nothing about the others'."""
    return hmac.new(secret_key.encode(), f"diwan webhook {recipient_id}".encode(), hashlib.sha256).hexdigest()


def signature(key: str, delivery_key: str, timestamp: int, body: bytes) -> str:
    """`v1=<hex>` over key, timestamp and body."""
    signed = f"{delivery_key}.{timestamp}.".encode() + body
    return "v1=" + hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


class Webhook:
    """Posts to the URL that is the recipient's address. Without a secret key every message waits: nothing goes unsigned."""

    def __init__(self, post: Post, *, clock: Callable[[], datetime], secret_key: str = "") -> None:
        self._post = post
        self._clock = clock
        self._secret_key = secret_key

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Post one message; any 2xx is success. Raises DeliveryError."""
        if not self._secret_key:
            raise failed(Meaning.AGAIN, "webhook: DIWAN_SECRET_KEY is not set, and nothing is sent unsigned", after=300)
        message, now = delivery.message, self._clock()
        body = json.dumps(
            {
                "id": delivery.key,
                "kind": "digest" if delivery.digest_id else "alert",
                "thread": message.thread,
                "subject": message.subject,
                "text": message.text,
                "html": message.html,
                "details": dict(message.headers),
                "created_at": delivery.created_at.isoformat().replace("+00:00", "Z"),
            },
            ensure_ascii=False,
        ).encode()
        timestamp = int(now.timestamp())
        key = signing_key(self._secret_key, recipient.id or 0)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Diwan-Delivery": delivery.key,
            "Idempotency-Key": delivery.key,
            "Diwan-Timestamp": str(timestamp),
            "Diwan-Signature": signature(key, delivery.key, timestamp, body),
        }
        answer = ask(self._post, "webhook", recipient.address, body, headers)
        if 200 <= answer.status < 300:
            return Receipt()
        raise refused("webhook", "webhook", answer, now)

    def close(self) -> None:
        """Nothing is kept open."""
