"""A mail server that fails at every stage: what is tried again, under which id, and who is served all the same."""

import re
import socketserver
import threading
from collections.abc import Iterator
from typing import Self

import pytest

from tests.worker.deliver.builders import a_delivery, a_recipient, clock
from worker.deliver.email import Email, Mail
from worker.errors import DeliveryError


class Script:
    """A mail server that answers as told. `answers` maps a verb (CONNECT, EHLO, MAIL, RCPT, DATA, TEXT) to a list of answers for its next
    uses; "cut" closes the line, "silent" says nothing more; then all is well."""

    def __init__(self) -> None:
        self.answers: dict[str, list[str]] = {}
        self.mails: list[str] = []
        self.connections = 0
        script, self.release = self, threading.Event()

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                script.connections += 1
                if not self.say("CONNECT", "220 ready"):
                    return
                for raw in self.rfile:
                    verb = raw.decode().strip().upper().split(" ")[0].split(":")[0]
                    if verb == "DATA":
                        if not self.say("DATA", "354 go on"):
                            return
                        if script.last.startswith("354") and not self.take_text():
                            return
                    elif verb == "QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    elif not self.say(verb, "250 well"):
                        return

            def take_text(self) -> bool:
                lines = []
                for raw in self.rfile:
                    if raw == b".\r\n":
                        break
                    lines.append(raw.decode())
                script.mails.append("".join(lines))
                return self.say("TEXT", "250 kept")

            def say(self, verb: str, otherwise: str) -> bool:
                told = script.answers.get(verb, [])
                answer = script.last = told.pop(0) if told else otherwise
                if answer == "cut":
                    return False
                if answer == "silent":
                    script.release.wait(10)
                    return False
                self.wfile.write(answer.encode() + b"\r\n")
                return True

        self.last = ""
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def ids(self) -> list[str]:
        return [found.group(1) for mail in self.mails if (found := re.search(r"(?im)^Message-ID: *(\S+)", mail))]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def script() -> Iterator[Script]:
    with Script() as opened:
        yield opened


def mail_through(script: Script, timeout: float = 20.0) -> Email:
    mail = Mail(host="127.0.0.1", port=script.port, security="none", sender="d@house.example", timeout=timeout)
    return Email(mail, clock=clock)


@pytest.mark.parametrize(
    ("verb", "answer", "permanent", "gone"),
    [
        ("CONNECT", "421 too busy", False, False),
        ("CONNECT", "554 go away", False, False),
        ("CONNECT", "cut", False, False),
        ("CONNECT", "silent", False, False),
        ("MAIL", "451 later", False, False),
        ("MAIL", "550 not you", True, False),
        ("RCPT", "450 greylisted", False, False),
        ("RCPT", "452 full", False, False),
        ("RCPT", "552 over quota", False, False),
        ("RCPT", "550 5.1.1 user unknown", True, True),
        ("RCPT", "550 5.7.1 listed", True, False),
        ("RCPT", "421 closing", False, False),
        ("RCPT", "cut", False, False),
        ("DATA", "451 later", False, False),
        ("DATA", "554 no", True, False),
        ("TEXT", "554 spam", True, False),
        ("TEXT", "421 closing", False, False),
        ("TEXT", "cut", False, False),
        ("TEXT", "silent", False, False),
    ],
)
def test_each_stage_says_whether_it_is_worth_trying_again_and_the_next_mail_goes_through(
    script: Script, verb: str, answer: str, permanent: bool, gone: bool
) -> None:
    script.answers[verb] = [answer]
    sender = mail_through(script, timeout=0.3 if answer == "silent" else 20.0)
    with pytest.raises(DeliveryError) as caught:
        sender.send(a_delivery("first"), a_recipient())
    assert (caught.value.permanent, caught.value.gone) == (permanent, gone)
    if answer == "silent":
        sender.close()
        sender = mail_through(script)
    before = len(script.mails)
    sender.send(a_delivery("second"), a_recipient())
    sender.close()
    assert len(script.mails) == before + 1
    assert script.ids()[-1] == "<second@house.example>"


def test_after_a_drop_behind_data_the_repeat_carries_the_same_id(script: Script) -> None:
    script.answers["TEXT"] = ["cut"]
    sender = mail_through(script)
    with pytest.raises(DeliveryError, match="may have been taken"):
        sender.send(a_delivery(), a_recipient())
    sender.send(a_delivery(), a_recipient())
    sender.close()
    assert len(script.ids()) == 2
    assert len(set(script.ids())) == 1


def test_one_bad_recipient_of_two_costs_the_good_one_nothing(script: Script) -> None:
    script.answers["RCPT"] = ["550 5.1.1 user unknown"]
    sender = mail_through(script)
    with pytest.raises(DeliveryError):
        sender.send(a_delivery("bad"), a_recipient("bad@house.example"))
    sender.send(a_delivery("good"), a_recipient("good@house.example"))
    sender.close()
    assert script.ids() == ["<good@house.example>"]
    assert script.connections == 1


def test_a_line_the_server_closed_in_between_is_opened_again_without_an_error(script: Script) -> None:
    sender = mail_through(script)
    sender.send(a_delivery("one"), a_recipient())
    script.answers["MAIL"] = ["cut"]
    sender.send(a_delivery("two"), a_recipient())
    sender.close()
    assert script.ids() == ["<one@house.example>", "<two@house.example>"]
    assert script.connections == 2


def test_a_server_without_starttls_gets_neither_login_nor_mail(script: Script) -> None:
    mail = Mail(host="127.0.0.1", port=script.port, user="u", password="canary", sender="d@house.example")
    with pytest.raises(DeliveryError, match="STARTTLS") as caught:
        Email(mail, clock=clock).send(a_delivery(), a_recipient())
    assert not caught.value.permanent
    assert script.mails == []
    assert "canary" not in str(caught.value)
