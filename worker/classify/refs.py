"""What reading an entry for people makes: references, the persons they bring together, and phrases of office on the way there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from worker.knowledge.load import Actor

Thing = TypeVar("Thing")
LATIN = ("en", "kmr")
# English heads of something whose role keeps the word that the text has
HEADS_SAID = frozenset(
    ["chair", "chairman", "chairwoman", "chairperson", "co-chair", "co-chairman", "co-chairwoman", "co-chairperson", "commissioner", "coordinator", "administrator", "secretary"]
)  # fmt: skip
# Arabic, folded: "والتقى سموه NAME": a courtesy that stands for who was named before
HIMSELF = frozenset(["سموه", "سموها", "جلالته", "فخامته", "معالیه", "معالیها", "سعادته", "دولته", "سیادته"])
PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "von",
        "van",
        "de",
        "der",
        "den",
        "del",
        "da",
        "di",
        "la",
        "le",
        "abu",
        "abd",
        "ben",
        "jr",
        "sr",
        "ter",
        "dos",
    ]
)
LEADS = "سهروکایهت"  # folded: how Sorani says that somebody leads a delegation
MAX_NAME = 5
ENOUGH = 40  # references that say who somebody is, persons who may be meant: a text of nothing but names has thousands
_SAID = (  # how Kurdish verbs of saying begin, folded
    "ragihand",
    "got",
    "diyar",
    "nivîs",
    "eşkere",
    "belav",
    "zelal",
    "aşkere",
    "piştrast",
    "ragehand",
    "zanîn",
    "parve",
    "radigih",
    "dibêj",
    "destnîşan",
    "رایگهیاند",
    "راگهیاند",
    "گوت",
    "وت",
    "ووت",
    "نووسی",
    "ناشکر",
    "یاشکر",
    "بلاو",
    "دهلیت",
    "دهلین",
    "دهشلی",
    "رادهگهیهن",
    "رایدهگهیهن",
    "رایدهگهین",
)
# that begin so and say nothing: an office, a spokesman, a speech, talks
_NOT_SAID = ("نووسینگ", "نوسینگ", "گوتهبیژ", "گوتار", "وتهبیژ", "وتار", "وتوویژ", "gotûbêj", "gotar", "gotinbêj")


def says(word: str) -> bool:
    """Whether a folded Kurdish word is a verb of saying."""
    return (word.startswith(_SAID) and not word.startswith(_NOT_SAID)) or word == "دهلی"


@dataclass(slots=True, eq=False)
class Ref:
    """One reference to a person in a sentence: tokens `start`..`end` hold office and name together."""

    sentence: int
    start: int
    end: int
    name: tuple[int, int] | None = None
    office: str | None = None
    role: str = ""
    rank: int = 0
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    actors: tuple[str, ...] = ()
    short: bool = False
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    clitic: str = ""
    link: str = ""
    office_span: tuple[int, int] | None = None
    complement: str = ""
    entity: int = -1
    known: bool = False  # by gazetteer


def leads_another(ref: Ref, other: Ref) -> bool:
    """Whether by its title an office is not that of a leader of a party: "the President of the KDP" is not "NAME, President of the PUK", nor is
    the Region's President."""
    if not ref.polity_rule.startswith("title:"):
        return False
    if ref.office == "president":
        return ref.polity is not None
    one, two = (r.polity_rule.partition(" of ")[2] for r in (ref, other))
    return ref.office == "party-leader" and bool(one and two) and one != two


@dataclass(slots=True, eq=False)
class Entity:
    """A person of this entry."""

    index: int
    refs: list[Ref] = field(default_factory=list)
    actor: Actor | None = None
    names: dict[tuple[str, ...], None] = field(default_factory=dict)  # folded name words, each spelling once
    full: Ref | None = None  # where the name stands in full first
    office: str | None = None
    role: str = ""
    rank: int = 0
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    former: bool = False


@dataclass(slots=True)
class OfficePhrase:
    start: int
    end: int
    office: str
    role: str
    rank: int
    kind: str
    polity: str | None = None
    polity_rule: str = ""
    host: str | None = None
    at: str | None = None
    former: bool = False
    plural: bool = False
    counterpart: bool = False
    clitic: str = ""
    complement: str = ""
    article: bool = False
    bare: bool = False
    head: tuple[int, int] = (0, 0)


def some(crowd: Sequence[Thing]) -> Sequence[Thing]:
    """All of them; of a crowd the first and the last."""
    return crowd if len(crowd) <= 2 * ENOUGH else (*crowd[:ENOUGH], *crowd[-ENOUGH:])


def short_of(words: Iterable[str], names: tuple[str, ...]) -> bool:
    """Whether every word of a short form is a name's word, an Arabic article or Kurdish ending aside."""
    plain = [n.removeprefix("ال") for n in names]
    for w in words:
        if w.removeprefix("ال") in plain:
            continue
        for n in plain:
            if len(n) > 3 and w.startswith(n) and len(w) - len(n) <= 3:
                break
        else:
            return False
    return True


def handle_words(handle: str) -> list[str]:
    """Words of a social media handle: "Anne_Hidalgo", "masrourbarzani", "EmmanuelMacron"."""
    words: list[str] = []
    for part in handle.replace(".", "_").split("_"):
        word = ""
        for char in part:
            if char.isupper() and word and not word[-1].isupper():
                words.append(word)
                word = ""
            if char.isalpha():
                word += char
        if word:
            words.append(word)
    return words
