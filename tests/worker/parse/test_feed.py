"""What a feed says, in every dialect: the whole way from bytes to records."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from tests.worker.parse.feeds import URL, atom, entry_of, feed_of, rss
from worker.errors import ParseError
from worker.parse import ParsedAuthor, ParsedEnclosure, read_feed

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class TestTitles:
    @pytest.mark.parametrize(
        ("xml", "title"),
        [
            ("<title>PM meets envoy</title>", "PM meets envoy"),
            ("<title>  PM\n   meets\tenvoy </title>", "PM meets envoy"),
            ("<title>AT&amp;T in Erbil</title>", "AT&T in Erbil"),
            ("<title>AT&amp;amp;T in Erbil</title>", "AT&T in Erbil"),
            ("<title><![CDATA[AT&amp;T in Erbil]]></title>", "AT&T in Erbil"),
            ("<title><![CDATA[<b>PM</b> meets]]></title>", "PM meets"),
            ("<title>&lt;b&gt;PM&lt;/b&gt; meets</title>", "PM meets"),
            ("<title><b>PM</b> meets</title>", "PM meets"),
            ("<title>5 &lt; 6 and 7 &gt; 6</title>", "5 < 6 and 7 > 6"),
            ("<title>History of the &lt;blink&gt; tag</title>", "History of the <blink> tag"),
            ("<title>Vec&lt;T&gt; explained</title>", "Vec<T> explained"),
            ("<title>PM&#8217;s visit</title>", "PM’s visit"),
            ("<title>PM&#146;s visit</title>", "PM’s visit"),
            ("<title>PM&amp;#8217;s visit</title>", "PM’s visit"),
            ("<title>One &amp;amp;lt; two</title>", "One &lt; two"),
            ("<title><![CDATA[a]]]]><![CDATA[>b]]></title>", "a]]>b"),
            ("<title>&lt;script&gt;alert(1)&lt;/script&gt;PM</title>", "PM"),
            ("<title>&lt;img src=x onerror=alert(1)&gt;PM</title>", "PM"),
            ("<title>a\u202eb\u2066c</title>", "abc"),
            ("<title></title><title>second</title>", "second"),
            ("<dc:title>by dc</dc:title>", "by dc"),
            ("<media:title>by media</media:title><title>own</title>", "own"),
            ("<title>٣ وزراء في أربيل</title>", "٣ وزراء في أربيل"),
            ("<title> </title>", None),
            ("<guid>x</guid>", None),
        ],
    )
    def test_an_rss_title_is_plain_text(self, xml: str, title: str | None) -> None:
        assert entry_of(rss(xml)).title == title

    @pytest.mark.parametrize(
        ("xml", "title"),
        [
            ("<title>AT&amp;T</title>", "AT&T"),
            ('<title type="text">AT&amp;amp;T</title>', "AT&amp;T"),
            ('<title type="text">History of the &lt;b&gt; &lt;/b&gt; tag</title>', "History of the <b> </b> tag"),
            ('<title type="text">x&lt;script&gt;alert(1)&lt;/script&gt;</title>', "x"),
            ("<title>PM &lt;b&gt;meets&lt;/b&gt;</title>", "PM meets"),
            ('<title type="html">AT&amp;amp;T</title>', "AT&T"),
            ('<title type="html">Less: &lt;em> &amp;lt; &lt;/em></title>', "Less: <"),
            ('<title type="html"><![CDATA[Less: <em> &lt; </em>]]></title>', "Less: <"),
            (
                '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less: <em> &lt; </em></div></title>',
                "Less: <",
            ),
            (
                '<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">PM <h:b>meets</h:b></h:div></title>',
                "PM meets",
            ),
            ('<title type="text/html">PM &lt;b>meets&lt;/b></title>', "PM meets"),
        ],
    )
    def test_an_atom_title_is_read_by_its_type(self, xml: str, title: str) -> None:
        assert entry_of(atom(xml)).title == title


class TestLinks:
    @pytest.mark.parametrize(
        ("xml", "link"),
        [
            ("<link>https://outlet.example/a</link>", "https://outlet.example/a"),
            ("<link>\n https://outlet.example/a \n</link>", "https://outlet.example/a"),
            ("<link>/a</link>", "https://outlet.example/a"),
            ("<link>a</link>", "https://outlet.example/news/a"),
            ("<link>//cdn.example/a</link>", "https://cdn.example/a"),
            ("<link>https://outlet.example/a?x=1&amp;lang=en</link>", "https://outlet.example/a?x=1&lang=en"),
            ("<link><![CDATA[https://outlet.example/a?x=1&lang=en]]></link>", "https://outlet.example/a?x=1&lang=en"),
            (
                "<link><![CDATA[https://outlet.example/a?x=1&amp;lang=en]]></link>",
                "https://outlet.example/a?x=1&lang=en",
            ),
            ("<link>https://outlet.example/أخبار/1</link>", "https://outlet.example/أخبار/1"),
            ("<link>HTTPS://outlet.example/a</link>", "https://outlet.example/a"),
            ("<link>javascript:alert(1)</link>", None),
            ("<link>some words</link>", None),
            ("<link>?id=5</link>", "https://outlet.example/news/feed.xml?id=5"),
            ("<link>data:text/html,x</link>", None),
            ("<link>mailto:a@b.example</link>", None),
            ("<guid>https://outlet.example/g</guid>", "https://outlet.example/g"),
            ('<guid isPermaLink="true">https://outlet.example/g</guid>', "https://outlet.example/g"),
            ('<guid isPermaLink="false">https://outlet.example/g</guid>', None),
            ("<guid>tag:1</guid>", None),
            ("<link>/a</link><guid>https://outlet.example/g</guid>", "https://outlet.example/a"),
            ('<atom:link href="https://outlet.example/b"/>', "https://outlet.example/b"),
            ('<link>/a</link><atom:link rel="self" href="https://outlet.example/b"/>', "https://outlet.example/a"),
            (
                "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://outlet.example/o</feedburner:origLink>",
                "https://outlet.example/o",
            ),
            ('<link href="https://outlet.example/h"/>', "https://outlet.example/h"),
        ],
    )
    def test_an_rss_link_is_absolute_http_or_nothing(self, xml: str, link: str | None) -> None:
        assert entry_of(rss(xml)).link == link

    def test_without_an_address_links_are_resolved_against_the_feeds_own_link(self) -> None:
        body = rss("<link>/a</link>", "<link>https://outlet.example/</link>")
        assert entry_of(body, url=None).link == "https://outlet.example/a"

    @pytest.mark.parametrize(
        ("xml", "link"),
        [
            ('<link href="/a"/>', "https://outlet.example/a"),
            ('<link rel="self" href="/s"/><link rel="alternate" href="/a"/>', "https://outlet.example/a"),
            (
                '<link rel="alternate" type="application/pdf" href="/p"/><link rel="alternate" type="text/html" href="/a"/>',
                "https://outlet.example/a",
            ),
            (
                '<link rel="alternate" type="text/html" href="/a"/><link rel="alternate" href="/b"/>',
                "https://outlet.example/a",
            ),
            ('<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>', "https://outlet.example/a"),
            ('<link rel="enclosure" href="/a.mp3"/>', None),
        ],
    )
    def test_an_atom_link_is_the_page_for_people(self, xml: str, link: str | None) -> None:
        assert entry_of(atom(xml)).link == link

    def test_xml_base_is_inherited_and_nested(self) -> None:
        body = atom(
            '<link href="c"/><content type="html">&lt;a href="d">x&lt;/a></content>',
            attributes='xml:base="https://base.example/a/"',
        ).replace(b"<entry>", b'<entry xml:base="b/">')
        found = entry_of(body)
        assert found.link == "https://base.example/a/b/c"
        assert found.content == '<a href="https://base.example/a/b/d">x</a>'


class TestTimes:
    def test_rss_and_dublin_core_and_dcterms(self) -> None:
        assert entry_of(rss("<pubDate>Sat, 21 Nov 2026 15:00:00 +0300</pubDate>")).published == NOON
        assert entry_of(rss("<dc:date>2026-11-21T12:00:00Z</dc:date>")).published == NOON
        assert entry_of(rss("<dcterms:issued>2026-11-21T12:00:00Z</dcterms:issued>")).published == NOON
        assert entry_of(rss("<dcterms:modified>2026-11-21T12:00:00Z</dcterms:modified>")).updated == NOON
        assert entry_of(rss("<pubDate>x</pubDate>")).published is None

    def test_pubdate_outranks_dc_date_in_either_order(self) -> None:
        both = "<pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate>", "<dc:date>2026-01-01T00:00:00Z</dc:date>"
        assert entry_of(rss("".join(both))).published == NOON
        assert entry_of(rss("".join(reversed(both)))).published == NOON

    @pytest.mark.parametrize("name", ["published", "issued"])
    def test_atom_first_publication(self, name: str) -> None:
        found = entry_of(atom(f"<{name}>2026-11-21T12:00:00Z</{name}>"))
        assert (found.published, found.updated) == (NOON, None)

    @pytest.mark.parametrize("name", ["updated", "modified"])
    def test_atom_last_change(self, name: str) -> None:
        found = entry_of(atom(f"<{name}>2026-11-21T12:00:00Z</{name}>"))
        assert (found.published, found.updated) == (None, NOON)

    def test_the_raw_string_stays_and_a_missing_offset_is_told(self) -> None:
        found = read_feed(rss("<pubDate>2026-11-21 15:00</pubDate>"), tz="Asia/Baghdad").entries[0]
        assert (found.published, found.published_raw, found.published_zoned) == (NOON, "2026-11-21 15:00", True)

    def test_feed_times(self) -> None:
        feed = feed_of(
            rss(
                channel="<pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate><lastBuildDate>Sat, 21 Nov 2026 13:00:00 GMT</lastBuildDate>"
            )
        )
        assert (feed.published, feed.updated) == (NOON, NOON.replace(hour=13))


class TestBodies:
    def test_description_is_the_summary_and_encoded_the_content(self) -> None:
        found = entry_of(
            rss("<description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded>")
        )
        assert (found.summary, found.content) == ("short", "<p>long</p>")

    @pytest.mark.parametrize(
        ("xml", "content"),
        [
            ('<content type="html">&lt;p>x&lt;/p></content>', "<p>x</p>"),
            ('<content type="html"><![CDATA[<p>x</p>]]></content>', "<p>x</p>"),
            ('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content>', "<p>x</p>"),
            (
                '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>x</x:p></x:div></content>',
                "<p>x</p>",
            ),
            ('<content type="text">5 &lt; 6</content>', "5 < 6"),
            ('<content type="text">a &lt;b&gt; c</content>', "a &lt;b&gt; c"),
            ("<content>&lt;p>x&lt;/p></content>", "<p>x</p>"),
            ('<content type="text/html" mode="escaped">&lt;p>x&lt;/p></content>', "<p>x</p>"),
            ('<content type="text/html" mode="base64">PHA+eDwvcD4=</content>', "<p>x</p>"),
            ('<content src="https://outlet.example/x" type="text/html"/>', None),
        ],
    )
    def test_atom_content_by_type_and_mode(self, xml: str, content: str | None) -> None:
        assert entry_of(atom(xml)).content == content

    def test_markup_that_was_not_escaped_is_written_out_again(self) -> None:
        assert (
            entry_of(rss("<description>a <b>bold</b> word &amp; more</description>")).summary
            == "a <b>bold</b> word &amp; more"
        )

    def test_links_in_html_become_absolute(self) -> None:
        assert (
            entry_of(rss("<description>&lt;a href='/x'>x&lt;/a></description>")).summary
            == '<a href="https://outlet.example/x">x</a>'
        )

    def test_fallbacks_for_a_summary(self) -> None:
        assert entry_of(rss("<itunes:summary>i</itunes:summary>")).summary == "i"
        assert entry_of(rss("<media:group><media:description>m</media:description></media:group>")).summary == "m"

    def test_plain_text_stays_as_it_is(self) -> None:
        assert entry_of(rss("<description>AT&amp;T  &quot;x&quot;</description>")).summary == 'AT&T  "x"'


class TestPeople:
    @pytest.mark.parametrize(
        ("xml", "authors"),
        [
            ("<author>jo@x.example (Jo Doe)</author>", (ParsedAuthor(name="Jo Doe", email="jo@x.example"),)),
            ("<author>Jo Doe (jo@x.example)</author>", (ParsedAuthor(name="Jo Doe", email="jo@x.example"),)),
            ("<author>Jo Doe &lt;jo@x.example&gt;</author>", (ParsedAuthor(name="Jo Doe", email="jo@x.example"),)),
            ("<author>jo@x.example</author>", (ParsedAuthor(email="jo@x.example"),)),
            ("<author>Jo Doe</author>", (ParsedAuthor(name="Jo Doe"),)),
            ("<dc:creator><![CDATA[Jo Doe]]></dc:creator>", (ParsedAuthor(name="Jo Doe"),)),
            ("<dc:creator>A</dc:creator><dc:creator>B</dc:creator>", (ParsedAuthor(name="A"), ParsedAuthor(name="B"))),
            ("<itunes:author>Pod</itunes:author>", (ParsedAuthor(name="Pod"),)),
            ("<itunes:author>Pod</itunes:author><author>Jo</author>", (ParsedAuthor(name="Jo"),)),
            ("<author></author>", ()),
            ('<author>by <a href="/jo">Jo Doe</a></author>', (ParsedAuthor(name="by Jo Doe"),)),
            ("<author><name>Jo</name><email/></author>", (ParsedAuthor(name="Jo"),)),
        ],
    )
    def test_rss_authors(self, xml: str, authors: tuple[ParsedAuthor, ...]) -> None:
        assert entry_of(rss(xml)).authors == authors

    def test_atom_authors_are_inherited_from_the_feed(self) -> None:
        feed = "<author><name>Desk</name><email>d@x.example</email><uri>/desk</uri></author>"
        desk = ParsedAuthor(name="Desk", email="d@x.example", uri="https://outlet.example/desk")
        assert entry_of(atom("<id>1</id>", feed)).authors == (desk,)
        assert entry_of(atom("<author><name>Jo</name></author>", feed)).authors == (ParsedAuthor(name="Jo"),)


class TestTheRest:
    def test_tags_once_each(self) -> None:
        xml = "<category>Iraq</category><category domain='x'>Iraq</category><category>A &amp;amp; B</category><dc:subject>Erbil</dc:subject>"
        assert entry_of(rss(xml)).tags == ("Iraq", "A & B", "Erbil")
        assert entry_of(atom('<category term="iq" label="Iraq"/><category label="Erbil"/>')).tags == ("iq", "Erbil")

    def test_enclosures_of_all_kinds(self) -> None:
        xml = (
            '<enclosure url="/a.mp3" length="12" type="audio/mpeg"/><enclosure url="" length="1" type="x/y"/>'
            '<media:group><media:content url="https://x.example/v.mp4" type="video/mp4" fileSize="9"/></media:group>'
        )
        assert entry_of(rss(xml)).enclosures == (
            ParsedEnclosure(url="https://outlet.example/a.mp3", type="audio/mpeg", length=12),
            ParsedEnclosure(url="https://x.example/v.mp4", type="video/mp4", length=9),
        )
        found = entry_of(atom('<link rel="enclosure" href="/a.mp3" length="x"/>'))
        assert found.enclosures == (ParsedEnclosure(url="https://outlet.example/a.mp3"),)

    def test_images(self) -> None:
        assert entry_of(rss('<media:thumbnail url="/t.jpg"/>')).image == "https://outlet.example/t.jpg"
        assert entry_of(rss('<media:content url="/m.jpg" medium="image"/>')).image == "https://outlet.example/m.jpg"
        assert entry_of(rss('<itunes:image href="/i.jpg"/>')).image == "https://outlet.example/i.jpg"
        assert (
            entry_of(rss('<enclosure url="/e.jpg" type="image/jpeg" length="0"/>')).image
            == "https://outlet.example/e.jpg"
        )
        assert (
            feed_of(rss(channel="<image><url>/l.png</url><title>no</title></image>")).image
            == "https://outlet.example/l.png"
        )
        assert feed_of(atom(feed="<icon>/i.png</icon><logo>/l.png</logo>")).image == "https://outlet.example/l.png"

    def test_comments_id_and_language(self) -> None:
        found = entry_of(
            rss("<comments>/a#c</comments><guid isPermaLink='false'> x-1 </guid><dc:language>ckb</dc:language>")
        )
        assert (found.comments, found.id, found.language) == ("https://outlet.example/a#c", "x-1", "ckb")
        assert entry_of(atom('<link rel="replies" type="text/html" href="/c"/>')).comments == "https://outlet.example/c"
        assert (
            entry_of(atom('<link rel="replies" href="/c.atom"/>')).comments is None
        )  # a feed of comments, not their page

    def test_without_an_address_of_its_own_a_feed_is_based_on_what_it_says_of_itself(self) -> None:
        feed = '<link href="/blog/"/><link rel="self" href="https://outlet.example/blog/feed.xml"/>'
        assert entry_of(atom('<link href="/blog/1"/>', feed), url=None).link == "https://outlet.example/blog/1"

    def test_tags_of_nothing_and_said_twice_are_left_out(self) -> None:
        terms = "".join(f"<category term='{term}'/>" for term in ("Iraq", " ", "Iraq", "Erbil"))
        assert entry_of(atom(terms)).tags == ("Iraq", "Erbil")

    def test_content_packed_in_base64_is_markup_where_it_looks_like_it(self) -> None:
        packed = '<content type="application/octet-stream">RXhhbXBsZSA8Yj5BdG9tPC9iPg==</content>'
        assert entry_of(atom(packed)).content == "Example <b>Atom</b>"

    def test_a_reference_with_a_capital_x_is_a_character(self) -> None:
        assert entry_of(rss("<title>&#X41;rbil</title>")).title == "Arbil"

    @pytest.mark.parametrize(
        ("xml", "title"),
        [
            ('safe&lt;applet code="x" codebase="y"&gt;&lt;/applet&gt; words', "safe words"),
            ("sa&lt;!-- never closed &gt;fe", "safe"),
        ],
    )
    def test_titles_lose_applets_and_open_comments(self, xml: str, title: str) -> None:
        assert entry_of(rss(f"<title>{xml}</title>")).title == title
        assert entry_of(atom("<id>urn:1</id>", attributes='xml:lang="ar"')).language == "ar"

    def test_the_head_of_an_rss_feed(self) -> None:
        channel = (
            '<atom:link rel="self" href="/feed"/><title>A &amp;amp; B</title><link>/</link><description>D</description><language>ar-iq</language>'
            "<textInput><title>no</title><link>https://no.example/</link></textInput>"
        )
        feed = feed_of(rss(channel=channel))
        assert (feed.title, feed.link, feed.description, feed.language) == (
            "A & B",
            "https://outlet.example/",
            "D",
            "ar-iq",
        )

    def test_the_head_of_an_atom_feed(self) -> None:
        feed = feed_of(
            atom(
                feed='<title>T</title><subtitle>S</subtitle><id>urn:f</id><link rel="self" href="/f"/><link href="/"/>',
                attributes='xml:lang="ku"',
            )
        )
        assert (feed.title, feed.description, feed.id, feed.link, feed.language) == (
            "T",
            "S",
            "urn:f",
            "https://outlet.example/",
            "ku",
        )


class TestDialects:
    def test_rdf_items_stand_outside_the_channel(self) -> None:
        body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://x.example/"><title>T</title><link>https://x.example/</link><items><rdf:Seq/></items></channel>
        <image rdf:about="https://x.example/i.png"><url>https://x.example/i.png</url></image>
        <item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link><dc:date>2026-11-21T12:00:00Z</dc:date></item></rdf:RDF>"""
        feed = feed_of(body)
        assert (feed.format, feed.title, feed.image) == ("rdf", "T", "https://x.example/i.png")
        assert (feed.entries[0].title, feed.entries[0].id, feed.entries[0].published) == (
            "One",
            "https://x.example/1",
            NOON,
        )

    def test_rss_090(self) -> None:
        body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
        <channel><title>T</title></channel><item><title>One</title><link>https://x.example/1</link></item></rdf:RDF>"""
        assert feed_of(body).entries[0].title == "One"

    def test_rss_091_with_its_dtd(self) -> None:
        body = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
        <rss version="0.91"><channel><title>Caf&eacute;</title><item><title>One&nbsp;two</title></item></channel></rss>"""
        feed = feed_of(body)
        assert (feed.title, feed.entries[0].title) == ("Café", "One two")

    def test_atom_03(self) -> None:
        body = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped" type="text/html">T &amp;lt;b></title><tagline>S</tagline>
        <entry><title>E</title><issued>2026-11-21T12:00:00Z</issued><modified>2026-11-21T13:00:00Z</modified><content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content></entry></feed>"""
        feed = feed_of(body)
        assert (feed.title, feed.description) == ("T <b>", "S")
        assert (feed.entries[0].published, feed.entries[0].content) == (NOON, "x")

    def test_tags_in_capitals_and_unknown_namespaces(self) -> None:
        body = b'<RSS version="2.0"><CHANNEL><TITLE>T</TITLE><ITEM><TITLE>One</TITLE><x:y xmlns:x="urn:x">no</x:y></ITEM></CHANNEL></RSS>'
        assert feed_of(body).entries[0].title == "One"

    def test_json_feed(self) -> None:
        item = {
            "id": 7,
            "url": "/a",
            "title": "T",
            "content_html": "<p>x</p><script>no()</script>",
            "summary": "s",
            "date_published": "2026-11-21T15:00:00+03:00",
            "authors": [{"name": "Jo", "url": "https://jo.example/"}],
            "tags": ["a", "a", "b"],
            "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12}],
            "language": "ar",
            "image": "/i.png",
        }
        body = json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "F",
                "home_page_url": "https://outlet.example/",
                "items": [item],
            }
        ).encode()
        feed = feed_of(body)
        found = feed.entries[0]
        assert (feed.title, feed.link, feed.format) == ("F", "https://outlet.example/", "json")
        assert (found.id, found.link, found.title, found.content, found.summary) == (
            "7",
            "https://outlet.example/a",
            "T",
            "<p>x</p>",
            "s",
        )
        assert (found.published, found.tags, found.language, found.image) == (
            NOON,
            ("a", "b"),
            "ar",
            "https://outlet.example/i.png",
        )
        assert found.authors == (ParsedAuthor(name="Jo", uri="https://jo.example/"),)
        assert found.enclosures == (ParsedEnclosure(url="https://outlet.example/a.mp3", type="audio/mpeg", length=12),)

    def test_a_news_sitemap(self) -> None:
        body = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://x.example/a</loc><lastmod>2026-11-21T13:00:00Z</lastmod>
        <image:image><image:loc>https://x.example/i.jpg</image:loc></image:image>
        <news:news><news:publication><news:name>X</news:name><news:language>ar</news:language></news:publication>
        <news:publication_date>2026-11-21T12:00:00Z</news:publication_date><news:title>لقاء &amp; زيارة</news:title><news:keywords>a, b</news:keywords></news:news></url></urlset>"""
        found = entry_of(body.encode())
        assert (found.title, found.link, found.published, found.updated) == (
            "لقاء & زيارة",
            "https://x.example/a",
            NOON,
            NOON.replace(hour=13),
        )
        assert (found.language, found.tags, found.image) == ("ar", ("a", "b"), "https://x.example/i.jpg")

    def test_a_sitemap_index_names_its_parts(self) -> None:
        body = b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/s1.xml</loc><lastmod>2026-11-21T12:00:00Z</lastmod></sitemap></sitemapindex>'
        feed = feed_of(body)
        assert feed.format == "sitemapindex"
        assert (feed.entries[0].link, feed.entries[0].updated) == ("https://outlet.example/s1.xml", NOON)

    def test_a_sitemap_in_a_gz_file(self) -> None:
        body = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/a</loc></url></urlset>'
        assert entry_of(gzip.compress(body)).link == "https://x.example/a"
        with pytest.raises(ParseError, match="when inflated"):
            read_feed(gzip.compress(b"\0" * (16 << 20)))

    def test_text_that_was_encoded_twice(self) -> None:
        arabic = "رئيس الوزراء – café"
        assert entry_of(rss(f"<title>{arabic.encode().decode('cp1252')}</title>")).title == arabic
        for text in ("café – naïve", "الو فد"):
            assert entry_of(rss(f"<title>{text.encode().decode('latin-1')}</title>").replace(b"&#", b"")).title == text
        assert entry_of(rss("<title>São Paulo, Âge, Ørsted</title>")).title == "São Paulo, Âge, Ørsted"

    def test_an_address_as_id_is_the_link_where_no_other_stands(self) -> None:
        assert entry_of(atom("<id>https://x.example/1</id>")).link == "https://x.example/1"
        assert entry_of(atom('<id>https://x.example/1</id><link href="/a"/>')).link == "https://outlet.example/a"


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "the body is empty"),
            (b" \n ", "the body is empty"),
            (
                b"<!DOCTYPE html><html><head><title>Home &amp; news</title></head></html>",
                "HTML page titled 'Home & news'",
            ),
            (b"<html><head><title>Just a moment...</title></head></html>", "challenge page"),
            (b"hello", "text that begins 'hello'"),
            (b"/etc/hostname", "text that begins"),
            (b'{"a": 1}', "no JSON Feed"),
            (b'{"a": 1', "broken JSON"),
            (b'<opml version="2.0"><body/></opml>', "XML with the root <opml>"),
        ],
    )
    def test_what_is_no_feed_is_named(self, body: bytes, reason: str) -> None:
        with pytest.raises(ParseError, match=reason):
            read_feed(body, url=URL)

    def test_a_challenge_is_told_from_a_page(self) -> None:
        with pytest.raises(ParseError) as caught:
            read_feed(b"<html><title>x</title></html>", headers={"CF-Mitigated": "challenge"})
        assert caught.value.blocked

    def test_a_feed_without_entries_is_a_feed(self) -> None:
        assert feed_of(rss()).entries == ()
