"""`diwan init`: who is told, about what, where, at what hour. Asks on a terminal; every answer is an option too."""

import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from storage.errors import NotFound
from worker.cli_out import console, errors, escape, fail, open_store, settings
from worker.cli_subscribers import subscribers_add
from worker.cli_watch import watch_pack

ENV = Path(".env")


def init(
    key: Annotated[str, typer.Option("--subscriber", help="A short key for who is told.")] = "desk",
    email: Annotated[str | None, typer.Option(help="Mail address.")] = None,
    slack: Annotated[str | None, typer.Option(help="Slack incoming webhook; @FILE reads it from a file.")] = None,
    pack: Annotated[list[str] | None, typer.Option(help="Starter pack of watches; may be repeated.")] = None,
    digest_at: Annotated[
        str | None, typer.Option(help="Local hour of the daily digest, 07:30; `none` for none.")
    ] = None,
    zone: Annotated[str | None, typer.Option(help="IANA zone of that hour; default Asia/Baghdad.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of messages: en, ar, ckb; default en.")] = None,
    smtp_host: Annotated[str | None, typer.Option(help="Mail server; written to .env.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take the defaults.")] = False,
) -> None:
    """Set up: the database, one subscriber, starter watches, and `.env`. Safe to run again: it adds and changes, and removes nothing.

    Example: `diwan init --email desk@example.org --pack france-kurdistan --digest-at 07:30 --yes`
    """
    from worker.alert.forms import packs
    from worker.house import House

    asking = sys.stdin.isatty() and not yes
    ready = packs()
    if unknown := [name for name in pack or [] if name not in ready]:
        fail(f"no pack {unknown[0]!r}, expected some of {', '.join(sorted(ready))}")
    if asking:
        email = email if email is not None else typer.prompt("Mail address of who is told (empty: none)", default="")
        slack = (
            slack
            if slack is not None
            else typer.prompt("Slack incoming webhook (empty: none)", default="", hide_input=True)
        )
        if pack is None:
            console.print("Starter packs: " + escape(", ".join(sorted(ready))), soft_wrap=True)
            pack = [
                name.strip() for name in typer.prompt("Which, comma-separated", default="").split(",") if name.strip()
            ]
        digest_at = digest_at or typer.prompt("Local hour of the daily digest (none: no digest)", default="07:30")
        if email and not (smtp_host or settings().smtp_host):
            smtp_host = typer.prompt("Mail server (empty: set DIWAN_SMTP_HOST later)", default="")
    with errors():
        house = House.open(settings(), upgrade=True)
        added, _ = house.sync_catalogue()
        count = house.feed_count()
        house.close()
    console.print(f"database ready, {count} feeds watched ({added} new)")
    known = _is_known(key)
    _write_env(smtp_host)
    channels = [f"slack={slack}"] if slack else None
    subscribers_add(
        key=key,
        email=[email] if email else None,
        to=channels,
        zone=zone,
        language=language,
        digest_at=digest_at or (None if known else "07:30"),
    )
    for name in pack or []:
        watch_pack(key=name, to=key, force=True)
    with open_store() as store, store.reading() as tx:
        watches = len(tx.list_watches())
    if email and not settings().smtp_host:
        console.print("[yellow]note:[/yellow] no mail goes out until DIWAN_SMTP_HOST is set in .env", soft_wrap=True)
    console.print(
        f"{watches} {'watch' if watches == 1 else 'watches'}. Next: `diwan check`, `diwan subscribers test {escape(key)}`, then `diwan run`; "
        "`diwan watch packs` lists more.",
        soft_wrap=True,
    )


def _is_known(key: str) -> bool:
    """Whether there is such a subscriber already: what is not named stays as it is."""
    with open_store() as store, store.reading() as tx:
        try:
            tx.get_subscriber(key)
        except NotFound:
            return False
    return True


def _write_env(smtp_host: str | None) -> None:
    """Add what is missing to .env, readable by its owner only."""
    found = settings()
    lines = []
    if not found.secret_key.get_secret_value():
        lines.append(f"DIWAN_SECRET_KEY={secrets.token_hex(32)}")
    if smtp_host:
        lines.append(f"DIWAN_SMTP_HOST={smtp_host}")
    if not lines:
        return
    before = ENV.read_text(encoding="utf-8") if ENV.exists() else ""
    ENV.touch(mode=0o600)
    ENV.write_text(
        before + ("" if not before or before.endswith("\n") else "\n") + "\n".join(lines) + "\n", encoding="utf-8"
    )
    console.print(f"wrote {', '.join(line.partition('=')[0] for line in lines)} to {ENV}")
