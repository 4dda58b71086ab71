"""names: people whom no list knows get the English spelling the press would use."""

import pytest

from worker.classify.names import english_name, name_likeness, skeleton


@pytest.mark.parametrize(
    ("surface", "language", "english"),
    [
        ("Marta Lindqvist", "en", "Marta Lindqvist"),
        ("محمد عبد الرحمن", "ar", "Mohammed Abdul Rahman"),
        ("توماس ميلر", "ar", "Thomas Miller"),
        ("Şoreş Xelîl", "kmr", "Shoresh Khalil"),
    ],
)
def test_a_name_is_spelt_in_english(surface: str, language: str, english: str) -> None:
    assert name_likeness(english_name(surface, language), skeleton(english), english) > 0.8


def test_one_name_in_three_scripts_has_one_skeleton() -> None:
    assert skeleton("Eric Chevallier") == skeleton(english_name("ايريك شوفاليي", "ar"))


def test_names_of_different_people_are_not_alike() -> None:
    assert name_likeness("Rezan Qader", skeleton("Rezan Qader"), "Sherzad Qadir") == 0.0


def test_a_name_without_consonants_compares_with_nobody() -> None:
    assert name_likeness("Ou", skeleton("Ou"), "Ai") == 0.0
