"""The channels: which there are, and the senders of all of them for one batch."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from storage.records import Recipient
from worker.deliver.email import Email, Mail
from worker.deliver.sender import Sender
from worker.deliver.slack import Slack
from worker.net.post import Post

CHANNELS = ("email", "slack")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the channels need to know.

    Attributes:
        mail: the mail server; None: no mail is sent, and what waits for one goes on waiting.
        unsubscribe: the one-click link that ends messages to a recipient; None where there is none.
    """

    mail: Mail | None = None
    unsubscribe: Callable[[Recipient], str | None] = field(default=lambda _: None)


class Senders(Mapping[str, Sender]):
    """Senders by channel, open for one batch of messages. Leave the context, and what they keep open is closed."""

    def __init__(self, senders: Mapping[str, Sender]) -> None:
        self._senders = dict(senders)

    def __getitem__(self, channel: str) -> Sender:
        return self._senders[channel]

    def __iter__(self) -> Iterator[str]:
        return iter(self._senders)

    def __len__(self) -> int:
        return len(self._senders)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for sender in self._senders.values():
            sender.close()


def open_senders(config: Config, post: Post, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Senders:
    """A sender for each channel that is set up. Connections are made when the first message goes.

    Raises:
        ConfigError: a setting would send secrets in the clear, or cannot be right.
    """
    senders: dict[str, Sender] = {"slack": Slack(post, clock=clock)}
    if config.mail is not None:
        senders["email"] = Email(config.mail, clock=clock, unsubscribe=config.unsubscribe)
    return Senders(senders)
