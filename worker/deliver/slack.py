"""Slack: incoming webhooks and bot tokens, in Block Kit.

A recipient's address is a webhook URL, or a channel (`C0123...`, `#diplomacy`) to which the bot of DIWAN_SLACK_TOKEN posts. The bot keeps
one living message for each meeting: later messages of the same thread update it in place, and say what is new below it. A webhook cannot
do that, so it gets a follow-up.

Whoever renders blocks escapes `& < >` in what comes from outside; this file guards what leaves all the same: no mention of a channel or
person, no link but http(s), no text longer than Slack takes. The delivery's key travels as the id of the first block, so that a message
that came twice can be told.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from storage.records import Delivery, Message, Recipient
from worker.deliver.failures import Meaning, failed, http_meaning, json_of, retry_after
from worker.deliver.sender import Earlier, Receipt, ask, none_earlier, not_yet, refused
from worker.errors import DeliveryError
from worker.net.post import Answer, Post

API = "https://slack.com/api/"
LONGEST_TEXT = 2900
LONGEST_HEADER = 150
LONGEST_BLOCK_ID = 255
MOST_BLOCKS = 50
_ANGLED = re.compile(r"<(?!https?://)([^<>]*)>")
_CUT_TAIL = re.compile(r"(<[^>]*|&[a-z]{0,4})$")
_CHANNEL = re.compile(r"[CGDU][A-Z0-9]{6,20}|#[\w.-]{1,80}")


def escape(text: str) -> str:
    """Text as Slack shows it literally."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int = LONGEST_TEXT) -> str:
    """At most `limit` characters, never in the middle of a link or an entity."""
    if len(text) <= limit:
        return text
    return _CUT_TAIL.sub("", text[: limit - 1]).rstrip() + "…"


def payload(message: Message, key: str) -> dict[str, Any]:
    """What is posted: the blocks as they were rendered, guarded; made from subject and text where there are none."""
    blocks = guard(message.blocks or _plain_blocks(message))
    if blocks and isinstance(blocks[0], dict):
        blocks[0].setdefault("block_id", key[:LONGEST_BLOCK_ID])
    return {"text": cut(escape(message.subject)), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def guard(blocks: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The blocks, no more than Slack takes, with every text cut and every mention and odd link made literal."""
    return [_guarded(block) for block in blocks[:MOST_BLOCKS]]


def _guarded(value: Any) -> Any:
    if isinstance(value, Mapping):
        done = {key: _guarded(one) for key, one in value.items() if not _is_bad_link(key, one)}
        text = done.get("text")
        if isinstance(text, str):
            done["text"] = cut(_ANGLED.sub(r"&lt;\1&gt;", text) if done.get("type") == "mrkdwn" else text)
        if done.get("type") == "header" and isinstance(text, dict):
            done["text"] = {**text, "text": text["text"][:LONGEST_HEADER]}
        return done
    if isinstance(value, list | tuple):
        return [_guarded(one) for one in value]
    return value


def _is_bad_link(key: str, value: Any) -> bool:
    return key in ("url", "image_url") and not str(value).startswith(("https://", "http://"))


def _plain_blocks(message: Message) -> list[dict[str, Any]]:
    title = message.subject[:LONGEST_HEADER] or "Diwan"
    blocks: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}]
    text = escape(message.text.strip())
    while text and len(blocks) < MOST_BLOCKS:
        part = text if len(text) <= LONGEST_TEXT else _whole_lines(text)
        blocks.append(_section(part, escaped=True))
        text = text[len(part) :].lstrip("\n")
    return blocks


def _section(text: str, *, escaped: bool = False) -> dict[str, Any]:
    said = text if escaped else escape(text)
    return {"type": "section", "text": {"type": "mrkdwn", "text": said, "verbatim": True}}


def _whole_lines(text: str) -> str:
    head = text[:LONGEST_TEXT]
    lines, newline, _ = head.rpartition("\n")
    return lines if newline and lines.strip() else _CUT_TAIL.sub("", head)


def is_channel(address: str) -> bool:
    """Whether an address is a channel or person, to which a bot posts, and not a webhook."""
    return _CHANNEL.fullmatch(address) is not None


class Slack:
    """Sends to webhooks, and with a token to channels.

    Args:
        token: the bot's; empty: only webhooks.
        earlier: the `external_id` of the message that this recipient has in the thread of a delivery: what is edited.
        api: where the Web API is; for tests.
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
        """Send one message. Raises DeliveryError; its text never holds webhook URL or token, which are secrets."""
        if is_channel(recipient.address):
            return self._by_bot(delivery, recipient)
        body = json.dumps(payload(delivery.message, delivery.key), ensure_ascii=False).encode()
        answer = ask(self._post, "Slack", recipient.address, body, {"Content-Type": "application/json; charset=utf-8"})
        if answer.status == 200 and answer.text.strip() == "ok":
            return Receipt()
        raise refused("slack", "Slack", answer, self._clock())

    def _by_bot(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        if not self._token:
            raise failed(Meaning.AGAIN, "Slack: a channel needs DIWAN_SLACK_TOKEN, which is not set", after=300)
        first = self._earlier(delivery) if delivery.message.thread else None
        channel, _, at = (first or "").partition("/")
        if at:
            return self._live_on(delivery, channel, at)
        if delivery.message.quiet:
            raise not_yet()
        return self._say(delivery, recipient.address)

    def _live_on(self, delivery: Delivery, channel: str, at: str) -> Receipt:
        """Update the living message of the thread in place, and say below it what is new."""
        message, receipt = delivery.message, Receipt(external_id=f"{channel}/{at}")
        try:
            self._call("chat.update", {"channel": channel, "ts": at, **payload(message, delivery.key)})
        except DeliveryError as error:
            if not error.permanent or error.gone:
                raise
            if message.quiet:
                return receipt
            return self._say(delivery, channel)  # the first message was deleted, or is too old to change
        if not message.quiet:
            self._say(delivery, channel, below=at)
        return receipt

    def _say(self, delivery: Delivery, channel: str, *, below: str | None = None) -> Receipt:
        message = delivery.message
        if below and message.change:
            message = Message(subject=message.change, text="", blocks=(_section(message.change),))
        marked = {"event_type": "diwan_delivery", "event_payload": {"key": delivery.key}}
        body = {"channel": channel, **payload(message, delivery.key), "metadata": marked}
        answered = self._call("chat.postMessage", body | ({"thread_ts": below} if below else {}))
        return Receipt(external_id=f"{answered.get('channel', channel)}/{answered.get('ts', '')}")

    def _call(self, method: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {self._token}"}
        raw = json.dumps(body, ensure_ascii=False).encode()
        answer = ask(self._post, "Slack", self._api + method, raw, headers)
        found = json_of(answer.body)
        if answer.status == 200 and found.get("ok") is True:
            return found
        if answer.status == 200 and "error" in found:
            raise self._refusal(answer, str(found["error"]))
        raise refused("slack", "Slack", answer, self._clock())

    def _refusal(self, answer: Answer, word: str) -> DeliveryError:
        meaning = http_meaning("slack", 200, word)
        return failed(meaning, f"Slack: {word[:80]}", after=retry_after(answer.headers, self._clock()))

    def close(self) -> None:
        """Nothing is kept open."""
