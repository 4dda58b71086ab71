"""Names by where they are from, for the spelling of people whom no list knows: names.txt, names.toml, spellings.txt, romanise.json and
letters.json.

Nothing here is read before the first unknown name. An origin (names.toml) is a group of polities that write names alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import Any

import rtoml

from worker.knowledge.load import HERE
from worker.knowledge.remember import remembered

FILES = ("names.txt", "names.toml", "spellings.txt", "romanise.json", "letters.json")
PEOPLE = "people"  # beside the origins of learnt letters: those of words.txt
SCRIPTS = ("ar", "ckb")  # languages that write names in Arabic letters


@cache
def tables() -> Mapping[str, Any]:
    """names.toml as it stands."""
    read: Mapping[str, Any] = rtoml.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    return read


@cache
def learnt() -> Mapping[str, Any]:
    """romanise.json as scripts/train_romaniser.py wrote it: words by language and origin, and names by origin."""
    read: Mapping[str, Any] = made_of_names("learnt", (), lambda: _shared(_read("romanise.json")))
    return read


def _shared(data: Any) -> Any:
    """The same, but equal strings are one: interned strings are so again when they are loaded. Words of many origins take half the memory."""
    if isinstance(data, str):
        return intern(data)
    if isinstance(data, dict):
        return {intern(key): _shared(value) for key, value in data.items()}
    return [_shared(value) for value in data]


def letters() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """letters.json as scripts/train_romaniser.py wrote it: what letters became between their neighbours (worker/classify/channel.py: Rows), by
    language and origin. Not kept: what is compiled of it is."""
    return _read("letters.json")


_taught: dict[str, Mapping[str, Any]] = {}


def _read(file: str) -> Mapping[str, Any]:
    import orjson  # here: with what it draws in it takes longer to import than most entries take

    if file in _taught:
        return _taught[file]
    read: Mapping[str, Any] = orjson.loads((HERE / file).read_bytes())
    return read


@cache
def _origins() -> Mapping[str, str]:
    return {polity: origin for origin, polities in tables()["origins"].items() for polity in polities.split()}


def origin_of(polity: str | None) -> str:
    """The group that a polity's people are spelt with; "" where it is in none."""
    return _origins().get(polity or "", "")


def kin(origin: str) -> tuple[str, ...]:
    """The origin and those whose names its people bear too, nearest first."""
    return (origin, *tables()["kin"].get(origin, "").split())


@cache
def names_by_polity() -> Mapping[str, tuple[str, ...]]:
    """The words of names.txt, in Latin letters; "" for those of any country."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, colon, words = line.partition(": ")
            found.setdefault(country if colon else "", []).extend((words if colon else line).split())
    return {country: tuple(dict.fromkeys(words)) for country, words in found.items()}


@cache
def _spellings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in (HERE / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, entries = line.partition(": ")
            language, origin = head.split()
            table = found.setdefault((language, origin), {})
            for arabic, english in pairs(entries):
                table.setdefault(arabic, english)  # the first is the usual one
    return found


def spellings(language: str, origin: str) -> Mapping[str, str]:
    """Words of spellings.txt: as the language writes them -> usual English."""
    return _spellings().get((language, origin), {})


def made_of_names(kind: str, modules: tuple[str, ...], make: Callable[[], Any]) -> Any:
    """Plain data made of these files by `modules`, remembered between processes."""
    return make() if _taught else remembered(kind, _version(modules), (), make)


def teach(romanise: Mapping[str, Any], letters: Mapping[str, Any]) -> None:
    """Have these read instead of the files, and nothing remembered that is made of them: to try what else could be learnt."""
    _taught.update({"romanise.json": romanise, "letters.json": letters})
    learnt.cache_clear()


@cache
def _version(modules: tuple[str, ...]) -> str:
    """Of these files and the sources of these modules, which are read once, not for every country."""
    paths = [*(HERE / name for name in FILES), *map(Path, (__file__, *modules))]
    return sha256(b"|".join(path.read_bytes() for path in paths)).hexdigest()


def pairs(entries: str) -> Iterator[tuple[str, str]]:
    """The "arabic = English" entries of a line, parted by semicolons."""
    for entry in entries.replace("\n", " ").split(";"):
        arabic, equals, english = (part.strip() for part in entry.partition("="))
        if equals:
            yield arabic, english


def name_problems() -> Iterator[str]:
    """What is wrong in the files of names, as sentences."""
    data = tables()
    for key in data.keys() - {"endings", "by", "origins", "kin"}:
        yield f"names.toml: unknown key {key}"
    origins = data["origins"].keys()
    seen: dict[str, str] = {}
    for origin, polities in data["origins"].items():
        for polity in polities.split():
            if seen.setdefault(polity, origin) != origin:
                yield f"names.toml: {polity} is of both {seen[polity]} and {origin}"
    for origin, kindred in data["kin"].items():
        for other in {origin, *kindred.split()} - origins:
            yield f"names.toml: kin: no origin {other!r}"
    for (language, origin), table in _spellings().items():
        if language not in SCRIPTS or origin not in (*origins, "any"):
            yield f"spellings.txt: no language and origin {language} {origin}"
        for arabic, english in table.items():
            if not re.search("[\u0600-\u06ff]", arabic) or not re.fullmatch(r"[A-Za-z'’ -]+", english):
                yield f"spellings.txt: {language} {origin}: {arabic} = {english}"
    for country, words in names_by_polity().items():
        for word in words:
            if not re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’-])*", word):
                yield f"names.txt: {country}: {word!r} is no word"
