"""Which entries are near-duplicates of which: edges `identical | copy | excerpt | contains` between texts.

An edge saves work and is evidence when mentions are ranked. It never makes two tellings one meeting.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from storage.records import Copy, CopyKind, Entry, body_of
from worker.dedupe.attach import told_at_of
from worker.dedupe.resolve import BAGHDAD
from worker.dedupe.similarity import INHERIT_AT, SIG_VERSION, Signature, compare, fold, sign, unpack

WINDOW = timedelta(days=30)
READ_OF_BUCKET = 50  # newest entries of a band's bucket
TEMPLATE = 200  # a bucket with more holds a template, not copies
VERIFIED = 64  # entries whose sketches are compared, those sharing most bands first
KEPT_EDGES = 8


class CopyStore(Protocol):
    """The verbs on an open writing transaction that this needs; storage.sql_meetings says what each promises."""

    def near_entries(self, bands: Sequence[int], *, since: date, newest: int, most: int) -> dict[int, int]: ...
    def signatures(self, entry_ids: Sequence[int], *, version: int) -> dict[int, tuple[bytes, int]]: ...
    def keep_signature(
        self, entry_id: int, packed: bytes, *, shingles: int, bands: Sequence[int], version: int, day: date
    ) -> None: ...
    def forget_signature(self, entry_id: int, *, bands: Sequence[int]) -> None: ...
    def keep_copies(self, entry_id: int, edges: Sequence[Copy], *, version: int) -> None: ...


def sign_entry(entry: Entry) -> Signature | None:
    """The sketch of an entry's text: slow work, done before the transaction. None for texts too short to be called copies."""
    return sign(body_of(entry.title, entry.text or entry.summary))


def link_copies(tx: CopyStore, entry: Entry, signature: Signature | None, *, now: datetime) -> tuple[Copy, ...]:
    """Keep an entry's sketch and the edges to the entries of the last 30 days that it is a near-duplicate of, closest first.

    Safe to run twice; a revised entry's sketch and edges are replaced. Cost does not grow with the archive: capped buckets, a window.
    """
    if entry.id is None:
        raise ValueError("an entry is linked after it is kept: it has no id")
    known = tx.signatures([entry.id], version=SIG_VERSION)
    if known:
        before = unpack(*known[entry.id])
        if signature is not None and before.pack() == signature.pack():
            return ()
        tx.forget_signature(entry.id, bands=before.bands)
    if signature is None:
        tx.keep_copies(entry.id, (), version=SIG_VERSION)
        return ()
    day = told_at_of(entry).astimezone(BAGHDAD).date()
    near = tx.near_entries(signature.bands, since=day - WINDOW, newest=READ_OF_BUCKET, most=TEMPLATE)
    closest = sorted((id_ for id_ in near if id_ != entry.id), key=lambda id_: (-near[id_], -id_))[:VERIFIED]
    edges = _edges(entry.id, signature, tx.signatures(closest, version=SIG_VERSION))
    tx.keep_signature(
        entry.id, signature.pack(), shingles=signature.shingles, bands=signature.bands, version=SIG_VERSION, day=day
    )
    tx.keep_copies(entry.id, edges, version=SIG_VERSION)
    return edges


def _edges(entry_id: int, signature: Signature, others: Mapping[int, tuple[bytes, int]]) -> tuple[Copy, ...]:
    found = [
        Copy(
            entry_id=entry_id, other_id=other, kind=match[0], jaccard=round(match[1], 4), containment=round(match[2], 4)
        )
        for other, packed in others.items()
        if (match := compare(signature, unpack(*packed)))
    ]
    return tuple(sorted(found, key=lambda edge: (-edge.jaccard, -edge.containment, edge.other_id))[:KEPT_EDGES])


# -- what a copy may inherit -------------------------------------------------------------------------------------------


def may_inherit(entry: Entry, other: Entry, edge: Copy) -> bool:
    """Whether a copy may take over the assessment of the other entry instead of being read by itself.

    Only a close copy (J >= 0.9) whose title and first two sentences have the same words: names, numbers and weekdays are among them, in
    scripts without capitals too, and a template with other names is thereby read by itself. The publication must be of one day, for
    "yesterday" means another day tomorrow.
    """
    if edge.kind not in (CopyKind.IDENTICAL, CopyKind.COPY) or edge.jaccard < INHERIT_AT:
        return False
    days = {told_at_of(one).astimezone(BAGHDAD).date() for one in (entry, other)}
    return len(days) == 1 and _head(entry) == _head(other)


def _head(entry: Entry) -> tuple[str, ...]:
    """The folded words of the title and the first two sentences, sorted."""
    text = entry.text or entry.summary
    for mark in "؟!?۔":
        text = text.replace(mark, ".")
    sentences = [sentence for sentence in text.replace("\n", ". ").split(". ") if sentence.strip(" .")]
    return tuple(sorted(_words(f"{entry.title} {' '.join(sentences[:2])}")))


def _words(text: str) -> list[str]:
    return fold(text).astype("<u4").tobytes().decode("utf-32-le").split()
