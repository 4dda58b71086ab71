"""Read worker/knowledge/*.toml into records, and check them.

Answers who holds which office on which day, and which names every language has for polities, places, offices and actors. Knows nothing
of texts: folding and matching are worker/classify/lexicon.py. Loading refuses unknown keys and references that lead nowhere;
`problems()` finds what only a review needs: duplicate aliases, offices of one polity that overlap in time.
"""

import hashlib
import itertools
import marshal
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import rtoml

from worker.knowledge.remember import remembered

LANGUAGES = ("en", "ar", "ckb", "kmr")
HERE = Path(__file__).parent
Names = Mapping[str, tuple[str, ...]]  # language -> forms
NO_NAMES: Names = {}


class KnowledgeError(ValueError):
    """A knowledge file is wrong; the message names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polity:
    id: str
    kind: str = "state"
    name: str
    names: Names = field(default_factory=dict)
    adjectives: Names = field(default_factory=dict)
    weak: Names = field(default_factory=dict)
    seats: Names = field(default_factory=dict)
    capital: str | None = None
    seat_city: str | None = None
    capital_speaks: bool = False
    iso: str | None = None

    @property
    def code(self) -> str:
        """What places write."""
        return self.iso or self.id

    @property
    def is_country(self) -> bool:
        """Whether something can take place in it."""
        return self.kind not in ("organisation", "coalition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    id: str
    name: str
    country: str
    kind: str = "city"
    names: Names = field(default_factory=dict)
    weak: Names = field(default_factory=dict)
    within: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office held from `start` to `end`, both inclusive but for handovers; None for not known or still."""

    office: str
    polity: str
    role: str
    start: date | None = None
    end: date | None = None
    approx: bool = False
    to_polity: str | None = None
    at: str | None = None

    def covers(self, day: date, slack: int = 0) -> bool:
        """Whether the office was held on `day`, give or take `slack` days (more where the dates are approximate)."""
        if self.approx and slack < 60:
            slack = 60
        if not slack:  # as nearly always: without differences of days
            return not ((self.start and self.start > day) or (self.end and self.end < day))
        if self.start and (self.start - day).days > slack:
            return False
        return not (self.end and (day - self.end).days > slack)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    id: str
    name: str
    gender: str = "m"
    aliases: Names = field(default_factory=dict)
    short: Names = field(default_factory=dict)
    offices: tuple[Tenure, ...] = ()

    def tenures(self, day: date) -> list[Tenure]:
        """Offices held on `day`, those that began last first; the nearest one if none covers the day."""
        held = [t for t in self.offices if t.covers(day)] or [t for t in self.offices if t.covers(day, 45)]
        return sorted(held, key=lambda t: t.start or date.min, reverse=True) if len(held) > 1 else held


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A kind of office. `forms` are head words or whole phrases; see the head of offices.toml."""

    id: str
    rank: int
    role: str
    unique: bool = False
    kind: str = ""
    forms: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A fixed phrase that names an office together with its polity or role ("secretary of state", "رئيس الإقليم")."""

    office: str
    polity: str | None = None
    role: str
    at: str | None = None
    to_polity: str | None = None
    forms: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What a minister is minister of."""

    office: str
    role: str
    forms: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A ministry, agency, mission, party or parliament: it gives its officials their polity, and may give the head's office and role."""

    id: str
    polity: str | None
    name: str
    head: str | None = None
    head_role: str | None = None
    party: bool = False
    forms: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A frame: words that report a meeting, or that keep other words from doing so. Kinds: see the head of cues/en.toml."""

    id: str
    kind: str
    forms: tuple[str, ...]
    mode: str | None = None
    status: str | None = None
    weight: float = 1.0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The frames of one language, and its function words by class."""

    language: str
    frames: tuple[Cue, ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    polities: Mapping[str, Polity]
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    offices: Mapping[str, Office]
    titles: tuple[Title, ...]
    portfolios: tuple[Portfolio, ...]
    bodies: Mapping[str, Body]
    outlets: Mapping[str, str]
    cues: Mapping[str, Cues]
    version: str

    @cached_property
    def latest(self) -> date:
        """The newest day that an office is known to begin: as of when a text of unknown day is read."""
        return max((t.start for a in self.actors.values() for t in a.offices if t.start), default=date(2020, 1, 1))

    @cached_property
    def _holders(self) -> dict[tuple[str, str], list[tuple[Tenure, Actor]]]:
        table: dict[tuple[str, str], list[tuple[Tenure, Actor]]] = {}
        for actor in self.actors.values():
            for tenure in actor.offices:
                table.setdefault((tenure.office, tenure.polity), []).append((tenure, actor))
        return table

    def holders(
        self, office: str, polity: str, day: date, *, to_polity: str | None = None, at: str | None = None
    ) -> list[tuple[Tenure, Actor]]:
        """Who held the office of the polity on `day`; for envoys only those accredited to `to_polity`, or seated `at`, where given."""
        found = []
        for tenure, actor in self._holders.get((office, polity), ()):
            if not tenure.covers(day):
                continue
            if to_polity and tenure.to_polity and tenure.to_polity != to_polity:
                continue
            if at and tenure.at and tenure.at != at:
                continue
            found.append((tenure, actor))
        return found


# -- reading -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def load_knowledge(root: Path = HERE) -> Knowledge:
    """All knowledge under `root`.

    Raises:
        KnowledgeError: a file cannot be read, has a key that means nothing, or names an id that does not exist.
    """
    files = {path: path.read_bytes() for path in sorted(root.rglob("*.toml"))}
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:12]
    if root != HERE:
        return _checked(root, files, version)
    kept = remembered("knowledge", version, (__file__,), lambda: _plain(_checked(root, files, version), root, files))
    read = {root / name: document for name, document in kept["files"].items()}
    knowledge = _knowledge(root, read, _Actors(kept["actors"]), version)
    _SHIPPED.append(knowledge)
    return knowledge


_SHIPPED: list[Knowledge] = []


def is_shipped(knowledge: Knowledge) -> bool:
    """Whether this is the knowledge of worker/knowledge, and no copy with changes: only then its version says all about it."""
    return any(knowledge is one for one in _SHIPPED)


class _Actors(Mapping[str, Actor]):
    """Actors by id, each made when it is first asked for: a process meets few of them. `rows` are checked, and marshalled one by one."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        self._rows = rows
        self._made: dict[str, Actor] = {}

    def __getitem__(self, key: str) -> Actor:
        actor = self._made.get(key)
        if actor is None:
            actor = self._made[key] = _actor(marshal.loads(self._rows[key]))  # noqa: S302 - checked by remember.py
        return actor

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._rows


def _parse(files: Mapping[Path, bytes]) -> dict[Path, dict[str, Any]]:
    read: dict[Path, dict[str, Any]] = {}
    for path, raw in files.items():
        try:
            read[path] = rtoml.loads(raw.decode("utf-8"))
        except ValueError as error:
            raise KnowledgeError(f"{path}: {error}") from error
    return read


def _checked(root: Path, files: Mapping[Path, bytes], version: str) -> Knowledge:
    read = _parse(files)
    people = [path for path in files if path.parent.name == "actors"]
    knowledge = _knowledge(
        root, read, _by_id(row for path in people for row in _rows(read, path, "actor", _actor)), version
    )
    _check_references(knowledge)
    return knowledge


def _plain(_checked: Knowledge, root: Path, files: Mapping[Path, bytes]) -> dict[str, Any]:
    """What of the files is needed, once they are checked, without dates: `_Actors` reads them as ordinals."""
    documents = {str(path.relative_to(root)): document for path, document in _parse(files).items()}
    people = [row for name, document in documents.items() if name.startswith("actors") for row in document["actor"]]
    for row in people:
        for office in row.get("offices", ()):
            office.update({key: office[key].toordinal() for key in ("from", "to") if key in office})
    used = {"polities.toml", "places.toml", "offices.toml", "outlets.toml"}
    return {
        "files": {name: d for name, d in documents.items() if name in used or name.startswith("cues")},
        "actors": {row["id"]: marshal.dumps(row) for row in people},
    }


def _knowledge(
    root: Path, read: Mapping[Path, Mapping[str, Any]], actors: Mapping[str, Actor], version: str
) -> Knowledge:
    offices_file = root / "offices.toml"
    return Knowledge(
        polities=_by_id(_rows(read, root / "polities.toml", "polity", _polity)),
        places=_by_id(_rows(read, root / "places.toml", "place", _place)),
        actors=actors,
        offices=_by_id(_rows(read, offices_file, "office", _office)),
        titles=tuple(_rows(read, offices_file, "title", _title)),
        portfolios=tuple(_rows(read, offices_file, "portfolio", _portfolio)),
        bodies=_by_id(_rows(read, offices_file, "body", _body)),
        outlets={str(k).casefold(): str(v) for k, v in read.get(root / "outlets.toml", {}).get("home", {}).items()},
        cues={lang: _cues(lang, read.get(path := root / "cues" / f"{lang}.toml", {}), path) for lang in LANGUAGES},
        version=version,
    )


def _rows(read: Mapping[Path, Mapping[str, Any]], path: Path, key: str, make: Any) -> Iterator[Any]:
    for number, row in enumerate(read.get(path, {}).get(key, ()), 1):
        try:
            yield make(row)
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(f"{path}: {key} {row.get('id', number)}: {error}") from error


def _by_id(rows: Iterable[Any]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for row in rows:
        if row.id in table:
            raise KnowledgeError(f"two rows have the id {row.id!r}")
        table[row.id] = row
    return table


def _only(row: Mapping[str, Any], *keys: str) -> None:
    if unknown := set(row) - set(keys):
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}")


def _names(value: Mapping[str, Any] | None) -> Names:
    if not value:
        return NO_NAMES
    if unknown := set(value) - set(LANGUAGES):
        raise ValueError(f"unknown language {', '.join(sorted(unknown))}")
    return {lang: tuple(forms) for lang, forms in value.items()}


def _polity(row: dict[str, Any]) -> Polity:
    _only(
        row,
        "id",
        "kind",
        "name",
        "names",
        "adjectives",
        "weak",
        "seats",
        "capital",
        "seat_city",
        "capital_speaks",
        "iso",
    )
    return Polity(
        id=row["id"], kind=row.get("kind", "state"), name=row["name"], names=_names(row.get("names")),
        adjectives=_names(row.get("adjectives")), weak=_names(row.get("weak")), seats=_names(row.get("seats")),
        capital=row.get("capital"), seat_city=row.get("seat_city"), capital_speaks=row.get("capital_speaks", False), iso=row.get("iso"),
    )  # fmt: skip


def _place(row: dict[str, Any]) -> Place:
    _only(row, "id", "name", "country", "kind", "names", "weak", "within")
    return Place(
        id=row["id"], name=row["name"], country=row["country"], kind=row.get("kind", "city"), names=_names(row.get("names")),
        weak=_names(row.get("weak")), within=row.get("within"),
    )  # fmt: skip


def _tenure(row: dict[str, Any]) -> Tenure:
    _only(row, "office", "polity", "role", "from", "to", "approx", "to_polity", "at")
    return Tenure(
        office=row["office"], polity=row["polity"], role=row["role"], start=_day(row.get("from")), end=_day(row.get("to")),
        approx=row.get("approx", False), to_polity=row.get("to_polity"), at=row.get("at"),
    )  # fmt: skip


def _day(value: date | int | None) -> date | None:
    return date.fromordinal(value) if isinstance(value, int) else value


def _actor(row: dict[str, Any]) -> Actor:
    _only(row, "id", "name", "gender", "aliases", "short", "offices")
    return Actor(
        id=row["id"], name=row["name"], gender=row.get("gender", "m"), aliases=_names(row.get("aliases")),
        short=_names(row.get("short")), offices=tuple(_tenure(t) for t in row.get("offices", ())),
    )  # fmt: skip


def _forms(row: Mapping[str, Any]) -> Names:
    return {lang: tuple(row[lang]) for lang in LANGUAGES if lang in row}


def _office(row: dict[str, Any]) -> Office:
    _only(row, "id", "rank", "role", "unique", "kind", *LANGUAGES)
    return Office(
        id=row["id"],
        rank=row["rank"],
        role=row["role"],
        unique=row.get("unique", False),
        kind=row.get("kind", ""),
        forms=_forms(row),
    )


def _title(row: dict[str, Any]) -> Title:
    _only(row, "office", "polity", "role", "at", "to_polity", *LANGUAGES)
    return Title(
        office=row["office"],
        polity=row.get("polity"),
        role=row["role"],
        at=row.get("at"),
        to_polity=row.get("to_polity"),
        forms=_forms(row),
    )


def _portfolio(row: dict[str, Any]) -> Portfolio:
    _only(row, "office", "role", *LANGUAGES)
    return Portfolio(office=row["office"], role=row["role"], forms=_forms(row))


def _body(row: dict[str, Any]) -> Body:
    _only(row, "id", "polity", "name", "head", "head_role", "party", *LANGUAGES)
    return Body(
        id=row["id"], polity=row.get("polity"), name=row["name"], head=row.get("head"), head_role=row.get("head_role"),
        party=row.get("party", False), forms=_forms(row),
    )  # fmt: skip


CUE_KINDS = frozenset(
    {"meet", "receive", "talk", "noun", "call", "attend", "visit", "mode", "status", "null", "veto", "skip", "sport"}
)


def _cues(lang: str, raw: Mapping[str, Any], path: Path) -> Cues:
    frames = tuple(_rows({path: raw}, path, "cue", _cue))
    if lang == "ckb":
        frames = tuple(replace(cue, forms=_one_waw(cue.forms)) for cue in frames)
    return Cues(language=lang, frames=frames, words={key: tuple(forms) for key, forms in raw.get("words", {}).items()})


def _one_waw(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Sorani words with both their spellings: "کۆبوونەوە", and "کۆبونەوە" as half of the outlets write."""
    return tuple(dict.fromkeys([*forms, *(form.replace("وو", "و") for form in forms)]))


def _cue(row: dict[str, Any]) -> Cue:
    _only(row, "id", "kind", "forms", "mode", "status", "weight", "reason")
    if row["kind"] not in CUE_KINDS:
        raise ValueError(f"no kind {row['kind']!r}")
    return Cue(
        id=row["id"], kind=row["kind"], forms=tuple(row["forms"]), mode=row.get("mode"), status=row.get("status"),
        weight=row.get("weight", 1.0), reason=row.get("reason", ""),
    )  # fmt: skip


# -- checking ----------------------------------------------------------------------------------------------------------


def _check_references(k: Knowledge) -> None:
    for actor in k.actors.values():
        for t in actor.offices:
            if t.office not in k.offices:
                raise KnowledgeError(f"actor {actor.id}: no office {t.office!r}")
            if k.polities and t.polity not in k.polities:
                raise KnowledgeError(f"actor {actor.id}: no polity {t.polity!r}")
    named: list[Title | Portfolio] = [*k.titles, *k.portfolios]
    for row in named:
        if row.office not in k.offices:
            raise KnowledgeError(f"offices.toml: {row.role}: no office {row.office!r}")


def problems(k: Knowledge) -> list[str]:
    """What a reviewer should see, as sentences; empty when all is well."""
    from worker.knowledge.spellings import name_problems  # here: it reads through this module

    return [*_duplicate_aliases(k), *_overlapping_offices(k), *_lost_places(k), *name_problems()]


def _duplicate_aliases(k: Knowledge) -> Iterator[str]:
    for lang in LANGUAGES:
        owners: dict[str, str] = {}
        for actor in k.actors.values():
            for alias in actor.aliases.get(lang, ()):
                other = owners.setdefault(alias.casefold(), actor.id)
                if other != actor.id:
                    yield f"{lang}: {alias!r} is an alias of both {other} and {actor.id}"


def _overlapping_offices(k: Knowledge) -> Iterator[str]:
    for (office, polity), held in k._holders.items():
        if not k.offices[office].unique:
            continue
        dated = sorted(((t, a) for t, a in held if t.start), key=lambda pair: pair[0].start or date.min)
        for (one, a), (other, b) in itertools.pairwise(dated):
            if one.approx or other.approx or (one.at or "") != (other.at or ""):
                continue
            if a.id != b.id and (one.end is None or (other.start and one.end > other.start)):
                yield f"{polity} {office}: {a.id} (to {one.end or 'now'}) overlaps {b.id} (from {other.start})"


def _lost_places(k: Knowledge) -> Iterator[str]:
    for actor in k.actors.values():
        for t in actor.offices:
            if t.at and t.at not in k.places:
                yield f"actor {actor.id}: no place {t.at!r}"
    for polity in k.polities.values():
        for place in (polity.capital, polity.seat_city):
            if place and place not in k.places:
                yield f"polity {polity.id}: no place {place!r}"
    for place_ in k.places.values():
        if place_.within and place_.within not in k.places:
            yield f"place {place_.id}: no place {place_.within!r}"
