"""Claims about the message of an alert. `WRITE_SNAPSHOTS=1` writes the snapshots anew; look at them before they are committed."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from storage.records import Phase, Status, Telling
from tests.worker.alert.sample import AT, CHANGE, MEETING, MENTION, SENTENCE, TELLINGS, a_message, an_item
from worker.alert.render import say_reason
from worker.knowledge.wording import FSI, LANGUAGES, PDI, wording

SNAPSHOTS = Path(__file__).parent / "snapshots"


class Reader(HTMLParser):
    """Links and tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def telling(**changed: object) -> Telling:
    return replace(TELLINGS[0], **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_as_it_was_looked_at(language: str) -> None:
    made = a_message(language)
    for path, text in (
        (f"alert-{language}.html", made.html),
        (f"alert-{language}.txt", f"{made.subject}\n\n{made.text}"),
    ):
        snapshot = SNAPSHOTS / path
        if os.environ.get("WRITE_SNAPSHOTS"):
            SNAPSHOTS.mkdir(exist_ok=True)
            snapshot.write_text(text, encoding="utf-8")
        assert text == snapshot.read_text(encoding="utf-8"), f"{path} differs from what was looked at"


def test_it_says_what_changed_who_says_so_and_why_it_came() -> None:
    text = a_message().text
    for part in (
        "Held · Nechirvan Barzani (President, Kurdistan Region) met Emmanuel Macron (President, France) in Paris, 6 Mar 2024",
        "Changed: state: announced → held",
        "Changed: city: – → Paris",
        "Shafaq News [ar, 6 Mar 2024 12:02]",
        "https://example.org/2",
        "Watch: France and the Kurdistan Region (both sides: France – Kurdistan Region; topic: security)",
        f"Name in the text: {FSI}نێچیرڤان بارزانی{PDI}",
        f"Sentence: {FSI}{SENTENCE}{PDI}",
        "Confidence: 93% · reports: 3, independent owner groups: 3",
        "diwan alerts silence --watch france --meeting m-4k2jx7",
    ):
        assert part in text
    assert text.count("Changed:") == 2, "the status follows from the state and is not said again"


def test_the_original_headline_is_that_of_the_report_at_hand_and_is_said_where_no_source_shows_it() -> None:
    later = [telling(told_at=AT + timedelta(hours=n), mention=replace(MENTION, id=n, entry_id=n)) for n in range(4, 10)]
    others = [replace(one, title=f"Report {n}") for n, one in enumerate(later)]
    text = a_message("en", an_item(tellings=(*TELLINGS, *others))).text
    assert f"Original headline: {FSI}{TELLINGS[2].title}{PDI}" in text
    once = a_message("en", an_item(change=None, tellings=TELLINGS[:1])).text
    assert "Original headline" not in once
    assert once.count(TELLINGS[0].title) == 1


def test_a_source_is_told_with_its_hour_by_the_clock_of_the_reader() -> None:
    assert "Kurdistan 24 [en, 6 Mar 2024 12:01]" in a_message().text
    assert "Kurdistan 24 [en, 6 Mar 2024 04:01]" in a_message(zone=ZoneInfo("America/New_York")).text


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("new", "Nechirvan Barzani met"),
        ("held", "Nechirvan Barzani met"),
        ("confirmed", "Confirmed · Nechirvan Barzani met"),
        ("changed:4", "Changed · Nechirvan Barzani met"),
        ("report:3", "One more report: Rudaw · Nechirvan Barzani met"),
        ("repeat", "Reminder · Nechirvan Barzani met"),
    ],
)
def test_the_subject_says_what_is_new_where_its_line_does_not(kind: str, subject: str) -> None:
    assert a_message("en", an_item(kind=kind)).subject.startswith(subject)


def test_what_was_called_off_is_said_once() -> None:
    off = replace(MEETING, status=Status.CANCELLED, phase=Phase.CANCELLED)
    made = a_message("en", an_item(meeting=off, kind="cancelled"))
    assert made.subject.startswith("Cancelled: Nechirvan Barzani was to meet")
    assert made.text.startswith("Cancelled: Nechirvan Barzani (President")


def test_what_no_report_brought_is_told_with_its_ground() -> None:
    by_hand = replace(CHANGE, mention=None, reason="desk says that it is no meeting: it was a trade fair")
    withdrawn = replace(MEETING, phase=Phase.WITHDRAWN)
    made = a_message("ar", an_item(meeting=withdrawn, kind="withdrawn", change=by_hand))
    assert f"السبب: {FSI}desk says that it is no meeting: it was a trade fair{PDI}" in made.text
    assert "it was a trade fair" in made.html
    assert "Reason:" not in a_message().text, "a report has its own sentence"


def test_reports_and_groups_are_counted_from_the_sources_shown() -> None:
    first = replace(MEETING, mentions=1, owner_groups=("K24",))
    assert "reports: 3, independent owner groups: 3" in a_message("en", an_item(meeting=first)).text


def test_messages_about_one_meeting_share_a_thread_and_several_have_none() -> None:
    other = replace(MEETING, id=2, key="m-2")
    assert a_message().thread == "m-4k2jx7"
    both = a_message("en", an_item(), an_item(meeting=other))
    assert both.thread is None
    assert both.subject == "2 meetings: Nechirvan Barzani met Emmanuel Macron in Paris, 6 Mar 2024"


def test_many_meetings_are_lines_and_the_rest_is_counted() -> None:
    items = [an_item(meeting=replace(MEETING, id=n, key=f"m-{n}"), change=None) for n in range(15)]
    text = a_message("en", *items, more=37).text
    assert "and 42 more:" in text
    assert text.count("in Paris, 6 Mar 2024") == 15


def test_what_outlets_write_cannot_become_markup() -> None:
    nasty = telling(
        title='<script>alert(1)</script> <img src=x onerror=y> "', outlet="<b>Outlet</b>", url="javascript:alert(1)"
    )
    mention = replace(MENTION, evidence=(replace(MENTION.evidence[0], text="<iframe src=//evil>"),))
    item = an_item(tellings=(nasty,), change=replace(an_item().change, mention=mention))  # type: ignore[type-var]
    page = Reader(a_message("en", item).html)
    assert not {"script", "img", "iframe", "b"} & set(page.tags)
    assert page.links == []


def test_slack_gets_plain_text_and_no_mention_or_odd_link() -> None:
    nasty = telling(title="<!channel> <http://evil|bank> a|b & c", outlet="<@U1>", url="https://example.org/a|b")
    blocks = a_message("en", an_item(tellings=(nasty,)), channel="slack").blocks
    marked = [
        part["text"]
        for block in blocks
        for part in (block.get("text"), *block.get("elements", []))
        if isinstance(part, dict) and part["type"] == "mrkdwn"
    ]
    joined = "\n".join(marked)
    assert "&lt;!channel&gt; &lt;http://evil/bank&gt; a/b &amp; c" in joined
    assert "&lt;@U1&gt;" in joined
    assert "<" not in joined, "the odd address gives no link"
    good = a_message(channel="slack").blocks
    assert any("<https://example.org/2|" in str(block) for block in good)
    assert good[0]["type"] == "header"


def test_only_what_a_channel_needs_is_kept() -> None:
    assert a_message(channel="email").blocks == ()
    assert a_message(channel="slack").html == ""


def test_a_webhook_gets_the_meeting_as_data() -> None:
    details = json.loads(json.dumps(dict(a_message(channel="webhook").headers)))
    (data,) = details["meetings"]
    assert (data["key"], data["kind"], data["date"], data["city"]) == ("m-4k2jx7", "held", "2024-03-06", "Paris")
    assert [one["actor"] for one in data["participants"] if one["lead"]] == ["nechirvan-barzani", "emmanuel-macron"]
    assert data["watches"] == [{"key": "france", "reasons": ["pair FR and IQ-KR", "topic security"]}]
    assert [one["outlet"] for one in data["sources"]] == ["Kurdistan 24", "Shafaq News", "Rudaw"]
    assert "meetings" not in a_message(channel="email").headers


def test_links_are_written_where_there_is_an_address_to_lead_to() -> None:
    class Links:
        def meeting(self, meeting_key: str) -> str | None:
            return f"https://diwan.example/meetings/{meeting_key}"

        def mute(self, *, watch_key: str, meeting_key: str, recipient_id: int) -> str | None:
            return f"https://diwan.example/mute/{watch_key}.{meeting_key}.{recipient_id}"

    made = a_message("en", an_item(), links=Links())
    assert "https://diwan.example/mute/france.m-4k2jx7.1" in Reader(made.html).links
    assert "diwan alerts silence" not in made.text


@pytest.mark.parametrize(
    ("reason", "language", "said"),
    [
        ("polity FR", "ar", "الطرف: فرنسا"),
        ("pair nechirvan-barzani and FR", "en", "both sides: Nechirvan Barzani – France"),
        ("office IQ/foreign-minister", "en", "office: foreign minister (Iraq)"),
        ("topic energy", "ckb", "بابەت: وزە"),
        ("transition cancelled", "en", "state: cancelled"),
        ("owner group Rudaw", "en", "outlet: Rudaw"),
        ('words "oil"', "en", 'words "oil"'),
        ('words "oil"', "ar", f"كلمات: «{FSI}oil{PDI}»"),
        ("language ckb", "ckb", f"زمان: {FSI}ckb{PDI}"),
        ("first meeting of FR and IQ in 90 days", "en", "first meeting of France and Iraq in 90 days"),
        ("first meeting of FR and IQ in 90 days", "ar", "أول لقاء بين فرنسا والعراق (عدد الأيام: 90)"),
        (
            "meeting 3 of FR and nechirvan-barzani within 7 days",
            "en",
            "meeting 3 of France and Nechirvan Barzani within 7 days",
        ),
        ("no meeting of FR and IQ since 2026-03-01", "en", "no meeting of France and Iraq since 1 Mar 2026"),
        ("confidence 0.85, at least 0.5 asked", "en", "confidence 0.85, at least 0.5 asked"),
        ("independent owner groups: 3", "en", "independent owner groups: 3"),
        ("told of this meeting before", "en", "told of this meeting before"),
        ("something of tomorrow", "ar", f"{FSI}something of tomorrow{PDI}"),
    ],
)
def test_reasons_are_said_in_the_language_of_the_reader(reason: str, language: str, said: str) -> None:
    assert say_reason(reason, language, wording()) == said


def test_every_reason_that_judging_gives_has_words_in_every_language() -> None:
    """Rules of all kinds, judged: no reason reaches a reader of Arabic or Sorani in English."""
    from tests.worker.alert.test_rules import AT, ENTRY, MEETING
    from worker.alert.judge import NoHistory, View, reasons_of
    from worker.alert.rules import parse_rule

    rules: list[dict[str, Any]] = [
        {"actor": "fuad-hussein"}, {"office": "foreign-minister"}, {"polity": "FR"}, {"pair": ["FR", "IQ"]}, {"topic": "energy"},
        {"place": "Baghdad"}, {"country": "IQ"}, {"outlet": "Shafaq News"}, {"owner_group": "Shafaq"}, {"language": "ar"},
        {"transition": "held"}, {"status": "held"}, {"mode": "in_person"}, {"words": "النفط"}, {"min_confidence": 0.5},
        {"min_corroboration": 1}, {"novelty": {"first_in_days": 90}}, {"novelty": {"at_least": 1, "in_days": 7}},
    ]  # fmt: skip
    view = View(MEETING, phase=Phase.HELD, entry=ENTRY, history=NoHistory(), today=AT.date())
    for rule in rules:
        (reason,) = reasons_of(parse_rule(rule), view)
        for language in ("ar", "ckb"):
            said = say_reason(reason, language, wording())
            assert not said.startswith(FSI), (rule, said)
