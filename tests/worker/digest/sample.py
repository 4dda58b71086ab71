"""One full digest, of invented meetings: what the snapshots hold and the pictures show."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage.records import Change, ChangeKind, FieldChange, Meeting, Mode, Participant, Phase, Status, Telling
from tests.worker.digest.builders import AMBASSADOR, BARZANI, MACRON, NOW, TODAY, a_change, a_due, a_meeting, a_telling
from worker.digest.compose import Coverage, Digest, Feedback, Material, compose


def person(
    name: str, role: str, polity: str, actor: str, *, lead: bool = True, surface: str | None = None
) -> Participant:
    return Participant(name=name, surface=surface or name, role=role, polity=polity, lead=lead, actor=actor)


MASROUR = person("Masrour Barzani", "Prime Minister", "IQ-KR", "masrour-barzani")
SUDANI = person("Mohammed Shia al-Sudani", "Prime Minister", "IQ", "mohammed-shia-al-sudani")
FIDAN = person("Hakan Fidan", "Foreign Minister", "TR", "hakan-fidan")
HUSSEIN = person("Fuad Hussein", "Foreign Minister", "IQ", "fuad-hussein")
REBAR = person("Rebar Ahmed", "Minister of the Interior", "IQ-KR", "rebar-ahmed", lead=False)
ENVOY = person("Mohamed Al Hassan", "Special Representative for Iraq", "UN", "mohamed-al-hassan")
CONSUL = person("Andrew Beasley", "Consul General in Erbil", "GB", "~GB:andrw-bsl")
UNNAMED = Participant(
    name=None,
    surface="German delegation",
    role="Consul General in Erbil",
    polity="DE",
    lead=True,
    actor="@DE:consul-general",
)


def meetings() -> dict[str, Meeting]:
    planned: dict[str, Any] = {"status": Status.PLANNED, "phase": Phase.ANNOUNCED, "confidence": 0.82}
    return {
        "paris": a_meeting(
            1, participants=(BARZANI, MACRON, REBAR), topics=("energy", "bilateral", "security"), mentions=5,
            outlets=("Kurdistan 24", "Rudaw", "Shafaq News"), owner_groups=("k24", "rudaw", "shafaq"), confidence=0.97,
        ),
        "baghdad": a_meeting(2, participants=(MASROUR, SUDANI), city="Baghdad", country="IQ", topics=("budget", "federal"), confidence=0.95),
        "call": a_meeting(
            3, participants=(HUSSEIN, FIDAN), mode=Mode.PHONE, city=None, country=None, topics=("climate",), date=TODAY, confidence=0.91
        ),
        "baghdad2": a_meeting(10, participants=(MASROUR, SUDANI), city=None, country="IQ", topics=("energy",), confidence=0.9, date=TODAY),
        "un": a_meeting(4, participants=(MASROUR, ENVOY), city="Erbil", country="IQ-KR", topics=("displacement",), confidence=0.88),
        "consul": a_meeting(5, participants=(REBAR_LEAD, CONSUL), city="Erbil", country="IQ-KR", topics=(), confidence=0.52),
        "moved": a_meeting(
            6, participants=(BARZANI, AMBASSADOR), city="Erbil", country="IQ-KR", date=date(2026, 3, 7),
            status=Status.PLANNED, phase=Phase.POSTPONED,
        ),
        "off": a_meeting(
            7, participants=(HUSSEIN, UNNAMED), city="Baghdad", country="IQ", date=date(2026, 3, 6),
            status=Status.CANCELLED, phase=Phase.CANCELLED,
        ),
        "ahead": a_meeting(8, participants=(SUDANI, FIDAN), city="Ankara", country="TR", date=date(2026, 3, 9), **planned),
        "ahead2": a_meeting(9, participants=(BARZANI, ENVOY), city="Erbil", country="IQ-KR", date=date(2026, 3, 6), **planned),
    }  # fmt: skip


REBAR_LEAD = person("Rebar Ahmed", "Minister of the Interior", "IQ-KR", "rebar-ahmed")


def tellings() -> dict[int, tuple[Telling, ...]]:
    return {
        1: (
            a_telling("President Barzani and Macron discuss energy in Paris", outlet="Kurdistan 24", url="https://k24.example/en/1"),
            a_telling("نيجيرفان بارزاني يلتقي ماكرون في قصر الإليزيه", outlet="Shafaq News", language="ar", url="https://shafaq.example/ar/7"),
            a_telling("نێچیرڤان بارزانی و ماکرۆن لە پاریس کۆبوونەوە", outlet="Rudaw", language="ckb", url="https://rudaw.example/ckb/3"),
        ),
        2: (a_telling("رئيس الوزراء يستقبل مسرور بارزاني في بغداد", outlet="Shafaq News", language="ar", url="https://shafaq.example/ar/8"),),
        3: (a_telling("Iraqi and Turkish foreign ministers speak by phone about water", outlet="Shafaq News", url="https://shafaq.example/en/9"),),
        4: (a_telling("مەسرور بارزانی پێشوازی لە نوێنەری نەتەوە یەکگرتووەکان دەکات", outlet="Kurdistan 24", language="ckb", url="https://k24.example/ckb/2"),),
        8: (a_telling("Iraqi prime minister to visit Ankara on Monday", outlet="Rudaw", url="https://rudaw.example/en/11"),),
        5: (a_telling("Interior minister <b>receives</b> a British guest & talks", outlet="Rudaw", url="javascript:alert(1)"),),
    }  # fmt: skip


def changes() -> tuple[Change, ...]:
    met = meetings()
    new = [
        a_change(number, met[name])
        for number, name in enumerate(("paris", "baghdad", "call", "un", "consul", "baghdad2"), start=1)
    ]
    moved = a_change(
        7, met["moved"], kind=ChangeKind.TRANSITION, phase=Phase.POSTPONED,
        fields=(
            FieldChange(name="date", before="2026-03-05", after="2026-03-07"), FieldChange(name="city", before="Duhok", after="Erbil"),
            FieldChange(name="phase", before="announced", after="postponed"),
        ),
    )  # fmt: skip
    ahead = a_change(9, met["ahead"], phase=Phase.ANNOUNCED)
    off = a_change(8, met["off"], kind=ChangeKind.TRANSITION, phase=Phase.CANCELLED)
    return (*new, moved, off, ahead)


def recent() -> tuple[Meeting, ...]:
    """Two weeks of held meetings, so that the pictures have something to show."""
    sides = [
        (BARZANI, MACRON),
        (MASROUR, SUDANI),
        (HUSSEIN, FIDAN),
        (MASROUR, ENVOY),
        (BARZANI, AMBASSADOR),
        (REBAR_LEAD, CONSUL),
        (BARZANI, FIDAN),
    ]
    topics = [
        ("energy", "bilateral"),
        ("budget", "federal"),
        ("climate",),
        ("displacement", "security"),
        ("culture",),
        ("security",),
        ("energy",),
    ]
    counts = (2, 3, 1, 4, 0, 1, 2, 3, 5, 2, 0, 1, 6, 3)
    found = []
    for ago, count in enumerate(reversed(counts)):
        for number in range(count):
            at = (ago * 3 + number * 2) % len(sides)
            day = TODAY - timedelta(days=ago)
            found.append(a_meeting(1000 + ago * 10 + number, participants=sides[at], topics=topics[at], date=day))
    return tuple(found)


def coverage() -> Coverage:
    return Coverage(
        since=datetime(2026, 3, 4, 4, tzinfo=UTC), feeds=34, read=31, entries=412, holes=1,
        failed=(
            Feedback(outlet="Iraqi News Agency", feed="ina-ar", status="blocked", reason="a challenge page for browsers came instead of the feed (403)"),
            Feedback(outlet="NINA", feed="nina-en", status="failing", reason="no answer in time, 6 times since Monday"),
        ),
        quiet=(Feedback(outlet="Hawar News", feed="hawar-ar", status="quiet", reason="no entry for 31 h"),),
    )  # fmt: skip


def a_digest(language: str) -> Digest:
    met = meetings()
    material = Material(
        changes=changes(), last_change=9, upcoming=(met["ahead"], met["ahead2"]), recent=recent(), tellings=tellings(), coverage={}
    )  # fmt: skip
    return compose(
        a_due(language=language), material, from_change=0, since=NOW - timedelta(days=1), coverage=coverage(),
        watched={1: ("France and the Kurdistan Region",)},
    )  # fmt: skip
