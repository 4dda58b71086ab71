"""`diwan feeds`: what is read, how it fares, what to add and what to leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from storage.errors import NotFound
from storage.records import Feed, FeedState, FeedStatus
from storage.sql import SqlStore
from worker.cli_out import AsJson, Exit, console, errors, escape, fail, open_store, print_json, print_table, settings
from worker.clock import utcnow

feeds_app = typer.Typer(
    help="Sources: the shipped catalogue and your own.", no_args_is_help=True, rich_markup_mode="markdown"
)
Key = Annotated[
    str, typer.Argument(metavar="FEED", help="Key of a feed, like `kurdistan24-en`; see `diwan feeds list`.")
]


@feeds_app.command("list")
def list_(
    outlet: Annotated[str | None, typer.Option(help="Part of the outlet's name.")] = None,
    language: Annotated[str | None, typer.Option(help="en, ar, ckb, kmr ...")] = None,
    status: Annotated[FeedStatus | None, typer.Option(help="As in docs/acquisition.md.")] = None,
    as_json: AsJson = False,
) -> None:
    """All sources and how they fare.

    Example: `diwan feeds list --language ckb`
    """
    rows = [
        one
        for one in _rows()
        if (outlet is None or outlet.lower() in one["outlet"].lower())
        and (language is None or one["language"] == language)
        and (status is None or one["status"] == status)
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        "Sources",
        ("feed", "outlet", "lang", "kind", "status", "last new", "every", "why"),
        [
            (one["key"], one["outlet"], one["language"], one["kind"], one["status"], _ago(one["last_new_at"]), _span(one["interval_s"]), one["reason"])
            for one in rows
        ],
        empty="none; `diwan feeds add URL` adds one",
    )  # fmt: skip


@feeds_app.command()
def add(
    url: Annotated[str, typer.Argument(help="A site, a page, a feed, a sitemap, or a channel (t.me/NAME).")],
    key: Annotated[str | None, typer.Option(help="Its name; made of its address where left out.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the publisher.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, where it does not say.")] = None,
    group: Annotated[
        str | None, typer.Option(help="Owner group: outlets of one group do not corroborate each other.")
    ] = None,
    polling: Annotated[str, typer.Option(help="outlet, agency or official: how often it may be asked.")] = "outlet",
    side: Annotated[
        str | None, typer.Option(help="Code of the polity whose own account it gives, like `FR`; none for the press.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a source: its feed is found, what it would read is shown, and you are asked.

    Example: `diwan feeds add https://www.kurdistan24.net/en`
    """
    from dataclasses import replace

    from worker.knowledge.load import load_knowledge
    from worker.sourcing import find_source

    if polling not in ("outlet", "agency", "official"):
        fail(f"--polling is {polling!r}, expected outlet, agency or official")
    if side is not None and side.upper() not in load_knowledge().polities:
        fail(f"--side is {side!r}, expected the code of a polity, like FR or IQ-KR")
    with _house() as house, errors():
        with house.store.reading() as tx:
            listed = tx.list_feeds()
        found = find_source(url, fetcher=house.fetcher(), read=house.read, known={feed.key for feed, _ in listed})
        same = [feed.key for feed, _ in listed if feed.url == found.feed.url]
        if same:
            fail(f"{found.feed.url} is read already, as {same[0]}", Exit.NO)
        feed = replace(
            found.feed,
            key=key or found.feed.key,
            outlet=outlet or found.feed.outlet,
            language=language or found.feed.language,
            owner_group=group or found.feed.owner_group,
            polling=polling,
            side=side and side.upper(),
        )
        if any(one.key == feed.key for one, _ in listed):
            fail(f"a feed named {feed.key!r} exists; give another --key")
        if not as_json:
            _show(feed, found.document, found.how)
        if not yes and not as_json and not typer.confirm(f"Add it as {feed.key}?", default=True):
            raise typer.Exit(Exit.NO)
        with house.store.transaction() as tx:
            added = tx.add_feed(feed, now=utcnow())
    if as_json:
        print_json(
            {
                "key": added.key,
                "url": added.url,
                "kind": added.kind,
                "entries": len(found.document.entries),
                "how": found.how,
            }
        )
    else:
        console.print(f"added {escape(added.key)}; it is asked at the next tick", soft_wrap=True)


@feeds_app.command("test")
def try_(
    what: Annotated[str, typer.Argument(metavar="FEED|URL", help="Key of a feed, or any address.")],
    as_json: AsJson = False,
) -> None:
    """Ask a source now and show what would be read. Nothing is kept. Exit 1 where it gives nothing.

    Example: `diwan feeds test rudaw-en`
    """
    from worker.fetch import Request
    from worker.fetch.sources import window
    from worker.sourcing import find_source

    with _house() as house, errors():
        with house.store.reading() as tx:
            found = tx.find_feed(what)
        if found is not None:
            ask = window(found[0], found[1], utcnow())
            answer = house.fetcher().fetch(Request(url=ask.request.url, accept=ask.request.accept))
            feed, document, how = found[0], house.read(answer, found[0]), "its address"
        elif "." in what or "://" in what:
            sought = find_source(what, fetcher=house.fetcher(), read=house.read)
            feed, document, how = sought.feed, sought.document, sought.how
        else:
            raise NotFound(f"no feed {what!r}; an address has a dot in it")
    if as_json:
        print_json({"feed": feed, "how": how, "format": document.format, "notes": document.notes, "entries": [
            {"title": one.title, "link": one.link, "published": one.published or one.updated} for one in document.entries
        ]})  # fmt: skip
    else:
        _show(feed, document, how, most=20)
    if not document.entries:
        raise typer.Exit(Exit.NO)


@feeds_app.command()
def remove(
    key: Key, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False, as_json: AsJson = False
) -> None:
    """Remove a source with its entries, but for those that tell of meetings: they stay as evidence, under the name of their outlet.

    To keep all of them, `diwan feeds pause` it; a shipped one comes back with the catalogue.

    Example: `diwan feeds remove my-feed`
    """
    asked = f"Remove {key} and its entries (those that tell of meetings stay)?"
    if not yes and not as_json and not typer.confirm(asked, default=False):
        raise typer.Exit(Exit.NO)
    with _store() as store, store.transaction() as tx:
        went = tx.remove_feed(key, now=utcnow())
    said = f"removed {key} and {went.entries} entries" + (
        f"; {went.kept} tell of meetings and stay" if went.kept else ""
    )
    _said({"removed": key, "entries": went.entries, "kept": went.kept}, said, as_json)


@feeds_app.command()
def pause(key: Key, as_json: AsJson = False) -> None:
    """Do not ask a source any more, until `resume`.

    Example: `diwan feeds pause shafaq-en`
    """
    with _store() as store, store.transaction() as tx:
        tx.pause_feed(key, True)
    _said({"paused": key}, f"paused {key}", as_json)


@feeds_app.command()
def resume(key: Key, as_json: AsJson = False) -> None:
    """Ask a paused source again, at the next tick.

    Example: `diwan feeds resume shafaq-en`
    """
    with _store() as store, store.transaction() as tx:
        tx.pause_feed(key, False)
        tx.fetch_now(now=utcnow(), keys=[key])
    _said({"resumed": key}, f"resumed {key}", as_json)


@feeds_app.command()
def health(
    key: Annotated[
        str | None, typer.Argument(metavar="[FEED]", help="One feed in detail; all that are unwell without it.")
    ] = None,
    hours: Annotated[int, typer.Option(min=1, help="Fetches of so many hours.")] = 24,
    as_json: AsJson = False,
) -> None:
    """How sources fare: who is silent against its own rhythm, blocked, failing or gone, what may have been missed, and why.

    With a feed: its last fetches, each with its reason, and what was learnt of it. Exit 1 where something is unwell.

    Example: `diwan feeds health`
    """
    if key is not None:
        _health_of(key, as_json)
        return
    now = utcnow()
    with _store() as store, store.reading() as tx:
        pairs = tx.list_feeds()
        counts = tx.fetch_counts(since=now - timedelta(hours=hours))
        holes = tx.list_holes(since=now - timedelta(days=7))
        notices = [one for one in tx.list_notices() if one.kind.startswith("feed_")]
    keys = {feed.id: feed.key for feed, _ in pairs}
    active = [(feed, state) for feed, state in pairs if not feed.paused]
    well = [state for _, state in active if state.status in _WELL]
    unwell = [_row(feed, state) for feed, state in active if state.status not in _WELL]
    if as_json:
        print_json({
            "sources": len(active), "well": len(well), "unwell": unwell, "fetches": counts,
            "notices": [{"kind": one.kind, "feed": one.subject, "text": one.text, "at": one.at} for one in notices],
            "holes": [{"feed": keys.get(one.feed_id), "from": one.from_at, "to": one.to_at, "reason": one.reason} for one in holes],
        })  # fmt: skip
    else:
        console.print(
            f"{len(well)} of {len(active)} sources are well; {sum(counts.values())} fetches in {hours} h: {_counts(counts)}",
            soft_wrap=True,
        )
        print_table("Unwell", ("feed", "status", "last answer", "next", "why"), [
            (one["key"], one["status"], _ago(one["last_success_at"]), _in(one["next_fetch_at"]), one["reason"]) for one in unwell
        ], empty="nobody")  # fmt: skip
        if notices:
            print_table(
                "Noticed", ("feed", "what", "since"), [(one.subject, one.text, _ago(one.at)) for one in notices]
            )
        if holes:
            print_table("May have missed", ("feed", "from", "to", "why"), [
                (keys.get(one.feed_id), _at(one.from_at), _at(one.to_at), one.reason) for one in holes
            ])  # fmt: skip
    if unwell or holes:
        raise typer.Exit(Exit.NO)


@feeds_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An OPML file.")], as_json: AsJson = False
) -> None:
    """Add all feeds of an OPML file. Those that are read already are left as they are.

    Example: `diwan feeds import sources.opml`
    """
    from dataclasses import replace

    from worker.fetch.opml import read_opml
    from worker.sourcing import named, shaped

    with errors():
        outlines = read_opml(file.read_bytes())
    added: list[str] = []
    with _store() as store, store.transaction() as tx:
        listed = tx.list_feeds()
        keys, urls = {feed.key for feed, _ in listed}, {feed.url for feed, _ in listed}
        for one in outlines:
            feed = shaped(one.url)
            if feed.url in urls:
                continue
            feed = replace(
                feed,
                language=one.language,
                outlet=one.folder or one.title or feed.outlet,
                kind=feed.kind if one.kind == "feed" else one.kind,
            )
            feed = named(feed, keys)
            tx.add_feed(feed, now=utcnow())
            keys.add(feed.key)
            urls.add(feed.url)
            added.append(feed.key)
    _said(
        {"added": added, "known": len(outlines) - len(added)},
        f"added {len(added)} feeds, {len(outlines) - len(added)} were read already",
        as_json,
    )


@feeds_app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; standard output without.")] = None,
) -> None:
    """Write all sources as OPML.

    Example: `diwan feeds export > sources.opml`
    """
    from worker.fetch.opml import write_opml

    with _store() as store, store.reading() as tx:
        text = write_opml(feed for feed, _ in tx.list_feeds())
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        console.print(f"wrote {file}")


# -- helpers ---------------------------------------------------------------------------------------------------------------

_WELL = (FeedStatus.PROVEN, FeedStatus.UNCHANGED)


@contextmanager
def _house() -> Iterator[Any]:
    from worker.house import House

    with errors():
        house = House.open(settings())
        if not house.feed_count():
            house.sync_catalogue()
        try:
            yield house
        finally:
            house.close()


@contextmanager
def _store() -> Iterator[SqlStore]:
    """The store; one without any source gets the catalogue first, so that a newcomer sees what is shipped."""
    with open_store() as store:
        with store.reading() as tx:
            empty = not tx.list_feeds()
        if empty:
            from worker.house import catalogue

            with store.transaction() as tx:
                tx.sync_feeds(catalogue(settings()), now=utcnow())
        yield store


def _rows() -> list[dict[str, Any]]:
    with _store() as store, store.reading() as tx:
        return [_row(feed, state) for feed, state in tx.list_feeds()]


def _row(feed: Feed, state: FeedState) -> dict[str, Any]:
    return {
        "key": feed.key, "outlet": feed.outlet, "language": feed.language, "kind": str(feed.kind), "url": feed.url,
        "status": "paused" if feed.paused else str(state.status), "reason": state.status_reason, "confidence": feed.confidence,
        "verified_at": feed.verified_at, "owner_group": feed.owner_group, "origin": feed.origin, "interval_s": round(state.interval_s),
        "last_fetch_at": state.last_fetch_at, "last_success_at": state.last_success_at, "last_new_at": state.last_new_at,
        "next_fetch_at": state.next_fetch_at, "failures": state.failures,
    }  # fmt: skip


def _health_of(key: str, as_json: bool) -> None:
    with _store() as store, store.reading() as tx:
        found = tx.find_feed(key)
        if found is None:
            raise NotFound(f"no feed {key!r}")
        feed, state = found
        fetches = tx.list_fetches(state.feed_id)
        holes = [one for one in tx.list_holes() if one.feed_id == state.feed_id]
    learnt = {name: value for name, value in state.memory.items() if name in _LEARNT}
    if as_json:
        print_json(_row(feed, state) | {"fetches": fetches, "holes": holes, "learnt": learnt})
        return
    row = _row(feed, state)
    console.print(
        f"{escape(feed.key)}: {row['status']}, {escape(state.status_reason)}; next {_in(state.next_fetch_at)}, every {_span(state.interval_s)}",
        soft_wrap=True,
    )
    for name, value in learnt.items():
        console.print(f"  {_LEARNT[name]}: {escape(str(value))}", soft_wrap=True)
    print_table("Fetches", ("when", "outcome", "status", "entries", "new", "changed", "kB", "s", "why"), [
        (_at(one.at), one.outcome, one.http_status, one.entries, one.new, one.changed, f"{one.bytes / 1000:.0f}", f"{one.seconds:.1f}", one.reason)
        for one in fetches
    ], empty="none yet")  # fmt: skip


_LEARNT = {
    "identity": "known by address", "clock": "clock corrected", "distrust_304": "304 not believed since", "moved": "moved", "fallback": "on a fall-back",
    "hole": "filling a hole", "failing_since": "failing since",
}  # fmt: skip


def _show(feed: Feed, document: Any, how: str, most: int = 5) -> None:
    console.print(
        f"{escape(document.title or feed.outlet)} ({feed.kind}, {feed.language or 'language unknown'}; {how})",
        soft_wrap=True,
    )
    console.print(escape(feed.url), soft_wrap=True)
    for note in document.notes:
        console.print(f"  note: {escape(note)}", soft_wrap=True)
    print_table("It reads", ("published", "title", "address"), [
        (_at(one.published or one.updated), one.title, one.link) for one in document.entries[:most]
    ], empty="no entry now")  # fmt: skip
    if len(document.entries) > most:
        console.print(f"and {len(document.entries) - most} more")


def _said(value: dict[str, Any], text: str, as_json: bool) -> None:
    if as_json:
        print_json(value)
    else:
        console.print(escape(text), soft_wrap=True)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items(), key=lambda one: -one[1])) or "none"


def _at(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d %H:%M}" if instant else ""


def _ago(instant: datetime | None) -> str:
    return f"{_span((utcnow() - instant).total_seconds())} ago" if instant else ""


def _in(instant: datetime | None) -> str:
    if instant is None:
        return ""
    seconds = (instant - utcnow()).total_seconds()
    return f"in {_span(seconds)}" if seconds > 0 else "now"


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 0):.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} d"
