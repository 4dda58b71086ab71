"""What sentences say of meetings, and the meetings in the making: the notes that the judge works on."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from storage.records import Mode, Status
from worker.classify.lexicon import Item
from worker.classify.text import Sentence
from worker.classify.when import Day
from worker.classify.who import Ref
from worker.knowledge.load import Cue

BIAS = -2.4
STRONG = ("meet", "receive", "call")  # kinds of cues: verbs of meeting,
MEETING = frozenset([*STRONG, "noun"])  # or nouns of it ("a meeting with"),
TALK = frozenset([*STRONG, "talk"])  # or verbs of talk ("discussed with")
_PLANS = ("بریار", "چاوهری", "چاوهروان")  # folded
_SPEAK = (
    "باس", "گفتوگو", "تاوتوی", "یاماژه", "جهخت", "قسه", "سهردان", "کوبوونهوه", "دیدار", "ریورهسم", "ریککهوت",
)  # fmt: skip
AIRPORT = "only welcomed at the airport"
MESSAGE = "a message without a conversation"


@dataclass(slots=True)
class Group:
    """A side without a person: "five members of the French National Assembly"."""

    polity: str
    at: int
    rule: str


class Told:
    """What one sentence says.

    `fresh` is whether it has a day of the last or next three, `skip` why it is no news of today ("remembered meeting"), or "". Both want
    its days read; of a sentence without a word of meeting they are hardly ever asked, so that `later` works them out when they are.
    """

    __slots__ = (
        "_fresh", "_skip", "aside", "attends", "before", "both", "cues", "groups", "hard", "later", "mains", "mode", "others", "pronoun", "quiet", "s", "soft",
        "status", "status_cue",
    )  # fmt: skip

    def __init__(self, s: Sentence, *, quiet: bool = False) -> None:
        self.s = s
        self.cues: list[tuple[Item, Cue]] = []
        self.attends: list[Item] = []
        self.mains: list[Ref] = []
        self.others: list[Ref] = []
        self.groups: list[Group] = []
        self.status: Status | None = None
        self.status_cue: Cue | None = None
        self.mode: Mode | None = None
        self.both = False
        self.pronoun = False
        self.quiet = quiet  # says nothing of a meeting, and is read on only where its day is asked for
        self.soft = ""  # why its words say that it is no news, unless its day is of these days
        self.hard = ""  # the same, whatever its day
        self.aside = range(0)  # tokens of a clause that tells of another, cancelled meeting
        self.later: Callable[[], tuple[bool, str]] | None = None
        self.before: Told | None = None  # the sentence before it in its paragraph, with which it may be passed over
        self._fresh = False
        self._skip = ""

    @property
    def fresh(self) -> bool:
        if self.later is not None:
            self.settle()
        return self._fresh

    @property
    def skip(self) -> str:
        if self.later is not None:
            self.settle()
        return self._skip

    @skip.setter
    def skip(self, reason: str) -> None:
        self.settle()
        self._skip = reason

    def forget_status(self) -> None:
        self.status = self.status_cue = None

    def planned_by_a_word(self) -> bool:
        """Whether a word beside the verb ("will", "scheduled") and not the verb itself makes it planned."""
        return self.status is Status.PLANNED and self.status_cue is not None and self.status_cue.kind == "status"

    def plan_spoken_of(self) -> int | None:
        """Sorani: "لەگەڵ A کۆبووەوە و باسیان لەو سەردانە کرد کە بڕیارە B ئەنجامی بدات": where the plan that was spoken of opens."""
        words = self.s.words
        plan = next((n for n, w in enumerate(words[:-1]) if w == "که" and words[n + 1].startswith(_PLANS)), None)
        if plan is None:
            return None
        met = min((i.end for i, c in self.cues if c.kind in STRONG and not c.status and i.end < plan), default=plan)
        return plan if any(w.startswith(_SPEAK) for w in words[met:plan]) else None

    def settle(self) -> None:
        """Work out the two now, first those of the sentences before: a paragraph may have more of them than calls may be nested."""
        waiting: list[Told] = []
        told: Told | None = self
        while told is not None and told.later is not None:
            waiting.append(told)
            told = told.before
        for told in reversed(waiting):
            later, told.later = told.later, None
            if later is not None:
                told._fresh, told._skip = later()


@dataclass(slots=True, kw_only=True)
class Table:
    """Who sits at the table by one sentence, in the making: those it names as sides and those it only means."""

    told: Told
    strong: list[tuple[Item, Cue]]  # cues that report a meeting by themselves
    weak: list[tuple[Item, Cue]]  # words of talk, and nouns of meeting
    mains: list[Ref]
    polities: set[str] = field(default_factory=set)
    witnessed: bool = False  # what was signed before those who are named


@dataclass(slots=True)
class Event:
    """A meeting in the making."""

    persons: dict[int, bool] = field(default_factory=dict)  # entity -> takes part as a side (not only attends)
    groups: dict[str, Group] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    status: Status = Status.HELD
    status_rule: str = "default"
    status_at: int | None = None
    mode: Mode = Mode.IN_PERSON
    mode_rule: str = "default"
    mode_at: int | None = None
    day: Day | None = None
    day_at: int | None = None
    weights: dict[str, float] = field(default_factory=dict)
    own_at: int | None = None  # where the sentence names the side that only this meeting has

    def confidence(self) -> float:
        score = BIAS + sum(self.weights.values())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
