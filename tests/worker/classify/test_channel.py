"""channel: what a letter becomes, the more of its neighbours are known the more surely."""

from collections.abc import Mapping

import pytest

from worker.classify.channel import Channels, contexts

ROWS = {"1ج": "j8 g2", "2<^ج": "j6", "2جا": "g3 j1", "3^جا": "g4", "4^جام": "k20 g1"}
CHANNELS = Channels.of({"": ROWS, "other": {"1ج": "g1", "1ب": "b1"}})


def chances(word: str, i: int = 0, origin: str = "") -> Mapping[str, float]:
    return CHANNELS.by_origin[origin].chances(CHANNELS.letters_of(word)[i])


def test_a_letter_has_five_contexts() -> None:
    assert contexts("^جمال$", 1) == ("1ج", "2<^ج", "2جم", "3^جم", "4^جما")
    assert contexts("^جمال$", 4)[-1] == "4ال$$"


def test_a_letter_that_an_origin_has_not_seen_becomes_nothing() -> None:
    assert chances("بمال") == {}
    assert chances("بمال", origin="other") == {"b": 1.0}
    assert chances("دمال") == chances("دمال", origin="other") == {}


def test_a_letter_alone_becomes_what_it_mostly_did() -> None:
    assert chances("سجدة", 1) == pytest.approx({"j": 0.8, "g": 0.2})


def test_the_more_a_narrow_context_was_seen_the_more_it_decides() -> None:
    # of two kinds in 21 sightings, (2 + 4) / (21 + 2 + 4) is left to wider contexts
    narrow, wide = chances("جامع"), chances("جابر")
    assert narrow["k"] == pytest.approx((1 - 6 / 27) * 20 / 21)
    assert narrow["j"] == pytest.approx(wide["j"] * 6 / 27)


@pytest.mark.parametrize("word", ["جامع", "جابر", "جمال", "حجاب", "حجر"])
def test_chances_make_one(word: str) -> None:
    assert sum(chances(word, word.index("ج")).values()) == pytest.approx(1.0)
