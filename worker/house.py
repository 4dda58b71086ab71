"""What the pipeline works with: the open store, the knowledge, fetchers, the reader, the senders. One for each process, made at a door.

Heavy parts are made when first asked for, so that `diwan status` loads no knowledge and a dispatcher no parser.
"""

import os
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from schedules.load import ScheduleError, load_feeds
from storage.records import Delivery, Feed
from storage.sql import SqlStore
from worker import dedupe, deliver, digest, fetch, parse
from worker.alert import WatchIndex
from worker.alert.vocabulary import offices
from worker.classify import warm
from worker.clock import machine_now, utcnow
from worker.config import Settings
from worker.errors import ConfigError
from worker.fetch.catalogue import feeds_of
from worker.knowledge.load import Knowledge, load_knowledge
from worker.knowledge.wording import wording
from worker.memory import settle
from worker.net.post import Poster


def diwan_version() -> str:
    """The installed version, `0` in a bare checkout."""
    try:
        return version("diwan")
    except PackageNotFoundError:
        return "0"


def catalogue(settings: Settings) -> Sequence[Feed]:
    """The feeds of the settings' catalogue, the shipped one by default. Raises ConfigError naming file and key."""
    try:
        return feeds_of(load_feeds(settings.catalogue) if settings.catalogue else load_feeds())
    except ScheduleError as error:
        raise ConfigError(str(error)) from error


class House:
    """Open it once for each process; close it at the end. Its parts may be used from several threads."""

    def __init__(self, settings: Settings, store: SqlStore) -> None:
        self.settings = settings
        self.store = store
        self._drift = timedelta(0)
        self._watches: WatchIndex | None = None
        self._own = threading.local()  # fetcher: one for each thread

    @classmethod
    def open(cls, settings: Settings, *, upgrade: bool = False) -> "House":
        """Open the store of the settings. An embedded database, or any with `upgrade`, is brought to this program's schema first.

        Raises:
            SchemaError, StorageUnavailable: as `SqlStore.open`.
        """
        embedded = settings.database.startswith("sqlite")
        return cls(settings, SqlStore.open(settings.database, upgrade=upgrade or embedded))

    def keep_time(self) -> None:
        """Go by the database's clock from now on, where it has one of its own: a machine that is ahead takes no other's leases, and one that is behind
        holds nobody for ahead. Called at the door of every task."""
        with self.store.reading() as tx:
            theirs = tx.clock()
        self._drift = theirs - machine_now() if theirs else timedelta(0)

    def now(self) -> datetime:
        """Aware UTC by the clock that was last kept."""
        return utcnow() + self._drift

    @property
    def lease(self) -> timedelta:
        """How long a claimed row is its claimer's."""
        return timedelta(seconds=self.settings.lease_seconds)

    @cached_property
    def knowledge(self) -> Knowledge:
        return load_knowledge()

    @staticmethod
    def warm() -> None:
        """Load what every entry needs, about a second, and keep the garbage collector from walking it again and again; before a fork, the
        children share it."""
        warm(load_knowledge())
        dedupe.similarity.fold("")  # makes its table of letters
        wording()
        settle()

    def fetcher(self, clock: Callable[[], datetime] = utcnow) -> fetch.Fetcher:
        """This thread's fetcher, polite across all workers."""
        found: fetch.Fetcher | None = getattr(self._own, "fetcher", None)
        if found is None:
            owner = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
            gate = fetch.StoreGate(self.store, owner=owner, gap=self.settings.host_gap_seconds, clock=clock)
            agent = fetch.user_agent(diwan_version(), self.settings.contact)
            found = self._own.fetcher = fetch.Fetcher(
                agent=agent, allowed=self.settings.allow_addresses, gate=gate, clock=clock
            )
        return found

    def read(self, response: fetch.Response, feed: Feed) -> parse.ParsedFeed:
        """A document, by the kind and rules of its feed.

        Raises:
            ParseError: the bytes are not what they should be; says what they are.
        """
        return parse.read_source(response, feed)

    def watches(self) -> WatchIndex:
        """The watches as they are now; what changed is taken anew only when something did."""
        with self.store.reading() as tx:
            version = tx.watches_version()
            if self._watches is None:
                self._watches = WatchIndex(tx.list_watches(), version=version, offices=offices(self.knowledge))
            elif self._watches.version != version:
                self._watches = self._watches.updated(tx.list_watches(), version=version)
        return self._watches

    def senders(self) -> deliver.Senders:
        """A sender for each channel that is set up, open for one batch."""
        found = self.settings
        mail = deliver.Mail(
            host=found.smtp_host,
            port=found.smtp_port,
            user=found.smtp_user,
            password=found.smtp_password.get_secret_value(),
            security=found.smtp_security,
            sender=found.mail_from,
        )
        config = deliver.Config(
            mail=mail if found.smtp_host else None,
            slack_token=found.slack_token.get_secret_value(),
            telegram_token=found.telegram_token.get_secret_value(),
            secret_key=found.secret_key.get_secret_value(),
            allowed=found.allow_addresses,
            unsubscribe=self.links(self.now()).unsubscribe,
            earlier=self._living,
        )
        poster = Poster(agent=fetch.user_agent(diwan_version(), found.contact), allowed=found.allow_addresses)
        return deliver.open_senders(config, poster)

    def _living(self, delivery: Delivery) -> str | None:
        """What the recipient's side calls the message of this thread that it has already."""
        if delivery.message.thread is None:
            return None
        with self.store.reading() as tx:
            found = tx.living_message(delivery.recipient_id, delivery.message.thread)
        return found.external_id if found else None

    def links(self, now: datetime) -> digest.SignedLinks:
        """Where messages of now lead; nowhere while DIWAN_PUBLIC_URL is empty."""
        return digest.SignedLinks(self.settings.public_url, self.settings.secret_key.get_secret_value(), now=now)

    # -- the catalogue

    def sync_catalogue(self) -> tuple[int, int]:
        """Bring the feeds table to the catalogue. Returns (added, changed)."""
        with self.store.transaction() as tx:
            return tx.sync_feeds(catalogue(self.settings), now=self.now())

    def feed_count(self) -> int:
        """How many feeds are watched."""
        with self.store.reading() as tx:
            return sum(not feed.paused for feed, _ in tx.list_feeds())

    def take_over(self) -> None:
        """Free what a killed process of this data folder held. Only where a lock says that nobody else is at work."""
        with self.store.transaction() as tx:
            tx.release_leases()

    def idle(self) -> bool:
        """Whether nothing is due and nobody is at work."""
        with self.store.reading() as tx:
            return tx.is_idle(now=self.now())

    def close(self) -> None:
        self.store.close()
