"""What a channel is: something that sends a delivery to a recipient and says under which name the other side knows it."""

from dataclasses import dataclass
from typing import Protocol

from storage.records import Delivery, Recipient


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
