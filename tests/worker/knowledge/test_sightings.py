"""sightings: words.txt is found in where it lies."""

import re
from itertools import pairwise

from worker.classify.rivals import written_bones
from worker.knowledge import sightings
from worker.knowledge.load import HERE

LINES = [line for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_every_line_is_a_word_its_english_and_a_number() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[\u0621-\u06cc]{2,} [a-z](?:'?[a-z]+) [1-9]\d*", line)] == []


def test_the_lines_stand_as_they_are_searched() -> None:
    bones = [written_bones(line.partition(" ")[0]) for line in LINES]
    assert all(one <= other for one, other in pairwise(bones))


def test_the_lines_of_some_consonants_are_all_found() -> None:
    for bones in (written_bones(LINES[0].split()[0]), "ksnk", "slm", written_bones(LINES[-1].split()[0])):
        expected = [line for line in LINES if written_bones(line.partition(" ")[0]) == bones]
        assert expected
        assert sightings.lines_of(bones, written_bones) == expected


def test_consonants_of_nobody_have_no_lines() -> None:
    assert sightings.lines_of("qqqq", written_bones) == []
    assert sightings.lines_of("", written_bones) == []
