"""`diwan digest` and `diwan report`: what would be sent, what was sent, and a document for a cable."""

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from storage.errors import NotFound
from storage.records import DigestRun, Meeting, Subscriber, Telling, Watch
from storage.sql import Transaction
from worker import digest
from worker.cli_meetings import meant
from worker.cli_out import AsJson, Exit, console, escape, fail, open_store, print_json, print_table, settings
from worker.clock import utcnow
from worker.digest.due import DAILY, WEEKLY, next_due, zone_of
from worker.knowledge.wording import LANGUAGES, wording

digest_app = typer.Typer(
    help="Digests: look at the next one, list those that went out.", no_args_is_help=True, rich_markup_mode="markdown"
)
BAGHDAD = ZoneInfo("Asia/Baghdad")
MOST_MEETINGS = 2000


class Kind(StrEnum):
    DAILY = DAILY
    WEEKLY = WEEKLY


class Form(StrEnum):
    TEXT = "text"
    HTML = "html"


@digest_app.command("preview")
def preview(
    subscriber: Annotated[
        str | None, typer.Argument(help="Key of a subscriber; default: the only one, or a stand-in.")
    ] = None,
    kind: Annotated[Kind, typer.Option(help="daily or weekly.")] = Kind.DAILY,
    language: Annotated[str | None, typer.Option(help="en, ar or ckb; default: the subscriber's.")] = None,
    form: Annotated[Form, typer.Option("--as", help="text on the terminal, or html.")] = Form.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write HTML and text to this file (.html) instead.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The digest as it would go out now. Nothing is sent, and the watermark stays where it is.

    Example: `diwan digest preview desk --language ar --out digest.html`
    """
    now, found = utcnow(), settings()
    if language is not None and language not in LANGUAGES:
        fail(f"language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    with open_store() as store, store.reading() as tx:
        person = _subscriber(tx, subscriber, now=now)
        if language:
            person = _speaking(person, language)
        today = now.astimezone(zone_of(person.zone)).date()
        due = digest.Due(subscriber=person, kind=kind.value, local_day=today, due_at=now)
        gathered = digest.gather(tx, [due], now=now)
    links = digest.SignedLinks(found.public_url, found.secret_key.get_secret_value(), now=now)
    written = digest.write(due, gathered, now=now, links=links)
    message = written.message
    if out is not None:
        out.write_text(message.html, encoding="utf-8")
        console.print(f"{out}: {len(message.html.encode()):,} bytes, {written.run.meetings} meetings", soft_wrap=True)
    elif as_json:
        print_json({"run": written.run, "subject": message.subject, "text": message.text, "html": message.html})
    else:
        sys.stdout.write((message.html if form is Form.HTML else _printable(message.text)) + "\n")


def _printable(text: str) -> str:
    """Text that cannot steer a terminal; the isolates that order mixed lines stay."""
    return "".join(char if char.isprintable() or char in "\n\t\u200c\u200d\u2068\u2069" else "\ufffd" for char in text)


def _speaking(person: Subscriber, language: str) -> Subscriber:
    return replace(person, language=language)


def _subscriber(tx: Transaction, key: str | None, *, now: datetime) -> Subscriber:
    if key is not None:
        return tx.get_subscriber(key)
    everybody = tx.list_subscribers()
    if len(everybody) > 1:
        raise NotFound(f"which subscriber? There are {', '.join(one.key for one in everybody)}")
    return everybody[0] if everybody else Subscriber(id=0, key="preview", name="Preview", created_at=now)


@digest_app.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 20,
    as_json: AsJson = False,
) -> None:
    """Digests that went out, newest first, and when the next ones do.

    Example: `diwan digest list`
    """
    now = utcnow()
    with open_store() as store, store.reading() as tx:
        runs: list[DigestRun] = tx.list_digests(limit=limit)
        people = {one.id: one for one in tx.list_subscribers()}
    ahead = [
        (person, kind, at)
        for person in people.values()
        for kind in (DAILY, WEEKLY)
        if (at := next_due(person, kind, now=now)) is not None
    ]
    if as_json:
        print_json({"sent": runs, "next": [{"subscriber": one.key, "kind": kind, "at": at} for one, kind, at in ahead]})
        return
    print_table(
        "Digests",
        ("day", "kind", "subscriber", "meetings", "changes", "composed (UTC)"),
        [
            (
                one.local_day, one.kind, people[one.subscriber_id].key if one.subscriber_id in people else one.subscriber_id,
                one.meetings, f"{one.from_change + 1}..{one.to_change}", f"{one.composed_at:%Y-%m-%d %H:%M}",
            )
            for one in runs
        ],
        empty="none went out yet",
    )  # fmt: skip
    for person, kind, at in sorted(ahead, key=lambda one: one[2]):
        local = at.astimezone(zone_of(person.zone))
        console.print(f"next: {escape(person.key)} {kind}, {local:%Y-%m-%d %H:%M} {person.zone}", soft_wrap=True)


Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day in Asia/Baghdad, like 2024-05-31.")]


def report(
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, in Asia/Baghdad; default: a week ago.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day; default: today.")] = None,
    watch: Annotated[str | None, typer.Option(help="Key of a watch: only what it hits.")] = None,
    polity: Annotated[str | None, typer.Option(help="A side, like `FR` or France: only where it takes part.")] = None,
    language: Annotated[str, typer.Option(help="en, ar or ckb.")] = "en",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; its ending says how: .md, .docx or .pdf. Default: Markdown on the terminal.")] = None,
) -> None:  # fmt: skip
    """The meetings of some days as a document for a cable: Markdown, Word or PDF, with every source.

    Example: `diwan report --from 2024-05-01 --to 2024-05-31 --watch france --out may.docx`
    """
    from worker.digest import document
    from worker.digest.report import compose_report, markdown

    now = utcnow()
    today = now.astimezone(BAGHDAD).date()
    last = until.date() if until else today
    first = since.date() if since else last - timedelta(days=7)
    ending = out.suffix.lower() if out is not None else ".md"
    if language not in LANGUAGES:
        fail(f"--language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    if first > last:
        fail(f"--from {first} is after --to {last}")
    if ending not in (".md", ".docx", ".pdf"):
        fail(f"--out ends with {ending!r}, expected .md, .docx or .pdf")
    with open_store() as store, store.reading() as tx:
        chosen = tx.get_watch(watch) if watch else None
        side = meant(tx, polity=polity).get("polity")
        meetings = tx.list_meetings(since=first, until=last, polity=side, limit=MOST_MEETINGS)
        if len(meetings) == MOST_MEETINGS:
            fail(f"{MOST_MEETINGS} meetings or more from {first} to {last}: ask for fewer days, or one side")
        if chosen is not None:
            meetings = _hit(tx, chosen, meetings, today=today)
        tellings: dict[int, list[Telling]] = {one.id or 0: tx.tellings(one.id or 0) for one in meetings}
        made = compose_report(
            meetings, tellings, since=first, until=last, made_at=now.astimezone(BAGHDAD), language=language, names=wording(),
            watch=chosen.name if chosen else "",
        )  # fmt: skip
        if out is None:
            sys.stdout.write(_printable(markdown(made)))
            return
        body = {
            ".md": lambda: markdown(made).encode(),
            ".docx": lambda: document.word(made),
            ".pdf": lambda: document.pdf(made),
        }[ending]()
    try:
        out.write_bytes(body)
    except OSError as error:
        fail(f"{out} cannot be written ({error.strerror})", Exit.WRONG)
    console.print(f"{escape(str(out))}: {len(made.table)} meetings, {len(body):,} bytes", soft_wrap=True)


def _hit(tx: Transaction, watch: Watch, meetings: list[Meeting], *, today: date) -> list[Meeting]:
    """Those of the meetings that the watch would have been told of, at some time of their lives and by some telling, by the history as it is
    known now ("first in 90 days" of the day of each meeting)."""
    from worker.alert.backtest import Past, fits
    from worker.alert.vocabulary import offices
    from worker.knowledge.load import load_knowledge

    known = offices(load_knowledge())
    return [one for one in meetings if fits(watch, Past(one, tx), today=today, offices=known, before=tx)]
