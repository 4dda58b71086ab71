"""feedparser behind a wall: it may hang or die, the caller goes on."""

import os
import signal

import pytest

from tests.worker.parse.feeds import rss
from worker.errors import ParseError
from worker.parse.child import Child


def test_the_child_reads_a_feed_and_stays_up_for_the_next() -> None:
    with Child() as child:
        body = rss(
            "<title>&lt;b&gt;T&lt;/b&gt;</title><link>https://x.example/a</link><description>&lt;script&gt;x&lt;/script&gt;y</description>"
        )
        first = child.read(body, {})
        assert (first.entries[0].title, first.entries[0].link, first.entries[0].summary, first.tier) == (
            "T",
            "https://x.example/a",
            "y",
            "feedparser",
        )
        process = child._process
        assert child.read(body, {}) == first
        assert child._process is process


def test_what_is_no_feed_is_said() -> None:
    with Child() as child, pytest.raises(ParseError, match="feedparser"):
        child.read(b"/etc/hostname", {})


def test_a_killed_child_is_replaced() -> None:
    with Child() as child:
        child.read(rss("<title>T</title>"), {})
        assert child._process is not None
        os.kill(child._process.pid, signal.SIGKILL)
        child._process.wait()
        assert child.read(rss("<title>T</title>"), {}).entries[0].title == "T"


def test_a_feed_that_makes_feedparser_hang_is_given_up() -> None:
    hostile = b"<rss><channel><item><author>" + b"a" * 200_000 + b"</author></item>" * 3 + b"</channel></rss>"
    with Child(wall_seconds=0.2) as child:
        with pytest.raises(ParseError, match="not read"):
            child.read(hostile, {})
        assert child._process is None
