"""Claims about the commands of watches, alerts, deliveries and subscribers."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from storage.records import Delivery, Message
from storage.sql import SqlStore
from tests.worker.alert.desk import Desk
from worker.cli_subscribers import subscribers_app
from worker.cli_watch import alerts_app, deliveries_app, rule_text, watch_app
from worker.clock import utcnow
from worker.deliver import signing_key

FRANCE = ("add", "france", "--to", "desk", "--pair", "France,IQ-KR")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path))
    monkeypatch.delenv("DIWAN_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """The database of the settings, with a subscriber; the news is a quarter of an hour old."""
    with SqlStore.open(f"sqlite:///{home / 'diwan.sqlite3'}", upgrade=True) as store:
        made = Desk(store, now=utcnow() - timedelta(minutes=15))
        made.subscribe("desk", "email", "slack")
        yield made


def run(app: Typer, *arguments: str, code: int = 0, **more: Any) -> str:
    done = CliRunner().invoke(app, list(arguments), **more)
    assert done.exit_code == code, done.output
    return done.output


def today(desk: Desk) -> Any:
    from tests.worker.alert.desk import mention

    return mention(date=desk.now.date())


def test_a_watch_is_added_listed_exported_and_read_again(desk: Desk, home: Path) -> None:
    run(watch_app, *FRANCE, "--words", "oil", "--words", "نفط", "--priority", "critical")
    (listed,) = json.loads(run(watch_app, "list", "--json"))
    assert listed["rule"] == {"words": ["oil", "نفط"], "pair": ["FR", "IQ-KR"]}
    assert listed["options"] == {"priority": "critical"}
    (home / "w.toml").write_text(run(watch_app, "export"), encoding="utf-8")
    run(watch_app, "remove", "france")
    run(watch_app, "add", "--file", str(home / "w.toml"))
    assert json.loads(run(watch_app, "list", "--json")) == [listed]


def test_a_watch_that_means_nothing_is_refused_with_its_key(desk: Desk) -> None:
    said = run(watch_app, "add", "x", "--to", "desk", "--topic", "securty", code=2)
    assert "rule.topic is 'securty' (did you mean 'security'?)" in " ".join(said.split())
    said = run(watch_app, "add", "x", "--to", "nobody", "--topic", "security", code=2)
    assert "no subscriber 'nobody'" in said


def test_the_back_test_lists_hits_and_a_flood_of_a_watch_is_refused_unless_forced(desk: Desk) -> None:
    desk.news("a", today(desk))
    run(watch_app, *FRANCE)
    (report,) = json.loads(run(watch_app, "test", "france", "--json"))
    assert (report["hits"], report["looked_at"], report["by_language"]) == (1, 1, {"en": 1})
    wide = desk.watch("wide", rule={"polity": "IQ-KR"}, most_a_day=0.001)
    run(watch_app, "test", wide.key, code=1)
    run(watch_app, "export")
    form = json.dumps(
        {"key": "wide", "subscriber": "desk", "rule": {"polity": "IQ-KR"}, "options": {"most_a_day": 0.001}}
    )
    said = run(watch_app, "add", "--file", "-", code=1, input=form)
    assert "messages a day" in " ".join(said.split())
    run(watch_app, "add", "--file", "-", "--force", input=form)


def test_a_starter_pack_is_taken_over(desk: Desk) -> None:
    assert "france-kurdistan" in run(watch_app, "packs", "--json")
    run(watch_app, "pack", "erbil-baghdad", "--to", "desk")
    keys = [one["key"] for one in json.loads(run(watch_app, "list", "--json"))]
    assert keys == ["erbil-baghdad-meetings", "erbil-baghdad-money", "erbil-baghdad-silence"]
    run(watch_app, "pack", "nothing", "--to", "desk", code=2)


def test_route_says_who_would_be_told_and_sends_nothing(desk: Desk) -> None:
    desk.watch("fr")
    desk.news("a", today(desk))
    before = len(desk.outbox())
    key = desk.room.meetings()[0].key
    rows = json.loads(run(alerts_app, "route", key, "--explain", "--json"))
    assert [(row["watch"], row["channel"], row["when"]) for row in rows] == [
        ("fr", "email", "at once"),
        ("fr", "slack", "at once"),
    ]
    assert any("was told already: new" in step for step in rows[0]["explain"])
    assert len(desk.outbox()) == before
    run(alerts_app, "route", "m-nothing", code=2)


def test_a_silence_names_author_and_reason_mutes_and_ends(desk: Desk) -> None:
    desk.watch("fr")
    run(alerts_app, "silence", "--watch", "fr", "--for", "2d", "--reason", "ours", "--author", "Dana")
    (silence,) = json.loads(run(alerts_app, "silences", "--json"))
    assert (silence["author"], silence["reason"], silence["matcher"]) == ("Dana", "ours", {"watch": "fr"})
    desk.now = utcnow()
    desk.news("a", today(desk))
    assert desk.outbox() == []
    assert "silenced by Dana" in run(alerts_app, "waiting", "--state", "muted", "--json")
    run(alerts_app, "unsilence", str(silence["id"]))
    run(alerts_app, "unsilence", str(silence["id"]), code=1)
    run(alerts_app, "silence", code=2)


def test_dead_letters_are_listed_retried_and_dropped(desk: Desk) -> None:
    with desk.store.transaction() as tx:
        recipient = tx.list_recipients()[0]
        tx.add_deliveries(
            [
                Delivery(
                    key="k1", recipient_id=recipient.id or 0, channel="email", message=Message(subject="S", text="T"), due_at=desk.now,
                    created_at=desk.now,
                )
            ]
        )  # fmt: skip
        (one,) = tx.claim_deliveries(now=desk.now, owner="me", lease=timedelta(minutes=1))
        tx.settle_delivery(
            one.id or 0, owner="me", now=desk.now, error="550 https://hooks.slack.com/services/T0/B0/secret"
        )
    listed = run(deliveries_app, "list", "--state", "dead", "--json")
    assert json.loads(listed)[0]["attempts"] == 1
    assert "secret" not in listed
    run(deliveries_app, "retry", "--dead")
    run(deliveries_app, "retry", "--dead", code=1)
    run(deliveries_app, "drop", str(one.id))
    assert json.loads(run(deliveries_app, "list", "--json"))[0]["error"] == "dropped by a person"
    run(deliveries_app, "list", "--state", "held", code=2)  # what is held back is a wait, and no message yet


def test_a_subscriber_keeps_what_a_change_does_not_name_and_shows_no_secret(home: Path) -> None:
    (home / "hook").write_text("https://hooks.slack.com/services/T0/B0/secret\n", encoding="utf-8")
    (home / "rules.toml").write_text('quiet = { from = "22:00", to = "07:00", weekend = true }\n', encoding="utf-8")
    run(subscribers_app, "add", "desk", "--email", "a@example.org", "--language", "ckb", "--digest-at", "07:30")
    run(subscribers_app, "add", "desk", "--to", "slack=@hook", "--rules", "rules.toml", "--weekdays", "7,1,2,3,4")
    text = run(subscribers_app, "list", "--json")
    (one,) = json.loads(text)
    assert (one["language"], one["digest_at"], one["weekdays"]) == ("ckb", "07:30:00", [7, 1, 2, 3, 4])
    assert [r["label"] for r in one["recipients"]] == ["a@example.org", "slack of desk"]
    assert "secret" not in text
    run(subscribers_app, "add", "desk", "--zone", "Asia/Erbil", code=2)
    run(subscribers_app, "remove", "desk")
    assert json.loads(run(subscribers_app, "list", "--json")) == []


def test_feed_and_calendar_come_out_of_a_watch(desk: Desk) -> None:
    desk.watch("fr")
    desk.news("a", today(desk))
    assert "<feed" in run(watch_app, "feed", "fr", "--language", "ar")
    assert "<rss" in run(watch_app, "feed", "fr", "--format", "rss")
    assert "BEGIN:VEVENT" in run(watch_app, "calendar", "fr")


def test_addresses_of_a_watch_are_given_where_there_is_a_door(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.watch("fr")
    run(watch_app, "link", "fr", code=2)
    monkeypatch.setenv("DIWAN_PUBLIC_URL", "https://diwan.example")
    monkeypatch.setenv("DIWAN_SECRET_KEY", "secret")
    links = json.loads(run(watch_app, "link", "fr", "--json"))
    assert sorted(links) == ["atom.xml", "calendar.ics", "rss.xml"]
    assert all(link.startswith("https://diwan.example/watch/") for link in links.values())
    run(watch_app, "link", "nothing", code=2)


@pytest.mark.parametrize("app", [watch_app, alerts_app, deliveries_app, subscribers_app])
def test_every_command_has_help(app: Typer) -> None:
    for command in app.registered_commands:
        assert command.callback.__doc__, command.name
    assert "Usage" in run(app, "--help")


def test_the_signing_key_of_a_webhook_is_shown_to_whoever_asks_on_the_machine_and_stands_nowhere_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(subscribers_app, "signing-key", "desk", code=2)
    monkeypatch.setenv("DIWAN_SECRET_KEY", "canary secret")
    run(subscribers_app, "signing-key", "desk", code=1)
    run(subscribers_app, "add", "desk", "--to", "webhook=https://hook.example/in")
    (row,) = json.loads(run(subscribers_app, "signing-key", "desk", "--json"))
    assert row["signing_key"] == signing_key("canary secret", row["id"])
    assert row["signing_key"] in run(subscribers_app, "signing-key", "desk")
    assert row["signing_key"] not in run(subscribers_app, "list", "--json")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"polity": "COALITION"}, "polity COALITION"),
        ({"pair": ["FR", "IQ-KR"], "topic": ["energy", "budget"]}, "FR with IQ-KR and topic energy or budget"),
        ({"pair": [["US", "IQ"], ["GB", "IQ"]]}, "US with IQ or GB with IQ"),
        (
            {
                "all": [{"polity": "IQ"}, {"any": [{"polity": "TR"}, {"polity": "IR", "mode": "phone"}]}],
                "not": {"mode": "video"},
            },
            "(polity IQ and (polity TR or (polity IR and mode phone))) and not mode video",
        ),
        ({"novelty": {"first_in_days": 90}}, "novelty first_in_days 90"),
    ],
)
def test_a_rule_is_said_as_people_read_it(rule: dict[str, Any], said: str) -> None:
    assert rule_text(rule) == said
