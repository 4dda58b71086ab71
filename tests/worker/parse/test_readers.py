"""Listings, JSON answers and channel previews, read by rules that are data."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from storage.records import Feed, FeedKind
from tests.worker.parse.feeds import rss
from worker.errors import ParseError
from worker.parse import read_source

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@dataclass
class Page:
    body: bytes
    url: str = "https://outlet.example/ckb/latest"
    headers: dict[str, str] = field(default_factory=dict)
    fetched_at: datetime = NOW


def a_feed(kind: FeedKind, **rules: object) -> Feed:
    return Feed(key="x", outlet="X", url="https://outlet.example/", kind=kind, rules=rules)


LISTING = """<html lang="ckb"><head><title>Latest</title></head><body>
<nav><a href="/ckb/about">About</a></nav>
<article class="card"><a href="/ckb/story/11"><img src="/i/11.jpg"></a><h3><a href="/ckb/story/11">وەزیر پێشوازی لە باڵیۆز دەکات</a></h3>
 <span class="when">21ی تشرینی دووەمی 2026 - 12:30</span><p class="lead">کورتە</p></article>
<article class="card"><h3><a href="https://outlet.example/ckb/story/12">Second &amp; last</a></h3><time datetime="2026-11-21T10:00:00+03:00">x</time></article>
<article class="card"><h3><a href="/ckb/story/13">Third</a></h3><span class="when">پێش ٢ کاتژمێر</span></article>
<article class="card"><h3><a href="javascript:x()">No</a></h3></article>
<article class="card"><h3><a href="/ckb/video/9">Video</a></h3></article>
</body></html>"""


def test_a_listing_by_its_rules() -> None:
    rules = {
        "each": "article.card",
        "link": "h3 a",
        "title": "h3",
        "time": ".when, time",
        "summary": "p.lead",
        "keep": r"/story/\d+",
    }
    feed = read_source(Page(LISTING.encode()), a_feed(FeedKind.LISTING, items=rules))
    assert (feed.format, feed.language) == ("listing", "ckb")
    assert [(entry.link, entry.title) for entry in feed.entries] == [
        ("https://outlet.example/ckb/story/11", "وەزیر پێشوازی لە باڵیۆز دەکات"),
        ("https://outlet.example/ckb/story/12", "Second & last"),
        ("https://outlet.example/ckb/story/13", "Third"),
    ]
    first, second, third = feed.entries
    assert (first.published, first.published_zoned, first.summary) == (
        datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        True,
        "کورتە",
    )
    assert first.image == "https://outlet.example/i/11.jpg"
    assert second.published == datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
    assert (third.published, third.published_relative) == (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), True)


def test_a_listing_of_bare_links_takes_an_address_once_and_its_headline() -> None:
    html = '<a href="/babat/1"><img src="/1.jpg"></a><a href="/babat/1">Headline</a><a href="/babat/2" title="Other"><b></b></a><a href="/x">no</a>'
    feed = read_source(Page(html.encode()), a_feed(FeedKind.LISTING, items={"each": 'a[href*="/babat/"]'}))
    assert [(entry.link, entry.title) for entry in feed.entries] == [
        ("https://outlet.example/babat/1", "Headline"),
        ("https://outlet.example/babat/2", "Other"),
    ]


def test_a_headline_inside_the_link() -> None:
    html = '<a href="/n/1"><div class="card-small"><h2>One</h2><p>x</p></div></a>'
    feed = read_source(
        Page(html.encode()), a_feed(FeedKind.LISTING, items={"each": "a:has(.card-small)", "title": ".card-small h2"})
    )
    assert feed.entries[0].title == "One"


def test_a_challenge_is_no_listing() -> None:
    with pytest.raises(ParseError, match="challenge") as caught:
        read_source(Page(b"<html><title>Just a moment...</title></html>"), a_feed(FeedKind.LISTING, items={}))
    assert caught.value.blocked


def test_a_rule_that_is_no_css_is_named() -> None:
    with pytest.raises(ParseError, match="no CSS"):
        read_source(Page(b"<p>x</p>"), a_feed(FeedKind.LISTING, items={"each": "a[["}))


API = {
    "Data": {
        "MaxPage": 3,
        "CategoryNews": {
            "Articles": [
                {
                    "Title": "PM &amp; envoy",
                    "Link": "/english/kurdistan/2811",
                    "Summary": "s",
                    "Body": "<p>b<script>x</script></p>",
                    "AMPDateTime": "2026-11-21T12:30:00",
                },
                {"Title": "PM &amp; envoy", "Link": "/english/kurdistan/2811", "AMPDateTime": "2026-11-21T12:30:00"},
                {"Title": None, "Link": None, "AMPDateTime": 1795249800},
                "nonsense",
            ]
        },
    }
}
PATH = {
    "entries": "Data.CategoryNews.Articles", "title": "Title", "link": "Link", "published": "AMPDateTime", "summary": "Summary", "content": "Body",
    "base": "https://outlet.example",
}  # fmt: skip


def test_a_json_answer_by_its_paths() -> None:
    feed = read_source(Page(json.dumps(API).encode()), a_feed(FeedKind.JSON, path=PATH))
    first, second = feed.entries
    assert (first.title, first.link) == ("PM & envoy", "https://outlet.example/english/kurdistan/2811")
    assert (first.published, first.published_zoned) == (datetime(2026, 11, 21, 9, 30, tzinfo=UTC), True)
    assert first.content == "<p>b</p>"
    assert second.published == datetime(2026, 11, 21, 10, 30, tzinfo=UTC) - (
        datetime(2026, 11, 21, 10, 30, tzinfo=UTC) - datetime.fromtimestamp(1795249800, UTC)
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"Data": {}}', "no list at"),
        (b"<html><title>Just a moment...</title></html>", "challenge"),
        (b"oops", "not JSON"),
    ],
)
def test_an_answer_of_another_shape_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read_source(Page(body), a_feed(FeedKind.JSON, path=PATH))


TELEGRAM = """<html><head><title>Channel</title></head><body><div class="tgme_channel_info_header_title"><span>The Channel</span></div>
<div class="tgme_channel_info_description">about it</div>
<div class="tgme_widget_message" data-post="chan/7"><div class="tgme_widget_message_owner_name">Chan</div>
 <div class="tgme_widget_message_text js-message_text">First line<br/>second <a href="https://x.example/" onclick="x()">link</a></div>
 <a class="tgme_widget_message_date" href="https://t.me/chan/7"><time datetime="2026-11-21T11:00:00+00:00">11:00</time></a></div>
<div class="tgme_widget_message" data-post="chan/8">
 <a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">old words</div></a>
 <div class="tgme_widget_message_text js-message_text">Newest</div>
 <a class="tgme_widget_message_date" href="https://t.me/chan/8"><time datetime="2026-11-21T11:30:00+00:00">11:30</time></a></div>
<div class="tgme_widget_message" data-post="chan/9"><a class="tgme_widget_message_photo_wrap"></a></div></body></html>"""


def test_a_channel_preview_newest_first() -> None:
    feed = read_source(Page(TELEGRAM.encode(), url="https://t.me/s/chan"), a_feed(FeedKind.TELEGRAM))
    assert (feed.title, feed.description, feed.format) == ("The Channel", "about it", "telegram")
    newest, older = feed.entries
    assert (newest.id, newest.title, newest.link) == ("chan/8", "Newest", "https://t.me/chan/8")
    assert (older.title, older.published) == ("First line", datetime(2026, 11, 21, 11, 0, tzinfo=UTC))
    assert older.content == 'First line<br>second <a href="https://x.example/">link</a>'


def test_a_page_without_a_channel_is_named() -> None:
    with pytest.raises(ParseError, match="no channel preview"):
        read_source(Page(b"<html><title>Telegram: Contact</title></html>"), a_feed(FeedKind.TELEGRAM))


def test_a_feed_is_read_in_the_zone_of_its_source() -> None:
    feed = a_feed(FeedKind.FEED)
    found = read_source(Page(rss("<title>T</title><pubDate>2026-11-21 15:00</pubDate>")), feed)
    assert found.entries[0].published == NOW
    assert read_source(Page(rss("<title>T</title>")), a_feed(FeedKind.SITEMAP)).notes == (
        "a rss feed where a sitemap was expected",
    )
