"""Same-meeting matching: meetings that are told several times, in several languages, folded by the real store.

    python benchmarks/score_dedupe.py [GOLD.jsonl] [--out PRED.jsonl] [--shuffle SEED] [--blind | --texts]

Reads a labelled file (fixtures/stories.jsonl where none is given), hands its meetings to the store as mentions, in file order or shuffled,
and prints the clustering figures: what is lost when extraction makes no error. `--blind` gives all participants as unlinked names in their own
surface, so that names are matched by sound alone. `--texts` gives nothing but the texts, end to end: a meeting that is not found in its text stands
alone.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from math import comb
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.scoring import couples
from storage.records import Assessment, Entry, Evidence, Mention, Mode, Participant, Status
from worker.assess_stream import resolve_stream, resolved_answers
from worker.dedupe.keys import role_words, skeleton
from worker.knowledge.load import load_knowledge

STORIES = Path(__file__).resolve().parent.parent / "fixtures" / "stories.jsonl"


def participant(given: dict, blind: bool) -> Participant:
    name, surface, role, polity = given["name"], given["surface"], given["role"], given["polity"]
    if name is None:
        actor = f"@{polity}:{'-'.join(sorted(role_words(role)))}"
    elif blind:
        name = surface
        actor = f"~{polity}:{'-'.join(skeleton(surface))}"
    else:
        actor = name.casefold().replace(" ", "-")
    return Participant(name=name, surface=surface, role=role, polity=polity, lead=given["lead"], actor=actor)


def mention(given: dict, index: int, blind: bool, text: str) -> Mention:
    status = Status(given["status"])
    # "put off" and "called off" are one status, and parted by the text; so are talks that lasted two days
    told = Evidence(field="status", rule="given", text=text)
    return Mention(
        index=index,
        status=status,
        mode=Mode(given["mode"]),
        date=date.fromisoformat(given["date"]) if given["date"] else None,
        date_sure=given["date"] is not None,
        city=given["city"],
        country=given["country"],
        participants=tuple(participant(one, blind) for one in given["participants"]),
        topics=tuple(given["topics"]),
        confidence=0.9,
        evidence=(told,),
    )


def item(line: dict, blind: bool) -> tuple[Entry, Assessment]:
    published = datetime.fromisoformat(line["published"])
    entry = Entry(
        feed_id=0, key=line["id"], title=line["title"], text=line["text"], outlet=line["outlet"], owner_group=line["outlet"],
        published_at=published, first_seen_at=published, content_hash=line["id"],
    )  # fmt: skip
    mentions = tuple(mention(one, i, blind, line["text"]) for i, one in enumerate(line["meetings"]))
    return entry, Assessment(language=line["lang"], mentions=mentions)


def figures(told: list[tuple[str, str, str]]) -> dict[str, float]:
    """B-cubed and pairs of mentions (language, event, cluster)."""
    events, clusters = Counter(e for _, e, _ in told), Counter(c for _, _, c in told)
    cells = Counter((e, c) for _, e, c in told)
    p = sum(n * n / clusters[c] for (_, c), n in cells.items()) / len(told)
    r = sum(n * n / events[e] for (e, _), n in cells.items()) / len(told)
    pairs = {
        k: sum(comb(n, 2) for n in v.values()) for k, v in (("both", cells), ("found", clusters), ("gold", events))
    }
    return {
        "mentions": len(told), "bcubed_p": p, "bcubed_r": r, "bcubed_f1": 2 * p * r / (p + r), "pairs_gold": pairs["gold"],
        "pairs_right": pairs["both"], "pairs_wrong": pairs["found"] - pairs["both"],
    }  # fmt: skip


def given(lines: Sequence[dict], blind: bool, now: datetime) -> list[tuple[str, ...]]:
    """Of each line the keys of its labelled meetings, whose participants are given."""
    return [found.keys for found in resolve_stream((item(one, blind) for one in lines), now=now)]


def from_texts(lines: Sequence[dict], now: datetime) -> list[tuple[str, ...]]:
    """The same end to end: the keys of the meetings that were found in the texts of the lines."""
    texts = (json.dumps({k: v for k, v in one.items() if k != "meetings"}).encode() for one in lines)
    keys = []
    for line, found in zip(lines, resolved_answers(texts, load_knowledge(), now=now), strict=True):
        mine = {id(one): other["meeting"] for one, other in couples(line["meetings"], found["meetings"])}
        keys.append(tuple(mine.get(id(m), f"{line['id']}#{n}") for n, m in enumerate(line["meetings"])))
    return keys


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=STORIES)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--shuffle", type=int)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--blind", action="store_true")
    how.add_argument("--texts", action="store_true")
    args = parser.parse_args()
    lines = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines() if line.strip()]
    if args.shuffle is not None:
        random.Random(args.shuffle).shuffle(lines)
    told: list[tuple[str, str, str]] = []
    answers = []
    now = max(datetime.fromisoformat(line["published"]) for line in lines)
    keys = from_texts(lines, now) if args.texts else given(lines, args.blind, now)
    for line, mine in zip(lines, keys, strict=True):
        told += [(line["lang"], m["event"], key) for m, key in zip(line["meetings"], mine, strict=True)]
        meetings = [m | {"meeting": key} for m, key in zip(line["meetings"], mine, strict=True)]
        answers.append({"id": line["id"], "lang": line["lang"], "meetings": meetings})
    if args.out:
        args.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers), "utf-8")
    for name, value in figures(told).items():
        print(f"{name:12} {value:.4f}" if isinstance(value, float) else f"{name:12} {value}")


if __name__ == "__main__":
    main()
