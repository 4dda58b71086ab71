"""`diwan digest` and `diwan report`."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage.records import Recipient, Subscriber, Watch
from storage.sql import SqlStore
from tests.worker.digest.test_write import add, run
from worker.cli import app
from worker.clock import utcnow

runner = CliRunner()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    url = f"sqlite:///{tmp_path / 'diwan.sqlite3'}"
    monkeypatch.setenv("DIWAN_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    with SqlStore.open(url, upgrade=True) as opened:
        yield opened


def a_desk(store: SqlStore) -> None:
    with store.transaction() as tx:
        desk = tx.keep_subscriber(
            Subscriber(key="desk", name="Desk", digest_at=time(7, 0), created_at=datetime(2020, 1, 1, tzinfo=UTC))
        )
        tx.keep_recipient(Recipient(subscriber_id=desk.id or 0, channel="email", address="a@b.example", label="a"))


def test_a_preview_sends_nothing_and_moves_no_watermark(store: SqlStore) -> None:
    a_desk(store)
    with store.transaction() as tx:
        add(tx, 1, at=utcnow())
    for language, word in (("en", "Diplomatic digest"), ("ar", "الموجز الدبلوماسي")):
        result = runner.invoke(app, ["digest", "preview", "--language", language])
        assert result.exit_code == 0, result.output
        assert word in result.output
    with store.reading() as tx:
        assert tx.list_deliveries() == []
        assert tx.list_digests() == []


def test_a_preview_is_written_to_a_file_or_given_as_json(store: SqlStore, tmp_path: Path) -> None:
    result = runner.invoke(app, ["digest", "preview", "--out", str(tmp_path / "d.html")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "d.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    said = json.loads(runner.invoke(app, ["digest", "preview", "--json"]).output)
    assert "nothing new" in said["subject"]


def test_what_cannot_be_asked_for_is_said(store: SqlStore) -> None:
    assert runner.invoke(app, ["digest", "preview", "nobody"]).exit_code == 2
    assert runner.invoke(app, ["digest", "preview", "--language", "xx"]).exit_code == 2
    assert runner.invoke(app, ["report", "--out", "x.exe"]).exit_code == 2
    assert runner.invoke(app, ["report", "--from", "2026-03-05", "--to", "2026-03-01"]).exit_code == 2
    assert runner.invoke(app, ["report", "--watch", "none"]).exit_code == 2


def test_digests_are_listed_with_the_next_one(store: SqlStore) -> None:
    a_desk(store)
    run(store, datetime(2026, 3, 5, 4, tzinfo=UTC))
    said = json.loads(runner.invoke(app, ["digest", "list", "--json"]).output)
    assert [one["local_day"] for one in said["sent"]] == ["2026-03-05"]
    assert [one["subscriber"] for one in said["next"]] == ["desk"]
    assert "2026-03-05" in runner.invoke(app, ["digest", "list"]).output


@pytest.mark.parametrize(("name", "start"), [("r.md", b"# "), ("r.docx", b"PK")])
def test_a_report_is_written_in_the_format_its_name_asks_for(
    store: SqlStore, tmp_path: Path, name: str, start: bytes
) -> None:
    with store.transaction() as tx:
        add(tx, 1)
    path = tmp_path / name
    result = runner.invoke(app, ["report", "--from", "2026-03-01", "--to", "2026-03-05", "--out", str(path)])
    assert result.exit_code == 0, result.output
    assert "1 meetings" in result.output
    assert path.read_bytes().startswith(start)


def test_a_report_of_a_watch_holds_what_the_watch_hits(store: SqlStore) -> None:
    with store.transaction() as tx:
        desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=utcnow()))
        for key, polity in (("fr", "FR"), ("de", "DE")):
            rule = {"any": [{"polity": polity}]}
            tx.keep_watch(Watch(key=key, subscriber_id=desk.id or 0, name=key, rule=rule, created_at=utcnow()))
        add(tx, 1)
    for key, count in (("fr", 1), ("de", 0)):
        result = runner.invoke(app, ["report", "--from", "2026-03-01", "--to", "2026-03-05", "--watch", key])
        assert result.exit_code == 0, result.output
        assert f"Held: {count};" in result.output


def test_a_report_goes_to_the_terminal_as_markdown(store: SqlStore) -> None:
    with store.transaction() as tx:
        add(tx, 1)
    result = runner.invoke(app, ["report", "--from", "2026-03-01", "--to", "2026-03-05"])
    assert "1. **Nechirvan Barzani" in result.output


def test_a_report_judges_novelty_by_the_day_of_each_meeting(store: SqlStore) -> None:
    with store.transaction() as tx:
        desk = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=utcnow()))
        rule = {"polity": "FR", "novelty": {"first_in_days": 90}}
        tx.keep_watch(Watch(key="first", subscriber_id=desk.id or 0, name="first", rule=rule, created_at=utcnow()))
        add(tx, 1, date=date(2026, 3, 2), city="Erbil")
        add(tx, 2, date=date(2026, 3, 4), city="Paris")
    shown = runner.invoke(app, ["report", "--from", "2026-03-01", "--to", "2026-03-05", "--watch", "first"]).output
    assert "Erbil" in shown
    assert "Paris" not in shown
