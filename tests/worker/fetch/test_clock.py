"""When an entry was published, and how sure that is."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.records import TimeQuality
from worker.fetch.clock import Stated, is_backfill, read_times

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def minutes(*values: float, **more: bool) -> list[Stated]:
    return [Stated(at=NOW + timedelta(minutes=value), **more) for value in values]


def read(stated: list[Stated], memory: dict[str, object] | None = None, zone: str = "Asia/Baghdad", since: float = 10):  # type: ignore[no-untyped-def]
    return read_times(stated, memory=memory or {}, zone=zone, last_read_at=NOW - timedelta(minutes=since), now=NOW)


def test_a_stated_time_is_taken_as_it_is() -> None:
    (told,) = read(minutes(-30)).times
    assert (told.at, told.source, told.quality) == (NOW - timedelta(minutes=30), "feed", TimeQuality.EXACT)


@pytest.mark.parametrize("at", [None, datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)])
def test_first_sight_stands_in_for_what_is_missing(at: datetime | None) -> None:
    (told,) = read([Stated(at=at)]).times
    assert (told.at, told.source, told.quality) == (NOW, "first-seen", TimeQuality.MISSING)


def test_a_date_that_is_not_read_says_so() -> None:
    (told,) = read([Stated(at=None, unread=True)]).times
    assert (told.at, told.source, told.quality) == (NOW, "first-seen", TimeQuality.UNREAD)


def test_one_entry_from_the_future_is_contained() -> None:
    (told,) = read(minutes(200)).times
    assert (told.at, told.quality) == (NOW, TimeQuality.FUTURE)


def test_some_minutes_ahead_are_believed() -> None:
    (told,) = read(minutes(10)).times
    assert (told.at, told.quality) == (NOW + timedelta(minutes=10), TimeQuality.EXACT)


def test_local_time_labelled_gmt_is_found_and_corrected_by_the_zones_offset() -> None:
    found = read(minutes(140, 120, 90, 60, 30, -50))
    assert found.memory["off"] == 3 * 3600
    assert "3 hours ahead" in found.notice
    assert [told.at for told in found.times[:2]] == [NOW - timedelta(minutes=40), NOW - timedelta(minutes=60)]
    assert found.times[0].quality is TimeQuality.CORRECTED


def test_a_clock_further_ahead_than_its_zone_is_corrected_by_half_hours() -> None:
    found = read(minutes(298, 290, 280, 270, 260))
    assert found.memory["off"] == 5 * 3600


def test_four_liars_are_none() -> None:
    assert read(minutes(140, 120, 90, 60, -10)).memory == {}


def test_a_correction_stays_while_the_clock_lies_and_goes_when_it_is_repaired() -> None:
    lying = {"off": 10800, "since": NOW.isoformat(), "honest": 0}
    assert read(minutes(175, 172), lying).memory["off"] == 10800
    repaired = read(minutes(-1, -2, -4, -6, -8), lying)
    assert repaired.memory == {}
    assert "right again" in repaired.notice


def test_an_old_entry_is_no_proof_of_a_repair() -> None:
    lying = {"off": 10800, "since": NOW.isoformat(), "honest": 0}
    assert read([Stated(at=NOW - timedelta(minutes=5), fresh=False)] * 9, lying).memory["off"] == 10800


def test_a_relative_time_says_so_and_is_not_corrected() -> None:
    (told,) = read(minutes(-120, relative=True), {"off": 10800, "since": "x", "honest": 0}).times
    assert (told.at, told.quality) == (NOW - timedelta(minutes=120), TimeQuality.RELATIVE)


def test_a_time_without_offset_says_so() -> None:
    assert read(minutes(-5, zoned=True)).times[0].quality is TimeQuality.ZONED


def test_old_entries_and_those_of_the_first_fetch_alert_nobody() -> None:
    assert is_backfill(NOW, first_read=True, now=NOW)
    assert is_backfill(NOW - timedelta(days=8), first_read=False, now=NOW)
    assert not is_backfill(NOW - timedelta(days=6), first_read=False, now=NOW)
