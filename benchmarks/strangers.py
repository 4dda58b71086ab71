"""Are people whom no list knows found in everyday reports, whole, and for the right country?

    python -m benchmarks.strangers [--languages en,ar,ckb,kmr] [--reports N] [--seed N] [--show]

Writes reports from strangers.toml with names of fixtures/names/unseen.txt (real people whom the knowledge does not list; how they are spelt in English is
scripts/check_names.py's question): meetings held, planned and called off, and what is none (letters, interviews, denials). Right is: one meeting, of the host and the
stranger, the name as far as it reaches, both polities, status, mode and day; or no meeting. Prints the part that is right for each language, and the kinds of
faults; `--show` prints them.
"""

import argparse
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from worker.classify import assess_text
from worker.knowledge.load import Knowledge, load_knowledge

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2024, 3, 5)
COUNTRIES = [
    "FR",
    "DE",
    "GB",
    "US",
    "TR",
    "IR",
    "IT",
    "ES",
    "JP",
    "RU",
    "NL",
    "SE",
    "JO",
    "EG",
    "SA",
    "PL",
    "AE",
    "KW",
    "AT",
    "CZ",
    "HU",
    "CN",
    "NO",
    "TN",
    "MA",
]
LATIN = ("en", "kmr")
_IN_ERBIL = ("Erbil", "Hewlêr", "أربيل", "هەولێر", "هەرێمی کوردستان")  # guests whom hosts in Baghdad do not receive


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    language: str
    text: str
    name: str
    polity: str
    host: str
    status: str = "held"  # "" where no meeting is told of
    mode: str | None = None  # None where it is not asked for
    day: date = DAY


@cache
def names() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """By language and polity: as written, and in English."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for line in (ROOT / "fixtures" / "names" / "unseen.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, pairs = line.partition(": ")
            language, polity = head.split()
            for pair in pairs.split("; "):
                written, _, english = pair.partition(" = ")
                found.setdefault((language, polity), []).append((written, english))
    return found


def reports(knowledge: Knowledge, language: str, count: int, seed: int = 1) -> Iterator[Report]:
    choose = random.Random(seed)
    table: dict[str, Any] = tomllib.loads((Path(__file__).parent / "strangers.toml").read_text(encoding="utf-8"))[
        language
    ]
    known = {name for actor in knowledge.actors.values() for name in actor.aliases.get(language, ())}
    done = 0
    while done < count:
        polity = choose.choice(COUNTRIES)
        listed = names().get(("ar" if language in LATIN else language, polity))
        if not listed:
            continue
        name = choose.choice(listed)[language in LATIN]
        host_polity, host = choose.choice(table["hosts"])
        guest = choose.choice(table["guests"])
        kind = choose.choice(("reports", "others", "others", "nothing"))
        told = choose.choice(table[kind])
        plain = {"text": told, "status": "" if kind == "nothing" else "held"} if isinstance(told, str) else told
        if name in known or (host_polity == "IQ" and any(town in guest for town in _IN_ERBIL)):
            continue
        done += 1
        stranger = guest.format(n=name, **_country(knowledge, polity, language))
        city = _oblique(table["city"][host_polity]) if language == "kmr" else table["city"][host_polity]
        text = plain["text"].format(h=host, o=stranger, city=city)
        dateline = f"{city.upper()} - " if language in ("en", "ar") else ""
        yield Report(
            language=language, text=dateline + text[0].upper() + text[1:], name=name, polity=polity, host=host_polity,
            status=plain["status"], mode=plain.get("mode"), day=plain.get("day", DAY),
        )  # fmt: skip


def _country(knowledge: Knowledge, polity: str, language: str) -> dict[str, str]:
    of = knowledge.polities[polity]
    name = of.names[language][0]
    adjective = (of.adjectives.get(language) or [name])[0]
    if language == "ar":
        bare = adjective.removeprefix("ال")
        return {"c": name, "a": f"ال{bare}", "i": f"{bare}اً", "f": f"ال{bare}ة"}
    return {"c": _oblique(name) if language == "kmr" else name, "a": adjective}


def _oblique(name: str) -> str:
    return name if name.endswith("ê") or " " in name else f"{name}{'yê' if name[-1] in 'aeêiîouû' else 'ê'}"


def fault(report: Report, knowledge: Knowledge) -> tuple[str, str] | None:
    """None where the report is understood; else the kind of fault, and what was understood."""
    answer = assess_text("", report.text, knowledge, published=DAY, language=report.language)
    met = [[(p.surface, p.polity) for p in m.participants] for m in answer.mentions]
    if not report.status:
        return ("a meeting", str(met)) if met else None
    if len(met) != 1:
        return ("no meeting" if not met else "several meetings"), str(met or answer.reasons)
    guests = [surface for surface, polity in met[0] if polity == report.polity]
    if len(met[0]) != 2:
        return "another participant", str(met)
    if {polity for _, polity in met[0]} != {report.polity, report.host}:
        return "polity", str(met)
    if re.sub(r"[\W_]", "", guests[0]) != re.sub(r"[\W_]", "", report.name):
        return "name", str(met)
    (meeting,) = answer.mentions
    for what, found, wanted in (
        ("status", str(meeting.status), report.status),
        ("mode", str(meeting.mode), report.mode or str(meeting.mode)),
        ("day", meeting.date, report.day),
    ):
        if found != wanted:
            return what, f"{found} for {wanted}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default="en,ar,ckb,kmr")
    parser.add_argument("--reports", type=int, default=1000, help="of each language")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is not understood")
    args = parser.parse_args()
    knowledge = load_knowledge()
    for language in args.languages.split(","):
        faults: Counter[str] = Counter()
        for report in reports(knowledge, language, args.reports, args.seed):
            if (found := fault(report, knowledge)) is not None:
                faults[found[0]] += 1
                if args.show:
                    print(f"{language} {found[0]}: {report.text}\n    {found[1]}")
        right = 1 - sum(faults.values()) / args.reports
        print(f"{language:4} {right:.3f} of {args.reports} reports right; {dict(faults) or 'no faults'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
