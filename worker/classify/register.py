"""Who of an entry is called so? The persons found so far by their names, offices and actors, so that one more reference asks a few of them and
not all: a text may name a thousand."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from worker.classify.refs import ENOUGH, Entity, Ref

Key = TypeVar("Key")
_ENDING, _STEM = 3, 4  # letters: of the longest ending that a short form may have, and of the shortest name before one
_Bucket = dict[int, Entity]  # persons by their index


class Register:
    """Persons are asked for by what was added of them; answers come in the order in which the persons were first met."""

    def __init__(self) -> None:
        self._by_ends: dict[tuple[str, ...], _Bucket] = {}  # by the first and the last word of a name
        self._by_opening: dict[tuple[str, ...], _Bucket] = {}  # by its first two words
        self._by_word: dict[str, _Bucket] = {}  # by each word, an Arabic article aside
        self._by_actor: dict[str, _Bucket] = {}
        self._named: dict[
            tuple[str, str | None], int
        ] = {}  # first sentence with a name, by office and polity ("": any)

    def add(self, entity: Entity, ref: Ref, names: tuple[str, ...]) -> None:
        """A reference by a name."""
        if ref.office:
            for polity in (ref.polity, ""):
                self._named[ref.office, polity] = min(ref.sentence, self._named.get((ref.office, polity), ref.sentence))
        if not names or names in entity.names:
            return
        entity.names[names] = None
        _put(self._by_ends, _ends(names), entity)
        if len(names) > 1:
            _put(self._by_opening, names[:2], entity)
        for word in names:
            _put(self._by_word, word.removeprefix("ال"), entity)

    def add_actor(self, entity: Entity) -> None:
        """Who somebody has turned out to be."""
        if entity.actor is not None:
            _put(self._by_actor, entity.actor.id, entity)

    def spelt(self, names: tuple[str, ...]) -> Entity | None:
        """The first whose full name is this one: the same first and last word, an article "al" before that aside; one word only where it is all."""
        keys = [_ends(names)]
        if len(names) > 1:
            keys.append((names[0], f"al{names[-1]}"))
            if names[-1].startswith("al"):
                keys.append((names[0], names[-1][2:]))
        return next(iter(_of(self._by_ends, keys)), None)

    def with_ends(self, names: tuple[str, ...]) -> list[Entity]:
        """Who has a name with the same first and last word."""
        return _of(self._by_ends, [_ends(names)])

    def with_opening(self, names: tuple[str, ...]) -> list[Entity]:
        """Who has a name with the same first two words."""
        return _of(self._by_opening, [names[:2]])

    def of_actors(self, actors: Iterable[str]) -> list[Entity]:
        """Who is one of some actors."""
        return _of(self._by_actor, actors)

    def called(self, words: tuple[str, ...], actors: Iterable[str]) -> list[Entity]:
        """Who is one of some actors, or has a word in a name that `refs.short_of` takes the first word of a short form for."""
        found = {*_of(self._by_actor, actors), *_of(self._by_word, _stems(words[0]) if words else ())}
        return sorted(found, key=lambda e: e.index)

    def named_before(self, office: str, polity: str | None, sentence: int) -> bool:
        """Whether a sentence before has a name beside an office: for a polity or, where that is None, for whomever."""
        return self._named.get((office, "" if polity is None else polity), sentence) < sentence


def _ends(names: tuple[str, ...]) -> tuple[str, ...]:
    return (names[0], names[-1]) if len(names) > 1 else names


def _stems(word: str) -> Iterator[str]:
    yield word.removeprefix("ال")
    for size in range(max(_STEM, len(word) - _ENDING), len(word) + 1):
        yield word[:size]


def _put(table: dict[Key, _Bucket], key: Key, entity: Entity) -> None:
    bucket = table.setdefault(key, {})
    bucket[entity.index] = entity
    if len(bucket) > 2 * ENOUGH:
        del bucket[next(islice(bucket, ENOUGH, None))]


def _of(table: dict[Key, _Bucket], keys: Iterable[Key]) -> list[Entity]:
    found: _Bucket = {}
    for key in keys:
        if key in table:
            found.update(table[key])
    return [found[index] for index in sorted(found)]
