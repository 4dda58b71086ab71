"""Make worker/knowledge/words.txt of public lists of words of names: which English word a word in Arabic letters stood for, and how often.

    python scripts/gather_words.py WORDS... > worker/knowledge/words.txt

Each file has lines "Arabic word, TAB, Latin word, TAB, how often" (the number may be missing: once). Kept are pairs whose letters can be
aligned by what the knowledge's own pairs teach (scripts/train_romaniser.py) and whose consonants are alike: such lists are aligned by machine,
and have second names, titles and numerals of kings among them. Accents are off, and apostrophes but behind one letter (o'brien). Lines
are as worker/knowledge/sightings.py searches them. Deterministic.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from train_romaniser import align, cost_of, listed_rows, rows_of

from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import lightly_folded, plain
from worker.classify.sounds import bones, written_bones
from worker.knowledge.load import load_knowledge

HEAD = """\
# Words of people's names in Arabic letters, the English word each most often stood for, and how many people bore it. Each line has the consonants, and
# then the words of these. Made by scripts/gather_words.py, searched in place by worker/knowledge/sightings.py: never edit it; what it has
# wrong goes into spellings.txt.
# Source: Wikidata's labels of people (CC0), as aligned word by word for "Design Challenges in Named Entity Transliteration" (COLING 2018),
# github.com/steveash/NETransliteration-COLING2018, data/wd_arabic (CC0).
"""
NUMERALS = frozenset(["ii", "iii", "iv", "vi", "vii", "viii", "ix", "jr", "sr", "of", "dr"])
_MARKS = re.compile("[^\u0621-\u063a\u0641-\u064a\u06a9\u06cc]")
# Consonants alike at least so far (of 1), mean log probability of a letter above, borne by at least so many: any one is enough.
ALIKE = ((0.6, -3.2, 1), (0.8, -4.4, 1), (0.45, -2.2, 1), (0.6, -9.0, 8), (0.45, -4.5, 10))


def lines(files: list[str]) -> Iterator[tuple[str, str, int]]:
    """Arabic word as lightly folded, Latin word without accents, how often."""
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            arabic, latin, *number = line.split("\t")
            written = _MARKS.sub("", lightly_folded(arabic))
            bare = unaccent(latin.lower()).replace("’", "'")
            english = bare[:2] + bare[2:].replace("'", "") if bare[1:2] == "'" else bare.replace("'", "")
            if len(written) > 1 and re.fullmatch("[a-z]'?[a-z]+", english) and english not in NUMERALS:
                yield written, english, int(number[0]) if number else 1


def main() -> None:
    knowledge = load_knowledge()
    table = align(sorted({(x, y) for _, x, y in rows_of(knowledge, "ar") + listed_rows("ar")}))
    counts: Counter[tuple[str, str]] = Counter()
    for written, english, number in lines(sys.argv[1:]):
        counts[written, english] += number
    kept = []
    for (written, english), number in counts.items():
        cost = cost_of(written, plain(english), table)
        likeness = SequenceMatcher(None, written_bones(written), bones(english), autojunk=False).ratio()
        if any(likeness >= alike and cost > worst and number >= often for alike, worst, often in ALIKE):
            kept.append((written_bones(written), fold(written).text, written, -number, english))
    sys.stdout.write(HEAD)
    for consonants, rows in groupby(sorted(kept), key=itemgetter(0)):
        words = " ".join(f"{written} {english} {-number}" for _, _, written, number, english in rows)
        sys.stdout.write(f"{consonants} {words}\n")


if __name__ == "__main__":
    main()
