"""Claims about words in a text: four languages, what is attached to words, and what is no word."""

import pytest

from worker.alert.words import find, fold

ARABIC = "وبحث الجانبان ملف النفط وسنجار، وعبّر عن شكره للبيشمركة في كركوك."
SORANI = "سەرۆکی حکوومەت لەگەڵ باڵیۆزی فەرەنسا باسی نەوت و پێشمەرگەی کوردستانیان کرد."
KURMANJI = "Serokê Herêmê bi balyozê Fransayê re li ser Pêşmergeyan axivî."
ENGLISH = "Oil exports resume via Ceyhan; the Peshmerga's reform (Kirkuk) was discussed."


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("نفط", ARABIC),
        ("النفط", ARABIC),
        ("سنجار", ARABIC),
        ("كركوك", ARABIC),
        ("کرکوک", ARABIC),
        ("ملف النفط", ARABIC),
        ("البيشمركة", ARABIC),
        ("البيشمركة", ARABIC.replace("للبيشمركة", "والبيشمركة")),
        ("پێشمەرگە", SORANI),
        ("پيشمرگه", SORANI.replace("پێشمەرگەی", "پيشمرگه")),
        ("کوردستان", SORANI),
        ("نەوت", SORANI),
        ("pêşmerge*", KURMANJI),
        ("pesmerge*", KURMANJI),
        ("FRANSAYÊ", KURMANJI),
        ("oil exports", ENGLISH),
        ("Oil  Exports", ENGLISH),
        ("kirkuk", ENGLISH),
        ("export*", ENGLISH),
    ],
)
def test_the_word_stands_there(word: str, text: str) -> None:
    assert find(word, fold(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("نف", ARABIC),
        ("غاز", ARABIC),
        ("export", ENGLISH),
        ("il", ENGLISH),
        ("a.c", "abc"),
        ("(", "brackets"),
        ("*", ENGLISH),
        ("نه", SORANI),
    ],
)
def test_it_does_not(word: str, text: str) -> None:
    assert not find(word, fold(text))


def test_signs_of_patterns_are_letters_like_others() -> None:
    assert find("c++ (beta)", fold("We use C++ (beta) now"))
    assert find("[x]", fold("the [x] mark"))
