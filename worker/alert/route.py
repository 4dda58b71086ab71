"""Who is told of an alert, by which address, in which group, and when: the rules of a subscriber and the options of a watch. Pure.

The ideas are Alertmanager's: routes by label, `group_by`, `group_wait`, `group_interval`, `repeat_interval`, quiet hours, a ceiling. What is
said nearest to the alert wins: a route, then the watch's options, then the subscriber's rules, then the defaults below.
docs/alerts.md documents the form; `check_rules` and `check_options` refuse what it does not name.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.records import Json, Meeting, Recipient, Subscriber, Watch
from worker.alert.rules import RuleError

GROUP_BY = ("meeting", "watch", "actor", "polity", "topic", "place", "day")
PRIORITIES = ("low", "normal", "critical")
TIMING = ("group_wait", "group_interval", "repeat_interval")
WEEKEND = (5, 6)  # Friday and Saturday
CEILING = 60  # messages to one recipient in one hour, where nothing else is said; 0 is no ceiling

_RULES = {"quiet", "ceilings", "routes", "group_by", *TIMING, "weekly", "digest"}
_OPTIONS = {"group_by", *TIMING, "labels", "priority", "to", "max_age_hours", "most_a_day", "flood_guard"}
_ROUTE = {"match", "to", "continue", "group_by", *TIMING}
_QUIET = {"from", "to", "weekend", "weekend_days"}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One recipient of an alert.

    Attributes:
        direct: nothing to wait for, nothing to group with: straight into the outbox.
        quiet_until: the end of the quiet hours that hold now; None where they do not hold, or the alert is critical.
        why: how this way was chosen, as sentences for `diwan alerts route --explain`.
    """

    recipient: Recipient
    group_key: str
    wait: timedelta
    interval: timedelta
    repeat: timedelta | None
    direct: bool
    quiet_until: datetime | None
    ceiling: int
    why: tuple[str, ...]


def labels_of(watch: Watch, meeting: Meeting) -> dict[str, frozenset[str]]:
    """What routes can match: the watch's own labels, and what is known of watch and meeting."""
    own = {str(key): frozenset(_list(value)) for key, value in watch.options.get("labels", {}).items()}
    return own | {
        "watch": frozenset({watch.key}),
        "priority": frozenset({priority_of(watch)}),
        "status": frozenset({meeting.status.value}),
        "phase": frozenset({meeting.phase.value}),
        "mode": frozenset({meeting.mode.value}),
        "polity": frozenset(p.polity for p in meeting.participants if p.polity),
        "topic": frozenset(meeting.topics),
    }


def priority_of(watch: Watch) -> str:
    return str(watch.options.get("priority", "normal"))


def ways(
    subscriber: Subscriber, recipients: Sequence[Recipient], watch: Watch, meeting: Meeting, *, now: datetime
) -> list[Way]:
    """The ways an alert goes to a subscriber: one for each recipient, in their order. Empty where no route leads anywhere."""
    labels = labels_of(watch, meeting)
    critical = priority_of(watch) == "critical"
    rest = None if critical else quiet_until(subscriber, now)
    found: dict[int, Way] = {}
    for settings, to, why in _chosen(subscriber, watch, labels):
        for recipient in recipients:
            if recipient.id is None or recipient.id in found or not _is_meant(recipient, to):
                continue
            group_by = [str(key) for key in settings.get("group_by", ["meeting"])]
            wait, interval = seconds(settings.get("group_wait", 0)), seconds(settings.get("group_interval", 0))
            repeat = seconds(settings["repeat_interval"]) if settings.get("repeat_interval") else None
            ceiling = 0 if critical else int(subscriber.rules.get("ceilings", {}).get(recipient.channel, CEILING))
            reasons = [*why, f"grouped by {', '.join(group_by) or 'nothing: all in one'}"]
            if wait or interval:
                reasons.append(
                    f"waits {_said(wait)} for others, then at least {_said(interval)} between messages of a group"
                )
            if rest is not None:
                reasons.append(
                    f"quiet hours until {rest.astimezone(ZoneInfo(subscriber.zone)):%Y-%m-%d %H:%M} ({subscriber.zone})"
                )
            elif critical and quiet_until(subscriber, now) is not None:
                reasons.append("quiet hours are on, and critical alerts pass")
            found[recipient.id] = Way(
                recipient=recipient,
                group_key=group_key(group_by, watch, meeting),
                wait=wait,
                interval=interval,
                repeat=repeat,
                direct=not wait and not interval and rest is None,
                quiet_until=rest,
                ceiling=ceiling,
                why=tuple(reasons),
            )
    return list(found.values())


def _chosen(
    subscriber: Subscriber, watch: Watch, labels: Mapping[str, frozenset[str]]
) -> list[tuple[dict[str, Any], list[str], list[str]]]:
    """The settings, addressees and reasons that apply: of the routes that match, else of watch and subscriber."""
    general = {key: subscriber.rules[key] for key in ("group_by", *TIMING) if key in subscriber.rules}
    general |= {key: watch.options[key] for key in ("group_by", *TIMING) if key in watch.options}
    to = _list(watch.options.get("to", []))
    chosen: list[tuple[dict[str, Any], list[str], list[str]]] = []
    for number, route in enumerate(subscriber.rules.get("routes", []), 1):
        wanted = route.get("match", {})
        if any(labels.get(key, frozenset()).isdisjoint(_list(value)) for key, value in wanted.items()):
            continue
        said = ", ".join(f"{key}={'|'.join(_list(value))}" for key, value in wanted.items()) or "everything"
        settings = general | {key: route[key] for key in ("group_by", *TIMING) if key in route}
        chosen.append((settings, _list(route.get("to", to)), [f"route {number} matches {said}"]))
        if not route.get("continue", False):
            break
    if chosen:
        return chosen
    why = f"the watch says to {', '.join(to)}" if to else "no route: all addresses of the subscriber"
    return [(general, to, [why])]


def _is_meant(recipient: Recipient, to: Sequence[str]) -> bool:
    """An addressee is a label or a channel; none named is all."""
    return not to or recipient.label in to or recipient.channel in to


def group_key(group_by: Sequence[str], watch: Watch, meeting: Meeting) -> str:
    """What is told together, as a short text that is the same for the same group."""
    leads = sorted(p.actor for p in meeting.participants if p.lead)
    parts = {
        "meeting": meeting.key,
        "watch": watch.key,
        "actor": "+".join(leads),
        "polity": "+".join(sorted({p.polity for p in meeting.participants if p.polity})),
        "topic": "+".join(meeting.topics),
        "place": meeting.city or meeting.country or "",
        "day": meeting.date.isoformat() if meeting.date else "",
    }
    key = ";".join(f"{name}={parts[name]}" for name in group_by if name in parts) or "all"
    return key if len(key) <= 120 else f"{key[:80]}#{hashlib.sha256(key.encode()).hexdigest()[:16]}"


# -- quiet hours -------------------------------------------------------------------------------------------------------


def quiet_until(subscriber: Subscriber, now: datetime) -> datetime | None:
    """The end of the quiet hours and days that hold at `now`; None where none hold. A wall time that the clocks skip ends them after the gap."""
    quiet = subscriber.rules.get("quiet")
    if not quiet:
        return None
    zone = ZoneInfo(subscriber.zone)
    days = set(quiet.get("weekend_days", WEEKEND)) if quiet.get("weekend") else set()
    start, end = _time(quiet.get("from")), _time(quiet.get("to"))
    moment = now.astimezone(zone)
    for _ in range(20):
        if moment.isoweekday() in days:
            moment = _wall(moment, 1, time(0), zone)
        elif (over := _night_end(moment, start, end, zone)) is not None:
            moment = over
        else:
            break
    return moment.astimezone(UTC) if moment.astimezone(UTC) > now else None


def _night_end(moment: datetime, start: time | None, end: time | None, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end that hold at a moment; they may pass midnight."""
    if start is None or end is None or start == end:
        return None
    clock = moment.time().replace(tzinfo=None)
    if start < end:
        return _wall(moment, 0, end, zone) if start <= clock < end else None
    if clock >= start:
        return _wall(moment, 1, end, zone)
    return _wall(moment, 0, end, zone) if clock < end else None


def _wall(moment: datetime, days: int, at: time, zone: ZoneInfo) -> datetime:
    day = moment.date() + timedelta(days=days)
    # through UTC, so that a wall time inside the gap of a clock change becomes the one after it
    return datetime.combine(day, at, zone).astimezone(UTC).astimezone(zone)


# -- checking ----------------------------------------------------------------------------------------------------------


def check_rules(rules: Json) -> None:
    """Refuse rules of a subscriber that mean nothing. Raises RuleError naming the key."""
    _known(rules, _RULES, "rules")
    _check_timing(rules, "rules")
    if quiet := rules.get("quiet"):
        if not isinstance(quiet, Mapping):
            raise RuleError(f"rules.quiet is {quiet!r}, expected a table")
        _known(quiet, _QUIET, "rules.quiet")
        for key in ("from", "to"):
            if key in quiet and _time(quiet[key]) is None:
                raise RuleError(f"rules.quiet.{key} is {quiet[key]!r}, expected a time such as 22:00")
        if ("from" in quiet) != ("to" in quiet):
            raise RuleError("rules.quiet: from and to go together")
        for day in quiet.get("weekend_days", []):
            if day not in range(1, 8):
                raise RuleError(f"rules.quiet.weekend_days has {day!r}, expected 1 (Monday) to 7 (Sunday)")
    for channel, most in rules.get("ceilings", {}).items():
        if isinstance(most, bool) or not isinstance(most, int) or most < 0:
            raise RuleError(
                f"rules.ceilings.{channel} is {most!r}, expected a number of messages an hour, 0 for no ceiling"
            )
    for number, route in enumerate(rules.get("routes", [])):
        _known(route, _ROUTE, f"rules.routes[{number}]")
        _check_timing(route, f"rules.routes[{number}]")
        if not isinstance(route.get("match", {}), Mapping):
            raise RuleError(f"rules.routes[{number}].match is {route['match']!r}, expected a table of labels")


def check_options(options: Json) -> None:
    """Refuse options of a watch that mean nothing. Raises RuleError naming the key."""
    _known(options, _OPTIONS, "options")
    _check_timing(options, "options")
    if options.get("priority", "normal") not in PRIORITIES:
        raise RuleError(f"options.priority is {options['priority']!r}, expected one of {', '.join(PRIORITIES)}")
    if not isinstance(options.get("flood_guard", True), bool):
        raise RuleError(f"options.flood_guard is {options['flood_guard']!r}, expected true or false")
    if not isinstance(options.get("labels", {}), Mapping):
        raise RuleError(f"options.labels is {options['labels']!r}, expected a table")
    for key in ("max_age_hours", "most_a_day"):
        value = options.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise RuleError(f"options.{key} is {value!r}, expected a number above 0")


def check_zone(zone: str) -> None:
    """Refuse a zone that is none. Raises RuleError."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RuleError(f"zone is {zone!r}, expected an IANA zone such as Asia/Baghdad") from None


def _known(table: Any, known: Collection[str], path: str) -> None:
    if not isinstance(table, Mapping):
        raise RuleError(f"{path} is {table!r}, expected a table")
    if unknown := sorted(set(table) - set(known)):
        raise RuleError(f"{path}.{unknown[0]}: no such key, expected some of {', '.join(sorted(known))}")


def _check_timing(table: Mapping[str, Any], path: str) -> None:
    for key in TIMING:
        if key in table:
            try:
                seconds(table[key])
            except ValueError:
                raise RuleError(
                    f"{path}.{key} is {table[key]!r}, expected seconds, or a text such as 90s, 5m, 4h, 1d"
                ) from None
    for name in table.get("group_by", []):
        if name not in GROUP_BY:
            raise RuleError(f"{path}.group_by has {name!r}, expected some of {', '.join(GROUP_BY)}")


def seconds(value: Any) -> timedelta:
    """`90`, `"90s"`, `"5m"`, `"4h"`, `"1d"`. Raises ValueError."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return timedelta(seconds=value)
    if isinstance(value, str) and (found := re.fullmatch(r"(\d+)\s*([smhd])", value.strip())):
        return timedelta(seconds=int(found[1]) * _UNITS[found[2]])
    raise ValueError(value)


def _said(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple | set | frozenset) else [str(value)]
