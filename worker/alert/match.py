"""Which watches a change of a meeting hits, and why.

`WatchIndex` is made once for many changes: from what a rule asks for (an actor, a pair, a place, a polity with a topic) to the watches that
ask, so that a meeting is compared with the few that can fit and not with all (benchmarks/bench_watches.py). Watches that share a rule
share its judgement. Pure: what other meetings there were is asked of a `History`.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import chain, combinations
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick

from storage.records import Change, ChangeKind, Entry, Meeting, Participant, Phase, Status, Watch
from worker.alert.rules import (
    All,
    Any_,
    AtLeast,
    Has,
    Node,
    Not,
    Novelty,
    RuleError,
    Words,
    normal_form,
    pair_of,
    parse_rule,
)
from worker.alert.words import core, find, fold

Term = tuple[str, str]  # a key of a rule and one of its values
Offices = Callable[[str, date | None], Iterable[tuple[str, str]]]
"""The offices that an actor held on a day, as (office, polity)."""

_ENDED = (Phase.WITHDRAWN,)

# Of a thousand meetings, how many have the value: the index goes by what is rare. Orders of magnitude from what the outlets report;
# wrong guesses cost time, never a hit.
_COMMON: dict[Term, float] = {
    ("polity", "IQ"): 500, ("polity", "IQ-KR"): 500, ("country", "IQ"): 350, ("country", "IQ-KR"): 350, ("place", "Baghdad"): 300,
    ("place", "Erbil"): 300, ("pair", "IQ|IQ-KR"): 100, ("status", "held"): 850, ("mode", "in_person"): 850, ("transition", "held"): 700,
}  # fmt: skip
_USUAL = {
    "pair": 2, "actor": 4, "office": 6, "place": 8, "polity": 20, "country": 15, "outlet": 150, "owner_group": 200, "topic": 120,
    "language": 350, "transition": 80, "status": 80, "mode": 60, "word": 10,
}  # fmt: skip
_MOST_TERMS = 400  # a rule with more combinations is kept under one of its parts


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


class Hit(NamedTuple):
    """A watch that is to be told of a change. Empty `kind`: it was told before, and has nothing to hear but an update of its message."""

    watch: Watch
    kind: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule made ready: how to judge it, and what brings it up (None: every meeting)."""

    node: Node
    holds: Callable[["View"], bool]
    pairs: frozenset[str]
    names_transition: bool
    terms: frozenset[tuple[Term, ...]] | None
    explain: Callable[["View"], tuple[str, ...]]
    sure: bool  # what brings it up is all it asks for: nothing is left to judge


@dataclass(frozen=True, slots=True)
class _Rule:
    made: Prepared
    watches: tuple[Watch, ...]


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


# -- the index ---------------------------------------------------------------------------------------------------------


class WatchIndex:
    """Watches by what they ask for. Made once, then only read; `version` is that of the watches it was made of.

    A watch whose rule cannot be read is left out and named in `broken` with the reason: one bad rule stops no other watch.
    """

    def __init__(self, watches: Iterable[Watch], *, version: int = 0, offices: Offices = no_offices) -> None:
        self.version, self.offices = version, offices
        self.by_id: dict[int, Watch] = {}
        self.broken: dict[str, str] = {}
        shared: dict[str, list[Watch]] = {}
        for watch in watches:
            if watch.id is not None:
                self.by_id[watch.id] = watch
            if not watch.paused:
                shared.setdefault(normal_form(watch.rule), []).append(watch)
        self._rules: list[_Rule] = []
        self._rule_of: dict[int, int] = {}
        self._always: list[int] = []
        self._cores: list[str] = []
        self._words: AhoCorasick | None = None
        self._single: dict[Term, list[int]] = {}
        self._double: dict[Term, dict[Term, list[int]]] = {}
        self.rhythms: list[
            tuple[int, str, tuple[Watch, ...]]
        ] = []  # (days, pair, watches) of those that ask for what is missing
        self.rhythms_asked_at: datetime | None = None  # by this process: the history is asked once an hour
        for form, same in shared.items():
            try:
                made = _prepared(form)
            except RuleError as error:
                self.broken |= {watch.key: str(error) for watch in same}
                continue
            self._add(_Rule(made, tuple(same)))
        self._cores = sorted({value for key, value in self._single if key == "word" and value})
        if self._cores:
            self._words = AhoCorasick(self._cores)

    def __len__(self) -> int:
        return len(self.by_id)

    def _add(self, rule: _Rule) -> None:
        number = len(self._rules)
        self._rules.append(rule)
        for watch in rule.watches:
            if watch.id is not None:
                self._rule_of[watch.id] = number
        for one in walk(rule.made.node):
            if isinstance(one, Novelty) and one.missing_after_days:
                self.rhythms += [(one.missing_after_days, pair, rule.watches) for pair in sorted(rule.made.pairs)]
        terms = rule.made.terms
        if terms is None:
            self._always.append(number)
            return
        for term in terms:
            if len(term) == 1:
                self._single.setdefault(term[0], []).append(number)
            else:
                self._double.setdefault(term[0], {}).setdefault(term[1], []).append(number)

    def candidates(self, view: View) -> set[int]:
        """Numbers of the rules that can hold."""
        found = set(self._always)
        terms = view.terms()
        if self._words is not None and view.entry is not None:
            seen = {found_at[0] for found_at in self._words.find_matches_as_indexes(view.text, overlapping=True)}
            terms += [("word", self._cores[number]) for number in seen]
        here = set(terms)
        for term in terms:
            if single := self._single.get(term):
                found.update(single)
            if double := self._double.get(term):
                for other in here & double.keys() if len(double) > len(here) else double.keys() & here:
                    found.update(double[other])
        return found

    def holding(self, view: View) -> Iterator[_Rule]:
        """The rules that are true of a meeting."""
        for number in sorted(self.candidates(view)):
            rule = self._rules[number]
            if rule.made.sure or rule.made.holds(view):
                yield rule

    def rule_of(self, watch_id: int) -> _Rule | None:
        number = self._rule_of.get(watch_id)
        return None if number is None else self._rules[number]


def match(
    change: Change,
    index: WatchIndex,
    *,
    entry: Entry | None,
    told: Mapping[int, Collection[str]],
    today: date,
    history: History | None = None,
) -> list[Hit]:
    """The watches that a change hits, each once, in the order of their rules.

    Args:
        told: what each watch was told of this meeting before: watch id -> kinds of its alerts.
        today: in Asia/Baghdad; stands in for a meeting without a day.

    Returns:
        A first match is `new`, whatever the change: a watch can begin to fit with the third report. Later ones are named by what happened
        (`held`, `postponed:2026-04-03`, `changed:4`, `report:17`) where the watch asked to hear of it, else they have no kind. A watch that
        was told follows corrections even where the meeting fits no more: who heard of it must hear that it is not so.
    """
    if change.backfill:
        return []
    view = View(
        change.meeting,
        phase=change.phase,
        entry=entry,
        history=history or NoHistory(),
        offices=index.offices,
        today=today,
    )
    hits: list[Hit] = []
    seen: set[int] = set()
    ended = change.meeting.phase in _ENDED or change.meeting.merged_into is not None
    for rule in () if ended else index.holding(view):
        reasons: tuple[str, ...] | None = None
        for watch in rule.watches:
            if watch.id is None:
                continue
            seen.add(watch.id)
            before = told.get(watch.id, ())
            if reasons is None:
                reasons = rule.made.explain(view)
            kind = _later_kind(change, watch.notify) if before else "new"
            hits.append(Hit(watch=watch, kind=kind, reasons=reasons))
    for watch_id in sorted(told.keys() - seen):
        told_rule = index.rule_of(watch_id)
        if told_rule is None or told_rule.made.names_transition or change.kind is ChangeKind.REPORT:
            continue
        watch = index.by_id[watch_id]
        hits.append(Hit(watch=watch, kind=_later_kind(change, watch.notify), reasons=("told of this meeting before",)))
    return hits


def _later_kind(change: Change, notify: str) -> str:
    if notify == "new":
        return "" if change.meeting.phase not in _ENDED else Phase.WITHDRAWN.value
    if change.phase is not None:
        return f"{change.phase.value}:{change.meeting.date}" if change.phase is Phase.POSTPONED else change.phase.value
    if is_material(change):
        return f"changed:{change.meeting.version}"
    if notify == "reports" and change.entry_id is not None:
        return f"report:{change.entry_id}"
    return ""


def is_material(change: Change) -> bool:
    """Whether who was told before should be disturbed: what he was told is not so, or an announced meeting has got its day.

    What was not known before, and who else was in the room, is learnt from the message in place, or the digest.
    """
    for one in change.fields:
        if one.name in ("status", "city", "country", "mode") and one.before is not None:
            return True
        if one.name == "date" and (one.before is not None or change.meeting.status is Status.PLANNED):
            return True
        if one.name == "participants" and change.before is not None and _other_leads(change.before, change.meeting):
            return True
    return False


def _other_leads(before: Meeting, after: Meeting) -> bool:
    """Whether a side came or went, or is led by another named person; a name for an office that was known is no other person."""
    were = {p.polity: p.name for p in before.participants if p.lead}
    are = {p.polity: p.name for p in after.participants if p.lead}
    if were.keys() != are.keys():
        return True
    return any(were[polity] and are[polity] and were[polity] != are[polity] for polity in were)


def missing(index: WatchIndex, history: History, *, today: date) -> list[tuple[Watch, str, str, date]]:
    """Watches whose usual meeting did not happen: (watch, one side, other side, day they last met).

    Usual: at least three meetings of the named pair in the four spans before the last one; missing: none for a span since.
    """
    found: list[tuple[Watch, str, str, date]] = []
    for span, pair, watches in index.rhythms:
        one, _, other = pair.partition("|")
        days = sorted(history.days_met(one, other, since=today - timedelta(days=span * 6), until=today, without=None))
        if not days or (today - days[-1]).days < span:
            continue
        if sum(1 for day in days if (days[-1] - day).days <= span * 4) >= 3:
            found += [(watch, one, other, days[-1]) for watch in watches]
    return found


@lru_cache(maxsize=200_000)
def _prepared(form: str) -> Prepared:
    """A rule by its normal form; kept, so that an index is made anew at little cost when one watch of many has changed."""
    node = _cheap_first(parse_rule(json.loads(form)))
    pairs = named_pairs(node)
    terms = _terms(node)
    return Prepared(
        node, judge(node, pairs), pairs, names(node, "transition"), terms, explainer(node, pairs), _is_sure(node, terms)
    )


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


_WEIGHT = {Has: 0, AtLeast: 1, Not: 2, Any_: 3, All: 3, Words: 5, Novelty: 9}


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


def _cheap_first(node: Node) -> Node:
    """The same rule with its parts in the order of what they cost to judge: the database is asked last."""
    match node:
        case All(parts):
            return All(tuple(sorted((_cheap_first(part) for part in parts), key=_cost)))
        case Any_(parts):
            return Any_(tuple(sorted((_cheap_first(part) for part in parts), key=_cost)))
        case Not(part):
            return Not(_cheap_first(part))
    return node


def _cost(node: Node) -> int:
    return max(_WEIGHT[type(one)] for one in walk(node))


def _rate(term: Term) -> float:
    return _COMMON.get(term, _USUAL.get(term[0], 1000))


def _terms(node: Node) -> frozenset[tuple[Term, ...]] | None:
    """Terms, alone or in twos, of which at least one is there whenever the rule holds; None where there are none such."""
    match node:
        case Has(key, values):
            return frozenset(((key, value),) for value in values)
        case Words(words):
            return frozenset((("word", core(word)),) for word in words)
        case Any_(parts):
            found = [_terms(part) for part in parts]
            if any(one is None for one in found):
                return None
            return frozenset(term for one in found if one for term in one)
        case All(parts):
            options = [one for one in map(_terms, parts) if one is not None]
            plain = [one for one in parts if isinstance(one, Has)]  # words are rare enough alone
            for one, other in combinations(plain, 2):
                if len(one.values) * len(other.values) <= _MOST_TERMS and one.key != other.key:
                    options.append(
                        frozenset(
                            tuple(sorted(((one.key, a), (other.key, b)))) for a in one.values for b in other.values
                        )
                    )
                elif one.key == other.key and one.values.isdisjoint(other.values):  # two polities: both are there
                    options.append(
                        frozenset(tuple(sorted(((one.key, a), (one.key, b)))) for a in one.values for b in other.values)
                    )
            return min(options, key=_expected, default=None)
    return None


def _is_sure(node: Node, terms: frozenset[tuple[Term, ...]] | None) -> bool:
    """Whether any of the terms being there makes the rule hold."""
    match node:
        case Has():
            return True
        case Any_(parts):
            return all(isinstance(part, Has) for part in parts)
        case All((Has(), Has())):
            return terms is not None and all(len(term) == 2 for term in terms)
    return False


def _expected(terms: frozenset[tuple[Term, ...]]) -> float:
    """Of a thousand meetings, about how many bring the rule up."""
    total = 0.0
    for term in terms:
        rate = _rate(term[0])
        for other in term[1:]:
            rate *= _rate(other) / 1000
        total += rate
    return total
