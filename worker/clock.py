"""The clock, read at the doors only; every step takes `now` as an argument."""

import os
from datetime import UTC, datetime, timedelta

OFFSET = "DIWAN_CLOCK_OFFSET"  # seconds added to the machine's clock; `diwan demo` replays a recorded day with it


def utcnow() -> datetime:
    """Aware UTC, moved by `DIWAN_CLOCK_OFFSET` seconds where that is set."""
    offset = os.environ.get(OFFSET)
    now = machine_now()
    return now + timedelta(seconds=float(offset)) if offset else now


def machine_now() -> datetime:
    """What this machine's clock says, aware UTC."""
    return datetime.now(UTC)
