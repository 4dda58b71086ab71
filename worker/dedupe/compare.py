"""Is this the same person? From two tellings of a participant, without asking anybody else."""

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from storage.records import Participant
from worker.dedupe.keys import same_role, skeleton


class Likeness(StrEnum):
    """How two participants compare, surest first."""

    SAME = "same"  # one actor
    NEAR = "near"  # unlinked, the names sound alike
    OFFICE = (
        "office"  # one of them is known by the office alone, or the names cannot be compared: the office is the same
    )
    UNKNOWN = "unknown"  # nothing to compare
    DIFFER = "differ"


ALIKE = (Likeness.SAME, Likeness.NEAR, Likeness.OFFICE)  # those that two tellings of one person may have
RANKS = {how: rank for rank, how in enumerate(Likeness)}  # surest first


def is_known(person: Participant) -> bool:
    """Linked to an actor of the knowledge base."""
    return person.actor[:1] not in ("~", "@", "")


def is_unnamed(person: Participant) -> bool:
    """Given by the office alone."""
    return person.name is None or person.actor.startswith("@")


def likeness(one: Participant, other: Participant) -> Likeness:
    """Compare two participants. Two known actors are the same or they differ; a name that is not linked is compared by its skeleton. Whom
    the table of offices knows behind an office told without a name is whoever is named in it: the table learns late of a successor."""
    if one.actor == other.actor:
        return Likeness.SAME
    same_polity = one.polity == other.polity
    office = same_polity and same_role(one.role, other.role)
    if is_known(one) and is_known(other):
        return Likeness.OFFICE if office and is_unnamed(one) != is_unnamed(other) else Likeness.DIFFER
    if is_unnamed(one) or is_unnamed(other):
        return Likeness.OFFICE if office else Likeness.UNKNOWN
    alike = _names_alike((one.name, one.surface, one.polity), (other.name, other.surface, other.polity))
    if alike is None:
        return Likeness.OFFICE if office else Likeness.UNKNOWN
    if alike >= _SPELT and (same_polity or one.polity is None or other.polity is None):
        if alike < _EQUAL and one.role and other.role and not office:
            # "Masoud Barzani", a party's head, and "Masrour Barzani", the premier: a letter and the office apart
            return Likeness.DIFFER
        return Likeness.NEAR
    if alike == _EQUAL and _full(
        one, other
    ):  # outlets differ on whom somebody acts for: the coalition, or the United States
        return Likeness.NEAR
    if alike >= _OFFICED and office:
        return Likeness.NEAR
    return Likeness.DIFFER


_Told = tuple[str | None, str | None, str | None]  # name, surface, polity
_EQUAL = 1.0  # equal skeletons
_SPELT = 0.95  # one edit apart, or words left out
_OFFICED = 0.75  # two edits in a long name, or one that goes on where the other ends: where the office agrees


def _full(one: Participant, other: Participant) -> bool:
    return min(len(skeleton(one.name)), len(skeleton(other.name))) >= 2


@lru_cache(maxsize=20_000)
def _names_alike(one: _Told, other: _Told) -> float | None:
    """_EQUAL, _SPELT, or less for what is farther apart; None where they cannot be compared."""
    return max((_skeletons_alike(a, b) for a in _forms(*one) for b in _forms(*other)), default=None)


# countries in whose Latin letters "j" is a vowel's; those of the second kind write "c" for "ts" and, where the press leaves out the marks, for "ch"
_J_IS_Y = frozenset(["ALB", "AT", "BA", "BE", "BG", "CH", "CZ", "DE", "DK", "EE", "FI", "HR", "HU", "IS", "LT", "LU", "LV", "ME", "MK", "NL", "NO", "PL", "RS", "SE", "SI", "SK", "UA", "XK"])  # fmt: skip
_C_IS_TS = frozenset(["ALB", "BA", "CZ", "HR", "HU", "ME", "MK", "PL", "RS", "SI", "SK", "XK"])
_ENDS_IN_C = re.compile(r"c\b")


@lru_cache(maxsize=20_000)
def _forms(name: str | None, surface: str | None, polity: str | None) -> frozenset[tuple[str, ...]]:
    """The skeletons of a name as it is told, and as his country reads its letters: "Tanja Fajon" is not "Tanga Fagon"."""
    names = {told.casefold() for told in (name, surface) if told}
    if polity in _J_IS_Y:
        names |= {told.replace("j", "y") for told in names}
    if polity in _C_IS_TS:
        names |= {_ENDS_IN_C.sub("ch", told).replace("ca", "tsa") for told in names}
    return frozenset(form for form in map(skeleton, names) if form)


def _skeletons_alike(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    whole, other_whole = "".join(a), "".join(b)  # names are cut into words in more than one way
    if whole == other_whole and len(whole) > 1:
        return _EQUAL
    if len(a) == 1 or len(b) == 1:  # a surname alone
        short, full = (a, b) if len(a) == 1 else (b, a)
        name = short[0]
        if len(name) < 2:
            return 0.0
        if name == full[-1]:
            return _EQUAL
        return _SPELT if len(name) > 3 and Levenshtein.distance(name, full[-1]) <= 1 else 0.0
    if min(len(whole), len(other_whole)) >= 7 and Levenshtein.distance(whole, other_whole) == 1:
        return _SPELT
    if _within(a, b) or _within(b, a):
        return _SPELT
    ends, other_ends = f"{a[0]} {a[-1]}", f"{b[0]} {b[-1]}"
    distance = Levenshtein.distance(ends, other_ends)
    longest = max(len(ends), len(other_ends)) - 1
    if distance == 0:
        return _EQUAL
    if distance == 1 and longest >= 4:
        return _SPELT
    fewer = min(len(a), len(b))
    begins = a[:fewer] == b[:fewer]  # "Abdullah Ali" and "Abdullah Ali al-Yahya": it may be another's, too
    return max(_OFFICED if begins else 0.0, 1.0 - distance / max(longest, 4))


def _within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one form leaves out words of the other but not the surname: "Latif Rashid" and "Abdul Latif Jamal Rashid"."""
    words = iter(full)
    return len(short) >= 2 and short[-1] == full[-1] and all(word in words for word in short)
