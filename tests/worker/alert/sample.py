"""An alert as people get it: announced, then held, told by three outlets in three languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from storage.records import (
    Change,
    ChangeKind,
    Evidence,
    FieldChange,
    Meeting,
    Mention,
    Message,
    Mode,
    Participant,
    Phase,
    Status,
    Telling,
    Watch,
)
from worker.alert.render import Item, render
from worker.knowledge.wording import wording

AT = datetime(2024, 3, 6, 9, tzinfo=UTC)
PRESIDENT = Participant(
    name="Nechirvan Barzani", surface="نێچیرڤان بارزانی", role="President", polity="IQ-KR", lead=True, actor="nechirvan-barzani"
)  # fmt: skip
GUEST = Participant(
    name="Emmanuel Macron", surface="ئیمانوێل ماکرۆن", role="President", polity="FR", lead=True, actor="emmanuel-macron"
)
AIDE = Participant(
    name="Safeen Dizayee", surface="سەفین دزەیی", role="Head of the Department of Foreign Relations", polity="IQ-KR", lead=False,
    actor="safeen-dizayee",
)  # fmt: skip
SENTENCE = "نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان لە کۆشکی ئیلیزێ لەگەڵ ئیمانوێل ماکرۆن، سەرۆکی فەرەنسا کۆبووەوە."
MENTION = Mention(
    id=1, entry_id=3, status=Status.HELD, mode=Mode.IN_PERSON, date=date(2024, 3, 6), city="Paris", country="FR",
    participants=(PRESIDENT, GUEST, AIDE), topics=("bilateral", "security"), confidence=0.93,
    evidence=(Evidence(field="meeting", rule="ckb.meet", text=SENTENCE),),
)  # fmt: skip
MEETING = Meeting(
    id=1, key="m-4k2jx7", status=Status.HELD, phase=Phase.HELD, mode=Mode.IN_PERSON, date=date(2024, 3, 6), city="Paris", country="FR",
    participants=(PRESIDENT, GUEST, AIDE), topics=("bilateral", "security"), confidence=0.93, mentions=3, languages=("ar", "ckb", "en"),
    outlets=("Kurdistan 24", "Rudaw", "Shafaq News"), owner_groups=("K24", "Rudaw", "Shafaq"), first_told_at=AT, updated_at=AT,
)  # fmt: skip
HEADLINES = (
    ("en", "Kurdistan 24", "President Barzani meets French President Macron at the Elysee"),
    ("ar", "Shafaq News", "نيجيرفان بارزاني يبحث مع ماكرون في باريس العلاقات الثنائية"),
    ("ckb", "Rudaw", "نێچیرڤان بارزانی و ماکرۆن لە پاریس کۆبوونەوە"),
)
TELLINGS = tuple(
    Telling(
        mention=replace(MENTION, id=number, entry_id=number), told_at=AT + timedelta(minutes=number), language=language, outlet=outlet,
        owner_group=outlet, title=title, url=f"https://example.org/{number}",
    )
    for number, (language, outlet, title) in enumerate(HEADLINES, 1)
)  # fmt: skip
WATCH = Watch(id=1, key="france", subscriber_id=1, name="France and the Kurdistan Region", rule={}, created_at=AT)
CHANGE = Change(
    kind=ChangeKind.TRANSITION, at=AT, meeting=MEETING, before=MEETING, phase=Phase.HELD, mention=MENTION, entry_id=3,
    fields=(
        FieldChange(name="status", before="planned", after="held"), FieldChange(name="phase", before="announced", after="held"),
        FieldChange(name="city", before=None, after="Paris"),
    ),
)  # fmt: skip


def an_item(**changed: object) -> Item:
    reasons = ("pair FR and IQ-KR", "topic security")
    made = Item(meeting=MEETING, kind="held", watches=((WATCH, reasons),), tellings=TELLINGS, change=CHANGE)
    return replace(made, **changed)  # type: ignore[arg-type]


def a_message(language: str = "en", *items: Item, channel: str = "email", **more: object) -> Message:
    return render(
        items or (an_item(),), language=language, wording=wording(), recipient_id=1, channel=channel, **more  # type: ignore[arg-type]
    )  # fmt: skip
