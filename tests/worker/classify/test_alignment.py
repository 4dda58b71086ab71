"""alignment: a spelling answers a word as well as its letters can be aligned."""

import math

import pytest

from worker.classify.alignment import STRANGE, Heard, Letter


def heard() -> Heard:
    """جون, of whose letters something is known."""
    return Heard(
        [Letter("ج", {"j": -0.1, "g": -2.0}), Letter("و", {"o": -0.2, "oh": -1.0}), Letter("ن", {"n": -0.1, "nn": -3})]
    )


def test_the_best_alignment_counts() -> None:
    assert heard().answers("jon") == pytest.approx(-0.4 / 3)
    assert heard().answers("john") == pytest.approx(-1.2 / 3)


def test_what_never_was_is_worth_what_it_sounds_like() -> None:
    assert heard().answers("joun") == pytest.approx((-0.1 - 1.8 - 0.1) / 3)  # "ou" for و
    assert heard().answers("jonn") == pytest.approx(
        (-0.1 - 0.2 - 1.8) / 3
    )  # seen less often than a double letter is worth


def test_what_sounds_otherwise_is_strange() -> None:
    assert heard().answers("bon") == pytest.approx((STRANGE - 0.2 - 0.1) / 3)


def test_what_cannot_be_aligned_is_no_answer() -> None:
    assert heard().answers("johannesburg") == -math.inf


@pytest.mark.parametrize("english", ["jon", "john", "joun", "gon", "jonas"])
def test_a_least_gives_up_what_is_below_it_and_nothing_else(english: str) -> None:
    fit = heard().answers(english)
    assert heard().answers(english, fit - 0.01) == fit
    assert heard().answers(english, fit + 0.01) == -math.inf
