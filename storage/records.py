"""The nouns of Diwan: what travels between the steps and what is kept.

Frozen dataclasses, standard library only, so that importing a record loads no database. Conventions: instants end in `_at` and are
aware UTC; days are `date` in Asia/Baghdad; scores are 0..1; `None` means "not known"; ids are database keys, `None` before the row exists.
Words are defined in docs/glossary.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Json = Mapping[str, Any]  # a JSON object; treated as frozen
Record = TypeVar("Record")


def altered(record: Record, **changes: Any) -> Record:
    """As `dataclasses.replace`, at a third of its cost: the fields of a kind of record are looked up once."""
    names, values = _fields_of(type(record))  # type: ignore[arg-type]
    return type(record)(**dict(zip(names, values(record), strict=True)) | changes)


def quick(kind: type[Record]) -> type[Record]:
    """The same frozen record (slots, keyword fields only), made at 40 % of the cost. For those that are made by the thousand.

    What `dataclass` writes for a frozen record asks `object.__setattr__` for every field. Here the record is, while it is being made, of a
    twin class with the same slots that is not frozen, so that fields are set by plain assignments.
    """
    inside: dict[str, Any] = {"_kind": kind, "_become": object.__setattr__, "_absent": object()}
    given, steps = [], []
    for one in fields(kind):  # type: ignore[arg-type]
        name, value = one.name, one.name
        if one.default_factory is not MISSING:
            inside[f"_make_{name}"] = one.default_factory
            given.append(f"{name}=_absent")
            value = f"_make_{name}() if {name} is _absent else {name}"
        elif one.default is not MISSING:
            inside[f"_default_{name}"] = one.default
            given.append(f"{name}=_default_{name}")
        else:
            given.append(name)
        steps.append(f"    self.{name} = {value}")
    inside["_twin"] = type(f"_{kind.__name__}", (), {"__slots__": tuple(one.name for one in fields(kind))})  # type: ignore[arg-type]
    head = [f"def __init__(self, *, {', '.join(given)}):", "    _become(self, '__class__', _twin)"]
    exec("\n".join([*head, *steps, "    self.__class__ = _kind"]), inside)  # noqa: S102 - as `dataclass` does
    kind.__init__ = inside["__init__"]  # type: ignore[method-assign]
    return kind


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], Any]]:
    names = tuple(one.name for one in fields(kind))
    return names, attrgetter(*names)


# -- where news comes from ---------------------------------------------------------------------------------------------


class FeedKind(StrEnum):
    FEED = "feed"  # RSS, RDF, Atom, JSON Feed
    SITEMAP = "sitemap"
    LISTING = "listing"  # CSS rules as data
    JSON = "json"  # path rules as data
    TELEGRAM = "telegram"
    DISCOVERY = "discovery"  # a pointer only, never a story by itself


class FeedStatus(StrEnum):
    """What the last fetches say of a feed; docs/operations.md explains each to operators."""

    UNPROVEN = "unproven"  # nobody has seen this address give entries
    PROVEN = "proven"  # the last fetch gave entries
    UNCHANGED = "unchanged"  # answered, nothing new
    EMPTY = "empty"  # answered well, without an entry
    QUIET = "quiet"  # silent against its own rhythm
    FAILING = "failing"
    BLOCKED = "blocked"  # challenge page, 401, 403
    GONE = "gone"  # 410, or failing for 30 days: the operator is asked, it is never dropped
    PAUSED = "paused"  # switched off by the operator


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address that is read, as the catalogue or the operator gave it.

    Attributes:
        key: stable name, `kurdistan24-en`; unique.
        language: `en`, `ar`, `ckb`, `kmr`, or another ISO 639 code; a prior, not a promise.
        zone: IANA zone of dates without offset.
        owner_group: who owns the outlet; corroboration is counted by it.
        side: the polity whose own account it gives, as a ministry's or an embassy's site does; None for the press, state agencies included.
        polling: `outlet`, `agency` or `official`: floors and ceilings of the interval.
        rules: id pattern, time rule, CSS or path rules; what each means stands at the head of schedules/feeds.toml.
        confidence: A to D, as the catalogue's head comment defines.
        origin: `shipped` or `own`; `removed` of one that is kept for the tellings it gave, and is in no list.
    """

    id: int | None = None
    key: str
    outlet: str
    url: str
    kind: FeedKind = FeedKind.FEED
    language: str | None = None
    zone: str = "Asia/Baghdad"
    owner_group: str = ""
    affiliation: str = ""
    side: str | None = None
    polling: str = "outlet"
    rules: Json = field(default_factory=dict)
    confidence: str = "D"
    verified_at: date | None = None
    origin: str = "shipped"
    paused: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What fetching has learnt of a feed; one row with the feed, changed by fetching only.

    Attributes:
        memory: small JSON for what only the fetcher understands (clock correction, proof of a permanent move, distrust of 304 ...).
        primed_at: first fetch that gave entries; entries seen then are back-fill and alert nobody.
        failures: weighted count of failures since the last success.
    """

    feed_id: int
    status: FeedStatus = FeedStatus.UNPROVEN
    status_reason: str = ""
    next_fetch_at: datetime | None = None
    interval_s: float = 300.0
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    failures: float = 0.0
    last_fetch_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    primed_at: datetime | None = None
    lease_until: datetime | None = None
    lease_owner: str | None = None
    memory: Json = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLog:
    """One fetch and what came of it. `outcome` is a FeedStatus value or `redirected`; `reason` is a sentence for people."""

    feed_id: int
    at: datetime
    outcome: str
    reason: str = ""
    http_status: int | None = None
    entries: int = 0
    new: int = 0
    changed: int = 0
    bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch of time in which a feed may have shown entries that nobody read: "may have missed"."""

    id: int | None = None
    feed_id: int
    from_at: datetime
    to_at: datetime
    reason: str
    closed_at: datetime | None = None


class TimeQuality(StrEnum):
    EXACT = "exact"  # stated with its offset
    ZONED = "zoned"  # stated without offset, read in the feed's zone
    RELATIVE = "relative"  # "2 hours ago"
    CORRECTED = "corrected"  # the source's clock is known to be off
    FUTURE = "future"  # stated later than the fetch; first sight is used
    MISSING = "missing"  # not stated; first sight is used
    UNREAD = "unread"  # stated as we do not read it, as in another calendar; first sight is used, the string is kept


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, in its newest revision.

    Attributes:
        key: identity within the feed (see worker/fetch/identity.py); unique with `feed_id`.
        address: canonical address, by which an entry is found again under another key; empty where it is nobody's own.
        title, summary, text: plain text. `text` is the best body known, paragraphs parted by blank lines.
        published_at: UTC; never later than a quarter of an hour after `first_seen_at`.
        language: as declared by the feed; the classifier decides by itself.
        backfill: seen for the first time with a feed's first fetch, or older than seven days then: alerts nobody.
        revision: 1 for the first; raised when the content hash changes, or its page says more.
        page_due_at: when its page is to be looked at; None for never.
    """

    id: int | None = None
    feed_id: int
    key: str
    address: str = ""
    guid: str | None = None
    url: str | None = None
    title: str
    summary: str = ""
    text: str = ""
    text_source: str = "feed"
    language: str | None = None
    outlet: str = ""
    owner_group: str = ""
    author: str | None = None
    published_raw: str | None = None
    published_at: datetime | None = None
    time_source: str = "feed"
    time_quality: TimeQuality = TimeQuality.MISSING
    first_seen_at: datetime
    content_hash: str = ""
    revision: int = 1
    backfill: bool = False
    page_due_at: datetime | None = None


# -- what an entry says ------------------------------------------------------------------------------------------------


class Status(StrEnum):
    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


TOPICS = (
    "security", "military", "politics", "elections", "federal", "disputed_areas", "energy", "budget", "economy", "displacement",
    "minorities", "humanitarian", "health", "culture", "climate", "regional", "bilateral", "rights", "consular",
)  # fmt: skip


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a field of a mention comes from.

    Attributes:
        field: `status`, `mode`, `date`, `place`, `topics.security`, `participants.0`, `participants.0.polity`, `meeting` ...
        start, end: the sentence, or the dateline, as character offsets into `Entry.title + "\\n\\n" + Entry.text` (see `body_of`); None for what no sentence says.
        text: that sentence, as it stands.
        rule: id of the rule or knowledge entry that gave the value.
        note: one short sentence for people.
    """

    field: str
    rule: str
    start: int | None = None
    end: int | None = None
    text: str = ""
    note: str = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor in a meeting, as one telling gives him or her.

    Attributes:
        name: the usual English spelling, without title; None where only the office is given.
        surface: as first written in full in the text, without title.
        role: the office in English as a short phrase.
        polity: whom he or she acts for, an id of polities.toml (`FR`, `IQ-KR`, `UN`, `COALITION` ...; Albania is `ALB`, `AL` the Arab League); None where
            unknown.
        lead: most senior participant of the polity in this meeting; exactly one per polity.
        actor: id of a known actor (`nechirvan-barzani`), or of a provisional one (`~IQ-KR:skeleton`), or of an unnamed office
            (`@FR:ambassador:IQ`).
    """

    name: str | None
    surface: str
    role: str | None
    polity: str | None
    lead: bool
    actor: str


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One telling of one meeting: what an entry says, and nothing it does not say.

    Attributes:
        date: calendar day in Asia/Baghdad, None where the text gives no hint.
        date_sure: the text states the day (a date, a weekday, "yesterday"); False where it is only the publication's.
        city, country: English city name, and ISO 3166 alpha-2 or IQ-KR.
        confidence: 0..1, calibrated; see docs/quality.md for the band "to check".
    """

    id: int | None = None
    entry_id: int | None = None
    revision: int = 1
    index: int = 0
    meeting_id: int | None = None
    status: Status
    mode: Mode
    date: date | None
    date_sure: bool = False
    city: str | None
    country: str | None
    participants: tuple[Participant, ...]
    topics: tuple[str, ...] = ()
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The classifier's answer about an entry. No mention is an answer too; `reasons` then say why not, strongest first."""

    entry_id: int | None = None
    revision: int = 1
    language: str
    mentions: tuple[Mention, ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 0.0  # that the entry reports a meeting
    version: str = ""  # of rules and knowledge


def body_of(title: str, text: str) -> str:
    """The text that evidence offsets point into: title, blank line, text."""
    return f"{title}\n\n{text}"


# -- meetings ----------------------------------------------------------------------------------------------------------


class Phase(StrEnum):
    """Where a meeting stands in its life. `status` follows from it."""

    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"  # announced by a second, independent owner group
    HELD = "held"
    READ_OUT = "read_out"  # held, and a side has given its account
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    NO_REPORT = "no_report"  # announced, and nothing heard by 24 h after its day
    WITHDRAWN = (
        "withdrawn"  # no telling is left: its entry was corrected; the row stays so that its key goes on answering
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A step in the life of a meeting, with the mention that brought it (None when time did)."""

    meeting_id: int
    phase: Phase
    at: datetime
    mention_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Our record of one meeting in the world, made of all its mentions; always derivable from them.

    Attributes:
        key: public id, `m-` and base32; old keys of merged meetings go on answering.
        mentions: how many tellings; languages, outlets and owner_groups are those that tell of it, sorted.
        merged_into: id of the surviving meeting where this one was found to be the same.
        version: raised with every change; the optimistic lock.
    """

    id: int | None = None
    key: str
    status: Status
    phase: Phase
    mode: Mode
    date: date | None
    date_sure: bool = False
    city: str | None
    country: str | None
    participants: tuple[Participant, ...]
    topics: tuple[str, ...] = ()
    confidence: float = 0.0
    mentions: int = 1
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    owner_groups: tuple[str, ...] = ()
    first_told_at: datetime
    updated_at: datetime
    merged_into: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is confirmed about a meeting: what its founding mention says, and what two owner groups agree on.

    New mentions are judged against this, never against the union of all that was attached, or one wrong telling would draw in the next.

    Attributes:
        day: calendar day in Asia/Baghdad; the day of publication where the text gives none, then `day_sure` is False.
        other_days: days it was announced for before.
        place_sure: a text states the place; False where it was only inferred, from a dateline or a host's seat.
        announced_for, announced_at: the day of the newest announcement that names one, and when that was told.
        put_off_at: when it was told that the meeting is put off, or is to come, where no day was named since.
        held_at: when it was first told as held.
        held_days: the days on which it may have been held by what its reports state; empty where none states its day.
        participants: those confirmed; the ones with `lead` are the confirmed leads of their polities.
    """

    day: date
    day_sure: bool
    other_days: tuple[date, ...] = ()
    mode: Mode
    city: str | None = None
    country: str | None = None
    place_sure: bool = True
    participants: tuple[Participant, ...] = ()
    topics: tuple[str, ...] = ()
    announced_for: date | None = None
    announced_at: datetime | None = None
    put_off_at: datetime | None = None
    held_at: datetime | None = None
    held_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A meeting that a mention may tell of, as matching reads it: no more than that, for there are many."""

    meeting_id: int
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What candidates are looked for by: block keys of the participants, the first and the last day."""

    keys: frozenset[str]
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A mention with who tells it: what a meeting is made of.

    Attributes:
        told_at: publication, or first sight where that is not known.
        side: the polity for which the outlet gives an official account; None for the press.
    """

    mention: Mention
    told_at: datetime
    language: str
    outlet: str
    owner_group: str
    side: str | None = None
    title: str = ""
    url: str | None = None
    backfill: bool = False

    @property
    def group(self) -> str:
        """Who is counted as one voice: the owner group, not the address."""
        return self.owner_group or self.outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting whose row is locked until the transaction ends, with its facts and tellings, as they stood then."""

    meeting: Meeting
    facts: Facts
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One verdict of matching a mention against a meeting, with its reasons; kept for `diwan meetings show`."""

    mention_id: int
    meeting_id: int
    verdict: str  # same | new | no
    score: float
    reasons: tuple[str, ...]
    rules: str  # version of the rules
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person said of a mention of an entry: it is (`same`) or is not of that meeting. Kept against all later runs."""

    index: int
    meeting_id: int
    same: bool
    author: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an entry before it is folded.

    Attributes:
        mentions: those kept of it, by index.
        words: what people said of them.
        copied: ids of meetings told by older entries of which its text is a near-duplicate.
        side: the polity for which its feed gives the official account; None for the press.
        free_id: for the next mention that is kept of it; further ones are drawn by `new_mention_id`.
        free_meeting_id: for a meeting that it founds; further ones are drawn by `new_meeting_id`.
        taken: of the public keys that were asked for, those that a meeting has.
    """

    free_id: int
    free_meeting_id: int
    taken: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()
    words: tuple[Word, ...] = ()
    copied: frozenset[int] = frozenset()
    side: str | None = None


class ChangeKind(StrEnum):
    NEW = "new"
    TRANSITION = "transition"  # the phase changed
    REPORT = "report"  # told once more, the phase is the same; `fields` says what was learnt
    CORRECTED = "corrected"  # a telling was revised or withdrawn, or a person corrected it
    MERGED = "merged"  # another meeting was found to be the same; `meeting` is the survivor
    SPLIT = "split"  # tellings were found to be of another meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a meeting before and after, as JSON values (days as ISO text, participants as their names)."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One committed change of a meeting: what alerts and digests are told.

    Attributes:
        id: place in the order of commits per database; the watermark of digests. None before it is kept.
        before: the meeting before; None for a new one.
        phase: the new phase where it changed.
        mention: the telling that brought it; None where time or a person did.
        backfill: nobody is alerted.
    """

    id: int | None = None
    kind: ChangeKind
    at: datetime
    meeting: Meeting
    before: Meeting | None = None
    fields: tuple[FieldChange, ...] = ()
    phase: Phase | None = None
    mention: Mention | None = None
    entry_id: int | None = None
    backfill: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is kept beside a change of a meeting.

    Attributes:
        facts, rules: those of the meeting as it stands now, where its row is to be kept anew; None where it is kept already.
        new: the meeting has no row yet; its id was drawn for it.
        keys, days: what a new meeting is found under; empty for one that is indexed already.
        steps: of its life, in place of those kept before; None where they stay.
        telling: the one that brought the change, where it is new; its mention has the id that was drawn for it.
        verdicts: of the mention that brought the change.
    """

    facts: Facts | None = None
    rules: str = ""
    new: bool = False
    keys: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()
    steps: tuple[Transition, ...] | None = None
    telling: Telling | None = None
    verdicts: tuple[Decision, ...] = ()


class CopyKind(StrEnum):
    IDENTICAL = "identical"  # the same folded text
    COPY = "copy"
    EXCERPT = "excerpt"  # the entry is a part of the other
    CONTAINS = "contains"  # the entry holds the other, as a roundup does


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An edge between two entries whose texts are near-duplicates. `containment` is the greater part shared, 0..1."""

    entry_id: int
    other_id: int
    kind: CopyKind
    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The signature of an entry's text as it is kept: packed, with the bands by which it is found again."""

    entry_id: int
    packed: bytes
    shingles: int
    bands: tuple[int, ...]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything about a meeting: its tellings (oldest first), the steps of its life, and the verdicts."""

    meeting: Meeting
    tellings: tuple[Telling, ...] = ()
    transitions: tuple[Transition, ...] = ()
    decisions: tuple[Decision, ...] = ()
    merged: tuple[str, ...] = ()  # keys of the meetings merged into it
    copies: tuple[Copy, ...] = ()  # among its entries


# -- who is told -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person who is told. `language` is that of messages (`en`, `ar`, `ckb`); `digest_at` is local time in `zone`, None for no digest.
    `weekdays` are ISO weekdays (1 Monday) on which the digest goes out."""

    id: int | None = None
    key: str
    name: str
    zone: str = "Asia/Baghdad"
    language: str = "en"
    digest_at: time | None = None
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    created_at: datetime
    rules: Json = field(default_factory=dict)  # quiet hours, weekly digest, ceilings


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One address of a subscriber. `address` may hold a secret (a webhook URL): never log it; `label` is fit for people."""

    id: int | None = None
    subscriber_id: int
    channel: str  # email | slack | teams | telegram | webhook | apprise
    address: str
    label: str
    dead_at: datetime | None = None
    dead_reason: str = ""

    @property
    def can_edit(self) -> bool:
        """Whether a message that was sent to it can be brought up to date: Telegram's, and Slack's by a bot; a webhook only posts."""
        return self.channel == "telegram" or (self.channel == "slack" and not self.address.startswith("http"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a subscriber asked for. `rule` is the JSON form documented in docs/watches.md; `notify` is new | transitions | reports."""

    id: int | None = None
    key: str
    subscriber_id: int
    name: str
    rule: Json
    notify: str = "transitions"
    options: Json = field(default_factory=dict)  # grouping, labels, priority
    created_at: datetime
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One hit of a watch: unique by (watch, meeting, kind). `kind` names what happened (`new`, `held`, `cancelled`, `report:<entry>` ...)."""

    id: int | None = None
    watch_id: int
    meeting_id: int
    kind: str
    reasons: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A rendered text, ready for a channel.

    Attributes:
        blocks: the Slack Block Kit form.
        thread: ties the messages about one meeting together; the key of the meeting for alerts.
        change: what is new since the last message of the thread, in one line; a channel that edits its message in place says it beside.
        quiet: brings what stands in the thread up to date and disturbs nobody; channels that cannot edit let it pass.
    """

    subject: str
    text: str
    html: str = ""
    blocks: tuple[Json, ...] = ()
    thread: str | None = None
    headers: Json = field(default_factory=dict)
    change: str = ""
    quiet: bool = False


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"  # refused for good, or given up: listed, and retried by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one recipient: a row of the outbox. `key` is unique and travels as the message's id."""

    id: int | None = None
    key: str
    recipient_id: int
    channel: str
    message: Message
    state: DeliveryState = DeliveryState.PENDING
    due_at: datetime
    attempts: int = 0
    lease_until: datetime | None = None
    lease_owner: str | None = None
    last_error: str = ""
    external_id: str | None = None
    created_at: datetime
    sent_at: datetime | None = None
    alert_id: int | None = None
    digest_id: int | None = None
    thread: str | None = None  # that of the message, for looking up what stands there already


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRun:
    """One digest of one subscriber: unique by (subscriber, kind, local day). `from_version`..`to_version` is the watermark over committed changes."""

    id: int | None = None
    subscriber_id: int
    kind: str  # daily | weekly
    local_day: date
    from_change: int
    to_change: int
    composed_at: datetime
    meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nobody is told what it matches from `starts_at` until `ends_at`; who said so, and why, stays on record.

    Attributes:
        matcher: any of `subscriber`, `watch`, `meeting` (keys) and `rule` (as in a watch); all that are given must fit.
    """

    id: int | None = None
    author: str
    reason: str
    matcher: Json
    starts_at: datetime
    ends_at: datetime
    created_at: datetime


class WaitState(StrEnum):
    WAITING = "waiting"  # for its group, the end of quiet hours, or room under the ceiling
    TOLD = "told"
    MUTED = "muted"  # by a silence, or because a later report made it idle
    HELD = "held"  # by the flood guard: a person decides
    DROPPED = "dropped"  # by a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """An alert on its way to one recipient that is not told at once. Unique by (alert, recipient, purpose).

    Attributes:
        group_key: what is told in one message.
        purpose: `first`, or `repeat:2` for a repetition.
        reason: why it waits, was muted or is held, as a sentence.
    """

    id: int | None = None
    alert_id: int
    recipient_id: int
    group_key: str
    purpose: str = "first"
    due_at: datetime
    state: WaitState = WaitState.WAITING
    reason: str = ""
    created_at: datetime
    told_at: datetime | None = None
