"""Read again only what changed: the hot path of a poller, whose answers mostly hold none or one new entry.

The bytes are cut at `<item` or `<entry`, each piece is hashed together with the frame it stands in (xxh3), and only pieces never seen
are parsed, inside the feed's own head and tail. Pieces that are well-formed one by one are well-formed together, so equal bytes in an
equal frame give equal entries. Wherever cutting is not plainly safe (other encodings, a DOCTYPE, comments or elements between
entries, anything a strict parser refuses) the whole document is read, and no hash is handed out.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import tzinfo

import xxhash

from worker.parse.feed import LastResort, read_feed, read_strict
from worker.parse.records import ParsedFeed
from worker.parse.xml import MOST_ENTRIES

# What changes in a feed's head at every fetch and says nothing about its entries.
_VOLATILE = re.compile(rb"<(lastBuildDate|pubDate|updated|modified|dc:date|ttl|generator)(?:\s[^<>]*)?>[^<]*</\1\s*>")
_LABEL = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([^\"']{1,40})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What is new in a document.

    Attributes:
        feed: the document; its entries are only those whose piece was not known.
        hashes: of all entries, 64 bit, in document order; remember them as known once these entries are kept. Empty where the
            document could not be cut: then `feed` holds all entries.
        count: how many entries the document has.
    """

    feed: ParsedFeed
    hashes: tuple[int, ...]
    count: int


def read_changed(
    body: bytes,
    known: Container[int],
    *,
    url: str | None = None,
    headers: Mapping[str, str] | None = None,
    tz: str | tzinfo | None = None,
    last_resort: LastResort | None = None,
) -> Changed:
    """As `read_feed`, leaving out entries whose piece is among the hashes in `known`.

    The same guid with other bytes is new again: that is how a change of an entry shows. Raises as `read_feed` does.
    """
    pieces = _cut(body, f"{url}\0{tz}".encode())
    if pieces is not None:
        head, entries, tail, hashes = pieces
        fresh = [piece for piece, mark in zip(entries, hashes, strict=True) if mark not in known]
        feed = read_strict(b"".join((head, *fresh, tail)), url=url, headers=headers, tz=tz)
        if feed is not None and len(feed.entries) == len(fresh):
            return Changed(feed=feed, hashes=hashes, count=len(entries))
    feed = read_feed(body, url=url, headers=headers, tz=tz, last_resort=last_resort)
    return Changed(feed=feed, hashes=(), count=len(feed.entries))


def _cut(body: bytes, salt: bytes) -> tuple[bytes, list[bytes], bytes, tuple[int, ...]] | None:
    """Head, entries, tail and the hashes of the entries; None where the document cannot be cut safely. Linear."""
    label = _LABEL.search(body, 0, 300)
    if (
        (label and label[1].lower() not in (b"utf-8", b"utf8"))
        or b"<!DOCTYPE" in body[:4096]
        or b"<!ENTITY" in body[:4096]
    ):
        return None
    for name in (b"item", b"entry"):
        opening, closing = b"<" + name, b"</" + name + b">"
        parts = body.split(opening)
        if len(parts) == 1 or (name == b"item" and parts[1][:1] == b"s"):  # RDF lists its <items> in front
            if name == b"item" and len(parts) > 1:
                parts = [opening.join(parts[:2]), *parts[2:]]
            if len(parts) == 1:
                continue
        head, *rest = parts
        last, found, tail = rest[-1].rpartition(closing)
        if not found or len(rest) > MOST_ENTRIES:
            return None
        rest[-1] = last + found
        entries = []
        for part in rest:
            if part[:1] not in (b">", b" ", b"\n", b"\t", b"\r") or not part[-40:].rstrip().endswith(closing):
                return None
            entries.append(opening + part)
        seed = xxhash.xxh3_64_intdigest(b"\0".join((salt, _VOLATILE.sub(b"", head), _VOLATILE.sub(b"", tail))))
        return head, entries, tail, tuple([xxhash.xxh3_64_intdigest(entry.rstrip(), seed) for entry in entries])
    return None
