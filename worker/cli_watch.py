"""`diwan watch`, `alerts`, `deliveries`, `subscribers`: who is told of what, and what became of it."""

import getpass
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import orjson
import rtoml
import typer

from storage.errors import NotFound
from storage.records import DeliveryState, Silence, Subscriber, WaitState, Watch
from storage.sql import SqlStore, Transaction
from worker.alert import publish
from worker.alert.backtest import Past, Report, back_test, history, published
from worker.alert.forms import packs, parse_form, read_watches, resolved, write_watches
from worker.alert.index import WatchIndex
from worker.alert.judge import Offices, View
from worker.alert.route import seconds, ways
from worker.alert.rules import Vocabulary
from worker.alert.tell import BAGHDAD, silenced
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
from worker.digest.sign import SignedLinks
from worker.knowledge.wording import LANGUAGES, wording
from worker.log import mask

watch_app = typer.Typer(help="Watches: what people asked to be told of.", no_args_is_help=True)
alerts_app = typer.Typer(help="Alerts: what was told, what waits, what is muted.", no_args_is_help=True)
deliveries_app = typer.Typer(help="The outbox: messages on their way, sent, and given up.", no_args_is_help=True)

Key = Annotated[str, typer.Argument(help="The key of the watch.")]
Days = Annotated[int, typer.Option(min=1, max=3650, help="How far back, days.")]
Force = Annotated[bool, typer.Option("--force", help="Save it though the back-test warns of too many messages.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="At most so many rows.")]


def _known() -> tuple[Vocabulary, Offices]:
    from schedules.load import load_feeds
    from worker.alert.vocabulary import offices, vocabulary
    from worker.knowledge.load import load_knowledge

    knowledge = load_knowledge()
    feeds = load_feeds()
    words = vocabulary(
        knowledge, outlets=[feed.outlet for feed in feeds], owner_groups=[feed.owner_group for feed in feeds]
    )
    return words, offices(knowledge)


def rule_words(tx: Transaction) -> tuple[Vocabulary, Offices]:
    """What rules may name; outlets of the operator's own feeds too."""
    words, held = _known()
    own = [feed for feed, _ in tx.list_feeds()]
    return (
        replace(
            words,
            outlets=tuple(sorted({*words.outlets, *(feed.outlet for feed in own)})),
            owner_groups=tuple(sorted({*words.owner_groups, *(feed.owner_group for feed in own if feed.owner_group)})),
        ),
        held,
    )


# -- watch -------------------------------------------------------------------------------------------------------------


@watch_app.command("list")
def watch_list(as_json: AsJson = False) -> None:
    """All watches.

    Example: `diwan watch list`
    """
    with open_store() as store, store.reading() as tx:
        found = _with_owners(tx)
    if as_json:
        print_json(write_watches(found)["watch"])
        return
    print_table(
        "watches",
        ("key", "name", "for", "tells", "asks for", ""),
        [
            (one.key, one.name, who, one.notify, rule_text(one.rule), "paused" if one.paused else "")
            for one, who in found
        ],
        empty="none yet; `diwan watch packs` lists ready ones",
    )


@watch_app.command("show")
def watch_show(key: Key, as_json: AsJson = False) -> None:
    """One watch in the form that `diwan watch add --file` reads.

    Example: `diwan watch show france`
    """
    with open_store() as store, store.reading() as tx:
        watch = tx.get_watch(key)
        found = [(one, who) for one, who in _with_owners(tx) if one.key == watch.key]
    if as_json:
        print_json(write_watches(found)["watch"][0])
    else:
        sys.stdout.write(rtoml.dumps(write_watches(found), pretty=True))


@watch_app.command("add")
def watch_add(
    key: Annotated[str | None, typer.Argument(help="A short key, `france`; not needed with --file.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Key of the subscriber who is told.")] = None,
    file: Annotated[Path | None, typer.Option(help="A TOML or JSON file of watches; - for standard input.")] = None,
    rule: Annotated[str | None, typer.Option(help="The rule as JSON.")] = None,
    name: Annotated[str | None, typer.Option(help="A name for people.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="A person, any spelling; may be repeated.")] = None,
    office: Annotated[list[str] | None, typer.Option(help="An office, `IQ/foreign-minister`.")] = None,
    polity: Annotated[list[str] | None, typer.Option(help="A side, `FR` or France.")] = None,
    pair: Annotated[list[str] | None, typer.Option(help="Two sides that meet, `FR,IQ-KR`.")] = None,
    topic: Annotated[list[str] | None, typer.Option(help="A topic, `energy`.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="A city, `Erbil`.")] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="An outlet that tells of it.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="A language it is told in.")] = None,
    words: Annotated[list[str] | None, typer.Option(help="A word in the text, any script.")] = None,
    notify: Annotated[str, typer.Option(help="new, transitions, or reports.")] = "transitions",
    priority: Annotated[str, typer.Option(help="low, normal, or critical.")] = "normal",
    days: Days = 30,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Add a watch, or change the one of that key. It is played the stored history first; one that would flood is refused.

    Examples: `diwan watch add france --to desk --pair FR,IQ-KR`;
    `diwan watch add money --to desk --pair IQ,IQ-KR --topic budget --topic energy --priority critical`;
    `diwan watch add --file watches.toml`
    """
    with open_store() as store, errors():
        now = utcnow()
        with store.reading() as tx:
            vocabulary, held = rule_words(tx)
            owners = {one.key: one for one in tx.list_subscribers()}
        if file is not None:
            form = parse_form(read_text(file), name=file.name)
        else:
            asked = orjson.loads(rule) if rule and _is_json(rule) else {}
            if rule and not asked:
                fail(f'--rule is {rule!r}, expected JSON such as \'{{"polity": "FR"}}\'')
            flags = {"actor": actor, "office": office, "polity": polity, "topic": topic, "place": place, "outlet": outlet,
                     "language": language, "words": words}  # fmt: skip
            asked |= {name_: value if len(value) > 1 else value[0] for name_, value in flags.items() if value}
            if pair:
                asked["pair"] = [_two(one) for one in pair] if len(pair) > 1 else _two(pair[0])
            options = {} if priority == "normal" else {"priority": priority}
            form = {"key": key or "", "name": name or key or "", "rule": asked, "notify": notify, "options": options}
        read = read_watches(form, now=now, vocabulary=vocabulary, subscriber=to)
        _save(store, read, owners, held, days=days, force=force, as_json=as_json)


def _save(
    store: SqlStore, read: Sequence[tuple[Watch, str]], owners: dict[str, Subscriber], held: Offices, *, days: int, force: bool, as_json: bool
) -> None:  # fmt: skip
    now = utcnow()
    said: list[dict[str, Any]] = []
    ready: list[Watch] = []
    for watch, who in read:
        if who not in owners:
            fail(f"watch {watch.key}: no subscriber {who!r}; `diwan subscribers add {who} --email ADDRESS` makes one")
        with store.reading() as tx:
            report = _tested(tx, watch, held, days=days, now=now)
        if report.absurd and not force:
            fail(f"watch {watch.key}: {'; '.join(report.warnings)} (--force saves it all the same)", Exit.NO)
        ready.append(replace(watch, subscriber_id=owners[who].id or 0))
        said.append(
            {
                "key": watch.key,
                "hits": len(report.found),
                "messages": report.messages,
                "warnings": list(report.warnings),
            }
        )
    with store.transaction() as tx:
        for watch in ready:
            tx.keep_watch(watch)
    if as_json:
        print_json(said)
        return
    for one in said:
        console.print(
            f"watch {one['key']} saved: in the last {days} days it would have hit {one['hits']} meetings and made {one['messages']} messages",
            soft_wrap=True,
        )
        for warning in one["warnings"]:
            console.print(f"  [yellow]note:[/yellow] {escape(warning)}", soft_wrap=True)


@watch_app.command("remove")
def watch_remove(key: Key) -> None:
    """Remove a watch, and what waits for it.

    Example: `diwan watch remove france`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        tx.remove_watch(key)
    console.print(f"watch {escape(key)} removed")


@watch_app.command("pause")
def watch_pause(key: Key) -> None:
    """Let a watch rest.

    Example: `diwan watch pause france`
    """
    _pause(key, True)


@watch_app.command("resume")
def watch_resume(key: Key) -> None:
    """Let a watch go on.

    Example: `diwan watch resume france`
    """
    _pause(key, False)


def _pause(key: str, paused: bool) -> None:
    with open_store() as store, errors(), store.transaction() as tx:
        tx.keep_watch(replace(tx.get_watch(key), paused=paused))
    console.print(f"watch {escape(key)} {'rests' if paused else 'goes on'}")


@watch_app.command("test")
def watch_test(
    key: Annotated[str | None, typer.Argument(help="A watch that is saved; or none, with --file or --rule.")] = None,
    file: Annotated[Path | None, typer.Option(help="A TOML or JSON file of watches; - for standard input.")] = None,
    rule: Annotated[str | None, typer.Option(help="A rule as JSON.")] = None,
    days: Days = 30,
    limit: Limit = 30,
    as_json: AsJson = False,
) -> None:
    """Play the stored history to a watch: what it would have hit, by language and week, and how many messages that makes. Sends nothing.

    Exit 1 where the watch would make too many messages. Examples: `diwan watch test france`;
    `diwan watch test --rule '{"polity": "FR"}' --days 90`
    """
    now = utcnow()
    with open_store() as store, errors(), store.reading() as tx:
        vocabulary, held = rule_words(tx)
        if file is not None:
            watches = [
                one
                for one, _ in read_watches(
                    parse_form(read_text(file), name=file.name), now=now, vocabulary=vocabulary, subscriber="-"
                )
            ]
        elif rule is not None:
            asked = resolved(parse_form(rule, name="rule.json"), vocabulary)
            watches = [Watch(key="test", subscriber_id=0, name="test", rule=asked, created_at=now)]
        elif key is not None:
            watches = [tx.get_watch(key)]
        else:
            fail("name a watch, or give --file or --rule")
        reports = [(watch, _tested(tx, watch, held, days=days, now=now)) for watch in watches]
    if as_json:
        print_json([_as_json(watch, report) for watch, report in reports])
    else:
        for watch, report in reports:
            _show_report(watch, report, limit)
    raise typer.Exit(Exit.NO if any(report.absurd for _, report in reports) else Exit.OK)


def _tested(tx: Transaction, watch: Watch, held: Offices, *, days: int, now: datetime) -> Report:
    return back_test(
        watch, _past(tx, days, now), days=days, today=now.astimezone(BAGHDAD).date(), offices=held, before=tx
    )


def _past(tx: Transaction, days: int, now: datetime, *, ahead: int = 60) -> list[Past]:
    today = now.astimezone(BAGHDAD).date()
    return history(tx, since=today - timedelta(days=days), until=today + timedelta(days=ahead))


def _as_json(watch: Watch, report: Report) -> dict[str, Any]:
    return {
        "key": watch.key, "days": report.days, "looked_at": report.looked_at, "hits": len(report.found),
        "by_language": report.by_language, "told_by_language": report.told,
        "by_week": {day.isoformat(): count for day, count in report.by_week.items()},
        "messages_ungrouped": report.ungrouped, "messages": report.messages, "messages_a_day": round(report.a_day, 2),
        "absurd": report.absurd, "warnings": list(report.warnings),
        "meetings": [
            {"key": one.meeting.key, "line": wording().line(one.meeting, "en"), "reasons": list(one.reasons), "languages": list(one.languages)}
            for one in report.found
        ],
    }  # fmt: skip


def _show_report(watch: Watch, report: Report, limit: int) -> None:
    console.print(
        f"[bold]{escape(watch.name)}[/bold]: {len(report.found)} of {report.looked_at} meetings in {report.days} days; "
        f"messages under its grouping: {report.messages} (without: {report.ungrouped}), {report.a_day:.1f} a day",
        soft_wrap=True,
    )
    print_table(
        "meetings",
        ("meeting", "what", "why", "in"),
        [
            (one.meeting.key, wording().line(one.meeting, "en"), "; ".join(one.reasons), " ".join(one.languages))
            for one in report.found[:limit]
        ],
        empty="none",
    )
    if len(report.found) > limit:
        console.print(f"and {len(report.found) - limit} more; --limit shows them")
    if report.found:
        print_table(
            "by language", ("language", "hits", "meetings told in it"),
            [(language, report.by_language.get(language, 0), count) for language, count in report.told.items()],
        )  # fmt: skip
        print_table(
            "by week", ("week from", "hits"), [(day.isoformat(), count) for day, count in report.by_week.items()]
        )
    for warning in report.warnings:
        console.print(f"[yellow]note:[/yellow] {escape(warning)}", soft_wrap=True)


@watch_app.command("packs")
def watch_packs(as_json: AsJson = False) -> None:
    """Ready watches that many need.

    Example: `diwan watch packs`
    """
    found = packs()
    if as_json:
        print_json(list(found.values()))
    else:
        print_table(
            "starter packs",
            ("key", "name", "what one gets"),
            [(key, one["name"], one["about"]) for key, one in found.items()],
        )


@watch_app.command("pack")
def watch_pack(
    key: Annotated[str, typer.Argument(help="The key of the pack.")],
    to: Annotated[str, typer.Option("--to", help="Key of the subscriber who is told.")],
    days: Days = 30,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Take over a starter pack. Example: `diwan watch pack france-kurdistan --to desk`"""
    found = packs().get(key)
    if found is None:
        fail(f"no pack {key!r}; `diwan watch packs` lists them")
    rows = []
    for row in found["watch"]:
        own = {name: value for name, value in row.items() if name != "suffix"}
        rows.append(own | {"key": f"{key}-{row['suffix']}" if "suffix" in row else key})
    with open_store() as store, errors():
        with store.reading() as tx:
            vocabulary, held = rule_words(tx)
            owners = {one.key: one for one in tx.list_subscribers()}
        read = read_watches({"watch": rows}, now=utcnow(), vocabulary=vocabulary, subscriber=to)
        _save(store, read, owners, held, days=days, force=force, as_json=as_json)


@watch_app.command("export")
def watch_export(as_json: AsJson = False) -> None:
    """All watches as TOML (or JSON), as `diwan watch add --file` reads them.

    Example: `diwan watch export > watches.toml`
    """
    with open_store() as store, store.reading() as tx:
        form = write_watches(_with_owners(tx))
    if as_json:
        print_json(form)
    else:
        sys.stdout.write(rtoml.dumps(form, pretty=True))


@watch_app.command("feed")
def watch_feed(
    key: Key,
    form: Annotated[str, typer.Option("--format", help="atom or rss.")] = "atom",
    days: Days = 30,
    language: Annotated[str | None, typer.Option(help="en, ar, ckb; default: the subscriber's.")] = None,
) -> None:
    """The meetings of a watch as an Atom or RSS feed, on standard output. Example: `diwan watch feed france > france.xml`"""
    if form not in ("atom", "rss"):
        fail(f"--format is {form!r}, expected atom or rss")
    sys.stdout.buffer.write(_published(f"{form}.xml", key, days, language))


@watch_app.command("calendar")
def watch_calendar(
    key: Key,
    days: Days = 90,
    language: Annotated[str | None, typer.Option(help="en, ar, ckb; default: the subscriber's.")] = None,
) -> None:
    """Announced and held meetings of a watch as an iCal calendar, on standard output. Example: `diwan watch calendar france > france.ics`"""
    sys.stdout.buffer.write(_published("calendar.ics", key, days, language))


@watch_app.command("link")
def watch_link(key: Key, as_json: AsJson = False) -> None:
    """Addresses of a watch's calendar and feeds, to subscribe to in other programs. Whoever has one can read what the watch hits.

    `diwan web` answers them. They die with the watch; remove it and add it again for new ones. Example: `diwan watch link france`
    """
    found = settings()
    if not found.public_url or not found.secret_key.get_secret_value():
        fail("addresses need DIWAN_PUBLIC_URL and DIWAN_SECRET_KEY; `diwan check` says more")
    links = SignedLinks(found.public_url, found.secret_key.get_secret_value(), now=utcnow())
    with open_store() as store, errors(), store.reading() as tx:
        watch = tx.get_watch(key)
    made = {form: links.watch(watch, form) for form in publish.MEDIA}
    if as_json:
        print_json(made)
        return
    for form, link in made.items():
        console.print(f"{form}: {link}", soft_wrap=True)


def _published(form: str, key: str, days: int, language: str | None) -> bytes:
    if language is not None and language not in LANGUAGES:
        fail(f"--language is {language!r}, expected one of {', '.join(LANGUAGES)}")
    now, found = utcnow(), settings()
    links = SignedLinks(found.public_url, found.secret_key.get_secret_value(), now=now)
    with open_store() as store, errors(), store.reading() as tx:
        return published(
            tx.get_watch(key), tx, form, now=now, offices=_known()[1], wording=wording(), links=links,
            back=timedelta(days=days), language=language,
        )  # fmt: skip


def _with_owners(tx: Transaction) -> list[tuple[Watch, str]]:
    owners = {one.id: one.key for one in tx.list_subscribers()}
    return [(one, owners.get(one.subscriber_id, "?")) for one in tx.list_watches()]


def rule_text(rule: Any, *, inside: bool = False) -> str:
    """A rule, or what a silence matches, as a line for people: `polity IQ and (polity TR or polity IR)`."""
    parts = [_part_text(key, value) for key, value in rule.items()]
    said = " and ".join(parts)
    return f"({said})" if inside and len(parts) > 1 else said


def _part_text(key: str, value: Any) -> str:
    if key in ("all", "any"):
        said = (" and " if key == "all" else " or ").join(rule_text(one, inside=True) for one in value)
        return f"({said})" if len(value) > 1 else said
    if key == "not":
        return f"not {rule_text(value, inside=True)}"
    if key == "pair":
        pairs = [value] if isinstance(value[0], str) else value
        return " or ".join(f"{one} with {other}" for one, other in pairs)
    if key == "novelty":
        return "novelty " + " ".join(f"{name} {number}" for name, number in value.items())
    values = value if isinstance(value, list) else [value]
    return f"{key} {' or '.join(map(str, values))}"


def _two(text: str) -> list[str]:
    return [side.strip() for side in text.split(",")]


def _is_json(text: str) -> bool:
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


# -- alerts ------------------------------------------------------------------------------------------------------------


@alerts_app.command("list")
def alerts_list(
    watch: Annotated[str | None, typer.Option(help="Only of this watch.")] = None,
    meeting: Annotated[str | None, typer.Option(help="Only of this meeting.")] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """What was told, newest first.

    Example: `diwan alerts list --limit 20`
    """
    with open_store() as store, errors(), store.reading() as tx:
        watch_id = tx.get_watch(watch).id if watch else None
        meeting_id = _meeting(tx, meeting).id if meeting else None
        found = tx.list_alerts(watch_id=watch_id, meeting_id=meeting_id, limit=limit)
        names = {one.id: one.key for one in tx.list_watches()}
        meetings = {one.id: one for one in tx.get_meetings(sorted({one.meeting_id for one in found}))}
    if as_json:
        print_json(
            [{"watch": names.get(one.watch_id), "meeting": meetings[one.meeting_id].key, "alert": one} for one in found]
        )
        return
    print_table(
        "alerts",
        ("at (UTC)", "watch", "kind", "meeting", "what", "why"),
        [
            (f"{one.at:%Y-%m-%d %H:%M}", names.get(one.watch_id), one.kind, meetings[one.meeting_id].key,
             wording().heading(meetings[one.meeting_id], "en"), "; ".join(one.reasons))
            for one in found
        ],
        empty="none yet",
    )  # fmt: skip


@alerts_app.command("waiting")
def alerts_waiting(
    state: Annotated[str, typer.Option(help="waiting, held, muted, told, dropped, or all.")] = "waiting",
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Alerts that were not told at once, and why.

    Example: `diwan alerts waiting --state all`
    """
    if state != "all" and state not in {one.value for one in WaitState}:
        fail(f"--state is {state!r}, expected all or one of {', '.join(WaitState)}")
    with open_store() as store, store.reading() as tx:
        found = tx.list_waits(state=None if state == "all" else WaitState(state), limit=limit)
        alerts = tx.get_alerts(sorted({one.alert_id for one in found}))
        names = {one.id: one.key for one in tx.list_watches()}
    if as_json:
        print_json(found)
        return
    print_table(
        "alerts that waited",
        ("due (UTC)", "state", "watch", "kind", "group", "why"),
        [
            (f"{one.due_at:%Y-%m-%d %H:%M:%S}", one.state.value, names.get(alerts[one.alert_id].watch_id), alerts[one.alert_id].kind,
             one.group_key, one.reason)
            for one in found
        ],
        empty="none",
    )  # fmt: skip


@alerts_app.command("route")
def alerts_route(
    meeting: Annotated[str, typer.Argument(help="The key of a meeting, m-....")],
    explain: Annotated[bool, typer.Option("--explain", help="Say of every way how it was chosen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Who would be told of a meeting, by which address, when and why. Sends nothing. Exit 1 where nobody would.

    Example: `diwan alerts route m-4k2j --explain`
    """
    now = utcnow()
    with open_store() as store, errors(), store.reading() as tx:
        rows = _routes(tx, _meeting(tx, meeting), now)
    if as_json:
        print_json(rows)
    else:
        print_table(
            "who would be told",
            ("watch", "subscriber", "channel", "address", "when", "why"),
            [(r["watch"], r["subscriber"], r["channel"], r["label"], r["when"], "; ".join(r["reasons"])) for r in rows],
            empty="nobody",
        )
        if explain:
            for row in rows:
                console.print(f"[bold]{escape(row['watch'])} -> {escape(row['label'])}[/bold]", soft_wrap=True)
                for step in row["explain"]:
                    console.print(f"  {escape(step)}", soft_wrap=True)
    raise typer.Exit(Exit.OK if rows else Exit.NO)


def _routes(tx: Transaction, meeting: Any, now: datetime) -> list[dict[str, Any]]:
    _, held = _known()
    index = WatchIndex(tx.list_watches(), offices=held)
    today = now.astimezone(BAGHDAD).date()
    ids = [telling.mention.entry_id or 0 for telling in tx.tellings(meeting.id)][-1:]
    entry = next(iter(tx.get_entries(ids)), None)
    view = View(meeting, phase=meeting.phase, entry=entry, history=tx, offices=held, today=today)
    told = tx.told_of(meeting.id)
    silences = tx.list_silences(active_at=now)
    rows: list[dict[str, Any]] = []
    for rule in index.holding(view):
        reasons = rule.explain(view)
        people = tx.audience({watch.subscriber_id for watch in rule.watches})
        for watch in rule.watches:
            subscriber, recipients = people[watch.subscriber_id]
            muted = [one for one in silences if silenced(one, subscriber, watch, meeting, today=today)]
            for way in ways(subscriber, recipients, watch, meeting, now=now):
                steps = [f"rule: {reason}" for reason in reasons] + list(way.why)
                if kinds := told.get(watch.id or 0):
                    steps.append(f"was told already: {', '.join(sorted(kinds))}; only what happens next would be told")
                steps += [
                    f"muted by silence {one.id} of {one.author} until {one.ends_at:%Y-%m-%d %H:%M} UTC: {one.reason}"
                    for one in muted
                ]
                when = "muted" if muted else "at once" if way.direct else "later"
                rows.append(
                    {"watch": watch.key, "subscriber": subscriber.key, "channel": way.recipient.channel, "label": way.recipient.label,
                     "when": when, "group": way.group_key, "reasons": reasons, "explain": steps}
                )  # fmt: skip
    return rows


@alerts_app.command("silence")
def alerts_silence(
    watch: Annotated[str | None, typer.Option(help="Mute this watch.")] = None,
    meeting: Annotated[str | None, typer.Option(help="Mute this meeting.")] = None,
    subscriber: Annotated[str | None, typer.Option(help="For this subscriber only.")] = None,
    rule: Annotated[str | None, typer.Option(help="Mute meetings that this rule (JSON) fits.")] = None,
    lasts: Annotated[str, typer.Option("--for", help="How long: 90m, 8h, 7d.")] = "7d",
    reason: Annotated[str, typer.Option(help="Why; others will read it.")] = "no reason given",
    author: Annotated[str | None, typer.Option(help="Who says so; default: the login name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell nobody of what fits, for a while. All that is named must fit.

    Example: `diwan alerts silence --watch france --meeting m-4k2j --for 2d --reason "we organise it"`
    """
    now = utcnow()
    with open_store() as store, errors():
        matcher: dict[str, Any] = {}
        with store.reading() as tx:
            if watch:
                matcher["watch"] = tx.get_watch(watch).key
            if meeting:
                matcher["meeting"] = _meeting(tx, meeting).key
            if subscriber:
                matcher["subscriber"] = tx.get_subscriber(subscriber).key
            if rule:
                matcher["rule"] = resolved(parse_form(rule, name="rule.json"), rule_words(tx)[0])
        if not matcher:
            fail("name what to mute: --watch, --meeting, --subscriber or --rule")
        try:
            span = seconds(lasts)
        except ValueError:
            fail(f"--for is {lasts!r}, expected a time such as 90m, 8h, 7d")
        who = author or getpass.getuser()
        with store.transaction() as tx:
            kept = tx.add_silence(
                Silence(author=who, reason=reason, matcher=matcher, starts_at=now, ends_at=now + span, created_at=now)
            )
    if as_json:
        print_json(kept)
    else:
        console.print(
            f"silence {kept.id} until {kept.ends_at:%Y-%m-%d %H:%M} UTC; `diwan alerts unsilence {kept.id}` ends it",
            soft_wrap=True,
        )


@alerts_app.command("silences")
def alerts_silences(
    ended: Annotated[bool, typer.Option("--all", help="Those that ended, too.")] = False, as_json: AsJson = False
) -> None:
    """Silences in force: what, who, why, until when.

    Example: `diwan alerts silences --all`
    """
    now = utcnow()
    with open_store() as store, store.reading() as tx:
        found = tx.list_silences(active_at=None if ended else now)
    if as_json:
        print_json(found)
        return
    print_table(
        "silences",
        ("id", "mutes", "by", "why", "until (UTC)", ""),
        [(one.id, rule_text(one.matcher), one.author, one.reason, f"{one.ends_at:%Y-%m-%d %H:%M}", "" if one.ends_at > now else "ended") for one in found],
        empty="none",
    )  # fmt: skip


@alerts_app.command("unsilence")
def alerts_unsilence(id_: Annotated[int, typer.Argument(metavar="ID", help="The silence.")]) -> None:
    """End a silence now; it stays on record.

    Example: `diwan alerts unsilence 3`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        if not tx.end_silence(id_, now=utcnow()):
            fail(f"no silence {id_} is in force", Exit.NO)
    console.print(f"silence {id_} ended")


@alerts_app.command("release")
def alerts_release(
    watch: Key, drop: Annotated[bool, typer.Option("--drop", help="Do not send them; forget them.")] = False
) -> None:
    """Decide about what the flood guard held back of a watch: send it as one message to each recipient, or drop it.

    Example: `diwan alerts release france --drop`
    """
    with open_store() as store, errors(), store.transaction() as tx:
        now = utcnow()
        count = tx.release_waits(tx.get_watch(watch).id or 0, now=now, drop=drop)
        tx.close_notice("flood", watch, now=now)
    console.print(f"{count} alerts {'dropped' if drop else 'released; they go out as one message with the next round'}")
    raise typer.Exit(Exit.OK if count else Exit.NO)


def _meeting(tx: Transaction, key: str) -> Any:
    found = tx.find_meeting(key)
    if found is None:
        raise NotFound(f"no meeting {key!r}")
    return found


# -- deliveries --------------------------------------------------------------------------------------------------------

Ids = Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="Numbers of `diwan deliveries list`.")]


@deliveries_app.command("list")
def deliveries_list(
    state: Annotated[DeliveryState | None, typer.Option(help="pending, sent, or dead.")] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> None:
    """Messages, newest first: to whom, how often tried, what went wrong.

    Example: `diwan deliveries list --state dead`
    """
    with open_store() as store, store.reading() as tx:
        found = tx.list_deliveries(state=state, limit=limit)
        to = tx.get_recipients(sorted({one.recipient_id for one in found}))
        counts = tx.delivery_counts()
    rows = [
        {
            "id": one.id, "state": one.state.value, "channel": one.channel, "to": to[one.recipient_id].label if one.recipient_id in to else "?",
            "subject": one.message.subject, "attempts": one.attempts, "due_at": one.due_at, "sent_at": one.sent_at,
            "error": mask(one.last_error), "key": one.key,
        }
        for one in found
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    print_table(
        "deliveries (" + (", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none") + ")",
        ("id", "state", "to", "subject", "tries", "error"),
        [(r["id"], r["state"], f"{r['channel']} {r['to']}", r["subject"], r["attempts"], r["error"]) for r in rows],
        empty="none",
    )


@deliveries_app.command("retry")
def deliveries_retry(
    ids: Ids = None, dead: Annotated[bool, typer.Option("--dead", help="All that were given up.")] = False
) -> None:
    """Try given-up messages again, under the same id. Example: `diwan deliveries retry 17 18`, `diwan deliveries retry --dead`"""
    with open_store() as store, store.transaction() as tx:
        chosen = [one.id or 0 for one in tx.dead_letters(limit=10_000)] if dead else (ids or [])
        count = tx.retry_deliveries(chosen, now=utcnow())
    console.print(f"{count} messages are tried again")
    raise typer.Exit(Exit.OK if count else Exit.NO)


@deliveries_app.command("drop")
def deliveries_drop(
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers of `diwan deliveries list`.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept on the row.")] = "dropped by a person",
) -> None:
    """Give up messages that were not sent.

    Example: `diwan deliveries drop 17 --reason "sent by hand"`
    """
    with open_store() as store, store.transaction() as tx:
        count = tx.drop_deliveries(ids, reason=reason)
    console.print(f"{count} messages given up")
    raise typer.Exit(Exit.OK if count else Exit.NO)
