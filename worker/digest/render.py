"""A digest as a message: HTML that survives in mail programs, and text, in English, Arabic and Sorani. Pure.

Mail programs drop style sheets, scripts and remote images; so layout is tables, colours stand inline, and pictures are tables whose cells
have background colours. A `<style>` block adds the dark scheme and narrow screens where it is understood. Everything from outside is
escaped by the template engine, links are http(s) only.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rtoml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from storage.records import Message, Phase
from worker.digest.compose import Digest, Item, Source
from worker.digest.due import zone_of
from worker.knowledge.wording import direction, isolate, wording

HERE = Path(__file__).parent
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
    return made


def web(url: str | None) -> str:
    """The address if it is http(s) and names a host; empty otherwise."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return str(url) if parts.scheme in ("http", "https") and parts.netloc else ""


def say(key: str, language: str, **values: object) -> str:
    """A fixed phrase of words.toml. Raises KeyError: there is no such phrase."""
    forms = _words()[key]
    return forms.get(language, forms["en"]).format(**values)


def render(digest: Digest, *, links: Callable[[Item, str], str] | None = None) -> Message:
    """The message of a digest, in its subscriber's language.

    Args:
        links: a signed one-click link for an item and an answer (`yes`, `no`, `same`, `not_same`); None where no web door is open.
    """
    language = digest.due.subscriber.language
    view = _View(digest, language)
    values: dict[str, Any] = {
        "digest": digest,
        "view": view,
        "lang": language,
        "dir": direction(language),
        "start": "right" if direction(language) == "rtl" else "left",
        "links": links,
        "heat": _heat,
    }
    html = _environment().get_template("digest.html.j2").render(values)
    text = _environment().get_template("digest.txt.j2").render(values)
    return Message(
        subject=view.subject,
        text=text,
        html=html,
        blocks=(),
        headers={"X-Diwan-Kind": f"digest-{digest.due.kind}"},
    )


class _View:
    """The words of a digest in one language, for templates."""

    def __init__(self, digest: Digest, language: str) -> None:
        self._digest = digest
        self._language = language
        self._names = wording()
        zone = zone_of(digest.due.subscriber.zone)
        since = digest.since.astimezone(zone)
        self.day = self._names.day(digest.due.local_day, language, weekday=True)
        self.since = f"{self._names.day(since.date(), language)} {since:%H:%M}"
        self.title = self.say(digest.due.kind)
        count = digest.meetings
        short_day = self._names.day(digest.due.local_day, language)
        self.subject = self.say(
            "subject_some" if count else "subject_none", title=self.title, day=short_day, count=count
        )

    def say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)

    def line(self, item: Item) -> str:
        line = self._names.line(item.meeting, self._language)
        return line[:1].upper() + line[1:]

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
        return self._names.changed(item.fields, self._language)

    def day_of_month(self, day: Any) -> str:
        return str(day.day)

    def weekday(self, day: Any) -> str:
        return self._names.day(day, self._language, weekday=True)

    def source_direction(self, source: Source) -> str:
        return direction(source.language)

    def isolated(self, text: str) -> str:
        return isolate(text, self._language)

    def percent(self, item: Item) -> str:
        return self.say("sure", percent=round(item.meeting.confidence * 100))


def _heat(count: int, most: int) -> str:
    """A colour for a count, from pale to full."""
    if count <= 0 or most <= 0:
        return _HEAT[0]
    return _HEAT[max(1, min(len(_HEAT) - 1, round(count / most * (len(_HEAT) - 1))))]
