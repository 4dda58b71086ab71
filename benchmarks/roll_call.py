"""Call the roll: is everybody whom the knowledge knows recognised, in each office, in a sentence as outlets print it by the hundred?

    python -m benchmarks.roll_call [--languages en,ar,ckb,kmr] [--every N] [--show]

For each dated office of each actor and each of its languages one report is written: a president receives him or her, by the name alone and, where the
language has a plain phrase for the office, behind it. It is called right where the answer has one meeting of two participants, one of them the actor,
acting for the office's polity. Misses are shared names, offices that nobody is received in (spokespersons are left out), and faults. Prints the part
that is right for each language and kind of sentence; `--show` prints the misses.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from worker.classify import assess_text
from worker.knowledge.load import Actor, Knowledge, Tenure, load_knowledge

FIRST, LAST = date(2015, 6, 1), date(2025, 10, 31)  # the days that outlets and knowledge are sure of
REPORTS = {  # headline and lead; {h} host, {n} guest
    "en": ("{h} receives {n}", "ERBIL - {h} on Monday received {n} in Erbil, and they discussed bilateral relations."),
    "ar": ("{h} يستقبل {n}", "أربيل - استقبل {h}، اليوم الاثنين، {n} في أربيل، وبحثا العلاقات الثنائية."),
    "ckb": ("{h} پێشوازی لە {n} دەکات", "هەولێر - {h} ئەمڕۆ دووشەممە لە هەولێر پێشوازیی لە {n} کرد و باسیان لە پەیوەندییە دوولایەنەکان کرد."),
    "kmr": ("{h} pêşwazî li {n} dike", "Hewlêr - {h} îro Duşemê li Hewlêrê pêşwazî li {n} kir û behsa têkiliyên dualî kirin."),
}  # fmt: skip
HOSTS = {
    "en": ("Nechirvan Barzani", "Emmanuel Macron", "Francois Hollande"),
    "ar": ("نيجيرفان بارزاني", "إيمانويل ماكرون", "فرانسوا هولاند"),
    "ckb": ("نێچیرڤان بارزانی", "ئیمانوێل ماکرۆن", "فرانسوا هۆلاند"),
    "kmr": ("Nêçîrvan Barzanî", "Emmanuel Macron", "François Hollande"),
}
PHRASES = {  # {p} the polity's name, {o} its Kurmanji oblique
    "ar": {
        "president": "رئيس {p}", "prime-minister": "رئيس وزراء {p}", "foreign-minister": "وزير خارجية {p}", "defence-minister": "وزير دفاع {p}",
        "speaker": "رئيس برلمان {p}", "ambassador": "سفير {p} لدى العراق", "consul-general": "القنصل العام ل{p} في أربيل",
    },
    "ckb": {
        "president": "سەرۆکی {p}", "prime-minister": "سەرۆکوەزیرانی {p}", "foreign-minister": "وەزیری دەرەوەی {p}",
        "defence-minister": "وەزیری بەرگریی {p}", "speaker": "سەرۆکی پەرلەمانی {p}", "ambassador": "باڵیۆزی {p} لە عێراق",
        "consul-general": "کونسوڵی گشتیی {p} لە هەولێر",
    },
    "kmr": {
        "president": "Serokê {o}", "prime-minister": "Serokwezîrê {o}", "foreign-minister": "Wezîrê Derve yê {o}",
        "defence-minister": "Wezîrê Berevaniyê yê {o}", "speaker": "Serokê Parlamentoya {o}", "ambassador": "Balyozê {o} li Iraqê",
        "consul-general": "Konsulê Giştî yê {o} li Hewlêrê",
    },
}  # fmt: skip
NOT_RECEIVED = frozenset(["spokesperson"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    actor: str
    polity: str
    language: str
    kind: str  # by name, behind the office, before it
    title: str
    text: str
    day: date


def calls(knowledge: Knowledge, languages: tuple[str, ...], every: int = 1) -> Iterator[Call]:
    """The reports, for each `every`-th actor."""
    for actor in list(knowledge.actors.values())[::every]:
        for tenure in actor.offices:
            begins, ends = max(tenure.start or FIRST, FIRST), min(tenure.end or LAST, LAST)
            if tenure.office in NOT_RECEIVED or begins >= ends:
                continue
            day = begins + (ends - begins) / 2
            for language in languages:
                yield from _of(knowledge, actor, tenure, language, day)


def _of(knowledge: Knowledge, actor: Actor, tenure: Tenure, language: str, day: date) -> Iterator[Call]:
    code = knowledge.polities[tenure.polity].code
    region, macron, hollande = HOSTS[language]
    host = region if tenure.polity != "IQ-KR" else macron if day >= date(2017, 5, 14) else hollande
    names = actor.aliases.get(language, ())
    if not names or host in names:
        return
    title, text = REPORTS[language]
    if actor.tenures(day)[:1] == [tenure]:
        yield from (_call("by name", actor, code, language, day, title, text, host, name, name) for name in names)
    name = names[0]
    for kind, phrase in _phrases(knowledge, actor, tenure, language, name):
        yield _call(kind, actor, code, language, day, title, text, host, name, phrase)


def _phrases(knowledge: Knowledge, actor: Actor, tenure: Tenure, language: str, name: str) -> Iterator[tuple[str, str]]:
    polity = knowledge.polities[tenure.polity]
    if language == "en":
        of = "Kurdistan Region" if polity.id == "IQ-KR" else (polity.adjectives.get("en") or polity.names["en"])[0]
        role = (
            tenure.role if of.split()[0] in tenure.role or polity.id in ("UN", "COALITION") else f"{of} {tenure.role}"
        )
        yield "behind the office", f"{role} {name}"
        yield "before the office", f"{name}, the {role},"
    elif (phrase := PHRASES[language].get(tenure.office)) and tenure.to_polity in (None, "IQ") and actor.gender == "m":
        written = polity.names[language][0]
        oblique = (
            written
            if written.endswith(("ê", "a")) and " " in written
            else f"{written}{'yê' if written[-1] in 'aeêiîouû' else 'ê'}"
        )
        yield "behind the office", f"{phrase.format(p=written, o=oblique)} {name}"


def _call(
    kind: str, actor: Actor, polity: str, language: str, day: date, title: str, text: str, host: str, name: str, phrase: str
) -> Call:  # fmt: skip
    return Call(
        actor=actor.id, polity=polity, language=language, kind=kind, title=title.format(h=host, n=name),
        text=text.format(h=host, n=phrase), day=day,
    )  # fmt: skip


def fault(call: Call, knowledge: Knowledge) -> str | None:
    """None where the roll is answered; else what was answered instead."""
    answer = assess_text(call.title, call.text, knowledge, published=call.day, language=call.language)
    met = [[(p.actor, p.polity) for p in m.participants] for m in answer.mentions]
    code = knowledge.polities[call.polity].code  # Albania is ALB here and AL in the answers
    if len(met) == 1 and len(met[0]) == 2 and (call.actor, code) in met[0]:
        return None
    return str(met or answer.reasons)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default="en,ar,ckb,kmr")
    parser.add_argument("--every", type=int, default=1, help="of how many actors one is called")
    parser.add_argument("--show", action="store_true", help="print the misses")
    args = parser.parse_args()
    knowledge = load_knowledge()
    called: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for call in calls(knowledge, tuple(args.languages.split(",")), args.every):
        called[call.language, call.kind] += 1
        if (answer := fault(call, knowledge)) is not None:
            missed[call.language, call.kind] += 1
            if args.show:
                print(f"{call.language} {call.kind} {call.actor} {call.polity} {call.day}: {call.text}\n    {answer}")
    for key, count in called.items():
        print(f"{key[0]:4} {key[1]:18} {count - missed[key]:5} of {count:5} right, {1 - missed[key] / count:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
