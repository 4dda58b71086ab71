"""Which feeds a page offers, by the rules browsers and readers agree on."""

import pytest

from worker.parse.discover import How, discover, guesses

URL = "https://outlet.example/news/"
RSS, ATOM = "application/rss+xml", "application/atom+xml"


def urls(html: str, url: str | None = URL) -> list[str]:
    return [found.url for found in discover(html, url)]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (f'<link rel="alternate" type="{RSS}" title="News" href="/feed">', ["https://outlet.example/feed"]),
        (f'<link rel="alternate" type="{ATOM}" href="atom.xml">', ["https://outlet.example/news/atom.xml"]),
        (f'<LINK REL="ALTERNATE" TYPE="{RSS.upper()}" HREF="/feed">', ["https://outlet.example/feed"]),
        (f'<link rel="foo alternate bar" type="{RSS}" href="/feed"/>', ["https://outlet.example/feed"]),
        (f'<link rel="alternate" type=" {RSS}; charset=utf-8 " href="/feed">', ["https://outlet.example/feed"]),
        ('<link rel="feed" href="/feed">', ["https://outlet.example/feed"]),
        ('<link rel="feed alternate" href="/feed">', ["https://outlet.example/feed"]),
        ('<link rel="FEED" type="text/html" href="/feed">', ["https://outlet.example/feed"]),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://outlet.example/f.json"]),
        ('<link rel="alternate" type="application/json" href="/f.json">', ["https://outlet.example/f.json"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed">', []),
        ('<link rel="alternate" type="text/xml" title="Our RSS feed" href="/x.xml">', ["https://outlet.example/x.xml"]),
        ('<link rel="alternate" type="application/xml" title="rss" href="/x.xml">', ["https://outlet.example/x.xml"]),
        ('<link rel="alternate" type="application/rdf+xml" title="RSS" href="/x.rdf">', ["https://outlet.example/x.rdf"]),
        ('<link rel="alternate" type="text/xml" title="Map" href="/x.xml">', []),
        ('<link rel="alternate" type="text/xml" title="parsses" href="/x.xml">', []),
        (f'<link rel="alternate stylesheet" type="{RSS}" href="/feed">', []),
        (f'<link rel="alternates" type="{RSS}" href="/feed">', []),
        (f'<link rel="abcfeedxyz" type="{RSS}" href="/feed">', []),
        (f'<link rel="stylesheet" type="{RSS}" href="/feed">', []),
        ('<link rel="alternate" type="text/html" hreflang="ar" href="/ar">', []),
        ('<link rel="alternate" href="/ar">', []),
        (f'<link rel="alternate" type="{RSS}" href="">', []),
        (f'<link rel="alternate" type="{RSS}">', []),
        (f'<link rel="alternate" type="{RSS}" href="javascript:alert(1)">', []),
        (f'<link rel="alternate" type="{RSS}" href="data:text/xml,x">', []),
        (f'<link rel="alternate" type="{RSS}" href="file:///etc/passwd">', []),
        (f'<link rel="alternate" type="{RSS}" href="feed:https://outlet.example/f">', ["https://outlet.example/f"]),
        (f'<link rel="alternate" type="{RSS}" href="feed://outlet.example/f">', ["http://outlet.example/f"]),
        (f'<link rel="alternate" type="{RSS}" href="//cdn.example/f">', ["https://cdn.example/f"]),
        (f'<link rel="alternate" type="{RSS}" href="/f?a=1&amp;b=2">', ["https://outlet.example/f?a=1&b=2"]),
        (f'<base href="https://base.example/x/"><link rel="alternate" type="{RSS}" href="f">', ["https://base.example/x/f"]),
        (f'<!-- <link rel="alternate" type="{RSS}" href="/feed"> -->', []),
        ('<a href="/feed/">RSS</a>', ["https://outlet.example/feed/"]),
        ('<a href="/rss.xml">x</a> <a href="/about">y</a>', ["https://outlet.example/rss.xml"]),
        ('<a rel="feed" href="/x">x</a>', ["https://outlet.example/x"]),
        ('<a href="/feedback">x</a><a href="/rss-readers">y</a>', []),
        ("", []),
    ],
)  # fmt: skip
def test_what_counts_as_a_feed(link: str, expected: list[str]) -> None:
    assert urls(f"<html><head>{link}</head><body></body></html>") == expected


def test_each_address_once_in_the_order_of_the_page() -> None:
    html = "".join(f'<link rel="alternate" type="{RSS}" href="/{name}">' for name in ("b", "a", "b"))
    assert urls(html) == ["https://outlet.example/b", "https://outlet.example/a"]


def test_links_people_click_count_only_where_the_head_names_none() -> None:
    html = f'<link rel="alternate" type="{RSS}" href="/head"><a href="/feed/">RSS</a>'
    assert urls(html) == ["https://outlet.example/head"]


def test_a_relative_address_without_a_page_address_is_left_out() -> None:
    assert urls(f'<link rel="alternate" type="{RSS}" href="/f">', None) == []


def test_titles_and_grounds_are_kept() -> None:
    found = discover(f'<link rel="alternate" type="{RSS}" title=" The  news " href="/f">', URL)[0]
    assert (found.title, found.type, found.how) == ("The news", RSS, How.LINK)


def test_guesses_are_marked_and_never_mixed_in() -> None:
    found = guesses("https://outlet.example/ar/news")
    assert found[0].url == "https://outlet.example/ar/news/feed/"
    assert all(one.how is How.GUESS for one in found)
    assert guesses("ftp://outlet.example/") == ()
