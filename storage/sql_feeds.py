"""Verbs about feeds: the catalogue, what is due, what a fetch learnt, the fetch log, holes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import (
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)

from storage import rows
from storage.connected import Connected
from storage.errors import NotFound
from storage.prepared import Prepared
from storage.records import Feed, FeedKind, FeedState, FeedStatus, FetchLog, Hole
from storage.tables import (
    Instant,
    cannot_link,
    entries,
    feeds,
    fetches,
    holes,
    hosts,
    mentions,
    must_link,
    near_bands,
    notices,
    read_instant,
)

_CATALOGUE = tuple(f.name for f in fields(Feed) if f.name not in ("id", "paused"))

_REMOVED = "removed"  # the origin of a feed that is kept for the tellings it gave alone
_HOST_HELD = 0.5  # seconds until a host that another worker is asking is tried again
_LEARNT = tuple(f.name for f in fields(FeedState) if f.name not in ("feed_id", "status", "lease_until", "lease_owner"))
_SETTLE = Prepared(
    update(feeds)
    .where(feeds.c.id == bindparam("s_feed_id"), feeds.c.lease_owner == bindparam("s_owner"))
    .values(
        {name: bindparam(f"s_{name}", type_=feeds.c[name].type) for name in ("status", *_LEARNT)}
        | {"lease_until": null(), "lease_owner": null()}
    ),
    ("s_feed_id", "s_owner", "s_status", *[f"s_{name}" for name in _LEARNT]),
)
_learnt = attrgetter(*_LEARNT)
_LOGGED = tuple(f.name for f in fields(FetchLog))
_LOG = Prepared(insert(fetches), _LOGGED)
_logged = attrgetter(*_LOGGED)
_FEED_NAMES = tuple(f.name for f in fields(Feed))
_STATE_NAMES = tuple(f.name for f in fields(FeedState) if f.name != "feed_id")
_FREE = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= bindparam("now"))
_CLAIM = (
    update(feeds)
    .where(
        feeds.c.id.in_(
            select(feeds.c.id)
            .where(~feeds.c.paused, feeds.c.next_fetch_at <= bindparam("now"), _FREE)
            .order_by(feeds.c.next_fetch_at)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        ),
        _FREE,
    )
    .values(lease_until=bindparam("until"), lease_owner=bindparam("owner"))
    .returning(feeds.c.id, feeds.c.failures)
)
# Many ids or names in one parameter, so that the statement stays the same whatever their number.
_AMONG = {
    "sqlite": "{column} IN (SELECT value FROM json_each(:wanted))",
    "postgresql": "{column} IN (SELECT CAST(value AS {type}) FROM json_array_elements_text(CAST(:wanted AS json)))",
}


def _among(dialect: str, column: str, type_: str) -> Any:
    return text(_AMONG[dialect].format(column=column, type=type_))


_BY_ID = (
    select(*[feeds.c[name] for name in (*_FEED_NAMES, *_STATE_NAMES)])
    .where(_among("postgresql", "feeds.id", "bigint"))
    .order_by(feeds.c.id)
)
_FREE_HOSTS = {
    dialect: select(hosts.c.host, hosts.c.next_start_at, hosts.c.lease_until)
    .where(_among(dialect, "hosts.host", "text"))
    .order_by(hosts.c.host)
    .with_for_update(skip_locked=True)
    for dialect in _AMONG
}
_HELD = {
    dialect: select(feeds.c.id)
    .where(_among(dialect, "feeds.id", "bigint"), feeds.c.lease_owner == bindparam("owner"))
    .order_by(feeds.c.id)
    .with_for_update()
    for dialect in _AMONG
}
_ENTER = Prepared(
    update(hosts)
    .where(hosts.c.host == bindparam("h_host"))
    .values(lease_until=bindparam("h_until"), lease_owner=bindparam("h_owner"), next_start_at=bindparam("h_next")),
    ("h_host", "h_until", "h_owner", "h_next"),
)
_LEAVE = Prepared(
    update(hosts)
    .where(hosts.c.host == bindparam("h_host"), hosts.c.lease_owner == bindparam("h_owner"))
    .values(lease_until=null(), lease_owner=null()),
    ("h_host", "h_owner"),
)


def _wanted(values: Sequence[Any]) -> str:
    return orjson.dumps(list(values)).decode()


_RAW_BY_ID = f"SELECT {', '.join((*_FEED_NAMES, *_STATE_NAMES))} FROM feeds WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
_STATUSES = {str(one): one for one in FeedStatus}
_INSTANTS = tuple(at for at, name in enumerate(_STATE_NAMES) if isinstance(feeds.c[name].type, Instant))


@lru_cache(maxsize=2048)
def _feed_of(values: tuple[Any, ...]) -> Feed:
    """The catalogue's part of a row of SQLite. It seldom changes, and so is made once."""
    feed = dict(zip(_FEED_NAMES, values, strict=True))
    verified = feed["verified_at"]
    return Feed(
        **feed
        | {
            "kind": FeedKind(feed["kind"]),
            "rules": orjson.loads(feed["rules"]),
            "verified_at": date.fromisoformat(verified) if verified else None,
            "paused": bool(feed["paused"]),
        }
    )


def _raw_pair(row: Any) -> tuple[Feed, FeedState]:
    """`_pair` of a row as SQLite has it: SQLAlchemy's way to these values costs more than the rest of an unchanged feed's storage."""
    feed, values = _feed_of(row[: len(_FEED_NAMES)]), list(row[len(_FEED_NAMES) :])
    for at in _INSTANTS:
        values[at] = read_instant(values[at])
    state = dict(zip(_STATE_NAMES, values, strict=True))
    state["status"], state["memory"] = _STATUSES[state["status"]], orjson.loads(state["memory"])
    return feed, FeedState(feed_id=row[0], **state)


def _pair(row: Any) -> tuple[Feed, FeedState]:
    values = tuple(row)
    feed = dict(zip(_FEED_NAMES, values, strict=False))
    state = dict(zip(_STATE_NAMES, values[len(_FEED_NAMES) :], strict=True))
    feed["kind"], state["status"] = FeedKind(feed["kind"]), FeedStatus(state["status"])
    return Feed(**feed), FeedState(feed_id=feed["id"], **state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """How many entries went with a removed feed, and how many stayed as evidence."""

    entries: int
    kept: int


class FeedRows(Connected):
    def sync_feeds(self, catalogue: Iterable[Feed], *, now: datetime) -> tuple[int, int]:
        """Make the table hold these feeds, by key: new ones are added (the more of them, the longer the time over which they become due;
        at most five minutes), known ones get the catalogue's fields; state, pause and feeds not named stay. Returns (added, changed)."""
        known = {row["key"]: row for row in self.connection.execute(select(feeds)).mappings()}
        fresh: list[dict[str, Any]] = []
        changed = 0
        for feed in catalogue:
            values = rows.columns(feed, without=("id", "paused"))
            row = known.get(feed.key)
            if row is None:
                fresh.append(values | {"paused": feed.paused, "memory": {}, "next_fetch_at": now})
            elif any(row[name] != values[name] for name in _CATALOGUE):
                if row["origin"] == _REMOVED:  # it comes back
                    values |= {"paused": feed.paused, "next_fetch_at": now}
                self.connection.execute(update(feeds).where(feeds.c.id == row["id"]).values(**values))
                changed += 1
        if fresh:
            apart = min(0.5, 300 / len(fresh))
            for place, values in enumerate(fresh):
                values["next_fetch_at"] = now + timedelta(seconds=place * apart)
            self.connection.execute(insert(feeds), fresh)
        return len(fresh), changed

    def add_feed(self, feed: Feed, *, now: datetime) -> Feed:
        """Add one feed, due at once; one that was removed and left tellings comes back where its address is the same. Raises StorageError's
        cause (IntegrityError) for a key that exists; check with `find_feed` first."""
        values = rows.columns(feed) | {"memory": {}, "next_fetch_at": now}
        removed = feeds.c.key == feed.key, feeds.c.origin == _REMOVED
        back = update(feeds).where(*removed, feeds.c.url == feed.url).values(**values).returning(feeds)
        if (row := self.connection.execute(back).mappings().one_or_none()) is None:
            other = feeds.c.key.concat("~").concat(cast(feeds.c.id, String))
            self.connection.execute(update(feeds).where(*removed).values(key=other))
            row = self.connection.execute(insert(feeds).values(**values).returning(feeds)).mappings().one()
        return rows.feed(row)

    def remove_feed(self, key: str, *, now: datetime) -> Removed:
        """Remove a feed with what it brought, but for the entries that tell of a meeting, or that a person has said something about: these stay
        as the evidence of their meetings, and its row stays for the name of their outlet, asked by nobody and in no list. Entries that a
        worker holds stay too. Raises NotFound."""
        row = self.connection.execute(select(feeds.c.id).where(feeds.c.key == key, feeds.c.origin != _REMOVED)).first()
        if row is None:
            raise NotFound(f"no feed {key!r}")
        mine = entries.c.feed_id == row.id
        told = or_(*[exists().where(table.c.entry_id == entries.c.id) for table in (mentions, must_link, cannot_link)])
        gone = delete(entries).where(mine, ~told, entries.c.lease_owner.is_(None))
        self.connection.execute(
            delete(near_bands).where(near_bands.c.entry_id.in_(select(entries.c.id).where(mine, ~told)))
        )
        went = self.connection.execute(gone).rowcount
        kept = self.connection.execute(update(entries).where(mine).values(page_due_at=None)).rowcount
        for table in (fetches, holes):
            self.connection.execute(delete(table).where(table.c.feed_id == row.id))
        of_feed = notices.c.subject == key, notices.c.kind.startswith("feed_"), notices.c.closed_at.is_(None)
        self.connection.execute(update(notices).where(*of_feed).values(closed_at=now))
        this = feeds.c.id == row.id
        if kept:
            forgotten: dict[str, Any] = {
                "lease_until": None,
                "lease_owner": None,
                "primed_at": None,
                "etag": None,
                "last_modified": None,
                "body_hash": None,
                "memory": {},
            }
            self.connection.execute(update(feeds).where(this).values(origin=_REMOVED, paused=True, **forgotten))
        else:
            self.connection.execute(delete(feeds).where(this))
        return Removed(entries=went, kept=kept)

    def pause_feed(self, key: str, paused: bool) -> None:
        """Switch a feed off, or on again. Raises NotFound."""
        if not self.connection.execute(
            update(feeds).where(feeds.c.key == key, feeds.c.origin != _REMOVED).values(paused=paused)
        ).rowcount:
            raise NotFound(f"no feed {key!r}")

    def find_feed(self, key: str) -> tuple[Feed, FeedState] | None:
        listed = select(feeds).where(feeds.c.key == key, feeds.c.origin != _REMOVED)
        row = self.connection.execute(listed).mappings().one_or_none()
        return (rows.feed(row), rows.feed_state(row)) if row else None

    def list_feeds(self) -> list[tuple[Feed, FeedState]]:
        """All feeds, by key; removed ones are none."""
        found = self.connection.execute(
            select(feeds).where(feeds.c.origin != _REMOVED).order_by(feeds.c.key)
        ).mappings()
        return [(rows.feed(row), rows.feed_state(row)) for row in found]

    def get_feeds(self, ids: Sequence[int]) -> list[tuple[Feed, FeedState]]:
        """Those of these ids that exist."""
        if not self._on_postgres:
            return [_raw_pair(row) for row in self.connection.exec_driver_sql(_RAW_BY_ID, (_wanted(ids),)).all()]
        return [_pair(row) for row in self.connection.execute(_BY_ID, {"wanted": _wanted(ids)}).all()]

    def claim_due_feeds(self, *, now: datetime, owner: str, lease: timedelta, limit: int = 500) -> list[int]:
        """Take the feeds that are due and nobody holds, oldest first, for `lease`. Two claimers never get the same feed."""
        well, failing = self.claim_due_feeds_apart(now=now, owner=owner, lease=lease, limit=limit)
        return sorted(well + failing)

    def claim_due_feeds_apart(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int = 500
    ) -> tuple[list[int], list[int]]:
        """`claim_due_feeds`, in two lists: those that answered well when they were asked last, and those that did not and may keep us
        waiting again."""
        given = {"now": now, "until": now + lease, "owner": owner, "most": limit}
        claimed = sorted(self.connection.execute(_CLAIM, given).all())
        return [id_ for id_, failures in claimed if not failures], [id_ for id_, failures in claimed if failures]

    def fetch_now(self, *, now: datetime, keys: Sequence[str] | None = None) -> int:
        """Make feeds due at once: those of these keys, or all that are not paused. Returns how many."""
        wanted = feeds.c.key.in_(keys) & (feeds.c.origin != _REMOVED) if keys is not None else ~feeds.c.paused
        return self.connection.execute(update(feeds).where(wanted).values(next_fetch_at=now)).rowcount

    def held_feeds(self, ids: Sequence[int], *, owner: str) -> set[int]:
        """Those of these feeds whose lease this owner still has; locks their rows until the transaction ends."""
        given = {"wanted": _wanted(ids), "owner": owner}
        return {row[0] for row in self.connection.execute(_HELD[self.connection.dialect.name], given).all()}

    def settle_feed(self, state: FeedState, log: FetchLog | None, *, owner: str) -> bool:
        """Keep what a fetch learnt and end its lease; without a log nothing was asked. False, and nothing kept, where the lease has
        passed to another owner."""
        if not self.held_feeds([state.feed_id], owner=owner):
            return False
        self.settle_feeds([(state, log)], owner=owner)
        return True

    def settle_feeds(self, settled: Sequence[tuple[FeedState, FetchLog | None]], *, owner: str) -> None:
        """`settle_feed` for many feeds, in two statements; the state of those whose lease has passed on is left alone."""
        _SETTLE.run(
            self.connection, [(state.feed_id, owner, str(state.status), *_learnt(state)) for state, _ in settled]
        )
        _LOG.run(self.connection, [_logged(log) for _, log in settled if log is not None])

    def enter_hosts(
        self, names: Sequence[str], *, now: datetime, owner: str, lease: timedelta, gap: timedelta
    ) -> dict[str, float]:
        """Take the hosts that nobody is asking and that may be asked again. Host -> 0.0 where taken, else seconds until asking again pays.

        A taken host is ours until `leave_hosts` or for `lease`, and its next start is `gap` after this one. Two workers never hold one host.
        """
        if not names:
            return {}
        free = _FREE_HOSTS[self.connection.dialect.name]
        waits = dict.fromkeys(names, _HOST_HELD)  # for those not found below: locked by another worker this very moment
        found = list(self.connection.execute(free, {"wanted": _wanted(names)}))
        if unseen := sorted(set(names).difference([row[0] for row in found])):  # new, or locked
            given = [{"host": name, "next_start_at": now} for name in unseen]
            self.connection.execute(self._dialect.insert(hosts).on_conflict_do_nothing(), given)
            found += self.connection.execute(free, {"wanted": _wanted(unseen)})
        for host, next_start_at, lease_until in found:
            wait = max(0.0, (next_start_at - now).total_seconds())
            waits[host] = max(wait, _HOST_HELD) if lease_until is not None and lease_until > now else wait
        taken = [name for name in names if waits[name] == 0.0]
        _ENTER.run(self.connection, [(name, now + lease, owner, now + gap) for name in taken])
        return waits

    def leave_hosts(self, rests: Mapping[str, float], *, now: datetime, owner: str) -> None:
        """Give back hosts; each is left alone for as many seconds as given here (0: only for the gap)."""
        _LEAVE.run(self.connection, [(name, owner) for name, rest in sorted(rests.items()) if rest <= 0])
        for name, rest in sorted(rests.items()):
            if rest > 0:
                later = now + timedelta(seconds=rest)
                self.connection.execute(
                    update(hosts)
                    .where(hosts.c.host == name, hosts.c.lease_owner == owner)
                    .values(
                        lease_until=None,
                        lease_owner=None,
                        next_start_at=case((hosts.c.next_start_at > later, hosts.c.next_start_at), else_=later),
                    )
                )

    def list_fetches(self, feed_id: int, *, limit: int = 20) -> list[FetchLog]:
        """The newest fetches of a feed, newest first."""
        found = self.connection.execute(
            select(fetches).where(fetches.c.feed_id == feed_id).order_by(fetches.c.id.desc()).limit(limit)
        ).mappings()
        return [rows.only(FetchLog, row) for row in found]

    def fetch_counts(self, *, since: datetime) -> dict[str, int]:
        """How many fetches ended how since then, by outcome."""
        counted = self.connection.execute(
            select(fetches.c.outcome, func.count()).where(fetches.c.at >= since).group_by(fetches.c.outcome)
        )
        return {row[0]: row[1] for row in counted}

    def add_hole(self, hole: Hole) -> None:
        """Record a stretch that may have been missed; the same one twice is one."""
        self.connection.execute(self._dialect.insert(holes).values(**rows.columns(hole)).on_conflict_do_nothing())

    def close_holes(self, feed_id: int, *, upto: datetime, now: datetime) -> int:
        """Mark the open holes of a feed that end by then as filled. Returns how many."""
        open_ = and_(holes.c.feed_id == feed_id, holes.c.closed_at.is_(None), holes.c.to_at <= upto)
        return self.connection.execute(update(holes).where(open_).values(closed_at=now)).rowcount

    def list_holes(self, *, since: datetime | None = None) -> list[Hole]:
        """Open holes, newest first."""
        query = select(holes).where(holes.c.closed_at.is_(None)).order_by(holes.c.to_at.desc())
        if since is not None:
            query = query.where(holes.c.to_at >= since)
        return [rows.only(Hole, row) for row in self.connection.execute(query).mappings()]
