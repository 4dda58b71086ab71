"""Claims about routes, groups and quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.records import Json, Recipient, Subscriber, Watch
from tests.worker.alert.test_rules import MEETING
from worker.alert.route import check_options, check_rules, check_zone, group_key, quiet_until, ways
from worker.alert.rules import RuleError

NOW = datetime(2024, 3, 6, 9, tzinfo=UTC)  # Wednesday, noon in Baghdad
MAIL = Recipient(id=1, subscriber_id=1, channel="email", address="a@example.org", label="a@example.org")
SLACK = Recipient(id=2, subscriber_id=1, channel="slack", address="hook", label="desk")


def person(rules: Json | None = None, zone: str = "Asia/Baghdad") -> Subscriber:
    return Subscriber(id=1, key="desk", name="Desk", zone=zone, created_at=NOW, rules=rules or {})


def watch(**options: Any) -> Watch:
    return Watch(id=1, key="fr", subscriber_id=1, name="France", rule={"polity": "FR"}, options=options, created_at=NOW)


def labels(rules: Json, **options: Any) -> list[str]:
    return [way.recipient.label for way in ways(person(rules), [MAIL, SLACK], watch(**options), MEETING, now=NOW)]


def test_without_routes_every_address_is_told_at_once() -> None:
    found = ways(person(), [MAIL, SLACK], watch(), MEETING, now=NOW)
    assert [way.recipient.id for way in found] == [1, 2]
    assert all(way.direct for way in found)


def test_the_first_route_that_matches_wins_unless_it_goes_on() -> None:
    press = {"match": {"team": "press"}, "to": ["email"]}
    grave = {"match": {"priority": "critical"}, "to": ["desk"]}
    assert labels({"routes": [press, grave]}, labels={"team": "press"}, priority="critical") == ["a@example.org"]
    assert labels({"routes": [press | {"continue": True}, grave]}, labels={"team": "press"}, priority="critical") == [
        "a@example.org",
        "desk",
    ]
    assert labels({"routes": [press, grave]}) == ["a@example.org", "desk"], "no route matches: all addresses"
    assert labels({"routes": [{"match": {"polity": ["FR", "US"]}, "to": ["slack"]}]}) == ["desk"]


def test_a_watch_can_name_its_address_and_a_route_says_how_it_was_chosen() -> None:
    assert labels({}, to=["slack"]) == ["desk"]
    (way,) = ways(
        person({"routes": [{"match": {"topic": "energy"}, "to": ["email"], "group_wait": "5m"}]}),
        [MAIL, SLACK],
        watch(),
        MEETING,
        now=NOW,
    )
    assert way.wait == timedelta(minutes=5)
    assert not way.direct
    assert way.why[0] == "route 1 matches topic=energy"


def test_what_is_told_together_follows_group_by() -> None:
    other = replace(MEETING, key="m-2", city="Erbil")
    assert group_key(["watch"], watch(), MEETING) == group_key(["watch"], watch(), other)
    assert group_key(["meeting"], watch(), MEETING) != group_key(["meeting"], watch(), other)
    assert group_key(["place", "day"], watch(), MEETING) != group_key(["place", "day"], watch(), other)
    assert group_key([], watch(), MEETING) == "all"
    crowd = replace(
        MEETING, participants=tuple(replace(MEETING.participants[0], actor=f"actor-{n}" * 5) for n in range(20))
    )
    assert len(group_key(["actor"], watch(), crowd)) <= 120


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "end"),
    [
        ({"from": "22:00", "to": "07:00"}, "Asia/Baghdad", "2024-03-06T20:30", "2024-03-07T04:00"),  # 23:30 there
        ({"from": "22:00", "to": "07:00"}, "Asia/Baghdad", "2024-03-06T03:00", "2024-03-06T04:00"),  # 06:00 there
        ({"from": "22:00", "to": "07:00"}, "Asia/Baghdad", "2024-03-06T09:00", None),
        ({"from": "12:00", "to": "13:00"}, "Asia/Baghdad", "2024-03-06T09:00", "2024-03-06T10:00"),
        ({"weekend": True}, "Asia/Baghdad", "2024-03-08T09:00", "2024-03-09T21:00"),  # Friday noon to Sunday 00:00
        ({"weekend": True, "from": "22:00", "to": "07:00"}, "Asia/Baghdad", "2024-03-08T09:00", "2024-03-10T04:00"),
        ({"weekend": True, "weekend_days": [6, 7]}, "Europe/Paris", "2024-03-09T09:00", "2024-03-10T23:00"),
        ({"from": "22:00", "to": "02:30"}, "Europe/Paris", "2024-03-31T00:30", "2024-03-31T01:30"),  # 02:30 does not exist: 03:30
        ({"from": "22:00", "to": "02:30"}, "Europe/Paris", "2024-10-26T22:00", "2024-10-27T00:30"),  # 02:30 is there twice: the first
        ({}, "Asia/Baghdad", "2024-03-06T20:30", None),
    ],
)  # fmt: skip
def test_quiet_hours_end_at_the_hour_of_the_zone(quiet: Json, zone: str, now: str, end: str | None) -> None:
    found = quiet_until(person({"quiet": quiet}, zone), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == (datetime.fromisoformat(end).replace(tzinfo=UTC) if end else None)


def test_critical_alerts_pass_quiet_hours_and_ceilings() -> None:
    rules = {"quiet": {"from": "11:00", "to": "14:00"}, "ceilings": {"email": 5}}
    (calm,) = ways(person(rules), [MAIL], watch(), MEETING, now=NOW)
    (grave,) = ways(person(rules), [MAIL], watch(priority="critical"), MEETING, now=NOW)
    assert (calm.direct, calm.ceiling) == (False, 5)
    assert (grave.direct, grave.ceiling, grave.quiet_until) == (True, 0, None)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"quite": {}}, r"rules\.quite: no such key"),
        ({"quiet": {"from": "22:00"}}, "from and to go together"),
        ({"quiet": {"from": "25:00", "to": "07:00"}}, r"rules\.quiet\.from is '25:00'"),
        ({"quiet": {"weekend_days": [8]}}, "weekend_days has 8"),
        ({"ceilings": {"email": -1}}, r"rules\.ceilings\.email is -1"),
        ({"routes": [{"match": {}, "too": []}]}, r"rules\.routes\[0\]\.too: no such key"),
        ({"group_interval": "1w"}, r"rules\.group_interval is '1w'"),
    ],
)
def test_rules_that_mean_nothing_are_refused_by_their_key(rules: Json, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        check_rules(rules)


def test_options_and_zones_are_checked_too() -> None:
    check_options(
        {"group_by": ["actor"], "group_wait": 30, "labels": {"team": "press"}, "priority": "low", "max_age_hours": 6}
    )
    with pytest.raises(RuleError, match=r"options\.priority is 'urgent'"):
        check_options({"priority": "urgent"})
    with pytest.raises(RuleError, match="zone is 'Asia/Erbil'"):
        check_zone("Asia/Erbil")
