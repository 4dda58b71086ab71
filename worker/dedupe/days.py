"""On which day was it? Of one telling, and of all the tellings of one meeting. Days are Baghdad's.

Two reports that state two days a day apart tell of one meeting where one of them may be a day off, and of two where neither may
(docs/adr/0061-a-day-apart.md).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.records import Mention, Status, Telling

BAGHDAD = ZoneInfo("Asia/Baghdad")
_DAY = timedelta(days=1)
# until then outlets give yesterday's meeting out under "today"
_NOON = time(12)
# until then "last night" may have been behind midnight, and it is yesterday still where the other side is
_DAWN = time(6)
# talks that lasted into another day; "a two-day visit" is none
_TALKS = "(?:meetings?|talks|negotiations?|discussions?|rounds?|sessions?|consultations?|summit|dialogue|workshop)"
_LASTED = re.compile(
    rf"\b(?:two|three|2|3)-days?\b(?: [\w-]+){{0,3}}? {_TALKS}\b|{_TALKS}\b[^.]{{0,60}}\b(?:for|over|lasted) (?:two|three) days\b"
    r"|\byesterday and today\b|\binto (?:a|its|the) (?:second|third) day\b|\bfor a (?:second|third) (?:consecutive |straight )?day\b"
    r"|(?:استمر|استمرت|تستمر|امتد|امتدت|على مدى|على مدار) (?:يومين|ثلاثة أيام)|أمس واليوم|لليوم (?:الثاني|الثالث)"
    r"|(?:کۆبوونەوە|دانوستان|گفتوگۆ)\w* (?:دوو|سێ) (?:رۆژ|ڕۆژ)\w*|(?:دوێنێ|دوێنی) و ئەمڕۆ|بۆ (?:دووەم|سێیەم) (?:رۆژ|ڕۆژ)"
    r"|\b(?:civîn|danûstandin|gotûbêj)\w* (?:du|sê)[- ]?roj\w*|\bduh û îro\b|\bdu rojan (?:dom|berdewam)",
    re.IGNORECASE,
)


def day_of(mention: Mention, told_at: datetime) -> tuple[date, bool]:
    """The mention's day in Asia/Baghdad and whether the text states it; the day of publication where it gives none."""
    if mention.date is None:
        return told_at.astimezone(BAGHDAD).date(), False
    return mention.date, mention.date_sure


def days_meant(mention: Mention, told_at: datetime) -> frozenset[date]:
    """The days that the report of a meeting may mean by the day it states: that day, and the one beside it where it was told in the morning of
    that very day, in the night behind it, or of talks that lasted. Empty where it states none, or tells of no meeting that was held."""
    if mention.status is not Status.HELD or mention.date is None or not mention.date_sure:
        return frozenset()
    day, told = mention.date, told_at.astimezone(BAGHDAD)
    if any(_LASTED.search(one.text) for one in mention.evidence if one.field in ("meeting", "status", "date")):
        return frozenset({day - _DAY, day, day + _DAY})
    if told.date() == day and told.time() < _NOON:
        return frozenset({day - _DAY, day})
    if told.date() == day + _DAY and told.time() < _DAWN:
        return frozenset({day, day + _DAY})
    return frozenset({day})


def held_days(tellings: Sequence[Telling], day: date) -> frozenset[date]:
    """The days on which a meeting may have been held that is taken to be of `day`: what its reports of that day all may mean, narrowed by
    the others where they leave any. Empty where no report states that day."""
    reports = [(t.mention.date, meant) for t in tellings if (meant := days_meant(t.mention, t.told_at))]
    found = frozenset[date]()
    for stated, meant in sorted(reports, key=lambda one: one[0] != day):
        if stated == day and not found:
            found = meant
        elif found & meant:
            found &= meant
    return found


def last_possible(tellings: Sequence[Telling]) -> date | None:
    """The day on which a meeting was first told as held, which it cannot be later than; None where nobody tells it so."""
    told = [t.told_at for t in tellings if t.mention.status is Status.HELD]
    return min(told).astimezone(BAGHDAD).date() if told else None
