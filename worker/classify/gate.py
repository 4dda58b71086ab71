"""The gate: whether an entry may report a meeting at all. One Aho-Corasick pass over its title and first paragraphs.

Made of the same names and cues as the rest, and tuned to let through rather than to shut out. An entry passes where title and first paragraphs
hold, near each other, a word of meeting and two sides: names, adjectives or officials of two polities, or one of them and an office that is always abroad
(ambassador, consul, envoy). Nineteen of twenty entries end here.
"""

from collections.abc import Iterable
from functools import lru_cache

import ahocorasick_rs

from worker.classify.fold import Folded, fold
from worker.classify.lexicon import MODULES, spellings
from worker.classify.text import accented
from worker.knowledge.load import Knowledge, is_shipped
from worker.knowledge.remember import remembered

READ = (
    900  # characters: title, lead and what follows it; of 881 labelled entries with a meeting none needs more than 500
)
_CUE_KINDS = frozenset({"meet", "receive", "call", "talk", "noun", "visit"})
_ABROAD = frozenset(
    {
        "ambassador",
        "charge-daffaires",
        "consul-general",
        "deputy-consul",
        "special-envoy",
        "special-representative",
        "head-of-mission",
        "pope",
    }
)
_CUE, _HERE, _ABROAD_SIDE = "cue", "here", "abroad"
_SMALL = "small"  # marks a name that may stand without a capital: "international coalition", "the speaker of the Duma"
_LOWER = frozenset({_CUE, _HERE, _ABROAD_SIDE, _SMALL})
_LEAST = 3  # letters of a name that may decide
_LEAST_CAPITALS = 2  # of an abbreviation, where capitals tell it from a word: US, UN, EU
_LEAST_SURNAME = 5  # alone, where no capital tells a name from a word
_WINDOW = (
    300  # characters within which word and sides stand: of 881 labelled entries with a meeting none needs more than 200
)
_ENDINGS = {"en": 1, "ar": 2, "ckb": 5, "kmr": 4}  # letters that may follow in the same word: plural, case


class _Gate:
    def __init__(self, language: str, names: Iterable[tuple[str, tuple[str, ...], int]]) -> None:
        """`names` are patterns with the sides that each may stand for and how many letters may follow in the same word."""
        self.arabic = language == "ar"
        self.latin = language in ("en", "kmr")
        rows = list(names)
        meanings = {  # few: most names of a country are alike
            (sides, reach): (frozenset(sides) - {_SMALL}, reach, self.latin and _LOWER.isdisjoint(sides))
            for sides, reach in {(sides, reach) for _, sides, reach in rows}
        }
        self._rows = [meanings[sides, reach] for _, sides, reach in rows]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [text for text, _, _ in rows], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )

    def _number(self, text: str) -> int | None:
        """Which name a text is, if it is one. Asked of the automaton: a table of all names would be ten megabytes more."""
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            return number if start == 0 and end == len(text) else None
        return None

    def passes(self, folded: Folded) -> bool:
        text, source, rows, arabic, size = folded.text, folded.source, self._rows, self.arabic, len(folded.text)
        last: dict[str, int] = {}  # where each side, and a word of meeting, was seen last
        met = -_WINDOW - 1  # `last[_CUE]`
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if start and text[start - 1].isalnum() and not (arabic and text[start - 1] in "لوبکفس"):
                if not arabic:
                    start, end, inside = self._behind(text, start, end)
                elif text[start - 1 : start + 1] == "ال":
                    inside = self._number(text[start + 1 : end])  # "اللقاء" is no "للقاء", but a meeting
                else:
                    inside = None
                if inside is None:
                    continue
                number = inside
            new, reach, capital = rows[number]
            if end + reach < size and text[end : end + reach + 1].isalpha():
                shorter = self._number(text[start:end].rpartition(" ")[0])
                if shorter is None:
                    continue
                new, _, capital = rows[shorter]  # "European Commissioner" is no "European Commission", but European
            if capital and source[folded.offsets[start]].islower():  # "said" is no Mr Said
                continue
            for side in new:
                last[side] = start
            if _CUE in new:
                met = start
            if start - met > _WINDOW or len(last) < 3:
                continue
            near = {side for side, seen in last.items() if start - seen <= _WINDOW}
            if len(near) >= 3 and (_ABROAD_SIDE in near or len(near - {_CUE, _HERE}) >= 2):
                return True
        return False

    def _behind(self, text: str, start: int, end: int) -> tuple[int, int, int | None]:
        """ "His meeting with" holds "is meeting with", which is none here: what stands at the next word of it, and where that is."""
        _, _, rest = text[start:end].partition(" ")
        start = end - len(rest)
        while rest and (number := self._number(rest)) is None:
            rest = rest.rpartition(" ")[0]
        return start, start + len(rest), number if rest else None


def _names(knowledge: Knowledge, language: str) -> list[tuple[str, tuple[str, ...], int]]:
    """What the gate looks for: see `_Gate`."""
    arabic, latin = language == "ar", language in ("en", "kmr")
    sides: dict[str, set[str]] = {}

    loose: set[str] = set()  # may have an ending; a surname or a capital alone may not

    def add(form: str, side: str, *, strict: bool = False) -> None:
        text = fold(form).text.strip()
        if arabic and text.startswith("ال") and len(text) > 4:
            text = text[2:]
        least = _LEAST_CAPITALS if latin and form.isupper() else _LEAST
        if len(text) >= (_LEAST_SURNAME if strict and not latin else least):
            sides.setdefault(text, set()).add(side)
            if latin and (form[0].islower() or " " in text):
                sides[text].add(_SMALL)
            if not strict:
                loose.add(text)

    for cue in knowledge.cues[language].frames:
        if cue.kind in _CUE_KINDS:
            for form in cue.forms:
                head, _, tail = form.partition(" ... ")
                add(tail if " " in tail else head, _CUE)  # of what stands apart, the part that says more
    for polity in knowledge.polities.values():
        for forms in (polity.names, polity.adjectives, polity.seats, polity.weak):
            for form in forms.get(language, ()):
                for spelt in spellings(form, language) if forms is polity.names else (form,):
                    add(spelt, polity.id)
        if polity.capital and (capital := knowledge.places.get(polity.capital)):
            for form in capital.names.get(language, ()):
                add(form, polity.id, strict=language == "ar")
    for place in knowledge.places.values():  # a governor or mayor is met under the name of the city alone
        kurdish = language in ("ckb", "kmr")
        neighbour = not arabic and place.country in ("IR", "TR", "SY")  # "پارێزگاری کرماشان", "the mayor of Diyarbakir"
        town = kurdish and place.kind == "town"  # "قایمقامی شنگال"
        if (place.country in ("IQ", "IQ-KR") or neighbour) and (town or place.kind in ("city", "governorate")):
            for form in place.names.get(language, ()):
                add(form, place.country)
    for actor in knowledge.actors.values():
        sides_of = {t.polity for t in actor.offices if t.polity in knowledge.polities}
        languages = (language, "en") if language == "kmr" else (language,)
        for forms, strict in ((actor.aliases, False), (actor.short, True)):
            for side in sides_of:
                for written in languages:
                    for form in forms.get(written, ()):
                        add(form, side, strict=strict)
    for office in knowledge.offices.values():
        for form in office.forms.get(language, ()):
            add(form, _ABROAD_SIDE if office.id in _ABROAD else _HERE)
    for title in knowledge.titles:
        for form in title.forms.get(language, ()):
            add(form, title.polity or (_ABROAD_SIDE if title.office in _ABROAD else _HERE))
    for body in knowledge.bodies.values():
        for form in body.forms.get(language, ()):
            add(form, body.polity or _HERE)
    if language in ("ar", "ckb"):  # "his counterpart" is somebody's abroad, though no country be named
        for form in knowledge.cues[language].words["counterpart"]:
            add(form, _ABROAD_SIDE)
    _overlapping(sides, loose)
    reach, short = _ENDINGS[language], _ENDINGS[language] // 2 - arabic
    return [
        (
            text,
            tuple(sorted(sides[text])),
            0 if len(text) < _LEAST else min(reach, len(text) - 1) if text in loose or latin else short,
        )
        for text in sides
    ]


def _overlapping(sides: dict[str, set[str]], loose: set[str]) -> None:
    """Adds offices that end in the word with which a body begins, joined to it: "رئيس حزب" would else hide "حزب الشعب الجمهوري"."""
    offices: dict[str, list[str]] = {}
    for text, those in sides.items():
        if " " in text and not those - {_HERE, _SMALL}:
            ahead, _, last = text.rpartition(" ")
            offices.setdefault(last, []).append(ahead)
    for text in [text for text, those in sides.items() if " " in text and not those & {_CUE, _HERE}]:
        for ahead in offices.get(text.partition(" ")[0], ()):
            sides.setdefault(f"{ahead} {text}", set()).update(sides[text], (_SMALL,))
            loose.add(f"{ahead} {text}")


@lru_cache(maxsize=16)
def _gate(key: int, language: str) -> _Gate:
    knowledge = _KNOWN[key]
    if not is_shipped(knowledge):
        return _Gate(language, _names(knowledge, language))
    modules = (__file__, *MODULES)
    return _Gate(
        language, remembered(f"gate-{language}", knowledge.version, modules, lambda: _names(knowledge, language))
    )


_KNOWN: dict[int, Knowledge] = {}


def passes(title: str, text: str, language: str, knowledge: Knowledge) -> bool:
    _KNOWN.setdefault(id(knowledge), knowledge)
    opening = text[:READ].replace("\n", " ")  # a line may end inside a name
    folded = fold(f"{title}\n{opening}")
    if language == "kmr":
        folded.text = accented(folded.text)
    return _gate(id(knowledge), language).passes(folded)
