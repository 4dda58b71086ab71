"""Does this mention tell of a meeting we already know?

Same meeting needs one shared participant on each of two sides and no veto; of several the best match only, judged against what is
confirmed about each (its founding mention, and what two owner groups agree on). Never transitively: that a mention is like the last one
attached says nothing.

Method: a two-sided rule with vetoes held 98.8 % of precision where "any two shared participants" had 76 %; docs/adr/0041-same-meeting.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from storage.records import Candidate, Facts, Look, Mention, Mode, Participant, Status
from worker.dedupe.compare import ALIKE, RANKS, Likeness, is_known, likeness
from worker.dedupe.days import BAGHDAD, day_of, days_meant
from worker.dedupe.keys import mention_keys, role_words

RULES = "same-4"  # version of the rules in this file; kept with every verdict
SURE_DAYS = 1  # stated days may differ by so much, where one of them may be a day off (days.py)
UNSURE_DAYS = 3  # where a day is only the publication's
WINDOW = timedelta(days=UNSURE_DAYS)
POSTPONED_DAYS = 30  # how far a postponed meeting may move
SOON_DAYS = 21  # how far ahead one may lie that was announced, or put off, without any day
_INFERRED = ("dateline", "capital")  # rules of the classifier that say where a meeting probably was
# places that outlets give for one another: a residence outside the city, an enclave in it
_ONE_PLACE = (frozenset({"erbil", "pirmam", "salahaddin"}), frozenset({"rome", "vatican city"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One candidate, judged. `score` ranks those that are the same; reasons strongest first, sentences fit for people."""

    candidate: Candidate
    same: bool
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The mention tells of `candidate`."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """The mention tells of a meeting that was not known."""

    reasons: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What matching knows beside the mention and the candidates.

    Attributes:
        told_at: publication of the mention.
        apart: meeting id -> why this mention cannot be of it (a person said so; another mention of the same entry is).
        copies: ids of meetings told by entries whose text is a near-duplicate of this mention's.
        postponed: the mention says that the meeting was put off to a new day.
        held_days: where the mention stands for a meeting, the days on which that may have been held.
    """

    told_at: datetime
    apart: Mapping[int, str] = field(default_factory=dict)
    copies: frozenset[int] = frozenset()
    postponed: bool = False
    held_days: frozenset[date] = frozenset()


def look_for(mention: Mention, context: Context) -> Look:
    """By whom, and on which days, candidates are looked for."""
    day, _ = day_of(mention, context.told_at)
    first = day - (timedelta(days=POSTPONED_DAYS) if context.postponed else WINDOW)
    return Look(keys=frozenset(mention_keys(mention.participants)), first=first, last=day + WINDOW)


def resolve(mention: Mention, candidates: Sequence[Candidate], context: Context) -> Same | New:
    """Decide whether a mention tells of a meeting we already know. Pure.

    Args:
        candidates: meetings that `look_for` finds: near in time, sharing an actor, an office or a surname, at most 48, those with most in common.

    Returns:
        `Same` for the best candidate, else `New`; both with all verdicts, best first. Ties go to the older meeting.
    """
    verdicts = sorted((judge(mention, one, context) for one in candidates), key=_rank)
    told = tuple(v for v in verdicts if v.reasons)
    if told and told[0].same:
        best = told[0]
        return Same(candidate=best.candidate, score=best.score, reasons=best.reasons, verdicts=told)
    why = {0: "no known meeting is near", 1: "1 meeting is near, and is not the same"}.get(
        len(told), f"{len(told)} meetings are near, none is the same"
    )
    return New(reasons=(why,), verdicts=told)


def _rank(verdict: Verdict) -> tuple[bool, float, int]:
    return not verdict.same, -verdict.score, verdict.candidate.meeting_id


def judge(mention: Mention, candidate: Candidate, context: Context) -> Verdict:
    """Judge one candidate by its confirmed facts. No reason at all where the two have nothing to do with each other."""
    facts, meeting_id = candidate.facts, candidate.meeting_id
    shared = _shared(mention.participants, facts.participants)
    if not shared:
        return Verdict(candidate=candidate, same=False, score=0.0, reasons=())
    if meeting_id in context.apart:
        return _no(candidate, context.apart[meeting_id])
    sides = _sides(shared)
    if len(sides) < 2:
        who = _name(shared[0].ours)
        return _no(candidate, f"only one side is shared: {who}")
    if veto := next(_vetoes(mention, candidate, shared, context), None):
        return _no(candidate, veto)
    sure = [pair for pair in shared if pair.how is Likeness.SAME]
    day, day_sure = day_of(mention, context.told_at)
    if not sure and not (day == facts.day and _same_place(mention, facts) is not False):
        return _no(candidate, "no side is certain: the names are not linked, and the day is not the same")
    score, reasons = _score(mention, candidate, shared, day, day_sure, context)
    return Verdict(candidate=candidate, same=True, score=score, reasons=reasons)


def _no(candidate: Candidate, reason: str) -> Verdict:
    return Verdict(candidate=candidate, same=False, score=0.0, reasons=(reason,))


# -- who ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    ours: Participant
    theirs: Participant
    how: Likeness


def _shared(ours: Sequence[Participant], theirs: Sequence[Participant]) -> list[_Pair]:
    """Participants of both, each once, surest likeness first."""
    alike = [
        (RANKS[how], i, j, how)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if (how := likeness(one, other)) in ALIKE
    ]
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    found: list[_Pair] = []
    for _, i, j, how in sorted(alike):
        if i not in taken_ours and j not in taken_theirs:
            taken_ours.add(i)
            taken_theirs.add(j)
            found.append(_Pair(ours=ours[i], theirs=theirs[j], how=how))
    return found


def _sides(shared: Sequence[_Pair]) -> set[str]:
    """The polities with a shared participant. Where outlets differ on whom somebody acts for, the mention's word counts."""
    return {pair.ours.polity or pair.theirs.polity or f"?{pair.ours.actor}" for pair in shared}


def _name(person: Participant) -> str:
    return person.name or person.surface or person.actor


# -- vetoes ------------------------------------------------------------------------------------------------------------


def _vetoes(mention: Mention, candidate: Candidate, shared: Sequence[_Pair], context: Context) -> Iterator[str]:
    """Why the two cannot be one meeting, however alike they are."""
    facts = candidate.facts
    if (mention.mode is Mode.IN_PERSON) != (facts.mode is Mode.IN_PERSON):
        yield f"one is a {_mode(mention.mode)}, the other a {_mode(facts.mode)}"
    yield from _day_vetoes(mention, facts, shared, context)
    if _same_place(mention, facts) is False and not _place_misread(mention, facts, shared, context):
        yield f"two places: {mention.city or mention.country} and {facts.city or facts.country}"
    yield from _lead_vetoes(mention, facts, shared, context)
    yield from _round_vetoes(mention, facts)
    if candidate.meeting_id not in context.copies:
        yield from _twice(mention, facts, context)


def _mode(mode: Mode) -> str:
    return {Mode.IN_PERSON: "meeting in person", Mode.PHONE: "phone call", Mode.VIDEO: "video call"}[mode]


def _day_vetoes(mention: Mention, facts: Facts, shared: Sequence[_Pair], context: Context) -> Iterator[str]:
    day, sure = day_of(mention, context.told_at)
    if not any(_days_agree(day, sure, other, facts) for other in (facts.day, *facts.other_days)):
        if _moved(facts, day, context) or _comes_up_again(facts, day, shared, context):
            return
        yield f"two days: {day} and {facts.day}"
        return
    if mention.status is Status.PLANNED and not sure and facts.held_at and facts.day < day:
        yield f"announced on {day}, after the other was held on {facts.day}"
    if not sure:
        return
    if mention.status is Status.HELD and facts.put_off_at and not facts.day_sure and day < facts.day:
        yield f"held on {day}, before the other was announced on {facts.day}"
    if mention.status is Status.HELD and facts.held_at is None and facts.announced_for and facts.announced_at:
        still_ahead = day <= facts.announced_at.astimezone(BAGHDAD).date()
        if day < facts.announced_for and still_ahead:
            yield f"held on {day}, before the other was announced for {facts.announced_for}"
    if mention.status is Status.PLANNED and facts.held_at and facts.day_sure:
        still_ahead = facts.day <= context.told_at.astimezone(BAGHDAD).date()
        if facts.day < day and still_ahead:
            yield f"announced for {day}, after the other was held on {facts.day}"


def _twice(mention: Mention, facts: Facts, context: Context) -> Iterator[str]:
    """Both were held, each on a day that its reports state and cannot be off by one: the same two met on both."""
    ours = context.held_days or days_meant(mention, context.told_at)
    if mention.date != facts.day and ours and facts.held_days and ours.isdisjoint(facts.held_days):
        yield f"held on {mention.date}, the other on {facts.day}: each is told with its own day"


def _moved(facts: Facts, day: date, context: Context) -> bool:
    """Put off from the day it was announced for."""
    if not context.postponed or facts.announced_for is None or facts.held_at is not None:
        return False
    return 0 <= (day - facts.announced_for).days <= POSTPONED_DAYS


def _comes_up_again(facts: Facts, day: date, shared: Sequence[_Pair], context: Context) -> bool:
    """It was put off without a new day, or announced without any, and the same leads meet, or are to meet, within the month."""
    if facts.put_off_at is None or context.told_at < facts.put_off_at:
        return False
    named = [pair for pair in shared if pair.ours.lead and pair.theirs.lead and pair.how is not Likeness.OFFICE]
    sure = bool(_same_leads(named)) and len(_sides(named)) >= 2
    return sure and 0 <= (day - facts.day).days <= awaited_days(facts)


def awaited_days(facts: Facts) -> int:
    """How many days behind `facts.day` a meeting may come up on that was put off, or announced, without a day."""
    return POSTPONED_DAYS if facts.day_sure else SOON_DAYS


def _same_leads(shared: Sequence[_Pair]) -> list[_Pair]:
    return [pair for pair in shared if pair.ours.lead and pair.theirs.lead and pair.how is Likeness.SAME]


def _days_agree(day: date, sure: bool, other: date, facts: Facts) -> bool:
    """Within a day where both are stated, within three where one is only the publication's."""
    apart = (day - other).days
    if sure and (facts.day_sure or other != facts.day):
        return abs(apart) <= SURE_DAYS
    return abs(apart) <= UNSURE_DAYS


def _same_place(mention: Mention, facts: Facts) -> bool | None:
    """None where one of the two does not say."""
    if mention.mode is not Mode.IN_PERSON:
        return None
    if mention.city and facts.city:
        ours, theirs = mention.city.casefold(), facts.city.casefold()
        return ours == theirs or any({ours, theirs} <= one for one in _ONE_PLACE)
    countries = {mention.country, facts.country} - {None}
    return False if len(countries) == 2 and countries != {"IQ", "IQ-KR"} else None


def is_place_stated(mention: Mention) -> bool:
    """Whether the text states the place, as far as the evidence tells; False where it was inferred from a dateline or the host's seat."""
    return not any(e.field == "place" and any(word in e.rule for word in _INFERRED) for e in mention.evidence)


def _place_misread(mention: Mention, facts: Facts, shared: Sequence[_Pair], context: Context) -> bool:
    """One of two places was only inferred, and the same leads met on the same stated day: outlets write ERBIL over talks in Ankara."""
    day, sure = day_of(mention, context.told_at)
    if facts.place_sure and is_place_stated(mention):
        return False
    return len(_sides(_same_leads(shared))) >= 2 and sure and facts.day_sure and day == facts.day


def _lead_vetoes(mention: Mention, facts: Facts, shared: Sequence[_Pair], context: Context) -> Iterator[str]:
    """The known leads of a side differ. Told with fewer names is no difference: the same minister receives "the ambassador" in one
    report and "a minister and the ambassador" in the other, on one day. On the next day the ambassador came again, with a minister. A head of
    government who sits beside the head of state has a meeting of his own with the guest."""
    day, sure = day_of(mention, context.told_at)
    one_day = day == facts.day or not (sure and facts.day_sure)
    theirs = {p.polity: p for p in facts.participants if p.lead}
    differing = [
        (lead, theirs[lead.polity])
        for lead in mention.participants
        if lead.lead and lead.polity in theirs and likeness(lead, theirs[lead.polity]) is Likeness.DIFFER
    ]
    paired = {id(pair.ours) for pair in shared} | {id(pair.theirs) for pair in shared}
    for ours, other in differing:
        others_agree = len(differing) == 1 and any(
            pair.ours.lead and pair.theirs.lead and pair.how is Likeness.SAME and pair.ours.polity != ours.polity
            for pair in shared
        )
        both_present = id(ours) in paired and id(other) in paired
        alone = one_day and others_agree and (id(ours) in paired or id(other) in paired)
        if both_present or (alone and not (_is_head(ours) and _is_head(other))):
            continue
        yield f"{ours.polity} is led by {_name(ours)} in one, by {_name(other)} in the other"


_HEADS = frozenset({"king", "president", "prime", "prime-minister", "chancellor", "emir", "sultan", "supreme", "crown"})


def _is_head(person: Participant) -> bool:
    return not _HEADS.isdisjoint(role_words(person.role))


def _round_vetoes(mention: Mention, facts: Facts) -> Iterator[str]:
    """A round of three of one rank is told of with all three; two of them alone met before it or after it."""
    few, many = sorted((_peers(mention.participants), _peers(facts.participants)), key=len)
    if len(few) == 2 and len(many) > 2 and few.items() <= many.items():
        rest = ", ".join(sorted(many.keys() - few.keys()))
        yield f"one is of {' and '.join(sorted(few))} alone, the other a round with {rest}"


def _peers(people: Sequence[Participant]) -> dict[str, frozenset[str]]:
    """The rank of the leads by polity, where it is one for all of them: heads of state and government, ministers of one department."""
    ranks = {
        p.polity: frozenset({"head"}) if _is_head(p) else role_words(p.role) for p in people if p.lead and p.polity
    }
    return ranks if len(set(ranks.values())) == 1 and all(ranks.values()) else {}


# -- rank --------------------------------------------------------------------------------------------------------------


def _score(
    mention: Mention, candidate: Candidate, shared: Sequence[_Pair], day: date, day_sure: bool, context: Context
) -> tuple[float, tuple[str, ...]]:
    """0..1, to rank candidates that passed; with the sentences that say what agrees."""
    facts = candidate.facts
    leads = [pair for pair in shared if pair.ours.lead and pair.theirs.lead]
    score = 0.25 * min(len(leads), 2) / 2 + 0.15 * min(len(shared), 4) / 4
    score += 0.15 * sum(pair.how is Likeness.SAME for pair in shared) / len(shared)
    reasons = [f"both name {', '.join(_how(pair) for pair in shared)}"]
    apart = min(abs((day - other).days) for other in (facts.day, *facts.other_days))
    score += 0.2 * (1 - min(apart, 3) / 3) * (1.0 if day_sure and facts.day_sure else 0.7)
    sure = "" if day_sure and facts.day_sure else ", of which one is only the day of publication"
    reasons.append(f"both on {day}{sure}" if not apart else f"{apart} day(s) apart, on {day} and {facts.day}{sure}")
    if _same_place(mention, facts):
        score += 0.1
        reasons.append(f"both in {mention.city or mention.country}")
    polities = {p.polity for p in mention.participants}, {p.polity for p in facts.participants}
    if polities[0] == polities[1]:
        score += 0.05
    if both := [topic for topic in mention.topics if topic in facts.topics]:
        score += 0.05
        reasons.append(f"both on {', '.join(both)}")
    if candidate.meeting_id in context.copies:
        score += 0.05
        reasons.append("the text is a near-copy of one that tells of it")
    return min(score, 1.0), tuple(reasons)


def _how(pair: _Pair) -> str:
    named = _name(pair.ours)
    match pair.how:
        case Likeness.NEAR:
            return f"{named} (written {_name(pair.theirs)} there, not linked)"
        case Likeness.OFFICE:
            return f"{named} (by the office of {_name(pair.theirs)})"
        case _:
            return named if is_known(pair.ours) or pair.ours.name else f"the office {named}"
