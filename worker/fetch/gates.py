"""Who may ask a host now: one request in flight per registrable host, and a gap between starts, across all workers.

The database is the source of truth (table `hosts`): a lease and the time of the next start, the same on SQLite and PostgreSQL.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from storage.records import quick
from storage.sql import SqlStore


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request to a host that has ended. `rest` are seconds for which the host asked to be left alone, 0 where it did not."""

    host: str
    rest: float = 0.0


class Gate(Protocol):
    """Grants visits to hosts. A granted host is ours until `leave`, or until the grant runs out."""

    def enter(self, hosts: Sequence[str]) -> Mapping[str, float]:
        """For each host the seconds to wait before asking again whether it may be visited; 0.0 means: it may, now."""
        ...

    def leave(self, visits: Iterable[Visit]) -> None:
        """End visits."""
        ...


class OpenGate:
    """Grants everything: for one request by hand, and for measuring."""

    def enter(self, hosts: Sequence[str]) -> Mapping[str, float]:
        return dict.fromkeys(hosts, 0.0)

    def leave(self, visits: Iterable[Visit]) -> None:
        pass


class LocalGate:
    """The rules within one process, kept in memory."""

    def __init__(self, gap: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = gap
        self._clock = clock
        self._next: dict[str, float] = {}

    def enter(self, hosts: Sequence[str]) -> Mapping[str, float]:
        now = self._clock()
        waits: dict[str, float] = {}
        for host in hosts:
            wait = self._next.get(host, now) - now
            waits[host] = max(wait, 0.0)
            if wait <= 0:
                self._next[host] = now + self._gap
        return waits

    def leave(self, visits: Iterable[Visit]) -> None:
        now = self._clock()
        for visit in visits:
            self._next[visit.host] = max(self._next.get(visit.host, now), now + visit.rest)


class StoreGate:
    """The rules across all workers, kept in the database. `lease` must outlive the longest request."""

    def __init__(
        self, store: SqlStore, *, owner: str, gap: float, lease: float = 45.0, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._owner = owner
        self._gap = timedelta(seconds=gap)
        self._lease = timedelta(seconds=lease)
        self._clock = clock

    def enter(self, hosts: Sequence[str]) -> Mapping[str, float]:
        with self._store.transaction() as tx:
            return tx.enter_hosts(hosts, now=self._clock(), owner=self._owner, lease=self._lease, gap=self._gap)

    def leave(self, visits: Iterable[Visit]) -> None:
        ended = {visit.host: visit.rest for visit in visits}
        if ended:
            with self._store.transaction() as tx:
                tx.leave_hosts(ended, now=self._clock(), owner=self._owner)
