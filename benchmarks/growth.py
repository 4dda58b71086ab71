"""Does the work of understanding grow with the length of a text, and never faster?

    python -m benchmarks.growth [--languages en,ar,ckb,kmr] [--seconds S] [--seed N]

Every kind of piece that a text is made of (each kind of word of the knowledge, names of nobody, numbers, days, marks, particles) is repeated, alone and, for
the seconds given, in random sequences of two to five kinds: always the same word of a kind or another one each time, and as one sentence, as many, as
paragraphs, without spaces, as a list, and behind many meetings. A text of `LARGE` characters that takes longer than `CHEAP` may cost `GROWTH` times what its
first quarter costs, in CPU time and in calls of functions, which a machine's other work does not touch. Prints those that cost more; exit status 1 where there are any.
"""

import argparse
import cProfile
import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from storage.records import Entry
from worker.classify.assess import assess, warm
from worker.knowledge.load import LANGUAGES, Knowledge, load_knowledge
from worker.memory import settle

LARGE = 60_000  # letters: all that is read of an entry
GROWTH = 6.0  # what is bounded by a number (persons who may be meant, meetings) grows until that is reached
CHEAP = 0.35  # seconds of CPU that no text of LARGE characters is asked about; everyday reports take 0.1 to 0.2
NOON = datetime(2024, 5, 6, 9, tzinfo=UTC)
HEADLINES = {
    "en": "President Nechirvan Barzani received the French ambassador Emmanuel Exempli in Erbil on Monday",
    "ar": "استقبل رئيس إقليم كردستان نيجيرفان بارزاني السفير الفرنسي باتريك دوريل في أربيل يوم الاثنين",
    "ckb": "سەرۆکی هەرێمی کوردستان نێچیرڤان بارزانی لە هەولێر پێشوازیی لە باڵیۆزی فەرەنسا پاتریک دوریل کرد",
    "kmr": "Serokê Herêma Kurdistanê Nêçîrvan Barzanî li Hewlêrê pêşwazî li Balyozê Fransayê Patrick Durel kir",
}
# What no list of the knowledge holds: particles, days, numbers, marks.
PARTICLES = {
    "en": "his her who which that where when before after during also said not no will would was is as but he they al- 's Mr. Dr. H.E. Gen. led by",
    "ar": "الذي التي كما قبل بعد خلال أن إن قال أكد لم لن سوف كان ثم أو بل هو ال د. آل بن أبو عبد",
    "ckb": "کە بۆ لە بە ئەو ئەوەی هەروەها پێش دوای گوتی نەبوو دەبێت یان بەڵام د. ی دەکات کرد",
    "kmr": "ku ji bo di de ya bi re ve ew wî jî berî piştî got ne dê yan lê kir dike bike ê a yê",
}
DAYS = {
    "en": "Monday today yesterday 5_May 5_May_2024 May_6 next_week tomorrow 2024 last_month 6/5/2024",
    "ar": "الاثنين اليوم أمس 5_أيار 5_مايو_2024 غدا الأسبوع_المقبل 2024 6/5/2024 6-5-2024",
    "ckb": "دووشەممە ئەمڕۆ دوێنێ 5ی_ئایار 5ی_ئایاری_2024 سبەی هەفتەی_داهاتوو 2024 6/5/2024",
    "kmr": "Duşemê îro duh 5ê_Gulanê 5ê_Gulana_2024 sibe hefteya_bê 2024 6/5/2024",
}
MARKS = [
    ",",
    ";",
    ":",
    "-",
    "--",
    "(",
    ")",
    ")",
    "(",
    "[",
    "]",
    '"',
    '"',
    "'",
    "«",
    "»",
    "“",
    "”",
    ".",
    "...",
    "!",
    "?",
    "/",
    "|",
    "@",
    "#",
    "&",
    "%",
    "_",
    "*",
    "،",
    "؛",
    "؟",
    "\u200c",
    "ـ",
    "\n",
]
SOUNDS = {
    "latin": ["ba", "ro", "ni", "sha", "len", "mar", "ko", "zin", "du", "rek", "vi", "tor", "sa", "mi", "hel", "gu"],
    "arabic": ["با", "رو", "ني", "شا", "لين", "مار", "كو", "زي", "دو", "ريك", "في", "تور", "سا", "مي", "هيل", "جو"],
}
JOINS = {  # how a text is made of its units
    "sentence": " ".join,
    "sentences": ". ".join,
    "lines": "\n\n".join,
    "glued": "".join,
    "list": ", ".join,
}


def strange(choose: random.Random, language: str) -> str:
    """A name of nobody."""
    script = "arabic" if language in ("ar", "ckb") else "latin"
    return " ".join("".join(choose.choices(SOUNDS[script], k=3)).capitalize() for _ in range(choose.randint(1, 3)))


def kinds_of(knowledge: Knowledge, language: str, choose: random.Random) -> dict[str, list[str]]:
    """Words and phrases by their kind."""
    cues = knowledge.cues[language]
    found: dict[str, list[str]] = {f"word:{kind}": list(forms) for kind, forms in cues.words.items()}
    for cue in cues.frames:
        found.setdefault(f"cue:{cue.kind}:{cue.status or ''}", []).extend(cue.forms)
    for polity in knowledge.polities.values():
        found.setdefault("polity", []).extend(polity.names.get(language, ()))
        found.setdefault("adjective", []).extend(polity.adjectives.get(language, ()))
        found.setdefault("seat", []).extend(polity.seats.get(language, ()))
    for kind, things in (
        ("office", knowledge.offices.values()), ("title", knowledge.titles), ("portfolio", knowledge.portfolios), ("body", knowledge.bodies.values()),
    ):  # fmt: skip
        found[kind] = [form for thing in things for form in thing.forms.get(language, ())]
    found["place"] = [form for place in knowledge.places.values() for form in place.names.get(language, ())]
    found["actor"] = [form for actor in knowledge.actors.values() for form in actor.aliases.get(language, ())]
    found["short"] = [form for actor in knowledge.actors.values() for form in actor.short.get(language, ())]
    found["nobody"] = [strange(choose, language) for _ in range(3000)]
    found["officials"] = [f"{choose.choice(found['office'])} {choose.choice(found['nobody'])}" for _ in range(1000)]
    found["number"] = [str(choose.randrange(3000)) for _ in range(100)]
    found["meeting"] = [HEADLINES[language]]
    found |= {f"particle:{word}": [word] for word in PARTICLES[language].split()}
    found |= {f"day:{word}": [word.replace("_", " ")] for word in DAYS[language].split()}
    found |= {f"mark:{mark!r}": [mark] for mark in MARKS}
    return {kind: [form.replace(" ... ", " ") for form in forms] for kind, forms in found.items() if forms}


@dataclass(frozen=True, slots=True)
class Shape:
    """A text to be: its kinds of pieces in order, whether each unit has other words, and how units are joined."""

    language: str
    kinds: tuple[str, ...]
    varied: bool
    join: str

    def text(self, kinds: dict[str, list[str]], size: int) -> str:
        """At least `size` characters; longer texts of a shape begin with the shorter ones."""
        choose = random.Random(str(self))
        fixed = [choose.choice(kinds[kind]) for kind in self.kinds]
        units, length = [], 0
        while length < size:
            words = [choose.choice(kinds[kind]) for kind in self.kinds] if self.varied else fixed
            unit = ("" if self.join == "glued" else " ").join(words)
            units.append(f"{HEADLINES[self.language]} {unit}" if self.join == "meetings" else unit)
            length += len(units[-1]) + 1
        return JOINS.get(self.join, ". ".join)(units)[:size]


def shapes_of(language: str, kinds: Sequence[str]) -> Iterator[Shape]:
    """All that is made of one kind."""
    for kind, varied, join in itertools.product(kinds, (False, True), (*JOINS, "meetings")):
        if not varied or ":" not in kind or kind.startswith(("word", "cue")):
            yield Shape(language, (kind,), varied, join)


def mixed_for(seconds: float, choose: random.Random, pieces: dict[str, dict[str, list[str]]]) -> Iterator[Shape]:
    """Random sequences of kinds; half of them without marks and particles, which are most kinds."""
    ends = time.monotonic() + seconds if seconds else 0.0
    while time.monotonic() < ends:
        language = choose.choice(list(pieces))
        kinds = list(pieces[language])
        if choose.random() < 0.5:
            kinds = [kind for kind in kinds if ":" not in kind or kind.startswith("cue")]
        drawn = tuple(choose.choices(kinds, k=choose.randint(2, 5)))
        yield Shape(language, drawn, choose.random() < 0.5, choose.choice((*JOINS, "meetings")))


class Meter:
    """What it costs to understand texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def read(self, language: str, text: str) -> None:
        assess(
            Entry(feed_id=1, key="1", title=HEADLINES[language], text=text, language=language, published_at=NOON, first_seen_at=NOON),
            self.knowledge,
        )  # fmt: skip

    def seconds(self, language: str, text: str) -> float:
        began = time.process_time()
        self.read(language, text)
        return time.process_time() - began

    def calls(self, language: str, text: str) -> int:
        """Calls of functions in Python and C: counted by the profiler that is written in C."""
        profiler = cProfile.Profile()
        profiler.enable()
        try:
            self.read(language, text)
        finally:
            profiler.disable()
        return sum(row.callcount for row in profiler.getstats())

    def growth(self, language: str, text: str) -> tuple[float, float]:
        """How many times the whole text costs what its first quarter costs, in seconds and in calls."""
        quarter = text[: len(text) // 4]
        rounds = [(self.seconds(language, text), self.seconds(language, quarter)) for _ in range(3)]
        seconds = min(large for large, _ in rounds) / max(min(small for _, small in rounds), 1e-4)
        return seconds, self.calls(language, text) / self.calls(language, quarter)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--seconds", type=float, default=120.0, help="of random sequences, all languages together")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    knowledge = load_knowledge()
    warm(knowledge)
    settle()  # as a worker does before its first entry
    meter, choose = Meter(knowledge), random.Random(args.seed)
    languages = args.languages.split(",")
    pieces = {language: kinds_of(knowledge, language, choose) for language in languages}
    shapes = [shape for language in languages for shape in shapes_of(language, list(pieces[language]))]
    choose.shuffle(shapes)  # a run that is cut short has seen something of everything
    tried = slow = faults = 0
    for shape in itertools.chain(shapes, mixed_for(args.seconds, choose, pieces)):
        tried += 1
        text = shape.text(pieces[shape.language], LARGE)
        try:
            spent = meter.seconds(shape.language, text)
        except Exception:
            print(f"in {shape}:", file=sys.stderr)
            raise
        if spent <= CHEAP:
            continue
        slow += 1
        time_grows, calls_grow = meter.growth(shape.language, text)
        if time_grows > GROWTH or calls_grow > GROWTH:
            faults += 1
            print(
                f"{spent:.2f} s, four times the text costs {time_grows:.1f} times the time, {calls_grow:.1f} times the calls: {shape}",
                flush=True,
            )
    print(f"{tried} texts of {LARGE:,} characters, {slow} of them over {CHEAP} s, {faults} cost more than their length")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
