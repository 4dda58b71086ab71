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
    assert body["blocks"][0]["block_id"] == "alert-1-m-abc-held-7"


def test_mentions_and_odd_links_are_literal_text() -> None:
    sent = payload(a_message(subject="<!channel> & <http://evil|bank>", text="<!here> <javascript:x|y> *a* `b`"), "k")
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
    sent = payload(a_message(text="\n".join("line & more" for _ in range(1000))), "k")
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


def bot(hook: Hook, earlier: str | None = None) -> Slack:
    poster = Poster(agent="Diwan/0", allowed=("127.0.0.0/8",))
    return Slack(poster, clock=clock, token="xoxb-secret", earlier=lambda _: earlier, api=f"{hook.url}/api/")


POSTED = (200, '{"ok": true, "channel": "C0123456", "ts": "17.5"}', {})


def test_a_bot_posts_to_a_channel_and_keeps_the_name_of_the_message(hook: Hook) -> None:
    hook.answers.append(POSTED)
    receipt = bot(hook).send(a_delivery(channel="slack", thread="m-abc"), a_recipient("#diplomacy", "slack"))
    assert receipt.external_id == "C0123456/17.5"
    assert hook.paths == ["/api/chat.postMessage"]
    assert hook.headers[0]["authorization"] == "Bearer xoxb-secret"
    assert hook.bodies[0]["metadata"]["event_payload"] == {"key": "alert-1-m-abc-held-7"}


def test_a_later_message_about_the_meeting_updates_the_first_and_says_what_is_new_below(hook: Hook) -> None:
    hook.answers += [(200, '{"ok": true}', {}), (200, '{"ok": true, "channel": "C0123456", "ts": "18.1"}', {})]
    sender = bot(hook, earlier="C0123456/17.5")
    news = a_delivery(channel="slack", thread="m-abc", change="Changed: <city>")
    receipt = sender.send(news, a_recipient("#diplomacy", "slack"))
    assert hook.paths == ["/api/chat.update", "/api/chat.postMessage"]
    assert hook.bodies[1]["text"] == "Changed: &lt;city&gt;"
    assert hook.bodies[0]["ts"] == hook.bodies[1]["thread_ts"] == "17.5"
    assert receipt.external_id == "C0123456/17.5"


def test_a_quiet_message_only_updates_and_waits_for_the_first(hook: Hook) -> None:
    quiet = a_delivery(channel="slack", thread="m-abc", quiet=True)
    with pytest.raises(DeliveryError) as caught:
        bot(hook).send(quiet, a_recipient("#diplomacy", "slack"))
    assert not caught.value.permanent
    hook.answers.append((200, '{"ok": true}', {}))
    bot(hook, earlier="C0123456/17.5").send(quiet, a_recipient("#diplomacy", "slack"))
    assert hook.paths == ["/api/chat.update"]


def test_where_the_first_message_was_deleted_a_new_one_is_posted(hook: Hook) -> None:
    hook.answers += [(200, '{"ok": false, "error": "message_not_found"}', {}), POSTED]
    bot(hook, earlier="C0123456/1.0").send(a_delivery(thread="m-abc"), a_recipient("#diplomacy", "slack"))
    assert hook.paths == ["/api/chat.update", "/api/chat.postMessage"]
    assert "thread_ts" not in hook.bodies[1]


@pytest.mark.parametrize(
    ("answer", "permanent", "gone"),
    [
        ((200, '{"ok": false, "error": "channel_not_found"}', {}), True, True),
        ((200, '{"ok": false, "error": "invalid_auth"}', {}), False, False),
        ((200, '{"ok": false, "error": "invalid_blocks"}', {}), True, False),
        ((200, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "7"}), False, False),
        ((429, "", {"Retry-After": "7"}), False, False),
        ((200, "not json", {}), False, False),
    ],
)
def test_what_the_api_answers_decides_whether_it_is_tried_again(
    hook: Hook, answer: tuple[int, str, dict[str, str]], permanent: bool, gone: bool
) -> None:
    hook.answers.append(answer)
    with pytest.raises(DeliveryError) as caught:
        bot(hook).send(a_delivery(), a_recipient("#diplomacy", "slack"))
    assert (caught.value.permanent, caught.value.gone) == (permanent, gone)
    assert caught.value.retry_after == (7.0 if answer[2] else None)
    assert "xoxb" not in str(caught.value)


def test_a_channel_without_a_token_waits() -> None:
    with pytest.raises(DeliveryError, match="DIWAN_SLACK_TOKEN") as caught:
        slack().send(a_delivery(), a_recipient("#diplomacy", "slack"))
    assert not caught.value.permanent


def test_a_cut_connection_is_tried_again(hook: Hook) -> None:
    hook.answers.append((0, "", {}))
    with pytest.raises(DeliveryError) as caught:
        slack().send(a_delivery(), a_recipient(f"{hook.url}/services/T/B/secret", "slack"))
    assert not caught.value.permanent
