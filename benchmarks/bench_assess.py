"""How fast an entry is understood: language, folding, classification and extraction together, on one core.

    python benchmarks/bench_assess.py [--items N] [--rounds N] [--gold GOLD.jsonl] [--json]

Texts of about 250 words in four languages, made from our own sentences (seeded): the usual mix, in which one entry of twenty reports a meeting,
and meetings alone; beside them the entries of a gold file as they are, where one is given or stands in ../shared. Printed is CPU time of this process
an entry, the median of interleaved rounds, with its ratios to

- `batch`: the same entries in batches of BATCH, as the worker reads them (`assess_all`);
- `limit`: a bare Aho-Corasick pass over the folded text with all known names and topic words: what no dictionary matcher can beat;
- `typical`: language by py3langid and names by flashtext, the usual parts of such a pipeline (`pip install '.[bench]'`), which find neither
  offices nor meetings; left out where they are not installed.

Before that, what a fresh process needs before its first entry: CPU time of importing and of loading the knowledge, and its resident memory then and
with the lexicons of all four languages. Modules are compiled to bytecode and the knowledge is remembered (worker/knowledge/remember.py), as from the
second start of an installation on; `first` is a start without anything remembered.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ahocorasick_rs import AhoCorasick

from storage.records import Entry
from worker.classify.assess import assess, assess_all
from worker.classify.fold import fold
from worker.classify.topics import LANGUAGES, patterns
from worker.knowledge.load import load_knowledge
from worker.memory import settle

ROOT = Path(__file__).resolve().parent.parent
WORDS = 250
BATCH = 50  # a task of the worker takes up to twice as many
SHARE = {"en": 0.4, "ar": 0.35, "ckb": 0.15, "kmr": 0.1}
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"


def entry(title: str, text: str, language: str, published: datetime) -> Entry:
    return Entry(
        feed_id=1,
        key=title,
        title=title,
        text=text,
        language=language,
        outlet="Kurdistan 24",
        published_at=published,
        first_seen_at=published,
    )


def read_entries(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def as_entries(items: Sequence[dict]) -> list[Entry]:
    return [
        entry(item["title"], item["text"], item["lang"], datetime.fromisoformat(item["published"])) for item in items
    ]


def make(count: int, meetings: float, seed: int) -> list[Entry]:
    """Entries of about WORDS words; a part of them opens with an entry that reports a meeting."""
    choose = random.Random(seed)
    written = [
        item
        for language in LANGUAGES
        if (path := ROOT / "fixtures" / "entries" / f"{language}.jsonl").exists()
        for item in read_entries(path)
    ]
    plain = tomllib.loads((ROOT / "benchmarks" / "texts.toml").read_text(encoding="utf-8"))
    made = []
    for number in range(count):
        language = choose.choices(list(SHARE), list(SHARE.values()))[0]
        opening = [item for item in written if item["lang"] == language and bool(item["meetings"])]
        filler = plain[language]
        if choose.random() < meetings and opening:
            item = choose.choice(opening)
            title, text = item["title"], item["text"]
        else:
            title, text = choose.choice(plain[language]), ""
        while len(text.split()) < WORDS:
            text += "\n\n" + " ".join(choose.sample(filler, 3))
        made.append(entry(f"{title} {number}", text.strip(), language, datetime(2024, 5, 6, 12, tzinfo=UTC)))
    return made


def timed(step: Callable[[Entry], object], entries: Sequence[Entry]) -> float:
    """Microseconds of CPU an entry."""
    start = time.process_time()
    for one in entries:
        step(one)
    return (time.process_time() - start) / len(entries) * 1e6


def timed_in_batches(read: Callable[[Sequence[Entry]], object], entries: Sequence[Entry]) -> float:
    """The same for a step that takes many entries."""
    start = time.process_time()
    for first in range(0, len(entries), BATCH):
        read(entries[first : first + BATCH])
    return (time.process_time() - start) / len(entries) * 1e6


START = """
import json, time
from pathlib import Path
begun = time.process_time()
from worker.classify import warm
imported = time.process_time()
from worker.knowledge.load import load_knowledge
knowledge = load_knowledge()
loaded = time.process_time()

def peak():  # of this process alone, which ru_maxrss is not
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024

figures = {"import_s": imported - begun, "load_s": loaded - imported, "peak_mb": peak()}
warm(knowledge)
print(json.dumps(figures | {"warm_s": time.process_time() - loaded, "warm_peak_mb": peak()}))
"""


def start(rounds: int) -> dict[str, float]:
    """Medians of fresh processes, the third and later: the first one writes the bytecode, the second one what is remembered."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", "import worker.classify"], env=environment, check=True)
        environment["XDG_CACHE_HOME"] = compiled
        runs = [
            json.loads(
                subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, check=True).stdout
            )
            for _ in range(rounds + 1)
        ]
    first, *later = runs
    figures = {name: statistics.median(run[name] for run in later) for name in first}
    return figures | {"first_load_s": first["load_s"], "first_warm_s": first["warm_s"]}


def typical(names: Sequence[str]) -> Callable[[Entry], object] | None:
    try:
        import py3langid
        from flashtext import KeywordProcessor
    except ImportError:
        return None
    keywords = KeywordProcessor()
    for name in names:
        keywords.add_keyword(name)

    def step(one: Entry) -> object:
        return py3langid.classify(one.text[:300]), keywords.extract_keywords(one.text)

    return step


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--gold", type=Path, default=GOLD if GOLD.exists() else None)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    starting = start(args.rounds)
    knowledge = load_knowledge()
    names = sorted({form for actor in knowledge.actors.values() for forms in actor.aliases.values() for form in forms})
    automaton = AhoCorasick(
        [fold(name).text for name in names] + [row.text for language in LANGUAGES for row in patterns(language)]
    )
    steps: dict[str, Callable[[Entry], object]] = {
        "assess": lambda one: assess(one, knowledge),
        "limit": lambda one: automaton.find_matches_as_indexes(
            fold(f"{one.title}\n\n{one.text}").text, overlapping=True
        ),
    }
    if (usual := typical(names)) is not None:
        steps["typical"] = usual
    sets = {
        "usual mix, 1 meeting in 20": make(args.items, 0.05, 1),
        "meetings only": make(max(50, args.items // 4), 1.0, 2),
    }
    if args.gold:
        sets["gold file as it is"] = as_entries(read_entries(args.gold))
    result: dict[str, dict[str, float]] = {}
    for label, entries in sets.items():
        for step in steps.values():
            timed(step, entries[:40])  # the lexicons are built at first use
        settle()  # as a worker and `diwan assess` do before their first entry
        rounds = [
            {name: timed(step, entries) for name, step in steps.items()}
            | {"batch": timed_in_batches(lambda some: assess_all(some, knowledge), entries)}
            for _ in range(args.rounds)
        ]
        result[label] = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    if args.json:
        print(json.dumps({**starting, "us": result}, indent=2))
        return 0
    print(
        f"a fresh process: import {starting['import_s']:.3f} s and knowledge {starting['load_s']:.3f} s of CPU"
        f" = {starting['import_s'] + starting['load_s']:.3f} s (bar 0.3), {starting['peak_mb']:.0f} MB (bar 80);"
        f" all four languages {starting['warm_s']:.2f} s more, {starting['warm_peak_mb']:.0f} MB;"
        f" the very first knowledge {starting['first_load_s']:.2f} s, languages {starting['first_warm_s']:.2f} s; {len(names)} names"
    )
    for label, figures in result.items():
        words = statistics.mean(len(one.text.split()) for one in sets[label])
        others = ", ".join(
            f"{name} {us:,.0f} us ({figures['assess'] / us:.2f} of it)"
            for name, us in figures.items()
            if name not in ("assess", "batch")
        )
        print(
            f"{label} ({words:.0f} words): {figures['assess']:,.0f} us an entry = {1e6 / figures['assess']:,.0f} entries/s/core,"
            f" in batches {figures['batch']:,.0f} us = {1e6 / figures['batch']:,.0f}; {others}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
