"""Claims about how a meeting is said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from storage.records import TOPICS, FieldChange, Meeting, Mode, Participant, Phase, Status
from worker.knowledge.wording import FSI, LANGUAGES, PDI, isolate, shortened, wording

TOLD = datetime(2021, 3, 30, 15, tzinfo=UTC)
NECHIRVAN = Participant(
    name="Nechirvan Barzani", surface="Nechirvan Barzani", role="President", polity="IQ-KR", lead=True, actor="nechirvan-barzani"
)  # fmt: skip
MACRON = Participant(
    name="Emmanuel Macron", surface="Emmanuel Macron", role="President", polity="FR", lead=True, actor="emmanuel-macron"
)


def a_meeting(**changed: object) -> Meeting:
    made = Meeting(
        key="m-1", status=Status.HELD, phase=Phase.HELD, mode=Mode.IN_PERSON, date=date(2021, 3, 30), city="Paris", country="FR",
        participants=(MACRON, NECHIRVAN), first_told_at=TOLD, updated_at=TOLD,
    )  # fmt: skip
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_held_meeting_is_one_line_that_says_what_the_record_says() -> None:
    assert wording().line(a_meeting(), "en") == (
        "Nechirvan Barzani (President, Kurdistan Region) met Emmanuel Macron (President, France) in Paris, 30 Mar 2021"
    )


def test_the_same_line_in_arabic_and_sorani() -> None:
    unknown = replace(MACRON, actor="~FR:x")
    arabic = wording().line(a_meeting(participants=(NECHIRVAN, unknown)), "ar")
    assert arabic.startswith("لقاء بين نيجيرفان بارزاني (الرئيس، إقليم كوردستان) و")
    assert f"{FSI}Emmanuel Macron{PDI} (الرئيس، فرنسا) في باريس، 30 آذار 2021" in arabic
    assert wording().line(a_meeting(), "ckb").startswith("دیداری نێوان نێچیرڤان بارزانی (سەرۆک، هەرێمی کوردستان) و ")


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"status": Status.PLANNED, "phase": Phase.ANNOUNCED}, "Nechirvan Barzani is to meet Emmanuel Macron in Paris, 30 Mar 2021"),
        ({"mode": Mode.PHONE, "city": None, "country": None}, "Nechirvan Barzani spoke by phone with Emmanuel Macron, 30 Mar 2021"),
        ({"status": Status.CANCELLED, "phase": Phase.CANCELLED, "date": None}, "Cancelled: Nechirvan Barzani was to meet Emmanuel Macron in Paris"),
        ({"status": Status.CANCELLED, "phase": Phase.POSTPONED}, "Postponed: Nechirvan Barzani was to meet Emmanuel Macron in Paris, 30 Mar 2021"),
        ({"status": Status.PLANNED, "phase": Phase.POSTPONED}, "Postponed: Nechirvan Barzani is now to meet Emmanuel Macron in Paris, 30 Mar 2021"),
        ({"city": None}, "Nechirvan Barzani met Emmanuel Macron in France, 30 Mar 2021"),
    ],
)  # fmt: skip
def test_the_heading_follows_the_life_of_the_meeting(changed: dict[str, object], line: str) -> None:
    assert wording().heading(a_meeting(**changed), "en") == line


def test_what_was_withdrawn_is_never_said_as_news() -> None:
    gone = a_meeting(phase=Phase.WITHDRAWN)
    assert wording().line(gone, "en").startswith("Withdrawn: Nechirvan Barzani")
    assert wording().heading(gone, "ar").startswith("سُحب الخبر: لقاء بين")


def test_an_office_without_a_name_is_called_by_its_office() -> None:
    consul = Participant(
        name=None, surface="the French consul", role="Consul General in Erbil", polity="FR", lead=True, actor="@FR:c"
    )
    line = wording().line(a_meeting(participants=(NECHIRVAN, consul), city=None, country=None, date=None), "en")
    assert line == "Nechirvan Barzani (President, Kurdistan Region) met the Consul General in Erbil (France)"


@pytest.mark.parametrize(
    ("role", "arabic"),
    [
        ("Foreign Minister", "وزير الخارجية"),
        ("Acting Foreign Minister", "وزير الخارجية بالوكالة"),
        ("Deputy Foreign Minister", "نائب وزير الخارجية"),
        ("Ambassador to Iraq", "السفير لدى العراق"),
        ("Consul General in Erbil", "القنصل العام في أربيل"),
        ("Governor of Erbil", "محافظ أربيل"),
        ("President of the KDP", "رئيس الحزب الديمقراطي الكوردستاني"),
        ("Keeper of the Seal", f"{FSI}Keeper of the Seal{PDI}"),
    ],
)
def test_offices_are_put_together_in_arabic_and_unknown_ones_stay_english(role: str, arabic: str) -> None:
    assert wording().role(replace(MACRON, role=role), "ar") == arabic


def test_others_present_and_many_sides_are_counted_not_dropped() -> None:
    aide = replace(MACRON, name="Jean-Yves Le Drian", role="Foreign Minister", lead=False, actor="~FR:d")
    assert wording().others(a_meeting(participants=(MACRON, NECHIRVAN, aide)), "en") == (
        "also present: Jean-Yves Le Drian (Foreign Minister, France)"
    )
    sides = tuple(replace(MACRON, name=f"Guest {n}", role=None, actor=f"~X:{n}", polity=None) for n in range(6))
    assert "Guest 2, Guest 3 and 2 more in Paris" in wording().line(a_meeting(participants=sides), "en")
    assert wording().line(a_meeting(participants=sides), "en").count("Guest") == 4


def test_changes_are_told_in_words_before_and_after() -> None:
    fields = (
        FieldChange(name="city", before="Paris", after="Erbil"),
        FieldChange(name="date", before=None, after="2021-04-01"),
        FieldChange(name="version", before=1, after=2),
    )
    assert wording().changed(fields, "en") == [("city", "Paris", "Erbil"), ("day", "–", "1 Apr 2021")]
    assert wording().changed(fields[:1], "ar") == [("المدينة", "باريس", "أربيل")]


def test_what_runs_the_other_way_is_isolated_and_nothing_else() -> None:
    assert isolate("Macron", "ar") == f"{FSI}Macron{PDI}"
    assert isolate("Macron", "en") == "Macron"
    assert isolate("نێچیرڤان", "en") == f"{FSI}نێچیرڤان{PDI}"
    assert isolate("30", "ar") == "30"


def test_every_word_is_there_in_three_languages_with_the_same_values() -> None:
    words = wording()._words
    assert set(TOPICS) == set(words["topics"])
    assert {phase.value for phase in Phase} <= set(words["phases"])
    for table in ("topics", "phases", "modes", "fields", "phrases", "verbs"):
        for key, forms in words[table].items():
            assert set(forms) == set(LANGUAGES), f"{table}.{key}"
    for key, forms in words["phrases"].items():
        values = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in forms.values()]
        assert all(one == values[0] for one in values), key
    assert all(len(words["months"][language]) == 12 and len(words["weekdays"][language]) == 7 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("code", "arabic", "sorani"),
    [
        ("UN", "الأمم المتحدة", "نەتەوە یەکگرتووەکان"),
        ("EU", "الاتحاد الأوروبي", "یەکێتیی ئەورووپا"),
        ("NATO", "الناتو", "ناتۆ"),
        ("GCC", "مجلس التعاون الخليجي", "ئەنجوومەنی هاوکاریی کەنداو"),
        ("OIC", "منظمة التعاون الإسلامي", "ڕێکخراوی هاوکاریی ئیسلامی"),
        ("AFRICAN-UNION", "الاتحاد الأفريقي", "یەکێتیی ئەفریقا"),
        ("COALITION", "التحالف الدولي", "هاوپەیمانیی نێودەوڵەتی"),
    ],
)
def test_an_organisation_is_shown_by_its_own_name_and_not_by_an_agency_s(code: str, arabic: str, sorani: str) -> None:
    assert wording().polity(code, "ar") == arabic
    assert wording().polity(code, "ckb") == sorani


def test_an_instant_is_said_by_the_clock_of_a_zone() -> None:
    assert wording().instant(TOLD, "en", ZoneInfo("Asia/Baghdad")) == "30 Mar 2021 18:00"
    assert wording().instant(TOLD, "ckb", UTC) == "30ی ئازاری 2021 15:00"


def test_a_long_sentence_is_cut_at_a_length_that_counts_the_ellipsis() -> None:
    assert shortened("They  met\nin Erbil.", 17) == "They met in Erbil."[:16] + "…"
    assert shortened("They  met\nin Erbil.", 18) == "They met in Erbil."
    assert shortened("They met in Erbil", 9) == "They met…"
