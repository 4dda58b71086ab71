"""HTML to the text people read."""

import pytest

from worker.parse.html import page_title, to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("AT&amp;T &nbsp;x", "AT&T x"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<br>two<br/>three</p>", "one\n\ntwo\n\nthree"),
        ("<p>a <b>bold</b>\n word</p>", "a bold word"),
        ("one<script>x()</script><style>y</style> two", "one two"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<!-- no -->yes", "yes"),
        ("5 < 6", "5 < 6"),
        ("<p>رئيس <strong>الوزراء</strong></p>", "رئيس الوزراء"),
        ("a\u202eb<b>\x00c</b>", "abc"),
        ("<p>open <b>end", "open end"),
        ("<iframe src=x>inner</iframe>after", "after"),
        ("<b>one</b>\n\ntwo", "one\n\ntwo"),
        ("<p><b>one</b>\n\ntwo</p>", "one two"),
        (" plain  text\tof one\u00a0line ", "plain text of one line"),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    assert to_text(html) == text


def test_the_title_of_a_page() -> None:
    assert page_title("<html><head><TITLE lang=en>\n A &amp; B </TITLE>") == "A & B"
    assert page_title("<p>none</p>") is None


def test_html_of_too_many_tags_is_read_without_a_tree() -> None:
    assert to_text("<div>" * 30_000 + "<script>no()</script>end &amp; <!-- x -->more") == "end & more"
