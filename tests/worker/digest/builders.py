"""Meetings and changes that name only what matters."""

from datetime import UTC, date, datetime, time
from typing import Any

from storage.records import (
    Change,
    ChangeKind,
    Meeting,
    Mode,
    Participant,
    Phase,
    Status,
    Subscriber,
    Telling,
)
from worker.digest.compose import Coverage, Material
from worker.digest.due import Due

NOW = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 5)

BARZANI = Participant(
    name="Nechirvan Barzani", surface="Nechirvan Barzani", role="President", polity="IQ-KR", lead=True, actor="nechirvan-barzani",
)  # fmt: skip
MACRON = Participant(
    name="Emmanuel Macron", surface="Emmanuel Macron", role="President", polity="FR", lead=True, actor="emmanuel-macron"
)
AMBASSADOR = Participant(
    name="Patrick Durel",
    surface="Patrick Durel",
    role="Ambassador to Iraq",
    polity="FR",
    lead=True,
    actor="patrick-durel",
)


def a_meeting(id_: int = 1, **given: Any) -> Meeting:
    values: dict[str, Any] = {
        "id": id_, "key": f"m-{id_}", "status": Status.HELD, "phase": Phase.HELD, "mode": Mode.IN_PERSON, "date": date(2026, 3, 4),
        "date_sure": True, "city": "Paris", "country": "FR", "participants": (BARZANI, MACRON), "topics": ("energy", "bilateral"),
        "confidence": 0.9, "outlets": ("Rudaw",), "owner_groups": ("rudaw",), "languages": ("en",),
        "first_told_at": datetime(2026, 3, 4, 12, tzinfo=UTC), "updated_at": datetime(2026, 3, 4, 12, tzinfo=UTC),
    }  # fmt: skip
    return Meeting(**{**values, **given})


def a_change(id_: int, meeting: Meeting | None = None, **given: Any) -> Change:
    values: dict[str, Any] = {
        "id": id_, "kind": ChangeKind.NEW, "at": NOW, "meeting": meeting or a_meeting(id_), "phase": Phase.HELD,
    }  # fmt: skip
    return Change(**{**values, **given})


def a_subscriber(**given: Any) -> Subscriber:
    values: dict[str, Any] = {
        "id": 1, "key": "desk", "name": "Desk", "digest_at": time(7, 0), "created_at": datetime(2020, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Subscriber(**{**values, **given})


def a_due(**given: Any) -> Due:
    return Due(subscriber=a_subscriber(**given), kind="daily", local_day=TODAY, due_at=NOW)


def some_coverage(**given: Any) -> Coverage:
    values: dict[str, Any] = {"since": datetime(2026, 3, 4, 4, tzinfo=UTC), "feeds": 12, "read": 11, "entries": 240}
    return Coverage(**{**values, **given})


def some_material(*changes: Change, **given: Any) -> Material:
    values: dict[str, Any] = {
        "changes": changes, "last_change": max((one.id or 0 for one in changes), default=0), "upcoming": (), "recent": (),
        "tellings": {}, "coverage": {},
    }  # fmt: skip
    return Material(**{**values, **given})


def a_telling(
    title: str,
    *,
    outlet: str = "Rudaw",
    language: str = "en",
    url: str | None = "https://rudaw.example/1",
    **given: Any,
) -> Telling:
    from storage.records import Mention

    mention = Mention(status=Status.HELD, mode=Mode.IN_PERSON, date=None, city=None, country=None, participants=())
    values: dict[str, Any] = {
        "mention": mention, "told_at": NOW, "language": language, "outlet": outlet, "owner_group": outlet.lower(), "title": title, "url": url,
    }  # fmt: skip
    return Telling(**{**values, **given})
