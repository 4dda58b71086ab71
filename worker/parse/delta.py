"""Read again only what changed: the hot path of a poller, whose answers mostly hold none or one new entry.

The bytes are cut at `<item` or `<entry`, each piece is hashed together with the frame it stands in (xxh3), and only pieces never seen
are parsed, inside the feed's own head and tail; the others are remembered. Pieces that are well-formed one by one are well-formed together,
so equal bytes in an equal frame give equal entries, and the answer is the one of the whole parse. Wherever cutting is not plainly safe
(other encodings, a DOCTYPE, comments or elements between entries, anything a strict parser refuses) the whole document is read.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

import xxhash

from worker.parse.feed import LastResort, read_feed, read_strict
from worker.parse.records import ParsedEntry, ParsedFeed
from worker.parse.xml import MOST_ENTRIES

# What changes in a feed's head at every fetch and says nothing about its entries.
_VOLATILE = re.compile(rb"<(lastBuildDate|pubDate|updated|modified|dc:date|ttl|generator)(?:\s[^<>]*)?>[^<]*</\1\s*>")
_LABEL = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([^\"']{1,40})")
_SPACES = (b">", b" ", b"\n", b"\t", b"\r")


@dataclass(frozen=True, slots=True)
class _Cut:
    head: bytes
    opening: bytes  # what each entry begins with
    entries: list[bytes]  # what follows it
    tail: bytes
    marks: list[int]  # one hash an entry, of its bytes and its frame

    def document(self, chosen: Sequence[int]) -> bytes:
        """The document with these of its entries alone, by their places."""
        return b"".join([self.head, *[self.opening + self.entries[at] for at in chosen], self.tail])


class DeltaReader:
    """Remembers the entries of pieces already read, up to `most_bytes` of feed; answers exactly as `read_feed`. Safe in threads."""

    def __init__(self, *, most_bytes: int = 24 << 20) -> None:
        self.most_bytes = most_bytes
        self._known: OrderedDict[int, tuple[ParsedEntry, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def read(
        self,
        body: bytes,
        *,
        url: str | None = None,
        headers: Mapping[str, str] | None = None,
        tz: str | tzinfo | None = None,
        last_resort: LastResort | None = None,
    ) -> ParsedFeed:
        """As `read_feed`, with its arguments, its answer and its errors."""
        cut = _cut(body, f"{url}\0{tz}\0{headers and headers.get('content-location')}".encode())
        if cut is not None:
            known = self._recall(cut.marks)
            fresh = [at for at, mark in enumerate(cut.marks) if mark not in known] if known else range(len(cut.marks))
            feed = read_strict(cut.document(fresh) if known else body, url=url, headers=headers, tz=tz)
            if feed is not None and len(feed.entries) == len(fresh):
                if not known:  # as at a first fetch
                    self._remember(zip(cut.marks, feed.entries, cut.entries, strict=True))
                    return feed
                read = {cut.marks[at]: (entry, cut.entries[at]) for at, entry in zip(fresh, feed.entries, strict=True)}
                self._remember((mark, entry, piece) for mark, (entry, piece) in read.items())
                known |= {mark: entry for mark, (entry, _) in read.items()}
                return replace(feed, entries=tuple([known[mark] for mark in cut.marks]))
        return read_feed(body, url=url, headers=headers, tz=tz, last_resort=last_resort)

    def _recall(self, marks: list[int]) -> dict[int, ParsedEntry]:
        with self._lock:
            if self._known.keys().isdisjoint(marks):
                return {}
            found = {}
            for mark in marks:
                kept = self._known.get(mark)
                if kept is not None:
                    self._known.move_to_end(mark)
                    found[mark] = kept[0]
            return found

    def _remember(self, read: Iterable[tuple[int, ParsedEntry, bytes]]) -> None:
        with self._lock:
            for mark, entry, piece in read:
                if mark not in self._known:
                    self._known[mark] = (entry, len(piece))
                    self._bytes += len(piece)
            while self._bytes > self.most_bytes:
                _, (_, dropped) = self._known.popitem(last=False)
                self._bytes -= dropped


def _cut(body: bytes, salt: bytes) -> _Cut | None:
    """The document in pieces; None where it cannot be cut safely. Linear."""
    label = _LABEL.search(body, 0, 300)
    if (
        (label and label[1].lower() not in (b"utf-8", b"utf8"))
        or b"<!DOCTYPE" in body[:4096]
        or b"<!ENTITY" in body[:4096]
    ):
        return None
    name = b"item" if b"<item" in body else b"entry"
    opening, closing = b"<" + name, b"</" + name + b">"
    head, *parts = body.split(opening)
    if parts and name == b"item" and parts[0][:1] == b"s":  # RDF lists its <items> in the channel
        head = opening.join((head, parts.pop(0)))
    if not parts or len(parts) > MOST_ENTRIES:
        return None
    last, found, tail = parts[-1].rpartition(closing)
    if not found:
        return None
    parts[-1] = last + found
    frame = b"\0".join((salt, name, _VOLATILE.sub(b"", head), _VOLATILE.sub(b"", tail)))
    seed = xxhash.xxh3_64_intdigest(frame)
    marks = []
    for part in parts:
        piece = part.rstrip()
        if part[:1] not in _SPACES or not piece.endswith(closing):
            return None
        marks.append(xxhash.xxh3_64_intdigest(piece, seed))
    return _Cut(head, opening, parts, tail, marks)
