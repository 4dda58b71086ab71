"""Claims about rules: what they say, and how they are refused."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from storage.records import Change, ChangeKind, Entry, Meeting, Mode, Participant, Phase, Status, Watch
from worker.alert.index import WatchIndex
from worker.alert.match import match
from worker.alert.rules import RuleError, Vocabulary, parse_rule

AT = datetime(2021, 3, 30, 15, tzinfo=UTC)
MINISTER = Participant(
    name="Fuad Hussein", surface="فؤاد حسين", role="Foreign Minister", polity="IQ", lead=True, actor="fuad-hussein"
)
ENVOY = Participant(
    name="Eric Chevallier",
    surface="Eric Chevallier",
    role="Ambassador to Iraq",
    polity="FR",
    lead=True,
    actor="eric-chevallier",
)
MEETING = Meeting(
    id=1, key="m-1", status=Status.HELD, phase=Phase.HELD, mode=Mode.IN_PERSON, date=date(2021, 3, 30), city="Baghdad", country="IQ",
    participants=(MINISTER, ENVOY), topics=("energy", "bilateral"), confidence=0.8, languages=("ar",), outlets=("Shafaq News",),
    owner_groups=("Shafaq",), first_told_at=AT, updated_at=AT,
)  # fmt: skip
ENTRY = Entry(
    id=9, feed_id=1, key="e", title="وزير الخارجية يستقبل السفير الفرنسي", text="وبحث الجانبان ملف النفط.", outlet="Shafaq News",
    owner_group="Shafaq", published_at=AT, first_seen_at=AT,
)  # fmt: skip


class Diary:
    """What was before, as a list of days."""

    def __init__(self, *days: date) -> None:
        self.days = days

    def days_met(self, one: str, other: str, *, since: date, until: date, without: int | None) -> list[date]:
        return [day for day in self.days if since <= day <= until]


def hits(rule: dict[str, Any], *, meeting: Meeting = MEETING, history: Diary | None = None, held: Any = None) -> bool:
    index = WatchIndex(
        [Watch(id=1, key="w", subscriber_id=1, name="w", rule=rule, created_at=AT)],
        offices=held or (lambda actor, day: [("foreign-minister", "IQ")] if actor == "fuad-hussein" else []),
    )
    assert not index.broken
    change = Change(kind=ChangeKind.NEW, at=AT, meeting=meeting, phase=meeting.phase)
    return bool(match(change, index, entry=ENTRY, told={}, today=date(2021, 3, 31), history=history))


@pytest.mark.parametrize(
    "rule",
    [
        {"actor": "fuad-hussein"},
        {"office": "IQ/foreign-minister"},
        {"office": "foreign-minister"},
        {"polity": "FR"},
        {"pair": ["FR", "IQ"]},
        {"pair": ["fuad-hussein", "FR"]},
        {"pair": [["DE", "IQ"], ["FR", "IQ"]]},
        {"topic": ["energy", "budget"]},
        {"place": "Baghdad"},
        {"country": "IQ"},
        {"outlet": "Shafaq News"},
        {"owner_group": "Shafaq"},
        {"language": "ar"},
        {"transition": "held"},
        {"status": "held", "mode": "in_person"},
        {"words": "نفط"},
        {"min_confidence": 0.8},
        {"min_corroboration": 1},
        {"all": [{"polity": "FR"}, {"polity": "IQ"}]},
        {"any": [{"polity": "US"}, {"topic": "energy"}]},
        {"not": {"polity": "US"}},
        {"polity": "FR", "not": {"mode": "phone"}},
    ],
)
def test_these_rules_hold(rule: dict[str, Any]) -> None:
    assert hits(rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"actor": "somebody-else"},
        {"office": "IQ/president"},
        {"pair": ["FR", "IQ-KR"]},
        {"topic": "health"},
        {"place": "Erbil"},
        {"language": "en"},
        {"transition": "announced"},
        {"words": "oil"},
        {"min_confidence": 0.9},
        {"min_corroboration": 2},
        {"all": [{"polity": "FR"}, {"polity": "IQ-KR"}]},
        {"any": [{"polity": "US"}, {"topic": "health"}]},
        {"not": {"polity": "FR"}},
        {"polity": ["US", "GB"], "topic": "energy"},
    ],
)
def test_these_do_not(rule: dict[str, Any]) -> None:
    assert not hits(rule)


def test_an_office_is_whoever_held_it_on_the_day() -> None:
    def nobody(actor: str, day: date | None) -> list[tuple[str, str]]:
        return []

    unknown = replace(MINISTER, actor="~IQ:new-man", role="Foreign Minister")
    assert hits({"office": "IQ/foreign-minister"}, meeting=replace(MEETING, participants=(unknown, ENVOY)), held=nobody)
    unnamed = replace(ENVOY, name=None, actor="@FR:ambassador:IQ", role=None)
    assert hits({"office": "FR/ambassador"}, meeting=replace(MEETING, participants=(MINISTER, unnamed)), held=nobody)


@pytest.mark.parametrize(
    ("novelty", "days", "expected"),
    [
        ({"first_in_days": 90}, [date(2020, 12, 1)], True),
        ({"first_in_days": 90}, [date(2021, 2, 1)], False),
        ({"at_least": 3, "in_days": 7}, [date(2021, 3, 25), date(2021, 3, 29)], True),
        ({"at_least": 3, "in_days": 7}, [date(2021, 3, 1), date(2021, 3, 29)], False),
    ],
)
def test_novelty_looks_at_what_was_before(novelty: dict[str, int], days: list[date], expected: bool) -> None:
    assert hits({"pair": ["FR", "IQ"], "novelty": novelty}, history=Diary(*days)) is expected


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"polty": "FR"}, r"rule\.polty: no such key \(did you mean 'polity'\?\)"),
        ({}, "rule is empty"),
        (
            {"all": [{"polity": "FR"}, {"topic": "securty"}]},
            r"rule\.all\[1\]\.topic is 'securty' \(did you mean 'security'\?\)",
        ),
        ({"pair": ["FR"]}, r"rule\.pair is \['FR'\], expected two"),
        ({"pair": ["FR", "fr"]}, r"rule\.pair has 'FR' twice"),
        ({"min_confidence": 2}, r"rule\.min_confidence is 2, expected a number from 0 to 1"),
        ({"novelty": {"at_least": 3}}, "at_least and in_days go together"),
        ({"not": "FR"}, r"rule\.not is 'FR', expected a table"),
        ({"polity": []}, r"rule\.polity is empty"),
        ({"polity": "Frnce"}, r"rule\.polity is 'Frnce': no such polity \(did you mean 'france'\?\)"),
        ({"office": "IQ/foreign-ministr"}, r"no office 'foreign-ministr' \(did you mean 'foreign-minister'\?\)"),
        ({"any": [{"not": {"any": [{}]}}]}, r"rule\.any\[0\]\.not\.any\[0\] is empty"),
    ],
)
def test_a_rule_that_means_nothing_is_refused_by_its_key(rule: dict[str, Any], message: str) -> None:
    words = Vocabulary(polities={"france": "FR", "fr": "FR", "iq": "IQ"}, offices=("foreign-minister",))
    with pytest.raises(RuleError, match=message):
        parse_rule(rule, words)


def test_names_in_any_spelling_become_ids() -> None:
    words = Vocabulary(
        polities={"france": "FR", "فرنسا": "FR", "iq": "IQ"}, actors={"نيجيرفان بارزاني": "nechirvan-barzani"}
    )
    assert parse_rule({"polity": "فرنسا"}, words) == parse_rule({"polity": "FR"})
    assert parse_rule({"actor": "نيجيرفان بارزاني"}, words) == parse_rule({"actor": "nechirvan-barzani"})


def test_one_broken_rule_stops_no_other_watch() -> None:
    good = Watch(id=1, key="good", subscriber_id=1, name="", rule={"polity": "FR"}, created_at=AT)
    index = WatchIndex([good, replace(good, id=2, key="bad", rule={"x": 1})])
    change = Change(kind=ChangeKind.NEW, at=AT, meeting=MEETING, phase=Phase.HELD)
    assert [hit.watch.key for hit in match(change, index, entry=None, told={}, today=date(2021, 3, 31))] == ["good"]
    assert "rule.x" in index.broken["bad"]


def test_a_changed_index_finds_what_a_new_one_finds_and_the_old_one_goes_on() -> None:
    """Watches come, go, change, pause and share rules; the old index is read by others meanwhile."""
    rules: list[dict[str, Any]] = [
        {"polity": "FR"}, {"polity": "FR", "topic": "energy"}, {"words": "النفط"}, {"not": {"topic": "health"}}, {"polity": "US"},
        {"polity": ["IQ", "US"], "place": "Baghdad", "min_confidence": 0.5}, {"x": 1},
    ]  # fmt: skip
    made = Watch(id=1, key="w", subscriber_id=1, name="", rule={}, created_at=AT)
    change = Change(kind=ChangeKind.NEW, at=AT, meeting=MEETING, phase=Phase.HELD)

    def found(index: WatchIndex) -> set[int | None]:
        return {hit.watch.id for hit in match(change, index, entry=ENTRY, told={}, today=AT.date())}

    for seed in range(30):
        draw = random.Random(seed)
        watches = {n: replace(made, id=n, key=f"w{n}", rule=draw.choice(rules)) for n in range(1, 40)}
        index = WatchIndex(watches.values())
        for step in range(4):
            before = found(index)
            old = index
            for _ in range(draw.randrange(1, 6)):
                n = draw.randrange(1, 50)
                if draw.random() < 0.3:
                    watches.pop(n, None)
                else:
                    watches[n] = replace(made, id=n, key=f"w{n}", rule=draw.choice(rules), paused=draw.random() < 0.2)
            index = old.updated(watches.values(), version=step)
            fresh = WatchIndex(watches.values())
            assert found(index) == found(fresh)
            assert found(old) == before
            assert index.broken.keys() == fresh.broken.keys()
            assert len(index) == len(watches)
            assert index.version == step


def test_the_index_finds_what_a_scan_finds() -> None:
    """Every shape of rule, alone and combined, against meetings that do and do not fit."""
    from itertools import product

    from worker.alert.judge import View, holds

    parts: list[dict[str, Any]] = [
        {"polity": "FR"}, {"polity": ["FR", "US"]}, {"topic": "energy"}, {"not": {"topic": "health"}}, {"place": ["Erbil", "Baghdad"]},
        {"any": [{"actor": "fuad-hussein"}, {"pair": ["US", "IQ"]}]}, {"min_confidence": 0.5}, {"country": "IQ", "mode": "in_person"},
        {"all": [{"polity": "FR"}, {"topic": "energy"}, {"min_confidence": 0.9}]}, {"polity": "US", "words": "النفط"},
    ]  # fmt: skip
    rules = [{kind: [one, other]} for kind, one, other in product(("all", "any"), parts, parts)]
    watches = [Watch(id=n, key=str(n), subscriber_id=1, name="", rule=r, created_at=AT) for n, r in enumerate(rules, 1)]
    index = WatchIndex(watches)
    other = replace(
        MEETING, topics=("health",), city="Erbil", country="IQ-KR", participants=(replace(MINISTER, polity="US"), ENVOY)
    )
    for meeting in (MEETING, other, replace(MEETING, participants=(), topics=(), city=None, country=None)):
        change = Change(kind=ChangeKind.NEW, at=AT, meeting=meeting, phase=Phase.HELD)
        found = {hit.watch.key for hit in match(change, index, entry=None, told={}, today=AT.date())}
        view = View(meeting, phase=Phase.HELD, entry=None, history=Diary(), today=AT.date())
        assert found == {w.key for w in watches if holds(parse_rule(w.rule), view)}
