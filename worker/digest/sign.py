"""Signed links: what a reader may do with one click from a message, and until when. Pure.

A token says what may be done (`purpose`), to what (`fields`), and until when; its signature is HMAC-SHA256 with a key of that purpose,
made from the house's secret. Nothing needs to be stored, and a token of one purpose is worth nothing for another. Programs that look
through mails open links by themselves, so the door behind a link shows a button and acts on the POST only.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from storage.records import Recipient, Watch

ANSWER, MUTE, UNSUBSCRIBE, WATCH = "answer", "mute", "unsubscribe", "watch"
ANSWERS = ("yes", "no", "same", "not_same")
KEPT = {
    ANSWER: timedelta(days=30),
    MUTE: timedelta(days=90),
    UNSUBSCRIBE: timedelta(days=3650),
    WATCH: timedelta(days=3650),
}
_SIGNATURE = 20  # bytes


class BadToken(ValueError):
    """The token was not made here for this purpose, or its time has passed; the message is fit for the reader."""


class ExpiredToken(BadToken):
    """It was good once."""


def sign(secret_key: str, purpose: str, fields: Mapping[str, str], *, expires_at: datetime) -> str:
    """A token, fit for a URL as it stands."""
    said = {"e": int(expires_at.timestamp()), "f": dict(sorted(fields.items()))}
    payload = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
    return f"{_coded(payload)}.{_coded(_signed(secret_key, purpose, payload))}"


def verify(secret_key: str, purpose: str, token: str, *, now: datetime) -> dict[str, str]:
    """The fields of a token. Raises BadToken."""
    body, _, signature = token.partition(".")
    try:
        payload, given = _decoded(body), _decoded(signature)
    except ValueError:
        raise BadToken("this link is not whole") from None
    if not hmac.compare_digest(given, _signed(secret_key, purpose, payload)):
        raise BadToken("this link was not made here")
    said = json.loads(payload)
    if now.timestamp() > said["e"]:
        until = datetime.fromtimestamp(said["e"], tz=UTC)
        raise ExpiredToken(f"this link was good until {until:%Y-%m-%d}")
    return {str(key): str(value) for key, value in said["f"].items()}


def _signed(secret_key: str, purpose: str, payload: bytes) -> bytes:
    key = hmac.new(secret_key.encode(), f"diwan link {purpose}".encode(), hashlib.sha256).digest()
    return hmac.new(key, payload, hashlib.sha256).digest()[:_SIGNATURE]


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    if not text.isascii():
        raise ValueError("not ASCII")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def mark_of(recipient: Recipient) -> str:
    """Of an address, without telling it: the id of a row that was removed may be another's by now."""
    return hashlib.sha256(f"{recipient.channel} {recipient.address}".encode()).hexdigest()[:16]


class SignedLinks:
    """Where messages lead: pages of the public address, and signed links where there is a secret key too.

    Args:
        public_url: empty: there is nowhere to lead to, and every link is None.
        secret_key: empty: only links to pages.
    """

    def __init__(self, public_url: str, secret_key: str, *, now: datetime) -> None:
        self._base = public_url.rstrip("/")
        self._secret_key = secret_key
        self._now = now

    def meeting(self, meeting_key: str) -> str | None:
        """The page of a meeting."""
        return f"{self._base}/meetings/{quote(meeting_key, safe='')}" if self._base else None

    def answer(self, *, meeting_key: str, answer: str, subscriber_key: str, other_key: str = "") -> str | None:
        """One click: `yes` or `no` to "is this a meeting", `same` or `not_same` to "are these two one"."""
        fields = {"meeting": meeting_key, "answer": answer, "by": subscriber_key}
        return self._link(ANSWER, fields | ({"other": other_key} if other_key else {}))

    def mute(self, *, watch_key: str, meeting_key: str, recipient_id: int) -> str | None:
        """One click: nothing more about this meeting from this watch."""
        return self._link(MUTE, {"watch": watch_key, "meeting": meeting_key, "recipient": str(recipient_id)})

    def unsubscribe(self, recipient: Recipient) -> str | None:
        """One click: nothing more to this address."""
        return self._link(UNSUBSCRIBE, {"recipient": str(recipient.id), "to": mark_of(recipient)})

    def watch(self, watch: Watch, form: str) -> str | None:
        """The feed or calendar of a watch, for who has the address: `form` is `calendar.ics`, `atom.xml` or `rss.xml`. It dies with the watch:
        one that is removed and made again has another."""
        link = self._link(WATCH, {"watch": watch.key, "since": watch.created_at.isoformat()})
        return f"{link}/{form}" if link else None

    def _link(self, purpose: str, fields: Mapping[str, str]) -> str | None:
        if not self._base or not self._secret_key:
            return None
        token = sign(self._secret_key, purpose, fields, expires_at=self._now + KEPT[purpose])
        return f"{self._base}/{purpose}/{token}"
