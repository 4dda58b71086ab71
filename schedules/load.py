"""Read and check the schedules: errors name file and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HERE = Path(__file__).parent


class ScheduleError(ValueError):
    """A schedule file is wrong; the message names file and key, what was found and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatEntry:
    """A task and how often it is sent, in seconds."""

    name: str
    task: str
    seconds: float


def read_toml(path: Path) -> Mapping[str, object]:
    """A TOML file. Raises ScheduleError with file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScheduleError(f"{path.name}: {error}") from error


def load_beat(tick_seconds: float, path: Path = HERE / "beat.toml") -> list[BeatEntry]:
    """The entries of beat.toml, with the tick's seconds put in."""
    entries: list[BeatEntry] = []
    for name, table in read_toml(path).items():
        if not isinstance(table, dict) or set(table) != {"task", "seconds"}:
            raise ScheduleError(f"{path.name}: [{name}] is {table!r}, expected the keys task and seconds")
        seconds = tick_seconds if table["seconds"] == "tick" else table["seconds"]
        if not isinstance(seconds, int | float) or seconds <= 0:
            raise ScheduleError(f"{path.name}: {name}.seconds is {seconds!r}, expected a positive number or 'tick'")
        entries.append(BeatEntry(name=name, task=str(table["task"]), seconds=float(seconds)))
    return entries


# -- feeds.toml --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """One [[feed]] of a catalogue; the head comment of feeds.toml defines each key."""

    key: str
    outlet: str
    url: str
    kind: str = "feed"
    language: str | None = None
    zone: str = "Asia/Baghdad"
    owner_group: str = ""
    affiliation: str = ""
    side: str | None = None
    polling: str = "outlet"
    rules: Mapping[str, Any] = field(default_factory=dict)
    confidence: str = "D"
    verified_at: date | None = None
    paused: bool = False


_KINDS = ("feed", "sitemap", "listing", "json", "telegram", "discovery")
_POLLING = ("outlet", "agency", "official")
_ITEMS = {"each", "link", "title", "title_attr", "time", "time_attr", "summary", "keep", "skip"}
_PATHS = {"entries", "title", "link", "published", "updated", "summary", "content", "id", "base"}
_TEXT = {"body", "title", "drop", "precise"}
_RULES = {"id", "time", "items", "path", "pages", "backfill", "fallbacks", "hosts", "text", "teaser", "terms"}
_OTHER = {"url", "kind", "pages", "rules"}
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "key": str, "outlet": str, "url": str, "kind": str, "language": str, "zone": str, "owner_group": str, "affiliation": str,
    "side": str, "polling": str, "rules": dict, "confidence": str, "verified_at": date, "paused": bool,
}  # fmt: skip


def load_feeds(path: Path = HERE / "feeds.toml") -> list[FeedSpec]:
    """The catalogue, in the order of the file.

    Raises:
        ScheduleError: naming file, feed and key, what was found and what was expected.
    """
    document = read_toml(path)
    if unknown := set(document) - {"feed"}:
        raise ScheduleError(f"{path.name}: unknown key {sorted(unknown)[0]!r}, expected [[feed]] tables only")
    tables = document.get("feed", [])
    if not isinstance(tables, list):
        raise ScheduleError(f"{path.name}: feed is {tables!r}, expected [[feed]] tables")
    specs: dict[str, FeedSpec] = {}
    for number, table in enumerate(tables, start=1):
        spec = _feed(table, f"{path.name}: feed {_name(table, number)}")
        if spec.key in specs:
            raise ScheduleError(f"{path.name}: feed {spec.key!r}: key is given twice")
        specs[spec.key] = spec
    return list(specs.values())


def _name(table: object, number: int) -> str:
    return repr(table["key"]) if isinstance(table, dict) and isinstance(table.get("key"), str) else f"no. {number}"


def _feed(table: object, where: str) -> FeedSpec:
    if not isinstance(table, dict):
        raise ScheduleError(f"{where} is {table!r}, expected a table")
    _known(table, set(_TYPES), where)
    for name in ("key", "outlet", "url"):
        if not table.get(name):
            raise ScheduleError(f"{where}: {name} is missing")
    for name, value in table.items():
        if not isinstance(value, _TYPES[name]) or isinstance(value, datetime):
            raise ScheduleError(f"{where}: {name} is {value!r}, expected {_said(_TYPES[name])}")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,98}", table["key"]):
        raise ScheduleError(f"{where}: key is {table['key']!r}, expected lower-case letters, digits, dots and dashes")
    spec = FeedSpec(**table)
    _address(spec.url, where)
    _one_of("kind", spec.kind, _KINDS, where)
    _one_of("polling", spec.polling, _POLLING, where)
    _one_of("confidence", spec.confidence, tuple("ABCD"), where)
    try:
        ZoneInfo(spec.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ScheduleError(f"{where}: zone is {spec.zone!r}, expected an IANA zone such as Asia/Baghdad") from None
    _rules(spec.rules, spec.kind, where)
    return spec


def _rules(rules: Mapping[str, Any], kind: str, where: str) -> None:
    where = f"{where}: rules"
    _known(rules, _RULES, where)
    if "id" in rules and _pattern(rules["id"], f"{where}.id").groups < 1:
        raise ScheduleError(f"{where}.id is {rules['id']!r}, expected a regular expression with one group")
    if "time" in rules:
        _one_of("time", rules["time"], ("as-stated", "gmt-is-local"), where)
    if kind == "listing" and "items" not in rules:
        raise ScheduleError(f"{where}.items is missing; a listing needs CSS rules")
    if kind == "json" and "path" not in rules:
        raise ScheduleError(f"{where}.path is missing; a JSON source needs path rules")
    _table(rules, "items", _ITEMS, ("each",), where)
    _table(rules, "path", _PATHS, ("entries", "title", "link"), where)
    _table(rules, "text", _TEXT, (), where)
    _table(rules, "backfill", _OTHER, ("url",), where)
    for name in ("keep", "skip"):
        if name in rules.get("items", {}):
            _pattern(rules["items"][name], f"{where}.items.{name}")
    for name in ("pages", "terms"):
        if not isinstance(rules.get(name, ""), str):
            raise ScheduleError(f"{where}.{name} is {rules[name]!r}, expected text")
    if not isinstance(rules.get("teaser", False), bool):
        raise ScheduleError(f"{where}.teaser is {rules['teaser']!r}, expected true or false")
    others = rules.get("fallbacks", [])
    if not isinstance(others, list) or not isinstance(rules.get("hosts", []), list):
        raise ScheduleError(f"{where}: fallbacks and hosts are lists")
    for number, other in enumerate([*others, *([rules["backfill"]] if "backfill" in rules else [])], start=1):
        _other(other, rules, f"{where}: other address no. {number}")


def _other(other: Any, rules: Mapping[str, Any], where: str) -> None:
    if not isinstance(other, dict) or not isinstance(other.get("url"), str):
        raise ScheduleError(f"{where} is {other!r}, expected a table with url")
    _known(other, _OTHER, where)
    _address(other["url"], where)
    kind = other.get("kind", "feed")
    _one_of("kind", kind, _KINDS, where)
    inherited = {name: value for name, value in rules.items() if name not in ("fallbacks", "backfill")}
    _rules({**inherited, **other.get("rules", {})}, kind, where)


def _table(rules: Mapping[str, Any], name: str, known: set[str], needed: tuple[str, ...], where: str) -> None:
    if name not in rules:
        return
    table = rules[name]
    if not isinstance(table, dict):
        raise ScheduleError(f"{where}.{name} is {table!r}, expected a table")
    _known(table, known, f"{where}.{name}")
    for key in needed:
        if key not in table:
            raise ScheduleError(f"{where}.{name}.{key} is missing")


def _known(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise ScheduleError(f"{where}: unknown key {unknown[0]!r}, expected one of {', '.join(sorted(known))}")


def _one_of(name: str, value: Any, known: tuple[str, ...], where: str) -> None:
    if value not in known:
        raise ScheduleError(f"{where}: {name} is {value!r}, expected one of {', '.join(known)}")


def _address(url: str, where: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ScheduleError(f"{where}: url is {url!r}, expected an http or https address")


def _pattern(text: Any, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, TypeError) as error:
        raise ScheduleError(f"{where} is {text!r}, expected a regular expression ({error})") from error


def _said(kind: Any) -> str:
    return {str: "text", bool: "true or false", dict: "a table", date: "a day such as 2026-09-28"}.get(kind, str(kind))
