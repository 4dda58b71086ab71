"""Which English words a word in Arabic letters has stood for in names of people, and how often: words.txt, searched where it lies.

The file (made by scripts/gather_words.py) has one line for all words of the same consonants: these (worker/classify/sounds.py: written_bones), and
then "as written, English, how often" of each of 61,000 words, all parted by spaces; lines are sorted by their bytes. It is mapped into
memory and bisected, so that nothing is read at the start and no more than some pages for a word.
"""

from collections.abc import Iterator
from functools import cache
from mmap import ACCESS_READ, mmap
from typing import NamedTuple

from worker.knowledge.load import HERE


class Sighted(NamedTuple):
    """Words of the same consonants, side by side."""

    written: list[str]  # in Arabic letters, lightly folded
    english: list[str]  # in small letters a-z, and an apostrophe (o'brien)
    borne: list[int]  # by how many people


@cache
def _words() -> tuple[mmap, int]:
    """The file, and where its first line without "#" begins."""
    with (HERE / "words.txt").open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = 0
    while mapped[start : start + 1] == b"#":
        start = mapped.find(b"\n", start) + 1
    return mapped, start


def words_of(consonants: str) -> Sighted:
    """The words that have these consonants, in the order of the file."""
    mapped, low = _words()
    key, high = consonants.encode() + b" ", len(mapped)
    while low < high:
        line = mapped.rfind(b"\n", low, (low + high) // 2) + 1 or low  # the line that has the middle
        end = mapped.find(b"\n", line)
        found = mapped[line : line + len(key)]
        if found == key:
            return _sighted(mapped[line + len(key) : end])
        if found < key:
            low = end + 1
        else:
            high = line
    return Sighted([], [], [])


def _sighted(line: bytes) -> Sighted:
    words = line.decode().split(" ")
    return Sighted(words[0::3], words[1::3], list(map(int, words[2::3])))


def every_word() -> Iterator[tuple[str, str, int]]:
    """All words: as written, English, how many bore it."""
    mapped, start = _words()
    for line in mapped[start:].splitlines():
        yield from zip(*_sighted(line.partition(b" ")[2]), strict=True)
