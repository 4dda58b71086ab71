"""Fold many tellings into one meeting. Pure: what it reads and keeps goes through the `MeetingStore` verbs that it is handed.

keys.py (names and offices as keys), compare.py (is it the same person), resolve.py (is it the same meeting), merge.py (the meeting of all
its tellings), life.py (its phases), attach.py (an assessment into the store), similarity.py and copies.py (near-duplicate text).
"""

from worker.dedupe.attach import MeetingStore, attach
from worker.dedupe.keys import lock_keys
from worker.dedupe.merge import merge
from worker.dedupe.resolve import RULES, resolve

__all__ = ["RULES", "MeetingStore", "attach", "lock_keys", "merge", "resolve"]
