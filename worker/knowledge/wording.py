"""How a meeting is said, in English, Arabic and Sorani: one line made from the record, and the names it needs.

Answers what a polity, an office, a place, a topic or a day is called in the language of a subscriber, and puts them into one line that
says nothing the record does not say. Names come from the knowledge files (the first form of a language is the one that is shown), words
from wording.toml. Where a language has no word the English one is shown, isolated. Alerts, digests and reports share this.

Mixed directions: whatever runs against the direction of the text around it is put between U+2068 and U+2069 (first strong isolate, pop),
which plain text, HTML and chat clients all understand.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

import rtoml

from storage.records import FieldChange, Meeting, Participant, Phase, Status

LANGUAGES = ("en", "ar", "ckb")
RIGHT_TO_LEFT = frozenset({"ar", "ckb"})
HERE = Path(__file__).parent
MOST_SIDES = 20_000  # remembered
MOST_NAMES = 4  # leads that a line names; the others are counted
FSI, PDI = "\u2068", "\u2069"
_SEAT_FIRST = {"IQ-KR": 0, "IQ": 1}  # who is named first: the region this is about

Words = Mapping[str, str]


def direction(language: str) -> str:
    """`rtl` or `ltr`, as HTML has it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=16_384)
def isolate(text: str, language: str) -> str:
    """Text fit to stand inside a sentence of `language`: between isolates where any of it runs the other way."""
    against = ("L",) if language in RIGHT_TO_LEFT else ("R", "AL")
    if text and any(unicodedata.bidirectional(char) in against for char in text):
        return f"{FSI}{text.replace(FSI, '').replace(PDI, '')}{PDI}"
    return text


LONGEST_QUOTE = 400  # of an outlet's sentence, in messages and on pages


def shortened(text: str, most: int) -> str:
    """A text on one line, and where it is longer than `most` characters its beginning with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


class Wording:
    """The names and words of all languages; make it once for each process with `wording()`."""

    def __init__(
        self,
        words: Mapping[str, Any],
        *,
        polities: Mapping[str, Words],
        countries: Mapping[str, str] | None = None,
        places: Mapping[str, Words],
        actors: Mapping[str, Words],
        women: frozenset[str] = frozenset(),
    ) -> None:
        self._words = words
        self._polities = polities
        self._countries = countries or {}
        self._places = places
        self._actors = actors
        self._women = women
        self._sides: dict[tuple[Participant, str], str] = {}
        self._named = {name["en"]: name for name in (*places.values(), *polities.values())}

    # -- names ---------------------------------------------------------------------------------------------------------

    def polity(self, code: str, language: str) -> str:
        """`FR` -> France; the id itself where it is not known."""
        return self._name(self._polities.get(code), code, language)

    def country(self, code: str, language: str) -> str:
        """The same for the country of a place: of `AL` that is Albania, as a side it is the Arab League."""
        return self.polity(self._countries.get(code, code), language)

    def place(self, name: str, language: str) -> str:
        """The English name of a city, as records give it, in the language."""
        return self._name(self._places.get(name), name, language)

    def topic(self, topic: str, language: str) -> str:
        return self._name(self._words["topics"].get(topic), topic, language)

    def phase(self, phase: str, language: str) -> str:
        return self._name(self._words["phases"].get(str(phase)), str(phase), language)

    def mode(self, mode: str, language: str) -> str:
        return self._name(self._words["modes"].get(str(mode)), str(mode), language)

    def field(self, name: str, language: str) -> str:
        return self._name(self._words["fields"].get(name), name, language)

    def phrase(self, key: str, language: str, /, **values: object) -> str:
        """A fixed phrase of wording.toml with its values. Raises KeyError: there is no such phrase."""
        forms = self._words["phrases"][key]
        return str(forms.get(language, forms["en"])).format(**values)

    def day(self, day: date, language: str, *, weekday: bool = False) -> str:
        """`30 Mar 2021`, with months as Iraq names them."""
        language = language if language in LANGUAGES else "en"
        month = self._words["months"][language][day.month - 1]
        said = str(self._words["days"][language]).format(day=day.day, month=month, year=day.year)
        comma = ", " if language == "en" else "، "
        return f"{self._words['weekdays'][language][day.weekday()]}{comma}{said}" if weekday else said

    def instant(self, at: datetime, language: str, zone: tzinfo) -> str:
        """`30 Mar 2021 17:05`, by the clock of a zone."""
        local = at.astimezone(zone)
        return f"{self.day(local.date(), language)} {local:%H:%M}"

    def name(self, person: Participant, language: str) -> str:
        """The name of a participant without title; the office where there is no name."""
        known = self._actors.get(person.actor)
        if known is not None and person.name is not None:
            return isolate(known.get(language) or person.name, language)
        if (
            language in RIGHT_TO_LEFT
            and person.surface
            and _is_arabic_script(person.surface)
            and person.name is not None
        ):
            return person.surface
        if person.name is not None:
            return isolate(person.name, language)
        if person.role is not None:
            return self.phrase("an_office", language, role=self.role(person, language))
        return isolate(person.surface, language)

    def actor(self, actor: str, language: str) -> str:
        """The name of a known actor by its id; empty for others."""
        known = self._actors.get(actor)
        return isolate(known.get(language) or known["en"], language) if known else ""

    def role(self, person: Participant, language: str) -> str:
        """The office of a participant; empty where it is not known, English where the language has no words for it."""
        if person.role is None:
            return ""
        if language == "en":
            return person.role
        said = self._role(person.role, language, woman=person.actor in self._women)
        return said or isolate(person.role, language)

    def side(self, person: Participant, language: str) -> str:
        """`Emmanuel Macron (President, France)`."""
        found = self._sides.get((person, language))
        if found is None:  # the same few people are in most messages
            if len(self._sides) >= MOST_SIDES:
                self._sides.clear()
            found = self._sides[person, language] = self._side(person, language)
        return found

    def _side(self, person: Participant, language: str) -> str:
        comma = ", " if language == "en" else "، "
        polity = self.polity(person.polity, language) if person.polity else ""
        role = self.role(person, language) if person.name is not None else ""
        inside = comma.join(part for part in (role, polity) if part)
        name = self.name(person, language)
        return f"{name} ({inside})" if inside else name

    # -- a meeting -----------------------------------------------------------------------------------------------------

    def line(self, meeting: Meeting, language: str) -> str:
        """A meeting in one line, from the record alone.

        `Nechirvan Barzani (President, Kurdistan Region) met Emmanuel Macron (President, France) in Paris, 30 Mar 2021`
        """
        leads = in_order(meeting.participants, leads=True)
        said = [self.side(person, language) for person in leads[:MOST_NAMES]]
        if len(leads) > MOST_NAMES:
            said.append(self.phrase("others", language, count=len(leads) - MOST_NAMES))
        return self._sentence(meeting, said, language)

    def heading(self, meeting: Meeting, language: str) -> str:
        """The line without offices, for subjects: `Nechirvan Barzani met Emmanuel Macron in Paris, 30 Mar 2021`."""
        leads = in_order(meeting.participants, leads=True)
        names = [self.name(person, language) for person in leads[:3]]
        if len(leads) > 3:
            names.append(self.phrase("others", language, count=len(leads) - 3))
        said = self._sentence(meeting, names, language)
        return said[:1].upper() + said[1:]

    def others(self, meeting: Meeting, language: str) -> str:
        """Who else was there, as a phrase; empty where nobody is named."""
        names = [self.side(person, language) for person in in_order(meeting.participants, leads=False)]
        comma = ", " if language == "en" else "، "
        return self.phrase("also_present", language, names=comma.join(names)) if names else ""

    def where(self, meeting: Meeting, language: str) -> str:
        """City and country, what is known of them; empty for a call."""
        city = self.place(meeting.city, language) if meeting.city else ""
        country = self.country(meeting.country, language) if meeting.country else ""
        comma = ", " if language == "en" else "، "
        return comma.join(dict.fromkeys(part for part in (city, country) if part))

    def topics(self, topics: Iterable[str], language: str) -> str:
        comma = ", " if language == "en" else "، "
        return comma.join(self.topic(topic, language) for topic in topics)

    def changed(self, fields: Sequence[FieldChange], language: str) -> list[tuple[str, str, str]]:
        """What changed, as (field, before, after) in words; fields no reader cares for are left out."""
        return [
            (self.field(one.name, language), self.value(one.name, one.before, language), self.value(one.name, one.after, language))
            for one in fields
            if one.name in SHOWN_FIELDS
        ]  # fmt: skip

    # -- how -----------------------------------------------------------------------------------------------------------

    def _name(self, forms: Words | None, otherwise: str, language: str) -> str:
        if forms is None:
            return isolate(otherwise, language)
        return isolate(forms.get(language) or forms.get("en") or otherwise, language)

    def _sentence(self, meeting: Meeting, names: Sequence[str], language: str) -> str:
        language = language if language in LANGUAGES else "en"
        verb = self._words["verbs"][f"{meeting.mode.value}_{_life(meeting)}"][language]
        first, rest = (names[0], names[1:]) if names else ("?", [])
        said = str(verb).format(
            a=first, b=self._join(rest or ["?"], language), all=self._join(names or ["?"], language)
        )
        place_form, day_form = self._words["places"][language]
        if meeting.city or meeting.country:
            place = (
                self.place(meeting.city, language) if meeting.city else self.country(meeting.country or "", language)
            )
            said += place_form.format(place=place)
        if meeting.date:
            said += day_form.format(day=self.day(meeting.date, language))
        if meeting.phase is Phase.WITHDRAWN:  # what is left of it says that it was; no reader may take it for news
            return self.phrase("withdrawn", language, line=said)
        return said

    def _join(self, names: Sequence[str], language: str) -> str:
        last, between = self._words["joins"][language]
        if len(names) < 3:
            return str(last.join(names))
        return str(between.join(names[:-1]) + last + names[-1])

    def _role(self, role: str, language: str, *, woman: bool, of: bool = False) -> str | None:
        """An English office phrase in the language; None where its words are not known."""
        heads = self._words["heads"]
        if role in heads:
            return _head(heads[role], language, woman=woman, of=of)
        if role.endswith(" Minister"):
            portfolio = self._words["portfolios"].get(role.removesuffix(" Minister"))
            if portfolio:
                return f"{_head(heads['Minister'], language, woman=woman, of=True)} {portfolio[language]}"
        for prefix in ("Acting ", "Deputy "):
            if role.startswith(prefix):
                rest = self._role(role.removeprefix(prefix), language, woman=woman and prefix == "Acting ")
                return self._tail(prefix.strip().lower(), language, head=rest) if rest else None
        for preposition in ("to", "in", "for", "of"):
            head, found, complement = role.partition(f" {preposition} ")
            if not found:
                continue
            body = self._complement(complement, language)
            said = self._role(head, language, woman=woman, of=preposition == "of")
            return self._tail(preposition, language, head=said, x=body) if said and body else None
        return None

    def _complement(self, name: str, language: str) -> str | None:
        bare = name.removeprefix("the ")
        forms = self._words["bodies"].get(bare) or self._named.get(bare) or self._named.get(_COMMON.get(bare, ""))
        return forms.get(language) if forms else None

    def _tail(self, key: str, language: str, **values: str | None) -> str:
        return str(self._words["tails"][key][language]).format(**values)

    def value(self, field: str, value: Any, language: str) -> str:
        """The value of a field of a meeting, as records have it, in words; a dash where there is none."""
        if value is None or value in ("", []):
            return "–"
        if field == "date":
            return self.day(date.fromisoformat(value), language)
        if field == "city":
            return self.place(value, language)
        if field == "country":
            return self.country(value, language)
        if field == "topics":
            return self.topics(value, language)
        if field in ("phase", "status"):
            return self.phase(value, language)
        if field == "mode":
            return self.mode(value, language)
        comma = ", " if language == "en" else "، "
        return (
            comma.join(isolate(str(one), language) for one in value) if isinstance(value, list | tuple) else str(value)
        )


SHOWN_FIELDS = ("date", "city", "country", "participants", "topics", "phase", "status", "mode")
_COMMON = {"US": "United States", "UK": "United Kingdom", "UN": "United Nations", "EU": "European Union"}


def in_order(participants: Sequence[Participant], *, leads: bool) -> list[Participant]:
    """The leads, or the others: the Kurdistan Region first, then Iraq, then as the record has them."""
    chosen = [person for person in participants if person.lead is leads]
    return sorted(chosen, key=lambda person: _SEAT_FIRST.get(person.polity or "", 2))


def _life(meeting: Meeting) -> str:
    if meeting.phase is Phase.POSTPONED and meeting.status is Status.PLANNED and meeting.date is not None:
        return "moved"
    if meeting.phase in (Phase.POSTPONED, Phase.NO_REPORT, Phase.CANCELLED):
        return meeting.phase.value
    return {Status.HELD: "held", Status.PLANNED: "planned", Status.CANCELLED: "cancelled"}[meeting.status]


def _head(forms: Words, language: str, *, woman: bool, of: bool) -> str | None:
    gender = "_f" if woman else ""
    for key in ((f"{language}{gender}_of", f"{language}_of") if of else ()) + (f"{language}{gender}", language):
        if key in forms:
            return forms[key]
    return None


def _is_arabic_script(text: str) -> bool:
    return any(unicodedata.bidirectional(char) == "AL" for char in text)


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The words and names of the shipped knowledge, read once for each process."""
    sides = _rows(HERE / "polities.toml", "polity")
    places = {row["name"]: _forms(row, "names") for row in _rows(HERE / "places.toml", "place")}
    people = [row for path in sorted((HERE / "actors").glob("*.toml")) for row in _rows(path, "actor")]
    return Wording(
        rtoml.load(HERE / "wording.toml"),
        polities={row["id"]: _forms(row, "names") for row in sides},
        countries={row["iso"]: row["id"] for row in sides if "iso" in row},
        places=places,
        actors={row["id"]: _forms(row, "aliases") for row in people},
        women=frozenset(row["id"] for row in people if row.get("gender") == "f"),
    )


def _rows(path: Path, key: str) -> list[dict[str, Any]]:
    return list(rtoml.load(path).get(key, ())) if path.exists() else []


def _forms(row: Mapping[str, Any], key: str) -> Words:
    forms = {language: row[key][language][0] for language in LANGUAGES if row.get(key, {}).get(language)}
    return forms | {"en": row["name"]}
