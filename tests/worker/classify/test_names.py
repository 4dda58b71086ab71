"""names: people whom no list knows get the English spelling the press would use."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from worker.classify.names import english_name, is_abroad, name_likeness, skeleton
from worker.classify.sorani import in_new_spelling

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "scripts"))

import check_names


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


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [("ئهمیر کهریم", "IQ-KR", "Amir Karim"), ("مستهفا ئهحمهد", "IQ-KR", "Mustafa Ahmed")],
)
def test_old_sorani_spelling_has_its_vowels(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ckb", polity, abroad=is_abroad(polity)) == english


def test_syllables_of_one_country_are_spelt_so_from_both_scripts() -> None:
    assert (
        english_name("شين جين", "ar", "CN", abroad=True)
        == english_name("شین جین", "ckb", "CN", abroad=True)
        == "Xin Jin"
    )


def test_no_vowel_stands_before_a_vowel() -> None:
    assert [in_new_spelling(word) for word in ("نهاد", "کهمال", "ئەحمەد شهاب")] == ["نهاد", "کەمال", "ئەحمەد شهاب"]


def test_one_name_in_three_scripts_has_one_skeleton() -> None:
    assert skeleton("Eric Chevallier") == skeleton(english_name("ايريك شوفاليي", "ar"))


def test_names_of_different_people_are_not_alike() -> None:
    assert name_likeness("Rezan Qader", skeleton("Rezan Qader"), "Sherzad Qadir") == 0.0


def test_a_name_without_consonants_compares_with_nobody() -> None:
    assert name_likeness("Ou", skeleton("Ou"), "Ai") == 0.0


@pytest.mark.parametrize(
    ("polity", "english"),
    [("IQ", "Hussein"), ("IR", "Hossein"), ("TR", "Huseyin"), ("DZ", "Hocine"), ("PK", "Hussain")],
)
def test_the_country_chooses_the_spelling(polity: str, english: str) -> None:
    assert english_name("حسين", "ar", polity) == english


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [
        ("جمال الجمل", "EG", "Gamal al-Gamal"),
        ("رشيد الغربي", "TN", "Rachid Gharbi"),  # Tunis leaves the article out
        ("رشيد العاني", "IQ", "Rashid al-Ani"),
        ("نور الدين بن علي", "DZ", "Noureddine Ben Ali"),  # two words that are one name
        ("فرج الله كريمي", "IR", "Farajollah Karimi"),
    ],
)
def test_names_are_put_together_as_at_home(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ar", polity) == english


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [("سيلفيا موريتي", "IT", "Silvia Moretti"), ("أندريه بوبيسكو", "RO", "Andrei Popescu")],
)
def test_a_name_of_the_country_answers_better_than_letters(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ar", polity, abroad=True) == english


def test_who_is_of_no_known_country_is_near() -> None:
    assert not is_abroad(None)
    assert not is_abroad("IQ-KR")
    assert is_abroad("NO")


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [
        ("يوهان", "SE", "Johan"),
        ("يوهان", "AT", "Johann"),
        ("إدوارد", "GB", "Edward"),
        ("إدوارد", "FR", "Edouard"),
        ("فرانك", "FR", "Franck"),
        ("فرانك", "DE", "Frank"),
    ],
)
def test_where_people_are_spelt_differently_the_country_chooses(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ar", polity, abroad=True) == english


@pytest.mark.parametrize(
    ("surface", "polity", "english"),
    [
        ("غالاوي", "GB", "Galloway"),  # letters alone: Galli
        ("يورغن موليمان", "DE", "Jurgen Mollemann"),
        ("ماكدونالد", "CA", "McDonald"),
        ("أوكونور", "IE", "O'Connor"),
    ],
)
def test_a_word_that_people_bore_is_spelt_as_theirs(surface: str, polity: str, english: str) -> None:
    assert english_name(surface, "ar", polity, abroad=True) == english


@pytest.mark.parametrize("measure", check_names.MEASURES)
@pytest.mark.slow
def test_names_that_nothing_learnt_from_come_out_as_well_as_before(measure: str) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for language, polity, spelling, english in check_names.pairs(check_names.ROOT / "fixtures" / "names" / measure):
        total[language] += 1
        right[language] += check_names.same_name(
            english, english_name(spelling, language, polity, abroad=is_abroad(polity))
        )
    floors = {"unseen.txt": (0.86, 0.86), "parliaments.txt": (0.85, 0.85)}[measure]
    assert right["ar"] / total["ar"] >= floors[0]  # with those whom the lists of actors have
    assert right["ckb"] / total["ckb"] >= floors[1]


@pytest.mark.parametrize(
    ("surface", "polity", "expected"),
    [
        ("Omer Ehmed", "IQ", "Omar Ahmed"),
        ("Cemal Mihemed", "IQ-KR", "Jamal Mohammed"),
        ("Omer Kemal", "TR", "Omer Kemal"),  # as he is spelt at home
        ("Bernd Kemal", "DE", "Bernd Kemal"),
        ("Omer Blonk", "IQ", "Omer Blonk"),  # one word that nobody has seen: it may be spelt at home
    ],
)
def test_kurmanji_words_of_plain_letters_are_read_where_the_name_is_near(
    surface: str, polity: str, expected: str
) -> None:
    assert english_name(surface, "kmr", polity) == expected
