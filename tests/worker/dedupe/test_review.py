from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from storage.records import Change, ChangeKind, Mode, Phase, Status
from storage.sql import SqlStore
from storage.sql_feeds import Removed
from storage.tables import entries
from tests.worker.dedupe.builders import (
    DAY,
    ENVOY,
    MACRON,
    MASROUR,
    MINISTER,
    NECHIRVAN,
    NOON,
    days,
    mention,
    planned,
    postponed,
    unlinked,
)
from tests.worker.dedupe.newsroom import NOW, Newsroom
from worker.dedupe import review
from worker.dedupe.life import overdue_before


@pytest.fixture
def news(store: SqlStore) -> Newsroom:
    return Newsroom(store)


def expire(news: Newsroom, now: object) -> list[Change]:
    with news.store.transaction() as tx:
        return review.expire(tx, now=now)  # type: ignore[arg-type]


def test_a_meeting_is_overdue_24_hours_after_its_day_in_baghdad_ended(news: Newsroom) -> None:
    news.tell("a", planned(date=DAY), at=NOON - days(2))
    just_before = NOON.replace(hour=20, minute=59) + days(1)  # 23:59 in Baghdad on the next day
    assert overdue_before(just_before) == DAY
    assert expire(news, just_before) == []
    (change,) = expire(news, just_before + timedelta(minutes=1))
    assert (change.kind, change.phase) == (ChangeKind.TRANSITION, Phase.NO_REPORT)
    assert change.meeting.status is Status.PLANNED


def test_a_meeting_put_off_to_a_day_is_overdue_after_that_day(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(3))
    news.tell("b", postponed(date=DAY + days(4)), outlet="INA", at=NOON - days(1))
    assert expire(news, NOON + days(4)) == []
    (change,) = expire(news, NOON + days(6))
    assert change.phase is Phase.NO_REPORT


def test_no_report_is_said_once_and_kept_with_its_day(news: Newsroom) -> None:
    (first,) = news.tell("a", planned(), at=NOON - days(2))
    expire(news, NOON + days(3))
    assert expire(news, NOON + days(4)) == []
    steps = news.story(first.meeting.key).transitions
    assert [(s.phase, s.mention_id is None) for s in steps] == [(Phase.ANNOUNCED, False), (Phase.NO_REPORT, True)]
    assert steps[1].reason.startswith("no report 60 h after")


def test_a_report_after_all_ends_the_silence(news: Newsroom) -> None:
    (first,) = news.tell("a", planned(), at=NOON - days(2))
    expire(news, NOON + days(3))
    (change,) = news.tell("b", mention(), outlet="INA", at=NOON + days(3.5))
    assert change.phase is Phase.HELD
    assert [s.phase for s in news.story(first.meeting.key).transitions][-1] is Phase.HELD


def test_another_announcement_read_late_does_not_end_the_silence(news: Newsroom) -> None:
    news.tell("a", planned(), at=NOON - days(2))
    expire(news, NOON + days(3))
    (change,) = news.tell("b", planned(), outlet="INA", at=NOON - days(1))
    assert change.meeting.phase is Phase.NO_REPORT


def test_what_was_held_cancelled_or_has_no_day_is_never_overdue(news: Newsroom) -> None:
    news.tell("a", mention())
    news.tell("b", mention(MASROUR, MINISTER, status=Status.CANCELLED))
    news.tell("c", planned(MASROUR, ENVOY, date=None, date_sure=False))
    assert expire(news, NOON + days(9)) == []


def test_a_linked_actor_brings_two_meetings_together(news: Newsroom, store: SqlStore) -> None:
    guest = unlinked("Monsieur Durand", "FR", "Envoy")
    (first,) = news.tell("a", mention(NECHIRVAN, ENVOY))
    (second,) = news.tell("b", mention(NECHIRVAN, guest), outlet="INA")
    assert first.meeting.key != second.meeting.key
    with store.transaction() as tx:
        changes = review.link_actor(tx, guest.actor, ENVOY.actor, now=NOW)
    assert changes[-1].kind is ChangeKind.MERGED
    (meeting,) = news.meetings()
    assert (meeting.key, meeting.mentions) == (first.meeting.key, 2)
    assert news.story(second.meeting.key).meeting == meeting
    assert news.story(meeting.key).merged == (second.meeting.key,)


def test_whom_a_name_is_linked_to_is_locked_before_its_tellings_are_read(
    news: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = unlinked("Dr. Durel", "FR", "Ambassador")
    news.tell("a", mention(NECHIRVAN, guest))
    asked: list[tuple[str, object]] = []
    with store.transaction() as tx:
        merge_actor = tx.merge_actor
        monkeypatch.setattr(tx, "lock_actors", lambda keys: asked.append(("lock", set(keys))))
        monkeypatch.setattr(
            tx, "merge_actor", lambda *given, now: asked.append(("merge", given)) or merge_actor(*given, now=now)
        )
        review.link_actor(tx, guest.actor, ENVOY.actor, now=NOW)
    assert asked[:2] == [("lock", {guest.actor, ENVOY.actor}), ("merge", (guest.actor, ENVOY.actor))]


def test_the_nightly_pass_merges_what_arrived_in_an_unlucky_order(news: Newsroom, store: SqlStore) -> None:
    """One report has the aide alone, one the ambassador alone; that both were there is confirmed by two others later."""
    aide = unlinked("Claire Martin", "FR", "Aide")
    both = mention(NECHIRVAN, ENVOY, replace(aide, lead=False))
    (first,) = news.tell("a", mention(NECHIRVAN, aide))
    news.tell("b", mention(NECHIRVAN, ENVOY), outlet="INA")
    news.tell("c", both, outlet="Shafaq")
    news.tell("d", both, outlet="K24")
    assert len(news.meetings()) == 2
    with store.transaction() as tx:
        (change,) = review.merge_pass(tx, tx.young_meetings(DAY - days(7), most_mentions=2), now=NOW)
    assert change.kind is ChangeKind.MERGED
    (meeting,) = news.meetings()
    assert (meeting.mentions, news.story(first.meeting.key).meeting.key) == (4, meeting.key)


def test_the_nightly_pass_leaves_different_meetings_alone(news: Newsroom, store: SqlStore) -> None:
    news.tell("a", mention(NECHIRVAN, MINISTER), mention(MASROUR, MINISTER))
    news.tell("b", mention(NECHIRVAN, MINISTER, mode=Mode.PHONE, city=None, country=None), outlet="INA")
    news.tell("c", mention(NECHIRVAN, MINISTER, date=DAY + days(4)), outlet="INA")
    with store.transaction() as tx:
        assert review.merge_pass(tx, tx.young_meetings(DAY - days(7), most_mentions=2), now=NOW) == []
    assert len(news.meetings()) == 4


def test_a_merge_by_hand_outlives_a_new_reading(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention(city="Erbil"))
    (second,) = news.tell("b", mention(city="Antalya", country="TR"), outlet="INA")
    with store.transaction() as tx:
        (change,) = review.merge_by_hand(tx, first.meeting, second.meeting, author="Rebin", reason="typo", now=NOW)
    assert (change.kind, change.meeting.mentions) == (ChangeKind.MERGED, 2)
    news.tell("b", mention(city="Ankara", country="TR"), outlet="INA")
    (meeting,) = news.meetings()
    assert meeting.mentions == 2
    assert news.story(second.meeting.key).meeting.key == meeting.key


def test_old_keys_answer_through_a_second_merge(news: Newsroom, store: SqlStore) -> None:
    keys = []
    for number, city in enumerate(("Erbil", "Antalya", "Paris")):
        keys.append(news.tell(f"e{number}", mention(city=city, country=None), outlet=f"O{number}")[0].meeting.key)
    with store.transaction() as tx:
        one, two, three = (tx.find_meeting(key) for key in keys)
        assert one is not None
        assert two is not None
        assert three is not None
        review.merge_by_hand(tx, two, three, author="Rebin", reason="one", now=NOW)
        joined = tx.find_meeting(keys[2])
        assert joined is not None
        review.merge_by_hand(tx, one, joined, author="Rebin", reason="one", now=NOW)
    assert len({news.story(key).meeting.id for key in keys}) == 1


def test_a_split_by_hand_is_kept_against_the_nightly_pass_and_a_new_reading(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention())
    (second,) = news.tell("b", mention(), outlet="INA")
    mention_id = second.mention.id if second.mention else 0
    with store.transaction() as tx:
        new, left = review.split_by_hand(
            tx, second.meeting, [mention_id or 0], author="Rebin", reason="two visits", now=NOW
        )
        review.merge_pass(tx, tx.young_meetings(DAY - days(7), most_mentions=2), now=NOW)
    assert left.meeting.key == first.meeting.key
    assert new.meeting.key != first.meeting.key
    news.tell("b", mention(topics=("energy",)), outlet="INA")
    assert {m.key for m in news.meetings()} == {first.meeting.key, new.meeting.key}


def test_a_split_needs_some_tellings_and_not_all(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention())
    with store.transaction() as tx, pytest.raises(ValueError, match="name some of them, not all"):
        review.split_by_hand(
            tx, first.meeting, [first.mention.id or 0 if first.mention else 0], author="R", reason="x", now=NOW
        )
    with store.transaction() as tx, pytest.raises(ValueError, match="has no telling 99"):
        review.split_by_hand(tx, first.meeting, [99], author="R", reason="x", now=NOW)


def test_separated_meetings_are_not_merged_when_they_become_alike(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention(city="Erbil"))
    (second,) = news.tell("b", mention(city="Antalya", country="TR"), outlet="INA")
    with store.transaction() as tx:
        review.separate_by_hand(tx, first.meeting, second.meeting, author="Rebin", reason="two talks", now=NOW)
    news.tell("b", mention(city="Erbil"), outlet="INA")
    assert len(news.meetings()) == 2


def test_merging_a_meeting_with_itself_is_refused(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention(NECHIRVAN, MACRON))
    with store.transaction() as tx, pytest.raises(ValueError, match="one meeting already"):
        review.merge_by_hand(tx, first.meeting, first.meeting, author="R", reason="x", now=NOW)


def test_what_a_person_confirmed_or_kept_apart_is_known_as_answered(news: Newsroom, store: SqlStore) -> None:
    (first,) = news.tell("a", mention(city="Erbil"))
    (second,) = news.tell("b", mention(city="Antalya", country="TR"), outlet="INA")
    ids = [first.meeting.id or 0, second.meeting.id or 0]
    with store.transaction() as tx:
        assert tx.answered(ids) == (set(), set())
        review.confirm_by_hand(tx, first.meeting, author="Rebin", reason="was there", now=NOW)
        review.separate_by_hand(tx, first.meeting, second.meeting, author="Rebin", reason="two talks", now=NOW)
        assert tx.answered(ids) == ({ids[0]}, {(ids[0], ids[1])})
        told = tx.tellings_of([*ids, 10**6])
        assert {id_: list(found) for id_, found in told.items()} == {
            **{id_: tx.tellings(id_) for id_ in ids},
            10**6: [],
        }


def test_a_meeting_that_a_person_refused_is_withdrawn_and_does_not_come_back_with_the_same_words(
    news: Newsroom, store: SqlStore
) -> None:
    (made,) = news.tell("a", mention())
    with store.transaction() as tx:
        (change,) = review.refuse_by_hand(tx, made.meeting, author="Rebin", reason="a condolence", now=NOW)
        assert review.refuse_by_hand(tx, made.meeting, author="Rebin", reason="again", now=NOW) == []
    assert change.phase is Phase.WITHDRAWN
    assert "Rebin" in change.reason
    assert news.attach(news.entry(made.entry_id or 0), mention()) == []
    assert news.meetings() == []


def test_a_meeting_keeps_its_evidence_when_its_source_is_removed(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    news.tell("b", outlet="Rudaw")
    with news.store.transaction() as tx:
        assert tx.remove_feed("rudaw", now=NOW) == Removed(entries=1, kept=1)
        assert tx.find_feed("rudaw") is None
        assert tx.list_feeds() == []
        assert review.merge_pass(tx, [first.meeting.id or 0], now=NOW) == []
    assert [one.outlet for one in news.story(first.meeting.key).tellings] == ["Rudaw"]


def test_what_a_person_said_of_a_removed_source_binds_no_other_telling(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    with news.store.transaction() as tx:
        review.confirm_by_hand(tx, first.meeting, author="me", reason="seen", now=NOW)
        tx.remove_feed("rudaw", now=NOW)
    (other,) = news.tell("b", mention(MASROUR, MINISTER, city="The Hague", country="NL"), outlet="K24")
    assert other.kind is ChangeKind.NEW


def test_a_meeting_without_a_telling_is_left_alone_by_the_night(news: Newsroom) -> None:
    """As databases have them where a source was removed with all its entries."""
    (first,) = news.tell("a", mention())
    with news.store.transaction() as tx:
        tx.connection.execute(delete(entries))
        assert review.merge_pass(tx, [first.meeting.id or 0], now=NOW) == []
