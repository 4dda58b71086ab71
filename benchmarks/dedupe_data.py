"""Made-up newsrooms for measuring: texts with planted edits, templates with other names, a stream of meetings told with noise.

Everything follows from a seed. Names, words and meetings are invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from storage.records import Assessment, Entry, Mention, Mode, Participant, Status
from worker.dedupe.keys import skeleton

START = datetime(2024, 1, 1, 9, tzinfo=UTC)
CITIES = (("Erbil", "IQ-KR"), ("Baghdad", "IQ"), ("Ankara", "TR"), ("Paris", "FR"), ("Amman", "JO"), ("Vienna", "AT"))
GUESTS = ("FR", "US", "GB", "DE", "IT", "NL", "TR", "IR", "CN", "KW", "SE", "UN")

# -- texts -------------------------------------------------------------------------------------------------------------

_SYLLABLES = {
    "en": ("ba", "ken", "dor", "sil", "mar", "tes", "vo", "lin", "gra", "pho", "ner", "ust"),
    "ar": ("با", "كي", "در", "سل", "مار", "تي", "فو", "لين", "غرا", "نر", "ست", "قي"),
    "ckb": ("با", "کێ", "دەر", "سل", "مار", "تێ", "ڤۆ", "لین", "گرا", "نەر", "ست", "هه‌"),
    "kmr": ("ba", "kê", "dor", "sîl", "mar", "têş", "vo", "lîn", "gra", "xwe", "ner", "çû"),
}
LANGUAGES = tuple(_SYLLABLES)


def vocabulary(language: str, size: int = 3000) -> list[str]:
    pick = random.Random(f"words {language}")
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(pick.choice(_SYLLABLES[language]) for _ in range(pick.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(words)


_WORDS = {language: vocabulary(language) for language in LANGUAGES}
_WEIGHTS = [1 / (rank + 5) for rank in range(3000)]


def article(language: str, seed: int, words: int = 250) -> str:
    """Paragraphs of sentences; common words are common, as in any language."""
    pick = random.Random(f"{language} {seed}")
    drawn = pick.choices(_WORDS[language], _WEIGHTS, k=words)
    sentences = [" ".join(drawn[i : i + 14]).capitalize() + "." for i in range(0, words, 14)]
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def _reworded(text: str, share: float, pick: random.Random, language: str) -> str:
    """Words replaced, left out and put in, in the ratio 2:1:1; `share` of the words are touched."""
    out = []
    for word in text.split(" "):
        if pick.random() >= share:
            out.append(word)
            continue
        how = pick.random()
        if how < 0.5:
            out.append(pick.choice(_WORDS[language]))
        elif how < 0.75:
            out += [word, pick.choice(_WORDS[language])]
    return " ".join(out)


def _reformatted(text: str, language: str) -> str:
    if language in ("en", "kmr"):
        return text.upper().translate(str.maketrans("ÊÎÛÇŞ", "EIUCS"))
    return text.translate(str.maketrans("يیكکهة", "ییککەه")).replace("ا", "اـ", 20)


EDITS = ("format", "dateline", "edit 5 %", "edit 15 %", "edit 30 %", "reorder + 10 %", "roundup", "lead 40 %")


def edited(text: str, edit: str, language: str, seed: int) -> str:
    """A copy of a text as another outlet brings it."""
    pick = random.Random(f"{edit} {seed}")
    parts = text.split("\n\n")
    match edit:
        case "format":
            return _reformatted(text, language)
        case "dateline":
            return f"{article(language, seed + 7_000_000, 6)} — {text}\n\n{article(language, seed + 8_000_000, 10)}"
        case "reorder + 10 %":
            pick.shuffle(parts)
            return _reworded("\n\n".join(parts), 0.1, pick, language)
        case "roundup":
            return "\n\n".join(
                (article(language, seed + 5_000_000, 200), text, article(language, seed + 6_000_000, 200))
            )
        case "lead 40 %":
            return " ".join(text.split(" ")[: int(len(text.split(" ")) * 0.4)])
        case _:
            return _reworded(text, float(edit.split()[1]) / 100, pick, language)


# -- people and meetings -----------------------------------------------------------------------------------------------


def person(number: int, polity: str, role: str, *, lead: bool = True, linked: bool = True) -> Participant:
    """The same number is the same person; half of the consonants of two names differ."""
    pick = random.Random(f"person {number}")
    name = " ".join(
        "".join(pick.choice("bdfgklmnrstz") + pick.choice("aeiou") for _ in range(3)).title() for _ in range(2)
    )
    actor = f"p{number}" if linked else f"~{polity}:{'-'.join(skeleton(name))}"
    return Participant(name=name, surface=name, role=role, polity=polity, lead=lead, actor=actor)


def entry(key: str, text: str, *, outlet: str, at: datetime) -> Entry:
    return Entry(
        feed_id=0, key=key, title=text[:60], text=text, outlet=outlet, owner_group=outlet, published_at=at, first_seen_at=at,
        content_hash=key,
    )  # fmt: skip


def traps(count: int = 960) -> Iterator[tuple[Entry, Assessment]]:
    """Templates: nine tenths the same text about other people, on few days, in few cities. Each is a meeting of its own; hosts have many
    guests, guests make tours, half of the guests are not linked."""
    hosts = [person(n, "IQ-KR", ("President", "Prime Minister", "Interior Minister")[n % 3]) for n in range(24)]
    guests = [person(100 + n, GUESTS[n % 12], "Ambassador to Iraq", linked=n % 2 == 0) for n in range(40)]
    boiler = article("en", 1, 180)
    pairs = [(h, g) for h in hosts for g in guests]
    pick = random.Random(5)
    pick.shuffle(pairs)
    for number, (host, guest) in enumerate(pairs[:count]):
        day = START + timedelta(days=pick.randrange(20))
        text = f"{host.name} received {guest.name}, the ambassador, in Erbil on {day:%A}.\n\n{boiler}"
        mention = Mention(
            status=Status.HELD, mode=Mode.IN_PERSON, date=day.date(), date_sure=True, city="Erbil", country="IQ-KR",
            participants=(host, guest), topics=("bilateral",), confidence=0.9,
        )  # fmt: skip
        yield (
            entry(f"trap-{number}", text, outlet=f"outlet {number % 12}", at=day),
            Assessment(language="en", mentions=(mention,)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One telling of a true meeting."""

    meeting: int
    entry: Entry
    assessment: Assessment


def reports(meetings: int, each: int, seed: int = 1) -> list[Report]:
    """A stream in which every meeting is told `each` times within hours: some reports leave out the delegation, one in twenty names only
    the deputy, one in ten has the day of publication only, one in ten does not link the guest. In bursts, as news comes."""
    pick = random.Random(seed)
    told: list[Report] = []
    for number in range(meetings):
        day = START + timedelta(days=number // 12, hours=pick.randrange(8))
        host = person(pick.randrange(12), "IQ-KR", "President")
        guest = person(1000 + number, GUESTS[number % 12], "Foreign Minister")
        deputy = person(5000 + number, GUESTS[number % 12], "Ambassador to Iraq", lead=False)
        place = CITIES[number % 2]
        for telling in range(each):
            people = [host, guest, deputy] if pick.random() < 0.6 else [host, guest]
            if pick.random() < 0.05:
                people = [host, replace(deputy, lead=True)]
            if pick.random() < 0.1:
                lead = person(1000 + number, guest.polity or "", "Foreign Minister", linked=False)
                people = [lead if p is guest else p for p in people]
            stated = pick.random() >= 0.1
            at = day + timedelta(hours=pick.random() * 12)
            mention = Mention(
                status=Status.HELD, mode=Mode.IN_PERSON, date=day.date() if stated else None, date_sure=stated,
                city=place[0] if pick.random() < 0.8 else None, country=place[1], participants=tuple(people), confidence=0.9,
            )  # fmt: skip
            outlet = f"outlet {telling}"
            told.append(
                Report(
                    meeting=number, entry=entry(f"{number}-{telling}", "", outlet=outlet, at=at),
                    assessment=Assessment(language="en", mentions=(mention,)),
                )
            )  # fmt: skip
    bursts = [told[i : i + each * 8] for i in range(0, len(told), each * 8)]
    for burst in bursts:
        pick.shuffle(burst)
    return [report for burst in bursts for report in burst]


def some_day(pick: random.Random, days: int) -> date:
    return (START - timedelta(days=pick.randrange(1, days + 1))).date()
