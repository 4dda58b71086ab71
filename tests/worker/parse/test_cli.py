"""`diwan parse`: for people, and as a filter that no line ends."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.worker.parse.feeds import URL, rss
from worker.parse.cli import parse_command


def run(lines: list[Any], **mode: bool) -> list[Any]:
    source = io.BytesIO(
        b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    )
    sink = io.BytesIO()
    assert parse_command(**mode, stdin=source, stdout=sink) == 0  # type: ignore[arg-type]
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def packed(body: bytes, **more: Any) -> dict[str, Any]:
    return {"data": base64.b64encode(body).decode(), "headers": {}, "url": URL, **more}


def test_a_feed_in_is_a_feed_out_with_every_field() -> None:
    body = rss(
        "<title>T</title><link>/a</link><guid isPermaLink='false'>g</guid><pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate><author>j@x.example (Jo)</author>"
        "<description>d</description><category>c</category><enclosure url='/e.mp3' length='1' type='audio/mpeg'/><comments>/c</comments>"
    )
    (answer,) = run([packed(body)], jsonl=True)
    assert answer["ok"] is True
    assert set(answer["feed"]) == {"title", "link", "id", "description", "language", "published", "updated", "image"}
    assert answer["entries"] == [
        {
            "title": "T",
            "link": "https://outlet.example/a",
            "id": "g",
            "published": "2026-11-21T12:00:00Z",
            "updated": None,
            "summary": "d",
            "content": None,
            "authors": [{"name": "Jo", "email": "j@x.example", "uri": None}],
            "tags": ["c"],
            "enclosures": [{"url": "https://outlet.example/e.mp3", "type": "audio/mpeg", "length": 1}],
            "language": None,
            "comments": "https://outlet.example/c",
            "image": None,
        }
    ]


def test_a_bad_line_is_answered_and_the_next_one_read() -> None:
    lines = [
        b"garbage\n",
        [],
        {"data": "***"},
        {},
        packed(b"<html><title>x</title></html>"),
        packed(rss("<title>T</title>"), headers=None, url=None),
    ]
    answers = run(lines, jsonl=True)
    assert [answer["ok"] for answer in answers] == [False] * 5 + [True]
    assert all(answer["error"] for answer in answers[:5])


def test_dates_in_instants_out() -> None:
    lines = [
        {"text": "21 تشرين الثاني 2026 12:30", "tz": "Asia/Baghdad"},
        {"text": "2 hours ago", "tz": "UTC"},
        {"text": "2026-11-21 12:30", "tz": "UTC"},
        {},
    ]
    assert run(lines, dates=True) == ["2026-11-21T09:30:00Z", None, "2026-11-21T12:30:00Z", None]


def test_a_page_in_its_feeds_out() -> None:
    html = '<link rel="alternate" type="application/rss+xml" href="/f">'
    assert run([{"html": html, "url": URL}, {"html": "", "url": URL}], discovering=True) == [
        ["https://outlet.example/f"],
        [],
    ]


def test_a_file_is_shown_as_a_table(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(
        rss("<title>PM meets envoy</title><link>/a</link><pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate>")
    )
    sink = io.BytesIO()
    assert parse_command(file, URL, stdout=sink) == 0
    shown = sink.getvalue().decode()
    assert "2026-11-21T12:00:00Z" in shown
    assert "PM meets envoy" in shown
    assert "https://outlet.example/a" in shown


@pytest.mark.parametrize(("content", "code"), [(b"<html><title>Home</title></html>", 1), (None, 2)])
def test_a_file_that_cannot_be_shown_says_why(tmp_path: Path, content: bytes | None, code: int) -> None:
    file = tmp_path / "feed.xml"
    if content is not None:
        file.write_bytes(content)
    complaint = io.StringIO()
    assert parse_command(file, stdout=io.BytesIO(), err=complaint) == code
    assert str(file) in complaint.getvalue()
