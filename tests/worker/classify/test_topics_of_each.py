"""What each of two meetings was about, where the sentences of one follow those of the other."""

import itertools
from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

REPORTS = {
    "en": (
        [
            "Kurdistan Region Prime Minister Masrour Barzani received Dutch Foreign Minister Hendrik Vosmaer in Erbil on Monday.",
            "Dutch Foreign Minister Hendrik Vosmaer met Kurdistan Region Prime Minister Masrour Barzani in Erbil on Monday.",
        ],
        [
            "They discussed trade.",
            "The two sides spoke about investment.",
            "The talks centred on trade and investment, his office said.",
            "During the meeting, the minister said Dutch companies want to invest in the Region.",
            '"We want more trade," Vosmaer said after the meeting.',
            "Trade was high on the agenda.",
        ],
        [
            "Later, Barzani received Swedish Ambassador Karin Lindqvist.",
            "The premier also met Swedish Ambassador Karin Lindqvist.",
            "In a separate meeting, Barzani received Swedish Ambassador Karin Lindqvist.",
        ],
        [
            "They discussed drought.",
            "The two talked about water shortages.",
            "With her he discussed water and drought.",
            "The ambassador said Sweden would fund water projects.",
            "Water was the main subject of that meeting.",
            "During the meeting, climate change was discussed.",
        ],
    ),
    "ar": (
        [
            "استقبل رئيس حكومة إقليم كوردستان مسرور بارزاني وزير الخارجية الهولندي هندريك فوسماير في أربيل يوم الاثنين.",
            "التقى وزير الخارجية الهولندي هندريك فوسماير رئيس حكومة إقليم كوردستان مسرور بارزاني في أربيل اليوم الاثنين.",
        ],
        [
            "وبحثا ملف التجارة.",
            "وتناول اللقاء الاستثمار.",
            "وجرى خلال اللقاء بحث التجارة والاستثمار.",
            "وقال الوزير إن الشركات الهولندية ترغب بالاستثمار في الإقليم.",
            "وتركزت المباحثات على التجارة.",
        ],
        [
            "كما استقبل بارزاني السفيرة السويدية كارين ليندكفيست.",
            "وفي لقاء منفصل، استقبل رئيس الحكومة السفيرة السويدية كارين ليندكفيست.",
            "والتقى رئيس الحكومة لاحقا السفيرة السويدية كارين ليندكفيست.",
        ],
        [
            "وبحثا ملف المياه.",
            "وتناول اللقاء الجفاف.",
            "وجرى خلال اللقاء بحث شح المياه.",
            "وقالت السفيرة إن السويد ستمول مشاريع للمياه.",
            "وبحث معها أزمة المياه.",
        ],
    ),
    "ckb": (
        [
            "مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان ڕۆژی دووشەممە لە هەولێر پێشوازیی لە هێندریک ڤۆسمایەر، وەزیری دەرەوەی هۆڵەندا کرد.",
            "هێندریک ڤۆسمایەر، وەزیری دەرەوەی هۆڵەندا ئەمڕۆ دووشەممە لە هەولێر لەگەڵ مەسرور بارزانی، سەرۆکی حکوومەتی هەرێمی کوردستان کۆبووەوە.",
        ],
        [
            "باسی بازرگانییان کرد.",
            "لە دیدارەکەدا وەبەرهێنان تاوتوێ کرا.",
            "هەردوولا جەختیان لە بازرگانی کردەوە.",
            "وەزیرەکە گوتی، کۆمپانیا هۆڵەندییەکان دەیانەوێت لە هەرێم وەبەرهێنان بکەن.",
            "تەوەری سەرەکیی کۆبوونەوەکە بازرگانی بوو.",
        ],
        [
            "دواتر بارزانی پێشوازیی لە کارین لیندکڤیست، باڵیۆزی سوید کرد.",
            "هەروەها سەرۆکی حکوومەت لەگەڵ کارین لیندکڤیست، باڵیۆزی سوید کۆبووەوە.",
            "لە دیدارێکی دیکەدا، بارزانی پێشوازیی لە کارین لیندکڤیست، باڵیۆزی سوید کرد.",
        ],
        [
            "باسی وشکەساڵییان کرد.",
            "لەو دیدارەدا کەمئاوی تاوتوێ کرا.",
            "هەردوولا جەختیان لە پرسی ئاو کردەوە.",
            "باڵیۆزەکە گوتی، سوید پارە بۆ پڕۆژەکانی ئاو دابین دەکات.",
            "تەوەری ئەو دیدارە پرسی ئاو بوو.",
        ],
    ),
    "kmr": (
        [
            "Serokwezîrê Herêma Kurdistanê Mesrûr Barzanî roja Duşemê li Hewlêrê pêşwazî li Wezîrê Derve yê Holandayê Hendrik Vosmaer kir.",
            "Wezîrê Derve yê Holandayê Hendrik Vosmaer îro Duşemê li Hewlêrê bi Serokwezîrê Herêma Kurdistanê Mesrûr Barzanî re civiya.",
        ],
        [
            "Wan behsa bazirganiyê kir.",
            "Di hevdîtinê de veberhênan hat nirxandin.",
            "Herdu aliyan tekezî li ser bazirganiyê kir.",
            "Wezîr got ku kompaniyên Holandî dixwazin li Herêmê veberhênanê bikin.",
            "Mijara sereke ya civînê bazirganî bû.",
        ],
        [
            "Piştre Barzanî pêşwazî li Balyoza Swêdê Karin Lindqvist kir.",
            "Serokwezîr herwiha bi Balyoza Swêdê Karin Lindqvist re civiya.",
            "Di hevdîtineke din de, Barzanî pêşwazî li Balyoza Swêdê Karin Lindqvist kir.",
        ],
        [
            "Wan behsa hişkesaliyê kir.",
            "Di wê hevdîtinê de kêmbûna avê hat nirxandin.",
            "Herdu aliyan tekezî li ser pirsa avê kir.",
            "Balyozê got ku Swêd ê projeyên avê fînanse bike.",
        ],
    ),
}  # fmt: skip
TEXTS = [(language, parts) for language, said in REPORTS.items() for parts in itertools.product(*said)]


@pytest.mark.parametrize(("language", "parts"), TEXTS[::7])
def test_each_meeting_has_its_own_topics(language: str, parts: tuple[str, ...]) -> None:
    text = ("\n\n" if len(parts[1]) % 2 else " ").join(parts)  # some in paragraphs, some in one
    answer = assess_text("", text, load_knowledge(), published=date(2024, 3, 4), language=language)
    told = [(next(p.polity for p in m.participants if p.polity != "IQ-KR"), m.topics) for m in answer.mentions]
    assert told == [("NL", ("economy",)), ("SE", ("climate",))]
