"""How many names of unknown people come out in their English spelling: measured on pairs that nothing has learnt from.

    python scripts/check_names.py [--errors] [--without] [FILE...]

FILE is fixtures/names/unseen.txt, fixtures/names/parliaments.txt (both by default; their heads say where they are from) or lines of
language, polity, spelling and English name parted by tabs. A name is right by the rule of the gold answers: equal surname and equal first
letter, or letters alike by difflib's ratio of 0.85 or more, accents and hyphens apart. People whom the knowledge lists are left out: their names
are looked up, not spelt. Who is measured may be among those whom words.txt has counted: `--without` leaves out one of those who bore each word of
the name. `--errors` prints what was spelt otherwise.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from worker.classify import rivals, spelling  # noqa: E402
from worker.classify.names import english_name, is_abroad  # noqa: E402
from worker.knowledge import sightings  # noqa: E402
from worker.knowledge.load import load_knowledge  # noqa: E402
from worker.knowledge.sightings import Sighted  # noqa: E402

MEASURES = ("unseen.txt", "parliaments.txt")
ALIKE = 0.85
GROUPS = {
    "Iraq": "IQ", "Kurdistan Region": "IQ-KR", "Gulf": "SA AE KW QA BH OM YE", "Levant": "SY LB JO PS", "Nile": "EG SD",
    "Maghreb": "LY TN DZ MA MR", "Iran": "IR", "Turkey": "TR", "German": "DE AT CH LI", "French": "FR BE LU MC", "English": "GB US CA AU NZ IE",
    "Romance": "ES IT PT BR AR MX CO CL PE VE EC UY CU", "Dutch, Nordic": "NL SE NO DK FI IS", "Slavic": "PL CZ SK SI HR RS BA ME MK BG",
    "Hungary to Greece": "HU RO MD GR CY ALB XK EE LV LT", "Russia, Caucasus, Centre": "RU UA BY GE AM AZ KZ UZ KG TJ TM",
    "South Asia": "IN PK BD LK NP AF", "East Asia": "CN JP KR KP VN TW MN TH ID MY PH SG MM KH",
}  # fmt: skip
_LETTERS = str.maketrans("ıøłđ", "iold")
Pair = tuple[str, str, str, str]  # language, polity, spelling, English name


def pairs(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            language, polity, spelling, english = line.split("\t")[:4]
            yield language, polity, spelling, english
        elif line and not line.startswith("#"):
            head, _, names = line.partition(": ")
            language, polity = head.split()
            for entry in names.split(";"):
                spelling, _, english = (part.strip() for part in entry.partition("="))
                yield language, polity, spelling, english


def words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c) and c not in "'’ʼ"))


def same_name(one: str, other: str) -> bool:
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return False
    if ours[-1] == theirs[-1] and ours[0][0] == theirs[0][0]:
        return True
    return SequenceMatcher(None, " ".join(sorted(ours)), " ".join(sorted(theirs)), autojunk=False).ratio() >= ALIKE


def leave_out(name: str, words_of: Callable[[str], Sighted]) -> None:
    """Have words.txt read as if one of the people who bore each word of `name` had not."""
    bore = {word.replace("'", "") for word in words(name)}

    def fewer(consonants: str) -> Sighted:
        found = zip(*words_of(consonants), strict=True)
        left = [(written, english, number - (english.replace("'", "") in bore)) for written, english, number in found]
        return Sighted(*([row[n] for row in left if row[2]] for n in range(3)))  # type: ignore[arg-type]

    sightings.words_of = fewer
    for made in (rivals._people, rivals._folded_people, spelling.spelt, english_name):
        made.cache_clear()


def measure(file: Path, listed: set[str], arguments: list[str]) -> None:
    group_of = {polity: group for group, polities in GROUPS.items() for polity in polities.split()}
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    words_of = sightings.words_of
    for language, polity, spelling_, english in pairs(file):
        if " ".join(words(english)) in listed:
            continue
        if "--without" in arguments:
            leave_out(english, words_of)
        spelt = english_name(spelling_, language, polity, abroad=is_abroad(polity))
        same = same_name(english, spelt)
        for group in ("all", group_of.get(polity, "others")):
            total[language, group] += 1
            right[language, group] += same
        if not same and "--errors" in arguments:
            sys.stdout.write(f"{language} {polity}: {spelling_} = {english}, not {spelt}\n")
    sightings.words_of = words_of
    sys.stdout.write(f"{file.name}\n")
    for language in sorted({language for language, _ in total}):
        for group in ("all", *GROUPS, "others"):
            if number := total[language, group]:
                share = right[language, group] / number
                sys.stdout.write(f"{language:4}{group:26}{right[language, group]:5} of {number:5} = {share:.3f}\n")


def main(arguments: list[str]) -> None:
    files = [Path(a) for a in arguments if not a.startswith("--")]
    listed = {
        " ".join(words(name))
        for actor in load_knowledge().actors.values()
        for name in (actor.name, *actor.aliases.get("en", ()))
    }
    for file in files or [ROOT / "fixtures" / "names" / name for name in MEASURES]:
        measure(file, listed, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
