import random

import numpy as np
import pytest

from storage.records import CopyKind
from worker.dedupe import similarity
from worker.dedupe.similarity import Signature, bands_of, compare, containment, fold, jaccard, sign, unpack

WORDS = [
    f"{a}{b}"
    for a in ("ba", "ki", "ro", "su", "te", "na")
    for b in ("lem", "dor", "fis", "gan", "hul", "pek", "zot", "mir")
]


def text(seed: int, words: int = 250) -> str:
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) for _ in range(words))


def edited(original: str, share: float, seed: int = 9) -> str:
    pick = random.Random(seed)
    return " ".join(pick.choice(WORDS) if pick.random() < share else word for word in original.split())


def signed(body: str) -> Signature:
    made = sign(body)
    assert made is not None, "too short"
    return made


def words(folded: np.ndarray) -> str:
    return folded.astype("<u4").tobytes().decode("utf-32-le").strip()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ألمانيا", "المانيا"),
        ("کوردستان", "كوردستان"),
        ("هه‌ولێر", "هەولێر"),
        ("مـســعود", "مسعود"),
        ("مُحَمَّد", "محمد"),
        ("٢٠٢٤ ۲۰۲۴", "2024 2024"),
        ("Nêçîrvan BARZANÎ", "necirvan barzani"),
        ("KDP’s “leader”", "kdps leader"),
        ("a\u00a0b\tc\n\nd", "a b c d"),
    ],
)
def test_spellings_that_outlets_exchange_fold_to_one(one: str, other: str) -> None:
    assert words(fold(one)).split() == words(fold(other)).split()


def test_two_names_do_not_fold_to_one() -> None:
    assert words(fold("مسرور")) != words(fold("مسعود"))


def test_known_answers_hold() -> None:
    """Stored sketches are compared with those of today: a change of any figure here needs a new SIG_VERSION and a re-signing."""
    known = signed("President Nechirvan Barzani received the ambassador of France in Erbil on Wednesday. " * 5)
    assert similarity.SIG_VERSION == 1
    assert (known.shingles, known.whole) == (12, KNOWN_WHOLE)
    assert known.minima[:4].tolist() == KNOWN_MINIMA
    assert known.bands[:2] == KNOWN_BANDS


KNOWN_WHOLE = 8519706762737013542
KNOWN_MINIMA = [14467553, 92830937, 723513925, 186424664]
KNOWN_BANDS = (-7261480822737054823, 3815001156423651994)


def test_a_sketch_survives_the_database() -> None:
    kept = signed(text(1))
    again = unpack(kept.pack(), kept.shingles)
    assert bands_of(again.minima) == kept.bands
    assert compare(kept, again) == (CopyKind.IDENTICAL, 1.0, 1.0)


def test_a_short_text_has_no_sketch() -> None:
    assert sign("") is None
    assert sign(text(1, 39)) is None
    assert sign(text(1, 40)) is not None


def test_the_estimate_is_near_the_truth() -> None:
    off = []
    for seed in range(30):
        one, other = text(seed), edited(text(seed), 0.1, seed)
        a, b = _shingles(one), _shingles(other)
        off.append(jaccard(signed(one), signed(other)) - len(a & b) / len(a | b))
    assert abs(np.mean(off)) < 0.03
    assert np.abs(off).max() < 0.2


def _shingles(original: str) -> set[tuple[str, ...]]:
    parts = original.split()
    return set(zip(parts, parts[1:], parts[2:], strict=False))


def test_an_edited_copy_is_a_copy_and_another_text_is_not() -> None:
    one, copy, other = signed(text(1)), signed(edited(text(1), 0.05)), signed(text(2))
    match = compare(one, copy)
    assert match is not None
    assert match[0] is CopyKind.COPY
    assert compare(one, other) is None


def test_a_part_is_an_excerpt_and_the_whole_contains_it() -> None:
    whole, part = signed(text(1, 600)), signed(" ".join(text(1, 600).split()[:200]))
    ours, theirs = compare(part, whole), compare(whole, part)
    assert ours is not None
    assert theirs is not None
    assert (ours[0], theirs[0]) == (CopyKind.EXCERPT, CopyKind.CONTAINS)
    assert containment(part, whole, jaccard(part, whole)) > 0.8


def test_the_place_in_the_text_does_not_matter() -> None:
    parts = [text(seed, 60) for seed in range(4)]
    one, moved = signed("\n\n".join(parts)), signed("\n\n".join(reversed(parts)))
    assert jaccard(one, moved) > 0.85
