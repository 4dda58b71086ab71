"""Tellings and meetings for tests; each builder names only what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from storage.records import Assessment, Candidate, Entry, Evidence, Mention, Mode, Participant, Status, Telling
from worker.dedupe.keys import role_words, skeleton
from worker.dedupe.merge import merge
from worker.dedupe.resolve import Context

NOON = datetime(2024, 3, 6, 9, tzinfo=UTC)  # a Wednesday, noon in Erbil
DAY = date(2024, 3, 6)


def known(name: str, polity: str, role: str | None = None, *, lead: bool = True) -> Participant:
    """Somebody the knowledge base has."""
    actor = name.casefold().replace(" ", "-")
    return Participant(name=name, surface=name, role=role, polity=polity, lead=lead, actor=actor)


def unlinked(surface: str, polity: str, role: str | None = None, *, lead: bool = True) -> Participant:
    """A name that the knowledge base does not have, in whichever script."""
    actor = f"~{polity}:{'-'.join(skeleton(surface))}"
    return Participant(name=surface, surface=surface, role=role, polity=polity, lead=lead, actor=actor)


def office(role: str, polity: str, *, lead: bool = True) -> Participant:
    """Somebody given by the office alone."""
    actor = f"@{polity}:{'-'.join(sorted(role_words(role)))}"
    return Participant(name=None, surface=role, role=role, polity=polity, lead=lead, actor=actor)


NECHIRVAN = known("Nechirvan Barzani", "IQ-KR", "President")
MASROUR = known("Masrour Barzani", "IQ-KR", "Prime Minister")
MACRON = known("Emmanuel Macron", "FR", "President")
ENVOY = known("Patrick Durel", "FR", "Ambassador to Iraq")
MINISTER = known("Kajsa Ollongren", "NL", "Defence Minister")


def mention(*people: Participant, **changed: object) -> Mention:
    """A meeting of two presidents, held in Erbil on DAY, unless said otherwise."""
    base = Mention(
        status=Status.HELD, mode=Mode.IN_PERSON, date=DAY, date_sure=True, city="Erbil", country="IQ-KR",
        participants=people or (NECHIRVAN, MACRON), confidence=0.9,
    )  # fmt: skip
    return replace(base, **changed)  # type: ignore[arg-type]


def planned(*people: Participant, **changed: object) -> Mention:
    return mention(*people, **({"status": Status.PLANNED} | changed))


def postponed(*people: Participant, **changed: object) -> Mention:
    """Put off, as the evidence of the classifier says it."""
    why = Evidence(field="status", rule="en.postponed", note="postponed")
    return mention(*people, **({"status": Status.CANCELLED, "evidence": (why,)} | changed))


def telling(told: Mention, *, outlet: str = "Rudaw", at: datetime = NOON, id: int = 1, **changed: object) -> Telling:
    base = Telling(mention=replace(told, id=id), told_at=at, language="en", outlet=outlet, owner_group=outlet)
    return replace(base, **changed)  # type: ignore[arg-type]


def candidate(*tellings: Telling, id: int = 1) -> Candidate:
    """A meeting made of these tellings."""
    made = merge(tellings, key=f"m-{id}", now=NOON)
    return Candidate(meeting_id=id, facts=made.facts)


def context(at: datetime = NOON, **changed: object) -> Context:
    return replace(Context(told_at=at), **changed)  # type: ignore[arg-type]


def entry(key: str, *, outlet: str = "Rudaw", at: datetime = NOON, **changed: object) -> Entry:
    base = Entry(
        feed_id=0, key=key, title=key, text=key, outlet=outlet, owner_group=outlet, published_at=at, first_seen_at=at,
        content_hash=key,
    )  # fmt: skip
    return replace(base, **changed)  # type: ignore[arg-type]


def assessment(*mentions: Mention, language: str = "en", revision: int = 1) -> Assessment:
    numbered = tuple(replace(one, index=i, revision=revision) for i, one in enumerate(mentions))
    return Assessment(language=language, mentions=numbered, revision=revision)


def days(count: float) -> timedelta:
    return timedelta(days=count)
