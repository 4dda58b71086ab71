"""ngrams: what names look like is told of names that were seen, and guessed of others."""

import math

import pytest

from worker.classify.ngrams import Ngrams, counts_of_letters


def smoothed(counts: dict[str, dict[str, int]], before: str, letter: str) -> float:
    """Witten and Bell as it is defined, letter by letter."""
    shorter = smoothed(counts, before[1:], letter) if before else 1 / 28
    row = counts.get(before, {})
    return (row.get(letter, 0) + len(row) * shorter) / (sum(row.values()) + len(row)) if row else shorter


@pytest.mark.parametrize("name", ["anna", "annan", "hannes", "zq", "a", ""])
def test_a_name_is_as_likely_as_its_letters_one_behind_the_other(name: str) -> None:
    seen = ["anna", "hanna", "hannah", "johan", "johannes"]
    counts = counts_of_letters(seen)
    padded = f"^^^{name}$"
    expected = sum(math.log(smoothed(counts, padded[i - 3 : i], padded[i])) for i in range(3, len(padded)))
    assert Ngrams.of(seen).likelihood(name) == pytest.approx(expected, abs=1e-5)


def test_what_was_seen_looks_more_like_a_name() -> None:
    look = Ngrams.of(["johan", "johannes"])
    assert look.likelihood("johan") > look.likelihood("jhoan")


def test_without_names_every_letter_is_alike() -> None:
    look = Ngrams.of([])
    assert look.likelihood("ab") == pytest.approx(look.likelihood("zz"))
