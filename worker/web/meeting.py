"""The page of a meeting: what is known of it, who says so and in which words, how it came about, and every source. Pure.

It is what a message leads to, so it has to answer "how do you know?": each field stands with the outlets that give it, the sentence of the
first of them, and what others say instead.
"""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from storage.records import Meeting, Mode, Participant, Story, Telling, Transition
from worker.dedupe.accounts import Account, accounts
from worker.knowledge.wording import LONGEST_QUOTE, Wording, isolate, shortened, wording
from worker.web.pages import Fact, Source, Step, page, say

BAGHDAD = ZoneInfo("Asia/Baghdad")


def meeting_page(story: Story, language: str, *, names: Wording | None = None) -> str:
    """The page in a language. The hours are those of Baghdad."""
    said, meeting = names or wording(), story.meeting
    told = sorted(story.tellings, key=lambda one: (one.told_at, one.mention.id or 0))
    found = accounts(meeting, told)
    quotes = _quotes(found)
    numbers = {text: number for number, (_, _, text) in enumerate(quotes, 1)}
    groups = {one.group for one in told}
    people = iter(meeting.participants)  # accounts of participants come in the order of the record
    lines = [
        said.others(meeting, language),
        f"{said.phrase('confidence', language)}: {meeting.confidence:.0%} · "
        + said.phrase("groups", language, count=len(told), groups=len(groups)),
    ]
    return page(
        said.line(meeting, language),
        language,
        lines=[line for line in lines if line],
        sources=_sources(told, language, said),
        facts=[
            _fact(one, meeting, next(people) if one.field == "participant" else None, told, numbers, language, said)
            for one in _shown(found, meeting)
        ],
        quotes=[
            Source(outlet=outlet, title=shortened(text, LONGEST_QUOTE), language=spoken)
            for outlet, spoken, text in quotes
        ],
        steps=[_step(one, told, language, said) for one in story.transitions],
        here=meeting.key,
    )


def _shown(found: Sequence[Account], meeting: Meeting) -> list[Account]:
    """How they met is said where it was not in person, a country where no city says it."""
    left = ({"mode"} if meeting.mode is Mode.IN_PERSON else set()) | ({"country"} if meeting.city else set())
    return [one for one in found if one.field not in left or one.others]


def _quotes(found: Sequence[Account]) -> list[tuple[str, str, str]]:
    """Outlet, language and text of every sentence, each once."""
    kept = {one.quote.text: one.quote for one in found if one.quote is not None}
    return [(one.outlet, one.language, one.text) for one in kept.values()]


def _fact(
    one: Account,
    meeting: Meeting,
    person: Participant | None,
    told: Sequence[Telling],
    numbers: Mapping[str, int],
    language: str,
    said: Wording,
) -> Fact:
    name = {"participant": "participants", "topic": "topics", "status": "phase"}.get(one.field, one.field)
    value = _value(one.field, one.taken.value, language, said)
    if person is not None:
        value = said.side(person, language)
    if one.field == "status":  # where it stands in its life says more: a meeting that was put off is not called off
        value = said.phase(meeting.phase, language)
    if one.field == "date" and not meeting.date_sure:
        value = f"{value} ({say('date_unsure', language)})"
    return Fact(
        field=said.field(name, language),
        value=value,
        said_by=_outlets(one.taken.said_by, told, language),
        quote=numbers[one.quote.text] if one.quote is not None else 0,
        others=tuple(
            say(
                "others_say", language, value=_value(one.field, other.value, language, said), who=_outlets(other.said_by, told, language)
            )
            for other in one.others
        ),
    )  # fmt: skip


def _value(field: str, value: str, language: str, said: Wording) -> str:
    return said.topic(value, language) if field == "topic" else said.value(field, value, language)


def _outlets(groups: Sequence[str], told: Sequence[Telling], language: str) -> str:
    """The outlets of owner groups, as readers know them."""
    names = sorted({one.outlet for one in told if one.group in groups})
    return ("، " if language != "en" else ", ").join(isolate(name, language) for name in names)


def _sources(told: Sequence[Telling], language: str, said: Wording) -> list[Source]:
    return [
        Source(
            outlet=one.outlet, title=" ".join(one.title.split()), language=one.language, at=said.instant(one.told_at, language, BAGHDAD),
            url=one.url if one.url and one.url.startswith(("https://", "http://")) else "",
        )
        for one in reversed(told)
    ]  # fmt: skip


def _step(one: Transition, told: Sequence[Telling], language: str, said: Wording) -> Step:
    brought = next((t.outlet for t in told if one.mention_id is not None and t.mention.id == one.mention_id), "")
    return Step(
        when=said.instant(one.at, language, BAGHDAD),
        what=said.phase(one.phase, language),
        who=brought or one.reason,
    )
