"""What stops the reading of a document."""


class ParseError(Exception):
    """The bytes are no feed. The message is one sentence for the operator and says what they are instead.

    `blocked`: they are a challenge or refusal page, which another attempt with the same client will meet again.
    """

    def __init__(self, reason: str, *, blocked: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.blocked = blocked
