"""Our answers beside feedparser's: equal on every recorded and every well-formed feed, and explained wherever they differ on broken ones."""

from pathlib import Path

import pytest

from benchmarks.bench_feeds import (
    URL,
    broken_feeds,
    by_feedparser,
    good_feeds,
    neutral,
    neutral_feedparser,
    why_different,
)
from worker.parse import read_feed
from worker.parse.child import Child
from worker.parse.delta import DeltaReader

RECORDED = sorted((Path(__file__).parents[3] / "fixtures" / "feeds").rglob("*.xml"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_recorded_feed_is_read_as_feedparser_reads_it(path: Path) -> None:
    body = path.read_bytes()
    ours = read_feed(body, url=URL)
    assert ours.tier == "strict"
    assert neutral(ours) == neutral_feedparser(by_feedparser(body))


def test_the_recorded_day_is_there() -> None:
    assert len(RECORDED) >= 2


def test_recorded_polls_by_delta_are_the_whole_parse() -> None:
    reader = DeltaReader()
    for path in RECORDED:
        assert reader.read(path.read_bytes(), url=URL) == read_feed(path.read_bytes(), url=URL)


@pytest.mark.parametrize("name", list(good_feeds()))
def test_a_well_formed_feed_is_read_as_feedparser_reads_it(name: str) -> None:
    body = good_feeds()[name]
    assert neutral(read_feed(body, url=URL)) == neutral_feedparser(by_feedparser(body))


@pytest.mark.slow
def test_every_difference_on_broken_feeds_is_explained() -> None:
    with Child() as child:
        for name, body in broken_feeds().items():
            ours = neutral(read_feed(body, url=URL, last_resort=child.read))
            theirs = neutral_feedparser(by_feedparser(body))
            assert ours == theirs or why_different(name, ours, theirs) != "NOT EXPLAINED", name
