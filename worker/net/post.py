"""One small HTTP POST for the channels, under the address rules of the fetcher.

No redirect is followed, no proxy is taken from the environment, and no socket is opened to an address outside the public internet unless
its range is allowed: a webhook URL is typed by a user and must not reach what the user may not reach. The answer is cut at 64 kB.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pycurl

from worker.net import addresses
from worker.net.addresses import Network, Refused
from worker.net.handle import Guard, new_handle

DEADLINE = 15.0
MOST_READ = 64 * 1024
_NOT_SENT = frozenset(
    {
        pycurl.E_COULDNT_RESOLVE_HOST,
        pycurl.E_COULDNT_CONNECT,
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_PEER_FAILED_VERIFICATION,
    }
)
_REASONS = {
    pycurl.E_COULDNT_RESOLVE_HOST: "the name of the host is not known",
    pycurl.E_COULDNT_CONNECT: "no connection",
    pycurl.E_OPERATION_TIMEDOUT: "no answer in time",
    pycurl.E_SSL_CONNECT_ERROR: "the TLS handshake failed",
    pycurl.E_PEER_FAILED_VERIFICATION: "the certificate is not valid for this host",
    pycurl.E_GOT_NOTHING: "the connection was closed without an answer",
    pycurl.E_RECV_ERROR: "the connection was cut",
    pycurl.E_SEND_ERROR: "the connection was cut",
    pycurl.E_PARTIAL_FILE: "the answer was cut short",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the receiver said. Header names are lower case; the body is cut at 64 kB."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class Unanswered(Exception):
    """No answer came. The message names no URL: it may be a secret.

    Attributes:
        refused: the address must not be asked at all.
        sent: the receiver may have taken it all the same.
    """

    def __init__(self, reason: str, *, refused: bool = False, sent: bool = False) -> None:
        super().__init__(reason)
        self.refused = refused
        self.sent = sent


Post = Callable[[str, bytes, Mapping[str, str]], Answer]  # URL, body, headers; raises Unanswered


class Poster:
    """A `Post` that keeps connections open between calls. Not for two threads at once.

    Args:
        agent: the User-Agent.
        allowed: private ranges that may be asked after all (CIDR).
        deadline: seconds from call to answer.
    """

    def __init__(self, *, agent: str, allowed: Iterable[str] = (), deadline: float = DEADLINE) -> None:
        self._allowed: tuple[Network, ...] = addresses.networks(allowed)
        self._guard = Guard(self._allowed)
        easy = self._easy = new_handle(agent, self._guard)
        easy.setopt(pycurl.CONNECTTIMEOUT_MS, int(min(deadline, 8.0) * 1000))
        easy.setopt(pycurl.TIMEOUT_MS, int(deadline * 1000))

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """POST a body and return the answer, whatever its status.

        Raises:
            Unanswered: the address is refused, or no whole answer came in time.
        """
        try:
            target = addresses.target(url, allowed=self._allowed)
        except Refused as error:
            raise Unanswered(f"the address is refused: {error}", refused=True) from None
        lines: list[bytes] = []
        chunks: list[bytes] = []
        size = 0

        def take(chunk: bytes) -> None:
            nonlocal size
            if size < MOST_READ:
                chunks.append(chunk[: MOST_READ - size])
            size += len(chunk)

        easy, self._guard.refused = self._easy, ""
        easy.setopt(pycurl.URL, target.url)
        easy.setopt(pycurl.POST, 1)
        easy.setopt(pycurl.POSTFIELDSIZE, len(body))
        easy.setopt(pycurl.COPYPOSTFIELDS, body)
        easy.setopt(pycurl.HTTPHEADER, [_line(name, value) for name, value in {**headers, "Expect": ""}.items()])
        easy.setopt(pycurl.HEADERFUNCTION, lines.append)
        easy.setopt(pycurl.WRITEFUNCTION, take)
        try:
            easy.perform()
        except pycurl.error as error:
            if self._guard.refused:
                raise Unanswered(f"the address is refused: {self._guard.refused}", refused=True) from None
            code = error.args[0]
            reason = _REASONS.get(code, f"transfer failed (libcurl {code})")
            raise Unanswered(reason, sent=code not in _NOT_SENT) from None
        return Answer(status=easy.getinfo(pycurl.RESPONSE_CODE), headers=_headers(lines), body=b"".join(chunks))

    def close(self) -> None:
        self._easy.close()


def _line(name: str, value: str) -> bytes:
    clean = "".join(char for char in value if char.isprintable())
    return f"{name}: {clean}".encode("latin-1", "ignore")


def _headers(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if line.startswith(b"HTTP/"):
            found = {}  # a 100 came before
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            found[name.strip().lower()] = value.strip()
    return found
