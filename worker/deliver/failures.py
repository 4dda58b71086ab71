"""What each failure of each channel means: one table, read by all senders.

A failure is one of three things. AGAIN: try later, the same message under the same id. DROP: this message will never be taken, others may.
GONE: the recipient will never take anything; it is to be switched off. Sources: RFC 5321 section 4.2 and 4.5.4, RFC 3463; docs.slack.dev
(incoming webhooks, chat.postMessage, rate limits); core.telegram.org/bots/api; Microsoft's page on incoming webhooks.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from worker.errors import DeliveryError


class Meaning(StrEnum):
    AGAIN = "again"
    DROP = "drop"
    GONE = "gone"


A, D, G = Meaning.AGAIN, Meaning.DROP, Meaning.GONE

# HTTP status by channel; what is not named falls to "*", then to the class of the status
HTTP: Mapping[str, Mapping[int, Meaning]] = {
    "*": {301: D, 302: D, 307: D, 308: D, 400: D, 401: D, 403: D, 404: D, 408: A, 409: A, 410: G, 413: D, 421: A, 423: A, 425: A, 429: A},
    "slack": {400: D, 403: G, 404: G, 410: G},  # 404 no_service / channel_not_found, 403 action_prohibited, 410 channel_is_archived
    "teams": {400: D, 401: G, 403: G, 404: G, 410: G},
    "telegram": {400: D, 401: G, 403: G, 404: G},  # 403: the bot was blocked; 401 and 404: the token is not valid
    "webhook": {},
}  # fmt: skip

# words in a body that say more than the status
WORDS: Mapping[str, Mapping[str, Meaning]] = {
    "slack": {
        "no_service": G, "no_team": G, "team_disabled": G, "channel_not_found": G, "channel_is_archived": G, "is_archived": G,
        "action_prohibited": G, "posting_to_general_channel_denied": G, "user_not_found": G, "not_in_channel": G, "account_inactive": G,
        "invalid_auth": A, "not_authed": A, "token_revoked": A, "token_expired": A, "missing_scope": A,  # ours to mend, not the recipient's
        "invalid_payload": D, "invalid_blocks": D, "invalid_blocks_format": D, "no_text": D, "msg_too_long": D, "too_many_attachments": D,
        "message_not_found": D, "cant_update_message": D, "edit_window_closed": D,
        "ratelimited": A, "rate_limited": A, "rollup_error": A, "internal_error": A, "fatal_error": A, "service_unavailable": A,
        "request_timeout": A,
    },
    "telegram": {
        "chat not found": G, "bot was blocked": G, "user is deactivated": G, "bot was kicked": G, "group chat was upgraded": G,
        "message is too long": D, "can't parse entities": D, "message is not modified": D, "too many requests": A,
    },
    "teams": {"webhook bad request": D, "http error 429": A},
}  # fmt: skip

# SMTP: stage -> code -> meaning; 4xx not named is AGAIN, 5xx not named stands under 500
SMTP: Mapping[str, Mapping[int, Meaning]] = {
    "connect": {500: A, 554: A, 521: A},  # the server turned us away, not the message
    "tls": {500: A},
    "login": {500: A, 535: A, 534: A},  # ours to mend, not the recipient's
    "sender": {500: D, 530: A, 552: A},
    "recipient": {500: D, 552: A, 530: A},  # 552 at this stage: the box is full (RFC 5321 4.5.3.1.10)
    "data": {500: D, 552: D, 554: D},
}  # fmt: skip
NO_SUCH_BOX = (
    "5.1.1",
    "5.1.2",
    "5.1.3",
    "5.1.6",
    "5.1.10",
    "5.2.1",
    "user unknown",
    "unknown user",
    "no such user",
    "does not exist",
)

LONGEST_RETRY_AFTER = 86_400.0


def http_meaning(channel: str, status: int, body: str = "") -> Meaning:
    """What an answer that is no success means. 5xx and unknown are AGAIN."""
    said = body[:2000].lower()
    for word, meaning in WORDS.get(channel, {}).items():
        if word in said:
            return meaning
    for table in (HTTP.get(channel, {}), HTTP["*"]):
        if status in table:
            return table[status]
    return D if 300 <= status < 500 else A


def smtp_meaning(stage: str, code: int, said: str = "") -> Meaning:
    """What an SMTP answer means at a stage: connect, tls, login, sender, recipient, data. 4xx is AGAIN everywhere."""
    if code < 500:
        return A
    if stage == "recipient" and any(words in said.lower() for words in NO_SUCH_BOX):
        return G  # a bare 550 may be about us: a block list, a rate
    return SMTP[stage].get(code, SMTP[stage][500])


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None where there is none that can be read."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return min(max(float(value), 0.0), LONGEST_RETRY_AFTER)
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)


class Unreachable(DeliveryError):
    """The other side could not be spoken to at all: what waits for the same one will fare no better now."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=False)


def json_of(body: bytes) -> dict[str, Any]:
    """A JSON object; empty where the body is none."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def failed(meaning: Meaning, reason: str, *, after: float | None = None) -> DeliveryError:
    """The error for a failure. `reason` must hold no secret."""
    return DeliveryError(reason, permanent=meaning is not A, retry_after=after, gone=meaning is G)
