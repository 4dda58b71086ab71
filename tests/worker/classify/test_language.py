"""Language identification: four languages and their neighbours."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.classify.language import identify

ROOT = Path(__file__).parents[3]
DEV = ROOT.parent / "shared" / "gold" / "dev.jsonl"
SENTENCES: dict[str, list[str]] = tomllib.loads(
    (ROOT / "fixtures" / "entries" / "languages.toml").read_text(encoding="utf-8")
)
OURS = ("en", "ar", "ckb", "kmr")
CASES = [(key.partition("_")[0], sentence) for key, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize("language", sorted({language for language, _ in CASES}))
def test_each_sentence_is_told(language: str) -> None:
    wrong = [
        sentence for expected, sentence in CASES if expected == language and identify(sentence).language != language
    ]
    assert not wrong


@pytest.mark.parametrize("language", OURS)
def test_a_wrong_declaration_does_not_mislead(language: str) -> None:
    for declared in OURS:
        wrong = [
            sentence
            for expected, sentence in CASES
            if expected == language and identify(sentence, declared=declared).language != language
        ]
        assert len(wrong) <= 0.05 * sum(expected == language for expected, _ in CASES), declared


def test_no_neighbour_is_taken_for_kurdish_even_where_the_feed_says_so() -> None:
    neighbours = [
        (language, sentence)
        for language, sentence in CASES
        if language in ("tr", "az", "fa", "ur", "ps", "fr", "de", "es")
    ]
    taken = [
        sentence
        for _, sentence in neighbours
        for declared in (None, "ku")
        if identify(sentence, declared=declared).language in ("ckb", "kmr")
    ]
    assert not taken


@pytest.mark.parametrize("sentence", SENTENCES["kmr_badini"])
def test_badini_in_arabic_letters_is_kurmanji_and_says_so(sentence: str) -> None:
    found = identify(sentence)
    assert (found.language, found.variety) == ("kmr", "badini")


@pytest.mark.parametrize(
    "sentence",
    [
        "وەزیر دەیشت عراق ئەوڕووژ وەگەرد باڵیۆز ئەمریکا کووەو بی و وەت ئەڕا ئاسایش ناوچەگە کار کەن.",
        "سەرۆک وەزیران وەت گشت مووچەگان ئەڕا فەرمانبەرەیل کلێ کریاس و کارەگان دریژە دێرێ.",
    ],
)
def test_feyli_is_sorani_with_little_confidence(sentence: str) -> None:
    found = identify(sentence)
    assert found.language == "ckb"
    assert found.confidence <= 0.5


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("", None, "und"),
        ("   \n", None, "und"),
        ("2025", None, "und"),
        ("12:30 – 14:00 😀", None, "und"),
        ("Emmanuel Macron", "fr", "fr"),
        ("Rojava TV", "kmr", "kmr"),
        ("بارزاني", "ar", "ar"),
        ("Министр иностранных дел заявил о переговорах", None, "ru"),
    ],
)
def test_without_evidence_the_declaration_or_nothing(text: str, declared: str | None, expected: str) -> None:
    found = identify(text, declared=declared)
    assert found.language == expected
    assert found.confidence <= 0.6


def test_a_text_is_told_by_its_body_and_not_by_a_quoted_name() -> None:
    assert identify("Serok Barzanî (بارزاني) îro li Hewlêrê bi balyozê Fransayê re civiya û got ku").language == "kmr"
    assert identify("قال رئيس الوزراء في تغريدة على منصة X إن (Kurdistan Region) جزء من العراق").language == "ar"


def test_declared_kurdish_is_split_by_script() -> None:
    assert identify("کوردستان", declared="ku").language == "ckb"
    assert identify("Kurdistan", declared="ku").language == "kmr"


def test_the_outlet_key_is_a_hint() -> None:
    assert identify("Kurdistan", outlet="kurdistan24-kmr").language == "kmr"


def test_long_texts_are_sampled() -> None:
    text = SENTENCES["ckb"][0] * 10 + " the of and " * 100_000
    assert identify(text).language == "ckb"


@pytest.mark.skipif(not DEV.exists(), reason="the shared gold data are not beside this checkout")
def test_995_of_1000_paragraphs_of_the_dev_data_are_told() -> None:
    items = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    cases = [
        (item["lang"], part)
        for item in items
        for part in (item["title"], *item["text"].split("\n\n"))
        if len(part) >= 50
    ]
    wrong = [part for language, part in cases if identify(part).language != language]
    assert len(cases) > 500
    assert len(wrong) <= 0.005 * len(cases)


@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=5)), st.one_of(st.none(), st.text(max_size=12)))
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(text: str, declared: str | None, outlet: str | None) -> None:
    found = identify(text, declared=declared, outlet=outlet)
    assert 0.0 <= found.confidence <= 1.0
    assert found.language
