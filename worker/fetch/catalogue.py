"""The catalogue as records: what schedules/feeds.toml says, and how to keep it in the database."""

from collections.abc import Iterable
from dataclasses import asdict

from schedules.load import FeedSpec
from storage.records import Feed, FeedKind


def feeds_of(specs: Iterable[FeedSpec]) -> list[Feed]:
    """Feeds for `store.sync_feeds`. An empty language is an unknown one."""
    return [
        Feed(**{**asdict(spec), "kind": FeedKind(spec.kind), "language": spec.language or None}, origin="shipped")
        for spec in specs
    ]
