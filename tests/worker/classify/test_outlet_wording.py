"""Ways of telling that outlets of many countries use: each was missed once, and is told here in made-up reports."""

from datetime import date

import pytest

from storage.records import Assessment, Mention, Status
from worker.classify.assess import assess_text
from worker.knowledge.load import load_knowledge

DAY = date(2023, 6, 15)  # a Thursday


def told(text: str, title: str = "", day: date | None = DAY) -> Assessment:
    return assess_text(title, text, load_knowledge(), published=day)


def people(mention: Mention) -> set[tuple[str | None, str | None]]:
    return {(p.name, p.polity) for p in mention.participants}


def test_brackets_inside_an_office_do_not_end_it() -> None:
    answer = told(
        "Norwegian Ambassador to Iraq Espen Aldin met with Secretary of the Kurdistan Democratic Party (KDP) Executive Committee Fazil Mirani on Wednesday."
    )
    assert people(answer.mentions[0]) == {("Espen Aldin", "NO"), ("Fazil Mirani", "IQ-KR")}


def test_a_second_host_of_the_same_side_is_a_second_meeting() -> None:
    answer = told(
        "Turkish President Recep Tayyip Erdogan received Kurdistan Region President Nechirvan Barzani in Ankara on Wednesday.\n\n"
        "Ahead of his meeting with Erdogan, Barzani met with Turkish Foreign Minister Hakan Fidan."
    )
    assert [people(m) for m in answer.mentions] == [
        {("Recep Tayyip Erdogan", "TR"), ("Nechirvan Barzani", "IQ-KR")},
        {("Hakan Fidan", "TR"), ("Nechirvan Barzani", "IQ-KR")},
    ]


@pytest.mark.parametrize(
    ("text", "guest"),
    [
        (
            "Masoud Barzani, president of the KDP, on Wednesday received a Czech delegation led by Jan Havlas, the country's ambassador to Iraq.",
            ("Jan Havlas", "CZ"),
        ),
        (
            "Masoud Barzani on Wednesday received a delegation headed by US Deputy Assistant Secretary of State for Iraq and Iran Affairs Laura Whitby.",
            ("Laura Whitby", "US"),
        ),
        (
            "Masoud Barzani received on Wednesday a delegation of the International Coalition headed by the Deputy Commander of the Joint Task Force "
            "of the International Coalition for Iraq and Syria, General Peter Langmead.",
            ("Peter Langmead", "COALITION"),
        ),
    ],
)
def test_who_heads_a_delegation_is_named_behind_a_long_office(text: str, guest: tuple[str, str]) -> None:
    assert guest in people(told(text).mentions[0])


def test_a_vice_president_of_a_firm_is_nobody_s_official() -> None:
    text = "The Minister of Planning Dara Rashid received on Monday a delegation from a South Korean carmaker headed by its vice president Kim Dae-hyun."
    assert told(text).mentions == ()


def test_a_recent_visit_among_the_topics_is_no_place() -> None:
    answer = told(
        "The meeting also covered President Barzani's recent visit to Baghdad.\n\n"
        "President Masoud Barzani received the Polish Ambassador to Iraq, Marek Wolski, on Wednesday in Pirmam.",
        "KDP President Masoud Barzani meets Polish Ambassador to Iraq",
    )
    assert [m.city for m in answer.mentions] == ["Pirmam"]


def test_an_agreement_with_a_department_is_no_visit_to_it() -> None:
    answer = told(
        "ERBIL (Kurdistan 24) – Kurdistan Region President Nechirvan Barzani on Wednesday met with US Ambassador to Iraq Alina Romanowski. An agreement "
        "between the Ministry of Peshmerga Affairs and the US Department of Defense was discussed at the meeting."
    )
    assert [m.city for m in answer.mentions] == ["Erbil"]


def test_a_text_without_any_date_names_no_day() -> None:
    text = "US Ambassador to Iraq Matthew Tueller met with KRG Prime Minister Masrour Barzani yesterday in Erbil."
    assert [m.date for m in told(text, day=None).mentions] == [None]
    assert [m.date for m in told(f"September 16, 2020\n\n{text}", day=None).mentions] == [date(2020, 9, 15)]


def test_a_foreign_minister_without_country_is_of_the_country_that_the_text_names() -> None:
    answer = told(
        "Foreign Minister Mr. Samir B. Hadidi received his Turkish counterpart Mr. Hakan Fidan. They spoke of the ties between Baghdad and Ankara.",
        "Foreign Minister Receives Turkish Counterpart",
    )
    assert {p for _, p in people(answer.mentions[0])} == {"IQ", "TR"}
    assert ("Hakan Fidan", "TR") in people(answer.mentions[0])


@pytest.mark.parametrize(
    "text",
    [
        "وصل رئيس مجلس النواب العراقي محمد الحلبوسي، اليوم الأربعاء، إلى أربيل. واستقبل الحلبوسي في مطار أربيل الدولي من قبل رئيسة برلمان كوردستان ريواز فائق.",
        "وصل الرئيس الفرنسي إيمانويل ماكرون إلى أربيل، وكان في استقباله رئيس إقليم كوردستان نيجيرفان بارزاني.",
        "French President Emmanuel Macron was welcomed at Erbil International Airport by Kurdistan Region President Nechirvan Barzani on Wednesday.",
    ],
)
def test_a_welcome_at_an_airport_is_no_meeting(text: str) -> None:
    assert told(text).mentions == ()


def test_a_welcome_at_an_airport_with_talks_is_one() -> None:
    text = (
        "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني في مطار أربيل الدولي، اليوم الأربعاء، الرئيس الفرنسي إيمانويل ماكرون.\n\n"
        "وخلال اللقاء بحث الجانبان الوضع في سوريا."
    )
    assert [people(m) for m in told(text).mentions] == [{("Nechirvan Barzani", "IQ-KR"), ("Emmanuel Macron", "FR")}]


def test_guests_received_one_by_one_are_a_meeting_each() -> None:
    text = (
        "استقبل رئيس مجلس الوزراء محمد شياع السوداني، اليوم الخميس، سفراء عدد من الدول لدى العراق، كلٌّ على حدة.\n\n"
        "حيث استقبل السوداني كلا من: سفير دولة الكويت ناصر القلاف، وسفير جمهورية التشيك يان هافلاس."
    )
    assert [{p for _, p in people(m)} for m in told(text).mentions] == [{"IQ", "KW"}, {"IQ", "CZ"}]


@pytest.mark.parametrize(
    ("text", "guest"),
    [
        (
            "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الخميس، رئيس بعثة الأمم المتحدة لمساعدة العراق (يونامي)، كارل ليندمان.",
            ("Karl Lindman", "UN"),
        ),
        (
            "بحث وزير الخارجية العراقي فؤاد حسين، اليوم الخميس، في بغداد مع وزير خارجية جمهورية التشيك الصديقة السيد يان ليبافسكي ملف التأشيرات.",
            ("Jan Lipavsky", "CZ"),
        ),
        (
            "استقبل رئيس الجمهورية عبد اللطيف رشيد، اليوم الخميس، السفيرة الأسترالية بولا إليزابيث غانلي.",
            ("Paula Ganly", "AU"),
        ),
    ],
)
def test_what_stands_between_office_and_name_is_not_the_name(text: str, guest: tuple[str, str]) -> None:
    mention = told(text).mentions[0]
    assert len(mention.participants) == 2
    assert guest[1] in {p.polity for p in mention.participants}
    name = next(p.name for p in mention.participants if p.polity == guest[1]) or ""
    assert name.split()[0][0] == guest[0][0]


def test_who_presents_credentials_stands_before_the_office() -> None:
    text = "تسلّم وزير الخارجية اليمني شائع الزنداني، في عدن، نسخة من أوراق اعتماد سالم العامري، سفيراً فوق العادة ومفوضاً لجمهورية العراق لدى اليمن."
    assert people(told(text).mentions[0]) == {("Shaya al-Zindani", "YE"), ("Salem al-Amiri", "IQ")}


def test_the_president_of_the_republic_is_not_iraq_s_where_the_text_names_another_s() -> None:
    text = "استقبل فخامة رئيس الجمهورية، السيد محمد ولد الشيخ الغزواني، اليوم الخميس في نواكشوط، السفير العراقي سالم العامري."
    answer = told(text, "رئيس الجمهورية يستقبل السفير العراقي")
    assert [{p for _, p in people(m)} for m in answer.mentions] == [{"MR", "IQ"}]


def test_a_coming_conference_among_the_topics_does_not_put_the_call_off() -> None:
    text = "تلقى وزير الخارجية فؤاد حسين اتصالاً هاتفياً من وزير خارجية الجمهورية التركية هاكان فيدان تناول التحضير لمؤتمر إسطنبول الأسبوع المقبل."
    assert [m.status for m in told(text).mentions] == [Status.HELD]


def test_news_below_the_news_is_not_read() -> None:
    answer = told(
        "Deputy Prime Minister Qubad Talabani met on Wednesday with Marco Belli، Ambassador of Italy to Iraq.\n\nPrevious Article\n\n"
        "The President of the PUK met the Finnish Ambassador to Iraq\n\nNext Article\n\nA forum opens"
    )
    assert [people(m) for m in answer.mentions] == [{("Qubad Talabani", "IQ-KR"), ("Marco Belli", "IT")}]


def test_a_list_of_countries_and_names_is_read_in_pairs() -> None:
    answer = told(
        "Iraqi Parliament Speaker Mohammed al-Halboosi received on Wednesday the Ambassadors of Norway, Espen Aldin, and Spain, Pedro Marquina."
    )
    assert {person for m in answer.mentions for person in people(m)} == {
        ("Mohammed al-Halbousi", "IQ"),
        ("Espen Aldin", "NO"),
        ("Pedro Marquina", "ES"),
    }


def test_separate_meetings_are_one_each() -> None:
    answer = told(
        "Iraqi Parliament Speaker Mohammed al-Halbousi received in separate meetings on Wednesday Norwegian Ambassador Espen Aldin, Spanish Ambassador "
        "Pedro Marquina and Czech Ambassador Jan Havlas."
    )
    assert sorted(p or "" for m in answer.mentions for _, p in people(m) if p != "IQ") == ["CZ", "ES", "NO"]
    assert len(answer.mentions) == 3


def test_outlets_that_go_on_with_the_first_name_are_understood() -> None:
    answer = told(
        "The Iraqi Minister of Foreign Affairs, Fuad Hussein, arrived in New York on Monday to attend the General Assembly.\n\n"
        "On the sidelines, Fuad met with the Bahraini Minister of Foreign Affairs, Abdullatif al-Zayani."
    )
    mention = answer.mentions[0]
    assert people(mention) == {("Fuad Hussein", "IQ"), ("Abdullatif al-Zayani", "BH")}
    assert mention.city != "Baghdad"


def test_the_guest_s_dateline_is_not_the_host_s_city() -> None:
    answer = told(
        "TEHRAN (MNA) – Iraqi Parliament Speaker Mohammed al-Halbousi on Wednesday received the Iranian Ambassador to Baghdad Mohammad Kazem Al-e Sadegh."
    )
    assert [m.city for m in answer.mentions] == [None]


def test_an_envoy_named_later_is_the_ambassador() -> None:
    answer = told(
        "Iraqi Parliament Speaker Mohammed al-Halbousi held a meeting with the new Iranian envoy to Baghdad on Wednesday.\n\n"
        "Trade was discussed between al-Halbousi and Mohammad Kazem Al-e Sadegh."
    )
    assert [len(m.participants) for m in answer.mentions] == [2]


def test_a_long_talk_by_telephone_is_a_call() -> None:
    answer = told(
        "Prime Minister Masrour Barzani spoke at length today with US Secretary of State Antony Blinken.",
        "PM Masrour Barzani receives call from US Secretary of State",
    )
    assert [(m.mode.value, m.city) for m in answer.mentions] == [("phone", None)]


def test_an_invitation_received_is_no_meeting_with_who_sent_it() -> None:
    answer = told(
        "Iran's Parliament Speaker Mohammad Bagher Ghalibaf has invited his Iraqi counterpart Mahmoud al-Mashhadani to visit Tehran. The invitation was "
        "handed to the Iraqi speaker by Iran's Ambassador to Baghdad Mohammad Kazem Al-e Sadegh who met with al-Mashhadani on Wednesday.",
        "Iraqi speaker receives invitation from Iranian counterpart to visit Tehran",
        date(2024, 11, 14),
    )
    assert [len(m.participants) for m in answer.mentions] == [2]
    assert [m.city for m in answer.mentions] == [None]


def test_who_sent_an_envoy_is_not_there() -> None:
    text = "استقبل رئيس الاتحاد الوطني الكوردستاني بافل طالباني، توم باراك، المبعوث الخاص للرئيس دونالد ترامب لشؤون سوريا، اليوم الخميس."
    answer = told(text, day=date(2025, 10, 16))
    assert [{p for _, p in people(m)} for m in answer.mentions] == [{"IQ-KR", "US"}]
    assert [len(m.participants) for m in answer.mentions] == [2]


def test_who_only_tells_of_a_visit_put_off_takes_no_part() -> None:
    text = "وذكر نائب وزير الدفاع السعودي خالد بن سلمان أن رئيس الوزراء العراقي مصطفى الكاظمي سيلتقي الملك سلمان في زيارته."
    answer = told(text, day=date(2020, 7, 20))
    assert ("Khalid bin Salman", "SA") not in {person for m in answer.mentions for person in people(m)}


def test_after_the_president_comes_the_premier() -> None:
    text = "سيلتقي الرئيس التركي رجب طيب أردوغان، اليوم الخميس، بعد الرئيس العراقي، برئيس الوزراء محمد شياع السوداني."
    assert [people(m) for m in told(text).mentions] == [
        {("Recep Tayyip Erdogan", "TR"), ("Mohammed Shia al-Sudani", "IQ")}
    ]


def test_two_peers_each_behind_his_adjective() -> None:
    text = "بحث وزير الخارجية العراقي فؤاد حسين، اليوم الخميس، مع نظيريه الأردني أيمن الصفدي، والفرنسي كاترين كولونا، ملف المياه."
    assert {person for m in told(text).mentions for person in people(m)} == {
        ("Fuad Hussein", "IQ"),
        ("Ayman Safadi", "JO"),
        ("Catherine Colonna", "FR"),
    }


def test_a_king_s_first_name_is_of_the_country_that_the_text_is_about() -> None:
    text = "يلتقي الرئيس العراقي فؤاد معصوم، اليوم، بالملك عبد الله في السعودية لبحث مكافحة الإرهاب."
    assert {p for m in told(text, day=date(2014, 11, 11)).mentions for _, p in people(m)} == {"IQ", "SA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The President of the Kurdistan Region Nechirvan Barzani met on Wednesday the Special Representative of UN Secretary General to Iraq Jeanine "
            "Hennis-Plasschaert.",
            {("Nechirvan Barzani", "IQ-KR"), ("Jeanine Hennis-Plasschaert", "UN")},
        ),
        (
            "Nechirvan Barzani, President of the Kurdistan Region, on Wednesday received an Iranian delegation headed by the Governor of West Azerbaijan "
            "province, Mohammad Motamedian.",
            {("Nechirvan Barzani", "IQ-KR"), ("Mohammad Motamedian", "IR")},
        ),
        (
            "Prime Minister Masrour Barzani on Wednesday received James Heappey, the Minister for the British Armed Forces.",
            {("Masrour Barzani", "IQ-KR"), ("James Heappey", "GB")},
        ),
        (
            "The Kurdistan Parliament headed by Speaker Rewaz Faiq on Wednesday welcomed Finnish Ambassador to Iraq Matti Lahtela.",
            {("Rewaz Faiq", "IQ-KR"), ("Matti Lahtela", "FI")},
        ),
        (
            "Kurdistan Region Prime Minister-designate Masrour Barzani on Wednesday received UN envoy Jeanine Hennis-Plasschaert.",
            {("Masrour Barzani", "IQ-KR"), ("Jeanine Hennis-Plasschaert", "UN")},
        ),
    ],
)
def test_offices_as_readouts_and_agencies_write_them(text: str, expected: set[tuple[str, str]]) -> None:
    assert [people(m) for m in told(text, day=date(2021, 6, 17)).mentions] == [expected]


def test_a_mission_s_commander_named_before_is_not_a_second_guest() -> None:
    answer = told(
        "Iraqi Defense Minister Juma Inad hosted on Wednesday a delegation of the NATO mission in Iraq, headed by Major General Michael Lollesgaard.\n\n"
        "Inad discussed training with the NATO mission commander.",
        day=date(2021, 9, 30),
    )
    assert [len(m.participants) for m in answer.mentions] == [2]


def test_a_visit_paid_to_meet_somebody_is_held() -> None:
    answer = told(
        "Erbil Governor Omed Khoshnaw visited the Iranian Consulate on Wednesday to meet Iranian Consul General Faramarz Asadi."
    )
    assert [m.status for m in answer.mentions] == [Status.HELD]


def test_a_delegation_s_governor_does_not_make_his_province_the_place() -> None:
    answer = told(
        "Kurdistan Region President Nechirvan Barzani on Wednesday received an Iranian delegation headed by the Governor of West Azerbaijan, Reza Rahmani."
    )
    assert [(m.city, m.country) for m in answer.mentions] == [(None, None)]


def test_one_word_of_a_lineage_is_nobody_s_short_name() -> None:
    text = (
        "التقى الأمير عبدالعزيز بن سعود بن نايف وزير الداخلية، اليوم الخميس، وزير الداخلية بجمهورية العراق عبد الأمير الشمري.\n\n"
        "حضر اللقاء مساعد الوزير سعيد بن عبدالله القحطاني والدكتور عبدالعزيز بن علي الصقر."
    )
    polities = {p for m in told(text, day=date(2024, 2, 29)).mentions for _, p in people(m)}
    assert polities == {"SA", "IQ"}


@pytest.mark.parametrize(
    "sender", ["مبعوث الرئيس الأميركي دونالد ترامب لشؤون سوريا", "مبعوث الرئيس الأمريكي الخاص لشؤون سوريا"]
)
def test_the_president_s_envoy_is_of_his_country(sender: str) -> None:
    text = f"استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الخميس، {sender}، توم باراك."
    answer = told(text, day=date(2025, 10, 16))
    assert [people(m) for m in answer.mentions] == [{("Nechirvan Barzani", "IQ-KR"), ("Tom Barrack", "US")}]


def test_ministers_of_one_cabinet_stand_in_one_list() -> None:
    answer = told(
        "The Iranian oil minister arrived in Baghdad. Javad Owji will meet Iraqi Prime Minister Mohammed Shia al-Sudani, Oil Minister Hayan Abdel-Ghani, "
        "and Electricity Minister Ziad Ali Fadhil on Friday."
    )
    assert {p for m in answer.mentions for name, p in people(m) if name and name.split()[0] in ("Hayan", "Ziad")} == {
        "IQ"
    }


def test_a_political_coalition_is_not_the_coalition() -> None:
    text = "Turkish Foreign Minister Hakan Fidan met on Wednesday with Nouri al-Maliki, head of the State of Law political coalition."
    assert "COALITION" not in {p for m in told(text).mentions for _, p in people(m)}


def test_each_verb_says_how_its_own_guest_was_met() -> None:
    text = (
        "Turkish Foreign Minister Hakan Fidan met Iraqi Defense Minister Thabit al-Abbasi in Ankara on Wednesday and separately held a phone call with "
        "Nechirvan Barzani, the president of the Kurdistan Region."
    )
    assert [(m.mode.value, m.city) for m in told(text).mentions] == [("in_person", "Ankara"), ("phone", None)]


def test_the_guest_s_own_people_are_of_his_country() -> None:
    text = (
        "استقبل وزير الداخلية عثمان الغانمي، اليوم الخميس، وزير داخلية المملكة العربية السعودية عبد العزيز بن سعود بن نايف والوفد المرافق له، المكون من "
        "وكيل وزارة الداخلية الأستاذ فهد بن مهنا الدوسري، وسفير خادم الحرمين الشريفين لدى العراق عبد العزيز بن خالد الشمري."
    )
    sides = [p for _, p in people(told(text, day=date(2021, 9, 2)).mentions[0])]
    assert sorted(p or "" for p in sides) == ["IQ", "SA", "SA", "SA"]


def test_a_courtesy_title_and_a_comma_before_the_office() -> None:
    text = (
        "استقبل الرئيس مسعود بارزاني، اليوم الخميس، السفير الكندي لدى العراق.\n\n"
        "وفي اللقاء، الذي حضرته أيضاً السيدة كاترين هارت، القنصل العام الكندي في أربيل، جرى بحث الانتخابات."
    )
    mention = told(text).mentions[0]
    assert {p.role for p in mention.participants if p.name and p.polity == "CA"} == {"Consul General in Erbil"}


def test_a_name_that_begins_with_and_keeps_its_letter() -> None:
    text = (
        "استقبل رئيس الوزراء محمد شياع السوداني، اليوم الخميس، السفير الكويتي طارق الفرج وسفير مصر وليد محمد إسماعيل."
    )
    surfaces = {p.surface for m in told(text).mentions for p in m.participants if p.polity == "EG"}
    assert surfaces == {"وليد محمد إسماعيل"}


def test_where_a_prime_minister_was_met_is_no_part_of_the_office() -> None:
    (mention,) = told(
        "The president of France met the Iraqi prime minister in Baghdad on Wednesday and discussed oil."
    ).mentions
    assert (mention.city, mention.country) == ("Baghdad", "IQ")
