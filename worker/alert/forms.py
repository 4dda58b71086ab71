"""Watches and starter packs as people write them: TOML or JSON, one form in and out. docs/watches.md documents it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import rtoml

from storage.records import Json, Watch
from worker.alert.route import check_options
from worker.alert.rules import RuleError, Vocabulary, parse_rule

NOTIFY = ("new", "transitions", "reports")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
PACKS = Path(__file__).parent / "packs.toml"
_FIELDS = {"key", "name", "subscriber", "rule", "notify", "options", "paused"}


def read_watches(
    form: Any, *, now: datetime, vocabulary: Vocabulary, subscriber: str | None = None
) -> list[tuple[Watch, str]]:
    """Watches of a form, each with the key of its subscriber: `{"watch": [...]}`, a list, or one watch.

    The rule is kept with its names as written, so that it reads as it was meant; it is checked against `vocabulary`.

    Raises:
        RuleError: naming the watch and the key.
    """
    rows = form.get("watch", [form]) if isinstance(form, Mapping) else form
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise RuleError("no watch in it, expected [[watch]] tables or a list")
    return [_watch(row, number, now, vocabulary, subscriber) for number, row in enumerate(rows, 1)]


def _watch(row: Any, number: int, now: datetime, vocabulary: Vocabulary, subscriber: str | None) -> tuple[Watch, str]:
    if not isinstance(row, Mapping):
        raise RuleError(f"watch {number} is {row!r}, expected a table")
    key = row.get("key", "")
    label = f"watch {key or number}"
    if unknown := sorted(set(row) - _FIELDS):
        raise RuleError(f"{label}.{unknown[0]}: no such key, expected some of {', '.join(sorted(_FIELDS))}")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise RuleError(f"{label}.key is {key!r}, expected small letters, digits and hyphens, at most 64")
    owner = subscriber or row.get("subscriber")
    if not owner:
        raise RuleError(f"{label}.subscriber is missing")
    notify = row.get("notify", "transitions")
    if notify not in NOTIFY:
        raise RuleError(f"{label}.notify is {notify!r}, expected one of {', '.join(NOTIFY)}")
    options = row.get("options", {})
    try:
        check_options(options)
        rule = resolved(row.get("rule"), vocabulary)
    except RuleError as error:
        raise RuleError(f"{label}: {error}") from error
    watch = Watch(
        key=key, subscriber_id=0, name=str(row.get("name") or key), rule=rule, notify=notify, options=dict(options), created_at=now,
        paused=bool(row.get("paused", False)),
    )  # fmt: skip
    return watch, str(owner)


def resolved(rule: Any, vocabulary: Vocabulary) -> Json:
    """The rule with the names of actors, polities and places as records have them, so that it can be matched without a vocabulary.

    Raises:
        RuleError: it means nothing.
    """
    parse_rule(rule, vocabulary)
    changed = _resolve(rule, vocabulary)
    parse_rule(changed)
    return dict(changed)


def _resolve(rule: Any, words: Vocabulary) -> Any:
    if isinstance(rule, list | tuple):
        return [_resolve(one, words) for one in rule]
    if not isinstance(rule, Mapping):
        return rule
    return {key: _resolve_value(key, value, words) for key, value in rule.items()}


def _resolve_value(key: str, value: Any, words: Vocabulary) -> Any:
    if key in ("all", "any", "not"):
        return _resolve(value, words)
    if isinstance(value, list | tuple):
        return [_resolve_value(key, one, words) for one in value]
    if not isinstance(value, str):
        return value
    text = value.strip()
    fold = text.casefold()
    if key == "actor":
        return words.actors.get(fold, text)
    if key == "polity":
        return words.polities.get(fold, text)
    if key == "country":
        return words.countries.get(fold, text)
    if key == "place":
        return words.places.get(fold, text)
    if key == "pair":
        return words.polities.get(fold) or words.actors.get(fold) or text
    if key == "office":
        polity, slash, office = text.rpartition("/")
        return f"{words.polities.get(polity.casefold(), polity)}/{office}" if slash else text
    if key in ("outlet", "owner_group"):
        known = words.outlets if key == "outlet" else words.owner_groups
        return next((one for one in known if one.casefold() == fold), text)
    return text


def write_watches(watches: Sequence[tuple[Watch, str]]) -> dict[str, Any]:
    """The form that `read_watches` reads, of watches with the keys of their subscribers."""
    rows: list[dict[str, Any]] = []
    for watch, subscriber in watches:
        row: dict[str, Any] = {"key": watch.key, "name": watch.name, "subscriber": subscriber, "notify": watch.notify}
        if watch.paused:
            row["paused"] = True
        row["rule"] = dict(watch.rule)
        if watch.options:
            row["options"] = dict(watch.options)
        rows.append(row)
    return {"watch": rows}


def parse_form(text: str, *, name: str = "") -> Any:
    """TOML or JSON, by the name's ending, else by what it looks like. Raises RuleError with the parser's reason."""
    import json

    try:
        if name.endswith(".json") or (
            not name.endswith(".toml") and text.lstrip().startswith(("{", "[")) and not text.lstrip().startswith("[[")
        ):
            return json.loads(text)
        return rtoml.loads(text)
    except ValueError as error:
        raise RuleError(f"{name or 'the form'} cannot be read: {error}") from error


@lru_cache(maxsize=1)
def packs() -> dict[str, dict[str, Any]]:
    """The starter packs by key."""
    return {pack["key"]: pack for pack in rtoml.load(PACKS)["pack"]}
