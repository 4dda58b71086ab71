"""The quick way through plain HTML says what the parser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parse import html

PIECES = [
    "<p>", "</p>", "<br>", "<br/>", "<br />", "<b>", "</b>", "<i>", "</em>", "<a href=\"https://x.example/?a=1\">", "</a>", "<div class=\"x\">", "</div>",
    "<ul>", "<li>", "</li>", "</ul>", "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<span dir=\"rtl\">", "</span>", "&amp;", "&lt;", "&nbsp;",
    "&rsquo;", "&copy", "&lang=ar", "&#1603;", "&#0;", "&", "text", " ", "\n", "\n\n", "أربيل", "هەولێر", "<", ">", "\0", "<!-- c -->", "<script>x</script>",
    "<p title=\"a>b\">", "<P>", "<img src=x>", "<table><tr><td>", "</table>", "\u200f", "\x07", "\ue000",
]  # fmt: skip


def by_parser_alone(text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(html, "_without_plain_tags", lambda _: None)
        return html.to_text(text)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_quick_way_and_the_parser_agree(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert html.to_text(text) == by_parser_alone(text, monkeypatch)


@given(st.lists(st.sampled_from([*PIECES, "\x1e", "\x85", "\xa0", "\t", "&#30;"]), max_size=14).map("".join))
def test_a_text_has_no_white_space_but_single_spaces_and_blank_lines(text: str) -> None:
    said = html.to_text(text)
    assert all(part and part == " ".join(part.split()) for part in said.split("\n\n")) or not said
