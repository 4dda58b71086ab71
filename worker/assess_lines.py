"""`diwan assess --resolve`: JSON lines through classifier, store and folding, one answer a line, in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Any

import orjson

from storage.records import Assessment, Entry
from worker.assess_stream import resolve_stream
from worker.classify.contract import Line, as_line, assess_item, published_of
from worker.knowledge.load import Knowledge


def resolved_lines(lines: Iterable[bytes], knowledge: Knowledge, *, now: datetime) -> Iterator[Line]:
    """One answer for each line that is not blank, as soon as it is read; `meeting` is the key of the real-world meeting known by then.

    The items go through an in-memory store in the order they come, each seen when it was published (`now` where it does not say). A line
    that cannot be read is answered with its error, and the stream goes on.
    """
    ids: deque[Any] = deque()
    bad: deque[Line] = deque()
    good = _items(lines, knowledge, ids, bad, now)
    for found in resolve_stream(good, now=now):
        while bad:
            yield bad.popleft()
        yield as_line(ids.popleft(), found.assessment, found.keys)
    yield from bad


def _items(
    lines: Iterable[bytes], knowledge: Knowledge, ids: deque[Any], bad: deque[Line], now: datetime
) -> Iterator[tuple[Entry, Assessment]]:
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        item_id: Any = None
        try:
            item = orjson.loads(raw)
            if not isinstance(item, dict):
                raise ValueError("expected an object")
            item_id = item.get("id")
            pair = _entry(item, number, now), assess_item(item, knowledge)
        except (ValueError, RecursionError) as error:
            bad.append({"id": item_id, "line": number, "error": str(error)[:200], "lang": None, "meetings": []})
            continue
        ids.append(item_id)
        yield pair


def _entry(item: Line, number: int, now: datetime) -> Entry:
    said = published_of(item.get("published"))
    if said is not None and not isinstance(said, datetime):
        said = datetime.combine(said, time(12), tzinfo=UTC)
    at = now if said is None else said if said.tzinfo else said.replace(tzinfo=UTC)
    outlet = str(item.get("outlet") or "unknown outlet")
    key = f"line-{number}"
    return Entry(
        feed_id=0,
        key=key,
        url=item.get("url"),
        title=str(item.get("title") or ""),
        text=str(item.get("text") or ""),
        outlet=outlet,
        owner_group=outlet,
        published_at=at,
        first_seen_at=at,
        content_hash=key,
    )
