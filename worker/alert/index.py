"""From what rules ask for to the watches that ask: a meeting is compared with the few that can fit and not with all.

A rule is kept under terms (an actor, a pair, a polity with a topic) of which one is there whenever it holds, those that are rarest in the news; what the
terms do not prove is left to judge (`_plan`). Watches that share a rule are judged once. benchmarks/bench_watches.py measures it.
"""

import copy
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import combinations

from ahocorasick_rs import AhoCorasick

from storage.records import Watch
from worker.alert.judge import (
    Explain,
    Judge,
    Offices,
    Term,
    View,
    cheap_first,
    explainer,
    judge,
    named_pairs,
    names,
    no_offices,
    walk,
)
from worker.alert.rules import All, Any_, AtLeast, Has, Node, Novelty, RuleError, Words, normal_form, parse_rule
from worker.alert.words import core

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


Terms = frozenset[tuple[Term, ...]]
NO_PAIRS: frozenset[str] = frozenset()
MANY = 10_000  # watches


class Rule:
    """A rule with the watches that share it. What few meetings need is made when it is asked for first.

    Attributes:
        least: the confidence that is asked for; 0 where none is.
        rest: what is left to judge where one of the terms is there; None for nothing.
    """

    def __init__(self, node: Node, form: str, watches: tuple[Watch, ...]) -> None:
        self.node, self.form, self.watches = node, form, watches
        self.terms, rest = _plan(node)
        self.least, rest = _split_confidence(rest)
        self.asks_history = '"novelty"' in form
        self.rest: Judge | None = (
            judge(cheap_first(rest), self.pairs if self.asks_history else NO_PAIRS) if rest else None
        )

    @cached_property
    def pairs(self) -> frozenset[str]:
        return named_pairs(self.node)

    @cached_property
    def names_transition(self) -> bool:
        return names(self.node, "transition")

    @property
    def novelties(self) -> list[Novelty]:
        return [one for one in walk(self.node) if isinstance(one, Novelty)] if self.asks_history else []

    @cached_property
    def explain(self) -> Explain:
        return explainer(cheap_first(self.node), self.pairs)


class WatchIndex:
    """Watches by what they ask for. Made once, then only read; `version` is that of the watches it was made of.

    A watch whose rule cannot be read is left out and named in `broken` with the reason: one bad rule stops no other watch.
    """

    def __init__(self, watches: Iterable[Watch], *, version: int = 0, offices: Offices = no_offices) -> None:
        self.version, self.offices = version, offices
        self.by_id: dict[int, Watch] = {}
        self.broken: dict[str, str] = {}
        self._rules: list[Rule] = []
        self._number_of: dict[str, int] = {}  # by the rule's normal form
        self._rule_of: dict[int, int] = {}
        self._always: list[int] = []
        self._single: dict[Term, list[int]] = {}
        self._double: dict[Term, dict[Term, list[int]]] = {}
        self._cores: list[str] = []
        self._words: AhoCorasick | None = None
        self.rhythms: list[tuple[int, str, Rule]] = []  # (days, pair, rule) of those that ask for what is missing
        self.rhythms_asked_at: datetime | None = None  # by this process: the history is asked once an hour
        self._is_copy = False
        with _collector_off():
            self._take(watches)
            if len(self.by_id) > MANY:
                gc.freeze()  # or each later collection, a second long, would look through all of it

    def __len__(self) -> int:
        return len(self.by_id)

    def updated(self, watches: Iterable[Watch], *, version: int = 0) -> "WatchIndex":
        """An index of the watches as they are now, at the price of those that changed. This one stays as it is: others may be reading it."""
        now = {watch.id: watch for watch in watches if watch.id is not None}
        gone = [watch for id_, watch in self.by_id.items() if now.get(id_) != watch]
        come = [watch for id_, watch in now.items() if self.by_id.get(id_) != watch]
        if len(gone) + len(come) > len(now) / 4:
            return WatchIndex(now.values(), version=version, offices=self.offices)
        made = copy.copy(self)
        made.version, made._is_copy = version, True
        for name in ("by_id", "broken", "_rules", "_number_of", "_rule_of", "_always", "_single", "_double", "rhythms"):
            setattr(made, name, copy.copy(getattr(self, name)))
        made._leave(gone)
        made._take(come)
        return made

    def _take(self, watches: Iterable[Watch]) -> None:
        shared: dict[str, list[Watch]] = {}
        for watch in watches:
            if watch.id is not None:
                self.by_id[watch.id] = watch
                if not watch.paused:
                    shared.setdefault(normal_form(watch.rule), []).append(watch)
        for form, same in shared.items():
            number = self._number_of.get(form)
            if number is not None:
                self._give(number, (*self._rules[number].watches, *same))
            else:
                try:
                    number = self._add(Rule(parse_rule(same[0].rule), form, tuple(same)))
                except RuleError as error:
                    self.broken |= {watch.key: str(error) for watch in same}
                    continue
            self._rule_of |= {watch.id: number for watch in same if watch.id is not None}
        self._make_words()

    def _leave(self, watches: Iterable[Watch]) -> None:
        """Forget watches. A rule that nobody asks any more stays, and tells nobody."""
        left: dict[int, set[int]] = {}
        for watch in watches:
            assert watch.id is not None
            del self.by_id[watch.id]
            self.broken.pop(watch.key, None)
            if (number := self._rule_of.pop(watch.id, None)) is not None:
                left.setdefault(number, set()).add(watch.id)
        for number, ids in left.items():
            self._give(number, tuple(one for one in self._rules[number].watches if one.id not in ids))

    def _give(self, number: int, watches: tuple[Watch, ...]) -> None:
        """Let a rule have these watches; as a copy, for an older index may have the rule too."""
        old, rule = self._rules[number], copy.copy(self._rules[number])
        rule.watches = watches
        self._rules[number] = rule
        self.rhythms = [(days, pair, rule if of is old else of) for days, pair, of in self.rhythms]

    def _add(self, rule: Rule) -> int:
        number = len(self._rules)
        self._rules.append(rule)
        self._number_of[rule.form] = number
        for one in rule.novelties:
            if one.missing_after_days:
                self.rhythms += [(one.missing_after_days, pair, rule) for pair in sorted(rule.pairs)]
        if rule.terms is None:
            self._always.append(number)
        for term in rule.terms or ():
            table, key = (self._single, term[0]) if len(term) == 1 else (self._twos(term[0]), term[1])
            if self._is_copy:
                table[key] = [*table.get(key, ()), number]
            else:
                table.setdefault(key, []).append(number)
        return number

    def _twos(self, first: Term) -> dict[Term, list[int]]:
        """What is kept under a term and a second one; in a copy the older index keeps its own."""
        if self._is_copy:
            self._double[first] = dict(self._double.get(first, {}))
        return self._double.setdefault(first, {})

    def _make_words(self) -> None:
        cores = sorted({value for key, value in self._single if key == "word" and value})
        if cores != self._cores:
            self._cores, self._words = cores, AhoCorasick(cores) if cores else None

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

    def holding(self, view: View) -> Iterator[Rule]:
        """The rules that are true of a meeting."""
        confidence, rules = view.meeting.confidence, self._rules
        for number in sorted(self.candidates(view)):
            rule = rules[number]
            if confidence >= rule.least and (rule.rest is None or rule.rest(view)):
                yield rule

    def rule_of(self, watch_id: int) -> Rule | None:
        number = self._rule_of.get(watch_id)
        return None if number is None else self._rules[number]


@contextmanager
def _collector_off() -> Iterator[None]:
    """No garbage collection while a million objects are made that all stay: it would look through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# -- what brings a rule up, and what is left to judge ------------------------------------------------------------------


def _plan(node: Node) -> tuple[Terms | None, Node | None]:
    """Terms, alone or in twos, of which at least one is there whenever the rule holds, and what must hold besides where one is there.

    Terms are None where there are none such; the rest is None where nothing is left to judge.
    """
    match node:
        case Has(key, values):
            return frozenset([((key, value),) for value in values]), None
        case Words(words):
            return frozenset([(("word", core(word)),) for word in words]), node
        case Any_(parts):
            plans = [_plan(part) for part in parts]
            found: set[tuple[Term, ...]] = set()
            for terms, _ in plans:
                if terms is None:
                    return None, node
                found |= terms
            # which part a term stands for is not kept: where one part is not proven by its terms, all are judged
            return frozenset(found), None if all(rest is None for _, rest in plans) else node
        case All(parts):
            return _plan_all(parts)
    return None, node


def _plan_all(parts: tuple[Node, ...]) -> tuple[Terms | None, Node | None]:
    """The rarest terms of one part, or of two together; the other parts are left."""
    best: tuple[Terms | None, Node | None] = None, All(parts)
    least = float("inf")
    for number, part in enumerate(parts):
        terms, rest = _plan(part)
        if terms is not None and (expected := _expected(terms)) < least:
            others = parts[:number] + parts[number + 1 :]
            best, least = (terms, _all(others if rest is None else (*others, rest))), expected
    plain = [(number, one) for number, one in enumerate(parts) if isinstance(one, Has)]  # words are rare enough alone
    for (n, one), (m, other) in combinations(plain, 2):
        # of one key, such as two polities, only where both must be there
        apart = one.key != other.key or one.values.isdisjoint(other.values)
        if not apart or len(one.values) * len(other.values) > _MOST_TERMS:
            continue
        twos = frozenset([_ordered((one.key, a), (other.key, b)) for a in one.values for b in other.values])
        if (expected := _expected(twos)) < least:
            left = tuple(part for number, part in enumerate(parts) if number not in (n, m))
            best, least = (twos, _all(left)), expected
    return best


def _all(parts: tuple[Node, ...]) -> Node | None:
    return None if not parts else parts[0] if len(parts) == 1 else All(parts)


def _ordered(one: Term, other: Term) -> tuple[Term, Term]:
    return (one, other) if one <= other else (other, one)


def _split_confidence(rest: Node | None) -> tuple[float, Node | None]:
    """The least confidence that the rest asks for, which is compared without a call, and what is left then."""
    parts = rest.parts if isinstance(rest, All) else () if rest is None else (rest,)
    asked = [one.least for one in parts if isinstance(one, AtLeast) and one.key == "min_confidence"]
    left = tuple(one for one in parts if not (isinstance(one, AtLeast) and one.key == "min_confidence"))
    return max(asked, default=0.0), _all(left)


def _rate(term: Term) -> float:
    return _COMMON.get(term) or _USUAL.get(term[0], 1000)


def _expected(terms: Terms) -> float:
    """Of a thousand meetings, about how many bring the rule up."""
    total = 0.0
    for term in terms:
        rate = _rate(term[0])
        if len(term) == 2:
            rate *= _rate(term[1]) / 1000
        total += rate
    return total
