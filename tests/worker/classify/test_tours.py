"""The legs of a journey: where and when each of its meetings was, told in one sentence or over three."""

import itertools
from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

PUBLISHED = date(2024, 3, 4)  # a Monday
BEFORE = ("held", "2024-03-03", "Amman", "ayman-safadi")
THERE = ("held", "2024-03-04", "Doha", "mohammed-bin-abdulrahman")
NEXT = ("planned", "2024-03-06", "Manama", "abdullatif-al-zayani")
TITLES = {
    "en": "Iraqi foreign minister on Gulf tour",
    "ar": "وزير الخارجية العراقي في جولة خليجية",
    "ckb": "وەزیری دەرەوەی عێراق لە گەشتێکی کەنداودایە",
    "kmr": "Wezîrê Derve yê Iraqê li Kendavê ye",
}
ARRIVALS = {
    "en": [
        "Iraqi Foreign Minister Fuad Hussein arrived in Doha on Monday.",
        "Iraqi Foreign Minister Fuad Hussein arrived in Doha on Monday after talks in Amman on Sunday with his Jordanian counterpart Ayman Safadi.",
        "Iraqi Foreign Minister Fuad Hussein arrived in Doha on Monday, a day after meeting Jordanian Foreign Minister Ayman Safadi in Amman.",
        "Iraqi Foreign Minister Fuad Hussein flew to Doha on Monday from Amman, where he met Foreign Minister Ayman Safadi on Sunday.",
        "Iraqi Foreign Minister Fuad Hussein reached Doha on Monday on the second leg of a Gulf tour that began on Sunday in Amman, where he held talks with Foreign Minister Ayman Safadi.",
    ],
    "ar": [
        "وصل وزير الخارجية العراقي فؤاد حسين إلى الدوحة اليوم الاثنين.",
        "وصل وزير الخارجية العراقي فؤاد حسين إلى الدوحة اليوم الاثنين بعد مباحثات أجراها في عمان أمس مع نظيره الأردني أيمن الصفدي.",
        "وصل وزير الخارجية العراقي فؤاد حسين إلى الدوحة اليوم الاثنين قادما من عمان حيث التقى أمس الأحد وزير الخارجية أيمن الصفدي.",
        "وصل وزير الخارجية العراقي فؤاد حسين اليوم الاثنين إلى الدوحة، غداة لقائه في عمان وزير الخارجية الأردني أيمن الصفدي.",
        "وصل وزير الخارجية العراقي فؤاد حسين اليوم الاثنين إلى الدوحة في المحطة الثانية من جولة خليجية بدأها أمس من عمان حيث أجرى محادثات مع وزير الخارجية أيمن الصفدي.",
    ],
    "ckb": [
        "فوئاد حوسێن، وەزیری دەرەوەی عێراق ئەمڕۆ دووشەممە گەیشتە دۆحە.",
        "فوئاد حوسێن، وەزیری دەرەوەی عێراق ئەمڕۆ دووشەممە گەیشتە دۆحە، دوای ئەوەی دوێنێ لە عەممان لەگەڵ ئەیمەن سەفەدی، هاوتا ئوردنییەکەی کۆبووەوە.",
        "فوئاد حوسێن، وەزیری دەرەوەی عێراق ئەمڕۆ دووشەممە لە عەممانەوە گەیشتە دۆحە، کە ڕۆژی یەکشەممە لەوێ لەگەڵ ئەیمەن سەفەدی، وەزیری دەرەوەی ئوردن کۆبووەوە.",
        "فوئاد حوسێن، وەزیری دەرەوەی عێراق ئەمڕۆ دووشەممە گەیشتە دۆحە، دوای کۆبوونەوەی دوێنێی لە عەممان لەگەڵ ئەیمەن سەفەدی، وەزیری دەرەوەی ئوردن.",
    ],
    "kmr": [
        "Wezîrê Derve yê Iraqê Fuad Husên îro Duşemê gihîşt Dohayê.",
        "Wezîrê Derve yê Iraqê Fuad Husên îro Duşemê gihîşt Dohayê, piştî ku duh li Emanê bi hevpîşeyê xwe yê Urdinî Eymen Sefedî re civiya.",
        "Wezîrê Derve yê Iraqê Fuad Husên îro Duşemê ji Emanê gihîşt Dohayê, ku roja Yekşemê li wir bi Wezîrê Derve yê Urdinê Eymen Sefedî re civiya.",
        "Wezîrê Derve yê Iraqê Fuad Husên îro Duşemê gihîşt Dohayê, rojek piştî hevdîtina bi Wezîrê Derve yê Urdinê Eymen Sefedî re li Emanê.",
    ],
}
TALKS = {
    "en": [
        "",
        "In Doha he met Qatari Prime Minister Mohammed bin Abdulrahman Al Thani.",
        "There he held talks with Qatari Prime Minister Mohammed bin Abdulrahman Al Thani.",
        "He was received by Qatari Prime Minister Mohammed bin Abdulrahman Al Thani at the Emiri Diwan.",
        "In the Qatari capital, Hussein discussed trade with Prime Minister Mohammed bin Abdulrahman Al Thani.",
        "Qatari Prime Minister Mohammed bin Abdulrahman Al Thani received him shortly after his arrival.",
    ],
    "ar": [
        "",
        "والتقى في الدوحة رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني.",
        "وأجرى هناك محادثات مع رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني.",
        "واستقبله رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني في الديوان الأميري.",
        "وفي العاصمة القطرية، بحث حسين مع رئيس الوزراء محمد بن عبد الرحمن آل ثاني ملف التجارة.",
        "واستقبل رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني الوزير فور وصوله.",
    ],
    "ckb": [
        "",
        "لە دۆحە لەگەڵ محەممەد بن عەبدولڕەحمان ئال سانی، سەرۆکوەزیرانی قەتەر کۆبووەوە.",
        "لەوێ چاوی بە محەممەد بن عەبدولڕەحمان ئال سانی، سەرۆکوەزیرانی قەتەر کەوت.",
        "محەممەد بن عەبدولڕەحمان ئال سانی، سەرۆکوەزیرانی قەتەر پێشوازیی لێ کرد.",
        "لە پایتەختی قەتەر حوسێن لەگەڵ سەرۆکوەزیران محەممەد بن عەبدولڕەحمان ئال سانی باسی بازرگانیی کرد.",
    ],
    "kmr": [
        "",
        "Li Dohayê wî bi Serokwezîrê Qeterê Mihemed bin Ebdulrehman Al Sanî re hevdîtin kir.",
        "Li wir bi Serokwezîrê Qeterê Mihemed bin Ebdulrehman Al Sanî re civiya.",
        "Serokwezîrê Qeterê Mihemed bin Ebdulrehman Al Sanî pêşwazî lê kir.",
        "Li paytexta Qeterê Husên bi Serokwezîr Mihemed bin Ebdulrehman Al Sanî re behsa bazirganiyê kir.",
    ],
}
NEXT_LEGS = {
    "en": [
        "",
        "He will go on to Manama on Wednesday for talks with Bahraini Foreign Minister Abdullatif al-Zayani.",
        "Hussein is due in Manama on Wednesday to meet Bahraini Foreign Minister Abdullatif al-Zayani.",
        "From Doha he travels to Bahrain, where he will meet Foreign Minister Abdullatif al-Zayani in Manama on Wednesday.",
        "The tour ends on Wednesday in Manama, where Hussein is to meet Bahraini Foreign Minister Abdullatif al-Zayani.",
        "On Wednesday he is expected in Manama for a meeting with his Bahraini counterpart, Abdullatif al-Zayani.",
    ],
    "ar": [
        "",
        "ويتوجه الأربعاء إلى المنامة للقاء وزير الخارجية البحريني عبد اللطيف الزياني.",
        "ومن المقرر أن يصل حسين إلى المنامة الأربعاء للقاء وزير الخارجية البحريني عبد اللطيف الزياني.",
        "وينتقل من الدوحة إلى البحرين حيث يلتقي وزير الخارجية عبد اللطيف الزياني في المنامة يوم الأربعاء.",
        "ويختتم جولته الأربعاء في المنامة حيث سيلتقي وزير الخارجية البحريني عبد اللطيف الزياني.",
        "ومن المنتظر أن يجتمع الأربعاء في المنامة مع نظيره البحريني عبد اللطيف الزياني.",
    ],
    "ckb": [
        "",
        "بڕیارە چوارشەممە بچێتە مەنامە بۆ کۆبوونەوە لەگەڵ عەبدوللەتیف زەیانی، وەزیری دەرەوەی بەحرێن.",
        "حوسێن چوارشەممە لە مەنامە لەگەڵ عەبدوللەتیف زەیانی، وەزیری دەرەوەی بەحرێن کۆدەبێتەوە.",
        "لە دۆحەوە بەرەو بەحرێن دەڕوات و چوارشەممە لە مەنامە لەگەڵ عەبدوللەتیف زەیانی، وەزیری دەرەوە کۆدەبێتەوە.",
    ],
    "kmr": [
        "",
        "Ew dê roja Çarşemê biçe Menameyê û bi Wezîrê Derve yê Behreynê Abdullatif Zeyanî re bicive.",
        "Biryar e Husên roja Çarşemê li Menameyê bi Wezîrê Derve yê Behreynê Abdullatif Zeyanî re bicive.",
    ],
}
ROUTES = [
    (language, a, t, n)
    for language in TITLES
    for a, t, n in itertools.product(*(range(len(x[language])) for x in (ARRIVALS, TALKS, NEXT_LEGS)))
]  # every seventh is read: a step that divides the length of none of the lists takes something of each


@pytest.mark.parametrize(("language", "arrival", "talks", "onward"), ROUTES[::7])
def test_each_leg_has_its_own_town_and_day(language: str, arrival: int, talks: int, onward: int) -> None:
    parts = (ARRIVALS[language][arrival], TALKS[language][talks], NEXT_LEGS[language][onward])
    answer = assess_text(
        TITLES[language], "\n\n".join(filter(None, parts)), load_knowledge(), published=PUBLISHED, language=language
    )
    told = [
        (
            str(m.status),
            m.date.isoformat() if m.date else None,
            m.city,
            *(p.actor for p in m.participants if p.actor != "fuad-hussein"),
        )
        for m in answer.mentions
    ]
    legs = zip((arrival, talks, onward), (BEFORE, THERE, NEXT), strict=True)
    assert sorted(told, key=str) == sorted(leg for number, leg in legs if number)
    assert all(any(p.actor == "fuad-hussein" for p in m.participants) for m in answer.mentions)


TWO_TOWNS = [
    ("en", "Dutch Foreign Minister Hendrik Vosmaer met Iraqi Foreign Minister Fuad Hussein in Baghdad on Sunday and President Nechirvan Barzani in Erbil on Monday."),
    ("ar", "التقى وزير الخارجية الهولندي هندريك فوسماير وزير الخارجية العراقي فؤاد حسين في بغداد أمس الأحد، ورئيس إقليم كوردستان نيجيرفان بارزاني في أربيل اليوم الاثنين."),
    ("ckb", "هێندریک ڤۆسمایەر، وەزیری دەرەوەی هۆڵەندا دوێنێ لە بەغدا لەگەڵ فوئاد حوسێن، وەزیری دەرەوەی عێراق و ئەمڕۆ لە هەولێر لەگەڵ نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان کۆبووەوە."),
    ("kmr", "Wezîrê Derve yê Holandayê Hendrik Vosmaer duh li Bexdayê bi Wezîrê Derve yê Iraqê Fuad Husên re û îro li Hewlêrê bi Serokê Herêma Kurdistanê Nêçîrvan Barzanî re civiya."),
    ("en", "Dutch Foreign Minister Hendrik Vosmaer met Iraqi Foreign Minister Fuad Hussein in Baghdad on Sunday before travelling to Erbil, where he was received by President Nechirvan Barzani on Monday."),
    ("en", "After talks with Iraqi Foreign Minister Fuad Hussein in Baghdad on Sunday, Dutch Foreign Minister Hendrik Vosmaer arrived in Erbil on Monday and met President Nechirvan Barzani."),
    ("en", "Dutch Foreign Minister Hendrik Vosmaer held talks with President Nechirvan Barzani in Erbil on Monday, a day after he met Iraqi Foreign Minister Fuad Hussein in Baghdad."),
    ("en", "Dutch Foreign Minister Hendrik Vosmaer, who met Iraqi Foreign Minister Fuad Hussein in Baghdad on Sunday, held talks with President Nechirvan Barzani in Erbil on Monday."),
    ("ar", "التقى وزير الخارجية الهولندي هندريك فوسماير وزير الخارجية العراقي فؤاد حسين في بغداد أمس الأحد قبل أن يتوجه إلى أربيل حيث استقبله اليوم الاثنين رئيس الإقليم نيجيرفان بارزاني."),
    ("ar", "بعد مباحثات مع وزير الخارجية العراقي فؤاد حسين في بغداد أمس الأحد، وصل وزير الخارجية الهولندي هندريك فوسماير إلى أربيل اليوم الاثنين والتقى رئيس الإقليم نيجيرفان بارزاني."),
    ("ar", "أجرى وزير الخارجية الهولندي هندريك فوسماير مباحثات مع رئيس إقليم كوردستان نيجيرفان بارزاني في أربيل اليوم الاثنين، غداة لقائه وزير الخارجية العراقي فؤاد حسين في بغداد."),
    ("ar", "أجرى وزير الخارجية الهولندي هندريك فوسماير، الذي التقى وزير الخارجية العراقي فؤاد حسين في بغداد أمس الأحد، مباحثات مع رئيس إقليم كوردستان نيجيرفان بارزاني في أربيل اليوم الاثنين."),
    ("ckb", "دوای گفتوگۆکانی دوێنێ لە بەغدا لەگەڵ فوئاد حوسێن، وەزیری دەرەوەی عێراق، هێندریک ڤۆسمایەر، وەزیری دەرەوەی هۆڵەندا ئەمڕۆ دووشەممە گەیشتە هەولێر و لەگەڵ نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان کۆبووەوە."),
    ("ckb", "هێندریک ڤۆسمایەر، وەزیری دەرەوەی هۆڵەندا ئەمڕۆ دووشەممە لە هەولێر لەگەڵ نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان کۆبووەوە، ڕۆژێک دوای دیداری لەگەڵ فوئاد حوسێن، وەزیری دەرەوەی عێراق لە بەغدا."),
    ("kmr", "Piştî hevdîtina duh a li Bexdayê bi Wezîrê Derve yê Iraqê Fuad Husên re, Wezîrê Derve yê Holandayê Hendrik Vosmaer îro Duşemê gihîşt Hewlêrê û bi Serokê Herêma Kurdistanê Nêçîrvan Barzanî re civiya."),
    ("kmr", "Wezîrê Derve yê Holandayê Hendrik Vosmaer îro Duşemê li Hewlêrê bi Serokê Herêma Kurdistanê Nêçîrvan Barzanî re civiya, rojek piştî ku li Bexdayê bi Wezîrê Derve yê Iraqê Fuad Husên re civiya."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence"), TWO_TOWNS)
def test_one_sentence_tells_of_two_towns_and_days(language: str, sentence: str) -> None:
    answer = assess_text("", sentence, load_knowledge(), published=PUBLISHED, language=language)
    told = [
        (next(p.actor for p in m.participants if p.polity != "NL"), m.city, m.date, len(m.participants))
        for m in answer.mentions
    ]
    assert sorted(told, key=str) == [
        ("fuad-hussein", "Baghdad", date(2024, 3, 3), 2),
        ("nechirvan-barzani", "Erbil", date(2024, 3, 4), 2),
    ]


def test_each_town_of_a_coming_visit_has_its_day() -> None:
    text = "Turkish Foreign Minister Hakan Fidan will visit Baghdad on Tuesday and Erbil on Wednesday. He is to meet Prime Minister Mohammed Shia al-Sudani in Baghdad and President Nechirvan Barzani in Erbil."
    answer = assess_text("", text, load_knowledge(), published=PUBLISHED, language="en")
    assert sorted((m.city, m.date) for m in answer.mentions) == [
        ("Baghdad", date(2024, 3, 5)),
        ("Erbil", date(2024, 3, 6)),
    ]
