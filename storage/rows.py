"""Rows to records and back: the one place where foreign shapes become ours."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from storage.records import (
    Alert,
    Delivery,
    DeliveryState,
    Entry,
    Evidence,
    Facts,
    Feed,
    FeedKind,
    FeedState,
    FeedStatus,
    Meeting,
    Mention,
    Message,
    Mode,
    Participant,
    Phase,
    Recipient,
    Status,
    Subscriber,
    TimeQuality,
    Watch,
)

Row = RowMapping | Mapping[str, Any]
T = TypeVar("T")


def only(record: type[T], row: Row, **changed: Any) -> T:
    """A record of the row's columns that it has as fields; `changed` wins."""
    names = _names(record)  # type: ignore[arg-type]
    given: Any
    try:
        given = {name: row[name] for name in names}
    except KeyError:  # a record has more fields than the row: the others keep their defaults
        given = {name: row[name] for name in names if name in row}
    if changed:
        given |= changed
    return record(**given)


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record))


def columns(record: Any, *, without: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    """The fields of a flat record as columns; tuples as lists, enums as text."""
    given = [(name, getattr(record, name)) for name in _names(type(record)) if name not in without]  # type: ignore[arg-type]
    return {name: value if type(value) in _FLAT else _plain(value) for name, value in given}


_FLAT = frozenset(
    {type(None), bool, int, float, str, datetime, date}
)  # what a column takes as it is; an enum is no plain str


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}  # type: ignore[arg-type]
    if isinstance(value, str):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def feed(row: Row) -> Feed:
    return only(Feed, row, kind=FeedKind(row["kind"]))


def feed_state(row: Row) -> FeedState:
    return only(FeedState, row, feed_id=row["id"], status=FeedStatus(row["status"]))


def entry(row: Row) -> Entry:
    return only(Entry, row, time_quality=TimeQuality(row["time_quality"]))


_participant = lru_cache(maxsize=5_000)(Participant)  # the same few people are in most meetings


def participants(values: Any) -> tuple[Participant, ...]:
    return tuple([_participant(**value) for value in values])


def evidence(values: Any) -> tuple[Evidence, ...]:
    return tuple(Evidence(**value) for value in values)


def mention(row: Row) -> Mention:
    return only(
        Mention,
        row,
        status=Status(row["status"]),
        mode=Mode(row["mode"]),
        participants=participants(row["participants"]),
        topics=tuple(row["topics"]),
        evidence=evidence(row["evidence"]),
    )


def meeting(row: Row) -> Meeting:
    return only(
        Meeting,
        row,
        status=Status(row["status"]),
        phase=Phase(row["phase"]),
        mode=Mode(row["mode"]),
        participants=participants(row["participants"]),
        topics=tuple(row["topics"]),
        languages=tuple(row["languages"]),
        outlets=tuple(row["outlets"]),
        owner_groups=tuple(row["owner_groups"]),
    )


def facts(value: Any) -> Facts:
    day, instant = date.fromisoformat, datetime.fromisoformat
    return Facts(
        day=day(value["day"]),
        day_sure=value["day_sure"],
        other_days=tuple(day(one) for one in value["other_days"]),
        mode=Mode(value["mode"]),
        city=value["city"],
        country=value["country"],
        place_sure=value.get("place_sure", True),
        participants=participants(value["participants"]),
        topics=tuple(value["topics"]),
        announced_for=day(value["announced_for"]) if value["announced_for"] else None,
        announced_at=instant(value["announced_at"]) if value["announced_at"] else None,
        put_off_at=instant(value["put_off_at"]) if value.get("put_off_at") else None,
        held_at=instant(value["held_at"]) if value["held_at"] else None,
        held_days=tuple(day(one) for one in value.get("held_days", ())),
    )


def subscriber(row: Row) -> Subscriber:
    return only(Subscriber, row, weekdays=tuple(row["weekdays"]))


def recipient(row: Row) -> Recipient:
    return only(Recipient, row)


def watch(row: Row) -> Watch:
    return only(Watch, row)


def alert(row: Row) -> Alert:
    return only(Alert, row, reasons=tuple(row["reasons"]))


def message(value: Any) -> Message:
    return Message(**{**value, "blocks": tuple(value.get("blocks", ()))})


def delivery(row: Row) -> Delivery:
    return only(Delivery, row, state=DeliveryState(row["state"]), message=message(row["message"]))
