"""The meetings of a watch as a feed (Atom, RSS) and as a calendar (iCal), for readers of their own choice. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from icalendar import Calendar, Event

from storage.records import Meeting, Status, Telling
from worker.alert.render import Links, NoLinks
from worker.knowledge.wording import FSI, PDI, Wording

ATOM = "http://www.w3.org/2005/Atom"
MOST_SOURCES = 10
Told = tuple[Meeting, Sequence[Telling]]


AHEAD = timedelta(days=400)  # how far announced meetings are looked for
BACK = {"atom.xml": timedelta(days=30), "rss.xml": timedelta(days=30), "calendar.ics": timedelta(days=90)}
MEDIA = {
    "atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "calendar.ics": "text/calendar",
}  # fmt: skip


def publish(
    form: str,
    key: str,
    name: str,
    told: Sequence[Told],
    *,
    language: str,
    wording: Wording,
    now: datetime,
    links: Links | None = None,
) -> bytes:
    """The meetings of a watch in one of the forms of `MEDIA`."""
    if form == "calendar.ics":
        return calendar(key, name, told, language=language, wording=wording, now=now, links=links)
    made = atom if form == "atom.xml" else rss
    return made(key, name, told, language=language, wording=wording, now=now, links=links).encode()


def atom(
    key: str,
    name: str,
    told: Sequence[Told],
    *,
    language: str,
    wording: Wording,
    now: datetime,
    links: Links | None = None,
) -> str:
    """An Atom feed of a watch, newest change first. Ids stay the same when a meeting changes; `updated` moves."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})

    def put(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        made = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
        made.text = _clean(text) or None
        return made

    put(feed, "id", f"tag:diwan,2024:watch:{key}")
    put(feed, "title", name)
    put(feed, "updated", _iso(max((meeting.updated_at for meeting, _ in told), default=now)))
    put(put(feed, "author"), "name", "Diwan")
    for meeting, tellings in _newest_first(told):
        entry = put(feed, "entry")
        put(entry, "id", f"tag:diwan,2024:meeting:{meeting.key}")
        put(entry, "title", wording.heading(meeting, language))
        put(entry, "published", _iso(meeting.first_told_at))
        put(entry, "updated", _iso(meeting.updated_at))
        if link := _link(meeting, tellings, links):
            put(entry, "link", rel="alternate", href=link)
        for topic in meeting.topics:
            put(entry, "category", term=topic, label=wording.topic(topic, language))
        put(entry, "content", _body(meeting, tellings, wording, language), type="text")
    return _document(feed)


def rss(
    key: str,
    name: str,
    told: Sequence[Told],
    *,
    language: str,
    wording: Wording,
    now: datetime,
    links: Links | None = None,
) -> str:
    """The same as RSS 2.0."""
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    for tag, text in (
        ("title", name), ("link", f"urn:diwan:watch:{key}"), ("description", f"Diwan: {name}"), ("language", language),
        ("lastBuildDate", format_datetime(now.astimezone(UTC))),
    ):  # fmt: skip
        ET.SubElement(channel, tag).text = _clean(text)
    for meeting, tellings in _newest_first(told):
        item = ET.SubElement(channel, "item")
        ET.SubElement(item, "title").text = _clean(wording.heading(meeting, language))
        if link := _link(meeting, tellings, links):
            ET.SubElement(item, "link").text = link
        ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = f"diwan:meeting:{meeting.key}"
        ET.SubElement(item, "pubDate").text = format_datetime(meeting.first_told_at.astimezone(UTC))
        ET.SubElement(item, "description").text = _clean(_body(meeting, tellings, wording, language))
    return _document(root)


def calendar(
    key: str,
    name: str,
    told: Sequence[Told],
    *,
    language: str,
    wording: Wording,
    now: datetime,
    links: Links | None = None,
) -> bytes:
    """Announced and held meetings with a day, as all-day events: the records have no hour. A meeting that moves or is called off keeps its
    UID, and calendars follow."""
    made = Calendar()
    made.add("prodid", "-//Diwan//diplomatic meetings//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for meeting, tellings in sorted(told, key=lambda pair: (str(pair[0].date), pair[0].key)):
        if meeting.date is None:
            continue
        event = Event()
        event.add("uid", f"{meeting.key}@diwan")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("last-modified", meeting.updated_at.astimezone(UTC))
        event.add("sequence", max(0, meeting.version - 1))
        event.add("dtstart", meeting.date)
        event.add("dtend", meeting.date + timedelta(days=1))
        event.add("summary", _bare(wording.heading(meeting, language)))
        event.add("description", _bare(_body(meeting, tellings, wording, language)))
        event.add("status", _STATUS[meeting.status])
        event.add("transp", "TRANSPARENT")
        if where := _bare(wording.where(meeting, language)):
            event.add("location", where)
        if link := _link(meeting, tellings, links):
            event.add("url", link)
        if meeting.topics:
            event.add("categories", [_bare(wording.topic(topic, language)) for topic in meeting.topics])
        made.add_component(event)
    return bytes(made.to_ical())


_STATUS = {Status.HELD: "CONFIRMED", Status.PLANNED: "TENTATIVE", Status.CANCELLED: "CANCELLED"}


def _newest_first(told: Sequence[Told]) -> list[Told]:
    return sorted(told, key=lambda pair: (pair[0].updated_at, pair[0].key), reverse=True)


def _body(meeting: Meeting, tellings: Sequence[Telling], wording: Wording, language: str) -> str:
    lines = [
        wording.line(meeting, language),
        wording.others(meeting, language),
        wording.topics(meeting.topics, language),
    ]
    for telling in sorted(tellings, key=lambda t: t.told_at, reverse=True)[:MOST_SOURCES]:
        lines.append(
            f"{telling.outlet} [{telling.language}] {' '.join(telling.title.split())} {_web(telling.url)}".strip()
        )
    return "\n".join(line for line in lines if line)


def _link(meeting: Meeting, tellings: Sequence[Telling], links: Links | None) -> str:
    own = (links or NoLinks()).meeting(meeting.key)
    return own or next((url for telling in tellings if (url := _web(telling.url))), "")


def _web(url: str | None) -> str:
    return url if url and url.startswith(("https://", "http://")) and not any(char.isspace() for char in url) else ""


def _bare(text: str) -> str:
    """Calendars show isolates as boxes more often than they use them."""
    return _clean(text).replace(FSI, "").replace(PDI, "")


def _clean(text: str) -> str:
    """What XML can hold."""
    return "".join(
        char
        for char in text
        if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
    )


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _document(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
