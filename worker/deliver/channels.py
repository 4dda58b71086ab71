"""The channels: which there are, and the senders of all of them for one batch."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from storage.records import Delivery, Recipient
from worker.deliver.apprise import Apprise
from worker.deliver.email import Email, Mail, is_mail_address
from worker.deliver.failures import Unreachable
from worker.deliver.sender import Earlier, Receipt, Sender, none_earlier
from worker.deliver.slack import Slack, is_channel
from worker.deliver.teams import Teams
from worker.deliver.telegram import Telegram, is_chat
from worker.deliver.webhook import Webhook
from worker.net.post import Post

CHANNELS = ("email", "slack", "teams", "telegram", "webhook", "apprise")
_WEB = frozenset({"http", "https"})
MOST_UNREACHED = 2  # then the rest of the batch for the same host is not tried: each attempt may take its whole time


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the channels need to know. Tokens and keys never show.

    Attributes:
        mail: the mail server; None: no mail is sent, and what waits for one goes on waiting.
        slack_token, telegram_token: the bots'; empty: none.
        secret_key: the house's, from which webhooks are signed.
        allowed: private ranges that may be asked after all (CIDR).
        unsubscribe: the one-click link that ends messages to a recipient; None where there is none.
        earlier: the external id of the first message that went to a delivery's recipient in its thread, None where none did.
    """

    mail: Mail | None = None
    slack_token: str = field(default="", repr=False)
    telegram_token: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    allowed: tuple[str, ...] = ()
    unsubscribe: Callable[[Recipient], str | None] = field(default=lambda _: None)
    earlier: Earlier = none_earlier


def fault(channel: str, address: str) -> str:
    """What is wrong with an address, as far as can be said without asking anybody; empty where nothing is. Never holds the address: it may be
    a secret."""
    if channel not in CHANNELS:
        return f"channel is {channel!r}, expected one of {', '.join(CHANNELS)}"
    expected = {
        "email": "name@host",
        "slack": "an incoming webhook URL, or a channel such as #diplomacy",
        "telegram": "a chat number, or @channel",
        "apprise": "an Apprise URL",
    }.get(channel, "a URL, https://host/...")
    return "" if _is_fine(channel, address) else f"this is no address for {channel}, expected {expected}"


def _is_fine(channel: str, address: str) -> bool:
    if channel == "email":
        return is_mail_address(address)
    if channel == "telegram":
        return is_chat(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if channel == "apprise":
        return bool(parts.scheme)
    return (parts.scheme in _WEB and bool(parts.hostname)) or (channel == "slack" and is_channel(address))


def lacks(recipient: Recipient, *, smtp_host: str, slack_token: str, telegram_token: str, secret_key: str) -> str:
    """The setting without which nothing can reach a recipient; empty where there is all."""
    match recipient.channel:
        case "email" if not smtp_host:
            return "DIWAN_SMTP_HOST"
        case "slack" if not slack_token and is_channel(recipient.address):
            return "DIWAN_SLACK_TOKEN"
        case "telegram" if not telegram_token:
            return "DIWAN_TELEGRAM_TOKEN"
        case "webhook" if not secret_key:
            return "DIWAN_SECRET_KEY"
    return ""


class Senders(Mapping[str, Sender]):
    """Senders by channel, open for one batch of messages. Leave the context, and what they keep open is closed."""

    def __init__(self, senders: Mapping[str, Sender]) -> None:
        self._senders = {channel: _Sparing(channel, sender) for channel, sender in senders.items()}

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


class _Sparing:
    """A sender that gives up on a host for the rest of the batch once it could not be reached twice: one dead server must not make the
    messages to others late, nor let the batch's lease run out."""

    def __init__(self, channel: str, sender: Sender) -> None:
        self._channel = channel
        self._sender = sender
        self._unreached: Counter[str] = Counter()

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        if delivery.message.quiet and not recipient.can_edit:
            return Receipt()
        host = self._host(recipient)
        if self._unreached[host] >= MOST_UNREACHED:
            raise Unreachable(f"{self._channel}: not tried, the same server could not be reached a moment ago")
        try:
            receipt = self._sender.send(delivery, recipient)
        except Unreachable:
            self._unreached[host] += 1
            raise
        self._unreached[host] = 0
        return receipt

    def _host(self, recipient: Recipient) -> str:
        if self._channel in ("email", "telegram"):
            return ""
        try:
            return urlsplit(recipient.address).netloc
        except ValueError:
            return ""

    def close(self) -> None:
        self._sender.close()


def open_senders(config: Config, post: Post, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Senders:
    """A sender for each channel that is set up. Connections are made when the first message goes.

    Raises:
        ConfigError: a setting would send secrets in the clear, or cannot be right.
    """
    senders: dict[str, Sender] = {
        "slack": Slack(post, clock=clock, token=config.slack_token, earlier=config.earlier),
        "teams": Teams(post, clock=clock),
        "telegram": Telegram(post, clock=clock, token=config.telegram_token, earlier=config.earlier),
        "webhook": Webhook(post, clock=clock, secret_key=config.secret_key),
        "apprise": Apprise(allowed=config.allowed),
    }
    if config.mail is not None:
        senders["email"] = Email(config.mail, clock=clock, unsubscribe=config.unsubscribe)
    return Senders(senders)
