"""Nothing that acts leaves the sanitiser, and the quick proof never says more than the judge."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.worker.parse.feeds import entry_of, rss
from worker.parse.sanitise import _COUNTER, _cleaner, sanitise, with_plain_tags

ACTIVE = re.compile(
    r"<\s*(script|style|iframe|object|embed|svg|math|form|base|meta|link|template)|\son[a-z]+\s*=|javascript:|vbscript:|data:",
    re.I,
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'>",
    '<img """><script>alert(1)</script>">',
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<iframe src='https://x.example'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div onmouseover=alert(1)>x</div>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<body onload=alert(1)>",
    "<table background='javascript:alert(1)'>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<video poster='javascript:alert(1)'></video>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<p title='x' onclick='y'>z</p>",
    "<a href=\"https://x.example/\" onclick=\"alert(1)\">x</a>",
    "<b\x00 onclick=x>y</b>",
    "<script",
    "<img src=x onerror=alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_active_is_left(attack: str) -> None:
    assert not ACTIVE.search(sanitise(attack, "https://x.example/"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_active_leaves_a_feed_by_any_field(attack: str) -> None:
    data = f"<![CDATA[{attack}]]>" if "]]>" not in attack else "<![CDATA[x]]>"
    xml = f"<title>{data}</title><description>{data}</description><content:encoded>{data}</content:encoded><dc:creator>{data}</dc:creator>"
    found = entry_of(rss(xml.replace("\x00", "")))
    assert not ACTIVE.search(found.summary or "")
    assert not ACTIVE.search(found.content or "")
    assert not re.search(r"<\s*(script|iframe|img|svg)", found.title or "", re.IGNORECASE)


@pytest.mark.parametrize(
    "html",
    [
        "<p>PM <strong>meets</strong> envoy</p>",
        '<p>see <a href="https://x.example/a?b=1&c=2">this</a><br/></p>',
        '<figure><img src="https://x.example/i.jpg" alt="the two" width="600" /><figcaption>x</figcaption></figure>',
        "<ul><li>a</li><li>b</li></ul>",
        "5 < 6 and 7 > 6",
        "AT&T &nbsp; &#8217;",
    ],
)
def test_plain_markup_is_kept_as_it_stands(html: str) -> None:
    assert sanitise(html, "https://x.example/") == html


def test_relative_addresses_are_resolved_or_dropped() -> None:
    assert sanitise('<a href="/a">x</a><img src="i.png">', "https://x.example/b/") == (
        '<a href="https://x.example/a">x</a><img src="https://x.example/b/i.png">'
    )
    assert sanitise('<a href="/a">x</a>') == "<a>x</a>"


TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br/>", "<br />", '<a href="https://x.example/">', "<a href='https://x.example/?a=b'>", "</a>", "<ul>", "<li>", "</ul>",
     '<a href="/x">', "<script>", "</script>", "<svg>", "<!--", "-->", "<table>", "<td>", "<img src='https://x.example/i'>", "<p onclick=x>", "<", ">", "&lt;", '"', "'",
     "<blockquote>", "</div>", "<h1>", "<style>", "<img alt='>' src=x>", "<plaintext>", "<title>", "<noscript>", "<p class='a b'>", '<a target="_blank" href="https://x.example/" rel="x">', '<img alt="x" src="https://x.example/i" srcset="/a 2x, /b" loading="lazy"/>',
     '<p style="x" DIR="rtl" dir="ltr">', "<p data-x hidden>", '<div class="a"class="b">', '<p a="1" / b="2">', '<td colspan="2" nowrap>', "<p x = 'y'>", '<p dir="rtl" dir="ltr">', '<a href>',
     '<img src="https://x.example/i" width="1" height="1">', '<p xml:lang="ar" onclick="x()">']
)  # fmt: skip


@given(st.lists(st.one_of(TAGS, st.text(max_size=5)), max_size=12).map("".join))
def test_what_the_quick_proof_accepts_the_judge_keeps_whole(html: str) -> None:
    html = html.replace("\x00", "").replace("\r", "")
    kept = with_plain_tags(html)
    if kept is not None:
        judged = _cleaner("https://x.example/").clean(_COUNTER.sub("", html))
        assert substance(judged) == substance(kept)
        assert with_plain_tags(kept) == kept


def substance(html: str) -> tuple[set[tuple[str, frozenset[tuple[str, str | None]]]], list[str]]:
    """The kinds of elements and the characters, whatever the nesting: mis-nested HTML nests anew each time it is written and read."""
    body = LexborHTMLParser(f"<!doctype html><body><section>{html}</section></body>")
    elements = {(str(node.tag), frozenset(node.attributes.items())) for node in body.css("section, section *")}
    return elements, sorted("".join(body.text().split()))


@given(st.lists(st.one_of(TAGS, st.sampled_from(ATTACKS), st.text(max_size=5)), max_size=8).map("".join))
def test_no_mixture_gets_anything_active_through(html: str) -> None:
    nodes = LexborHTMLParser(sanitise(html, "https://x.example/"))
    assert nodes.css("script, iframe, style, object, embed, svg, math, form, base, meta, link") == []
    for node in nodes.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert not (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p>a</p><iframe src="https://video.example/1"/><p>b</p>', "<p>a</p><p>b</p>"),
        ('<p>a</p><OBJECT data="x.swf"><p>b</p>', "<p>a</p><p>b</p>"),
        ('<p>a</p><script src="x.js"/><p>b</p>', "<p>a</p><p>b</p>"),
        ("<p>a</p><script>steal()<p>b</p>", "<p>a</p>"),
        ("<p>a</p><iframe>no frames here</iframe><p>b</p>", "<p>a</p><p>b</p>"),
        ("<iframe/><p>a</p><iframe>hidden</iframe>b", "<p>a</p>b"),
        ("<script src=x/>steal()</script>b", "b"),
    ],
)
def test_a_frame_that_is_never_closed_hides_nothing_of_the_story(html: str, kept: str) -> None:
    assert sanitise(html) == kept


def test_pictures_of_one_pixel_go() -> None:
    counted = '<p>a<img src="https://t.example/1" height="1" width=\'1\'/>b<img width=0 height=0 src="https://t.example/2">c</p>'
    assert sanitise(counted) == "<p>abc</p>"
    assert sanitise('<img src="https://o.example/1.jpg" width="100" height="1">').startswith("<img")
