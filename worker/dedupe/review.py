"""What happens to meetings after their mentions were matched: time passes, actors are linked, people correct.

A person's word is kept beside the mentions it is about (`must_link`, `cannot_link`) and wins over every later run. Merged meetings form a
star, never a chain: the survivor is the one with more tellings, then the older one, and the other's key goes on answering.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from storage.records import Change, ChangeKind, Decision, Entry, Meeting, Mention, Phase, Status, Transition
from worker.dedupe.attach import MeetingStore, end, found_meeting, kept_apart, remake
from worker.dedupe.keys import mention_keys
from worker.dedupe.life import is_overdue, no_report, overdue_before
from worker.dedupe.merge import differences, merge
from worker.dedupe.resolve import RULES, Context, New, Same, look_for, resolve


class ReviewStore(MeetingStore, Protocol):
    """The verbs on an open writing transaction that reviewing needs; storage.sql_meetings says what each promises."""

    def lock_actors(self, keys: Iterable[str]) -> None: ...
    def get_entries(self, ids: Sequence[int]) -> list[Entry]: ...
    def overdue_meetings(self, before: date) -> list[int]: ...
    def keep_phase(self, meeting: Meeting) -> Meeting: ...
    def keep_apart(
        self, entry_id: int, index: int, meeting_id: int, *, author: str, reason: str, now: datetime
    ) -> None: ...
    def tie(self, entry_id: int, index: int, meeting_id: int, *, author: str, reason: str, now: datetime) -> None: ...
    def merge_actor(self, key: str, into: str, *, now: datetime) -> list[int]: ...
    def young_meetings(self, since: date, *, most_mentions: int) -> list[int]: ...


# -- time --------------------------------------------------------------------------------------------------------------


def expire(tx: ReviewStore, *, now: datetime) -> list[Change]:
    """Give every meeting that was announced, and not reported by 24 h after its day, the phase "no report". Safe to run as often as one likes."""
    changes = []
    for meeting_id in tx.overdue_meetings(overdue_before(now)):
        held = tx.hold_meeting(meeting_id)
        before = held.meeting
        if not is_overdue(before, now):
            continue  # told meanwhile
        step = no_report(before, now)
        after = tx.keep_phase(replace(before, phase=Phase.NO_REPORT, updated_at=now))
        steps = tx.list_transitions(meeting_id)
        added = Transition(meeting_id=meeting_id, phase=step.phase, at=step.at, reason=step.reason)
        tx.keep_transitions(meeting_id, [*steps, added])
        backfill = all(telling.backfill for telling in held.tellings)
        change = Change(
            kind=ChangeKind.TRANSITION, at=now, meeting=after, before=before, fields=differences(before, after),
            phase=Phase.NO_REPORT, backfill=backfill, reason=step.reason,
        )  # fmt: skip
        changes.append(tx.keep_change(change))
    return changes


# -- later evidence ----------------------------------------------------------------------------------------------------


def link_actor(tx: ReviewStore, key: str, into: str, *, now: datetime) -> list[Change]:
    """A provisional actor is found to be a known one (or another provisional one): its mentions name that one from now on, and their
    meetings are looked at again.

    Raises:
        storage.errors.NotFound: the key was never met.
    """
    tx.lock_actors({key, into})  # a telling of the one, on its way in, is kept first or finds the other
    meeting_ids = tx.merge_actor(key, into, now=now)
    changes: list[Change] = []
    for meeting_id in meeting_ids:
        for telling in tx.tellings(meeting_id):
            mention = telling.mention
            people = tuple(replace(p, actor=into) if p.actor == key else p for p in mention.participants)
            if people != mention.participants:
                tx.keep_mention(
                    replace(mention, participants=people), language=telling.language, told_at=telling.told_at
                )
        if change := remake(tx, meeting_id, ChangeKind.CORRECTED, reason=f"{key} was linked to {into}", now=now):
            changes.append(change)
    return changes + merge_pass(tx, meeting_ids, now=now)


def merge_pass(tx: ReviewStore, meeting_ids: Iterable[int], *, now: datetime) -> list[Change]:
    """Hold meetings against those near them by the same rule as mentions, both ways round, and merge what is the same: what arrived later may
    have made two of them one."""
    changes = []
    for meeting_id in meeting_ids:
        (meeting,) = tx.get_meetings([meeting_id])
        if meeting.merged_into is None and meeting.phase is not Phase.WITHDRAWN:
            changes += _merge_if_same(tx, meeting, now)
    return changes


def _merge_if_same(tx: ReviewStore, meeting: Meeting, now: datetime) -> list[Change]:
    tx.lock_actors(mention_keys(meeting.participants))
    found = _resolve_meeting(tx, meeting, now)
    if not isinstance(found, Same):
        return []
    (other,) = tx.get_meetings([found.candidate.meeting_id])
    back = _resolve_meeting(tx, other, now)
    if not isinstance(back, Same) or back.candidate.meeting_id != meeting.id:
        return []
    survivor, gone = _survivor(meeting, other)
    founder = min(t.mention.id or 0 for t in tx.tellings(gone.id or 0))
    tx.keep_decisions(
        [
            Decision(
                mention_id=founder, meeting_id=survivor.id or 0, verdict="same", score=round(found.score, 4), rules=RULES, at=now,
                reasons=("both meetings are the same by what was learnt since", *found.reasons),
            )
        ]
    )  # fmt: skip
    return _move_all(tx, gone, survivor, reason="; ".join(found.reasons[:2]), now=now)


def _resolve_meeting(tx: ReviewStore, meeting: Meeting, now: datetime) -> Same | New:
    """A meeting as a mention: what is confirmed about it, told when it was first told."""
    tellings = tx.tellings(meeting.id or 0)
    if not tellings:  # its sources were removed
        return New(reasons=("no telling of it is left",))
    facts = merge(tellings, key=meeting.key, now=now, before=meeting).facts
    founder = min(tellings, key=lambda t: t.mention.id or 0)
    as_mention = replace(
        founder.mention, status=meeting.status, mode=facts.mode, date=facts.day, date_sure=facts.day_sure, city=facts.city,
        country=facts.country, participants=facts.participants, topics=facts.topics,
    )  # fmt: skip
    told_at = max((t.told_at for t in tellings if t.mention.status is Status.PLANNED), default=founder.told_at)
    apart = _apart(tx, meeting, [t.mention for t in tellings])
    context = Context(told_at=told_at, apart=apart, held_days=frozenset(facts.held_days))
    near = [c for c in tx.candidates(look_for(as_mention, context)) if c.meeting_id != meeting.id]
    return resolve(as_mention, near, context)


def _apart(tx: ReviewStore, meeting: Meeting, mentions: Sequence[Mention]) -> dict[int, str]:
    """Meetings that a telling of this one was kept apart from, or that share an entry with it."""
    apart: dict[int, str] = {}
    for mention in mentions:
        entry_id = mention.entry_id or 0
        apart |= kept_apart(tx.words_on(entry_id), mention.index)
        for other in tx.mentions_of(entry_id):
            if other.meeting_id not in (None, meeting.id):
                apart[other.meeting_id or 0] = "one entry tells of both, apart from one another"
    return apart


def _survivor(one: Meeting, other: Meeting) -> tuple[Meeting, Meeting]:
    """Who lives on: more tellings, then the older."""
    first, second = sorted((one, other), key=lambda m: (-m.mentions, m.id or 0))
    return first, second


def _move_all(tx: ReviewStore, gone: Meeting, survivor: Meeting, *, reason: str, now: datetime) -> list[Change]:
    """Let all tellings of one meeting be of another, and its key answer for that one."""
    tellings = tx.tellings(gone.id or 0)
    for telling in tellings:
        tx.move_mention(telling.mention.id or 0, survivor.id or 0)
    backfill = all(t.backfill for t in tellings)
    before = tx.hold_meeting(gone.id or 0).meeting
    tx.end_meeting(replace(before, merged_into=survivor.id, updated_at=now))
    change = remake(
        tx, survivor.id or 0, ChangeKind.MERGED, backfill=backfill, reason=f"{gone.key} is the same meeting: {reason}", now=now
    )  # fmt: skip
    return [change] if change else []


# -- by hand -----------------------------------------------------------------------------------------------------------


def merge_by_hand(
    tx: ReviewStore, one: Meeting, other: Meeting, *, author: str, reason: str, now: datetime
) -> list[Change]:
    """A person says that two meetings are one. Each telling is tied to the survivor, against all later runs.

    Raises:
        ValueError: it is one meeting already.
    """
    if one.id == other.id:
        raise ValueError(f"{one.key} and the other one are one meeting already")
    tx.lock_actors(mention_keys((*one.participants, *other.participants)))
    survivor, gone = _survivor(one, other)
    for telling in (*tx.tellings(survivor.id or 0), *tx.tellings(gone.id or 0)):
        mention = telling.mention
        tx.tie(mention.entry_id or 0, mention.index, survivor.id or 0, author=author, reason=reason, now=now)
    return _move_all(tx, gone, survivor, reason=f"{author}: {reason}", now=now)


def split_by_hand(
    tx: ReviewStore, meeting: Meeting, mention_ids: Sequence[int], *, author: str, reason: str, now: datetime
) -> list[Change]:
    """A person says that these tellings are of another meeting: they found one of their own, tied to it and kept apart from the old one.

    Raises:
        ValueError: none of the tellings, or all of them, were named, or one that is not of this meeting.
    """
    tx.lock_actors(mention_keys(meeting.participants))
    tellings = tx.tellings(meeting.id or 0)
    moved = [t for t in tellings if t.mention.id in mention_ids]
    rest = [t for t in tellings if t.mention.id not in mention_ids]
    if strange := sorted(set(mention_ids) - {t.mention.id or 0 for t in moved}):
        raise ValueError(f"{meeting.key} has no telling {', '.join(map(str, strange))}")
    if not moved or not rest:
        raise ValueError(
            f"{meeting.key} has {len(tellings)} tellings: name some of them, not {'all' if moved else 'none'}"
        )
    (entry,) = tx.get_entries([moved[0].mention.entry_id or 0])
    made = found_meeting(tx, moved, entry, now=now)
    new_id = made.id or 0
    for telling in moved:
        mention = telling.mention
        tx.move_mention(mention.id or 0, new_id)
        tx.keep_apart(mention.entry_id or 0, mention.index, meeting.id or 0, author=author, reason=reason, now=now)
        tx.tie(mention.entry_id or 0, mention.index, new_id, author=author, reason=reason, now=now)
    for telling in rest:
        mention = telling.mention
        tx.keep_apart(mention.entry_id or 0, mention.index, new_id, author=author, reason=reason, now=now)
    new = remake(tx, new_id, ChangeKind.SPLIT, reason=f"split from {meeting.key} by {author}: {reason}", now=now)
    left = remake(
        tx, meeting.id or 0, ChangeKind.SPLIT, reason=f"{made.key} was split off by {author}: {reason}", now=now
    )
    return [change for change in (new, left) if change]


def confirm_by_hand(tx: ReviewStore, meeting: Meeting, *, author: str, reason: str, now: datetime) -> None:
    """A person says that it is a meeting: its tellings are tied to it, against all later runs."""
    for telling in tx.tellings(meeting.id or 0):
        mention = telling.mention
        tx.tie(mention.entry_id or 0, mention.index, meeting.id or 0, author=author, reason=reason, now=now)


def refuse_by_hand(tx: ReviewStore, meeting: Meeting, *, author: str, reason: str, now: datetime) -> list[Change]:
    """A person says that it is no meeting: it is withdrawn, and nothing is matched to it any more.

    Its tellings stay with it, so that reading the same entries again brings nothing back; an entry that its outlet rewrites is judged anew.
    """
    tx.lock_actors(mention_keys(meeting.participants))
    if tx.hold_meeting(meeting.id or 0).meeting.phase is Phase.WITHDRAWN:
        return []
    return [
        end(
            tx, meeting.id or 0, into=None, entry=None, now=now, reason=f"{author} says that it is no meeting: {reason}"
        )
    ]


def separate_by_hand(tx: ReviewStore, one: Meeting, other: Meeting, *, author: str, reason: str, now: datetime) -> None:
    """A person says that two meetings are not one, before any run takes them for it.

    Raises:
        ValueError: they are one meeting now; split it instead.
    """
    if one.id == other.id:
        raise ValueError(f"{one.key} is one meeting now: split it")
    tx.lock_actors(mention_keys((*one.participants, *other.participants)))
    for ours, theirs in ((one, other), (other, one)):
        for telling in tx.tellings(ours.id or 0):
            mention = telling.mention
            tx.keep_apart(mention.entry_id or 0, mention.index, theirs.id or 0, author=author, reason=reason, now=now)
