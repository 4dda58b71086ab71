"""The hundred other channels, through Apprise. The recipient's address is an Apprise URL (`ntfy://topic`, `matrix://...`); it is a secret.

Apprise says only yes or no, so a no is tried again until the message is given up. Its services speak HTTP by themselves: where the URL
names a host of the user's choice, that host is resolved and judged before Apprise may start, but not again when it connects
(docs/delivery.md names this gap). Services that touch this machine itself are refused.
"""

import ipaddress
import logging
import socket
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from storage.records import Delivery, Recipient
from worker.deliver.failures import Meaning, failed
from worker.deliver.sender import Receipt
from worker.net import addresses

HERE_ONLY = frozenset(
    {
        "dbus",
        "kde",
        "qt",
        "glib",
        "gnome",
        "macosx",
        "windows",
        "syslog",
        "exec",
        "file",
        "apprise",
        "apprises",
        "growl",
    }
)
BY_MAIL = frozenset(
    {"mailto", "mailtos", "sendmail"}
)  # the channel email does this with ids, threads and a table of refusals


class Apprise:
    """Sends through whatever service the address names.

    Args:
        allowed: private ranges that may be asked after all (CIDR).
        resolve: name to addresses; for tests.
    """

    def __init__(self, *, allowed: Iterable[str] = (), resolve: Callable[[str], Iterable[str]] | None = None) -> None:
        self._allowed = addresses.networks(allowed)
        self._resolve = resolve or _resolve

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Send one message. Raises DeliveryError; its text never holds the URL."""
        import apprise  # heavy: only where somebody uses it

        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it would log URLs
        scheme = recipient.address.partition("://")[0].lower()
        if scheme in HERE_ONLY or scheme in BY_MAIL:
            raise failed(Meaning.GONE, f"Apprise: the service {scheme!r} is not offered here")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # its plugins load others' libraries
                service: Any = apprise.Apprise.instantiate(recipient.address, suppress_exceptions=True)
        except Exception as error:  # a plugin's own trouble with an odd URL
            raise failed(Meaning.GONE, f"Apprise: the address cannot be read ({type(error).__name__})") from None
        if service is None:
            raise failed(Meaning.GONE, "Apprise: the address names no service that it knows")
        self._judge(service)
        message = delivery.message
        try:
            taken = service.notify(title=message.subject, body=message.text, body_format=apprise.NotifyFormat.TEXT)
        except Exception as error:
            raise failed(Meaning.AGAIN, f"Apprise: {scheme}: {type(error).__name__}") from None
        if not taken:
            raise failed(Meaning.AGAIN, f"Apprise: the service {scheme!r} did not take it")
        return Receipt()

    def _judge(self, service: Any) -> None:
        host = getattr(service, "host", None)
        if not isinstance(host, str) or not host:
            return
        try:
            numbers = [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            try:
                numbers = list(self._resolve(host))
            except OSError:
                return  # a token in the place of a host, or a name nobody knows: then nothing is connected to
        for number in numbers:
            if why := addresses.refusal(ipaddress.ip_address(number.split("%")[0]), self._allowed):
                raise failed(Meaning.GONE, f"Apprise: the address is refused: {why}")

    def close(self) -> None:
        """Nothing is kept open."""


def _resolve(host: str) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
