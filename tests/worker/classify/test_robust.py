"""Broken texts: never an exception, never more work than the length of the text allows. Work is counted in calls, not in seconds."""

import json
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_assess import broken, check
from benchmarks.growth import Meter, Shape, kinds_of
from storage.records import Assessment, Entry
from worker.classify.assess import assess
from worker.classify.lexicon import lexicon_of
from worker.knowledge.load import load_knowledge

ROOT = Path(__file__).parents[3]
WRITTEN = [
    json.loads(line)
    for path in sorted((ROOT / "fixtures" / "entries").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
NOON = datetime(2024, 5, 6, 9, tzinfo=UTC)


def entry(title: str, text: str, language: str | None = None, at: datetime = NOON) -> Entry:
    return Entry(feed_id=1, key="1", title=title, text=text, language=language, published_at=at, first_seen_at=at)


def answer(title: str, text: str, language: str | None = None, at: datetime = NOON) -> Assessment:
    return assess(entry(title, text, language, at), load_knowledge())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", ""),
        ("", "   \n\n\t"),
        ("😀", "🎉" * 500),
        (
            "<b>President</b> receives &amp; meets",
            "<p>The <a href='x'>President</a> met &nbsp; the ambassador</p>" * 20,
        ),
        ("\u202b\u202c\u200f", "\u200c" * 5000),
        ("ﺍﺳﺘﻘﺒﻞ ﺭﺋﻴﺲ", "ﻻ" * 3000),
        ('"' * 100, "(((" * 1000),
        ("a line of dots", "." * 60_000),  # each of them was once asked whether a sentence ends behind all that follow
        ("x" * 5000, "y" * 5000),
        ("met met met", "met " * 5000),
        ("الرئيس", "الرئيس " * 5000),
        ("سەرۆکی هەرێم", "پێشوازی لە " * 5000),
        ("31/02/2024", "99 99 99 / - / 2024 2024 " * 1000),
        ("\ud800", "half a pair \udfff of the President met"),
        ("\x00\x01", "The\x00President\x0bmet"),
        ('"I know nothing of such a meeting," a spokesman for Nouri', "that Esmail Qaani, commander of\n\nBaghdad:"),
    ],
)
def test_texts_that_are_none_are_answered(title: str, text: str) -> None:
    found = answer(title, text)
    assert 0.0 <= found.confidence <= 1.0


def test_an_empty_text_reports_nothing_and_says_why() -> None:
    found = answer("", "")
    assert found.mentions == ()
    assert found.reasons


@pytest.mark.parametrize(
    "end", ["members of the German Bundestag", "the chair of the Dutch parliament's", "Iraq's", "the head of the"]
)
def test_a_headline_may_end_within_an_office(end: str) -> None:
    assert answer(f"President Nechirvan Barzani receives {end}", "").language == "en"


def test_a_headline_in_kurmanji_may_end_before_what_an_envoy_is_for() -> None:
    title = "Serokê Herêmê Nêçîrvan Barzanî pêşwazî li Nûnerê Taybet ê Almanyayê yê ji bo"
    assert answer(title, "", "kmr").language == "kmr"


def test_a_text_may_end_within_a_name_with_its_fathers() -> None:
    """Arabic: "محمد بن سلمان بن عبد", cut off before the father's name is whole."""
    text = "استقبل رئيس الوزراء العراقي محمد شياع السوداني ولي العهد السعودي محمد بن سلمان بن عبد"
    assert len(answer("", text, "ar").mentions) == 1


def test_a_sentence_in_kurmanji_may_end_with_once() -> None:
    text = "Serokê Herêmê Nêçîrvan Barzanî pêşwazî li Balyozê Fransayê kir. Hevdîtin berê"
    assert len(answer("", text, "kmr").mentions) == 1


def test_a_guest_whom_only_the_first_sentence_tells_of_has_a_meeting_too() -> None:
    """Arabic: guests told of in one sentence and then one by one, and one of them only where she speaks."""
    text = (
        "بغداد - بحث رئيس الوزراء العراقي محمد شياع السوداني، اليوم، مع سفراء فرنسا وألمانيا ووفد من الولايات المتحدة العلاقات "
        "الثنائية. والتقى السوداني السفير الفرنسي. كما التقى السفير الألماني. وقالت السفيرة الأمريكية ألينا رومانوسكي إنها سعيدة."
    )
    met = [{one.polity for one in m.participants} for m in answer("", text, "ar").mentions]
    assert met == [{"IQ", "FR"}, {"IQ", "DE"}, {"IQ", "US"}]


def test_a_plan_that_goes_on_in_the_present_tense_has_no_verb_of_its_own() -> None:
    text = "يلتقي غداً محمد الحكيم.\nالمكتبان يجتمعان السليمانية"
    assert answer("", text, "ar").mentions == ()


def test_a_sentence_in_sorani_may_open_with_whereto() -> None:
    text = "وەزیری دەرەوەی عێراق فوئاد حوسێن لەگەڵ کونسوڵی ئێران کۆبووەوە.\nبۆ هەولێر کۆبووەوە."
    assert [{one.polity for one in m.participants} for m in answer("", text, "ckb").mentions] == [{"IQ", "IR"}]


def test_a_headline_may_be_cut_behind_a_town_and_on() -> None:
    text = "In Erbil, Iraqi Prime Minister Mohammed Shia al-Sudani met Kurdistan Region President Nechirvan Barzani."
    assert len(answer("Iraqi premier to visit Erbil on", text, "en").mentions) == 1


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "kmr"])
def test_where_there_is_no_word_nothing_begins(language: str) -> None:
    """A dateline may hold signs alone."""
    assert lexicon_of(load_knowledge(), language).match([]) == []


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "kmr", "ku", "fr", "zz", ""])
def test_a_wrong_language_is_no_error(language: str) -> None:
    for item in WRITTEN[::7]:
        found = answer(item["title"], item["text"], language)
        assert found.language == item["lang"]


def test_a_meeting_is_found_through_marks_and_presentation_forms() -> None:
    item = next(
        item
        for item in WRITTEN
        if item["lang"] == "ckb" and len(item["meetings"]) == 1 and item["meetings"][0]["mode"] == "in_person"
    )
    strewn = "".join(char + ("\u200f" if char == "ی" else "") for char in item["text"])
    assert len(answer(item["title"], strewn, at=datetime.fromisoformat(item["published"])).mentions) == 1


@given(st.integers(min_value=0, max_value=2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_the_fuzzer_makes_of_our_entries_is_answered_by_the_guide(seed: int) -> None:
    title, text = broken(random.Random(seed), WRITTEN)
    check(entry(title, text[:20_000]), load_knowledge())


@given(st.text(max_size=300), st.text(max_size=1500))
@settings(max_examples=50, deadline=None)
def test_any_text_is_answered(title: str, text: str) -> None:
    check(entry(title, text), load_knowledge())


def calls(text: str) -> int:
    """Python calls made to understand a text."""
    count = 0

    def counted(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(counted)
    try:
        assess(entry("President Barzani receives the French ambassador", text), load_knowledge())
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "President Barzani met the French ambassador in Erbil on Monday and discussed the budget. ",
        "met President Barzani, French Ambassador, ",
        "2024 12/12 June 5 and 6 and 7 March ",
        "(( \"'s - said Barzani\n\n",
    ],
)
def test_work_grows_with_the_length_of_the_text_and_not_faster(unit: str) -> None:
    calls(unit * 20)  # memos and lexicons are filled
    small, large = calls(unit * 100), calls(unit * 400)
    assert large <= 4.6 * small + 2000


@pytest.mark.parametrize(
    "shape",
    [
        Shape("en", ("officials",), True, "sentences"),
        Shape("ar", ("office", "polity", "nobody"), True, "sentences"),
        Shape("ckb", ("word:counterpart",), False, "sentences"),
        Shape("kmr", ("nobody",), True, "list"),
    ],
)
def test_people_and_their_offices_cost_no_more_where_there_are_many(shape: Shape) -> None:
    """Another name each time: nobody is compared with everybody."""
    meter = Meter(load_knowledge())
    text = shape.text(kinds_of(meter.knowledge, shape.language, random.Random(1)), 24_000)
    meter.read(shape.language, text)  # memos and lexicons are filled
    assert meter.calls(shape.language, text) <= 5 * meter.calls(shape.language, text[:6_000])


def test_a_megabyte_costs_no_more_than_its_readable_beginning() -> None:
    unit = "The market was quiet and prices fell by a few dinars in the afternoon, traders said. "
    calls(unit * 100)
    assert calls(unit * 12_000) <= 1.5 * calls(unit * 1_500) + 5000


def test_words_one_by_one_are_read_to_the_end() -> None:
    """Every sentence is a word or two: whatever looks back or ahead finds nothing there."""
    text = "وصل\nإلى\nالقاهرة\nاليوم الأربعاء، رئيس الوزراء العراقي محمد شياع السوداني في زيارة لمصر يستقبله خلالها الرئيس عبدالفتاح السيسي."
    for parted in (text, text.replace(" ", "\n"), "القاهرة\n" + text, text.replace("\n", "\n\n")):
        assert answer("القاهرة", parted, "ar").language == "ar"
    for line, language in (("At", "en"), ("In his", "en"), ("وەزارەتی دەرەوە", "ckb"), ("wezareta derve", "kmr")):
        assert answer(line, f"{line}\n\n{line}", language).mentions == ()
