"""An assessment into the store: each mention to the meeting it tells of, or to a new one.

Runs inside the writing transaction of the caller, who has locked `lock_keys(assessment)` first; it does no slow work. Safe to run twice:
an entry that says what it said before changes nothing. An entry that was revised, or is read by newer rules, has its mentions replaced,
and the meetings they leave are made anew from the tellings that remain.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from storage.records import (
    Assessment,
    Candidate,
    Change,
    ChangeKind,
    Decision,
    Entry,
    Facts,
    Held,
    Known,
    Look,
    Meeting,
    Mention,
    Outcome,
    Participant,
    Phase,
    Telling,
    Transition,
    Word,
)
from worker.dedupe.compare import ALIKE, likeness
from worker.dedupe.keys import meeting_key, mention_keys
from worker.dedupe.life import Step, is_postponed
from worker.dedupe.merge import Merged, differences, merge, withdraw
from worker.dedupe.resolve import RULES, Context, New, Same, Verdict, look_for, resolve

KEPT_VERDICTS = 8  # of each mention: the best, for people to look at


class MeetingStore(Protocol):
    """The verbs on an open writing transaction that folding needs; storage.sql_meetings says what each promises."""

    def candidates(self, look: Look) -> list[Candidate]: ...
    def known_of(
        self, entry_id: int, looks: Sequence[Look] = ..., *, keys: Collection[str] = ...
    ) -> tuple[Known, list[list[Candidate]]]: ...
    def words_on(self, entry_id: int) -> list[Word]: ...
    def canonical_actors(self, keys: Iterable[str]) -> dict[str, str]: ...
    def keep_actors(self, participants: Sequence[Participant], *, now: datetime) -> None: ...
    def mentions_of(self, entry_id: int) -> list[Mention]: ...
    def new_mention_id(self) -> int: ...
    def new_meeting_id(self) -> int: ...
    def is_key_taken(self, key: str) -> bool: ...
    def keep_mention(self, mention: Mention, *, language: str, told_at: datetime) -> None: ...
    def move_mention(self, mention_id: int, meeting_id: int) -> None: ...
    def drop_mention(self, mention_id: int) -> None: ...
    def tellings(self, meeting_id: int) -> list[Telling]: ...
    def hold_meeting(self, meeting_id: int) -> Held: ...
    def keep_meeting(self, meeting: Meeting, outcome: Outcome) -> None: ...
    def index_meeting(self, meeting: Meeting, *, keys: Iterable[str], days: Sequence[date]) -> None: ...
    def end_meeting(self, meeting: Meeting) -> Meeting: ...
    def survivor(self, meeting_id: int) -> int: ...
    def get_meetings(self, ids: Sequence[int]) -> list[Meeting]: ...
    def list_transitions(self, meeting_id: int) -> list[Transition]: ...
    def keep_transitions(self, meeting_id: int, steps: Sequence[Transition]) -> None: ...
    def keep_decisions(self, verdicts: Sequence[Decision]) -> None: ...
    def keep_change(self, change: Change, outcome: Outcome = ...) -> Change: ...


def attach(tx: MeetingStore, entry: Entry, assessment: Assessment, *, now: datetime) -> list[Change]:
    """Bring the kept mentions of an entry to what an assessment says, and every meeting concerned with them.

    Args:
        tx: an open writing transaction that holds the locks of `lock_keys(assessment)`.
        entry: as kept, with id, outlet and owner group.

    Returns:
        What happened to which meeting, in order; each is in the change log already. Empty where the entry says nothing new.
    """
    folding = _Folding(tx, entry, assessment, now)
    kept = folding.known.mentions
    if not kept and not assessment.mentions:
        return []
    pairs, gone = _pair(kept, folding.mentions)
    for old in gone:
        folding.drop(old)
    for at, (former, mention) in enumerate(pairs):
        if former is None:
            folding.add(mention, at)
        elif not _says_the_same(former, mention):
            folding.revise(former, mention)
        elif _lines(former) != _lines(mention):
            tx.keep_mention(mention, language=assessment.language, told_at=folding.told_at)
    tx.keep_actors(folding.met, now=now)
    return folding.changes


def homes(kept: Sequence[Mention], mentions: Sequence[Mention]) -> list[int]:
    """Ids of the meetings that these mentions of an entry were attached to, in their order; `kept` is what is kept of the entry."""
    pairs, _ = _pair(kept, mentions)
    return [former.meeting_id for former, _ in pairs if former is not None and former.meeting_id is not None]


def told_at_of(entry: Entry) -> datetime:
    """When an entry told what it tells: its publication, or first sight where that is not known, or claims to be later."""
    return min(entry.published_at or entry.first_seen_at, entry.first_seen_at)


class _Folding:
    """One entry on its way into the store: what its mentions have in common, and the changes so far."""

    def __init__(self, tx: MeetingStore, entry: Entry, assessment: Assessment, now: datetime) -> None:
        if entry.id is None:
            raise ValueError("an entry is attached after it is kept: it has no id")
        self.tx, self.entry, self.entry_id, self.now = tx, entry, entry.id, now
        self.language = assessment.language
        self.told_at = told_at_of(entry)
        self.changes: list[Change] = []
        self.mentions = self._linked(assessment.mentions)
        self._keys = {
            self._key(replace(mention, index=at)) for at, mention in enumerate(self.mentions)
        }  # to be, while nothing is kept
        self.known, near = tx.known_of(entry.id, [self._look(mention) for mention in self.mentions], keys=self._keys)
        # what was near at the start is near still while mentions are only added: none is ever of a meeting that another one is of
        self._near = near if not self.known.mentions else None
        self.met: list[Participant] = []  # in mentions that were not kept before
        self._free_id: int | None = self.known.free_id
        self._free_meeting: int | None = self.known.free_meeting_id
        self._at = {m.id or 0: m.meeting_id or 0 for m in self.known.mentions}  # where the entry's mentions are by now

    def _linked(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions with provisional actors under the keys they live on under since they were linked."""
        moved = self.tx.canonical_actors({p.actor for m in mentions for p in m.participants})
        return [
            replace(
                mention,
                entry_id=self.entry_id,
                participants=tuple(replace(p, actor=moved.get(p.actor, p.actor)) for p in mention.participants),
            )
            for mention in mentions
        ]

    # -- the three things that can happen to a mention ---------------------------------------------------------------

    def add(self, mention: Mention, at: int) -> None:
        """A telling that is not kept yet, the one at this place of `mentions`."""
        self.met += mention.participants
        found = self._resolve(mention, list(self._at.values()), near=None if self._near is None else self._near[at])
        match found:
            case Same() if (held := self._alive(found)) is not None:
                meeting_id = held.meeting.id or 0
                new = replace(mention, id=self._new_id(), meeting_id=meeting_id)
                self._at[new.id or 0] = meeting_id
                told = self._telling(new)
                self._remake(held, ChangeKind.REPORT, new, found, tellings=(*held.tellings, told), fresh=told)
            case Same():
                self._found_meeting(
                    mention, New(reasons=("the meeting was withdrawn meanwhile",), verdicts=found.verdicts)
                )
            case New():
                self._found_meeting(mention, found)

    def revise(self, former: Mention, mention: Mention) -> None:
        """A telling that now says something else. It stays with its meeting unless that speaks against it, or another fits and it was the
        only one."""
        home = former.meeting_id or 0
        rest = [t for t in self.tx.tellings(home) if t.mention.id != former.id]
        others = [meeting_id for id_, meeting_id in self._at.items() if id_ != former.id]
        found = self._resolve(mention, others, home=home, rest=rest)
        held = self._alive(found) if isinstance(found, Same) else None
        if held is None and rest:
            new = found if isinstance(found, New) else New(reasons=("the meeting was withdrawn meanwhile",))
            self._found_meeting(mention, new)
            reason = "a telling was revised and is of another meeting"
            self._remake(self.tx.hold_meeting(home), ChangeKind.SPLIT, None, reason=reason)
            return
        held = held or self.tx.hold_meeting(home)
        target = held.meeting.id or 0
        moved = replace(mention, meeting_id=target)
        self.tx.keep_mention(moved, language=self.language, told_at=self.told_at)
        self._at[mention.id or 0] = target
        others_told = [t for t in held.tellings if t.mention.id != moved.id]
        self._remake(held, ChangeKind.CORRECTED, moved, found, tellings=(*others_told, self._telling(moved)))
        if target != home:
            self._left(home, rest, into=target)

    def drop(self, mention: Mention) -> None:
        """A telling that its entry does not give any more."""
        self.tx.drop_mention(mention.id or 0)
        self._at.pop(mention.id or 0, None)
        home = mention.meeting_id or 0
        self._left(home, self.tx.tellings(home), into=None)

    def _left(self, home: int, rest: Sequence[Telling], *, into: int | None) -> None:
        if rest:
            self._remake(self.tx.hold_meeting(home), ChangeKind.CORRECTED, None, reason="a telling was withdrawn")
        else:
            self.changes.append(end(self.tx, home, into=into, entry=self.entry, now=self.now))

    # -- parts -------------------------------------------------------------------------------------------------------

    def _look(self, mention: Mention) -> Look:
        """What the candidates for a mention are looked for by."""
        context = Context(told_at=self.told_at, postponed=is_postponed(mention))
        return look_for(mention, context)

    def _resolve(
        self,
        mention: Mention,
        others: Collection[int],
        *,
        near: Sequence[Candidate] | None = None,
        home: int | None = None,
        rest: Sequence[Telling] = (),
    ) -> Same | New:
        if (tied := self._tied_to(mention)) is not None:
            (meeting,) = self.tx.get_meetings([tied])
            made = merge(
                self.tx.tellings(tied) or [self._telling(mention)], key=meeting.key, now=self.now, before=meeting
            )
            return Same(
                candidate=Candidate(meeting_id=tied, facts=made.facts), score=1.0, reasons=("a person said that it is of this meeting",)
            )  # fmt: skip
        apart = kept_apart(self.known.words, mention.index)
        apart |= dict.fromkeys(others, "the same entry tells of it apart from this one")
        postponed = is_postponed(mention)
        context = Context(told_at=self.told_at, apart=apart, copies=self.known.copied, postponed=postponed)
        if near is None:
            near = self.tx.candidates(self._look(mention))
        candidates = [one for one in near if one.meeting_id != home]
        if home is not None and rest:
            (meeting,) = self.tx.get_meetings([home])
            candidates.append(Candidate(meeting_id=home, facts=merge(rest, key="", now=self.now, before=meeting).facts))
        return resolve(mention, candidates, context)

    def _alive(self, found: Same) -> Held | None:
        """The matched meeting, held until the transaction ends; its survivor where a review merged it after it was read."""
        held = self.tx.hold_meeting(found.candidate.meeting_id)
        if held.meeting.phase is Phase.WITHDRAWN:
            return None
        return held if held.meeting.merged_into is None else self.tx.hold_meeting(held.meeting.merged_into)

    def _tied_to(self, mention: Mention) -> int | None:
        return next((word.meeting_id for word in self.known.words if word.same and word.index == mention.index), None)

    def _new_id(self) -> int:
        """For a mention that is kept with the change that it brings."""
        drawn, self._free_id = self._free_id, None
        return self.tx.new_mention_id() if drawn is None else drawn

    def _telling(self, mention: Mention) -> Telling:
        return Telling(
            mention=mention, told_at=self.told_at, language=self.language, outlet=self.entry.outlet, owner_group=self.entry.owner_group,
            side=self.known.side, title=self.entry.title, url=self.entry.url, backfill=self.entry.backfill,
        )  # fmt: skip

    def _key(self, mention: Mention) -> str:
        """The public key that a meeting founded by a mention has, if it is free."""
        return meeting_key(self.entry.outlet, self.entry.key, mention)

    def _found_meeting(self, mention: Mention, found: New) -> None:
        """Make a new meeting of a telling."""
        is_new = mention.id is None
        drawn, self._free_meeting = self._free_meeting, None
        meeting_id = self.tx.new_meeting_id() if drawn is None else drawn
        kept = replace(mention, id=self._new_id() if is_new else mention.id, meeting_id=meeting_id)
        key = self._key(mention)
        if key not in self._keys - self.known.taken:
            key = _free_key(self.tx, self.entry, mention)
        made = merge([self._telling(kept)], key=key, now=self.now)
        meeting = replace(made.meeting, id=meeting_id)
        change = Change(
            kind=ChangeKind.NEW, at=self.now, meeting=meeting, phase=meeting.phase, mention=kept,
            entry_id=self.entry_id, backfill=self.entry.backfill, reason=found.reasons[0],
        )  # fmt: skip
        outcome = Outcome(
            facts=made.facts, rules=RULES, new=True, keys=frozenset(mention_keys(made.facts.participants)), days=made.days,
            steps=_life(meeting_id, made.steps), telling=self._telling(kept) if is_new else None,
            verdicts=self._verdicts(kept, meeting_id, found),
        )  # fmt: skip
        self.changes.append(self.tx.keep_change(change, outcome))
        if not is_new:
            self.tx.keep_mention(kept, language=self.language, told_at=self.told_at)
        self._at[kept.id or 0] = meeting_id

    def _verdicts(self, mention: Mention, meeting_id: int, found: Same | New) -> tuple[Decision, ...]:
        verdicts = [
            _decision(mention, v.candidate.meeting_id, "same" if v.same else "no", v.score, v.reasons, self.now)
            for v in _worth_keeping(found.verdicts)
        ]
        if isinstance(found, New):
            verdicts.append(_decision(mention, meeting_id, "new", 0.0, found.reasons, self.now))
        elif not found.verdicts:
            verdicts.append(_decision(mention, meeting_id, "same", found.score, found.reasons, self.now))
        return tuple(verdicts)

    def _remake(
        self, held: Held, kind: ChangeKind, mention: Mention | None, found: Same | New | None = None, *,
        tellings: Sequence[Telling] | None = None, fresh: Telling | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        """Make a held meeting anew of these tellings; of those that it was held with, where they are as they were."""
        verdicts = self._verdicts(mention, held.meeting.id or 0, found) if mention and found else ()
        change = remake_held(
            self.tx, held, kind, tellings=held.tellings if tellings is None else tellings, mention=mention, fresh=fresh, verdicts=verdicts, entry_id=self.entry_id, backfill=self.entry.backfill, reason=reason,
            now=self.now,
        )  # fmt: skip
        if change is not None:
            self.changes.append(change)


# -- what the other doors (review.py) share ----------------------------------------------------------------------------


def found_meeting(tx: MeetingStore, tellings: Sequence[Telling], entry: Entry, *, now: datetime) -> Meeting:
    """Keep a new meeting of these tellings, without a change in the log; its key follows from the entry that founds it."""
    meeting_id = tx.new_meeting_id()
    made = merge(tellings, key=_free_key(tx, entry, tellings[0].mention), now=now)
    meeting = replace(made.meeting, id=meeting_id)
    keys = frozenset(mention_keys(made.facts.participants))
    tx.keep_meeting(meeting, Outcome(facts=made.facts, rules=RULES, new=True, keys=keys, days=made.days))
    return meeting


def _free_key(tx: MeetingStore, entry: Entry, founder: Mention) -> str:
    """A public key that no meeting has: an entry whose meeting was split founds another one."""
    keys = (meeting_key(entry.outlet, entry.key, founder, salt) for salt in range(1000))
    key = next((key for key in keys if not tx.is_key_taken(key)), None)
    if key is None:
        raise ValueError(f"no free key for a meeting founded by entry {entry.id}")
    return key


def remake(
    tx: MeetingStore, meeting_id: int, kind: ChangeKind, *, backfill: bool = False, reason: str = "", now: datetime
) -> Change | None:
    """Make a meeting anew from its tellings. Returns the change, kept in the log; None where no reader would see one, or no telling is left."""
    held = tx.hold_meeting(meeting_id)
    if not held.tellings:
        return None
    return remake_held(tx, held, kind, tellings=held.tellings, backfill=backfill, reason=reason, now=now)


def remake_held(
    tx: MeetingStore,
    held: Held,
    kind: ChangeKind,
    *,
    tellings: Sequence[Telling],
    mention: Mention | None = None,
    fresh: Telling | None = None,
    verdicts: Sequence[Decision] = (),
    entry_id: int | None = None,
    backfill: bool = False,
    reason: str = "",
    now: datetime,
) -> Change | None:
    """`remake` for a meeting that is held already, of these `tellings`; `mention` is the one that came or was revised, `verdicts` are its. A
    `fresh` telling, one of them, is not kept yet, and is kept with the change."""
    before, meeting_id = held.meeting, held.meeting.id or 0
    made = merge(tellings, key=before.key, now=now, before=before, waited=_waited(tx, meeting_id, before))
    kept = replace(made.meeting, version=before.version + 1)
    if _found_by(before, held.facts) != _found_by(kept, made.facts):
        tx.index_meeting(kept, keys=mention_keys(made.facts.participants), days=made.days)
    steps = _life(meeting_id, made.steps) if _life_changed(before, made, mention) else None
    outcome = Outcome(facts=made.facts, rules=RULES, steps=steps, telling=fresh, verdicts=tuple(verdicts))
    fields = differences(before, kept)
    if not fields and mention is None and kind not in (ChangeKind.MERGED, ChangeKind.SPLIT):
        tx.keep_meeting(kept, outcome)
        return None
    phased = kept.phase is not before.phase
    if phased and kind is ChangeKind.REPORT:
        kind = ChangeKind.TRANSITION
    change = Change(
        kind=kind, at=now, meeting=kept, before=before, fields=fields, phase=kept.phase if phased else None, mention=mention,
        entry_id=entry_id, backfill=backfill, reason=reason,
    )  # fmt: skip
    return tx.keep_change(change, outcome)


def end(
    tx: MeetingStore, meeting_id: int, *, into: int | None, entry: Entry | None, now: datetime, reason: str = ""
) -> Change:
    """End a meeting that has no telling left: it lives on in another, or is withdrawn. Its row and key stay."""
    before = tx.hold_meeting(meeting_id).meeting
    reason = reason or "no telling of it is left" if into is None else "all its tellings are of another meeting"
    after = replace(before, merged_into=into, updated_at=now) if into else withdraw(before, now=now)
    kept = tx.end_meeting(after)
    if into is None:
        steps = tx.list_transitions(meeting_id)
        tx.keep_transitions(
            meeting_id, [*steps, Transition(meeting_id=meeting_id, phase=Phase.WITHDRAWN, at=now, reason=reason)]
        )
    subject = tx.get_meetings([into])[0] if into else kept
    change = Change(
        kind=ChangeKind.MERGED if into else ChangeKind.CORRECTED, at=now, meeting=subject, before=before,
        fields=() if into else differences(before, kept), phase=None if into else Phase.WITHDRAWN,
        entry_id=entry.id if entry else None, backfill=entry.backfill if entry else False, reason=reason,
    )  # fmt: skip
    return tx.keep_change(change)


def kept_apart(words: Iterable[Word], index: int) -> dict[int, str]:
    """Meetings that people said a mention is not of: id -> the reason given."""
    return {
        word.meeting_id: f"{word.author} keeps it apart: {word.reason}"
        for word in words
        if not word.same and word.index == index
    }


def _found_by(meeting: Meeting, facts: Facts) -> tuple[object, ...]:
    """All that a meeting is looked up and listed by."""
    listed = tuple((p.actor, p.polity) for p in meeting.participants)
    days = {facts.day, *facts.other_days}
    return meeting.merged_into, mention_keys(facts.participants), days, listed, facts.day, facts.put_off_at is None


def _life(meeting_id: int, steps: Sequence[Step]) -> tuple[Transition, ...]:
    """The steps of a meeting's life as they are kept."""
    return tuple(
        Transition(meeting_id=meeting_id, phase=s.phase, at=s.at, mention_id=s.mention_id, reason=s.reason)
        for s in steps
    )


def _waited(tx: MeetingStore, meeting_id: int, before: Meeting) -> Step | None:
    """The "no report" that time brought, where there is one."""
    if before.phase is not Phase.NO_REPORT:
        return None
    steps = [s for s in tx.list_transitions(meeting_id) if s.phase is Phase.NO_REPORT]
    return Step(phase=Phase.NO_REPORT, at=steps[-1].at, mention_id=None, reason=steps[-1].reason) if steps else None


def _life_changed(before: Meeting, made: Merged, mention: Mention | None) -> bool:
    """Whether the kept steps may be out of date: the phase moved, a telling left, or one came that brought a step."""
    if mention is None or before.phase is not made.meeting.phase or len(made.steps) > 1:
        return True
    return any(step.mention_id == mention.id for step in made.steps)


def _worth_keeping(verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The best verdicts; that only one side is shared is said of at most two, or a busy president's day would fill the table."""
    lone = [at for at, v in enumerate(verdicts) if v.reasons[0].startswith("only one side")][2:]
    return [v for at, v in enumerate(verdicts) if at not in lone][:KEPT_VERDICTS]


def _decision(
    mention: Mention, meeting_id: int, verdict: str, score: float, reasons: tuple[str, ...], now: datetime
) -> Decision:
    return Decision(
        mention_id=mention.id or 0, meeting_id=meeting_id, verdict=verdict, score=round(score, 4), reasons=reasons, rules=RULES, at=now,
    )  # fmt: skip


# -- old and new mentions of one entry ---------------------------------------------------------------------------------


def _pair(
    kept: Sequence[Mention], mentions: Sequence[Mention]
) -> tuple[list[tuple[Mention | None, Mention]], list[Mention]]:
    """Which mention of the new assessment is which of the kept ones: by who takes part, then by status and day. A paired mention keeps the
    index and id it had, whatever its place in the text now; returns the pairs, and the kept ones that are gone."""
    ranked = sorted(
        ((-_alike(old, new), i, j) for i, old in enumerate(kept) for j, new in enumerate(mentions) if _alike(old, new)),
    )
    of_new: dict[int, Mention] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in taken and j not in of_new:
            taken.add(i)
            of_new[j] = kept[i]
    used = {old.index for old in of_new.values()}
    free = (index for index in range(len(kept) + len(mentions)) if index not in used)
    pairs: list[tuple[Mention | None, Mention]] = []
    for j, mention in enumerate(mentions):
        former = of_new.get(j)
        if former is None:
            pairs.append((None, replace(mention, id=None, meeting_id=None, index=next(free))))
        else:
            pairs.append((former, replace(mention, id=former.id, meeting_id=former.meeting_id, index=former.index)))
    return pairs, [old for i, old in enumerate(kept) if i not in taken]


def _alike(old: Mention, new: Mention) -> float:
    """0 where nobody is shared; else how much two mentions of one entry have in common."""
    shared = sum(any(likeness(p, q) in ALIKE for q in old.participants) for p in new.participants)
    if not shared:
        return 0.0
    same = (old.mode == new.mode) + (old.date == new.date) + (old.status == new.status)
    return shared / max(len(old.participants), len(new.participants)) + same / 3


def _says_the_same(old: Mention, new: Mention) -> bool:
    """Whether matching and merging see no difference."""
    return _facts_of(old) == _facts_of(new)


def _facts_of(mention: Mention) -> tuple[object, ...]:
    m = mention
    return (m.status, m.mode, m.date, m.date_sure, m.city, m.country, m.participants, m.topics, is_postponed(m))


def _lines(mention: Mention) -> tuple[object, ...]:
    """What may differ without a difference: the revision read, where in the text it stands, how sure we are."""
    return (mention.revision, mention.evidence, mention.confidence)
