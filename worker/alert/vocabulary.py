"""What rules may name, and who holds which office: the knowledge files as watches need them."""

from collections.abc import Collection, Iterable
from datetime import date

from worker.alert.judge import Offices
from worker.alert.rules import Vocabulary
from worker.knowledge.load import Actor, Knowledge


def vocabulary(
    knowledge: Knowledge, *, outlets: Collection[str] = (), owner_groups: Collection[str] = ()
) -> Vocabulary:
    """The names of the knowledge files, in all their spellings, and of the feeds.

    A spelling that several bear leads to none of them: the id does.
    """
    return Vocabulary(
        actors=_spellings((a.id, [a.id, a.name, *_all(a.aliases)]) for a in knowledge.actors.values()),
        places=_spellings((p.name, [p.id, p.name, *_all(p.names)]) for p in knowledge.places.values()),
        polities=_spellings((p.id, [p.id, p.name, *_all(p.names)]) for p in knowledge.polities.values()),
        countries=_spellings(
            (p.code, [p.code, p.name, p.id, *_all(p.names)]) for p in knowledge.polities.values() if p.is_country
        ),
        offices=tuple(knowledge.offices),
        outlets=tuple(sorted(set(outlets))),
        owner_groups=tuple(sorted(set(owner_groups) - {""})),
    )


def offices(knowledge: Knowledge) -> Offices:
    """Who held which office on which day: a reshuffle changes whom a watch by office finds, and breaks no rule."""
    actors = knowledge.actors

    def held(actor: str, day: date | None) -> Iterable[tuple[str, str]]:
        person: Actor | None = actors.get(actor)
        if person is None:
            return ()
        tenures = person.tenures(day) if day else [one for one in person.offices if one.end is None]
        return [(one.office, one.polity) for one in tenures]

    return held


def _all(names: object) -> Iterable[str]:
    return [form for forms in names.values() for form in forms] if hasattr(names, "values") else []


def _spellings(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    sure: set[str] = set()
    for id_, spellings in rows:
        for number, spelling in enumerate(spellings):
            key = spelling.casefold()
            if number < 2:  # id and usual name win over other people's spellings
                found[key] = id_
                sure.add(key)
            elif found.setdefault(key, id_) != id_ and key not in sure:
                shared.add(key)
    return {key: id_ for key, id_ in found.items() if key not in shared}
