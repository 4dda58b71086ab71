"""Telegram: the Bot API's sendMessage. The recipient's address is a chat (`-100123`, `@channel`); the bot is DIWAN_TELEGRAM_TOKEN's.

The first message about a meeting is edited in place by later ones, which reply to it with what is new. Text is escaped for Telegram's HTML; a short mark made from the delivery's key
ends each message, so that one that came twice can be told.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from storage.records import Delivery, Message, Recipient
from worker.deliver.failures import Meaning, failed, http_meaning, json_of, retry_after
from worker.deliver.sender import Earlier, Receipt, ask, none_earlier, not_yet, refused
from worker.errors import DeliveryError
from worker.net.post import Post

API = "https://api.telegram.org"
LONGEST = 4096
_CHAT = re.compile(r"-?\d{1,20}|@\w{4,64}")
_TOKEN = re.compile(r"\d{3,20}:[\w-]{20,64}")


def text_of(message: Message, key: str) -> str:
    """Subject in bold, text, mark; at most 4,096 characters as Telegram counts them, cut at a line."""
    mark = f"\n<code>{hashlib.sha256(key.encode()).hexdigest()[:10]}</code>"
    title = f"<b>{html.escape(message.subject[:300], quote=False)}</b>"
    said = ""
    for line in message.text.strip().split("\n"):
        more = f"{said}\n{html.escape(line, quote=False)}"
        if _units(title + more + mark) > LONGEST - 2:
            return f"{title}{said}\n…{mark}"
        said = more
    return title + said + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def is_chat(address: str) -> bool:
    """Whether an address is a chat's number or a channel's name."""
    return _CHAT.fullmatch(address) is not None


class Telegram:
    """Sends through one bot. Without a token every message waits.

    Args:
        earlier: the `external_id` of the message that this recipient has in the thread of a delivery: what is edited.
        api: where the Bot API is; for tests.
    """

    def __init__(
        self,
        post: Post,
        *,
        clock: Callable[[], datetime],
        token: str = "",
        earlier: Earlier = none_earlier,
        api: str = API,
    ) -> None:
        self._post = post
        self._clock = clock
        self._token = token
        self._earlier = earlier
        self._api = api

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Send one message. Raises DeliveryError; its text never holds the token."""
        if not _TOKEN.fullmatch(self._token):
            raise failed(Meaning.AGAIN, "Telegram: DIWAN_TELEGRAM_TOKEN is not set, or is no token", after=300)
        if not is_chat(recipient.address):
            raise failed(Meaning.GONE, "Telegram: the address is no chat; expected a number or @name")
        body: dict[str, object] = {
            "chat_id": recipient.address,
            "text": text_of(delivery.message, delivery.key),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        first = self._earlier(delivery) if delivery.message.thread else None
        if not first or not first.isdigit():
            if delivery.message.quiet:
                raise not_yet()
            return Receipt(external_id=self._call("sendMessage", body))
        try:
            self._call("editMessageText", body | {"message_id": int(first)})
        except DeliveryError as error:
            if not error.permanent or error.gone:
                raise  # one that cannot be edited, or says the same already, is followed all the same
        if not delivery.message.quiet:
            said = Message(subject=delivery.message.change, text="") if delivery.message.change else delivery.message
            reply = {"message_id": int(first), "allow_sending_without_reply": True}
            self._call("sendMessage", body | {"text": text_of(said, delivery.key), "reply_parameters": reply})
        return Receipt(external_id=first)

    def _call(self, method: str, body: Mapping[str, object]) -> str | None:
        """The id of the message that was sent or changed."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        url = f"{self._api}/bot{self._token}/{method}"
        answer = ask(self._post, "Telegram", url, raw, {"Content-Type": "application/json"})
        found = json_of(answer.body)
        result = found.get("result")
        if answer.status == 200 and found.get("ok") is True and isinstance(result, dict):
            return str(result.get("message_id", "")) or None
        if "description" in found:
            said = str(found["description"])
            parameters = found.get("parameters")
            asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
            after = float(asked) if isinstance(asked, int | float) else retry_after(answer.headers, self._clock())
            raise failed(http_meaning("telegram", answer.status, said), f"Telegram: {said[:120]}", after=after)
        raise refused("telegram", "Telegram", answer, self._clock())

    def close(self) -> None:
        """Nothing is kept open."""
