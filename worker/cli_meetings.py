"""`diwan meetings` and `diwan reprocess`: what is known, who says so, why it was decided, and a person's word on it."""

import getpass
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import typer

from storage.errors import NotFound
from storage.records import Change, Meeting, Status, Story
from storage.sql import Transaction
from worker.cli_out import AsJson, Exit, console, escape, fail, open_store, print_json, print_table
from worker.clock import utcnow
from worker.dedupe import review
from worker.dedupe.accounts import accounts, coverage, readouts

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
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day in Asia/Baghdad, like 2024-05-31.")]


@meetings_app.command("list")
def list_(
    since: Day = None,
    until: Day = None,
    actor: Annotated[str | None, typer.Option(help="Id of an actor, like `nechirvan-barzani`.")] = None,
    polity: Annotated[str | None, typer.Option(help="Code of a polity, like `FR` or `IQ-KR`.")] = None,
    status: Annotated[Status | None, typer.Option(help="held, planned or cancelled.")] = None,
    phase: Annotated[
        str | None, typer.Option(help="announced, confirmed, held, read_out, postponed, cancelled, no_report.")
    ] = None,
    city: Annotated[str | None, typer.Option(help="English name of the city.")] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Withdrawn ones, too.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 30,
    as_json: AsJson = False,
) -> None:
    """Meetings, newest day first.

    Example: `diwan meetings list --polity FR --since 2024-05-01`
    """  # fmt: skip
    with open_store() as store, store.reading() as tx:
        found = tx.list_meetings(
            since=_day(since), until=_day(until), actor=actor, polity=polity and polity.upper(), status=status, phase=phase,
            city=city, ended=ended, limit=limit,
        )  # fmt: skip
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
        empty="none yet",
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
def merge(one: Key, other: Key, reason: Reason = "the same meeting", by: By = "", as_json: AsJson = False) -> None:
    """Say that two meetings are one. Kept for ever against later runs; both ids go on answering.

    Example: `diwan meetings merge m-aaaaaaaaaaaa m-bbbbbbbbbbbb --reason "one outlet had the day wrong"`
    """
    with open_store() as store, store.transaction() as tx:
        first, second = _find(tx, one), _find(tx, other)
        changes = _said(review.merge_by_hand, tx, first, second, author=by or getpass.getuser(), reason=reason)
    _print_changes(changes, as_json)


@meetings_app.command()
def split(
    key: Key,
    tellings: Annotated[list[int], typer.Argument(help="Numbers of the tellings to part, from `diwan meetings show`.")],
    reason: Reason = "another meeting",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Say that some tellings are of another meeting: they make one of their own. Kept for ever against later runs.

    Example: `diwan meetings split m-aaaaaaaaaaaa 17 21 --reason "the second day of talks"`
    """
    with open_store() as store, store.transaction() as tx:
        changes = _said(
            review.split_by_hand, tx, _find(tx, key), tellings, author=by or getpass.getuser(), reason=reason
        )
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
        ("no", "when", "outlet", "language", "entry", "says"),
        [
            (t.mention.id, _at(t.told_at), t.outlet, t.language, t.title, f"{t.mention.status} {t.mention.date or '?'} {t.mention.city or ''}")
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
    return " / ".join(f"{p.name or p.surface} ({p.polity})" for p in leads)


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
