"""`diwan subscribers`: who is told, where, in which language and at what hour."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Annotated, Any

import typer

from storage.errors import NotFound
from storage.records import Delivery, Message, Recipient, Subscriber
from storage.sql import Transaction
from worker import deliver
from worker.alert.forms import KEY, parse_form
from worker.alert.route import check_rules, check_zone
from worker.alert.rules import RuleError
from worker.cli_out import (
    AsJson,
    Exit,
    console,
    errors,
    escape,
    fail,
    open_store,
    print_json,
    print_table,
    read_text,
    settings,
)
from worker.clock import utcnow
from worker.errors import DeliveryError
from worker.knowledge.wording import LANGUAGES, wording
from worker.log import mask

subscribers_app = typer.Typer(help="Subscribers and their addresses.", no_args_is_help=True)


@subscribers_app.command("list")
def subscribers_list(as_json: AsJson = False) -> None:
    """Who is told, where, and when their digest comes. Addresses that hold secrets are masked.

    Example: `diwan subscribers list`
    """
    with open_store() as store, store.reading() as tx:
        people = tx.list_subscribers()
        addresses = tx.list_recipients()
    rows: list[dict[str, Any]] = [
        {
            "key": one.key, "name": one.name, "zone": one.zone, "language": one.language, "digest_at": one.digest_at, "weekdays": one.weekdays,
            "rules": one.rules,
            "recipients": [
                {"id": r.id, "channel": r.channel, "label": r.label, "dead_at": r.dead_at, "dead_reason": r.dead_reason}
                for r in addresses if r.subscriber_id == one.id
            ],
        }
        for one in people
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    print_table(
        "subscribers",
        ("key", "name", "language", "digest", "addresses"),
        [
            (r["key"], r["name"], r["language"], f"{r['digest_at']:%H:%M} {r['zone']}" if r["digest_at"] else "none",
             ", ".join(f"{a['channel']} {a['label']}" + (f" (off: {a['dead_reason']})" if a["dead_at"] else "") for a in r["recipients"]))
            for r in rows
        ],
        empty="none yet; `diwan subscribers add desk --email desk@example.org` makes one",
    )  # fmt: skip


@subscribers_app.command("add")
def subscribers_add(
    key: Annotated[str, typer.Argument(help="A short key, `desk`.")],
    name: Annotated[str | None, typer.Option(help="A name for people.")] = None,
    email: Annotated[list[str] | None, typer.Option(help="A mail address; may be repeated.")] = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", help="CHANNEL=ADDRESS, for example slack=@/run/secrets/hook: @ reads a file."),
    ] = None,
    zone: Annotated[str | None, typer.Option(help="IANA zone; default Asia/Baghdad.")] = None,
    language: Annotated[str | None, typer.Option(help="en, ar, or ckb.")] = None,
    digest_at: Annotated[
        str | None, typer.Option(help="Local hour of the daily digest, 07:30; `none` for no digest.")
    ] = None,
    weekdays: Annotated[
        str | None, typer.Option(help="ISO weekdays of the digest, `7,1,2,3,4` for Sunday to Thursday.")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(help="A TOML or JSON file of quiet hours, ceilings, routes (docs/alerts.md).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a subscriber, or change the one of that key; what is not named stays. Addresses are added to those there are, and live again.

    Example: `diwan subscribers add desk --email desk@example.org --language ckb --digest-at 07:30`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        kept = tx.keep_subscriber(_subscriber(tx, key, name, zone, language, digest_at, weekdays, rules))
        for channel, address in [("email", one.strip()) for one in email or []] + [_address(one) for one in to or []]:
            if wrong := deliver.fault(channel, address):
                fail(f"{wrong} (found {address!r})" if channel == "email" else wrong)
            tx.keep_recipient(
                Recipient(
                    subscriber_id=kept.id or 0,
                    channel=channel,
                    address=address,
                    label=_label(channel, address, key),
                )
            )
        addresses = tx.list_recipients(kept.id)
    if as_json:
        print_json(
            {"subscriber": kept, "recipients": [{"channel": one.channel, "label": one.label} for one in addresses]}
        )
    else:
        console.print(
            f"subscriber {escape(kept.key)}: {escape(_names(addresses)) if addresses else 'no address yet'}",
            soft_wrap=True,
        )


def _subscriber(
    tx: Transaction, key: str, name: str | None, zone: str | None, language: str | None, digest_at: str | None, weekdays: str | None,
    rules: Path | None,
) -> Subscriber:  # fmt: skip
    try:
        now = tx.get_subscriber(key)
    except NotFound:
        if not KEY.fullmatch(key):
            raise RuleError(f"key is {key!r}, expected small letters, digits and hyphens, at most 64") from None
        now = Subscriber(key=key, name=name or key, created_at=utcnow())
    changed: dict[str, Any] = {}
    if name:
        changed["name"] = name
    if zone:
        check_zone(zone)
        changed["zone"] = zone
    if language:
        if language not in LANGUAGES:
            raise RuleError(f"language is {language!r}, expected one of {', '.join(LANGUAGES)}")
        changed["language"] = language
    if digest_at:
        try:
            changed["digest_at"] = None if digest_at == "none" else time.fromisoformat(digest_at)
        except ValueError:
            raise RuleError(f"digest-at is {digest_at!r}, expected a time such as 07:30, or none") from None
    if weekdays:
        days = [part.strip() for part in weekdays.split(",")]
        if not all(day in "1234567" and len(day) == 1 for day in days):
            raise RuleError(f"weekdays is {weekdays!r}, expected numbers from 1 (Monday) to 7 (Sunday)")
        changed["weekdays"] = tuple(int(day) for day in days)
    if rules:
        form = parse_form(read_text(rules), name=rules.name)
        check_rules(form)
        changed["rules"] = form
    return replace(now, **changed)


def _address(text: str) -> tuple[str, str]:
    channel, found, address = text.partition("=")
    if not found or not address:
        fail("--to expects CHANNEL=ADDRESS, for example slack=@/run/secrets/hook")
    if address.startswith("@"):
        return channel, read_text(Path(address[1:])).strip()
    return channel, address


def _label(channel: str, address: str, key: str) -> str:
    """What lists show: a mail address as it is, anything else never."""
    return address if channel == "email" else f"{channel} of {key}"


@subscribers_app.command("signing-key")
def subscribers_signing_key(
    key: Annotated[str, typer.Argument(help="The key of the subscriber.")], as_json: AsJson = False
) -> None:
    """Show the signing keys of a subscriber's webhooks: secrets, for their owner only. They are in no log and no export.

    Example: `diwan subscribers signing-key desk`
    """
    from worker.deliver import signing_key

    secret = settings().secret_key.get_secret_value()
    if not secret:
        fail("DIWAN_SECRET_KEY is not set, and nothing is signed; `diwan init` makes one")
    with open_store() as store, errors(), store.reading() as tx:
        hooks = [one for one in tx.list_recipients(tx.get_subscriber(key).id) if one.channel == "webhook"]
    rows = [{"id": one.id, "label": one.label, "signing_key": signing_key(secret, one.id or 0)} for one in hooks]
    if as_json:
        print_json(rows)
        return
    if not rows:
        fail(f"{key} has no webhook; `diwan subscribers add {key} --to webhook=https://...` adds one", Exit.NO)
    for row in rows:
        console.print(f"{row['id']}  {escape(str(row['label']))}  {row['signing_key']}", soft_wrap=True)


@subscribers_app.command("test")
def subscribers_test(
    key: Annotated[str, typer.Argument(help="The key of the subscriber.")], as_json: AsJson = False
) -> None:
    """Send a test message to each address now, and say what became of it. Exit 1 where one did not go.

    Example: `diwan subscribers test desk`
    """
    from worker.house import House

    with errors():
        house = House.open(settings())
        try:
            with house.store.reading() as tx:
                who = tx.get_subscriber(key)
                alive = [one for one in tx.list_recipients(who.id) if one.dead_at is None]
            with house.senders() as senders:
                rows = [_tried(senders, who, one) for one in alive]
        finally:
            house.close()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            console.print(f"{escape(row['to'])}: {escape(row['said'])}", soft_wrap=True)
    if not rows:
        fail(f"{key} has no address; `diwan subscribers add {key} --email ADDRESS` adds one", Exit.NO)
    raise typer.Exit(Exit.OK if all(row["sent"] for row in rows) else Exit.NO)


def _tried(senders: deliver.Senders, who: Subscriber, recipient: Recipient) -> dict[str, Any]:
    """What became of a test message to an address."""
    found = settings()
    to = f"{recipient.channel} {recipient.label}"
    if setting := deliver.lacks(
        recipient, smtp_host=found.smtp_host, slack_token=found.slack_token.get_secret_value(),
        telegram_token=found.telegram_token.get_secret_value(), secret_key=found.secret_key.get_secret_value(),
    ):  # fmt: skip
        return {"to": to, "sent": False, "said": f"not sent, {setting} is not set"}
    subject, text = (wording().phrase(f"test_{part}", who.language, name=who.name) for part in ("subject", "text"))
    message = Message(subject=subject, text=f"{text}\n", headers={"Content-Language": who.language})
    delivery = Delivery(
        key=f"test-{who.key}-{secrets.token_hex(6)}", recipient_id=recipient.id or 0, channel=recipient.channel, message=message,
        due_at=utcnow(), created_at=utcnow(),
    )  # fmt: skip
    try:
        senders[recipient.channel].send(delivery, recipient)
    except DeliveryError as error:
        return {"to": to, "sent": False, "said": f"not sent, {mask(str(error))}"}
    return {"to": to, "sent": True, "said": "sent; look whether it arrived"}


@subscribers_app.command("stop")
def subscribers_stop(
    key: Annotated[str, typer.Argument(help="The key of the subscriber.")],
    address: Annotated[str, typer.Argument(help="The address, or its name in `diwan subscribers list`.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "stopped by a person",
) -> None:
    """Send nothing more to one address. `diwan subscribers add` with the same address starts it again.

    Example: `diwan subscribers stop desk old@example.org`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        mine = tx.list_recipients(tx.get_subscriber(key).id)
        found = [one for one in mine if address in (one.address, one.label, f"{one.channel} {one.label}")]
        if not found:
            fail(f"{key} has no address {address!r}, expected one of {_names(mine)}")
        for one in found:
            tx.bury_recipient(one.id or 0, reason=reason, now=utcnow())
    console.print(f"nothing more goes to {escape(_names(found))}", soft_wrap=True)


def _names(recipients: Sequence[Recipient]) -> str:
    return ", ".join(f"{one.channel} {one.label}" for one in recipients) or "none"


@subscribers_app.command("remove")
def subscribers_remove(key: Annotated[str, typer.Argument(help="The key of the subscriber.")]) -> None:
    """Remove a subscriber with addresses, watches and what waits for them.

    Example: `diwan subscribers remove desk`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        tx.remove_subscriber(key)
    console.print(f"subscriber {escape(key)} removed")
