"""Whether a rule is true of a meeting, and why. Pure: what other meetings there were is asked of a `History`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import chain, combinations
from typing import Protocol

from storage.records import Entry, Meeting, Participant, Phase
from worker.alert.rules import All, Any_, AtLeast, Has, Node, Not, Novelty, Words, pair_of
from worker.alert.words import find, fold

Term = tuple[str, str]  # a key of a rule and one of its values
Offices = Callable[[str, date | None], Iterable[tuple[str, str]]]
"""The offices that an actor held on a day, as (office, polity)."""


class History(Protocol):
    """What was before: for watches that ask for novelty."""

    def days_met(self, one: str, other: str, *, since: date, until: date, without: int | None) -> Sequence[date]:
        """Days on which two sides (actor ids or polity codes) met or were to meet, both ends included; not counting meeting `without`."""
        ...


class NoHistory:
    """Nothing was before."""

    def days_met(self, one: str, other: str, *, since: date, until: date, without: int | None) -> Sequence[date]:
        return ()


def no_offices(actor: str, day: date | None) -> Iterable[tuple[str, str]]:
    return ()


class View:
    """A meeting as rules see it. `entry` is the telling at hand, None where time or a person brought the change."""

    def __init__(
        self,
        meeting: Meeting,
        *,
        phase: Phase | None,
        entry: Entry | None,
        history: History,
        offices: Offices = no_offices,
        today: date,
    ) -> None:
        self.meeting, self.entry, self.history, self.today = meeting, entry, history, today
        people = meeting.participants
        outlets = {*meeting.outlets, entry.outlet} if entry else set(meeting.outlets)
        groups = {*meeting.owner_groups, entry.owner_group} if entry else set(meeting.owner_groups)
        self.groups = groups - {""}
        self.values: dict[str, set[str]] = {
            "actor": {p.actor for p in people},
            "office": {one for p in people for one in _offices_of(p, meeting.date or today, offices)},
            "polity": {p.polity for p in people if p.polity},
            "pair": set(_pairs(people)),
            "topic": set(meeting.topics),
            "place": {meeting.city} if meeting.city else set(),
            "country": {meeting.country} if meeting.country else set(),
            "outlet": outlets - {""},
            "owner_group": self.groups,
            "language": set(meeting.languages),
            "transition": {phase.value} if phase else set(),
            "status": {meeting.status.value},
            "mode": {meeting.mode.value},
        }

    @cached_property
    def text(self) -> str:
        if self.entry is None:
            return ""
        return fold(f"{self.entry.title}\n{self.entry.text or self.entry.summary}")

    @cached_property
    def confidence(self) -> str:
        return f"confidence {self.meeting.confidence:.2f}"

    @cached_property
    def lead_pairs(self) -> frozenset[str]:
        leads = [p.actor for p in self.meeting.participants if p.lead]
        return frozenset(pair_of(one, other) for one, other in combinations(leads, 2) if one != other)

    def terms(self) -> list[Term]:
        return [(key, value) for key, values in self.values.items() for value in values]


Judge = Callable[[View], bool]
Explain = Callable[[View], tuple[str, ...]]


def _offices_of(person: Participant, day: date, offices: Offices) -> Iterator[str]:
    for office, polity in offices(person.actor, day):
        yield office
        yield f"{polity}/{office}"
    if person.actor.startswith("@"):
        polity, _, office = person.actor[1:].partition(":")
        yield from (office.partition(":")[0], f"{polity}/{office.partition(':')[0]}")
    elif (
        person.role and person.polity
    ):  # an actor nobody knows yet, or an office newer than what we know: as the text gives it
        office = person.role.casefold().replace(" ", "-")
        yield from (office, f"{person.polity}/{office}")


def _pairs(people: Sequence[Participant]) -> Iterator[str]:
    for one, other in combinations(people, 2):
        if one.polity == other.polity:
            continue
        for a in (one.actor, one.polity):
            for b in (other.actor, other.polity):
                if a and b:
                    yield pair_of(a, b)


# -- judging -----------------------------------------------------------------------------------------------------------


def holds(node: Node, view: View, pairs: frozenset[str] = frozenset()) -> bool:
    """Whether a rule is true of a meeting. `pairs` are those the whole rule names: novelty is about them."""
    match node:
        case Has(key, values):
            return not view.values[key].isdisjoint(values)
        case All(parts):
            return all(holds(part, view, pairs) for part in parts)
        case Any_(parts):
            return any(holds(part, view, pairs) for part in parts)
        case Not(part):
            return not holds(part, view, pairs)
        case AtLeast(key, least):
            return (view.meeting.confidence if key == "min_confidence" else len(view.groups)) >= least
        case Words(words):
            return any(find(word, view.text) for word in words)
        case Novelty():
            return bool(_novel(node, view, pairs))


def judge(node: Node, pairs: frozenset[str]) -> Judge:
    """`holds` for one rule, made ready: the index asks it of many meetings."""
    match node:
        case Has(key, values):
            if len(values) == 1:
                (value,) = values
                return lambda view: value in view.values[key]
            return lambda view: not values.isdisjoint(view.values[key])
        case All(parts):
            judges = tuple(judge(part, pairs) for part in parts)
            if len(judges) == 2:
                first, second = judges
                return lambda view: first(view) and second(view)

            def every(view: View) -> bool:
                for one in judges:  # noqa: SIM110 - a loop is quicker than all() over a generator
                    if not one(view):
                        return False
                return True

            return every
        case Any_(parts):
            several = tuple(judge(part, pairs) for part in parts)
            return lambda view: any(one(view) for one in several)
        case Not(part):
            inner = judge(part, pairs)
            return lambda view: not inner(view)
        case AtLeast("min_confidence", least):
            return lambda view: view.meeting.confidence >= least
        case AtLeast(_, least):
            return lambda view: len(view.groups) >= least
    return lambda view: holds(node, view, pairs)


def reasons_of(node: Node, view: View, pairs: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Why a rule that holds does, as short sentences: `polity FR`, `words "oil"`."""
    return explainer(node, pairs)(view)


def explainer(node: Node, pairs: frozenset[str]) -> Explain:
    """`reasons_of` for one rule, made ready."""
    if (constant := _constant(node)) is not None:
        return lambda view: constant
    match node:
        case Has(key, values):
            said = {value: _said(key, value) for value in sorted(values)}
            return lambda view: tuple(said[value] for value in sorted(view.values[key] & values))
        case All(parts):
            every = tuple(explainer(part, pairs) for part in parts)
            return lambda view: tuple(chain.from_iterable([one(view) for one in every]))
        case Any_(parts):
            either = tuple((judge(part, pairs), explainer(part, pairs)) for part in parts)
            return lambda view: tuple(chain.from_iterable([one(view) for true, one in either if true(view)]))
        case AtLeast("min_confidence", least):
            asked = f", at least {least:g} asked"
            return lambda view: (view.confidence + asked,)
        case AtLeast():
            return lambda view: (f"independent owner groups: {len(view.groups)}",)
        case Words(words):
            return lambda view: tuple(f'words "{word}"' for word in words if find(word, view.text))
        case Novelty():
            return lambda view: tuple(_novel(node, view, pairs))
    return lambda view: ()


@lru_cache(maxsize=10_000)
def _said(key: str, value: str) -> str:
    return f"{key.replace('_', ' ')} {value.replace('|', ' and ')}"


def _novel(node: Novelty, view: View, pairs: frozenset[str]) -> list[str]:
    """The reasons why it is new; empty where it is not. "Missing" is never true of a meeting: see `missing`."""
    found: list[str] = []
    day = view.meeting.date or view.today
    for pair in sorted(view.values["pair"] & pairs if pairs else view.lead_pairs):
        one, _, other = pair.partition("|")
        if node.first_in_days is not None:
            before = view.history.days_met(
                one, other, since=day - timedelta(days=node.first_in_days), until=day, without=view.meeting.id
            )
            if not before:
                found.append(f"first meeting of {one} and {other} in {node.first_in_days} days")
        if node.at_least is not None and node.in_days is not None:
            before = view.history.days_met(
                one, other, since=day - timedelta(days=node.in_days - 1), until=day, without=view.meeting.id
            )
            if len(before) + 1 >= node.at_least:
                found.append(f"meeting {len(before) + 1} of {one} and {other} within {node.in_days} days")
    return found


# -- shapes of rules ---------------------------------------------------------------------------------------------------


def walk(node: Node) -> Iterator[Node]:
    """A rule and all its parts."""
    yield node
    match node:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)


def named_pairs(node: Node) -> frozenset[str]:
    """The pairs that a rule names anywhere."""
    return frozenset(value for one in walk(node) if isinstance(one, Has) and one.key == "pair" for value in one.values)


def names(node: Node, key: str) -> bool:
    """Whether a rule asks for a key anywhere."""
    return any(isinstance(one, Has) and one.key == key for one in walk(node))


def _constant(node: Node) -> tuple[str, ...] | None:
    """The reasons of a rule where no meeting makes them differ; None for others."""
    match node:
        case Has(key, values) if len(values) == 1:
            return (_said(key, *values),)
        case Not():
            return ()
        case All(parts):
            said = [_constant(part) for part in parts]
            return None if any(one is None for one in said) else tuple(reason for one in said if one for reason in one)
    return None


_WEIGHT = {Has: 0, AtLeast: 1, Not: 2, Any_: 3, All: 3, Words: 5, Novelty: 9}


def cheap_first(node: Node) -> Node:
    """The same rule with its parts in the order of what they cost to judge: the database is asked last."""
    match node:
        case All(parts):
            return All(tuple(sorted((cheap_first(part) for part in parts), key=_cost)))
        case Any_(parts):
            return Any_(tuple(sorted((cheap_first(part) for part in parts), key=_cost)))
        case Not(part):
            return Not(cheap_first(part))
    return node


def _cost(node: Node) -> int:
    return max(_WEIGHT[type(one)] for one in walk(node))
