"""Figures of predicted meetings against written ones: how often detection, who met whom, and each field are right.

A small scorer of our own for the entries in fixtures/, after the guide that defines the labels. Names count as equal when their folded words
are, or their last words and first letters are; everything else must be equal. Where the shared gold data stand beside the checkout, quality.py uses
their scorer for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from worker.classify.fold import fold_name

Item = dict[str, Any]
FIELDS = ("status", "mode", "date", "city", "country")


@dataclass(slots=True)
class Count:
    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else None


def same_name(one: str | None, other: str | None) -> bool:
    ours, theirs = fold_name(one or "").split(), fold_name(other or "").split()
    if not ours or not theirs:
        return ours == theirs
    return ours == theirs or (ours[-1] == theirs[-1] and ours[0][0] == theirs[0][0]) or _near(ours, theirs)


def _near(ours: list[str], theirs: list[str]) -> bool:
    """Alike in nearly all letters: Ritscher and Richer are one name in two transcriptions."""
    from rapidfuzz.fuzz import ratio

    return ratio(" ".join(sorted(ours)), " ".join(sorted(theirs))) >= 85


def same_person(one: Item, other: Item) -> bool:
    if one["polity"] != other["polity"]:
        return False
    if one["name"] is None:
        return other["name"] is None or one["role"] == other["role"]
    return same_name(one["name"], other["name"])


def leads(meeting: Item) -> list[Item]:
    return [person for person in meeting["participants"] if person["lead"]]


def similarity(gold: Item, predicted: Item) -> float:
    shared = sum(any(same_person(a, b) for b in leads(predicted)) for a in leads(gold))
    polities = len({a["polity"] for a in leads(gold)} & {b["polity"] for b in leads(predicted)})
    if polities < 2 and not shared:
        return 0.0
    return polities + 2 * shared + sum(gold[name] == predicted[name] for name in FIELDS) / 10


def couples(gold: Sequence[Item], predicted: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Best pairs first; each meeting once."""
    ranked = sorted(
        ((similarity(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(predicted)), reverse=True
    )
    taken_gold: set[int] = set()
    taken: set[int] = set()
    found = []
    for score, i, j in ranked:
        if score > 0 and i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            found.append((gold[i], predicted[j]))
    return found


def figures(pairs: Sequence[tuple[Item, Item]]) -> dict[str, float | None]:
    """Figures over (gold item, predicted line) pairs; None where there was nothing to measure."""
    detection, meetings, who, people, topics = Count(), Count(), Count(), Count(), Count()
    polities = Count()
    fields = {name: Count() for name in FIELDS}
    negatives = alarms = 0
    for gold, line in pairs:
        told, found = gold["meetings"], line["meetings"]
        detection.gold += bool(told)
        detection.predicted += bool(found)
        detection.right += bool(told and found)
        negatives += not told
        alarms += bool(not told and found)
        meetings.gold += len(told)
        meetings.predicted += len(found)
        matched = couples(told, found)
        meetings.right += len(matched)
        for one, other in matched:
            for name in FIELDS:
                fields[name].gold += 1
                fields[name].right += one[name] == other[name]
            known = [(a, b) for a in one["participants"] for b in other["participants"] if same_person(a, b)]
            people.right += min(len({id(a) for a, _ in known}), len({id(b) for _, b in known}))
            people.gold += len(one["participants"])
            people.predicted += len(other["participants"])
            named = [
                (a, b)
                for a in one["participants"]
                for b in other["participants"]
                if a["name"] and same_name(a["name"], b["name"])
            ]
            polities.gold += len(named)
            polities.right += sum(a["polity"] == b["polity"] for a, b in named)
            topics.right += len(set(one["topics"]) & set(other["topics"]))
            topics.gold += len(one["topics"])
            topics.predicted += len(other["topics"])
            sides = sum(any(same_person(a, b) for b in leads(other)) for a in leads(one))
            exact = sides == len(leads(one)) == len(leads(other))
            who.right += exact and one["status"] == other["status"] and one["date"] == other["date"]
    who.gold, who.predicted = meetings.gold, meetings.predicted
    result: dict[str, float | None] = {
        "detection F1": detection.f1,
        "false alarms": alarms / negatives if negatives else None,
        "meetings F1": meetings.f1,
        "who-whom F1": who.f1,
        "participants F1": people.f1,
        "polity": polities.right / polities.gold if polities.gold else None,
        "topics F1": topics.f1,
    }
    for name, count in fields.items():
        result[name] = count.right / count.gold if count.gold else None
    return result
