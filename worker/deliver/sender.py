"""What a channel is: something that sends a delivery to a recipient and says under which name the other side knows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.records import Delivery, Recipient
from worker.deliver.failures import Meaning, Unreachable, failed, http_meaning, retry_after
from worker.errors import DeliveryError
from worker.net.post import Answer, Post, Unanswered

Earlier = Callable[[Delivery], str | None]  # external id of the first message of a delivery's thread to its recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The other side has taken the message. `external_id` is its name there (Message-ID, channel and timestamp); None where it gave none."""

    external_id: str | None = None


class Sender(Protocol):
    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Send one message. May be repeated with the same delivery: its key travels as the message's id.

        Raises:
            DeliveryError: it was not taken, or nobody knows; says whether trying again can help. It names no secret.
        """
        ...

    def close(self) -> None:
        """End what is kept open between messages. Never raises."""
        ...


def none_earlier(_: Delivery) -> str | None:
    """Nothing went before."""
    return None


def not_yet() -> DeliveryError:
    """The message that is to be brought up to date was not sent yet."""
    return failed(Meaning.AGAIN, "the message that this one brings up to date was not sent yet", after=60)


def ask(post: Post, name: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post; no answer becomes an error."""
    try:
        return post(url, body, headers)
    except Unanswered as error:
        if error.refused:
            raise failed(Meaning.GONE, f"{name}: {error}") from None
        raise Unreachable(f"{name}: {error}") from None


def refused(channel: str, name: str, answer: Answer, now: datetime) -> DeliveryError:
    """The error for an answer that is no success."""
    said = " ".join(answer.text.split())[:120]
    page = said.startswith("<")
    meaning = http_meaning(channel, answer.status, answer.text)
    if page and 200 <= answer.status < 300:
        meaning = Meaning.AGAIN  # a portal or a proxy answered in its place
    shown = "a page of HTML" if page else "".join(char for char in said if char.isprintable())
    reason = f"{name} answered {answer.status}" + (f": {shown}" if shown else "")
    return failed(meaning, reason, after=retry_after(answer.headers, now))
