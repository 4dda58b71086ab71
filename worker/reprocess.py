"""Stored entries through today's rules and knowledge: what would be other meetings, and then let them be.

`diwan reprocess --dry-run` works on a temporary copy and shows the difference; without it the same is applied, and nobody is alerted: every
change is kept as back-fill. Running it again changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from storage.copying import copied
from storage.records import Assessment, Change, Entry, FieldChange, Meeting, Phase
from storage.sql import SqlStore, Transaction
from worker import dedupe
from worker.dedupe import review
from worker.dedupe.merge import differences

BATCH = 50  # entries a transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A meeting that stays and says something else."""

    meeting: Meeting
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What reprocessing changed.

    Attributes:
        entries: how many were read again; failed: (entry id, reason) of those that could not be.
        made, lost: meetings that are new, and that nothing tells of any more.
        merged: (the one that is gone, the one it is part of).
        split: (the old one, those that its tellings now tell of).
    """

    entries: int
    failed: tuple[tuple[int, str], ...] = ()
    made: tuple[Meeting, ...] = ()
    lost: tuple[Meeting, ...] = ()
    merged: tuple[tuple[Meeting, Meeting], ...] = ()
    split: tuple[tuple[Meeting, tuple[Meeting, ...]], ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.made or self.lost or self.merged or self.split or self.changed)


def reprocess(
    store: SqlStore, assess: Callable[[Entry], Assessment], *, since: date | None, now: datetime, dry_run: bool = False
) -> Difference:
    """Read assessed entries (published since that day, in Asia/Baghdad, or all) again, oldest first.

    Entries that are revised meanwhile are left to the worker that processes them. Stops where it is when killed; what was committed stays.
    """
    if not dry_run:
        return _Run(store, assess, now).run(since)
    # an entry is seen no earlier than the day before it is told; a day more is for the zone
    start = datetime.combine(since - timedelta(days=2), time(), tzinfo=UTC) if since else None
    with copied(store, since=start) as copy:
        return _Run(copy, assess, now).run(since)


@dataclass(slots=True)
class _Run:
    """One run: how meetings and mentions stood before it touched them."""

    store: SqlStore
    assess: Callable[[Entry], Assessment]
    now: datetime
    before: dict[int, Meeting | None] = field(default_factory=dict)
    homes: dict[int, set[int]] = field(default_factory=dict)  # mention id -> meetings, before
    failed: list[tuple[int, str]] = field(default_factory=list)

    def run(self, since: date | None) -> Difference:
        with self.store.reading() as tx:
            ids = tx.assessed_entries(since=since)
        for part in _parts(ids, BATCH):
            self._again(part)
        if ids:
            with self.store.transaction() as tx:
                young = tx.young_meetings(since or date.min, most_mentions=2)
                for meeting in tx.get_meetings(young):
                    self.before.setdefault(meeting.id or 0, meeting)
                self._remember(review.merge_pass(tx, young, now=self.now))
        with self.store.reading() as tx:
            return self._difference(tx, len(ids))

    def _again(self, ids: Sequence[int]) -> None:
        with self.store.reading() as tx:
            entries = tx.get_entries(ids)
        read: list[tuple[Entry, Assessment]] = []
        for entry in entries:
            try:
                read.append((entry, self.assess(entry)))
            except Exception as error:  # one that cannot be read must not stop the others
                self.failed.append((entry.id or 0, f"{type(error).__name__}: {error}"))
        signed = {entry.id: dedupe.sign_entry(entry) for entry, one in read if dedupe.is_sketched(one)}
        with self.store.transaction() as tx:
            tx.lock_actors({key for _, assessment in read for key in dedupe.lock_keys(assessment)})
            revisions = {entry.id: entry.revision for entry in tx.get_entries([e.id for e, _ in read if e.id])}
            for entry, assessment in read:
                if revisions.get(entry.id) != entry.revision:
                    continue
                for mention in tx.mentions_of(entry.id or 0):
                    self.homes.setdefault(mention.id or 0, set()).add(mention.meeting_id or 0)
                if entry.id in signed:
                    dedupe.link_copies(tx, entry, signed[entry.id], now=self.now)
                tx.keep_assessments([assessment], now=self.now)
                self._remember(dedupe.attach(tx, replace(entry, backfill=True), assessment, now=self.now))

    def _remember(self, changes: Sequence[Change]) -> None:
        """How the meetings of these changes stood before the first of them."""
        for change in changes:
            if change.before is None:
                self.before.setdefault(change.meeting.id or 0, None)
            else:
                self.before.setdefault(change.before.id or 0, change.before)

    def _difference(self, tx: Transaction, entries: int) -> Difference:
        after = {meeting.id or 0: meeting for meeting in tx.get_meetings(sorted(self.before))}
        made, lost, merged, changed = [], [], [], []
        for id_, meeting in after.items():
            before = self.before[id_]
            alive = meeting.merged_into is None and meeting.phase is not Phase.WITHDRAWN
            if before is None:
                made += [meeting] if alive else []
            elif meeting.merged_into is not None:
                merged += [(before, *tx.get_meetings([meeting.merged_into]))] if before.merged_into is None else []
            elif not alive:
                lost += [before] if before.phase is not Phase.WITHDRAWN else []
            elif fields := differences(before, meeting):
                changed.append(Changed(meeting=meeting, fields=fields))
        return Difference(
            entries=entries,
            failed=tuple(self.failed),
            made=tuple(made),
            lost=tuple(lost),
            merged=tuple((gone, survivor) for gone, survivor in merged),
            split=tuple(self._split(tx)),
            changed=tuple(changed),
        )

    def _split(self, tx: Transaction) -> Iterator[tuple[Meeting, tuple[Meeting, ...]]]:
        """Meetings whose mentions are of several now."""
        now_at = tx.homes_of(sorted(self.homes))
        parts: dict[int, set[int]] = {}
        for mention_id, homes in self.homes.items():
            if mention_id in now_at:
                for home in homes:
                    parts.setdefault(home, set()).add(now_at[mention_id])
        for home, ids in sorted(parts.items()):
            if len(ids) > 1:
                (old,) = tx.get_meetings([home])
                yield self.before.get(home) or old, tuple(tx.get_meetings(sorted(ids)))


def _parts(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
