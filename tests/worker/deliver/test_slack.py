"""Slack: what is posted, what cannot be slipped into it, and what each answer means."""

import json
from collections.abc import Iterator

import pytest

from tests.worker.deliver.builders import a_delivery, a_message, a_recipient, clock
from tests.worker.deliver.hook import Hook
from worker.deliver.slack import Slack, cut, guard, payload
from worker.errors import DeliveryError
from worker.net.post import Poster


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as opened:
        yield opened


def slack(*, allowed: tuple[str, ...] = ("127.0.0.0/8",)) -> Slack:
    return Slack(Poster(agent="Diwan/0", allowed=allowed), clock=clock)


def test_a_message_without_blocks_is_posted_as_header_and_text(hook: Hook) -> None:
    slack().send(a_delivery(channel="slack"), a_recipient(f"{hook.url}/services/T/B/secret", "slack"))
    (body,) = hook.bodies
    assert body["text"] == "Barzani met Macron in Paris"
    assert [block["type"] for block in body["blocks"]] == ["header", "section"]


def test_mentions_and_odd_links_are_literal_text() -> None:
    sent = payload(a_message(subject="<!channel> & <http://evil|bank>", text="<!here> <javascript:x|y> *a* `b`"))
    header, section = sent["blocks"]
    assert header["text"]["type"] == "plain_text"  # which Slack does not read as markup
    said = json.dumps([sent["text"], section])
    assert "<!" not in said
    assert "<javascript" not in said
    assert "<http://evil" not in said
    block = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "<!channel> <@U1> <https://ok.example|ok> <file:///x|y>"},
    }
    (guarded,) = guard([block])
    assert guarded["text"]["text"] == "&lt;!channel&gt; &lt;@U1&gt; <https://ok.example|ok> &lt;file:///x|y&gt;"
    button = {"type": "actions", "elements": [{"type": "button", "url": "javascript:alert(1)"}]}
    assert "url" not in guard([button])[0]["elements"][0]


def test_long_text_is_parted_or_cut_as_slack_takes_it() -> None:
    sent = payload(a_message(text="\n".join("line & more" for _ in range(1000))))
    assert all(len(block["text"]["text"]) <= 2900 for block in sent["blocks"])
    assert sum(block["text"]["text"].count("line &amp; more") for block in sent["blocks"]) == 1000
    assert cut("a" * 10 + "<https://x.example|y>", 20) == "a" * 10 + "…"
    assert cut("abc&amp;def", 6) == "abc…"


def test_a_webhook_on_a_private_address_is_not_asked_unless_allowed(hook: Hook) -> None:
    with pytest.raises(DeliveryError, match="refused") as caught:
        slack(allowed=()).send(a_delivery(), a_recipient(f"{hook.url}/services/T/B/secret", "slack"))
    assert caught.value.permanent
    assert hook.bodies == []
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body", "headers", "permanent", "gone", "after"),
    [
        (429, "rate_limited", {"Retry-After": "30"}, False, False, 30.0),
        (500, "<html>oops</html>", {}, False, False, None),
        (200, "<html>portal</html>", {}, False, False, None),
        (404, "no_service", {}, True, True, None),
        (410, "channel_is_archived", {}, True, True, None),
        (403, "action_prohibited", {}, True, True, None),
        (400, "invalid_blocks", {}, True, False, None),
        (302, "", {"Location": "http://127.0.0.1/"}, True, False, None),
    ],
)
def test_what_slack_answers_decides_whether_it_is_tried_again(
    hook: Hook, status: int, body: str, headers: dict[str, str], permanent: bool, gone: bool, after: float | None
) -> None:
    hook.answers.append((status, body, headers))
    with pytest.raises(DeliveryError) as caught:
        slack().send(a_delivery(), a_recipient(f"{hook.url}/services/T/B/secret", "slack"))
    error = caught.value
    assert (error.permanent, error.gone, error.retry_after) == (permanent, gone, after)
    assert "secret" not in str(error)
    assert len(hook.bodies) == 1


def test_a_cut_connection_is_tried_again(hook: Hook) -> None:
    hook.answers.append((0, "", {}))
    with pytest.raises(DeliveryError) as caught:
        slack().send(a_delivery(), a_recipient(f"{hook.url}/services/T/B/secret", "slack"))
    assert not caught.value.permanent
