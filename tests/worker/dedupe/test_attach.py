from dataclasses import replace

import pytest

from storage.records import ChangeKind, Evidence, Look, Mention, Mode, Phase, Status
from storage.sql import SqlStore
from tests.worker.dedupe.builders import (
    DAY,
    ENVOY,
    MACRON,
    MASROUR,
    MINISTER,
    NECHIRVAN,
    NOON,
    days,
    known,
    mention,
    planned,
    postponed,
    unlinked,
)
from tests.worker.dedupe.newsroom import Newsroom
from worker.dedupe.life import is_postponed


@pytest.fixture
def news(store: SqlStore) -> Newsroom:
    return Newsroom(store)


def test_the_first_telling_makes_a_meeting(news: Newsroom) -> None:
    (change,) = news.tell("a", mention())
    assert change.kind is ChangeKind.NEW
    assert change.phase is Phase.HELD
    assert change.meeting.key.startswith("m-")
    assert news.meetings() == [change.meeting]


def test_one_meeting_told_in_four_languages_is_one_meeting(news: Newsroom) -> None:
    news.tell("a", mention(), outlet="Rudaw", language="en")
    news.tell("b", mention(NECHIRVAN, unlinked("إيمانويل ماكرون", "FR")), outlet="Shafaq", language="ar")
    news.tell("c", mention(date=None, date_sure=False), outlet="K24", at=NOON + days(1), language="ckb")
    (change,) = news.tell("d", mention(city=None, country=None), outlet="INA", language="kmr")
    (meeting,) = news.meetings()
    assert change.kind is ChangeKind.REPORT
    assert meeting.mentions == 4
    assert meeting.languages == ("ar", "ckb", "en", "kmr")
    assert [p.name for p in meeting.participants] == ["Nechirvan Barzani", "Emmanuel Macron"]


def test_an_entry_that_tells_of_two_meetings_makes_two(news: Newsroom) -> None:
    first, second = news.tell("a", mention(NECHIRVAN, MINISTER), mention(MASROUR, MINISTER))
    assert first.meeting.id != second.meeting.id


def test_one_entry_never_tells_of_one_meeting_twice(news: Newsroom) -> None:
    """An extraction that gives near-twins of one entry is believed: they were told apart."""
    news.tell("a", mention(), mention(city=None, country=None))
    assert len(news.meetings()) == 2


def test_one_entry_never_tells_twice_of_a_meeting_that_others_told(news: Newsroom) -> None:
    news.tell("a", mention())
    news.tell("b", mention(), mention(city=None, country=None), outlet="K24")
    assert sorted(one.mentions for one in news.meetings()) == [1, 2]
    news.tell("c", mention(), outlet="Shafaq")
    news.tell("c", mention(), mention(city=None, country=None, topics=("energy",)), outlet="Shafaq")
    made = news.meetings()
    assert sum(one.mentions for one in made) == 5
    with news.store.reading() as tx:
        told = [{t.mention.entry_id for t in tx.tellings(one.id or 0)} for one in made]
    assert sum(map(len, told)) == 5


def test_the_same_delivery_twice_changes_nothing(news: Newsroom) -> None:
    (change,) = news.tell("a", mention())
    before = news.story(change.meeting.key)
    assert change.entry_id is not None
    assert news.attach(news.entry(change.entry_id), mention()) == []
    assert news.story(change.meeting.key) == before


def test_a_day_learnt_later_is_told_as_a_changed_field(news: Newsroom) -> None:
    news.tell("a", mention(date=None, date_sure=False, city=None, country=None), at=NOON + days(1))
    (change,) = news.tell("b", mention(), outlet="Shafaq")
    assert {f.name: f.after for f in change.fields} == {"date": "2024-03-06", "city": "Erbil", "country": "IQ-KR"}


def test_a_meeting_lives_from_announcement_to_readout(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    news.tell("b", planned(), outlet="INA", at=NOON - days(2))
    (held,) = news.tell("c", mention(), outlet="Shafaq")
    (readout,) = news.tell("d", mention(), outlet="Presidency", side="IQ-KR", at=NOON + days(0.1))
    assert (held.kind, held.phase) == (ChangeKind.TRANSITION, Phase.HELD)
    assert (readout.kind, readout.phase) == (ChangeKind.TRANSITION, Phase.READ_OUT)
    story = news.story(held.meeting.key)
    assert [t.phase for t in story.transitions] == [Phase.ANNOUNCED, Phase.CONFIRMED, Phase.HELD, Phase.READ_OUT]
    assert [t.mention_id for t in story.transitions] == [t.mention.id for t in story.tellings]
    assert story.meeting.status is Status.HELD


def test_who_took_no_part_reads_nothing_out(news: Newsroom) -> None:
    (change,) = news.tell("a", mention(), outlet="UN News", side="UN")
    assert change.phase is Phase.HELD


def test_a_cancelled_meeting_is_the_one_that_was_announced(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    (change,) = news.tell("b", mention(status=Status.CANCELLED), outlet="INA", at=NOON - days(1))
    assert change.phase is Phase.CANCELLED
    assert change.meeting.status is Status.CANCELLED
    assert len(news.meetings()) == 1


def test_a_postponed_meeting_moves_to_its_new_day(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    moved = postponed(status=Status.PLANNED, date=DAY + days(10))
    (change,) = news.tell("b", moved, outlet="INA", at=NOON - days(1))
    assert (change.phase, change.meeting.status) == (Phase.POSTPONED, Status.PLANNED)
    assert change.meeting.date == DAY + days(10)
    (held,) = news.tell("c", mention(date=DAY + days(10)), outlet="Shafaq", at=NOON + days(10))
    assert held.phase is Phase.HELD
    assert len(news.meetings()) == 1


def test_postponed_to_a_day_is_an_announcement_of_that_day(news: Newsroom) -> None:
    """The classifier has one status for "called off" and "put off to Thursday"."""
    news.tell("a", planned(), at=NOON - days(3))
    (change,) = news.tell("b", postponed(date=DAY + days(4)), outlet="INA", at=NOON - days(1))
    assert (change.phase, change.meeting.status, change.meeting.date) == (
        Phase.POSTPONED,
        Status.PLANNED,
        DAY + days(4),
    )
    (again,) = news.tell("c", postponed(date=DAY + days(9)), outlet="K24", at=NOON + days(1))
    assert again.meeting.date == DAY + days(9)
    reasons = [t.reason for t in news.story(change.meeting.key).transitions]
    assert reasons[1:] == [
        f"{who} reports that it was postponed to {DAY + days(ahead)}" for who, ahead in (("INA", 4), ("K24", 9))
    ]


def test_put_off_without_a_day_announced_anew_and_held_is_one_meeting(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    (off,) = news.tell("b", postponed(), outlet="INA", at=NOON - days(1))
    assert (off.phase, off.meeting.status) == (Phase.POSTPONED, Status.CANCELLED)
    (anew,) = news.tell("c", planned(date=DAY + days(12)), outlet="K24", at=NOON + days(3))
    assert (anew.phase, anew.meeting.date) == (Phase.ANNOUNCED, DAY + days(12))
    (held,) = news.tell("d", mention(date=DAY + days(12)), outlet="Shafaq", at=NOON + days(12))
    assert held.phase is Phase.HELD
    assert len(news.meetings()) == 1
    phases = [t.phase for t in news.story(held.meeting.key).transitions]
    assert phases == [Phase.ANNOUNCED, Phase.POSTPONED, Phase.ANNOUNCED, Phase.HELD]


def test_put_off_and_held_weeks_later_without_a_word_between_is_one_meeting(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    news.tell("b", postponed(), outlet="INA", at=NOON - days(1))
    (held,) = news.tell("c", mention(date=DAY + days(20)), outlet="Shafaq", at=NOON + days(20))
    assert (held.phase, held.meeting.date) == (Phase.HELD, DAY + days(20))
    (later,) = news.tell("d", mention(date=DAY + days(25)), outlet="Shafaq", at=NOON + days(25))
    assert later.kind is ChangeKind.NEW  # it was held: what comes after is another meeting


@pytest.mark.parametrize(
    ("told", "at"),
    [
        (planned(MASROUR, MACRON, date=DAY + days(12)), 3),  # other leads
        (planned(date=DAY + days(40)), 3),  # too far ahead
        (planned(date=DAY + days(12)), -2),  # told before it was put off
        (planned(date=DAY + days(12), mode=Mode.PHONE, city=None, country=None), 3),
    ],
)
def test_what_does_not_follow_from_putting_off_is_another_meeting(news: Newsroom, told: Mention, at: int) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    news.tell("b", postponed(), outlet="INA", at=NOON - days(1))
    (change,) = news.tell("c", told, outlet="K24", at=NOON + days(at))
    assert change.kind is ChangeKind.NEW


def test_announced_without_a_day_and_held_within_the_month_is_one_meeting(news: Newsroom) -> None:
    news.tell("a", planned(date=None, date_sure=False), at=NOON - days(12))
    (held,) = news.tell("b", mention(), outlet="INA")
    assert (held.phase, held.meeting.date) == (Phase.HELD, DAY)
    (later,) = news.tell("c", mention(date=DAY + days(5)), outlet="Shafaq", at=NOON + days(5))
    assert later.kind is ChangeKind.NEW


@pytest.mark.parametrize(
    ("text", "is_put_off"),
    [
        ("قرر تأجيل زيارته من أجل التحضير", True),
        ("أجل الوزير زيارته إلى بغداد", True),
        ("يزور الوزير بغداد غداً من أجل لقاء نظيره", False),
        ("يزور الوزير بغداد غداً لأجل لقاء نظيره", False),
        ("يزور الوزير بغداد غداً لبحث اتفاق طويل الأجل مع نظيره", False),
    ],
)
def test_for_the_sake_of_and_long_term_are_not_put_off_in_arabic(text: str, is_put_off: bool) -> None:
    evidence = (Evidence(field="status", rule="cue:ar:planned", text=text),)
    assert is_postponed(planned(evidence=evidence)) is is_put_off


@pytest.mark.parametrize(
    ("text", "is_put_off"),
    [
        ("The meeting planned for Thursday has been moved to Saturday, November 21.", True),
        ("His visit was moved from Thursday to next Monday.", True),
        ("The talks were pushed back until 3 May.", True),
        ("The meeting was shifted to the following week.", True),
        ("The talks, to be held on Thursday, were moved to Erbil from Baghdad.", False),
        ("He moved to Baghdad in 2019 and will meet the minister on Sunday.", False),
    ],
)
def test_what_is_moved_to_another_day_is_put_off_and_what_is_moved_to_a_town_is_not(
    text: str, is_put_off: bool
) -> None:
    evidence = (Evidence(field="status", rule="cue:en:planned", text=text),)
    assert is_postponed(planned(evidence=evidence)) is is_put_off


def test_a_meeting_that_is_moved_to_a_later_day_stays_one_meeting(news: Newsroom) -> None:
    (first,) = news.tell("a", planned(date=DAY + days(3)), at=NOON)
    moved = Evidence(field="status", rule="cue:en:planned", text="has been moved to Saturday")
    (change,) = news.tell("b", planned(date=DAY + days(5), evidence=(moved,)), outlet="INA", at=NOON + days(0.2))
    assert (change.meeting.key, change.phase, change.meeting.date) == (
        first.meeting.key,
        Phase.POSTPONED,
        DAY + days(5),
    )


def test_a_late_announcement_does_not_undo_what_was_held(news: Newsroom) -> None:
    news.tell("a", mention())
    (change,) = news.tell("b", planned(), outlet="INA", at=NOON - days(2))
    assert change.meeting.phase is Phase.HELD
    assert [t.phase for t in news.story(change.meeting.key).transitions] == [Phase.ANNOUNCED, Phase.HELD]


def test_a_corrected_entry_corrects_its_meeting(news: Newsroom) -> None:
    (first,) = news.tell("a", mention(city="Erbil"))
    (change,) = news.tell("a", mention(city="Baghdad", country="IQ"))
    assert change.kind is ChangeKind.CORRECTED
    assert change.meeting.key == first.meeting.key
    assert {f.name: f.after for f in change.fields} == {"city": "Baghdad", "country": "IQ"}


def test_a_corrected_telling_leaves_the_meeting_that_it_does_not_fit(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    news.tell("b", mention(), outlet="INA")
    new, left = news.tell("b", mention(NECHIRVAN, MINISTER), outlet="INA")
    assert (new.kind, left.kind) == (ChangeKind.NEW, ChangeKind.SPLIT)
    assert left.meeting.key == first.meeting.key
    assert left.meeting.mentions == 1
    assert len(news.meetings()) == 2


def test_a_meeting_whose_only_telling_was_corrected_into_another_lives_on_there(news: Newsroom) -> None:
    (right,) = news.tell("a", mention())
    (wrong,) = news.tell("b", mention(MASROUR, MACRON), outlet="INA")
    news.tell("b", mention(), outlet="INA")
    (meeting,) = news.meetings()
    assert meeting.key == right.meeting.key
    assert meeting.mentions == 2
    assert news.story(wrong.meeting.key).meeting.key == right.meeting.key


def test_a_meeting_without_a_telling_is_withdrawn_and_its_key_answers(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    (change,) = news.tell("a")
    assert (change.kind, change.phase) == (ChangeKind.CORRECTED, Phase.WITHDRAWN)
    assert news.meetings() == []
    assert news.story(first.meeting.key).meeting.phase is Phase.WITHDRAWN


def test_nothing_is_matched_to_a_withdrawn_meeting(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    news.tell("a")
    (again,) = news.tell("b", mention(), outlet="INA")
    assert again.kind is ChangeKind.NEW
    assert again.meeting.key != first.meeting.key


def test_a_withdrawn_telling_that_comes_back_founds_a_meeting_of_its_own(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    news.tell("a")
    (again,) = news.tell("a", mention())
    assert again.meeting.key != first.meeting.key


def test_a_mention_keeps_its_meeting_when_another_is_put_before_it(news: Newsroom) -> None:
    (first,) = news.tell("a", mention(NECHIRVAN, MINISTER))
    (new,) = news.tell("a", mention(MASROUR, MINISTER), mention(NECHIRVAN, MINISTER))
    assert new.kind is ChangeKind.NEW
    assert new.meeting.key != first.meeting.key
    assert news.story(first.meeting.key).meeting.mentions == 1


def test_a_person_keeps_a_telling_apart_for_ever(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention())
    (second,) = news.tell("b", mention(), outlet="INA")
    assert second.entry_id is not None
    with store.transaction() as tx:
        tx.keep_apart(second.entry_id, 0, first.meeting.id or 0, author="Rebin", reason="two receptions", now=NOON)
    news.tell("b", mention(city=None, country=None), outlet="INA")
    assert len(news.meetings()) == 2


def test_every_verdict_is_kept_with_its_reasons(news: Newsroom) -> None:
    (other,) = news.tell("a", mention(mode=Mode.PHONE, city=None, country=None))
    (change,) = news.tell("b", mention(), outlet="INA")
    verdicts = {d.meeting_id: (d.verdict, d.reasons[0]) for d in news.story(change.meeting.key).decisions}
    assert verdicts[change.meeting.id or 0] == ("new", "1 meeting is near, and is not the same")
    assert verdicts[other.meeting.id or 0] == ("no", "one is a meeting in person, the other a phone call")


def test_backfill_is_marked_on_the_change(news: Newsroom, store: SqlStore) -> None:
    (change,) = news.tell("a", mention(), backfill=True)
    assert change.backfill
    with store.reading() as tx:
        assert [one.backfill for one in tx.list_changes()] == [True]


def test_changes_are_read_in_order_from_a_watermark(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention())
    (second,) = news.tell("b", mention(), outlet="INA")
    assert first.id is not None
    with store.reading() as tx:
        (after,) = tx.list_changes(after=first.id)
        assert tx.last_change() == second.id
    assert (after.id, after.kind, after.meeting) == (second.id, ChangeKind.REPORT, second.meeting)


def test_meetings_are_listed_by_who_where_when_and_status(news: Newsroom, store: SqlStore) -> None:
    news.tell("a", mention())
    news.tell("b", planned(MASROUR, MINISTER, date=DAY + days(5), city="Baghdad", country="IQ"))
    with store.reading() as tx:
        assert [m.date for m in tx.list_meetings()] == [DAY + days(5), DAY]
        assert [m.date for m in tx.list_meetings(polity="FR")] == [DAY]
        assert [m.date for m in tx.list_meetings(actor=MASROUR.actor)] == [DAY + days(5)]
        assert [m.date for m in tx.list_meetings(status="planned", city="baghdad")] == [DAY + days(5)]
        assert [m.date for m in tx.list_meetings(since=DAY, until=DAY)] == [DAY]


def test_candidates_are_bounded_newest_first(news: Newsroom, store: SqlStore) -> None:
    for number in range(6):
        news.tell(f"e{number}", mention(NECHIRVAN, known(f"Guest {'ABCDEF'[number]}arlo", "FR")))
    with store.reading() as tx:
        keys = frozenset({NECHIRVAN.actor})
        found = tx.candidates(Look(keys=keys, first=DAY, last=DAY), limit=3)
        assert [c.meeting_id for c in found] == sorted((c.meeting_id for c in found), reverse=True)
        assert len(found) == 3
        assert tx.candidates(Look(keys=keys, first=DAY + days(1), last=DAY + days(2))) == []


def test_unlinked_names_are_remembered_with_their_surfaces(news: Newsroom, store: SqlStore) -> None:
    guest = unlinked("Marta Lindqvist", "SE")
    news.tell("a", mention(NECHIRVAN, guest))
    news.tell("b", mention(MASROUR, replace(guest, surface="مارتا ليندكفيست")))
    with store.reading() as tx:
        (actor,) = tx.provisional_actors()
    assert (actor["seen"], actor["surfaces"]) == (2, ["Marta Lindqvist", "مارتا ليندكفيست"])


def test_a_merged_actor_is_the_other_one_from_then_on(news: Newsroom, store: SqlStore) -> None:
    guest = unlinked("P. Durel", "FR", "Ambassador to Iraq")
    news.tell("a", mention(NECHIRVAN, guest))
    with store.transaction() as tx:
        assert len(tx.merge_actor(guest.actor, ENVOY.actor, now=NOON)) == 1
    (change,) = news.tell("b", mention(MASROUR, guest), outlet="INA")
    assert change.meeting.participants[1].actor == ENVOY.actor
