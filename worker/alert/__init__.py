"""Meetings and watches to alerts and messages: `tell` inside the transaction that commits the meeting, `tell_due` for what waited."""

from worker.alert.index import WatchIndex
from worker.alert.match import match
from worker.alert.tell import AlertStore, Teller, Told, tell, tell_due, tell_missing

__all__ = ["AlertStore", "Teller", "Told", "WatchIndex", "match", "tell", "tell_due", "tell_missing"]
