"""I/O: addresses -> what they answered, and when to ask again.

`Fetcher` asks (http.py), `StoreGate` keeps it polite across workers (gates.py), `poll` walks the feeds that are due and `keep` keeps what
came, in one transaction a feed (poll.py); everything else here is pure. The pipeline brings them together with the reader:

    for polled in poll(tx.get_feeds(ids), fetcher=fetcher, read=parse.read_source, to_text=parse.to_text, clock=utcnow):
        with store.transaction() as tx:
            kept = keep(tx, polled, owner=owner)
"""

from worker.fetch.answers import HostBusy, Request, Response
from worker.fetch.gates import LocalGate, OpenGate, StoreGate
from worker.fetch.http import Fetcher, user_agent
from worker.fetch.pages import keep_look, look
from worker.fetch.poll import Kept, Polled, keep, keep_batch, poll

__all__ = [
    "Fetcher", "HostBusy", "Kept", "LocalGate", "OpenGate", "Polled", "Request", "Response", "StoreGate", "keep", "keep_batch", "keep_look", "look",
    "poll", "user_agent",
]  # fmt: skip
