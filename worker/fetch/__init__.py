"""I/O: addresses -> what they answered, and when to ask again.

`Fetcher` asks (http.py), `StoreGate` keeps it polite across workers (gates.py); everything else here is pure.
"""

from worker.fetch.answers import HostBusy, Request, Response
from worker.fetch.gates import LocalGate, OpenGate, StoreGate
from worker.fetch.http import Fetcher, user_agent

__all__ = ["Fetcher", "HostBusy", "LocalGate", "OpenGate", "Request", "Response", "StoreGate", "user_agent"]
