"""`diwan try` and `diwan assess`: what a person and a program see."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.worker.fetch.server import Answer, outlet
from worker.cli import app

LEAD = "ERBIL - President Nechirvan Barzani on Wednesday received French President Emmanuel Macron in Erbil."
MENU = "".join(f"<li><a href='/{n}'>President receives the ambassador of Spain {n}</a></li>" for n in range(9))
PAGE = f"""<html><head><title>Barzani receives Macron</title><meta property="article:published_time" content="2024-06-06T10:00:00+03:00"></head>
<body><nav><ul>{MENU}</ul></nav><article><h1>Barzani receives Macron</h1><p>{LEAD}</p>
<p>The two discussed trade and the security of the Region at some length, and agreed to go on with it in Paris later in the year.</p>
<p>A statement of the Presidency said that both sides had been pleased with the talks and with all that had been said there.</p></article></body></html>"""


def diwan(*words: str, input: str | None = None, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(words), input=input)
    assert result.exit_code == code, result.output
    return result.output


def test_an_address_is_read_as_the_article_of_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title, text and day are the article's: what the menu names is no news, and nobody is asked for the day."""
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path))
    monkeypatch.setenv("DIWAN_ALLOW_ADDRESSES", "127.0.0.0/8")
    with outlet({"/story": Answer(body=PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})}) as there:
        found = json.loads(diwan("try", there.base + "/story", "--json"))
    (meeting,) = found["mentions"]
    assert meeting["date"] == "2024-06-05"
    assert {one["name"] for one in meeting["participants"]} == {"Nechirvan Barzani", "Emmanuel Macron"}


def test_a_page_without_an_article_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIWAN_HOME", str(tmp_path))
    monkeypatch.setenv("DIWAN_ALLOW_ADDRESSES", "127.0.0.0/8")
    with outlet(
        {"/": Answer(body=b"<html><title>Home</title><body></body></html>", headers={"Content-Type": "text/html"})}
    ) as there:
        result = CliRunner().invoke(app, ["try", there.base + "/"])
    assert result.exit_code == 1
    assert "no article text" in result.output


def test_a_text_without_a_day_says_which_day_it_was_read_as() -> None:
    text = f"Barzani receives Macron\n\n{LEAD.replace(' on Wednesday', '')}"
    assert "--published tells another day" in diwan("try", "-", input=text)
    assert "--published" not in diwan("try", "-", "--published", "2024-06-06", input=text)


def test_lines_that_cannot_be_read_are_counted_at_the_end() -> None:
    result = CliRunner().invoke(
        app, ["assess", "-"], input="{\n" + json.dumps({"id": 1, "title": "", "text": ""}) + "\n"
    )
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "1 of the lines could not be read" in result.stderr
    assert json.loads(result.stdout.splitlines()[0])["error"].startswith("not JSON at character 3: ")


def test_a_text_too_short_for_a_language_says_so() -> None:
    (line,) = diwan("assess", "-", input='{"id": 1, "title": "Oil", "text": "Oil prices rose."}').splitlines()
    assert json.loads(line)["reasons"] == ["too little text to tell its language"]


def test_the_name_of_a_rule_is_shown_as_it_stands() -> None:
    """Colons around a word are no emoji: "where:seat:IQ"."""
    text = "الرئيس يستقبل السفير\n\nاستقبل رئيس الجمهورية عبد اللطيف رشيد، اليوم الثلاثاء، في قصر بغداد، السفير الأردني ماهر الطراونة."
    assert "where:seat:IQ" in diwan("try", "-", "--published", "2024-03-05", input=text)


def test_a_place_that_the_dateline_tells_quotes_it() -> None:
    text = "Barzani receives consul\n\nERBIL (Kurdistan 24) - Prime Minister Masrour Barzani received the French consul general, Yann Braem, on Tuesday."
    (meeting,) = json.loads(diwan("try", "-", "--json", "--published", "2024-03-05", input=text))["mentions"]
    (place,) = (one for one in meeting["evidence"] if one["field"] == "place")
    assert (place["rule"], place["text"]) == ("where:dateline:erbil", "ERBIL (Kurdistan 24)")
