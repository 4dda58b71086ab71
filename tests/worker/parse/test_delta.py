"""A delta parse answers as the whole parse does, whatever changed, and whatever the document is."""

from hypothesis import given
from hypothesis import strategies as st

from tests.worker.parse.feeds import URL, atom, rss
from worker.parse.delta import DeltaReader, _cut
from worker.parse.feed import read_feed

ITEM = st.sampled_from(
    [
        "<item><title>a</title><link>/a</link><guid>1</guid></item>",
        "<item>\n<title>b</title><link>/b</link><pubDate>Sat, 21 Nov 2026 12:00:00 GMT</pubDate></item>\n",
        '<item rdf:about="x" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><title>c</title></item>',
        "<item><title>d</title><description><![CDATA[<item>x</item>]]></description></item>",
        "<item><title>e</title><description>&lt;item>x&lt;/item></description></item>",
        "<item><title>f &amp; g</title></item>",
        "<item><title>bare & amp</title></item>",
        "<item><title>open</item>",
        "<item><title>g</title></item><!-- <item><title>no</title></item> -->",
        "<item><title>h</title></item><ttl>5</ttl>",
        "<item/>",
        "<items><x/></items>",
        "<item><title>nested</title><item><title>inner</title></item></item>",
        "<item><title>i</title><description>\u202ebidi &#133;</description></item>",
        '<item xml:base="https://base.example/" xml:lang="ar"><link>x</link></item>',
        "<entry><title>j</title></entry>",
        "<ITEM><TITLE>k</TITLE></ITEM>",
    ]
)
HEAD = st.sampled_from(
    [
        "<title>T</title>",
        "<title>T</title><link>https://other.example/</link>",
        "<lastBuildDate>x</lastBuildDate>",
        "<!-- <item> -->",
        "",
    ]
)
DOCUMENT = st.tuples(HEAD, st.lists(ITEM, max_size=6), st.booleans()).map(
    lambda parts: (
        f"<rss version='2.0'><channel>{parts[0]}{''.join(parts[1])}{'' if parts[2] else '</channel></rss>'}".encode()
    )
)


@given(st.lists(DOCUMENT, min_size=1, max_size=5), st.sampled_from([URL, None]))
def test_every_poll_answers_as_the_whole_parse(bodies: list[bytes], url: str | None) -> None:
    reader = DeltaReader()
    for body in bodies:
        assert reader.read(body, url=url) == read_feed(body, url=url)


@given(st.permutations(range(8)), st.integers(min_value=0, max_value=8))
def test_entries_that_move_and_go_keep_their_order(order: list[int], count: int) -> None:
    reader = DeltaReader()
    for numbers in (range(8), order[:count], order):
        body = rss("", "<title>T</title>" + "".join(f"<item><title>t{n}</title></item>" for n in numbers))
        assert [entry.title for entry in reader.read(body).entries] == [f"t{n}" for n in numbers]


def test_a_changed_entry_is_read_again() -> None:
    reader = DeltaReader()
    reader.read(rss("<guid>1</guid><title>old</title>"))
    assert reader.read(rss("<guid>1</guid><title>new</title>")).entries[0].title == "new"


def test_a_new_frame_makes_every_entry_new() -> None:
    reader = DeltaReader()
    entry = '<link href="a"/><title>t</title>'
    assert (
        reader.read(atom(entry, attributes='xml:base="https://one.example/"')).entries[0].link
        == "https://one.example/a"
    )
    assert (
        reader.read(atom(entry, attributes='xml:base="https://two.example/"')).entries[0].link
        == "https://two.example/a"
    )
    assert reader.read(atom(entry, "<author><name>Desk</name></author>")).entries[0].authors[0].name == "Desk"
    assert reader.read(atom(entry)).entries[0].authors == ()


def test_a_new_build_date_makes_no_entry_new() -> None:
    cuts = [_cut(rss("<title>t</title>", f"<lastBuildDate>{n}</lastBuildDate>"), b"") for n in (1, 2)]
    assert cuts[0] is not None
    assert cuts[1] is not None
    assert cuts[0].marks == cuts[1].marks


def test_what_is_remembered_stays_within_its_bound() -> None:
    reader = DeltaReader(most_bytes=2_000)
    for n in range(50):
        reader.read(rss(f"<title>{n}</title><description>{'x' * 300}</description>"))
    assert reader._bytes <= 2_000
    assert len(reader._known) < 8
