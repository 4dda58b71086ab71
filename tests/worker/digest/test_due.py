"""When a digest is due: local hours, days off, changes of clocks, a machine that was off."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from storage.records import Subscriber
from worker.digest.due import find_due, instant, next_due


def a_subscriber(**given: Any) -> Subscriber:
    values: dict[str, Any] = {
        "id": 1, "key": "desk", "name": "Desk", "digest_at": time(7, 0), "created_at": datetime(2020, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Subscriber(**{**values, **given})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        ("2026-03-05T03:59:59", None, None),
        ("2026-03-05T04:00:00", None, date(2026, 3, 5)),  # 07:00 in Baghdad
        ("2026-03-05T04:00:00", date(2026, 3, 5), None),
        ("2026-03-05T09:59:00", date(2026, 3, 4), date(2026, 3, 5)),  # the machine was off: caught up
        ("2026-03-05T10:00:00", date(2026, 3, 4), None),  # too late
    ],
)
def test_once_a_local_day_at_the_local_hour(now: str, last: date | None, expected: date | None) -> None:
    due = find_due(a_subscriber(), "daily", last, now=at(now))
    assert (due.local_day if due else None) == expected


def test_a_late_evening_digest_is_caught_up_after_midnight_for_its_own_day() -> None:
    due = find_due(a_subscriber(digest_at=time(23, 0)), "daily", date(2026, 3, 4), now=at("2026-03-05T22:30:00"))
    assert due is not None
    assert due.local_day == date(2026, 3, 5)


def test_no_digest_on_days_off() -> None:
    working = a_subscriber(weekdays=(7, 1, 2, 3, 4))
    assert find_due(working, "daily", None, now=at("2026-03-06T04:10:00")) is None  # a Friday
    assert find_due(working, "daily", None, now=at("2026-03-05T04:10:00")) is not None


def test_who_subscribes_after_todays_hour_waits_for_tomorrow() -> None:
    late = a_subscriber(created_at=at("2026-03-05T05:00:00"))
    assert find_due(late, "daily", None, now=at("2026-03-05T05:01:00")) is None


def test_the_hour_a_gap_skips_goes_out_as_much_later() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = instant(date(2026, 3, 29), time(2, 30), berlin)
    assert found.astimezone(berlin).time() == time(3, 30)


def test_the_hour_that_comes_twice_goes_out_once_the_first_time() -> None:
    berlin = a_subscriber(zone="Europe/Berlin", digest_at=time(2, 30))
    first = find_due(berlin, "daily", date(2026, 10, 24), now=at("2026-10-25T00:30:00"))
    assert first is not None
    assert first.due_at == at("2026-10-25T00:30:00")
    assert find_due(berlin, "daily", first.local_day, now=at("2026-10-25T01:30:00")) is None


@pytest.mark.parametrize(
    "zone",
    ["Asia/Baghdad", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Tehran"],
)
@pytest.mark.parametrize("hour", [time(0, 0), time(2, 30), time(23, 59)])
def test_every_local_day_of_years_has_one_digest(zone: str, hour: time) -> None:
    subscriber = a_subscriber(zone=zone, digest_at=hour)
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(1100)]
    moments = [instant(day, hour, ZoneInfo(zone)) for day in days]
    assert moments == sorted(set(moments))
    last = days[0] - timedelta(days=1)
    for day, moment in zip(days, moments, strict=True):
        due = find_due(subscriber, "daily", last, now=moment)
        assert due is not None
        assert due.local_day == day
        last = due.local_day


def test_the_weekly_one_is_asked_for_in_the_rules() -> None:
    weekly = a_subscriber(digest_at=None, rules={"weekly": {"weekday": 4, "at": "17:00"}})
    assert find_due(weekly, "daily", None, now=at("2026-03-05T14:30:00")) is None
    due = find_due(weekly, "weekly", None, now=at("2026-03-05T14:30:00"))
    assert due is not None
    assert next_due(weekly, "weekly", now=at("2026-03-05T14:30:00")) == at("2026-03-12T14:00:00")
