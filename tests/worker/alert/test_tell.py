"""Claims about who is told of what, and how often."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.records import Silence, Status, WaitState
from storage.sql import SqlStore
from tests.worker.alert.desk import FRANCE_AND_REGION, MACRON, NECHIRVAN, NOW, Desk, known, mention
from tests.worker.dedupe.builders import planned, postponed
from worker import alert
from worker.dedupe import review


@pytest.fixture
def desk(sqlite_store: SqlStore) -> Desk:
    made = Desk(sqlite_store)
    made.subscribe()
    return made


ANNOUNCED = {"status": Status.PLANNED, "date": (NOW + timedelta(days=1)).date()}
HELD = {"status": Status.HELD, "date": (NOW + timedelta(days=1)).date()}


def test_a_meeting_that_fits_is_told_once_and_says_why(desk: Desk) -> None:
    desk.watch()
    desk.news("a")
    (message,) = [one.message for one in desk.outbox()]
    assert message.subject == "Nechirvan Barzani met Emmanuel Macron in Erbil, 6 Mar 2024"
    assert "Watch: Watch fr (both sides: France – Kurdistan Region)" in message.text
    assert message.thread is not None
    assert message.thread.startswith("m-")


def test_a_second_report_of_the_same_meeting_is_no_second_alert(desk: Desk) -> None:
    desk.watch()
    desk.news("a")
    desk.news("b", outlet="Shafaq")
    assert desk.kinds() == ["new"]
    assert len(desk.outbox()) == 1


def test_who_asked_for_every_report_hears_every_report(desk: Desk) -> None:
    desk.watch(notify="reports")
    desk.news("a")
    desk.news("b", outlet="Shafaq")
    assert [kind.partition(":")[0] for kind in desk.kinds()] == ["new", "report"]


def test_announced_then_held_is_two_alerts_and_one_for_who_wants_only_new(desk: Desk) -> None:
    desk.watch()
    desk.watch("only-new", notify="new")
    desk.news("a", mention(**ANNOUNCED))
    desk.now = NOW + timedelta(days=1)
    desk.news("b", mention(**HELD), outlet="Shafaq")
    assert sorted(desk.kinds()) == ["held", "new", "new"]
    threads = {one.message.thread for one in desk.outbox()}
    assert len(threads) == 1


def test_a_watch_that_fits_only_with_a_later_report_is_told_then_as_new(desk: Desk) -> None:
    desk.watch(rule={"pair": ["FR", "IQ-KR"], "min_corroboration": 2})
    desk.news("a")
    assert desk.kinds() == []
    desk.news("b", outlet="Shafaq")
    assert desk.kinds() == ["new"]


def test_a_changed_city_is_told_with_before_and_after(desk: Desk) -> None:
    desk.watch()
    desk.news("a", mention(city="Paris", country="FR"))
    desk.room.tell("a", mention(city="Erbil"), at=desk.now)
    assert [kind.partition(":")[0] for kind in desk.kinds()] == ["new", "changed"]
    assert "Changed: city: Paris → Erbil" in desk.outbox()[1].message.text
    assert "city: Paris → Erbil" in desk.outbox()[1].message.change


def test_who_else_was_there_and_what_was_not_known_disturb_nobody(desk: Desk) -> None:
    desk.watch()
    desk.news("a", mention(city=None, country=None))
    desk.news("b", mention(NECHIRVAN, MACRON, known("Yann Braem", "FR", lead=False)), outlet="Shafaq")
    assert desk.kinds() == ["new"]


def test_a_third_side_that_came_is_told(desk: Desk) -> None:
    desk.watch()
    desk.news("a")
    desk.room.tell("a", mention(NECHIRVAN, MACRON, known("Fuad Hussein", "IQ")), at=desk.now)
    assert [kind.partition(":")[0] for kind in desk.kinds()] == ["new", "changed"]
    assert "Changed: attendees: + Fuad Hussein (IQ)" in desk.outbox()[1].message.text


def test_who_was_told_hears_that_it_was_withdrawn_even_though_it_fits_no_more(desk: Desk) -> None:
    desk.watch()
    desk.news("a")
    desk.room.tell("a", at=desk.now)  # revised: it reports no meeting now
    assert desk.kinds() == ["new", "withdrawn"]
    assert "withdrawn" in desk.outbox()[1].message.text


def test_back_fill_and_old_entries_alert_nobody(desk: Desk) -> None:
    desk.watch()
    desk.news("first-import", backfill=True)
    desk.news("old", mention(known("Masrour Barzani", "IQ-KR"), MACRON), at=NOW - timedelta(days=3))
    assert desk.kinds() == []
    assert desk.outbox() == []


def test_telling_twice_tells_nobody_twice(desk: Desk) -> None:
    desk.watch()
    desk.news("a")
    kept = desk.room.entry(1)
    desk.room.attach(kept, mention())
    assert len(desk.outbox()) == 1


def test_two_watches_of_one_person_make_one_message_that_names_both(desk: Desk) -> None:
    desk.watch()
    desk.watch("macron", rule={"actor": "emmanuel-macron"})
    desk.news("a")
    assert len(desk.kinds()) == 2
    (message,) = [one.message for one in desk.outbox()]
    assert "Watch fr" in message.text
    assert "Watch macron" in message.text


def test_a_group_waits_and_goes_out_as_one_message(desk: Desk) -> None:
    desk.watch("kr", rule={"polity": "IQ-KR"}, group_by=["watch"], group_wait="5m", group_interval="1h")
    desk.news("a")
    desk.news("b", mention(NECHIRVAN, known("Guest Two", "DE")))
    assert desk.outbox() == []
    assert desk.due().deliveries == 0
    desk.now += timedelta(minutes=6)
    assert desk.due().deliveries == 1
    assert desk.subjects() == ["2 meetings: Nechirvan Barzani met Emmanuel Macron in Erbil, 6 Mar 2024"]
    desk.news("c", mention(NECHIRVAN, known("Guest Three", "IT")))
    desk.now += timedelta(minutes=30)
    assert desk.due().deliveries == 0, "the interval of the group holds it back"
    desk.now += timedelta(minutes=31)
    assert desk.due().deliveries == 1


def test_quiet_hours_hold_all_but_the_critical(desk: Desk) -> None:
    night = {"quiet": {"from": "10:00", "to": "14:00"}}  # it is 12:10 in Baghdad
    desk.subscribe("night", rules=night)
    desk.watch("calm", subscriber="night")
    desk.watch("grave", subscriber="night", priority="critical")
    desk.news("a")
    assert len(desk.outbox()) == 1
    assert "Watch grave" in desk.outbox()[0].message.text
    desk.now += timedelta(hours=1)
    assert desk.due().deliveries == 0
    desk.now += timedelta(hours=1)
    assert desk.due().deliveries == 1


@pytest.mark.parametrize("first", ["calm", "grave"])
def test_what_is_critical_passes_quiet_hours_and_takes_no_other_of_its_group_with_it(desk: Desk, first: str) -> None:
    desk.subscribe("night", rules={"quiet": {"from": "12:30", "to": "14:00"}, "group_by": [], "group_wait": "1h"})
    rules = {"calm": {"polity": "FR"}, "grave": {"polity": "IT"}}
    desk.watch("calm", subscriber="night", rule=rules["calm"])
    desk.watch("grave", subscriber="night", rule=rules["grave"], priority="critical")
    guests = {"calm": MACRON, "grave": known("Guest Three", "IT")}
    for name in (first, *(guests.keys() - {first})):
        desk.news(name, mention(NECHIRVAN, guests[name]))
    desk.now += timedelta(hours=1, minutes=1)  # ten past one: quiet hours hold, and the group is due
    assert desk.due().deliveries == 1
    assert "Guest Three" in desk.subjects()[-1]
    desk.now += timedelta(hours=1)
    assert desk.due().deliveries == 1
    assert "Emmanuel Macron" in desk.subjects()[-1]


@pytest.mark.parametrize("keys", [("a-calm", "b-grave"), ("a-grave", "b-calm")])
def test_what_is_critical_passes_the_ceiling_beside_what_is_not(desk: Desk, keys: tuple[str, str]) -> None:
    desk.subscribe("few", rules={"ceilings": {"email": 1}})
    for key in keys:
        desk.watch(key, subscriber="few", rule={"polity": "IQ-KR"}, priority="critical" if "grave" in key else "normal")
    for number in range(3):
        desk.news(f"n{number}", mention(NECHIRVAN, known(f"Guest{number} Name{number}x", "DE")))
    assert len(desk.outbox()) == 3
    assert not desk.waits()


def test_over_the_ceiling_the_rest_comes_as_one_message(desk: Desk) -> None:
    desk.subscribe("few", rules={"ceilings": {"email": 3}})
    desk.watch("all", subscriber="few", rule={"polity": "IQ-KR"})
    for number in range(8):
        desk.news(f"n{number}", mention(NECHIRVAN, known(f"Guest{number} Name{number}x", "DE")))
    assert len(desk.outbox()) == 3
    desk.now += timedelta(hours=1)
    desk.due()
    assert len(desk.outbox()) == 4
    assert desk.subjects()[-1].startswith("5 meetings: ")


def test_groups_over_the_ceiling_wait_for_the_next_hour_and_go_out_in_it(desk: Desk) -> None:
    desk.subscribe("few", rules={"ceilings": {"email": 1}, "group_wait": "5m"})
    desk.watch("all", subscriber="few", rule={"polity": "IQ-KR"})
    for number in range(3):
        desk.news(f"n{number}", mention(NECHIRVAN, known(f"Guest{number} Name{number}x", "DE")))
    desk.now += timedelta(minutes=6)
    assert desk.due().deliveries == 1
    assert sorted(desk.waits()) == [("told", "first"), ("waiting", "first"), ("waiting", "first")]
    desk.now += timedelta(minutes=50)  # the next hour, in which another message came first
    another = replace(desk.outbox()[0], id=None, key="another", created_at=desk.now)
    with desk.store.transaction() as tx:
        tx.add_deliveries([another])
    assert desk.due().deliveries == 1, "what waited for this hour is not over the ceiling once more"
    assert desk.subjects()[-1].startswith("2 meetings: ")


def test_a_revision_of_an_old_entry_is_no_news_for_who_never_heard_of_its_meeting(desk: Desk) -> None:
    desk.watch("italy", rule={"polity": "IT"})
    desk.watch("france", rule={"polity": "FR"})
    long_ago = NOW - timedelta(days=5)
    desk.news("a", mention(NECHIRVAN, MACRON), at=NOW)
    desk.news("b", mention(NECHIRVAN, known("Guest Two", "DE")), at=long_ago)
    assert desk.kinds() == ["new"]
    desk.news("b", mention(NECHIRVAN, known("Guest Three", "IT")), at=long_ago)
    assert desk.kinds() == ["new"]
    desk.news("a", mention(NECHIRVAN, MACRON, city="Baghdad", country="IQ"), at=NOW)
    assert len(desk.kinds()) == 2


def test_a_flood_is_held_back_and_asks_once(desk: Desk) -> None:
    desk.subscribe("many", rules={"ceilings": {"email": 0}})
    desk.watch("all", subscriber="many", rule={"polity": "IQ-KR"})
    for number in range(24):
        desk.news(f"n{number}", mention(NECHIRVAN, known(f"Guest{number} Name{number}x", "DE")))
    notices = [one for one in desk.subjects() if "holds back" in one]
    assert len(desk.outbox()) == 21
    assert len(notices) == 1
    assert [state for state, _ in desk.waits()] == ["held"] * 4
    with desk.store.transaction() as tx:
        assert [(one.kind, one.subject) for one in tx.list_notices()] == [("flood", "all")]
        assert tx.release_waits(tx.get_watch("all").id or 0, now=desk.now) == 4
    assert desk.due().deliveries == 1
    assert desk.subjects()[-1].startswith("4 meetings: ")


def outcome(desk: Desk) -> tuple[list[tuple[str, str, bool]], list[str], list[tuple[str, str]]]:
    """What was put into the outbox, what was alerted and what waits, whatever the ids."""
    said = sorted((one.message.subject, one.message.thread or "", one.message.quiet) for one in desk.outbox())
    return said, sorted(desk.kinds()), sorted(desk.waits())


def test_a_batch_is_told_as_its_entries_are_one_by_one() -> None:
    """Ceiling, flood guard, novelty, groups, updates in place, and several tellings of one meeting in one batch."""
    found = []
    for at_once in (False, True):
        with SqlStore.open("sqlite://") as store:
            desk = Desk(store)
            desk.subscribe("few", "email", "slack", rules={"ceilings": {"email": 3}})
            desk.watch("all", subscriber="few", rule={"polity": "IQ-KR"}, notify="reports")
            desk.watch("first", subscriber="few", rule={"polity": "FR", "novelty": {"first_in_days": 90}})
            desk.subscribe("grouped", rules={"group_wait": "10m", "quiet": {"from": "22:00", "to": "07:00"}})
            desk.watch("grouped", subscriber="grouped", rule={"polity": "DE"}, flood_guard=False)
            desk.waiting = [] if at_once else None
            for number in range(23):
                desk.news(f"n{number}", mention(NECHIRVAN, known(f"Guest{number} Name{number}x", "DE")))
            desk.news("p", mention(**ANNOUNCED))
            desk.news("q", mention(**ANNOUNCED), outlet="Shafaq")
            desk.news("r", mention(**HELD), outlet="Hawler")
            desk.news("s", mention(known("Masrour Barzani", "IQ-KR"), MACRON), outlet="Hawler")
            desk.news("t", mention(known("Masrour Barzani", "IQ-KR"), MACRON), outlet="Rudaw")
            if at_once:
                desk.commit()
            first = outcome(desk)
            desk.now += timedelta(hours=1)
            desk.due()
            found.append((first, outcome(desk)))
    assert found[0] == found[1]
    assert {("waiting", "first"), ("held", "first")} <= set(found[0][0][2])


def test_a_silence_mutes_exactly_what_it_names_and_stays_on_record(desk: Desk) -> None:
    desk.watch()
    desk.watch("macron", rule={"actor": "emmanuel-macron"})
    with desk.store.transaction() as tx:
        tx.add_silence(
            Silence(
                author="Dana", reason="known since Monday", matcher={"watch": "fr"}, starts_at=NOW, ends_at=NOW + timedelta(days=1),
                created_at=NOW,
            )
        )  # fmt: skip
    desk.news("a")
    (message,) = [one.message for one in desk.outbox()]
    assert "Watch macron" in message.text
    assert "Watch fr" not in message.text
    with desk.store.reading() as tx:
        (muted,) = tx.list_waits(state=WaitState.MUTED)
    assert "Dana" in muted.reason
    assert "known since Monday" in muted.reason


def test_an_announcement_is_repeated_until_the_report_that_it_was_held_mutes_it(desk: Desk) -> None:
    desk.watch(repeat_interval="12h")
    desk.news("a", mention(**ANNOUNCED))
    desk.now = NOW + timedelta(hours=12)
    assert desk.due().deliveries == 1
    assert "Reminder" in desk.outbox()[-1].message.text
    desk.now = NOW + timedelta(hours=23)
    desk.news("b", mention(**HELD), outlet="Shafaq")
    told = len(desk.outbox())
    desk.now = NOW + timedelta(hours=24)
    assert desk.due().deliveries == 0
    assert len(desk.outbox()) == told
    assert desk.waits()[-1] == ("muted", "repeat:2")


def test_slack_with_a_message_in_place_gets_quiet_updates_and_mail_does_not(desk: Desk) -> None:
    desk.subscribe("both", "slack", "email")
    desk.watch("two", subscriber="both", rule=FRANCE_AND_REGION)
    desk.news("a")
    desk.news("b", outlet="Shafaq")
    quiet = [one for one in desk.outbox() if one.message.quiet]
    assert [one.channel for one in quiet] == ["slack"]
    assert "Shafaq" in str(quiet[0].message.blocks)


def test_the_usual_meeting_that_did_not_happen_is_told_once(desk: Desk) -> None:
    desk.watch("rhythm", rule={"pair": ["FR", "IQ-KR"], "novelty": {"missing_after_days": 7}})
    for week in range(4):
        day = NOW - timedelta(days=7 * (4 - week))
        desk.news(f"w{week}", mention(date=day.date()), at=day)
    from worker import alert

    def look() -> alert.Told:
        with desk.store.transaction() as tx:
            return alert.tell_missing(tx, desk.index(tx), now=desk.now)

    assert look().deliveries == 1
    assert (
        desk.subjects()[-1]
        == "The usual meeting of France and Kurdistan Region did not happen: the last one was on 28 Feb 2024"
    )
    assert look().deliveries == 0


def test_that_the_usual_meeting_did_not_happen_is_told_when_quiet_hours_end(desk: Desk) -> None:
    desk.subscribe("night", rules={"quiet": {"from": "10:00", "to": "14:00"}})  # it is 12:10 in Baghdad
    desk.watch("rhythm", subscriber="night", rule={"pair": ["FR", "IQ-KR"], "novelty": {"missing_after_days": 7}})
    for week in range(4):
        day = NOW - timedelta(days=7 * (4 - week))
        desk.news(f"w{week}", mention(date=day.date()), at=day)
    with desk.store.transaction() as tx:
        assert alert.tell_missing(tx, desk.index(tx), now=desk.now).deliveries == 1
    assert desk.outbox()[-1].due_at == datetime(2024, 3, 6, 11, tzinfo=UTC)


def test_a_slack_webhook_cannot_edit_what_it_posted_and_gets_no_quiet_updates(desk: Desk) -> None:
    desk.subscribe("hook", "slack", address="https://hooks.slack.example/services/x")
    desk.watch("two", subscriber="hook", rule=FRANCE_AND_REGION)
    desk.news("a")
    desk.news("b", outlet="Shafaq")
    assert [(one.channel, one.message.quiet) for one in desk.outbox()] == [("slack", False)]


def test_a_removed_watch_takes_no_later_message_with_it(desk: Desk) -> None:
    """SQLite gives the ids of removed rows again: the next alert's message is not the old one's."""
    desk.subscribe()
    desk.watch("fr")
    desk.watch("nl", rule={"pair": ["NL", "IQ-KR"]})
    desk.news("a")
    with desk.store.transaction() as tx:
        tx.remove_watch("fr")
    desk.now += timedelta(minutes=1)
    desk.news("b", mention(NECHIRVAN, known("Kajsa Ollongren", "NL", "Defence Minister")))
    assert len(desk.outbox()) == 2


def test_who_was_told_hears_of_a_correction_days_later(desk: Desk) -> None:
    desk.subscribe()
    desk.watch()
    at = desk.now - timedelta(minutes=5)
    desk.news("a", at=at)
    desk.now += timedelta(days=4)
    desk.news("a", mention(MACRON, NECHIRVAN, city="Paris", country="FR"), at=at)
    assert [kind.partition(":")[0] for kind in desk.kinds()] == ["new", "changed"]


@pytest.mark.parametrize(("days", "told"), [(0.5, ["new"]), (5, [])])
def test_an_old_meeting_that_a_person_parts_is_no_news_for_who_never_heard_of_it(
    desk: Desk, days: float, told: list[str]
) -> None:
    desk.subscribe()
    desk.news("a")
    desk.news("b", outlet="K24")
    desk.watch()
    desk.now += timedelta(days=days)
    (meeting,) = desk.room.meetings()
    first = desk.room.story(meeting.key).tellings[0].mention.id or 0
    with desk.store.transaction() as tx:
        changes = review.split_by_hand(tx, meeting, [first], author="me", reason="two", now=desk.now)
        alert.tell(tx, desk.index(tx), None, changes, now=desk.now)
    assert sorted(set(desk.kinds())) == told


def test_what_is_called_off_a_second_time_is_told_a_second_time(desk: Desk) -> None:
    desk.subscribe()
    desk.watch()
    day = NOW.date() + timedelta(days=3)
    for number, status in enumerate((Status.PLANNED, Status.CANCELLED, Status.PLANNED, Status.CANCELLED)):
        desk.now += timedelta(hours=1)
        desk.news(f"e{number}", mention(status=status, date=day), outlet="Rudaw" if number < 2 else "K24", at=desk.now)
    assert desk.kinds() == ["new", "cancelled", "announced", "cancelled:4"]
    assert [one.partition(":")[0] for one in desk.subjects()][-1] == "Cancelled"


def test_a_reminder_waits_for_its_own_time_beside_a_group_that_is_due(desk: Desk) -> None:
    desk.subscribe(rules={"group_wait": "5m", "repeat_interval": "24h"})
    desk.watch()
    desk.news("a", planned(date=NOW.date() + timedelta(days=3)))
    desk.now += timedelta(minutes=6)
    assert desk.due().deliveries == 1
    assert sorted(desk.waits()) == [("told", "first"), ("waiting", "repeat:1")]
    desk.now += timedelta(hours=24)
    assert desk.due().deliveries == 1


def test_what_is_put_off_a_second_time_is_told_a_second_time(desk: Desk) -> None:
    desk.subscribe()
    desk.watch()
    days = [NOW.date() + timedelta(days=ahead) for ahead in (3, 7, 8, 12)]
    put_off = {"status": Status.PLANNED}
    told = (
        planned(date=days[0]),
        postponed(date=days[1], **put_off),
        planned(date=days[2]),
        postponed(date=days[3], **put_off),
    )
    for number, one in enumerate(told):
        desk.now += timedelta(hours=1)
        desk.news(f"e{number}", one, at=desk.now)
    assert desk.kinds() == ["new", f"postponed:{days[1]}", "announced", f"postponed:{days[3]}"]
    assert len(desk.outbox()) == 4


def test_a_meeting_announced_for_no_day_is_not_repeated_for_ever(desk: Desk) -> None:
    desk.subscribe(rules={"repeat_interval": "7d"})
    desk.watch()
    desk.news("a", mention(status=Status.PLANNED, date=None, date_sure=False))
    for _ in range(10):
        desk.now += timedelta(days=7, minutes=1)
        desk.due()
    assert len(desk.outbox()) == 1 + 4
    assert desk.waits()[-1][0] == "muted"


@pytest.fixture
def asleep(desk: Desk) -> Desk:
    """It is 23:00 in Baghdad, and the desk wants to hear nothing before seven."""
    desk.subscribe(rules={"quiet": {"from": "22:00", "to": "07:00"}})
    desk.watch()
    desk.now = datetime(2024, 3, 6, 20, tzinfo=UTC)
    return desk


def test_two_meetings_that_became_one_in_the_night_are_told_as_one(asleep: Desk) -> None:
    asleep.news("a")
    asleep.news("b", mention(city="Paris", country="FR"), outlet="K24")
    one, other = asleep.room.meetings()
    with asleep.store.transaction() as tx:
        review.merge_by_hand(tx, one, other, author="me", reason="same", now=asleep.now)
    asleep.now += timedelta(hours=8, minutes=1)
    assert asleep.due().deliveries == 1
    assert asleep.waits() == [("told", "first")] * 2


def test_what_was_withdrawn_before_anybody_was_told_is_told_to_nobody(asleep: Desk) -> None:
    asleep.news("a")
    (meeting,) = asleep.room.meetings()
    with asleep.store.transaction() as tx:
        changes = review.refuse_by_hand(tx, meeting, author="me", reason="a trade fair", now=asleep.now)
        alert.tell(tx, asleep.index(tx), None, changes, now=asleep.now)
    asleep.now += timedelta(hours=8, minutes=1)
    assert asleep.due().deliveries == 0
    assert asleep.waits() == [("muted", "first")] * 2


def test_a_watch_that_rests_reminds_nobody(desk: Desk) -> None:
    desk.subscribe(rules={"repeat_interval": "24h"})
    watch = desk.watch()
    desk.news("a", mention(status=Status.PLANNED, date=None, date_sure=False))
    with desk.store.transaction() as tx:
        tx.keep_watch(replace(watch, paused=True))
    desk.now += timedelta(days=1, minutes=1)
    assert desk.due().deliveries == 0
