"""Arabic readouts: who takes part, whose name is whose, and what is no news of a meeting. Texts of our own."""

from datetime import date

import pytest

from storage.records import Mention
from worker.classify.assess import assess_text
from worker.classify.fold import fold
from worker.classify.names import english_name
from worker.classify.when import find_days
from worker.knowledge.load import load_knowledge

DAY = date(2024, 6, 5)


def told(text: str, title: str = "", outlet: str = "Kurdistan 24") -> tuple[Mention, ...]:
    return assess_text(title, text, load_knowledge(), published=DAY, language="ar", outlet=outlet).mentions


def people(mention: Mention) -> set[tuple[str | None, str | None]]:
    return {(p.name, p.polity) for p in mention.participants}


def test_an_adjective_that_begins_like_the_article_is_known_with_its_article() -> None:
    (meeting,) = told(
        "استقبل رئيس حكومة إقليم كوردستان مسرور بارزاني، اليوم الأربعاء، القنصل العام الألماني توماس كراوس."
    )
    assert ("Thomas Kraus", "DE") in people(meeting)


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("وزير الصحة في إقليم كوردستان سامان برزنجي", "Saman Barzinji"),
        ("رئيس جامعة دهوك هفال عزيز كريم", "Haval Aziz Karim"),
        ("مدير مكتب التنسيق الأمني في حكومة إقليم كوردستان العميد آزاد رشيد", "Azad Rashid"),
    ],
)
def test_a_name_is_found_behind_words_that_part_it_from_its_office(office: str, name: str) -> None:
    (meeting,) = told(f"اجتمع {office}، اليوم الأربعاء في أربيل، مع السفير الفرنسي لدى العراق باتريك دوريل.")
    assert name in {p.name for p in meeting.participants}


def test_a_consul_beside_an_ambassador_is_of_his_country() -> None:
    (meeting,) = told(
        "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الأربعاء، وزير الدولة البريطاني هيو كلارك، بحضور السفير البريطاني والقنصل العام."
    )
    assert [p.polity for p in meeting.participants].count("GB") == 3


def test_the_guest_of_a_country_is_who_came_from_there() -> None:
    meetings = told(
        "استقبل رئيس الجمهورية عبد اللطيف رشيد، اليوم الأربعاء في بغداد، الرئيسة السلوفينية ناتاشا بيرتس موسار.\n\n"
        "كما استقبل رئيس مجلس الوزراء محمد شياع السوداني الضيفة السلوفينية، وبحثا العلاقات الثنائية.",
        outlet="INA",
    )
    assert [{p.polity for p in m.participants} for m in meetings] == [{"IQ", "SI"}, {"IQ", "SI"}]


def test_what_the_ambassador_did_is_not_his_name() -> None:
    (meeting,) = told(
        "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الأربعاء، سفير اليابان لدى العراق فوتوشي ماتسوموتو.\n\n"
        "وجاء في بيان أن السفير قدم شكره للرئيس بارزاني على حفاوة الاستقبال."
    )
    assert {p.polity for p in meeting.participants} == {"IQ-KR", "JP"}
    assert len(meeting.participants) == 2


@pytest.mark.parametrize(
    "text",
    [
        "قال المدير التنفيذي لشركة هانول الكورية بارك جين وو، اليوم الأربعاء، عقب لقائه محافظ دهوك علي تتر، إن شركته ستبني مجمعاً سكنياً.",
        'عقد قادة الإطار التنسيقي، اليوم الأربعاء، اجتماعا في منزل رئيس ائتلاف دولة القانون نوري المالكي، وقرروا تشكيل وفد يلتقي زعيم التيار '
        "الصدري في النجف.\n\nوكان رئيس إقليم كردستان نيجيرفان بارزاني قد دعا الأطراف إلى الحوار.",
        "كشف السفير العراقي في طهران نصير عبد المحسن، اليوم الأربعاء، في لقاء متلفز تابعته \"بغداد اليوم\"، أن رئيس الوزراء بحث خلال زيارته "
        "الأخيرة ولقائه الرئيس الإيراني حجم التبادل التجاري.",
        "توفي السفير العراقي الأسبق في لندن، وبعث رئيس الجمهورية عبد اللطيف رشيد برقية تعزية، كما عزى السفير البريطاني ستيفن هيتشن ذويه في "
        "اتصال هاتفي.",
    ],
)  # fmt: skip
def test_private_inner_remembered_and_condoling_contacts_are_no_meetings(text: str) -> None:
    assert not told(text, outlet="Baghdad Today")


def test_what_lies_before_where_is_the_place_of_what_follows() -> None:
    meetings = told(
        "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الأربعاء في أربيل، وزير الخارجية النرويجي إسبن بارث إيدي.\n\n"
        "وكان إيدي قد وصل إلى أربيل قادماً من بغداد، حيث التقى أمس الثلاثاء وزير الخارجية فؤاد حسين."
    )
    assert [m.city for m in meetings] == ["Erbil", "Baghdad"]


def test_the_agency_named_today_is_no_date() -> None:
    assert not find_days(fold('قال المصدر ل"بغداد اليوم"، ان اللقاء لم يعقد').text, "ar")
    assert find_days(fold("قال المصدر اليوم ان اللقاء لم يعقد").text, "ar")


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [
        ("محمد يلدريم", "TR", "Mehmet Yildirim"),
        ("محمد كريمي", "IR", "Mohammad Karimi"),
        ("هاريت كولبورن", "GB", "Harriet Colbourne"),
        ("إلياس مانسفيلد", "UN", "Elias Mansfield"),
        ("يوهان ليندستروم", "SE", "Johan Lindstrom"),
    ],
)
def test_a_name_is_spelt_as_in_its_country(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ar", polity) == english


def test_members_of_the_delegation_are_of_its_side_and_companies_of_the_state_are_not_private() -> None:
    (meeting,) = told(
        "عقد وفد من حكومة إقليم كوردستان برئاسة رئيس ديوان مجلس الوزراء أوميد صباح، اليوم الأربعاء، اجتماعاً مع وزير النفط العراقي حيان عبد "
        "الغني في بغداد.\n\nوضم الوفد وكيل وزارة المالية رشيد طاهر.\n\nوسبق ذلك اجتماع ضم مدير عام شركة تسويق النفط علي نزار."
    )
    assert {("Rashid Tahir", "IQ-KR"), ("Ali Nizar", "IQ")} <= people(meeting)


def test_an_infinitive_behind_a_verb_of_the_past_is_no_plan() -> None:
    meetings = told(
        "وصل وزير الخارجية الإيراني عباس عراقجي، اليوم الأربعاء، إلى أربيل والتقى رئيس إقليم كوردستان نيجيرفان بارزاني.\n\n"
        "وبعدها التقى رئيس الحكومة مسرور بارزاني، قبل أن يتوجه إلى بيرمام للقاء الرئيس مسعود بارزاني."
    )
    assert [str(m.status) for m in meetings] == ["held"] * 3


def test_a_call_that_announces_a_meeting_in_the_coming_days_tells_of_two() -> None:
    call, meeting = told(
        "تلقى وزير الخارجية فؤاد حسين، اليوم الأربعاء، اتصالا هاتفيا من نظيره الأردني أيمن الصفدي.\n\n"
        "ومن المقرر أن يلتقي الوزيران في عمان خلال الأيام المقبلة.",
        outlet="INA",
    )
    assert (str(call.mode), str(meeting.status), meeting.date) == ("phone", "planned", None)


def _leads(text: str, title: str = "", day: date = DAY) -> list[set[tuple[str | None, str | None]]]:
    answer = assess_text(title, text, load_knowledge(), published=day)
    return [{(one.name, one.polity) for one in mention.participants} for mention in answer.mentions]


class TestReadouts:
    """Phenomena of the offices' own readouts, in sentences of ours."""

    def test_the_president_of_another_republic(self) -> None:
        text = "استقبل نيجيرفان بارزاني رئيس إقليم كوردستان، اليوم الثلاثاء، رئيس الجمهورية الإسلامية الإيرانية مسعود بزشكيان في أربيل."
        assert _leads(text, day=date(2025, 3, 4)) == [{("Nechirvan Barzani", "IQ-KR"), ("Masoud Pezeshkian", "IR")}]

    def test_a_diplomatic_forum_is_no_diplomat(self) -> None:
        text = "شارك رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الثلاثاء، في لقاءات منتدى أنطاليا الدبلوماسي في تركيا."
        assert _leads(text) == []

    def test_what_he_stressed_is_no_name(self) -> None:
        text = "استقبل رئيس الجمهورية عبد اللطيف رشيد اليوم الثلاثاء سفير فرنسا لدى العراق باتريك دوريل. وأكد السيد الرئيس عمق الروابط بين البلدين."
        assert _leads(text) == [{("Abdul Latif Rashid", "IQ"), ("Patrick Durel", "FR")}]

    def test_a_surname_that_is_a_country_s_adjective(self) -> None:
        text = "التقى وزير الدفاع العراقي ثابت العباسي، اليوم الثلاثاء، معاون رئيس أركان وزارة البيشمركة الفريق عثمان المصري في أربيل."
        assert any(name is not None and "Masri" in name for name, _ in set().union(*_leads(text)))

    def test_a_headline_of_several_guests_is_told_one_by_one(self) -> None:
        title = "رئيس إقليم كوردستان في ميونيخ: لقاءات مع كاميرون وفيدان وبيربوك"
        text = (
            "استقبل وزير الخارجية التركي هاكان فيدان، اليوم الثلاثاء، رئيس إقليم كوردستان نيجيرفان بارزاني.\n\n"
            "واجتمع نيجيرفان بارزاني مع وزير الخارجية البريطاني ديفيد كاميرون.\n\n"
            "وفي لقاء ثالث، تباحث مع وزيرة الخارجية الألمانية أنالينا بيربوك."
        )
        assert [{p for _, p in there} for there in _leads(text, title)] == [
            {"TR", "IQ-KR"},
            {"IQ-KR", "GB"},
            {"IQ-KR", "DE"},
        ]

    def test_who_sat_beside_had_his_own_meeting_before(self) -> None:
        text = (
            "بحث رئيس مجلس الوزراء العراقي محمد شياع السوداني، اليوم الثلاثاء، في طهران مع الرئيس الإيراني إبراهيم رئيسي العلاقات. "
            "واستقبل المرشد الإيراني علي خامنئي رئيس مجلس الوزراء العراقي محمد شياع السوداني بعد ذلك بحضور إبراهيم رئيسي."
        )
        assert len(_leads(text)) == 2

    def test_an_earlier_hour_of_the_same_visit(self) -> None:
        text = (
            "استقبل ملك الأردن عبد الله الثاني، اليوم الثلاثاء، رئيس مجلس الوزراء العراقي محمد شياع السوداني في عمّان.\n\n"
            "وكان السوداني قد عقد فور وصوله جلسة مباحثات مع رئيس الوزراء الأردني بشر الخصاونة."
        )
        assert [("Bisher Khasawneh", "JO") in there for there in _leads(text)] == [False, True]

    def test_who_came_along_and_who_was_there(self) -> None:
        text = (
            "استقبل نيجيرفان بارزاني رئيس إقليم كوردستان، اليوم الثلاثاء، وزير الدفاع الفرنسي سيباستيان لوكورنو والوفد المرافق له الذي ضم السفير باتريك دوريل. "
            "وفي اجتماع حضره السيد مسرور بارزاني رئيس حكومة إقليم كوردستان، بحث الجانبان العلاقات."
        )
        (there,) = _leads(text)
        assert {("Patrick Durel", "FR"), ("Masrour Barzani", "IQ-KR")} <= there

    def test_an_essay_about_last_week_s_visit(self) -> None:
        text = (
            "لم تحدث زيارة رئيس الوزراء العراقي محمد شياع السوداني إلى دمشق الأسبوع الماضي اختراقا. "
            "فالرجل الذي استقبله الرئيس السوري بشار الأسد كان يعرف ذلك."
        )
        assert _leads(text, day=date(2023, 7, 24)) == []


def test_a_meeting_put_off_to_a_named_day_is_planned_for_that_day() -> None:
    (meeting,) = told(
        "أعلنت وزارة النفط، الأربعاء، تأجيل الاجتماع المقرر بين وزير النفط حيان عبد الغني ووزير الطاقة التركي ألب أرسلان بيرقدار في أنقرة إلى "
        "يوم الاثنين المقبل.",
        "تأجيل اجتماع وزيري نفط العراق وتركيا",
    )
    assert (str(meeting.status), meeting.date) == ("planned", date(2024, 6, 10))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("دعا النائب ياسر الحسيني، اليوم الأربعاء، رئيس الوزراء محمد شياع السوداني إلى لقاء الرئيس التركي رجب طيب أردوغان.", 0),
        ("دعا رئيس الجمهورية عبد اللطيف رشيد، اليوم الأربعاء، خلال لقائه السفير الفرنسي باتريك دوريل، إلى عقد لقاء دولي عن المياه.", 1),
    ],
)  # fmt: skip
def test_who_calls_for_a_meeting_has_held_none(text: str, count: int) -> None:
    assert len(told(text)) == count


def test_the_president_and_the_head_of_government_are_two() -> None:
    (meeting,) = told(
        "استقبل رئيس الإقليم ورئيس الحكومة، اليوم الأربعاء في أربيل، الأمين العام للأمم المتحدة أنطونيو غوتيريش."
    )
    assert [p.polity for p in meeting.participants].count("IQ-KR") == 2


def test_the_letter_of_the_future_stands_before_no_country() -> None:
    (meeting,) = told(
        "تسلم وكيل وزارة الخارجية للشؤون الثنائية السفير عبد الرحمن الحسيني، اليوم الأربعاء، نسخة من أوراق اعتماد سفير جمهورية سريلانكا "
        "الديمقراطية الاشتراكية لدى العراق سكندا كومارا.\n\nوتمنى الوكيل للسفير النجاح.",
        outlet="mofa.gov.iq",
    )
    assert [(p.polity, p.surface) for p in meeting.participants] == [
        ("IQ", "عبد الرحمن الحسيني"),
        ("LK", "سكندا كومارا"),
    ]


def test_the_quds_force_is_no_city_and_each_guest_alone_is_a_meeting() -> None:
    (meeting,) = told(
        "كشف مصدر، اليوم الأربعاء، أن قائد فيلق القدس الإيراني إسماعيل قاآني وصل إلى بغداد والتقى رئيس الوزراء محمد شياع السوداني.",
        outlet="Baghdad Today",
    )
    assert {p.polity for p in meeting.participants} == {"IR", "IQ"}
    meetings = told(
        "أجرى رئيس جهاز الاستخبارات التركي إبراهيم قالن، اليوم الأربعاء، مباحثات في أربيل مع رئيس إقليم كردستان نيجيرفان بارزاني ورئيس "
        "الحكومة مسرور بارزاني كل على حدة."
    )
    assert len(meetings) == 2


def test_names_that_are_also_towns_countries_verbs_and_offices() -> None:
    (meeting,) = told(
        "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الأربعاء، السفير الهولندي لدى العراق يان فان دير ميلان، يرافقه القنصل العام "
        "الهولندي كلاوس باول."
    )
    assert people(meeting) == {("Nechirvan Barzani", "IQ-KR"), ("Jan van der Milan", "NL"), ("Klaus Paul", "NL")}
    (meeting,) = told("اجتمع وزير الداخلية ريبر أحمد، اليوم الأربعاء، مع نائب وزير الخارجية السوري فيصل أمين الخطيب.")
    assert ("Faisal Amin al-Khatib", "SY") in people(meeting)


def test_a_delegation_of_a_house_of_parliament_gives_its_head_a_side() -> None:
    (meeting,) = told(
        "استقبل رئيس حكومة إقليم كوردستان مسرور بارزاني، اليوم الأربعاء، وفداً من مجلس العموم البريطاني برئاسة النائبة هيلينا هارت، بحضور "
        "القنصل العام البريطاني أندرو بيزلي."
    )
    assert ("Helena Hart", "GB") in people(meeting)
