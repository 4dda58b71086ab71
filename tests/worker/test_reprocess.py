from collections.abc import Callable
from dataclasses import replace

import pytest

from storage.copying import copied
from storage.records import Assessment, Entry, Mention
from storage.sql import SqlStore
from tests.worker.dedupe.builders import DAY, ENVOY, MACRON, NECHIRVAN, NOON, assessment, days, mention, unlinked
from tests.worker.dedupe.newsroom import NOW, Newsroom
from worker.reprocess import Difference, reprocess

GUEST = unlinked("M. le ministre", "FR", "Envoy")


@pytest.fixture
def news(store: SqlStore) -> Newsroom:
    return Newsroom(store)


def reader(**told: tuple[Mention, ...]) -> Callable[[Entry], Assessment]:
    """Today's rules: what each entry, by key, is now taken to say."""

    def assess(entry: Entry) -> Assessment:
        return replace(assessment(*told[entry.key], revision=entry.revision), entry_id=entry.id, version="2")

    return assess


def run(news: Newsroom, *, dry_run: bool = False, **told: tuple[Mention, ...]) -> Difference:
    return reprocess(news.store, reader(**told), since=None, now=NOW, dry_run=dry_run)


def test_the_same_rules_change_nothing(news: Newsroom) -> None:
    news.tell("a", mention())
    news.tell("b", mention(), outlet="INA")
    before = news.meetings()
    found = run(news, a=(mention(),), b=(mention(),))
    assert found.entries == 2
    assert found.is_empty
    assert news.meetings() == before


def test_a_meeting_that_the_old_rules_missed_is_made_and_one_that_is_none_is_lost(news: Newsroom) -> None:
    (old,) = news.tell("a", mention())
    news.tell("b")
    found = run(news, a=(), b=(mention(NECHIRVAN, ENVOY),))
    assert [m.key for m in found.lost] == [old.meeting.key]
    assert [m.participants for m in found.made] == [(NECHIRVAN, ENVOY)]


def test_a_name_that_is_known_now_merges_its_meetings(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    (second,) = news.tell("b", mention(NECHIRVAN, GUEST), outlet="INA")
    found = run(news, a=(mention(),), b=(mention(NECHIRVAN, MACRON),))
    assert [(gone.key, into.key) for gone, into in found.merged] == [(second.meeting.key, first.meeting.key)]
    assert [m.mentions for m in news.meetings()] == [2]


def test_a_changed_reading_splits_a_meeting_and_changes_fields(news: Newsroom) -> None:
    (first,) = news.tell("a", mention())
    news.tell("b", mention(), outlet="INA")
    news.tell("c", mention(), outlet="K24")
    found = run(news, a=(mention(topics=("energy",)),), b=(mention(NECHIRVAN, ENVOY),), c=(mention(),))
    ((old, parts),) = found.split
    assert old.key == first.meeting.key
    assert len(parts) == 2
    assert [(c.meeting.key, c.fields[0].name) for c in found.changed] == [(first.meeting.key, "topics")]


def test_a_dry_run_shows_the_same_difference_and_touches_nothing(news: Newsroom) -> None:
    news.tell("a", mention())
    news.tell("b", mention(NECHIRVAN, GUEST), outlet="INA")
    before = news.meetings()
    told = {"a": (mention(),), "b": (mention(NECHIRVAN, MACRON),)}
    dry = run(news, dry_run=True, **told)
    assert news.meetings() == before
    assert [(gone.key, into.key) for gone, into in dry.merged] == [
        (gone.key, into.key) for gone, into in run(news, **told).merged
    ]


def test_nobody_is_alerted_of_what_was_read_again(news: Newsroom, store: SqlStore) -> None:
    news.tell("a", mention())
    with store.reading() as tx:
        mark = tx.last_change()
    run(news, a=(mention(city="Pirmam"),))
    with store.reading() as tx:
        assert [c.backfill for c in tx.list_changes(after=mark)] == [True]


def test_only_entries_since_the_day_are_read(news: Newsroom) -> None:
    news.tell("a", mention(), at=NOON - days(1))
    news.tell("b", mention(), outlet="INA")
    found = reprocess(news.store, reader(b=(mention(),)), since=DAY, now=NOW)
    assert (found.entries, found.failed) == (1, ())


def test_an_entry_that_cannot_be_read_keeps_what_it_told(news: Newsroom) -> None:
    news.tell("a", mention())
    found = run(news)  # the reader knows no entry "a"
    assert found.failed[0][1] == "KeyError: 'a'"
    assert len(news.meetings()) == 1


def test_a_dry_run_of_some_days_copies_no_older_texts_and_finds_what_the_real_one_finds(news: Newsroom) -> None:
    old, young = NOON - days(20), NOON
    news.tell("silent", at=old)
    (first,) = news.tell("told", mention(date=None, date_sure=False), at=old)
    news.tell("a", mention(NECHIRVAN, ENVOY), at=young)
    with copied(news.store, since=NOON - days(3)) as copy, copy.reading() as tx:
        kept = {one.key: one.text for one in tx.get_entries(range(1, 9))}
        assert kept == {"told": "", "a": "a"}
        assert [one.title for one in tx.tellings(first.meeting.id or 0)] == ["told"]
    answers = reader(silent=(), told=(mention(),), a=(mention(),))
    found = [reprocess(news.store, answers, since=DAY - days(1), now=NOW, dry_run=dry_run) for dry_run in (True, False)]
    assert found[0] == found[1]
    assert (found[0].entries, found[0].is_empty) == (1, False)
