"""What makes an entry the same entry again."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.fetch.identity import (
    Item,
    address_key,
    broken_guids,
    clean_url,
    content_hash,
    fingerprint,
    identify,
    item_of,
    joined,
    parted,
    plain_form,
    window,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.rudaw.net/english/1", "https://rudaw.net/english/1"),
        ("https://rudaw.net/english/1/", "https://rudaw.net/english/1"),
        ("https://Rudaw.NET:443/english/1#top", "https://rudaw.net/english/1"),
        ("https://x.example/a?utm_source=rss&utm_medium=feed", "https://x.example/a"),
        ("https://x.example/a?id=7&fbclid=abc", "https://x.example/a?id=7"),
        ("https://x.example/a?ref=x.example", "https://x.example/a"),
        ("https://x.example/a?ref=rss", "https://x.example/a"),
        ("https://m.x.example/a", "https://x.example/a"),
        ("https://amp.x.example/a", "https://x.example/a"),
        ("https://x.example/a/amp/", "https://x.example/a"),
        ("https://x-example.cdn.ampproject.org/c/s/x.example/a", "https://x.example/a"),
        ("http://https://x.example/a", "https://x.example/a"),
        ("https://shafaq.com/ar/سیاسة/خبر", "https://shafaq.com/ar/%D8%B3%DB%8C%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1"),
        ("https://shafaq.com/ar/%d8%ae%d8%a8%d8%b1", "https://shafaq.com/ar/%D8%AE%D8%A8%D8%B1"),
        ("  https://x.example/a ", "https://x.example/a"),
        ("https://x.example/a.jsp;jsessionid=4F2A?id=7", "https://x.example/a.jsp;jsessionid=9B01?id=7"),
        ("https://x.example/a.php?PHPSESSID=4f2a&id=7", "https://x.example/a.php?id=7"),
    ],
)
def test_two_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/A", "https://x.example/a"),
        ("https://x.example/a?id=1", "https://x.example/a?id=2"),
        ("https://x.example/a?ref=12", "https://x.example/a?ref=13"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("https://a.x.example/1", "https://b.x.example/1"),
        ("https://x.example:8080/1", "https://x.example/1"),
    ],
)
def test_addresses_of_two_pages_have_two_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "url", [None, "", "https://x.example/", "https://x.example", "mailto:a@b.example", "http://[bad/"]
)
def test_what_names_no_page_of_its_own_has_no_key(url: str | None) -> None:
    assert address_key(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a?id=7&b=%D8%AE",
        "https://x.example/%D8%AE%D8%A8%D8%B1",
        "https://x.example/a%25b",
        "https://x.example/a%3Fb",
    ],
)
def test_cleaning_twice_is_cleaning_once(url: str) -> None:
    assert clean_url(clean_url(url)) == clean_url(url)


def item(n: int = 1, **more: str | None) -> Item:
    given: dict[str, str | None] = {
        "guid": f"g{n}",
        "url": f"https://x.example/story/{n}",
        "title": f"Title {n}",
    } | more
    return item_of(
        guid=given["guid"], url=given["url"], title=given["title"] or "", at=datetime(2026, 10, 5, 12, tzinfo=UTC)
    )


def keys(*items: Item, pattern: str | None = None, trust: bool = True) -> list[str]:
    return [one.key for one in identify(items, pattern=pattern, trust_guids=trust, zone=UTC)]


def test_the_number_in_the_address_goes_before_the_guid() -> None:
    assert keys(item(7), pattern=r"/story/(\d+)") == ["id:7"]


def test_a_trusted_guid_goes_before_the_address() -> None:
    assert keys(item(7)) == ["guid:g7"]
    assert keys(item(7), trust=False) == ["url:x.example/story/7"]


def test_a_guid_that_is_an_address_is_the_same_over_http_and_https() -> None:
    assert keys(item(guid="http://www.x.example/?p=1")) == keys(item(guid="https://x.example/?p=1"))


@pytest.mark.parametrize(
    "url", ["https://x.example/story/1", "https://www.x.example/a/?b=1&utm_source=rss", "http://x.example/"]
)
def test_a_guid_that_is_the_address_is_the_key_it_would_be_alone(url: str) -> None:
    assert keys(item(guid=url, url=url)) == keys(item(guid=url, url=None))


def test_without_guid_and_address_the_title_of_the_day_stands_for_the_entry() -> None:
    one, other = keys(item(1, guid=None, url=None), item(2, guid=None, url=None))
    assert one.startswith("title:")
    assert one != other


def test_the_day_of_an_entry_is_that_of_its_zone() -> None:
    late = item_of(guid=None, url=None, title="t", at=datetime(2026, 10, 5, 22, tzinfo=UTC))
    early = item_of(guid=None, url=None, title="t", at=datetime(2026, 10, 6, 2, tzinfo=UTC))

    def names(zone: timezone) -> set[str]:
        return {one.key for one in identify([late, early], pattern=None, trust_guids=True, zone=zone)}

    assert len(names(UTC)) == 2
    assert len(names(timezone(timedelta(hours=3)))) == 1


def test_an_address_shared_by_a_live_page_names_nobody() -> None:
    live = [item(n, url="https://x.example/live") for n in range(3)]
    assert [one.address for one in identify(live, pattern=None, trust_guids=True, zone=UTC)] == ["", "", ""]
    assert len(set(keys(*live))) == 3


def test_a_long_key_fits_its_column() -> None:
    long = "https://x.example/" + "a" * 3000
    assert all(len(key) <= 400 for key in keys(item(guid=long, url=long), item(2, guid="g" * 3000)))
    assert keys(item(guid=None, url=long + "1")) != keys(item(guid=None, url=long + "2"))


def test_guids_that_repeat_are_not_trusted() -> None:
    assert broken_guids([item(n, guid="same") for n in range(10)], {})
    assert broken_guids([item(n) for n in range(10)], {}) is None


def test_an_entry_listed_twice_is_no_broken_guid() -> None:
    assert broken_guids([item(1), item(1), item(2)], {}) is None


def test_guids_that_change_for_known_addresses_are_not_trusted() -> None:
    before = window([item(n) for n in range(5)])
    assert broken_guids([item(n, guid=f"new{n}") for n in range(5)], before)
    assert broken_guids([item(n) for n in range(3, 8)], before) is None


def test_one_guid_issued_anew_among_many_is_an_editor_not_a_broken_source() -> None:
    before = window([item(n) for n in range(5)])
    assert broken_guids([item(0, guid="again"), *(item(n) for n in range(1, 5))], before) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كوردستان", "کوردستان"),
        ("علي", "علی"),
        ("أربيل", "اربيل"),
        ("هەولێر", "ههولێر"),
        ("نێچیرڤان‌ بارزانی", "نێچیرڤان بارزانی"),
        ("٢٠٢٦", "2026"),
        ("۲۰۲۶", "2026"),
        ("الـــعراق", "العراق"),
        ("\u202bأربيل\u202c", "أربيل"),
        ("Barzani  receives\n envoy", "Barzani receives envoy"),
        ("“Quoted” – text’s", '"Quoted" - text\'s'),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_a_cosmetic_change_is_none(one: str, other: str) -> None:
    assert content_hash(one, "") == content_hash(other, "")


def test_a_changed_word_is_a_change() -> None:
    assert content_hash("Barzani receives envoy", "a") != content_hash("Barzani receives envoys", "a")
    assert content_hash("a", "b") != content_hash("a b", "")


@given(st.text(alphabet="aB أي \n\t\xa0\u200c\u3000’1", max_size=30))
def test_white_space_makes_no_difference_however_it_is_seen(text: str) -> None:
    assert plain_form(text) == plain_form(f" {text}\n") == " ".join(plain_form(text).split())


WORDS = ["Barzani", "receives", "ZWNJ\u200cinside", "\u200c", "بارزانی", "كوردستانـ", "\u0640", "´", "\u064e", "İ", "5", "ﷺ"]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), max_size=5).map("\n\n".join))
def test_a_tidy_text_has_the_same_plain_form_whether_it_is_known_to_be_tidy_or_not(text: str) -> None:
    assert plain_form(text, tidy=True) == plain_form(text)
    assert content_hash(text[:9].strip(), text, tidy=True) == content_hash(text[:9].strip(), text)


@pytest.mark.parametrize("end", [" ", "\n", "\n\n"])
def test_where_a_long_text_is_cut_off_does_not_change_its_plain_form(end: str) -> None:
    assert plain_form("One two\n\nthree" + end, tidy=True) == "one two three"


@given(st.lists(st.text(max_size=5)))
def test_fingerprints_kept_as_one_string_come_back_as_they_were(texts: list[str]) -> None:
    prints = [fingerprint(text) for text in texts]
    assert parted(joined(prints)) == prints
    assert all(len(one) == 11 for one in prints)
