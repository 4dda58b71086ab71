"""Who says what about a meeting: each field with its voices, both sides' readouts beside one another, who covered it and who was first.

A voice is an owner group: two addresses of one owner are one voice, and a wire copy adds none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.records import Meeting, Participant, Status, Telling
from worker.dedupe.compare import ALIKE, likeness
from worker.dedupe.life import is_postponed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value of a field, and the owner groups that give it."""

    value: str
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence of a telling that gives a value, as its outlet wrote it."""

    outlet: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A field of a meeting: the claim that was taken over, the ones that contradict it, and the sentence of the first telling that makes it
    (None where no sentence does)."""

    field: str
    taken: Claim
    others: tuple[Claim, ...] = ()
    quote: Quote | None = None

    @property
    def corroboration(self) -> int:
        """How many independent voices say it."""
        return len(self.taken.said_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """The account that one side gives, against what is known from everybody else."""

    side: str
    outlets: tuple[str, ...]
    says: tuple[str, ...]
    omits: tuple[str, ...]
    contradicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How one outlet covered a meeting."""

    outlet: str
    owner_group: str
    languages: tuple[str, ...]
    tellings: int
    first_at: datetime
    minutes_after_first: int


_EVIDENCE = {"status": "status", "mode": "mode", "date": "date", "city": "place", "country": "place"}
_FIELDS: tuple[tuple[str, Callable[[Telling], Hashable], Callable[[Meeting], Hashable]], ...] = (
    ("status", lambda t: t.mention.status.value, lambda m: m.status.value),
    ("mode", lambda t: t.mention.mode.value, lambda m: m.mode.value),
    ("date", lambda t: t.mention.date.isoformat() if t.mention.date else None, lambda m: m.date.isoformat() if m.date else None),
    ("city", lambda t: t.mention.city, lambda m: m.city),
    ("country", lambda t: t.mention.country, lambda m: m.country),
)  # fmt: skip


def accounts(meeting: Meeting, tellings: Sequence[Telling]) -> tuple[Account, ...]:
    """Every field with who says it and who contradicts, then each participant and topic with who names it. An outlet that does not say
    is neither. Being announced, put off and later held is a life, not a contradiction. Participants and topics come in the order of the record."""
    found = []
    newest = _newest(tellings)
    for name, told, taken in _FIELDS:
        claims = _claims(newest if name in ("status", "date") else tellings, told)
        value = taken(meeting)
        if value is None:
            continue
        said = claims.pop(value, set())
        sayers = [t for t in (newest if name in ("status", "date") else tellings) if told(t) == value]
        if name == "status":
            claims = {v: who for v, who in claims.items() if v != Status.PLANNED.value}
        found.append(
            Account(
                field=name,
                taken=Claim(value=str(value), said_by=tuple(sorted(said))),
                others=tuple(Claim(value=str(v), said_by=tuple(sorted(claims[v]))) for v in sorted(claims, key=str)),
                quote=_quote((t, _EVIDENCE[name]) for t in sayers),
            )
        )
    for person in meeting.participants:
        namers = [t for t in tellings if _names(t, person)]
        claim = Claim(value=_name(person), said_by=_groups(namers))
        quote = _quote((t, f"participants.{_index(t, person)}") for t in namers)
        found.append(Account(field="participant", taken=claim, quote=quote))
    for topic in meeting.topics:
        sayers = [t for t in tellings if topic in t.mention.topics]
        quote = _quote((t, f"topics.{topic}") for t in sayers)
        found.append(Account(field="topic", taken=Claim(value=topic, said_by=_groups(sayers)), quote=quote))
    return tuple(found)


def _groups(tellings: Sequence[Telling]) -> tuple[str, ...]:
    return tuple(sorted({t.group for t in tellings}))


def _quote(sayers: Iterable[tuple[Telling, str]]) -> Quote | None:
    """The sentence of the first telling that has one for its field."""
    for telling, field in sorted(sayers, key=lambda one: (one[0].told_at, one[0].mention.id or 0)):
        for evidence in telling.mention.evidence:
            if evidence.field == field and evidence.text:
                text = " ".join(evidence.text.split())
                return Quote(outlet=telling.outlet, language=telling.language, text=text)
    return None


def _index(telling: Telling, person: Participant) -> int:
    """Where a telling that names a person names him or her."""
    return next(at for at, one in enumerate(telling.mention.participants) if likeness(one, person) in ALIKE)


def _newest(tellings: Sequence[Telling]) -> list[Telling]:
    """Those that speak of the meeting as it came about at last: what was told before it was put off, or while it was still ahead of one
    that was held, was right in its time."""
    told = sorted(tellings, key=lambda t: (t.told_at, t.mention.id or 0))
    put_off = [at for at, t in enumerate(told) if is_postponed(t.mention)]
    held = [at for at, t in enumerate(told) if t.mention.status is Status.HELD]
    if put_off and held:
        return [t for at, t in enumerate(told) if t.mention.status is Status.HELD or at > max(*put_off, held[0])]
    return told[put_off[-1] :] if put_off else told


def _claims(tellings: Sequence[Telling], told: Callable[[Telling], Hashable]) -> dict[Any, set[str]]:
    claims: dict[Any, set[str]] = {}
    for telling in tellings:
        if (value := told(telling)) is not None:
            claims.setdefault(value, set()).add(telling.group)
    return claims


def _names(telling: Telling, person: Participant) -> bool:
    return any(likeness(one, person) in ALIKE for one in telling.mention.participants)


def _name(person: Participant) -> str:
    named = person.name or person.role or person.surface
    return f"{named} ({person.polity})" if person.polity else named


def readouts(meeting: Meeting, tellings: Sequence[Telling]) -> tuple[Readout, ...]:
    """The official accounts, one for each side that gave one: what it says, omits and contradicts, against all other tellings."""
    taking_part = {one.polity for one in meeting.participants}
    sides = sorted({t.side for t in tellings if t.side and t.side in taking_part})
    return tuple(_readout(meeting, side, tellings) for side in sides)


def _readout(meeting: Meeting, side: str, tellings: Sequence[Telling]) -> Readout:
    own = [t for t in tellings if t.side == side]
    rest = [t for t in tellings if t.side != side]
    says, contradicts = [], []
    newest = _newest(tellings)
    for name, told, _ in _FIELDS:
        of = newest if name in ("status", "date") else tellings
        ours = set(_claims([t for t in of if t.side == side], told))
        theirs = set(_claims([t for t in of if t.side != side], told))
        says += [f"{name}: {value}" for value in sorted(ours, key=str)]
        if name != "status" and ours and theirs and not ours & theirs:
            contradicts.append(f"{name}: {_list(ours)}, others {_list(theirs)}")
    named = [person for person in meeting.participants if any(_names(t, person) for t in own)]
    missing = [p for p in meeting.participants if p not in named and any(_names(t, p) for t in rest)]
    topics = [topic for topic in meeting.topics if any(topic in t.mention.topics for t in own)]
    says += [f"participant: {_name(person)}" for person in named] + [f"topic: {topic}" for topic in topics]
    omits = [f"participant: {_name(person)}" for person in missing]
    omits += [f"topic: {topic}" for topic in meeting.topics if topic not in topics]
    return Readout(
        side=side, outlets=tuple(sorted({t.outlet for t in own})), says=tuple(says), omits=tuple(omits), contradicts=tuple(contradicts)
    )  # fmt: skip


def _list(values: set[Any]) -> str:
    return " / ".join(sorted(map(str, values)))


def coverage(tellings: Sequence[Telling]) -> tuple[Coverage, ...]:
    """Who told it, in which languages, how often and when; the first to tell it stands first."""
    if not tellings:
        return ()
    first = min(t.told_at for t in tellings)
    by_outlet: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_outlet.setdefault(telling.outlet, []).append(telling)
    rows = [
        Coverage(
            outlet=outlet,
            owner_group=told[0].group,
            languages=tuple(sorted({t.language for t in told})),
            tellings=len(told),
            first_at=min(t.told_at for t in told),
            minutes_after_first=int((min(t.told_at for t in told) - first).total_seconds() // 60),
        )
        for outlet, told in by_outlet.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.first_at, row.outlet)))
