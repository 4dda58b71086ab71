from datetime import date, datetime

import pytest

from storage.records import Evidence
from tests.worker.dedupe.builders import DAY, NOON, days, mention, planned, telling
from worker.dedupe.days import BAGHDAD, days_meant, held_days, last_possible
from worker.dedupe.merge import merge

BEFORE, AFTER = DAY - days(1), DAY + days(1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BAGHDAD)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (at(DAY, 16), {DAY}),
        (at(DAY, 12), {DAY}),
        (at(DAY, 11, 59), {BEFORE, DAY}),  # yesterday's, given out in the morning under "today"
        (at(AFTER, 5, 59), {DAY, AFTER}),  # "last night", "on Tuesday" in Washington
        (at(AFTER, 6), {DAY}),
        (at(AFTER, 9), {DAY}),  # "yesterday"
        (at(AFTER + days(1), 3), {DAY}),
        (at(BEFORE, 9), {DAY}),
    ],
)
def test_a_stated_day_may_be_off_by_one_in_the_morning_and_in_the_night(told: datetime, meant: set[date]) -> None:
    assert days_meant(mention(), told) == meant


def test_a_day_that_no_text_states_and_one_to_come_bind_nothing() -> None:
    assert not days_meant(mention(date=None, date_sure=False), NOON)
    assert not days_meant(mention(date_sure=False), NOON)
    assert not days_meant(planned(), NOON)


@pytest.mark.parametrize(
    ("text", "lasted"),
    [
        ("The ministers concluded two-day talks in Baghdad", True),
        ("A two-day technical meeting opened on Monday", True),
        ("The meeting, held behind closed doors, lasted two days", True),
        ("They met yesterday and today", True),
        ("He arrived on a two-day visit and met the president", False),
        ("They met again on Tuesday, and resumed talks", False),
        ("اجتماعهما الذي استمر يومين", True),
        ("بحثا على مدى يومين ضبط الحدود", True),
        ("وصل في زيارة تستغرق يومين والتقى الرئيس", False),
        ("کۆبوونەوە دوو رۆژییەکە کۆتایی هات", True),
        ("دوێنێ و ئەمڕۆ کۆبوونەوە", True),
        ("سەردانێکی دوو رۆژی دەستپێکرد", False),
        ("civîna du rojî bi dawî bû", True),
        ("duh û îro civiyan", True),
        ("serdana du rojî dest pê kir", False),
    ],
)
def test_talks_that_lasted_into_another_day_may_be_told_with_either(text: str, lasted: bool) -> None:
    told = mention(evidence=(Evidence(field="meeting", rule="cue", text=text),))
    assert days_meant(told, at(DAY, 16)) == ({BEFORE, DAY, AFTER} if lasted else {DAY})
    elsewhere = mention(evidence=(Evidence(field="topics.energy", rule="cue", text=text),))
    assert days_meant(elsewhere, at(DAY, 16)) == {DAY}


def test_reports_of_one_meeting_narrow_one_another() -> None:
    today = telling(mention(date=AFTER), id=1, at=at(AFTER, 9))
    first = telling(mention(), id=2, at=at(DAY, 15), outlet="INA")
    assert held_days([today], AFTER) == {DAY, AFTER}
    assert held_days([today, first], DAY) == {DAY}
    assert held_days([today, telling(mention(date=BEFORE), id=3, at=at(BEFORE, 15))], AFTER) == {DAY, AFTER}
    assert not held_days([telling(planned())], DAY)


def test_a_meeting_is_no_later_than_it_was_first_told() -> None:
    first = telling(mention(), id=3, at=at(DAY, 15), outlet="INA")
    late = [telling(mention(date=AFTER), id=n, at=at(AFTER, 9), outlet=f"outlet {n}") for n in (1, 2)]
    assert last_possible([*late, first]) == DAY
    assert last_possible([telling(planned())]) is None
    assert merge([*late, first], key="m-1", now=NOON).meeting.date == DAY
    assert merge(late, key="m-1", now=NOON).meeting.date == AFTER
    wrong = telling(mention(date=AFTER), at=at(DAY, 9), id=4)
    assert merge([wrong], key="m-1", now=NOON).meeting.date == AFTER
