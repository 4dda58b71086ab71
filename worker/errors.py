"""The errors of the worker, by what to do about them.

DiwanError
├── ConfigError     a setting or a data file is wrong: stop the start, name file and key
├── FetchError      a feed or page could not be read: transient or not, retry_after
├── ParseError      what came is not what it should be: keep the reason on the feed
└── DeliveryError   a message was not taken: permanent or not, retry_after
"""


class DiwanError(Exception):
    """Something a person can act on; the message says what was found, where, and what was expected."""


class ConfigError(DiwanError):
    """A setting or data file is missing or wrong."""


class FetchError(DiwanError):
    """An address gave nothing to read.

    Attributes:
        url: the address, fit for logs.
        transient: trying again may help.
        retry_after: seconds the server asked for, None where it did not.
        http_status: of the last answer, None where there was none.
        blocked: refused as a robot (challenge, 401, 403).
    """

    def __init__(
        self,
        reason: str,
        *,
        url: str,
        transient: bool,
        retry_after: float | None = None,
        http_status: int | None = None,
        blocked: bool = False,
    ) -> None:
        super().__init__(reason)
        self.url = url
        self.transient = transient
        self.retry_after = retry_after
        self.http_status = http_status
        self.blocked = blocked


class ParseError(DiwanError):
    """Bytes are not the feed, page or document they should be.

    Attributes:
        reason: one sentence for the operator, saying what they are instead.
        blocked: they are a challenge or refusal page, which the same client will meet again.
    """

    def __init__(self, reason: str, *, blocked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.blocked = blocked


class DeliveryError(DiwanError):
    """A channel did not take a message.

    Attributes:
        permanent: this recipient will never take this message.
        retry_after: seconds the receiver asked for, None where it did not.
        gone: the recipient takes nothing at all any more, and is to be switched off.
    """

    def __init__(self, reason: str, *, permanent: bool, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.retry_after = retry_after
        self.gone = gone
