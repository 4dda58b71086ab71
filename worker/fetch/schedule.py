"""When to ask a feed again and what to think of it, from what the last fetch brought. Pure: state and outcome in, state and findings out.

The interval follows the news (docs/adr/0031-adaptive-polling.md): shorter when most of a document is new, longer when little is, never so
long that two documents do not overlap. A failing feed is asked more slowly and never dropped. All figures stand here, by their name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import xxhash

from storage.records import Feed, FeedKind, FeedState, FeedStatus, FetchLog, Hole, Json, altered, quick
from worker.errors import FetchError
from worker.fetch.answers import HostBusy
from worker.net.addresses import host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """How often a class of sources is asked, seconds."""

    floor: float
    start: float
    ceiling: float
    failing: float  # the longest interval while it fails


CLASSES: Mapping[str, Class] = {
    "outlet": Class(floor=120, start=300, ceiling=3600, failing=6 * 3600),
    "agency": Class(floor=600, start=900, ceiling=3 * 3600, failing=12 * 3600),
    "official": Class(floor=900, start=1800, ceiling=6 * 3600, failing=24 * 3600),
}
MANY_NEW = 0.67
FEW_NEW = 0.33
WANTED_NEW = 2  # new entries a fetch: with more of them the interval shrinks, or a lively feed with a long document would be read late
OVERLAP = 1 / 3  # of a document's span: polls closer than that see every entry two or three times
JITTER = 0.10
MOST_304 = timedelta(hours=6)  # "not modified" is believed no longer than this,
FIRST_304 = timedelta(hours=1)  # or this, before validators have let news through once
NO_NEWS = timedelta(hours=24)  # nor after a day without news (then once an hour)
HIDDEN = timedelta(minutes=10)  # an entry so much older than a 304 was hidden by it
GONE_AFTER = timedelta(days=30)
GONE_AGAIN = 24 * 3600.0
BLOCKED_AGAIN = 2 * 3600.0
MOVE_FETCHES = 3
MOVE_SPAN = timedelta(hours=48)
HINT_FLOORS = 5  # a TTL or max-age lengthens the interval to at most so many floors
FALL_BACK_AFTER = 3.0  # weighted failures after which another address is tried
HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25  # weights of failures, as Media Cloud's rss-fetcher has them


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one fetch of a feed's window brought. Exactly one of these holds: `error` is set; `not_modified`; a document was read.

    Attributes:
        same_body: the document has the clean hash of the one before; it was not read again.
        entries, new, changed: of the document, as the store counted them.
        undated, language: for the alarms.
        unread: a date that could not be read, as the document has it; None where there is none.
        newest_at, oldest_at: published instants in the document, None without dates.
        before: number of a channel's oldest message, which leads to older ones.
        hint_s: the longer of TTL and max-age, None where the source names none.
        moved_to: target of a chain of permanent redirects.
        cut: the document was cut off; what it said is kept, what it did not say means nothing.
        memory: what entries_of learnt, None where nothing was read.
        fallback: the answer came from one of the feed's other addresses.
        asked: the address that was asked; validators belong to it.
        http_status, bytes, seconds: for the log.
    """

    error: FetchError | None = None
    turned_html: bool = False
    cut: bool = False
    not_modified: bool = False
    same_body: bool = False
    conditional: bool = False
    entries: int = 0
    new: int = 0
    changed: int = 0
    undated: int = 0
    unread: str | None = None
    language: str | None = None
    newest_at: datetime | None = None
    oldest_at: datetime | None = None
    hid_since: datetime | None = None
    before: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    hint_s: float | None = None
    moved_to: str | None = None
    memory: Json | None = None
    fallback: bool = False
    asked: str = ""
    http_status: int | None = None
    bytes: int = 0
    seconds: float = 0.0


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What follows from a fetch.

    Attributes:
        state: with `next_fetch_at`, to be kept; its lease fields mean nothing.
        log: None where nothing was asked.
        opened: notices to open, as (kind, text); `closed` are kinds to close.
        hole: a stretch that may have been missed; `filled` says that open holes up to then are filled.
    """

    state: FeedState
    log: FetchLog | None = None
    opened: tuple[tuple[str, str], ...] = ()
    closed: tuple[str, ...] = ()
    hole: Hole | None = None
    filled: datetime | None = None


def next_state(feed: Feed, state: FeedState, outcome: Outcome, now: datetime) -> Verdict:
    """State, log and findings after a fetch of the window. The next fetch is always set: no feed is ever silently dropped."""
    if isinstance(outcome.error, HostBusy):
        return _deferred(feed, state, outcome.error, now)
    if outcome.error is not None:
        return _remembering(_failed(feed, state, outcome, outcome.error, now))
    if outcome.not_modified or outcome.same_body:
        return _remembering(_unchanged(feed, state, outcome, now))
    return _remembering(_read(feed, state, outcome, now))


def _remembering(verdict: Verdict) -> Verdict:
    """The feed's memory holds which notices are open, so that closing costs nothing where there is nothing to close."""
    if not verdict.opened and not verdict.closed:
        return verdict
    before = set(verdict.state.memory.get("open") or ())
    opened = {kind for kind, _ in verdict.opened}
    closed = tuple(kind for kind in dict.fromkeys(verdict.closed) if kind in before)
    after = (before - set(closed)) | opened
    if after == before:
        return verdict if closed == verdict.closed else altered(verdict, closed=closed)
    memory = {**verdict.state.memory, "open": sorted(after)}
    if not after:
        del memory["open"]
    return altered(verdict, closed=closed, state=altered(verdict.state, memory=memory))


def class_of(feed: Feed) -> Class:
    return CLASSES.get(feed.polling, CLASSES["outlet"])


def first_interval(feed: Feed) -> float:
    """The interval a new feed starts with."""
    return class_of(feed).start


def first_fetch_at(feed: Feed, now: datetime) -> datetime:
    """When a feed of a new catalogue is asked first: spread over its first interval by its key."""
    return now + timedelta(seconds=class_of(feed).start * _spread(feed.key))


def believes_304(state: FeedState, now: datetime) -> bool:
    """Whether validators may be sent: the last whole answer is recent, and "not modified" never hid news here.

    A 304 is believed for a third of what the document spans, six hours at most: beyond that a stuck validator would cost entries. Where
    validators have never yet let news through, it is believed for a sixth and an hour. After a day without news the source is asked
    without validators once an hour.
    """
    if state.memory.get("distrust_304"):
        return False
    whole = instant(state.memory.get("whole_at"))
    if whole is None:
        return False
    age = now - whole
    proven = bool(state.memory.get("validators_work"))
    longest = MOST_304 if proven else FIRST_304
    if span := float(state.memory.get("span_s") or 0.0):
        longest = min(longest, max(timedelta(seconds=span * OVERLAP * (1.0 if proven else 0.5)), timedelta(minutes=5)))
    if age >= longest:
        return False
    return not (state.last_new_at is not None and now - state.last_new_at >= NO_NEWS and age >= timedelta(hours=1))


def instant(text: Any) -> datetime | None:
    """An ISO instant out of a feed's memory; None where there is none."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# -- nothing was asked -----------------------------------------------------------------------------------------------------


def _deferred(feed: Feed, state: FeedState, error: HostBusy, now: datetime) -> Verdict:
    """The host was busy or rests. Not a failure: asked again when it may be, a little apart from its neighbours."""
    wait = max(1.0, error.retry_after or 5.0)
    wait += min(wait, 60.0) * 0.5 * _spread(feed.key, now)
    return Verdict(state=altered(state, next_fetch_at=now + timedelta(seconds=wait)))


# -- failures --------------------------------------------------------------------------------------------------------------


def weight(error: FetchError) -> float:
    """How heavy a failure weighs: a cut answer little, an overloaded or unreachable server half, a refusal in full."""
    if not error.transient or error.blocked:
        return HARD
    text = str(error)
    if error.http_status in (408, 425) or "cut off" in text or "connection broke" in text or "closed without" in text:
        return TEMPORARY
    return SOFT


def _failed(feed: Feed, state: FeedState, outcome: Outcome, error: FetchError, now: datetime) -> Verdict:
    kind = class_of(feed)
    failures = state.failures + weight(error)
    memory = dict(state.memory)
    failing_since = instant(memory.get("failing_since")) or now
    memory["failing_since"] = failing_since.isoformat()
    gone = error.http_status == 410 or now - failing_since >= GONE_AFTER
    if gone:
        status, delay = FeedStatus.GONE, GONE_AGAIN
    elif error.blocked:
        status, delay = FeedStatus.BLOCKED, max(BLOCKED_AGAIN, state.interval_s)
    else:
        status, delay = FeedStatus.FAILING, min(state.interval_s * max(1.0, failures), kind.failing)
        if failures <= TEMPORARY:  # one broken connection after a good answer: look again soon
            delay = max(kind.floor, delay / 4)
    if feed.rules.get("fallbacks") and (error.blocked or gone or failures >= FALL_BACK_AFTER):
        memory["fallback"] = _next_fallback(memory.get("fallback") or {}, outcome, now)
        delay = min(delay, kind.start) if not outcome.fallback else delay
    delay *= 1 + JITTER * (2 * _spread(feed.key, now) - 1)
    if error.retry_after is not None:
        delay = max(delay, error.retry_after + (60 * _spread(feed.key, now) if error.http_status == 429 else 1.0))
    reason = str(error)[:300]
    opened = []
    if gone:
        opened.append(("feed_gone", f"{reason}; is it still wanted? It is asked once a day"))
    elif error.blocked and state.status is not FeedStatus.BLOCKED:
        opened.append(("feed_blocked", f"{reason}; another address of the outlet may answer: diwan feeds add"))
    if outcome.turned_html and state.primed_at is not None:
        opened.append(("feed_html", "a web page came where the feed was"))
    return Verdict(
        state=altered(
            state,
            status=status,
            status_reason=reason,
            failures=failures,
            last_fetch_at=now,
            next_fetch_at=now + timedelta(seconds=delay),
            memory=memory,
        ),
        log=_log(state, outcome, now, outcome_=str(status), reason=reason),
        opened=tuple(opened),
    )


def _next_fallback(turn: Json, outcome: Outcome, now: datetime) -> dict[str, Any]:
    if not outcome.fallback:
        return {"index": int(turn.get("index", 0)), "looked": now.isoformat()}
    return {"index": int(turn.get("index", 0)) + 1, "looked": turn.get("looked", now.isoformat())}


# -- answers ---------------------------------------------------------------------------------------------------------------


def _answered(state: FeedState, outcome: Outcome, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """What every good answer settles: failures are over, moves are counted, a fall-back that is not needed any more is left."""
    memory = dict(outcome.memory if outcome.memory is not None else state.memory)
    closed = ["feed_gone", "feed_blocked", "feed_html"] if state.failures or state.status in _TROUBLED else []
    memory.pop("failing_since", None)
    if memory.get("fallback") and not outcome.fallback:
        memory.pop("fallback")
    if outcome.asked:
        memory["asked"] = outcome.asked
    return memory, closed


_TROUBLED = (FeedStatus.GONE, FeedStatus.BLOCKED, FeedStatus.FAILING)


def _moves(feed: Feed, memory: dict[str, Any], outcome: Outcome, now: datetime) -> list[tuple[str, str]]:
    """Believe a permanent move only when it is proven: the same target in three fetches over two days, on the same or a known host."""
    if outcome.fallback:
        return []
    moved: dict[str, Any] = dict(memory.get("moved") or {})
    if outcome.moved_to is None or outcome.moved_to == outcome.asked:
        if moved.pop("to", None):
            memory["moved"] = {key: value for key, value in moved.items() if key in ("in_force", "from", "at")}
        if not memory.get("moved"):
            memory.pop("moved", None)
        return []
    if moved.get("to") != outcome.moved_to:
        moved |= {"to": outcome.moved_to, "first": now.isoformat(), "fetches": 0}
    moved["fetches"] = int(moved.get("fetches", 0)) + 1
    memory["moved"] = moved
    since = instant(moved.get("first")) or now
    if moved["fetches"] < MOVE_FETCHES or now - since < MOVE_SPAN:
        return []
    known = {host_of(feed.url), *(str(host) for host in feed.rules.get("hosts") or ())}
    if host_of(outcome.moved_to) not in known:
        return [
            (
                "feed_moved",
                f"it says it moved for good to {outcome.moved_to}, another host; change its address if that is right",
            )
        ]
    memory["moved"] = {"in_force": outcome.moved_to, "from": outcome.asked, "at": now.isoformat()}
    return [("feed_moved", f"it moved for good to {outcome.moved_to}, which is asked from now on")]


def _unchanged(feed: Feed, state: FeedState, outcome: Outcome, now: datetime) -> Verdict:
    memory, closed = _answered(state, outcome, now)
    opened = _moves(feed, memory, outcome, now)
    if outcome.not_modified:
        memory["last_304"] = now.isoformat()
    else:
        memory["whole_at"] = now.isoformat()
        memory.pop("last_304", None)
    interval = _bounded(feed, state.interval_s * 1.2, memory, outcome.hint_s, now)
    quiet, notices = _quiet(feed, state, memory, now)
    opened += notices
    unread = state.primed_at is None and state.status in (FeedStatus.UNPROVEN, FeedStatus.EMPTY)
    status = state.status if unread else FeedStatus.QUIET if quiet else FeedStatus.UNCHANGED
    reason = notices[0][1] if notices else "not modified" if outcome.not_modified else "the same document"
    return Verdict(
        state=altered(
            state,
            status=status,
            status_reason=reason,
            interval_s=interval,
            failures=0.0,
            etag=outcome.etag or state.etag,
            last_modified=outcome.last_modified or state.last_modified,
            last_fetch_at=now,
            last_success_at=now,
            next_fetch_at=now + timedelta(seconds=_jittered(feed, interval, now)),
            memory=memory,
        ),
        log=_log(state, outcome, now, outcome_=FeedStatus.UNCHANGED, reason=reason),
        opened=tuple(opened),
        closed=tuple(closed),
    )


def _read(feed: Feed, state: FeedState, outcome: Outcome, now: datetime) -> Verdict:
    memory, closed = _answered(state, outcome, now)
    opened = _moves(feed, memory, outcome, now)
    first = state.primed_at is None
    memory["whole_at"] = now.isoformat()
    if outcome.newest_at is not None and outcome.oldest_at is not None and outcome.entries >= 2 and not outcome.cut:
        memory["span_s"] = round((outcome.newest_at - outcome.oldest_at).total_seconds())
    opened += _distrust(state, memory, outcome, now)

    if outcome.conditional and outcome.new:
        memory["validators_work"] = True

    missed = (
        outcome.entries >= 2 and outcome.new == outcome.entries and not first and feed.kind is not FeedKind.DISCOVERY
    )
    share = outcome.new / outcome.entries if outcome.entries else 0.0
    if first and outcome.entries:
        interval = class_of(feed).start
    elif missed or (share >= MANY_NEW and outcome.entries):
        interval = state.interval_s / 2
    elif outcome.new == 0:
        interval = state.interval_s * 1.2
    elif outcome.new > WANTED_NEW:
        interval = state.interval_s * 0.8
    elif share <= FEW_NEW and outcome.new < WANTED_NEW:
        interval = state.interval_s + min(state.interval_s * 0.1, 600)
    else:
        interval = state.interval_s
    interval = _bounded(feed, interval, memory, outcome.hint_s, now)

    hole = _hole(state, memory, outcome, now) if missed else None
    if outcome.newest_at is not None:
        known = instant(memory.get("newest_at"))
        memory["newest_at"] = max(outcome.newest_at, known or outcome.newest_at).isoformat()
    if outcome.new:
        _count(memory, outcome.new, now, first=first)
        closed.append("feed_quiet")
    alarms, calm = _alarms(state, memory, outcome)
    opened += alarms
    closed += calm
    quiet, notices = _quiet(feed, state, memory, now) if not outcome.new else (False, [])
    opened += notices
    status, reason = _status(state, outcome, quiet, first=first)
    return Verdict(
        state=altered(
            state,
            status=status,
            status_reason=notices[0][1] if notices else reason,
            interval_s=interval,
            failures=0.0,
            etag=outcome.etag,
            last_modified=outcome.last_modified,
            body_hash=outcome.body_hash,
            last_fetch_at=now,
            last_success_at=now,
            last_new_at=now if outcome.new else state.last_new_at,
            primed_at=state.primed_at or (now if outcome.entries else None),
            next_fetch_at=now
            + timedelta(seconds=_jittered(feed, class_of(feed).floor if outcome.cut else interval, now)),
            memory=memory,
        ),
        log=_log(state, outcome, now, outcome_=str(status), reason=reason),
        opened=tuple(opened),
        closed=tuple(closed),
        hole=hole,
    )


def _status(state: FeedState, outcome: Outcome, quiet: bool, *, first: bool) -> tuple[FeedStatus, str]:
    if not outcome.entries:
        return FeedStatus.EMPTY, "answered without an entry"
    if quiet:
        return FeedStatus.QUIET, "nothing new"
    if outcome.new or first:
        return FeedStatus.PROVEN, f"{outcome.new} new of {outcome.entries}"
    return FeedStatus.UNCHANGED, f"nothing new among {outcome.entries}"


def _distrust(state: FeedState, memory: dict[str, Any], outcome: Outcome, now: datetime) -> list[tuple[str, str]]:
    """A whole answer that holds news under the very validators that said "not modified", or news older than such a 304, convicts."""
    last_304 = instant(memory.pop("last_304", None))
    if last_304 is None or not outcome.new or outcome.conditional or memory.get("distrust_304"):
        return []
    same = bool(state.etag or state.last_modified) and (outcome.etag, outcome.last_modified) == (
        state.etag,
        state.last_modified,
    )
    hidden = outcome.hid_since is not None and outcome.hid_since < last_304 - HIDDEN
    if not (same or hidden):
        return []
    memory["distrust_304"] = now.isoformat()
    return [("feed_304", '"not modified" hid news; it is read in full from now on')]


def _hole(state: FeedState, memory: dict[str, Any], outcome: Outcome, now: datetime) -> Hole:
    """The window has moved on past all we know: start back-filling, and say what may have been missed until it is filled."""
    start = instant(memory.get("newest_at")) or state.last_success_at or now
    end = outcome.oldest_at or now
    if end <= start:  # dates are missing or out of order: the time between the two looks is all we can say
        start, end = state.last_success_at or start, now
    memory["hole"] = {"from": start.isoformat(), "to": end.isoformat(), "page": 1}
    if outcome.before:
        memory["hole"]["before"] = outcome.before
    return Hole(
        feed_id=state.feed_id,
        from_at=start,
        to_at=end,
        reason=f"all {outcome.entries} entries were new: others may have passed unseen",
    )


def after_backfill(
    state: FeedState,
    *,
    entries: int,
    last_known: bool,
    oldest_at: datetime | None,
    failed: bool,
    more: bool,
    busy: bool = False,
    before: str | None = None,
) -> Verdict:
    """State after one step of filling a hole. Filled when a page reaches back to the hole's start (without dates: ends in an entry that
    was known); given up when there is nothing older, then the hole stays on record."""
    memory = dict(state.memory)
    hole: dict[str, Any] = dict(memory.get("hole") or {})
    if not hole:
        return Verdict(state=state)
    if busy:  # next time the older page goes before the window
        memory["hole"] = hole | {"first": True}
        return Verdict(state=altered(state, memory=memory))
    hole.pop("first", None)
    start, end = instant(hole.get("from")), instant(hole.get("to"))
    hole["page"] = int(hole.get("page", 1)) + (0 if failed else 1)
    hole["tries"] = int(hole.get("tries", 0)) + 1
    reached = oldest_at <= start if oldest_at is not None and start is not None else last_known
    if reached and not failed:
        memory.pop("hole")
        return Verdict(state=altered(state, memory=memory), filled=end)
    if (not failed and (not entries or not more)) or hole["tries"] >= 10:
        memory.pop("hole")
        return Verdict(state=altered(state, memory=memory))
    memory["hole"] = hole | ({"before": before} if before else {})
    return Verdict(state=altered(state, memory=memory))


# -- intervals -------------------------------------------------------------------------------------------------------------


def _bounded(feed: Feed, interval: float, memory: Json, hint_s: float | None, now: datetime) -> float:
    """The interval within what its class, the source's hint, its rhythm and the overlap allow. Rhythm and overlap win over the hint, the
    floor over all: a feed that is usually lively at this hour is not left for long because the night was quiet."""
    kind = class_of(feed)
    if hint_s:
        interval = max(interval, min(hint_s, HINT_FLOORS * kind.floor))
    interval = min(interval, kind.ceiling)
    coming = expected_since(memory, now, now + timedelta(hours=1))
    if coming:
        interval = min(interval, WANTED_NEW * 3600 / coming)
    if span := memory.get("span_s"):
        interval = min(interval, float(span) * OVERLAP)
    return max(interval, kind.floor)


def _jittered(feed: Feed, interval: float, now: datetime) -> float:
    return interval * (1 + JITTER * (2 * _spread(feed.key, now) - 1))


def _spread(key: str, now: datetime | None = None) -> float:
    """0..1, the same for the same key and instant: jitter that can be replayed."""
    seed = f"{key}|{now.timestamp() if now else ''}"
    return float(xxhash.xxh3_64_intdigest(seed.encode())) / 2**64


# -- health ----------------------------------------------------------------------------------------------------------------

RHYTHM_DECAY = 0.9  # each week the past weighs a tenth less
QUIET_GAPS = 4.0
LEAST_SEEN = 20  # entries before a rhythm is one
LEAST_SILENCE = timedelta(hours=2)


def _count(memory: dict[str, Any], new: int, now: datetime, *, first: bool) -> None:
    """Add fresh entries to the feed's rhythm: counts by hour of the week, the past fading."""
    if first:
        memory["rhythm"] = {"since": now.isoformat(), "week": _week(now), "hours": {}}
        return
    rhythm: dict[str, Any] = dict(memory.get("rhythm") or {"since": now.isoformat(), "week": _week(now), "hours": {}})
    hours: dict[str, float] = dict(rhythm.get("hours") or {})
    for _ in range(min(_week(now) - int(rhythm.get("week", 0)), 20)):
        hours = {hour: round(count * RHYTHM_DECAY, 2) for hour, count in hours.items() if count > 0.05}
    slot = str(now.weekday() * 24 + now.hour)
    hours[slot] = hours.get(slot, 0.0) + new
    memory["rhythm"] = rhythm | {"week": _week(now), "hours": hours}


def _week(now: datetime) -> int:
    return now.toordinal() // 7


def expected_since(memory: Json, since: datetime, now: datetime) -> float | None:
    """How many entries the feed's own rhythm would have brought between two instants; None while there is no rhythm yet.

    With less than two weeks behind it every hour counts alike.
    """
    rhythm = memory.get("rhythm") or {}
    hours: Mapping[str, float] = rhythm.get("hours") or {}
    begun = instant(rhythm.get("since"))
    total = sum(hours.values())
    if begun is None or total < LEAST_SEEN or now - begun < timedelta(hours=12):
        return None
    weeks = (now - begun) / timedelta(weeks=1)
    if weeks < 2:
        return float(total / ((now - begun) / timedelta(hours=1)) * ((now - since) / timedelta(hours=1)))
    seen_weeks = min(weeks, sum(RHYTHM_DECAY**week for week in range(int(weeks) + 1)))
    expected, moment = 0.0, since
    while moment < now and expected < 50:
        step = min(timedelta(hours=1), now - moment)
        slot = moment.weekday() * 24 + moment.hour
        around = sum(hours.get(str((slot + by) % 168), 0.0) for by in (-1, 0, 1)) / 3
        expected += around / seen_weeks * (step / timedelta(hours=1))
        moment += step
    return expected


def _quiet(feed: Feed, state: FeedState, memory: Json, now: datetime) -> tuple[bool, list[tuple[str, str]]]:
    """Whether a feed is silent against its own rhythm: four times its usual gap, by hour of the week."""
    if state.last_new_at is None or feed.kind is FeedKind.DISCOVERY or now - state.last_new_at < LEAST_SILENCE:
        return False, []
    expected = expected_since(memory, state.last_new_at, now)
    if expected is None or expected < QUIET_GAPS:
        return False, []
    hours = (now - state.last_new_at) / timedelta(hours=1)
    return True, [("feed_quiet", f"nothing new for {hours:.0f} h, where it usually brings {expected:.0f} entries")]


def _alarms(state: FeedState, memory: dict[str, Any], outcome: Outcome) -> tuple[list[tuple[str, str]], list[str]]:
    """What changed in the shape of the document: dates lost, entries halved, another language."""
    opened: list[tuple[str, str]] = []
    closed: list[str] = []
    shape: dict[str, Any] = dict(memory.get("shape") or {})

    def judge(kind: str, bad: bool, text: str) -> None:
        if bad:
            opened.append((kind, text))
        else:
            closed.append(kind)

    if outcome.cut:
        return [], []
    if outcome.entries:
        dated = outcome.undated < outcome.entries
        judge(
            "feed_dates",
            not dated and bool(shape.get("dated") or outcome.unread),
            f"no date can be read, as {outcome.unread[:60]!r}; entries have the time of fetching"
            if outcome.unread
            else "all dates are missing; entries are ordered by first sight",
        )
        usual = float(shape.get("entries", outcome.entries))
        judge(
            "feed_halved",
            usual >= 6 and outcome.entries * 2 <= usual,
            f"{outcome.entries} entries, where {usual:.0f} are usual",
        )
        if outcome.language and outcome.entries >= 3:
            before = shape.get("language")
            judge(
                "feed_language",
                before is not None and before != outcome.language,
                f"its language is {outcome.language}, not {before}",
            )
            shape.setdefault("language", outcome.language)
        shape["dated"] = bool(shape.get("dated")) or dated
        shape["entries"] = round(usual * 0.9 + outcome.entries * 0.1, 2)
        memory["shape"] = shape
    elif state.primed_at is not None:
        opened.append(("feed_halved", "it answers without an entry, where it had some"))
    return opened, closed


def _log(state: FeedState, outcome: Outcome, now: datetime, *, outcome_: str, reason: str) -> FetchLog:
    return FetchLog(
        feed_id=state.feed_id,
        at=now,
        outcome=outcome_,
        reason=reason,
        http_status=outcome.http_status or (outcome.error.http_status if outcome.error else None),
        entries=outcome.entries,
        new=outcome.new,
        changed=outcome.changed,
        bytes=outcome.bytes,
        seconds=round(outcome.seconds, 3),
    )
