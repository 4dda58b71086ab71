"""What an answer means."""

from datetime import UTC, datetime

import pycurl
import pytest

from worker.fetch.answers import http_date, refused_status, retry_after, shown, split_head, transport_error

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>cf-chl-widget</body></html>"
FEED = b"<rss><channel><item><title>Just a moment</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "transient", "blocked"),
    [
        (401, {}, b"", True, True),
        (403, {}, b"", True, True),
        (404, {}, b"", True, False),
        (410, {}, b"", False, False),
        (418, {}, b"", False, False),
        (429, {}, b"", True, False),
        (500, {}, b"", True, False),
        (503, {}, b"", True, False),
        (503, {"content-type": "text/html"}, CHALLENGE, True, True),
        (200, {"content-type": "text/html"}, CHALLENGE, True, True),
        (200, {"cf-mitigated": "challenge"}, b"", True, True),
        (300, {}, b"", False, False),
    ],
)
def test_a_status_is_an_error_of_its_kind(
    status: int, headers: dict[str, str], body: bytes, transient: bool, blocked: bool
) -> None:
    error = refused_status(status, headers, body, url="https://a.example/", now=NOW)
    assert error is not None
    assert (error.transient, error.blocked, error.http_status) == (transient, blocked, status)


def test_an_ordinary_page_with_a_captcha_in_its_contact_form_is_no_challenge() -> None:
    page = (
        b"<!doctype html><script src='/cdn-cgi/challenge-platform/x.js'></script><b class=g-recaptcha>"
        + b"<p>news</p>" * 2000
    )
    assert refused_status(200, {"content-type": "text/html"}, page, url="https://a.example/", now=NOW) is None
    assert refused_status(200, {"content-type": "text/html"}, page[:200], url="https://a.example/", now=NOW) is not None


@pytest.mark.parametrize(
    ("status", "body"), [(200, FEED), (304, b""), (206, FEED), (200, b"<html><article>hcaptcha.com</article></html>")]
)
def test_what_can_be_read_is_no_error(status: int, body: bytes) -> None:
    assert refused_status(status, {"content-type": "text/html"}, body, url="https://a.example/", now=NOW) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "999999999"}, 86400),
        ({"retry-after": "Mon, 05 Oct 2026 09:10:00 GMT"}, 600),
        ({"retry-after": "Mon, 05 Oct 2026 12:10:00 GMT", "date": "Mon, 05 Oct 2026 12:00:00 GMT"}, 600),
        ({"retry-after": "Mon, 05 Oct 2026 08:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_by_the_servers_own_clock(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


def test_the_last_head_counts_and_repeated_headers_are_joined() -> None:
    lines = [
        b"HTTP/1.1 100 Continue\r\n",
        b"X: 1\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b'ETag:  W/"a" \r\n',
        b"Vary: a\r\n",
        b"vary: b\r\n",
        b"\r\n",
    ]
    assert split_head(lines) == {"etag": 'W/"a"', "vary": "a, b"}


def test_what_is_no_date_is_none() -> None:
    assert http_date("0") is None
    assert http_date("Mon, 99 Oct 2026 25:00:00 GMT") is None


def test_every_failed_transfer_says_what_happened() -> None:
    for code in (pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_OPERATION_TIMEDOUT, pycurl.E_SSL_CONNECT_ERROR, 999):
        error = transport_error(code, "detail", url="https://a.example/rss?key=secret")
        assert error.transient
        assert "secret" not in error.url


def test_a_shown_address_holds_no_secret() -> None:
    assert shown("https://user:pass@a.example:8080/rss?token=1") == "https://a.example:8080/rss?..."
