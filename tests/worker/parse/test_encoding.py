"""Valid UTF-8 wins, then the byte order mark, HTTP, the label, a guess; a bad byte costs one character."""

import pytest

from tests.worker.parse.feeds import URL
from worker.parse import read_feed
from worker.parse.encoding import decode, http_charset

ARABIC = "رئيس الوزراء يستقبل السفير في أربيل والوفد المرافق له"


def feed(title: str, label: str | None) -> str:
    declared = f' encoding="{label}"' if label else ""
    return f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>x</title><item><title>{title}</title></item></channel></rss>'


def title_of(body: bytes, content_type: str | None = None) -> str | None:
    headers = {"Content-Type": content_type} if content_type else {}
    return read_feed(body, url=URL, headers=headers).entries[0].title


@pytest.mark.parametrize("label", ["UTF-8", None, "windows-1256", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize(
    "http", [None, "text/xml; charset=windows-1256", "text/xml; charset=iso-8859-1", "text/xml; charset="]
)
def test_valid_utf8_wins_over_every_label(label: str | None, http: str | None) -> None:
    assert title_of(feed(ARABIC, label).encode(), http) == ARABIC


@pytest.mark.parametrize(
    ("codec", "label", "http", "text"),
    [
        ("cp1256", "windows-1256", None, ARABIC),
        ("cp1256", None, "text/xml; charset=windows-1256", ARABIC),
        ("cp1256", "iso-8859-1", None, ARABIC),
        ("cp1256", "windows-1256", "text/xml; charset=iso-8859-1", ARABIC),
        ("cp1252", "iso-8859-1", None, "“Él dijo: ¡mañana será peor!”, según él mismo à Málaga"),
        ("cp1256", "utf-8", None, ARABIC),
        ("cp1256", None, None, ARABIC),
        ("cp1256", "utf-8", "text/xml; charset=utf-8", ARABIC),
        ("iso8859_6", "iso-8859-6", None, "رئيس الوزراء"),
        ("cp1252", "utf-8", None, "“café” – naïve"),
        ("cp1252", "iso-8859-1", None, "“café” – naïve"),
        ("cp1252", None, None, "the café"),
        ("cp1254", "iso-8859-9", None, "Başbakan İstanbul'da görüştü"),
        ("koi8_r", "koi8-r", None, "премьер встретил посла"),
        ("cp1251", "windows-1251", None, "премьер встретил посла"),
        ("gb18030", "gb2312", None, "总理会见大使"),
        ("big5", "big5", None, "總理會見大使"),
        ("cp932", "shift_jis", None, "首相が大使と会談"),
        ("euc_jp", "euc-jp", None, "首相が大使と会談"),
        ("iso2022_jp", "iso-2022-jp", None, "首相が大使と会談"),
        ("cp949", "euc-kr", None, "총리가 대사를 만났다"),
        ("utf-16", "utf-16", None, ARABIC),
        ("utf-16", "utf-8", None, ARABIC),
        ("utf-16-le", "utf-16", None, ARABIC),
        ("utf-16-be", None, None, ARABIC),
        ("utf-32", "utf-32", None, ARABIC),
        ("utf-8-sig", "utf-8", None, ARABIC),
        ("utf-8-sig", "windows-1256", None, ARABIC),
    ],
)
def test_other_encodings(codec: str, label: str | None, http: str | None, text: str) -> None:
    assert title_of(feed(text, label).encode(codec), http) == text


@pytest.mark.parametrize(
    "text", ["The minister received María of Spain", "Der Botschafter sprach später mit Herrn Schäfer", "Ministern är i Bagdad", "İyi görüşme: Çavuş"]
)  # fmt: skip
def test_letters_with_accents_alone_are_not_taken_for_arabic(text: str) -> None:
    codec = "windows-1254" if "ş" in text else "windows-1252"
    assert decode(text.encode(codec), http=codec).text == text
    assert decode(f"<p>{ARABIC}</p>".encode("windows-1256"), http=codec).text == f"<p>{ARABIC}</p>"


def test_http_is_asked_before_the_label() -> None:
    assert title_of(feed("премьер", "windows-1252").encode("cp1251"), "text/xml; charset=windows-1251") == "премьер"


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xe2\x80", b"\xa0"])
def test_a_bad_byte_costs_one_character(bad: bytes) -> None:
    before, after = ARABIC[:10].encode(), ARABIC[10:].encode()
    body = feed("@@", "utf-8").encode().replace(b"@@", before + bad + after)
    found = title_of(body) or ""
    assert found.startswith(ARABIC[:10].strip())
    assert found.endswith(ARABIC[10:])
    assert len(found) <= len(ARABIC) + len(bad)


def test_decoding_never_fails_and_tells_what_it_replaced() -> None:
    found = decode("أخبار ".encode() * 20 + b"\xff")
    assert (found.encoding, found.replaced) == ("utf-8", 1)
    assert decode(bytes(range(256))).text


def test_the_charset_of_a_header_in_any_case() -> None:
    assert http_charset({"CONTENT-TYPE": 'text/xml; Charset="UTF-8"'}) == "UTF-8"
    assert http_charset({}) is None
