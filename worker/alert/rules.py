"""The rule of a watch: from its JSON or TOML form to a tree that can be asked, or to an error that names the key.

The form is documented in docs/watches.md. An object with several keys asks for all of them, a list of values for any of them:
`{"polity": "FR", "topic": ["energy", "economy"]}`. `all`, `any` and `not` combine. Pure; what names mean comes from a `Vocabulary`.
"""

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from storage.records import TOPICS, Json, Mode, Phase, Status
from worker.errors import ConfigError

MOST_DEPTH = 8
MOST_CONDITIONS = 200

# keys whose values are compared with what a meeting has, in the order of docs/watches.md
SETS = (
    "actor", "office", "polity", "pair", "topic", "place", "country", "outlet", "owner_group", "language", "transition", "status", "mode",
)  # fmt: skip
KEYS = (*SETS, "words", "min_confidence", "min_corroboration", "novelty", "all", "any", "not")
NOVELTY = ("first_in_days", "at_least", "in_days", "missing_after_days")


class RuleError(ConfigError):
    """A rule means nothing; the message names the key, what was found and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What rules may name. An empty collection is not checked against: any value is taken.

    Attributes:
        actors: names in any spelling, casefolded, and ids -> the id.
        places: names in any spelling, casefolded -> the English name that records have.
        polities: names and ids, casefolded -> the id that participants have.
        countries: the same of those that have land -> the code that places have.
    """

    actors: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    polities: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    offices: Collection[str] = ()
    outlets: Collection[str] = ()
    owner_groups: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any_:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class Has:
    """The meeting has one of these values under the key."""

    key: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`min_confidence` or `min_corroboration`."""

    key: str
    least: float


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words or phrases stands in the text."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Novelty:
    """The first meeting of the two sides in `first_in_days`; at least `at_least` of them within `in_days`; or none for `missing_after_days`."""

    first_in_days: int | None = None
    at_least: int | None = None
    in_days: int | None = None
    missing_after_days: int | None = None


Node = All | Any_ | Not | Has | AtLeast | Words | Novelty


def parse_rule(rule: Json, vocabulary: Vocabulary | None = None) -> Node:
    """The tree of a rule, names resolved.

    Raises:
        RuleError: an unknown key or value, an empty rule, or one too large; the message begins with the path of the key.
    """
    counted = [0]
    return _node(rule, "rule", vocabulary or Vocabulary(), 0, counted)


def normal_form(rule: Json) -> str:
    """The same text for rules that ask the same in the same words: rules are judged once for all watches that share them."""
    return orjson.dumps(rule, option=orjson.OPT_SORT_KEYS).decode()


def _node(rule: Any, path: str, vocabulary: Vocabulary, depth: int, counted: list[int]) -> Node:
    if not isinstance(rule, Mapping):
        raise RuleError(f"{path} is {_shown(rule)}, expected a table of conditions")
    if not rule:
        raise RuleError(f"{path} is empty, expected at least one of {', '.join(KEYS)}")
    if depth > MOST_DEPTH:
        raise RuleError(f"{path} is nested more than {MOST_DEPTH} deep")
    parts = [_part(key, value, f"{path}.{key}", vocabulary, depth, counted) for key, value in rule.items()]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _part(key: str, value: Any, path: str, vocabulary: Vocabulary, depth: int, counted: list[int]) -> Node:
    counted[0] += 1
    if counted[0] > MOST_CONDITIONS:
        raise RuleError(f"{path}: more than {MOST_CONDITIONS} conditions")
    if key in ("all", "any"):
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            raise RuleError(f"{path} is {_shown(value)}, expected a list of tables")
        nodes = tuple(_node(one, f"{path}[{n}]", vocabulary, depth + 1, counted) for n, one in enumerate(value))
        return All(nodes) if key == "all" else Any_(nodes)
    if key == "not":
        return Not(_node(value, path, vocabulary, depth + 1, counted))
    if key in SETS:
        return Has(key, frozenset(_VALUES[key](one, path, vocabulary) for one in _several(key, value, path)))
    if key == "words":
        return Words(tuple(_text(one, path) for one in _several(key, value, path)))
    if key in ("min_confidence", "min_corroboration"):
        return AtLeast(key, _number(value, path, most=1.0 if key == "min_confidence" else 100))
    if key == "novelty":
        return _novelty(value, path)
    raise RuleError(f"{path}: no such key{_near(key, KEYS)}")


def _several(key: str, value: Any, path: str) -> list[Any]:
    """A value or a list of values. One pair is a list of two names; several are a list of such lists."""
    if key == "pair" and isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return [value]
    found = list(value) if isinstance(value, list | tuple) else [value]
    if not found:
        raise RuleError(f"{path} is empty, expected at least one value")
    return found


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{path} is {_shown(value)}, expected text")
    return value.strip()


def _one_of(known: Collection[str]) -> Callable[[Any, str, Vocabulary], str]:
    def read(value: Any, path: str, vocabulary: Vocabulary) -> str:
        text = _text(value, path)
        if text not in known:
            raise RuleError(f"{path} is {text!r}{_near(text, known)}; expected one of {', '.join(known)}")
        return text

    return read


def _in(names: Callable[[Vocabulary], Collection[str]], what: str) -> Callable[[Any, str, Vocabulary], str]:
    def read(value: Any, path: str, vocabulary: Vocabulary) -> str:
        text, known = _text(value, path), names(vocabulary)
        if not known:
            return text
        by_fold = {one.casefold(): one for one in known}
        if text.casefold() not in by_fold:
            raise RuleError(f"{path} is {text!r}: no such {what}{_near(text, known)}")
        return by_fold[text.casefold()]

    return read


def _resolved(names: Callable[[Vocabulary], Mapping[str, str]], what: str) -> Callable[[Any, str, Vocabulary], str]:
    def read(value: Any, path: str, vocabulary: Vocabulary) -> str:
        text, known = _text(value, path), names(vocabulary)
        if not known or text.startswith(("~", "@")):  # provisional actors and unnamed offices have keys of their own
            return text
        if (found := known.get(text.casefold())) is None:
            raise RuleError(f"{path} is {text!r}: no such {what}{_near(text, known)}")
        return found

    return read


_actor = _resolved(lambda v: v.actors, "actor")
_polity = _resolved(lambda v: v.polities, "polity")


def _office(value: Any, path: str, vocabulary: Vocabulary) -> str:
    """`foreign-minister` of anybody, or `IQ/foreign-minister`."""
    polity, slash, office = _text(value, path).rpartition("/")
    if vocabulary.offices and office not in vocabulary.offices:
        raise RuleError(
            f"{path} is {value!r}: no office {office!r}{_near(office, vocabulary.offices)}; expected for example IQ/foreign-minister"
        )
    return f"{_polity(polity, path, vocabulary)}/{office}" if slash else office


def _side(value: Any, path: str, vocabulary: Vocabulary) -> str:
    text = _text(value, path)
    if not vocabulary.polities and not vocabulary.actors:
        return text
    found = vocabulary.polities.get(text.casefold()) or vocabulary.actors.get(text.casefold())
    if found is None:
        raise RuleError(
            f"{path} has {text!r}: no such polity or actor{_near(text, [*vocabulary.polities, *vocabulary.actors])}"
        )
    return found


def _pair(value: Any, path: str, vocabulary: Vocabulary) -> str:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise RuleError(f"{path} is {_shown(value)}, expected two polities or actors")
    one, other = (_side(side, path, vocabulary) for side in value)
    if one == other:
        raise RuleError(f"{path} has {one!r} twice, expected two sides")
    return pair_of(one, other)


def pair_of(one: str, other: str) -> str:
    """Two sides as one value, the same in either order."""
    return "|".join(sorted((one, other)))


_VALUES: dict[str, Callable[[Any, str, Vocabulary], str]] = {
    "actor": _actor,
    "office": _office,
    "polity": _polity,
    "pair": _pair,
    "topic": _one_of(TOPICS),
    "place": _resolved(lambda v: v.places, "place"),
    "country": _resolved(lambda v: v.countries, "country"),
    "outlet": _in(lambda v: v.outlets, "outlet"),
    "owner_group": _in(lambda v: v.owner_groups, "owner group"),
    "language": _one_of(("en", "ar", "ckb", "kmr")),
    "transition": _one_of([phase.value for phase in Phase]),
    "status": _one_of([status.value for status in Status]),
    "mode": _one_of([mode.value for mode in Mode]),
}


def _number(value: Any, path: str, *, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise RuleError(f"{path} is {_shown(value)}, expected a number from 0 to {most:g}")
    return float(value)


def _novelty(value: Any, path: str) -> Novelty:
    if not isinstance(value, Mapping) or not value:
        raise RuleError(f"{path} is {_shown(value)}, expected a table with {', '.join(NOVELTY)}")
    days: dict[str, int] = {}
    for key, one in value.items():
        if key not in NOVELTY:
            raise RuleError(f"{path}.{key}: no such key{_near(key, NOVELTY)}")
        if isinstance(one, bool) or not isinstance(one, int) or not 1 <= one <= 3650:
            raise RuleError(f"{path}.{key} is {_shown(one)}, expected a whole number from 1 to 3650")
        days[key] = one
    if ("at_least" in days) != ("in_days" in days):
        raise RuleError(f"{path}: at_least and in_days go together")
    return Novelty(**days)


def _near(text: str, known: Collection[str]) -> str:
    found = difflib.get_close_matches(text.casefold(), list(known)[:50_000], n=1, cutoff=0.7)
    return f" (did you mean {found[0]!r}?)" if found else ""


def _shown(value: Any) -> str:
    return repr(value)[:60]
