"""Mail: what is sent, what can be slipped into it, and what each refusal means."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.records import Message
from tests.worker.deliver.builders import NOW, a_delivery, a_recipient, clock
from worker.deliver.email import Email, Mail, check, compose, header_text, message_id
from worker.demo.mailbox import Mailbox
from worker.errors import ConfigError, DeliveryError

SENDER = "Diwan <diwan@house.example>"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as opened:
        yield opened


def mail_through(box: Mailbox) -> Email:
    return Email(Mail(host="127.0.0.1", port=box.port, security="none", sender=SENDER), clock=clock)


def test_a_mail_arrives_with_text_html_and_the_id_of_its_delivery(mailbox: Mailbox) -> None:
    sender = mail_through(mailbox)
    receipt = sender.send(a_delivery(thread="m-abc"), a_recipient())
    sender.close()
    (mail,) = mailbox.mails
    assert mail["Message-ID"] == receipt.external_id == "<alert-1-m-abc-held-7@house.example>"
    assert mail["Subject"] == "Barzani met Macron in Paris"
    assert mail["In-Reply-To"] == mail["References"] == "<thread-m-abc@house.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Barzani met Macron." in plain.get_content()
    assert "<p>" in html.get_content()


def test_mails_of_a_batch_share_a_connection_and_a_repeat_has_the_same_id(mailbox: Mailbox) -> None:
    sender = mail_through(mailbox)
    first = sender.send(a_delivery(), a_recipient())
    line = sender._line
    again = sender.send(a_delivery(), a_recipient())
    assert sender._line is line is not None
    sender.close()
    assert first == again
    assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1


def test_arabic_and_kurdish_arrive_as_they_were_written(mailbox: Mailbox) -> None:
    subject = "لقاء بين نيجيرفان بارزاني وإيمانويل ماكرون في باريس"
    sender = mail_through(mailbox)
    sender.send(a_delivery(subject=subject, text="دیداری نێوان\u200c بارزانی\n", html=""), a_recipient())
    sender.close()
    (mail,) = mailbox.mails
    assert mail["Subject"] == subject
    assert mail.get_content().startswith("دیداری نێوان\u200c بارزانی")


@pytest.mark.parametrize(
    "subject",
    [
        "A\r\nBcc: spy@evil.example",
        "A\nBcc: spy@evil.example",
        "=?UTF-8?Q?A=0D=0ABcc:_spy@evil.example?=",
        "=?utf-8?b?QQ0KQmNjOiBzcHlAZXZpbC5leGFtcGxl?=",
        "A\u2028Bcc: spy@evil.example",
        "A\u0085Bcc: spy@evil.example",
        "A\x00\x1b[31mB\u202eC",
    ],
)
def test_nothing_in_a_subject_becomes_a_header(subject: str) -> None:
    mail = compose(a_delivery(subject=subject, thread=subject), a_recipient(), sender=SENDER, now=NOW)
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read["Bcc"] is None
    assert read.get_all("Subject") is not None
    assert len(read.get_all("Subject")) == 1
    assert not set(read["Subject"]) & set("\r\n\x00\x1b\u2028\u202e\u0085")
    assert [part.get_content_type() for part in read.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_a_header_is_cut_and_its_isolates_are_closed() -> None:
    cut = header_text("\u2068" + "x" * 500)
    assert len(cut) <= 201
    assert cut.endswith("…\u2069")
    assert header_text("a\u200cb") == "a\u200cb"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_no_text_at_all_breaks_out_of_a_header(text: str) -> None:
    mail = compose(a_delivery(subject=text), a_recipient(), sender=SENDER, now=NOW)
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert sorted(read.keys()) == sorted(compose(a_delivery(), a_recipient(), sender=SENDER, now=NOW).keys())
    assert len(header_text(text)) <= 210


def test_ids_of_different_keys_differ_even_when_they_look_alike() -> None:
    assert message_id("a:b", "x.example") != message_id("a/b", "x.example") != message_id("a-b", "x.example")
    assert message_id("a:b", "x.example") == message_id("a:b", "x.example")


@pytest.mark.parametrize("address", ["nobody", "a@b\r\nRCPT TO:<c@d>", "a b@c.example", "", "a@", "@b", "a@b..c"])
def test_an_address_that_is_none_is_refused_for_good(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        compose(a_delivery(), a_recipient(address), sender=SENDER, now=NOW)
    assert caught.value.permanent


def test_one_click_unsubscribe_is_offered_where_there_is_a_link() -> None:
    mail = compose(a_delivery(), a_recipient(), sender=SENDER, now=NOW, unsubscribe="https://diwan.example/u/abc")
    assert mail["List-Unsubscribe"] == "<https://diwan.example/u/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Stop messages"), ("ar", "إيقاف الرسائل"), ("fr", "Stop messages")]
)
def test_the_way_out_stands_in_the_mail_too_in_its_language(language: str, words: str) -> None:
    message = Message(subject="s", text="said", html="<body>said</body>", headers={"Content-Language": language})
    given = replace(a_delivery(), message=message)
    mail = compose(given, a_recipient(), sender=SENDER, now=NOW, unsubscribe="https://diwan.example/u/abc?x=1&y=2")
    text, page = (part.get_payload(decode=True).decode() for part in mail.get_payload())  # type: ignore[union-attr]
    assert text.replace("\r\n", "\n").startswith(f"said\n\n{words}")
    assert text.rstrip().endswith("https://diwan.example/u/abc?x=1&y=2")
    assert words in page
    assert 'href="https://diwan.example/u/abc?x=1&amp;y=2"' in page
    without = compose(given, a_recipient(), sender=SENDER, now=NOW).get_payload()[0]  # type: ignore[index]
    assert words not in without.get_payload(decode=True).decode()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "mail",
    [
        Mail(host="mail.example", security="none"),
        Mail(host="127.0.0.1", security="ssl"),
        Mail(host="m.example", sender="x"),
    ],
)
def test_settings_that_would_leak_or_cannot_work_stop_the_start(mail: Mail) -> None:
    with pytest.raises(ConfigError, match="DIWAN_"):
        check(mail)


def test_a_mail_server_that_is_away_is_asked_again_later() -> None:
    with Mailbox() as box:
        port = box.port
    sender = Email(Mail(host="127.0.0.1", port=port, security="none", sender=SENDER), clock=clock)
    with pytest.raises(DeliveryError) as caught:
        sender.send(a_delivery(), a_recipient())
    assert not caught.value.permanent
