"""Hostile documents end in an answer or a reason. (How soon is the bench's matter; these sizes would take minutes where a step is not linear.)"""

import contextlib

import pytest

from tests.worker.parse.feeds import URL
from worker.errors import ParseError
from worker.parse.discover import discover
from worker.parse.feed import read_feed
from worker.parse.html import to_text

N = 30_000
OPEN = b"<rss><channel>"
DOCUMENTS = {
    "attributes without quotes": OPEN
    + b"<item><title>x</title><p "
    + b" ".join(b"a%d=1" % n for n in range(N))
    + b">x</item></channel></rss>",
    "comments that never end": OPEN + b"<!--" * N,
    "CDATA that never ends": OPEN + b"<title>" + b"<![CDATA[" * N,
    "angle brackets": OPEN + b"<title>" + b"<" * N,
    "ampersands": OPEN + b"<title>" + b"&" * N,
    "bodies that never end": OPEN + b"<item>" + b"<description>x<b>" * N,
    "nesting": OPEN + b"<item>" + b"<a>" * N + b"</a>" * N + b"</item></channel></rss>",
    "an author": OPEN + b"<item><author>" + b"a@" * N + b"</author></item></channel></rss>",
    "markup in a title": OPEN + b"<item><title>" + b"&lt;b " * N + b"</title></item></channel></rss>",
    "attributes in a body": OPEN
    + b"<item><description>&lt;p "
    + b" ".join(b"a%d=1" % n for n in range(N))
    + b"></description></item></channel></rss>",
    "enclosures": OPEN + b"<item>" + b"<enclosure url='/x'/>" * N + b"</item></channel></rss>",
    "entities": b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * N,
    "JSON": b"[" * N,
    "equals": OPEN + b"&<item><x " + b"a= " * N + b">",
    "nul": b"\0" * N,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_ends_in_an_answer_or_a_reason(name: str) -> None:
    with contextlib.suppress(ParseError):
        assert len(read_feed(DOCUMENTS[name], url=URL).entries) <= 1


def test_more_entries_than_anyone_reads_are_cut_and_said() -> None:
    feed = read_feed(OPEN + b"<item><title>x</title></item>" * 3_000 + b"</channel></rss>", url=URL)
    assert len(feed.entries) == 1_000
    assert feed.notes == ("only the first 1000 of 3000 entries were read",)


def test_a_page_of_endless_tags_still_tells_its_feed() -> None:
    html = '<link rel="alternate" type="application/rss+xml" href="/f">' + "<div>" * N
    assert [found.url for found in discover(html, URL)] == ["https://outlet.example/f"]
    assert to_text("<div>" * N + "x") == "x"
