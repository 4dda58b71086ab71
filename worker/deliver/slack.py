"""Slack: incoming webhooks, in Block Kit.

Whoever renders blocks escapes `& < >` in what comes from outside; this file guards what leaves all the same: no mention of a channel or
person, no link but http(s), no text longer than Slack takes.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from storage.records import Delivery, Message, Recipient
from worker.deliver.failures import Meaning, failed, http_meaning, retry_after
from worker.deliver.sender import Receipt
from worker.errors import DeliveryError
from worker.net.post import Answer, Post, Unanswered

LONGEST_TEXT = 2900
LONGEST_HEADER = 150
MOST_BLOCKS = 50
HOOK = "https://hooks.slack.com/"
_ANGLED = re.compile(r"<(?!https?://)([^<>]*)>")
_CUT_TAIL = re.compile(r"(<[^>]*|&[a-z]{0,4})$")


def escape(text: str) -> str:
    """Text as Slack shows it literally."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int = LONGEST_TEXT) -> str:
    """At most `limit` characters, never in the middle of a link or an entity."""
    if len(text) <= limit:
        return text
    return _CUT_TAIL.sub("", text[: limit - 1]).rstrip() + "…"


def payload(message: Message) -> dict[str, Any]:
    """What is posted: the blocks as they were rendered, guarded; made from subject and text where there are none."""
    blocks = message.blocks or _plain_blocks(message)
    return {"text": cut(escape(message.subject)), "blocks": guard(blocks), "unfurl_links": False, "unfurl_media": False}


def guard(blocks: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The blocks, no more than Slack takes, with every text cut and every mention and odd link made literal."""
    return [_guarded(block) for block in blocks[:MOST_BLOCKS]]


def _guarded(value: Any) -> Any:
    if isinstance(value, Mapping):
        done = {key: _guarded(one) for key, one in value.items() if not _is_bad_link(key, one)}
        text = done.get("text")
        if isinstance(text, str):
            if done.get("type") == "mrkdwn":
                done["text"] = cut(_ANGLED.sub(r"&lt;\1&gt;", text))
            else:
                done["text"] = cut(text)
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
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": part, "verbatim": True}})
        text = text[len(part) :].lstrip("\n")
    return blocks


def _whole_lines(text: str) -> str:
    head = text[:LONGEST_TEXT]
    lines, newline, _ = head.rpartition("\n")
    return lines if newline and lines.strip() else _CUT_TAIL.sub("", head)


class Slack:
    """Posts to the webhook that is the recipient's address."""

    def __init__(self, post: Post, *, clock: Callable[[], datetime]) -> None:
        self._post = post
        self._clock = clock

    def send(self, delivery: Delivery, recipient: Recipient) -> Receipt:
        """Post one message. Raises DeliveryError; its text never holds the URL, which is a secret."""
        body = json.dumps(payload(delivery.message), ensure_ascii=False).encode()
        answer = ask(self._post, "Slack", recipient.address, body, {"Content-Type": "application/json; charset=utf-8"})
        if answer.status == 200 and answer.text.strip() == "ok":
            return Receipt()
        raise refused("slack", "Slack", answer, self._clock())

    def close(self) -> None:
        """Nothing is kept open."""


def ask(post: Post, name: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post, with no answer turned into a DeliveryError."""
    try:
        return post(url, body, headers)
    except Unanswered as error:
        raise failed(Meaning.GONE if error.refused else Meaning.AGAIN, f"{name}: {error}") from None


def refused(channel: str, name: str, answer: Answer, now: datetime) -> DeliveryError:
    """The error for an answer that is no success."""
    said = " ".join(answer.text.split())[:120]
    if said.startswith("<") or not said.isprintable():
        said = "a page of HTML" if said.startswith("<") else ""
    meaning = http_meaning(channel, answer.status, answer.text)
    if 200 <= answer.status < 300:
        meaning = Meaning.AGAIN if meaning is Meaning.AGAIN or said == "a page of HTML" else meaning
    reason = f"{name} answered {answer.status}" + (f": {said}" if said else "")
    return failed(meaning, reason, after=retry_after(answer.headers, now))
