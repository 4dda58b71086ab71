"""Teams, Telegram, signed webhooks, Apprise: what is sent, and what no answer can leak."""

import json
from collections.abc import Iterator

import pytest

from tests.worker.deliver.builders import NOW, a_delivery, a_message, a_recipient, clock
from tests.worker.deliver.hook import Hook
from worker.deliver import teams, telegram
from worker.deliver.apprise import Apprise
from worker.deliver.webhook import Webhook, signature, signing_key
from worker.errors import DeliveryError
from worker.net.post import Poster

LOOPBACK = ("127.0.0.0/8",)
TOKEN = "123456:" + "A" * 35


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as opened:
        yield opened


@pytest.fixture
def poster() -> Poster:
    return Poster(agent="Diwan/0", allowed=LOOPBACK)


# -- Teams


def test_a_teams_card_shows_text_as_it_stands_and_addresses_as_links(hook: Hook, poster: Poster) -> None:
    delivery = a_delivery(text="**Not bold** [x](javascript:1)\nhttps://rudaw.example/1\n")
    teams.Teams(poster, clock=clock).send(delivery, a_recipient(f"{hook.url}/hook/secret", "teams"))
    card = hook.bodies[0]["attachments"][0]["content"]
    runs = [block["inlines"][0] for block in card["body"]]
    assert card["body"][0]["id"] == delivery.key
    assert [run["type"] for run in runs] == ["TextRun"] * 3
    assert runs[1]["text"] == "**Not bold** [x](javascript:1)"
    assert "selectAction" not in runs[1]
    assert runs[2]["selectAction"]["url"] == "https://rudaw.example/1"


def test_a_teams_card_in_arabic_runs_right_to_left_and_stays_under_the_limit() -> None:
    sent = teams.payload(a_message(subject="لقاء في باريس", text="سطر طويل من النص\n" * 5000), "k")
    assert sent["attachments"][0]["content"]["rtl"] is True
    assert len(json.dumps(sent, ensure_ascii=False).encode()) <= teams.LARGEST


def test_a_connector_that_says_200_and_names_an_error_has_not_taken_it(hook: Hook, poster: Poster) -> None:
    hook.answers.append((200, "Webhook message delivery failed with error: ... returned HTTP error 429", {}))
    with pytest.raises(DeliveryError) as caught:
        teams.Teams(poster, clock=clock).send(a_delivery(), a_recipient(f"{hook.url}/hook/secret", "teams"))
    assert not caught.value.permanent


@pytest.mark.parametrize("answer", [(200, "1", {}), (202, "", {})])
def test_a_connector_and_a_workflow_say_yes_in_their_own_ways(
    hook: Hook, poster: Poster, answer: tuple[int, str, dict[str, str]]
) -> None:
    hook.answers.append(answer)
    receipt = teams.Teams(poster, clock=clock).send(a_delivery(), a_recipient(f"{hook.url}/hook/x", "teams"))
    assert receipt.external_id is None


# -- Telegram


def a_bot(hook: Hook, poster: Poster, earlier: str | None = None, token: str = TOKEN) -> telegram.Telegram:
    return telegram.Telegram(poster, clock=clock, token=token, earlier=lambda _: earlier, api=hook.url)


SENT = (200, '{"ok": true, "result": {"message_id": 42}}', {})


def test_telegram_gets_escaped_text_and_later_messages_edit_and_reply_to_the_first(hook: Hook, poster: Poster) -> None:
    hook.answers += [SENT, SENT, SENT]
    first = a_bot(hook, poster).send(a_delivery(subject="<b>A & B", thread="m-1"), a_recipient("-1001", "telegram"))
    news = a_delivery(thread="m-1", change="Changed: city")
    later = a_bot(hook, poster, first.external_id).send(news, a_recipient("-1001", "telegram"))
    assert (first.external_id, later.external_id) == ("42", "42")
    assert hook.bodies[0]["text"].startswith("<b>&lt;b&gt;A &amp; B</b>\n")
    assert [path.rpartition("/")[2] for path in hook.paths] == ["sendMessage", "editMessageText", "sendMessage"]
    assert hook.bodies[1]["message_id"] == hook.bodies[2]["reply_parameters"]["message_id"] == 42
    assert hook.bodies[2]["text"].startswith("<b>Changed: city</b>")


def test_a_quiet_telegram_message_only_edits_and_waits_for_the_first(hook: Hook, poster: Poster) -> None:
    quiet = a_delivery(thread="m-1", quiet=True)
    with pytest.raises(DeliveryError) as caught:
        a_bot(hook, poster).send(quiet, a_recipient("-1001", "telegram"))
    assert not caught.value.permanent
    hook.answers.append((400, '{"ok": false, "description": "Bad Request: message is not modified"}', {}))
    assert a_bot(hook, poster, "42").send(quiet, a_recipient("-1001", "telegram")).external_id == "42"
    assert [path.rpartition("/")[2] for path in hook.paths] == ["editMessageText"]


def test_a_long_telegram_text_is_cut_at_a_line_and_keeps_its_mark() -> None:
    text = telegram.text_of(a_message(text="line <x>\n" * 2000), "k")
    assert len(text) <= 4096
    assert text.endswith("</code>")
    assert text == telegram.text_of(a_message(text="line <x>\n" * 2000), "k")


@pytest.mark.parametrize(
    ("answer", "permanent", "gone", "after"),
    [
        (
            (429, '{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": 9}}', {}),
            False,
            False,
            9.0,
        ),
        ((403, '{"ok": false, "description": "Forbidden: bot was blocked by the user"}', {}), True, True, None),
        ((502, "<html>", {}), False, False, None),
    ],
)
def test_what_telegram_answers_decides(
    hook: Hook,
    poster: Poster,
    answer: tuple[int, str, dict[str, str]],
    permanent: bool,
    gone: bool,
    after: float | None,
) -> None:
    hook.answers.append(answer)
    with pytest.raises(DeliveryError) as caught:
        a_bot(hook, poster).send(a_delivery(), a_recipient("-1001", "telegram"))
    assert (caught.value.permanent, caught.value.gone, caught.value.retry_after) == (permanent, gone, after)
    assert TOKEN not in str(caught.value)


def test_telegram_waits_for_a_token_and_refuses_what_is_no_chat(hook: Hook, poster: Poster) -> None:
    with pytest.raises(DeliveryError, match="DIWAN_TELEGRAM_TOKEN") as caught:
        a_bot(hook, poster, token="").send(a_delivery(), a_recipient("-1001", "telegram"))
    assert not caught.value.permanent
    with pytest.raises(DeliveryError) as caught:
        a_bot(hook, poster).send(a_delivery(), a_recipient("../x", "telegram"))
    assert caught.value.gone
    assert hook.bodies == []


# -- webhooks


def test_a_webhook_is_signed_and_a_repeat_carries_the_same_key(hook: Hook, poster: Poster) -> None:
    sender = Webhook(poster, clock=clock, secret_key="house secret")
    for _ in range(2):
        sender.send(a_delivery(), a_recipient(f"{hook.url}/in", "webhook"))
    first, again = hook.headers
    stamp = int(first["diwan-timestamp"])
    assert first["idempotency-key"] == again["idempotency-key"] == first["diwan-delivery"] == "alert-1-m-abc-held-7"
    assert stamp == int(NOW.timestamp())
    key = signing_key("house secret", 7)
    assert first["diwan-signature"] == signature(key, "alert-1-m-abc-held-7", stamp, hook.raw[0])
    assert signature(key, "alert-1-m-abc-held-7", stamp, hook.raw[0] + b" ") != first["diwan-signature"]
    assert signing_key("house secret", 8) != key
    assert hook.bodies[0]["id"] == "alert-1-m-abc-held-7"


def test_nothing_goes_unsigned(hook: Hook, poster: Poster) -> None:
    with pytest.raises(DeliveryError, match="DIWAN_SECRET_KEY") as caught:
        Webhook(poster, clock=clock).send(a_delivery(), a_recipient(f"{hook.url}/in", "webhook"))
    assert not caught.value.permanent
    assert hook.bodies == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x", "http://[::1]/x", "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
        "http://0x7f.1/", "file:///etc/passwd", "ftp://example.com/", "http://user:secret@example.com/", "http://192.168.1.1/x",
    ],
)  # fmt: skip
def test_addresses_inside_are_never_asked(url: str) -> None:
    sender = Webhook(Poster(agent="Diwan/0"), clock=clock, secret_key="k")
    with pytest.raises(DeliveryError, match="refused") as caught:
        sender.send(a_delivery(), a_recipient(url, "webhook"))
    assert caught.value.gone
    assert "secret" not in str(caught.value)


# -- Apprise


def test_apprise_sends_to_a_service_it_knows(hook: Hook) -> None:
    address = f"json://{hook.url.removeprefix('http://')}/in"
    Apprise(allowed=LOOPBACK).send(a_delivery(), a_recipient(address, "apprise"))
    assert hook.bodies[0]["title"] == "Barzani met Macron in Paris"


def test_a_no_of_apprise_is_tried_again_and_names_no_address(hook: Hook) -> None:
    hook.answers.append((500, "", {}))
    address = f"json://{hook.url.removeprefix('http://')}/secret"
    with pytest.raises(DeliveryError) as caught:
        Apprise(allowed=LOOPBACK).send(a_delivery(), a_recipient(address, "apprise"))
    assert not caught.value.permanent
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["syslog://", "dbus://", "mailto://a:b@c.example", "nonsense://x", "json://127.0.0.1/x", "json://inside.example/x"],
)
def test_apprise_reaches_neither_this_machine_nor_what_is_inside(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        Apprise(resolve=lambda _: ["10.0.0.1"]).send(a_delivery(), a_recipient(address, "apprise"))
    assert caught.value.gone
