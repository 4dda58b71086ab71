"""A digest as a message: HTML that survives in mail programs, and text, in English, Arabic and Sorani. Pure.

Mail programs drop style sheets, scripts and remote images; so layout is tables, colours stand inline, and pictures are tables whose cells
have background colours. A `<style>` block adds the dark scheme and narrow screens where it is understood. Everything from outside is
escaped by the template engine, links are http(s) only.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import rtoml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from storage.records import Json, Message, Participant, Phase
from worker.digest.compose import Digest, Item, Source
from worker.digest.due import hour_of, zone_of
from worker.knowledge.wording import Wording, direction, isolate, wording

HERE = Path(__file__).parent
HOME = ("IQ-KR", "IQ")
MOST_BLOCKS = 45  # Slack takes 50
LARGEST_HTML = 100_000  # bytes; longer mails are cut by mail programs
_HEAT = ("#eef1f5", "#d3e3f3", "#a9cbe8", "#72a9d8", "#3d84c2", "#1f5f99")


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = rtoml.load(HERE / "words.toml")
    return found


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(("html", "html.j2"), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["web"] = web
    made.filters["isolate"] = isolate
    return made


@lru_cache(maxsize=16_384)
def web(url: str | None) -> str:
    """The address if it is http(s) and names a host; empty otherwise."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return str(url) if parts.scheme in ("http", "https") and parts.netloc else ""


def say(key: str, language: str, **values: object) -> str:
    """A fixed phrase of words.toml; the one for a single thing where `count` is 1 and the language has one. Raises KeyError."""
    forms = _words()[key]
    if values.get("count") == 1 and language in (single := _words().get(f"{key}_one", {})):
        forms = single
    return forms.get(language, forms["en"]).format(**values)


class Links(Protocol):
    """Where a digest leads; see sign.SignedLinks. None where there is no address to lead to."""

    def meeting(self, meeting_key: str) -> str | None: ...
    def answer(self, *, meeting_key: str, answer: str, subscriber_key: str, other_key: str = "") -> str | None: ...


def render(digest: Digest, *, links: Links | None = None, names: Wording | None = None) -> Message:
    """The message of a digest, in its subscriber's language; `links` lead to the web door where one is open, `names` are the shipped ones
    by default."""
    language = digest.due.subscriber.language
    view = _View(digest, language, links, names or wording())
    values: dict[str, Any] = {
        "digest": digest,
        "view": view,
        "lang": language,
        "dir": direction(language),
        "start": "right" if direction(language) == "rtl" else "left",
        "heat": _heat,
    }
    html = _environment().get_template("digest.html.j2").render(values)
    text = _environment().get_template("digest.txt.j2").render(values)
    return Message(
        subject=view.subject,
        text=text,
        html=html,
        blocks=tuple(_blocks(digest, view)),
        headers={"X-Diwan-Kind": f"digest-{digest.due.kind}", "Content-Language": language},
    )


class _View:
    """The words of a digest in one language, for templates."""

    def __init__(self, digest: Digest, language: str, links: Links | None, names: Wording) -> None:
        self._digest = digest
        self._links = links
        self._language = language
        self._names = names
        self._said: dict[str, str] = {}
        self._zone = zone = zone_of(digest.due.subscriber.zone)
        self.day = self._names.day(digest.due.local_day, language, weekday=True)
        self.since = self._names.instant(digest.since, language, zone)
        self.title = self.say(digest.due.kind)
        count = digest.meetings
        short_day = self._names.day(digest.due.local_day, language)
        self.subject = self.say(
            "subject_some" if count else "subject_none", title=self.title, day=short_day, count=count
        )

    def say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)

    def line(self, item: Item) -> str:
        key = item.meeting.key
        if key not in self._said:  # said in HTML, in text and for Slack
            line = self._names.line(item.meeting, self._language)
            self._said[key] = line[:1].upper() + line[1:]
        return self._said[key]

    def others(self, item: Item) -> str:
        return self._names.others(item.meeting, self._language)

    def topics(self, item: Item) -> str:
        return self._names.topics(item.meeting.topics, self._language)

    def topic(self, topic: str) -> str:
        return self._names.topic(topic, self._language)

    def polity(self, code: str) -> str:
        return self._names.polity(code, self._language)

    def phase(self, item: Item) -> str:
        return self._names.phase(item.meeting.phase, self._language)

    def is_bad_news(self, item: Item) -> bool:
        return item.meeting.phase in (Phase.CANCELLED, Phase.POSTPONED, Phase.NO_REPORT)

    def fields(self, item: Item) -> list[tuple[str, str, str]]:
        """What changed, as (field, before, after); the status follows from the phase, and a badge says what is bad news."""
        names = {one.name for one in item.fields}
        said = {"phase", "status"} if self.is_bad_news(item) else {"status"} if "phase" in names else set()
        shown = [one for one in item.fields if one.name not in said]
        return self._names.changed(shown, self._language)

    def link(self, item: Item) -> str:
        """The page of a meeting; empty where there is no web door."""
        return web(self._links.meeting(item.meeting.key)) if self._links else ""

    def answers(self, item: Item, other: Item | None = None) -> list[tuple[str, str]]:
        """One-click answers as (words, link); none where there is no web door or no key to sign with."""
        if self._links is None:
            return []
        asked = {
            word: self._links.answer(
                meeting_key=item.meeting.key,
                answer=word,
                subscriber_key=self._digest.due.subscriber.key,
                other_key=other.meeting.key if other else "",
            )
            for word in (("same", "not_same") if other else ("yes", "no"))
        }
        return [(self.say(word), web(link)) for word, link in asked.items() if link]

    def person(self, person: Participant) -> str:
        return self._names.side(person, self._language)

    def by_counterpart(self, items: tuple[Item, ...]) -> list[tuple[str, list[Item]]]:
        """Items under the polity that met the region this is about, the one with most meetings first."""
        groups: dict[str, list[Item]] = {}
        for item in items:
            sides = [p.polity for p in item.meeting.participants if p.lead and p.polity and p.polity not in HOME]
            groups.setdefault(min(sides) if sides else "", []).append(item)
        ranked = sorted(groups.items(), key=lambda pair: (pair[0] == "", -len(pair[1]), pair[0]))
        return [(self.polity(code) if code else self.say("with_nobody"), found) for code, found in ranked]

    def day_of_month(self, day: Any) -> str:
        return str(day.day)

    def weekday(self, day: Any) -> str:
        return self._names.day(day, self._language, weekday=True)

    def source_direction(self, source: Source) -> str:
        return "rtl" if source.language in ("ar", "ckb", "fa", "he", "ur") else "ltr"

    def isolated(self, text: str) -> str:
        return isolate(text, self._language)

    def told(self, source: Source) -> str:
        """When a source told of it, by the clock of the subscriber."""
        return self._names.instant(source.told_at, self._language, self._zone)

    def why(self) -> str:
        """For whom the digest is, and when it comes."""
        who, kind = self._digest.due.subscriber, self._digest.due.kind
        asked = hour_of(who, kind)
        at = f"{asked[0]:%H:%M} {who.zone}" if asked else who.zone
        return self.say(f"why_{kind}", name=self.isolated(who.name), at=self.isolated(at))

    def percent(self, item: Item) -> str:
        return self.say("sure", percent=round(item.meeting.confidence * 100))


def _heat(count: int, most: int) -> str:
    """A colour for a count, from pale to full."""
    if count <= 0 or most <= 0:
        return _HEAT[0]
    return _HEAT[max(1, min(len(_HEAT) - 1, round(count / most * (len(_HEAT) - 1))))]


# -- Slack ---------------------------------------------------------------------------------------------------------------


def _blocks(digest: Digest, view: _View) -> list[Json]:
    """The digest for Slack: the lines with their first source, no pictures; cut where Slack stops taking blocks."""
    found: list[Json] = [
        {"type": "header", "text": {"type": "plain_text", "text": f"{view.title}: {view.day}"[:150], "emoji": False}}
    ]
    if not digest.meetings:
        found.append(_section(_literal(view.say("nothing", since=view.since))))
    parts = (
        ("headline", digest.headline),
        ("more", digest.more),
        ("changed", digest.changed),
        ("upcoming", digest.upcoming),
    )
    for key, items in parts:
        lines = list(_lines(items, view))
        for at in range(0, len(lines), 8):
            title = f"*{_literal(view.say(key))}*\n" if at == 0 else ""
            found.append(_section(title + "\n".join(lines[at : at + 8])))
    covered = view.say(
        "coverage_line",
        read=digest.coverage.read,
        feeds=digest.coverage.feeds,
        since=view.since,
        entries=digest.coverage.entries,
    )
    foot: Json = {"type": "context", "elements": [{"type": "mrkdwn", "text": _literal(covered), "verbatim": True}]}
    return [*found[:MOST_BLOCKS], foot]


def _lines(items: tuple[Item, ...], view: _View) -> Iterator[str]:
    for item in items:
        link = view.link(item) or next((web(source.url) for source in item.sources if web(source.url)), "")
        line = _literal(view.line(item))[:330]
        tail = f" <{link.replace('|', '%7C').replace('>', '%3E')}|↗>" if link and len(link) < 500 else ""
        yield f"• {line}{tail}"


def _literal(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
