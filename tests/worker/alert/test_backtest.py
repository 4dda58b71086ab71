"""Claims about back-tests, forms, packs, feeds and calendars."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import icalendar
import pytest

from storage.records import Json, Status, Watch
from storage.sql import SqlStore
from tests.worker.alert.desk import FRANCE_AND_REGION, NECHIRVAN, NOW, Desk, known, mention
from worker.alert import publish
from worker.alert.backtest import Report, back_test, history
from worker.alert.forms import packs, parse_form, read_watches, write_watches
from worker.alert.index import WatchIndex
from worker.alert.rules import RuleError, Vocabulary
from worker.alert.vocabulary import offices, vocabulary
from worker.knowledge.load import load_knowledge
from worker.knowledge.wording import wording

TODAY = NOW.date()


def a_watch(rule: Json, notify: str = "transitions", **options: object) -> Watch:
    return Watch(key="w", subscriber_id=1, name="w", rule=rule, notify=notify, options=options, created_at=NOW)


@pytest.fixture
def desk(sqlite_store: SqlStore) -> Desk:
    return Desk(sqlite_store)


def play(desk: Desk, watch: Watch) -> Report:
    with desk.store.reading() as tx:
        past = history(tx, since=TODAY - timedelta(days=30), until=TODAY + timedelta(days=30))
        return back_test(watch, past, days=30, today=TODAY, before=tx)


def test_it_lists_what_would_have_hit_by_language_and_week(desk: Desk) -> None:
    desk.news("a")
    desk.news("b", outlet="Shafaq", language="ar")
    desk.news("c", mention(NECHIRVAN, known("Guest Two", "DE")))
    report = play(desk, a_watch(FRANCE_AND_REGION))
    assert report.looked_at == 2
    assert [one.reasons for one in report.found] == [("pair FR and IQ-KR",)]
    assert report.by_language == {"ar": 1, "en": 1}
    assert {day.isoformat(): count for day, count in report.by_week.items()} == {"2024-03-04": 1}


def test_it_warns_when_one_language_never_matches(desk: Desk) -> None:
    for number in range(5):
        desk.news(
            f"a{number}",
            mention(NECHIRVAN, known(f"Guest{number} Nameq{number}", "DE")),
            outlet="Shafaq",
            language="ar",
        )
    desk.news("b")
    report = play(desk, a_watch(FRANCE_AND_REGION))
    assert report.warnings == ("it never matches in ar, though 5 meetings were told in it",)


def test_it_counts_messages_under_the_grouping_and_refuses_the_absurd(desk: Desk) -> None:
    for number in range(6):
        desk.news(f"a{number}", mention(NECHIRVAN, known(f"Guest{number} Nameq{number}", "DE")))
    apart = play(desk, a_watch({"polity": "IQ-KR"}, most_a_day=0.1))
    together = play(desk, a_watch({"polity": "IQ-KR"}, most_a_day=0.1, group_by=["watch"], group_wait="1h"))
    assert (apart.messages, apart.absurd) == (6, True)
    assert (together.messages, together.ungrouped, together.absurd) == (1, 6, False)


def test_transitions_and_reports_count_as_messages_where_they_are_asked_for(desk: Desk) -> None:
    tomorrow = TODAY + timedelta(days=1)
    desk.news("a", mention(status=Status.PLANNED, date=tomorrow))
    desk.now += timedelta(days=1)
    desk.news("b", mention(date=tomorrow), outlet="Shafaq")
    desk.now += timedelta(hours=1)
    desk.news("c", mention(date=tomorrow), outlet="NRT")
    asked = [play(desk, a_watch(FRANCE_AND_REGION, notify)).messages for notify in ("new", "transitions", "reports")]
    assert asked == [1, 2, 3]


def test_an_empty_history_is_said(desk: Desk) -> None:
    assert "no history" in play(desk, a_watch(FRANCE_AND_REGION)).warnings[0]


# -- forms -------------------------------------------------------------------------------------------------------------


def test_watches_go_out_as_they_came_in() -> None:
    text = """
    [[watch]]
    key = "fr"
    name = "France"
    subscriber = "desk"
    notify = "new"
    rule = { pair = ["FR", "IQ-KR"], not = { mode = "phone" } }
    options = { group_by = ["actor"], group_wait = "5m", labels = { team = "press" } }
    """
    read = read_watches(parse_form(text, name="w.toml"), now=NOW, vocabulary=Vocabulary())
    again = read_watches(write_watches(read), now=NOW, vocabulary=Vocabulary())
    assert again == read
    assert read[0][1] == "desk"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"watch": []}, "no watch in it"),
        ({"key": "A b", "rule": {"polity": "FR"}}, "watch A b.key is 'A b'"),
        ({"key": "a", "rule": {"polity": "FR"}, "notfy": "new"}, "watch a.notfy: no such key"),
        ({"key": "a", "rule": {"polity": "FR"}, "notify": "all"}, "watch a.notify is 'all', expected one of new"),
        ({"key": "a", "rule": {"plity": "FR"}}, "watch a: rule.plity: no such key"),
        ({"key": "a", "rule": {"polity": "FR"}, "options": {"group_wait": "soon"}}, "options.group_wait is 'soon'"),
        ({"key": "a", "rule": {"polity": "FR"}, "options": {"group_by": ["person"]}}, "options.group_by has 'person'"),
    ],
)
def test_a_form_that_means_nothing_is_refused_by_its_key(form: Json, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        read_watches(form, now=NOW, vocabulary=Vocabulary(), subscriber="desk")


def test_every_starter_pack_can_be_taken_over_and_names_only_what_is_known() -> None:
    words = vocabulary(load_knowledge())
    rows = [
        {name: value for name, value in row.items() if name != "suffix"} | {"key": f"k{n}-{m}"}
        for n, pack in enumerate(packs().values())
        for m, row in enumerate(pack["watch"])
    ]
    read = read_watches({"watch": rows}, now=NOW, vocabulary=words, subscriber="desk")
    index = WatchIndex([watch for watch, _ in read])
    assert len(read) == len(rows) >= 14
    assert not index.broken


def test_names_of_knowledge_are_resolved_when_a_watch_is_read() -> None:
    words = vocabulary(load_knowledge())
    rule = {
        "pair": ["فرنسا", "Kurdistan Region"],
        "place": "هەولێر",
        "actor": "نيجيرفان بارزاني",
        "office": "iraq/foreign-minister",
    }
    ((watch, _),) = read_watches({"key": "a", "rule": rule}, now=NOW, vocabulary=words, subscriber="desk")
    assert watch.rule == {
        "pair": ["FR", "IQ-KR"], "place": "Erbil", "actor": "nechirvan-barzani", "office": "IQ/foreign-minister",
    }  # fmt: skip


def test_an_office_follows_its_holder_by_date() -> None:
    held = offices(load_knowledge())
    assert ("president", "IQ-KR") in set(held("nechirvan-barzani", datetime(2021, 3, 30, tzinfo=UTC).date()))
    assert ("prime-minister", "IQ-KR") in set(held("nechirvan-barzani", datetime(2015, 3, 30, tzinfo=UTC).date()))
    assert not list(held("nobody", None))


# -- feeds and calendars -----------------------------------------------------------------------------------------------


def told(desk: Desk) -> list[publish.Told]:
    with desk.store.reading() as tx:
        return [
            (one.meeting, one.tellings)
            for one in history(tx, since=TODAY - timedelta(days=30), until=TODAY + timedelta(days=30))
        ]


def test_a_feed_is_well_formed_and_keeps_its_ids(desk: Desk) -> None:
    desk.news("a <b> & \x0b c")
    for make in (publish.atom, publish.rss):
        text = make("fr", "France & co", told(desk), language="ar", wording=wording(), now=NOW)
        root = ET.fromstring(text)
        words = " ".join(root.itertext())
        assert "نيجيرفان بارزاني" in words
        assert "a <b> &" in words
    key = told(desk)[0][0].key
    atom = publish.atom("fr", "x", told(desk), language="en", wording=wording(), now=NOW)
    assert f"tag:diwan,2024:meeting:{key}" in atom


def test_a_calendar_has_a_day_a_state_and_follows_changes(desk: Desk) -> None:
    tomorrow = TODAY + timedelta(days=1)
    desk.news("a", mention(status=Status.PLANNED, date=tomorrow))
    first = _events(publish.calendar("fr", "France", told(desk), language="en", wording=wording(), now=NOW))
    desk.now += timedelta(hours=1)
    desk.room.tell("a", mention(status=Status.CANCELLED, date=tomorrow), at=desk.now)
    second = _events(publish.calendar("fr", "France", told(desk), language="en", wording=wording(), now=NOW))
    assert [(e["status"], e["dtstart"].dt) for e in first] == [("TENTATIVE", tomorrow)]
    assert second[0]["status"] == "CANCELLED"
    assert second[0]["uid"] == first[0]["uid"]
    assert second[0]["sequence"] > first[0]["sequence"]


def _events(text: bytes) -> list[icalendar.Event]:
    return [one for one in icalendar.Calendar.from_ical(text).walk("VEVENT") if isinstance(one, icalendar.Event)]
