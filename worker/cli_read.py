"""Commands that read one thing: `diwan try`, `diwan parse`, `diwan assess`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import orjson
import typer

from storage.records import Assessment, Evidence, Mention
from worker.cli_out import AsJson, Exit, console, errors, escape, fail, print_json, print_table, read_text
from worker.memory import settle


def parse(
    file: Annotated[Path | None, typer.Argument(help="A feed document; - for standard input.")] = None,
    url: Annotated[str | None, typer.Option(help="The address it came from, for relative links.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Filter: {"data": base64, "headers", "url"} a line.')] = False,
    dates: Annotated[
        bool, typer.Option("--dates", help='Filter: {"text", "tz"} a line; an ISO instant or null out.')
    ] = False,
    discover: Annotated[
        bool, typer.Option("--discover", help='Filter: {"html", "url"} a line; feed addresses out.')
    ] = False,
) -> None:
    """Read a feed document and show what is in it, or filter lines of them.

    Example: `diwan parse feed.xml --url https://example.org/rss`
    """
    from worker.parse.cli import parse_command

    raise typer.Exit(parse_command(file, url, jsonl, dates, discover))


def assess(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="JSON Lines {id, title, text, published?, lang?, outlet?, url?}; - or none: standard input."
        ),
    ] = None,
    resolve: Annotated[
        bool, typer.Option("--resolve", help="Fold the items into meetings as a stream; `meeting` is the key.")
    ] = False,
) -> None:
    """Assess items: one JSON line in, one JSON line out, at once.

    Example: `diwan assess items.jsonl > answers.jsonl`
    """
    source = sys.stdin.buffer if file is None or str(file) == "-" else _open(file)
    with errors():
        bad = 0
        for line in _answers(source, resolve=resolve):
            bad += "error" in line
            sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
            sys.stdout.buffer.flush()
    if bad:
        print(f"{bad} of the lines could not be read: see `error` in their answers", file=sys.stderr)


def _answers(source: Any, *, resolve: bool) -> Iterator[dict[str, Any]]:
    from worker.knowledge.load import load_knowledge

    knowledge = load_knowledge()
    settle()
    if resolve:
        from worker.assess_stream import resolved_answers
        from worker.clock import utcnow

        return resolved_answers(source, knowledge, now=utcnow())
    from worker.classify.contract import answers

    return answers(source, knowledge)


def _open(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as error:
        fail(f"{path}: {error.strerror}")


# -- try ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    title: str
    text: str
    published: datetime | None = None
    outlet: str | None = None
    url: str | None = None


def try_(
    what: Annotated[
        str,
        typer.Argument(help="A text file (first line: the title), a JSON item, an address, or - for standard input."),
    ],
    published: Annotated[
        str | None, typer.Option(help="When it was published, ISO 8601; default: what the item says, else now.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Assess one item and explain every field with its evidence.

    Example: `diwan try article.txt --published 2024-03-05`
    """
    from worker.classify.assess import assess_text
    from worker.clock import utcnow
    from worker.knowledge.load import load_knowledge

    with errors():
        item = _from_address(what) if urlsplit(what).scheme in ("http", "https") else _from_file(what)
        if published is not None:
            item = replace(item, published=_instant(published))
        day = item.published or utcnow()
        answer = assess_text(
            item.title, item.text, load_knowledge(), published=day, outlet=item.outlet, url=item.url
        )  # fmt: skip
    if as_json:
        print_json(answer)
        return
    if item.published is None:
        console.print(f"read as published today, {day:%A %d %B %Y}: --published tells another day", soft_wrap=True)
    show(answer)


def _from_file(what: str) -> Item:
    body = read_text(Path(what))
    if body.lstrip().startswith("{"):
        try:
            found = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            fail(f"{what}: begins like JSON and is none: {error}")
        when = found.get("published")
        return Item(
            title=str(found.get("title") or ""), text=str(found.get("text") or ""), published=_instant(when) if when else None,
            outlet=found.get("outlet"), url=found.get("url"),
        )  # fmt: skip
    first, _, rest = body.strip().partition("\n")
    return Item(title=first.strip(), text=rest.strip()) if rest.strip() else Item(title="", text=first.strip())


def _instant(text: str) -> datetime:
    from worker.parse.dates import read_instant

    found = read_instant(text, "Asia/Baghdad")
    if found is None:
        fail(f"--published is {text!r}, expected a date like 2024-03-05 or 2024-03-05T18:00:00+03:00")
    return found


def _from_address(url: str) -> Item:
    from worker.cli_out import settings
    from worker.fetch import Fetcher, Request, user_agent
    from worker.house import diwan_version
    from worker.parse import read_article

    found = settings()
    with Fetcher(agent=user_agent(diwan_version(), found.contact), allowed=found.allow_addresses) as fetcher:
        answer = fetcher.fetch(Request(url=url, accept="text/html, */*;q=0.5"))
    page = read_article(answer.body, url=answer.url, headers=answer.headers)
    return Item(title=page.title or "", text=page.text, published=page.published, url=answer.url)


def show(answer: Assessment) -> None:
    """An assessment for people."""
    console.print(f"language {answer.language}, confidence that it reports a meeting {answer.confidence:.2f}")
    if not answer.mentions:
        console.print("[bold]no diplomatic meeting[/bold]")
        for reason in answer.reasons:
            console.print(f"  because: {escape(reason)}", soft_wrap=True)
        raise typer.Exit(Exit.NO)
    for mention in answer.mentions:
        _show_mention(mention)


def _show_mention(mention: Mention) -> None:
    place = ", ".join(part for part in (mention.city, mention.country) if part) or "not said"
    day = (
        f"{mention.date:%A %d %B %Y}" + ("" if mention.date_sure else " (the day of publication)")
        if mention.date
        else "not said"
    )
    console.print(
        f"\n[bold]{mention.status}[/bold], {mention.mode.replace('_', ' ')}, {day}, {escape(place)}; confidence {mention.confidence:.2f}"
    )
    print_table(
        "participants",
        ("name", "as written", "role", "for", "leads", "actor"),
        [
            (one.name, one.surface, one.role, one.polity, "yes" if one.lead else "", one.actor)
            for one in mention.participants
        ],
    )
    console.print(f"topics: {', '.join(mention.topics) or 'not said'}")
    print_table("evidence", ("field", "rule", "sentence"), [_evidence(one) for one in mention.evidence])


def _evidence(one: Evidence) -> tuple[str, str, str]:
    return one.field, one.rule, one.text if one.text else one.note
