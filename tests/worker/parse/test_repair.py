"""Broken feeds: what is damaged costs what is damaged, and nothing else."""

import pytest

from tests.worker.parse.feeds import URL, atom, entry_of, feed_of, rss
from worker.parse import read_feed

GOOD = rss("<title>PM meets</title><link>/a</link><description>&lt;p&gt;x &amp;amp; y&lt;/p&gt;</description>").decode()


def repaired(text: str) -> object:
    return read_feed(text.encode(), url=URL).entries


@pytest.mark.parametrize(
    "broken",
    [
        "\n\n  " + GOOD,
        "<br />\n<b>Warning</b>: foo in <b>/x.php</b> on line <b>3</b><br />\n" + GOOD,
        GOOD + "\n<script>track()</script>",
        GOOD + "unexpected",
        GOOD.replace("</channel></rss>", ""),
        GOOD.replace("</channel>", ""),
        GOOD.replace("</item></channel></rss>", ""),
        GOOD.replace("<title>PM", "<title>\x0b\x00P\x08M"),
        GOOD.replace("<title>PM", "<title>&#11;PM"),
        GOOD.replace("<item>", "<item><foo:bar>x</foo:bar>"),
        GOOD.replace("?>", '?><!DOCTYPE rss [<!ENTITY x "y"> <!ELEMENT z (a)>]>', 1),
        GOOD.replace("?>", "?>\n<?xml version='1.0'?>", 1),
        GOOD.replace("<item>", "<!-- a -- b --><item>"),
        GOOD.replace("</rss>", "</RSS>"),
        GOOD.replace("<item>", "<item><x a=b c=d/>"),
        GOOD.replace("<item>", "<item><x a='1' a='2'/>"),
        "\ufeff\n" + GOOD,
    ],
)
def test_damage_around_an_entry_leaves_it_whole(broken: str) -> None:
    assert repaired(broken) == repaired(GOOD)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A & B", "A & B"),
        ("A &nbsp; B", "A B"),
        ("caf&eacute; &mdash; &hellip;", "café — …"),
        ("A &unknown; B", "A &unknown; B"),
        ("A &nbsp B &copy 2026 &amp C", "A B © 2026 & C"),
        ("5 < 6", "5 < 6"),
        ("A &amp; B & C", "A & B & C"),
        ("A &#8217; &#x2019;", "A ’ ’"),
        ("<![CDATA[A & B]]> & C", "A & B & C"),
    ],
)
def test_loose_ampersands_and_html_entities_in_a_title(title: str, expected: str) -> None:
    assert entry_of(rss(f"<title>{title}</title>").replace(b"<channel>", b"<channel>&")).title == expected


def test_an_address_keeps_its_parameters() -> None:
    assert (
        entry_of(rss("<link>https://x.example/?a=1&lang=en&copy=2&sect=3</link>")).link
        == "https://x.example/?a=1&lang=en&copy=2&sect=3"
    )


def test_entries_that_were_not_closed_are_all_read() -> None:
    body = rss("<title>one</title>").replace(b"</item>", b"<item><title>two</title></item><item><title>three</title>")
    assert [entry.title for entry in feed_of(body).entries] == ["one", "two", "three"]


def test_a_file_cut_off_in_an_address_does_not_invent_one() -> None:
    whole = rss("<title>one</title><link>https://x.example/story/12345</link>")
    found = read_feed(whole[: whole.index(b"45</link>")], url=URL).entries[0]
    assert (found.title, found.link) == ("one", None)


def test_an_entity_of_a_dtd_is_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    found = entry_of((bomb + rss("<title>t &b; &c;</title>").decode().partition("?>")[2]).encode())
    assert found.title == "t &b; &c;"


def test_prefixes_nobody_declared_are_read_by_their_usual_meaning() -> None:
    found = entry_of(
        b"<rss><channel><item><title>t</title><dc:creator>Jo</dc:creator><content:encoded>&lt;p>x&lt;/p></content:encoded></item></channel></rss>"
    )
    assert (found.authors[0].name, found.content) == ("Jo", "<p>x</p>")


def test_markup_left_open_inside_an_entry() -> None:
    found = entry_of(rss("<title>t</title><description><p>one<br>two</p></description><link>/a</link>"))
    assert (found.title, found.link) == ("t", "https://outlet.example/a")
    assert found.summary == "<p>one<br>two</p>"


def test_an_atom_feed_is_repaired_too() -> None:
    found = entry_of(atom('<title>A & B</title><link href="/a?x=1&lang=en"/>'))
    assert (found.title, found.link) == ("A & B", "https://outlet.example/a?x=1&lang=en")


def test_which_tier_answered_is_told() -> None:
    assert feed_of(rss("<title>x</title>")).tier == "strict"
    assert feed_of(rss("<title>x & y</title>")).tier == "repair"


def test_entries_where_the_format_has_none_are_read() -> None:
    wrapped = GOOD.replace("<item>", "<items><item>").replace("</item>", "</item></items>")
    assert repaired(wrapped) == repaired(GOOD)
    assert feed_of(rss()).tier == "strict"


def test_an_address_behind_an_empty_link_is_its_own() -> None:
    assert repaired(GOOD.replace("<link>/a</link>", "<link/>/a")) == repaired(GOOD)
    assert entry_of(rss("<title>x</title><link/>\n<guid isPermaLink='false'>1</guid>")).link is None
