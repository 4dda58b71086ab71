"""What a name costs that nobody has seen, and what a process keeps of it.

    python benchmarks/bench_names.py [--names N] [--seed N] [--json]

A fresh process knows all four languages and has spelt nothing (the tables of countries are remembered between processes, as everywhere:
worker/knowledge/remember.py). It spells the names of fixtures/names, which no list has, in Arabic and Sorani, in an order drawn by `--seed`; then
further names for memory, N in all: first words and last words of these put together for a country drawn among all of them, so that nearly
every word is new to that country. Printed are

- milliseconds of CPU a name: median, mean, 95th and 99th percentile, of the fixtures' names without the first one (which reads the tables),
  and their ratio to `table`: the same name by one table of letters for all, timed right before each name, so that a busy machine slows both;
- the same for the names put together;
- milliseconds until the first name is spelt: reading what is learnt, importing what compares;
- resident memory before the first name, after the fixtures' names and after all.
"""

import argparse
import gc
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.check_names import MEASURES, Pair, pairs
from worker.classify import warm
from worker.classify.names import english_name, is_abroad
from worker.classify.sorani import as_sorani_says
from worker.knowledge.load import load_knowledge
from worker.memory import settle

Name = tuple[str, str, str]  # language, polity, as written
ROOT = Path(__file__).resolve().parent.parent
NAMES = 2_000
BAR_MB = 100  # of a process that has spelt NAMES
TABLE_ROUNDS = 20  # the letter table is too quick to be timed once


def seen_nowhere(fixtures: Sequence[Pair], seed: int) -> list[Name]:
    """The fixtures' names in an order drawn by `seed`."""
    names = list(dict.fromkeys((language, polity, written) for language, polity, written, _ in fixtures))
    random.Random(seed).shuffle(names)
    return names


def put_together(fixtures: Sequence[Name], count: int, seed: int) -> list[Name]:
    """`count` names of two words for countries drawn by `seed`."""
    choose = random.Random(seed + 1)
    countries = sorted({polity for _, polity, _ in fixtures})
    firsts = {language: [w.split()[0] for lang, _, w in fixtures if lang == language] for language in ("ar", "ckb")}
    lasts = {language: [w.split()[-1] for lang, _, w in fixtures if lang == language] for language in ("ar", "ckb")}
    found = []
    for _ in range(count):
        language = choose.choices(("ar", "ckb"), (0.8, 0.2))[0]
        written = f"{choose.choice(firsts[language])} {choose.choice(lasts[language])}"
        found.append((language, choose.choice(countries), written))
    return found


def by_table(written: str) -> str:
    """The same name by one table of letters."""
    return " ".join(as_sorani_says(word) for word in re.split(r"[\s\-]+", written))


def resident_mb() -> float:
    gc.collect()
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def timed(names: Sequence[Name]) -> tuple[list[float], list[float]]:
    """Milliseconds of CPU of each name, and of the same by table."""
    ours, tables = [], []
    for language, polity, written in names:
        start = time.process_time_ns()
        for _ in range(TABLE_ROUNDS):
            by_table(written)
        middle = time.process_time_ns()
        english_name(written, language, polity, abroad=is_abroad(polity))
        ours.append((time.process_time_ns() - middle) / 1e6)
        tables.append((middle - start) / 1e6 / TABLE_ROUNDS)
    return ours, tables


def spread(ours: Sequence[float], tables: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(ours, n=100)
    return {
        "median_ms": statistics.median(ours),
        "mean_ms": statistics.mean(ours),
        "p95_ms": cuts[94],
        "p99_ms": cuts[98],
        "of_table": statistics.mean(ours) / statistics.mean(tables),
    }


def measure(count: int, seed: int) -> dict[str, object]:
    """The figures of this process, which must have spelt nothing yet."""
    fixtures = [pair for name in MEASURES for pair in pairs(ROOT / "fixtures" / "names" / name)]
    warm(load_knowledge())
    settle()
    names = seen_nowhere(fixtures, seed)
    before = resident_mb()
    first, _ = timed(names[:1])
    figures: dict[str, object] = {"first_ms": first[0], "before_mb": before}
    figures["fixtures"] = spread(*timed(names[1:])) | {"names": len(names) - 1}
    figures["fixtures_mb"] = resident_mb()
    further = put_together(names, max(2, count - len(names)), seed)
    figures["together"] = spread(*timed(further)) | {"names": len(further)}
    figures["after_mb"] = resident_mb()
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--here", action="store_true", help="in this process, without one before that remembers the tables"
    )
    args = parser.parse_args()
    if not args.here:  # the first process compiles the tables of the countries
        command = [sys.executable, __file__, "--here", "--json", "--names", str(args.names), "--seed", str(args.seed)]
        subprocess.run(command, check=True, capture_output=True)
        figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    else:
        figures = measure(args.names, args.seed)
    if args.json:
        print(json.dumps(figures, indent=2))
        return 0
    for label, key in (("names of fixtures/names", "fixtures"), ("put together", "together")):
        one = figures[key]
        print(
            f"{one['names']:,} {label}: {one['median_ms']:.2f} ms the median, {one['mean_ms']:.2f} the mean,"
            f" {one['p95_ms']:.2f} the 95th and {one['p99_ms']:.2f} the 99th percentile;"
            f" {one['of_table']:,.0f} times a letter table"
        )
    print(
        f"the first name {figures['first_ms']:.0f} ms; resident {figures['before_mb']:.0f} MB before it,"
        f" {figures['fixtures_mb']:.0f} after the fixtures' names, {figures['after_mb']:.0f} after {args.names:,} (bar {BAR_MB})"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
