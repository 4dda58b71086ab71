import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage.sql import SqlStore
from tests.worker.alert.desk import Desk
from tests.worker.alert.desk import mention as a_mention
from tests.worker.dedupe.builders import NECHIRVAN, mention, unlinked
from tests.worker.dedupe.newsroom import Newsroom
from worker.cli_meetings import _cell, meetings_app
from worker.clock import utcnow


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


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, SqlStore]]:
    """A meeting in the database of the settings that somebody was told of, and the store."""
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path))
    monkeypatch.setenv("DIWAN_DATABASE_URL", url := f"sqlite:///{tmp_path / 'diwan.db'}")
    with SqlStore.open(url, upgrade=True) as store:
        desk = Desk(store, now=utcnow() - timedelta(minutes=15))
        desk.subscribe("desk", "email")
        desk.watch("fr")
        desk.news("a", a_mention(date=desk.now.date()))
        with store.reading() as tx:
            (meeting,) = tx.list_meetings()
        yield meeting.key, store


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
    assert run("list", "--polity", "Albania") == "Meetings: none that is asked for\n"


def test_show_explains_a_meeting(keys: list[str]) -> None:
    shown = run("show", keys[0])
    for part in ("Who says what", "2: INA, Rudaw", "Its life", "Verdicts", "both name", "Coverage"):
        assert part in shown


def test_show_as_json_has_every_verdict_with_its_reasons(keys: list[str]) -> None:
    shown = as_json("show", keys[0])
    assert all(d["reasons"] for d in shown["decisions"])  # type: ignore[index]
    assert {d["verdict"] for d in shown["decisions"]} == {"new", "same", "no"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--polity", "Sweden"), 0, "Anna Berg"),
        (("--actor", "نيجيرفان بارزاني"), 0, "Anna Berg"),
        (("--city", "پاریس"), 0, "Anna Berg"),
        (("--topic", "energy"), 0, "Emmanuel Macron"),
        (("--language", "ar"), 0, "Emmanuel Macron"),
        (("--outlet", "ina"), 0, "Emmanuel Macron"),
        (("--outlet", "Inna"), 2, "no such outlet"),
        (("--polity", "Narnia"), 2, "no such polity"),
        (("--actor", "Emmanuel Macaron"), 2, "did you mean 'emmanuel macron'"),
        (("--topic", "energi"), 2, "did you mean 'energy'"),
        (("--phase", "nonsense"), 2, "nonsense"),
        (("--since", "2024-05-01", "--until", "2024-04-01"), 2, "is after --until"),
    ],
)
def test_filters_are_taken_as_people_write_them_and_what_means_nothing_is_said(
    keys: list[str], given: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run("list", *given, code=code)


def test_a_filter_leaves_out_what_does_not_fit(keys: list[str]) -> None:
    assert [m["key"] for m in as_json("list", "--topic", "energy")] == keys[:1]  # type: ignore[attr-defined]
    assert as_json("list", "--actor", "~SE:nobody-seen") == []


def test_the_list_goes_into_a_spreadsheet(keys: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("list", "--csv"))))
    assert [row["meeting"] for row in rows] == keys[::-1]
    assert rows[1]["sides"] == "FR; IQ-KR"
    assert rows[1]["leads"] == "Nechirvan Barzani (President); Emmanuel Macron (President)"
    assert rows[1]["owner_groups"] == "INA; Rudaw"
    assert (rows[1]["sources"], rows[1]["day_stated"]) == ("", "yes")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert _cell(text) == f"'{text}"


def test_refused_is_withdrawn_and_who_was_told_is_told_why(told: tuple[str, SqlStore]) -> None:
    key, store = told
    said = run("refuse", key, "--reason", "it was a trade fair", "--by", "Rebin")
    assert "Rebin says that it is no meeting: it was a trade fair" in " ".join(said.replace("│", " ").split())
    with store.reading() as tx:
        newest, first = tx.list_deliveries()
    assert newest.message.subject.startswith("Withdrawn: ")
    assert "Reason: Rebin says that it is no meeting: it was a trade fair" in newest.message.text
    assert newest.message.thread == first.message.thread == key
    assert "withdrawn already" in run("refuse", key)


def test_a_quiet_correction_tells_nobody(told: tuple[str, SqlStore]) -> None:
    key, store = told
    run("refuse", key, "--quiet")
    with store.reading() as tx:
        assert len(tx.list_deliveries()) == 1


def test_a_confirmed_meeting_is_not_asked_about_again(keys: list[str]) -> None:
    assert "is confirmed" in run("confirm", keys[0], "--by", "Rebin")


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
