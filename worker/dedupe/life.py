"""The life of a meeting: announced, confirmed, held, read out, postponed, cancelled, or never heard of again.

The steps follow from the tellings in the order in which they were told, whatever the order in which they reached us; only "no report" is
brought by time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from storage.records import Meeting, Mention, Phase, Status, Telling
from worker.dedupe.days import BAGHDAD

NO_REPORT_AFTER = timedelta(hours=24)  # after the end of the day it was announced for
AWAITED = (Phase.ANNOUNCED, Phase.CONFIRMED, Phase.POSTPONED)
_HAPPENED = (Phase.HELD, Phase.READ_OUT)
_STATUS = {
    Phase.HELD: Status.HELD,
    Phase.READ_OUT: Status.HELD,
    Phase.CANCELLED: Status.CANCELLED,
    Phase.ANNOUNCED: Status.PLANNED,
    Phase.CONFIRMED: Status.PLANNED,
    Phase.NO_REPORT: Status.PLANNED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A phase, when it was told, the mention that brought it (None where time did), and why as a sentence."""

    phase: Phase
    at: datetime
    mention_id: int | None
    reason: str


# how outlets say that a meeting was put off, not called off: the classifier has one status for both, the sentence that gave it tells
_PUT_OFF = (
    "postpon", "put off", "delayed", "reschedul", "أجل", "تأجيل", "أرجأ", "إرجاء", "أرجئ", "دواخرا", "دواخست", "دوادەخ", "paşxist", "paş xist",
    "hat paşxistin", "taloq",
)  # fmt: skip
_NOT_PUT_OFF = re.compile("(?:من |ل|ال)أجل")  # "for the sake of" and "long-term" are spelt like it
# "moved to Saturday", "pushed back until 3 May"; talks that are moved to Erbil are not put off
_MOVED = re.compile(
    r"\b(?:moved|shifted|deferred|pushed(?: back)?)(?: from(?: [\w,]+){1,4}?)? (?:to|until|till) (?:the |next |this |coming |following )*"
    r"(?:\d|week\b|month\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)


def is_postponed(mention: Mention) -> bool:
    """Whether the text says that the meeting was put off, with or without a new day."""
    if mention.status is Status.HELD:
        return False
    grounds = " ".join(f"{e.rule} {e.note} {e.text}" for e in mention.evidence if e.field == "status").casefold()
    if _MOVED.search(grounds):
        return True
    grounds = _NOT_PUT_OFF.sub("", grounds)
    return any(word in grounds for word in _PUT_OFF)


def with_new_days(told: Sequence[Telling]) -> list[Telling]:
    """The tellings, oldest first, with those that put the meeting off to a later day as announcements of that day: "postponed to
    Thursday" has the status of "called off". A day that was announced before is the old one, named once more."""
    days: set[date] = set()
    found: list[Telling] = []
    for telling in told:
        mention = telling.mention
        if mention.status is not Status.HELD and mention.date and mention.date_sure:
            if days and mention.date > max(days) and mention.status is Status.CANCELLED and is_postponed(mention):
                telling = replace(telling, mention=replace(mention, status=Status.PLANNED))
            days.add(mention.date)
        found.append(telling)
    return found


def steps(tellings: Sequence[Telling]) -> tuple[Step, ...]:
    """The phases that the tellings bring, oldest first; at least one for at least one telling."""
    found: list[Step] = []
    announcers: set[str] = set()
    days: set[date] = set()
    for telling in sorted(tellings, key=lambda t: (t.told_at, t.mention.id or 0)):
        if step := _step(found[-1].phase if found else None, telling, announcers, days):
            found.append(step)
        mention = telling.mention
        if mention.status is Status.PLANNED:
            announcers.add(telling.group)
        if mention.status is not Status.HELD and mention.date and mention.date_sure:
            days.add(mention.date)
    return tuple(found)


def _step(now: Phase | None, telling: Telling, announcers: set[str], days: set[date]) -> Step | None:
    """The step from the phase `now`; `announcers` and `days` are those of the announcements so far."""
    mention, who = telling.mention, telling.outlet or "an outlet"
    moves = mention.date is not None and mention.date_sure and bool(days) and mention.date > max(days)

    def to(phase: Phase, reason: str, *, again: bool = False) -> Step | None:
        if phase is now and not again:
            return None
        return Step(phase=phase, at=telling.told_at, mention_id=mention.id, reason=reason)

    match mention.status:
        case Status.HELD if telling.side in {one.polity for one in mention.participants} - {None}:
            return to(Phase.READ_OUT, f"{who} gives the account of {telling.side}")
        case Status.HELD:
            return None if now is Phase.READ_OUT else to(Phase.HELD, f"{who} reports that it was held")
        case _ if now in _HAPPENED:
            return None  # an announcement read late changes nothing
        case Status.CANCELLED if is_postponed(mention):
            return to(Phase.POSTPONED, f"{who} reports that it was postponed")
        case Status.CANCELLED:
            return to(Phase.CANCELLED, f"{who} reports that it was called off")
        case Status.PLANNED if is_postponed(mention):
            day = f" to {mention.date}" if mention.date else ""
            return to(Phase.POSTPONED, f"{who} reports that it was postponed{day}", again=moves)
        case _ if now is Phase.POSTPONED and moves:
            return to(Phase.ANNOUNCED, f"{who} announces it for {mention.date}")
        case _ if now in (None, Phase.CANCELLED):
            return to(Phase.ANNOUNCED, f"{who} announces it")
        case _ if now is Phase.ANNOUNCED and telling.group not in announcers:
            return to(Phase.CONFIRMED, f"{who} announces it too, independently")
        case _:
            return None


def status_of(phase: Phase, tellings: Sequence[Telling]) -> Status:
    """The status that a phase means. Postponed with a new day named is planned, without one it is cancelled."""
    if phase in _STATUS:
        return _STATUS[phase]
    newest = max(tellings, key=lambda t: (t.told_at, t.mention.id or 0), default=None)
    return newest.mention.status if newest and newest.mention.status is not Status.HELD else Status.PLANNED


def overdue_before(now: datetime) -> date:
    """Awaited meetings of days before this one are overdue: their day, and 24 hours more, have passed in Baghdad."""
    return (now - NO_REPORT_AFTER).astimezone(BAGHDAD).date()


def is_overdue(meeting: Meeting, now: datetime) -> bool:
    """Announced for a stated day, and nothing heard by 24 h after it ended."""
    return (
        meeting.phase in AWAITED
        and meeting.status is Status.PLANNED
        and meeting.date is not None
        and meeting.date < overdue_before(now)
    )


def no_report(meeting: Meeting, now: datetime) -> Step:
    """The step that time brings to an overdue meeting."""
    assert meeting.date is not None, "only a meeting with a day can be overdue"
    ended = datetime.combine(meeting.date + timedelta(days=1), time(), tzinfo=BAGHDAD)
    hours = int((now - ended).total_seconds() // 3600)
    return Step(
        phase=Phase.NO_REPORT, at=now, mention_id=None, reason=f"no report {hours} h after the end of {meeting.date}"
    )
