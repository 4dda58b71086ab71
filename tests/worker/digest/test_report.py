"""A report for a cable, in three formats and three languages."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from tests.worker.digest.builders import NOW, a_meeting, a_telling
from tests.worker.digest.sample import meetings, tellings
from worker.digest import document
from worker.digest.report import Report, compose_report, markdown
from worker.knowledge.wording import wording


def a_report(language: str = "en") -> Report:
    return compose_report(
        list(meetings().values()), tellings(), since=date(2026, 3, 1), until=date(2026, 3, 9), made_at=NOW, language=language,
        names=wording(), watch="France",
    )  # fmt: skip


def test_markdown_numbers_every_meeting_once_and_names_every_source() -> None:
    text = markdown(a_report())
    assert text.startswith("# Diplomatic meetings\n\n**1 Mar 2026 – 9 Mar 2026 · France**\n")
    assert "Held: 6; announced: 2; cancelled or postponed: 2." in text
    assert [line.split(".")[0] for line in text.splitlines() if line[:1].isdigit()] == [str(n) for n in range(1, 11)]
    assert (
        "[نيجيرفان بارزاني يلتقي ماكرون في قصر الإليزيه](<https://shafaq.example/ar/7>) (Shafaq News, ar, 2026-03-0"
        in text
    )
    assert "## Announced, not yet told as held" in text


def test_markdown_from_outside_is_no_markup() -> None:
    evil = "[x](javascript:1) <script>alert(1)</script> | `a` *b*"
    report = compose_report(
        [a_meeting(1, city=evil)], {1: [a_telling(evil, outlet=evil, url="javascript:alert(1)")]}, since=NOW.date(),
        until=NOW.date(), made_at=NOW, language="en", names=wording(),
    )  # fmt: skip
    text = markdown(report)
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert "(<javascript" not in text


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_word_holds_the_same_and_marks_what_runs_right_to_left(language: str) -> None:
    report = a_report(language)
    with zipfile.ZipFile(io.BytesIO(document.word(report))) as archive:
        xml = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    text = "".join(ElementTree.fromstring(xml).itertext())
    assert all(one.line in text for section in report.sections for one in section.paragraphs)
    assert "https://shafaq.example/ar/7" in links
    assert "javascript:" not in links
    assert ("<w:bidi/>" in xml) == (language != "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ckb"])
def test_pdf_is_made_with_its_own_font(language: str) -> None:
    pytest.importorskip("fpdf")
    pytest.importorskip("pymupdf_fonts")
    made = document.pdf(a_report(language))
    assert made.startswith(b"%PDF-")
    assert b"FiraGO" in made
    assert b"https://shafaq.example/ar/7" in made
    assert b"javascript" not in made


def test_a_report_of_nothing_says_so() -> None:
    nothing = compose_report([], {}, since=NOW.date(), until=NOW.date(), made_at=NOW, language="en", names=wording())
    assert "Held: 0; announced: 0; cancelled or postponed: 0." in markdown(nothing)
    assert replace(nothing, language="ar").table == ()
    assert document.word(nothing).startswith(b"PK")
