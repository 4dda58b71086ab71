"""What sentences say of meetings, and the meetings in the making: the notes that the judge works on."""

import math
from dataclasses import dataclass, field

from storage.records import Mode, Status
from worker.classify.lexicon import Item
from worker.classify.text import Sentence
from worker.classify.when import Day
from worker.classify.who import Ref
from worker.knowledge.load import Cue

BIAS = -2.4
STRONG = ("meet", "receive", "call")
AIRPORT = "only welcomed at the airport"
MESSAGE = "a message without a conversation"


@dataclass(slots=True)
class Group:
    """A side without a person: "five members of the French National Assembly"."""

    polity: str
    at: int
    rule: str


@dataclass(slots=True)
class Told:
    """What one sentence says."""

    s: Sentence
    cues: list[tuple[Item, Cue]] = field(default_factory=list)
    attends: list[Item] = field(default_factory=list)
    mains: list[Ref] = field(default_factory=list)
    others: list[Ref] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    skip: str = ""
    status: Status | None = None
    status_cue: Cue | None = None
    mode: Mode | None = None
    both: bool = False
    pronoun: bool = False
    fresh: bool = False
    quiet: bool = False  # says nothing of a meeting, and is read on only where its day is asked for
    aside: range = range(0)  # tokens of a clause that tells of another, cancelled meeting


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
