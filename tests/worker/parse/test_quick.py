"""Entries that are cut out of a feed are the entries of its tree, and what is not well-formed is never taken for it."""

from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.worker.parse.feeds import URL, atom, rss
from worker.parse import ParsedFeed, quick
from worker.parse.feed import read_strict

ENTRY = """
  <title>PM &amp; envoy <![CDATA[meet & talk]]> &#8211; &lt;b&gt;here&lt;/b&gt;</title>
  <link>https://outlet.example/1</link>
  <guid isPermaLink='false'>urn:1</guid>
  <dc:creator><![CDATA[Desk]]></dc:creator>
  <category>Kurdistan</category><category domain="x">Oil &amp; gas</category><category/>
  <pubDate>Sat, 21 Nov 2026 12:30:00 +0300</pubDate>
  <description><![CDATA[<p>short <b>text</b></p>]]></description>
  <content:encoded><![CDATA[<p>A &lt; b <a href="https://outlet.example/a?b=1&amp;c=2">x</a></p>]]></content:encoded>
  <media:group><media:content url="https://outlet.example/i.jpg" medium="image"><media:title>t</media:title></media:content></media:group>
  <media:thumbnail url="/t.jpg" /><enclosure url='https://outlet.example/a.mp3' type='audio/mpeg' length='12'/>
  <itunes:author>أربيل</itunes:author><unknown a="1"><b>x</b></unknown>
  <post-id xmlns="com-wordpress:feed-additions:1">12</post-id><th:total xmlns:th='http://purl.org/syndication/thread/1.0'>0</th:total>
"""
ATOM_ENTRY = """
  <title type="html">PM &amp;amp; envoy</title><title type="text">second</title>
  <link rel='alternate' type='text/html' href='/story?a=1&amp;b=2'/><link rel="enclosure" href="https://outlet.example/a.mp3"></link>
  <id>https://outlet.example/1</id><updated>2026-11-21T12:30:00Z</updated>
  <author>
    <name>هەولێر</name> <email>d@outlet.example</email><uri>/desk</uri></author>
  <category term="Oil &amp; gas" label="x"/><category label="y"/><category/>
  <summary>plain &lt;b&gt; text</summary>
  <content type="html">&lt;p&gt;A &quot;b&quot; &lt;/p&gt;&#x20ac;</content>
  <media:group><media:thumbnail url="https://outlet.example/i.jpg"/><media:description>d</media:description></media:group>
"""
RSS, ATOM = (
    rss(ENTRY + "</item>\n<item>" + ENTRY),
    atom(ATOM_ENTRY + "</entry><entry>" + ATOM_ENTRY, attributes='xml:lang="ku"'),
)
BROKEN = [
    "<", ">", "&", "&amp;", "&nbsp;", "&#0;", "&#11;", "&#xD800;", "&#xFFFF;", "&#13;", '"', "'", "/", "]]>", "<![CDATA[", "<![CDATA[]]>", "<!-- c -->", "<!--",
    "-->", "<?pi x?>", "\0", "\x01", "\x0b", "\r", "\r\n", "\t", "\n", "\x7f", "\x85", "\xa0", "\ufffe", "\uffff", "\ufeff", "é", "<item>", "</item>", "<item/>",
    "</item >", "<entry>", "</entry>", "<entry/>", "<title>", "</title>", "<title/>", "</title\n>", "<b>x</b>", "<x:y>z</x:y>", ' xml:lang="ar"', ' xml:base="/x/"',
    ' xmlns="urn:x"', ' xmlns:media="urn:x"', " a=b", ' a="1"', ' a="1" a="2"', " a='<'", ' a=">"', ' media:a="1"', ' a="&lt;&#10;"', ' a="x\ny"', "]", "[", "=", " ", "x",
    ' xmlns="urn:y"', ' xmlns:dc="urn:y"', " xmlns:n='urn:n'", '<n:a xmlns:n="urn:n" n:b="1"/>', '<title xmlns="urn:y">x</title>', '<n:title xmlns:n="http://www.w3.org/2005/Atom">x</n:title>',
    '<author xmlns="urn:y"><name>x</name></author>', '<a xmlns="">x</a>', '<a xmlns:xml="urn:y"/>', '<a t=" xmlns="urn:x" y=""/>', '<a xmlns:n="urn:n" xmlns:m="urn:n" n:b="" m:b=""/>', '<n:a xmlns:n="urn:n"><n:b/></n:a>',
    "<title:>x</title:>", "<:a/>", "<1a/>", "<dc:creator/>", "<xml:a/>", "<dc:a:b/>", "entries-were-here", "<entries-were-here/>", "</channel>", "</rss>", "</feed>",
]  # fmt: skip


def both(body: bytes) -> tuple[ParsedFeed | None, ParsedFeed | None]:
    with mock.patch.object(quick, "cut", return_value=None):
        by_tree = read_strict(body, url=URL)
    return read_strict(body, url=URL), by_tree


def entries_cut(body: bytes) -> int | None:
    """How many entries are read without a tree; None where the tree has to do it."""
    found = quick.cut(body)
    if found is None:
        return None
    tags = quick.Tags(
        {None: "", "media": "urn:m", "dc": "urn:d", "content": "urn:c", "itunes": "urn:i"},
        lambda tag, attributes: quick.Plan(),
    )
    try:
        return len(quick.read_entries(None, found, tags, lambda attributes: {}))
    except quick.NotPlain:
        return None


@pytest.mark.parametrize("body", [RSS, ATOM, RSS.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + RSS])
def test_the_common_ways_to_write_a_feed_need_no_tree(body: bytes) -> None:
    assert entries_cut(body) == 2
    cut, tree = both(body)
    assert cut is not None
    assert cut == tree
    assert len(cut.entries) == 2


def test_what_is_mostly_brackets_is_left_to_the_tree() -> None:
    assert quick.cut(rss("<b/>" * 120_000)) is None


@given(
    body=st.sampled_from([RSS, ATOM]),
    edits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.sampled_from(BROKEN)), min_size=1, max_size=4
    ),
)
@settings(max_examples=200)
def test_a_feed_damaged_anywhere_reads_as_its_tree_does(body: bytes, edits: list[tuple[float, int, str]]) -> None:
    text = body.decode()
    for where, drop, put in edits:
        at = int(where * len(text))
        text = text[:at] + put + text[at + drop :]
    cut, tree = both(text.encode())
    assert cut == tree


PIECES = st.sampled_from(
    ["<title>a</title>", "<title>", "</title>", "text &amp; ", "<![CDATA[x]]>", "<![CDATA[</item>]]>", "<author><name>n</name></author>", "<author>a</author>", "<guid>u</guid>",
     '<link href="/x"/>', "<link>/y</link>", "<link>\n/z </link>", "<media:group>", "</media:group>", "<media:description>d<b>e</b></media:description>", "<id> http://i.example/ </id>",
     '<category term="t">u</category>', "<category>v</category>", "<category/>", "<unknown>", "</unknown>", "</item><item>", "</item> x <item>", "</item>", "<item>", *BROKEN]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
@example("<t><![CDATA[ <item> <t><![CDATA[ ]]></t></item> ]]></t><item entries-were-here=''/>")
@settings(max_examples=150)
def test_entries_of_any_pieces_read_as_their_tree_does(item: str) -> None:
    for body in (rss(item), atom(item.replace("item>", "entry>")), rss("", item), atom("", item)):
        cut, tree = both(body)
        assert cut == tree
