"""`diwan feeds`: what an operator sees and does."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from storage.sql import SqlStore
from tests.worker.fetch.reading import Parsed, rss
from tests.worker.fetch.server import Answer, outlet
from worker.cli import app

FEED = rss(*(Parsed(title=f"Barzani receives envoy {n}", link=f"https://x.example/{n}", id=str(n)) for n in range(3)))
PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/en/rss"></head><body>news</body></html>'
OPML = b"""<opml version="2.0"><body><outline text="Rudaw"><outline type="rss" xmlUrl="https://a.example/rss" title="A" language="ku"/></outline>
<outline type="rss" xmlUrl="https://b.example/rss"/><outline xmlUrl="ftp://c.example/"/></body></opml>"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path))
    monkeypatch.setenv("DIWAN_ALLOW_ADDRESSES", "127.0.0.0/8")
    monkeypatch.setenv("DIWAN_HOST_GAP_SECONDS", "0")
    (tmp_path / "none.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv("DIWAN_CATALOGUE", str(tmp_path / "none.toml"))
    return tmp_path


def diwan(*words: str, code: int = 0, input: str | None = None) -> str:
    result = CliRunner().invoke(app, ["feeds", *words], input=input)
    assert result.exit_code == code, result.output
    return result.output


def as_json(*words: str, code: int = 0) -> Any:
    return json.loads(diwan(*words, "--json", code=code))


def test_a_site_is_added_by_the_feed_it_names(home: Path) -> None:
    with outlet({"/": Answer(body=PAGE, headers={"Content-Type": "text/html"}), "/en/rss": Answer(body=FEED)}) as there:
        added = as_json("add", there.base + "/", "--key", "mine")
    assert added == {
        "key": "mine",
        "url": there.base + "/en/rss",
        "kind": "feed",
        "entries": 3,
        "how": "the page names it",
    }
    assert [one["key"] for one in as_json("list")] == ["mine"]


def test_what_would_be_read_is_shown_before_asking_and_no_means_no(home: Path) -> None:
    with outlet({"/rss": Answer(body=FEED)}) as there:
        shown = diwan("add", there.base + "/rss", code=1, input="n\n")
    assert "Barzani receives envoy 0" in shown
    assert as_json("list") == []


def test_the_side_of_an_official_site_is_a_polity(home: Path) -> None:
    with outlet({"/rss": Answer(body=FEED)}) as there:
        assert "'XX'" in diwan("add", there.base + "/rss", "--yes", "--side", "XX", code=2)
        diwan("add", there.base + "/rss", "--key", "mine", "--yes", "--side", "fr")
    with SqlStore.open(f"sqlite:///{home / 'diwan.sqlite3'}") as store, store.reading() as tx:
        assert [feed.side for feed, _ in tx.list_feeds()] == ["FR"]


def test_the_same_address_is_not_added_twice(home: Path) -> None:
    with outlet({"/rss": Answer(body=FEED)}) as there:
        diwan("add", there.base + "/rss", "--yes")
        assert "is read already" in diwan("add", there.base + "/rss", "--yes", code=1)


def test_an_address_that_gives_nothing_is_an_answer_not_a_crash(home: Path) -> None:
    with outlet({"/": Answer(body=b"<html>nothing</html>")}) as there:
        assert "no feed at" in diwan("test", there.base + "/", code=1)
        assert "404" in diwan("test", there.base + "/none", code=1)
    assert "no feed" in diwan("test", "nobody", code=2)


def test_a_feed_is_paused_resumed_and_removed(home: Path) -> None:
    with outlet({"/rss": Answer(body=FEED)}) as there:
        diwan("add", there.base + "/rss", "--key", "mine", "--yes")
    diwan("pause", "mine")
    assert as_json("list")[0]["status"] == "paused"
    diwan("resume", "mine")
    assert as_json("list")[0]["status"] == "unproven"
    diwan("remove", "mine", "--yes")
    assert as_json("list") == []
    assert "no feed" in diwan("pause", "mine", code=2)


def test_opml_goes_in_and_out(home: Path) -> None:
    (home / "in.opml").write_bytes(OPML)
    assert as_json("import", "in.opml")["added"] == ["a-ku", "b"]
    assert as_json("import", "in.opml") == {"added": [], "known": 2}
    diwan("export", "out.opml")
    with SqlStore.open(f"sqlite:///{home / 'diwan.sqlite3'}") as store, store.transaction() as tx:
        tx.remove_feed("a-ku", now=datetime.now(UTC))
    assert as_json("import", "out.opml")["added"] == ["a-ku"]
    assert {one["url"] for one in as_json("list")} == {"https://a.example/rss", "https://b.example/rss"}


def test_what_is_no_opml_is_refused(home: Path) -> None:
    (home / "in.opml").write_bytes(b"<rss/>")
    assert "no OPML" in diwan("import", "in.opml", code=1)


def test_health_names_who_is_unwell_and_why(home: Path) -> None:
    with outlet({"/rss": Answer(body=FEED)}) as there:
        diwan("add", there.base + "/rss", "--key", "mine", "--yes")
    found = as_json("health", code=1)
    assert (found["sources"], found["well"]) == (1, 0)
    assert found["unwell"][0]["status"] == "unproven"
    assert as_json("health", "mine")["fetches"] == []
    assert "no feed" in diwan("health", "nobody", code=2)


def test_a_newcomer_sees_the_shipped_sources(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIWAN_CATALOGUE")
    diwan("pause", "kurdistan24-en")
    listed = {one["key"]: one["status"] for one in as_json("list")}
    assert listed["kurdistan24-en"] == "paused"
    assert listed["rudaw-en"] == "unproven"
    assert "Kurdistan 24" in diwan("list", "--language", "ckb")
