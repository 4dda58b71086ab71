"""Guests stand where the outlets put them: behind a day, behind a long office, behind a host."""

from datetime import date

import pytest

from worker.classify import assess_text
from worker.knowledge.load import load_knowledge

DAY = date(2024, 3, 5)  # a Tuesday


@pytest.mark.parametrize(
    ("sentence", "guest", "polity"),
    [
        (
            "Iraqi President Abdul Latif Rashid received on Tuesday the French Ambassador to Iraq, Patrick Durel.",
            "Patrick Durel",
            "FR",
        ),
        (
            "Iraqi President Abdul Latif Rashid received on Tuesday in Baghdad the Italian Ambassador to Iraq, Marco Belli.",
            "Marco Belli",
            "IT",
        ),
        (
            "Iraqi President Abdul Latif Rashid met on Tuesday with the Special Representative of the UN Secretary-General for Iraq, John Smithson, in Baghdad.",
            "John Smithson",
            "UN",
        ),
        (
            "Kurdistan Region Prime Minister Masrour Barzani met on Tuesday with Maj. Gen. Joel Vowell, the commander of the US-led coalition "
            "forces in Iraq and Syria.",
            "Joel Vowell",
            "COALITION",
        ),
    ],
)
def test_the_guest_is_found_behind_day_office_and_host(sentence: str, guest: str, polity: str) -> None:
    answer = assess_text("Talks", sentence, load_knowledge(), published=DAY)
    assert len(answer.mentions) == 1, answer.reasons
    assert (guest, polity) in {(one.name, one.polity) for one in answer.mentions[0].participants}
    assert answer.mentions[0].date == DAY


def test_an_arabic_headline_s_subject_is_not_the_consul_s_name() -> None:
    title = "وزير داخلية الإقليم يبحث مع القنصل التركي تسهيل منح التأشيرات"
    text = "بحث وزير الداخلية في حكومة إقليم كوردستان ريبر أحمد، اليوم الثلاثاء، مع القنصل العام التركي في أربيل، ملف التأشيرات."
    answer = assess_text(title, text, load_knowledge(), published=DAY)
    assert [one.name for one in answer.mentions[0].participants if one.polity == "TR"] == [None]
