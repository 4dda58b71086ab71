"""Where an office ends and a name begins, and everybody whom the knowledge knows, in an everyday sentence."""

from datetime import date

import pytest

from benchmarks import strangers
from benchmarks.roll_call import calls, fault
from worker.classify import assess_text
from worker.knowledge.load import load_knowledge


@pytest.mark.parametrize(
    ("guest", "name", "role", "polity"),
    [
        ("the Italian Chief of the Defence Staff Marco Belli", "Marco Belli", "Chief of Staff of the Army", "IT"),
        ("US Under Secretary of Defense for Policy Kolin Ahlbach", "Kolin Ahlbach", "Undersecretary of Defense for Policy", "US"),
        ("European Commissioner for Humanitarian Aid Hristos Tanides", "Hristos Tanides", "Commissioner for Humanitarian Aid", "EU"),
        ("UNHCR Regional Director for the Middle East Karin Vollan", "Karin Vollan", "Regional Director for the Middle East", "UN"),
        ("Undersecretary of the Jordanian Foreign Ministry Samer Qudsi", "Samer Qudsi", "Undersecretary of the Jordanian Foreign Ministry", "JO"),
        ("Iranian Commander of the Revolutionary Guards Hossein Salami", "Hossein Salami", "Commander of the Revolutionary Guards", "IR"),
        ("Samantha Power, the USAID Administrator,", "Samantha Power", "USAID Administrator", "US"),
        ("Alina L. Romanowski, the US ambassador,", "Alina Romanowski", "Ambassador to Iraq", "US"),
        ("Alina L. Romanowski", "Alina Romanowski", "Ambassador to Iraq", "US"),
        ("UN Deputy Special Representative for Iraq Marta Olsen", "Marta Olsen", "Deputy Special Representative for Iraq", "UN"),
        ("Kostas Pappas, the Greek Environment and Energy Minister,", "Kostas Pappas", "Energy Minister", "GR"),
        ("Pavel Dorin, Russia's Digital Growth, Regional Policy and Trade Minister,", "Pavel Dorin", "Trade Minister", "RU"),
        ("Kostas Pappas, the Greek Deputy Environment and Energy Minister,", "Kostas Pappas", "Deputy Energy Minister", "GR"),
    ],
)  # fmt: skip
def test_titles_of_several_capitals_end_before_the_name(guest: str, name: str, role: str, polity: str) -> None:
    text = f"ERBIL - President Nechirvan Barzani on Monday received {guest} in Erbil, and they discussed relations."
    answer = assess_text("Talks in Erbil", text, load_knowledge(), published=date(2023, 3, 6), language="en")
    (meeting,) = answer.mentions
    guests = [(p.name, p.role, p.polity) for p in meeting.participants if p.name != "Nechirvan Barzani"]
    assert guests == [(name, role, polity)]


def test_an_official_and_a_minister_are_two_where_names_or_offices_stand_between() -> None:
    guests = "Greek Prime Minister Kyriakos Mitsotakis and Energy Minister Kostas Pappas"
    text = f"ERBIL - President Nechirvan Barzani on Monday received {guests} in Erbil, and they discussed relations."
    answer = assess_text("Talks in Erbil", text, load_knowledge(), published=date(2023, 3, 6), language="en")
    assert [p.name for p in answer.mentions[0].participants[1:]] == ["Kyriakos Mitsotakis", "Kostas Pappas"]


def test_initials_end_no_sentence() -> None:
    text = (
        "ERBIL - President Nechirvan Barzani met with J.D. Vance in Washington on Monday, and they discussed relations."
    )
    answer = assess_text("Talks", text, load_knowledge(), published=date(2025, 3, 3), language="en")
    assert [p.actor for p in answer.mentions[0].participants] == ["nechirvan-barzani", "jd-vance"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ar", "ckb", "kmr"])
def test_whom_the_knowledge_knows_is_recognised_in_each_office(language: str) -> None:
    """Each twenty-third actor; the whole roll is benchmarks/roll_call.py."""
    knowledge = load_knowledge()
    found = [(call, fault(call, knowledge)) for call in calls(knowledge, (language,), every=23)]
    assert len(found) > 80
    missed = [(call.text, answer) for call, answer in found if answer is not None]
    assert len(missed) <= len(found) // 100, missed


@pytest.mark.slow
@pytest.mark.parametrize(("language", "faults"), [("en", 7), ("ar", 6), ("ckb", 4), ("kmr", 4)])
def test_everyday_reports_of_strangers_are_understood(language: str, faults: int) -> None:
    """Of 150 reports; the whole is benchmarks/strangers.py."""
    knowledge = load_knowledge()
    found = [
        (report.text, strangers.fault(report, knowledge))
        for report in strangers.reports(knowledge, language, 150, seed=3)
    ]
    assert len([text for text, answer in found if answer is not None]) <= faults


@pytest.mark.parametrize(
    "sentence",
    [
        "The Japanese Foreign Minister, Yoko Kamikawa, announced on Tuesday that a visa centre will open, a step welcomed by Prime Minister Masrour Barzani.",
        "Prime Minister Masrour Barzani has not met the Dutch Foreign Minister, Hanke Bruins Slot, his spokesman said on Tuesday.",
        "A meeting between Prime Minister Masrour Barzani and Dutch Foreign Minister Hanke Bruins Slot would help, analysts said on Tuesday.",
    ],
)
def test_what_was_not_done_is_no_meeting(sentence: str) -> None:
    assert not assess_text(
        "", f"ERBIL - {sentence}", load_knowledge(), published=date(2024, 3, 5), language="en"
    ).mentions


def test_not_only_met_is_met() -> None:
    text = "ERBIL - Prime Minister Masrour Barzani has not only met Dutch Foreign Minister Hanke Bruins Slot on Tuesday, but signed a memorandum with her."
    assert assess_text("", text, load_knowledge(), published=date(2024, 3, 5), language="en").mentions
