"""`diwan parse`: one file as a table for people, or a filter that stays up, one JSON line in, one out.

The filter never ends by an error: a line it cannot read is answered with `{"ok": false, "error": ...}`. Each answer is flushed at once.
"""

import base64
import binascii
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Any

import orjson

from worker.errors import ParseError
from worker.parse.child import Child
from worker.parse.dates import read_instant
from worker.parse.discover import discover
from worker.parse.feed import read_feed
from worker.parse.html import to_text
from worker.parse.jsonl import feed_json, iso
from worker.parse.records import ParsedFeed

Answer = Callable[[Any], Any]


def parse_command(
    file: Path | None = None,
    url: str | None = None,
    jsonl: bool = False,
    dates: bool = False,
    discovering: bool = False,
    *,
    stdin: IO[bytes] | None = None,
    stdout: IO[bytes] | None = None,
    err: IO[str] | None = None,
) -> int:
    """Run `diwan parse`; answers the exit code: 0 done, 1 the file is no feed, 2 wrong use."""
    source, sink = stdin or sys.stdin.buffer, stdout or sys.stdout.buffer
    complain = err or sys.stderr
    modes = [mode for mode, on in (("jsonl", jsonl), ("dates", dates), ("discover", discovering)) if on]
    if len(modes) > 1 or (modes and file is not None) or (not modes and file is None):
        print("diwan parse: give a FILE, or one of --jsonl, --dates, --discover to filter lines", file=complain)
        return 2
    if modes:
        with Child() as child:
            answers: Mapping[str, Answer] = {
                "jsonl": lambda line: _feed(line, child),
                "dates": _date,
                "discover": _discover,
            }
            _filter(source, sink, answers[modes[0]])
        return 0
    assert file is not None
    try:
        body = source.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        print(f"diwan parse: {file}: {error.strerror}", file=complain)
        return 2
    with Child() as child:
        try:
            feed = read_feed(body, url=url, last_resort=child.read)
        except ParseError as error:
            print(f"diwan parse: {file}: {error}", file=complain)
            return 1
    sink.write(as_table(feed).encode("utf-8", "replace"))
    sink.flush()
    return 0


def _filter(source: Iterable[bytes], sink: IO[bytes], answer: Answer) -> None:
    for line in source:
        if not line.strip():
            continue
        try:
            said = answer(orjson.loads(line))
        except ParseError as error:
            said = {"ok": False, "error": str(error)}
        except RecursionError:
            said = {"ok": False, "error": "nested too deeply"}
        except Exception as error:  # the filter outlives every line
            said = {"ok": False, "error": f"{type(error).__name__}: {error}"[:500]}
        try:
            out = orjson.dumps(said)
        except (TypeError, ValueError) as error:
            out = orjson.dumps({"ok": False, "error": f"no JSON: {type(error).__name__}"})
        sink.write(out + b"\n")
        sink.flush()


def _object(line: Any) -> dict[str, Any]:
    if not isinstance(line, dict):
        raise ParseError("the line is no JSON object")
    return line


def _feed(line: Any, child: Child) -> dict[str, Any]:
    asked = _object(line)
    data = asked.get("data")
    if not isinstance(data, str):
        raise ParseError("data is missing")
    try:
        body = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ParseError("data is no base64") from error
    headers = asked.get("headers")
    named = {str(k): str(v) for k, v in headers.items()} if isinstance(headers, dict) else {}
    url = asked.get("url")
    tz = asked.get("tz")
    feed = read_feed(
        body,
        url=url if isinstance(url, str) else None,
        headers=named,
        tz=tz if isinstance(tz, str) else None,
        last_resort=child.read,
    )
    return feed_json(feed)


def _date(line: Any) -> str | None:
    asked = _object(line)
    text, tz = asked.get("text"), asked.get("tz")
    return iso(read_instant(text if isinstance(text, str) else None, tz if isinstance(tz, str) and tz else None))


def _discover(line: Any) -> list[str]:
    asked = _object(line)
    html, url = asked.get("html"), asked.get("url")
    return (
        [found.url for found in discover(html, url if isinstance(url, str) else None)] if isinstance(html, str) else []
    )


# -- for people --------------------------------------------------------------------------------------------------------


def as_table(feed: ParsedFeed) -> str:
    """The feed as lines of text: what it is, then one entry a line with its instant, title and address."""
    lines = [
        f"{feed.title or '(no title)'}  [{feed.format}, read by the {feed.tier} reader, {len(feed.entries)} entries]"
    ]
    for label, value in (
        ("link", feed.link),
        ("language", feed.language),
        ("about", _short(feed.description)),
        ("updated", iso(feed.updated)),
    ):
        if value:
            lines.append(f"  {label}: {value}")
    lines.extend(f"  note: {note}" for note in feed.notes)
    lines.append("")
    for entry in feed.entries:
        when = iso(entry.published or entry.updated)
        if when is None:
            raw = entry.published_raw or entry.updated_raw
            when = f"not read: {raw[:40]}" if raw else "no date"
        lines.append(f"{when:<20}  {entry.title or _short(entry.summary) or '(no title)'}")
        detail = "  ".join(
            part
            for part in (entry.link or "no link", ", ".join(a.name or a.email or "" for a in entry.authors))
            if part
        )
        lines.append(f"{'':<20}  {detail}")
    return "\n".join(lines) + "\n"


def _short(html: str | None) -> str | None:
    text = " ".join(to_text(html).split()) if html else ""
    return (text if len(text) <= 100 else text[:99] + "…") or None
