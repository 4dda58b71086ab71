"""Where people met, told by the way there: a journey in one sentence, the meeting in the next."""

from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

MET = {
    "en": "Dutch Foreign Minister Wopke Hoekstra {}. He held talks with Prime Minister {}.",
    "ar": "{}. وأجرى مباحثات مع رئيس الوزراء {}.",
    "ckb": "{}. هۆکسترا لەگەڵ {} سەرۆک وەزیران کۆبووەوە.",
    "kmr": "{}. Hoekstra bi Serokwezîr {} re civiya.",
}
HOSTS = {
    "en": [("Baghdad", "Mohammed Shia al-Sudani"), ("Erbil", "Masrour Barzani")],
    "ar": [("بغداد", "محمد شياع السوداني"), ("أربيل", "مسرور بارزاني")],
    "ckb": [("بەغدا", "محەمەد شیاع سوودانی"), ("هەولێر", "مەسرور بارزانی")],
    "kmr": [("Bexdayê", "Mihemed Şiya Sûdanî"), ("Hewlêrê", "Mesrûr Barzanî")],
}
JOURNEYS = [
    ("en", "came to {c} on Saturday"),
    ("en", "flew into {c} on Saturday"),
    ("en", "flew to {c} on Saturday"),
    ("en", "touched down in {c} on Saturday"),
    ("en", "made an unannounced stop in {c} on Saturday"),
    ("en", "stopped over in {c} on Saturday"),
    ("en", "paid a surprise visit to {c} on Saturday"),
    ("en", "paid {c} a visit on Saturday"),
    ("en", "reached {c} on Saturday"),
    ("en", "travelled to {c} on Saturday"),
    ("en", "went to {c} on Saturday"),
    ("en", "set foot in {c} on Saturday"),
    ("en", "was in {c} on Saturday"),
    ("en", "began a visit to {c} on Saturday"),
    ("en", "kicked off a tour in {c} on Saturday"),
    ("en", "led a delegation to {c} on Saturday"),
    ("en", "drove to {c} on Saturday"),
    ("en", "toured {c} on Saturday"),
    ("en", "turned up in {c} on Saturday"),
    ("ar", "وصل وزير الخارجية الهولندي فوبكه هوكسترا، السبت، إلى {c}"),
    ("ar", "وصل إلى {c} السبت وزير الخارجية الهولندي فوبكه هوكسترا"),
    ("ar", "زار وزير الخارجية الهولندي فوبكه هوكسترا {c} السبت"),
    ("ar", "أجرى وزير الخارجية الهولندي فوبكه هوكسترا زيارة إلى {c} السبت"),
    ("ar", "بدأ وزير الخارجية الهولندي فوبكه هوكسترا السبت زيارة إلى {c}"),
    ("ar", "حل وزير الخارجية الهولندي فوبكه هوكسترا ضيفا على {c} السبت"),
    ("ar", "توجه وزير الخارجية الهولندي فوبكه هوكسترا السبت إلى {c}"),
    ("ar", "قام وزير الخارجية الهولندي فوبكه هوكسترا السبت بزيارة مفاجئة إلى {c}"),
    ("ar", "حطت طائرة وزير الخارجية الهولندي فوبكه هوكسترا في {c} السبت"),
    ("ar", "استهل وزير الخارجية الهولندي فوبكه هوكسترا السبت زيارة رسمية إلى {c}"),
    ("ar", "قدم وزير الخارجية الهولندي فوبكه هوكسترا إلى {c} السبت"),
    ("ar", "كان وزير الخارجية الهولندي فوبكه هوكسترا في {c} السبت"),
    ("ar", "انتقل وزير الخارجية الهولندي فوبكه هوكسترا السبت إلى {c}"),
    ("ar", "دخل وزير الخارجية الهولندي فوبكه هوكسترا {c} السبت"),
    ("ar", "ترأس وزير الخارجية الهولندي فوبكه هوكسترا وفدا إلى {c} السبت"),
    ("ar", "اختتم وزير الخارجية الهولندي فوبكه هوكسترا السبت زيارة إلى {c}"),
    ("ar", "أنهى وزير الخارجية الهولندي فوبكه هوكسترا السبت زيارته إلى {c}"),
    ("ar", "استقبلت {c} السبت وزير الخارجية الهولندي فوبكه هوكسترا"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە گەیشتە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە سەردانی {c}ی کرد"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە بە سەردانێک گەیشتە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە چووە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە هاتە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە لە {c} بوو"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە لە {c} نیشتەوە"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە ڕووی لە {c} کرد"),
    ("ckb", "ڕۆژی شەممە وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا بە سەردانێکی فەرمی هاتە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە سەردانێکی بۆ {c} ئەنجامدا"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە بە سەرۆکایەتیی شاندێک گەیشتە {c}"),
    ("ckb", "وۆپکە هۆکسترا وەزیری دەرەوەی هۆڵەندا ڕۆژی شەممە بەرەو {c} بەڕێکەوت"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê gihîşt {c}"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê çû {c}"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê serdana {c} kir"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê hat {c}"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê li {c} bû"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê bi serokatiya şandekê gihîşte {c}"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê ber bi {c} ve bi rê ket"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê li {c} daket"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê serdanek bo {c} encam da"),
    ("kmr", "Wezîrê Derve yê Holandayê Wopke Hoekstra roja Şemiyê serdaneke fermî ya {c} dest pê kir"),
]


@pytest.mark.parametrize(("language", "journey"), JOURNEYS)
def test_those_who_came_to_a_town_met_there(language: str, journey: str) -> None:
    for (town, host), city in zip(HOSTS[language], ("Baghdad", "Erbil"), strict=True):
        text = MET[language].format(journey.format(c=town), host)
        answer = assess_text("", text, load_knowledge(), published=date(2024, 3, 4), language=language)
        assert [(m.city, m.date) for m in answer.mentions] == [(city, date(2024, 3, 2))]


GATHERINGS = [
    (
        "en",
        "Prime Minister Masrour Barzani is attending the {} in {}. On Monday he met Dutch Foreign Minister Hendrik Vosmaer.",
        "World Governments Summit",
        "Dubai",
    ),
    (
        "en",
        "Prime Minister Masrour Barzani is attending the {} in {}. On Monday he met Dutch Foreign Minister Hendrik Vosmaer.",
        "Raisina Dialogue",
        "New Delhi",
    ),
    (
        "ar",
        "يشارك رئيس الوزراء مسرور بارزاني في {} في {}. والتقى يوم الاثنين وزير الخارجية الهولندي هندريك فوسماير.",
        "القمة العالمية للحكومات",
        "دبي",
    ),
    (
        "ar",
        "خلال مشاركته في {} {}، التقى رئيس الوزراء مسرور بارزاني يوم الاثنين وزير الخارجية الهولندي هندريك فوسماير.",
        "منتدى",
        "الدوحة",
    ),
    (
        "ckb",
        "مەسرور بارزانی سەرۆکی حکوومەت بەشداریی لە {} لە {} دەکات. ڕۆژی دووشەممە لەگەڵ هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا کۆبووەوە.",
        "لووتکەی جیهانیی حکوومەتەکان",
        "دوبەی",
    ),
    (
        "kmr",
        "Serokwezîr Mesrûr Barzanî beşdarî {} li {} dibe. Wî roja Duşemê bi Wezîrê Derve yê Holandayê Hendrik Vosmaer re hevdîtin kir.",
        "Foruma Aborî ya Cîhanî",
        "Davosê",
    ),
]
CITIES = {"دبي": "Dubai", "الدوحة": "Doha", "دوبەی": "Dubai", "Davosê": "Davos"}


@pytest.mark.parametrize(("language", "frame", "gathering", "town"), GATHERINGS)
def test_who_takes_part_in_a_gathering_meets_others_there(language: str, frame: str, gathering: str, town: str) -> None:
    answer = assess_text(
        "", frame.format(gathering, town), load_knowledge(), published=date(2024, 3, 4), language=language
    )
    assert [m.city for m in answer.mentions] == [CITIES.get(town, town)]
