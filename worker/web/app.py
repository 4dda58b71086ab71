"""Door 3, the reader: what the signed links in messages lead to (`diwan web`).

A GET shows a page with one button and changes nothing, for programs that look through mails open links by themselves; a POST acts, from that button
or from a mail program's own "unsubscribe" (RFC 8058). The signature is the right to act: there is no session, no cookie, and nothing to log in
to. It binds to 127.0.0.1 unless told otherwise; a proxy in front of it brings TLS.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storage.errors import StorageUnavailable
from worker import alert
from worker.alert import publish
from worker.alert.backtest import published
from worker.alert.rules import RuleError
from worker.alert.vocabulary import offices
from worker.digest.sign import WATCH, BadToken, ExpiredToken, verify
from worker.errors import ConfigError
from worker.house import House
from worker.knowledge.wording import LANGUAGES, wording
from worker.web.actions import PURPOSES, Gone, Shown, open_action
from worker.web.meeting import meeting_page
from worker.web.pages import page, preferred, say, style

log = structlog.get_logger(__name__)

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds the token
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
LONGEST_TOKEN = 2000
MADE_FOR = timedelta(minutes=5)
MOST_MADE = 200
_ERRORS = {404: "error_nothing", 405: "error_nothing", 400: "error_bad", 410: "error_gone", 503: "error_later"}


def make_app(house: House, *, clock: Callable[[], datetime]) -> Starlette:
    """The door to one house.

    Raises:
        ConfigError: there is no key to check signatures with.
    """
    if not house.settings.secret_key.get_secret_value():
        raise ConfigError("DIWAN_SECRET_KEY is not set: links cannot be checked; `diwan init` makes one")
    door = _Door(house, clock)
    routes = [Route(f"/{purpose}/{{token}}", door.handler(purpose), methods=["GET", "POST"]) for purpose in PURPOSES]
    routes += [Route("/meetings/{key}", door.meeting), Route("/watch/{token}/{form}", door.watch)]
    routes += [Route("/page.css", _style), Route("/health", door.health)]
    hosts = {"127.0.0.1", "localhost", urlsplit(house.settings.public_url).hostname or "localhost"}
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Guarded), Middleware(TrustedHostMiddleware, allowed_hosts=sorted(hosts), www_redirect=False)],
        exception_handlers={HTTPException: _http_error, Exception: _broken},
    )  # fmt: skip


class _Door:
    def __init__(self, house: House, clock: Callable[[], datetime]) -> None:
        self._house, self._clock = house, clock
        self._made: dict[tuple[str, int, str], tuple[datetime, bytes]] = {}

    def handler(self, purpose: str) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            return await run_in_threadpool(self._answer, purpose, request)

        return handle

    def _answer(self, purpose: str, request: Request) -> Response:
        token, now = request.path_params["token"], self._clock()
        acts = request.method == "POST"
        try:
            fields = self._fields(purpose, token, now)
            shown = self._do(purpose, fields, now) if acts else self._ask(purpose, fields)
        except ExpiredToken:
            return _error(request, 410, "error_expired")
        except BadToken:
            return _error(request, 400)
        except Gone:
            return _error(request, 410)
        except StorageUnavailable as error:
            log.error("database_away", reason=str(error))
            return _error(request, 503)
        if acts:
            log.info("link_used", purpose=purpose)
        return HTMLResponse(
            page(shown.title, shown.language, lines=shown.lines, button=shown.button, done=not shown.button)
        )

    def _fields(self, purpose: str, token: str, now: datetime) -> dict[str, str]:
        """What a signed link says. Raises BadToken, ExpiredToken."""
        if len(token) > LONGEST_TOKEN:
            raise BadToken("too long")
        return verify(self._house.settings.secret_key.get_secret_value(), purpose, token, now=now)

    def _ask(self, purpose: str, fields: dict[str, str]) -> Shown:
        with self._house.store.reading() as tx:
            return open_action(tx, purpose, fields).ask()

    def _do(self, purpose: str, fields: dict[str, str], now: datetime) -> Shown:
        index, links = self._house.watches(), self._house.links(now)
        with self._house.store.transaction() as tx:
            shown = open_action(tx, purpose, fields).do(now=now)
            alert.tell(tx, index, None, shown.changes, now=now, links=links)
        return shown

    async def meeting(self, request: Request) -> Response:
        """What is known of a meeting and who says so, for whoever has its address: no more than outlets have published."""
        return await run_in_threadpool(self._meeting, request)

    def _meeting(self, request: Request) -> Response:
        asked = request.query_params.get("lang", "")
        language = asked if asked in LANGUAGES else preferred(request.headers.get("accept-language", ""))
        try:
            with self._house.store.reading() as tx:
                found = tx.find_meeting(request.path_params["key"])
                story = tx.meeting_story(found) if found else None
        except StorageUnavailable:
            return _error(request, 503)
        if story is None:
            return _error(request, 404)
        return HTMLResponse(meeting_page(story, language))

    async def watch(self, request: Request) -> Response:
        """The meetings of a watch as calendar or feed, for programs that ask every hour: who has the signed address may read it."""
        return await run_in_threadpool(self._watch, request)

    def _watch(self, request: Request) -> Response:
        token, form, now = request.path_params["token"], request.path_params["form"], self._clock()
        if form not in publish.MEDIA:
            return _error(request, 404)
        try:
            body = self._published(self._fields(WATCH, token, now), form, now)
        except ExpiredToken:
            return _error(request, 410, "error_expired")
        except BadToken:
            return _error(request, 400)
        except Gone:
            return _error(request, 410)
        except (
            StorageUnavailable,
            RuleError,
        ):  # of a rule that means nothing any more: 410 would end the reading for ever
            return _error(request, 503)
        return Response(body, media_type=f"{publish.MEDIA[form]}; charset=utf-8")

    def _published(self, fields: dict[str, str], form: str, now: datetime) -> bytes:
        """Made anew every few minutes at most: the history of a watch is long to play. Raises Gone, RuleError."""
        with self._house.store.reading() as tx:
            watch = next((one for one in tx.list_watches() if one.key == fields.get("watch")), None)
            if watch is None or watch.created_at.isoformat() != fields.get("since"):
                raise Gone("watch")
            known_as = watch.key, tx.watches_version(), form
            known = self._made.get(known_as)
            if known is not None and now - known[0] < MADE_FOR:
                return known[1]
            body = published(
                watch, tx, form, now=now, offices=offices(self._house.knowledge), wording=wording(), links=self._house.links(now)
            )  # fmt: skip
        if len(self._made) >= MOST_MADE:
            self._made.clear()
        self._made[known_as] = (now, body)
        return body

    async def health(self, _: Request) -> Response:
        """For supervisors: whether the database answers."""

        def look() -> int:
            with self._house.store.reading() as tx:
                return len(tx.heartbeats())

        try:
            await run_in_threadpool(look)
        except StorageUnavailable:
            return PlainTextResponse("no database\n", 503)
        return PlainTextResponse("ok\n")


class _Guarded:
    """The same strict headers on whatever is answered, errors too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


def _error(request: Request, status: int, key: str = "") -> HTMLResponse:
    language = preferred(request.headers.get("accept-language", ""))
    depth = max(request.url.path.count("/") - 1, 0)
    return HTMLResponse(page(say(key or _ERRORS[status], language), language, depth=depth), status)


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    found = _error(request, status if status in _ERRORS else 400)
    found.headers.update(headers)
    return found


def _broken(request: Request, error: Exception) -> Response:
    log.error("page_broke", error=type(error).__name__)
    return _error(request, 503)


async def _style(_: Request) -> Response:
    return Response(style(), media_type="text/css")
