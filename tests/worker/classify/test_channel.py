"""channel: what a letter becomes, the more of its neighbours are known the more surely."""

import pytest

from worker.classify.channel import Channel, contexts

ROWS = {"1ج": "j8 g2", "2<^ج": "j6", "2جا": "g3 j1", "3^جا": "g4", "4^جام": "k20 g1"}


def test_a_letter_has_five_contexts() -> None:
    assert contexts("^جمال$", 1) == ("1ج", "2<^ج", "2جم", "3^جم", "4^جما")
    assert contexts("^جمال$", 4)[-1] == "4ال$$"


def test_a_letter_that_nobody_saw_becomes_nothing() -> None:
    assert Channel.of(ROWS).chances(contexts("^بمال$", 1)) == {}


def test_a_letter_alone_becomes_what_it_mostly_did() -> None:
    assert Channel.of(ROWS).chances(contexts("^سجدة$", 2)) == pytest.approx({"j": 0.8, "g": 0.2})


def test_the_more_a_narrow_context_was_seen_the_more_it_decides() -> None:
    # of two kinds in 21 sightings, (2 + 4) / (21 + 2 + 4) is left to wider contexts
    channel = Channel.of(ROWS)
    narrow, wide = channel.chances(contexts("^جامع$", 1)), channel.chances(contexts("^جابر$", 1))
    assert narrow["k"] == pytest.approx((1 - 6 / 27) * 20 / 21)
    assert narrow["j"] == pytest.approx(wide["j"] * 6 / 27)


def test_chances_make_one() -> None:
    channel = Channel.of(ROWS)
    for word in ("^جامع$", "^جابر$", "^جمال$", "^حجاب$", "^حجر$"):
        assert sum(channel.chances(contexts(word, word.index("ج"))).values()) == pytest.approx(1.0)
