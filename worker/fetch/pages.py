"""The pages of entries: read for the text where the feed gives a teaser only, and looked at again after 30 min, 3 h and 24 h.

A page that is due is a row (`entries.page_due_at`), like everything that must not be lost. What a page says becomes a revision of its
entry; its title, key and times stay. Robots.txt is obeyed, a page that refuses us is not asked again.
"""

import html
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from storage.sql import SqlStore, Transaction
from storage.sql_entries import PageDue
from worker.errors import FetchError
from worker.fetch.answers import HostBusy, Request, Response
from worker.fetch.http import Fetcher
from worker.fetch.identity import plain_form
from worker.fetch.robots import DENY_ALL, Rules, is_fresh, origin_of, rules_of, text_of

LOOKS = (
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=24),
)  # after first sight, besides the first look at once
MOST_FAILURES = 3
REFUSED_FOR = timedelta(hours=24)  # a site whose page refused us is not asked for pages so long
LEAST = 200  # letters a page's text needs where the feed says more


class Article(Protocol):
    """What is needed of a page that was read."""

    @property
    def text(self) -> str: ...
    @property
    def source(self) -> str: ...


class ReadArticle(Protocol):
    """Page to text; raises any error with a sentence where there is none."""

    def __call__(
        self, body: bytes, *, url: str, headers: Mapping[str, str], rules: Mapping[str, Any], feed_html: str
    ) -> Article: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What looking at a page brought. `text` is None where nothing is to be changed; `due_at` None where it is not looked at again."""

    due: PageDue
    text: str | None = None
    source: str = "feed"
    looks: int
    due_at: datetime | None
    error: str = ""
    refused: bool = False


def next_look_at(looks: int, first_seen_at: datetime, now: datetime) -> datetime | None:
    """When a page is looked at next, after so many good looks; None after the last."""
    for after in LOOKS[max(looks - 1, 0) :]:
        if first_seen_at + after > now:
            return first_seen_at + after
    return None


def look(
    dues: Sequence[PageDue],
    *,
    store: SqlStore,
    fetcher: Fetcher,
    read: ReadArticle,
    clock: Callable[[], datetime],
) -> Generator[Looked, None, None]:
    """Ask the pages that robots.txt allows, many at once. Each comes back as soon as it is read; keep it with `keep_look`."""
    rules = _robots({origin_of(due.url) for due in dues}, store=store, fetcher=fetcher, now=clock())
    asked: list[tuple[PageDue, Request]] = []
    for due in dues:
        site = rules.get(origin_of(due.url))
        if site is None:
            yield _later(due, "robots.txt cannot be read now", clock())
        elif not site.allows(due.url):
            yield Looked(due=due, looks=due.looks, due_at=None, error="the site's robots.txt, or its pages, refuse us")
        else:
            asked.append((due, Request(url=due.url, accept=_HTML, rest=site.delay, ref=len(asked))))
    for request, answer in fetcher.fetch_all([request for _, request in asked]):
        yield _looked(asked[request.ref][0], answer, read, clock())


_HTML = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"


def _looked(due: PageDue, answer: Response | FetchError, read: ReadArticle, now: datetime) -> Looked:
    if isinstance(answer, HostBusy):
        return Looked(due=due, looks=due.looks, due_at=now + timedelta(seconds=(answer.retry_after or 5.0) + 1.0))
    if isinstance(answer, FetchError):
        if answer.blocked or not answer.transient or answer.http_status == 404:
            return Looked(due=due, looks=due.looks, due_at=None, error=str(answer)[:300], refused=answer.blocked)
        return _later(due, str(answer), now, answer.retry_after)
    try:
        article = read(
            answer.body,
            url=answer.url,
            headers=answer.headers,
            rules=due.rules.get("text") or {},
            feed_html=_as_html(due.text),
        )
    except Exception as error:  # whatever a hostile page makes a reader raise: this page's trouble alone
        return Looked(
            due=due,
            looks=due.looks + 1,
            due_at=next_look_at(due.looks + 1, due.first_seen_at, now),
            error=str(error)[:300],
        )
    looks = due.looks + 1
    better = article.text if is_better(article.text, str(article.source), due) else None
    return Looked(
        due=replace(due, failures=0),
        text=better,
        source=str(article.source),
        looks=looks,
        due_at=next_look_at(looks, due.first_seen_at, now),
    )


def is_better(text: str, source: str, due: PageDue) -> bool:
    """Whether a page's text is to take the place of what is kept: it says more than the feed, or something else than the page did before."""
    if source == "feed" or not text.strip():
        return False
    if plain_form(text) == plain_form(due.text):
        return False
    if due.text_source != "feed":
        return len(text) * 2 >= len(due.text)  # half of it gone is a broken page sooner than an edit
    return len(text) > len(due.text) and (len(text) >= LEAST or len(text) > 2 * len(due.text))


def _later(due: PageDue, why: str, now: datetime, wait: float | None = None) -> Looked:
    failures = due.failures + 1
    again = (
        None
        if failures >= MOST_FAILURES
        else now + max(timedelta(minutes=10 * failures), timedelta(seconds=wait or 0.0))
    )
    return Looked(due=replace(due, failures=failures), looks=due.looks, due_at=again, error=why[:300])


def _as_html(text: str) -> str:
    return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _robots(origins: set[str], *, store: SqlStore, fetcher: Fetcher, now: datetime) -> dict[str, Rules | None]:
    """The rules of each origin: kept for a day in the database, asked for where they are missing or old."""
    with store.reading() as tx:
        kept = tx.find_robots(sorted(origins))
    found: dict[str, Rules | None] = {
        origin: rules_of(DENY_ALL if one.refused_at and now - one.refused_at < REFUSED_FOR else one.text)
        for origin, one in kept.items()
        if is_fresh(one.fetched_at, now)
    }
    missing = sorted(origins - set(found))
    fresh: dict[str, str] = {}
    for request, answer in fetcher.fetch_all(
        [Request(url=f"{origin}/robots.txt", accept="text/plain, */*;q=0.5", ref=origin) for origin in missing]
    ):
        text = text_of(answer)
        if text is None and request.ref in kept:
            text = kept[request.ref].text  # an old one is better than none
        found[request.ref] = None if text is None else rules_of(text)
        if text is not None:
            fresh[request.ref] = text
    if fresh:
        with store.transaction() as tx:
            tx.keep_robots(fresh, now=now)
    return found


def keep_look(tx: Transaction, looked: Looked, *, now: datetime) -> bool:
    """Keep what looking at a page brought; True where the entry has a new revision, which is pending work."""
    if looked.refused:
        tx.refuse_pages(origin_of(looked.due.url), now=now)
    return tx.settle_page(
        looked.due,
        text=looked.text,
        source=looked.source,
        looks=looked.looks,
        failures=looked.due.failures,
        due_at=looked.due_at,
        now=now,
    )
