"""Learn how names in Arabic letters are spelt in English, from the knowledge's own pairs, and write worker/knowledge/romanise.json and letters.json.

    python scripts/train_romaniser.py [--check]

Actors, places, names.toml and spellings.txt (and, for the letters of foreigners in Arabic, words.txt) give pairs of words (ليندغرين, Lindgren) with the origin of who bears them. Letters are aligned
one to none..three by expectation maximisation; counted are, for all names ("") and for each origin, (a) whole words, (b) what a letter becomes
between its neighbours, and (c) the English words, for how names look. `--check` trains without a fifth of the actors and prints how many of
their names come out as the same name (difflib ratio of 0.85 or more), writing nothing; scripts/check_names.py is the wider measure. Deterministic.
"""

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import worker.classify.names as names_module
import worker.knowledge.spellings as spellings_module
from worker.classify.alignment import LONGEST
from worker.classify.channel import contexts
from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import is_article, lightly_folded, plain
from worker.classify.sounds import bones, written_bones
from worker.knowledge.load import HERE, Knowledge, load_knowledge
from worker.knowledge.sightings import every_word
from worker.knowledge.spellings import PEOPLE, SCRIPTS, origin_of, pairs, spellings, tables

Pair = tuple[str, str]
Row = tuple[str, str, str]  # origin, as the language writes the word, in English
ROUNDS = 8
WORST = -3.2  # mean log probability of a letter from which two words are no spellings of one
BONES = 0.6  # likeness of their consonants, likewise
FEWEST = 120  # pairs of one origin from which it has counts of its own
SEEN = (
    0,
    1,
    3,
    6,
    12,
)  # how often a context of a width (channel.contexts) was seen that is told: rarer ones only learn by heart
OF_THEIR_OWN = (
    "turkish",
    "persian",
    "maghreb",
    "malay",
)  # spell names that Arabs bear too in a way that is nobody else's


def words_of(name: str) -> list[str]:
    return [w for w in name.replace("-", " ").split() if w]


def rows_of(knowledge: Knowledge, language: str, skip: frozenset[str] = frozenset()) -> list[Row]:
    """Word pairs (as written and folded, English as written) of names with equally many words; Arabic articles off on both sides."""
    named = [
        (origin_of(a.offices[0].polity if a.offices else ""), a.name, a.aliases.get(language, ()))
        for a in knowledge.actors.values()
        if a.id not in skip
    ]
    named += [
        (origin_of(p.country), p.name, p.names.get(language, ())[:2])
        for p in knowledge.places.values()
        if p.kind in ("capital", "city", "town")
    ]
    found = []
    for origin, name, aliases in named:
        english = [w for w in words_of(name) if w.lower() not in ("al", "el")]
        for alias in aliases:
            if language == "kmr":
                variants = [[fold(w).text for w in words_of(alias)]]
            else:
                light = [
                    lightly_folded(w)[2:] if language == "ar" and is_article(w) else lightly_folded(w)
                    for w in words_of(alias)
                ]
                # folded Sorani has lost vowels, and may then be another name
                variants = [light, [fold(w).text for w in light]] if language == "ar" else [light]
            for variant in variants:
                foreign = [w for w in variant if w not in ("ال", "")]
                if len(foreign) == len(english):
                    found += [(origin, *pair) for pair in zip(foreign, english, strict=True)]
    return found


def listed_rows(language: str) -> list[Row]:
    """The pairs of names.toml and spellings.txt: their letters count, their words are read where they stand."""
    if language not in SCRIPTS:
        return []
    data = tables()
    listed = [("", spellings(language, "any").items())]
    listed += [(origin, spellings(language, origin).items()) for origin in data["origins"]]
    if language == "ar":
        listed += [(origin_of(polity), pairs(entries)) for polity, entries in data["by"].items()]
    return [(o, lightly_folded(x), y) for o, found in listed for x, y in found if " " not in x + y and len(x) > 2]


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
    if SequenceMatcher(None, written_bones(x), bones(y), autojunk=False).ratio() < BONES:
        return False
    if x.startswith("عبدا") and y in ("abdul", "abdel"):  # written together in the one, apart in the other
        return False
    return comparable(x, y, table)


def comparable(x: str, y: str, table: dict[str, dict[str, float]], worst: float = WORST) -> bool:
    """Whether the letters of two words can be aligned at all, so that the one is a word of names."""
    return cost_of(x, y, table) > worst


def cost_of(x: str, y: str, table: dict[str, dict[str, float]]) -> float:
    """The mean log probability of a letter of `x` on the likeliest way to become `y`; minus infinity where there is none."""
    path = best_path(x, y, table) if y and len(y) <= LONGEST * len(x) else None
    if path is None:
        return -math.inf
    return sum(math.log(table.get(c, {}).get(s, 1e-7)) for c, s in zip(x, path, strict=True)) / len(x)


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


def train(knowledge: Knowledge, language: str, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    rows = rows_of(knowledge, language, skip)
    listed = listed_rows(language)
    table = align(sorted({(x, y) for _, x, y in rows + listed}))
    spelt = [row for row in rows if language == "kmr" or likely(row[1], plain(row[2]), table)]
    origins = sorted({origin for origin, _, _ in rows + listed})
    read = ("", *filter(None, origins)) if language in SCRIPTS else ("",)  # Kurmanji spells everybody by one table
    model: dict[str, Any] = {"words": {origin: usual(spelt, origin) for origin in read}}
    if language == "ar":  # told names from other words, where the spelling need not be sure
        words = {word for table_ in model["words"].values() for word in table_}
        model["seen"] = sorted(
            {x for _, x, y in rows if len(x) > 1 and comparable(x, plain(y), table, WORST - 0.6)} - words
        )
    if language in SCRIPTS:
        every = [row for row in rows + listed if likely(row[1], plain(row[2]), table)]
        model["letters"] = {}
        for origin in ("", *filter(None, origins)):
            own = {(x, y) for o, x, y in every if o == origin or not origin}
            if len(own) >= FEWEST:
                model["letters"][origin] = became(own, table)
    if language == "ar":
        everybody = {(x, y) for x, y, _ in every_word()}
        model["letters"][PEOPLE] = became(everybody, table)
    return model


def usual(rows: list[Row], origin: str) -> dict[str, str]:
    """The commonest English spelling of each word among people of one origin; for "", of all but those who spell in their own way."""
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for o, x, y in rows:
        if o == origin or (not origin and o not in OF_THEIR_OWN):
            words[x][y] += 1
    return {x: max(c, key=lambda y: (c[y], y)) for x, c in sorted(words.items()) if len(x) > 1}


def became(found: set[Pair], table: dict[str, dict[str, float]]) -> dict[str, str]:
    """What letters became between their neighbours, as worker/classify/channel.py reads it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for x, y in sorted(found):
        path = best_path(x, plain(y), table) if len(plain(y)) <= LONGEST * len(x) else None
        if path is None:
            continue
        padded = f"^{x}$"
        for i, segment in enumerate(path, 1):
            for key in contexts(padded, i):
                counts[key][segment] += 1
    return {
        key: " ".join(f"{segment}{count}" for segment, count in sorted(row.items(), key=lambda p: (-p[1], p[0]))[:5])
        for key, row in sorted(counts.items())
        if sum(row.values()) >= SEEN[int(key[0])]
    }


def english_words(knowledge: Knowledge, skip: frozenset[str] = frozenset()) -> dict[str, str]:
    """The words of actors' names by origin, for how names look."""
    found: dict[str, set[str]] = defaultdict(set)
    for actor in knowledge.actors.values():
        if actor.id not in skip:
            origin = origin_of(actor.offices[0].polity if actor.offices else "")
            found[origin] |= {plain(w) for w in words_of(actor.name) if w.lower() not in ("al", "el")}
    return {origin: " ".join(sorted(filter(None, words))) for origin, words in sorted(found.items())}


def trained(knowledge: Knowledge, skip: frozenset[str] = frozenset()) -> dict[str, dict[str, Any]]:
    model: dict[str, dict[str, Any]] = {language: train(knowledge, language, skip) for language in (*SCRIPTS, "kmr")}
    return model | {"names": english_words(knowledge, skip)}


def parted(model: dict[str, dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What spelling reads at once, and the letters, of which only what is compiled is read."""
    letters = {language: part["letters"] for language, part in model.items() if "letters" in part}
    rest = {key: {kind: part for kind, part in some.items() if kind != "letters"} for key, some in model.items()}
    return rest, letters


def same(one: str, other: str) -> bool:
    a, b = (" ".join(sorted(unaccent(n.lower()).replace("-", " ").split())) for n in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


def check(knowledge: Knowledge) -> None:
    """Held out are people of other countries: Iraq's are in the text of every day."""
    ids = sorted(a.id for a in knowledge.actors.values() if not any(t.polity in ("IQ", "IQ-KR") for t in a.offices))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fifth in range(5 if "--all" in sys.argv else 1):
        held = frozenset(ids[fifth::5])
        model = trained(knowledge, held)
        spellings_module.teach(*parted(model))
        names_module.forget()
        for actor_id in sorted(held):
            actor = knowledge.actors[actor_id]
            polity = actor.offices[0].polity if actor.offices else ""
            for language in SCRIPTS:
                for alias in actor.aliases.get(language, ())[:1]:
                    spelt = names_module.english_name(alias, language, polity, abroad=names_module.is_abroad(polity))
                    total[language] += 1
                    right[language] += same(actor.name, spelt)
    for language in SCRIPTS:
        share = right[language] / total[language]
        sys.stdout.write(f"{language}: {right[language]} of {total[language]} names = {share:.3f}\n")


def main() -> None:
    knowledge = load_knowledge()
    if "--check" in sys.argv:
        check(knowledge)
        return
    for file, part in zip(("romanise.json", "letters.json"), parted(trained(knowledge)), strict=True):
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (HERE / file).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
