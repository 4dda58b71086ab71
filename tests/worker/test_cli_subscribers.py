"""Claims about the commands of subscribers, and about `diwan init`."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from worker.cli import app
from worker.demo.mailbox import Mailbox


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path / "var"))
    monkeypatch.delenv("DIWAN_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("subscribers", "list", "--json"))
    return found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("desk", "--email", "not-an-address"), "expected name@host (found 'not-an-address')"),
        (("desk", "--to", "fax=123"), "channel is 'fax', expected one of email, slack"),
        (("desk", "--to", "slack=hooks"), "expected an incoming webhook URL"),
        (("desk", "--to", "webhook=http:///in"), "expected a URL"),
        (("desk", "--to", "teams=http://[::1"), "expected a URL"),
        (("desk", "--to", "telegram=somebody"), "expected a chat number"),
        (("desk", "--to", "apprise=somewhere"), "expected an Apprise URL"),
        (("Press Office", "--email", "a@example.org"), "expected small letters, digits and hyphens"),
    ],
)
def test_an_address_that_nothing_can_reach_is_refused_and_nobody_is_made(given: tuple[str, ...], said: str) -> None:
    assert said in run("subscribers", "add", *given, code=2).replace("\n", " ")
    assert listed() == []


@pytest.mark.parametrize(
    "address",
    ["email=Desk <a@example.org>", "slack=#diplomacy", "slack=https://hooks.slack.com/services/T0/B0/x", "telegram=-100123", "teams=https://t.example/x"],
)  # fmt: skip
def test_addresses_of_every_channel_are_taken(address: str) -> None:
    run("subscribers", "add", "desk", "--to", address)


def test_one_address_is_stopped_and_started_again() -> None:
    run("subscribers", "add", "desk", "--email", "a@example.org", "--email", "b@example.org")
    assert "nothing more goes to email a@example.org" in run("subscribers", "stop", "desk", "a@example.org")
    assert [one["dead_reason"] for one in listed()[0]["recipients"]] == ["stopped by a person", ""]
    run("subscribers", "stop", "desk", "c@example.org", code=2)
    run("subscribers", "add", "desk", "--email", "a@example.org")
    assert [one["dead_at"] for one in listed()[0]["recipients"]] == [None, None]


def test_a_test_message_goes_to_each_address_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    run("subscribers", "test", "desk", code=2)
    run("subscribers", "add", "desk", "--name", "Press", "--email", "a@example.org", "--language", "ar")
    with Mailbox() as box:
        monkeypatch.setenv("DIWAN_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("DIWAN_SMTP_PORT", str(box.port))
        monkeypatch.setenv("DIWAN_SMTP_SECURITY", "none")
        assert "email a@example.org: sent" in run("subscribers", "test", "desk")
        (mail,) = box.mails
    assert str(mail["Subject"]) == "ديوان: رسالة تجريبية"


def test_a_test_message_that_cannot_go_says_why() -> None:
    run("subscribers", "add", "desk", code=0)
    assert "has no address" in run("subscribers", "test", "desk", code=1)
    run("subscribers", "add", "desk", "--email", "a@example.org")
    assert "email a@example.org: not sent, DIWAN_SMTP_HOST is not set" in run("subscribers", "test", "desk", code=1)


def test_check_finds_whom_nothing_can_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nobody is told yet" in run("check")
    run("subscribers", "add", "desk", "--email", "a@example.org", "--to", "slack=#diplomacy")
    said = run("check", code=1).replace("\n", " ")
    assert "nothing can go to email a" in said
    assert "DIWAN_SMTP_HOST is not set" in said
    assert "DIWAN_SLACK_TOKEN is not set" in said
    run("subscribers", "stop", "desk", "a@example.org")
    monkeypatch.setenv("DIWAN_SLACK_TOKEN", "xoxb-1")
    assert "1 addresses have what they need" in run("check")


def test_a_data_folder_that_cannot_be_made_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DIWAN_HOME", str(home / "file" / "var"))
    assert "cannot be used" in run("status", code=2)


def test_init_again_changes_what_is_named_and_leaves_the_rest() -> None:
    said = run(
        "init",
        "--email",
        "a@example.org",
        "--language",
        "ar",
        "--digest-at",
        "06:00",
        "--zone",
        "Europe/Paris",
        "--yes",
    )
    assert "no mail goes out until DIWAN_SMTP_HOST is set" in said
    run("init", "--email", "b@example.org", "--yes")
    (one,) = listed()
    assert (one["language"], one["digest_at"], one["zone"]) == ("ar", "06:00:00", "Europe/Paris")
    assert [r["label"] for r in one["recipients"]] == ["a@example.org", "b@example.org"]


def test_init_gives_a_new_subscriber_a_digest_in_the_morning() -> None:
    run("init", "--yes")
    assert (listed()[0]["digest_at"], listed()[0]["zone"]) == ("07:30:00", "Asia/Baghdad")
