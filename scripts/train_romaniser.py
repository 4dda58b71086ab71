"""Learn how names in Arabic letters are spelt in English, from the knowledge's own pairs, and write worker/knowledge/romanise.json.

    python scripts/train_romaniser.py [--check]

Actors and places give pairs of words (ليندغرين, Lindgren). Letters are aligned one to none..three by expectation maximisation; counted are
(a) whole words, (b) what a letter becomes between its neighbours, (c) trigrams of English names. `--check` trains on four fifths and prints
how many names of the other fifth come out as the same name (difflib ratio of 0.85 or more), writing nothing. Deterministic.
"""

import json
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import Romaniser, is_article, lightly_folded
from worker.knowledge.load import HERE, Knowledge, load_knowledge

Pair = tuple[str, str]
LONGEST = 3
ROUNDS = 8
WORST = -3.2  # mean log probability of a letter from which two words are no spellings of one


def words_of(name: str) -> list[str]:
    return [w for w in name.replace("-", " ").split() if w]


def pairs_of(knowledge: Knowledge, language: str, skip: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Word pairs (folded, English as written) of names with equally many words; Arabic articles off on both sides."""
    rows = [(a.name, a.aliases.get(language, ())) for a in knowledge.actors.values() if a.id not in skip]
    rows += [
        (p.name, p.names.get(language, ())[:2])
        for p in knowledge.places.values()
        if p.kind in ("capital", "city", "town")
    ]
    found = []
    for name, aliases in rows:
        english = [w for w in words_of(name) if w.lower() not in ("al", "el")]
        for alias in aliases:
            if language == "kmr":
                variants = [[fold(w).text for w in words_of(alias)]]
            else:
                light = [
                    lightly_folded(w)[2:] if language == "ar" and is_article(w) else lightly_folded(w)
                    for w in words_of(alias)
                ]
                variants = [light, [fold(w).text for w in light]]
            for variant in variants:
                foreign = [w for w in variant if w not in ("ال", "")]
                if len(foreign) == len(english):
                    found += list(zip(foreign, english, strict=True))
    return found


def plain(word: str) -> str:
    return "".join(c for c in unaccent(unicodedata.normalize("NFC", word).lower()) if "a" <= c <= "z")


def align(pairs: Iterable[Pair]) -> dict[str, dict[str, float]]:
    """P(segment | letter) by EM over monotone alignments."""
    data = [(x, plain(y)) for x, y in pairs]
    data = [(x, y) for x, y in data if 1 < len(x) <= 14 and 1 < len(y) <= 16 and len(y) <= LONGEST * len(x)]
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for x, y in data:
        for i, c in enumerate(x):
            centre = i * len(y) // len(x)
            for size in range(LONGEST + 1):
                for start in range(max(0, centre - 2), min(len(y) - size, centre + 2) + 1):
                    table[c][y[start : start + size]] += 1.0
    table = normal(table)
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for x, y in data:
            n, m = len(x), len(y)
            forward = [[0.0] * (m + 1) for _ in range(n + 1)]
            backward = [[0.0] * (m + 1) for _ in range(n + 1)]
            forward[0][0] = backward[n][m] = 1.0
            for i in range(n):
                row = table[x[i]]
                for j in range(m + 1):
                    if forward[i][j]:
                        for size in range(min(LONGEST, m - j) + 1):
                            forward[i + 1][j + size] += forward[i][j] * row.get(y[j : j + size], 1e-9)
            for i in range(n - 1, -1, -1):
                row = table[x[i]]
                for j in range(m, -1, -1):
                    backward[i][j] = sum(
                        backward[i + 1][j + size] * row.get(y[j : j + size], 1e-9)
                        for size in range(min(LONGEST, m - j) + 1)
                    )
            total = forward[n][m]
            if total <= 0:
                continue
            for i in range(n):
                row = table[x[i]]
                for j in range(m + 1):
                    if forward[i][j]:
                        for size in range(min(LONGEST, m - j) + 1):
                            segment = y[j : j + size]
                            p = forward[i][j] * row.get(segment, 1e-9) * backward[i + 1][j + size] / total
                            if p > 1e-6:
                                counts[x[i]][segment] += p
        table = normal(counts)
    return table


def normal(counts: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {c: {s: v / sum(row.values()) for s, v in row.items() if v > 0} for c, row in counts.items()}


def likely(x: str, y: str, table: dict[str, dict[str, float]]) -> bool:
    """Whether two words may be spellings of one: names of equally many words need not have them in the same order."""
    path = best_path(x, y, table) if y and len(y) <= LONGEST * len(x) else None
    if path is None:
        return False
    cost = sum(math.log(table.get(c, {}).get(s, 1e-7)) for c, s in zip(x, path, strict=True))
    return cost / len(x) > WORST


def best_path(x: str, y: str, table: dict[str, dict[str, float]]) -> list[str] | None:
    n, m = len(x), len(y)
    score = [[-math.inf] * (m + 1) for _ in range(n + 1)]
    back = [[0] * (m + 1) for _ in range(n + 1)]
    score[0][0] = 0.0
    for i in range(n):
        row = table.get(x[i], {})
        for j in range(m + 1):
            if score[i][j] > -math.inf:
                for size in range(min(LONGEST, m - j) + 1):
                    p = row.get(y[j : j + size], 1e-7)
                    if score[i][j] + math.log(p) > score[i + 1][j + size]:
                        score[i + 1][j + size] = score[i][j] + math.log(p)
                        back[i + 1][j + size] = size
    if score[n][m] == -math.inf:
        return None
    path, j = [], m
    for i in range(n, 0, -1):
        size = back[i][j]
        path.append(y[j - size : j])
        j -= size
    return path[::-1]


def train(knowledge: Knowledge, language: str, skip: frozenset[str] = frozenset()) -> dict[str, object]:
    pairs = pairs_of(knowledge, language, skip)
    table = align(sorted(set(pairs)))
    contexts: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for x, y in pairs:
        if language == "kmr" or likely(x, plain(y), table):
            words[x][y] += 1
    for x, y in sorted(set(pairs)):
        path = best_path(x, plain(y), table) if len(plain(y)) <= LONGEST * len(x) else None
        if path is None:
            continue
        padded = f"^{x}$"
        for i, segment in enumerate(path, 1):
            p, c, n = padded[i - 1], padded[i], padded[i + 1]
            after = padded[i + 2] if i + 2 < len(padded) else "$"
            for key in (f"{p}{c}{n}{after}", f"{p}{c}{n}", f"{c}{n}", f"{p}{c}", c):
                contexts[f"{len(key)}{'<' if key == p + c and key != c + n else ''}{key}"][segment] += 1
    trigrams: dict[str, Counter[str]] = defaultdict(Counter)
    for name in {plain(w) for a in knowledge.actors.values() if a.id not in skip for w in words_of(a.name)}:
        padded = f"^^{name}$"
        for i in range(2, len(padded)):
            trigrams[padded[i - 2 : i]][padded[i]] += 1
    return {
        "words": {x: max(c, key=lambda y: (c[y], y)) for x, c in sorted(words.items()) if len(x) > 1},
        "letters": {
            k: dict(c.most_common(5))
            for k, c in sorted(contexts.items())
            if sum(c.values()) >= (1 if k[0] in "12" else 2)
        },
        "trigrams": {k: dict(sorted(c.items())) for k, c in sorted(trigrams.items())},
    }


def same(one: str, other: str) -> bool:
    a, b = (" ".join(sorted(unaccent(n.lower()).replace("-", " ").split())) for n in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


def check(knowledge: Knowledge) -> None:
    for language in ("ar", "ckb"):
        right = total = 0
        ids = sorted(a.id for a in knowledge.actors.values() if not any(t.polity in ("IQ", "IQ-KR") for t in a.offices))
        for fifth in range(5 if "--all" in sys.argv else 1):
            held = frozenset(ids[fifth::5])
            model = Romaniser(train(knowledge, language, held))
            for actor_id in sorted(held):
                actor = knowledge.actors[actor_id]
                for alias in actor.aliases.get(language, ())[:1]:
                    total += 1
                    right += same(actor.name, model.name(alias, arabic=language == "ar"))
        sys.stdout.write(f"{language}: {right} of {total} names = {right / total:.3f}\n")


def main() -> None:
    knowledge = load_knowledge()
    if "--check" in sys.argv:
        check(knowledge)
        return
    model = {language: train(knowledge, language) for language in ("ar", "ckb", "kmr")}
    model["kmr"] = {"words": model["kmr"]["words"]}
    (HERE / "romanise.json").write_text(
        json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
