"""The message of an alert, in the subscriber's language: what happened, who says so, and why it came. Pure.

Everything is put together from the record, the tellings and worker/knowledge/wording.toml; nothing is invented. What comes from outside is
escaped by the HTML template and in the Slack blocks, and stands isolated where its direction differs.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from storage.records import Change, ChangeKind, FieldChange, Json, Meeting, Mention, Message, Phase, Telling, Watch
from worker.alert.rules import SETS
from worker.knowledge.wording import LONGEST_QUOTE, Wording, direction, isolate, shortened

MOST_ITEMS = 10  # meetings told in full detail in one message; the others are one line each
MOST_LINES = 60
MOST_SOURCES = 5
BAGHDAD = ZoneInfo("Asia/Baghdad")
# kinds whose line says by itself what happened: "Cancelled: ... was to meet ..."
_SAID_BY_LINE = frozenset({Phase.CANCELLED.value, Phase.POSTPONED.value, Phase.NO_REPORT.value})


class Links(Protocol):
    """Where messages lead; None where there is no address to lead to."""

    def meeting(self, meeting_key: str) -> str | None: ...

    def mute(self, *, watch_key: str, meeting_key: str, recipient_id: int) -> str | None: ...


class NoLinks:
    """No public address: messages name the command instead."""

    def meeting(self, meeting_key: str) -> str | None:
        return None

    def mute(self, *, watch_key: str, meeting_key: str, recipient_id: int) -> str | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One meeting in a message, with the watches that brought it (each with its reasons)."""

    meeting: Meeting
    kind: str
    watches: tuple[tuple[Watch, tuple[str, ...]], ...]
    tellings: tuple[Telling, ...] = ()
    change: Change | None = None


def render(
    items: Sequence[Item],
    *,
    language: str,
    wording: Wording,
    recipient_id: int,
    channel: str,
    links: Links | None = None,
    more: int = 0,
    zone: tzinfo = BAGHDAD,
) -> Message:
    """One message about one meeting or several. `more` counts those beyond `items` that are only counted; `zone` is the reader's.

    A single meeting gives the message its thread, so that what comes later is tied to it.
    """
    shown, rest = items[:MOST_ITEMS], items[MOST_ITEMS:]
    views = [
        _view(item, language, wording, links or NoLinks(), recipient_id, zone, full=len(items) == 1) for item in shown
    ]
    first = items[0]
    heading = wording.heading(first.meeting, language)
    subject = (
        _subject(first, views[0]["tag"], heading)
        if len(items) + more == 1
        else wording.phrase("several", language, count=len(items) + more, first=heading)
    )
    lines = [wording.line(item.meeting, language) for item in rest[:MOST_LINES]]
    values = {
        "items": views,
        "more": wording.phrase("and_more", language, count=len(rest) + more) if rest or more else "",
        "rest": lines,
        "words": _words(language, wording),
        "language": language,
        "dir": direction(language),
        "subject": subject,
    }  # fmt: skip
    text = _template("alert.txt.j2").render(values).strip() + "\n"
    return Message(
        subject=subject,
        text=text,
        html=_template("alert.html.j2").render(values) if channel in ("email", "telegram", "apprise") else "",
        blocks=tuple(_blocks(views, values)) if channel == "slack" else (),
        thread=first.meeting.key if len(items) == 1 and not more else None,
        headers=_headers(items, channel, wording) | {"Content-Language": language},
        change=_change_line(views[0], wording) if len(items) == 1 else "",
    )


def _subject(item: Item, tag: str, heading: str) -> str:
    """What is new of a meeting that was told before, where its heading does not say it: in an inbox, a confirmation is not to look like the
    announcement once more."""
    kind = item.kind.partition(":")[0]
    said = not kind or kind in ("new", "withdrawn", Phase.HELD.value)
    return heading if said or not tag else f"{tag} · {heading}"


def _headers(items: Sequence[Item], channel: str, wording: Wording) -> dict[str, Any]:
    """Who and what it is about; for a webhook, which programs read, the meetings as data."""
    first = items[0]
    headers: dict[str, Any] = {
        "X-Diwan-Watch": ", ".join(watch.key for watch, _ in first.watches), "X-Diwan-Meeting": first.meeting.key,
    }  # fmt: skip
    return headers | {"meetings": [_data(item, wording) for item in items]} if channel == "webhook" else headers


def _data(item: Item, wording: Wording) -> dict[str, Any]:
    meeting = item.meeting
    return {
        "key": meeting.key,
        "version": meeting.version,
        "kind": item.kind,
        "line": wording.line(meeting, "en"),
        "status": meeting.status.value,
        "phase": meeting.phase.value,
        "mode": meeting.mode.value,
        "date": meeting.date.isoformat() if meeting.date else None,
        "city": meeting.city,
        "country": meeting.country,
        "participants": [asdict(person) for person in meeting.participants],
        "topics": list(meeting.topics),
        "confidence": meeting.confidence,
        "languages": list(meeting.languages),
        "owner_groups": list(meeting.owner_groups),
        "changed": [asdict(one) for one in item.change.fields] if item.change else [],
        "watches": [{"key": watch.key, "reasons": list(reasons)} for watch, reasons in item.watches],
        "sources": [
            {
                "outlet": t.outlet,
                "language": t.language,
                "title": t.title,
                "url": t.url,
                "told_at": t.told_at.isoformat(),
            }
            for t in item.tellings
        ],
    }


# Reasons as worker/alert/judge.py and match.py write them, and the phrase of wording.toml that says each; before those that begin with a key.
_REASONS = tuple(
    (re.compile(pattern), phrase)
    for pattern, phrase in (
        (r'words "(?P<value>.*)"', "reason_words"),
        (r"confidence (?P<value>[\d.]+), at least (?P<least>[\d.]+) asked", "reason_confidence"),
        (r"independent owner groups: (?P<value>\d+)", "reason_groups"),
        (r"first meeting of (?P<one>\S+) and (?P<other>\S+) in (?P<days>\d+) days", "reason_first"),
        (r"meeting (?P<count>\d+) of (?P<one>\S+) and (?P<other>\S+) within (?P<days>\d+) days", "reason_row"),
        (r"no meeting of (?P<one>\S+) and (?P<other>\S+) since (?P<day>\d{4}-\d\d-\d\d)", "reason_missing"),
        (r"told of this meeting before", "reason_told"),
    )
)


def say_reason(reason: str, language: str, wording: Wording) -> str:
    """A reason of `match` in the subscriber's language; as it stands, isolated, where there are no words for it."""
    for pattern, phrase in _REASONS:
        if found := pattern.fullmatch(reason):
            parts = {name: _part(name, value, language, wording) for name, value in found.groupdict().items()}
            return wording.phrase(phrase, language, **parts)
    for key in SETS:
        said = key.replace("_", " ")
        if reason.startswith(f"{said} "):
            phrase = {"transition": "reason_status", "owner_group": "reason_outlet"}.get(key, f"reason_{key}")
            return wording.phrase(phrase, language, value=_value(key, reason[len(said) + 1 :], language, wording))
    return isolate(reason, language)


def _part(name: str, value: str, language: str, wording: Wording) -> str:
    if name in ("one", "other"):
        return _value("side", value, language, wording)
    if name == "day":
        return wording.day(date.fromisoformat(value), language)
    return isolate(value, language)


def _value(key: str, value: str, language: str, wording: Wording) -> str:
    if key == "pair":
        return " – ".join(_value("side", side, language, wording) for side in value.split(" and "))
    if key == "polity":
        return wording.polity(value, language)
    if key == "country":
        return wording.country(value, language)
    if key in ("actor", "side"):
        return wording.actor(value, language) or wording.polity(value, language)
    if key == "office":
        polity, slash, office = value.rpartition("/")
        said = isolate(office.replace("-", " "), language)
        return f"{said} ({wording.polity(polity, language)})" if slash else said
    if key == "topic":
        return wording.topic(value, language)
    if key == "place":
        return wording.place(value, language)
    if key in ("status", "transition"):
        return wording.phase(value, language)
    if key == "mode":
        return wording.mode(value, language)
    return isolate(value, language)


# -- the parts of one meeting ------------------------------------------------------------------------------------------


def _view(
    item: Item, language: str, wording: Wording, links: Links, recipient_id: int, zone: tzinfo, *, full: bool
) -> dict[str, Any]:
    meeting = item.meeting
    mention = _mention(item)
    sources = _sources(item.tellings, language, wording, zone)
    shown = sources[:MOST_SOURCES] if full else sources[:2]
    headline = isolate(_headline(item), language)
    groups = {telling.group for telling in item.tellings} or set(meeting.owner_groups)
    link = links.meeting(meeting.key)
    return {
        "full": full,
        "tag": _tag(item, language, wording),
        "line": wording.line(meeting, language),
        "others": wording.others(meeting, language),
        "changes": _changes(item, language, wording),
        "state": wording.phase(meeting.phase, language),
        "topics": wording.topics(meeting.topics, language),
        "reason": isolate(_reason(item), language),
        "headline": "" if headline in {source["title"] for source in shown} else headline,
        "sources": shown,
        "more_sources": wording.phrase("more_sources", language, count=len(sources) - MOST_SOURCES)
        if full and len(sources) > MOST_SOURCES
        else "",
        "watches": [
            {"name": isolate(watch.name, language), "reasons": ("; " if language == "en" else "؛ ").join(say_reason(one, language, wording) for one in reasons)}
            for watch, reasons in item.watches
        ],
        "names": [isolate(name, language) for name in _names(mention)],
        "sentence": isolate(_sentence(mention), language),
        "confidence": f"{meeting.confidence:.0%}",
        "corroboration": wording.phrase(
            "groups", language, count=len(sources) or meeting.mentions, groups=len(groups) or 1
        ),
        "link": link if link and _is_web(link) else "",
        "mutes": [_mute(watch, meeting, links, recipient_id) for watch, _ in item.watches],
    }  # fmt: skip


def _mute(watch: Watch, meeting: Meeting, links: Links, recipient_id: int) -> dict[str, str]:
    url = links.mute(watch_key=watch.key, meeting_key=meeting.key, recipient_id=recipient_id)
    command = f"diwan alerts silence --watch {watch.key} --meeting {meeting.key}"
    return {"url": url or "", "text": url or command}


def _tag(item: Item, language: str, wording: Wording) -> str:
    said = _tagged(item, language, wording)
    return said[:1].upper() + said[1:]


def _tagged(item: Item, language: str, wording: Wording) -> str:
    kind = item.kind.partition(":")[0]
    if kind in _SAID_BY_LINE:
        return ""
    if kind == "new":
        return wording.phrase("new_meeting", language)
    if kind == "withdrawn":
        return wording.phrase("corrected", language)
    if kind == "repeat":
        return wording.phrase("again", language)
    if kind in {phase.value for phase in Phase}:
        return wording.phase(kind, language)
    if kind == "report" and item.tellings:
        return wording.phrase("new_report", language, outlet=isolate(_newest(item.tellings).outlet, language))
    if kind == "changed":
        return wording.phrase("changed", language)
    return ""


def _changes(item: Item, language: str, wording: Wording) -> list[str]:
    if item.change is None or item.change.kind is ChangeKind.NEW or item.kind == "new":
        return []
    fields = item.change.fields
    if any(one.name == "phase" for one in fields):  # the status follows from the phase: once is enough
        fields = tuple(one for one in fields if one.name != "status")
    lists = [one for one in fields if one.name in ("participants", "topics")]
    told = wording.changed([one for one in fields if one not in lists], language)
    said = [
        wording.phrase("before_after", language, field=field, before=before, after=after)
        for field, before, after in told
    ]
    return said + [_list_change(one, language, wording) for one in lists]


def _reason(item: Item) -> str:
    """The ground of what time or a person brought; what a report brought has its own sentence."""
    change = item.change
    return change.reason if change is not None and change.mention is None and item.kind != "new" else ""


def _list_change(change: FieldChange, language: str, wording: Wording) -> str:
    """What came and what went, not the two lists."""
    before, after = list(change.before or ()), list(change.after or ())

    def names(values: list[Any]) -> str:
        comma = ", " if language == "en" else "، "
        if change.name == "topics":
            return wording.topics(values, language)
        return comma.join(isolate(str(one), language) for one in values)

    parts = [f"+ {names([one for one in after if one not in before])}"] if set(after) - set(before) else []
    parts += [f"− {names([one for one in before if one not in after])}"] if set(before) - set(after) else []
    return f"{wording.field(change.name, language)}: {' '.join(parts) or '='}"


def _change_line(view: Json, wording: Wording) -> str:
    said = "; ".join(view["changes"])
    return f"{view['tag']}: {said}" if view["tag"] and said else said or str(view["tag"])


def _mention(item: Item) -> Mention | None:
    if item.change is not None and item.change.mention is not None:
        return item.change.mention
    return item.tellings[-1].mention if item.tellings else None


def _headline(item: Item) -> str:
    """The headline of the telling at hand, as its outlet wrote it."""
    mention = _mention(item)
    for telling in item.tellings:
        if mention is not None and telling.mention.entry_id == mention.entry_id:
            return " ".join(telling.title.split())
    return " ".join(item.tellings[-1].title.split()) if item.tellings else ""


def _names(mention: Mention | None) -> list[str]:
    """The leads as they stand in the text, where that is not how the line writes them."""
    if mention is None:
        return []
    return [p.surface for p in mention.participants if p.lead and p.surface and p.surface != p.name]


def _sentence(mention: Mention | None) -> str:
    """The sentence that reports the meeting."""
    if mention is None:
        return ""
    by_field = {one.field: one.text for one in reversed(mention.evidence) if one.text}
    text = next(
        (by_field[key] for key in ("meeting", "status", "participants.0", "participants.1") if key in by_field), ""
    )
    return shortened(text, LONGEST_QUOTE)


def _sources(tellings: Sequence[Telling], language: str, wording: Wording, zone: tzinfo) -> list[dict[str, str]]:
    """One for each entry, newest first, with the hour at which it was told."""
    seen: set[int | None] = set()
    found: list[dict[str, str]] = []
    for telling in sorted(tellings, key=lambda t: (t.told_at, t.mention.id or 0), reverse=True):
        if telling.mention.entry_id in seen:
            continue
        seen.add(telling.mention.entry_id)
        url = telling.url if telling.url and _is_web(telling.url) else ""
        title = " ".join(telling.title.split())
        found.append(
            {
                "outlet": isolate(telling.outlet, language),
                "language": isolate(telling.language, language),
                "at": wording.instant(telling.told_at, language, zone),
                "title": isolate(title, language),
                "url": url,
            }
        )
    return found


def _newest(tellings: Sequence[Telling]) -> Telling:
    return max(tellings, key=lambda t: (t.told_at, t.mention.id or 0))


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and not any(char.isspace() or char in '<>"|' for char in url)


# -- forms -------------------------------------------------------------------------------------------------------------


def _words(language: str, wording: Wording) -> dict[str, str]:
    keys = (
        "why",
        "reason",
        "watch",
        "name_in_text",
        "sentence",
        "confidence",
        "sources",
        "headline",
        "changed",
        "state",
        "topics",
        "mute",
        "open",
    )
    return {key: wording.phrase(key, language) for key in keys}


def _blocks(views: Sequence[Json], values: Json) -> list[dict[str, Any]]:
    """The Slack form. Text from outside is plain text, or escaped where a link needs markup."""
    words = values["words"]
    blocks: list[dict[str, Any]] = []
    for view in views:
        if view["full"]:
            blocks.append({"type": "header", "text": _plain(values["subject"], 150)})
        said = "\n".join(
            part
            for part in (f"{view['tag']} · {view['line']}" if view["tag"] else view["line"], view["others"])
            if part
        )
        blocks.append({"type": "section", "text": _plain(said)})
        if view["changes"]:
            blocks.append(
                {"type": "section", "text": _plain("\n".join(f"{words['changed']}: {one}" for one in view["changes"]))}
            )
        if view["reason"]:
            blocks.append({"type": "section", "text": _plain(f"{words['reason']}: {view['reason']}")})
        state = f"{words['state']}: {view['state']}" + (
            f" · {words['topics']}: {view['topics']}" if view["topics"] else ""
        )
        blocks.append({"type": "context", "elements": [_plain(state)]})
        links = [_link(source) for source in view["sources"]] + (
            [escape(view["more_sources"])] if view["more_sources"] else []
        )
        if links:
            blocks.append({"type": "section", "text": _marked("\n".join(links))})
        if view["full"]:
            why = [f"{words['why']}"]
            why += [f"{words['watch']}: {watch['name']} ({watch['reasons']})" for watch in view["watches"]]
            why += [f"{words['name_in_text']}: {' · '.join(view['names'])}"] if view["names"] else []
            why += [f"{words['sentence']}: {view['sentence']}"] if view["sentence"] else []
            why.append(f"{words['confidence']}: {view['confidence']} · {view['corroboration']}")
            blocks.append({"type": "context", "elements": [_plain("\n".join(why))]})
        ends = [f"<{view['link']}|{escape(words['open'])}>"] if view["link"] else []
        if view["full"]:
            ends += [
                f"<{one['url']}|{escape(words['mute'])}>"
                if one["url"]
                else f"{escape(words['mute'])}: `{escape(one['text'])}`"
                for one in view["mutes"]
            ]
        if ends:
            blocks.append({"type": "context", "elements": [_marked(" · ".join(ends))]})
    if values["more"]:
        blocks.append({"type": "section", "text": _plain("\n".join([values["more"], *values["rest"]]))})
    return blocks[:50]


def _plain(text: str, limit: int = 2900) -> dict[str, Any]:
    return {"type": "plain_text", "text": text if len(text) <= limit else text[: limit - 1] + "…", "emoji": False}


def _marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _link(source: Json) -> str:
    title = escape(str(source["title"]).replace("|", "/"))[:300]
    linked = f"<{escape(source['url'])}|{title}>" if source["url"] else title
    return f"{escape(source['outlet'])} [{escape(source['language'])}] {linked} {escape(source['at'])}"


def escape(text: str) -> str:
    """Text as Slack's markup shows it literally."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=4)
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
