"""The digest as it is read: snapshots in three languages, and what can never stand in it.

The snapshots are written anew with `UPDATE_SNAPSHOTS=1 pytest tests/worker/digest/test_render.py`; look at the difference, and at
the pictures that benchmarks/pictures.py makes.
"""

import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rtoml

from storage.records import ChangeKind, FieldChange, Message
from tests.worker.digest.builders import NOW, a_change, a_due, a_meeting, a_telling, some_coverage, some_material
from tests.worker.digest.sample import a_digest
from worker.digest.compose import compose
from worker.digest.render import LARGEST_HTML, render
from worker.digest.sign import SignedLinks
from worker.knowledge import wording as wording_module
from worker.knowledge.wording import FSI, PDI, Wording

SNAPSHOTS = Path(__file__).parent / "snapshots"
LINKS = SignedLinks("https://diwan.example", "key of the tests", now=NOW)


def fixed_names() -> Wording:
    """Names that the knowledge files cannot change under the snapshots."""
    return Wording(
        rtoml.load(Path(wording_module.__file__).parent / "wording.toml"),
        polities={
            "FR": {"en": "France", "ar": "فرنسا", "ckb": "فەرەنسا"},
            "IQ-KR": {"en": "Kurdistan Region", "ar": "إقليم كوردستان", "ckb": "هەرێمی کوردستان"},
        },
        places={"Paris": {"en": "Paris", "ar": "باريس", "ckb": "پاریس"}},
        actors={"nechirvan-barzani": {"en": "Nechirvan Barzani", "ar": "نيجيرفان بارزاني", "ckb": "نێچیرڤان بارزانی"}},
    )


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("form", ["html", "txt", "slack.json"])
def test_a_digest_reads_as_it_was_approved(language: str, form: str) -> None:
    message = render(a_digest(language), links=LINKS, names=fixed_names())
    made = {
        "html": message.html,
        "txt": message.text,
        "slack.json": json.dumps(message.blocks, ensure_ascii=False, indent=1) + "\n",
    }[form]
    path = SNAPSHOTS / f"digest-{language}.{form}"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), f"{path.name} has changed; the head of this file says what to do"


class Reader(HTMLParser):
    """Collects what a mail program would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "background", "action")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def hostile() -> Message:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    meeting = a_meeting(1, city=evil, topics=(evil,), confidence=0.4)
    telling = a_telling(evil, outlet=evil, url="javascript:alert(1)")
    quoted = a_telling("x", url='https://a.example/"onmouseover="alert(1)')
    material = some_material(a_change(1, meeting), tellings={1: (telling, quoted)})
    coverage = some_coverage()
    return render(compose(a_due(), material, from_change=0, since=NOW, coverage=coverage), links=LINKS)


def test_nothing_from_outside_is_acted_on() -> None:
    read = Reader(hostile().html)
    assert not {"script", "img", "iframe", "form", "object"} & set(read.tags)
    assert read.handlers == []
    assert all(link.startswith("https://") for link in read.links)


def test_no_remote_picture_and_no_style_sheet_is_asked_for() -> None:
    html = render(a_digest("en"), links=LINKS).html
    assert not re.search(r"<(img|link|script)\b|url\(|@import", html)


def test_nothing_from_outside_is_slack_markup() -> None:
    said = json.dumps(hostile().blocks)
    assert "<script" not in said
    assert "<javascript" not in said


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_names_against_the_direction_are_isolated(language: str) -> None:
    text = render(a_digest(language)).text
    assert text.count(FSI) == text.count(PDI) > 0
    assert f"{FSI}President Barzani and Macron discuss energy in Paris{PDI}" in text


def test_without_a_web_door_no_link_of_ours_is_written() -> None:
    message = render(a_digest("en"))
    assert "diwan.example" not in message.html + message.text
    assert "Is this a meeting?" in message.html


def test_a_flood_of_meetings_stays_under_the_size_that_mail_programs_cut() -> None:
    from worker.digest.write import Gathered, write

    long = "A very long headline about a meeting of many people and much else " * 4
    changes = [a_change(n, a_meeting(n)) for n in range(1, 400)]
    tellings = {
        n: tuple(a_telling(long, outlet=f"Outlet {m}", url="https://x.example/" + "y" * 300) for m in range(6))
        for n in range(1, 400)
    }
    material = some_material(*changes, tellings=tellings, coverage={NOW: some_coverage()})
    gathered = Gathered(material=material, from_change={(1, "daily"): 0}, since={(1, "daily"): NOW}, watched={})
    written = write(a_due(), gathered, now=NOW)
    assert len(written.message.html.encode()) < LARGEST_HTML
    assert 0 < written.run.meetings < 399
    assert written.run.to_change == 399  # they could never be caught up with
    assert f"not listed: {399 - written.run.meetings}." in written.message.text


def test_one_meeting_is_said_in_the_singular() -> None:
    digest = compose(a_due(), some_material(a_change(1)), from_change=0, since=NOW, coverage=some_coverage())
    assert render(digest).subject == "Diplomatic digest, 5 Mar 2026: one meeting"
    assert "2 meetings" in render(replace(digest, more=digest.headline)).subject


def test_what_changed_is_said_once_and_shows_who_says_so() -> None:
    fields = (
        FieldChange(name="status", before="cancelled", after="held"),
        FieldChange(name="phase", before="cancelled", after="held"),
    )
    step = a_change(1, kind=ChangeKind.TRANSITION, fields=fields)
    material = some_material(step, tellings={1: (a_telling("They met after all"),)})
    made = render(compose(a_due(), material, from_change=0, since=NOW, coverage=some_coverage()), names=fixed_names())
    assert "state: held (was cancelled)" in made.text
    assert "status:" not in made.text
    assert "They met after all (Rudaw, en, 5 Mar 2026 07:00)" in made.text
    assert "They met after all" in made.html


def test_the_foot_says_for_whom_it_is_and_when_it_comes() -> None:
    made = render(compose(a_due(), some_material(), from_change=0, since=NOW, coverage=some_coverage()))
    for form in (made.text, made.html):
        assert "The daily digest of Desk, at 07:00 Asia/Baghdad." in form


def test_the_foot_of_a_weekly_digest_gives_its_own_hour() -> None:
    due = a_due()
    due = replace(
        due, kind="weekly", subscriber=replace(due.subscriber, rules={"weekly": {"weekday": 4, "at": "17:00"}})
    )
    made = render(compose(due, some_material(), from_change=0, since=NOW, coverage=some_coverage()))
    assert "The weekly digest of Desk (17:00 Asia/Baghdad)." in made.text


def test_names_of_watches_stand_isolated() -> None:
    due = a_due(language="ar")
    material = some_material(a_change(1))
    digest = compose(due, material, from_change=0, since=NOW, coverage=some_coverage(), watched={1: ("France (all)",)})
    made = render(digest, names=fixed_names())
    assert f"المراقبة: {FSI}France (all){PDI}" in made.text
    assert '<bdi dir="auto">France (all)</bdi>' in made.html
