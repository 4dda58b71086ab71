"""The meeting of all its tellings: every field from who says it, weighed by owner group.

Always computed anew from the tellings, never edited in place, so that a telling can be moved or corrected and the meeting follows.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from storage.records import TOPICS, Facts, FieldChange, Meeting, Mode, Participant, Phase, Status, Telling
from worker.dedupe.compare import ALIKE, RANKS, Likeness, is_known, is_unnamed, likeness
from worker.dedupe.days import day_of, held_days, last_possible
from worker.dedupe.life import Step, status_of, steps, with_new_days
from worker.dedupe.resolve import awaited_days, is_place_stated

V = TypeVar("V", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A meeting with what matching needs of it and the steps of its life. `days` are those under which it can be looked up."""

    meeting: Meeting
    facts: Facts
    steps: tuple[Step, ...]
    days: tuple[date, ...]


def merge(
    tellings: Sequence[Telling], *, key: str, now: datetime, before: Meeting | None = None, waited: Step | None = None
) -> Merged:
    """Make the meeting of all its tellings.

    Args:
        tellings: at least one, all with a kept mention.
        before: the meeting as it stood; gives id, key and version.
        waited: a "no report" that time brought before; it holds while no telling is newer.

    Raises:
        ValueError: no telling; a meeting without one is withdrawn, see `withdraw`.
    """
    if not tellings:
        raise ValueError("a meeting is made of at least one telling")
    told = with_new_days(sorted(tellings, key=lambda t: (t.told_at, t.mention.id or 0)))
    founder = min(told, key=lambda t: t.mention.id or 0)
    life = steps(told)
    if waited and (life[-1].at <= waited.at and life[-1].phase in (Phase.ANNOUNCED, Phase.CONFIRMED, Phase.POSTPONED)):
        life = (*life, waited)
    phase = life[-1].phase
    status = status_of(phase, told)
    day, day_sure = _day(told, founder, status)
    people = _participants(told, founder)
    facts = _facts(told, founder, day, day_sure, people)
    if phase is Phase.POSTPONED and status is Status.CANCELLED:  # no new day is named yet
        facts = replace(facts, put_off_at=life[-1].at)
    elif status is Status.PLANNED and not any(t.mention.date for t in told):
        facts = replace(facts, put_off_at=told[0].told_at)
    meeting = Meeting(
        id=before.id if before else None,
        key=before.key if before else key,
        status=status,
        phase=phase,
        mode=_vote(told, founder, lambda t: t.mention.mode) or founder.mention.mode,
        date=day if day_sure or any(t.mention.date for t in told) else None,
        date_sure=day_sure,
        city=_place(told, founder)[0],
        country=_place(told, founder)[1],
        participants=tuple(one.person for one in people),
        topics=tuple(topic for topic in TOPICS if any(topic in t.mention.topics for t in told)),
        confidence=_confidence(told),
        mentions=len(told),
        languages=_names(t.language for t in told),
        outlets=_names(t.outlet for t in told),
        owner_groups=_names(t.group for t in told),
        first_told_at=told[0].told_at,
        updated_at=now,
        version=before.version if before else 1,
    )
    return Merged(meeting=meeting, facts=facts, steps=life, days=_days(facts))


def _days(facts: Facts) -> tuple[date, ...]:
    """Under which a meeting is looked up. One that was put off without a new day, or announced without any, may come up on any of the next weeks."""
    days = {facts.day, *facts.other_days}
    if facts.put_off_at:
        days |= {facts.day + timedelta(days=ahead) for ahead in range(awaited_days(facts) + 1)}
    return tuple(sorted(days))


def withdraw(meeting: Meeting, *, now: datetime) -> Meeting:
    """A meeting that nobody tells of any more. Its row stays, so that its key goes on answering."""
    return replace(
        meeting, phase=Phase.WITHDRAWN, mentions=0, languages=(), outlets=(), owner_groups=(), updated_at=now
    )


def differences(before: Meeting, after: Meeting) -> tuple[FieldChange, ...]:
    """What a reader would see changed, in the order of importance."""
    return tuple(
        FieldChange(name=name, before=ours, after=theirs)
        for name, show in _SHOWN.items()
        if (ours := show(before)) != (theirs := show(after))
    )


_SHOWN: dict[str, Callable[[Meeting], Any]] = {
    "status": lambda m: m.status.value,
    "phase": lambda m: m.phase.value,
    "date": lambda m: m.date.isoformat() if m.date else None,
    "city": lambda m: m.city,
    "country": lambda m: m.country,
    "mode": lambda m: m.mode.value,
    "participants": lambda m: [f"{p.name or p.surface} ({p.polity})" for p in m.participants],
    "topics": lambda m: list(m.topics),
}


# -- votes -------------------------------------------------------------------------------------------------------------


def _votes(tellings: Iterable[Telling], value: Callable[[Telling], V | None]) -> Counter[V]:
    """Owner groups by value; a group that says two things votes for both."""
    said = {(answer, t.group) for t in tellings if (answer := value(t)) is not None}
    return Counter(answer for answer, _ in said)


def _vote(tellings: Sequence[Telling], founder: Telling, value: Callable[[Telling], V | None]) -> V | None:
    """What most owner groups say; of equals what the founding mention says, then what was told first."""
    votes = _votes(tellings, value)
    if not votes:
        return None
    most = max(votes.values())
    first = [answer for t in (founder, *tellings) if (answer := value(t)) is not None and votes[answer] == most]
    return first[0]


def _day(told: Sequence[Telling], founder: Telling, status: Status) -> tuple[date, bool]:
    """The day of the meeting, and whether a text states it. What was held is dated by reports, not by announcements, and
    no later than it was first told; of announcements the newest counts."""
    of_status = [t for t in told if t.mention.status is status] or list(told)
    stated = [t for t in of_status if t.mention.date and t.mention.date_sure] or [
        t for t in told if t.mention.date and t.mention.date_sure
    ]
    if not stated:
        dated = [t for t in of_status if t.mention.date] or of_status
        return min(day_of(t.mention, t.told_at)[0] for t in dated), False
    if status is Status.PLANNED:
        newest = stated[-1].mention.date
        assert newest is not None, "only mentions with a date are stated"
        return newest, True
    last = last_possible(told)
    possible = [t for t in stated if t.mention.date and last and t.mention.date <= last]
    voted = _vote(possible or stated, founder, lambda t: t.mention.date)
    assert voted is not None, "only mentions with a date are stated"
    return voted, True


def _place(told: Sequence[Telling], founder: Telling) -> tuple[str | None, str | None]:
    """City and country as most say; a city is better than a country alone, a stated one better than an inferred one."""
    stated = [t for t in told if t.mention.city and is_place_stated(t.mention)]
    places = _vote(stated or told, founder, lambda t: (t.mention.city, t.mention.country) if t.mention.city else None)
    return places or (None, _vote(told, founder, lambda t: t.mention.country))


def _confidence(told: Sequence[Telling]) -> float:
    """That the meeting is real: each owner group is another witness, discounted, for they copy one another."""
    best: dict[str, float] = {}
    for t in told:
        best[t.group] = max(best.get(t.group, 0.0), t.mention.confidence)
    doubt = 1.0
    for rank, confidence in enumerate(sorted(best.values(), reverse=True)):
        doubt *= 1 - confidence * (1.0 if rank == 0 else 0.5)
    return round(min(1 - doubt, 0.99 if max(best.values()) < 1 else 1.0), 4)


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


# -- participants ------------------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Person:
    """One participant with all forms in which he or she is told."""

    person: Participant
    groups: set[str]
    lead_groups: set[str]
    forms: list[Participant]
    founding: bool


def _participants(told: Sequence[Telling], founder: Telling) -> list[_Person]:
    """Everybody named by any telling, each once under the best name; leads first, exactly one for each polity."""
    people: list[_Person] = []
    for telling in (founder, *(t for t in told if t is not founder)):
        taken: set[int] = set()
        for one in telling.mention.participants:
            at = _find(people, one, taken)
            if at is None:
                at = len(people)
                people.append(
                    _Person(person=one, groups=set(), lead_groups=set(), forms=[], founding=telling is founder)
                )
            taken.add(at)
            person = people[at]
            person.groups.add(telling.group)
            person.forms.append(one)
            if one.lead:
                person.lead_groups.add(telling.group)
    for person in people:
        person.person = _best(person)
    for polity in {person.person.polity for person in people}:
        side = [person for person in people if person.person.polity == polity]
        leading = max(side, key=lambda p: (len(p.lead_groups), p.founding, -people.index(p)))
        for person in side:
            person.person = replace(person.person, lead=person is leading)
    return sorted(people, key=lambda p: not p.person.lead)


def _find(people: Sequence[_Person], one: Participant, taken: set[int]) -> int | None:
    """Where this participant stands already; a telling does not name one person twice."""
    ranked = [
        (RANKS[how], at)
        for at, person in enumerate(people)
        if at not in taken and (how := _nearest(one, person.forms)) in ALIKE
    ]
    return min(ranked)[1] if ranked else None


def _nearest(one: Participant, forms: Sequence[Participant]) -> Likeness:
    """How this participant compares with the form that is most like it."""
    if any(one.actor == form.actor for form in forms):
        return Likeness.SAME
    return min((likeness(one, form) for form in forms), key=RANKS.__getitem__)


def _best(person: _Person) -> Participant:
    """The best form: a linked actor, then a name over an office; of those the most frequent name, then the first told."""
    names = Counter(form.name for form in person.forms)
    form = max(person.forms, key=lambda f: (is_known(f), not is_unnamed(f), names[f.name], -person.forms.index(f)))
    role = form.role or next((f.role for f in person.forms if f.role), None)
    polity = form.polity or next((f.polity for f in person.forms if f.polity), None)
    return replace(form, role=role, polity=polity)


# -- facts -------------------------------------------------------------------------------------------------------------


def _facts(told: Sequence[Telling], founder: Telling, day: date, day_sure: bool, people: Sequence[_Person]) -> Facts:
    """What is confirmed: said by the founding mention, or by two owner groups. Who leads is confirmed with the participant."""
    base = founder.mention
    confirmed = [p for p in people if p.founding or len(p.groups) >= 2]
    leads = {p.person.polity for p in confirmed if p.person.lead}
    persons = []
    for p in confirmed:
        founding_lead = p.person.polity not in leads and any(f.lead for f in p.forms)
        if founding_lead:
            leads.add(p.person.polity)
        persons.append(replace(p.person, lead=p.person.lead or founding_lead))
    announced = [t for t in told if t.mention.status is Status.PLANNED and t.mention.date and t.mention.date_sure]
    held = [t for t in told if t.mention.status is Status.HELD]
    city, country = base.city, base.country
    if city is None:
        city, country = _agreed_place(told) or (None, base.country or _vote(told, founder, lambda t: t.mention.country))
    founding_day, founding_sure = day_of(base, founder.told_at)
    others = {t.mention.date for t in announced if t.mention.date} | ({founding_day} if founding_sure else set())
    return Facts(
        day=day,
        day_sure=day_sure,
        other_days=tuple(sorted(others - {day})),
        mode=_agreed_mode(told, founder),
        city=city,
        country=country,
        place_sure=_is_stated(told, city, country),
        participants=tuple(persons),
        topics=tuple(topic for topic in TOPICS if any(topic in t.mention.topics for t in told)),
        announced_for=announced[-1].mention.date if announced else None,
        announced_at=announced[-1].told_at if announced else None,
        held_at=held[0].told_at if held else None,
        held_days=tuple(sorted(held_days(told, day))),
    )


def _is_stated(told: Sequence[Telling], city: str | None, country: str | None) -> bool:
    """Whether any telling states this place."""
    same = [t.mention for t in told if (t.mention.city, t.mention.country) == (city, country)]
    return any(map(is_place_stated, same)) if same else True


def _agreed_place(told: Sequence[Telling]) -> tuple[str, str | None] | None:
    votes = _votes(told, lambda t: (t.mention.city, t.mention.country) if t.mention.city else None)
    agreed = [(city, country) for (city, country), count in votes.most_common(1) if city and count >= 2]
    return agreed[0] if agreed else None


def _agreed_mode(told: Sequence[Telling], founder: Telling) -> Mode:
    voted = _vote(told, founder, lambda t: t.mention.mode)
    return voted or founder.mention.mode
