"""Which entries are near-duplicates of which: edges `identical | copy | excerpt | contains` between texts.

An edge is evidence when mentions are ranked, and shows who copies whom. It never makes two tellings one meeting, and spares no entry from
being read (docs/adr/0040-near-duplicate-text.md).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from storage.records import Assessment, Copy, Entry, Sketch, body_of
from worker.dedupe.attach import told_at_of
from worker.dedupe.days import BAGHDAD
from worker.dedupe.similarity import SIG_VERSION, Signature, bands_of, compare, sign, unpack

WINDOW = timedelta(days=30)
READ_OF_BUCKET = 50  # newest entries of a band's bucket
TEMPLATE = 200  # a bucket with more holds a template, not copies
VERIFIED = 64  # entries whose sketches are compared, those sharing most bands first
KEPT_EDGES = 8
NO_WORDS = 0.01  # the confidence of an entry without the words of a meeting


class CopyStore(Protocol):
    """The verbs on an open writing transaction that this needs; storage.sql_meetings says what each promises."""

    def band_entries(self, bands: Collection[int], *, since: date) -> dict[int, list[int]]: ...
    def signatures(self, entry_ids: Sequence[int], *, version: int) -> dict[int, tuple[bytes, int]]: ...
    def keep_signatures(self, batch: Sequence[Sketch], *, version: int) -> None: ...
    def forget_signature(self, entry_id: int, *, bands: Sequence[int]) -> None: ...
    def keep_copies(self, entry_id: int, edges: Sequence[Copy], *, version: int) -> None: ...


def is_sketched(assessment: Assessment) -> bool:
    """Whether a sketch is kept of an assessed entry: of what tells, or nearly tells, of a meeting. Of the nineteen in twenty that do
    neither a copy is of no interest to anybody, and their keys would fill the window."""
    return bool(assessment.mentions) or assessment.confidence > NO_WORDS


def sign_entry(entry: Entry) -> Signature | None:
    """The sketch of an entry's text: slow work, done before the transaction. None for texts too short to be called copies."""
    return sign(body_of(entry.title, entry.text or entry.summary))


def link_copies(tx: CopyStore, entry: Entry, signature: Signature | None, *, now: datetime) -> tuple[Copy, ...]:
    """`link_batch` for one entry; returns its edges, closest first."""
    return link_batch(tx, [(entry, signature)], now=now).get(entry.id or 0, ())


def link_batch(
    tx: CopyStore, batch: Sequence[tuple[Entry, Signature | None]], *, now: datetime
) -> dict[int, tuple[Copy, ...]]:
    """Keep the sketches of entries and the edges to the entries of the last 30 days that they are near-duplicates of.

    Entries of the batch see each other in its order. Safe to run twice; a revised entry's sketch and edges are replaced. Cost does not grow
    with the archive: a bucket takes no more entries once it holds a template's worth, and the window moves on.

    Returns:
        Edges by entry id, closest first, of the entries whose sketch is new or changed; entries without an edge have an empty tuple.
    """
    ids = [entry.id for entry, _ in batch if entry.id is not None]
    if len(ids) != len(batch):
        raise ValueError("an entry is linked after it is kept: it has no id")
    known = tx.signatures(ids, version=SIG_VERSION)
    fresh: list[tuple[int, date, Signature]] = []
    for entry, signature in batch:
        id_ = entry.id or 0
        if id_ in known:
            before = unpack(*known[id_])
            if signature is not None and before.pack() == signature.pack():
                continue
            tx.forget_signature(id_, bands=bands_of(before.minima))
            tx.keep_copies(id_, (), version=SIG_VERSION)
        if signature is not None:
            fresh.append((id_, told_at_of(entry).astimezone(BAGHDAD).date(), signature))
    if not fresh:
        return {}
    oldest = min(day for _, day, _ in fresh) - WINDOW
    buckets = tx.band_entries({band for _, _, signature in fresh for band in signature.bands}, since=oldest)
    mine: dict[int, Signature] = {}
    sketches: list[Sketch] = []
    linked: dict[int, tuple[Copy, ...]] = {}
    for id_, day, signature in fresh:
        closest = _closest(buckets, signature, id_)
        stored = (
            tx.signatures([other for other in closest if other not in mine], version=SIG_VERSION) if closest else {}
        )
        others = {other: mine[other] for other in closest if other in mine}
        others |= {other: unpack(*packed) for other, packed in stored.items()}
        linked[id_] = _edges(id_, signature, others)
        if linked[id_]:
            tx.keep_copies(id_, linked[id_], version=SIG_VERSION)
        open_ = tuple(band for band in sorted(set(signature.bands)) if len(buckets.get(band, ())) <= TEMPLATE)
        for band in open_:
            buckets.setdefault(band, []).append(id_)
        sketches.append(
            Sketch(entry_id=id_, packed=signature.pack(), shingles=signature.shingles, bands=open_, day=day)
        )
        mine[id_] = signature
    tx.keep_signatures(sketches, version=SIG_VERSION)
    return linked


def _closest(buckets: Mapping[int, Sequence[int]], signature: Signature, id_: int) -> list[int]:
    """Entries to compare with, those sharing most bands first. A bucket that holds a template says nothing."""
    shared: Counter[int] = Counter()
    for band in set(signature.bands):
        found = buckets.get(band, ())
        if len(found) <= TEMPLATE:
            shared.update(sorted(found, reverse=True)[:READ_OF_BUCKET])
    del shared[id_]
    return sorted(shared, key=lambda other: (-shared[other], -other))[:VERIFIED]


def _edges(entry_id: int, signature: Signature, others: Mapping[int, Signature]) -> tuple[Copy, ...]:
    found = [
        Copy(
            entry_id=entry_id, other_id=other, kind=match[0], jaccard=round(match[1], 4), containment=round(match[2], 4)
        )
        for other, sketch in others.items()
        if (match := compare(signature, sketch))
    ]
    return tuple(sorted(found, key=lambda edge: (-edge.jaccard, -edge.containment, edge.other_id))[:KEPT_EDGES])
