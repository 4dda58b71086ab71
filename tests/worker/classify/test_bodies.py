"""Heads of bodies, missions, services and parties abroad: whose they are, told by the body alone."""

from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

FRAMES = {
    "en": "ERBIL - Prime Minister Masrour Barzani on Wednesday received the {}, Jane Dowell.",
    "ar": "أربيل - استقبل رئيس حكومة إقليم كوردستان مسرور بارزاني، اليوم الأربعاء، {} جان دوويل.",
    "ckb": "هەولێر - مەسرور بارزانی سەرۆکی حکوومەتی هەرێمی کوردستان ئەمڕۆ چوارشەممە پێشوازیی لە {}، جان دۆوێڵ کرد.",
    "kmr": "Hewlêr - Serokwezîrê Herêma Kurdistanê Mesrûr Barzanî îro Çarşemê pêşwazî li {} Jane Dowell kir.",
}
HEADS = [
    ("en", "UN", "director-general of the World Trade Organization"),
    ("en", "UN", "director of the UN Office on Drugs and Crime"),
    ("en", "US", "deputy director of the CIA"),
    ("en", "US", "chair of the US Commission on International Religious Freedom"),
    ("en", "TR", "speaker of the Turkish Grand National Assembly"),
    ("en", "TR", "leader of the Republican People's Party"),
    ("en", "IR", "secretary of Iran's Supreme National Security Council"),
    ("en", "IR", "commander of the IRGC"),
    ("en", "RU", "speaker of the State Duma"),
    ("en", "SY", "commander of the SDF"),
    ("en", "GB", "British National Crime Agency's director general"),
    ("en", "GB", "UK's trade envoy to Iraq"),
    ("en", "FI", "Finnish Defence Forces commander"),
    ("en", "US", "deputy commander of CENTCOM"),
    ("ar", "AL", "رئيس البرلمان العربي"),
    ("ar", "AL", "الأمين العام المساعد لجامعة الدول العربية"),
    ("ar", "AFRICAN-UNION", "رئيس مفوضية الاتحاد الأفريقي"),
    ("ar", "TR", "رئيس حزب الشعب الجمهوري"),
    ("ar", "SA", "رئيس الصندوق السعودي للتنمية"),
    ("ar", "SY", "رئيس المجلس الوطني الكردي في سوريا"),
    ("ar", "RU", "نائب رئيس مجلس الأمن الروسي"),
    ("ar", "GB", "مبعوث رئيس الوزراء البريطاني إلى العراق"),
    ("ar", "GB", "السكرتير الأول في السفارة البريطانية"),
    ("ar", "GB", "القنصل البريطاني المنتهية مهامه"),
    ("ckb", "GB", "کارڕاپەڕێنەری باڵیۆزخانەی بەریتانیا لە عێراق"),
    ("ckb", "GB", "باڵیۆزی نیشتەجێنەبووی بەریتانیا"),
    ("ckb", "EU", "سەرۆکی پەرلەمانی ئەوروپا"),
    ("ckb", "AL", "سەرۆکی پەرلەمانی عەرەبی"),
    ("ckb", "TR", "هاوسەرۆکی دەم پارتی"),
    ("ckb", "IR", "فەرماندەی سوپای قودس"),
    ("ckb", "SY", "هاوسەرۆکی ئیدارەی خۆسەری باکوور و ڕۆژهەڵاتی سووریا"),
    ("ckb", "RU", "جێگری سەرۆکی ئەنجوومەنی ئاسایشی ڕووسیا"),
    ("kmr", "UN", "Serokê Şanda Rêxistina Koçê ya Navneteweyî"),
    ("kmr", "UN", "Rêveberê Bernameya Xwarinê ya Cîhanê"),
    ("kmr", "EU", "Seroka Komîsyona Ewropayê"),
    ("kmr", "EU", "Serokê Şanda Yekîtiya Ewropayê ya Iraqê"),
    ("kmr", "OIC", "Sekreterê Giştî yê Rêxistina Hevkariya Îslamî"),
    ("kmr", "IR", "Sekreterê Encûmena Bilind a Ewlehiya Niştimanî ya Îranê"),
    ("kmr", "GB", "Rêveberê Encûmena Çandî ya Brîtanyayê"),
    ("kmr", "FR", "Seroka Meclîsa Neteweyî ya Fransayê"),
    ("kmr", "GB", "Serokê Şanda Parlamentoya Brîtanyayê"),
    ("kmr", "GB", "Dozgerê Giştî yê Brîtanyayê"),
    ("kmr", "SY", "Hevserokê PYDê"),
    ("kmr", "RU", "Cîgirê Serokê Encûmena Ewlehiyê ya Rûsyayê"),
]


@pytest.mark.parametrize(("language", "polity", "head"), HEADS)
def test_a_head_is_of_the_polity_of_his_body(language: str, polity: str, head: str) -> None:
    text = FRAMES[language].format(head)
    answer = assess_text("", text, load_knowledge(), published=date(2024, 5, 8), language=language)
    assert [[(p.polity, p.name is not None) for p in m.participants if p.lead] for m in answer.mentions] in (
        [[("IQ-KR", True), (polity, True)]],
        [[(polity, True), ("IQ-KR", True)]],
    )


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Deputy Special Envoy of Germany for Iraq", "Deputy Special Envoy"),
        ("Deputy Executive Director of UNICEF", "Deputy Executive Director of UNICEF"),
        ("German Deputy National Security Adviser", "Deputy National Security Adviser"),
        ("chief of staff of the Turkish army", "Chief of Staff of the Army"),
    ],
)
def test_the_role_is_told_in_full(head: str, role: str) -> None:
    answer = assess_text("", FRAMES["en"].format(head), load_knowledge(), published=date(2024, 5, 8), language="en")
    assert role in [p.role for m in answer.mentions for p in m.participants]
