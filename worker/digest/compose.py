"""What stands in a digest: committed changes since the last one, told once, in the order that matters. Pure.

The watermark decides, never the clock: a digest covers the changes above `from_change` up to `to_change`. Where there are more meetings
than fit, `to_change` stops earlier and the rest stands in the next digest. Nothing is advanced before the outbox has the message.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.records import Change, ChangeKind, FieldChange, Meeting, Participant, Phase, Status, Telling
from worker.digest.due import HOME, WEEKLY, Due

BAGHDAD = ZoneInfo(HOME)
MOST_MEETINGS = (
    90  # of a digest; the rest rolls over. More than a busy day has: else each digest would tell more of yesterday
)
MOST_BEHIND = 3  # digests' worth that may wait; beyond that those of the highest rank are told, and the others counted
MOST_IN_FULL = 12  # with sources; the others get a line
MOST_UPCOMING = 15
MOST_TO_CHECK = 8
MOST_PAIRS = 4
MOST_ACTORS = 6
STALE_AFTER = timedelta(days=7)  # by the meeting's own day
CHECK_BELOW = 0.6  # confidence below which a person is asked
DAYS_SHOWN = 14
MOST_POLITIES = 6
MOST_TOPICS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One telling as a reader sees it: outlet, language, original headline, link, and when it was told."""

    outlet: str
    language: str
    title: str
    url: str | None
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A meeting in a digest. `fields` is what changed since the last digest, first value before and last value after."""

    meeting: Meeting
    new: bool
    phase: Phase | None = None
    fields: tuple[FieldChange, ...] = ()
    sources: tuple[Source, ...] = ()
    watches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """How a source did: for "coverage"."""

    outlet: str
    feed: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was read, and what was not, since the last digest."""

    since: datetime
    feeds: int
    read: int
    failed: tuple[Feedback, ...] = ()
    quiet: tuple[Feedback, ...] = ()
    entries: int = 0
    holes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Counts of held meetings by their own day: this stretch against the one before, and what the pictures show."""

    days: tuple[tuple[date, int], ...] = ()
    this: int = 0
    before: int = 0
    topics: tuple[tuple[str, int, int], ...] = ()  # topic, this stretch, the one before
    polities: tuple[str, ...] = ()  # those that met most
    more_polities: int = 0  # that met somebody, too
    matrix: tuple[tuple[int, ...], ...] = ()  # polity x polity
    actors: tuple[tuple[Participant, int], ...] = ()  # who met most often in this stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything a digest says, in no language yet."""

    due: Due
    from_change: int
    to_change: int
    since: datetime
    headline: tuple[Item, ...] = ()
    more: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    upcoming: tuple[Item, ...] = ()
    to_check: tuple[Item, ...] = ()
    pairs: tuple[tuple[Item, Item], ...] = ()  # may be one meeting
    numbers: Numbers = field(default_factory=Numbers)
    coverage: Coverage
    rolled_over: int = 0  # stand in the next digest
    omitted: int = 0  # of less rank, in none
    stale: int = 0

    @property
    def meetings(self) -> int:
        """How many meetings of this stretch it tells of."""
        return len(self.headline) + len(self.more) + len(self.changed) + sum(item.new for item in self.upcoming)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the store knows, read once for all digests of a run.

    Attributes:
        changes: in order of their ids, at least those above the watermark of each digest.
        upcoming: planned meetings from today on, earliest first.
        recent: meetings of the last weeks by their own day, for the numbers.
        tellings: by meeting id, oldest first; those of the meetings in `changes`.
        confirmed, apart: meetings that a person said are meetings, and pairs (lower id first) that a person said are two: not asked again.
    """

    changes: Sequence[Change]
    last_change: int
    upcoming: Sequence[Meeting]
    recent: Sequence[Meeting]
    tellings: Mapping[int, Sequence[Telling]]
    coverage: Mapping[datetime, Coverage]
    confirmed: Set[int] = frozenset()
    apart: Set[tuple[int, int]] = frozenset()


def compose(
    due: Due,
    material: Material,
    *,
    from_change: int,
    since: datetime,
    coverage: Coverage,
    most: int = MOST_MEETINGS,
    watched: Mapping[int, tuple[str, ...]] | None = None,
    only_watched: bool = False,
) -> Digest:
    """The digest of a subscriber.

    Args:
        from_change: the watermark; changes above it are told.
        since: instant of the last digest, or of the beginning.
        most: meetings at most; the rest rolls over to the next digest, or is counted where the next ones could not hold it.
        watched: names of the subscriber's watches by id of the meetings they hit; those come first.
        only_watched: and no others stand in it, nor in "coming up".
    """
    named = watched or {}
    mine = [one for one in material.changes if (one.id or 0) > from_change]
    today = due.due_at.astimezone(BAGHDAD).date()
    placed = _placed(mine, material, due, named, only_watched=only_watched, today=today)
    taken, to_change, left, best = _fit(mine, most, placed, material.last_change, weekly=due.kind == WEEKLY)
    stale = omitted = 0
    news: list[Item] = []
    changed: list[Item] = []
    ahead: list[Item] = []
    check: list[Item] = []
    for meeting_id in taken:
        item, place = placed[meeting_id]
        stale += place == "stale"
        if place not in _PLACES:
            continue
        if best is not None and meeting_id not in best:
            omitted += 1
            continue
        if item.new and item.meeting.confidence < CHECK_BELOW and meeting_id not in material.confirmed:
            check.append(item)
        {"news": news, "ahead": ahead, "changed": changed}[place].append(item)
    news.sort(key=_rank)
    changed.sort(key=_rank)
    return Digest(
        due=due,
        from_change=from_change,
        to_change=to_change,
        since=since,
        headline=tuple(news[:MOST_IN_FULL]),
        more=tuple(news[MOST_IN_FULL:]),
        changed=tuple(changed),
        upcoming=_upcoming(ahead, material.upcoming, today, named, only_watched=only_watched),
        to_check=tuple(check[:MOST_TO_CHECK]),
        pairs=_pairs([*news, *ahead], material.apart),
        numbers=_numbers(material.recent, today, 7),
        coverage=coverage,
        rolled_over=left,
        omitted=omitted,
        stale=stale,
    )


_PLACES = ("news", "ahead", "changed")


def _place(item: Item, steps: Sequence[Change], due: Due, *, only_watched: bool, today: date) -> str:
    """Where a meeting stands: one of `_PLACES`; `stale` where it is counted, empty where it is passed over."""
    meeting = item.meeting
    if meeting.merged_into is not None or (meeting.phase is Phase.WITHDRAWN and item.new):
        return ""
    if only_watched and not item.watches:
        return ""
    floor = due.local_day - (STALE_AFTER if due.kind != WEEKLY else 2 * STALE_AFTER)
    if day_of(meeting) < floor:
        return "stale" if item.new else ""
    if all(step.backfill for step in steps) and (meeting.date or floor) < due.local_day - timedelta(days=1):
        return ""
    if meeting.phase in _CALLED_OFF and (item.new or _worth_telling(item)):
        return "changed"
    if item.new:
        return "ahead" if _is_ahead(meeting, today) else "news"
    return "changed" if _worth_telling(item) else ""


def _placed(
    changes: Sequence[Change],
    material: Material,
    due: Due,
    named: Mapping[int, tuple[str, ...]],
    *,
    only_watched: bool,
    today: date,
) -> dict[int, tuple[Item, str]]:
    """Each meeting as it is by now, by all its changes, and where it stands; in the order of their first changes."""
    steps: dict[int, list[Change]] = {}
    for one in changes:
        steps.setdefault(one.meeting.id or 0, []).append(one)
    items = {id_: _item(mine, material.tellings.get(id_, ()), named.get(id_, ())) for id_, mine in steps.items()}
    return {
        id_: (item, _place(item, steps[id_], due, only_watched=only_watched, today=today))
        for id_, item in items.items()
    }


def _fit(
    changes: Sequence[Change], most: int, placed: Mapping[int, tuple[Item, str]], last_change: int, *, weekly: bool
) -> tuple[Collection[int], int, int, Set[int] | None]:
    """Ids of the first meetings, until there are `most` that a reader sees; the watermark that reaches so far; how many are left. A change
    of one of them that lies behind the watermark is told with it, and once more by the next digest: never is a meeting told half.

    Where more are left than the next digests could ever hold, and in a weekly one, nothing rolls over: all are taken, and the last answer
    names those of the highest rank, which alone are told; None where all that is taken is.
    """
    seen = {id_: item for id_, (item, place) in placed.items() if place in _PLACES}
    end = max(last_change, changes[-1].id or 0 if changes else 0)
    if len(seen) > most and (weekly or len(seen) > MOST_BEHIND * most):
        return placed.keys(), end, 0, {item.meeting.id or 0 for item in sorted(seen.values(), key=_rank)[:most]}
    taken: dict[int, None] = {}
    told = 0
    for at, one in enumerate(changes):
        id_ = one.meeting.id or 0
        if id_ in taken:
            continue
        if id_ in seen and told >= most:
            return taken.keys(), changes[at - 1].id or 0, len(seen) - told, None
        told += id_ in seen
        taken[id_] = None
    return taken.keys(), end, 0, None


def _item(steps: Sequence[Change], tellings: Sequence[Telling], watches: tuple[str, ...]) -> Item:
    fields: dict[str, FieldChange] = {}
    for step in steps:
        for one in step.fields:
            before = fields[one.name].before if one.name in fields else one.before
            fields[one.name] = FieldChange(name=one.name, before=before, after=one.after)
    phases = [step.phase for step in steps if step.phase is not None]
    return Item(
        meeting=steps[-1].meeting,
        new=any(step.kind in (ChangeKind.NEW, ChangeKind.SPLIT) for step in steps),
        phase=phases[-1] if phases else None,
        fields=tuple(one for one in fields.values() if one.before != one.after),
        sources=sources_of(steps[-1].meeting, tellings),
        watches=watches,
    )


def sources_of(meeting: Meeting, tellings: Sequence[Telling]) -> tuple[Source, ...]:
    """One source for each outlet and language: the first telling that says what the record says, else the last; those that say it first.

    Under "postponed" a reader looks for the report that says so, not for the announcement. `tellings` are oldest first.
    """
    found: dict[tuple[str, str], Telling] = {}
    for one in tellings:
        before = found.get((one.outlet, one.language))
        if before is None or not _says(before, meeting) or meeting.phase is Phase.POSTPONED:
            found[one.outlet, one.language] = one
    ranked = sorted(found.values(), key=lambda one: not _says(one, meeting))
    return tuple(
        Source(outlet=one.outlet, language=one.language, title=one.title, url=one.url, told_at=one.told_at)
        for one in ranked
    )


def _says(telling: Telling, meeting: Meeting) -> bool:
    return telling.mention.status is meeting.status


_TOLD_FIELDS = frozenset({"date", "city", "country", "participants", "phase", "status", "mode"})


def _worth_telling(item: Item) -> bool:
    return item.phase is not None or any(one.name in _TOLD_FIELDS for one in item.fields)


_HEADS = (
    "president",
    "prime minister",
    "king",
    "emir",
    "sultan",
    "pope",
    "secretary-general",
    "chancellor",
    "crown prince",
)
_MINISTERS = ("minister", "speaker", "adviser", "deputy prime", "vice")


def _rank(item: Item) -> tuple[bool, int, int, float, int]:
    """Watched ones first, then by the seniority of the leads, then by how many owner groups tell of it."""
    weight = 0
    for one in item.meeting.participants:
        if one.lead and one.role:
            role = one.role.lower()
            head = role.startswith(_HEADS) and "of" not in role
            weight += 4 if head else 2 if any(word in role for word in _MINISTERS) else 1
    meeting = item.meeting
    return not item.watches, -weight, -len(meeting.owner_groups), -meeting.confidence, meeting.id or 0


def _pairs(news: Sequence[Item], apart: Set[tuple[int, int]]) -> tuple[tuple[Item, Item], ...]:
    """New meetings that may be one: the same sides, somebody in both, a day apart at most, in the same mode. A person is asked."""
    found: list[tuple[Item, Item]] = []
    for at, one in enumerate(news):
        for other in news[at + 1 :]:
            ids = sorted((one.meeting.id or 0, other.meeting.id or 0))
            if len(found) < MOST_PAIRS and (ids[0], ids[1]) not in apart and _may_be_one(one.meeting, other.meeting):
                found.append((one, other))
    return tuple(found)


def _may_be_one(one: Meeting, other: Meeting) -> bool:
    if one.mode is not other.mode or _sides(one) != _sides(other):
        return False
    apart = abs((day_of(one) - day_of(other)).days)
    return apart <= 1 and bool({p.actor for p in one.participants} & {p.actor for p in other.participants})


def _sides(meeting: Meeting) -> set[str | None]:
    return {person.polity for person in meeting.participants if person.lead}


def day_of(meeting: Meeting) -> date:
    """Its own day; the day it was first told where that is not known. In Baghdad."""
    return meeting.date or meeting.first_told_at.astimezone(BAGHDAD).date()


_CALLED_OFF = (Phase.CANCELLED, Phase.POSTPONED, Phase.NO_REPORT)


def _is_ahead(meeting: Meeting, today: date) -> bool:
    return meeting.status is Status.PLANNED and meeting.date is not None and meeting.date >= today


def _upcoming(
    fresh: Sequence[Item],
    meetings: Iterable[Meeting],
    today: date,
    named: Mapping[int, tuple[str, ...]],
    *,
    only_watched: bool,
) -> tuple[Item, ...]:
    """What is planned from today on, in order of days. Those announced since the last digest are all told, the others as far as there is
    room."""
    known = {item.meeting.id for item in fresh}
    others = [
        Item(meeting=one, new=False, watches=named.get(one.id or 0, ()))
        for one in meetings
        if _is_ahead(one, today)
        and one.id not in known
        and one.phase not in (Phase.CANCELLED, Phase.NO_REPORT)
        and (not only_watched or one.id in named)
    ]
    others.sort(key=lambda item: (day_of(item.meeting), item.meeting.id or 0))
    shown = [*fresh, *others[: max(0, MOST_UPCOMING - len(fresh))]]
    return tuple(sorted(shown, key=lambda item: (day_of(item.meeting), item.meeting.id or 0)))


def _numbers(meetings: Iterable[Meeting], today: date, span: int) -> Numbers:
    held = [one for one in meetings if one.status is Status.HELD]
    by_day = Counter(day_of(one) for one in held)
    first = today - timedelta(days=DAYS_SHOWN - 1)
    days = tuple((day, by_day[day]) for day in (first + timedelta(days=n) for n in range(DAYS_SHOWN)))
    middle = today - timedelta(days=span)
    this = [one for one in held if middle < day_of(one) <= today]
    before = [one for one in held if middle - timedelta(days=span) < day_of(one) <= middle]
    topics = Counter(topic for one in this for topic in one.topics)
    earlier = Counter(topic for one in before for topic in one.topics)
    polities, matrix, more = _matrix(this)
    return Numbers(
        days=days,
        this=len(this),
        before=len(before),
        topics=tuple((topic, count, earlier[topic]) for topic, count in topics.most_common(MOST_TOPICS)),
        polities=polities,
        more_polities=more,
        matrix=matrix,
        actors=_actors(this),
    )


def _actors(meetings: Sequence[Meeting]) -> tuple[tuple[Participant, int], ...]:
    """Who met more than once, known people only, most meetings first."""
    known = {p.actor: p for one in meetings for p in one.participants if p.lead and p.name and p.actor[:1] not in "~@"}
    counts = Counter(actor for one in meetings for actor in {p.actor for p in one.participants} if actor in known)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((known[actor], count) for actor, count in ranked[:MOST_ACTORS] if count > 1)


def _matrix(meetings: Sequence[Meeting]) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...], int]:
    """Who met whom: counts of meetings of two polities, for those that meet most; and how many more there are."""
    pairs: Counter[tuple[str, str]] = Counter()
    seen: Counter[str] = Counter()
    for one in meetings:
        sides = sorted({person.polity for person in one.participants if person.polity})
        seen.update(sides)
        pairs.update((a, b) for at, a in enumerate(sides) for b in sides[at + 1 :])
    names = tuple(name for name, _ in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_POLITIES])
    if len(names) < 2:
        return (), (), 0
    counts = tuple(tuple(0 if a == b else pairs[min(a, b), max(a, b)] for b in names) for a in names)
    return names, counts, len(seen) - len(names)
