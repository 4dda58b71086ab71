"""What a second sentence means by "he", "the delegation", "the guest": whom the sentence before has named, on the way somewhere."""

from datetime import date

import pytest

from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

PUBLISHED = date(2024, 3, 4)

CAME = {
    "en": [
        "Dutch Foreign Minister Hendrik Vosmaer arrived in Erbil on Monday.",
        "Hendrik Vosmaer, the Dutch foreign minister, was in Erbil on Monday to show support for the Region.",
        "A Dutch delegation headed by Foreign Minister Hendrik Vosmaer visited Erbil on Monday.",
    ],
    "ar": [
        "وصل وزير الخارجية الهولندي هندريك فوسماير إلى أربيل يوم الاثنين.",
        "زار وفد هولندي برئاسة وزير الخارجية هندريك فوسماير أربيل يوم الاثنين.",
        "بدأ وزير الخارجية الهولندي هندريك فوسماير يوم الاثنين زيارة إلى أربيل.",
    ],
    "ckb": [
        "هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا ڕۆژی دووشەممە گەیشتە هەولێر.",
        "شاندێکی هۆڵەندی بە سەرۆکایەتیی هێندریک ڤۆسمایەر وەزیری دەرەوە ڕۆژی دووشەممە سەردانی هەولێری کرد.",
    ],
    "kmr": [
        "Wezîrê Derve yê Holandayê Hendrik Vosmaer roja Duşemê gihîşt Hewlêrê.",
        "Şandeke Holandî bi serokatiya Wezîrê Derve Hendrik Vosmaer roja Duşemê serdana Hewlêrê kir.",
    ],
}
WHO = {
    "en": [
        "The minister",
        "The visiting minister",
        "The Dutch minister",
        "Vosmaer",
        "He",
        "The delegation",
        "The Dutch delegation",
        "The top Dutch diplomat",
        "The Dutch official",
        "The guest",
        "Minister Vosmaer",
    ],
    "ar": ["الوزير", "الوزير الضيف", "الوزير الهولندي", "فوسماير", "الوفد الهولندي", "الضيف الهولندي"],
    "ckb": ["وەزیرەکە", "وەزیری میوان", "وەزیری هۆڵەندی", "ڤۆسمایەر", "ناوبراو", "شاندەکە", "میوانەکە"],
    "kmr": ["wezîr", "wezîrê mêvan", "wezîrê Holandî", "Vosmaer", "navborî", "şandê", "şanda Holandî", "mêvan"],
}
MET = {
    "en": [
        "{s} met Prime Minister Masrour Barzani.",
        "{s} met with Prime Minister Masrour Barzani to discuss trade.",
        "{s} held talks with Prime Minister Masrour Barzani.",
        "{s} was received by Prime Minister Masrour Barzani.",
        "{s} sat down with Prime Minister Masrour Barzani.",
        "{s} was hosted by Prime Minister Masrour Barzani.",
        "{s} held a meeting with Prime Minister Masrour Barzani.",
        "{s} discussed trade with Prime Minister Masrour Barzani.",
        "{s} conferred with Prime Minister Masrour Barzani.",
        "{s} called on Prime Minister Masrour Barzani.",
        "{s} had a working lunch with Prime Minister Masrour Barzani.",
        "{s} was welcomed by Prime Minister Masrour Barzani at his office.",
        "{s} exchanged views with Prime Minister Masrour Barzani.",
        "{s} was also received by Prime Minister Masrour Barzani.",
        "{s} then met Prime Minister Masrour Barzani.",
        "{s} went on to meet Prime Minister Masrour Barzani.",
    ],
    "ar": [
        "والتقى {s} رئيس الوزراء مسرور بارزاني.",
        "واجتمع {s} مع رئيس الوزراء مسرور بارزاني.",
        "وأجرى {s} محادثات مع رئيس الوزراء مسرور بارزاني.",
        "واستقبل رئيس الوزراء مسرور بارزاني {s}.",
        "وعقد {s} اجتماعا مع رئيس الوزراء مسرور بارزاني.",
        "وبحث {s} مع رئيس الوزراء مسرور بارزاني ملف التجارة.",
        "كما التقى {s} برئيس الوزراء مسرور بارزاني.",
        "وناقش {s} ورئيس الوزراء مسرور بارزاني ملف التجارة.",
        "وفي وقت لاحق، اجتمع {s} برئيس الوزراء مسرور بارزاني.",
        "وتباحث {s} مع رئيس الوزراء مسرور بارزاني.",
    ],
    "ckb": [
        "{s} لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت کۆبووەوە.",
        "{s} چاوی بە مەسرور بارزانی سەرۆکی حکوومەت کەوت.",
        "{s} لەلایەن مەسرور بارزانی سەرۆکی حکوومەتەوە پێشوازیی لێ کرا.",
        "مەسرور بارزانی سەرۆکی حکوومەت پێشوازیی لە {s} کرد.",
        "{s} سەردانی مەسرور بارزانی سەرۆکی حکوومەتی کرد.",
        "{s} و مەسرور بارزانی سەرۆکی حکوومەت کۆبوونەوە.",
        "{s} هەروەها لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت دیداری کرد.",
        "{s} کۆبوونەوەیەکی لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت ئەنجامدا.",
    ],
    "kmr": [
        "Paşê {s} bi Serokwezîr Mesrûr Barzanî re civiya.",
        "{s} li gel Serokwezîr Mesrûr Barzanî civiya.",
        "{s} ji aliyê Serokwezîr Mesrûr Barzanî ve hat pêşwazîkirin.",
        "Serokwezîr Mesrûr Barzanî pêşwazî li {s} kir.",
        "{s} serdana Serokwezîr Mesrûr Barzanî kir.",
        "{s} bi Serokwezîr Mesrûr Barzanî re li ser bazirganiyê axivî.",
        "{s} bi Serokwezîr Mesrûr Barzanî re hevdîtin kir.",
        "{s} her wiha bi Serokwezîr Mesrûr Barzanî re hevdîtinek pêk anî.",
    ],
}
TO_COME = {
    "en": (
        [
            "Dutch Foreign Minister Hendrik Vosmaer will arrive in Erbil on Wednesday, an official said.",
            "Dutch Foreign Minister Hendrik Vosmaer is to visit Erbil on Wednesday.",
            "Dutch Foreign Minister Hendrik Vosmaer will travel to Erbil on Wednesday, his ministry announced on Monday.",
            "A Dutch delegation led by Foreign Minister Hendrik Vosmaer is due in Erbil on Wednesday.",
            "Hendrik Vosmaer, the Dutch foreign minister, is expected in Erbil on Wednesday.",
        ],
        [
            "He will meet Prime Minister Masrour Barzani.",
            "He is to meet Prime Minister Masrour Barzani.",
            "The minister is scheduled to hold talks with Prime Minister Masrour Barzani.",
            "Vosmaer is expected to meet with Prime Minister Masrour Barzani.",
            "During the visit he will be received by Prime Minister Masrour Barzani.",
            "He is due to hold talks with Prime Minister Masrour Barzani on trade.",
            "There he will sit down with Prime Minister Masrour Barzani.",
            "The visitor will be hosted by Prime Minister Masrour Barzani.",
            "He plans to meet Prime Minister Masrour Barzani.",
            "He and Prime Minister Masrour Barzani will discuss trade.",
        ],
    ),
    "ar": (
        [
            "يصل وزير الخارجية الهولندي هندريك فوسماير إلى أربيل يوم الأربعاء المقبل.",
            "من المقرر أن يزور وزير الخارجية الهولندي هندريك فوسماير أربيل يوم الأربعاء.",
            "أعلنت وزارة الخارجية الهولندية أن الوزير هندريك فوسماير سيتوجه إلى أربيل يوم الأربعاء.",
            "سيصل وفد هولندي برئاسة وزير الخارجية هندريك فوسماير إلى أربيل يوم الأربعاء.",
        ],
        [
            "وسيلتقي رئيس الوزراء مسرور بارزاني.",
            "ومن المقرر أن يلتقي رئيس الوزراء مسرور بارزاني.",
            "وسيجتمع الوزير مع رئيس الوزراء مسرور بارزاني.",
            "ومن المتوقع أن يجري فوسماير محادثات مع رئيس الوزراء مسرور بارزاني.",
            "وسيكون في استقباله رئيس الوزراء مسرور بارزاني وسيعقدان اجتماعا.",
            "وسيبحث مع رئيس الوزراء مسرور بارزاني ملف التجارة.",
            "ويتضمن برنامج الزيارة لقاء مع رئيس الوزراء مسرور بارزاني.",
            "ومن المنتظر أن يستقبله رئيس الوزراء مسرور بارزاني.",
            "وسيعقد اجتماعا مع رئيس الوزراء مسرور بارزاني.",
        ],
    ),
    "ckb": (
        [
            "هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا ڕۆژی چوارشەممە دەگاتە هەولێر.",
            "بڕیارە هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا ڕۆژی چوارشەممە سەردانی هەولێر بکات.",
            "هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا ڕۆژی چوارشەممە دێتە هەولێر.",
        ],
        [
            "لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت کۆدەبێتەوە.",
            "بڕیارە لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت کۆببێتەوە.",
            "وەزیرەکە چاوی بە مەسرور بارزانی سەرۆکی حکوومەت دەکەوێت.",
            "ڤۆسمایەر لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت دیدار دەکات.",
            "مەسرور بارزانی سەرۆکی حکوومەت پێشوازیی لێ دەکات.",
            "لەوێ کۆبوونەوەیەک لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت ئەنجام دەدات.",
        ],
    ),
    "kmr": (
        [
            "Wezîrê Derve yê Holandayê Hendrik Vosmaer dê roja Çarşemê were Hewlêrê.",
            "Biryar e Wezîrê Derve yê Holandayê Hendrik Vosmaer roja Çarşemê serdana Hewlêrê bike.",
            "Wezîrê Derve yê Holandayê Hendrik Vosmaer roja Çarşemê tê Hewlêrê.",
            "Wezîrê Derve yê Holandayê Hendrik Vosmaer dê roja Çarşemê bigihîje Hewlêrê.",
        ],
        [
            "Ew dê bi Serokwezîr Mesrûr Barzanî re bicive.",
            "Dê bi Serokwezîr Mesrûr Barzanî re bicive.",
            "Biryar e wezîr bi Serokwezîr Mesrûr Barzanî re hevdîtinê bike.",
            "Vosmaer dê bi Serokwezîr Mesrûr Barzanî re hevdîtinê pêk bîne.",
            "Serokwezîr Mesrûr Barzanî dê pêşwaziya wî bike.",
            "Ew ê li gel Serokwezîr Mesrûr Barzanî kom bibe.",
            "Tê payîn ku ew bi Serokwezîr Mesrûr Barzanî re hevdîtin bike.",
        ],
    ),
}
CALLED_OFF = {
    "en": (
        [
            "Dutch Foreign Minister Hendrik Vosmaer has called off a visit to Erbil planned for Wednesday.",
            "A visit by Dutch Foreign Minister Hendrik Vosmaer to Erbil on Wednesday has been postponed.",
            "Dutch Foreign Minister Hendrik Vosmaer will not travel to Erbil on Wednesday as planned.",
            "The Wednesday visit of Dutch Foreign Minister Hendrik Vosmaer to Erbil was cancelled.",
        ],
        [
            "He was to meet Prime Minister Masrour Barzani.",
            "He was due to hold talks with Prime Minister Masrour Barzani.",
            "The minister had been scheduled to meet Prime Minister Masrour Barzani.",
            "Vosmaer would have met Prime Minister Masrour Barzani.",
            "He had planned to meet Prime Minister Masrour Barzani.",
        ],
    ),
    "ar": (
        [
            "ألغى وزير الخارجية الهولندي هندريك فوسماير زيارته التي كانت مقررة إلى أربيل يوم الأربعاء.",
            "تأجلت زيارة وزير الخارجية الهولندي هندريك فوسماير إلى أربيل التي كانت مقررة يوم الأربعاء.",
            "أرجئت زيارة وزير الخارجية الهولندي هندريك فوسماير المقررة يوم الأربعاء إلى أربيل.",
        ],
        [
            "وكان من المقرر أن يلتقي رئيس الوزراء مسرور بارزاني.",
            "وكان سيلتقي رئيس الوزراء مسرور بارزاني.",
            "وكان من المفترض أن يجتمع مع رئيس الوزراء مسرور بارزاني.",
            "وكان الوزير يعتزم لقاء رئيس الوزراء مسرور بارزاني.",
            "وكان مقررا أن يجري محادثات مع رئيس الوزراء مسرور بارزاني.",
        ],
    ),
    "ckb": (
        [
            "سەردانەکەی هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا بۆ هەولێر کە بڕیار بوو ڕۆژی چوارشەممە بێت، دواخرا.",
            "هێندریک ڤۆسمایەر وەزیری دەرەوەی هۆڵەندا سەردانەکەی ڕۆژی چوارشەممەی بۆ هەولێر هەڵوەشاندەوە.",
        ],
        [
            "بڕیار بوو لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت کۆببێتەوە.",
            "دەبوو لەگەڵ مەسرور بارزانی سەرۆکی حکوومەت کۆببێتەوە.",
            "وەزیرەکە بڕیار بوو چاوی بە مەسرور بارزانی سەرۆکی حکوومەت بکەوێت.",
        ],
    ),
    "kmr": (
        [
            "Serdana Wezîrê Derve yê Holandayê Hendrik Vosmaer ya bo Hewlêrê ku biryar bû roja Çarşemê be, hat paşxistin.",
            "Wezîrê Derve yê Holandayê Hendrik Vosmaer serdana xwe ya roja Çarşemê ya bo Hewlêrê betal kir.",
        ],
        [
            "Biryar bû ku ew bi Serokwezîr Mesrûr Barzanî re bicive.",
            "Ew dê bi Serokwezîr Mesrûr Barzanî re biciviya.",
            "Diviyabû ew bi Serokwezîr Mesrûr Barzanî re hevdîtin bike.",
            "Wî dê bi Serokwezîr Mesrûr Barzanî re hevdîtin bikira.",
        ],
    ),
}


def told(language: str, text: str) -> list[tuple[str, frozenset[tuple[str, bool]], str | None, date | None]]:
    answer = assess_text("", text[0].upper() + text[1:], load_knowledge(), published=PUBLISHED, language=language)
    return [
        (m.status.value, frozenset((p.polity or "", p.name is not None) for p in m.participants), m.city, m.date)
        for m in answer.mentions
    ]


BOTH = frozenset({("NL", True), ("IQ-KR", True)})


@pytest.mark.parametrize(("language", "nth"), [(language, n) for language, who in WHO.items() for n in range(len(who))])
def test_who_came_met_the_host(language: str, nth: int) -> None:
    for n, met in enumerate(MET[language]):
        came, did = CAME[language][(n + nth) % len(CAME[language])], met.format(s=WHO[language][nth])
        text = f"{came} {did[0].upper()}{did[1:]}"
        assert told(language, text) == [("held", BOTH, "Erbil", PUBLISHED)], text


@pytest.mark.parametrize("language", TO_COME)
def test_who_is_to_come_will_meet_the_host(language: str) -> None:
    for comes in TO_COME[language][0]:
        for meets in TO_COME[language][1]:
            assert told(language, f"{comes} {meets}") == [("planned", BOTH, "Erbil", date(2024, 3, 6))], (comes, meets)


@pytest.mark.parametrize("language", CALLED_OFF)
def test_who_does_not_come_will_not_meet_the_host(language: str) -> None:
    for off in CALLED_OFF[language][0]:
        for meets in CALLED_OFF[language][1]:
            assert told(language, f"{off} {meets}") == [("cancelled", BOTH, "Erbil", date(2024, 3, 6))], (off, meets)
