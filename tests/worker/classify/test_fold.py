"""Folding: one spelling for many, and a way back to the source."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.classify.fold import _ARABIC, _LATIN, _fold_any, fold, fold_name

AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "اأإآىيیئێكکههـەھةۆؤڵڕ0٣۷\u200c\u200d\u200e\u202b\ufeff\u064b\u0651\u0670\u0654ê î’“–…\xa0İıΣςſße\u0302\n"
        ),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سهرۆكى ههرێمى كوردستان", "سەرۆکی هەرێمی کوردستان"),
        ("سه‌رۆك بارزاني", "سەرۆک بارزانی"),  # heh + ZWNJ
        ("به‌ڕێوه‌چوو", "بەڕێوەچوو"),
        ("كۆبووه‌وه‌", "کۆبووەوە"),
        ("5ـی ئەیلوولی", "5ی ئەیلوولی"),
        ("٢٠٢٥", "2025"),
        ("۲۰۲۵", "2025"),
        ("إلتقى", "التقى"),
        ("مُحَمَّدٌ", "محمد"),
        ("السفيرة", "السفيره"),
        ("ﺍﺳﺘﻘﺒﻞ ﺍﻟﺴﻔﻴﺮ", "استقبل السفير"),  # presentation forms
        ("ﻻ", "لا"),
        ("\u202bأربيل\u202c", "اربيل"),
        ("Nêçîrvan", "NE\u0302ÇI\u0302RVAN"),
        ("İstanbul", "istanbul"),
        ("ENKS’ê", "enks'ê"),
        ("ＰＭ", "pm"),
        ("Erbil\xa0–\u2009Baghdad", "erbil - baghdad"),
        ("“so”", '"so"'),
    ],
)
def test_spellings_of_one_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("şêx", "sex"), ("گەل", "کەل"), ("پارتی", "بارتی"), ("civîn", "civin")])
def test_letters_that_tell_words_apart_stay(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_surface_is_quoted_as_it_stands() -> None:
    source = "به‌ڕێز «كۆتارۆ سوزوكي»ـی ياوه‌ري"
    folded = fold(source)
    start = folded.text.index("کوتارو")
    assert folded.surface(start, start + len("کوتارو سوزوکی")) == "كۆتارۆ سوزوكي"
    assert folded.surface(0, len("بهریز")) == "به‌ڕێز"


def test_surface_leaves_out_invisible_characters_at_its_end() -> None:
    folded = fold("هه‌ڵه‌بجه‌ \u200fو")
    assert folded.surface(0, len("ههلهبجه")) == "هه‌ڵه‌بجه"


def test_presentation_forms_lead_back_to_their_ligature() -> None:
    folded = fold("ﻻ ﺑﻞ")
    assert folded.text == "لا بل"
    assert list(folded.offsets) == [0, 0, 1, 2, 3, 4]
    assert folded.surface(0, 2) == "ﻻ"


@pytest.mark.parametrize("text", ["", "plain ascii", "Şêx û Mîr", "استقبل السفير الفرنسي", "کۆبووەوە"])
def test_texts_with_nothing_to_drop_keep_their_length(text: str) -> None:
    assert fold(text).offsets == range(len(text) + 1)


@given(AWKWARD)
@settings(max_examples=300, deadline=None)
def test_offsets_never_fall_and_end_at_the_source(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(a <= b for a, b in zip(folded.offsets, folded.offsets[1:], strict=False))


@given(AWKWARD)
@settings(max_examples=300, deadline=None)
def test_each_folded_letter_comes_from_the_piece_its_offset_names(text: str) -> None:
    folded = fold(text)
    for i in range(len(folded.text)):
        piece = text[folded.offsets[i] : folded.offsets[i + 1]]
        if piece:  # an expansion's inner letters have none of their own
            assert folded.text[i] in fold(text[folded.offsets[i] :]).text[:2] or folded.text[i] in fold(piece).text


@given(AWKWARD)
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(AWKWARD)
@settings(max_examples=200, deadline=None)
def test_nothing_that_folding_promises_to_remove_is_left(text: str) -> None:
    assert not set(fold(text).text) & set("يىئێكەھةأإآؤۆڵڕ٣۷\u200c\u0640\u0651’“–\xa0İı")


@given(st.text(alphabet=sorted(_LATIN), max_size=40) | st.text(alphabet=sorted(_ARABIC), max_size=40) | AWKWARD)
@settings(max_examples=300, deadline=None)
def test_the_short_way_for_usual_texts_leads_where_the_long_one_does(text: str) -> None:
    text += "é"  # the long way is for texts beyond ASCII
    short, long = fold(text), _fold_any(text)
    assert (short.text, list(short.offsets)) == (long.text, list(long.offsets))


def test_halves_of_surrogate_pairs_are_replaced_and_keep_their_place() -> None:
    folded = fold("کور\ud800د")
    assert folded.text == "کور\ufffdد"
    assert folded.offsets == range(6)


LATIN_AND_ARABIC = st.characters(max_codepoint=0x6D3, categories=["Lu", "Ll", "Lo", "Mn", "Nd", "Zs", "Po"])


@given(st.text(alphabet=LATIN_AND_ARABIC, max_size=40))
@settings(max_examples=200, deadline=None)
def test_the_form_of_unicode_does_not_matter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", composed)).text == fold(composed).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Éric Chevallier", "eric chevallier"),
        ("Abdul-Ghani", "Abdul Ghani"),
        ("O’Neil", "Oneil"),
        ("Mesrûr  Barzanî", "mesrur barzani"),
    ],
)
def test_names_compare_without_accents_and_hyphens(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)
