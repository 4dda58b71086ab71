"""The digest: what happened since the last one, written once for each subscriber and local day."""

from worker.digest.due import Due, find_due, next_due
from worker.digest.sign import SignedLinks
from worker.digest.write import Written, find_all_due, gather, keep, write

__all__ = ["Due", "SignedLinks", "Written", "find_all_due", "find_due", "gather", "keep", "next_due", "write"]
