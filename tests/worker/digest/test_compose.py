"""What stands in a digest, and how far its watermark reaches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from storage.records import ChangeKind, FieldChange, Phase, Status, Telling
from tests.worker.digest.builders import (
    AMBASSADOR,
    BARZANI,
    NOW,
    TODAY,
    a_change,
    a_due,
    a_meeting,
    a_telling,
    some_coverage,
    some_material,
)
from worker.digest.compose import Digest, Material, compose, day_of


def compose_(material: Material, *, from_change: int = 0, **given: object) -> Digest:
    return compose(a_due(), material, from_change=from_change, since=NOW, coverage=some_coverage(), **given)  # type: ignore[arg-type]


def test_changes_up_to_the_watermark_are_not_told_again() -> None:
    digest = compose_(some_material(a_change(1), a_change(2), a_change(3)), from_change=2)
    assert [item.meeting.id for item in digest.headline] == [3]
    assert (digest.from_change, digest.to_change) == (2, 3)


def test_several_changes_of_a_meeting_are_told_once_with_first_and_last_value() -> None:
    meeting = a_meeting(1, city="Erbil")
    changes = (
        a_change(5, meeting, kind=ChangeKind.REPORT, phase=None, fields=(FieldChange(name="city", before="Paris", after="Baghdad"),)),
        a_change(6, meeting, kind=ChangeKind.CORRECTED, phase=None, fields=(FieldChange(name="city", before="Baghdad", after="Erbil"),)),
    )  # fmt: skip
    digest = compose_(some_material(*changes))
    (item,) = digest.changed
    assert item.fields == (FieldChange(name="city", before="Paris", after="Erbil"),)
    assert digest.headline == ()


def test_a_report_that_teaches_nothing_is_not_told() -> None:
    report = a_change(5, kind=ChangeKind.REPORT, phase=None, fields=(FieldChange(name="mentions", before=1, after=2),))
    assert compose_(some_material(report)).meetings == 0


def test_more_meetings_than_fit_roll_over_by_the_watermark() -> None:
    material = some_material(*(a_change(n) for n in range(1, 11)))
    first = compose_(material, most=4)
    assert (first.meetings, first.to_change, first.rolled_over) == (4, 4, 6)
    second = compose_(material, from_change=first.to_change, most=20)
    told = [item.meeting.id for item in (*first.headline, *second.headline)]
    assert sorted(told) == list(range(1, 11))


def test_a_meeting_that_changes_behind_the_watermark_is_told_as_it_is_by_now_and_never_lost() -> None:
    yesterday = a_meeting(1, date=TODAY - timedelta(days=2))
    moved = a_meeting(2, city="Baghdad")
    changes = (
        a_change(1, yesterday, backfill=True),
        *(a_change(n) for n in range(2, 6)),
        a_change(6, yesterday, kind=ChangeKind.REPORT, phase=None),
        a_change(7, moved, kind=ChangeKind.CORRECTED, phase=None, fields=(FieldChange(name="city", before="Erbil", after="Baghdad"),)),
    )  # fmt: skip
    first = compose_(some_material(*changes), most=3)
    assert {item.meeting.id: item.meeting.city for item in first.headline}[2] == "Baghdad"
    assert (first.meetings, first.to_change, first.rolled_over) == (3, 3, 2)
    second = compose_(some_material(*changes), from_change=first.to_change, most=9)
    assert {item.meeting.id for item in (*first.headline, *second.headline)} == {1, 2, 3, 4, 5}
    assert [item.meeting.id for item in second.changed] == [2]


def test_heads_of_state_come_before_ambassadors_and_watched_ones_before_all() -> None:
    envoy = a_meeting(1, participants=(BARZANI, AMBASSADOR))
    material = some_material(a_change(1, envoy), a_change(2, a_meeting(2)))
    assert [item.meeting.id for item in compose_(material).headline] == [2, 1]
    watched = compose_(material, watched={1: ("France",)})
    assert [item.meeting.id for item in watched.headline] == [1, 2]
    assert watched.headline[0].watches == ("France",)


def test_old_meetings_found_now_are_counted_not_listed() -> None:
    digest = compose_(some_material(a_change(1, a_meeting(1, date=date(2026, 2, 1)))))
    assert (digest.meetings, digest.stale) == (0, 1)


def test_a_withdrawn_meeting_is_not_news() -> None:
    digest = compose_(some_material(a_change(1, a_meeting(1, phase=Phase.WITHDRAWN))))
    assert digest.meetings == 0


def test_coming_up_are_planned_meetings_from_today_on_in_order() -> None:
    planned = {"status": Status.PLANNED, "phase": Phase.ANNOUNCED}
    material = some_material(
        upcoming=(a_meeting(1, date=date(2026, 3, 9), **planned), a_meeting(2, date=date(2026, 3, 6), **planned), a_meeting(3)),
    )  # fmt: skip
    assert [item.meeting.id for item in compose_(material).upcoming] == [2, 1]


def test_numbers_compare_seven_days_with_the_seven_before() -> None:
    recent = [a_meeting(n, date=date(2026, 3, 4)) for n in (1, 2)] + [a_meeting(3, date=date(2026, 2, 24))]
    numbers = compose_(some_material(recent=recent)).numbers
    assert (numbers.this, numbers.before) == (2, 1)
    assert dict(numbers.days)[date(2026, 3, 4)] == 2
    assert numbers.polities == ("FR", "IQ-KR")
    assert numbers.matrix == ((0, 2), (2, 0))
    assert numbers.more_polities == 0


def test_sides_for_which_the_picture_has_no_room_are_counted() -> None:
    guests = [replace(AMBASSADOR, polity=code) for code in ("FR", "DE", "US", "GB", "IT", "TR", "JP")]
    recent = [a_meeting(n, date=TODAY, participants=(BARZANI, guest)) for n, guest in enumerate(guests, 1)]
    numbers = compose_(some_material(recent=recent)).numbers
    assert (len(numbers.polities), numbers.more_polities) == (6, 2)


def test_doubtful_ones_are_put_to_the_reader() -> None:
    digest = compose_(some_material(a_change(1, a_meeting(1, confidence=0.5)), a_change(2)))
    assert [item.meeting.id for item in digest.to_check] == [1]


def test_what_a_person_has_answered_is_not_asked_again() -> None:
    doubtful = a_change(1, a_meeting(1, confidence=0.5)), a_change(2, a_meeting(2))
    asked = compose_(some_material(*doubtful))
    assert (len(asked.to_check), len(asked.pairs)) == (1, 1)
    answered = compose_(some_material(*doubtful, confirmed={1}, apart={(1, 2)}))
    assert (answered.to_check, answered.pairs) == ((), ())


def test_what_was_announced_since_stands_under_coming_up_alone_and_counts_as_told() -> None:
    planned = a_meeting(1, status=Status.PLANNED, phase=Phase.ANNOUNCED, date=date(2026, 3, 9))
    digest = compose_(some_material(a_change(1, planned, phase=Phase.ANNOUNCED), upcoming=(planned,)))
    assert digest.headline == ()
    assert [(item.meeting.id, item.new) for item in digest.upcoming] == [(1, True)]
    assert digest.meetings == 1


def test_what_was_called_off_stands_with_the_changes_even_if_it_was_never_told_before() -> None:
    off = a_meeting(1, status=Status.PLANNED, phase=Phase.POSTPONED, date=date(2026, 3, 9))
    digest = compose_(some_material(a_change(1, off, phase=Phase.POSTPONED)))
    assert [item.meeting.id for item in digest.changed] == [1]
    assert digest.headline == ()


def told(status: Status, title: str, hour: int, *, outlet: str = "Rudaw") -> Telling:
    telling = a_telling(title, outlet=outlet, told_at=NOW + timedelta(hours=hour))
    return replace(telling, mention=replace(telling.mention, status=status))


def test_what_was_called_off_is_cited_from_who_says_so() -> None:
    off = a_meeting(1, status=Status.CANCELLED, phase=Phase.POSTPONED, date=date(2026, 3, 9))
    tellings = (
        told(Status.PLANNED, "to visit on Monday", 0, outlet="Shafaq"),
        told(Status.PLANNED, "to visit on Monday", 1),
        told(Status.CANCELLED, "visit postponed", 2),
        told(Status.CANCELLED, "visit postponed, says the ministry", 3),
    )
    digest = compose_(some_material(a_change(1, off, phase=Phase.POSTPONED), tellings={1: tellings}))
    assert [(one.outlet, one.title) for one in digest.changed[0].sources] == [
        ("Rudaw", "visit postponed, says the ministry"), ("Shafaq", "to visit on Monday"),
    ]  # fmt: skip


def test_what_was_held_is_cited_from_the_first_report_that_it_was() -> None:
    tellings = (
        told(Status.PLANNED, "to meet", 0),
        told(Status.HELD, "met", 1),
        told(Status.HELD, "what they said", 2),
    )
    digest = compose_(some_material(a_change(1), tellings={1: tellings}))
    assert [one.title for one in digest.headline[0].sources] == ["met"]


def test_what_nobody_sees_takes_no_room_in_a_digest() -> None:
    """A busy day has more reports that teach nothing than meetings: they must not push these into tomorrow."""
    silent = [a_change(n, kind=ChangeKind.REPORT, phase=None) for n in range(1, 9)]
    digest = compose_(some_material(*silent, a_change(9)), most=4)
    assert (digest.meetings, digest.to_change, digest.rolled_over) == (1, 9, 0)


def test_where_more_wait_than_digests_can_hold_the_highest_are_told_and_the_others_counted() -> None:
    material = some_material(
        *(a_change(n, a_meeting(n, participants=(BARZANI, AMBASSADOR))) for n in range(1, 14)),
        a_change(14, a_meeting(14)),
    )
    digest = compose_(material, most=4)
    assert (digest.meetings, digest.to_change, digest.rolled_over, digest.omitted) == (4, 14, 0, 10)
    assert digest.headline[0].meeting.id == 14


def test_a_weekly_digest_tells_the_highest_of_its_week_and_leaves_nothing_for_the_next() -> None:
    due = replace(a_due(), kind="weekly")
    material = some_material(*(a_change(n) for n in range(1, 6)))
    digest = compose(due, material, from_change=0, since=NOW, coverage=some_coverage(), most=4)
    assert (digest.meetings, digest.to_change, digest.rolled_over, digest.omitted) == (4, 5, 0, 1)


def test_a_day_is_baghdads() -> None:
    """A meeting told of at half past one in the night in Baghdad, and one of today where it is still yesterday for the reader."""
    assert day_of(a_meeting(date=None, first_told_at=datetime(2026, 3, 4, 22, 30, tzinfo=UTC))) == date(2026, 3, 5)
    planned = a_meeting(1, status=Status.PLANNED, phase=Phase.ANNOUNCED, date=date(2026, 3, 4))
    abroad = replace(a_due(zone="America/Los_Angeles"), local_day=date(2026, 3, 4))
    digest = compose(abroad, some_material(upcoming=(planned,)), from_change=0, since=NOW, coverage=some_coverage())
    assert digest.upcoming == ()
