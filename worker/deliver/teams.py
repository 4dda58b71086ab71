"""Microsoft Teams: a workflow's or connector's webhook, with an Adaptive Card.

Text goes into runs of a RichTextBlock, which Teams shows as it stands: no markup of ours or theirs is read in it. A line that is an address
becomes a link. The delivery's key travels as the id of the card's first element.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage.records import Delivery, Message, Recipient
from worker.deliver.failures import Meaning, http_meaning
from worker.deliver.sender import Receipt, ask, refused
from worker.net.post import Post

LARGEST = 24_000  # bytes; Teams takes 28 kB
_RIGHT_TO_LEFT = ("\u0600", "\u08ff")


def payload(message: Message, key: str) -> dict[str, Any]:
    """The message as Teams takes it: at most 24 kB, whole lines dropped from the end."""
    lines = message.text.strip().split("\n")
    while True:
        sent = _card(message.subject, lines, key)
        if len(json.dumps(sent, ensure_ascii=False).encode()) <= LARGEST or len(lines) <= 1:
            return sent
        lines = [*lines[: len(lines) * 4 // 5], "…"]


def _card(subject: str, lines: list[str], key: str) -> dict[str, Any]:
    body: list[dict[str, Any]] = [
        {
            "type": "RichTextBlock",
            "id": key,
            "inlines": [{"type": "TextRun", "text": subject[:300], "weight": "Bolder", "size": "Medium"}],
        }
    ]
    body += [{"type": "RichTextBlock", "spacing": "Small", "inlines": [_run(line)]} for line in lines if line.strip()]
    first = next((char for char in subject if char.isalpha()), "a")
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "rtl": _RIGHT_TO_LEFT[0] <= first <= _RIGHT_TO_LEFT[1],
        "body": body,
    }
    return {
        "type": "message",
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
        ],
    }


def _run(line: str) -> dict[str, Any]:
    text = line.strip()[:4000]
    if text.startswith(("https://", "http://")) and " " not in text:
        return {"type": "TextRun", "text": text, "selectAction": {"type": "Action.OpenUrl", "url": text}}
    return {"type": "TextRun", "text": text}


class Teams:
    """Posts to the webhook that is the recipient's address."""

    def __init__(self, post: Post, *, clock: Callable[[], datetime]) -> None:
        self._post = post
        self._clock = clock

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Post one card. Raises DeliveryError; its text never holds the URL, which is a secret."""
        body = json.dumps(payload(delivery.message, delivery.key), ensure_ascii=False).encode()
        answer = ask(self._post, "Teams", recipient.address, body, {"Content-Type": "application/json; charset=utf-8"})
        # a connector answers 200 with the words of an error it met behind its door
        well = answer.status in (200, 202) and "<" not in answer.text and "error" not in answer.text.lower()
        if well and http_meaning("teams", 500, answer.text) is Meaning.AGAIN:
            return Receipt()
        raise refused("teams", "Teams", answer, self._clock())

    def close(self) -> None:
        """Nothing is kept open."""
