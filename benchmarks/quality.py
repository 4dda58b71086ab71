"""Measure what is understood, and write docs/quality.md.

    python benchmarks/quality.py [--print]

Reads fixtures/entries/*.jsonl (our own, always there) and, where it stands beside the checkout, the shared gold file with its scorer. `--print` writes to
the terminal instead. The floors of tests/worker/classify/test_quality.py are kept just under these figures.
"""

import argparse
import importlib.util
import json
import math
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import figures
from worker.classify.contract import as_line, assess_item
from worker.classify.language import identify
from worker.knowledge.load import Knowledge, load_knowledge

ROOT = Path(__file__).resolve().parent.parent
ENTRIES = ROOT / "fixtures" / "entries"
SHARED = ROOT.parent / "shared" / "gold"
LANGUAGES = ("en", "ar", "ckb", "kmr")
BINS = 10
TO_CHECK = (0.5, 0.8)  # confidence between which an editor should look

Item = dict[str, Any]


def read(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """Entries by strangers: fixtures/entries/strangers.toml says what the fields mean."""

    name: str
    kind: str
    checkout: str = ""
    first: Mapping[str, Sequence[float]] = field(default_factory=dict)
    unread: Mapping[str, Any] = field(default_factory=dict)
    longer: bool = False

    def items(self) -> list[Item]:
        return [item for language in LANGUAGES for item in read(ENTRIES / f"{self.name}-{language}.jsonl")]

    def is_unread(self, item: Item) -> bool:
        """Whether nobody has read what went wrong with it."""
        even = int(item["id"][-1]) % 2 == 0
        return item["lang"] in self.unread.get("languages", ()) and (even or self.unread.get("numbers") != "even")


def sets() -> list[Set]:
    """The sets by strangers, oldest first."""
    return [Set(**one) for one in tomllib.loads((ENTRIES / "strangers.toml").read_text(encoding="utf-8"))["set"]]


def written() -> list[Item]:
    """The entries of fixtures/ that we have written ourselves, with what should be found in them."""
    return [item for language in LANGUAGES for item in read(ENTRIES / f"{language}.jsonl")]


def by_strangers(*, unread: bool, longer: bool | None = None) -> list[Item]:
    """Entries by strangers whose errors nobody has read, or those that were learnt from; of all sets, of those of longer reports or the others."""
    asked = [one for one in sets() if longer in (None, one.longer)]
    return [item for one in asked for item in one.items() if one.is_unread(item) is unread]


def answer(items: Sequence[Item], knowledge: Knowledge) -> list[tuple[Item, Item, float]]:
    """(item, line of the answer, confidence that it reports a meeting)."""
    found = []
    for item in items:
        assessment = assess_item(item, knowledge)
        found.append((item, as_line(item["id"], assessment), assessment.confidence))
    return found


def own_figures(answers: Sequence[tuple[Item, Item, float]]) -> dict[str, dict[str, float | None]]:
    """Figures by language, and over all."""
    result = {
        language: figures([(item, line) for item, line, _ in answers if item["lang"] == language])
        for language in LANGUAGES
    }
    return {"all": figures([(item, line) for item, line, _ in answers])} | {
        k: v for k, v in result.items() if any(item["lang"] == k for item, _, _ in answers)
    }


def shared_figures(answers: Sequence[tuple[Item, Item, float]]) -> dict[str, dict[str, float | None]]:
    """The same by the scorer of the shared gold data."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    known = {score.folded(p["name"]) for item, _, _ in answers for m in item["meetings"] for p in m["participants"]}
    outcomes = [(item, score.judge(item, line, known)) for item, line, _ in answers]
    result: dict[str, dict[str, float | None]] = {}
    for language in ("all", *LANGUAGES):
        chosen = [(item, outcome) for item, outcome in outcomes if language in ("all", item["lang"])]
        if not chosen:
            continue
        found = score.figures([outcome for _, outcome in chosen])
        negatives = [outcome for item, outcome in chosen if not item["meetings"]]
        alarms = sum(bool(outcome.meetings) for outcome in negatives)
        result[language] = {
            "detection F1": found["detection"]["f1"],
            "false alarms": alarms / len(negatives) if negatives else None,
            "meetings F1": found["meetings"]["f1"],
            "who-whom F1": found["who_whom"]["f1"],
            "participants F1": found["participants"]["f1"],
            "polity": found["participants"]["polity"],
            "topics F1": found["topics"]["f1"],
        } | {name: found["fields"][name] for name in ("status", "mode", "date", "city", "country")}
    return result


def language_figures() -> list[tuple[str, int, int]]:
    """(language, sentences or paragraphs of 50 characters or more, how many are told wrong)."""
    cases = [
        (key.partition("_")[0], text)
        for key, texts in tomllib.loads((ENTRIES / "languages.toml").read_text(encoding="utf-8")).items()
        for text in texts
    ]
    sources = [*written(), *(read(SHARED / "dev.jsonl") if (SHARED / "dev.jsonl").exists() else [])]
    cases += [(item["lang"], part) for item in sources for part in (item["title"], *item["text"].split("\n\n"))]
    cases = [(language, text) for language, text in cases if len(text) >= 50]
    languages = [*LANGUAGES, *sorted({language for language, _ in cases} - set(LANGUAGES))]
    return [
        (
            x,
            sum(language == x for language, _ in cases),
            sum(language == x and identify(text).language != x for language, text in cases),
        )
        for x in languages
    ]


# -- calibration -------------------------------------------------------------------------------------------------------


def reliability(answers: Sequence[tuple[Item, Item, float]]) -> list[tuple[float, float, int, float, float]]:
    """(from, to, entries, mean confidence, part that do report a meeting) of each tenth of confidence."""
    rows = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [
            (confidence, bool(item["meetings"]))
            for item, _, confidence in answers
            if low <= confidence < high or (number == BINS - 1 and confidence == 1.0)
        ]
        if inside:
            rows.append(
                (
                    low,
                    high,
                    len(inside),
                    sum(c for c, _ in inside) / len(inside),
                    sum(t for _, t in inside) / len(inside),
                )
            )
    return rows


def brier(answers: Sequence[tuple[Item, Item, float]]) -> float:
    return sum((confidence - bool(item["meetings"])) ** 2 for item, _, confidence in answers) / max(1, len(answers))


def diagram(rows: Sequence[tuple[float, float, int, float, float]]) -> str:
    """The reliability diagram as SVG: circles by number of entries, the dashed line is perfect calibration."""
    size, edge = 260, 30
    side = size - 2 * edge
    marks = "".join(
        f'<circle cx="{edge + mean * side:.1f}" cy="{size - edge - part * side:.1f}" r="{2 + math.sqrt(count):.1f}" fill="#1f5f8b" fill-opacity="0.6"><title>{count} entries: {mean:.2f} said, {part:.2f} true</title></circle>'
        for _, _, count, mean, part in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif" font-size="10">'
        f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{edge}" y1="{size - edge}" x2="{size - edge}" y2="{edge}" stroke="#999" stroke-dasharray="4 3"/>{marks}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence said</text>'
        f'<text x="12" y="{size / 2}" text-anchor="middle" transform="rotate(-90 12 {size / 2})">part that is true</text></svg>\n'
    )


# -- the page ----------------------------------------------------------------------------------------------------------


def cell(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1%}" if name == "false alarms" else f"{value:.3f}"


def table(result: dict[str, dict[str, float | None]]) -> list[str]:
    columns = list(result)
    rows = [f"| figure | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    rows += [
        f"| {name} | {' | '.join(cell(name, result[column][name]) for column in columns)} |" for name in result["all"]
    ]
    return rows


def part(what: str, answers: Sequence[tuple[Item, Item, float]]) -> list[str]:
    """A heading and its table, by the shared scorer where it is at hand."""
    found = shared_figures(answers) if (SHARED / "dev.jsonl").exists() else own_figures(answers)
    return [f"### {what} ({len(answers)})", "", *table(found), ""]


def first_figures(strangers: Sequence[Set]) -> list[str]:
    """A table of what each set reached before anybody had read it: F1 of en / ar / ckb / kmr."""
    rows = [
        "| set | texts | kind | detection | who-whom | participants | topics | checkout |",
        "| --- |" + " --- |" * 7,
    ]
    for one in strangers:
        figures_of = [
            " / ".join(f"{value:.3f}" for value in one.first.get(name, ())) or "-"
            for name in ("detection", "who_whom", "participants", "topics")
        ]
        rows.append(
            f"| {one.name} | {len(one.items())} | {one.kind} | {' | '.join(figures_of)} | {one.checkout or '-'} |"
        )
    return rows


def page(knowledge: Knowledge) -> tuple[str, str]:
    """The text of docs/quality.md and the diagram."""
    own = answer(written(), knowledge)
    every = list(own)
    lines = [
        "# Quality of understanding",
        "",
        "Written by `make quality`; do not edit. Every figure is of the rules and knowledge in this checkout, end to end: text in, meetings out.",
        "What the labels mean: docs/glossary.md. *who-whom* counts a meeting only where exactly the leading persons of all sides, their",
        "polities, the status and the day are right; the fields are accuracies over the matched meetings; *false alarms* is the part of the",
        "entries without a meeting in which one is seen.",
        "",
    ]
    gold = SHARED / "dev.jsonl"
    if gold.exists():
        shared = answer(read(gold), knowledge)
        every += shared
        lines += [
            f"## The shared development data ({len(shared)} entries, their own scorer)",
            "",
            *table(shared_figures(shared)),
            "",
        ]
    lines += [
        f"## Entries of our own in fixtures/ ({len(own)})",
        "",
        "Written in the outlets' style after most of the rules, to see what generalises.",
        "",
        *table(own_figures(own)),
        "",
    ]
    strangers = sets()
    lines += [
        "## Texts by strangers",
        "",
        f"{sum(len(one.items()) for one in strangers)} texts in {len(strangers)} sets, by others who had not seen the rules, in the styles of many outlets. Each set was scored once before",
        "anybody had read it; what rules of one day reach on texts of the next is nearer to these first figures than to any other of this page.",
        "Its checkout gives them again. Then its errors were read, to find general rules, but for a part that is left unread to this day.",
        "",
        *first_figures(strangers),
        "",
        *part("Today: errors never read", answer(by_strangers(unread=True, longer=False), knowledge)),
        *part("Today: errors never read, longer reports", answer(by_strangers(unread=True, longer=True), knowledge)),
        *part("Today: learnt from", answer(by_strangers(unread=False), knowledge)),
    ]
    rows = reliability(every)
    lines += [
        "## Calibration",
        "",
        f"Confidence that an entry reports a meeting against how many do (Brier score {brier(every):.3f} over {len(every)} entries). Between {TO_CHECK[0]} and {TO_CHECK[1]} lies the",
        "band *to check*: a mention there is kept and shown, and marked for an editor.",
        "",
        "![reliability diagram](quality-reliability.svg)",
        "",
        "| confidence | entries | mean said | part true |",
        "| --- | --- | --- | --- |",
        *(f"| {low:.1f} to {high:.1f} | {count} | {mean:.2f} | {part:.2f} |" for low, high, count, mean, part in rows),
        "",
        "## Language identification",
        "",
        "Sentences and paragraphs of 50 characters or more, without any hint from the feed.",
        "",
        "| language | texts | wrong |",
        "| --- | --- | --- |",
        *(f"| {language} | {count} | {wrong} |" for language, count, wrong in language_figures()),
        "",
    ]
    return "\n".join(lines), diagram(rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--print", action="store_true", help="print the page instead of writing it")
    args = parser.parse_args()
    text, svg = page(load_knowledge())
    if args.print:
        print(text)
        return 0
    (ROOT / "docs" / "quality.md").write_text(text, encoding="utf-8")
    (ROOT / "docs" / "quality-reliability.svg").write_text(svg, encoding="utf-8")
    print(f"wrote {ROOT / 'docs' / 'quality.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
