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


def people(title: str, text: str) -> list[set[tuple[str | None, str | None]]]:
    answer = assess_text(title, text, load_knowledge(), published=DAY)
    return [{(one.name, one.polity) for one in mention.participants} for mention in answer.mentions]


class TestKurdishReadouts:
    """Phenomena of the offices' own readouts, in sentences of ours."""

    def test_a_name_between_two_offices(self) -> None:
        text = "ڕۆژی سێشەممە لە پیرمام سەرۆک مەسعود بارزانی پێشوازی لە بەڕێز باڵیۆز حەسەن تەوفیق عەلی کونسوڵی گشتیی مسر لە هەولێر کرد."
        (there,) = people("", text)
        assert ("Masoud Barzani", "IQ-KR") in there
        assert any(name is not None and polity == "EG" for name, polity in there)

    def test_a_general_between_his_rank_and_two_offices(self) -> None:
        text = "ئەمڕۆ سێشەممە مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان، پێشوازی لە شاندێکی سەربازیی ئەمەریکی کرد بە سەرۆکایەتیی جەنەڕاڵ پۆڵ هاریس گەورە ڕاوێژکار و پاشکۆی سەربازی ئەمەریکی لە عێراق."
        (there,) = people("", text)
        assert any(name is not None and polity == "US" for name, polity in there)

    def test_senior_officials_are_nobody(self) -> None:
        text = "ئەمڕۆ سێشەممە مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان، لە واشنتن لەگەڵ بەرپرسانی باڵای کۆشکی سپی کۆبووەوە."
        assert people("", text) == []

    def test_an_old_spelling_and_an_arabic_article(self) -> None:
        text = "دوێنێ مهسرور بارزانى، سهرۆكى حكوومهتى ههرێمى كوردستان، له ههولێر پێشوازى له نوورى ئهلمالكى كرد، كه سهرۆكى هاوپهيمانيى دهوڵهتى ياسايه."
        assert people("", text) == [{("Masrour Barzani", "IQ-KR"), ("Nouri al-Maliki", "IQ")}]

    def test_a_visit_that_was_talked_of_is_no_meeting(self) -> None:
        text = (
            "Îro sêşemê Wezîrê Derve yê Iraqê Fuad Husên pêşwazî li Balyozê Tirkiyê yê li Iraqê Kemal Aydin kir. "
            "Herdu aliyan behsa serdana Wezîrê Derve yê Tirkiyê Hakan Fîdan bo Iraqê kirin."
        )
        (there,) = people("", text)
        assert ("Hakan Fidan", "TR") not in there

    def test_those_who_were_present_too(self) -> None:
        text = (
            "Serok Mesûd Barzanî îro sêşemê li Selahedîn pêşwazî li Alîkara Wezîrê Derve yê Amerîkayê Laura Stein kir. "
            "Di hevdîtinê de ku Balyoza Amerîkayê ya li Iraqê Helen Ward û Konsulê Giştî yê Amerîkayê yê li Hewlêrê Paul Reed jî amade bûn, rewşa Iraqê hat gotûbêjkirin."
        )
        (there,) = people("", text)
        assert {("Helen Ward", "US"), ("Paul Reed", "US")} <= there

    def test_an_opening_to_come_does_not_put_off_the_meeting(self) -> None:
        text = "Balyozê Fransayê yê li Iraqê Luc Martin îro sêşemê ligel Serok Mesûd Barzanî civiya, ku biryar e di dawiya vê mehê de konsulxane were vekirin."
        answer = assess_text("", text, load_knowledge(), published=DAY)
        assert [mention.status for mention in answer.mentions] == ["held"]

    def test_the_house_of_an_employer_is_not_the_place(self) -> None:
        text = "ئەمڕۆ سێشەممە سەفین دزەیی، بەرپرسی فەرمانگەی پەیوەندییەکانی دەرەوە، پێشوازی لە جێگری کونسوڵی گشتیی ئەمریکا ماری فۆکس کرد، کە نوێنەرانی وەزارەتی دەرەوە و کۆشکی سپی لەگەڵ بوون."
        answer = assess_text("", text, load_knowledge(), published=DAY)
        assert [mention.city for mention in answer.mentions] in ([None], ["Erbil"])

    def test_a_place_behind_a_day_and_before_the_verb(self) -> None:
        text = (
            "ڕێبەر ئەحمەد، وەزیری ناوخۆی حکوومەتی هەرێمی کوردستان، پێشوازی لە شاندێکی حکوومەتی سویسرا کرد بە سەرۆکایەتیی خاتوو ئینگا براون، بەرپرسی نووسینگەی فیدراڵی حکوومەتی سویسرا بۆ کۆچ. "
            "لە کۆبوونەوەکەدا، کە ڕۆژی سێشەممە (٥ی ئازاری ٢٠٢٤) لە دهۆک بەڕێوەچوو، باس لە کەمپەکان کرا."
        )
        answer = assess_text("", text, load_knowledge(), published=DAY)
        (mention,) = answer.mentions
        assert (mention.city, {one.polity for one in mention.participants}) == ("Duhok", {"IQ-KR", "CH"})

    def test_whoever_was_talked_of_behind_the_verb_of_presence(self) -> None:
        text = (
            "Serok Mesûd Barzanî îro sêşemê li Pîrmamê pêşwaziya Balyozê Brîtanyayê li Iraqê Peter Hall kir. "
            "Di wê civînê de, ku Konsulê Giştî yê Brîtanyayê li Hewlêrê Ann Clark jî tê de amade bûbû, mijara destnîşankirina Serokkomarê Iraqê hat nîqaşkirin."
        )
        (there,) = people("", text)
        assert there == {("Masoud Barzani", "IQ-KR"), ("Peter Hall", "GB"), ("Ann Clark", "GB")}

    def test_another_party_s_leader_is_not_the_kdp_s(self) -> None:
        text = "ئەمڕۆ سێشەممە قوباد تاڵەبانی، جێگری سەرۆک وەزیران، لەگەڵ سەرۆکی پارتی ئایندە کۆبووەوە."
        assert people("", text) == []

    def test_a_meeting_in_badini_that_is_to_come(self) -> None:
        text = "نێچیرڤان بارزانی، سەرۆکێ هەرێما کوردستانێ، سوبەهی ل دهۆکێ دێ ل گەل وەزیرێ دەرڤەیێ فەڕەنسا کۆم ببیت."
        answer = assess_text("", text, load_knowledge(), published=DAY)
        assert [(m.status, m.city) for m in answer.mentions] == [("planned", "Duhok")]

    def test_welcomed_at_the_airport_by_its_name(self) -> None:
        text = "وەزیری دەرەوەی فەڕەنسا گەیشتە هەولێر، و مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان، لە فڕۆکەخانەی نێودەوڵەتیی هەولێر پێشوازیی لە وەزیری دەرەوەی فەڕەنسا کرد."
        assert people("", text) == []

    def test_a_surname_that_is_also_a_country_s(self) -> None:
        text = (
            "محەمەد شیاع سوودانی، سەرۆکوەزیرانی عێراق، ئەمڕۆ سێشەممە بە تەلەفۆن لەگەڵ قوباد تاڵەبانی، جێگری سەرۆکی حکوومەتی هەرێمی کوردستان قسەی کرد. "
            "سەرۆکوەزیران ئەلسوودانی لە پەیوەندییەکەدا باسی لە مووچە کرد."
        )
        assert people("", text) == [{("Mohammed Shia al-Sudani", "IQ"), ("Qubad Talabani", "IQ-KR")}]

    def test_a_first_name_that_is_also_somebody_s_surname(self) -> None:
        text = "نێچیرڤان بارزانی، سەرۆکێ هەرێما کوردستانێ و عەباس عراقچی، وەزیرێ دەرڤەیێ ئیرانێ، ئەڤرۆ سێشەمبی ب تەلەفۆنێ ئاخفتن."
        everybody = set().union(*people("", text))
        assert ("Mahmoud Abbas", "PS") not in everybody

    def test_the_president_whose_envoy_he_is(self) -> None:
        text = "دوێنێ لە هەولێر پۆڵ مارتین، نێردەی تایبەتی ئیمانوێل ماکرۆن، سەرۆکی فەڕەنسا بۆ لوبنان، لەگەڵ مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان کۆبووەوە."
        answer = assess_text("", text, load_knowledge(), published=DAY)
        (mention,) = answer.mentions
        assert {one.polity for one in mention.participants} == {"FR", "IQ-KR"}
        assert "Emmanuel Macron" not in {one.name for one in mention.participants}

    def test_a_meeting_that_was_hailed_days_later(self) -> None:
        text = (
            "وەزارەتی دەرەوەی ئەمریکا پێشوازی لە کۆبوونەوەی مەزڵووم عەبدی و مەسعود بارزانی دەکات. "
            "ڕۆژی 24ـی 2ـی 2024 مەزڵووم عەبدی، فەرماندەی هێزەکانی سووریای دیموکرات، لەگەڵ مەسعود بارزانی کۆبووەوە."
        )
        assert people("", text) == []

    def test_going_somewhere_to_meet_is_still_to_come(self) -> None:
        text = "Wezîrê Derve yê Iraqê Fuad Husên îro sêşemê ji bo hevdîtina bi hevpîşeyê xwe yê Îranî Huseyn Emîr Ebdulahiyan re çû Tehranê."
        answer = assess_text("", text, load_knowledge(), published=DAY)
        assert [m.status for m in answer.mentions] == ["planned"]
