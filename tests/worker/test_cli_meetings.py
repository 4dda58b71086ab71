import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage.sql import SqlStore
from tests.worker.dedupe.builders import NECHIRVAN, mention, unlinked
from tests.worker.dedupe.newsroom import Newsroom
from worker.cli_meetings import meetings_app


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two meetings in the database of the settings."""
    url = f"sqlite:///{tmp_path / 'diwan.db'}"
    monkeypatch.setenv("DIWAN_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    with SqlStore.open(url, upgrade=True) as store:
        news = Newsroom(store)
        first = news.tell("a", mention(topics=("energy",)))[0]
        news.tell("b", mention(), outlet="INA", language="ar")
        second = news.tell("c", mention(NECHIRVAN, unlinked("Anna Berg", "SE"), city="Paris", country="FR"))[0]
    return [first.meeting.key, second.meeting.key]


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(meetings_app, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def as_json(*arguments: str) -> object:
    return json.loads(run(*arguments, "--json"))


def test_list_shows_meetings_for_people_and_scripts(keys: list[str]) -> None:
    assert "Emmanuel Macron (FR)" in run("list")
    found = as_json("list", "--polity", "se")
    assert [m["key"] for m in found] == [keys[1]]  # type: ignore[attr-defined]


def test_show_explains_a_meeting(keys: list[str]) -> None:
    shown = run("show", keys[0])
    for part in ("Who says what", "2: INA, Rudaw", "Its life", "Verdicts", "both name", "Coverage"):
        assert part in shown


def test_show_as_json_has_every_verdict_with_its_reasons(keys: list[str]) -> None:
    shown = as_json("show", keys[0])
    assert all(d["reasons"] for d in shown["decisions"])  # type: ignore[index]
    assert {d["verdict"] for d in shown["decisions"]} == {"new", "same", "no"}  # type: ignore[index]


def test_an_id_that_was_never_given_is_an_error(keys: list[str]) -> None:
    assert "no meeting 'm-nothing'" in run("show", "m-nothing", code=2)


def test_merge_and_the_old_id_answers(keys: list[str]) -> None:
    run("merge", *keys, "--reason", "typo", "--by", "Rebin")
    assert "was merged into it" in run("show", keys[1])
    assert "one meeting already" in run("merge", *keys, code=2)


def test_split_parts_tellings_and_refuses_strange_ones(keys: list[str]) -> None:
    told = as_json("show", keys[0])["tellings"]  # type: ignore[index]
    run("split", keys[0], str(told[1]["mention"]["id"]), "--by", "Rebin")
    assert len(as_json("list")) == 3  # type: ignore[arg-type]
    assert "has no telling 99" in run("split", keys[0], "99", code=2)


def test_separate_says_that_two_stay_apart(keys: list[str]) -> None:
    assert "stay apart" in run("separate", *keys, "--by", "Rebin")


def test_unknown_names_are_listed_and_can_be_linked(keys: list[str]) -> None:
    (actor,) = as_json("unknown")  # type: ignore[misc]
    assert actor["name"] == "Anna Berg"
    assert "--new" in run("link", actor["key"], "anna-brg", code=2)
    assert "to itself" in run("link", actor["key"], actor["key"], code=2)
    assert "is anna-berg from now on" in run("link", actor["key"], "anna-berg", "--new")
    assert as_json("unknown") == []
    assert "no provisional actor" in run("link", "~FR:x", "emmanuel-macron", code=2)
