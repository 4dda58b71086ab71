"""sightings: words.txt is found in where it lies."""

import re
from itertools import pairwise

from worker.classify.sounds import written_bones
from worker.knowledge import sightings
from worker.knowledge.load import HERE

LINES = [line for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
WORD = r"[\u0621-\u06cc]{2,} [a-z](?:'?[a-z]+) [1-9]\d*"


def test_every_line_has_consonants_and_words_with_their_english_and_a_number() -> None:
    assert [line for line in LINES if not re.fullmatch(rf"[a-z-]+(?: {WORD})+", line)] == []


def test_words_stand_with_their_consonants() -> None:
    apart = [(line.split(" ")[0], word) for line in LINES for word in line.split(" ")[1::3]]
    assert [word for consonants, word in apart if written_bones(word) != consonants] == []


def test_the_lines_stand_as_they_are_searched() -> None:
    keys = [line.partition(" ")[0].encode() + b" " for line in LINES]
    assert all(one < other for one, other in pairwise(keys))


def test_the_words_of_any_consonants_are_found() -> None:
    for line in LINES:
        consonants, _, words = line.partition(" ")
        found = sightings.words_of(consonants)
        assert " ".join(f"{w} {e} {n}" for w, e, n in zip(*found, strict=True)) == words


def test_consonants_of_nobody_have_no_words() -> None:
    assert sightings.words_of("qqqq").written == []
    assert sightings.words_of("").written == []


def test_every_word_is_read_in_the_order_of_the_file() -> None:
    assert sum(1 for _ in sightings.every_word()) == sum(line.count(" ") for line in LINES) / 3
    first = LINES[0].split(" ")
    assert next(sightings.every_word()) == (first[1], first[2], int(first[3]))
