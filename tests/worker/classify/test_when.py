"""Days in four languages, as outlets write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.records import Status
from worker.classify.fold import fold
from worker.classify.when import Day, find_days, resolve_day

WEDNESDAY = date(2025, 4, 9)


def day(
    sentence: str, language: str, *, published: date = WEDNESDAY, status: Status = Status.HELD, at: int | None = None
) -> Day | None:
    return resolve_day(fold(sentence).text, language, published=published, status=status, at=at)


def iso(sentence: str, language: str, published: str = "2025-04-09", status: str = "held") -> str | None:
    found = day(sentence, language, published=date.fromisoformat(published), status=Status(status))
    return found.date.isoformat() if found else None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("met on June 8, 2021, in Erbil", "2021-06-08"),
        ("met on 8 June 2021 in Erbil", "2021-06-08"),
        ("met on the 8th of June 2021", "2021-06-08"),
        ("held on Jan. 17", "2025-01-17"),
        ("held on Sept 3rd, 2024", "2024-09-03"),
        ("ERBIL, 1-2 March 2025 – the talks", "2025-03-01"),
        ("ERBIL, March 1-2, 2025 – the talks", "2025-03-01"),
        ("on 30 and 31 March", "2025-03-30"),
        ("on 2025-04-07 he received", "2025-04-07"),
        ("(07/04/2025) he received", "2025-04-07"),
        ("07.04.2025: he received", "2025-04-07"),
        ("04/23/2024 he received", "2024-04-23"),  # month first where it can be nothing else
        ("on December 30", "2024-12-30"),  # nearest year
        ("met today", "2025-04-09"),
        ("met on Wednesday", "2025-04-09"),
        ("met on Thursday", "2025-04-03"),
        ("met last Wednesday", "2025-04-02"),
        ("spoke last night", "2025-04-08"),
        ("spoke the day before yesterday", "2025-04-07"),
        ("met yesterday, Tuesday", "2025-04-08"),
        ("will visit next week", None),
        ("may visit Baghdad; the march of 20 people and 24/7 work since Monday", None),
        ("the vote passed 99/18 in 2021", None),
        ("a drop of 3.5 percent at 16:30 and 2/3 of votes", None),
    ],
)
def test_english_days_of_held_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "en") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("will arrive on Monday", "2025-04-14"),
        ("will arrive on Wednesday", "2025-04-09"),
        ("will arrive next Wednesday", "2025-04-16"),
        ("said on Tuesday that he will meet him on Sunday", "2025-04-13"),
        ("announced today that the two will meet tomorrow", "2025-04-10"),
        ("will be received the day after tomorrow", "2025-04-11"),
        ("is due on January 5", "2026-01-05"),
        ("is due on April 20", "2025-04-20"),
        ("is expected in the coming days", None),
        ("is expected soon", None),
    ],
)
def test_english_days_of_planned_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "en", status="planned") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("استقبل اليوم الأربعاء 9 نيسان 2025", "2025-04-09"),
        ("اليوم الثلاثاء 5 تشرين الأول (أكتوبر) 2021، السفير", "2021-10-05"),
        ("26 تشرين الثاني/نوفمبر 2024", "2024-11-26"),
        ("(السبت، 14 شباط 2026)", "2026-02-14"),
        ("٢٦ كانون الثاني ٢٠٢٥", "2025-01-26"),
        ("يوم 11 يناير 2025", "2025-01-11"),
        ("3 أغسطس 2024", "2024-08-03"),
        ("1 آب 2024", "2024-08-01"),
        ("12 جويلية 2024", "2024-07-12"),
        ("5 أوت 2024", "2024-08-05"),
        ("3 غشت 2024", "2024-08-03"),
        ("في الخامس من تموز", "2024-07-05"),
        ("في الحادي والعشرين من آذار الماضي", "2025-03-21"),
        ("يوم الثلاثاء 13/12", "2024-12-13"),
        ("يومي 1 و2 آذار 2025", "2025-03-01"),
        ("15 رمضان 1446 هـ", "2025-03-15"),
        ("أمس الثلاثاء", "2025-04-08"),
        ("مساء أمس", "2025-04-08"),
        ("أول أمس", "2025-04-07"),
        ("الليلة الماضية", "2025-04-08"),
        ("والخميس", "2025-04-03"),
        ("في 18 من الشهر الماضي", "2025-03-18"),
        ("من 3 إلى 6 من الشهر الجاري", None),
        ("منذ الأحد الماضي", None),
        ("قبل نحو 20 عاما في 2005", None),
        ("أحد المسؤولين", None),
        ("3.5 مليون برميل و24/7", None),
    ],
)
def test_arabic_days_of_held_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "ar") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("سيزور بغداد يوم غد الخميس", "2025-04-10"),
        ("يزور بغداد بعد غد", "2025-04-11"),
        ("يلتقيه يوم الجمعة المقبل", "2025-04-11"),
        ("أعلن اليوم الأربعاء أن الوزير سيصل الاثنين", "2025-04-14"),
        ("في 2 أيار المقبل", "2025-05-02"),
        ("في 18 من الشهر الجاري", "2025-04-18"),
        ("في 2 من الشهر المقبل", "2025-05-02"),
        ("خلال الشهر المقبل", None),
        ("خلال الأيام القليلة المقبلة", None),
        ("الأسبوع المقبل", None),
    ],
)
def test_arabic_days_of_planned_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "ar", status="planned") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("ئەمڕۆ هەینی 5ـی ئەیلوولی 2025", "2025-09-05"),
        ("ئەمڕۆ سێشەممە (8ی حوزەیرانی 2021)", "2021-06-08"),
        ("11ی کانوونی دووەمی 2023", "2023-01-11"),
        ("11ی كانوونی دووه‌می 2023", "2023-01-11"),  # old spelling
        ("لە 3ـی تشرینی یەکەمی ساڵی 2024", "2024-10-03"),
        ("١٦ی ئاداری ٢٠٢٥", "2025-03-16"),
        ("1ی ئاب", "2024-08-01"),
        ("8ی مانگی نیسان", "2025-04-08"),
        ("8-4-2025 پێشوازی کرد", "2025-04-08"),
        ("15ی خاکەلێوەی 2724", "2024-04-03"),
        ("ئەمڕۆ چوارشەممە", "2025-04-09"),
        ("ئهمڕۆ چوارشهممه", "2025-04-09"),
        ("دوێنێ", "2025-04-08"),
        ("دوێنێ شەو", "2025-04-08"),
        ("پێرێ دووشەممە", "2025-04-07"),
        ("ئێوارەی ئەمڕۆدا", "2025-04-09"),
        ("ڕۆژی شەممەی ڕابردوو", "2025-04-05"),
        ("ئەڤرۆ چوارشەمبی", "2025-04-09"),  # Badini
        ("لە دوێنێوە", None),
        ("مانگی ڕابردوو", None),
        ("لە ساڵی 2014ەوە", None),
    ],
)
def test_sorani_days_of_held_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "ckb") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("سبەی دەگاتە هەولێر", "2025-04-10"),
        ("دووسبەی دەگاتە هەولێر", "2025-04-11"),
        ("بڕیارە ڕۆژی دووشەممەی داهاتوو", "2025-04-14"),
        ("بڕیارە هەفتەی داهاتوو سەردانی بکات", None),
        ("لە ڕۆژانی داهاتوودا", None),
    ],
)
def test_sorani_days_of_planned_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "ckb", status="planned") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("îro (Yekşem, 10ê Tebaxa 2025ê)", "2025-08-10"),
        ("îro 3ê Berçile", "2024-12-03"),
        ("(Sêşem, 13.01.2026)", "2026-01-13"),
        ("27/01/2020 li Hewlêrê", "2020-01-27"),
        ("8ê Hezîrana 2021'ê", "2021-06-08"),
        ("12ê Çiriya Paşîn a 2024an", "2024-11-12"),
        ("5ê Kanûna Pêşîn a 2024ê", "2024-12-05"),
        ("5ê Kanûna Duyem", "2025-01-05"),
        ("20ê Çileyê", "2025-01-20"),
        ("20ê Rêbendana 2025an", "2025-01-20"),
        ("3ê Îlona 2024an", "2024-09-03"),
        ("1 û 2ê Adarê", "2025-03-01"),
        ("îro Çarşemê", "2025-04-09"),
        ("îro Çarşembê", "2025-04-09"),
        ("duh", "2025-04-08"),
        ("pêr li Bexdayê", "2025-04-07"),
        ("vê êvarê", "2025-04-09"),
        ("roja Înê", "2025-04-04"),
        ("roja Şemiya borî", "2025-04-05"),
        ("ji duh ve li Swêdê ye", None),
        ("ji 25ê Adara 2023yan ve", None),
        ("hefteya bê", None),
        ("15ê Xakelêweya 2724ê", "2024-04-03"),
    ],
)
def test_kurmanji_days_of_held_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "kmr") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("dê sibe Pêncşemê bicivin", "2025-04-10"),
        ("dê dusibe bicivin", "2025-04-11"),
        ("dê roja Duşemê bicive", "2025-04-14"),
        ("di rojên bê de", None),
    ],
)
def test_kurmanji_days_of_planned_meetings(sentence: str, expected: str | None) -> None:
    assert iso(sentence, "kmr", status="planned") == expected


def test_a_date_beats_the_weekday_beside_it_and_says_so() -> None:
    found = day("on Monday, April 8, 2025", "en")
    assert found is not None
    assert (found.date, found.contradicted) == (date(2025, 4, 8), True)


def test_a_weekday_that_agrees_contradicts_nothing() -> None:
    found = day("ئەمڕۆ سێشەممە، 8ی نیسان", "ckb", published=date(2025, 4, 8))
    assert found is not None
    assert not found.contradicted


def test_today_with_a_weekday_put_online_after_midnight_is_the_weekday() -> None:
    assert iso("îro Çarşemê civiya", "kmr", published="2025-04-10") == "2025-04-09"


def test_of_two_days_in_a_sentence_the_one_nearest_the_meeting_counts() -> None:
    sentence = fold("arrived on Sunday and met the president on Monday").text
    found = day(sentence, "en", at=sentence.index("met"))
    assert found is not None
    assert found.date == date(2025, 4, 7)


def test_old_dates_give_way_to_the_day_of_the_news() -> None:
    assert iso("today received him, the first visit since the one of March 5, 2021", "en") == "2025-04-09"


def test_the_span_covers_the_expression() -> None:
    text = fold("لە 3ـی تشرینی یەکەمی ساڵی 2024 کۆبووەوە").text
    found = day(text, "ckb")
    assert found is not None
    assert text[found.start : found.end] == fold("3ی تشرینی یەکەمی ساڵی 2024").text


@pytest.mark.parametrize("text", ["30 February 2025", "31/04/2025", "99 March", "32ê Adarê", "0 مايس"])
def test_days_that_do_not_exist_are_none(text: str) -> None:
    assert not [found for found in find_days(fold(text).text, "en") if found.kind == "day"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("10 رجب 1446", "date.hijri"),
        ("5/4/2025", "date.numeric"),
        ("5 نيسان", "date.absolute"),
        ("أمس", "date.yesterday"),
    ],
)
def test_each_day_names_its_rule(text: str, rule: str) -> None:
    found = day(text, "ar")
    assert found is not None
    assert found.rule == rule


@given(
    st.lists(
        st.sampled_from(
            [
                "12",
                "31",
                "2025",
                "june",
                "8ê",
                "îro",
                "ji",
                "ve",
                "و",
                "من",
                "تشرین",
                "الاول",
                "(",
                ")",
                "/",
                "-",
                ".",
                "ی",
                "ساڵی",
                "دووەم",
                "may",
                "last",
                "next",
                "13/12",
                "2025-01-31",
                "الخامس",
            ]
        ),
        max_size=25,
    ),
    st.sampled_from(["en", "ar", "ckb", "kmr", "und", ""]),
    st.sampled_from(list(Status)),
)
@settings(max_examples=200, deadline=None)
def test_no_heap_of_date_words_breaks_it(words: list[str], language: str, status: Status) -> None:
    text = fold(" ".join(words)).text
    for found in find_days(text, language):
        assert 0 <= found.start < found.end <= len(text)
    resolve_day(text, language, published=WEDNESDAY, status=status)
