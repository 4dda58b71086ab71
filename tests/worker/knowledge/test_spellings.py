"""spellings: names by origin are read, and what is wrong in their files is told."""

import pytest

from worker.knowledge import spellings


def test_the_files_of_names_are_well() -> None:
    assert list(spellings.name_problems()) == []


def test_people_of_a_country_without_an_origin_have_none() -> None:
    assert spellings.origin_of("TN") == "maghreb"
    assert spellings.origin_of("UN") == ""
    assert spellings.origin_of(None) == ""


def test_a_kurd_may_bear_an_arabic_name() -> None:
    assert spellings.kin("kurdish") == ("kurdish", "arab")


def test_entries_are_parted_by_semicolons() -> None:
    assert dict(spellings.pairs("كريم = Karim; ; رضا = Reza")) == {"كريم": "Karim", "رضا": "Reza"}


def test_a_country_of_two_origins_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = dict(spellings.tables())
    monkeypatch.setattr(
        spellings, "tables", lambda: tables | {"origins": {**tables["origins"], "danish": "DK"}, "unknown": {}}
    )
    assert list(spellings.name_problems()) == [
        "names.toml: unknown key unknown",
        "names.toml: DK is of both nordic and danish",
    ]
