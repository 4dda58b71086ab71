"""Verbs about entries: keeping the unseen ones, revisions, the queue of those not yet assessed, assessments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Integer, Select, String, exists, func, insert, literal_column, or_, select, text, update
from sqlalchemy.dialects import postgresql

from storage import rows
from storage.connected import Connected
from storage.records import Assessment, Entry, TimeQuality
from storage.tables import (
    assessments,
    cannot_link,
    entries,
    entry_revisions,
    feeds,
    instant_text,
    mentions,
    must_link,
    robots,
)

KEPT_SUMMARY = 500  # letters of the summary of an entry whose text was let go of
_NOT_STORED = ("id", "outlet", "owner_group")
_STORED = tuple(one.name for one in fields(Entry) if one.name not in _NOT_STORED)
_NOT_REVISED = (
    "feed_id", "key", "first_seen_at", "backfill", "published_at", "published_raw", "time_source", "time_quality", "page_due_at",
)  # fmt: skip

# Many (feed, key) pairs in one parameter, so that the statement stays the same whatever their number.
_WANTED = {
    "sqlite": "FROM json_each(:wanted) AS w CROSS JOIN entries AS e "
    "ON e.feed_id = json_extract(w.value, '$[0]') AND e.{column} = json_extract(w.value, '$[1]')",
    "postgresql": "FROM json_array_elements(CAST(:wanted AS json)) AS w(value) JOIN entries AS e "
    "ON e.feed_id = CAST(w.value ->> 0 AS bigint) AND e.{column} = w.value ->> 1",
}
_FED = {
    dialect: text(
        f"SELECT f.id FROM feeds AS f WHERE f.id IN ({ids}) AND EXISTS (SELECT 1 FROM entries AS e WHERE e.feed_id = f.id)"  # noqa: S608
    )
    for dialect, ids in {
        "sqlite": "SELECT value FROM json_each(:wanted)",
        "postgresql": "SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:wanted AS json))",
    }.items()
}
_KNOWN = {
    dialect: text("SELECT e.feed_id, e.key, e.id, e.revision, e.content_hash " + wanted.format(column="key"))
    for dialect, wanted in _WANTED.items()
}
_AT_ADDRESS = {
    dialect: text(
        "SELECT e.feed_id, e.address, e.key, e.id, e.revision, e.content_hash "
        + wanted.format(column="address")
        + " WHERE e.address <> '' ORDER BY e.id DESC"
    )
    for dialect, wanted in _WANTED.items()
}
_SAME_TEXT = {  # the plus keeps SQLite from reading all entries of the feed: the hash tells more than the feed does
    dialect: text(
        "SELECT e.feed_id, e.content_hash, e.key, e.id, e.revision, e.address, e.published_at "
        + wanted.format(column="content_hash").replace("ON e.feed_id", "ON +e.feed_id")
    ).columns(
        entries.c.feed_id, entries.c.content_hash, entries.c.key, entries.c.id, entries.c.revision, entries.c.address,
        entries.c.published_at,
    )
    for dialect, wanted in _WANTED.items()
}  # fmt: skip
_QUARANTINED = entries.c.state == literal_column("'quarantined'")  # as its index says it
_SURE_TIMES = (TimeQuality.EXACT, TimeQuality.ZONED, TimeQuality.CORRECTED)
_NEWEST_ID = "SELECT coalesce(max(id), 0) FROM entries"
_NEWER_IDS = "SELECT feed_id, id FROM entries WHERE id > ? ORDER BY id"
_PLAIN = tuple(name for name in _STORED if name != "time_quality")
_plain = attrgetter(*_PLAIN)
# For SQLite, where thousands of rows are written at once, as its driver takes them: what needs no conversion, and then the rest.
_AS_THEY_ARE = tuple(name for name in _PLAIN if isinstance(entries.c[name].type, (String, Integer)))
_as_they_are = attrgetter(*_AS_THEY_ARE)
_INSERT_ROWS = (
    f"INSERT INTO entries ({', '.join(_AS_THEY_ARE)}, backfill, time_quality, published_at, first_seen_at, page_due_at, due_at, state) "  # noqa: S608
    f"VALUES ({'?, ' * len(_AS_THEY_ARE)}?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT (feed_id, key) DO NOTHING"
)


def _row(entry: Entry, now: str | None) -> tuple[Any, ...]:
    return (
        *_as_they_are(entry),
        int(entry.backfill),
        entry.time_quality._value_,  # `value` asks three times as long
        instant_text(entry.published_at),
        instant_text(entry.first_seen_at),
        None if entry.page_due_at is None else instant_text(entry.page_due_at),
        now,
    )


_INSERT_RETURNING = (
    postgresql.insert(entries)
    .on_conflict_do_nothing(index_elements=["feed_id", "key"])
    .returning(entries.c.feed_id, entries.c.id)
)
_Known = dict[tuple[int, str], tuple[int, int, str]]  # (feed, key) -> (id, revision, content hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Ids of the entries that were new, and of those that came in a new revision."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDue:
    """An entry whose page is to be looked at. `rules` are its feed's; `failures` count since the last good look."""

    entry_id: int
    url: str
    text: str
    text_source: str
    revision: int
    looks: int
    failures: int
    first_seen_at: datetime
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The robots.txt of an origin, when it was fetched, and when a page there refused us last."""

    text: str
    fetched_at: datetime
    refused_at: datetime | None = None


class EntryRows(Connected):
    def known_entries(self, feed_id: int, keys: Sequence[str]) -> dict[str, tuple[int, int, str]]:
        """Of these keys the ones that are kept already: key -> (id, revision, content hash)."""
        return {key: found for (_, key), found in self._known([(feed_id, key) for key in keys]).items()}

    def _fed(self, feed_ids: Collection[int]) -> set[int]:
        """Those of these feeds of which any entry is kept. Of the others, as of all in a first fetch, none needs to be looked for."""
        if not feed_ids:
            return set()
        given = {"wanted": orjson.dumps(sorted(feed_ids)).decode()}
        return set(self.connection.execute(_FED[self.connection.dialect.name], given).scalars())

    def _known(self, wanted: Sequence[tuple[int, str]]) -> _Known:
        if not wanted:
            return {}
        given = {"wanted": orjson.dumps(wanted).decode()}
        found = self.connection.execute(_KNOWN[self.connection.dialect.name], given)
        return {(feed, key): (id_, revision, hash_) for feed, key, id_, revision, hash_ in found}

    def add_entries(self, batch: Sequence[Entry], *, now: datetime) -> Added:
        """`add_entries_of` for one feed."""
        return self.add_entries_of([(batch, now)])[0]

    def add_entries_of(self, batches: Sequence[tuple[Sequence[Entry], datetime]]) -> list[Added]:
        """Keep the entries that are unseen, as pending work; a known key with another content hash becomes a revision, pending again.
        An unknown key with the address of a known entry is that entry; so is an entry without guid whose address alone is new, where nothing of
        the known one stands beside it any more.

        Each of `batches` is of a feed of its own, with the time at which it was fetched; answers come in their order. Safe to run twice and by
        two workers at once: the unique key (feed, entry key) decides. The old revision is kept in entry_revisions with the names of what
        changed.
        """
        fed = self._fed({entry.feed_id for batch, _ in batches for entry in batch})
        here = [entry for batch, _ in batches for entry in batch if entry.feed_id in fed]
        known = self._known([(entry.feed_id, entry.key) for entry in here])
        moved_keys = self._moved_keys(here, known)
        moved_keys |= self._new_addresses(here, known, moved_keys)
        unseen: list[tuple[Entry, datetime]] = []
        revised: list[tuple[int, ...]] = []
        for batch, now in batches:
            by_key: dict[str, Entry] = {}
            for entry in batch:
                if moved_keys and (entry.feed_id, entry.key) not in known:
                    kept = moved_keys.get((entry.feed_id, entry.address))
                    entry = replace(entry, key=kept) if kept else entry
                by_key.setdefault(entry.key, entry)  # the first of a repeated key wins
            unseen += [(entry, now) for key, entry in by_key.items() if (entry.feed_id, key) not in known]
            changed = [
                (old, entry)
                for key, entry in by_key.items()
                if (old := known.get((entry.feed_id, key))) is not None and old[2] != entry.content_hash
            ]
            revised.append(tuple([self._revise(old, entry, now) for old, entry in changed]))
        new = self._insert(unseen) if unseen else {}
        return [
            Added(new=tuple(new.get(batch[0].feed_id, ())) if batch else (), changed=changed)
            for (batch, _), changed in zip(batches, revised, strict=True)
        ]

    def _moved_keys(self, batch: Sequence[Entry], known: _Known) -> dict[tuple[int, str], str]:
        """Under which key an entry is kept that comes with another key and leads to the same address (a guid re-issued), by feed and
        address; what is found so is added to `known`."""
        wanted = [(one.feed_id, one.address) for one in batch if one.address and (one.feed_id, one.key) not in known]
        if not wanted:
            return {}
        given = {"wanted": orjson.dumps(wanted).decode()}
        found = self.connection.execute(_AT_ADDRESS[self.connection.dialect.name], given)
        kept: dict[tuple[int, str], str] = {}
        for feed, address, key, id_, revision, hash_ in found:
            kept[feed, address] = key
            known[feed, key] = (id_, revision, hash_)
        return kept

    def _new_addresses(
        self, batch: Sequence[Entry], known: _Known, moved: Mapping[tuple[int, str], str]
    ) -> dict[tuple[int, str], str]:
        """Under which key an entry without guid is kept whose address was edited: the same words, published at the same stated second, in a
        document that does not hold the known one too. It is found by its new address from then on; what is found is added to `known`."""
        fresh = {
            (one.feed_id, one.content_hash, one.published_at): one
            for one in batch
            if one.guid is None and one.address and one.time_quality in _SURE_TIMES
            if (one.feed_id, one.key) not in known and (one.feed_id, one.address) not in moved
        }
        if not fresh:
            return {}
        here = {(one.feed_id, one.address) for one in batch}
        wanted = sorted({(feed, hash_) for feed, hash_, _ in fresh})
        given = {"wanted": orjson.dumps(wanted).decode()}
        found = self.connection.execute(_SAME_TEXT[self.connection.dialect.name], given).all()
        kept: dict[tuple[int, str], str] = {}
        for feed, hash_, key, id_, revision, address, at in found:
            one = fresh.pop((feed, hash_, at), None)
            if one is None or (feed, address) in here or (feed, key) in known:
                continue
            self.connection.execute(update(entries).where(entries.c.id == id_).values(address=one.address, url=one.url))
            kept[feed, one.address] = key
            known[feed, key] = (id_, revision, hash_)
        return kept

    def _insert(self, unseen: Sequence[tuple[Entry, datetime]]) -> dict[int, list[int]]:
        """Insert entries; ids of those that were not there yet, by feed."""
        if self._on_postgres:
            values = [
                dict(zip(_PLAIN, _plain(entry), strict=True))
                | {"time_quality": str(entry.time_quality), "due_at": now, "state": "pending"}
                for entry, now in unseen
            ]
            found = self.connection.execute(_INSERT_RETURNING, values)
        else:  # the only writer: what is above the newest id afterwards is what was inserted
            newest = self.connection.exec_driver_sql(_NEWEST_ID).scalar_one()
            self.connection.exec_driver_sql(_INSERT_ROWS, [_row(entry, instant_text(now)) for entry, now in unseen])
            found = self.connection.exec_driver_sql(_NEWER_IDS, (newest,))
        ids: dict[int, list[int]] = {}
        for feed, id_ in found:
            ids.setdefault(feed, []).append(id_)
        return {feed: sorted(given) for feed, given in ids.items()}

    def _revise(self, old: tuple[int, int, str], entry: Entry, now: datetime) -> int:
        id_, revision, _ = old
        before = self.connection.execute(select(entries).where(entries.c.id == id_)).mappings().one()
        changed = {name: True for name in ("title", "text", "summary", "url") if before[name] != getattr(entry, name)}
        self._keep_revision(before, changed, now)
        values = rows.columns(replace(entry, revision=revision + 1), without=(*_NOT_STORED, *_NOT_REVISED))
        if before["text_source"] != "feed":  # the page said more than the feed does; what changed there is to be seen
            if len(before["text"]) > len(entry.text):
                values |= {"text": before["text"], "text_source": before["text_source"]}
            values["page_due_at"] = now
        self.connection.execute(
            update(entries)
            .where(entries.c.id == id_)
            .values(**values, state="pending", due_at=now, attempts=0, last_error="")
        )
        return id_

    def _keep_revision(self, before: Mapping[Any, Any], changed: Mapping[str, bool], now: datetime) -> None:
        self.connection.execute(
            insert(entry_revisions).values(
                entry_id=before["id"], revision=before["revision"], title=before["title"], text=before["text"],
                content_hash=before["content_hash"], seen_at=now, changed=dict(changed),
            )
        )  # fmt: skip

    def pages_due(self, *, now: datetime) -> bool:
        """Whether a page is due."""
        query = select(entries.c.id).where(entries.c.page_due_at <= now).limit(1)
        return self.connection.execute(query).first() is not None

    def claim_pages(self, *, now: datetime, lease: timedelta, limit: int = 50) -> list[PageDue]:
        """Take the pages that are due, the freshest entries first. The claim is the due time pushed on by `lease`: who dies with them
        loses nothing. Two claimers never get the same page."""
        due = (
            select(entries.c.id)
            .where(entries.c.page_due_at <= now)
            .order_by(entries.c.page_looks, entries.c.first_seen_at.desc())
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = self.connection.execute(
            update(entries)
            .where(entries.c.id.in_(due.scalar_subquery()), entries.c.page_due_at <= now)
            .values(page_due_at=now + lease)
            .returning(entries.c.id)
        )
        ids = list(taken.scalars())
        if not ids:
            return []
        found = self.connection.execute(
            select(
                entries.c.id, entries.c.url, entries.c.text, entries.c.text_source, entries.c.revision, entries.c.page_looks,
                entries.c.page_failures, entries.c.first_seen_at, feeds.c.rules,
            )
            .join(feeds, feeds.c.id == entries.c.feed_id)
            .where(entries.c.id.in_(ids))
            .order_by(entries.c.id)
        )  # fmt: skip
        return [
            PageDue(
                entry_id=row.id, url=row.url or "", text=row.text, text_source=row.text_source, revision=row.revision, looks=row.page_looks,
                failures=row.page_failures, first_seen_at=row.first_seen_at, rules=row.rules,
            )
            for row in found
        ]  # fmt: skip

    def settle_page(
        self,
        due: PageDue,
        *,
        text: str | None,
        source: str,
        looks: int,
        failures: int,
        due_at: datetime | None,
        now: datetime,
    ) -> bool:
        """Keep what a look at a page brought: when the next is due, and its text as a new revision (pending again) where one is given and
        the entry was not revised meanwhile (then the page is due again at once). Returns whether there is a new revision."""
        planned = {"page_due_at": due_at, "page_looks": looks, "page_failures": failures}
        if text is None:
            self.connection.execute(update(entries).where(entries.c.id == due.entry_id).values(**planned))
            return False
        row = (
            self.connection.execute(select(entries).where(entries.c.id == due.entry_id).with_for_update())
            .mappings()
            .one_or_none()
        )
        if row is None:
            return False
        if row["revision"] != due.revision:
            self.connection.execute(update(entries).where(entries.c.id == due.entry_id).values(page_due_at=now))
            return False
        self._keep_revision(row, {"text": True}, now)
        again = {
            "state": "pending",
            "due_at": now,
            "attempts": 0,
            "last_error": "",
            "lease_until": None,
            "lease_owner": None,
        }
        self.connection.execute(
            update(entries)
            .where(entries.c.id == due.entry_id)
            .values(**planned, **again, text=text, text_source=source, revision=row["revision"] + 1)
        )
        return True

    def find_robots(self, origins: Sequence[str]) -> dict[str, Robots]:
        """What is kept of the robots.txt of these origins."""
        found = self.connection.execute(select(robots).where(robots.c.origin.in_(origins))).mappings()
        return {row["origin"]: rows.only(Robots, row) for row in found}

    def refuse_pages(self, origin: str, *, now: datetime) -> None:
        """Note that a page there refused us."""
        self.connection.execute(update(robots).where(robots.c.origin == origin).values(refused_at=now))

    def keep_robots(self, texts: Mapping[str, str], *, now: datetime) -> None:
        """Keep robots.txt files, in place of older ones."""
        statement = self._dialect.insert(robots)
        statement = statement.on_conflict_do_update(
            index_elements=["origin"],
            set_={"text": statement.excluded.text, "fetched_at": statement.excluded.fetched_at},
        )
        self.connection.execute(
            statement, [{"origin": origin, "text": text, "fetched_at": now} for origin, text in sorted(texts.items())]
        )

    def claim_entries(
        self, *, now: datetime, owner: str, lease: timedelta, ids: Sequence[int] | None = None, limit: int = 100
    ) -> list[Entry]:
        """Take pending entries that nobody holds (of `ids`, where given), oldest first, for `lease`; `attempts` counts up."""
        free = or_(entries.c.lease_until.is_(None), entries.c.lease_until <= now)
        due = select(entries.c.id).where(entries.c.state == "pending", entries.c.due_at <= now, free)
        if ids is not None:
            due = due.where(entries.c.id.in_(ids))
        due = due.order_by(entries.c.due_at, entries.c.id).limit(limit).with_for_update(skip_locked=True)
        taken = self.connection.execute(
            update(entries)
            .where(entries.c.id.in_(due.scalar_subquery()), entries.c.state == "pending", free)
            .values(lease_until=now + lease, lease_owner=owner, attempts=entries.c.attempts + 1)
            .returning(entries.c.id)
        )
        return self.get_entries(sorted(taken.scalars()))

    def waiting_entries(self, *, now: datetime, limit: int = 1000) -> tuple[list[int], list[int]]:
        """Ids of pending entries that are due and free, oldest first: (never tried, tried before). What a sweep kicks again."""
        free = or_(entries.c.lease_until.is_(None), entries.c.lease_until <= now)
        query = select(entries.c.id, entries.c.attempts).where(
            entries.c.state == "pending", entries.c.due_at <= now, free
        )
        found = self.connection.execute(query.order_by(entries.c.due_at, entries.c.id).limit(limit)).all()
        return [row[0] for row in found if not row[1]], [row[0] for row in found if row[1]]

    def release_entries(self, ids: Sequence[int], *, owner: str) -> None:
        """Give claimed entries back as if they had not been tried."""
        self.connection.execute(
            update(entries)
            .where(entries.c.id.in_(ids), entries.c.lease_owner == owner)
            .values(lease_until=None, lease_owner=None, attempts=entries.c.attempts - 1)
        )

    def quarantine_stuck(self, *, now: datetime, most: int) -> list[int]:
        """Quarantine entries that were tried `most` times and never settled: they kill or hang whoever takes them. Returns their ids."""
        stuck = update(entries).where(
            entries.c.state == "pending",
            entries.c.attempts >= most,
            entries.c.due_at <= now,
            entries.c.lease_until <= now,
        )
        gone = stuck.values(
            state="quarantined", last_error=f"no answer in {most} attempts", lease_until=None, lease_owner=None
        )
        return sorted(self.connection.execute(gone.returning(entries.c.id)).scalars())

    def settle_entries(self, done: Mapping[int, int], *, owner: str) -> list[int]:
        """Mark entries (id -> revision that was assessed) as assessed. Returns those that were still held by `owner` in that revision."""
        settled: list[int] = []
        for revision in sorted(set(done.values())):
            ids = [id_ for id_, assessed in done.items() if assessed == revision]
            kept = self.connection.execute(
                update(entries)
                .where(entries.c.id.in_(ids), entries.c.lease_owner == owner, entries.c.revision == revision)
                .values(state="assessed", lease_until=None, lease_owner=None, last_error="")
                .returning(entries.c.id)
            )
            settled += kept.scalars()
        return sorted(settled)

    def fail_entry(self, id_: int, *, owner: str, error: str, now: datetime, most: int) -> None:
        """Keep why an entry could not be processed. It is tried again after 1, 2, 4 ... minutes, and quarantined after `most` attempts."""
        held = entries.c.id == id_, entries.c.lease_owner == owner
        attempts = self.connection.execute(select(entries.c.attempts).where(*held)).scalar()
        if attempts is None:
            return
        next_ = (
            {"state": "quarantined"} if attempts >= most else {"due_at": now + timedelta(minutes=2 ** (attempts - 1))}
        )
        kept = {"last_error": error[:1000], "lease_until": None, "lease_owner": None}
        self.connection.execute(update(entries).where(*held).values(**kept, **next_))

    def get_entries(self, ids: Sequence[int]) -> list[Entry]:
        """Those of these ids that exist, by id, with outlet and owner group of their feed."""
        if not ids:
            return []
        found = self.connection.execute(_entries().where(entries.c.id.in_(ids)).order_by(entries.c.id)).mappings()
        return [rows.entry(row) for row in found]

    def assessed_entries(self, *, since: date | None = None) -> list[int]:
        """Ids of assessed entries told since that day (00:00 in Asia/Baghdad), or all, in the order in which they were told."""
        told_at = func.coalesce(entries.c.published_at, entries.c.first_seen_at)
        query = select(entries.c.id).where(entries.c.state == "assessed").order_by(told_at, entries.c.id)
        if since is not None:
            start = datetime.combine(since, time(), tzinfo=ZoneInfo("Asia/Baghdad"))
            # nothing is told a day after it was seen: the archive before need not be read
            query = query.where(told_at >= start, entries.c.first_seen_at >= start - timedelta(days=1))
        return list(self.connection.execute(query).scalars())

    def keep_assessments(self, batch: Sequence[Assessment], *, now: datetime) -> None:
        """Keep the newest assessment of each entry, in place of an older one."""
        if not batch:
            return
        statement = self._dialect.insert(assessments)
        names = ("revision", "language", "confidence", "reasons", "version", "meetings", "at")
        statement = statement.on_conflict_do_update(
            index_elements=["entry_id"], set_={name: statement.excluded[name] for name in names}
        )
        self.connection.execute(
            statement,
            [
                {
                    "entry_id": one.entry_id, "revision": one.revision, "language": one.language, "confidence": one.confidence,
                    "reasons": list(one.reasons), "version": one.version, "meetings": len(one.mentions), "at": now,
                }
                for one in batch
            ],
        )  # fmt: skip

    def forget_texts(
        self, *, after: datetime, before: datetime, least: float, most: int
    ) -> tuple[datetime | None, int]:
        """Let go of the texts of entries first seen after one instant and before another, the oldest `most` and those seen together with the
        last of them: of assessed ones that tell of no meeting, nor nearly do (a confidence above `least`), and of which no person has said
        anything. Title, the head of the summary, address and hash stay, so that the entry is known when it comes again; of its revisions the
        texts go too.

        Returns:
            When the last that was looked at was seen, `after` for the next call, and how many texts went; None where none is left.
        """
        span = entries.c.first_seen_at > after, entries.c.first_seen_at < before
        oldest = select(entries.c.first_seen_at).where(*span).order_by(entries.c.first_seen_at).limit(most).subquery()
        upto: datetime | None = self.connection.execute(select(func.max(oldest.c.first_seen_at))).scalar_one()
        if upto is None:
            return None, 0
        of_use = [exists().where(table.c.entry_id == entries.c.id) for table in (mentions, must_link, cannot_link)]
        near = exists().where(assessments.c.entry_id == entries.c.id, assessments.c.confidence > least)
        useless = (
            entries.c.first_seen_at > after,
            entries.c.first_seen_at <= upto,
            entries.c.state == "assessed",
            entries.c.text != "",
            ~or_(*of_use, near),
        )
        head = func.substr(entries.c.summary, 1, KEPT_SUMMARY)
        thinned = update(entries).where(*useless).values(text="", summary=head).returning(entries.c.id)
        ids = list(self.connection.execute(thinned).scalars())
        for start in range(0, len(ids), 1000):
            of_entry = entry_revisions.c.entry_id.in_(ids[start : start + 1000])
            self.connection.execute(update(entry_revisions).where(of_entry).values(text=""))
        return upto, len(ids)

    def entries_since(self, at: datetime) -> int:
        """How many entries were seen for the first time since then."""
        seen = select(func.count()).select_from(entries).where(entries.c.first_seen_at >= at)
        return int(self.connection.execute(seen).scalar_one())

    def entry_counts(self) -> dict[str, int]:
        """How many entries are in which state."""
        return self._counts_by_state(entries, "assessed", ("pending", "quarantined"))

    def quarantined(self, *, limit: int = 50) -> list[tuple[Entry, str]]:
        """Entries given up on, newest first, with the reason."""
        query = _entries().add_columns(entries.c.last_error).where(_QUARANTINED)
        found = self.connection.execute(query.order_by(entries.c.id.desc()).limit(limit)).mappings()
        return [(rows.entry(row), row["last_error"]) for row in found]

    def release_quarantined(self, *, now: datetime) -> int:
        """Make quarantined entries pending again. Returns how many."""
        again = {"state": "pending", "attempts": 0, "due_at": now, "last_error": ""}
        return self.connection.execute(update(entries).where(_QUARANTINED).values(**again)).rowcount


def _entries() -> Select[Any]:
    return select(entries, feeds.c.outlet, feeds.c.owner_group).join(feeds, feeds.c.id == entries.c.feed_id)
