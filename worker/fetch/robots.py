"""robots.txt of the sites whose pages are read. Pure: text in, answers out; who fetches and keeps it stands in pages.py.

Feed addresses were given by the operator and are asked whatever robots.txt says; article pages obey it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from worker.errors import FetchError
from worker.fetch.answers import Response

AGENT = "Diwan"
KEPT = timedelta(hours=24)
KEPT_AFTER_FAILURE = timedelta(hours=1)
ALLOW_ALL = ""
DENY_ALL = "User-agent: *\nDisallow: /"
LONGEST = 512 * 1024  # RFC 9309: at least 500 KiB are to be read
SLOWEST = 60.0  # a Crawl-delay beyond a minute is read as a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a site allows us. `delay` are seconds between two requests, 0 where it asks for none."""

    parsed: Protego
    delay: float

    def allows(self, url: str) -> bool:
        return bool(self.parsed.can_fetch(url, AGENT))


def origin_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt is for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def text_of(answer: Response | FetchError) -> str | None:
    """The rules that an answer to /robots.txt means (RFC 9309): its text; everything allowed where there is none (4xx); None where the
    site cannot say now (5xx, unreachable), which is to be taken as a no for the time being."""
    if isinstance(answer, Response):
        return answer.body[:LONGEST].decode("utf-8", "replace").replace("\0", "")
    if answer.http_status is not None and 400 <= answer.http_status < 500 and answer.http_status != 429:
        return ALLOW_ALL
    return None


def rules_of(text: str) -> Rules:
    """Read a robots.txt; one that cannot be read allows everything."""
    try:
        parsed = Protego.parse(text)
        delay = parsed.crawl_delay(AGENT)
    except Exception:  # a hostile file must not stop the others
        parsed, delay = Protego.parse(ALLOW_ALL), None
    return Rules(parsed=parsed, delay=min(float(delay or 0.0), SLOWEST))


def is_fresh(fetched_at: datetime, now: datetime) -> bool:
    return now - fetched_at < KEPT
