"""Albania and the Arab League share the code AL in the guide of labels; nobody who asks for one is told of the other."""

from datetime import UTC, datetime

import pytest

from storage.records import Mention
from storage.sql import SqlStore
from tests.worker.alert.desk import Desk
from worker.alert.forms import resolved
from worker.alert.rules import RuleError, parse_rule
from worker.alert.vocabulary import vocabulary
from worker.classify.assess import assess_text
from worker.classify.contract import as_meeting
from worker.knowledge.load import load_knowledge
from worker.knowledge.wording import wording

TEXTS = {
    "albania": "Iraqi Foreign Minister Fuad Hussein met on Tuesday with Albanian Prime Minister Edi Rama in Tirana.",
    "league": "Iraqi Foreign Minister Fuad Hussein met on Tuesday with Arab League Secretary-General Ahmed Aboul Gheit in Cairo.",
    "both": "Arab League Secretary-General Ahmed Aboul Gheit met on Tuesday in Cairo with Albanian Foreign Minister Igli Hasani.",
}
SIDES = {"albania": {"IQ", "ALB"}, "league": {"IQ", "AL"}, "both": {"AL", "ALB"}}


def told(which: str) -> Mention:
    (found,) = assess_text(
        which, TEXTS[which], load_knowledge(), published=datetime(2024, 3, 6, 9, tzinfo=UTC), language="en"
    ).mentions
    return found


@pytest.mark.parametrize("which", TEXTS)
def test_the_record_tells_them_apart_and_the_guides_answer_does_not(which: str) -> None:
    found = told(which)
    assert {one.polity for one in found.participants} == SIDES[which]
    assert sum(one.lead for one in found.participants) == 2
    guide = {"ALB": "AL"}
    assert [one["polity"] for one in as_meeting(found, None)["participants"]] == [
        guide.get(one.polity or "", one.polity) for one in found.participants
    ]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Albania", ["albania", "both"]),
        ("ألبانيا", ["albania", "both"]),
        ("ALB", ["albania", "both"]),
        ("Arab League", ["league", "both"]),
        ("الجامعة العربية", ["league", "both"]),
        ("AL", ["league", "both"]),
    ],
)
def test_a_watch_on_one_is_not_alerted_of_the_other(store: SqlStore, named: str, expected: list[str]) -> None:
    desk = Desk(store)
    desk.subscribe()
    desk.watch("a", rule=resolved({"polity": named}, vocabulary(load_knowledge())))
    for which in TEXTS:
        desk.news(which, told(which))
    with store.reading() as tx:
        told_of = [{p.polity for p in tx.get_meetings([one.meeting_id])[0].participants} for one in tx.list_alerts()]
    assert sorted(map(sorted, told_of)) == sorted(sorted(SIDES[which]) for which in expected)


def test_a_country_is_never_an_organisation() -> None:
    words = vocabulary(load_knowledge())
    assert words.countries["albania"] == words.countries["al"] == words.countries["alb"] == "AL"
    with pytest.raises(RuleError, match="no such country"):
        parse_rule({"country": "Arab League"}, words)


@pytest.mark.parametrize(
    ("language", "country", "side"), [("en", "Albania", "Arab League"), ("ar", "ألبانيا", "الجامعة العربية")]
)
def test_pages_and_mails_name_the_right_one(language: str, country: str, side: str) -> None:
    said = wording()
    assert (said.country("AL", language), said.polity("ALB", language), said.polity("AL", language)) == (
        country, country, side,
    )  # fmt: skip
    assert said.country("FR", "en") == "France"
