"""When a feed is asked again, and what is thought of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.records import Feed, FeedState, FeedStatus
from worker.errors import FetchError
from worker.fetch import HostBusy
from worker.fetch.schedule import CLASSES, Outcome, Verdict, after_backfill, believes_304, next_state
from worker.fetch.sources import in_force, older, plan

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
FEED = Feed(id=1, key="k24-en", outlet="K24", url="https://example.org/rss")


def state(**more: Any) -> FeedState:
    given: dict[str, Any] = {
        "feed_id": 1, "interval_s": 600.0, "status": FeedStatus.PROVEN, "primed_at": NOW - timedelta(days=3), "last_success_at": NOW - timedelta(minutes=10),
        "last_new_at": NOW - timedelta(minutes=20), "last_fetch_at": NOW - timedelta(minutes=10),
    }  # fmt: skip
    return FeedState(**(given | more))


def read(entries: int = 20, new: int = 1, span: timedelta = timedelta(hours=10), **more: Any) -> Outcome:
    return Outcome(
        entries=entries, new=new, newest_at=NOW, oldest_at=NOW - span, http_status=200, asked=FEED.url, **more
    )


def failure(status: int | None = 500, **more: Any) -> Outcome:
    given: dict[str, Any] = {"transient": True, "http_status": status} | more
    return Outcome(error=FetchError("no", url="https://example.org/rss", **given))


def wait(verdict: Verdict) -> float:
    assert verdict.state.next_fetch_at is not None
    return (verdict.state.next_fetch_at - NOW).total_seconds()


@pytest.mark.parametrize(
    ("outcome", "low", "high"),
    [
        (read(new=20, entries=20), 300, 300),  # all new: half
        (read(new=14, entries=20), 300, 300),
        (read(new=5), 480, 480),  # more than wanted: shorter
        (read(new=2), 600, 600),
        (read(new=1), 660, 660),  # little: a tenth longer
        (read(new=0), 720, 720),
        (Outcome(not_modified=True), 720, 720),
        (Outcome(same_body=True), 720, 720),
        (read(new=0, span=timedelta(minutes=15)), 300, 300),  # documents must overlap
        (read(new=0, span=timedelta(minutes=1)), 120, 120),  # but never under the floor
        (read(new=0, hint_s=900.0), 600, 720),  # TTL lengthens to five floors at most
    ],
)
def test_the_interval_follows_the_news(outcome: Outcome, low: float, high: float) -> None:
    verdict = next_state(FEED, state(), outcome, NOW)
    assert low <= verdict.state.interval_s <= high
    assert 0.9 * low <= wait(verdict) <= 1.1 * high


@pytest.mark.parametrize("polling", list(CLASSES))
def test_no_interval_leaves_its_class(polling: str) -> None:
    feed, kind = replace(FEED, polling=polling), CLASSES[polling]
    now, slow, fast = NOW, state(interval_s=kind.start), state(interval_s=kind.start)
    for _ in range(40):
        slow = next_state(feed, slow, read(new=0, span=timedelta(days=2)), now).state
        fast = next_state(feed, fast, read(new=20), now).state
    assert slow.interval_s == kind.ceiling
    assert fast.interval_s == kind.floor


def test_jitter_spreads_feeds_and_can_be_replayed() -> None:
    waits = {key: wait(next_state(replace(FEED, key=key), state(), read(), NOW)) for key in "abcdefgh"}
    assert len(set(waits.values())) == 8
    assert waits["a"] == wait(next_state(replace(FEED, key="a"), state(), read(), NOW))


def test_a_lively_hour_is_not_slept_through_because_the_night_was_quiet() -> None:
    hours = {str(n): 6.0 for n in range(168)}
    memory = {"rhythm": {"since": (NOW - timedelta(weeks=8)).isoformat(), "week": NOW.toordinal() // 7, "hours": hours}}
    sleepy = state(interval_s=3600.0, memory=memory)
    assert next_state(FEED, sleepy, Outcome(not_modified=True), NOW).state.interval_s < 3600 * 2


@pytest.mark.parametrize(
    ("outcome", "status", "weighs"),
    [
        (failure(500), FeedStatus.FAILING, 0.5),
        (failure(404), FeedStatus.FAILING, 0.5),
        (failure(408), FeedStatus.FAILING, 0.25),
        (failure(400, transient=False), FeedStatus.FAILING, 1.0),
        (failure(403, blocked=True), FeedStatus.BLOCKED, 1.0),
        (failure(410, transient=False), FeedStatus.GONE, 1.0),
    ],
)
def test_failures_weigh_by_their_kind(outcome: Outcome, status: FeedStatus, weighs: float) -> None:
    verdict = next_state(FEED, state(), outcome, NOW)
    assert (verdict.state.status, verdict.state.failures) == (status, weighs)
    assert verdict.state.status_reason == "no"


def test_a_failing_feed_is_asked_more_and_more_slowly_and_never_dropped() -> None:
    now, found, waits = NOW, state(), []
    for _ in range(200):
        found = next_state(FEED, found, failure(500), now).state
        assert found.next_fetch_at is not None
        waits.append((found.next_fetch_at - now).total_seconds())
        now = found.next_fetch_at
    assert waits[0] < waits[10] < 6.7 * 3600
    assert found.status is FeedStatus.GONE
    assert waits[-1] < 27 * 3600


def test_what_a_server_asks_for_is_given() -> None:
    for seconds in (30.0, 7200.0, 86400.0):
        assert wait(next_state(FEED, state(), failure(429, retry_after=seconds), NOW)) >= seconds
        assert wait(next_state(FEED, state(), failure(503, retry_after=seconds), NOW)) >= seconds


def test_a_busy_host_is_no_failure() -> None:
    busy = HostBusy("busy", url="https://example.org/rss", transient=True, retry_after=30.0)
    verdict = next_state(FEED, state(), Outcome(error=busy), NOW)
    assert verdict.log is None
    assert verdict.state.failures == 0
    assert 30 <= wait(verdict) <= 45


def test_a_success_ends_a_failure_and_its_notice() -> None:
    verdict = next_state(
        FEED, state(status=FeedStatus.BLOCKED, failures=4.0, memory={"open": ["feed_blocked"]}), read(), NOW
    )
    assert verdict.state.failures == 0
    assert "feed_blocked" in verdict.closed


def test_the_first_answer_primes_the_feed_and_misses_nothing() -> None:
    fresh = FeedState(feed_id=1)
    verdict = next_state(FEED, fresh, read(entries=20, new=20), NOW)
    assert verdict.state.primed_at == NOW
    assert verdict.hole is None
    assert verdict.state.interval_s == CLASSES["outlet"].start


def test_an_answer_without_an_entry_proves_nothing() -> None:
    verdict = next_state(FEED, FeedState(feed_id=1), Outcome(entries=0, http_status=200), NOW)
    assert verdict.state.status is FeedStatus.EMPTY
    assert verdict.state.primed_at is None


def test_a_window_full_of_strangers_is_a_hole() -> None:
    known = (NOW - timedelta(hours=2)).isoformat()
    verdict = next_state(
        FEED, state(memory={"newest_at": known}), read(entries=10, new=10, span=timedelta(hours=1)), NOW
    )
    assert verdict.hole is not None
    assert (verdict.hole.from_at, verdict.hole.to_at) == (NOW - timedelta(hours=2), NOW - timedelta(hours=1))
    assert verdict.state.memory["hole"]["page"] == 1


@pytest.mark.parametrize(
    ("given", "open_", "filled"),
    [
        ({"oldest_at": NOW - timedelta(hours=3), "last_known": False, "more": True}, False, True),
        ({"oldest_at": NOW - timedelta(hours=1), "last_known": True, "more": True}, True, False),
        ({"oldest_at": None, "last_known": True, "more": True}, False, True),
        ({"oldest_at": NOW - timedelta(hours=1), "last_known": False, "more": False}, False, False),
    ],
)
def test_a_hole_is_filled_when_a_page_reaches_what_was_known(given: dict[str, Any], open_: bool, filled: bool) -> None:
    hole = {"from": (NOW - timedelta(hours=2)).isoformat(), "to": NOW.isoformat(), "page": 1}
    verdict = after_backfill(state(memory={"hole": hole}), entries=10, failed=False, **given)
    assert ("hole" in verdict.state.memory, verdict.filled is not None) == (open_, filled)


def test_a_permanent_move_is_believed_after_three_fetches_over_two_days() -> None:
    found, now = state(), NOW
    for hours, believed in ((0, False), (12, False), (24, False), (49, True)):
        now = NOW + timedelta(hours=hours)
        found = next_state(FEED, found, read(moved_to="https://www.example.org/feed"), now).state
        assert (in_force(FEED, found, now)[0] == "https://www.example.org/feed") is believed
    assert found.memory["moved"]["from"] == FEED.url


def test_a_move_that_flips_back_is_forgotten() -> None:
    found = next_state(FEED, state(), read(moved_to="https://www.example.org/feed"), NOW).state
    found = next_state(FEED, found, read(), NOW).state
    assert "moved" not in found.memory


def test_a_move_to_a_strange_host_is_asked_about_not_believed() -> None:
    found = state()
    for hours in (0, 24, 49):
        verdict = next_state(FEED, found, read(moved_to="https://parking.example.net/x"), NOW + timedelta(hours=hours))
        found = verdict.state
    assert in_force(FEED, found, NOW)[0] == FEED.url
    assert "another host" in dict(verdict.opened)["feed_moved"]


def test_validators_are_dropped_after_six_hours_and_after_a_day_without_news() -> None:
    def believed(hours: float, **more: Any) -> bool:
        memory = {"whole_at": (NOW - timedelta(hours=hours)).isoformat(), "validators_work": True, "span_s": 86400 * 3}
        return believes_304(state(memory=memory, **more), NOW)

    assert believed(5.9)
    assert not believed(6.1)
    assert not believed(1.1, last_new_at=NOW - timedelta(hours=25))
    assert not believes_304(state(memory={"whole_at": NOW.isoformat(), "distrust_304": "x"}), NOW)


def test_a_304_is_believed_no_longer_than_the_window_can_bear() -> None:
    def believed(minutes: float) -> bool:
        memory = {"whole_at": (NOW - timedelta(minutes=minutes)).isoformat(), "validators_work": True, "span_s": 3600}
        return believes_304(state(memory=memory), NOW)

    assert believed(19)
    assert not believed(21)


def test_validators_go_only_to_the_address_they_came_from() -> None:
    memory = {"whole_at": NOW.isoformat(), "asked": "https://example.org/other"}
    (ask,) = plan(FEED, state(etag='"1"', memory=memory), NOW)
    assert ask.request.etag is None


@pytest.mark.parametrize(
    ("rules", "page", "url"),
    [
        ({"pages": "page"}, 2, "https://example.org/rss?page=2"),
        ({"pages": "/page/{n}"}, 3, "https://example.org/rss/page/3"),
        ({"pages": "https://example.org/all/{n}"}, 2, "https://example.org/all/2"),
        ({"backfill": {"url": "https://example.org/sitemap.xml"}}, 2, "https://example.org/sitemap.xml"),
        (
            {"backfill": {"url": "https://example.org/latest", "kind": "listing", "pages": "page"}},
            3,
            "https://example.org/latest?page=2",
        ),
    ],
)
def test_older_entries_stand_where_the_rules_say(rules: dict[str, Any], page: int, url: str) -> None:
    found = older(replace(FEED, rules=rules), page)
    assert found is not None
    assert found[0] == url


def test_a_source_without_older_pages_has_none() -> None:
    assert older(FEED, 2) is None
    assert older(replace(FEED, rules={"backfill": {"url": "https://example.org/sitemap.xml"}}), 3) is None


# -- health ----------------------------------------------------------------------------------------------------------------


def living(hours: float, entries_an_hour: int = 2) -> FeedState:
    """A feed after so many hours with news every half hour."""
    found, now = FeedState(feed_id=1), NOW - timedelta(hours=hours)
    while now < NOW:
        found = next_state(FEED, found, read(new=1 if found.primed_at else 20), now).state
        now += timedelta(hours=1 / entries_an_hour)
    return found


def test_silence_against_its_own_rhythm_is_told_and_taken_back() -> None:
    found, now, told = living(48), NOW, None
    for hours in range(1, 6):
        now = NOW + timedelta(hours=hours)
        verdict = next_state(FEED, found, Outcome(not_modified=True), now)
        found, told = verdict.state, told or ((hours, dict(verdict.opened).get("feed_quiet"))[1] and hours)
    assert told == 2
    assert found.status is FeedStatus.QUIET
    back = next_state(FEED, found, read(new=1), now)
    assert "feed_quiet" in back.closed
    assert back.state.status is FeedStatus.PROVEN


def test_a_slow_feed_is_not_quiet() -> None:
    found = living(24 * 30, 1)
    slow = replace(
        found, memory={**found.memory, "rhythm": {**found.memory["rhythm"], "hours": {"0": 21.0}}}, last_new_at=NOW
    )
    verdict = next_state(FEED, slow, Outcome(not_modified=True), NOW + timedelta(hours=12))
    assert verdict.state.status is FeedStatus.UNCHANGED


def test_dates_of_another_calendar_are_told_at_the_first_look() -> None:
    verdict = next_state(FEED, state(), read(undated=20, unread="1448-05-12"), NOW)
    assert "'1448-05-12'" in dict(verdict.opened)["feed_dates"]
    some = next_state(FEED, verdict.state, read(undated=3, unread="1448-05-12"), NOW)
    assert "feed_dates" in some.closed
    assert "feed_dates" not in dict(next_state(FEED, state(), read(undated=20), NOW).opened)


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (read(entries=20, new=0, undated=20), "feed_dates"),
        (read(entries=9, new=0), "feed_halved"),
        (read(entries=20, new=0, language="ar"), "feed_language"),
        (Outcome(entries=0), "feed_halved"),
    ],
)
def test_a_document_that_changes_its_shape_is_told(outcome: Outcome, kind: str) -> None:
    usual = next_state(FEED, state(), read(language="en"), NOW).state
    verdict = next_state(FEED, usual, outcome, NOW)
    assert kind in dict(verdict.opened)
    again = next_state(FEED, verdict.state, read(language="en"), NOW)
    assert kind in again.closed


def test_a_page_where_the_feed_was_is_told() -> None:
    assert "feed_html" in dict(next_state(FEED, state(), replace(failure(200), turned_html=True), NOW).opened)


def test_a_document_cut_off_changes_no_shape() -> None:
    usual = next_state(FEED, state(), read(), NOW).state
    assert next_state(FEED, usual, read(entries=3, new=0, cut=True), NOW).opened == ()
