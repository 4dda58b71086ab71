"""Throw broken texts at the classifier for a while: no exception, no answer outside the guide, no text that takes more than its length.

    python benchmarks/fuzz_assess.py [--seconds S] [--seed N]

Texts are made from the entries of fixtures/ by cutting (at any letter, and sentences at any word), doubling, mixing scripts and languages, and strewing marks, HTML and emoji over them.
Time is measured against the length of the text with a wide margin, so that a busy machine does not fail it. Exit status 1 with the seed and the
text of the first fault.
"""

import argparse
import json
import random
import re
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from storage.records import TOPICS, Entry, body_of
from worker.classify.assess import assess
from worker.knowledge.load import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
JUNK = [
    "\u200c", "\u200f", "\u202e", "\ufeff", "\u0640", "\u0651", "\x00", "\x0b", "😀", "👩‍👩‍👧", "<p>", "</div>", "&nbsp;", "&#1234;", "<script>", "ﻻ", "ﷺ", "\n\n\n", "،،،", "...", "(((", "\"", "«",
    "2025", "99/99/9999", "31 June", "@user", "http://a.b/c?d=e", "﹏", "Ǆ", "İ", "ſ", "\u0307", "\ud800", "٣٣٣٣٣٣٣", "-" * 40, "’s", "U.S.", "ال", "و", "ـی",
]  # fmt: skip
SECONDS_A_MEGABYTE = 60.0  # of CPU; linear work takes a tenth of it on a busy machine


def sources() -> list[dict]:
    found = []
    for path in sorted((ROOT / "fixtures" / "entries").glob("*.jsonl")):
        found += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return found


def broken(choose: random.Random, items: list[dict]) -> tuple[str, str]:
    """A title and a text that no outlet would send, or only a very bad day of one."""
    if choose.random() < 0.3:
        return cut_off(choose, items)
    words: list[str] = []
    for _ in range(choose.randint(1, 3)):
        item = choose.choice(items)
        part = f"{item['title']} {item['text']}"
        start = choose.randrange(len(part))
        words += part[start : start + choose.randint(1, 900)].split(" ")
    for _ in range(choose.randint(0, 30)):
        words.insert(choose.randrange(len(words) + 1), choose.choice(JUNK))
    if choose.random() < 0.3:
        choose.shuffle(words)
    if choose.random() < 0.15:
        words *= choose.randint(2, 200)
    if choose.random() < 0.03:
        words = [choose.choice(words + JUNK)] * choose.randint(1_000, 60_000)
    glue = choice if (choice := choose.choice(["", " ", " ", " ", " ", "\n"])) else "\u200c"
    text = glue.join(words)
    cut = choose.randint(0, min(len(text), 200))
    return text[:cut], text[cut:][:1_000_000]


def cut_off(choose: random.Random, items: list[dict]) -> tuple[str, str]:
    """Sentences of an entry that begin and end at any word: "members of the German Bundestag" may be the last of a headline."""
    item = choose.choice(items)
    sentences = [item["title"], *re.split(r"(?<=[.!?؟])\s+|\n+", item["text"])]
    parts = []
    for sentence in choose.sample(sentences, min(len(sentences), 6)):
        words = sentence.split()
        end = choose.randint(0, len(words))
        parts.append(" ".join(words[choose.choice([0, 0, choose.randint(0, end)]) : end]))
    return parts[0], "\n\n".join(parts[1:])


def check(entry: Entry, knowledge: object) -> None:
    began = time.process_time()
    answer = assess(entry, knowledge)  # type: ignore[arg-type]
    spent = time.process_time() - began
    size = len(entry.title) + len(entry.text)
    assert spent < 3.0 + SECONDS_A_MEGABYTE * size / 1e6, f"{spent:.1f} s for {size} characters"
    body = body_of(entry.title, entry.text)
    assert 0.0 <= answer.confidence <= 1.0
    for mention in answer.mentions:
        assert 0.0 <= mention.confidence <= 1.0
        assert set(mention.topics) <= set(TOPICS)
        polities = [person.polity for person in mention.participants if person.lead]
        assert len(polities) == len(set(polities)) >= 2, polities
        for proof in mention.evidence:
            assert proof.start is None or (proof.end is not None and 0 <= proof.start <= proof.end <= len(body))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None)
    args = parser.parse_args()
    seed = args.seed if args.seed is not None else random.SystemRandom().randrange(10**9)
    choose, items, knowledge = random.Random(seed), sources(), load_knowledge()
    ends = time.monotonic() + args.seconds
    count = 0
    while time.monotonic() < ends:
        title, text = broken(choose, items)
        published = (
            datetime(2024, choose.randint(1, 12), choose.randint(1, 28), tzinfo=UTC) if choose.random() < 0.9 else None
        )
        entry = Entry(
            feed_id=1, key=str(count), title=title, text=text, language=choose.choice(["en", "ar", "ckb", "kmr", "ku", "fr", "", None]),
            published_at=published, first_seen_at=datetime(2024, 6, 1, tzinfo=UTC),
        )  # fmt: skip
        try:
            check(entry, knowledge)
        except Exception as error:
            print(
                f"seed {seed}, text {count}: {type(error).__name__}: {error}\n{title!r}\n{text[:3000]!r}",
                file=sys.stderr,
            )
            raise
        count += 1
    print(f"{count} texts in {args.seconds:.0f} s, seed {seed}: no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
