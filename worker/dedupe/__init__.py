"""Fold many tellings into one meeting. Pure: what it reads and keeps goes through the verbs of the transaction that it is handed.

attach.py (an assessment into the store: start here), keys.py (names and offices as keys), compare.py (is it the same person), days.py
(on which day), resolve.py (is it the same meeting), merge.py (the meeting of all its tellings), life.py (its phases), similarity.py and copies.py (near-duplicate text).
"""

from worker.dedupe.attach import MeetingStore, attach, homes
from worker.dedupe.copies import NO_WORDS, WINDOW, is_sketched, link_batch, link_copies, sign_entry
from worker.dedupe.keys import lock_keys
from worker.dedupe.merge import merge
from worker.dedupe.resolve import RULES, resolve

__all__ = [
    "NO_WORDS",
    "RULES",
    "WINDOW",
    "MeetingStore",
    "attach",
    "homes",
    "is_sketched",
    "link_batch",
    "link_copies",
    "lock_keys",
    "merge",
    "resolve",
    "sign_entry",
]
