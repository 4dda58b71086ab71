"""The full text of a page: whose reading wins, and what is refused."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from worker.errors import ParseError
from worker.parse import read_article
from worker.parse.article import TextSource, refusal

URL = "https://outlet.example/en/story/7"
SENTENCES = [
    f"Sentence number {n} tells that the prime minister received the ambassador in Erbil and spoke of trade, water and the budget."
    for n in range(8)
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
TEXT = "\n\n".join(SENTENCES)
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
{"@type": "NewsArticle", "headline": "PM &amp; envoy", "datePublished": "2026-11-21T12:30:00+03:00", "dateModified": "2026-11-21T13:00:00+03:00",
"author": [{"@type": "Person", "name": "Jo Doe"}], "articleBody": "%s"}]}</script>"""


def page(inner: str, head: str = "") -> bytes:
    chrome = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20)) + "</ul></nav>"
    return f'<!doctype html><html lang="en"><head><title>PM and envoy | Outlet</title>{head}</head><body>{chrome}{inner}<footer>© Outlet</footer></body></html>'.encode()


def test_the_outlets_own_rules_win() -> None:
    html = page(
        f'<main><h1 class="t">Own title</h1><div class="reader-content">{BODY}<div class="ad">Buy this</div></div></main>'
    )
    rules = {"body": ["div.missing", "div.reader-content"], "title": "h1.t", "drop": [".ad"]}
    found = read_article(html, url=URL, rules=rules)
    assert (found.source, found.title, found.text) == (TextSource.RULES, "Own title", TEXT)


def test_without_rules_the_extractor_reads_the_page() -> None:
    found = read_article(page(f"<article><h1>PM and envoy</h1>{BODY}</article>"), url=URL)
    assert found.source is TextSource.TRAFILATURA
    assert SENTENCES[0] in found.text
    assert "Section 3" not in found.text


def test_rules_that_no_longer_fit_fall_through() -> None:
    found = read_article(page(f"<article>{BODY}</article>"), url=URL, rules={"body": ["div.gone"]})
    assert found.source is TextSource.TRAFILATURA


def test_json_ld_is_read_where_the_page_shows_nothing() -> None:
    found = read_article(page("<div id='app'></div>", LD % TEXT.replace("\n\n", "\\n\\n")), url=URL)
    assert found.source in (
        TextSource.JSON_LD,
        TextSource.TRAFILATURA,
    )  # the extractor looks there too, when all else fails
    assert all(sentence in found.text for sentence in SENTENCES)


def test_what_the_page_says_of_itself() -> None:
    head = LD % "" + '<link rel="canonical" href="/en/story/7"><meta property="og:image" content="/i.jpg">'
    found = read_article(page(f"<article>{BODY}</article>", head), url=URL)
    assert (found.title, found.author, found.language) == ("PM & envoy", "Jo Doe", "en")
    assert (found.published, found.modified) == (
        datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
    )
    assert (found.canonical, found.image) == ("https://outlet.example/en/story/7", "https://outlet.example/i.jpg")


def test_meta_dates_are_read_in_the_sources_zone() -> None:
    html = page(f"<article>{BODY}</article>", '<meta property="article:published_time" content="2026-11-21 12:30">')
    found = read_article(html, url=URL, tz=ZoneInfo("Asia/Baghdad"))
    assert (found.published, found.published_zoned) == (datetime(2026, 11, 21, 9, 30, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "wall",
    [
        "<div>We use cookies to improve your experience. Accept all cookies or manage cookies in your cookie settings at any time.</div>",
        "<div>Subscribe now to continue reading. Already a subscriber? Log in to continue and enjoy all of our journalism every day.</div>",
        "<div>يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك، يرجى الموافقة على سياسة الخصوصية للمتابعة في قراءة الموقع.</div>",
        "<div>Page not found. The page you requested does not exist any more, please go back to the home page of the site.</div>",
    ],
)
def test_a_wall_gives_no_text_and_the_feeds_words_are_kept(wall: str) -> None:
    own = "<p>The prime minister received the ambassador in Erbil on Saturday, his office said in a statement.</p>"
    found = read_article(page(wall), url=URL, feed_html=own)
    assert found.source is TextSource.FEED
    assert found.text.startswith("The prime minister received")
    with pytest.raises(ParseError, match="no article text"):
        read_article(page(wall), url=URL)


def test_a_challenge_is_marked_as_blocked() -> None:
    with pytest.raises(ParseError, match="challenge") as caught:
        read_article(b"<html><title>Just a moment...</title></html>", url=URL)
    assert caught.value.blocked


def test_a_page_with_less_than_the_feed_loses() -> None:
    own = "<p>" + " ".join(SENTENCES[:2]) + "</p>"
    found = read_article(
        page("<article><p>A caption of a video only, nothing more than that.</p></article>"), url=URL, feed_html=own
    )
    assert found.source is TextSource.FEED


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (TEXT, False),
        ("", True),
        ("\n".join(f"Headline of another story {n}" for n in range(12)), True),
        (TEXT + "\n\nAll rights reserved.", False),
    ],
)
def test_what_is_no_article(text: str, refused: bool) -> None:
    assert (refusal(text, "") is not None) == refused
