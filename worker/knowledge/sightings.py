"""Which English words a word in Arabic letters has stood for in names of people, and how often: words.txt, searched where it lies.

The file (made by scripts/gather_words.py) has 60,000 lines "as written, English, how often", sorted by what the caller sorts words by: their
consonants. It is mapped into memory and bisected, so that nothing is read at the start and no more than a page or two for a word.
"""

from collections.abc import Callable, Iterator
from functools import cache
from mmap import ACCESS_READ, mmap

from worker.knowledge.load import HERE


@cache
def _words() -> tuple[mmap, int]:
    """The file, and where its first line without "#" begins."""
    with (HERE / "words.txt").open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = 0
    while mapped[start : start + 1] == b"#":
        start = mapped.find(b"\n", start) + 1
    return mapped, start


def lines_of(bones: str, bones_of: Callable[[str], str]) -> list[str]:
    """The lines whose word has these consonants; `bones_of` gives a word's, as the file is sorted by them."""
    mapped, start = _words()
    first = _first(mapped, start, lambda word: bones_of(word) >= bones)
    last = _first(mapped, first, lambda word: bones_of(word) > bones)
    return mapped[first:last].decode().splitlines()


def every_word() -> Iterator[tuple[str, str, int]]:
    """All lines: as written, English, how many bore it."""
    mapped, start = _words()
    for line in mapped[start:].decode().splitlines():
        written, english, number = line.split(" ")
        yield written, english, int(number)


def _first(mapped: mmap, low: int, beyond: Callable[[str], bool]) -> int:
    """Where the first line from `low` on begins whose word is `beyond`; the end of the file where none is."""
    high = len(mapped)
    while low < high:
        line = mapped.rfind(b"\n", low, (low + high) // 2) + 1 or low  # the line that has the middle
        if beyond(mapped[line : mapped.find(b" ", line)].decode()):
            high = line
        else:
            low = mapped.find(b"\n", line) + 1 or len(mapped)
    return low
