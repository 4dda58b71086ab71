"""`diwan check`: settings, database, broker, mail, clock; each answer says what to do."""

import smtplib
import socket
import sqlite3
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import redis

from schedules.load import ScheduleError
from storage.engine import disk_free, masked
from storage.errors import StorageError
from storage.sql import SqlStore
from worker import deliver
from worker.clock import utcnow
from worker.config import Settings, unknown_settings
from worker.errors import DiwanError
from worker.log import mask

LEAST_DISK = 1e9  # bytes: about two months of news
MOST_CLOCK_DRIFT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One answer; `text` says what was found, and where it is not well what to do."""

    name: str
    ok: bool
    text: str


def run(settings: Settings) -> list[Checked]:
    """All checks; none raises."""
    asked: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("settings", _settings),
        ("catalogue", _catalogue),
        ("knowledge", _knowledge),
        ("database", _database),
        ("disk", _disk),
        ("broker", _broker),
        ("mail", _mail),
        ("recipients", _recipients),
        ("links", _links),
        ("clock", _clock),
    )
    return [_one(name, ask, settings) for name, ask in asked]


def _one(name: str, ask: Callable[[Settings], str], settings: Settings) -> Checked:
    try:
        return Checked(name=name, ok=True, text=mask(ask(settings)))
    except (
        DiwanError,
        StorageError,
        ScheduleError,
        OSError,
        ValueError,
        redis.RedisError,
        smtplib.SMTPException,
    ) as error:
        said = str(error) if isinstance(error, DiwanError | ValueError) else f"{type(error).__name__}: {error}"
        return Checked(name=name, ok=False, text=mask(said))


def _settings(settings: Settings) -> str:
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    probe = settings.home / ".writable"
    probe.write_text("")
    probe.unlink()
    if strange := unknown_settings():
        raise ValueError("; ".join(strange))
    return f"data folder {settings.home} can be written"


def _catalogue(settings: Settings) -> str:
    from worker.house import catalogue

    feeds = catalogue(settings)
    return f"{len(feeds)} feeds of {len({feed.outlet for feed in feeds})} outlets"


def _knowledge(_settings: Settings) -> str:
    from worker.knowledge.load import load_knowledge

    knowledge = load_knowledge()
    return f"{len(knowledge.actors)} actors, {len(knowledge.places)} places, {len(knowledge.polities)} polities"


def _database(settings: Settings) -> str:
    with SqlStore.open(settings.database, upgrade=settings.database.startswith("sqlite")) as store:
        return f"{masked(settings.database)} answers" + (
            f", SQLite {sqlite3.sqlite_version}" if store.dialect == "sqlite" else ""
        )


def _disk(settings: Settings) -> str:
    left = disk_free(settings.database)
    if left is None:
        return "the database lies elsewhere"
    said = f"{left / 1e9:.1f} GB left for the database"
    if left < LEAST_DISK:
        raise ValueError(f"{said}: make room, or keep less (DIWAN_KEEP_TEXTS_DAYS, DIWAN_KEEP_MESSAGES_DAYS)")
    return said


def _broker(settings: Settings) -> str:
    if settings.embedded:
        return "embedded, nothing to reach"
    client = redis.Redis.from_url(settings.broker, socket_connect_timeout=3, socket_timeout=3)
    try:
        client.ping()
        policy = client.config_get("maxmemory-policy").get("maxmemory-policy", "unknown")
    finally:
        client.close()
    if policy != "noeviction":
        raise ValueError(
            f"Redis answers, but maxmemory-policy is {policy}, expected noeviction: kicks could be dropped"
        )
    return "Redis answers, maxmemory-policy noeviction"


def _mail(settings: Settings) -> str:
    if not settings.smtp_host:
        return "no mail server set (DIWAN_SMTP_HOST): alerts go to other channels only"
    kind = smtplib.SMTP_SSL if settings.smtp_security == "tls" else smtplib.SMTP
    with kind(settings.smtp_host, settings.smtp_port, timeout=10) as server:
        if settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.noop()
    return f"{settings.smtp_host}:{settings.smtp_port} answers over {settings.smtp_security}" + (
        ", login accepted" if settings.smtp_user else ""
    )


def _recipients(settings: Settings) -> str:
    """Whether what is to go out can go out: the worst fault of all is one that nobody hears of."""
    with (
        SqlStore.open(settings.database, upgrade=settings.database.startswith("sqlite")) as store,
        store.reading() as tx,
    ):
        alive = [one for one in tx.list_recipients() if one.dead_at is None]
    faults = []
    for one in alive:
        setting = deliver.lacks(
            one, smtp_host=settings.smtp_host, slack_token=settings.slack_token.get_secret_value(),
            telegram_token=settings.telegram_token.get_secret_value(), secret_key=settings.secret_key.get_secret_value(),
        )  # fmt: skip
        wrong = f"{setting} is not set" if setting else deliver.fault(one.channel, one.address)
        faults += [f"nothing can go to {one.channel} {one.label}: {wrong}"] if wrong else []
    if faults:
        raise ValueError("; ".join(faults))
    return f"{len(alive)} addresses have what they need" if alive else "nobody is told yet: `diwan init` adds somebody"


def _links(settings: Settings) -> str:
    url = settings.public_url
    if not url:
        return "no public address set (DIWAN_PUBLIC_URL): messages name commands in place of links"
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"DIWAN_PUBLIC_URL is {url!r}, expected https://host")
    if not settings.secret_key.get_secret_value():
        raise ValueError(
            "DIWAN_PUBLIC_URL is set and DIWAN_SECRET_KEY is not: no link can act; `diwan init` makes a key"
        )
    plain = parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost")
    return f"messages lead to {parts.scheme}://{parts.netloc}" + (
        "; without TLS mail programs offer no one-click unsubscribe" if plain else ""
    )


def _clock(settings: Settings) -> str:
    with (
        SqlStore.open(settings.database, upgrade=settings.database.startswith("sqlite")) as store,
        store.reading() as tx,
    ):
        theirs = tx.clock()
    if theirs is None:
        return f"{utcnow():%Y-%m-%d %H:%M:%S} UTC on {socket.gethostname()}"
    drift = abs(utcnow() - theirs)
    if drift > MOST_CLOCK_DRIFT:
        raise ValueError(
            f"this clock and the database's are {drift.total_seconds():.0f} s apart: set up time synchronisation"
        )
    return f"within {drift.total_seconds():.1f} s of the database's"
