"""What an answer means: statuses, headers, challenge pages and transport failures, turned into `Response` or `FetchError`. Pure.

The one place where foreign failures become ours; tests/worker/fetch/test_answers.py holds the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pycurl

from storage.records import quick
from worker.errors import FetchError

LONGEST_RETRY_AFTER = 24 * 3600.0


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One address to ask.

    Attributes:
        etag, last_modified: validators, sent back exactly as they came.
        accept: the Accept header.
        rest: seconds the host is left alone after this request, where that is longer than the usual gap (Crawl-delay).
        ref: the caller's own mark (a feed id, what the request is for); not looked at.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = "application/rss+xml, application/atom+xml, application/xml, text/xml, application/json, text/html;q=0.8, */*;q=0.5"
    rest: float = 0.0
    ref: Any = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an address answered: 2xx with its body, or 304.

    Attributes:
        url: the address that answered, after redirects.
        headers: names in lower case, repeated ones joined by ", ".
        body: without Content-Encoding.
        hops: the redirects that were followed, as (status, address they pointed to).
        moved_to: the last address, where every hop was a permanent one (301, 308).
        wire_bytes: bytes of the body as it came.
        seconds: from the first hop's start, waiting for the host not counted.
    """

    request: Request
    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[tuple[int, str], ...] = ()
    moved_to: str | None = None
    wire_bytes: int = 0
    seconds: float = 0.0
    fetched_at: datetime

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def etag(self) -> str | None:
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        return self.headers.get("last-modified")

    @property
    def max_age(self) -> float | None:
        """Seconds for which the answer says it is good (Cache-Control: max-age, or Expires); None where it does not say."""
        if found := _MAX_AGE.search(self.headers.get("cache-control", "")):
            return float(found.group(1))
        expires = http_date(self.headers.get("expires"))
        if expires is None:
            return None
        return max(0.0, (expires - (http_date(self.headers.get("date")) or self.fetched_at)).total_seconds())


_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")


class HostBusy(FetchError):
    """Nothing was asked: the host is being asked by another worker, or wants to be left alone. Not a failure; try after `retry_after`."""


def split_head(lines: list[bytes]) -> dict[str, str]:
    """Headers of the last header block (interim answers come first), names in lower case."""
    headers: dict[str, str] = {}
    for line in lines:
        if line[:5] == b"HTTP/":
            headers.clear()
            continue
        name, colon, value = line.partition(b":")
        if colon:
            key, text = name.decode("latin-1").strip().lower(), value.decode("latin-1").strip()
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def http_date(text: str | None) -> datetime | None:
    """An HTTP date; None where it is missing or no date."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that Retry-After asks for, at most a day; a date counts from the server's own Date, whose clock may be off."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
        return min(float(text), LONGEST_RETRY_AFTER)
    until = http_date(text)
    if until is None:
        return None
    seconds = (until - (http_date(headers.get("date")) or now)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


_CHALLENGE = re.compile(  # stand on challenge pages only
    rb"cf-chl-|cf_chl_opt|<title>\s*Just a moment|<title>Attention Required! \| Cloudflare|<title>\s*DDoS-Guard|awsWafCookieDomainList|"
    rb"Checking your browser before|<title>\s*Vercel Security Checkpoint",
    re.IGNORECASE,
)
_PUZZLE = re.compile(
    rb"g-recaptcha|hcaptcha\.com|px-captcha|_Incapsula_|sucuri_cloudproxy|challenge-platform|ddos-guard", re.IGNORECASE
)
_LITTLE = 15_000  # bytes: ordinary pages carry such scripts too, but they also carry a page


def is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a page asks to prove that one is a person."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex", b"{", b"[")):
        return False  # a feed that is labelled HTML, and may well write about captchas
    if not (start.startswith((b"<!doctype html", b"<html")) or "html" in headers.get("content-type", "")):
        return False
    if b"<article" in body:
        return False
    if _CHALLENGE.search(body[:30_000]) is not None and len(body) < 200_000:
        return True
    return len(body) < _LITTLE and _PUZZLE.search(body) is not None


def refused_status(
    status: int, headers: Mapping[str, str], body: bytes, *, url: str, now: datetime
) -> FetchError | None:
    """The error that a status or a challenge page is; None for an answer that may be read."""
    wait = retry_after(headers, now)

    def error(reason: str, *, transient: bool = True, blocked: bool = False) -> FetchError:
        return FetchError(
            reason, url=shown(url), transient=transient, retry_after=wait, http_status=status, blocked=blocked
        )

    if is_challenge(headers, body):
        return error(f"a challenge page came instead ({status}); Diwan does not solve challenges", blocked=True)
    if 200 <= status < 300 or status == 304:
        return None
    match status:
        case 401 | 403 | 407 | 451:
            return error(f"refused with {status}", blocked=True)
        case 404:
            return error("nothing at this address (404)")
        case 408 | 425:
            return error(f"the server asks to try again ({status})")
        case 410:
            return error("gone for good, says the server (410)", transient=False)
        case 429:
            return error("too many requests, says the server (429)")
        case 503:
            return error("the server is out of service (503)")
        case _ if 500 <= status < 600:
            return error(f"the server failed ({status})")
    return error(f"unexpected status {status}", transient=False)


_TRANSPORT: dict[int, tuple[str, bool]] = {  # libcurl's code -> (what happened, may another try help)
    pycurl.E_COULDNT_RESOLVE_HOST: ("the host name was not found", True),
    pycurl.E_COULDNT_CONNECT: ("no connection", True),
    pycurl.E_OPERATION_TIMEDOUT: ("no whole answer in time", True),
    pycurl.E_PARTIAL_FILE: ("the answer was cut off", True),
    pycurl.E_GOT_NOTHING: ("the server closed without an answer", True),
    pycurl.E_SEND_ERROR: ("the connection broke", True),
    pycurl.E_RECV_ERROR: ("the connection broke", True),
    pycurl.E_SSL_CONNECT_ERROR: ("no secure connection", True),
    pycurl.E_PEER_FAILED_VERIFICATION: ("the certificate is not valid for this host", True),
    pycurl.E_FILESIZE_EXCEEDED: ("the answer is too large", False),
    8: ("the answer is not HTTP", True),
    pycurl.E_UNSUPPORTED_PROTOCOL: ("the answer is not HTTP 1", True),
    100: ("the answer's head is too large", False),
    pycurl.E_URL_MALFORMAT: ("the address cannot be read", False),
    pycurl.E_HTTP2: ("the connection broke", True),
    92: ("the connection broke", True),
}


def transport_error(code: int, message: str, *, url: str) -> FetchError:
    """The error that a failed transfer is."""
    what, transient = _TRANSPORT.get(code, ("the transfer failed", True))
    return FetchError(f"{what} ({message or code})"[:300], url=shown(url), transient=transient)


def shown(url: str) -> str:
    """A URL fit for logs: without query and userinfo, which may hold a key."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(unreadable address)"
    return f"{parts.scheme}://{host}{port}{parts.path}"[:300] + ("?..." if parts.query else "")
