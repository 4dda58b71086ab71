"""`diwan meetings` and `diwan reprocess`: what is known, who says so, why it was decided, and a person's word on it."""

import csv
import getpass
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import typer

from storage.errors import NotFound
from storage.records import Change, Meeting, Phase, Status, Story
from storage.sql import Transaction
from worker import alert
from worker.alert.forms import resolved
from worker.cli_out import AsJson, Exit, console, errors, escape, fail, open_store, print_json, print_table, settings
from worker.cli_watch import rule_words
from worker.clock import utcnow
from worker.dedupe import review
from worker.dedupe.accounts import accounts, coverage, readouts
from worker.knowledge.wording import wording

meetings_app = typer.Typer(
    help="Meetings: what is known, who says so, and your corrections.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
Key = Annotated[
    str, typer.Argument(metavar="MEETING", help="Public id, like `m-7k2q...`; old ids of merged meetings work.")
]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why, in a few words; kept with your name.")]
By = Annotated[str, typer.Option("--by", help="Who says so.", show_default="you")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Tell nobody who was told of it.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day in Asia/Baghdad, like 2024-05-31.")]


@meetings_app.command("list")
def list_(
    since: Day = None,
    until: Day = None,
    actor: Annotated[
        str | None, typer.Option(help="A person, any spelling, or the id, like `nechirvan-barzani`.")
    ] = None,
    polity: Annotated[str | None, typer.Option(help="A side, like `FR`, France or `IQ-KR`.")] = None,
    status: Annotated[Status | None, typer.Option(help="held, planned or cancelled.")] = None,
    phase: Annotated[
        Phase | None, typer.Option(help="announced, confirmed, held, read_out, postponed, cancelled, no_report.")
    ] = None,
    city: Annotated[str | None, typer.Option(help="A city, in any language.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic, like `energy`.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Told by this outlet.")] = None,
    language: Annotated[str | None, typer.Option(help="Told in this language: en, ar, ckb or kmr.")] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Withdrawn ones, too.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 30,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheets, with every source.")] = False,
    as_json: AsJson = False,
) -> None:
    """Meetings, newest day first.

    Example: `diwan meetings list --polity France --topic energy --since 2024-05-01`
    """  # fmt: skip
    if since and until and since > until:
        fail(f"--since {since:%Y-%m-%d} is after --until {until:%Y-%m-%d}")
    with open_store() as store, store.reading() as tx:
        asked = meant(tx, actor=actor, polity=polity, place=city, topic=topic, outlet=outlet, language=language)
        found = _listed(
            tx, asked, limit, since=_day(since), until=_day(until), actor=asked.get("actor"), polity=asked.get("polity"),
            status=status, phase=phase, city=asked.get("place"), ended=ended,
        )  # fmt: skip
        if as_csv:
            _print_csv(tx, found)
            return
    if as_json:
        print_json(found)
        return
    print_table(
        "Meetings",
        ("id", "day", "phase", "who", "where", "topics", "told by"),
        [
            (m.key, m.date or "?", _phase(m), _who(m), _where(m), ", ".join(m.topics), f"{m.mentions} in {', '.join(m.languages)}")
            for m in found
        ],
        empty="none that is asked for" if asked or since or until or status or phase else "none yet",
    )  # fmt: skip


@meetings_app.command()
def show(key: Key, as_json: AsJson = False) -> None:
    """One meeting with everything behind it: who says what, its life, its tellings, and every verdict with its reasons.

    Example: `diwan meetings show m-7k2qabcdefgh`
    """
    with open_store() as store, store.reading() as tx:
        meeting = _find(tx, key)
        story = tx.meeting_story(meeting)
        keys = {one.id or 0: one.key for one in tx.get_meetings(sorted({d.meeting_id for d in story.decisions}))}
    if as_json:
        print_json(
            {
                "meeting": meeting, "accounts": accounts(meeting, story.tellings), "readouts": readouts(meeting, story.tellings),
                "coverage": coverage(story.tellings), "transitions": story.transitions, "tellings": story.tellings,
                "decisions": story.decisions, "merged": story.merged, "copies": story.copies,
            }
        )  # fmt: skip
        return
    _print_story(story, key, keys)


@meetings_app.command()
def confirm(key: Key, reason: Reason = "it is a meeting", by: By = "") -> None:
    """Say that it is a meeting, as told. Kept for ever against later runs; digests do not ask again.

    Example: `diwan meetings confirm m-aaaaaaaaaaaa`
    """
    with open_store() as store, store.transaction() as tx:
        meeting = _find(tx, key)
        review.confirm_by_hand(tx, meeting, author=by or getpass.getuser(), reason=reason, now=utcnow())
    console.print(f"{meeting.key} is confirmed")


@meetings_app.command()
def refuse(
    key: Key, reason: Reason = "no diplomatic meeting", by: By = "", quiet: Quiet = False, as_json: AsJson = False
) -> None:
    """Say that it is no meeting: it is withdrawn, and who was told of it is told so, with your reason. Kept for ever against later runs.

    Example: `diwan meetings refuse m-aaaaaaaaaaaa --reason "a trade fair, nobody met"`
    """
    author = by or getpass.getuser()
    changes = _correct(lambda tx: (review.refuse_by_hand, tx, _find(tx, key)), author, reason, quiet=quiet)
    if not changes and not as_json:
        console.print(f"{escape(key)} is withdrawn already")
        return
    _print_changes(changes, as_json)


@meetings_app.command()
def merge(
    one: Key, other: Key, reason: Reason = "the same meeting", by: By = "", quiet: Quiet = False, as_json: AsJson = False
) -> None:  # fmt: skip
    """Say that two meetings are one. Kept for ever against later runs; both ids go on answering.

    Example: `diwan meetings merge m-aaaaaaaaaaaa m-bbbbbbbbbbbb --reason "one outlet had the day wrong"`
    """
    author = by or getpass.getuser()
    changes = _correct(
        lambda tx: (review.merge_by_hand, tx, _find(tx, one), _find(tx, other)), author, reason, quiet=quiet
    )
    _print_changes(changes, as_json)


@meetings_app.command()
def split(
    key: Key,
    tellings: Annotated[list[int], typer.Argument(help="Numbers of the tellings to part, from `diwan meetings show`.")],
    reason: Reason = "another meeting",
    by: By = "",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Say that some tellings are of another meeting: they make one of their own. Kept for ever against later runs.

    Example: `diwan meetings split m-aaaaaaaaaaaa 17 21 --reason "the second day of talks"`
    """
    author = by or getpass.getuser()
    changes = _correct(lambda tx: (review.split_by_hand, tx, _find(tx, key), tellings), author, reason, quiet=quiet)
    _print_changes(changes, as_json)


@meetings_app.command()
def separate(one: Key, other: Key, reason: Reason = "two meetings", by: By = "", as_json: AsJson = False) -> None:
    """Say that two meetings are not one, so that no later run takes them for it.

    Example: `diwan meetings separate m-aaaaaaaaaaaa m-bbbbbbbbbbbb`
    """
    with open_store() as store, store.transaction() as tx:
        first, second = _find(tx, one), _find(tx, other)
        _said(review.separate_by_hand, tx, first, second, author=by or getpass.getuser(), reason=reason)
    if as_json:
        print_json({"separated": [first.key, second.key]})
    else:
        console.print(f"{first.key} and {second.key} stay apart")


@meetings_app.command()
def unknown(limit: Annotated[int, typer.Option(min=1, max=10_000)] = 30, as_json: AsJson = False) -> None:
    """Names that were met and are not in the knowledge base, the most seen first.

    Example: `diwan meetings unknown --limit 10`
    """
    with open_store() as store, store.reading() as tx:
        found = tx.provisional_actors(limit=limit)
    if as_json:
        print_json(found)
        return
    print_table(
        "Names not known",
        ("id", "name", "acts for", "role", "seen", "written"),
        [(a["key"], a["name"], a["polity"], a["role"], a["seen"], "; ".join(a["surfaces"])) for a in found],
        empty="none",
    )


@meetings_app.command()
def link(
    actor: Annotated[str, typer.Argument(help="Id of a name that was not known, from `diwan meetings unknown`.")],
    into: Annotated[str, typer.Argument(help="Id of the actor it is.")],
    new: Annotated[bool, typer.Option("--new", help="That id is not in the knowledge base yet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say who an unknown name is. Its meetings are looked at again, and those that are the same are merged.

    Example: `diwan meetings link '~FR:dr-drl' patrick-durel`
    """
    from worker.knowledge.load import load_knowledge

    known = load_knowledge().actors
    with open_store() as store, store.transaction() as tx:
        if actor == into:
            fail("an actor cannot be linked to itself", Exit.WRONG)
        if not new and into not in known and not tx.find_actor(into):
            fail(f"no actor {into!r} in worker/knowledge/actors; --new where it is still to be added there", Exit.WRONG)
        changes = review.link_actor(tx, actor, into, now=utcnow())
    if not as_json:
        console.print(f"{escape(actor)} is {escape(into)} from now on, in stored tellings too")
    _print_changes(changes, as_json)


def reprocess(
    since: Day = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and change nothing.")] = False,
    quarantined: Annotated[
        bool,
        typer.Option("--quarantined", help="Only put quarantined entries back into the queue, for a mended program."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read stored entries again by today's rules and knowledge. Shows the difference, and applies it without alerting anybody.

    Example: `diwan reprocess --since 2024-05-01 --dry-run`
    """
    if quarantined:
        if since or dry_run:
            fail("--quarantined takes all of them, and goes with no other option")
        with open_store() as store, store.transaction() as tx:
            released = tx.release_quarantined(now=utcnow())
        if as_json:
            print_json({"released": released})
        else:
            console.print(f"{released} quarantined entries wait to be read again")
        return
    from worker.classify.assess import assess
    from worker.knowledge.load import load_knowledge
    from worker.reprocess import reprocess as run

    knowledge = load_knowledge()
    with open_store() as store:
        found = run(store, lambda entry: assess(entry, knowledge), since=_day(since), now=utcnow(), dry_run=dry_run)
    if as_json:
        print_json({"dry_run": dry_run, "difference": found})
        return
    failed = f", {len(found.failed)} failed" if found.failed else ""
    console.print(f"{found.entries} {'entry' if found.entries == 1 else 'entries'} read again{failed}")
    rows: list[tuple[str, str, str]] = [("new", m.key, _line(m)) for m in found.made]
    rows += [("lost", m.key, _line(m)) for m in found.lost]
    rows += [("merged", gone.key, f"into {survivor.key}: {_line(survivor)}") for gone, survivor in found.merged]
    rows += [("split", old.key, f"into {', '.join(m.key for m in parts)}") for old, parts in found.split]
    rows += [
        ("changed", c.meeting.key, "; ".join(f"{f.name}: {_value(f.before)} → {_value(f.after)}" for f in c.fields))
        for c in found.changed
    ]
    print_table("What would change" if dry_run else "What changed", ("what", "meeting", "how"), rows, empty="nothing")


# -- how it is said ----------------------------------------------------------------------------------------------------


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _find(tx: Transaction, key: str) -> Meeting:
    found = tx.find_meeting(key)
    if found is None:
        raise NotFound(f"no meeting {key!r}: `diwan meetings list` shows the ids")
    return found


def meant(tx: Transaction, **asked: str | None) -> dict[str, str]:
    """What filters mean, as records have it: `France` is FR, a name in any spelling its id. Names that were seen and are in no list go as
    they are. Ends where there is no such thing, with what may have been meant."""
    known = {key: value for key, value in asked.items() if value and not value.startswith(("~", "@"))}
    strange = {key: value for key, value in asked.items() if value and value.startswith(("~", "@"))}
    if not known:
        return strange
    with errors():
        return {**strange, **resolved(known, rule_words(tx)[0])}


def _listed(tx: Transaction, asked: Mapping[str, str], limit: int, **filters: Any) -> list[Meeting]:
    """Meetings that fit, newest day first; topic, outlet and language are looked at here, page by page."""
    found: list[Meeting] = []
    at, page = 0, max(limit, 200)
    while len(found) < limit and (some := tx.list_meetings(**filters, limit=page, offset=at)):
        found += [one for one in some if _fits(one, asked)]
        at += page
    return found[:limit]


def _fits(meeting: Meeting, asked: Mapping[str, str]) -> bool:
    having = {"topic": meeting.topics, "outlet": meeting.outlets, "language": meeting.languages}
    return all(key not in asked or asked[key] in values for key, values in having.items())


COLUMNS = (
    "meeting", "day", "day_stated", "status", "phase", "mode", "what", "sides", "leads", "others", "city", "country", "topics",
    "confidence", "reports", "owner_groups", "languages", "first_told_at", "sources",
)  # fmt: skip


def _print_csv(tx: Transaction, found: Sequence[Meeting]) -> None:
    """One row for each meeting; several values of a cell are parted by a semicolon, instants are UTC."""
    tellings = tx.tellings_of([one.id or 0 for one in found])
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in found:
        people = {
            lead: [f"{p.name or p.role or p.surface}{f' ({p.role})' if p.name and p.role else ''}" for p in one.participants if p.lead is lead]
            for lead in (True, False)
        }  # fmt: skip
        urls = dict.fromkeys(told.url for told in tellings.get(one.id or 0, ()) if told.url)
        row = (
            one.key, one.date or "", "yes" if one.date_sure else "no", one.status, one.phase, one.mode, wording().line(one, "en"),
            sorted({p.polity for p in one.participants if p.lead and p.polity}), people[True], people[False], one.city or "",
            one.country or "", one.topics, f"{one.confidence:.2f}", one.mentions, one.owner_groups, one.languages,
            _at(one.first_told_at), tuple(urls),
        )  # fmt: skip
        table.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _correct(act: Callable[[Transaction], tuple[Any, ...]], author: str, reason: str, *, quiet: bool) -> list[Change]:
    """Do what a person says about meetings, and tell who was told of them, in one transaction. `act` gives the verb and what it is about."""
    from worker.house import House

    with errors():
        house = House.open(settings())
        try:
            now = utcnow()
            index, links = house.watches(), house.links(now)
            with house.store.transaction() as tx:
                verb, *about = act(tx)
                changes = _said(verb, *about, author=author, reason=reason)
                if not quiet:
                    alert.tell(tx, index, None, changes, now=now, links=links)
            return changes
        finally:
            house.close()


def _said(verb: Any, *arguments: Any, **named: Any) -> list[Change]:
    """A person's word, or the end with what is wrong about it."""
    try:
        return list(verb(*arguments, **named, now=utcnow()) or [])
    except ValueError as error:
        fail(str(error), Exit.WRONG)


def _print_changes(changes: Sequence[Change], as_json: bool) -> None:
    if as_json:
        print_json(changes)
        return
    print_table(
        "What changed",
        ("what", "meeting", "how", "why"),
        [(c.kind, c.meeting.key, ", ".join(f.name for f in c.fields), c.reason) for c in changes],
    )


def _print_story(story: Story, asked: str, keys: Mapping[int, str]) -> None:
    """`keys`: public ids of the meetings that verdicts speak of, by id."""
    meeting, told = story.meeting, story.tellings
    console.print(f"[bold]{escape(meeting.key)}[/bold]  {escape(_line(meeting))}", soft_wrap=True)
    if asked.strip().lower() != meeting.key:
        console.print(f"{escape(asked)} was merged into it")
    voices, times = len(meeting.owner_groups), meeting.mentions
    told_by = (
        f"told {'once' if times == 1 else f'{times} times'} by {_count(voices, 'independent outlet')}"
        if times
        else "not told any more"
    )
    languages = f" in {', '.join(meeting.languages)}" if meeting.languages else ""
    console.print(
        f"{_phase(meeting)}, {_words(meeting.mode)}; {told_by}{languages}; confidence {meeting.confidence:.2f}", soft_wrap=True
    )  # fmt: skip
    print_table(
        "Who says what",
        ("field", "value", "said by", "contradicted"),
        [
            (a.field, a.taken.value, f"{a.corroboration}: {', '.join(a.taken.said_by)}",
             "; ".join(f"{c.value} ({', '.join(c.said_by)})" for c in a.others))
            for a in accounts(meeting, told)
        ],
    )  # fmt: skip
    print_table(
        "In these words",
        ("field", "value", "outlet", "sentence"),
        [
            (a.field, a.taken.value, f"{a.quote.outlet} [{a.quote.language}]", a.quote.text)
            for a in accounts(meeting, told) if a.quote is not None
        ],
    )  # fmt: skip
    if sides := readouts(meeting, told):
        print_table(
            "Readouts side by side",
            ("", *(f"{r.side} ({', '.join(r.outlets)})" for r in sides)),
            [(name, *("\n".join(getattr(r, name)) for r in sides)) for name in ("says", "omits", "contradicts")],
        )
    print_table(
        "Its life", ("phase", "when", "why"), [(_words(t.phase), _at(t.at), t.reason) for t in story.transitions]
    )
    print_table(
        "Tellings",
        ("no", "when", "outlet", "language", "entry", "says", "where"),
        [
            (t.mention.id, _at(t.told_at), t.outlet, t.language, t.title, f"{t.mention.status} {t.mention.date or '?'} {t.mention.city or ''}", t.url)
            for t in told
        ],
    )  # fmt: skip
    print_table(
        "Coverage",
        ("outlet", "languages", "tellings", "minutes after the first"),
        [(c.outlet, ", ".join(c.languages), c.tellings, c.minutes_after_first) for c in coverage(told)],
    )
    print_table(
        "Verdicts",
        ("telling", "against", "verdict", "score", "reasons"),
        [
            (d.mention_id, "this" if d.meeting_id == meeting.id else keys.get(d.meeting_id, "one that is gone"), d.verdict, f"{d.score:.2f}", "; ".join(d.reasons))
            for d in story.decisions
        ],
    )  # fmt: skip
    if story.merged:
        console.print(f"merged into it: {', '.join(story.merged)}")


def _line(meeting: Meeting) -> str:
    return f"{meeting.date or 'no day'}  {_who(meeting)}{'  in ' + _where(meeting) if _where(meeting) else ''}"


def _who(meeting: Meeting) -> str:
    leads = [p for p in meeting.participants if p.lead]
    return " / ".join(f"{p.name or p.role or p.surface} ({p.polity})" for p in leads)


def _where(meeting: Meeting) -> str:
    return meeting.city or meeting.country or ("" if meeting.mode == "in_person" else str(meeting.mode))


def _phase(meeting: Meeting) -> str:
    return _words(meeting.phase)


def _words(code: str) -> str:
    return str(code).replace("_", " ")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _at(when: datetime) -> str:
    return when.isoformat(sep=" ", timespec="minutes").replace("+00:00", "Z")


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
